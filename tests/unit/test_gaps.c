/* Gap rules: their headers, their sentences, and what hides, accepts, ranks and rolls up their findings. */
#include "support.h"

#include "mpt/gaps.h"

/* --- Headers ------------------------------------------------------------------------------------------------------ */

static const char good_rule[] = "-- rule: step-late\n"
                                "-- number: 21\n"
                                "-- severity: critical\n"
                                "-- class: drift\n"
                                "-- threshold stuck = 180 days: since the last change\n"
                                "-- threshold share = 12.5 %: of the money\n"
                                "-- threshold ahead = 3: years\n"
                                "-- uses: target_progress, duplicate_pair\n"
                                "-- hides mission: other-rule third-rule\n"
                                "-- hides subject: fourth-rule\n"
                                "-- message: {title} is late:\n"
                                "--    very late\n"
                                "-- together: {n} steps\n"
                                "-- action: move it\n"
                                "-- condition: a\n"
                                "-- clears: b\n"
                                "-- needs: c\n"
                                "-- source: 002@01:06:05\n"
                                "SELECT 1\n"
                                "-- a comment: of the statement\n";

static void test_a_good_header(void **state)
{
    struct fixture *f = *state;
    struct mpt_rule rule;
    assert_ok(f, mpt_rule_parse("a.sql", good_rule, f->arena, &rule, &f->error));
    assert_text(rule.name, "step-late");
    assert_int_equal(rule.number, 21);
    assert_int_equal(rule.severity, MPT_CRITICAL);
    assert_text(rule.class, "drift");
    assert_int_equal(rule.threshold_count, 3);
    assert_text(rule.thresholds[0].name, "stuck");
    assert_true(rule.thresholds[0].value == 180);
    assert_text(rule.thresholds[0].unit, "days");
    assert_text(rule.thresholds[0].help, "since the last change");
    assert_true(rule.thresholds[1].value == 12.5);
    assert_text(rule.thresholds[1].unit, "%");
    assert_text(rule.thresholds[2].unit, "");
    assert_int_equal(rule.use_count, 2);
    assert_text(rule.uses[1], "duplicate_pair");
    assert_int_equal(rule.hides_mission_count, 2);
    assert_text(rule.hides_mission[1], "third-rule");
    assert_int_equal(rule.hides_subject_count, 1);
    assert_text(rule.hides_subject[0], "fourth-rule");
    assert_text(rule.message, "{title} is late: very late");
    assert_text(rule.together, "{n} steps");
    assert_text(rule.action, "move it");
    assert_text(rule.condition, "a");
    assert_text(rule.clears, "b");
    assert_text(rule.needs, "c");
    assert_text(rule.source, "002@01:06:05");
    assert_text(rule.sql, "SELECT 1\n-- a comment: of the statement\n");
}

static void test_the_least_header(void **state)
{
    struct fixture *f = *state;
    struct mpt_rule rule;
    assert_ok(f, mpt_rule_parse("a.sql", "\n-- rule: a\n\n-- class: flow\n-- message: m\n-- action: a\nSELECT 1",
                                f->arena, &rule, &f->error));
    assert_int_equal(rule.severity, MPT_WARNING);
    assert_null(rule.together);
    assert_int_equal(rule.threshold_count + rule.use_count + rule.hides_mission_count + rule.hides_subject_count, 0);
}

/* The least header with another line in it, which is line 5. */
static void assert_line_refused(struct fixture *f, const char *line)
{
    struct mpt_rule rule;
    const char *text = mpt_arena_print(
        f->arena, "-- rule: a\n-- class: flow\n-- message: m\n--   and more\n%s\n-- action: a\nSELECT 1", line);
    assert_refused_about(f, mpt_rule_parse("my/a.sql", text, f->arena, &rule, &f->error), MPT_BAD_INPUT,
                         "my/a.sql, line 5: '", line);
    assert_contains(f->error.message, "is not understood; expected rule, number, severity");
}

static void test_header_lines_that_are_wrong(void **state)
{
    static const char *const lines[] = {
        "-- just a comment",
        "-- colour: red",
        "-- Rule: b",
        "-- severity: fatal",
        "-- severity:",
        "-- number: none",
        "-- number: 0",
        "-- number: -3",
        "-- message:",
        "-- threshold stuck: 180 days",
        "-- threshold stuck = many days: x",
        "-- threshold stuck=180: x",
        "-- threshold stuck = 180 days",
        "-- uses: a b c d e f g h i j k l m",
        "-- hides mission: a b c d e f g h i j k l m",
        "-- hides: a",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        assert_line_refused(*state, lines[i]);
    }
}

