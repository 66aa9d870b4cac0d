/* Documents as Markdown (CommonMark with tables). */
#include <string.h>

#include "mpt/document.h"

/* Characters that would be markup are escaped; line breaks become blanks. */
static void put(FILE *out, const char *text)
{
    for (const char *c = text ? text : ""; *c; c++) {
        if (strchr("\\`*_<>[]|#", *c)) {
            fputc('\\', out);
        }
        fputc(*c == '\n' ? ' ' : *c, out);
    }
}

/* Without cells, an empty row: Markdown knows no table without a head. */
static void render_row(FILE *out, const char *const *cells, size_t count)
{
    fputc('|', out);
    for (size_t i = 0; i < count; i++) {
        fputc(' ', out);
        put(out, cells ? cells[i] : NULL);
        fputs(" |", out);
    }
    fputc('\n', out);
}

static void render_table(FILE *out, const struct mpt_table *table)
{
    fputc('\n', out);
    render_row(out, table->heads, table->column_count);
    fputc('|', out);
    for (size_t i = 0; i < table->column_count; i++) {
        fputs(table->numeric[i] ? " ---: |" : " --- |", out);
    }
    fputc('\n', out);
    for (size_t row = 0; row < table->row_count; row++) {
        render_row(out, table->cells + row * table->column_count, table->column_count);
    }
    fputc('\n', out);
}

/* Emphasis must not begin or end with a blank. */
static void put_label(const char *label, FILE *out)
{
    const char *begin = label ? label + strspn(label, " ") : "";
    if (*begin) {
        fputs("**", out);
        put(out, begin);
        fputs("** ", out);
    }
}

static void render_block(FILE *out, const struct mpt_block *block)
{
    switch (block->type) {
    case MPT_BLOCK_PARAGRAPH:
        fputc('\n', out);
        put(out, block->text);
        fputs("\n\n", out);
        break;
    case MPT_BLOCK_ITEM:
        fputs("- ", out);
        put_label(block->label, out);
        put(out, block->text);
        if (block->tail) {
            fprintf(out, " `%s`", block->tail);
        }
        fputc('\n', out);
        break;
    case MPT_BLOCK_BAR:
        fputs("- ", out);
        put(out, block->label);
        fputs(": ", out);
        put(out, block->text);
        fputc('\n', out);
        break;
    case MPT_BLOCK_TABLE:
        render_table(out, &block->table);
        break;
    }
}

void mpt_render_markdown(const struct mpt_document *document, FILE *out)
{
    fputs("# ", out);
    put(out, document->title);
    fputs("\n\n", out);
    if (document->aside) {
        put(out, document->aside);
        fputs("\n\n", out);
    }
    for (size_t i = 0; i < document->section_count; i++) {
        if (document->sections[i].title) {
            fputs("\n## ", out);
            put(out, document->sections[i].title);
            fputs("\n\n", out);
        }
        for (size_t j = 0; j < document->sections[i].block_count; j++) {
            render_block(out, &document->sections[i].blocks[j]);
        }
    }
}
