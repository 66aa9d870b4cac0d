/* `mpt rates`: the exchange rates that are kept, more of them, and an amount converted by them. */
#include <ctype.h>
#include <string.h>

#include "cli.h"
#include "mpt/fetch.h"
#include "mpt/rates.h"
#include "mpt/rates_file.h"
#include "mpt/report.h"
#include "mpt/text.h"

#define ECB "https://www.ecb.europa.eu/stats/eurofxref/"
enum {
    RECENT_DAYS = 90,        /* how far back eurofxref-hist-90d.xml goes */
    LARGEST_FILE = 64 << 20, /* bytes; the whole history has 2 million */
};

enum mpt_status cli_currency(struct cli *cli, const char *flag, const char **code)
{
    const char *typed = cli_option(cli, flag);
    *code = NULL;
    if (!typed) {
        return MPT_OK;
    }
    char *upper = mpt_arena_copy(cli->arena, typed);
    for (char *c = upper; *c; c++) {
        *c = (char)toupper((unsigned char)*c);
    }
    *code = upper;
    return mpt_currency_decimals(upper) >= 0
               ? MPT_OK
               : mpt_fail(&cli->error, MPT_USAGE, "--%s '%s' is no currency of ISO 4217, like EUR", flag, typed);
}

enum mpt_status cli_rate_date(struct cli *cli, const char *flag, struct mpt_date *date)
{
    const char *typed = cli_option(cli, flag);
    *date = cli->today;
    return !typed || (mpt_date_parse(typed, date) && date->day)
               ? MPT_OK
               : mpt_fail(&cli->error, MPT_USAGE, "--%s '%s' is no day, like 2024-07-05", flag, typed);
}

/* --- update ------------------------------------------------------------------------------------------------------- */

static void say_update(struct cli *cli, const struct mpt_rates_update *update)
{
    const char *name = mpt_text_clean(update->name, cli->arena);
    size_t named = update->differing < MPT_RATES_NAMED ? update->differing : MPT_RATES_NAMED;
    if (update->added) {
        bool days = strcmp(update->first_day, update->last_day) != 0;
        fprintf(cli->out, "Took in %zu rate%s of %s%s%s from %s; %zu %s there already.\n", update->added,
                update->added == 1 ? "" : "s", cli_date(cli, update->first_day), days ? " to " : "",
                days ? cli_date(cli, update->last_day) : "", name, update->unchanged,
                update->unchanged == 1 ? "was" : "were");
    } else {
        fprintf(cli->out, "Nothing new in %s; %zu rate%s %s there already.\n", name, update->unchanged,
                update->unchanged == 1 ? "" : "s", update->unchanged == 1 ? "was" : "were");
    }
    for (size_t i = 0; i < named; i++) {
        fprintf(cli->out, "  %s on %s: was %s, is %s in %s\n", update->differences[i].currency,
                update->differences[i].day, update->differences[i].old, update->differences[i].now, name);
    }
    if (update->differing > named) {
        fprintf(cli->out, "  ... and %zu more\n", update->differing - named);
    }
    if (update->differing) {
        fprintf(cli->out,
                update->replace ? "%zu differed; the new ones are in force, the old ones are kept.\n"
                                : "%zu differ and were not taken; --update takes them.\n",
                update->differing);
    }
}

/* What a source is called: its name without folders, which say more of this machine than of the rates. */
static const char *source_name(struct cli *cli, const char *path)
{
    const char *slash = strrchr(path, '/');
    return mpt_text_clean(slash ? slash + 1 : path, cli->arena);
}

/* `called` is what it is in messages, `source` how it is kept. */
static enum mpt_status take_file(struct cli *cli, const char *path, const char *called, const char *source)
{
    struct mpt_rates_update update;
    struct mpt_error unused;
    const char *received = mpt_arena_print(cli->arena, "%.10s", mpt_time_now(cli->arena));
    enum mpt_status status = mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    if (status) {
        return status;
    }
    status = mpt_rates_begin(cli->store, source, received, cli_option(cli, "update"), cli->arena, &update, &cli->error);
    status = status ? status : mpt_rates_read(path, called, &update, &cli->error);
    enum mpt_status ended = mpt_rates_end(&update, status ? &unused : &cli->error);
    status = status ? status : ended;
    if (status) {
        mpt_store_rollback(cli->store);
        return status;
    }
    status = mpt_store_commit(cli->store, &cli->error);
    if (!status && !cli->quiet) {
        say_update(cli, &update);
    }
    return status;
}

static void on_remark(void *context, const char *remark)
{
    struct cli *cli = context;
    cli_say(cli, "%s", mpt_text_clean(remark, cli->arena));
}

/* Fetched before anything is begun, so that nobody waits for a server. */
static enum mpt_status take_url(struct cli *cli, const char *url)
{
    struct mpt_fetch_query query = {
        .url = url, .cache = cli_fetch_cache(cli), .largest = LARGEST_FILE, .listener = {cli, on_remark, NULL}};
    struct mpt_fetched fetched;
    enum mpt_status status = cli_fetch_config(cli, &query);
    status = status ? status : mpt_fetch(&query, cli->arena, &fetched, &cli->error);
    return status ? status : take_file(cli, fetched.files[0].path, url, mpt_text_clean(url, cli->arena));
}

