/* The tables of kinds and fields, and values: from what somebody typed to the canonical text and back. */
#include "support.h"

#include "mpt/json.h"

/* --- The tables --------------------------------------------------------------------------------------------------- */

static bool is_name(const char *name, const char *allowed)
{
    return *name >= 'a' && *name <= 'z' && strspn(name, allowed) == strlen(name);
}

/* What must hold of a kind or field, said with its name when it does not. */
static void must(bool holds, const struct mpt_kind *kind, const struct mpt_field *field, const char *what)
{
    if (!holds) {
        WRONG("%s%s%s: %s", kind->name, field ? "." : "", field ? field->name : "", what);
    }
}

static void test_kinds_are_well_formed(void **state)
{
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz-", columns[] = "abcdefghijklmnopqrstuvwxyz_";
    assert_true(mpt_kind_count > 20);
    for (size_t i = 0; i < mpt_kind_count; i++) {
        const struct mpt_kind *kind = mpt_kinds[i];
        must(is_name(kind->name, letters) && is_name(kind->plural, letters), kind, NULL, "a name of other letters");
        must(is_name(kind->table, columns), kind, NULL, "a table of other letters");
        must(strlen(kind->help) > 10 && kind->help[strlen(kind->help) - 1] == '.', kind, NULL, "help is no sentence");
        must(kind->field_count >= 4, kind, NULL, "too few fields");
        const struct mpt_field *first = kind->fields, *last = &kind->fields[kind->field_count - 1];
        must(strcmp(first->name, "code") == 0 && first->type == MPT_CODE, kind, first, "code must come first");
        must(strcmp(last[-1].name, "source") == 0 && last[-1].type == MPT_TEXT && last[-1].flags & MPT_MANY, kind,
             &last[-1], "source must come last but one");
        must(strcmp(last->name, "example") == 0 && last->type == MPT_FLAG, kind, last, "example must come last");
    }
}

static void check_flags(const struct mpt_kind *kind, const struct mpt_field *field)
{
    unsigned flags = field->flags;
    bool reference = field->type == MPT_REF, text = field->type == MPT_TEXT;
    must(!(flags & (MPT_SHARED | MPT_THROUGH)) || (reference && flags & MPT_MANY), kind, field, "no many references");
    must(!(flags & MPT_MANY) || reference || text || field->type == MPT_CHOICE || field->type == MPT_COUNTRY, kind,
         field, "no type for a list");
    must(!(flags & MPT_DERIVED) || !(flags & (MPT_REQUIRED | MPT_SEARCHED)), kind, field, "computed is not given");
    must(!(flags & MPT_SEARCHED) || text || field->type == MPT_CODE, kind, field, "no text to search");
    must(!(flags & MPT_REQUIRED) || field->type != MPT_FLAG, kind, field, "a flag that must be yes");
    int kept = mpt_field_is_column(field) + mpt_field_is_table(field) + ((flags & (MPT_DERIVED | MPT_THROUGH)) != 0);
    must(kept == 1, kind, field, "kept in no one place");
}

static void test_fields_are_well_formed(void **state)
{
    (void)state;
    for (struct walk at = {0}; next_field(&at);) {
        const struct mpt_kind *kind = at.kind;
        const struct mpt_field *field = at.field;
        must(is_name(field->name, "abcdefghijklmnopqrstuvwxyz_"), kind, field, "a name of other letters");
        must(field->help && strlen(field->help) >= 3 && !strchr(field->help, '\n'), kind, field, "help is no line");
        const char *end = field->help + strlen(field->help) - 1;
        must(*end != '.' || strcmp(end - 2, "...") == 0, kind, field, "help ends in a full stop");
        must((field->type == MPT_CODE) == (field == kind->fields), kind, field, "more than one code");
        must((field->choices != NULL) == (field->type == MPT_CHOICE), kind, field, "choices");
        must((field->refers_to != NULL) == (field->type == MPT_REF), kind, field, "refers_to");
        must((field->through != NULL) == ((field->flags & MPT_THROUGH) != 0), kind, field, "through");
        must(field->min == field->max || field->type == MPT_NUMBER || field->type == MPT_INTEGER ||
                 (field->type == MPT_TEXT && field->min == 0),
             kind, field, "bounds of neither number nor text");
        must(field->min <= field->max, kind, field, "bounds turned round");
        check_flags(kind, field);
    }
}

