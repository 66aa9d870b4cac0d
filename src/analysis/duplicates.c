/* The join: all pairs of records that are duplicates, without comparing each with each.
 *
 * Names that share `floor` of their trigrams are found by the rarest of them. Two sets that have at least n elements in
 * common have k of these among the first size - n + k of each, in any order that both follow (the prefix filter of
 * "AllPairs" and "PPJoin", here with k hits, as in "AdaptJoin"). So the names, taken by size, are listed under their
 * few rarest trigrams; each looks itself up before it is listed, and what it meets k times is measured.
 *
 * A pair with a title below the floor needs its other parts: see names_floor. */
#include "mpt/similarity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "similarity_internal.h"

enum { HITS = 4 }; /* more lengthen the lists that are walked, fewer leave more names to measure */

/* With a title below 0.5, a score of 0.65 takes tags + partners > 1.5, so more than half of each the same; if only one
 * of these parts applies, it takes more than 0.85 of it, and place and time as well. Without tags and partners the
 * title must be 0.58, or 0.65 if place and time do not apply either. */
static const double names_floor = 0.50, placed_names_floor = 0.58, bare_names_floor = 0.65;
static const double half_the_same = 0.50, nearly_the_same = 0.85;

/* Lists of numbers: first (list, member) entries, then list k is members[at[k]] to members[at[k + 1]]. */
struct lists {
    struct mpt_arena *arena;
    uint64_t *entries; /* the list in the upper half */
    size_t entry_count, entry_capacity;
    uint32_t *at, *members;
};

/* The names that one trigram finds, by size; `until` is the largest size that a name found through it can have. */
struct listing {
    uint32_t *names, *until;
    size_t count, capacity;
    uint32_t purged; /* of names too small for this size */
};

struct join {
    struct mpt_arena *scratch;
    const struct mpt_likeness *items;
    size_t count;
    double title_at_least, floor;
    struct lexicon lexicon;
    struct name *names; /* by size */
    size_t name_count, name_capacity;
    uint32_t *smaller;        /* by size: how many names are smaller */
    struct lists of_item;     /* names */
    struct lists with_word;   /* names */
    struct listing *listings; /* by trigram, once these are numbered by rarity */
    uint32_t *trigrams;       /* room for those of one name */
    size_t trigram_capacity;
    uint8_t *hits; /* by name: hits_base and the hits of the name looked up; at most hits_base when it was not met */
    uint8_t hits_base;
    uint32_t *met;
    uint64_t *found; /* pairs of records, the first in the upper half */
    size_t found_count, found_capacity;
};

static void lists_add(struct lists *lists, size_t list, size_t member)
{
    lists->entries = mpt_arena_grow(lists->arena, lists->entries, lists->entry_count, &lists->entry_capacity,
                                    sizeof *lists->entries);
    lists->entries[lists->entry_count++] = (uint64_t)list << 32 | member;
}

/* Sorts the entries into `count` lists, each in the order of adding. */
static void lists_make(struct lists *lists, size_t count)
{
    uint32_t *at = mpt_arena_array(lists->arena, count + 2, sizeof *at);
    lists->members = mpt_arena_array(lists->arena, lists->entry_count, sizeof *lists->members);
    for (size_t i = 0; i < lists->entry_count; i++) {
        at[(lists->entries[i] >> 32) + 2]++;
    }
    for (size_t i = 1; i < count + 2; i++) {
        at[i] += at[i - 1];
    }
    for (size_t i = 0; i < lists->entry_count; i++) { /* at[k + 1] moves from the start of list k to its end */
        lists->members[at[(lists->entries[i] >> 32) + 1]++] = (uint32_t)lists->entries[i];
    }
    lists->at = at;
}

static uint32_t lists_length(const struct lists *lists, size_t list)
{
    return lists->at[list + 1] - lists->at[list];
}

