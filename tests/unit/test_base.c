/* Dates, money, text, messages, arenas and assets: the room everything else stands on. */
#include "support.h"

#include <inttypes.h>

#include "mpt/asset.h"
#include "mpt/date.h"
#include "mpt/money.h"

/* --- Dates -------------------------------------------------------------------------------------------------------- */

static struct mpt_date date_of(const char *text)
{
    struct mpt_date date;
    if (!mpt_date_parse(text, &date)) {
        WRONG("%s should be a date", text);
    }
    return date;
}

static void test_dates_that_exist(void **state)
{
    struct fixture *f = *state;
    static const char *const good[] = {"2030",       "2030-06",    "2030-06-30", "2024-02-29", "2000-02-29",
                                       "1000-01-01", "9999-12-31", "2023-02-28", "2024-12",    "1600-02-29"};
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_string_equal(mpt_date_format(date_of(good[i]), f->arena), good[i]);
    }
}

static void test_dates_that_do_not_exist(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",           "203",
        "0999",       "2024-02-30",
        "2023-02-29", "1900-02-29",
        "2100-02-29", "2024-00",
        "2024-13",    "2024-01-00",
        "2024-01-32", "2024-04-31",
        "2024-6",     "2024-06-1",
        "2024-6-01",  "2024/06/01",
        "20240601",   "2024-06-",
        "2024-",      " 2024",
        "2024 ",      "2024-06-01 ",
        "2024-06-3x", "x024",
        "+2024-06",   "2024-06-30T00:00",
        "12024",      "2024-+6",
        "2024-06- 1", "01.06.2024",
        "2024\n",     "-024",
    };
    struct mpt_date date;
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (mpt_date_parse(bad[i], &date)) {
            WRONG("'%s' is taken for a date", bad[i]);
        }
    }
}

static void test_partial_dates_span_days(void **state)
{
    (void)state;
    assert_int_equal(mpt_date_first_day(date_of("1970")), 0);
    assert_int_equal(mpt_date_last_day(date_of("1970")), 364);
    assert_int_equal(mpt_date_first_day(date_of("1970-03")), 59);
    assert_int_equal(mpt_date_last_day(date_of("1970-02")), 58);
    assert_int_equal(mpt_date_first_day(date_of("2024-02")), mpt_date_first_day(date_of("2024-02-01")));
    assert_int_equal(mpt_date_last_day(date_of("2024-02")), mpt_date_first_day(date_of("2024-02-29")));
    assert_int_equal(mpt_date_last_day(date_of("2023-02")), mpt_date_first_day(date_of("2023-02-28")));
    assert_int_equal(mpt_date_last_day(date_of("2023")), mpt_date_first_day(date_of("2023-12-31")));
    assert_int_equal(mpt_date_first_day(date_of("2024-07-07")), 19911);
    assert_int_equal(mpt_date_last_day(date_of("2024-07-07")), 19911);
    assert_int_equal(mpt_date_first_day(date_of("1969-12-31")), -1);
    assert_int_equal(mpt_date_first_day(date_of("1000-01-01")), -354285);
}

static void assert_months_later(const char *from, int months, const char *expected, struct mpt_arena *arena)
{
    assert_string_equal(mpt_date_format(mpt_date_add_months(date_of(from), months), arena), expected);
}

static void test_add_months(void **state)
{
    struct mpt_arena *arena = ((struct fixture *)*state)->arena;
    assert_months_later("2024-01-31", 1, "2024-02-29", arena);
    assert_months_later("2023-01-31", 1, "2023-02-28", arena);
    assert_months_later("2024-02-29", 12, "2025-02-28", arena);
    assert_months_later("2024-02-29", 48, "2028-02-29", arena);
    assert_months_later("2024-08-31", -2, "2024-06-30", arena);
    assert_months_later("2024-03-31", -1, "2024-02-29", arena);
    assert_months_later("2024-12-15", 1, "2025-01-15", arena);
    assert_months_later("2024-01-15", -1, "2023-12-15", arena);
    assert_months_later("2024-07-07", 0, "2024-07-07", arena);
    assert_months_later("2024-07-07", -18, "2023-01-07", arena);
    assert_months_later("2024-05-31", 1200, "2124-05-31", arena);
}

