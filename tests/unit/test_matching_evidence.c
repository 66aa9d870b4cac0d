/* What single pieces of evidence say of pairs: letters, other languages, acronyms, slips, rivals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <time.h>

#include "mpt/matching.h"

enum { MOST = 256, OTHERS = 200 };

/* A portfolio, and after `list` the records that are held against it; SIZE_MAX: one heap. */
struct fixture {
    struct mpt_arena *arena;
    struct mpt_match_record records[MOST];
    size_t count, list;
};

static struct fixture *fixture_open(void)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct fixture *fixture = mpt_arena_alloc(arena, sizeof *fixture);
    *fixture = (struct fixture){.arena = arena, .list = SIZE_MAX};
    return fixture;
}

static void *one(struct mpt_arena *arena, const void *item, size_t size)
{
    char *list = mpt_arena_alloc(arena, size);
    for (size_t i = 0; i < size; i++) {
        list[i] = ((const char *)item)[i];
    }
    return list;
}

static struct mpt_match_record *add(struct fixture *fixture, const char *name, const char *text)
{
    struct mpt_match_record *record = &fixture->records[fixture->count++];
    *record = (struct mpt_match_record){.names = one(fixture->arena, &name, sizeof(name)), .name_count = 1};
    if (text) {
        record->texts = one(fixture->arena, &text, sizeof(text));
        record->text_count = 1;
    }
    return record;
}

static void run_by(struct fixture *fixture, struct mpt_match_record *record, const char *organisation, long first,
                   long last, int64_t amount)
{
    struct mpt_match_party party = {.name = organisation};
    struct mpt_match_money money = {amount, "SEK"};
    record->organisations = one(fixture->arena, &party, sizeof party);
    record->organisation_count = organisation != NULL;
    record->first_day = first;
    record->last_day = last;
    record->amounts = one(fixture->arena, &money, sizeof money);
    record->amount_count = 1;
}

/* Other work of other organisations, so that what is common is known. */
static void add_others(struct fixture *fixture)
{
    static const char *const things[] = {"kelp", "turbine", "bridge", "school", "harvest", "vaccine", "tunnel"};
    static const char *const ways[] = {"Trial", "Survey", "Repair", "Register", "Model"};
    for (size_t i = 0; i < OTHERS; i++) {
        const char *thing = things[i % 7], *way = ways[i % 5];
        struct mpt_match_record *record =
            add(fixture, mpt_arena_print(fixture->arena, "%s of %s number %zu", way, thing, 1000 + i), NULL);
        run_by(fixture, record, mpt_arena_print(fixture->arena, "Town of %c%c%s", (char)('a' + i % 23), 'o', thing),
               15000 + (long)(i * 31 % 977), 16000 + (long)(i * 17 % 977), (int64_t)(100000 + i % 40 * 50000));
    }
}

static struct mpt_matching *open_matching(struct fixture *fixture)
{
    struct mpt_matching *matching = mpt_matching_open(NULL);
    size_t list = fixture->list < fixture->count ? fixture->list : fixture->count;
    assert_true(mpt_matching_add(matching, fixture->records, list));
    if (list < fixture->count) {
        mpt_matching_list(matching);
        assert_true(mpt_matching_add(matching, fixture->records + list, fixture->count - list));
    }
    return matching;
}

/* The score of a pair among those found; 0: it is not. */
static double found_score(struct fixture *fixture, double least, size_t a, size_t b)
{
    struct mpt_match_query query = {.least = least};
    struct mpt_matching *matching = open_matching(fixture);
    size_t count;
    struct mpt_match_pair *pairs = mpt_matching_find(matching, &query, fixture->arena, &count);
    double score = 0;
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].a == a && pairs[i].b == b) {
            score = (double)pairs[i].score;
        }
    }
    mpt_matching_close(matching);
    return score;
}

static struct mpt_match_pair compare(struct fixture *fixture, size_t a, size_t b)
{
    struct mpt_matching *matching = open_matching(fixture);
    struct mpt_match_pair pair = mpt_matching_compare(matching, a, b, NULL);
    mpt_matching_close(matching);
    return pair;
}

