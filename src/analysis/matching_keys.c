/* Keys: values, names and rare runs of words that few items share. Items with an equal one are compared. */
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

/* A key of more than LARGEST_GROUP items tells nothing; one value alone, of a person say, must be in at most RARE. */
enum { LARGEST_GROUP = 60, RARE = 4 };

/* Two values together, unless one is in no other item. */
static void add_both(struct keys *keys, const uint32_t *frequencies, uint32_t a, uint32_t b, size_t item)
{
    if (a != SEPARATOR && b != SEPARATOR && frequencies[a] > 1 && frequencies[b] > 1) {
        keys_add(keys, (uint32_t)hash_mix(a < b ? a : b, a < b ? b : a), item);
    }
}

static void add_alone(struct keys *keys, const uint32_t *frequencies, uint32_t value, uint32_t most, size_t item)
{
    if (value != SEPARATOR && frequencies[value] > 1 && frequencies[value] <= most) {
        keys_add(keys, (uint32_t)hash_mix(value, UINT64_C(0xa10e)), item);
    }
}

static void add_value_keys(struct keys *keys, const uint32_t *frequencies, const struct item *item, size_t i)
{
    enum { MOST = 24 };
    uint32_t values[MOST * 5];
    size_t count, used = 0;
    const uint32_t *numbers = part_of(item, PART_IDS, &count);
    for (size_t j = 1; j < count; j += 2) {
        add_alone(keys, frequencies, numbers[j], LARGEST_GROUP, i);
    }
    numbers = part_of(item, PART_CODES, &count);
    for (size_t j = 0; j < count; j++) {
        add_alone(keys, frequencies, numbers[j], LARGEST_GROUP, i);
    }
    numbers = part_of(item, PART_KEYS, &count);
    for (size_t j = 0; j < count && j < MOST; j++) {
        values[used++] = numbers[j];
    }
    numbers = part_of(item, PART_PEOPLE_IDS, &count);
    for (size_t j = 0; j < count && j < MOST; j++) {
        values[used++] = numbers[j];
    }
    numbers = part_of(item, PART_PEOPLE, &count);
    for (size_t j = 2; j < count && j < (size_t)MOST * 3; j += 3) {
        values[used++] = numbers[j];
    }
    numbers = part_of(item, PART_AMOUNTS, &count);
    for (size_t j = 3; j < count && j < (size_t)MOST * 4 / 3; j += 4) {
        values[used++] = numbers[j];
    }
    numbers = part_of(item, PART_DETAILS, &count);
    for (size_t j = 1; j < count && j < MOST; j += 2) {
        values[used++] = numbers[j];
    }
    for (size_t j = 0; j < used; j++) {
        add_alone(keys, frequencies, values[j], RARE, i);
        add_both(keys, frequencies, values[j], item->dates, i);
        add_both(keys, frequencies, values[j], item->start, i);
        for (size_t k = j + 1; k < used && k < j + 8; k++) {
            add_both(keys, frequencies, values[j], values[k], i);
        }
    }
}

/* Whole names, whatever the order of their words. */
static void add_name_keys(struct keys *keys, const struct mpt_matching *matching, const struct item *item, size_t i)
{
    size_t count;
    const uint32_t *numbers = part_of(item, PART_NAMES, &count);
    uint64_t name = 0;
    for (size_t j = 0; j < count; j++) {
        if (numbers[j] != SEPARATOR) {
            name += hash_mix(vocabulary_hash(&matching->words, numbers[j]), 7);
        } else if (name) {
            keys_add(keys, (uint32_t)(name ^ name >> 32), i);
            name = 0;
        }
    }
}

/* Where those of one hash end. */
static size_t end_of_group(const uint64_t *keys, size_t first, size_t count)
{
    size_t end = first;
    while (end < count && hash_of(keys[end]) == hash_of(keys[first])) {
        end++;
    }
    return end;
}

