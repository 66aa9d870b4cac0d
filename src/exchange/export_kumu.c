/* The stakeholder map as a Kumu blueprint: stakeholders, missions, projects and programmes as elements, what joins them
 * as connections. Labels need not be unique there as long as elements have ids: KIND:CODE. */
#include <ctype.h>
#include <string.h>

#include "exchange/export_internal.h"
#include "mpt/json.h"

/* What an element tells beside its label: its description and the fields that become attributes of their own. */
static const struct element {
    const char *kind, *description;
    const char *attributes; /* between blanks */
} elements[] = {
    {"stakeholder", "summary", "tag alias form actor_group level country place outside_id"},
    {"mission", "statement", "tag alias status scale country place owner launched ends"},
    {"project", "summary", "tag alias status stage instrument activity_type starts ends place country outside_id"},
    {"programme", "summary", "alias form country starts ends budget outside_id"},
};

struct map {
    FILE *out;
    const struct element *element;
    const struct mpt_field **fields; /* code, title, the description, example, attributes */
    size_t count;
    bool begun;
};
enum { CODE, TITLE, DESCRIPTION, EXAMPLE, ATTRIBUTES };

static void add_member(struct mpt_text *text, const char *name, const char *value)
{
    if (value) {
        mpt_text_print(text, ", \"%s\": ", name);
        mpt_json_string(text, value);
    }
}

/* "Project" of "project". */
static const char *type_name(const char *kind, struct mpt_arena *arena)
{
    char *name = mpt_arena_copy(arena, kind);
    *name = (char)toupper((unsigned char)*name);
    return name;
}

static enum mpt_status write_element(void *context, const char *const *values, struct mpt_error *error)
{
    struct map *map = context;
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_text text = mpt_text_init(arena);
    (void)error;
    mpt_text_print(&text, "%s\n    {\"id\": \"%s:%s\"", map->begun ? "," : "", map->element->kind, values[CODE]);
    add_member(&text, "label", values[EXAMPLE] ? mpt_arena_print(arena, "%s (e)", values[TITLE]) : values[TITLE]);
    add_member(&text, "type", type_name(map->element->kind, arena));
    add_member(&text, "description", values[DESCRIPTION]);
    for (size_t i = ATTRIBUTES; i < map->count; i++) {
        if (values[i]) {
            const char *name = map->fields[i]->name;
            mpt_text_print(&text, ", \"%s\": ", strcmp(name, "tag") == 0 ? "tags" : name);
            mpt_json_value(&text, map->fields[i], values[i], arena);
        }
    }
    fprintf(map->out, "%s}", mpt_text_get(&text));
    map->begun = true;
    mpt_arena_close(arena);
    return MPT_OK;
}

/* The fields in the order of the enum, then the attributes. */
static void choose_fields(struct map *map, const struct mpt_kind *kind, struct mpt_arena *arena)
{
    const char *const first[] = {"code", "title", map->element->description, "example"};
    map->fields = mpt_arena_array(arena, kind->field_count + ATTRIBUTES, sizeof *map->fields);
    map->count = 0;
    for (size_t i = 0; i < ATTRIBUTES; i++) {
        map->fields[map->count++] = mpt_field_find(kind, first[i]);
    }
    for (const char *at = map->element->attributes; *at;) {
        size_t len = strcspn(at, " ");
        map->fields[map->count++] = mpt_field_find(kind, mpt_arena_copy_len(arena, at, len));
        at += len + (at[len] == ' ');
    }
}

static enum mpt_status write_elements(struct map *map, struct mpt_store *store, struct mpt_arena *arena,
                                      struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < sizeof elements / sizeof *elements; i++) {
        const struct mpt_kind *kind = mpt_kind_find(elements[i].kind);
        map->element = &elements[i];
        choose_fields(map, kind, arena);
        const struct export_fields fields = {.list = map->fields, .count = map->count};
        status = export_read(store, kind, &fields, write_element, map, error);
    }
    return status;
}

static void write_connection(FILE *out, struct mpt_cursor *row, bool first, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    const char *amount = export_amount(row, arena);
    mpt_text_add(&text, first ? "\n    {\"id\": " : ",\n    {\"id\": ");
    mpt_json_string(&text, mpt_cursor_text(row, "id"));
    add_member(&text, "from", mpt_cursor_text(row, "owner"));
    add_member(&text, "to", mpt_cursor_text(row, "other"));
    add_member(&text, "direction", "directed");
    add_member(&text, "type", mpt_cursor_text(row, "type"));
    add_member(&text, "description", mpt_cursor_text(row, "detail"));
    if (amount) {
        mpt_text_print(&text, ", \"amount\": %s", amount);
        add_member(&text, "currency", mpt_cursor_text(row, "amount_currency"));
    }
    if (!mpt_cursor_is_null(row, "share")) {
        mpt_text_add(&text, ", \"share\": ");
        mpt_json_number(&text, mpt_cursor_number(row, "share"));
    }
    fprintf(out, "%s}", mpt_text_get(&text));
}

enum mpt_status mpt_export_kumu(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                                struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct map map = {.out = out};
    struct mpt_cursor *row;
    (void)how;
    fputs("{\n  \"elements\": [", out);
    enum mpt_status status = write_elements(&map, store, arena, error);
    status = status ? status : mpt_cursor_open(store, "map-connections", NULL, NULL, 0, &row, error);
    if (!status) {
        fputs("\n  ],\n  \"connections\": [", out);
        for (bool first = true; mpt_cursor_next(row); first = false) {
            struct mpt_arena *one = mpt_arena_open();
            write_connection(out, row, first, one);
            mpt_arena_close(one);
        }
        fputs("\n  ]\n}\n", out);
        status = mpt_cursor_close(row, error);
    }
    mpt_arena_close(arena);
    return status;
}
