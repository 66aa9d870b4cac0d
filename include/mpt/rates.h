/* The exchange rates kept in a portfolio, and conversion by them.
 *
 * Rates are of the euro, as the European Central Bank publishes them: how much of a currency one euro is on a day.
 * They are no records: every update is kept as a source with its name and the day it was received, each rate with the
 * digits that were published. What a source said is never changed; where a later one says otherwise, both are kept and
 * the later one is in force. An update is one line of the history (the setting "rates-N" of the source N), and undoing
 * it takes its rates out of force. --as-of leaves rates as they are: they are facts of the world, not of the portfolio.
 *
 * Money that is kept is never converted in place; a conversion is a second figure beside it that names its rates. */
#ifndef MPT_RATES_H
#define MPT_RATES_H

#include "mpt/date.h"
#include "mpt/money.h"
#include "mpt/store.h"

enum {
    MPT_RATES_DAYS = 7,   /* how much older than the day asked for a rate may be: banks are closed at Easter for four */
    MPT_RATES_NAMED = 20, /* so many differences are kept to be named */
};

/* A rate as it was published: on `day` one euro was `rate` of the currency. */
struct mpt_published_rate {
    const char *currency, *day, *rate;
    const char *source, *received; /* the file or address, and the day it was received */
};

/* --- Updates ------------------------------------------------------------------------------------------------------ */

struct mpt_rates_statements;

/* What one source brought. */
struct mpt_rates_update {
    struct mpt_store *store;
    struct mpt_arena *arena;
    const char *name, *received;
    bool replace;                       /* take what differs from what is in force */
    size_t added, unchanged, differing; /* what differs and is taken is counted twice: as added too */
    char first_day[11], last_day[11];   /* of the rates added; "" where none was */
    struct {
        const char *currency, *day, *old, *now;
    } differences[MPT_RATES_NAMED]; /* the first of what differs */
    int64_t source;                 /* its number; 0 as long as nothing was added */
    struct mpt_rates_statements *statements;
};

/* Begins the source `name`, inside an entry of the store; what the update points to lives in `arena`. `received` is a
 * full date. */
enum mpt_status mpt_rates_begin(struct mpt_store *store, const char *name, const char *received, bool replace,
                                struct mpt_arena *arena, struct mpt_rates_update *update, struct mpt_error *error);

/* Takes one rate of a full date, unless the same is in force already. One that differs is counted, named, and taken
 * with `replace` only. Errors: MPT_BAD_INPUT for what is no rate (see mpt/rate.h), no currency of three capitals, the
 * euro itself, no full date, or a rate this source has given already. */
enum mpt_status mpt_rates_add(struct mpt_rates_update *update, const char *currency, const char *day, const char *rate,
                              struct mpt_error *error);

/* Ends it; to be called whatever happened since mpt_rates_begin. A source that brought nothing leaves no trace. */
enum mpt_status mpt_rates_end(struct mpt_rates_update *update, struct mpt_error *error);

/* --- Rates -------------------------------------------------------------------------------------------------------- */

/* The rate in force of `currency` on `date` (a full one), or else the last one before it that is at most MPT_RATES_DAYS
 * days older. Errors: MPT_BAD_INPUT naming currency, date and the nearest rate there is. */
enum mpt_status mpt_rates_find(struct mpt_store *store, const char *currency, struct mpt_date date,
                               struct mpt_arena *arena, struct mpt_published_rate *rate, struct mpt_error *error);

/* The last day for which a rate is in force, "2024-07-05" in `arena`; NULL: there are none. */
const char *mpt_rates_last_day(struct mpt_store *store, struct mpt_arena *arena);

/* An amount in another currency, and by which rates. */
struct mpt_conversion {
    struct mpt_money from, to;
    struct mpt_published_rate rates[2]; /* of the currencies that are not the euro: first that of `from` */
    size_t rate_count;                  /* 0: the currency is the same */
};

/* The amount in the currency `to` at the rates of `date`, through the euro where neither is the euro: one fraction,
 * rounded once (mpt_rate_convert). The amount itself stays what it is. Errors: MPT_BAD_INPUT as mpt_rates_find, when
 * ISO 4217 has no `to`, or when the result is too large. */
enum mpt_status mpt_rates_convert(struct mpt_store *store, struct mpt_money amount, const char *to,
                                  struct mpt_date date, struct mpt_arena *arena, struct mpt_conversion *conversion,
                                  struct mpt_error *error);

/* For reading, in `arena`: "EUR 1 = NOK 11.4675 (5 Jul 2024)", and where it is from: "eurofxref-hist.csv, received
 * 7 Jul 2024". */
const char *mpt_rates_show(const struct mpt_published_rate *rate, struct mpt_arena *arena);
const char *mpt_rates_show_source(const struct mpt_published_rate *rate, struct mpt_arena *arena);

#endif
