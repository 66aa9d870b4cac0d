/* Money: read, written and shown in int64 minor units. */
#include "mpt/money.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "written_internal.h"

/* ISO 4217 active codes by number of decimals (SIX maintenance agency, list one). Funds and metals are left out. */
static const char two_decimals[][4] = {
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BMD",
    "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY", "COP", "CRC", "CUP",
    "CVE", "CZK", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP",
    "GMD", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES", "KGS", "KHR",
    "KPW", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP",
    "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "PAB", "PEN",
    "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP",
    "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD",
    "TZS", "UAH", "USD", "UYU", "UZS", "VED", "VES", "WST", "XCD", "YER", "ZAR", "ZMW", "ZWL"};
static const char no_decimals[][4] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                      "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
static const char three_decimals[][4] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct {
    const char (*codes)[4];
    size_t count;
    int decimals;
} currencies[] = {{two_decimals, COUNT(two_decimals), 2},
                  {no_decimals, COUNT(no_decimals), 0},
                  {three_decimals, COUNT(three_decimals), 3}};

/* The code itself in the lists, with its decimals; NULL when it is in none. */
static const char *find_currency(const char *code, int *decimals)
{
    for (size_t i = 0; i < COUNT(currencies); i++) {
        for (size_t j = 0; j < currencies[i].count; j++) {
            if (memcmp(currencies[i].codes[j], code, 3) == 0) {
                *decimals = currencies[i].decimals;
                return currencies[i].codes[j];
            }
        }
    }
    return NULL;
}

int mpt_currency_decimals(const char *code)
{
    int decimals = -1;
    return strlen(code) == 3 && find_currency(code, &decimals) ? decimals : -1;
}

const char *mpt_currency_code(const char *letters)
{
    char code[4] = "";
    int decimals;
    for (size_t i = 0; i < 3; i++) {
        code[i] = (char)toupper((unsigned char)letters[i]);
        if (!isalpha((unsigned char)code[i])) {
            return NULL;
        }
    }
    return letters[3] ? NULL : find_currency(code, &decimals);
}

/* Three letters that stand alone, made upper case. */
static bool read_code(const char **text, char code[4])
{
    for (int i = 0; i < 3; i++) {
        unsigned char c = (unsigned char)(*text)[i];
        if (!isalpha(c)) {
            return false;
        }
        code[i] = (char)toupper(c);
    }
    code[3] = '\0';
    if (isalpha((unsigned char)(*text)[3])) {
        return false;
    }
    *text += 3;
    return true;
}

/* Exactly three digits, as behind a separator of thousands. */
static bool is_group(const char *text)
{
    for (int i = 0; i < 3; i++) {
        if (!isdigit((unsigned char)text[i])) {
            return false;
        }
    }
    return !isdigit((unsigned char)text[3]);
}

/* Digits with groups of three and an optional decimal point, as plain "1234.50" in `out`. A separator counts only
 * between a digit and exactly three more; "1,5" is refused as it may mean 1.5 or 15. */
static bool read_digits(const char **text, char *out, size_t size)
{
    size_t len = 0;
    bool point = false;
    const char *at = *text;
    if (!isdigit((unsigned char)*at)) {
        return false;
    }
    while (*at) {
        size_t skip = *at == ',' || *at == '\'' ? 1 : blank_len(at);
        if (*at == '.' && !point && isdigit((unsigned char)at[1])) {
            point = true;
        } else if (skip && !point && is_group(at + skip)) {
            at += skip;
        } else if (skip && !point && isdigit((unsigned char)at[skip])) {
            return false;
        } else if (!isdigit((unsigned char)*at)) {
            break;
        }
        if (len + 1 >= size) {
            return false;
        }
        out[len++] = *at++;
    }
    out[len] = '\0';
    *text = at;
    return true;
}

/* Powers of ten behind k, m, bn and their words; 0 when there is none, -1 when it is something else. */
static int read_scale(const char **text)
{
    static const struct {
        const char *word;
        int power;
    } scales[] = {{"thousand", 3}, {"million", 6}, {"mill", 6}, {"mio", 6}, {"billion", 9},
                  {"bn", 9},       {"k", 3},       {"m", 6},    {NULL, 0}};
    for (size_t i = 0; scales[i].word; i++) {
        size_t len = strlen(scales[i].word);
        bool same = true;
        for (size_t j = 0; same && j < len; j++) {
            same = tolower((unsigned char)(*text)[j]) == scales[i].word[j];
        }
        if (same && !isalpha((unsigned char)(*text)[len])) {
            *text += len;
            return scales[i].power;
        }
    }
    return 0;
}

