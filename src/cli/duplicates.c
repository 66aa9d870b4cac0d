/* `mpt duplicates`: what is done twice, in the portfolio or in a list that is not in it, and what people say of it. */
#include "mpt/duplicates.h"

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "mpt/export.h"
#include "mpt/intake.h"
#include "mpt/text.h"
#include "progress.h"

enum { USUAL_LIMIT = 20 };

/* --- What is asked ------------------------------------------------------------------------------------------------ */

static void show_progress(void *context, const char *step, double share)
{
    cli_progress_share(context, step, share);
}

static enum mpt_status read_score(struct cli *cli, double *least)
{
    const char *typed = cli_option(cli, "min-score");
    char *end = NULL;
    *least = typed ? strtod(typed, &end) : 0;
    if (typed && (end == typed || *end || !(*least > 0 && *least <= 1))) {
        return mpt_fail(&cli->error, MPT_USAGE, "--min-score '%s' is no number above 0 and up to 1", typed);
    }
    return MPT_OK;
}

static enum mpt_status read_kind(struct cli *cli, const char **kind)
{
    struct mpt_text names = mpt_text_init(cli->arena);
    bool for_people = cli->format != CLI_JSON && cli->format != CLI_CSV; /* programs can leave out what they want */
    *kind = cli_option(cli, "kind");
    *kind = *kind || for_people ? *kind : MPT_DUPLICATES_ALL;
    if (*kind && strcmp(*kind, MPT_DUPLICATES_ALL) == 0) {
        return MPT_OK;
    }
    for (int i = 0; i < MPT_MATCH_KINDS; i++) {
        const char *name = mpt_match_kind_name((enum mpt_match_kind)i);
        mpt_text_print(&names, "%s%s", i ? ", " : "", name);
        if (!*kind || strcmp(*kind, name) == 0) {
            return MPT_OK;
        }
    }
    return mpt_fail(&cli->error, MPT_USAGE, "--kind '%s' is none of %s, " MPT_DUPLICATES_ALL, *kind,
                    mpt_text_get(&names));
}

static enum mpt_status resolve(struct cli *cli, const char *kind, const char *typed, const char **code)
{
    *code = NULL;
    return typed ? mpt_store_resolve(cli->store, mpt_kind_find(kind), typed, cli->arena, code, &cli->error) : MPT_OK;
}

/* The two projects that are named. Errors: as mpt_store_resolve, MPT_BAD_INPUT when they are one. */
static enum mpt_status resolve_two(struct cli *cli, const char **a, const char **b)
{
    const struct mpt_kind *project = mpt_kind_find("project");
    enum mpt_status status = mpt_store_resolve(cli->store, project, cli->arguments[0], cli->arena, a, &cli->error);
    status = status ? status : mpt_store_resolve(cli->store, project, cli->arguments[1], cli->arena, b, &cli->error);
    return status || strcmp(*a, *b) != 0 ? status
                                         : mpt_fail(&cli->error, MPT_BAD_INPUT, "%s is one project; name two", *a);
}

static enum mpt_status read_query(struct cli *cli, struct mpt_duplicates_query *query, struct cli_progress *progress)
{
    long limit;
    *query = (struct mpt_duplicates_query){.today = cli->today,
                                           .exhaustive = cli_option(cli, "exhaustive") != NULL,
                                           .progress = show_progress,
                                           .context = progress};
    enum mpt_status status = cli_option_number(cli, "limit", 1, USUAL_LIMIT, &limit);
    status = status ? status : read_score(cli, &query->least);
    status = status ? status : read_kind(cli, &query->kind);
    status = status ? status : resolve(cli, "mission", cli_option(cli, "mission"), &query->mission);
    status = status ? status : resolve(cli, "portfolio", cli_option(cli, "portfolio"), &query->portfolio);
    query->most = cli_option(cli, "all") ? 0 : (size_t)limit;
    return status;
}

/* --- How it is answered ------------------------------------------------------------------------------------------- */

static void write_csv(struct cli *cli, const struct mpt_duplicates *found)
{
    static const char *const heads[] = {"score",
                                        "kind",
                                        "group",
                                        "a",
                                        "a_title",
                                        "b",
                                        "b_title",
                                        "a_outside_id",
                                        "b_outside_id",
                                        "counted_twice",
                                        "why",
                                        "verdict",
                                        "verdict_by",
                                        "verdict_on",
                                        "verdict_reason",
                                        "verdict_outdated"};
    mpt_csv_row(cli->out, heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < found->count; i++) {
        const struct mpt_duplicate *pair = &found->pairs[i];
        const char *a = pair->a.code ? pair->a.code : pair->a.position;
        const char *b = pair->b.code ? pair->b.code : pair->b.position;
        const char *const cells[] = {mpt_arena_print(cli->arena, "%.3f", pair->score),
                                     pair->kind,
                                     pair->group ? mpt_arena_print(cli->arena, "%u", (unsigned)pair->group) : NULL,
                                     a,
                                     pair->a.title,
                                     b,
                                     pair->b.title,
                                     pair->a.outside_id,
                                     pair->b.outside_id,
                                     pair->twice,
                                     pair->why,
                                     pair->verdict.says,
                                     pair->verdict.who,
                                     pair->verdict.on,
                                     pair->verdict.reason,
                                     !pair->verdict.says      ? NULL
                                     : pair->verdict.outdated ? "yes"
                                                              : "no"};
        mpt_csv_row(cli->out, cells, sizeof cells / sizeof *cells);
    }
}

