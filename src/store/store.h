/* What the files of the store share: the connection, its statements and the helpers on them. */
#ifndef MPT_STORE_STORE_H
#define MPT_STORE_STORE_H

#include <sqlite3.h>

#include "mpt/store.h"
#include "mpt/text.h"

enum {
    APPLICATION_ID = 0x6d70746d, /* "mptm", in the file's header, by which `file` and we know a portfolio */
    BUSY_MILLISECONDS = 10000,
};

/* The statements on one kind's tables, made from its field table; each prepared when it is first used. */
struct kind_statements {
    sqlite3_stmt *get, *insert, *update, *delete, *exists, *origin, *code, *outside;
    sqlite3_stmt **list_get, **list_add, **list_clear; /* by field position, for fields in tables of their own */
    sqlite3_stmt **put;                                /* by field position, for columns */
};

/* What is put back when the entry returns to its mark. */
struct store_mark {
    int64_t entry, next_change;
    struct mpt_entry_counts counts;
};

/* Statements of queries of ours that may be opened again soon. */
enum { KEPT_QUERIES = 8 };
struct kept_query {
    const char *name; /* NULL: none */
    sqlite3_stmt *statement;
};

struct mpt_store {
    sqlite3 *db;
    char *path;
    struct mpt_arena *arena;
    struct kind_statements *kinds; /* by position in mpt_kinds */
    sqlite3_stmt *add_change, *add_entry, *search_add, *search_delete, *search_count, *search_common, *search_numbers;
    sqlite3_stmt *pairs_counted;
    struct kept_query queries[KEPT_QUERIES];
    size_t next_query; /* which gives way */
    sqlite3_stmt *field_entry, *has_entry;
    sqlite3_stmt *facts;              /* the insert of the facts being added */
    const char *who, *command, *time; /* time: what entries bear; NULL: the clock's */
    int64_t entry;                    /* of the open transaction; 0 until something is written */
    struct mpt_entry_counts counts;
    int64_t next_change; /* id of the next change record; 0 until it was looked up */
    int64_t undoes;      /* the entry that the open one takes back; 0: none */
    bool going_back;     /* a private copy is being taken back to how it stood: no history is written */
    int64_t *stale;      /* projects whose kept pairs are not of the state gone back to */
    size_t stale_count;
    struct store_mark marked;
    bool pairs_alone; /* the pairs are brought up to date in a transaction of their own */
    bool reading;     /* opened with MPT_STORE_READ */
    bool in_entry;
    bool held;                             /* mpt_store_hold began a transaction */
    bool references_pending;               /* something was stored with `later` */
    const char *key;                       /* of the portfolio that this one discloses; NULL: it is itself */
    bool search_late;                      /* the full-text index is made when it is first asked */
    const struct mpt_disclosed *disclosed; /* NULL: everything is there */
};

/* Says what SQLite's last error means and what to do. */
enum mpt_status store_fail(struct mpt_store *store, const char *doing, struct mpt_error *error);
enum mpt_status store_fail_code(const char *path, int code, const char *detail, const char *doing,
                                struct mpt_error *error);

/* Ends all statements and the connection. */
void store_disconnect(struct mpt_store *store);

enum mpt_status store_run(struct mpt_store *store, const char *sql, struct mpt_error *error);
enum mpt_status store_prepare(struct mpt_store *store, const char *sql, sqlite3_stmt **statement,
                              struct mpt_error *error);

/* Binds text (NULL: SQL's NULL) that stays where it is until the statement is reset. */
void store_bind(sqlite3_stmt *statement, int position, const char *text);

/* Runs a statement that gives no rows, and resets it. */
enum mpt_status store_step(struct mpt_store *store, sqlite3_stmt *statement, const char *doing,
                           struct mpt_error *error);

/* connection.c: opens a portfolio of any version up to the newest without upgrading it; `untouched`: reads it without
 * writing or leaving anything, wherever it lies. *problem is SQLite's reason when it cannot be read. Errors as
 * mpt_store_open. */
