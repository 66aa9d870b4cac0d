/* The join: all pairs of records that are duplicates, without comparing each with each. Names find most of them
 * (duplicates_names.c); a pair with a title below the floor needs its other parts: see names_floor. */
#include "mpt/similarity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "duplicates_internal.h"

/* With a title below 0.5, a score of 0.65 takes tags + partners > 1.5, so more than half of each the same; if only one
 * of these parts applies, it takes more than 0.85 of it, and place and time as well. Without tags and partners the
 * title must be 0.58, or 0.65 if place and time do not apply either. */
static const double names_floor = 0.50, placed_names_floor = 0.58, bare_names_floor = 0.65;
static const double half_the_same = 0.50, nearly_the_same = 0.85;

void lists_add(struct lists *lists, size_t list, size_t member)
{
    lists->entries = mpt_arena_grow(lists->arena, lists->entries, lists->entry_count, &lists->entry_capacity,
                                    sizeof *lists->entries);
    lists->entries[lists->entry_count++] = (uint64_t)list << 32 | member;
}

void lists_make(struct lists *lists, size_t count)
{
    uint32_t *at = mpt_arena_array(lists->arena, count + 2, sizeof *at);
    lists->members = mpt_arena_array(lists->arena, lists->entry_count, sizeof *lists->members);
    for (size_t i = 0; i < lists->entry_count; i++) {
        at[(lists->entries[i] >> 32) + 2]++;
    }
    for (size_t i = 1; i < count + 2; i++) {
        at[i] += at[i - 1];
    }
    for (size_t i = 0; i < lists->entry_count; i++) { /* at[k + 1] moves from the start of list k to its end */
        lists->members[at[(lists->entries[i] >> 32) + 1]++] = (uint32_t)lists->entries[i];
    }
    lists->at = at;
}

uint32_t lists_length(const struct lists *lists, size_t list)
{
    return lists->at[list + 1] - lists->at[list];
}