/* Every day of 400 years, one whole cycle of the calendar, in both directions and without a gap. */
static void test_days_there_and_back(void **state)
{
    (void)state;
    long first = mpt_date_first_day(date_of("1800-01-01")), last = mpt_date_last_day(date_of("2199-12-31"));
    assert_int_equal(last - first + 1, 146097);
    struct mpt_date before = mpt_date_from_days(first - 1);
    assert_int_equal(before.year, 1799);
    for (long day = first; day <= last; day++) {
        struct mpt_date date = mpt_date_from_days(day);
        bool next_day = date.year == before.year && date.month == before.month && date.day == before.day + 1;
        bool next_month = date.year == before.year && date.month == before.month + 1 && date.day == 1;
        bool next_year = date.year == before.year + 1 && date.month == 1 && date.day == 1;
        if (mpt_date_first_day(date) != day || !(next_day || next_month || next_year)) {
            WRONG("day %ld is %d-%d-%d", day, date.year, date.month, date.day);
        }
        before = date;
    }
}

static void test_dates_shown(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(mpt_date_show(date_of("2024-07-07"), f->arena), "7 July 2024");
    assert_string_equal(mpt_date_show(date_of("2024-09"), f->arena), "September 2024");
    assert_string_equal(mpt_date_show(date_of("2024"), f->arena), "2024");
    assert_string_equal(mpt_date_show_short(date_of("2024-07-07"), f->arena), "7 Jul 2024");
    assert_string_equal(mpt_date_show_short(date_of("2024-05"), f->arena), "May 2024");
    assert_string_equal(mpt_date_show_short(date_of("2024"), f->arena), "2024");
}

static void test_today(void **state)
{
    struct fixture *f = *state;
    struct mpt_date today;
    setenv("MPT_TODAY", "2024-07-07", 1);
    assert_ok(f, mpt_date_today(NULL, &today, &f->error));
    assert_string_equal(mpt_date_format(today, f->arena), "2024-07-07");
    assert_ok(f, mpt_date_today("2023-01-31", &today, &f->error));
    assert_string_equal(mpt_date_format(today, f->arena), "2023-01-31");
    assert_refused(f, mpt_date_today("2024-07", &today, &f->error), MPT_USAGE, "--as-of: '2024-07' is not a day");
    setenv("MPT_TODAY", "yesterday", 1);
    assert_refused(f, mpt_date_today(NULL, &today, &f->error), MPT_USAGE, "MPT_TODAY: 'yesterday'");
    unsetenv("MPT_TODAY");
    assert_ok(f, mpt_date_today(NULL, &today, &f->error));
    assert_true(today.year >= 2024 && today.day >= 1);
    const char *now = mpt_time_now(f->arena);
    assert_int_equal(strlen(now), 20);
    assert_int_equal(now[10], 'T');
    assert_int_equal(now[19], 'Z');
}

/* --- Money -------------------------------------------------------------------------------------------------------- */

struct amount {
    const char *typed;
    const char *canonical;
};

