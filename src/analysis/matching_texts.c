/* What the texts and the names of two records say for or against their being one work. */
#include <math.h>
#include <string.h>

#include "matching_internal.h"

/* --- Texts -------------------------------------------------------------------------------------------------------- */

static struct passages share_passages(const struct mpt_matching *matching, const struct item *a, const struct item *b)
{
    enum { MANY = 8 };
    size_t a_count, b_count, shared = 0, common = 0;
    const uint32_t *x = part_of(a, PART_SHINGLES, &a_count), *y = part_of(b, PART_SHINGLES, &b_count);
    struct meeting meeting;
    meeting.i = meeting.j = 0;
    for (size_t found; (found = meet_next(&meeting, x, a_count, y, b_count)) > 0; shared += found) {
        for (size_t k = 0; k < found; k++) {
            common += *run_counter(matching, x[meeting.at_x[k]]) >= MANY;
        }
    }
    size_t shorter = a_count < b_count ? a_count : b_count;
    return (struct passages){.shared = shared,
                             .share = shorter ? (double)shared / (double)shorter : NAN,
                             .template = shared ? (double)common / (double)shared : 0};
}

/* Between the points of a line. */
static double between(double x, const double points[][2], size_t count)
{
    if (x <= points[0][0]) {
        return points[0][1];
    }
    for (size_t i = 1; i < count; i++) {
        if (x <= points[i][0]) {
            double part = (x - points[i - 1][0]) / (points[i][0] - points[i - 1][0]);
            return points[i - 1][1] + part * (points[i][1] - points[i - 1][1]);
        }
    }
    return points[count - 1][1];
}

/* Of texts of some length; two short ones can neither prove nor refute much. */
static double weigh_texts(const struct item *a, const struct item *b, double cosine_of, double shared)
{
    static const double line[][2] = {{0, -6},  {0.1, -5.5}, {0.2, -4}, {0.3, -2}, {0.4, 0.5},
                                     {0.5, 3}, {0.7, 7},    {0.9, 11}, {1, 13}};
    double weight = between(cosine_of, line, sizeof line / sizeof *line);
    double shorter = a->words < b->words ? a->words : b->words;
    double longer = a->words > b->words ? a->words : b->words;
    if (weight > 0) {
        return fmin(weight, 0.25 * shared);
    }
    bool foreign = a->language != b->language;
    return foreign ? 0 : weight * clamp(shorter / 60, 0, 1) * clamp(3 * shorter / longer, 0.3, 1);
}

/* A record without a text: how much of what its name says stands in the other. */
static double weigh_found(const struct mpt_matching *matching, const struct item *named, double shared)
{
    double all = 0;
    for (size_t i = 0; i < named->begins[PART_TERMS + 1]; i++) {
        all += (double)matching->term_idf[named->numbers[i]];
    }
    return all > 0 ? clamp(6 * (shared / all - 0.4), 0, 3) : 0;
}

void pair_weigh_texts(const struct mpt_matching *matching, const struct probe *probe, const struct item *a,
                      const struct item *b, struct mpt_match_pair *pair, struct passages *passages)
{
    double shared, terms = probe ? probe_cosine(matching, probe, a, &shared) : cosine(matching, a, b, &shared);
    *passages = share_passages(matching, a, b);
    if (a->begins[PART_TERMS + 1] && b->begins[PART_TERMS + 1]) {
        double weight = weigh_texts(a, b, terms, shared);
        if (a->words == 0 || b->words == 0) {
            weight = a->words || b->words ? weigh_found(matching, a->words ? b : a, shared) : 0;
        }
        pair_say(pair, MPT_SIGNAL_TERMS, terms, weight);
    }
    if (!isnan(passages->share)) {
        double own = passages->share * (1 - passages->template);
        pair_say(pair, MPT_SIGNAL_PASSAGES, passages->share,
                 own > 0.15 ? fmin(13 * own, 1.5 * (double)passages->shared) : 0);
    }
}

/* --- Names -------------------------------------------------------------------------------------------------------- */

size_t names_spell(const struct mpt_matching *matching, const uint32_t *numbers, size_t count, struct word *words,
                   size_t most)
{
    size_t used = 0;
    for (size_t i = 0; i < count && numbers[i] != SEPARATOR && used < most; i++) {
        words[used++] =
            (struct word){&matching->spellings[numbers[i]], (double)matching->word_idf[numbers[i]], numbers[i]};
    }
    return used;
}

