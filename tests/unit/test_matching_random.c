/* Records of anything, asked in all ways: what is found is what a comparison of the two says, by any threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "mpt/matching.h"

enum { MOST_RECORDS = 100, CASES = 24 };

/* Marsaglia's xorshift. */
static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 32) % below;
}

/* --- Records ------------------------------------------------------------------------------------------------------ */

struct maker {
    struct mpt_arena *arena;
    uint64_t seed;
};

static bool chance(struct maker *maker, uint32_t of)
{
    return draw(&maker->seed, of) == 0;
}

/* The first ones are frequent. */
static const char *draw_word(struct maker *maker)
{
    static const char *const words[] = {"the",
                                        "of",
                                        "ferry",
                                        "for",
                                        "batteries",
                                        "battery",
                                        "and",
                                        "harbour",
                                        "conference",
                                        "second",
                                        "phase",
                                        "2",
                                        "III",
                                        "KX-TS108",
                                        "KXTS108",
                                        "og",
                                        "til",
                                        "av",
                                        "fjorden",
                                        "des",
                                        "les",
                                        "projets",
                                        "\xc3\xa9nergie",
                                        "Troms\xc3\xb8",
                                        "\xe6\xb5\xb7\xe6\xb4\x8b",
                                        "\xd0\xb2\xd0\xbe\xd0\xb4\xd0\xb0",
                                        "\xff\xfe",
                                        "a\xcc\x81",
                                        "university",
                                        "annual",
                                        "meeting",
                                        "tests"};
    enum { WORDS = sizeof words / sizeof *words };
    if (chance(maker, 2)) {
        return words[draw(&maker->seed, chance(maker, 2) ? WORDS : WORDS / 4)];
    }
    if (chance(maker, 200)) {
        return "anameoverandoverandoverandoverandoverandoverandoverandoverandoverandoveragain";
    }
    uint32_t word = draw(&maker->seed, chance(maker, 2) ? 20 : 2000);
    return mpt_arena_print(maker->arena, "%c%c%c%co", (char)('b' + word % 20), "aeiou"[word % 5],
                           (char)('b' + word / 7 % 20), "aeiou"[word / 140 % 5]);
}

static const char *draw_text(struct maker *maker, size_t words)
{
    static const char *const between[] = {" ", " ", " ", " ", "-", ", ", ". ", "/", "_", "\n"};
    const char **pieces = mpt_arena_array(maker->arena, 2 * words + 1, sizeof *pieces);
    size_t len = 0;
    for (size_t i = 0; i < words; i++) {
        pieces[2 * i] = draw_word(maker);
        pieces[2 * i + 1] = between[draw(&maker->seed, sizeof between / sizeof *between)];
        len += strlen(pieces[2 * i]) + strlen(pieces[2 * i + 1]);
    }
    char *text = mpt_arena_alloc(maker->arena, len + 1), *at = text;
    for (size_t i = 0; i < 2 * words; i++) {
        size_t piece = strlen(pieces[i]);
        memcpy(at, pieces[i], piece);
        at += piece;
    }
    *at = '\0';
    return text;
}

/* Now and then there is none. */
static const char **draw_texts(struct maker *maker, size_t count, uint32_t most_words)
{
    const char **texts = mpt_arena_array(maker->arena, count + 1, sizeof *texts);
    for (size_t i = 0; i < count; i++) {
        texts[i] = chance(maker, 12) ? NULL : draw_text(maker, draw(&maker->seed, most_words));
    }
    return texts;
}

static const char **draw_ids(struct maker *maker, size_t count)
{
    static const char *const schemes[] = {"grant:", "doi:", ""};
    const char **ids = mpt_arena_array(maker->arena, count + 1, sizeof *ids);
    for (size_t i = 0; i < count; i++) {
        ids[i] = mpt_arena_print(maker->arena, "%s%u", schemes[draw(&maker->seed, 3)], draw(&maker->seed, 60));
    }
    return ids;
}

static struct mpt_match_party *draw_parties(struct maker *maker, size_t count)
{
    struct mpt_match_party *parties = mpt_arena_array(maker->arena, count + 1, sizeof *parties);
    for (size_t i = 0; i < count; i++) {
        const char *word = draw_word(maker), *other = draw_word(maker);
        parties[i].name = chance(maker, 12) ? NULL : mpt_arena_print(maker->arena, "%s, %s", word, other);
        parties[i].id_count = draw(&maker->seed, 4) / 2;
        parties[i].ids = draw_ids(maker, parties[i].id_count);
    }
    return parties;
}

