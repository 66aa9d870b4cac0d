/* Loads what projects are compared by, and keeps the pairs found. */
#include "mpt/report.h"

#include <math.h>
#include <string.h>

#include "mpt/date.h"
#include "mpt/model.h"
#include "mpt/pairs.h"
#include "mpt/similarity.h"
#include "mpt/text.h"

struct projects {
    const char **codes;
    int64_t *numbers;
    struct mpt_likeness *items;
    size_t count, code_capacity, number_capacity, item_capacity;
};

/* The lines of a many-valued text, behind `first` when that is not NULL. */
static const char **lines(const char *first, const char *list, struct mpt_arena *arena, size_t *count)
{
    const char **array = NULL;
    size_t capacity = 0;
    *count = 0;
    if (first) {
        array = mpt_arena_grow(arena, array, *count, &capacity, sizeof *array);
        array[(*count)++] = mpt_arena_copy(arena, first);
    }
    for (const char *line; (line = mpt_value_next(&list, false, arena, NULL));) {
        array = mpt_arena_grow(arena, array, *count, &capacity, sizeof *array);
        array[(*count)++] = line;
    }
    return array;
}

/* Days of a project's dates; one date alone stands for both. */
static void read_dates(const char *starts, const char *ends, struct mpt_likeness *item)
{
    struct mpt_date first, last;
    bool has_first = starts && mpt_date_parse(starts, &first), has_last = ends && mpt_date_parse(ends, &last);
    if (has_first || has_last) {
        item->first_day = mpt_date_first_day(has_first ? first : last);
        item->last_day = mpt_date_last_day(has_last ? last : first);
    }
}

static enum mpt_status load_projects(struct mpt_store *store, struct mpt_arena *arena, struct projects *projects,
                                     struct mpt_error *error)
{
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, "likeness-projects", NULL, NULL, 0, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        projects->codes =
            mpt_arena_grow(arena, projects->codes, projects->count, &projects->code_capacity, sizeof *projects->codes);
        projects->numbers = mpt_arena_grow(arena, projects->numbers, projects->count, &projects->number_capacity,
                                           sizeof *projects->numbers);
        projects->items =
            mpt_arena_grow(arena, projects->items, projects->count, &projects->item_capacity, sizeof *projects->items);
        struct mpt_likeness *item = &projects->items[projects->count];
        *item = (struct mpt_likeness){0};
        projects->numbers[projects->count] = mpt_cursor_integer(cursor, "id");
        projects->codes[projects->count++] = mpt_arena_copy(arena, mpt_cursor_text(cursor, "code"));
        item->names =
            lines(mpt_cursor_text(cursor, "title"), mpt_cursor_text(cursor, "alias"), arena, &item->name_count);
        item->outside_ids = lines(NULL, mpt_cursor_text(cursor, "outside_id"), arena, &item->outside_id_count);
        const char *place = mpt_cursor_text(cursor, "place");
        item->place = place ? mpt_arena_copy(arena, place) : NULL;
        read_dates(mpt_cursor_text(cursor, "starts"), mpt_cursor_text(cursor, "ends"), item);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

/* Numbers by owner, put to the projects: both come in the order of codes. */
static enum mpt_status load_numbers(struct mpt_store *store, const char *query, struct mpt_arena *arena,
                                    struct projects *projects, bool tags, struct mpt_error *error)
{
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, query, NULL, NULL, 0, &cursor, error);
    size_t at = 0, capacity = 0, count = 0;
    uint32_t *numbers = NULL;
    while (!status && mpt_cursor_next(cursor)) {
        const char *owner = mpt_cursor_text(cursor, "owner");
        while (at < projects->count && strcmp(projects->codes[at], owner) < 0) {
            at++;
            numbers = NULL;
            count = capacity = 0;
        }
        if (at == projects->count || strcmp(projects->codes[at], owner) != 0) {
            continue; /* added meanwhile to what another program holds open */
        }
        numbers = mpt_arena_grow(arena, numbers, count, &capacity, sizeof *numbers);
        numbers[count++] = (uint32_t)mpt_cursor_integer(cursor, "value");
        struct mpt_likeness *item = &projects->items[at];
        if (tags) {
            item->tags = numbers;
            item->tag_count = count;
        } else {
            item->partners = numbers;
            item->partner_count = count;
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

/* Flags for the projects among `numbers`; both ascend, but the projects come by code. */
static bool *mark_fresh(const struct projects *projects, const int64_t *numbers, size_t count, struct mpt_arena *arena)
{
    bool *fresh = mpt_arena_array(arena, projects->count, sizeof *fresh);
    for (size_t i = 0; i < projects->count; i++) {
        size_t low = 0, high = count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (numbers[middle] < projects->numbers[i]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        fresh[i] = low < count && numbers[low] == projects->numbers[i];
    }
    return fresh;
}

enum mpt_status mpt_likeness_update(struct mpt_store *store, size_t *found, struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct projects projects = {0};
    int64_t *stale;
    size_t stale_count, count = 0;
    bool all;
    enum mpt_status status = mpt_pairs_begin(store, arena, &stale, &stale_count, &all, error);
    if (!status && (all || stale_count)) {
        status = load_projects(store, arena, &projects, error);
        status = status ? status : load_numbers(store, "likeness-tags", arena, &projects, true, error);
        status = status ? status : load_numbers(store, "likeness-partners", arena, &projects, false, error);
        const bool *fresh = all || status ? NULL : mark_fresh(&projects, stale, stale_count, arena);
        const struct mpt_pair *pairs =
            status ? NULL : mpt_duplicates_find(projects.items, projects.count, fresh, 0, arena, &count);
        struct mpt_kept_pair *kept = mpt_arena_array(arena, count, sizeof *kept);
        for (size_t i = 0; i < count; i++) {
            kept[i] = (struct mpt_kept_pair){.a = projects.numbers[pairs[i].a],
                                             .b = projects.numbers[pairs[i].b],
                                             .score = pairs[i].score,
                                             .title = pairs[i].title,
                                             .tags = pairs[i].tags,
                                             .partners = pairs[i].partners,
                                             .place_time = pairs[i].place_time,
                                             .same_id = pairs[i].same_id};
        }
        enum mpt_status ended = mpt_pairs_end(store, stale, stale_count, all, status ? NULL : kept, count, error);
        status = status ? status : ended;
    }
    if (found) {
        *found = count;
    }
    mpt_arena_close(arena);
    return status;
}
