/* Who refers to whom: found from the field tables; checked before a record is stored, asked before one is removed. */
#include <string.h>

#include "mpt/text.h"
#include "store.h"

bool reference_next(const struct mpt_kind *kind, size_t *position, struct reference *reference)
{
    size_t seen = 0;
    for (size_t k = 0; k < mpt_kind_count; k++) {
        for (size_t i = 0; i < mpt_kinds[k]->field_count; i++) {
            const struct mpt_field *field = &mpt_kinds[k]->fields[i];
            bool refers =
                field->type == MPT_REF && !(field->flags & MPT_THROUGH) && mpt_kind_find(field->refers_to) == kind;
            if (refers && seen++ == *position) {
                *reference = (struct reference){mpt_kinds[k], field};
                ++*position;
                return true;
            }
        }
    }
    return false;
}

/* Codes of the records that refer to `code` by that field; *codes has `*count` of them, at most `most`. */
static enum mpt_status referring(struct mpt_store *store, struct reference reference, const char *code, size_t most,
                                 struct mpt_arena *arena, const char ***codes, size_t *count, struct mpt_error *error)
{
    bool table = mpt_field_is_table(reference.field);
    const char *sql = table ? mpt_arena_print(arena, "SELECT owner FROM %s_%s WHERE %s = $code ORDER BY owner",
                                              reference.kind->table, reference.field->name, reference.field->name)
                            : mpt_arena_print(arena, "SELECT code FROM %s WHERE %s = $code ORDER BY code",
                                              reference.kind->table, reference.field->name);
    sqlite3_stmt *statement;
    size_t capacity = 0;
    *codes = NULL;
    *count = 0;
    enum mpt_status status = store_prepare(store, sql, &statement, error);
    if (status) {
        return status;
    }
    store_bind(statement, 1, code);
    while (*count < most && sqlite3_step(statement) == SQLITE_ROW) {
        *codes = mpt_arena_grow(arena, *codes, *count, &capacity, sizeof **codes);
        (*codes)[(*count)++] = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return MPT_OK;
}

/* Whether records of the referring kind are no more than a detail of the one referred to: taggings of a project. */
static bool is_detail(const struct mpt_kind *kind, struct reference reference)
{
    for (size_t i = 0; i < kind->field_count; i++) {
        if (kind->fields[i].through && mpt_kind_find(kind->fields[i].through) == reference.kind) {
            return true;
        }
    }
    return false;
}

enum mpt_status mpt_store_referrers(struct mpt_store *store, const struct mpt_kind *kind, const char *code, size_t most,
                                    struct mpt_arena *arena, struct mpt_referrers **list, size_t *count,
                                    struct mpt_error *error)
{
    struct reference reference;
    size_t capacity = 0;
    *list = NULL;
    *count = 0;
    for (size_t at = 0; reference_next(kind, &at, &reference);) {
        struct mpt_referrers found = {.kind = reference.kind, .field = reference.field};
        enum mpt_status status = referring(store, reference, code, most, arena, &found.codes, &found.count, error);
        if (status) {
            return status;
        }
        if (found.count) {
            found.detail = is_detail(kind, reference);
            *list = mpt_arena_grow(arena, *list, *count, &capacity, sizeof **list);
            (*list)[(*count)++] = found;
        }
    }
    return MPT_OK;
}

/* Refuses with a list of what refers to the record; details of it do not count. */
static enum mpt_status refuse_referred(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                                       struct mpt_arena *arena, struct mpt_error *error)
{
    enum { SHOWN = 5, COUNTED = 1000 };
    struct mpt_text text = mpt_text_init(arena);
    struct mpt_referrers *list;
    size_t count;
    enum mpt_status status = mpt_store_referrers(store, kind, code, COUNTED, arena, &list, &count, error);
    for (size_t i = 0; !status && i < count; i++) {
        bool only_itself = list[i].kind == kind && list[i].count == 1 && strcmp(list[i].codes[0], code) == 0;
        if (list[i].detail || only_itself) {
            continue;
        }
        mpt_text_print(&text, "\n  %s, by %s:", list[i].count == 1 ? list[i].kind->name : list[i].kind->plural,
                       list[i].field->name);
        for (size_t j = 0; j < list[i].count && j < SHOWN; j++) {
            mpt_text_print(&text, "%s %s", j ? "," : "", list[i].codes[j]);
        }
        if (list[i].count > SHOWN) {
            mpt_text_print(&text, " and %zu%s more", list[i].count - SHOWN, list[i].count == COUNTED ? " or" : "");
        }
    }
    return status || !text.len ? status
                               : mpt_fail(error, MPT_BAD_INPUT,
                                          "%s %s is referred to by others and was not removed:%s\nWith --cascade, "
                                          "records that cannot be without it go too, and other references to it "
                                          "are emptied",
                                          kind->name, code, mpt_text_get(&text));
}

/* Whether the record can stand without that reference: it is not required, nor the last of its one_of fields. */
static bool can_do_without(const struct mpt_record *record, const struct mpt_field *field)
{
    struct mpt_error unused;
    return mpt_record_check(record, &unused) == MPT_OK && !(field->flags & MPT_REQUIRED);
}

/* Takes the reference out of a record that can be without it, removes one that cannot. */
static enum mpt_status detach(struct mpt_store *store, struct reference reference, const char *owner, const char *code,
                              struct mpt_arena *arena, struct mpt_error *error)
{
    struct mpt_record record;
    if (!mpt_store_exists(store, reference.kind, owner)) {
        return MPT_OK; /* gone already, on another way */
    }
    enum mpt_status status = mpt_store_get(store, reference.kind, owner, arena, &record, error);
    if (status) {
        return status;
    }
    const char **value = &record.values[reference.field - reference.kind->fields];
    bool shared = reference.field->flags & MPT_SHARED;
    *value = reference.field->flags & MPT_MANY ? mpt_value_take(*value, code, shared, arena) : NULL;
    if (can_do_without(&record, reference.field)) {
        return mpt_store_edit(store, owner, &record, true, arena, NULL, error);
    }
    return mpt_store_remove(store, reference.kind, owner, true, arena, error);
}

static enum mpt_status detach_all(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                                  struct mpt_arena *arena, struct mpt_error *error)
{
    struct reference reference;
    enum mpt_status status = MPT_OK;
    for (size_t at = 0; !status && reference_next(kind, &at, &reference);) {
        const char **owners;
        size_t count;
        status = referring(store, reference, code, (size_t)-1, arena, &owners, &count, error);
        for (size_t i = 0; !status && i < count; i++) {
            if (reference.kind != kind || strcmp(owners[i], code) != 0) {
                status = detach(store, reference, owners[i], code, arena, error);
            }
        }
    }
    return status;
}

enum mpt_status mpt_store_remove(struct mpt_store *store, const struct mpt_kind *kind, const char *code, bool cascade,
                                 struct mpt_arena *arena, struct mpt_error *error)
{
    if (!mpt_store_exists(store, kind, code)) {
        return mpt_fail(error, MPT_BAD_INPUT, "there is no %s '%s'", kind->name, code);
    }
    enum mpt_status status = cascade ? MPT_OK : refuse_referred(store, kind, code, arena, error);
    status = status ? status : detach_all(store, kind, code, arena, error);
    return status ? status : record_delete(store, kind, code, arena, error);
}

static enum mpt_status check_reference(struct mpt_store *store, const struct mpt_record *record,
                                       const struct mpt_field *field, const char *code, struct mpt_error *error)
{
    const struct mpt_kind *kind = mpt_kind_find(field->refers_to);
    const char *own = record->values[0];
    if (mpt_store_exists(store, kind, code)) {
        return MPT_OK;
    }
    return mpt_fail(error, MPT_BAD_INPUT, "%s%s%s: %s: there is no %s '%s'", record->kind->name, own ? " " : "",
                    own ? own : "", field->name, kind->name, code);
}

/* Every reference of the record leads to a record, or is left for the commit to check. */
enum mpt_status references_check(struct mpt_store *store, const struct mpt_record *record, bool later,
                                 struct mpt_arena *arena, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    if (store->going_back) {
        return status;
    }
    if (later) {
        if (!store->references_pending) {
            status = store_run(store, "PRAGMA defer_foreign_keys = ON", error);
        }
        store->references_pending = true;
        return status;
    }
    for (size_t i = 0; !status && i < record->kind->field_count; i++) {
        const struct mpt_field *field = &record->kind->fields[i];
        if (field->type != MPT_REF || !record->values[i] || field->flags & MPT_THROUGH) {
            continue;
        }
        if (!(field->flags & MPT_MANY)) {
            status = check_reference(store, record, field, record->values[i], error);
            continue;
        }
        const char *list = record->values[i], *code;
        while (!status && (code = mpt_value_next(&list, field->flags & MPT_SHARED, arena, NULL))) {
            status = check_reference(store, record, field, code, error);
        }
    }
    return status;
}
