/* The kept pairs of the portfolio: all found together, or those of a few changed projects found anew. */
#include <string.h>

#include "duplicates_pairs.h"

/* --- Those of what changed ---------------------------------------------------------------------------------------- */

/* Those of `list` that are among `others` too, or (not `both`) that are not; all ascend. */
static struct mpt_stale_pairs sifted(const struct mpt_stale_pairs *list, const struct mpt_stale_pairs *others,
                                     bool both, struct mpt_arena *arena)
{
    struct mpt_stale_pairs kept = {.projects = mpt_arena_array(arena, list->count + 1, sizeof *kept.projects)};
    for (size_t i = 0; i < list->count; i++) {
        if (stale_has(others, list->projects[i]) == both) {
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
    return pairs_find_parts(store, query, MPT_MATCH_LEAST, parts, 2, arena, described, error);
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
    stale->all =
        stale->all || projects < SMALL_PORTFOLIO || (!passing && (stale->drifted + stale->count) * MANY > projects);
    if (!stale->all && mpt_search_is_ready(store) && stale->count * FEW <= projects) {
        return pairs_near(store, stale, MPT_MATCH_LEAST, arena, described, error);
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
    return pairs_find_all(store, query, MPT_MATCH_LEAST, stale->all ? NULL : stale, arena, described, error);
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
    return mpt_arena_copy(arena, mpt_cursor_text(cursor, name));
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

static enum mpt_status read_kept(struct mpt_store *store, const struct links *links, int64_t number, double least,
                                 struct mpt_arena *arena, struct mpt_duplicates *found, struct mpt_error *error)
{
    const struct mpt_param params[] = {{.name = "number", .number = (double)number, .is_number = true},
                                       {.name = "least", .number = least, .is_number = true}};
    struct mpt_cursor *cursor;
    size_t capacity = 0;
    enum mpt_status status =
        mpt_cursor_open(store, number ? "duplicates-pairs-of" : "duplicates-pairs", NULL, params, 2, &cursor, error);
    if (status) {
        return status;
    }
    while (mpt_cursor_next(cursor)) {
        const struct mpt_kept_pair kept = {.score = mpt_cursor_number(cursor, "score"),
                                           .kind = mpt_cursor_text(cursor, "kind"),
                                           .why = mpt_cursor_text(cursor, "why"),
                                           .reasons = mpt_cursor_text(cursor, "reasons"),
                                           .terms = mpt_cursor_text(cursor, "terms"),
                                           .passages = mpt_cursor_text(cursor, "passages"),
                                           .twice = mpt_cursor_text(cursor, "twice")};
        struct mpt_duplicate pair = pair_tell(&kept, arena);
        pair.a = read_side(cursor, "a", arena);
        pair.b = read_side(cursor, "b", arena);
        links_answer(links, mpt_cursor_text(cursor, "texts"), &pair);
        add_pair(found, &capacity, pair, arena);
    }
    status = mpt_cursor_close(cursor, error);
    return status ? status : believe_all(store, found, arena, error);
}

/* Below what is kept, or when all is to be compared with all, the pairs are found for this call; and those of one
 * project when the kept ones are not up to date. In a small portfolio also those of one are found among all, so that
 * the same is said of them whoever asks. */
static enum mpt_status find_now(struct mpt_store *store, const struct mpt_duplicates_query *query,
                                const struct links *links, int64_t number, double least, struct mpt_arena *arena,
                                struct mpt_duplicates *found, struct mpt_error *error)
{
    const struct mpt_stale_pairs one = {.projects = &number, .count = 1};
    struct mpt_arena *work = mpt_arena_open(), *scratch = mpt_arena_open();
    struct described described = {.pairs = NULL};
    size_t capacity = 0, projects;
    enum mpt_status status = projects_about(store, &projects, error);
    if (!status && found->later) {
        status = pairs_near(store, &one, least, work, &described, error);
    } else if (!status) {
        const struct mpt_stale_pairs *beside = number && projects >= SMALL_PORTFOLIO ? &one : NULL;
        status = pairs_find_all(store, query, least, beside, work, &described, error);
    }
    for (size_t i = 0; !status && i < described.count; i++) {
        const struct mpt_kept_pair *kept = &described.pairs[i];
        struct compared *a, *b;
        if (number && kept->a != number && kept->b != number) {
            continue;
        }
        mpt_arena_reset(scratch);
        status = compared_load_one(store, kept->a, scratch, &a, error);
        status = status ? status : compared_load_one(store, kept->b, scratch, &b, error);
        if (!status) {
            struct mpt_duplicate pair = pair_tell(kept, arena);
            pair.a = pair_side(a, arena);
            pair.b = pair_side(b, arena);
            links_answer(links, kept->texts, &pair);
            pair_believe(&pair, a, b, arena);
            add_pair(found, &capacity, pair, arena);
        }
    }
    mpt_arena_close(scratch);
    mpt_arena_close(work);
    return status;
}

enum mpt_status mpt_duplicates_find(struct mpt_store *store, const struct mpt_duplicates_query *query,
                                    struct mpt_arena *arena, struct mpt_duplicates *found, struct mpt_error *error)
{
    double least = query->least > 0 ? query->least : MPT_MATCH_LEAST;
    int64_t number = query->project ? mpt_store_number(store, mpt_kind_find("project"), query->project) : 0;
    bool kept = least >= MPT_MATCH_LEAST && !query->exhaustive;
    struct links links;
    size_t changed;
    *found = (struct mpt_duplicates){.count = 0};
    enum mpt_status status = kept ? update(store, query, number != 0, &found->later, &changed, error) : MPT_OK;
    status = status ? status : mpt_store_hold(store, error);
    status = status ? status : links_load(store, arena, &links, error);
    if (!status) {
        status = kept && !found->later ? read_kept(store, &links, number, least, arena, found, error)
                                       : find_now(store, query, &links, number, least, arena, found, error);
    }
    status = status ? status : links_add_said(store, &links, number, arena, found, error);
    status = status   ? status
             : number ? projects_about(store, &found->compared, error)
                      : projects_count(store, &found->compared, error);
    status = status ? status : pairs_arrange(store, query, arena, found, error);
    mpt_store_release(store);
    return status;
}
