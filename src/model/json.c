/* Values and records as JSON. */
#include "mpt/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void mpt_json_string(struct mpt_text *out, const char *text)
{
    if (!text) {
        mpt_text_add(out, "null");
        return;
    }
    mpt_text_add(out, "\"");
    for (const char *start = text;;) {
        const char *at = start;
        while ((unsigned char)*at >= 0x20 && *at != '"' && *at != '\\' && *at != 0x7f) {
            at++;
        }
        mpt_text_add_len(out, start, (size_t)(at - start));
        if (!*at) {
            break;
        }
        if (*at == '"' || *at == '\\') {
            mpt_text_print(out, "\\%c", *at);
        } else if (*at == '\n') {
            mpt_text_add(out, "\\n");
        } else if (*at == '\t') {
            mpt_text_add(out, "\\t");
        } else {
            mpt_text_print(out, "\\u%04x", (unsigned char)*at);
        }
        start = at + 1;
    }
    mpt_text_add(out, "\"");
}

void mpt_json_number(struct mpt_text *out, double number)
{
    char text[40];
    if (!isfinite(number)) {
        mpt_text_add(out, "null");
        return;
    }
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number) {
            break;
        }
    }
    mpt_text_add(out, text);
}

static void add_one(struct mpt_text *out, const struct mpt_field *field, const char *value)
{
    if (field->type == MPT_NUMBER || field->type == MPT_INTEGER) {
        mpt_text_add(out, value);
    } else {
        mpt_json_string(out, value);
    }
}

static void add_share(struct mpt_text *out, const char *code, double share)
{
    mpt_text_add(out, "{\"code\": ");
    mpt_json_string(out, code);
    if (share >= 0) {
        mpt_text_print(out, ", \"share\": %.15g}", share);
    } else {
        mpt_text_add(out, ", \"share\": null}");
    }
}

void mpt_json_value(struct mpt_text *out, const struct mpt_field *field, const char *canonical, struct mpt_arena *arena)
{
    if (field->flags & MPT_MANY) {
        const char *list = canonical, *element;
        double share;
        mpt_text_add(out, "[");
        for (bool first = true; (element = mpt_value_next(&list, field->flags & MPT_SHARED, arena, &share));) {
            mpt_text_add(out, first ? "" : ", ");
            first = false;
            if (field->flags & MPT_SHARED) {
                add_share(out, element, share);
            } else {
                add_one(out, field, element);
            }
        }
        mpt_text_add(out, "]");
    } else if (field->type == MPT_FLAG) {
        mpt_text_add(out, canonical && strcmp(canonical, "1") == 0 ? "true" : "false");
    } else if (!canonical) {
        mpt_text_add(out, "null");
    } else {
        add_one(out, field, canonical);
    }
}

void mpt_json_record(struct mpt_text *out, const struct mpt_record *record, bool computed, int indent,
                     struct mpt_arena *arena)
{
    bool first = true;
    mpt_text_add(out, "{");
    for (size_t i = 0; i < record->kind->field_count; i++) {
        const struct mpt_field *field = &record->kind->fields[i];
        if (!record->values[i] || (!computed && field->flags & (MPT_DERIVED | MPT_THROUGH))) {
            continue;
        }
        mpt_text_print(out, "%s%s%*s\"%s\": ", first ? "" : ",",
                       indent >= 0 ? "\n"
                       : first     ? ""
                                   : " ",
                       indent >= 0 ? indent + 2 : 0, "", field->name);
        mpt_json_value(out, field, record->values[i], arena);
        first = false;
    }
    if (indent >= 0 && !first) {
        mpt_text_print(out, "\n%*s", indent, "");
    }
    mpt_text_add(out, "}");
}
