/* Made records: words drawn from the abstracts of real awards, so that frequencies are true to life. */
#ifndef MPT_BENCH_MADE_H
#define MPT_BENCH_MADE_H

#include <stdint.h>

#include "../eval/table.h"

enum { MADE_TITLE = 8, MADE_TEXT = 90, MADE_WORDS = MADE_TITLE + MADE_TEXT, MADE_DEGREES = 3 };

struct made_source {
    struct table table; /* the awards */
    const char **words; /* of all abstracts, each as often as it is there */
    uint32_t count;
};

struct made_source made_read(struct mpt_arena *arena, const char *data);

/* Of a made record; known from its number alone, so that a copy can be made of any. The last tenth are copies, each of
 * another record, with 10, 30 or 50 % of the words drawn anew: MADE_DEGREES degrees. */
struct made {
    uint32_t words[MADE_WORDS]; /* those of the title first */
    uint32_t organisation, year;
    int degree;      /* of a copy; -1: it is none */
    size_t original; /* of a copy */
};

void made_draw(const struct made_source *source, size_t number, size_t count, struct made *made);

const char *made_title(struct mpt_arena *arena, const struct made_source *source, const struct made *made);
const char *made_text(struct mpt_arena *arena, const struct made_source *source, const struct made *made);
const char *made_organisation(struct mpt_arena *arena, const struct made *made);

/* Days as in mpt/date.h: three years. */
long made_first_day(const struct made *made);
long made_last_day(const struct made *made);

/* Prints a bundle (mpt/bundle.h) of so many made projects and who carries them out. */
void made_print_bundle(const struct made_source *source, size_t count);

#endif
