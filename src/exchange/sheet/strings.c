/* Reads the table of shared strings. */
#include "exchange/sheet/strings.h"

#include <string.h>

#include "exchange/sheet/value.h"

void runs_begin(struct runs *runs)
{
    runs->text.len = runs->begun = 0;
    runs->phonetic = 0;
    runs->open = false;
}

void runs_start(struct runs *runs, const char *name, const char **attributes)
{
    if (strcmp(name, "rPh") == 0) {
        runs->phonetic++;
    } else if (strcmp(name, "t") == 0 && !runs->phonetic) {
        const char *space = xml_get(attributes, "space");
        runs->open = true;
        runs->keep_blanks = space && strcmp(space, "preserve") == 0;
        runs->begun = runs->text.len;
    }
}

bool runs_text(struct runs *runs, const char *data, size_t len)
{
    if (!runs->open) {
        return true;
    }
    mpt_text_add_len(&runs->text, data, len);
    return runs->text.len <= SHEET_LONGEST_CELL;
}

/* Blanks around a text are its own only where xml:space says so. */
static void trim(struct mpt_text *text, size_t from)
{
    static const char blanks[] = " \t\r\n";
    size_t end = text->len, begin = from;
    while (end > from && strchr(blanks, text->data[end - 1])) {
        end--;
    }
    while (begin < end && strchr(blanks, text->data[begin])) {
        begin++;
    }
    if (end > begin) {
        memmove(text->data + from, text->data + begin, end - begin);
    }
    text->len = from + end - begin;
}

void runs_end(struct runs *runs, const char *name)
{
    if (strcmp(name, "rPh") == 0 && runs->phonetic) {
        runs->phonetic--;
    } else if (strcmp(name, "t") == 0 && runs->open) {
        runs->open = false;
        if (!runs->keep_blanks) {
            trim(&runs->text, runs->begun);
        }
        value_unescape(&runs->text, runs->begun);
    }
}

static void on_start(struct xml *xml, const char *name, const char **attributes)
{
    struct strings *strings = xml->context;
    if (strcmp(name, "si") == 0) {
        strings->inside = true;
        runs_begin(&strings->runs);
    } else if (strings->inside) {
        runs_start(&strings->runs, name, attributes);
    }
}

static void on_text(struct xml *xml, const char *data, size_t len)
{
    struct strings *strings = xml->context;
    if (strings->inside && !runs_text(&strings->runs, data, len)) {
        xml->status =
            mpt_fail(xml->error, MPT_BAD_INPUT, "%s: string %zu is longer than %d bytes, more than a cell holds",
                     xml->part, strings->count, (int)SHEET_LONGEST_CELL);
    }
}

static void keep(struct xml *xml, struct strings *strings)
{
    enum { ALIGNED = 16 };
    size_t len = strings->runs.text.len;
    strings->size += (len / ALIGNED + 1) * ALIGNED + 3 * sizeof *strings->texts;
    if (strings->size > SHEET_MOST_STRINGS) {
        xml->status =
            mpt_fail(xml->error, MPT_BAD_INPUT,
                     "the workbook's texts take more than the %d MB that are held of them; save the sheet as CSV",
                     SHEET_MOST_STRINGS >> 20);
        return;
    }
    strings->texts =
        mpt_arena_grow(strings->arena, strings->texts, strings->count, &strings->capacity, sizeof *strings->texts);
    strings->texts[strings->count++] = len ? mpt_arena_copy_len(strings->arena, strings->runs.text.data, len) : "";
}

static void on_end(struct xml *xml, const char *name)
{
    struct strings *strings = xml->context;
    if (strcmp(name, "si") == 0 && strings->inside) {
        strings->inside = false;
        keep(xml, strings);
    } else if (strings->inside) {
        runs_end(&strings->runs, name);
    }
}

struct xml strings_handlers(struct strings *strings)
{
    strings->runs.text = mpt_text_init(strings->arena);
    return (struct xml){.context = strings, .start = on_start, .end = on_end, .text = on_text};
}