/* The document, unless it was written as CSV; MPT_FOUND with --fail-on when something is open. */
static enum mpt_status answer(struct cli *cli, const struct mpt_duplicates *found,
                              const struct mpt_duplicates_query *query, const char *title,
                              struct mpt_document **document)
{
    bool fails;
    enum mpt_status status = cli_fails_on_duplicate(cli, &fails);
    if (status) {
        return status;
    }
    if (cli->format == CLI_CSV) {
        write_csv(cli, found);
    } else {
        *document = mpt_report_duplicates(found, query, title, cli->arena);
    }
    for (size_t i = 0; fails && i < found->count; i++) {
        if (mpt_duplicate_is_open(&found->pairs[i])) {
            return MPT_FOUND;
        }
    }
    return MPT_OK;
}

/* --- The portfolio ------------------------------------------------------------------------------------------------ */

static enum mpt_status of_portfolio(struct cli *cli, struct mpt_duplicates_query *query, struct mpt_document **document)
{
    struct mpt_duplicates found;
    enum mpt_status status = resolve(cli, "project", cli->argument_count ? cli->arguments[0] : NULL, &query->project);
    status = status ? status : mpt_duplicates_find(cli->store, query, cli->arena, &found, &cli->error);
    if (!status && found.later) {
        cli_say(cli, "Not all projects have been compared since much was added or changed: mpt duplicates does. These "
                     "were looked up by the rarest words they share.");
    }
    const char *title = query->project     ? mpt_arena_print(cli->arena, "DUPLICATES  of %s", query->project)
                        : query->mission   ? mpt_arena_print(cli->arena, "DUPLICATES  mission %s", query->mission)
                        : query->portfolio ? mpt_arena_print(cli->arena, "DUPLICATES  portfolio %s", query->portfolio)
                                           : "DUPLICATES  all projects";
    return status ? status : answer(cli, &found, query, title, document);
}

static enum mpt_status of_two(struct cli *cli, const struct mpt_duplicates_query *query, struct mpt_document **document)
{
    const char *a, *b;
    enum mpt_status status = resolve_two(cli, &a, &b);
    if (!status && cli->format == CLI_CSV) {
        return mpt_fail(&cli->error, MPT_USAGE, "two projects side by side are no table; --format json has their data");
    }
    return status ? status : mpt_report_two(cli->store, query, a, b, cli->arena, document, &cli->error);
}

/* --- A list ------------------------------------------------------------------------------------------------------- */

/* All records of a file; returns how many cannot be read. */
static size_t add_items(struct mpt_intake *intake, const char *name, struct mpt_duplicates_list *list)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_intake_item item;
    size_t refused = 0;
    while (mpt_intake_next(intake, &item)) {
        struct mpt_intake_record *made = NULL;
        size_t count = 0;
        mpt_arena_reset(arena);
        if (!item.problem) {
            mpt_intake_records(intake, &item, arena, &made, &count);
        }
        count = item.problem ? 0 : count;
        refused += item.problem != NULL;
        struct mpt_record *records = mpt_arena_array(arena, count + 1, sizeof *records);
        for (size_t i = 0; i < count; i++) {
            records[i] = made[i].record;
        }
        mpt_duplicates_list_add(list, records, count,
                                name ? mpt_arena_print(arena, "%s, line %zu", name, item.line)
                                     : mpt_arena_print(arena, "line %zu", item.line));
    }
    mpt_arena_close(arena);
    return refused;
}

