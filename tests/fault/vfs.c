/* An SQLite VFS that fails on purpose, for the tests of what a broken or full disk leaves. */
#include "vfs.h"

#include <sqlite3.h>
#include <stddef.h>

/* The state of the one disk there is. */
static struct {
    sqlite3_vfs vfs, *real;
    enum fault_kind kind;
    long count, fails_at; /* 0: disarmed */
    bool failed;
} disk;

/* A file: ours first, the system's behind it in the same block (SQLite asks for szOsFile bytes). */
struct fault_file {
    sqlite3_file base;
    sqlite3_file *real;
};

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct fault_file *)file)->real;
}

enum operation { OPEN, WRITE, SYNC, TRUNCATE, REMOVE };

/* Counts an operation that changes the disk; true when it is to fail. */
static bool fails(enum operation operation)
{
    if (!disk.fails_at) {
        return false;
    }
    disk.count++;
    bool spares = disk.kind == FAULT_FULL && (operation == SYNC || operation == TRUNCATE || operation == REMOVE);
    bool reached = disk.kind == FAULT_ONCE ? disk.count == disk.fails_at : disk.count >= disk.fails_at;
    disk.failed |= reached && !spares;
    return reached && !spares;
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

static int file_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *data, int len, sqlite3_int64 at)
{
    return real_of(file)->pMethods->xRead(real_of(file), data, len, at);
}

static int file_write(sqlite3_file *file, const void *data, int len, sqlite3_int64 at)
{
    bool before = disk.failed;
    if (!fails(WRITE)) {
        return real_of(file)->pMethods->xWrite(real_of(file), data, len, at);
    }
    if (disk.kind == FAULT_BROKEN && !before) {
        real_of(file)->pMethods->xWrite(real_of(file), data, len / 2, at);
    }
    return disk.kind == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 len)
{
    return fails(TRUNCATE) ? SQLITE_IOERR_TRUNCATE : real_of(file)->pMethods->xTruncate(real_of(file), len);
}

/* Nobody pulls the plug, so that there is nothing to wait for. */
static int file_sync(sqlite3_file *file, int flags)
{
    (void)file, (void)flags;
    return fails(SYNC) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *len)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), len);
}

static int file_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *held)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), held);
}

static int file_control(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_characteristics(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, memory);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int file_shm_unmap(sqlite3_file *file, int remove)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, /* with shared memory for the log, without memory-mapped reading */
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

/* --- The file system ---------------------------------------------------------------------------------------------- */

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *got)
{
    struct fault_file *ours = (struct fault_file *)file;
    (void)vfs;
    ours->base.pMethods = NULL; /* so that SQLite does not close what was not opened */
    ours->real = (sqlite3_file *)(ours + 1);
    if (fails(OPEN)) {
        return SQLITE_CANTOPEN;
    }
    int code = disk.real->xOpen(disk.real, name, ours->real, flags, got);
    ours->base.pMethods = code == SQLITE_OK ? &methods : NULL;
    return code;
}

static int remove_file(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    return fails(REMOVE) ? SQLITE_IOERR_DELETE : disk.real->xDelete(disk.real, name, sync);
}

void fault_install(void)
{
    sqlite3_initialize();
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real; /* whatever does not change the disk is the system's own */
    disk.vfs.pNext = NULL;
    disk.vfs.zName = "fault";
    disk.vfs.szOsFile = (int)sizeof(struct fault_file) + disk.real->szOsFile;
    disk.vfs.xOpen = open_file;
    disk.vfs.xDelete = remove_file;
    sqlite3_vfs_register(&disk.vfs, 1);
}

void fault_arm(enum fault_kind kind, long n)
{
    disk.kind = kind;
    disk.fails_at = n;
    disk.count = 0;
    disk.failed = false;
}

bool fault_disarm(void)
{
    disk.fails_at = 0;
    return disk.failed;
}

long fault_count(void)
{
    return disk.count;
}
