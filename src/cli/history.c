/* Commands on the history: history and undo. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "mpt/review.h"
#include "mpt/text.h"

/* --- history ------------------------------------------------------------------------------------------------------ */

/* --since: the entries after a day, or after the last closed review. */
static enum mpt_status read_since(struct cli *cli, int64_t *since)
{
    const char *typed = cli_option(cli, "since");
    struct mpt_date day;
    *since = 0;
    if (!typed) {
        return MPT_OK;
    }
    if (strcmp(typed, "review") == 0) {
        return mpt_review_entry(cli->store, NULL, cli->today, cli->arena, since, &cli->error);
    }
    if (!mpt_date_parse(typed, &day) && mpt_store_exists(cli->store, mpt_kind_find("review"), typed)) {
        return mpt_review_entry(cli->store, typed, cli->today, cli->arena, since, &cli->error);
    }
    if (!mpt_date_parse(typed, &day)) {
        return mpt_fail(
            &cli->error, MPT_USAGE,
            "--since: '%s' is neither a date like 2024-07-07, nor `review`, nor the code of a closed review", typed);
    }
    const char *before = mpt_date_format(mpt_date_from_days(mpt_date_first_day(day) - 1), cli->arena);
    return mpt_entry_on(cli->store, before, since, &cli->error);
}

/* A code that stands in the history though no record has it any more; "KIND:CODE" says which kind. */
static enum mpt_status find_gone(struct cli *cli, const char *typed, struct mpt_history_query *query)
{
    const char *colon = strchr(typed, ':');
    const struct mpt_kind *named =
        colon ? mpt_kind_find(mpt_arena_copy_len(cli->arena, typed, (size_t)(colon - typed))) : NULL;
    const struct mpt_param params[] = {{.name = "code", .text = named ? colon + 1 : typed},
                                       {.name = "kind", .text = named ? named->name : NULL}};
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(cli->store, "history-gone", NULL, params, 2, &cursor, &cli->error);
    if (!status && mpt_cursor_next(cursor)) {
        query->of_kind = mpt_kind_find(mpt_cursor_text(cursor, "kind"));
        query->record = mpt_cursor_integer(cursor, "record");
        const char *now = mpt_store_code(cli->store, query->of_kind, query->record, cli->arena);
        const char *into = mpt_store_merged(cli->store, &query->of_kind, params[0].text, cli->arena);
        query->code = now    ? mpt_arena_print(cli->arena, "%s (once %s)", now, params[0].text)
                      : into ? mpt_arena_print(cli->arena, "%s (merged into %s)", params[0].text, into)
                             : mpt_arena_print(cli->arena, "%s (removed)", params[0].text);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, &cli->error);
    return status ? status : closed;
}

/* The record whose history is wanted: one that is there by its exact code, else one that was, else by a beginning. */
static enum mpt_status find_record(struct cli *cli, const char *typed, struct mpt_history_query *query)
{
    const char *others;
    struct mpt_error unclear;
    enum mpt_status status =
        mpt_store_resolve_any(cli->store, NULL, 0, typed, cli->arena, &query->of_kind, &query->code, &others, &unclear);
    const char *colon = status ? NULL : strchr(typed, ':');
    bool exact = !status && (strcmp(query->code, typed) == 0 || (colon && strcmp(query->code, colon + 1) == 0));
    if (!exact) {
        struct mpt_history_query gone = *query;
        enum mpt_status found = find_gone(cli, typed, &gone);
        if (found || gone.record) {
            *query = gone;
            return found;
        }
    }
    if (status) {
        cli->error = unclear;
        query->of_kind = NULL;
        return status;
    }
    query->record = mpt_store_number(cli->store, query->of_kind, query->code);
    return MPT_OK;
}

static enum mpt_status make_history(struct cli *cli, struct mpt_document **document)
{
    enum { FIRST = 20 };
    const char *kind = cli_option(cli, "kind"), *typed = cli->argument_count ? cli->arguments[0] : NULL;
    bool json = cli->format == CLI_JSON, all = cli_option(cli, "all");
    struct mpt_history_query query = {
        .today = cli->today, .who = cli_option(cli, "by"), .kind = kind ? mpt_kind_find(kind) : NULL, .details = json};
    if (kind && !query.kind) {
        return mpt_fail(&cli->error, MPT_USAGE, "--kind: there is no kind '%s'; `mpt help kinds` lists them", kind);
    }
    enum mpt_status status =
        cli_option_number(cli, "limit", 0, json || all || cli_option(cli, "since") ? -1 : FIRST, &query.limit);
    status = status ? status : read_since(cli, &query.since);
    if (!status && typed && strspn(typed, "0123456789") == strlen(typed) && strlen(typed) < 18) {
        struct mpt_entry entry;
        query.entry = strtoll(typed, NULL, 10);
        status = mpt_entry_get(cli->store, query.entry, cli->arena, &entry, &cli->error);
    } else if (!status && typed) {
        status = find_record(cli, typed, &query);
    }
    return status ? status : mpt_report_history(cli->store, &query, cli->arena, document, &cli->error);
}

