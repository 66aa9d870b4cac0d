/* Runs an import map: its SELECTs over one record of somebody else's file at a time. The record is handed to SQLite as
 * the table `source`, which stores nothing: a column reads the record's text where it is. */
#include "mapper.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/text.h"

/* A column that a SELECT asks for. */
struct asked {
    const char *name;
    const char *column; /* what it is called in the file */
    size_t guess;       /* where in the record it was last */
    bool missed;        /* a statement wanted it of a record that does not have it */
    bool seen;          /* some record had it */
};

struct mpt_mapper {
    sqlite3 *db;
    struct mpt_arena *arena;
    const struct mpt_map *map;
    const char *const *columns; /* that the file has; NULL: they differ */
    size_t column_count;
    struct asked *asked;
    size_t asked_count, asked_capacity;
    sqlite3_stmt *statements[MPT_MAP_SELECTS];
    const struct mpt_field **fields[MPT_MAP_SELECTS];
    const char **values;
    /* The record at hand. */
    const char *const *names, *const *texts;
    size_t count, line;
    const char *json;
    size_t thousands; /* of steps that the map took on it */
    size_t select;    /* whose rows come now */
    bool declaring;   /* the table itself is being made, which no statement of a map may do */
};

/* --- The table `source` ------------------------------------------------------------------------------------------- */

struct source_table {
    sqlite3_vtab base;
    struct mpt_mapper *mapper;
};

struct source_cursor {
    sqlite3_vtab_cursor base;
    bool ended;
};

enum { LINE, JSON, FIRST_ASKED };

static int source_connect(sqlite3 *db, void *context, int count, const char *const *words, sqlite3_vtab **table,
                          char **message)
{
    struct mpt_mapper *mapper = context;
    struct mpt_text sql = mpt_text_init(mapper->arena);
    (void)count;
    (void)words;
    (void)message;
    mpt_text_add(&sql, "CREATE TABLE source (source_line, source_json");
    for (size_t i = 0; i < mapper->asked_count; i++) {
        mpt_text_add(&sql, ", \"");
        for (const char *c = mapper->asked[i].name; *c; c++) {
            mpt_text_add_len(&sql, c, 1);
            mpt_text_add_len(&sql, c, *c == '"');
        }
        mpt_text_add(&sql, "\"");
    }
    mpt_text_add(&sql, ")");
    struct source_table *made = sqlite3_malloc(sizeof *made);
    mapper->declaring = true;
    int code = made ? sqlite3_declare_vtab(db, mpt_text_get(&sql)) : SQLITE_NOMEM;
    mapper->declaring = false;
    if (code == SQLITE_OK) {
        *made = (struct source_table){.mapper = mapper};
        *table = &made->base;
        return SQLITE_OK;
    }
    sqlite3_free(made);
    return code;
}

static int source_disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

static int source_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1;
    info->estimatedRows = 1;
    return SQLITE_OK;
}

static int source_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
    struct source_cursor *made = sqlite3_malloc(sizeof *made);
    (void)table;
    if (!made) {
        return SQLITE_NOMEM;
    }
    *made = (struct source_cursor){.ended = true};
    *cursor = &made->base;
    return SQLITE_OK;
}

static int source_close(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int source_filter(sqlite3_vtab_cursor *cursor, int index, const char *plan, int count, sqlite3_value **values)
{
    (void)index;
    (void)plan;
    (void)count;
    (void)values;
    ((struct source_cursor *)cursor)->ended = false;
    return SQLITE_OK;
}

static int source_next(sqlite3_vtab_cursor *cursor)
{
    ((struct source_cursor *)cursor)->ended = true;
    return SQLITE_OK;
}

static int source_eof(sqlite3_vtab_cursor *cursor)
{
    return ((struct source_cursor *)cursor)->ended;
}

static int source_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
    (void)cursor;
    *rowid = 1;
    return SQLITE_OK;
}

/* The record's text of a column, NULL when it has none. Records of one file mostly have it at the same place. */
static const char *text_of(struct mpt_mapper *mapper, struct asked *asked)
{
    if (asked->guess >= mapper->count || strcmp(mapper->names[asked->guess], asked->column) != 0) {
        for (size_t i = 0;; i++) {
            if (i == mapper->count) {
                asked->missed = true;
                return NULL;
            }
            if (strcmp(mapper->names[i], asked->column) == 0) {
                asked->guess = i;
                break;
            }
        }
    }
    asked->seen = true;
    return mapper->texts[asked->guess];
}