/* Moves those of them to the front that make a group, by rising item and each item once; returns how many. */
static size_t take_group(const struct mpt_matching *matching, uint64_t *keys, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t key = keys[i];
        if (matching->items[(uint32_t)key].copy_of != (uint32_t)key) {
            continue;
        }
        size_t at = kept;
        while (at > 0 && keys[at - 1] > key) { /* hardly ever: several threads found them */
            at--;
        }
        if (at > 0 && keys[at - 1] == key) {
            continue;
        }
        memmove(keys + at + 1, keys + at, (kept - at) * sizeof *keys);
        keys[at] = key;
        kept++;
    }
    return kept;
}

struct grouping {
    const struct mpt_matching *matching;
    struct blocks *blocks;
    size_t members, room;
};

static void add_group(struct grouping *grouping, const uint64_t *keys, size_t count)
{
    struct blocks *blocks = grouping->blocks;
    if (blocks->groups + 1 >= grouping->room) {
        grouping->room = grouping->room ? grouping->room * 2 : 1024;
        blocks->group_begins = room_for(blocks->group_begins, grouping->room, sizeof *blocks->group_begins);
    }
    blocks->group_begins[blocks->groups++] = (uint32_t)grouping->members;
    for (size_t i = 0; i < count; i++) {
        blocks->members[grouping->members++] = (uint32_t)keys[i];
        blocks->item_begins[(uint32_t)keys[i]]++;
    }
}

/* What each item is in. */
static void close_groups(struct grouping *grouping)
{
    struct blocks *blocks = grouping->blocks;
    size_t items = grouping->matching->count;
    blocks->group_begins = room_for(blocks->group_begins, blocks->groups + 1, sizeof *blocks->group_begins);
    blocks->group_begins[blocks->groups] = (uint32_t)grouping->members;
    blocks->members = room_for(blocks->members, grouping->members, sizeof *blocks->members);
    index_cumulate(blocks->item_begins, items);
    blocks->groups_of = room_for(NULL, grouping->members, sizeof *blocks->groups_of);
    for (uint32_t group = 0; group < blocks->groups; group++) {
        for (uint32_t j = blocks->group_begins[group]; j < blocks->group_begins[group + 1]; j++) {
            blocks->groups_of[blocks->item_begins[blocks->members[j]]++] = group;
        }
    }
    index_move_back(blocks->item_begins, items);
}

/* Makes groups of the keys, and releases them. */
static void group_keys(const struct mpt_matching *matching, struct sorter *sorter, struct blocks *blocks,
                       struct keys *keys)
{
    struct grouping grouping = {.matching = matching, .blocks = blocks};
    uint64_t *sorted = keys_sort(sorter, keys);
    blocks->item_begins = room_zeroed(matching->count + 1, sizeof *blocks->item_begins);
    blocks->members = room_for(NULL, keys->count, sizeof *blocks->members);
    for (size_t i = 0, end; i < keys->count; i = end) {
        end = end_of_group(sorted, i, keys->count);
        size_t kept = end - i > 1 && end - i <= LARGEST_GROUP ? take_group(matching, sorted + i, end - i) : 0;
        if (kept > 1) {
            add_group(&grouping, sorted + i, kept);
        }
    }
    close_groups(&grouping);
}

/* Of many records that are equal in everything the first stands for all: the others make a pair with it alone. */
void index_copies(struct mpt_matching *matching)
{
    enum { FEW = 8 };
    struct item *items = matching->items;
    struct keys keys = {0};
    for (size_t i = 0; i < matching->count; i++) {
        items[i].copy_of = (uint32_t)i;
        keys_add(&keys, (uint32_t)items[i].print, i);
    }
    const uint64_t *sorted = keys_sort(&matching->workers[0].sorter, &keys);
    for (size_t first = 0, end; first < keys.count; first = end) {
        uint32_t start = (uint32_t)sorted[first];
        size_t equal = 0;
        for (end = first; end < keys.count && hash_of(sorted[end]) == hash_of(sorted[first]) &&
                          ((uint32_t)sorted[end] >= matching->list) == (start >= matching->list);
             end++) {
            equal += items[(uint32_t)sorted[end]].print == items[start].print;
        }
        for (size_t i = first; equal > FEW && i < end; i++) {
            struct item *item = &items[(uint32_t)sorted[i]];
            item->copy_of = item->print == items[start].print ? start : item->copy_of;
        }
    }
}

