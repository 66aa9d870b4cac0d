/* The fields of two records that become one: what holds, what is put together, what is filled, what has to give way. */
#include <math.h>
#include <string.h>

#include "merge.h"

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

void merge_say_value(struct merging *merging, const struct mpt_merge_value *value)
{
    struct mpt_merge *merge = merging->merge;
    merge->values = mpt_arena_grow(merging->arena, merge->values, merge->value_count, &merge->value_capacity,
                                   sizeof *merge->values);
    merge->values[merge->value_count++] = *value;
}

static bool has_element(const char *list, const char *wanted, bool shared, struct mpt_arena *arena)
{
    for (const char *element; (element = mpt_value_next(&list, shared, arena, NULL));) {
        if (strcmp(element, wanted) == 0) {
            return true;
        }
    }
    return false;
}

static const char *with_share(const char *element, double share, struct mpt_arena *arena)
{
    return share >= 0 ? mpt_arena_print(arena, "%s:%.15g%%", element, share) : element;
}

static double sum_of_shares(const char *list, struct mpt_arena *arena)
{
    double sum = 0, share;
    while (mpt_value_next(&list, true, arena, &share)) {
        sum += share > 0 ? share : 0;
    }
    return sum;
}

/* --- References --------------------------------------------------------------------------------------------------- */

/* A list in which `from` is called `to`, once. Its two shares are parts of one whole and add up; a share that is not
 * known leaves the sum unknown. */
static const char *redirect_list(const char *list, const char *from, const char *to, bool shared,
                                 struct mpt_arena *arena)
{
    const char *made = NULL, *rest = list;
    double share, whole = 0;
    for (const char *code; (code = mpt_value_next(&rest, shared, arena, &share));) {
        if (strcmp(code, from) == 0 || strcmp(code, to) == 0) {
            whole = share < 0 || whole < 0 ? -1 : whole + share;
        }
    }
    for (const char *code; (code = mpt_value_next(&list, shared, arena, &share));) {
        bool ours = strcmp(code, from) == 0 || strcmp(code, to) == 0;
        const char *element = with_share(ours ? to : code, ours ? whole : share, arena);
        made = mpt_value_add(made, element, shared, arena);
    }
    return made;
}

bool merge_redirect(struct merging *merging, struct mpt_record *record)
{
    const struct mpt_kind *kind = record->kind;
    bool any = false;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        const char *value = record->values[i];
        if (!value || field->type != MPT_REF || field->flags & (MPT_THROUGH | MPT_DERIVED) ||
            mpt_kind_find(field->refers_to) != merging->kind) {
            continue;
        }
        bool shared = field->flags & MPT_SHARED;
        if (!(field->flags & MPT_MANY) && strcmp(value, merging->goes) == 0) {
            record->values[i] = merging->stays;
            any = true;
        } else if (field->flags & MPT_MANY && has_element(value, merging->goes, shared, merging->arena)) {
            record->values[i] = redirect_list(value, merging->goes, merging->stays, shared, merging->arena);
            any = true;
        }
    }
    return any;
}

/* The value without references to either of the two: as one record they would lead to itself. */
static const char *without_two(const struct merging *merging, const struct mpt_field *field, const char *value)
{
    bool many = field->flags & MPT_MANY, shared = field->flags & MPT_SHARED;
    if (!value || field->type != MPT_REF || mpt_kind_find(field->refers_to) != merging->kind) {
        return value;
    }
    if (!many) {
        return strcmp(value, merging->stays) == 0 || strcmp(value, merging->goes) == 0 ? NULL : value;
    }
    value = mpt_value_take(value, merging->stays, shared, merging->arena);
    return value ? mpt_value_take(value, merging->goes, shared, merging->arena) : NULL;
}

/* Whether the way up by that field leads from `code` to the one that stays: a circle. The way is followed no further
 * than any real one goes, since there may be circles already. */
static bool leads_back(struct merging *merging, size_t field, const char *code)
{
    enum { FARTHEST = 1000 };
    for (int steps = 0; code && steps < FARTHEST; steps++) {
        struct mpt_record above;
        struct mpt_error unused;
        if (strcmp(code, merging->stays) == 0 || strcmp(code, merging->goes) == 0) {
            return true;
        }
        if (mpt_store_get(merging->store, merging->kind, code, merging->arena, &above, &unused)) {
            return false;
        }
        code = above.values[field];
    }
    return false;
}

/* --- Values of both ----------------------------------------------------------------------------------------------- */

/* Shares: what only `there` has comes with its share, as far as there is something left of the whole. */
static const char *join_shares(const char *here, const char *there, struct mpt_arena *arena)
{
    double share;
    for (const char *code; (code = mpt_value_next(&there, true, arena, &share));) {
        if (!has_element(here, code, true, arena)) {
            double left = fmax(0, 100 - sum_of_shares(here, arena));
            here = mpt_value_add(here, with_share(code, fmin(share, left), arena), true, arena);
        }
    }
    return here;
}

static const char *join_lists(const char *here, const char *there, struct mpt_arena *arena)
{
    for (const char *element; (element = mpt_value_next(&there, false, arena, NULL));) {
        here = mpt_value_add(here, element, false, arena);
    }
    return here;
}

/* One text behind the other, unless one holds the other; NULL when that is longer than a text may be. */
static const char *join_texts(const struct mpt_field *field, const char *here, const char *there,
                              struct mpt_arena *arena)
{
    struct mpt_error unused;
    const char *both;
    if (strstr(here, there)) {
        return here;
    }
    if (strstr(there, here)) {
        return there;
    }
    enum mpt_status status =
        mpt_value_parse(field, mpt_arena_print(arena, "%s\n\n%s", here, there), arena, &both, &unused);
    return status ? NULL : both;
}

