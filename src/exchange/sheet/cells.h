/* The cells of a sheet (ISO/IEC 29500-1, 18.3), row by row. */
#ifndef MPT_SHEET_CELLS_H
#define MPT_SHEET_CELLS_H

#include "exchange/sheet/book.h"
#include "exchange/sheet/rows.h"
#include "exchange/sheet/strings.h"

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_INLINE, CELL_TEXT, CELL_FLAG, CELL_ERROR, CELL_TIME };

struct cells {
    const struct strings *strings;
    const struct styles *styles;
    bool date1904;
    struct rows *rows; /* where rows go */
    size_t errors;     /* cells that are #N/A, #REF! ..., read as empty */
    size_t formulas;   /* formulas whose value was never computed, read as empty */
    bool in_row, in_cell, in_value;
    struct row row;
    size_t column; /* of the cell, from 1; of the last one between cells */
    enum cell_type type;
    size_t style;
    bool formula;
    struct runs runs;      /* of an inline string */
    struct mpt_text value; /* as it stands there */
};

/* Handlers that hand the rows on; what stands above `in_row` is set. Values are as value.h says, flags true and false.
 * Errors: MPT_BAD_INPUT naming the cell: outside a sheet's 16,384 columns and 1,048,576 rows, there twice, in a row out
 * of order, of a shared string that is not there, or no number where one must be; and those of rows_add. */
struct xml cells_handlers(struct cells *cells, struct mpt_arena *arena);

/* Takes a reference such as "AB12" apart; false when it is none of a sheet. */
bool cell_reference(const char *text, size_t *row, size_t *column, const char **end);

/* The letters of a column. */
const char *column_letters(size_t column, char letters[4]);

#endif
