/* The join against every pair compared, on records made from few words so that every rule meets some pairs; and that
 * neither threads nor the order of batches change the answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "mpt/matching.h"

enum { RECORDS = 1500, VOCABULARY = 3000, LONGEST = 60 };

/* Marsaglia's xorshift. */
static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 32) % below;
}

/* Few words are frequent and many rare, about as in a language. */
static uint32_t draw_word(uint64_t *seed)
{
    uint32_t most = VOCABULARY;
    for (int i = 0; i < 3 && draw(seed, 2); i++) {
        most /= 6;
    }
    return draw(seed, most);
}

static const char *spell(struct mpt_arena *arena, const uint32_t *words, size_t count)
{
    char *text = mpt_arena_alloc(arena, count * 8 + 1), *at = text;
    for (size_t i = 0; i < count; i++) {
        uint32_t word = words[i];
        for (int j = 0; j < 3; j++, word /= 20) {
            *at++ = "bcdfghklmnprstvwzbdf"[word % 20];
            *at++ = "aeiou"[word % 5];
        }
        *at++ = ' ';
    }
    return text;
}

struct made {
    uint32_t title[8], text[LONGEST];
    size_t title_len, text_len;
    uint32_t organisation, year;
};

static void make(struct made *made, const struct made *before, size_t count, uint64_t *seed)
{
    if (count > 0 && draw(seed, 4) == 0) { /* like an earlier one, with some words changed */
        *made = before[draw(seed, (uint32_t)count)];
        uint32_t changed = draw(seed, 5);
        for (size_t i = 0; i < made->title_len; i++) {
            made->title[i] = draw(seed, 8) < changed ? draw_word(seed) : made->title[i];
        }
        for (size_t i = 0; i < made->text_len; i++) {
            made->text[i] = draw(seed, 8) < changed ? draw_word(seed) : made->text[i];
        }
        made->year += draw(seed, 3) == 0;
        return;
    }
    made->title_len = 2 + draw(seed, 6);
    made->text_len = draw(seed, 4) ? 20 + draw(seed, LONGEST - 20) : 0;
    for (size_t i = 0; i < made->title_len; i++) {
        made->title[i] = draw_word(seed);
    }
    for (size_t i = 0; i < made->text_len; i++) {
        made->text[i] = draw_word(seed);
    }
    made->organisation = draw(seed, 40);
    made->year = draw(seed, 10);
}

static struct mpt_match_record *make_all(struct mpt_arena *arena, uint64_t seed)
{
    struct mpt_match_record *records = mpt_arena_array(arena, RECORDS, sizeof *records);
    struct made *made = mpt_arena_array(arena, RECORDS, sizeof *made);
    for (size_t i = 0; i < RECORDS; i++) {
        make(&made[i], made, i, &seed);
        const char **texts = mpt_arena_array(arena, 2, sizeof *texts);
        texts[0] = spell(arena, made[i].title, made[i].title_len);
        texts[1] = spell(arena, made[i].text, made[i].text_len);
        struct mpt_match_party *party = mpt_arena_array(arena, 1, sizeof *party);
        party->name = mpt_arena_print(arena, "Institute %u", made[i].organisation);
        records[i] = (struct mpt_match_record){.names = texts,
                                               .name_count = 1,
                                               .texts = texts + 1,
                                               .text_count = made[i].text_len > 0,
                                               .organisations = party,
                                               .organisation_count = 1,
                                               .first_day = 11000 + 365 * (long)made[i].year,
                                               .last_day = 12000 + 365 * (long)made[i].year};
    }
    return records;
}

/* How they are matched: `large` as if there were very many of them (0: as few as they are), `list` where the list
 * begins (RECORDS: there is none). */
struct way {
    size_t large, batch, list;
    unsigned threads;
    double least;
    bool exhaustive;
};