static void test_names_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < mpt_kind_count; i++) {
        for (size_t j = 0; j < mpt_kind_count; j++) {
            const struct mpt_kind *a = mpt_kinds[i], *b = mpt_kinds[j];
            assert_int_equal(strcmp(a->name, b->name) == 0, i == j);
            assert_int_equal(strcmp(a->plural, b->plural) == 0, i == j);
            assert_int_equal(strcmp(a->table, b->table) == 0, i == j);
            assert_string_not_equal(a->name, b->plural);
        }
        assert_ptr_equal(mpt_kind_find(mpt_kinds[i]->name), mpt_kinds[i]);
        assert_ptr_equal(mpt_kind_find(mpt_kinds[i]->plural), mpt_kinds[i]);
        assert_ptr_equal(mpt_kind_find(mpt_kinds[i]->table), mpt_kinds[i]);
    }
    for (struct walk at = {0}; next_field(&at);) {
        const struct mpt_kind *kind = at.kind;
        const struct mpt_field *field = at.field;
        assert_ptr_equal(mpt_field_find(kind, field->name), field);
        assert_int_equal(mpt_field_index(kind, field->name), field - kind->fields);
    }
    assert_null(mpt_kind_find("nothing"));
    assert_null(mpt_kind_find(""));
    assert_null(mpt_kind_find("mission "));
    assert_null(mpt_field_find(kind_of("mission"), "missio"));
    assert_ptr_equal(mpt_field_find(kind_of("mission"), "owner-until"),
                     mpt_field_find(kind_of("mission"), "owner_until"));
}

/* Every choice is written like a code, stands once, and stands for itself when typed. */
static void test_choices_are_well_formed(void **state)
{
    struct fixture *f = *state;
    for (struct walk at = {0}; next_field(&at);) {
        const struct mpt_kind *kind = at.kind;
        const struct mpt_field *field = at.field;
        const char *value;
        for (const struct mpt_choice *a = field->choices; a && a->value; a++) {
            assert_true(mpt_code_valid(a->value));
            for (const struct mpt_choice *b = field->choices; b < a; b++) {
                assert_string_not_equal(a->value, b->value);
            }
            assert_ok(f, mpt_value_parse(field, a->value, f->arena, &value, &f->error));
            assert_string_equal(value, a->value);
        }
        must(!field->choices || (field->choices[0].value && field->choices[1].value), kind, field, "nothing to choose");
    }
}

static void test_references_lead_to_kinds(void **state)
{
    (void)state;
    for (struct walk at = {0}; next_field(&at);) {
        const struct mpt_kind *kind = at.kind;
        const struct mpt_field *field = at.field;
        if (field->type != MPT_REF) {
            continue;
        }
        const struct mpt_kind *to = mpt_kind_find(field->refers_to);
        if (!to || strcmp(to->name, field->refers_to) != 0) {
            WRONG("%s.%s refers to %s", kind->name, field->name, field->refers_to);
        }
        if (field->through) { /* which holds a reference to either side, by the names the store looks for */
            const struct mpt_kind *through = mpt_kind_find(field->through);
            assert_non_null(through);
            assert_string_equal(mpt_field_find(through, field->name)->refers_to, field->refers_to);
            assert_string_equal(mpt_field_find(through, kind->name)->refers_to, kind->name);
        }
    }
}

/* Whether every word of a list like "project mission; target step" is a field; *last is the last one. */
static bool word_is_field(const struct mpt_kind *kind, const char *words, const struct mpt_field **last)
{
    char copy[200];
    snprintf(copy, sizeof copy, "%s", words);
    char *rest = NULL;
    for (char *word = strtok_r(copy, " ;", &rest); word; word = strtok_r(NULL, " ;", &rest)) {
        *last = mpt_field_find(kind, word);
        if (!*last || strcmp((*last)->name, word) != 0) {
            return false;
        }
    }
    return *words != '\0';
}