/* Hardly a word is the same, but nearly all letters are. */
static void reads_names_by_their_letters(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_open();
    add(fixture, "Hydro power storage GRIDBUFFER", NULL);
    add_others(fixture);
    fixture->list = fixture->count;
    add(fixture, "Hydropower storages grid-buffer2", NULL);
    add(fixture, "Power of grids, a hydrogen buffet", NULL);
    assert_true(found_score(fixture, 0, 0, fixture->list) >= MPT_MATCH_LEAST);
    assert_true(found_score(fixture, 0, 0, fixture->list + 1) < MPT_MATCH_LEAST);
    mpt_arena_close(fixture->arena);
}

/* q fits both quays alike; once p has taken the northern one, the southern one is left for it. */
static void gives_each_one_partner(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_open();
    run_by(fixture, add(fixture, "Battery ferry across the Sognefjord northern quay", NULL), "SFT", 18300, 19394,
           31274);
    add(fixture, "Battery ferry across the Sognefjord southern quay", NULL);
    add_others(fixture);
    fixture->list = fixture->count;
    add(fixture, "Battery ferry across the Sognefjord quay", NULL);
    size_t q = fixture->list;
    double north = found_score(fixture, 0.01, 0, q), south = found_score(fixture, 0.01, 1, q);
    assert_true(north > 0 && north < 0.6 && south > 0 && south < 0.6);
    run_by(fixture, add(fixture, "Battery ferry across the Sognefjord northern quay", NULL), "SFT", 18300, 19394,
           31274);
    assert_true(found_score(fixture, 0, 0, q + 1) > 0.8);
    assert_true(found_score(fixture, 0.01, 1, q) > south + 0.1);
    assert_true(found_score(fixture, 0.01, 0, q) < north - 0.1);
    assert_true(found_score(fixture, 0.3, 1, q) == found_score(fixture, 0.01, 1, q)); /* whatever was asked for */
    mpt_arena_close(fixture->arena);
}

static const char *const swedish =
    "Projektet undersöker hur små företag i glesbygden kan lagra el från solen över vintern, och vad det kostar när "
    "nätet är svagt. Vi bygger tre anläggningar och mäter under två år.";
static const char *const english =
    "The project examines how small firms in sparsely populated areas can store electricity from the sun over the "
    "winter, and what it costs where the grid is weak. We build three plants and measure for two years.";

static void knows_a_translation_by_its_money(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_open();
    run_by(fixture, add(fixture, "Solel i glesbygd", swedish), "Luleå Energiforskning", 18300, 19394, 3127400);
    add_others(fixture);
    for (int i = 0; i < 6; i++) { /* it has more of the same years */
        run_by(fixture, add(fixture, mpt_arena_print(fixture->arena, "Provning %c", (char)('p' + i)), NULL),
               "Luleå Energiforskning", 18300, 19394, 1000000 + i * 70000);
    }
    fixture->list = fixture->count;
    run_by(fixture, add(fixture, "Storing the summer sun", english), "Luleå Energiforskning", 18300, 19394, 3127400);
    assert_true(found_score(fixture, 0, 0, fixture->list) >= MPT_MATCH_LEAST);
    fixture->count--;
    run_by(fixture, add(fixture, "Storing the summer sun", english), "Luleå Energiforskning", 18300, 19394, 2000000);
    assert_true(found_score(fixture, 0, 0, fixture->list) < MPT_MATCH_LEAST);
    mpt_arena_close(fixture->arena);
}

static void takes_an_acronym_for_its_organisation(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool same;
    } others[] = {{"SFT", true}, {"STF", false}, {"Murray Basin Growers", false}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct fixture *fixture = fixture_open();
        run_by(fixture, add(fixture, "Battery ferry across the Sognefjord", NULL), "Sognefjord Ferry Trust", 18300,
               19394, 3127400);
        run_by(fixture, add(fixture, "Battery ferry across the Sognefjord", NULL), others[i].name, 18300, 19394,
               3127400);
        add_others(fixture);
        struct mpt_match_pair pair = compare(fixture, 0, 1);
        assert_int_equal(pair.kind, others[i].same ? MPT_MATCH_SAME : MPT_MATCH_COFUNDED);
        mpt_arena_close(fixture->arena);
    }
}