static struct mpt_match_pair *find(struct mpt_arena *arena, const struct mpt_match_record *records,
                                   const struct way *way, size_t *count)
{
    struct mpt_match_settings settings = {.threads = way->threads, .large = way->large};
    struct mpt_match_query query = {.least = way->least, .exhaustive = way->exhaustive};
    struct mpt_matching *matching = mpt_matching_open(&settings);
    for (size_t i = 0, end; i < RECORDS; i = end) {
        size_t stop = i < way->list ? way->list : RECORDS;
        end = i + way->batch < stop ? i + way->batch : stop;
        if (i == way->list) {
            mpt_matching_list(matching);
        }
        assert_true(mpt_matching_add(matching, records + i, end - i));
    }
    struct mpt_match_pair *pairs = mpt_matching_find(matching, &query, arena, count);
    mpt_matching_close(matching);
    assert_non_null(pairs);
    return pairs;
}

static void check_loss(size_t large)
{
    size_t all = 0, found = 0;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct mpt_arena *arena = mpt_arena_open();
        struct mpt_match_record *records = make_all(arena, seed * UINT64_C(88172645463325252));
        size_t count, whole;
        find(arena, records, &(struct way){large, RECORDS, RECORDS, .threads = 2}, &count);
        find(arena, records, &(struct way){large, RECORDS, RECORDS, .threads = 2, .exhaustive = true}, &whole);
        assert_true(count <= whole);
        all += whole;
        found += count;
        mpt_arena_close(arena);
    }
    assert_true(all > 500);
    if ((double)found < 0.995 * (double)all) {
        fail_msg("%zu of %zu pairs found", found, all);
    }
}

static void loses_less_than_half_a_percent(void **state)
{
    (void)state;
    check_loss(0);
}

static void loses_as_little_of_very_many(void **state)
{
    (void)state;
    check_loss(1);
}

static bool is_equal(float a, float b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void assert_equal_pairs(const struct mpt_match_pair *a, const struct mpt_match_pair *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(a[i].a, b[i].a);
        assert_int_equal(a[i].b, b[i].b);
        assert_int_equal(a[i].kind, b[i].kind);
        assert_int_equal(a[i].group, b[i].group);
        assert_true(a[i].score == b[i].score && a[i].alike == b[i].alike);
        for (size_t j = 0; j < MPT_SIGNALS; j++) {
            assert_true(is_equal(a[i].values[j], b[i].values[j]) && is_equal(a[i].weights[j], b[i].weights[j]));
        }
    }
}

/* Each of these ways once by one thread, and then by more than there are cores. */
static void does_not_depend_on_threads_or_batches(void **state)
{
    (void)state;
    static const struct way ways[] = {{0, RECORDS, RECORDS, .least = 0.001},
                                      {1, RECORDS, RECORDS, .least = 0.001},
                                      {0, RECORDS, RECORDS / 2},
                                      {1, RECORDS, RECORDS / 2}};
    static const unsigned threads[] = {2, 4, 8, 16};
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_match_record *records = make_all(arena, 4711);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct way way = ways[i];
        size_t count, other;
        way.threads = 1;
        struct mpt_match_pair *pairs = find(arena, records, &way, &count);
        assert_true(count > 100);
        for (size_t j = 0; j < sizeof threads / sizeof *threads; j++) {
            way.threads = threads[j];
            way.batch = j % 2 ? 100 : RECORDS;
            struct mpt_match_pair *others = find(arena, records, &way, &other);
            assert_int_equal(count, other);
            assert_equal_pairs(pairs, others, count);
        }
    }
    mpt_arena_close(arena);
}

/* As a larger corpus would tell; never asked by two threads at once, which the sanitizer for threads would see. */
static size_t told(void *context, const char *word)
{
    size_t *asked = context, sum = 0;
    ++*asked;
    for (; *word; word++) {
        sum = sum * 31 + (unsigned char)*word;
    }
    return sum % 2000;
}

static size_t counted(void *context, uint64_t key)
{
    size_t *asked = context;
    ++*asked;
    return key % 3 ? 0 : key % 2000;
}

