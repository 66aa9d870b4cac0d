/* Reads and writes one record, of whatever kind: columns, lists in tables of their own, and lists kept through
 * another kind. What is written leaves its change records and keeps the full-text index in step. */
#include <stdlib.h>
#include <string.h>

#include "mpt/json.h"
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
            }
            return statements;
        }
    }
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

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
    case MPT_NUMBER: {
        /* %.15g first, since what people typed has few digits; 17 digits always read back as the same double. */
        double number = sqlite3_column_double(statement, position);
        char *text = mpt_arena_print(arena, "%.15g", number);
        return strtod(text, NULL) == number ? text : mpt_arena_print(arena, "%.17g", number);
    }
    default:
        return mpt_arena_copy_len(arena, (const char *)sqlite3_column_text(statement, position),
                                  (size_t)sqlite3_column_bytes(statement, position));
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
        mpt_text_print(&text, "%s%s", text.len ? "\n" : "", (const char *)sqlite3_column_text(*slot, 0));
        if (sqlite3_column_type(*slot, 1) != SQLITE_NULL) {
            mpt_text_print(&text, ":%.15g%%", sqlite3_column_double(*slot, 1));
        }
    }
    status = step == SQLITE_DONE ? MPT_OK : store_fail(store, "reading a list", error);
    sqlite3_reset(*slot);
    *list = text.len ? text.data : NULL;
    return status;
}

