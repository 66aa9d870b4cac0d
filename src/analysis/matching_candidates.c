/* Which items one item is to be compared with: those that can reach the least similarity of terms or of names by what
 * the rare terms they share weigh, and those that share a key. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

/* Cosines that must be reachable: what is below them makes no pair unless a key does. A term that is not in the index
 * can add at most the product of the two norms left out (Cauchy and Schwarz; as in AllPairs, Bayardo et al. 2007); and
 * what is in it must agree to some degree. */
static const float least_terms = 0.40F, least_names = 0.45F, least_long_names = 0.55F, least_grams = 0.35F;
static const float least_rare = 0.20F, least_rare_names = 0.30F;

void finder_open(struct finder *finder, const struct mpt_matching *matching)
{
    *finder = (struct finder){.matching = matching};
    finder->sums = room_zeroed(matching->count, sizeof *finder->sums);
    finder->touched = room_for(NULL, matching->count, sizeof *finder->touched);
    finder->stamps = room_for(NULL, matching->count, sizeof *finder->stamps);
    memset(finder->stamps, 0xff, matching->count * sizeof *finder->stamps);
    finder->meets = room_zeroed(matching->count, sizeof *finder->meets);
    probe_open(&finder->probe, matching);
}

void finder_close(struct finder *finder)
{
    free(finder->sums);
    free(finder->touched);
    free(finder->stamps);
    free(finder->meets);
    probe_close(&finder->probe);
    free(finder->found);
}

void finder_keep(struct finder *finder, uint32_t item, size_t position)
{
    if (finder->stamps[item] == (uint32_t)position) {
        return;
    }
    finder->stamps[item] = (uint32_t)position;
    if (finder->found_count == finder->found_room) {
        finder->found_room = finder->found_room ? finder->found_room * 2 : 1024;
        finder->found = room_for(finder->found, finder->found_room, sizeof *finder->found);
    }
    finder->found[finder->found_count++] = item;
}

/* Adds one feature's postings before `end`; returns the new number of touched items. */
static size_t visit(struct finder *finder, const struct postings *index, uint32_t feature, float weight, size_t end,
                    size_t touched)
{
    const struct posting *post = index->posts + index->begins[feature];
    const struct posting *last = index->posts + index->begins[feature + 1];
    float *sums = finder->sums;
    uint32_t *items = finder->touched;
    for (; post < last && post->item < end; post++) {
        float sum = sums[post->item];
        items[touched] = post->item;
        touched += sum == 0;
        sums[post->item] = sum + weight * post->weight;
    }
    return touched;
}

/* What was added up for an item, which is 0 from now on. */
static inline float take_sum(struct finder *finder, uint32_t item)
{
    float sum = finder->sums[item];
    finder->sums[item] = 0;
    return sum;
}

/* What the features in the index must add up to: to what is missing when those left out add all they can, and to this
 * part of what they can add up to themselves. */
static inline float needed(float least, float part, struct norms a, struct norms b)
{
    float exact = least - a.common * b.common, rare = part * a.rare * b.rare;
    return exact > rare ? exact : rare;
}

static void find_by_terms(struct finder *finder, size_t position, size_t end)
{
    const struct mpt_matching *matching = finder->matching;
    const struct item *item = &matching->items[position];
    const struct norms *norms = matching->term_index.norms, own = norms[position];
    size_t touched = 0;
    if (matching->large) {
        meet_by_terms(finder, position, end, least_terms);
        return;
    }
    for (uint32_t i = 0; i < item->rare; i++) {
        float weight = (float)item_weight(matching, item, i);
        touched = visit(finder, &matching->term_index, item->numbers[i], weight, end, touched);
    }
    for (size_t i = 0; i < touched; i++) {
        uint32_t other = finder->touched[i];
        float sum = take_sum(finder, other);
        if (sum >= needed(least_terms, least_rare, own, norms[other]) &&
            (double)sum + probe_common(matching, &finder->probe, &matching->items[other]) >= (double)least_terms) {
            finder_keep(finder, other, position);
        }
    }
}

static bool is_common(const struct mpt_matching *matching, uint32_t word)
{
    return matching->words.frequencies[word] > matching->name_cut;
}

float names_product(const struct mpt_matching *matching, const struct item *a, const struct item *b, bool only_common)
{
    size_t count, other_count;
    const uint32_t *words = part_of(a, PART_WORDS, &count), *others = part_of(b, PART_WORDS, &other_count);
    float sum = 0;
    for (size_t i = 0; i < count; i++) {
        bool counts = !only_common || is_common(matching, words[i]);
        for (size_t j = 0; counts && j < other_count; j++) {
            if (words[i] == others[j]) {
                sum += matching->word_idf[words[i]] * matching->word_idf[words[i]];
                break;
            }
        }
    }
    return sum / (a->name_norm * b->name_norm);
}

static void find_by_names(struct finder *finder, size_t position, size_t end)
{
    const struct mpt_matching *matching = finder->matching;
    const struct item *item = &matching->items[position];
    const struct norms *norms = matching->name_index.norms, own = norms[position];
    size_t count, touched = 0;
    const uint32_t *words = part_of(item, PART_WORDS, &count);
    /* Where there is a text, it must agree more; others without one find it by the letters of its name. */
    float least = item_is_short(item) ? least_names : least_long_names;
    if (matching->large) {
        meet_by_names(finder, position, end, least);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_common(matching, words[i])) {
            touched = visit(finder, &matching->name_index, words[i], matching->word_idf[words[i]] / item->name_norm,
                            end, touched);
        }
    }
    for (size_t i = 0; i < touched; i++) {
        uint32_t other = finder->touched[i];
        float sum = take_sum(finder, other);
        if (sum >= needed(least, least_rare_names, own, norms[other]) &&
            sum + names_product(matching, item, &matching->items[other], true) >= least) {
            finder_keep(finder, other, position);
        }
    }
}

