/* A walk over a JSON text of any size: what stands around the records is gone into, the records come out whole.
 *
 * Objects are gone into, so a list of records may lie in objects in objects, named by its path ("a.b"); the elements of
 * an array are taken whole. */
#ifndef MPT_EXCHANGE_JSON_WALK_H
#define MPT_EXCHANGE_JSON_WALK_H

#include "exchange/readers/json_row.h"
#include "mpt/text.h"

enum { JSON_MOST_LEVELS = 8 }; /* objects in objects; what lies deeper is taken whole */

enum json_event {
    JSON_VALUE,    /* a whole value, `span` */
    JSON_LIST,     /* an array begins at `path` ... */
    JSON_LIST_END, /* ... and ends */
    JSON_ANOTHER,  /* an object follows the one that was the whole text so far */
    JSON_FINISH,   /* that was all */
    JSON_WRONG,    /* cannot go on: `found` when it is no JSON_WHOLE, else `expected` something else at line, column */
};

struct json_walk {
    struct json_text *text;
    const char *records; /* the path whose array, or object, is wanted; "" the whole; NULL nothing */
    struct mpt_text path;
    size_t outer[JSON_MOST_LEVELS]; /* the length of the path to each object that is open */
    size_t levels;
    int state;
    bool in_list, wanted; /* the value: is an element; is asked for */
    bool objects;         /* the whole is an object: others may follow */
    struct json_span span;
    enum json_found found;
    const char *expected;
};

/* `arena` must live as long as the walk. */
struct json_walk json_walk_open(struct json_text *text, const char *records, struct mpt_arena *arena);

/* The next event. `batch` is for what is needed until the next one. */
enum json_event json_walk_next(struct json_walk *walk, struct mpt_arena *batch);

/* Where the records are, by what lies ahead in the text: the path of the array of objects that is the largest and at
 * least half of what can be seen, else "". */
const char *json_find_records(struct json_text *text, struct mpt_arena *arena);

#endif
