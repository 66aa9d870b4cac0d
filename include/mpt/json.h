/* JSON out: texts escaped, numbers as they are; records as objects. (JSON in: mpt/json_read.h.) */
#ifndef MPT_JSON_H
#define MPT_JSON_H

#include "mpt/model.h"
#include "mpt/text.h"

/* Adds the text as a JSON string; NULL as null. */
void mpt_json_string(struct mpt_text *out, const char *text);

/* Adds the number in the shortest form that reads back as the same; JSON has no NaN and no infinity, which are null. */
void mpt_json_number(struct mpt_text *out, double number);

/* Adds a field's canonical value: numbers and flags as such, many values as an array (references that carry shares as
 * {"code": ..., "share": ...}), everything else as a string; unset as null (flags false, many []). */
void mpt_json_value(struct mpt_text *out, const struct mpt_field *field, const char *canonical,
                    struct mpt_arena *arena);

/* Adds the record as one object, fields in the order of the kind's table. What is unset is left out, and so is what
 * is computed or kept as records of its own unless `computed`. `indent` blanks go before each line; -1: one line. */
void mpt_json_record(struct mpt_text *out, const struct mpt_record *record, bool computed, int indent,
                     struct mpt_arena *arena);

#endif
