/* `mpt review`: the weekly page, closing it, and closed ones printed again. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "mpt/review.h"
#include "mpt/text.h"

static enum mpt_status read_scope(struct cli *cli, struct mpt_review_query *query)
{
    const char *mission = cli_option(cli, "mission"), *portfolio = cli_option(cli, "portfolio");
    *query =
        (struct mpt_review_query){.today = cli->today, .rules_folder = getenv("MPT_RULES"), .version = MPT_VERSION};
    if (mission && portfolio) {
        return mpt_fail(&cli->error, MPT_USAGE, "review: say --mission or --portfolio, not both");
    }
    if (mission) {
        return mpt_store_resolve(cli->store, mpt_kind_find("mission"), mission, cli->arena, &query->mission,
                                 &cli->error);
    }
    return portfolio ? mpt_store_resolve(cli->store, mpt_kind_find("portfolio"), portfolio, cli->arena,
                                         &query->portfolio, &cli->error)
                     : MPT_OK;
}

/* A closed review by its date or its code. */
static enum mpt_status show_closed(struct cli *cli, const struct mpt_review_query *query, const char *typed,
                                   struct mpt_document **document)
{
    struct mpt_closed_review *list;
    size_t count;
    bool scoped = query->mission || query->portfolio;
    const struct mpt_closed_review *found = NULL;
    struct mpt_text others = mpt_text_init(cli->arena);
    size_t of_day = 0;
    enum mpt_status status = mpt_reviews_list(cli->store, query, scoped, cli->arena, &list, &count, &cli->error);
    for (size_t i = 0; !status && i < count; i++) {
        bool all = !list[i].mission && !list[i].portfolio, coded = strcmp(list[i].code, typed) == 0;
        if (coded || strcmp(list[i].held_on, typed) == 0) {
            of_day++;
            found = !found || coded || all ? &list[i] : found;
            mpt_text_print(&others, "%s%s", others.len ? ", " : "", list[i].code);
            if (coded || (all && !scoped)) { /* no scope asked for is the scope of all portfolios */
                of_day = 1;
                break;
            }
        }
    }
    if (of_day > 1) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "several reviews were closed on %s: say which of %s", typed,
                        mpt_text_get(&others));
    }
    if (found) {
        return mpt_report_closed_review(cli->store, found, cli->arena, document, &cli->error);
    }
    return status ? status
                  : mpt_fail(&cli->error, MPT_BAD_INPUT,
                             "there is no closed review '%s'; `mpt review --list` shows those there are", typed);
}

/* One scope is closed once a day, and in the order of days: what was closed can be taken back, not closed over. */
static enum mpt_status refuse_second(struct cli *cli, const struct mpt_review_query *query)
{
    struct mpt_closed_review *list;
    size_t count;
    struct mpt_review_query ever = *query; /* one of a later day too */
    ever.today = (struct mpt_date){9999, 12, 31};
    enum mpt_status status = mpt_reviews_list(cli->store, &ever, true, cli->arena, &list, &count, &cli->error);
    const char *today = mpt_date_format(query->today, cli->arena);
    for (size_t i = 0; !status && i < count; i++) {
        if (strcmp(list[i].held_on, today) >= 0) {
            int64_t entry = 0;
            status = mpt_review_entry(cli->store, list[i].code, (struct mpt_date){9999, 12, 31}, cli->arena, &entry,
                                      &cli->error);
            return status
                       ? status
                       : mpt_fail(&cli->error, MPT_BAD_INPUT,
                                  "the review of %s was closed already, by %s, as %s; `mpt undo %lld` takes that back",
                                  list[i].held_on, list[i].closed_by ? list[i].closed_by : "somebody", list[i].code,
                                  (long long)entry);
        }
    }
    return status;
}

enum mpt_status cli_review_keep(struct cli *cli, const struct mpt_review_query *query, struct mpt_record *record)
{
    const char *scope = query->mission ? query->mission : query->portfolio ? query->portfolio : "all";
    const char *code = mpt_arena_print(cli->arena, "%s-%s", scope, mpt_date_format(query->today, cli->arena));
    bool taken = mpt_store_exists(cli->store, record->kind, code);
    record->values[0] = taken ? mpt_arena_print(cli->arena, "%s-2", code) : code;
    return mpt_store_add(cli->store, record, false, cli->arena, &cli->error);
}

enum mpt_status cli_review_close(struct cli *cli, const struct mpt_review_query *query, struct mpt_document **document)
{
    struct mpt_record record;
    enum mpt_status status = mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : refuse_second(cli, query);
    status = status ? status : mpt_report_review(cli->store, query, cli->arena, document, &record, &cli->error);
    if (status) {
        return status;
    }
    record.values[mpt_field_index(record.kind, "closed_by")] = cli->who;
    status = cli_review_keep(cli, query, &record);
    status = status ? status : mpt_store_commit(cli->store, &cli->error);
    if (!status) {
        cli_say(cli, "Closed as %s; the next review compares with this one.", record.values[0]);
    }
    return status;
}

/* The guided review shows the page's sections as they were when it began. */
static enum mpt_status walk(struct cli *cli, const struct mpt_review_query *query)
{
    const struct mpt_report_query findings = {.today = query->today,
                                              .mission = query->mission,
                                              .portfolio = query->portfolio,
                                              .rules_folder = query->rules_folder};
    struct mpt_document *page = NULL;
    enum mpt_status status =
        cli->format == CLI_TEXT
            ? mpt_report_review(cli->store, query, cli->arena, &page, NULL, &cli->error)
            : mpt_fail(&cli->error, MPT_USAGE, "review --run has no --format: it is a conversation");
    return status ? status : cli_review_run(cli, &findings, page);
}

static enum mpt_status make_review(struct cli *cli, struct mpt_document **document)
{
    struct mpt_review_query query;
    bool list = cli_option(cli, "list"), close = cli_option(cli, "close"), guided = cli_option(cli, "run");
    const char *shown = cli->argument_count ? cli->arguments[0] : NULL;
    if (list + close + guided + (shown != NULL) > 1) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "review: --list, --run, --close and a closed review to show do not go together");
    }
    enum mpt_status status = read_scope(cli, &query);
    if (!status && list) {
        struct mpt_closed_review *reviews;
        size_t count;
        bool scoped = query.mission || query.portfolio;
        status = mpt_reviews_list(cli->store, &query, scoped, cli->arena, &reviews, &count, &cli->error);
        *document = status ? NULL : mpt_report_reviews(reviews, count, cli->today, cli->arena);
        return status;
    }
    if (!status && shown) {
        return show_closed(cli, &query, shown, document);
    }
    if (!status && guided) {
        return walk(cli, &query);
    }
    if (!status && close) {
        return cli_review_close(cli, &query, document);
    }
    return status ? status : mpt_report_review(cli->store, &query, cli->arena, document, NULL, &cli->error);
}

static const struct cli_option options[] = {
    {"portfolio", "CODE", "only of this portfolio", false},
    {"mission", "CODE", "only of this mission", false},
    {"run", NULL, "walk through the agenda at a terminal: a key for each thing to decide, accept or agree", false},
    {"close", NULL, "keep it, with all it shows; the next one compares with it", false},
    {"list", NULL, "the closed reviews", false},
};

const struct cli_command cli_review = {
    .name = "review",
    .arguments = "[DATE]",
    .summary = "the weekly review: what waits, what changed, where missions stand, what is next",
    .details =
        "Compared with the last closed review of the same scope, however long ago. With a date, that closed review "
        "as it was.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .needs = CLI_READ,
    .writes_with = "close run",
    .arguments_most = 1,
    .document = make_review};
