/* Pairs found by holding all projects, or parts of them, against each other. */
#include <assert.h>
#include <string.h>

#include "duplicates_pairs.h"

struct mpt_match_settings matching_settings(const struct mpt_duplicates_query *query)
{
    struct mpt_match_settings settings = {.corpus_size = FEW_PROJECTS};
    if (query) {
        settings.progress = query->progress;
        settings.context = query->context;
    }
    return settings;
}

/* Whether a project is among those that changed. */
bool stale_has(const struct mpt_stale_pairs *stale, int64_t number)
{
    size_t low = 0, high = stale ? stale->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (stale->projects[middle] < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return stale && low < stale->count && stale->projects[low] == number;
}

void numbers_add(struct numbers *numbers, int64_t number, struct mpt_arena *arena)
{
    numbers->items = mpt_arena_grow(arena, numbers->items, numbers->count, &numbers->capacity, sizeof *numbers->items);
    numbers->items[numbers->count++] = number;
}

static void add_batch(struct added *added, const struct compared *items, size_t count, struct mpt_match_record *records,
                      struct mpt_arena *arena)
{
    size_t picked = 0;
    for (size_t i = 0; i < count; i++) {
        if (stale_has(added->among, items[i].number) == added->wanted) {
            records[picked++] = items[i].match;
            numbers_add(&added->numbers, items[i].number, arena);
        }
    }
    if (picked) {
        mpt_matching_add(added->matching, records, picked);
    }
}

/* Batch by batch: of a batch only what is needed to compare it stays. */
enum mpt_status matching_add_all(struct mpt_store *store, struct added *added, size_t count, struct mpt_arena *arena,
                                 struct mpt_error *error)
{
    struct mpt_arena *scratch = mpt_arena_open();
    struct mpt_match_record *records = mpt_arena_array(arena, BATCH, sizeof *records);
    size_t loaded = 1;
    int64_t first = 0;
    enum mpt_status status = MPT_OK;
    while (!status && loaded) {
        struct compared *items;
        mpt_arena_reset(scratch);
        status = compared_load(store, first, INT64_MAX, BATCH, false, scratch, &items, &loaded, error);
        for (size_t i = 0; i < count && loaded; i++) {
            add_batch(&added[i], items, loaded, records, arena);
        }
        first = loaded ? items[loaded - 1].number + 1 : first;
    }
    mpt_arena_close(scratch);
    return status;
}

/* A few are looked up one by one. */
static enum mpt_status add_few(struct mpt_store *store, struct added *added, struct mpt_arena *arena,
                               struct mpt_error *error)
{
    struct mpt_arena *scratch = mpt_arena_open();
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < added->among->count; i++) {
        int64_t number = added->among->projects[i];
        struct compared *item;
        size_t there;
        mpt_arena_reset(scratch);
        status = compared_load(store, number, number, 1, false, scratch, &item, &there, error);
        if (!status && there) { /* else it is gone */
            mpt_matching_add(added->matching, &item->match, 1);
            numbers_add(&added->numbers, number, arena);
        }
    }
    mpt_arena_close(scratch);
    return status;
}

/* Those that changed, as lists beside the others; once more all are read, unless they are few. */
static enum mpt_status add_lists(struct mpt_store *store, const struct part *parts, struct added *added, size_t count,
                                 struct mpt_arena *arena, struct mpt_error *error)
{
    enum { FEW = 500 };
    static const struct mpt_stale_pairs none = {.count = 0};
    bool many = false;
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < count; i++) {
        mpt_matching_list(added[i].matching);
        added[i].among = parts[i].list;
        added[i].wanted = true;
        if (parts[i].list->count > FEW) {
            many = true;
        } else {
            status = add_few(store, &added[i], arena, error);
            added[i].among = &none;
        }
    }
    return status || !many ? status : matching_add_all(store, added, count, arena, error);
}

struct described described_init(struct mpt_arena *arena)
{
    return (struct described){
        .pairs = mpt_arena_array(arena, 1, sizeof(struct mpt_kept_pair)), .capacity = 1, .arena = arena};
}

void described_add(struct described *described, struct mpt_kept_pair pair, struct mpt_arena *arena)
{
    described->pairs = mpt_arena_grow(arena, described->pairs, described->count, &described->capacity, sizeof pair);
    described->pairs[described->count++] = pair;
}

/* Of a template that thousands share, millions of pairs say nothing that the strongest of each project do not say;
 * these come first. */
static bool is_enough(const struct mpt_match_pair *pair, size_t *pairs_of)
{
    enum { ENOUGH = 10 };
    if (pair->kind != MPT_MATCH_BOILERPLATE) {
        return false;
    }
    bool enough = pairs_of[pair->a] >= ENOUGH && pairs_of[pair->b] >= ENOUGH;
    pairs_of[pair->a]++;
    pairs_of[pair->b]++;
    return enough;
}

