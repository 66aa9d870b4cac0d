/* `mpt init`: a new portfolio, empty, with the facts of the four organisations, or with an invented year on top. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "mpt/asset.h"
#include "mpt/bundle.h"
#include "mpt/duplicates.h"
#include "mpt/review.h"
#include "mpt/text.h"

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

/* The demonstration is a story of its own days, so that the week in it can be reviewed. */
#define DEMO_REVIEWED "2024-06-30"
#define DEMO_WEEK_ENDS "2024-07-07"

/* The review that the demonstration's last week is compared with, closed as any other is. */
static enum mpt_status close_demo_review(struct cli *cli)
{
    struct mpt_review_query query = {.portfolio = "csiro", .version = MPT_VERSION};
    struct mpt_document *document;
    struct mpt_record record;
    mpt_date_parse(DEMO_REVIEWED, &query.today);
    enum mpt_status status = mpt_store_begin(cli->store, cli->who, "init --demo (review --close)", &cli->error);
    status = status ? status : mpt_report_review(cli->store, &query, cli->arena, &document, &record, &cli->error);
    if (status) {
        return status;
    }
    record.values[mpt_field_index(record.kind, "closed_by")] = "Naomi Petrie";
    record.values[mpt_field_index(record.kind, "example")] = "1";
    record.values[mpt_field_index(record.kind, "source")] = "example: invented for the demonstration";
    status = cli_review_keep(cli, &query, &record);
    return status ? status : mpt_store_commit(cli->store, &cli->error);
}

/* The layers come one upon the other. Those of the demonstration are written on its days, the facts alone on the day
 * it is. */
static enum mpt_status load_layers(struct cli *cli, int count)
{
    static const char *const folders[] = {"seeds/texts/", "seeds/public/", "seeds/demo/", "seeds/week/"};
    enum { DEMO = 4 };
    enum mpt_status status = MPT_OK;
    if (count == DEMO) {
        mpt_store_tell_time(cli->store, DEMO_REVIEWED "T09:00:00Z");
    }
    for (int i = 0; !status && i < count; i++) {
        if (i == DEMO - 1) {
            status = close_demo_review(cli);
            mpt_store_tell_time(cli->store, DEMO_WEEK_ENDS "T09:00:00Z");
        }
        status = status ? status : load_layer(cli, folders[i]);
    }
    return status;
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
    status = status ? status : load_layers(cli, layers);
    status = status ? status : mpt_duplicates_update(cli->store, NULL, NULL, &cli->error);
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
                                     .of_file = true,
                                     .run = run_init};
