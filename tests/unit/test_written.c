/* Numbers, currencies, dates and countries as they are written. */
#include "support.h"

#include "mpt/written.h"

#define NBSP "\xc2\xa0"
#define THIN "\xe2\x80\x89"
#define NARROW "\xe2\x80\xaf"
#define MINUS "\xe2\x88\x92"

/* --- Numbers ------------------------------------------------------------------------------------------------------ */

static const struct {
    const char *text;
    char decimal;
    const char *plain; /* NULL: refused */
} numbers[] = {
    /* the forms the contract names */
    {"1 234 567,50", 0, "1234567.50"},
    {"1.234.567,50", 0, "1234567.50"},
    {"$149,754.00", 0, "149754.00"},
    {"(12.5)", 0, "-12.5"},
    {"1'234", 0, "1234"},
    {"6,2e6", 0, "6200000"},
    /* digits stay as they are */
    {"0", 0, "0"},
    {"007", 0, "007"},
    {"12.50", 0, "12.50"},
    {"12.5", 0, "12.5"},
    {"12,5", 0, "12.5"},
    {".5", 0, "0.5"},
    {"-,75", 0, "-0.75"},
    {"123456789012345678901234567890.123456789", 0, "123456789012345678901234567890.123456789"},
    {"8000000.0", '.', "8000000.0"},
    /* blanks of all kinds */
    {"  1 234 ", 0, "1234"},
    {"1" NBSP "234" NBSP "567,5", 0, "1234567.5"},
    {"1" THIN "234" THIN "567", 0, "1234567"},
    {"1" NARROW "234,00" NBSP "kr", 0, "1234.00"},
    {"\xef\xbb\xbf"
     "42\n",
     0, "42"},
    {"\t42\r\n", 0, "42"},
    /* apostrophes, straight and curved */
    {"1'234'567.05", 0, "1234567.05"},
    {"1\xe2\x80\x99"
     "234",
     0, "1234"},
    /* signs */
    {"-5", 0, "-5"},
    {"+5", 0, "5"},
    {MINUS "1 234,5", 0, "-1234.5"},
    {MINUS NBSP "7", 0, "-7"},
    {"-$5.25", 0, "-5.25"},
    {"$-5.25", 0, "-5.25"},
    {"($1,234.50)", 0, "-1234.50"},
    {"( 12 )", 0, "-12"},
    {"--5", 0, NULL},
    {"(-5)", 0, NULL},
    {"(5", 0, NULL},
    {"5)", 0, NULL},
    /* either sign may be the decimal one */
    {"1.234", 0, NULL},
    {"1,234", 0, NULL},
    {"999,999", 0, NULL},
    {"1.234", '.', "1.234"},
    {"1.234", ',', "1234"},
    {"1,234", '.', "1234"},
    {"1,234", ',', "1.234"},
    {"1234.567", 0, "1234.567"},
    {"0.234", 0, "0.234"},
    {"0,234", 0, "0.234"},
    {"1.2345", 0, "1.2345"},
    {"1.234.567", 0, "1234567"},
    {"1,234,567", 0, "1234567"},
    {"1.234,5", 0, "1234.5"},
    {"1,234.5", 0, "1234.5"},
    {"1 234,567", 0, "1234.567"},
    {"1 234.567", 0, "1234.567"},
    {"1.234e3", 0, "1234"},
    /* the sign that is given rules */
    {"12.5", ',', NULL},
    {"12,5", '.', NULL},
    {"1.234,5", '.', NULL},
    {"1,234.5", ',', NULL},
    {"1,234.5", '.', "1234.5"},
    {"1.234.567", '.', NULL},
    {"1,234,567", ',', NULL},
    {"1 234", '.', "1234"},
    {"1 234", ',', "1234"},
    /* groups as nobody writes them */
    {"1 23", 0, NULL},
    {"1234 567", 0, NULL},
    {"1,23,456", 0, NULL},
    {"12 34", 0, NULL},
    {"1.234,567.8", 0, NULL},
    {"1 234.567,8", 0, NULL},
    {"012.345", 0, "012.345"},
    {"1  234", 0, NULL},
    {"192.168.1.1", 0, NULL},
    {"1.2.3", 0, NULL},
    {"31.02.2020", 0, NULL},
    /* currencies before and behind, percent signs, ",-" */
    {"NOK 12 500", 0, "12500"},
    {"12 500 NOK", 0, "12500"},
    {"12 500 nok", 0, "12500"},
    {"kr 12 500", 0, "12500"},
    {"12 500 kr.", 0, "12500"},
    {"12 500,- kr", 0, "12500"},
    {"1'500.-", 0, "1500"},
    {"€1.234,50", 0, "1234.50"},
    {"1.234,50 €", 0, "1234.50"},
    {"1.234,50 Euro", 0, "1234.50"},
    {"US$ 1,234.50", 0, "1234.50"},
    {"EUR1.5", 0, "1.5"},
    {"5EUR", 0, "5"},
    {"5 E", 0, NULL},
    {"12,5 %", 0, "12.5"},
    {"85%", 0, "85"},
    {"EUR 5 NOK", 0, NULL},
    {"$ 5 USD", 0, "5"},
    /* powers of ten */
    {"1.5E+06", 0, "1500000"},
    {"1.20e-3", 0, "0.00120"},
    {"-5e-1", 0, "-0.5"},
    {"1e3", 0, "1000"},
    {"12345e-2", 0, "123.45"},
    {"1e999", 0, NULL},
    {"1e99999999999999999999", 0, NULL},
    {"e5", 0, NULL},
    /* what is no number */
    {"", 0, NULL},
    {" ", 0, NULL},
    {"-", 0, NULL},
    {"$", 0, NULL},
    {"NOK", 0, NULL},
    {"1,5 Mio", 0, NULL},
    {"12 MNOK", 0, NULL},
    {"5 stk", 0, NULL},
    {"n/a", 0, NULL},
    {"1-2", 0, NULL},
    {"5.", 0, NULL},
    {"1,", 0, NULL},
    {"2020-05-25", 0, NULL},
    {"12:30", 0, NULL},
    {"0x10", 0, NULL},
    {"inf", 0, NULL},
    {"\xff\xfe", 0, NULL},
};

