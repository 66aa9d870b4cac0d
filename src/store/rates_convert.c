/* Money in another currency, by the rates that are kept; and rates as people read them. */
#include <string.h>

#include "mpt/rate.h"
#include "mpt/rates.h"
#include "store.h"

/* What one euro is of the currency, as a number; for another currency than the euro the rate is named. */
static enum mpt_status take_rate(struct mpt_store *store, const char *currency, struct mpt_date date,
                                 struct mpt_arena *arena, struct mpt_conversion *conversion, struct mpt_rate *number,
                                 struct mpt_error *error)
{
    *number = (struct mpt_rate){.digits = 1};
    if (strcmp(currency, "EUR") == 0) {
        return MPT_OK;
    }
    struct mpt_published_rate *rate = &conversion->rates[conversion->rate_count];
    enum mpt_status status = mpt_rates_find(store, currency, date, arena, rate, error);
    if (!status && !mpt_rate_parse(rate->rate, number)) {
        return mpt_fail(error, MPT_DATABASE, "%s: the rate of %s for %s is '%s', which is no rate; mpt doctor",
                        mpt_store_path(store), currency, rate->day, rate->rate);
    }
    conversion->rate_count += !status;
    return status;
}

enum mpt_status mpt_rates_convert(struct mpt_store *store, struct mpt_money amount, const char *to,
                                  struct mpt_date date, struct mpt_arena *arena, struct mpt_conversion *conversion,
                                  struct mpt_error *error)
{
    struct mpt_rate from_rate, to_rate;
    *conversion = (struct mpt_conversion){.from = amount, .to = amount};
    if (mpt_currency_decimals(to) < 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "there is no currency '%s' in ISO 4217", to);
    }
    if (strcmp(amount.currency, to) == 0) {
        return MPT_OK;
    }
    enum mpt_status status = take_rate(store, amount.currency, date, arena, conversion, &from_rate, error);
    status = status ? status : take_rate(store, to, date, arena, conversion, &to_rate, error);
    if (!status && !mpt_rate_convert(amount, from_rate, to, to_rate, &conversion->to)) {
        status = mpt_fail(error, MPT_BAD_INPUT, "%s is too large an amount to be converted to %s",
                          mpt_money_format(amount, arena), to);
    }
    return status;
}

static const char *show_day(const char *day, struct mpt_arena *arena)
{
    struct mpt_date date;
    return mpt_date_parse(day, &date) ? mpt_date_show_short(date, arena) : day;
}

const char *mpt_rates_show(const struct mpt_published_rate *rate, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "EUR 1 = %s %s (%s)", rate->currency, rate->rate, show_day(rate->day, arena));
}

const char *mpt_rates_show_source(const struct mpt_published_rate *rate, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "%s, received %s", rate->source, show_day(rate->received, arena));
}
