/* Memory that lives and ends together: a command or a request owns one arena, and what it makes is released at once.
 * Out of memory prints a message and ends the program; so nothing here returns NULL. */
#ifndef MPT_ARENA_H
#define MPT_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct mpt_arena;

/* Lets the program take memory from the system in large steps, which are not touched before they are needed: many small
 * steps cost more than what is done with them, the more so with several threads. Once, first in main. */
void mpt_memory_open(void);

struct mpt_arena *mpt_arena_open(void);
void mpt_arena_close(struct mpt_arena *arena);

/* Releases all that was made in it; the arena can be used again. For what is done many times over. */
void mpt_arena_reset(struct mpt_arena *arena);

/* `size` bytes, zeroed and aligned for any type; valid until the arena is closed. */
void *mpt_arena_alloc(struct mpt_arena *arena, size_t size);

/* Room for `count` items of `size` bytes, zeroed; ends the program when the product does not fit a size_t. */
void *mpt_arena_array(struct mpt_arena *arena, size_t count, size_t size);

/* An array of *capacity items at `items`, moved to twice the room when `count` has reached it. */
void *mpt_arena_grow(struct mpt_arena *arena, void *items, size_t count, size_t *capacity, size_t size);

/* Copies of text, ended with NUL; of NULL, NULL. */
char *mpt_arena_copy(struct mpt_arena *arena, const char *text);
char *mpt_arena_copy_len(struct mpt_arena *arena, const char *text, size_t len);

__attribute__((format(printf, 2, 3))) char *mpt_arena_print(struct mpt_arena *arena, const char *format, ...);

#endif
