/* The store: one portfolio in one SQLite file. The only room that knows a database.
 *
 * Every write happens inside an entry (mpt_store_begin to mpt_store_commit): one transaction and one line of history.
 * Adding, editing and removing leave their change records by themselves: who, when, by which command, which record
 * and field, and the value before.
 *
 * What comes back lives in the arena that was handed in. Errors not named at a function are MPT_DATABASE: the file
 * is locked, full, damaged or not readable, and the message says which and what to do. */
#ifndef MPT_STORE_H
#define MPT_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "mpt/arena.h"
#include "mpt/disclosure.h"
#include "mpt/model.h"
#include "mpt/status.h"

struct mpt_store;

enum mpt_store_mode {
    MPT_STORE_READ,   /* must exist; nothing is written, except that an older version is upgraded first */
    MPT_STORE_WRITE,  /* must exist and be writable; an older version is upgraded, a copy being kept beside it */
    MPT_STORE_CREATE, /* must not exist */
};

/* Opens the portfolio at `path`. Errors: MPT_DATABASE when the file is missing (or there already, with CREATE), no
 * portfolio, of a newer version, damaged, or not writable where it must be. */
enum mpt_status mpt_store_open(const char *path, enum mpt_store_mode mode, struct mpt_store **store,
                               struct mpt_error *error);
void mpt_store_close(struct mpt_store *store);

/* Brings everything written so far into the file itself, so that it is whole without its log beside it. */
enum mpt_status mpt_store_settle(struct mpt_store *store, struct mpt_error *error);

const char *mpt_store_path(const struct mpt_store *store);

/* From here to mpt_store_release everything read is of one moment, whatever others write meanwhile, and many small
 * questions take half the time, since the file is locked once for all. Nothing may be written in between. In an open
 * entry, which has both already, neither does anything. */
enum mpt_status mpt_store_hold(struct mpt_store *store, struct mpt_error *error);
void mpt_store_release(struct mpt_store *store);

/* Begins a transaction and its entry in the history. `who` and `command` are kept as given. */
enum mpt_status mpt_store_begin(struct mpt_store *store, const char *who, const char *command, struct mpt_error *error);

/* Entries begun from now on bear this time (2024-06-30T09:00:00Z) and not the clock's; NULL: the clock's again. For the
 * demonstration, which tells its year on its own days. */
void mpt_store_tell_time(struct mpt_store *store, const char *time);

/* Makes it last; an entry in which nothing was changed leaves no trace. Errors: MPT_BAD_INPUT when a reference stored
 * with `later` leads nowhere, named with record and field; then nothing was changed. */
enum mpt_status mpt_store_commit(struct mpt_store *store, struct mpt_error *error);
void mpt_store_rollback(struct mpt_store *store);

/* Marks a point in the open entry, one at a time; mpt_store_return takes back what was stored since, and with it its
 * change records. */
enum mpt_status mpt_store_mark(struct mpt_store *store, struct mpt_error *error);
enum mpt_status mpt_store_return(struct mpt_store *store, struct mpt_error *error);

/* Says that very many records are stored from here on (or no more), so that time is not lost on what was checked
 * before: values that mpt_value_parse made satisfy what the schema asks of columns. References are checked all the
 * same. */
enum mpt_status mpt_store_bulk(struct mpt_store *store, bool begins, struct mpt_error *error);

/* --- Records ------------------------------------------------------------------------------------------------------ */

/* The code of the record that `typed` means: itself, or the one code it is the beginning of. Errors: MPT_BAD_INPUT
 * with the nearest codes when there is none, with the one it was merged into, with the candidates when there are
 * several. */
enum mpt_status mpt_store_resolve(struct mpt_store *store, const struct mpt_kind *kind, const char *typed,
                                  struct mpt_arena *arena, const char **code, struct mpt_error *error);

/* The same over all of `kinds` (NULL: every kind), where `typed` may be qualified: "mission:hydrogen". An exact code
 * wins over a beginning; when several kinds have it the first of them in mpt_kinds wins and *others names the rest
 * as "stakeholder:csiro" lines (NULL when there are none). */
