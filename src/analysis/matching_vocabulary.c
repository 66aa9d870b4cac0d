/* Numbers for hashes of words and values, given out to all threads at once, and in how many records each is. */
#include <stdlib.h>
#include <string.h>

#include "matching_numbers.h"

void vocabulary_open(struct vocabulary *vocabulary, bool keeps_texts)
{
    *vocabulary = (struct vocabulary){.keeps_texts = keeps_texts};
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_init(&vocabulary->shards[i].lock, NULL);
        if (keeps_texts) {
            vocabulary->shards[i].arena = mpt_arena_open();
        }
    }
}

void vocabulary_close(struct vocabulary *vocabulary)
{
    for (size_t i = 0; i < SHARDS; i++) {
        struct shard *shard = &vocabulary->shards[i];
        pthread_mutex_destroy(&shard->lock);
        mpt_arena_close(shard->arena);
        free(shard->hashes);
        free((void *)shard->texts);
        free(shard->slots);
    }
    free(vocabulary->frequencies);
}

static void shard_place(struct shard *shard, uint32_t local)
{
    size_t mask = shard->slot_count - 1, at = (shard->hashes[local] >> SHARD_BITS) & mask;
    while (shard->slots[at]) {
        at = (at + 1) & mask;
    }
    shard->slots[at] = local + 1;
}

static void shard_grow(struct vocabulary *vocabulary, struct shard *shard)
{
    if (shard->count == shard->capacity) {
        shard->capacity = shard->capacity ? shard->capacity * 2 : 256;
        shard->hashes = room_for(shard->hashes, shard->capacity, sizeof *shard->hashes);
        if (vocabulary->keeps_texts) {
            shard->texts = room_for((void *)shard->texts, shard->capacity, sizeof *shard->texts);
        }
    }
    if ((shard->count + 1) * 2 > shard->slot_count) {
        shard->slot_count = shard->slot_count ? shard->slot_count * 2 : 512;
        free(shard->slots);
        shard->slots = room_zeroed(shard->slot_count, sizeof *shard->slots);
        for (uint32_t i = 0; i < shard->count; i++) {
            shard_place(shard, i);
        }
    }
}

/* The local number of a hash; UINT32_MAX: it has none. */
static uint32_t shard_find(const struct shard *shard, uint64_t hash)
{
    size_t mask = shard->slot_count - 1, at = hash >> SHARD_BITS;
    for (; shard->slot_count && shard->slots[at & mask]; at++) {
        if (shard->hashes[shard->slots[at & mask] - 1] == hash) {
            return shard->slots[at & mask] - 1;
        }
    }
    return UINT32_MAX;
}

/* Of the words of one stem the first in the alphabet is kept, whichever thread came first. */
static bool comes_before(const char *text, size_t len, const char *kept)
{
    int order = strncmp(text, kept, len);
    return order < 0 || (order == 0 && kept[len] != '\0');
}

uint32_t vocabulary_number(struct vocabulary *vocabulary, uint64_t hash, const char *text, size_t len)
{
    uint32_t which = (uint32_t)(hash & (SHARDS - 1));
    struct shard *shard = &vocabulary->shards[which];
    pthread_mutex_lock(&shard->lock);
    uint32_t local = shard_find(shard, hash);
    if (local == UINT32_MAX) {
        shard_grow(vocabulary, shard);
        local = shard->count++;
        shard->hashes[local] = hash;
        if (vocabulary->keeps_texts) {
            shard->texts[local] = mpt_arena_copy_len(shard->arena, text, len);
        }
        shard_place(shard, local);
    } else if (vocabulary->keeps_texts && comes_before(text, len, shard->texts[local])) {
        shard->texts[local] = mpt_arena_copy_len(shard->arena, text, len);
    }
    pthread_mutex_unlock(&shard->lock);
    return local << SHARD_BITS | which;
}

uint32_t vocabulary_find(const struct vocabulary *vocabulary, uint64_t hash)
{
    uint32_t which = (uint32_t)(hash & (SHARDS - 1)), local = shard_find(&vocabulary->shards[which], hash);
    return local == UINT32_MAX ? local : local << SHARD_BITS | which;
}

void vocabulary_freeze(struct vocabulary *vocabulary)
{
    uint32_t most = 0;
    for (size_t i = 0; i < SHARDS; i++) {
        most = vocabulary->shards[i].count > most ? vocabulary->shards[i].count : most;
    }
    vocabulary->bound = (size_t)most << SHARD_BITS;
    vocabulary->frequencies = room_zeroed(vocabulary->bound + 1, sizeof *vocabulary->frequencies);
}

bool vocabulary_knows(const struct vocabulary *vocabulary, uint32_t number)
{
    return (number >> SHARD_BITS) < vocabulary->shards[number & (SHARDS - 1)].count;
}

uint64_t vocabulary_hash(const struct vocabulary *vocabulary, uint32_t number)
{
    return vocabulary->shards[number & (SHARDS - 1)].hashes[number >> SHARD_BITS];
}

const char *vocabulary_text(const struct vocabulary *vocabulary, uint32_t number)
{
    return vocabulary->shards[number & (SHARDS - 1)].texts[number >> SHARD_BITS];
}

void tally_grow(struct tally *tally, uint32_t number)
{
    size_t size = tally->size ? tally->size : 4096;
    while (size <= number) {
        size *= 2;
    }
    tally->numbers = room_for(tally->numbers, size, sizeof *tally->numbers);
    for (size_t i = tally->size; i < size; i++) {
        tally->numbers[i] = (struct counted){.mark = UINT32_MAX};
    }
    tally->size = size;
}

void tally_close(struct tally *tally)
{
    free(tally->numbers);
}
