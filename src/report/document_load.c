/* Documents that were kept, read back. The file they come from may have been made to do harm. Reading JSON is
 * jansson's. */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "data.h"
#include "mpt/text.h"

/* What no report comes near, and what a hostile file does not get past. */
enum { MOST_BYTES = 64 << 20, DEEPEST = 64, MOST_MEMBERS = 10000, MOST_COLUMNS = 256, LONGEST_LABEL = 1000 };

/* One document on its way in. */
struct load {
    struct mpt_document *document;
    struct mpt_arena *arena;
    struct mpt_error *error;
};

/* Whether it is an object with no member but these, so that nothing is passed over in silence. */
static enum mpt_status check_members(struct load *load, const json_t *object, const char *const *names, size_t count)
{
    const char *key;
    json_t *value;
    if (!json_is_object(object)) {
        return mpt_fail(load->error, MPT_BAD_INPUT, "must be an object {...}");
    }
    json_object_foreach((json_t *)object, key, value)
    {
        bool known = false;
        (void)value;
        for (size_t i = 0; i < count; i++) {
            known |= strcmp(key, names[i]) == 0;
        }
        if (!known) {
            return mpt_fail(load->error, MPT_BAD_INPUT, "there is no member \"%s\" here", key);
        }
    }
    return MPT_OK;
}

enum need { MAY_LACK, MUST_HAVE };

static enum mpt_status take_text(struct load *load, const json_t *object, const char *name, enum need need,
                                 const char **text)
{
    const json_t *value = json_object_get(object, name);
    *text = need == MUST_HAVE ? "" : NULL;
    if (!value && need == MAY_LACK) {
        return MPT_OK;
    }
    if (!json_is_string(value)) {
        return mpt_fail(load->error, MPT_BAD_INPUT, "\"%s\" %s", name, value ? "must be a text" : "is missing");
    }
    *text = mpt_arena_copy(load->arena, json_string_value(value));
    return MPT_OK;
}

/* An array, or NULL where there is none. */
static enum mpt_status take_array(struct load *load, const json_t *object, const char *name, const json_t **array)
{
    *array = json_object_get(object, name);
    return !*array || json_is_array(*array)
               ? MPT_OK
               : mpt_fail(load->error, MPT_BAD_INPUT, "\"%s\" must be an array [...]", name);
}

/* Labels stand before every line of an item, so a long one would be printed without end. */
static enum mpt_status take_label(struct load *load, const json_t *object, enum need need, const char **label)
{
    enum mpt_status status = take_text(load, object, "label", need, label);
    return status || !*label || strlen(*label) <= LONGEST_LABEL
               ? status
               : mpt_fail(load->error, MPT_BAD_INPUT, "\"label\" is longer than %d bytes", LONGEST_LABEL);
}

static enum mpt_status take_tone(struct load *load, const json_t *object, enum mpt_tone *tone)
{
    const char *name;
    enum mpt_status status = take_text(load, object, "tone", MAY_LACK, &name);
    *tone = MPT_PLAIN;
    if (status || !name) {
        return status;
    }
    for (*tone = MPT_PLAIN; *tone <= MPT_MUTED; (*tone)++) {
        if (strcmp(name, mpt_tone_name(*tone)) == 0) {
            return MPT_OK;
        }
    }
    return mpt_fail(load->error, MPT_BAD_INPUT, "\"tone\" is '%s'; expected plain, good, caution, bad or muted", name);
}

static enum mpt_status load_paragraph(struct load *load, const json_t *block)
{
    static const char *const members[] = {"type", "text"};
    const char *text;
    enum mpt_status status = check_members(load, block, members, sizeof members / sizeof *members);
    status = status ? status : take_text(load, block, "text", MUST_HAVE, &text);
    if (!status) {
        mpt_document_paragraph(load->document, text);
    }
    return status;
}

static enum mpt_status load_item(struct load *load, const json_t *block)
{
    static const char *const members[] = {"type", "label", "tone", "text", "tail"};
    const char *label, *text, *tail;
    enum mpt_tone tone;
    enum mpt_status status = check_members(load, block, members, sizeof members / sizeof *members);
    status = status ? status : take_label(load, block, MAY_LACK, &label);
    status = status ? status : take_tone(load, block, &tone);
    status = status ? status : take_text(load, block, "text", MUST_HAVE, &text);
    status = status ? status : take_text(load, block, "tail", MAY_LACK, &tail);
    if (!status) {
        mpt_document_item(load->document, label, tone, text, tail);
    }
    return status;
}

static enum mpt_status load_bar(struct load *load, const json_t *block)
{
    static const char *const members[] = {"type", "label", "text", "fraction"};
    const json_t *fraction = json_object_get(block, "fraction");
    const char *label, *text;
    enum mpt_status status = check_members(load, block, members, sizeof members / sizeof *members);
    status = status ? status : take_label(load, block, MUST_HAVE, &label);
    status = status ? status : take_text(load, block, "text", MUST_HAVE, &text);
    if (!status && !json_is_number(fraction) && !json_is_null(fraction)) {
        status = mpt_fail(load->error, MPT_BAD_INPUT, "\"fraction\" must be a number, or null where there is no bar");
    }
    if (!status) {
        mpt_document_bar(load->document, label, json_is_null(fraction) ? NAN : json_number_value(fraction), text);
    }
    return status;
}