enum mpt_status store_open_as_is(const char *path, bool untouched, struct mpt_store **store, int *version, int *problem,
                                 struct mpt_error *error);
/* What every connection is set to. */
enum mpt_status store_set_connection(struct mpt_store *store, struct mpt_error *error);

/* migrate.c: brings the file to the newest version (0: an empty file). Errors as mpt_store_open. */
int store_version_newest(void);
enum mpt_status store_migrate(struct mpt_store *store, int version, struct mpt_error *error);
/* The same without keeping a copy of the file as it was. */
enum mpt_status store_upgrade(struct mpt_store *store, int version, struct mpt_error *error);

/* backup.c: copies what is in `from` now, whole even while others write, into the new file `path`, which is on the disk
 * when this returns and not there when it fails. */
enum mpt_status store_copy(struct mpt_store *from, const char *path, struct mpt_error *error);

/* kind_sql.c: the texts of a kind's statements, in `arena`. Money takes two columns; a kind's columns come in the
 * order of its fields, behind `id`. */
const char *kind_sql_get(const struct mpt_kind *kind, struct mpt_arena *arena);
const char *kind_sql_insert(const struct mpt_kind *kind, struct mpt_arena *arena);
const char *kind_sql_update(const struct mpt_kind *kind, struct mpt_arena *arena);
const char *kind_sql_put(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena);
const char *kind_sql_delete(const struct mpt_kind *kind, struct mpt_arena *arena);
const char *kind_sql_exists(const struct mpt_kind *kind, struct mpt_arena *arena);
const char *kind_sql_code(const struct mpt_kind *kind, struct mpt_arena *arena);
const char *kind_sql_outside(const struct mpt_kind *kind, struct mpt_arena *arena);
const char *kind_sql_origin(const struct mpt_kind *kind, struct mpt_arena *arena);
const char *kind_sql_list_get(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena);
const char *kind_sql_list_add(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena);
const char *kind_sql_list_clear(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena);
/* The expression that gives a field's value in a statement over the kind's table, money's currency behind a comma. */
const char *kind_sql_expression(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena);
/* How many columns that is. */
int kind_sql_width(const struct mpt_field *field);

/* record_read.c: reads a field's value from the columns at `position`, as canonical text in `arena`. */
const char *record_column(sqlite3_stmt *statement, const struct mpt_field *field, int position,
                          struct mpt_arena *arena);
/* The values of a field in a table of its own, or kept through another kind, of the record `code`. */
enum mpt_status record_list_get(struct mpt_store *store, const struct mpt_kind *kind, size_t field, const char *code,
                                struct mpt_arena *arena, const char **list, struct mpt_error *error);
/* Adds the element that stands in the columns value and share at `position` to a many-valued text. */
void record_list_add(struct mpt_text *list, sqlite3_stmt *statement, int position);
/* The code that the record of that number has now, in `arena`; NULL when there is none. */
enum mpt_status record_code(struct mpt_store *store, const struct mpt_kind *kind, int64_t id, struct mpt_arena *arena,
                            const char **code, struct mpt_error *error);
struct kind_statements *record_statements(struct mpt_store *store, const struct mpt_kind *kind);
/* The record, its id, and whether it is there at all. */
enum mpt_status record_read(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                            struct mpt_arena *arena, struct mpt_record *record, int64_t *id, bool *found,
                            struct mpt_error *error);
enum mpt_status record_missing(const struct mpt_kind *kind, const char *code, struct mpt_error *error);

/* code.c: a code for the record from the fields its kind names for it, that none of its kind has yet. */
const char *code_make(struct mpt_store *store, const struct mpt_record *record, struct mpt_arena *arena);

/* through.c: makes the records behind a MPT_THROUGH field of `record` agree with its new list. */
enum mpt_status through_change(struct mpt_store *store, const struct mpt_record *record, const struct mpt_field *field,
                               const char *before, const char *now, struct mpt_arena *arena, struct mpt_error *error);

