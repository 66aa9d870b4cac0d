/* The mission page's targets: from where to where, how far, how fast, when at this rate, and what the mission claims;
 * then how its owner judges it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/text.h"
#include "page.h"

/* --- One target --------------------------------------------------------------------------------------------------- */

static const char *percent(double share, struct mpt_arena *arena)
{
    return isnan(share) ? "unknown" : mpt_arena_print(arena, "%.0f %%", share * 100);
}

/* "AUD 5 (Jun 2021) -> AUD 4.60 (Jun 2024, modelled, medium confidence) -> AUD 2 (2030)" */
static const char *course(struct page *page, const struct report_target *target)
{
    struct mpt_arena *arena = page->arena;
    const struct mpt_target_data *data = &target->data;
    struct mpt_text text = mpt_text_init(arena);
    bool known = !isnan(data->baseline);
    mpt_text_print(&text, "%s%s%s%s%s", known ? report_target_value(target, data->baseline, arena) : "no baseline",
                   target->baseline_on ? " (" : "", page_date(page, target->baseline_on),
                   target->baseline_on ? ")" : "", page_mark(page, known && target->example));
    if (!isnan(target->progress.latest)) {
        mpt_text_print(
            &text, " -> %s (%s%s%s%s%s)%s", report_target_value(target, target->progress.latest, arena),
            page_date(page, target->latest_on), target->latest_basis ? ", " : "",
            target->latest_basis ? target->latest_basis : "", target->latest_confidence ? ", confidence " : "",
            target->latest_confidence ? target->latest_confidence : "", page_mark(page, target->latest_example));
    } else {
        mpt_text_add(&text, " -> not measured yet");
    }
    mpt_text_print(&text, " -> %s (%s)%s",
                   isnan(data->value) ? "no value" : report_target_value(target, data->value, arena),
                   target->due ? page_date(page, target->due) : "no due date", page_mark(page, target->example));
    return mpt_text_get(&text);
}

/* A rate as "-12.0 % a year" or "+0.4 billion a year". */
static const char *rate(const struct report_target *target, double value, struct mpt_arena *arena)
{
    if (target->progress.path == MPT_CONSTANT_RATE) {
        return mpt_arena_print(arena, "%+.1f %% a year", value * 100);
    }
    /* Three digits are as many as a yearly rate of a rough figure deserves. */
    double rounded = strtod(mpt_arena_print(arena, "%.3g", value), NULL);
    return mpt_arena_print(arena, "%s%s a year", value > 0 ? "+" : "", report_target_value(target, rounded, arena));
}

static const char *outlook(struct page *page, const struct report_target *target)
{
    const struct mpt_progress *progress = &target->progress;
    struct mpt_arena *arena = page->arena;
    struct mpt_text text = mpt_text_init(arena);
    const char *word = mpt_band_name(progress->band);
    if (!isnan(progress->pace)) {
        mpt_text_print(&text, "pace %.2f: %s.", progress->pace, word);
        if (!isnan(progress->previous_pace)) {
            mpt_text_print(&text, " It was %.2f at the measurement before.", progress->previous_pace);
        }
    } else if (*progress->why) {
        mpt_text_print(&text, "%s: %s.", progress->band == MPT_BAND_NONE ? "no pace" : word, progress->why);
    } else {
        mpt_text_print(&text, "%s.", word);
    }
    if (!isnan(progress->margin)) {
        mpt_text_print(&text, " Margin to the limit %s.", report_target_value(target, progress->margin, arena));
    }
    if (progress->has_forecast) {
        mpt_text_print(&text, " At this rate: %d.", mpt_date_from_days(progress->forecast_day).year);
    } else if (!isnan(progress->pace)) {
        mpt_text_add(&text, " At this rate: not on course.");
    }
    if (!isnan(progress->needed_rate)) {
        mpt_text_print(&text, " Needed: %s", rate(target, progress->needed_rate, arena));
        if (!isnan(progress->achieved_rate)) {
            mpt_text_print(&text, " (so far %s)", rate(target, progress->achieved_rate, arena));
        }
        mpt_text_add(&text, ".");
    }
    for (size_t i = 0; i < progress->note_count; i++) {
        mpt_text_print(&text, " Note: %s.", progress->notes[i]);
    }
    return mpt_text_get(&text);
}

