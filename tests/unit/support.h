/* What the unit tests share: an arena, a folder of their own with a portfolio in it, short ways to write records and to
 * look behind the store's back with SQLite itself. A test program includes this instead of cmocka's headers. */
#ifndef MPT_TEST_SUPPORT_H
#define MPT_TEST_SUPPORT_H

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "mpt/store.h"
#include "mpt/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct fixture {
    struct mpt_arena *arena;
    char *folder;            /* emptied and removed at the end */
    struct mpt_store *store; /* FOLDER/p.mpt, when the test was set up with one */
    struct mpt_error error;
};

/* --- Saying what is wrong ----------------------------------------------------------------------------------------- */

/* Fails where the test stands, which may not be here. */
__attribute__((noreturn, format(printf, 3, 4))) static inline void stop_at(const char *file, int line,
                                                                           const char *format, ...)
{
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    print_error("%s\n", text);
    _fail(file, line);
    abort(); /* never: _fail jumps to the next test */
}
#define WRONG(...) stop_at(__FILE__, __LINE__, __VA_ARGS__)

static inline void contains_at(const char *text, const char *piece, bool wanted, const char *file, int line)
{
    if (!text || (strstr(text, piece) != NULL) != wanted) {
        stop_at(file, line, "\"%s\" %s \"%s\"", text ? text : "(null)", wanted ? "lacks" : "contains", piece);
    }
}
#define assert_contains(text, piece) contains_at(text, piece, true, __FILE__, __LINE__)
#define assert_not_contains(text, piece) contains_at(text, piece, false, __FILE__, __LINE__)

/* Equal texts, where NULL is a value like any other. */
static inline void text_at(const char *actual, const char *expected, const char *file, int line)
{
    if (actual != expected && (!actual || !expected || strcmp(actual, expected) != 0)) {
        stop_at(file, line, "\"%s\" is not \"%s\"", actual ? actual : "(null)", expected ? expected : "(null)");
    }
}
#define assert_text(actual, expected) text_at(actual, expected, __FILE__, __LINE__)

static inline void ok_at(struct fixture *f, enum mpt_status status, const char *file, int line)
{
    if (status) {
        stop_at(file, line, "status %d: %s", (int)status, f->error.message);
    }
}
#define assert_ok(f, status) ok_at(f, status, __FILE__, __LINE__)

/* A refusal with that status whose message holds `piece`; `about` says what was tried. */
static inline void refused_at(struct fixture *f, enum mpt_status status, enum mpt_status expected, const char *piece,
                              const char *about, const char *file, int line)
{
    if (status != expected) {
        stop_at(file, line, "%s: status %d instead of %d (%s)", about, (int)status, (int)expected,
                status ? f->error.message : "no error");
    }
    contains_at(f->error.message, piece, true, file, line);
}
#define assert_refused(f, status, expected, piece) refused_at(f, status, expected, piece, #status, __FILE__, __LINE__)
#define assert_refused_about(f, status, expected, piece, about)                                                        \
    refused_at(f, status, expected, piece, about, __FILE__, __LINE__)

/* --- Setting up --------------------------------------------------------------------------------------------------- */

/* The folder is flat; folders in it are empty. */
static inline void remove_folder(struct mpt_arena *arena, const char *folder)
{
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        remove(mpt_arena_print(arena, "%s/%s", folder, entry->d_name));
    }
    if (entries) {
        closedir(entries);
    }
    remove(folder);
}

static inline int set_up(void **state)
{
    char name[] = "/tmp/mpt-test-XXXXXX";
    struct fixture *f = calloc(1, sizeof *f);
    if (!f || !mkdtemp(name)) {
        free(f);
        return -1;
    }
    f->arena = mpt_arena_open();
    f->folder = mpt_arena_copy(f->arena, name);
    *state = f;
    return 0;
}

static inline const char *path_of(struct fixture *f, const char *name)
{
    return mpt_arena_print(f->arena, "%s/%s", f->folder, name);
}

static inline int set_up_store(void **state)
{
    if (set_up(state)) {
        return -1;
    }
    struct fixture *f = *state;
    if (mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_CREATE, &f->store, &f->error)) {
        fputs(f->error.message, stderr);
        return -1;
    }
    return 0;
}

static inline int tear_down(void **state)
{
    struct fixture *f = *state;
    mpt_store_close(f->store);
    remove_folder(f->arena, f->folder);
    mpt_arena_close(f->arena);
    free(f);
    return 0;
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, set_up_store, tear_down)

static inline void reopen(struct fixture *f, enum mpt_store_mode mode)
{
    mpt_store_close(f->store);
    f->store = NULL;
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), mode, &f->store, &f->error));
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

static inline const char *read_whole(struct fixture *f, const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    struct mpt_text text = mpt_text_init(f->arena);
    char block[4096];
    size_t got;
    if (!file) {
        WRONG("%s cannot be read", path);
    }
    while ((got = fread(block, 1, sizeof block, file)) > 0) {
        mpt_text_add_len(&text, block, got);
    }
    fclose(file);
    if (len) {
        *len = text.len;
    }
    return mpt_text_get(&text);
}

static inline void write_whole(const char *path, const char *text, size_t len)
{
    FILE *file = fopen(path, "wb");
    if (!file) {
        WRONG("%s cannot be written", path);
    }
    fwrite(text, 1, len, file);
    fclose(file);
}

/* --- Records ------------------------------------------------------------------------------------------------------ */

static inline const struct mpt_kind *kind_of(const char *name)
{
    const struct mpt_kind *kind = mpt_kind_find(name);
    if (!kind) {
        WRONG("there is no kind %s", name);
    }
    return kind;
}

