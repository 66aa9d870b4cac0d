/* Test sets made from real projects: each record twice, the second one reworded and with fields missing. */
#ifndef EVAL_REMADE_H
#define EVAL_REMADE_H

#include "measure.h"

/* How many of each original are looked at; the copies stand after all originals, in the same order. */
struct remade {
    const struct mpt_match_record *records;
    size_t originals;
};

/* World Bank projects with an objective: some 100 words, agency, country, dates, amount. */
struct remade remade_worldbank(struct mpt_arena *arena, const char *data, size_t most);

/* Swedish research projects in English: some 200 words, organisation, dates, amount. */
struct remade remade_swecris(struct mpt_arena *arena, const char *data, size_t most);

/* Chilean research projects: a title, the institution, the year, an amount. */
struct remade remade_anid(struct mpt_arena *arena, const char *data, size_t most);

/* Truths of a set: each original with its copy. */
void remade_truths(const struct remade *remade, struct truths *truths);

#endif
