/* The mission page's money as one total in a currency that was asked for.
 *
 * All of it is taken at the rates of one day. At the rates of each funding's own date a currency that moved would look
 * like money that came or went, a ratio of two sums would compare days instead of money, and what is planned for years
 * to come has no rate yet. What is converted is the sum in each currency as it stands on the page above, rounded once
 * each; the plan is what the mission itself says it needs, where it does. */
#include <string.h>

#include "mpt/rates.h"
#include "mpt/text.h"
#include "page_money.h"
#include "rates.h"

struct totals {
    struct page *page;
    struct mpt_money sums[MONEY_STAGES]; /* in the currency asked for */
    size_t counted[MONEY_STAGES];        /* how many sums are in each */
    struct mpt_published_rate *rates;    /* each once */
    size_t rate_count, rate_capacity;
    struct mpt_text left_out; /* the currencies that could not be converted */
    const char **missing;     /* what of each, and why */
    size_t missing_count, missing_capacity;
    struct mpt_data *missing_data;
};

static void remember_rates(struct totals *totals, const struct mpt_conversion *conversion)
{
    for (size_t i = 0; i < conversion->rate_count; i++) {
        const struct mpt_published_rate *rate = &conversion->rates[i];
        bool known = false;
        for (size_t j = 0; j < totals->rate_count; j++) {
            known |= strcmp(totals->rates[j].currency, rate->currency) == 0;
        }
        if (!known) {
            totals->rates = mpt_arena_grow(totals->page->arena, totals->rates, totals->rate_count,
                                           &totals->rate_capacity, sizeof *totals->rates);
            totals->rates[totals->rate_count++] = *rate;
        }
    }
}

/* Adds an amount to the total of its stage. Errors: MPT_BAD_INPUT when it cannot be converted. */
static enum mpt_status add(struct totals *totals, size_t stage, struct mpt_money amount, struct mpt_error *error)
{
    const struct mpt_report_query *query = totals->page->query;
    struct mpt_conversion conversion;
    enum mpt_status status = mpt_rates_convert(totals->page->store, amount, query->currency, query->rate_date,
                                               totals->page->arena, &conversion, error);
    if (status) {
        return status;
    }
    if (__builtin_add_overflow(totals->sums[stage].minor, conversion.to.minor, &totals->sums[stage].minor)) {
        return mpt_fail(error, MPT_BAD_INPUT, "the total in %s is too large an amount", query->currency);
    }
    totals->counted[stage]++;
    remember_rates(totals, &conversion);
    return MPT_OK;
}

/* Names what could not be converted, and why. */
static void add_missing(struct totals *totals, const char *currency, const char *amounts, const char *reason,
                        struct mpt_data *data)
{
    struct page *page = totals->page;
    totals->missing = mpt_arena_grow(page->arena, totals->missing, totals->missing_count, &totals->missing_capacity,
                                     sizeof *totals->missing);
    totals->missing[totals->missing_count++] = mpt_arena_print(page->arena, "%s: %s", amounts, reason);
    if (!strstr(mpt_text_get(&totals->left_out), currency)) { /* the plan's may be named already */
        mpt_text_print(&totals->left_out, "%s%s", totals->left_out.len ? ", " : "", currency);
    }
    mpt_data_text(data, "reason", mpt_arena_copy(page->arena, reason));
    mpt_data_push(totals->missing_data, data);
}

/* What the currency has in each stage; the mission's own plan stands in place of the planned sums where there is one.
 */
static enum mpt_status add_currency(struct totals *totals, const struct money_sums *sums, bool with_plan)
{
    struct page *page = totals->page;
    struct mpt_text amounts = mpt_text_init(page->arena);
    struct mpt_data *data = mpt_data_object(page->arena);
    const char *currency = mpt_arena_copy(page->arena, sums->currency);
    struct mpt_error reason = {""};
    mpt_data_text(data, "currency", currency);
    for (size_t stage = with_plan ? MONEY_PLANNED : MONEY_APPLIED; stage < MONEY_STAGES; stage++) {
        struct mpt_money amount = money_total(sums, stage);
        struct mpt_error problem;
        enum mpt_status status = money_recorded(sums, stage) ? add(totals, stage, amount, &problem) : MPT_OK;
        if (status && status != MPT_BAD_INPUT) {
            *page->error = problem;
            return status;
        }
        if (status) {
            reason = problem;
            mpt_text_print(&amounts, "%s%s %s", amounts.len ? ", " : "", money_stages[stage],
                           mpt_money_show(amount, page->arena));
            mpt_data_text(data, money_stages[stage], mpt_money_format(amount, page->arena));
        }
    }
    if (amounts.len) {
        add_missing(totals, currency, mpt_text_get(&amounts), reason.message, data);
    }
    return MPT_OK;
}

