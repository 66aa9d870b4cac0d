/* Review, part 2: what happened to steps, money, people, decisions and confidence since the last closed review. */
#include <stdlib.h>
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "review_changes.h"

/* --- Steps ---------------------------------------------------------------------------------------------------- */

static long last_day(const char *text)
{
    struct mpt_date date;
    return text && mpt_date_parse(text, &date) ? mpt_date_last_day(date) : 0;
}

static void add_steps(struct review *review, struct mpt_data *data)
{
    static const char *const times[] = {"", "", ", second time", ", third time"};
    struct naming done = naming_init(review), slipped = naming_init(review), earlier = naming_init(review);
    struct naming dropped = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        const struct mpt_record *after = difference->after, *before = difference->before;
        if (!is_of_kind(difference, "step") || !difference_counts(review, difference)) {
            continue;
        }
        if (!after || (same_text(field_of(after, "status"), "dropped") && before &&
                       !same_text(field_of(before, "status"), "dropped"))) {
            name_record(&dropped, titled(review, after ? after : before), after ? after : before);
            continue;
        }
        const char *due = field_of(after, "due"), *was_due = field_of(before, "due"),
                   *done_on = field_of(after, "done_on");
        bool is_done = same_text(field_of(after, "status"), "done") || done_on;
        bool was_done = before && (same_text(field_of(before, "status"), "done") || field_of(before, "done_on"));
        if (is_done && !was_done) {
            long late = due && done_on ? last_day(done_on) - last_day(due) : 0;
            name_record(&done,
                        mpt_arena_print(review->arena, "%s%s", titled(review, after),
                                        late > 0 ? mpt_arena_print(review->arena, " (%ld days late)", late)
                                        : due    ? " (on time)"
                                                 : ""),
                        after);
        } else if (before && due && was_due && last_day(due) > last_day(was_due)) {
            const char *moved = field_of(after, "moved");
            long count = moved ? strtol(moved, NULL, 10) : 0;
            name_record(&slipped,
                        mpt_arena_print(review->arena, "%s by %ld days, to %s%s", titled(review, after),
                                        last_day(due) - last_day(was_due), review_date(review, due),
                                        count > 3   ? mpt_arena_print(review->arena, ", %ld times now", count)
                                        : count > 0 ? times[count]
                                                    : ""),
                        after);
        } else if (before && due && was_due && last_day(due) < last_day(was_due)) {
            name_record(&earlier,
                        mpt_arena_print(review->arena, "%s by %ld days, to %s", titled(review, after),
                                        last_day(was_due) - last_day(due), review_date(review, due)),
                        after);
        }
    }
    add_line(review, data, "Steps", "done", &done);
    add_line(review, data, "Steps", "slipped", &slipped);
    add_line(review, data, "Steps", "earlier", &earlier);
    add_line(review, data, "Steps", "dropped", &dropped);
}

/* --- Money -------------------------------------------------------------------------------------------------------- */

/* What came in and went out, by stage and currency. */
struct flow {
    const char *stage, *currency;
    int64_t more, less;
};

static void add_flow(struct review *review, struct flow **flows, size_t *count, size_t *capacity, const char *stage,
                     const char *amount, int sign)
{
    struct mpt_money money;
    struct mpt_error unused;
    if (!stage || !amount || mpt_money_parse(amount, &money, &unused)) {
        return;
    }
    size_t at = 0;
    while (at < *count && !(same_text((*flows)[at].stage, stage) && same_text((*flows)[at].currency, money.currency))) {
        at++;
    }
    if (at == *count) {
        *flows = mpt_arena_grow(review->arena, *flows, *count, capacity, sizeof **flows);
        (*flows)[(*count)++] = (struct flow){stage, mpt_arena_copy(review->arena, money.currency), 0, 0};
    }
    (*flows)[at].more += sign > 0 ? money.minor : 0;
    (*flows)[at].less += sign < 0 ? money.minor : 0;
}

/* A changed amount counts with its difference: what it was goes out and what it is comes in, of one record. */
static void add_funding(struct review *review, const struct mpt_difference *difference, struct flow **flows,
                        size_t *count, size_t *capacity)
{
    struct mpt_money then, now;
    struct mpt_error unused;
    const char *old = field_of(difference->before, "amount"), *new = field_of(difference->after, "amount");
    const char *old_stage = field_of(difference->before, "stage"), *new_stage = field_of(difference->after, "stage");
    if (old && new &&same_text(old_stage, new_stage) && mpt_money_parse(old, &then, &unused) == MPT_OK &&
        mpt_money_parse(new, &now, &unused) == MPT_OK &&same_text(then.currency, now.currency)) {
        int64_t moved = now.minor - then.minor;
        now.minor = moved < 0 ? -moved : moved;
        add_flow(review, flows, count, capacity, new_stage, moved ? mpt_money_format(now, review->arena) : NULL,
                 moved < 0 ? -1 : 1);
        return;
    }
    add_flow(review, flows, count, capacity, old_stage, old, -1);
    add_flow(review, flows, count, capacity, new_stage, new, 1);
}

static void add_money(struct review *review, struct mpt_data *data)
{
    struct flow *flows = NULL;
    size_t count = 0, capacity = 0, records = 0;
    struct naming naming = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        if (is_of_kind(&review->differences[i], "funding") && difference_counts(review, &review->differences[i])) {
            records++;
            add_funding(review, &review->differences[i], &flows, &count, &capacity);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (flows[i].more) {
            name_one(&naming, mpt_arena_print(review->arena, "%s +%s", flows[i].stage,
                                              review_money(review, flows[i].more, flows[i].currency)));
        }
        if (flows[i].less) {
            name_one(&naming, mpt_arena_print(review->arena, "%s -%s", flows[i].stage,
                                              review_money(review, flows[i].less, flows[i].currency)));
        }
    }
    if (naming.count) {
        name_one(&naming, mpt_arena_print(review->arena, "by %zu record%s: mpt history --since %s --kind funding",
                                          records, records == 1 ? "" : "s", review->last->code));
    }
    add_line(review, data, "Money", "", &naming);
}

