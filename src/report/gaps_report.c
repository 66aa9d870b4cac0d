/* `mpt gaps`, `mpt rules` and `mpt explain` as documents. */
#include <stdlib.h>
#include <string.h>

#include "mpt/report.h"
#include "mpt/text.h"
#include "withheld.h"

static enum mpt_tone tone_of(enum mpt_severity severity)
{
    return severity == MPT_CRITICAL ? MPT_BAD : severity == MPT_WARNING ? MPT_CAUTION : MPT_MUTED;
}

static const char *marked(const char *message, bool example, struct mpt_arena *arena)
{
    return example ? mpt_arena_print(arena, "%s (e)", message) : message;
}

/* The lines of a many-valued text as an array. */
static struct mpt_data *lines_data(const char *list, struct mpt_arena *arena)
{
    struct mpt_data *array = mpt_data_array(arena);
    for (const char *line; (line = mpt_value_next(&list, false, arena, NULL));) {
        mpt_data_push_text(array, line);
    }
    return array;
}

static struct mpt_data *gap_data(const struct mpt_gap *gap, struct mpt_arena *arena)
{
    struct mpt_data *data = mpt_data_object(arena), *subject = mpt_data_object(arena);
    mpt_data_text(data, "id", gap->id);
    mpt_data_text(data, "rule", gap->rule->name);
    mpt_data_text(data, "severity", mpt_severity_name(gap->severity));
    mpt_data_text(data, "class", gap->rule->class);
    mpt_data_text(subject, "kind", gap->kind);
    mpt_data_text(subject, "code", gap->code);
    mpt_data_text(subject, "title", gap->title);
    mpt_data_set(data, "subject", subject);
    mpt_data_text(data, "mission", gap->mission);
    mpt_data_text(data, "message", gap->message);
    mpt_data_text(data, "action", gap->action);
    mpt_data_text(data, "since", gap->since);
    mpt_data_flag(data, "example", gap->example);
    mpt_data_set(data, "sources", lines_data(gap->sources, arena));
    return data;
}

static void counts(const struct mpt_findings *findings, size_t by_severity[3])
{
    by_severity[0] = by_severity[1] = by_severity[2] = 0;
    for (size_t i = 0; i < findings->count; i++) {
        by_severity[findings->gaps[i].severity] += !findings->gaps[i].hidden && !findings->gaps[i].accepted;
    }
}

static const char *summary(const struct mpt_findings *findings, size_t lines, struct mpt_arena *arena)
{
    size_t n[3];
    counts(findings, n);
    const char *rolled =
        lines < n[0] + n[1] + n[2] ? mpt_arena_print(arena, ", in %zu line%s", lines, lines == 1 ? "" : "s") : "";
    return mpt_arena_print(arena, "%zu critical, %zu warning%s, %zu info%s; %zu hidden by another, %zu accepted", n[0],
                           n[1], n[1] == 1 ? "" : "s", n[2], rolled, findings->hidden, findings->accepted);
}

static const char *scope_title(const struct mpt_report_query *query, struct mpt_arena *arena)
{
    return query->mission     ? mpt_arena_print(arena, "GAPS  mission %s", query->mission)
           : query->portfolio ? mpt_arena_print(arena, "GAPS  portfolio %s", query->portfolio)
                              : "GAPS  all portfolios";
}

static bool any_example(const struct mpt_gap_line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        if (line->gaps[i]->example) {
            return true;
        }
    }
    return false;
}

static bool said_before(const struct mpt_gap_line *lines, size_t count, const struct mpt_rule *rule)
{
    for (size_t i = 0; i < count; i++) {
        if (lines[i].gaps[0]->rule == rule) {
            return true;
        }
    }
    return false;
}

/* Lines of the same rule share their action, which is said once, behind the first of them. */
static void add_lines(struct mpt_document *document, const struct mpt_gap_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct mpt_gap_line *line = &lines[i];
        const struct mpt_rule *rule = line->gaps[0]->rule;
        bool single = line->count == 1;
        mpt_document_item(document, mpt_severity_name(line->severity), tone_of(line->severity),
                          marked(line->message, single && any_example(line), document->arena), line->id);
        if (!said_before(lines, i, rule)) {
            mpt_document_item(document, "", MPT_PLAIN, mpt_arena_print(document->arena, "Do: %s.", rule->action), NULL);
        }
    }
}

