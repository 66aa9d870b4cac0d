/* The portfolio as it stood after an earlier entry: a private copy in memory, on which everything later is taken back.
 * Every reading command then works on it as on any portfolio. */
#include "revert.h"

/* Copies the file as one reader sees it, while others may write. */
static enum mpt_status copy_to_memory(struct mpt_store *store, struct mpt_error *error)
{
    sqlite3 *copy = NULL;
    int code = sqlite3_open_v2(":memory:", &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    sqlite3_backup *backup = code == SQLITE_OK ? sqlite3_backup_init(copy, "main", store->db, "main") : NULL;
    if (backup) {
        sqlite3_backup_step(backup, -1);
        code = sqlite3_backup_finish(backup);
    } else if (code == SQLITE_OK) {
        code = sqlite3_errcode(copy);
    }
    if (code != SQLITE_OK) {
        sqlite3_close(copy);
        return store_fail_code(store->path, code, sqlite3_errstr(code), "reading it", error);
    }
    store_disconnect(store);
    store->db = copy;
    return store_run(store, "PRAGMA foreign_keys = ON; PRAGMA journal_mode = OFF; PRAGMA temp_store = MEMORY", error);
}

/* Forgets what came after change and entry number `last`. */
static enum mpt_status cut_history(struct mpt_store *store, int64_t change, int64_t entry, struct mpt_error *error)
{
    const char *sql =
        mpt_arena_print(store->arena, "DELETE FROM change WHERE id > %lld; DELETE FROM entry WHERE id > %lld",
                        (long long)change, (long long)entry);
    return store_run(store, sql, error);
}

/* The kept pairs are of today: what changed after `change` (or after they were found) must be compared again. */
static enum mpt_status mark_stale(struct mpt_store *store, int64_t change, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store, "SELECT known_change FROM duplicate_state", &statement, error);
    int64_t known = !status && sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    sqlite3_finalize(statement);
    known = known < change ? known : change;
    if (!status && known >= 0) {
        status = pairs_touched(store, known, store->arena, &store->stale, &store->stale_count, error);
        status = status ? status
                        : store_run(store,
                                    "UPDATE duplicate_state SET known_change = "
                                    "(SELECT max(id) FROM change)",
                                    error);
    }
    return status;
}

enum mpt_status mpt_store_as_of(struct mpt_store *store, int64_t id, struct mpt_error *error)
{
    struct mpt_entry entry = {0};
    if (id >= mpt_store_revision(store)) {
        return MPT_OK;
    }
    enum mpt_status status = id ? mpt_entry_get(store, id, store->arena, &entry, error) : MPT_OK;
    status = status ? status : copy_to_memory(store, error);
    store->going_back = true;
    status = status ? status : store_run(store, "BEGIN; PRAGMA defer_foreign_keys = ON", error);
    status = status ? status : mark_stale(store, entry.last_change, error);
    status = status ? status : revert_changes(store, entry.last_change + 1, INT64_MAX, error);
    status = status ? status : cut_history(store, entry.last_change, id, error);
    status = status ? status : store_run(store, "COMMIT", error);
    store->going_back = false;
    return status ? status : store_run(store, "PRAGMA query_only = ON", error);
}
