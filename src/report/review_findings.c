/* Review, parts 4 and 8: what the rules found, compared with the last review, and the data that want tidying. */
#include <stdlib.h>
#include <string.h>

#include "mpt/text.h"
#include "review.h"

static bool is_class(const struct mpt_gap *gap, const char *class)
{
    return strcmp(gap->rule->class, class) == 0;
}

static bool is_listed(const struct mpt_gap *gap)
{
    return !gap->hidden && !gap->accepted;
}

static bool other_month(const struct review *review)
{
    return !review->last || strncmp(review->last->held_on, review->now.as_of, 7) != 0;
}

/* Weekly are what drifts, waits or is critical, and all that is new or worse; the mix of things is shown when it first
 * appears, then once a month; missing data have a part of their own. */
static bool is_weekly(const struct review *review, const struct mpt_gap *gap)
{
    if (gap->severity == MPT_CRITICAL) {
        return true;
    }
    if (is_class(gap, "setup")) {
        return false;
    }
    bool fresh = gap->state != MPT_GAP_KNOWN && gap->state != MPT_GAP_BETTER;
    return !is_class(gap, "structure") || fresh || other_month(review);
}

/* --- Comparison --------------------------------------------------------------------------------------------------- */

struct counts {
    size_t new, known, worse, better, cleared;
};

static int by_id(const void *a, const void *b)
{
    const struct review_finding *left = a, *right = b;
    return strcmp(left->id, right->id);
}

/* Sets each finding's state, and the values that the next review compares with. */
static struct counts compare(struct review *review)
{
    struct counts counts = {0};
    struct mpt_findings *findings = &review->findings;
    review->now.findings = mpt_arena_array(review->arena, findings->count, sizeof *review->now.findings);
    for (size_t i = 0; i < findings->count; i++) {
        struct mpt_gap *gap = &findings->gaps[i];
        if (!is_listed(gap)) {
            continue;
        }
        const struct review_finding *then = review_values_finding(&review->then, gap->id);
        review->now.findings[review->now.finding_count++] = (struct review_finding){gap->id, gap->severity};
        if (!review->last) {
            continue;
        }
        gap->state = !then                            ? MPT_GAP_NEW
                     : gap->severity < then->severity ? MPT_GAP_WORSE
                     : gap->severity > then->severity ? MPT_GAP_BETTER
                                                      : MPT_GAP_KNOWN;
        counts.new += gap->state == MPT_GAP_NEW;
        counts.worse += gap->state == MPT_GAP_WORSE;
        counts.better += gap->state == MPT_GAP_BETTER;
        counts.known += gap->state == MPT_GAP_KNOWN;
    }
    if (review->now.finding_count) {
        qsort(review->now.findings, review->now.finding_count, sizeof *review->now.findings, by_id);
    }
    for (size_t i = 0; i < review->then.finding_count; i++) {
        counts.cleared += !review_values_finding(&review->now, review->then.findings[i].id);
    }
    return counts;
}

/* What cleared, by name where that is little. */
static void add_cleared(struct review *review, struct mpt_data *data)
{
    enum { NAMED = 4 };
    struct mpt_text text = mpt_text_init(review->arena);
    struct mpt_data *ids = mpt_data_array(review->arena);
    size_t count = 0;
    for (size_t i = 0; i < review->then.finding_count; i++) {
        const char *id = review->then.findings[i].id;
        if (!review_values_finding(&review->now, id)) {
            mpt_data_push_text(ids, id);
            if (count++ < NAMED) {
                mpt_text_print(&text, "%s%s", text.len ? ", " : "", id);
            }
        }
    }
    mpt_data_set(data, "cleared_ids", ids);
    if (count) {
        mpt_document_item(review->document, "cleared", MPT_GOOD,
                          count > NAMED
                              ? mpt_arena_print(review->arena, "%s and %zu more", mpt_text_get(&text), count - NAMED)
                              : mpt_text_get(&text),
                          NULL);
    }
}

