/* Which projects a title may already stand for, asked when one is entered. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/report.h"
#include "mpt/similarity.h"
#include "mpt/text.h"

/* A project met by a word of the title, and how many of its words it was met by. */
struct candidate {
    const char *code, *title, *alias;
    size_t hits;
};

struct candidates {
    struct candidate *items;
    size_t count, capacity;
};

static void add_candidate(struct candidates *all, struct mpt_cursor *cursor, struct mpt_arena *arena)
{
    const char *code = mpt_cursor_text(cursor, "code"), *alias = mpt_cursor_text(cursor, "alias");
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->items[i].code, code) == 0) {
            all->items[i].hits++;
            return;
        }
    }
    all->items = mpt_arena_grow(arena, all->items, all->count, &all->capacity, sizeof *all->items);
    all->items[all->count++] =
        (struct candidate){mpt_arena_copy(arena, code), mpt_arena_copy(arena, mpt_cursor_text(cursor, "title")),
                           alias ? mpt_arena_copy(arena, alias) : NULL, 1};
}

static enum mpt_status meet_word(struct mpt_store *store, const char *word, struct mpt_arena *arena,
                                 struct candidates *all, struct mpt_error *error)
{
    const struct mpt_param param = {.name = "word", .text = mpt_arena_print(arena, "\"%s\"", word)};
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, "alike-candidates", NULL, &param, 1, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        add_candidate(all, cursor, arena);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

static double similarity(const char *title, const struct candidate *candidate, struct mpt_arena *arena)
{
    double best = mpt_title_similarity(title, candidate->title);
    const char *list = candidate->alias;
    for (const char *alias; (alias = mpt_value_next(&list, false, arena, NULL));) {
        best = fmax(best, mpt_title_similarity(title, alias));
    }
    return best;
}

static int nearest_first(const void *a, const void *b)
{
    const struct mpt_alike *left = a, *right = b;
    if (left->similarity != right->similarity) {
        return left->similarity > right->similarity ? -1 : 1;
    }
    return strcmp(left->code, right->code);
}

enum mpt_status mpt_alike_find(struct mpt_store *store, const char *title, size_t most, struct mpt_arena *arena,
                               struct mpt_alike **list, size_t *count, struct mpt_error *error)
{
    enum { SHORTEST_WORD = 4, MOST_WORDS = 12 };
    static const double alike = 0.50;
    struct candidates all = {0};
    size_t words = 0;
    enum mpt_status status = MPT_OK;
    const char *folded = mpt_text_fold(title, arena);
    for (const char *at = folded; *at && !status && words < MOST_WORDS;) {
        size_t len = strcspn(at, " \t\n\"'()[],.;:/-");
        if (len >= SHORTEST_WORD) {
            status = meet_word(store, mpt_arena_copy_len(arena, at, len), arena, &all, error);
            words++;
        }
        at += len + (at[len] != '\0');
    }
    *list = mpt_arena_array(arena, all.count + 1, sizeof **list);
    *count = 0;
    for (size_t i = 0; !status && i < all.count; i++) {
        /* Titles half alike share a third of their words or more, as a rule. */
        double near = all.items[i].hits * 3 >= words ? similarity(title, &all.items[i], arena) : 0;
        if (near >= alike) {
            (*list)[(*count)++] = (struct mpt_alike){all.items[i].code, all.items[i].title, near};
        }
    }
    qsort(*list, *count, sizeof **list, nearest_first);
    *count = *count < most ? *count : most;
    return status;
}
