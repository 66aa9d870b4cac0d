/* A conversation at a terminal: single keys, lines of text, pages. The terminal reads keys one by one only while a key
 * is waited for, so it is as it was however the program ends; signals that end it are taken in only while waiting, so
 * nothing is left half done. */
#ifndef MPT_CLI_TERMINAL_H
#define MPT_CLI_TERMINAL_H

#include <signal.h>
#include <termios.h>

#include "cli.h"

enum { CLI_KEY_END = -1, CLI_KEY_OTHER = 0, CLI_TERMINAL_SIGNALS = 4 };

struct cli_terminal {
    struct cli *cli;
    struct termios usual;
    sigset_t mask;                                  /* as it was before */
    struct sigaction actions[CLI_TERMINAL_SIGNALS]; /* likewise */
    char typed[512];                                /* read and not yet used */
    size_t at, len;
    bool ended; /* the input has ended, or a signal said to end */
    int signal; /* which; 0: none */
};

/* Errors: MPT_USAGE when standard input or the output is no terminal; `instead` says what to do then. */
enum mpt_status cli_terminal_open(struct cli_terminal *terminal, struct cli *cli, const char *instead);

/* Puts everything back as it was. A signal that came in between is sent again; then this does not return. */
void cli_terminal_close(struct cli_terminal *terminal);

/* Says which keys there are (NULL: nothing) and waits for one: an ASCII character ('\n' for Enter), CLI_KEY_OTHER for
 * any other, CLI_KEY_END at the end. */
int cli_terminal_key(struct cli_terminal *terminal, const char *keys);

/* Asks for a line of text, which lives in the command's arena, without its end. NULL: cancelled (Ctrl-D), or ended. */
const char *cli_terminal_line(struct cli_terminal *terminal, const char *question);

/* Shows a document, page by page when it is longer than the window. */
void cli_terminal_show(struct cli_terminal *terminal, const struct mpt_document *document);

/* Shows a text wrapped to the window, cleaned of what a terminal would obey. */
void cli_terminal_say(struct cli_terminal *terminal, const char *text);

#endif
