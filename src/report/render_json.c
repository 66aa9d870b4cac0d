/* Documents as JSON: schema, date, the data each report promises, and its sections as texts. */
#include "data.h"
#include "mpt/json.h"

static void put_text(FILE *out, const char *text)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_text json = mpt_text_init(arena);
    mpt_json_string(&json, text);
    fputs(mpt_text_get(&json), out);
    mpt_arena_close(arena);
}

static void put_number(FILE *out, double number)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_text json = mpt_text_init(arena);
    mpt_json_number(&json, number);
    fputs(mpt_text_get(&json), out);
    mpt_arena_close(arena);
}

static void put_data(FILE *out, const struct mpt_data *data, int indent);

static void put_members(FILE *out, const struct mpt_data *data, int indent)
{
    for (size_t i = 0; i < data->count; i++) {
        fprintf(out, "%s\n%*s", i ? "," : "", indent, "");
        if (data->members[i].name) {
            put_text(out, data->members[i].name);
            fputs(": ", out);
        }
        put_data(out, data->members[i].value, indent);
    }
    if (data->count) {
        fprintf(out, "\n%*s", indent - 2, "");
    }
}

static void put_data(FILE *out, const struct mpt_data *data, int indent)
{
    switch (data->type) {
    case DATA_OBJECT:
        fputc('{', out);
        put_members(out, data, indent + 2);
        fputc('}', out);
        break;
    case DATA_ARRAY:
        fputc('[', out);
        put_members(out, data, indent + 2);
        fputc(']', out);
        break;
    case DATA_TEXT:
        put_text(out, data->text);
        break;
    case DATA_NUMBER:
        put_number(out, data->number);
        break;
    case DATA_FLAG:
        fputs(data->flag ? "true" : "false", out);
        break;
    }
}

static struct mpt_data *table_data(const struct mpt_table *table, struct mpt_arena *arena)
{
    struct mpt_data *rows = mpt_data_array(arena);
    for (size_t row = 0; row < table->row_count; row++) {
        struct mpt_data *cells = mpt_data_array(arena);
        for (size_t i = 0; i < table->column_count; i++) {
            const char *cell = table->cells[row * table->column_count + i];
            mpt_data_push_text(cells, cell ? cell : "");
        }
        mpt_data_push(rows, cells);
    }
    return rows;
}

static struct mpt_data *block_data(const struct mpt_block *block, struct mpt_arena *arena)
{
    struct mpt_data *data = mpt_data_object(arena);
    mpt_data_text(data, "type", block_type_name(block->type));
    if (block->label) {
        mpt_data_text(data, "label", block->label);
    }
    if (block->text) {
        mpt_data_text(data, "text", block->text);
    }
    if (block->tail) {
        mpt_data_text(data, "id", block->tail);
    }
    if (block->type == MPT_BLOCK_BAR) {
        mpt_data_number(data, "fraction", block->fraction);
    }
    if (block->type == MPT_BLOCK_TABLE) {
        if (block->table.heads) {
            struct mpt_data *heads = mpt_data_array(arena);
            for (size_t i = 0; i < block->table.column_count; i++) {
                mpt_data_push_text(heads, block->table.heads[i]);
            }
            mpt_data_set(data, "columns", heads);
        }
        mpt_data_set(data, "rows", table_data(&block->table, arena));
    }
    return data;
}

void mpt_render_json(const struct mpt_document *document, FILE *out)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_data *root = mpt_data_object(arena);
    mpt_data_text(root, "schema", document->schema);
    if (document->name) {
        mpt_data_text(root, "report", document->name);
    }
    mpt_data_text(root, "as_of", document->as_of);
    for (size_t i = 0; i < document->data->count; i++) {
        mpt_data_set(root, document->data->members[i].name, document->data->members[i].value);
    }
    if (document->sections_in_json) {
        struct mpt_data *sections = mpt_data_array(arena);
        for (size_t i = 0; i < document->section_count; i++) {
            struct mpt_data *section = mpt_data_object(arena), *blocks = mpt_data_array(arena);
            mpt_data_text(section, "title", document->sections[i].title);
            for (size_t j = 0; j < document->sections[i].block_count; j++) {
                mpt_data_push(blocks, block_data(&document->sections[i].blocks[j], arena));
            }
            mpt_data_set(section, "blocks", blocks);
            mpt_data_push(sections, section);
        }
        mpt_data_set(root, "sections", sections);
    }
    put_data(out, root, 0);
    fputc('\n', out);
    mpt_arena_close(arena);
}
