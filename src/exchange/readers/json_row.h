/* One JSON value: whether it is JSON, in jansson's judgement, and an object as a row. */
#ifndef MPT_EXCHANGE_JSON_ROW_H
#define MPT_EXCHANGE_JSON_ROW_H

#include "exchange/readers/json_text.h"

/* RFC 8259 leaves some texts to who reads them. They are JSON, but such a record cannot be taken: a name that an object
 * has twice, \u0000 (no text here can hold it), half a surrogate pair (no UTF-8 can say it). A number that no double
 * holds is refused as if it were no JSON. */
enum json_verdict { JSON_FINE, JSON_UNTAKEN, JSON_BROKEN };

struct json_judgement {
    enum json_verdict verdict;
    size_t line, column; /* where it is not fine, and why */
    char reason[320];
};

struct json_judgement json_judge(const struct json_span *span);

/* The text a JSON string stands for, in `arena`; NULL when there is none for it, as for
 * "\u0000". `literal` is JSON, with its quotation
 * marks.
 */
const char *json_decode(const char *literal, size_t len, struct mpt_arena *arena);

/* Sets count, names and values from an object that is JSON; what has no text is NULL, or as it is written if a name. */
void json_row_set(const struct json_span *object, struct mpt_arena *arena, struct mpt_row *row);

/* "an object", "a number" ... by the first byte of a value that is JSON. */
const char *json_kind(char first);

#endif
