/* The strings that cells of a workbook share, and the texts with runs of formats that strings are (ISO/IEC 29500-1,
 * 18.4). They are all that is held of a workbook. */
#ifndef MPT_SHEET_STRINGS_H
#define MPT_SHEET_STRINGS_H

#include "exchange/sheet/xml.h"
#include "mpt/text.h"

enum {
    SHEET_LONGEST_CELL = 1 << 20,   /* bytes; Excel's own limit is 32,767 characters */
    SHEET_MOST_STRINGS = 512 << 20, /* bytes of all together, with what keeping them takes */
};

/* A text being put together from its runs, without what says how it is pronounced. */
struct runs {
    struct mpt_text text;
    unsigned phonetic; /* inside so many elements of pronunciation */
    bool open, keep_blanks;
    size_t begun; /* where the text of this <t> begins */
};

void runs_begin(struct runs *runs);
void runs_start(struct runs *runs, const char *name, const char **attributes);
/* False when the text is longer than a cell may be. */
bool runs_text(struct runs *runs, const char *data, size_t len);
void runs_end(struct runs *runs, const char *name);

struct strings {
    struct mpt_arena *arena;
    const char **texts;
    size_t count, capacity;
    size_t size; /* bytes kept */
    struct runs runs;
    bool inside;
};

/* Handlers that fill in `strings`, whose arena is set. Errors: MPT_BAD_INPUT: more than is held. */
struct xml strings_handlers(struct strings *strings);

#endif