/* The record and its id; *found is false when there is none. */
static enum mpt_status read_record(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
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

static enum mpt_status no_record(const struct mpt_kind *kind, const char *code, struct mpt_error *error)
{
    return mpt_fail(error, MPT_BAD_INPUT, "there is no %s '%s'", kind->name, code);
}

enum mpt_status mpt_store_get(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                              struct mpt_arena *arena, struct mpt_record *record, struct mpt_error *error)
{
    int64_t id;
    bool found;
    enum mpt_status status = read_record(store, kind, code, arena, record, &id, &found, error);
    return status || found ? status : no_record(kind, code, error);
}

bool mpt_store_exists(struct mpt_store *store, const struct mpt_kind *kind, const char *code)
{
    sqlite3_stmt **slot = &record_statements(store, kind)->exists;
    struct mpt_error unused;
    if (!*slot && store_prepare(store, kind_sql_exists(kind, store->arena), slot, &unused)) {
        return false;
    }
    store_bind(*slot, 1, code);
    bool there = sqlite3_step(*slot) == SQLITE_ROW;
    sqlite3_reset(*slot);
    return there;
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
    *source = text ? mpt_arena_copy(arena, text) : NULL;
    *example = there && sqlite3_column_int(*slot, 1);
    sqlite3_reset(*slot);
    return there;
}

/* --- Codes and references ----------------------------------------------------------------------------------------- */

/* `base` or the first of base-2, base-3 ... that is free. Numbers are tried in doubling steps and then halved between,
 * so that the ten-thousandth "Untitled" is not ten thousand look-ups; a gap further down may be passed over. */
static const char *free_code(struct mpt_store *store, const struct mpt_kind *kind, const char *base,
                             struct mpt_arena *arena)
{
    if (!mpt_store_exists(store, kind, base)) {
        return base;
    }
    long taken = 1, open = 2;
    while (mpt_store_exists(store, kind, mpt_arena_print(arena, "%s-%ld", base, open))) {
        taken = open;
        open *= 2;
    }
    while (open - taken > 1) {
        long middle = taken + (open - taken) / 2;
        if (mpt_store_exists(store, kind, mpt_arena_print(arena, "%s-%ld", base, middle))) {
            taken = middle;
        } else {
            open = middle;
        }
    }
    return mpt_arena_print(arena, "%s-%ld", base, open);
}

/* A code from the fields the kind names for it. */
static const char *make_code(struct mpt_store *store, const struct mpt_record *record, struct mpt_arena *arena)
{
    struct mpt_text words = mpt_text_init(arena);
    bool composed = strcmp(record->kind->code_from, "title") != 0;
    for (const char *at = record->kind->code_from; *at;) {
        size_t len = strcspn(at, " ");
        const char *value = mpt_record_get(record, mpt_arena_copy_len(arena, at, len));
        if (value) {
            mpt_text_print(&words, "%s%s", words.len ? "." : "", value);
        }
        at += len + (at[len] == ' ');
    }
    /* Codes joined from codes stay whole: cut at a word they would lose what tells them apart. */
    const char *base = mpt_text_get(&words);
    if (!composed || !mpt_code_valid(base)) {
        base = mpt_text_code(base, arena);
    }
    return free_code(store, record->kind, base, arena);
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
static enum mpt_status check_references(struct mpt_store *store, const struct mpt_record *record, bool later,
                                        struct mpt_arena *arena, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
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

/* --- Writing ------------------------------------------------------------------------------------------------------ */

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

/* Binds $id and every column in the order of kind_sql_insert and kind_sql_update. */
static void bind_record(sqlite3_stmt *statement, const struct mpt_record *record, int64_t id)
{
    int position = 1;
    sqlite3_bind_int64(statement, position++, id);
    for (size_t i = 0; i < record->kind->field_count; i++) {
        const struct mpt_field *field = &record->kind->fields[i];
        const char *value = record->values[i];
        if (!mpt_field_is_column(field)) {
            continue;
        }
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
        position += kind_sql_width(field);
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
static enum mpt_status change_through(struct mpt_store *store, const struct mpt_record *record,
                                      const struct mpt_field *field, const char *before, const char *now,
                                      struct mpt_arena *arena, struct mpt_error *error)
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
        record->values[0] = make_code(store, record, arena);
    } else if (mpt_store_exists(store, kind, record->values[0])) {
        return mpt_fail(error, MPT_BAD_INPUT, "there is a %s '%s' already; `mpt edit-%s` changes it", kind->name,
                        record->values[0], kind->name);
    }
    status = check_references(store, record, later, arena, error);
    status = status ? status : history_add(store, "added", kind, record->values[0], NULL, NULL, &id, error);
    sqlite3_stmt **slot = &record_statements(store, kind)->insert;
    if (!status && !*slot) {
        status = store_prepare(store, kind_sql_insert(kind, store->arena), slot, error);
    }
    if (!status) {
        bind_record(*slot, record, id);
        status = store_step(store, *slot, "storing a record", error);
    }
    for (size_t i = 0; !status && i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        if (record->values[i] && mpt_field_is_table(field)) {
            status = add_list(store, record, i, arena, error);
        } else if (record->values[i] && field->flags & MPT_THROUGH) {
            status = change_through(store, record, field, NULL, record->values[i], arena, error);
        }
    }
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
    bool found, columns_differ = false;
    size_t count = 0;
    enum mpt_status status = mpt_record_check(record, error);
    status = status ? status : check_references(store, record, later, arena, error);
    status = status ? status : read_record(store, kind, code, arena, &before, &id, &found, error);
    if (status || !found) {
        return status ? status : no_record(kind, code, error);
    }
    if (differs(code, record->values[0]) && mpt_store_exists(store, kind, record->values[0])) {
        return mpt_fail(error, MPT_BAD_INPUT, "there is a %s '%s' already", kind->name, record->values[0]);
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
            status = change_through(store, record, field, before.values[i], record->values[i], arena, error);
            continue;
        }
        status =
            status ? status
                   : history_add(store, "changed", kind, record->values[0], field->name, before.values[i], NULL, error);
    }
    if (!status && count) {
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
    enum mpt_status status = read_record(store, kind, code, arena, &record, &id, &found, error);
    if (status || !found) {
        return status;
    }
    struct mpt_text before = mpt_text_init(arena);
    mpt_json_record(&before, &record, false, -1, arena);
    status = search_remove(store, &record, id, arena, error);
    status = status ? status : history_add(store, "removed", kind, code, NULL, mpt_text_get(&before), NULL, error);
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
