/* Opens and closes a portfolio, and says in words what SQLite reports in numbers. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store.h"

enum mpt_status store_fail_code(const char *path, int code, const char *detail, const char *doing,
                                struct mpt_error *error)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return mpt_fail(
            error, MPT_DATABASE,
            "%s is locked by another program (waited %d seconds); nothing was changed. Close the other program "
            "or try again",
            path, BUSY_MILLISECONDS / 1000);
    case SQLITE_NOTADB:
        return mpt_fail(error, MPT_DATABASE,
                        "%s is not a portfolio: it is not an SQLite file. Name another with --db, or make one with "
                        "`mpt init`",
                        path);
    case SQLITE_CORRUPT:
        return mpt_fail(error, MPT_DATABASE,
                        "%s is damaged (%s); nothing was changed. `mpt doctor` says how far; go back to a copy", path,
                        detail);
    case SQLITE_FULL:
        return mpt_fail(error, MPT_DATABASE,
                        "there is no space left on the disk of %s; nothing was changed. Make room and try again", path);
    case SQLITE_READONLY:
        return mpt_fail(error, MPT_DATABASE,
                        "%s or its folder cannot be written; nothing was changed. Check its "
                        "permissions, or name another file with --db",
                        path);
    case SQLITE_IOERR:
        return mpt_fail(error, MPT_DATABASE,
                        "%s: the disk reports an error or has no space left while %s (%s); nothing was changed", path,
                        doing, detail);
    case SQLITE_CANTOPEN:
        return mpt_fail(error, MPT_DATABASE, "%s cannot be opened (%s)", path, detail);
    default:
        return mpt_fail(error, MPT_DATABASE, "%s: %s failed (%s)", path, doing, detail);
    }
}

enum mpt_status store_fail(struct mpt_store *store, const char *doing, struct mpt_error *error)
{
    return store_fail_code(store->path, sqlite3_errcode(store->db), sqlite3_errmsg(store->db), doing, error);
}

enum mpt_status store_run(struct mpt_store *store, const char *sql, struct mpt_error *error)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? MPT_OK : store_fail(store, sql, error);
}

enum mpt_status mpt_store_hold(struct mpt_store *store, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    if (sqlite3_get_autocommit(store->db)) {
        status = store_run(store, "BEGIN", error);
        store->held = !status;
    }
    return status;
}

void mpt_store_release(struct mpt_store *store)
{
    if (store->held) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL); /* nothing was written: there is nothing to lose */
        store->held = false;
    }
}

enum mpt_status store_prepare(struct mpt_store *store, const char *sql, sqlite3_stmt **statement,
                              struct mpt_error *error)
{
    return sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK
               ? MPT_OK
               : store_fail(store, "preparing a statement", error);
}

void store_bind(sqlite3_stmt *statement, int position, const char *text)
{
    if (text) {
        sqlite3_bind_text(statement, position, text, -1, SQLITE_STATIC);
    } else {
        sqlite3_bind_null(statement, position);
    }
}

enum mpt_status store_step(struct mpt_store *store, sqlite3_stmt *statement, const char *doing, struct mpt_error *error)
{
    int code = sqlite3_step(statement);
    enum mpt_status status = code == SQLITE_DONE || code == SQLITE_ROW ? MPT_OK : store_fail(store, doing, error);
    sqlite3_reset(statement);
    return status;
}

static int pragma_number(struct mpt_store *store, const char *sql, int *number)
{
    sqlite3_stmt *statement;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        *number = code == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
        code = code == SQLITE_ROW ? SQLITE_OK : code;
    }
    sqlite3_finalize(statement);
    return code;
}

/* Reads the file's version and refuses what is no portfolio or too new. */
static enum mpt_status check_file(struct mpt_store *store, int *version, struct mpt_error *error)
{
    int application = 0;
    if (pragma_number(store, "PRAGMA application_id", &application) ||
        pragma_number(store, "PRAGMA user_version", version)) {
        return store_fail(store, "reading it", error);
    }
    if (application != APPLICATION_ID) {
        return mpt_fail(error, MPT_DATABASE,
                        "%s is an SQLite file, but not a portfolio of mpt. Name another with --db, or make one with "
                        "`mpt init`",
                        store->path);
    }
    if (*version > store_version_newest()) {
        return mpt_fail(error, MPT_DATABASE,
                        "%s was written by a newer mpt (version %d of the file, this program knows up to %d); nothing "
                        "was changed. Install the newer program",
                        store->path, *version, store_version_newest());
    }
    return MPT_OK;
}

