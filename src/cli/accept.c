/* `mpt accept`: a finding is looked at and accepted for a time; it is counted then, not listed. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "mpt/report.h"
#include "mpt/text.h"

enum { USUAL_DAYS = 90 };

/* What is accepted: the findings behind the id, and the sentence that stands for them. */
struct accepted {
    const struct mpt_gap **gaps;
    size_t count, capacity;
    const char *message;
};

static enum mpt_status collect(struct cli *cli, struct mpt_findings *findings)
{
    struct mpt_report_query query;
    enum mpt_status status = cli_report_query(cli, &query);
    query.details = true;
    return status ? status : mpt_findings_collect(cli->store, &query, cli->arena, findings, &cli->error);
}

enum mpt_status cli_complete_acceptance(struct cli *cli, struct mpt_record *record)
{
    const struct mpt_report_query query = {.today = cli->today, .rules_folder = getenv("MPT_RULES")};
    struct mpt_findings findings;
    const char *id = mpt_record_get(record, "finding");
    if (!mpt_record_get(record, "accepted_by")) {
        cli_put(record, "accepted_by", cli->who);
    }
    if (!mpt_record_get(record, "accepted_on")) {
        cli_put(record, "accepted_on", mpt_date_format(cli->today, cli->arena));
    }
    if (!id || mpt_record_get(record, "severity")) {
        return MPT_OK;
    }
    enum mpt_status status = mpt_findings_collect(cli->store, &query, cli->arena, &findings, &cli->error);
    for (size_t i = 0; !status && i < findings.count; i++) {
        if (strcmp(findings.gaps[i].id, id) == 0) {
            cli_put(record, "severity", mpt_severity_name(findings.gaps[i].severity));
        }
    }
    return status;
}

/* --- What the id means -------------------------------------------------------------------------------------------- */

static void take(struct cli *cli, struct accepted *accepted, const struct mpt_gap *gap)
{
    accepted->gaps =
        mpt_arena_grow(cli->arena, accepted->gaps, accepted->count, &accepted->capacity, sizeof *accepted->gaps);
    accepted->gaps[accepted->count++] = gap;
}

/* A finding that is there but not to be accepted: hidden, or accepted already. */
static enum mpt_status refuse(struct cli *cli, const struct mpt_findings *findings, const struct mpt_gap *gap)
{
    if (gap->accepted) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT,
                        "%s is accepted already, until %s; `mpt list acceptances finding=%s` shows it", gap->id,
                        cli_date(cli, gap->accepted_until), gap->id);
    }
    const struct mpt_gap *hider = mpt_gaps_hider(findings->gaps, findings->count, gap);
    return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s is hidden by %s, from which it follows; accept or clear that one",
                    gap->id, hider ? hider->id : "another finding");
}

static enum mpt_status unknown(struct cli *cli, const struct mpt_findings *findings, const struct mpt_gap_line *lines,
                               size_t line_count, const char *id)
{
    const char **names = mpt_arena_array(cli->arena, findings->count + line_count, sizeof *names);
    size_t count = 0, len = strcspn(id, ":");
    for (size_t i = 0; i < findings->count; i++) {
        const struct mpt_gap *gap = &findings->gaps[i];
        bool of_rule = strncmp(gap->rule->name, id, len) == 0 && !gap->rule->name[len];
        bool of_mission = id[len] ? gap->mission && strcmp(gap->mission, id + len + 1) == 0 : true;
        if (of_rule && of_mission && (gap->accepted || gap->hidden)) { /* the whole line, earlier */
            return refuse(cli, findings, gap);
        }
        names[count++] = gap->id;
    }
    for (size_t i = 0; i < line_count; i++) {
        if (lines[i].count > 1) { /* of one, the finding's own id */
            names[count++] = lines[i].id;
        }
    }
    const char *near = mpt_text_nearest(id, names, count, 3, cli->arena);
    return mpt_fail(&cli->error, MPT_BAD_INPUT, "there is no finding '%s' now%s%s%s; `mpt gaps` lists them", id,
                    *near ? "; did you mean " : "", near, *near ? "?" : "");
}

