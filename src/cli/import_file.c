/* Takes in one of other people's files, or the pages of an address: how it is read, by which map, and what is said of
 * it. */
#include <string.h>

#include "cli.h"
#include "mpt/import.h"
#include "mpt/stakeholders.h"
#include "mpt/text.h"
#include "progress.h"

/* --- What an import says ------------------------------------------------------------------------------------------ */

enum { CHANGES_SHOWN = 20 };

/* One file, or the pages of one address, on the way in. */
struct intake_run {
    struct cli *cli;
    struct cli_progress progress;
    size_t shown, hidden; /* changes printed, and not */
    struct mpt_refused *refused;
    const char *missed;                      /* columns that the map asks for and the file does not have; NULL: none */
    struct mpt_organisations *organisations; /* those from before, and those that came */
};

static void show_progress(void *context, const struct mpt_import_counts *counts, uint64_t done, uint64_t total)
{
    struct intake_run *run = context;
    cli_progress_show(&run->progress, counts->read, done, total);
}

static enum mpt_status keep_refused(void *context, const struct mpt_import_refusal *refusal, struct mpt_error *error)
{
    struct intake_run *run = context;
    struct cli *cli = run->cli;
    if (!cli_option(cli, "verbose") || cli->quiet) {
        return mpt_refused_add(run->refused, refusal, error);
    }
    cli_progress_end(&run->progress);
    cli_say(cli, "line %zu refused: %s%s%s%s%s%s", refusal->line, refusal->field ? refusal->field : "",
            refusal->value ? " '" : "", refusal->value ? mpt_text_shorten(refusal->value, 60, cli->arena) : "",
            refusal->value ? "'" : "", refusal->field ? ": " : "", refusal->reason);
    return mpt_refused_add(run->refused, refusal, error);
}

/* A value in at most a line's half. */
static const char *brief(struct cli *cli, const struct mpt_field *field, const char *value)
{
    return value ? mpt_arena_print(cli->arena, "'%s'",
                                   mpt_text_shorten(mpt_value_show(field, value, cli->arena), 60, cli->arena))
                 : "nothing";
}

/* "status: 'running' -> 'finished', not taken over: changed here by entry 7" */
static const char *describe(struct cli *cli, const struct mpt_import_change *change)
{
    if (change->action == MPT_IMPORT_ABSENT) {
        return "was removed here and is not brought back";
    }
    if (!change->field) {
        return change->action == MPT_IMPORT_REMOVED ? "is no longer in the source: removed"
               : change->action == MPT_IMPORT_GONE  ? "is no longer in the source"
                                                    : "is new in the source";
    }
    const char *what =
        mpt_arena_print(cli->arena, "%s: %s -> %s", change->field->name, brief(cli, change->field, change->before),
                        brief(cli, change->field, change->after));
    if (change->action == MPT_IMPORT_KEPT) {
        return mpt_arena_print(cli->arena, "%s, not taken over: changed here by entry %lld", what,
                               (long long)change->entry);
    }
    if (change->action == MPT_IMPORT_OTHER) {
        const char *owner = change->owner ? change->owner : "";
        return mpt_arena_print(cli->arena, "%s, not taken over: %s%.*s", what,
                               *owner ? "it is from " : "it was entered here", (int)strcspn(owner, "\n"), owner);
    }
    return what;
}

static void show_change(void *context, const struct mpt_import_change *change)
{
    struct intake_run *run = context;
    struct cli *cli = run->cli;
    if (cli->quiet || (run->shown == CHANGES_SHOWN && !cli_option(cli, "verbose"))) {
        run->hidden++;
        return;
    }
    run->shown++;
    cli_progress_end(&run->progress);
    fprintf(cli->out, "line %zu  %s%s%s %s\n", change->line, change->kind->name, change->code ? " " : "",
            change->code ? mpt_text_clean(change->code, cli->arena) : "",
            mpt_text_clean(describe(cli, change), cli->arena));
}

static void show_warning(void *context, size_t line, const char *text)
{
    struct intake_run *run = context;
    struct cli *cli = run->cli;
    if (cli->quiet || (run->shown == CHANGES_SHOWN && !cli_option(cli, "verbose"))) {
        run->hidden++;
        return;
    }
    run->shown++;
    cli_progress_end(&run->progress);
    fprintf(cli->out, "line %zu  %s\n", line, mpt_text_clean(text, cli->arena));
}

