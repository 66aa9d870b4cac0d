/* What kind of twice hand-written records are, what is missing, hostile texts, and the evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mpt/matching.h"

static const char *const ferry =
    "The project builds and tests a battery-electric car ferry for the crossing of the Sognefjord. Charging towers on "
    "both "
    "quays load the batteries in ten minutes; a model of the local grid decides when the shore batteries are filled. "
    "Crew "
    "training, a maintenance plan and the measured energy for each crossing are published, so that other counties can "
    "write their tenders on facts. The yard delivers the hull in aluminium to save a third of the weight.";
static const char *const ferry_reworded =
    "We develop a battery-electric ferry for cars on the Sognefjord crossing. Charging towers at both quays fill the "
    "batteries within ten minutes, and a grid model decides when shore batteries load. Training of crews, plans for "
    "maintenance and measured energy of each crossing are published so that counties can base tenders on facts. The "
    "hull "
    "is of aluminium, which saves a third of its weight.";
static const char *const drought =
    "Farmers in the Murray basin lose crops in dry years. The programme combines soil moisture sensors with seasonal "
    "forecasts, gives growers a dashboard that proposes when to irrigate, and compares thirty farms that use it with "
    "thirty that do not. Insurance firms take part to learn which measures lower the losses that they pay for.";

/* Other work, so that the corpus knows which words are common. */
static const char *const fillers[] = {
    "Seaweed farms bind carbon and feed cattle; ropes and harvesting machines are tried in three fjords.",
    "Old wind turbine blades are ground and pressed into panels for noise walls along motorways.",
    "A register of heat pumps lets the grid company switch them off for minutes when a line is overloaded.",
    "Nurses test a bracelet that warns of falls, in twelve homes for the elderly, with their families' consent.",
    "Mussels clean the harbour; divers count species on the new reef every spring and report to the town.",
    "Steel makers replace coal with hydrogen in a small furnace and measure what the ore then costs.",
    "Schools grow vegetables on roofs and cook them; pupils keep a diary of what they throw away.",
    "Textile sorters read fibres with infrared light so that cotton can be spun again after use."};

enum { FILLERS = sizeof fillers / sizeof *fillers, TIMES = 12 };

struct corpus {
    struct mpt_arena *arena;
    struct mpt_match_record records[FILLERS * TIMES + 16];
    size_t count;
};

static const char **list_of(struct mpt_arena *arena, const char *text)
{
    const char **list = mpt_arena_array(arena, 1, sizeof *list);
    list[0] = text;
    return list;
}

static struct mpt_match_record *add(struct corpus *corpus, const char *title, const char *text,
                                    const char *organisation, long first, long last)
{
    struct mpt_match_record *record = &corpus->records[corpus->count++];
    *record = (struct mpt_match_record){.first_day = first, .last_day = last};
    if (title) {
        record->names = list_of(corpus->arena, title);
        record->name_count = 1;
    }
    if (text) {
        record->texts = list_of(corpus->arena, text);
        record->text_count = 1;
    }
    if (organisation) {
        struct mpt_match_party *party = mpt_arena_array(corpus->arena, 1, sizeof *party);
        party->name = organisation;
        record->organisations = party;
        record->organisation_count = 1;
    }
    return record;
}

static struct corpus *corpus_open(void)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct corpus *corpus = mpt_arena_alloc(arena, sizeof *corpus);
    corpus->arena = arena;
    return corpus;
}

static void fill(struct corpus *corpus)
{
    for (size_t i = 0; i < (size_t)FILLERS * TIMES; i++) {
        const char *text = fillers[i % FILLERS];
        size_t third = strlen(text) / 3 * (i / FILLERS % 3);
        add(corpus,
            mpt_arena_print(corpus->arena, "Trial %c%c%c of %.12s", (char)('a' + (int)(i % 26)),
                            (char)('k' + (int)(i / 26)), (char)('m' + (int)(i % 7)), text + third),
            NULL,
            mpt_arena_print(corpus->arena, "Municipality %c%c", (char)('a' + (int)(i % 20)),
                            (char)('b' + (int)(i / 20))),
            16000 + (long)(i * 37 % 900), 17000 + (long)(i * 53 % 900));
    }
}

