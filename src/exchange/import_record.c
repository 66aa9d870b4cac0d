/* Records that are found by their ids or names: who they are, and what differs from what is here. */
#include <assert.h>
#include <string.h>

#include "import.h"
#include "mpt/text.h"

static enum mpt_status fail(struct refusal *refusal, const struct mpt_record *record, const struct mpt_field *field,
                            const char *value, struct import *import)
{
    refusal->field = mpt_arena_print(import->arena, "%s.%s", record->kind->name, field->name);
    refusal->value = value;
    return mpt_fail(import->error, MPT_BAD_INPUT, "there is no %s '%s', by code, id elsewhere or name",
                    field->refers_to, value);
}

/* --- Names of organisations written otherwise --------------------------------------------------------------------- */

/* An id elsewhere that the organisation has otherwise: then it is another one. */
static enum mpt_status other_ids(struct import *import, const char *code, const char *ids, bool *others)
{
    struct mpt_record here;
    enum mpt_status status =
        mpt_store_get(import->store, mpt_kind_find("stakeholder"), code, import->arena, &here, import->error);
    *others = false;
    for (const char *id; !status && (id = mpt_value_next(&ids, false, import->arena, NULL));) {
        const char *known = mpt_record_get(&here, "outside_id"), *one;
        size_t scheme = strcspn(id, ":");
        while ((one = mpt_value_next(&known, false, import->arena, NULL))) {
            *others |= strncmp(one, id, scheme) == 0 && one[scheme] == ':' && strcmp(one, id) != 0;
        }
    }
    return status;
}

/* What a name means that no stakeholder has; `like` says more of it (NULL: it is only a name). */
static enum mpt_status mean(struct import *import, const char *name, const struct mpt_record *like,
                            struct mpt_import_meaning *meaning)
{
    const char *place = like ? mpt_record_get(like, "place") : NULL,
               *ids = like ? mpt_record_get(like, "outside_id") : NULL;
    const char *country = like ? mpt_record_get(like, "country") : NULL,
               *form = like ? mpt_record_get(like, "form") : NULL;
    bool others = false;
    *meaning = (struct mpt_import_meaning){.code = NULL};
    if (!import->query->mean || (form && (strcmp(form, "person") == 0 || strcmp(form, "group") == 0)) ||
        names_asked(import->names, name, country, meaning)) {
        return MPT_OK;
    }
    *meaning = import->query->mean(import->query->context, name, place, country);
    const char *known = meaning->code ? meaning->code : meaning->near;
    enum mpt_status status = known && ids ? other_ids(import, known, ids, &others) : MPT_OK;
    if (others || (meaning->unit && ids)) { /* a unit that has an id is known as one */
        *meaning = (struct mpt_import_meaning){.code = NULL};
    }
    if (!status) {
        names_keep(import->names, name, country, meaning);
        if (like) { /* what refers to it by name says no country */
            names_keep(import->names, name, NULL, meaning);
        }
        import->counts->meant += meaning->code != NULL;
        import->counts->resembling += !meaning->code && meaning->near;
    }
    return status;
}

/* The organisation that a reference to it means; the task of one of its units is that unit's. */
static enum mpt_status lead_on(struct import *import, struct mpt_intake_record *made, const char *text,
                               const char **code)
{
    struct mpt_import_meaning meaning;
    const struct mpt_field *task = mpt_field_find(made->record.kind, "responsibility");
    enum mpt_status status = mean(import, text, NULL, &meaning);
    *code = meaning.code;
    if (!status && meaning.code && meaning.unit && task) {
        const char **slot = &made->record.values[task - made->record.kind->fields];
        *slot = *slot ? *slot : text;
        ((bool *)made->given)[task - made->record.kind->fields] = true;
    }
    return status;
}

/* --- References --------------------------------------------------------------------------------------------------- */

