/* Writes one record, of whatever kind. What is written leaves its change records and keeps the full-text index in step.
 */
#include <stdlib.h>
#include <string.h>

#include "mpt/json.h"
#include "mpt/money.h"
#include "mpt/text.h"
#include "store.h"

static void bind_money(sqlite3_stmt *statement, int position, const char *value)
{
    struct mpt_money money;
    struct mpt_error unused;
    if (!value || mpt_money_parse(value, &money, &unused)) {
        sqlite3_bind_null(statement, position);
        sqlite3_bind_null(statement, position + 1);
        return;
    }
    sqlite3_bind_int64(statement, position, money.minor);
    sqlite3_bind_text(statement, position + 1, money.currency, -1, SQLITE_TRANSIENT);
}

/* Binds a field's value at `position`, where it takes kind_sql_width columns. */
static void bind_value(sqlite3_stmt *statement, int position, const struct mpt_field *field, const char *value)
{
    if (field->type == MPT_MONEY) {
        bind_money(statement, position, value);
    } else if (field->type == MPT_FLAG) {
        sqlite3_bind_int(statement, position, value && strcmp(value, "1") == 0);
    } else if (value && field->type == MPT_INTEGER) {
        sqlite3_bind_int64(statement, position, strtoll(value, NULL, 10));
    } else if (value && field->type == MPT_NUMBER) {
        sqlite3_bind_double(statement, position, strtod(value, NULL));
    } else {
        store_bind(statement, position, value);
    }
}

/* Binds $id and every column in the order of kind_sql_insert and kind_sql_update. */
static void bind_record(sqlite3_stmt *statement, const struct mpt_record *record, int64_t id)
{
    int position = 1;
    sqlite3_bind_int64(statement, position++, id);
    for (size_t i = 0; i < record->kind->field_count; i++) {
        const struct mpt_field *field = &record->kind->fields[i];
        if (mpt_field_is_column(field)) {
            bind_value(statement, position, field, record->values[i]);
            position += kind_sql_width(field);
        }
    }
}

static enum mpt_status add_list(struct mpt_store *store, const struct mpt_record *record, size_t i,
                                struct mpt_arena *arena, struct mpt_error *error)
{
    const struct mpt_kind *kind = record->kind;
    const struct mpt_field *field = &kind->fields[i];
    sqlite3_stmt **slot = &record_statements(store, kind)->list_add[i];
    enum mpt_status status =
        *slot ? MPT_OK : store_prepare(store, kind_sql_list_add(kind, field, store->arena), slot, error);
    const char *list = record->values[i], *element;
    double share;
    for (int position = 0; !status && (element = mpt_value_next(&list, field->flags & MPT_SHARED, arena, &share));
         position++) {
        store_bind(*slot, 1, record->values[0]);
        store_bind(*slot, 2, element);
        sqlite3_bind_int(*slot, 3, position);
        if (field->flags & MPT_SHARED && share >= 0) {
            sqlite3_bind_double(*slot, 4, share);
        } else if (field->flags & MPT_SHARED) {
            sqlite3_bind_null(*slot, 4);
        }
        status = store_step(store, *slot, "storing a list", error);
    }
    return status;
}

/* Writes the columns and lists of a new row. */
static enum mpt_status insert_row(struct mpt_store *store, const struct mpt_record *record, int64_t id,
                                  struct mpt_arena *arena, struct mpt_error *error)
{
    const struct mpt_kind *kind = record->kind;
    sqlite3_stmt **slot = &record_statements(store, kind)->insert;
    enum mpt_status status = *slot ? MPT_OK : store_prepare(store, kind_sql_insert(kind, store->arena), slot, error);
    if (!status) {
        bind_record(*slot, record, id);
        status = store_step(store, *slot, "storing a record", error);
    }
    for (size_t i = 0; !status && i < kind->field_count; i++) {
        if (record->values[i] && mpt_field_is_table(&kind->fields[i])) {
            status = add_list(store, record, i, arena, error);
        }
    }
    return status;
}

/* A list of values in a CHECK costs SQLite a table of its own for each row. */
enum mpt_status mpt_store_bulk(struct mpt_store *store, bool begins, struct mpt_error *error)
{
    return store_run(store, begins ? "PRAGMA ignore_check_constraints = ON" : "PRAGMA ignore_check_constraints = OFF",
                     error);
}

