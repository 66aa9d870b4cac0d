/* References that lead nowhere, in words: SQLite says how many there are, and in numbers where. */
#include <string.h>

#include "store.h"

/* The kind whose table this is, or to whose records the rows of this table of lists belong. */
static const struct mpt_kind *kind_of_table(const char *table, struct mpt_arena *arena)
{
    const struct mpt_kind *kind = NULL;
    for (size_t len = strlen(table); len && !kind; len--) { /* project_mission holds the missions of projects */
        kind = mpt_kind_find(mpt_arena_copy_len(arena, table, len));
    }
    return kind;
}

/* The column behind a constraint, by the number PRAGMA foreign_key_check gives it. */
static enum mpt_status find_column(struct mpt_store *store, const char *table, int constraint, struct mpt_arena *arena,
                                   const char **column, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(
        store, "SELECT \"from\" FROM pragma_foreign_key_list($table) WHERE id = $constraint", &statement, error);
    if (!status) {
        store_bind(statement, 1, table);
        sqlite3_bind_int(statement, 2, constraint);
        *column = sqlite3_step(statement) == SQLITE_ROW
                      ? mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 0))
                      : NULL;
        sqlite3_finalize(statement);
    }
    return status;
}

/* Whose reference it is. Tables of lists have no row numbers; there the first element that leads nowhere is taken. */
static enum mpt_status find_owner(struct mpt_store *store, const char *table, int64_t row, struct mpt_arena *arena,
                                  struct violation *violation, struct mpt_error *error)
{
    const struct mpt_kind *own = mpt_kind_find(table);
    const char *sql =
        own ? mpt_arena_print(arena, "SELECT r.code, r.id, r.%s FROM %s r WHERE r.id = $row", violation->column, table)
            : mpt_arena_print(arena,
                              "SELECT r.owner, o.id, r.%s FROM %s r LEFT JOIN %s o ON o.code = r.owner WHERE NOT "
                              "EXISTS (SELECT 1 FROM %s p WHERE p.code = r.%s) LIMIT 1",
                              violation->column, table, violation->kind->table, violation->parent, violation->column);
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store, sql, &statement, error);
    if (status) {
        return status;
    }
    if (own) {
        sqlite3_bind_int64(statement, 1, row);
    }
    if (sqlite3_step(statement) == SQLITE_ROW) {
        violation->code = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 0));
        violation->id = sqlite3_column_int64(statement, 1);
        violation->value = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 2));
    }
    sqlite3_finalize(statement);
    return MPT_OK;
}

enum mpt_status violations_list(struct mpt_store *store, size_t most, struct mpt_arena *arena, struct violation **list,
                                size_t *count, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store, "PRAGMA foreign_key_check", &statement, error);
    *list = mpt_arena_array(arena, most, sizeof **list);
    *count = 0;
    while (!status && *count < most && sqlite3_step(statement) == SQLITE_ROW) {
        const char *table = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 0));
        struct violation *violation = &(*list)[(*count)++];
        violation->kind = kind_of_table(table, arena);
        violation->parent = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 2));
        status = find_column(store, table, sqlite3_column_int(statement, 3), arena, &violation->column, error);
        if (!status && violation->kind && violation->column) {
            status = find_owner(store, table, sqlite3_column_int64(statement, 1), arena, violation, error);
        }
    }
    sqlite3_finalize(statement);
    return status;
}
