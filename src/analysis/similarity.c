/* Names as sets of words and trigrams, and what two records have in common. */
#include "mpt/similarity.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <utf8proc.h>

#include "mpt/text.h"
#include "similarity_internal.h"

static const double contained_title = 0.90; /* every word of the shorter name is in the longer */
static const double score_limit = 0.65, title_limit = 0.80;
static const double title_weight = 0.5, tags_weight = 0.2, partners_weight = 0.2, place_time_weight = 0.1;

struct numbered {
    const void *bytes;
    uint32_t len, hash;
};

/* FNV-1a, which is good enough for words and has no blocks to align. */
static uint32_t hash_bytes(const unsigned char *bytes, size_t len)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ bytes[i]) * 16777619U;
    }
    return hash ^ hash >> 15; /* the slot is taken from the low bits, which FNV mixes least */
}

static void grow_slots(struct numbering *numbering)
{
    size_t count = numbering->slot_count ? numbering->slot_count * 2 : 256;
    numbering->slots = mpt_arena_array(numbering->arena, count, sizeof *numbering->slots);
    numbering->slot_count = count;
    for (size_t i = 0; i < numbering->count; i++) {
        size_t at = numbering->items[i].hash & (count - 1);
        while (numbering->slots[at]) {
            at = (at + 1) & (count - 1);
        }
        numbering->slots[at] = (uint32_t)i + 1;
    }
}

uint32_t numbering_add(struct numbering *numbering, const void *bytes, size_t len)
{
    if (numbering->count * 2 >= numbering->slot_count) {
        grow_slots(numbering);
    }
    uint32_t hash = hash_bytes(bytes, len);
    size_t at = hash & (numbering->slot_count - 1);
    for (; numbering->slots[at]; at = (at + 1) & (numbering->slot_count - 1)) {
        const struct numbered *item = &numbering->items[numbering->slots[at] - 1];
        if (item->hash == hash && item->len == len && memcmp(item->bytes, bytes, len) == 0) {
            return numbering->slots[at] - 1;
        }
    }
    numbering->items = mpt_arena_grow(numbering->arena, numbering->items, numbering->count, &numbering->capacity,
                                      sizeof *numbering->items);
    const void *copy = mpt_arena_copy_len(numbering->arena, bytes, len);
    numbering->items[numbering->count++] = (struct numbered){copy, (uint32_t)len, hash};
    numbering->slots[at] = (uint32_t)numbering->count;
    return (uint32_t)numbering->count - 1;
}

struct lexicon lexicon_init(struct mpt_arena *arena)
{
    return (struct lexicon){.arena = arena, .word_numbers.arena = arena, .trigram_numbers.arena = arena};
}

/* Marks belong to the letters of some scripts; folding leaves few of them. */
static bool is_letter(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/* The letter or digit that begins `text`, and its length; 0 and the length when it is something else. */
static uint32_t letter_at(const char *text, size_t *len)
{
    unsigned char first = (unsigned char)*text;
    *len = 1;
    if (first < 0x80) {
        return isalnum(first) ? first : 0;
    }
    utf8proc_int32_t point;
    utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &point);
    if (step <= 0) { /* callers hand valid text only; a stray byte must not stop the walk all the same */
        return 0;
    }
    *len = (size_t)step;
    return is_letter(utf8proc_category(point)) ? (uint32_t)point : 0;
}

static void add_trigram(struct lexicon *lexicon, struct word *word, uint64_t letters)
{
    size_t known = lexicon->trigram_numbers.count;
    uint32_t trigram = numbering_add(&lexicon->trigram_numbers, &letters, sizeof letters);
    lexicon->marked =
        mpt_arena_grow(lexicon->arena, lexicon->marked, known, &lexicon->marked_capacity, sizeof *lexicon->marked);
    lexicon->counted =
        mpt_arena_grow(lexicon->arena, lexicon->counted, known, &lexicon->counted_capacity, sizeof *lexicon->counted);
    if (lexicon->counted[trigram] != lexicon->count_stamp) {
        lexicon->counted[trigram] = lexicon->count_stamp;
        word->trigrams[word->trigram_count++] = trigram;
    }
}

