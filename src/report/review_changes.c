/* Review, part 2: what changed since the last closed review, from the history and from the values that one kept. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "review.h"

enum { MOST_NAMED = 6 }; /* of one kind of change; the rest is counted */

static const char *get(const struct mpt_record *record, const char *field)
{
    return record ? mpt_record_get(record, field) : NULL;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is(const struct mpt_difference *difference, const char *kind)
{
    return strcmp(difference->kind->name, kind) == 0;
}

/* --- What the review is about ------------------------------------------------------------------------------------- */

/* Whether one of the codes in a many-valued field is a mission in scope. */
static bool any_in_scope(struct review *review, const char *list)
{
    for (const char *code; (code = mpt_value_next(&list, true, review->arena, NULL));) {
        if (review_in_scope(review, code)) {
            return true;
        }
    }
    return false;
}

/* Whether the record that a field refers to is of what the review is about. */
static bool behind(struct review *review, const struct mpt_record *record, const char *field)
{
    const char *list = mpt_field_find(record->kind, field) ? mpt_record_get(record, field) : NULL;
    for (const char *code; (code = mpt_value_next(&list, true, review->arena, NULL));) {
        struct mpt_record other;
        struct mpt_error unused;
        if (mpt_store_get(review->store, mpt_kind_find(field), code, review->arena, &other, &unused) == MPT_OK &&
            review_concerns(review, &other)) {
            return true;
        }
    }
    return false;
}

bool review_concerns(struct review *review, const struct mpt_record *record)
{
    if (!review->query->mission && !review->query->portfolio) {
        return true;
    }
    if (strcmp(record->kind->name, "mission") == 0) {
        return review_in_scope(review, record->values[0]);
    }
    bool has_mission = mpt_field_find(record->kind, "mission");
    if (has_mission && any_in_scope(review, mpt_record_get(record, "mission"))) {
        return true;
    }
    const char *portfolios = mpt_field_find(record->kind, "portfolio") ? mpt_record_get(record, "portfolio") : NULL;
    for (const char *code; (code = mpt_value_next(&portfolios, true, review->arena, NULL));) {
        if (review->query->portfolio && strcmp(code, review->query->portfolio) == 0) {
            return true;
        }
    }
    bool has_own = has_mission && mpt_record_get(record, "mission");
    return !has_own && (behind(review, record, "project") || behind(review, record, "target"));
}

static bool counts(struct review *review, const struct mpt_difference *difference)
{
    const struct mpt_record *record = difference->after ? difference->after : difference->before;
    assert(record); /* it was there or is there */
    return (review->examples || !mpt_record_get(record, "example")) && review_concerns(review, record);
}

/* --- Lines -------------------------------------------------------------------------------------------------------- */

/* A line in the making: at most MOST_NAMED things, then how many more. */
struct naming {
    struct mpt_text text;
    size_t count;
};

static struct naming naming_init(struct review *review)
{
    return (struct naming){.text = mpt_text_init(review->arena)};
}

static void name_one(struct naming *naming, const char *one)
{
    if (naming->count++ < MOST_NAMED) {
        mpt_text_print(&naming->text, "%s%s", naming->text.len ? "; " : "", one);
    }
}

/* The line, when there is anything in it: "done: a; b and 3 more". */
static void add_line(struct review *review, struct mpt_data *data, const char *label, const char *what,
                     struct naming *naming)
{
    if (!naming->count) {
        return;
    }
    if (naming->count > MOST_NAMED) {
        mpt_text_print(&naming->text, " and %zu more", naming->count - MOST_NAMED);
    }
    const char *text = mpt_arena_print(review->arena, "%s%s%s", what, *what ? ": " : "", mpt_text_get(&naming->text));
    mpt_document_item(review->document, label, MPT_MUTED, text, NULL);
    struct mpt_data *object = mpt_data_object(review->arena);
    mpt_data_text(object, "about", label);
    mpt_data_text(object, "what", *what ? what : NULL);
    mpt_data_text(object, "text", mpt_text_get(&naming->text));
    mpt_data_number(object, "count", (double)naming->count);
    mpt_data_push(data, object);
}

static const char *titled(struct review *review, const struct mpt_record *record)
{
    const char *title = mpt_field_find(record->kind, "title") ? mpt_record_get(record, "title") : NULL;
    return mpt_arena_print(review->arena, "%s%s",
                           title ? mpt_text_shorten(mpt_text_clean(title, review->arena), 70, review->arena)
                                 : record->values[0],
                           review_mark(mpt_record_get(record, "source"), mpt_record_get(record, "example")));
}

static const char *title_behind(struct review *review, const char *kind, const char *code)
{
    struct mpt_record record;
    struct mpt_error unused;
    return code && mpt_store_get(review->store, mpt_kind_find(kind), code, review->arena, &record, &unused) == MPT_OK
               ? titled(review, &record)
               : code;
}

/* The same in brackets behind something, where one mark is enough. */
static const char *plain_title(struct review *review, const char *kind, const char *code)
{
    const char *title = title_behind(review, kind, code);
    size_t len = title ? strlen(title) : 0;
    return len > 4 && strcmp(title + len - 4, " (e)") == 0 ? mpt_arena_copy_len(review->arena, title, len - 4) : title;
}

/* --- Targets ------------------------------------------------------------------------------------------------------ */

static const char *pace(struct review *review, double value)
{
    return isnan(value) ? "none" : mpt_arena_print(review->arena, "%.2f", value);
}

/* A line of its own for each target that was measured anew. */
static void add_measured(struct review *review, struct mpt_data *data)
{
    for (size_t i = 0; i < review->target_count; i++) {
        const struct report_target *target = &review->targets[i];
        const struct review_target *now = &review->now.targets[i];
        const struct review_target *then = review_values_target(&review->then, now->code);
        if (!then || (same(then->latest, now->latest) && same(then->latest_on, now->latest_on))) {
            continue;
        }
        struct naming naming = naming_init(review);
        const char *from = pace(review, then->pace), *to = pace(review, now->pace);
        const char *moved = strcmp(from, to) == 0 ? "" : mpt_arena_print(review->arena, "; pace %s -> %s", from, to);
        const char *how = mpt_arena_print(review->arena, "%s%s%s%s", target->latest_basis ? ", " : "",
                                          target->latest_basis ? target->latest_basis : "",
                                          target->latest_confidence ? ", confidence " : "",
                                          target->latest_confidence ? target->latest_confidence : "");
        name_one(&naming,
                 mpt_arena_print(review->arena, "%s%s: %s -> %s (%s%s)%s; %s", target->title,
                                 target->latest_example ? " (e)" : "", then->latest ? then->latest : "not measured",
                                 now->latest ? now->latest : "not measured", review_date(review, now->latest_on), how,
                                 moved, now->band));
        add_line(review, data, "Targets", "", &naming);
    }
}

/* What of a target was set anew: the aim moved, not the world. */
static void add_redefined(struct review *review, struct mpt_data *data)
{
    struct naming naming = naming_init(review);
    static const char *const fields[] = {"value", "due", "baseline", "status", "direction", "path"};
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        for (size_t j = 0; is(difference, "target") && counts(review, difference) && difference->before &&
                           difference->after && j < sizeof fields / sizeof *fields;
             j++) {
            const char *old = get(difference->before, fields[j]), *new = get(difference->after, fields[j]);
            if (!same(old, new)) {
                name_one(&naming, mpt_arena_print(review->arena, "%s: %s %s -> %s", titled(review, difference->after),
                                                  fields[j], old ? old : "(empty)", new ? new : "(empty)"));
            }
        }
    }
    add_line(review, data, "Targets", "redefined", &naming);
}

