/* What the parts of the CSV reader share: csv_split.c takes one record apart where it lies, csv_guess.c finds out how a
 * file is written, csv_header.c names the columns, csv_turned.c reads tables that lie on their side, csv.c is the
 * reader. */
#ifndef MPT_EXCHANGE_READERS_CSV_H
#define MPT_EXCHANGE_READERS_CSV_H

#include "readers.h"

enum {
    CSV_MOST_COLUMNS = 32767,
    CSV_LONGEST = 64 * 1024 * 1024 /* bytes of one record, which bounds its fields and all the memory there is */
};

struct csv_dialect {
    char delimiter;
    char quote;    /* '\0': none */
    char line_end; /* '\n' ("\r\n" too) or '\r' */
};

/* A cell as it lies in the buffer, without its quotes. */
struct csv_cell {
    char *text;
    size_t len;
    bool quoted, doubled; /* doubled: quotes in it are written twice */
};

/* A record taken apart. */
struct csv_record {
    struct mpt_arena *arena; /* for the cells */
    struct csv_cell *cells;
    size_t count, capacity;
    size_t trailing;  /* the number of the first cell with text behind its closing quote, from 1; 0: none */
    size_t lines;     /* ends of lines inside it */
    char *next;       /* what follows it */
    bool cut;         /* it ends with the file, not with a line */
    const char *open; /* the opening quote of the cell that did not end */
};

enum csv_end { CSV_WHOLE, CSV_BROKEN_OFF, CSV_TOO_WIDE };

/* Takes the record at `start` apart, changing nothing. CSV_BROKEN_OFF: it does not end before `end`, which is not the
 * end of the file (`last`), or a quote (`open`) is not closed. */
enum csv_end csv_split(const struct csv_dialect *dialect, char *start, char *end, bool last, struct csv_record *record);

/* Whether no cell has anything in it. */
bool csv_is_empty(const struct csv_record *record);

/* The cells as texts, written over the buffer: ended with NUL, what was not quoted without blanks at its ends. */
void csv_texts(const struct csv_dialect *dialect, const struct csv_record *record, const char **texts);

size_t csv_count_lines(const struct csv_dialect *dialect, const char *start, const char *end);

/* How a file is written, from its beginning. */
struct csv_guess {
    struct csv_dialect dialect;
    size_t skip;       /* bytes before the header: titles, empty lines, Excel's "sep=;" */
    size_t line;       /* the line the header is in, or where to look for it */
    size_t titles;     /* rows above it that are not empty */
    bool unnamed_last; /* rows end with a delimiter and the header does not */
    bool turned;       /* it looks as if it lay on its side: a row is a field */
};

/* `whole`: there is nothing behind `end`. What `options` say is not guessed. */
struct csv_guess csv_guess(char *start, char *end, bool whole, const struct mpt_read_options *options);

/* --- csv.c, for csv_turned.c ---- */

struct csv {
    struct input *input;
    struct mpt_arena *arena;
    struct mpt_read_facts *facts;
    struct csv_dialect dialect;
    struct csv_record record;

    char *buffer;
    size_t capacity, start, end; /* what was read and not used is between start and end */
    bool last;                   /* there is nothing behind it */
    size_t line;                 /* of the record at start */

    const char **names; /* of the header, then "extra_1" ... */
    size_t width, name_count, name_capacity;
    const char **repeated; /* the header as it is in the file, to know it again */
    const char **texts;
    size_t text_capacity;
    struct mpt_arena *row; /* for what was set right in the record; NULL: nothing */
    char problem[160];

    struct csv_turned *turned; /* the whole table, when it lies on its side */
    enum mpt_status status;
    struct mpt_error error;
};

/* The next record with anything in it, as csv->texts, and its line; false at the end or when it failed. */
bool csv_read(struct csv *csv, size_t *line);

/* --- csv_header.c ---- */

/* Takes a header over: empty names become "column_N". `place` is "columns" or "lines", for the complaint that two are
 * of one name. */
enum mpt_status csv_take_header(struct csv *csv, const char *const *names, size_t count, const char *place);

/* --- csv_turned.c ---- */

/* Reads the whole table and takes its first column for the header. */
enum mpt_status csv_turn(struct csv *csv);
bool csv_turned_next(struct csv *csv, struct mpt_row *row);

#endif