static void test_headers_that_lack_something(void **state)
{
    struct fixture *f = *state;
    struct mpt_rule rule;
    static const char *const texts[] = {
        "",
        "SELECT 1",
        "-- class: flow\n-- message: m\n-- action: a\nSELECT 1",
        "-- rule: a\n-- message: m\n-- action: a\nSELECT 1",
        "-- rule: a\n-- class: flow\n-- action: a\nSELECT 1",
        "-- rule: a\n-- class: flow\n-- message: m\nSELECT 1",
        "-- rule: a\n-- class: other\n-- message: m\n-- action: a\nSELECT 1",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        assert_refused_about(f, mpt_rule_parse("a.sql", texts[i], f->arena, &rule, &f->error), MPT_BAD_INPUT,
                             "a.sql: the header needs rule, message, action, and class setup, structure, drift or flow",
                             texts[i]);
    }
    static const char *const silent[] = {"-- rule: a\n-- class: flow\n-- message: m\n-- action: a\n",
                                         "-- rule: a\n-- class: flow\n-- message: m\n-- action: a\n\n\n"};
    for (size_t i = 0; i < COUNT(silent); i++) {
        assert_refused_about(f, mpt_rule_parse("a.sql", silent[i], f->arena, &rule, &f->error), MPT_BAD_INPUT,
                             "a.sql: there is no SELECT behind the header", silent[i]);
    }
}

static void test_too_many_thresholds(void **state)
{
    struct fixture *f = *state;
    struct mpt_rule rule;
    struct mpt_text text = mpt_text_init(f->arena);
    mpt_text_add(&text, "-- rule: a\n-- class: flow\n-- message: m\n-- action: a\n");
    for (int i = 0; i < MPT_RULE_LISTS; i++) {
        mpt_text_print(&text, "-- threshold t%d = 1: x\n", i);
    }
    const char *fits = mpt_arena_print(f->arena, "%sSELECT 1", mpt_text_get(&text));
    assert_ok(f, mpt_rule_parse("a.sql", fits, f->arena, &rule, &f->error));
    mpt_text_add(&text, "-- threshold more = 1: x\nSELECT 1");
    assert_refused(f, mpt_rule_parse("a.sql", mpt_text_get(&text), f->arena, &rule, &f->error), MPT_BAD_INPUT,
                   "a.sql, line 17");
}

static void test_severities(void **state)
{
    (void)state;
    enum mpt_severity severity;
    for (enum mpt_severity s = MPT_CRITICAL; s <= MPT_INFO; s++) {
        assert_true(mpt_severity_find(mpt_severity_name(s), &severity));
        assert_int_equal(severity, s);
    }
    assert_false(mpt_severity_find("Critical", &severity));
    assert_false(mpt_severity_find("", &severity));
}

/* --- Sentences ---------------------------------------------------------------------------------------------------- */

static const struct mpt_date today = {2024, 7, 7};

static const struct mpt_slot slots[] = {
    {"title", "Hydrogen"},
    {"unknown", NULL},
    {"empty", ""},
    {"zero", "0"},
    {"one", "1"},
    {"two", "2"},
    {"three", "3"},
    {"day", "2024-05-27"},
    {"yesterday", "2024-07-06"},
    {"ahead", "2024-08-06"},
    {"month", "2024-05"},
    {"year", "2026"},
    {"this_year", "2024"},
    {"old", "2022-11-07"},
    {"amount", "620000000"},
    {"amount_currency", "AUD"},
    {"real", "620000000.4"},
    {"real_currency", "AUD"},
    {"yen", "500"},
    {"yen_currency", "JPY"},
    {"bare", "500"},
    {"part", "0.46"},
    {"names", "a, b, c"},
    {"pair", "a, b"},
    {"word", "soon"},
};

static void assert_filled(struct fixture *f, const char *template, const char *expected)
{
    assert_text(mpt_template_fill(template, slots, COUNT(slots), today, f->arena), expected);
}

