/* The kept pairs of projects that look alike: which are out of date, and their replacement. */
#include "mpt/pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/json_read.h"
#include "store.h"

enum {
    MOST_CHANGES = 100000, /* looked through for what they touched; beyond, everything is compared anew */
};

/* Numbers of projects, each once at the end. */
struct touched {
    struct mpt_store *store;
    struct mpt_arena *arena;
    int64_t *numbers;
    size_t count, capacity;
};

static void touch(struct touched *touched, int64_t number)
{
    if (number) {
        touched->numbers = mpt_arena_grow(touched->arena, touched->numbers, touched->count, &touched->capacity,
                                          sizeof *touched->numbers);
        touched->numbers[touched->count++] = number;
    }
}

/* The project that a tagging or participation was of, when the change took it away: from the record that was removed,
 * or from the field's value before. */
static enum mpt_status touch_former(struct touched *touched, const char *kind_name, const char *field,
                                    const char *before, struct mpt_error *error)
{
    const struct mpt_kind *project = mpt_kind_find("project"), *kind = mpt_kind_find(kind_name);
    const char *code = before;
    enum mpt_status status = MPT_OK;
    struct mpt_arena *arena = mpt_arena_open();
    if (!field) {
        struct mpt_record record = mpt_record_init(kind, arena);
        status = mpt_json_read_record(&record, before, arena, error);
        code = status ? NULL : mpt_record_get(&record, "project");
    }
    touch(touched, code ? mpt_store_number(touched->store, project, code) : 0);
    mpt_arena_close(arena);
    return status;
}

