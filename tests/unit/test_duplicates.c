/* Work done twice in a portfolio: what is counted twice, what people said of pairs and when it is asked again, lists
 * that are not in it, and that a few changes are found as all anew. */
#include "support.h"

#include "mpt/duplicates.h"

static const char kelp[] =
    "Kelp grown on anchored lines takes energy out of waves before they reach the quay. The project "
    "moors twelve lines of sugar kelp outside two small harbours, measures wave height on both "
    "sides through two winters, and works out how many lines a harbour needs.";
static const char eels[] =
    "Young eels cannot pass the weirs of old mills. Bundles of brushwood laid along the banks let "
    "them climb. The project builds ladders at nine weirs, counts eels by camera at night, and "
    "learns from millers which flows keep the bundles wet.";

static struct mpt_duplicates find(struct fixture *f, const char *project)
{
    const struct mpt_duplicates_query query = {.today = {2024, 7, 7}, .project = project, .kind = MPT_DUPLICATES_ALL};
    struct mpt_duplicates found;
    assert_ok(f, mpt_duplicates_find(f->store, &query, f->arena, &found, &f->error));
    return found;
}

static void funding(struct fixture *f, const char *project, const char *giver, const char *receiver, const char *amount,
                    const char *stage, const char *year)
{
    add(f, "funding", "project", project, "giver", giver, "receiver", receiver, "amount", amount, "stage", stage,
        "year", year, NULL);
}

/* Two records of one award, and two organisations. */
static void make_pair(struct fixture *f)
{
    add(f, "stakeholder", "title", "Sea Council", "code", "council", NULL);
    add(f, "stakeholder", "title", "Fjord University", "code", "fjord", NULL);
    add(f, "stakeholder", "title", "Inland College", "code", "inland", NULL);
    add(f, "project", "code", "a", "title", "Kelp lines as wave breakers", "summary", kelp, "outside_id", "sea:1",
        NULL);
    add(f, "project", "code", "b", "title", "Kelp lines as wave breakers", "summary", kelp, "outside_id", "sea:1",
        NULL);
    add(f, "project", "code", "c", "title", "Eel ladders of brushwood at mill weirs", "summary", eels, NULL);
}

static void test_the_smaller_sum_of_one_work_counts_twice(void **state)
{
    struct fixture *f = *state;
    make_pair(f);
    funding(f, "a", "council", "fjord", "NOK 3000", "committed", "2023");
    funding(f, "a", "council", "fjord", "NOK 1000", "committed", "2024");
    funding(f, "a", "council", "fjord", "EUR 70", "committed", "2024");
    funding(f, "b", "council", "fjord", "NOK 3500", "committed", "2024");
    funding(f, "b", "council", "fjord", "NOK 9000", "spent", "2024"); /* part of what is committed */
    const struct mpt_duplicates found = find(f, NULL);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.compared, 3);
    assert_text(found.pairs[0].kind, "same");
    assert_text(found.pairs[0].twice, "NOK 3500.00");
    assert_int_equal(found.pairs[0].group, 1);
    assert_true(mpt_duplicate_is_open(&found.pairs[0]));
}

/* The pair of a and b. */
static struct mpt_duplicate pair_of_a(struct fixture *f)
{
    const struct mpt_duplicates found = find(f, "a");
    assert_int_equal(found.count, 1);
    return found.pairs[0];
}

static void keep(struct fixture *f, const char *relation, const char *a, const char *b)
{
    struct mpt_record link = record(f, "link", "relation", relation, "reason", "because", "linked_by", "anna",
                                    "linked_on", "2024-07-07", NULL);
    begin(f);
    assert_ok(f, mpt_verdict_keep(f->store, &link, a, b, f->arena, &f->error));
    commit(f);
}

