/* What the pairs tell of one another: lists in which each has one partner, and groups that hang together. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

/* --- One partner each --------------------------------------------------------------------------------------------- */

struct rivals {
    double best, second; /* odds of the two best partners */
    size_t best_is, second_is;
};

static double odds_of(const struct mpt_match_pair *pair)
{
    double alike = (double)pair->alike;
    return alike < 0.999999 ? alike / (1 - alike) : 1e6;
}

static void rival(struct rivals *rivals, double odds, size_t partner)
{
    if (odds > rivals->best) {
        rivals->second = rivals->best;
        rivals->second_is = rivals->best_is;
        rivals->best = odds;
        rivals->best_is = partner;
    } else if (odds > rivals->second) {
        rivals->second = odds;
        rivals->second_is = partner;
    }
}

/* The odds of the best other partner, unless that one is itself a copy of this. */
static double rival_odds(const struct mpt_matching *matching, const struct rivals *rivals, size_t partner)
{
    bool is_best = rivals->best_is == partner;
    double odds = is_best ? rivals->second : rivals->best;
    struct mpt_match_pair copies;
    if (odds <= 0.01) {
        return 0;
    }
    size_t other = is_best ? rivals->second_is : rivals->best_is;
    pair_weigh(matching, other < partner ? other : partner, other < partner ? partner : other, &copies);
    return copies.alike >= 0.9F && copies.kind == MPT_MATCH_SAME ? 0 : odds;
}

/* Between two lists a record has at most one partner, copies apart: its candidates share one certainty, and what is
 * left without a rival gains it. The share of records that have a partner at all is estimated from the pairs. */
static void settle_lists(const struct mpt_matching *matching, struct mpt_match_pair *pairs, size_t count)
{
    struct rivals *rivals = room_for(NULL, matching->count, sizeof *rivals);
    size_t in_list = matching->count - matching->list;
    size_t smaller = in_list < matching->list ? in_list : matching->list;
    enum { ROUNDS = 6 };
    memset(rivals, 0, matching->count * sizeof *rivals);
    for (size_t i = 0; i < count; i++) {
        rival(&rivals[pairs[i].a], odds_of(&pairs[i]), pairs[i].b);
        rival(&rivals[pairs[i].b], odds_of(&pairs[i]), pairs[i].a);
    }
    double rate = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double matched = 0, alone = fmax(1 - rate, 0.04) * 2;
        for (size_t i = 0; i < matching->count; i++) {
            matched += rivals[i].best / (fmin(alone, 1) + rivals[i].best);
        }
        rate = fmin(0.5 * matched / (double)(smaller ? smaller : 1), 0.98);
    }
    for (size_t i = 0; i < count; i++) {
        double of_a = rival_odds(matching, &rivals[pairs[i].a], pairs[i].b);
        double of_b = rival_odds(matching, &rivals[pairs[i].b], pairs[i].a);
        double odds = odds_of(&pairs[i]) / (fmax(1 - rate, 0.04) * 2 + fmax(of_a, of_b));
        bool was_score = pairs[i].score == pairs[i].alike;
        pairs[i].alike = (float)(odds / (1 + odds));
        if (was_score || pairs[i].alike >= fmaxf(pairs[i].score, 0.5F)) {
            pairs[i].score = pairs[i].alike;
            pairs[i].kind = was_score ? pairs[i].kind : pair_kind(matching, &pairs[i]);
        }
    }
    free(rivals);
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
