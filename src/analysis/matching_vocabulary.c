/* Numbers for hashes of words and values, given out to all threads at once, and in how many records each is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

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
        shard->slots = room_for(NULL, shard->slot_count, sizeof *shard->slots);
        memset(shard->slots, 0, shard->slot_count * sizeof *shard->slots);
        for (uint32_t i = 0; i < shard->count; i++) {
            shard_place(shard, i);
        }
    }
}

/* Of the words of one stem the first in the alphabet is kept, whichever thread came first. */
static bool comes_before(const char *text, size_t len, const char *kept)
{
    int order = strncmp(text, kept, len);
    return order < 0 || (order == 0 && kept[len] != '\0');
}

uint32_t vocabulary_number(struct vocabulary *vocabulary, uint64_t hash, const char *text, size_t len)
{
    uint32_t which = (uint32_t)(hash & (SHARDS - 1)), local = UINT32_MAX;
    struct shard *shard = &vocabulary->shards[which];
    pthread_mutex_lock(&shard->lock);
    size_t mask = shard->slot_count - 1, at = hash >> SHARD_BITS;
    for (; shard->slot_count && shard->slots[at & mask]; at++) {
        if (shard->hashes[shard->slots[at & mask] - 1] == hash) {
            local = shard->slots[at & mask] - 1;
            break;
        }
    }
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
    uint32_t which = (uint32_t)(hash & (SHARDS - 1));
    const struct shard *shard = &vocabulary->shards[which];
    size_t mask = shard->slot_count - 1, at = hash >> SHARD_BITS;
    for (; shard->slot_count && shard->slots[at & mask]; at++) {
        if (shard->hashes[shard->slots[at & mask] - 1] == hash) {
            return (shard->slots[at & mask] - 1) << SHARD_BITS | which;
        }
    }
    return UINT32_MAX;
}

void vocabulary_freeze(struct vocabulary *vocabulary)
{
    uint32_t most = 0;
    for (size_t i = 0; i < SHARDS; i++) {
        most = vocabulary->shards[i].count > most ? vocabulary->shards[i].count : most;
    }
    vocabulary->bound = (size_t)most << SHARD_BITS;
    vocabulary->frequencies = calloc(vocabulary->bound + 1, sizeof *vocabulary->frequencies);
    if (!vocabulary->frequencies) {
        out_of_room();
    }
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

void out_of_room(void)
{
    fputs("mpt: out of memory\n", stderr);
    abort();
}

void *room_for(void *items, size_t count, size_t size)
{
    void *moved = count <= SIZE_MAX / 2 / (size ? size : 1) ? realloc(items, (count ? count : 1) * size) : NULL;
    if (!moved) {
        out_of_room();
    }
    return moved;
}

/* --- Sorting ------------------------------------------------------------------------------------------------------ */

uint64_t *sorter_room(struct sorter *sorter, size_t count)
{
    if (count > sorter->room) {
        sorter->room = count * 2;
        sorter->numbers = room_for(sorter->numbers, sorter->room, sizeof *sorter->numbers);
        sorter->others = room_for(sorter->others, sorter->room, sizeof *sorter->others);
    }
    return sorter->numbers;
}

static inline void order_two(uint64_t *numbers, size_t a, size_t b)
{
    uint64_t x = numbers[a], y = numbers[b];
    numbers[a] = x < y ? x : y;
    numbers[b] = x < y ? y : x;
}

/* Without a branch on what is next, which nobody could foretell. */
static void sort_four(uint64_t *numbers)
{
    order_two(numbers, 0, 1);
    order_two(numbers, 2, 3);
    order_two(numbers, 0, 2);
    order_two(numbers, 1, 3);
    order_two(numbers, 1, 2);
}

static void sort_few(uint64_t *numbers, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = i; j > 0; j--) {
            order_two(numbers, j - 1, j);
        }
    }
}

/* Two sorted runs into one. */
static void merge_runs(const uint64_t *a, const uint64_t *a_end, const uint64_t *b, const uint64_t *b_end, uint64_t *to)
{
    while (a < a_end && b < b_end) {
        bool first = *a <= *b;
        *to++ = first ? *a : *b;
        a += first;
        b += !first;
    }
    while (a < a_end) {
        *to++ = *a++;
    }
    while (b < b_end) {
        *to++ = *b++;
    }
}

/* Two of `len` each, the smaller half from the front and the larger from the back: neither end runs out before, so that
 * nothing is asked, and the two do not wait for one another. */
static void merge_equal_runs(const uint64_t *from, size_t len, uint64_t *to)
{
    const uint64_t *a = from, *b = from + len, *a_end = b, *b_end = b + len;
    uint64_t *end = to + 2 * len;
    for (size_t i = 0; i < len; i++) {
        bool first = *a <= *b, of_b = a_end[-1] <= b_end[-1];
        *to++ = first ? *a : *b;
        a += first;
        b += !first;
        *--end = of_b ? b_end[-1] : a_end[-1];
        b_end -= of_b;
        a_end -= !of_b;
    }
}

uint64_t *sorter_sort(struct sorter *sorter, size_t count)
{
    enum { FEW = 4 };
    size_t whole = count - count % FEW;
    for (size_t i = 0; i < whole; i += FEW) {
        sort_four(sorter->numbers + i);
    }
    sort_few(sorter->numbers + whole, count - whole);
    for (size_t len = FEW; len < count; len *= 2) {
        const uint64_t *from = sorter->numbers;
        size_t i = 0;
        for (; i + 2 * len <= count; i += 2 * len) {
            merge_equal_runs(from + i, len, sorter->others + i);
        }
        size_t middle = i + len < count ? i + len : count;
        merge_runs(from + i, from + middle, from + middle, from + count, sorter->others + i);
        sorter->numbers = sorter->others;
        sorter->others = (uint64_t *)from;
    }
    return sorter->numbers;
}

void sorter_close(struct sorter *sorter)
{
    free(sorter->numbers);
    free(sorter->others);
    *sorter = (struct sorter){0};
}