/* --- Missions, projects, steps ------------------------------------------------------------------------------------ */

/* Records of a kind whose status became one of `wanted` ("a b"; NULL: any other), or that are new with it. */
static void add_status(struct review *review, struct mpt_data *data, const char *kind, const char *label,
                       const char *what, const char *wanted, bool both)
{
    struct naming naming = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        const char *now = is(difference, kind) ? get(difference->after, "status") : NULL;
        const char *then = now ? get(difference->before, "status") : NULL;
        if (!now || same(now, then) || !counts(review, difference)) {
            continue;
        }
        size_t len = strlen(now);
        const char *at = wanted ? strstr(wanted, now) : now;
        if (!at || (wanted && ((at > wanted && at[-1] != ' ') || (at[len] && at[len] != ' ')))) {
            continue;
        }
        name_one(&naming, both ? mpt_arena_print(review->arena, "%s %s -> %s", titled(review, difference->after),
                                                 then ? then : "(new)", now)
                               : titled(review, difference->after));
    }
    add_line(review, data, label, what, &naming);
}

/* Records of a kind that are new, or gone. */
static void add_presence(struct review *review, struct mpt_data *data, const char *kind, const char *label,
                         const char *what, bool new)
{
    struct naming naming = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        const struct mpt_record *record = new ? difference->after : difference->before;
        if (is(difference, kind) && !(new ? difference->before : difference->after) && counts(review, difference)) {
            name_one(&naming, titled(review, record));
        }
    }
    add_line(review, data, label, what, &naming);
}