/* What a name means that no stakeholder has. */
static struct mpt_import_meaning find_meaning(void *context, const char *name, const char *place, const char *country)
{
    struct intake_run *run = context;
    struct cli *cli = run->cli;
    struct mpt_organisation_meaning found = mpt_organisations_mean(run->organisations, name, place, country);
    if (cli_option(cli, "verbose") && (found.code || found.near)) {
        cli_progress_end(&run->progress);
        cli_say(cli, "\"%s\" %s %s%s", mpt_text_clean(name, cli->arena),
                !found.code  ? "is like"
                : found.unit ? "is a part of"
                             : "is taken for",
                found.code ? found.code : found.near, found.code ? "" : ", and taken for another");
    }
    return (struct mpt_import_meaning){.code = found.code, .unit = found.unit, .near = found.near};
}

static void add_met(void *context, const struct mpt_record *stakeholder)
{
    struct intake_run *run = context;
    mpt_organisations_add(run->organisations, stakeholder);
}

static const char *thousands(struct cli *cli, size_t number)
{
    const char *digits = mpt_arena_print(cli->arena, "%zu", number);
    struct mpt_text text = mpt_text_init(cli->arena);
    for (size_t i = 0, len = strlen(digits); i < len; i++) {
        mpt_text_add(&text, i && (len - i) % 3 == 0 ? "," : "");
        mpt_text_add_len(&text, &digits[i], 1);
    }
    return mpt_text_get(&text);
}

/* "Added: 1,957 projects, 410 stakeholders, 2,931 participations." */
static void say_added(struct cli *cli, const struct mpt_import_counts *counts, struct mpt_text *said)
{
    struct mpt_text text = mpt_text_init(cli->arena);
    for (size_t i = 0; i < mpt_kind_count; i++) {
        size_t count = counts->kinds[i];
        if (count) {
            mpt_text_print(&text, "%s%s %s", text.len ? ", " : "", thousands(cli, count),
                           count == 1 ? mpt_kinds[i]->name : mpt_kinds[i]->plural);
        }
        if (counts->applications && strcmp(mpt_kinds[i]->name, "project") == 0) {
            mpt_text_print(&text, "%s%s application%s (no projects)", text.len ? ", " : "",
                           thousands(cli, counts->applications), counts->applications == 1 ? "" : "s");
        }
    }
    if (text.len) {
        mpt_text_print(said, "Added: %s.\n", mpt_text_get(&text));
    }
}

/* What came in before and is not there any more may have been withdrawn, or got another number; only a person knows. A
 * file of refused records holds but those. */
static void say_missing(struct cli *cli, const struct cli_intake *what, const struct mpt_map *map,
                        const struct mpt_import_counts *counts)
{
    const struct mpt_param params[] = {{.name = "first", .text = mpt_arena_print(cli->arena, "%s:", map->scheme)},
                                       {.name = "last", .text = mpt_arena_print(cli->arena, "%s;", map->scheme)}};
    struct mpt_cursor *cursor;
    struct mpt_error unused;
    size_t met = counts->added + counts->changed + counts->unchanged + counts->refused_here, all = 0;
    if (!met || strstr(what->name, ".refused.") ||
        mpt_cursor_open(cli->store, "source-records-of", NULL, params, 2, &cursor, &unused)) {
        return;
    }
    if (mpt_cursor_next(cursor)) {
        all = (size_t)mpt_cursor_integer(cursor, "records");
    }
    if (mpt_cursor_close(cursor, &unused) == MPT_OK && all > met) {
        mpt_text_print(
            what->said,
            "%s record%s that came in before by the ids %s:... %s not in this; nothing of theirs was changed.\n",
            thousands(cli, all - met), all - met == 1 ? "" : "s", map->scheme, all - met == 1 ? "is" : "are");
    }
}

static void say_names(struct cli *cli, const struct cli_intake *what, const struct mpt_import_counts *counts)
{
    if (counts->meant) {
        mpt_text_print(what->said, "%s organisation name%s written otherwise here; --verbose says whose %s.\n",
                       thousands(cli, counts->meant), counts->meant == 1 ? " is" : "s are",
                       counts->meant == 1 ? "it is" : "they are");
    }
    if (counts->resembling) {
        mpt_text_print(what->said, "%s organisation name%s: mpt duplicates --of stakeholders\n",
                       thousands(cli, counts->resembling),
                       counts->resembling == 1 ? " resembles one that is there" : "s resemble ones that are there");
    }
}

