/* Reads the cells of a sheet. */
#include "exchange/sheet/cells.h"

#include <stdlib.h>
#include <string.h>

bool cell_reference(const char *text, size_t *row, size_t *column, const char **end)
{
    const char *at = text + (*text == '$');
    *row = *column = 0;
    for (; ((*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z')) && *column <= SHEET_COLUMNS; at++) {
        *column = *column * 26 + (size_t)(*at & 0x1F);
    }
    at += *at == '$';
    for (; *at >= '0' && *at <= '9' && *row <= SHEET_ROWS; at++) {
        *row = *row * 10 + (size_t)(*at - '0');
    }
    *end = at;
    return *row >= 1 && *row <= SHEET_ROWS && *column >= 1 && *column <= SHEET_COLUMNS;
}

const char *column_letters(size_t column, char letters[4])
{
    size_t at = 3;
    letters[at] = '\0';
    for (; column && at; column = (column - 1) / 26) {
        letters[--at] = (char)('A' + (column - 1) % 26);
    }
    return letters + at;
}

/* Ends the reading with what is wrong about the cell being read. */
static void refuse(struct xml *xml, const char *problem, const char *value)
{
    const struct cells *cells = xml->context;
    char letters[4];
    xml->status = mpt_fail(xml->error, MPT_BAD_INPUT, "cell %s%zu %s%.100s", column_letters(cells->column, letters),
                           cells->row.number, problem, value);
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

static void begin_row(struct xml *xml, const char **attributes)
{
    struct cells *cells = xml->context;
    const char *text = xml_get(attributes, "r");
    char *end = "";
    unsigned long long number = text ? strtoull(text, &end, 10) : cells->row.number + 1;
    if (*end || number < 1 || number > SHEET_ROWS) {
        xml->status = mpt_fail(xml->error, MPT_BAD_INPUT, "row '%.40s' is not one of a sheet's %d rows",
                               text ? text : "behind the last", SHEET_ROWS);
        return;
    }
    if (number <= cells->row.number) {
        xml->status = mpt_fail(xml->error, MPT_BAD_INPUT, "row %llu comes behind row %zu; save the workbook anew",
                               number, cells->row.number);
        return;
    }
    memset(cells->row.cells, 0, cells->row.width * sizeof *cells->row.cells);
    cells->row.number = (size_t)number;
    cells->row.width = 0;
    cells->row.text.len = 0;
    cells->column = 0;
    cells->in_row = true;
}

static void end_row(struct xml *xml)
{
    struct cells *cells = xml->context;
    cells->in_row = false;
    if (cells->row.width) {
        xml->status = rows_add(cells->rows, &cells->row, xml->error);
    }
}

/* --- Cells -------------------------------------------------------------------------------------------------------- */

static enum cell_type type_called(const char *name)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {{"s", CELL_SHARED}, {"inlineStr", CELL_INLINE}, {"str", CELL_TEXT},
                 {"b", CELL_FLAG},   {"e", CELL_ERROR},          {"d", CELL_TIME}};
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].name, name) == 0) {
            return types[i].type;
        }
    }
    return CELL_NUMBER;
}

static void begin_cell(struct xml *xml, const char **attributes)
{
    struct cells *cells = xml->context;
    const char *reference = xml_get(attributes, "r"), *style = xml_get(attributes, "s"), *end = "";
    size_t row = cells->row.number, column = cells->column + 1;
    bool good = reference ? cell_reference(reference, &row, &column, &end) : column <= SHEET_COLUMNS;
    if (!good || *end || row != cells->row.number) {
        xml->status = mpt_fail(xml->error, MPT_BAD_INPUT, "row %zu: '%.40s' is no cell of it", cells->row.number,
                               reference ? reference : "a cell behind the last column");
        return;
    }
    cells->column = column;
    cells->type = type_called(xml_get(attributes, "t"));
    cells->style = style ? (size_t)strtoul(style, NULL, 10) : 0;
    cells->formula = false;
    cells->in_cell = true;
    cells->value.len = 0;
    runs_begin(&cells->runs);
}

static void add_shared(struct xml *xml, const char *value)
{
    struct cells *cells = xml->context;
    char *end;
    unsigned long long index = strtoull(value, &end, 10);
    if (end == value || *end || *value == '-' || index >= cells->strings->count) {
        refuse(xml, "refers to a text that the workbook does not have: ", value);
    } else {
        mpt_text_add(&cells->row.text, cells->strings->texts[index]);
    }
}