/* record.c: stores a record that was removed, under the number it had; its lists kept as records come by themselves. */
enum mpt_status record_restore(struct mpt_store *store, const struct mpt_record *record, int64_t id,
                               struct mpt_arena *arena, struct mpt_error *error);
/* record.c: sets one field of the record of that number and nothing else, for going back; leaves no change record. */
enum mpt_status record_put(struct mpt_store *store, const struct mpt_kind *kind, size_t field, int64_t id,
                           const char *value, struct mpt_arena *arena, struct mpt_error *error);
/* record.c: deletes without asking who refers to it; leaves its change record. */
enum mpt_status record_delete(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                              struct mpt_arena *arena, struct mpt_error *error);

/* list_reader.c: the values of a field of many references beside a list of records; `along` when all records of the
 * kind come in the order of their codes. */
struct list_reader;
enum mpt_status list_reader_open(struct mpt_store *store, const struct mpt_kind *kind, size_t field, bool along,
                                 struct mpt_arena *arena, struct list_reader **reader, struct mpt_error *error);
enum mpt_status list_reader_get(struct list_reader *reader, const char *code, struct mpt_arena *arena,
                                const char **list, struct mpt_error *error);
void list_reader_close(struct list_reader *reader);

/* references.c: every field of every kind that refers to `kind`; walked with a position that starts at 0. */
struct reference {
    const struct mpt_kind *kind;
    const struct mpt_field *field;
};
bool reference_next(const struct mpt_kind *kind, size_t *position, struct reference *reference);

/* Every reference of the record leads to a record, or with `later` is left for the commit to check. */
enum mpt_status references_check(struct mpt_store *store, const struct mpt_record *record, bool later,
                                 struct mpt_arena *arena, struct mpt_error *error);

/* violations.c: references that lead nowhere, at most `most`. What could not be found out is NULL. */
struct violation {
    const struct mpt_kind *kind; /* whose reference it is */
    const char *code;
    int64_t id;
    const char *column, *parent, *value; /* the field, the kind it refers to, the code that no record has */
};
enum mpt_status violations_list(struct mpt_store *store, size_t most, struct mpt_arena *arena, struct violation **list,
                                size_t *count, struct mpt_error *error);

/* history.c: the change records. */
struct change {
    const char *action, *kind, *code; /* action is added, changed or removed; kind a kind's name, or "setting" */
    int64_t record;                   /* its number; 0 when this adds it for the first time, and for settings */
    const char *field, *before;
};
/* Writes one into the open entry. *id (may be NULL) gets the change's number; a new record takes it as its own id. */
enum mpt_status history_add(struct mpt_store *store, const struct change *change, int64_t *id, struct mpt_error *error);

/* pairs.c: the projects whose likeness to others the changes after `known` may have altered, ascending. */
enum mpt_status pairs_touched(struct mpt_store *store, int64_t known, struct mpt_arena *arena, int64_t **numbers,
                              size_t *count, struct mpt_error *error);

/* search.c: the full-text index over the fields marked MPT_SEARCHED. */
enum mpt_status search_add(struct mpt_store *store, const struct mpt_record *record, int64_t id,
                           struct mpt_arena *arena, struct mpt_error *error);
enum mpt_status search_remove(struct mpt_store *store, const struct mpt_record *record, int64_t id,
                              struct mpt_arena *arena, struct mpt_error *error);
/* Whether records of the kind are searched: those that have a title to find. */
bool search_covers(const struct mpt_kind *kind);
/* Makes the index anew from the records; search_ready does when that was put off. */
enum mpt_status search_ready(struct mpt_store *store, struct mpt_error *error);
enum mpt_status search_rebuild(struct mpt_store *store, struct mpt_error *error);
/* What people type as FTS5 syntax: folded like the index, words with other characters quoted. */
const char *search_expression(const char *typed, struct mpt_arena *arena);

#endif
