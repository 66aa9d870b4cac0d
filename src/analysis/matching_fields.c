/* What people, organisations, dates, amounts and other values of two records say for or against their being one work.
 */
#include <math.h>
#include <string.h>

#include "matching_internal.h"

/* Of so many people and names of organisations each is held against each; of an experiment's three thousand authors the
 * first tell enough. */
enum { MOST_PEOPLE = 250, MOST_PARTIES = 60 };

/* What it says that two records share a value that so many have: the less likely by chance, the more. */
static double surprise(const struct mpt_matching *matching, uint32_t value)
{
    return idf_of(matching, matching->value_df[value]);
}

/* --- Sets of values ----------------------------------------------------------------------------------------------- */

static double share_of(const struct sets *sets)
{
    return sets->smaller ? (double)sets->shared / (double)sets->smaller : NAN;
}

/* People: same surname, and the given names' first letters do not contradict each other. Those of the smaller set are
 * looked for in the other, so that who is named there several times counts once. */
static struct sets compare_people(const struct mpt_matching *matching, const struct item *a, const struct item *b)
{
    size_t a_count, b_count;
    const uint32_t *x = part_of(a, PART_PEOPLE, &a_count), *y = part_of(b, PART_PEOPLE, &b_count);
    if (a_count > b_count) {
        x = part_of(b, PART_PEOPLE, &a_count);
        y = part_of(a, PART_PEOPLE, &b_count);
    }
    a_count = a_count < (size_t)MOST_PEOPLE * 3 ? a_count : (size_t)MOST_PEOPLE * 3;
    b_count = b_count < (size_t)MOST_PEOPLE * 3 ? b_count : (size_t)MOST_PEOPLE * 3;
    struct sets sets = {.smaller = a_count / 3};
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

struct sets values_compare(const struct mpt_matching *matching, const struct item *a, const struct item *b,
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
    for (size_t i = 0, a_name = 0; i < a_count && a_name < MOST_PARTIES; i += x + 1, a_name++) {
        x = names_spell(matching, a_words + i, a_count - i, of_a, SPELLED);
        for (size_t j = 0, b_name = 0; j < b_count && b_name < MOST_PARTIES; j += y + 1, b_name++) {
            y = names_spell(matching, b_words + j, b_count - j, of_b, SPELLED);
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
    struct sets people = compare_people(matching, a, b), ids = values_compare(matching, a, b, PART_PEOPLE_IDS, 1);
    size_t known = ids.shared < people.smaller ? ids.shared : people.smaller;
    if (known > people.shared) { /* whatever they are called by now */
        people.shared = known;
        people.surprise = fmax(people.surprise, ids.surprise);
    }
    double share = share_of(&people);
    if (!isnan(share)) {
        double missing = (double)people.smaller - (double)people.shared;
        double weight = people.shared ? fmin(0.6 * people.surprise, 9) - fmin(0.9 * missing, 4) : -3.5;
        pair_say(pair, MPT_SIGNAL_PEOPLE, share, weight);
    }
}

/* Names that are only alike are looked at where the texts are not strangers. */
static void weigh_organisations(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                                bool closely, struct mpt_match_pair *pair)
{
    struct sets keys = values_compare(matching, a, b, PART_KEYS, 1);
    if (keys.smaller == 0) {
        return;
    }
    double share = share_of(&keys), near = keys.shared ? 1 : closely ? nearest_party(matching, a, b) : 0;
    if (keys.shared) {
        pair_say(pair, MPT_SIGNAL_ORGANISATIONS, fmax(share, 0.5), fmin(0.6 * keys.surprise, 4));
    } else {
        pair_say(pair, MPT_SIGNAL_ORGANISATIONS, near >= 0.8 ? near : 0, near >= 0.8 ? 1 : -1);
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
    pair_say(pair, MPT_SIGNAL_DATES, value, weight);
}

static void weigh_amounts(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                          struct mpt_match_pair *pair)
{
    size_t a_count, b_count;
    const uint32_t *x = part_of(a, PART_AMOUNTS, &a_count), *y = part_of(b, PART_AMOUNTS, &b_count);
    double best = NAN;
    struct sets equal = values_compare(matching, a, b, PART_AMOUNTS, 4);
    for (size_t i = 0; i < a_count; i += 4) {
        for (size_t j = 0; j < b_count; j += 4) {
            if (x[i + 2] && y[j + 2] && x[i + 2] != y[j + 2]) { /* of two currencies: nothing is known */
                continue;
            }
            double of_a = (double)x[i + 1] * 4294967296.0 + x[i], of_b = (double)y[j + 1] * 4294967296.0 + y[j];
            double ratio = fmin(of_a, of_b) / fmax(of_a, of_b);
            best = isnan(best) || ratio > best ? ratio : best;
        }
    }
    if (equal.shared) {
        pair_say(pair, MPT_SIGNAL_AMOUNTS, 1, fmin(0.7 * equal.surprise, 6));
    } else if (!isnan(best)) {
        pair_say(pair, MPT_SIGNAL_AMOUNTS, best, best > 0.98 ? 1 : best > 0.7 ? -0.5 : best > 0.3 ? -1 : -1.5);
    }
}

static bool have_one_scheme(const struct item *a, const struct item *b)
{
    size_t a_count, b_count;
    const uint32_t *x = part_of(a, PART_IDS, &a_count), *y = part_of(b, PART_IDS, &b_count);
    for (size_t i = 0; i < a_count; i += 2) {
        for (size_t j = 0; j < b_count; j += 2) {
            if (x[i] == y[j]) {
                return true;
            }
        }
    }
    return false;
}

/* Ids of two schemes cannot be equal: that they are not says nothing. */
static void weigh_ids(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                      struct mpt_match_pair *pair)
{
    if (values_compare(matching, a, b, PART_IDS, 2).shared) {
        pair_say(pair, MPT_SIGNAL_IDS, 1, 20);
    } else if (have_one_scheme(a, b)) {
        pair_say(pair, MPT_SIGNAL_IDS, 0, 0);
    }
}

static void weigh_rest(const struct mpt_matching *matching, const struct item *a, const struct item *b,
                       struct mpt_match_pair *pair)
{
    struct sets places = values_compare(matching, a, b, PART_PLACES, 1);
    bool countries = a->country != SEPARATOR && b->country != SEPARATOR;
    if (places.smaller) {
        /* Where an organisation sits is said with the organisation. */
        double shared = pair->weights[MPT_SIGNAL_ORGANISATIONS] > 0 ? 0 : fmin(0.4 * places.surprise, 2);
        pair_say(pair, MPT_SIGNAL_PLACES, share_of(&places), places.shared ? shared : -0.5);
    } else if (countries) {
        pair_say(pair, MPT_SIGNAL_PLACES, a->country == b->country ? 0.5 : 0, a->country == b->country ? 0.2 : -1.5);
    }
    size_t a_count, b_count;
    const uint32_t *x = part_of(a, PART_PROGRAMME, &a_count), *y = part_of(b, PART_PROGRAMME, &b_count);
    if (a_count > 1 && b_count > 1) {
        struct word of_a[SPELLED], of_b[SPELLED];
        size_t a_words = names_spell(matching, x + 1, a_count - 1, of_a, SPELLED);
        size_t b_words = names_spell(matching, y + 1, b_count - 1, of_b, SPELLED);
        struct nearness nearness = names_compare(of_a, a_words, of_b, b_words);
        double value = x[0] == y[0] ? 1 : nearness_value(&nearness);
        pair_say(pair, MPT_SIGNAL_PROGRAMME, value,
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
        pair_say(pair, MPT_SIGNAL_DETAILS, (double)equal / (double)compared, fmin(weight, 8));
    }
    return compared;
}

size_t pair_weigh_fields(const struct mpt_matching *matching, const struct item *a, const struct item *b, bool closely,
                         struct mpt_match_pair *pair)
{
    weigh_people(matching, a, b, pair);
    weigh_organisations(matching, a, b, closely, pair);
    weigh_dates(matching, a, b, pair);
    weigh_amounts(matching, a, b, pair);
    weigh_ids(matching, a, b, pair);
    weigh_rest(matching, a, b, pair);
    return weigh_details(matching, a, b, pair);
}