/* The record that has the code, or into which the one was merged that had it; NULL when there is none. */
static const char *by_code(struct import *import, const struct mpt_kind *kind, const char *code)
{
    return mpt_store_exists(import->store, kind, code) ? code
                                                       : mpt_store_merged(import->store, &kind, code, import->arena);
}

/* A code, an id elsewhere or a name; *code is NULL when it leads nowhere. */
static enum mpt_status lead(struct import *import, const struct mpt_kind *kind, const char *text, const char **code)
{
    *code = NULL;
    if (mpt_code_valid(text)) {
        *code = by_code(import, kind, text);
    }
    if (!*code && strchr(text, ':') && mpt_field_find(kind, "outside_id")) {
        *code = mpt_store_find_outside(import->store, kind, text, import->arena);
    }
    const struct mpt_record *about = import->about ? &import->about->record : NULL;
    if (!*code && about && about->kind == kind && about->values[0] &&
        strcmp(mpt_record_get(about, "title"), text) == 0) { /* of several of that title, the one at hand */
        *code = about->values[0];
    }
    if (!*code && mpt_field_find(kind, "title")) {
        return names_find(import->names, kind, text, code, import->error);
    }
    return MPT_OK;
}

static enum mpt_status resolve_field(struct import *import, struct mpt_intake_record *made, size_t position,
                                     struct refusal *refusal)
{
    const struct mpt_field *field = &made->record.kind->fields[position];
    const struct mpt_kind *kind = mpt_kind_find(field->refers_to);
    const char *list = made->record.values[position], *text, *code, *codes = NULL;
    enum mpt_status status = MPT_OK;
    if (!(field->flags & MPT_MANY)) {
        status = lead(import, kind, list, &code);
        if (!status && !code && strcmp(kind->name, "stakeholder") == 0) {
            status = lead_on(import, made, list, &code);
        }
        made->record.values[position] = code;
        return status || code ? status : fail(refusal, &made->record, field, list, import);
    }
    double share;
    while (!status && (text = mpt_value_next(&list, field->flags & MPT_SHARED, import->arena, &share))) {
        status = lead(import, kind, text, &code);
        if (!status && !code) {
            return fail(refusal, &made->record, field, text, import);
        }
        const char *element = share >= 0 ? mpt_arena_print(import->arena, "%s:%.15g%%", code, share) : code;
        codes = mpt_value_add(codes, element, field->flags & MPT_SHARED, import->arena);
    }
    made->record.values[position] = codes;
    return status;
}

enum mpt_status import_resolve(struct import *import, struct mpt_intake_record *made, struct refusal *refusal)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < made->record.kind->field_count; i++) {
        if (made->record.values[i] && made->record.kind->fields[i].type == MPT_REF) {
            status = resolve_field(import, made, i, refusal);
        }
    }
    return status;
}

/* --- Who it is ---------------------------------------------------------------------------------------------------- */

/* What came in under another name says nothing of the title here: the name becomes one more of it. Of a unit nothing is
 * said of the whole. */
static void take_name(struct import *import, const struct mpt_intake_record *made, bool unit)
{
    const struct mpt_kind *kind = made->record.kind;
    size_t title = mpt_field_index(kind, "title"), alias = mpt_field_index(kind, "alias");
    bool *given = (bool *)made->given;
    if (unit) {
        memset(given, 0, kind->field_count * sizeof *given);
        return;
    }
    made->record.values[alias] =
        mpt_value_add(made->record.values[alias], made->record.values[title], false, import->arena);
    given[alias] = true;
    given[title] = false;
}

static enum mpt_status find_by_name(struct import *import, const struct mpt_intake_record *made, const char **code)
{
    const struct mpt_kind *kind = made->record.kind;
    const char *title = mpt_record_get(&made->record, "title");
    struct mpt_import_meaning meaning;
    enum mpt_status status = names_find(import->names, kind, title, code, import->error);
    if (status || *code || strcmp(kind->name, "stakeholder") != 0) {
        return status;
    }
    status = mean(import, title, &made->record, &meaning);
    *code = meaning.code;
    if (!status && meaning.code) {
        take_name(import, made, meaning.unit);
    }
    return status;
}

