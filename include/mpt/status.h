/* How functions say that something went wrong.
 *
 * What can fail returns enum mpt_status; its values are the program's exit codes. The message is written once, where
 * the facts are known, into the caller's struct mpt_error, and passed up untouched. */
#ifndef MPT_STATUS_H
#define MPT_STATUS_H

#include <stddef.h>

enum mpt_status {
    MPT_OK = 0,        /* done */
    MPT_FOUND = 1,     /* something was found at or above --fail-on */
    MPT_USAGE = 2,     /* the command line makes no sense */
    MPT_BAD_INPUT = 3, /* a value, file or record is not as it must be */
    MPT_DATABASE = 4,  /* the portfolio file cannot be used */
    MPT_NETWORK = 5,   /* something could not be fetched or sent */
};

/* The message of a failure: one or more lines of UTF-8 without a final line feed. Longer ones end in "...". */
struct mpt_error {
    char message[4096];
};

/* Writes the message and returns `status`, so that a caller can `return mpt_fail(...)`. Control characters in the
 * result are replaced, since messages quote what users and files gave and end up on a terminal. */
__attribute__((format(printf, 3, 4))) enum mpt_status mpt_fail(struct mpt_error *error, enum mpt_status status,
                                                               const char *format, ...);

/* Puts "PREFIX: " before a message that is already there: which file or record it is about. */
__attribute__((format(printf, 2, 3))) void mpt_error_prefix(struct mpt_error *error, const char *format, ...);

#endif
