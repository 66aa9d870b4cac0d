/* What the reports about duplicates share: a pair as data, and in words. */
#ifndef MPT_REPORT_DUPLICATES_PAGE_H
#define MPT_REPORT_DUPLICATES_PAGE_H

#include "mpt/duplicates.h"

/* A pair as an element of "pairs" in mpt.duplicates/1. */
struct mpt_data *pair_data(const struct mpt_duplicate *pair, struct mpt_arena *arena);

/* How sure a word for the kind is: same and the like stand out. */
enum mpt_tone pair_tone(const struct mpt_duplicate *pair);

/* Adds to the open section what speaks for the pair and against it, at most so many reasons each, and the money. */
void pair_add_reasons(struct mpt_document *document, const struct mpt_duplicate *pair, size_t most);

/* "distinct, said by anna on 7 July 2024: another river"; with what it means that a text has changed. */
const char *verdict_text(const struct mpt_duplicate_verdict *verdict, struct mpt_arena *arena);

#endif
