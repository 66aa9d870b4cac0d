/* The history: entries (one a command) and change records (one an added or removed record or changed field). */
#include <string.h>

#include "mpt/date.h"
#include "revert.h"

void mpt_store_tell_time(struct mpt_store *store, const char *time)
{
    store->time = mpt_arena_copy(store->arena, time);
}

enum mpt_status mpt_store_begin(struct mpt_store *store, const char *who, const char *command, struct mpt_error *error)
{
    enum mpt_status status = store_run(store, "BEGIN IMMEDIATE", error);
    if (!status) {
        store->in_entry = true;
        store->entry = store->next_change = store->undoes = 0;
        store->counts = (struct mpt_entry_counts){0};
        store->who = mpt_arena_copy(store->arena, who);
        store->command = mpt_arena_copy(store->arena, command);
    }
    return status;
}

/* SQLite counts the references that lead nowhere; only when there are any is it looked up which. */
static enum mpt_status name_pending(struct mpt_store *store, struct mpt_error *error)
{
    struct violation *first;
    size_t count;
    enum mpt_status status = violations_list(store, 1, store->arena, &first, &count, error);
    if (status) {
        return status;
    }
    if (!count || !first->value || !first->kind) {
        return mpt_fail(error, MPT_BAD_INPUT, "a reference leads nowhere; nothing was changed");
    }
    return mpt_fail(error, MPT_BAD_INPUT, "%s %s: %s: there is no %s '%s'; nothing was changed", first->kind->name,
                    first->code, first->column, first->parent, first->value);
}

enum mpt_status mpt_store_commit(struct mpt_store *store, struct mpt_error *error)
{
    enum mpt_status status = store_run(store, "COMMIT", error);
    if (status && sqlite3_extended_errcode(store->db) == SQLITE_CONSTRAINT_FOREIGNKEY) {
        status = name_pending(store, error);
    }
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

int64_t mpt_entry_open(const struct mpt_store *store)
{
    return store->entry;
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

enum mpt_status mpt_store_mark(struct mpt_store *store, struct mpt_error *error)
{
    enum mpt_status status = store->next_change ? MPT_OK : first_change(store, error);
    store->marked = (struct store_mark){store->entry, store->next_change, store->counts};
    return status;
}

/* SQLite's own savepoints would do, but each makes the full-text index write out what it gathers. */
enum mpt_status mpt_store_return(struct mpt_store *store, struct mpt_error *error)
{
    const struct store_mark mark = store->marked;
    if (store->next_change == mark.next_change) {
        return MPT_OK;
    }
    store->going_back = true;
    enum mpt_status status = store_run(store, "PRAGMA defer_foreign_keys = ON", error);
    status = status ? status : revert_changes(store, mark.next_change, store->next_change - 1, error);
    store->going_back = false;
    const char *sql = mpt_arena_print(store->arena, "DELETE FROM change WHERE id >= %lld", (long long)mark.next_change);
    status = status ? status : store_run(store, sql, error);
    if (!status && !mark.entry) {
        status = store_run(
            store, mpt_arena_print(store->arena, "DELETE FROM entry WHERE id = %lld", (long long)store->entry), error);
    }
    store->entry = mark.entry;
    store->next_change = mark.next_change;
    store->counts = mark.counts;
    return status;
}

/* The entry is written with its first change, so that a command that changed nothing leaves none. */
static enum mpt_status begin_entry(struct mpt_store *store, struct mpt_error *error)
{
    enum mpt_status status = first_change(store, error);
    if (!status && !store->add_entry) {
        status =
            store_prepare(store, "INSERT INTO entry (at, who, command, undoes) VALUES ($at, $who, $command, $undoes)",
                          &store->add_entry, error);
    }
    if (!status) {
        store_bind(store->add_entry, 1, store->time ? store->time : mpt_time_now(store->arena));
        store_bind(store->add_entry, 2, store->who);
        store_bind(store->add_entry, 3, store->command);
        if (store->undoes) {
            sqlite3_bind_int64(store->add_entry, 4, store->undoes);
        } else {
            sqlite3_bind_null(store->add_entry, 4);
        }
        status = store_step(store, store->add_entry, "writing the history", error);
        store->entry = sqlite3_last_insert_rowid(store->db);
    }
    return status;
}

enum mpt_status history_add(struct mpt_store *store, const struct change *change, int64_t *id, struct mpt_error *error)
{
    if (store->going_back) {
        return MPT_OK; /* the past leaves no trace in the past */
    }
    enum mpt_status status = store->entry ? MPT_OK : begin_entry(store, error);
    if (!status && !store->add_change) {
        status = store_prepare(store,
                               "INSERT INTO change (id, entry, action, kind, code, field, before, record) "
                               "VALUES ($id, $entry, $action, $kind, $code, $field, $before, $record)",
                               &store->add_change, error);
    }
    if (status) {
        return status;
    }
    sqlite3_bind_int64(store->add_change, 1, store->next_change);
    sqlite3_bind_int64(store->add_change, 2, store->entry);
    store_bind(store->add_change, 3, change->action);
    store_bind(store->add_change, 4, change->kind);
    store_bind(store->add_change, 5, change->code);
    store_bind(store->add_change, 6, change->field);
    store_bind(store->add_change, 7, change->before);
    if (change->record) {
        sqlite3_bind_int64(store->add_change, 8, change->record);
    } else {
        sqlite3_bind_null(store->add_change, 8);
    }
    store->counts.added += strcmp(change->action, "added") == 0;
    store->counts.changed += strcmp(change->action, "changed") == 0;
    store->counts.removed += strcmp(change->action, "removed") == 0;
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
