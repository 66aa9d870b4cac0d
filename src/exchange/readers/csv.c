/* Tables as CSV, record by record: cells are texts in the buffer they were read into. */
#include "csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/text.h"

#ifndef CSV_FIRST_BUFFER /* fuzzing makes it small, so that everything lies across its ends */
#define CSV_FIRST_BUFFER ((size_t)1 << 20)
#endif

enum { SMALLEST_READ = 16 };

/* --- Records ------------------------------------------------------------------------------------------------------ */

static bool refuse_long(struct csv *csv)
{
    csv_split(&csv->dialect, csv->buffer + csv->start, csv->buffer + csv->end, true, &csv->record);
    const char *open = csv->record.open;
    if (open) { /* most likely it is that */
        csv->status = mpt_fail(
            &csv->error, MPT_BAD_INPUT,
            "%s, line %zu: the quote %c that opens here is not closed within %d MB, the most a record may have",
            input_name(csv->input), csv->line + csv_count_lines(&csv->dialect, csv->buffer + csv->start, open),
            csv->dialect.quote, CSV_LONGEST >> 20);
    } else {
        csv->status = mpt_fail(&csv->error, MPT_BAD_INPUT,
                               "%s, line %zu: the record that begins here is longer than %d MB, the most it may have",
                               input_name(csv->input), csv->line, CSV_LONGEST >> 20);
    }
    return false;
}

/* More of the file behind what is there, which is moved to the front, in a larger buffer where that is full. */
static bool refill(struct csv *csv)
{
    csv->end -= csv->start;
    if (csv->start) {
        memmove(csv->buffer, csv->buffer + csv->start, csv->end);
        csv->start = 0;
    }
    if (csv->end + SMALLEST_READ > csv->capacity) {
        if (csv->capacity >= CSV_LONGEST) {
            return refuse_long(csv);
        }
        size_t wanted = csv->capacity ? csv->capacity * 2 : CSV_FIRST_BUFFER;
        char *moved = realloc(csv->buffer, wanted + 1); /* and the NUL behind the last cell */
        if (!moved) {
            csv->status = mpt_fail(&csv->error, MPT_BAD_INPUT, "%s, line %zu: there is no memory for a record so long",
                                   input_name(csv->input), csv->line);
            return false;
        }
        csv->buffer = moved;
        csv->capacity = wanted;
    }
    while (csv->end + SMALLEST_READ <= csv->capacity && !csv->last) {
        size_t got = input_read(csv->input, csv->buffer + csv->end, csv->capacity - csv->end);
        csv->end += got;
        csv->last = got == 0;
    }
    return true;
}

static bool refuse_open(struct csv *csv)
{
    if (!input_failed(csv->input)) { /* else the file is longer, and what is wrong with it is said by the input */
        csv->status = mpt_fail(
            &csv->error, MPT_BAD_INPUT, "%s, line %zu: the quote %c that opens here is not closed before the end",
            input_name(csv->input),
            csv->line + csv_count_lines(&csv->dialect, csv->buffer + csv->start, csv->record.open), csv->dialect.quote);
    }
    return false;
}

static bool refuse_wide(struct csv *csv)
{
    csv->status = mpt_fail(&csv->error, MPT_BAD_INPUT, "%s, line %zu has more than %d columns, the most there may be",
                           input_name(csv->input), csv->line, CSV_MOST_COLUMNS);
    return false;
}

/* Takes the record at csv->start apart; false at the end or when it failed. */
static bool split(struct csv *csv)
{
    for (;;) {
        char *start = csv->buffer + csv->start, *end = csv->buffer + csv->end;
        enum csv_end result =
            csv->start == csv->end ? CSV_BROKEN_OFF : csv_split(&csv->dialect, start, end, csv->last, &csv->record);
        if (result == CSV_TOO_WIDE) {
            return refuse_wide(csv);
        }
        if (result == CSV_WHOLE) { /* where the input broke off, the last line is only a part of one */
            return !(csv->record.cut && input_failed(csv->input));
        }
        if (csv->last) {
            return csv->start < csv->end && refuse_open(csv);
        }
        if (!refill(csv)) {
            return false;
        }
    }
}

/* Cells that had been encoded twice, set right. */
static void set_right(struct csv *csv)
{
    mpt_arena_close(csv->row);
    csv->row = mpt_arena_open();
    for (size_t i = 0; i < csv->record.count; i++) {
        csv->texts[i] = text_undouble(csv->texts[i], csv->row);
    }
}