static size_t occurrences(const char *text, char wanted)
{
    size_t count = 0;
    for (; *text; text++) {
        count += *text == wanted;
    }
    return count;
}

static void test_named_fields_are_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < mpt_kind_count; i++) {
        const struct mpt_kind *kind = mpt_kinds[i];
        const struct mpt_field *last = NULL;
        if (!kind->code_from || !word_is_field(kind, kind->code_from, &last)) {
            WRONG("%s: code_from names what is no field", kind->name);
        }
        if (kind->one_of && !word_is_field(kind, kind->one_of, &last)) {
            WRONG("%s: one_of names what is no field", kind->name);
        }
        if (kind->ordered) {
            must(word_is_field(kind, kind->ordered, &last) && last && last->type == MPT_DATE, kind, NULL, "ordered");
            must(occurrences(kind->ordered, ' ') == 1 && !strchr(kind->ordered, ';'), kind, NULL, "ordered of two");
        }
    }
}

static bool leads_to(const struct mpt_kind *from, const struct mpt_kind *to, size_t most_steps)
{
    for (size_t i = 0; most_steps && i < from->field_count; i++) {
        const struct mpt_kind *next = from->fields[i].type == MPT_REF ? mpt_kind_find(from->fields[i].refers_to) : NULL;
        if (next && (next == to || (next != from && leads_to(next, to, most_steps - 1)))) {
            return true;
        }
    }
    return false;
}

static size_t place_of(const struct mpt_kind *kind)
{
    for (size_t i = 0;; i++) {
        if (mpt_kinds[i] == kind) {
            return i;
        }
    }
}

/* A bundle's records go in by this order: a tag must be there before what carries it. */
static void test_kinds_stand_behind_those_they_refer_to(void **state)
{
    (void)state;
    for (struct walk at = {0}; next_field(&at);) {
        const struct mpt_kind *kind = at.kind;
        const struct mpt_field *field = at.field;
        const struct mpt_kind *to = field->type == MPT_REF ? mpt_kind_find(field->refers_to) : NULL;
        if (to && place_of(to) > place_of(kind) && !leads_to(to, kind, 6)) {
            WRONG("%s refers to %s by %s and stands before it", kind->name, to->name, field->name);
        }
    }
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

static const struct mpt_field *field_of(const char *kind, const char *name)
{
    const struct mpt_field *field = mpt_field_find(kind_of(kind), name);
    if (!field) {
        WRONG("%s has no field %s", kind, name);
    }
    return field;
}

struct parsing {
    const char *kind, *field, *typed, *expected; /* the canonical text, or what the refusal says */
};

static void assert_parsed(struct fixture *f, const struct parsing *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *value = "untouched";
        const struct mpt_field *field = field_of(cases[i].kind, cases[i].field);
        assert_ok(f, mpt_value_parse(field, cases[i].typed, f->arena, &value, &f->error));
        assert_text(value, cases[i].expected);
        if (value) { /* the canonical text means itself; a flag's is 1 */
            const char *again;
            assert_ok(f, mpt_value_parse(field, value, f->arena, &again, &f->error));
            assert_text(again, value);
        }
    }
}

/* Refused, with the field named and the reason said. */
static void assert_all_refused(struct fixture *f, const struct parsing *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *value;
        const struct mpt_field *field = field_of(cases[i].kind, cases[i].field);
        assert_refused_about(f, mpt_value_parse(field, cases[i].typed, f->arena, &value, &f->error), MPT_BAD_INPUT,
                             cases[i].expected, cases[i].typed);
        assert_memory_equal(f->error.message, field->name, strlen(field->name));
        assert_null(value);
    }
}

