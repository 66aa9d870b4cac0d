/* What the keys of a guided review do: each asks what it needs and runs an ordinary command. */
#include <stdlib.h>
#include <string.h>

#include "mpt/text.h"
#include "review_run.h"

enum { MOST_WORDS = 16 };

/* A command line in the making. */
struct words {
    const char *list[MOST_WORDS];
    size_t count;
};

static void add(struct words *words, const char *word)
{
    if (words->count < MOST_WORDS) {
        words->list[words->count++] = word;
    }
}

/* "--FLAG VALUE", when there is a value. */
static void add_flag(struct words *words, const char *flag, const char *value)
{
    if (value && *value) {
        add(words, flag);
        add(words, value);
    }
}

/* --- Running ------------------------------------------------------------------------------------------------------ */

/* The entry that the command left: the newest of these words since; 0 when it changed nothing. */
static int64_t find_entry(struct review_run *run, const char *command_line, int64_t before)
{
    struct cli *cli = run->cli;
    struct mpt_entry entry;
    struct mpt_error unused;
    for (int64_t id = mpt_store_revision(cli->store); id > before; id--) {
        if (mpt_entry_get(cli->store, id, cli->arena, &entry, &unused) == MPT_OK &&
            strcmp(entry.command, command_line) == 0 && strcmp(entry.who, cli->who) == 0) {
            return id;
        }
    }
    return 0;
}

static enum mpt_status run_inner(struct review_run *run, struct cli *inner)
{
    struct mpt_document *document = NULL;
    if (inner->command->run) {
        return inner->command->run(inner);
    }
    enum mpt_status status = inner->command->document(inner, &document);
    if ((status == MPT_OK || status == MPT_FOUND) && document && !cli_writes(inner)) {
        cli_terminal_show(&run->terminal, document); /* what closing shows was gone through */
    }
    return status == MPT_FOUND ? MPT_OK : status;
}

enum mpt_status review_command(struct review_run *run, const char *const *words, size_t count, const char **said,
                               int64_t *entry)
{
    struct cli *cli = run->cli, inner = {.arena = cli->arena};
    char *line[MOST_WORDS + 1] = {(char *)"mpt"}, *memory = NULL;
    size_t len = 0;
    int64_t before = mpt_store_revision(cli->store);
    for (size_t i = 0; i < count; i++) {
        line[i + 1] = (char *)words[i];
    }
    inner.out = open_memstream(&memory, &len);
    if (!inner.out) {
        fputs("mpt: out of memory\n", stderr);
        abort();
    }
    enum mpt_status status = cli_parse(&inner, (int)count + 1, line);
    inner.store = cli->store;
    inner.who = cli->who;
    status = status ? status : run_inner(run, &inner);
    fclose(inner.out);
    *said = mpt_arena_copy_len(cli->arena, memory, len);
    free(memory);
    *entry = status ? 0 : find_entry(run, inner.command_line, before);
    if (status) {
        mpt_store_rollback(cli->store);
        *said = mpt_arena_copy(cli->arena, inner.error.message);
    }
    cli_terminal_say(&run->terminal, *said);
    return status;
}

/* Runs it for the item; true when it was done. */
static bool run_for(struct review_run *run, struct review_item *item, const struct words *words,
                    enum review_effect effect)
{
    const char *said;
    int64_t entry;
    if (review_command(run, words->list, words->count, &said, &entry)) {
        return false;
    }
    item->effect = effect;
    item->entry = entry;
    item->said = said;
    item->state = REVIEW_DONE;
    run->counts[effect]++;
    return true;
}

/* --- Asking ------------------------------------------------------------------------------------------------------- */

/* How an answer has to be. */
enum wanted { ANY, NEEDED, AHEAD, ACCEPTABLE };

static enum mpt_status check(struct cli *cli, enum wanted wanted, const char *value)
{
    struct mpt_record sample = mpt_record_init(mpt_kind_find("acceptance"), cli->arena);
    if (wanted == ANY || (wanted == ACCEPTABLE && !value)) {
        return MPT_OK;
    }
    if (!value) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "It cannot be empty; Ctrl-D leaves the item as it is.");
    }
    enum mpt_status status = wanted == NEEDED ? MPT_OK : cli_date_ahead(cli, "due", value);
    if (!status && wanted == ACCEPTABLE) { /* the limit stands with the kind */
        cli_put(&sample, "finding", "x");
        cli_put(&sample, "reason", "x");
        cli_put(&sample, "accepted_by", cli->who);
        cli_put(&sample, "accepted_on", mpt_date_format(cli->today, cli->arena));
        cli_put(&sample, "until", value);
        status = mpt_record_check(&sample, &cli->error);
    }
    return status;
}

