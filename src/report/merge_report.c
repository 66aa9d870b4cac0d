/* What became of two records that were merged: the fields, what referred to them, and the money. */
#include <math.h>
#include <string.h>

#include "mpt/merge.h"
#include "mpt/report.h"
#include "mpt/text.h"

enum { LONGEST_VALUE = 50, SHOWN = 6 };

struct page {
    struct mpt_document *document;
    struct mpt_arena *arena;
    const struct mpt_merge *merge;
    bool trial; /* nothing was stored */
};

static const char *show(const struct page *page, const struct mpt_field *field, const char *value)
{
    return value ? mpt_text_shorten(mpt_text_clean(mpt_value_show(field, value, page->arena), page->arena),
                                    LONGEST_VALUE, page->arena)
                 : "(empty)";
}

/* --- Fields ------------------------------------------------------------------------------------------------------- */

static const char *const actions[] = {[MPT_MERGE_FILLED] = "filled",
                                      [MPT_MERGE_JOINED] = "joined",
                                      [MPT_MERGE_STAYED] = "stayed",
                                      [MPT_MERGE_TAKEN] = "taken",
                                      [MPT_MERGE_CLEARED] = "cleared"};

/* Those of `list` that are not in `known`, with their shares. */
static const char *only_in(const struct page *page, const char *list, const char *known)
{
    struct mpt_text text = mpt_text_init(page->arena);
    for (const char *element; (element = mpt_value_next(&list, false, page->arena, NULL));) {
        const char *rest = known;
        bool found = false;
        for (const char *other; !found && (other = mpt_value_next(&rest, false, page->arena, NULL));) {
            found = strcmp(other, element) == 0;
        }
        if (!found) {
            mpt_text_print(&text, "%s%s", text.len ? "; " : "", element);
        }
    }
    return mpt_text_shorten(mpt_text_clean(mpt_text_get(&text), page->arena), LONGEST_VALUE, page->arena);
}

/* Whether something that one of the two said is in no record any more. */
static bool is_lost(const struct page *page, const struct mpt_merge_value *value)
{
    bool many = value->field->flags & MPT_MANY;
    return value->action == MPT_MERGE_STAYED || value->action == MPT_MERGE_TAKEN ||
           (value->action == MPT_MERGE_JOINED && many && *only_in(page, value->there, value->now));
}

static const char *in_words(const struct page *page, const struct mpt_merge_value *value)
{
    const struct mpt_field *field = value->field;
    const char *here = show(page, field, value->here), *there = show(page, field, value->there);
    const char *now = show(page, field, value->now), *lost;
    switch (value->action) {
    case MPT_MERGE_FILLED:
        return now;
    case MPT_MERGE_STAYED:
        return mpt_arena_print(page->arena, "%s stays; %s says %s", here, value->from, there);
    case MPT_MERGE_TAKEN:
        return mpt_arena_print(page->arena, "%s, as %s says; was %s", now, value->from, here);
    case MPT_MERGE_CLEARED:
        return mpt_arena_print(page->arena, "%s and %s: %s now", here, there, now);
    case MPT_MERGE_JOINED:
        break;
    }
    if (!(field->flags & MPT_MANY)) {
        return field->type == MPT_NUMBER ? mpt_arena_print(page->arena, "%s and %s: %s", here, there, now)
                                         : "both texts, one behind the other";
    }
    lost = only_in(page, value->there, value->now);
    return *lost ? mpt_arena_print(page->arena, "%s; %s says %s", now, value->from, lost)
                 : mpt_arena_print(page->arena, "and %s", only_in(page, value->now, value->here));
}

static bool is_of_detail(const struct page *page, const struct mpt_merge_value *value)
{
    return value->kind != page->merge->kind || strcmp(value->code, page->merge->stays.values[0]) != 0;
}

/* Those of the fields of which something is lost, or nothing, under a heading. */
static void add_fields(const struct page *page, const char *title, bool cleared, bool lost)
{
    const struct mpt_merge *merge = page->merge;
    bool begun = false;
    for (size_t i = 0; i < merge->value_count; i++) {
        const struct mpt_merge_value *value = &merge->values[i];
        bool detail = is_of_detail(page, value);
        bool dull = detail && !lost && strcmp(value->field->name, "source") == 0;
        if ((value->action == MPT_MERGE_CLEARED) != cleared || (!cleared && is_lost(page, value) != lost) || dull) {
            continue;
        }
        if (!begun) {
            mpt_document_section(page->document, title);
            begun = true;
        }
        const char *text = in_words(page, value);
        text = detail ? mpt_arena_print(page->arena, "%s (%s %s)", text, value->kind->name, value->code) : text;
        mpt_document_item(page->document, value->field->name, lost ? MPT_CAUTION : MPT_PLAIN, text, NULL);
    }
}

