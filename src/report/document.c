/* Builds documents: sections of blocks, and the data beside them. */
#include "mpt/document.h"

#include <math.h>

#include "mpt/text.h"

const char *mpt_tone_name(enum mpt_tone tone)
{
    static const char *const names[] = {"plain", "good", "caution", "bad", "muted"};
    return names[tone];
}

struct mpt_document *mpt_document_open(struct mpt_arena *arena, const char *schema, const char *as_of)
{
    struct mpt_document *document = mpt_arena_alloc(arena, sizeof *document);
    document->arena = arena;
    document->schema = schema;
    document->as_of = as_of;
    document->data = mpt_data_object(arena);
    return document;
}

void mpt_document_section(struct mpt_document *document, const char *title)
{
    document->sections = mpt_arena_grow(document->arena, document->sections, document->section_count,
                                        &document->section_capacity, sizeof *document->sections);
    document->sections[document->section_count++] =
        (struct mpt_section){.title = title ? mpt_text_clean(title, document->arena) : NULL};
}

static struct mpt_block *add_block(struct mpt_document *document, enum mpt_block_type type)
{
    if (!document->section_count) {
        mpt_document_section(document, NULL);
    }
    struct mpt_section *section = &document->sections[document->section_count - 1];
    section->blocks = mpt_arena_grow(document->arena, section->blocks, section->block_count, &section->block_capacity,
                                     sizeof *section->blocks);
    struct mpt_block *block = &section->blocks[section->block_count++];
    *block = (struct mpt_block){.type = type};
    return block;
}

void mpt_document_paragraph(struct mpt_document *document, const char *text)
{
    add_block(document, MPT_BLOCK_PARAGRAPH)->text = mpt_text_clean(text, document->arena);
}

void mpt_document_item(struct mpt_document *document, const char *label, enum mpt_tone tone, const char *text,
                       const char *tail)
{
    struct mpt_block *block = add_block(document, MPT_BLOCK_ITEM);
    block->label = label ? mpt_text_clean(label, document->arena) : NULL;
    block->tone = tone;
    block->text = mpt_text_clean(text, document->arena);
    block->tail = tail ? mpt_text_clean(tail, document->arena) : NULL;
}

void mpt_document_bar(struct mpt_document *document, const char *label, double fraction, const char *text)
{
    struct mpt_block *block = add_block(document, MPT_BLOCK_BAR);
    block->label = mpt_text_clean(label, document->arena);
    block->fraction = isfinite(fraction) ? fraction : NAN;
    block->text = mpt_text_clean(text, document->arena);
}

struct mpt_table *mpt_document_table(struct mpt_document *document, const char **heads, const bool *numeric,
                                     size_t columns)
{
    struct mpt_block *block = add_block(document, MPT_BLOCK_TABLE);
    block->table = (struct mpt_table){.heads = heads, .numeric = numeric, .column_count = columns};
    return &block->table;
}

void mpt_table_row(struct mpt_document *document, struct mpt_table *table, const char *const *cells)
{
    size_t size = table->column_count * sizeof *table->cells;
    table->cells = mpt_arena_grow(document->arena, table->cells, table->row_count, &table->row_capacity, size);
    for (size_t i = 0; i < table->column_count; i++) {
        table->cells[table->row_count * table->column_count + i] =
            cells[i] ? mpt_text_clean(cells[i], document->arena) : NULL;
    }
    table->row_count++;
}
