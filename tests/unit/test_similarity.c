/* The name rule on names that were tried, and the join against every pair compared by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "mpt/similarity.h"

static void assert_title(const char *a, const char *b, double expected)
{
    assert_true(fabs(mpt_title_similarity(a, b) - expected) < 0.005);
    assert_true(fabs(mpt_title_similarity(b, a) - expected) < 0.005);
}

static void measures_the_tried_names(void **state)
{
    (void)state;
    assert_title("Agile Nations", "Agile Nations Network", 0.90);
    assert_title("Mission Actions Lab", "OECD Mission Action Lab", 0.71);
    assert_title("Trusted Agri-foods Mission", "Trusted Agrifood Exports Mission", 0.58);
    assert_title("pilot-e scheme", "PILOT-E", 0.53);
    assert_title("5G-MOBIX", "5G Corridors (5G MOBIX)", 0.90);
    assert_title("5G-MOBIX", "5G Corridors (5G MOBIX) Case Studies", 0.90);
    assert_title("PILOT-E", "Pilot Helse", 0.43);
    assert_title("carbon capture", "Capture and storage or use of CO2", 0.22);
}

static void folds_names(void **state)
{
    (void)state;
    assert_title("Brødrene Aa", "BRODRENE AA", 1);
    assert_title("Économie circulaire", "economie circulaire", 1);
    assert_title("水素 戦略", "水素 戦略", 1);
    assert_title("水素 戦略", "水素 基本 戦略", 0.90);
    assert_title("水素", "戦略", 0);
    assert_title("5G-MOBIX", "5g mobix!", 1);
}

static void needs_letters_or_digits(void **state)
{
    (void)state;
    assert_title("", "", 0);
    assert_title("---", "---", 0);
    assert_title("(Denmark)", "Denmark", 1);
    assert_title("\xff\xfe", "a", 0);
}

static void counts_a_contained_name_of_two_words(void **state)
{
    (void)state;
    assert_title("Lab", "Mission Action Lab", 4.0 / 17);
    assert_title("the the", "Of the many", 4.0 / 12);
    assert_title("action lab", "Mission Action Lab", 0.90);
    assert_title("Plan B", "Plan B for ferries", 7.0 / 18);
    assert_title("Electric ferries Norway west", "Electric ferries Norway west x", 29.0 / 31);
}

static void drops_a_trailing_country_or_owner(void **state)
{
    (void)state;
    assert_title("Hydrogen valley (Denmark)", "Hydrogen Valley", 1);
    assert_title("Hydrogen valley (Denmark) ", "Hydrogen valley (Norsk Hydro)", 1);
    assert_true(mpt_title_similarity("Hydrogen valley (phase 1)", "Hydrogen valley (phase 2)") < 1);
    assert_true(mpt_title_similarity("(Denmark) Hydrogen valley", "Hydrogen valley") < 1);
}

/* Marsaglia's xorshift. */
static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 32) % below;
}

enum { ITEMS = 600, WORDS = 120, MOST_NAMES = 3, MOST_FEATURES = 5 };

/* Records with few words, tags and partners, so that every rule meets some pairs. */
struct sample {
    struct mpt_arena *arena;
    uint64_t seed;
    char *words[WORDS];
    struct mpt_likeness items[ITEMS];
};

static char *make_word(struct sample *sample)
{
    char word[16];
    size_t len = 2 + 2 * (size_t)draw(&sample->seed, 4);
    for (size_t i = 0; i < len; i += 2) {
        word[i] = "bdfklmnrst"[draw(&sample->seed, 10)];
        word[i + 1] = "aeiou"[draw(&sample->seed, 5)];
    }
    return mpt_arena_copy_len(sample->arena, word, len);
}

/* A name, or now and then one before with a letter changed, a word more, or a bracket. */
static const char *make_name(struct sample *sample, size_t made)
{
    if (made > 0 && draw(&sample->seed, 3) == 0) {
        const char *before = sample->items[draw(&sample->seed, (uint32_t)made)].names[0];
        char *name = mpt_arena_copy(sample->arena, before);
        switch (draw(&sample->seed, 4)) {
        case 0:
            name[draw(&sample->seed, (uint32_t)strlen(name))] = 'z';
            return name;
        case 1:
            return mpt_arena_print(sample->arena, "%s %s", name, sample->words[draw(&sample->seed, WORDS)]);
        case 2:
            return mpt_arena_print(sample->arena, "%s (%s)", name, sample->words[draw(&sample->seed, WORDS)]);
        default:
            return name;
        }
    }
    const char *name = sample->words[draw(&sample->seed, WORDS)];
    for (uint32_t more = draw(&sample->seed, 6); more > 0; more--) {
        uint32_t word = draw(&sample->seed, 1 + draw(&sample->seed, WORDS));
        name = mpt_arena_print(sample->arena, "%s %s", name, sample->words[word]);
    }
    return name;
}

