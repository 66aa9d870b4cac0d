/* Puts a reader and a map together: each record of a file, what tells it from the others, and what it becomes. */
#include "intake.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "mpt/digest.h"
#include "mpt/export.h"
#include "mpt/json.h"
#include "mpt/text.h"

struct mpt_intake {
    struct mpt_arena *arena; /* of the whole */
    struct mpt_arena *item;  /* of the record at hand */
    struct mpt_reader *reader;
    struct mpt_map map;
    struct mpt_mapper *mapper;
    uint64_t map_digest;
};

static bool is_table(enum mpt_format format)
{
    return format == MPT_FORMAT_CSV || format == MPT_FORMAT_XLSX;
}

bool map_is_for(const struct mpt_map *map, enum mpt_format format)
{
    const char *name = is_table(format) ? "csv" : format == MPT_FORMAT_JSON ? "json" : "xml";
    return strcmp(map->format, name) == 0;
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

/* What is of another format than the map is for: a web page, or broken, as its reader says better than we. */
static enum mpt_status refuse_format(struct mpt_intake *intake, const char *name, struct mpt_error *error)
{
    struct mpt_row row;
    struct mpt_reader *reader = intake->reader;
    enum mpt_format format = mpt_reader_facts(reader)->format;
    bool any = mpt_reader_next(reader, &row);
    struct mpt_error unused;
    intake->reader = NULL;
    enum mpt_status status = mpt_reader_close(reader, any ? &unused : error);
    return status && !any ? status
                          : mpt_fail(error, MPT_BAD_INPUT, "%s is %s, but the map %s is for %s", name,
                                     mpt_format_name(format), intake->map.name, intake->map.format);
}

static enum mpt_status open_parts(struct mpt_intake *intake, const char *path, const struct mpt_read_options *options,
                                  struct mpt_error *error)
{
    struct mpt_read_options all = options ? *options : (struct mpt_read_options){0};
    all.records = all.records ? all.records : intake->map.records;
    all.encoding = all.encoding ? all.encoding : intake->map.encoding;
    all.transposed |= intake->map.transposed;
    enum mpt_status status = mpt_reader_open(path, &all, &intake->reader, error);
    size_t count = 0;
    const char *const *header = status ? NULL : mpt_reader_header(intake->reader, &count);
    enum mpt_format format = status ? MPT_FORMAT_UNKNOWN : mpt_reader_facts(intake->reader)->format;
    if (!status && !map_is_for(&intake->map, format)) {
        return refuse_format(intake, all.name ? all.name : path, error);
    }
    return status ? status
                  : mpt_mapper_open(&intake->map, is_table(format) ? header : NULL, count, &intake->mapper, error);
}

enum mpt_status mpt_intake_open(const char *path, const struct mpt_map *map, const struct mpt_read_options *options,
                                struct mpt_intake **intake, struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_intake *made = mpt_arena_alloc(arena, sizeof *made);
    *made = (struct mpt_intake){.arena = arena, .item = mpt_arena_open(), .map = *map};
    enum mpt_status status = open_parts(made, path, options, error);
    if (status) {
        struct mpt_error unused;
        mpt_intake_close(made, NULL, NULL, &unused);
        return status;
    }
    made->map_digest = mpt_digest_text(MPT_DIGEST_SEED, made->map.text);
    *intake = made;
    return MPT_OK;
}

const struct mpt_map *mpt_intake_map(const struct mpt_intake *intake)
{
    return &intake->map;
}

const struct mpt_reader *mpt_intake_reader(const struct mpt_intake *intake)
{
    return intake->reader;
}

/* --- Records of the file ------------------------------------------------------------------------------------------ */

static const char *value_of(const struct mpt_row *row, const char *name)
{
    for (size_t i = 0; i < row->count; i++) {
        if (strcmp(row->names[i], name) == 0) {
            return row->values[i];
        }
    }
    return NULL;
}

/* The first text in what may be nested: of XML [{"#text":"XM-DAC-1"}]. */
static const char *first_text(const json_t *value)
{
    if (json_is_array(value)) {
        return first_text(json_array_get(value, 0));
    }
    return json_is_object(value) ? json_string_value(json_object_get(value, "#text")) : json_string_value(value);
}

static const char *plain_key(const char *value, struct mpt_arena *arena)
{
    if (value && (*value == '[' || *value == '{')) {
        json_t *nested = json_loads(value, 0, NULL);
        const char *text = first_text(nested);
        value = mpt_arena_copy(arena, text);
        json_decref(nested);
    }
    if (!value) {
        return NULL;
    }
    value += strspn(value, " \t\r\n");
    size_t len = strlen(value);
    while (len && strchr(" \t\r\n", value[len - 1])) {
        len--;
    }
    return len ? mpt_arena_copy_len(arena, value, len) : NULL;
}

/* The values of the map's key with '/' between; NULL when they are all empty. */
static const char *key_of(const struct mpt_map *map, const struct mpt_row *row, struct mpt_arena *arena)
{
    struct mpt_text key = mpt_text_init(arena);
    bool any = false;
    for (size_t i = 0; i < map->key_count; i++) {
        const char *part = plain_key(value_of(row, map->key[i]), arena);
        mpt_text_add(&key, i ? "/" : "");
        mpt_text_add(&key, part ? part : "");
        any |= part != NULL;
    }
    return any ? mpt_text_get(&key) : NULL;
}

/* The outside id as a code: letters small, what a code does not take '-'. Where that loses something, or it is long, a
 * digest of the id goes behind, since two ids never may become one. */
static const char *code_of(const char *outside_id, struct mpt_arena *arena)
{
    enum { LONGEST = 80 };
    char *code = mpt_arena_copy(arena, outside_id);
    bool lost = strlen(code) > LONGEST;
    for (char *c = code; *c; c++) {
        bool capital = *c >= 'A' && *c <= 'Z';
        bool taken = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || strchr("-._:", *c);
        lost |= capital || !taken;
        *c = capital ? (char)(*c + 'a' - 'A') : taken ? *c : '-';
    }
    if (!lost && mpt_code_valid(code)) {
        return code;
    }
    uint64_t digest = mpt_digest_text(MPT_DIGEST_SEED, outside_id);
    return mpt_arena_print(arena, "%.*s.%08x", LONGEST, code, (unsigned)(digest ^ digest >> 32));
}

/* How many bytes at `at` are a character that no text of ours may hold, and its number: controls, and what turns a
 * line's direction; 0: none. */
static size_t unprintable(const unsigned char *at, unsigned *number)
{
    if (at[0] < 0x80) {
        *number = at[0];
        return (at[0] < 0x20 && at[0] != '\n' && at[0] != '\t') || at[0] == 0x7f;
    }
    if (at[0] == 0xc2 && at[1] < 0xa0) {
        *number = at[1];
        return 2;
    }
    *number = at[0] == 0xe2 ? 0x2000 + (at[1] - 0x80U) * 0x40 + (at[2] - 0x80U) : 0;
    return (*number >= 0x202a && *number <= 0x202e) || (*number >= 0x2066 && *number <= 0x2069) ? 3 : 0;
}

/* The same JSON with such characters escaped; a carriage return stands between members, where a blank does as well. */
static const char *printable(const char *json, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    if (mpt_text_printable(json)) {
        return json;
    }
    for (const char *at = json; *at;) {
        unsigned number;
        size_t len = unprintable((const unsigned char *)at, &number);
        if (len && number == '\r') {
            mpt_text_add(&text, " ");
        } else if (len) {
            mpt_text_print(&text, "\\u%04x", number);
        } else {
            mpt_text_add_len(&text, at, 1);
        }
        at += len ? len : 1;
    }
    return mpt_text_get(&text);
}

/* A table's row as a JSON object, empty cells left out. */
static const char *content_of(const struct mpt_row *row, struct mpt_arena *arena)
{
    if (row->json) {
        return printable(row->json, arena);
    }
    struct mpt_text text = mpt_text_init(arena);
    for (size_t i = 0; i < row->count; i++) {
        if (row->values[i] && *row->values[i]) {
            mpt_text_add(&text, text.len ? "," : "{");
            mpt_json_string(&text, row->names[i]);
            mpt_text_add(&text, ":");
            mpt_json_string(&text, row->values[i]);
        }
    }
    mpt_text_add(&text, text.len ? "}" : "{}");
    return printable(mpt_text_get(&text), arena);
}

/* Apostrophes that stand before what a spreadsheet would take for a formula are no part of the texts. */
static void unguard(struct mpt_row *row, struct mpt_arena *arena)
{
    const char **values = NULL;
    for (size_t i = 0; i < row->count; i++) {
        const char *value = row->values[i] ? mpt_csv_unguard(row->values[i]) : NULL;
        if (value != row->values[i] && !values) {
            values = mpt_arena_array(arena, row->count, sizeof *values);
            memcpy(values, row->values, row->count * sizeof *values);
        }
        if (values) {
            values[i] = value;
        }
    }
    row->values = values ? values : row->values;
}

static void tell_problem(struct mpt_intake_item *item, const char *field, const char *value, const char *problem)
{
    item->problem = problem;
    item->field = field;
    item->value = value;
}

bool mpt_intake_next(struct mpt_intake *intake, struct mpt_intake_item *item)
{
    *item = (struct mpt_intake_item){0};
    mpt_arena_reset(intake->item);
    if (!mpt_reader_next(intake->reader, &item->row)) {
        return false;
    }
    item->line = item->row.line;
    if (!item->row.json) {
        unguard(&item->row, intake->item);
    }
    item->content = content_of(&item->row, intake->item);
    if (item->row.problem) {
        tell_problem(item, NULL, NULL, item->row.problem);
        return true;
    }
    item->key = key_of(&intake->map, &item->row, intake->item);
    if (!item->key) {
        tell_problem(item, intake->map.key[0], NULL, "is empty; it tells one record from another");
        return true;
    }
    if (!mpt_text_printable(item->key)) {
        tell_problem(item, intake->map.key[0], item->key, "holds control characters, which no id has");
        return true;
    }
    item->outside_id = mpt_arena_print(intake->item, "%s:%s", intake->map.scheme, item->key);
    item->code = code_of(item->outside_id, intake->item);
    item->fingerprint = mpt_arena_print(intake->item, "%016llx",
                                        (unsigned long long)mpt_digest_text(intake->map_digest, item->content));
    return true;
}

/* --- What they become --------------------------------------------------------------------------------------------- */

/* Line ends as one line feed; the text itself where there is nothing to do. */
static const char *line_feeds(const char *text, struct mpt_arena *arena)
{
    if (!strchr(text, '\r')) {
        return text;
    }
    char *copy = mpt_arena_copy(arena, text), *to = copy;
    for (const char *from = copy; *from; from++) {
        if (*from != '\r' || from[1] != '\n') {
            *to++ = *from == '\r' ? '\n' : *from;
        }
    }
    *to = '\0';
    return copy;
}

/* Blanks in place of line ends and tabs: a title is one line here, whatever it was there. */
static const char *one_line(const char *text, struct mpt_arena *arena)
{
    char *copy = mpt_arena_copy(arena, text), *to = copy;
    for (const char *from = copy; *from; from++) {
        bool blank = *from == '\n' || *from == '\t' || *from == ' ';
        if (!blank || (to > copy && to[-1] != ' ')) {
            *to++ = blank ? ' ' : *from;
        }
    }
    *to = '\0';
    return copy;
}

/* A field's value; of many, a line each. Errors: MPT_BAD_INPUT. */
static enum mpt_status read_value(const struct mpt_field *field, const char *text, struct mpt_arena *arena,
                                  const char **value, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    *value = NULL;
    if (!(field->flags & MPT_MANY)) {
        bool title = strcmp(field->name, "title") == 0;
        return mpt_value_parse(field, title ? one_line(text, arena) : text, arena, value, error);
    }
    for (const char *element; !status && (element = mpt_value_next(&text, false, arena, NULL));) {
        const char *one;
        status = mpt_value_parse(field, one_line(element, arena), arena, &one, error);
        *value = !status && one ? mpt_value_add(*value, one, false, arena) : *value;
    }
    return status;
}

/* Reads one row of a SELECT; a value that is not taken becomes the item's problem (NULL: is left out). */
static void read_mapped(const struct mpt_mapped *mapped, struct mpt_intake_item *item, struct mpt_arena *arena,
                        struct mpt_intake_record *made)
{
    const struct mpt_kind *kind = mapped->select->kind;
    struct mpt_error error;
    bool *given = mpt_arena_array(arena, kind->field_count, sizeof *given);
    *made = (struct mpt_intake_record){mpt_record_init(kind, arena), given};
    for (size_t i = 0; i < mapped->count; i++) {
        const struct mpt_field *field = mapped->fields[i];
        const char *text = mapped->values[i];
        if (!field) {
            continue;
        }
        size_t position = (size_t)(field - kind->fields);
        given[position] = true;
        text = text && *text ? line_feeds(mpt_arena_copy(arena, text), arena) : NULL;
        if (field->type == MPT_REF) {
            made->record.values[position] = text && !(field->flags & MPT_MANY) ? one_line(text, arena) : text;
        } else if (text && read_value(field, text, arena, &made->record.values[position], &error) && item &&
                   !item->problem) {
            tell_problem(item, mpt_arena_print(arena, "%s.%s", kind->name, field->name), text,
                         mpt_arena_copy(arena, error.message));
        }
    }
}

/* Not where it only judges. */
static bool makes_record(const struct mpt_mapped *mapped)
{
    size_t i = 0;
    while (i < mapped->count && !mapped->fields[i]) {
        i++;
    }
    return i < mapped->count;
}

static void map_row(struct mpt_intake *intake, const struct mpt_row *row, struct mpt_intake_item *item,
                    struct mpt_arena *arena, struct mpt_intake_record **records, size_t *count)
{
    enum { MOST_RECORDS = 100000 }; /* a map that makes more of one record is mistaken */
    struct mpt_mapped mapped;
    struct mpt_error reason;
    size_t capacity = 0;
    *records = NULL;
    *count = 0;
    mpt_mapper_set(intake->mapper, row->line, row->names, row->values, row->count, row->json);
    while (mpt_mapper_next(intake->mapper, &mapped, &reason)) {
        if (*count == MOST_RECORDS) {
            mpt_fail(&reason, MPT_BAD_INPUT, "map %s makes more than %d records of it", intake->map.name, MOST_RECORDS);
            break;
        }
        if (makes_record(&mapped)) {
            *records = mpt_arena_grow(arena, *records, *count, &capacity, sizeof **records);
            read_mapped(&mapped, item, arena, &(*records)[(*count)++]);
        }
        if (item && mapped.problem && (!item->problem || item->field)) { /* the map knows better than a field */
            tell_problem(item, NULL, NULL, mpt_arena_copy(arena, mapped.problem));
        }
        if (item && mapped.warning && !item->warning) {
            item->warning = mpt_arena_copy(arena, mapped.warning);
        }
    }
    if (*reason.message && item) { /* one record that a statement cannot take does not stop the others */
        tell_problem(item, NULL, NULL, mpt_arena_copy(arena, reason.message));
    }
}

void mpt_intake_records(struct mpt_intake *intake, struct mpt_intake_item *item, struct mpt_arena *arena,
                        struct mpt_intake_record **records, size_t *count)
{
    map_row(intake, &item->row, item, arena, records, count);
}

void mpt_intake_again(struct mpt_intake *intake, const char *content, struct mpt_arena *arena,
                      struct mpt_intake_record **records, size_t *count)
{
    struct mpt_row row;
    *count = 0;
    if (mpt_row_from_json(content, arena, &row)) {
        map_row(intake, &row, NULL, arena, records, count);
    }
}

enum mpt_status mpt_intake_close(struct mpt_intake *intake, const char **missed, struct mpt_arena *arena,
                                 struct mpt_error *error)
{
    if (!intake) {
        return MPT_OK;
    }
    if (missed) {
        *missed = intake->mapper ? mpt_mapper_missed(intake->mapper, arena) : NULL;
    }
    enum mpt_status status = mpt_reader_close(intake->reader, error);
    mpt_mapper_close(intake->mapper);
    mpt_arena_close(intake->item);
    mpt_arena_close(intake->arena);
    return status;
}