static void test_values_that_are_good(void **state)
{
    static const struct parsing cases[] = {
        {"mission", "code", "hydrogen", "hydrogen"},
        {"mission", "title", "  Hydrogen \n", "Hydrogen"},
        {"mission", "title", "", NULL},
        {"mission", "title", " \t\n", NULL},
        {"mission", "summary", "two\nlines\tand Đà Nẵng", "two\nlines\tand Đà Nẵng"},
        {"mission", "status", "launched", "launched"},
        {"mission", "status", "Launched", "launched"},
        {"mission", "status", "laun", "launched"},
        {"mission", "launched", "2024", "2024"},
        {"mission", "launched", "2024-07", "2024-07"},
        {"mission", "launched", " 2024-07-07 ", "2024-07-07"},
        {"mission", "planned", "AUD 6.2m", "AUD 6200000.00"},
        {"mission", "planned", "12 500 NOK", "NOK 12500.00"},
        {"mission", "own_share", "33.3", "33.3"},
        {"mission", "own_share", "0", "0"},
        {"mission", "own_share", "100", "100"},
        {"mission", "own_share", "+5e1", "50"},
        {"mission", "own_share", "-0", "0"},
        {"target", "value", "0.1", "0.1"},
        {"target", "value", "-2.50", "-2.5"},
        {"target", "value", "1234567.123456789", "1234567.123456789"},
        {"target", "value", "0.30000000000000004", "0.30000000000000004"},
        {"target", "value", "1e300", "1e+300"},
        {"project", "trl", "9", "9"},
        {"project", "trl", "1e0", "1"},
        {"project", "trl", "3.0", "3"},
        {"tagging", "significance", "0", "0"},
        {"mission", "grants_decline", "yes", "1"},
        {"mission", "grants_decline", "true", "1"},
        {"mission", "grants_decline", "1", "1"},
        {"mission", "grants_decline", "no", NULL},
        {"mission", "grants_decline", "false", NULL},
        {"mission", "grants_decline", "0", NULL},
        {"mission", "portfolio", "csiro-missions", "csiro-missions"},
        {"project", "mission", "hydrogen", "hydrogen"},
        {"project", "mission", "hydrogen:60%", "hydrogen:60%"},
        {"project", "mission", "hydrogen:0%", "hydrogen:0%"},
        {"project", "mission", "hydrogen:33.50%", "hydrogen:33.5%"},
        {"project", "tag", "solution:electrolysis", "solution:electrolysis"},
        {"project", "country", "NO", "NO"},
        {"mission", "country", "au", "AU"},
        {"target", "currency", "nok", "NOK"},
        {"mission", "level", "national", "national"},
    };
    assert_parsed(*state, cases, COUNT(cases));
}

static void test_values_that_are_refused(void **state)
{
    static const struct parsing cases[] = {
        {"mission", "code", "Hydrogen", "'Hydrogen' is not allowed; expected code"},
        {"mission", "code", "a b", "'a b'"},
        {"mission", "title", "\x1b[31mred", "control characters"},
        {"mission", "title",
         "a\xe2\x80\xae"
         "b",
         "control characters"},
        {"mission", "title", "two\nlines", "must be one line"},
        {"mission", "title", "a\tb", "must be one line"},
        {"mission", "title", "caf\xe9", "not UTF-8 (byte 0xe9 at position 4)"},
        {"mission", "summary", "a\rb", "control characters"},
        {"project", "alias", "two\nlines", "must be one line"},
        {"mission", "status", "begun", "'begun' is not allowed; expected one of: candidate, launched, scaling"},
        {"mission", "problem_type", "compl", "complicated, complex"},
        {"mission", "launched", "2024-02-30", "there is no day 2024-02-30; expected date (2030, 2030-06"},
        {"mission", "launched", "soon", "'soon'"},
        {"mission", "launched", "2024-7-1", "'2024-7-1' is not allowed"},
        {"mission", "country", "AUS", "'AUS' is not allowed; expected country (ISO 3166, two letters"},
        {"mission", "country", "A1", "'A1'"},
        {"project", "country", "Norway", "'Norway'"},
        {"target", "currency", "XYZ", "'XYZ' is not allowed; expected currency (ISO 4217"},
        {"target", "currency", "AUD 5", "'AUD 5'"},
        {"mission", "planned", "6.2m", "'6.2m' has no currency"},
        {"mission", "planned", "AUD 1,5", "'AUD 1,5' is not an amount"},
        {"mission", "own_share", "101", "'101' is not allowed; expected number of % from 0 to 100"},
        {"mission", "own_share", "-1", "from 0 to 100"},
        {"mission", "own_share", "half", "'half'"},
        {"mission", "own_share", "1 2", "'1 2'"},
        {"mission", "own_share", "1,5", "'1,5'"},
        {"target", "value", "inf", "'inf' is not allowed; expected number"},
        {"target", "value", "nan", "'nan'"},
        {"target", "value", "0x10", "'0x10'"},
        {"target", "value", "1e400", "'1e400'"},
        {"target", "value", "1e", "'1e'"},
        {"target", "value", "--1", "'--1'"},
        {"project", "trl", "0", "'0' is not allowed; expected whole number from 1 to 9"},
        {"project", "trl", "10", "from 1 to 9"},
        {"project", "trl", "2.5", "'2.5'"},
        {"mission", "grants_decline", "maybe", "'maybe' is not allowed; expected yes or no"},
        {"mission", "portfolio", "CSIRO", "'CSIRO' is not allowed; expected code of a portfolio"},
        {"mission", "portfolio", "csiro:60%", "expected code of a portfolio"},
        {"project", "mission", "hydrogen:101%", "a share is a number from 0 to 100 %"},
        {"project", "mission", "hydrogen:-1%", "a share is a number"},
        {"project", "mission", "hydrogen:x%", "a share is a number"},
        {"project", "mission", "Hydrogen:60%", "expected code of a mission, with its share"},
        {"project", "committed", "AUD 5", "is computed and cannot be given"},
    };
    assert_all_refused(*state, cases, COUNT(cases));
}

