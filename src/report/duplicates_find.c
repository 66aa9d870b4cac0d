/* The kept pairs of the portfolio: all found together, or those of a few changed projects found anew. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
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

/* --- All of them -------------------------------------------------------------------------------------------------- */

/* Whether a project is among those that changed. */
static bool is_stale(const struct mpt_stale_pairs *stale, int64_t number)
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

static void add_number(struct numbers *numbers, int64_t number, struct mpt_arena *arena)
{
    numbers->items = mpt_arena_grow(arena, numbers->items, numbers->count, &numbers->capacity, sizeof *numbers->items);
    numbers->items[numbers->count++] = number;
}

/* Pairs that are looked for together: of a list with the corpus, or of the corpus alone. */
struct part {
    const struct mpt_stale_pairs *list;   /* NULL: none */
    const struct mpt_stale_pairs *corpus; /* NULL: all that are not of the list, and the list's with one another too */
};

static void add_batch(struct added *added, const struct compared *items, size_t count, struct mpt_match_record *records,
                      struct mpt_arena *arena)
{
    size_t picked = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_stale(added->among, items[i].number) == added->wanted) {
            records[picked++] = items[i].match;
            add_number(&added->numbers, items[i].number, arena);
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
            add_number(&added->numbers, number, arena);
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

/* Pairs on their way to be kept. */
struct described {
    struct mpt_kept_pair *pairs; /* not NULL, which mpt_pairs_end would take for nothing found out */
    size_t count, capacity;
    struct mpt_pair_count *counts; /* of all projects */
    size_t count_count, count_capacity;
    struct mpt_arena *arena;
};

static struct described described_init(struct mpt_arena *arena)
{
    return (struct described){
        .pairs = mpt_arena_array(arena, 1, sizeof(struct mpt_kept_pair)), .capacity = 1, .arena = arena};
}

static void add_described(struct described *described, struct mpt_kept_pair pair, struct mpt_arena *arena)
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
            add_described(described, pair_describe(matching, &pairs[i], a, b, arena), arena);
        }
    }
    mpt_arena_close(scratch);
    return status;
}

/* Leaves out pairs that nothing of them can bring to the least score. */
static size_t drop_hopeless(struct mpt_match_pair *pairs, size_t count, double least)
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

/* The pairs of a part whose records are there. Among few projects names alone may decide. */
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
    if (projects < FEW_PROJECTS) {
        wanted.least = 1e-9;
        wanted.exhaustive = true;
    }
    struct mpt_match_pair *pairs = mpt_matching_find(added->matching, &wanted, arena, &count);
    count = drop_hopeless(pairs, count, least);
    if (!part->list) {
        mpt_matching_counts(added->matching, REPEATED, add_count, described);
    }
    return describe_all(store, added->matching, &added->numbers, projects, pairs, count, least, arena, described,
                        error);
}

