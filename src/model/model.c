/* The list of kinds, and how a kind, a field or a record is found and looked at. */
#include "mpt/model.h"

#include <assert.h>
#include <string.h>

/* clang-format off */
#define KINDS(X)                                                                                                       \
    X(challenge) X(vocabulary) X(tag) X(stakeholder) X(portfolio) X(mission) X(programme) X(call) X(roadmap) X(step)   \
    X(project) X(participation) X(funding) X(target) X(measurement) X(contribution) X(framework) X(criterion)          \
    X(evaluation) X(score) X(decision) X(recommendation) X(rating) X(barrier) X(learning) X(agreement) X(review)       \
    X(action) X(note) X(tagging) X(link) X(acceptance) X(source) X(source_record)
/* clang-format on */

#define DECLARE(NAME) extern const struct mpt_kind mpt_kind_##NAME;
KINDS(DECLARE)

#define ADDRESS(NAME) &mpt_kind_##NAME,
const struct mpt_kind *const mpt_kinds[] = {KINDS(ADDRESS)};
const size_t mpt_kind_count = sizeof mpt_kinds / sizeof *mpt_kinds;

/* Names compare with '-' and '_' alike: source-record is source_record in SQL. */
static bool same_name(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        if (*a != *b && !((*a == '-' || *a == '_') && (*b == '-' || *b == '_'))) {
            return false;
        }
    }
    return *a == *b;
}

const struct mpt_kind *mpt_kind_find(const char *name)
{
    for (size_t i = 0; i < mpt_kind_count; i++) {
        if (same_name(mpt_kinds[i]->name, name) || same_name(mpt_kinds[i]->plural, name)) {
            return mpt_kinds[i];
        }
    }
    return NULL;
}

const struct mpt_field *mpt_field_find(const struct mpt_kind *kind, const char *name)
{
    if (!name) {
        return NULL;
    }
    for (size_t i = 0; i < kind->field_count; i++) {
        if (same_name(kind->fields[i].name, name)) {
            return &kind->fields[i];
        }
    }
    return NULL;
}

size_t mpt_field_index(const struct mpt_kind *kind, const char *name)
{
    const struct mpt_field *field = mpt_field_find(kind, name);
    assert(field);
    return (size_t)(field - kind->fields);
}

const char *mpt_kind_article(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "%s %s", strchr("aeiou", kind->name[0]) ? "an" : "a", kind->name);
}

bool mpt_field_is_table(const struct mpt_field *field)
{
    return field->type == MPT_REF && (field->flags & MPT_MANY) && !(field->flags & MPT_THROUGH);
}

bool mpt_field_is_column(const struct mpt_field *field)
{
    return !mpt_field_is_table(field) && !(field->flags & (MPT_DERIVED | MPT_THROUGH));
}

struct mpt_record mpt_record_init(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    return (struct mpt_record){kind, mpt_arena_array(arena, kind->field_count, sizeof(const char *))};
}

const char *mpt_record_get(const struct mpt_record *record, const char *name)
{
    return record->values[mpt_field_index(record->kind, name)];
}
