/* Exchange rates: read as decimal digits, applied to money in whole numbers. */
#include "mpt/rate.h"

#include <ctype.h>
#include <string.h>

enum { MOST_DIGITS = 15 };

__extension__ typedef unsigned __int128 wide; /* an amount times the digits of a rate does not fit 64 bits */

bool mpt_rate_parse(const char *text, struct mpt_rate *rate)
{
    size_t digits = 0;
    bool point = false;
    *rate = (struct mpt_rate){0};
    for (const char *at = text; *at; at++) {
        if (*at == '.' && !point && digits && at[1]) {
            point = true;
        } else if (isdigit((unsigned char)*at) && ++digits <= MOST_DIGITS) {
            rate->digits = rate->digits * 10 + (uint64_t)(*at - '0');
            rate->decimals += point;
        } else {
            return false;
        }
    }
    return rate->digits > 0;
}

static bool multiply(wide *value, uint64_t by)
{
    return !__builtin_mul_overflow(*value, (wide)by, value);
}

static bool raise(wide *value, int power)
{
    bool fits = true;
    for (; power > 0 && fits; power--) {
        fits = multiply(value, 10);
    }
    return fits;
}

bool mpt_rate_convert(struct mpt_money amount, struct mpt_rate from, const char *to, struct mpt_rate rate,
                      struct mpt_money *result)
{
    int before = mpt_currency_decimals(amount.currency), after = mpt_currency_decimals(to);
    if (before < 0 || after < 0) {
        return false;
    }
    /* Powers of ten of both rates and both currencies go to one side, so that neither grows without need. */
    int power = from.decimals + after - rate.decimals - before;
    uint64_t size = amount.minor < 0 ? 0 - (uint64_t)amount.minor : (uint64_t)amount.minor;
    wide above = size, below = from.digits;
    if (!multiply(&above, rate.digits) || !raise(&above, power) || !raise(&below, -power)) {
        return false;
    }
    wide whole = above / below, rest = above % below;
    whole += rest >= below - rest;
    if (whole > INT64_MAX) {
        return false;
    }
    result->minor = amount.minor < 0 ? -(int64_t)whole : (int64_t)whole;
    memcpy(result->currency, to, sizeof result->currency);
    return true;
}
