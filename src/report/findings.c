/* Runs the gap rules: facts first, then each rule's statement, then precedence, acceptance and rank. */
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/asset.h"
#include "mpt/report.h"
#include "mpt/text.h"
#include "targets.h"

static const char built_in[] = "sql/gaps/";

/* --- Rules -------------------------------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    const struct mpt_rule *left = a, *right = b;
    if (left->number != right->number) {
        return left->number < right->number ? -1 : 1;
    }
    return strcmp(left->name, right->name);
}

static enum mpt_status read_text(const char *path, struct mpt_arena *arena, const char **text, struct mpt_error *error)
{
    FILE *file = fopen(path, "rb");
    struct mpt_text whole = mpt_text_init(arena);
    char block[8192];
    size_t len, bad;
    if (!file) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s cannot be read: %s", path, strerror(errno));
    }
    while ((len = fread(block, 1, sizeof block, file)) > 0) {
        mpt_text_add_len(&whole, block, len);
    }
    fclose(file);
    *text = mpt_text_get(&whole);
    return mpt_utf8_valid(*text, whole.len, &bad)
               ? MPT_OK
               : mpt_fail(error, MPT_BAD_INPUT, "%s is not UTF-8 (byte %zu)", path, bad + 1);
}

static enum mpt_status add_rule(const char *path, const char *text, struct mpt_arena *arena, struct mpt_rule **rules,
                                size_t *count, size_t *capacity, struct mpt_error *error)
{
    struct mpt_rule rule;
    enum mpt_status status = mpt_rule_parse(path, text, arena, &rule, error);
    for (size_t i = 0; !status && i < *count; i++) {
        if (strcmp((*rules)[i].name, rule.name) == 0) {
            (*rules)[i] = rule; /* a rule of the user's own takes the place of ours of the same name */
            return MPT_OK;
        }
    }
    if (!status) {
        *rules = mpt_arena_grow(arena, *rules, *count, capacity, sizeof **rules);
        (*rules)[(*count)++] = rule;
    }
    return status;
}

static enum mpt_status load_folder(const char *folder, struct mpt_arena *arena, struct mpt_rule **rules, size_t *count,
                                   size_t *capacity, struct mpt_error *error)
{
    struct dirent **names;
    enum mpt_status status = MPT_OK;
    int found = scandir(folder, &names, NULL, alphasort);
    if (found < 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "the folder of rules %s cannot be read: %s", folder, strerror(errno));
    }
    for (int i = 0; i < found; i++) {
        size_t len = strlen(names[i]->d_name);
        if (!status && len > 4 && strcmp(names[i]->d_name + len - 4, ".sql") == 0) {
            const char *path = mpt_arena_print(arena, "%s/%s", folder, names[i]->d_name), *text = "";
            status = read_text(path, arena, &text, error);
            status = status ? status : add_rule(path, text, arena, rules, count, capacity, error);
        }
        free(names[i]);
    }
    free(names);
    return status;
}

enum mpt_status mpt_rules_load(const char *folder, struct mpt_arena *arena, struct mpt_rule **rules, size_t *count,
                               struct mpt_error *error)
{
    size_t capacity = 0;
    enum mpt_status status = MPT_OK;
    *rules = NULL;
    *count = 0;
    for (const struct mpt_asset *asset = NULL; !status && (asset = mpt_asset_next(built_in, asset));) {
        status = add_rule(asset->path, asset->text, arena, rules, count, &capacity, error);
    }
    if (!status && folder) {
        status = load_folder(folder, arena, rules, count, &capacity, error);
    }
    if (!status && *count) {
        qsort(*rules, *count, sizeof **rules, by_number);
    }
    return status;
}

/* --- Running ------------------------------------------------------------------------------------------------------ */

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
        scope->portfolio = portfolio ? mpt_arena_copy(run->arena, portfolio) : NULL;
        const char *launched = mpt_cursor_text(cursor, "launched");
        scope->launched = launched ? mpt_arena_copy(run->arena, launched) : NULL;
        scope->currency = currency ? mpt_arena_copy(run->arena, currency) : NULL;
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
        status = mpt_likeness_update(run->store, NULL, run->error);
    }
    return status;
}

/* $today, $examples, and of each threshold its day in the past and ahead, or its number. */
static size_t make_params(struct run *run, const struct mpt_rule *rule, struct mpt_param *params)
{
    size_t count = 0;
    struct mpt_date today = run->query->today;
    params[count++] = (struct mpt_param){.name = "today", .text = mpt_date_format(today, run->arena)};
    params[count++] = (struct mpt_param){.name = "examples", .number = run->examples, .is_number = true};
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

static enum mpt_status add_gap(struct run *run, const struct mpt_rule *rule, struct mpt_cursor *cursor,
                               const struct columns *columns)
{
    struct mpt_slot *data = mpt_arena_array(run->arena, columns->count, sizeof *data);
    for (size_t i = 0; i < columns->count; i++) {
        const char *value = mpt_cursor_column_text(cursor, (int)i);
        data[i].name = columns->names[i];
        data[i].value = value ? mpt_arena_copy(run->arena, value) : NULL;
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
    gap.portfolio = scope ? scope->portfolio : NULL;
    gap.action = rule->action;
    gap.money_share = money_share(run, &gap);
    run->gaps = mpt_arena_grow(run->arena, run->gaps, run->gap_count, &run->gap_capacity, sizeof *run->gaps);
    run->gaps[run->gap_count++] = gap;
    return MPT_OK;
}

static enum mpt_status run_rule(struct run *run, const struct mpt_rule *rule)
{
    struct mpt_param params[2 + 2 * MPT_RULE_LISTS];
    struct mpt_cursor *cursor;
    size_t count = make_params(run, rule, params);
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
            status = add_gap(run, rule, cursor, &columns);
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, run->error);
    return status ? status : closed;
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

static bool asked_for(const struct mpt_gap *gap, const struct mpt_report_query *query)
{
    return (!query->mission || (gap->mission && strcmp(gap->mission, query->mission) == 0)) &&
           (!query->portfolio || (gap->portfolio && strcmp(gap->portfolio, query->portfolio) == 0)) &&
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
    status = status ? status : make_facts(&run, findings->rules, findings->rule_count);
    for (size_t i = 0; !status && i < findings->rule_count; i++) {
        status = run_rule(&run, &findings->rules[i]);
    }
    if (status) {
        return status;
    }
    mpt_gaps_hide(run.gaps, run.gap_count);
    status = accept(&run);
    for (size_t i = 0; i < run.gap_count; i++) {
        if (asked_for(&run.gaps[i], query)) {
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
