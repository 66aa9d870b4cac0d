/* Undo: takes one entry back whole, in an entry of its own; refuses when something later builds on it, and says what.
 */
#include <string.h>

#include "mpt/json_read.h"
#include "mpt/text.h"
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
    int64_t first, last;               /* changes of the entry */
    struct conflict list[MOST_CONFLICTS];
    size_t count;        /* of entries; those past MOST_CONFLICTS are not in the list */
    sqlite3_stmt *later; /* changes of one record after `last` */
    sqlite3_stmt *gone;  /* what took a code from its record after `last` */
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

/* One change of a record after the entry. */
struct later_change {
    int64_t entry, id;
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
                                    .before = (const char *)sqlite3_column_text(conflicts->later, 3),
                                    .id = sqlite3_column_int64(conflicts->later, 4)};
    return true;
}

static void find_later(struct conflicts *conflicts, int64_t record)
{
    sqlite3_reset(conflicts->later);
    sqlite3_bind_int64(conflicts->later, 1, record);
    sqlite3_bind_int64(conflicts->later, 2, conflicts->last);
}

/* The code that the record has now which had `code` after change number `after`; NULL when it is not there. *entry (may
 * be NULL) is the entry that took the code from it. */
static enum mpt_status code_now(struct conflicts *conflicts, const struct mpt_kind *kind, const char *code,
                                int64_t after, const char **now, int64_t *entry, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    *now = code;
    sqlite3_reset(conflicts->gone);
    sqlite3_bind_int64(conflicts->gone, 1, after);
    store_bind(conflicts->gone, 2, kind->name);
    store_bind(conflicts->gone, 3, code);
    if (sqlite3_step(conflicts->gone) == SQLITE_ROW) {
        int64_t record = sqlite3_column_int64(conflicts->gone, 1);
        status = record_code(conflicts->store, kind, record, conflicts->scratch, now, error);
        if (entry) {
            *entry = sqlite3_column_int64(conflicts->gone, 0);
        }
    }
    sqlite3_reset(conflicts->gone);
    return status;
}

/* Whether a field's value as change number `after` found it is that of now; references by what they lead to. */
static enum mpt_status is_same_value(struct conflicts *conflicts, const struct mpt_field *field, const char *then,
                                     const char *now, int64_t after, bool *equal, struct mpt_error *error)
{
    const struct mpt_kind *kind = field->type == MPT_REF ? mpt_kind_find(field->refers_to) : NULL;
    bool shared = field->flags & MPT_SHARED;
    enum mpt_status status = MPT_OK;
    *equal = mpt_text_same(then, now);
    if (*equal || !kind || !then || !now) {
        return MPT_OK;
    }
    if (!(field->flags & MPT_MANY)) {
        status = code_now(conflicts, kind, then, after, &then, NULL, error);
        *equal = mpt_text_same(then, now);
        return status;
    }
    *equal = true;
    for (const char *a = "", *b = a; !status && *equal && (a || b);) {
        double share_a = 0, share_b = 0;
        a = mpt_value_next(&then, shared, conflicts->scratch, &share_a);
        b = mpt_value_next(&now, shared, conflicts->scratch, &share_b);
        status = a ? code_now(conflicts, kind, a, after, &a, NULL, error) : MPT_OK;
        *equal = mpt_text_same(a, b) && !(share_a < share_b || share_a > share_b);
    }
    return status;
}

