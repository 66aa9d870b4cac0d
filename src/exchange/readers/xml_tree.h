/* One record of XML: a tree of elements in memory, and that tree as a row and as JSON (the mapping: mpt/reader.h). */
#ifndef MPT_EXCHANGE_XML_TREE_H
#define MPT_EXCHANGE_XML_TREE_H

#include "exchange/readers/readers.h"
#include "mpt/text.h"

struct xml_attribute {
    const char *name, *value;
};

struct xml_node {
    const char *name;
    struct xml_node *parent, *next, *first, *last; /* next: of the same parent */
    size_t child_count;
    struct xml_attribute *attributes;
    size_t attribute_count;
    struct mpt_text text; /* all pieces, joined */
};

/* A new element, the last child of `parent` (NULL: none). `attributes` are expat's pairs, of which `count` are taken.
 * Everything is copied into `arena`. */
struct xml_node *xml_node_add(struct xml_node *parent, const char *name, const char **attributes, size_t count,
                              struct mpt_arena *arena);

/* Sets count, names, values and json. `root` are the attributes of the document's root, "@@" before their names; the
 * texts are set right by text_undouble where `doubled`. */
void xml_row_set(const struct xml_node *record, const struct xml_attribute *root, size_t root_count, bool doubled,
                 struct mpt_arena *arena, struct mpt_row *row);

#endif