static struct mpt_data *target_data(struct page *page, const struct report_target *target)
{
    static const char *const paths[] = {"linear", "constant-rate", "milestones"};
    const struct mpt_progress *progress = &target->progress;
    struct mpt_data *data = mpt_data_object(page->arena), *sources = mpt_data_array(page->arena);
    mpt_data_text(data, "code", target->code);
    mpt_data_text(data, "title", target->title);
    mpt_data_text(data, "status", target->status);
    mpt_data_text(data, "unit", target->unit);
    mpt_data_text(data, "currency", target->currency);
    mpt_data_text(data, "direction", target->direction);
    mpt_data_number(data, "baseline", target->data.baseline);
    mpt_data_text(data, "baseline_on", target->baseline_on);
    mpt_data_number(data, "latest", progress->latest);
    mpt_data_text(data, "latest_on", target->latest_on);
    mpt_data_text(data, "basis", target->latest_basis);
    mpt_data_text(data, "confidence", target->latest_confidence);
    mpt_data_number(data, "value", target->data.value);
    mpt_data_text(data, "due", target->due);
    mpt_data_text(data, "path", paths[progress->path]);
    mpt_data_number(data, "progress", progress->progress);
    mpt_data_number(data, "elapsed", progress->elapsed);
    mpt_data_number(data, "elapsed_today", progress->elapsed_today);
    mpt_data_number(data, "pace", progress->pace);
    mpt_data_text(data, "band", mpt_band_name(progress->band));
    mpt_data_text(data, "why", *progress->why ? progress->why : NULL);
    mpt_data_number(data, "path_value", progress->path_value);
    mpt_data_text(data, "forecast",
                  progress->has_forecast ? mpt_date_format(mpt_date_from_days(progress->forecast_day), page->arena)
                                         : NULL);
    mpt_data_number(data, "needed_rate", progress->needed_rate);
    mpt_data_number(data, "achieved_rate", progress->achieved_rate);
    mpt_data_flag(data, "stale", target->stale);
    mpt_data_flag(data, "example", target->example);
    const char *list = target->source;
    for (const char *line; (line = mpt_value_next(&list, false, page->arena, NULL));) {
        mpt_data_push_text(sources, line);
    }
    mpt_data_set(data, "sources", sources);
    return data;
}

/* "none", "plausible", "supported" or "tested", after how many of Mayne's four steps hold from the first on. */
static const char *claim_strength(struct mpt_cursor *cursor)
{
    static const char *const steps[] = {"theory", "implemented", "evidenced", "others_assessed"};
    static const char *const words[] = {"none", "none", "plausible", "supported", "tested"};
    size_t held = 0;
    while (held < 4 && mpt_cursor_text(cursor, steps[held]) &&
           strcmp(mpt_cursor_text(cursor, steps[held]), "yes") == 0) {
        held++;
    }
    return words[held];
}

