/* Names that must not be read in texts: found whatever their case, accents and the marks between their words. */
#ifndef MPT_STORE_BLANKS_H
#define MPT_STORE_BLANKS_H

#include <stdbool.h>
#include <stddef.h>

#include "mpt/arena.h"

struct blanks;

/* A list of about `expected` names, in `arena`. */
struct blanks *blanks_open(struct mpt_arena *arena, size_t expected);

/* Adds each line of `names`; of "scheme:id" the id alone too. Names shorter than four bytes are passed over: they are
 * no words to tell anything by. What is `known` may be read, also where it holds a name that must not ("SINTEF Energy"
 * and "SINTEF"), and wins over the same name that must not. */
void blanks_add(struct blanks *blanks, const char *names, bool known);

/* The text with "[withheld]" for each name of the list, and for those of `own` (NULL: none), known or not; the text
 * itself when there is none. A name's last word may have an ending of two letters (Equinors). *count grows by what was
 * blanked. */
const char *blanks_apply(const struct blanks *blanks, const struct blanks *own, const char *text,
                         struct mpt_arena *arena, size_t *count);

#endif
