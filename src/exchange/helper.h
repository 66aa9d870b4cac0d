/* Programs that mpt starts to do what needs a library of their own: one large enough that mpt itself, linked with it,
 * would start noticeably later. A helper is looked for beside mpt, where the build puts it, and then in
 * ../libexec/mpt/ from there, where an installation has it; no variable of the environment leads elsewhere. It is
 * spoken to through pipes, and its environment is ours without secrets. */
#ifndef MPT_EXCHANGE_HELPER_H
#define MPT_EXCHANGE_HELPER_H

#include <stdbool.h>
#include <sys/types.h>

#include "mpt/arena.h"
#include "mpt/status.h"

/* Which program, and what it does, for messages: {"mpt-net", "the sending", MPT_NETWORK}. */
struct helper_program {
    const char *name, *task;
    enum mpt_status failure; /* what it is called when it cannot be started */
};

/* One that runs. */
struct helper {
    const char *path;
    pid_t pid;
    int request, answer; /* to its standard input (-1: that is a file) and from its standard output */
};

/* Files it is handed beside the pipes; they stay the caller's, and -1 is none. */
struct helper_files {
    int input; /* its standard input, instead of the pipe */
    int extra; /* its file 3 */
};

/* Starts it with these words behind its name, up to NULL; `files` may be NULL. Errors: `failure`, when it is not there
 * or cannot be started. */
enum mpt_status helper_start(const struct helper_program *program, const char *const *words,
                             const struct helper_files *files, struct helper *helper, struct mpt_arena *arena,
                             struct mpt_error *error);

/* No more is to be written to it; may be called again. */
void helper_end_request(struct helper *helper);

/* Closes its pipes and waits for its end. */
void helper_wait(struct helper *helper);

#endif