/* Names of common words alone, of items that have nothing else. */
static void find_by_common_names(struct finder *finder, size_t position, size_t end)
{
    const struct mpt_matching *matching = finder->matching;
    const struct item *item = &matching->items[position];
    const struct postings *index = &matching->short_names;
    const float rounding = 1e-4F;
    size_t count, touched = 0;
    const uint32_t *words = part_of(item, PART_WORDS, &count);
    float rest = 0; /* what the words that the index leaves out can add at most, squared */
    for (size_t i = 0; item_is_short(item) && i < count; i++) {
        float weight = matching->word_idf[words[i]] / item->name_norm;
        bool listed = index->begins[words[i]] < index->begins[words[i] + 1];
        rest += !listed && is_common(matching, words[i]) ? weight * weight : 0;
        touched = visit(finder, index, words[i], weight, end, touched);
    }
    float needed = least_names - sqrtf(rest) - rounding;
    for (size_t i = 0; i < touched; i++) {
        uint32_t other = finder->touched[i];
        float sum = take_sum(finder, other);
        if (sum >= needed && names_product(matching, item, &matching->items[other], true) >= least_names) {
            finder_keep(finder, other, position);
        }
    }
}

static uint32_t count_runs(const struct item *item)
{
    return item->begins[PART_SHINGLES + 1] - item->begins[PART_SHINGLES];
}

static void find_by_grams(struct finder *finder, size_t position, size_t end)
{
    const struct mpt_matching *matching = finder->matching;
    const struct item *item = &matching->items[position];
    const struct postings *index = item_is_short(item) ? &matching->gram_index : &matching->short_index;
    const struct norms *norms = matching->gram_index.norms, own = norms[position];
    uint16_t room[MOST_NAME_GRAMS];
    size_t count, touched = 0;
    if (index->features == 0) {
        return;
    }
    const uint16_t *grams = name_grams(item, room, &count);
    for (size_t i = 0; i < count; i++) {
        if (matching->gram_df[grams[i]] <= matching->gram_cut) {
            touched = visit(finder, index, grams[i], matching->gram_idf[grams[i]] / item->gram_norm, end, touched);
        }
    }
    for (size_t i = 0; i < touched; i++) {
        uint32_t other = finder->touched[i];
        float sum = take_sum(finder, other);
        double shared;
        if (sum >= needed(least_grams, least_rare_names, own, norms[other]) &&
            grams_alike(matching, &finder->probe, &matching->items[other], item, &shared) >= (double)least_grams) {
            finder_keep(finder, other, position);
        }
    }
}

static void find_by_keys(struct finder *finder, size_t position, size_t end)
{
    const struct blocks *blocks = &finder->matching->values_shared;
    for (uint32_t i = blocks->item_begins[position]; i < blocks->item_begins[position + 1]; i++) {
        uint32_t group = blocks->groups_of[i], last = blocks->group_begins[group + 1];
        for (uint32_t j = blocks->group_begins[group]; j < last && blocks->members[j] < end; j++) {
            finder_keep(finder, blocks->members[j], position);
        }
    }
}

/* One shared run of words is chance or a phrase in long texts: it must be a good part of the shorter one's. */
static void find_by_runs(struct finder *finder, size_t position, size_t end)
{
    enum { PART = 25 };
    const struct item *items = finder->matching->items;
    size_t touched = 0;
    for (size_t range = 0; range < RUN_RANGES; range++) {
        const struct blocks *blocks = &finder->matching->runs_shared[range];
        for (uint32_t i = blocks->item_begins[position]; i < blocks->item_begins[position + 1]; i++) {
            uint32_t group = blocks->groups_of[i], last = blocks->group_begins[group + 1];
            for (uint32_t j = blocks->group_begins[group]; j < last && blocks->members[j] < end; j++) {
                uint32_t other = blocks->members[j];
                finder->touched[touched] = other;
                touched += finder->sums[other]++ == 0;
            }
        }
    }
    for (size_t i = 0; i < touched; i++) {
        uint32_t other = finder->touched[i], runs = count_runs(&items[position]), others = count_runs(&items[other]);
        if (take_sum(finder, other) * PART >= (float)(runs < others ? runs : others)) {
            finder_keep(finder, other, position);
        }
    }
}

void finder_find(struct finder *finder, size_t position, const struct mpt_match_query *query)
{
    size_t list = finder->matching->list, end = position;
    finder->found_count = 0;
    if (list != SIZE_MAX && position < list) {
        return; /* the portfolio is not held against itself */
    }
    probe_lay(&finder->probe, finder->matching, &finder->matching->items[position]);
    if (list != SIZE_MAX && !(query && query->within)) {
        end = list;
    }
    uint32_t first = finder->matching->items[position].copy_of;
    if (first != position) { /* its other pairs are those of the first */
        if (first < end) {
            finder_keep(finder, first, position);
        }
        if (list == SIZE_MAX) {
            return;
        }
        end = list;
    }
    if (query && query->exhaustive) {
        for (uint32_t i = 0; i < end; i++) {
            if (finder->matching->items[i].copy_of == i) {
                finder_keep(finder, i, position);
            }
        }
        return;
    }
    find_by_terms(finder, position, end);
    find_by_names(finder, position, end);
    find_by_common_names(finder, position, end);
    find_by_grams(finder, position, end);
    find_by_keys(finder, position, end);
    find_by_runs(finder, position, end);
}