enum mpt_status import_find(struct import *import, const struct mpt_intake_record *made, const char **code)
{
    const struct mpt_kind *kind = made->record.kind;
    const struct mpt_field *outside = mpt_field_find(kind, "outside_id"), *title = mpt_field_find(kind, "title");
    const char *ids = outside ? mpt_record_get(&made->record, "outside_id") : NULL, *id;
    *code = NULL;
    if (made->record.values[0]) {
        *code = by_code(import, kind, made->record.values[0]);
        return MPT_OK;
    }
    for (const char *rest = ids; !*code && (id = mpt_value_next(&rest, false, import->arena, NULL));) {
        *code = mpt_store_find_outside(import->store, kind, id, import->arena);
    }
    /* Two projects may have one title; an organisation or programme is known by its name. */
    bool by_name = title && !(ids && strcmp(kind->name, "project") == 0);
    if (!*code && by_name && mpt_record_get(&made->record, "title")) {
        return find_by_name(import, made, code);
    }
    return MPT_OK;
}

/* --- Storing ------------------------------------------------------------------------------------------------------ */

/* Who has applied, or was refused, has no project yet. */
static bool is_application(const struct mpt_record *record)
{
    const char *status = strcmp(record->kind->name, "project") == 0 ? mpt_record_get(record, "status") : NULL;
    return status && (strcmp(status, "applied") == 0 || strcmp(status, "rejected") == 0);
}

static void count_added(struct import *import, const struct mpt_record *record)
{
    if (is_application(record)) {
        import->counts->applications++;
        return;
    }
    for (size_t i = 0; i < mpt_kind_count; i++) {
        import->counts->kinds[i] += mpt_kinds[i] == record->kind;
    }
}

enum mpt_status import_add(struct import *import, struct mpt_intake_record *made, struct refusal *refusal)
{
    struct mpt_record *record = &made->record;
    size_t source = mpt_field_index(record->kind, "source");
    const char *said = record->values[source];
    record->values[source] = said ? mpt_value_add(import->item->code, said, false, import->arena) : import->item->code;
    enum mpt_status status = mpt_store_add(import->store, record, false, import->arena, import->error);
    if (status) {
        refusal->field = record->kind->name;
        return status;
    }
    count_added(import, record);
    struct import_added *added = mpt_arena_alloc(import->arena, sizeof *added);
    *added = (struct import_added){record->kind, record->values[0], record, import->added};
    import->added = added;
    if (mpt_field_find(record->kind, "title") && mpt_record_get(record, "title")) {
        names_add(import->names, record);
    }
    import->differs = true;
    return MPT_OK;
}

/* `here` with those of `came` that it lacks. */
static const char *both(const char *here, const char *came, bool shared, struct mpt_arena *arena)
{
    double share;
    for (const char *element; (element = mpt_value_next(&came, shared, arena, &share));) {
        bool found = false;
        double other;
        const char *rest = here;
        for (const char *known; !found && (known = mpt_value_next(&rest, shared, arena, &other));) {
            found = strcmp(known, element) == 0;
        }
        if (!found) {
            here = mpt_value_add(here, share >= 0 ? mpt_arena_print(arena, "%s:%.15g%%", element, share) : element,
                                 shared, arena);
        }
    }
    return here;
}

/* One field of a record that is here, while it is compared with what came in. */
struct comparison {
    const struct mpt_field *field;
    const char *here, *came, *came_before;
    bool owned; /* the record is this source's */
    const char *source;
    int64_t number;
    const char *code;
};

/* The entry by which somebody here gave the field its value; 0 when an import of this source did. */
static int64_t changed_here(const struct import *import, const struct comparison *comparison)
{
    int64_t entry = mpt_entry_of_field(import->store, comparison->number, comparison->field->name);
    return entry && !mpt_entry_has(import->store, entry, import->source_number) ? entry : 0;
}

