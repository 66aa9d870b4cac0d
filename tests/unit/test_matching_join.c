/* The join against every pair compared, on records made from few words so that every rule meets some pairs; and that
 * neither threads nor the order of batches change the answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

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

/* `large`: as if there were very many of them; 0: as few as they are. */
static struct mpt_match_pair *find(struct mpt_arena *arena, const struct mpt_match_record *records, bool exhaustive,
                                   size_t large, unsigned threads, size_t batch, size_t *count)
{
    struct mpt_match_settings settings = {.threads = threads, .large = large};
    struct mpt_match_query query = {.exhaustive = exhaustive};
    struct mpt_matching *matching = mpt_matching_open(&settings);
    for (size_t i = 0; i < RECORDS; i += batch) {
        assert_true(mpt_matching_add(matching, records + i, RECORDS - i < batch ? RECORDS - i : batch));
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
        find(arena, records, false, large, 2, RECORDS, &count);
        find(arena, records, true, large, 2, RECORDS, &whole);
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

static void does_not_depend_on_threads_or_batches(void **state)
{
    (void)state;
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_match_record *records = make_all(arena, 4711);
    size_t count, other;
    struct mpt_match_pair *pairs = find(arena, records, false, 0, 1, RECORDS, &count);
    struct mpt_match_pair *others = find(arena, records, false, 0, 4, 100, &other);
    assert_int_equal(count, other);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(pairs[i].a, others[i].a);
        assert_int_equal(pairs[i].b, others[i].b);
        assert_int_equal(pairs[i].kind, others[i].kind);
        assert_true(pairs[i].score == others[i].score);
    }
    mpt_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(loses_less_than_half_a_percent),
                                       cmocka_unit_test(loses_as_little_of_very_many),
                                       cmocka_unit_test(does_not_depend_on_threads_or_batches)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
