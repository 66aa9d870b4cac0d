/* `mpt calendar`: what is due, ends or takes place, for calendar programs. */
#include "mpt/calendar.h"

#include "cli.h"
#include "mpt/text.h"

static void say_left_out(struct cli *cli, const struct mpt_calendar *calendar)
{
    enum { NAMED = 5 };
    struct mpt_text names = mpt_text_init(cli->arena);
    size_t count = calendar->left_out_count;
    for (size_t i = 0; i < count && i < NAMED; i++) {
        mpt_text_print(&names, "%s%s", i ? ", " : "", calendar->left_out[i]);
    }
    if (count > NAMED) {
        mpt_text_print(&names, " and %zu more", count - NAMED);
    }
    if (count) {
        cli_say(cli, "%zu date%s known only to the year, left out since a day would be invented: %s", count,
                count == 1 ? "" : "s", mpt_text_get(&names));
    }
}

static enum mpt_status run_calendar(struct cli *cli)
{
    const char *mission = cli_option(cli, "mission"), *portfolio = cli_option(cli, "portfolio");
    struct mpt_calendar_query query = {.today = cli->today};
    struct mpt_calendar calendar;
    enum mpt_status status = MPT_OK;
    if (mission) {
        status =
            mpt_store_resolve(cli->store, mpt_kind_find("mission"), mission, cli->arena, &query.mission, &cli->error);
    }
    if (!status && portfolio) {
        status = mpt_store_resolve(cli->store, mpt_kind_find("portfolio"), portfolio, cli->arena, &query.portfolio,
                                   &cli->error);
    }
    status = status ? status : mpt_calendar_collect(cli->store, &query, cli->arena, &calendar, &cli->error);
    if (!status) {
        mpt_calendar_write(&calendar, cli->out);
        if (cli->output) {
            cli_say(cli, "%zu date%s", calendar.count, calendar.count == 1 ? "" : "s");
        }
        say_left_out(cli, &calendar);
    }
    return status;
}

static const struct cli_option options[] = {
    {"mission", "CODE", "only of this mission and its projects", false},
    {"portfolio", "CODE", "only of this portfolio", false},
};

const struct cli_command cli_calendar = {
    .name = "calendar",
    .arguments = "[-o FILE.ics]",
    .summary = "what is due, ends or takes place, as iCalendar",
    .details = "Open decisions, steps and actions, planned evaluations, agreements, committed money and calls\n"
               "that end, meetings of governing bodies. Events keep their identity: import the file again and\n"
               "those that moved are moved. A date known to the month is put on its last day and says so.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .needs = CLI_READ,
    .run = run_calendar};
