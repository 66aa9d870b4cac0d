/* A bump allocator: blocks in a list, each at least twice as large as the one before. */
#include "mpt/arena.h"

#include <malloc.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 32 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };

struct block {
    struct block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char data[];
};

struct mpt_arena {
    struct block *blocks;
    size_t next_size;
};

static void out_of_memory(void)
{
    fputs("mpt: out of memory\n", stderr);
    abort();
}

void mpt_memory_open(void)
{
    enum { STEP = 64 * 1024 * 1024 };
    mallopt(M_TOP_PAD, STEP);
}

struct mpt_arena *mpt_arena_open(void)
{
    struct mpt_arena *arena = calloc(1, sizeof *arena);
    if (!arena) {
        out_of_memory();
    }
    arena->next_size = FIRST_BLOCK;
    return arena;
}

void mpt_arena_close(struct mpt_arena *arena)
{
    if (!arena) {
        return;
    }
    for (struct block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

/* The newest block, mostly the largest, is kept for what comes next. */
void mpt_arena_reset(struct mpt_arena *arena)
{
    struct block *kept = arena->blocks;
    for (struct block *block = kept ? kept->next : NULL, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    if (kept) {
        kept->next = NULL;
        kept->used = 0;
    }
}

void *mpt_arena_alloc(struct mpt_arena *arena, size_t size)
{
    size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 2) {
        out_of_memory();
    }
    size = (size + align - 1) / align * align;
    struct block *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        size_t room = size > arena->next_size ? size : arena->next_size;
        block = malloc(sizeof *block + room);
        if (!block) {
            out_of_memory();
            return NULL;
        }
        *block = (struct block){.next = arena->blocks, .size = room};
        arena->blocks = block;
        if (arena->next_size < LARGEST_BLOCK) {
            arena->next_size *= 2;
        }
    }
    void *place = block->data + block->used;
    block->used += size;
    return memset(place, 0, size);
}

void *mpt_arena_array(struct mpt_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        out_of_memory();
    }
    return mpt_arena_alloc(arena, count * size);
}

void *mpt_arena_grow(struct mpt_arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return items;
    }
    size_t wanted = *capacity ? *capacity * 2 : 16;
    void *moved = mpt_arena_array(arena, wanted, size);
    if (count) {
        memcpy(moved, items, count * size);
    }
    *capacity = wanted;
    return moved;
}

char *mpt_arena_copy_len(struct mpt_arena *arena, const char *text, size_t len)
{
    char *copy = mpt_arena_alloc(arena, len + 1);
    if (len) {
        memcpy(copy, text, len);
    }
    return copy;
}

char *mpt_arena_copy(struct mpt_arena *arena, const char *text)
{
    return text ? mpt_arena_copy_len(arena, text, strlen(text)) : NULL;
}

char *mpt_arena_print(struct mpt_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    char near[256]; /* nearly every text fits, and is then formatted once only */
    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(near, sizeof near, format, arguments);
    va_end(arguments);
    char *text = mpt_arena_alloc(arena, (size_t)len + 1);
    if ((size_t)len < sizeof near) {
        memcpy(text, near, (size_t)len);
    } else {
        vsnprintf(text, (size_t)len + 1, format, again);
    }
    va_end(again);
    return text;
}