bool csv_read(struct csv *csv, size_t *line)
{
    bool empty = true;
    while (empty) {
        if (csv->status || !split(csv)) {
            return false;
        }
        empty = csv_is_empty(&csv->record);
        *line = csv->line;
        csv->line += csv->record.lines + 1;
        csv->start = (size_t)(csv->record.next - csv->buffer);
    }
    if (csv->text_capacity < csv->record.count) {
        csv->text_capacity = csv->record.capacity;
        csv->texts = mpt_arena_array(csv->arena, csv->text_capacity, sizeof *csv->texts);
    }
    csv_texts(&csv->dialect, &csv->record, csv->texts);
    if (csv->facts->double_encoded) {
        set_right(csv);
    }
    return true;
}

/* --- The header --------------------------------------------------------------------------------------------------- */

/* Goes to the line that was named for the header, whatever stands above it. */
static bool go_to_line(struct csv *csv, size_t wanted)
{
    while (csv->line < wanted && split(csv)) {
        csv->line += csv->record.lines + 1;
        csv->start = (size_t)(csv->record.next - csv->buffer);
    }
    return csv->line == wanted;
}

static enum mpt_status open_header(struct csv *csv, size_t wanted, bool unnamed_last)
{
    size_t line = 0;
    if (wanted) {
        csv->facts->header_line = wanted;
    }
    if ((!wanted || go_to_line(csv, wanted)) && csv_read(csv, &line) && (!wanted || line == wanted)) {
        const char **names = mpt_arena_array(csv->arena, csv->record.count + 1, sizeof *names);
        memcpy(names, csv->texts, csv->record.count * sizeof *names);
        names[csv->record.count] = "";
        csv->facts->header_line = line;
        return csv_take_header(csv, names, csv->record.count + unnamed_last, "columns");
    }
    if (csv->status || input_failed(csv->input)) {
        return csv->status ? csv->status : MPT_BAD_INPUT;
    }
    return csv->status = wanted ? mpt_fail(&csv->error, MPT_BAD_INPUT,
                                           "%s has no header in line %zu: no row begins there; expected the names of "
                                           "the columns",
                                           input_name(csv->input), wanted)
                                : mpt_fail(&csv->error, MPT_BAD_INPUT,
                                           "%s has nothing but empty lines; expected a line with the names of the "
                                           "columns",
                                           input_name(csv->input));
}

/* --- The reader --------------------------------------------------------------------------------------------------- */

/* Text has hardly a control character; what has many is something else, a picture or an archive. In UTF-16 all
 * bytes may be there. */
static bool is_csv(const unsigned char *start, size_t len)
{
    size_t strange = 0;
    for (size_t i = 0; i < len; i++) {
        strange += start[i] < 0x20 && start[i] && !strchr("\t\n\v\f\r\x1a\x1b", start[i]);
    }
    return strange * 50 <= len || text_is_wide(start, len);
}

static void say(struct csv *csv, const struct csv_guess *guess)
{
    struct mpt_read_facts *facts = csv->facts;
    struct mpt_text said = mpt_text_init(csv->arena);
    mpt_text_add(&said, "CSV with ");
    mpt_text_print(&said, facts->delimiter == '\t' ? "tabs" : "'%c'", facts->delimiter);
    if (facts->quote) {
        mpt_text_print(&said, ", quoted with %c", facts->quote);
    }
    if (csv->turned) {
        mpt_text_add(&said, ", a record a column");
    } else {
        mpt_text_print(&said, ", header in line %zu", facts->header_line);
    }
    if (guess->titles) {
        mpt_text_print(&said, " below %zu other row%s", guess->titles, guess->titles > 1 ? "s" : "");
    }
    if (facts->looks_transposed && !csv->turned) {
        mpt_text_add(&said, ", perhaps lying on its side");
    }
    facts->said = mpt_text_get(&said);
}

static enum mpt_status begin(struct csv *csv, const struct mpt_read_options *options)
{
    do { /* at least a line, however long it is */
        if (!refill(csv)) {
            return csv->status;
        }
    } while (!csv->last && !memchr(csv->buffer, '\n', csv->end) && !memchr(csv->buffer, '\r', csv->end));
    struct csv_guess guess = csv_guess(csv->buffer, csv->buffer + csv->end, csv->last, options);
    csv->dialect = guess.dialect;
    csv->start = guess.skip;
    csv->line = guess.line;
    csv->facts->delimiter = guess.dialect.delimiter;
    csv->facts->quote = guess.dialect.quote;
    csv->facts->looks_transposed = guess.turned;
    enum mpt_status status =
        options->transposed ? csv_turn(csv) : open_header(csv, options->header_line, guess.unnamed_last);
    if (!status) {
        say(csv, &guess);
    }
    return status;
}