static void test_money_read(void **state)
{
    struct fixture *f = *state;
    static const struct amount amounts[] = {
        {"AUD 6.2m", "AUD 6200000.00"},
        {"6.2m AUD", "AUD 6200000.00"},
        {"DKK 700 000 000", "DKK 700000000.00"},
        {"12 500 NOK", "NOK 12500.00"},
        {"EUR 1,234.50", "EUR 1234.50"},
        {"EUR 1,234,567.89", "EUR 1234567.89"},
        {"CHF 1'234'567", "CHF 1234567.00"},
        {"JPY 500", "JPY 500"},
        {"JPY 1.5k", "JPY 1500"},
        {"KWD 1.234", "KWD 1.234"},
        {"KWD 2", "KWD 2.000"},
        {"USD 3.1bn", "USD 3100000000.00"},
        {"usd 3 Billion", "USD 3000000000.00"},
        {"GBP 4 million", "GBP 4000000.00"},
        {"GBP 4 thousand", "GBP 4000.00"},
        {"AUD 0.5", "AUD 0.50"},
        {"AUD 0", "AUD 0.00"},
        {"AUD5", "AUD 5.00"},
        {"  AUD  5  ", "AUD 5.00"},
        {"DKK 700\xc2\xa0"
         "000\xc2\xa0"
         "000",
         "DKK 700000000.00"},
        {"NOK 12\xe2\x80\xaf"
         "500",
         "NOK 12500.00"},
        {"NOK\xe2\x80\x89"
         "12\xe2\x80\x89"
         "500",
         "NOK 12500.00"},
        {"AUD 6.2\xc2\xa0m", "AUD 6200000.00"},
        {"-AUD 5", "AUD -5.00"},
        {"AUD -5", "AUD -5.00"},
        {"-5 AUD", "AUD -5.00"},
        {"AUD -1 234.5", "AUD -1234.50"},
        {"AUD 1.2345678m", "AUD 1234567.80"},
        {"AUD 92233720368547758.07", "AUD 92233720368547758.07"},
        {"AUD -92233720368547758.07", "AUD -92233720368547758.07"},
    };
    for (size_t i = 0; i < COUNT(amounts); i++) {
        struct mpt_money money;
        assert_ok(f, mpt_money_parse(amounts[i].typed, &money, &f->error));
        assert_string_equal(mpt_money_format(money, f->arena), amounts[i].canonical);
    }
}

static void test_money_refused(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *typed, *reason;
    } refused[] = {
        {"", "not an amount"},
        {"700 000 000", "no currency"},
        {"6.2m", "no currency"},
        {"AUD", "not an amount"},
        {"XYZ 5", "no currency XYZ in ISO 4217"},
        {"XAU 5", "no currency XAU"},
        {"AUDX 5", "not an amount"},
        {"AUD 5 NOK", "left over"},
        {"AUD 1.23456", "AUD has 2 decimals"},
        {"JPY 0.5", "JPY has 0 decimals"},
        {"KWD 1.2345", "KWD has 3 decimals"},
        {"AUD 1.234567891m", "AUD has 2 decimals"},
        {"AUD 92233720368547758.08", "too large"},
        {"AUD 99999999999bn", "too large"},
        {"AUD 100000000000000000000000", "too large"},
        {"EUR 1,5", "not an amount"},
        {"EUR 1,50", "not an amount"},
        {"EUR 1,2345", "not an amount"},
        {"EUR 1 2345", "not an amount"},
        {"EUR 1.234,50", "left over"},
        {"EUR 12,34,567", "not an amount"},
        {"EUR 1 23", "not an amount"},
        {"EUR 1.2.3", "left over"},
        {"EUR 5.", "left over"},
        {"EUR .5", "not an amount"},
        {"EUR 5e3", "left over"},
        {"EUR 0x10", "left over"},
        {"EUR five", "not an amount"},
        {"EUR 5 mm", "left over"},
        {"EUR --5", "not an amount"},
        {"EUR 5 EUR", "left over"},
        {"5 km", "not an amount"},
        {"nan", "not an amount"},
        {"AUD inf", "not an amount"},
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct mpt_money money;
        assert_refused_about(f, mpt_money_parse(refused[i].typed, &money, &f->error), MPT_BAD_INPUT, refused[i].reason,
                             refused[i].typed);
        assert_contains(f->error.message, refused[i].typed);
    }
}

