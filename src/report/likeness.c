/* Loads what projects are compared by and turns the pairs found into words. */
#include "likeness.h"

#include <math.h>
#include <string.h>

#include "mpt/date.h"
#include "mpt/model.h"
#include "mpt/similarity.h"
#include "mpt/text.h"

struct projects {
    const char **codes;
    struct mpt_likeness *items;
    size_t count, code_capacity, item_capacity;
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

static enum mpt_status load_projects(struct mpt_store *store, bool examples, struct mpt_arena *arena,
                                     struct projects *projects, struct mpt_error *error)
{
    const struct mpt_param param = {.name = "examples", .number = examples, .is_number = true};
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(store, "likeness-projects", NULL, &param, 1, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        projects->codes =
            mpt_arena_grow(arena, projects->codes, projects->count, &projects->code_capacity, sizeof *projects->codes);
        projects->items =
            mpt_arena_grow(arena, projects->items, projects->count, &projects->item_capacity, sizeof *projects->items);
        struct mpt_likeness *item = &projects->items[projects->count];
        *item = (struct mpt_likeness){0};
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
            continue; /* an invented project that takes no part */
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

/* What speaks for it, in words: "titles 83 % alike, the same tags". */
static const char *reasons(const struct mpt_pair *pair, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    if (pair->same_id) {
        mpt_text_add(&text, "the same outside id, ");
    }
    if (pair->title >= 0.995) {
        mpt_text_add(&text, "the same title");
    } else {
        mpt_text_print(&text, "titles %.0f %% alike", pair->title * 100);
    }
    const struct {
        const char *what;
        double share;
    } parts[] = {{"tags", pair->tags}, {"partners", pair->partners}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].share >= 0.995) {
            mpt_text_print(&text, ", the same %s", parts[i].what);
        } else if (parts[i].share > 0) {
            mpt_text_print(&text, ", %.0f %% of %s in common", parts[i].share * 100, parts[i].what);
        }
    }
    if (pair->place_time > 0) {
        mpt_text_add(&text, ", same place and time");
    }
    return mpt_text_get(&text);
}

enum mpt_status report_likeness_facts(struct mpt_store *store, bool examples, struct mpt_arena *arena,
                                      struct mpt_error *error)
{
    struct projects projects = {0};
    enum mpt_status status = load_projects(store, examples, arena, &projects, error);
    status = status ? status : load_numbers(store, "likeness-tags", arena, &projects, true, error);
    status = status ? status : load_numbers(store, "likeness-partners", arena, &projects, false, error);
    if (status) {
        return status;
    }
    size_t count;
    const struct mpt_pair *pairs = mpt_duplicates_find(projects.items, projects.count, 0, arena, &count);
    status = mpt_facts_begin(store, "duplicate_pair", error);
    for (size_t i = 0; !status && i < count; i++) {
        const struct mpt_fact values[] = {{.text = projects.codes[pairs[i].a]},
                                          {.text = projects.codes[pairs[i].b]},
                                          {NULL, pairs[i].score},
                                          {NULL, pairs[i].title},
                                          {.text = reasons(&pairs[i], arena)}};
        status = mpt_facts_add(store, values, sizeof values / sizeof *values, error);
    }
    enum mpt_status ended = mpt_facts_end(store, error);
    return status ? status : ended;
}
