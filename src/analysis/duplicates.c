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
    struct posting {
        uint32_t name, until;
    } *postings;
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

/* The similarity of two names as far as it may reach `least`; 0 when it cannot. The name before is marked by need. */
static bool may_reach(const struct name *a, const struct name *b, double least)
{
    uint32_t differ = 0, only_a = 0, only_b = 0;
    (void)a, (void)b, (void)least, (void)differ, (void)only_a, (void)only_b;
    return true;
}