static const uint32_t *make_features(struct sample *sample, uint32_t kinds, size_t *count)
{
    uint32_t *features = mpt_arena_array(sample->arena, MOST_FEATURES, sizeof *features);
    uint32_t wanted = draw(&sample->seed, MOST_FEATURES + 1);
    *count = 0;
    for (uint32_t next = draw(&sample->seed, kinds); *count < wanted; next += 1 + draw(&sample->seed, kinds)) {
        features[(*count)++] = next;
    }
    return features;
}

static void make_sample(struct sample *sample, struct mpt_arena *arena, uint64_t seed, uint32_t kinds,
                        uint32_t place_count)
{
    *sample = (struct sample){.arena = arena, .seed = seed};
    for (size_t i = 0; i < WORDS; i++) {
        sample->words[i] = make_word(sample);
    }
    static const char *const places[] = {NULL, "no", "dk"};
    for (size_t i = 0; i < ITEMS; i++) {
        struct mpt_likeness *item = &sample->items[i];
        const char **names = mpt_arena_array(arena, MOST_NAMES, sizeof *names);
        item->names = names;
        names[item->name_count++] = make_name(sample, i);
        while (item->name_count < MOST_NAMES && draw(&sample->seed, 4) == 0) {
            names[item->name_count++] = make_name(sample, i);
        }
        if (kinds > 0) {
            item->tags = make_features(sample, kinds, &item->tag_count);
            item->partners = make_features(sample, kinds, &item->partner_count);
        }
        item->place = places[draw(&sample->seed, place_count + 1)];
        item->first_day = (long)draw(&sample->seed, 3) * 100;
        item->last_day = item->first_day ? item->first_day + 120 : 0;
        const char **ids = mpt_arena_array(arena, 2, sizeof *ids);
        item->outside_ids = ids;
        item->outside_id_count = draw(&sample->seed, 3);
        for (size_t j = 0; j < item->outside_id_count; j++) {
            ids[j] = mpt_arena_print(arena, "X-%u", draw(&sample->seed, 20000));
        }
    }
}

static double best_title(const struct mpt_likeness *a, const struct mpt_likeness *b)
{
    double best = 0;
    for (size_t i = 0; i < a->name_count; i++) {
        for (size_t j = 0; j < b->name_count; j++) {
            best = fmax(best, mpt_title_similarity(a->names[i], b->names[j]));
        }
    }
    return best;
}

static bool share_id(const struct mpt_likeness *a, const struct mpt_likeness *b)
{
    bool same = false;
    for (size_t i = 0; i < a->outside_id_count; i++) {
        for (size_t j = 0; j < b->outside_id_count; j++) {
            same = same || strcmp(a->outside_ids[i], b->outside_ids[j]) == 0;
        }
    }
    return same;
}

static double overlap(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    size_t common = 0;
    for (size_t i = 0; i < a_count; i++) {
        for (size_t j = 0; j < b_count; j++) {
            common += a[i] == b[j];
        }
    }
    return a_count && b_count ? (double)common / (double)(a_count + b_count - common) : NAN;
}

static double meeting(const struct mpt_likeness *a, const struct mpt_likeness *b)
{
    if (!a->place || !b->place || !a->last_day || !b->last_day) {
        return NAN;
    }
    return strcmp(a->place, b->place) == 0 && a->first_day <= b->last_day && b->first_day <= a->last_day;
}

static void add_part(double part, double weight, double *sum, double *weights)
{
    if (!isnan(part)) {
        *sum += weight * part;
        *weights += weight;
    }
}

static bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-12;
}

/* Compares every pair, of which one is fresh when only the fresh are asked for, with the pairs found; returns how many
 * must be found for the score alone. */
