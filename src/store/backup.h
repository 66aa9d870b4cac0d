/* What backup.c and restore.c share: copies in the making. `arena` is for the names that are put together. */
#ifndef MPT_STORE_BACKUP_H
#define MPT_STORE_BACKUP_H

#include "store.h"

/* Copies what is in `from` now into the new file `making`, which is on the disk then and gone when this fails. Messages
 * speak of `path`, the name it will have. */
enum mpt_status backup_make(struct mpt_store *from, const char *path, const char *making, struct mpt_error *error);

/* Gives the finished file its name; what is there already is replaced or, without `replace`, makes this fail. `making`
 * is gone in either case. */
enum mpt_status backup_place(const char *making, const char *path, bool replace, struct mpt_arena *arena,
                             struct mpt_error *error);

/* Asks the doctor, and counts what is there (not the file's size). Errors: MPT_DATABASE when pages are damaged or
 * references lead nowhere. */
enum mpt_status backup_check(struct mpt_store *store, struct mpt_arena *arena, struct mpt_copy *copy,
                             struct mpt_error *error);

/* Removes the file and what SQLite keeps beside it. */
void backup_discard(const char *path, struct mpt_arena *arena);

/* Makes names made or removed beside `path` last. */
void backup_sync_folder(const char *path, struct mpt_arena *arena);

#endif
