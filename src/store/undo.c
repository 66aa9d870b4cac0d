/* Undo: takes one entry back whole, in an entry of its own; refuses when something later builds on it, and says what.
 */
#include <string.h>

#include "mpt/json_read.h"
#include "revert.h"

enum { MOST_CONFLICTS = 8 };

/* A later entry that builds on this one: the first thing it did to it, and how many more. */
struct conflict {
    int64_t entry;
    const char *what;
    size_t more;
};

struct conflicts {
    struct mpt_store *store;
    struct mpt_arena *arena, *scratch; /* scratch: of the change at hand */
    int64_t last;                      /* change of the entry */
    struct conflict list[MOST_CONFLICTS];
    size_t count;        /* of entries; those past MOST_CONFLICTS are not in the list */
    sqlite3_stmt *later; /* changes of one record after `last` */
};

static void add_conflict(struct conflicts *conflicts, int64_t entry, const char *what)
{
    size_t kept = conflicts->count < MOST_CONFLICTS ? conflicts->count : MOST_CONFLICTS;
    for (size_t i = 0; i < kept; i++) {
        if (conflicts->list[i].entry == entry) {
            conflicts->list[i].more++;
            return;
        }
    }
    if (kept < MOST_CONFLICTS) {
        conflicts->list[kept] = (struct conflict){entry, mpt_arena_copy(conflicts->arena, what), 0};
    }
    conflicts->count++;
}

/* Fails with "entry 7 (2024-07-07, anna: edit-target ...): WHAT", a line an entry. */
static enum mpt_status refuse(const struct conflicts *conflicts, int64_t number, struct mpt_error *error)
{
    struct mpt_text lines = mpt_text_init(conflicts->arena);
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < conflicts->count && i < MOST_CONFLICTS; i++) {
        const struct conflict *conflict = &conflicts->list[i];
        struct mpt_entry entry;
        status = mpt_entry_get(conflicts->store, conflict->entry, conflicts->arena, &entry, error);
        if (!status) {
            mpt_text_print(&lines, "\n  entry %lld (%.10s, %s: %s): %s", (long long)entry.id, entry.at, entry.who,
                           mpt_text_shorten(entry.command, 60, conflicts->arena), conflict->what);
            if (conflict->more) {
                mpt_text_print(&lines, ", and %zu more", conflict->more);
            }
        }
    }
    return status ? status
                  : mpt_fail(error, MPT_BAD_INPUT,
                             "entry %lld cannot be taken back, nothing was changed: something later builds on it%s%s\n"
                             "Take these back first, the newest first",
                             (long long)number, mpt_text_get(&lines),
                             conflicts->count > MOST_CONFLICTS ? "\n  and more entries" : "");
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* One change of a record after the entry. */
struct later_change {
    int64_t entry;
    const char *action, *field, *before;
};

static bool next_later(struct conflicts *conflicts, struct later_change *change)
{
    if (sqlite3_step(conflicts->later) != SQLITE_ROW) {
        sqlite3_reset(conflicts->later);
        return false;
    }
    *change = (struct later_change){.entry = sqlite3_column_int64(conflicts->later, 0),
                                    .action = (const char *)sqlite3_column_text(conflicts->later, 1),
                                    .field = (const char *)sqlite3_column_text(conflicts->later, 2),
                                    .before = (const char *)sqlite3_column_text(conflicts->later, 3)};
    return true;
}

static void find_later(struct conflicts *conflicts, int64_t record)
{
    sqlite3_reset(conflicts->later);
    sqlite3_bind_int64(conflicts->later, 1, record);
    sqlite3_bind_int64(conflicts->later, 2, conflicts->last);
}

/* Whether what a later change found in `field` is what the record has now; if it does not speak of the field, yes. */
static enum mpt_status is_as_found(const struct conflicts *conflicts, const struct later_change *change,
                                   const struct mpt_record *now, size_t field, bool *spoken_of, bool *as_found,
                                   struct mpt_error *error)
{
    const struct mpt_kind *kind = now->kind;
    const char *name = kind->fields[field].name;
    if (strcmp(change->action, "removed") == 0) {
        struct mpt_record then = mpt_record_init(kind, conflicts->scratch);
        enum mpt_status status = mpt_json_read_record(&then, change->before, conflicts->scratch, error);
        *spoken_of = true;
        *as_found = same(then.values[field], now->values[field]);
        return status;
    }
    *spoken_of = change->field && strcmp(change->field, name) == 0;
    *as_found = !*spoken_of || same(change->before, now->values[field]);
    return MPT_OK;
}

/* The first later change of a field found it as the entry left it; that must be how it is now. `only` narrows it to
 * one field; NULL: all. */
static enum mpt_status compare(struct conflicts *conflicts, const struct mpt_record *now, int64_t record,
                               const char *only, struct mpt_error *error)
{
    const struct mpt_kind *kind = now->kind;
    bool *settled = mpt_arena_array(conflicts->scratch, kind->field_count, sizeof *settled);
    enum mpt_status status = MPT_OK;
    struct later_change change;
    find_later(conflicts, record);
    while (!status && next_later(conflicts, &change)) {
        for (size_t i = 0; !status && i < kind->field_count; i++) {
            bool ours = !only || strcmp(only, kind->fields[i].name) == 0, as_found = true;
            if (settled[i] || !ours || kind->fields[i].flags & (MPT_DERIVED | MPT_THROUGH)) {
                continue;
            }
            status = is_as_found(conflicts, &change, now, i, &settled[i], &as_found, error);
            if (!status && !as_found) {
                add_conflict(
                    conflicts, change.entry,
                    mpt_arena_print(conflicts->scratch, "%s %s, %s", kind->name, now->values[0], kind->fields[i].name));
            }
        }
    }
    return status;
}

