/* The names of a CSV table's columns: trimmed, made up where there are none, each there once. */
#include <stdlib.h>
#include <string.h>

#include "csv.h"

struct named {
    const char *name;
    size_t position;
};

static int by_name(const void *a, const void *b)
{
    const struct named *left = a, *right = b;
    int order = strcmp(left->name, right->name);
    return order ? order : (left->position > right->position) - (left->position < right->position);
}

static enum mpt_status refuse_twins(struct csv *csv, const char *place)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct named *sorted = mpt_arena_array(arena, csv->width, sizeof *sorted);
    for (size_t i = 0; i < csv->width; i++) {
        sorted[i] = (struct named){csv->names[i], i + 1};
    }
    qsort(sorted, csv->width, sizeof *sorted, by_name);
    for (size_t i = 1; i < csv->width && !csv->status; i++) {
        if (strcmp(sorted[i - 1].name, sorted[i].name) == 0) {
            csv->status = mpt_fail(&csv->error, MPT_BAD_INPUT,
                                   "%s, line %zu: two fields are called '%.200s' (%s %zu and %zu); expected names that "
                                   "are there once",
                                   input_name(csv->input), csv->facts->header_line, sorted[i].name, place,
                                   sorted[i - 1].position, sorted[i].position);
        }
    }
    mpt_arena_close(arena);
    return csv->status;
}

static const char *trimmed(const char *text, struct mpt_arena *arena)
{
    static const char blanks[] = " \t\r\n";
    text += strspn(text, blanks);
    size_t len = strlen(text);
    while (len && strchr(blanks, text[len - 1])) {
        len--;
    }
    return mpt_arena_copy_len(arena, text, len);
}

enum mpt_status csv_take_header(struct csv *csv, const char *const *names, size_t count, const char *place)
{
    csv->width = csv->name_count = csv->name_capacity = count;
    csv->names = mpt_arena_array(csv->arena, count, sizeof *csv->names);
    csv->repeated = mpt_arena_array(csv->arena, count, sizeof *csv->repeated);
    for (size_t i = 0; i < count; i++) {
        csv->repeated[i] = mpt_arena_copy(csv->arena, names[i]);
        csv->names[i] = trimmed(names[i], csv->arena);
        if (!*csv->names[i]) {
            csv->names[i] = mpt_arena_print(csv->arena, "column_%zu", i + 1);
        }
    }
    return refuse_twins(csv, place);
}
