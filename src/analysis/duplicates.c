/* The join: all pairs of records that are duplicates, without comparing each with each.
 *
 * Names are found by the words they nearly share. Of two names that have a share `floor` of their trigrams in common,
 * the smaller has few that the larger lacks. Take its words rarest first until, if the larger had less than half of
 * each one's trigrams ("covered" none), it would lack more than that: so one of these words is covered. Each name is
 * listed under them only; a larger name looks up the words it covers, and a sketch of each name found throws out most
 * of them before they are measured.
 *
 * With a title below `names_floor` a pair needs its other parts: when both records have tags and partners, each more
 * than half the same; when only one of the two counts, nearly the same, and place and time too. Such records are found
 * by the rarest of what they must share, taken two by two. */
#include "mpt/similarity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "similarity_internal.h"

/* 0.5 title + 0.2 tags + 0.2 partners + 0.1 place reaches 0.65 with title < 0.5 only if tags + partners > 1.5; without
 * tags or without partners 0.5 title + 0.2 x + 0.1 place reaches 0.65 * 0.8 only if x > 0.85; without place as well
 * 0.5 title + 0.2 x does not reach 0.65 * 0.7. */
static const double names_floor = 0.50, half_the_same = 0.50, nearly_the_same = 0.85;

/* Lists of numbers: first (list, member) entries, then list k is members[at[k]] to members[at[k + 1]]. */
struct lists {
    struct mpt_arena *arena;
    uint64_t *entries; /* the list in the upper half */
    size_t entry_count, entry_capacity;
    uint32_t *at, *members;
    size_t count;
};

/* One name as the join sees it; candidates go by size. */
struct candidate {
    struct sketch sketch;
    uint32_t size, name;
};

/* The tags or the partners of all records as numbers, the rarest of each record first. */
struct features {
    uint32_t *numbers; /* of record i: from start[i] to start[i + 1] */
    size_t *start;
};

struct join {
    struct mpt_arena *scratch;
    const struct mpt_likeness *items;
    size_t count;
    double title_at_least, floor;
    struct lexicon lexicon;
    struct name *names; /* of record i: from first_name[i] to first_name[i + 1] */
    size_t name_count, name_capacity;
    size_t *first_name;
    struct candidate *candidates;
    struct lists with_word; /* candidates by word */
    struct lists found_by;  /* candidates by the words they are found by; the last list has those no word is sure of */
    struct lists covering;  /* words by trigram: a name that covers the word has one of these trigrams */
    uint32_t *from;         /* by word: where in found_by the names large enough begin */
    uint32_t *looked_up;    /* by word: the candidate that looked it up last, + 1 */
    uint32_t *met;          /* by candidate: the larger one it was measured against last, + 1 */
    uint64_t *found;        /* pairs of records, the first in the upper half */
    size_t found_count, found_capacity;
};

static void lists_add(struct lists *lists, size_t list, size_t member)
{
    lists->entries = mpt_arena_grow(lists->arena, lists->entries, lists->entry_count, &lists->entry_capacity,
                                    sizeof *lists->entries);
    lists->entries[lists->entry_count++] = (uint64_t)list << 32 | member;
}

/* Sorts the entries into `count` lists, each in the order of adding. */
static void lists_make(struct lists *lists, size_t count)
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
    lists->count = count;
}

static uint32_t lists_length(const struct lists *lists, size_t list)
{
    return lists->at[list + 1] - lists->at[list];
}

