/* JSON as a stream: which bytes are one whole value, found without reading more of a file into memory than that value.
 *
 * Only brackets, quotation marks and nesting are looked at here. Whether the bytes of a value are JSON is asked of
 * jansson (json_row.c), for every value, whether it is wanted or not. */
#ifndef MPT_EXCHANGE_JSON_TEXT_H
#define MPT_EXCHANGE_JSON_TEXT_H

#include "exchange/readers/readers.h"

enum {
    JSON_MOST_BYTES = 64 * 1024 * 1024, /* of one value */
    JSON_MOST_VALUES = 2 * 1000 * 1000, /* in one value of an input: jansson takes up to 130 bytes for each */
    JSON_MOST_DEPTH = 512,
    JSON_END = -1, /* no byte: the text is at its end */
};

struct json_text {
    struct input *input; /* NULL: all there is is in `data` already, which then is only read */
    struct mpt_arena *arena;
    char *data;
    size_t capacity;
    size_t pos, end;     /* what is taken ends at `pos`, what is there ends at `end` */
    size_t placed;       /* line and column are those of data[placed], where the last value or byte began */
    size_t line, column; /* from 1; columns are characters */
    bool ended;          /* the input has no more */
};

/* A whole value; it is valid until more of the text is asked for. */
struct json_span {
    const char *start;
    size_t len;
    size_t line, column; /* where it begins */
};

enum json_found {
    JSON_WHOLE,     /* or ended by what cannot stand there, which is then its last byte and jansson's to refuse */
    JSON_CUT,       /* the text ends within it */
    JSON_TOO_LARGE, /* JSON_MOST_BYTES */
    JSON_TOO_MANY,  /* JSON_MOST_VALUES */
    JSON_TOO_DEEP,  /* JSON_MOST_DEPTH */
};

/* From an input that is decoded. */
struct json_text json_text_open(struct input *input, struct mpt_arena *arena);

/* All of what is in memory. */
struct json_text json_text_of(const char *data, size_t len);

/* The same text from where it stands, as far as it is in memory: for looking ahead. */
struct json_text json_text_ahead(const struct json_text *text);

/* Reads on until `wanted` bytes lie ahead; false when the text is shorter. */
bool json_text_fill(struct json_text *text, size_t wanted);

/* The next byte that is not blank, without taking it, or JSON_END; line and column are then those of it. */
int json_text_peek(struct json_text *text);

/* Takes that byte. */
void json_text_take(struct json_text *text);

/* Takes the value that begins at that byte. When it is not whole, line and column are where it went wrong. */
enum json_found json_text_value(struct json_text *text, struct json_span *span);

#endif