static int ascending(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

enum mpt_status pairs_touched(struct mpt_store *store, int64_t known, struct mpt_arena *arena, int64_t **numbers,
                              size_t *count, struct mpt_error *error)
{
    const struct mpt_param param = {.name = "known", .number = (double)known, .is_number = true};
    struct touched touched = {.store = store, .arena = arena};
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, "likeness-changed", NULL, &param, 1, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        const char *field = mpt_cursor_text(cursor, "field"), *before = mpt_cursor_text(cursor, "before");
        touch(&touched, mpt_cursor_integer(cursor, "project"));
        if (before) {
            status = touch_former(&touched, mpt_cursor_text(cursor, "kind"), field, before, error);
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    *count = 0;
    if (touched.count) {
        qsort(touched.numbers, touched.count, sizeof *touched.numbers, ascending);
    }
    for (size_t i = 0; i < touched.count; i++) {
        if (!*count || touched.numbers[*count - 1] != touched.numbers[i]) {
            touched.numbers[(*count)++] = touched.numbers[i];
        }
    }
    *numbers = touched.numbers;
    return status ? status : closed;
}

/* Runs a statement that gives one number. */
static int64_t ask(struct mpt_store *store, const char *sql)
{
    sqlite3_stmt *statement;
    struct mpt_error unused;
    int64_t number = 0;
    if (store_prepare(store, sql, &statement, &unused) == MPT_OK) {
        number = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
        sqlite3_finalize(statement);
    }
    return number;
}

enum mpt_status mpt_pairs_begin(struct mpt_store *store, struct mpt_arena *arena, int64_t **projects, size_t *count,
                                bool *all, struct mpt_error *error)
{
    store->pairs_alone = sqlite3_get_autocommit(store->db) != 0; /* else the pairs belong to the open entry */
    enum mpt_status status = store->pairs_alone ? store_run(store, "BEGIN", error) : MPT_OK;
    if (status) {
        return status;
    }
    int64_t known = ask(store, "SELECT known_change FROM duplicate_state");
    int64_t newest = ask(store, "SELECT coalesce(max(id), 0) FROM change");
    *projects = store->stale;
    *count = store->stale_count;
    *all = known < 0 || newest - known > MOST_CHANGES;
    if (!*all && !*count && known < newest) {
        status = pairs_touched(store, known, arena, projects, count, error);
    }
    if (store->pairs_alone && (status || (!*all && !*count))) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return status;
}

/* --- Replacing ---------------------------------------------------------------------------------------------------- */

static void bind_part(sqlite3_stmt *statement, int position, double part)
{
    if (isnan(part)) {
        sqlite3_bind_null(statement, position);
    } else {
        sqlite3_bind_double(statement, position, part);
    }
}

static enum mpt_status forget(struct mpt_store *store, const int64_t *projects, size_t count, bool all,
                              struct mpt_error *error)
{
    sqlite3_stmt *statement;
    if (all) {
        return store_run(store, "DELETE FROM duplicate_pair", error);
    }
    enum mpt_status status =
        store_prepare(store, "DELETE FROM duplicate_pair WHERE a = $project OR b = $project", &statement, error);
    for (size_t i = 0; !status && i < count; i++) {
        sqlite3_bind_int64(statement, 1, projects[i]);
        status = store_step(store, statement, "bringing pairs up to date", error);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum mpt_status keep(struct mpt_store *store, const struct mpt_kept_pair *pairs, size_t count,
                            struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store,
                                           "INSERT INTO duplicate_pair (a, b, score, title, tags, partners, "
                                           "place_time, same_id) VALUES ($a, $b, $score, $title, $tags, $partners, "
                                           "$place_time, $same_id)",
                                           &statement, error);
    for (size_t i = 0; !status && i < count; i++) {
        sqlite3_bind_int64(statement, 1, pairs[i].a);
        sqlite3_bind_int64(statement, 2, pairs[i].b);
        sqlite3_bind_double(statement, 3, pairs[i].score);
        sqlite3_bind_double(statement, 4, isnan(pairs[i].title) ? 0 : pairs[i].title);
        bind_part(statement, 5, pairs[i].tags);
        bind_part(statement, 6, pairs[i].partners);
        bind_part(statement, 7, pairs[i].place_time);
        sqlite3_bind_int(statement, 8, pairs[i].same_id);
        status = store_step(store, statement, "keeping pairs", error);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum mpt_status replace(struct mpt_store *store, const int64_t *projects, size_t project_count, bool all,
                               const struct mpt_kept_pair *pairs, size_t pair_count, struct mpt_error *error)
{
    enum mpt_status status = forget(store, projects, project_count, all, error);
    return status ? status : keep(store, pairs, pair_count, error);
}

/* In the file, if nobody else is at work in it: waiting would hold up a reader, and what was read may be old by then.
 */
static enum mpt_status replace_in_file(struct mpt_store *store, const int64_t *projects, size_t project_count, bool all,
                                       const struct mpt_kept_pair *pairs, size_t pair_count, struct mpt_error *error)
{
    sqlite3_busy_timeout(store->db, 0);
    enum mpt_status status = replace(store, projects, project_count, all, pairs, pair_count, error);
    status = status ? status
                    : store_run(store,
                                "UPDATE duplicate_state SET known_change = (SELECT coalesce(max(id), 0) FROM "
                                "change)",
                                error);
    status = status || !store->pairs_alone ? status : store_run(store, "COMMIT", error);
    if (status && store->pairs_alone && !sqlite3_get_autocommit(store->db)) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
    return status;
}

/* A temporary table of the same name stands before the one in the file. */
static enum mpt_status replace_in_memory(struct mpt_store *store, const int64_t *projects, size_t project_count,
                                         bool all, const struct mpt_kept_pair *pairs, size_t pair_count,
                                         struct mpt_error *error)
{
    enum mpt_status status = store_run(store,
                                       "DROP TABLE IF EXISTS temp.duplicate_pair; CREATE TEMP TABLE duplicate_pair AS "
                                       "SELECT * FROM main.duplicate_pair",
                                       error);
    return status ? status : replace(store, projects, project_count, all, pairs, pair_count, error);
}

enum mpt_status mpt_pairs_end(struct mpt_store *store, const int64_t *projects, size_t project_count, bool all,
                              const struct mpt_kept_pair *pairs, size_t pair_count, struct mpt_error *error)
{
    struct mpt_error unused;
    enum mpt_status status = store_run(store, "PRAGMA query_only = OFF", error);
    if (!status && replace_in_file(store, projects, project_count, all, pairs, pair_count, &unused) != MPT_OK) {
        if (!store->pairs_alone) {
            *error = unused;
            return MPT_DATABASE;
        }
        status = replace_in_memory(store, projects, project_count, all, pairs, pair_count, error);
    }
    store->stale_count = 0;
    enum mpt_status ended = store->reading ? store_run(store, "PRAGMA query_only = ON", error) : MPT_OK;
    return status ? status : ended;
}
