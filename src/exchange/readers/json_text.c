/* Finds where a JSON value begins and ends in a text of any size. */
#include "exchange/readers/json_text.h"

#include <string.h>

/* The fuzzer takes a small one, so that everything comes to lie across its end. */
#ifndef JSON_FIRST_BUFFER
#define JSON_FIRST_BUFFER 262144
#endif

enum { LEAST_READ = 32 };

struct json_text json_text_open(struct input *input, struct mpt_arena *arena)
{
    return (struct json_text){.input = input,
                              .arena = arena,
                              .data = mpt_arena_alloc(arena, JSON_FIRST_BUFFER),
                              .capacity = JSON_FIRST_BUFFER,
                              .line = 1,
                              .column = 1};
}

struct json_text json_text_of(const char *data, size_t len)
{
    return (struct json_text){.data = (char *)data, .end = len, .line = 1, .column = 1, .ended = true};
}

struct json_text json_text_ahead(const struct json_text *text)
{
    return json_text_of(text->data + text->pos, text->end - text->pos);
}

/* Brings line and column to data[at]. */
static void place(struct json_text *text, size_t at)
{
    const char *from = text->data + text->placed, *to = text->data + at;
    for (const char *feed; (feed = memchr(from, '\n', (size_t)(to - from))); from = feed + 1) {
        text->line++;
        text->column = 1;
    }
    size_t characters = 0;
    for (; from < to; from++) {
        characters += ((unsigned char)*from & 0xc0) != 0x80;
    }
    text->column += characters;
    text->placed = at;
}

/* Reads one more block, making room for it. What is taken already goes, so everything that is there moves to the front:
 * offsets from `pos` stay, addresses do not. False at the end. */
static bool refill(struct json_text *text)
{
    if (text->ended) {
        return false;
    }
    place(text, text->pos);
    if (text->pos) {
        memmove(text->data, text->data + text->pos, text->end - text->pos);
        text->end -= text->pos;
        text->pos = text->placed = 0;
    }
    if (text->capacity - text->end <= LEAST_READ) {
        text->data = mpt_arena_grow(text->arena, text->data, text->capacity, &text->capacity, 1);
    }
    /* One byte stays free, so that a value can be ended with NUL where it lies. */
    size_t got = input_read(text->input, text->data + text->end, text->capacity - text->end - 1);
    text->end += got;
    text->ended = got == 0;
    return got > 0;
}

bool json_text_fill(struct json_text *text, size_t wanted)
{
    while (text->end - text->pos < wanted && refill(text)) {
    }
    return text->end - text->pos >= wanted;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

int json_text_peek(struct json_text *text)
{
    do {
        while (text->pos < text->end && is_blank(text->data[text->pos])) {
            text->pos++;
        }
    } while (text->pos == text->end && refill(text));
    place(text, text->pos);
    return text->pos < text->end ? (unsigned char)text->data[text->pos] : JSON_END;
}

void json_text_take(struct json_text *text)
{
    text->pos++;
}

/* A value under way: how far it was looked at, and the brackets that are open. */
struct scan {
    size_t at; /* from `pos` */
    size_t depth, values, most_values;
    bool in_string, escaped;
    char open[JSON_MOST_DEPTH]; /* the bracket that would close each */
};

/* Runs to the end of a string, or of what there is of it; false there. Line ends and their like cannot stand in a
 * string: they end it, so that a quotation mark too few does not swallow the rest of the file. */
static bool scan_string(struct scan *scan, const char *data, size_t len)
{
    size_t at = scan->at;
    for (; at < len; at++) {
        if (scan->escaped) {
            scan->escaped = false;
        } else if (data[at] == '\\') {
            scan->escaped = true;
        } else if (data[at] == '"' || (unsigned char)data[at] < 0x20) {
            scan->in_string = false;
            scan->at = at + 1;
            return true;
        }
    }
    scan->at = at;
    return false;
}

/* Whether a number or a word is at its end before this byte. */
static bool ends_word(char c)
{
    return is_blank(c) || (c && strchr(",:[]{}\"", c));
}

/* Looks at the bytes there are; JSON_CUT: more are wanted. */
static enum json_found scan_bytes(struct scan *scan, const char *data, size_t len)
{
    while (scan->at < len) {
        if (scan->in_string) {
            if (!scan_string(scan, data, len)) {
                return JSON_CUT;
            }
            if (!scan->depth || (unsigned char)data[scan->at - 1] < 0x20) {
                return JSON_WHOLE;
            }
            continue;
        }
        char c = data[scan->at];
        if (!scan->depth && scan->at && ends_word(c)) {
            return JSON_WHOLE;
        }
        scan->at++;
        switch (c) {
        case '"':
            scan->in_string = true;
            break;
        case '{':
        case '[':
            if (scan->depth == JSON_MOST_DEPTH) {
                return JSON_TOO_DEEP;
            }
            scan->open[scan->depth++] = c == '{' ? '}' : ']';
            scan->values++;
            break;
        case '}':
        case ']':
            if (!scan->depth || scan->open[--scan->depth] != c || !scan->depth) {
                return JSON_WHOLE;
            }
            break;
        case ',':
        case ':':
            if (!scan->depth) { /* no value at all */
                return JSON_WHOLE;
            }
            scan->values += c == ',';
            break;
        default:
            break;
        }
        if (scan->values > scan->most_values) {
            return JSON_TOO_MANY;
        }
    }
    return JSON_CUT;
}

enum json_found json_text_value(struct json_text *text, struct json_span *span)
{
    struct scan scan;
    scan.at = scan.depth = scan.values = 0;
    scan.most_values = text->input ? JSON_MOST_VALUES : SIZE_MAX;
    scan.in_string = scan.escaped = false;
    enum json_found found;
    place(text, text->pos);
    span->line = text->line;
    span->column = text->column;
    do {
        size_t len = text->end - text->pos;
        found = scan_bytes(&scan, text->data + text->pos, len < JSON_MOST_BYTES ? len : JSON_MOST_BYTES);
        if (found == JSON_CUT && scan.at == JSON_MOST_BYTES) {
            found = JSON_TOO_LARGE;
        }
    } while (found == JSON_CUT && refill(text));
    if (found == JSON_CUT && !scan.depth && !scan.in_string && scan.at) {
        found = JSON_WHOLE; /* a number or a word, and then the end */
    }
    span->start = text->data + text->pos;
    span->len = scan.at;
    text->pos += scan.at;
    if (found != JSON_WHOLE) {
        place(text, text->pos);
    }
    return found;
}