/* The pairs of all parts, whose records are read together. */
static enum mpt_status find_parts(struct mpt_store *store, const struct mpt_duplicates_query *query, double least,
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
static enum mpt_status find_all(struct mpt_store *store, const struct mpt_duplicates_query *query, double least,
                                const struct mpt_stale_pairs *stale, struct mpt_arena *arena,
                                struct described *described, struct mpt_error *error)
{
    const struct part part = {.list = stale};
    return find_parts(store, query, least, &part, 1, arena, described, error);
}

/* --- Those of what changed ---------------------------------------------------------------------------------------- */

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

static enum mpt_status find_near(struct mpt_store *store, const struct mpt_stale_pairs *stale, double least,
                                 struct mpt_arena *arena, struct described *described, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    *described = described_init(arena);
    for (size_t i = 0; !status && i < stale->count; i++) {
        struct compared *item;
        struct mpt_kept_pair *near = NULL;
        size_t there, found = 0;
        status = compared_load(store, stale->projects[i], stale->projects[i], 1, false, arena, &item, &there, error);
        if (!status && there) { /* else it is gone, and its pairs with it */
            status = pairs_near(store, item, least, INFINITY, arena, &near, &found, error);
        }
        for (size_t n = 0; n < found; n++) {
            add_described(described, near[n], arena);
        }
    }
    drop_repeated(described);
    return status;
}

/* Those of `list` that are among `others` too, or (not `both`) that are not; all ascend. */
static struct mpt_stale_pairs sifted(const struct mpt_stale_pairs *list, const struct mpt_stale_pairs *others,
                                     bool both, struct mpt_arena *arena)
{
    struct mpt_stale_pairs kept = {.projects = mpt_arena_array(arena, list->count + 1, sizeof *kept.projects)};
    for (size_t i = 0; i < list->count; i++) {
        if (is_stale(others, list->projects[i]) == both) {
            kept.projects[kept.count++] = list->projects[i];
        }
    }
    return kept;
}

/* Pairs with one in the mission and one that changed, which may be the same one: the changed of the mission beside all,
 * then the other changed beside the rest of the mission. */
static enum mpt_status find_of_mission(struct mpt_store *store, const struct mpt_duplicates_query *query,
                                       const struct mpt_stale_pairs *stale, struct mpt_arena *arena,
                                       struct described *described, struct mpt_error *error)
{
    struct scope scope;
    enum mpt_status status = scope_load(store, query, arena, &scope, error);
    if (status) {
        return status;
    }
    const struct mpt_stale_pairs mission = {.projects = scope.numbers, .count = scope.count};
    const struct mpt_stale_pairs inside = sifted(stale, &mission, true, arena),
                                 outside = sifted(stale, &mission, false, arena),
                                 rest = sifted(&mission, stale, false, arena);
    const struct part parts[] = {{.list = &inside}, {.list = &outside, .corpus = &rest}};
    return find_parts(store, query, MPT_MATCH_LEAST, parts, 2, arena, described, error);
}

/* A few are looked up in the full-text index, one by one; of more all others are read too. When many have changed, so
 * has what words weigh, and all pairs are found anew; not in a large portfolio as of an earlier entry, which is read
 * once, and whose words are too many to weigh much else.
 *
 * With `alone`, somebody waits for the pairs of one project of a large portfolio: rather than compare many for it, it
 * says so in *later and leaves the pairs out of date. */
static enum mpt_status find_changed(struct mpt_store *store, const struct mpt_duplicates_query *query,
                                    struct mpt_stale_pairs *stale, bool alone, bool *later, struct mpt_arena *arena,
                                    struct described *described, struct mpt_error *error)
{
    enum { FEW = 400, MANY = 20 }; /* one in so many */
    enum { LARGE = 5000 };
    size_t projects;
    enum mpt_status status = projects_about(store, &projects, error);
    if (status) {
        return status;
    }
    bool passing = stale->past && projects >= LARGE;
    stale->all = stale->all || (!passing && (stale->drifted + stale->count) * MANY > projects);
    if (!stale->all && mpt_search_is_ready(store) && stale->count * FEW <= projects) {
        return find_near(store, stale, MPT_MATCH_LEAST, arena, described, error);
    }
    *later = alone && projects >= LARGE && mpt_search_is_ready(store);
    if (*later) {
        return MPT_OK;
    }
    if (stale->past && !stale->all && query && query->mission && projects >= FEW_PROJECTS) {
        const struct mpt_stale_pairs none = {.count = 0};
        stale->projects = sifted(stale, &none, false, arena).projects; /* of other missions they stay out of date */
        return find_of_mission(store, query, stale, arena, described, error);
    }
    return find_all(store, query, MPT_MATCH_LEAST, stale->all ? NULL : stale, arena, described, error);
}

static enum mpt_status update(struct mpt_store *store, const struct mpt_duplicates_query *query, bool alone,
                              bool *later, size_t *found, struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_stale_pairs stale;
    struct described described = {.pairs = NULL};
    enum mpt_status status = mpt_pairs_begin(store, arena, &stale, error);
    *later = false;
    if (!status && (stale.all || stale.count)) {
        struct mpt_error unused;
        status = find_changed(store, query, &stale, alone, later, arena, &described, error);
        stale.counts = described.counts;
        stale.count_count = described.count_count;
        enum mpt_status ended =
            mpt_pairs_end(store, &stale, status ? NULL : described.pairs, described.count, status ? &unused : error);
        status = status ? status : ended;
    }
    *found = described.count;
    mpt_arena_close(arena);
    return status;
}

enum mpt_status mpt_duplicates_update(struct mpt_store *store, const struct mpt_duplicates_query *query, size_t *found,
                                      struct mpt_error *error)
{
    bool later;
    size_t count;
    return update(store, query, false, &later, found ? found : &count, error);
}

/* --- What is asked for -------------------------------------------------------------------------------------------- */

static const char *column(struct mpt_cursor *cursor, const char *name, struct mpt_arena *arena)
{
    const char *text = mpt_cursor_text(cursor, name);
    return text ? mpt_arena_copy(arena, text) : NULL;
}

static struct mpt_duplicate_side read_side(struct mpt_cursor *cursor, const char *side, struct mpt_arena *arena)
{
    const char *ids = mpt_cursor_text(cursor, mpt_arena_print(arena, "%s_outside_id", side));
    return (struct mpt_duplicate_side){.number = mpt_cursor_integer(cursor, side),
                                       .code = column(cursor, mpt_arena_print(arena, "%s_code", side), arena),
                                       .title = column(cursor, mpt_arena_print(arena, "%s_title", side), arena),
                                       .outside_id = ids ? mpt_arena_copy_len(arena, ids, strcspn(ids, "\n")) : NULL};
}

static void add_pair(struct mpt_duplicates *found, size_t *capacity, struct mpt_duplicate pair, struct mpt_arena *arena)
{
    found->pairs = mpt_arena_grow(arena, found->pairs, found->count, capacity, sizeof *found->pairs);
    found->pairs[found->count++] = pair;
}

/* What was found is kept, what people say of it is asked for each time; those they spoke of are few. */
static enum mpt_status believe_all(struct mpt_store *store, struct mpt_duplicates *found, struct mpt_arena *arena,
                                   struct mpt_error *error)
{
    struct mpt_arena *scratch = mpt_arena_open();
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < found->count; i++) {
        struct mpt_duplicate *pair = &found->pairs[i];
        struct compared *a, *b;
        if (!pair->verdict.says) {
            continue;
        }
        mpt_arena_reset(scratch);
        status = compared_load_one(store, pair->a.number, scratch, &a, error);
        status = status ? status : compared_load_one(store, pair->b.number, scratch, &b, error);
        if (!status) {
            pair_believe(pair, a, b, arena);
        }
    }
    mpt_arena_close(scratch);
    return status;
}