static void add_found(struct join *join, size_t a, size_t b)
{
    join->found =
        mpt_arena_grow(join->scratch, join->found, join->found_count, &join->found_capacity, sizeof *join->found);
    join->found[join->found_count++] = a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

static int by_number(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static void read_names(struct join *join)
{
    join->first_name = mpt_arena_array(join->scratch, join->count + 1, sizeof *join->first_name);
    for (size_t i = 0; i < join->count; i++) {
        for (size_t j = 0; j < join->items[i].name_count; j++) {
            struct name readings[NAME_READINGS];
            size_t count = name_read(&join->lexicon, join->items[i].names[j], readings);
            for (size_t k = 0; k < count; k++) {
                join->names = mpt_arena_grow(join->scratch, join->names, join->name_count, &join->name_capacity,
                                             sizeof *join->names);
                readings[k].item = (uint32_t)i;
                join->names[join->name_count++] = readings[k];
            }
        }
        join->first_name[i + 1] = join->name_count;
    }
}

static const struct name *name_of(const struct join *join, size_t candidate)
{
    return &join->names[join->candidates[candidate].name];
}

static void sort_names(struct join *join)
{
    uint64_t *order = mpt_arena_array(join->scratch, join->name_count, sizeof *order);
    for (size_t i = 0; i < join->name_count; i++) {
        order[i] = (uint64_t)join->names[i].size << 32 | i;
    }
    qsort(order, join->name_count, sizeof *order, by_number);
    join->candidates = mpt_arena_array(join->scratch, join->name_count, sizeof *join->candidates);
    for (size_t i = 0; i < join->name_count; i++) {
        const struct name *name = &join->names[(uint32_t)order[i]];
        join->candidates[i] = (struct candidate){name_sketch(&join->lexicon, name), name->size, (uint32_t)order[i]};
    }
}

/* Lists the names by word; then deals the words out again, the rarest first, so that each name has them in that
 * order. */
static void sort_words(struct join *join)
{
    size_t word_count = join->lexicon.word_numbers.count;
    for (size_t i = 0; i < join->name_count; i++) {
        const struct name *name = name_of(join, i);
        for (uint32_t j = 0; j < name->word_count; j++) {
            lists_add(&join->with_word, name->words[j], i);
        }
    }
    lists_make(&join->with_word, word_count);
    uint64_t *rarity = mpt_arena_array(join->scratch, word_count, sizeof *rarity);
    for (size_t i = 0; i < word_count; i++) {
        rarity[i] = (uint64_t)lists_length(&join->with_word, i) << 32 | i;
    }
    qsort(rarity, word_count, sizeof *rarity, by_number);
    uint32_t *dealt = mpt_arena_array(join->scratch, join->name_count, sizeof *dealt);
    for (size_t i = 0; i < word_count; i++) {
        uint32_t word = (uint32_t)rarity[i];
        for (uint32_t at = join->with_word.at[word]; at < join->with_word.at[word + 1]; at++) {
            uint32_t candidate = join->with_word.members[at];
            name_of(join, candidate)->words[dealt[candidate]++] = word;
        }
    }
}

static uint32_t trigrams_to_cover(const struct word *word)
{
    return (word->trigram_count + 1) / 2;
}

/* Lists a name under the words it is found by. A word not covered lacks more than trigrams - needed; of these, those
 * that a rarer word has as well are counted there already. */
static void list_by_words(struct join *join, size_t candidate)
{
    struct lexicon *lexicon = &join->lexicon;
    const struct name *name = name_of(join, candidate);
    double may_lack = name->size * (1 - join->floor) / (1 + join->floor) + SIMILARITY_SLACK;
    uint32_t lacking = 0, i = 0;
    lexicon->count_stamp++;
    for (; i < name->word_count && lacking <= may_lack; i++) {
        const struct word *word = &lexicon->words[name->words[i]];
        uint32_t in_rarer = 0;
        for (uint32_t j = 0; j < word->trigram_count; j++) {
            in_rarer += lexicon->counted[word->trigrams[j]] == lexicon->count_stamp;
            lexicon->counted[word->trigrams[j]] = lexicon->count_stamp;
        }
        uint32_t lost = word->trigram_count - trigrams_to_cover(word) + 1;
        lacking += lost > in_rarer ? lost - in_rarer : 0;
        lists_add(&join->found_by, name->words[i], candidate);
    }
    if (lacking <= may_lack) {
        lists_add(&join->found_by, lexicon->word_numbers.count, candidate);
    }
}

/* Lists the words by the rarest of their trigrams, as many as leave too few others to cover the word. */
static void list_by_trigrams(struct join *join)
{
    struct lexicon *lexicon = &join->lexicon;
    uint32_t *frequency = mpt_arena_array(join->scratch, lexicon->trigram_numbers.count, sizeof *frequency);
    for (size_t i = 0; i < lexicon->word_numbers.count; i++) {
        for (uint32_t j = 0; j < lexicon->words[i].trigram_count; j++) {
            frequency[lexicon->words[i].trigrams[j]] += lists_length(&join->with_word, i);
        }
    }
    for (size_t i = 0; i < lexicon->word_numbers.count; i++) {
        struct word *word = &lexicon->words[i];
        if (lists_length(&join->found_by, i) == 0) {
            continue;
        }
        for (uint32_t j = 0; j + trigrams_to_cover(word) <= word->trigram_count; j++) {
            uint32_t rarest = j;
            for (uint32_t k = j + 1; k < word->trigram_count; k++) {
                rarest = frequency[word->trigrams[k]] < frequency[word->trigrams[rarest]] ? k : rarest;
            }
            uint32_t trigram = word->trigrams[rarest];
            word->trigrams[rarest] = word->trigrams[j];
            word->trigrams[j] = trigram;
            lists_add(&join->covering, trigram, i);
        }
    }
    lists_make(&join->covering, lexicon->trigram_numbers.count);
}

/* Bits set in four numbers: pairs of bits are added up side by side, then fours, then bytes; the sum of the bytes ends
 * in the highest one. A builtin would call a function, as x86-64 promises no instruction for it. */
static uint32_t sketch_distance(const struct sketch *a, const struct sketch *b)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < SKETCH_WORDS; i++) {
        uint64_t bits = a->bits[i] ^ b->bits[i];
        bits -= bits >> 1 & UINT64_C(0x5555555555555555);
        bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
        bytes += (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    }
    bytes = (bytes & UINT64_C(0x00ff00ff00ff00ff)) + (bytes >> 8 & UINT64_C(0x00ff00ff00ff00ff));
    return (uint32_t)(bytes * UINT64_C(0x0001000100010001) >> 48);
}

/* Keeps the pair if it is one to report with this title. Each two names of the records come here, if near enough, so
 * that the best title does. */
static void consider(struct join *join, size_t a, size_t b, double title)
{
    struct mpt_pair pair = {.title = title};
    pair_set_parts(&pair, &join->items[a], &join->items[b]);
    if (pair_is_alike(&pair, join->title_at_least)) {
        add_found(join, a, b);
    }
}

/* Measures the marked `larger` against the candidates before it in one list of found_by. */
static void meet_smaller(struct join *join, uint32_t larger, size_t list)
{
    const struct candidate *one = &join->candidates[larger];
    const uint32_t *members = join->found_by.members, end = join->found_by.at[list + 1];
    const double apart = (1 - join->floor) / (1 + join->floor); /* the largest share of both sets not in common */
    uint32_t at = join->from[list];
    while (at < end && join->candidates[members[at]].size < join->floor * one->size - SIMILARITY_SLACK) {
        at++;
    }
    join->from[list] = at;
    for (; at < end && members[at] < larger; at++) {
        const struct candidate *other = &join->candidates[members[at]];
        if (sketch_distance(&one->sketch, &other->sketch) > apart * (one->size + other->size) + SIMILARITY_SLACK ||
            join->met[members[at]] == larger + 1) {
            continue;
        }
        join->met[members[at]] = larger + 1;
        const struct name *a = &join->names[one->name], *b = &join->names[other->name];
        if (a->item != b->item) {
            consider(join, a->item, b->item, name_title(&join->lexicon, a, b));
        }
    }
}

static bool is_covered(const struct lexicon *lexicon, const struct word *word)
{
    uint32_t covered = 0;
    for (uint32_t i = 0; i < word->trigram_count; i++) {
        covered += lexicon->marked[word->trigrams[i]] == lexicon->mark;
    }
    return covered >= trigrams_to_cover(word);
}

/* Finds the names that are no larger than this one and near enough. */
static void join_smaller(struct join *join, uint32_t larger)
{
    struct lexicon *lexicon = &join->lexicon;
    const struct name *name = name_of(join, larger);
    name_mark(lexicon, name);
    for (uint32_t i = 0; i < name->word_count; i++) {
        const struct word *word = &lexicon->words[name->words[i]];
        for (uint32_t j = 0; j < word->trigram_count; j++) {
            uint32_t trigram = word->trigrams[j];
            for (uint32_t at = join->covering.at[trigram]; at < join->covering.at[trigram + 1]; at++) {
                uint32_t near = join->covering.members[at];
                if (join->looked_up[near] != larger + 1) {
                    join->looked_up[near] = larger + 1;
                    if (is_covered(lexicon, &lexicon->words[near])) {
                        meet_smaller(join, larger, near);
                    }
                }
            }
        }
    }
    meet_smaller(join, larger, lexicon->word_numbers.count);
}

static bool is_within(const struct sketch *part, const struct sketch *whole)
{
    uint64_t outside = 0;
    for (size_t i = 0; i < SKETCH_WORDS; i++) {
        outside |= part->bits[i] & ~whole->bits[i];
    }
    return outside == 0;
}

/* Finds the names that have every word of this one and more. */
static void join_containing(struct join *join, uint32_t shorter)
{
    const struct name *name = name_of(join, shorter);
    if (name->word_count < 2) {
        return;
    }
    bool marked = false;
    for (uint32_t at = join->with_word.at[name->words[0]]; at < join->with_word.at[name->words[0] + 1]; at++) {
        uint32_t longer = join->with_word.members[at];
        const struct name *other = name_of(join, longer);
        if (is_within(&join->candidates[shorter].sketch, &join->candidates[longer].sketch) &&
            other->word_count > name->word_count && other->item != name->item) {
            if (!marked) {
                name_mark(&join->lexicon, name);
                marked = true;
            }
            consider(join, name->item, other->item, name_title(&join->lexicon, name, other));
        }
    }
}

static void find_by_names(struct join *join)
{
    size_t word_count = join->lexicon.word_numbers.count;
    sort_names(join);
    sort_words(join);
    for (size_t i = 0; i < join->name_count; i++) {
        list_by_words(join, i);
    }
    lists_make(&join->found_by, word_count + 1);
    list_by_trigrams(join);
    join->from = mpt_arena_array(join->scratch, word_count + 1, sizeof *join->from);
    for (size_t i = 0; i <= word_count; i++) {
        join->from[i] = join->found_by.at[i];
    }
    join->looked_up = mpt_arena_array(join->scratch, word_count, sizeof *join->looked_up);
    join->met = mpt_arena_array(join->scratch, join->name_count, sizeof *join->met);
    for (uint32_t i = 0; i < join->name_count; i++) {
        join_smaller(join, i);
        join_containing(join, i);
    }
}

static struct features read_features(struct join *join, bool partners)
{
    struct numbering numbering = {.arena = join->scratch};
    struct features features = {.start = mpt_arena_array(join->scratch, join->count + 1, sizeof *features.start)};
    for (size_t i = 0; i < join->count; i++) {
        features.start[i + 1] =
            features.start[i] + (partners ? join->items[i].partner_count : join->items[i].tag_count);
    }
    features.numbers = mpt_arena_array(join->scratch, features.start[join->count], sizeof *features.numbers);
    uint32_t *frequency = mpt_arena_array(join->scratch, features.start[join->count], sizeof *frequency);
    for (size_t i = 0; i < join->count; i++) {
        const uint32_t *from = partners ? join->items[i].partners : join->items[i].tags;
        for (size_t at = features.start[i]; at < features.start[i + 1]; at++) {
            features.numbers[at] = numbering_add(&numbering, from++, sizeof *from);
            frequency[features.numbers[at]]++;
        }
    }
    for (size_t i = 0; i < join->count; i++) {
        for (size_t at = features.start[i] + 1; at < features.start[i + 1]; at++) {
            uint32_t number = features.numbers[at];
            size_t to = at;
            for (; to > features.start[i]; to--) {
                uint32_t before = features.numbers[to - 1];
                if (frequency[before] < frequency[number] ||
                    (frequency[before] == frequency[number] && before <= number)) {
                    break;
                }
                features.numbers[to] = before;
            }
            features.numbers[to] = number;
        }
    }
    return features;
}

/* The end of the features of record `i` of which sets that are more than `share` the same have one in common: the
 * others are too few to make that share. */
static size_t features_end(const struct features *features, size_t i, double share)
{
    size_t count = features->start[i + 1] - features->start[i];
    return features->start[i + 1] - (size_t)floor(share * (double)count);
}

static void add_key(struct lists *groups, struct numbering *keys, uint32_t first, uint32_t second, size_t item)
{
    const uint32_t key[] = {first, second};
    lists_add(groups, numbering_add(keys, key, sizeof key), item);
}

static bool has_both(const struct mpt_likeness *item)
{
    return item->tag_count > 0 && item->partner_count > 0;
}

/* Compares the records of each group two by two; `one_lacks`: only if tags or partners are missing in one of them,
 * and those with such a part missing come first in their group. */
static void compare_groups(struct join *join, struct lists *groups, size_t count, bool one_lacks)
{
    lists_make(groups, count);
    for (size_t group = 0; group < count; group++) {
        for (uint32_t i = groups->at[group]; i < groups->at[group + 1]; i++) {
            size_t a = groups->members[i];
            if (one_lacks && has_both(&join->items[a])) {
                break;
            }
            for (uint32_t j = i + 1; j < groups->at[group + 1]; j++) {
                size_t b = groups->members[j];
                struct mpt_pair pair = {.title = names_floor};
                pair_set_parts(&pair, &join->items[a], &join->items[b]);
                if (!pair_is_alike(&pair, 0)) {
                    continue;
                }
                size_t at_a = join->first_name[a], at_b = join->first_name[b];
                pair.title = names_title(&join->lexicon, &join->names[at_a], join->first_name[a + 1] - at_a,
                                         &join->names[at_b], join->first_name[b + 1] - at_b);
                if (pair_is_alike(&pair, join->title_at_least)) {
                    add_found(join, a, b);
                }
            }
        }
    }
}

/* Records with tags and partners both more than half the same. */
static void find_by_tags_and_partners(struct join *join, const struct features *tags, const struct features *partners)
{
    struct lists groups = {.arena = join->scratch};
    struct numbering keys = {.arena = join->scratch};
    for (size_t i = 0; i < join->count; i++) {
        for (size_t t = tags->start[i]; t < features_end(tags, i, half_the_same); t++) {
            for (size_t p = partners->start[i]; p < features_end(partners, i, half_the_same); p++) {
                add_key(&groups, &keys, tags->numbers[t], partners->numbers[p], i);
            }
        }
    }
    compare_groups(join, &groups, keys.count, false);
}

/* Records with nearly the same tags, or nearly the same partners, in one place. */
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
            uint32_t number = numbering_add(&places, place, strlen(place));
            for (size_t f = features->start[i]; f < features_end(features, i, nearly_the_same); f++) {
                add_key(&groups, &keys, features->numbers[f], number, i);
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
        for (uint32_t i = groups.at[group]; i < groups.at[group + 1]; i++) {
            for (uint32_t j = i + 1; j < groups.at[group + 1]; j++) {
                if (groups.members[i] != groups.members[j]) {
                    add_found(join, groups.members[i], groups.members[j]);
                }
            }
        }
    }
}