/* Asks until the answer fits: false when the person leaves it. An empty answer that is allowed gives "". */
static bool ask(struct review_run *run, const char *question, const char *kind_name, const char *field,
                enum wanted wanted, const char **answer)
{
    struct cli *cli = run->cli;
    for (;;) {
        const char *typed = cli_terminal_line(&run->terminal, question), *value;
        if (!typed) {
            cli_terminal_say(&run->terminal, "Left as it is.");
            return false;
        }
        enum mpt_status status =
            mpt_value_parse(mpt_field_find(mpt_kind_find(kind_name), field), typed, cli->arena, &value, &cli->error);
        status = status ? status : check(cli, wanted, value);
        if (!status) {
            *answer = value ? value : "";
            return true;
        }
        cli_terminal_say(&run->terminal, cli->error.message);
    }
}

/* --- The keys ----------------------------------------------------------------------------------------------------- */

static bool finish(struct review_run *run, struct review_item *item)
{
    const struct words words = {{"action", item->code, "--done"}, 3};
    return run_for(run, item, &words, REVIEW_FINISHED);
}

static bool move(struct review_run *run, struct review_item *item)
{
    const char *due;
    if (!ask(run, "New date", "action", "due_on", AHEAD, &due)) {
        return false;
    }
    const struct words words = {{"action", item->code, "--due", due}, 4};
    return run_for(run, item, &words, REVIEW_MOVED);
}

static bool take(struct review_run *run, struct review_item *item)
{
    const char *outcome, *reason;
    if (!ask(run, "What was decided", "decision", "outcome", NEEDED, &outcome) ||
        !ask(run, "Why (Enter: not said)", "decision", "reason", ANY, &reason)) {
        return false;
    }
    struct words words = {{"decide", item->code, "--outcome", outcome}, 4};
    add_flag(&words, "--reason", reason);
    return run_for(run, item, &words, REVIEW_TAKEN);
}

static bool delegate(struct review_run *run, struct review_item *item)
{
    const char *who;
    if (!ask(run, "To whom", "decision", "delegated_to", NEEDED, &who)) {
        return false;
    }
    const struct words words = {{"decide", item->code, "--delegate-to", who}, 4};
    return run_for(run, item, &words, REVIEW_DELEGATED);
}

static bool redate(struct review_run *run, struct review_item *item)
{
    const char *due, *reason;
    if (!ask(run, "New date", "decision", "due_on", AHEAD, &due) ||
        !ask(run, "Why", "decision", "reason", NEEDED, &reason)) {
        return false;
    }
    const struct words words = {{"decide", item->code, "--due", due, "--reason", reason}, 6};
    return run_for(run, item, &words, REVIEW_REDATED);
}

/* A line of several findings means those of this review's scope and of this severity. */
static bool accept(struct review_run *run, struct review_item *item)
{
    const char *reason, *until;
    if (!ask(run, "Why it can be accepted", "acceptance", "reason", NEEDED, &reason) ||
        !ask(run, "Until (Enter: for 90 days)", "acceptance", "until", ACCEPTABLE, &until)) {
        return false;
    }
    struct words words = {{"accept", item->code, "--reason", reason}, 4};
    add_flag(&words, "--until", until);
    add_flag(&words, "--severity", item->severity);
    add_flag(&words, "--mission", item->severity ? run->query->mission : NULL);
    add_flag(&words, "--portfolio", item->severity ? run->query->portfolio : NULL);
    return run_for(run, item, &words, REVIEW_ACCEPTED);
}

/* A title that begins with a hyphen stands behind "--", so that it is no flag. */
static struct words with_title(const char *command, const char *title, const struct words *flags)
{
    struct words words = {{command}, 1};
    if (*title != '-') {
        add(&words, title);
    }
    for (size_t i = 0; i < flags->count; i++) {
        add(&words, flags->list[i]);
    }
    if (*title == '-') {
        add(&words, "--");
        add(&words, title);
    }
    return words;
}