/* The trigrams of "  word ", each three code points in one number. */
static void spell(struct lexicon *lexicon, struct word *word, const char *text, size_t len)
{
    enum { POINT_BITS = 21 };
    const uint64_t three_points = (UINT64_C(1) << 3 * POINT_BITS) - 1;
    uint64_t letters = (uint64_t)' ' << POINT_BITS | ' ';
    word->trigrams = mpt_arena_array(lexicon->arena, len + 1, sizeof *word->trigrams);
    lexicon->count_stamp++;
    for (size_t at = 0, step; at < len; at += step) {
        letters = (letters << POINT_BITS | letter_at(text + at, &step)) & three_points;
        word->numeric |= isdigit((unsigned char)text[at]) != 0;
        add_trigram(lexicon, word, letters);
    }
    add_trigram(lexicon, word, (letters << POINT_BITS | ' ') & three_points);
}

static uint32_t word_number(struct lexicon *lexicon, const char *text, size_t len)
{
    size_t known = lexicon->word_numbers.count;
    uint32_t number = numbering_add(&lexicon->word_numbers, text, len);
    if (number == known) {
        lexicon->words =
            mpt_arena_grow(lexicon->arena, lexicon->words, known, &lexicon->word_capacity, sizeof *lexicon->words);
        lexicon->words[number] = (struct word){0};
        spell(lexicon, &lexicon->words[number], text, len);
    }
    return number;
}

/* The distinct words of the first `len` bytes of a folded text, into `spelled`; returns their number. */
static size_t split_words(struct lexicon *lexicon, const char *text, size_t len)
{
    size_t count = 0, start = 0, step;
    lexicon->mark++;
    lexicon->marked_name = NULL;
    for (size_t at = 0; at <= len; at += step) {
        if (at < len && letter_at(text + at, &step)) {
            continue;
        }
        if (at > start) {
            uint32_t word = word_number(lexicon, text + start, at - start);
            if (lexicon->words[word].mark != lexicon->mark) {
                lexicon->words[word].mark = lexicon->mark;
                lexicon->spelled = mpt_arena_grow(lexicon->arena, lexicon->spelled, count, &lexicon->spelled_capacity,
                                                  sizeof *lexicon->spelled);
                lexicon->spelled[count++] = word;
            }
        }
        step = at < len ? step : 1;
        start = at + step;
    }
    return count;
}

static struct name read_words(struct lexicon *lexicon, const char *text, size_t len)
{
    size_t count = split_words(lexicon, text, len);
    uint32_t *words = mpt_arena_array(lexicon->arena, count, sizeof *words);
    struct name name = {.words = words, .word_count = (uint32_t)count};
    lexicon->count_stamp++;
    for (size_t i = 0; i < count; i++) {
        words[i] = lexicon->spelled[i];
        const struct word *word = &lexicon->words[words[i]];
        name.full_words += word->trigram_count > 2;
        for (uint32_t j = 0; j < word->trigram_count; j++) {
            uint32_t trigram = word->trigrams[j], bit = trigram % SKETCH_BITS;
            name.size += lexicon->counted[trigram] != lexicon->count_stamp;
            lexicon->counted[trigram] = lexicon->count_stamp;
            name.sketch[bit / 64] |= UINT64_C(1) << bit % 64;
        }
    }
    return name;
}

/* Where a trailing bracket that may hold a country or an owner begins; the length of the text when there is none.
 * Nothing tells a country from a by-name, so both readings are kept; but a digit tells a phase, a year or a part. */
static size_t bracket_start(const char *text, size_t len)
{
    size_t end = len;
    while (end > 0 && text[end - 1] == ' ') {
        end--;
    }
    if (end == 0 || text[end - 1] != ')') {
        return len;
    }
    for (size_t at = end - 1; at > 0 && !isdigit((unsigned char)text[at - 1]); at--) {
        if (text[at - 1] == '(') {
            return at - 1;
        }
    }
    return len;
}

size_t name_read(struct lexicon *lexicon, const char *text, struct name readings[NAME_READINGS])
{
    const char *folded = mpt_text_fold(text, lexicon->arena);
    size_t len = strlen(folded), bracket = bracket_start(folded, len), count = 0;
    readings[count] = read_words(lexicon, folded, len);
    count += readings[count].word_count > 0;
    if (count > 0 && bracket < len) {
        readings[count] = read_words(lexicon, folded, bracket);
        count += readings[count].word_count > 0;
    }
    return count;
}

static void mark_name(struct lexicon *lexicon, const struct name *name)
{
    lexicon->mark++;
    lexicon->marked_name = name;
    for (uint32_t i = 0; i < name->word_count; i++) {
        struct word *word = &lexicon->words[name->words[i]];
        word->mark = lexicon->mark;
        for (uint32_t j = 0; j < word->trigram_count; j++) {
            lexicon->marked[word->trigrams[j]] = lexicon->mark;
        }
    }
}

