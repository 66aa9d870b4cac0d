/* What all that two records have says together: how likely they are one work, in log-odds. */
#include <math.h>
#include <string.h>

#include "matching_internal.h"

double logistic(double x)
{
    return 1 / (1 + exp(-x));
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

void pair_weigh(const struct mpt_matching *matching, const struct probe *probe, size_t a, size_t b, double least,
                struct mpt_match_pair *pair)
{
    const struct item *x = &matching->items[a], *y = &matching->items[b];
    struct passages passages;
    struct names names;
    *pair = (struct mpt_match_pair){.a = a, .b = b};
    for (size_t i = 0; i < MPT_SIGNALS; i++) {
        pair->values[i] = NAN;
    }
    pair_weigh_texts(matching, probe, x, y, pair, &passages);
    double terms = isnan(pair->values[MPT_SIGNAL_TERMS]) ? 0 : (double)pair->values[MPT_SIGNAL_TERMS];
    size_t details = pair_weigh_fields(matching, x, y, terms >= 0.2, pair);
    if (are_foreign(x, y)) {
        weigh_alone(pair);
    }
    double prior = -log(fmax(matching->size, 100)) - 1;
    bool listed = !matching->one_corpus && matching->list != SIZE_MAX && a < matching->list && b >= matching->list;
    double overlap = logistic((terms - 0.45) * 18) * certainty_of(x, y);
    /* Equal in everything there is, and there is something: no chance and no series does that. */
    bool copies = x->print == y->print && x->words >= 20 && x->dated;
    if (!copies && overlap < least && !is_open(x, y, pair, prior, details, listed, least)) {
        pair->kind = MPT_MATCH_OVERLAP;
        return;
    }
    pair_weigh_names(matching, probe, x, y, pair, &names);
    bool renewed = kind_allow_renewal(x, y, passages.share * (1 - passages.template), pair);
    double chance = prior + sum_weights(pair, are_long(x, y));
    double related = against_related(x, y, pair, &names, details, listed, renewed);
    pair->alike = copies ? 0.99F : (float)likely(chance, related);
    kind_decide(&(struct verdict_on){x, y, passages, names.numbers_differ, overlap}, pair);
}

enum mpt_match_kind pair_kind(const struct mpt_matching *matching, const struct mpt_match_pair *pair)
{
    const struct item *a = &matching->items[pair->a], *b = &matching->items[pair->b];
    return kind_of_work(a, b, pair, names_nearest(matching, a, b).numbers_differ);
}
