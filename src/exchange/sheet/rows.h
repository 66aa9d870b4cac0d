/* Rows of a sheet as CSV.
 *
 * UTF-8, commas, quotes where needed; the line of a row has the row's number, so rows without cells are empty lines; a
 * line feed in a cell is U+2028, so that a row is one line. Rows that end earlier than the table is wide have empty
 * cells up to there.
 *
 * Headers in two or three rows become one: above the first row that looks like a table's (more than half as many cells
 * as the widest of the first rows), a row with cells that are merged across columns puts their texts before those of
 * the row below, and is then empty. "Budget" merged over "2024" and "2025" gives "Budget 2024" and "Budget 2025"; a
 * cell merged with the one below it gives its text to that. A merged cell alone in its row with nothing anywhere below
 * on its left is a title and stays. In the table itself, merged cells have their text where they begin and nothing in
 * the rest. */
#ifndef MPT_SHEET_ROWS_H
#define MPT_SHEET_ROWS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "mpt/status.h"
#include "mpt/text.h"

enum {
    SHEET_COLUMNS = 16384,
    SHEET_ROWS = 1048576,
    SHEET_ROW_BYTES = 64 << 20, /* most that the cells of one row may take */
    SHEET_HEAD_ROOM = 16 << 20, /* where the rows behind the head begin in the file, the head ending there */
};

struct row {
    size_t number; /* from 1 */
    size_t width;  /* behind the last cell with text */
    struct {
        uint32_t begin, len;
    } cells[SHEET_COLUMNS];
    struct mpt_text text;
};

struct head_row {
    size_t number, width;
    const char **cells; /* "" where nothing is */
};

/* A range of cells, from 1, ends included. */
struct range {
    size_t top, left, bottom, right;
};

struct rows {
    struct mpt_arena *arena;
    FILE *out;
    uint64_t most, written; /* bytes of CSV */
    uint64_t filled, empty; /* cells */
    size_t line;            /* last number written; 0: none */
    struct head_row *head;
    size_t head_count, head_capacity, head_bytes;
    size_t table_width; /* known when the first rows are */
    bool head_full;
    struct range *merges; /* those that may concern headers */
    size_t merge_count, merge_capacity;
};

/* Writes to `out`, of which the position is set, at most `most` bytes; nothing but the first rows is held. */
void rows_begin(struct rows *rows, struct mpt_arena *arena, FILE *out, uint64_t most);

/* The next row; numbers rise. Errors: MPT_BAD_INPUT: too much, or next to nothing but empty cells; MPT_DATABASE: it
 * cannot be written. */
enum mpt_status rows_add(struct rows *rows, const struct row *row, struct mpt_error *error);

void rows_merge(struct rows *rows, struct range range);

/* Writes the first rows, headers joined; *start is where the CSV begins. */
enum mpt_status rows_end(struct rows *rows, long *start, struct mpt_error *error);

#endif
