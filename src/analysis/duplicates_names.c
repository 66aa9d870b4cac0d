/* The join by names.
 *
 * Names that share `floor` of their trigrams are found by the rarest of them. Two sets that have at least n elements in
 * common have k of these among the first size - n + k of each, in any order that both follow (the prefix filter of
 * "AllPairs" and "PPJoin", here with k hits, as in "AdaptJoin"). So the names, taken by size, are listed under their
 * few rarest trigrams; each looks itself up before it is listed, and what it meets k times is measured. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "duplicates_internal.h"

enum { HITS = 4 }; /* more lengthen the lists that are walked, fewer leave more names to measure */

static int by_trigram(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Bits set in a number: added up in twos, fours and bytes; the product adds the bytes up in the highest one. (The
 * builtin calls a function, as not every x86-64 has the instruction.) */
static uint32_t count_bits(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (uint32_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

/* Whether, by the sketches, the trigrams that two names share may be `least` or more of all. */
static bool may_be_near(const struct name *a, const struct name *b, double least)
{
    uint32_t differ = 0;
    for (size_t i = 0; i < SKETCH_WORDS; i++) {
        differ += count_bits(a->sketch[i] ^ b->sketch[i]);
    }
    return differ <= (1 - least) / (1 + least) * (a->size + b->size) + SIMILARITY_SLACK;
}

/* Whether, by the sketches, every word of one name may be in the other. */
static bool may_contain(const struct name *shorter, const struct name *longer)
{
    uint64_t outside = 0;
    for (size_t i = 0; i < SKETCH_WORDS; i++) {
        outside |= shorter->sketch[i] & ~longer->sketch[i];
    }
    return !outside;
}

/* The title of two records; if it is below `least`, any number below. */
double pair_title(struct join *join, size_t a, size_t b, double least)
{
    const struct lists *of = &join->of_item;
    double best = 0;
    for (uint32_t i = of->at[a]; i < of->at[a + 1]; i++) {
        for (uint32_t j = of->at[b]; j < of->at[b + 1]; j++) {
            const struct name *one = &join->names[of->members[i]], *other = &join->names[of->members[j]];
            if (may_be_near(one, other, least) || may_contain(one, other) || may_contain(other, one)) {
                best = fmax(best, name_title(&join->lexicon, one, other));
            }
        }
    }
    return best;
}

/* Measures two names, and keeps the pair of their records if this makes it one to report. All near names of two
 * records come here, so that the nearest do. */
static void measure(struct join *join, const struct name *a, const struct name *b)
{
    if (a->item == b->item || !(is_fresh(join, a->item) || is_fresh(join, b->item))) {
        return;
    }
    struct mpt_pair pair = {.title = name_title(&join->lexicon, a, b)};
    pair_set_parts(&pair, &join->items[a->item], &join->items[b->item]);
    if (pair_is_alike(&pair, join->title_at_least)) {
        add_found(join, a->item, b->item);
    }
}

/* Numbers the trigrams anew, the rarest first, and sorts those of each word. */
static void sort_trigrams(struct join *join)
{
    struct lexicon *lexicon = &join->lexicon;
    size_t count = lexicon->trigram_numbers.count;
    uint64_t *order = mpt_arena_array(join->scratch, count, sizeof *order);
    uint32_t *number = mpt_arena_array(join->scratch, count, sizeof *number);
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    for (size_t i = 0; i < lexicon->word_numbers.count; i++) {
        for (uint32_t j = 0; j < lexicon->words[i].trigram_count; j++) {
            order[lexicon->words[i].trigrams[j]] += (uint64_t)lists_length(&join->with_word, i) << 32;
        }
    }
    qsort(order, count, sizeof *order, by_number);
    for (size_t i = 0; i < count; i++) {
        number[(uint32_t)order[i]] = (uint32_t)i;
    }
    for (size_t i = 0; i < lexicon->word_numbers.count; i++) {
        struct word *word = &lexicon->words[i];
        for (uint32_t j = 0; j < word->trigram_count; j++) {
            word->trigrams[j] = number[word->trigrams[j]];
        }
        qsort(word->trigrams, word->trigram_count, sizeof *word->trigrams, by_trigram);
    }
}

/* The trigrams of a name, rarest first, into `trigrams`: those of its words merged from behind, then each kept once. */
static void collect_trigrams(struct join *join, const struct name *name)
{
    size_t count = 0, kept = 0;
    for (uint32_t i = 0; i < name->word_count; i++) {
        const struct word *word = &join->lexicon.words[name->words[i]];
        while (count + word->trigram_count > join->trigram_capacity) {
            join->trigrams = mpt_arena_grow(join->scratch, join->trigrams, join->trigram_capacity,
                                            &join->trigram_capacity, sizeof *join->trigrams);
        }
        size_t before = count, more = word->trigram_count, to = count += more;
        while (more > 0) {
            bool move = before > 0 && join->trigrams[before - 1] > word->trigrams[more - 1];
            join->trigrams[--to] = move ? join->trigrams[--before] : word->trigrams[--more];
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || join->trigrams[i] != join->trigrams[kept - 1]) {
            join->trigrams[kept++] = join->trigrams[i];
        }
    }
}

/* The largest size of a set near enough to one of `size` of which only `hits` - 1 common elements come before its
 * element `rank`: it then has size - rank + hits - 1 common elements at most, and floor / (1 + floor) of both sizes is
 * what two sets with a share `floor` in common need. 0: none is so near. */
static uint32_t largest_met(const struct join *join, uint32_t size, uint32_t rank, uint32_t hits)
{
    double both = ((double)size - rank + hits - 1) * (1 + join->floor) / join->floor + SIMILARITY_SLACK;
    return both < size ? 0 : (uint32_t)fmin(both - size, UINT32_MAX);
}

/* How many of `count` ascending numbers are below `end`. */
static size_t count_below(const uint32_t *numbers, size_t count, uint32_t end)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (numbers[middle] < end) {
            low = middle + 1;
        } else {
            count = middle;
        }
    }
    return low;
}

/* Counts a hit for each of the names, and lists those that got the last of `enough`. This is where the time goes;
 * bytes may alias everything, so what the loop needs is in locals. */
static size_t hit(struct join *join, const uint32_t *names, size_t count, uint32_t enough, size_t met_count)
{
    const uint8_t base = join->hits_base, top = (uint8_t)(base + enough);
    uint8_t *hits = join->hits;
    uint32_t *met = join->met;
    for (size_t i = 0; i < count; i++) {
        uint8_t now = hits[names[i]] < base ? base : hits[names[i]];
        if (now < top) {
            hits[names[i]] = ++now;
            if (now == top) {
                met[met_count++] = names[i];
            }
        }
    }
    return met_count;
}

/* Takes those off a listing that are too small for names of this size and larger ones. */
static void purge(struct listing *listing, uint32_t size)
{
    if (listing->purged == size) {
        return;
    }
    size_t kept = 0;
    for (size_t i = 0; i < listing->count; i++) {
        if (listing->until[i] >= size) {
            listing->names[kept] = listing->names[i];
            listing->until[kept++] = listing->until[i];
        }
    }
    listing->count = kept;
    listing->purged = size;
}

/* Measures a name against those listed, which are no larger. */
static void look_up(struct join *join, uint32_t position)
{
    const struct name *name = &join->names[position];
    struct listing *listings = is_fresh(join, name->item) ? join->all_listings : join->fresh_listings;
    uint32_t smallest = (uint32_t)fmax(1, ceil(join->floor * name->size - SIMILARITY_SLACK));
    uint32_t enough = smallest < HITS ? smallest : HITS;
    size_t met = 0;
    if (join->hits_base > UINT8_MAX - 2 * HITS) {
        memset(join->hits, 0, join->name_count);
        join->hits_base = 0;
    } else {
        join->hits_base += HITS;
    }
    for (uint32_t rank = 0; rank < name->size; rank++) {
        uint32_t largest = largest_met(join, name->size, rank, enough);
        if (largest < smallest) {
            break;
        }
        struct listing *listing = &listings[join->trigrams[rank]];
        purge(listing, name->size);
        size_t count = listing->count;
        if (largest < name->size) {
            count = count_below(listing->names, count, join->smaller[largest + 1]);
        }
        met = hit(join, listing->names, count, enough, met);
    }
    for (size_t i = 0; i < met; i++) {
        const struct name *other = &join->names[join->met[i]];
        if (may_be_near(name, other, join->floor)) {
            measure(join, name, other);
        }
    }
}

/* Lists a name for those after it, which are no smaller. */
static void list_name(struct join *join, struct listing *listings, uint32_t position)
{
    uint32_t size = join->names[position].size;
    for (uint32_t rank = 0; rank < size; rank++) {
        uint32_t until = largest_met(join, size, rank, HITS);
        if (until < size) {
            break;
        }
        struct listing *listing = &listings[join->trigrams[rank]];
        size_t capacity = listing->capacity;
        listing->names =
            mpt_arena_grow(join->scratch, listing->names, listing->count, &capacity, sizeof *listing->names);
        listing->until =
            mpt_arena_grow(join->scratch, listing->until, listing->count, &listing->capacity, sizeof *listing->until);
        listing->names[listing->count] = position;
        listing->until[listing->count++] = until;
    }
}

/* Measures a name against those with all its words and more: they are no smaller, and have its rarest word. */
static void look_up_longer(struct join *join, uint32_t position)
{
    const struct name *name = &join->names[position];
    const struct lists *with = &join->with_word;
    uint32_t rarest = name->words[0];
    for (uint32_t i = 1; i < name->word_count; i++) {
        rarest = lists_length(with, name->words[i]) < lists_length(with, rarest) ? name->words[i] : rarest;
    }
    size_t count = lists_length(with, rarest);
    const uint32_t *names = with->members + with->at[rarest];
    for (size_t i = count_below(names, count, position); name->full_words >= 2 && i < count; i++) {
        const struct name *longer = &join->names[names[i]];
        bool counts = is_fresh(join, name->item) || is_fresh(join, longer->item);
        if (counts && !longer->in_series && longer->word_count > name->word_count && may_contain(name, longer)) {
            measure(join, name, longer);
        }
    }
}

void find_by_names(struct join *join)
{
    sort_trigrams(join);
    size_t trigrams = join->lexicon.trigram_numbers.count;
    join->all_listings = mpt_arena_array(join->scratch, trigrams, sizeof *join->all_listings);
    join->fresh_listings =
        join->fresh ? mpt_arena_array(join->scratch, trigrams, sizeof *join->fresh_listings) : join->all_listings;
    join->hits = mpt_arena_array(join->scratch, join->name_count, sizeof *join->hits);
    join->met = mpt_arena_array(join->scratch, join->name_count, sizeof *join->met);
    for (uint32_t i = 0; i < join->name_count; i++) {
        if (join->names[i].in_series) {
            continue;
        }
        collect_trigrams(join, &join->names[i]);
        look_up(join, i);
        list_name(join, join->all_listings, i);
        if (join->fresh && is_fresh(join, join->names[i].item)) {
            list_name(join, join->fresh_listings, i);
        }
        look_up_longer(join, i);
    }
}
