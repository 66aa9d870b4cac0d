/* Which organisations are there twice: candidates by every name they have and by ids, and what speaks for and against
 * each pair. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/duplicates.h"
#include "mpt/text.h"
#include "organisations.h"

/* What is left of a likelihood where something speaks against it. */
static const double two_ids = 0.1, two_countries = 0.3, two_wholes = 0.2;
static const double one_id = 0.99, one_name = 0.95, one_slip = 0.8, only_alike = 0.55, usual_least = 0.5;

enum { CANDIDATES = 12, MANY_CANDIDATES = 100, PROGRESS_STEP = 500 };

struct candidate {
    size_t a, b; /* positions, a < b */
    double score;
};

struct search {
    struct mpt_organisations *all;
    struct mpt_arena *arena;
    struct candidate *candidates;
    size_t count, capacity;
};

/* --- Candidates --------------------------------------------------------------------------------------------------- */

static void add_candidate(struct search *search, size_t a, size_t b, double score)
{
    if (a == b) {
        return;
    }
    search->candidates =
        mpt_arena_grow(search->arena, search->candidates, search->count, &search->capacity, sizeof *search->candidates);
    search->candidates[search->count++] = (struct candidate){a < b ? a : b, a < b ? b : a, score};
}

/* Those that one organisation's names may mean beside itself, at most so many a name. */
static void find_by_names(struct search *search, size_t position, size_t most)
{
    const struct organisation *item = &search->all->items[position];
    struct mpt_match_found found[MANY_CANDIDATES];
    for (size_t i = 0; i < item->name_count; i++) {
        size_t count =
            mpt_names_find(organisations_index(search->all), item->names[i], item->place, item->country, found, most);
        for (size_t j = 0; j < count; j++) {
            add_candidate(search, position, found[j].organisation, found[j].score);
        }
    }
}

struct known_id {
    const char *id;
    size_t position;
};

static int by_id(const void *a, const void *b)
{
    const struct known_id *left = a, *right = b;
    int order = strcmp(left->id, right->id);
    return order ? order : (left->position > right->position) - (left->position < right->position);
}

static void find_by_ids(struct search *search)
{
    struct known_id *ids = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < search->all->count; i++) {
        const char *list = search->all->items[i].ids;
        for (const char *id; (id = mpt_value_next(&list, false, search->arena, NULL));) {
            ids = mpt_arena_grow(search->arena, ids, count, &capacity, sizeof *ids);
            ids[count++] = (struct known_id){id, i};
        }
    }
    if (count) {
        qsort(ids, count, sizeof *ids, by_id);
    }
    for (size_t i = 1; i < count; i++) {
        if (strcmp(ids[i - 1].id, ids[i].id) == 0) {
            add_candidate(search, ids[i - 1].position, ids[i].position, 0);
        }
    }
}

static int by_pair(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    int order = (left->a > right->a) - (left->a < right->a);
    order = order ? order : (left->b > right->b) - (left->b < right->b);
    return order ? order : (left->score < right->score) - (left->score > right->score);
}

/* Each pair once, with its highest score. */
static void settle(struct search *search)
{
    size_t kept = 0;
    if (search->count) {
        qsort(search->candidates, search->count, sizeof *search->candidates, by_pair);
    }
    for (size_t i = 0; i < search->count; i++) {
        const struct candidate *last = kept ? &search->candidates[kept - 1] : NULL;
        if (!last || last->a != search->candidates[i].a || last->b != search->candidates[i].b) {
            search->candidates[kept++] = search->candidates[i];
        }
    }
    search->count = kept;
}

/* --- A pair ------------------------------------------------------------------------------------------------------- */

static void add_reason(struct mpt_twin *twin, const char *signal, double value, bool against, const char *says)
{
    twin->reasons[twin->reason_count++] = (struct mpt_twin_reason){signal, value, against, says};
}

/* The scheme in which both have ids, and whether one of these is the same. */
static bool share_scheme(const struct organisation *a, const struct organisation *b, const char **id, bool *equal,
                         struct mpt_arena *arena)
{
    const char *left = a->ids, *one, *other;
    bool shared = false;
    *equal = false;
    while ((one = mpt_value_next(&left, false, arena, NULL))) {
        const char *right = b->ids;
        size_t scheme = strcspn(one, ":");
        while ((other = mpt_value_next(&right, false, arena, NULL))) {
            if (strncmp(one, other, scheme) != 0 || other[scheme] != ':') {
                continue;
            }
            shared = true;
            if (strcmp(one, other) == 0) {
                *id = one;
                *equal = true;
                return true;
            }
            *id = mpt_arena_print(arena, "%s and %s", one, other);
        }
    }
    return shared;
}

