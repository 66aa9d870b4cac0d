/* Copies a portfolio while others work on it, and checks the copy before it gets its name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"

/* On the disk, not only in the system's memory. Some disks cannot sync a folder; they keep what they can. */
static int sync_path(const char *path, bool folder)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return folder ? 0 : -1;
    }
    int failed = fsync(file);
    close(file);
    return folder ? 0 : failed;
}

void backup_sync_folder(const char *path, struct mpt_arena *arena)
{
    const char *slash = strrchr(path, '/');
    sync_path(!slash ? "." : mpt_arena_copy_len(arena, path, (size_t)(slash - path) + 1), true);
}

void backup_discard(const char *path, struct mpt_arena *arena)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        unlink(mpt_arena_print(arena, "%s%s", path, ends[i]));
    }
}

/* Whether the reason lies with the file that is read rather than with the one that is written. */
static bool is_about_source(int code)
{
    int kind = code & 0xff;
    return kind == SQLITE_BUSY || kind == SQLITE_LOCKED || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB ||
           code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ;
}

/* One step for all pages: it reads one state of the file, which writers neither wait for nor disturb. */
static int copy_pages(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup) {
        return sqlite3_extended_errcode(to);
    }
    sqlite3_backup_step(backup, -1);
    return sqlite3_backup_finish(backup);
}