static int source_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
    struct mpt_mapper *mapper = ((struct source_table *)cursor->pVtab)->mapper;
    if (column == LINE) {
        sqlite3_result_int64(context, (sqlite3_int64)mapper->line);
        return SQLITE_OK;
    }
    const char *text = column == JSON ? mapper->json : text_of(mapper, &mapper->asked[column - FIRST_ASKED]);
    text = text ? text + strspn(text, " \t\r\n") : "";
    size_t len = strlen(text);
    while (len && strchr(" \t\r\n", text[len - 1])) {
        len--;
    }
    if (len) {
        sqlite3_result_text64(context, text, len, SQLITE_STATIC, SQLITE_UTF8);
    }
    return SQLITE_OK;
}

static const sqlite3_module source_module = {.iVersion = 1,
                                             .xConnect = source_connect,
                                             .xBestIndex = source_best_index,
                                             .xDisconnect = source_disconnect,
                                             .xOpen = source_open,
                                             .xClose = source_close,
                                             .xFilter = source_filter,
                                             .xNext = source_next,
                                             .xEof = source_eof,
                                             .xColumn = source_column,
                                             .xRowid = source_rowid};

/* --- Preparing ---------------------------------------------------------------------------------------------------- */

/* Only reads, only this table and the JSON functions' own; nothing is attached, loaded or asked for. */
static int may(void *context, int action, const char *a, const char *b, const char *database, const char *trigger)
{
    const struct mpt_mapper *mapper = context;
    (void)database;
    (void)trigger;
    if (mapper->declaring) {
        return SQLITE_OK;
    }
    if (action == SQLITE_FUNCTION) {
        return b && (strcmp(b, "load_extension") == 0 || strncmp(b, "fts3_", 5) == 0) ? SQLITE_DENY : SQLITE_OK;
    }
    if (action == SQLITE_READ) {
        return a && strncmp(a, "sqlite_", 7) == 0 ? SQLITE_DENY : SQLITE_OK;
    }
    return action == SQLITE_SELECT || action == SQLITE_RECURSIVE ? SQLITE_OK : SQLITE_DENY;
}

/* Declares the table with the columns asked for so far. */
static bool declare(struct mpt_mapper *mapper)
{
    /* A module of a name that is made anew takes its table with it. */
    return sqlite3_create_module(mapper->db, "source", &source_module, mapper) == SQLITE_OK;
}

/* What the file calls a column: its name, or where the map says "NAME*" and there is none of that name the first that
 * begins with it. NULL: the file does not have it. */
static const char *column_of(const struct mpt_mapper *mapper, const char *name)
{
    const struct mpt_map *map = mapper->map;
    const char *pattern = mpt_arena_print(mapper->arena, "%s*", name);
    bool open = mpt_text_is_among(pattern, map->optional, map->optional_count) ||
                mpt_text_is_among(pattern, map->header, map->header_count);
    if (!mapper->columns || mpt_text_is_among(name, mapper->columns, mapper->column_count)) {
        return name;
    }
    for (size_t i = 0; open && i < mapper->column_count; i++) {
        if (strncmp(mapper->columns[i], name, strlen(name)) == 0) {
            return mapper->columns[i];
        }
    }
    return NULL;
}

static bool is_optional(const struct mpt_mapper *mapper, const char *name)
{
    const struct mpt_map *map = mapper->map;
    return mpt_text_is_among(name, map->optional, map->optional_count) ||
           mpt_text_is_among(mpt_arena_print(mapper->arena, "%s*", name), map->optional, map->optional_count);
}

/* A column that a statement asks for and the table does not have yet. Errors: it was declared already, or the file must
 * have it and does not. */
static enum mpt_status ask_for(struct mpt_mapper *mapper, const char *name, const struct mpt_map_select *select,
                               struct mpt_error *error)
{
    const struct mpt_map *map = mapper->map;
    const char *column = column_of(mapper, name);
    bool there = column != NULL;
    for (size_t i = 0; i < mapper->asked_count; i++) {
        if (strcmp(mapper->asked[i].name, name) == 0) {
            there = false;
        }
    }
    if (!there && !is_optional(mapper, name)) {
        struct mpt_text has = mpt_text_init(mapper->arena);
        for (size_t i = 0; mapper->columns && i < mapper->column_count && has.len < 600; i++) {
            mpt_text_print(&has, "%s%s", i ? ", " : "", mapper->columns[i]);
        }
        return mpt_fail(error, MPT_BAD_INPUT, "map %s, line %d: asks for the column '%s', which is not in the file%s%s",
                        map->name, select->line, name, has.len ? "; it has " : "", mpt_text_get(&has));
    }
    mapper->asked = mpt_arena_grow(mapper->arena, mapper->asked, mapper->asked_count, &mapper->asked_capacity,
                                   sizeof *mapper->asked);
    mapper->asked[mapper->asked_count++] = (struct asked){
        .name = mpt_arena_copy(mapper->arena, name), .column = mpt_arena_copy(mapper->arena, column ? column : name)};
    return MPT_OK;
}

