/* The functions that maps have beside SQLite's own: money, dates, countries and texts as they are written elsewhere.
 * What one of them cannot read it gives back as it is, so that it is refused later under the name of its field. */
#include <stdlib.h>
#include <string.h>

#include "mapper.h"
#include "mpt/json.h"
#include "mpt/money.h"
#include "mpt/text.h"

/* One call's memory. */
#define CALL_BEGINS struct mpt_arena *arena = mpt_arena_open()
#define CALL_ENDS mpt_arena_close(arena)

static const char *argument(sqlite3_value **values, int i)
{
    const char *text = (const char *)sqlite3_value_text(values[i]);
    return text && *text ? text : NULL;
}

/* A text that the call's memory holds. */
static void give(sqlite3_context *context, const char *text)
{
    if (text && *text) {
        sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
    }
}

static const struct mpt_map *map_of(sqlite3_context *context)
{
    return sqlite3_user_data(context);
}

static void number(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *text = argument(values, 0);
    (void)count;
    if (text) {
        CALL_BEGINS;
        const char *read = mpt_number_read(text, map_of(context)->decimal, arena);
        give(context, read ? read : text);
        CALL_ENDS;
    }
}

/* Cuts digits behind the currency's last decimal off, rounding half up by the digit behind. */
static const char *to_minor(const char *plain, int decimals, struct mpt_arena *arena)
{
    const char *point = strchr(plain, '.');
    if (!point || strlen(point + 1) <= (size_t)decimals) {
        return plain;
    }
    bool up = point[1 + decimals] >= '5';
    size_t whole = (size_t)(point - plain), len = decimals ? whole + 1 + (size_t)decimals : whole;
    char *digits = mpt_arena_print(arena, "%.*s", (int)len, plain);
    for (size_t i = len; up && i > 0; i--) {
        char *digit = &digits[i - 1];
        if (*digit == '.' || *digit == '-') {
            continue;
        }
        up = *digit == '9';
        *digit = up ? '0' : (char)(*digit + 1);
    }
    bool minus = *digits == '-';
    return up ? mpt_arena_print(arena, "%s1%s", minus ? "-" : "", digits + minus) : digits;
}

static void money(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *text = argument(values, 0), *currency = count > 1 ? argument(values, 1) : map_of(context)->currency;
    int decimals = currency ? mpt_currency_decimals(currency) : -1;
    if (!text || !currency) {
        return;
    }
    CALL_BEGINS;
    const char *read = mpt_number_read(text, map_of(context)->decimal, arena);
    if (read && decimals >= 0) {
        give(context, mpt_arena_print(arena, "%s %s", currency, to_minor(read, decimals, arena)));
    } else {
        give(context, mpt_arena_print(arena, "%s %s", currency, text));
    }
    CALL_ENDS;
}

static void day(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *text = argument(values, 0);
    struct mpt_date date;
    (void)count;
    if (text) {
        CALL_BEGINS;
        give(context, mpt_date_read(text, map_of(context)->dates, &date) ? mpt_date_format(date, arena) : text);
        CALL_ENDS;
    }
}

static void epoch(sqlite3_context *context, int count, sqlite3_value **values)
{
    enum { DAY = 86400000 };
    const char *text = argument(values, 0);
    char *end;
    (void)count;
    if (!text) {
        return;
    }
    long long milliseconds = strtoll(text, &end, 10);
    long days = (long)(milliseconds / DAY - (milliseconds % DAY < 0));
    if (*end || days < -365000 || days > 2900000) {
        give(context, text);
        return;
    }
    CALL_BEGINS;
    give(context, mpt_date_format(mpt_date_from_days(days), arena));
    CALL_ENDS;
}

static void country(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *text = argument(values, 0), *code = text ? mpt_country_read(text) : NULL;
    (void)count;
    give(context, code ? code : text);
}

static void slug(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *text = argument(values, 0);
    (void)count;
    if (text) {
        CALL_BEGINS;
        give(context, mpt_text_slug(text, arena));
        CALL_ENDS;
    }
}

static void clean(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *text = argument(values, 0);
    (void)count;
    if (text) {
        CALL_BEGINS;
        give(context, mpt_text_plain(text, arena));
        CALL_ENDS;
    }
}

static void lines(sqlite3_context *context, int count, sqlite3_value **values)
{
    CALL_BEGINS;
    const char *list = NULL;
    for (int i = 0; i < count; i++) {
        const char *text = argument(values, i);
        for (const char *element; text && (element = mpt_value_next(&text, false, arena, NULL));) {
            list = *element ? mpt_value_add(list, element, false, arena) : list;
        }
    }
    give(context, list);
    CALL_ENDS;
}

/* A list in one cell as a JSON array; empty parts stay, so that two lists can be read side by side. */
static void parts(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *text = argument(values, 0), *separator = argument(values, 1);
    (void)count;
    if (!text || !separator) {
        return;
    }
    CALL_BEGINS;
    struct mpt_text array = mpt_text_init(arena);
    for (const char *end = text; end; text = end + strlen(separator)) {
        end = strstr(text, separator);
        size_t len = end ? (size_t)(end - text) : strlen(text), blanks = strspn(text, " \t\r\n");
        const char *part = mpt_arena_copy_len(arena, text, len);
        blanks = blanks < len ? blanks : len;
        for (len -= blanks; len && strchr(" \t\r\n", part[blanks + len - 1]);) {
            len--;
        }
        mpt_text_add(&array, array.len ? "," : "[");
        mpt_json_string(&array, mpt_arena_copy_len(arena, part + blanks, len));
        if (!end) {
            break;
        }
    }
    mpt_text_add(&array, "]");
    give(context, mpt_text_get(&array));
    CALL_ENDS;
}

int map_functions_add(sqlite3 *db, const struct mpt_map *map)
{
    static const struct {
        const char *name;
        int count; /* of its arguments; -1: any */
        void (*run)(sqlite3_context *context, int count, sqlite3_value **values);
    } functions[] = {{"number", 1, number}, {"money", 1, money}, {"money", 2, money}, {"day", 1, day},
                     {"epoch", 1, epoch},   {"clean", 1, clean}, {"slug", 1, slug},   {"country", 1, country},
                     {"lines", -1, lines},  {"parts", 2, parts}};
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < sizeof functions / sizeof *functions; i++) {
        code = sqlite3_create_function_v2(db, functions[i].name, functions[i].count, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                          (void *)map, functions[i].run, NULL, NULL, NULL);
    }
    return code;
}
