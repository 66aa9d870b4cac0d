/* What the files of matching share: the corpus, its index, candidates, the score. */
#ifndef MATCHING_INTERNAL_H
#define MATCHING_INTERNAL_H

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "matching_worker.h"

/* --- The corpus --------------------------------------------------------------------------------------------------- */

enum { MOST_THREADS = 16 };

/* Of an item's features, together 1: of those too common to be in the index and of those in it. */
struct norms {
    float common, rare;
};

/* Which items have a feature: of feature f those at begins[f] to begins[f + 1], by rising position. */
struct postings {
    uint32_t *begins;
    struct posting {
        uint32_t item;
        float weight;
    } * posts;
    size_t features;
    struct norms *norms; /* of each item */
    struct sketch *sketches;
};

/* What tells in large corpora, before two items are read, about how alike they are: a bit for each of their rarer
 * features, by a hash, and the norms of these and of all that are more common. */
enum { SKETCH_WORDS = 7, SKETCH_BITS = 32 * SKETCH_WORDS };
struct sketch {
    uint32_t bits[SKETCH_WORDS];
    uint8_t features;  /* how many have a bit */
    uint8_t mid, tail; /* norms of 255 */
};

/* Items that share a key (an id, an organisation with dates, a rare run of words ...); a group is a run in `members`,
 * and each item knows its groups. */
struct blocks {
    uint32_t *members;
    uint32_t *group_begins;
    uint32_t *item_begins; /* into groups_of */
    uint32_t *groups_of;
    size_t groups;
};

struct numbers {
    uint32_t *items; /* rising */
    size_t count, room;
};

struct mpt_matching {
    struct mpt_match_settings settings;
    unsigned threads;
    struct vocabulary terms, words, values;
    struct worker workers[MOST_THREADS];
    struct item *items;
    size_t count, capacity;
    size_t list;        /* where the list begins; SIZE_MAX: there is none */
    bool one_corpus;    /* the list is a part of the corpus: a copy in it is as odd as elsewhere */
    bool large;         /* so many records that not all that may agree is added up */
    bool frozen, ready; /* ready: and the index is there; it is not after a cancel */
    double size;        /* of the corpus, for frequencies */

    float count_weights[UINT8_MAX + 1]; /* 1 + ln of how often a term is in an item */
    float *term_idf;                    /* by rank: the rarest is 0 */
    uint32_t *term_df;                  /* by rank */
    uint32_t *term_rank;                /* by number */
    size_t term_count;
    float *word_idf;            /* by number */
    struct spelling *spellings; /* likewise */
    uint32_t *value_df;         /* by number */
    uint8_t *shingle_df;        /* saturating counters, by a hash's high bits; those that share them seem more common */
    unsigned shingle_shift;     /* what is left of these */
    uint32_t term_cut;          /* ranks below are in the index */
    uint32_t term_mid;          /* and below this one in the sketches */
    uint32_t name_cut;          /* words in at most so many records are in the index */
    uint32_t gram_cut;          /* likewise */
    float *gram_idf;
    uint32_t *gram_df;
    struct postings term_index, name_index, short_names;
    /* By runs of letters: of all items, which those with a short text are looked up in, and of these alone, for the
     * others. Two long texts need no letters to be found. Empty where all texts are long. */
    struct postings gram_index, short_index;
    struct blocks values_shared; /* and names */
    struct blocks runs_shared[RUN_RANGES];
    struct numbers occasions, occasion_words; /* terms by rank and words by number that name one */
};

static inline bool is_cancelled(const struct mpt_matching *matching)
{
    return matching->settings.cancel && *matching->settings.cancel;
}

/* Runs `work` in all threads; it takes what is to do from `next`. */
struct crew {
    struct mpt_matching *matching;
    void (*work)(struct crew *crew, unsigned thread);
    atomic_size_t next;
    size_t count, step;
    void *data;
    const char *says;
    atomic_bool cancelled;
};

bool crew_run(struct crew *crew);
bool crew_take(struct crew *crew, unsigned thread, size_t *first, size_t *end);

