/* What the comparison of two names and the join of all records share: words and trigrams as numbers, names as sets of
 * them, and the parts of a pair's score. */
#ifndef MPT_ANALYSIS_SIMILARITY_INTERNAL_H
#define MPT_ANALYSIS_SIMILARITY_INTERNAL_H

#include "mpt/similarity.h"

enum {
    SKETCH_WORDS = 4, /* 256 bits tell names of up to some hundred trigrams apart */
    SKETCH_BITS = 64 * SKETCH_WORDS,
    NAME_READINGS = 2, /* a name is read with and without its trailing bracket */
};

/* Limits are met up to this much, so that the rounding of sums decides nothing. */
#define SIMILARITY_SLACK 1e-9

/* Gives equal bytes the same number: 0, 1, 2 and so on in the order they are first seen. */
struct numbering {
    struct mpt_arena *arena;
    struct numbered *items; /* by number */
    size_t count, capacity;
    uint32_t *slots; /* open addressing: number + 1, 0 when free */
    size_t slot_count;
};

uint32_t numbering_add(struct numbering *numbering, const void *bytes, size_t len);

struct word {
    uint32_t *trigrams; /* distinct */
    uint32_t trigram_count;
    bool numeric;  /* has a digit */
    uint32_t mark; /* the stamp of the name last marked that has it */
};

/* The words of all names compared. The words and trigrams of one name at a time bear the latest mark, so that others
 * are measured against it without a search. */
struct lexicon {
    struct mpt_arena *arena;
    struct numbering word_numbers, trigram_numbers;
    struct word *words; /* by number */
    size_t word_capacity;
    uint32_t *marked, *counted; /* stamps, by trigram */
    size_t marked_capacity, counted_capacity;
    uint32_t mark, count_stamp;
    const struct name *marked_name; /* NULL: none */
    uint32_t *spelled;              /* room for the words of the name being read */
    size_t spelled_capacity;
};

/* One reading of a name. Each trigram sets one bit of the sketch, so where two sketches differ in n bits, the sets of
 * trigrams differ in n or more. */
struct name {
    const uint32_t *words; /* distinct */
    uint32_t word_count;
    uint32_t full_words; /* of two letters or more: the word rule does not take the E of PILOT-E for a word */
    uint32_t size;       /* of the set of trigrams */
    uint32_t item;       /* the record it belongs to: the reader's to set */
    bool in_series;      /* of many that differ in numbers only: the join's to set */
    uint64_t sketch[SKETCH_WORDS];
};

struct lexicon lexicon_init(struct mpt_arena *arena);

/* The readings of a name at `readings`; returns how many, 0 for a name without a letter or digit. */
size_t name_read(struct lexicon *lexicon, const char *text, struct name readings[NAME_READINGS]);

/* Similarity of two names. Of many pairs, those with the same `a` are best measured one after the other. */
double name_title(struct lexicon *lexicon, const struct name *a, const struct name *b);

/* Sets the parts of the pair other than the title and the ids. */
void pair_set_parts(struct mpt_pair *pair, const struct mpt_likeness *a, const struct mpt_likeness *b);

/* The score of a pair whose parts and title are set. */
double pair_score(const struct mpt_pair *pair);

/* The title with which the score of a pair whose other parts are set makes it a duplicate; above 1: none does. */
double pair_title_needed(const struct mpt_pair *pair);

/* Whether score or title make the pair one to report; mpt_duplicates_find says what the limit means. */
bool pair_is_alike(const struct mpt_pair *pair, double title_at_least);

bool same_outside_id(const struct mpt_likeness *a, const struct mpt_likeness *b);

#endif