static bool agree(struct review_run *run, struct review_item *item)
{
    const char *title, *owner, *due;
    if (!ask(run, "What is to be done", "action", "title", NEEDED, &title) ||
        !ask(run, "By whom", "action", "owner", NEEDED, &owner) ||
        !ask(run, "By when", "action", "due_on", AHEAD, &due)) {
        return false;
    }
    struct words flags = {{"--owner", owner, "--due", due}, 4};
    add_flag(&flags, "--mission", item->mission ? item->mission : run->query->mission);
    const struct words words = with_title("action", title, &flags);
    return run_for(run, item, &words, REVIEW_AGREED);
}

static bool learn(struct review_run *run, struct review_item *item)
{
    const char *title, *changed;
    if (!ask(run, "What was learnt", "learning", "title", NEEDED, &title) ||
        !ask(run, "What it changed (Enter: nothing yet)", "learning", "changed", ANY, &changed)) {
        return false;
    }
    struct words flags = {0};
    add_flag(&flags, "--changed", changed);
    add_flag(&flags, "--mission", run->query->mission);
    const struct words words = with_title("learn", title, &flags);
    return run_for(run, item, &words, REVIEW_LEARNT);
}

static bool note(struct review_run *run, struct review_item *item)
{
    const char *title;
    if (!ask(run, "Note", "note", "title", NEEDED, &title)) {
        return false;
    }
    struct words flags = {{"--noted-on", mpt_date_format(run->query->today, run->cli->arena)}, 2};
    add_flag(&flags, "--mission", run->query->mission);
    add_flag(&flags, "--portfolio", run->query->portfolio);
    const struct words words = with_title("add-note", title, &flags);
    return run_for(run, item, &words, REVIEW_NOTED);
}

/* A page is not done with by what was added on it. */
static bool on_page(struct review_run *run, struct review_item *item,
                    bool (*press)(struct review_run *run, struct review_item *item))
{
    press(run, item);
    item->state = REVIEW_OPEN;
    return false;
}

static bool agree_here(struct review_run *run, struct review_item *item)
{
    return on_page(run, item, agree);
}

static bool learn_here(struct review_run *run, struct review_item *item)
{
    return on_page(run, item, learn);
}

static bool note_here(struct review_run *run, struct review_item *item)
{
    return on_page(run, item, note);
}

static bool explain(struct review_run *run, struct review_item *item)
{
    const char *const words[] = {"explain", item->code};
    const char *said;
    int64_t entry;
    review_command(run, words, 2, &said, &entry);
    return false;
}

static bool pass(struct review_run *run, struct review_item *item)
{
    (void)run;
    item->state = REVIEW_PASSED;
    return true;
}

static const struct review_key action_keys[] = {{'d', "done", "it is done, today", finish},
                                                {'t', "new date", "give it a new date", move},
                                                {'s', "skip", "leave it open, and go on", pass},
                                                {0}};
static const struct review_key decision_keys[] = {
    {'t', "take", "it is taken: asks what was decided, and why", take},
    {'g', "delegate", "give it to somebody else; it still waits", delegate},
    {'r', "new date", "give it a new date: asks why, too", redate},
    {'s', "skip", "leave it waiting, and go on", pass},
    {0}};
static const struct review_key change_keys[] = {{'\n', "Enter next", "go on", pass},
                                                {'n', "note", "keep a note of it", note_here},
                                                {'c', "action", "agree who does what by when", agree_here},
                                                {0}};
static const struct review_key exception_keys[] = {
    {'a', "accept", "accept it for a time: asks why, and until when", accept},
    {'c', "action", "agree who does what by when", agree},
    {'e', "explain", "what is behind it, and what would clear it", explain},
    {'s', "skip", "leave it, and go on", pass},
    {0}};
static const struct review_key date_keys[] = {
    {'\n', "Enter next", "go on", pass}, {'c', "action", "agree who does what by when", agree_here}, {0}};
static const struct review_key learning_keys[] = {
    {'\n', "Enter next", "go on", pass}, {'l', "learning", "add what was learnt", learn_here}, {0}};

const struct review_key *review_keys(enum review_part part)
{
    static const struct review_key *const keys[REVIEW_PARTS] = {action_keys,    decision_keys, change_keys,
                                                                exception_keys, date_keys,     learning_keys};
    return keys[part];
}
