/* Details: participations, fundings, taggings ... that are parts of another record and have no id of their own. Those
 * that came in are held against those that are there, as sets: the same are left, changed ones changed, others added,
 * and those that the same source brought before and no longer has are gone. */
#include <string.h>

#include "import.h"
#include "mpt/text.h"

bool import_is_detail(const struct mpt_intake_record *made)
{
    const struct mpt_field *title = mpt_field_find(made->record.kind, "title");
    return !made->record.values[0] && (!title || !(title->flags & MPT_REQUIRED));
}

/* One that is there already. */
struct there {
    struct mpt_record record;
    bool owned;   /* by the source record at hand */
    bool said;    /* by it too, though another brought it: two that were there twice became one (mpt/merge.h) */
    bool beside;  /* brought by another record of the same source */
    bool matched; /* with one that came in */
};

struct details {
    struct there *there;
    size_t count, capacity;
};

/* The reference that says what it is a part of: the first that is given of those of which one must be, else the first
 * that is required. */
static const struct mpt_field *parent_of(const struct mpt_intake_record *made)
{
    const struct mpt_kind *kind = made->record.kind;
    const struct mpt_field *required = NULL;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        if (field->type != MPT_REF || field->flags & MPT_MANY || !made->record.values[i]) {
            continue;
        }
        const char *place = kind->one_of ? strstr(kind->one_of, field->name) : NULL;
        if (place && (place == kind->one_of || place[-1] == ' ')) {
            return field;
        }
        required = required ? required : field->flags & MPT_REQUIRED ? field : NULL;
    }
    return required;
}

struct listing {
    struct import *import;
    struct details *details;
    const struct mpt_kind *kind;
};

static enum mpt_status keep_code(void *context, const char *const *values, struct mpt_error *error)
{
    struct listing *listing = context;
    struct details *details = listing->details;
    struct mpt_arena *arena = listing->import->arena;
    (void)error;
    details->there = mpt_arena_grow(arena, details->there, details->count, &details->capacity, sizeof *details->there);
    struct there *there = &details->there[details->count++];
    *there = (struct there){.record = mpt_record_init(listing->kind, arena)};
    for (size_t i = 0; i < listing->kind->field_count; i++) {
        there->record.values[i] = mpt_arena_copy(arena, values[i]);
    }
    const char *source = mpt_record_get(&there->record, "source");
    const char *scheme = mpt_intake_map(listing->import->intake)->scheme;
    there->owned = import_owns(listing->import, source);
    there->said = !there->owned && import_says(listing->import, source);
    there->beside =
        !there->owned && source && strncmp(source, scheme, strlen(scheme)) == 0 && source[strlen(scheme)] == ':';
    return MPT_OK;
}

/* Whether the record was added with the item at hand, so that nothing is part of it yet. */
static bool is_new(const struct import *import, const char *kind, const char *code)
{
    const struct import_added *added = import->added;
    while (added && (strcmp(added->kind->name, kind) != 0 || strcmp(added->code, code) != 0)) {
        added = added->next;
    }
    return added != NULL;
}

/* All of the kind that are parts of the same record. */
static enum mpt_status list_there(struct import *import, const struct mpt_intake_record *made,
                                  const struct mpt_field *parent, struct details *details)
{
    const struct mpt_kind *kind = made->record.kind;
    const struct mpt_field **fields = mpt_arena_array(import->arena, kind->field_count, sizeof *fields);
    if (is_new(import, parent->refers_to, mpt_record_get(&made->record, parent->name))) {
        return MPT_OK;
    }
    const char *filter =
        mpt_arena_print(import->arena, "%s=%s", parent->name, mpt_record_get(&made->record, parent->name));
    for (size_t i = 0; i < kind->field_count; i++) {
        fields[i] = &kind->fields[i];
    }
    const struct mpt_list_query query = {.kind = kind,
                                         .filters = &filter,
                                         .filter_count = 1,
                                         .limit = -1,
                                         .fields = fields,
                                         .field_count = kind->field_count};
    struct listing listing = {import, details, kind};
    return mpt_store_list(import->store, &query, keep_code, &listing, import->error);
}

/* Whether all that came in is as it is there. */
static bool says_the_same(const struct mpt_intake_record *made, const struct mpt_record *there)
{
    size_t source = mpt_field_index(there->kind, "source");
    for (size_t i = 1; i < there->kind->field_count; i++) {
        if (i != source && made->given[i] && !mpt_text_same(made->record.values[i], there->values[i])) {
            return false;
        }
    }
    return true;
}