/* Where '.' parts thousands, 1.500 is fifteen hundred. */
static void test_money_that_may_be_thousands(void **state)
{
    struct fixture *f = *state;
    static const char *const unclear[] = {"EUR 1.500", "JPY 1.000", "EUR 12.000", "12.500 NOK"};
    for (size_t i = 0; i < COUNT(unclear); i++) {
        struct mpt_money money;
        assert_refused_about(f, mpt_money_parse(unclear[i], &money, &f->error), MPT_BAD_INPUT, "thousands or decimals",
                             unclear[i]);
    }
}

static void test_currencies(void **state)
{
    (void)state;
    assert_int_equal(mpt_currency_decimals("AUD"), 2);
    assert_int_equal(mpt_currency_decimals("ZWL"), 2);
    assert_int_equal(mpt_currency_decimals("JPY"), 0);
    assert_int_equal(mpt_currency_decimals("XPF"), 0);
    assert_int_equal(mpt_currency_decimals("KWD"), 3);
    static const char *const none[] = {"", "AU", "AUDX", "aud", "XXX", "UD ", "D A", "   "};
    for (size_t i = 0; i < COUNT(none); i++) {
        assert_int_equal(mpt_currency_decimals(none[i]), -1);
    }
}

static void test_money_shown(void **state)
{
    struct fixture *f = *state;
    static const struct amount amounts[] = {
        {"AUD 6200000.00", "AUD 6.2m"},
        {"DKK 106650000.00", "DKK 106.65m"},
        {"NOK 12500.00", "NOK 12 500"},
        {"AUD 59000000", "AUD 59m"},
        {"USD 3100000000", "USD 3.1bn"},
        {"JPY 500", "JPY 500"},
        {"AUD 0", "AUD 0"},
        {"AUD -6200000", "AUD -6.2m"},
        {"NOK -12500", "NOK -12 500"},
        {"KWD 1234.000", "KWD 1 234"},
        {"AUD 999", "AUD 999"},
        {"AUD 1000000", "AUD 1m"},
        {"AUD 100000000", "AUD 100m"},
        {"AUD 999999", "AUD 999 999"},
        {"JPY 1000000000", "JPY 1bn"},
    };
    for (size_t i = 0; i < COUNT(amounts); i++) {
        struct mpt_money money;
        assert_ok(f, mpt_money_parse(amounts[i].typed, &money, &f->error));
        assert_string_equal(mpt_money_show(money, f->arena), amounts[i].canonical);
    }
}

/* Rounding may lift an amount into the next scale. */
static void test_money_shown_just_below_a_scale(void **state)
{
    struct fixture *f = *state;
    static const struct amount amounts[] = {{"AUD 999999.60", "AUD 1m"}, {"AUD 999999999", "AUD 1bn"}};
    for (size_t i = 0; i < COUNT(amounts); i++) {
        struct mpt_money money;
        assert_ok(f, mpt_money_parse(amounts[i].typed, &money, &f->error));
        assert_string_equal(mpt_money_show(money, f->arena), amounts[i].canonical);
    }
}

/* Whatever is written reads back as the same amount, down to the smallest number there is. */
static void test_money_there_and_back(void **state)
{
    struct fixture *f = *state;
    static const int64_t minors[] = {0, 1, -1, 5, 99, 100, 101, -1000, 123456789, INT64_MAX, INT64_MIN + 1};
    static const char *const currencies[] = {"AUD", "JPY", "KWD"};
    for (size_t i = 0; i < COUNT(minors) * COUNT(currencies); i++) {
        struct mpt_money money = {.minor = minors[i / COUNT(currencies)]}, again;
        memcpy(money.currency, currencies[i % COUNT(currencies)], 4);
        assert_ok(f, mpt_money_parse(mpt_money_format(money, f->arena), &again, &f->error));
        if (again.minor != money.minor || strcmp(again.currency, money.currency) != 0) {
            WRONG("%s %" PRId64 " comes back as %" PRId64, money.currency, money.minor, again.minor);
        }
    }
}

/* --- Text --------------------------------------------------------------------------------------------------------- */

