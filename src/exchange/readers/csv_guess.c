/* How a CSV file is written - delimiter, quote, ends of lines, where the header is -, found out from its first rows. */
#include <string.h>

#include "csv.h"

enum { MOST_ROWS = 200 };

/* What is known of a row that has anything in it. */
struct row {
    size_t offset, line, width;
    size_t filled;    /* cells with something in them */
    bool blank_first; /* only the first has nothing: tables with unnamed line numbers have such headers */
    bool blank_last;
};

struct rows {
    struct row items[MOST_ROWS];
    size_t count;
    size_t quoted, trailing; /* cells in quotes; rows with text behind a closing quote */
    bool unclosed;           /* a quote is open at the end of the file */
};

struct sample {
    char *start, *end;
    bool whole;
    struct csv_record record;
};

static bool has_text(const struct csv_cell *cell)
{
    for (size_t i = 0; i < cell->len; i++) {
        if (cell->text[i] != ' ' && cell->text[i] != '\t') {
            return true;
        }
    }
    return false;
}

static void note(struct rows *rows, const struct csv_record *record, struct row row)
{
    for (size_t i = 0; i < record->count; i++) {
        rows->quoted += record->cells[i].quoted;
        row.filled += has_text(&record->cells[i]);
    }
    rows->trailing += record->trailing > 0;
    row.width = record->count;
    row.blank_first = row.filled == row.width - 1 && !has_text(&record->cells[0]);
    row.blank_last = !has_text(&record->cells[record->count - 1]);
    rows->items[rows->count++] = row;
}

static void split_rows(struct sample *sample, const struct csv_dialect *dialect, struct rows *rows)
{
    size_t line = 1;
    enum csv_end result = CSV_WHOLE;
    memset(rows, 0, sizeof *rows);
    for (char *at = sample->start; at < sample->end && rows->count < MOST_ROWS; at = sample->record.next) {
        result = csv_split(dialect, at, sample->end, sample->whole, &sample->record);
        if (result == CSV_BROKEN_OFF) {
            break;
        }
        if (!csv_is_empty(&sample->record)) {
            note(rows, &sample->record, (struct row){.offset = (size_t)(at - sample->start), .line = line});
        }
        line += sample->record.lines + 1;
        if (result == CSV_TOO_WIDE) {
            break; /* `next` is in the middle of it */
        }
    }
    rows->unclosed = result == CSV_BROKEN_OFF && sample->whole;
}

/* --- The dialect -------------------------------------------------------------------------------------------------- */

/* Ends of lines outside quotes decide: old tables have '\r' there, and '\n' inside of cells. */
static char find_line_end(const struct sample *sample)
{
    bool inside = false, returns = false;
    for (const char *at = sample->start; at < sample->end; at++) {
        inside ^= *at == '"';
        if (!inside && *at == '\n') {
            return '\n';
        }
        returns = returns || (!inside && *at == '\r');
    }
    return returns ? '\r' : '\n';
}

/* The width that most rows have; the larger of two that are as frequent. */
static size_t common_width(const struct rows *rows, size_t *agreeing)
{
    size_t best = 0;
    *agreeing = 0;
    for (size_t i = 0; i < rows->count; i++) {
        size_t same = 0, width = rows->items[i].width;
        for (size_t j = 0; j < rows->count; j++) {
            same += rows->items[j].width == width;
        }
        if (same > *agreeing || (same == *agreeing && width > best)) {
            *agreeing = same;
            best = width;
        }
    }
    return best;
}

/* How well a dialect goes with the rows: first the share of those that are of one width, above 1, then that width. */
struct fit {
    size_t agreeing, rows, width;
};

static struct fit fit_of(const struct rows *rows)
{
    struct fit fit = {.rows = rows->count};
    fit.width = common_width(rows, &fit.agreeing);
    fit.agreeing = rows->trailing < fit.agreeing ? fit.agreeing - rows->trailing : 0;
    if (fit.width < 2) {
        fit.agreeing = 0;
    }
    return fit;
}

static bool is_better(struct fit a, struct fit b)
{
    size_t left = a.agreeing * b.rows, right = b.agreeing * a.rows;
    return left > right || (left == right && a.agreeing && a.width > b.width);
}

/* Apostrophes are quotes only where they stand around many cells, and '"' around none. */
static bool is_quoted_by_apostrophes(const struct rows *rows, const struct rows *by_quotes)
{
    return !by_quotes->quoted && rows->quoted * 2 >= rows->count && rows->quoted > 1 && !rows->trailing &&
           !rows->unclosed;
}

static void find_dialect(struct sample *sample, const struct mpt_read_options *options, struct csv_dialect *dialect)
{
    const char given[2] = {options->delimiter, '\0'};
    const char *delimiters = *given ? given : ",;\t|";
    struct rows rows, by_quotes;
    struct fit best = {.rows = 1};
    struct csv_dialect tried = *dialect;
    dialect->delimiter = *delimiters;
    for (const char *d = delimiters; *d; d++) {
        tried.delimiter = *d;
        tried.quote = options->quote ? dialect->quote : '"';
        split_rows(sample, &tried, &by_quotes);
        struct fit fit = fit_of(&by_quotes);
        if (is_better(fit, best)) {
            best = fit;
            *dialect = tried;
        }
        if (options->quote) {
            continue;
        }
        tried.quote = '\'';
        split_rows(sample, &tried, &rows);
        fit = fit_of(&rows);
        if (is_quoted_by_apostrophes(&rows, &by_quotes) && !is_better(best, fit)) {
            best = fit;
            *dialect = tried;
        }
    }
}

