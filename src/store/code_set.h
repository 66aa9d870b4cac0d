/* A set of codes, asked far more often than a temporary table can answer. */
#ifndef MPT_STORE_CODE_SET_H
#define MPT_STORE_CODE_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "mpt/arena.h"

/* All zero but for the arena is the empty set. */
struct code_set {
    struct mpt_arena *arena;
    const char **slots;
    size_t count, size; /* size: a power of two, or 0 */
};

void code_set_add(struct code_set *set, const char *code);
bool code_set_has(const struct code_set *set, const char *code);

#endif