struct mpt_document *mpt_report_gaps(const struct mpt_findings *findings, const struct mpt_report_query *query,
                                     struct mpt_arena *arena)
{
    struct mpt_document *document = mpt_document_open(arena, "mpt.gaps/1", mpt_date_format(query->today, arena));
    struct mpt_data *gaps = mpt_data_array(arena);
    size_t count;
    document->title = scope_title(query, arena);
    document->aside = mpt_arena_print(arena, "as of %s", mpt_date_show(query->today, arena));
    const struct mpt_gap_line *lines =
        mpt_gaps_roll_up(findings->gaps, findings->count, query->all ? (size_t)-1 : 3, query->today, arena, &count);
    bool example = false;
    for (size_t i = 0; i < findings->count; i++) {
        const struct mpt_gap *gap = &findings->gaps[i];
        if (!gap->hidden && !gap->accepted) {
            example |= gap->example;
            if (query->details) {
                mpt_data_push(gaps, gap_data(gap, arena));
            }
        }
    }
    mpt_document_paragraph(document, summary(findings, count, arena));
    mpt_document_section(document, NULL);
    add_lines(document, lines, count);
    if (!count) {
        mpt_document_paragraph(document, findings->count           ? "Nothing else."
                                         : findings->unasked_count ? "No gaps found by the rules that were asked."
                                                                   : "No gaps found.");
    }
    withheld_rules(document, findings);
    mpt_document_section(document, NULL);
    if (example) {
        mpt_document_paragraph(document, "(e) is about something invented, whole or in part.");
    }
    if (count) {
        mpt_document_paragraph(document, "Explain a line: mpt explain ID");
    }
    mpt_data_set(document->data, "gaps", gaps);
    mpt_data_number(document->data, "hidden", (double)findings->hidden);
    mpt_data_number(document->data, "accepted", (double)findings->accepted);
    return document;
}

struct mpt_document *mpt_report_rules(const struct mpt_rule *rules, size_t count, const struct mpt_report_query *query,
                                      struct mpt_arena *arena)
{
    struct mpt_document *document = mpt_document_open(arena, "mpt.rules/1", mpt_date_format(query->today, arena));
    struct mpt_data *list = mpt_data_array(arena);
    document->title = "RULES";
    for (size_t i = 0; i < count; i++) {
        const struct mpt_rule *rule = &rules[i];
        struct mpt_data *data = mpt_data_object(arena);
        const char *severity = mpt_severity_name(rule->severity);
        mpt_document_item(document, rule->name, tone_of(rule->severity),
                          mpt_arena_print(arena, "%s, %s: %s", severity, rule->class,
                                          rule->condition ? rule->condition : rule->message),
                          NULL);
        mpt_data_text(data, "rule", rule->name);
        mpt_data_number(data, "number", rule->number);
        mpt_data_text(data, "severity", severity);
        mpt_data_text(data, "class", rule->class);
        mpt_data_text(data, "condition", rule->condition);
        mpt_data_text(data, "action", rule->action);
        mpt_data_text(data, "clears", rule->clears);
        mpt_data_text(data, "source", rule->source);
        mpt_data_push(list, data);
    }
    mpt_document_section(document, NULL);
    mpt_document_paragraph(document, "mpt explain RULE says more: data, thresholds, what clears it, source.");
    mpt_data_set(document->data, "rules", list);
    return document;
}

static const char *threshold_text(const struct mpt_rule *rule, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    for (size_t i = 0; i < rule->threshold_count; i++) {
        const struct mpt_threshold *threshold = &rule->thresholds[i];
        mpt_text_print(&text, "%s%s = %g%s%s (%s)", i ? "; " : "", threshold->name, threshold->value,
                       *threshold->unit ? " " : "", threshold->unit, threshold->help);
    }
    return text.len ? text.data : "none";
}

static void explain_rule(struct mpt_document *document, const struct mpt_rule *rule)
{
    const struct {
        const char *label, *text;
    } lines[] = {
        {"severity", mpt_arena_print(document->arena, "%s, class %s", mpt_severity_name(rule->severity), rule->class)},
        {"data used", rule->needs},
        {"fires when", rule->condition},
        {"thresholds", threshold_text(rule, document->arena)},
        {"do", rule->action},
        {"clears it", rule->clears},
        {"source", rule->source}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lines[i].text) {
            mpt_document_item(document, lines[i].label, MPT_MUTED, lines[i].text, NULL);
            mpt_data_text(document->data, lines[i].label, lines[i].text);
        }
    }
}