static void test_fold(void **state)
{
    struct fixture *f = *state;
    static const char *const pairs[][2] = {
        {"Brødrene Aa", "brodrene aa"},
        {"Đà Nẵng", "da nang"},
        {"STRASSE", "strasse"},
        {"Straße", "strasse"},
        {"Łódź", "lodz"},
        {"Ægir", "aegir"},
        {"Œuvre", "oeuvre"},
        {"Þór ðu", "thor du"},
        {"ﬁn", "fin"},
        {"Ｈ２", "h2"},
        {"e\xcc\x81t\xc3\xa9", "ete"},
        {"", ""},
        {"ÅÖÜ", "aou"},
        {"Việt Nam", "viet nam"},
        {"水素", "水素"},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        assert_string_equal(mpt_text_fold(pairs[i][0], f->arena), pairs[i][1]);
    }
}

static void test_codes_from_titles(void **state)
{
    struct fixture *f = *state;
    static const char *const pairs[][2] = {
        {"Hydrogen Industry", "hydrogen-industry"},
        {"Brødrene Aa", "brodrene-aa"},
        {"Đà Nẵng", "da-nang"},
        {"€", "x"},
        {"", "x"},
        {"  --  ", "x"},
        {"水素", "x"},
        {"5 € for you!", "5-for-you"},
        {"  padded  ", "padded"},
        {"a / b & c", "a-b-c"},
        {"solution: electrolysis", "solution-electrolysis"},
        {"ends:", "ends"},
        {":begins", "begins"},
        {"H2 (phase 2)", "h2-phase-2"},
        {"O'Brien's", "o-brien-s"},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        assert_string_equal(mpt_text_code(pairs[i][0], f->arena), pairs[i][1]);
        assert_true(mpt_code_valid(mpt_text_code(pairs[i][0], f->arena)));
    }
}

static void test_codes_of_long_titles(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(mpt_text_code("aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee", f->arena),
                        "aaaaaaaaa-bbbbbbbbb-ccccccccc-ddddddddd");
    /* Forty bytes fit; with one more the last word goes. */
    assert_string_equal(mpt_text_code("aaaaaaaaa bbbbbbbbb ccccccccc dddddddddd", f->arena),
                        "aaaaaaaaa-bbbbbbbbb-ccccccccc-dddddddddd");
    assert_string_equal(mpt_text_code("aaaaaaaaa bbbbbbbbb ccccccccc ddddddddddd", f->arena),
                        "aaaaaaaaa-bbbbbbbbb-ccccccccc");
    char one_word[1000];
    memset(one_word, 'w', sizeof one_word - 1);
    one_word[sizeof one_word - 1] = '\0';
    assert_int_equal(strlen(mpt_text_code(one_word, f->arena)), 40);
}

static void test_code_form(void **state)
{
    struct fixture *f = *state;
    static const char *const good[] = {"a", "h2", "a-b", "a.b", "a_b", "facet:tag", "2024"};
    static const char *const bad[] = {"", "-a", "a-", ".a", "a:", "A", "a b", "a/b", "ø", "a\n", "a%", "..", "a\177b"};
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_true(mpt_code_valid(good[i]));
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_false(mpt_code_valid(bad[i]));
    }
    assert_true(mpt_code_valid(mpt_arena_print(f->arena, "%0100d", 1)));
    assert_false(mpt_code_valid(mpt_arena_print(f->arena, "%0101d", 1)));
}

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(mpt_text_width(""), 0);
    assert_int_equal(mpt_text_width("abc"), 3);
    assert_int_equal(mpt_text_width("Brødrene"), 8);
    assert_int_equal(mpt_text_width("水素"), 4);
    assert_int_equal(mpt_text_width("e\xcc\x81"), 1);
    assert_int_equal(mpt_text_width("Đà Nẵng"), 7);
    assert_int_equal(mpt_text_width("…"), 1);
}