static void draw_values(struct maker *maker, struct mpt_match_record *record)
{
    static const char *const currencies[] = {"SEK", "EUR", NULL};
    struct mpt_match_money *amounts = mpt_arena_array(maker->arena, 3, sizeof *amounts);
    struct mpt_match_detail *details = mpt_arena_array(maker->arena, 3, sizeof *details);
    for (size_t i = 0; i < 3; i++) {
        amounts[i].minor = chance(maker, 30) ? INT64_MAX : (int64_t)draw(&maker->seed, 40) * 1000 - 1000;
        amounts[i].currency = currencies[draw(&maker->seed, 3)];
        details[i].name = chance(maker, 2) ? "pages" : "model";
        details[i].value = chance(maker, 8) ? NULL : mpt_arena_print(maker->arena, "%u-9", draw(&maker->seed, 40));
    }
    record->amounts = amounts;
    record->amount_count = draw(&maker->seed, 4);
    record->details = details;
    record->detail_count = draw(&maker->seed, 4);
}

static struct mpt_match_record draw_record(struct maker *maker)
{
    struct mpt_match_record record = {.country = chance(maker, 2) ? "NO" : NULL,
                                      .source = chance(maker, 2) ? "one" : NULL,
                                      .programme = chance(maker, 3) ? draw_word(maker) : NULL};
    record.name_count = chance(maker, 5) ? draw(&maker->seed, 12) : 1;
    record.names = draw_texts(maker, record.name_count, chance(maker, 20) ? 100 : 8);
    record.text_count = chance(maker, 5) ? draw(&maker->seed, 4) : 1;
    record.texts = draw_texts(maker, record.text_count, chance(maker, 2) ? 20 : 150);
    record.id_count = draw(&maker->seed, 6) / 4;
    record.ids = draw_ids(maker, record.id_count);
    record.place_count = draw(&maker->seed, 3);
    record.places = draw_texts(maker, record.place_count, 3);
    record.person_count = chance(maker, 30) ? 90 : draw(&maker->seed, 4);
    record.people = draw_parties(maker, record.person_count);
    record.organisation_count = chance(maker, 30) ? 90 : draw(&maker->seed, 4);
    record.organisations = draw_parties(maker, record.organisation_count);
    draw_values(maker, &record);
    if (!chance(maker, 4)) {
        record.first_day = 10000 + 365 * (long)draw(&maker->seed, 5);
        record.last_day = record.first_day + 365 * (long)draw(&maker->seed, 4) - 100;
    }
    return record;
}

/* Half of them are like an earlier one: equal, or with one thing of another. */
static struct mpt_match_record *draw_records(struct maker *maker, size_t count)
{
    struct mpt_match_record *records = mpt_arena_array(maker->arena, MOST_RECORDS, sizeof *records);
    for (size_t i = 0; i < count; i++) {
        struct mpt_match_record *record = &records[i], other = draw_record(maker);
        bool is_new = i == 0 || chance(maker, 2);
        *record = is_new ? other : records[draw(&maker->seed, (uint32_t)i)];
        switch (is_new ? 6 : draw(&maker->seed, 6)) {
        case 0:
            record->names = other.names;
            record->name_count = other.name_count;
            break;
        case 1:
            record->texts = other.texts;
            record->text_count = other.text_count;
            break;
        case 2:
            record->people = other.people;
            record->person_count = other.person_count;
            break;
        case 3:
            record->first_day = other.first_day;
            record->last_day = other.last_day;
            break;
        case 4:
            record->ids = other.ids;
            record->id_count = other.id_count;
            break;
        default:
            break;
        }
    }
    return records;
}

/* --- Asking ------------------------------------------------------------------------------------------------------- */

struct asked {
    struct maker maker;
    struct mpt_match_record *records;
    size_t count, list; /* list: where it begins; above count: there is none */
    struct mpt_match_settings settings;
    struct mpt_match_query query;
};

static size_t counted(void *context, uint64_t key)
{
    (void)context;
    return key % 3 ? 0 : key % 11 == 0 ? SIZE_MAX : key % 2000;
}