static struct mpt_data *value_data(const struct page *page, const struct mpt_merge_value *value)
{
    struct mpt_data *data = mpt_data_object(page->arena);
    mpt_data_text(data, "kind", value->kind->name);
    mpt_data_text(data, "code", value->code);
    mpt_data_text(data, "from", value->from);
    mpt_data_text(data, "field", value->field->name);
    mpt_data_text(data, "action", actions[value->action]);
    mpt_data_text(data, "here", value->here);
    mpt_data_text(data, "there", value->there);
    mpt_data_text(data, "now", value->now);
    return data;
}

/* --- What referred to it ------------------------------------------------------------------------------------------ */

static const char *const fates[] = {
    [MPT_MERGE_MOVED] = "moved", [MPT_MERGE_UNITED] = "united", [MPT_MERGE_GONE] = "gone"};

/* "3 participations moved: a, b, c"; of those that became one, with what. */
static void add_kind(const struct page *page, const struct mpt_kind *kind, enum mpt_merge_fate fate)
{
    struct mpt_text codes = mpt_text_init(page->arena);
    size_t count = 0;
    for (size_t i = 0; i < page->merge->referrer_count; i++) {
        const struct mpt_merge_referrer *of = &page->merge->referrers[i];
        if (of->kind != kind || of->fate != fate || count++ >= SHOWN) {
            continue;
        }
        mpt_text_print(&codes, "%s%s", codes.len ? ", " : "", of->code);
        if (fate == MPT_MERGE_UNITED) {
            mpt_text_print(&codes, " and %s", of->now);
        }
        if (of->says) {
            mpt_text_print(&codes, " (%s)", of->says);
        }
    }
    if (count > SHOWN) {
        mpt_text_print(&codes, " and %zu more", count - SHOWN);
    }
    if (count) {
        mpt_document_item(page->document,
                          mpt_arena_print(page->arena, "%zu %s %s", count, count == 1 ? kind->name : kind->plural,
                                          fate == MPT_MERGE_UNITED ? "there twice"
                                          : fate == MPT_MERGE_GONE ? "between the two gone"
                                                                   : "moved"),
                          MPT_PLAIN, mpt_text_get(&codes), NULL);
    }
}

static void add_referrers(const struct page *page)
{
    if (!page->merge->referrer_count) {
        return;
    }
    mpt_document_section(page->document, "What referred to it");
    for (size_t k = 0; k < mpt_kind_count; k++) {
        for (enum mpt_merge_fate fate = MPT_MERGE_MOVED; fate <= MPT_MERGE_GONE; fate++) {
            add_kind(page, mpt_kinds[k], fate);
        }
    }
}

static struct mpt_data *referrer_data(const struct page *page, const struct mpt_merge_referrer *of)
{
    struct mpt_data *data = mpt_data_object(page->arena);
    mpt_data_text(data, "kind", of->kind->name);
    mpt_data_text(data, "code", of->code);
    mpt_data_text(data, "fate", fates[of->fate]);
    mpt_data_text(data, "now", of->now);
    mpt_data_text(data, "relation", of->says);
    return data;
}

/* --- Money -------------------------------------------------------------------------------------------------------- */

static struct mpt_money amount(const struct mpt_merge_sum *sum, int64_t minor)
{
    struct mpt_money money = {.minor = minor};
    memcpy(money.currency, sum->currency, sizeof money.currency - 1);
    return money;
}

static void add_money(const struct page *page)
{
    const struct mpt_merge *merge = page->merge;
    if (merge->sum_count) {
        mpt_document_section(page->document, "Money");
    }
    for (size_t i = 0; i < merge->sum_count; i++) {
        const struct mpt_merge_sum *sum = &merge->sums[i];
        const char *before = mpt_money_show(amount(sum, sum->before_minor), page->arena);
        mpt_document_item(page->document, sum->stage, MPT_PLAIN,
                          sum->united ? mpt_arena_print(page->arena, "%s before, %s after: %zu %s there twice", before,
                                                        mpt_money_show(amount(sum, sum->after_minor), page->arena),
                                                        sum->united, sum->united == 1 ? "flow was" : "flows were")
                                      : mpt_arena_print(page->arena, "%s, as before", before),
                          NULL);
    }
    for (size_t i = 0; i < merge->beside_count; i++) {
        mpt_document_item(
            page->document, "look at", MPT_CAUTION,
            mpt_arena_print(page->arena,
                            "%s and %s both stay, since they differ; if they are one: mpt remove-funding %s",
                            merge->besides[i].code, merge->besides[i].other, merge->besides[i].other),
            NULL);
    }
}