enum mpt_status mpt_store_resolve_any(struct mpt_store *store, const struct mpt_kind *const *kinds, size_t count,
                                      const char *typed, struct mpt_arena *arena, const struct mpt_kind **kind,
                                      const char **code, const char **others, struct mpt_error *error);

bool mpt_store_exists(struct mpt_store *store, const struct mpt_kind *kind, const char *code);

/* The record of that code, computed fields included. Errors: MPT_BAD_INPUT when there is none. */
enum mpt_status mpt_store_get(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                              struct mpt_arena *arena, struct mpt_record *record, struct mpt_error *error);

/* The number of a record: it stays the same when the record is renamed, or removed and brought back. 0: none has this
 * code. And the code that the record of a number has now, in `arena`; NULL when it is not there. */
int64_t mpt_store_number(struct mpt_store *store, const struct mpt_kind *kind, const char *code);
const char *mpt_store_code(struct mpt_store *store, const struct mpt_kind *kind, int64_t number,
                           struct mpt_arena *arena);

/* Where a record went that was merged into another (mpt/merge.h): the code that one has now, in `arena`; NULL when no
 * record of that code was merged, or one has the code again. `typed` is a code, with its kind in front
 * ("project:ferry") or not; *kind is the kind to look in, NULL: any, and then becomes the one it was found in. */
const char *mpt_store_merged(struct mpt_store *store, const struct mpt_kind **kind, const char *typed,
                             struct mpt_arena *arena);

/* The code of the record of a kind with the field outside_id that has this one among its ids elsewhere, in `arena`;
 * NULL when there is none. */
const char *mpt_store_find_outside(struct mpt_store *store, const struct mpt_kind *kind, const char *outside_id,
                                   struct mpt_arena *arena);

/* Where the record is known from (NULL: nowhere) and whether it is invented, whole or in part (a source that begins
 * with "example"); false when there is no such record. */
bool mpt_source_is_example(const char *sources);
bool mpt_store_origin(struct mpt_store *store, const struct mpt_kind *kind, const char *code, struct mpt_arena *arena,
                      const char **source, bool *example);

/* Stores a new record after checking it; a missing code is made from the kind's code_from and set in the record.
 * References must lead to records, except with `later`: then they are checked at commit, so that a bundle's records
 * may come in any order. Errors: MPT_BAD_INPUT when the record is not complete, the code is taken, or a reference
 * leads nowhere. */
enum mpt_status mpt_store_add(struct mpt_store *store, struct mpt_record *record, bool later, struct mpt_arena *arena,
                              struct mpt_error *error);

/* Stores the values over those of the record `code` (whose code the values may change); each field that differs
 * leaves one change.
 * *changed (may be NULL) is how many did. Errors as mpt_store_add. */
enum mpt_status mpt_store_edit(struct mpt_store *store, const char *code, const struct mpt_record *record, bool later,
                               struct mpt_arena *arena, size_t *changed, struct mpt_error *error);

/* Removes a record. What refers to it makes it fail with MPT_BAD_INPUT and the list of it, unless `cascade`: then
 * records that cannot be without it go too, and other references to it are emptied. */
enum mpt_status mpt_store_remove(struct mpt_store *store, const struct mpt_kind *kind, const char *code, bool cascade,
                                 struct mpt_arena *arena, struct mpt_error *error);

/* Those that refer to a record by one field of one kind. */
struct mpt_referrers {
    const struct mpt_kind *kind;
    const struct mpt_field *field;
    const char **codes; /* by code */
    size_t count;
    bool detail; /* no more than a part of the record, as a project's taggings are */
};

/* Everything that refers to the record: one element a kind and field that does, in the order of mpt_kinds; at most
 * `most` codes each. Owned by `arena`. */
enum mpt_status mpt_store_referrers(struct mpt_store *store, const struct mpt_kind *kind, const char *code, size_t most,
                                    struct mpt_arena *arena, struct mpt_referrers **list, size_t *count,
                                    struct mpt_error *error);

/* --- Lists -------------------------------------------------------------------------------------------------------- */