double name_title(struct lexicon *lexicon, const struct name *a, const struct name *b)
{
    if (lexicon->marked_name != a) {
        mark_name(lexicon, a);
    }
    uint32_t common_words = 0, common = 0;
    lexicon->count_stamp++;
    for (uint32_t i = 0; i < b->word_count; i++) {
        const struct word *word = &lexicon->words[b->words[i]];
        common_words += word->mark == lexicon->mark;
        for (uint32_t j = 0; j < word->trigram_count; j++) {
            uint32_t trigram = word->trigrams[j];
            if (lexicon->marked[trigram] == lexicon->mark && lexicon->counted[trigram] != lexicon->count_stamp) {
                lexicon->counted[trigram] = lexicon->count_stamp;
                common++;
            }
        }
    }
    double jaccard = (double)common / (double)(a->size + b->size - common);
    const struct name *shorter = a->word_count < b->word_count ? a : b;
    bool contained = shorter->full_words >= 2 && common_words == shorter->word_count && a->word_count != b->word_count;
    return contained && jaccard < contained_title ? contained_title : jaccard;
}

double mpt_title_similarity(const char *a, const char *b)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct lexicon lexicon = lexicon_init(arena);
    struct name of_a[NAME_READINGS], of_b[NAME_READINGS];
    size_t a_count = name_read(&lexicon, a, of_a), b_count = name_read(&lexicon, b, of_b);
    double best = 0;
    for (size_t i = 0; i < a_count; i++) {
        for (size_t j = 0; j < b_count; j++) {
            best = fmax(best, name_title(&lexicon, &of_a[i], &of_b[j]));
        }
    }
    mpt_arena_close(arena);
    return best;
}

/* Jaccard of two sorted sets; NaN when one is empty. */
static double set_similarity(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    if (a_count == 0 || b_count == 0) {
        return NAN;
    }
    size_t common = 0;
    for (size_t i = 0, j = 0; i < a_count && j < b_count;) {
        common += a[i] == b[j];
        size_t step = a[i] <= b[j];
        j += b[j] <= a[i];
        i += step;
    }
    return (double)common / (double)(a_count + b_count - common);
}

static bool is_placed(const struct mpt_likeness *item)
{
    return item->place && (item->first_day || item->last_day);
}

static double place_time_similarity(const struct mpt_likeness *a, const struct mpt_likeness *b)
{
    if (!is_placed(a) || !is_placed(b)) {
        return NAN;
    }
    return a->first_day <= b->last_day && b->first_day <= a->last_day && strcmp(a->place, b->place) == 0;
}

void pair_set_parts(struct mpt_pair *pair, const struct mpt_likeness *a, const struct mpt_likeness *b)
{
    pair->tags = set_similarity(a->tags, a->tag_count, b->tags, b->tag_count);
    pair->partners = set_similarity(a->partners, a->partner_count, b->partners, b->partner_count);
    pair->place_time = place_time_similarity(a, b);
}

/* The weighted sum of the parts other than the title; adds their weights to *weight. */
static double sum_parts(const struct mpt_pair *pair, double *weight)
{
    const double parts[] = {pair->tags, pair->partners, pair->place_time};
    const double weights[] = {tags_weight, partners_weight, place_time_weight};
    double sum = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!isnan(parts[i])) {
            sum += weights[i] * parts[i];
            *weight += weights[i];
        }
    }
    return sum;
}

double pair_score(const struct mpt_pair *pair)
{
    double weight = title_weight, sum = sum_parts(pair, &weight);
    return (title_weight * pair->title + sum) / weight;
}

double pair_title_needed(const struct mpt_pair *pair)
{
    double weight = title_weight, sum = sum_parts(pair, &weight);
    return (score_limit * weight - sum) / title_weight;
}

bool pair_is_alike(const struct mpt_pair *pair, double title_at_least)
{
    double least = title_at_least > 0 && title_at_least < title_limit ? title_at_least : title_limit;
    return pair->title >= least - SIMILARITY_SLACK || pair_score(pair) >= score_limit - SIMILARITY_SLACK;
}

bool same_outside_id(const struct mpt_likeness *a, const struct mpt_likeness *b)
{
    for (size_t i = 0; i < a->outside_id_count; i++) {
        for (size_t j = 0; j < b->outside_id_count; j++) {
            if (strcmp(a->outside_ids[i], b->outside_ids[j]) == 0) {
                return true;
            }
        }
    }
    return false;
}
