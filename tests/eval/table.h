/* Tables of real data as records to match. */
#ifndef EVAL_TABLE_H
#define EVAL_TABLE_H

#include "mpt/arena.h"
#include "mpt/matching.h"

struct table {
    struct mpt_arena *arena;
    size_t count, columns;
    const char *const *header;
    const char ***rows; /* "" where there is nothing */
};

/* Reads it or ends the program saying why. */
struct table table_read(struct mpt_arena *arena, const char *folder, const char *path, char delimiter);
const char *table_get(const struct table *table, size_t row, const char *column);

/* --- Records out of cells; what is empty is left out -------------------------------------------------------------- */

void add_name(struct mpt_arena *arena, struct mpt_match_record *record, const char *name);
void add_text(struct mpt_arena *arena, struct mpt_match_record *record, const char *text);
void add_id(struct mpt_arena *arena, struct mpt_match_record *record, const char *id);
void add_place(struct mpt_arena *arena, struct mpt_match_record *record, const char *place);
void add_organisation(struct mpt_arena *arena, struct mpt_match_record *record, const char *name);
/* Names parted by `separator`. */
void add_people(struct mpt_arena *arena, struct mpt_match_record *record, const char *names, const char *separator);
void add_detail(struct mpt_arena *arena, struct mpt_match_record *record, const char *name, const char *value);
/* "$1,234.00", "1234". */
void add_amount(struct mpt_arena *arena, struct mpt_match_record *record, const char *amount, const char *currency);
/* "MM/DD/YYYY", "YYYY-MM-DD hh:mm:ss", "YYYY". */
void set_dates(struct mpt_match_record *record, const char *first, const char *last);

#endif