enum mpt_status mpt_store_add(struct mpt_store *store, struct mpt_record *record, bool later, struct mpt_arena *arena,
                              struct mpt_error *error)
{
    const struct mpt_kind *kind = record->kind;
    int64_t id = 0;
    enum mpt_status status = mpt_record_check(record, error);
    if (status) {
        return status;
    }
    if (!record->values[0]) {
        record->values[0] = code_make(store, record, arena);
    }
    if (mpt_store_exists(store, kind, record->values[0])) {
        return mpt_fail(error, MPT_BAD_INPUT, "there is %s '%s' already; `mpt edit-%s` changes it",
                        mpt_kind_article(kind, arena), record->values[0], kind->name);
    }
    const struct change change = {.action = "added", .kind = kind->name, .code = record->values[0]};
    status = references_check(store, record, later, arena, error);
    status = status ? status : history_add(store, &change, &id, error);
    status = status ? status : insert_row(store, record, id, arena, error);
    for (size_t i = 0; !status && i < kind->field_count; i++) {
        if (record->values[i] && kind->fields[i].flags & MPT_THROUGH) {
            status = through_change(store, record, &kind->fields[i], NULL, record->values[i], arena, error);
        }
    }
    return status ? status : search_add(store, record, id, arena, error);
}

enum mpt_status record_restore(struct mpt_store *store, const struct mpt_record *record, int64_t id,
                               struct mpt_arena *arena, struct mpt_error *error)
{
    const struct change change = {
        .action = "added", .kind = record->kind->name, .code = record->values[0], .record = id};
    enum mpt_status status = references_check(store, record, true, arena, error);
    status = status ? status : history_add(store, &change, NULL, error);
    status = status ? status : insert_row(store, record, id, arena, error);
    return status ? status : search_add(store, record, id, arena, error);
}

static bool differs(const char *a, const char *b)
{
    return a != b && (!a || !b || strcmp(a, b) != 0);
}

static enum mpt_status change_list(struct mpt_store *store, const struct mpt_record *record, size_t i,
                                   struct mpt_arena *arena, struct mpt_error *error)
{
    sqlite3_stmt **slot = &record_statements(store, record->kind)->list_clear[i];
    const char *sql = kind_sql_list_clear(record->kind, &record->kind->fields[i], store->arena);
    enum mpt_status status = *slot ? MPT_OK : store_prepare(store, sql, slot, error);
    if (!status) {
        store_bind(*slot, 1, record->values[0]);
        status = store_step(store, *slot, "emptying a list", error);
    }
    return status ? status : add_list(store, record, i, arena, error);
}

/* Writes the columns; a changed code takes the lists and everybody's references with it. */
static enum mpt_status update_columns(struct mpt_store *store, const struct mpt_record *record, int64_t id,
                                      struct mpt_error *error)
{
    sqlite3_stmt **slot = &record_statements(store, record->kind)->update;
    enum mpt_status status =
        *slot ? MPT_OK : store_prepare(store, kind_sql_update(record->kind, store->arena), slot, error);
    if (!status) {
        bind_record(*slot, record, id);
        status = store_step(store, *slot, "changing a record", error);
    }
    return status;
}