/* --- The header --------------------------------------------------------------------------------------------------- */

/* The number of filled cells that half of the rows from there on reach. */
static size_t usual_filling(const struct rows *rows, size_t from)
{
    for (size_t i = from, best = 0;; i++) {
        if (i == rows->count) {
            return best;
        }
        size_t reached = 0, filled = rows->items[i].filled;
        for (size_t j = from; j < rows->count; j++) {
            reached += rows->items[j].filled >= filled;
        }
        if (reached * 2 >= rows->count - from && filled > best) {
            best = filled;
        }
    }
}

/* How many columns of so many a header may leave without a name. */
static size_t most_unnamed(size_t filled)
{
    return filled >= 8 ? filled / 4 : filled >= 3;
}

/* The first row that is about as full as those below it. Where the rows do not agree, nothing can be told from them,
 * and it is the first row. */
static size_t find_header(const struct rows *rows)
{
    size_t agreeing, width = common_width(rows, &agreeing);
    if (agreeing * 2 < rows->count) {
        return 0;
    }
    for (size_t i = 0; i + 1 < rows->count; i++) {
        const struct row *row = &rows->items[i];
        size_t usual = usual_filling(rows, i + 1);
        if (row->filled >= usual ||
            (row->width == width && (row->blank_first || row->filled + most_unnamed(usual) >= usual))) {
            return i;
        }
    }
    return rows->count ? rows->count - 1 : 0;
}

/* Whether the rows below the header all have one cell more, with nothing in it: each ends with a delimiter. */
static bool has_unnamed_last(const struct rows *rows, size_t header)
{
    size_t with = 0;
    for (size_t i = header + 1; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        if (row->width == rows->items[header].width + 1 && row->blank_last) {
            with++;
        } else if (row->width >= rows->items[header].width) {
            return false;
        }
    }
    return with > 0;
}

/* --- Whether it lies on its side ---------------------------------------------------------------------------------- */

enum { NUMBER = 1, WORDS = 2 };

static unsigned char what_is(const struct csv_cell *cell)
{
    size_t at = cell->len > 1 && strchr("+-.", *cell->text) ? 1 : 0;
    if (!has_text(cell)) {
        return 0;
    }
    return cell->text[at] >= '0' && cell->text[at] <= '9' ? NUMBER : WORDS;
}

/* In a table that lies on its side every row is of one sort (behind its name), and every column is mixed. */
static bool looks_turned(struct sample *sample, const struct csv_guess *guess, const struct rows *rows)
{
    size_t width = rows->count ? rows->items[0].width : 0;
    if (!sample->whole || rows->count < 3 || rows->count == MOST_ROWS || width < 3 || guess->titles) {
        return false;
    }
    unsigned char *columns = mpt_arena_alloc(sample->record.arena, width);
    for (size_t i = 0; i < rows->count; i++) {
        unsigned char row = 0;
        if (rows->items[i].width != width || csv_split(&guess->dialect, sample->start + rows->items[i].offset,
                                                       sample->end, true, &sample->record) != CSV_WHOLE) {
            return false;
        }
        for (size_t c = 1; c < width; c++) {
            unsigned char cell = what_is(&sample->record.cells[c]);
            row |= cell;
            columns[c] |= i ? cell : 0; /* the first row may be a header */
        }
        if (row == (NUMBER | WORDS) || what_is(&sample->record.cells[0]) != WORDS) {
            return false;
        }
    }
    for (size_t c = 1; c < width; c++) {
        if (columns[c] != (NUMBER | WORDS)) {
            return false;
        }
    }
    return true;
}

/* --- Together ----------------------------------------------------------------------------------------------------- */

/* Excel's own first line "sep=;": the length of it with its end; 0: it is not there. */
static size_t separator_line(const struct sample *sample, char *delimiter)
{
    size_t len = (size_t)(sample->end - sample->start);
    if (len < 6 || memcmp(sample->start, "sep=", 4) != 0 || !strchr(",;\t|", sample->start[4])) {
        return 0;
    }
    *delimiter = sample->start[4];
    return sample->start[5] == '\n' || sample->start[5] == '\r'
               ? 6 + (size_t)(len > 6 && sample->start[5] == '\r' && sample->start[6] == '\n')
               : 0;
}

struct csv_guess csv_guess(char *start, char *end, bool whole, const struct mpt_read_options *options)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct sample sample = {start, end, whole, {.arena = arena}};
    struct mpt_read_options known = *options;
    struct csv_guess guess = {.line = 1};
    struct rows rows;
    char delimiter = '\0';
    size_t separator = separator_line(&sample, &delimiter);
    if (separator) {
        known.delimiter = known.delimiter ? known.delimiter : delimiter;
        sample.start += separator;
        guess.line = 2;
    }
    guess.dialect.quote = (char)(known.quote == 'n' ? '\0' : known.quote ? known.quote : '"');
    guess.dialect.line_end = find_line_end(&sample);
    find_dialect(&sample, &known, &guess.dialect);
    split_rows(&sample, &guess.dialect, &rows);
    guess.skip = separator;
    if (!known.header_line && !known.transposed && rows.count) {
        guess.titles = find_header(&rows);
        guess.skip += rows.items[guess.titles].offset;
        guess.line += rows.items[guess.titles].line - 1;
        guess.unnamed_last = has_unnamed_last(&rows, guess.titles);
    }
    guess.turned = !separator && looks_turned(&sample, &guess, &rows);
    mpt_arena_close(arena);
    return guess;
}
