/* An SQLite VFS that fails on purpose: it stands before the system's own and breaks the n-th operation that writes. */
#ifndef MPT_FAULT_VFS_H
#define MPT_FAULT_VFS_H

#include <stdbool.h>

/* How it breaks. */
enum fault_kind {
    FAULT_ONCE, /* this one operation reports an error, the disk works again after it */
    FAULT_FULL, /* from here on there is no space: writes and what makes files longer fail, cutting and reading work */
    FAULT_BROKEN, /* from here on every write, sync, truncation, opening and removal fails; the first write is half done
                   */
};

/* Makes it the default VFS; it lets everything through until it is armed. */
void fault_install(void);

/* The n-th (from 1) opening, write, sync, truncation or removal from now on fails. */
void fault_arm(enum fault_kind kind, long n);

/* Lets everything through again. True when an operation was made to fail. */
bool fault_disarm(void);

/* How many operations there were since it was armed. */
long fault_count(void);

#endif
