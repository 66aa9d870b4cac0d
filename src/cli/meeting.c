/* What is agreed in a meeting, in one short line each: action, learn and rate. */
#include <string.h>

#include "cli.h"
#include "mpt/text.h"

/* --- Shared with decide and accept -------------------------------------------------------------------------------- */

const char *cli_option_text(const struct cli *cli, const char *name)
{
    const char *value = cli_option(cli, name);
    return value && value[strspn(value, " \t\n")] ? value : NULL;
}

const char *cli_date(const struct cli *cli, const char *date)
{
    struct mpt_date day;
    return date && mpt_date_parse(date, &day) ? mpt_date_show(day, cli->arena) : "an unknown day";
}

enum mpt_status cli_date_ahead(struct cli *cli, const char *flag, const char *date)
{
    struct mpt_date day;
    bool passed = date && mpt_date_parse(date, &day) && mpt_date_last_day(day) < mpt_date_first_day(cli->today);
    return passed ? mpt_fail(&cli->error, MPT_BAD_INPUT, "--%s: %s has passed; expected today, %s, or a later day",
                             flag, date, mpt_date_format(cli->today, cli->arena))
                  : MPT_OK;
}

enum mpt_status cli_date_past(struct cli *cli, const char *flag, const char *date)
{
    struct mpt_date day;
    bool ahead = date && mpt_date_parse(date, &day) && mpt_date_first_day(day) > mpt_date_first_day(cli->today);
    return ahead ? mpt_fail(&cli->error, MPT_BAD_INPUT,
                            "--%s: %s is still to come; expected today, %s, or an earlier day", flag, date,
                            mpt_date_format(cli->today, cli->arena))
                 : MPT_OK;
}

void cli_put(struct mpt_record *record, const char *field, const char *value)
{
    record->values[mpt_field_index(record->kind, field)] = value;
}

static const char *today(const struct cli *cli)
{
    return mpt_date_format(cli->today, cli->arena);
}

static const char *title_of(const struct cli *cli, const struct mpt_record *record)
{
    return mpt_text_clean(mpt_record_get(record, "title"), cli->arena);
}

/* --- action ------------------------------------------------------------------------------------------------------- */

static enum mpt_status add_action(struct cli *cli)
{
    static const char *const fields[][2] = {
        {"owner", "owner"}, {"due", "due_on"}, {"mission", "mission"}, {"project", "project"}};
    const struct mpt_kind *kind = mpt_kind_find("action");
    struct mpt_record record = mpt_record_init(kind, cli->arena);
    if (!cli_option_text(cli, "owner") || !cli_option_text(cli, "due")) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "an action is somebody's, by a day: mpt action TITLE --owner WHO --due DATE");
    }
    if (mpt_store_exists(cli->store, kind, cli->arguments[0])) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT,
                        "there is an action %s already; `mpt action %s --due DATE` sets a new date, `mpt edit-action "
                        "%s --owner WHO` hands it over",
                        cli->arguments[0], cli->arguments[0], cli->arguments[0]);
    }
    enum mpt_status status = cli_set_field(cli, &record, mpt_field_find(kind, "title"), '\0', cli->arguments[0]);
    status = status ? status : cli_set_options(cli, &record, fields, sizeof fields / sizeof *fields);
    status = status ? status : cli_date_ahead(cli, "due", mpt_record_get(&record, "due_on"));
    cli_put(&record, "asked_on", today(cli));
    return status ? status : cli_add_record(cli, &record);
}

static enum mpt_status finish_action(struct cli *cli, struct cli_edit *edit)
{
    const char *on = cli_option_text(cli, "done");
    enum mpt_status status =
        cli_set_field(cli, &edit->after, mpt_field_find(edit->after.kind, "done_on"), '\0', on ? on : today(cli));
    status = status ? status : cli_date_past(cli, "done", mpt_record_get(&edit->after, "done_on"));
    status = status ? status : cli_edit_commit(cli, edit);
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Done on %s: %s.\n", cli_date(cli, mpt_record_get(&edit->after, "done_on")),
                title_of(cli, &edit->after));
    }
    return status;
}

static enum mpt_status move_action(struct cli *cli, struct cli_edit *edit)
{
    static const char *const fields[][2] = {{"due", "due_on"}};
    const char *before = mpt_record_get(&edit->before, "due_on");
    enum mpt_status status = cli_set_options(cli, &edit->after, fields, 1);
    status = status ? status : cli_date_ahead(cli, "due", mpt_record_get(&edit->after, "due_on"));
    status = status ? status : cli_edit_commit(cli, edit);
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Due %s%s%s: %s.\n", cli_date(cli, mpt_record_get(&edit->after, "due_on")),
                before ? " rather than " : "", before ? cli_date(cli, before) : "", title_of(cli, &edit->after));
    }
    return status;
}

