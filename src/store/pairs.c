/* The kept pairs of projects that look alike: which are out of date, and their replacement. */
#include "mpt/pairs.h"

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

/* The project that a funding or participation was of, when the change took it away: from the record that was removed,
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
    enum mpt_status status = mpt_cursor_open(store, "duplicates-changed", NULL, &param, 1, &cursor, error);
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

enum mpt_status mpt_pairs_begin(struct mpt_store *store, struct mpt_arena *arena, struct mpt_stale_pairs *stale,
                                struct mpt_error *error)
{
    store->pairs_alone = sqlite3_get_autocommit(store->db) != 0; /* else the pairs belong to the open entry */
    enum mpt_status status = store->pairs_alone ? store_run(store, "BEGIN", error) : MPT_OK;
    if (status) {
        return status;
    }
    int64_t known = ask(store, "SELECT known_change FROM duplicate_state");
    int64_t newest = ask(store, "SELECT coalesce(max(id), 0) FROM change");
    *stale = (struct mpt_stale_pairs){.projects = store->stale,
                                      .count = store->stale_count,
                                      .drifted = (size_t)ask(store, "SELECT drifted FROM duplicate_state"),
                                      .all = known < 0 || newest - known > MOST_CHANGES,
                                      .past = store->stale_count > 0};
    if (!stale->all && !stale->count && known < newest) {
        status = pairs_touched(store, known, arena, &stale->projects, &stale->count, error);
    }
    if (store->pairs_alone && (status || (!stale->all && !stale->count))) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return status;
}

/* --- Replacing ---------------------------------------------------------------------------------------------------- */