static enum mpt_status read_kept(struct mpt_store *store, int64_t number, double least, struct mpt_arena *arena,
                                 struct mpt_duplicates *found, struct mpt_error *error)
{
    const struct mpt_param params[] = {{.name = "number", .number = (double)number, .is_number = true},
                                       {.name = "least", .number = least, .is_number = true}};
    struct mpt_cursor *cursor;
    struct links links;
    size_t capacity = 0;
    enum mpt_status status = links_load(store, arena, &links, error);
    status = status ? status
                    : mpt_cursor_open(store, number ? "duplicates-pairs-of" : "duplicates-pairs", NULL, params, 2,
                                      &cursor, error);
    if (status) {
        return status;
    }
    while (mpt_cursor_next(cursor)) {
        const struct mpt_kept_pair kept = {.score = mpt_cursor_number(cursor, "score"),
                                           .kind = column(cursor, "kind", arena),
                                           .why = column(cursor, "why", arena),
                                           .reasons = column(cursor, "reasons", arena),
                                           .terms = column(cursor, "terms", arena),
                                           .passages = column(cursor, "passages", arena),
                                           .twice = column(cursor, "twice", arena)};
        struct mpt_duplicate pair = pair_tell(&kept, arena);
        pair.a = read_side(cursor, "a", arena);
        pair.b = read_side(cursor, "b", arena);
        links_answer(&links, mpt_cursor_text(cursor, "texts"), &pair);
        add_pair(found, &capacity, pair, arena);
    }
    status = mpt_cursor_close(cursor, error);
    return status ? status : believe_all(store, found, arena, error);
}

/* Below what is kept, or when all is to be compared with all, the pairs are found for this call; and those of one
 * project when the kept ones are not up to date. */
static enum mpt_status find_now(struct mpt_store *store, const struct mpt_duplicates_query *query, int64_t number,
                                double least, struct mpt_arena *arena, struct mpt_duplicates *found,
                                struct mpt_error *error)
{
    const struct mpt_stale_pairs one = {.projects = &number, .count = 1};
    struct described described = {.pairs = NULL};
    struct links links;
    size_t capacity = 0;
    enum mpt_status status = links_load(store, arena, &links, error);
    if (!status) {
        status = found->later ? find_near(store, &one, least, arena, &described, error)
                              : find_all(store, query, least, number ? &one : NULL, arena, &described, error);
    }
    for (size_t i = 0; !status && i < described.count; i++) {
        const struct mpt_kept_pair *kept = &described.pairs[i];
        struct mpt_duplicate pair = pair_tell(kept, arena);
        struct compared *a, *b;
        status = compared_load_one(store, kept->a, arena, &a, error);
        status = status ? status : compared_load_one(store, kept->b, arena, &b, error);
        if (!status) {
            pair.a = pair_side(a);
            pair.b = pair_side(b);
            links_answer(&links, kept->texts, &pair);
            pair_believe(&pair, a, b, arena);
            add_pair(found, &capacity, pair, arena);
        }
    }
    return status;
}

enum mpt_status mpt_duplicates_find(struct mpt_store *store, const struct mpt_duplicates_query *query,
                                    struct mpt_arena *arena, struct mpt_duplicates *found, struct mpt_error *error)
{
    double least = query->least > 0 ? query->least : MPT_MATCH_LEAST;
    int64_t number = query->project ? mpt_store_number(store, mpt_kind_find("project"), query->project) : 0;
    bool kept = least >= MPT_MATCH_LEAST && !query->exhaustive;
    size_t changed;
    *found = (struct mpt_duplicates){.count = 0};
    enum mpt_status status = kept ? update(store, query, number != 0, &found->later, &changed, error) : MPT_OK;
    status = status ? status : mpt_store_hold(store, error);
    if (!status) {
        status = kept && !found->later ? read_kept(store, number, least, arena, found, error)
                                       : find_now(store, query, number, least, arena, found, error);
    }
    status = status   ? status
             : number ? projects_about(store, &found->compared, error)
                      : projects_count(store, &found->compared, error);
    status = status ? status : pairs_arrange(store, query, arena, found, error);
    mpt_store_release(store);
    return status;
}
