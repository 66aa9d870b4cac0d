/* What people said of pairs of projects: links, and how they are read and made as verdicts. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "duplicates_pairs.h"

static const struct {
    const char *verdict, *relation; /* all but "distinct" are kinds of mpt/matching.h */
    bool later;                     /* the later project is the one that does it */
} verdicts[] = {
    {"distinct", "distinct-from", false},  {"same", "duplicate-of", false}, {"co-funded", "co-funded-with", false},
    {"renewal", "renews", true},           {"overlap", "overlaps", false},  {"boilerplate", "shares-wording", false},
    {"competing", "competes-with", false}, {"follow-on", "follows", true},
};

const char mpt_verdict_names[] = "distinct, same, co-funded, renewal, overlap, boilerplate, competing, follow-on";

enum { VERDICTS = sizeof verdicts / sizeof *verdicts };

const char *mpt_verdict_relation(const char *verdict)
{
    for (size_t i = 0; i < VERDICTS; i++) {
        if (strcmp(verdicts[i].verdict, verdict) == 0) {
            return verdicts[i].relation;
        }
    }
    return NULL;
}

const char *mpt_verdict_name(const char *relation)
{
    for (size_t i = 0; i < VERDICTS; i++) {
        if (strcmp(verdicts[i].relation, relation) == 0) {
            return verdicts[i].verdict;
        }
    }
    return relation;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

struct link {
    int64_t low, high;
    const char *code, *relation, *reason, *who, *on, *fingerprint;
};

static const char *column(struct mpt_cursor *cursor, const char *name, struct mpt_arena *arena)
{
    return mpt_arena_copy(arena, mpt_cursor_text(cursor, name));
}

enum mpt_status links_load(struct mpt_store *store, struct mpt_arena *arena, struct links *links,
                           struct mpt_error *error)
{
    struct mpt_cursor *cursor;
    size_t capacity = 0;
    *links = (struct links){NULL, 0};
    enum mpt_status status = mpt_cursor_open(store, "duplicates-links", NULL, NULL, 0, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        links->items = mpt_arena_grow(arena, links->items, links->count, &capacity, sizeof *links->items);
        links->items[links->count++] = (struct link){.low = mpt_cursor_integer(cursor, "low"),
                                                     .high = mpt_cursor_integer(cursor, "high"),
                                                     .code = column(cursor, "code", arena),
                                                     .relation = column(cursor, "relation", arena),
                                                     .reason = column(cursor, "reason", arena),
                                                     .who = column(cursor, "linked_by", arena),
                                                     .on = column(cursor, "linked_on", arena),
                                                     .fingerprint = column(cursor, "fingerprint", arena)};
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

/* The newest link of the two that stands, else the newest. */
static const struct link *find_link(const struct links *links, int64_t low, int64_t high, const char *texts)
{
    size_t first = 0, end = links->count;
    const struct link *found = NULL;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        const struct link *link = &links->items[middle];
        if (link->low < low || (link->low == low && link->high < high)) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    for (; first < links->count && links->items[first].low == low && links->items[first].high == high; first++) {
        const struct link *link = &links->items[first];
        bool stands = !link->fingerprint || strcmp(link->fingerprint, texts) == 0;
        bool before = found && (!found->fingerprint || strcmp(found->fingerprint, texts) == 0);
        found = stands || !before ? link : found;
    }
    return found;
}

void links_answer(const struct links *links, const char *texts, struct mpt_duplicate *pair)
{
    int64_t a = pair->a.number, b = pair->b.number;
    const struct link *link = a && b ? find_link(links, a < b ? a : b, a < b ? b : a, texts) : NULL;
    if (!link) {
        return;
    }
    bool outdated = link->fingerprint && strcmp(link->fingerprint, texts) != 0;
    pair->verdict = (struct mpt_duplicate_verdict){.says = mpt_verdict_name(link->relation),
                                                   .link = link->code,
                                                   .who = link->who,
                                                   .on = link->on,
                                                   .reason = link->reason,
                                                   .outdated = outdated};
}

static const double believed = 0.95; /* as mpt/matching.h takes what records say themselves */

/* The kind of that name; MPT_MATCH_KINDS when it is none ("distinct", "part-of"). */
static enum mpt_match_kind kind_of(const char *says)
{
    int kind = 0;
    while (kind < MPT_MATCH_KINDS && strcmp(says, mpt_match_kind_name((enum mpt_match_kind)kind)) != 0) {
        kind++;
    }
    return (enum mpt_match_kind)kind;
}

void pair_believe(struct mpt_duplicate *pair, const struct compared *a, const struct compared *b,
                  struct mpt_arena *arena)
{
    const char *says = pair->verdict.says, *found = pair->kind;
    if (!says || pair->verdict.outdated) {
        return;
    }
    if (strcmp(says, "distinct") == 0) {
        pair->twice = NULL;
    }
    enum mpt_match_kind kind = kind_of(says);
    if (kind != MPT_MATCH_KINDS) {
        pair->twice = counted_twice(a, b, kind, true, arena);
        pair->why = strcmp(says, found) == 0 && pair->score >= MPT_MATCH_LEAST
                        ? pair->why
                        : mpt_arena_print(arena, "As was said of them. By what they hold alone: %s, %.2f.", found,
                                          mpt_duplicate_shown(pair));
        pair->kind = says;
        pair->score = fmax(pair->score, believed);
    }
}

/* --- What only people say ----------------------------------------------------------------------------------------- */

static int by_numbers(const void *a, const void *b)
{
    const struct mpt_duplicate *left = a, *right = b;
    return left->a.number != right->a.number ? (left->a.number > right->a.number) - (left->a.number < right->a.number)
                                             : (left->b.number > right->b.number) - (left->b.number < right->b.number);
}

/* The pair of these two as was said of it, without reasons: to compare thousands that nobody found takes minutes. What
 * was said of other texts is asked again, as what was said; how likely that still is nobody knows, so it has no score.
 * Its verdict says nothing when they are not to be told of. */
static struct mpt_duplicate said_of(const struct links *links, const struct compared *a, const struct compared *b,
                                    struct mpt_arena *arena)
{
    struct mpt_duplicate pair = {.a = pair_side(a, arena), .b = pair_side(b, arena)};
    links_answer(links, texts_fingerprint(a, b, arena), &pair);
    const char *says = pair.verdict.says;
    enum mpt_match_kind kind = says ? kind_of(says) : MPT_MATCH_KINDS;
    if (a->rejected || b->rejected || kind == MPT_MATCH_KINDS) {
        pair.verdict.says = NULL;
        return pair;
    }
    pair.kind = says;
    if (pair.verdict.outdated) {
        pair.why = "As was said of them before a text changed. By what they hold now they are little alike.";
        return pair;
    }
    pair.score = believed;
    pair.why = "As was said of them.";
    pair.twice = counted_twice(a, b, kind, true, arena);
    return pair;
}

enum mpt_status links_add_said(struct mpt_store *store, const struct links *links, int64_t number,
                               struct mpt_arena *arena, struct mpt_duplicates *found, struct mpt_error *error)
{
    struct mpt_arena *scratch = mpt_arena_open();
    struct mpt_duplicate *pairs = mpt_arena_array(arena, found->count + links->count + 1, sizeof *pairs);
    size_t had = found->count;
    enum mpt_status status = MPT_OK;
    if (had) {
        memcpy(pairs, found->pairs, had * sizeof *pairs);
        qsort(pairs, had, sizeof *pairs, by_numbers);
    }
    found->pairs = pairs;
    for (size_t i = 0; !status && i < links->count; i++) {
        const struct link *link = &links->items[i];
        bool last = i + 1 == links->count || link[1].low != link->low || link[1].high != link->high;
        const struct mpt_duplicate wanted = {.a = {.number = link->low}, .b = {.number = link->high}};
        if (!last || link->low == link->high || (number && link->low != number && link->high != number) ||
            (had && bsearch(&wanted, pairs, had, sizeof wanted, by_numbers))) {
            continue;
        }
        struct compared *a, *b;
        mpt_arena_reset(scratch);
        status = compared_load_one(store, link->low, scratch, &a, error);
        status = status ? status : compared_load_one(store, link->high, scratch, &b, error);
        pairs[found->count] = status ? wanted : said_of(links, a, b, arena);
        found->count += pairs[found->count].verdict.says != NULL;
    }
    mpt_arena_close(scratch);
    return status;
}

bool mpt_duplicate_is_open(const struct mpt_duplicate *pair)
{
    bool answered = pair->verdict.says && !pair->verdict.outdated;
    return !answered && (strcmp(pair->kind, mpt_match_kind_name(MPT_MATCH_SAME)) == 0 ||
                         strcmp(pair->kind, mpt_match_kind_name(MPT_MATCH_COFUNDED)) == 0 ||
                         strcmp(pair->kind, mpt_match_kind_name(MPT_MATCH_RENEWAL)) == 0);
}

/* --- Making ------------------------------------------------------------------------------------------------------- */

static void put(struct mpt_record *record, const char *field, const char *value)
{
    record->values[mpt_field_index(record->kind, field)] = value;
}

/* Of a relation that a later project has to an earlier one, the later one comes first; without dates as they were
 * named.
 */
static bool turns(const struct compared *a, const struct compared *b, const char *relation)
{
    bool later = false;
    for (size_t i = 0; i < VERDICTS; i++) {
        later |= verdicts[i].later && strcmp(verdicts[i].relation, relation) == 0;
    }
    bool dated = a->match.last_day && b->match.last_day;
    return later && dated && a->match.first_day < b->match.first_day;
}

/* Takes out what was said of the two as a verdict; another relation (part-of) stays. */
static enum mpt_status withdraw(struct mpt_store *store, int64_t a, int64_t b, struct mpt_arena *arena,
                                struct mpt_error *error)
{
    struct links links;
    enum mpt_status status = links_load(store, arena, &links, error);
    for (size_t i = 0; !status && i < links.count; i++) {
        const struct link *link = &links.items[i];
        bool verdict = false;
        assert(link->relation); /* a link is not stored without one */
        for (size_t v = 0; v < VERDICTS; v++) {
            verdict |= strcmp(verdicts[v].relation, link->relation) == 0;
        }
        if (verdict && link->low == (a < b ? a : b) && link->high == (a < b ? b : a)) {
            status = mpt_store_remove(store, mpt_kind_find("link"), link->code, false, arena, error);
        }
    }
    return status;
}

enum mpt_status mpt_verdict_keep(struct mpt_store *store, struct mpt_record *link, const char *a, const char *b,
                                 struct mpt_arena *arena, struct mpt_error *error)
{
    const struct mpt_kind *project = mpt_kind_find("project");
    struct compared *one, *other;
    enum mpt_status status = compared_load_one(store, mpt_store_number(store, project, a), arena, &one, error);
    status = status ? status : compared_load_one(store, mpt_store_number(store, project, b), arena, &other, error);
    status = status ? status : withdraw(store, one->number, other->number, arena, error);
    if (status) {
        return status;
    }
    const char *relation = mpt_record_get(link, "relation");
    assert(relation);
    bool turned = turns(one, other, relation);
    put(link, "project", turned ? b : a);
    put(link, "to_project", turned ? a : b);
    put(link, "fingerprint", texts_fingerprint(one, other, arena));
    return mpt_store_add(store, link, false, arena, error);
}
