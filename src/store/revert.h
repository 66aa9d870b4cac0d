/* Taking changes back: the one way by which undo and as-of reach an earlier state. */
#ifndef MPT_STORE_REVERT_H
#define MPT_STORE_REVERT_H

#include "store.h"

/* A change record as it is read to be taken back. */
struct reverted {
    int64_t id, record;
    const char *action, *kind, *code, *field, *before;
};

/* Goes through the changes numbered `first` to `last`, newest first; texts are valid until the next one. */
enum mpt_status revert_open(struct mpt_store *store, int64_t first, int64_t last, sqlite3_stmt **statement,
                            struct mpt_error *error);
bool revert_next(sqlite3_stmt *statement, struct reverted *change);

/* Whether the change says what it must to be taken back. Errors: MPT_DATABASE naming the change. */
enum mpt_status revert_check(const struct reverted *change, struct mpt_error *error);

/* Takes back the changes numbered `first` to `last`, newest first. References are checked at commit. Errors:
 * MPT_BAD_INPUT when a record they speak of is not there. */
enum mpt_status revert_changes(struct mpt_store *store, int64_t first, int64_t last, struct mpt_error *error);

#endif
