/* Organisations that are there twice, as a page and as data. */
#include <math.h>
#include <string.h>

#include "mpt/stakeholders.h"
#include "mpt/text.h"

/* --- Data --------------------------------------------------------------------------------------------------------- */

static struct mpt_data *side_data(const struct mpt_twin_side *side, struct mpt_arena *arena)
{
    struct mpt_data *data = mpt_data_object(arena);
    mpt_data_text(data, "code", side->code);
    mpt_data_text(data, "title", side->title);
    mpt_data_text(data, "outside_id", side->outside_id);
    return data;
}

static struct mpt_data *twin_data(const struct mpt_twin *twin, struct mpt_arena *arena)
{
    struct mpt_data *data = mpt_data_object(arena), *reasons = mpt_data_array(arena);
    for (size_t i = 0; i < twin->reason_count; i++) {
        const struct mpt_twin_reason *reason = &twin->reasons[i];
        struct mpt_data *item = mpt_data_object(arena);
        mpt_data_text(item, "signal", reason->signal);
        mpt_data_number(item, "value", reason->value);
        mpt_data_flag(item, "against", reason->against);
        mpt_data_text(item, "says", reason->says);
        mpt_data_push(reasons, item);
    }
    mpt_data_set(data, "a", side_data(&twin->a, arena));
    mpt_data_set(data, "b", side_data(&twin->b, arena));
    mpt_data_number(data, "score", round(twin->score * 1000) / 1000);
    mpt_data_text(data, "kind", twin->kind);
    mpt_data_set(data, "reasons", reasons);
    if (twin->verdict) {
        struct mpt_data *verdict = mpt_data_object(arena);
        mpt_data_text(verdict, "says", twin->verdict);
        mpt_data_text(verdict, "who", twin->who);
        mpt_data_text(verdict, "on", twin->on);
        mpt_data_text(verdict, "reason", twin->reason);
        mpt_data_set(data, "verdict", verdict);
    } else {
        mpt_data_text(data, "verdict", NULL);
    }
    return data;
}

/* --- The page ----------------------------------------------------------------------------------------------------- */

static bool is_unit(const struct mpt_twin *twin)
{
    return strcmp(twin->kind, "unit") == 0;
}

/* What to do with the two. */
static const char *next_step(const struct mpt_twin *twin, struct mpt_arena *arena)
{
    if (twin->verdict) {
        struct mpt_date on;
        const char *day = twin->on && mpt_date_parse(twin->on, &on) ? mpt_date_show(on, arena) : twin->on;
        const char *merge = strcmp(twin->verdict, "same") == 0
                                ? mpt_arena_print(arena, ". Do: mpt merge %s %s", twin->a.code, twin->b.code)
                                : "";
        return mpt_arena_print(arena, "%s, said by %s%s%s%s%s%s", twin->verdict, twin->who ? twin->who : "nobody named",
                               day ? " on " : "", day ? day : "", twin->reason ? ": " : "",
                               twin->reason ? twin->reason : "", merge);
    }
    return is_unit(twin) ? mpt_arena_print(arena, "Do: mpt edit-stakeholder %s --part-of %s",
                                           twin->a_is_unit ? twin->a.code : twin->b.code,
                                           twin->a_is_unit ? twin->b.code : twin->a.code)
                         : mpt_arena_print(arena, "Do: mpt merge %s %s, or mpt link %s distinct-from %s", twin->a.code,
                                           twin->b.code, twin->a.code, twin->b.code);
}

static void add_twin(struct mpt_document *document, const struct mpt_twin *twin)
{
    struct mpt_arena *arena = document->arena;
    const char *label = mpt_arena_print(arena, "%.2f %s", twin->score, twin->kind);
    mpt_document_item(document, label, twin->score >= 0.9 && !twin->verdict ? MPT_CAUTION : MPT_PLAIN,
                      mpt_arena_print(arena, "%s and %s", twin->a.code, twin->b.code), NULL);
    for (size_t i = 0; i < twin->reason_count; i++) {
        mpt_document_item(document, twin->reasons[i].against ? "but" : "", MPT_MUTED, twin->reasons[i].says, NULL);
    }
    mpt_document_item(document, "", MPT_PLAIN, next_step(twin, arena), NULL);
}

/* The open ones, at most so many; returns how many there are. */
static size_t add_open(struct mpt_document *document, const struct mpt_twins *twins, size_t most)
{
    size_t open = 0;
    for (size_t i = 0; i < twins->count; i++) {
        if (!twins->pairs[i].verdict && open++ < most) {
            add_twin(document, &twins->pairs[i]);
        }
    }
    return open;
}

static void add_answered(struct mpt_document *document, const struct mpt_twins *twins, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < twins->count; i++) {
        if (twins->pairs[i].verdict && count++ < most) {
            mpt_document_section(document, count == 1 ? "ANSWERED" : NULL);
            add_twin(document, &twins->pairs[i]);
        }
    }
    if (count > most) {
        mpt_document_paragraph(document, mpt_arena_print(document->arena, "and %zu more: --all", count - most));
    }
}

struct mpt_document *mpt_report_twins(const struct mpt_twins *twins, const struct mpt_twins_query *query,
                                      const char *title, struct mpt_arena *arena)
{
    struct mpt_document *document = mpt_document_open(arena, "mpt.duplicates/1", mpt_date_format(query->today, arena));
    struct mpt_data *pairs = mpt_data_array(arena);
    size_t most = query->most ? query->most : twins->count;
    document->title = title;
    mpt_data_text(document->data, "of", "stakeholders");
    mpt_data_number(document->data, "compared", (double)twins->compared);
    for (size_t i = 0; i < twins->count; i++) {
        mpt_data_push(pairs, twin_data(&twins->pairs[i], arena));
    }
    mpt_data_set(document->data, "pairs", pairs);
    mpt_document_section(document, NULL);
    size_t open = add_open(document, twins, most);
    mpt_document_paragraph(
        document,
        !twins->count ? mpt_arena_print(arena, "None of %zu organisations is there twice.", twins->compared)
        : !open ? mpt_arena_print(arena, "No pair among %zu organisations is likely and not answered.", twins->compared)
        : most < open ? mpt_arena_print(arena, "and %zu more: --all", open - most)
                      : mpt_arena_print(arena, "%zu pair%s among %zu organisations.", open, open == 1 ? "" : "s",
                                        twins->compared));
    add_answered(document, twins, most);
    return document;
}
