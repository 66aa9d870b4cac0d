/* The inverted index: rare terms and rare words of names; and sketches of items. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

/* Terms of an item that are sketched, on average: so many that few bits fall on one another. */
enum { SKETCHED = 26 };

/* How many visits to postings an item may cost on average; what is more common than that is left to the bounds, or in a
 * large corpus to the sketches. There two terms must meet, which by chance v visits among n items do v * v / 2n times:
 * v may grow slowly, so that the time grows little faster than n. */
static double visits(const struct mpt_matching *matching)
{
    enum { MOST = 700, MOST_LARGE = 250 };
    return matching->large ? MOST_LARGE * pow((double)matching->count, 0.15) : MOST;
}

/* Where terms become too common to visit them all, so that the time grows with the number of items and not with its
 * square: visits for a term in n items are n * n / 2. */
static uint32_t cut_ranks(const struct mpt_matching *matching)
{
    double budget = (double)matching->count * visits(matching), cost = 0;
    uint32_t rank = 0;
    for (; rank < matching->term_count && cost <= budget; rank++) {
        double here =
            fmin(matching->term_df[rank], (double)matching->count); /* told of a larger corpus it may be more */
        if (0.5 * here * here > budget) { /* a word that is in all of them would cost their square */
            break;
        }
        cost += 0.5 * here * here;
    }
    return rank;
}

void index_cumulate(uint32_t *begins, size_t features)
{
    uint32_t sum = 0;
    for (size_t i = 0; i <= features; i++) {
        uint32_t count = begins[i];
        begins[i] = sum;
        sum += count;
    }
}

/* After filling, each begin has moved to the next one's place. */
void index_move_back(uint32_t *begins, size_t features)
{
    memmove(begins + 1, begins, features * sizeof *begins);
    begins[0] = 0;
}

/* The ranks that are sketched: so many terms of an item on average that few bits fall on one another. */
static uint32_t mid_ranks(const struct mpt_matching *matching)
{
    double most = (double)matching->count * SKETCHED, sum = 0;
    uint32_t rank = 0;
    for (; rank < matching->term_count && sum <= most; rank++) {
        sum += matching->term_df[rank];
    }
    return rank;
}

static void index_terms(struct mpt_matching *matching)
{
    struct postings *index = &matching->term_index;
    uint32_t cut = matching->term_cut = cut_ranks(matching);
    index->features = cut;
    matching->term_mid = mid_ranks(matching);
    index->begins = room_zeroed((size_t)cut + 1, sizeof *index->begins);
    index->norms = room_zeroed(matching->count, sizeof *index->norms);
    index->sketches = room_zeroed(matching->count, sizeof *index->sketches);
    for (size_t i = 0; i < matching->count; i++) {
        struct item *item = &matching->items[i];
        struct sketch *sketch = &index->sketches[i];
        double mid = 0, tail = 0, common = 0;
        bool first = item->copy_of == i;
        for (uint32_t j = 0; j < item->begins[PART_TERMS + 1]; j++) {
            double weight = term_weight(matching, item, j);
            bool rare = item->numbers[j] < cut;
            if (rare) {
                index->begins[item->numbers[j]] += first;
                item->rare = j + 1;
            } else {
                common += weight * weight;
            }
            if (!matching->large) { /* nobody asks the sketches */
                continue;
            }
            if (item->numbers[j] < matching->term_mid) {
                sketch_add(sketch, item->numbers[j]);
                mid += weight * weight;
            } else {
                tail += weight * weight;
            }
        }
        double norm = (double)item->norm;
        sketch_close(sketch, sqrt(mid) / norm, sqrt(tail) / norm);
        index->norms[i] = norms_of(sqrt(common) / norm);
    }
    index_cumulate(index->begins, cut);
    index->posts = room_for(NULL, index->begins[cut], sizeof *index->posts);
    for (size_t i = 0; i < matching->count; i++) {
        const struct item *item = &matching->items[i];
        for (uint32_t j = 0; item->copy_of == i && j < item->rare; j++) {
            index->posts[index->begins[item->numbers[j]]++] =
                (struct posting){(uint32_t)i, (float)item_weight(matching, item, j)};
        }
    }
    index_move_back(index->begins, cut);
}

/* --- Names -------------------------------------------------------------------------------------------------------- */

uint32_t index_cut(const uint32_t *frequencies, size_t features, size_t items, double visits_each)
{
    double budget = (double)items * visits_each, cost = 0;
    uint32_t *histogram = room_zeroed(items + 1, sizeof *histogram);
    for (size_t i = 0; i < features; i++) {
        histogram[frequencies[i] < items ? frequencies[i] : items]++;
    }
    uint32_t cut = 0;
    for (; cut <= items && cost <= budget; cut++) {
        double here = 0.5 * histogram[cut] * cut * cut;
        if (here > budget) { /* features that are in all of them would cost their square */
            cut--;
            break;
        }
        cost += here;
    }
    free(histogram);
    return cut > items ? UINT32_MAX : cut;
}