/* As many texts as the table has columns; in a table no control character goes to a terminal either. */
static enum mpt_status take_cells(struct load *load, const json_t *array, const char **cells, size_t count)
{
    if (!json_is_array(array) || json_array_size(array) != count) {
        return mpt_fail(load->error, MPT_BAD_INPUT, "must be an array of %zu texts", count);
    }
    for (size_t i = 0; i < count; i++) {
        const char *text = json_string_value(json_array_get(array, i));
        if (!text) {
            return mpt_fail(load->error, MPT_BAD_INPUT, "column %zu must be a text", i + 1);
        }
        cells[i] = mpt_text_clean(mpt_arena_copy(load->arena, text), load->arena);
    }
    return MPT_OK;
}

static enum mpt_status load_rows(struct load *load, const json_t *rows, struct mpt_table *table)
{
    const char **cells = mpt_arena_array(load->arena, table->column_count, sizeof *cells);
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < json_array_size(rows); i++) {
        status = take_cells(load, json_array_get(rows, i), cells, table->column_count);
        if (status) {
            mpt_error_prefix(load->error, "row %zu", i + 1);
        } else {
            mpt_table_row(load->document, table, cells);
        }
    }
    return status;
}

static enum mpt_status load_table(struct load *load, const json_t *block)
{
    static const char *const members[] = {"type", "columns", "heads", "rows"};
    const char *columns, **heads = NULL;
    const json_t *rows, *texts = json_object_get(block, "heads");
    enum mpt_status status = check_members(load, block, members, sizeof members / sizeof *members);
    status = status ? status : take_text(load, block, "columns", MUST_HAVE, &columns);
    status = status ? status : take_array(load, block, "rows", &rows);
    if (status) {
        return status;
    }
    size_t count = strlen(columns);
    if (count < 1 || count > MOST_COLUMNS || strspn(columns, "lr") != count) {
        return mpt_fail(load->error, MPT_BAD_INPUT, "\"columns\" must be 1 to %d letters, l or r", MOST_COLUMNS);
    }
    bool *numeric = mpt_arena_array(load->arena, count, sizeof *numeric);
    for (size_t i = 0; i < count; i++) {
        numeric[i] = columns[i] == 'r';
    }
    if (texts) {
        heads = mpt_arena_array(load->arena, count, sizeof *heads);
        status = take_cells(load, texts, heads, count);
    }
    if (status) {
        mpt_error_prefix(load->error, "heads");
    }
    return status ? status : load_rows(load, rows, mpt_document_table(load->document, heads, numeric, count));
}

static enum mpt_status load_block(struct load *load, const json_t *block)
{
    static const struct {
        enum mpt_block_type type;
        enum mpt_status (*load)(struct load *load, const json_t *block);
    } types[] = {{MPT_BLOCK_PARAGRAPH, load_paragraph},
                 {MPT_BLOCK_ITEM, load_item},
                 {MPT_BLOCK_TABLE, load_table},
                 {MPT_BLOCK_BAR, load_bar}};
    const char *type;
    enum mpt_status status = take_text(load, block, "type", MUST_HAVE, &type);
    for (size_t i = 0; !status && i < sizeof types / sizeof *types; i++) {
        if (strcmp(type, block_type_name(types[i].type)) == 0) {
            return types[i].load(load, block);
        }
    }
    return status ? status
                  : mpt_fail(load->error, MPT_BAD_INPUT,
                             "there is no block of type '%s'; expected paragraph, item, table or bar", type);
}

static enum mpt_status load_section(struct load *load, const json_t *section)
{
    static const char *const members[] = {"title", "blocks"};
    const char *title;
    const json_t *blocks;
    enum mpt_status status = check_members(load, section, members, sizeof members / sizeof *members);
    status = status ? status : take_text(load, section, "title", MAY_LACK, &title);
    status = status ? status : take_array(load, section, "blocks", &blocks);
    if (!status) {
        mpt_document_section(load->document, title);
    }
    for (size_t i = 0; !status && i < json_array_size(blocks); i++) {
        status = load_block(load, json_array_get(blocks, i));
        if (status) {
            mpt_error_prefix(load->error, "block %zu", i + 1);
        }
    }
    return status;
}

static enum mpt_status load_data(struct load *load, const json_t *json, size_t depth, struct mpt_data **data);