/* Adds what the cell says to the row's text. */
static void add_value(struct xml *xml, const char *value)
{
    struct cells *cells = xml->context;
    struct mpt_text *text = &cells->row.text;
    size_t begin = text->len;
    switch (cells->type) {
    case CELL_SHARED:
        add_shared(xml, value);
        break;
    case CELL_INLINE:
        mpt_text_add_len(text, mpt_text_get(&cells->runs.text), cells->runs.text.len);
        break;
    case CELL_TEXT:
        mpt_text_add(text, value);
        value_unescape(text, begin);
        break;
    case CELL_FLAG:
        mpt_text_add(text, strcmp(value, "1") == 0 || strcmp(value, "true") == 0 ? "true" : "false");
        break;
    case CELL_ERROR:
        cells->errors++;
        break;
    case CELL_TIME:
        value_add_time(text, value);
        value_unescape(text, begin);
        break;
    case CELL_NUMBER:
        if (!value_add_number(text, value, styles_kind(cells->styles, cells->style), cells->date1904)) {
            refuse(xml, "should be a number and is ", value);
        }
        break;
    }
}

static void end_cell(struct xml *xml)
{
    struct cells *cells = xml->context;
    struct row *row = &cells->row;
    size_t begin = row->text.len, at = cells->column - 1;
    cells->in_cell = false;
    if (cells->value.len || cells->type == CELL_INLINE) {
        cells->value.len ? add_value(xml, cells->value.data) : add_value(xml, "");
    } else if (cells->formula && cells->type != CELL_TEXT) {
        cells->formulas++;
    }
    size_t len = row->text.len - begin;
    if (xml->status || !len) {
        return;
    }
    if (row->cells[at].len) {
        refuse(xml, "is there twice", "");
    } else if (row->text.len > SHEET_ROW_BYTES) {
        refuse(xml, "makes its row longer than any table's", "");
    } else {
        row->cells[at].begin = (uint32_t)begin;
        row->cells[at].len = (uint32_t)len;
        row->width = row->width > at ? row->width : at + 1;
    }
}

/* --- Elements ----------------------------------------------------------------------------------------------------- */

static void on_merge(struct cells *cells, const char *reference)
{
    struct range range;
    const char *end = "";
    if (reference && cell_reference(reference, &range.top, &range.left, &end) && *end == ':' &&
        cell_reference(end + 1, &range.bottom, &range.right, &end) && range.top <= range.bottom &&
        range.left <= range.right) {
        rows_merge(cells->rows, range);
    }
}

static void on_start(struct xml *xml, const char *name, const char **attributes)
{
    struct cells *cells = xml->context;
    if (cells->in_cell) {
        if (strcmp(name, "v") == 0) {
            cells->in_value = true;
        } else if (strcmp(name, "f") == 0) {
            cells->formula = true;
        } else {
            runs_start(&cells->runs, name, attributes);
        }
    } else if (cells->in_row) {
        if (strcmp(name, "c") == 0) {
            begin_cell(xml, attributes);
        }
    } else if (strcmp(name, "row") == 0) {
        begin_row(xml, attributes);
    } else if (strcmp(name, "mergeCell") == 0) {
        on_merge(cells, xml_get(attributes, "ref"));
    }
}

static void on_text(struct xml *xml, const char *data, size_t len)
{
    struct cells *cells = xml->context;
    if (cells->in_value) {
        mpt_text_add_len(&cells->value, data, len);
    }
    if (cells->value.len > SHEET_LONGEST_CELL || !runs_text(&cells->runs, data, len)) {
        refuse(xml, "is longer than a cell may be", "");
    }
}

static void on_end(struct xml *xml, const char *name)
{
    struct cells *cells = xml->context;
    if (cells->in_cell && strcmp(name, "c") == 0) {
        end_cell(xml);
    } else if (cells->in_cell && strcmp(name, "v") == 0) {
        cells->in_value = false;
    } else if (cells->in_cell) {
        runs_end(&cells->runs, name);
    } else if (cells->in_row && strcmp(name, "row") == 0) {
        end_row(xml);
    }
}

struct xml cells_handlers(struct cells *cells, struct mpt_arena *arena)
{
    cells->runs.text = mpt_text_init(arena);
    cells->value = mpt_text_init(arena);
    cells->row.text = mpt_text_init(arena);
    return (struct xml){.context = cells, .start = on_start, .end = on_end, .text = on_text};
}
