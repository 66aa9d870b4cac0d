/* Exchange rates: read, kept, found again by day, and applied exactly and once. */
#include "rates.h"

#include "mpt/rate.h"

/* --- Numbers ------------------------------------------------------------------------------------------------------ */

static void test_rates_are_read_as_digits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t digits;
        int decimals;
    } good[] = {{"1.1789", 11789, 4},
                {"13168", 13168, 0},
                {"0.5823", 5823, 4},
                {"1778500", 1778500, 0},
                {"1.10", 110, 2},
                {"000001.5", 15, 1},
                {"0.00000000000001", 1, 14},
                {"999999999999999", 999999999999999, 0}};
    static const char *const bad[] = {"",
                                      "0",
                                      "0.0",
                                      "-1",
                                      "+1",
                                      "1e400",
                                      "1e3",
                                      ".5",
                                      "5.",
                                      "1..2",
                                      "1.2.3",
                                      "1,5",
                                      " 1",
                                      "1 ",
                                      "N/A",
                                      "nan",
                                      "inf",
                                      "0x10",
                                      "1234567890123456",
                                      "one",
                                      "\xc2\xb2"};
    struct mpt_rate rate;
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_true(mpt_rate_parse(good[i].text, &rate));
        assert_int_equal(rate.digits, good[i].digits);
        assert_int_equal(rate.decimals, good[i].decimals);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (mpt_rate_parse(bad[i], &rate)) {
            WRONG("'%s' was taken for a rate", bad[i]);
        }
    }
}

static struct mpt_rate rate_of(const char *text)
{
    struct mpt_rate rate;
    if (!mpt_rate_parse(text, &rate)) {
        WRONG("'%s' is a rate", text);
    }
    return rate;
}

/* Worked out apart from this program with fractions of whole numbers, rounded half away from zero. */
static void test_amounts_are_converted_exactly_and_rounded_once(void **state)
{
    (void)state;
    static const struct {
        int64_t minor;
        const char *currency, *from, *to, *rate;
        int64_t expected;
    } cases[] = {
        {1250000LL, "NOK", "11.4675", "EUR", "1", 109004LL},
        {620000000LL, "AUD", "1.6109", "EUR", "1", 384878018LL},
        {100LL, "USD", "1.0824", "JPY", "174.01", 161LL},
        {500LL, "JPY", "174.01", "USD", "1.0824", 311LL},
        {1LL, "JPY", "174.01", "EUR", "1", 1LL},
        {70000000000LL, "DKK", "7.4594", "NOK", "11.4675", 107612542564LL},
        {-1250000LL, "NOK", "11.4675", "EUR", "1", -109004LL},
        {1LL, "EUR", "1", "USD", "1.5", 2LL}, /* halves go away from zero, up and down, odd and even */
        {3LL, "EUR", "1", "USD", "1.5", 5LL},
        {-1LL, "EUR", "1", "USD", "1.5", -2LL},
        {-3LL, "EUR", "1", "USD", "1.5", -5LL},
        {1LL, "USD", "2", "EUR", "1", 1LL},
        {-1LL, "USD", "2", "EUR", "1", -1LL},
        {49LL, "EUR", "1", "JPY", "1", 0LL},
        {50LL, "EUR", "1", "JPY", "1", 1LL},
        {-50LL, "EUR", "1", "JPY", "1", -1LL},
        {0LL, "NOK", "11.4675", "EUR", "1", 0LL},
        {INT64_MAX, "USD", "1.0824", "EUR", "1", 8521223241735750006LL},
        {9000000000000000000LL, "KRW", "1497.25", "EUR", "1", 601102020370679579LL},
        {123456789LL, "KWD", "0.3319", "JPY", "174.01", 64726471LL}, /* three decimals to none */
        {1LL, "ISK", "149.9", "EUR", "1", 1LL},
        {999999999999LL, "GBP", "0.84610", "HUF", "391.45", 462652168773914LL},
    };
    struct mpt_money result;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mpt_money money = {.minor = cases[i].minor};
        memcpy(money.currency, cases[i].currency, 4);
        assert_true(mpt_rate_convert(money, rate_of(cases[i].from), cases[i].to, rate_of(cases[i].rate), &result));
        assert_string_equal(result.currency, cases[i].to);
        if (result.minor != cases[i].expected) {
            WRONG("case %zu: %lld, expected %lld", i, (long long)result.minor, (long long)cases[i].expected);
        }
    }
}

