/* A record made ready to compare, and what a thread needs to make it. */
#ifndef MATCHING_WORKER_H
#define MATCHING_WORKER_H

#include "matching_numbers.h"
#include "matching_words.h"
#include "mpt/matching.h"

/* --- A record made ready ------------------------------------------------------------------------------------------ */

/* Parts of a record's numbers; SEPARATOR parts the names of one part. */
enum part {
    PART_TERMS,      /* of all names and texts; by rank once the corpus is frozen */
    PART_SHINGLES,   /* sampled runs of words of the texts, hashes, sorted */
    PART_NAMES,      /* words of the names in their order */
    PART_WORDS,      /* each word of the names once, as they come */
    PART_PEOPLE,     /* triples: surname, first letter of the given name, value of the surname */
    PART_PEOPLE_IDS, /* values */
    PART_PARTIES,    /* words of organisations' names in their order */
    PART_KEYS,       /* values: whole names of organisations and their ids */
    PART_PROGRAMME,  /* the value of the whole, then its words */
    PART_AMOUNTS,    /* fours: low and high half of the minor amount, currency's hash (0: not known), value of all */
    PART_IDS,        /* pairs: scheme's hash, value of the whole */
    PART_PLACES,     /* values */
    PART_CODES,      /* values: models and the like, with and without what parts them */
    PART_DETAILS,    /* pairs: hash of the name, value of name and value */
    PARTS
};

#define SEPARATOR UINT32_MAX

struct item {
    uint32_t *numbers;
    const uint8_t *counts; /* how often each term is in it, at most 255 */
    const uint16_t *grams; /* runs of letters of each name, sorted, each name ended by NO_GRAM */
    uint32_t gram_count;
    bool one_name;
    uint32_t begins[PARTS + 1];
    uint32_t rare; /* so many terms are in the index, the others are too common */
    float norm;    /* of the terms' weights */
    float name_norm, gram_norm;
    int32_t first_day, last_day;
    uint32_t country, source, dates, start; /* values; SEPARATOR: not known */
    uint32_t words;                         /* of the texts */
    uint64_t print;                         /* of everything that is compared */
    uint32_t copy_of;                       /* the first that is equal in everything; itself: it is the first */
    int8_t language;
    bool gathering;   /* about an occasion, once terms are ranked */
    uint16_t tongues; /* all that it may be, by its texts, else its names */
    bool dated;
};

/* Surely in two languages, so that other words are no other words. */
static inline bool are_foreign(const struct item *a, const struct item *b)
{
    return a->language != b->language && a->tongues && b->tongues && !(a->tongues & b->tongues);
}

/* Its name is most of what there is to find it by. */
static inline bool item_is_short(const struct item *item)
{
    enum { FEW_WORDS = 30 };
    return item->words < FEW_WORDS;
}

static inline const uint32_t *part_of(const struct item *item, enum part part, size_t *count)
{
    *count = item->begins[part + 1] - item->begins[part];
    return item->numbers + item->begins[part];
}

/* --- What makes it ready ------------------------------------------------------------------------------------------ */

struct mpt_matching;

/* What the cache has beside the terms of each language, and what it says of a term: it is a function word, or it is
 * not there yet. */
enum { CACHE = 1 << 16, CACHED_WORDS = LANGUAGES, CACHED_VALUES };
#define SKIPPED UINT32_MAX
#define UNKNOWN (UINT32_MAX - 1)

/* What a hash is of, so that an amount and a person never share a number. */
enum value_kind {
    OF_PERSON = 1,
    OF_PARTY,
    OF_PROGRAMME,
    OF_AMOUNT,
    OF_ID,
    OF_PLACE,
    OF_DETAIL,
    OF_DATES,
    OF_START,
    OF_SOURCE,
    OF_COUNTRY,
    OF_CODE
};

/* Runs of words by ranges of their hashes, which can be gone through apart. */
enum { RUN_RANGES = 8 };
#define RUN_RANGE (UINT32_MAX / RUN_RANGES + 1)