static enum mpt_status run_action(struct cli *cli)
{
    struct cli_edit edit;
    bool done = cli_option(cli, "done"), due = cli_option_text(cli, "due");
    bool fresh = cli_option(cli, "owner") || cli_option(cli, "mission") || cli_option(cli, "project");
    if (!fresh && !done && !due) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "say what it is about: a new action (TITLE --owner WHO --due DATE), one that is done (CODE "
                        "--done), or a new date for one (CODE --due DATE)");
    }
    if (done && (fresh || due)) {
        return mpt_fail(&cli->error, MPT_USAGE, "--done stands alone: mpt action CODE --done[=DATE]");
    }
    if (fresh) {
        return add_action(cli);
    }
    enum mpt_status status = cli_edit_begin(cli, mpt_kind_find("action"), cli->arguments[0], &edit);
    if (status == MPT_BAD_INPUT && !done && strpbrk(cli->arguments[0], " \t")) { /* that was a title */
        return mpt_fail(&cli->error, MPT_USAGE,
                        "a new action needs its owner: mpt action TITLE --owner WHO --due DATE");
    }
    if (!status && mpt_record_get(&edit.before, "done_on")) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT,
                        "%s was done on %s; `mpt edit-action %s --done-on DATE` corrects it", edit.code,
                        cli_date(cli, mpt_record_get(&edit.before, "done_on")), edit.code);
    }
    return status ? status : done ? finish_action(cli, &edit) : move_action(cli, &edit);
}

/* --- learn -------------------------------------------------------------------------------------------------------- */

static enum mpt_status run_learn(struct cli *cli)
{
    static const char *const fields[][2] = {{"mission", "mission"},
                                            {"project", "project"},
                                            {"by", "stakeholder"},
                                            {"changed", "changed"},
                                            {"needs-change", "needs_change"}};
    const struct mpt_kind *kind = mpt_kind_find("learning");
    struct mpt_record record = mpt_record_init(kind, cli->arena);
    if (cli_option(cli, "changed") && cli_option(cli, "needs-change")) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "--changed says what it changed, --needs-change that nothing has changed yet: one of the two");
    }
    enum mpt_status status = cli_set_field(cli, &record, mpt_field_find(kind, "title"), '\0', cli->arguments[0]);
    status = status ? status : cli_set_options(cli, &record, fields, sizeof fields / sizeof *fields);
    cli_put(&record, "learnt_on", today(cli));
    return status ? status : cli_add_record(cli, &record);
}

/* --- rate --------------------------------------------------------------------------------------------------------- */

/* Keeps the code of each row: the last one stays. */
static enum mpt_status keep_code(void *context, const char *const *values, struct mpt_error *error)
{
    struct {
        struct mpt_arena *arena;
        const char *code;
    } *found = context;
    (void)error;
    found->code = mpt_arena_copy(found->arena, values[0]);
    return MPT_OK;
}

/* The rating of the same subject and day; NULL when there is none. */
static enum mpt_status find_rating(struct cli *cli, const struct mpt_record *record, const char *subject,
                                   const char **code)
{
    struct {
        struct mpt_arena *arena;
        const char *code;
    } found = {cli->arena, NULL};
    const char *filters[] = {mpt_arena_print(cli->arena, "%s=%s", subject, mpt_record_get(record, subject)),
                             mpt_arena_print(cli->arena, "rated_on=%s", mpt_record_get(record, "rated_on"))};
    const struct mpt_field *fields[] = {mpt_field_find(record->kind, "code")};
    const struct mpt_list_query query = {
        .kind = record->kind, .filters = filters, .filter_count = 2, .limit = -1, .fields = fields, .field_count = 1};
    enum mpt_status status = mpt_store_list(cli->store, &query, keep_code, &found, &cli->error);
    *code = found.code;
    return status;
}

/* Stores the rating, over that of the same day when there is one: a day has one judgement, the history has them all. */
static enum mpt_status store_rating(struct cli *cli, struct mpt_record *record, const char *subject,
                                    const char **before)
{
    const char *code = NULL;
    struct mpt_record old;
    enum mpt_status status = mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : find_rating(cli, record, subject, &code);
    if (!status && code) {
        status = mpt_store_get(cli->store, record->kind, code, cli->arena, &old, &cli->error);
        if (!status) {
            *before = mpt_record_get(&old, "colour");
            cli_put(record, "code", code);
            status = mpt_store_edit(cli->store, code, record, false, cli->arena, NULL, &cli->error);
        }
    } else if (!status) {
        status = mpt_store_add(cli->store, record, false, cli->arena, &cli->error);
    }
    return status ? status : mpt_store_commit(cli->store, &cli->error);
}