/* --- 4 Findings --------------------------------------------------------------------------------------------------- */

static const char *state_name(enum mpt_gap_state state)
{
    static const char *const names[] = {NULL, "new", "worse", "better", "known"};
    return names[state];
}

/* '*' new, '^' worse: of a line that stands for several, when one of them is. */
static const char *mark(const struct mpt_gap_line *line)
{
    bool new = false, worse = false;
    for (size_t i = 0; i < line->count; i++) {
        new |= line->gaps[i]->state == MPT_GAP_NEW;
        worse |= line->gaps[i]->state == MPT_GAP_WORSE;
    }
    return worse ? "^" : new ? "*" : " ";
}

static void add_finding(struct review *review, const struct mpt_gap_line *line, struct mpt_data *lines)
{
    enum mpt_tone tone = line->severity == MPT_CRITICAL  ? MPT_BAD
                         : line->severity == MPT_WARNING ? MPT_CAUTION
                                                         : MPT_MUTED;
    const char *label = mpt_arena_print(review->arena, "%s %s", mark(line), mpt_severity_name(line->severity));
    bool example = line->count == 1 && line->gaps[0]->example;
    mpt_document_item(review->document, label, tone,
                      mpt_arena_print(review->arena, "%s%s", line->message, example ? " (e)" : ""), line->id);
    struct mpt_data *object = mpt_data_object(review->arena);
    mpt_data_text(object, "id", line->id);
    mpt_data_text(object, "severity", mpt_severity_name(line->severity));
    mpt_data_text(object, "state", line->count == 1 ? state_name(line->gaps[0]->state) : NULL);
    mpt_data_number(object, "count", (double)line->count);
    mpt_data_text(object, "message", line->message);
    mpt_data_push(lines, object);
}

static const char *command(const struct review *review)
{
    return review->query->mission ? mpt_arena_print(review->arena, "mpt gaps --mission %s", review->query->mission)
           : review->query->portfolio
               ? mpt_arena_print(review->arena, "mpt gaps --portfolio %s", review->query->portfolio)
               : "mpt gaps";
}

static const char *counted(const struct review *review, const struct counts *counts)
{
    return review->last ? mpt_arena_print(review->arena,
                                          "%zu new, %zu known, %zu worse, %zu better, %zu cleared, %zu "
                                          "accepted",
                                          counts->new, counts->known, counts->worse, counts->better, counts->cleared,
                                          review->findings.accepted)
                        : mpt_arena_print(review->arena, "%zu found, %zu accepted", review->now.finding_count,
                                          review->findings.accepted);
}

enum mpt_status review_findings(struct review *review)
{
    enum { SHOWN = 7 };
    struct counts counts = compare(review);
    struct mpt_data *data = mpt_data_object(review->arena), *lines = mpt_data_array(review->arena);
    struct mpt_gap *weekly = mpt_arena_array(review->arena, review->findings.count, sizeof *weekly);
    size_t weekly_count = 0, line_count;
    mpt_gaps_rank(review->findings.gaps, review->findings.count);
    for (size_t i = 0; i < review->findings.count; i++) {
        if (is_listed(&review->findings.gaps[i]) && is_weekly(review, &review->findings.gaps[i])) {
            weekly[weekly_count++] = review->findings.gaps[i];
        }
    }
    const struct mpt_gap_line *rolled =
        mpt_gaps_roll_up(weekly, weekly_count, 3, review->query->today, review->arena, &line_count);
    mpt_document_section(review->document, mpt_arena_print(review->arena, "4 Findings: %s", counted(review, &counts)));
    mpt_data_set(review->document->data, "findings", data);
    mpt_data_number(data, "new", review->last ? (double)counts.new : 0);
    mpt_data_number(data, "known", review->last ? (double)counts.known : (double)review->now.finding_count);
    mpt_data_number(data, "worse", (double)counts.worse);
    mpt_data_number(data, "better", (double)counts.better);
    mpt_data_number(data, "cleared", (double)counts.cleared);
    mpt_data_number(data, "accepted", (double)review->findings.accepted);
    mpt_data_set(data, "lines", lines);
    size_t shown = 0;
    for (size_t i = 0; i < line_count && i < SHOWN; i++) {
        add_finding(review, &rolled[i], lines);
        shown += rolled[i].count;
    }
    add_cleared(review, data);
    if (!review->now.finding_count) {
        mpt_document_paragraph(review->document, "Nothing was found.");
    } else if (review->now.finding_count > shown) {
        mpt_document_paragraph(review->document, mpt_arena_print(review->arena, "%zu more: %s",
                                                                 review->now.finding_count - shown, command(review)));
    }
    return MPT_OK;
}

