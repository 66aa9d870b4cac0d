/* Review, parts 5 to 7: what is next, what was learnt, and what came of the actions agreed last time. */
#include <string.h>

#include "mpt/text.h"
#include "review.h"

/* --- 5 Next 14 days ----------------------------------------------------------------------------------------------- */

static const char *date_line(struct review *review, struct mpt_cursor *cursor)
{
    struct mpt_arena *arena = review->arena;
    const char *kind = mpt_cursor_text(cursor, "kind"), *what = mpt_cursor_text(cursor, "what");
    const char *title = mpt_text_clean(mpt_cursor_text(cursor, "title"), arena);
    const char *mission = mpt_cursor_text(cursor, "mission_title"), *who = mpt_cursor_text(cursor, "who");
    const char *currency = review_text(review, cursor, "amount_currency");
    const char *amount = currency ? review_money(review, mpt_cursor_integer(cursor, "amount"), currency) : NULL;
    bool of_mission = strcmp(kind, "mission") == 0;
    return mpt_arena_print(arena, "%s%s%s%s%s%s%s%s%s%s%s%s", of_mission ? "" : kind, of_mission ? "" : " ",
                           of_mission ? "meeting" : what, ": ", title,
                           mpt_cursor_integer(cursor, "example") ? " (e)" : "", amount ? ", " : "",
                           amount ? amount : "", mission ? " (" : "", mission ? mission : "", mission ? ")" : "",
                           who && strcmp(kind, "decision") == 0 ? mpt_arena_print(arena, ", %s", who) : "");
}

enum mpt_status review_dates(struct review *review)
{
    enum { AHEAD_DAYS = 14, SHOWN = 12 };
    struct mpt_data *data = mpt_data_array(review->arena);
    struct mpt_cursor *cursor;
    size_t count = 0;
    long today = mpt_date_first_day(review->query->today);
    const struct mpt_param params[] = {
        {.name = "mission", .text = review->query->mission},
        {.name = "portfolio", .text = review->query->portfolio},
        {.name = "today", .text = review->now.as_of},
        {.name = "from", .text = review->now.as_of},
        {.name = "until", .text = mpt_date_format(mpt_date_from_days(today + AHEAD_DAYS + 1), review->arena)},
        {.name = "examples", .number = review->examples, .is_number = true}};
    mpt_document_section(review->document, "5 Next 14 days");
    mpt_data_set(review->document->data, "dates", data);
    enum mpt_status status =
        mpt_cursor_open(review->store, "dates", NULL, params, sizeof params / sizeof *params, &cursor, review->error);
    for (; !status && mpt_cursor_next(cursor); count++) {
        const char *date = review_text(review, cursor, "date"), *line = date_line(review, cursor);
        struct mpt_data *object = mpt_data_object(review->arena);
        mpt_data_text(object, "date", date);
        mpt_data_text(object, "kind", review_text(review, cursor, "kind"));
        mpt_data_text(object, "code", review_text(review, cursor, "code"));
        mpt_data_text(object, "what", review_text(review, cursor, "what"));
        mpt_data_text(object, "title", review_text(review, cursor, "title"));
        mpt_data_push(data, object);
        if (count < SHOWN) {
            mpt_document_item(review->document, review_date(review, date), MPT_PLAIN, line,
                              review_text(review, cursor, "code"));
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, review->error);
    if (!count) {
        mpt_document_paragraph(review->document, "Nothing is due, ends or meets.");
    } else if (count > SHOWN) {
        mpt_document_paragraph(review->document,
                               mpt_arena_print(review->arena, "%zu more: mpt calendar", count - SHOWN));
    }
    return status ? status : closed;
}

/* --- 6 Learnings -------------------------------------------------------------------------------------------------- */

/* Whether the learning was written down since the last review. */
static bool is_new(const struct review *review, const char *code)
{
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        if (strcmp(difference->kind->name, "learning") == 0 && !difference->before && difference->after &&
            strcmp(difference->after->values[0], code) == 0) {
            return true;
        }
    }
    return false;
}