struct mpt_list_query {
    const struct mpt_kind *kind;
    const char *const *filters; /* "field=value", also != < <= > >= and ~ (contains); many: all must hold */
    size_t filter_count;
    const char *search; /* full text: words, prefix*, "a phrase", AND OR NOT; NULL: no search */
    const char *sort;   /* "field" or "-field"; NULL: by code (by relevance when searching) */
    long limit;         /* -1: all */
    const struct mpt_field *const *fields;
    size_t field_count;
};

/* Called with each row: one canonical text (or NULL) a field, valid during the call. Not MPT_OK ends the list. */
typedef enum mpt_status mpt_list_row(void *context, const char *const *values, struct mpt_error *error);

/* Runs the list. Errors: MPT_USAGE for a field that does not exist, MPT_BAD_INPUT for a filter,
 * sort or search that cannot be understood, naming what can. */
enum mpt_status mpt_store_list(struct mpt_store *store, const struct mpt_list_query *query, mpt_list_row *row,
                               void *context, struct mpt_error *error);

/* --- The full-text index ------------------------------------------------------------------------------------------ */

/* Whether the index can be asked with the two that follow: it cannot in a portfolio as of an earlier entry, where it
 * would have to be made anew. */
bool mpt_search_is_ready(struct mpt_store *store);

/* In how many records of all kinds a word is: one word, folded as mpt_text_fold does. Of a common word it is how many
 * there were when words were last counted, since counting takes a while. */
size_t mpt_search_count(struct mpt_store *store, const char *word);

/* Counts the common words anew, in the open entry or transaction; after very much was added. Comparing all projects
 * does it too (mpt/pairs.h). Errors: MPT_DATABASE. */
enum mpt_status mpt_search_recount(struct mpt_store *store, struct mpt_error *error);

/* The numbers of records of all kinds that have the word, ascending; the first `most`. Returns how many. */
size_t mpt_search_numbers(struct mpt_store *store, const char *word, int64_t *numbers, size_t most);

/* --- Named queries ------------------------------------------------------------------------------------------------ */

/* A parameter of a query: `name` without its '$'; a NULL text is SQL's NULL, unless `is_number`. */
struct mpt_param {
    const char *name;
    const char *text;
    double number;
    bool is_number;
};

struct mpt_cursor;

/* Opens sql/query/NAME.sql (or the statement `sql` itself, which the caller names for messages). Parameters of the
 * statement that `params` does not name are NULL; extra ones are ignored. The statement must only read. */
enum mpt_status mpt_cursor_open(struct mpt_store *store, const char *name, const char *sql,
                                const struct mpt_param *params, size_t param_count, struct mpt_cursor **cursor,
                                struct mpt_error *error);

/* Steps to the next row; false at the end or when it failed: mpt_cursor_close tells. */
bool mpt_cursor_next(struct mpt_cursor *cursor);

/* Columns of the row by name; a column must exist. Text is NULL for SQL's NULL and valid until the next step. */
const char *mpt_cursor_text(struct mpt_cursor *cursor, const char *column);
int64_t mpt_cursor_integer(struct mpt_cursor *cursor, const char *column);
double mpt_cursor_number(struct mpt_cursor *cursor, const char *column);
bool mpt_cursor_is_null(struct mpt_cursor *cursor, const char *column);

int mpt_cursor_column_count(struct mpt_cursor *cursor);
const char *mpt_cursor_column_name(struct mpt_cursor *cursor, int column);
const char *mpt_cursor_column_text(struct mpt_cursor *cursor, int column);
/* Position of a column, -1 when there is none. */
int mpt_cursor_column(struct mpt_cursor *cursor, const char *name);

/* Ends it (NULL is fine) and says how it went. */
enum mpt_status mpt_cursor_close(struct mpt_cursor *cursor, struct mpt_error *error);

/* --- Computed facts for rules ------------------------------------------------------------------------------------- */

/* Makes the temporary table `name` (as sql/temp/NAME.sql creates it) anew and empty, for rules to join. */
enum mpt_status mpt_facts_begin(struct mpt_store *store, const char *name, struct mpt_error *error);

/* Adds a row, one value a column; a NaN number is NULL. */
struct mpt_fact {
    const char *text; /* NULL: `number` */
    double number;
};
enum mpt_status mpt_facts_add(struct mpt_store *store, const struct mpt_fact *values, size_t count,
                              struct mpt_error *error);