static void test_what_is_too_large_is_refused(void **state)
{
    (void)state;
    struct mpt_money money = {-INT64_MAX, "USD"}, result;
    const struct mpt_rate one = {1, 0};
    /* beyond 64 bits, beyond 128 */
    assert_false(mpt_rate_convert(money, rate_of("1.0824"), "KWD", rate_of("0.3319"), &result));
    assert_false(mpt_rate_convert(money, rate_of("0.00000000000001"), "JPY", rate_of("999999999999999"), &result));
    assert_false(mpt_rate_convert((struct mpt_money){INT64_MIN, "USD"}, one, "EUR", one, &result));
    assert_false(mpt_rate_convert(money, one, "XXX", one, &result));
}

/* --- Kept rates --------------------------------------------------------------------------------------------------- */

static void refused(struct fixture *f, const char *currency, const char *day, const char *why)
{
    struct mpt_published_rate rate;
    assert_refused_about(f, mpt_rates_find(f->store, currency, date(day), f->arena, &rate, &f->error), MPT_BAD_INPUT,
                         why, mpt_arena_print(f->arena, "%s on %s", currency, day));
}

static void test_the_rate_of_the_day_or_the_last_within_seven_days(void **state)
{
    struct fixture *f = *state;
    refused(f, "USD", "2024-07-05", "no rates are kept here yet");
    take_week(f);
    assert_text(found(f, "USD", "2024-07-05"), "1.0824 2024-07-05");
    assert_text(found(f, "USD", "2024-07-07"), "1.0824 2024-07-05"); /* a Sunday */
    assert_text(found(f, "USD", "2024-07-04"), "1.0745 2024-07-01"); /* a gap */
    assert_text(found(f, "USD", "2024-07-12"), "1.0824 2024-07-05"); /* seven days */
    refused(f, "USD", "2024-07-13",
            "no rate of USD for 2024-07-13 or the 7 days before it; the nearest is of 2024-07-05");
    refused(f, "USD", "2024-06-30", "the nearest is of 2024-07-01"); /* never the one after */
    assert_text(found(f, "RUB", "2022-03-08"), "117.2010 2022-03-01");
    refused(f, "RUB", "2022-03-09", "the nearest is of 2022-03-01");
    refused(f, "RUB", "2024-07-05", "the nearest is of 2022-03-01");
    refused(f, "KWD", "2024-07-05", "there is no rate of KWD on any day; `mpt rates` lists");
}

static const char *converted(struct fixture *f, const char *amount, const char *to, const char *day,
                             struct mpt_conversion *conversion)
{
    struct mpt_money money;
    assert_ok(f, mpt_money_parse(amount, &money, &f->error));
    assert_ok(f, mpt_rates_convert(f->store, money, to, date(day), f->arena, conversion, &f->error));
    assert_memory_equal(&conversion->from, &money, sizeof money);
    return mpt_money_format(conversion->to, f->arena);
}

static void test_conversions_name_their_rates(void **state)
{
    struct fixture *f = *state;
    struct mpt_conversion conversion;
    take_week(f);
    assert_text(converted(f, "NOK 12 500", "EUR", "2024-07-07", &conversion), "EUR 1090.04");
    assert_int_equal(conversion.rate_count, 1);
    assert_text(mpt_rates_show(&conversion.rates[0], f->arena), "EUR 1 = NOK 11.4675 (5 Jul 2024)");
    assert_text(mpt_rates_show_source(&conversion.rates[0], f->arena), "week.csv, received 7 Jul 2024");
    assert_text(converted(f, "USD 1", "JPY", "2024-07-05", &conversion), "JPY 161");
    assert_int_equal(conversion.rate_count, 2);
    assert_text(conversion.rates[0].currency, "USD");
    assert_text(conversion.rates[1].currency, "JPY");
    assert_text(converted(f, "EUR 0.5", "NOK", "2024-07-05", &conversion), "NOK 5.73");
    assert_text(conversion.rates[0].currency, "NOK");
    assert_text(converted(f, "EUR 5", "EUR", "1990-01-01", &conversion), "EUR 5.00");
    assert_int_equal(conversion.rate_count, 0);
    assert_text(converted(f, "KWD 5.123", "KWD", "1990-01-01", &conversion), "KWD 5.123");
    const struct mpt_money dinars = {5123, "KWD"};
    assert_refused(f, mpt_rates_convert(f->store, dinars, "EUR", date("2024-07-05"), f->arena, &conversion, &f->error),
                   MPT_BAD_INPUT, "no rate of KWD");
    assert_refused(f, mpt_rates_convert(f->store, dinars, "DEM", date("2024-07-05"), f->arena, &conversion, &f->error),
                   MPT_BAD_INPUT, "no currency 'DEM'");
}