static void test_numbers(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        const char *plain = mpt_number_read(numbers[i].text, numbers[i].decimal, f->arena);
        const char *expected = numbers[i].plain;
        if (!plain != !expected || (plain && strcmp(plain, expected) != 0)) {
            WRONG("\"%s\" with '%c' is %s, not %s", numbers[i].text, numbers[i].decimal ? numbers[i].decimal : '?',
                  plain ? plain : "refused", expected ? expected : "refused");
        }
    }
}

static void test_currencies(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
    } cases[] = {
        {"NOK 12 500", "NOK"},
        {"12 500 kr", NULL},
        {"$149,754.00", NULL},
        {"US$ 5", "USD"},
        {"5 €", "EUR"},
        {"5 euro", "EUR"},
        {"$ 5 USD", "USD"},
        {"A$5", "AUD"},
        {"£5", "GBP"},
        {"¥5", NULL},
        {"EUR", "EUR"},
        {" sek ", "SEK"},
        {"€", "EUR"},
        {"kr", NULL},
        {"$", NULL},
        {"XYZ", NULL},
        {"EUR 5 NOK", NULL},
        {"5", NULL},
        {"", NULL},
        {"Euromed", NULL},
        {"R$ 5,00", "BRL"},
        {"25,50 z\xc5\x82", "PLN"},
        {"5\xe2\x82\xab", "VND"},
        {"EURO", "EUR"},
        {"EUR NOK", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_text(mpt_currency_read(cases[i].text), cases[i].code);
    }
}

/* --- Dates -------------------------------------------------------------------------------------------------------- */

#define NEVER MPT_DATE_ISO, NULL

