/* The corpus of a matching: opening it, adding records from all threads, and freezing it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "matching_internal.h"

static const char *const kind_names[MPT_MATCH_KINDS] = {"same",        "co-funded", "renewal",  "overlap",
                                                        "boilerplate", "competing", "follow-on"};
static const char *const signal_names[MPT_SIGNALS] = {"terms",         "title", "passages", "people",
                                                      "organisations", "dates", "places",   "programme",
                                                      "amounts",       "ids",   "details"};

const char *mpt_match_kind_name(enum mpt_match_kind kind)
{
    return kind_names[kind];
}

const char *mpt_match_signal_name(enum mpt_match_signal signal)
{
    return signal_names[signal];
}

struct mpt_matching *mpt_matching_open(const struct mpt_match_settings *settings)
{
    struct mpt_matching *matching = room_zeroed(1, sizeof *matching);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    matching->settings = settings ? *settings : (struct mpt_match_settings){0};
    matching->threads = matching->settings.threads ? matching->settings.threads : (unsigned)(cores > 1 ? cores : 1);
    if (matching->threads > MOST_THREADS) {
        matching->threads = MOST_THREADS;
    }
    matching->list = SIZE_MAX;
    for (size_t i = 1; i <= UINT8_MAX; i++) {
        matching->count_weights[i] = (float)(1 + log((double)i));
    }
    vocabulary_open(&matching->terms, matching->settings.frequency != NULL);
    vocabulary_open(&matching->words, true);
    vocabulary_open(&matching->values, false);
    for (unsigned i = 0; i < matching->threads; i++) {
        worker_open(&matching->workers[i], matching);
    }
    return matching;
}

void mpt_matching_close(struct mpt_matching *matching)
{
    if (!matching) {
        return;
    }
    index_close(matching);
    for (unsigned i = 0; i < matching->threads; i++) {
        worker_close(&matching->workers[i]);
    }
    vocabulary_close(&matching->terms);
    vocabulary_close(&matching->words);
    vocabulary_close(&matching->values);
    free(matching->occasions.items);
    free(matching->occasion_words.items);
    free(matching->items);
    free(matching);
}

size_t mpt_matching_count(const struct mpt_matching *matching)
{
    return matching->count;
}

void mpt_matching_list(struct mpt_matching *matching)
{
    matching->list = matching->count;
}

/* --- Threads ------------------------------------------------------------------------------------------------------ */

struct seat {
    struct crew *crew;
    unsigned thread;
};

static void *sit(void *data)
{
    struct seat *seat = data;
    seat->crew->work(seat->crew, seat->thread);
    return NULL;
}

bool crew_run(struct crew *crew)
{
    pthread_t threads[MOST_THREADS];
    struct seat seats[MOST_THREADS];
    unsigned started = 0, wanted = crew->count > crew->step ? crew->matching->threads : 1;
    atomic_init(&crew->next, 0);
    atomic_init(&crew->cancelled, false);
    for (unsigned i = 1; i < wanted; i++) {
        seats[i] = (struct seat){crew, i};
        if (pthread_create(&threads[started], NULL, sit, &seats[i]) != 0) {
            break; /* those that there are do all */
        }
        started++;
    }
    sit(&(struct seat){crew, 0});
    for (unsigned i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    return !atomic_load(&crew->cancelled);
}

bool crew_take(struct crew *crew, unsigned thread, size_t *first, size_t *end)
{
    const struct mpt_match_settings *settings = &crew->matching->settings;
    if (is_cancelled(crew->matching)) {
        atomic_store(&crew->cancelled, true);
        return false;
    }
    *first = atomic_fetch_add(&crew->next, crew->step);
    if (*first >= crew->count) {
        return false;
    }
    *end = *first + crew->step < crew->count ? *first + crew->step : crew->count;
    if (thread == 0 && crew->says && settings->progress) {
        settings->progress(settings->context, crew->says, (double)*first / (double)crew->count);
    }
    return true;
}

/* --- Adding ------------------------------------------------------------------------------------------------------- */

static void prepare_some(struct crew *crew, unsigned thread)
{
    const struct mpt_match_record *records = crew->data;
    size_t first, end, base = crew->matching->count;
    while (crew_take(crew, thread, &first, &end)) {
        for (size_t i = first; i < end; i++) {
            worker_prepare(&crew->matching->workers[thread], &records[i], base + i);
        }
    }
}

bool mpt_matching_add(struct mpt_matching *matching, const struct mpt_match_record *records, size_t count)
{
    if (matching->count + count > matching->capacity) {
        size_t wanted = matching->capacity + matching->capacity / 2;
        matching->capacity = wanted > matching->count + count ? wanted : matching->count + count;
        matching->items = room_for(matching->items, matching->capacity, sizeof *matching->items);
    }
    struct crew crew = {
        .matching = matching, .work = prepare_some, .count = count, .step = 16, .data = (void *)records};
    if (!crew_run(&crew)) {
        return false;
    }
    matching->count += count;
    return true;
}

/* --- Freezing ----------------------------------------------------------------------------------------------------- */

static void sum_tallies(struct mpt_matching *matching)
{
    vocabulary_freeze(&matching->terms);
    vocabulary_freeze(&matching->words);
    vocabulary_freeze(&matching->values);
    for (unsigned i = 0; i < matching->threads; i++) {
        struct worker *worker = &matching->workers[i];
        struct tally *tallies[] = {&worker->terms, &worker->words, &worker->values};
        struct vocabulary *vocabularies[] = {&matching->terms, &matching->words, &matching->values};
        for (size_t j = 0; j < 3; j++) {
            for (size_t k = 0; k < tallies[j]->size && k < vocabularies[j]->bound; k++) {
                vocabularies[j]->frequencies[k] += tallies[j]->numbers[k].count;
            }
            tally_close(tallies[j]);
            *tallies[j] = (struct tally){0};
        }
    }
}

struct ranked {
    uint64_t hash;
    uint32_t frequency, number;
};

static int order_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->frequency != y->frequency) {
        return x->frequency < y->frequency ? -1 : 1;
    }
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static void rank_terms(struct mpt_matching *matching)
{
    size_t bound = matching->terms.bound, count = 0;
    struct ranked *ranked = room_for(NULL, bound, sizeof *ranked);
    for (uint32_t i = 0; i < bound; i++) {
        if (vocabulary_knows(&matching->terms, i)) {
            ranked[count++] = (struct ranked){vocabulary_hash(&matching->terms, i), matching->terms.frequencies[i], i};
        }
    }
    qsort(ranked, count, sizeof *ranked, order_ranked);
    matching->term_count = count;
    matching->term_rank = room_for(NULL, bound, sizeof *matching->term_rank);
    matching->term_df = room_for(NULL, count, sizeof *matching->term_df);
    matching->term_idf = room_for(NULL, count, sizeof *matching->term_idf);
    for (uint32_t i = 0; i < count; i++) {
        bool as_before = i > 0 && ranked[i].frequency == ranked[i - 1].frequency;
        matching->term_rank[ranked[i].number] = i;
        matching->term_df[i] = ranked[i].frequency;
        matching->term_idf[i] = as_before ? matching->term_idf[i - 1] : (float)idf_of(matching, ranked[i].frequency);
    }
    free(ranked);
}

