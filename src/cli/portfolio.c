/* Commands on the portfolio as a whole: import and doctor. */
#include <errno.h>
#include <string.h>

#include "cli.h"
#include "mpt/bundle.h"
#include "mpt/review.h"
#include "mpt/text.h"

/* --- import ------------------------------------------------------------------------------------------------------- */

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

/* --- doctor ------------------------------------------------------------------------------------------------------- */

static void print_finding(void *context, const char *message)
{
    struct cli *cli = context;
    fprintf(cli->out, "%s\n", mpt_text_clean(message, cli->arena));
}

/* Only what was named, and before the examination, which then tells how it is. */
static enum mpt_status repair(struct cli *cli, const char *what)
{
    bool search = strcmp(what, "search") == 0;
    if (!search && strcmp(what, "pairs") != 0) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "--repair '%s' is neither search (the full-text index) nor pairs (of projects that look "
                        "alike); for anything else go back to a copy: mpt restore FILE",
                        what);
    }
    enum mpt_status status = mpt_store_repair(cli->store, search ? MPT_REPAIR_SEARCH : MPT_REPAIR_PAIRS, &cli->error);
    if (!status) {
        cli_say(cli, search ? "The full-text index was made anew." : "The pairs will be found anew.");
    }
    return status;
}

static enum mpt_status run_doctor(struct cli *cli)
{
    const char *what = cli_option(cli, "repair");
    size_t count = 0;
    enum mpt_status status = what ? repair(cli, what) : MPT_OK;
    status = status ? status : mpt_store_doctor(cli->store, print_finding, cli, &count, &cli->error);
    status = status || count ? status : mpt_reviews_check(cli->store, print_finding, cli, &count, &cli->error);
    if (!status && !count && cli_option(cli, "history")) {
        status = mpt_store_doctor_history(cli->store, print_finding, cli, &count, &cli->error);
    }
    if (status) {
        return status;
    }
    if (count) {
        return mpt_fail(&cli->error, MPT_DATABASE,
                        "%s: %zu thing%s found wrong; go back to a copy (mpt restore), or export what can be read",
                        cli->db, count, count == 1 ? "" : "s");
    }
    fprintf(cli->out, "%s is healthy.\n", mpt_text_clean(cli->db, cli->arena));
    return MPT_OK;
}

const struct cli_command cli_import = {.name = "import",
                                       .arguments = "FILE ...",
                                       .summary = "take in bundles of records ('-': standard input), all or nothing",
                                       .needs = CLI_WRITE,
                                       .arguments_least = 1,
                                       .arguments_most = 1000,
                                       .run = run_import};

static const struct cli_option doctor_options[] = {
    {"history", NULL, "also take all that was ever changed back on a copy, and see that nothing is left", false},
    {"repair", "WHAT", "make anew: search (the full-text index) or pairs (of projects that look alike)", false},
};

const struct cli_command cli_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = "check the portfolio's health",
    .details =
        "Pages, references, the chain of the history, shares and amounts, the full-text index. Repairs only what "
        "--repair names.",
    .options = doctor_options,
    .option_count = sizeof doctor_options / sizeof *doctor_options,
    .needs = CLI_READ,
    .writes_with = "repair",
    .run = run_doctor};