static void test_fit_and_shorten(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(mpt_text_fit("hydrogen", 4), 4);
    assert_int_equal(mpt_text_fit("hydrogen", 99), 8);
    assert_int_equal(mpt_text_fit("水素", 3), 3);
    assert_int_equal(mpt_text_fit("水素", 1), 0);
    assert_int_equal(mpt_text_fit("e\xcc\x81x", 1), 3);
    assert_string_equal(mpt_text_shorten("hydrogen", 8, f->arena), "hydrogen");
    assert_string_equal(mpt_text_shorten("hydrogen", 5, f->arena), "hydr…");
    assert_string_equal(mpt_text_shorten("hydrogen", 1, f->arena), "…");
    assert_string_equal(mpt_text_shorten("水素産業", 6, f->arena), "水素…");
    for (size_t width = 1; width < 20; width++) {
        assert_true(mpt_text_width(mpt_text_shorten("Đà Nẵng 水素 and more", width, f->arena)) <= width);
    }
}

static void assert_wrong_at(const char *data, size_t len, size_t expected)
{
    size_t bad = 999;
    if (mpt_utf8_valid(data, len, &bad)) {
        WRONG("the bytes that are wrong at %zu pass for UTF-8", expected);
    }
    assert_int_equal(bad, expected);
}

static void test_valid_utf(void **state)
{
    (void)state;
    size_t bad;
    static const char *const good[] = {
        "", "abc", "Brødrene", "水素", "\xf0\x9f\x9a\x80", "\xef\xbf\xbd", "\xf4\x8f\xbf\xbd"};
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_true(mpt_utf8_valid(good[i], strlen(good[i]), &bad));
    }
    assert_wrong_at("a\xc0\xaf", 3, 1);        /* overlong '/' */
    assert_wrong_at("\xe0\x80\xaf", 3, 0);     /* overlong in three bytes */
    assert_wrong_at("\xf0\x80\x80\xaf", 4, 0); /* overlong in four */
    assert_wrong_at("ab\xed\xa0\x80", 5, 2);   /* a surrogate */
    assert_wrong_at("\xf4\x90\x80\x80", 4, 0); /* behind U+10FFFF */
    assert_wrong_at("abc\0def", 7, 3);         /* NUL */
    assert_wrong_at("ab\xc3", 3, 2);           /* cut off */
    assert_wrong_at("\x80", 1, 0);             /* a stray continuation */
    assert_wrong_at("\xc3\x28", 2, 0);         /* no continuation */
    assert_wrong_at("caf\xe9", 4, 3);          /* Latin-1 */
    assert_wrong_at("\xff\xfe"
                    "a",
                    3, 0);
}

static void test_printable(void **state)
{
    (void)state;
    static const char *const good[] = {"",        "plain", "two\nlines", "a\ttab",
                                       "Đà Nẵng", "水素",  "\xc2\xa0",   "\xe2\x80\xaf"};
    static const char *const bad[] = {
        "\x1b[31m",       /* ESC */
        "a\rb",           /* carriage return */
        "a\x07",          /* bell */
        "\x7f",           /* DEL */
        "\xc2\x80",       /* first C1 */
        "\302\23331m",    /* CSI in one character */
        "\xc2\x9f",       /* last C1 */
        "a\xe2\x80\xaa",  /* U+202A */
        "a\342\200\256b", /* U+202E turns the line around */
        "a\xe2\x81\xa6",  /* U+2066 */
        "a\xe2\x81\xa9",  /* U+2069 */
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_true(mpt_text_printable(good[i]));
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (mpt_text_printable(bad[i])) {
            WRONG("number %zu passes", i);
        }
    }
}

static void test_distance(void **state)
{
    (void)state;
    assert_int_equal(mpt_text_distance("", ""), 0);
    assert_int_equal(mpt_text_distance("", "abc"), 3);
    assert_int_equal(mpt_text_distance("abc", ""), 3);
    assert_int_equal(mpt_text_distance("same", "same"), 0);
    assert_int_equal(mpt_text_distance("status", "statsu"), 1); /* swapped neighbours */
    assert_int_equal(mpt_text_distance("kitten", "sitting"), 3);
    assert_int_equal(mpt_text_distance("ca", "abc"), 3); /* restricted: nothing is edited twice */
    assert_int_equal(mpt_text_distance("tag", "tags"), 1);
}

