/* Money of projects as IATI budgets and transactions.
 *
 *   committed    a commitment, outgoing (2) where the reporter gives, else incoming (11); pledged likewise 12 and 13
 *   spent        a disbursement (3) to a receiver who is not the giver, else an expenditure (4)
 *   planned      an indicative budget (1)
 *   applied      nothing: IATI knows no applications
 *
 * A transaction lies in the past and has a date: the first day for which money is committed or pledged, the last day on
 * which it was spent. Money committed or pledged for what is still to come is a budget of its period, committed (2) or
 * indicative, since the day of the commitment is not what we know. A budget's period has at most a year; longer ones
 * are not cut up, as nobody said how the money is spread. */
#include <string.h>

#include "exchange/export_iati.h"

/* --- Reading ------------------------------------------------------------------------------------------------------ */

static struct iati_partner read_partner(struct iati *iati, const char *name)
{
    struct mpt_cursor *row = iati->fundings.cursor;
    const char *column[5];
    static const char *const suffixes[] = {"", "_title", "_ids", "_group", "_level"};
    for (size_t i = 0; i < 5; i++) {
        column[i] = export_copy(row, mpt_arena_print(iati->arena, "%s%s", name, suffixes[i]), iati->arena);
    }
    const char *form = mpt_cursor_text(row, mpt_arena_print(iati->arena, "%s_form", name));
    return (struct iati_partner){column[0], column[1], export_iati_id(column[2], iati->arena),
                                 iati_organisation_type(column[3], column[4], form)};
}

static struct iati_funding read_funding(struct iati *iati)
{
    struct mpt_cursor *row = iati->fundings.cursor;
    const char *form = mpt_cursor_text(row, "form");
    struct iati_funding funding = {.code = export_copy(row, "code", iati->arena),
                                   .title = export_copy(row, "title", iati->arena),
                                   .amount = export_amount(row, iati->arena),
                                   .currency = export_copy(row, "amount_currency", iati->arena),
                                   .stage = export_copy(row, "stage", iati->arena),
                                   .in_kind = form && strcmp(form, "in-kind") == 0,
                                   .giver = read_partner(iati, "giver"),
                                   .receiver = read_partner(iati, "receiver")};
    struct mpt_date date, year = {.year = (int)mpt_cursor_integer(row, "year")};
    const char *starts = mpt_cursor_text(row, "starts"), *ends = mpt_cursor_text(row, "ends");
    bool in_year = !mpt_cursor_is_null(row, "year");
    funding.has_first = (starts && mpt_date_parse(starts, &date)) || in_year;
    funding.first = funding.has_first ? mpt_date_first_day(starts ? date : year) : 0;
    funding.has_last = (ends && mpt_date_parse(ends, &date)) || in_year;
    funding.last = funding.has_last ? mpt_date_last_day(ends ? date : year) : 0;
    return funding;
}

void iati_read_money(struct iati *iati)
{
    size_t capacity = 0;
    iati->money = NULL;
    iati->money_count = 0;
    for (struct export_along *at = &iati->fundings; export_along_at(at, iati->code); export_along_next(at)) {
        iati->money = mpt_arena_grow(iati->arena, iati->money, iati->money_count, &capacity, sizeof *iati->money);
        iati->money[iati->money_count++] = read_funding(iati);
    }
}

/* --- Placing ------------------------------------------------------------------------------------------------------ */

static bool fits_budget(const struct iati_funding *funding)
{
    return funding->has_first && funding->has_last && funding->first <= funding->last &&
           funding->last < mpt_date_first_day(mpt_date_add_months(mpt_date_from_days(funding->first), 12));
}

/* Decides what the funding becomes; gives why it cannot become anything, NULL when it can. */
static const char *place(const struct iati *iati, struct iati_funding *funding)
{
    bool spent = strcmp(funding->stage, "spent") == 0, committed = strcmp(funding->stage, "committed") == 0;
    bool own = funding->giver.code && strcmp(funding->giver.code, iati->how->reporting_org) == 0;
    bool begun = funding->has_first && funding->first <= iati->today;
    bool ended = funding->has_last && funding->last <= iati->today;
    if (strcmp(funding->stage, "applied") == 0) {
        return "is only applied for";
    }
    if (spent && (begun || ended)) {
        const char *giver = funding->giver.code, *receiver = funding->receiver.code;
        funding->transaction = receiver && giver && strcmp(giver, receiver) != 0 ? "3" : "4";
        funding->date = ended ? funding->last : funding->first;
        return NULL;
    }
    if (spent) {
        return "has no day on which it was spent";
    }
    if (begun && strcmp(funding->stage, "planned") != 0) {
        funding->transaction = committed ? own ? "2" : "11" : own ? "12" : "13";
        funding->date = funding->first;
        return NULL;
    }
    if (!fits_budget(funding)) {
        return !funding->has_first  ? "does not say from when it is"
               : !funding->has_last ? "does not say until when it is"
                                    : "is for longer than the year a budget may have";
    }
    funding->budget = committed ? "2" : "1";
    return NULL;
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

static void write_value(struct iati *iati, const struct iati_funding *funding, long day)
{
    xml_text(&iati->xml, "value", funding->amount,
             XML_ATTRIBUTES("currency", funding->currency, "value-date", iati_date(iati, day)));
}

static void write_budget(struct iati *iati, const struct iati_funding *funding)
{
    xml_open(&iati->xml, "budget", XML_ATTRIBUTES("status", funding->budget));
    iati_day(iati, "period-start", funding->first);
    iati_day(iati, "period-end", funding->last);
    write_value(iati, funding, funding->first);
    xml_close(&iati->xml, "budget");
}

static void write_transaction(struct iati *iati, const struct iati_funding *funding)
{
    const char *title = funding->title && funding->in_kind
                            ? mpt_arena_print(iati->arena, "%s (in kind)", funding->title)
                        : funding->in_kind ? "in kind"
                                           : funding->title;
    xml_open(&iati->xml, "transaction", XML_ATTRIBUTES("ref", funding->code));
    xml_empty(&iati->xml, "transaction-type", XML_ATTRIBUTES("code", funding->transaction));
    iati_day(iati, "transaction-date", funding->date);
    write_value(iati, funding, funding->date);
    iati_narrative(iati, "description", title);
    iati_write_partner(iati, "provider-org", NULL, &funding->giver);
    iati_write_partner(iati, "receiver-org", NULL, &funding->receiver);
    xml_close(&iati->xml, "transaction");
}

void iati_write_money(struct iati *iati)
{
    for (size_t i = 0; i < iati->money_count; i++) {
        struct iati_funding *funding = &iati->money[i];
        const char *why = place(iati, funding);
        if (why) {
            export_remark(iati->how, "funding", funding->code, why, true);
        } else if (funding->budget) {
            write_budget(iati, funding);
        }
    }
    for (size_t i = 0; i < iati->money_count; i++) {
        if (iati->money[i].transaction) {
            write_transaction(iati, &iati->money[i]);
        }
    }
}
