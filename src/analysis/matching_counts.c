/* How common things are in a whole corpus, carried over to a comparison of a few of its records: without it, what all
 * have in common would look as rare as those few make it. */
#include <stdlib.h>

#include "matching_internal.h"

/* What a key is of. */
enum told { TOLD_TERM = 1, TOLD_WORD, TOLD_VALUE, TOLD_RUN, TOLD_LETTERS };

/* Of the vocabularies in their order: terms, words, values. */
static const enum told numbered[] = {TOLD_TERM, TOLD_WORD, TOLD_VALUE};

static uint64_t key_of(enum told what, uint64_t hash)
{
    return hash_mix(hash, (uint64_t)what);
}

static void raise_frequency(uint32_t *frequency, size_t told)
{
    if (told > *frequency) {
        *frequency = (uint32_t)(told < UINT32_MAX ? told : UINT32_MAX);
    }
}

static size_t told_count(const struct mpt_matching *matching, enum told what, uint64_t hash)
{
    const struct mpt_match_settings *settings = &matching->settings;
    return settings->count ? settings->count(settings->context, key_of(what, hash)) : 0;
}

void counts_hear(struct mpt_matching *matching)
{
    const struct mpt_match_settings *settings = &matching->settings;
    struct vocabulary *vocabularies[] = {&matching->terms, &matching->words, &matching->values};
    for (size_t v = 0; v < 3 && (settings->count || settings->frequency); v++) {
        for (uint32_t i = 0; i < vocabularies[v]->bound; i++) {
            if (!vocabulary_knows(vocabularies[v], i)) {
                continue;
            }
            size_t told = told_count(matching, numbered[v], vocabulary_hash(vocabularies[v], i));
            if (!told && v == 0 && settings->frequency) {
                told = settings->frequency(settings->context, vocabulary_text(vocabularies[v], i));
            }
            raise_frequency(&vocabularies[v]->frequencies[i], told);
        }
    }
}

void counts_hear_run(const struct mpt_matching *matching, uint32_t run)
{
    uint8_t *counter = run_counter(matching, run);
    size_t told = told_count(matching, TOLD_RUN, run);
    told = told < UINT8_MAX ? told : UINT8_MAX;
    *counter = told > *counter ? (uint8_t)told : *counter;
}

void counts_hear_letters(struct mpt_matching *matching)
{
    for (size_t i = 0; i < GRAMS && matching->settings.count; i++) {
        if (matching->gram_df[i]) { /* what no record has here is asked of none */
            raise_frequency(&matching->gram_df[i], told_count(matching, TOLD_LETTERS, i));
        }
    }
}

static int order_runs(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Runs of words are not numbered: those that enough records have are gathered from the records. */
static void tell_runs(const struct mpt_matching *matching, size_t least,
                      void (*tell)(void *context, uint64_t key, size_t records), void *context)
{
    const size_t shown = least < UINT8_MAX ? least : UINT8_MAX; /* counters go no further */
    uint32_t *runs = NULL;
    size_t room = 0, found = 0;
    for (size_t i = 0; i < matching->count; i++) {
        size_t count;
        const uint32_t *of_item = part_of(&matching->items[i], PART_SHINGLES, &count);
        for (size_t j = 0; j < count; j++) {
            if (*run_counter(matching, of_item[j]) < shown) {
                continue;
            }
            if (found == room) {
                room = room ? room * 2 : 1024;
                runs = room_for(runs, room, sizeof *runs);
            }
            runs[found++] = of_item[j];
        }
    }
    if (found) {
        qsort(runs, found, sizeof *runs, order_runs);
    }
    for (size_t i = 0, end; i < found; i = end) {
        for (end = i + 1; end < found && runs[end] == runs[i];) {
            end++;
        }
        if (end - i >= least) { /* else its counter is another's too */
            tell(context, key_of(TOLD_RUN, runs[i]), end - i);
        }
    }
    free(runs);
}

bool mpt_matching_counts(struct mpt_matching *matching, size_t least,
                         void (*tell)(void *context, uint64_t key, size_t records), void *context)
{
    if (!matching_freeze(matching)) {
        return false;
    }
    const struct vocabulary *vocabularies[] = {&matching->terms, &matching->words, &matching->values};
    for (size_t v = 0; v < 3; v++) {
        for (uint32_t i = 0; i < vocabularies[v]->bound; i++) {
            if (vocabulary_knows(vocabularies[v], i) && vocabularies[v]->frequencies[i] >= least) {
                tell(context, key_of(numbered[v], vocabulary_hash(vocabularies[v], i)),
                     vocabularies[v]->frequencies[i]);
            }
        }
    }
    for (size_t i = 0; i < GRAMS; i++) {
        if (matching->gram_df[i] >= least) {
            tell(context, key_of(TOLD_LETTERS, i), matching->gram_df[i]);
        }
    }
    tell_runs(matching, least, tell, context);
    return true;
}
