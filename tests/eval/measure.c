/* How right what was found is. */
#include "measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- Known answers ------------------------------------------------------------------------------------------------ */

void truths_add(struct truths *truths, size_t a, size_t b)
{
    if (truths->count == truths->room) {
        truths->room = truths->room ? truths->room * 2 : 1024;
        truths->pairs = realloc(truths->pairs, truths->room * sizeof *truths->pairs);
        if (!truths->pairs) {
            abort();
        }
    }
    truths->pairs[truths->count++] = (struct truth){a < b ? a : b, a < b ? b : a};
}

static int order_truths(const void *a, const void *b)
{
    const struct truth *x = a, *y = b;
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return (x->b > y->b) - (x->b < y->b);
}

void truths_sort(struct truths *truths)
{
    qsort(truths->pairs, truths->count, sizeof *truths->pairs, order_truths);
}

bool truths_have(const struct truths *truths, size_t a, size_t b)
{
    struct truth asked = {a < b ? a : b, a < b ? b : a};
    return truths->count && bsearch(&asked, truths->pairs, truths->count, sizeof asked, order_truths) != NULL;
}

bool is_in(enum half half, size_t record)
{
    uint64_t hash = (record + 1) * UINT64_C(0x9e3779b97f4a7c15);
    return half == BOTH || (hash >> 63) == (half == SECOND);
}

/* --- Measures ----------------------------------------------------------------------------------------------------- */

bool is_one_work(const struct mpt_match_pair *pair)
{
    return pair->kind == MPT_MATCH_SAME || pair->kind == MPT_MATCH_COFUNDED || pair->kind == MPT_MATCH_RENEWAL;
}

struct quality quality_of(size_t right, size_t found, size_t all, double at)
{
    struct quality quality = {.at = at};
    quality.precision = found ? (double)right / (double)found : 0;
    quality.recall = all ? (double)right / (double)all : 0;
    double sum = quality.precision + quality.recall;
    quality.f1 = sum > 0 ? 2 * quality.precision * quality.recall / sum : 0;
    return quality;
}

static int order_alike(const void *a, const void *b)
{
    const struct mpt_match_pair *x = a, *y = b;
    return (x->alike < y->alike) - (x->alike > y->alike);
}

static size_t truths_in(const struct truths *truths, enum half half)
{
    size_t count = 0;
    for (size_t i = 0; i < truths->count; i++) {
        count += is_in(half, truths->pairs[i].a);
    }
    return count;
}

struct quality measure_best(const struct mpt_match_pair *pairs, size_t count, const struct truths *truths,
                            enum half half)
{
    struct quality best = {0};
    struct mpt_match_pair *sorted = malloc((count + 1) * sizeof *sorted);
    size_t right = 0, found = 0, all = truths_in(truths, half);
    if (!sorted) {
        abort();
    }
    memcpy(sorted, pairs, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, order_alike);
    for (size_t i = 0; i < count; i++) {
        if (is_in(half, sorted[i].a)) {
            found++;
            right += truths_have(truths, sorted[i].a, sorted[i].b);
            struct quality now = quality_of(right, found, all, (double)sorted[i].alike);
            best = now.f1 > best.f1 ? now : best;
        }
    }
    free(sorted);
    return best;
}

struct quality measure(const struct mpt_match_pair *pairs, size_t count, const struct truths *truths, double threshold,
                       enum half half)
{
    size_t right = 0, found = 0;
    for (size_t i = 0; i < count && (double)pairs[i].score >= threshold; i++) {
        if (pairs[i].kind == MPT_MATCH_SAME && is_in(half, pairs[i].a)) {
            found++;
            right += truths_have(truths, pairs[i].a, pairs[i].b);
        }
    }
    return quality_of(right, found, truths_in(truths, half), threshold);
}

/* --- Calibration -------------------------------------------------------------------------------------------------- */

void bins_add(struct bins *bins, double score, bool right)
{
    size_t bin = score >= 1 ? BINS - 1 : score > 0 ? (size_t)(score * BINS) : 0;
    bins->found[bin]++;
    bins->right[bin] += right;
    bins->scores[bin] += score;
}

void bins_add_pairs(struct bins *bins, const struct mpt_match_pair *pairs, size_t count, const struct truths *truths)
{
    for (size_t i = 0; i < count; i++) {
        if (is_one_work(&pairs[i])) {
            bins_add(bins, (double)pairs[i].score, truths_have(truths, pairs[i].a, pairs[i].b));
        }
    }
}