static enum mpt_status add_claims(struct page *page, const char *target)
{
    struct mpt_cursor *cursor;
    enum mpt_status status = page_query(page, "mission-contributions", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        bool example = mpt_cursor_integer(cursor, "example");
        if (strcmp(mpt_cursor_text(cursor, "target"), target) != 0 || (example && !page->examples)) {
            continue;
        }
        const char *claim = page_text(page, cursor, "claim");
        mpt_document_item(page->document, "claim", MPT_MUTED,
                          mpt_arena_print(page->arena, "%s%s Strength of the claim: %s.", claim ? claim : "not worded.",
                                          page_mark(page, example), claim_strength(cursor)),
                          NULL);
        page_source(page, "contribution claim",
                    mpt_arena_print(page->arena, "contribution %s", mpt_cursor_text(cursor, "code")),
                    page_text(page, cursor, "source"));
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    return status ? status : closed;
}

static enum mpt_status add_target(struct page *page, const struct report_target *target, bool *explained)
{
    struct mpt_document *document = page->document;
    struct mpt_arena *arena = page->arena;
    const struct mpt_progress *progress = &target->progress;
    bool no_path = isnan(progress->progress) || isnan(progress->elapsed);
    mpt_document_section(
        document, mpt_arena_print(arena, "TARGET  %s%s%s", target->title,
                                  strcmp(target->status ? target->status : "", "agreed") == 0 ? "" : " (not agreed)",
                                  page_mark(page, target->example)));
    mpt_document_item(document, "from, to", MPT_MUTED, course(page, target), NULL);
    if (!no_path) {
        mpt_document_bar(document, "made", progress->progress, percent(progress->progress, arena));
        mpt_document_bar(document, "time", progress->elapsed,
                         mpt_arena_print(arena, "%s at the measurement, %s today", percent(progress->elapsed, arena),
                                         percent(progress->elapsed_today, arena)));
    }
    mpt_document_item(document, "outlook", MPT_MUTED, outlook(page, target), NULL);
    if (target->stale) {
        mpt_document_item(document, "stale", MPT_CAUTION,
                          mpt_arena_print(arena,
                                          "last measured %s, more than 1.5 intervals of %ld months ago: not current",
                                          page_date(page, target->last_on), target->interval_months),
                          NULL);
    }
    if (!isnan(progress->pace) && !*explained) {
        *explained = true;
        mpt_document_item(document, "pace", MPT_MUTED,
                          "progress made over time gone. It simplifies: policies take time to show in a figure.", NULL);
    }
    page_source(page, mpt_arena_print(arena, "target %s", target->code),
                mpt_arena_print(arena, "target %s", target->code), target->source);
    if (!isnan(progress->latest)) {
        page_source(page, "its latest value",
                    mpt_arena_print(arena, "mpt list measurements target=%s, %s", target->code, target->latest_on),
                    target->latest_source);
    }
    return add_claims(page, target->code);
}

enum mpt_status page_targets(struct page *page)
{
    struct report_target *targets;
    size_t count, shown = 0;
    bool explained = false;
    struct mpt_data *data = mpt_data_array(page->arena);
    enum mpt_status status = report_targets_load(page->store, page->code, page->query->today, page->examples,
                                                 page->arena, &targets, &count, page->error);
    /* Headline targets first, the others behind them; those dropped not at all. */
    for (int headline = 1; headline >= 0; headline--) {
        for (size_t i = 0; !status && i < count; i++) {
            bool dropped = targets[i].status && strcmp(targets[i].status, "dropped") == 0;
            if (targets[i].headline == (headline == 1) && !dropped) {
                status = add_target(page, &targets[i], &explained);
                mpt_data_push(data, target_data(page, &targets[i]));
                shown++;
            }
        }
    }
    if (!status && !shown) {
        mpt_document_section(page->document, "TARGET");
        mpt_document_paragraph(page->document, "No target is recorded. Nobody can say whether the mission succeeds.");
    }
    mpt_data_set(page->document->data, "targets", data);
    return status;
}

/* --- Judgement ---------------------------------------------------------------------------------------------------- */

static enum mpt_tone colour_tone(const char *colour)
{
    return strcmp(colour, "green") == 0 ? MPT_GOOD : strcmp(colour, "amber") == 0 ? MPT_CAUTION : MPT_BAD;
}

/* Judged green while a target is off track or not measured in time: said beside each other, not settled. */
static const char *disagreement(struct page *page, const char *colour)
{
    struct report_target *targets;
    size_t count;
    if (strcmp(colour, "green") != 0 || report_targets_load(page->store, page->code, page->query->today, page->examples,
                                                            page->arena, &targets, &count, page->error)) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (targets[i].off_track_since) {
            return mpt_arena_print(page->arena, "judged green, but computed: %s (%s)",
                                   mpt_band_name(targets[i].progress.band), targets[i].title);
        }
        if (targets[i].stale) {
            return mpt_arena_print(page->arena, "judged green, but without current data (%s)", targets[i].title);
        }
    }
    return NULL;
}

enum mpt_status page_judgement(struct page *page)
{
    struct mpt_cursor *cursor;
    struct mpt_document *document = page->document;
    mpt_document_section(document, "JUDGED");
    enum mpt_status status = page_query(page, "mission-ratings", &cursor);
    const char *latest = NULL;
    while (!status && mpt_cursor_next(cursor)) {
        bool example = mpt_cursor_integer(cursor, "example");
        const char *colour = page_text(page, cursor, "colour"),
                   *date = page_date(page, mpt_cursor_text(cursor, "rated_on"));
        if (example && !page->examples) {
            continue;
        }
        if (latest) {
            mpt_document_item(document, "before", MPT_MUTED, mpt_arena_print(page->arena, "%s (%s)", colour, date),
                              NULL);
            break;
        }
        latest = colour;
        const char *by = page_text(page, cursor, "rated_by"), *to_green = page_text(page, cursor, "to_green");
        mpt_document_item(document, colour, colour_tone(colour),
                          mpt_arena_print(page->arena, "%s%s%s: \"%s\"%s", date, by ? ", " : "", by ? by : "",
                                          page_text(page, cursor, "reason"), page_mark(page, example)),
                          NULL);
        if (to_green && strcmp(colour, "green") != 0) {
            mpt_document_item(document, "to green", MPT_MUTED, to_green, NULL);
        }
        page_source(page, "judgement", mpt_arena_print(page->arena, "rating %s", mpt_cursor_text(cursor, "code")),
                    page_text(page, cursor, "source"));
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    const char *differs = latest ? disagreement(page, latest) : NULL;
    if (differs) {
        mpt_document_item(document, "differs", MPT_CAUTION, differs, NULL);
    }
    if (!latest) {
        mpt_document_paragraph(document, "Nobody has judged its delivery yet.");
    }
    return status ? status : closed;
}