static enum mpt_status check_present(const char *path, enum mpt_store_mode mode, struct mpt_error *error)
{
    struct stat info;
    bool there = stat(path, &info) == 0;
    if (!there && errno != ENOENT) {
        return mpt_fail(error, MPT_DATABASE, "%s cannot be opened: %s", path, strerror(errno));
    }
    if (mode == MPT_STORE_CREATE) {
        return there
                   ? mpt_fail(error, MPT_DATABASE, "%s exists already; nothing was changed. Choose another name", path)
                   : MPT_OK;
    }
    if (!there) {
        return mpt_fail(error, MPT_DATABASE,
                        "there is no portfolio at %s. Make one with `mpt init`, or name one with --db FILE or MPT_DB",
                        path);
    }
    if (S_ISDIR(info.st_mode)) {
        return mpt_fail(error, MPT_DATABASE, "%s is a folder, not a portfolio", path);
    }
    if (info.st_size == 0) {
        return mpt_fail(error, MPT_DATABASE, "%s is empty, not a portfolio. Remove it and run `mpt init`", path);
    }
    return MPT_OK;
}

/* Whether the newest changes are in a log beside the file, which reading it as immutable would pass over. */
static bool has_log(struct mpt_store *store)
{
    return access(mpt_arena_print(store->arena, "%s-wal", store->path), F_OK) == 0 ||
           access(mpt_arena_print(store->arena, "%s-journal", store->path), F_OK) == 0;
}

/* A file on a read-only medium cannot have the shared memory a WAL reader wants; nobody can write there either, so it
 * may be read as immutable. */
static int open_immutable(struct mpt_store *store)
{
    struct mpt_text uri = mpt_text_init(store->arena);
    mpt_text_add(&uri, "file:");
    for (const char *c = store->path; *c; c++) {
        mpt_text_print(&uri, strchr("?#%", *c) ? "%%%02x" : "%c", (unsigned char)*c);
    }
    mpt_text_add(&uri, "?immutable=1");
    sqlite3_close(store->db);
    return sqlite3_open_v2(mpt_text_get(&uri), &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
}

static void set_patience(struct mpt_store *store)
{
    sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
    sqlite3_extended_result_codes(store->db, 1);
}

enum mpt_status store_set_connection(struct mpt_store *store, struct mpt_error *error)
{
    return store_run(store, "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;",
                     error);
}

static enum mpt_status set_up(struct mpt_store *store, enum mpt_store_mode mode, struct mpt_error *error)
{
    int version = 0;
    set_patience(store);
    if (mode == MPT_STORE_CREATE) {
        enum mpt_status status = store_run(store, "PRAGMA journal_mode = WAL", error);
        status = status ? status : store_set_connection(store, error);
        return status ? status : store_migrate(store, 0, error);
    }
    enum mpt_status status = check_file(store, &version, error);
    int problem = sqlite3_errcode(store->db) & 0xff;
    if (status == MPT_DATABASE && mode == MPT_STORE_READ && access(store->path, W_OK) != 0 &&
        (problem == SQLITE_CANTOPEN || problem == SQLITE_READONLY) && !has_log(store) &&
        open_immutable(store) == SQLITE_OK) {
        status = check_file(store, &version, error);
    }
    status = status ? status : store_set_connection(store, error);
    if (status) {
        return status;
    }
    bool read_only = sqlite3_db_readonly(store->db, "main") == 1;
    if (mode == MPT_STORE_WRITE) { /* an import changes more pages than the 2 MB that SQLite holds by itself */
        status = store_run(store, "PRAGMA cache_size = -65536", error);
    }
    if (!status && mode == MPT_STORE_WRITE && read_only) {
        return store_fail_code(store->path, SQLITE_READONLY, "", "", error);
    }
    if (!status && version < store_version_newest()) {
        if (read_only) {
            return mpt_fail(error, MPT_DATABASE,
                            "%s is of an older version (%d, now %d) and cannot be written to upgrade it", store->path,
                            version, store_version_newest());
        }
        status = store_migrate(store, version, error);
    }
    if (!status && mode == MPT_STORE_READ) {
        store->reading = true;
        status = store_run(store, "PRAGMA query_only = ON", error);
    }
    return status;
}

static struct mpt_store *make_store(const char *path)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_store *made = mpt_arena_alloc(arena, sizeof *made);
    made->arena = arena;
    made->path = mpt_arena_copy(arena, path);
    made->kinds = mpt_arena_array(arena, mpt_kind_count, sizeof *made->kinds);
    /* One thread: no mutexes, and no count of the memory in use. */
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return made;
}

