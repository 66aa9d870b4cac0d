/* Commands on the portfolio as a whole: init, import, export and doctor. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "mpt/asset.h"
#include "mpt/bundle.h"
#include "mpt/report.h"
#include "mpt/text.h"

/* --- init --------------------------------------------------------------------------------------------------------- */

/* Loads the bundles of one folder of seeds, or one of them, as one entry of the history. */
static enum mpt_status load_layer(struct cli *cli, const char *folder)
{
    struct mpt_bundle *bundles = NULL;
    struct mpt_bundle_counts counts;
    size_t count = 0, capacity = 0;
    for (const struct mpt_asset *asset = NULL; (asset = mpt_asset_next(folder, asset));) {
        bundles = mpt_arena_grow(cli->arena, bundles, count, &capacity, sizeof *bundles);
        bundles[count++] = (struct mpt_bundle){asset->path, asset->text, asset->len};
    }
    const char *command = mpt_arena_print(cli->arena, "%s (%s)", cli->command_line, folder);
    enum mpt_status status = mpt_store_begin(cli->store, cli->who, command, &cli->error);
    status = status ? status : mpt_bundle_import(cli->store, bundles, count, &counts, cli->arena, &cli->error);
    status = status ? status : mpt_store_commit(cli->store, &cli->error);
    if (!status) {
        cli_say(cli, "%s: %zu records, %zu corrections", folder, counts.added, counts.changed);
    }
    return status;
}

/* Which layers go in: none, the texts' facts, both layers of facts, or those, the invented year and the week
 * after it. */
static enum mpt_status seed_layers(struct cli *cli, int *layers)
{
    const char *seed = cli_option(cli, "seed");
    if (seed && cli_option(cli, "demo")) {
        return mpt_fail(&cli->error, MPT_USAGE, "--seed and --demo do not go together; --demo has the facts too");
    }
    *layers = cli_option(cli, "demo") ? 4 : seed ? 2 : 0;
    if (seed && strcmp(seed, "texts") == 0) {
        *layers = 1;
    } else if (seed && *seed) {
        return mpt_fail(&cli->error, MPT_USAGE, "--seed=%s is not possible; --seed or --seed=texts", seed);
    }
    return MPT_OK;
}

static void remove_with_log(struct cli *cli, const char *path)
{
    unlink(path);
    unlink(mpt_arena_print(cli->arena, "%s-wal", path));
    unlink(mpt_arena_print(cli->arena, "%s-shm", path));
}

/* The file is made under another name and takes its own only when it is whole: a break in the middle leaves none. */
static enum mpt_status run_init(struct cli *cli)
{
    /* Of the week only what needs no closed review. */
    static const char *const folders[] = {"seeds/texts/", "seeds/public/", "seeds/demo/", "seeds/week/01-week.json"};
    int layers = 0;
    enum mpt_status status = seed_layers(cli, &layers);
    if (status) {
        return status;
    }
    if (access(cli->db, F_OK) == 0) {
        return mpt_fail(&cli->error, MPT_DATABASE,
                        "%s exists already; nothing was changed. Choose another name with --db", cli->db);
    }
    const char *slash = strrchr(cli->db, '/');
    const char *folder = !slash ? "." : mpt_arena_copy_len(cli->arena, cli->db, (size_t)(slash - cli->db) + 1);
    if (access(folder, W_OK) != 0) {
        return mpt_fail(&cli->error, MPT_DATABASE, "%s cannot be made: %s", cli->db, strerror(errno));
    }
    const char *making = mpt_arena_print(cli->arena, "%s.new-%ld", cli->db, (long)getpid());
    status = mpt_store_open(making, MPT_STORE_CREATE, &cli->store, &cli->error);
    for (int i = 0; !status && i < layers; i++) {
        status = load_layer(cli, folders[i]);
    }
    status = status ? status : mpt_likeness_update(cli->store, NULL, &cli->error);
    status = status ? status : mpt_store_settle(cli->store, &cli->error);
    mpt_store_close(cli->store);
    cli->store = NULL;
    /* link() refuses where rename() would replace a file that somebody made meanwhile. */
    if (!status && link(making, cli->db) != 0) {
        status = mpt_fail(&cli->error, MPT_DATABASE, "%s cannot be made: %s", cli->db, strerror(errno));
    }
    remove_with_log(cli, making);
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Made %s.\n", mpt_text_clean(cli->db, cli->arena));
    }
    return status;
}

/* --- import, export ----------------------------------------------------------------------------------------------- */

enum { LARGEST_BUNDLE = 1 << 30 };