/* --- 8 Data to tidy ----------------------------------------------------------------------------------------------- */

static size_t count_rule(const struct review *review, const char *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < review->findings.count; i++) {
        count += is_listed(&review->findings.gaps[i]) && strcmp(review->findings.gaps[i].rule->name, rule) == 0;
    }
    return count;
}

/* Findings that only say what is not filled in, by rule. */
static void add_setup(struct review *review, struct mpt_data *data, size_t *total)
{
    for (size_t i = 0; i < review->findings.rule_count; i++) {
        const struct mpt_rule *rule = &review->findings.rules[i];
        bool tidy = strcmp(rule->class, "setup") == 0 || strcmp(rule->name, "measurement-stale") == 0 ||
                    strcmp(rule->name, "possible-duplicate") == 0;
        size_t count = tidy ? count_rule(review, rule->name) : 0;
        if (!count) {
            continue;
        }
        mpt_document_item(review->document, mpt_arena_print(review->arena, "%zu", count), MPT_MUTED,
                          mpt_arena_print(review->arena, "%s: %s --rule %s", rule->name, command(review), rule->name),
                          NULL);
        struct mpt_data *object = mpt_data_object(review->arena);
        mpt_data_text(object, "rule", rule->name);
        mpt_data_number(object, "count", (double)count);
        mpt_data_push(data, object);
        *total += count;
    }
}

/* Acceptances whose findings come back within two weeks. */
static enum mpt_status add_ending(struct review *review, struct mpt_data *data, size_t *total)
{
    enum { SOON_DAYS = 14 };
    struct mpt_cursor *cursor;
    struct mpt_text text = mpt_text_init(review->arena);
    size_t count = 0;
    const char *soon =
        mpt_date_format(mpt_date_from_days(mpt_date_first_day(review->query->today) + SOON_DAYS), review->arena);
    enum mpt_status status = review_query(review, "review-acceptances", "soon", soon, &cursor);
    for (; !status && mpt_cursor_next(cursor); count++) {
        const char *until = review_text(review, cursor, "until");
        mpt_text_print(&text, "%s%s (until %s)", text.len ? ", " : "", mpt_cursor_text(cursor, "finding"),
                       review_date(review, until));
    }
    enum mpt_status closed = mpt_cursor_close(cursor, review->error);
    if (!status && count) {
        mpt_document_item(review->document, mpt_arena_print(review->arena, "%zu", count), MPT_MUTED,
                          mpt_arena_print(review->arena, "accepted for not much longer: %s", mpt_text_get(&text)),
                          NULL);
        struct mpt_data *object = mpt_data_object(review->arena);
        mpt_data_text(object, "rule", "acceptances-ending");
        mpt_data_number(object, "count", (double)count);
        mpt_data_push(data, object);
        *total += count;
    }
    return status ? status : closed;
}

enum mpt_status review_tidy(struct review *review)
{
    struct mpt_data *data = mpt_data_array(review->arena);
    size_t total = 0;
    mpt_document_section(review->document, "8 Data to tidy");
    mpt_data_set(review->document->data, "tidy", data);
    add_setup(review, data, &total);
    enum mpt_status status = add_ending(review, data, &total);
    if (!status && !total) {
        mpt_document_paragraph(review->document, "Nothing to tidy.");
    }
    return status;
}
