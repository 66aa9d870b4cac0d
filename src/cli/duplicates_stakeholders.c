/* `mpt duplicates --of stakeholders`: organisations that are there twice. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "mpt/duplicates.h"
#include "mpt/export.h"
#include "mpt/stakeholders.h"
#include "progress.h"

enum { USUAL_LIMIT = 20 };

static void show_progress(void *context, const char *step, double share)
{
    cli_progress_share(context, step, share);
}

static enum mpt_status read_least(struct cli *cli, double *least)
{
    const char *typed = cli_option(cli, "min-score");
    char *end = NULL;
    *least = typed ? strtod(typed, &end) : 0;
    return typed && (end == typed || *end || !(*least > 0 && *least <= 1))
               ? mpt_fail(&cli->error, MPT_USAGE, "--min-score '%s' is no number above 0 and up to 1", typed)
               : MPT_OK;
}

/* An organisation: persons and groups are not compared, and to say that nothing is like them would be no answer. */
static enum mpt_status resolve(struct cli *cli, size_t position, const char **code)
{
    const struct mpt_kind *kind = mpt_kind_find("stakeholder");
    struct mpt_record record;
    *code = NULL;
    if (cli->argument_count <= position) {
        return MPT_OK;
    }
    enum mpt_status status =
        mpt_store_resolve(cli->store, kind, cli->arguments[position], cli->arena, code, &cli->error);
    status = status ? status : mpt_store_get(cli->store, kind, *code, cli->arena, &record, &cli->error);
    return status || mpt_organisation_is(&record)
               ? status
               : mpt_fail(&cli->error, MPT_BAD_INPUT, "%s is a %s; only organisations are compared", *code,
                          mpt_record_get(&record, "form"));
}

static enum mpt_status read_query(struct cli *cli, struct mpt_twins_query *query)
{
    long limit;
    enum mpt_status status = cli_option_number(cli, "limit", 1, USUAL_LIMIT, &limit);
    status = status ? status : read_least(cli, &query->least);
    status = status ? status : resolve(cli, 0, &query->code);
    status = status ? status : resolve(cli, 1, &query->other);
    if (!status && query->code && query->other && strcmp(query->code, query->other) == 0) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s is one stakeholder; name two", query->code);
    }
    query->most = cli_option(cli, "all") ? 0 : (size_t)limit;
    return status;
}

static void write_csv(struct cli *cli, const struct mpt_twins *twins)
{
    static const char *const heads[] = {"score", "kind", "a", "a_title", "b", "b_title", "why", "verdict"};
    mpt_csv_row(cli->out, heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < twins->count; i++) {
        const struct mpt_twin *twin = &twins->pairs[i];
        struct mpt_text why = mpt_text_init(cli->arena);
        for (size_t j = 0; j < twin->reason_count; j++) {
            mpt_text_print(&why, "%s%s", j ? "; " : "", twin->reasons[j].says);
        }
        const char *const cells[] = {mpt_arena_print(cli->arena, "%.3f", twin->score),
                                     twin->kind,
                                     twin->a.code,
                                     twin->a.title,
                                     twin->b.code,
                                     twin->b.title,
                                     mpt_text_get(&why),
                                     twin->verdict};
        mpt_csv_row(cli->out, cells, sizeof cells / sizeof *cells);
    }
}

/* A link between the two, in place of what was said of them before. */
static enum mpt_status keep_verdict(struct cli *cli)
{
    const char *verdict = cli_option(cli, "verdict"), *relation = mpt_verdict_relation(verdict), *a = NULL, *b = NULL;
    struct mpt_record link = mpt_record_init(mpt_kind_find("link"), cli->arena);
    if (!relation || (strcmp(verdict, "distinct") != 0 && strcmp(verdict, "same") != 0)) {
        return mpt_fail(&cli->error, MPT_USAGE, "--verdict '%s': two organisations are distinct, or the same", verdict);
    }
    if (cli->argument_count != 2 || !cli_option_text(cli, "reason")) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "a verdict is on two and says why: mpt duplicates --of stakeholders A B --verdict %s --reason "
                        "TEXT",
                        verdict);
    }
    enum mpt_status status = resolve(cli, 0, &a);
    status = status ? status : resolve(cli, 1, &b);
    if (!status && a && b && strcmp(a, b) == 0) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s is one stakeholder; name two", a);
    }
    status = status ? status
                    : cli_set_field(cli, &link, mpt_field_find(link.kind, "reason"), '\0', cli_option(cli, "reason"));
    if (status) {
        return status;
    }
    cli_put(&link, "relation", relation);
    cli_put(&link, "linked_by", cli->who);
    cli_put(&link, "linked_on", mpt_date_format(cli->today, cli->arena));
    status = mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : mpt_twins_keep(cli->store, &link, a, b, cli->arena, &cli->error);
    status = status ? status : mpt_store_commit(cli->store, &cli->error);
    if (!status && !cli->quiet) {
        fprintf(cli->out, "Kept: %s %s %s (%s).\n", a, relation, b, verdict);
    }
    return status;
}

enum mpt_status cli_duplicates_stakeholders(struct cli *cli, struct mpt_document **document)
{
    if (cli_option(cli, "verdict")) {
        return keep_verdict(cli);
    }
    struct cli_progress progress = cli_progress_begin(cli, "comparing", NULL);
    struct mpt_twins_query query = {.today = cli->today, .progress = show_progress, .context = &progress};
    struct mpt_twins twins;
    enum mpt_status status = read_query(cli, &query);
    status = status ? status : mpt_twins_find(cli->store, &query, cli->arena, &twins, &cli->error);
    cli_progress_end(&progress);
    if (status) {
        return status;
    }
    if (cli->format == CLI_CSV) {
        write_csv(cli, &twins);
        return MPT_OK;
    }
    const char *title = query.other  ? mpt_arena_print(cli->arena, "DUPLICATES  %s and %s", query.code, query.other)
                        : query.code ? mpt_arena_print(cli->arena, "DUPLICATES  of %s", query.code)
                                     : "DUPLICATES  stakeholders";
    *document = mpt_report_twins(&twins, &query, title, cli->arena);
    return MPT_OK;
}
