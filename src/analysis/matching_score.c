/* What each field of two records says for or against their being one work, in log-odds, and what they say together. */
#include <math.h>
#include <string.h>

#include "matching_internal.h"

double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static double clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

/* What it says that two records share a value that so many have: the less likely by chance, the more. */
static double surprise(const struct mpt_matching *matching, uint32_t value)
{
    return log(1 + matching->size / (matching->value_df[value] + 0.5));
}

static void say(struct mpt_match_pair *pair, enum mpt_match_signal signal, double value, double weight)
{
    pair->values[signal] = (float)value;
    pair->weights[signal] = (float)weight;
}

/* --- Texts -------------------------------------------------------------------------------------------------------- */

double cosine(const struct mpt_matching *matching, const struct item *a, const struct item *b, double *shared)
{
    size_t i = 0, j = 0, a_count = a->begins[PART_TERMS + 1], b_count = b->begins[PART_TERMS + 1];
    double sum = 0;
    *shared = 0;
    while (i < a_count && j < b_count) {
        uint32_t x = a->numbers[i], y = b->numbers[j];
        if (x == y) {
            double idf = (double)matching->term_idf[x];
            sum += (double)(count_weights[a->counts[i]] * count_weights[b->counts[j]]) * idf * idf;
            *shared += idf;
        }
        i += x <= y;
        j += y <= x;
    }
    return clamp(sum / ((double)a->norm * (double)b->norm), 0, 1);
}

