/* The command import: bundles of our own, and other people's files through maps. */
#include "mpt/import.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "mpt/bundle.h"
#include "mpt/report.h"
#include "mpt/text.h"
#include "progress.h"

/* --- Bundles ------------------------------------------------------------------------------------------------------ */

enum { LARGEST_BUNDLE = 1 << 30, LOOK_INTO = 4096 };

/* Whether the file says at its beginning that it is a bundle of ours. */
static bool is_bundle(const char *path)
{
    char start[LOOK_INTO + 1];
    FILE *file = fopen(path, "rb");
    size_t len = file ? fread(start, 1, LOOK_INTO, file) : 0;
    if (file) {
        fclose(file);
    }
    start[len] = '\0';
    const char *schema = strstr(start, "\"schema\"");
    return *(start + strspn(start, " \t\r\n")) == '{' && schema && strstr(schema, "\"mpt.bundle/");
}

static enum mpt_status read_bundle(struct cli *cli, const char *path, const char *name, struct mpt_bundle *bundle)
{
    struct mpt_text text = mpt_text_init(cli->arena);
    char block[65536];
    size_t len, bad;
    FILE *file = fopen(path, "rb");
    bundle->name = name;
    if (!file) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s cannot be read: %s", name, strerror(errno));
    }
    while ((len = fread(block, 1, sizeof block, file)) > 0 && text.len < LARGEST_BUNDLE) {
        mpt_text_add_len(&text, block, len);
    }
    bool failed = ferror(file);
    int problem = errno;
    fclose(file);
    if (failed) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s cannot be read: %s", name, strerror(problem));
    }
    if (text.len >= LARGEST_BUNDLE) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s is larger than 1 GiB", name);
    }
    bundle->text = mpt_text_get(&text);
    bundle->len = text.len;
    if (!mpt_utf8_valid(bundle->text, bundle->len, &bad)) {
        size_t line = 1;
        for (size_t i = 0; i < bad; i++) {
            line += bundle->text[i] == '\n';
        }
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s, line %zu: is not UTF-8 (byte 0x%02x)", name, line,
                        (unsigned char)bundle->text[bad]);
    }
    return MPT_OK;
}

static enum mpt_status import_bundles(struct cli *cli, const struct mpt_bundle *bundles, size_t count, size_t *added)
{
    struct mpt_bundle_counts counts;
    enum mpt_status status = mpt_bundle_import(cli->store, bundles, count, &counts, cli->arena, &cli->error);
    *added = status ? 0 : counts.added + counts.changed;
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Imported: %zu new, %zu changed, %zu unchanged.%s\n", counts.added, counts.changed,
                counts.unchanged, counts.demo ? " This portfolio is a demonstration now." : "");
    }
    return status;
}

/* --- What an import says ------------------------------------------------------------------------------------------ */

enum { CHANGES_SHOWN = 20 };

/* One file on its way in. */
struct intake_run {
    struct cli *cli;
    struct cli_progress progress;
    size_t shown, hidden; /* changes printed, and not */
    struct mpt_refused *refused;
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
static void say_added(struct cli *cli, const struct mpt_import_counts *counts)
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
        fprintf(cli->out, "Added: %s.\n", mpt_text_get(&text));
    }
}