/* Raises what was counted to what the settings tell of the whole corpus: frequencies, runs of words and of letters. */
void counts_hear(struct mpt_matching *matching);
void counts_hear_run(const struct mpt_matching *matching, uint32_t run);
void counts_hear_letters(struct mpt_matching *matching);

/* Counts, ranks, weights and the index; false: cancelled. */
bool matching_freeze(struct mpt_matching *matching);
bool index_build(struct mpt_matching *matching);
void index_close(struct mpt_matching *matching);

/* Parts of it. Of many records that are equal in everything the first stands for all. */
void index_copies(struct mpt_matching *matching);
void index_values(struct mpt_matching *matching, struct sorter *sorter);
void index_room_for_runs(struct mpt_matching *matching); /* before index_runs */
void index_runs(struct mpt_matching *matching, struct sorter *sorter, size_t range);

/* Up to which frequency features may be in an index so that an item costs so many visits on average, and the time grows
 * with the number of items and not with its square. Told of a larger corpus, a frequency may be above `items`. */
uint32_t index_cut(const uint32_t *frequencies, size_t features, size_t items, double visits_each);

/* Counts of features to where their lists begin; and back, once each begin has moved to the next one's place. */
void index_cumulate(uint32_t *begins, size_t features);
void index_move_back(uint32_t *begins, size_t features);

/* Gives a feature its bit. */
void sketch_add(struct sketch *sketch, uint32_t feature);
void sketch_close(struct sketch *sketch, double mid, double tail);

/* About the cosine of two items: what the shared bits let one expect and a fifth more, and of what is more common seven
 * tenths of what it can be (Cauchy and Schwarz), which only copies exceed. */
float sketch_product(const struct sketch *a, const struct sketch *b);

/* In how many records a run of words is, about. */
static inline uint8_t *run_counter(const struct mpt_matching *matching, uint32_t run)
{
    return &matching->shingle_df[run >> matching->shingle_shift];
}

static inline struct norms norms_of(double common)
{
    return (struct norms){(float)common, (float)sqrt(fmax(1 - common * common, 0))};
}

/* What a thing weighs that so many records have, in nats. */
static inline double idf_of(const struct mpt_matching *matching, uint32_t frequency)
{
    return log(1 + matching->size / (frequency + 0.5));
}

/* What the item's i-th term weighs in it; and of 1, as part of the norm. */
static inline double term_weight(const struct mpt_matching *matching, const struct item *item, size_t i)
{
    return (double)matching->count_weights[item->counts[i]] * (double)matching->term_idf[item->numbers[i]];
}

static inline double item_weight(const struct mpt_matching *matching, const struct item *item, size_t i)
{
    return term_weight(matching, item, i) / (double)item->norm;
}

/* --- Runs of letters ---------------------------------------------------------------------------------------------- */

/* Three letters or digits, folded, of the words of a name written together: names whose words are joined, parted,
 * misspelt or inflected share most of them, and so do "KX-TS108W" and "KXTS108". */
enum { GRAMS = 1 << 16, NO_GRAM = GRAMS - 1 };

/* Takes in a name, its words written together. */
void grams_add(struct worker *worker, const char *letters, size_t len);
void grams_pack(struct worker *worker, struct item *item); /* all since the last time */
void grams_index(struct mpt_matching *matching);           /* once it is known what is a copy */
/* The distinct ones of all names, in `room` unless they are there so already. */
enum { MOST_NAME_GRAMS = 512 };
const uint16_t *name_grams(const struct item *item, uint16_t room[MOST_NAME_GRAMS], size_t *count);

/* Which terms and words are about occasions, once terms are ranked; and whether a record is about one. */
void gatherings_find(struct mpt_matching *matching);
bool gatherings_have(const struct mpt_matching *matching, const struct item *item);

/* --- What two items have in common -------------------------------------------------------------------------------- */

/* Where two rising lists have the same numbers, some at a time. */
enum { MET = 64 };
struct meeting {
    size_t i, j; /* so far they are read */
    uint32_t at_x[MET], at_y[MET];
};

