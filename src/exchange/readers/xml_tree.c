/* Turns the tree of an XML record into a row and into JSON. */
#include "exchange/readers/xml_tree.h"

#include <stdlib.h>
#include <string.h>

#include "mpt/json.h"

struct xml_node *xml_node_add(struct xml_node *parent, const char *name, const char **attributes, size_t count,
                              struct mpt_arena *arena)
{
    struct xml_node *node = mpt_arena_alloc(arena, sizeof *node);
    node->name = mpt_arena_copy(arena, name);
    node->parent = parent;
    node->text = mpt_text_init(arena);
    node->attributes = mpt_arena_array(arena, count, sizeof *node->attributes);
    node->attribute_count = count;
    for (size_t i = 0; i < count; i++) {
        node->attributes[i].name = mpt_arena_copy(arena, attributes[2 * i]);
        node->attributes[i].value = mpt_arena_copy(arena, attributes[2 * i + 1]);
    }
    if (parent) {
        *(parent->last ? &parent->last->next : &parent->first) = node;
        parent->last = node;
        parent->child_count++;
    }
    return node;
}

/* --- Children by name --------------------------------------------------------------------------------------------- */

struct place {
    const struct xml_node *node;
    size_t order;
};

/* The children of one name, in their order. */
struct group {
    const struct place *places;
    size_t count;
};

static int by_name(const void *a, const void *b)
{
    const struct place *left = a, *right = b;
    int names = strcmp(left->node->name, right->node->name);
    return names ? names : (left->order > right->order) - (left->order < right->order);
}

static int by_order(const void *a, const void *b)
{
    size_t left = ((const struct group *)a)->places->order, right = ((const struct group *)b)->places->order;
    return (left > right) - (left < right);
}

/* Groups in the order of their first children; sorting keeps a record of a hundred thousand names bearable. */
static struct group *group_children(const struct xml_node *node, struct mpt_arena *arena, size_t *count)
{
    struct place *places = mpt_arena_array(arena, node->child_count, sizeof *places);
    struct group *groups = mpt_arena_array(arena, node->child_count, sizeof *groups);
    size_t filled = 0;
    *count = 0;
    for (const struct xml_node *child = node->first; child; child = child->next) {
        places[filled] = (struct place){child, filled};
        filled++;
    }
    if (filled > 1) {
        qsort(places, filled, sizeof *places, by_name);
    }
    for (size_t i = 0; i < filled; i++) {
        if (!i || strcmp(places[i].node->name, places[i - 1].node->name) != 0) {
            groups[(*count)++] = (struct group){&places[i], 0};
        }
        groups[*count - 1].count++;
    }
    if (*count > 1) {
        qsort(groups, *count, sizeof *groups, by_order);
    }
    return groups;
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

/* The element's text without blanks at its ends; NULL when nothing is left. */
static const char *inner_text(const struct xml_node *node, struct mpt_arena *arena)
{
    static const char blanks[] = " \t\r\n";
    const char *start = mpt_text_get(&node->text) + strspn(mpt_text_get(&node->text), blanks);
    size_t len = strlen(start);
    while (len && strchr(blanks, start[len - 1])) {
        len--;
    }
    return len ? mpt_arena_copy_len(arena, start, len) : NULL;
}

struct writer {
    struct mpt_arena *arena;
    bool doubled;
};

static const char *right_text(const struct writer *writer, const char *text)
{
    return text && writer->doubled ? text_undouble(text, writer->arena) : text;
}

/* A member's name; `count` are before it. */
static void add_name(struct mpt_text *out, const char *mark, const char *name, size_t count)
{
    mpt_text_add(out, count ? ",\"" : "\"");
    mpt_text_add(out, mark);
    mpt_text_add(out, name); /* no name in XML holds anything that JSON would have to escape */
    mpt_text_add(out, "\":");
}

static void add_element(struct mpt_text *out, const struct xml_node *node, const struct writer *writer);

static void add_group(struct mpt_text *out, const struct group *group, const struct writer *writer)
{
    mpt_text_add(out, "[");
    for (size_t i = 0; i < group->count; i++) {
        mpt_text_add(out, i ? "," : "");
        add_element(out, group->places[i].node, writer);
    }
    mpt_text_add(out, "]");
}

/* Goes as deep as the elements do, which the reader bounds. */
static void add_element(struct mpt_text *out, const struct xml_node *node, const struct writer *writer)
{
    size_t count, members = 0;
    const struct group *groups = group_children(node, writer->arena, &count);
    const char *text = right_text(writer, inner_text(node, writer->arena));
    mpt_text_add(out, "{");
    for (size_t i = 0; i < node->attribute_count; i++) {
        add_name(out, "@", node->attributes[i].name, members++);
        mpt_json_string(out, right_text(writer, node->attributes[i].value));
    }
    for (size_t i = 0; i < count; i++) {
        add_name(out, "", groups[i].places->node->name, members++);
        add_group(out, &groups[i], writer);
    }
    if (text) {
        add_name(out, "", "#text", members);
        mpt_json_string(out, text);
    }
    mpt_text_add(out, "}");
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

/* A row under way; each member goes into the arrays and into the JSON. */
struct row_writer {
    struct mpt_text json;
    const char **names, **values;
    size_t count;
};

static void add_text(struct row_writer *row, const struct writer *writer, const char *mark, const char *name,
                     const char *value)
{
    add_name(&row->json, mark, name, row->count);
    mpt_json_string(&row->json, value);
    row->names[row->count] = mpt_arena_print(writer->arena, "%s%s", mark, name);
    row->values[row->count++] = value;
}

static void add_children(struct row_writer *row, const struct writer *writer, const struct group *group)
{
    add_name(&row->json, "", group->places->node->name, row->count);
    size_t start = row->json.len;
    add_group(&row->json, group, writer);
    row->names[row->count] = group->places->node->name;
    row->values[row->count++] = mpt_arena_copy_len(writer->arena, row->json.data + start, row->json.len - start);
}

void xml_row_set(const struct xml_node *record, const struct xml_attribute *root, size_t root_count, bool doubled,
                 struct mpt_arena *arena, struct mpt_row *row)
{
    const struct writer writer = {arena, doubled};
    size_t groups;
    const struct group *children = group_children(record, arena, &groups);
    size_t most = root_count + record->attribute_count + groups + 1;
    struct row_writer out = {.json = mpt_text_init(arena),
                             .names = mpt_arena_array(arena, most, sizeof(char *)),
                             .values = mpt_arena_array(arena, most, sizeof(char *))};
    const char *text = right_text(&writer, inner_text(record, arena));
    mpt_text_add(&out.json, "{");
    for (size_t i = 0; i < root_count; i++) {
        add_text(&out, &writer, "@@", root[i].name, right_text(&writer, root[i].value));
    }
    for (size_t i = 0; i < record->attribute_count; i++) {
        add_text(&out, &writer, "@", record->attributes[i].name, right_text(&writer, record->attributes[i].value));
    }
    for (size_t i = 0; i < groups; i++) {
        add_children(&out, &writer, &children[i]);
    }
    if (text) {
        add_text(&out, &writer, "", "#text", text);
    }
    mpt_text_add(&out.json, "}");
    row->json = mpt_text_get(&out.json);
    row->count = out.count;
    row->names = out.names;
    row->values = out.values;
}
