/* What the two halves of the join of all records share: its state, lists of numbers, and what it has found. */
#ifndef MPT_ANALYSIS_DUPLICATES_INTERNAL_H
#define MPT_ANALYSIS_DUPLICATES_INTERNAL_H

#include "similarity_internal.h"

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

/* More records than this that have a stem, an id or the same features in common are no duplicates for that. */
enum { MOST_ALIKE = 200 };

struct join {
    struct mpt_arena *scratch;
    const struct mpt_likeness *items;
    const bool *fresh; /* NULL: all are */
    size_t count;
    double title_at_least, floor;
    struct lexicon lexicon;
    struct name *names; /* by size */
    size_t name_count, name_capacity;
    uint32_t *smaller;      /* by size: how many names are smaller */
    struct lists of_item;   /* names */
    struct lists with_word; /* names */
    /* By trigram, once these are numbered by rarity: fresh names are looked up among all, the others among the fresh.
     */
    struct listing *all_listings, *fresh_listings;
    uint32_t *trigrams; /* room for those of one name */
    size_t trigram_capacity;
    uint8_t *hits; /* by name: hits_base and the hits of the name looked up; at most hits_base when it was not met */
    uint8_t hits_base;
    uint32_t *met;
    uint64_t *found; /* pairs of records, the first in the upper half */
    size_t found_count, found_capacity;
};

void lists_add(struct lists *lists, size_t list, size_t member);

/* Sorts the entries into `count` lists, each in the order of adding. */
void lists_make(struct lists *lists, size_t count);
uint32_t lists_length(const struct lists *lists, size_t list);

/* For qsort, ascending. */
int by_number(const void *a, const void *b);

bool is_fresh(const struct join *join, size_t item);

/* Names that differ in numbers only, when there are more than MOST_ALIKE ("Travel grant 2019-17"), are a series and no
 * duplicates of one another: they are marked, and pairs made only of those that are equal. */
void find_series(struct join *join, struct name *names);

/* Keeps a pair of records. */
void add_found(struct join *join, size_t a, size_t b);

/* Finds the pairs whose names are near enough: duplicates_names.c. */
void find_by_names(struct join *join);

/* The title of a pair of records: the best of their names, as far as it matters above `least`. */
double pair_title(struct join *join, size_t a, size_t b, double least);

#endif
