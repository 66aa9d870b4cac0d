/* Puts a copy of a portfolio back in its place, whole or not at all, and keeps what it replaces. */
#define _XOPEN_SOURCE 700 /* for realpath() */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"

/* A restore under way. The copy is staged beside the portfolio first: checked and upgraded there, so that what takes
 * the portfolio's place is what was found healthy, and the copy itself stays as it is. */
struct restore {
    const char *path, *from, *kept, *staged;
    struct mpt_arena *arena;
    struct mpt_store *stage;
    struct mpt_error *error;
};

static enum mpt_status check_paths(const struct restore *restore)
{
    struct stat there, copy;
    if (stat(restore->from, &copy) != 0) {
        return mpt_fail(restore->error, MPT_DATABASE, "%s cannot be read: %s; nothing was changed", restore->from,
                        strerror(errno));
    }
    if (stat(restore->path, &there) == 0) {
        if (there.st_dev == copy.st_dev && there.st_ino == copy.st_ino) {
            return mpt_fail(restore->error, MPT_DATABASE, "%s is the portfolio itself; nothing was changed",
                            restore->from);
        }
        if (!S_ISREG(there.st_mode)) {
            return mpt_fail(restore->error, MPT_DATABASE, "%s is no file; nothing was changed", restore->path);
        }
    }
    return MPT_OK;
}

/* Makes the stage from the copy, without leaving a trace at the copy. */
static enum mpt_status make_stage(struct restore *restore)
{
    struct mpt_store *source;
    int version, problem;
    enum mpt_status status = store_open_as_is(restore->from, true, &source, &version, &problem, restore->error);
    if (!status) {
        status = backup_make(source, restore->path, restore->staged, restore->error);
        mpt_store_close(source);
    }
    return status;
}

/* Opens the stage, upgrades and checks it. */
static enum mpt_status check_stage(struct restore *restore, struct mpt_copy *copy)
{
    int version = 0, problem;
    enum mpt_status status =
        store_open_as_is(restore->staged, false, &restore->stage, &version, &problem, restore->error);
    if (status) {
        return status;
    }
    restore->stage->path = mpt_arena_copy(restore->stage->arena, restore->from); /* what messages are about */
    status = store_set_connection(restore->stage, restore->error);
    status = status ? status : store_upgrade(restore->stage, version, restore->error);
    status = status ? status : backup_check(restore->stage, restore->arena, copy, restore->error);
    return status ? status : mpt_store_settle(restore->stage, restore->error);
}

/* --- Into a portfolio that works ---------------------------------------------------------------------------------- */

/* Keeps what is there, read through a connection of its own while the other holds the lock of a writer. */
static enum mpt_status keep_replaced(const struct restore *restore)
{
    struct mpt_store *reader;
    int version, problem;
    enum mpt_status status = store_open_as_is(restore->path, false, &reader, &version, &problem, restore->error);
    if (!status) {
        status = store_copy(reader, restore->kept, restore->error);
        mpt_store_close(reader);
    }
    return status;
}

/* The first page takes the writers' lock, and the rest follow when everything up to that point is kept: nothing can be
 * written in between, and nothing of it is seen before the last step commits. */
static enum mpt_status copy_into(const struct restore *restore, struct mpt_store *live)
{
    enum mpt_status status = MPT_OK;
    bool keeping = false;
    sqlite3_backup *backup = sqlite3_backup_init(live->db, "main", restore->stage->db, "main");
    if (!backup) {
        return store_fail(live, "restoring", restore->error);
    }
    int code = sqlite3_backup_step(backup, 1);
    if (code == SQLITE_OK || code == SQLITE_DONE) {
        status = keep_replaced(restore);
        keeping = !status;
        code = status || code == SQLITE_DONE ? code : sqlite3_backup_step(backup, -1);
    }
    int finish = sqlite3_backup_finish(backup);
    code = finish ? finish : code;
    if (!status && code != SQLITE_DONE) {
        status = store_fail_code(restore->path, code, sqlite3_errstr(code), "restoring", restore->error);
    }
    if (status && keeping) {
        unlink(restore->kept);
    }
    return status;
}

/* Pages of another size do not go into a file with a log; the stage is written anew with pages that do. */
static enum mpt_status fit_pages(const struct restore *restore, struct mpt_store *live)
{
    sqlite3_stmt *statement;
    int sizes[2] = {0, 0};
    struct mpt_store *const stores[] = {restore->stage, live};
    for (size_t i = 0; i < 2; i++) {
        enum mpt_status status = store_prepare(stores[i], "PRAGMA page_size", &statement, restore->error);
        if (status) {
            return status;
        }
        sizes[i] = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
        sqlite3_finalize(statement);
    }
    if (sizes[0] == sizes[1]) {
        return MPT_OK;
    }
    const char *sql =
        mpt_arena_print(restore->arena, "PRAGMA journal_mode = DELETE; PRAGMA page_size = %d; VACUUM", sizes[1]);
    return store_run(restore->stage, sql, restore->error);
}

