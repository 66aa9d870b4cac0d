/* Names by their runs of letters, which are alike where words are joined, parted, misspelt or inflected. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

enum { RUN = 3, SIGNS = 37, PLAIN = SIGNS * SIGNS * SIGNS };

static unsigned sign_of(char letter)
{
    return letter >= '0' && letter <= '9'   ? 1U + (unsigned)(letter - '0')
           : letter >= 'a' && letter <= 'z' ? 11U + (unsigned)(letter - 'a')
                                            : 0;
}

/* Plain letters have numbers of their own; runs in other scripts share the rest by their hash. */
static uint16_t gram_of(const char *letters)
{
    unsigned a = sign_of(letters[0]), b = sign_of(letters[1]), c = sign_of(letters[2]);
    if (a && b && c) {
        return (uint16_t)((a * SIGNS + b) * SIGNS + c);
    }
    return (uint16_t)(PLAIN + hash_bytes(letters, RUN) % (NO_GRAM - PLAIN));
}

static int order_grams(const void *a, const void *b)
{
    return *(const uint16_t *)a - *(const uint16_t *)b;
}

void grams_add(struct worker *worker, const char *letters, size_t len)
{
    size_t start = worker->gram_count, kept = start;
    while (worker->gram_count + len + 1 > worker->gram_room) {
        worker->gram_room = worker->gram_room ? worker->gram_room * 2 : 1024;
        worker->grams = room_for(worker->grams, worker->gram_room, sizeof *worker->grams);
    }
    size_t count = len >= RUN ? len - RUN + 1 : 0;
    uint64_t *sorted = sorter_room(&worker->sorter, count);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = gram_of(letters + i);
    }
    sorted = sorter_sort(&worker->sorter, count);
    uint16_t *grams = worker->grams;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
            grams[kept++] = (uint16_t)sorted[i];
        }
    }
    if (kept > start) {
        grams[kept++] = NO_GRAM;
        worker->name_count++;
    }
    worker->gram_count = kept;
}

void grams_pack(struct worker *worker, struct item *item)
{
    size_t bytes = worker->gram_count * sizeof *worker->grams;
    uint16_t *grams = mpt_arena_alloc(worker->arena, bytes);
    if (bytes) {
        memcpy(grams, worker->grams, bytes);
    }
    item->grams = grams;
    item->gram_count = (uint32_t)worker->gram_count;
    item->one_name = worker->name_count <= 1;
    worker->name_count = 0;
    worker->gram_count = 0;
}

size_t name_grams(const struct item *item, uint16_t grams[MOST_NAME_GRAMS])
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < item->gram_count && count < MOST_NAME_GRAMS; i++) {
        if (item->grams[i] != NO_GRAM) {
            grams[count++] = item->grams[i];
        }
    }
    if (item->one_name) { /* whose runs are sorted and distinct */
        return count;
    }
    if (count) {
        qsort(grams, count, sizeof *grams, order_grams);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || grams[i] != grams[i - 1]) {
            grams[kept++] = grams[i];
        }
    }
    return kept;
}