static const struct {
    const char *text;
    enum mpt_date_order order;
    const char *date; /* NULL: refused */
} dates[] = {
    /* the forms the contract names */
    {"2020-05-25T00:00:00Z", MPT_DATE_ISO, "2020-05-25"},
    {"25.05.2020 00:00", MPT_DATE_DMY, "2020-05-25"},
    {"05/25/2020", MPT_DATE_MDY, "2020-05-25"},
    {"25 May 2020", MPT_DATE_ISO, "2020-05-25"},
    {"25. mai 2020", MPT_DATE_ISO, "2020-05-25"},
    {"Mai 2020", MPT_DATE_ISO, "2020-05"},
    {"20200525", MPT_DATE_ISO, "2020-05-25"},
    {"2020", MPT_DATE_ISO, "2020"},
    /* the year first is the year first, whatever the order */
    {"2020-05-25", MPT_DATE_DMY, "2020-05-25"},
    {"2020/5/25", MPT_DATE_MDY, "2020-05-25"},
    {"2020.05.25", MPT_DATE_YMD, "2020-05-25"},
    {"2020-05", MPT_DATE_DMY, "2020-05"},
    {"2020-25-05", MPT_DATE_DMY, NULL},
    /* by order */
    {"2/3/2020", MPT_DATE_DMY, "2020-03-02"},
    {"2/3/2020", MPT_DATE_MDY, "2020-02-03"},
    {"2/3/2020", MPT_DATE_ISO, NULL},
    {"2/3/2020", MPT_DATE_YMD, NULL},
    {"13/5/2020", MPT_DATE_MDY, NULL},
    {"5/13/2020", MPT_DATE_DMY, NULL},
    {"31-12-1999", MPT_DATE_DMY, "1999-12-31"},
    {"05/2020", MPT_DATE_ISO, "2020-05"},
    {"05.2020", MPT_DATE_DMY, "2020-05"},
    /* times behind */
    {"2020-05-25 00:00:00", MPT_DATE_DMY, "2020-05-25"},
    {"2020-05-25T13:45:00.123+02:00", MPT_DATE_ISO, "2020-05-25"},
    {"2012-10-17 13:00", MPT_DATE_ISO, "2012-10-17"},
    {"5/25/2020 12:00:00 AM", MPT_DATE_MDY, "2020-05-25"},
    {"25 May 2020, 9:30 pm", MPT_DATE_ISO, "2020-05-25"},
    {"25.05.2020 kl", MPT_DATE_DMY, NULL},
    {"2020-05-25 soon", MPT_DATE_ISO, NULL},
    {"12:30", NEVER},
    /* days that do not exist */
    {"31.02.2020", MPT_DATE_DMY, NULL},
    {"29.02.2020", MPT_DATE_DMY, "2020-02-29"},
    {"29.02.2021", MPT_DATE_DMY, NULL},
    {"2020-13-01", NEVER},
    {"20201301", NEVER},
    {"20200532", NEVER},
    {"20200500", NEVER},
    {"00.05.2020", MPT_DATE_DMY, NULL},
    {"2020-00-01", NEVER},
    {"0025-05-20", NEVER},
    {"31 June 2020", NEVER},
    /* months in seven languages, whole and short */
    {"1 January 2020", MPT_DATE_ISO, "2020-01-01"},
    {"1. januar 2020", MPT_DATE_ISO, "2020-01-01"},
    {"1 januari 2020", MPT_DATE_ISO, "2020-01-01"},
    {"1. Jänner 2020", MPT_DATE_ISO, "2020-01-01"},
    {"1 de enero de 2020", MPT_DATE_ISO, "2020-01-01"},
    {"1er janvier 2020", MPT_DATE_ISO, "2020-01-01"},
    {"3 févr. 2020", MPT_DATE_ISO, "2020-02-03"},
    {"3 FÉVRIER 2020", MPT_DATE_ISO, "2020-02-03"},
    {"3 fe\xcc\x81vrier 2020", MPT_DATE_ISO, "2020-02-03"},
    {"febrero de 2020", MPT_DATE_ISO, "2020-02"},
    {"März 2020", MPT_DATE_ISO, "2020-03"},
    {"5. Mrz 2020", MPT_DATE_ISO, "2020-03-05"},
    {"5. marts 2020", MPT_DATE_ISO, "2020-03-05"},
    {"5 mars 2020", MPT_DATE_ISO, "2020-03-05"},
    {"5 marzo 2020", MPT_DATE_ISO, "2020-03-05"},
    {"5 Mar 2020", MPT_DATE_ISO, "2020-03-05"},
    {"abr. 2020", MPT_DATE_ISO, "2020-04"},
    {"9 avr. 2020", MPT_DATE_ISO, "2020-04-09"},
    {"mai 2020", MPT_DATE_ISO, "2020-05"},
    {"den 25 maj 2020", MPT_DATE_ISO, "2020-05-25"},
    {"25 de mayo de 2020", MPT_DATE_ISO, "2020-05-25"},
    {"juin 2020", MPT_DATE_ISO, "2020-06"},
    {"juni 2020", MPT_DATE_ISO, "2020-06"},
    {"juil. 2020", MPT_DATE_ISO, "2020-07"},
    {"julio 2020", MPT_DATE_ISO, "2020-07"},
    {"jui 2020", NEVER},
    {"août 2020", MPT_DATE_ISO, "2020-08"},
    {"15 augusti 2020", MPT_DATE_ISO, "2020-08-15"},
    {"15 ago 2020", MPT_DATE_ISO, "2020-08-15"},
    {"1 sept. 2020", MPT_DATE_ISO, "2020-09-01"},
    {"1 set. 2020", MPT_DATE_ISO, "2020-09-01"},
    {"1 sep 2020", MPT_DATE_ISO, "2020-09-01"},
    {"Oct. 3, 2020", MPT_DATE_ISO, "2020-10-03"},
    {"3. okt. 2020", MPT_DATE_ISO, "2020-10-03"},
    {"nov 2020", MPT_DATE_ISO, "2020-11"},
    {"24. des. 2020", MPT_DATE_ISO, "2020-12-24"},
    {"24. Dez. 2020", MPT_DATE_ISO, "2020-12-24"},
    {"24 déc. 2020", MPT_DATE_ISO, "2020-12-24"},
    {"24 dic 2020", MPT_DATE_ISO, "2020-12-24"},
    /* other places for the parts */
    {"May 25, 2020", MPT_DATE_DMY, "2020-05-25"},
    {"May 25th, 2020", MPT_DATE_DMY, "2020-05-25"},
    {"the 1st of May 2020", MPT_DATE_DMY, "2020-05-01"},
    {"25-May-2020", MPT_DATE_ISO, "2020-05-25"},
    {"25May2020", MPT_DATE_ISO, "2020-05-25"},
    {"2020 May 25", MPT_DATE_ISO, "2020-05-25"},
    {" 25" NBSP "May" NARROW "2020 ", MPT_DATE_ISO, "2020-05-25"},
    {"May 2020 25", NEVER},
    /* no dates */
    {"", NEVER},
    {"25.05.20", MPT_DATE_DMY, NULL},
    {"20", NEVER},
    {"202005", NEVER},
    {"1,2345", MPT_DATE_DMY, NULL},
    {"2020-", NEVER},
    {"-2020", NEVER},
    {"2020-2024", NEVER},
    {"2020/21", NEVER},
    {"25 May", NEVER},
    {"May", NEVER},
    {"123456789", NEVER},
    {"25 mayday 2020", NEVER},
    {"Q1 2020", NEVER},
    {"the", NEVER},
    {"999999999999999999999999.05.2020", MPT_DATE_DMY, NULL},
    {"1 2 3 2020", MPT_DATE_DMY, NULL},
};