/* Adds the pairs with their reasons, in `arena`; both records of each are loaded again for them. */
static enum mpt_status describe_all(struct mpt_store *store, struct mpt_matching *matching,
                                    const struct numbers *numbers, size_t projects, struct mpt_match_pair *pairs,
                                    size_t count, double least, struct mpt_arena *arena, struct described *described,
                                    struct mpt_error *error)
{
    struct mpt_arena *scratch = mpt_arena_open();
    size_t *pairs_of = mpt_arena_array(arena, numbers->count + 1, sizeof *pairs_of);
    enum mpt_status status = MPT_OK;
    assert(numbers->items || !count);
    for (size_t i = 0; !status && i < count; i++) {
        struct compared *a, *b;
        if (is_enough(&pairs[i], pairs_of)) {
            continue;
        }
        mpt_arena_reset(scratch);
        status = compared_load_one(store, numbers->items[pairs[i].a], scratch, &a, error);
        status = status ? status : compared_load_one(store, numbers->items[pairs[i].b], scratch, &b, error);
        if (!status && pair_judge(&pairs[i], a, b, projects, least)) {
            described_add(described, pair_describe(matching, &pairs[i], a, b, arena), arena);
        }
    }
    mpt_arena_close(scratch);
    return status;
}

size_t drop_hopeless(struct mpt_match_pair *pairs, size_t count, double least)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if ((double)pairs[i].score >= least || (double)pairs[i].values[MPT_SIGNAL_TITLE] > 0.5) {
            pairs[kept++] = pairs[i];
        }
    }
    return kept;
}

static void add_count(void *context, uint64_t key, size_t projects)
{
    struct described *described = context;
    described->counts = mpt_arena_grow(described->arena, described->counts, described->count_count,
                                       &described->count_capacity, sizeof *described->counts);
    described->counts[described->count_count++] = (struct mpt_pair_count){key, projects};
}

void among_few(struct mpt_match_query *wanted, size_t projects)
{
    if (projects < FEW_PROJECTS) {
        wanted->least = 1e-9;
        wanted->exhaustive = true;
    }
}

/* The pairs of a part whose records are there. */
static enum mpt_status find_part(struct mpt_store *store, const struct mpt_duplicates_query *query, double least,
                                 const struct part *part, const struct added *added, struct mpt_arena *arena,
                                 struct described *described, struct mpt_error *error)
{
    struct mpt_match_query wanted = {.least = least,
                                     .exhaustive = query && query->exhaustive,
                                     .within = part->list && !part->corpus,
                                     .one_corpus = true};
    enum { REPEATED = 3 }; /* what only the two of a pair have needs no telling */
    size_t projects = part->corpus ? FEW_PROJECTS : added->numbers.count, count;
    among_few(&wanted, projects);
    struct mpt_match_pair *pairs = mpt_matching_find(added->matching, &wanted, arena, &count);
    count = drop_hopeless(pairs, count, least);
    if (!part->list) {
        mpt_matching_counts(added->matching, REPEATED, add_count, described);
    }
    return describe_all(store, added->matching, &added->numbers, projects, pairs, count, least, arena, described,
                        error);
}

/* The pairs of all parts, whose records are read together. */
enum mpt_status pairs_find_parts(struct mpt_store *store, const struct mpt_duplicates_query *query, double least,
                                 const struct part *parts, size_t count, struct mpt_arena *arena,
                                 struct described *described, struct mpt_error *error)
{
    const struct mpt_match_settings settings = matching_settings(query);
    struct added *added = mpt_arena_array(arena, count, sizeof *added);
    for (size_t i = 0; i < count; i++) {
        added[i].matching = mpt_matching_open(&settings);
        added[i].among = parts[i].corpus ? parts[i].corpus : parts[i].list;
        added[i].wanted = parts[i].corpus != NULL;
    }
    *described = described_init(arena);
    enum mpt_status status = matching_add_all(store, added, count, arena, error);
    if (!status && parts[0].list) {
        status = add_lists(store, parts, added, count, arena, error);
    }
    for (size_t i = 0; i < count; i++) {
        status = status ? status : find_part(store, query, least, &parts[i], &added[i], arena, described, error);
        mpt_matching_close(added[i].matching);
    }
    return status;
}

/* All pairs; with `stale` those of which one or both are among them. */
enum mpt_status pairs_find_all(struct mpt_store *store, const struct mpt_duplicates_query *query, double least,
                               const struct mpt_stale_pairs *stale, struct mpt_arena *arena,
                               struct described *described, struct mpt_error *error)
{
    const struct part part = {.list = stale};
    return pairs_find_parts(store, query, least, &part, 1, arena, described, error);
}