/* Whether the fields that a code of the kind is made from agree: then it is the same flow, role ... with other values.
 */
static bool has_same_key(const struct mpt_intake_record *made, const struct mpt_record *there)
{
    const char *names = there->kind->code_from;
    for (size_t i = 1; i < there->kind->field_count; i++) {
        const char *name = there->kind->fields[i].name, *place = strstr(names, name);
        char behind = place ? place[strlen(name)] : 'x';
        bool named = place && (place == names || place[-1] == ' ') && (behind == ' ' || !behind);
        if (named && made->given[i] && !mpt_text_same(made->record.values[i], there->values[i])) {
            return false;
        }
    }
    return true;
}

/* Flows of money add up: of one source, two equal ones in two of its records are two. What two sources say of one flow
 * is one. */
static bool adds_up(const struct mpt_kind *kind)
{
    const struct mpt_field *amount = mpt_field_find(kind, "amount");
    return amount && amount->type == MPT_MONEY;
}

/* The first that is there, not matched yet and fits. */
static struct there *match(struct details *details, const struct mpt_intake_record *made, bool whole)
{
    for (size_t i = 0; i < details->count; i++) {
        struct there *there = &details->there[i];
        bool another = there->beside && !there->said && adds_up(made->record.kind);
        if (!there->matched && !another &&
            (whole ? says_the_same(made, &there->record)
                   : (there->owned || there->said) && has_same_key(made, &there->record))) {
            there->matched = true;
            return there;
        }
    }
    return NULL;
}

/* What this source brought and no longer has. */
static enum mpt_status drop_gone(struct import *import, const struct details *details)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < details->count; i++) {
        const struct there *there = &details->there[i];
        if (there->matched || !there->owned) {
            continue;
        }
        const char *code = there->record.values[0];
        import_tell(import,
                    &(struct mpt_import_change){.action = import->query->update ? MPT_IMPORT_REMOVED : MPT_IMPORT_GONE,
                                                .kind = there->record.kind,
                                                .code = code});
        if (import->query->update) {
            status = mpt_store_remove(import->store, there->record.kind, code, false, import->arena, import->error);
        }
    }
    return status;
}

/* A new detail; of a source record that is known already it is a change, and stored only when updating. */
static enum mpt_status add_new(struct import *import, struct mpt_intake_record *made, struct refusal *refusal)
{
    if (import->source_number && !import->query->update) {
        enum mpt_status status = mpt_record_check(&made->record, import->error);
        if (!status) {
            import_tell(import, &(struct mpt_import_change){
                                    .action = MPT_IMPORT_DIFFERS, .kind = made->record.kind, .after = "new"});
        }
        return status;
    }
    return import_add(import, made, refusal);
}

/* Those of one record. */
static enum mpt_status take_set(struct import *import, struct mpt_intake_record *made, size_t count,
                                const struct mpt_field *parent, struct refusal *refusal)
{
    struct details details = {NULL, 0, 0};
    bool *done = mpt_arena_array(import->arena, count, sizeof *done);
    enum mpt_status status = list_there(import, made, parent, &details);
    for (size_t i = 0; !status && i < count; i++) {
        done[i] = match(&details, &made[i], true) != NULL;
    }
    for (size_t i = 0; !status && i < count; i++) {
        struct there *there = done[i] ? NULL : match(&details, &made[i], false);
        if (there) {
            status = import_compare(import, &made[i], there->record.values[0], NULL, refusal);
        } else if (!done[i]) {
            status = add_new(import, &made[i], refusal);
        }
    }
    return status ? status : drop_gone(import, &details);
}

enum mpt_status import_details(struct import *import, struct mpt_intake_record *made, size_t count,
                               struct refusal *refusal)
{
    enum mpt_status status = MPT_OK;
    for (size_t first = 0; !status && first < count;) {
        const struct mpt_field *parent = parent_of(&made[first]);
        if (!parent) {
            refusal->field = made[first].record.kind->name;
            return mpt_record_check(&made[first].record, import->error);
        }
        size_t next = first + 1;
        const char *of = mpt_record_get(&made[first].record, parent->name);
        while (next < count && parent_of(&made[next]) == parent &&
               mpt_text_same(mpt_record_get(&made[next].record, parent->name), of)) {
            next++;
        }
        status = take_set(import, &made[first], next - first, parent, refusal);
        first = next;
    }
    return status;
}
