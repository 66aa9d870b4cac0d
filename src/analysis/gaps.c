/* Findings: precedence, acceptance, rank and roll-up. */
#include "mpt/gaps.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/text.h"

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static bool hides(const struct mpt_gap *gap, const struct mpt_gap *other)
{
    const struct mpt_rule *rule = gap->rule;
    bool for_mission = mpt_text_is_among(other->rule->name, rule->hides_mission, rule->hides_mission_count) &&
                       same(gap->mission, other->mission);
    bool for_subject = mpt_text_is_among(other->rule->name, rule->hides_subject, rule->hides_subject_count) &&
                       same(gap->kind, other->kind) && same(gap->code, other->code);
    return for_mission || for_subject;
}

void mpt_gaps_hide(struct mpt_gap *gaps, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!gaps[i].rule->hides_mission_count && !gaps[i].rule->hides_subject_count) {
            continue;
        }
        for (size_t j = 0; j < count; j++) {
            gaps[j].hidden |= hides(&gaps[i], &gaps[j]);
        }
    }
}

const struct mpt_gap *mpt_gaps_hider(const struct mpt_gap *gaps, size_t count, const struct mpt_gap *gap)
{
    for (size_t i = 0; i < count; i++) {
        if (hides(&gaps[i], gap)) {
            return &gaps[i];
        }
    }
    return NULL;
}

void mpt_gaps_accept(struct mpt_gap *gaps, size_t count, const struct mpt_accepted *accepted, size_t accepted_count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < accepted_count; j++) {
            if (!same(gaps[i].id, accepted[j].id) || gaps[i].severity < accepted[j].severity) {
                continue;
            }
            gaps[i].accepted = true;
            const char *until = gaps[i].accepted_until, *other = accepted[j].until;
            gaps[i].accepted_until = !until || (other && strcmp(until, other) < 0) ? other : until;
        }
    }
}

static int compare(const void *a, const void *b)
{
    const struct mpt_gap *left = a, *right = b;
    if (left->severity != right->severity) {
        return left->severity < right->severity ? -1 : 1;
    }
    bool left_new = left->state == MPT_GAP_NEW || left->state == MPT_GAP_WORSE;
    bool right_new = right->state == MPT_GAP_NEW || right->state == MPT_GAP_WORSE;
    if (left_new != right_new) {
        return left_new ? -1 : 1;
    }
    if (left->money_share != right->money_share) {
        return left->money_share > right->money_share ? -1 : 1;
    }
    int age = strcmp(left->since ? left->since : "9999", right->since ? right->since : "9999");
    if (!age && left->rule == right->rule && left->score != right->score) { /* rules do not score alike */
        return left->score > right->score ? -1 : 1;
    }
    return age ? age : strcmp(left->id, right->id);
}

void mpt_gaps_rank(struct mpt_gap *gaps, size_t count)
{
    if (count) {
        qsort(gaps, count, sizeof *gaps, compare);
    }
}

/* Findings of one severity roll up within one rule and mission; findings about missions themselves within the rule. */
static bool rolls_with(const struct mpt_gap *a, const struct mpt_gap *b)
{
    bool about_missions = same(a->kind, "mission") && same(b->kind, "mission");
    bool same_mission = same(a->mission, b->mission) || (!a->mission && !b->mission);
    return a->rule == b->rule && a->severity == b->severity &&
           (about_missions || (same_mission && same(a->kind, b->kind)));
}

static const char *rolled_message(const struct mpt_gap_line *line, struct mpt_date today, struct mpt_arena *arena)
{
    enum { NAMED = 4 };
    struct mpt_text names = mpt_text_init(arena);
    size_t named = line->count > NAMED + 1 ? NAMED : line->count;
    for (size_t i = 0; i < named; i++) {
        bool last = i + 1 == line->count;
        mpt_text_print(&names, "%s%s%s",
                       !i     ? ""
                       : last ? " and "
                              : "; ",
                       line->gaps[i]->title, line->gaps[i]->example ? " (e)" : "");
    }
    if (named < line->count) {
        mpt_text_print(&names, " and %zu more", line->count - named);
    }
    const struct mpt_gap *first = line->gaps[0];
    const struct mpt_rule *rule = first->rule;
    struct mpt_slot *slots = mpt_arena_array(arena, 3 + first->data_count, sizeof *slots);
    slots[0] = (struct mpt_slot){"n", mpt_arena_print(arena, "%zu", line->count)};
    slots[1] = (struct mpt_slot){"names", mpt_text_get(&names)};
    slots[2] = (struct mpt_slot){"worst", first->message};
    if (first->data_count) {
        memcpy(slots + 3, first->data, first->data_count * sizeof *slots);
    }
    return mpt_template_fill(rule->together ? rule->together : "{n} findings: {names}. The worst: {worst}", slots,
                             3 + first->data_count, today, arena);
}

struct mpt_gap_line *mpt_gaps_roll_up(const struct mpt_gap *gaps, size_t count, size_t at_most, struct mpt_date today,
                                      struct mpt_arena *arena, size_t *line_count)
{
    struct mpt_gap_line *lines = mpt_arena_array(arena, count, sizeof *lines);
    bool *taken = mpt_arena_array(arena, count, sizeof *taken);
    *line_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (taken[i] || gaps[i].hidden || gaps[i].accepted) {
            continue;
        }
        struct mpt_gap_line line = {gaps[i].severity, gaps[i].id, gaps[i].message, NULL, 0};
        size_t capacity = 0;
        for (size_t j = i; j < count; j++) {
            if (!taken[j] && !gaps[j].hidden && !gaps[j].accepted && rolls_with(&gaps[i], &gaps[j])) {
                line.gaps = mpt_arena_grow(arena, line.gaps, line.count, &capacity, sizeof *line.gaps);
                line.gaps[line.count++] = &gaps[j];
            }
        }
        assert(line.gaps); /* a finding rolls with itself */
        if (line.count <= at_most) {
            line.count = 1;
        } else {
            bool of_mission = !same(gaps[i].kind, "mission") && gaps[i].mission;
            line.id =
                of_mission ? mpt_arena_print(arena, "%s:%s", gaps[i].rule->name, gaps[i].mission) : gaps[i].rule->name;
            line.message = rolled_message(&line, today, arena);
        }
        for (size_t j = 0; j < line.count; j++) {
            taken[line.gaps[j] - gaps] = true;
        }
        lines[(*line_count)++] = line;
    }
    return lines;
}
