/* The exchange rates in the file: taken in source by source, and the one in force on a day found again. */
#include "mpt/rates.h"

#include <string.h>

#include "mpt/rate.h"
#include "store.h"

struct mpt_rates_statements {
    sqlite3_stmt *in_force, *insert;
};

/* --- Updates ------------------------------------------------------------------------------------------------------ */

enum mpt_status mpt_rates_begin(struct mpt_store *store, const char *name, const char *received, bool replace,
                                struct mpt_arena *arena, struct mpt_rates_update *update, struct mpt_error *error)
{
    *update = (struct mpt_rates_update){
        .store = store,
        .arena = arena,
        .name = mpt_arena_copy(arena, name),
        .received = mpt_arena_copy(arena, received),
        .replace = replace,
        .statements = mpt_arena_alloc(arena, sizeof *update->statements),
    };
    enum mpt_status status =
        store_prepare(store, "SELECT rate FROM rate_in_force WHERE currency = $currency AND day = $day",
                      &update->statements->in_force, error);
    return status ? status
                  : store_prepare(store,
                                  "INSERT INTO rate (currency, day, source, rate) VALUES ($currency, $day, $source, "
                                  "$rate)",
                                  &update->statements->insert, error);
}

static enum mpt_status check_rate(const char *currency, const char *day, const char *rate, struct mpt_error *error)
{
    struct mpt_rate number;
    struct mpt_date date;
    if (strlen(currency) != 3 || strspn(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3 || strcmp(currency, "EUR") == 0) {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "'%.20s' is no currency that has a rate of the euro; expected three capitals such as USD",
                        currency);
    }
    if (!mpt_date_parse(day, &date) || !date.day) {
        return mpt_fail(error, MPT_BAD_INPUT, "'%.20s' is no day; expected one like 2024-07-05", day);
    }
    if (!mpt_rate_parse(rate, &number)) {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "%s: '%.40s' is no rate; expected a number above 0 of at most 15 digits, like 1.0824", currency,
                        rate);
    }
    return MPT_OK;
}

/* The number of a source is never given twice, so what the history says of one is never said of another. */
static enum mpt_status add_source(struct mpt_rates_update *update, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(
        update->store, "INSERT INTO rate_source (name, received) VALUES ($name, $received)", &statement, error);
    if (!status) {
        store_bind(statement, 1, update->name);
        store_bind(statement, 2, update->received);
        status = store_step(update->store, statement, "storing rates", error);
        update->source = sqlite3_last_insert_rowid(update->store->db);
        sqlite3_finalize(statement);
    }
    return status;
}

static enum mpt_status insert_rate(struct mpt_rates_update *update, const char *currency, const char *day,
                                   const char *rate, struct mpt_error *error)
{
    enum mpt_status status = update->source ? MPT_OK : add_source(update, error);
    if (status) {
        return status;
    }
    sqlite3_stmt *insert = update->statements->insert;
    store_bind(insert, 1, currency);
    store_bind(insert, 2, day);
    sqlite3_bind_int64(insert, 3, update->source);
    store_bind(insert, 4, rate);
    status = store_step(update->store, insert, "storing rates", error);
    if (status && sqlite3_extended_errcode(update->store->db) == SQLITE_CONSTRAINT_PRIMARYKEY) {
        return mpt_fail(error, MPT_BAD_INPUT, "the rate of %s for %s is there twice", currency, day);
    }
    update->added += !status;
    if (!*update->first_day || strcmp(day, update->first_day) < 0) {
        memcpy(update->first_day, day, sizeof update->first_day);
    }
    if (strcmp(day, update->last_day) > 0) {
        memcpy(update->last_day, day, sizeof update->last_day);
    }
    return status;
}

/* Digits are compared as they stand: 1.10 is not what 1.1 was, and whoever published it will know why. */
static void name_difference(struct mpt_rates_update *update, const char *currency, const char *day, const char *old,
                            const char *now)
{
    if (update->differing < MPT_RATES_NAMED) {
        update->differences[update->differing].currency = mpt_arena_copy(update->arena, currency);
        update->differences[update->differing].day = mpt_arena_copy(update->arena, day);
        update->differences[update->differing].old = mpt_arena_copy(update->arena, old);
        update->differences[update->differing].now = mpt_arena_copy(update->arena, now);
    }
    update->differing++;
}

enum mpt_status mpt_rates_add(struct mpt_rates_update *update, const char *currency, const char *day, const char *rate,
                              struct mpt_error *error)
{
    sqlite3_stmt *in_force = update->statements->in_force;
    enum mpt_status status = check_rate(currency, day, rate, error);
    if (status) {
        return status;
    }
    store_bind(in_force, 1, currency);
    store_bind(in_force, 2, day);
    int step = sqlite3_step(in_force);
    const char *old = step == SQLITE_ROW ? (const char *)sqlite3_column_text(in_force, 0) : NULL;
    bool same = old && strcmp(old, rate) == 0;
    if (old && !same) {
        name_difference(update, currency, day, old, rate);
    }
    bool take = !old || (!same && update->replace);
    update->unchanged += same;
    sqlite3_reset(in_force);
    if (step != SQLITE_ROW && step != SQLITE_DONE) {
        return store_fail(update->store, "reading rates", error);
    }
    return take ? insert_rate(update, currency, day, rate, error) : MPT_OK;
}