void bins_join(struct bins *all, const struct bins *more)
{
    for (size_t i = 0; i < BINS; i++) {
        all->found[i] += more->found[i];
        all->right[i] += more->right[i];
        all->scores[i] += more->scores[i];
    }
}

void bins_show(const char *set, const struct bins *bins)
{
    double off = 0;
    size_t found = 0;
    printf("| %s |", set);
    for (size_t i = 1; i < BINS; i++) {
        double right = bins->found[i] ? (double)bins->right[i] / (double)bins->found[i] : 0;
        if (bins->found[i]) {
            printf(" %.2f of %zu |", right, bins->found[i]);
        } else {
            printf(" |");
        }
        if (i >= BINS / 2) {
            found += bins->found[i];
            off += fabs(right * (double)bins->found[i] - bins->scores[i]);
        }
    }
    printf(" %.3f |\n", found ? off / (double)found : 0);
}

/* --- What was wrong ----------------------------------------------------------------------------------------------- */

static void show_record(FILE *dump, const struct mpt_match_record *record)
{
    fprintf(dump, "   %.100s |", record->name_count ? record->names[0] : "-");
    for (size_t i = 0; i < record->person_count && i < 6; i++) {
        fprintf(dump, " %s;", record->people[i].name);
    }
    for (size_t i = 0; i < record->organisation_count; i++) {
        fprintf(dump, " | %s", record->organisations[i].name);
    }
    fprintf(dump, " | %.50s | %ld-%ld", record->programme ? record->programme : "", record->first_day / 365 + 1970,
            record->last_day / 365 + 1970);
    for (size_t i = 0; i < record->amount_count; i++) {
        fprintf(dump, " | %ld", (long)record->amounts[i].minor / 100);
    }
    for (size_t i = 0; i < record->detail_count; i++) {
        fprintf(dump, " | %s", record->details[i].value);
    }
    fprintf(dump, " | %.150s\n", record->text_count ? record->texts[0] : "");
}

void show_pair(FILE *dump, const struct mpt_match_pair *pair, const struct mpt_match_record *records, const char *what)
{
    if (!dump) {
        return;
    }
    fprintf(dump, "%s %zu %zu %s %.3f alike %.3f:", what, pair->a, pair->b, mpt_match_kind_name(pair->kind),
            (double)pair->score, (double)pair->alike);
    for (enum mpt_match_signal i = 0; i < MPT_SIGNALS; i++) {
        if (!isnan(pair->values[i])) {
            fprintf(dump, " %s %.2f(%+.1f)", mpt_match_signal_name(i), (double)pair->values[i],
                    (double)pair->weights[i]);
        }
    }
    fprintf(dump, "\n");
    show_record(dump, &records[pair->a]);
    show_record(dump, &records[pair->b]);
}

void show_wrong(FILE *dump, struct mpt_matching *matching, const struct mpt_match_pair *pairs, size_t count,
                const struct truths *truths, const struct mpt_match_record *records, bool only_same)
{
    for (size_t i = 0; dump && i < count && pairs[i].score >= (float)MPT_MATCH_LEAST; i++) {
        if ((only_same ? pairs[i].kind == MPT_MATCH_SAME : is_one_work(&pairs[i])) && is_in(FIRST, pairs[i].a) &&
            !truths_have(truths, pairs[i].a, pairs[i].b)) {
            show_pair(dump, &pairs[i], records, "WRONG");
        }
    }
    for (size_t i = 0; dump && i < truths->count; i++) {
        size_t j = 0;
        while (j < count && !(pairs[j].a == truths->pairs[i].a && pairs[j].b == truths->pairs[i].b)) {
            j++;
        }
        bool kind = j < count && (only_same ? pairs[j].kind == MPT_MATCH_SAME : is_one_work(&pairs[j]));
        if (!is_in(FIRST, truths->pairs[i].a)) {
            continue;
        }
        if (j == count || !kind || pairs[j].score < (float)MPT_MATCH_LEAST) {
            struct mpt_match_pair pair = mpt_matching_compare(matching, truths->pairs[i].a, truths->pairs[i].b, NULL);
            show_pair(dump, j < count ? &pairs[j] : &pair, records, j < count ? "MISSED" : "MISSED (not found)");
        }
    }
}
