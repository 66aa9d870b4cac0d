/* Import maps: how a record of somebody else's system becomes records here. A map is a SQL file, a header of comments
 * and one SELECT for each kind of record that comes of it. No C is written to add one.
 *
 *   -- map: cordis-project                the name people type; also the file's name
 *   -- title: CORDIS projects             what it reads, for people
 *   -- publisher: ... https://...         who publishes it and where the format is described
 *   -- format: csv                        csv (a table; XLSX too), json or xml
 *   -- header: id; acronym; totalCost     columns (members, children) by which a file is known to be of this map
 *   -- optional: keywords; grantDoi       columns that not every edition has; of JSON and XML all are optional
 *                                         "Start date*" stands for "Start date (as approved in 2019)" too: the first
 *                                         column that begins so, which the SELECT calls "Start date"
 *   -- scheme: cordis                     of its ids: outside ids are scheme:id
 *   -- key: id                            the columns that tell one record from another in the file
 *   -- records: results                   of JSON the path of the array of records, of XML the element's name
 *   -- decimal: ,    -- dates: dmy    -- currency: NOK    -- encoding: windows-1252    -- transposed: yes
 *   -- loose: link; target             kinds of which a record that leads nowhere, or belongs to nothing (no mission is
 *                                      given, say), is left out and that is said; else it refuses the whole
 *   -- pages: ...    -- accept: ...       how it is fetched in pages, see include/mpt/fetch.h
 *   -- note: ...                          what a person importing it should know
 *   SELECT ... FROM source
 *   -- kind: participation                begins the SELECT of another kind; the first is of projects
 *   SELECT ... FROM source, json_each(...)
 *   -- kind: with                         begins tables, "WITH a AS (...), b AS (...)", that all SELECTs behind it may
 * use
 *
 * `source` holds one record of the file at a time: a column a field, its text without blanks at the ends, NULL where
 * nothing is there; `source_line` is where it begins and `source_json` is the record whole (of JSON and XML). The
 * columns of a SELECT are fields of its kind, and `_problem` and `_warning`: a text in the first refuses the record of
 * the file for that reason, one in the second is said. A SELECT of these alone only judges: no record comes of its
 * rows. Beside json_each a column called id, key, value, type, path ... is source.id. References are given by code, by
 * outside id or by title; the records of earlier SELECTs can be referred to in later ones. The database the statements
 * run in is empty: they are SQLite's, with its JSON functions, and these beside them, which leave alone (and so to be
 * refused by name) what they cannot read:
 *
 *   money(text, currency)   "NOK 8000000.00" from "8.000.000,00", by the map's decimal sign; more decimals than the
 *                           currency has are rounded half up; NULL for an empty text or no currency
 *   number(text)            "8000000.5"
 *   day(text)               2020-05-25 from "25.05.2020 00:00", by the map's order of dates
 *   epoch(text)             2020-05-25 from milliseconds since 1970 (Java)
 *   country(text)           NO from "Norway", "NOR"
 *   clean(text)             markup and entities out, blanks single, paragraphs kept
 *   lines(a, b, ...)        what is not NULL, a line each, none twice: a field of many values
 *   parts(text, separator)  ["a", "b"] from "a; b", for json_each: a list in one cell
 *   slug(text)              "Green hydrogen" as it stands in a code: green-hydrogen; long ones end in a digest */
#ifndef MPT_MAP_H
#define MPT_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "mpt/model.h"
#include "mpt/written.h"

enum { MPT_MAP_COLUMNS = 64, MPT_MAP_SELECTS = 16 };

struct mpt_map_select {
    const struct mpt_kind *kind;
    const char *sql;
    int line; /* of the file, where it begins */
};

struct mpt_map {
    const char *path; /* for messages */
    const char *name, *title, *publisher, *format, *scheme, *records, *encoding, *currency, *note, *pages, *accept;
    const char *header[MPT_MAP_COLUMNS], *optional[MPT_MAP_COLUMNS], *key[MPT_MAP_COLUMNS];
    const char *loose[MPT_MAP_SELECTS];
    size_t header_count, optional_count, key_count, loose_count;
    char decimal; /* '.' or ','; 0: as found in each value */
    enum mpt_date_order dates;
    bool transposed;
    struct mpt_map_select selects[MPT_MAP_SELECTS];
    size_t select_count;
    const char *text; /* the whole file */
};

/* Reads a map from the text of its file, which must outlive it. Errors: MPT_BAD_INPUT naming file, line and what was
 * expected. */
enum mpt_status mpt_map_parse(const char *path, const char *text, struct mpt_arena *arena, struct mpt_map *map,
                              struct mpt_error *error);

/* Whether records of that kind may be left out (loose). */
bool mpt_map_leaves_out(const struct mpt_map *map, const struct mpt_kind *kind);

/* Runs a map. */
struct mpt_mapper;

/* `columns` are those the file has; NULL when they differ from record to record (JSON, XML). Errors: MPT_BAD_INPUT
 * naming map, line and what is wrong: no SELECT, a field that the kind does not have, a column that the file does not
 * have. */
enum mpt_status mpt_mapper_open(const struct mpt_map *map, const char *const *columns, size_t count,
                                struct mpt_mapper **mapper, struct mpt_error *error);
void mpt_mapper_close(struct mpt_mapper *mapper);

/* One record of the file; the texts are the caller's, until the next one is set. */
void mpt_mapper_set(struct mpt_mapper *mapper, size_t line, const char *const *names, const char *const *values,
                    size_t count, const char *json);

/* A row that a SELECT made of it: a text (or NULL) a field, valid until the next call. */
struct mpt_mapped {
    const struct mpt_map_select *select;
    const struct mpt_field *const *fields; /* NULL: not a field but the following */
    const char *const *values;
    size_t count;
    const char *problem, *warning; /* what the map says of the record of the file; NULL: nothing */
};

/* The next row of the SELECTs, in their order. False at the end, or when a statement failed, which goes to `error`
 * (whose message is "" otherwise). */
bool mpt_mapper_next(struct mpt_mapper *mapper, struct mpt_mapped *mapped, struct mpt_error *error);

/* Columns that a map asked for and no record had so far, "a, b", in `arena`; NULL: none. */
const char *mpt_mapper_missed(const struct mpt_mapper *mapper, struct mpt_arena *arena);

#endif