static struct mpt_pair *describe(struct join *join, struct mpt_arena *arena, size_t *pair_count)
{
    qsort(join->found, join->found_count, sizeof *join->found, by_number);
    struct mpt_pair *pairs = mpt_arena_array(arena, join->found_count, sizeof *pairs);
    size_t count = 0;
    for (size_t i = 0; i < join->found_count; i++) {
        if (i > 0 && join->found[i] == join->found[i - 1]) {
            continue;
        }
        size_t a = join->found[i] >> 32, b = (uint32_t)join->found[i];
        size_t at_a = join->first_name[a], at_b = join->first_name[b];
        struct mpt_pair pair = {.a = a, .b = b, .same_id = same_outside_id(&join->items[a], &join->items[b])};
        pair.title = names_title(&join->lexicon, &join->names[at_a], join->first_name[a + 1] - at_a, &join->names[at_b],
                                 join->first_name[b + 1] - at_b);
        pair_set_parts(&pair, &join->items[a], &join->items[b]);
        pair.score = pair_score(&pair);
        pairs[count++] = pair;
    }
    *pair_count = count;
    return pairs;
}
#include <stdio.h>
#include <time.h>
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

struct mpt_pair *mpt_duplicates_find(const struct mpt_likeness *items, size_t count, double title_at_least,
                                     struct mpt_arena *arena, size_t *pair_count)
{
    struct mpt_arena *scratch = mpt_arena_open();
    struct join join = {.scratch = scratch,
                        .items = items,
                        .count = count,
                        .title_at_least = title_at_least,
                        .floor = title_at_least > 0 ? fmin(title_at_least, names_floor) : names_floor,
                        .lexicon = lexicon_init(scratch),
                        .with_word.arena = scratch,
                        .found_by.arena = scratch,
                        .covering.arena = scratch};
    double t0 = now();
    read_names(&join);
    double t1 = now();
    find_by_names(&join);
    double t2 = now();
    struct features tags = read_features(&join, false), partners = read_features(&join, true);
    find_by_tags_and_partners(&join, &tags, &partners);
    find_by_place(&join, &tags);
    find_by_place(&join, &partners);
    double t3 = now();
    find_by_outside_id(&join);
    struct mpt_pair *pairs = describe(&join, arena, pair_count);
    if (getenv("T"))
        printf("read %.3f names %.3f parts %.3f rest %.3f found %zu words %zu trigrams %zu\n", t1 - t0, t2 - t1,
               t3 - t2, now() - t3, join.found_count, join.lexicon.word_numbers.count,
               join.lexicon.trigram_numbers.count);
    mpt_arena_close(scratch);
    return pairs;
}