static void test_nearest(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"title", "status", "stage", "starts", "summary", "mission"};
    assert_string_equal(mpt_text_nearest("titel", names, COUNT(names), 3, f->arena), "title");
    assert_string_equal(mpt_text_nearest("Status", names, COUNT(names), 1, f->arena), "status");
    assert_string_equal(mpt_text_nearest("stats", names, COUNT(names), 3, f->arena), "starts or status");
    assert_string_equal(mpt_text_nearest("sta", names, COUNT(names), 3, f->arena), "stage, starts or status");
    assert_string_equal(mpt_text_nearest("sta", names, COUNT(names), 2, f->arena), "stage or starts");
    assert_string_equal(mpt_text_nearest("qqqqqq", names, COUNT(names), 3, f->arena), "");
    assert_string_equal(mpt_text_nearest("title", names, 0, 3, f->arena), "");
    assert_string_equal(mpt_text_nearest("", names, COUNT(names), 3, f->arena), "");
}

static void test_growing_text(void **state)
{
    struct fixture *f = *state;
    struct mpt_text text = mpt_text_init(f->arena);
    assert_string_equal(mpt_text_get(&text), "");
    for (int i = 0; i < 10000; i++) {
        mpt_text_print(&text, "%04d", i);
        mpt_text_add(&text, ",");
        mpt_text_add_len(&text, "xyz", 1);
    }
    assert_int_equal(text.len, 60000);
    assert_memory_equal(text.data, "0000,x0001,x", 12);
    assert_string_equal(text.data + 60000 - 6, "9999,x");
}

/* --- Messages ----------------------------------------------------------------------------------------------------- */

static void test_messages(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(mpt_fail(&f->error, MPT_BAD_INPUT, "%s has %d", "it", 5), MPT_BAD_INPUT);
    assert_string_equal(f->error.message, "it has 5");
    mpt_error_prefix(&f->error, "%s %d", "line", 3);
    assert_string_equal(f->error.message, "line 3: it has 5");
    /* What a terminal would obey does not reach it. */
    mpt_fail(&f->error, MPT_USAGE, "%s",
             "\x1b[2J\x7f\xc2\x9b"
             "31m\tok\nø");
    assert_string_equal(f->error.message, "?[2J???31m\tok\nø");
    mpt_error_prefix(&f->error, "a\x1b");
    assert_memory_equal(f->error.message, "a?: ?[2J", 8);
}

static void test_long_messages_are_cut_between_characters(void **state)
{
    struct fixture *f = *state;
    for (size_t shift = 0; shift < 4; shift++) {
        struct mpt_text text = mpt_text_init(f->arena);
        size_t bad;
        mpt_text_add_len(&text, "abcd", shift);
        for (int i = 0; i < 3000; i++) {
            mpt_text_add(&text, "水");
        }
        mpt_fail(&f->error, MPT_BAD_INPUT, "%s", mpt_text_get(&text));
        assert_true(mpt_utf8_valid(f->error.message, strlen(f->error.message), &bad));
        assert_true(strlen(f->error.message) > sizeof f->error.message - 8);
        assert_string_equal(f->error.message + strlen(f->error.message) - 3, "...");
        mpt_error_prefix(&f->error, "before");
        assert_true(mpt_utf8_valid(f->error.message, strlen(f->error.message), &bad));
        assert_memory_equal(f->error.message, "before: ", 8);
        assert_string_equal(f->error.message + strlen(f->error.message) - 3, "...");
    }
}

/* --- Arena, assets ------------------------------------------------------------------------------------------------ */