static void test_values_in_sentences(void **state)
{
    struct fixture *f = *state;
    assert_filled(f, "", "");
    assert_filled(f, "plain text", "plain text");
    assert_filled(f, "{title} and {title}.", "Hydrogen and Hydrogen.");
    assert_filled(f, "{unknown}{empty}{zero}", "0");
    assert_filled(f, "{no_such} {no_such:date}", "{no_such} {no_such}");
    assert_filled(f, "{day:date}, {month:date}, {year:date}", "27 May 2024, May 2024, 2026");
    assert_filled(f, "{word:date} {word:days}", "soon soon");
    assert_filled(f, "{day:days}", "41 days");
    assert_filled(f, "{yesterday:days}", "1 day");
    assert_filled(f, "{ahead:days}", "30 days");
    assert_filled(f, "{month:days}", "37 days");    /* since its last day */
    assert_filled(f, "{year:days}", "543 days");    /* until its first day */
    assert_filled(f, "{this_year:days}", "0 days"); /* today may be it */
    assert_filled(f, "{old:months}", "20 months");
    assert_filled(f, "{ahead:months}", "1 month");
    assert_filled(f, "{amount:money}", "AUD 6.2m");
    assert_filled(f, "{real:money}", "AUD 6.2m");
    assert_filled(f, "{yen:money}", "JPY 500");
    assert_filled(f, "{bare:money}", "500");
    assert_filled(f, "{part:percent}", "46 %");
    assert_filled(f, "{one:times}, {two:times}, {three:times}", "once, twice, 3 times");
    assert_filled(f, "{names:list}; {pair:list}; {title:list}", "a, b or c; a or b; Hydrogen");
}

static void test_parts_that_are_left_out(void **state)
{
    struct fixture *f = *state;
    assert_filled(f, "a[ b]", "a b");
    assert_filled(f, "a[ {title}]", "a Hydrogen");
    assert_filled(f, "a[ {unknown}].", "a.");
    assert_filled(f, "a[ {empty}].", "a.");
    assert_filled(f, "a[ {zero}].", "a.");
    assert_filled(f, "a[ {no_such}].", "a.");
    assert_filled(f, "a[ {title} {unknown:date}].", "a.");
    assert_filled(f, "a[ {unknown:date} {title}].", "a.");
    assert_filled(f, "[{one}][{unknown}][{two}]", "12");
    /* A part in a part goes alone, and takes nothing with it. */
    assert_filled(f, "[a {title}[ b {unknown}] c]", "a Hydrogen c");
    assert_filled(f, "[a {unknown}[ b {title}] c]", "");
    assert_filled(f, "[a[ b[ c {unknown}] d] e]", "a b d e");
    assert_filled(f, "[[{one}][{zero}]]", "1");
    /* What is not closed is text. */
    assert_filled(f, "a [b {title}", "a [b {title}");
    assert_filled(f, "a {title", "a {title");
    assert_filled(f, "a] b} c", "a] b} c");
}

/* Sums over amounts by their share are real numbers in SQL; nothing is 0.0 then. */
static void test_a_real_zero_is_left_out_too(void **state)
{
    struct fixture *f = *state;
    static const struct mpt_slot zero[] = {{"sum", "0.0"}, {"sum_currency", "AUD"}};
    assert_text(mpt_template_fill("a[ {sum:money} is there].", zero, 2, today, f->arena), "a.");
}

/* --- Findings ----------------------------------------------------------------------------------------------------- */

static const struct mpt_rule plain = {.name = "plain", .together = "{n} of them: {names}. The worst: {worst}"};
static const struct mpt_rule other = {.name = "other"};
static const struct mpt_rule hider = {.name = "hider",
                                      .hides_mission = {"plain"},
                                      .hides_mission_count = 1,
                                      .hides_subject = {"other"},
                                      .hides_subject_count = 1};

static struct mpt_gap gap_of(const struct mpt_rule *rule, const char *kind, const char *code, const char *mission)
{
    return (struct mpt_gap){.id = code,
                            .rule = rule,
                            .severity = MPT_WARNING,
                            .kind = kind,
                            .code = code,
                            .title = code,
                            .mission = mission,
                            .message = code};
}

static void test_hiding(void **state)
{
    (void)state;
    struct mpt_gap gaps[] = {
        gap_of(&plain, "project", "a", "m"), gap_of(&plain, "project", "b", "n"), gap_of(&plain, "project", "c", NULL),
        gap_of(&hider, "mission", "m", "m"), gap_of(&other, "mission", "m", "m"), gap_of(&other, "project", "m", "m"),
        gap_of(&other, "mission", "x", "m"), gap_of(&plain, "mission", "m", "m"),
    };
    static const bool hidden[] = {true, false, false, false, true, false, false, true};
    mpt_gaps_hide(gaps, COUNT(gaps));
    for (size_t i = 0; i < COUNT(gaps); i++) {
        if (gaps[i].hidden != hidden[i]) {
            WRONG("finding %zu", i);
        }
    }
    /* Findings without a mission are not all of one mission. */
    struct mpt_gap lost[] = {gap_of(&hider, "project", "p", NULL), gap_of(&plain, "project", "q", NULL)};
    mpt_gaps_hide(lost, 2);
    assert_false(lost[0].hidden || lost[1].hidden);
    assert_null(mpt_gaps_hider(lost, 2, &lost[1]));
    mpt_gaps_hide(NULL, 0);
}