/* Somebody who leads and is the contact too is named twice, which says no more than once; whichever record comes first.
 */
static void counts_who_is_named_twice_once(void **state)
{
    (void)state;
    static const struct mpt_match_party people[] = {{.name = "Wei Wang"}, {.name = "Wang, W."}, {.name = "Wei Wang"}};
    static const size_t counts[][2] = {{1, 1}, {3, 1}, {1, 3}};
    float weight = 0;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct fixture *fixture = fixture_open();
        for (size_t j = 0; j < 2; j++) {
            struct mpt_match_record *record = add(fixture, "Measured losses of a battery ferry in winter", NULL);
            record->people = people;
            record->person_count = counts[i][j];
        }
        add_others(fixture);
        struct mpt_match_pair pair = compare(fixture, 0, 1);
        weight = i ? weight : pair.weights[MPT_SIGNAL_PEOPLE];
        assert_true(pair.values[MPT_SIGNAL_PEOPLE] == 1);
        assert_true(pair.weights[MPT_SIGNAL_PEOPLE] > 0 && pair.weights[MPT_SIGNAL_PEOPLE] == weight);
        mpt_arena_close(fixture->arena);
    }
}

/* Thousands of authors, and an organisation's name that somebody wrote a book into: not each word is held against each.
 */
static void survives_crowds(void **state)
{
    (void)state;
    enum { PEOPLE = 60000, WORDS = 300000, MOST_SECONDS = 6 }; /* takes a tenth of one; each with each, many minutes */
    struct fixture *fixture = fixture_open();
    for (size_t i = 0; i < 2; i++) {
        struct mpt_match_record *record = add(fixture, "Measured losses of a battery ferry in winter", NULL);
        struct mpt_match_party *people = mpt_arena_array(fixture->arena, PEOPLE, sizeof *people);
        char *name = mpt_arena_alloc(fixture->arena, (size_t)WORDS * 3 + 1);
        for (size_t j = 0; j < PEOPLE; j++) {
            people[j].name =
                mpt_arena_print(fixture->arena, "%s %c%c%c%cson", i ? "Bo" : "Al", (char)('a' + j % 26),
                                (char)('a' + j / 26 % 26), (char)('a' + j / 676 % 26), (char)('a' + j / 17576));
        }
        for (size_t j = 0; j < WORDS; j++) {
            name[3 * j] = (char)('a' + (j + 13 * i) % 26);
            name[3 * j + 1] = (char)('a' + j / 26 % 13 + 13 * i);
            name[3 * j + 2] = ' ';
        }
        run_by(fixture, record, name, 17000, 18000, 400000);
        record->people = people;
        record->person_count = PEOPLE;
    }
    clock_t begin = clock();
    struct mpt_match_pair pair = compare(fixture, 0, 1);
    assert_true(pair.values[MPT_SIGNAL_PEOPLE] == 0 && pair.values[MPT_SIGNAL_ORGANISATIONS] == 0);
    assert_true((clock() - begin) / CLOCKS_PER_SEC < MOST_SECONDS);
    mpt_arena_close(fixture->arena);
}

/* A person's id tells of the person, and nothing of organisations. */
static void knows_a_person_by_an_id(void **state)
{
    (void)state;
    static const char *const one_id[] = {"orcid:0000-0001"}, *const another[] = {"orcid:0000-0002"};
    const struct mpt_match_party people[] = {{.name = "Anna Berg", .ids = one_id, .id_count = 1},
                                             {.name = "Anna Dahl", .ids = one_id, .id_count = 1},
                                             {.name = "Tor Vik", .ids = another, .id_count = 1}};
    struct fixture *fixture = fixture_open();
    for (size_t i = 0; i < 3; i++) {
        struct mpt_match_record *record = add(fixture, "Measured losses of a battery ferry in winter", NULL);
        record->people = one(fixture->arena, &people[i], sizeof people[i]);
        record->person_count = 1;
    }
    add_others(fixture);
    struct mpt_match_pair same = compare(fixture, 0, 1), other = compare(fixture, 0, 2);
    assert_true(same.values[MPT_SIGNAL_PEOPLE] == 1 && same.weights[MPT_SIGNAL_PEOPLE] > 0);
    assert_true(other.values[MPT_SIGNAL_PEOPLE] == 0 && other.weights[MPT_SIGNAL_PEOPLE] < 0);
    assert_true(isnan(same.values[MPT_SIGNAL_ORGANISATIONS]) && isnan(other.values[MPT_SIGNAL_ORGANISATIONS]));
    mpt_arena_close(fixture->arena);
}

