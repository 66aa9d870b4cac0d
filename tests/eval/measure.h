/* How right what was found is: against known answers, by halves of a set, and whether scores are the chances they say.
 */
#ifndef EVAL_MEASURE_H
#define EVAL_MEASURE_H

#include <stdio.h>

#include "mpt/arena.h"
#include "mpt/matching.h"

/* --- Known answers ------------------------------------------------------------------------------------------------ */

struct truths {
    struct truth {
        size_t a, b;
    } * pairs;
    size_t count, room;
};

void truths_add(struct truths *truths, size_t a, size_t b);
void truths_sort(struct truths *truths);
bool truths_have(const struct truths *truths, size_t a, size_t b); /* once they are sorted */

/* A set's records fall into two halves, by a hash of their positions: errors are looked at in the first one only, so
 * that the second shows what was fitted to the first. */
enum half { BOTH, FIRST, SECOND };
bool is_in(enum half half, size_t record);

/* --- Measures ----------------------------------------------------------------------------------------------------- */

struct quality {
    double precision, recall, f1, at;
};

struct quality quality_of(size_t right, size_t found, size_t all, double at);

/* Same, co-funded or renewal. */
bool is_one_work(const struct mpt_match_pair *pair);

/* Of the pairs of a half (a pair is where its first record is) that are `same` at the threshold; pairs come by falling
 * score. */
struct quality measure(const struct mpt_match_pair *pairs, size_t count, const struct truths *truths, double threshold,
                       enum half half);

/* Best F1 of all thresholds on how likely it is one work, whatever the kind. */
struct quality measure_best(const struct mpt_match_pair *pairs, size_t count, const struct truths *truths,
                            enum half half);

/* --- Calibration -------------------------------------------------------------------------------------------------- */

enum { BINS = 10 };

struct bins {
    size_t found[BINS], right[BINS];
    double scores[BINS]; /* their sum */
};

void bins_add(struct bins *bins, double score, bool right);
void bins_add_pairs(struct bins *bins, const struct mpt_match_pair *pairs, size_t count, const struct truths *truths);
/* A line with the share that is right in each bin from 0.5, and how far off the scores from 0.5 are on average. */
void bins_show(const char *set, const struct bins *bins);
void bins_join(struct bins *all, const struct bins *more);

/* --- What was wrong ----------------------------------------------------------------------------------------------- */

void show_pair(FILE *dump, const struct mpt_match_pair *pair, const struct mpt_match_record *records, const char *what);

/* Of the first half; what is false among those at the default threshold, and what is true and not among them. */
void show_wrong(FILE *dump, struct mpt_matching *matching, const struct mpt_match_pair *pairs, size_t count,
                const struct truths *truths, const struct mpt_match_record *records, bool only_same);

#endif