/* Of items that have hardly a text: what may be all that they have, their common words, among themselves. */
static void index_short_names(struct mpt_matching *matching)
{
    struct postings *index = &matching->short_names;
    uint32_t *frequencies = room_zeroed(matching->words.bound + 1, sizeof *frequencies);
    size_t shorts = 0;
    for (int fill = 0; fill < 2; fill++) {
        uint32_t cut = fill ? index_cut(frequencies, matching->words.bound, shorts, visits(matching)) : 0;
        if (fill) {
            index->features = matching->words.bound;
            index->begins = room_zeroed(index->features + 1, sizeof *index->begins);
            for (size_t i = 0; i < index->features; i++) {
                index->begins[i] = frequencies[i] <= cut ? frequencies[i] : 0;
            }
            index_cumulate(index->begins, index->features);
            index->posts = room_for(NULL, index->begins[index->features], sizeof *index->posts);
        }
        for (size_t i = 0; i < matching->count; i++) {
            const struct item *item = &matching->items[i];
            bool listed = item->copy_of == i && item_is_short(item);
            size_t count;
            const uint32_t *words = part_of(item, PART_WORDS, &count);
            count = listed ? count : 0;
            shorts += !fill && listed;
            for (size_t j = 0; j < count; j++) {
                if (matching->words.frequencies[words[j]] <= matching->name_cut) {
                    continue;
                }
                if (!fill) {
                    frequencies[words[j]]++;
                } else if (frequencies[words[j]] <= cut) {
                    index->posts[index->begins[words[j]]++] =
                        (struct posting){(uint32_t)i, matching->word_idf[words[j]] / item->name_norm};
                }
            }
        }
    }
    index_move_back(index->begins, index->features);
    free(frequencies);
}

static void index_names(struct mpt_matching *matching)
{
    struct postings *index = &matching->name_index;
    matching->name_cut =
        index_cut(matching->words.frequencies, matching->words.bound, matching->count, visits(matching) / 4);
    index->features = matching->words.bound;
    index->begins = room_zeroed(index->features + 1, sizeof *index->begins);
    index->norms = room_zeroed(matching->count, sizeof *index->norms);
    index->sketches = room_zeroed(matching->count, sizeof *index->sketches);
    for (size_t i = 0; i < matching->count; i++) {
        struct item *item = &matching->items[i];
        size_t count;
        const uint32_t *words = part_of(item, PART_WORDS, &count);
        double all = 0, common = 0;
        for (size_t j = 0; j < count; j++) {
            all += (double)(matching->word_idf[words[j]] * matching->word_idf[words[j]]);
        }
        item->name_norm = (float)(all > 0 ? sqrt(all) : 1);
        for (size_t j = 0; j < count; j++) {
            float weight = matching->word_idf[words[j]] / item->name_norm;
            if (matching->large) {
                /* By its hash: the number of a word hangs on which thread came first. */
                sketch_add(&index->sketches[i], (uint32_t)vocabulary_hash(&matching->words, words[j]));
            }
            if (matching->words.frequencies[words[j]] <= matching->name_cut) {
                index->begins[words[j]] += item->copy_of == i;
            } else {
                common += (double)(weight * weight);
            }
        }
        sketch_close(&index->sketches[i], 1, 0);
        index->norms[i] = norms_of(sqrt(common));
    }
    index_cumulate(index->begins, index->features);
    index->posts = room_for(NULL, index->begins[index->features], sizeof *index->posts);
    for (size_t i = 0; i < matching->count; i++) {
        const struct item *item = &matching->items[i];
        size_t count;
        const uint32_t *words = part_of(item, PART_WORDS, &count);
        for (size_t j = 0; item->copy_of == i && j < count; j++) {
            if (matching->words.frequencies[words[j]] <= matching->name_cut) {
                index->posts[index->begins[words[j]]++] =
                    (struct posting){(uint32_t)i, matching->word_idf[words[j]] / item->name_norm};
            }
        }
    }
    index_move_back(index->begins, index->features);
    index_short_names(matching);
}

enum { INDEX_GRAMS, INDEX_TERMS, INDEX_VALUES, INDEX_NAMES, INDEX_RUNS, INDEXES = INDEX_RUNS + RUN_RANGES };

/* One kind each, all at once; what takes longest comes first. */
static void build_some(struct crew *crew, unsigned thread)
{
    struct mpt_matching *matching = crew->matching;
    struct sorter *sorter = &matching->workers[thread].sorter;
    size_t which, end;
    while (crew_take(crew, thread, &which, &end)) {
        for (; which < end; which++) {
            switch (which) {
            case INDEX_GRAMS:
                grams_index(matching);
                break;
            case INDEX_TERMS:
                index_terms(matching);
                break;
            case INDEX_VALUES:
                index_values(matching, sorter);
                break;
            case INDEX_NAMES:
                index_names(matching);
                break;
            default:
                index_runs(matching, sorter, which - INDEX_RUNS);
            }
        }
    }
}

bool index_build(struct mpt_matching *matching)
{
    index_copies(matching);
    index_room_for_runs(matching);
    /* Some of them ask the settings for counts: then all by one thread, as whoever answers need not expect more. */
    size_t step = matching->settings.count ? INDEXES : 1;
    struct crew crew = {.matching = matching, .work = build_some, .count = INDEXES, .step = step};
    return crew_run(&crew) && !is_cancelled(matching);
}

static void blocks_close(struct blocks *blocks)
{
    free(blocks->members);
    free(blocks->group_begins);
    free(blocks->item_begins);
    free(blocks->groups_of);
}

void index_close(struct mpt_matching *matching)
{
    void *all[] = {matching->term_idf,           matching->term_df,
                   matching->term_rank,          matching->word_idf,
                   matching->spellings,          matching->shingle_df,
                   matching->term_index.begins,  matching->term_index.posts,
                   matching->term_index.norms,   matching->term_index.sketches,
                   matching->name_index.begins,  matching->name_index.posts,
                   matching->name_index.norms,   matching->name_index.sketches,
                   matching->short_names.begins, matching->short_names.posts,
                   matching->gram_idf,           matching->gram_df,
                   matching->gram_index.begins,  matching->gram_index.posts,
                   matching->gram_index.norms,   matching->short_index.begins,
                   matching->short_index.posts};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        free(all[i]);
    }
    blocks_close(&matching->values_shared);
    for (size_t i = 0; i < RUN_RANGES; i++) {
        blocks_close(&matching->runs_shared[i]);
    }
}
