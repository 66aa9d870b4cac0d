/* `mpt decide`: takes a decision that waits, or delegates it, gives it a new date, or withdraws it. */
#include <string.h>

#include "cli.h"
#include "mpt/text.h"

/* What may become of a decision: the flag that says so, those that may go with it, and why a reason is needed. */
struct act {
    const char *flag, *meaning;
    const char *goes_with; /* names between blanks */
    const char *why;       /* NULL: no reason is needed */
    enum mpt_status (*run)(struct cli *cli, struct cli_edit *edit);
};

/* What waited for it, now that it waits no longer. */
static void say_released(struct cli *cli, const struct mpt_record *decision)
{
    static const char *const held[][2] = {{"holds", "Money no longer on hold"},
                                          {"holds_step", "Steps no longer held up"},
                                          {"blocks", "Projects that can go on"}};
    for (size_t i = 0; i < sizeof held / sizeof *held; i++) {
        const char *value = mpt_record_get(decision, held[i][0]);
        if (value) {
            fprintf(cli->out, " %s: %s.", held[i][1],
                    mpt_value_show(mpt_field_find(decision->kind, held[i][0]), value, cli->arena));
        }
    }
}

static const char *title_of(struct cli *cli, const struct cli_edit *edit)
{
    return mpt_text_clean(mpt_record_get(&edit->before, "title"), cli->arena);
}

/* The sentence ends where it ends, with one full stop. */
static const char *sentence(struct cli *cli, const char *text)
{
    text = mpt_text_clean(text, cli->arena);
    size_t len = strlen(text);
    return mpt_arena_print(cli->arena, "%s%s", text, len && strchr(".!?", text[len - 1]) ? "" : ".");
}

static enum mpt_status take(struct cli *cli, struct cli_edit *edit)
{
    static const char *const fields[][2] = {{"outcome", "outcome"},
                                            {"reason", "reason"},
                                            {"on", "taken_on"},
                                            {"kind", "decision_kind"},
                                            {"legal-ground", "legal_ground"}};
    struct mpt_record *after = &edit->after;
    cli_put(after, "reason", NULL); /* why it waited is not why it was taken */
    cli_put(after, "taken_on", mpt_date_format(cli->today, cli->arena));
    enum mpt_status status = cli_set_options(cli, after, fields, sizeof fields / sizeof *fields);
    status = status ? status : cli_date_past(cli, "on", mpt_record_get(after, "taken_on"));
    cli_put(after, "status", "taken");
    status = status ? status : cli_edit_commit(cli, edit);
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Decided: %s: %s", title_of(cli, edit), sentence(cli, mpt_record_get(after, "outcome")));
        say_released(cli, after);
        fputc('\n', cli->out);
    }
    return status;
}

static enum mpt_status delegate(struct cli *cli, struct cli_edit *edit)
{
    static const char *const fields[][2] = {{"delegate-to", "delegated_to"}, {"level", "level"}, {"due", "due_on"}};
    struct mpt_record *after = &edit->after;
    enum mpt_status status = cli_set_options(cli, after, fields, sizeof fields / sizeof *fields);
    status = status || !cli_option(cli, "due") ? status : cli_date_ahead(cli, "due", mpt_record_get(after, "due_on"));
    status = status ? status : cli_edit_commit(cli, edit);
    if (!status && !cli->quiet) {
        const char *level = mpt_record_get(after, "level"), *due = mpt_record_get(after, "due_on");
        fprintf(cli->out, "Delegated to %s%s%s: %s. It still waits, %s%s.\n",
                mpt_text_clean(mpt_record_get(after, "delegated_to"), cli->arena), level ? ", level " : "",
                level ? level : "", title_of(cli, edit), due ? "due " : "without a date",
                due ? cli_date(cli, due) : "");
    }
    return status;
}

static enum mpt_status move(struct cli *cli, struct cli_edit *edit)
{
    static const char *const fields[][2] = {{"due", "due_on"}, {"reason", "reason"}};
    const char *before = mpt_record_get(&edit->before, "due_on");
    enum mpt_status status = cli_set_options(cli, &edit->after, fields, sizeof fields / sizeof *fields);
    status = status ? status : cli_date_ahead(cli, "due", mpt_record_get(&edit->after, "due_on"));
    status = status ? status : cli_edit_commit(cli, edit);
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Due %s%s%s: %s.\n", cli_date(cli, mpt_record_get(&edit->after, "due_on")),
                before ? " rather than " : "", before ? cli_date(cli, before) : "", title_of(cli, edit));
    }
    return status;
}

static enum mpt_status withdraw(struct cli *cli, struct cli_edit *edit)
{
    static const char *const fields[][2] = {{"reason", "reason"}};
    enum mpt_status status = cli_set_options(cli, &edit->after, fields, 1);
    cli_put(&edit->after, "status", "withdrawn");
    status = status ? status : cli_edit_commit(cli, edit);
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Withdrawn: %s.", title_of(cli, edit));
        say_released(cli, &edit->after);
        fputc('\n', cli->out);
    }
    return status;
}

/* The last is also a part of delegating, so it is meant only when it stands without the others. */
static const struct act acts[] = {
    {"outcome", "takes it", " reason on kind legal-ground again ", NULL, take},
    {"delegate-to", "asks somebody else to take it", " level due ", NULL, delegate},
    {"withdraw", "drops it", " reason ", "why it is no longer needed", withdraw},
    {"due", "gives it a new date", " reason ", "why the date moves", move},
};
enum { ACTS = sizeof acts / sizeof *acts };

