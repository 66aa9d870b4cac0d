/* What a thread needs to make records ready, and the numbers it gives to words, terms and values. */
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

void worker_open(struct worker *worker, struct mpt_matching *matching)
{
    *worker = (struct worker){.matching = matching, .arena = mpt_arena_open()};
    worker->cache = room_zeroed(CACHE, sizeof *worker->cache);
    tally_grow(&worker->terms, 0); /* so that there is something to fetch before anything is counted */
    lexis_fill(&worker->lexis);
}

void worker_close(struct worker *worker)
{
    mpt_arena_close(worker->arena);
    tally_close(&worker->terms);
    tally_close(&worker->words);
    tally_close(&worker->values);
    free(worker->cache);
    for (size_t i = 0; i < LANGUAGES; i++) {
        sb_stemmer_delete(worker->stemmers[i]);
    }
    for (size_t i = 0; i < PARTS; i++) {
        free(worker->buffers[i]);
    }
    for (size_t i = 0; i < RUN_RANGES; i++) {
        free(worker->sampled[i].keys);
    }
    free(worker->tokens.tokens);
    free(worker->numbers);
    free(worker->counts);
    free(worker->grams);
    sorter_close(&worker->sorter);
}

uint64_t worker_stem(struct worker *worker, const char *word, size_t len, uint64_t hash, int language)
{
    if (language == 0) { /* too short to tell, mostly a title: as most are */
        language = ENGLISH;
    }
    if (lexis_find(&worker->lexis, hash) >> language & 1) {
        return 0;
    }
    if (!worker->stemmers[language]) {
        worker->stemmers[language] = sb_stemmer_new(language_name(language), "UTF_8");
    }
    if (worker->stemmers[language] && len > 3) {
        const sb_symbol *stemmed = sb_stemmer_stem(worker->stemmers[language], (const sb_symbol *)word, (int)len);
        if (stemmed) {
            return hash_bytes(stemmed, (size_t)sb_stemmer_length(worker->stemmers[language]));
        }
    }
    return hash;
}

uint32_t worker_new_term(struct worker *worker, struct cached *cached, const struct token *token, int language)
{
    struct walk walk = walk_again(token);
    walk_next(&walk);
    uint64_t stem = worker_stem(worker, walk.word, walk.len, token->hash, language);
    cached->number = stem ? vocabulary_number(&worker->matching->terms, stem, walk.word, walk.len) : SKIPPED;
    return cached->number;
}

uint32_t worker_word(struct worker *worker, const char *word, size_t len, uint64_t hash)
{
    struct cached *cached = cache_at(worker, hash, CACHED_WORDS);
    if (cached->number == UNKNOWN) {
        cached->number = vocabulary_number(&worker->matching->words, hash, word, len);
    }
    return cached->number;
}

uint32_t worker_value(struct worker *worker, enum value_kind kind, uint64_t hash, uint32_t mark)
{
    uint64_t own = hash_mix(hash, (uint64_t)kind);
    struct cached *cached = cache_at(worker, own, CACHED_VALUES);
    if (cached->number == UNKNOWN) {
        cached->number = vocabulary_number(&worker->matching->values, own, NULL, 0);
    }
    tally_count(&worker->values, cached->number, mark);
    return cached->number;
}