/* The two values put together; NULL where only one can hold. */
static const char *join(const struct mpt_field *field, const char *here, const char *there, struct mpt_arena *arena)
{
    if (field->flags & MPT_SHARED) {
        return join_shares(here, there, arena);
    }
    if (field->flags & MPT_MANY) {
        return join_lists(here, there, arena);
    }
    return strcmp(field->name, "summary") == 0 ? join_texts(field, here, there, arena) : NULL;
}

/* --- A field ------------------------------------------------------------------------------------------------------ */

static const struct mpt_merge_keep *asked(const struct merging *merging, const struct mpt_field *field)
{
    for (size_t i = merging->keep_count; i-- > 0;) { /* of several the last holds */
        if (merging->keep[i].field == field) {
            return &merging->keep[i];
        }
    }
    return NULL;
}

/* Whether the record is right with the value; one that is not right as it is says nothing. */
static bool stays_right(struct mpt_record *record, size_t field, const char *value)
{
    struct mpt_error unused;
    const char *before = record->values[field];
    bool was_right = mpt_record_check(record, &unused) == MPT_OK;
    record->values[field] = value;
    bool is_right = mpt_record_check(record, &unused) == MPT_OK;
    record->values[field] = before;
    return is_right || !was_right;
}

/* What the field is to hold, and what that is called; both have a value, or only `there` has. */
static const char *choose(struct merging *merging, struct mpt_record *record, size_t i, const char *here,
                          const char *there, bool main, enum mpt_merge_action *action)
{
    const struct mpt_field *field = &record->kind->fields[i];
    const struct mpt_merge_keep *keep = main ? asked(merging, field) : NULL;
    if (keep) {
        *action = keep->other ? here ? MPT_MERGE_TAKEN : MPT_MERGE_FILLED : MPT_MERGE_STAYED;
        return keep->other ? there : here;
    }
    const char *joined = here ? join(field, here, there, merging->arena) : there;
    if (!joined || !stays_right(record, i, joined)) {
        *action = MPT_MERGE_STAYED;
        return here;
    }
    *action = here ? MPT_MERGE_JOINED : MPT_MERGE_FILLED;
    return joined;
}

static void merge_field(struct merging *merging, struct mpt_record *here, const struct mpt_record *there, size_t i,
                        bool main)
{
    const struct mpt_field *field = &here->kind->fields[i];
    const char *ours = here->values[i], *theirs = there->values[i];
    struct mpt_merge_value said = {.kind = here->kind,
                                   .code = here->values[0],
                                   .from = there->values[0],
                                   .field = field,
                                   .here = ours,
                                   .there = theirs};
    if (main) {
        const char *left = without_two(merging, field, ours), *left_there = without_two(merging, field, theirs);
        bool circle = field->type == MPT_REF && !(field->flags & MPT_MANY) &&
                      mpt_kind_find(field->refers_to) == merging->kind &&
                      leads_back(merging, i, left ? left : left_there);
        if (circle || !same(left, ours) || !same(left_there, theirs)) {
            ours = here->values[i] = circle ? NULL : left;
            theirs = circle ? NULL : left_there;
            said.action = MPT_MERGE_CLEARED;
            said.now = ours;
            merge_say_value(merging, &said);
        }
    }
    if (!theirs || same(ours, theirs)) {
        return;
    }
    said.now = here->values[i] = choose(merging, here, i, ours, theirs, main, &said.action);
    if (said.action == MPT_MERGE_STAYED || !same(said.now, ours)) {
        merge_say_value(merging, &said);
    }
}

/* Of two titles the one that gives way is a name it goes by, among those that the other record brings; a name stands on
 * one line. `there` is a copy. */
static void merge_titles(struct merging *merging, struct mpt_record *here, struct mpt_record *there)
{
    const struct mpt_field *alias = mpt_field_find(here->kind, "alias"), *title = mpt_field_find(here->kind, "title");
    if (!alias || !title) {
        return;
    }
    const char **ours = &here->values[title - here->kind->fields],
               **theirs = &there->values[title - here->kind->fields];
    const char **names = &there->values[alias - here->kind->fields];
    if (*ours && *theirs && !same(*ours, *theirs)) {
        const struct mpt_merge_keep *keep = asked(merging, title);
        bool taken = keep && keep->other;
        char *line = mpt_arena_copy(merging->arena, taken ? *ours : *theirs);
        for (char *c = line; (c = strchr(c, '\n'));) {
            *c = ' ';
        }
        if (taken) {
            merge_say_value(merging, &(struct mpt_merge_value){.action = MPT_MERGE_TAKEN,
                                                               .kind = here->kind,
                                                               .code = here->values[0],
                                                               .from = there->values[0],
                                                               .field = title,
                                                               .here = *ours,
                                                               .there = *theirs,
                                                               .now = *theirs});
        }
        *ours = *theirs = taken ? *theirs : *ours;
        *names = mpt_value_add(*names, line, false, merging->arena);
    }
    if (*ours && *names) {
        *names = mpt_value_take(*names, *ours, false, merging->arena);
    }
}

void merge_fields(struct merging *merging, struct mpt_record *here, const struct mpt_record *there, bool main)
{
    const struct mpt_kind *kind = here->kind;
    struct mpt_record other = mpt_record_init(kind, merging->arena);
    memcpy(other.values, there->values, kind->field_count * sizeof *other.values);
    if (main) {
        merge_titles(merging, here, &other);
    }
    for (size_t i = 1; i < kind->field_count; i++) {
        if (!(kind->fields[i].flags & (MPT_DERIVED | MPT_THROUGH | MPT_KEPT))) {
            merge_field(merging, here, &other, i, main);
        }
    }
}