static void test_what_is_no_rate_is_refused_and_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    static const struct {
        struct given given;
        const char *why;
    } cases[] = {
        {{"USD", "2024-07-05", "0"}, "USD: '0' is no rate"},    {{"USD", "2024-07-05", "-1.08"}, "'-1.08' is no rate"},
        {{"USD", "2024-07-05", "1e400"}, "'1e400' is no rate"}, {{"USD", "2024-07-05", "many"}, "'many' is no rate"},
        {{"USD", "2024-07-05", ""}, "'' is no rate"},           {{"EUR", "2024-07-05", "1"}, "'EUR' is no currency"},
        {{"usd", "2024-07-05", "1"}, "'usd' is no currency"},   {{"USDX", "2024-07-05", "1"}, "'USDX' is no currency"},
        {{"USD", "2024-02-30", "1"}, "'2024-02-30' is no day"}, {{"USD", "2024-07", "1"}, "'2024-07' is no day"},
        {{"USD", "05.07.2024", "1"}, "'05.07.2024' is no day"}};
    struct mpt_rates_update update;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct given both[] = {{"SEK", "2024-07-05", "11.365"}, cases[i].given};
        assert_refused_about(f, take(f, "bad.csv", both, 2, false, &update), MPT_BAD_INPUT, cases[i].why, cases[i].why);
    }
    const struct given twice[] = {week[0], week[0]};
    assert_refused(f, take(f, "twice.csv", twice, 2, false, &update), MPT_BAD_INPUT,
                   "the rate of USD for 2024-07-01 is there twice");
    assert_text(rows(f, "SELECT count(*) FROM rate UNION ALL SELECT count(*) FROM rate_source UNION ALL "
                        "SELECT count(*) FROM entry"),
                "0\n0\n0");
}

static void test_published_values_are_never_changed_silently(void **state)
{
    struct fixture *f = *state;
    struct mpt_rates_update update;
    take_week(f);
    int64_t revision = mpt_store_revision(f->store);
    assert_ok(f, take(f, "again.csv", week, COUNT(week), true, &update));
    assert_int_equal(update.unchanged, COUNT(week));
    assert_int_equal(update.added, 0);
    assert_int_equal(mpt_store_revision(f->store), revision); /* nothing new leaves no trace */
    const struct given other[] = {{"USD", "2024-07-05", "1.0999"}, {"SEK", "2024-07-05", "11.365"}};
    assert_ok(f, take(f, "other.csv", other, 2, false, &update));
    assert_int_equal(update.added, 1);
    assert_int_equal(update.differing, 1);
    assert_text(update.differences[0].currency, "USD");
    assert_text(update.differences[0].day, "2024-07-05");
    assert_text(update.differences[0].old, "1.0824");
    assert_text(update.differences[0].now, "1.0999");
    assert_text(found(f, "USD", "2024-07-05"), "1.0824 2024-07-05");
    assert_ok(f, take(f, "other.csv", other, 2, true, &update));
    assert_int_equal(update.added, 1);
    assert_text(found(f, "USD", "2024-07-05"), "1.0999 2024-07-05");
    assert_text(found(f, "SEK", "2024-07-05"), "11.365 2024-07-05");
    assert_text(rows(f, "SELECT rate FROM rate WHERE currency = 'USD' AND day = '2024-07-05' ORDER BY source"),
                "1.0824\n1.0999");
}