/* What people say stands above what was found, for the money too; what was found comes back with a change of text. */
static void test_what_is_said_decides_what_counts_twice(void **state)
{
    static const struct {
        const char *verdict, *kind, *twice;
    } cases[] = {
        {"competing", "competing", NULL}, {"follow-on", "follow-on", NULL}, {"overlap", "overlap", NULL},
        {"co-funded", "co-funded", NULL}, {"same", "same", "NOK 3500.00"},  {"boilerplate", "boilerplate", NULL},
        {"distinct", "same", NULL},       {"renewal", "renewal", NULL},
    };
    struct fixture *f = *state;
    make_pair(f);
    funding(f, "a", "council", "fjord", "NOK 4000", "committed", "2023");
    funding(f, "b", "council", "inland", "NOK 3500", "committed", "2024");
    assert_text(pair_of_a(f).twice, "NOK 3500.00");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        keep(f, mpt_verdict_relation(cases[i].verdict), "a", "b");
        const struct mpt_duplicate pair = pair_of_a(f);
        assert_text(pair.kind, cases[i].kind);
        assert_true(pair.score >= 0.95);
        if (cases[i].twice) {
            assert_text(pair.twice, cases[i].twice);
        } else {
            assert_null(pair.twice);
        }
    }
    edit(f, "project", "b", "alias", "Kelp breakers", NULL);
    assert_text(pair_of_a(f).kind, "same");
    assert_text(pair_of_a(f).twice, "NOK 3500.00");
}

/* Of three records of one award two are too many, though they make three pairs; nothing of what is distinct. */
static void test_what_all_count_twice(void **state)
{
    struct fixture *f = *state;
    make_pair(f);
    add(f, "project", "code", "d", "title", "Kelp lines as wave breakers", "summary", kelp, "outside_id", "sea:1",
        NULL);
    funding(f, "a", "council", "fjord", "NOK 4000", "committed", "2024");
    funding(f, "b", "council", "fjord", "NOK 4000", "committed", "2024");
    funding(f, "d", "council", "fjord", "NOK 3000", "committed", "2024");
    funding(f, "b", "council", "fjord", "EUR 10", "committed", "2024");
    funding(f, "d", "council", "fjord", "EUR 20", "committed", "2024");
    assert_int_equal(find(f, NULL).count, 3);
    assert_text(find(f, NULL).twice, "EUR 10.00\nNOK 7000.00");
    keep(f, "distinct-from", "a", "d");
    keep(f, "distinct-from", "b", "d");
    assert_text(find(f, NULL).twice, "NOK 4000.00");
    keep(f, "distinct-from", "a", "b");
    assert_null(find(f, NULL).twice);
}

/* One scheme gave them two ids: two awards, of which only what is the same money counts twice, until somebody says that
 * they are one. */
static void test_two_ids_of_one_scheme_are_two_awards(void **state)
{
    struct fixture *f = *state;
    make_pair(f);
    edit(f, "project", "b", "outside_id", "sea:2", NULL);
    funding(f, "a", "council", "fjord", "NOK 4000", "committed", "2024");
    funding(f, "b", "council", "inland", "NOK 4000", "committed", "2024");
    assert_text(pair_of_a(f).kind, "co-funded");
    assert_null(pair_of_a(f).twice); /* to two receivers */
    funding(f, "a", "council", "inland", "EUR 50", "committed", "2024");
    funding(f, "b", "council", "inland", "EUR 50", "committed", "2024");
    assert_text(pair_of_a(f).twice, "EUR 50.00");
    keep(f, "duplicate-of", "a", "b");
    assert_text(pair_of_a(f).twice, "NOK 4000.00\nEUR 50.00");
}

/* What is said of the pair of a and b. */
static struct mpt_duplicate_verdict verdict(struct fixture *f)
{
    return pair_of_a(f).verdict;
}

static void test_an_answer_holds_until_a_text_changes(void **state)
{
    struct fixture *f = *state;
    make_pair(f);
    assert_null(verdict(f).says);
    keep(f, mpt_verdict_relation("distinct"), "b", "a");
    assert_text(verdict(f).says, "distinct");
    assert_text(verdict(f).who, "anna");
    assert_false(verdict(f).outdated);
    edit(f, "project", "a", "place", "Bergen", NULL); /* no text */
    assert_false(verdict(f).outdated);
    edit(f, "project", "b", "alias", "Kelp breakers", NULL);
    assert_true(verdict(f).outdated);
    assert_true(mpt_duplicate_is_open(&find(f, "a").pairs[0]));
    keep(f, mpt_verdict_relation("same"), "a", "b"); /* in place of the first */
    assert_text(verdict(f).says, "same");
    assert_false(verdict(f).outdated);
    assert_text(rows(f, "SELECT relation FROM link"), "duplicate-of");
}