/* Where the days since the last rate are published; the whole history only comes packed, and is not asked for daily.
 * NULL, with a message, when it is needed. */
static const char *choose_url(struct cli *cli)
{
    const char *last = mpt_rates_last_day(cli->store, cli->arena);
    struct mpt_date date;
    long days = last && mpt_date_parse(last, &date) ? mpt_date_first_day(cli->today) - mpt_date_first_day(date) : -1;
    if (!last || days > RECENT_DAYS) {
        mpt_fail(&cli->error, MPT_USAGE,
                 "%s%s; take the whole history first: download " ECB
                 "eurofxref-hist.zip, unpack it, mpt rates update eurofxref-hist.csv",
                 last ? "the last rates here are of " : "there are no rates here yet", last ? last : "");
        return NULL;
    }
    return days <= 1 ? ECB "eurofxref-daily.xml" : ECB "eurofxref-hist-90d.xml";
}

static enum mpt_status update(struct cli *cli)
{
    const char *from = cli->argument_count > 1 ? cli->arguments[1] : NULL;
    if (cli->argument_count > 2) {
        return mpt_fail(&cli->error, MPT_USAGE, "one file at a time: mpt rates update FILE");
    }
    from = from ? from : choose_url(cli);
    if (!from) {
        return MPT_USAGE;
    }
    size_t len = strlen(from);
    if (len > 4 && strcmp(from + len - 4, ".zip") == 0) {
        return mpt_fail(&cli->error, MPT_USAGE, "%s is packed; unpack it and name the file that was in it", from);
    }
    return strstr(from, "://") ? take_url(cli, from) : take_file(cli, from, from, source_name(cli, from));
}

/* --- convert ------------------------------------------------------------------------------------------------------ */

static enum mpt_status convert(struct cli *cli, struct mpt_document **document)
{
    struct mpt_text typed = mpt_text_init(cli->arena); /* 12 500 NOK may come as three words */
    struct mpt_money amount;
    struct mpt_date date;
    const char *to;
    for (size_t i = 1; i < cli->argument_count; i++) {
        mpt_text_print(&typed, "%s%s", i > 1 ? " " : "", cli->arguments[i]);
    }
    enum mpt_status status = cli_currency(cli, "to", &to);
    status = status ? status : cli_rate_date(cli, "on", &date);
    if (!status && (!typed.len || !to)) {
        return mpt_fail(&cli->error, MPT_USAGE, "say what and to what: mpt rates convert 'NOK 12 500' --to EUR");
    }
    status = status ? status : mpt_money_parse(mpt_text_get(&typed), &amount, &cli->error);
    return status ? status : mpt_report_conversion(cli->store, amount, to, date, cli->arena, document, &cli->error);
}

static enum mpt_status run_rates(struct cli *cli, struct mpt_document **document)
{
    const char *what = cli->argument_count ? cli->arguments[0] : "";
    bool updates = strcmp(what, "update") == 0, converts = strcmp(what, "convert") == 0;
    if (*what && !updates && !converts) {
        return mpt_fail(&cli->error, MPT_USAGE, "'%s' is neither update nor convert; `mpt rates --help` says more",
                        what);
    }
    if (!updates && cli_option(cli, "update")) {
        return mpt_fail(&cli->error, MPT_USAGE, "--update goes with: mpt rates update FILE");
    }
    if (!converts && (cli_option(cli, "to") || cli_option(cli, "on"))) {
        return mpt_fail(&cli->error, MPT_USAGE, "--to and --on go with: mpt rates convert AMOUNT --to EUR");
    }
    return updates    ? update(cli)
           : converts ? convert(cli, document)
                      : mpt_report_rates(cli->store, cli->today, cli->arena, document, &cli->error);
}

static const struct cli_option options[] = {
    {"update", NULL, "of update: take values that differ from those in force, too", false},
    {"to", "CURRENCY", "of convert: to which currency", false},
    {"on", "DATE", "of convert: at the rates of that day (otherwise today's)", false},
};

const struct cli_command cli_rates = {
    .name = "rates",
    .arguments = "[update [FILE | URL] | convert AMOUNT --to CURRENCY]",
    .summary = "exchange rates: which there are, more of them, an amount converted",
    .details = "update takes what the European Central Bank publishes: the history (eurofxref-hist.csv) and the\n"
               "days (eurofxref-daily.xml, eurofxref-hist-90d.xml). Without a file it fetches the days since the\n"
               "last rate, if that is at most 90 days ago. A value that differs from the one in force is named,\n"
               "and taken with --update only. convert uses the rates of the day, or the last ones before it\n"
               "within 7 days, and names them; without one it refuses. Between two other currencies it goes\n"
               "through the euro; the result is rounded once, half away from zero.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .needs = CLI_READ,
    .writes_as = "update",
    .arguments_most = 8,
    .document = run_rates};
