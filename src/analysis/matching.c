/* The corpus of a matching: adding records from all threads, freezing it, and asking for pairs. */
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
    struct mpt_matching *matching = calloc(1, sizeof *matching);
    if (!matching) {
        out_of_room();
    }
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
        matching->term_idf[i] = as_before ? matching->term_idf[i - 1] : idf_of(matching, ranked[i].frequency);
    }
    free(ranked);
}

static void weigh_words(struct mpt_matching *matching)
{
    matching->word_idf = room_for(NULL, matching->words.bound, sizeof *matching->word_idf);
    matching->spellings = room_for(NULL, matching->words.bound, sizeof *matching->spellings);
    for (uint32_t i = 0; i < matching->words.bound; i++) {
        matching->word_idf[i] = idf_of(matching, matching->words.frequencies[i]);
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
        double weight = (double)matching->count_weights[counts[i]] * (double)matching->term_idf[item->numbers[i]];
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

/* --- Asking ------------------------------------------------------------------------------------------------------- */

struct asked {
    const struct mpt_match_query *query;
    double least;
    struct haul {
        struct mpt_match_pair *pairs;
        size_t count, room;
    } hauls[MOST_THREADS];
};

static void keep_pair(struct haul *haul, const struct mpt_match_pair *pair)
{
    if (haul->count == haul->room) {
        haul->room = haul->room ? haul->room * 2 : 256;
        haul->pairs = room_for(haul->pairs, haul->room, sizeof *haul->pairs);
    }
    haul->pairs[haul->count++] = *pair;
}

/* What is a little below may yet rise by what the records say themselves; between lists, what is far below may when all
 * pairs are known, and takes its part from its rivals. */
static const double slack = 0.2, least_rival = 0.01;

static int order_pairs(const void *a, const void *b)
{
    const struct mpt_match_pair *x = a, *y = b;
    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return (x->b > y->b) - (x->b < y->b);
}

/* Mostly they are in order already. */
static void sort_pairs(struct mpt_match_pair *pairs, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (order_pairs(&pairs[i - 1], &pairs[i]) > 0) {
            qsort(pairs, count, sizeof *pairs, order_pairs);
            return;
        }
    }
}

/* Of the pairs of one record, from `start` on, those that only share a template: of thousands that have it the
 * likeliest say it all, and all of them would be millions. */
static void thin_templates(struct haul *haul, size_t start)
{
    size_t kept = start, templates = 0;
    if (haul->count - start <= MPT_MATCH_TEMPLATES) {
        return;
    }
    qsort(haul->pairs + start, haul->count - start, sizeof *haul->pairs, order_pairs);
    for (size_t i = start; i < haul->count; i++) {
        if (haul->pairs[i].kind != MPT_MATCH_BOILERPLATE || templates++ < MPT_MATCH_TEMPLATES) {
            haul->pairs[kept++] = haul->pairs[i];
        }
    }
    haul->count = kept;
}

static void find_some(struct crew *crew, unsigned thread)
{
    struct asked *asked = crew->data;
    struct finder finder;
    struct mpt_match_pair pair;
    size_t first, end;
    bool lists = crew->matching->list != SIZE_MAX, facts = asked->query && asked->query->fact_count;
    double least = lists ? least_rival : facts ? asked->least - slack : asked->least;
    finder_open(&finder, crew->matching);
    while (crew_take(crew, thread, &first, &end)) {
        for (size_t i = first; i < end; i++) {
            size_t start = asked->hauls[thread].count;
            finder_find(&finder, i, asked->query);
            for (size_t j = 0; j < finder.found_count; j++) {
                pair_weigh(crew->matching, &finder.probe, finder.found[j], i, least, &pair);
                if (pair.score >= (float)least || (lists && pair.alike >= (float)least_rival)) {
                    keep_pair(&asked->hauls[thread], &pair);
                }
            }
            thin_templates(&asked->hauls[thread], start);
        }
    }
    finder_close(&finder);
}

static int order_facts(const void *a, const void *b)
{
    const struct mpt_match_fact *x = a, *y = b;
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return (x->b > y->b) - (x->b < y->b);
}

static void apply_fact(struct mpt_match_pair *pair, enum mpt_match_relation relation)
{
    if (relation == MPT_MATCH_DISTINCT) {
        pair->score = 0;
    } else {
        pair->kind = relation == MPT_MATCH_COMPETES ? MPT_MATCH_COMPETING : MPT_MATCH_FOLLOWON;
        pair->score = pair->score > 0.95F ? pair->score : 0.95F; /* the record says so itself */
    }
}

/* What the records say themselves stands above what was computed. */
static void apply_facts(const struct mpt_match_query *query, struct mpt_match_pair *pairs, size_t count)
{
    if (!query || query->fact_count == 0) {
        return;
    }
    struct mpt_match_fact *facts = room_for(NULL, query->fact_count, sizeof *facts);
    for (size_t i = 0; i < query->fact_count; i++) {
        facts[i] = query->facts[i];
        if (facts[i].a > facts[i].b) {
            facts[i].a = query->facts[i].b;
            facts[i].b = query->facts[i].a;
        }
    }
    qsort(facts, query->fact_count, sizeof *facts, order_facts);
    for (size_t i = 0; i < count; i++) {
        struct mpt_match_fact asked = {.a = pairs[i].a, .b = pairs[i].b};
        struct mpt_match_fact *fact = bsearch(&asked, facts, query->fact_count, sizeof *facts, order_facts);
        if (fact) {
            apply_fact(&pairs[i], fact->relation);
        }
    }
    free(facts);
}

static bool is_wanted(const struct mpt_match_pair *pair, const struct mpt_match_query *query, double least)
{
    return pair->score >= (float)least && (!query || !query->kinds || query->kinds >> pair->kind & 1);
}

static struct mpt_match_pair *gather(struct mpt_matching *matching, struct asked *asked, struct mpt_arena *arena,
                                     size_t *count)
{
    size_t all = 0, kept = 0;
    for (unsigned i = 0; i < matching->threads; i++) {
        all += asked->hauls[i].count;
    }
    struct mpt_match_pair *pairs = mpt_arena_array(arena, all + 1, sizeof *pairs);
    for (unsigned i = 0; i < matching->threads; i++) {
        const struct haul *haul = &asked->hauls[i];
        if (haul->count) {
            memcpy(pairs + kept, haul->pairs, haul->count * sizeof *pairs);
            kept += haul->count;
        }
        free(haul->pairs);
    }
    sort_pairs(pairs, all);
    if (!asked->query || !asked->query->one_corpus) {
        pairs_settle(matching, pairs, all);
    }
    apply_facts(asked->query, pairs, all);
    sort_pairs(pairs, all);
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        if (is_wanted(&pairs[i], asked->query, asked->least)) {
            pairs[(*count)++] = pairs[i];
        }
    }
    pairs_group(pairs, *count, matching->count);
    return pairs;
}

