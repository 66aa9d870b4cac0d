/* One record made ready to compare: words and values as numbers, all in one block. */
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

enum { RUN = 5, SAMPLED = 4 };

/* --- Terms -------------------------------------------------------------------------------------------------------- */

/* As in tally_count: it stands at the end, where it stays if it is new. */
static void add_term(struct worker *worker, uint32_t term, uint32_t mark, unsigned times)
{
    size_t end = worker->used[PART_TERMS];
    *worker_next(worker, PART_TERMS) = term;
    if (worker->counts_room < worker->room[PART_TERMS]) {
        worker->counts_room = worker->room[PART_TERMS];
        worker->counts = room_for(worker->counts, worker->counts_room, 1);
    }
    worker->counts[end] = 0;
    bool new = tally_count(&worker->terms, term, mark);
    struct counted *counted = &worker->terms.numbers[term];
    counted->place = new ? (uint32_t)end : counted->place;
    worker->used[PART_TERMS] = end + new;
    uint8_t *count = &worker->counts[counted->place];
    *count = (uint8_t)(*count + times > 255 ? 255 : *count + times);
}

/* Of each run of words one in SAMPLED is kept, the same ones in every record. What a run is told by is a polynomial of
 * its words' hashes, from which the oldest word is taken when the next one comes (Karp and Rabin 1987). */
static void add_run(struct worker *worker, size_t words, uint64_t hash)
{
    static const uint64_t base = UINT64_C(0x9e3779b97f4a7c15);
    static const uint64_t oldest = base * base * base * base * base; /* to the power of RUN */
    uint64_t before = words < RUN ? 0 : worker->runs[(words - RUN) % LAST_WORDS];
    worker->run = worker->run * base + hash - before * oldest;
    worker->runs[words % LAST_WORDS] = hash;
    if (words + 1 < RUN) {
        return;
    }
    uint64_t run = hash_mix(worker->run, RUN);
    *worker_next(worker, PART_SHINGLES) = (uint32_t)run;
    worker->used[PART_SHINGLES] += (run >> 40 & (SAMPLED - 1)) == 0;
}

/* Codes by themselves, and words with digits that a hyphen parts as one: "KX-TS108W" is "KXTS108W". */
static void add_code(struct worker *worker, const struct walk *walk, struct walk *glued, uint32_t mark)
{
    if (walk->digits && is_code(walk->word, walk->len)) {
        worker_put(worker, PART_CODES, worker_value(worker, OF_CODE, hash_word(walk), mark));
    }
    bool joins = walk->glued && glued->len + walk->len <= LONGEST_WORD / 2;
    glued->len = joins ? glued->len : 0;
    memcpy(glued->word + glued->len, walk->word, walk->len);
    glued->len += walk->len;
    if (joins && is_code(glued->word, glued->len)) {
        worker_put(worker, PART_CODES, worker_value(worker, OF_CODE, hash_bytes(glued->word, glued->len), mark));
    }
}

/* Where words that are glued to one another end, and whether one of them has digits. */
static size_t end_of_glued(const struct tokens *tokens, size_t first, bool *digits)
{
    size_t end = first + 1;
    *digits = tokens->tokens[first].digits;
    for (; end < tokens->count && tokens->tokens[end].glued; end++) {
        *digits |= tokens->tokens[end].digits;
    }
    return end;
}

/* A code has digits: words without are not read again. */
static void add_codes(struct worker *worker, uint32_t mark)
{
    const struct tokens *tokens = &worker->tokens;
    bool digits;
    for (size_t next = 0, end; next < tokens->count; next = end) {
        end = next + 1;
        if (!tokens->tokens[next].coded) {
            continue;
        }
        size_t first = next > 0 && tokens->tokens[next].glued ? next - 1 : next;
        struct walk glued = {0};
        end = end_of_glued(tokens, first, &digits);
        for (size_t i = first; digits && i < end; i++) {
            struct walk walk = walk_again(&tokens->tokens[i]);
            walk_next(&walk);
            walk.glued = i > first;
            add_code(worker, &walk, &glued, mark);
        }
    }
}

/* The terms of the tokens, those that are none left out, into worker->numbers; returns how many. What comes soon is
 * fetched before it is come to, as it may stand anywhere in tables larger than the nearest cache. */
