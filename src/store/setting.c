/* Settings of a portfolio, such as that it is a demonstration. */
#include <string.h>

#include "store.h"

const char *mpt_store_setting(struct mpt_store *store, const char *name, struct mpt_arena *arena)
{
    sqlite3_stmt *statement;
    struct mpt_error unused;
    const char *value = NULL;
    if (store_prepare(store, "SELECT value FROM setting WHERE name = $name", &statement, &unused) == MPT_OK) {
        store_bind(statement, 1, name);
        if (sqlite3_step(statement) == SQLITE_ROW) {
            value = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 0));
        }
        sqlite3_finalize(statement);
    }
    return value;
}

enum mpt_status mpt_store_set(struct mpt_store *store, const char *name, const char *value, struct mpt_error *error)
{
    static const char set[] = "INSERT INTO setting (name, value) VALUES ($name, $value) "
                              "ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    const char *before = mpt_store_setting(store, name, store->arena);
    sqlite3_stmt *statement;
    if (before == value || (before && value && strcmp(before, value) == 0)) {
        return MPT_OK;
    }
    const struct change change = {
        .action = "changed", .kind = "setting", .code = name, .field = "value", .before = before};
    enum mpt_status status = history_add(store, &change, NULL, error);
    status = status ? status
                    : store_prepare(store, value ? set : "DELETE FROM setting WHERE name = $name", &statement, error);
    if (!status) {
        store_bind(statement, 1, name);
        if (value) {
            store_bind(statement, 2, value);
        }
        status = store_step(store, statement, "storing a setting", error);
        sqlite3_finalize(statement);
    }
    return status;
}
