/* Review, parts 4 and 8: what the rules found, compared with the last review, and the data that want tidying. */
#include <stdlib.h>
#include <string.h>

#include "mpt/text.h"
#include "review.h"
#include "withheld.h"

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

/* `gone`: not found, as its subject was removed or is of another scope now. */
struct counts {
    size_t new, known, worse, better, cleared, gone;
};

static int by_id(const void *a, const void *b)
{
    const struct review_finding *left = a, *right = b;
    return strcmp(left->id, right->id);
}

/* What became of a finding of the last review: found still, or found but hidden or accepted, or no more. */
enum fate { FOUND, CLEARED, GONE };

/* Whether the record that the finding is about ("rule:code" or "rule:code+other") is there and of this scope. */
static bool subject_is_here(struct review *review, const char *id)
{
    const char *colon = strchr(id, ':'), *others;
    const struct mpt_kind *kind;
    struct mpt_record record;
    struct mpt_error unused;
    if (!colon) {
        return true;
    }
    const char *typed = mpt_arena_copy_len(review->arena, colon + 1, strcspn(colon + 1, "+")), *code;
    if (mpt_store_resolve_any(review->store, NULL, 0, typed, review->arena, &kind, &code, &others, &unused) ||
        strcmp(code, typed) != 0 || mpt_store_get(review->store, kind, code, review->arena, &record, &unused)) {
        return false;
    }
    bool left =
        strcmp(kind->name, "mission") == 0 && review_in_scope(review, code) && review_in_scope(review, code)->left;
    const char *mission = mpt_field_find(kind, "mission") ? mpt_record_get(&record, "mission") : NULL;
    for (const char *one; !left && (one = mpt_value_next(&mission, true, review->arena, NULL));) {
        const struct review_scope *scope = review_in_scope(review, one);
        left = scope && scope->left;
    }
    return !left && review_concerns(review, &record);
}

static enum fate fate_of(struct review *review, const char *id, const char *const *unlisted, size_t unlisted_count)
{
    if (review_values_finding(&review->now, id)) {
        return FOUND;
    }
    for (size_t i = 0; i < unlisted_count; i++) {
        if (strcmp(unlisted[i], id) == 0) {
            return FOUND;
        }
    }
    return subject_is_here(review, id) ? CLEARED : GONE;
}

/* Sets each finding's state, what became of those of the last review, and the values that the next review compares
 * with. */
static struct counts compare(struct review *review, enum fate **fates)
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
    const char **unlisted = mpt_arena_array(review->arena, findings->count, sizeof *unlisted);
    size_t unlisted_count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (!is_listed(&findings->gaps[i])) {
            unlisted[unlisted_count++] = findings->gaps[i].id;
        }
    }
    *fates = mpt_arena_array(review->arena, review->then.finding_count, sizeof **fates);
    for (size_t i = 0; i < review->then.finding_count; i++) {
        enum fate fate = fate_of(review, review->then.findings[i].id, unlisted, unlisted_count);
        (*fates)[i] = fate;
        counts.cleared += fate == CLEARED;
        counts.gone += fate == GONE;
    }
    return counts;
}

