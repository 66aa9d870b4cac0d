/* The signs a file is written with: which one parts decimals, which number of a date is the day, which currency. */
#include <string.h>

#include "mpt/money.h"
#include "propose_internal.h"

static const enum role amounts[] = {ROLE_AMOUNT, ROLE_SOUGHT, ROLE_COST, ROLE_OWN_SHARE};
static const enum role dates[] = {ROLE_STARTS, ROLE_ENDS, ROLE_UPDATED};

/* The counts of several columns together. */
struct counts {
    size_t left, right, either; /* that speak for one, for the other, for both */
    const char *either_one;
};

static struct counts count_points(const struct guess *guess)
{
    struct counts counts = {0};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        const struct column *column = guess->by_role[amounts[i]];
        if (column) {
            counts.left += column->only_point;
            counts.right += column->only_comma;
            counts.either += column->unclear;
            counts.either_one = column->unclear ? column->unclear_one : counts.either_one;
        }
    }
    return counts;
}

static struct counts count_orders(const struct guess *guess)
{
    struct counts counts = {0};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const struct column *column = guess->by_role[dates[i]];
        if (column) {
            counts.left += column->only_dmy;
            counts.right += column->only_mdy;
            counts.either += column->either;
            counts.either_one = column->either ? column->either_one : counts.either_one;
        }
    }
    return counts;
}

static void find_decimal(struct guess *guess)
{
    struct counts counts = count_points(guess);
    char given = guess->sample->decimal;
    guess->decimal = (char)(given                        ? given
                            : counts.left > counts.right ? '.'
                            : counts.right > 0           ? ','
                            : counts.either > 0          ? '\0'
                                                         : '.');
    if (given) {
        sentences_add(&guess->signs, guess->arena, "Decimal sign: '%c', as you said.", given);
    } else if (!guess->decimal) {
        sentences_add(&guess->problems, guess->arena,
                      "'%s' may be thousands or decimals, and no amount shows which: amounts are left out until the "
                      "decimal sign is said.",
                      counts.either_one);
    } else if (counts.left || counts.right) {
        sentences_add(&guess->signs, guess->arena, "Decimal sign: '%c' (by %zu of the amounts).", guess->decimal,
                      guess->decimal == '.' ? counts.left : counts.right);
    }
    if (!given && counts.left && counts.right) {
        sentences_add(
            &guess->problems, guess->arena,
            "Some amounts can be read only with '.' before the decimals (%zu), others only with ',' (%zu); '%c' is "
            "taken.",
            counts.left, counts.right, guess->decimal);
    }
}

static void find_order(struct guess *guess)
{
    struct counts counts = count_orders(guess);
    bool given = guess->sample->dates != MPT_DATE_ISO;
    guess->dates = given                                  ? guess->sample->dates
                   : counts.right > counts.left           ? MPT_DATE_MDY
                   : counts.left > 0 || counts.either > 0 ? MPT_DATE_DMY
                                                          : MPT_DATE_ISO;
    const char *order = guess->dates == MPT_DATE_MDY ? "month" : "day";
    if (given && guess->dates != MPT_DATE_YMD) {
        sentences_add(&guess->signs, guess->arena, "Dates: %s first, as you said.", order);
    } else if (counts.left || counts.right) {
        sentences_add(&guess->signs, guess->arena, "Dates: %s first (by %zu of the dates).", order,
                      guess->dates == MPT_DATE_MDY ? counts.right : counts.left);
    } else if (counts.either) {
        sentences_add(&guess->problems, guess->arena,
                      "Nothing shows whether '%s' begins with the day or the month; the day is taken.",
                      counts.either_one);
    }
    if (!given && counts.left && counts.right) {
        sentences_add(
            &guess->problems, guess->arena,
            "Some dates can be read only with the day first (%zu), others only with the month first (%zu); the %s "
            "is taken.",
            counts.left, counts.right, order);
    }
}

/* The currency that a column's header or values name. */
static const char *own_currency(const struct column *column)
{
    return column->header.currency                                                            ? column->header.currency
           : column->currency && *column->currency && column->currencies * 2 > column->filled ? column->currency
                                                                                              : NULL;
}

const char *guess_currency_sql(const struct guess *guess, const struct column *column)
{
    const struct column *by_row = guess->by_role[ROLE_CURRENCY];
    const char *own = guess->sample->currency ? guess->sample->currency : own_currency(column);
    if (!own && by_row) {
        return sql_value(by_row, guess->arena);
    }
    own = own ? own : guess->currency;
    return own ? sql_text(own, guess->arena) : NULL;
}

static void find_currency(struct guess *guess)
{
    const char *given = guess->sample->currency;
    const struct column *by_row = guess->by_role[ROLE_CURRENCY], *from = NULL;
    guess->currency = given;
    for (size_t i = 0; !given && i < sizeof amounts / sizeof *amounts && !from; i++) {
        const struct column *column = guess->by_role[amounts[i]];
        from = column && own_currency(column) ? column : NULL;
    }
    if (given) {
        sentences_add(&guess->signs, guess->arena, "Currency: %s, as you said.", given);
    } else if (from) {
        guess->currency = own_currency(from);
        sentences_add(&guess->signs, guess->arena, "Currency: %s (%s of '%s').", guess->currency,
                      from->header.currency ? "in the name" : "in the values", from->name);
    } else if (by_row) {
        sentences_add(&guess->signs, guess->arena, "Currency: in column '%s'.", by_row->name);
    }
}

/* A word that makes numbers thousands: in the name of an amount, or in a column that seems to be the currency's. */
static const char *find_scale(const struct guess *guess, const struct column **where)
{
    for (size_t i = 0; i < guess->sample->count; i++) {
        const struct column *column = &guess->columns[i];
        const char *phrase;
        bool money = column->role == ROLE_AMOUNT || column->role == ROLE_SOUGHT || column->role == ROLE_COST ||
                     column->role == ROLE_OWN_SHARE;
        bool currency = header_score(guess->lexicon, &column->header, ROLE_CURRENCY, &phrase) > 0.8;
        const char *scale = money ? column->header.scale : currency ? column->scale : NULL;
        if (scale) {
            *where = column;
            return scale;
        }
    }
    return NULL;
}

void guess_settings(struct guess *guess)
{
    const struct column *where = NULL, *first = NULL;
    find_decimal(guess);
    find_order(guess);
    find_currency(guess);
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts && !first; i++) {
        first = guess->by_role[amounts[i]];
    }
    const char *scale = find_scale(guess, &where);
    guess->money = first && guess->decimal && !scale && (guess->currency || guess->by_role[ROLE_CURRENCY]);
    if (first && scale) {
        sentences_add(&guess->problems, guess->arena,
                      "'%s' in '%s' says that amounts may be in thousands or millions: they are left out; put them "
                      "into the map by hand.",
                      scale, where->name);
    } else if (first && !guess->currency && !guess->by_role[ROLE_CURRENCY]) {
        sentences_add(&guess->problems, guess->arena,
                      "Nothing says the currency of '%s': amounts are left out until it is said.", first->name);
    }
}
