/* What the pairs tell of one another: lists in which each has one partner, and groups that hang together. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

/* --- One partner each --------------------------------------------------------------------------------------------- */

/* The pairs of a record as a graph of which at most one edge at each record is true, copies apart: belief propagation
 * as for dimers and monomers (Heilmann and Lieb 1972; Bethe's approximation, exact where there are no cycles). A
 * record's message to a partner is how free it is: whether its other partners leave it, which themselves have others.
 */
struct edge {
    uint32_t pair;
    double odds;
    double free[2];   /* messages of the pair's a and b */
    double copies[2]; /* of the claims on a and b, those of copies of the other: no rivals */
};

struct copy { /* two edges at one record whose other ends are copies of one another */
    uint32_t e, f;
    int side;
};

struct settling {
    const struct mpt_matching *matching;
    struct mpt_match_pair *pairs;
    struct edge *edges;
    struct copy *copies;
    double *claims; /* on each record, how much its partners want it */
    size_t edge_count, copy_count, copy_room;
};

static size_t end_of(const struct settling *settling, const struct edge *edge, int side)
{
    const struct mpt_match_pair *pair = &settling->pairs[edge->pair];
    return side ? pair->b : pair->a;
}

/* How much the edge claims the record at its side. */
static double claim(const struct edge *edge, int side, double gain)
{
    return gain * edge->odds * edge->free[!side];
}

static int order_ends(const void *a, const void *b)
{
    const size_t *x = a, *y = b;
    return x[0] != y[0] ? (x[0] > y[0]) - (x[0] < y[0]) : (x[1] > y[1]) - (x[1] < y[1]);
}

static void add_copy(struct settling *settling, struct copy copy)
{
    if (settling->copy_count == settling->copy_room) {
        settling->copy_room = settling->copy_room ? settling->copy_room * 2 : 256;
        settling->copies = room_for(settling->copies, settling->copy_room, sizeof *settling->copies);
    }
    settling->copies[settling->copy_count++] = copy;
}

/* Which strong partners of one record are copies of one another. */
static void find_copies(struct settling *settling)
{
    const double strong = 0.3;
    enum { MOST = 8 };
    size_t(*ends)[2] = room_for(NULL, 2 * settling->edge_count, sizeof *ends), count = 0;
    for (size_t i = 0; i < settling->edge_count; i++) {
        for (int side = 0; side < 2 && settling->edges[i].odds >= strong; side++) {
            ends[count][0] = end_of(settling, &settling->edges[i], side);
            ends[count++][1] = i;
        }
    }
    if (count) {
        qsort(ends, count, sizeof *ends, order_ends);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && j < i + MOST && ends[j][0] == ends[i][0]; j++) {
            const struct edge *e = &settling->edges[ends[i][1]], *f = &settling->edges[ends[j][1]];
            int side = end_of(settling, e, 1) == ends[i][0];
            size_t x = end_of(settling, e, !side), y = end_of(settling, f, !side);
            struct mpt_match_pair pair;
            pair_weigh(settling->matching, NULL, x < y ? x : y, x < y ? y : x, 0, &pair);
            if (pair.alike >= 0.9F && pair.kind == MPT_MATCH_SAME) {
                add_copy(settling, (struct copy){(uint32_t)ends[i][1], (uint32_t)ends[j][1], side});
            }
        }
    }
    free(ends);
}

/* One round of messages; returns how many pairs one expects to be true. */
static double pass_messages(struct settling *settling, double gain)
{
    double expected = 0;
    memset(settling->claims, 0, settling->matching->count * sizeof *settling->claims);
    for (size_t i = 0; i < settling->edge_count; i++) {
        struct edge *edge = &settling->edges[i];
        for (int side = 0; side < 2; side++) {
            settling->claims[end_of(settling, edge, side)] += claim(edge, side, gain);
            edge->copies[side] = 0;
        }
    }
    for (size_t i = 0; i < settling->copy_count; i++) {
        struct copy copy = settling->copies[i];
        struct edge *e = &settling->edges[copy.e], *f = &settling->edges[copy.f];
        e->copies[copy.side] += claim(f, copy.side, gain);
        f->copies[copy.side] += claim(e, copy.side, gain);
    }
    for (size_t i = 0; i < settling->edge_count; i++) {
        struct edge *edge = &settling->edges[i];
        double next[2];
        for (int side = 0; side < 2; side++) {
            double rivals = settling->claims[end_of(settling, edge, side)] - claim(edge, side, gain);
            next[side] = 1 / (1 + fmax(rivals - edge->copies[side], 0));
        }
        edge->free[0] = 0.5 * (edge->free[0] + next[0]);
        edge->free[1] = 0.5 * (edge->free[1] + next[1]);
        double odds = gain * edge->odds * edge->free[0] * edge->free[1];
        expected += odds / (1 + odds);
    }
    return expected;
}