/* --- undo --------------------------------------------------------------------------------------------------------- */

/* Without a number only one's own work of the day is meant: not what somebody else has done meanwhile, nor the making
 * of the portfolio. */
static enum mpt_status refuse_others(struct cli *cli, int64_t id)
{
    struct mpt_entry entry;
    enum mpt_status status = mpt_entry_get(cli->store, id, cli->arena, &entry, &cli->error);
    bool made = !status && strncmp(entry.command, "init", 4) == 0;
    if (!status && (made || strcmp(entry.who, cli->who) != 0)) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT,
                        "the last entry is %lld (%.10s, %s: %s), %s; `mpt undo %lld` takes it back all the same",
                        (long long)id, entry.at, entry.who,
                        mpt_text_shorten(mpt_text_clean(entry.command, cli->arena), 60, cli->arena),
                        made ? "which made the portfolio" : "not yours", (long long)id);
    }
    return status;
}

static enum mpt_status read_entry(struct cli *cli, int64_t *entry)
{
    if (!cli->argument_count) {
        enum mpt_status status = mpt_entry_last_standing(cli->store, entry, &cli->error);
        status = status || *entry ? status : mpt_fail(&cli->error, MPT_BAD_INPUT, "there is nothing to take back");
        return status ? status : refuse_others(cli, *entry);
    }
    char *end;
    *entry = strtoll(cli->arguments[0], &end, 10);
    return *end || *entry <= 0
               ? mpt_fail(&cli->error, MPT_USAGE, "undo: '%s' is no number of an entry; `mpt history` shows them",
                          cli->arguments[0])
               : MPT_OK;
}

/* "2 records removed, 1 field as before"; what is none is not said. */
static const char *done_in_words(struct cli *cli, struct mpt_entry_counts counts)
{
    const struct {
        size_t count;
        const char *one, *many;
    } parts[] = {{counts.removed, "record removed", "records removed"},
                 {counts.added, "record brought back", "records brought back"},
                 {counts.changed, "field as before", "fields as before"}};
    struct mpt_text text = mpt_text_init(cli->arena);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].count) {
            mpt_text_print(&text, "%s%zu %s", text.len ? ", " : "", parts[i].count,
                           parts[i].count == 1 ? parts[i].one : parts[i].many);
        }
    }
    return text.len ? mpt_text_get(&text) : "nothing was left to take back";
}

static enum mpt_status run_undo(struct cli *cli)
{
    int64_t number;
    struct mpt_entry entry;
    enum mpt_status status = mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : read_entry(cli, &number);
    status = status ? status : mpt_entry_get(cli->store, number, cli->arena, &entry, &cli->error);
    status = status ? status : mpt_store_undo(cli->store, number, cli->arena, &cli->error);
    struct mpt_entry_counts counts = mpt_store_counts(cli->store);
    status = status ? status : mpt_store_commit(cli->store, &cli->error);
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Took back entry %lld (%.10s, %s: %s): %s.\n`mpt undo %lld` brings it back.\n",
                (long long)number, entry.at, mpt_text_clean(entry.who, cli->arena),
                mpt_text_shorten(mpt_text_clean(entry.command, cli->arena), 60, cli->arena), done_in_words(cli, counts),
                (long long)mpt_store_revision(cli->store));
    }
    return status;
}

static const struct cli_option history_options[] = {
    {"since", "DATE|review|CODE", "only from that day on, or since the last closed review, or that one", false},
    {"by", "WHO", "only what this person did", false},
    {"kind", "KIND", "only changes of this kind", false},
    {"limit", "N", "at most N entries", false},
    {"all", NULL, "all entries", false},
};

const struct cli_command cli_history = {
    .name = "history",
    .arguments = "[CODE | ENTRY]",
    .summary = "what was changed, from what to what, when, by whom",
    .details = "Of one record (also one that was removed), of one entry by its number, or of all, newest first.",
    .options = history_options,
    .option_count = sizeof history_options / sizeof *history_options,
    .needs = CLI_READ,
    .arguments_most = 1,
    .document = make_history};

const struct cli_command cli_undo = {
    .name = "undo",
    .arguments = "[ENTRY]",
    .summary = "take back one command whole: the last one, or the entry of that number in the history",
    .details = "Undo is a command itself: `mpt undo` of its entry brings back what it took back.",
    .needs = CLI_WRITE,
    .arguments_most = 1,
    .run = run_undo};
