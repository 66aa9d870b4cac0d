/* Targets that projects contribute to as IATI results: the claim, and the target's baseline, value and measurements as
 * indicator.
 *
 * A result is an outcome (code list ResultType, 2). A value that holds for a date is one of a period, from the first to
 * the last day the date may mean; what "2030" is due for is the year 2030. A baseline without a date is left away,
 * since IATI asks for its year. */
#include <string.h>

#include "exchange/export_iati.h"

static bool is(const char *word, const char *a, const char *b)
{
    return word && (strcmp(word, a) == 0 || strcmp(word, b) == 0);
}

static const char *number(struct iati *iati, const char *column)
{
    struct mpt_cursor *row = iati->results.cursor;
    return mpt_cursor_is_null(row, column) ? NULL : mpt_number_format(mpt_cursor_number(row, column), iati->arena);
}

/* "cost of hydrogen, AUD per kg": what is measured, in what. */
static const char *describe(struct iati *iati)
{
    struct mpt_cursor *row = iati->results.cursor;
    const char *metric = mpt_cursor_text(row, "metric"), *unit = mpt_cursor_text(row, "unit");
    const char *currency = mpt_cursor_text(row, "currency");
    if (!metric && !unit && !currency) {
        return NULL;
    }
    return mpt_arena_print(iati->arena, "%s%s%s%s%s", metric ? metric : "", metric && (unit || currency) ? ", " : "",
                           currency ? currency : "", currency && unit ? " " : "", unit ? unit : "");
}

static void write_baseline(struct iati *iati)
{
    struct mpt_cursor *row = iati->results.cursor;
    const char *text = mpt_cursor_text(row, "baseline_on"), *value = number(iati, "baseline");
    struct mpt_date date;
    if (value && text && mpt_date_parse(text, &date)) {
        xml_empty(&iati->xml, "baseline",
                  XML_ATTRIBUTES("year", mpt_arena_print(iati->arena, "%d", date.year), "iso-date",
                                 date.day ? text : NULL, "value", value));
    }
}

/* A period with one value in it, of `name` target or actual. */
static void write_period(struct iati *iati, const char *on, const char *name, const char *value, const char *comment)
{
    struct mpt_date date;
    if (!value || !on || !mpt_date_parse(on, &date)) {
        return;
    }
    xml_open(&iati->xml, "period", NULL);
    iati_day(iati, "period-start", mpt_date_first_day(date));
    iati_day(iati, "period-end", mpt_date_last_day(date));
    if (comment) {
        xml_open(&iati->xml, name, XML_ATTRIBUTES("value", value));
        iati_narrative(iati, "comment", comment);
        xml_close(&iati->xml, name);
    } else {
        xml_empty(&iati->xml, name, XML_ATTRIBUTES("value", value));
    }
    xml_close(&iati->xml, "period");
}

/* The indicator of the row at hand; the rows that follow with the same contribution are its further measurements. */
static void write_indicator(struct iati *iati, const char *contribution)
{
    struct mpt_cursor *row = iati->results.cursor;
    struct xml *xml = &iati->xml;
    const char *direction = mpt_cursor_text(row, "direction"), *unit = mpt_cursor_text(row, "unit");
    const char *high = number(iati, "value_high");
    bool rises = is(direction, "up", "keep-above") || is(direction, "achieve", "achieve");
    bool falls = is(direction, "down", "keep-below");
    xml_open(xml, "indicator",
             XML_ATTRIBUTES("measure", is(unit, "%", "percent") ? "2" : "1", "ascending",
                            rises   ? "true"
                            : falls ? "false"
                                    : NULL));
    iati_narrative(iati, "title", mpt_cursor_text(row, "title"));
    iati_narrative(iati, "description", describe(iati));
    write_baseline(iati);
    write_period(iati, mpt_cursor_text(row, "due"), "target", number(iati, "value"),
                 high ? mpt_arena_print(iati->arena, "up to %s", high) : NULL);
    for (struct export_along *at = &iati->results;
         export_along_at(at, iati->code) && strcmp(mpt_cursor_text(at->cursor, "code"), contribution) == 0;
         export_along_next(at)) {
        write_period(iati, mpt_cursor_text(row, "measured_on"), "actual", number(iati, "actual"),
                     mpt_cursor_text(row, "summary"));
    }
    xml_close(xml, "indicator");
}

void iati_write_results(struct iati *iati)
{
    struct export_along *at = &iati->results;
    while (export_along_at(at, iati->code)) {
        const char *contribution = export_copy(at->cursor, "code", iati->arena);
        xml_open(&iati->xml, "result", XML_ATTRIBUTES("type", "2"));
        iati_narrative(iati, "title", mpt_cursor_text(at->cursor, "title"));
        iati_narrative(iati, "description", mpt_cursor_text(at->cursor, "claim"));
        write_indicator(iati, contribution);
        xml_close(&iati->xml, "result");
    }
}