static void judge_ids(struct mpt_twin *twin, const struct organisation *a, const struct organisation *b,
                      struct mpt_arena *arena)
{
    const char *id = NULL;
    bool equal;
    if (!share_scheme(a, b, &id, &equal, arena)) {
        return;
    }
    if (equal) {
        twin->score = fmax(twin->score, one_id);
        add_reason(twin, "ids", 1, false, mpt_arena_print(arena, "both have the id %s", id));
    } else {
        twin->score *= two_ids;
        add_reason(twin, "ids", 0, true, mpt_arena_print(arena, "they have different ids: %s", id));
    }
}

/* Two names that are one but for how they are written; those that the records stand under first. */
static bool find_one_name(const struct organisation *a, const struct organisation *b, const char **one,
                          const char **other, struct mpt_arena *arena)
{
    for (size_t i = 0; i < a->name_count; i++) {
        for (size_t j = 0; j < b->name_count; j++) {
            if (written_is_one(&a->written[i], &b->written[j])) {
                *one = a->names[i];
                *other = b->names[j];
                return true;
            }
        }
    }
    *one = a->names[0];
    *other = b->names[0];
    return organisation_is_called(a, b->names[0], arena) || organisation_is_called(b, a->names[0], arena);
}

/* The two names that are one, else those that are nearest to each other. */
static double nearest_names(const struct organisation *a, const struct organisation *b, const char **one,
                            const char **other, struct mpt_arena *arena)
{
    double best = -1;
    if (find_one_name(a, b, one, other, arena)) {
        return 1;
    }
    for (size_t i = 0; i < a->name_count; i++) {
        for (size_t j = 0; j < b->name_count; j++) {
            double alike = mpt_names_alike(a->names[i], b->names[j]);
            if (alike > best) {
                best = alike;
                *one = a->names[i];
                *other = b->names[j];
            }
        }
    }
    return fmin(best, 0.99);
}

/* Whether the names differ in one letter of many, or in the order of two. */
static bool is_slip(const char *one, const char *other, struct mpt_arena *arena)
{
    enum { LONG = 12 };
    const char *left = mpt_text_fold(one, arena), *right = mpt_text_fold(other, arena);
    return strlen(left) >= LONG && mpt_text_distance(left, right) <= 1 && !strpbrk(left, "0123456789");
}

static void judge_names(struct mpt_twin *twin, const struct organisation *a, const struct organisation *b,
                        struct mpt_arena *arena)
{
    const char *one, *other, *first = a->names[0], *second = b->names[0];
    double best = nearest_names(a, b, &one, &other, arena);
    bool b_is_part = organisation_has_part(a, second, arena), a_is_part = organisation_has_part(b, first, arena);
    bool unit = a_is_part != b_is_part && best < 1;
    twin->kind = unit ? "unit" : "same";
    twin->a_is_unit = unit && a_is_part;
    if (unit) {
        add_reason(twin, "unit", best, false,
                   mpt_arena_print(arena, "\"%s\" is a part of \"%s\"", a_is_part ? first : second,
                                   a_is_part ? second : first));
        return;
    }
    bool titles = one == first && other == second;
    if (best >= 1 && (titles || !name_is_acronym(one))) { /* letters stand for many things */
        twin->score = fmax(twin->score, one_name);
    }
    if (best < 1) { /* a slip of the pen, or other words: those mostly tell two organisations apart */
        twin->score = is_slip(one, other, arena) ? fmax(twin->score, one_slip) : fmin(twin->score, only_alike * best);
    }
    bool same = strcmp(mpt_text_fold(one, arena), mpt_text_fold(other, arena)) == 0;
    add_reason(twin, "name", best, false,
               same ? mpt_arena_print(arena, "both are called \"%s\"", one)
               : best >= 1
                   ? mpt_arena_print(arena, "\"%s\" and \"%s\" are one name, written in two ways", one, other)
                   : mpt_arena_print(arena, "\"%s\" and \"%s\" are alike (%.0f %%)", one, other, 100 * fmax(0, best)));
}

