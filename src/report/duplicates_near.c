/* What a few records of the portfolio, or one that is about to come into it, resemble: candidates are found by the rare
 * words they share in the full-text index, so that it takes the time of a search and not of the portfolio. */
#include <math.h>
#include <stdlib.h>

#include "duplicates_pairs.h"

enum { CANDIDATES = 12 }; /* projects that one is compared with */

/* --- Few that are compared together ------------------------------------------------------------------------------- */

struct known {
    int64_t number;
    struct compared *item; /* NULL: no project, or one that is not compared */
    size_t position;       /* in the matching */
};

/* A record is loaded and made ready once, whoever it is a candidate of. */
struct few {
    struct mpt_store *store;
    size_t projects; /* of the whole portfolio, about */
    bool rejected;   /* who is about to enter one is reminded of the rejected too */
    struct known *known;
    size_t count, capacity;
    struct mpt_arena *arena;   /* of all this */
    struct mpt_arena *scratch; /* of the search for one */
};

/* Which candidates of one item are known. */
struct near {
    size_t item, candidates[CANDIDATES], count;
};

static enum mpt_status few_open(struct few *few, struct mpt_store *store, bool rejected, struct mpt_error *error)
{
    *few = (struct few){.store = store, .rejected = rejected, .arena = mpt_arena_open(), .scratch = mpt_arena_open()};
    return projects_about(store, &few->projects, error);
}

static void few_close(struct few *few)
{
    mpt_arena_close(few->scratch);
    mpt_arena_close(few->arena);
}

static void few_empty(struct few *few)
{
    mpt_arena_reset(few->arena);
    few->known = NULL;
    few->count = few->capacity = 0;
}

static size_t few_add(struct few *few, int64_t number, struct compared *item)
{
    few->known = mpt_arena_grow(few->arena, few->known, few->count, &few->capacity, sizeof *few->known);
    few->known[few->count] = (struct known){.number = number, .item = item};
    return few->count++;
}

/* So few that they are gone through. */
static enum mpt_status few_load(struct few *few, int64_t number, size_t *at, struct mpt_error *error)
{
    struct compared *item;
    size_t there;
    for (*at = 0; *at < few->count; ++*at) {
        if (few->known[*at].number == number) {
            return MPT_OK;
        }
    }
    enum mpt_status status =
        compared_load(few->store, number, number, 1, few->rejected, few->arena, &item, &there, error);
    if (!status) {
        *at = few_add(few, number, there ? item : NULL);
    }
    return status;
}

/* Projects alone: what is searched is more. */
static enum mpt_status few_load_candidates(struct few *few, const struct compared *item, struct near *near,
                                           struct mpt_error *error)
{
    struct numbers found;
    mpt_arena_reset(few->scratch);
    enum mpt_status status = search_alike(few->store, item, few->projects, few->scratch, &found, error);
    near->count = 0;
    for (size_t i = 0; !status && i < found.count && near->count < CANDIDATES; i++) {
        size_t at;
        if (found.items[i] != item->number) {
            status = few_load(few, found.items[i], &at, error);
            if (!status && few->known[at].item) {
                near->candidates[near->count++] = at;
            }
        }
    }
    return status;
}

/* --- Comparing ---------------------------------------------------------------------------------------------------- */

static size_t frequency(void *context, const char *word)
{
    return mpt_search_count(context, word);
}

static size_t counted(void *context, uint64_t key)
{
    return mpt_pairs_counted(context, key);
}

static enum mpt_status ask_number(struct mpt_store *store, const char *query, size_t *projects, struct mpt_error *error)
{
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, query, NULL, NULL, 0, &cursor, error);
    *projects = !status && mpt_cursor_next(cursor) ? (size_t)mpt_cursor_integer(cursor, "projects") : 0;
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

enum mpt_status projects_count(struct mpt_store *store, size_t *projects, struct mpt_error *error)
{
    return ask_number(store, "duplicates-count", projects, error);
}

enum mpt_status projects_about(struct mpt_store *store, size_t *projects, struct mpt_error *error)
{
    return ask_number(store, "duplicates-about", projects, error);
}

struct mpt_matching *matching_of_few(struct mpt_store *store, size_t projects)
{
    bool ready = mpt_search_is_ready(store);
    const struct mpt_match_settings settings = {.threads = 1,
                                                .corpus_size = ready ? projects : 0,
                                                .frequency = ready ? frequency : NULL,
                                                .count = ready ? counted : NULL,
                                                .context = store};
    return mpt_matching_open(&settings);
}