enum mpt_status mpt_rates_end(struct mpt_rates_update *update, struct mpt_error *error)
{
    sqlite3_finalize(update->statements->in_force);
    sqlite3_finalize(update->statements->insert);
    *update->statements = (struct mpt_rates_statements){0};
    if (!update->source) {
        return MPT_OK;
    }
    const char *setting = mpt_arena_print(update->arena, "rates-%lld", (long long)update->source);
    const char *said =
        mpt_arena_print(update->arena, "%s, received %s: %zu rate%s, %s to %s", update->name, update->received,
                        update->added, update->added == 1 ? "" : "s", update->first_day, update->last_day);
    return mpt_store_set(update->store, setting, said, error);
}

/* --- Rates -------------------------------------------------------------------------------------------------------- */

static const char *column(sqlite3_stmt *statement, int position, struct mpt_arena *arena)
{
    return mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, position));
}

/* The nearest rate in force on or before a day, or (`after`) behind it. *found false: there is none. */
static enum mpt_status find_nearest(struct mpt_store *store, const char *currency, const char *day, bool after,
                                    struct mpt_arena *arena, struct mpt_published_rate *rate, bool *found,
                                    struct mpt_error *error)
{
    static const char before_sql[] =
        "SELECT r.day, r.rate, s.name, s.received FROM rate_in_force r JOIN rate_source s ON s.id = r.source "
        "WHERE r.currency = $currency AND r.day <= $day ORDER BY r.day DESC LIMIT 1";
    static const char after_sql[] =
        "SELECT r.day, r.rate, s.name, s.received FROM rate_in_force r JOIN rate_source s ON s.id = r.source "
        "WHERE r.currency = $currency AND r.day > $day ORDER BY r.day LIMIT 1";
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store, after ? after_sql : before_sql, &statement, error);
    if (status) {
        return status;
    }
    store_bind(statement, 1, currency);
    store_bind(statement, 2, day);
    int step = sqlite3_step(statement);
    *found = step == SQLITE_ROW;
    if (*found) {
        *rate = (struct mpt_published_rate){
            .currency = mpt_arena_copy(arena, currency),
            .day = column(statement, 0, arena),
            .rate = column(statement, 1, arena),
            .source = column(statement, 2, arena),
            .received = column(statement, 3, arena),
        };
    }
    status = *found || step == SQLITE_DONE ? MPT_OK : store_fail(store, "reading rates", error);
    sqlite3_finalize(statement);
    return status;
}

static long day_number(const char *day)
{
    struct mpt_date date;
    return mpt_date_parse(day, &date) ? mpt_date_first_day(date) : 0;
}

/* There is no rate near enough: says which is the nearest. `before` is the last one before, NULL: there is none. */
static enum mpt_status refuse(struct mpt_store *store, const char *currency, const char *day,
                              const struct mpt_published_rate *before, struct mpt_arena *arena, struct mpt_error *error)
{
    struct mpt_published_rate after;
    bool found;
    enum mpt_status status = find_nearest(store, currency, day, true, arena, &after, &found, error);
    if (status) {
        return status;
    }
    const struct mpt_published_rate *nearest = found ? &after : before;
    if (found && before && day_number(day) - day_number(before->day) <= day_number(after.day) - day_number(day)) {
        nearest = before;
    }
    if (!nearest) {
        const char *last = mpt_rates_last_day(store, arena);
        return mpt_fail(error, MPT_BAD_INPUT, "there is no rate of %s on any day; %s", currency,
                        last ? "`mpt rates` lists the currencies there are"
                             : "no rates are kept here yet, `mpt rates update FILE` takes them in");
    }
    return mpt_fail(error, MPT_BAD_INPUT,
                    "there is no rate of %s for %s or the %d days before it; the nearest is of %s", currency, day,
                    MPT_RATES_DAYS, nearest->day);
}

enum mpt_status mpt_rates_find(struct mpt_store *store, const char *currency, struct mpt_date date,
                               struct mpt_arena *arena, struct mpt_published_rate *rate, struct mpt_error *error)
{
    const char *day = mpt_date_format(date, arena);
    bool found;
    enum mpt_status status = find_nearest(store, currency, day, false, arena, rate, &found, error);
    if (status) {
        return status;
    }
    if (!found || mpt_date_first_day(date) - day_number(rate->day) > MPT_RATES_DAYS) {
        return refuse(store, currency, day, found ? rate : NULL, arena, error);
    }
    return MPT_OK;
}

const char *mpt_rates_last_day(struct mpt_store *store, struct mpt_arena *arena)
{
    sqlite3_stmt *statement;
    struct mpt_error unused;
    const char *last = NULL;
    if (store_prepare(store, "SELECT max(day) FROM rate_in_force", &statement, &unused) == MPT_OK) {
        bool there = sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL;
        last = there ? column(statement, 0, arena) : NULL;
        sqlite3_finalize(statement);
    }
    return last;
}
