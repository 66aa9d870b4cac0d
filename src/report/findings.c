/* Runs the gap rules: facts first, then each rule's statement, then precedence, acceptance and rank. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/duplicates.h"
#include "mpt/report.h"
#include "mpt/text.h"
#include "review.h"
#include "targets.h"

/* A mission's portfolio and launch, and its committed money in one currency. */
struct scope {
    const char *mission, *portfolio, *launched, *currency;
    double committed;
};

struct run {
    struct mpt_store *store;
    const struct mpt_report_query *query;
    struct mpt_arena *arena;
    struct mpt_error *error;
    bool examples;
    struct scope *scopes;
    size_t scope_count;
    struct mpt_gap *gaps;
    size_t gap_count, gap_capacity;
    const char **known; /* ids of what was found at the last closed reviews, ascending */
    size_t known_count;
    const char **projects; /* in the portfolio that is asked for without a mission of it, ascending */
    size_t project_count;
};

static enum mpt_status load_scopes(struct run *run)
{
    struct mpt_cursor *cursor;
    size_t capacity = 0;
    enum mpt_status status = mpt_cursor_open(run->store, "missions-scope", NULL, NULL, 0, &cursor, run->error);
    while (!status && mpt_cursor_next(cursor)) {
        run->scopes = mpt_arena_grow(run->arena, run->scopes, run->scope_count, &capacity, sizeof *run->scopes);
        struct scope *scope = &run->scopes[run->scope_count++];
        const char *portfolio = mpt_cursor_text(cursor, "portfolio"), *currency = mpt_cursor_text(cursor, "currency");
        scope->mission = mpt_arena_copy(run->arena, mpt_cursor_text(cursor, "code"));
        scope->portfolio = mpt_arena_copy(run->arena, portfolio);
        const char *launched = mpt_cursor_text(cursor, "launched");
        scope->launched = mpt_arena_copy(run->arena, launched);
        scope->currency = mpt_arena_copy(run->arena, currency);
        scope->committed = mpt_cursor_number(cursor, "committed");
    }
    enum mpt_status closed = mpt_cursor_close(cursor, run->error);
    return status ? status : closed;
}

