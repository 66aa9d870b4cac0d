/* What the full-text index and outside ids say a project may be alike: records that share rare words with it, the
 * heaviest first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "duplicates_pairs.h"
#include "mpt/text.h"

enum {
    LOOKED_UP = 160,   /* words of a record whose frequency is asked, those of its names first */
    WORDS = 24,        /* the rarest of them are searched for; of a copy every other word may be new */
    POSTINGS = 4000,   /* numbers read from the index */
    SHORTEST_WORD = 3, /* letters */
};

/* --- Words -------------------------------------------------------------------------------------------------------- */

struct word {
    const char *text;
    size_t count; /* of the records that have it */
};

struct words {
    struct word items[LOOKED_UP];
    size_t count;
};

static bool is_in_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

static void add_word(struct words *words, const char *text, size_t len, struct mpt_arena *arena)
{
    for (size_t i = 0; i < words->count; i++) {
        if (strncmp(words->items[i].text, text, len) == 0 && !words->items[i].text[len]) {
            return;
        }
    }
    words->items[words->count++].text = mpt_arena_copy_len(arena, text, len);
}

static void add_words(struct words *words, const char *text, struct mpt_arena *arena)
{
    for (const char *at = mpt_text_fold(text, arena); *at && words->count < LOOKED_UP;) {
        size_t len = 0;
        while (is_in_word((unsigned char)at[len])) {
            len++;
        }
        if (len >= SHORTEST_WORD) {
            add_word(words, at, len, arena);
        }
        at += len + (at[len] != '\0');
    }
}

static int rarest_first(const void *a, const void *b)
{
    const struct word *left = a, *right = b;
    return left->count != right->count ? (left->count > right->count) - (left->count < right->count)
                                       : strcmp(left->text, right->text);
}

/* --- Candidates --------------------------------------------------------------------------------------------------- */

struct hit {
    int64_t number;
    double weight;
};

static int by_number(const void *a, const void *b)
{
    const struct hit *left = a, *right = b;
    return (left->number > right->number) - (left->number < right->number);
}

static int heaviest_first(const void *a, const void *b)
{
    const struct hit *left = a, *right = b;
    return left->weight != right->weight ? (left->weight < right->weight) - (left->weight > right->weight)
                                         : by_number(a, b);
}

struct hits {
    struct hit *items;
    size_t count, capacity;
};

static void add_hit(struct hits *hits, int64_t number, double weight, struct mpt_arena *arena)
{
    hits->items = mpt_arena_grow(arena, hits->items, hits->count, &hits->capacity, sizeof *hits->items);
    hits->items[hits->count++] = (struct hit){number, weight};
}

/* Hits of one number become one. */
static void add_up(struct hits *hits)
{
    size_t kept = 0;
    if (hits->count) {
        qsort(hits->items, hits->count, sizeof *hits->items, by_number);
    }
    for (size_t i = 0; i < hits->count; i++) {
        if (kept && hits->items[kept - 1].number == hits->items[i].number) {
            hits->items[kept - 1].weight += hits->items[i].weight;
        } else {
            hits->items[kept++] = hits->items[i];
        }
    }
    hits->count = kept;
}

static void search_words(struct mpt_store *store, const struct compared *item, double records, struct mpt_arena *arena,
                         struct hits *hits)
{
    struct words words = {.count = 0};
    int64_t *numbers = mpt_arena_array(arena, POSTINGS, sizeof *numbers);
    size_t left = POSTINGS, least = item->number ? 2 : 1, searched = 0;
    for (size_t i = 0; i < item->match.name_count; i++) {
        add_words(&words, item->match.names[i], arena);
    }
    for (size_t i = 0; i < item->match.text_count; i++) {
        add_words(&words, item->match.texts[i], arena);
    }
    for (size_t i = 0; i < words.count; i++) {
        words.items[i].count = mpt_search_count(store, words.items[i].text);
    }
    qsort(words.items, words.count, sizeof *words.items, rarest_first);
    for (size_t i = 0; i < words.count && searched < WORDS; i++) {
        const struct word *word = &words.items[i];
        if (word->count < least) {
            continue;
        }
        size_t count = mpt_search_numbers(store, word->text, numbers, left);
        double weight = log(1 + records / (double)word->count);
        for (size_t n = 0; n < count; n++) {
            add_hit(hits, numbers[n], weight, arena);
        }
        left -= count;
        searched++;
    }
}

/* Those it was kept in a pair with are candidates whatever their words. */
static enum mpt_status add_partners(struct mpt_store *store, int64_t number, struct mpt_arena *arena, struct hits *hits,
                                    struct mpt_error *error)
{
    const struct mpt_param param = {.name = "number", .number = (double)number, .is_number = true};
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, "duplicates-partners", NULL, &param, 1, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        add_hit(hits, mpt_cursor_integer(cursor, "partner"), 1000, arena);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

/* And those that have an id of its. */
static void add_same_ids(struct mpt_store *store, const struct compared *item, struct mpt_arena *arena,
                         struct hits *hits)
{
    const struct mpt_kind *project = mpt_kind_find("project");
    for (size_t i = 0; i < item->match.id_count; i++) {
        const char *code = mpt_store_find_outside(store, project, item->match.ids[i], arena);
        if (code) {
            add_hit(hits, mpt_store_number(store, project, code), 1000, arena);
        }
    }
}

enum mpt_status search_alike(struct mpt_store *store, const struct compared *item, size_t projects,
                             struct mpt_arena *arena, struct numbers *found, struct mpt_error *error)
{
    struct hits hits = {NULL, 0, 0};
    enum mpt_status status = item->number ? add_partners(store, item->number, arena, &hits, error) : MPT_OK;
    *found = (struct numbers){NULL, 0, 0};
    if (status) {
        return status;
    }
    add_same_ids(store, item, arena, &hits);
    search_words(store, item, (double)projects, arena, &hits);
    add_up(&hits);
    if (hits.count) {
        qsort(hits.items, hits.count, sizeof *hits.items, heaviest_first);
    }
    for (size_t i = 0; i < hits.count; i++) {
        numbers_add(found, hits.items[i].number, arena);
    }
    return MPT_OK;
}