/* Whether what a later change found in `field` is what the record has now; if it does not speak of the field, yes. */
static enum mpt_status is_as_found(struct conflicts *conflicts, const struct later_change *change,
                                   const struct mpt_record *now, size_t field, bool *spoken_of, bool *as_found,
                                   struct mpt_error *error)
{
    const struct mpt_kind *kind = now->kind;
    const char *name = kind->fields[field].name;
    if (strcmp(change->action, "removed") == 0) {
        struct mpt_record then = mpt_record_init(kind, conflicts->scratch);
        enum mpt_status status = mpt_json_read_record(&then, change->before, conflicts->scratch, error);
        *spoken_of = true;
        return status ? status
                      : is_same_value(conflicts, &kind->fields[field], then.values[field], now->values[field],
                                      change->id, as_found, error);
    }
    *spoken_of = change->field && strcmp(change->field, name) == 0;
    return *spoken_of ? is_same_value(conflicts, &kind->fields[field], change->before, now->values[field], change->id,
                                      as_found, error)
                      : MPT_OK;
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

/* The entry that removed the record, or brought it back, last; when none did, it was this one itself. */
static void add_last(struct conflicts *conflicts, const struct reverted *change, const char *done)
{
    int64_t entry = 0;
    struct later_change later;
    find_later(conflicts, change->record);
    while (next_later(conflicts, &later)) {
        entry = strcmp(later.action, done) == 0 ? later.entry : entry;
    }
    if (entry) {
        add_conflict(conflicts, entry,
                     mpt_arena_print(conflicts->scratch, "%s %s %s", done, change->kind, change->code));
    }
}

/* Whether no other record has the code, or one that got it by the entry itself and gives it back first. */
static bool is_free(struct conflicts *conflicts, const struct mpt_kind *kind, const char *code)
{
    int64_t other = mpt_store_number(conflicts->store, kind, code);
    struct mpt_error unused;
    sqlite3_stmt *statement;
    bool given = !other;
    if (other && store_prepare(conflicts->store,
                               "SELECT 1 FROM change WHERE id BETWEEN $first AND $last AND coalesce(record, id) = "
                               "$other AND (action = 'added' OR field = 'code')",
                               &statement, &unused) == MPT_OK) {
        sqlite3_bind_int64(statement, 1, conflicts->first);
        sqlite3_bind_int64(statement, 2, conflicts->last);
        sqlite3_bind_int64(statement, 3, other);
        given = sqlite3_step(statement) == SQLITE_ROW;
        sqlite3_finalize(statement);
    }
    return given;
}

/* Whether what the change left is still there to be taken back. */
static enum mpt_status check_change(struct conflicts *conflicts, const struct reverted *change, struct mpt_error *error)
{
    const struct mpt_kind *kind = mpt_kind_find(change->kind);
    const char *code;
    enum mpt_status known = revert_check(change, error);
    if (known) {
        return known;
    }
    if (!kind) {
        return MPT_OK; /* a setting: the last to set it wins */
    }
    enum mpt_status status = record_code(conflicts->store, kind, change->record, conflicts->scratch, &code, error);
    if (status) {
        return status;
    }
    if (strcmp(change->action, "removed") == 0) {
        if (!code && !is_free(conflicts, kind, change->code)) {
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

/* A reference that was put back names a record by the code it had after change number `after`; that record must have it
 * again, or the reference leads nowhere, or to another. */
static enum mpt_status check_reference(struct conflicts *conflicts, const struct mpt_kind *kind, const char *code,
                                       int64_t after, struct mpt_error *error)
{
    const char *now;
    int64_t entry = 0;
    enum mpt_status status = code_now(conflicts, kind, code, after, &now, &entry, error);
    bool along = !status && now && entry == conflicts->store->entry; /* we renamed it next, and the reference with it */
    if (!status && !mpt_text_same(now, code) && !along) {
        add_conflict(conflicts, entry,
                     now ? mpt_arena_print(conflicts->scratch, "%s %s is called %s now", kind->name, code, now)
                         : mpt_arena_print(conflicts->scratch, "removed %s %s", kind->name, code));
    }
    return status;
}

static enum mpt_status check_value(struct conflicts *conflicts, const struct mpt_field *field, const char *value,
                                   int64_t after, struct mpt_error *error)
{
    const struct mpt_kind *kind = field->type == MPT_REF ? mpt_kind_find(field->refers_to) : NULL;
    enum mpt_status status = MPT_OK;
    if (!kind || field->flags & (MPT_DERIVED | MPT_THROUGH) || !value) {
        return MPT_OK;
    }
    if (!(field->flags & MPT_MANY)) {
        return check_reference(conflicts, kind, value, after, error);
    }
    bool shared = field->flags & MPT_SHARED;
    for (const char *code; !status && (code = mpt_value_next(&value, shared, conflicts->scratch, NULL));) {
        status = check_reference(conflicts, kind, code, after, error);
    }
    return status;
}

/* Whether the references that a change put back lead to what they led to. */
static enum mpt_status check_put_back(struct conflicts *conflicts, const struct reverted *change,
                                      struct mpt_error *error)
{
    const struct mpt_kind *kind = mpt_kind_find(change->kind);
    if (!kind || strcmp(change->action, "added") == 0) {
        return MPT_OK;
    }
    if (change->field) {
        return check_value(conflicts, mpt_field_find(kind, change->field), change->before, change->id, error);
    }
    struct mpt_record record = mpt_record_init(kind, conflicts->scratch);
    enum mpt_status status = mpt_json_read_record(&record, change->before, conflicts->scratch, error);
    for (size_t i = 0; !status && i < kind->field_count; i++) {
        status = check_value(conflicts, &kind->fields[i], record.values[i], change->id, error);
    }
    return status;
}

/* References that would lead nowhere: to what the entry added. */
static enum mpt_status check_dangling(struct conflicts *conflicts, struct mpt_error *error)
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

/* Asks `check` of each change of the entry. */
static enum mpt_status check_changes(struct conflicts *conflicts,
                                     enum mpt_status (*check)(struct conflicts *, const struct reverted *,
                                                              struct mpt_error *),
                                     struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = revert_open(conflicts->store, conflicts->first, conflicts->last, &statement, error);
    struct reverted change;
    while (!status && revert_next(statement, &change)) {
        conflicts->scratch = mpt_arena_open(); /* an import may have touched a hundred thousand records */
        status = check(conflicts, &change, error);
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
    conflicts.first = entry.first_change;
    conflicts.last = entry.last_change;
    store->undoes = number;
    store->references_pending = true; /* checked when all is taken back */
    status = status ? status : store_run(store, "PRAGMA defer_foreign_keys = ON", error);
    status = status
                 ? status
                 : store_prepare(store,
                                 "SELECT entry, action, field, before, id FROM change WHERE record = $record AND id > "
                                 "$last ORDER BY id",
                                 &conflicts.later, error);
    status = status
                 ? status
                 : store_prepare(store,
                                 "SELECT c.entry, c.record FROM change c WHERE c.id > $last AND c.kind = $kind AND "
                                 "c.id IN (SELECT n.id FROM change n WHERE n.field = 'code' AND n.before = $code "
                                 "UNION ALL SELECT r.id FROM change r WHERE r.action = 'removed' AND r.code = $code) "
                                 "ORDER BY c.id LIMIT 1",
                                 &conflicts.gone, error);
    status = status ? status : check_changes(&conflicts, check_change, error);
    if (!status && !conflicts.count) {
        /* On the way back references may lead nowhere for a while; what does at the end is a conflict. */
        status = store_run(store, "PRAGMA defer_foreign_keys = ON", error);
        status = status ? status : revert_changes(store, entry.first_change, entry.last_change, error);
        status = status ? status : check_changes(&conflicts, check_put_back, error);
    }
    sqlite3_finalize(conflicts.later);
    sqlite3_finalize(conflicts.gone);
    status = status || conflicts.count ? status : check_dangling(&conflicts, error);
    return status || !conflicts.count ? status : refuse(&conflicts, number, error);
}