/* --- People and decisions ----------------------------------------------------------------------------------------- */

static const char *partner(struct review *review, const struct mpt_record *record)
{
    const char *mission = field_of(record, "mission"), *project = field_of(record, "project");
    const char *where = mission ? plain_title(review, "mission", mission) : plain_title(review, "project", project);
    return mpt_arena_print(review->arena, "%s%s%s%s",
                           title_behind(review, "stakeholder", field_of(record, "stakeholder")), where ? " (" : "",
                           where ? where : "", where ? ")" : "");
}

static void add_people(struct review *review, struct mpt_data *data)
{
    struct naming joined = naming_init(review), left = naming_init(review), owners = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        if (!difference_counts(review, difference)) {
            continue;
        }
        if (is_of_kind(difference, "participation")) {
            bool in = difference->after && !field_of(difference->after, "left_on");
            bool was_in = difference->before && !field_of(difference->before, "left_on");
            if (in && !was_in) {
                name_one(&joined, partner(review, difference->after));
            } else if (was_in && !in) {
                name_one(&left, partner(review, difference->before));
            }
        } else if (is_of_kind(difference, "mission") && difference->before && difference->after &&
                   !same_text(field_of(difference->before, "owner"), field_of(difference->after, "owner"))) {
            const char *old = field_of(difference->before, "owner"), *new = field_of(difference->after, "owner");
            name_record(&owners,
                        mpt_arena_print(review->arena, "%s: %s -> %s", titled(review, difference->after),
                                        old ? old : "nobody", new ? new : "nobody"),
                        difference->after);
        }
    }
    add_line(review, data, "Partners", "joined", &joined);
    add_line(review, data, "Partners", "left", &left);
    add_line(review, data, "People", "owner", &owners);
}

/* The sentence goes on in a list. */
static const char *without_stop(const char *sentence, struct mpt_arena *arena)
{
    size_t len = strlen(sentence);
    return mpt_text_shorten(mpt_arena_copy_len(arena, sentence, len - (len && sentence[len - 1] == '.')), 90, arena);
}

static void add_decisions(struct review *review, struct mpt_data *data)
{
    struct naming taken = naming_init(review), accepted = naming_init(review), asked = naming_init(review);
    struct naming redated = naming_init(review), withdrawn = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        bool accepts = is_of_kind(difference, "decision") &&
                       same_text(field_of(difference->after, "decision_kind"), "accept-finding");
        if (accepts && !difference->before && difference_counts(review, difference)) {
            name_record(&accepted, titled(review, difference->after), difference->after);
        } else if (is_of_kind(difference, "decision") && same_text(field_of(difference->after, "status"), "taken") &&
                   !same_text(field_of(difference->before, "status"), "taken") &&
                   difference_counts(review, difference)) {
            const char *outcome = field_of(difference->after, "outcome");
            name_record(&taken,
                        mpt_arena_print(review->arena, "%s%s%s", titled(review, difference->after), outcome ? ": " : "",
                                        outcome ? without_stop(outcome, review->arena) : ""),
                        difference->after);
        } else if (is_of_kind(difference, "decision") && difference_counts(review, difference)) {
            const struct mpt_record *now = difference->after, *then = difference->before;
            const char *status = field_of(now, "status"), *due = field_of(now, "due_on"),
                       *was_due = field_of(then, "due_on");
            if (same_text(status, "needed") && !same_text(field_of(then, "status"), "needed")) {
                name_record(&asked, titled(review, now), now);
            } else if (same_text(status, "needed") && !same_text(due, was_due)) {
                name_record(&redated,
                            mpt_arena_print(review->arena, "%s, %s -> %s", titled(review, now),
                                            was_due ? review_date(review, was_due) : "no date",
                                            due ? review_date(review, due) : "no date"),
                            now);
            } else if (same_text(field_of(then, "status"), "needed") && (!now || same_text(status, "withdrawn"))) {
                name_record(&withdrawn, titled(review, now ? now : then), now ? now : then);
            }
        }
    }
    add_line(review, data, "Decisions", "taken", &taken);
    add_line(review, data, "Decisions", "asked for", &asked);
    add_line(review, data, "Decisions", "new date", &redated);
    add_line(review, data, "Decisions", "withdrawn", &withdrawn);
    add_line(review, data, "Findings", "accepted", &accepted);
}

/* How delivery was judged since: the newest rating of each mission that is new. */
static void add_confidence(struct review *review, struct mpt_data *data)
{
    struct naming naming = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        const char *mission = is_of_kind(difference, "rating") ? field_of(difference->after, "mission") : NULL;
        if (!mission || !difference_counts(review, difference) ||
            (difference->before &&
             same_text(field_of(difference->before, "colour"), field_of(difference->after, "colour")))) {
            continue;
        }
        const struct review_mission *then = review_values_mission(&review->then, mission);
        name_one(&naming,
                 mpt_arena_print(review->arena, "%s %s -> %s, \"%s\"", title_behind(review, "mission", mission),
                                 then && then->judged ? then->judged : "not judged",
                                 field_of(difference->after, "colour"), field_of(difference->after, "reason")));
    }
    add_line(review, data, "Confidence", "", &naming);
}

void add_events(struct review *review, struct mpt_data *data)
{
    add_steps(review, data);
    add_money(review, data);
    add_people(review, data);
    add_decisions(review, data);
    add_confidence(review, data);
}
