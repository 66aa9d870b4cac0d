/* The history: entries (one a command) and change records (one an added or removed record or changed field). */
#include <string.h>

#include "mpt/date.h"
#include "store.h"

enum mpt_status mpt_store_begin(struct mpt_store *store, const char *who, const char *command, struct mpt_error *error)
{
    enum mpt_status status = store_run(store, "BEGIN IMMEDIATE", error);
    if (!status) {
        store->in_entry = true;
        store->entry = store->next_change = 0;
        store->counts = (struct mpt_entry_counts){0};
        store->who = mpt_arena_copy(store->arena, who);
        store->command = mpt_arena_copy(store->arena, command);
    }
    return status;
}

/* What a violated reference is about, in words: the row of PRAGMA foreign_key_check names table, row and constraint. */
static enum mpt_status name_violation(struct mpt_store *store, const char *table, int64_t row, const char *parent,
                                      int constraint, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    char *column = NULL;
    char *sql = sqlite3_mprintf("SELECT \"from\" FROM pragma_foreign_key_list(%Q) WHERE id = %d", table, constraint);
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        column = mpt_arena_copy(store->arena, (const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    sqlite3_free(sql);
    size_t len = strlen(table);
    while (len && !mpt_kind_find(mpt_arena_copy_len(store->arena, table, len))) {
        len--; /* project_mission holds the missions of projects */
    }
    const char *kind = len ? mpt_arena_copy_len(store->arena, table, len) : table;
    enum mpt_status status =
        mpt_fail(error, MPT_BAD_INPUT, "%s: a reference to a %s leads nowhere; nothing was changed", kind, parent);
    if (!column) {
        return status;
    }
    /* Tables of lists have no rowid; there the first element that leads nowhere is looked up. */
    const char *owner = mpt_kind_find(table) ? "code" : "owner";
    sql = row ? sqlite3_mprintf("SELECT %s, %s FROM %s WHERE id = %lld", owner, column, table, (long long)row)
              : sqlite3_mprintf("SELECT %s, %s FROM %s WHERE NOT EXISTS (SELECT 1 FROM %s p WHERE p.code = %s.%s)",
                                owner, column, table, parent, table, column);
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        mpt_fail(error, MPT_BAD_INPUT, "%s %s: %s: there is no %s '%s'; nothing was changed", kind,
                 (const char *)sqlite3_column_text(statement, 0), column, parent,
                 (const char *)sqlite3_column_text(statement, 1));
    }
    sqlite3_finalize(statement);
    sqlite3_free(sql);
    return status;
}

/* References stored with `later` must lead somewhere by now. */
static enum mpt_status check_pending(struct mpt_store *store, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store, "PRAGMA foreign_key_check", &statement, error);
    if (status) {
        return status;
    }
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        status =
            name_violation(store, (const char *)sqlite3_column_text(statement, 0), sqlite3_column_int64(statement, 1),
                           (const char *)sqlite3_column_text(statement, 2), sqlite3_column_int(statement, 3), error);
    } else if (step != SQLITE_DONE) {
        status = store_fail(store, "checking references", error);
    }
    sqlite3_finalize(statement);
    return status;
}

enum mpt_status mpt_store_commit(struct mpt_store *store, struct mpt_error *error)
{
    enum mpt_status status = store->references_pending ? check_pending(store, error) : MPT_OK;
    status = status ? status : store_run(store, "COMMIT", error);
    if (status) {
        mpt_store_rollback(store);
    }
    store->in_entry = store->references_pending = false;
    return status;
}

void mpt_store_rollback(struct mpt_store *store)
{
    if (store->in_entry && !sqlite3_get_autocommit(store->db)) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    store->in_entry = store->references_pending = false;
}

static enum mpt_status first_change(struct mpt_store *store, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store, "SELECT coalesce(max(id), 0) + 1 FROM change", &statement, error);
    if (!status) {
        sqlite3_step(statement);
        store->next_change = sqlite3_column_int64(statement, 0);
        sqlite3_finalize(statement);
    }
    return status;
}

/* The entry is written with its first change, so that a command that changed nothing leaves none. */
static enum mpt_status begin_entry(struct mpt_store *store, struct mpt_error *error)
{
    enum mpt_status status = first_change(store, error);
    if (!status && !store->add_entry) {
        status = store_prepare(store, "INSERT INTO entry (at, who, command) VALUES ($at, $who, $command)",
                               &store->add_entry, error);
    }
    if (!status) {
        store_bind(store->add_entry, 1, mpt_time_now(store->arena));
        store_bind(store->add_entry, 2, store->who);
        store_bind(store->add_entry, 3, store->command);
        status = store_step(store, store->add_entry, "writing the history", error);
        store->entry = sqlite3_last_insert_rowid(store->db);
    }
    return status;
}

enum mpt_status history_add(struct mpt_store *store, const char *action, const struct mpt_kind *kind, const char *code,
                            const char *field, const char *before, int64_t *id, struct mpt_error *error)
{
    enum mpt_status status = store->entry ? MPT_OK : begin_entry(store, error);
    if (!status && !store->add_change) {
        status = store_prepare(store,
                               "INSERT INTO change (id, entry, action, kind, code, field, before) "
                               "VALUES ($id, $entry, $action, $kind, $code, $field, $before)",
                               &store->add_change, error);
    }
    if (status) {
        return status;
    }
    sqlite3_bind_int64(store->add_change, 1, store->next_change);
    sqlite3_bind_int64(store->add_change, 2, store->entry);
    store_bind(store->add_change, 3, action);
    store_bind(store->add_change, 4, kind->name);
    store_bind(store->add_change, 5, code);
    store_bind(store->add_change, 6, field);
    store_bind(store->add_change, 7, before);
    store->counts.added += strcmp(action, "added") == 0;
    store->counts.changed += strcmp(action, "changed") == 0;
    store->counts.removed += strcmp(action, "removed") == 0;
    if (id) {
        *id = store->next_change;
    }
    store->next_change++;
    return store_step(store, store->add_change, "writing the history", error);
}

struct mpt_entry_counts mpt_store_counts(const struct mpt_store *store)
{
    return store->counts;
}

int64_t mpt_store_revision(struct mpt_store *store)
{
    sqlite3_stmt *statement;
    struct mpt_error unused;
    int64_t revision = 0;
    if (store_prepare(store, "SELECT max(id) FROM entry", &statement, &unused) == MPT_OK) {
        revision = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
        sqlite3_finalize(statement);
    }
    return revision;
}

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
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store,
                                           "INSERT INTO setting (name, value) VALUES ($name, $value) "
                                           "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                           &statement, error);
    if (!status) {
        store_bind(statement, 1, name);
        store_bind(statement, 2, value);
        status = store_step(store, statement, "storing a setting", error);
        sqlite3_finalize(statement);
    }
    return status;
}