static int by_trigram(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static int by_number(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static void add_found(struct join *join, size_t a, size_t b)
{
    join->found =
        mpt_arena_grow(join->scratch, join->found, join->found_count, &join->found_capacity, sizeof *join->found);
    join->found[join->found_count++] = a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

static void read_names(struct join *join)
{
    struct name *names = NULL;
    for (size_t i = 0; i < join->count; i++) {
        for (size_t j = 0; j < join->items[i].name_count; j++) {
            struct name readings[NAME_READINGS];
            size_t count = name_read(&join->lexicon, join->items[i].names[j], readings);
            for (size_t k = 0; k < count; k++) {
                names = mpt_arena_grow(join->scratch, names, join->name_count, &join->name_capacity, sizeof *names);
                readings[k].item = (uint32_t)i;
                names[join->name_count++] = readings[k];
            }
        }
    }
    if (!names) {
        return;
    }
    uint64_t *order = mpt_arena_array(join->scratch, join->name_count, sizeof *order);
    for (size_t i = 0; i < join->name_count; i++) {
        order[i] = (uint64_t)names[i].size << 32 | i;
    }
    qsort(order, join->name_count, sizeof *order, by_number);
    join->names = mpt_arena_array(join->scratch, join->name_count, sizeof *join->names);
    for (size_t i = 0; i < join->name_count; i++) {
        join->names[i] = names[(uint32_t)order[i]];
    }
}

static void list_names(struct join *join)
{
    for (size_t i = 0; i < join->name_count; i++) {
        const struct name *name = &join->names[i];
        lists_add(&join->of_item, name->item, i);
        for (uint32_t j = 0; j < name->word_count; j++) {
            lists_add(&join->with_word, name->words[j], i);
        }
    }
    lists_make(&join->of_item, join->count);
    lists_make(&join->with_word, join->lexicon.word_numbers.count);
    uint32_t largest = join->name_count ? join->names[join->name_count - 1].size : 0;
    join->smaller = mpt_arena_array(join->scratch, (size_t)largest + 2, sizeof *join->smaller);
    for (size_t i = 0; i < join->name_count; i++) {
        join->smaller[join->names[i].size + 1] = (uint32_t)i + 1;
    }
    for (size_t size = 1; size < (size_t)largest + 2; size++) {
        join->smaller[size] = join->smaller[size] ? join->smaller[size] : join->smaller[size - 1];
    }
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
static double pair_title(struct join *join, size_t a, size_t b, double least)
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
    if (a->item == b->item) {
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
        struct listing *listing = &join->listings[join->trigrams[rank]];
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
static void list_name(struct join *join, uint32_t position)
{
    uint32_t size = join->names[position].size;
    for (uint32_t rank = 0; rank < size; rank++) {
        uint32_t until = largest_met(join, size, rank, HITS);
        if (until < size) {
            break;
        }
        struct listing *listing = &join->listings[join->trigrams[rank]];
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
        if (longer->word_count > name->word_count && may_contain(name, longer)) {
            measure(join, name, longer);
        }
    }
}

static void find_by_names(struct join *join)
{
    sort_trigrams(join);
    join->listings = mpt_arena_array(join->scratch, join->lexicon.trigram_numbers.count, sizeof *join->listings);
    join->hits = mpt_arena_array(join->scratch, join->name_count, sizeof *join->hits);
    join->met = mpt_arena_array(join->scratch, join->name_count, sizeof *join->met);
    for (uint32_t i = 0; i < join->name_count; i++) {
        collect_trigrams(join, &join->names[i]);
        look_up(join, i);
        list_name(join, i);
        look_up_longer(join, i);
    }
}

static bool has_both(const struct mpt_likeness *item)
{
    return item->tag_count > 0 && item->partner_count > 0;
}

/* The tags or partners of all records, the rarest of each record first: those of record i from start[i] on. */
struct features {
    uint64_t *numbers;
    size_t *start;
};

static struct features read_features(struct join *join, bool partners)
{
    struct numbering numbering = {.arena = join->scratch};
    size_t *start = mpt_arena_array(join->scratch, join->count + 1, sizeof *start);
    for (size_t i = 0; i < join->count; i++) {
        start[i + 1] = start[i] + (partners ? join->items[i].partner_count : join->items[i].tag_count);
    }
    uint64_t *numbers = mpt_arena_array(join->scratch, start[join->count], sizeof *numbers);
    uint64_t *frequency = mpt_arena_array(join->scratch, start[join->count], sizeof *frequency);
    for (size_t i = 0; i < join->count; i++) {
        const uint32_t *from = partners ? join->items[i].partners : join->items[i].tags;
        for (size_t at = start[i]; at < start[i + 1]; at++) {
            numbers[at] = numbering_add(&numbering, from++, sizeof *from);
            frequency[numbers[at]]++;
        }
    }
    for (size_t i = 0; i < join->count; i++) {
        for (size_t at = start[i]; at < start[i + 1]; at++) {
            numbers[at] |= frequency[numbers[at]] << 32;
        }
        qsort(numbers + start[i], start[i + 1] - start[i], sizeof *numbers, by_number);
    }
    return (struct features){numbers, start};
}

/* Where those features of record i end of which two sets have one in common when more than `share` is the same. */
static size_t features_end(const struct features *features, size_t i, double share)
{
    size_t count = features->start[i + 1] - features->start[i];
    return features->start[i + 1] - (size_t)floor(share * (double)count);
}

/* Compares the records of each of `count` groups two by two; `one_lacks`: those that have tags and partners come last
 * in their group, and are not compared with each other. */
static void compare_groups(struct join *join, struct lists *groups, size_t count, bool one_lacks)
{
    lists_make(groups, count);
    for (size_t group = 0; group < count; group++) {
        for (uint32_t i = groups->at[group]; i < groups->at[group + 1]; i++) {
            size_t a = groups->members[i];
            if (one_lacks && has_both(&join->items[a])) {
                break;
            }
            for (uint32_t j = i + 1; j < groups->at[group + 1]; j++) {
                size_t b = groups->members[j];
                struct mpt_pair pair = {0};
                pair_set_parts(&pair, &join->items[a], &join->items[b]);
                double needed = pair_title_needed(&pair);
                if (needed < join->floor && pair_title(join, a, b, needed) >= needed - SIMILARITY_SLACK) {
                    add_found(join, a, b);
                }
            }
        }
    }
}

static void find_by_tags_and_partners(struct join *join, const struct features *tags, const struct features *partners)
{
    struct lists groups = {.arena = join->scratch};
    struct numbering keys = {.arena = join->scratch};
    for (size_t i = 0; i < join->count; i++) {
        for (size_t t = tags->start[i]; t < features_end(tags, i, half_the_same); t++) {
            for (size_t p = partners->start[i]; p < features_end(partners, i, half_the_same); p++) {
                const uint64_t key[] = {tags->numbers[t], partners->numbers[p]};
                lists_add(&groups, numbering_add(&keys, key, sizeof key), i);
            }
        }
    }
    compare_groups(join, &groups, keys.count, false);
}

/* Finds pairs of which one lacks the other kind of feature. */
static void find_by_place(struct join *join, const struct features *features)
{
    struct lists groups = {.arena = join->scratch};
    struct numbering keys = {.arena = join->scratch}, places = {.arena = join->scratch};
    for (int complete = 0; complete < 2; complete++) {
        for (size_t i = 0; i < join->count; i++) {
            const char *place = join->items[i].place;
            if (!place || has_both(&join->items[i]) != complete) {
                continue;
            }
            uint32_t place_number = numbering_add(&places, place, strlen(place));
            for (size_t f = features->start[i]; f < features_end(features, i, nearly_the_same); f++) {
                const uint64_t key[] = {features->numbers[f], place_number};
                lists_add(&groups, numbering_add(&keys, key, sizeof key), i);
            }
        }
    }
    compare_groups(join, &groups, keys.count, true);
}

static void find_by_outside_id(struct join *join)
{
    struct lists groups = {.arena = join->scratch};
    struct numbering ids = {.arena = join->scratch};
    for (size_t i = 0; i < join->count; i++) {
        for (size_t j = 0; j < join->items[i].outside_id_count; j++) {
            const char *id = join->items[i].outside_ids[j];
            lists_add(&groups, numbering_add(&ids, id, strlen(id)), i);
        }
    }
    lists_make(&groups, ids.count);
    for (size_t group = 0; group < ids.count; group++) {
        for (uint32_t i = groups.at[group]; i < groups.at[group + 1]; i++) {
            for (uint32_t j = i + 1; j < groups.at[group + 1]; j++) {
                if (groups.members[i] != groups.members[j]) {
                    add_found(join, groups.members[i], groups.members[j]);
                }
            }
        }
    }
}

static struct mpt_pair *describe(struct join *join, struct mpt_arena *arena, size_t *pair_count)
{
    if (join->found_count > 0) {
        qsort(join->found, join->found_count, sizeof *join->found, by_number);
    }
    struct mpt_pair *pairs = mpt_arena_array(arena, join->found_count, sizeof *pairs);
    size_t count = 0;
    for (size_t i = 0; i < join->found_count; i++) {
        if (i > 0 && join->found[i] == join->found[i - 1]) {
            continue;
        }
        struct mpt_pair *pair = &pairs[count++];
        pair->a = join->found[i] >> 32;
        pair->b = (uint32_t)join->found[i];
        pair->title = pair_title(join, pair->a, pair->b, 0);
        pair_set_parts(pair, &join->items[pair->a], &join->items[pair->b]);
        pair->score = pair_score(pair);
        pair->same_id = same_outside_id(&join->items[pair->a], &join->items[pair->b]);
    }
    *pair_count = count;
    return pairs;
}

/* The title that every pair not found by its other parts has. */
static double choose_floor(const struct mpt_likeness *items, size_t count, double title_at_least)
{
    double least = title_at_least > 0 ? fmin(title_at_least, bare_names_floor) : bare_names_floor;
    for (size_t i = 0; i < count; i++) {
        bool parts = items[i].tag_count > 0 || items[i].partner_count > 0;
        least = fmin(least, parts ? names_floor : items[i].place ? placed_names_floor : bare_names_floor);
    }
    return least;
}

struct mpt_pair *mpt_duplicates_find(const struct mpt_likeness *items, size_t count, double title_at_least,
                                     struct mpt_arena *arena, size_t *pair_count)
{
    struct mpt_arena *scratch = mpt_arena_open();
    struct join join = {.scratch = scratch,
                        .items = items,
                        .count = count,
                        .title_at_least = title_at_least,
                        .floor = choose_floor(items, count, title_at_least),
                        .lexicon = lexicon_init(scratch),
                        .of_item.arena = scratch,
                        .with_word.arena = scratch};
    read_names(&join);
    list_names(&join);
    find_by_names(&join);
    struct features tags = read_features(&join, false), partners = read_features(&join, true);
    find_by_tags_and_partners(&join, &tags, &partners);
    find_by_place(&join, &tags);
    find_by_place(&join, &partners);
    find_by_outside_id(&join);
    struct mpt_pair *pairs = describe(&join, arena, pair_count);
    mpt_arena_close(scratch);
    return pairs;
}
