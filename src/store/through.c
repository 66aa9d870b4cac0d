/* Lists kept as records of another kind: the tags of a project are taggings, each with who put it there. */
#include <string.h>

#include "store.h"

/* A tag that is not there yet is made, and its facet too, so that tagging is one step; the command line says so. */
static enum mpt_status ensure_tag(struct mpt_store *store, const char *code, const struct mpt_record *like,
                                  struct mpt_arena *arena, struct mpt_error *error)
{
    const struct mpt_kind *tag_kind = mpt_kind_find("tag"), *facet_kind = mpt_kind_find("vocabulary");
    const char *colon = strchr(code, ':');
    if (mpt_store_exists(store, tag_kind, code)) {
        return MPT_OK;
    }
    if (!colon || colon == code || !colon[1]) {
        return mpt_fail(error, MPT_BAD_INPUT, "tag: there is no tag '%s'; a new one is written facet:tag", code);
    }
    const char *facet = mpt_arena_copy_len(arena, code, (size_t)(colon - code));
    const char *example = mpt_record_get(like, "example");
    enum mpt_status status = MPT_OK;
    if (!mpt_store_exists(store, facet_kind, facet)) {
        struct mpt_record made = mpt_record_init(facet_kind, arena);
        made.values[0] = made.values[mpt_field_index(facet_kind, "title")] = facet;
        made.values[mpt_field_index(facet_kind, "example")] = example;
        status = mpt_store_add(store, &made, false, arena, error);
    }
    struct mpt_record made = mpt_record_init(tag_kind, arena);
    made.values[0] = code;
    made.values[mpt_field_index(tag_kind, "title")] = colon + 1;
    made.values[mpt_field_index(tag_kind, "vocabulary")] = facet;
    made.values[mpt_field_index(tag_kind, "example")] = example;
    return status ? status : mpt_store_add(store, &made, false, arena, error);
}

/* One tag more on a record: a record of kind `through` of its own. */
static enum mpt_status add_through(struct mpt_store *store, const struct mpt_record *record,
                                   const struct mpt_field *field, const char *value, struct mpt_arena *arena,
                                   struct mpt_error *error)
{
    const struct mpt_kind *through = mpt_kind_find(field->through);
    struct mpt_record made = mpt_record_init(through, arena);
    enum mpt_status status = ensure_tag(store, value, record, arena, error);
    made.values[mpt_field_index(through, field->name)] = value;
    made.values[mpt_field_index(through, record->kind->name)] = record->values[0];
    made.values[mpt_field_index(through, "example")] = mpt_record_get(record, "example");
    made.values[mpt_field_index(through, "source")] = mpt_record_get(record, "source");
    return status ? status : mpt_store_add(store, &made, false, arena, error);
}

static enum mpt_status take_through(struct mpt_store *store, const struct mpt_record *record,
                                    const struct mpt_field *field, const char *value, struct mpt_arena *arena,
                                    struct mpt_error *error)
{
    const struct mpt_kind *through = mpt_kind_find(field->through);
    char *sql = mpt_arena_print(arena, "SELECT code FROM %s WHERE %s = $owner AND %s = $value", through->table,
                                record->kind->table, field->name);
    sqlite3_stmt *statement = NULL;
    enum mpt_status status = store_prepare(store, sql, &statement, error);
    if (!status) {
        store_bind(statement, 1, record->values[0]);
        store_bind(statement, 2, value);
        while (!status && sqlite3_step(statement) == SQLITE_ROW) {
            char *code = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 0));
            status = record_delete(store, through, code, arena, error);
        }
    }
    sqlite3_finalize(statement);
    return status;
}

static bool has_element(const char *list, const char *wanted, struct mpt_arena *arena)
{
    for (const char *element; (element = mpt_value_next(&list, false, arena, NULL));) {
        if (strcmp(element, wanted) == 0) {
            return true;
        }
    }
    return false;
}

/* Makes the records behind a MPT_THROUGH field agree with its new list. */
enum mpt_status through_change(struct mpt_store *store, const struct mpt_record *record, const struct mpt_field *field,
                               const char *before, const char *now, struct mpt_arena *arena, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    const char *list = now;
    for (const char *value; !status && (value = mpt_value_next(&list, false, arena, NULL));) {
        if (!has_element(before, value, arena)) {
            status = add_through(store, record, field, value, arena, error);
        }
    }
    list = before;
    for (const char *value; !status && (value = mpt_value_next(&list, false, arena, NULL));) {
        if (!has_element(now, value, arena)) {
            status = take_through(store, record, field, value, arena, error);
        }
    }
    return status;
}
