/* Collects the open dates of a portfolio as events of a calendar. */
#include <string.h>

#include "mpt/calendar.h"
#include "mpt/money.h"
#include "mpt/text.h"

/* How a kind of date is put into words. */
static const struct wording {
    const char *kind, *summary, *category;
    const char *who, *detail, *waits, *amount; /* what stands before these in the description; "" for nothing */
} wordings[] = {
    {"decision", "Decision due", "Decision", "Decides", "Proposal", "Cannot go on without it", "On hold"},
    {"step", "Step due", "Step", "Owner", "", "Waits for it", NULL},
    {"action", "Action due", "Action", "Owner", NULL, NULL, NULL},
    {"evaluation", "Evaluation planned", "Evaluation", "Evaluator", "", NULL, NULL},
    {"agreement", "Agreement ends", "Agreement", NULL, "", NULL, NULL},
    {"funding", "Committed money ends", "Funding", "Giver", NULL, NULL, "Amount"},
    {"call", "Call closes", "Call", "Programme", "", NULL, "Budget"},
    {"mission", "Meeting", "Meeting", NULL, NULL, NULL, NULL},
};

static const struct wording *wording_of(const char *kind)
{
    for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) {
        if (strcmp(wordings[i].kind, kind) == 0) {
            return &wordings[i];
        }
    }
    return NULL;
}

/* A collection under way. */
struct collection {
    struct mpt_store *store;
    const struct mpt_calendar_query *query;
    struct mpt_arena *arena;
    struct mpt_calendar *calendar;
    const char *key;
    size_t capacity, left_out_capacity;
};

/* "Label: text" on a line of its own. */
static void add_line(struct mpt_text *text, const char *label, const char *value)
{
    if (label && value && *value) {
        mpt_text_print(text, "%s%s%s%s", text->len ? "\n" : "", label, *label ? ": " : "", value);
    }
}

static const char *amount_of(struct collection *collection, struct mpt_cursor *cursor)
{
    struct mpt_money money = {.minor = mpt_cursor_integer(cursor, "amount")};
    const char *currency = mpt_cursor_text(cursor, "amount_currency");
    if (!currency || strlen(currency) != 3) {
        return NULL;
    }
    memcpy(money.currency, currency, 4);
    return mpt_money_show(money, collection->arena);
}

static const char *describe(struct collection *collection, struct mpt_cursor *cursor, const struct wording *wording,
                            struct mpt_date date)
{
    struct mpt_text text = mpt_text_init(collection->arena);
    if (!date.day) {
        add_line(&text, "Only the month is known", mpt_date_show(date, collection->arena));
    }
    add_line(&text, wording->who, mpt_cursor_text(cursor, "who"));
    add_line(&text, wording->amount, amount_of(collection, cursor));
    add_line(&text, wording->detail, mpt_cursor_text(cursor, "detail"));
    add_line(&text, wording->waits, mpt_cursor_text(cursor, "waits"));
    if (mpt_cursor_integer(cursor, "example")) {
        add_line(&text, "", "(e): invented, an example");
    }
    mpt_text_print(&text, "%smpt show %s:%s", text.len ? "\n" : "", wording->kind, mpt_cursor_text(cursor, "code"));
    return mpt_text_get(&text);
}

static const char *summarize(struct collection *collection, struct mpt_cursor *cursor, const struct wording *wording)
{
    struct mpt_text text = mpt_text_init(collection->arena);
    const char *mission = mpt_cursor_text(cursor, "mission_title");
    const char *amount = strcmp(wording->kind, "funding") == 0 ? amount_of(collection, cursor) : NULL;
    mpt_text_print(&text, "%s: %s%s%s", wording->summary, amount ? amount : "", amount ? ", " : "",
                   mpt_cursor_text(cursor, "title"));
    if (mission && strcmp(mission, mpt_cursor_text(cursor, "title")) != 0) {
        mpt_text_print(&text, " (%s)", mission);
    }
    mpt_text_add(&text, mpt_cursor_integer(cursor, "example") ? " (e)" : "");
    return mpt_text_get(&text);
}