int by_number(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

bool is_fresh(const struct join *join, size_t item)
{
    return !join->fresh || join->fresh[item];
}

void add_found(struct join *join, size_t a, size_t b)
{
    join->found =
        mpt_arena_grow(join->scratch, join->found, join->found_count, &join->found_capacity, sizeof *join->found);
    join->found[join->found_count++] = a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

static void read_names(struct join *join)
{
    struct name *names = NULL;
    for (size_t i = 0; i < join->count; i++) {
        for (size_t j = 0; j < join->items[i].name_count; j++) {
            struct name readings[NAME_READINGS];
            size_t count = name_read(&join->lexicon, join->items[i].names[j], readings);
            for (size_t k = 0; k < count; k++) {
                names = mpt_arena_grow(join->scratch, names, join->name_count, &join->name_capacity, sizeof *names);
                readings[k].item = (uint32_t)i;
                names[join->name_count++] = readings[k];
            }
        }
    }
    if (!names) {
        return;
    }
    find_series(join, names);
    uint64_t *order = mpt_arena_array(join->scratch, join->name_count, sizeof *order);
    for (size_t i = 0; i < join->name_count; i++) {
        order[i] = (uint64_t)names[i].size << 32 | i;
    }
    qsort(order, join->name_count, sizeof *order, by_number);
    join->names = mpt_arena_array(join->scratch, join->name_count, sizeof *join->names);
    for (size_t i = 0; i < join->name_count; i++) {
        join->names[i] = names[(uint32_t)order[i]];
    }
}

static void list_names(struct join *join)
{
    for (size_t i = 0; i < join->name_count; i++) {
        const struct name *name = &join->names[i];
        lists_add(&join->of_item, name->item, i);
        for (uint32_t j = 0; j < name->word_count; j++) {
            lists_add(&join->with_word, name->words[j], i);
        }
    }
    lists_make(&join->of_item, join->count);
    lists_make(&join->with_word, join->lexicon.word_numbers.count);
    uint32_t largest = join->name_count ? join->names[join->name_count - 1].size : 0;
    join->smaller = mpt_arena_array(join->scratch, (size_t)largest + 2, sizeof *join->smaller);
    for (size_t i = 0; i < join->name_count; i++) {
        join->smaller[join->names[i].size + 1] = (uint32_t)i + 1;
    }
    for (size_t size = 1; size < (size_t)largest + 2; size++) {
        join->smaller[size] = join->smaller[size] ? join->smaller[size] : join->smaller[size - 1];
    }
}

static bool has_both(const struct mpt_likeness *item)
{
    return item->tag_count > 0 && item->partner_count > 0;
}

/* The tags or partners of all records, the rarest of each record first: those of record i from start[i] on. */
struct features {
    uint64_t *numbers;
    size_t *start;
};

static struct features read_features(struct join *join, bool partners)
{
    struct numbering numbering = {.arena = join->scratch};
    size_t *start = mpt_arena_array(join->scratch, join->count + 1, sizeof *start);
    for (size_t i = 0; i < join->count; i++) {
        start[i + 1] = start[i] + (partners ? join->items[i].partner_count : join->items[i].tag_count);
    }
    uint64_t *numbers = mpt_arena_array(join->scratch, start[join->count], sizeof *numbers);
    uint64_t *frequency = mpt_arena_array(join->scratch, start[join->count], sizeof *frequency);
    for (size_t i = 0; i < join->count; i++) {
        const uint32_t *from = partners ? join->items[i].partners : join->items[i].tags;
        for (size_t at = start[i]; at < start[i + 1]; at++) {
            numbers[at] = numbering_add(&numbering, from++, sizeof *from);
            frequency[numbers[at]]++;
        }
    }
    for (size_t i = 0; i < join->count; i++) {
        for (size_t at = start[i]; at < start[i + 1]; at++) {
            numbers[at] |= frequency[numbers[at]] << 32;
        }
        qsort(numbers + start[i], start[i + 1] - start[i], sizeof *numbers, by_number);
    }
    return (struct features){numbers, start};
}

/* Where those features of record i end of which two sets have one in common when more than `share` is the same. */
static size_t features_end(const struct features *features, size_t i, double share)
{
    size_t count = features->start[i + 1] - features->start[i];
    return features->start[i + 1] - (size_t)floor(share * (double)count);
}

/* Compares the records of each of `count` groups two by two; `one_lacks`: those that have tags and partners come last
 * in their group, and are not compared with each other. */
static void compare_groups(struct join *join, struct lists *groups, size_t count, bool one_lacks)
{
    lists_make(groups, count);
    for (size_t group = 0; group < count; group++) {
        if (lists_length(groups, group) > MOST_ALIKE) {
            continue; /* what so many have in common tells none of them apart */
        }
        for (uint32_t i = groups->at[group]; i < groups->at[group + 1]; i++) {
            size_t a = groups->members[i];
            if (one_lacks && has_both(&join->items[a])) {
                break;
            }
            for (uint32_t j = i + 1; j < groups->at[group + 1]; j++) {
                size_t b = groups->members[j];
                struct mpt_pair pair = {0};
                if (!is_fresh(join, a) && !is_fresh(join, b)) {
                    continue;
                }
                pair_set_parts(&pair, &join->items[a], &join->items[b]);
                double needed = pair_title_needed(&pair);
                if (needed < join->floor && pair_title(join, a, b, needed) >= needed - SIMILARITY_SLACK) {
                    add_found(join, a, b);
                }
            }
        }
    }
}

static void find_by_tags_and_partners(struct join *join, const struct features *tags, const struct features *partners)
{
    struct lists groups = {.arena = join->scratch};
    struct numbering keys = {.arena = join->scratch};
    for (size_t i = 0; i < join->count; i++) {
        for (size_t t = tags->start[i]; t < features_end(tags, i, half_the_same); t++) {
            for (size_t p = partners->start[i]; p < features_end(partners, i, half_the_same); p++) {
                const uint64_t key[] = {tags->numbers[t], partners->numbers[p]};
                lists_add(&groups, numbering_add(&keys, key, sizeof key), i);
            }
        }
    }
    compare_groups(join, &groups, keys.count, false);
}

/* Finds pairs of which one lacks the other kind of feature. */
static void find_by_place(struct join *join, const struct features *features)
{
    struct lists groups = {.arena = join->scratch};
    struct numbering keys = {.arena = join->scratch}, places = {.arena = join->scratch};
    for (int complete = 0; complete < 2; complete++) {
        for (size_t i = 0; i < join->count; i++) {
            const char *place = join->items[i].place;
            if (!place || has_both(&join->items[i]) != complete) {
                continue;
            }
            uint32_t place_number = numbering_add(&places, place, strlen(place));
            for (size_t f = features->start[i]; f < features_end(features, i, nearly_the_same); f++) {
                const uint64_t key[] = {features->numbers[f], place_number};
                lists_add(&groups, numbering_add(&keys, key, sizeof key), i);
            }
        }
    }
    compare_groups(join, &groups, keys.count, true);
}

static void find_by_outside_id(struct join *join)
{
    struct lists groups = {.arena = join->scratch};
    struct numbering ids = {.arena = join->scratch};
    for (size_t i = 0; i < join->count; i++) {
        for (size_t j = 0; j < join->items[i].outside_id_count; j++) {
            const char *id = join->items[i].outside_ids[j];
            lists_add(&groups, numbering_add(&ids, id, strlen(id)), i);
        }
    }
    lists_make(&groups, ids.count);
    for (size_t group = 0; group < ids.count; group++) {
        if (lists_length(&groups, group) > MOST_ALIKE) {
            continue; /* "0" or "n/a" */
        }
        for (uint32_t i = groups.at[group]; i < groups.at[group + 1]; i++) {
            for (uint32_t j = i + 1; j < groups.at[group + 1]; j++) {
                bool counts = is_fresh(join, groups.members[i]) || is_fresh(join, groups.members[j]);
                if (counts && groups.members[i] != groups.members[j]) {
                    add_found(join, groups.members[i], groups.members[j]);
                }
            }
        }
    }
}

static struct mpt_pair *describe(struct join *join, struct mpt_arena *arena, size_t *pair_count)
{
    if (join->found_count > 0) {
        qsort(join->found, join->found_count, sizeof *join->found, by_number);
    }
    struct mpt_pair *pairs = mpt_arena_array(arena, join->found_count, sizeof *pairs);
    size_t count = 0;
    for (size_t i = 0; i < join->found_count; i++) {
        if (i > 0 && join->found[i] == join->found[i - 1]) {
            continue;
        }
        struct mpt_pair *pair = &pairs[count++];
        pair->a = join->found[i] >> 32;
        pair->b = (uint32_t)join->found[i];
        pair->title = pair_title(join, pair->a, pair->b, 0);
        pair_set_parts(pair, &join->items[pair->a], &join->items[pair->b]);
        pair->score = pair_score(pair);
        pair->same_id = same_outside_id(&join->items[pair->a], &join->items[pair->b]);
    }
    *pair_count = count;
    return pairs;
}

/* The title that every pair not found by its other parts has. */
static double choose_floor(const struct mpt_likeness *items, size_t count, double title_at_least)
{
    double least = title_at_least > 0 ? fmin(title_at_least, bare_names_floor) : bare_names_floor;
    for (size_t i = 0; i < count; i++) {
        bool parts = items[i].tag_count > 0 || items[i].partner_count > 0;
        least = fmin(least, parts ? names_floor : items[i].place ? placed_names_floor : bare_names_floor);
    }
    return least;
}

struct mpt_pair *mpt_duplicates_find(const struct mpt_likeness *items, size_t count, const bool *fresh,
                                     double title_at_least, struct mpt_arena *arena, size_t *pair_count)
{
    struct mpt_arena *scratch = mpt_arena_open();
    struct join join = {.scratch = scratch,
                        .items = items,
                        .fresh = fresh,
                        .count = count,
                        .title_at_least = title_at_least,
                        .floor = choose_floor(items, count, title_at_least),
                        .lexicon = lexicon_init(scratch),
                        .of_item.arena = scratch,
                        .with_word.arena = scratch};
    read_names(&join);
    list_names(&join);
    find_by_names(&join);
    struct features tags = read_features(&join, false), partners = read_features(&join, true);
    find_by_tags_and_partners(&join, &tags, &partners);
    find_by_place(&join, &tags);
    find_by_place(&join, &partners);
    find_by_outside_id(&join);
    struct mpt_pair *pairs = describe(&join, arena, pair_count);
    mpt_arena_close(scratch);
    return pairs;
}
