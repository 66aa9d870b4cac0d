/* `mpt-sheet write`: makes a workbook of the tables that come in. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "exchange/sheet/sheet.h"
#include "exchange/sheet_protocol.h"
#include "mpt/date.h"
#include "mpt/text.h"

enum {
    MOST_COLUMNS = 256,
    NARROWEST = 8, /* characters a column is wide */
    WIDEST = 60,
    MEASURED = 240,          /* bytes of a line, to tell how wide it is */
    LONGEST_PIECE = 1 << 20, /* bytes */
    MOST_DECIMALS = 4,
};

struct writer {
    struct mpt_arena *arena;
    lxw_workbook *book;
    lxw_worksheet *sheet; /* the one being written; NULL: none yet */
    lxw_format *head, *date, *lines;
    lxw_format *amounts[MOST_DECIMALS + 1]; /* by decimals */
    lxw_row_t row;                          /* 0: the head */
    lxw_col_t column, columns;              /* the next cell; how many there are */
    size_t widths[MOST_COLUMNS];
    bool ended;
    char *piece; /* the bytes of the one at hand, with room for their escapes */
    struct mpt_error *error;
};

/* --- Formats ------------------------------------------------------------------------------------------------------ */

static lxw_format *number_format(struct writer *writer, const char *code)
{
    lxw_format *format = workbook_add_format(writer->book);
    format_set_num_format(format, code);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static void make_formats(struct writer *writer)
{
    static const char *const amounts[] = {"#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"};
    writer->head = workbook_add_format(writer->book);
    format_set_bold(writer->head);
    writer->lines = number_format(writer, "@");
    format_set_text_wrap(writer->lines);
    writer->date = number_format(writer, "yyyy-mm-dd");
    for (size_t i = 0; i <= MOST_DECIMALS; i++) {
        writer->amounts[i] = number_format(writer, amounts[i]);
    }
}

/* --- Sheets ------------------------------------------------------------------------------------------------------- */

static void widen(struct writer *writer, size_t column, size_t width)
{
    width = width > WIDEST ? WIDEST : width;
    writer->widths[column] = width > writer->widths[column] ? width : writer->widths[column];
}

/* What can only be said of a sheet when all of its rows are known. */
static void finish_sheet(struct writer *writer)
{
    enum { BEYOND = 2 }; /* for the arrow of the filter */
    if (!writer->sheet || !writer->columns) {
        return;
    }
    for (lxw_col_t i = 0; i < writer->columns; i++) {
        worksheet_set_column(writer->sheet, i, i, (double)(writer->widths[i] + BEYOND), NULL);
    }
    worksheet_freeze_panes(writer->sheet, 1, 1);
    worksheet_autofilter(writer->sheet, 0, 0, writer->row, (lxw_col_t)(writer->columns - 1));
}

static lxw_error begin_sheet(struct writer *writer, const char *name)
{
    finish_sheet(writer);
    writer->sheet = workbook_add_worksheet(writer->book, name);
    writer->row = 0;
    writer->columns = writer->column = 0;
    memset(writer->widths, 0, sizeof writer->widths);
    return writer->sheet ? LXW_NO_ERROR : LXW_ERROR_INVALID_SHEETNAME_CHARACTER;
}

static lxw_error add_column(struct writer *writer, const char *name)
{
    size_t width = mpt_text_width(name);
    widen(writer, writer->columns, width > NARROWEST ? width : NARROWEST);
    return worksheet_write_string(writer->sheet, 0, writer->columns++, name, writer->head);
}

/* --- Cells -------------------------------------------------------------------------------------------------------- */

/* Excel takes _x0041_ in a text for an escaped "A"; what is meant as it stands has its first '_' escaped. In place. */
static void escape(char *text)
{
    static const char escaped[] = "_x005F";
    static const char digits[] = "0123456789abcdefABCDEF";
    for (char *at = text; (at = strstr(at, "_x"));) {
        if (strspn(at + 2, digits) >= 4 && at[6] == '_') {
            memmove(at + sizeof escaped - 1, at, strlen(at) + 1);
            memcpy(at, escaped, sizeof escaped - 1);
            at += sizeof escaped - 1;
        }
        at++;
    }
}

static lxw_error write_text(struct writer *writer, char *text)
{
    size_t most = 0;
    for (const char *line = text; *line;) {
        size_t len = strcspn(line, "\n"), shown = len < MEASURED ? len : MEASURED;
        size_t width = mpt_text_width(mpt_arena_copy_len(writer->arena, line, shown));
        most = width > most ? width : most;
        line += len + (line[len] == '\n');
    }
    widen(writer, writer->column, most);
    lxw_format *format = strchr(text, '\n') || most > WIDEST ? writer->lines : NULL;
    escape(text);
    return worksheet_write_string(writer->sheet, writer->row, writer->column, text, format);
}

static lxw_error write_amount(struct writer *writer, const char *text)
{
    const char *point = strchr(text, '.');
    size_t decimals = point ? strlen(point + 1) : 0;
    widen(writer, writer->column, strlen(text) * 4 / 3); /* with the marks between thousands */
    return worksheet_write_number(writer->sheet, writer->row, writer->column, strtod(text, NULL),
                                  writer->amounts[decimals < MOST_DECIMALS ? decimals : MOST_DECIMALS]);
}

static lxw_error write_date(struct writer *writer, const char *text)
{
    struct mpt_date date;
    if (!mpt_date_parse(text, &date) || !date.day) {
        return LXW_ERROR_PARAMETER_VALIDATION;
    }
    lxw_datetime datetime = {.year = date.year, .month = date.month, .day = date.day};
    widen(writer, writer->column, strlen(text));
    return worksheet_write_datetime(writer->sheet, writer->row, writer->column, &datetime, writer->date);
}

static lxw_error write_cell(struct writer *writer, char tag, char *text)
{
    lxw_error result = LXW_NO_ERROR;
    switch (tag) {
    case 't':
        result = write_text(writer, text);
        break;
    case 'n':
        widen(writer, writer->column, strlen(text));
        result = worksheet_write_number(writer->sheet, writer->row, writer->column, strtod(text, NULL), NULL);
        break;
    case 'm':
        result = write_amount(writer, text);
        break;
    case 'd':
        result = write_date(writer, text);
        break;
    case 'b':
        result = worksheet_write_boolean(writer->sheet, writer->row, writer->column, *text == '1', NULL);
        break;
    default:
        break;
    }
    writer->column++;
    return result;
}

/* --- Pieces ------------------------------------------------------------------------------------------------------- */

/* Reads the next one into writer->piece; false when there is none, or not a whole one. */
static bool read_piece(struct writer *writer, char *tag)
{
    unsigned long len = 0;
    int c = getchar();
    *tag = (char)c;
    for (c = getchar(); c >= '0' && c <= '9' && len <= LONGEST_PIECE; c = getchar()) {
        len = len * 10 + (unsigned long)(c - '0');
    }
    if (c != ':' || len > LONGEST_PIECE || fread(writer->piece, 1, len, stdin) != len) {
        return false;
    }
    writer->piece[len] = '\0';
    return true;
}

/* Whether a piece of that sort can come now. */
static bool is_expected(const struct writer *writer, char tag)
{
    switch (tag) {
    case 's':
    case 'e':
        return true;
    case 'c':
        return writer->sheet && writer->row == 0 && writer->columns < MOST_COLUMNS;
    case 'h':
    case 'r':
        return writer->sheet && writer->columns;
    case 't':
    case 'n':
    case 'm':
    case 'd':
    case 'b':
    case '-':
        return writer->row && writer->column < writer->columns;
    default:
        return false;
    }
}

static lxw_error take_piece(struct writer *writer, char tag)
{
    switch (tag) {
    case 's':
        return begin_sheet(writer, writer->piece);
    case 'c':
        return add_column(writer, writer->piece);
    case 'h':
        return worksheet_write_comment(writer->sheet, 0, (lxw_col_t)(writer->columns - 1), writer->piece);
    case 'r':
        writer->row++;
        writer->column = 0;
        return writer->row < LXW_ROW_MAX ? LXW_NO_ERROR : LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE;
    case 'e':
        finish_sheet(writer);
        writer->ended = true;
        return LXW_NO_ERROR;
    default:
        return write_cell(writer, tag, writer->piece);
    }
}

static enum mpt_status refuse(const struct writer *writer, lxw_error result)
{
    const char *sheet = writer->sheet ? writer->sheet->name : writer->piece;
    if (result == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE) {
        return mpt_fail(writer->error, MPT_BAD_INPUT,
                        "there are more %s than the %d rows of a sheet; CSV and SQL take any number", sheet,
                        (int)LXW_ROW_MAX);
    }
    return mpt_fail(writer->error, MPT_BAD_INPUT, "row %lu of %s cannot be written: %s", (unsigned long)writer->row,
                    sheet, lxw_strerror(result));
}

static enum mpt_status take_pieces(struct writer *writer)
{
    enum { RENEWED_EVERY = 1000 }; /* rows */
    char tag;
    lxw_error result = LXW_NO_ERROR;
    while (!result && !writer->ended && read_piece(writer, &tag)) {
        if (!is_expected(writer, tag)) {
            return mpt_fail(writer->error, MPT_BAD_INPUT, "mpt-sheet is not of this version of mpt");
        }
        if (tag == 'r' && writer->row % RENEWED_EVERY == 0) {
            mpt_arena_close(writer->arena);
            writer->arena = mpt_arena_open();
        }
        result = take_piece(writer, tag);
    }
    return result          ? refuse(writer, result)
           : writer->ended ? MPT_OK
                           : mpt_fail(writer->error, MPT_BAD_INPUT, "mpt broke off before all was handed over");
}

/* --- The file ----------------------------------------------------------------------------------------------------- */

/* Copies the finished workbook to where it goes. */
static enum mpt_status hand_over(int file, struct mpt_error *error)
{
    char block[65536];
    ssize_t len;
    while ((len = read(file, block, sizeof block)) > 0) {
        for (ssize_t done = 0, wrote; done < len; done += wrote) {
            wrote = write(SHEET_FILE, block + done, (size_t)(len - done));
            if (wrote < 0 && errno != EINTR) {
                return mpt_fail(error, MPT_DATABASE, "the workbook cannot be written: %s", strerror(errno));
            }
            wrote = wrote < 0 ? 0 : wrote;
        }
    }
    return len < 0 ? mpt_fail(error, MPT_DATABASE, "the workbook cannot be read again: %s", strerror(errno)) : MPT_OK;
}

static void stamp(struct writer *writer)
{
    int64_t seconds;
    bool clock;
    struct mpt_error ignored;
    if (mpt_time_stamp(&seconds, &clock, &ignored) == MPT_OK) {
        lxw_doc_properties properties = {.created = (time_t)seconds};
        workbook_set_properties(writer->book, &properties);
    }
}

/* Makes the workbook at `path`, of which the file is there and empty. */
static enum mpt_status make_book(const char *path, const char *folder, struct mpt_error *error)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = (char *)folder};
    struct writer *writer = calloc(1, sizeof *writer);
    /* Seven bytes escape to thirteen. */
    char *piece = writer ? malloc(2 * LONGEST_PIECE + 1) : NULL;
    lxw_workbook *book = piece ? workbook_new_opt(path, &options) : NULL;
    enum mpt_status status = MPT_OK;
    if (book) {
        *writer = (struct writer){.arena = mpt_arena_open(), .book = book, .piece = piece, .error = error};
        make_formats(writer);
        stamp(writer);
        status = take_pieces(writer);
        lxw_error closed = workbook_close(book);
        if (!status && closed) {
            status = mpt_fail(error, MPT_DATABASE, "the workbook cannot be written: %s", lxw_strerror(closed));
        }
        mpt_arena_close(writer->arena);
    } else {
        status = mpt_fail(error, MPT_DATABASE, "the workbook cannot be begun: out of memory");
    }
    free(piece);
    free(writer);
    return status;
}

enum mpt_status sheet_write(char **words, struct net_frame *answer, struct mpt_arena *arena, struct mpt_error *error)
{
    const char *set = getenv("TMPDIR"), *folder = set && *set ? set : "/tmp";
    char *path = mpt_arena_print(arena, "%s/mpt-sheet-XXXXXX", folder);
    int file = mkstemp(path);
    (void)words, (void)answer;
    if (file < 0) {
        return mpt_fail(error, MPT_DATABASE, "no temporary file can be made in %s: %s", folder, strerror(errno));
    }
    enum mpt_status status = make_book(path, folder, error);
    unlink(path);
    status = status ? status : hand_over(file, error);
    close(file);
    return status;
}
