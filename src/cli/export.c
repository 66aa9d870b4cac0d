/* `mpt export`: the portfolio for other programs, each format one line of a table. */
#include "mpt/export.h"

#include <string.h>

#include "cli.h"
#include "mpt/bundle.h"
#include "mpt/text.h"

/* --- What an export could not say --------------------------------------------------------------------------------- */

/* Something that is missing from several records of one kind, in the same words. */
struct lack {
    const struct mpt_kind *kind;
    const char *what;
    bool left_out; /* the records themselves; else that is what is not said of them */
    size_t count;
    struct mpt_text names; /* of the first few */
};

struct remarks {
    struct cli *cli;
    struct lack *lacks;
    size_t lack_count, lack_capacity;
    size_t left_out;
};

static struct lack *find_lack(struct remarks *remarks, const struct mpt_kind *kind, const char *what, bool left_out)
{
    struct mpt_arena *arena = remarks->cli->arena;
    for (size_t i = 0; i < remarks->lack_count; i++) {
        if (remarks->lacks[i].kind == kind && remarks->lacks[i].left_out == left_out &&
            strcmp(remarks->lacks[i].what, what) == 0) {
            return &remarks->lacks[i];
        }
    }
    remarks->lacks =
        mpt_arena_grow(arena, remarks->lacks, remarks->lack_count, &remarks->lack_capacity, sizeof *remarks->lacks);
    struct lack *made = &remarks->lacks[remarks->lack_count++];
    *made = (struct lack){
        .kind = kind, .left_out = left_out, .what = mpt_arena_copy(arena, what), .names = mpt_text_init(arena)};
    return made;
}

/* The first records that are left out are named where they would stand, and so are all with --verbose; otherwise they,
 * and what is merely not said of records, are summed up by reason. */
static void take_remark(void *context, const struct mpt_kind *kind, const char *code, const char *what, bool left_out)
{
    enum { NAMED = 5, SAID = 20 };
    struct remarks *remarks = context;
    struct lack *lack = find_lack(remarks, kind, what, left_out);
    if (left_out && (remarks->left_out++ < SAID || cli_option(remarks->cli, "verbose"))) {
        cli_say(remarks->cli, "left out: %s %s %s", kind->name, code, what);
    }
    if (lack->count++ < NAMED) {
        mpt_text_print(&lack->names, "%s%s", lack->count > 1 ? ", " : "", code);
    }
}

static void say_remarks(const struct remarks *remarks)
{
    for (size_t i = 0; i < remarks->lack_count; i++) {
        const struct lack *lack = &remarks->lacks[i];
        cli_say(remarks->cli, "%s: %zu %s: %s (%s%s)", lack->left_out ? "left out" : "not said", lack->count,
                lack->count == 1 ? lack->kind->name : lack->kind->plural, lack->what, mpt_text_get(&lack->names),
                lack->count > 5 ? " ..." : "");
    }
    if (remarks->left_out) {
        cli_say(remarks->cli, "%zu record%s left out.", remarks->left_out, remarks->left_out == 1 ? "" : "s");
    }
}

/* --- Formats ------------------------------------------------------------------------------------------------------ */

static enum mpt_status write_json(struct cli *cli, const struct mpt_export *how)
{
    (void)how;
    return mpt_bundle_export(cli->store, cli->out, &cli->error);
}

static enum mpt_status write_csv(struct cli *cli, const struct mpt_export *how)
{
    (void)how;
    if (!cli->argument_count && !cli->output) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "csv is one file a kind: name a folder (-o FOLDER), or one kind (mpt export projects "
                        "--format csv)");
    }
    if (!cli->argument_count) {
        return mpt_export_csv(cli->store, cli->output, &cli->error);
    }
    const struct mpt_kind *kind = mpt_kind_find(cli->arguments[0]);
    return kind ? mpt_export_csv_kind(cli->store, kind, cli->out, &cli->error)
                : mpt_fail(&cli->error, MPT_USAGE, "there is no kind '%s'; `mpt help kinds` lists them",
                           cli->arguments[0]);
}

static enum mpt_status write_iati(struct cli *cli, const struct mpt_export *how)
{
    return mpt_export_iati(cli->store, how, cli->out, &cli->error);
}

static enum mpt_status write_360giving(struct cli *cli, const struct mpt_export *how)
{
    return mpt_export_360giving(cli->store, how, cli->out, &cli->error);
}

static enum mpt_status write_kumu(struct cli *cli, const struct mpt_export *how)
{
    return mpt_export_kumu(cli->store, how, cli->out, &cli->error);
}

static enum mpt_status write_dot(struct cli *cli, const struct mpt_export *how)
{
    return mpt_export_dot(cli->store, how, cli->out, &cli->error);
}

