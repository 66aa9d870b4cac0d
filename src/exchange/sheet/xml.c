/* Reads the XML of a part of a workbook: expat, with all that a workbook has no need of refused. */
#include "exchange/sheet/xml.h"

#include <expat.h>
#include <string.h>

enum { DEEPEST = 64, LONGEST_MARKUP = 8 << 20, SEPARATOR = '|' };

/* The name without its namespace; NULL when it is of none that we know. */
static const char *known_name(const char *name)
{
    static const char *const spaces[] = {"http://schemas.openxmlformats.org/spreadsheetml/2006/main|",
                                         "http://purl.oclc.org/ooxml/spreadsheetml/main|",
                                         "http://schemas.openxmlformats.org/package/2006/relationships|"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        size_t len = strlen(spaces[i]);
        if (strncmp(name, spaces[i], len) == 0) {
            return name + len;
        }
    }
    return NULL;
}

static void stop(struct xml *xml)
{
    XML_StopParser(xml->parser, XML_FALSE);
}

static void refuse(struct xml *xml, const char *reason)
{
    if (!xml->status) {
        xml->status = mpt_fail(xml->error, MPT_BAD_INPUT, "%s, line %lu: %s", xml->part,
                               (unsigned long)XML_GetCurrentLineNumber(xml->parser), reason);
    }
    stop(xml);
}

static void on_start(void *context, const char *full_name, const char **attributes)
{
    struct xml *xml = context;
    const char *name = known_name(full_name);
    if (++xml->depth > DEEPEST) {
        refuse(xml, "elements are nested deeper than in any workbook");
    } else if (name && xml->start && !xml->status) {
        xml->start(xml, name, attributes);
    }
    if (xml->status) {
        stop(xml);
    }
}

static void on_end(void *context, const char *full_name)
{
    struct xml *xml = context;
    const char *name = known_name(full_name);
    xml->depth--;
    if (name && xml->end && !xml->status) {
        xml->end(xml, name);
    }
    if (xml->status) {
        stop(xml);
    }
}

static void on_text(void *context, const char *data, int len)
{
    struct xml *xml = context;
    if (!xml->status) {
        xml->text(xml, data, (size_t)len);
    }
    if (xml->status) {
        stop(xml);
    }
}

static void on_doctype(void *context, const char *name, const char *system, const char *public, int has_subset)
{
    (void)name, (void)system, (void)public, (void)has_subset;
    refuse(context, "a document type (and so entities) has no place in a workbook");
}

/* One block; true when there is more to come. */
static bool parse_block(struct xml *xml, const struct part *part, long long *fed)
{
    enum { BLOCK = 65536 };
    void *buffer = XML_GetBuffer(xml->parser, BLOCK);
    long len = buffer ? part->read(part->context, buffer, BLOCK, xml->error) : 0;
    if (!buffer) {
        refuse(xml, "takes more memory than a workbook may");
        return false;
    }
    if (len < 0) {
        xml->status = MPT_BAD_INPUT;
        return false;
    }
    *fed += len;
    if (XML_ParseBuffer(xml->parser, (int)len, len == 0) != XML_STATUS_OK) {
        refuse(xml, XML_ErrorString(XML_GetErrorCode(xml->parser)));
        return false;
    }
    if (*fed - XML_GetCurrentByteIndex(xml->parser) > LONGEST_MARKUP) {
        refuse(xml, "a single piece of markup is longer than in any workbook");
        return false;
    }
    return len > 0;
}

enum mpt_status xml_read(struct xml *xml, const struct part *part, struct mpt_error *error)
{
    long long fed = 0;
    XML_Parser parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (!parser) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s cannot be read: there is not enough memory", part->name);
    }
    xml->part = part->name;
    xml->error = error;
    xml->status = MPT_OK;
    xml->parser = parser;
    xml->depth = 0;
    XML_SetUserData(parser, xml);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, xml->text ? on_text : NULL);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    while (parse_block(xml, part, &fed)) {
    }
    XML_ParserFree(parser);
    xml->parser = NULL;
    return xml->status;
}

const char *xml_get(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2) {
        const char *space = strrchr(attributes[0], SEPARATOR);
        if (strcmp(space ? space + 1 : attributes[0], name) == 0) {
            return attributes[1];
        }
    }
    return NULL;
}

bool xml_is_true(const char **attributes, const char *name)
{
    const char *value = xml_get(attributes, name);
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}
