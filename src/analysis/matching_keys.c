/* Keys: values, names and rare runs of words that few items share. Items with an equal one are compared. */
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

/* A key of more than LARGEST_GROUP items tells nothing; one value alone, of a person say, must be in at most RARE. */
enum { LARGEST_GROUP = 60, RARE = 4 };

struct keyed {
    uint64_t key;
    uint32_t item;
};

struct keys {
    struct keyed *keys;
    size_t count, room;
    const uint32_t *value_df;
};

/* The lowest bit of a key: one that says little by itself, a run of words. */
#define WEAK UINT64_C(1)

static void add_key(struct keys *keys, uint64_t key, size_t item)
{
    if (keys->count == keys->room) {
        keys->room = keys->room ? keys->room * 2 : 4096;
        keys->keys = room_for(keys->keys, keys->room, sizeof *keys->keys);
    }
    keys->keys[keys->count++] = (struct keyed){key, (uint32_t)item};
}

/* Two values together, unless one is in no other item. */
static void add_both(struct keys *keys, uint32_t a, uint32_t b, size_t item)
{
    if (a != SEPARATOR && b != SEPARATOR && keys->value_df[a] > 1 && keys->value_df[b] > 1) {
        add_key(keys, hash_mix(a < b ? a : b, a < b ? b : a) & ~WEAK, item);
    }
}

static void add_alone(struct keys *keys, uint32_t value, uint32_t most, size_t item)
{
    if (value != SEPARATOR && keys->value_df[value] > 1 && keys->value_df[value] <= most) {
        add_key(keys, hash_mix(value, UINT64_C(0xa10e)) & ~WEAK, item);
    }
}

static void add_value_keys(struct keys *keys, const struct item *item, size_t i)
{
    enum { MOST = 24 };
    uint32_t values[MOST * 4];
    size_t count, used = 0;
    const uint32_t *numbers = part_of(item, PART_IDS, &count);
    for (size_t j = 1; j < count; j += 2) {
        add_alone(keys, numbers[j], LARGEST_GROUP, i);
    }
    numbers = part_of(item, PART_CODES, &count);
    for (size_t j = 0; j < count; j++) {
        add_alone(keys, numbers[j], LARGEST_GROUP, i);
    }
    numbers = part_of(item, PART_KEYS, &count);
    for (size_t j = 0; j < count && j < MOST; j++) {
        values[used++] = numbers[j];
    }
    numbers = part_of(item, PART_PEOPLE, &count);
    for (size_t j = 2; j < count && j < (size_t)MOST * 3; j += 3) {
        values[used++] = numbers[j];
    }
    numbers = part_of(item, PART_AMOUNTS, &count);
    for (size_t j = 2; j < count && j < MOST; j += 3) {
        values[used++] = numbers[j];
    }
    numbers = part_of(item, PART_DETAILS, &count);
    for (size_t j = 1; j < count && j < MOST; j += 2) {
        values[used++] = numbers[j];
    }
    for (size_t j = 0; j < used; j++) {
        add_alone(keys, values[j], RARE, i);
        add_both(keys, values[j], item->dates, i);
        add_both(keys, values[j], item->start, i);
        for (size_t k = j + 1; k < used && k < j + 8; k++) {
            add_both(keys, values[j], values[k], i);
        }
    }
}

/* Whole names, whatever the order of their words, and rare runs of words. */
static void add_text_keys(struct keys *keys, const struct mpt_matching *matching, const struct item *item, size_t i)
{
    size_t count;
    const uint32_t *numbers = part_of(item, PART_NAMES, &count);
    uint64_t name = 0;
    for (size_t j = 0; j < count; j++) {
        if (numbers[j] != SEPARATOR) {
            name += hash_mix(vocabulary_hash(&matching->words, numbers[j]), 7);
        } else if (name) {
            add_key(keys, name & ~WEAK, i);
            name = 0;
        }
    }
    numbers = part_of(item, PART_SHINGLES, &count);
    for (size_t j = 0; j < count; j++) {
        uint8_t frequency = matching->shingle_df[numbers[j] & matching->shingle_mask];
        if (frequency > 1 && frequency <= 8) {
            add_key(keys, hash_mix(numbers[j], 11) | WEAK, i);
        }
    }
}

/* By key and then item: stable passes over the bytes of the key's low half, whose order is as good as any. */
static void sort_keys(struct keys *keys)
{
    enum { BITS = 11, BUCKETS = 1 << BITS, PASSES = 4 };
    struct keyed *from = keys->keys, *to = room_for(NULL, keys->count, sizeof *to);
    for (unsigned pass = 0; pass < PASSES; pass++) {
        size_t begins[BUCKETS + 1] = {0};
        for (size_t i = 0; i < keys->count; i++) {
            begins[(from[i].key >> pass * BITS & (BUCKETS - 1)) + 1]++;
        }
        for (size_t i = 0; i < BUCKETS; i++) {
            begins[i + 1] += begins[i];
        }
        for (size_t i = 0; i < keys->count; i++) {
            to[begins[from[i].key >> pass * BITS & (BUCKETS - 1)]++] = from[i];
        }
        struct keyed *other = from;
        from = to;
        to = other;
    }
    keys->keys = from;
    free(to);
}

