/* Reads one record, of whatever kind: columns, lists in tables of their own, and lists kept through another kind. */
#include <stdlib.h>
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "store.h"

struct kind_statements *record_statements(struct mpt_store *store, const struct mpt_kind *kind)
{
    for (size_t i = 0;; i++) {
        if (mpt_kinds[i] == kind) {
            struct kind_statements *statements = &store->kinds[i];
            if (!statements->list_get) {
                size_t size = sizeof(sqlite3_stmt *);
                statements->list_get = mpt_arena_array(store->arena, kind->field_count, size);
                statements->list_add = mpt_arena_array(store->arena, kind->field_count, size);
                statements->list_clear = mpt_arena_array(store->arena, kind->field_count, size);
                statements->put = mpt_arena_array(store->arena, kind->field_count, size);
            }
            return statements;
        }
    }
}

static const char *money_column(sqlite3_stmt *statement, int position, struct mpt_arena *arena)
{
    struct mpt_money money = {.minor = sqlite3_column_int64(statement, position)};
    const char *currency = (const char *)sqlite3_column_text(statement, position + 1);
    if (!currency || mpt_currency_decimals(currency) < 0) {
        return NULL;
    }
    memcpy(money.currency, currency, sizeof money.currency);
    return mpt_money_format(money, arena);
}

const char *record_column(sqlite3_stmt *statement, const struct mpt_field *field, int position, struct mpt_arena *arena)
{
    if (sqlite3_column_type(statement, position) == SQLITE_NULL) {
        return NULL;
    }
    switch (field->type) {
    case MPT_MONEY:
        return money_column(statement, position, arena);
    case MPT_FLAG:
        return sqlite3_column_int(statement, position) ? "1" : NULL;
    case MPT_INTEGER:
        return mpt_arena_print(arena, "%lld", (long long)sqlite3_column_int64(statement, position));
    case MPT_NUMBER:
        return mpt_number_format(sqlite3_column_double(statement, position), arena);
    default:
        return mpt_arena_copy_len(arena, (const char *)sqlite3_column_text(statement, position),
                                  (size_t)sqlite3_column_bytes(statement, position));
    }
}

void record_list_add(struct mpt_text *list, sqlite3_stmt *statement, int position)
{
    mpt_text_add(list, list->len ? "\n" : "");
    mpt_text_add(list, (const char *)sqlite3_column_text(statement, position));
    if (sqlite3_column_type(statement, position + 1) != SQLITE_NULL) {
        mpt_text_print(list, ":%.15g%%", sqlite3_column_double(statement, position + 1));
    }
}

enum mpt_status record_list_get(struct mpt_store *store, const struct mpt_kind *kind, size_t field, const char *code,
                                struct mpt_arena *arena, const char **list, struct mpt_error *error)
{
    sqlite3_stmt **slot = &record_statements(store, kind)->list_get[field];
    struct mpt_text text = mpt_text_init(arena);
    enum mpt_status status =
        *slot ? MPT_OK : store_prepare(store, kind_sql_list_get(kind, &kind->fields[field], store->arena), slot, error);
    if (status) {
        return status;
    }
    store_bind(*slot, 1, code);
    int step;
    while ((step = sqlite3_step(*slot)) == SQLITE_ROW) {
        record_list_add(&text, *slot, 0);
    }
    status = step == SQLITE_DONE ? MPT_OK : store_fail(store, "reading a list", error);
    sqlite3_reset(*slot);
    *list = text.len ? text.data : NULL;
    return status;
}

/* The record and its id; *found is false when there is none. */
enum mpt_status record_read(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                            struct mpt_arena *arena, struct mpt_record *record, int64_t *id, bool *found,
                            struct mpt_error *error)
{
    sqlite3_stmt **slot = &record_statements(store, kind)->get;
    enum mpt_status status = *slot ? MPT_OK : store_prepare(store, kind_sql_get(kind, store->arena), slot, error);
    if (status) {
        return status;
    }
    *record = mpt_record_init(kind, arena);
    store_bind(*slot, 1, code);
    int step = sqlite3_step(*slot);
    *found = step == SQLITE_ROW;
    int column = 1;
    for (size_t i = 0; *found && i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        if (mpt_field_is_column(field) || field->flags & MPT_DERIVED) {
            record->values[i] = record_column(*slot, field, column, arena);
            column += kind_sql_width(field);
        }
    }
    *id = *found ? sqlite3_column_int64(*slot, 0) : 0;
    status = step == SQLITE_ROW || step == SQLITE_DONE ? MPT_OK : store_fail(store, "reading a record", error);
    sqlite3_reset(*slot);
    for (size_t i = 0; !status && *found && i < kind->field_count; i++) {
        if (kind->fields[i].type == MPT_REF && kind->fields[i].flags & MPT_MANY) {
            status = record_list_get(store, kind, i, code, arena, &record->values[i], error);
        }
    }
    return status;
}

