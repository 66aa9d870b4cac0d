/* `mpt rates`: which exchange rates are kept and where they are from; and one amount in another currency. */
#include "rates.h"

#include "mpt/report.h"
#include "mpt/text.h"

enum { SOURCES_SHOWN = 10 };

struct mpt_data *rates_data(const struct mpt_published_rate *rate, struct mpt_arena *arena)
{
    struct mpt_data *data = mpt_data_object(arena);
    mpt_data_text(data, "currency", rate->currency);
    mpt_data_text(data, "rate", rate->rate);
    mpt_data_text(data, "day", rate->day);
    mpt_data_text(data, "source", rate->source);
    mpt_data_text(data, "received", rate->received);
    return data;
}

/* --- What is kept ------------------------------------------------------------------------------------------------- */

/* A column's text that outlives the row. */
static const char *column(struct mpt_cursor *cursor, const char *name, struct mpt_arena *arena)
{
    const char *text = mpt_cursor_text(cursor, name);
    return mpt_arena_copy(arena, text ? text : "");
}

/* Which days, and how many rates. */
static void add_span(struct mpt_data *data, struct mpt_cursor *cursor, struct mpt_arena *arena)
{
    mpt_data_text(data, "first_day", column(cursor, "first_day", arena));
    mpt_data_text(data, "last_day", column(cursor, "last_day", arena));
    mpt_data_number(data, "rates", mpt_cursor_number(cursor, "rates"));
}

static enum mpt_status add_currencies(struct mpt_store *store, struct mpt_document *document, struct mpt_error *error)
{
    static const char *heads[] = {"currency", "from", "to", "rates"};
    static const bool numeric[] = {false, false, false, true};
    struct mpt_arena *arena = document->arena;
    struct mpt_data *list = mpt_data_array(arena);
    struct mpt_table *table = NULL;
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, "rate-currencies", NULL, NULL, 0, &cursor, error);
    mpt_document_section(document, "CURRENCIES");
    while (!status && mpt_cursor_next(cursor)) {
        const char *cells[] = {column(cursor, "currency", arena), column(cursor, "first_day", arena),
                               column(cursor, "last_day", arena), column(cursor, "rates", arena)};
        struct mpt_data *data = mpt_data_object(arena);
        mpt_data_text(data, "currency", cells[0]);
        add_span(data, cursor, arena);
        mpt_data_push(list, data);
        table = table ? table : mpt_document_table(document, heads, numeric, 4);
        mpt_table_row(document, table, cells);
    }
    if (!table) {
        mpt_document_paragraph(document, "No exchange rates are kept here. `mpt rates update FILE` takes in "
                                         "eurofxref-hist.csv or eurofxref-daily.xml of the European Central Bank.");
    }
    mpt_data_set(document->data, "currencies", list);
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

static enum mpt_status add_sources(struct mpt_store *store, struct mpt_document *document, struct mpt_error *error)
{
    static const char *heads[] = {"received", "from", "to", "rates", "source"};
    static const bool numeric[] = {false, false, false, true, false};
    struct mpt_arena *arena = document->arena;
    struct mpt_data *list = mpt_data_array(arena);
    struct mpt_table *table = NULL;
    struct mpt_cursor *cursor;
    size_t count = 0;
    enum mpt_status status = mpt_cursor_open(store, "rate-sources", NULL, NULL, 0, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        const char *cells[] = {column(cursor, "received", arena), column(cursor, "first_day", arena),
                               column(cursor, "last_day", arena), column(cursor, "rates", arena),
                               column(cursor, "name", arena)};
        struct mpt_data *data = mpt_data_object(arena);
        mpt_data_text(data, "source", cells[4]);
        mpt_data_text(data, "received", cells[0]);
        add_span(data, cursor, arena);
        mpt_data_push(list, data);
        if (!table) {
            mpt_document_section(document, "SOURCES");
            table = mpt_document_table(document, heads, numeric, 5);
        }
        if (count++ < SOURCES_SHOWN) {
            mpt_table_row(document, table, cells);
        }
    }
    if (count > SOURCES_SHOWN) {
        mpt_document_paragraph(
            document, mpt_arena_print(arena, "%zu older ones: mpt rates --format json", count - SOURCES_SHOWN));
    }
    mpt_data_set(document->data, "sources", list);
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

enum mpt_status mpt_report_rates(struct mpt_store *store, struct mpt_date today, struct mpt_arena *arena,
                                 struct mpt_document **document, struct mpt_error *error)
{
    *document = mpt_document_open(arena, "mpt.rates/1", mpt_date_format(today, arena));
    (*document)->title = "EXCHANGE RATES  of the euro";
    enum mpt_status status = add_currencies(store, *document, error);
    return status ? status : add_sources(store, *document, error);
}

/* --- One amount --------------------------------------------------------------------------------------------------- */

enum mpt_status mpt_report_conversion(struct mpt_store *store, struct mpt_money amount, const char *to,
                                      struct mpt_date date, struct mpt_arena *arena, struct mpt_document **document,
                                      struct mpt_error *error)
{
    struct mpt_conversion conversion;
    enum mpt_status status = mpt_rates_convert(store, amount, to, date, arena, &conversion, error);
    if (status) {
        return status;
    }
    const char *from = mpt_money_format(conversion.from, arena), *result = mpt_money_format(conversion.to, arena);
    *document = mpt_document_open(arena, "mpt.conversion/1", mpt_date_format(date, arena));
    (*document)->title = mpt_arena_print(arena, "%s = %s", from, result);
    (*document)->aside = mpt_arena_print(arena, "on %s", mpt_date_show(date, arena));
    struct mpt_data *rates = mpt_data_array(arena);
    mpt_document_section(*document, NULL);
    for (size_t i = 0; i < conversion.rate_count; i++) {
        const struct mpt_published_rate *rate = &conversion.rates[i];
        mpt_document_item(
            *document, "rate", MPT_MUTED,
            mpt_arena_print(arena, "%s; %s", mpt_rates_show(rate, arena), mpt_rates_show_source(rate, arena)), NULL);
        mpt_data_push(rates, rates_data(rate, arena));
    }
    if (!conversion.rate_count) {
        mpt_document_paragraph(*document, "It is in that currency.");
    }
    mpt_data_text((*document)->data, "amount", from);
    mpt_data_text((*document)->data, "converted", result);
    mpt_data_set((*document)->data, "rates", rates);
    return MPT_OK;
}
