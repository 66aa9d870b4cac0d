/* One record made ready to compare: words and values as numbers, all in one block. */
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

enum { CACHE = 1 << 16, RUN = 5, SAMPLED = 4 };
/* In the cache: a function word; not there yet. */
#define SKIPPED UINT32_MAX
#define UNKNOWN (UINT32_MAX - 1)

/* What is in the cache beside the terms of each language. */
enum { WORDS = LANGUAGES, VALUES };

/* What a hash is of, so that an amount and a person never share a number. */
enum value_kind {
    OF_PERSON = 1,
    OF_PARTY,
    OF_PROGRAMME,
    OF_AMOUNT,
    OF_ID,
    OF_PLACE,
    OF_DETAIL,
    OF_DATES,
    OF_START,
    OF_SOURCE,
    OF_COUNTRY,
    OF_CODE
};

void worker_open(struct worker *worker, struct mpt_matching *matching)
{
    *worker = (struct worker){.matching = matching, .arena = mpt_arena_open()};
    worker->cache = room_zeroed(CACHE, sizeof *worker->cache);
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

/* Where the next number of the part is to stand; there is room for one. */
static uint32_t *next_of(struct worker *worker, enum part part)
{
    if (worker->used[part] == worker->room[part]) {
        worker->room[part] = worker->room[part] ? worker->room[part] * 2 : 256;
        worker->buffers[part] = room_for(worker->buffers[part], worker->room[part], sizeof(uint32_t));
    }
    return &worker->buffers[part][worker->used[part]];
}

static void put(struct worker *worker, enum part part, uint32_t number)
{
    *next_of(worker, part) = number;
    worker->used[part]++;
}

/* --- Terms -------------------------------------------------------------------------------------------------------- */

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

/* Where the worker keeps the number of a hash; what differs in `what` shares none. */
static inline uint64_t key_of(uint64_t hash, unsigned what)
{
    return hash + (what + UINT64_C(1)) * UINT64_C(0x9e3779b97f4a7c15);
}

static struct cached *cache_at(struct worker *worker, uint64_t hash, unsigned what)
{
    uint64_t key = key_of(hash, what);
    struct cached *cached = &worker->cache[key % CACHE];
    if (cached->key != key) {
        *cached = (struct cached){key, UNKNOWN};
    }
    return cached;
}

static uint32_t term_of(struct worker *worker, const struct token *token, int language)
{
    struct cached *cached = cache_at(worker, token->hash, (unsigned)language);
    if (cached->number == UNKNOWN) {
        struct walk walk = walk_again(token);
        walk_next(&walk);
        uint64_t stem = worker_stem(worker, walk.word, walk.len, token->hash, language);
        cached->number = stem ? vocabulary_number(&worker->matching->terms, stem, walk.word, walk.len) : SKIPPED;
    }
    return cached->number;
}

/* As in tally_count: it stands at the end, where it stays if it is new. */
static void add_term(struct worker *worker, uint32_t term, uint32_t mark, unsigned times)
{
    size_t end = worker->used[PART_TERMS];
    *next_of(worker, PART_TERMS) = term;
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
    *next_of(worker, PART_SHINGLES) = (uint32_t)run;
    worker->used[PART_SHINGLES] += (run >> 40 & (SAMPLED - 1)) == 0;
}

static uint32_t value_of(struct worker *worker, enum value_kind kind, uint64_t hash, uint32_t mark)
{
    uint64_t own = hash_mix(hash, (uint64_t)kind);
    struct cached *cached = cache_at(worker, own, VALUES);
    if (cached->number == UNKNOWN) {
        cached->number = vocabulary_number(&worker->matching->values, own, NULL, 0);
    }
    tally_count(&worker->values, cached->number, mark);
    return cached->number;
}

/* Codes by themselves, and words with digits that a hyphen parts as one: "KX-TS108W" is "KXTS108W". */
static void add_code(struct worker *worker, const struct walk *walk, struct walk *glued, uint32_t mark)
{
    if (walk->digits && is_code(walk->word, walk->len)) {
        put(worker, PART_CODES, value_of(worker, OF_CODE, hash_word(walk), mark));
    }
    bool joins = walk->glued && glued->len + walk->len <= LONGEST_WORD / 2;
    glued->len = joins ? glued->len : 0;
    memcpy(glued->word + glued->len, walk->word, walk->len);
    glued->len += walk->len;
    if (joins && is_code(glued->word, glued->len)) {
        put(worker, PART_CODES, value_of(worker, OF_CODE, hash_bytes(glued->word, glued->len), mark));
    }
}

static void add_codes(struct worker *worker, uint32_t mark)
{
    const struct token *tokens = worker->tokens.tokens;
    struct walk glued = {0};
    for (size_t i = 0; i < worker->tokens.count; i++) {
        if (!tokens[i].coded) {
            continue;
        }
        if (i > 0 && !tokens[i - 1].coded) {
            glued = walk_again(&tokens[i - 1]);
            walk_next(&glued);
        }
        struct walk walk = walk_again(&tokens[i]);
        walk_next(&walk);
        walk.glued = tokens[i].glued;
        add_code(worker, &walk, &glued, mark);
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
        __builtin_prefetch(&worker->cache[key_of(soon, (unsigned)language) % CACHE]);
        uint32_t term = tokens[i].len > 1 || tokens[i].digits ? term_of(worker, &tokens[i], language) : SKIPPED;
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

static uint32_t word_of(struct worker *worker, const char *word, size_t len, uint64_t hash)
{
    struct cached *cached = cache_at(worker, hash, WORDS);
    if (cached->number == UNKNOWN) {
        cached->number = vocabulary_number(&worker->matching->words, hash, word, len);
    }
    return cached->number;
}

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
            uint32_t term = term_of(worker, &token, language);
            if (term == SKIPPED && !all) {
                continue;
            }
            if (term != SKIPPED && (walk.len > 1 || walk.digits)) {
                add_term(worker, term, mark, 2);
            }
            uint32_t word = word_of(worker, walk.word, walk.len, token.hash);
            if (tally_count(&worker->words, word, mark) && worker->used[PART_WORDS] < MOST_DISTINCT) {
                put(worker, PART_WORDS, word);
            }
            put(worker, PART_NAMES, word);
            if (letters < MOST_LETTERS) { /* so that one more word fits */
                memcpy(together + letters, walk.word, walk.len);
                letters += walk.len;
            }
        }
    }
    grams_add(worker, together, letters);
    put(worker, PART_NAMES, SEPARATOR);
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

/* --- Values ------------------------------------------------------------------------------------------------------- */

/* The hash of a text's words in their order, whatever stands between. */
uint64_t hash_words(const char *text)
{
    uint64_t hash = 0;
    struct walk walk = walk_begin(text);
    while (walk_next(&walk)) {
        hash = hash_mix(hash, hash_word(&walk));
    }
    return hash;
}

static uint32_t text_value(struct worker *worker, enum value_kind kind, const char *text, uint32_t mark)
{
    return text && *text ? value_of(worker, kind, hash_words(text), mark) : SEPARATOR;
}

/* "Surname, Given", "Given Surname" or "Surname GM": the last word before a comma, else the last of more than two
 * letters, is the surname; where that is the first word, its own first letter is no given name's. */
struct person person_read(const char *name)
{
    struct person person = {0};
    const char *comma = strchr(name ? name : "", ',');
    struct walk walk = walk_begin(name ? name : "");
    char first = 0, initial = 0;
    for (size_t words = 0; walk_next(&walk); words++) {
        bool before = comma && walk.start < (const unsigned char *)comma;
        if (comma ? before : walk.len > 2 || person.len == 0) {
            memcpy(person.surname, walk.word, walk.len + 1); /* a zero follows it */
            person.len = walk.len;
            initial = 0;
            first = words == 0 ? walk.word[0] : first;
            person.given = words == 0 || comma ? 0 : first;
        } else if (!initial) {
            initial = walk.word[0];
        }
    }
    person.given = person.given ? person.given : initial;
    return person;
}

static void add_person(struct worker *worker, const struct mpt_match_party *party, uint32_t mark)
{
    struct person person = person_read(party->name);
    for (size_t i = 0; i < party->id_count; i++) {
        put(worker, PART_PEOPLE_IDS, value_of(worker, OF_ID, hash_bytes(party->ids[i], strlen(party->ids[i])), mark));
    }
    if (person.len) {
        uint64_t hash = hash_bytes(person.surname, person.len);
        put(worker, PART_PEOPLE, word_of(worker, person.surname, person.len, hash));
        put(worker, PART_PEOPLE, (uint32_t)(unsigned char)person.given);
        put(worker, PART_PEOPLE, value_of(worker, OF_PERSON, hash, mark));
    }
}

static void add_party(struct worker *worker, const struct mpt_match_party *party, uint32_t mark)
{
    if (party->name && *party->name) {
        struct walk walk = walk_begin(party->name);
        while (walk_next(&walk)) {
            put(worker, PART_PARTIES, word_of(worker, walk.word, walk.len, hash_word(&walk)));
        }
        put(worker, PART_PARTIES, SEPARATOR);
        put(worker, PART_KEYS, value_of(worker, OF_PARTY, hash_words(party->name), mark));
    }
    for (size_t i = 0; i < party->id_count; i++) {
        put(worker, PART_KEYS, value_of(worker, OF_ID, hash_bytes(party->ids[i], strlen(party->ids[i])), mark));
    }
}

static void add_amount(struct worker *worker, const struct mpt_match_money *amount, uint32_t mark)
{
    uint64_t minor = (uint64_t)amount->minor;
    if (amount->minor <= 0) { /* nothing was said, or it was taken back */
        return;
    }
    const char *currency = amount->currency ? amount->currency : "";
    uint64_t of_currency = hash_bytes(currency, strlen(currency));
    put(worker, PART_AMOUNTS, (uint32_t)minor);
    put(worker, PART_AMOUNTS, (uint32_t)(minor >> 32));
    put(worker, PART_AMOUNTS, *currency ? (uint32_t)of_currency : 0);
    put(worker, PART_AMOUNTS, value_of(worker, OF_AMOUNT, hash_mix(minor, of_currency), mark));
}

/* A value that has numbers is its first number: "37-42" is "c37-c42" is "37", "16, Suppl. 1" is "16". */
static uint64_t hash_detail(const char *value)
{
    size_t start = strcspn(value, "0123456789"), len = strspn(value + start, "0123456789");
    return len ? hash_bytes(value + start, len) : hash_words(value);
}

static void add_values(struct worker *worker, const struct mpt_match_record *record, uint32_t mark)
{
    for (size_t i = 0; i < record->person_count; i++) {
        add_person(worker, &record->people[i], mark);
    }
    for (size_t i = 0; i < record->organisation_count; i++) {
        add_party(worker, &record->organisations[i], mark);
    }
    for (size_t i = 0; i < record->amount_count; i++) {
        add_amount(worker, &record->amounts[i], mark);
    }
    for (size_t i = 0; i < record->id_count; i++) {
        const char *id = record->ids[i], *colon = strchr(id, ':');
        put(worker, PART_IDS, (uint32_t)hash_bytes(id, colon ? (size_t)(colon - id) : 0));
        put(worker, PART_IDS, value_of(worker, OF_ID, hash_bytes(id, strlen(id)), mark));
    }
    for (size_t i = 0; i < record->place_count; i++) {
        put(worker, PART_PLACES, text_value(worker, OF_PLACE, record->places[i], mark));
    }
    for (size_t i = 0; i < record->detail_count; i++) {
        const struct mpt_match_detail *detail = &record->details[i];
        uint64_t name = hash_words(detail->name);
        if (detail->value && *detail->value) {
            put(worker, PART_DETAILS, (uint32_t)name);
            put(worker, PART_DETAILS, value_of(worker, OF_DETAIL, hash_mix(name, hash_detail(detail->value)), mark));
        }
    }
    if (record->programme && *record->programme) {
        put(worker, PART_PROGRAMME, text_value(worker, OF_PROGRAMME, record->programme, mark));
        struct walk walk = walk_begin(record->programme);
        while (walk_next(&walk)) {
            put(worker, PART_PROGRAMME, word_of(worker, walk.word, walk.len, hash_word(&walk)));
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
        if (i == 0 || numbers[i] != numbers[i - 1]) {
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

/* Of all that is compared; the terms come in the order of the text. */
static uint64_t print_of(const struct item *item)
{
    uint64_t rest[] = {item->country, item->source, item->dates, item->words};
    uint64_t print = hash_bytes(item->numbers, item->begins[PARTS] * sizeof *item->numbers);
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
    add_values(worker, record, mark);
    item->source = text_value(worker, OF_SOURCE, record->source, mark);
    item->country = text_value(worker, OF_COUNTRY, record->country, mark);
    item->dates = item->start = SEPARATOR;
    if (item->dated) {
        uint64_t first = (uint64_t)record->first_day;
        item->start = value_of(worker, OF_START, first, mark);
        item->dates = value_of(worker, OF_DATES, hash_mix(first, (uint64_t)record->last_day), mark);
    }
    pack(worker, item);
    grams_pack(worker, item);
    item->print = print_of(item);
}
