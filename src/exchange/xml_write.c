/* Writes XML: elements, attributes, escaped texts. */
#include "exchange/xml_write.h"

#include <string.h>

#include "mpt/text.h"

/* What stands for the character there, NULL where it may stand itself; *len is how many bytes it has. Line feeds and
 * tabs would be blanks when an attribute is read, so they are named by number. U+FFFE and U+FFFF are no XML 1.0
 * characters (production 2). */
static const char *replacement(const char *at, size_t *len)
{
    *len = 1;
    switch (*at) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\n':
        return "&#10;";
    case '\t':
        return "&#9;";
    case '\xef':
        *len = 3;
        return strncmp(at, "\xef\xbf\xbe", 3) == 0 || strncmp(at, "\xef\xbf\xbf", 3) == 0 ? "?" : NULL;
    default:
        return NULL;
    }
}

void xml_escape(struct xml *xml, const char *text)
{
    const char *start = mpt_text_clean(text, xml->arena), *at = start;
    while (*at) {
        at += strcspn(at, "&<>\"\n\t\xef");
        size_t len = 0;
        const char *other = *at ? replacement(at, &len) : NULL;
        if (other || !*at) {
            fwrite(start, 1, (size_t)(at - start), xml->out);
            fputs(other ? other : "", xml->out);
            start = at + len;
        }
        at += len;
    }
}

/* The beginning of an element, up to where it is closed or ended. */
static void begin(struct xml *xml, const char *name, const char *const *attributes)
{
    fprintf(xml->out, "%*s<%s", 2 * xml->depth, "", name);
    for (size_t i = 0; attributes && attributes[i]; i += 2) {
        if (attributes[i + 1]) {
            fprintf(xml->out, " %s=\"", attributes[i]);
            xml_escape(xml, attributes[i + 1]);
            fputc('"', xml->out);
        }
    }
}

void xml_open(struct xml *xml, const char *name, const char *const *attributes)
{
    begin(xml, name, attributes);
    fputs(">\n", xml->out);
    xml->depth++;
}

void xml_close(struct xml *xml, const char *name)
{
    xml->depth--;
    fprintf(xml->out, "%*s</%s>\n", 2 * xml->depth, "", name);
}

void xml_empty(struct xml *xml, const char *name, const char *const *attributes)
{
    begin(xml, name, attributes);
    fputs("/>\n", xml->out);
}

void xml_text(struct xml *xml, const char *name, const char *text, const char *const *attributes)
{
    begin(xml, name, attributes);
    fputc('>', xml->out);
    xml_escape(xml, text);
    fprintf(xml->out, "</%s>\n", name);
}