/* Of a source, `mpt fetch` says itself how many records came. */
static void say_end(struct intake_run *run, const struct cli_intake *what, const struct mpt_map *map,
                    const struct mpt_import_counts *counts)
{
    struct cli *cli = run->cli;
    if (cli->quiet) {
        return;
    }
    if (run->hidden) {
        mpt_text_print(what->said, "... and %s more; --verbose shows all\n", thousands(cli, run->hidden));
    }
    if (!what->source) {
        mpt_text_print(what->said, "Read %s from %s: %s new, %s changed, %s unchanged, %s refused (map %s).\n",
                       thousands(cli, counts->read), mpt_text_clean(what->name, cli->arena),
                       thousands(cli, counts->added), thousands(cli, counts->changed),
                       thousands(cli, counts->unchanged), thousands(cli, counts->refused), map->name);
    }
    say_added(cli, counts, what->said);
    say_names(cli, what, counts);
    say_missing(cli, what, map, counts);
    if (counts->changed && !what->update && what->source) {
        mpt_text_print(what->said,
                       "What changed was not taken over; the next fetch does after `mpt edit-source %s --updates`.\n",
                       what->source);
    } else if (counts->changed && !what->update) {
        mpt_text_add(what->said, "What changed was not taken over; --update does.\n");
    }
}

/* --- One file ----------------------------------------------------------------------------------------------------- */

/* What of the command line says how to read. Errors: MPT_USAGE. */
static enum mpt_status read_options(struct cli *cli, struct mpt_read_options *options)
{
    const char *delimiter = cli_option(cli, "delimiter"), *quote = cli_option(cli, "quote");
    long header_line;
    *options = (struct mpt_read_options){.encoding = cli_option(cli, "encoding"),
                                         .sheet = cli_option(cli, "sheet"),
                                         .records = cli_option(cli, "records"),
                                         .transposed = cli_option(cli, "transposed") != NULL};
    if (delimiter && strcmp(delimiter, "tab") != 0 && strlen(delimiter) != 1) {
        return mpt_fail(&cli->error, MPT_USAGE, "--delimiter '%s' is not one character, or tab", delimiter);
    }
    if (quote && strcmp(quote, "none") != 0 && strlen(quote) != 1) {
        return mpt_fail(&cli->error, MPT_USAGE, "--quote '%s' is not one character, or none", quote);
    }
    options->delimiter = (char)(!delimiter ? '\0' : strcmp(delimiter, "tab") == 0 ? '\t' : *delimiter);
    options->quote = (char)(!quote ? '\0' : *quote);
    enum mpt_status status = cli_option_number(cli, "header-line", 1, 0, &header_line);
    options->header_line = (size_t)header_line;
    return status;
}

/* What of the command line says how numbers and dates are written, instead of what the map says. Errors: MPT_USAGE. */
static enum mpt_status written(struct cli *cli, struct mpt_map *map)
{
    static const char *const orders[] = {"iso", "dmy", "mdy", "ymd"};
    const char *decimal = cli_option(cli, "decimal"), *dates = cli_option(cli, "dates");
    const char *currency = cli_option(cli, "currency");
    if (decimal && strcmp(decimal, ",") != 0 && strcmp(decimal, ".") != 0) {
        return mpt_fail(&cli->error, MPT_USAGE, "--decimal '%s' is neither . nor ,", decimal);
    }
    map->decimal = decimal ? *decimal : map->decimal;
    for (size_t i = 0; dates && i < sizeof orders / sizeof *orders; i++) {
        if (strcmp(dates, orders[i]) == 0) {
            map->dates = (enum mpt_date_order)i;
            dates = NULL;
        }
    }
    if (dates) {
        return mpt_fail(&cli->error, MPT_USAGE, "--dates '%s' is none of iso, dmy, mdy, ymd", dates);
    }
    map->currency = currency ? currency : map->currency;
    return MPT_OK;
}

/* By the first part. A source is brought up to date without anybody there, so no map is proposed for it. */
static enum mpt_status find_map(struct cli *cli, const struct cli_intake *what, const struct mpt_read_options *options,
                                struct mpt_map *map)
{
    const char *path = what->parts[0].path;
    struct mpt_map said = {0};
    bool unknown = false;
    enum mpt_status status = written(cli, &said);
    if (status) {
        return status;
    }
    status = what->map ? mpt_maps_find(what->map, cli->arena, map, &cli->error)
                       : mpt_maps_choose(path, options, cli->arena, map, &unknown, &cli->error);
    if (unknown && what->source) {
        return mpt_fail(
            &cli->error, MPT_BAD_INPUT,
            "%s has the columns of no map that is known; name one with `mpt edit-source %s --map M`, or have "
            "one proposed with `mpt import '%s'`",
            options->name, what->source, what->name);
    }
    if (unknown) {
        return cli_propose_map(cli, path, options, &said, map);
    }
    return status ? status : written(cli, map);
}