static void test_arena(void **state)
{
    (void)state;
    struct mpt_arena *arena = mpt_arena_open();
    unsigned char *blocks[500];
    for (size_t i = 0; i < COUNT(blocks); i++) { /* several blocks of the arena, and pieces larger than one */
        size_t size = i % 100 == 99 ? 200000 : i * 7 + 1;
        blocks[i] = mpt_arena_alloc(arena, size);
        assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++) {
            if (blocks[i][j]) {
                WRONG("memory is not zeroed");
            }
        }
        memset(blocks[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < COUNT(blocks); i++) { /* nothing was given out twice */
        size_t size = i % 100 == 99 ? 200000 : i * 7 + 1;
        assert_int_equal(blocks[i][0], i % 251);
        assert_int_equal(blocks[i][size - 1], i % 251);
    }
    assert_non_null(mpt_arena_alloc(arena, 0));
    assert_string_equal(mpt_arena_copy(arena, "text"), "text");
    assert_string_equal(mpt_arena_copy_len(arena, "text", 2), "te");
    assert_string_equal(mpt_arena_copy_len(arena, NULL, 0), "");
    assert_string_equal(mpt_arena_print(arena, "%s-%d", "a", 1), "a-1");
    int *items = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 1000; i++) {
        items = mpt_arena_grow(arena, items, i, &capacity, sizeof *items);
        items[i] = (int)i;
    }
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(items[i], i);
    }
    assert_true(capacity >= 1000);
    mpt_arena_close(arena);
    mpt_arena_close(NULL);
}

static void test_assets(void **state)
{
    struct fixture *f = *state;
    size_t walked = 0;
    assert_true(mpt_asset_count > 20);
    for (size_t i = 0; i < mpt_asset_count; i++) {
        size_t len, bad;
        const struct mpt_asset *asset = &mpt_assets[i];
        assert_true(i == 0 || strcmp(mpt_assets[i - 1].path, asset->path) < 0);
        assert_ptr_equal(mpt_asset_find(asset->path), asset);
        assert_int_equal(strlen(asset->text), asset->len);
        assert_true(mpt_utf8_valid(asset->text, asset->len, &bad));
        const char *on_disk = read_whole(f, asset->path, &len); /* the tests run in the root of the source tree */
        assert_int_equal(len, asset->len);
        assert_memory_equal(on_disk, asset->text, len);
    }
    for (const struct mpt_asset *asset = NULL; (asset = mpt_asset_next("sql/gaps/", asset)); walked++) {
        assert_memory_equal(asset->path, "sql/gaps/", 9);
    }
    assert_true(walked > 5);
    assert_null(mpt_asset_find("sql/none.sql"));
    assert_null(mpt_asset_next("none/", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_dates_that_exist),
        WITH_FOLDER(test_dates_that_do_not_exist),
        WITH_FOLDER(test_partial_dates_span_days),
        WITH_FOLDER(test_add_months),
        WITH_FOLDER(test_days_there_and_back),
        WITH_FOLDER(test_dates_shown),
        WITH_FOLDER(test_today),
        WITH_FOLDER(test_money_read),
        WITH_FOLDER(test_money_refused),
        WITH_FOLDER(test_money_that_may_be_thousands),
        WITH_FOLDER(test_currencies),
        WITH_FOLDER(test_money_shown),
        WITH_FOLDER(test_money_shown_just_below_a_scale),
        WITH_FOLDER(test_money_there_and_back),
        WITH_FOLDER(test_fold),
        WITH_FOLDER(test_codes_from_titles),
        WITH_FOLDER(test_codes_of_long_titles),
        WITH_FOLDER(test_code_form),
        WITH_FOLDER(test_width),
        WITH_FOLDER(test_fit_and_shorten),
        WITH_FOLDER(test_valid_utf),
        WITH_FOLDER(test_printable),
        WITH_FOLDER(test_distance),
        WITH_FOLDER(test_nearest),
        WITH_FOLDER(test_growing_text),
        WITH_FOLDER(test_messages),
        WITH_FOLDER(test_long_messages_are_cut_between_characters),
        WITH_FOLDER(test_arena),
        WITH_FOLDER(test_assets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
