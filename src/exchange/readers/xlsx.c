/* Reads a sheet of a workbook (XLSX). mpt-sheet makes CSV of it in a temporary file, and the CSV reader reads that, so
 * that one place knows tables: which row is the header, what is wrong with a row. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange/sheet_protocol.h"
#include "mpt/text.h"
#include "readers.h"

static const uint64_t largest_by_default = UINT64_C(4) << 30;

/* What stands for a line feed in mpt-sheet's CSV, so that a row of the sheet is one line: U+2028. */
static const char line_break[] = "\xE2\x80\xA8";

struct xlsx {
    struct input *book, *table; /* the workbook as it came, and the CSV */
    void *csv;                  /* the CSV reader's state */
    const char **names;         /* of the header, each on one line */
    size_t width;
    const char **row_names, **values; /* of a row, which may be wider than the header */
    size_t capacity;
    struct mpt_arena *arena, *scratch; /* scratch: for the texts of one row; NULL: none needed it */
};

static bool is_xlsx(const unsigned char *start, size_t len)
{
    static const char *const beginnings[] = {"PK\3\4", "PK\5\6",
                                             "\xD0\xCF\x11\xE0"}; /* the last: what Excel was before */
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (len >= 4 && memcmp(start, beginnings[i], 4) == 0) {
            return true;
        }
    }
    return false;
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

static enum mpt_status check_options(const struct mpt_read_options *options, struct mpt_error *error)
{
    return options->delimiter || options->quote || options->encoding || options->records
               ? mpt_fail(error, MPT_USAGE,
                          "a workbook has sheets and a header; a delimiter, quotes, an encoding and "
                          "the place of records are for other formats")
               : MPT_OK;
}

static enum mpt_status refuse_temporary(struct mpt_error *error)
{
    return mpt_fail(error, MPT_DATABASE, "no temporary file can be written: %s", strerror(errno));
}

/* Copies the workbook into a file that can be sought in, which a pipe or packed file is not. */
static enum mpt_status spool(struct input *input, FILE *file, struct mpt_error *error)
{
    char block[65536];
    for (size_t len; (len = input_read(input, block, sizeof block)) > 0;) {
        if (fwrite(block, 1, len, file) != len) {
            return refuse_temporary(error);
        }
    }
    return fflush(file) != 0 || fseek(file, 0, SEEK_SET) != 0 ? refuse_temporary(error) : MPT_OK;
}

static enum mpt_status ask(int book, int table, const struct mpt_read_options *options, struct net_frame *answer,
                           struct mpt_arena *arena, struct mpt_error *error)
{
    uint64_t largest = options->largest ? options->largest : largest_by_default;
    const char *words[] = {"read", mpt_arena_print(arena, "%" PRIu64, largest), options->sheet, NULL};
    struct helper_files files = {.input = book, .extra = table};
    struct helper helper;
    enum mpt_status status = helper_start(&sheet_program, words, &files, &helper, arena, error);
    return status ? status : sheet_answer(&helper, answer, arena, error);
}

/* Has the sheet made CSV and opens that as an input. */
static enum mpt_status convert(struct xlsx *xlsx, const struct mpt_read_options *options, struct net_frame *answer,
                               struct mpt_error *error)
{
    const char *name = input_name(xlsx->book);
    FILE *book = tmpfile(), *table = tmpfile();
    enum mpt_status status = book && table ? spool(xlsx->book, book, error) : refuse_temporary(error);
    if (!status) {
        status = ask(fileno(book), fileno(table), options, answer, xlsx->arena, error);
        if (status) {
            mpt_error_prefix(error, "%s", name);
        }
    }
    if (!status) {
        const char *start = net_frame_get(answer, "start"), *sheet = net_frame_get(answer, "sheet");
        int file = dup(fileno(table));
        bool good = start && sheet && file >= 0 && lseek(file, (off_t)strtoll(start, NULL, 10), SEEK_SET) >= 0;
        name = mpt_arena_print(xlsx->arena, "%s, sheet '%s'", name, sheet ? sheet : "");
        status = good ? input_open_file(file, name, &xlsx->table, error) : refuse_temporary(error);
    }
    if (book) {
        fclose(book);
    }
    if (table) {
        fclose(table);
    }
    return status;
}

/* The text with line feeds where the CSV has line breaks, or with blanks. */
static const char *with(char separator, const char *text, struct mpt_arena *arena)
{
    const char *found = strstr(text, line_break);
    if (!found) {
        return text;
    }
    char *copy = mpt_arena_copy(arena, text), *to = copy + (found - text);
    for (const char *from = found; *from;) {
        bool here = strncmp(from, line_break, sizeof line_break - 1) == 0;
        *to++ = here ? separator : *from;
        from += here ? sizeof line_break - 1 : 1;
    }
    *to = '\0';
    return copy;
}

static void take_header(struct xlsx *xlsx)
{
    const char *const *names = reader_csv.header(xlsx->csv, &xlsx->width);
    xlsx->names = mpt_arena_array(xlsx->arena, xlsx->width + 1, sizeof *xlsx->names);
    for (size_t i = 0; i < xlsx->width; i++) {
        xlsx->names[i] = with(' ', names[i], xlsx->arena);
    }
}

