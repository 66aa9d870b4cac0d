/* XML out: elements with their attributes, indented, everything escaped. What is written so is well-formed XML 1.0 as
 * long as what was opened is closed again. */
#ifndef MPT_EXCHANGE_XML_WRITE_H
#define MPT_EXCHANGE_XML_WRITE_H

#include <stddef.h>
#include <stdio.h>

#include "mpt/arena.h"

struct xml {
    FILE *out;
    struct mpt_arena *arena; /* for texts that have to be cleaned; may change between elements */
    int depth;
};

/* Writes the text so that it reads back as it is, in an element and in an attribute alike: one function, so that there
 * is no wrong one to take. Bytes that are no character and characters that XML cannot hold become '?'. */
void xml_escape(struct xml *xml, const char *text);

/* Attributes: pairs of name and value, ended by NULL; one whose value is NULL is left out. NULL: none. */
#define XML_ATTRIBUTES(...)                                                                                            \
    (const char *const[])                                                                                              \
    {                                                                                                                  \
        __VA_ARGS__, NULL                                                                                              \
    }

/* <name a="b"> on a line of its own, and its end. */
void xml_open(struct xml *xml, const char *name, const char *const *attributes);
void xml_close(struct xml *xml, const char *name);

/* <name a="b"/> */
void xml_empty(struct xml *xml, const char *name, const char *const *attributes);

/* <name a="b">text</name> */
void xml_text(struct xml *xml, const char *name, const char *text, const char *const *attributes);

#endif
