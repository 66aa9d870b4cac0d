/* Documents as a page of HTML that needs nothing beside itself, as a mail does. */
#include "mpt/document.h"

static void put(FILE *out, const char *text)
{
    for (const char *c = text ? text : ""; *c; c++) {
        switch (*c) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*c, out);
        }
    }
}

/* <NAME>TEXT</NAME>, nothing when there is no text. */
static void element(FILE *out, const char *name, const char *text)
{
    if (text && *text) {
        fprintf(out, "<%s>", name);
        put(out, text);
        fprintf(out, "</%s>\n", name);
    }
}

static void render_row(FILE *out, const struct mpt_table *table, const char *name, const char *const *cells)
{
    fputs("<tr>", out);
    for (size_t i = 0; i < table->column_count; i++) {
        fprintf(out, "<%s align=\"%s\">", name, table->numeric[i] ? "right" : "left");
        put(out, cells[i]);
        fprintf(out, "</%s>", name);
    }
    fputs("</tr>\n", out);
}

static void render_table(FILE *out, const struct mpt_table *table)
{
    fputs("<table>\n", out);
    if (table->heads) {
        render_row(out, table, "th", table->heads);
    }
    for (size_t row = 0; row < table->row_count; row++) {
        render_row(out, table, "td", table->cells + row * table->column_count);
    }
    fputs("</table>\n", out);
}

static void render_block(FILE *out, const struct mpt_block *block)
{
    switch (block->type) {
    case MPT_BLOCK_PARAGRAPH:
        element(out, "p", block->text);
        break;
    case MPT_BLOCK_ITEM:
    case MPT_BLOCK_BAR:
        fputs("<p>", out);
        element(out, "b", block->label);
        put(out, block->text);
        fputs("\n", out);
        element(out, "code", block->tail);
        fputs("</p>\n", out);
        break;
    case MPT_BLOCK_TABLE:
        render_table(out, &block->table);
        break;
    }
}

void mpt_render_html(const struct mpt_document *document, FILE *out)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n", out);
    element(out, "title", document->title);
    fputs("</head>\n<body>\n", out);
    element(out, "h1", document->title);
    element(out, "p", document->aside);
    for (size_t i = 0; i < document->section_count; i++) {
        element(out, "h2", document->sections[i].title);
        for (size_t j = 0; j < document->sections[i].block_count; j++) {
            render_block(out, &document->sections[i].blocks[j]);
        }
    }
    fputs("</body>\n</html>\n", out);
}
