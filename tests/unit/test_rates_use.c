/* Exchange rates in use: carried in bundles, and totals beside money that stays what it is. */
#include "documents.h"
#include "rates.h"

#include "mpt/bundle.h"
#include "mpt/report.h"

/* --- Bundles ------------------------------------------------------------------------------------------------------ */

static const char *export_text(struct fixture *f)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out) {
        WRONG("no memory for an export");
    }
    enum mpt_status status = mpt_bundle_export(f->store, out, &f->error);
    fclose(out);
    const char *copy = mpt_arena_copy_len(f->arena, text, len);
    free(text);
    assert_ok(f, status);
    return copy;
}

static enum mpt_status import_text(struct fixture *f, const char *text, struct mpt_bundle_counts *counts)
{
    const struct mpt_bundle bundle = {"one.json", text, strlen(text)};
    begin(f);
    enum mpt_status status = mpt_bundle_import(f->store, &bundle, 1, counts, f->arena, &f->error);
    status = status ? status : mpt_store_commit(f->store, &f->error);
    if (status) {
        mpt_store_rollback(f->store);
    }
    return status;
}

/* Changes over to a new, empty portfolio. */
static void start_over(struct fixture *f)
{
    mpt_store_close(f->store);
    f->store = NULL;
    remove(path_of(f, "p.mpt"));
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_CREATE, &f->store, &f->error));
}

static void test_bundles_carry_rates_byte_for_byte(void **state)
{
    struct fixture *f = *state;
    struct mpt_rates_update update;
    struct mpt_bundle_counts counts;
    const struct given other[] = {{"USD", "2024-07-05", "1.0999"}, {"SEK", "2024-07-08", "11.40"}};
    add(f, "mission", "title", "Hydrogen", "planned", "AUD 68m", NULL);
    assert_not_contains(export_text(f), "\"rates\"");
    take_week(f);
    assert_ok(f, take(f, "the \"other\".csv", other, 2, true, &update));
    const char *first = export_text(f);
    assert_contains(first, "  \"rates\": [\n    {\"source\": \"week.csv\", \"received\": \"2024-07-07\", \"days\": {\n"
                           "      \"2022-03-01\": {\"RUB\": \"117.2010\"},\n"
                           "      \"2024-07-01\": {\"NOK\": \"11.414\", \"USD\": \"1.0745\"},\n"
                           "      \"2024-07-05\": {\"JPY\": \"174.01\", \"NOK\": \"11.4675\"}\n    }},\n"
                           "    {\"source\": \"the \\\"other\\\".csv\", \"received\": \"2024-07-07\", \"days\": {\n"
                           "      \"2024-07-05\": {\"USD\": \"1.0999\"},\n"
                           "      \"2024-07-08\": {\"SEK\": \"11.40\"}\n    }}\n  ]\n}\n");
    start_over(f);
    assert_ok(f, import_text(f, first, &counts));
    assert_int_equal(counts.rates, 7);
    assert_text(export_text(f), first);
    assert_ok(f, import_text(f, first, &counts)); /* again: all of it is there */
    assert_int_equal(counts.rates, 0);
    assert_text(export_text(f), first);
}

