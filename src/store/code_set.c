/* A set of codes: open addressing, at most half full. */
#include "code_set.h"

#include <stdint.h>
#include <string.h>

#include "mpt/digest.h"
/* The slot that holds the code, or the empty one where it belongs. */
static size_t find(const char *const *slots, size_t size, const char *code)
{
    uint64_t hash = mpt_digest_text(MPT_DIGEST_SEED, code);
    size_t at = (size_t)(hash ^ hash >> 29) & (size - 1);
    while (slots[at] && strcmp(slots[at], code) != 0) {
        at = (at + 1) & (size - 1);
    }
    return at;
}

static void grow(struct code_set *set)
{
    size_t size = set->size ? set->size * 2 : 64;
    const char **slots = mpt_arena_array(set->arena, size, sizeof *slots);
    for (size_t i = 0; i < set->size; i++) {
        if (set->slots[i]) {
            slots[find(slots, size, set->slots[i])] = set->slots[i];
        }
    }
    set->slots = slots;
    set->size = size;
}

void code_set_add(struct code_set *set, const char *code)
{
    if (2 * (set->count + 1) > set->size) {
        grow(set);
    }
    size_t at = find(set->slots, set->size, code);
    if (!set->slots[at]) {
        set->slots[at] = mpt_arena_copy(set->arena, code);
        set->count++;
    }
}

bool code_set_has(const struct code_set *set, const char *code)
{
    return set->size && set->slots[find(set->slots, set->size, code)];
}
