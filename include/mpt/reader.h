/* Readers: tables and records from files, as rows of named fields.
 *
 * Whatever comes in (CSV, JSON, JSON lines, XML, a spreadsheet) is read record by record, in memory that does not grow
 * with the file. A row has the names and values of its fields: of a table, the header's names and the cells; of a JSON
 * object its members and of an XML element its attributes ("@ref") and children, scalars as their text and everything
 * nested as JSON text. Everything is UTF-8 when it leaves a reader, whatever it was before.
 *
 * JSON (RFC 8259): records are the elements of an array, objects one after another with or without anything between
 * them, or the array (or the one object) at a path in each of those objects; one object alone is one record. Where no
 * path is given it is that of the largest array of objects in the first object, if that array is at least half of what
 * is seen of it and no other object follows. Scalars are as they were written: 1234567.10 keeps its zero, large numbers
 * their digits. Half a record or what is no JSON ends the reading with a message that says "is not JSON"; JSON with
 * something else where records should be ends it with "is JSON, but holds no records" (an empty list is fine). What is
 * JSON by its grammar, though jansson refuses it, is a row with a problem: a name twice in one object, \u0000, half a
 * surrogate pair; so is an element of the list that is no object. Numbers beyond a double are refused.
 *
 * XML as JSON: an element is an object; attributes are members "@name" (with the prefix as written, "@xml:lang"), its
 * text is "#text" (blanks at the ends dropped, CDATA and references resolved), and children are always arrays, by name:
 * <title><narrative xml:lang="en">A</narrative></title> is {"narrative":[{"@xml:lang":"en","#text":"A"}]} in the array
 * "title", so that SQLite's json_extract(title, '$[0].narrative[0]."#text"') is "A". The attributes of the document's
 * root come first in each record below it, as "@@version". Which element is a record, where no name is given: what
 * repeats below the root, else what repeats in an element there that holds nothing else, else the only element there
 * that has children, else the root. A file that declares entities is refused, nothing is ever fetched; attributes that
 * only a DTD gives are left out; an entity that nobody declared makes the row one with a problem.
 *
 * A record may have 64 MB, 2 million values (XML: a million elements and attributes) and be nested 512 deep (XML: 256).
 */
#ifndef MPT_READER_H
#define MPT_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mpt/arena.h"
#include "mpt/status.h"

enum mpt_format { MPT_FORMAT_UNKNOWN, MPT_FORMAT_CSV, MPT_FORMAT_JSON, MPT_FORMAT_XML, MPT_FORMAT_XLSX };

/* "CSV", "JSON", "XML", "XLSX". */
const char *mpt_format_name(enum mpt_format format);

/* How to read; what is NULL or 0 is found out. */
struct mpt_read_options {
    const char *name;     /* what the file is called in messages; NULL: its path */
    const char *encoding; /* "utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1" ... as iconv knows them */
    char delimiter;       /* of CSV: ',' ';' '\t' '|' are found out, others can be given */
    char quote;           /* of CSV: '"' or '\''; 'n' for none */
    const char *sheet;    /* of XLSX: its name, in any case; NULL: the first that is not hidden */
    const char *records;  /* where the records are: of JSON the path of the array ("results", "a.b"; "" the whole), of
                             XML the name of the element ("iati-activity") */
    size_t header_line;   /* of tables: the line (XLSX: row) the header is in */
    bool transposed;      /* of tables: a row is a field, a column is a record */
    uint64_t largest; /* most bytes that are unpacked from it; 0: 16 GiB (XLSX: 4 GiB), and 200 times what is packed */
};

/* What was found out, valid until the reader is closed. */
struct mpt_read_facts {
    enum mpt_format format;
    const char *encoding; /* as in the options, lower case */
    bool bom, gzip;
    bool double_encoded; /* UTF-8 that had been taken for Windows-1252 and encoded again was set right */
    char delimiter, quote;
    const char *sheet;
    const char *records;
    size_t header_line;
    bool looks_transposed; /* it seems to lie on its side (see the option), and was not read so unless asked for */
    const char *said;      /* all this in words: "CSV with ';', quoted with '"', Windows-1252, header in line 3" */
};

/* One record. What it points to is valid until the next one is read. */
struct mpt_row {
    size_t line; /* where it begins: line of a text file, row of a sheet, from 1; of a transposed table the column */
    size_t count;
    const char *const *names;
    const char *const *values; /* NULL or "": nothing there */
    const char *json;          /* of JSON and XML: the whole record as one JSON object; NULL for tables */
    const char *problem; /* why it cannot be taken as it is, in words ("has 7 fields, the header has 6"); NULL: it can.
                            The fields there are, are given all the same, those too many named "extra_1" ... */
};

struct mpt_reader;

/* Opens a file ("-": standard input), packed with gzip or not; what it is, is told from its content. Of CSV, empty
 * lines are no records and the header need not be the first row: it is the first that is about as full as those below
 * it. Its names lose blanks at their ends; a column without one is called "column_N". A record may have 64 MB and
 * 32,767 columns. Cells that are not quoted lose blanks at their ends.
 *
 * Of XLSX one sheet is read, when it is opened: numbers in their shortest form (45 % is 0.45), dates as 2024-06-30 or
 * 2024-06-30T14:30:00, flags as true and false, of formulas the value they had when the workbook was saved; cells that
 * are errors (#N/A) are empty, and `said` counts them. Headers in two rows become one: "Budget", merged over "2024" and
 * "2025", gives "Budget 2024" and "Budget 2025". Other merged cells have their text where they begin. A row may be
 * shorter than the header.
 *
 * Errors: MPT_USAGE for options that cannot be, MPT_BAD_INPUT naming file, line,
 * what is there and what was expected: it cannot be read, is empty, is of no known format, has no header or two columns
 * of one name; a workbook that is protected or has no sheet of that name. */
enum mpt_status mpt_reader_open(const char *path, const struct mpt_read_options *options, struct mpt_reader **reader,
                                struct mpt_error *error);

/* The same for text in memory, which stays the caller's; `name` stands for it in messages. */
enum mpt_status mpt_reader_open_text(const char *name, const char *text, size_t len,
                                     const struct mpt_read_options *options, struct mpt_reader **reader,
                                     struct mpt_error *error);

const struct mpt_read_facts *mpt_reader_facts(const struct mpt_reader *reader);

/* Of a table the names of its columns; of JSON and XML none (count 0). */
const char *const *mpt_reader_header(const struct mpt_reader *reader, size_t *count);

/* The next record; false at the end, or when it cannot go on: mpt_reader_close tells. */
bool mpt_reader_next(struct mpt_reader *reader, struct mpt_row *row);

/* How far it is, for a bar: bytes read so far, of how many (0: not known). */
void mpt_reader_progress(const struct mpt_reader *reader, uint64_t *done, uint64_t *total);

/* Ends it (NULL is fine) and says how it went. Errors: MPT_BAD_INPUT naming file, line and what is wrong there. */
enum mpt_status mpt_reader_close(struct mpt_reader *reader, struct mpt_error *error);

/* A JSON object's text as a row, in `arena`: as the JSON reader gives it. False when it is no JSON object. */
bool mpt_row_from_json(const char *json, struct mpt_arena *arena, struct mpt_row *row);

#endif
