/* One CSV record taken apart where it lies in the buffer: by RFC 4180, and by what is published under that name.
 *
 * Cells are found with memchr and stay where they are, so that a table is read at about the speed of memory. */
#include <string.h>

#include "csv.h"

static bool is_blank(const struct csv_dialect *dialect, char c)
{
    return (c == ' ' || c == '\t') && c != dialect->delimiter;
}

static void add(struct csv_record *record, struct csv_cell cell)
{
    record->cells = mpt_arena_grow(record->arena, record->cells, record->count, &record->capacity, sizeof cell);
    record->cells[record->count++] = cell;
}

/* Where the text of a line that ends at `eol` stops: before the '\r' of "\r\n". */
static char *stop_of(const struct csv_dialect *dialect, char *start, char *eol)
{
    return dialect->line_end == '\n' && eol > start && eol[-1] == '\r' ? eol - 1 : eol;
}

/* A line without quotes. */
static void split_plain(const struct csv_dialect *dialect, char *at, char *stop, struct csv_record *record)
{
    for (char *next; record->count <= CSV_MOST_COLUMNS; at = next + 1) {
        next = memchr(at, dialect->delimiter, (size_t)(stop - at));
        add(record, (struct csv_cell){.text = at, .len = (size_t)((next ? next : stop) - at)});
        if (!next) {
            break;
        }
    }
}

/* The quote that closes the cell whose text begins at `at`; NULL when it is not there (yet). */
static char *closing(char quote, char *at, char *end, bool last, bool *doubled)
{
    while ((at = memchr(at, quote, (size_t)(end - at)))) {
        if (at + 1 == end) {
            return last ? at : NULL; /* the next byte decides */
        }
        if (at[1] != quote) {
            return at;
        }
        *doubled = true;
        at += 2;
    }
    return NULL;
}

/* The line in hand, which moves on when a cell goes beyond it. */
struct line {
    char *stop; /* where its text stops */
    char *eol;  /* its end, or the end of everything */
};

static bool find_line(const struct csv_dialect *dialect, char *at, char *end, bool last, struct line *line)
{
    line->eol = memchr(at, dialect->line_end, (size_t)(end - at));
    if (!line->eol && !last) {
        return false;
    }
    line->eol = line->eol ? line->eol : end;
    line->stop = stop_of(dialect, at, line->eol);
    return true;
}

size_t csv_count_lines(const struct csv_dialect *dialect, const char *start, const char *end)
{
    size_t count = 0;
    for (; (start = memchr(start, dialect->line_end, (size_t)(end - start))); start++) {
        count++;
    }
    return count;
}

/* The cell whose opening quote is at `open`; *next is the delimiter behind it, or NULL at the end of the line. */
static bool split_quoted(const struct csv_dialect *dialect, char *open, char *end, bool last, struct line *line,
                         struct csv_record *record, char **next)
{
    bool doubled = false;
    char *close = closing(dialect->quote, open + 1, end, last, &doubled);
    if (!close) {
        record->open = open;
        return false;
    }
    if (close >= line->eol) {
        record->lines += csv_count_lines(dialect, line->eol, close);
        if (!find_line(dialect, close, end, last, line)) {
            return false;
        }
    }
    char *behind = close + 1;
    while (behind < line->stop && is_blank(dialect, *behind)) {
        behind++;
    }
    if (behind == line->stop || *behind == dialect->delimiter) {
        *next = behind < line->stop ? behind : NULL;
        add(record, (struct csv_cell){open + 1, (size_t)(close - open - 1), true, doubled});
        return true;
    }
    *next = memchr(behind, dialect->delimiter, (size_t)(line->stop - behind));
    add(record, (struct csv_cell){open, (size_t)((*next ? *next : line->stop) - open), true, false});
    record->trailing = record->trailing ? record->trailing : record->count;
    return true;
}

static bool split_with_quotes(const struct csv_dialect *dialect, char *at, char *end, bool last, struct line *line,
                              struct csv_record *record)
{
    for (char *next; record->count <= CSV_MOST_COLUMNS; at = next + 1) {
        char *start = at;
        while (start < line->stop && is_blank(dialect, *start)) {
            start++;
        }
        if (start < line->stop && *start == dialect->quote) {
            if (!split_quoted(dialect, start, end, last, line, record, &next)) {
                return false;
            }
        } else {
            next = memchr(at, dialect->delimiter, (size_t)(line->stop - at));
            add(record, (struct csv_cell){.text = at, .len = (size_t)((next ? next : line->stop) - at)});
        }
        if (!next) {
            break;
        }
    }
    return true;
}

enum csv_end csv_split(const struct csv_dialect *dialect, char *start, char *end, bool last, struct csv_record *record)
{
    struct line line;
    record->count = record->trailing = record->lines = 0;
    record->open = NULL;
    if (!find_line(dialect, start, end, last, &line)) {
        return CSV_BROKEN_OFF;
    }
    if (!dialect->quote || !memchr(start, dialect->quote, (size_t)(line.stop - start))) {
        split_plain(dialect, start, line.stop, record);
    } else if (!split_with_quotes(dialect, start, end, last, &line, record)) {
        return CSV_BROKEN_OFF;
    }
    record->cut = line.eol == end;
    record->next = record->cut ? end : line.eol + 1;
    return record->count > CSV_MOST_COLUMNS ? CSV_TOO_WIDE : CSV_WHOLE;
}

bool csv_is_empty(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct csv_cell *cell = &record->cells[i];
        for (size_t at = 0; at < cell->len; at++) {
            if (cell->text[at] != ' ' && cell->text[at] != '\t' && cell->text[at] != '\r') {
                return false;
            }
        }
    }
    return true;
}

static size_t without_doubling(char *text, size_t len, char quote)
{
    char *to = text;
    for (const char *from = text, *end = text + len; from < end; from++) {
        *to++ = *from;
        from += *from == quote; /* the second of the two */
    }
    return (size_t)(to - text);
}

void csv_texts(const struct csv_dialect *dialect, const struct csv_record *record, const char **texts)
{
    for (size_t i = 0; i < record->count; i++) {
        struct csv_cell cell = record->cells[i];
        while (!cell.quoted && cell.len && is_blank(dialect, *cell.text)) {
            cell.text++;
            cell.len--;
        }
        while (!cell.quoted && cell.len && is_blank(dialect, cell.text[cell.len - 1])) {
            cell.len--;
        }
        if (cell.doubled) {
            cell.len = without_doubling(cell.text, cell.len, dialect->quote);
        }
        cell.text[cell.len] = '\0';
        texts[i] = cell.text;
    }
}