/* --- History ------------------------------------------------------------------------------------------------------ */

static void undo(struct fixture *f, int64_t entry)
{
    begin(f);
    assert_ok(f, mpt_store_undo(f->store, entry, f->arena, &f->error));
    commit(f);
}

static void count_finding(void *context, const char *message)
{
    print_error("%s\n", message);
    ++*(size_t *)context;
}

static void test_undo_takes_an_update_out_of_force_and_brings_it_back(void **state)
{
    struct fixture *f = *state;
    struct mpt_rates_update update;
    const struct given other[] = {{"USD", "2024-07-05", "1.0999"}};
    size_t count, said = 0;
    take_week(f);
    assert_text(rows(f, "SELECT value FROM setting"),
                "week.csv, received 2024-07-07: 6 rates, 2022-03-01 to 2024-07-05");
    assert_ok(f, take(f, "other.csv", other, 1, true, &update));
    undo(f, 2);
    assert_text(found(f, "USD", "2024-07-05"), "1.0824 2024-07-05");
    undo(f, 3);
    assert_text(found(f, "USD", "2024-07-05"), "1.0999 2024-07-05");
    undo(f, 1);
    assert_text(found(f, "USD", "2024-07-05"), "1.0999 2024-07-05");
    refused(f, "NOK", "2024-07-05", "no rate of NOK on any day");
    undo(f, 5);
    assert_text(found(f, "NOK", "2024-07-05"), "11.4675 2024-07-05");
    assert_ok(f, mpt_store_doctor(f->store, count_finding, &said, &count, &f->error));
    assert_ok(f, mpt_store_doctor_history(f->store, count_finding, &said, &count, &f->error));
    assert_int_equal(count + said, 0);
}

static void test_as_of_an_earlier_day_rates_are_there(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "Hydrogen", NULL);
    add(f, "mission", "title", "Drought", NULL);
    take_week(f);
    reopen(f, MPT_STORE_READ);
    assert_ok(f, mpt_store_as_of(f->store, 1, &f->error));
    assert_false(mpt_store_exists(f->store, kind_of("mission"), "drought"));
    assert_text(found(f, "USD", "2024-07-05"), "1.0824 2024-07-05");
}

static void test_the_doctor_sees_what_is_no_rate(void **state)
{
    struct fixture *f = *state;
    size_t count, said = 0;
    take_week(f);
    sqlite3 *db = raw_open(mpt_store_path(f->store));
    raw_run(db, "UPDATE rate SET rate = '1.2.3' WHERE currency = 'JPY'");
    raw_run(db, "UPDATE rate SET rate = '1e3' WHERE currency = 'RUB'");
    sqlite3_close(db);
    print_error("two findings are meant to be:\n");
    assert_ok(f, mpt_store_doctor(f->store, count_finding, &said, &count, &f->error));
    assert_int_equal(count, 2);
    assert_int_equal(said, 2);
    struct mpt_conversion conversion;
    assert_refused(f,
                   mpt_rates_convert(f->store, (struct mpt_money){1, "JPY"}, "EUR", date("2024-07-05"), f->arena,
                                     &conversion, &f->error),
                   MPT_DATABASE, "the rate of JPY for 2024-07-05 is '1.2.3'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rates_are_read_as_digits),
        cmocka_unit_test(test_amounts_are_converted_exactly_and_rounded_once),
        cmocka_unit_test(test_what_is_too_large_is_refused),
        WITH_STORE(test_the_rate_of_the_day_or_the_last_within_seven_days),
        WITH_STORE(test_conversions_name_their_rates),
        WITH_STORE(test_what_is_no_rate_is_refused_and_leaves_nothing),
        WITH_STORE(test_published_values_are_never_changed_silently),
        WITH_STORE(test_undo_takes_an_update_out_of_force_and_brings_it_back),
        WITH_STORE(test_as_of_an_earlier_day_rates_are_there),
        WITH_STORE(test_the_doctor_sees_what_is_no_rate),
    };
    return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}