/* What cleared, and what is gone with its subject, by name where that is little. */
static void add_ended(struct review *review, struct mpt_data *data, const enum fate *fates, enum fate wanted,
                      const char *label)
{
    enum { NAMED = 4 };
    struct mpt_text text = mpt_text_init(review->arena);
    struct mpt_data *ids = mpt_data_array(review->arena);
    size_t count = 0;
    for (size_t i = 0; i < review->then.finding_count; i++) {
        const char *id = review->then.findings[i].id;
        if (fates[i] == wanted) {
            mpt_data_push_text(ids, id);
            if (count++ < NAMED) {
                mpt_text_print(&text, "%s%s", text.len ? ", " : "", id);
            }
        }
    }
    mpt_data_set(data, wanted == CLEARED ? "cleared_ids" : "gone_ids", ids);
    if (count > NAMED) {
        mpt_text_print(&text, " and %zu more", count - NAMED);
    }
    if (count) {
        mpt_document_item(review->document, label, wanted == CLEARED ? MPT_GOOD : MPT_MUTED, mpt_text_get(&text), NULL);
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
    if (!review->last) {
        return mpt_arena_print(review->arena, "%zu found, %zu accepted", review->now.finding_count,
                               review->findings.accepted);
    }
    const char *gone =
        counts->gone ? mpt_arena_print(review->arena, ", %zu gone with what they were about", counts->gone) : "";
    return mpt_arena_print(review->arena, "%zu new, %zu known, %zu worse, %zu better, %zu cleared%s, %zu accepted",
                           counts->new, counts->known, counts->worse, counts->better, counts->cleared, gone,
                           review->findings.accepted);
}

/* What flows or drifts first among equals: the mix of things and missing data can wait a week. */
static int class_rank(const struct mpt_gap *gap)
{
    return is_class(gap, "flow") ? 0 : is_class(gap, "drift") ? 1 : is_class(gap, "setup") ? 2 : 3;
}

static bool is_fresh_state(const struct mpt_gap *gap)
{
    return gap->state == MPT_GAP_NEW || gap->state == MPT_GAP_WORSE;
}

/* Within severity and newness by class; otherwise the order of the rank stays. */
static void sort_by_class(struct mpt_gap *gaps, size_t count, struct mpt_arena *arena)
{
    enum { CLASSES = 4 };
    struct mpt_gap *sorted = mpt_arena_array(arena, count, sizeof *sorted);
    size_t kept = 0;
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && gaps[end].severity == gaps[i].severity &&
                          is_fresh_state(&gaps[end]) == is_fresh_state(&gaps[i]);) {
            end++;
        }
        for (int rank = 0; rank < CLASSES; rank++) {
            for (size_t j = i; j < end; j++) {
                if (class_rank(&gaps[j]) == rank) {
                    sorted[kept++] = gaps[j];
                }
            }
        }
    }
    if (count) {
        memcpy(gaps, sorted, count * sizeof *gaps);
    }
}

/* "46 more (4 warnings, 42 info): mpt gaps --portfolio csiro". */
static void add_rest(struct review *review, const struct mpt_gap_line *lines, size_t shown)
{
    size_t left[3] = {0}, all = 0;
    for (size_t i = 0; i < review->findings.count; i++) {
        left[review->findings.gaps[i].severity] += is_listed(&review->findings.gaps[i]);
    }
    for (size_t i = 0; i < shown; i++) {
        for (size_t j = 0; j < lines[i].count; j++) {
            left[lines[i].gaps[j]->severity]--;
        }
    }
    struct mpt_text text = mpt_text_init(review->arena);
    for (enum mpt_severity severity = MPT_CRITICAL; severity <= MPT_INFO; severity++) {
        all += left[severity];
        if (left[severity]) {
            mpt_text_print(&text, "%s%zu %s", text.len ? ", " : "", left[severity], mpt_severity_name(severity));
        }
    }
    if (all) {
        mpt_document_paragraph(review->document, mpt_arena_print(review->arena, "%zu more (%s): %s", all,
                                                                 mpt_text_get(&text), command(review)));
    }
}

