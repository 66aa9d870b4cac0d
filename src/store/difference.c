/* What became of records since an entry, worked out from the changes since: newest first, each gives a value before. */
#include <string.h>

#include "mpt/json_read.h"
#include "revert.h"

static bool differ(const struct mpt_record *before, const struct mpt_record *after)
{
    if (!before || !after) {
        return before != after;
    }
    for (size_t i = 0; i < before->kind->field_count; i++) {
        const char *a = before->values[i], *b = after->values[i];
        bool stored = !(before->kind->fields[i].flags & (MPT_DERIVED | MPT_THROUGH));
        if (stored && a != b && (!a || !b || strcmp(a, b) != 0)) {
            return true;
        }
    }
    return false;
}

static struct mpt_record *copy_record(const struct mpt_record *record, struct mpt_arena *arena)
{
    struct mpt_record *copy = mpt_arena_alloc(arena, sizeof *copy);
    *copy = mpt_record_init(record->kind, arena);
    memcpy(copy->values, record->values, record->kind->field_count * sizeof *copy->values);
    return copy;
}

/* The record as it is now; *record is NULL when it is not there. */
static enum mpt_status read_now(struct mpt_store *store, const struct mpt_kind *kind, int64_t number,
                                struct mpt_arena *arena, struct mpt_record **record, struct mpt_error *error)
{
    const char *code;
    *record = NULL;
    enum mpt_status status = record_code(store, kind, number, arena, &code, error);
    if (status || !code) {
        return status;
    }
    *record = mpt_arena_alloc(arena, sizeof **record);
    return mpt_store_get(store, kind, code, arena, *record, error);
}

/* Goes one change back: `record` is the record after it, and becomes what it was before. */
static enum mpt_status step_back(const struct mpt_kind *kind, const struct reverted *change, struct mpt_arena *arena,
                                 struct mpt_record **record, struct mpt_error *error)
{
    enum mpt_status status = revert_check(change, error);
    if (status) {
        return status;
    }
    if (strcmp(change->action, "added") == 0) {
        *record = NULL;
        return MPT_OK;
    }
    if (strcmp(change->action, "removed") == 0) {
        *record = mpt_arena_alloc(arena, sizeof **record);
        **record = mpt_record_init(kind, arena);
        return mpt_json_read_record(*record, change->before, arena, error);
    }
    const struct mpt_field *field = mpt_field_find(kind, change->field);
    if (field && *record) {
        (*record)->values[field - kind->fields] = mpt_arena_copy(arena, change->before);
    }
    return MPT_OK;
}

struct differences {
    struct mpt_arena *arena;
    struct mpt_difference *list;
    size_t count, capacity;
    struct mpt_difference at; /* the record at hand */
    struct mpt_record *past;
};

/* The record at hand has been walked back to the entry. */
static void finish(struct differences *all)
{
    all->at.before = all->past;
    if (all->at.kind && differ(all->at.before, all->at.after)) {
        all->list = mpt_arena_grow(all->arena, all->list, all->count, &all->capacity, sizeof *all->list);
        all->list[all->count++] = all->at;
    }
}

enum mpt_status mpt_store_differences(struct mpt_store *store, int64_t entry, struct mpt_arena *arena,
                                      struct mpt_difference **list, size_t *count, struct mpt_error *error)
{
    struct differences all = {.arena = arena};
    struct reverted change;
    sqlite3_stmt *statement;
    enum mpt_status status =
        store_prepare(store,
                      "SELECT id, action, kind, code, coalesce(record, id), field, before FROM "
                      "change WHERE id > coalesce((SELECT c.id FROM change c WHERE c.entry <= $entry ORDER "
                      "BY c.entry DESC, c.id DESC LIMIT 1), 0) ORDER BY 3, 5, 1 DESC",
                      &statement, error);
    if (!status) {
        sqlite3_bind_int64(statement, 1, entry);
    }
    while (!status && revert_next(statement, &change)) {
        const struct mpt_kind *kind = mpt_kind_find(change.kind);
        if (!kind) {
            continue; /* a setting */
        }
        if (kind != all.at.kind || change.record != all.at.number) {
            struct mpt_record *now;
            finish(&all);
            status = read_now(store, kind, change.record, arena, &now, error);
            all.at = (struct mpt_difference){.kind = kind, .number = change.record, .after = now};
            all.past = now ? copy_record(now, arena) : NULL;
        }
        status = status ? status : step_back(kind, &change, arena, &all.past, error);
    }
    if (!status) {
        finish(&all);
    }
    if (sqlite3_finalize(statement) != SQLITE_OK && !status) {
        status = store_fail(store, "reading the history", error);
    }
    *list = all.list;
    *count = all.count;
    return status;
}