/* A thousand crowns are not a thousand dollars, and not a tenth of something either. */
static void holds_no_currency_against_another(void **state)
{
    (void)state;
    static const struct mpt_match_money amounts[] = {{100000, "SEK"}, {100000, "USD"}, {50000, "SEK"}, {100000, NULL}};
    static const float values[] = {NAN, 0.5F, 1};
    struct fixture *fixture = fixture_open();
    for (size_t i = 0; i < 4; i++) {
        struct mpt_match_record *record = add(fixture, "Measured losses of a battery ferry in winter", NULL);
        record->amounts = &amounts[i];
        record->amount_count = 1;
    }
    add_others(fixture);
    for (size_t i = 0; i < 3; i++) {
        float value = compare(fixture, 0, i + 1).values[MPT_SIGNAL_AMOUNTS];
        assert_true(isnan(values[i]) ? isnan(value) : value == values[i]);
    }
    mpt_arena_close(fixture->arena);
}

/* What a summary says of the other's name counts although that one has no summary to compare. */
static void finds_a_name_in_a_text(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_open();
    add(fixture, "Winter storage", english);
    add(fixture, "Electricity from the sun where the grid is weak", NULL);
    add(fixture, "Lambs on mountain pastures without a shepherd", NULL);
    add_others(fixture);
    assert_true(compare(fixture, 0, 1).weights[MPT_SIGNAL_TERMS] > 0.5F);
    assert_true(compare(fixture, 0, 2).weights[MPT_SIGNAL_TERMS] == 0);
    mpt_arena_close(fixture->arena);
}

static void forgives_a_slip_in_the_year(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) { /* the same page of the same volume; another page is another year's work */
        struct fixture *fixture = fixture_open();
        const struct mpt_match_detail details[2][2] = {{{"volume", "21"}, {"pages", "201"}},
                                                       {{"volume", "21"}, {"pages", i ? "377" : "201"}}};
        for (int j = 0; j < 2; j++) {
            struct mpt_match_record *record = add(fixture, "Measured losses of a battery ferry in winter", NULL);
            record->first_day = 18262 + 365 * j;
            record->last_day = record->first_day + 364;
            record->details = one(fixture->arena, details[j], sizeof details[j]);
            record->detail_count = 2;
        }
        add_others(fixture);
        assert_int_equal(compare(fixture, 0, 1).kind, i ? MPT_MATCH_RENEWAL : MPT_MATCH_SAME);
        mpt_arena_close(fixture->arena);
    }
}

/* --- What kind of twice ------------------------------------------------------------------------------------------- */

static const char *const meeting_text =
    "The school invites forty young people who work with ice on lakes and rivers. Speakers from six countries explain "
    "how drifting ice is measured from the air, each participant presents a poster, and travel is paid for those who "
    "have no grant of their own. The conference is held every second year and its talks are put on the net. This "
    "conference takes place in";

/* The kind of the fixture's first two records. */
static enum mpt_match_kind kind_of_first(struct fixture *fixture)
{
    add_others(fixture);
    enum mpt_match_kind kind = compare(fixture, 0, 1).kind;
    mpt_arena_close(fixture->arena);
    return kind;
}

static const char *place_text(struct fixture *fixture, const char *text, const char *place)
{
    return mpt_arena_print(fixture->arena, "%s %s.", text, place);
}

/* Told in the words of the last one, by the same host: yet it is another one. */
static void takes_the_next_conference_for_a_series(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_open();
    run_by(fixture, add(fixture, "Conference on ice in lakes", place_text(fixture, meeting_text, "Narvik in May")),
           "Nordland Ice Institute", 17000, 17364, 400000);
    run_by(fixture, add(fixture, "Conference on ice in lakes", place_text(fixture, meeting_text, "Lulea in June")),
           "Nordland Ice Institute", 17730, 18094, 450000);
    assert_int_equal(kind_of_first(fixture), MPT_MATCH_BOILERPLATE);
}

