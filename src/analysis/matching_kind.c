/* Which kind of twice a pair is, once it is weighed: from when, by whom and what it is. */
#include <math.h>

#include "matching_internal.h"

struct span compare_dates(const struct item *a, const struct item *b)
{
    double first = a->first_day > b->first_day ? a->first_day : b->first_day;
    double last = a->last_day < b->last_day ? a->last_day : b->last_day;
    double of_a = (double)a->last_day - a->first_day + 1, of_b = (double)b->last_day - b->first_day + 1;
    struct span span = {.shorter = fmin(of_a, of_b), .shared = fmax(0, last - first + 1)};
    span.whole = of_a + of_b - span.shared;
    span.gap = span.shared > 0 ? 0 : first - last - 1;
    return span;
}

/* One begins and ends a good part of a year or more after the other. */
static bool comes_later(const struct item *a, const struct item *b)
{
    enum { LATER = 270 };
    long begins = (long)a->first_day - b->first_day, ends = (long)a->last_day - b->last_day;
    return (begins > LATER && ends > LATER) || (begins < -LATER && ends < -LATER);
}

/* Name, text, time and money, to the day and the last digit, and not somewhere else. */
static bool is_equal_else(const struct item *a, const struct item *b, const float *values)
{
    bool texts = a->words >= 20 && b->words >= 20;
    return values[MPT_SIGNAL_TITLE] > 0.95F && values[MPT_SIGNAL_DATES] == 1 && values[MPT_SIGNAL_AMOUNTS] == 1 &&
           values[MPT_SIGNAL_PLACES] != 0 && (!texts || values[MPT_SIGNAL_PASSAGES] > 0.95F);
}

static enum mpt_match_kind kind_of_twice(const struct item *a, const struct item *b, const struct mpt_match_pair *pair)
{
    const float *values = pair->values;
    bool dated = a->dated && b->dated;
    struct span span = dated ? compare_dates(a, b) : (struct span){0};
    bool parties = !isnan(values[MPT_SIGNAL_ORGANISATIONS]), same_party = values[MPT_SIGNAL_ORGANISATIONS] >= 0.5F;
    bool same_money = isnan(values[MPT_SIGNAL_AMOUNTS]) || values[MPT_SIGNAL_AMOUNTS] > 0.98F;
    bool same_source = a->source == b->source && a->source != SEPARATOR;
    if (values[MPT_SIGNAL_IDS] == 1) {
        return MPT_MATCH_SAME;
    }
    /* What agrees in all details but is dated a year apart is dated wrongly. */
    enum { YEAR = 366 };
    bool slip = values[MPT_SIGNAL_DETAILS] == 1 && values[MPT_SIGNAL_TITLE] > 0.9F && span.gap < YEAR;
    if (dated && !slip && (span.shared < 0.35 * span.shorter || (same_party && comes_later(a, b)))) {
        return MPT_MATCH_RENEWAL;
    }
    if (parties && !same_party) {
        return MPT_MATCH_COFUNDED;
    }
    /* Who gave the two different ids counts them as two, unless that is all that tells them apart. */
    if (values[MPT_SIGNAL_IDS] == 0 && !(same_party && is_equal_else(a, b, values))) {
        return MPT_MATCH_COFUNDED;
    }
    if (!same_money && (dated ? a->dates != b->dates || same_source : same_source)) {
        return MPT_MATCH_COFUNDED;
    }
    return MPT_MATCH_SAME;
}

/* What agrees is the occasion that both are about: one of a series, or another one by the same hand. Two awards for
 * one and the same occasion are at one time and by one name, or one took the other's place elsewhere, text and all. */
static bool is_series(const struct item *a, const struct item *b, const struct mpt_match_pair *pair,
                      enum mpt_match_kind kind, bool numbers_differ)
{
    const float *values = pair->values;
    bool one_text = values[MPT_SIGNAL_PASSAGES] > 0.9F;
    bool told = a->words >= 20 && b->words >= 20 && a->language == b->language;
    bool later = kind == MPT_MATCH_RENEWAL && (!one_text || values[MPT_SIGNAL_ORGANISATIONS] > 0);
    bool numbered = told && numbers_differ && values[MPT_SIGNAL_DATES] < 1;
    bool named_else = told && values[MPT_SIGNAL_TITLE] < 0.4F && !one_text;
    return (later || numbered || named_else) && values[MPT_SIGNAL_IDS] != 1 && a->gathering && b->gathering;
}

enum mpt_match_kind kind_of_work(const struct item *a, const struct item *b, const struct mpt_match_pair *pair,
                                 bool numbers_differ)
{
    enum mpt_match_kind kind = kind_of_twice(a, b, pair);
    return is_series(a, b, pair, kind, numbers_differ) ? MPT_MATCH_BOILERPLATE : kind;
}

static const float like_texts = 0.6F, like_words = 0.55F;

/* By one host: a university's offices go by several names in one town. */
bool kind_may_allow_renewal(const struct mpt_match_pair *pair)
{
    bool one_host = pair->weights[MPT_SIGNAL_ORGANISATIONS] > 0 || pair->weights[MPT_SIGNAL_PLACES] > 0.5F;
    return one_host && pair->values[MPT_SIGNAL_TERMS] > like_words;
}

/* Another time, another amount and a new title are what a renewal has: they do not speak against it where one
 * organisation says at length the same, word for word or under one title. */