enum mpt_status record_missing(const struct mpt_kind *kind, const char *code, struct mpt_error *error)
{
    return mpt_fail(error, MPT_BAD_INPUT, "there is no %s '%s'", kind->name, code);
}

enum mpt_status mpt_store_get(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                              struct mpt_arena *arena, struct mpt_record *record, struct mpt_error *error)
{
    int64_t id;
    bool found;
    enum mpt_status status = record_read(store, kind, code, arena, record, &id, &found, error);
    return status || found ? status : record_missing(kind, code, error);
}

bool mpt_store_exists(struct mpt_store *store, const struct mpt_kind *kind, const char *code)
{
    return mpt_store_number(store, kind, code) != 0;
}

bool mpt_source_is_example(const char *sources)
{
    return sources && (strncmp(sources, "example", 7) == 0 || strstr(sources, "\nexample"));
}

bool mpt_store_origin(struct mpt_store *store, const struct mpt_kind *kind, const char *code, struct mpt_arena *arena,
                      const char **source, bool *example)
{
    sqlite3_stmt **slot = &record_statements(store, kind)->origin;
    struct mpt_error unused;
    if (!*slot && store_prepare(store, kind_sql_origin(kind, store->arena), slot, &unused)) {
        return false;
    }
    store_bind(*slot, 1, code);
    bool there = sqlite3_step(*slot) == SQLITE_ROW;
    const char *text = there ? (const char *)sqlite3_column_text(*slot, 0) : NULL;
    *source = mpt_arena_copy(arena, text);
    *example = there && (sqlite3_column_int(*slot, 1) || mpt_source_is_example(*source));
    sqlite3_reset(*slot);
    return there;
}

enum mpt_status record_code(struct mpt_store *store, const struct mpt_kind *kind, int64_t id, struct mpt_arena *arena,
                            const char **code, struct mpt_error *error)
{
    sqlite3_stmt **slot = &record_statements(store, kind)->code;
    enum mpt_status status = *slot ? MPT_OK : store_prepare(store, kind_sql_code(kind, store->arena), slot, error);
    *code = NULL;
    if (!status) {
        sqlite3_bind_int64(*slot, 1, id);
        if (sqlite3_step(*slot) == SQLITE_ROW) {
            *code = mpt_arena_copy(arena, (const char *)sqlite3_column_text(*slot, 0));
        }
        sqlite3_reset(*slot);
    }
    return status;
}

const char *mpt_store_code(struct mpt_store *store, const struct mpt_kind *kind, int64_t number,
                           struct mpt_arena *arena)
{
    const char *code;
    struct mpt_error unused;
    return record_code(store, kind, number, arena, &code, &unused) ? NULL : code;
}

const char *mpt_store_find_outside(struct mpt_store *store, const struct mpt_kind *kind, const char *outside_id,
                                   struct mpt_arena *arena)
{
    sqlite3_stmt **slot = &record_statements(store, kind)->outside;
    const char *code = NULL;
    struct mpt_error unused;
    if (*slot || store_prepare(store, kind_sql_outside(kind, store->arena), slot, &unused) == MPT_OK) {
        store_bind(*slot, 1, outside_id);
        if (sqlite3_step(*slot) == SQLITE_ROW) {
            code = mpt_arena_copy(arena, (const char *)sqlite3_column_text(*slot, 0));
        }
        sqlite3_reset(*slot);
    }
    return code;
}

int64_t mpt_store_number(struct mpt_store *store, const struct mpt_kind *kind, const char *code)
{
    sqlite3_stmt **slot = &record_statements(store, kind)->exists;
    struct mpt_error unused;
    if (!*slot && store_prepare(store, kind_sql_exists(kind, store->arena), slot, &unused)) {
        return 0;
    }
    store_bind(*slot, 1, code);
    int64_t number = sqlite3_step(*slot) == SQLITE_ROW ? sqlite3_column_int64(*slot, 0) : 0;
    sqlite3_reset(*slot);
    return number;
}
