/* Candidates in a large corpus, where even rare terms are in thousands of items and what they weigh is too much to add
 * up for each: two rare terms must meet, then a sketch tells about how alike the two items are, and only then are they
 * read. What is lost is measured (tests/bench/match.c). */
#include <string.h>

#include "matching_internal.h"

/* A round is one question; what was met in earlier ones need not be cleared. */
enum { TIMES_BITS = 2, MOST_TIMES = (1 << TIMES_BITS) - 1, LAST_ROUND = UINT8_MAX >> TIMES_BITS };

/* How many rare features of an item must meet: of many even a distant copy shares three; one is enough only where there
 * is hardly a text, as others have runs of words in common too. */
static unsigned needed_times(const struct item *item, size_t rare)
{
    enum { FEW = 4, MANY = 12 };
    return rare < FEW && item_is_short(item) ? 1 : rare < MANY ? 2 : 3;
}

static void begin_round(struct finder *finder)
{
    if (finder->round == LAST_ROUND) {
        memset(finder->meets, 0, finder->matching->count);
        finder->round = 0;
    }
    finder->round++;
}

/* Takes note of the items before `end` that have the feature; those that are met for the `times`-th time are touched.
 * Returns the new number of touched items. */
static size_t meet(struct finder *finder, const struct postings *index, uint32_t feature, unsigned times, size_t end,
                   size_t touched)
{
    const struct posting *post = index->posts + index->begins[feature];
    const struct posting *last = index->posts + index->begins[feature + 1];
    uint8_t *meets = finder->meets;
    for (; post < last && post->item < end; post++) {
        unsigned noted = meets[post->item];
        unsigned before = noted >> TIMES_BITS == finder->round ? noted & MOST_TIMES : 0;
        unsigned now = before + (before < MOST_TIMES);
        meets[post->item] = (uint8_t)(finder->round << TIMES_BITS | now);
        finder->touched[touched] = post->item;
        touched += now == times && before != now;
    }
    return touched;
}

void meet_by_terms(struct finder *finder, size_t position, size_t end, float least)
{
    const struct mpt_matching *matching = finder->matching;
    const struct item *item = &matching->items[position];
    const struct sketch *sketches = matching->term_index.sketches;
    unsigned times = needed_times(item, item->rare);
    size_t touched = 0;
    begin_round(finder);
    for (uint32_t i = 0; i < item->rare; i++) {
        touched = meet(finder, &matching->term_index, item->numbers[i], times, end, touched);
    }
    for (size_t i = 0; i < touched; i++) {
        uint32_t other = finder->touched[i];
        double shared;
        if (sketch_product(&sketches[position], &sketches[other]) >= least &&
            probe_cosine(matching, &finder->probe, &matching->items[other], &shared) >= (double)least) {
            finder_keep(finder, other, position);
        }
    }
}

void meet_by_names(struct finder *finder, size_t position, size_t end, float least)
{
    const float heaviest = 0.75F; /* the shared words may be the heavier ones */
    const struct mpt_matching *matching = finder->matching;
    const struct item *item = &matching->items[position];
    const struct sketch *sketches = matching->name_index.sketches;
    size_t count, touched = 0, rare = 0;
    const uint32_t *words = part_of(item, PART_WORDS, &count);
    begin_round(finder);
    for (size_t i = 0; i < count; i++) {
        rare += matching->words.frequencies[words[i]] <= matching->name_cut;
    }
    unsigned times = needed_times(item, rare);
    for (size_t i = 0; i < count; i++) {
        if (matching->words.frequencies[words[i]] <= matching->name_cut) {
            touched = meet(finder, &matching->name_index, words[i], times, end, touched);
        }
    }
    for (size_t i = 0; i < touched; i++) {
        uint32_t other = finder->touched[i];
        if (sketch_product(&sketches[position], &sketches[other]) >= least * heaviest &&
            names_product(matching, item, &matching->items[other], false) >= least) {
            finder_keep(finder, other, position);
        }
    }
}
