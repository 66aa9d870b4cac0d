/* What the tests of exchange rates share: a week of them, taken in as an update is, and how one is found again. */
#ifndef MPT_TEST_RATES_H
#define MPT_TEST_RATES_H

#include "mpt/rates.h"
#include "support.h"

struct given {
    const char *currency, *day, *rate;
};

static const struct given week[] = {
    {"USD", "2024-07-01", "1.0745"},  {"NOK", "2024-07-01", "11.414"}, {"USD", "2024-07-05", "1.0824"},
    {"NOK", "2024-07-05", "11.4675"}, {"JPY", "2024-07-05", "174.01"}, {"RUB", "2022-03-01", "117.2010"},
};

/* Takes them in as an entry of its own. */
static inline enum mpt_status take(struct fixture *f, const char *name, const struct given *given, size_t count,
                                   bool replace, struct mpt_rates_update *update)
{
    struct mpt_error unused;
    begin(f);
    enum mpt_status status = mpt_rates_begin(f->store, name, "2024-07-07", replace, f->arena, update, &f->error);
    for (size_t i = 0; !status && i < count; i++) {
        status = mpt_rates_add(update, given[i].currency, given[i].day, given[i].rate, &f->error);
    }
    enum mpt_status ended = mpt_rates_end(update, status ? &unused : &f->error);
    status = status ? status : ended;
    status = status ? status : mpt_store_commit(f->store, &f->error);
    if (status) {
        mpt_store_rollback(f->store);
    }
    return status;
}

static inline void take_week(struct fixture *f)
{
    struct mpt_rates_update update;
    assert_ok(f, take(f, "week.csv", week, COUNT(week), false, &update));
    assert_int_equal(update.added, COUNT(week));
    assert_string_equal(update.first_day, "2022-03-01");
    assert_string_equal(update.last_day, "2024-07-05");
}

static inline struct mpt_date date(const char *text)
{
    struct mpt_date read;
    if (!mpt_date_parse(text, &read)) {
        WRONG("%s is no date", text);
    }
    return read;
}

/* The rate in force and its day, as "1.0824 2024-07-05". */
static inline const char *found(struct fixture *f, const char *currency, const char *day)
{
    struct mpt_published_rate rate;
    assert_ok(f, mpt_rates_find(f->store, currency, date(day), f->arena, &rate, &f->error));
    return mpt_arena_print(f->arena, "%s %s", rate.rate, rate.day);
}

#endif