static void say_end(struct intake_run *run, const char *name, const struct mpt_map *map,
                    const struct mpt_import_counts *counts, const char *refused)
{
    struct cli *cli = run->cli;
    if (cli->quiet) {
        return;
    }
    if (run->hidden) {
        fprintf(cli->out, "... and %s more; --verbose shows all\n", thousands(cli, run->hidden));
    }
    fprintf(cli->out, "Read %s from %s: %s new, %s changed, %s unchanged, %s refused (map %s).\n",
            thousands(cli, counts->read), mpt_text_clean(name, cli->arena), thousands(cli, counts->added),
            thousands(cli, counts->changed), thousands(cli, counts->unchanged), thousands(cli, counts->refused),
            map->name);
    say_added(cli, counts);
    if (counts->changed && !cli_option(cli, "update")) {
        fprintf(cli->out, "What changed was not taken over; --update does.\n");
    }
    if (refused) {
        fprintf(cli->out, "Refused records, with reasons: %s; correct them there and import that file.\n",
                mpt_text_clean(refused, cli->arena));
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

static enum mpt_status find_map(struct cli *cli, const char *path, const struct mpt_read_options *options,
                                struct mpt_map *map)
{
    const char *name = cli_option(cli, "map");
    bool unknown;
    enum mpt_status status = name ? mpt_maps_find(name, cli->arena, map, &cli->error)
                                  : mpt_maps_choose(path, options, cli->arena, map, &unknown, &cli->error);
    return status ? status : written(cli, map);
}

/* Where refused records go: beside the file, projects.refused.csv or .jsonl. */
static const char *refused_path(struct cli *cli, const char *name, const struct mpt_map *map)
{
    const char *given = cli_option(cli, "refused"), *slash = strrchr(name, '/');
    const char *base =
        strstr(name, "://") || strcmp(name, "-") == 0 ? (slash && slash[1] ? slash + 1 : "import") : name;
    const char *ending = strcmp(map->format, "csv") == 0 ? "csv" : "jsonl";
    size_t len = strlen(base);
    const char *dot = strrchr(base, '.'), *after = strrchr(base, '/');
    if (dot && (!after || dot > after)) {
        len = (size_t)(dot - base);
    }
    if (len > 8 && strncmp(base + len - 8, ".refused", 8) == 0) {
        len -= 8;
    }
    return given ? given : mpt_arena_print(cli->arena, "%.*s.refused.%s", (int)len, base, ending);
}

static enum mpt_status resolve(struct cli *cli, const char *option, const char **code)
{
    const char *typed = cli_option(cli, option);
    return typed ? mpt_store_resolve(cli->store, mpt_kind_find(option), typed, cli->arena, code, &cli->error) : MPT_OK;
}

static enum mpt_status run_intake(struct cli *cli, const char *path, const char *name, const struct mpt_map *map,
                                  const struct mpt_read_options *options, struct mpt_import_counts *counts)
{
    struct intake_run run = {.cli = cli, .progress = cli_progress_begin(cli, name, "records")};
    struct mpt_intake *intake = NULL;
    struct mpt_import_query query = {.origin = name,
                                     .today = mpt_date_format(cli->today, cli->arena),
                                     .update = cli_option(cli, "update") != NULL,
                                     .context = &run,
                                     .progress = show_progress,
                                     .change = show_change,
                                     .warn = show_warning,
                                     .refuse = keep_refused};
    const char *missed = NULL, *refused = NULL;
    enum mpt_status status = resolve(cli, "mission", &query.mission);
    status = status ? status : resolve(cli, "portfolio", &query.portfolio);
    status = status ? status : resolve(cli, "programme", &query.programme);
    status = status ? status : mpt_intake_open(path, map, options, &intake, &cli->error);
    if (status) {
        return status;
    }
    cli_say(cli, "%s: %s", mpt_text_clean(map->title, cli->arena),
            mpt_text_clean(mpt_reader_facts(mpt_intake_reader(intake))->said, cli->arena));
    run.refused = mpt_refused_open(refused_path(cli, name, map));
    status = mpt_import_run(cli->store, intake, &query, counts, &cli->error);
    cli_progress_end(&run.progress);
    struct mpt_error unused; /* what stopped it first is what is said */
    enum mpt_status end = mpt_intake_close(intake, &missed, cli->arena, status ? &unused : &cli->error);
    status = status ? status : end;
    bool drop = status || cli_option(cli, "dry-run");
    end = mpt_refused_close(run.refused, drop, &refused, cli->arena, status ? &unused : &cli->error);
    status = status ? status : end;
    if (!status) {
        say_end(&run, name, map, counts, refused);
    }
    if (!status && missed) {
        cli_say(cli, "No record had the column%s %s, which the map asks for.", strchr(missed, ',') ? "s" : "", missed);
    }
    return status;
}

enum mpt_status cli_import_file(struct cli *cli, const char *path, const char *name, struct mpt_import_counts *counts)
{
    struct mpt_read_options options;
    struct mpt_map map;
    enum mpt_status status = read_options(cli, &options);
    *counts = (struct mpt_import_counts){.kinds = mpt_arena_array(cli->arena, mpt_kind_count, sizeof(size_t))};
    options.name = name;
    status = status ? status : find_map(cli, path, &options, &map);
    return status ? status : run_intake(cli, path, name, &map, &options, counts);
}

/* --- The command -------------------------------------------------------------------------------------------------- */

/* Standard input goes into a file first, since it is looked at twice. */
static enum mpt_status spool(struct cli *cli, const char **path)
{
    char block[65536];
    size_t len;
    FILE *file = tmpfile();
    bool failed = !file;
    while (!failed && (len = fread(block, 1, sizeof block, stdin)) > 0) {
        failed = fwrite(block, 1, len, file) != len;
    }
    if (failed || fflush(file) != 0) {
        return mpt_fail(&cli->error, MPT_DATABASE, "standard input cannot be kept while it is read: %s",
                        strerror(errno));
    }
    *path = mpt_arena_print(cli->arena, "/proc/self/fd/%d", fileno(file));
    return MPT_OK;
}

enum { FEW_NEW = 20000 };

/* Found now, so that nobody waits for it later; of very many that takes longer than the import. */
static enum mpt_status say_alike(struct cli *cli, size_t added)
{
    size_t alike = 0;
    if (!added) {
        return MPT_OK;
    }
    if (added > FEW_NEW) {
        cli_say(cli, "Projects that look alike are found by the next mpt gaps.");
        return MPT_OK;
    }
    enum mpt_status status = mpt_likeness_update(cli->store, &alike, &cli->error);
    if (!status && alike) {
        cli_say(cli, "%zu pair%s of projects look%s alike: mpt gaps --rule possible-duplicate", alike,
                alike == 1 ? "" : "s", alike == 1 ? "s" : "");
    }
    return status;
}

/* Everything in one entry. */
static enum mpt_status import_all(struct cli *cli, const char *const *paths, const char *const *names, size_t *added)
{
    struct mpt_bundle *bundles = mpt_arena_array(cli->arena, cli->argument_count, sizeof *bundles);
    size_t bundle_count = 0, refused = 0;
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < cli->argument_count; i++) {
        if (is_bundle(paths[i])) {
            status = read_bundle(cli, paths[i], names[i], &bundles[bundle_count++]);
        }
    }
    if (!status && bundle_count) {
        status = import_bundles(cli, bundles, bundle_count, added);
    }
    for (size_t i = 0; !status && i < cli->argument_count; i++) {
        struct mpt_import_counts counts;
        if (!is_bundle(paths[i])) {
            status = cli_import_file(cli, paths[i], names[i], &counts);
            refused += status ? 0 : counts.refused;
            *added += status ? 0 : counts.added + counts.changed;
        }
    }
    if (!status && refused && cli_option(cli, "strict")) {
        status = mpt_fail(&cli->error, MPT_BAD_INPUT,
                          "%zu record%s refused, and --strict was asked for: nothing was "
                          "taken in",
                          refused, refused == 1 ? " was" : "s were");
    }
    return status;
}

static enum mpt_status run_import(struct cli *cli)
{
    const char **paths = mpt_arena_array(cli->arena, cli->argument_count, sizeof *paths);
    const char **names = mpt_arena_array(cli->arena, cli->argument_count, sizeof *names);
    size_t added = 0;
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < cli->argument_count; i++) {
        bool standard = strcmp(cli->arguments[i], "-") == 0;
        paths[i] = cli->arguments[i];
        names[i] = standard ? "standard input" : paths[i];
        status = standard ? spool(cli, &paths[i]) : MPT_OK;
    }
    status = status ? status : mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : import_all(cli, paths, names, &added);
    if (status || cli_option(cli, "dry-run")) {
        mpt_store_rollback(cli->store);
        if (!status && !cli->quiet) {
            fprintf(cli->out, "Nothing was stored: this was a trial (--dry-run).\n");
        }
        return status;
    }
    status = mpt_store_commit(cli->store, &cli->error);
    return status ? status : say_alike(cli, added);
}