/* SQLite names the columns it misses one by one; that is how we know which the SELECTs want. */
static enum mpt_status prepare(struct mpt_mapper *mapper, size_t i, struct mpt_error *error)
{
    static const char missing[] = "no such column: ";
    const struct mpt_map_select *select = &mapper->map->selects[i];
    enum mpt_status status = MPT_OK;
    const char *tail = "";
    while (!status && declare(mapper) &&
           sqlite3_prepare_v3(mapper->db, select->sql, -1, SQLITE_PREPARE_PERSISTENT, &mapper->statements[i], &tail) !=
               SQLITE_OK) {
        const char *message = sqlite3_errmsg(mapper->db);
        if (strncmp(message, missing, sizeof missing - 1) != 0) {
            return mpt_fail(error, MPT_BAD_INPUT, "map %s, line %d: %s", mapper->map->name, select->line, message);
        }
        const char *name = message + sizeof missing - 1;
        status = ask_for(mapper, strncmp(name, "source.", 7) == 0 ? name + 7 : name, select, error);
    }
    if (!status && (!mapper->statements[i] || tail[strspn(tail, " \t\r\n;")] != '\0')) {
        status = mpt_fail(error, MPT_BAD_INPUT, "map %s, line %d: one SELECT is expected here", mapper->map->name,
                          select->line);
    }
    return status;
}

static enum mpt_status find_fields(struct mpt_mapper *mapper, size_t i, struct mpt_error *error)
{
    const struct mpt_map_select *select = &mapper->map->selects[i];
    int count = sqlite3_column_count(mapper->statements[i]);
    mapper->fields[i] = mpt_arena_array(mapper->arena, (size_t)count, sizeof *mapper->fields[i]);
    for (int column = 0; column < count; column++) {
        const char *name = sqlite3_column_name(mapper->statements[i], column);
        const struct mpt_field *field = mpt_field_find(select->kind, name);
        if ((!field && strcmp(name, "_problem") != 0 && strcmp(name, "_warning") != 0) ||
            (field && field->flags & (MPT_DERIVED | MPT_THROUGH))) {
            return mpt_fail(error, MPT_BAD_INPUT,
                            "map %s, line %d: the column '%s' is no field of a %s; `mpt help %s` "
                            "lists them",
                            mapper->map->name, select->line, name, select->kind->name, select->kind->name);
        }
        for (int other = 0; field && other < column; other++) {
            if (mapper->fields[i][other] == field) {
                return mpt_fail(error, MPT_BAD_INPUT, "map %s, line %d: the column '%s' comes twice", mapper->map->name,
                                select->line, name);
            }
        }
        mapper->fields[i][column] = field;
    }
    return MPT_OK;
}

/* The columns that tell records apart are asked for by the map's header, not by a statement. */
static enum mpt_status ask_for_key(struct mpt_mapper *mapper, struct mpt_error *error)
{
    const struct mpt_map *map = mapper->map;
    for (size_t i = 0; mapper->columns && i < map->key_count; i++) {
        if (!mpt_text_is_among(map->key[i], mapper->columns, mapper->column_count)) {
            return mpt_fail(error, MPT_BAD_INPUT, "map %s: its key, the column '%s', is not in the file", map->name,
                            map->key[i]);
        }
    }
    return MPT_OK;
}

/* The JSON functions' tables have columns of these names; declared beside them, a statement that does not say whose it
 * means is refused as ambiguous and does not quietly take theirs. */
static enum mpt_status ask_for_ambiguous(struct mpt_mapper *mapper, struct mpt_error *error)
{
    static const char *const names[] = {"key",    "value",   "type", "atom", "id",
                                        "parent", "fullkey", "path", "json", "root"};
    static const struct mpt_map_select nowhere = {0};
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < sizeof names / sizeof *names; i++) {
        if (!mapper->columns || mpt_text_is_among(names[i], mapper->columns, mapper->column_count)) {
            status = ask_for(mapper, names[i], &nowhere, error);
        }
    }
    return status;
}

/* A map that goes round in circles on one record ends; counted in thousands of SQLite's steps. */
enum { STEPS = 1000, MOST_THOUSANDS = 50000 };

static int count_steps(void *context)
{
    struct mpt_mapper *mapper = context;
    return ++mapper->thousands > MOST_THOUSANDS;
}