struct mpt_match_pair *mpt_matching_find(struct mpt_matching *matching, const struct mpt_match_query *query,
                                         struct mpt_arena *arena, size_t *count)
{
    *count = 0;
    if (!matching_freeze(matching)) {
        return NULL;
    }
    struct asked asked = {.query = query, .least = query && query->least > 0 ? query->least : MPT_MATCH_LEAST};
    struct crew crew = {.matching = matching,
                        .work = find_some,
                        .count = matching->count,
                        .step = 32,
                        .data = &asked,
                        .says = "comparing"};
    if (!crew_run(&crew)) {
        for (unsigned i = 0; i < matching->threads; i++) {
            free(asked.hauls[i].pairs);
        }
        return NULL;
    }
    return gather(matching, &asked, arena, count);
}

struct mpt_match_pair mpt_matching_compare(struct mpt_matching *matching, size_t a, size_t b,
                                           const struct mpt_match_query *query)
{
    struct mpt_match_pair pair = {.a = a < b ? a : b, .b = a < b ? b : a, .kind = MPT_MATCH_OVERLAP};
    if (!matching_freeze(matching)) { /* cancelled: nothing is known of them */
        return pair;
    }
    pair_weigh(matching, NULL, a < b ? a : b, a < b ? b : a, 0, &pair);
    apply_facts(query, &pair, 1);
    return pair;
}
