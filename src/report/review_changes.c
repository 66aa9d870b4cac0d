/* Review, part 2: what changed since the last closed review, from the history and from the values that one kept. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "review_changes.h"

enum { MOST_NAMED = 6 }; /* of one kind of change; the rest is counted */

const char *field_of(const struct mpt_record *record, const char *field)
{
    return record ? mpt_record_get(record, field) : NULL;
}

bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool is_of_kind(const struct mpt_difference *difference, const char *kind)
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

bool difference_counts(struct review *review, const struct mpt_difference *difference)
{
    const struct mpt_record *after = difference->after, *before = difference->before;
    bool shown = review->examples || !mpt_record_get(after ? after : before, "example");
    return shown && ((after && review_concerns(review, after)) || (before && review_concerns(review, before)));
}

/* --- Lines -------------------------------------------------------------------------------------------------------- */

struct naming naming_init(struct review *review)
{
    return (struct naming){.text = mpt_text_init(review->arena), .codes = mpt_data_array(review->arena)};
}

void name_one(struct naming *naming, const char *one)
{
    if (naming->count++ < MOST_NAMED) {
        mpt_text_print(&naming->text, "%s%s", naming->text.len ? "; " : "", one);
    }
}

/* The same with the record's code behind it, by which it is looked up. */
void name_record(struct naming *naming, const char *one, const struct mpt_record *record)
{
    if (naming->count < MOST_NAMED) {
        mpt_text_print(&naming->text, "%s%s [%s]", naming->text.len ? "; " : "", one, record->values[0]);
    }
    naming->count++;
    mpt_data_push_text(naming->codes, record->values[0]);
}

/* The line, when there is anything in it: "done: a; b and 3 more". */
void add_line(struct review *review, struct mpt_data *data, const char *label, const char *what, struct naming *naming)
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
    mpt_data_set(object, "codes", naming->codes);
    mpt_data_push(data, object);
}

const char *titled(struct review *review, const struct mpt_record *record)
{
    const char *title = mpt_field_find(record->kind, "title") ? mpt_record_get(record, "title") : NULL;
    return mpt_arena_print(review->arena, "%s%s",
                           title ? mpt_text_shorten(mpt_text_clean(title, review->arena), 70, review->arena)
                                 : record->values[0],
                           review_mark(mpt_record_get(record, "source"), mpt_record_get(record, "example")));
}

const char *title_behind(struct review *review, const char *kind, const char *code)
{
    struct mpt_record record;
    struct mpt_error unused;
    return code && mpt_store_get(review->store, mpt_kind_find(kind), code, review->arena, &record, &unused) == MPT_OK
               ? titled(review, &record)
               : code;
}

/* The same in brackets behind something, where one mark is enough. */
const char *plain_title(struct review *review, const char *kind, const char *code)
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
        if (!then || (same_text(then->latest, now->latest) && same_text(then->latest_on, now->latest_on))) {
            continue;
        }
        struct naming naming = naming_init(review);
        const char *from = pace(review, then->pace), *to = pace(review, now->pace);
        const char *moved = strcmp(from, to) == 0 ? "" : mpt_arena_print(review->arena, "; pace %s -> %s", from, to);
        const char *how = mpt_arena_print(review->arena, "%s%s%s%s", target->latest_basis ? ", " : "",
                                          target->latest_basis ? target->latest_basis : "",
                                          target->latest_confidence ? ", confidence " : "",
                                          target->latest_confidence ? target->latest_confidence : "");
        mpt_data_push_text(naming.codes, target->code);
        name_one(&naming,
                 mpt_arena_print(review->arena, "%s%s: %s -> %s (%s%s)%s; %s [%s]", target->title,
                                 target->latest_example ? " (e)" : "", then->latest ? then->latest : "not measured",
                                 now->latest ? now->latest : "not measured", review_date(review, now->latest_on), how,
                                 moved, now->band, target->code));
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
        for (size_t j = 0; is_of_kind(difference, "target") && difference_counts(review, difference) &&
                           difference->before && difference->after && j < sizeof fields / sizeof *fields;
             j++) {
            const char *old = field_of(difference->before, fields[j]), *new = field_of(difference->after, fields[j]);
            if (!same_text(old, new)) {
                name_record(&naming,
                            mpt_arena_print(review->arena, "%s: %s %s -> %s", titled(review, difference->after),
                                            fields[j], old ? old : "(empty)", new ? new : "(empty)"),
                            difference->after);
            }
        }
    }
    add_line(review, data, "Targets", "redefined", &naming);
}

