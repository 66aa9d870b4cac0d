/* One record made ready to compare: words and values as numbers, all in one block. */
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

enum { CACHE = 1 << 15, RUN = 5, SAMPLED = 4 };
#define SKIPPED UINT32_MAX /* in the cache: a function word */

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
    worker->cache = room_for(NULL, CACHE, sizeof *worker->cache);
    memset(worker->cache, 0, CACHE * sizeof *worker->cache);
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
    free(worker->counts);
    free(worker->grams);
    sorter_close(&worker->sorter);
}

static void put(struct worker *worker, enum part part, uint32_t number)
{
    if (worker->used[part] == worker->room[part]) {
        worker->room[part] = worker->room[part] ? worker->room[part] * 2 : 256;
        worker->buffers[part] = room_for(worker->buffers[part], worker->room[part], sizeof(uint32_t));
    }
    worker->buffers[part][worker->used[part]++] = number;
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

static uint32_t term_of(struct worker *worker, const char *word, size_t len, uint64_t hash, int language)
{
    uint64_t key = hash + (uint64_t)(language + 1) * UINT64_C(0x9e3779b97f4a7c15);
    struct cached *cached = &worker->cache[key % CACHE];
    if (cached->hash != key) {
        uint64_t stem = worker_stem(worker, word, len, hash, language);
        uint32_t number = stem ? vocabulary_number(&worker->matching->terms, stem, word, len) : SKIPPED;
        *cached = (struct cached){key, number};
    }
    return cached->number;
}

static void add_term(struct worker *worker, uint32_t term, uint32_t mark, unsigned times)
{
    if (tally_count(&worker->terms, term, mark)) {
        size_t at = worker->used[PART_TERMS];
        worker->terms.numbers[term].place = (uint32_t)at;
        put(worker, PART_TERMS, term);
        if (worker->counts_room < worker->room[PART_TERMS]) {
            worker->counts_room = worker->room[PART_TERMS];
            worker->counts = room_for(worker->counts, worker->counts_room, 1);
        }
        worker->counts[at] = 0;
    }
    uint8_t *count = &worker->counts[worker->terms.numbers[term].place];
    *count = (uint8_t)(*count + times > 255 ? 255 : *count + times);
}

/* Of each run of words one in SAMPLED is kept, the same ones in every record. What a run is told by is a polynomial of
 * its words' hashes, from which the oldest word is taken when the next one comes (Karp and Rabin 1987). */
static void add_run(struct worker *worker, size_t words, uint64_t hash)
{
    static const uint64_t base = UINT64_C(0x9e3779b97f4a7c15);
    static const uint64_t oldest = base * base * base * base * base; /* to the power of RUN */
    uint64_t *before = &worker->runs[words % RUN];
    worker->run = worker->run * base + hash - (words < RUN ? 0 : *before * oldest);
    *before = hash;
    if (words + 1 < RUN) {
        return;
    }
    uint64_t run = hash_mix(worker->run, RUN);
    if ((run >> 40 & (SAMPLED - 1)) == 0) {
        put(worker, PART_SHINGLES, (uint32_t)run);
    }
}

static uint32_t value_of(struct worker *worker, enum value_kind kind, uint64_t hash, uint32_t mark)
{
    uint32_t value = vocabulary_number(&worker->matching->values, hash_mix(hash, (uint64_t)kind), NULL, 0);
    tally_count(&worker->values, value, mark);
    return value;
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

static size_t add_text(struct worker *worker, const char *text, uint32_t mark, int language)
{
    size_t words = 0;
    struct walk walk = walk_begin(text), glued = {0};
    worker->run = 0;
    while (walk_next(&walk)) {
        uint64_t hash = hash_word(&walk);
        if (walk.digits || walk.glued) {
            add_code(worker, &walk, &glued, mark);
        } else {
            memcpy(glued.word, walk.word, LONGEST_WORD / 2); /* of a longer one nothing is made */
            glued.len = walk.len;
        }
        uint32_t term = walk.len > 1 || walk.digits ? term_of(worker, walk.word, walk.len, hash, language) : SKIPPED;
        if (term != SKIPPED) {
            add_term(worker, term, mark, 1);
        }
        add_run(worker, words++, hash);
    }
    return words;
}

/* --- Names -------------------------------------------------------------------------------------------------------- */

static uint32_t word_of(struct worker *worker, const struct walk *walk)
{
    return vocabulary_number(&worker->matching->words, hash_word(walk), walk->word, walk->len);
}

/* A name's words count for its terms too, twice. Function words are left out unless there is nothing else. */
static void add_name(struct worker *worker, const char *name, uint32_t mark, int language)
{
    enum { MOST_WORDS = 64, MOST_LETTERS = 400 };
    size_t before = worker->used[PART_NAMES], letters = 0;
    char together[MOST_LETTERS + LONGEST_WORD + 8];
    for (int all = 0; all < 2 && worker->used[PART_NAMES] == before; all++) {
        struct walk walk = walk_begin(name), glued = {0};
        while (walk_next(&walk) && worker->used[PART_NAMES] < before + MOST_WORDS) {
            add_code(worker, &walk, &glued, mark);
            uint64_t hash = hash_word(&walk);
            uint32_t term = term_of(worker, walk.word, walk.len, hash, language);
            if (term == SKIPPED && !all) {
                continue;
            }
            if (term != SKIPPED && (walk.len > 1 || walk.digits)) {
                add_term(worker, term, mark, 2);
            }
            uint32_t word = word_of(worker, &walk);
            tally_count(&worker->words, word, mark);
            put(worker, PART_NAMES, word);
            memcpy(together + letters, walk.word, walk.len);
            letters += letters < MOST_LETTERS ? walk.len : 0;
        }
    }
    grams_add(worker, together, letters);
    put(worker, PART_NAMES, SEPARATOR);
}

static void add_names(struct worker *worker, const struct mpt_match_record *record, uint32_t mark, int language)
{
    for (size_t i = 0; i < record->name_count; i++) {
        if (record->names[i] && *record->names[i]) {
            int own = language_of(&worker->lexis, &record->names[i], 1, NULL);
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
 * letters, is the surname. */
struct person person_read(const char *name)
{
    struct person person = {0};
    const char *comma = strchr(name ? name : "", ',');
    struct walk walk = walk_begin(name ? name : "");
    for (bool first = true; walk_next(&walk); first = false) {
        bool before = comma && walk.start < (const unsigned char *)comma;
        if (comma ? before : walk.len > 2 || person.len == 0) {
            memcpy(person.surname, walk.word, walk.len);
            person.len = walk.len;
        }
        if (!person.given && (comma ? !before : first || (walk.len <= 2 && person.len > 2))) {
            person.given = walk.word[0];
        }
    }
    return person;
}

static void add_person(struct worker *worker, const struct mpt_match_party *party, uint32_t mark)
{
    struct person person = person_read(party->name);
    for (size_t i = 0; i < party->id_count; i++) {
        put(worker, PART_KEYS, value_of(worker, OF_ID, hash_bytes(party->ids[i], strlen(party->ids[i])), mark));
    }
    if (person.len) {
        uint64_t hash = hash_bytes(person.surname, person.len);
        uint32_t surname = vocabulary_number(&worker->matching->words, hash, person.surname, person.len);
        put(worker, PART_PEOPLE, surname);
        put(worker, PART_PEOPLE, (uint32_t)(unsigned char)person.given);
        put(worker, PART_PEOPLE, value_of(worker, OF_PERSON, hash, mark));
    }
}

static void add_party(struct worker *worker, const struct mpt_match_party *party, uint32_t mark)
{
    if (party->name && *party->name) {
        struct walk walk = walk_begin(party->name);
        while (walk_next(&walk)) {
            put(worker, PART_PARTIES, word_of(worker, &walk));
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
    put(worker, PART_AMOUNTS, (uint32_t)minor);
    put(worker, PART_AMOUNTS, (uint32_t)(minor >> 32));
    put(worker, PART_AMOUNTS,
        value_of(worker, OF_AMOUNT, hash_mix(minor, hash_bytes(currency, strlen(currency))), mark));
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
            put(worker, PART_PROGRAMME, word_of(worker, &walk));
        }
    }
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static void sort_shingles(struct worker *worker)
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
    int of_texts = language_of(&worker->lexis, record->texts, record->text_count, &in_texts);
    int of_names = language_of(&worker->lexis, record->names, record->name_count, &in_names);
    item->language = (int8_t)(of_texts ? of_texts : of_names);
    item->tongues = (uint16_t)(of_texts ? in_texts : in_names);
    for (size_t i = 0; i < record->text_count; i++) {
        if (record->texts[i]) {
            int own = record->text_count > 1 ? language_of(&worker->lexis, &record->texts[i], 1, NULL) : item->language;
            item->words += (uint32_t)add_text(worker, record->texts[i], mark, own);
        }
    }
    add_names(worker, record, mark, item->language);
    sort_shingles(worker);
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