/* Of a stem one of its words is asked, the same one whichever thread read it first. */
static void asks_the_same_by_any_threads(void **state)
{
    (void)state;
    static const char *const endings[] = {"", "s", "ing", "ed"};
    size_t asked = 0, first = 0, count[2];
    uint64_t seed = 4712;
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_match_record *records = mpt_arena_array(arena, RECORDS, sizeof *records);
    for (size_t i = 0; i < RECORDS; i++) {
        const char **text = mpt_arena_array(arena, 1, sizeof *text);
        text[0] = "";
        for (int j = 0; j < 20; j++) {
            uint32_t word = draw(&seed, 3) ? (uint32_t)i % 100 * 4 + draw(&seed, 4) : draw(&seed, 400);
            text[0] = mpt_arena_print(arena, "%s the walk%c%c%s", text[0], (char)('b' + word % 20),
                                      (char)('b' + word / 20), endings[draw(&seed, 4)]);
        }
        records[i].texts = text;
        records[i].text_count = 1;
    }
    for (int keys = 0; keys < 2; keys++) {
        const struct mpt_match_pair *pairs[2];
        for (unsigned i = 0; i < 8; i++) {
            struct mpt_match_settings settings = {.threads = i ? 8 : 1,
                                                  .corpus_size = 100000,
                                                  .frequency = told,
                                                  .count = keys ? counted : NULL,
                                                  .context = &asked};
            struct mpt_match_query query = {.least = 0.0001};
            struct mpt_matching *matching = mpt_matching_open(&settings);
            asked = 0;
            assert_true(mpt_matching_add(matching, records, RECORDS));
            pairs[i > 0] = mpt_matching_find(matching, &query, arena, &count[i > 0]);
            mpt_matching_close(matching);
            first = i ? first : asked;
            assert_true(asked == first && asked > 0 && count[0] > 100);
            assert_int_equal(count[i > 0], count[0]);
            assert_equal_pairs(pairs[i > 0], pairs[0], count[0]);
        }
    }
    mpt_arena_close(arena);
}

/* Of very many records those are met that share a rare word with the one asked about; how often they were met when the
 * one before it was asked about must not count. */
static void forgets_what_was_asked_before(void **state)
{
    (void)state;
    enum { OTHERS = 300 };
    static const char *const asked[] = {"Qz harvester kelp", "Kelp harvester qz", "Qz lighthouse"};
    static const char *const things[] = {"harvester", "kelp", "lighthouse"};
    static const struct mpt_match_settings settings = {.threads = 1, .large = 1};
    static const struct mpt_match_query query = {.least = 1e-9};
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_match_record records[OTHERS + 3] = {0};
    const char *texts[OTHERS + 3];
    for (size_t i = 0; i < OTHERS + 3; i++) {
        texts[i] = i < OTHERS
                       ? mpt_arena_print(arena, "%s %c%cx", things[i % 3], (char)('a' + i % 25), (char)('a' + i / 25))
                       : asked[i - OTHERS];
        records[i].texts = &texts[i];
        records[i].text_count = 1;
    }
    struct mpt_matching *matching = mpt_matching_open(&settings);
    assert_true(mpt_matching_add(matching, records, OTHERS + 3));
    size_t count, found = 0;
    const struct mpt_match_pair *pairs = mpt_matching_find(matching, &query, arena, &count);
    for (size_t i = 0; i < count; i++) {
        found += pairs[i].a == OTHERS && pairs[i].b >= OTHERS + 1;
    }
    assert_int_equal(found, 2);
    mpt_matching_close(matching);
    mpt_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loses_less_than_half_a_percent), cmocka_unit_test(loses_as_little_of_very_many),
        cmocka_unit_test(does_not_depend_on_threads_or_batches), cmocka_unit_test(asks_the_same_by_any_threads),
        cmocka_unit_test(forgets_what_was_asked_before)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