void index_values(struct mpt_matching *matching, struct sorter *sorter)
{
    struct keys keys = {0};
    for (size_t i = 0; i < matching->count; i++) {
        if (matching->items[i].copy_of == i) {
            add_value_keys(&keys, matching->value_df, &matching->items[i], i);
            add_name_keys(&keys, matching, &matching->items[i], i);
        }
    }
    group_keys(matching, sorter, &matching->values_shared, &keys);
}

/* --- Runs of words ------------------------------------------------------------------------------------------------ */

void index_room_for_runs(struct mpt_matching *matching)
{
    enum { LEAST_BITS = 12, MOST_BITS = 28, EACH = 4 };
    size_t total = 0, bits = LEAST_BITS;
    for (unsigned i = 0; i < matching->threads; i++) {
        for (size_t range = 0; range < RUN_RANGES; range++) {
            total += matching->workers[i].sampled[range].count;
        }
    }
    while (bits < MOST_BITS && (size_t)1 << bits < total * EACH) {
        bits++;
    }
    matching->shingle_df = room_zeroed((size_t)1 << bits, 1);
    matching->shingle_shift = 32 - (unsigned)bits;
}

static void count_runs(const struct mpt_matching *matching, const struct keys *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        uint8_t *counter = run_counter(matching, hash_of(runs->keys[i]));
        *counter = (uint8_t)(*counter + (*counter < UINT8_MAX));
    }
}

static void hear_runs(const struct mpt_matching *matching, const struct keys *runs)
{
    for (size_t i = 0; matching->settings.count && i < runs->count; i++) {
        counts_hear_run(matching, hash_of(runs->keys[i]));
    }
}

/* Leaves those of a few records. */
static void keep_rare_runs(const struct mpt_matching *matching, struct keys *runs)
{
    enum { RARE_RUN = 8 };
    size_t kept = 0;
    for (size_t i = 0; i < runs->count; i++) {
        uint64_t key = runs->keys[i];
        uint8_t frequency = *run_counter(matching, hash_of(key));
        runs->keys[kept] = key;
        kept += frequency > 1 && frequency <= RARE_RUN;
    }
    runs->count = kept;
}

/* Moves all of `from` behind `keys`. */
static void move_keys(struct keys *keys, struct keys *from)
{
    if (keys->count + from->count > keys->room) {
        keys->room = keys->count + from->count;
        keys->keys = room_for(keys->keys, keys->room, sizeof *keys->keys);
    }
    if (from->count) {
        memcpy(keys->keys + keys->count, from->keys, from->count * sizeof *keys->keys);
    }
    keys->count += from->count;
    free(from->keys);
    *from = (struct keys){0};
}

/* Ranges share no counter. */
void index_runs(struct mpt_matching *matching, struct sorter *sorter, size_t range)
{
    struct keys *runs = &matching->workers[0].sampled[range];
    for (unsigned i = 0; i < matching->threads; i++) {
        count_runs(matching, &matching->workers[i].sampled[range]);
    }
    for (unsigned i = 0; i < matching->threads; i++) {
        hear_runs(matching, &matching->workers[i].sampled[range]);
    }
    for (unsigned i = 0; i < matching->threads; i++) {
        keep_rare_runs(matching, &matching->workers[i].sampled[range]);
        if (i > 0) {
            move_keys(runs, &matching->workers[i].sampled[range]);
        }
    }
    group_keys(matching, sorter, &matching->runs_shared[range], runs);
}