static struct mpt_matching *matched(struct corpus *corpus)
{
    struct mpt_matching *matching = mpt_matching_open(NULL);
    assert_true(mpt_matching_add(matching, corpus->records, corpus->count));
    return matching;
}

static const struct mpt_match_pair *pair_of(const struct mpt_match_pair *pairs, size_t count, size_t a, size_t b)
{
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].a == a && pairs[i].b == b) {
            return &pairs[i];
        }
    }
    return NULL;
}

/* The first two records of the corpus make one pair of this kind, and nothing else makes any. */
static void assert_only(struct corpus *corpus, enum mpt_match_kind kind)
{
    struct mpt_match_query query = {.kinds = ~(1U << MPT_MATCH_BOILERPLATE)};
    size_t count;
    fill(corpus);
    struct mpt_matching *matching = matched(corpus);
    struct mpt_match_pair *pairs = mpt_matching_find(matching, &query, corpus->arena, &count);
    assert_non_null(pairs);
    const struct mpt_match_pair *pair = pair_of(pairs, count, 0, 1);
    assert_non_null(pair);
    assert_string_equal(mpt_match_kind_name(pair->kind), mpt_match_kind_name(kind));
    assert_int_equal(count, 1);
    assert_true(pair->score >= (float)MPT_MATCH_LEAST && pair->score <= 1);
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

static void finds_one_record_reported_twice(void **state)
{
    (void)state;
    struct corpus *corpus = corpus_open();
    add(corpus, "Electric car ferry, Sognefjord", ferry, "Vestland County", 17000, 18000)->source = "RCN";
    add(corpus, "Electric car ferry Sognefjord", ferry_reworded, "Vestland County", 17000, 18000)->source = "Enova";
    assert_only(corpus, MPT_MATCH_SAME);
}

/* What find leaves unread where it cannot make a pair must not be a copy. */
static void finds_copies_however_sure_one_must_be(void **state)
{
    (void)state;
    static const struct mpt_match_query query = {.least = 0.95};
    static const char text[] = "Farmers in the Murray basin lose crops in dry years, and soil sensors with seasonal "
                               "forecasts tell growers when to irrigate and how much.";
    struct corpus *corpus = corpus_open();
    size_t count;
    add(corpus, NULL, text, NULL, 17000, 17900);
    add(corpus, NULL, text, NULL, 17000, 17900);
    fill(corpus);
    struct mpt_matching *matching = matched(corpus);
    const struct mpt_match_pair *pairs = mpt_matching_find(matching, &query, corpus->arena, &count);
    struct mpt_match_pair compared = mpt_matching_compare(matching, 0, 1, &query);
    assert_true(compared.score >= 0.95F);
    assert_int_equal(count, 1);
    assert_true(pairs->a == 0 && pairs->b == 1 && pairs->score == compared.score);
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

static void believes_an_equal_id(void **state)
{
    (void)state;
    struct corpus *corpus = corpus_open();
    const char *const *id = list_of(corpus->arena, "cordis:101036996");
    struct mpt_match_record *a = add(corpus, "Ferry", NULL, NULL, 0, 0),
                            *b = add(corpus, "Battery vessel", NULL, NULL, 0, 0);
    a->ids = b->ids = id;
    a->id_count = b->id_count = 1;
    assert_only(corpus, MPT_MATCH_SAME);
}

/* Who gave two ids counts two awards; that two systems number one award each in their own way says nothing. */
static void holds_ids_of_one_scheme_against_each_other(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        enum mpt_match_kind kind;
        bool says;
    } ids[] = {{"rcn:296207", "rcn:296208", MPT_MATCH_COFUNDED, true},
               {"rcn:296207", "enova:19-774", MPT_MATCH_SAME, false},
               {"rcn:296207", "rcn:296207", MPT_MATCH_SAME, true}};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct corpus *corpus = corpus_open();
        struct mpt_match_record *a = add(corpus, "Electric car ferry", ferry, "Vestland County", 17000, 18000);
        struct mpt_match_record *b = add(corpus, "Electric ferry", ferry_reworded, "Vestland County", 17000, 18000);
        a->ids = list_of(corpus->arena, ids[i].a);
        b->ids = list_of(corpus->arena, ids[i].b);
        a->id_count = b->id_count = 1;
        a->source = "RCN";
        b->source = "Enova";
        fill(corpus);
        struct mpt_matching *matching = matched(corpus);
        struct mpt_match_pair pair = mpt_matching_compare(matching, 0, 1, NULL);
        assert_int_equal(pair.kind, ids[i].kind);
        assert_true((pair.values[MPT_SIGNAL_IDS] == pair.values[MPT_SIGNAL_IDS]) == ids[i].says);
        mpt_matching_close(matching);
        mpt_arena_close(corpus->arena);
    }
}