bool kind_allow_renewal(const struct item *a, const struct item *b, double own, struct mpt_match_pair *pair)
{
    const double much = 0.05;
    const float *values = pair->values;
    bool one_text = values[MPT_SIGNAL_TERMS] > like_texts && own > much;
    bool one_title = values[MPT_SIGNAL_TITLE] > 0.8F;
    bool one_hand = kind_may_allow_renewal(pair) && (one_text || one_title);
    bool renewed = one_hand && kind_of_twice(a, b, pair) == MPT_MATCH_RENEWAL;
    if (renewed) {
        float *weights = pair->weights;
        weights[MPT_SIGNAL_DATES] = fmaxf(weights[MPT_SIGNAL_DATES], 0);
        weights[MPT_SIGNAL_AMOUNTS] = fmaxf(weights[MPT_SIGNAL_AMOUNTS], 0);
        weights[MPT_SIGNAL_TITLE] = fmaxf(weights[MPT_SIGNAL_TITLE], 0);
        /* What stands there word for word, and what is put in other words: both are from the one hand. */
        if (one_text && weights[MPT_SIGNAL_PASSAGES] < weights[MPT_SIGNAL_TERMS]) {
            weights[MPT_SIGNAL_PASSAGES] = weights[MPT_SIGNAL_TERMS] + 0.5F * weights[MPT_SIGNAL_PASSAGES];
        }
    }
    return renewed;
}

/* Several awards for one work go by one name, or are described in one long text. What two hosts have in common else, at
 * one time and under two names, is how their programme speaks of itself. */
static bool is_common_form(const struct item *a, const struct item *b, const struct mpt_match_pair *pair,
                           enum mpt_match_kind kind)
{
    enum { MUCH = 100 };
    const float *values = pair->values;
    uint32_t words = a->words < b->words ? a->words : b->words;
    bool told = words >= 15 && a->language && a->language == b->language;
    bool one_text = words >= MUCH && values[MPT_SIGNAL_TERMS] > 0.85F;
    return kind == MPT_MATCH_COFUNDED && told && !one_text && values[MPT_SIGNAL_PASSAGES] > 0.6F &&
           values[MPT_SIGNAL_TITLE] < 0.6F && values[MPT_SIGNAL_ORGANISATIONS] == 0 &&
           !(values[MPT_SIGNAL_PEOPLE] > 0.5F);
}

/* Two awards that only their call has made alike: each has a name of its own and says little more. Where no host is
 * told, or two, they are rivals, described in one way. And of awards that their funder numbers as two, of which no word
 * is the same, host, dates and sum are what a call's are, in whatever languages they are told. */
static bool are_siblings(const struct item *a, const struct item *b, const struct mpt_match_pair *pair,
                         enum mpt_match_kind kind)
{
    enum { LITTLE = 60 };
    const float *values = pair->values;
    uint32_t words = a->words < b->words ? a->words : b->words;
    bool one_host = values[MPT_SIGNAL_ORGANISATIONS] > 0, strange = values[MPT_SIGNAL_TITLE] < 0.3F;
    bool one_call = words < LITTLE && values[MPT_SIGNAL_DETAILS] == 1;
    bool silent = !(values[MPT_SIGNAL_TERMS] > 0.1F) && !(values[MPT_SIGNAL_PASSAGES] > 0);
    return kind == MPT_MATCH_COFUNDED && !(values[MPT_SIGNAL_PEOPLE] > 0.5F) &&
           ((one_call && (one_host ? strange : values[MPT_SIGNAL_TITLE] < 0.85F)) ||
            (values[MPT_SIGNAL_IDS] == 0 && strange && silent));
}

static bool is_template(const struct item *a, const struct item *b, const struct passages *passages)
{
    return (passages->share > 0.25 && passages->template > 0.5) || (a->gathering && b->gathering);
}

/* Similar aims are put in other words. What agrees word for word may be one hand at work again, or a text that is at
 * hand for everybody: the pair stays in sight, but less sure of what it is. */
static double sure_of_overlap(double overlap, const struct passages *passages)
{
    const double least = MPT_MATCH_LEAST;
    double doubt = isnan(passages->share) ? 0 : 0.5 * passages->share;
    return overlap > least ? least + (overlap - least) * (1 - doubt) : overlap;
}

void kind_decide(const struct verdict_on *on, struct mpt_match_pair *pair)
{
    const double worth_a_look = 0.1;
    enum mpt_match_kind kind = kind_of_twice(on->a, on->b, pair);
    bool likely = fmax(on->overlap, (double)pair->alike) >= worth_a_look;
    bool series = likely && is_series(on->a, on->b, pair, kind, on->numbers_differ);
    bool form = is_common_form(on->a, on->b, pair, kind) || are_siblings(on->a, on->b, pair, kind);
    pair->kind = kind;
    pair->score = pair->alike;
    if (series || form || (pair->alike < 0.5F && (double)pair->alike < on->overlap)) {
        bool template = series || form || on->numbers_differ || is_template(on->a, on->b, &on->passages);
        pair->kind = template ? MPT_MATCH_BOILERPLATE : MPT_MATCH_OVERLAP;
        pair->score = (float)(template ? on->overlap : sure_of_overlap(on->overlap, &on->passages));
        pair->score = fmaxf(pair->score, series ? pair->alike : 0);
        pair->alike = series || form ? fminf(pair->alike, 0.4F) : pair->alike;
    }
}