enum mpt_status store_open_as_is(const char *path, bool untouched, struct mpt_store **store, int *version, int *problem,
                                 struct mpt_error *error)
{
    *store = NULL;
    *problem = SQLITE_OK;
    enum mpt_status status = check_present(path, MPT_STORE_READ, error);
    if (status) {
        return status;
    }
    struct mpt_store *made = make_store(path);
    int flags = untouched ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    int code = untouched && !has_log(made) ? open_immutable(made)
                                           : sqlite3_open_v2(path, &made->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        set_patience(made);
        status = check_file(made, version, error);
        *problem = status ? sqlite3_errcode(made->db) & 0xff : SQLITE_OK;
    } else {
        status = store_fail_code(path, code, sqlite3_errstr(code), "opening it", error);
    }
    if (status) {
        mpt_store_close(made);
        return status;
    }
    *store = made;
    return MPT_OK;
}

enum mpt_status mpt_store_open(const char *path, enum mpt_store_mode mode, struct mpt_store **store,
                               struct mpt_error *error)
{
    *store = NULL;
    enum mpt_status status = check_present(path, mode, error);
    if (status) {
        return status;
    }
    struct mpt_store *made = make_store(path);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == MPT_STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(path, &made->db, flags, NULL);
    status = code == SQLITE_OK ? set_up(made, mode, error)
                               : store_fail_code(path, code, sqlite3_errstr(code), "opening it", error);
    if (status) {
        mpt_store_close(made);
        return status;
    }
    *store = made;
    return MPT_OK;
}

/* Ends our own statements only: the full-text index keeps some on the same connection that it ends itself. */
static void finalize_all(struct mpt_store *store)
{
    for (size_t i = 0; i < mpt_kind_count; i++) {
        struct kind_statements *kind = &store->kinds[i];
        sqlite3_stmt *const single[] = {kind->get,    kind->insert, kind->update, kind->delete,
                                        kind->exists, kind->origin, kind->code,   kind->outside};
        for (size_t j = 0; j < sizeof single / sizeof *single; j++) {
            sqlite3_finalize(single[j]);
        }
        for (size_t j = 0; kind->list_get && j < mpt_kinds[i]->field_count; j++) {
            sqlite3_finalize(kind->list_get[j]);
            sqlite3_finalize(kind->list_add[j]);
            sqlite3_finalize(kind->list_clear[j]);
            sqlite3_finalize(kind->put[j]);
        }
    }
    sqlite3_finalize(store->add_change);
    sqlite3_finalize(store->add_entry);
    sqlite3_finalize(store->search_add);
    sqlite3_finalize(store->search_delete);
    sqlite3_finalize(store->search_count);
    sqlite3_finalize(store->search_common);
    sqlite3_finalize(store->search_numbers);
    sqlite3_finalize(store->pairs_counted);
    for (size_t i = 0; i < KEPT_QUERIES; i++) {
        sqlite3_finalize(store->queries[i].statement);
        store->queries[i] = (struct kept_query){NULL, NULL};
    }
    sqlite3_finalize(store->facts);
    sqlite3_finalize(store->field_entry);
    sqlite3_finalize(store->has_entry);
}

void store_disconnect(struct mpt_store *store)
{
    mpt_store_rollback(store);
    finalize_all(store);
    sqlite3_close(store->db);
    store->kinds = mpt_arena_array(store->arena, mpt_kind_count, sizeof *store->kinds);
    store->add_change = store->add_entry = store->search_add = store->search_delete = store->facts = NULL;
    store->search_count = store->search_common = store->search_numbers = store->pairs_counted = NULL;
    store->field_entry = store->has_entry = NULL;
    store->db = NULL;
}

void mpt_store_close(struct mpt_store *store)
{
    if (!store) {
        return;
    }
    store_disconnect(store);
    mpt_arena_close(store->arena);
}

enum mpt_status mpt_store_settle(struct mpt_store *store, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store, "PRAGMA wal_checkpoint(TRUNCATE)", &statement, error);
    if (status) {
        return status;
    }
    if (sqlite3_step(statement) != SQLITE_ROW) {
        status = store_fail(store, "writing it out", error);
    } else if (sqlite3_column_int(statement, 0) != 0) {
        status = store_fail_code(store->path, SQLITE_BUSY, "", "", error);
    }
    sqlite3_finalize(statement);
    return status;
}

const char *mpt_store_path(const struct mpt_store *store)
{
    return store->path;
}