/* Its name says nothing of a conference, its text does. */
static void knows_a_conference_by_its_text(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_open();
    run_by(fixture, add(fixture, "Ice Days Narvik", place_text(fixture, meeting_text, "Narvik in a conference hotel")),
           "Nordland Ice Institute", 17000, 17364, 400000);
    run_by(fixture,
           add(fixture, "Ice Days Lulea", place_text(fixture, meeting_text, "Lulea, as the conference before")),
           "Nordland Ice Institute", 17730, 18094, 400000);
    assert_int_equal(kind_of_first(fixture), MPT_MATCH_BOILERPLATE);
}

/* In Norwegian, inflected. */
static void knows_a_conference_in_another_language(void **state)
{
    (void)state;
    static const char *const text =
        "Skolen inviterer unge som arbeider med is i innsjoer og elver, og de som ikke har egne midler, faar reisen "
        "betalt. Forelesere fra seks land forklarer hvordan drivis blir maalt fra luften, og alle viser en plakat. "
        "Samlingen holdes hvert annet aar, denne gangen i";
    struct fixture *fixture = fixture_open();
    run_by(fixture, add(fixture, "Den nordiske iskonferansen: konferanser om is", place_text(fixture, text, "Narvik")),
           "Nordland Isinstitutt", 17000, 17364, 400000);
    run_by(fixture, add(fixture, "Den nordiske iskonferansen: konferanser om is", place_text(fixture, text, "Alta")),
           "Nordland Isinstitutt", 17730, 18094, 450000);
    assert_int_equal(kind_of_first(fixture), MPT_MATCH_BOILERPLATE);
}

/* One conference, two hosts who each pay a part. */
static void leaves_a_conference_paid_in_parts(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_open();
    const char *text = place_text(fixture, meeting_text, "Narvik in May");
    run_by(fixture, add(fixture, "Conference on ice in lakes", text), "Nordland Ice Institute", 17000, 17364, 400000);
    run_by(fixture, add(fixture, "Conference on ice in lakes", text), "Norrbotten Lake Office", 17000, 17364, 150000);
    assert_int_equal(kind_of_first(fixture), MPT_MATCH_COFUNDED);
}

static const char *const probes = "Thin probes are frozen into the ice of twelve lakes. They tell every hour how warm "
                                  "the ice is at ten depths, and a "
                                  "model reckons from that when lorries may drive on it. The probes run on small cells "
                                  "that last two winters, and the "
                                  "model is tried against drilled cores from the same lakes.";

/* The same hand goes on: some of it word for word, the rest in other words, under another title, for another sum. */
static void finds_a_renewal_under_a_new_title(void **state)
{
    (void)state;
    static const char *const later =
        "Thin probes are frozen into the ice of twelve lakes. They tell every hour how warm the ice is at ten depths, "
        "and from that a better model reckons a week ahead when lorries may drive on it, and buses too. Small cells "
        "run the probes for four winters. The model is tried against drilled cores and what drivers report.";
    struct fixture *fixture = fixture_open();
    run_by(fixture, add(fixture, "Frozen probes for ice roads", probes), "Nordland Ice Institute", 16000, 17094,
           400000);
    run_by(fixture, add(fixture, "Forecasts of safe winter crossings", later), "Nordland Ice Institute", 17200, 18294,
           990000);
    run_by(fixture, add(fixture, "Forecasts of safe winter crossings", later), "Office of Bus Lines", 17200, 18294,
           990000);
    add_others(fixture);
    assert_int_equal(compare(fixture, 0, 1).kind, MPT_MATCH_RENEWAL);
    assert_int_equal(compare(fixture, 0, 2).kind, MPT_MATCH_OVERLAP); /* another hand */
    mpt_arena_close(fixture->arena);
}