static void draw_facts(struct asked *asked)
{
    struct mpt_match_fact *facts = mpt_arena_array(asked->maker.arena, asked->count, sizeof *facts);
    for (size_t i = 0; i + 1 < asked->count; i += 7) {
        enum mpt_match_relation relation = (enum mpt_match_relation)draw(&asked->maker.seed, 3);
        facts[asked->query.fact_count++] = (struct mpt_match_fact){i, i + 1, relation};
    }
    asked->query.facts = facts;
}

static struct asked draw_asked(uint64_t seed)
{
    struct asked asked = {.maker = {mpt_arena_open(), seed * UINT64_C(0x9e3779b97f4a7c15)}, .list = SIZE_MAX};
    struct maker *maker = &asked.maker;
    asked.count = draw(&maker->seed, MOST_RECORDS);
    asked.records = draw_records(maker, asked.count);
    asked.settings.large = seed % 3 == 0;
    if (chance(maker, 4)) {
        asked.settings.corpus_size = draw(&maker->seed, 100000);
        asked.settings.count = counted;
    }
    asked.query.least = chance(maker, 2) ? 1e-6 : 0.3;
    asked.query.exhaustive = chance(maker, 3);
    asked.query.within = chance(maker, 2);
    asked.query.one_corpus = chance(maker, 2);
    if (chance(maker, 2)) {
        asked.list = draw(&maker->seed, (uint32_t)asked.count + 1);
    }
    if (chance(maker, 3)) {
        draw_facts(&asked);
    }
    return asked;
}

static struct mpt_matching *matched(struct asked *asked, unsigned threads)
{
    asked->settings.threads = threads;
    struct mpt_matching *matching = mpt_matching_open(&asked->settings);
    size_t first = asked->list < asked->count ? asked->list : asked->count;
    assert_true(mpt_matching_add(matching, asked->records, first));
    if (asked->list <= asked->count) {
        mpt_matching_list(matching);
    }
    assert_true(mpt_matching_add(matching, asked->records + first, asked->count - first));
    return matching;
}

static bool is_equal(float a, float b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void assert_same_signals(const struct mpt_match_pair *a, const struct mpt_match_pair *b)
{
    assert_true(a->a == b->a && a->b == b->b);
    for (size_t i = 0; i < MPT_SIGNALS; i++) {
        assert_true(is_equal(a->values[i], b->values[i]) && is_equal(a->weights[i], b->weights[i]));
    }
}

static void assert_same_verdict(const struct mpt_match_pair *a, const struct mpt_match_pair *b)
{
    assert_true(a->score == b->score && a->alike == b->alike && a->kind == b->kind);
}

/* Rivals of a list change what a pair is, not what it shows. */
static void assert_compared(struct mpt_matching *matching, const struct asked *asked, const struct mpt_match_pair *pair)
{
    bool settled = asked->list < asked->count && !asked->query.one_corpus;
    struct mpt_match_pair compared = mpt_matching_compare(matching, pair->a, pair->b, &asked->query);
    struct mpt_match_pair turned = mpt_matching_compare(matching, pair->b, pair->a, &asked->query);
    assert_true(pair->score >= (float)asked->query.least && pair->score <= 1);
    assert_same_signals(&compared, &turned);
    assert_same_verdict(&compared, &turned);
    assert_same_signals(&compared, pair);
    if (!settled) {
        assert_same_verdict(&compared, pair);
    }
}

static void finds_what_a_comparison_says(void **state)
{
    (void)state;
    size_t all = 0, with_lists = 0;
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        struct asked asked = draw_asked(seed);
        size_t count, other;
        struct mpt_matching *matching = matched(&asked, 1), *by_many = matched(&asked, 2 + (unsigned)seed % 7);
        struct mpt_arena *arena = asked.maker.arena;
        const struct mpt_match_pair *pairs = mpt_matching_find(matching, &asked.query, arena, &count);
        const struct mpt_match_pair *others = mpt_matching_find(by_many, &asked.query, arena, &other);
        assert_true(pairs && others);
        assert_int_equal(count, other);
        for (size_t i = 0; i < count; i++) {
            assert_compared(matching, &asked, &pairs[i]);
            assert_same_signals(&pairs[i], &others[i]);
            assert_same_verdict(&pairs[i], &others[i]);
            assert_int_equal(pairs[i].group, others[i].group);
        }
        all += count;
        with_lists += asked.list < asked.count ? count : 0;
        mpt_matching_close(matching);
        mpt_matching_close(by_many);
        mpt_arena_close(arena);
    }
    assert_true(all > 1000 && with_lists > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_what_a_comparison_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