static size_t assert_pairs_complete(const struct sample *sample, const bool *fresh, double title_at_least)
{
    size_t found = 0, checked = 0, by_score = 0;
    const struct mpt_pair *pairs =
        mpt_duplicates_find(sample->items, ITEMS, fresh, title_at_least, sample->arena, &found);
    for (size_t i = 0; i < ITEMS; i++) {
        for (size_t j = i + 1; j < ITEMS; j++) {
            const struct mpt_likeness *a = &sample->items[i], *b = &sample->items[j];
            if (fresh && !fresh[i] && !fresh[j]) {
                continue;
            }
            double title = best_title(a, b), sum = 0.5 * title, weights = 0.5;
            double tags = overlap(a->tags, a->tag_count, b->tags, b->tag_count);
            double partners = overlap(a->partners, a->partner_count, b->partners, b->partner_count);
            double place_time = meeting(a, b);
            add_part(tags, 0.2, &sum, &weights);
            add_part(partners, 0.2, &sum, &weights);
            add_part(place_time, 0.1, &sum, &weights);
            bool same_id = share_id(a, b), near = title >= 0.80 || (title_at_least > 0 && title >= title_at_least);
            if (sum / weights < 0.65 - 1e-9 && !near && !same_id) {
                continue;
            }
            assert_true(checked < found);
            const struct mpt_pair *pair = &pairs[checked++];
            assert_int_equal(pair->a, i);
            assert_int_equal(pair->b, j);
            assert_true(same_number(pair->title, title) && same_number(pair->score, sum / weights));
            assert_true(same_number(pair->tags, tags) && same_number(pair->partners, partners));
            assert_true(same_number(pair->place_time, place_time) && pair->same_id == same_id);
            by_score += !near && !same_id && title < 0.5;
        }
    }
    assert_int_equal(checked, found);
    return by_score;
}

static void finds_what_comparing_all_pairs_finds(void **state)
{
    (void)state;
    static const struct {
        uint32_t kinds; /* of tags and of partners */
        uint32_t places;
        double title_at_least;
    } rounds[] = {{0, 0, 0}, {0, 2, 0}, {2, 2, 0}, {1, 1, 0}, {3, 2, 0.5}, {2, 2, 0.95}, {2, 2, 0.3}};
    size_t by_score = 0;
    for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
        struct mpt_arena *arena = mpt_arena_open();
        struct sample *sample = mpt_arena_alloc(arena, sizeof *sample);
        make_sample(sample, arena, 0x9e3779b97f4a7c15U + i, rounds[i].kinds, rounds[i].places);
        by_score += assert_pairs_complete(sample, NULL, rounds[i].title_at_least);
        bool *fresh = mpt_arena_array(arena, ITEMS, sizeof *fresh);
        for (size_t each = 40; each; each /= 3) { /* none of them, then one in 40, in 13, in 4, all */
            assert_pairs_complete(sample, fresh, rounds[i].title_at_least);
            for (size_t j = 0; j < ITEMS; j += each) {
                fresh[j] = true;
            }
        }
        assert_pairs_complete(sample, fresh, rounds[i].title_at_least);
        mpt_arena_close(arena);
    }
    assert_true(by_score > 20); /* else the sample does not try the pairs that only tags and partners find */
}

/* Numbered titles are no duplicates when they are many; equal ones are, and few numbered ones too. */
static void knows_a_series(void **state)
{
    (void)state;
    enum { MANY = 300, FEW = 3 };
    struct mpt_arena *arena = mpt_arena_open();
    const char **names = mpt_arena_array(arena, MANY, sizeof *names);
    struct mpt_likeness *items = mpt_arena_array(arena, MANY, sizeof *items);
    for (size_t i = 0; i < MANY; i++) {
        names[i] = mpt_arena_print(arena, "Travel grant for young researchers %zu", i ? i : MANY - 1);
        items[i] = (struct mpt_likeness){.names = &names[i], .name_count = 1};
    }
    size_t count;
    const struct mpt_pair *pairs = mpt_duplicates_find(items, MANY, NULL, 0, arena, &count);
    assert_int_equal(count, 1);
    assert_int_equal(pairs[0].a, 0);
    assert_int_equal(pairs[0].b, MANY - 1);
    assert_true(pairs[0].title == 1);
    mpt_duplicates_find(items + 1, FEW, NULL, 0, arena, &count);
    assert_int_equal(count, FEW * (FEW - 1) / 2);
    mpt_arena_close(arena);
}

static void finds_nothing_in_nothing(void **state)
{
    (void)state;
    struct mpt_arena *arena = mpt_arena_open();
    const struct mpt_likeness unnamed[2] = {{0}, {0}};
    size_t count = 1;
    mpt_duplicates_find(NULL, 0, NULL, 0, arena, &count);
    assert_int_equal(count, 0);
    mpt_duplicates_find(unnamed, 2, NULL, 0.5, arena, &count);
    assert_int_equal(count, 0);
    mpt_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_the_tried_names),          cmocka_unit_test(folds_names),
        cmocka_unit_test(needs_letters_or_digits),           cmocka_unit_test(counts_a_contained_name_of_two_words),
        cmocka_unit_test(drops_a_trailing_country_or_owner), cmocka_unit_test(finds_what_comparing_all_pairs_finds),
        cmocka_unit_test(finds_nothing_in_nothing),          cmocka_unit_test(knows_a_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
