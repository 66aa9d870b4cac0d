/* mpt-sheet: reads and writes workbooks (XLSX) for mpt. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "exchange/sheet/sheet.h"

static const struct {
    const char *name;
    enum mpt_status (*run)(char **words, struct net_frame *answer, struct mpt_arena *arena, struct mpt_error *error);
} verbs[] = {
    {"read", sheet_read},
    {"write", sheet_write},
};

/* Everything held is bounded where it is held; this is for what was overlooked. Sanitizers need terabytes of addresses.
 */
static void limit_memory(void)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    struct rlimit limit = {(rlim_t)2 << 30, (rlim_t)2 << 30};
    setrlimit(RLIMIT_AS, &limit);
#endif
}

static int serve(size_t verb, char **words)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_error error = {0};
    struct net_frame answer = {.body = ""};
    enum mpt_status status = verbs[verb].run(words, &answer, arena, &error);
    net_frame_add(&answer, arena, "status", mpt_arena_print(arena, "%d", (int)status));
    if (status) {
        answer.body = error.message;
        answer.len = strlen(error.message);
    }
    bool written = net_frame_write(&answer, STDOUT_FILENO, arena);
    mpt_arena_close(arena);
    return written ? (int)status : MPT_BAD_INPUT;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* an mpt that went away is an error of write() */
    limit_memory();
    for (size_t i = 0; argc >= 2 && i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(argv[1], verbs[i].name) == 0) {
            return serve(i, argv + 2);
        }
    }
    fputs("mpt-sheet works for mpt, which starts it; see `mpt help import` and `mpt help export`.\n", stderr);
    return MPT_USAGE;
}
