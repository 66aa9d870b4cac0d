/* Named queries (sql/query/) and rules (sql/gaps/) as cursors, and the temporary tables of computed facts they join. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "mpt/asset.h"
#include "mpt/text.h"
#include "store.h"

struct mpt_cursor {
    struct mpt_store *store;
    const char *name;
    sqlite3_stmt *statement;
    bool failed;
    bool ours; /* of sql/query */
};

/* What a rule or query may not do, whoever wrote it: everything but reading. */
static enum mpt_status check_reads_only(const char *name, sqlite3_stmt *statement, const char *rest,
                                        struct mpt_error *error)
{
    while (*rest == ' ' || *rest == '\n' || *rest == ';' || *rest == '\t' || *rest == '\r') {
        rest++;
    }
    if (!statement || !sqlite3_stmt_readonly(statement) || *rest) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: must be one SELECT that only reads", name);
    }
    return MPT_OK;
}

/* Reading tables and computing is all that a query needs; attaching files, pragmas and the like are refused. */
static int allow_reading(void *unused, int action, const char *a, const char *b, const char *c, const char *d)
{
    (void)unused, (void)a, (void)b, (void)c, (void)d;
    return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE
               ? SQLITE_OK
               : SQLITE_DENY;
}

static void bind_params(sqlite3_stmt *statement, const struct mpt_param *params, size_t count)
{
    int wanted = sqlite3_bind_parameter_count(statement);
    for (int i = 1; i <= wanted; i++) {
        const char *name = sqlite3_bind_parameter_name(statement, i);
        for (size_t j = 0; name && j < count; j++) {
            if (strcmp(name + 1, params[j].name) != 0) {
                continue;
            }
            if (params[j].is_number) {
                sqlite3_bind_double(statement, i, params[j].number);
            } else if (params[j].text) {
                sqlite3_bind_text(statement, i, params[j].text, -1, SQLITE_TRANSIENT);
            }
        }
    }
}

/* A query that is asked of record after record is prepared once: closed, it waits for the next. */
static struct kept_query take_kept(struct mpt_store *store, const char *name)
{
    for (size_t i = 0; i < KEPT_QUERIES; i++) {
        const struct kept_query kept = store->queries[i];
        if (kept.name && strcmp(kept.name, name) == 0) {
            store->queries[i] = (struct kept_query){NULL, NULL};
            return kept;
        }
    }
    return (struct kept_query){NULL, NULL};
}

/* In the place of the one that came first. */
static void keep_query(struct mpt_store *store, struct kept_query query)
{
    struct kept_query *kept = &store->queries[store->next_query];
    store->next_query = (store->next_query + 1) % KEPT_QUERIES;
    sqlite3_reset(query.statement);
    sqlite3_clear_bindings(query.statement);
    sqlite3_finalize(kept->statement);
    *kept = query;
}

static enum mpt_status prepare(struct mpt_store *store, struct mpt_cursor *cursor, const char *sql,
                               struct mpt_error *error)
{
    const char *rest = "", *name = cursor->name;
    sqlite3_set_authorizer(store->db, cursor->ours ? NULL : allow_reading, NULL);
    int code = sqlite3_prepare_v2(store->db, sql, -1, &cursor->statement, &rest);
    sqlite3_set_authorizer(store->db, NULL, NULL);
    if (code == SQLITE_AUTH) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: must be one SELECT that only reads", name);
    }
    if (code != SQLITE_OK) {
        bool theirs = (code & 0xff) == SQLITE_ERROR;
        return theirs ? mpt_fail(error, MPT_BAD_INPUT, "%s: %s", name, sqlite3_errmsg(store->db))
                      : store_fail(store, name, error);
    }
    enum mpt_status status = check_reads_only(name, cursor->statement, rest, error);
    if (status) {
        sqlite3_finalize(cursor->statement);
    }
    return status;
}

enum mpt_status mpt_cursor_open(struct mpt_store *store, const char *name, const char *sql,
                                const struct mpt_param *params, size_t param_count, struct mpt_cursor **cursor,
                                struct mpt_error *error)
{
    struct mpt_cursor *made = mpt_arena_alloc(store->arena, sizeof *made);
    bool ours = !sql; /* what came in from outside is watched while it is prepared */
    const struct kept_query kept = ours ? take_kept(store, name) : (struct kept_query){NULL, NULL};
    *cursor = NULL;
    *made = (struct mpt_cursor){.store = store, .name = kept.name, .statement = kept.statement, .ours = ours};
    if (!kept.statement) {
        made->name = mpt_arena_copy(store->arena, name);
        if (ours) {
            const struct mpt_asset *asset = mpt_asset_find(mpt_arena_print(store->arena, "sql/query/%s.sql", name));
            assert(asset);
            sql = asset->text;
        }
        enum mpt_status status = prepare(store, made, sql, error);
        if (status) {
            return status;
        }
    }
    bind_params(made->statement, params, param_count);
    *cursor = made;
    return MPT_OK;
}

/* --- What was withheld -------------------------------------------------------------------------------------------- */

struct reads {
    const struct mpt_store *store;
    bool withheld;
};

/* Whether `table`.`column` is, or is a part of, what was withheld. */
static bool is_part(const struct mpt_withheld *withheld, const char *table, const char *column)
{
    size_t len = strlen(withheld->kind->table);
    if (!withheld->field && strcmp(withheld->kind->name, "mission") == 0) {
        return false; /* a mission that stays takes all that would be found of it along */
    }
    const char *field = withheld->field ? withheld->field->name : NULL;
    if (!field || strcmp(withheld->kind->table, table) == 0) {
        return strcmp(withheld->kind->table, table) == 0 &&
               (!field || (column && strncmp(column, field, strlen(field)) == 0 &&
                           (!column[strlen(field)] || strcmp(column + strlen(field), "_currency") == 0)));
    }
    return strncmp(table, withheld->kind->table, len) == 0 && table[len] == '_' && strcmp(table + len + 1, field) == 0;
}