static void test_accepting(void **state)
{
    (void)state;
    struct mpt_gap gaps[] = {gap_of(&plain, "project", "same", "m"), gap_of(&plain, "project", "worse", "m"),
                             gap_of(&plain, "project", "better", "m"), gap_of(&plain, "project", "never", "m")};
    static const struct mpt_accepted accepted[] = {
        {"same", MPT_WARNING, "2024-10-01"},    {"worse", MPT_INFO, "2024-10-01"},
        {"better", MPT_CRITICAL, "2024-10-01"}, {"gone", MPT_CRITICAL, "2024-10-01"},
        {"same", MPT_WARNING, "2024-12-01"},    {"same", MPT_WARNING, "2024-11-01"}};
    mpt_gaps_accept(gaps, COUNT(gaps), accepted, COUNT(accepted));
    assert_true(gaps[0].accepted);
    assert_string_equal(gaps[0].accepted_until, "2024-12-01"); /* the last of them */
    assert_false(gaps[1].accepted);                            /* came back: it is more severe than it was */
    assert_null(gaps[1].accepted_until);
    assert_true(gaps[2].accepted);
    assert_false(gaps[3].accepted);
}

static void test_rank(void **state)
{
    (void)state;
    struct mpt_gap gaps[10];
    static const char *const ids[] = {"info",  "none-b", "none-a", "young",    "old",
                                      "month", "rich",   "poor",   "critical", "sure"};
    for (size_t i = 0; i < COUNT(gaps); i++) {
        gaps[i] = gap_of(&plain, "project", ids[i], "m");
    }
    gaps[0].severity = MPT_INFO;
    gaps[0].money_share = 1;
    gaps[3].since = "2024-01-01";
    gaps[4].since = "2019";
    gaps[5].since = "2020-06";
    gaps[6].money_share = 0.5;
    gaps[7].money_share = 0.1;
    gaps[8].severity = MPT_CRITICAL;
    gaps[9].score = 0.9;
    mpt_gaps_rank(gaps, COUNT(gaps));
    static const char *const expected[] = {"critical", "rich", "poor",   "old",    "month",
                                           "young",    "sure", "none-a", "none-b", "info"};
    for (size_t i = 0; i < COUNT(gaps); i++) {
        assert_text(gaps[i].id, expected[i]);
    }
    mpt_gaps_rank(NULL, 0);
}

static struct mpt_gap_line *roll_up(struct fixture *f, const struct mpt_gap *gaps, size_t count, size_t *lines)
{
    return mpt_gaps_roll_up(gaps, count, 3, today, f->arena, lines);
}

static void test_three_findings_stay_single(void **state)
{
    struct fixture *f = *state;
    size_t count;
    const struct mpt_gap gaps[] = {gap_of(&plain, "project", "a", "m"), gap_of(&plain, "project", "b", "m"),
                                   gap_of(&plain, "project", "c", "m"), gap_of(&plain, "project", "d", "n")};
    const struct mpt_gap_line *lines = roll_up(f, gaps, COUNT(gaps), &count);
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) {
        assert_text(lines[i].id, gaps[i].id);
        assert_text(lines[i].message, gaps[i].message);
        assert_int_equal(lines[i].count, 1);
        assert_ptr_equal(lines[i].gaps[0], &gaps[i]);
    }
    roll_up(f, NULL, 0, &count);
    assert_int_equal(count, 0);
}