static struct mpt_matching *few_match(struct few *few)
{
    struct mpt_matching *matching = matching_of_few(few->store, few->projects);
    for (size_t i = 0; i < few->count; i++) {
        if (few->known[i].item) {
            few->known[i].position = mpt_matching_count(matching);
            mpt_matching_add(matching, &few->known[i].item->match, 1);
        }
    }
    return matching;
}

/* Adds the pairs of one item with its candidates, which are alike enough. */
static void few_describe(const struct few *few, const struct near *near, struct mpt_matching *matching, double least,
                         double title_least, struct described *described, struct mpt_arena *arena)
{
    const struct known *item = &few->known[near->item];
    for (size_t i = 0; i < near->count; i++) {
        const struct known *candidate = &few->known[near->candidates[i]];
        bool before = candidate->position < item->position;
        const struct compared *a = before ? candidate->item : item->item, *b = before ? item->item : candidate->item;
        struct mpt_match_pair pair = mpt_matching_compare(matching, candidate->position, item->position, NULL);
        if (pair_judge(&pair, a, b, few->projects, least) || (double)pair.values[MPT_SIGNAL_TITLE] >= title_least) {
            described_add(described, pair_describe(matching, &pair, a, b, arena), arena);
        }
    }
}

enum mpt_status pairs_like(struct mpt_store *store, struct compared *item, double least, double title_least,
                           struct mpt_arena *arena, struct described *described, struct mpt_error *error)
{
    struct few few;
    struct near near;
    enum mpt_status status = few_open(&few, store, true, error);
    *described = described_init(arena);
    status = status ? status : few_load_candidates(&few, item, &near, error);
    if (!status && near.count) {
        near.item = few_add(&few, 0, item);
        struct mpt_matching *matching = few_match(&few);
        few_describe(&few, &near, matching, least, title_least, described, arena);
        mpt_matching_close(matching);
    }
    few_close(&few);
    return status;
}

static int by_numbers(const void *a, const void *b)
{
    const struct mpt_kept_pair *left = a, *right = b;
    return left->a != right->a ? (left->a > right->a) - (left->a < right->a)
                               : (left->b > right->b) - (left->b < right->b);
}

/* A pair of two changed projects is found from both. */
static void drop_repeated(struct described *described)
{
    struct mpt_kept_pair *pairs = described->pairs;
    size_t kept = 0;
    if (described->count) {
        qsort(pairs, described->count, sizeof *pairs, by_numbers);
    }
    for (size_t i = 0; i < described->count; i++) {
        if (!kept || by_numbers(&pairs[kept - 1], &pairs[i]) != 0) {
            pairs[kept++] = pairs[i];
        }
    }
    described->count = kept;
}

/* Those of some projects; what is gone has none. */
static enum mpt_status add_some(struct few *few, const int64_t *numbers, size_t count, double least,
                                struct described *described, struct mpt_arena *arena, struct mpt_error *error)
{
    struct near *nears = mpt_arena_array(few->arena, count, sizeof *nears);
    size_t there = 0;
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < count; i++) {
        struct near *near = &nears[there];
        status = few_load(few, numbers[i], &near->item, error);
        if (!status && few->known[near->item].item) {
            status = few_load_candidates(few, few->known[near->item].item, near, error);
            there++;
        }
    }
    if (status || !there) {
        return status;
    }
    struct mpt_matching *matching = few_match(few);
    for (size_t i = 0; i < there; i++) {
        few_describe(few, &nears[i], matching, least, INFINITY, described, arena);
    }
    mpt_matching_close(matching);
    return MPT_OK;
}

enum mpt_status pairs_near(struct mpt_store *store, const struct mpt_stale_pairs *stale, double least,
                           struct mpt_arena *arena, struct described *described, struct mpt_error *error)
{
    enum { TOGETHER = 100 };
    struct few few;
    enum mpt_status status = few_open(&few, store, false, error);
    *described = described_init(arena);
    for (size_t i = 0; !status && i < stale->count; i += TOGETHER) {
        size_t left = stale->count - i;
        few_empty(&few);
        status = add_some(&few, stale->projects + i, left < TOGETHER ? left : TOGETHER, least, described, arena, error);
    }
    few_close(&few);
    drop_repeated(described);
    return status;
}