static long last_day(const char *text)
{
    struct mpt_date date;
    return text && mpt_date_parse(text, &date) ? mpt_date_last_day(date) : 0;
}

static void add_steps(struct review *review, struct mpt_data *data)
{
    static const char *const times[] = {"", "", ", second time", ", third time"};
    struct naming done = naming_init(review), slipped = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        const struct mpt_record *after = difference->after, *before = difference->before;
        if (!is(difference, "step") || !after || !counts(review, difference)) {
            continue;
        }
        const char *due = get(after, "due"), *was_due = get(before, "due"), *done_on = get(after, "done_on");
        bool is_done = same(get(after, "status"), "done") || done_on;
        bool was_done = before && (same(get(before, "status"), "done") || get(before, "done_on"));
        if (is_done && !was_done) {
            long late = due && done_on ? last_day(done_on) - last_day(due) : 0;
            name_one(&done, mpt_arena_print(review->arena, "%s%s", titled(review, after),
                                            late > 0 ? mpt_arena_print(review->arena, " (%ld days late)", late)
                                            : due    ? " (on time)"
                                                     : ""));
        } else if (before && due && was_due && last_day(due) > last_day(was_due)) {
            const char *moved = get(after, "moved");
            long count = moved ? strtol(moved, NULL, 10) : 0;
            name_one(&slipped, mpt_arena_print(review->arena, "%s by %ld days, to %s%s", titled(review, after),
                                               last_day(due) - last_day(was_due), review_date(review, due),
                                               count > 3   ? mpt_arena_print(review->arena, ", %ld times now", count)
                                               : count > 0 ? times[count]
                                                           : ""));
        }
    }
    add_line(review, data, "Steps", "done", &done);
    add_line(review, data, "Steps", "slipped", &slipped);
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
    while (at < *count && !(same((*flows)[at].stage, stage) && same((*flows)[at].currency, money.currency))) {
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
    const char *old = get(difference->before, "amount"), *new = get(difference->after, "amount");
    const char *old_stage = get(difference->before, "stage"), *new_stage = get(difference->after, "stage");
    if (old && new &&same(old_stage, new_stage) && mpt_money_parse(old, &then, &unused) == MPT_OK &&
        mpt_money_parse(new, &now, &unused) == MPT_OK &&same(then.currency, now.currency)) {
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
    size_t count = 0, capacity = 0;
    struct naming naming = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        if (is(&review->differences[i], "funding") && counts(review, &review->differences[i])) {
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
    add_line(review, data, "Money", "", &naming);
}

/* --- People and decisions ----------------------------------------------------------------------------------------- */

static const char *partner(struct review *review, const struct mpt_record *record)
{
    const char *mission = get(record, "mission"), *project = get(record, "project");
    const char *where = mission ? plain_title(review, "mission", mission) : plain_title(review, "project", project);
    return mpt_arena_print(review->arena, "%s%s%s%s", title_behind(review, "stakeholder", get(record, "stakeholder")),
                           where ? " (" : "", where ? where : "", where ? ")" : "");
}

static void add_people(struct review *review, struct mpt_data *data)
{
    struct naming joined = naming_init(review), left = naming_init(review), owners = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        if (!counts(review, difference)) {
            continue;
        }
        if (is(difference, "participation")) {
            bool in = difference->after && !get(difference->after, "left_on");
            bool was_in = difference->before && !get(difference->before, "left_on");
            if (in && !was_in) {
                name_one(&joined, partner(review, difference->after));
            } else if (was_in && !in) {
                name_one(&left, partner(review, difference->before));
            }
        } else if (is(difference, "mission") && difference->before && difference->after &&
                   !same(get(difference->before, "owner"), get(difference->after, "owner"))) {
            const char *old = get(difference->before, "owner"), *new = get(difference->after, "owner");
            name_one(&owners, mpt_arena_print(review->arena, "%s: %s -> %s", titled(review, difference->after),
                                              old ? old : "nobody", new ? new : "nobody"));
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
    struct naming taken = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        if (is(difference, "decision") && same(get(difference->after, "status"), "taken") &&
            !same(get(difference->before, "status"), "taken") && counts(review, difference)) {
            const char *outcome = get(difference->after, "outcome");
            name_one(&taken, mpt_arena_print(review->arena, "%s%s%s", titled(review, difference->after),
                                             outcome ? ": " : "", outcome ? without_stop(outcome, review->arena) : ""));
        }
    }
    add_line(review, data, "Decisions", "taken", &taken);
}

/* How delivery was judged since: the newest rating of each mission that is new. */
static void add_confidence(struct review *review, struct mpt_data *data)
{
    struct naming naming = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        const char *mission = is(difference, "rating") ? get(difference->after, "mission") : NULL;
        if (!mission || !counts(review, difference) ||
            (difference->before && same(get(difference->before, "colour"), get(difference->after, "colour")))) {
            continue;
        }
        const struct review_mission *then = review_values_mission(&review->then, mission);
        name_one(&naming,
                 mpt_arena_print(review->arena, "%s %s -> %s, \"%s\"", title_behind(review, "mission", mission),
                                 then && then->judged ? then->judged : "not judged", get(difference->after, "colour"),
                                 get(difference->after, "reason")));
    }
    add_line(review, data, "Confidence", "", &naming);
}

enum mpt_status review_changes(struct review *review)
{
    struct mpt_data *data = mpt_data_array(review->arena);
    mpt_document_section(review->document, "2 Changed since the last review");
    mpt_data_set(review->document->data, "changes", data);
    if (!review->last) {
        mpt_document_paragraph(review->document, "This is the first review.");
        return MPT_OK;
    }
    size_t before = review->document->sections[review->document->section_count - 1].block_count;
    add_measured(review, data);
    add_redefined(review, data);
    add_status(review, data, "mission", "Missions", "", NULL, true);
    add_status(review, data, "project", "Projects", "started", "running", false);
    add_status(review, data, "project", "Projects", "finished", "finished", false);
    add_status(review, data, "project", "Projects", "stopped", "stopped paused", false);
    add_presence(review, data, "project", "Projects", "new", true);
    add_presence(review, data, "project", "Projects", "removed", false);
    add_steps(review, data);
    add_money(review, data);
    add_people(review, data);
    add_decisions(review, data);
    add_confidence(review, data);
    if (review->document->sections[review->document->section_count - 1].block_count == before) {
        mpt_document_paragraph(review->document, review->difference_count
                                                     ? "Nothing of what a review names: mpt history --since review"
                                                     : "Nothing was changed.");
    }
    return MPT_OK;
}