static void weigh_words(struct mpt_matching *matching)
{
    matching->word_idf = room_for(NULL, matching->words.bound, sizeof *matching->word_idf);
    matching->spellings = room_for(NULL, matching->words.bound, sizeof *matching->spellings);
    for (uint32_t i = 0; i < matching->words.bound; i++) {
        matching->word_idf[i] = (float)idf_of(matching, matching->words.frequencies[i]);
        if (vocabulary_knows(&matching->words, i)) {
            const char *text = vocabulary_text(&matching->words, i);
            matching->spellings[i] = spelling_of(text, strlen(text));
        }
    }
    matching->value_df = matching->values.frequencies;
}

static void weigh_some(struct crew *crew, unsigned thread)
{
    void (*const weighers[])(struct mpt_matching *) = {rank_terms, weigh_words};
    size_t first, end;
    while (crew_take(crew, thread, &first, &end)) {
        weighers[first](crew->matching);
    }
}

/* Terms by rank, rarest first, and the norm of what they weigh. */
static void rank_item(const struct mpt_matching *matching, struct item *item, struct sorter *sorter)
{
    size_t count = item->begins[PART_TERMS + 1];
    uint8_t *counts = (uint8_t *)(item->numbers + item->begins[PARTS]);
    uint64_t *ranked = sorter_room(sorter, count);
    for (size_t i = 0; i < count; i++) {
        ranked[i] = (uint64_t)matching->term_rank[item->numbers[i]] << 8 | counts[i];
    }
    ranked = sorter_sort(sorter, count);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        item->numbers[i] = (uint32_t)(ranked[i] >> 8);
        counts[i] = (uint8_t)ranked[i];
        double weight = term_weight(matching, item, i);
        sum += weight * weight;
    }
    item->norm = (float)(sum > 0 ? sqrt(sum) : 1);
    item->gathering = gatherings_have(matching, item);
}

static void rank_some(struct crew *crew, unsigned thread)
{
    size_t first, end;
    while (crew_take(crew, thread, &first, &end)) {
        for (size_t i = first; i < end; i++) {
            rank_item(crew->matching, &crew->matching->items[i], &crew->matching->workers[thread].sorter);
        }
    }
}

bool matching_freeze(struct mpt_matching *matching)
{
    enum { LARGE = 50000 };
    if (matching->frozen) {
        return matching->ready;
    }
    size_t told = matching->settings.corpus_size;
    matching->size = (double)(told > matching->count ? told : matching->count);
    matching->large = matching->count > (matching->settings.large ? matching->settings.large : LARGE);
    sum_tallies(matching);
    counts_hear(matching);
    struct crew weighing = {.matching = matching, .work = weigh_some, .count = 2, .step = 1};
    bool done = crew_run(&weighing);
    if (done) {
        gatherings_find(matching);
    }
    struct crew crew = {.matching = matching, .work = rank_some, .count = matching->count, .step = 256};
    done = done && crew_run(&crew);
    matching->frozen = true;
    matching->ready = done && index_build(matching);
    return matching->ready;
}
