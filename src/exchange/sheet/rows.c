/* Writes rows as CSV, after joining headers that take several rows. What is merged stands in a sheet's file behind its
 * cells, so the first rows wait for it: those that follow are written at SHEET_HEAD_ROOM, and in the end the first ones
 * right before that. */
#include "exchange/sheet/rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEAD_ROWS = 40,            /* rows that wait */
    HEAD_LINE = 400,           /* none of a higher number does */
    HEAD_BYTES = 256 * 1024,   /* most that their cells take */
    JOINED_BYTES = 512 * 1024, /* no more is joined then */
    LONGEST_LABEL = 200,       /* of a header to be put before others, bytes */
    MOST_MERGES = 2000,
    MOST_EMPTY = 64 << 20, /* empty cells that a sheet may have anyway ... */
    EMPTY_A_FILLED = 100,  /* ... and with each that is not empty */
};

void rows_begin(struct rows *rows, struct mpt_arena *arena, FILE *out, uint64_t most)
{
    *rows = (struct rows){.arena = arena, .out = out, .most = most};
}

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

static void put_cell(FILE *out, const char *text, size_t len)
{
    bool quoted = len && (memchr(text, ',', len) || memchr(text, '"', len) || strchr(" \t'", text[0]) ||
                          strchr(" \t", text[len - 1]));
    if (quoted) {
        putc('"', out);
    }
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\n') {
            fputs("\xE2\x80\xA8", out);
        } else {
            if (text[i] == '"') {
                putc('"', out);
            }
            putc(text[i], out);
        }
    }
    if (quoted) {
        putc('"', out);
    }
}

/* Ends lines up to that of the row, of which it is counted what it takes. */
static enum mpt_status begin_line(struct rows *rows, size_t number, size_t width, size_t filled, size_t bytes,
                                  struct mpt_error *error)
{
    rows->empty += number - rows->line + width - filled;
    rows->filled += filled;
    rows->written += number - rows->line + width + bytes;
    if (rows->empty > MOST_EMPTY && (rows->empty - MOST_EMPTY) / EMPTY_A_FILLED > rows->filled) {
        return mpt_fail(
            error, MPT_BAD_INPUT,
            "row %zu: cells are too far apart for a table (%llu so far, and %llu empty ones between); delete "
            "what stands outside the table",
            number, (unsigned long long)rows->filled, (unsigned long long)rows->empty);
    }
    if (rows->written > rows->most) {
        return mpt_fail(error, MPT_BAD_INPUT, "row %zu: the sheet takes more than the %llu MB that are allowed", number,
                        (unsigned long long)(rows->most >> 20));
    }
    for (; rows->line + 1 < number; rows->line++) {
        putc('\n', rows->out);
    }
    rows->line = number;
    return MPT_OK;
}

static enum mpt_status end_line(struct rows *rows, size_t width, struct mpt_error *error)
{
    for (; width && width < rows->table_width; width++) {
        putc(',', rows->out);
    }
    putc('\n', rows->out);
    return ferror(rows->out)
               ? mpt_fail(error, MPT_DATABASE, "the temporary file cannot be written: %s", strerror(errno))
               : MPT_OK;
}

static enum mpt_status put_row(struct rows *rows, const struct row *row, struct mpt_error *error)
{
    size_t filled = 0;
    for (size_t i = 0; i < row->width; i++) {
        filled += row->cells[i].len > 0;
    }
    enum mpt_status status = begin_line(rows, row->number, row->width, filled, row->text.len, error);
    for (size_t i = 0; i < row->width && !status; i++) {
        if (i) {
            putc(',', rows->out);
        }
        put_cell(rows->out, row->text.data + row->cells[i].begin, row->cells[i].len);
    }
    return status ? status : end_line(rows, row->width, error);
}

static const char *cell(const struct head_row *row, size_t column)
{
    return column <= row->width ? row->cells[column - 1] : "";
}

static size_t count_cells(const struct head_row *row, size_t left, size_t right)
{
    size_t count = 0;
    for (size_t i = left; i <= right && i <= row->width; i++) {
        count += *cell(row, i) != '\0';
    }
    return count;
}

static enum mpt_status put_head_row(struct rows *rows, const struct head_row *row, struct mpt_error *error)
{
    enum mpt_status status = begin_line(rows, row->number, row->width, count_cells(row, 1, row->width), 0, error);
    for (size_t i = 0; i < row->width && !status; i++) {
        if (i) {
            putc(',', rows->out);
        }
        put_cell(rows->out, row->cells[i], strlen(row->cells[i]));
    }
    return status ? status : end_line(rows, row->width, error);
}

/* --- The first rows ----------------------------------------------------------------------------------------------- */

static void keep(struct rows *rows, const struct row *row)
{
    struct head_row *kept;
    rows->head = mpt_arena_grow(rows->arena, rows->head, rows->head_count, &rows->head_capacity, sizeof *rows->head);
    kept = &rows->head[rows->head_count++];
    *kept = (struct head_row){row->number, row->width, mpt_arena_array(rows->arena, row->width + 1, sizeof(char *))};
    for (size_t i = 0; i < row->width; i++) {
        kept->cells[i] = row->cells[i].len
                             ? mpt_arena_copy_len(rows->arena, row->text.data + row->cells[i].begin, row->cells[i].len)
                             : "";
    }
    rows->head_bytes += row->text.len;
}