static void test_long_values(void **state)
{
    struct fixture *f = *state;
    size_t most = 1 << 20;
    char *text = mpt_arena_alloc(f->arena, most + 2);
    const char *value;
    memset(text, 'a', most + 1);
    assert_refused(f, mpt_value_parse(field_of("mission", "summary"), text, f->arena, &value, &f->error), MPT_BAD_INPUT,
                   "summary: the text has 1048577 bytes; at most 1048576");
    text[most] = '\0';
    assert_ok(f, mpt_value_parse(field_of("mission", "summary"), text, f->arena, &value, &f->error));
    assert_refused(f, mpt_value_parse(field_of("mission", "title"), text, f->arena, &value, &f->error), MPT_BAD_INPUT,
                   "at most 500");
    /* A long wrong value is quoted in part only. */
    assert_refused(f, mpt_value_parse(field_of("mission", "launched"), text, f->arena, &value, &f->error),
                   MPT_BAD_INPUT, "aaa…' is not allowed");
    assert_true(strlen(f->error.message) < 300);
}

/* An exact value wins over those it is a beginning of, wherever it stands. */
static void test_an_exact_choice_wins(void **state)
{
    struct fixture *f = *state;
    static const struct mpt_choice choices[] = {
        {"open-source", NULL}, {"open-data", NULL}, {"open", NULL}, {NULL, NULL}};
    static const struct mpt_field field = {.name = "licence", .type = MPT_CHOICE, .choices = choices};
    const char *value;
    assert_ok(f, mpt_value_parse(&field, "open-d", f->arena, &value, &f->error));
    assert_text(value, "open-data");
    assert_refused(f, mpt_value_parse(&field, "ope", f->arena, &value, &f->error), MPT_BAD_INPUT, "'ope'");
    assert_ok(f, mpt_value_parse(&field, "open", f->arena, &value, &f->error));
    assert_text(value, "open");
}

/* Minus zero is zero: a value has exactly one text form. */
static void test_whole_minus_zero(void **state)
{
    static const struct parsing cases[] = {{"tagging", "significance", "-0", "0"}, {"step", "moved", "-0.0", "0"}};
    assert_parsed(*state, cases, COUNT(cases));
}

static void test_types_described(void **state)
{
    struct fixture *f = *state;
    for (struct walk at = {0}; next_field(&at);) {
        const struct mpt_field *field = at.field;
        assert_true(strlen(mpt_type_describe(field, f->arena)) >= 4);
    }
    assert_string_equal(mpt_type_describe(field_of("mission", "origin"), f->arena), "one of: national, external");
    assert_string_equal(mpt_type_describe(field_of("project", "trl"), f->arena), "whole number from 1 to 9");
    assert_string_equal(mpt_type_describe(field_of("target", "value"), f->arena), "number");
    assert_contains(mpt_type_describe(field_of("project", "mission"), f->arena), "code of a mission, with its share");
}