/* Where the run of the same key and, within it, of items each once ends; *kept of them are moved to the front. */
static size_t take_group(struct keyed *keys, size_t first, size_t count, size_t *kept)
{
    size_t end = first;
    *kept = 0;
    for (; end < count && keys[end].key == keys[first].key; end++) {
        if (*kept == 0 || keys[first + *kept - 1].item != keys[end].item) {
            keys[first + (*kept)++] = keys[end];
        }
    }
    return end;
}

static void group_keys(struct mpt_matching *matching, struct keys *keys)
{
    struct blocks *blocks = &matching->blocks;
    size_t members = 0, room = 0, kept;
    blocks->item_begins = room_zeroed(matching->count + 1, sizeof *blocks->item_begins);
    blocks->members = room_for(NULL, keys->count, sizeof *blocks->members);
    for (size_t i = 0, end; i < keys->count; i = end) {
        end = take_group(keys->keys, i, keys->count, &kept);
        if (kept < 2 || kept > LARGEST_GROUP) {
            continue;
        }
        if (blocks->groups + 1 >= room) {
            room = room ? room * 2 : 1024;
            blocks->group_begins = room_for(blocks->group_begins, room, sizeof *blocks->group_begins);
            blocks->weak = room_for(blocks->weak, room, sizeof *blocks->weak);
        }
        blocks->weak[blocks->groups] = keys->keys[i].key & WEAK;
        blocks->group_begins[blocks->groups++] = (uint32_t)members;
        for (size_t j = 0; j < kept; j++) {
            blocks->members[members++] = keys->keys[i + j].item;
            blocks->item_begins[keys->keys[i + j].item]++;
        }
    }
    blocks->group_begins = room_for(blocks->group_begins, blocks->groups + 1, sizeof *blocks->group_begins);
    blocks->group_begins[blocks->groups] = (uint32_t)members;
    blocks->members = room_for(blocks->members, members, sizeof *blocks->members);
    index_cumulate(blocks->item_begins, matching->count);
    blocks->groups_of = room_for(NULL, members, sizeof *blocks->groups_of);
    for (uint32_t group = 0; group < blocks->groups; group++) {
        for (uint32_t j = blocks->group_begins[group]; j < blocks->group_begins[group + 1]; j++) {
            blocks->groups_of[blocks->item_begins[blocks->members[j]]++] = group;
        }
    }
    index_move_back(blocks->item_begins, matching->count);
}

/* Of many records that are equal in everything the first stands for all: the others make a pair with it alone. */
void index_copies(struct mpt_matching *matching)
{
    enum { FEW = 8 };
    struct keys keys = {0};
    for (size_t i = 0; i < matching->count; i++) {
        matching->items[i].copy_of = (uint32_t)i;
        add_key(&keys, matching->items[i].print, i);
    }
    if (keys.count) {
        sort_keys(&keys);
    }
    for (size_t first = 0, end; first < keys.count; first = end) {
        size_t start = keys.keys[first].item;
        bool of_list = start >= matching->list;
        for (end = first; end < keys.count && keys.keys[end].key == keys.keys[first].key &&
                          (keys.keys[end].item >= matching->list) == of_list;) {
            end++;
        }
        for (size_t i = first; end - first > FEW && i < end; i++) {
            matching->items[keys.keys[i].item].copy_of = (uint32_t)start;
        }
    }
    free(keys.keys);
}

/* How many records each sampled run of words is in; a collision now and then makes a run seem more common. */
static void count_shingles(struct mpt_matching *matching)
{
    size_t total = 0, size = 1 << 12;
    for (size_t i = 0; i < matching->count; i++) {
        size_t count;
        part_of(&matching->items[i], PART_SHINGLES, &count);
        total += count;
    }
    while (size < total * 4 && size < (size_t)1 << 28) {
        size *= 2;
    }
    matching->shingle_df = calloc(size, 1);
    if (!matching->shingle_df) {
        out_of_room();
    }
    matching->shingle_mask = (uint32_t)(size - 1);
    for (size_t i = 0; i < matching->count; i++) {
        size_t count;
        const uint32_t *shingles = part_of(&matching->items[i], PART_SHINGLES, &count);
        for (size_t j = 0; j < count; j++) {
            uint8_t *counter = &matching->shingle_df[shingles[j] & matching->shingle_mask];
            *counter = (uint8_t)(*counter + (*counter < 255));
        }
    }
}

void index_keys(struct mpt_matching *matching)
{
    struct keys keys = {.value_df = matching->value_df};
    count_shingles(matching);
    counts_hear_runs(matching);
    for (size_t i = 0; i < matching->count; i++) {
        if (matching->items[i].copy_of == i) {
            add_value_keys(&keys, &matching->items[i], i);
            add_text_keys(&keys, matching, &matching->items[i], i);
        }
    }
    if (keys.count) {
        sort_keys(&keys);
    }
    group_keys(matching, &keys);
    free(keys.keys);
}