static void test_wrong_rates_in_bundles_are_refused(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *rates, *why;
    } cases[] = {
        {"{}", "one.json: \"rates\" must be an array"},
        {"[[]]", "one.json: rates number 1: expected {\"source\""},
        {"[{'source': 'a', 'received': '2024', 'days': {}}]", "rates number 1: expected"},
        {"[{'source': 'a', 'received': '2024-07-07', 'days': {}, 'more': 1}]", "rates number 1: expected"},
        {"[{'source': 'a', 'received': '2024-07-07', 'days': {'2024-07-05': []}}]", "2024-07-05: an array stands"},
        {"[{'source': 'a', 'received': '2024-07-07', 'days': {'2024-07-05': {'USD': 1.1}}}]", "a rate is a text"},
        {"[{'source': 'a', 'received': '2024-07-07', 'days': {'2024-07-05': {'USD': '0'}}}]", "'0' is no rate"},
        {"[{'source': 'a', 'received': '2024-07-07', 'days': {'2024-07-05': {'USD': '1.1'}}}]",
         "the rate of USD for 2024-07-05 is 1.0824 here already and 1.1 in the bundle"},
        {"[{'source': 'a\\u001b[2J', 'received': '2024-07-07', 'days': {}}]", "cannot be printed"},
    };
    struct mpt_bundle_counts counts;
    take_week(f);
    const char *before = export_text(f);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char *text = mpt_arena_print(f->arena, "{'schema': 'mpt.bundle/1', 'rates': %s}", cases[i].rates);
        for (char *c = text; *c; c++) {
            *c = *c == '\'' ? '"' : *c;
        }
        assert_refused_about(f, import_text(f, text, &counts), MPT_BAD_INPUT, cases[i].why, text);
    }
    assert_text(export_text(f), before);
}

/* --- Money that is kept ------------------------------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* For any amount in any currency: what was added is given back by an export as the same text, before and after any
 * conversion, and after a journey through another portfolio. */
static void test_converting_never_changes_what_is_kept(void **state)
{
    struct fixture *f = *state;
    enum { AMOUNTS = 200 };
    static const char *const currencies[] = {"NOK", "USD", "JPY", "EUR", "KWD", "RUB"};
    static const char *const targets[] = {"EUR", "USD", "JPY", "NOK", "KWD"};
    const char *published[AMOUNTS];
    uint64_t seed = 20240707;
    size_t done = 0, refusals = 0;
    take_week(f);
    add(f, "mission", "title", "Hydrogen", NULL);
    for (size_t i = 0; i < AMOUNTS; i++) {
        struct mpt_money money = {.minor = (int64_t)(next_random(&seed) >> (1 + next_random(&seed) % 63))};
        memcpy(money.currency, currencies[next_random(&seed) % COUNT(currencies)], 4);
        published[i] = mpt_money_format(money, f->arena);
        add(f, "funding", "code", mpt_arena_print(f->arena, "f-%zu", i), "amount", published[i], "stage", "committed",
            "mission", "hydrogen", NULL);
    }
    const char *before = export_text(f);
    for (size_t i = 0; i < AMOUNTS; i++) {
        const char *code = mpt_arena_print(f->arena, "f-%zu", i), *kept = value_of(f, "funding", code, "amount");
        struct mpt_conversion conversion;
        struct mpt_money money;
        assert_ok(f, mpt_money_parse(kept, &money, &f->error));
        for (size_t j = 0; j < COUNT(targets); j++) {
            enum mpt_status status =
                mpt_rates_convert(f->store, money, targets[j], date("2024-07-07"), f->arena, &conversion, &f->error);
            assert_true(status == MPT_OK || status == MPT_BAD_INPUT);
            assert_text(mpt_money_format(conversion.from, f->arena), published[i]);
            done += status == MPT_OK;
            refusals += status == MPT_BAD_INPUT;
        }
        assert_text(value_of(f, "funding", code, "amount"), published[i]);
        assert_contains(before,
                        mpt_arena_print(f->arena, "\"code\": \"%s\",\n        \"amount\": \"%s\"", code, published[i]));
    }
    assert_true(done > AMOUNTS && refusals > AMOUNTS / 5);
    assert_text(export_text(f), before);
    start_over(f);
    struct mpt_bundle_counts counts;
    assert_ok(f, import_text(f, before, &counts));
    assert_text(export_text(f), before);
}

/* --- The page ----------------------------------------------------------------------------------------------------- */

static const char *page(struct fixture *f, const char *currency, const char *day, enum format format)
{
    struct mpt_report_query query = {.today = date("2024-07-07"), .mission = "hydrogen", .currency = currency};
    struct mpt_document *document;
    query.rate_date = date(day);
    assert_ok(f, mpt_report_mission(f->store, &query, f->arena, &document, &f->error));
    return rendered(f, document, format);
}