static void test_values_shown(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(mpt_value_show(field_of("mission", "planned"), "AUD 6200000.00", f->arena), "AUD 6.2m");
    assert_string_equal(mpt_value_show(field_of("mission", "grants_decline"), NULL, f->arena), "no");
    assert_string_equal(mpt_value_show(field_of("mission", "grants_decline"), "1", f->arena), "yes");
    assert_string_equal(mpt_value_show(field_of("mission", "title"), NULL, f->arena), "");
    assert_string_equal(mpt_value_show(field_of("mission", "alias"), "a\nb\nc", f->arena), "a; b; c");
    assert_string_equal(mpt_value_show(field_of("mission", "summary"), "a\nb", f->arena), "a\nb");
    assert_string_equal(mpt_value_show(field_of("project", "mission"), "a:60%\nb", f->arena), "a:60%; b");
}

/* --- Many values -------------------------------------------------------------------------------------------------- */

static void test_lists(void **state)
{
    struct mpt_arena *arena = ((struct fixture *)*state)->arena;
    const char *list = mpt_value_add(NULL, "a", true, arena);
    assert_string_equal(list, "a");
    list = mpt_value_add(list, "b:60%", true, arena);
    assert_string_equal(list, "a\nb:60%");
    assert_string_equal(mpt_value_add(list, "a", true, arena), "a\nb:60%");
    assert_string_equal(mpt_value_add(list, "b:10%", true, arena), "a\nb:10%");
    assert_string_equal(mpt_value_add(list, "b", true, arena), "a\nb");
    assert_string_equal(mpt_value_add(list, "a:5%", true, arena), "a:5%\nb:60%");
    assert_string_equal(mpt_value_add(list, "ab", true, arena), "a\nb:60%\nab");
    assert_string_equal(mpt_value_add("", "a", true, arena), "a");
    assert_string_equal(mpt_value_add("facet:one\nfacet:two", "facet:three", true, arena),
                        "facet:one\nfacet:two\nfacet:three");
    assert_text(mpt_value_take(list, "a", true, arena), "b:60%");
    assert_text(mpt_value_take(list, "b", true, arena), "a");
    assert_text(mpt_value_take(list, "b:99%", true, arena), "a");
    assert_text(mpt_value_take(list, "c", true, arena), list);
    assert_text(mpt_value_take("a\nb\nc", "b", true, arena), "a\nc");
    assert_text(mpt_value_take("a", "a", true, arena), NULL);
    assert_text(mpt_value_take(NULL, "a", true, arena), NULL);
    assert_text(mpt_value_take("facet:one\nfacet:two", "facet:one", true, arena), "facet:two");
}

/* Texts may end like shares; what is not shared is compared whole. */
static void test_lists_of_what_is_not_shared(void **state)
{
    struct mpt_arena *arena = ((struct fixture *)*state)->arena;
    const char *list = mpt_value_add("report:5%", "report:7%", false, arena);
    assert_string_equal(list, "report:5%\nreport:7%");
    assert_string_equal(mpt_value_add(list, "report:5%", false, arena), list);
    assert_string_equal(mpt_value_take(list, "report:5%", false, arena), "report:7%");
    assert_string_equal(mpt_value_take(list, "report", false, arena), list);
}

static void test_numbers_written_shortest(void **state)
{
    struct mpt_arena *arena = ((struct fixture *)*state)->arena;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "0"},
                 {0.1, "0.1"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1234567.123456789, "1234567.123456789"},
                 {1e300, "1e+300"},
                 {-2.5, "-2.5"},
                 {100000, "100000"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_string_equal(mpt_number_format(cases[i].value, arena), cases[i].text);
    }
}