enum mpt_status backup_make(struct mpt_store *from, const char *path, const char *making, struct mpt_error *error)
{
    struct stat info;
    /* Nobody may read the copy who may not read the portfolio. */
    mode_t mode = stat(from->path, &info) == 0 ? (info.st_mode & 0666) | 0600 : 0600;
    sqlite3 *to = NULL;
    backup_discard(making, from->arena);
    int file = open(making, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) {
        return mpt_fail(error, MPT_DATABASE, "%s cannot be made: %s", path, strerror(errno));
    }
    close(file);
    int code = sqlite3_open_v2(making, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    /* A copy that is broken off is thrown away whole, so it needs no journal. */
    code = code ? code : sqlite3_exec(to, "PRAGMA journal_mode = OFF", NULL, NULL, NULL);
    code = code ? code : copy_pages(from->db, to);
    sqlite3_close(to);
    enum mpt_status status = MPT_OK;
    if (code) {
        status =
            store_fail_code(is_about_source(code) ? from->path : path, code, sqlite3_errstr(code), "copying it", error);
    } else if (sync_path(making, false) != 0) {
        status = mpt_fail(error, MPT_DATABASE, "%s cannot be written: %s", path, strerror(errno));
    }
    if (status) {
        backup_discard(making, from->arena);
    }
    return status;
}

enum mpt_status backup_place(const char *making, const char *path, bool replace, struct mpt_arena *arena,
                             struct mpt_error *error)
{
    /* link() refuses where rename() would replace what somebody made meanwhile; but some disks have no links. */
    int failed = replace ? rename(making, path) : link(making, path);
    if (failed && !replace && errno != EEXIST && access(path, F_OK) != 0) {
        failed = rename(making, path);
    }
    enum mpt_status status = MPT_OK;
    if (failed) {
        status = access(path, F_OK) == 0 && !replace
                     ? mpt_fail(error, MPT_DATABASE, "%s exists already; nothing was changed", path)
                     : mpt_fail(error, MPT_DATABASE, "%s cannot be made: %s", path, strerror(errno));
    }
    backup_discard(making, arena);
    backup_sync_folder(path, arena);
    return status;
}

enum mpt_status store_copy(struct mpt_store *from, const char *path, struct mpt_error *error)
{
    const char *making = mpt_arena_print(from->arena, "%s.new-%ld", path, (long)getpid());
    enum mpt_status status = backup_make(from, path, making, error);
    return status ? status : backup_place(making, path, false, from->arena, error);
}

/* --- Checking ----------------------------------------------------------------------------------------------------- */

struct first_finding {
    struct mpt_arena *arena;
    const char *message;
};

static void keep_first(void *context, const char *message)
{
    struct first_finding *first = context;
    first->message = first->message ? first->message : mpt_arena_copy(first->arena, message);
}

static enum mpt_status count(struct mpt_store *store, const char *table, int64_t *sum, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    const char *sql = mpt_arena_print(store->arena, "SELECT count(*) FROM %s", table);
    enum mpt_status status = store_prepare(store, sql, &statement, error);
    if (status) {
        return status;
    }
    if (sqlite3_step(statement) == SQLITE_ROW) {
        *sum += sqlite3_column_int64(statement, 0);
    } else {
        status = store_fail(store, "counting", error);
    }
    sqlite3_finalize(statement);
    return status;
}

/* Whether the check has nothing to say, or only "ok". */
static bool is_clean(struct mpt_store *store, const char *pragma)
{
    sqlite3_stmt *statement;
    bool clean = false;
    if (sqlite3_prepare_v2(store->db, pragma, -1, &statement, NULL) == SQLITE_OK) {
        int step = sqlite3_step(statement);
        clean = step == SQLITE_DONE ||
                (step == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0);
    }
    sqlite3_finalize(statement);
    return clean;
}

enum mpt_status backup_check(struct mpt_store *store, struct mpt_arena *arena, struct mpt_copy *copy,
                             struct mpt_error *error)
{
    struct first_finding first = {.arena = arena};
    *copy = (struct mpt_copy){0};
    enum mpt_status status = mpt_store_doctor(store, keep_first, &first, &copy->findings, error);
    if (!status && copy->findings &&
        !(is_clean(store, "PRAGMA integrity_check(1)") && is_clean(store, "PRAGMA foreign_key_check"))) {
        return mpt_fail(error, MPT_DATABASE, "%s is damaged (%s); nothing was changed", store->path, first.message);
    }
    copy->finding = first.message;
    for (size_t i = 0; !status && i < mpt_kind_count; i++) {
        status = count(store, mpt_kinds[i]->table, &copy->records, error);
    }
    return status ? status : count(store, "entry", &copy->entries, error);
}

/* --- Backup ------------------------------------------------------------------------------------------------------- */

/* What lies at the name the copy shall have, beside a file that may be replaced. */
static enum mpt_status check_name(struct mpt_store *store, const char *path, bool replace, struct mpt_error *error)
{
    static const char *const parts[] = {"", "-wal", "-shm", "-journal"}, *const logs[] = {"-wal", "-journal"};
    struct stat own, there;
    bool exists = stat(path, &there) == 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *part = mpt_arena_print(store->arena, "%s%s", store->path, parts[i]);
        bool same = exists && stat(part, &own) == 0 && own.st_dev == there.st_dev && own.st_ino == there.st_ino;
        if (same || strcmp(part, path) == 0) {
            return mpt_fail(error, MPT_DATABASE, "%s is %s; nothing was changed. Choose another name", path,
                            i ? "a part of the portfolio" : "the portfolio itself");
        }
    }
    if (exists) {
        if (!S_ISREG(there.st_mode) || !replace) {
            return mpt_fail(error, MPT_DATABASE,
                            "%s exists already; nothing was changed. Choose another name, or replace it with --force",
                            path);
        }
    }
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) { /* it would be read as the new file's own */
        const char *log = mpt_arena_print(store->arena, "%s%s", path, logs[i]);
        if (access(log, F_OK) == 0) {
            return mpt_fail(error, MPT_DATABASE,
                            "%s lies beside %s, which is in use or was left unfinished; nothing was changed. Choose "
                            "another name",
                            log, path);
        }
    }
    return MPT_OK;
}

enum mpt_status mpt_store_backup(struct mpt_store *store, const char *path, bool replace, struct mpt_arena *arena,
                                 struct mpt_copy *copy, struct mpt_error *error)
{
    const char *making = mpt_arena_print(arena, "%s.new-%ld", path, (long)getpid());
    struct mpt_store *made = NULL;
    struct stat info;
    enum mpt_status status = check_name(store, path, replace, error);
    status = status ? status : backup_make(store, path, making, error);
    if (status) {
        return status;
    }
    status = mpt_store_open(making, MPT_STORE_READ, &made, error);
    if (!status) {
        made->path = mpt_arena_print(made->arena, "the copy %s", path);
        status = backup_check(made, arena, copy, error);
    }
    mpt_store_close(made);
    copy->size_bytes = stat(making, &info) == 0 ? info.st_size : 0;
    if (status) {
        backup_discard(making, arena);
        return status;
    }
    return backup_place(making, path, replace, arena, error);
}
