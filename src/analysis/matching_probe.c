/* Terms and runs of letters that two items have in common: of any two by walking over both, of many and one by laying
 * that one out, so that each of the many is walked over alone. Both ways give the same to the last bit. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

/* --- Terms -------------------------------------------------------------------------------------------------------- */

/* What two items share, added up in the order of the ranks. */
struct product {
    const struct mpt_matching *matching;
    double sum, shared;
};

static void add_shared(struct product *product, uint32_t rank, uint8_t of_a, uint8_t of_b)
{
    const float *weights = product->matching->count_weights;
    double idf = (double)product->matching->term_idf[rank];
    product->sum += (double)weights[of_a] * (double)weights[of_b] * idf * idf;
    product->shared += idf;
}

/* The first so many terms of each. */
static void walk_both(struct product *product, const struct item *a, size_t a_count, const struct item *b,
                      size_t b_count)
{
    struct meeting meeting;
    meeting.i = meeting.j = 0;
    for (size_t found; (found = meet_next(&meeting, a->numbers, a_count, b->numbers, b_count)) > 0;) {
        for (size_t k = 0; k < found; k++) {
            uint32_t i = meeting.at_x[k], j = meeting.at_y[k];
            add_shared(product, a->numbers[i], a->counts[i], b->counts[j]);
        }
    }
}

/* The terms that the index leaves out. */
static void walk_common(struct product *product, const struct probe *probe, const struct item *item)
{
    uint32_t met[MET], cut = product->matching->term_cut, count = item->begins[PART_TERMS + 1];
    for (uint32_t i = item->rare; i < count;) {
        size_t found = 0;
        for (; i < count && found < MET; i++) {
            met[found] = i;
            if (probe->counts[item->numbers[i] - cut]) {
                found++;
            }
        }
        for (size_t k = 0; k < found; k++) {
            uint32_t rank = item->numbers[met[k]];
            add_shared(product, rank, item->counts[met[k]], probe->counts[rank - cut]);
        }
    }
}

static double cosine_of(const struct product *product, const struct item *a, const struct item *b, double *shared)
{
    *shared = product->shared;
    return clamp(product->sum / ((double)a->norm * (double)b->norm), 0, 1);
}

double cosine(const struct mpt_matching *matching, const struct item *a, const struct item *b, double *shared)
{
    struct product product = {.matching = matching};
    walk_both(&product, a, a->begins[PART_TERMS + 1], b, b->begins[PART_TERMS + 1]);
    return cosine_of(&product, a, b, shared);
}

double probe_cosine(const struct mpt_matching *matching, const struct probe *probe, const struct item *item,
                    double *shared)
{
    struct product product = {.matching = matching};
    walk_both(&product, item, item->rare, probe->item, probe->item->rare);
    walk_common(&product, probe, item);
    return cosine_of(&product, item, probe->item, shared);
}

double probe_common(const struct mpt_matching *matching, const struct probe *probe, const struct item *item)
{
    struct product product = {.matching = matching};
    double shared;
    walk_common(&product, probe, item);
    return cosine_of(&product, item, probe->item, &shared);
}

/* --- Runs of letters ---------------------------------------------------------------------------------------------- */

/* What two names share; `met` are the runs of both. */
static double add_runs(const float *idf, const uint16_t *met, size_t count, double *shared)
{
    double both = 0;
    *shared = 0;
    for (size_t i = 0; i < count; i++) {
        double weight = (double)idf[met[i]];
        both += weight * weight;
        *shared += weight;
    }
    return both;
}

/* `a` and `b` stand at their first runs, and end with NO_GRAM. */
static double walk_names(const float *idf, const uint16_t *a, const uint16_t *b, double *shared)
{
    uint16_t met[MOST_NAME_GRAMS];
    size_t found = 0;
    while (*a != NO_GRAM && *b != NO_GRAM && found + 1 < MOST_NAME_GRAMS) {
        uint16_t x = *a, y = *b;
        met[found] = x;
        if (x == y) {
            found++;
        }
        a += x <= y;
        b += y <= x;
    }
    return add_runs(idf, met, found, shared);
}

static double walk_name(const float *idf, const struct probe *probe, const uint16_t *name, double *shared)
{
    uint16_t met[MOST_NAME_GRAMS];
    size_t found = 0;
    for (; *name != NO_GRAM && found + 1 < MOST_NAME_GRAMS; name++) {
        met[found] = *name;
        if (probe->grams[*name / 64] >> *name % 64 & 1) {
            found++;
        }
    }
    return add_runs(idf, met, found, shared);
}

/* The norm of one name's runs, which end with NO_GRAM. */
static double norm_of_name(const float *idf, const uint16_t *grams)
{
    double sum = 0;
    for (; *grams != NO_GRAM; grams++) {
        sum += (double)(idf[*grams] * idf[*grams]);
    }
    return sqrt(sum);
}

static const uint16_t *next_name(const uint16_t *grams)
{
    while (*grams != NO_GRAM) {
        grams++;
    }
    return grams + 1;
}

double grams_alike(const struct mpt_matching *matching, const struct probe *probe, const struct item *a,
                   const struct item *b, double *shared)
{
    const float *idf = matching->gram_idf;
    bool laid = probe && probe->item == b && b->one_name;
    double best = NAN, of_these;
    *shared = 0;
    for (const uint16_t *x = a->grams; x < a->grams + a->gram_count; x = next_name(x)) {
        double of_x = a->one_name ? (double)a->gram_norm : norm_of_name(idf, x);
        for (const uint16_t *y = b->grams; y < b->grams + b->gram_count; y = next_name(y)) {
            double of_y = b->one_name ? (double)b->gram_norm : norm_of_name(idf, y);
            double both = laid ? walk_name(idf, probe, x, &of_these) : walk_names(idf, x, y, &of_these);
            double alike = both > 0 ? both / (of_x * of_y) : 0;
            if (isnan(best) || alike > best) {
                best = alike;
                *shared = of_these;
            }
        }
    }
    return best;
}

/* --- Laying out --------------------------------------------------------------------------------------------------- */

void probe_open(struct probe *probe, const struct mpt_matching *matching)
{
    *probe = (struct probe){.counts = room_zeroed(matching->term_count - matching->term_cut, 1),
                            .grams = room_zeroed(GRAMS / 64, sizeof *probe->grams)};
}

void probe_close(struct probe *probe)
{
    free(probe->counts);
    free(probe->grams);
}

void probe_lay(struct probe *probe, const struct mpt_matching *matching, const struct item *item)
{
    const struct item *last = probe->item;
    for (uint32_t i = last ? last->rare : 0; last && i < last->begins[PART_TERMS + 1]; i++) {
        probe->counts[last->numbers[i] - matching->term_cut] = 0;
    }
    for (uint32_t i = item->rare; i < item->begins[PART_TERMS + 1]; i++) {
        probe->counts[item->numbers[i] - matching->term_cut] = item->counts[i];
    }
    for (size_t i = 0; last && i < last->gram_count; i++) {
        probe->grams[last->grams[i] / 64] = 0;
    }
    for (size_t i = 0; i < item->gram_count; i++) {
        probe->grams[item->grams[i] / 64] |= UINT64_C(1) << item->grams[i] % 64;
    }
    probe->item = item;
}