static void weigh_grams(struct mpt_matching *matching)
{
    uint16_t grams[MOST_NAME_GRAMS];
    matching->gram_df = room_zeroed(GRAMS, sizeof *matching->gram_df);
    matching->gram_idf = room_for(NULL, GRAMS, sizeof *matching->gram_idf);
    for (size_t i = 0; i < matching->count; i++) {
        size_t count = name_grams(&matching->items[i], grams);
        for (size_t j = 0; j < count; j++) {
            matching->gram_df[grams[j]]++;
        }
    }
    counts_hear_letters(matching);
    for (size_t i = 0; i < GRAMS; i++) {
        matching->gram_idf[i] = (float)log(1 + matching->size / (matching->gram_df[i] + 0.5));
    }
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

/* What two names have in common; `a` and `b` stand at their first runs. */
static double product_of_names(const float *idf, const uint16_t *a, const uint16_t *b, double *shared)
{
    double both = 0;
    *shared = 0;
    while (*a != NO_GRAM && *b != NO_GRAM) {
        uint16_t x = *a, y = *b;
        if (x == y) {
            double weight = (double)idf[x];
            both += weight * weight;
            *shared += weight;
        }
        a += x <= y;
        b += y <= x;
    }
    return both;
}

static const uint16_t *next_name(const uint16_t *grams)
{
    while (*grams != NO_GRAM) {
        grams++;
    }
    return grams + 1;
}

double grams_alike(const struct mpt_matching *matching, const struct item *a, const struct item *b, double *shared)
{
    const float *idf = matching->gram_idf;
    double best = NAN, of_these;
    *shared = 0;
    for (const uint16_t *x = a->grams; x < a->grams + a->gram_count; x = next_name(x)) {
        double of_x = a->one_name ? (double)a->gram_norm : norm_of_name(idf, x);
        for (const uint16_t *y = b->grams; y < b->grams + b->gram_count; y = next_name(y)) {
            double of_y = b->one_name ? (double)b->gram_norm : norm_of_name(idf, y);
            double both = product_of_names(idf, x, y, &of_these), alike = both > 0 ? both / (of_x * of_y) : 0;
            if (isnan(best) || alike > best) {
                best = alike;
                *shared = of_these;
            }
        }
    }
    return best;
}

/* --- The index ---------------------------------------------------------------------------------------------------- */

/* The norms of an item's runs, of all and of the part that the index leaves out. */
static void weigh_item(const struct mpt_matching *matching, struct item *item, float *common_norm)
{
    uint16_t grams[MOST_NAME_GRAMS];
    size_t count = name_grams(item, grams);
    double all = 0, common = 0;
    for (size_t i = 0; i < count; i++) {
        double weight = (double)(matching->gram_idf[grams[i]] * matching->gram_idf[grams[i]]);
        all += weight;
        common += matching->gram_df[grams[i]] <= matching->gram_cut ? 0 : weight;
    }
    item->gram_norm = (float)(all > 0 ? sqrt(all) : 1);
    *common_norm = (float)(sqrt(common) / (double)item->gram_norm);
}

/* Into the index of all items, or of those with a short text alone. */
static void post_grams(struct mpt_matching *matching, struct postings *index, bool all)
{
    uint16_t grams[MOST_NAME_GRAMS];
    index->features = GRAMS;
    index->begins = room_zeroed(GRAMS + 1, sizeof *index->begins);
    for (int fill = 0; fill < 2; fill++) {
        for (size_t i = 0; i < matching->count; i++) {
            const struct item *item = &matching->items[i];
            bool listed = item->copy_of == i && (all || item_is_short(item));
            size_t count = listed ? name_grams(item, grams) : 0;
            for (size_t j = 0; j < count; j++) {
                if (matching->gram_df[grams[j]] > matching->gram_cut) {
                    continue;
                }
                uint32_t at = index->begins[grams[j]]++;
                if (fill) {
                    index->posts[at] = (struct posting){(uint32_t)i, matching->gram_idf[grams[j]] / item->gram_norm};
                }
            }
        }
        if (fill) {
            index_move_back(index->begins, GRAMS);
        } else {
            index_cumulate(index->begins, GRAMS);
            index->posts = room_for(NULL, index->begins[GRAMS], sizeof *index->posts);
        }
    }
}

void grams_index(struct mpt_matching *matching)
{
    enum { VISITS = 1500 }; /* an item, on average */
    size_t shorts = 0;
    weigh_grams(matching);
    matching->gram_cut = index_cut(matching->gram_df, GRAMS, matching->count, VISITS);
    matching->gram_index.common = room_zeroed(matching->count, sizeof *matching->gram_index.common);
    for (size_t i = 0; i < matching->count; i++) {
        weigh_item(matching, &matching->items[i], &matching->gram_index.common[i]);
        shorts += item_is_short(&matching->items[i]);
    }
    if (shorts > 0) {
        post_grams(matching, &matching->gram_index, true);
    }
    if (shorts > 0 && shorts < matching->count) {
        post_grams(matching, &matching->short_index, false);
    }
}