/* Also of two that nobody would find alike any more; it tells neither money nor what hangs together. */
static void test_what_is_not_found_is_asked_again_too(void **state)
{
    struct fixture *f = *state;
    make_pair(f);
    funding(f, "a", "council", "fjord", "NOK 3000", "committed", "2023");
    funding(f, "c", "council", "fjord", "NOK 3000", "committed", "2023");
    keep(f, mpt_verdict_relation("same"), "a", "c");
    const struct mpt_duplicates said = find(f, "c");
    assert_int_equal(said.count, 1);
    assert_false(mpt_duplicate_is_open(&said.pairs[0]));
    assert_text(said.twice, "NOK 3000.00");
    edit(f, "project", "c", "alias", "Brushwood for eels", NULL);
    const struct mpt_duplicates asked = find(f, "c");
    assert_int_equal(asked.count, 1);
    assert_text(asked.pairs[0].kind, "same");
    assert_true(asked.pairs[0].verdict.outdated);
    assert_text(asked.pairs[0].verdict.who, "anna");
    assert_true(asked.pairs[0].score == 0 && mpt_duplicate_is_open(&asked.pairs[0]));
    assert_int_equal(asked.pairs[0].group, 0);
    assert_null(asked.twice);
    keep(f, mpt_verdict_relation("distinct"), "a", "c");
    edit(f, "project", "c", "alias", "Brushwood for young eels", NULL);
    assert_int_equal(find(f, "c").count, 0);
}

static void test_the_later_work_renews_the_earlier(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "code", "first", "title", "Eel ladders", "starts", "2017", "ends", "2019", NULL);
    add(f, "project", "code", "second", "title", "Eel ladders", "starts", "2020", "ends", "2022", NULL);
    keep(f, mpt_verdict_relation("renewal"), "first", "second");
    assert_text(rows(f, "SELECT project, relation, to_project FROM link"), "second|renews|first");
    assert_null(mpt_verdict_relation("perhaps"));
}

static void test_a_link_made_otherwise_holds_whatever_the_texts(void **state)
{
    struct fixture *f = *state;
    make_pair(f);
    add(f, "link", "project", "a", "relation", "competes-with", "to_project", "b", NULL);
    edit(f, "project", "a", "summary", "Another text.", NULL);
    assert_text(verdict(f).says, "competing");
    assert_false(verdict(f).outdated);
    assert_text(find(f, "a").pairs[0].kind, "competing");
}

static void test_a_list_is_held_against_all_and_itself(void **state)
{
    struct fixture *f = *state;
    const struct mpt_duplicates_query query = {.today = {2024, 7, 7}};
    struct mpt_duplicates found;
    make_pair(f);
    take_away(f, "project", "b", false);
    const struct mpt_record items[] = {
        record(f, "project", "title", "Kelp lines as breakers of waves", "summary", kelp, NULL),
        record(f, "project", "title", "Paving stones from crushed shells", "summary",
               "Restaurants throw away shells by the ton. Crushed and bound with lime they make paving stones.", NULL),
    };
    struct mpt_duplicates_list *list = mpt_duplicates_list_open();
    mpt_duplicates_list_add(list, &items[0], 1, "line 2");
    mpt_duplicates_list_add(list, &items[1], 1, "line 3");
    mpt_duplicates_list_add(list, &items[1], 1, "line 4");
    assert_ok(f, mpt_duplicates_against(f->store, list, &query, f->arena, &found, &f->error));
    assert_int_equal(found.compared, 3);
    assert_int_equal(found.count, 2);
    bool within = !found.pairs[0].a.code;
    const struct mpt_duplicate *own = &found.pairs[within ? 0 : 1], *other = &found.pairs[within ? 1 : 0];
    assert_text(own->a.position, "line 3");
    assert_text(own->b.position, "line 4");
    assert_text(other->a.code, "a");
    assert_text(other->b.position, "line 2");
    mpt_duplicates_list_close(list);
    assert_int_equal(number(f, "SELECT count(*) FROM project"), 2); /* nothing was stored */
}

static void test_a_score_is_shown_as_it_is_ordered(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i <= 1000; i++) {
        const struct mpt_duplicate pair = {.score = i / 1000.0};
        const int hundredths = (i + 5) / 10;
        assert_text(mpt_arena_print(f->arena, "%.2f", mpt_duplicate_shown(&pair)),
                    mpt_arena_print(f->arena, "%d.%02d", hundredths / 100, hundredths % 100));
    }
}