static enum mpt_status add_parts(struct cli *cli, const struct cli_named *named, struct mpt_duplicates_list *list)
{
    const struct cli_intake what = {
        .name = named->name, .parts = named->parts, .part_count = named->part_count, .map = cli_option(cli, "map")};
    struct mpt_read_options options;
    struct mpt_map map;
    size_t refused = 0;
    if (named->bundle) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT,
                        "%s is a bundle of ours; --against takes what mpt import reads through a map", named->name);
    }
    enum mpt_status status = cli_intake_map(cli, &what, &options, &map);
    for (size_t i = 0; !status && i < named->part_count; i++) {
        struct mpt_intake *intake;
        status = cli_intake_open(cli, &what, &named->parts[i], &map, &options, &intake);
        if (!status) {
            refused += add_items(intake, named->part_count > 1 ? named->parts[i].name : NULL, list);
            status = mpt_intake_close(intake, NULL, cli->arena, &cli->error);
        }
    }
    if (!status && refused) {
        cli_say(cli, "%zu record%s of %s could not be read and %s not compared; mpt import --dry-run says why.",
                refused, refused == 1 ? "" : "s", named->name, refused == 1 ? "is" : "are");
    }
    return status;
}

static enum mpt_status against(struct cli *cli, const struct mpt_duplicates_query *query,
                               struct mpt_document **document)
{
    const char *word = cli_option(cli, "against");
    struct mpt_duplicates_list *list = mpt_duplicates_list_open();
    struct mpt_duplicates found;
    struct cli_named named;
    enum mpt_status status = cli_named_find(cli, word, &named);
    status = status ? status : add_parts(cli, &named, list);
    status = status ? status : mpt_duplicates_against(cli->store, list, query, cli->arena, &found, &cli->error);
    status = status
                 ? status
                 : answer(cli, &found, query,
                          mpt_arena_print(cli->arena, "DUPLICATES  %s against the portfolio",
                                          strcmp(word, "-") == 0 ? "standard input" : mpt_text_clean(word, cli->arena)),
                          document);
    mpt_duplicates_list_close(list);
    return status;
}

/* --- A verdict ---------------------------------------------------------------------------------------------------- */

static enum mpt_status keep_verdict(struct cli *cli)
{
    const char *verdict = cli_option(cli, "verdict"), *a, *b;
    const char *relation = mpt_verdict_relation(verdict);
    struct mpt_record link = mpt_record_init(mpt_kind_find("link"), cli->arena);
    if (!relation) {
        return mpt_fail(&cli->error, MPT_USAGE, "--verdict '%s' is none of %s", verdict, mpt_verdict_names);
    }
    if (cli->argument_count != 2) {
        return mpt_fail(&cli->error, MPT_USAGE, "a verdict is on two projects: mpt duplicates A B --verdict %s",
                        verdict);
    }
    if (!cli_option_text(cli, "reason")) {
        return mpt_fail(&cli->error, MPT_USAGE, "say why: mpt duplicates %s %s --verdict %s --reason TEXT",
                        cli->arguments[0], cli->arguments[1], verdict);
    }
    enum mpt_status status = resolve_two(cli, &a, &b);
    cli_put(&link, "relation", relation);
    cli_put(&link, "linked_by", cli->who);
    cli_put(&link, "linked_on", mpt_date_format(cli->today, cli->arena));
    status = status ? status
                    : cli_set_field(cli, &link, mpt_field_find(link.kind, "reason"), '\0', cli_option(cli, "reason"));
    status = status ? status : mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : mpt_verdict_keep(cli->store, &link, a, b, cli->arena, &cli->error);
    status = status ? status : mpt_store_commit(cli->store, &cli->error);
    if (!status && !cli->quiet) {
        bool distinct = strcmp(verdict, "distinct") == 0; /* what is unlike is not asked */
        fprintf(cli->out, "Kept: %s %s %s (%s). The pair is asked again when a text of theirs changes%s.\n",
                mpt_record_get(&link, "project"), relation, mpt_record_get(&link, "to_project"), verdict,
                distinct ? " and they are alike then" : "");
    }
    return status;
}

/* --- The command -------------------------------------------------------------------------------------------------- */

/* The first of the options that is given; NULL: none. */
static const char *first_given(struct cli *cli, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (cli_option(cli, names[i])) {
            return names[i];
        }
    }
    return NULL;
}