static size_t number_terms(struct worker *worker, int language)
{
    enum { AHEAD = 8 };
    const struct token *tokens = worker->tokens.tokens;
    size_t count = worker->tokens.count, used = 0;
    if (worker->number_room < worker->tokens.room) {
        worker->number_room = worker->tokens.room;
        worker->numbers = room_for(worker->numbers, worker->number_room, sizeof *worker->numbers);
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t soon = tokens[i + AHEAD < count ? i + AHEAD : i].hash;
        __builtin_prefetch(cache_slot(worker, cache_key(soon, (unsigned)language)));
        uint32_t term = tokens[i].len > 1 || tokens[i].digits ? worker_term(worker, &tokens[i], language) : SKIPPED;
        __builtin_prefetch(&worker->terms.numbers[term < worker->terms.size ? term : 0], 1);
        worker->numbers[used] = term;
        used += term != SKIPPED;
    }
    return used;
}

/* That of the tokens. */
static void add_text(struct worker *worker, uint32_t mark, int language)
{
    size_t terms = number_terms(worker, language);
    for (size_t i = 0; i < terms; i++) {
        add_term(worker, worker->numbers[i], mark, 1);
    }
    worker->run = 0;
    for (size_t i = 0; i < worker->tokens.count; i++) {
        add_run(worker, i, worker->tokens.tokens[i].hash);
    }
    add_codes(worker, mark);
}

/* The texts; returns the language of all, and which it may be. */
static int add_texts(struct worker *worker, const struct mpt_match_record *record, uint32_t mark, int of_names,
                     struct item *item, unsigned *tongues)
{
    bool one = record->text_count == 1 && record->texts[0];
    int whole = one ? 0 : language_of(&worker->lexis, record->texts, record->text_count, tongues);
    for (size_t i = 0; i < record->text_count; i++) {
        if (!record->texts[i]) {
            continue;
        }
        tokens_read(&worker->tokens, record->texts[i]);
        int own = language_of_tokens(&worker->lexis, &worker->tokens, one ? tongues : NULL);
        whole = one ? own : whole;
        add_text(worker, mark, one && !own ? of_names : own);
        item->words += (uint32_t)worker->tokens.count;
    }
    return whole;
}

/* --- Names -------------------------------------------------------------------------------------------------------- */

/* A name's words count for its terms too, twice. Function words are left out unless there is nothing else. */
static void add_name(struct worker *worker, const char *name, uint32_t mark, int language)
{
    enum { MOST_WORDS = 64, MOST_DISTINCT = 128, MOST_LETTERS = 400 };
    size_t before = worker->used[PART_NAMES], letters = 0;
    char together[MOST_LETTERS + LONGEST_WORD];
    for (int all = 0; all < 2 && worker->used[PART_NAMES] == before; all++) {
        struct walk walk = walk_begin(name), glued = {0};
        while (walk_next(&walk) && worker->used[PART_NAMES] < before + MOST_WORDS) {
            add_code(worker, &walk, &glued, mark);
            struct token token = token_of(&walk);
            uint32_t term = worker_term(worker, &token, language);
            if (term == SKIPPED && !all) {
                continue;
            }
            if (term != SKIPPED && (walk.len > 1 || walk.digits)) {
                add_term(worker, term, mark, 2);
            }
            uint32_t word = worker_word(worker, walk.word, walk.len, token.hash);
            if (tally_count(&worker->words, word, mark) && worker->used[PART_WORDS] < MOST_DISTINCT) {
                worker_put(worker, PART_WORDS, word);
            }
            worker_put(worker, PART_NAMES, word);
            if (letters < MOST_LETTERS) { /* so that one more word fits */
                memcpy(together + letters, walk.word, walk.len);
                letters += walk.len;
            }
        }
    }
    grams_add(worker, together, letters);
    worker_put(worker, PART_NAMES, SEPARATOR);
}