static enum mpt_status run_rate(struct cli *cli)
{
    static const char *const fields[][2] = {{"reason", "reason"}, {"to-green", "to_green"}, {"on", "rated_on"}};
    const struct mpt_kind *rated[] = {mpt_kind_find("mission"), mpt_kind_find("project")}, *subject;
    const struct mpt_kind *kind = mpt_kind_find("rating");
    struct mpt_record record = mpt_record_init(kind, cli->arena), about;
    const char *code, *others, *before = NULL;
    enum mpt_status status = cli_set_field(cli, &record, mpt_field_find(kind, "colour"), '\0', cli->arguments[1]);
    if (!status && !cli_option_text(cli, "reason")) {
        return mpt_fail(&cli->error, MPT_USAGE, "say why, in one sentence: mpt rate %s %s --reason TEXT",
                        cli->arguments[0], cli->arguments[1]);
    }
    status = status ? status
                    : mpt_store_resolve_any(cli->store, rated, 2, cli->arguments[0], cli->arena, &subject, &code,
                                            &others, &cli->error);
    status = status ? status : mpt_store_get(cli->store, subject, code, cli->arena, &about, &cli->error);
    status = status ? status : cli_set_options(cli, &record, fields, sizeof fields / sizeof *fields);
    status = status ? status : cli_date_past(cli, "on", mpt_record_get(&record, "rated_on"));
    if (status) {
        return status;
    }
    cli_put(&record, subject->name, code);
    cli_put(&record, "rated_by", cli->who);
    if (!mpt_record_get(&record, "rated_on")) {
        cli_put(&record, "rated_on", today(cli));
    }
    status = store_rating(cli, &record, subject->name, &before);
    if (!status && others) {
        cli_say(cli, "There is also %s.", others);
    }
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Rated %s on %s%s%s: %s.\n", mpt_record_get(&record, "colour"),
                cli_date(cli, mpt_record_get(&record, "rated_on")), before ? ", in place of " : "",
                before ? before : "", title_of(cli, &about));
    }
    return status;
}

/* --- The commands ------------------------------------------------------------------------------------------------- */

static const struct cli_option action_options[] = {
    {"owner", "WHO", "who does it, by name", false},
    {"due", "DATE", "by when; alone: the new date of an action", false},
    {"mission", "CODE", "for this mission", false},
    {"project", "CODE", "for this project", false},
    {"done", "[DATE]", "it is done (else today)", false},
};

static const struct cli_option learn_options[] = {
    {"mission", "CODE", "in this mission", false},
    {"project", "CODE", "in this project", false},
    {"by", "STAKEHOLDER", "by whom", false},
    {"changed", "TEXT", "what it changed", false},
    {"needs-change", NULL, "something has to change because of it, and nothing has yet", false},
};

static const struct cli_option rate_options[] = {
    {"reason", "TEXT", "why, in one sentence", false},
    {"to-green", "TEXT", "what would make it green", false},
    {"on", "DATE", "when it was judged (else today)", false},
};

const struct cli_command cli_action = {.name = "action",
                                       .arguments =
                                           "TITLE --owner WHO --due DATE | CODE --done[=DATE] | CODE --due DATE",
                                       .summary = "who does what by when; that it is done; or its new date",
                                       .options = action_options,
                                       .option_count = sizeof action_options / sizeof *action_options,
                                       .needs = CLI_WRITE,
                                       .arguments_least = 1,
                                       .arguments_most = 1,
                                       .run = run_action};

const struct cli_command cli_learn = {.name = "learn",
                                      .arguments = "TITLE",
                                      .summary = "what was learnt today, and what it changed",
                                      .options = learn_options,
                                      .option_count = sizeof learn_options / sizeof *learn_options,
                                      .needs = CLI_WRITE,
                                      .arguments_least = 1,
                                      .arguments_most = 1,
                                      .run = run_learn};

const struct cli_command cli_rate = {
    .name = "rate",
    .arguments = "MISSION|PROJECT green|amber|red --reason TEXT",
    .summary = "judge how sure delivery is",
    .details = "green: highly likely, no major open issue. amber: feasible; significant issues, resolvable if\n"
               "addressed promptly. red: appears unachievable. A mission comes before a project of the same code:\n"
               "project:CODE says the project. A second judgement of a day takes the place of the first.",
    .options = rate_options,
    .option_count = sizeof rate_options / sizeof *rate_options,
    .needs = CLI_WRITE,
    .arguments_least = 2,
    .arguments_most = 2,
    .run = run_rate};