enum mpt_status mpt_mapper_open(const struct mpt_map *map, const char *const *columns, size_t count,
                                struct mpt_mapper **mapper, struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_mapper *made = mpt_arena_alloc(arena, sizeof *made);
    *made = (struct mpt_mapper){.arena = arena, .map = map, .columns = columns, .column_count = count};
    enum mpt_status status = MPT_OK;
    if (sqlite3_open_v2(":memory:", &made->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
        map_functions_add(made->db, map) != SQLITE_OK) {
        status = mpt_fail(error, MPT_DATABASE, "a map cannot be run: %s", sqlite3_errmsg(made->db));
    } else {
        /* "a name" is a column, never a text because there is no such column; the JSON functions make their tables
         * when they are first named, which no statement of a map may do. */
        sqlite3_db_config(made->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
        sqlite3_exec(made->db, "SELECT 1 FROM json_each('1'), json_tree('1')", NULL, NULL, NULL);
        sqlite3_set_authorizer(made->db, may, made);
        sqlite3_progress_handler(made->db, STEPS, count_steps, made);
    }
    status = status ? status : ask_for_key(made, error);
    status = status ? status : ask_for_ambiguous(made, error);
    size_t most = 0;
    for (size_t i = 0; !status && i < map->select_count; i++) {
        status = prepare(made, i, error);
        status = status ? status : find_fields(made, i, error);
        size_t columns_here = status ? 0 : (size_t)sqlite3_column_count(made->statements[i]);
        most = columns_here > most ? columns_here : most;
    }
    made->values = mpt_arena_array(arena, most, sizeof *made->values);
    if (status) {
        mpt_mapper_close(made);
        return status;
    }
    *mapper = made;
    return MPT_OK;
}

void mpt_mapper_close(struct mpt_mapper *mapper)
{
    if (mapper) {
        for (size_t i = 0; i < mapper->map->select_count; i++) {
            sqlite3_finalize(mapper->statements[i]);
        }
        sqlite3_close(mapper->db);
        mpt_arena_close(mapper->arena);
    }
}

/* --- Running ------------------------------------------------------------------------------------------------------ */

void mpt_mapper_set(struct mpt_mapper *mapper, size_t line, const char *const *names, const char *const *values,
                    size_t count, const char *json)
{
    for (size_t i = 0; i < mapper->map->select_count; i++) {
        sqlite3_reset(mapper->statements[i]);
    }
    mapper->thousands = 0;
    mapper->line = line;
    mapper->names = names;
    mapper->texts = values;
    mapper->count = count;
    mapper->json = json;
    mapper->select = 0;
}

static void take_sayings(sqlite3_stmt *statement, struct mpt_mapped *mapped)
{
    for (size_t i = 0; i < mapped->count; i++) {
        if (!mapped->fields[i]) {
            bool problem = strcmp(sqlite3_column_name(statement, (int)i), "_problem") == 0;
            *(problem ? &mapped->problem : &mapped->warning) = mapped->values[i];
        }
    }
}

bool mpt_mapper_next(struct mpt_mapper *mapper, struct mpt_mapped *mapped, struct mpt_error *error)
{
    error->message[0] = '\0';
    for (; mapper->select < mapper->map->select_count; mapper->select++) {
        sqlite3_stmt *statement = mapper->statements[mapper->select];
        int step = sqlite3_step(statement);
        if (step == SQLITE_ROW) {
            int count = sqlite3_column_count(statement);
            for (int i = 0; i < count; i++) {
                mapper->values[i] = (const char *)sqlite3_column_text(statement, i);
            }
            *mapped = (struct mpt_mapped){.select = &mapper->map->selects[mapper->select],
                                          .fields = mapper->fields[mapper->select],
                                          .values = mapper->values,
                                          .count = (size_t)count};
            take_sayings(statement, mapped);
            return true;
        }
        if (step == SQLITE_INTERRUPT) {
            mpt_fail(error, MPT_BAD_INPUT,
                     "map %s, line %d: takes more than %d million steps on this record, as if it went round in circles",
                     mapper->map->name, mapper->map->selects[mapper->select].line, STEPS * MOST_THOUSANDS / 1000000);
            return false;
        }
        if (step != SQLITE_DONE) {
            mpt_fail(error, MPT_BAD_INPUT, "map %s, line %d: %s", mapper->map->name,
                     mapper->map->selects[mapper->select].line, sqlite3_errmsg(mapper->db));
            return false;
        }
    }
    return false;
}

const char *mpt_mapper_missed(const struct mpt_mapper *mapper, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    for (size_t i = 0; i < mapper->asked_count; i++) {
        if (mapper->asked[i].missed && !mapper->asked[i].seen &&
            !mpt_text_is_among(mapper->asked[i].name, mapper->map->optional, mapper->map->optional_count)) {
            mpt_text_print(&text, "%s%s", text.len ? ", " : "", mapper->asked[i].name);
        }
    }
    return text.len ? mpt_text_get(&text) : NULL;
}
