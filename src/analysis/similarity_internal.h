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
    uint32_t mark; /* the stamp of the name last marked that has it */
};

/* The words of all names compared. A name is "marked" when its words and trigrams bear the latest mark; others are
 * then measured against it without a search. */
struct lexicon {
    struct mpt_arena *arena;
    struct numbering word_numbers, trigram_numbers;
    struct word *words; /* by number */
    size_t word_capacity;
    uint32_t *marked, *counted; /* stamps, by trigram */
    size_t marked_capacity, counted_capacity;
    uint32_t mark, count_stamp;
    uint32_t *spelled; /* room for the words of the name being read */
    size_t spelled_capacity;
};

/* The set of trigrams, each setting one bit: where two sketches differ in n bits, the sets differ in n or more. */
struct sketch {
    uint64_t bits[SKETCH_WORDS];
};

/* One reading of a name. */
struct name {
    uint32_t *words; /* distinct */
    uint32_t word_count;
    uint32_t size; /* of its trigram set */
    uint32_t item; /* the record it belongs to: the reader's to set */
};

struct lexicon lexicon_init(struct mpt_arena *arena);

/* The readings of a name at `readings`; returns how many, 0 for a name without a letter or digit. */
size_t name_read(struct lexicon *lexicon, const char *text, struct name readings[NAME_READINGS]);

struct sketch name_sketch(const struct lexicon *lexicon, const struct name *name);

/* Makes `name` the marked one. */
void name_mark(struct lexicon *lexicon, const struct name *name);

/* Similarity of `marked`, the marked name, and `other`. */
double name_title(struct lexicon *lexicon, const struct name *marked, const struct name *other);

/* The best similarity of any two of the names of two records. */
double names_title(struct lexicon *lexicon, const struct name *a, size_t a_count, const struct name *b, size_t b_count);

/* Sets the parts of the pair other than the title and the ids. */
void pair_set_parts(struct mpt_pair *pair, const struct mpt_likeness *a, const struct mpt_likeness *b);

/* The score of a pair whose parts and title are set. */
double pair_score(const struct mpt_pair *pair);

/* Whether score or title alone make the pair one to report; mpt_duplicates_find says what the limit means. */
bool pair_is_alike(const struct mpt_pair *pair, double title_at_least);

bool same_outside_id(const struct mpt_likeness *a, const struct mpt_likeness *b);

#endif
