/* What the readers of written numbers, dates and countries share: blanks of all kinds, and folding without an arena. */
#ifndef MPT_BASE_WRITTEN_INTERNAL_H
#define MPT_BASE_WRITTEN_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

/* Length of the blank at `text`, 0 when there is none: space, tab and line ends, no-break, narrow no-break, thin,
 * figure, ideographic ... space and the byte order mark, which is a blank of no width. */
size_t blank_len(const char *text);

void skip_blanks(const char **text);

/* mpt_text_fold into `out`, without blanks at the beginning; false when it does not fit (it is then no number, date or
 * country's name). */
bool fold_into(const char *text, char *out, size_t size);

#endif