enum mpt_status review_findings(struct review *review)
{
    enum { SHOWN = 7 };
    enum fate *fates;
    struct counts counts = compare(review, &fates);
    struct mpt_data *data = mpt_data_object(review->arena), *lines = mpt_data_array(review->arena);
    struct mpt_gap *weekly = mpt_arena_array(review->arena, review->findings.count, sizeof *weekly);
    size_t weekly_count = 0, line_count;
    mpt_gaps_rank(review->findings.gaps, review->findings.count);
    for (size_t i = 0; i < review->findings.count; i++) {
        if (is_listed(&review->findings.gaps[i]) && is_weekly(review, &review->findings.gaps[i])) {
            weekly[weekly_count++] = review->findings.gaps[i];
        }
    }
    sort_by_class(weekly, weekly_count, review->arena);
    const struct mpt_gap_line *rolled =
        mpt_gaps_roll_up(weekly, weekly_count, 3, review->query->today, review->arena, &line_count);
    mpt_document_section(review->document, mpt_arena_print(review->arena, "4 Findings: %s", counted(review, &counts)));
    mpt_data_set(review->document->data, "findings", data);
    mpt_data_number(data, "new", review->last ? (double)counts.new : 0);
    mpt_data_number(data, "known", review->last ? (double)counts.known : (double)review->now.finding_count);
    mpt_data_number(data, "worse", (double)counts.worse);
    mpt_data_number(data, "better", (double)counts.better);
    mpt_data_number(data, "cleared", (double)counts.cleared);
    mpt_data_number(data, "gone", (double)counts.gone);
    mpt_data_number(data, "accepted", (double)review->findings.accepted);
    mpt_data_set(data, "lines", lines);
    size_t shown = line_count < SHOWN ? line_count : SHOWN;
    for (size_t i = 0; i < shown; i++) {
        add_finding(review, &rolled[i], lines);
    }
    add_ended(review, data, fates, CLEARED, "cleared");
    add_ended(review, data, fates, GONE, "gone");
    add_rest(review, rolled, shown);
    withheld_rules(review->document, &review->findings);
    if (!review->now.finding_count) {
        mpt_document_paragraph(review->document, "Nothing was found.");
    } else if (review->last) {
        mpt_document_paragraph(review->document, "* new, ^ worse than at the last review");
    }
    return MPT_OK;
}

/* --- 8 Data to tidy ----------------------------------------------------------------------------------------------- */

static size_t count_rule(const struct review *review, const char *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < review->findings.count; i++) {
        const struct mpt_gap *gap = &review->findings.gaps[i];
        bool above = gap->severity == MPT_CRITICAL; /* among the findings */
        count += is_listed(gap) && !above && strcmp(gap->rule->name, rule) == 0;
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

/* Acceptances of this scope whose findings come back within two weeks. */
static void add_ending(struct review *review, struct mpt_data *data, size_t *total)
{
    enum { SOON_DAYS = 14 };
    struct mpt_text text = mpt_text_init(review->arena);
    size_t count = 0;
    const char *soon =
        mpt_date_format(mpt_date_from_days(mpt_date_first_day(review->query->today) + SOON_DAYS), review->arena);
    for (size_t i = 0; i < review->findings.count; i++) {
        const struct mpt_gap *gap = &review->findings.gaps[i];
        if (gap->accepted && !gap->hidden && gap->accepted_until && strcmp(gap->accepted_until, soon) <= 0) {
            mpt_text_print(&text, "%s%s (until %s)", count++ ? ", " : "", gap->id,
                           review_date(review, gap->accepted_until));
        }
    }
    if (count) {
        mpt_document_item(review->document, mpt_arena_print(review->arena, "%zu", count), MPT_MUTED,
                          mpt_arena_print(review->arena, "accepted for not much longer: %s",
                                          review_bound(review, mpt_text_get(&text))),
                          NULL);
        struct mpt_data *object = mpt_data_object(review->arena);
        mpt_data_text(object, "rule", "acceptances-ending");
        mpt_data_number(object, "count", (double)count);
        mpt_data_push(data, object);
        *total += count;
    }
}

enum mpt_status review_tidy(struct review *review)
{
    struct mpt_data *data = mpt_data_array(review->arena);
    size_t total = 0;
    mpt_document_section(review->document, "8 Data to tidy");
    mpt_data_set(review->document->data, "tidy", data);
    add_setup(review, data, &total);
    add_ending(review, data, &total);
    if (!total) {
        mpt_document_paragraph(review->document, "Nothing to tidy.");
    }
    return MPT_OK;
}
