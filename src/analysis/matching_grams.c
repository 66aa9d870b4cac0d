/* Names by their runs of letters, which are alike where words are joined, parted, misspelt or inflected. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

enum { RUN = 3, SIGNS = 37, PLAIN = SIGNS * SIGNS * SIGNS };

/* From 1; 0: no plain letter. The letters are folded. */
static unsigned sign_of(char letter)
{
    unsigned digit = (unsigned)(unsigned char)letter - '0', small = (unsigned)(unsigned char)letter - 'a';
    return digit < 10 ? 1 + digit : small < 26 ? 11 + small : 0;
}

/* The runs of letters into `grams`, as many as there are. Plain ones have numbers of their own, those in other scripts
 * share the rest by their hash. */
static size_t number_grams(const char *letters, size_t len, uint64_t *grams)
{
    unsigned number = 0;
    size_t plain = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned sign = sign_of(letters[i]);
        number = (number * SIGNS + sign) % PLAIN;
        plain = sign ? plain + 1 : 0;
        if (i + 1 >= RUN) {
            const char *run = letters + i + 1 - RUN;
            grams[i + 1 - RUN] = plain >= RUN ? number : PLAIN + hash_bytes(run, RUN) % (NO_GRAM - PLAIN);
        }
    }
    return len >= RUN ? len - RUN + 1 : 0;
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
    size_t count = number_grams(letters, len, sorter_room(&worker->sorter, len));
    const uint64_t *sorted = sorter_sort(&worker->sorter, count);
    uint16_t *grams = worker->grams;
    for (size_t i = 0; i < count; i++) {
        grams[kept] = (uint16_t)sorted[i];
        kept += i + 1 == count || sorted[i] != sorted[i + 1];
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

const uint16_t *name_grams(const struct item *item, uint16_t room[MOST_NAME_GRAMS], size_t *count)
{
    size_t all = 0, kept = 0;
    if (item->one_name) { /* whose runs are sorted and distinct, and end with NO_GRAM */
        *count = item->gram_count ? item->gram_count - 1 : 0;
        return item->grams;
    }
    for (size_t i = 0; i < item->gram_count && all < MOST_NAME_GRAMS; i++) {
        if (item->grams[i] != NO_GRAM) {
            room[all++] = item->grams[i];
        }
    }
    if (all) {
        qsort(room, all, sizeof *room, order_grams);
    }
    for (size_t i = 0; i < all; i++) {
        if (i == 0 || room[i] != room[i - 1]) {
            room[kept++] = room[i];
        }
    }
    *count = kept;
    return room;
}

static void weigh_grams(struct mpt_matching *matching)
{
    uint16_t room[MOST_NAME_GRAMS];
    size_t count;
    matching->gram_df = room_zeroed(GRAMS, sizeof *matching->gram_df);
    matching->gram_idf = room_for(NULL, GRAMS, sizeof *matching->gram_idf);
    for (size_t i = 0; i < matching->count; i++) {
        const uint16_t *grams = name_grams(&matching->items[i], room, &count);
        for (size_t j = 0; j < count; j++) {
            matching->gram_df[grams[j]]++;
        }
    }
    counts_hear_letters(matching);
    float of_none = (float)idf_of(matching, 0);
    for (size_t i = 0; i < GRAMS; i++) { /* most are of no name */
        matching->gram_idf[i] = matching->gram_df[i] ? (float)idf_of(matching, matching->gram_df[i]) : of_none;
    }
}

/* --- The index ---------------------------------------------------------------------------------------------------- */

/* The norms of an item's runs, of all and of the part that the index leaves out. */
static struct norms weigh_item(const struct mpt_matching *matching, struct item *item)
{
    uint16_t room[MOST_NAME_GRAMS];
    size_t count;
    const uint16_t *grams = name_grams(item, room, &count);
    double all = 0, common = 0;
    for (size_t i = 0; i < count; i++) {
        double weight = (double)(matching->gram_idf[grams[i]] * matching->gram_idf[grams[i]]);
        all += weight;
        common += matching->gram_df[grams[i]] <= matching->gram_cut ? 0 : weight;
    }
    item->gram_norm = (float)(all > 0 ? sqrt(all) : 1);
    return norms_of(sqrt(common) / (double)item->gram_norm);
}

/* Into the index of all items, or of those with a short text alone. */
static void post_grams(struct mpt_matching *matching, struct postings *index, bool all)
{
    uint16_t room[MOST_NAME_GRAMS];
    size_t count;
    index->features = GRAMS;
    index->begins = room_zeroed(GRAMS + 1, sizeof *index->begins);
    for (int fill = 0; fill < 2; fill++) {
        for (size_t i = 0; i < matching->count; i++) {
            const struct item *item = &matching->items[i];
            bool listed = item->copy_of == i && (all || item_is_short(item));
            const uint16_t *grams = name_grams(item, room, &count);
            for (size_t j = 0; listed && j < count; j++) {
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
    enum { VISITS = 750 }; /* an item, on average */
    size_t shorts = 0;
    weigh_grams(matching);
    matching->gram_cut = index_cut(matching->gram_df, GRAMS, matching->count, VISITS);
    matching->gram_index.norms = room_zeroed(matching->count, sizeof *matching->gram_index.norms);
    for (size_t i = 0; i < matching->count; i++) {
        matching->gram_index.norms[i] = weigh_item(matching, &matching->items[i]);
        shorts += item_is_short(&matching->items[i]);
    }
    if (shorts > 0) {
        post_grams(matching, &matching->gram_index, true);
    }
    if (shorts > 0 && shorts < matching->count) {
        post_grams(matching, &matching->short_index, false);
    }
}