static void add_money_data(const struct page *page)
{
    const struct mpt_merge *merge = page->merge;
    struct mpt_data *sums = mpt_data_array(page->arena), *besides = mpt_data_array(page->arena);
    for (size_t i = 0; i < merge->sum_count; i++) {
        const struct mpt_merge_sum *sum = &merge->sums[i];
        struct mpt_data *data = mpt_data_object(page->arena);
        mpt_data_text(data, "stage", sum->stage);
        mpt_data_text(data, "before", mpt_money_format(amount(sum, sum->before_minor), page->arena));
        mpt_data_text(data, "after", mpt_money_format(amount(sum, sum->after_minor), page->arena));
        mpt_data_number(data, "united", (double)sum->united);
        mpt_data_push(sums, data);
    }
    for (size_t i = 0; i < merge->beside_count; i++) {
        struct mpt_data *data = mpt_data_object(page->arena);
        mpt_data_text(data, "code", merge->besides[i].code);
        mpt_data_text(data, "other", merge->besides[i].other);
        mpt_data_push(besides, data);
    }
    mpt_data_set(page->document->data, "money", sums);
    mpt_data_set(page->document->data, "side_by_side", besides);
}

/* --- The page ----------------------------------------------------------------------------------------------------- */

static struct mpt_data *record_data(const struct page *page, const struct mpt_record *record)
{
    struct mpt_data *data = mpt_data_object(page->arena);
    mpt_data_text(data, "code", record->values[0]);
    mpt_data_text(data, "title", mpt_record_get(record, "title"));
    return data;
}

static void add_data(const struct page *page, int64_t entry)
{
    const struct mpt_merge *merge = page->merge;
    struct mpt_data *data = page->document->data, *fields = mpt_data_array(page->arena);
    struct mpt_data *referrers = mpt_data_array(page->arena);
    mpt_data_text(data, "kind", merge->kind->name);
    mpt_data_set(data, "stays", record_data(page, &merge->stays));
    mpt_data_set(data, "goes", record_data(page, &merge->goes));
    mpt_data_number(data, "entry", entry ? (double)entry : NAN);
    for (size_t i = 0; i < merge->value_count; i++) {
        mpt_data_push(fields, value_data(page, &merge->values[i]));
    }
    for (size_t i = 0; i < merge->referrer_count; i++) {
        mpt_data_push(referrers, referrer_data(page, &merge->referrers[i]));
    }
    mpt_data_set(data, "fields", fields);
    mpt_data_set(data, "referrers", referrers);
    add_money_data(page);
    mpt_data_number(data, "acceptances", (double)merge->acceptances);
}

static void add_end(const struct page *page, int64_t entry)
{
    const struct mpt_merge *merge = page->merge;
    mpt_document_section(page->document, NULL);
    if (merge->acceptances) {
        mpt_document_paragraph(
            page->document,
            mpt_arena_print(page->arena,
                            "%zu finding%s about %s %s accepted; what is found about %s now has to be looked at anew.",
                            merge->acceptances, merge->acceptances == 1 ? "" : "s", merge->goes.values[0],
                            merge->acceptances == 1 ? "was" : "were", merge->stays.values[0]));
    }
    mpt_document_paragraph(
        page->document,
        page->trial
            ? "Nothing was stored: this was a trial (--dry-run)."
            : mpt_arena_print(page->arena,
                              "What is in no record any more is in the history (mpt history %lld --format json); "
                              "mpt undo %lld makes them two again.",
                              (long long)entry, (long long)entry));
}

struct mpt_document *mpt_report_merge(const struct mpt_merge *merge, int64_t entry, struct mpt_date today,
                                      struct mpt_arena *arena)
{
    struct page page = {.arena = arena, .merge = merge, .trial = entry == 0};
    page.document = mpt_document_open(arena, "mpt.merge/1", mpt_date_format(today, arena));
    page.document->title = mpt_arena_print(arena, "MERGE  %s %s %s %s", merge->kind->name, merge->goes.values[0],
                                           page.trial ? "would go into" : "into", merge->stays.values[0]);
    add_data(&page, entry);
    add_fields(&page, "They differ", false, true);
    add_fields(&page, mpt_arena_print(arena, "Taken over from %s", merge->goes.values[0]), false, false);
    add_fields(&page, "Led to itself, and is left out", true, false);
    add_referrers(&page);
    add_money(&page);
    add_end(&page, entry);
    return page.document;
}
