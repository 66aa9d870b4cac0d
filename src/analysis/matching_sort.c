/* Sorting many short lists of numbers, and long ones of keys; and memory that is given back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matching_numbers.h"

/* --- Memory ------------------------------------------------------------------------------------------------------- */

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

void *room_zeroed(size_t count, size_t size)
{
    void *items = calloc(count ? count : 1, size);
    if (!items) {
        out_of_room();
    }
    return items;
}

/* --- Short lists -------------------------------------------------------------------------------------------------- */

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
    if (count == 0) { /* there may be no room, and nothing to add to */
        return sorter->numbers;
    }
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

/* --- Keys --------------------------------------------------------------------------------------------------------- */

/* Stable passes over the bits of the hash. */
uint64_t *keys_sort(struct sorter *sorter, struct keys *keys)
{
    enum { BITS = 11, BUCKETS = 1 << BITS, PASSES = 3 };
    uint64_t *to = sorter_room(sorter, keys->count);
    const uint64_t *from = keys->keys;
    for (unsigned pass = 0; pass < PASSES; pass++) {
        size_t begins[BUCKETS + 1] = {0};
        for (size_t i = 0; i < keys->count; i++) {
            begins[(hash_of(from[i]) >> pass * BITS & (BUCKETS - 1)) + 1]++;
        }
        for (size_t i = 0; i < BUCKETS; i++) {
            begins[i + 1] += begins[i];
        }
        for (size_t i = 0; i < keys->count; i++) {
            to[begins[hash_of(from[i]) >> pass * BITS & (BUCKETS - 1)]++] = from[i];
        }
        from = to;
        to = to == sorter->numbers ? sorter->others : sorter->numbers;
    }
    free(keys->keys);
    *keys = (struct keys){.count = keys->count};
    return (uint64_t *)from;
}