static struct passages share_passages(const struct mpt_matching *matching, const struct item *a, const struct item *b)
{
    enum { MANY = 8 };
    size_t a_count, b_count, common = 0;
    const uint32_t *x = part_of(a, PART_SHINGLES, &a_count), *y = part_of(b, PART_SHINGLES, &b_count);
    struct passages passages = {0};
    for (size_t i = 0, j = 0; i < a_count && j < b_count;) {
        if (x[i] == y[j]) {
            passages.shared++;
            common += matching->shingle_df[x[i] & matching->shingle_mask] >= MANY;
        }
        bool step = x[i] <= y[j];
        j += y[j] <= x[i];
        i += step;
    }
    size_t shorter = a_count < b_count ? a_count : b_count;
    passages.share = shorter ? (double)passages.shared / (double)shorter : NAN;
    passages.template = passages.shared ? (double)common / (double)passages.shared : 0;
    return passages;
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

/* --- Names -------------------------------------------------------------------------------------------------------- */

static size_t spell(const struct mpt_matching *matching, const uint32_t *numbers, size_t count, struct word *words,
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

struct names {
    double value, weight;
    double fewer, more; /* words that only one has */
    double codes;
    bool numbers_differ;
};

enum { SPELLED = 64 };

static struct names compare_names(const struct mpt_matching *matching, const struct item *a, const struct item *b)
{
    struct names best = {.value = NAN, .weight = -INFINITY};
    struct word of_a[SPELLED], of_b[SPELLED];
    size_t a_count, b_count, x, y;
    const uint32_t *a_words = part_of(a, PART_NAMES, &a_count), *b_words = part_of(b, PART_NAMES, &b_count);
    for (size_t i = 0; i < a_count; i += x + 1) {
        x = spell(matching, a_words + i, a_count - i, of_a, SPELLED);
        for (size_t j = 0; j < b_count; j += y + 1) {
            y = spell(matching, b_words + j, b_count - j, of_b, SPELLED);
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

/* --- Sets of values ----------------------------------------------------------------------------------------------- */

struct sets {
    size_t shared, smaller;
    double surprise;
};

static double share_of(const struct sets *sets)
{
    return sets->smaller ? (double)sets->shared / (double)sets->smaller : NAN;
}

/* People: same surname, and the given names' first letters do not contradict each other. */
static struct sets compare_people(const struct mpt_matching *matching, const struct item *a, const struct item *b)
{
    size_t a_count, b_count;
    const uint32_t *x = part_of(a, PART_PEOPLE, &a_count), *y = part_of(b, PART_PEOPLE, &b_count);
    struct sets sets = {.smaller = (a_count < b_count ? a_count : b_count) / 3};
    for (size_t i = 0; i < a_count; i += 3) {
        double best = 0;
        for (size_t j = 0; j < b_count && best < 1; j += 3) {
            bool given = x[i + 1] == y[j + 1] || !x[i + 1] || !y[j + 1];
            if (x[i] == y[j]) {
                best = given ? 1 : 0.5;
            } else if (given && best < 0.8) {
                double alike = word_likeness(&matching->spellings[x[i]], &matching->spellings[y[j]]);
                best = fmax(best, alike >= 0.75 ? 0.8 : 0);
            }
        }
        if (best > 0.5) {
            sets.shared++;
            sets.surprise += best * surprise(matching, x[i + 2]);
        }
    }
    return sets;
}

static struct sets compare_values(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                                  enum part part, size_t step)
{
    size_t a_count, b_count;
    const uint32_t *x = part_of(a, part, &a_count), *y = part_of(b, part, &b_count);
    struct sets sets = {.smaller = (a_count < b_count ? a_count : b_count) / step};
    for (size_t i = step - 1; i < a_count; i += step) {
        for (size_t j = step - 1; j < b_count; j += step) {
            if (x[i] == y[j] && x[i] != SEPARATOR) {
                sets.shared++;
                sets.surprise += surprise(matching, x[i]);
                break;
            }
        }
    }
    sets.shared = sets.shared < sets.smaller ? sets.shared : sets.smaller;
    return sets;
}

/* The nearest two names of organisations, by their words. */
static double nearest_party(const struct mpt_matching *matching, const struct item *a, const struct item *b)
{
    struct word of_a[SPELLED], of_b[SPELLED];
    size_t a_count, b_count, x, y;
    double best = 0;
    const uint32_t *a_words = part_of(a, PART_PARTIES, &a_count), *b_words = part_of(b, PART_PARTIES, &b_count);
    for (size_t i = 0; i < a_count; i += x + 1) {
        x = spell(matching, a_words + i, a_count - i, of_a, SPELLED);
        for (size_t j = 0; j < b_count; j += y + 1) {
            y = spell(matching, b_words + j, b_count - j, of_b, SPELLED);
            struct nearness nearness = names_compare(of_a, x, of_b, y);
            best = fmax(best, nearness.shared_words > 1 ? nearness_value(&nearness) : 0);
            best = fmax(best, is_acronym(of_a, x, of_b, y) || is_acronym(of_b, y, of_a, x) ? 0.85 : 0);
        }
    }
    return best;
}

/* --- The fields --------------------------------------------------------------------------------------------------- */

static void weigh_people(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                         struct mpt_match_pair *pair)
{
    struct sets people = compare_people(matching, a, b);
    double share = share_of(&people);
    if (!isnan(share)) {
        double missing = (double)people.smaller - (double)people.shared;
        double weight = people.shared ? fmin(0.6 * people.surprise, 9) - fmin(0.9 * missing, 4) : -3.5;
        say(pair, MPT_SIGNAL_PEOPLE, fmin(share, 1), weight);
    }
}

/* Names that are only alike are looked at where the texts are not strangers. */
static void weigh_organisations(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                                bool closely, struct mpt_match_pair *pair)
{
    struct sets keys = compare_values(matching, a, b, PART_KEYS, 1);
    if (keys.smaller == 0) {
        return;
    }
    double share = share_of(&keys), near = keys.shared ? 1 : closely ? nearest_party(matching, a, b) : 0;
    if (keys.shared) {
        say(pair, MPT_SIGNAL_ORGANISATIONS, fmax(share, 0.5), fmin(0.6 * keys.surprise, 4));
    } else {
        say(pair, MPT_SIGNAL_ORGANISATIONS, near >= 0.8 ? near : 0, near >= 0.8 ? 1 : -1);
    }
}

static void weigh_dates(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                        struct mpt_match_pair *pair)
{
    enum { YEAR = 365 };
    if (!a->dated || !b->dated) {
        return;
    }
    struct span span = compare_dates(a, b);
    double value = span.shared > 0 ? span.shared / span.whole : -fmax(span.gap, 1) / YEAR, weight;
    if (a->dates == b->dates) {
        weight = fmin(0.6 * surprise(matching, a->dates), 5);
    } else if (a->start == b->start) {
        weight = fmin(0.4 * surprise(matching, a->start), 3);
    } else if (span.shared > 0) {
        weight = value > 0.6 ? 0.5 : -1;
    } else {
        weight = span.gap > 5 * YEAR ? -3.5 : -2;
    }
    say(pair, MPT_SIGNAL_DATES, value, weight);
}

static void weigh_amounts(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                          struct mpt_match_pair *pair)
{
    size_t a_count, b_count;
    const uint32_t *x = part_of(a, PART_AMOUNTS, &a_count), *y = part_of(b, PART_AMOUNTS, &b_count);
    double best = NAN;
    struct sets equal = compare_values(matching, a, b, PART_AMOUNTS, 3);
    for (size_t i = 0; i < a_count; i += 3) {
        for (size_t j = 0; j < b_count; j += 3) {
            double of_a = (double)x[i + 1] * 4294967296.0 + x[i], of_b = (double)y[j + 1] * 4294967296.0 + y[j];
            double ratio = fmin(of_a, of_b) / fmax(of_a, of_b);
            best = isnan(best) || ratio > best ? ratio : best;
        }
    }
    if (equal.shared) {
        say(pair, MPT_SIGNAL_AMOUNTS, 1, fmin(0.7 * equal.surprise, 6));
    } else if (!isnan(best)) {
        say(pair, MPT_SIGNAL_AMOUNTS, best, best > 0.98 ? 1 : best > 0.7 ? -0.5 : best > 0.3 ? -1 : -1.5);
    }
}

static void weigh_rest(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                       struct mpt_match_pair *pair)
{
    struct sets ids = compare_values(matching, a, b, PART_IDS, 2);
    if (ids.shared) {
        say(pair, MPT_SIGNAL_IDS, 1, 20);
    } else if (ids.smaller) {
        say(pair, MPT_SIGNAL_IDS, 0, 0);
    }
    struct sets places = compare_values(matching, a, b, PART_PLACES, 1);
    bool countries = a->country != SEPARATOR && b->country != SEPARATOR;
    if (places.smaller) {
        /* Where an organisation sits is said with the organisation. */
        double shared = pair->weights[MPT_SIGNAL_ORGANISATIONS] > 0 ? 0 : fmin(0.4 * places.surprise, 2);
        say(pair, MPT_SIGNAL_PLACES, share_of(&places), places.shared ? shared : -0.5);
    } else if (countries) {
        say(pair, MPT_SIGNAL_PLACES, a->country == b->country ? 0.5 : 0, a->country == b->country ? 0.2 : -1.5);
    }
    size_t a_count, b_count;
    const uint32_t *x = part_of(a, PART_PROGRAMME, &a_count), *y = part_of(b, PART_PROGRAMME, &b_count);
    if (a_count > 1 && b_count > 1) {
        struct word of_a[SPELLED], of_b[SPELLED];
        size_t a_words = spell(matching, x + 1, a_count - 1, of_a, SPELLED);
        size_t b_words = spell(matching, y + 1, b_count - 1, of_b, SPELLED);
        struct nearness nearness = names_compare(of_a, a_words, of_b, b_words);
        double value = x[0] == y[0] ? 1 : nearness_value(&nearness);
        say(pair, MPT_SIGNAL_PROGRAMME, value,
            x[0] == y[0]  ? fmin(0.4 * surprise(matching, x[0]), 2)
            : value > 0.6 ? 0.5
                          : -0.4);
    }
}

/* Details of the same name: equal ones for, others against. */
static size_t weigh_details(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                            struct mpt_match_pair *pair)
{
    size_t a_count, b_count, equal = 0, compared = 0;
    const uint32_t *x = part_of(a, PART_DETAILS, &a_count), *y = part_of(b, PART_DETAILS, &b_count);
    double weight = 0;
    for (size_t i = 0; i < a_count; i += 2) {
        for (size_t j = 0; j < b_count; j += 2) {
            if (x[i] == y[j]) {
                bool same = x[i + 1] == y[j + 1];
                compared++;
                equal += same;
                weight += same ? fmin(0.5 * surprise(matching, x[i + 1]), 4) : -2;
                break;
            }
        }
    }
    if (compared) {
        say(pair, MPT_SIGNAL_DETAILS, (double)equal / (double)compared, fmin(weight, 8));
    }
    return compared;
}

/* --- One work or not ---------------------------------------------------------------------------------------------- */

/* Long enough for what they do not share word for word to tell something. */
static bool are_long(const struct item *a, const struct item *b)
{
    enum { LONG = 60 };
    return a->words >= LONG && b->words >= LONG && a->language == b->language;
}

/* `long_texts`: what they do not share word for word says nothing for one work. */
static double sum_weights(const struct mpt_match_pair *pair, bool long_texts)
{
    double title = (double)pair->weights[MPT_SIGNAL_TITLE], sum = 0;
    double passages = (double)pair->weights[MPT_SIGNAL_PASSAGES], terms = (double)pair->weights[MPT_SIGNAL_TERMS];
    double text = passages > 0 || !long_texts ? fmax(terms, passages) : terms;
    if (text > 9) { /* one text under two titles */
        title = fmax(title, -2);
    }
    /* What a title says, its text says again: the smaller of two good words counts half. */
    sum += title > 0 && text > 0 ? fmax(title, text) + 0.4 * fmin(title, text) : title + text;
    for (size_t i = MPT_SIGNAL_PEOPLE; i < MPT_SIGNALS; i++) {
        sum += (double)pair->weights[i];
    }
    return sum;
}

/* Against the other explanation, that the two are related but not one work (a series, a conference paper and its
 * article, two projects of one group): names, people and topics are alike then too, so that only what belongs to one
 * work alone tells. */
static double against_related(const struct item *a, const struct item *b, const struct mpt_match_pair *pair,
                              const struct names *names, size_t details, bool listed, bool renewed)
{
    const float *values = pair->values;
    bool texts = a->words >= 30 && b->words >= 30 && a->language == b->language;
    /* Between two lists copies are what one expects; within one, they are the exception. */
    double sum = texts ? 3 : listed ? 3.5 : -0.3, terms = (double)values[MPT_SIGNAL_TERMS];
    /* Where there are texts to tell, a title may vary. */
    double most = texts ? 3 : names->codes > 0 ? 0 : 4, differs = 0.2 * names->more + 0.4 * names->fewer;
    bool foreign = are_foreign(a, b);
    sum -= fmin(differs, most) * (foreign ? 0.3 : a->language == b->language ? 1 : 0.7);
    sum -= names->numbers_differ && names->codes == 0 ? 1 : 0;
    if (texts) {
        sum += clamp((terms - 0.55) * 10, -5, 3);
        sum += values[MPT_SIGNAL_PASSAGES] > 0.3F ? 4 * (double)values[MPT_SIGNAL_PASSAGES] : 0;
    }
    if (values[MPT_SIGNAL_DATES] == 1) {
        sum += 1;
    } else if (!isnan(values[MPT_SIGNAL_DATES]) && values[MPT_SIGNAL_DATES] < 0.5F && !renewed) {
        sum -= values[MPT_SIGNAL_ORGANISATIONS] >= 0.5F ? 0.5 : 1.5;
    }
    if (!isnan(values[MPT_SIGNAL_DETAILS])) {
        double equal = (double)values[MPT_SIGNAL_DETAILS] * (double)details;
        sum += 1.5 * equal - 2.5 * ((double)details - equal);
    }
    if (!isnan(values[MPT_SIGNAL_PEOPLE]) && values[MPT_SIGNAL_PEOPLE] < 0.7F) {
        sum -= values[MPT_SIGNAL_PEOPLE] < 0.3F ? 3 : 1.5;
    }
    if (!isnan(values[MPT_SIGNAL_PROGRAMME])) {
        sum += values[MPT_SIGNAL_PROGRAMME] > 0.6F ? 0.7 : -1;
    }
    if (!isnan(values[MPT_SIGNAL_ORGANISATIONS])) {
        sum += values[MPT_SIGNAL_ORGANISATIONS] >= 0.5F ? 0.5 : -1;
    }
    if (!isnan(values[MPT_SIGNAL_AMOUNTS])) {
        sum += values[MPT_SIGNAL_AMOUNTS] == 1 ? 1.5 : values[MPT_SIGNAL_AMOUNTS] > 0.7F || renewed ? 0 : -0.7;
    }
    return values[MPT_SIGNAL_IDS] == 1 ? INFINITY : sum;
}

static void weigh_texts_of(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                           struct mpt_match_pair *pair, struct passages *passages)
{
    double shared, terms = cosine(matching, a, b, &shared);
    *passages = share_passages(matching, a, b);
    if (a->begins[PART_TERMS + 1] && b->begins[PART_TERMS + 1]) {
        double weight = weigh_texts(a, b, terms, shared);
        if (a->words == 0 || b->words == 0) {
            weight = a->words || b->words ? weigh_found(matching, a->words ? b : a, shared) : 0;
        }
        say(pair, MPT_SIGNAL_TERMS, terms, weight);
    }
    if (!isnan(passages->share)) {
        double own = passages->share * (1 - passages->template);
        say(pair, MPT_SIGNAL_PASSAGES, passages->share,
            own > 0.15 ? fmin(13 * own, 1.5 * (double)passages->shared) : 0);
    }
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

static void weigh_names(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                        struct mpt_match_pair *pair, struct names *names)
{
    double shared, alike = grams_alike(matching, a, b, &shared);
    *names = alike < 0.1 ? strange_names(a, b, alike) : compare_names(matching, a, b);
    if (!isnan(names->value)) {
        /* A translated title has other words; a short one hardly shows its language. */
        bool foreign = are_foreign(a, b), unknown = !a->language || a->language != b->language;
        double least = foreign ? -1 : unknown ? -8 : -20;
        struct sets codes = compare_values(matching, a, b, PART_CODES, 1);
        if (codes.shared && names->codes == 0) { /* in the texts, or written in another way */
            names->codes = codes.surprise;
            names->weight += fmin(0.8 * codes.surprise, 5);
        }
        if (!isnan(alike)) {
            names->weight = fmax(names->weight, weigh_letters(alike, shared, names));
        }
        say(pair, MPT_SIGNAL_TITLE, names->value, fmax(names->weight, least));
    }
}

/* Organisations, dates and amounts weigh less than they surprise, as they go together with topics and with one another.
 * Between two languages they stand alone: no topic has been counted. */
static void weigh_alone(struct mpt_match_pair *pair)
{
    static const enum mpt_match_signal signals[] = {MPT_SIGNAL_ORGANISATIONS, MPT_SIGNAL_DATES, MPT_SIGNAL_AMOUNTS};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        float *weight = &pair->weights[signals[i]];
        *weight *= *weight > 0 ? 1.5F : 1;
    }
}

static size_t words_of(const struct item *item)
{
    return item->words + (item->begins[PART_NAMES + 1] - item->begins[PART_NAMES]);
}

/* How much can be told of two topics: little from titles alone. */
static double certainty_of(const struct item *a, const struct item *b)
{
    enum { ENOUGH = 60 };
    size_t of_a = words_of(a), of_b = words_of(b), shorter = of_a < of_b ? of_a : of_b;
    return shorter < ENOUGH ? (double)shorter / ENOUGH : 1;
}

/* How likely it is one work: neither chance nor what makes works related explains what the two have in common. */
static double likely(double chance, double related)
{
    double odds = fmin(chance, related) + (chance > related ? 0.2 * fmin(chance - related, 12) - 1 : 0);
    return logistic(0.8 * odds);
}

/* Whether the best of names could yet make one work of what the rest says. */
static bool is_open(const struct item *a, const struct item *b, const struct mpt_match_pair *pair, double prior,
                    size_t details, bool listed, double least)
{
    const double best_name = 16;
    const struct names equal = {.value = 1};
    double related = against_related(a, b, pair, &equal, details, listed, false);
    return kind_may_allow_renewal(pair) ||
           likely(prior + sum_weights(pair, are_long(a, b)) + best_name, related) >= least;
}

void pair_weigh(const struct mpt_matching *matching, size_t a, size_t b, double least, struct mpt_match_pair *pair)
{
    const struct item *x = &matching->items[a], *y = &matching->items[b];
    struct passages passages;
    struct names names;
    *pair = (struct mpt_match_pair){.a = a, .b = b};
    for (size_t i = 0; i < MPT_SIGNALS; i++) {
        pair->values[i] = NAN;
    }
    weigh_texts_of(matching, x, y, pair, &passages);
    double terms = isnan(pair->values[MPT_SIGNAL_TERMS]) ? 0 : (double)pair->values[MPT_SIGNAL_TERMS];
    weigh_people(matching, x, y, pair);
    weigh_organisations(matching, x, y, terms >= 0.2, pair);
    weigh_dates(matching, x, y, pair);
    weigh_amounts(matching, x, y, pair);
    weigh_rest(matching, x, y, pair);
    size_t details = weigh_details(matching, x, y, pair);
    if (are_foreign(x, y)) {
        weigh_alone(pair);
    }
    double prior = -log(fmax(matching->size, 100)) - 1;
    bool listed = matching->list != SIZE_MAX && a < matching->list && b >= matching->list;
    double overlap = logistic((terms - 0.45) * 18) * certainty_of(x, y);
    if (overlap < least && !is_open(x, y, pair, prior, details, listed, least)) {
        pair->kind = MPT_MATCH_OVERLAP;
        return;
    }
    weigh_names(matching, x, y, pair, &names);
    bool renewed = kind_allow_renewal(x, y, passages.share * (1 - passages.template), pair);
    double chance = prior + sum_weights(pair, are_long(x, y));
    double related = against_related(x, y, pair, &names, details, listed, renewed);
    /* Equal in everything there is, and there is something: no chance and no series does that. */
    bool copies = x->print == y->print && x->words >= 20 && x->dated;
    pair->alike = copies ? 0.99F : (float)likely(chance, related);
    kind_decide(matching, &(struct verdict_on){x, y, passages, names.numbers_differ, overlap}, pair);
}

enum mpt_match_kind pair_kind(const struct mpt_matching *matching, const struct mpt_match_pair *pair)
{
    const struct item *a = &matching->items[pair->a], *b = &matching->items[pair->b];
    return kind_of_work(matching, a, b, pair, compare_names(matching, a, b).numbers_differ);
}