/* What an object or array holds; jansson has seen to it that no name stands twice. */
static enum mpt_status load_members(struct load *load, const json_t *json, size_t depth, struct mpt_data *data)
{
    enum mpt_status status = MPT_OK;
    size_t count = json_is_object(json) ? json_object_size(json) : json_array_size(json);
    if (depth > DEEPEST || (json_is_object(json) && count > MOST_MEMBERS)) {
        return mpt_fail(load->error, MPT_BAD_INPUT, "\"data\" is nested deeper than %d or has more than %d members",
                        DEEPEST, MOST_MEMBERS);
    }
    void *at = json_is_object(json) ? json_object_iter((json_t *)json) : NULL;
    data->members = mpt_arena_array(load->arena, count, sizeof *data->members);
    data->capacity = count;
    for (size_t i = 0; !status && i < count; i++) {
        const json_t *value = at ? json_object_iter_value(at) : json_array_get(json, i);
        data->members[i].name = at ? mpt_arena_copy(load->arena, json_object_iter_key(at)) : NULL;
        at = at ? json_object_iter_next((json_t *)json, at) : NULL;
        status = load_data(load, value, depth + 1, &data->members[i].value);
        data->count++;
    }
    return status;
}

static enum mpt_status load_data(struct load *load, const json_t *json, size_t depth, struct mpt_data **data)
{
    enum mpt_status status = MPT_OK;
    switch (json_typeof(json)) {
    case JSON_OBJECT:
    case JSON_ARRAY:
        *data = data_make(load->arena, json_is_object(json) ? DATA_OBJECT : DATA_ARRAY);
        status = load_members(load, json, depth, *data);
        break;
    case JSON_STRING:
    case JSON_NULL: /* a text or a number that is unknown; both are null again */
        *data = data_make(load->arena, DATA_TEXT);
        (*data)->text = json_is_null(json) ? NULL : mpt_arena_copy(load->arena, json_string_value(json));
        break;
    case JSON_INTEGER:
    case JSON_REAL:
        *data = data_make(load->arena, DATA_NUMBER);
        (*data)->number = json_number_value(json);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        *data = data_make(load->arena, DATA_FLAG);
        (*data)->flag = json_is_true(json);
        break;
    }
    return status;
}

static enum mpt_status load_sections(struct load *load, const json_t *root)
{
    const json_t *sections;
    enum mpt_status status = take_array(load, root, "sections", &sections);
    for (size_t i = 0; !status && i < json_array_size(sections); i++) {
        status = load_section(load, json_array_get(sections, i));
        if (status) {
            mpt_error_prefix(load->error, "section %zu", i + 1);
        }
    }
    return status;
}

/* Title and aside go to a terminal as they are. */
static enum mpt_status take_clean(struct load *load, const json_t *root, const char *name, enum need need,
                                  const char **text)
{
    enum mpt_status status = take_text(load, root, name, need, text);
    *text = *text ? mpt_text_clean(*text, load->arena) : NULL;
    return status;
}

static enum mpt_status load_document(struct load *load, const json_t *root)
{
    static const char *const members[] = {"schema",           "of",      "name", "as_of", "title", "aside", "data",
                                          "sections_in_json", "sections"};
    const json_t *data = json_object_get(root, "data"), *in_json = json_object_get(root, "sections_in_json");
    const char *schema = json_string_value(json_object_get(root, "schema")), *of, *as_of;
    if (!schema || strcmp(schema, STORED_SCHEMA) != 0) {
        return mpt_fail(load->error, MPT_BAD_INPUT, "\"schema\" is %s, expected \"%s\"", schema ? schema : "missing",
                        STORED_SCHEMA);
    }
    enum mpt_status status = check_members(load, root, members, sizeof members / sizeof *members);
    status = status ? status : take_text(load, root, "of", MUST_HAVE, &of);
    status = status ? status : take_text(load, root, "as_of", MAY_LACK, &as_of);
    if (status) {
        return status;
    }
    load->document = mpt_document_open(load->arena, of, as_of);
    status = take_text(load, root, "name", MAY_LACK, &load->document->name);
    status = status ? status : take_clean(load, root, "title", MUST_HAVE, &load->document->title);
    status = status ? status : take_clean(load, root, "aside", MAY_LACK, &load->document->aside);
    if (!status && ((data && !json_is_object(data)) || (in_json && !json_is_boolean(in_json)))) {
        status = mpt_fail(load->error, MPT_BAD_INPUT,
                          "\"data\" must be an object {...}, \"sections_in_json\" true or false");
    }
    load->document->sections_in_json = json_is_true(in_json);
    if (!status && data) {
        status = load_data(load, data, 1, &load->document->data);
    }
    return status ? status : load_sections(load, root);
}

enum mpt_status mpt_document_load(const char *json, struct mpt_arena *arena, struct mpt_document **document,
                                  struct mpt_error *error)
{
    struct load load = {NULL, arena, error};
    json_error_t problem;
    size_t len = strlen(json);
    if (len > MOST_BYTES) {
        return mpt_fail(error, MPT_BAD_INPUT, "stored document: has %zu bytes, more than the %d allowed", len,
                        MOST_BYTES);
    }
    /* Whole numbers as the others, so that -0 keeps its sign and none is too large. */
    json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &problem);
    if (!root) {
        return mpt_fail(error, MPT_BAD_INPUT, "stored document, line %d, column %d: is not JSON: %s", problem.line,
                        problem.column, problem.text);
    }
    enum mpt_status status = load_document(&load, root);
    json_decref(root);
    if (status) {
        mpt_error_prefix(error, "stored document");
        return status;
    }
    *document = load.document;
    return MPT_OK;
}
