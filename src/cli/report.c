/* `mpt report`: one mission on a page. */
#include <stdlib.h>

#include "cli.h"
#include "mpt/report.h"

static enum mpt_status make_report(struct cli *cli, struct mpt_document **document)
{
    const char *mission = cli_option(cli, "mission");
    struct mpt_report_query query = {
        .today = cli->today, .rules_folder = getenv("MPT_RULES"), .sources = cli_option(cli, "sources")};
    if (!mission) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "say which mission: mpt report --mission CODE (`mpt list missions` lists them)");
    }
    enum mpt_status status = cli_currency(cli, "currency", &query.currency);
    status = status ? status : cli_rate_date(cli, "rate-date", &query.rate_date);
    if (!status && cli_option(cli, "rate-date") && !query.currency) {
        return mpt_fail(&cli->error, MPT_USAGE, "--rate-date says of which day the rates are of --currency CODE");
    }
    status = status ? status
                    : mpt_store_resolve(cli->store, mpt_kind_find("mission"), mission, cli->arena, &query.mission,
                                        &cli->error);
    return status ? status : mpt_report_mission(cli->store, &query, cli->arena, document, &cli->error);
}

static const struct cli_option options[] = {
    {"mission", "CODE", "the mission on a page", false},
    {"currency", "CODE", "the money as one total in this currency too", false},
    {"rate-date", "DATE", "the day of whose rates that total is (otherwise today)", false},
    {"sources", NULL, "say where each number comes from", false},
};

const struct cli_command cli_report = {.name = "report",
                                       .arguments = "--mission CODE",
                                       .summary = "a mission on a page: targets, decisions, roadmap, money, findings",
                                       .options = options,
                                       .option_count = sizeof options / sizeof *options,
                                       .needs = CLI_READ,
                                       .document = make_report};
