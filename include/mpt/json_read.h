/* Values and records from JSON, as mpt/json.h writes them: the one way by which bundles and the history are read. */
#ifndef MPT_JSON_READ_H
#define MPT_JSON_READ_H

#include "mpt/model.h"

struct json_t; /* of jansson */

/* What JSON calls the value's type, for messages: "an array". */
const char *mpt_json_type_name(const struct json_t *value);

/* Sets what one member of a record's object says: "field", or with `edit` also "field+" and "field-", which add to and
 * take from many values. Texts may live in `value` or in `arena`. Errors: MPT_BAD_INPUT naming the field, and what is
 * allowed. */
enum mpt_status mpt_json_read_member(struct mpt_record *record, const char *key, const struct json_t *value, bool edit,
                                     struct mpt_arena *arena, struct mpt_error *error);

/* Sets what the object in `text` says; everything is in `arena`. Errors: MPT_BAD_INPUT. */
enum mpt_status mpt_json_read_record(struct mpt_record *record, const char *text, struct mpt_arena *arena,
                                     struct mpt_error *error);

#endif