/* *damaged: what is there cannot be read as a database, so that nobody works with it either. */
static enum mpt_status replace_live(const struct restore *restore, bool *damaged)
{
    struct mpt_store *live;
    int version, problem = SQLITE_OK;
    enum mpt_status status = store_open_as_is(restore->path, false, &live, &version, &problem, restore->error);
    if (!status) { /* with a log readers do not wait for writers; every portfolio has one unless it was taken away */
        status = store_run(live, "PRAGMA journal_mode = WAL", restore->error);
        status = status ? status : store_set_connection(live, restore->error);
        status = status ? status : fit_pages(restore, live);
        problem = status ? sqlite3_errcode(live->db) & 0xff : SQLITE_OK;
        status = status ? status : copy_into(restore, live);
        mpt_store_close(live);
    }
    *damaged = status && (problem == SQLITE_CORRUPT || problem == SQLITE_NOTADB);
    return status;
}

/* --- As a new file ------------------------------------------------------------------------------------------------ */

/* What lies there is of no use to anybody: it and its log are kept by renaming, and the stage takes its name. */
static enum mpt_status replace_file(struct restore *restore)
{
    static const char *const logs[] = {"-wal", "-journal"};
    struct mpt_arena *arena = restore->arena;
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        const char *log = mpt_arena_print(arena, "%s%s", restore->path, logs[i]);
        if (rename(log, mpt_arena_print(arena, "%s%s", restore->kept, logs[i])) != 0 && errno != ENOENT) {
            return mpt_fail(restore->error, MPT_DATABASE, "%s cannot be moved away: %s", log, strerror(errno));
        }
    }
    unlink(mpt_arena_print(arena, "%s-shm", restore->path));
    bool kept = link(restore->path, restore->kept) == 0 ||
                (errno != EEXIST && rename(restore->path, restore->kept) == 0); /* some disks have no links */
    if (!kept) {
        return mpt_fail(restore->error, MPT_DATABASE, "%s cannot be kept as %s: %s", restore->path, restore->kept,
                        strerror(errno));
    }
    return backup_place(restore->staged, restore->path, true, arena, restore->error);
}

static enum mpt_status make_file(const struct restore *restore)
{
    const char *log = mpt_arena_print(restore->arena, "%s-wal", restore->path);
    if (access(log, F_OK) == 0) {
        return mpt_fail(restore->error, MPT_DATABASE,
                        "%s lies there without its portfolio and would be read as the new one's; move it away", log);
    }
    return backup_place(restore->staged, restore->path, false, restore->arena, restore->error);
}

/* The stage becomes the portfolio itself: whole in one file, and with a log when it is opened. */
static enum mpt_status finish_stage(struct restore *restore)
{
    enum mpt_status status = store_run(restore->stage, "PRAGMA journal_mode = WAL", restore->error);
    status = status ? status : mpt_store_settle(restore->stage, restore->error);
    mpt_store_close(restore->stage);
    restore->stage = NULL;
    return status;
}

/* An empty file is an empty database to SQLite, but never was a portfolio. */
static enum mpt_status put_in_place(struct restore *restore, struct mpt_copy *copy)
{
    struct stat there;
    if (stat(restore->path, &there) != 0) {
        enum mpt_status status = finish_stage(restore);
        return status ? status : make_file(restore);
    }
    copy->replaced = true;
    bool useless = there.st_size == 0;
    enum mpt_status status = useless ? MPT_OK : replace_live(restore, &useless);
    if (useless) {
        status = finish_stage(restore);
        status = status ? status : replace_file(restore);
    }
    return status;
}

enum mpt_status mpt_store_restore(const char *path, const char *from, const char *kept, struct mpt_arena *arena,
                                  struct mpt_copy *copy, struct mpt_error *error)
{
    struct restore restore = {.path = path, .from = from, .kept = kept, .arena = arena, .error = error};
    struct stat info;
    *copy = (struct mpt_copy){0};
    char *real = realpath(path, NULL); /* SQLite keeps the log beside the file that a link leads to */
    restore.path = real ? mpt_arena_copy(arena, real) : path;
    free(real);
    restore.staged = mpt_arena_print(arena, "%s.new-%ld", restore.path, (long)getpid());
    enum mpt_status status = check_paths(&restore);
    status = status ? status : make_stage(&restore);
    if (status) {
        return status;
    }
    status = check_stage(&restore, copy);
    copy->size_bytes = stat(restore.staged, &info) == 0 ? info.st_size : 0;
    status = status ? status : put_in_place(&restore, copy);
    mpt_store_close(restore.stage);
    backup_discard(restore.staged, arena);
    return status;
}