/* Among few records the words of a short text weigh little; they must not hide what names alone would tell. */
static void test_what_is_said_in_few_words(void **state)
{
    struct fixture *f = *state;
    make_pair(f);
    for (int i = 0; i < 3; i++) {
        add(f, "project", "code", mpt_arena_print(f->arena, "river%d", i), "title", "Alpha river", "summary",
            "Cleaning the river Alpha", NULL);
    }
    add(f, "project", "code", "other", "title", "Alpha river", "summary", eels, NULL); /* that is something else */
    const struct mpt_duplicates found = find(f, "river0");
    assert_int_equal(found.count, 2);
    assert_text(found.pairs[0].kind, "same");
    assert_text(found.pairs[0].b.code, "river1");
    assert_text(found.pairs[1].b.code, "river2");
}

/* And a list that has but titles is held against few as one that is about to be added. */
static void test_a_list_of_titles(void **state)
{
    struct fixture *f = *state;
    const struct mpt_duplicates_query query = {.today = {2024, 7, 7}};
    struct mpt_duplicates found;
    add(f, "project", "code", "mobix", "title", "5G-MOBIX", "summary", eels, NULL);
    add(f, "project", "code", "other", "title", "Eel ladders", "summary", eels, NULL);
    const struct mpt_record item = record(f, "project", "title", "5G MOBIX", NULL);
    struct mpt_duplicates_list *list = mpt_duplicates_list_open();
    mpt_duplicates_list_add(list, &item, 1, "line 2");
    assert_ok(f, mpt_duplicates_against(f->store, list, &query, f->arena, &found, &f->error));
    mpt_duplicates_list_close(list);
    assert_int_equal(found.count, 1);
    assert_text(found.pairs[0].kind, "same");
    assert_text(found.pairs[0].a.code, "mobix");
    assert_text(found.pairs[0].b.position, "line 2");
}

/* A list that is held against one mission is still held against itself. */
static void test_a_list_within_a_mission(void **state)
{
    struct fixture *f = *state;
    const struct mpt_duplicates_query query = {.today = {2024, 7, 7}, .mission = "far"};
    struct mpt_duplicates found;
    make_pair(f);
    add(f, "mission", "title", "Far away", "code", "far", NULL);
    const struct mpt_record item = record(f, "project", "title", "Kelp as a breaker of waves", "summary", kelp, NULL);
    struct mpt_duplicates_list *list = mpt_duplicates_list_open();
    mpt_duplicates_list_add(list, &item, 1, "line 2");
    mpt_duplicates_list_add(list, &item, 1, "line 3");
    assert_ok(f, mpt_duplicates_against(f->store, list, &query, f->arena, &found, &f->error));
    assert_int_equal(found.count, 1);
    assert_text(found.pairs[0].a.position, "line 2");
    assert_text(found.pairs[0].b.position, "line 3");
    mpt_duplicates_list_close(list);
}

/* What thousands share is counted, not listed, and not kept by the million. */
static void test_a_template_is_left_out(void **state)
{
    enum { COPIES = 210 };
    struct fixture *f = *state;
    const struct mpt_duplicates_query query = {.today = {2024, 7, 7}};
    struct mpt_duplicates found;
    begin(f);
    for (int i = 0; i < COPIES; i++) {
        const char *code = mpt_arena_print(f->arena, "p%d", i), *id = mpt_arena_print(f->arena, "%d", i);
        struct mpt_record copy =
            record(f, "project", "code", code, "outside_id", id, "title", "School garden", "summary", eels, NULL);
        assert_ok(f, mpt_store_add(f->store, &copy, false, f->arena, &f->error));
    }
    commit(f);
    assert_ok(f, mpt_duplicates_find(f->store, &query, f->arena, &found, &f->error));
    assert_int_equal(found.count, 0);
    assert_true(found.boilerplate > (size_t)COPIES * 4);
    assert_true(found.boilerplate <= (size_t)COPIES * 10);
    assert_int_equal(find(f, NULL).count, found.boilerplate);
    assert_int_equal(find(f, NULL).boilerplate, found.boilerplate);
}

/* Whether a reason of the only pair there is says so. */
static bool pair_says(struct fixture *f, const char *words)
{
    const struct mpt_duplicates found = find(f, NULL);
    assert_int_equal(found.count, 1);
    for (size_t i = 0; i < found.pairs[0].reason_count; i++) {
        if (strstr(found.pairs[0].reasons[i].says, words)) {
            return true;
        }
    }
    return false;
}

