/* The command doctor: the portfolio's health. */
#include <string.h>

#include "cli.h"
#include "mpt/review.h"
#include "mpt/text.h"

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
    .of_file = true,
    .writes_with = "repair",
    .run = run_doctor};