/* Between two lists a record has at most one partner, copies apart: its candidates share one certainty, and what is
 * left without a rival gains it. The share of records that have a partner at all is estimated from the pairs. */
static void settle_lists(const struct mpt_matching *matching, struct mpt_match_pair *pairs, size_t count)
{
    enum { ROUNDS = 24, KNOWN = 20 };
    struct settling settling = {.matching = matching, .pairs = pairs};
    settling.edges = room_for(NULL, count, sizeof *settling.edges);
    settling.claims = room_for(NULL, matching->count, sizeof *settling.claims);
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].a < matching->list && pairs[i].b >= matching->list) {
            double alike = fmin((double)pairs[i].alike, 0.999999);
            settling.edges[settling.edge_count++] =
                (struct edge){.pair = (uint32_t)i, .odds = alike / (1 - alike), .free = {1, 1}};
        }
    }
    find_copies(&settling);
    size_t in_list = matching->count - matching->list;
    double smaller = (double)(in_list < matching->list ? in_list : matching->list), gain = 0.5;
    for (int round = 0; round < ROUNDS; round++) {
        /* As if one half of some records were known to have partners: one record's pairs cannot tell the rate. */
        double rate = fmin((pass_messages(&settling, gain) + 0.5 * KNOWN) / (smaller + KNOWN), 1);
        gain = 0.5 / fmax(1 - rate, 0.04);
    }
    for (size_t i = 0; i < settling.edge_count; i++) {
        const struct edge *edge = &settling.edges[i];
        struct mpt_match_pair *pair = &pairs[edge->pair];
        double odds = gain * edge->odds * edge->free[0] * edge->free[1];
        bool was_score = pair->score == pair->alike;
        pair->alike = (float)(odds / (1 + odds));
        if (was_score || pair->alike >= fmaxf(pair->score, 0.5F)) {
            pair->score = pair->alike;
            pair->kind = was_score ? pair->kind : pair_kind(matching, pair);
        }
    }
    free(settling.edges);
    free(settling.copies);
    free(settling.claims);
}

void pairs_settle(const struct mpt_matching *matching, struct mpt_match_pair *pairs, size_t count)
{
    if (matching->list != SIZE_MAX && matching->list > 0 && matching->list < matching->count) {
        settle_lists(matching, pairs, count);
    }
}

/* --- Groups ------------------------------------------------------------------------------------------------------- */

static size_t root_of(uint32_t *parents, size_t item)
{
    while (parents[item] != item) {
        parents[item] = parents[parents[item]];
        item = parents[item];
    }
    return item;
}

static bool hangs_together(const struct mpt_match_pair *pair)
{
    return pair->kind != MPT_MATCH_OVERLAP && pair->kind != MPT_MATCH_BOILERPLATE;
}

/* Pairs come strongest first. A weak one joins two single records or a record to a group, but not two groups. */
void pairs_group(struct mpt_match_pair *pairs, size_t count, size_t items)
{
    uint32_t *parents = room_for(NULL, items, sizeof *parents), *sizes = room_for(NULL, items, sizeof *sizes);
    uint32_t *groups = room_for(NULL, items, sizeof *groups), next = 1;
    for (size_t i = 0; i < items; i++) {
        parents[i] = (uint32_t)i;
        sizes[i] = 1;
        groups[i] = 0;
    }
    for (size_t i = 0; i < count; i++) {
        size_t a = root_of(parents, pairs[i].a), b = root_of(parents, pairs[i].b);
        bool groups_meet = sizes[a] > 1 && sizes[b] > 1;
        if (a != b && hangs_together(&pairs[i]) && (!groups_meet || pairs[i].score >= 0.9F)) {
            parents[b] = (uint32_t)a;
            sizes[a] += sizes[b];
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t a = root_of(parents, pairs[i].a), b = root_of(parents, pairs[i].b);
        pairs[i].group = 0;
        if (a == b && sizes[a] > 1 && hangs_together(&pairs[i])) {
            groups[a] = groups[a] ? groups[a] : next++;
            pairs[i].group = groups[a];
        }
    }
    free(parents);
    free(sizes);
    free(groups);
}