static void finds_a_work_paid_in_parts(void **state)
{
    (void)state;
    struct corpus *corpus = corpus_open();
    add(corpus, "Electric car ferry, Sognefjord", ferry, "Vestland County", 17000, 18000);
    add(corpus, "Electric car ferry, Sognefjord", ferry, "Fjord Yard AS", 17000, 18100);
    assert_only(corpus, MPT_MATCH_COFUNDED);
}

static void finds_the_same_work_later(void **state)
{
    (void)state;
    struct corpus *corpus = corpus_open();
    add(corpus, "Electric car ferry, Sognefjord", ferry, "Vestland County", 16000, 17000);
    add(corpus, "Electric car ferry, Sognefjord", ferry_reworded, "Vestland County", 17001, 18000);
    assert_only(corpus, MPT_MATCH_RENEWAL);
}

static void leaves_other_work_alone(void **state)
{
    (void)state;
    struct corpus *corpus = corpus_open();
    size_t count;
    add(corpus, "Electric car ferry, Sognefjord", ferry, "Vestland County", 17000, 18000);
    add(corpus, "Drought dashboard", drought, "CSIRO", 17000, 18000);
    struct mpt_matching *matching = matched(corpus);
    mpt_matching_find(matching, NULL, corpus->arena, &count);
    assert_int_equal(count, 0);
    struct mpt_match_pair pair = mpt_matching_compare(matching, 1, 0, NULL);
    assert_true(pair.a == 0 && pair.b == 1 && pair.score < 0.1F);
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

static void respects_what_the_records_say(void **state)
{
    (void)state;
    static const enum mpt_match_kind kinds[] = {MPT_MATCH_COMPETING, MPT_MATCH_FOLLOWON};
    struct corpus *corpus = corpus_open();
    size_t count;
    add(corpus, "Electric car ferry, Sognefjord", ferry, "Vestland County", 17000, 18000);
    add(corpus, "Electric car ferry, Sognefjord", ferry, "Fjord Yard AS", 17000, 18000);
    struct mpt_matching *matching = matched(corpus);
    for (enum mpt_match_relation relation = MPT_MATCH_COMPETES; relation <= MPT_MATCH_DISTINCT; relation++) {
        struct mpt_match_fact fact = {1, 0, relation};
        struct mpt_match_query query = {.facts = &fact, .fact_count = 1};
        struct mpt_match_pair *pairs = mpt_matching_find(matching, &query, corpus->arena, &count);
        assert_int_equal(count, relation == MPT_MATCH_DISTINCT ? 0 : 1);
        if (relation != MPT_MATCH_DISTINCT) {
            assert_int_equal(pairs[0].kind, kinds[relation]);
        }
    }
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

/* A title of common words alone proves nothing, however equal. */
static void is_careful_with_short_texts(void **state)
{
    (void)state;
    struct corpus *corpus = corpus_open();
    size_t count;
    add(corpus, "Trial", NULL, NULL, 0, 0);
    add(corpus, "Trial", NULL, NULL, 0, 0);
    fill(corpus);
    struct mpt_matching *matching = matched(corpus);
    struct mpt_match_pair *pairs = mpt_matching_find(matching, NULL, corpus->arena, &count);
    assert_null(pair_of(pairs, count, 0, 1));
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

static void takes_nothing_and_one(void **state)
{
    (void)state;
    for (size_t n = 0; n < 3; n++) {
        struct corpus *corpus = corpus_open();
        size_t count = 99;
        for (size_t i = 0; i < n; i++) {
            add(corpus, i ? NULL : "", NULL, NULL, 0, 0);
        }
        struct mpt_matching *matching = matched(corpus);
        assert_non_null(mpt_matching_find(matching, NULL, corpus->arena, &count));
        assert_int_equal(count, 0);
        assert_int_equal(mpt_matching_count(matching), n);
        mpt_matching_close(matching);
        mpt_arena_close(corpus->arena);
    }
}

static void holds_a_list_against_a_portfolio(void **state)
{
    (void)state;
    struct corpus *corpus = corpus_open();
    size_t count;
    add(corpus, "Electric car ferry, Sognefjord", ferry, "Vestland County", 17000, 18000);
    add(corpus, "Electric car ferry, Sognefjord", ferry, "Vestland County", 17000, 18000);
    add(corpus, "Electric ferry for cars on the Sognefjord", ferry_reworded, "Vestland County", 17000, 18000);
    add(corpus, "Electric ferry for cars on the Sognefjord", ferry_reworded, "Vestland County", 17000, 18000);
    struct mpt_matching *matching = mpt_matching_open(NULL);
    assert_true(mpt_matching_add(matching, corpus->records, 2));
    mpt_matching_list(matching);
    assert_true(mpt_matching_add(matching, corpus->records + 2, 2));
    struct mpt_match_query query = {.within = false};
    struct mpt_match_pair *pairs = mpt_matching_find(matching, &query, corpus->arena, &count);
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) {
        assert_true(pairs[i].a < 2 && pairs[i].b >= 2);
    }
    query.within = true;
    pairs = mpt_matching_find(matching, &query, corpus->arena, &count);
    assert_int_equal(count, 5);
    assert_non_null(pair_of(pairs, count, 2, 3));
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

static void survives_ten_thousand_equal_records(void **state)
{
    (void)state;
    enum { EQUAL = 10000 };
    struct corpus *corpus = corpus_open();
    size_t count;
    struct mpt_match_record record =
        *add(corpus, "Electric car ferry, Sognefjord", ferry, "Vestland County", 17000, 18000);
    struct mpt_match_record *records = mpt_arena_array(corpus->arena, EQUAL, sizeof *records);
    for (size_t i = 0; i < EQUAL; i++) {
        records[i] = record;
    }
    struct mpt_matching *matching = mpt_matching_open(NULL);
    assert_true(mpt_matching_add(matching, records, EQUAL));
    struct mpt_match_pair *pairs = mpt_matching_find(matching, NULL, corpus->arena, &count);
    assert_int_equal(count, EQUAL - 1);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(pairs[i].kind, MPT_MATCH_SAME);
        assert_int_equal(pairs[i].group, 1);
    }
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

/* Of many records that have one name but are not copies none is compared with all others. */
static void survives_twenty_thousand_equal_titles(void **state)
{
    (void)state;
    enum { EQUAL = 20000, MOST_SECONDS = 20 }; /* takes a tenth of one; held all against all, some minutes */
    struct corpus *corpus = corpus_open();
    size_t count;
    struct mpt_match_record record = *add(corpus, "Grant for the running costs of the museum", NULL, NULL, 0, 0);
    struct mpt_match_record *records = mpt_arena_array(corpus->arena, EQUAL, sizeof *records);
    for (size_t i = 0; i < EQUAL; i++) {
        struct mpt_match_party *party = mpt_arena_array(corpus->arena, 1, sizeof *party);
        party->name = mpt_arena_print(corpus->arena, "Town %zu", i);
        records[i] = record;
        records[i].organisations = party;
        records[i].organisation_count = 1;
        records[i].first_day = (long)(10000 + i);
        records[i].last_day = (long)(10400 + 2 * i);
    }
    clock_t begin = clock();
    struct mpt_matching *matching = mpt_matching_open(NULL);
    assert_true(mpt_matching_add(matching, records, EQUAL));
    assert_non_null(mpt_matching_find(matching, NULL, corpus->arena, &count));
    assert_true((clock() - begin) / CLOCKS_PER_SEC < MOST_SECONDS);
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

static void survives_hostile_texts(void **state)
{
    (void)state;
    const size_t LONG = (size_t)1 << 20;
    struct corpus *corpus = corpus_open();
    size_t count;
    char *title = mpt_arena_alloc(corpus->arena, LONG + 1), *word = mpt_arena_alloc(corpus->arena, LONG + 1);
    for (size_t i = 0; i < LONG; i++) {
        title[i] = i % 7 == 6 ? ' ' : "abcdefghijklmnopqrstuvwxyz"[(i * i / 7) % 26U];
        word[i] = 'x';
    }
    add(corpus, title, title, title, 1, 2);
    add(corpus, title, word, word, 3, 2);
    add(corpus, "\xff\xfe\xc0 broken \xe2\x82", "\x80\x80 \xf0\x9f", "\xc3", -900000, 900000);
    add(corpus, "\xff\xfe\xc0 broken \xe2\x82", "\x80\x80 \xf0\x9f", "\xc3", -900000, 900000);
    add(corpus, "水素社会の実現", "水素 を 作る 計画", NULL, 0, 0);
    add(corpus,
        "a\x01\x02"
        "b",
        "---", "...", 0, 0);
    struct mpt_matching *matching = matched(corpus);
    struct mpt_match_query query = {.least = 0.0001, .exhaustive = true};
    struct mpt_match_pair *pairs = mpt_matching_find(matching, &query, corpus->arena, &count);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        assert_true(pairs[i].score >= 0 && pairs[i].score <= 1 && pairs[i].alike >= 0 && pairs[i].alike <= 1);
        for (size_t j = 0; j < MPT_SIGNALS; j++) {
            assert_true(pairs[i].weights[j] == pairs[i].weights[j]); /* no NaN */
        }
        struct mpt_match_evidence evidence = mpt_matching_explain(matching, &pairs[i], &corpus->records[pairs[i].a],
                                                                  &corpus->records[pairs[i].b], corpus->arena);
        assert_true(evidence.term_count <= 12 && evidence.passage_count <= 5);
    }
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

/* Scripts that write no blanks have words of any length: each is cut, and a name holds only so many letters of them. */
static void survives_names_of_long_words(void **state)
{
    (void)state;
    enum { WORDS = 12, LETTERS = 30 };
    static const char *const letters[] = {"x", "\xe0\xb8\x81", "\xf0\x90\x8c\xb0"}; /* Latin, Thai, Gothic */
    for (size_t script = 0; script < 3; script++) {
        for (size_t words = 1; words <= WORDS; words++) {
            struct corpus *corpus = corpus_open();
            char *name = mpt_arena_alloc(corpus->arena, words * (LETTERS * 4 + 2) + 1), *at = name;
            size_t count;
            for (size_t i = 0; i < words; i++) {
                *at++ = (char)('a' + (int)i);
                for (size_t j = 0; j < (size_t)LETTERS * (script ? 1 : 2); j++) {
                    at = stpcpy(at, letters[script]);
                }
                *at++ = ' ';
            }
            add(corpus, name, NULL, name, 17000, 18000);
            add(corpus, name, NULL, name, 17000, 18000);
            struct mpt_matching *matching = matched(corpus);
            assert_non_null(mpt_matching_find(matching, NULL, corpus->arena, &count));
            assert_true(mpt_matching_compare(matching, 0, 1, NULL).values[MPT_SIGNAL_TITLE] > 0.99F);
            mpt_matching_close(matching);
            mpt_arena_close(corpus->arena);
        }
    }
}

static void says_why(void **state)
{
    (void)state;
    struct corpus *corpus = corpus_open();
    struct mpt_match_party people_a[] = {{.name = "Anna Berg", .role = 1}, {.name = "Ole Hansen"}};
    struct mpt_match_party people_b[] = {{.name = "Per Li"}, {.name = "Berg, A.", .role = 2}};
    struct mpt_match_record *a = add(corpus, "Electric car ferry, Sognefjord", ferry, "Vestland County", 17000, 18000);
    struct mpt_match_record *b =
        add(corpus, "Electric car ferry Sognefjord", ferry_reworded, "Vestland County", 17000, 18000);
    a->people = people_a;
    b->people = people_b;
    a->person_count = b->person_count = 2;
    struct mpt_matching *matching = matched(corpus);
    struct mpt_match_pair pair = mpt_matching_compare(matching, 0, 1, NULL);
    struct mpt_match_evidence evidence = mpt_matching_explain(matching, &pair, a, b, corpus->arena);
    assert_int_equal(evidence.person_count, 1);
    assert_true(evidence.people[0].a == 0 && evidence.people[0].b == 1);
    assert_int_equal(evidence.organisation_count, 1);
    assert_true(evidence.term_count > 5);
    assert_true(evidence.passage_count >= 1);
    assert_true(evidence.passages[0].words >= 6 && strlen(evidence.passages[0].text) > 20);
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

/* What one signal says of the first two records; NULL: nothing. */
static const char *says_of_first(struct corpus *corpus, enum mpt_match_signal signal)
{
    struct mpt_matching *matching = matched(corpus);
    struct mpt_match_pair pair = mpt_matching_compare(matching, 0, 1, NULL);
    struct mpt_match_evidence evidence =
        mpt_matching_explain(matching, &pair, &corpus->records[0], &corpus->records[1], corpus->arena);
    const char *says = NULL;
    for (size_t i = 0; i < evidence.reason_count; i++) {
        says = evidence.reasons[i].signal == signal ? evidence.reasons[i].says : says;
    }
    mpt_matching_close(matching);
    return says;
}

/* The words fit the score: slips and short forms of a name are one person in both. */
static void says_of_people_what_it_scored(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b, *says;
    } people[] = {{"Christopher Berg", "Berg, C.", "1 shared person"},
                  {"Ole Haraldsen", "Haraldson, O.", "1 shared person"},
                  {"van der Berg, Anna", "A. Berg", "1 shared person"},
                  {"Anna Berg", "Berg AM", "1 shared person"},
                  {"Anna Maria Berg", "Berg", "1 shared person"},
                  {"Tor Berg", "Berg AM", "different people"},
                  {"Christopher Berg", "Berg, D.", "different people"},
                  {"Christopher Berg", "Christopher Li", "different people"}};
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        struct corpus *corpus = corpus_open();
        struct mpt_match_party a = {.name = people[i].a}, b = {.name = people[i].b};
        struct mpt_match_record *x = add(corpus, "Electric car ferry", ferry, NULL, 0, 0);
        x->people = &a;
        x->person_count = 1;
        struct mpt_match_record *y = add(corpus, "Car ferry", ferry_reworded, NULL, 0, 0);
        y->people = &b;
        y->person_count = 1;
        assert_string_equal(says_of_first(corpus, MPT_SIGNAL_PEOPLE), people[i].says);
        mpt_arena_close(corpus->arena);
    }
}

static void says_of_organisations_what_it_scored(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b, *says;
    } pairs[] = {{"Sognefjord Ferry Trust", "Sognefjord Ferry Trust", "1 shared organisation"},
                 {"Sognefjord Ferry Trust", "SFT", "organisations of similar names"},
                 {"Sognefjord Ferry Trust", "CSIRO", "different organisations"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct corpus *corpus = corpus_open();
        add(corpus, "Electric car ferry", ferry, pairs[i].a, 0, 0);
        add(corpus, "Car ferry", ferry_reworded, pairs[i].b, 0, 0);
        assert_string_equal(says_of_first(corpus, MPT_SIGNAL_ORGANISATIONS), pairs[i].says);
        mpt_arena_close(corpus->arena);
    }
}

static void ends_when_told_to(void **state)
{
    (void)state;
    volatile sig_atomic_t cancel = 0;
    struct corpus *corpus = corpus_open();
    struct mpt_match_settings settings = {.cancel = &cancel};
    size_t count = 99;
    fill(corpus);
    struct mpt_matching *matching = mpt_matching_open(&settings);
    assert_true(mpt_matching_add(matching, corpus->records, corpus->count));
    cancel = 1;
    assert_false(mpt_matching_add(matching, corpus->records, corpus->count));
    assert_null(mpt_matching_find(matching, NULL, corpus->arena, &count));
    assert_int_equal(count, 0);
    mpt_matching_close(matching);
    mpt_arena_close(corpus->arena);
}

static void compares_names_of_the_rule(void **state)
{
    (void)state;
    assert_true(mpt_names_alike("Agile Nations", "Agile Nations Network") >= MPT_MATCH_LEAST);
    assert_true(mpt_names_alike("Mission Actions Lab", "OECD Mission Action Lab") >= MPT_MATCH_LEAST);
    assert_true(mpt_names_alike("Trusted Agri-foods Mission", "Trusted Agrifood Exports Mission") >= MPT_MATCH_LEAST);
    assert_true(mpt_names_alike("pilot-e scheme", "PILOT-E") >= MPT_MATCH_LEAST);
    assert_true(mpt_names_alike("5G-MOBIX", "5G Corridors (5G MOBIX) Case Studies") >= MPT_MATCH_LEAST);
    assert_true(mpt_names_alike("PILOT-E", "Pilot Helse") < MPT_MATCH_LEAST);
    assert_true(mpt_names_alike("carbon capture", "Capture and storage or use of CO2") < MPT_MATCH_LEAST);
    assert_true(mpt_names_alike("", "") == 0);
}

static void finds_organisations(void **state)
{
    (void)state;
    static const char *const oslo[] = {"University of Oslo", "Universitetet i Oslo"}, *const uio[] = {"UiO"};
    static const char *const bergen[] = {"University of Bergen", "Universitetet i Bergen"};
    static const char *const equinor[] = {"Equinor ASA", "Statoil"};
    static const char *const springfield[] = {"Springfield College"}, *const ie[] = {"IE University"};
    const struct mpt_match_organisation organisations[] = {{oslo, 2, uio, 1, "Oslo", "NO"},
                                                           {bergen, 2, NULL, 0, "Bergen", "NO"},
                                                           {equinor, 2, NULL, 0, "Stavanger", "NO"},
                                                           {springfield, 1, NULL, 0, "Springfield", "US"},
                                                           {springfield, 1, NULL, 0, "Springfield", "CA"},
                                                           {ie, 1, NULL, 0, "Segovia", "ES"}};
    static const struct {
        const char *text, *country;
        size_t answer;
    } asked[] = {{"Department of Physics, University of Oslo, Norway", NULL, 0},
                 {"Fysisk institutt, Universitetet i Bergen", NULL, 1},
                 {"UiO", NULL, 0},
                 {"EQUINOR A/S", NULL, 2},
                 {"Springfield College", "CA", 4},
                 {"Springfield College", "US", 3},
                 {"IE University", NULL, 5}};
    struct mpt_names *names = mpt_names_open(organisations, sizeof organisations / sizeof *organisations);
    struct mpt_match_found found[2];
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        assert_true(mpt_names_find(names, asked[i].text, NULL, asked[i].country, found, 2) > 0);
        assert_int_equal(found[0].organisation, asked[i].answer);
    }
    assert_int_equal(mpt_names_find(names, "", NULL, NULL, found, 2), 0);
    assert_int_equal(mpt_names_find(names, "Zzz Qqq", NULL, NULL, found, 2), 0);
    /* "ie" is in "die", and yet no article: another university is not this one. */
    for (size_t i = 0, count = mpt_names_find(names, "University of Lund", NULL, NULL, found, 2); i < count; i++) {
        assert_true(found[i].score < 0.1);
    }
    mpt_names_close(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_one_record_reported_twice),
                                       cmocka_unit_test(finds_copies_however_sure_one_must_be),
                                       cmocka_unit_test(believes_an_equal_id),
                                       cmocka_unit_test(holds_ids_of_one_scheme_against_each_other),
                                       cmocka_unit_test(finds_a_work_paid_in_parts),
                                       cmocka_unit_test(finds_the_same_work_later),
                                       cmocka_unit_test(leaves_other_work_alone),
                                       cmocka_unit_test(respects_what_the_records_say),
                                       cmocka_unit_test(is_careful_with_short_texts),
                                       cmocka_unit_test(takes_nothing_and_one),
                                       cmocka_unit_test(holds_a_list_against_a_portfolio),
                                       cmocka_unit_test(survives_ten_thousand_equal_records),
                                       cmocka_unit_test(survives_twenty_thousand_equal_titles),
                                       cmocka_unit_test(survives_hostile_texts),
                                       cmocka_unit_test(survives_names_of_long_words),
                                       cmocka_unit_test(says_why),
                                       cmocka_unit_test(says_of_people_what_it_scored),
                                       cmocka_unit_test(says_of_organisations_what_it_scored),
                                       cmocka_unit_test(ends_when_told_to),
                                       cmocka_unit_test(compares_names_of_the_rule),
                                       cmocka_unit_test(finds_organisations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