/* Words of a title depend on one another, as a topic has its words; codes do not. */
static double weigh_name(const struct nearness *nearness)
{
    double fewer = fmin(nearness->a_words, nearness->b_words), more = fmax(nearness->a_words, nearness->b_words);
    bool differ = nearness->numbers_differ && nearness->codes == 0;
    double against = fmin(0.5 * more + 1.3 * fewer, nearness->codes > 0 ? 3 : 7) + (differ ? 3 : 0);
    double favour = 0.55 * (nearness->shared - nearness->codes) + 1.3 * nearness->codes;
    return clamp(favour, 0, 16) - against;
}

struct names names_nearest(const struct mpt_matching *matching, const struct item *a, const struct item *b)
{
    struct names best = {.value = NAN, .weight = -INFINITY};
    struct word of_a[SPELLED], of_b[SPELLED];
    size_t a_count, b_count, x, y;
    const uint32_t *a_words = part_of(a, PART_NAMES, &a_count), *b_words = part_of(b, PART_NAMES, &b_count);
    for (size_t i = 0; i < a_count; i += x + 1) {
        x = names_spell(matching, a_words + i, a_count - i, of_a, SPELLED);
        for (size_t j = 0; j < b_count; j += y + 1) {
            y = names_spell(matching, b_words + j, b_count - j, of_b, SPELLED);
            struct nearness nearness = names_compare(of_a, x, of_b, y);
            double weight = weigh_name(&nearness), value = nearness_value(&nearness);
            if (isnan(best.value) || weight > best.weight) {
                best = (struct names){.value = value,
                                      .weight = weight,
                                      .fewer = fmin(nearness.a_words, nearness.b_words),
                                      .more = fmax(nearness.a_words, nearness.b_words),
                                      .codes = nearness.codes,
                                      .numbers_differ = nearness.numbers_differ};
            }
        }
    }
    if (isnan(best.value)) {
        best.weight = 0;
    }
    return best;
}

/* By runs of letters, whatever the words: where names are joined, parted, shortened or misspelt in many places. */
static double weigh_letters(double alike, double shared, const struct names *names)
{
    static const double line[][2] = {{0, -8}, {0.2, -3}, {0.3, 0}, {0.4, 3}, {0.5, 5}, {0.6, 7}, {0.75, 9}, {1, 12}};
    double differ = names->numbers_differ && names->codes == 0 ? 5 : 0;
    return fmin(between(alike, line, sizeof line / sizeof *line), 0.1 * shared) - differ;
}

/* As if no word of one were in the other, which is so where hardly a letter is. */
static struct names strange_names(const struct item *a, const struct item *b, double alike)
{
    double of_a = a->begins[PART_NAMES + 1] - a->begins[PART_NAMES] - 1.0;
    double of_b = b->begins[PART_NAMES + 1] - b->begins[PART_NAMES] - 1.0;
    struct nearness nearness = {.a_words = (unsigned)of_a, .b_words = (unsigned)of_b};
    return (struct names){
        .value = alike, .weight = weigh_name(&nearness), .fewer = fmin(of_a, of_b), .more = fmax(of_a, of_b)};
}

void pair_weigh_names(const struct mpt_matching *matching, const struct probe *probe, const struct item *a,
                      const struct item *b, struct mpt_match_pair *pair, struct names *names)
{
    double shared, alike = grams_alike(matching, probe, a, b, &shared);
    *names = alike < 0.1 ? strange_names(a, b, alike) : names_nearest(matching, a, b);
    if (!isnan(names->value)) {
        /* A translated title has other words; a short one hardly shows its language. */
        bool foreign = are_foreign(a, b), unknown = !a->language || a->language != b->language;
        double least = foreign ? -1 : unknown ? -8 : -20;
        struct sets codes = values_compare(matching, a, b, PART_CODES, 1);
        if (codes.shared && names->codes == 0) { /* in the texts, or written in another way */
            names->codes = codes.surprise;
            names->weight += fmin(0.8 * codes.surprise, 5);
        }
        if (!isnan(alike)) {
            names->weight = fmax(names->weight, weigh_letters(alike, shared, names));
        }
        pair_say(pair, MPT_SIGNAL_TITLE, names->value, fmax(names->weight, least));
    }
}