static bool uses(const struct mpt_rule *rules, size_t count, const char *table)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < rules[i].use_count; j++) {
            if (strcmp(rules[i].uses[j], table) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* The computed tables that rules join, each only when a rule wants it. */
static enum mpt_status make_facts(struct run *run, const struct mpt_rule *rules, size_t count)
{
    enum mpt_status status = MPT_OK;
    if (uses(rules, count, "target_progress")) {
        struct report_target *targets;
        size_t target_count;
        status = report_targets_load(run->store, NULL, run->query->today, run->examples, run->arena, &targets,
                                     &target_count, run->error);
        status = status ? status : report_targets_facts(run->store, targets, target_count, run->arena, run->error);
    }
    if (!status && uses(rules, count, "duplicate_pair")) {
        const struct mpt_duplicates_query pairs = {.mission = run->query->mission};
        status = mpt_duplicates_update(run->store, &pairs, NULL, run->error);
    }
    return status;
}

/* $today, $examples, $closing, and of each threshold its day in the past and ahead, or its number. */
static size_t make_params(struct run *run, const struct mpt_rule *rule, bool closing, struct mpt_param *params)
{
    size_t count = 0;
    struct mpt_date today = run->query->today;
    params[count++] = (struct mpt_param){.name = "today", .text = mpt_date_format(today, run->arena)};
    params[count++] = (struct mpt_param){.name = "examples", .number = run->examples, .is_number = true};
    params[count++] = (struct mpt_param){.name = "closing", .number = closing, .is_number = true};
    for (size_t i = 0; i < rule->threshold_count; i++) {
        const struct mpt_threshold *threshold = &rule->thresholds[i];
        const char *ahead = mpt_arena_print(run->arena, "%s_ahead", threshold->name);
        struct mpt_date then, later;
        if (strcmp(threshold->unit, "days") == 0) {
            then = mpt_date_from_days(mpt_date_first_day(today) - lround(threshold->value));
            later = mpt_date_from_days(mpt_date_first_day(today) + lround(threshold->value));
        } else if (strcmp(threshold->unit, "months") == 0) {
            then = mpt_date_add_months(today, -(int)threshold->value);
            later = mpt_date_add_months(today, (int)threshold->value);
        } else {
            params[count++] =
                (struct mpt_param){.name = threshold->name, .number = threshold->value, .is_number = true};
            continue;
        }
        params[count++] = (struct mpt_param){.name = threshold->name, .text = mpt_date_format(then, run->arena)};
        params[count++] = (struct mpt_param){.name = ahead, .text = mpt_date_format(later, run->arena)};
    }
    return count;
}

static const char *slot(const struct mpt_gap *gap, const char *name)
{
    for (size_t i = 0; i < gap->data_count; i++) {
        if (strcmp(gap->data[i].name, name) == 0) {
            return gap->data[i].value;
        }
    }
    return NULL;
}

/* Share of the mission's committed money the finding touches; 0 when that is not known. */
static double money_share(const struct run *run, const struct mpt_gap *gap)
{
    const char *amount = slot(gap, "amount"), *currency = slot(gap, "amount_currency");
    for (size_t i = 0; amount && currency && gap->mission && i < run->scope_count; i++) {
        const struct scope *scope = &run->scopes[i];
        if (strcmp(scope->mission, gap->mission) == 0 && scope->currency && strcmp(scope->currency, currency) == 0 &&
            scope->committed > 0) {
            return strtod(amount, NULL) / scope->committed;
        }
    }
    return 0;
}

/* The mission's scope; NULL when it has none. */
static const struct scope *scope_of(const struct run *run, const char *mission)
{
    size_t low = 0, high = run->scope_count; /* by mission */
    while (mission && low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(mission, run->scopes[middle].mission);
        if (order == 0) {
            return &run->scopes[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

/* The mix of a mission's projects means nothing while it is being put together: rules of class structure leave a
 * mission alone for its first 90 days. */
static bool in_grace(const struct run *run, const struct mpt_rule *rule, const struct scope *scope)
{
    enum { GRACE_DAYS = 90 };
    struct mpt_date launched;
    return strcmp(rule->class, "structure") == 0 && scope && scope->launched &&
           mpt_date_parse(scope->launched, &launched) &&
           mpt_date_first_day(launched) + GRACE_DAYS > mpt_date_first_day(run->query->today);
}

/* Where a rule's columns stand that mean something here. */
struct columns {
    const char **names;
    size_t count;
    int mission;
};

static bool is_of_mission(const struct run *run, struct mpt_cursor *cursor, const struct columns *columns)
{
    const char *mission = columns->mission < 0 ? NULL : mpt_cursor_column_text(cursor, columns->mission);
    return !run->query->mission || (mission && strcmp(mission, run->query->mission) == 0);
}

static int compare_ids(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

/* Whether a finding that is past its threshold, but not by enough, stays: when it was known and is not found anyhow. */
static bool stays_open(const struct run *run, const char *id, size_t first)
{
    bool known = run->known_count && bsearch(id, run->known, run->known_count, sizeof *run->known, compare_ids) != NULL;
    for (size_t i = first; known && i < run->gap_count; i++) {
        known = strcmp(run->gaps[i].id, id) != 0;
    }
    return known;
}

/* `first` is the rule's first finding; `closing` when only known ones are looked for. */
static enum mpt_status add_gap(struct run *run, const struct mpt_rule *rule, struct mpt_cursor *cursor,
                               const struct columns *columns, size_t first, bool closing)
{
    struct mpt_slot *data = mpt_arena_array(run->arena, columns->count, sizeof *data);
    for (size_t i = 0; i < columns->count; i++) {
        const char *value = mpt_cursor_column_text(cursor, (int)i);
        data[i].name = columns->names[i];
        data[i].value = mpt_arena_copy(run->arena, value);
    }
    struct mpt_gap gap = {.rule = rule, .severity = rule->severity, .data = data, .data_count = columns->count};
    gap.kind = slot(&gap, "kind");
    gap.code = slot(&gap, "code");
    gap.title = slot(&gap, "title");
    gap.mission = slot(&gap, "mission");
    gap.since = slot(&gap, "since");
    const char *severity = slot(&gap, "severity"), *second = slot(&gap, "note_id");
    if (!gap.kind || !mpt_kind_find(gap.kind) || !gap.code || !gap.title ||
        (severity && !mpt_severity_find(severity, &gap.severity))) {
        return mpt_fail(run->error, MPT_BAD_INPUT,
                        "rule %s: each row needs kind (a kind's name), code and title, and severity critical, "
                        "warning or info if it gives one",
                        rule->name);
    }
    const struct scope *scope = scope_of(run, gap.mission);
    if (in_grace(run, rule, scope)) {
        return MPT_OK;
    }
    gap.id = mpt_arena_print(run->arena, "%s:%s%s%s", rule->name, gap.code, second ? "+" : "", second ? second : "");
    if (closing && !stays_open(run, gap.id, first)) {
        return MPT_OK;
    }
    gap.portfolio = scope ? scope->portfolio : NULL;
    gap.action = rule->action;
    gap.money_share = money_share(run, &gap);
    const char *score = slot(&gap, "score");
    gap.score = score ? strtod(score, NULL) : 0;
    run->gaps = mpt_arena_grow(run->arena, run->gaps, run->gap_count, &run->gap_capacity, sizeof *run->gaps);
    run->gaps[run->gap_count++] = gap;
    return MPT_OK;
}

static enum mpt_status run_statement(struct run *run, const struct mpt_rule *rule, size_t first, bool closing)
{
    struct mpt_param params[3 + 2 * MPT_RULE_LISTS];
    struct mpt_cursor *cursor;
    size_t count = make_params(run, rule, closing, params);
    enum mpt_status status = mpt_cursor_open(run->store, rule->name, rule->sql, params, count, &cursor, run->error);
    if (status) {
        mpt_error_prefix(run->error, "rule %s", rule->name);
        return status;
    }
    struct columns columns = {.count = (size_t)mpt_cursor_column_count(cursor),
                              .mission = mpt_cursor_column(cursor, "mission")};
    columns.names = mpt_arena_array(run->arena, columns.count, sizeof *columns.names);
    for (size_t i = 0; i < columns.count; i++) {
        columns.names[i] = mpt_arena_copy(run->arena, mpt_cursor_column_name(cursor, (int)i));
    }
    while (!status && mpt_cursor_next(cursor)) {
        /* What hides a finding is of the same mission or record, so another mission's findings are not needed. */
        if (is_of_mission(run, cursor, &columns)) {
            status = add_gap(run, rule, cursor, &columns, first, closing);
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, run->error);
    return status ? status : closed;
}

/* A rule that knows $closing is asked once more, with the threshold at which a known finding closes. */
static enum mpt_status run_rule(struct run *run, const struct mpt_rule *rule)
{
    size_t first = run->gap_count;
    enum mpt_status status = run_statement(run, rule, first, false);
    if (!status && run->known_count && strstr(rule->sql, "$closing")) {
        status = run_statement(run, rule, first, true);
    }
    return status;
}

/* The sentence, and where the subject is known from. */
static void describe(struct run *run, struct mpt_gap *gap)
{
    gap->message = mpt_template_fill(gap->rule->message, gap->data, gap->data_count, run->query->today, run->arena);
    mpt_store_origin(run->store, mpt_kind_find(gap->kind), gap->code, run->arena, &gap->sources, &gap->example);
}

/* Describes all findings, or of each rule, severity and mission the first few, which are all that a page can name. */
static void describe_gaps(struct run *run, struct mpt_findings *findings)
{
    enum { NAMED = 8 };
    struct {
        const struct mpt_rule *rule;
        const char *mission;
        enum mpt_severity severity;
        size_t count;
    } *groups = NULL;
    size_t group_count = 0, capacity = 0;
    assert(findings->gaps || !findings->count);
    for (size_t i = 0; i < findings->count; i++) {
        struct mpt_gap *gap = &findings->gaps[i];
        size_t at = 0;
        while (at < group_count && (groups[at].rule != gap->rule || groups[at].severity != gap->severity ||
                                    strcmp(groups[at].mission, gap->mission ? gap->mission : "") != 0)) {
            at++;
        }
        if (at == group_count) {
            groups = mpt_arena_grow(run->arena, groups, group_count, &capacity, sizeof *groups);
            groups[group_count].rule = gap->rule;
            groups[group_count].severity = gap->severity;
            groups[group_count].mission = gap->mission ? gap->mission : "";
            groups[group_count++].count = 0;
        }
        if (run->query->details || groups[at].count++ < NAMED) {
            describe(run, gap);
        }
    }
}

static enum mpt_status accept(struct run *run)
{
    const struct mpt_param today = {.name = "today", .text = mpt_date_format(run->query->today, run->arena)};
    struct mpt_accepted *accepted = NULL;
    size_t count = 0, capacity = 0;
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(run->store, "acceptances", NULL, &today, 1, &cursor, run->error);
    while (!status && mpt_cursor_next(cursor)) {
        const char *severity = mpt_cursor_text(cursor, "severity");
        accepted = mpt_arena_grow(run->arena, accepted, count, &capacity, sizeof *accepted);
        accepted[count].id = mpt_arena_copy(run->arena, mpt_cursor_text(cursor, "finding"));
        accepted[count].until = mpt_arena_copy(run->arena, mpt_cursor_text(cursor, "until"));
        accepted[count].severity = MPT_CRITICAL; /* accepted whatever it was, when that was not said */
        if (severity) {
            mpt_severity_find(severity, &accepted[count].severity);
        }
        count++;
    }
    enum mpt_status closed = mpt_cursor_close(cursor, run->error);
    mpt_gaps_accept(run->gaps, run->gap_count, accepted, count);
    return status ? status : closed;
}

/* Projects may be in a portfolio without being of one of its missions. */
static enum mpt_status load_projects(struct run *run)
{
    const struct mpt_param portfolio = {.name = "portfolio", .text = run->query->portfolio};
    struct mpt_cursor *cursor;
    size_t capacity = 0;
    if (!run->query->portfolio) {
        return MPT_OK;
    }
    enum mpt_status status =
        mpt_cursor_open(run->store, "portfolio-projects", NULL, &portfolio, 1, &cursor, run->error);
    while (!status && mpt_cursor_next(cursor)) {
        run->projects = mpt_arena_grow(run->arena, run->projects, run->project_count, &capacity, sizeof *run->projects);
        run->projects[run->project_count++] = mpt_arena_copy(run->arena, mpt_cursor_text(cursor, "code"));
    }
    enum mpt_status closed = mpt_cursor_close(cursor, run->error);
    return status ? status : closed;
}

static int compare_codes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool in_portfolio(const struct run *run, const struct mpt_gap *gap)
{
    return (gap->portfolio && strcmp(gap->portfolio, run->query->portfolio) == 0) ||
           (strcmp(gap->kind, "project") == 0 && run->project_count &&
            bsearch(&gap->code, run->projects, run->project_count, sizeof *run->projects, compare_codes));
}

static bool asked_for(const struct run *run, const struct mpt_gap *gap)
{
    const struct mpt_report_query *query = run->query;
    return (!query->mission || (gap->mission && strcmp(gap->mission, query->mission) == 0)) &&
           (!query->portfolio || in_portfolio(run, gap)) &&
           (!query->rule || strcmp(gap->rule->name, query->rule) == 0) &&
           (!query->class || strcmp(gap->rule->class, query->class) == 0) &&
           (!query->has_severity || gap->severity <= query->severity);
}

enum mpt_status mpt_findings_collect(struct mpt_store *store, const struct mpt_report_query *query,
                                     struct mpt_arena *arena, struct mpt_findings *findings, struct mpt_error *error)
{
    const char *demo = mpt_store_setting(store, "demo", arena);
    struct run run = {.store = store, .query = query, .arena = arena, .error = error};
    run.examples = demo && strcmp(demo, "1") == 0;
    *findings = (struct mpt_findings){0};
    enum mpt_status status = mpt_rules_load(query->rules_folder, arena, &findings->rules, &findings->rule_count, error);
    status = status ? status : load_scopes(&run);
    status = status ? status : load_projects(&run);
    status = status ? status : review_known_findings(store, query->today, arena, &run.known, &run.known_count, error);
    status = status ? status : make_facts(&run, findings->rules, findings->rule_count);
    findings->unasked = mpt_arena_array(arena, findings->rule_count, sizeof *findings->unasked);
    for (size_t i = 0; !status && i < findings->rule_count; i++) {
        if (mpt_store_withholds(store, findings->rules[i].sql)) {
            findings->unasked[findings->unasked_count++] = findings->rules[i].name;
        } else {
            status = run_rule(&run, &findings->rules[i]);
        }
    }
    if (status) {
        return status;
    }
    mpt_gaps_hide(run.gaps, run.gap_count);
    status = accept(&run);
    for (size_t i = 0; i < run.gap_count; i++) {
        if (asked_for(&run, &run.gaps[i])) {
            findings->hidden += run.gaps[i].hidden;
            findings->accepted += run.gaps[i].accepted && !run.gaps[i].hidden;
            run.gaps[findings->count++] = run.gaps[i];
        }
    }
    findings->gaps = run.gaps;
    mpt_gaps_rank(findings->gaps, findings->count);
    describe_gaps(&run, findings);
    return status;
}