/* What a thread needs to make records ready. */
enum { LAST_WORDS = 8 };
struct worker {
    struct mpt_matching *matching;
    struct mpt_arena *arena;
    struct tally terms, words, values;
    struct cached {
        uint64_t key;
        uint32_t number;
    } * cache;
    struct sb_stemmer *stemmers[LANGUAGES];
    uint32_t *buffers[PARTS];
    size_t used[PARTS], room[PARTS];
    uint64_t runs[LAST_WORDS];       /* hashes of the last words of a text */
    uint64_t run;                    /* of all of them */
    struct keys sampled[RUN_RANGES]; /* runs of all items so far */
    struct sorter sorter;
    struct lexis lexis;
    struct tokens tokens; /* of one text */
    uint32_t *numbers;    /* of their terms */
    size_t number_room;
    uint8_t *counts; /* of the terms in their buffer */
    size_t counts_room;
    uint16_t *grams; /* of the names so far */
    size_t gram_count, gram_room, name_count;
};

/* Where the next number of the part is to stand; there is room for one. */
static inline uint32_t *worker_next(struct worker *worker, enum part part)
{
    if (worker->used[part] == worker->room[part]) {
        worker->room[part] = worker->room[part] ? worker->room[part] * 2 : 256;
        worker->buffers[part] = room_for(worker->buffers[part], worker->room[part], sizeof(uint32_t));
    }
    return &worker->buffers[part][worker->used[part]];
}

static inline void worker_put(struct worker *worker, enum part part, uint32_t number)
{
    *worker_next(worker, part) = number;
    worker->used[part]++;
}

/* What a hash is kept by, which is never 0, and where; what differs in `what` shares none. */
static inline uint64_t cache_key(uint64_t hash, unsigned what)
{
    return (hash + (what + UINT64_C(1)) * UINT64_C(0x9e3779b97f4a7c15)) | 1;
}

static inline struct cached *cache_slot(const struct worker *worker, uint64_t key)
{
    return &worker->cache[key / 2 % CACHE];
}

/* The slot of a hash; its number is UNKNOWN when another's was there. */
static inline struct cached *cache_at(struct worker *worker, uint64_t hash, unsigned what)
{
    uint64_t key = cache_key(hash, what);
    struct cached *cached = cache_slot(worker, key);
    if (cached->key != key) {
        *cached = (struct cached){key, UNKNOWN};
    }
    return cached;
}

uint32_t worker_new_term(struct worker *worker, struct cached *cached, const struct token *token, int language);

/* The term of a word in a language, or SKIPPED. */
static inline uint32_t worker_term(struct worker *worker, const struct token *token, int language)
{
    struct cached *cached = cache_at(worker, token->hash, (unsigned)language);
    return cached->number == UNKNOWN ? worker_new_term(worker, cached, token, language) : cached->number;
}

/* The number of a word of a name. */
uint32_t worker_word(struct worker *worker, const char *word, size_t len, uint64_t hash);
/* The number of a value, counted for the record. */
uint32_t worker_value(struct worker *worker, enum value_kind kind, uint64_t hash, uint32_t mark);
/* Everything of the record but its names and texts. */
void worker_add_values(struct worker *worker, const struct mpt_match_record *record, uint32_t mark);
/* A value that a text is, by its words; SEPARATOR: it says nothing. */
uint32_t worker_text_value(struct worker *worker, enum value_kind kind, const char *text, uint32_t mark);
void worker_open(struct worker *worker, struct mpt_matching *matching);
void worker_close(struct worker *worker);
void worker_prepare(struct worker *worker, const struct mpt_match_record *record, size_t position);
/* The hash of a word's stem in a language, 0 for a function word; one thread at a time. */
uint64_t worker_stem(struct worker *worker, const char *word, size_t len, uint64_t hash, int language);

/* A person's name: what it is called by, folded, and the first letter of the given name, 0: not known. */
struct person {
    char surname[LONGEST_WORD + 8];
    size_t len;
    char given;
};

struct person person_read(const char *name);
uint64_t hash_words(const char *text); /* of a text's words in their order, whatever stands between */

#endif
