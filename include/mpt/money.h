/* Money: int64 minor units with an ISO 4217 currency. Never converted in place, never a double. */
#ifndef MPT_MONEY_H
#define MPT_MONEY_H

#include <stdint.h>

#include "mpt/arena.h"
#include "mpt/status.h"

struct mpt_money {
    int64_t minor;    /* in the currency's minor unit: cents, ore; yen itself */
    char currency[4]; /* ISO 4217 code */
};

/* Decimals of a currency (2 for AUD, 0 for JPY, 3 for KWD); -1 when ISO 4217 has no such code. */
int mpt_currency_decimals(const char *code);

/* The code, in capitals and valid for ever, of a text of three letters in any case; NULL when it is none. */
const char *mpt_currency_code(const char *letters);

/* Reads "AUD 6.2m", "12 500 NOK", "DKK 700 000 000", "EUR 1,234.50", "USD 3.1bn": a code before or behind; blanks
 * (also no-break and thin) or commas or apostrophes between groups of three; k, m, bn and the words thousand, million,
 * billion; never an amount without its currency, never more decimals than the currency has (after k, m, bn).
 * Errors: MPT_BAD_INPUT with the reason: no currency, unknown code, not a number, too many decimals, too large. */
enum mpt_status mpt_money_parse(const char *text, struct mpt_money *money, struct mpt_error *error);

/* Canonical: "AUD 6200000.00", "JPY 500". */
const char *mpt_money_format(struct mpt_money money, struct mpt_arena *arena);

/* For reading, two to four significant digits at least as fine as asked: "AUD 6.2m", "DKK 106.65m", "NOK 12 500". */
const char *mpt_money_show(struct mpt_money money, struct mpt_arena *arena);

#endif
