/* The XML of a part of a workbook, read piece by piece with expat. Both namespaces a workbook may be written in (of
 * ECMA-376, "transitional", and of ISO/IEC 29500, "strict") give the same names; elements of others are not seen.
 * Document types are refused, and with them entities: no workbook may have any (ISO/IEC 29500-2, 8.1.4). */
#ifndef MPT_SHEET_XML_H
#define MPT_SHEET_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "mpt/status.h"

/* Where the bytes of a part come from. */
struct part {
    const char *name; /* for messages */
    void *context;
    /* Up to `size` bytes; 0 at the end, -1 with a message when it failed. */
    long (*read)(void *context, char *buffer, size_t size, struct mpt_error *error);
};

/* What is made of it. Handlers may be NULL; one that sets `status` (and writes `error`) ends the reading. */
struct xml {
    void *context;
    void (*start)(struct xml *xml, const char *name, const char **attributes);
    void (*end)(struct xml *xml, const char *name);
    void (*text)(struct xml *xml, const char *data, size_t len);
    const char *part;
    struct mpt_error *error;
    enum mpt_status status;
    void *parser;
    size_t depth;
};

/* Errors: MPT_BAD_INPUT naming part and line: no XML, with a document type, nested too deep, markup too long; and what
 * reading and the handlers say. */
enum mpt_status xml_read(struct xml *xml, const struct part *part, struct mpt_error *error);

/* An attribute's value by its name without prefix; NULL when it is not there. */
const char *xml_get(const char **attributes, const char *name);

/* Whether it is there and "1" or "true". */
bool xml_is_true(const char **attributes, const char *name);

#endif