/* `digits` ("1234.5") times ten to the `power`, as an integer. False when a digit would be lost or it does not fit. */
static bool scale_digits(const char *digits, int power, int64_t *value, bool *too_fine)
{
    *value = 0;
    *too_fine = false;
    int behind = -1; /* digits read behind the point */
    for (; *digits; digits++) {
        if (*digits == '.') {
            behind = 0;
            continue;
        }
        if (behind >= power) {
            if (*digits != '0') {
                *too_fine = true;
                return false;
            }
            continue;
        }
        if (behind >= 0) {
            behind++;
        }
        if (__builtin_mul_overflow(*value, 10, value) || __builtin_add_overflow(*value, *digits - '0', value)) {
            return false;
        }
    }
    for (int left = power - (behind > 0 ? behind : 0); left > 0; left--) {
        if (__builtin_mul_overflow(*value, 10, value)) {
            return false;
        }
    }
    return true;
}

enum mpt_status mpt_money_parse(const char *text, struct mpt_money *money, struct mpt_error *error)
{
    static const char forms[] = "write it like AUD 6.2m, DKK 700 000 000 or 12 500 NOK";
    const char *at = text;
    char digits[64], code[4] = "";
    skip_blanks(&at);
    bool negative = *at == '-';
    at += negative;
    bool before = read_code(&at, code);
    skip_blanks(&at);
    if (!negative && *at == '-') {
        negative = true;
        at++;
    }
    if (!read_digits(&at, digits, sizeof digits)) {
        return mpt_fail(error, MPT_BAD_INPUT, "'%s' is not an amount of money; %s", text, forms);
    }
    skip_blanks(&at);
    int power = read_scale(&at);
    skip_blanks(&at);
    if (!before && *at && !read_code(&at, code)) {
        return mpt_fail(error, MPT_BAD_INPUT, "'%s' is not an amount of money; %s", text, forms);
    }
    skip_blanks(&at);
    if (*at) {
        return mpt_fail(error, MPT_BAD_INPUT, "'%s' is not an amount of money: '%s' is left over; %s", text, at, forms);
    }
    if (!*code) {
        return mpt_fail(error, MPT_BAD_INPUT, "'%s' has no currency; %s", text, forms);
    }
    int decimals = mpt_currency_decimals(code);
    if (decimals < 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "'%s': there is no currency %s in ISO 4217; %s", text, code, forms);
    }
    const char *point = strchr(digits, '.');
    if (point && strlen(point + 1) == 3 && power == 0 && decimals != 3) {
        return mpt_fail(error, MPT_BAD_INPUT, "'%s' may mean thousands or decimals; %s", text, forms);
    }
    bool too_fine;
    if (!scale_digits(digits, power + decimals, &money->minor, &too_fine)) {
        return too_fine ? mpt_fail(error, MPT_BAD_INPUT, "'%s': %s has %d decimals, this amount has more", text, code,
                                   decimals)
                        : mpt_fail(error, MPT_BAD_INPUT, "'%s' is too large an amount", text);
    }
    if (negative) {
        money->minor = -money->minor;
    }
    memcpy(money->currency, code, sizeof money->currency);
    return MPT_OK;
}

const char *mpt_money_format(struct mpt_money money, struct mpt_arena *arena)
{
    int decimals = mpt_currency_decimals(money.currency);
    uint64_t unit = decimals == 3 ? 1000 : decimals == 0 ? 1 : 100;
    uint64_t amount = money.minor < 0 ? 0 - (uint64_t)money.minor : (uint64_t)money.minor;
    const char *sign = money.minor < 0 ? "-" : "";
    if (unit == 1) {
        return mpt_arena_print(arena, "%s %s%" PRIu64, money.currency, sign, amount);
    }
    return mpt_arena_print(arena, "%s %s%" PRIu64 ".%0*" PRIu64, money.currency, sign, amount / unit, decimals,
                           amount % unit);
}

const char *mpt_money_show(struct mpt_money money, struct mpt_arena *arena)
{
    static const struct {
        double from, size; /* from where rounding would give a thousand of the smaller */
        const char *suffix;
    } scales[] = {{999995e3, 1e9, "bn"}, {999999.5, 1e6, "m"}};
    int decimals = mpt_currency_decimals(money.currency);
    double amount = (double)money.minor / (decimals == 3 ? 1000 : decimals == 0 ? 1 : 100);
    double size = amount < 0 ? -amount : amount;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        if (size >= scales[i].from) {
            char *text = mpt_arena_print(arena, "%s %.2f", money.currency, amount / scales[i].size);
            size_t len = strlen(text); /* 6.20 is 6.2, 59.00 is 59 */
            while (text[len - 1] == '0') {
                text[--len] = '\0';
            }
            if (text[len - 1] == '.') {
                text[--len] = '\0';
            }
            return mpt_arena_print(arena, "%s%s", text, scales[i].suffix);
        }
    }
    char *plain = mpt_arena_print(arena, "%.0f", amount);
    size_t digits = strlen(plain) - (amount < 0);
    if (digits > 3) {
        return mpt_arena_print(arena, "%s %.*s %s", money.currency, (int)(strlen(plain) - 3), plain,
                               plain + strlen(plain) - 3);
    }
    return mpt_arena_print(arena, "%s %s", money.currency, plain);
}