/* Those who take part, and a call, may change without the projects. */
static void test_what_others_are_called(void **state)
{
    struct fixture *f = *state;
    make_pair(f);
    add(f, "call", "code", "open", "title", "Open call", NULL);
    add(f, "call", "code", "shut", "title", "Shut call", NULL);
    edit(f, "project", "a", "call", "open", NULL);
    edit(f, "project", "b", "call", "shut", NULL);
    add(f, "participation", "project", "a", "stakeholder", "inland", "role", "deliver", NULL);
    add(f, "participation", "project", "b", "stakeholder", "inland", "role", "deliver", NULL);
    funding(f, "a", "council", "fjord", "NOK 3000", "committed", "2023");
    funding(f, "b", "council", "fjord", "NOK 3000", "committed", "2023");
    assert_true(pair_says(f, "Inland College") && pair_says(f, "Fjord University"));
    assert_true(pair_says(f, "different calls"));
    edit(f, "stakeholder", "inland", "title", "Upland College", NULL);
    assert_true(pair_says(f, "Upland College") && pair_says(f, "Fjord University"));
    edit(f, "stakeholder", "fjord", "title", "Strait University", NULL);
    assert_true(pair_says(f, "Strait University"));
    edit(f, "call", "shut", "title", "Open call", NULL);
    assert_true(pair_says(f, "the same call"));
}

static void test_one_about_to_be_added(void **state)
{
    struct fixture *f = *state;
    const struct mpt_duplicates_query query = {.today = {2024, 7, 7}};
    struct mpt_duplicates found;
    make_pair(f);
    struct mpt_record made = record(f, "project", "title", "Brushwood eel ladders at weirs of mills", NULL);
    assert_ok(f, mpt_duplicates_like(f->store, &made, &query, f->arena, &found, &f->error));
    assert_int_equal(found.count, 1);
    assert_text(found.pairs[0].a.code, "c");
    made = record(f, "project", "title", "Tide clocks from public data", NULL);
    assert_ok(f, mpt_duplicates_like(f->store, &made, &query, f->arena, &found, &f->error));
    assert_int_equal(found.count, 0);
}

/* Five words that nobody has used. */
static const char *invented(struct fixture *f, uint32_t *seed)
{
    struct mpt_text text = mpt_text_init(f->arena);
    for (int i = 0; i < 30; i++) {
        *seed = *seed * 1664525U + 1013904223U;
        mpt_text_print(&text, "%s%c", i && i % 6 == 0 ? " " : "", (char)('a' + (*seed >> 16) % 26));
    }
    return mpt_text_get(&text);
}

/* A portfolio in which one change is looked up in the index, since it is one in more than 400 projects. */
static void test_a_change_is_looked_up(void **state)
{
    enum { PROJECTS = 1000 };
    struct fixture *f = *state;
    uint32_t seed = 7;
    begin(f);
    for (size_t i = 0; i < PROJECTS; i++) {
        struct mpt_record made = record(f, "project", "title", invented(f, &seed), NULL);
        assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
    }
    commit(f);
    assert_int_equal(find(f, NULL).count, 0);
    assert_int_equal(number(f, "SELECT projects FROM duplicate_state"), PROJECTS);
    add(f, "project", "code", "late", "title", "Kelp lines as wave breakers", "summary", kelp, NULL);
    add(f, "project", "code", "later", "title", "Kelp lines as wave breakers", "summary", kelp, NULL);
    assert_int_equal(find(f, "late").count, 1);
    assert_int_equal(number(f, "SELECT drifted FROM duplicate_state"), 2); /* by themselves */
    take_away(f, "project", "later", false);
    assert_int_equal(find(f, NULL).count, 0);
}

/* A few words that many have, and many that few have. */
static const char *invented_text(struct fixture *f, uint32_t *seed, int count)
{
    struct mpt_text text = mpt_text_init(f->arena);
    for (int i = 0; i < count; i++) {
        *seed = *seed * 1664525U + 1013904223U;
        uint32_t drawn = (*seed >> 16) % 1000;
        uint32_t word = drawn * drawn / 250 * 7919;
        mpt_text_print(&text, "%s%c%c%c%c", i ? " " : "", (char)('a' + word % 26), (char)('a' + word / 26 % 26),
                       (char)('a' + word / 676 % 26), (char)('a' + word / 17576 % 26));
    }
    return mpt_text_get(&text);
}