enum mpt_status mpt_facts_end(struct mpt_store *store, struct mpt_error *error);

/* --- Entries ------------------------------------------------------------------------------------------------------ */

/* One command's line in the history. Entries are numbered in the order of their writing, whatever the clock said. */
struct mpt_entry {
    int64_t id;
    const char *at; /* 2024-07-07T12:34:56Z */
    const char *who, *command;
    int64_t undoes;    /* the entry that this one takes back; 0: none */
    int64_t undone_by; /* the entry that took this one back and was not taken back itself; 0: it stands */
    int64_t first_change, last_change;
};

/* The entry of that number. Errors: MPT_BAD_INPUT when there is none. */
enum mpt_status mpt_entry_get(struct mpt_store *store, int64_t id, struct mpt_arena *arena, struct mpt_entry *entry,
                              struct mpt_error *error);

/* The newest entry that is no undo and was not taken back; 0 when there is none. */
enum mpt_status mpt_entry_last_standing(struct mpt_store *store, int64_t *id, struct mpt_error *error);

/* The last entry written on that day ("2024-07-07", UTC) or before; 0 when there is none. */
enum mpt_status mpt_entry_on(struct mpt_store *store, const char *day, int64_t *id, struct mpt_error *error);

/* The entry that gave a field of a record its value, or added the record; 0 when there is no such record. */
int64_t mpt_entry_of_field(struct mpt_store *store, int64_t number, const char *field);

/* Whether that entry changed or added the record of that number. */
bool mpt_entry_has(struct mpt_store *store, int64_t entry, int64_t number);

/* The entry being written; 0 while nothing was. */
int64_t mpt_entry_open(const struct mpt_store *store);

/* What tells this portfolio from others, for life and in its copies: how its history begins, as 16 hexadecimal digits;
 * in `arena`. */
const char *mpt_store_key(struct mpt_store *store, struct mpt_arena *arena);

/* Takes an entry back whole, inside the open entry: what it added is removed, what it removed stored again, each field
 * gets the value it had. Errors: MPT_BAD_INPUT when there is no such entry, when it was taken back already, and when
 * something later builds on it; then the message lists what, and the caller rolls back. */
enum mpt_status mpt_store_undo(struct mpt_store *store, int64_t entry, struct mpt_arena *arena,
                               struct mpt_error *error);

/* What became of one record since an entry. */
struct mpt_difference {
    const struct mpt_kind *kind;
    int64_t number;
    const struct mpt_record *before, *after; /* NULL: was not there, is not there (never both) */
};

/* Every record that differs from what it was after that entry, by kind and number; what was changed and changed back is
 * none. Fields kept through other kinds are not compared, those kinds' records are. Owned by `arena`. Takes the time of
 * the changes since, not of the portfolio. */
enum mpt_status mpt_store_differences(struct mpt_store *store, int64_t entry, struct mpt_arena *arena,
                                      struct mpt_difference **list, size_t *count, struct mpt_error *error);

/* Turns the store, opened with MPT_STORE_READ and not used yet, into the portfolio as it stood after that entry (0:
 * before the first). It is a copy in memory; the file stays as it is. */
enum mpt_status mpt_store_as_of(struct mpt_store *store, int64_t entry, struct mpt_error *error);

/* --- Disclosure --------------------------------------------------------------------------------------------------- */

/* What was withheld under a rule: values of a field, or records of a kind (`field` NULL). */
struct mpt_withheld {
    const struct mpt_disclosure_rule *rule;
    const struct mpt_kind *kind;
    const struct mpt_field *field;
    size_t count;
};

struct mpt_disclosed {
    const struct mpt_disclosure *table;
    const struct mpt_withheld *withheld; /* by kind */
    size_t count;
    size_t blanked; /* names blanked in texts */
};

/* Turns the store, opened with MPT_STORE_READ and not used but by mpt_store_as_of(), into the portfolio that the
 * profile lets leave: one in memory into which nothing else was ever put, with no history, closed reviews or kept
 * pairs. A withheld value of a field that the table counts among names is
 * blanked in texts too. A record whose code was made from something withheld, or holds a withheld name, gets its number
 * as code: participation-812. The file stays as it is. `table` must live as long as the store. */