enum mpt_status review_learnings(struct review *review)
{
    enum { SHOWN = 5 };
    struct mpt_data *data = mpt_data_object(review->arena), *new = mpt_data_array(review->arena);
    struct mpt_cursor *cursor;
    size_t count = 0, waiting = 0;
    long oldest = 0;
    mpt_document_section(review->document, "6 Learnings");
    enum mpt_status status = review_query(review, "review-learnings", NULL, NULL, &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        const char *code = review_text(review, cursor, "code"), *learnt = mpt_cursor_text(cursor, "learnt_on");
        const char *place = mpt_cursor_text(cursor, "place_title");
        if (mpt_cursor_integer(cursor, "needs_change") && mpt_cursor_is_null(cursor, "changed") &&
            mpt_cursor_is_null(cursor, "decision")) {
            long days = review_days(review, learnt);
            waiting++;
            oldest = days > oldest ? days : oldest;
        }
        if (!is_new(review, code)) {
            continue;
        }
        mpt_data_push_text(new, code);
        if (count++ < SHOWN) {
            const char *mark = review_mark(mpt_cursor_text(cursor, "source"), mpt_cursor_integer(cursor, "example"));
            mpt_document_item(review->document, "new", MPT_PLAIN,
                              mpt_arena_print(review->arena, "\"%s\"%s%s%s%s",
                                              mpt_text_clean(mpt_cursor_text(cursor, "title"), review->arena), mark,
                                              place ? " (" : "", place ? place : "", place ? ")" : ""),
                              code);
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, review->error);
    if (count > SHOWN) {
        mpt_document_paragraph(review->document,
                               mpt_arena_print(review->arena, "%zu more new ones: mpt list learnings", count - SHOWN));
    }
    if (waiting) {
        mpt_document_item(review->document, "waiting", MPT_CAUTION,
                          mpt_arena_print(review->arena, "for a decision: %zu, the oldest %ld days", waiting, oldest),
                          NULL);
    }
    if (!count && !waiting) {
        mpt_document_paragraph(review->document, review->last ? "None new, none waiting for a decision."
                                                              : "None waiting for a decision.");
    }
    mpt_data_set(data, "new", new);
    mpt_data_number(data, "waiting", (double)waiting);
    mpt_data_number(data, "oldest_days", (double)oldest);
    mpt_data_set(review->document->data, "learnings", data);
    return status ? status : closed;
}

/* --- 7 Actions ---------------------------------------------------------------------------------------------------- */

static const char *action_line(struct review *review, struct mpt_cursor *cursor)
{
    const char *owner = mpt_cursor_text(cursor, "owner"), *asked = mpt_cursor_text(cursor, "asked_on");
    const char *due = mpt_cursor_text(cursor, "due_on");
    long late = review_days(review, due), age = review_days(review, asked);
    struct mpt_text text = mpt_text_init(review->arena);
    mpt_text_print(&text, "%s%s (%s", mpt_text_clean(mpt_cursor_text(cursor, "title"), review->arena),
                   review_mark(mpt_cursor_text(cursor, "source"), mpt_cursor_integer(cursor, "example")),
                   owner ? owner : "nobody named");
    if (asked && age > 0) {
        mpt_text_print(&text, ", agreed %ld day%s ago", age, age == 1 ? "" : "s");
    }
    if (due && late > 0) {
        mpt_text_print(&text, ", %ld day%s late", late, late == 1 ? "" : "s");
    } else if (due) {
        mpt_text_print(&text, ", due %s", review_date(review, due));
    }
    mpt_text_add(&text, ")");
    return mpt_text_get(&text);
}

static const char *value(const struct mpt_record *record, const char *field)
{
    return record ? mpt_record_get(record, field) : NULL;
}

static bool of_last(const struct review *review, const struct mpt_record *record)
{
    const char *agreed_in = value(record, "review");
    return agreed_in && review->last && strcmp(agreed_in, review->last->code) == 0;
}

/* Whether the open action is from the last review: it was there by then, or was agreed in it. */
static bool is_from_last(const struct review *review, int64_t number)
{
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        if (difference->number == number) {
            return difference->before || of_last(review, difference->after);
        }
    }
    return true;
}

/* How many of those from the last review were done since, by the history, whatever day they were done on. */
static size_t count_done(struct review *review)
{
    size_t done = 0;
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        if (strcmp(difference->kind->name, "action") == 0 && value(difference->after, "done_on") &&
            !value(difference->before, "done_on") && (difference->before || of_last(review, difference->after)) &&
            review_concerns(review, difference->after)) {
            done++;
        }
    }
    return done;
}

/* Those from the last review, done and open, and the open ones agreed since. */
enum mpt_status review_actions(struct review *review)
{
    enum { SHOWN = 10 };
    struct mpt_data *data = mpt_data_object(review->arena), *open = mpt_data_array(review->arena);
    struct mpt_cursor *cursor;
    size_t done = count_done(review), count = 0, from_last = 0;
    mpt_document_section(review->document, "");
    size_t section = review->document->section_count - 1;
    enum mpt_status status = review_query(review, "review-actions", NULL, NULL, &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        bool old = is_from_last(review, mpt_cursor_integer(cursor, "id"));
        from_last += old;
        mpt_data_push_text(open, review_text(review, cursor, "code"));
        if (count++ < SHOWN) {
            mpt_document_item(review->document, old ? "open" : "new", MPT_PLAIN, action_line(review, cursor),
                              review_text(review, cursor, "code"));
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, review->error);
    review->document->sections[section].title =
        !review->last ? mpt_arena_print(review->arena, "7 Actions: %zu open", count)
        : from_last + done
            ? mpt_arena_print(review->arena, "7 Actions from the last review: %zu of %zu done", done, from_last + done)
            : "7 Actions from the last review";
    if (count > SHOWN) {
        mpt_document_paragraph(review->document,
                               mpt_arena_print(review->arena, "%zu more: mpt list actions", count - SHOWN));
    } else if (!count) {
        mpt_document_paragraph(review->document, done ? "None is open." : "There were none.");
    }
    mpt_data_number(data, "done", (double)done);
    mpt_data_set(data, "open", open);
    mpt_data_set(review->document->data, "actions", data);
    return status ? status : closed;
}