static enum mpt_status close_csv(void *state, struct mpt_error *error)
{
    struct csv *csv = state;
    enum mpt_status status = input_close(csv->input, error); /* what is wrong with the bytes comes first */
    if (!status && csv->status) {
        *error = csv->error;
        status = csv->status;
    }
    mpt_arena_close(csv->row);
    free(csv->buffer);
    return status;
}

static enum mpt_status check_options(const struct mpt_read_options *options, struct mpt_error *error)
{
    unsigned char d = (unsigned char)options->delimiter;
    if (d && ((d < ' ' && d != '\t') || d > '~' || d == '"')) {
        return mpt_fail(error, MPT_USAGE, "no CSV can be delimited by the byte 0x%02x; expected ',' ';' '|' or a tab",
                        d);
    }
    if (options->quote && !strchr("\"'n", options->quote)) {
        return mpt_fail(error, MPT_USAGE, "no CSV is quoted with %c; expected \" or ' or n for none", options->quote);
    }
    if (options->delimiter && options->delimiter == options->quote) {
        return mpt_fail(error, MPT_USAGE, "%c cannot both delimit and quote", options->quote);
    }
    if (options->transposed && options->header_line) {
        return mpt_fail(error, MPT_USAGE,
                        "a table that lies on its side has its header in the first column, not in a "
                        "line");
    }
    return MPT_OK;
}

static enum mpt_status open_csv(struct input *input, const struct mpt_read_options *options,
                                struct mpt_read_facts *facts, struct mpt_arena *arena, void **state,
                                struct mpt_error *error)
{
    enum mpt_status status = check_options(options, error);
    struct mpt_error ignored;
    status = status ? status : input_decode(input, options->encoding, facts, error);
    if (status) {
        input_close(input, &ignored);
        return status;
    }
    struct csv *csv = mpt_arena_alloc(arena, sizeof *csv);
    *csv = (struct csv){.input = input, .arena = arena, .facts = facts, .record = {.arena = arena}, .line = 1};
    status = begin(csv, options);
    if (status) {
        return close_csv(csv, error);
    }
    *state = csv;
    return MPT_OK;
}

static const char *const *header_csv(const void *state, size_t *count)
{
    const struct csv *csv = state;
    *count = csv->width;
    return csv->names;
}

/* Names for the cells beyond the header. */
static void name_extra(struct csv *csv, size_t count)
{
    while (csv->name_count < count) {
        csv->names = mpt_arena_grow(csv->arena, csv->names, csv->name_count, &csv->name_capacity, sizeof *csv->names);
        csv->names[csv->name_count] = mpt_arena_print(csv->arena, "extra_%zu", csv->name_count - csv->width + 1);
        csv->name_count++;
    }
}

static bool is_header_again(const struct csv *csv)
{
    for (size_t i = 0; i < csv->width; i++) {
        if (strcmp(csv->texts[i], csv->repeated[i]) != 0) {
            return false;
        }
    }
    return true;
}

static const char *problem_of(struct csv *csv)
{
    size_t count = csv->record.count;
    if (count != csv->width) {
        snprintf(csv->problem, sizeof csv->problem, "has %zu field%s, the header has %zu", count, count == 1 ? "" : "s",
                 csv->width);
    } else if (csv->record.trailing) {
        snprintf(csv->problem, sizeof csv->problem, "field %zu has text behind its closing quote",
                 csv->record.trailing);
    } else if (is_header_again(csv)) {
        snprintf(csv->problem, sizeof csv->problem, "is the header of line %zu again", csv->facts->header_line);
    } else {
        return NULL;
    }
    return csv->problem;
}

static bool next_csv(void *state, struct mpt_row *row)
{
    struct csv *csv = state;
    if (csv->turned) {
        return csv_turned_next(csv, row);
    }
    *row = (struct mpt_row){0};
    if (!csv_read(csv, &row->line)) {
        return false;
    }
    row->count = csv->record.count;
    row->values = csv->texts;
    row->problem = problem_of(csv);
    name_extra(csv, row->count);
    row->names = csv->names;
    return true;
}

const struct reader_format reader_csv = {.format = MPT_FORMAT_CSV,
                                         .is = is_csv,
                                         .open = open_csv,
                                         .header = header_csv,
                                         .next = next_csv,
                                         .close = close_csv};