/* Lines of different severity can have the same id; what is accepted has to be one of them. */
static enum mpt_status take_line(struct cli *cli, const struct mpt_gap_line *lines, size_t line_count, const char *id,
                                 struct accepted *accepted)
{
    struct mpt_text counts = mpt_text_init(cli->arena);
    const struct mpt_gap_line *line = NULL;
    size_t found = 0;
    for (size_t i = 0; i < line_count; i++) {
        if (strcmp(lines[i].id, id) == 0) {
            line = &lines[i];
            mpt_text_print(&counts, "%s%zu %s", found++ ? ", " : "", line->count, mpt_severity_name(line->severity));
        }
    }
    if (found > 1) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT,
                        "%s is more than one line (%s); say which: --severity critical, "
                        "warning or info",
                        id, mpt_text_get(&counts));
    }
    for (size_t i = 0; line && i < line->count; i++) {
        take(cli, accepted, line->gaps[i]);
    }
    accepted->message = line ? line->message : NULL;
    return MPT_OK;
}

static enum mpt_status find(struct cli *cli, const struct mpt_findings *findings, const char *id,
                            struct accepted *accepted)
{
    enum { SINGLE = 3 };
    size_t line_count, kept = 0;
    struct mpt_gap_line *lines =
        mpt_gaps_roll_up(findings->gaps, findings->count, SINGLE, cli->today, cli->arena, &line_count);
    const char *severity = cli_option(cli, "severity");
    *accepted = (struct accepted){0};
    for (size_t i = 0; i < findings->count; i++) {
        const struct mpt_gap *gap = &findings->gaps[i];
        if (strcmp(gap->id, id) == 0) {
            accepted->message = gap->message;
            take(cli, accepted, gap);
            return gap->hidden || gap->accepted ? refuse(cli, findings, gap) : MPT_OK;
        }
    }
    for (size_t i = 0; i < line_count; i++) {
        if (!severity || strcmp(mpt_severity_name(lines[i].severity), severity) == 0) {
            lines[kept++] = lines[i];
        }
    }
    enum mpt_status status = take_line(cli, lines, kept, id, accepted);
    return status || accepted->count ? status : unknown(cli, findings, lines, kept, id);
}

/* --- What is stored ----------------------------------------------------------------------------------------------- */

/* The code that all of them agree on; NULL when they do not. */
static const char *common(const struct accepted *accepted, bool portfolio)
{
    const char *code = NULL;
    for (size_t i = 0; i < accepted->count; i++) {
        const char *of = portfolio ? accepted->gaps[i]->portfolio : accepted->gaps[i]->mission;
        if (!of || (code && strcmp(code, of) != 0)) {
            return NULL;
        }
        code = of;
    }
    return code;
}

/* The decision does not name the finding's target: to accept is not to decide on the target, and the rules that ask
 * when it was last decided on would take it for that. */
static enum mpt_status add_decision(struct cli *cli, const struct accepted *accepted, const struct mpt_record *sample,
                                    const char **code)
{
    enum { WIDTH = 100 };
    struct mpt_record record = mpt_record_init(mpt_kind_find("decision"), cli->arena);
    const char *mission = common(accepted, false);
    cli_put(&record, "title",
            mpt_arena_print(cli->arena, "Accept for now: %s", mpt_text_shorten(accepted->message, WIDTH, cli->arena)));
    cli_put(&record, "decision_kind", "accept-finding");
    cli_put(&record, "status", "taken");
    cli_put(&record, "taken_on", mpt_date_format(cli->today, cli->arena));
    cli_put(&record, "outcome",
            mpt_arena_print(cli->arena, "Accepted until %s: %s", cli_date(cli, mpt_record_get(sample, "until")),
                            cli->arguments[0]));
    cli_put(&record, "reason", mpt_record_get(sample, "reason"));
    cli_put(&record, "mission", mission);
    cli_put(&record, "portfolio", mission ? NULL : common(accepted, true));
    enum mpt_status status = mpt_store_add(cli->store, &record, false, cli->arena, &cli->error);
    *code = record.values[0];
    return status;
}

