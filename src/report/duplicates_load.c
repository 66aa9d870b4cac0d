/* Loads projects of the portfolio to compare them: three queries a batch, however many there are. */
#include "duplicates_records.h"

#include <string.h>

/* The projects of one batch, by number. */
struct batch {
    struct compared *items;
    size_t count, capacity;
    int64_t first, last;
    bool rejected; /* those that were rejected too */
};

static enum mpt_status load_projects(struct mpt_store *store, struct batch *batch, size_t limit,
                                     struct mpt_arena *arena, struct mpt_error *error)
{
    const struct mpt_param params[] = {{.name = "first", .number = (double)batch->first, .is_number = true},
                                       {.name = "last", .number = (double)batch->last, .is_number = true},
                                       {.name = "rejected", .number = batch->rejected, .is_number = true},
                                       {.name = "limit", .number = (double)limit, .is_number = true}};
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, "duplicates-projects", NULL, params, 4, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        batch->items = mpt_arena_grow(arena, batch->items, batch->count, &batch->capacity, sizeof *batch->items);
        struct compared *item = &batch->items[batch->count++];
        *item = (struct compared){.number = mpt_cursor_integer(cursor, "id"),
                                  .code = mpt_arena_copy(arena, mpt_cursor_text(cursor, "code"))};
        const struct project_texts texts = {.title = mpt_cursor_text(cursor, "title"),
                                            .alias = mpt_cursor_text(cursor, "alias"),
                                            .summary = mpt_cursor_text(cursor, "summary"),
                                            .outside_id = mpt_cursor_text(cursor, "outside_id"),
                                            .manager = mpt_cursor_text(cursor, "manager"),
                                            .starts = mpt_cursor_text(cursor, "starts"),
                                            .ends = mpt_cursor_text(cursor, "ends"),
                                            .place = mpt_cursor_text(cursor, "place"),
                                            .country = mpt_cursor_text(cursor, "country"),
                                            .programme = mpt_cursor_text(cursor, "programme"),
                                            .call = mpt_cursor_text(cursor, "call")};
        const char *status_text = mpt_cursor_text(cursor, "status");
        item->rejected = status_text && strcmp(status_text, "rejected") == 0;
        compared_set(item, &texts, arena);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

static void add_party(struct compared *item, struct mpt_cursor *cursor, struct mpt_arena *arena)
{
    const char *form = mpt_cursor_text(cursor, "form");
    compared_add_party(item, mpt_cursor_text(cursor, "title"), mpt_cursor_text(cursor, "outside_id"),
                       party_role(mpt_cursor_text(cursor, "role")), form && strcmp(form, "person") == 0, arena);
}

static void add_funding(struct compared *item, struct mpt_cursor *cursor, struct mpt_arena *arena)
{
    const char *giver = mpt_cursor_text(cursor, "giver"), *receiver = mpt_cursor_text(cursor, "receiver");
    const char *form = mpt_cursor_text(cursor, "receiver_form");
    if (receiver) {
        compared_add_party(item, receiver, mpt_cursor_text(cursor, "receiver_id"), ROLE_RECEIVES,
                           form && strcmp(form, "person") == 0, arena);
    }
    compared_add_flow(item,
                      (struct flow){mpt_cursor_integer(cursor, "amount"), mpt_cursor_text(cursor, "currency"),
                                    mpt_cursor_text(cursor, "stage"), mpt_cursor_text(cursor, "year"), giver, receiver},
                      arena);
}

/* Rows by project, put to the projects of the batch. */
static enum mpt_status load_rows(struct mpt_store *store, const char *query, struct batch *batch,
                                 void (*add)(struct compared *, struct mpt_cursor *, struct mpt_arena *),
                                 struct mpt_arena *arena, struct mpt_error *error)
{
    const struct mpt_param params[] = {{.name = "first", .number = (double)batch->first, .is_number = true},
                                       {.name = "last", .number = (double)batch->last, .is_number = true}};
    struct mpt_cursor *cursor;
    size_t at = 0;
    enum mpt_status status = mpt_cursor_open(store, query, NULL, params, 2, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        int64_t number = mpt_cursor_integer(cursor, "project");
        while (at < batch->count && batch->items[at].number < number) {
            at++;
        }
        if (at < batch->count && batch->items[at].number == number) { /* else added meanwhile */
            add(&batch->items[at], cursor, arena);
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

static enum mpt_status load(struct mpt_store *store, struct batch *batch, size_t limit, struct mpt_arena *arena,
                            struct mpt_error *error)
{
    enum mpt_status status = load_projects(store, batch, limit, arena, error);
    if (!status && batch->count) {
        batch->first = batch->items[0].number;
        batch->last = batch->items[batch->count - 1].number;
        status = load_rows(store, "duplicates-parties", batch, add_party, arena, error);
        status = status ? status : load_rows(store, "duplicates-fundings", batch, add_funding, arena, error);
    }
    for (size_t i = 0; !status && i < batch->count; i++) {
        compared_finish(&batch->items[i], arena);
    }
    return status;
}

enum mpt_status compared_load(struct mpt_store *store, int64_t first, int64_t last, size_t limit, bool rejected,
                              struct mpt_arena *arena, struct compared **list, size_t *count, struct mpt_error *error)
{
    struct batch batch = {.first = first, .last = last, .rejected = rejected};
    enum mpt_status status = load(store, &batch, limit, arena, error);
    *list = batch.items;
    *count = status ? 0 : batch.count;
    return status;
}

enum mpt_status compared_load_one(struct mpt_store *store, int64_t number, struct mpt_arena *arena,
                                  struct compared **item, struct mpt_error *error)
{
    size_t count;
    enum mpt_status status = compared_load(store, number, number, 1, true, arena, item, &count, error);
    return status || count ? status
                           : mpt_fail(error, MPT_DATABASE, "project number %lld is not there", (long long)number);
}
