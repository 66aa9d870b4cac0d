/* CSV tables that lie on their side: a row is a field and a column a record, so all of it must be there first. */
#include <stdio.h>
#include <string.h>

#include "csv.h"

struct field {
    const char **texts;
    size_t count, line;
};

struct csv_turned {
    struct field *fields; /* in the order of csv->names */
    size_t count, capacity;
    size_t width, at; /* columns of the widest row; of the record in hand */
    const char **values;
};

/* Keeps a copy of the record that was read. False when the table is larger than what is kept. */
static bool keep(struct csv *csv, size_t line, size_t *size)
{
    struct csv_turned *turned = csv->turned;
    struct field field = {.count = csv->record.count, .line = line};
    size_t len = 0;
    for (size_t i = 0; i < field.count; i++) {
        len += strlen(csv->texts[i]) + 1;
    }
    char *place = mpt_arena_alloc(csv->arena, len);
    field.texts = mpt_arena_array(csv->arena, field.count, sizeof *field.texts);
    for (size_t i = 0; i < field.count; i++) {
        field.texts[i] = strcpy(place, csv->texts[i]);
        place += strlen(place) + 1;
    }
    *size += len + field.count * sizeof *field.texts;
    turned->fields =
        mpt_arena_grow(csv->arena, turned->fields, turned->count, &turned->capacity, sizeof *turned->fields);
    turned->fields[turned->count++] = field;
    turned->width = field.count > turned->width ? field.count : turned->width;
    return *size <= CSV_LONGEST && turned->count <= CSV_MOST_COLUMNS;
}

static enum mpt_status refuse_large(struct csv *csv, size_t line)
{
    return csv->status = mpt_fail(&csv->error, MPT_BAD_INPUT,
                                  "%s, line %zu: a table that lies on its side may have %d MB and %d lines, this one "
                                  "is larger",
                                  input_name(csv->input), line, CSV_LONGEST >> 20, CSV_MOST_COLUMNS);
}

enum mpt_status csv_turn(struct csv *csv)
{
    size_t line = 0, size = 0;
    csv->turned = mpt_arena_alloc(csv->arena, sizeof *csv->turned);
    csv->facts->header_line = 1;
    while (csv_read(csv, &line)) {
        if (!keep(csv, line, &size)) {
            return refuse_large(csv, line);
        }
    }
    struct csv_turned *turned = csv->turned;
    if (csv->status || input_failed(csv->input)) {
        return csv->status ? csv->status : MPT_BAD_INPUT;
    }
    if (!turned->count) {
        return csv->status =
                   mpt_fail(&csv->error, MPT_BAD_INPUT,
                            "%s has nothing but empty lines; expected a line for each field", input_name(csv->input));
    }
    const char **names = mpt_arena_array(csv->arena, turned->count, sizeof *names);
    for (size_t i = 0; i < turned->count; i++) {
        names[i] = turned->fields[i].texts[0];
    }
    turned->values = mpt_arena_array(csv->arena, turned->count, sizeof *turned->values);
    return csv_take_header(csv, names, turned->count, "lines");
}

bool csv_turned_next(struct csv *csv, struct mpt_row *row)
{
    struct csv_turned *turned = csv->turned;
    *row = (struct mpt_row){0};
    if (csv->status || ++turned->at >= turned->width) {
        return false;
    }
    const struct field *cut = NULL; /* the first that ends before this record */
    for (size_t i = 0; i < turned->count; i++) {
        const struct field *field = &turned->fields[i];
        turned->values[i] = turned->at < field->count ? field->texts[turned->at] : NULL;
        cut = !cut && turned->at >= field->count ? field : cut;
    }
    if (cut) {
        snprintf(csv->problem, sizeof csv->problem, "line %zu ends after %zu column%s, others go on to %zu", cut->line,
                 cut->count, cut->count == 1 ? "" : "s", turned->width);
        row->problem = csv->problem;
    }
    row->line = turned->at + 1;
    row->count = turned->count;
    row->names = csv->names;
    row->values = turned->values;
    return true;
}