/* Goes on from there; returns how many places were found, 0: there are no more. No branch asks whether two numbers are
 * the same, as nobody could foretell it. */
static inline size_t meet_next(struct meeting *meeting, const uint32_t *x, size_t x_count, const uint32_t *y,
                               size_t y_count)
{
    size_t i = meeting->i, j = meeting->j, found = 0;
    while (i < x_count && j < y_count && found < MET) {
        uint32_t here = x[i], there = y[j];
        meeting->at_x[found] = (uint32_t)i;
        meeting->at_y[found] = (uint32_t)j;
        found += here == there;
        i += here <= there;
        j += there <= here;
    }
    meeting->i = i;
    meeting->j = j;
    return found;
}

/* One item laid out, so that many can be held against it, each of which is read alone. */
struct probe {
    const struct item *item;
    uint8_t *counts; /* of its terms that the index leaves out, by rank from term_cut on; 0: it lacks the term */
    uint64_t *grams; /* a bit for each run of letters of its names */
};

void probe_open(struct probe *probe, const struct mpt_matching *matching);
void probe_close(struct probe *probe);
void probe_lay(struct probe *probe, const struct mpt_matching *matching, const struct item *item);

/* The cosine of the terms, and what the shared ones weigh in nats. */
double cosine(const struct mpt_matching *matching, const struct item *a, const struct item *b, double *shared);
double probe_cosine(const struct mpt_matching *matching, const struct probe *probe, const struct item *item,
                    double *shared);
/* The part of it that the terms make which the index leaves out. */
double probe_common(const struct mpt_matching *matching, const struct probe *probe, const struct item *item);

/* Cosine of the nearest two names by runs of letters, 0 to 1, and what the shared runs weigh in nats; NaN: one has
 * none. `probe`: b laid out, or NULL. */
double grams_alike(const struct mpt_matching *matching, const struct probe *probe, const struct item *a,
                   const struct item *b, double *shared);

/* Candidates of one item, found by one thread. */
struct finder {
    const struct mpt_matching *matching;
    float *sums;
    uint32_t *touched;
    uint32_t *found, *stamps;
    size_t found_count, found_room;
    struct probe probe; /* the item */
    uint8_t *meets;     /* how often each item was met in which round */
    unsigned round;
};

void finder_open(struct finder *finder, const struct mpt_matching *matching);
void finder_close(struct finder *finder);
/* Items before `position` that it is to be compared with, in finder->found. */
void finder_find(struct finder *finder, size_t position, const struct mpt_match_query *query);
void finder_keep(struct finder *finder, uint32_t item, size_t position); /* is a candidate */

/* By terms and by words of names, in large corpora. */
void meet_by_terms(struct finder *finder, size_t position, size_t end, float least);
void meet_by_names(struct finder *finder, size_t position, size_t end, float least);

/* The cosine of two names, or the part of it that common words make. */
float names_product(const struct mpt_matching *matching, const struct item *a, const struct item *b, bool only_common);

/* The two items compared: signals, what they weigh, score and kind. Names are left unread where they could not make the
 * score `least`; 0: read everything. `probe`: b laid out, or NULL. */
void pair_weigh(const struct mpt_matching *matching, const struct probe *probe, size_t a, size_t b, double least,
                struct mpt_match_pair *pair);

/* As kind_of_work, from the pair alone. */
enum mpt_match_kind pair_kind(const struct mpt_matching *matching, const struct mpt_match_pair *pair);

/* --- The kind ----------------------------------------------------------------------------------------------------- */

/* What stands word for word in both texts. */
struct passages {
    double share;    /* of the shorter text's runs */
    double template; /* of the shared runs, those that many records have */
    size_t shared;
};

/* Dates of two items, in days. */
struct span {
    double shared, shorter, whole, gap; /* gap: between them, 0 when they meet */
};

struct span compare_dates(const struct item *a, const struct item *b);

/* Which kind it is if it is one work: same, co-funded, renewal; or boilerplate where the works are occasions. */
enum mpt_match_kind kind_of_work(const struct item *a, const struct item *b, const struct mpt_match_pair *pair,
                                 bool numbers_differ);

