/* Commands on findings: gaps, rules and explain. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "mpt/report.h"

enum mpt_status cli_report_query(struct cli *cli, struct mpt_report_query *query)
{
    const char *severity = cli_option(cli, "severity"), *mission = cli_option(cli, "mission");
    const char *portfolio = cli_option(cli, "portfolio");
    enum mpt_status status = MPT_OK;
    *query = (struct mpt_report_query){.today = cli->today,
                                       .rule = cli_option(cli, "rule"),
                                       .class = cli_option(cli, "class"),
                                       .rules_folder = getenv("MPT_RULES"),
                                       .all = cli_option(cli, "all"),
                                       .details = cli->format == CLI_JSON || cli_option(cli, "all")};
    if (severity && !mpt_severity_find(severity, &query->severity)) {
        return mpt_fail(&cli->error, MPT_USAGE, "--severity '%s' is none of critical, warning, info", severity);
    }
    query->has_severity = severity;
    if (mission) {
        status =
            mpt_store_resolve(cli->store, mpt_kind_find("mission"), mission, cli->arena, &query->mission, &cli->error);
    }
    if (!status && portfolio) {
        status = mpt_store_resolve(cli->store, mpt_kind_find("portfolio"), portfolio, cli->arena, &query->portfolio,
                                   &cli->error);
    }
    return status;
}

/* Exit code 1 for scripts: something at least so severe was found. */
static enum mpt_status fail_on(struct cli *cli, const struct mpt_findings *findings)
{
    const char *wanted = cli_option(cli, "fail-on");
    enum mpt_severity severity;
    if (!wanted) {
        return MPT_OK;
    }
    if (!mpt_severity_find(wanted, &severity)) {
        return mpt_fail(&cli->error, MPT_USAGE, "--fail-on '%s' is none of critical, warning, info", wanted);
    }
    for (size_t i = 0; i < findings->count; i++) {
        const struct mpt_gap *gap = &findings->gaps[i];
        if (!gap->hidden && !gap->accepted && gap->severity <= severity) {
            return MPT_FOUND;
        }
    }
    return MPT_OK;
}

/* A misspelt rule or class must not pass for "nothing found". */
static enum mpt_status check_names(struct cli *cli, const struct mpt_findings *findings,
                                   const struct mpt_report_query *query)
{
    bool rule = !query->rule, class = !query->class;
    for (size_t i = 0; i < findings->rule_count; i++) {
        rule |= query->rule && strcmp(findings->rules[i].name, query->rule) == 0;
        class |= query->class && strcmp(findings->rules[i].class, query->class) == 0;
    }
    if (!rule) {
        return mpt_fail(&cli->error, MPT_USAGE, "there is no rule '%s'; `mpt rules` lists them", query->rule);
    }
    return class ? MPT_OK
                 : mpt_fail(&cli->error, MPT_USAGE, "--class '%s' is none of setup, structure, drift, flow",
                            query->class);
}

static enum mpt_status make_gaps(struct cli *cli, struct mpt_document **document)
{
    struct mpt_report_query query;
    struct mpt_findings findings;
    enum mpt_status status = cli_report_query(cli, &query);
    status = status ? status : mpt_findings_collect(cli->store, &query, cli->arena, &findings, &cli->error);
    status = status ? status : check_names(cli, &findings, &query);
    status = status ? status : fail_on(cli, &findings);
    if (status == MPT_OK || status == MPT_FOUND) {
        *document = mpt_report_gaps(&findings, &query, cli->arena);
    }
    return status;
}

static enum mpt_status make_rules(struct cli *cli, struct mpt_document **document)
{
    const struct mpt_report_query query = {.today = cli->today};
    struct mpt_rule *rules;
    size_t count;
    enum mpt_status status = mpt_rules_load(getenv("MPT_RULES"), cli->arena, &rules, &count, &cli->error);
    if (!status) {
        *document = mpt_report_rules(rules, count, &query, cli->arena);
    }
    return status;
}

static enum mpt_status make_explain(struct cli *cli, struct mpt_document **document)
{
    const struct mpt_report_query query = {.today = cli->today, .rules_folder = getenv("MPT_RULES"), .details = true};
    struct mpt_findings findings;
    enum mpt_status status = mpt_findings_collect(cli->store, &query, cli->arena, &findings, &cli->error);
    return status ? status
                  : mpt_report_explain(&findings, cli->arguments[0], &query, cli->arena, document, &cli->error);
}

static const struct cli_option gaps_options[] = {
    {"mission", "CODE", "only of this mission", false},
    {"portfolio", "CODE", "only of this portfolio", false},
    {"rule", "RULE", "only of this rule", false},
    {"class", "CLASS", "only setup, structure, drift or flow", false},
    {"severity", "SEVERITY", "only at least so severe: critical, warning or info", false},
    {"fail-on", "SEVERITY", "exit with 1 when something at least so severe is found", false},
    {"all", NULL, "every finding on a line of its own, none rolled up", false},
};

const struct cli_command cli_gaps = {
    .name = "gaps",
    .arguments = "",
    .summary = "what is missing, late, done twice or waits for a decision",
    .details = "Rules of your own are read from the folder MPT_RULES (*.sql, as in sql/gaps/).",
    .options = gaps_options,
    .option_count = sizeof gaps_options / sizeof *gaps_options,
    .needs = CLI_READ,
    .document = make_gaps};

const struct cli_command cli_rules = {.name = "rules",
                                      .arguments = "",
                                      .summary = "the rules behind the gaps",
                                      .needs = CLI_NO_STORE,
                                      .document = make_rules};

const struct cli_command cli_explain = {.name = "explain",
                                        .arguments = "RULE | RULE:CODE",
                                        .summary =
                                            "why a gap is shown: data, condition, thresholds, what clears it, source",
                                        .needs = CLI_READ,
                                        .arguments_least = 1,
                                        .arguments_most = 1,
                                        .document = make_explain};
