/* Closed reviews: which there are, what they kept, and one printed again as it was. */
#include <stdlib.h>
#include <string.h>

#include "mpt/text.h"
#include "review.h"

static const char *copy(struct mpt_cursor *cursor, const char *column, struct mpt_arena *arena)
{
    const char *text = mpt_cursor_text(cursor, column);
    return mpt_arena_copy(arena, text);
}

enum mpt_status mpt_reviews_list(struct mpt_store *store, const struct mpt_review_query *query, bool scoped,
                                 struct mpt_arena *arena, struct mpt_closed_review **list, size_t *count,
                                 struct mpt_error *error)
{
    const struct mpt_param today = {.name = "today", .text = mpt_date_format(query->today, arena)};
    struct mpt_cursor *cursor;
    size_t capacity = 0;
    enum mpt_status status = mpt_cursor_open(store, "reviews", NULL, &today, 1, &cursor, error);
    *list = NULL;
    *count = 0;
    while (!status && mpt_cursor_next(cursor)) {
        const char *mission = mpt_cursor_text(cursor, "mission"), *portfolio = mpt_cursor_text(cursor, "portfolio");
        if (scoped && !(mpt_text_same(mission, query->mission) && mpt_text_same(portfolio, query->portfolio))) {
            continue;
        }
        *list = mpt_arena_grow(arena, *list, *count, &capacity, sizeof **list);
        (*list)[(*count)++] = (struct mpt_closed_review){.code = copy(cursor, "code", arena),
                                                         .title = copy(cursor, "title", arena),
                                                         .portfolio = copy(cursor, "portfolio", arena),
                                                         .mission = copy(cursor, "mission", arena),
                                                         .held_on = copy(cursor, "held_on", arena),
                                                         .closed_by = copy(cursor, "closed_by", arena),
                                                         .example = mpt_cursor_integer(cursor, "example")};
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

/* The entry that a review was closed in, or came in: what was changed after it is new since. What the review itself
 * kept counts in the portfolio where it was closed, which an import may have left. */
static enum mpt_status find_entry(struct mpt_store *store, const char *code, struct review_values *values,
                                  struct mpt_error *error)
{
    const struct mpt_param param = {
        .name = "record", .number = (double)mpt_store_number(store, mpt_kind_find("review"), code), .is_number = true};
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, "review-entry", NULL, &param, 1, &cursor, error);
    if (!status && mpt_cursor_next(cursor)) {
        values->entry = mpt_cursor_integer(cursor, "entry");
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

enum mpt_status review_load(struct mpt_store *store, const struct mpt_closed_review *closed, struct mpt_arena *arena,
                            struct review_values *values, const char **page, struct mpt_error *error)
{
    struct mpt_record record;
    enum mpt_status status = mpt_store_get(store, mpt_kind_find("review"), closed->code, arena, &record, error);
    const char *computed = status ? NULL : mpt_record_get(&record, "computed");
    status = status ? status : review_values_read(computed ? computed : "", arena, values, error);
    if (status) {
        mpt_error_prefix(error, "the closed review %s", closed->code);
        return status;
    }
    if (page) {
        *page = mpt_record_get(&record, "page");
    }
    return find_entry(store, closed->code, values, error);
}

bool review_is_ours(struct mpt_store *store, const struct review_values *values, struct mpt_arena *arena)
{
    /* Closed as the very first entry, it had no history to be known by. */
    return !values->key || mpt_text_same(values->key, mpt_store_key(store, arena));
}

enum mpt_status mpt_reviews_check(struct mpt_store *store, mpt_doctor_finding *finding, void *context, size_t *count,
                                  struct mpt_error *error)
{
    const struct mpt_review_query query = {.today = {9999, 12, 31}};
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_closed_review *list;
    size_t reviews;
    enum mpt_status status = mpt_reviews_list(store, &query, false, arena, &list, &reviews, error);
    for (size_t i = 0; !status && i < reviews; i++) {
        struct review_values values;
        struct mpt_document *document;
        struct mpt_error wrong;
        const char *page = NULL;
        if (review_load(store, &list[i], arena, &values, &page, &wrong) ||
            (page && mpt_document_load(page, arena, &document, &wrong))) {
            ++*count;
            finding(context, mpt_arena_print(arena, "review %s: %s", list[i].code, wrong.message));
        }
    }
    mpt_arena_close(arena);
    return status;
}

enum mpt_status mpt_review_entry(struct mpt_store *store, const char *code, struct mpt_date today,
                                 struct mpt_arena *arena, int64_t *entry, struct mpt_error *error)
{
    const struct mpt_review_query query = {.today = today};
    struct mpt_closed_review *list;
    size_t count, at = 0;
    enum mpt_status status = mpt_reviews_list(store, &query, false, arena, &list, &count, error);
    while (!status && code && at < count && strcmp(list[at].code, code) != 0) {
        at++;
    }
    if (!status && at == count) {
        return code ? mpt_fail(error, MPT_BAD_INPUT,
                               "there is no closed review '%s'; `mpt review --list` shows those "
                               "there are",
                               code)
                    : mpt_fail(error, MPT_BAD_INPUT, "no review was closed yet; `mpt review --close` closes one");
    }
    struct review_values values = {0};
    status = status ? status : find_entry(store, list[at].code, &values, error);
    *entry = values.entry;
    return status;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum mpt_status review_known_findings(struct mpt_store *store, struct mpt_date today, struct mpt_arena *arena,
                                      const char ***ids, size_t *count, struct mpt_error *error)
{
    const struct mpt_review_query query = {.today = today};
    struct mpt_closed_review *list;
    size_t reviews, capacity = 0;
    enum mpt_status status = mpt_reviews_list(store, &query, false, arena, &list, &reviews, error);
    *ids = NULL;
    *count = 0;
    for (size_t i = 0; !status && i < reviews; i++) {
        struct review_values values;
        bool newest = true; /* of its scope: the list begins with the last closed */
        for (size_t j = 0; j < i && newest; j++) {
            newest = !(mpt_text_same(list[i].mission, list[j].mission) &&
                       mpt_text_same(list[i].portfolio, list[j].portfolio));
        }
        struct mpt_error unread; /* the doctor and the review itself say so; nothing else needs to stop for it */
        newest = newest && review_load(store, &list[i], arena, &values, NULL, &unread) == MPT_OK;
        for (size_t j = 0; newest && j < values.finding_count; j++) {
            *ids = mpt_arena_grow(arena, *ids, *count, &capacity, sizeof **ids);
            (*ids)[(*count)++] = values.findings[j].id;
        }
    }
    if (*count) {
        qsort(*ids, *count, sizeof **ids, by_text);
    }
    return status;
}

/* --- One printed again -------------------------------------------------------------------------------------------- */

/* What dates a record of these kinds speaks of, so that one entered late is seen. */
static const char *past_date(const struct mpt_record *record)
{
    static const char *const fields[][2] = {
        {"measurement", "measured_on"}, {"decision", "taken_on"}, {"step", "done_on"},       {"rating", "rated_on"},
        {"learning", "learnt_on"},      {"action", "done_on"},    {"note", "noted_on"},      {"evaluation", "done_on"},
        {"participation", "joined_on"}, {"project", "starts"},    {"agreement", "signed_on"}};
    for (size_t i = 0; record && i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(record->kind->name, fields[i][0]) == 0) {
            return mpt_record_get(record, fields[i][1]);
        }
    }
    return NULL;
}

/* Records entered, or given an earlier date, after the review was closed. */
static void add_late(struct mpt_document *document, const struct mpt_difference *list, size_t count,
                     const char *held_on, struct mpt_arena *arena)
{
    enum { NAMED = 8 };
    struct mpt_text text = mpt_text_init(arena);
    struct mpt_data *data = mpt_data_array(arena);
    size_t late = 0;
    mpt_data_set(document->data, "late", data);
    for (size_t i = 0; i < count; i++) {
        const char *now = past_date(list[i].after), *then = past_date(list[i].before);
        if (!now || strncmp(now, held_on, strlen(now)) > 0 || mpt_text_same(now, then)) {
            continue;
        }
        struct mpt_data *object = mpt_data_object(arena);
        mpt_data_text(object, "kind", list[i].kind->name);
        mpt_data_text(object, "code", list[i].after->values[0]);
        mpt_data_text(object, "date", now);
        mpt_data_push(data, object);
        if (late++ < NAMED) {
            mpt_text_print(&text, "%s%s %s (%s)", text.len ? ", " : "", list[i].kind->name, list[i].after->values[0],
                           now);
        }
    }
    mpt_document_section(document, "Since it was closed");
    if (!late) {
        mpt_document_paragraph(document, count ? "Nothing was entered or changed with a date of that day or before."
                                               : "Nothing was changed.");
        return;
    }
    if (late > NAMED) {
        mpt_text_print(&text, " and %zu more", late - NAMED);
    }
    mpt_document_paragraph(
        document, mpt_arena_print(arena,
                                  "%zu record%s entered or changed afterwards with a date of that day or before: "
                                  "%s. The page above is as it was shown.",
                                  late, late == 1 ? " was" : "s were", mpt_text_get(&text)));
}

enum mpt_status mpt_report_closed_review(struct mpt_store *store, const struct mpt_closed_review *review,
                                         struct mpt_arena *arena, struct mpt_document **document,
                                         struct mpt_error *error)
{
    struct review_values values;
    struct mpt_difference *differences = NULL;
    const char *page = NULL;
    size_t count = 0;
    enum mpt_status status = review_load(store, review, arena, &values, &page, error);
    if (!status && !page) {
        return mpt_fail(error, MPT_BAD_INPUT, "review %s kept its values but no page", review->code);
    }
    status = status ? status : mpt_document_load(page, arena, document, error);
    if (status) {
        mpt_error_prefix(error, "the closed review %s", review->code);
        return MPT_DATABASE;
    }
    status = mpt_store_differences(store, values.entry, arena, &differences, &count, error);
    if (!status) {
        add_late(*document, differences, count, review->held_on, arena);
    }
    return status;
}

struct mpt_document *mpt_report_reviews(const struct mpt_closed_review *list, size_t count, struct mpt_date today,
                                        struct mpt_arena *arena)
{
    static const char *heads[] = {"held on", "scope", "closed by", "code"};
    static const bool numeric[] = {false, false, false, false};
    struct mpt_document *document = mpt_document_open(arena, "mpt.reviews/1", mpt_date_format(today, arena));
    struct mpt_data *reviews = mpt_data_array(arena);
    document->title = "CLOSED REVIEWS";
    mpt_data_set(document->data, "reviews", reviews);
    mpt_document_section(document, NULL);
    if (!count) {
        mpt_document_paragraph(document, "None was closed yet: mpt review --close");
        return document;
    }
    struct mpt_table *table = mpt_document_table(document, heads, numeric, 4);
    for (size_t i = 0; i < count; i++) {
        const struct mpt_closed_review *review = &list[i];
        const char *scope = review->mission     ? mpt_arena_print(arena, "mission %s", review->mission)
                            : review->portfolio ? mpt_arena_print(arena, "portfolio %s", review->portfolio)
                                                : "all portfolios";
        const char *const cells[] = {review->held_on, scope, review->closed_by, review->code};
        mpt_table_row(document, table, cells);
        struct mpt_data *object = mpt_data_object(arena);
        mpt_data_text(object, "code", review->code);
        mpt_data_text(object, "title", review->title);
        mpt_data_text(object, "portfolio", review->portfolio);
        mpt_data_text(object, "mission", review->mission);
        mpt_data_text(object, "held_on", review->held_on);
        mpt_data_text(object, "closed_by", review->closed_by);
        mpt_data_push(reviews, object);
    }
    return document;
}