static void test_walking_a_list(void **state)
{
    struct mpt_arena *arena = ((struct fixture *)*state)->arena;
    const char *list = "a\nfacet:b\nc:33.5%";
    double share = 0;
    assert_text(mpt_value_next(&list, true, arena, &share), "a");
    assert_true(share == -1);
    assert_text(mpt_value_next(&list, true, arena, &share), "facet:b");
    assert_true(share == -1);
    assert_text(mpt_value_next(&list, true, arena, &share), "c");
    assert_true(share == 33.5);
    assert_text(mpt_value_next(&list, true, arena, &share), NULL);
    assert_text(mpt_value_next(&list, true, arena, NULL), NULL);
    list = "c:33.5%";
    assert_text(mpt_value_next(&list, false, arena, &share), "c:33.5%");
    assert_true(share == -1);
    list = NULL;
    assert_text(mpt_value_next(&list, true, arena, &share), NULL);
}

/* --- Records ------------------------------------------------------------------------------------------------------ */

static void test_all_that_is_missing_is_named_at_once(void **state)
{
    struct fixture *f = *state;
    struct mpt_record rating = record(f, "rating", NULL);
    assert_refused(f, mpt_record_check(&rating, &f->error), MPT_BAD_INPUT, "a rating needs rated_on (date");
    assert_contains(f->error.message, "colour (one of: green, amber, red)");
    assert_contains(f->error.message, "reason (text)");
    assert_contains(f->error.message, "one of mission or project");
    struct mpt_record half = record(f, "rating", "mission", "m", "colour", "red", NULL);
    assert_refused(f, mpt_record_check(&half, &f->error), MPT_BAD_INPUT, "rated_on");
    assert_not_contains(f->error.message, "colour");
    assert_not_contains(f->error.message, "one of mission");
    struct mpt_record whole =
        record(f, "rating", "project", "p", "colour", "red", "rated_on", "2024", "reason", "why", NULL);
    assert_ok(f, mpt_record_check(&whole, &f->error));
    struct mpt_record contribution = record(f, "contribution", "project", "p", NULL);
    assert_refused(f, mpt_record_check(&contribution, &f->error), MPT_BAD_INPUT,
                   "a contribution needs one of target or step");
    struct mpt_record nobodys = record(f, "contribution", "step", "s", NULL);
    assert_refused(f, mpt_record_check(&nobodys, &f->error), MPT_BAD_INPUT,
                   "a contribution needs one of project or mission");
    struct mpt_record action = record(f, "action", NULL);
    assert_refused(f, mpt_record_check(&action, &f->error), MPT_BAD_INPUT, "an action needs title");
}

/* What ends does not end before it begins, as far as that is known. */
static void test_dates_in_their_order(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *starts, *ends;
        bool good;
    } cases[] = {
        {"2024-05-02", "2024-05-01", false},
        {"2024-05-02", "2024-05-02", true},
        {"2024-05", "2024", true},
        {"2024", "2023", false},
        {"2024", "2024", true},
        {"2024-05-31", "2024-05", true},
        {"2024-06-01", "2024-05", false},
        {"2024-05", "2024-05-01", true},
        {"2024", "", true},
        {"", "2023", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mpt_record project =
            record(f, "project", "title", "P", "starts", cases[i].starts, "ends", cases[i].ends, NULL);
        enum mpt_status status = mpt_record_check(&project, &f->error);
        if (cases[i].good) {
            assert_ok(f, status);
        } else {
            assert_refused(f, status, MPT_BAD_INPUT,
                           mpt_arena_print(f->arena, "ends %s is before starts %s", cases[i].ends, cases[i].starts));
        }
    }
}

static void test_shares_together(void **state)
{
    struct fixture *f = *state;
    struct mpt_record project = record(f, "project", "title", "P", "mission", "a:60%", "mission", "b:40%", NULL);
    assert_ok(f, mpt_record_check(&project, &f->error));
    set(f, &project, "mission", "c");
    assert_ok(f, mpt_record_check(&project, &f->error));
    set(f, &project, "mission", "c:0.5%");
    assert_refused(f, mpt_record_check(&project, &f->error), MPT_BAD_INPUT, "mission: the shares sum to 100.5 %");
    struct mpt_record thirds = record(f, "project", "title", "P", "mission", "a:33.3333333333333%", "mission",
                                      "b:33.3333333333333%", "mission", "c:33.3333333333334%", NULL);
    assert_ok(f, mpt_record_check(&thirds, &f->error));
}

