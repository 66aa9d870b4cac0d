/* Judges JSON values by jansson and makes rows of objects.
 *
 * jansson says whether the text is JSON; the values of the row are then cut out of that text, so that a number stays as
 * it was written, with all its digits, and what is nested as well. */
#include "exchange/readers/json_row.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* Numbers too large for an integer are none of jansson's business here; JSON_DECODE_INT_AS_REAL lets them pass. */
enum { FLAGS = JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL };

/* What is JSON by the grammar, though jansson refuses it, in words; NULL: it is something else. */
static const char *untaken(const json_error_t *problem)
{
    switch (json_error_code(problem)) {
    case json_error_duplicate_key:
        return "a name stands twice in one object";
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return "\\u0000, which no text can hold";
    default: /* jansson has no code for it; bad digits are "invalid Unicode escape" */
        return strncmp(problem->text, "invalid Unicode '", 17) == 0 ? "half a surrogate pair, which is no character"
                                                                    : NULL;
    }
}

/* jansson stops at the first thing it refuses; whether the rest is JSON tells a copy in which the escapes that it
 * refuses are blanks, of the same length. */
static json_t *parse_harmless(const struct json_span *span, json_error_t *problem)
{
    struct mpt_arena *arena = mpt_arena_open();
    char *copy = mpt_arena_copy_len(arena, span->start, span->len), *end = copy + span->len;
    for (char *at = copy; (at = memchr(at, '\\', (size_t)(end - at))) && end - at >= 6; at += 2) {
        bool half = at[1] == 'u' && strchr("dD", at[2]) && strchr("89abcdefABCDEF", at[3]);
        if ((half && strspn(at + 4, "0123456789abcdefABCDEF") >= 2) || strncmp(at + 1, "u0000", 5) == 0) {
            memcpy(at + 1, "u0020", 5);
        }
    }
    json_t *value = json_loadb(copy, span->len, FLAGS, problem);
    mpt_arena_close(arena);
    return value;
}

/* jansson's words; where it does not say what it would have taken, that too. */
static void explain(const json_error_t *problem, const char *near, char *out, size_t size)
{
    const char *text = problem->text;
    if (json_error_code(problem) == json_error_numeric_overflow) {
        snprintf(out, size, "a number too large to compute with%s", near);
    } else if (json_error_code(problem) == json_error_end_of_input_expected) {
        snprintf(out, size, "is not JSON: something behind the value%s; expected ',' or the end", near);
    } else if (strncmp(text, "unexpected token", 16) == 0 || strncmp(text, "invalid token", 13) == 0) {
        snprintf(out, size,
                 "is not JSON: %s; expected a value: {...}, [...], a text in double quotes, a number, true, false or "
                 "null",
                 text);
    } else if (strncmp(text, "invalid escape", 14) == 0) {
        snprintf(out, size, "is not JSON: %s; expected \\ before one of \" \\ / b f n r t u", text);
    } else {
        snprintf(out, size, "is not JSON: %s", text);
    }
}

struct json_judgement json_judge(const struct json_span *span)
{
    json_error_t problem, other;
    struct json_judgement judgement = {JSON_FINE};
    json_t *value = json_loadb(span->start, span->len, FLAGS | JSON_REJECT_DUPLICATES, &problem);
    if (value) {
        json_decref(value);
        return judgement;
    }
    const char *words = untaken(&problem);
    if (words) {
        value = parse_harmless(span, &other);
        problem = value ? problem : other;
    }
    judgement.verdict = value ? JSON_UNTAKEN : JSON_BROKEN;
    const char *near = strstr(problem.text, " near ");
    near = near ? near : "";
    if (value) {
        snprintf(judgement.reason, sizeof judgement.reason, "%s%s", words, near);
    } else {
        explain(&problem, near, judgement.reason, sizeof judgement.reason);
    }
    json_decref(value);
    size_t column = problem.column > 0 ? (size_t)problem.column : 1;
    judgement.line = span->line + (problem.line > 0 ? (size_t)problem.line - 1 : 0);
    judgement.column = problem.line > 1 ? column : span->column + column - 1;
    return judgement;
}

const char *json_decode(const char *literal, size_t len, struct mpt_arena *arena)
{
    if (!memchr(literal, '\\', len)) {
        return mpt_arena_copy_len(arena, literal + 1, len - 2);
    }
    json_t *value = json_loadb(literal, len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    const char *text = json_string_value(value);
    bool whole = text && strlen(text) == json_string_length(value);
    text = whole ? mpt_arena_copy(arena, text) : NULL;
    json_decref(value);
    return text;
}

static const char *value_text(const struct json_span *value, struct mpt_arena *arena)
{
    switch (*value->start) {
    case '"':
        return json_decode(value->start, value->len, arena);
    case 'n':
        return NULL;
    default:
        return mpt_arena_copy_len(arena, value->start, value->len);
    }
}

void json_row_set(const struct json_span *object, struct mpt_arena *arena, struct mpt_row *row)
{
    struct json_text text = json_text_of(object->start, object->len);
    const char **names = NULL, **values = NULL;
    size_t count = 0, name_room = 0, value_room = 0;
    struct json_span name, value;
    json_text_peek(&text);
    json_text_take(&text); /* { */
    while (json_text_peek(&text) == '"') {
        json_text_value(&text, &name);
        json_text_peek(&text);
        json_text_take(&text); /* : */
        json_text_peek(&text);
        json_text_value(&text, &value);
        names = mpt_arena_grow(arena, names, count, &name_room, sizeof *names);
        values = mpt_arena_grow(arena, values, count, &value_room, sizeof *values);
        const char *decoded = json_decode(name.start, name.len, arena);
        names[count] = decoded ? decoded : mpt_arena_copy_len(arena, name.start + 1, name.len - 2);
        values[count++] = value_text(&value, arena);
        if (json_text_peek(&text) == ',') {
            json_text_take(&text);
        }
    }
    row->count = count;
    row->names = names;
    row->values = values;
}

const char *json_kind(char first)
{
    switch (first) {
    case '{':
        return "an object";
    case '[':
        return "an array";
    case '"':
        return "a text";
    case 't':
        return "true";
    case 'f':
        return "false";
    case 'n':
        return "null";
    default:
        return "a number";
    }
}

bool mpt_row_from_json(const char *json, struct mpt_arena *arena, struct mpt_row *row)
{
    struct json_text text = json_text_of(json, strlen(json));
    struct json_span span;
    if (json_text_peek(&text) != '{' || json_text_value(&text, &span) != JSON_WHOLE ||
        json_text_peek(&text) != JSON_END) {
        return false;
    }
    struct json_judgement judgement = json_judge(&span);
    if (judgement.verdict == JSON_BROKEN) {
        return false;
    }
    *row = (struct mpt_row){.json = json};
    if (judgement.verdict == JSON_UNTAKEN) {
        row->problem =
            mpt_arena_print(arena, "line %zu, column %zu: %s", judgement.line, judgement.column, judgement.reason);
    }
    json_row_set(&span, arena, row);
    return true;
}