static void judge_places(struct mpt_twin *twin, const struct organisation *a, const struct organisation *b,
                         struct mpt_arena *arena)
{
    if (a->country && b->country && strcmp(a->country, b->country) != 0) {
        twin->score *= two_countries;
        add_reason(twin, "country", 0, true,
                   mpt_arena_print(arena, "they are in different countries (%s, %s)", a->country, b->country));
    }
    if (a->place && b->place && strcmp(mpt_text_fold(a->place, arena), mpt_text_fold(b->place, arena)) == 0) {
        add_reason(twin, "place", 1, false, mpt_arena_print(arena, "both are in %s", a->place));
    }
    if (a->part_of && b->part_of && strcmp(a->part_of, b->part_of) != 0) {
        twin->score *= two_wholes;
        add_reason(
            twin, "unit", 0, true,
            mpt_arena_print(arena, "they are parts of different organisations (%s, %s)", a->part_of, b->part_of));
    }
}

static struct mpt_twin_side side_of(const struct organisation *item, struct mpt_arena *arena)
{
    const char *ids = item->ids, *id = mpt_value_next(&ids, false, arena, NULL);
    return (struct mpt_twin_side){.number = item->number,
                                  .code = mpt_arena_copy(arena, item->code),
                                  .title = mpt_arena_copy(arena, item->names[0]),
                                  .outside_id = id};
}

static struct mpt_twin judge(const struct search *search, const struct candidate *candidate, struct mpt_arena *arena)
{
    const struct organisation *a = &search->all->items[candidate->a], *b = &search->all->items[candidate->b];
    struct mpt_twin twin = {.a = side_of(a, arena), .b = side_of(b, arena), .score = candidate->score};
    judge_names(&twin, a, b, arena);
    judge_ids(&twin, a, b, arena);
    judge_places(&twin, a, b, arena);
    return twin;
}

/* --- All of them -------------------------------------------------------------------------------------------------- */

static bool is_asked(const struct mpt_twins_query *query, const struct organisation *a, const struct organisation *b)
{
    bool known = (a->part_of && strcmp(a->part_of, b->code) == 0) || (b->part_of && strcmp(b->part_of, a->code) == 0);
    if (!query->code) {
        return !known;
    }
    bool first = strcmp(a->code, query->code) == 0, second = strcmp(b->code, query->code) == 0;
    if (query->other) {
        return (first && strcmp(b->code, query->other) == 0) || (second && strcmp(a->code, query->other) == 0);
    }
    return !known && (first || second);
}