static enum mpt_status write_sql(struct cli *cli, const struct mpt_export *how)
{
    return mpt_export_sql(cli->store, how, cli->out, &cli->error);
}

static enum mpt_status write_xlsx(struct cli *cli, const struct mpt_export *how)
{
    return mpt_export_xlsx(cli->store, how, cli->out, &cli->error);
}

static const struct {
    enum cli_format format;
    bool by_kind; /* one kind can be exported alone */
    enum mpt_status (*write)(struct cli *cli, const struct mpt_export *how);
} formats[] = {
    {CLI_JSON, false, write_json}, {CLI_CSV, true, write_csv},
    {CLI_IATI, false, write_iati}, {CLI_360GIVING, false, write_360giving},
    {CLI_KUMU, false, write_kumu}, {CLI_DOT, false, write_dot},
    {CLI_SQL, false, write_sql},   {CLI_XLSX, false, write_xlsx},
};

/* --- The command -------------------------------------------------------------------------------------------------- */

/* What only IATI asks: who reports, in which language. */
static enum mpt_status read_iati_options(struct cli *cli, struct mpt_export *how)
{
    const char *reporting = cli_option(cli, "reporting-org");
    how->language = cli_option(cli, "language");
    if (cli->format != CLI_IATI) {
        return reporting || how->language
                   ? mpt_fail(&cli->error, MPT_USAGE, "--reporting-org and --language are for --format iati")
                   : MPT_OK;
    }
    if (!reporting) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "IATI needs to know who reports: --reporting-org CODE, a stakeholder with an identifier of "
                        "organisations (--outside-id org-id:GB-COH-12345678)");
    }
    if (how->language && (strlen(how->language) != 2 || strspn(how->language, "abcdefghijklmnopqrstuvwxyz") != 2)) {
        return mpt_fail(&cli->error, MPT_USAGE, "--language '%s' is no ISO 639-1 code such as en", how->language);
    }
    return mpt_store_resolve(cli->store, mpt_kind_find("stakeholder"), reporting, cli->arena, &how->reporting_org,
                             &cli->error);
}

static enum mpt_status run_export(struct cli *cli)
{
    struct remarks remarks = {.cli = cli};
    struct mpt_export how = {.today = cli->today, .remark = take_remark, .context = &remarks};
    size_t at = 0;
    while (cli->format != CLI_TEXT && formats[at].format != cli->format) { /* without --format it is the first */
        at++;
    }
    if (cli->argument_count && !formats[at].by_kind) {
        return mpt_fail(&cli->error, MPT_USAGE, "one kind alone (%s) is exported with --format csv", cli->arguments[0]);
    }
    enum mpt_status status = mpt_store_hold(cli->store, &cli->error);
    status = status ? status : read_iati_options(cli, &how);
    status = status ? status : formats[at].write(cli, &how);
    mpt_store_release(cli->store);
    if (!status) {
        say_remarks(&remarks);
    }
    return status;
}

static const struct cli_option options[] = {
    {"reporting-org", "CODE", "iati: who reports, a stakeholder with an outside id org-id:... or iati:...", false},
    {"language", "CODE", "iati: the language the texts are in, such as en", false},
    {"verbose", NULL, "name every record that is left out", false},
};

const struct cli_command cli_export = {
    .name = "export",
    .arguments = "[KINDS]",
    .summary = "everything, for other programs",
    .details =
        "--format is one of:\n"
        "  json       one bundle, from which `mpt import` makes the same portfolio again (without --format too)\n"
        "  csv        one file a kind in the folder -o FOLDER; or one kind alone: mpt export projects --format csv\n"
        "  xlsx       a workbook of one sheet a kind (-o FILE.xlsx), with real dates and numbers\n"
        "  sql        a script that PostgreSQL and SQLite both load\n"
        "  iati       projects as IATI 2.03 activities; needs --reporting-org\n"
        "  360giving  committed fundings of projects as 360Giving 1.1 grants\n"
        "  kumu       who takes part in what, as a Kumu blueprint\n"
        "  dot        the same for Graphviz\n"
        "What a standard asks for and the portfolio does not know is never made up: records that cannot be said\n"
        "without it are left out and named.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .needs = CLI_READ,
    .arguments_most = 1,
    .run = run_export,
    .formats = 1U << CLI_JSON | 1U << CLI_CSV | 1U << CLI_IATI | 1U << CLI_360GIVING | 1U << CLI_KUMU | 1U << CLI_DOT |
               1U << CLI_SQL | 1U << CLI_XLSX,
    .own_output = 1U << CLI_CSV};