/* One project in 50 shares more or fewer words with the one before it. */
static void make_large(struct fixture *f, size_t projects)
{
    enum { WORD = 5 }; /* bytes, with its blank */
    uint32_t seed = 7;
    const char *title = "", *summary = "";
    add(f, "stakeholder", "code", "largest", "title", "Largest University", NULL);
    begin(f);
    for (size_t i = 0; i < projects; i++) {
        bool copy = i % 50 == 49;
        size_t kept = copy ? 12 + i / 50 % 12 : 0, kept_of_title = copy ? 1 + i / 600 % 4 : 0;
        title = mpt_arena_print(f->arena, "%.*s%s", (int)kept_of_title * WORD, title,
                                invented_text(f, &seed, 5 - (int)kept_of_title));
        summary =
            mpt_arena_print(f->arena, "%.*s%s", (int)kept * WORD, summary, invented_text(f, &seed, 25 - (int)kept));
        const char *code = mpt_arena_print(f->arena, "p%zu", i);
        struct mpt_record made = record(f, "project", "code", code, "title", title, "summary", summary, "starts",
                                        i % 100 < 50 ? "2020" : "2021", "ends", "2023", NULL);
        assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
        struct mpt_record part =
            record(f, "participation", "project", code, "stakeholder", "largest", "role", "deliver", NULL);
        assert_ok(f, mpt_store_add(f->store, &part, false, f->arena, &f->error));
    }
    commit(f);
}

/* What one project of a large portfolio resembles is the same whether it is read among the kept pairs or, while these
 * are out of date, looked up alone: the pairs, their scores and kinds. */
static void test_one_is_answered_alone_as_among_all(void **state)
{
    enum { PROJECTS = 6000, LEAST_PAIRS = 10 };
    struct fixture *f = *state;
    make_large(f, PROJECTS);
    const struct mpt_duplicates all = find(f, NULL);
    assert_true(all.count > LEAST_PAIRS);
    assert_false(find(f, all.pairs[0].a.code).later);
    sqlite3 *db = raw_open(mpt_store_path(f->store));
    raw_run(db, "UPDATE duplicate_state SET known_change = -1");
    sqlite3_close(db);
    for (size_t i = 0; i < all.count; i++) {
        const struct mpt_duplicates alone = find(f, all.pairs[i].a.code);
        const struct mpt_duplicate *same = NULL;
        assert_true(alone.later);
        for (size_t j = 0; j < alone.count; j++) {
            same = alone.pairs[j].b.number == all.pairs[i].b.number ? &alone.pairs[j] : same;
        }
        if (!same) {
            fail_msg("%s is not found", all.pairs[i].b.code);
            return;
        }
        /* What two records in all have is not told: one of them may be another than these two. */
        assert_float_equal(same->score, all.pairs[i].score, 0.005);
        assert_text(same->kind, all.pairs[i].kind);
    }
}

/* Projects that changed, here to and fro, are looked up together; some are candidates of one another. All pairs are
 * those that were found among all. */
static void test_a_few_are_answered_together_as_among_all(void **state)
{
    enum { PROJECTS = 6000, CHANGED = 15 };
    struct fixture *f = *state;
    make_large(f, PROJECTS);
    const struct mpt_duplicates all = find(f, NULL);
    assert_true(all.count > CHANGED);
    for (size_t i = 0; i < CHANGED; i++) {
        const struct mpt_duplicate *pair = &all.pairs[i / 2 * 2]; /* both of one pair, then of the next but one */
        const struct mpt_duplicate_side *side = i % 2 ? &pair->b : &pair->a;
        edit(f, "project", side->code, "title", "Kelp", NULL);
        edit(f, "project", side->code, "title", side->title, NULL);
    }
    const struct mpt_duplicates again = find(f, NULL);
    assert_int_equal(number(f, "SELECT drifted FROM duplicate_state"), CHANGED); /* by themselves */
    assert_int_equal(again.count, all.count);
    for (size_t i = 0; i < all.count; i++) {
        const struct mpt_duplicate *same = NULL;
        for (size_t j = 0; j < again.count; j++) {
            bool is_it =
                again.pairs[j].a.number == all.pairs[i].a.number && again.pairs[j].b.number == all.pairs[i].b.number;
            same = is_it ? &again.pairs[j] : same;
        }
        if (!same) {
            fail_msg("%s and %s are not found", all.pairs[i].a.code, all.pairs[i].b.code);
            return;
        }
        assert_float_equal(same->score, all.pairs[i].score, 0.005);
        assert_text(same->kind, all.pairs[i].kind);
    }
}

