/* Exchange rates as numbers: decimal digits as they were published, and what an amount of money comes to by them.
 * Nothing here is a binary fraction. */
#ifndef MPT_RATE_H
#define MPT_RATE_H

#include <stdbool.h>
#include <stdint.h>

#include "mpt/money.h"

/* How much of a currency one euro is: "1.1789" is 11789 and 4. */
struct mpt_rate {
    uint64_t digits;
    int decimals;
};

/* Reads "1.1789" or "13168": digits, at most one point with digits on both sides, at most 15 digits in all, more than
 * nothing. False for everything else ("0", "-1", "1e3", "1,5", " 1"). */
bool mpt_rate_parse(const char *text, struct mpt_rate *rate);

/* The amount, of which one euro is `from`, in the currency `to`, of which one euro is `rate`:
 *
 *     amount / from * rate
 *
 * computed as one fraction of whole numbers and rounded once, to the minor unit of `to`, half away from zero, as is
 * usual in trade. The euro's own rate is 1. False when it is too large to be computed, or ISO 4217 has not both
 * currencies. */
bool mpt_rate_convert(struct mpt_money amount, struct mpt_rate from, const char *to, struct mpt_rate rate,
                      struct mpt_money *result);

#endif
