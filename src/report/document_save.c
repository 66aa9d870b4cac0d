/* Documents kept: JSON in which nothing of a document is lost, on one line and without what is empty. */
#include <string.h>

#include "data.h"
#include "mpt/json.h"

/* A comma, unless an object or array has just begun; texts end with a quote, so the last byte tells. */
static void separate(struct mpt_text *out)
{
    mpt_text_add(out, strchr("{[", out->data[out->len - 1]) ? "" : ",");
}

/* Stray bytes would be refused on the way back. */
static void put_text(struct mpt_text *out, const char *text)
{
    size_t bad;
    mpt_json_string(out, !text || mpt_utf8_valid(text, strlen(text), &bad) ? text : mpt_text_clean(text, out->arena));
}

static void put_name(struct mpt_text *out, const char *name)
{
    separate(out);
    put_text(out, name);
    mpt_text_add(out, ":");
}

/* A member, unless there is no text; "" is one. */
static void put_member(struct mpt_text *out, const char *name, const char *text)
{
    if (text) {
        put_name(out, name);
        put_text(out, text);
    }
}

static void put_data(struct mpt_text *out, const struct mpt_data *data)
{
    switch (data->type) {
    case DATA_OBJECT:
    case DATA_ARRAY:
        mpt_text_add(out, data->type == DATA_OBJECT ? "{" : "[");
        for (size_t i = 0; i < data->count; i++) {
            if (data->type == DATA_OBJECT) {
                put_name(out, data->members[i].name);
            } else {
                separate(out);
            }
            put_data(out, data->members[i].value);
        }
        mpt_text_add(out, data->type == DATA_OBJECT ? "}" : "]");
        break;
    case DATA_TEXT:
        put_text(out, data->text);
        break;
    case DATA_NUMBER:
        mpt_json_number(out, data->number);
        break;
    case DATA_FLAG:
        mpt_text_add(out, data->flag ? "true" : "false");
        break;
    }
}

static void put_cells(struct mpt_text *out, const char *const *cells, size_t count)
{
    mpt_text_add(out, "[");
    for (size_t i = 0; i < count; i++) {
        separate(out);
        put_text(out, cells[i] ? cells[i] : "");
    }
    mpt_text_add(out, "]");
}

static void put_table(struct mpt_text *out, const struct mpt_table *table)
{
    put_name(out, "columns");
    mpt_text_add(out, "\"");
    for (size_t i = 0; i < table->column_count; i++) {
        mpt_text_add(out, table->numeric[i] ? "r" : "l");
    }
    mpt_text_add(out, "\"");
    if (table->heads) {
        put_name(out, "heads");
        put_cells(out, table->heads, table->column_count);
    }
    if (table->row_count) {
        put_name(out, "rows");
        mpt_text_add(out, "[");
        for (size_t row = 0; row < table->row_count; row++) {
            separate(out);
            put_cells(out, table->cells + row * table->column_count, table->column_count);
        }
        mpt_text_add(out, "]");
    }
}

static void put_block(struct mpt_text *out, const struct mpt_block *block)
{
    separate(out);
    mpt_text_add(out, "{");
    put_member(out, "type", block_type_name(block->type));
    put_member(out, "label", block->label);
    put_member(out, "tone", block->tone == MPT_PLAIN ? NULL : mpt_tone_name(block->tone));
    put_member(out, "text", block->text);
    put_member(out, "tail", block->tail);
    if (block->type == MPT_BLOCK_BAR) {
        put_name(out, "fraction");
        mpt_json_number(out, block->fraction);
    } else if (block->type == MPT_BLOCK_TABLE) {
        put_table(out, &block->table);
    }
    mpt_text_add(out, "}");
}

static void put_section(struct mpt_text *out, const struct mpt_section *section)
{
    separate(out);
    mpt_text_add(out, "{");
    put_member(out, "title", section->title);
    if (section->block_count) {
        put_name(out, "blocks");
        mpt_text_add(out, "[");
        for (size_t i = 0; i < section->block_count; i++) {
            put_block(out, &section->blocks[i]);
        }
        mpt_text_add(out, "]");
    }
    mpt_text_add(out, "}");
}

void mpt_document_save(const struct mpt_document *document, struct mpt_text *out)
{
    mpt_text_add(out, "{");
    put_member(out, "schema", STORED_SCHEMA);
    put_member(out, "of", document->schema);
    put_member(out, "name", document->name);
    put_member(out, "as_of", document->as_of);
    put_member(out, "title", document->title);
    put_member(out, "aside", document->aside);
    if (document->data->count) {
        put_name(out, "data");
        put_data(out, document->data);
    }
    if (document->sections_in_json) {
        put_name(out, "sections_in_json");
        mpt_text_add(out, "true");
    }
    if (document->section_count) {
        put_name(out, "sections");
        mpt_text_add(out, "[");
        for (size_t i = 0; i < document->section_count; i++) {
            put_section(out, &document->sections[i]);
        }
        mpt_text_add(out, "]");
    }
    mpt_text_add(out, "}");
}
