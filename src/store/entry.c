/* Entries of the history: one a command, numbered in the order of their writing whatever the clock said. */
#include <string.h>

#include "mpt/digest.h"
#include "store.h"

/* Runs a statement that gives one number for one number. */
static enum mpt_status number(struct mpt_store *store, const char *sql, int64_t of, int64_t *value,
                              struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store, sql, &statement, error);
    if (!status) {
        sqlite3_bind_int64(statement, 1, of);
        *value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
        sqlite3_finalize(statement);
    }
    return status;
}

/* An undo that was itself taken back has no effect: what it undid stands again. So it depends on whether the chain of
 * undos has an odd or an even length; it ascends, since nothing takes back a later entry. */
static enum mpt_status find_undo(struct mpt_store *store, int64_t entry, int64_t *undone_by, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    int64_t first = 0, at = entry;
    size_t length = 0;
    for (int64_t undo = 0; !status; at = undo, length++) {
        status = number(store, "SELECT max(id) FROM entry WHERE undoes = $entry AND id > $entry", at, &undo, error);
        if (status || !undo) {
            break;
        }
        first = length ? first : undo;
    }
    *undone_by = length % 2 ? first : 0;
    return status;
}

enum mpt_status mpt_entry_get(struct mpt_store *store, int64_t id, struct mpt_arena *arena, struct mpt_entry *entry,
                              struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status =
        store_prepare(store,
                      "SELECT e.at, e.who, e.command, e.undoes, (SELECT min(c.id) FROM change c WHERE c.entry = e.id), "
                      "(SELECT max(c.id) FROM change c WHERE c.entry = e.id) FROM entry e WHERE e.id = $id",
                      &statement, error);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(statement, 1, id);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        *entry = (struct mpt_entry){
            .id = id,
            .at = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 0)),
            .who = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 1)),
            .command = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 2)),
            .undoes = sqlite3_column_int64(statement, 3),
            .first_change = sqlite3_column_int64(statement, 4),
            .last_change = sqlite3_column_int64(statement, 5),
        };
    } else {
        status = mpt_fail(error, MPT_BAD_INPUT, "there is no entry %lld; the history ends with %lld", (long long)id,
                          (long long)mpt_store_revision(store));
    }
    sqlite3_finalize(statement);
    return status ? status : find_undo(store, id, &entry->undone_by, error);
}

/* Where a guided review was left is no work that anybody means to take back. */
enum mpt_status mpt_entry_last_standing(struct mpt_store *store, int64_t *id, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(
        store,
        "SELECT e.id FROM entry e WHERE e.undoes IS NULL AND EXISTS (SELECT 1 FROM change c WHERE c.entry = "
        "e.id AND NOT (c.kind = 'setting' AND c.code LIKE 'review-run%')) ORDER BY e.id DESC",
        &statement, error);
    *id = 0;
    while (!status && !*id && sqlite3_step(statement) == SQLITE_ROW) {
        int64_t undone_by;
        status = find_undo(store, sqlite3_column_int64(statement, 0), &undone_by, error);
        *id = undone_by ? 0 : sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    return status;
}

enum mpt_status mpt_entry_on(struct mpt_store *store, const char *day, int64_t *id, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(
        store, "SELECT id FROM entry WHERE substr(at, 1, 10) <= $day ORDER BY id DESC LIMIT 1", &statement, error);
    *id = 0;
    if (!status) {
        store_bind(statement, 1, day);
        *id = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
        sqlite3_finalize(statement);
    }
    return status;
}

const char *mpt_store_key(struct mpt_store *store, struct mpt_arena *arena)
{
    sqlite3_stmt *statement;
    struct mpt_error unused;
    uint64_t hash = MPT_DIGEST_SEED;
    if (store->key) {
        return store->key;
    }
    if (store_prepare(store, "SELECT at, who, command FROM entry ORDER BY id LIMIT 1", &statement, &unused) == MPT_OK) {
        bool there = sqlite3_step(statement) == SQLITE_ROW;
        for (int column = 0; there && column < 3; column++) {
            const char *text = (const char *)sqlite3_column_text(statement, column);
            hash = text ? mpt_digest_text(hash, text) : hash;
        }
        sqlite3_finalize(statement);
    }
    return mpt_arena_print(arena, "%016llx", (unsigned long long)hash);
}

int64_t mpt_entry_of_field(struct mpt_store *store, int64_t number, const char *field)
{
    struct mpt_error unused;
    int64_t entry = 0;
    if (!store->field_entry && store_prepare(store,
                                             "SELECT entry FROM (SELECT id, entry FROM change WHERE record = $number "
                                             "AND field = $field UNION ALL SELECT id, entry FROM change WHERE id = "
                                             "$number) AS given ORDER BY id DESC LIMIT 1",
                                             &store->field_entry, &unused)) {
        return 0;
    }
    sqlite3_bind_int64(store->field_entry, 1, number);
    store_bind(store->field_entry, 2, field);
    if (sqlite3_step(store->field_entry) == SQLITE_ROW) {
        entry = sqlite3_column_int64(store->field_entry, 0);
    }
    sqlite3_reset(store->field_entry);
    return entry;
}

bool mpt_entry_has(struct mpt_store *store, int64_t entry, int64_t number)
{
    struct mpt_error unused;
    if (!store->has_entry && store_prepare(store,
                                           "SELECT 1 FROM change WHERE id = $number AND entry = $entry UNION ALL "
                                           "SELECT 1 FROM change WHERE record = $number AND entry = $entry LIMIT 1",
                                           &store->has_entry, &unused)) {
        return false;
    }
    sqlite3_bind_int64(store->has_entry, 1, number);
    sqlite3_bind_int64(store->has_entry, 2, entry);
    bool has = sqlite3_step(store->has_entry) == SQLITE_ROW;
    sqlite3_reset(store->has_entry);
    return has;
}