/* --- Missions and projects ------------------------------------------------------------------------------------ */

/* Records of a kind whose status became one of `wanted` ("a b"; NULL: any other), or that are new with it. */
static void add_status(struct review *review, struct mpt_data *data, const char *kind, const char *label,
                       const char *what, const char *wanted, bool both)
{
    struct naming naming = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        const char *now = is_of_kind(difference, kind) ? field_of(difference->after, "status") : NULL;
        const char *then = now ? field_of(difference->before, "status") : NULL;
        if (!now || same_text(now, then) || !difference_counts(review, difference)) {
            continue;
        }
        size_t len = strlen(now);
        const char *at = wanted ? strstr(wanted, now) : now;
        if (!at || (wanted && ((at > wanted && at[-1] != ' ') || (at[len] && at[len] != ' ')))) {
            continue;
        }
        name_record(&naming,
                    both ? mpt_arena_print(review->arena, "%s %s -> %s", titled(review, difference->after),
                                           then ? then : "(new)", now)
                         : titled(review, difference->after),
                    difference->after);
    }
    add_line(review, data, label, what, &naming);
}

/* Missions that came into what the review is about, and that left it. */
static void add_missions(struct review *review, struct mpt_data *data)
{
    struct naming came = naming_init(review), left = naming_init(review), removed = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        if (!is_of_kind(difference, "mission") || !difference_counts(review, difference)) {
            continue;
        }
        const char *portfolio = field_of(difference->after, "portfolio"),
                   *was = field_of(difference->before, "portfolio");
        if (!difference->after) {
            name_record(&removed, titled(review, difference->before), difference->before);
        } else if (!difference->before) {
            name_record(&came, titled(review, difference->after), difference->after);
        } else if (!same_text(portfolio, was)) {
            const char *moved =
                mpt_arena_print(review->arena, "%s, portfolio %s -> %s", titled(review, difference->after),
                                was ? was : "none", portfolio ? portfolio : "none");
            bool away = review->query->portfolio && same_text(was, review->query->portfolio);
            name_record(away ? &left : &came, moved, difference->after);
        }
    }
    add_line(review, data, "Missions", "left", &left);
    add_line(review, data, "Missions", "joined", &came);
    add_line(review, data, "Missions", "removed", &removed);
}

/* Records of a kind that are new, or gone. */
static void add_presence(struct review *review, struct mpt_data *data, const char *kind, const char *label,
                         const char *what, bool new)
{
    struct naming naming = naming_init(review);
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        const struct mpt_record *record = new ? difference->after : difference->before;
        if (is_of_kind(difference, kind) && !(new ? difference->before : difference->after) &&
            difference_counts(review, difference)) {
            name_record(&naming, titled(review, record), record);
        }
    }
    add_line(review, data, label, what, &naming);
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
    if (review->foreign) {
        mpt_document_paragraph(review->document, "The last review was closed in another portfolio; what is listed here "
                                                 "changed since it was brought into this one.");
    }
    size_t before = review->document->sections[review->document->section_count - 1].block_count;
    add_measured(review, data);
    add_redefined(review, data);
    add_presence(review, data, "target", "Targets", "new", true);
    add_presence(review, data, "target", "Targets", "removed", false);
    add_missions(review, data);
    add_status(review, data, "mission", "Missions", "status", NULL, true);
    add_status(review, data, "project", "Projects", "approved", "approved", false);
    add_status(review, data, "project", "Projects", "started", "running", false);
    add_status(review, data, "project", "Projects", "finished", "finished", false);
    add_status(review, data, "project", "Projects", "stopped", "stopped paused", false);
    add_presence(review, data, "project", "Projects", "new", true);
    add_presence(review, data, "project", "Projects", "removed", false);
    add_events(review, data);
    if (review->document->sections[review->document->section_count - 1].block_count == before) {
        mpt_document_paragraph(review->document,
                               review->difference_count
                                   ? mpt_arena_print(review->arena,
                                                     "Nothing of what a review names: mpt history --since %s",
                                                     review->last->code)
                                   : "Nothing was changed.");
    }
    return MPT_OK;
}
