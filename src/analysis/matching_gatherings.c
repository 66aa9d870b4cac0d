/* Whether a record is about an occasion (a conference, a workshop, a seminar, travel to one) rather than about work:
 * the next one of a series is described in the words of the last one, and is another one all the same. */
#include <stdlib.h>

#include "matching_internal.h"

/* Folded, in the languages that texts are told apart in. Left out is what other work is as often about: schools,
 * training, courses. */
static const char occasions[] =
    "conference conferences workshop workshops symposium symposia symposiums colloquium colloquia colloquiums seminar "
    "seminars congress internship internships reu konferens konferensen konferenser konferanse konferansen konferanser "
    "konference konferencen konferenz konferenzen seminarium seminarier seminariet seminarer seminaret seminare "
    "kongress kongressen kongres symposiet symposier colloque colloques seminaire seminaires congres conferencia "
    "conferencias congreso congresos seminario seminarios simposio simposios coloquio coloquios congresso congressos "
    "conferenza conferenze convegno convegni seminari congressi conferentie conferenties congressen konferenssi "
    "konferenssin seminaari seminaarin symposiumi";

/* Words that are about something else too: they tell only when a text is full of them. */
static const char meetings[] =
    "meeting meetings travel lectures tagung tagungen atelier ateliers taller talleres jornadas "
    "encuentro encuentros encontro encontros mote moten moter seminarserie";

static int order_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void add_number(struct numbers *numbers, uint32_t number)
{
    if (numbers->count == numbers->room) {
        numbers->room = numbers->room ? 2 * numbers->room : 64;
        numbers->items = room_for(numbers->items, numbers->room, sizeof *numbers->items);
    }
    numbers->items[numbers->count++] = number;
}

static void sort_numbers(struct numbers *numbers)
{
    size_t kept = 0;
    if (numbers->count) {
        qsort(numbers->items, numbers->count, sizeof *numbers->items, order_numbers);
    }
    for (size_t i = 0; i < numbers->count; i++) {
        if (i == 0 || numbers->items[i] != numbers->items[i - 1]) {
            numbers->items[kept++] = numbers->items[i];
        }
    }
    numbers->count = kept;
}

/* The ranks of their stems in any language, and with `named` the numbers of the words as they are. */
static void look_up(struct mpt_matching *matching, const char *words, bool named)
{
    struct walk walk = walk_begin(words);
    while (walk_next(&walk)) {
        uint64_t hash = hash_bytes(walk.word, walk.len);
        uint32_t word = vocabulary_find(&matching->words, hash);
        if (named && word != UINT32_MAX) {
            add_number(&matching->occasion_words, word);
        }
        for (int language = 0; language < LANGUAGES; language++) {
            uint64_t stem = worker_stem(&matching->workers[0], walk.word, walk.len, hash, language);
            uint32_t term = stem ? vocabulary_find(&matching->terms, stem) : UINT32_MAX;
            if (term != UINT32_MAX) {
                add_number(&matching->occasions, matching->term_rank[term]);
            }
        }
    }
}

void gatherings_find(struct mpt_matching *matching)
{
    look_up(matching, occasions, true);
    look_up(matching, meetings, false);
    sort_numbers(&matching->occasions);
    sort_numbers(&matching->occasion_words);
}

static bool is_named(const struct mpt_matching *matching, const struct item *item)
{
    const struct numbers *words = &matching->occasion_words;
    size_t count;
    const uint32_t *names = part_of(item, PART_NAMES, &count);
    bool named = false;
    for (size_t i = 0; i < count && !named && words->count; i++) {
        named = bsearch(&names[i], words->items, words->count, sizeof *words->items, order_numbers);
    }
    return named;
}

/* Its name says so, or its text speaks of little else. */
bool gatherings_have(const struct mpt_matching *matching, const struct item *item)
{
    enum { MENTIONS = 3, WORDS_A_MENTION = 70 };
    const struct numbers *occasions_of = &matching->occasions;
    size_t count = item->begins[PART_TERMS + 1], mentions = 0;
    for (size_t i = 0, j = 0; i < count && j < occasions_of->count;) {
        uint32_t x = item->numbers[i], y = occasions_of->items[j];
        mentions += x == y ? item->counts[i] : 0;
        i += x <= y;
        j += y <= x;
    }
    return (mentions >= MENTIONS && mentions * WORDS_A_MENTION >= item->words) || is_named(matching, item);
}
