/* What the tests of documents share: a document in which everything occurs, and documents as texts. */
#ifndef MPT_TEST_DOCUMENTS_H
#define MPT_TEST_DOCUMENTS_H

#include <math.h>

#include "mpt/document.h"
#include "support.h"

enum format { TEXT, COLOUR, MARKDOWN, JSON, HTML, FORMATS };

static inline const char *rendered(struct fixture *f, const struct mpt_document *document, enum format format)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out) {
        WRONG("no memory for a document");
    }
    switch (format) {
    case MARKDOWN:
        mpt_render_markdown(document, out);
        break;
    case JSON:
        mpt_render_json(document, out);
        break;
    case HTML:
        mpt_render_html(document, out);
        break;
    default:
        mpt_render_text(document, 80, format == COLOUR, out);
        break;
    }
    fclose(out);
    const char *copy = mpt_arena_copy_len(f->arena, text, len);
    free(text);
    return copy;
}

static inline void fill_data(struct fixture *f, struct mpt_document *document)
{
    struct mpt_data *list = mpt_data_array(f->arena), *inner = mpt_data_object(f->arena);
    mpt_data_text(inner, "text", "\"quoted\", a\\b, tab\t, line\n, bell\a, \xc3\xb8");
    mpt_data_text(inner, "unknown", NULL);
    mpt_data_flag(inner, "yes", true);
    mpt_data_flag(inner, "no", false);
    static const double numbers[] = {0,    -0.0, 1,       -3,      0.1,    1.0 / 3, 9007199254740993.0,
                                     1e15, 1e6,  1234567, 1.5e300, 5e-324, NAN,     INFINITY};
    for (size_t i = 0; i < COUNT(numbers); i++) {
        mpt_data_number(inner, mpt_arena_print(f->arena, "number %zu", i), numbers[i]);
    }
    mpt_data_push(list, inner);
    mpt_data_push_text(list, "<b>");
    mpt_data_push_text(list, NULL);
    mpt_data_push(list, mpt_data_array(f->arena));
    mpt_data_push(list, mpt_data_object(f->arena));
    mpt_data_set(document->data, "list", list);
    mpt_data_text(document->data, "", "a member without a name");
}

/* Every kind of block and of tone, what may be missing both there and missing, and texts that would be markup. */
static inline struct mpt_document *full_document(struct fixture *f)
{
    static const char *heads[] = {"Programme & call", "<Money>"};
    static const bool numeric[] = {false, true}, all_numeric[] = {true, true};
    struct mpt_document *document = mpt_document_open(f->arena, "mpt.test/1", "2024-07-07");
    document->name = "full";
    document->title = "KIND  <script>alert(\"1\")</script> & more";
    document->aside = "as of \"7 July\" <2024>";
    document->sections_in_json = true;
    fill_data(f, document);
    mpt_document_paragraph(document, "before any section,\non two lines & <b>not bold</b>");
    mpt_document_section(document, "TARGET  Br\xc3\xb8"
                                   "drene \x1b[31m& Co");
    mpt_document_item(document, "critical", MPT_BAD, "text \x01 with <i>markup</i>", "rule:code<\"'&>");
    mpt_document_item(document, "", MPT_PLAIN, "Do: go on.", NULL);
    mpt_document_item(document, "on \"track\"", MPT_GOOD, "well", NULL);
    mpt_document_item(document, "amber", MPT_CAUTION, "", "");
    mpt_document_item(document, "note", MPT_MUTED, "first line\nsecond line", NULL);
    mpt_document_item(document, "plain", MPT_PLAIN, "nothing", NULL);
    mpt_document_bar(document, "made", 0.09, "9 %");
    mpt_document_bar(document, "\"time\"\x7f", 1.7, "170 % & more \x1b");
    mpt_document_bar(document, "none", -1, "less than nothing");
    mpt_document_bar(document, "never", NAN, "unknown");
    mpt_document_section(document, NULL);
    mpt_document_item(document, NULL, MPT_PLAIN, "an item without a label", NULL);
    mpt_document_item(document, NULL, MPT_PLAIN, "and another", "id");
    struct mpt_table *table = mpt_document_table(document, heads, numeric, 2);
    mpt_table_row(document, table, (const char *const[]){"Pilot-E | <Norway>", "NOK 1 000"});
    mpt_table_row(document, table, (const char *const[]){"", NULL});
    mpt_table_row(document, table, (const char *const[]){"line\nbreak", "\x1b]0;x\a"});
    table = mpt_document_table(document, NULL, all_numeric, 2);
    mpt_table_row(document, table, (const char *const[]){"1", "2"});
    mpt_document_table(document, heads, numeric, 2);
    mpt_document_section(document, "EMPTY");
    return document;
}

#endif