/* The pairs of the mission m, as codes. */
static const char *pairs_of_m(struct fixture *f, struct mpt_store *store)
{
    const struct mpt_duplicates_query query = {.today = {2024, 7, 7}, .mission = "m"};
    struct mpt_duplicates found;
    struct mpt_text text = mpt_text_init(f->arena);
    assert_ok(f, mpt_duplicates_find(store, &query, f->arena, &found, &f->error));
    for (size_t i = 0; i < found.count; i++) {
        mpt_text_print(&text, "%s+%s ", found.pairs[i].a.code, found.pairs[i].b.code);
    }
    return mpt_text_get(&text);
}

/* What changed since inside and outside of the mission is as it was: texts, a status that ends the comparing, and what
 * looked alike only later. Too many projects changed to look each of them up, too few to compare all. */
static void test_a_past_portfolio_has_the_pairs_of_then(void **state)
{
    enum { PROJECTS = 1000 };
    struct fixture *f = *state;
    struct mpt_store *past;
    uint32_t seed = 7;
    begin(f);
    for (size_t i = 0; i < PROJECTS; i++) {
        struct mpt_record made = record(f, "project", "title", invented(f, &seed), NULL);
        assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
    }
    commit(f);
    add(f, "mission", "code", "m", "title", "Calm harbours", NULL);
    make_pair(f);
    edit(f, "project", "b", "mission", "m", NULL);
    add(f, "project", "code", "d", "title", "Eel ladders made of brushwood at mill weirs", "summary", eels, "mission",
        "m", NULL);
    add(f, "project", "code", "e", "title", "Eel ladders of brushwood at weirs", "summary", eels, "mission", "m", NULL);
    const char *before = pairs_of_m(f, f->store);
    assert_non_null(strstr(before, "a+b "));
    assert_non_null(strstr(before, "c+d "));
    assert_non_null(strstr(before, "c+e "));
    assert_non_null(strstr(before, "d+e "));
    int64_t then = mpt_store_revision(f->store);
    edit(f, "project", "a", "title", "Tide clocks", "summary", "Clocks show the tide.", "outside_id", "sea:9", NULL);
    edit(f, "project", "d", "title", "Lines of kelp as breakers of waves", "summary", kelp, NULL);
    edit(f, "project", "e", "status", "rejected", NULL);
    assert_text(pairs_of_m(f, f->store), "b+d ");
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &past, &f->error));
    assert_ok(f, mpt_store_as_of(past, then, &f->error));
    assert_text(pairs_of_m(f, past), before);
    mpt_store_close(past);
    assert_text(pairs_of_m(f, f->store), "b+d ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_the_smaller_sum_of_one_work_counts_twice),
        WITH_STORE(test_an_answer_holds_until_a_text_changes),
        WITH_STORE(test_what_is_said_decides_what_counts_twice),
        WITH_STORE(test_what_all_count_twice),
        WITH_STORE(test_two_ids_of_one_scheme_are_two_awards),
        WITH_STORE(test_a_score_is_shown_as_it_is_ordered),
        WITH_STORE(test_what_is_said_in_few_words),
        WITH_STORE(test_a_list_of_titles),
        WITH_STORE(test_a_list_within_a_mission),
        WITH_STORE(test_a_template_is_left_out),
        WITH_STORE(test_what_is_not_found_is_asked_again_too),
        WITH_STORE(test_the_later_work_renews_the_earlier),
        WITH_STORE(test_a_link_made_otherwise_holds_whatever_the_texts),
        WITH_STORE(test_a_list_is_held_against_all_and_itself),
        WITH_STORE(test_what_others_are_called),
        WITH_STORE(test_one_about_to_be_added),
        WITH_STORE(test_a_change_is_looked_up),
        WITH_STORE(test_one_is_answered_alone_as_among_all),
        WITH_STORE(test_a_few_are_answered_together_as_among_all),
        WITH_STORE(test_a_past_portfolio_has_the_pairs_of_then),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
