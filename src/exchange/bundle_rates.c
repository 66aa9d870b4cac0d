/* Exchange rates in bundles: every source with the rates of it that are in force, day by day. */
#include "bundle_rates.h"

#include <string.h>

#include "mpt/json.h"
#include "mpt/json_read.h"
#include "mpt/rates.h"

/* --- Out ---------------------------------------------------------------------------------------------------------- */

/* Where the writer is: the source and day whose braces are open. */
struct writer {
    FILE *out;
    int64_t source;
    char day[16];
};

static void write_string(FILE *out, const char *text, struct mpt_arena *arena)
{
    struct mpt_text json = mpt_text_init(arena);
    mpt_json_string(&json, text);
    fputs(mpt_text_get(&json), out);
}

static void begin_source(struct writer *writer, struct mpt_cursor *cursor)
{
    struct mpt_arena *arena = mpt_arena_open();
    fputs(writer->source ? "}\n    }},\n" : ",\n  \"rates\": [\n", writer->out);
    fputs("    {\"source\": ", writer->out);
    write_string(writer->out, mpt_cursor_text(cursor, "name"), arena);
    fputs(", \"received\": ", writer->out);
    write_string(writer->out, mpt_cursor_text(cursor, "received"), arena);
    fputs(", \"days\": {\n", writer->out);
    writer->source = mpt_cursor_integer(cursor, "number");
    *writer->day = '\0';
    mpt_arena_close(arena);
}

/* The file says of days, currencies and rates by its own checks that nothing in them needs escaping. */
static void write_rate(struct writer *writer, struct mpt_cursor *cursor)
{
    const char *day = mpt_cursor_text(cursor, "day");
    if (mpt_cursor_integer(cursor, "number") != writer->source) {
        begin_source(writer, cursor);
    }
    bool same_day = strcmp(day, writer->day) == 0;
    if (!same_day) {
        fprintf(writer->out, "%s      \"%s\": {", *writer->day ? "},\n" : "", day);
        snprintf(writer->day, sizeof writer->day, "%s", day);
    }
    fprintf(writer->out, "%s\"%s\": \"%s\"", same_day ? ", " : "", mpt_cursor_text(cursor, "currency"),
            mpt_cursor_text(cursor, "rate"));
}

enum mpt_status bundle_rates_write(struct mpt_store *store, FILE *out, struct mpt_error *error)
{
    struct writer writer = {.out = out};
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, "rates", NULL, NULL, 0, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        write_rate(&writer, cursor);
    }
    if (writer.source) {
        fputs("}\n    }}\n  ]", out);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

/* --- In ----------------------------------------------------------------------------------------------------------- */

static enum mpt_status take_day(struct mpt_rates_update *update, const char *day, json_t *rates,
                                struct mpt_error *error)
{
    const char *currency;
    json_t *rate;
    enum mpt_status status = json_is_object(rates)
                                 ? MPT_OK
                                 : mpt_fail(error, MPT_BAD_INPUT, "%s stands where {\"USD\": \"1.0824\", ...} must",
                                            mpt_json_type_name(rates));
    json_object_foreach(rates, currency, rate)
    {
        if (!status && !json_is_string(rate)) {
            status = mpt_fail(error, MPT_BAD_INPUT, "%s: a rate is a text like \"1.0824\", here is %s", currency,
                              mpt_json_type_name(rate));
        }
        status = status ? status : mpt_rates_add(update, currency, day, json_string_value(rate), error);
    }
    if (status) {
        mpt_error_prefix(error, "%.20s", day);
    }
    return status;
}

static enum mpt_status take_days(struct mpt_rates_update *update, json_t *days, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    const char *day;
    json_t *rates;
    json_object_foreach(days, day, rates)
    {
        status = status ? status : take_day(update, day, rates, error);
    }
    if (!status && update->differing) {
        status = mpt_fail(error, MPT_BAD_INPUT,
                          "the rate of %s for %s is %s here already and %s in the bundle; nothing was changed",
                          update->differences[0].currency, update->differences[0].day, update->differences[0].old,
                          update->differences[0].now);
    }
    return status;
}

static enum mpt_status take_source(struct mpt_store *store, const json_t *source, size_t *added,
                                   struct mpt_arena *arena, struct mpt_error *error)
{
    const char *name = json_string_value(json_object_get(source, "source"));
    const char *received = json_string_value(json_object_get(source, "received"));
    json_t *days = json_object_get(source, "days");
    struct mpt_rates_update update;
    struct mpt_date date;
    struct mpt_error unused;
    if (!name || !received || !mpt_date_parse(received, &date) || !date.day || !json_is_object(days) ||
        json_object_size(source) != 3) {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "expected {\"source\": \"eurofxref-hist.csv\", \"received\": \"2024-07-07\", \"days\": {...}}");
    }
    if (!mpt_text_printable(name)) {
        return mpt_fail(error, MPT_BAD_INPUT, "the source '%s' holds characters that cannot be printed", name);
    }
    enum mpt_status status = mpt_rates_begin(store, name, received, false, arena, &update, error);
    status = status ? status : take_days(&update, days, error);
    enum mpt_status ended = mpt_rates_end(&update, status ? &unused : error);
    *added += update.added;
    return status ? status : ended;
}

enum mpt_status bundle_rates_take(struct mpt_store *store, const char *name, const json_t *rates, size_t *added,
                                  struct mpt_arena *arena, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    if (rates && !json_is_array(rates)) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: \"rates\" must be an array [...]", name);
    }
    for (size_t i = 0; !status && i < json_array_size(rates); i++) {
        status = take_source(store, json_array_get(rates, i), added, arena, error);
        if (status == MPT_BAD_INPUT) {
            mpt_error_prefix(error, "%s: rates number %zu", name, i + 1);
        }
    }
    return status;
}
