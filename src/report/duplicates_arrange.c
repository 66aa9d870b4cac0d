/* Pairs as somebody asked for them: only those, put together to groups, worst first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "duplicates_pairs.h"
#include "mpt/money.h"

/* --- Which -------------------------------------------------------------------------------------------------------- */

enum mpt_status scope_load(struct mpt_store *store, const struct mpt_duplicates_query *query, struct mpt_arena *arena,
                           struct scope *scope, struct mpt_error *error)
{
    const struct mpt_param params[] = {{.name = "mission", .text = query->mission},
                                       {.name = "portfolio", .text = query->portfolio}};
    struct mpt_cursor *cursor;
    size_t capacity = 0;
    *scope = (struct scope){NULL, 0};
    if (!query->mission && !query->portfolio) {
        return MPT_OK;
    }
    scope->numbers = mpt_arena_grow(arena, NULL, 0, &capacity, sizeof *scope->numbers);
    enum mpt_status status = mpt_cursor_open(store, "duplicates-scope", NULL, params, 2, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        scope->numbers = mpt_arena_grow(arena, scope->numbers, scope->count, &capacity, sizeof *scope->numbers);
        scope->numbers[scope->count++] = mpt_cursor_integer(cursor, "number");
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

static int compare_numbers(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static bool has(const struct scope *scope, int64_t number)
{
    return scope->count &&
           bsearch(&number, scope->numbers, scope->count, sizeof *scope->numbers, compare_numbers) != NULL;
}

/* Two of a list are asked about with whatever part of the portfolio the list is held against. */
static bool is_inside(const struct mpt_duplicate *pair, const struct scope *scope)
{
    return !scope->numbers || has(scope, pair->a.number) || has(scope, pair->b.number) ||
           (!pair->a.number && !pair->b.number);
}

static void choose(const struct mpt_duplicates_query *query, const struct scope *scope, struct mpt_duplicates *found)
{
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++) {
        const struct mpt_duplicate *pair = &found->pairs[i];
        bool boilerplate = strcmp(pair->kind, mpt_match_kind_name(MPT_MATCH_BOILERPLATE)) == 0;
        bool wanted = !query->kind
                          ? !boilerplate
                          : strcmp(query->kind, MPT_DUPLICATES_ALL) == 0 || strcmp(query->kind, pair->kind) == 0;
        bool inside = is_inside(pair, scope) && pair->score >= query->least; /* what is only said may be below */
        found->boilerplate += inside && boilerplate;
        if (inside && wanted) {
            found->pairs[kept++] = *pair;
        }
    }
    found->count = kept;
}

/* --- Groups ------------------------------------------------------------------------------------------------------- */

/* What hangs together: each side of each pair knows another one, the root itself (union-find). */
struct member {
    struct mpt_duplicate_side *side;
    size_t parent;
};

static int by_side(const void *a, const void *b)
{
    const struct member *left = a, *right = b;
    if (left->side->number != right->side->number) {
        return left->side->number > right->side->number ? 1 : -1;
    }
    const char *one = left->side->position, *other = right->side->position;
    return one && other ? strcmp(one, other) : (one != NULL) - (other != NULL);
}

struct members {
    struct member *items; /* ascending by their sides, each once */
    size_t count;
};

/* Both sides of all pairs; none hangs together with another yet. */
static struct members members_of(struct mpt_duplicates *found, struct mpt_arena *arena)
{
    struct members members = {mpt_arena_array(arena, 2 * found->count + 1, sizeof *members.items), 0};
    size_t count = 0;
    for (size_t i = 0; i < found->count; i++) {
        members.items[count++].side = &found->pairs[i].a;
        members.items[count++].side = &found->pairs[i].b;
    }
    qsort(members.items, count, sizeof *members.items, by_side);
    for (size_t i = 0; i < count; i++) {
        if (!members.count || by_side(&members.items[members.count - 1], &members.items[i]) != 0) {
            members.items[members.count++] = members.items[i];
        }
    }
    return members;
}

static void take_apart(struct members *members)
{
    for (size_t i = 0; i < members->count; i++) {
        members->items[i].parent = i;
    }
}

static size_t root_of(struct members *members, struct mpt_duplicate_side *side)
{
    const struct member wanted = {.side = side};
    const struct member *found = bsearch(&wanted, members->items, members->count, sizeof wanted, by_side);
    size_t at = (size_t)(found - members->items);
    while (members->items[at].parent != at) {
        members->items[at].parent = members->items[members->items[at].parent].parent;
        at = members->items[at].parent;
    }
    return at;
}

/* Whether the two did not hang together before. */
static bool put_together(struct members *members, struct mpt_duplicate *pair)
{
    size_t a = root_of(members, &pair->a), b = root_of(members, &pair->b);
    members->items[a].parent = b;
    return a != b;
}

/* What was once said, and by what they hold now is not found, puts nothing together. */
static bool is_one_work(const struct mpt_duplicate *pair)
{
    bool unfounded = pair->verdict.outdated && !pair->reason_count;
    bool distinct = pair->verdict.says && !pair->verdict.outdated && strcmp(pair->verdict.says, "distinct") == 0;
    return !distinct && !unfounded &&
           (strcmp(pair->kind, "same") == 0 || strcmp(pair->kind, "co-funded") == 0 ||
            strcmp(pair->kind, "renewal") == 0);
}

static void number_groups(struct mpt_duplicates *found, struct members *members, struct mpt_arena *arena)
{
    uint32_t *numbers = mpt_arena_array(arena, members->count, sizeof *numbers), groups = 0;
    take_apart(members);
    for (size_t i = 0; i < found->count; i++) {
        if (is_one_work(&found->pairs[i])) {
            put_together(members, &found->pairs[i]);
        }
    }
    for (size_t i = 0; i < found->count; i++) {
        struct mpt_duplicate *pair = &found->pairs[i];
        if (is_one_work(pair)) {
            size_t root = root_of(members, &pair->a);
            numbers[root] = numbers[root] ? numbers[root] : ++groups;
            pair->group = numbers[root];
        }
    }
}

/* --- Money in all ------------------------------------------------------------------------------------------------- */

struct stake {
    struct mpt_money money;
    struct mpt_duplicate *pair;
};

static int largest_first(const void *a, const void *b)
{
    const struct stake *left = a, *right = b;
    int currency = strcmp(left->money.currency, right->money.currency);
    return currency ? currency : (left->money.minor < right->money.minor) - (left->money.minor > right->money.minor);
}

static struct stake *stakes_of(struct mpt_duplicates *found, size_t *count, struct mpt_arena *arena)
{
    struct stake *stakes = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = 0; i < found->count; i++) {
        const char *list = found->pairs[i].twice;
        for (const char *amount; (amount = mpt_value_next(&list, false, arena, NULL));) {
            struct stake stake = {.pair = &found->pairs[i]};
            struct mpt_error unused; /* amounts are canonical */
            if (mpt_money_parse(amount, &stake.money, &unused) == MPT_OK) {
                stakes = mpt_arena_grow(arena, stakes, *count, &capacity, sizeof *stakes);
                stakes[(*count)++] = stake;
            }
        }
    }
    return stakes;
}

/* Of three records of one award two are too many, not three pairs: of each currency only pairs count that put together
 * what did not hang together by larger amounts. */
static const char *counted_in_all(struct mpt_duplicates *found, struct members *members, struct mpt_arena *arena)
{
    const char *list = NULL;
    size_t count;
    struct stake *stakes = stakes_of(found, &count, arena);
    if (count) {
        qsort(stakes, count, sizeof *stakes, largest_first);
    }
    for (size_t i = 0; i < count;) {
        struct mpt_money sum = stakes[i].money;
        bool fits = true;
        sum.minor = 0;
        take_apart(members);
        for (; i < count && strcmp(stakes[i].money.currency, sum.currency) == 0; i++) {
            if (put_together(members, stakes[i].pair)) {
                fits &= !__builtin_add_overflow(sum.minor, stakes[i].money.minor, &sum.minor);
            }
        }
        list = fits ? mpt_value_add(list, mpt_money_format(sum, arena), false, arena) : list;
    }
    return list;
}

/* --- Order -------------------------------------------------------------------------------------------------------- */

/* What would be counted twice, as a number: the largest amount, whatever its currency. */
static double at_stake(const struct mpt_duplicate *pair)
{
    double most = 0;
    for (const char *at = pair->twice; at && *at;) {
        const char *blank = strchr(at, ' ');
        most = blank ? fmax(most, strtod(blank, NULL)) : most;
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    return most;
}

/* One work comes before an overlap, as in mpt/matching.h. */
static int rank_of(const char *kind)
{
    int rank = 0;
    while (rank < MPT_MATCH_KINDS && strcmp(kind, mpt_match_kind_name((enum mpt_match_kind)rank)) != 0) {
        rank++;
    }
    return rank;
}

static int order_names(const struct mpt_duplicate_side *a, const struct mpt_duplicate_side *b)
{
    const char *one = a->code ? a->code : a->position, *other = b->code ? b->code : b->position;
    return strcmp(one ? one : "", other ? other : "");
}

double mpt_duplicate_shown(const struct mpt_duplicate *pair)
{
    return round(round(pair->score * 1000) / 10) / 100; /* it has three decimals */
}

static int worst_first(const void *a, const void *b)
{
    const struct mpt_duplicate *left = a, *right = b;
    double one = mpt_duplicate_shown(left), other = mpt_duplicate_shown(right);
    if (one != other) {
        return one > other ? -1 : 1;
    }
    one = at_stake(left);
    other = at_stake(right);
    if (one != other) {
        return one > other ? -1 : 1;
    }
    int kinds = rank_of(left->kind) - rank_of(right->kind);
    if (kinds) {
        return kinds;
    }
    int names = order_names(&left->a, &right->a);
    return names ? names : order_names(&left->b, &right->b);
}

enum mpt_status pairs_arrange(struct mpt_store *store, const struct mpt_duplicates_query *query,
                              struct mpt_arena *arena, struct mpt_duplicates *found, struct mpt_error *error)
{
    struct scope scope;
    enum mpt_status status = scope_load(store, query, arena, &scope, error);
    if (status) {
        return status;
    }
    choose(query, &scope, found);
    if (found->count) {
        qsort(found->pairs, found->count, sizeof *found->pairs, worst_first);
        struct members members = members_of(found, arena);
        number_groups(found, &members, arena);
        found->twice = counted_in_all(found, &members, arena);
    }
    return MPT_OK;
}
