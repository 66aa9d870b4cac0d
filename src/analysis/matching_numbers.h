/* Numbers for what texts and values are hashed to, how often each occurs, and sorting them. */
#ifndef MATCHING_NUMBERS_H
#define MATCHING_NUMBERS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mpt/arena.h"

/* --- Memory ------------------------------------------------------------------------------------------------------- */

/* Memory that moves and is given back, which an arena's is not; it ends the program when there is none. */
void *room_for(void *items, size_t count, size_t size);
void *room_zeroed(size_t count, size_t size);
_Noreturn void out_of_room(void);

/* --- Vocabularies: numbers for hashes, from all threads at once --------------------------------------------------- */

enum { SHARD_BITS = 6, SHARDS = 1 << SHARD_BITS };

struct shard {
    pthread_mutex_t lock;
    uint64_t *hashes;   /* by local number */
    const char **texts; /* likewise, NULL unless the vocabulary keeps them */
    uint32_t *slots;    /* local number + 1 */
    uint32_t count, capacity, slot_count;
    struct mpt_arena *arena;
};

struct vocabulary {
    struct shard shards[SHARDS];
    bool keeps_texts;
    size_t bound; /* above every number, once it is frozen */
    uint32_t *frequencies;
};

void vocabulary_open(struct vocabulary *vocabulary, bool keeps_texts);
void vocabulary_close(struct vocabulary *vocabulary);

/* The number of a hash; a text that is kept is copied when it is new. */
uint32_t vocabulary_number(struct vocabulary *vocabulary, uint64_t hash, const char *text, size_t len);

/* The number of a hash that was given one, else UINT32_MAX; not while others add. */
uint32_t vocabulary_find(const struct vocabulary *vocabulary, uint64_t hash);

/* No more numbers: adds up what the threads counted. */
void vocabulary_freeze(struct vocabulary *vocabulary);
bool vocabulary_knows(const struct vocabulary *vocabulary, uint32_t number);
uint64_t vocabulary_hash(const struct vocabulary *vocabulary, uint32_t number);
const char *vocabulary_text(const struct vocabulary *vocabulary, uint32_t number);

/* In how many records each number is, counted by one thread. */
struct tally {
    struct counted {
        uint32_t count, mark; /* mark: the last record counted */
        uint32_t place;       /* where that record has it, the caller's */
    } * numbers;
    size_t size;
};

void tally_grow(struct tally *tally, uint32_t number);

/* Without a branch on whether it is new, which nobody could foretell. */
static inline bool tally_count(struct tally *tally, uint32_t number, uint32_t mark) /* false: the record had it */
{
    if (number >= tally->size) {
        tally_grow(tally, number);
    }
    struct counted *counted = &tally->numbers[number];
    bool new = counted->mark != mark;
    counted->mark = mark;
    counted->count += new;
    return new;
}

void tally_close(struct tally *tally);

/* --- Sorting ------------------------------------------------------------------------------------------------------ */

/* Sorts many short lists of numbers, for which qsort is slow. */
struct sorter {
    uint64_t *numbers, *others;
    size_t room;
};

uint64_t *sorter_room(struct sorter *sorter, size_t count); /* where to put them */
uint64_t *sorter_sort(struct sorter *sorter, size_t count); /* where they are then, rising; until the next call */
void sorter_close(struct sorter *sorter);

/* Keys of items, each with its item in one number: the key's hash in the high half, by which they are sorted. That two
 * keys have one hash by chance costs a comparison. */
struct keys {
    uint64_t *keys;
    size_t count, room;
};

static inline void keys_add(struct keys *keys, uint32_t hash, size_t item)
{
    if (keys->count == keys->room) {
        keys->room = keys->room ? keys->room * 2 : 1024;
        keys->keys = room_for(keys->keys, keys->room, sizeof *keys->keys);
    }
    keys->keys[keys->count++] = (uint64_t)hash << 32 | item;
}

static inline uint32_t hash_of(uint64_t key)
{
    return (uint32_t)(key >> 32);
}

/* Sorts them by hash, those of one hash as they came, into the sorter's room, which serves for the next ones too. Their
 * own is released; the count stays. */
uint64_t *keys_sort(struct sorter *sorter, struct keys *keys);

#endif