static void add_names(struct worker *worker, const struct mpt_match_record *record, uint32_t mark, int of_all,
                      int language)
{
    for (size_t i = 0; i < record->name_count; i++) {
        if (record->names[i] && *record->names[i]) {
            int own = record->name_count > 1 ? language_of(&worker->lexis, &record->names[i], 1, NULL) : of_all;
            add_name(worker, record->names[i], mark, own ? own : language);
        }
    }
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static void sort_shingles(struct worker *worker, size_t position)
{
    uint32_t *shingles = worker->buffers[PART_SHINGLES];
    size_t count = worker->used[PART_SHINGLES], kept = 0;
    uint64_t *numbers = sorter_room(&worker->sorter, count);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = shingles[i];
    }
    numbers = sorter_sort(&worker->sorter, count);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || numbers[i] != numbers[i - 1]) { /* it is, but for what a text repeats */
            shingles[kept++] = (uint32_t)numbers[i];
            keys_add(&worker->sampled[(uint32_t)numbers[i] / RUN_RANGE], (uint32_t)numbers[i], position);
        }
    }
    worker->used[PART_SHINGLES] = kept;
}

/* Moves what the buffers hold into one block of the item. */
static void pack(struct worker *worker, struct item *item)
{
    size_t total = 0, terms = worker->used[PART_TERMS];
    for (size_t i = 0; i < PARTS; i++) {
        item->begins[i] = (uint32_t)total;
        total += worker->used[i];
    }
    item->begins[PARTS] = (uint32_t)total;
    item->numbers = mpt_arena_alloc(worker->arena, total * sizeof *item->numbers + terms);
    for (size_t i = 0; i < PARTS; i++) {
        if (worker->used[i]) {
            memcpy(item->numbers + item->begins[i], worker->buffers[i], worker->used[i] * sizeof *item->numbers);
            worker->used[i] = 0;
        }
    }
    uint8_t *counts = (uint8_t *)(item->numbers + total);
    if (terms) {
        memcpy(counts, worker->counts, terms);
    }
    item->counts = counts;
}

/* As hash_bytes, of many bytes: four at a time that do not wait for one another. */
static uint64_t hash_block(const unsigned char *bytes, size_t len)
{
    enum { LANES = 4 };
    uint64_t lanes[LANES] = {1, 2, 3, 4}, eight;
    for (; len >= sizeof lanes; len -= sizeof lanes, bytes += sizeof lanes) {
        for (size_t i = 0; i < LANES; i++) {
            memcpy(&eight, bytes + i * sizeof eight, sizeof eight);
            lanes[i] = hash_mix(lanes[i], eight);
        }
    }
    return hash_mix(hash_bytes(lanes, sizeof lanes), hash_bytes(bytes, len));
}

/* Of all that is compared; the terms come in the order of the text, how often each behind the numbers. */
static uint64_t print_of(const struct item *item)
{
    size_t bytes = item->begins[PARTS] * sizeof *item->numbers + item->begins[PART_TERMS + 1];
    uint64_t rest[] = {item->country, item->source, item->dates, item->words};
    uint64_t print = hash_block((const unsigned char *)item->numbers, bytes);
    return hash_mix(hash_mix(print, hash_bytes(item->begins, sizeof item->begins)), hash_bytes(rest, sizeof rest)) | 1;
}

void worker_prepare(struct worker *worker, const struct mpt_match_record *record, size_t position)
{
    struct item *item = &worker->matching->items[position];
    uint32_t mark = (uint32_t)position;
    *item = (struct item){.dated = record->first_day || record->last_day};
    item->first_day = (int32_t)record->first_day;
    item->last_day = (int32_t)record->last_day;
    unsigned in_texts = 0, in_names = 0;
    int of_names = language_of(&worker->lexis, record->names, record->name_count, &in_names);
    int of_texts = add_texts(worker, record, mark, of_names, item, &in_texts);
    item->language = (int8_t)(of_texts ? of_texts : of_names);
    item->tongues = (uint16_t)(of_texts ? in_texts : in_names);
    add_names(worker, record, mark, of_names, item->language);
    sort_shingles(worker, position);
    worker_add_values(worker, record, mark);
    item->source = worker_text_value(worker, OF_SOURCE, record->source, mark);
    item->country = worker_text_value(worker, OF_COUNTRY, record->country, mark);
    item->dates = item->start = SEPARATOR;
    if (item->dated) {
        uint64_t first = (uint64_t)record->first_day;
        item->start = worker_value(worker, OF_START, first, mark);
        item->dates = worker_value(worker, OF_DATES, hash_mix(first, (uint64_t)record->last_day), mark);
    }
    pack(worker, item);
    grams_pack(worker, item);
    item->print = print_of(item);
}