/* A second phase is the same work later, not one of a series of occasions. */
static void takes_a_second_phase_for_a_renewal(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_open();
    run_by(fixture, add(fixture, "Frozen probes for ice roads", probes), "Nordland Ice Institute", 16000, 17094,
           400000);
    run_by(fixture, add(fixture, "Frozen probes for ice roads phase 2", probes), "Nordland Ice Institute", 17200, 18294,
           500000);
    assert_int_equal(kind_of_first(fixture), MPT_MATCH_RENEWAL);
}

/* One stock sentence under two titles of one programme is no common work. */
static void takes_a_stock_sentence_for_what_it_is(void **state)
{
    (void)state;
    static const char *const stock =
        "The project is part of the fast lane from idea to market in which three agencies pay together for technology "
        "that cuts emissions. Industry leads the work from research through development to use, partners follow the "
        "solution all the way, and the agencies give advice and money for each stage, so that the product is in use "
        "within five years after the start.";
    struct fixture *fixture = fixture_open();
    struct mpt_match_record *a = add(fixture, "Quiet hydrogen lorry for gravel pits", stock);
    run_by(fixture, a, "Gravel Works", 17000, 18094, 2000000);
    a->programme = "Fast lane";
    struct mpt_match_record *b = add(fixture, "Heat pump that dries seaweed", stock);
    run_by(fixture, b, "Seaweed Farm", 17000, 18094, 1500000);
    b->programme = "Fast lane";
    assert_int_equal(kind_of_first(fixture), MPT_MATCH_BOILERPLATE);
}

/* Rivals that one call paid, described alike in few words; the same two names in full are one work paid in parts. */
static void tells_the_winners_of_a_call_apart(void **state)
{
    (void)state;
    static const struct mpt_match_detail call = {"call", "Quiet ships 2016"};
    static const char *const names[][2] = {
        {"Zero-emission vessel for the skerries, Northwind Yard", "Zero-emission vessel for the skerries, Kelp Motors"},
        {"Zero-emission vessel for the skerries", "Zero-emission vessel for the skerries"}};
    static const enum mpt_match_kind kinds[] = {MPT_MATCH_BOILERPLATE, MPT_MATCH_COFUNDED};
    for (size_t i = 0; i < 2; i++) {
        struct fixture *fixture = fixture_open();
        static const char *const hosts[] = {"Northwind Yard", "Kelp Motors"};
        for (size_t j = 0; j < 2; j++) {
            struct mpt_match_record *record =
                add(fixture, names[i][j], "One of four groups that build a vessel without emissions for the skerries.");
            run_by(fixture, record, hosts[j], 17000, 18094, 2000000 + (int64_t)j * 700000);
            record->details = &call;
            record->detail_count = 1;
        }
        assert_int_equal(kind_of_first(fixture), kinds[i]);
    }
}

/* What a call gives to all it pays for makes no two of them one work: not where no host is told, nor where one host has
 * two of them, each called otherwise and in another language. */
static void takes_no_call_for_a_work(void **state)
{
    (void)state;
    static const struct mpt_match_detail call = {"call", "Instruments 1991"};
    static const struct {
        const char *a, *b, *host;
        bool called;
        enum mpt_match_kind kind;
    } awards[] = {{"Instruments for laboratories Q91F1003", "Instruments for laboratories Q91F1005", NULL, true,
                   MPT_MATCH_BOILERPLATE},
                  {"The trade of salted fish in medieval towns",
                   "Modelos de crecimiento de bosques jovenes y su manejo en los "
                   "valles del sur",
                   "Nordland Ice Institute", true, MPT_MATCH_BOILERPLATE},
                  {"The trade of salted fish in medieval towns",
                   "Modelos de crecimiento de bosques jovenes y su manejo en los "
                   "valles del sur",
                   "Nordland Ice Institute", false, MPT_MATCH_BOILERPLATE},
                  {"The trade of salted fish in medieval towns", "The trade of salted fish in medieval towns",
                   "Nordland Ice Institute", true, MPT_MATCH_COFUNDED}};
    static const char *const ids[] = {"award:11", "award:12"};
    for (size_t i = 0; i < sizeof awards / sizeof *awards; i++) {
        struct fixture *fixture = fixture_open();
        for (size_t j = 0; j < 2; j++) {
            struct mpt_match_record *record = add(fixture, j ? awards[i].b : awards[i].a, NULL);
            run_by(fixture, record, awards[i].host, 17000, 17364, 2000000 + (i == 3 && j ? 700000 : 0));
            record->ids = &ids[j];
            record->id_count = 1;
            record->details = &call;
            record->detail_count = awards[i].called;
        }
        assert_int_equal(kind_of_first(fixture), awards[i].kind);
    }
}