static enum mpt_status store(struct cli *cli, const struct accepted *accepted, struct mpt_record *sample,
                             const char **decision)
{
    enum mpt_status status = mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : add_decision(cli, accepted, sample, decision);
    for (size_t i = 0; !status && i < accepted->count; i++) {
        cli_put(sample, "code", NULL);
        cli_put(sample, "finding", accepted->gaps[i]->id);
        cli_put(sample, "severity", mpt_severity_name(accepted->gaps[i]->severity));
        cli_put(sample, "decision", *decision);
        status = mpt_store_add(cli->store, sample, false, cli->arena, &cli->error);
    }
    return status ? status : mpt_store_commit(cli->store, &cli->error);
}

static enum mpt_status run_accept(struct cli *cli)
{
    static const char *const fields[][2] = {{"reason", "reason"}, {"until", "until"}};
    const char *id = cli->arguments[0], *decision = NULL;
    struct mpt_record sample = mpt_record_init(mpt_kind_find("acceptance"), cli->arena);
    struct mpt_findings findings;
    struct accepted accepted;
    if (!cli_option_text(cli, "reason")) {
        return mpt_fail(&cli->error, MPT_USAGE, "say why it can be accepted: mpt accept %s --reason TEXT", id);
    }
    cli_put(&sample, "accepted_by", cli->who);
    cli_put(&sample, "accepted_on", mpt_date_format(cli->today, cli->arena));
    cli_put(&sample, "until",
            mpt_date_format(mpt_date_from_days(mpt_date_first_day(cli->today) + USUAL_DAYS), cli->arena));
    enum mpt_status status = cli_set_options(cli, &sample, fields, sizeof fields / sizeof *fields);
    cli_put(&sample, "finding", id); /* checked with the dates before the findings are looked for */
    status = status ? status : cli_date_ahead(cli, "until", mpt_record_get(&sample, "until"));
    status = status ? status : mpt_record_check(&sample, &cli->error);
    status = status ? status : collect(cli, &findings);
    status = status ? status : find(cli, &findings, id, &accepted);
    status = status ? status : store(cli, &accepted, &sample, &decision);
    if (!status && !cli->quiet) {
        const char *until = cli_date(cli, mpt_record_get(&sample, "until"));
        if (accepted.count == 1) {
            fprintf(cli->out, "Accepted until %s: %s", until, accepted.message);
        } else {
            fprintf(cli->out, "Accepted until %s: %zu findings. %s", until, accepted.count, accepted.message);
        }
        fprintf(cli->out, " Recorded as decision %s.\n", decision);
    }
    return status;
}

static const struct cli_option options[] = {
    {"reason", "TEXT", "why it can be accepted", false},
    {"until", "DATE", "when it comes back (else in 90 days; at most 365)", false},
    {"mission", "CODE", "of a line of `mpt gaps --mission CODE`: only what is in it there", false},
    {"portfolio", "CODE", "likewise", false},
    {"severity", "SEVERITY", "the line of this severity, where several have the id", false},
};

const struct cli_command cli_accept = {
    .name = "accept",
    .arguments = "FINDING --reason TEXT [--until DATE]",
    .summary = "accept a finding for a time: counted, not listed, back at the end or when it gets worse",
    .details = "FINDING is the id that `mpt gaps` prints behind it; that of a line with several findings accepts\n"
               "them all. The reason is kept as a decision.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .needs = CLI_WRITE,
    .arguments_least = 1,
    .arguments_most = 1,
    .run = run_accept};
