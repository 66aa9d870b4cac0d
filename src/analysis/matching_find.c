/* Asking a corpus for its pairs: candidates weighed by all threads, settled, put in order; and for two records alone.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

struct asked {
    const struct mpt_match_query *query;
    double least;
    struct haul {
        struct mpt_match_pair *pairs;
        size_t count, room;
    } hauls[MOST_THREADS];
};

static void keep_pair(struct haul *haul, const struct mpt_match_pair *pair)
{
    if (haul->count == haul->room) {
        haul->room = haul->room ? haul->room * 2 : 256;
        haul->pairs = room_for(haul->pairs, haul->room, sizeof *haul->pairs);
    }
    haul->pairs[haul->count++] = *pair;
}

/* What is a little below may yet rise by what the records say themselves; between lists, what is far below may when all
 * pairs are known, and takes its part from its rivals. */
static const double slack = 0.2, least_rival = 0.01;

static int order_pairs(const void *a, const void *b)
{
    const struct mpt_match_pair *x = a, *y = b;
    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return (x->b > y->b) - (x->b < y->b);
}

/* Mostly they are in order already. */
static void sort_pairs(struct mpt_match_pair *pairs, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (order_pairs(&pairs[i - 1], &pairs[i]) > 0) {
            qsort(pairs, count, sizeof *pairs, order_pairs);
            return;
        }
    }
}

/* Of the pairs of one record, from `start` on, those that only share a template: of thousands that have it the
 * likeliest say it all, and all of them would be millions. */
static void thin_templates(struct haul *haul, size_t start)
{
    size_t kept = start, templates = 0;
    if (haul->count - start <= MPT_MATCH_TEMPLATES) {
        return;
    }
    qsort(haul->pairs + start, haul->count - start, sizeof *haul->pairs, order_pairs);
    for (size_t i = start; i < haul->count; i++) {
        if (haul->pairs[i].kind != MPT_MATCH_BOILERPLATE || templates++ < MPT_MATCH_TEMPLATES) {
            haul->pairs[kept++] = haul->pairs[i];
        }
    }
    haul->count = kept;
}

static void find_some(struct crew *crew, unsigned thread)
{
    struct asked *asked = crew->data;
    struct finder finder;
    struct mpt_match_pair pair;
    size_t first, end;
    bool lists = crew->matching->list != SIZE_MAX, facts = asked->query && asked->query->fact_count;
    double least = lists ? least_rival : facts ? asked->least - slack : asked->least;
    finder_open(&finder, crew->matching);
    while (crew_take(crew, thread, &first, &end)) {
        for (size_t i = first; i < end; i++) {
            size_t start = asked->hauls[thread].count;
            finder_find(&finder, i, asked->query);
            for (size_t j = 0; j < finder.found_count; j++) {
                pair_weigh(crew->matching, &finder.probe, finder.found[j], i, least, &pair);
                if (pair.score >= (float)least || (lists && pair.alike >= (float)least_rival)) {
                    keep_pair(&asked->hauls[thread], &pair);
                }
            }
            thin_templates(&asked->hauls[thread], start);
        }
    }
    finder_close(&finder);
}

static int order_facts(const void *a, const void *b)
{
    const struct mpt_match_fact *x = a, *y = b;
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return (x->b > y->b) - (x->b < y->b);
}

static void apply_fact(struct mpt_match_pair *pair, enum mpt_match_relation relation)
{
    if (relation == MPT_MATCH_DISTINCT) {
        pair->score = 0;
    } else {
        pair->kind = relation == MPT_MATCH_COMPETES ? MPT_MATCH_COMPETING : MPT_MATCH_FOLLOWON;
        pair->score = pair->score > 0.95F ? pair->score : 0.95F; /* the record says so itself */
    }
}

/* What the records say themselves stands above what was computed. */
static void apply_facts(const struct mpt_match_query *query, struct mpt_match_pair *pairs, size_t count)
{
    if (!query || query->fact_count == 0) {
        return;
    }
    struct mpt_match_fact *facts = room_for(NULL, query->fact_count, sizeof *facts);
    for (size_t i = 0; i < query->fact_count; i++) {
        facts[i] = query->facts[i];
        if (facts[i].a > facts[i].b) {
            facts[i].a = query->facts[i].b;
            facts[i].b = query->facts[i].a;
        }
    }
    qsort(facts, query->fact_count, sizeof *facts, order_facts);
    for (size_t i = 0; i < count; i++) {
        struct mpt_match_fact asked = {.a = pairs[i].a, .b = pairs[i].b};
        struct mpt_match_fact *fact = bsearch(&asked, facts, query->fact_count, sizeof *facts, order_facts);
        if (fact) {
            apply_fact(&pairs[i], fact->relation);
        }
    }
    free(facts);
}

static bool is_wanted(const struct mpt_match_pair *pair, const struct mpt_match_query *query, double least)
{
    return pair->score >= (float)least && (!query || !query->kinds || query->kinds >> pair->kind & 1);
}

static struct mpt_match_pair *gather(struct mpt_matching *matching, struct asked *asked, struct mpt_arena *arena,
                                     size_t *count)
{
    size_t all = 0, kept = 0;
    for (unsigned i = 0; i < matching->threads; i++) {
        all += asked->hauls[i].count;
    }
    struct mpt_match_pair *pairs = mpt_arena_array(arena, all + 1, sizeof *pairs);
    for (unsigned i = 0; i < matching->threads; i++) {
        const struct haul *haul = &asked->hauls[i];
        if (haul->count) {
            memcpy(pairs + kept, haul->pairs, haul->count * sizeof *pairs);
            kept += haul->count;
        }
        free(haul->pairs);
    }
    sort_pairs(pairs, all);
    if (!asked->query || !asked->query->one_corpus) {
        pairs_settle(matching, pairs, all);
    }
    apply_facts(asked->query, pairs, all);
    sort_pairs(pairs, all);
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        if (is_wanted(&pairs[i], asked->query, asked->least)) {
            pairs[(*count)++] = pairs[i];
        }
    }
    pairs_group(pairs, *count, matching->count);
    return pairs;
}

struct mpt_match_pair *mpt_matching_find(struct mpt_matching *matching, const struct mpt_match_query *query,
                                         struct mpt_arena *arena, size_t *count)
{
    *count = 0;
    if (!matching_freeze(matching)) {
        return NULL;
    }
    matching->one_corpus = query && query->one_corpus;
    struct asked asked = {.query = query, .least = query && query->least > 0 ? query->least : MPT_MATCH_LEAST};
    struct crew crew = {.matching = matching,
                        .work = find_some,
                        .count = matching->count,
                        .step = 32,
                        .data = &asked,
                        .says = "comparing"};
    if (!crew_run(&crew)) {
        for (unsigned i = 0; i < matching->threads; i++) {
            free(asked.hauls[i].pairs);
        }
        return NULL;
    }
    return gather(matching, &asked, arena, count);
}

struct mpt_match_pair mpt_matching_compare(struct mpt_matching *matching, size_t a, size_t b,
                                           const struct mpt_match_query *query)
{
    struct mpt_match_pair pair = {.a = a < b ? a : b, .b = a < b ? b : a, .kind = MPT_MATCH_OVERLAP};
    if (!matching_freeze(matching)) { /* cancelled: nothing is known of them */
        return pair;
    }
    pair_weigh(matching, NULL, a < b ? a : b, a < b ? b : a, 0, &pair);
    apply_facts(query, &pair, 1);
    return pair;
}
