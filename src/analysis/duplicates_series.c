/* Series: names that differ in numbers only. A programme with a thousand numbered grants would else make half a million
 * pairs, none of them work done twice. */
#include <stdlib.h>
#include <string.h>

#include "duplicates_internal.h"

static int by_word(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* A number for the set of a name's words, those with digits left out when `stem`. */
static uint32_t set_number(struct join *join, struct numbering *sets, const struct name *name, bool stem,
                           uint32_t *room)
{
    size_t count = 0;
    for (uint32_t i = 0; i < name->word_count; i++) {
        if (!stem || !join->lexicon.words[name->words[i]].numeric) {
            room[count++] = name->words[i];
        }
    }
    qsort(room, count, sizeof *room, by_word);
    return numbering_add(sets, room, count * sizeof *room);
}

/* Equal names of a series: one thing twice, unless these too are too many. */
static void pair_equal(struct join *join, const struct name *names, struct lists *equal, size_t set_count)
{
    lists_make(equal, set_count);
    for (size_t set = 0; set < set_count; set++) {
        uint32_t length = lists_length(equal, set);
        for (uint32_t i = equal->at[set]; length <= MOST_ALIKE && i < equal->at[set + 1]; i++) {
            for (uint32_t j = i + 1; j < equal->at[set + 1]; j++) {
                uint32_t a = names[equal->members[i]].item, b = names[equal->members[j]].item;
                if (a != b && (is_fresh(join, a) || is_fresh(join, b))) {
                    add_found(join, a, b);
                }
            }
        }
    }
}

void find_series(struct join *join, struct name *names)
{
    struct numbering stems = {.arena = join->scratch}, sets = {.arena = join->scratch};
    struct lists members = {.arena = join->scratch}, equal = {.arena = join->scratch};
    uint32_t most = 0;
    for (size_t i = 0; i < join->name_count; i++) {
        most = names[i].word_count > most ? names[i].word_count : most;
    }
    uint32_t *room = mpt_arena_array(join->scratch, most + 1, sizeof *room);
    for (size_t i = 0; i < join->name_count; i++) {
        lists_add(&members, set_number(join, &stems, &names[i], true, room), i);
    }
    lists_make(&members, stems.count);
    for (size_t stem = 0; stem < stems.count; stem++) {
        for (uint32_t i = members.at[stem]; lists_length(&members, stem) > MOST_ALIKE && i < members.at[stem + 1];
             i++) {
            struct name *name = &names[members.members[i]];
            name->in_series = true;
            lists_add(&equal, set_number(join, &sets, name, false, room), members.members[i]);
        }
    }
    pair_equal(join, names, &equal, sets.count);
}