/* The plan that the mission states, whatever its currency. *stated false: it states none. */
static enum mpt_status add_plan(struct totals *totals, bool *stated)
{
    struct page *page = totals->page;
    const char *planned = mpt_record_get(&page->mission, "planned");
    struct mpt_money plan;
    struct mpt_error problem;
    *stated = planned && mpt_money_parse(planned, &plan, &problem) == MPT_OK;
    enum mpt_status status = *stated ? add(totals, MONEY_PLANNED, plan, &problem) : MPT_OK;
    if (status == MPT_BAD_INPUT) {
        struct mpt_data *data = mpt_data_object(page->arena);
        mpt_data_text(data, "currency", mpt_arena_copy(page->arena, plan.currency));
        mpt_data_text(data, "planned", mpt_money_format(plan, page->arena));
        add_missing(totals, mpt_arena_copy(page->arena, plan.currency),
                    mpt_arena_print(page->arena, "planned %s", mpt_money_show(plan, page->arena)), problem.message,
                    data);
        return MPT_OK;
    }
    if (status) {
        *page->error = problem;
    }
    return status;
}

static const char *describe(struct totals *totals)
{
    struct mpt_arena *arena = totals->page->arena;
    struct mpt_text text = mpt_text_init(arena);
    if (totals->counted[MONEY_COMMITTED] || !totals->left_out.len) {
        mpt_text_print(&text, "committed %s", mpt_money_show(totals->sums[MONEY_COMMITTED], arena));
        if (totals->counted[MONEY_PLANNED]) {
            mpt_text_print(&text, " of %s planned", mpt_money_show(totals->sums[MONEY_PLANNED], arena));
        }
    } else if (totals->counted[MONEY_PLANNED]) {
        mpt_text_print(&text, "planned %s", mpt_money_show(totals->sums[MONEY_PLANNED], arena));
    }
    static const size_t others[] = {MONEY_SPENT, MONEY_APPLIED, MONEY_PLEDGED};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (totals->counted[others[i]]) {
            mpt_text_print(&text, "%s%s %s", text.len ? "; " : "", money_stages[others[i]],
                           mpt_money_show(totals->sums[others[i]], arena));
        }
    }
    if (!text.len) {
        return "nothing could be converted";
    }
    if (totals->left_out.len) {
        mpt_text_print(&text, ", without what is in %s", mpt_text_get(&totals->left_out));
    }
    return mpt_text_get(&text);
}

static struct mpt_data *totals_data(struct totals *totals)
{
    struct mpt_arena *arena = totals->page->arena;
    struct mpt_data *data = mpt_data_object(arena), *rates = mpt_data_array(arena);
    mpt_data_text(data, "currency", totals->page->query->currency);
    mpt_data_text(data, "rate_date", mpt_date_format(totals->page->query->rate_date, arena));
    mpt_data_flag(data, "complete", !totals->missing_count);
    for (size_t i = 0; i < MONEY_STAGES; i++) {
        mpt_data_text(data, money_stages[i], totals->counted[i] ? mpt_money_format(totals->sums[i], arena) : NULL);
    }
    for (size_t i = 0; i < totals->rate_count; i++) {
        mpt_data_push(rates, rates_data(&totals->rates[i], arena));
    }
    mpt_data_set(data, "rates", rates);
    mpt_data_set(data, "missing", totals->missing_data);
    return data;
}

/* The total, and below it each rate with its day and source, and what is not in it. */
static void add_total(struct totals *totals)
{
    struct page *page = totals->page;
    const struct mpt_report_query *query = page->query;
    mpt_document_item(page->document, mpt_arena_print(page->arena, "in %s", query->currency), MPT_PLAIN,
                      describe(totals), NULL);
    for (size_t i = 0; i < totals->missing_count; i++) {
        mpt_document_item(page->document, "without", MPT_CAUTION, totals->missing[i], NULL);
    }
    for (size_t i = 0; i < totals->rate_count; i++) {
        const char *source = mpt_rates_show_source(&totals->rates[i], page->arena);
        mpt_document_item(
            page->document, "rate", MPT_MUTED,
            mpt_arena_print(page->arena, "%s; %s", mpt_rates_show(&totals->rates[i], page->arena), source), NULL);
    }
    if (totals->rate_count) {
        mpt_document_item(page->document, "rates of", MPT_MUTED,
                          mpt_arena_print(page->arena, "%s, one day for all; --rate-date DATE takes another",
                                          mpt_date_show_short(query->rate_date, page->arena)),
                          NULL);
    }
    page_source(page, mpt_arena_print(page->arena, "total in %s", query->currency),
                "the sums by currency, each converted once; mpt rates", NULL);
    mpt_data_set(page->document->data, "money_in", totals_data(totals));
}

enum mpt_status page_total(struct page *page, const struct money *money)
{
    struct totals totals = {
        .page = page, .left_out = mpt_text_init(page->arena), .missing_data = mpt_data_array(page->arena)};
    bool plan_stated;
    for (size_t i = 0; i < MONEY_STAGES; i++) {
        memcpy(totals.sums[i].currency, page->query->currency, sizeof totals.sums[i].currency);
    }
    if (!money->count) {
        return MPT_OK; /* the page says so */
    }
    enum mpt_status status = add_plan(&totals, &plan_stated);
    for (size_t i = 0; !status && i < money->count; i++) {
        status = add_currency(&totals, &money->sums[i], !plan_stated);
    }
    if (!status) {
        add_total(&totals);
    }
    return status;
}