enum mpt_status mpt_store_edit(struct mpt_store *store, const char *code, const struct mpt_record *record, bool later,
                               struct mpt_arena *arena, size_t *changed, struct mpt_error *error)
{
    const struct mpt_kind *kind = record->kind;
    struct mpt_record before;
    int64_t id;
    bool found, columns_differ = false, searched = false;
    size_t count = 0;
    /* What an earlier version of the program stored was right by its own rules. */
    enum mpt_status status = store->going_back ? MPT_OK : mpt_record_check(record, error);
    if (!status && !record->values[0]) {
        return mpt_fail(error, MPT_BAD_INPUT, "code: cannot be empty; expected a new code, or none given to keep '%s'",
                        code);
    }
    status = status ? status : references_check(store, record, later, arena, error);
    status = status ? status : record_read(store, kind, code, arena, &before, &id, &found, error);
    if (status || !found) {
        return status ? status : record_missing(kind, code, error);
    }
    if (differs(code, record->values[0]) && mpt_store_exists(store, kind, record->values[0])) {
        return mpt_fail(error, MPT_BAD_INPUT, "there is %s '%s' already", mpt_kind_article(kind, arena),
                        record->values[0]);
    }
    for (size_t i = 0; i < kind->field_count; i++) {
        columns_differ |= mpt_field_is_column(&kind->fields[i]) && differs(before.values[i], record->values[i]);
    }
    if (columns_differ) {
        status = update_columns(store, record, id, error);
    }
    for (size_t i = 0; !status && i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        if (field->flags & MPT_DERIVED || !differs(before.values[i], record->values[i])) {
            continue;
        }
        count++;
        if (mpt_field_is_table(field)) {
            status = change_list(store, record, i, arena, error);
        } else if (field->flags & MPT_THROUGH) { /* the taggings leave their own change records */
            status = through_change(store, record, field, before.values[i], record->values[i], arena, error);
            continue;
        }
        const struct change change = {.action = "changed",
                                      .kind = kind->name,
                                      .code = record->values[0],
                                      .record = id,
                                      .field = field->name,
                                      .before = before.values[i]};
        searched |= field->flags & MPT_SEARCHED;
        status = status ? status : history_add(store, &change, NULL, error);
    }
    if (!status && searched) {
        status = search_remove(store, &before, id, arena, error);
        status = status ? status : search_add(store, record, id, arena, error);
    }
    if (changed) {
        *changed = count;
    }
    return status;
}

enum mpt_status record_delete(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                              struct mpt_arena *arena, struct mpt_error *error)
{
    struct mpt_record record;
    int64_t id;
    bool found;
    enum mpt_status status = record_read(store, kind, code, arena, &record, &id, &found, error);
    if (status || !found) {
        return status;
    }
    struct mpt_text before = mpt_text_init(arena);
    mpt_json_record(&before, &record, false, -1, arena);
    const struct change change = {
        .action = "removed", .kind = kind->name, .code = code, .record = id, .before = mpt_text_get(&before)};
    status = search_remove(store, &record, id, arena, error);
    status = status ? status : history_add(store, &change, NULL, error);
    sqlite3_stmt **slot = &record_statements(store, kind)->delete;
    if (!status && !*slot) {
        status = store_prepare(store, kind_sql_delete(kind, store->arena), slot, error);
    }
    if (!status) {
        store_bind(*slot, 1, code);
        status = store_step(store, *slot, "removing a record", error);
    }
    return status;
}

/* The column's new value, without a look at the rest of the record. */
static enum mpt_status put_column(struct mpt_store *store, const struct mpt_kind *kind, size_t field, int64_t id,
                                  const char *value, struct mpt_error *error)
{
    sqlite3_stmt **slot = &record_statements(store, kind)->put[field];
    enum mpt_status status =
        *slot ? MPT_OK : store_prepare(store, kind_sql_put(kind, &kind->fields[field], store->arena), slot, error);
    if (!status) {
        bind_value(*slot, 1, &kind->fields[field], value);
        sqlite3_bind_int64(*slot, 1 + kind_sql_width(&kind->fields[field]), id);
        status = store_step(store, *slot, "going back", error);
    }
    return status;
}

enum mpt_status record_put(struct mpt_store *store, const struct mpt_kind *kind, size_t field, int64_t id,
                           const char *value, struct mpt_arena *arena, struct mpt_error *error)
{
    const char *code;
    struct mpt_record record;
    bool found, searched = kind->fields[field].flags & MPT_SEARCHED && search_covers(kind);
    bool list = mpt_field_is_table(&kind->fields[field]);
    if (!searched && !list) {
        return put_column(store, kind, field, id, value, error);
    }
    enum mpt_status status = record_code(store, kind, id, arena, &code, error);
    if (status || !code) {
        return status;
    }
    if (list) {
        record = mpt_record_init(kind, arena);
        record.values[0] = code;
        record.values[field] = value;
        return change_list(store, &record, field, arena, error);
    }
    status = record_read(store, kind, code, arena, &record, &id, &found, error);
    status = status ? status : search_remove(store, &record, id, arena, error);
    status = status ? status : put_column(store, kind, field, id, value, error);
    record.values[field] = value;
    return status ? status : search_add(store, &record, id, arena, error);
}