/* What is asked for in vain is said, not passed over. */
static enum mpt_status check_options(struct cli *cli)
{
    static const char *const of_list[] = {"map",     "yes",         "save-map", "encoding", "delimiter",
                                          "quote",   "header-line", "sheet",    "records",  "transposed",
                                          "decimal", "dates",       "currency"};
    static const char *const of_projects[] = {"mission", "portfolio", "kind", "against", "fail-on", "exhaustive"};
    static const char *const of_many[] = {"mission", "portfolio", "kind",    "min-score",
                                          "limit",   "all",       "fail-on", "exhaustive"};
    const char *of = cli_option(cli, "of"), *vain;
    bool stakeholders = of && mpt_kind_find(of) == mpt_kind_find("stakeholder");
    if (cli_option(cli, "against") && cli->argument_count) {
        return mpt_fail(&cli->error, MPT_USAGE, "--against holds a list against all projects; name none");
    }
    if (cli_option(cli, "against") && cli_option(cli, "verdict")) {
        return mpt_fail(&cli->error, MPT_USAGE, "--verdict is on two projects of the portfolio; import the list first");
    }
    if (cli_option(cli, "reason") && !cli_option(cli, "verdict")) {
        return mpt_fail(&cli->error, MPT_USAGE, "--reason is of a verdict: --verdict %s", mpt_verdict_names);
    }
    vain = cli_option(cli, "against") ? NULL : first_given(cli, of_list, sizeof of_list / sizeof *of_list);
    if (vain) {
        return mpt_fail(&cli->error, MPT_USAGE, "--%s is for a list: --against FILE", vain);
    }
    vain = stakeholders ? first_given(cli, of_projects, sizeof of_projects / sizeof *of_projects) : NULL;
    if (vain) {
        return mpt_fail(&cli->error, MPT_USAGE, "--%s is for projects, not --of %s", vain, of);
    }
    vain =
        !stakeholders && cli->argument_count == 2 ? first_given(cli, of_many, sizeof of_many / sizeof *of_many) : NULL;
    return vain ? mpt_fail(&cli->error, MPT_USAGE, "--%s is for pairs that are found, not for two that are named", vain)
                : MPT_OK;
}

static enum mpt_status run(struct cli *cli, struct mpt_document **document)
{
    struct cli_progress progress = cli_progress_begin(cli, "duplicates", NULL);
    struct mpt_duplicates_query query;
    bool list = cli_option(cli, "against");
    const char *of = cli_option(cli, "of");
    enum mpt_status status = check_options(cli);
    if (status) {
        return status;
    }
    if (of && mpt_kind_find(of) == mpt_kind_find("stakeholder")) {
        return cli_duplicates_stakeholders(cli, document);
    }
    if (of && mpt_kind_find(of) != mpt_kind_find("project")) {
        return mpt_fail(&cli->error, MPT_USAGE, "--of '%s' is neither projects nor stakeholders", of);
    }
    if (cli_option(cli, "verdict")) {
        return keep_verdict(cli);
    }
    status = read_query(cli, &query, &progress);
    if (!status) {
        status = list                       ? against(cli, &query, document)
                 : cli->argument_count == 2 ? of_two(cli, &query, document)
                                            : of_portfolio(cli, &query, document);
    }
    cli_progress_end(&progress);
    return status;
}

static const struct cli_option options[] = {
    {"of", "KINDS", "of projects (else), or of stakeholders: organisations that are there twice", false},
    {"mission", "CODE", "pairs of which one or both are in this mission", false},
    {"portfolio", "CODE", "likewise", false},
    {"min-score", "S", "only pairs at least so likely (else 0.5)", false},
    {"kind", "KIND",
     "only same, co-funded, renewal, overlap, boilerplate, competing or follow-on; all: boilerplate too, as JSON and "
     "CSV have",
     false},
    {"limit", "N", "pairs on a page, the worst first, a group as one (else 20); JSON and CSV have all", false},
    {"all", NULL, "all of them", false},
    {"verdict", "VERDICT", "keep what the two are: distinct, same, co-funded, renewal, overlap ...", false},
    {"reason", "TEXT", "of the verdict: why", false},
    {"against", "FILE|URL", "hold the records of a file against the portfolio; nothing is stored", false},
    {"map", "NAME|FILE", "how to read that file (else the map whose columns it has)", false},
    {"yes", NULL, "a table that no map is known for is read as it is proposed, without asking", false},
    {"save-map", "FILE", "where a proposed map is kept (else NAME.sql)", false},
    {"fail-on", "duplicate", "exit with 1 when a pair is likely one work and nobody has said what it is", false},
    {"exhaustive", NULL, "compare all with all: slow, and finds hardly more", false},
    CLI_READER_OPTIONS,
};

const struct cli_command cli_duplicates = {
    .name = "duplicates",
    .arguments = "[CODE | A B | --against FILE]",
    .summary = "work that is done twice, what kind of twice, and why",
    .details =
        "Without a code all pairs of the portfolio; CODE: what resembles it; A B: these two side by side.\n"
        "Kinds: same (one work recorded twice), co-funded (one work, several awards), renewal (the same work\n"
        "later), overlap, competing and follow-on (the records say so); boilerplate (a template or a series) is\n"
        "no work done twice and only counted, unless --kind asks for it.\n"
        "A score of 0.9: of such pairs nine in ten are what they are said to be. --verdict keeps an answer, as\n"
        "a link with who and when; the pair is not asked again unless a text changes.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .needs = CLI_READ,
    .writes_with = "verdict",
    .arguments_most = 2,
    .document = run,
    .formats = CLI_DOCUMENT_FORMATS | 1U << CLI_CSV,
    .of_file = true,
};