static const struct cli_option options[] = {
    {"outcome", "TEXT", "take it: what was decided", false},
    {"reason", "TEXT", "why", false},
    {"on", "DATE", "when it was taken (else today)", false},
    {"kind", "KIND", "start, continue, pivot, scale, pause, stop, change-target or other", false},
    {"legal-ground", "TEXT", "the rule it stands on", false},
    {"again", NULL, "take it anew, though it was taken or withdrawn before", false},
    {"delegate-to", "WHO", "ask somebody else to take it; it still waits", false},
    {"level", "LEVEL", "who decides then: team, board, ministry or minister", false},
    {"due", "DATE", "by when it is needed now", false},
    {"withdraw", NULL, "drop it: no longer needed", false},
};
enum { OPTIONS = sizeof options / sizeof *options };

/* "--reason, --on": the flags that an act takes. */
static const char *flags_of(struct cli *cli, const struct act *act)
{
    struct mpt_text text = mpt_text_init(cli->arena);
    for (const char *at = act->goes_with + 1; *at; at += strcspn(at, " ") + 1) {
        mpt_text_print(&text, "%s--%.*s", text.len ? ", " : "", (int)strcspn(at, " "), at);
    }
    return mpt_text_get(&text);
}

/* The one act that was asked for, with all it needs and nothing else. */
static enum mpt_status find_act(struct cli *cli, const struct act **act)
{
    *act = NULL;
    for (size_t i = 0; i < ACTS; i++) {
        bool given = cli_option(cli, acts[i].flag), last = i + 1 == ACTS;
        if (given && *act && !last) {
            return mpt_fail(&cli->error, MPT_USAGE, "--%s %s, --%s %s: one at a time", (*act)->flag, (*act)->meaning,
                            acts[i].flag, acts[i].meaning);
        }
        *act = given && !(*act) ? &acts[i] : *act;
    }
    if (!*act) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "say what becomes of it: --outcome TEXT takes it, --delegate-to WHO asks somebody else to take "
                        "it, --due DATE --reason TEXT gives it a new date, --withdraw --reason TEXT drops it");
    }
    for (size_t i = 0; i < OPTIONS; i++) {
        const char *name = options[i].name;
        if (cli_option(cli, name) && strcmp(name, (*act)->flag) != 0 &&
            !strstr((*act)->goes_with, mpt_arena_print(cli->arena, " %s ", name))) {
            return mpt_fail(&cli->error, MPT_USAGE, "--%s does not go with --%s, which %s; what goes with it: %s", name,
                            (*act)->flag, (*act)->meaning, flags_of(cli, *act));
        }
    }
    if (strcmp((*act)->flag, "withdraw") != 0 && !cli_option_text(cli, (*act)->flag)) {
        return mpt_fail(&cli->error, MPT_USAGE, "--%s is empty", (*act)->flag);
    }
    return (*act)->why && !cli_option_text(cli, "reason")
               ? mpt_fail(&cli->error, MPT_USAGE, "say %s: --reason TEXT", (*act)->why)
               : MPT_OK;
}

/* What was decided stays decided, unless somebody says that it is taken anew. */
static enum mpt_status check_waiting(struct cli *cli, const struct cli_edit *edit)
{
    const char *standing = mpt_record_get(&edit->before, "status"), *on = mpt_record_get(&edit->before, "taken_on");
    if (!standing || strcmp(standing, "needed") == 0 || cli_option(cli, "again")) {
        return MPT_OK;
    }
    bool taken = strcmp(standing, "taken") == 0;
    return mpt_fail(&cli->error, MPT_BAD_INPUT,
                    "%s was %s%s%s already; `mpt edit-decision %s` corrects it, `mpt undo ENTRY` takes it back (`mpt "
                    "history %s` shows the entry), --outcome TEXT --again takes it anew",
                    edit->code, standing, taken && on ? " on " : "", taken && on ? cli_date(cli, on) : "", edit->code,
                    edit->code);
}

static enum mpt_status run_decide(struct cli *cli)
{
    const struct act *act;
    struct cli_edit edit;
    enum mpt_status status = find_act(cli, &act);
    status = status ? status : cli_edit_begin(cli, mpt_kind_find("decision"), cli->arguments[0], &edit);
    status = status ? status : check_waiting(cli, &edit);
    return status ? status : act->run(cli, &edit);
}

const struct cli_command cli_decide = {
    .name = "decide",
    .arguments = "DECISION --outcome TEXT | --delegate-to WHO | --due DATE | --withdraw",
    .summary = "take a decision that waits, delegate it, give it a new date, or withdraw it",
    .details = "  mpt decide d-31 --outcome \"Gladstone\" --reason \"the port has signed\"\n"
               "  mpt decide d-31 --delegate-to \"the board's chair\" --due 2024-08-01\n"
               "  mpt decide d-31 --due 2024-08-01 --reason \"the hearing was moved\"\n"
               "  mpt decide d-31 --withdraw --reason \"the site was sold\"",
    .options = options,
    .option_count = OPTIONS,
    .needs = CLI_WRITE,
    .arguments_least = 1,
    .arguments_most = 1,
    .run = run_decide};