static void test_a_record_as_json(void **state)
{
    struct fixture *f = *state;
    struct mpt_text out = mpt_text_init(f->arena);
    struct mpt_record project = record(f, "project", "code", "p", "title", "A \"quoted\" \\ title", "alias", "one",
                                       "alias", "two", "summary", "line\nand\ttab", "mission", "a:60%", "mission", "b",
                                       "trl", "4", "scale_cost", "AUD 5", "pilot", "yes", "tag", "solution:x", NULL);
    project.values[mpt_field_index(project.kind, "committed")] = "AUD 7.00";
    mpt_json_record(&out, &project, false, -1, f->arena);
    assert_string_equal(mpt_text_get(&out),
                        "{\"code\": \"p\", \"title\": \"A \\\"quoted\\\" \\\\ title\", \"alias\": [\"one\", \"two\"], "
                        "\"summary\": \"line\\nand\\ttab\", \"mission\": [{\"code\": \"a\", \"share\": 60}, "
                        "{\"code\": \"b\", \"share\": null}], \"trl\": 4, \"pilot\": true, "
                        "\"scale_cost\": \"AUD 5.00\"}");
    out = mpt_text_init(f->arena);
    mpt_json_record(&out, &project, true, -1, f->arena);
    assert_contains(mpt_text_get(&out), "\"committed\": \"AUD 7.00\"");
    assert_contains(mpt_text_get(&out), "\"tag\": [\"solution:x\"]");
    out = mpt_text_init(f->arena);
    struct mpt_record small = record(f, "challenge", "code", "c", "title", "C", NULL);
    mpt_json_record(&out, &small, false, 2, f->arena);
    assert_string_equal(mpt_text_get(&out), "{\n    \"code\": \"c\",\n    \"title\": \"C\"\n  }");
    out = mpt_text_init(f->arena);
    struct mpt_record empty = record(f, "challenge", NULL);
    mpt_json_record(&out, &empty, false, 2, f->arena);
    assert_string_equal(mpt_text_get(&out), "{}");
}

static void test_values_as_json(void **state)
{
    struct fixture *f = *state;
    static const struct parsing cases[] = {
        {"mission", "title", NULL, "null"},           {"mission", "alias", NULL, "[]"},
        {"mission", "grants_decline", NULL, "false"}, {"mission", "grants_decline", "1", "true"},
        {"target", "value", "1e+300", "1e+300"},      {"target", "value", NULL, "null"},
        {"project", "mission", NULL, "[]"},           {"mission", "title", "a\x7f", "\"a\\u007f\""},
        {"mission", "title", "\x01", "\"\\u0001\""},  {"mission", "title", "水 ø", "\"水 ø\""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mpt_text out = mpt_text_init(f->arena);
        mpt_json_value(&out, field_of(cases[i].kind, cases[i].field), cases[i].typed, f->arena);
        assert_string_equal(mpt_text_get(&out), cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_kinds_are_well_formed),
        WITH_FOLDER(test_fields_are_well_formed),
        WITH_FOLDER(test_names_are_told_apart),
        WITH_FOLDER(test_choices_are_well_formed),
        WITH_FOLDER(test_references_lead_to_kinds),
        WITH_FOLDER(test_named_fields_are_there),
        WITH_FOLDER(test_kinds_stand_behind_those_they_refer_to),
        WITH_FOLDER(test_values_that_are_good),
        WITH_FOLDER(test_values_that_are_refused),
        WITH_FOLDER(test_long_values),
        WITH_FOLDER(test_an_exact_choice_wins),
        WITH_FOLDER(test_whole_minus_zero),
        WITH_FOLDER(test_types_described),
        WITH_FOLDER(test_values_shown),
        WITH_FOLDER(test_lists),
        WITH_FOLDER(test_lists_of_what_is_not_shared),
        WITH_FOLDER(test_numbers_written_shortest),
        WITH_FOLDER(test_walking_a_list),
        WITH_FOLDER(test_all_that_is_missing_is_named_at_once),
        WITH_FOLDER(test_dates_in_their_order),
        WITH_FOLDER(test_shares_together),
        WITH_FOLDER(test_a_record_as_json),
        WITH_FOLDER(test_values_as_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