/* Equal in all but where they are: two, as they are numbered. */
static void takes_no_two_places_for_one(void **state)
{
    (void)state;
    static const char *const places[] = {"Narvik", "Tromso"}, *const ids[] = {"award:11", "award:12"};
    for (size_t one_place = 0; one_place < 2; one_place++) {
        struct fixture *fixture = fixture_open();
        for (size_t j = 0; j < 2; j++) {
            struct mpt_match_record *record = add(fixture, "Productivity of science in the far north", NULL);
            run_by(fixture, record, "Nordland Ice Institute", 17000, 17364, 2000000);
            record->ids = &ids[j];
            record->places = &places[one_place ? 0 : j];
            record->id_count = record->place_count = 1;
        }
        assert_int_equal(kind_of_first(fixture), one_place ? MPT_MATCH_SAME : MPT_MATCH_COFUNDED);
    }
}

/* Two texts that share nothing are not made one work by one host, year and sum. */
static void is_not_bribed_by_equal_money(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_open();
    static const char *const libraries =
        "Public libraries lend tools as they lend books. A van brings drills and sewing machines to five villages, "
        "volunteers repair what breaks, and a diary shows what people would have bought otherwise. After a year the "
        "county decides whether to go on, and the lists of what was lent are given to other counties for their plans "
        "of the next four years.";
    const char *const texts[] = {
        mpt_arena_print(fixture->arena, "%s %s", probes,
                        "Reports follow each spring, and drivers can read the forecast at each landing."),
        libraries};
    for (size_t i = 0; i < 2; i++) {
        struct mpt_match_record *record = add(fixture, i ? "Lakes of tools lent" : "Frozen lakes probed", texts[i]);
        run_by(fixture, record, "Nordland County", 16000, 17094, 433000);
        record->programme = "Lakes and villages";
    }
    add_others(fixture);
    assert_true(compare(fixture, 0, 1).alike < 0.5F);
    mpt_arena_close(fixture->arena);
}

/* The same words: in runs they are copied, in another order they are similar aims. */
static void doubts_an_overlap_that_is_copied(void **state)
{
    (void)state;
    static const char *const rest =
        "Winters two last that cells small on probes the run. Bus drivers in three counties are asked about winter; a "
        "handbook and a course for the road office follow.";
    static const char *const copied =
        "Thin probes are frozen into the ice of twelve lakes. They tell every hour how warm the ice is at ten depths.";
    static const char *const reworded =
        "Into lakes of ice, twelve probes frozen are thin. Depths at ten is the ice how warm they tell hour every.";
    struct fixture *fixture = fixture_open();
    const char *const texts[] = {probes, mpt_arena_print(fixture->arena, "%s %s", copied, rest),
                                 mpt_arena_print(fixture->arena, "%s %s", reworded, rest)};
    for (size_t i = 0; i < 3; i++) {
        run_by(fixture, add(fixture, i ? "Winter handbook" : "Frozen probes for ice roads", texts[i]),
               i ? "Office of Bus Lines" : "Nordland Ice Institute", 16000, 17094, i ? 990000 : 400000);
    }
    add_others(fixture);
    struct mpt_match_pair by_copy = compare(fixture, 0, 1), by_aim = compare(fixture, 0, 2);
    assert_int_equal(by_copy.kind, MPT_MATCH_OVERLAP);
    assert_int_equal(by_aim.kind, MPT_MATCH_OVERLAP);
    assert_true(by_copy.score >= (float)MPT_MATCH_LEAST && by_copy.score < by_aim.score);
    mpt_arena_close(fixture->arena);
}