static enum mpt_status read_file(struct cli *cli, const char *path, struct mpt_bundle *bundle)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    struct mpt_text text = mpt_text_init(cli->arena);
    char block[65536];
    size_t len, bad;
    bundle->name = file == stdin ? "standard input" : path;
    if (!file) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s cannot be read: %s", path, strerror(errno));
    }
    while ((len = fread(block, 1, sizeof block, file)) > 0 && text.len < LARGEST_BUNDLE) {
        mpt_text_add_len(&text, block, len);
    }
    bool failed = ferror(file);
    int problem = errno;
    if (file != stdin) {
        fclose(file);
    }
    if (failed) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s cannot be read: %s", bundle->name, strerror(problem));
    }
    if (text.len >= LARGEST_BUNDLE) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s is larger than 1 GiB", bundle->name);
    }
    bundle->text = mpt_text_get(&text);
    bundle->len = text.len;
    if (!mpt_utf8_valid(bundle->text, bundle->len, &bad)) {
        size_t line = 1;
        for (size_t i = 0; i < bad; i++) {
            line += bundle->text[i] == '\n';
        }
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s, line %zu: is not UTF-8 (byte 0x%02x)", bundle->name, line,
                        (unsigned char)bundle->text[bad]);
    }
    return MPT_OK;
}

static enum mpt_status run_import(struct cli *cli)
{
    struct mpt_bundle *bundles = mpt_arena_array(cli->arena, cli->argument_count, sizeof *bundles);
    struct mpt_bundle_counts counts;
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < cli->argument_count; i++) {
        status = read_file(cli, cli->arguments[i], &bundles[i]);
    }
    status = status ? status : mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status =
        status ? status : mpt_bundle_import(cli->store, bundles, cli->argument_count, &counts, cli->arena, &cli->error);
    status = status ? status : mpt_store_commit(cli->store, &cli->error);
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Imported: %zu new, %zu changed, %zu unchanged.%s\n", counts.added, counts.changed,
                counts.unchanged, counts.demo ? " This portfolio is a demonstration now." : "");
    }
    size_t alike = 0; /* found now, so that nobody waits for it later */
    status = status ? status : mpt_likeness_update(cli->store, &alike, &cli->error);
    if (!status && alike) {
        cli_say(cli, "%zu pair%s of projects look%s alike: mpt gaps --rule possible-duplicate", alike,
                alike == 1 ? "" : "s", alike == 1 ? "s" : "");
    }
    return status;
}

static enum mpt_status run_export(struct cli *cli)
{
    return mpt_bundle_export(cli->store, cli->out, &cli->error);
}

/* --- doctor ------------------------------------------------------------------------------------------------------- */

static void print_finding(void *context, const char *message)
{
    struct cli *cli = context;
    fprintf(cli->out, "%s\n", mpt_text_clean(message, cli->arena));
}

static enum mpt_status run_doctor(struct cli *cli)
{
    size_t count;
    enum mpt_status status = mpt_store_doctor(cli->store, print_finding, cli, &count, &cli->error);
    if (status) {
        return status;
    }
    if (count) {
        return mpt_fail(&cli->error, MPT_DATABASE,
                        "%s: %zu thing%s found wrong; go back to a copy, or export what can "
                        "be read",
                        cli->db, count, count == 1 ? "" : "s");
    }
    fprintf(cli->out, "%s is healthy.\n", mpt_text_clean(cli->db, cli->arena));
    return MPT_OK;
}

static const struct cli_option init_options[] = {
    {"seed", "[texts]", "with the facts of the four organisations; =texts: as the source texts say them", false},
    {"demo", NULL, "with those facts and an invented year of operations, marked as example", false},
};

const struct cli_command cli_init = {.name = "init",
                                     .arguments = "[--seed[=texts] | --demo]",
                                     .summary = "make a new portfolio",
                                     .options = init_options,
                                     .option_count = 2,
                                     .needs = CLI_NO_STORE,
                                     .run = run_init};

const struct cli_command cli_import = {.name = "import",
                                       .arguments = "FILE ...",
                                       .summary = "take in bundles of records ('-': standard input), all or nothing",
                                       .needs = CLI_WRITE,
                                       .arguments_least = 1,
                                       .arguments_most = 1000,
                                       .run = run_import};

const struct cli_command cli_export = {.name = "export",
                                       .arguments = "--format json",
                                       .summary = "write everything as one bundle",
                                       .needs = CLI_READ,
                                       .run = run_export,
                                       .formats = 1U << CLI_JSON};

const struct cli_command cli_doctor = {
    .name = "doctor", .arguments = "", .summary = "check the portfolio's health", .needs = CLI_READ, .run = run_doctor};
