/* The values of one field of many references, beside a list of records. For a few records they are looked up one by
 * one; for all records, which come in the order of their codes, they are read along in one pass, as a merge join. */
#include <string.h>

#include "mpt/text.h"
#include "store.h"

struct list_reader {
    struct mpt_store *store;
    const struct mpt_kind *kind;
    size_t field;
    sqlite3_stmt *along; /* owner, value, share by owner; NULL: looked up one by one */
    int step;            /* of `along`: SQLITE_ROW while its row is not used up */
};

static const char *along_sql(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena)
{
    if (field->flags & MPT_THROUGH) {
        return mpt_arena_print(arena, "SELECT %s, %s, NULL FROM %s WHERE %s IS NOT NULL ORDER BY %s, %s", kind->table,
                               field->name, mpt_kind_find(field->through)->table, kind->table, kind->table,
                               field->name);
    }
    return mpt_arena_print(arena, "SELECT owner, %s, %s FROM %s_%s ORDER BY owner, position", field->name,
                           field->flags & MPT_SHARED ? "share" : "NULL", kind->table, field->name);
}

enum mpt_status list_reader_open(struct mpt_store *store, const struct mpt_kind *kind, size_t field, bool along,
                                 struct mpt_arena *arena, struct list_reader **reader, struct mpt_error *error)
{
    struct list_reader *made = mpt_arena_alloc(arena, sizeof *made);
    *made = (struct list_reader){.store = store, .kind = kind, .field = field};
    *reader = made;
    if (!along) {
        return MPT_OK;
    }
    enum mpt_status status = store_prepare(store, along_sql(kind, &kind->fields[field], arena), &made->along, error);
    made->step = status ? SQLITE_DONE : sqlite3_step(made->along);
    return status;
}

enum mpt_status list_reader_get(struct list_reader *reader, const char *code, struct mpt_arena *arena,
                                const char **list, struct mpt_error *error)
{
    if (!reader->along) {
        return record_list_get(reader->store, reader->kind, reader->field, code, arena, list, error);
    }
    struct mpt_text text = mpt_text_init(arena);
    int order = -1;
    while (reader->step == SQLITE_ROW &&
           (order = strcmp((const char *)sqlite3_column_text(reader->along, 0), code)) <= 0) {
        if (order == 0) {
            record_list_add(&text, reader->along, 1);
        }
        reader->step = sqlite3_step(reader->along);
    }
    *list = text.len ? text.data : NULL;
    return reader->step == SQLITE_ROW || reader->step == SQLITE_DONE
               ? MPT_OK
               : store_fail(reader->store, "reading a list", error);
}

void list_reader_close(struct list_reader *reader)
{
    if (reader) {
        sqlite3_finalize(reader->along);
    }
}