static void test_a_total_names_rates_and_what_it_lacks(void **state)
{
    struct fixture *f = *state;
    take_week(f);
    add(f, "mission", "title", "Hydrogen", NULL);
    static const char *const fundings[][3] = {
        {"a", "NOK 11 467 500", "committed"}, {"b", "EUR 1m", "committed"}, {"c", "USD 1 082 400", "planned"},
        {"d", "KWD 5 000", "committed"},      {"e", "KWD 70", "spent"},     {"g", "NOK 0", "spent"}};
    for (size_t i = 0; i < COUNT(fundings); i++) {
        add(f, "funding", "code", fundings[i][0], "amount", fundings[i][1], "stage", fundings[i][2], "mission",
            "hydrogen", NULL);
    }
    const char *plain = page(f, NULL, "2024-07-07", MARKDOWN), *text = page(f, "EUR", "2024-07-07", MARKDOWN);
    assert_not_contains(plain, "in EUR");
    assert_contains(plain, "**NOK** committed NOK 11.47m; spent NOK 0");
    assert_contains(text, "**NOK** committed NOK 11.47m; spent NOK 0");
    assert_contains(text, "**in EUR** committed EUR 2m of EUR 1m planned; spent EUR 0, without what is in KWD");
    assert_contains(text, "**without** committed KWD 5 000, spent KWD 70: there is no rate of KWD on any day");
    assert_contains(text, "**rate** EUR 1 = NOK 11.4675 (5 Jul 2024); week.csv, received 7 Jul 2024");
    assert_contains(text, "**rate** EUR 1 = USD 1.0824 (5 Jul 2024); week.csv, received 7 Jul 2024");
    assert_contains(text, "**rates of** 7 Jul 2024, one day for all");
    const char *json = page(f, "EUR", "2024-07-07", JSON);
    assert_contains(json, "\"money_in\": {\n    \"currency\": \"EUR\",\n    \"rate_date\": \"2024-07-07\",\n    "
                          "\"complete\": false,\n    \"planned\": \"EUR 1000000.00\",\n    \"applied\": null,\n    "
                          "\"pledged\": null,\n    \"committed\": \"EUR 2000000.00\",\n    \"spent\": \"EUR 0.00\"");
    assert_contains(json, "\"rate\": \"11.4675\",\n        \"day\": \"2024-07-05\",\n        \"source\": \"week.csv\"");
    assert_contains(json, "\"committed\": \"KWD 5000.000\"");
    const char *none = page(f, "EUR", "2020-01-01", MARKDOWN); /* only what is in euros */
    assert_contains(none, "**in EUR** committed EUR 1m, without what is in NOK, USD, KWD");
    assert_contains(none, "no rate of NOK for 2020-01-01 or the 7 days before it; the nearest is of 2024-07-01");
    const char *dinar = page(f, "KWD", "2024-07-07", MARKDOWN);
    assert_contains(dinar, "**in KWD** committed KWD 5 000; spent KWD 70, without what is in NOK, EUR, USD");
    for (enum format format = TEXT; format < FORMATS; format++) {
        assert_contains(page(f, "EUR", "2024-07-07", format), "11.4675");
    }
    edit(f, "mission", "hydrogen", "planned", "USD 2 164 800", NULL); /* what the mission says it needs comes first */
    assert_contains(page(f, "EUR", "2024-07-07", MARKDOWN), "committed EUR 2m of EUR 2m planned");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_bundles_carry_rates_byte_for_byte),
        WITH_STORE(test_wrong_rates_in_bundles_are_refused),
        WITH_STORE(test_converting_never_changes_what_is_kept),
        WITH_STORE(test_a_total_names_rates_and_what_it_lacks),
    };
    return cmocka_run_group_tests_name("rates in use", tests, NULL, NULL);
}