static inline void begin(struct fixture *f)
{
    assert_ok(f, mpt_store_begin(f->store, "test", "test command", &f->error));
}

static inline void commit(struct fixture *f)
{
    assert_ok(f, mpt_store_commit(f->store, &f->error));
}

/* Sets a field as somebody would type it; a field of many values gets one more, "" empties. */
static inline void set(struct fixture *f, struct mpt_record *record, const char *name, const char *typed)
{
    const struct mpt_field *field = mpt_field_find(record->kind, name);
    const char *value;
    if (!field) {
        WRONG("%s has no field %s", record->kind->name, name);
    }
    assert_ok(f, mpt_value_parse(field, typed, f->arena, &value, &f->error));
    const char **slot = &record->values[field - record->kind->fields];
    *slot = field->flags & MPT_MANY && value ? mpt_value_add(*slot, value, field->flags & MPT_SHARED, f->arena) : value;
}

static inline void set_all(struct fixture *f, struct mpt_record *record, va_list pairs)
{
    for (const char *name; (name = va_arg(pairs, const char *));) {
        set(f, record, name, va_arg(pairs, const char *));
    }
}

/* A record that is not stored: record(f, "mission", "title", "Hydrogen", NULL). */
__attribute__((sentinel)) static inline struct mpt_record record(struct fixture *f, const char *kind, ...)
{
    struct mpt_record made = mpt_record_init(kind_of(kind), f->arena);
    va_list pairs;
    va_start(pairs, kind);
    set_all(f, &made, pairs);
    va_end(pairs);
    return made;
}

/* Adds a record as an entry of its own and gives its code. */
__attribute__((sentinel)) static inline const char *add(struct fixture *f, const char *kind, ...)
{
    struct mpt_record made = mpt_record_init(kind_of(kind), f->arena);
    va_list pairs;
    va_start(pairs, kind);
    set_all(f, &made, pairs);
    va_end(pairs);
    begin(f);
    assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
    commit(f);
    return made.values[0];
}

static inline struct mpt_record get(struct fixture *f, const char *kind, const char *code)
{
    struct mpt_record found;
    assert_ok(f, mpt_store_get(f->store, kind_of(kind), code, f->arena, &found, &f->error));
    return found;
}

static inline const char *value_of(struct fixture *f, const char *kind, const char *code, const char *field)
{
    struct mpt_record found = get(f, kind, code);
    return mpt_record_get(&found, field);
}

/* Changes a record as an entry of its own; gives how many fields differed. Many-valued fields are set anew. */
__attribute__((sentinel)) static inline size_t edit(struct fixture *f, const char *kind, const char *code, ...)
{
    struct mpt_record found = get(f, kind, code);
    size_t changed = 0;
    va_list pairs, again;
    va_start(pairs, code);
    va_copy(again, pairs);
    for (const char *name; (name = va_arg(again, const char *));) {
        found.values[mpt_field_index(found.kind, name)] = NULL;
        (void)va_arg(again, const char *);
    }
    va_end(again);
    set_all(f, &found, pairs);
    va_end(pairs);
    begin(f);
    assert_ok(f, mpt_store_edit(f->store, code, &found, false, f->arena, &changed, &f->error));
    commit(f);
    return changed;
}

static inline void take_away(struct fixture *f, const char *kind, const char *code, bool cascade)
{
    begin(f);
    assert_ok(f, mpt_store_remove(f->store, kind_of(kind), code, cascade, f->arena, &f->error));
    commit(f);
}

/* Runs over every field of every kind: struct walk at = {0}; while (next_field(&at)) ... at.kind, at.field. */
struct walk {
    const struct mpt_kind *kind;
    const struct mpt_field *field;
    size_t next_kind, next_field;
};

static inline bool next_field(struct walk *at)
{
    if (!at->kind || at->next_field == at->kind->field_count) {
        if (at->next_kind == mpt_kind_count) {
            return false;
        }
        at->kind = mpt_kinds[at->next_kind++];
        at->next_field = 0;
    }
    at->field = &at->kind->fields[at->next_field++];
    return true;
}

/* --- Behind the store's back -------------------------------------------------------------------------------------- */

static inline sqlite3 *raw_open(const char *path)
{
    sqlite3 *db;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK) {
        WRONG("%s: %s", path, sqlite3_errmsg(db));
    }
    return db;
}

static inline void raw_run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        WRONG("%s: %s", sql, sqlite3_errmsg(db));
    }
}

/* All rows as one text: columns parted by '|', rows by line ends, SQL's NULL as "-". */
static inline const char *raw_rows(struct fixture *f, sqlite3 *db, const char *sql)
{
    struct mpt_text text = mpt_text_init(f->arena);
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
        WRONG("%s: %s", sql, sqlite3_errmsg(db));
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
        mpt_text_add(&text, text.len ? "\n" : "");
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *value = (const char *)sqlite3_column_text(statement, i);
            mpt_text_print(&text, "%s%s", i ? "|" : "", value ? value : "-");
        }
    }
    sqlite3_finalize(statement);
    return mpt_text_get(&text);
}

/* The same on the fixture's own portfolio. */
static inline const char *rows(struct fixture *f, const char *sql)
{
    sqlite3 *db = raw_open(mpt_store_path(f->store));
    const char *text = raw_rows(f, db, sql);
    sqlite3_close(db);
    return text;
}

static inline long number(struct fixture *f, const char *sql)
{
    return strtol(rows(f, sql), NULL, 10);
}

#endif