enum mpt_status cli_intake_map(struct cli *cli, const struct cli_intake *what, struct mpt_read_options *options,
                               struct mpt_map *map)
{
    enum mpt_status status = read_options(cli, options);
    options->name = what->parts[0].name;
    return status ? status : find_map(cli, what, options, map);
}

enum mpt_status cli_intake_open(struct cli *cli, const struct cli_intake *what, const struct cli_part *part,
                                const struct mpt_map *map, struct mpt_read_options *options, struct mpt_intake **intake)
{
    options->name = part->name;
    enum mpt_status status = mpt_intake_open(part->path, map, options, intake, &cli->error);
    if (!status && part == what->parts) {
        cli_say(cli, "%s: %s", mpt_text_clean(map->title, cli->arena),
                mpt_text_clean(mpt_reader_facts(mpt_intake_reader(*intake))->said, cli->arena));
    }
    return status;
}

/* One part, whose counts are added to those of the parts before. */
static enum mpt_status run_part(struct intake_run *run, const struct cli_intake *what, const struct cli_part *part,
                                const struct mpt_map *map, struct mpt_read_options *options,
                                struct mpt_import_counts *counts)
{
    struct cli *cli = run->cli;
    struct mpt_intake *intake = NULL;
    const struct mpt_import_query query = {.origin = what->name,
                                           .mission = what->mission,
                                           .portfolio = what->portfolio,
                                           .programme = what->programme,
                                           .today = mpt_date_format(cli->today, cli->arena),
                                           .update = what->update,
                                           .context = run,
                                           .progress = show_progress,
                                           .change = show_change,
                                           .warn = show_warning,
                                           .refuse = keep_refused,
                                           .mean = find_meaning,
                                           .met = add_met};
    const char *missed = NULL;
    enum mpt_status status = cli_intake_open(cli, what, part, map, options, &intake);
    if (status) {
        return status;
    }
    run->progress = cli_progress_begin(cli, part->name, "records");
    status = mpt_import_run(cli->store, intake, &query, counts, &cli->error);
    cli_progress_end(&run->progress);
    struct mpt_error unused; /* what stopped it first is what is said */
    enum mpt_status end = mpt_intake_close(intake, &missed, cli->arena, status ? &unused : &cli->error);
    status = status ? status : end;
    if (!status && missed && what->part_count == 1) { /* another page may have it */
        run->missed = missed;
    }
    return status;
}

static enum mpt_status run_parts(struct cli *cli, const struct cli_intake *what, const struct mpt_map *map,
                                 struct mpt_read_options *options, struct mpt_import_counts *counts)
{
    /* Those of a source go into the cache, wherever mpt fetch was called. */
    const char *name =
        what->source ? mpt_arena_print(cli->arena, "%s/%s.csv", cli_fetch_cache(cli), what->source) : what->name;
    struct intake_run run = {.cli = cli,
                             .refused = cli_refusals_of(what->refusals, name, strcmp(map->format, "csv") == 0)};
    enum mpt_status status = mpt_organisations_open(cli->store, &run.organisations, &cli->error);
    for (size_t i = 0; !status && i < what->part_count; i++) {
        status = run_part(&run, what, &what->parts[i], map, options, counts);
    }
    mpt_organisations_close(run.organisations);
    if (!status) {
        say_end(&run, what, map, counts);
    }
    if (!status && run.missed) {
        cli_say(cli, "No record had the column%s %s, which the map asks for.", strchr(run.missed, ',') ? "s" : "",
                run.missed);
    }
    return status;
}

enum mpt_status cli_import_file(struct cli *cli, const struct cli_intake *what, struct mpt_import_counts *counts)
{
    struct mpt_read_options options;
    struct mpt_map map;
    *counts = (struct mpt_import_counts){.kinds = mpt_arena_array(cli->arena, mpt_kind_count, sizeof(size_t))};
    enum mpt_status status = cli_intake_map(cli, what, &options, &map);
    return status ? status : run_parts(cli, what, &map, &options, counts);
}