static void test_dates(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(dates); i++) {
        struct mpt_date date;
        bool read = mpt_date_read(dates[i].text, dates[i].order, &date);
        const char *text = read ? mpt_date_format(date, f->arena) : NULL;
        if (!text != !dates[i].date || (text && strcmp(text, dates[i].date) != 0)) {
            WRONG("\"%s\" in order %d is %s, not %s", dates[i].text, (int)dates[i].order, text ? text : "refused",
                  dates[i].date ? dates[i].date : "refused");
        }
    }
}

/* --- Countries ---------------------------------------------------------------------------------------------------- */

static void test_countries(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
    } cases[] = {
        {"NO", "NO"},
        {"no", "NO"},
        {"NOR", "NO"},
        {"UK", "GB"},
        {"EL", "GR"},
        {"XK", "XK"},
        {"Norway", "NO"},
        {"NORGE", "NO"},
        {"Noreg", "NO"},
        {"Norwegen", "NO"},
        {"Noruega", "NO"},
        {"Norvège", "NO"},
        {"Danmark", "DK"},
        {"Dänemark", "DK"},
        {"Sverige", "SE"},
        {"Suède", "SE"},
        {"Deutschland", "DE"},
        {"Österreich", "AT"},
        {"Østrig", "AT"},
        {"España", "ES"},
        {"ESPAN\xcc\x83"
         "A",
         "ES"},
        {"États-Unis", "US"},
        {"Estados Unidos de América", "US"},
        {"U.S.A.", "US"},
        {"The Netherlands", "NL"},
        {"Netherlands (the)", "NL"},
        {"Viet Nam", "VN"},
        {"Vietnam", "VN"},
        {"Türkiye", "TR"},
        {"Côte d'Ivoire", "CI"},
        {"Republic of Cote d'Ivoire", "CI"},
        {"Bosnia & Herzegovina", "BA"},
        {"St. Lucia", "LC"},
        {"Åland", "AX"},
        {"  Chile" NBSP, "CL"},
        /* with their titles, before or behind */
        {"Kingdom of Norway", "NO"},
        {"Republic of the Union of Myanmar", "MM"},
        {"Islamic  Republic of Afghanistan", "AF"},
        {"People's Republic of China", "CN"},
        {"Iran, Islamic Rep.", "IR"},
        {"Egypt, Arab Republic of", "EG"},
        {"Gambia, The", "GM"},
        {"Reino de España", "ES"},
        {"Kongeriget Danmark", "DK"},
        {"República de Chile", "CL"},
        {"United Arab Emirates", "AE"},
        {"United Kingdom", "GB"},
        {"Congo, Dem. Rep.", "CD"},
        {"Democratic Republic of the Congo", "CD"},
        {"Republic of Congo", "CG"},
        {"Korea, Rep.", "KR"},
        {"Democratic People's Republic of Korea", "KP"},
        {"Lao People's Democratic Republic", "LA"},
        {"Dominican Republic", "DO"},
        {"Dominica", "DM"},
        {"Niger", "NE"},
        {"Federal Republic of Nigeria", "NG"},
        {"Guinea-Bissau", "GW"},
        /* no countries */
        {"", NULL},
        {"ZZ", NULL},
        {"QQQ", NULL},
        {"Western Africa", NULL},
        {"South Asia", NULL},
        {"World", NULL},
        {"Republic of", NULL},
        {"Oslo", NULL},
        {"Norway and Sweden", NULL},
        {"Dem. Rep. of Utopia", NULL},
        {"a name that is far too long to be a country's, and goes on, and on, and on, until it does not fit any more",
         NULL},
        {"\xff\xff", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *code = mpt_country_read(cases[i].text);
        if (!code != !cases[i].code || (code && strcmp(code, cases[i].code) != 0)) {
            WRONG("\"%s\" is %s, not %s", cases[i].text, code ? code : "none", cases[i].code ? cases[i].code : "none");
        }
    }
}

/* Every name of the table is found: they stand in order, in the form that texts are brought to. */
static void test_country_table(void **state)
{
    struct fixture *f = *state;
    FILE *source = fopen("src/base/written_country.c", "r");
    char line[256], name[96], code[3];
    size_t count = 0;
    assert_non_null(source);
    while (fgets(line, sizeof line, source)) {
        for (const char *at = line; (at = strchr(at, '{')); at++) {
            if (sscanf(at, "{\"%95[a-z ]\", \"%2[A-Z]\"}", name, code) == 2) {
                const char *read = mpt_country_read(name);
                if (!read || strcmp(read, code) != 0) {
                    WRONG("\"%s\" is %s, not %s: is the table in order?", name, read ? read : "not found", code);
                }
                assert_string_equal(mpt_text_fold(name, f->arena), name);
                count++;
            }
        }
    }
    fclose(source);
    assert_true(count > 700);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_numbers),        cmocka_unit_test(test_currencies), WITH_FOLDER(test_dates),
        cmocka_unit_test(test_countries), WITH_FOLDER(test_country_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