static int note_reading(void *context, int action, const char *table, const char *column, const char *c, const char *d)
{
    struct reads *reads = context;
    (void)c, (void)d;
    for (size_t i = 0; action == SQLITE_READ && table && !reads->withheld && i < reads->store->disclosed->count; i++) {
        reads->withheld = is_part(&reads->store->disclosed->withheld[i], table, column);
    }
    reads->withheld |= action == SQLITE_READ && table && strcmp(table, "duplicate_pair") == 0;
    return SQLITE_OK;
}

bool mpt_store_withholds(struct mpt_store *store, const char *sql)
{
    struct reads reads = {.store = store};
    sqlite3_stmt *statement = NULL;
    if (!store->disclosed) {
        return false;
    }
    sqlite3_set_authorizer(store->db, note_reading, &reads);
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    sqlite3_set_authorizer(store->db, NULL, NULL);
    sqlite3_finalize(statement);
    return code == SQLITE_OK && reads.withheld;
}

bool mpt_cursor_next(struct mpt_cursor *cursor)
{
    int step = sqlite3_step(cursor->statement);
    cursor->failed = step != SQLITE_ROW && step != SQLITE_DONE;
    return step == SQLITE_ROW;
}

int mpt_cursor_column(struct mpt_cursor *cursor, const char *name)
{
    int count = sqlite3_column_count(cursor->statement);
    for (int i = 0; i < count; i++) {
        if (strcmp(sqlite3_column_name(cursor->statement, i), name) == 0) {
            return i;
        }
    }
    return -1;
}

static int column_position(struct mpt_cursor *cursor, const char *name)
{
    int position = mpt_cursor_column(cursor, name);
    assert(position >= 0);
    return position;
}

const char *mpt_cursor_text(struct mpt_cursor *cursor, const char *column)
{
    return (const char *)sqlite3_column_text(cursor->statement, column_position(cursor, column));
}

int64_t mpt_cursor_integer(struct mpt_cursor *cursor, const char *column)
{
    return sqlite3_column_int64(cursor->statement, column_position(cursor, column));
}

double mpt_cursor_number(struct mpt_cursor *cursor, const char *column)
{
    return sqlite3_column_double(cursor->statement, column_position(cursor, column));
}

bool mpt_cursor_is_null(struct mpt_cursor *cursor, const char *column)
{
    return sqlite3_column_type(cursor->statement, column_position(cursor, column)) == SQLITE_NULL;
}

int mpt_cursor_column_count(struct mpt_cursor *cursor)
{
    return sqlite3_column_count(cursor->statement);
}

const char *mpt_cursor_column_name(struct mpt_cursor *cursor, int column)
{
    return sqlite3_column_name(cursor->statement, column);
}

const char *mpt_cursor_column_text(struct mpt_cursor *cursor, int column)
{
    return (const char *)sqlite3_column_text(cursor->statement, column);
}

enum mpt_status mpt_cursor_close(struct mpt_cursor *cursor, struct mpt_error *error)
{
    if (!cursor) {
        return MPT_OK;
    }
    enum mpt_status status = cursor->failed ? store_fail(cursor->store, cursor->name, error) : MPT_OK;
    if (cursor->ours && !status) {
        keep_query(cursor->store, (struct kept_query){cursor->name, cursor->statement});
    } else {
        sqlite3_finalize(cursor->statement);
    }
    return status;
}

enum mpt_status mpt_facts_begin(struct mpt_store *store, const char *name, struct mpt_error *error)
{
    const struct mpt_asset *asset = mpt_asset_find(mpt_arena_print(store->arena, "sql/temp/%s.sql", name));
    assert(asset && !store->facts);
    /* Temporary tables are in memory and no part of the portfolio, so a reader may make them too. */
    enum mpt_status status = store_run(store, "PRAGMA query_only = OFF", error);
    status =
        status ? status : store_run(store, mpt_arena_print(store->arena, "DROP TABLE IF EXISTS temp.%s", name), error);
    status = status ? status : store_run(store, asset->text, error);
    if (status) {
        return status;
    }
    sqlite3_stmt *columns;
    struct mpt_text sql = mpt_text_init(store->arena);
    mpt_text_print(&sql, "INSERT INTO temp.%s VALUES (", name);
    status = store_prepare(store, mpt_arena_print(store->arena, "SELECT * FROM temp.%s", name), &columns, error);
    int count = status ? 0 : sqlite3_column_count(columns);
    sqlite3_finalize(columns);
    for (int i = 1; i <= count; i++) {
        mpt_text_print(&sql, "%s$%d", i > 1 ? ", " : "", i);
    }
    mpt_text_add(&sql, ")");
    return status ? status : store_prepare(store, mpt_text_get(&sql), &store->facts, error);
}

enum mpt_status mpt_facts_add(struct mpt_store *store, const struct mpt_fact *values, size_t count,
                              struct mpt_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (values[i].text) {
            store_bind(store->facts, (int)i + 1, values[i].text);
        } else if (isnan(values[i].number)) {
            sqlite3_bind_null(store->facts, (int)i + 1);
        } else {
            sqlite3_bind_double(store->facts, (int)i + 1, values[i].number);
        }
    }
    return store_step(store, store->facts, "storing computed facts", error);
}

enum mpt_status mpt_facts_end(struct mpt_store *store, struct mpt_error *error)
{
    sqlite3_finalize(store->facts);
    store->facts = NULL;
    return store->reading ? store_run(store, "PRAGMA query_only = ON", error) : MPT_OK;
}
