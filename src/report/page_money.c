/* The mission page's money: planned, committed and spent; by source; outside money per own unit; until when it lasts.
 */
#include <math.h>
#include <string.h>

#include "mpt/text.h"
#include "page_money.h"
#include "withheld.h"

static const char *const source_kinds[MONEY_KINDS] = {"own",           "public-grant", "public-other", "private",
                                                      "philanthropic", "multilateral", "not stated"};
const char *const money_stages[MONEY_STAGES] = {"planned", "applied", "pledged", "committed", "spent"};
enum { OWN = 0, UNKNOWN_KIND = MONEY_KINDS - 1 };

static size_t position(const char *const *names, size_t count, const char *name, size_t otherwise)
{
    for (size_t i = 0; name && i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return otherwise;
}

/* NULL for what is no currency, as in a damaged file. */
static struct money_sums *sums_of(struct page *page, struct money *money, const char *currency)
{
    for (size_t i = 0; i < money->count; i++) {
        if (strcmp(money->sums[i].currency, currency) == 0) {
            return &money->sums[i];
        }
    }
    if (mpt_currency_decimals(currency) < 0) {
        money->left_out++;
        return NULL;
    }
    money->sums = mpt_arena_grow(page->arena, money->sums, money->count, &money->capacity, sizeof *money->sums);
    struct money_sums *sums = &money->sums[money->count++];
    *sums = (struct money_sums){0};
    memcpy(sums->currency, currency, sizeof sums->currency);
    return sums;
}

static void add_funding(struct page *page, struct mpt_cursor *cursor, struct money *money)
{
    struct money_sums *sums = sums_of(page, money, mpt_cursor_text(cursor, "amount_currency"));
    if (!sums) {
        return;
    }
    double amount = mpt_cursor_number(cursor, "amount") * mpt_cursor_number(cursor, "share") / 100;
    size_t stage = position(money_stages, MONEY_STAGES, mpt_cursor_text(cursor, "stage"), MONEY_PLANNED);
    size_t kind = position(source_kinds, MONEY_KINDS, mpt_cursor_text(cursor, "source_kind"), UNKNOWN_KIND);
    const char *form = mpt_cursor_text(cursor, "form"), *ends = mpt_cursor_text(cursor, "ends");
    if (stage == MONEY_PLANNED && kind == UNKNOWN_KIND && !mpt_cursor_is_null(cursor, "year")) {
        sums->yearly_need += amount;
        return;
    }
    sums->by[stage][kind] += amount;
    sums->count[stage][kind]++;
    sums->example |= mpt_cursor_integer(cursor, "example");
    if (stage == MONEY_COMMITTED) {
        sums->records++;
        sums->dated += ends != NULL;
        sums->in_kind += form && strcmp(form, "in-kind") == 0 ? amount : 0;
        if (ends && (!sums->ends || strcmp(ends, sums->ends) > 0)) {
            sums->ends = mpt_arena_copy(page->arena, ends);
        }
    }
    const char *source = mpt_cursor_text(cursor, "source");
    for (const char *line; page->query->sources && (line = mpt_value_next(&source, false, page->arena, NULL));) {
        sums->sources = mpt_value_add(sums->sources, line, false, page->arena);
    }
}

static double total(const struct money_sums *sums, size_t stage)
{
    double sum = 0;
    for (size_t i = 0; i < MONEY_KINDS; i++) {
        sum += sums->by[stage][i];
    }
    return sum;
}

bool money_recorded(const struct money_sums *sums, size_t stage)
{
    bool recorded = false;
    for (size_t i = 0; i < MONEY_KINDS; i++) {
        recorded |= sums->count[stage][i] > 0;
    }
    return recorded;
}

struct mpt_money money_total(const struct money_sums *sums, size_t stage)
{
    struct mpt_money money = {.minor = llround(total(sums, stage))};
    memcpy(money.currency, sums->currency, sizeof money.currency);
    return money;
}

static const char *show(struct page *page, const struct money_sums *sums, double minor)
{
    struct mpt_money money = {.minor = llround(minor)};
    memcpy(money.currency, sums->currency, sizeof money.currency);
    return mpt_money_show(money, page->arena);
}

/* The plan: what the mission says it needs, where that is in this currency, else the planned money. */
static double plan_of(struct page *page, const struct money_sums *sums)
{
    const char *planned = mpt_record_get(&page->mission, "planned");
    struct mpt_money money;
    struct mpt_error unused;
    if (planned && mpt_money_parse(planned, &money, &unused) == MPT_OK && strcmp(money.currency, sums->currency) == 0) {
        return (double)money.minor;
    }
    return total(sums, MONEY_PLANNED);
}

static void add_by_source(struct page *page, const struct money_sums *sums)
{
    struct mpt_text text = mpt_text_init(page->arena);
    for (size_t i = 0; i < MONEY_KINDS; i++) {
        if (sums->by[MONEY_COMMITTED][i] > 0 || sums->by[MONEY_PLANNED][i] > 0) {
            mpt_text_print(&text, "%s%s %s", text.len ? ", " : "", source_kinds[i],
                           show(page, sums, sums->by[MONEY_COMMITTED][i]));
            if (sums->by[MONEY_PLANNED][i] > 0 &&
                fabs(sums->by[MONEY_PLANNED][i] - sums->by[MONEY_COMMITTED][i]) >= 1) {
                mpt_text_print(&text, " (plan %s)", show(page, sums, sums->by[MONEY_PLANNED][i]));
            }
        }
    }
    if (sums->in_kind > 0) {
        mpt_text_print(&text, "; %s of it in kind", show(page, sums, sums->in_kind));
    }
    if (text.len) {
        mpt_document_item(page->document, "by source", MPT_MUTED, mpt_text_get(&text), NULL);
    }
}

/* Three ratios that are easily taken for one another, each named. Commitments only: pledges do not count. */
static void add_ratios(struct page *page, const struct money_sums *sums)
{
    double own = sums->by[MONEY_COMMITTED][OWN], all = total(sums, MONEY_COMMITTED),
           unknown = sums->by[MONEY_COMMITTED][UNKNOWN_KIND];
    double outside = all - own - unknown, private = sums->by[MONEY_COMMITTED][3];
    double public = own + sums->by[MONEY_COMMITTED][1] + sums->by[MONEY_COMMITTED][2];
    const char *plan = mpt_record_get(&page->mission, "outside_ratio");
    struct mpt_text text = mpt_text_init(page->arena);
    /* Where nothing from outside is recorded, that is what is known: not that there is none. */
    if (own > 0 && outside > 0) {
        mpt_text_print(&text, "outside money per own unit %.2f", outside / own);
        mpt_text_print(&text, "%s%s%s", plan ? " (plan " : "", plan ? plan : "", plan ? ")" : "");
        mpt_data_number(page->document->data, "outside_per_own", outside / own);
    } else if (own > 0) {
        mpt_text_add(&text, "no outside money is recorded as committed");
    }
    if (public > 0 && private > 0) {
        mpt_text_print(&text, "%sprivate per public unit %.2f", text.len ? "; " : "", private / public);
    }
    if (text.len) {
        mpt_document_item(page->document, "ratio", MPT_MUTED, mpt_text_get(&text), NULL);
    }
}

static void add_end(struct page *page, const struct money_sums *sums)
{
    if (sums->ends) {
        const char *some = sums->dated < sums->records
                               ? mpt_arena_print(page->arena, "; %zu of %zu commitments name no end",
                                                 sums->records - sums->dated, sums->records)
                               : "";
        mpt_document_item(
            page->document, "lasts", MPT_MUTED,
            mpt_arena_print(page->arena, "committed money lasts until %s%s", page_date(page, sums->ends), some), NULL);
    } else if (sums->records) {
        mpt_document_item(page->document, "lasts", MPT_MUTED, "no commitment says until when its money lasts", NULL);
    }
}

static void add_sums(struct page *page, const struct money_sums *sums, struct mpt_data *list)
{
    struct mpt_arena *arena = page->arena;
    double committed = total(sums, MONEY_COMMITTED), plan = plan_of(page, sums);
    struct mpt_text text = mpt_text_init(arena);
    mpt_text_print(&text, "committed %s", show(page, sums, committed));
    if (plan > 0) {
        mpt_text_print(&text, " of %s planned", show(page, sums, plan));
    }
    mpt_text_print(&text, "; spent %s",
                   money_recorded(sums, MONEY_SPENT) ? show(page, sums, total(sums, MONEY_SPENT)) : "not recorded");
    for (size_t stage = MONEY_APPLIED; stage <= MONEY_PLEDGED; stage++) {
        if (total(sums, stage) > 0) {
            mpt_text_print(&text, "; %s %s", money_stages[stage], show(page, sums, total(sums, stage)));
        }
    }
    mpt_document_item(page->document, mpt_arena_copy(arena, sums->currency), MPT_PLAIN, mpt_text_get(&text), NULL);
    add_by_source(page, sums);
    if (withheld_in_part(page->store, "funding")) {
        mpt_document_item(page->document, "but", MPT_MUTED, "some money is withheld and not in these sums", NULL);
    } else {
        add_ratios(page, sums);
    }
    add_end(page, sums);
    page_source(page, mpt_arena_print(arena, "money in %s", sums->currency),
                mpt_arena_print(arena,
                                "fundings of mission %s and, by their share in it, of its projects; each project once; "
                                "mpt list fundings mission=%s",
                                page->code, page->code),
                sums->sources);
    struct mpt_data *data = mpt_data_object(arena);
    mpt_data_text(data, "currency", mpt_arena_copy(arena, sums->currency));
    double unit = pow(10, mpt_currency_decimals(sums->currency));
    mpt_data_number(data, "plan", plan > 0 ? plan / unit : NAN);
    for (size_t stage = 0; stage < MONEY_STAGES; stage++) {
        mpt_data_number(data, money_stages[stage], total(sums, stage) / unit);
    }
    mpt_data_push(list, data);
}

enum mpt_status page_money(struct page *page)
{
    struct money money = {0};
    struct mpt_cursor *cursor;
    bool example = false;
    enum mpt_status status = page_query(page, "mission-fundings", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        if (page->examples || !mpt_cursor_integer(cursor, "example")) {
            add_funding(page, cursor, &money);
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    for (size_t i = 0; i < money.count; i++) {
        example |= money.sums[i].example;
    }
    mpt_document_section(page->document, mpt_arena_print(page->arena, "MONEY%s", page_mark(page, example)));
    struct mpt_data *list = mpt_data_array(page->arena);
    for (size_t i = 0; i < money.count; i++) {
        add_sums(page, &money.sums[i], list);
    }
    mpt_data_set(page->document->data, "money", list);
    if (!money.count) {
        mpt_document_paragraph(page->document, "No money is recorded for the mission or its projects.");
    }
    if (money.left_out) {
        mpt_document_paragraph(
            page->document,
            mpt_arena_print(page->arena, "%zu fundings are in no currency of ISO 4217 and not shown.", money.left_out));
    }
    status = status ? status : closed;
    return status || !page->query->currency ? status : page_total(page, &money);
}