/* A column of the rule's row as people read it; NULL for what the page says elsewhere. */
static const char *shown_datum(const struct mpt_gap *gap, size_t i, struct mpt_arena *arena)
{
    static const char *const said[] = {"kind", "title", "severity", "since", "amount"};
    const char *name = gap->data[i].name, *value = gap->data[i].value, *end = strrchr(name, '_');
    for (size_t j = 0; j < sizeof said / sizeof *said; j++) {
        if (strcmp(name, said[j]) == 0) {
            return NULL;
        }
    }
    if (!value || (end && strcmp(end, "_currency") == 0)) {
        return NULL;
    }
    const char *currency = mpt_arena_print(arena, "%s_currency", name);
    for (size_t j = 0; j < gap->data_count; j++) {
        if (strcmp(gap->data[j].name, currency) == 0 && gap->data[j].value) {
            const char *form = mpt_arena_print(arena, "{%s:money}", name);
            return mpt_template_fill(form, gap->data, gap->data_count, (struct mpt_date){2000, 1, 1}, arena);
        }
    }
    bool fraction = strchr(value, '.') && strspn(value, "-0123456789.") == strlen(value);
    return fraction ? mpt_arena_print(arena, "%.3g", strtod(value, NULL)) : value;
}

static void explain_gap(struct mpt_document *document, const struct mpt_gap *gap)
{
    struct mpt_arena *arena = document->arena;
    const char *standing = gap->hidden ? " (hidden by another finding)" : gap->accepted ? " (accepted)" : "";
    mpt_document_section(document, mpt_arena_print(arena, "%s%s", gap->id, standing));
    mpt_document_item(document, mpt_severity_name(gap->severity), tone_of(gap->severity),
                      marked(gap->message, gap->example, arena), NULL);
    for (size_t i = 0; i < gap->data_count; i++) {
        const char *shown = shown_datum(gap, i, document->arena);
        if (shown) {
            mpt_document_item(document, gap->data[i].name, MPT_MUTED, shown, NULL);
        }
    }
    const char *list = gap->sources;
    for (const char *source; (source = mpt_value_next(&list, false, arena, NULL));) {
        mpt_document_item(document, "known from", MPT_MUTED, source, NULL);
    }
}

enum mpt_status mpt_report_explain(const struct mpt_findings *findings, const char *id,
                                   const struct mpt_report_query *query, struct mpt_arena *arena,
                                   struct mpt_document **document, struct mpt_error *error)
{
    size_t len = strcspn(id, ":");
    const struct mpt_rule *rule = NULL;
    const char **names = mpt_arena_array(arena, findings->rule_count + 1, sizeof *names);
    for (size_t i = 0; i < findings->rule_count; i++) {
        names[i] = findings->rules[i].name;
        if (strncmp(names[i], id, len) == 0 && names[i][len] == '\0') {
            rule = &findings->rules[i];
        }
    }
    if (!rule) {
        const char *near = mpt_text_nearest(mpt_arena_copy_len(arena, id, len), names, findings->rule_count, 3, arena);
        return mpt_fail(error, MPT_USAGE, "there is no rule '%.*s'%s%s%s; `mpt rules` lists them", (int)len, id,
                        *near ? "; did you mean " : "", near, *near ? "?" : "");
    }
    struct mpt_document *made = mpt_document_open(arena, "mpt.explain/1", mpt_date_format(query->today, arena));
    struct mpt_data *gaps = mpt_data_array(arena);
    size_t shown = 0;
    made->title = mpt_arena_print(arena, "RULE %d  %s", rule->number, rule->name);
    mpt_data_text(made->data, "rule", rule->name);
    explain_rule(made, rule);
    for (size_t i = 0; i < findings->count; i++) {
        const struct mpt_gap *gap = &findings->gaps[i];
        bool rolled = gap->mission && id[len] && strcmp(id + len + 1, gap->mission) == 0;
        if (gap->rule == rule && (!id[len] || strcmp(gap->id, id) == 0 || rolled)) {
            explain_gap(made, gap);
            mpt_data_push(gaps, gap_data(gap, arena));
            shown++;
        }
    }
    if (!shown) {
        mpt_document_section(made, NULL);
        mpt_document_paragraph(made, id[len] ? "It finds nothing with that id now." : "It finds nothing now.");
    }
    mpt_data_set(made->data, "gaps", gaps);
    *document = made;
    return MPT_OK;
}