static void names_what_stands_together_and_last(void **state)
{
    (void)state;
    static const char *const seaweed[] = {"Institute of Seaweed"}, *const bergen[] = {"University of Bergen"};
    static const char *const harbour[] = {"Harbour Medical Center"}, *const oregon[] = {"University of Oregon Coast"};
    static const char *const harbours[] = {"Harbour University"}, *const state_of[] = {"Oregon State University"};
    const struct mpt_match_organisation organisations[] = {{seaweed, 1}, {bergen, 1},   {harbour, 1},
                                                           {oregon, 1},  {harbours, 1}, {state_of, 1}};
    static const struct {
        const char *text;
        size_t answer;
    } asked[] = {{"Institute of Seaweed, University of Bergen", 1},
                 {"University of Bergen, Institute of Seaweed", 0},
                 {"Harbour University School of Medical Studies Center", 4},
                 {"Harbour Medical Center", 2},
                 {"University of Oregon", 3},
                 {"Oregon State University", 5}};
    struct mpt_names *names = mpt_names_open(organisations, sizeof organisations / sizeof *organisations);
    struct mpt_match_found found[2];
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        assert_true(mpt_names_find(names, asked[i].text, NULL, NULL, found, 2) > 0);
        assert_int_equal(found[0].organisation, asked[i].answer);
        assert_true(found[0].score > 0 && found[0].score <= 1);
    }
    mpt_names_close(names);
}

/* Each conference of a long series is like all others: of each the likeliest pairs, not all. */
static void thins_out_what_is_a_template(void **state)
{
    (void)state;
    enum { CONFERENCES = 160 };
    struct fixture *fixture = fixture_open();
    struct mpt_matching *matching;
    size_t count, of_last = 0;
    for (size_t i = 0; i < CONFERENCES; i++) {
        run_by(fixture, add(fixture, "Conference on ice in lakes", place_text(fixture, meeting_text, "Narvik in May")),
               "Nordland Ice Institute", 17000 + 365 * (long)i, 17010 + 365 * (long)i, 400000);
    }
    matching = open_matching(fixture);
    struct mpt_match_pair *pairs = mpt_matching_find(matching, NULL, fixture->arena, &count);
    for (size_t i = 0; i < count; i++) {
        of_last += pairs[i].kind == MPT_MATCH_BOILERPLATE && pairs[i].b == CONFERENCES - 1;
    }
    assert_int_equal(of_last, MPT_MATCH_TEMPLATES);
    mpt_matching_close(matching);
    mpt_arena_close(fixture->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_names_by_their_letters),
                                       cmocka_unit_test(gives_each_one_partner),
                                       cmocka_unit_test(knows_a_translation_by_its_money),
                                       cmocka_unit_test(takes_an_acronym_for_its_organisation),
                                       cmocka_unit_test(counts_who_is_named_twice_once),
                                       cmocka_unit_test(survives_crowds),
                                       cmocka_unit_test(knows_a_person_by_an_id),
                                       cmocka_unit_test(holds_no_currency_against_another),
                                       cmocka_unit_test(finds_a_name_in_a_text),
                                       cmocka_unit_test(forgives_a_slip_in_the_year),
                                       cmocka_unit_test(takes_the_next_conference_for_a_series),
                                       cmocka_unit_test(knows_a_conference_by_its_text),
                                       cmocka_unit_test(knows_a_conference_in_another_language),
                                       cmocka_unit_test(leaves_a_conference_paid_in_parts),
                                       cmocka_unit_test(finds_a_renewal_under_a_new_title),
                                       cmocka_unit_test(takes_a_second_phase_for_a_renewal),
                                       cmocka_unit_test(takes_a_stock_sentence_for_what_it_is),
                                       cmocka_unit_test(tells_the_winners_of_a_call_apart),
                                       cmocka_unit_test(takes_no_call_for_a_work),
                                       cmocka_unit_test(takes_no_two_places_for_one),
                                       cmocka_unit_test(is_not_bribed_by_equal_money),
                                       cmocka_unit_test(doubts_an_overlap_that_is_copied),
                                       cmocka_unit_test(thins_out_what_is_a_template),
                                       cmocka_unit_test(names_what_stands_together_and_last)};
    return cmocka_run_group_tests_name("matching: evidence", tests, NULL, NULL);
}
