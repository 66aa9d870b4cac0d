/* Values and records from JSON, which jansson has taken apart. */
#include "mpt/json_read.h"

#include <jansson.h>
#include <string.h>

#include "mpt/text.h"

const char *mpt_json_type_name(const json_t *value)
{
    static const char *const names[] = {"an object", "an array", "a text", "a number",
                                        "a number",  "true",     "false",  "null"};
    return names[json_typeof(value)];
}

/* A JSON value as somebody would type it; NULL when its type does not go with the field. */
static const char *typed_text(const struct mpt_field *field, const json_t *value, struct mpt_arena *arena)
{
    bool numeric = field->type == MPT_NUMBER || field->type == MPT_INTEGER;
    if (json_is_string(value) && !numeric && field->type != MPT_FLAG) {
        return json_string_value(value);
    }
    if (json_is_boolean(value) && field->type == MPT_FLAG) {
        return json_is_true(value) ? "yes" : "no";
    }
    if (json_is_integer(value) && numeric) {
        return mpt_arena_print(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    }
    if (json_is_real(value) && numeric) {
        return mpt_arena_print(arena, "%.17g", json_real_value(value));
    }
    if (json_is_object(value) && field->flags & MPT_SHARED) { /* {"code": "hydrogen", "share": 60} */
        const char *code = json_string_value(json_object_get(value, "code"));
        const json_t *share = json_object_get(value, "share");
        if (!code || (share && !json_is_null(share) && !json_is_number(share))) {
            return NULL;
        }
        return json_is_number(share) ? mpt_arena_print(arena, "%s:%.15g%%", code, json_number_value(share)) : code;
    }
    return NULL;
}

static enum mpt_status set_one(struct mpt_record *record, const struct mpt_field *field, char change,
                               const json_t *value, struct mpt_arena *arena, struct mpt_error *error)
{
    const char **slot = &record->values[field - record->kind->fields], *canonical;
    const char *typed = typed_text(field, value, arena);
    if (!typed) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: %s is not allowed here; expected %s", field->name,
                        mpt_json_type_name(value), mpt_type_describe(field, arena));
    }
    enum mpt_status status = mpt_value_parse(field, typed, arena, &canonical, error);
    if (status) {
        return status;
    }
    if (!(field->flags & MPT_MANY) || !canonical) {
        *slot = canonical;
    } else {
        *slot = change == '-' ? mpt_value_take(*slot, canonical, field->flags & MPT_SHARED, arena)
                              : mpt_value_add(*slot, canonical, field->flags & MPT_SHARED, arena);
    }
    return MPT_OK;
}

enum mpt_status mpt_json_read_member(struct mpt_record *record, const char *key, const json_t *value, bool edit,
                                     struct mpt_arena *arena, struct mpt_error *error)
{
    size_t len = strlen(key);
    char change = edit && len > 1 && strchr("+-", key[len - 1]) ? key[len - 1] : '\0';
    const char *name = change ? mpt_arena_copy_len(arena, key, len - 1) : key;
    const struct mpt_field *field = mpt_field_find(record->kind, name);
    if (!field || (change && !(field->flags & MPT_MANY))) {
        const char **names = mpt_arena_array(arena, record->kind->field_count, sizeof *names);
        for (size_t i = 0; i < record->kind->field_count; i++) {
            names[i] = record->kind->fields[i].name;
        }
        const char *near = mpt_text_nearest(name, names, record->kind->field_count, 3, arena);
        return mpt_fail(error, MPT_BAD_INPUT, "%s has no field '%s'%s%s%s", mpt_kind_article(record->kind, arena), key,
                        *near ? "; did you mean " : "", near, *near ? "?" : "");
    }
    if (!change) {
        record->values[field - record->kind->fields] = NULL;
    }
    if (json_is_null(value)) {
        return MPT_OK;
    }
    if (!json_is_array(value)) {
        return set_one(record, field, change, value, arena, error);
    }
    if (!(field->flags & MPT_MANY)) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: takes one value, not an array", field->name);
    }
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < json_array_size(value); i++) {
        status = set_one(record, field, change, json_array_get(value, i), arena, error);
    }
    return status;
}

enum mpt_status mpt_json_read_record(struct mpt_record *record, const char *text, struct mpt_arena *arena,
                                     struct mpt_error *error)
{
    json_error_t problem;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &problem), *value;
    const char *key;
    enum mpt_status status = json_is_object(root) ? MPT_OK
                                                  : mpt_fail(error, MPT_BAD_INPUT, "is no record in JSON: %s",
                                                             root ? "no object" : problem.text);
    if (!status) {
        json_object_foreach(root, key, value)
        {
            status = status ? status : mpt_json_read_member(record, key, value, false, arena, error);
        }
    }
    for (size_t i = 0; i < record->kind->field_count; i++) { /* what was read lives in `root` until here */
        record->values[i] = mpt_arena_copy(arena, record->values[i]);
    }
    json_decref(root);
    return status;
}