static void add_event(struct collection *collection, struct mpt_cursor *cursor)
{
    struct mpt_arena *arena = collection->arena;
    struct mpt_calendar *calendar = collection->calendar;
    const struct wording *wording = wording_of(mpt_cursor_text(cursor, "kind"));
    const char *code = mpt_cursor_text(cursor, "code"), *changed = mpt_cursor_text(cursor, "changed");
    struct mpt_date date;
    if (!wording || !mpt_date_parse(mpt_cursor_text(cursor, "date"), &date)) {
        return;
    }
    if (!date.month) {
        calendar->left_out = mpt_arena_grow(arena, calendar->left_out, calendar->left_out_count,
                                            &collection->left_out_capacity, sizeof *calendar->left_out);
        calendar->left_out[calendar->left_out_count++] = mpt_arena_print(arena, "%s:%s", wording->kind, code);
        return;
    }
    calendar->events =
        mpt_arena_grow(arena, calendar->events, calendar->count, &collection->capacity, sizeof *calendar->events);
    calendar->events[calendar->count++] = (struct mpt_event){
        .uid = mpt_arena_print(arena, "%s-%s-%s@%s", wording->kind, code, mpt_cursor_text(cursor, "what"),
                               collection->key),
        .summary = summarize(collection, cursor, wording),
        .description = describe(collection, cursor, wording, date),
        .category = wording->category,
        .day = mpt_date_from_days(mpt_date_last_day(date)),
        .changed = changed ? mpt_arena_copy(arena, changed)
                           : mpt_arena_print(arena, "%sT000000Z", mpt_date_format(collection->query->today, arena)),
        .changes = (long)mpt_cursor_integer(cursor, "changes"),
    };
}

/* What calendar programs show it as: the mission, the portfolio, or what the file is called. */
static enum mpt_status make_name(struct collection *collection, struct mpt_error *error)
{
    const char *const codes[] = {collection->query->mission, collection->query->portfolio};
    static const char *const kinds[] = {"mission", "portfolio"};
    struct mpt_arena *arena = collection->arena;
    for (size_t i = 0; i < 2; i++) {
        struct mpt_record record;
        if (codes[i]) {
            enum mpt_status status =
                mpt_store_get(collection->store, mpt_kind_find(kinds[i]), codes[i], arena, &record, error);
            collection->calendar->name = status ? NULL : mpt_record_get(&record, "title");
            return status;
        }
    }
    const char *path = mpt_store_path(collection->store), *slash = strrchr(path, '/');
    const char *name = mpt_text_clean(slash ? slash + 1 : path, arena);
    size_t len = strlen(name);
    collection->calendar->name =
        mpt_arena_copy_len(arena, name, len > 4 && !strcmp(name + len - 4, ".mpt") ? len - 4 : len);
    return MPT_OK;
}

enum mpt_status mpt_calendar_collect(struct mpt_store *store, const struct mpt_calendar_query *query,
                                     struct mpt_arena *arena, struct mpt_calendar *calendar, struct mpt_error *error)
{
    struct collection collection = {.store = store, .query = query, .arena = arena, .calendar = calendar};
    const char *demo = mpt_store_setting(store, "demo", arena);
    const struct mpt_param params[] = {
        {.name = "today", .text = mpt_date_format(query->today, arena)},
        {.name = "mission", .text = query->mission},
        {.name = "portfolio", .text = query->portfolio},
        {.name = "examples", .number = demo && strcmp(demo, "1") == 0, .is_number = true},
    };
    struct mpt_cursor *cursor;
    *calendar = (struct mpt_calendar){0};
    collection.key = mpt_arena_print(arena, "%s.mpt", mpt_store_key(store, arena));
    enum mpt_status status = make_name(&collection, error);
    status =
        status ? status : mpt_cursor_open(store, "dates", NULL, params, sizeof params / sizeof *params, &cursor, error);
    if (status) {
        return status;
    }
    while (mpt_cursor_next(cursor)) {
        add_event(&collection, cursor);
    }
    return mpt_cursor_close(cursor, error);
}
