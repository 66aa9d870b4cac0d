/* Reads relations, the list of sheets and the number formats of a workbook. */
#include "exchange/sheet/book.h"

#include <stdlib.h>
#include <string.h>

static bool is_room(struct xml *xml, size_t count, size_t most)
{
    if (count >= most) {
        xml->status = mpt_fail(xml->error, MPT_BAD_INPUT, "%s lists more than any workbook has", xml->part);
    }
    return !xml->status;
}

/* --- Relations ---------------------------------------------------------------------------------------------------- */

static void on_relation(struct xml *xml, const char *name, const char **attributes)
{
    struct relations *relations = xml->context;
    const char *id = xml_get(attributes, "Id"), *type = xml_get(attributes, "Type");
    const char *target = xml_get(attributes, "Target"), *mode = xml_get(attributes, "TargetMode");
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target || (mode && strcmp(mode, "External") == 0) ||
        !is_room(xml, relations->count, SHEET_MOST_PARTS)) {
        return;
    }
    const char *slash = strrchr(type, '/');
    relations->list = mpt_arena_grow(relations->arena, relations->list, relations->count, &relations->capacity,
                                     sizeof *relations->list);
    relations->list[relations->count++] = (struct relation){mpt_arena_copy(relations->arena, id),
                                                            mpt_arena_copy(relations->arena, slash ? slash + 1 : type),
                                                            mpt_arena_copy(relations->arena, target)};
}

struct xml relations_handlers(struct relations *relations)
{
    return (struct xml){.context = relations, .start = on_relation};
}

const struct relation *relations_find(const struct relations *relations, const char *id, const char *type)
{
    for (size_t i = 0; i < relations->count; i++) {
        const struct relation *relation = &relations->list[i];
        if ((!id || strcmp(relation->id, id) == 0) && (!type || strcmp(relation->type, type) == 0)) {
            return relation;
        }
    }
    return NULL;
}

/* --- Sheets ------------------------------------------------------------------------------------------------------- */

static void on_book(struct xml *xml, const char *name, const char **attributes)
{
    struct book *book = xml->context;
    const char *title = xml_get(attributes, "name"), *id = xml_get(attributes, "id");
    const char *state = xml_get(attributes, "state");
    if (strcmp(name, "workbookPr") == 0) {
        book->date1904 = xml_is_true(attributes, "date1904");
    } else if (strcmp(name, "sheet") == 0 && title && id && is_room(xml, book->count, SHEET_MOST_PARTS)) {
        book->sheets = mpt_arena_grow(book->arena, book->sheets, book->count, &book->capacity, sizeof *book->sheets);
        book->sheets[book->count++] =
            (struct sheet){mpt_arena_copy(book->arena, title), mpt_arena_copy(book->arena, id),
                           state && strcmp(state, "visible") != 0};
    }
}

struct xml book_handlers(struct book *book)
{
    return (struct xml){.context = book, .start = on_book};
}

/* --- Styles ------------------------------------------------------------------------------------------------------- */

static unsigned long number_of(const char **attributes, const char *name)
{
    const char *value = xml_get(attributes, name);
    return value ? strtoul(value, NULL, 10) : 0;
}

static void on_style(struct xml *xml, const char *name, const char **attributes)
{
    struct styles *styles = xml->context;
    unsigned long format = number_of(attributes, "numFmtId");
    const char *code = xml_get(attributes, "formatCode");
    if (strcmp(name, "cellXfs") == 0) {
        styles->inside = true;
    } else if (strcmp(name, "numFmt") == 0 && code && format < sizeof styles->formats) {
        styles->formats[format] = (unsigned char)number_kind_of(code);
    } else if (strcmp(name, "xf") == 0 && styles->inside && is_room(xml, styles->count, SHEET_MOST_STYLES)) {
        styles->kinds = mpt_arena_grow(styles->arena, styles->kinds, styles->count, &styles->capacity, 1);
        styles->kinds[styles->count++] = format < sizeof styles->formats ? styles->formats[format] : NUMBER_PLAIN;
    }
}

static void on_style_end(struct xml *xml, const char *name)
{
    struct styles *styles = xml->context;
    styles->inside = styles->inside && strcmp(name, "cellXfs") != 0;
}

struct xml styles_handlers(struct styles *styles)
{
    for (size_t i = 0; i < sizeof styles->formats; i++) {
        styles->formats[i] = (unsigned char)number_kind_builtin(i);
    }
    return (struct xml){.context = styles, .start = on_style, .end = on_style_end};
}

enum number_kind styles_kind(const struct styles *styles, size_t style)
{
    return style < styles->count ? (enum number_kind)styles->kinds[style] : NUMBER_PLAIN;
}