/* What people said of the pairs, the last word of each. */
static enum mpt_status add_verdicts(struct mpt_store *store, struct mpt_twins *twins, struct mpt_arena *arena,
                                    struct mpt_error *error)
{
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, "twins-links", NULL, NULL, 0, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        int64_t low = mpt_cursor_integer(cursor, "low"), high = mpt_cursor_integer(cursor, "high");
        for (size_t i = 0; i < twins->count; i++) {
            struct mpt_twin *twin = &twins->pairs[i];
            if (twin->a.number == low && twin->b.number == high) {
                twin->verdict = mpt_verdict_name(mpt_arena_copy(arena, mpt_cursor_text(cursor, "relation")));
                twin->who = mpt_arena_copy(arena, mpt_cursor_text(cursor, "linked_by"));
                twin->on = mpt_arena_copy(arena, mpt_cursor_text(cursor, "linked_on"));
                twin->reason = mpt_arena_copy(arena, mpt_cursor_text(cursor, "reason"));
            }
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

static int by_score(const void *a, const void *b)
{
    const struct mpt_twin *left = a, *right = b;
    int order = (left->score < right->score) - (left->score > right->score);
    order = order ? order : (left->a.number > right->a.number) - (left->a.number < right->a.number);
    return order ? order : (left->b.number > right->b.number) - (left->b.number < right->b.number);
}

/* Of the organisation with the code; SIZE_MAX: there is none. */
static size_t position_of(const struct search *search, const char *code)
{
    size_t position = 0;
    while (position < search->all->count && strcmp(search->all->items[position].code, code) != 0) {
        position++;
    }
    return position < search->all->count ? position : SIZE_MAX;
}

static void search_all(struct search *search, const struct mpt_twins_query *query)
{
    for (size_t i = 0; i < search->all->count; i++) {
        if (query->progress && i % PROGRESS_STEP == 0) {
            query->progress(query->context, "names", (double)i / (double)search->all->count);
        }
        find_by_names(search, i, CANDIDATES);
    }
}

/* Those that one organisation's names may mean, and whether their names mean it. */
static void search_one(struct search *search, const char *code)
{
    size_t position = position_of(search, code);
    if (position == SIZE_MAX) {
        return;
    }
    find_by_names(search, position, MANY_CANDIDATES);
    settle(search);
    for (size_t i = 0, count = search->count; i < count; i++) {
        const struct candidate candidate = search->candidates[i];
        find_by_names(search, candidate.a == position ? candidate.b : candidate.a, CANDIDATES);
    }
}

/* The two that are asked for are judged, whether or not one was found by the other. */
static void add_asked(struct search *search, const struct mpt_twins_query *query)
{
    size_t a = position_of(search, query->code), b = position_of(search, query->other);
    if (a != SIZE_MAX && b != SIZE_MAX) {
        add_candidate(search, a, b, 0);
    }
}

static void keep_twins(const struct search *search, const struct mpt_twins_query *query, struct mpt_arena *arena,
                       struct mpt_twins *twins)
{
    double least = query->least > 0 ? query->least : usual_least;
    struct mpt_arena *scratch = mpt_arena_open();
    size_t capacity = 0;
    for (size_t i = 0; i < search->count; i++) {
        const struct candidate *candidate = &search->candidates[i];
        if (!is_asked(query, &search->all->items[candidate->a], &search->all->items[candidate->b])) {
            continue;
        }
        mpt_arena_reset(scratch);
        if (query->other || judge(search, candidate, scratch).score >= least) {
            twins->pairs = mpt_arena_grow(arena, twins->pairs, twins->count, &capacity, sizeof *twins->pairs);
            twins->pairs[twins->count++] = judge(search, candidate, arena); /* those that are kept are few */
        }
    }
    mpt_arena_close(scratch);
    if (twins->count) {
        qsort(twins->pairs, twins->count, sizeof *twins->pairs, by_score);
    }
}

enum mpt_status mpt_twins_find(struct mpt_store *store, const struct mpt_twins_query *query, struct mpt_arena *arena,
                               struct mpt_twins *twins, struct mpt_error *error)
{
    struct search search = {.arena = mpt_arena_open()};
    *twins = (struct mpt_twins){.count = 0};
    enum mpt_status status = mpt_organisations_open(store, &search.all, error);
    if (!status) {
        twins->compared = search.all->count;
        if (query->code) {
            search_one(&search, query->code);
        } else {
            search_all(&search, query);
        }
        find_by_ids(&search);
        if (query->other) {
            add_asked(&search, query);
        }
        settle(&search);
        keep_twins(&search, query, arena, twins);
        mpt_organisations_close(search.all);
        status = add_verdicts(store, twins, arena, error);
    }
    mpt_arena_close(search.arena);
    return status;
}

/* --- What people say ---------------------------------------------------------------------------------------------- */

/* Takes out what was said of the two as a verdict; another relation stays. */
static enum mpt_status withdraw(struct mpt_store *store, int64_t a, int64_t b, struct mpt_arena *arena,
                                struct mpt_error *error)
{
    struct mpt_cursor *cursor;
    const char *codes = NULL;
    enum mpt_status status = mpt_cursor_open(store, "twins-links", NULL, NULL, 0, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        const char *relation = mpt_cursor_text(cursor, "relation");
        bool verdict = strcmp(mpt_verdict_name(relation), relation) != 0;
        if (verdict && mpt_cursor_integer(cursor, "low") == (a < b ? a : b) &&
            mpt_cursor_integer(cursor, "high") == (a < b ? b : a)) {
            codes = mpt_value_add(codes, mpt_cursor_text(cursor, "code"), false, arena);
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    status = status ? status : closed;
    for (const char *code; !status && (code = mpt_value_next(&codes, false, arena, NULL));) {
        status = mpt_store_remove(store, mpt_kind_find("link"), code, false, arena, error);
    }
    return status;
}

enum mpt_status mpt_twins_keep(struct mpt_store *store, struct mpt_record *link, const char *a, const char *b,
                               struct mpt_arena *arena, struct mpt_error *error)
{
    const struct mpt_kind *kind = mpt_kind_find("stakeholder");
    enum mpt_status status =
        withdraw(store, mpt_store_number(store, kind, a), mpt_store_number(store, kind, b), arena, error);
    link->values[mpt_field_index(link->kind, "stakeholder")] = a;
    link->values[mpt_field_index(link->kind, "to_stakeholder")] = b;
    return status ? status : mpt_store_add(store, link, false, arena, error);
}