void rows_merge(struct rows *rows, struct range range)
{
    if (range.top <= HEAD_LINE && rows->merge_count < MOST_MERGES) {
        rows->merges =
            mpt_arena_grow(rows->arena, rows->merges, rows->merge_count, &rows->merge_capacity, sizeof *rows->merges);
        rows->merges[rows->merge_count++] = range;
    }
}

/* The range that begins in this cell; the cell alone when it is merged with none. */
static struct range range_at(const struct rows *rows, size_t row, size_t column)
{
    for (size_t i = 0; i < rows->merge_count; i++) {
        if (rows->merges[i].top == row && rows->merges[i].left == column) {
            return rows->merges[i];
        }
    }
    return (struct range){row, column, row, column};
}

/* Whether each text of the row is a label over several cells of the row below, or over nothing there, and at least one
 * is over several. One that stands alone with nothing below it on its left is a title. */
static bool is_upper(const struct rows *rows, const struct head_row *row, const struct head_row *below)
{
    size_t labels = 0, groups = 0;
    bool indented = false;
    for (size_t i = 1; i <= row->width; i++) {
        if (!*cell(row, i)) {
            continue;
        }
        struct range range = range_at(rows, row->number, i);
        size_t under = count_cells(below, range.left, range.right);
        if (strlen(cell(row, i)) > LONGEST_LABEL || (range.right == range.left && under)) {
            return false;
        }
        labels++;
        groups += under > 1;
        for (const struct head_row *later = below; later < rows->head + rows->head_count && !indented; later++) {
            indented = count_cells(later, 1, range.left - 1) > 0;
        }
        i = range.right;
    }
    return groups > 1 || (groups == 1 && (labels > 1 || indented));
}

/* Puts the row's labels before those below. */
static void join(struct rows *rows, struct head_row *row, struct head_row *below)
{
    size_t width = row->width > below->width ? row->width : below->width;
    const char **joined = mpt_arena_array(rows->arena, width + 1, sizeof *joined);
    for (size_t i = 1; i <= width; i++) {
        joined[i - 1] = cell(below, i);
    }
    for (size_t i = 1; i <= row->width; i++) {
        const char *label = cell(row, i);
        if (!*label) {
            continue;
        }
        struct range range = range_at(rows, row->number, i);
        if (!count_cells(below, range.left, range.right)) {
            joined[i - 1] = label;
        }
        for (size_t j = range.left; j <= range.right && j <= width; j++) {
            if (*cell(below, j)) {
                joined[j - 1] = mpt_arena_print(rows->arena, "%s %s", label, joined[j - 1]);
                rows->head_bytes += strlen(joined[j - 1]);
            }
        }
        i = range.right;
    }
    below->cells = joined;
    below->width = width;
    row->width = 0;
}

static size_t most_cells(const struct rows *rows)
{
    size_t most = 0;
    for (size_t i = 0; i < rows->head_count; i++) {
        size_t count = count_cells(&rows->head[i], 1, rows->head[i].width);
        most = count > most ? count : most;
    }
    return most;
}

static bool is_table(const struct head_row *row, size_t most)
{
    return count_cells(row, 1, row->width) * 2 > most;
}

static void join_headers(struct rows *rows)
{
    size_t most = most_cells(rows);
    for (size_t i = 0; i + 1 < rows->head_count && rows->head_bytes < JOINED_BYTES; i++) {
        struct head_row *row = &rows->head[i], *below = row + 1;
        if (below->number == row->number + 1 && is_upper(rows, row, below)) {
            join(rows, row, below);
        } else if (is_table(row, most)) {
            return;
        }
    }
}

/* The table is as wide as the row it begins with, or the one below: that may be the other half of a header. */
static void find_table(struct rows *rows)
{
    size_t most = most_cells(rows), i = 0;
    while (i < rows->head_count && !is_table(&rows->head[i], most)) {
        i++;
    }
    for (size_t end = i + 2; i < end && i < rows->head_count; i++) {
        size_t width = rows->head[i].width;
        rows->table_width = width > rows->table_width ? width : rows->table_width;
    }
}

enum mpt_status rows_add(struct rows *rows, const struct row *row, struct mpt_error *error)
{
    if (!rows->head_full && rows->head_count < HEAD_ROWS && row->number <= HEAD_LINE &&
        rows->head_bytes + row->text.len <= HEAD_BYTES) {
        keep(rows, row);
        return MPT_OK;
    }
    if (!rows->head_full) {
        rows->head_full = true;
        rows->line = rows->head_count ? rows->head[rows->head_count - 1].number : 0;
        find_table(rows);
    }
    return put_row(rows, row, error);
}

enum mpt_status rows_end(struct rows *rows, long *start, struct mpt_error *error)
{
    char *data = NULL;
    size_t len = 0;
    FILE *out = rows->out, *memory = open_memstream(&data, &len);
    enum mpt_status status = memory ? MPT_OK : mpt_fail(error, MPT_DATABASE, "memory: %s", strerror(errno));
    join_headers(rows);
    if (!rows->head_full) {
        find_table(rows);
    }
    rows->line = 0;
    rows->out = memory;
    for (size_t i = 0; i < rows->head_count && !status; i++) {
        status = put_head_row(rows, &rows->head[i], error);
    }
    rows->out = out;
    if (memory) {
        fclose(memory);
    }
    *start = SHEET_HEAD_ROOM - (long)len;
    if (!status &&
        (*start < 0 || fseek(out, *start, SEEK_SET) != 0 || fwrite(data, 1, len, out) != len || fflush(out) != 0)) {
        status = mpt_fail(error, MPT_DATABASE, "the temporary file cannot be written: %s", strerror(errno));
    }
    free(data);
    return status;
}