static void test_four_findings_become_one_line(void **state)
{
    struct fixture *f = *state;
    size_t count;
    struct mpt_gap gaps[] = {
        gap_of(&other, "project", "first", "m"), gap_of(&plain, "project", "a", "m"),
        gap_of(&plain, "project", "x", "n"),     gap_of(&plain, "project", "b", "m"),
        gap_of(&plain, "project", "h", "m"),     gap_of(&plain, "project", "c", "m"),
        gap_of(&plain, "project", "k", "m"),     gap_of(&plain, "project", "d", "m"),
        gap_of(&plain, "project", "i", "m"),
    };
    gaps[3].example = true;
    gaps[4].hidden = true;
    gaps[6].accepted = true;
    gaps[8].severity = MPT_INFO; /* of another severity: not of this line */
    const struct mpt_gap_line *lines = roll_up(f, gaps, COUNT(gaps), &count);
    assert_int_equal(count, 4);
    assert_text(lines[0].id, "first");
    assert_text(lines[1].id, "plain:m");
    assert_text(lines[1].message, "4 of them: a; b (e); c and d. The worst: a");
    assert_int_equal(lines[1].count, 4);
    assert_int_equal(lines[1].severity, MPT_WARNING);
    assert_text(lines[1].gaps[3]->id, "d");
    assert_text(lines[2].id, "x");
    assert_text(lines[3].id, "i");
    /* Nothing is rolled up when nobody wants it. */
    mpt_gaps_roll_up(gaps, COUNT(gaps), (size_t)-1, today, f->arena, &count);
    assert_int_equal(count, 7);
}

static void test_names_of_many(void **state)
{
    struct fixture *f = *state;
    size_t count;
    static const char *const codes[] = {"a", "b", "c", "d", "e", "g", "h"};
    struct mpt_gap gaps[7];
    for (size_t i = 0; i < COUNT(gaps); i++) {
        gaps[i] = gap_of(&plain, "project", codes[i], NULL);
    }
    const struct mpt_gap_line *lines = roll_up(f, gaps, 5, &count);
    assert_int_equal(count, 1);
    assert_text(lines[0].id, "plain"); /* of no mission */
    assert_text(lines[0].message, "5 of them: a; b; c; d and e. The worst: a");
    lines = roll_up(f, gaps, 7, &count);
    assert_text(lines[0].message, "7 of them: a; b; c; d and 3 more. The worst: a");
    for (size_t i = 0; i < COUNT(gaps); i++) {
        gaps[i].rule = &other; /* says nothing of several together */
    }
    lines = roll_up(f, gaps, 4, &count);
    assert_text(lines[0].message, "4 findings: a; b; c and d. The worst: a");
}

/* The sentence of several may name the values of the first. */
static void test_values_of_the_first(void **state)
{
    struct fixture *f = *state;
    size_t count;
    static const struct mpt_rule rule = {.name = "rule", .together = "{n} have {what}: {names}"};
    static const struct mpt_slot first[] = {{"what", "no owner"}}, second[] = {{"what", "no board"}};
    struct mpt_gap gaps[] = {gap_of(&rule, "project", "a", "m"), gap_of(&rule, "project", "b", "m"),
                             gap_of(&rule, "project", "c", "m"), gap_of(&rule, "project", "d", "m")};
    for (size_t i = 0; i < COUNT(gaps); i++) {
        gaps[i].data = i ? second : first;
        gaps[i].data_count = 1;
    }
    const struct mpt_gap_line *lines = roll_up(f, gaps, COUNT(gaps), &count);
    assert_text(lines[0].message, "4 have no owner: a; b; c and d");
}

static void test_missions_roll_up_together(void **state)
{
    struct fixture *f = *state;
    size_t count;
    const struct mpt_gap gaps[] = {gap_of(&plain, "mission", "a", "a"), gap_of(&plain, "mission", "b", "b"),
                                   gap_of(&plain, "mission", "c", "c"), gap_of(&plain, "mission", "d", "d"),
                                   gap_of(&plain, "project", "p", "a")};
    const struct mpt_gap_line *lines = roll_up(f, gaps, COUNT(gaps), &count);
    assert_int_equal(count, 2);
    assert_text(lines[0].id, "plain");
    assert_int_equal(lines[0].count, 4);
    assert_text(lines[1].id, "p");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_a_good_header),
        WITH_FOLDER(test_the_least_header),
        WITH_FOLDER(test_header_lines_that_are_wrong),
        WITH_FOLDER(test_headers_that_lack_something),
        WITH_FOLDER(test_too_many_thresholds),
        WITH_FOLDER(test_severities),
        WITH_FOLDER(test_values_in_sentences),
        WITH_FOLDER(test_parts_that_are_left_out),
        WITH_FOLDER(test_a_real_zero_is_left_out_too),
        WITH_FOLDER(test_hiding),
        WITH_FOLDER(test_accepting),
        WITH_FOLDER(test_rank),
        WITH_FOLDER(test_three_findings_stay_single),
        WITH_FOLDER(test_four_findings_become_one_line),
        WITH_FOLDER(test_names_of_many),
        WITH_FOLDER(test_values_of_the_first),
        WITH_FOLDER(test_missions_roll_up_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