/* The entry that removed the record, or brought it back, last. */
static void add_last(struct conflicts *conflicts, const struct reverted *change, const char *done)
{
    int64_t entry = 0;
    struct later_change later;
    find_later(conflicts, change->record);
    while (next_later(conflicts, &later)) {
        entry = strcmp(later.action, done) == 0 ? later.entry : entry;
    }
    add_conflict(conflicts, entry, mpt_arena_print(conflicts->scratch, "%s %s %s", done, change->kind, change->code));
}

/* Whether what the change left is still there to be taken back. */
static enum mpt_status check_change(struct conflicts *conflicts, const struct reverted *change, struct mpt_error *error)
{
    const struct mpt_kind *kind = mpt_kind_find(change->kind);
    const char *code;
    if (!kind) {
        return MPT_OK; /* a setting: the last to set it wins */
    }
    enum mpt_status status = record_code(conflicts->store, kind, change->record, conflicts->scratch, &code, error);
    if (status) {
        return status;
    }
    if (strcmp(change->action, "removed") == 0) {
        if (!code && mpt_store_exists(conflicts->store, kind, change->code)) {
            return mpt_fail(error, MPT_BAD_INPUT, "there is another %s '%s' by now; nothing was changed", kind->name,
                            change->code);
        }
        if (code) {
            add_last(conflicts, change, "added");
        }
        return MPT_OK;
    }
    if (!code) {
        add_last(conflicts, change, "removed");
        return MPT_OK;
    }
    struct mpt_record now;
    status = mpt_store_get(conflicts->store, kind, code, conflicts->scratch, &now, error);
    return status ? status : compare(conflicts, &now, change->record, change->field, error);
}

/* References that would lead nowhere: to what the entry added, or from what it removed. */
static enum mpt_status check_references(struct conflicts *conflicts, struct mpt_error *error)
{
    struct mpt_store *store = conflicts->store;
    int dangling = 0, unused;
    sqlite3_db_status(store->db, SQLITE_DBSTATUS_DEFERRED_FKS, &dangling, &unused, 0);
    if (!dangling) {
        return MPT_OK;
    }
    struct violation *list;
    size_t count;
    enum mpt_status status = violations_list(store, MOST_CONFLICTS, conflicts->arena, &list, &count, error);
    for (size_t i = 0; !status && i < count; i++) {
        sqlite3_stmt *setter;
        status =
            store_prepare(store,
                          "SELECT entry FROM change WHERE record = $record AND (field = $field OR action = 'added') "
                          "UNION ALL SELECT entry FROM change WHERE id = $record ORDER BY entry DESC LIMIT 1",
                          &setter, error);
        if (status) {
            break;
        }
        sqlite3_bind_int64(setter, 1, list[i].id);
        store_bind(setter, 2, list[i].column);
        int64_t entry = sqlite3_step(setter) == SQLITE_ROW ? sqlite3_column_int64(setter, 0) : 0;
        sqlite3_finalize(setter);
        const char *what = mpt_arena_print(conflicts->arena, "%s %s refers to %s %s by %s",
                                           list[i].kind ? list[i].kind->name : "a record", list[i].code, list[i].parent,
                                           list[i].value, list[i].column);
        add_conflict(conflicts, entry == store->entry ? store->undoes : entry, what);
    }
    return status;
}

static enum mpt_status check_changes(struct conflicts *conflicts, int64_t first, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = revert_open(conflicts->store, first, conflicts->last, &statement, error);
    struct reverted change;
    while (!status && revert_next(statement, &change)) {
        conflicts->scratch = mpt_arena_open(); /* an import may have touched a hundred thousand records */
        status = check_change(conflicts, &change, error);
        mpt_arena_close(conflicts->scratch);
    }
    sqlite3_finalize(statement);
    return status;
}

enum mpt_status mpt_store_undo(struct mpt_store *store, int64_t number, struct mpt_arena *arena,
                               struct mpt_error *error)
{
    struct conflicts conflicts = {.store = store, .arena = arena};
    struct mpt_entry entry;
    enum mpt_status status = mpt_entry_get(store, number, arena, &entry, error);
    if (!status && entry.undone_by) {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "entry %lld was taken back already, by entry %lld; `mpt undo %lld` brings it back",
                        (long long)number, (long long)entry.undone_by, (long long)entry.undone_by);
    }
    conflicts.last = entry.last_change;
    store->undoes = number;
    status = status ? status
                    : store_prepare(store,
                                    "SELECT entry, action, field, before FROM change WHERE record = $record AND id > "
                                    "$last ORDER BY id",
                                    &conflicts.later, error);
    status = status ? status : check_changes(&conflicts, entry.first_change, error);
    sqlite3_finalize(conflicts.later);
    if (!status && conflicts.count) {
        return refuse(&conflicts, number, error);
    }
    /* On the way back references may lead nowhere for a while; what does at the end is a conflict. */
    status = status ? status : store_run(store, "PRAGMA defer_foreign_keys = ON", error);
    status = status ? status : revert_changes(store, entry.first_change, entry.last_change, error);
    status = status ? status : check_references(&conflicts, error);
    return status || !conflicts.count ? status : refuse(&conflicts, number, error);
}
