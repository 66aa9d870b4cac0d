/* A bar on a terminal for what takes its time. */
#ifndef MPT_CLI_PROGRESS_H
#define MPT_CLI_PROGRESS_H

#include <stdint.h>
#include <time.h>

#include "cli.h"

struct cli_progress {
    const char *what;        /* "projects.csv" */
    const char *unit;        /* "records"; NULL: bytes */
    bool shown;              /* standard error is a terminal, and nobody said --quiet */
    struct timespec started; /* when the bar was begun */
    double drawn_s;          /* when it was last drawn, in seconds since; 0: not yet */
};

struct cli_progress cli_progress_begin(const struct cli *cli, const char *what, const char *unit);

/* Draws it anew, at most ten times a second: `count` units (of bytes: those since it
 * was begun), `done` bytes of `total` (0: not known). */
void cli_progress_show(struct cli_progress *progress, uint64_t count, uint64_t done, uint64_t total);

/* The same for what is a share of a step: "comparing: reading  43 % ####". */
void cli_progress_share(struct cli_progress *progress, const char *step, double share);

/* Takes it off the screen. */
void cli_progress_end(struct cli_progress *progress);

#endif
