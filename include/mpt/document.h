/* A report as a tree that knows no format: sections with paragraphs, labelled items, tables and bars. Renderers turn
 * it into terminal text, Markdown, HTML or JSON; every report exists in every format because no report knows any.
 *
 * Everything lives in the document's arena. Texts are copied by reference and must live as long as it. Control
 * characters in the texts of blocks and in titles of sections become '?' when they are added; who sets the document's
 * own title and aside sees to it that they are clean. */
#ifndef MPT_DOCUMENT_H
#define MPT_DOCUMENT_H

#include <stdbool.h>
#include <stdio.h>

#include "mpt/arena.h"
#include "mpt/status.h"
#include "mpt/text.h"

/* How a word is meant; renderers may colour it, but the word always says it too. */
enum mpt_tone { MPT_PLAIN, MPT_GOOD, MPT_CAUTION, MPT_BAD, MPT_MUTED };

/* "plain", "good", "caution", "bad", "muted". */
const char *mpt_tone_name(enum mpt_tone tone);

/* --- Data: what the JSON of a report promises beside its text -------------------------------------------------- */

/* A JSON value in the making: object, array, text, number, flag or null. */
struct mpt_data;

struct mpt_data *mpt_data_object(struct mpt_arena *arena);
struct mpt_data *mpt_data_array(struct mpt_arena *arena);
/* Set a member; objects keep the order in which members were first set. A NULL text or a NaN is null. */
void mpt_data_text(struct mpt_data *object, const char *name, const char *text);
void mpt_data_number(struct mpt_data *object, const char *name, double number);
void mpt_data_flag(struct mpt_data *object, const char *name, bool flag);
void mpt_data_set(struct mpt_data *object, const char *name, struct mpt_data *value);
/* Append to an array. */
void mpt_data_push(struct mpt_data *array, struct mpt_data *value);
void mpt_data_push_text(struct mpt_data *array, const char *text);

/* --- The tree ----------------------------------------------------------------------------------------------------- */

enum mpt_block_type { MPT_BLOCK_PARAGRAPH, MPT_BLOCK_ITEM, MPT_BLOCK_TABLE, MPT_BLOCK_BAR };

struct mpt_table {
    const char **heads;  /* NULL: a table without a head */
    const bool *numeric; /* by column: numbers stand right */
    size_t column_count;
    const char **cells; /* row by row */
    size_t row_count, row_capacity;
};

struct mpt_block {
    enum mpt_block_type type;
    const char *label;  /* item: the word in front ("critical"); bar: what it measures */
    enum mpt_tone tone; /* of the label */
    const char *text;   /* paragraph, item; bar: behind the bar */
    const char *tail;   /* item: at the right or below, as an id; NULL: none */
    double fraction;    /* bar: 0 to 1 shown, NaN: no bar */
    struct mpt_table table;
};

struct mpt_section {
    const char *title; /* NULL: no heading */
    struct mpt_block *blocks;
    size_t block_count, block_capacity;
};

struct mpt_document {
    struct mpt_arena *arena;
    const char *schema;    /* "mpt.report/1" */
    const char *name;      /* "mission"; NULL: not in the JSON */
    const char *title;     /* "MISSION  Hydrogen Industry" */
    const char *aside;     /* at the right of the title: "as of 7 July 2024" */
    struct mpt_data *data; /* members of the JSON, behind schema and as_of */
    const char *as_of;
    bool sections_in_json;
    struct mpt_section *sections;
    size_t section_count, section_capacity;
};

struct mpt_document *mpt_document_open(struct mpt_arena *arena, const char *schema, const char *as_of);

/* Begins a section; what is added next goes into it. */
void mpt_document_section(struct mpt_document *document, const char *title);
void mpt_document_paragraph(struct mpt_document *document, const char *text);
void mpt_document_item(struct mpt_document *document, const char *label, enum mpt_tone tone, const char *text,
                       const char *tail);
void mpt_document_bar(struct mpt_document *document, const char *label, double fraction, const char *text);
/* A table; heads and numeric have `columns` elements. Cells are added row by row. */
struct mpt_table *mpt_document_table(struct mpt_document *document, const char **heads, const bool *numeric,
                                     size_t columns);
void mpt_table_row(struct mpt_document *document, struct mpt_table *table, const char *const *cells);

/* --- Renderers ---------------------------------------------------------------------------------------------------- */

/* For people at a terminal: `width` columns, with colour when `colour`. */
void mpt_render_text(const struct mpt_document *document, size_t width, bool colour, FILE *out);
void mpt_render_markdown(const struct mpt_document *document, FILE *out);

/* A whole HTML page (UTF-8, English) with its style in it: no script, nothing from elsewhere, so it can be kept,
 * printed or be the HTML part of a mail. Whatever the texts hold is shown as text; control characters come out as '?'.
 * Without its style, as some mail readers show it, it says the same. What of a title stands before two blanks is its
 * kind. */
void mpt_render_html(const struct mpt_document *document, FILE *out);

void mpt_render_json(const struct mpt_document *document, FILE *out);
/* A whole page that needs no other file. */
void mpt_render_html(const struct mpt_document *document, FILE *out);

/* --- Kept documents ----------------------------------------------------------------------------------------------- */

/* Adds the document to `out` as JSON on one line: {"schema": "mpt.document/1", "of": the document's schema, "name",
 * "as_of", "title", "aside", "data", "sections_in_json", "sections": [{"title", "blocks": [...]}]}. A block has a
 * "type" (paragraph, item, table, bar) and "label", "tone", "text", "tail"; a bar a "fraction" (null: no bar); a table
 * "columns" (a letter each: r numeric, else l), "heads" and "rows". What is empty is left out: texts that are NULL,
 * the plain tone, arrays without elements. Stray bytes that are no UTF-8 become '?'. */
void mpt_document_save(const struct mpt_document *document, struct mpt_text *out);

/* Reads back what mpt_document_save() wrote; every renderer makes of it the same bytes as of the document saved. The
 * text may be anybody's: control characters are cleaned as when a document is made. Nothing of it is passed over.
 * `document` is only set when all is well; it lives in `arena` and needs `json` no longer.
 * Errors: MPT_BAD_INPUT saying what is wrong where: no JSON, another schema, a wrong type, an unknown member or type of
 * block, more than 64 MiB, data nested deeper than 64 or with more than 10,000 members in one object, more than 256
 * columns, a label of more than 1,000 bytes. */
enum mpt_status mpt_document_load(const char *json, struct mpt_arena *arena, struct mpt_document **document,
                                  struct mpt_error *error);

#endif
