/* mpt-net: does for mpt what needs the network. One request from standard input, one answer to standard output. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "exchange/net/net.h"

static const struct {
    const char *name;
    enum mpt_status (*run)(const struct net_frame *request, struct net_frame *answer, struct mpt_arena *arena,
                           struct mpt_error *error);
} verbs[] = {
    {"send", net_send},
    {"fetch", net_fetch},
};

static int serve(size_t verb)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_error error = {0};
    struct net_frame request, answer = {.body = ""};
    enum mpt_status status = net_frame_read(&request, STDIN_FILENO, NULL, NULL, arena)
                                 ? verbs[verb].run(&request, &answer, arena, &error)
                                 : mpt_fail(&error, MPT_NETWORK, "mpt-net is not of this version of mpt");
    net_frame_add(&answer, arena, "status", mpt_arena_print(arena, "%d", (int)status));
    if (status) {
        answer.body = error.message;
        answer.len = strlen(error.message);
    }
    bool written = net_frame_write(&answer, STDOUT_FILENO, arena);
    mpt_arena_close(arena);
    return written ? (int)status : MPT_NETWORK;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a server or an mpt that went away is an error of write() */
    for (size_t i = 0; argc == 2 && i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(argv[1], verbs[i].name) == 0) {
            return serve(i);
        }
    }
    fputs("mpt-net works for mpt, which starts it; see `mpt help mail` and `mpt help fetch`.\n", stderr);
    return MPT_USAGE;
}