static void tell(struct import *import, const struct mpt_kind *kind, const struct comparison *comparison,
                 enum mpt_import_action action, int64_t entry)
{
    import_tell(import, &(struct mpt_import_change){.action = action,
                                                    .kind = kind,
                                                    .code = comparison->code,
                                                    .field = comparison->field,
                                                    .before = comparison->here,
                                                    .after = comparison->came,
                                                    .entry = entry,
                                                    .owner = comparison->source});
}

/* What the field is to hold; what is not as it was is told. */
static const char *decide(struct import *import, const struct mpt_kind *kind, const struct comparison *comparison)
{
    const char *here = comparison->here, *came = comparison->came;
    bool many = comparison->field->flags & MPT_MANY;
    const char *joined = many ? both(here, came, comparison->field->flags & MPT_SHARED, import->arena) : came;
    if (mpt_text_same(here, came) || (many && mpt_text_same(here, joined))) {
        return here;
    }
    bool first = import->source_number == 0;
    if (!comparison->owned || first) {
        if (!here || many) {
            return joined; /* it fills what is empty */
        }
        /* The same source says it in several of its records: what came first holds. An organisation's name in other
         * letters is not worth a word. */
        if (came && strcmp(kind->name, "project") == 0) {
            tell(import, kind, comparison, MPT_IMPORT_OTHER, 0);
        }
        return here;
    }
    if (mpt_text_same(came, comparison->came_before)) {
        return here; /* the source says what it said before: it was changed here */
    }
    int64_t entry = here ? changed_here(import, comparison) : 0;
    if (entry) {
        tell(import, kind, comparison, MPT_IMPORT_KEPT, entry);
        return here;
    }
    tell(import, kind, comparison, import->query->update ? MPT_IMPORT_UPDATED : MPT_IMPORT_DIFFERS, 0);
    return import->query->update ? came : here;
}

enum mpt_status import_compare(struct import *import, const struct mpt_intake_record *made, const char *code,
                               const struct mpt_intake_record *before, struct refusal *refusal)
{
    const struct mpt_kind *kind = made->record.kind;
    struct mpt_record here;
    size_t changed = 0;
    enum mpt_status status = mpt_store_get(import->store, kind, code, import->arena, &here, import->error);
    if (status) {
        return status;
    }
    size_t source = mpt_field_index(kind, "source");
    const bool owned = import_owns(import, here.values[source]);
    const char *const owner = here.values[source];
    const int64_t number = mpt_store_number(import->store, kind, code);
    bool differs = false;
    for (size_t i = 1; i < kind->field_count; i++) {
        const struct comparison comparison = {.field = &kind->fields[i],
                                              .here = here.values[i],
                                              .came = made->record.values[i],
                                              .came_before = before ? before->record.values[i] : NULL,
                                              .owned = owned,
                                              .source = owner,
                                              .number = number,
                                              .code = code};
        if (!made->given[i] || i == source) {
            continue;
        }
        const char *value = decide(import, kind, &comparison);
        differs |= !mpt_text_same(value, here.values[i]);
        here.values[i] = value;
    }
    if (!differs) {
        return MPT_OK;
    }
    here.values[source] = import_source(import, here.values[source]);
    status = mpt_store_edit(import->store, code, &here, false, import->arena, &changed, import->error);
    refusal->field = status ? kind->name : NULL;
    return status;
}

enum mpt_status import_record(struct import *import, struct mpt_intake_record *made,
                              const struct mpt_intake_record *before, struct refusal *refusal)
{
    const char *code;
    enum mpt_status status = import_find(import, made, &code);
    if (status || !code) {
        return status ? status : import_add(import, made, refusal);
    }
    made->record.values[0] = code;
    return import_compare(import, made, code, before, refusal);
}
