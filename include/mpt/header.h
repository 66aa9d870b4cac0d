/* The header of comments that a rule's, a map's or a table's file begins with:
 *
 *   -- key: value
 *   --  which goes on here          (two blanks or more behind the dashes)
 *
 * It ends with the first line that is neither that nor empty. */
#ifndef MPT_HEADER_H
#define MPT_HEADER_H

#include <stdbool.h>

#include "mpt/arena.h"

struct mpt_header_line {
    char *key, *value; /* the caller's to change; value is NULL where there is no colon */
    int number;        /* line in the file, from 1 */
};

/* The next header line at *at, put together with its continuation lines, in `arena`; *number (1 at first) counts lines.
 * False where the header ends: *at stands at what follows. */
bool mpt_header_next(const char **at, int *number, struct mpt_arena *arena, struct mpt_header_line *line);

/* Splits `text` (which is changed) at any of `separators` into words without blanks around; empty ones are left out.
 * False when there are more than `most`; *count of what is there already is gone on from. */
bool mpt_header_words(char *text, const char *separators, const char **words, size_t most, size_t *count);

#endif
