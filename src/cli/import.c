/* The command import: bundles of our own, and other people's files through maps. */
#include "mpt/import.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "mpt/bundle.h"
#include "mpt/fetch.h"
#include "mpt/report.h"
#include "mpt/text.h"

/* --- Bundles ------------------------------------------------------------------------------------------------------ */

enum { LARGEST_BUNDLE = 1 << 30 };

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

static enum mpt_status import_bundles(struct cli *cli, const struct mpt_bundle *bundles, size_t count,
                                      struct mpt_text *said, size_t *added)
{
    struct mpt_bundle_counts counts;
    enum mpt_status status = mpt_bundle_import(cli->store, bundles, count, &counts, cli->arena, &cli->error);
    *added = status ? 0 : counts.added + counts.changed;
    if (!status) {
        mpt_text_print(said, "Imported: %zu new, %zu changed, %zu unchanged.%s\n", counts.added, counts.changed,
                       counts.unchanged, counts.demo ? " This portfolio is a demonstration now." : "");
        if (counts.rates) {
            mpt_text_print(said, "Exchange rates: %zu new.\n", counts.rates);
        }
    }
    return status;
}

/* --- The command -------------------------------------------------------------------------------------------------- */

enum { FEW_NEW = 20000 };

/* Found now, so that nobody waits for it later; of very many it takes memory that an import does without. */
static enum mpt_status name_likely(struct cli *cli, size_t added, int64_t first)
{
    if (!added) {
        return MPT_OK;
    }
    if (added > FEW_NEW && !cli_option(cli, "fail-on")) {
        cli_say(cli, "Likely duplicates are found by the next mpt duplicates or mpt gaps.");
        return MPT_OK;
    }
    fflush(cli->out); /* what was stored has been said, whoever interrupts this */
    return cli_name_likely_since(cli, first);
}

static enum mpt_status find_files(struct cli *cli, struct cli_named **files)
{
    enum mpt_status status = MPT_OK;
    *files = mpt_arena_array(cli->arena, cli->argument_count, sizeof **files);
    for (size_t i = 0; !status && i < cli->argument_count; i++) {
        status = cli_named_find(cli, cli->arguments[i], &(*files)[i]);
    }
    return status;
}

static enum mpt_status resolve(struct cli *cli, const char *option, const char **code)
{
    const char *typed = cli_option(cli, option);
    return typed ? mpt_store_resolve(cli->store, mpt_kind_find(option), typed, cli->arena, code, &cli->error) : MPT_OK;
}

/* Other people's files, one after the other. */
static enum mpt_status import_others(struct cli *cli, const struct cli_named *files, struct cli_refusals *refusals,
                                     struct mpt_text *said, size_t *added)
{
    struct cli_intake what = {
        .map = cli_option(cli, "map"), .update = cli_option(cli, "update") != NULL, .refusals = refusals, .said = said};
    size_t refused = 0;
    enum mpt_status status = resolve(cli, "mission", &what.mission);
    status = status ? status : resolve(cli, "portfolio", &what.portfolio);
    status = status ? status : resolve(cli, "programme", &what.programme);
    for (size_t i = 0; !status && i < cli->argument_count; i++) {
        struct mpt_import_counts counts;
        what.name = files[i].name;
        what.parts = files[i].parts;
        what.part_count = files[i].part_count;
        if (!files[i].bundle) {
            status = cli_import_file(cli, &what, &counts);
            refused += status ? 0 : counts.refused;
            *added += status ? 0 : counts.added + counts.changed;
        }
    }
    if (!status && refused && cli_option(cli, "strict")) {
        status = mpt_fail(&cli->error, MPT_BAD_INPUT,
                          "%zu record%s refused, and --strict was asked for: nothing was taken in; --verbose says why",
                          refused, refused == 1 ? " was" : "s were");
    }
    return status;
}

/* Everything in one entry: bundles together first, since they may refer to each other. */
static enum mpt_status import_all(struct cli *cli, const struct cli_named *files, struct cli_refusals *refusals,
                                  struct mpt_text *said, size_t *added)
{
    struct mpt_bundle *bundles = mpt_arena_array(cli->arena, cli->argument_count, sizeof *bundles);
    size_t bundle_count = 0;
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < cli->argument_count; i++) {
        if (files[i].bundle) {
            status = read_bundle(cli, files[i].parts[0].path, files[i].name, &bundles[bundle_count++]);
        }
    }
    if (!status && bundle_count) {
        status = import_bundles(cli, bundles, bundle_count, said, added);
    }
    return status ? status : import_others(cli, files, refusals, said, added);
}

/* The first change of the open entry; 0 when nothing was changed. */
static int64_t first_change(struct cli *cli)
{
    struct mpt_entry entry = {.first_change = 0};
    struct mpt_error unused;
    int64_t open = mpt_entry_open(cli->store);
    return open && mpt_entry_get(cli->store, open, cli->arena, &entry, &unused) == MPT_OK ? entry.first_change : 0;
}

static enum mpt_status run_import(struct cli *cli)
{
    struct cli_named *files;
    struct cli_refusals *refusals = cli_refusals_open(cli);
    struct mpt_text said = mpt_text_init(cli->arena);
    bool fails, trial = cli_option(cli, "dry-run");
    size_t added = 0;
    enum mpt_status status = cli_fails_on_duplicate(cli, &fails);
    status = status ? status : find_files(cli, &files);
    status = status ? status : mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : import_all(cli, files, refusals, &said, &added);
    if (!status && added > FEW_NEW && !trial) {
        status = mpt_search_recount(cli->store, &cli->error);
    }
    int64_t first = status ? 0 : first_change(cli);
    if (!status && (fails || trial)) {
        status = name_likely(cli, added, first);
    }
    status = status || trial ? status : cli_refusals_write(refusals);
    if (status || trial) {
        cli_refusals_close(refusals, false);
        mpt_store_rollback(cli->store);
        if ((!status || status == MPT_FOUND) && !cli->quiet) {
            fprintf(cli->out, "%sNothing was stored: %s.\n", mpt_text_get(&said),
                    trial ? "this was a trial (--dry-run)" : "--fail-on duplicate was asked for");
        }
        return status;
    }
    status = mpt_store_commit(cli->store, &cli->error);
    if (!status && !cli->quiet) {
        fputs(mpt_text_get(&said), cli->out);
    }
    enum mpt_status closed = cli_refusals_close(refusals, !status);
    status = status ? status : closed;
    return status || fails ? status : name_likely(cli, added, first);
}

static const struct cli_option import_options[] = {
    {"map", "NAME|FILE", "how to read it (else the map whose columns it has); mpt maps lists them", false},
    {"mission", "CODE", "put every project and target into this mission", false},
    {"portfolio", "CODE", "put every project, and every target of no mission, into this portfolio", false},
    {"programme", "CODE", "give every project this programme", false},
    {"update", NULL, "take changed values over, except those changed here by hand", false},
    {"dry-run", NULL, "say what would come of it, and store nothing", false},
    {"strict", NULL, "all or nothing: one refused record stops it", false},
    {"refused", "FILE", "where refused records go, or the folder for them (else beside each file, NAME.refused.csv)",
     false},
    {"yes", NULL, "import a table that no map is known for as it is proposed, without asking", false},
    {"save-map", "FILE", "where a proposed map is kept (else NAME.sql)", false},
    {"verbose", NULL, "every change and every refusal", false},
    {"fail-on", "duplicate", "exit with 1, and store nothing, when new projects are likely work that is there", false},
    CLI_READER_OPTIONS,
};

const struct cli_command cli_import = {
    .name = "import",
    .arguments = "FILE|URL|- ...",
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