/* Takes back what weighs against one work only because it comes later. `own`: share of the shorter text that stands
 * word for word in the other and is no template. Once names are weighed. Returns whether it did. */
bool kind_may_allow_renewal(const struct mpt_match_pair *pair); /* before that: whether it could */
bool kind_allow_renewal(const struct item *a, const struct item *b, double own, struct mpt_match_pair *pair);

struct verdict_on {
    const struct item *a, *b;
    struct passages passages;
    bool numbers_differ; /* of the names */
    double overlap;      /* how likely it is at least that, from the words */
};

/* Sets kind and score from values and alike. */
void kind_decide(const struct verdict_on *on, struct mpt_match_pair *pair);

/* --- What it is made of ------------------------------------------------------------------------------------------- */

static inline double clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

/* What a signal is, and what it says in nats. */
static inline void pair_say(struct mpt_match_pair *pair, enum mpt_match_signal signal, double value, double weight)
{
    pair->values[signal] = (float)value;
    pair->weights[signal] = (float)weight;
}

/* The nearest two names. */
struct names {
    double value, weight;
    double fewer, more; /* words that only one has */
    double codes;
    bool numbers_differ;
};

struct names names_nearest(const struct mpt_matching *matching, const struct item *a, const struct item *b);

/* Values of one part that two items share. */
struct sets {
    size_t shared, smaller;
    double surprise; /* nats */
};

/* The values of a part; they stand at each `step`-th number. */
struct sets values_compare(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                           enum part part, size_t step);

/* Weigh texts, names and all else; details of one name are counted. `closely`: names of organisations are read too. */
void pair_weigh_texts(const struct mpt_matching *matching, const struct probe *probe, const struct item *a,
                      const struct item *b, struct mpt_match_pair *pair, struct passages *passages);
void pair_weigh_names(const struct mpt_matching *matching, const struct probe *probe, const struct item *a,
                      const struct item *b, struct mpt_match_pair *pair, struct names *names);
size_t pair_weigh_fields(const struct mpt_matching *matching, const struct item *a, const struct item *b, bool closely,
                         struct mpt_match_pair *pair);

/* How near two names are, from their words. */
struct nearness {
    double shared, a_only, b_only; /* nats */
    double codes;                  /* of the shared: models, numbers of grants */
    unsigned shared_words, a_words, b_words;
    bool numbers_differ;
};

/* A word of names and what can be told of it without reading it. */
struct spelling {
    const char *text;
    uint32_t letters; /* a bit for each that it has */
    char start[4];
    uint8_t len;
    bool digits, number, code; /* has digits; "2nd", "fourth", "XVII"; a model, a grant's number */
};

struct spelling spelling_of(const char *text, size_t len); /* the text stays the caller's */

struct word {
    const struct spelling *spelling;
    double idf;
    uint32_t number;
};

/* The words of the name that begins there, `most` at most; returns how many. */
enum { SPELLED = 64 };
size_t names_spell(const struct mpt_matching *matching, const uint32_t *numbers, size_t count, struct word *words,
                   size_t most);

struct nearness names_compare(const struct word *a, size_t a_count, const struct word *b, size_t b_count);
double nearness_value(const struct nearness *nearness); /* 0 to 1 */
bool is_code(const char *text, size_t len);             /* a model, a number: letters and digits, or many digits */
/* One word stands for the others: their first letters, or what the long form itself begins or ends with. */
bool is_acronym(const struct word *acronym, size_t acronym_count, const struct word *words, size_t count);
double word_likeness(const struct spelling *a, const struct spelling *b);
bool word_is_among(const char *words, const char *word); /* of which a blank stands before and behind each */

double logistic(double x);

/* What the pairs tell of one another: one to one lists, series, groups. */
void pairs_settle(const struct mpt_matching *matching, struct mpt_match_pair *pairs, size_t count);
void pairs_group(struct mpt_match_pair *pairs, size_t count, size_t items);

#endif