/* ", 4 cells that are errors taken as empty", from a field of the answer; nothing when it is 0. */
static void say_empty(struct mpt_text *said, const struct net_frame *answer, const char *field, const char *one,
                      const char *many)
{
    const char *count = net_frame_get(answer, field);
    if (count && strcmp(count, "0") != 0) {
        mpt_text_print(said, ", %s %s taken as empty", count, strcmp(count, "1") == 0 ? one : many);
    }
}

static void say(struct xlsx *xlsx, const struct net_frame *answer, const struct mpt_read_options *options,
                struct mpt_read_facts *facts)
{
    struct mpt_text said = mpt_text_init(xlsx->arena);
    const char *sheets = net_frame_get(answer, "sheets");
    facts->format = MPT_FORMAT_XLSX;
    facts->sheet = mpt_arena_copy(xlsx->arena, net_frame_get(answer, "sheet"));
    facts->encoding = NULL; /* and all that was said of the CSV in between */
    facts->bom = false;
    facts->delimiter = facts->quote = '\0';
    mpt_text_print(&said, "XLSX, sheet '%s' of %s, ", facts->sheet, sheets ? sheets : "1");
    if (options->transposed) {
        mpt_text_add(&said, "a record a column");
    } else {
        mpt_text_print(&said, "header in row %zu", facts->header_line);
    }
    say_empty(&said, answer, "errors", "cell that is an error (#N/A ...)", "cells that are errors (#N/A ...)");
    say_empty(&said, answer, "formulas", "formula without a value", "formulas without a value");
    facts->said = mpt_text_get(&said);
}

static enum mpt_status open_xlsx(struct input *input, const struct mpt_read_options *options,
                                 struct mpt_read_facts *facts, struct mpt_arena *arena, void **state,
                                 struct mpt_error *error)
{
    struct xlsx *xlsx = mpt_arena_alloc(arena, sizeof *xlsx);
    struct net_frame answer;
    const struct mpt_read_options table = {.encoding = "utf-8",
                                           .delimiter = ',',
                                           .quote = '"',
                                           .header_line = options->header_line,
                                           .transposed = options->transposed};
    *xlsx = (struct xlsx){.book = input, .arena = arena};
    enum mpt_status status = check_options(options, error);
    status = status ? status : convert(xlsx, options, &answer, error);
    status = status ? status : reader_csv.open(xlsx->table, &table, facts, arena, &xlsx->csv, error);
    if (status) {
        enum mpt_status read = input_close(input, error); /* what is wrong with the bytes comes first */
        return read ? read : status;
    }
    take_header(xlsx);
    say(xlsx, &answer, options, facts);
    *state = xlsx;
    return MPT_OK;
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

static const char *const *header_xlsx(const void *state, size_t *count)
{
    const struct xlsx *xlsx = state;
    *count = xlsx->width;
    return xlsx->names;
}

static void make_room(struct xlsx *xlsx, size_t count)
{
    if (count > xlsx->capacity) {
        xlsx->capacity = count * 2;
        xlsx->values = mpt_arena_array(xlsx->arena, xlsx->capacity, sizeof *xlsx->values);
        xlsx->row_names = mpt_arena_array(xlsx->arena, xlsx->capacity, sizeof *xlsx->row_names);
    }
}

static const char *value(struct xlsx *xlsx, const char *text)
{
    if (text && strstr(text, line_break)) {
        xlsx->scratch = xlsx->scratch ? xlsx->scratch : mpt_arena_open();
        return with('\n', text, xlsx->scratch);
    }
    return text;
}

/* A row ends with its last cell that is not empty, so a short one is whole. */
static bool next_xlsx(void *state, struct mpt_row *row)
{
    struct xlsx *xlsx = state;
    mpt_arena_close(xlsx->scratch);
    xlsx->scratch = NULL;
    if (!reader_csv.next(xlsx->csv, row)) {
        return false;
    }
    size_t count = row->count > xlsx->width ? row->count : xlsx->width;
    make_room(xlsx, count);
    for (size_t i = 0; i < count; i++) {
        xlsx->row_names[i] = i < xlsx->width ? xlsx->names[i] : row->names[i];
        xlsx->values[i] = i < row->count ? value(xlsx, row->values[i]) : "";
    }
    row->problem = row->count < xlsx->width ? NULL : row->problem;
    row->names = xlsx->row_names;
    row->values = xlsx->values;
    row->count = count;
    return true;
}

static void progress_xlsx(const void *state, uint64_t *done, uint64_t *total)
{
    const struct xlsx *xlsx = state;
    input_progress(xlsx->table, done, total);
}

static enum mpt_status close_xlsx(void *state, struct mpt_error *error)
{
    struct xlsx *xlsx = state;
    struct mpt_error ignored;
    enum mpt_status status = reader_csv.close(xlsx->csv, error);
    mpt_arena_close(xlsx->scratch);
    input_close(xlsx->book, &ignored); /* it was read to its end when this was opened */
    return status;
}

const struct reader_format reader_xlsx = {.format = MPT_FORMAT_XLSX,
                                          .is = is_xlsx,
                                          .open = open_xlsx,
                                          .header = header_xlsx,
                                          .next = next_xlsx,
                                          .progress = progress_xlsx,
                                          .close = close_xlsx};