static const struct cli_option import_options[] = {
    {"map", "NAME|FILE", "how to read it (else the map whose columns it has); mpt maps lists them", false},
    {"mission", "CODE", "put every project and target into this mission", false},
    {"portfolio", "CODE", "put every project, and every target of no mission, into this portfolio", false},
    {"programme", "CODE", "give every project this programme", false},
    {"update", NULL, "take changed values over, except those changed here by hand", false},
    {"dry-run", NULL, "say what would come of it, and store nothing", false},
    {"strict", NULL, "all or nothing: one refused record stops it", false},
    {"refused", "FILE", "where refused records go (else beside the file, NAME.refused.csv)", false},
    {"verbose", NULL, "every change and every refusal", false},
    {"encoding", "NAME", "utf-8, utf-16, windows-1252 ... (else found out, like all that follows)", false},
    {"delimiter", "C", "what parts the cells: , ; | or tab", false},
    {"quote", "C", "what cells are quoted with; none: nothing", false},
    {"header-line", "N", "the line or row with the names of the columns", false},
    {"sheet", "NAME", "which sheet of a workbook", false},
    {"records", "PATH", "where the records are: of JSON a.b, of XML the element's name", false},
    {"transposed", NULL, "a column is a record, a row a field", false},
    {"decimal", "SIGN", "how decimals are parted: . or ,", false},
    {"dates", "ORDER", "how dates are written: iso, dmy, mdy or ymd", false},
    {"currency", "CODE", "of amounts that say none", false},
};

const struct cli_command cli_import = {
    .name = "import",
    .arguments = "FILE|- ...",
    .summary = "take in other people's records (CSV, XLSX, JSON, XML), or bundles of our own",
    .details = "Good records go in, refused ones into a file with line, field, value and reason. One import is one\n"
               "entry of the history. The same again changes nothing. What changed is shown, and taken over with\n"
               "--update; what was changed here by hand stays and is said.",
    .options = import_options,
    .option_count = sizeof import_options / sizeof *import_options,
    .needs = CLI_WRITE,
    .arguments_least = 1,
    .arguments_most = 1000,
    .run = run_import};