enum mpt_status mpt_store_disclose(struct mpt_store *store, const struct mpt_disclosure *table,
                                   struct mpt_error *error);

/* What was withheld from this store; NULL when it was not disclosed. Lives as long as the store. */
const struct mpt_disclosed *mpt_store_disclosed(const struct mpt_store *store);

/* Whether nothing of the field, or of any record of the kind (`field` NULL), leaves in the profile that the store was
 * disclosed with: then that there is none of it says nothing. Of `kind` "history" nothing ever does. */
bool mpt_store_stays(const struct mpt_store *store, const char *kind, const char *field);

/* Whether the statement reads something of which anything was withheld, so that its answer would not be that of the
 * portfolio; false in a store that was not disclosed, and for what cannot be prepared. */
bool mpt_store_withholds(struct mpt_store *store, const char *sql);

/* --- History, settings, health ------------------------------------------------------------------------------------ */

/* A setting of this portfolio ("demo"); NULL when it was never set. */
const char *mpt_store_setting(struct mpt_store *store, const char *name, struct mpt_arena *arena);
/* Sets it, inside an entry; NULL removes it. */
enum mpt_status mpt_store_set(struct mpt_store *store, const char *name, const char *value, struct mpt_error *error);

/* What the open entry has done so far. */
struct mpt_entry_counts {
    size_t added, changed, removed; /* records added and removed, fields changed */
};
struct mpt_entry_counts mpt_store_counts(const struct mpt_store *store);

/* Number of the last entry of the history, 0 when there is none. */
int64_t mpt_store_revision(struct mpt_store *store);

/* Called with each thing found wrong. */
typedef void mpt_doctor_finding(void *context, const char *message);

/* Checks the file: its pages, its references, the chain of its history, its full-text index, shares and amounts. *count
 * is the number of findings. */
enum mpt_status mpt_store_doctor(struct mpt_store *store, mpt_doctor_finding *finding, void *context, size_t *count,
                                 struct mpt_error *error);

/* --- Copies ------------------------------------------------------------------------------------------------------- */

/* What a copy holds. */
struct mpt_copy {
    int64_t size_bytes, records, entries;
    size_t findings;     /* what the doctor found that does not make it unusable, such as shares over 100 % */
    const char *finding; /* the first of these, NULL when there is none */
    bool replaced;       /* restoring: there was a portfolio, which is kept */
};

/* Copies the portfolio as it stands now to the file `path`; others go on reading and writing, and what they commit from
 * now on is not in it. The file is there only when it is whole, checked and on the disk; a file that is there already
 * makes this fail, unless `replace`. Errors: MPT_DATABASE naming the file, also when the copy has damaged pages or
 * references that lead nowhere: then none is left. */
enum mpt_status mpt_store_backup(struct mpt_store *store, const char *path, bool replace, struct mpt_arena *arena,
                                 struct mpt_copy *copy, struct mpt_error *error);

/* Puts the copy `from` in the place of the portfolio at `path`, in one transaction: who reads or writes there meanwhile
 * sees the one or the other. What was there is kept as the new file `kept` (even if it is damaged or no portfolio; an
 * SQLite file of another program is refused). A copy of an older version is upgraded; `from` itself is never changed.
 * Errors: MPT_DATABASE naming the file, when the copy is no portfolio, of a newer version or damaged, or when the
 * portfolio is locked; then nothing was changed. */
enum mpt_status mpt_store_restore(const char *path, const char *from, const char *kept, struct mpt_arena *arena,
                                  struct mpt_copy *copy, struct mpt_error *error);

/* Takes all that was ever changed back on a copy in memory and reports what is left over: then the history would not
 * account for what is there. Adds to *count. Takes about a second for every hundred thousand changes. */
enum mpt_status mpt_store_doctor_history(struct mpt_store *store, mpt_doctor_finding *finding, void *context,
                                         size_t *count, struct mpt_error *error);

/* What can be made anew from the records: the full-text index, and the pairs of projects that look alike. */
enum mpt_repair { MPT_REPAIR_SEARCH, MPT_REPAIR_PAIRS };
enum mpt_status mpt_store_repair(struct mpt_store *store, enum mpt_repair what, struct mpt_error *error);

#endif