static enum mpt_status forget(struct mpt_store *store, const struct mpt_stale_pairs *stale, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    if (stale->all) {
        return store_run(store, "DELETE FROM duplicate_pair", error);
    }
    enum mpt_status status =
        store_prepare(store, "DELETE FROM duplicate_pair WHERE a = $project OR b = $project", &statement, error);
    for (size_t i = 0; !status && i < stale->count; i++) {
        sqlite3_bind_int64(statement, 1, stale->projects[i]);
        status = store_step(store, statement, "bringing pairs up to date", error);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum mpt_status keep(struct mpt_store *store, const struct mpt_kept_pair *pairs, size_t count,
                            struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status =
        store_prepare(store,
                      "INSERT INTO duplicate_pair (a, b, score, kind, why, strongest, reasons, terms, "
                      "passages, twice, texts) VALUES ($a, $b, $score, $kind, $why, $strongest, $reasons, "
                      "$terms, $passages, $twice, $texts)",
                      &statement, error);
    for (size_t i = 0; !status && i < count; i++) {
        const struct mpt_kept_pair *pair = &pairs[i];
        const char *const texts[] = {pair->kind,  pair->why,      pair->strongest, pair->reasons,
                                     pair->terms, pair->passages, pair->twice,     pair->texts};
        sqlite3_bind_int64(statement, 1, pair->a);
        sqlite3_bind_int64(statement, 2, pair->b);
        sqlite3_bind_double(statement, 3, pair->score);
        for (int t = 0; t < (int)(sizeof texts / sizeof *texts); t++) {
            store_bind(statement, 4 + t, texts[t]);
        }
        status = store_step(store, statement, "keeping pairs", error);
    }
    sqlite3_finalize(statement);
    return status;
}

static enum mpt_status keep_counts(struct mpt_store *store, const struct mpt_stale_pairs *stale,
                                   struct mpt_error *error)
{
    sqlite3_stmt *statement = NULL;
    enum mpt_status status = store_run(store, "DELETE FROM duplicate_count", error);
    status = status ? status
                    : store_prepare(store, "INSERT INTO duplicate_count (key, projects) VALUES ($key, $projects)",
                                    &statement, error);
    for (size_t i = 0; !status && i < stale->count_count; i++) {
        sqlite3_bind_int64(statement, 1, (int64_t)stale->counts[i].key);
        sqlite3_bind_int64(statement, 2, (int64_t)stale->counts[i].projects);
        status = store_step(store, statement, "keeping how common things are", error);
    }
    sqlite3_finalize(statement);
    return status;
}

size_t mpt_pairs_counted(struct mpt_store *store, uint64_t key)
{
    static const char sql[] = "SELECT projects FROM duplicate_count WHERE key = $key";
    struct mpt_error unused; /* then nothing is known */
    if (!store->pairs_counted && store_prepare(store, sql, &store->pairs_counted, &unused)) {
        return 0;
    }
    sqlite3_bind_int64(store->pairs_counted, 1, (int64_t)key);
    bool found = sqlite3_step(store->pairs_counted) == SQLITE_ROW;
    size_t count = found ? (size_t)sqlite3_column_int64(store->pairs_counted, 0) : 0;
    sqlite3_reset(store->pairs_counted);
    return count;
}

static enum mpt_status replace(struct mpt_store *store, const struct mpt_stale_pairs *stale,
                               const struct mpt_kept_pair *pairs, size_t count, struct mpt_error *error)
{
    enum mpt_status status = forget(store, stale, error);
    return status ? status : keep(store, pairs, count, error);
}

/* In the file, if nobody else is at work in it: waiting would hold up a reader, and what was read may be old by then.
 */
static enum mpt_status replace_in_file(struct mpt_store *store, const struct mpt_stale_pairs *stale,
                                       const struct mpt_kept_pair *pairs, size_t count, struct mpt_error *error)
{
    const char *all = "projects = (SELECT count(*) FROM project), drifted = 0";
    const char *some = mpt_arena_print(store->arena, "drifted = %zu", stale->drifted + stale->count);
    const char *state = mpt_arena_print(store->arena,
                                        "UPDATE duplicate_state SET known_change = "
                                        "(SELECT coalesce(max(id), 0) FROM change), %s",
                                        stale->all ? all : some);
    sqlite3_busy_timeout(store->db, 0);
    enum mpt_status status = replace(store, stale, pairs, count, error);
    status = status ? status : store_run(store, state, error);
    if (!status && stale->all) {
        status = keep_counts(store, stale, error);
        status = status || store->search_late ? status : mpt_search_recount(store, error);
    }
    status = status || !store->pairs_alone ? status : store_run(store, "COMMIT", error);
    if (status && store->pairs_alone && !sqlite3_get_autocommit(store->db)) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
    return status;
}

/* A temporary table of the same name stands before the one in the file. */
static enum mpt_status replace_in_memory(struct mpt_store *store, const struct mpt_stale_pairs *stale,
                                         const struct mpt_kept_pair *pairs, size_t count, struct mpt_error *error)
{
    enum mpt_status status = store_run(store,
                                       "DROP TABLE IF EXISTS temp.duplicate_pair; CREATE TEMP TABLE duplicate_pair AS "
                                       "SELECT * FROM main.duplicate_pair",
                                       error);
    return status ? status : replace(store, stale, pairs, count, error);
}

/* Nothing was found out: as if it had not been begun. */
static enum mpt_status give_up(struct mpt_store *store)
{
    if (store->pairs_alone) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return MPT_OK;
}

enum mpt_status mpt_pairs_end(struct mpt_store *store, const struct mpt_stale_pairs *stale,
                              const struct mpt_kept_pair *pairs, size_t count, struct mpt_error *error)
{
    struct mpt_error unused;
    if (!pairs) {
        return give_up(store);
    }
    enum mpt_status status = store_run(store, "PRAGMA query_only = OFF", error);
    if (!status && replace_in_file(store, stale, pairs, count, &unused) != MPT_OK) {
        if (!store->pairs_alone) {
            *error = unused;
            return MPT_DATABASE;
        }
        status = replace_in_memory(store, stale, pairs, count, error);
    }
    store->stale_count = stale->projects == store->stale ? 0 : store->stale_count;
    enum mpt_status ended = store->reading ? store_run(store, "PRAGMA query_only = ON", error) : MPT_OK;
    return status ? status : ended;
}
