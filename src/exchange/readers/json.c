/* The reader of JSON: arrays, objects one after another (each on a line of its own or not), and lists in an object. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/readers/json_walk.h"

struct json_reader {
    struct input *input;
    const struct mpt_read_facts *facts;
    struct json_text text;
    struct json_walk walk;
    struct mpt_arena *batch; /* of one record */
    char *end, kept;         /* where the record at hand was ended with NUL, and what stood there */
    size_t objects, others;  /* wanted values that are objects; that are not */
    const char *other;       /* the first of those, and where it is */
    size_t other_line;
    bool found;             /* the records' place was there */
    struct mpt_text places; /* the lists that were there instead, for the message */
    bool over;
    enum mpt_status status;
    struct mpt_error error;
};

/* Skips marks of an encoding and the NULs of UTF-16; *len becomes what is left. */
static const unsigned char *skip_blanks(const unsigned char *at, const unsigned char *end)
{
    while (at < end && (*at == '\0' || strchr(" \n\r\t\xef\xbb\xbf\xff\xfe", *at))) {
        at++;
    }
    return at;
}

/* A bracket may as well begin the header of a table ("[id],[name]"): then a letter follows that begins no word of
 * JSON. */
static bool is_json(const unsigned char *start, size_t len)
{
    const unsigned char *end = start + len, *at = skip_blanks(start, end);
    if (at == end || (*at != '{' && *at != '[')) {
        return false;
    }
    const unsigned char *next = skip_blanks(at + 1, end);
    bool letter = next < end && ((*next | 0x20) >= 'a' && (*next | 0x20) <= 'z');
    return *at == '{' || !letter || strchr("tfn", *next);
}

static enum mpt_status open_json(struct input *input, const struct mpt_read_options *options,
                                 struct mpt_read_facts *facts, struct mpt_arena *arena, void **state,
                                 struct mpt_error *error)
{
    enum mpt_status status = input_decode(input, options->encoding, facts, error);
    if (status) {
        struct mpt_error ignored; /* the first message is the one that helps */
        input_close(input, &ignored);
        return status;
    }
    struct json_reader *reader = mpt_arena_alloc(arena, sizeof *reader);
    reader->input = input;
    reader->facts = facts;
    reader->text = json_text_open(input, arena);
    reader->places = mpt_text_init(arena);
    facts->format = MPT_FORMAT_JSON;
    facts->records =
        options->records ? mpt_arena_copy(arena, options->records) : json_find_records(&reader->text, arena);
    facts->said = *facts->records ? mpt_arena_print(arena, "JSON, records in \"%s\"", facts->records)
                                  : "JSON, records at the top";
    reader->walk = json_walk_open(&reader->text, facts->records, arena);
    *state = reader;
    return MPT_OK;
}

static const char *const *header(const void *state, size_t *count)
{
    (void)state;
    *count = 0;
    return NULL;
}

/* --- What is wrong ------------------------------------------------------------------------------------------------ */

static const char *name_of(const struct json_reader *reader)
{
    return input_name(reader->input);
}

/* What stands where something else was expected. */
static const char *what_is_there(const struct json_text *text, struct mpt_arena *arena)
{
    if (text->pos == text->end) {
        return "it ends here";
    }
    size_t len = 1;
    while (text->pos + len < text->end && ((unsigned char)text->data[text->pos + len] & 0xc0) == 0x80) {
        len++;
    }
    return mpt_arena_print(arena, "'%.*s' stands here", (int)(len < 4 ? len : 4), text->data + text->pos);
}

/* The value that could not be taken whole. */
static enum mpt_status fail_found(struct json_reader *reader)
{
    const struct json_span *span = &reader->walk.span;
    switch (reader->walk.found) {
    case JSON_TOO_DEEP:
        return mpt_fail(&reader->error, MPT_BAD_INPUT,
                        "%s, line %zu, column %zu: nested deeper than %d levels in what begins in line %zu; it is not "
                        "read",
                        name_of(reader), reader->text.line, reader->text.column, JSON_MOST_DEPTH, span->line);
    case JSON_TOO_LARGE:
        return mpt_fail(&reader->error, MPT_BAD_INPUT,
                        "%s, line %zu, column %zu: what begins here is longer than %d MB; a record must not be",
                        name_of(reader), span->line, span->column, JSON_MOST_BYTES / 1024 / 1024);
    case JSON_TOO_MANY:
        return mpt_fail(&reader->error, MPT_BAD_INPUT,
                        "%s, line %zu, column %zu: what begins here holds more than %d values; a record must not",
                        name_of(reader), span->line, span->column, JSON_MOST_VALUES);
    case JSON_CUT:
    case JSON_WHOLE:
        break;
    }
    return mpt_fail(
        &reader->error, MPT_BAD_INPUT,
        "%s, line %zu, column %zu: is not JSON: it ends here, within %s that begins in line %zu, column %zu",
        name_of(reader), reader->text.line, reader->text.column, json_kind(*span->start), span->line, span->column);
}

static enum mpt_status fail_wrong(struct json_reader *reader)
{
    if (reader->walk.found != JSON_WHOLE) {
        return fail_found(reader);
    }
    return mpt_fail(&reader->error, MPT_BAD_INPUT, "%s, line %zu, column %zu: is not JSON: %s, expected %s",
                    name_of(reader), reader->text.line, reader->text.column,
                    what_is_there(&reader->text, reader->batch), reader->walk.expected);
}

static enum mpt_status fail_judged(struct json_reader *reader, const struct json_judgement *judgement)
{
    return mpt_fail(&reader->error, MPT_BAD_INPUT, "%s, line %zu, column %zu: %s", name_of(reader), judgement->line,
                    judgement->column, judgement->reason);
}

/* All was JSON; whether there were records in it. An empty list of records is one that holds none, and fine. */
static enum mpt_status finish(struct json_reader *reader)
{
    const char *records = reader->facts->records;
    if (reader->objects || (reader->found && !reader->others)) {
        return MPT_OK;
    }
    if (reader->others) {
        return mpt_fail(&reader->error, MPT_BAD_INPUT,
                        "%s, line %zu: is JSON, but holds no records: expected objects {...}, found %s",
                        name_of(reader), reader->other_line, reader->other);
    }
    bool any = reader->places.len > 0;
    return mpt_fail(&reader->error, MPT_BAD_INPUT, "%s: is JSON, but holds no records: there is nothing at \"%s\"%s%s",
                    name_of(reader), records, any ? "; there are lists at " : ", and no list elsewhere",
                    mpt_text_get(&reader->places));
}

/* --- Records ------------------------------------------------------------------------------------------------------ */

/* Text by text, since one that was never encoded twice may stand beside another. */
static const char *undouble(const char *json, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    for (const char *end; *json; json = end) {
        end = json + 1 + strcspn(json + 1, "\"");
        mpt_text_add(&out, text_undouble(mpt_arena_copy_len(arena, json, (size_t)(end - json)), arena));
    }
    return mpt_text_get(&out);
}

/* Ends the record with NUL where it lies in the buffer, until the next one is asked for. */
static const char *end_record(struct json_reader *reader)
{
    const char *start = reader->walk.span.start;
    reader->end = reader->text.data + reader->text.pos;
    reader->kept = *reader->end;
    *reader->end = '\0';
    return reader->facts->double_encoded ? undouble(start, reader->batch) : start;
}

static void release_record(struct json_reader *reader)
{
    if (reader->end) {
        *reader->end = reader->kept;
        reader->end = NULL;
    }
    mpt_arena_close(reader->batch);
    reader->batch = mpt_arena_open();
}

static void give_object(struct json_reader *reader, const struct json_judgement *judgement, struct mpt_row *row)
{
    reader->objects++;
    if (judgement->verdict == JSON_UNTAKEN) {
        row->problem = mpt_arena_print(reader->batch, "line %zu, column %zu: %s", judgement->line, judgement->column,
                                       judgement->reason);
    }
    row->json = end_record(reader);
    struct json_span record = {row->json, strlen(row->json), 1, 1};
    json_row_set(&record, reader->batch, row);
}

/* A value that was asked for, or went by. True when it makes a row. */
static bool take_value(struct json_reader *reader, struct mpt_row *row)
{
    const struct json_span *span = &reader->walk.span;
    struct json_judgement judgement = json_judge(span);
    if (judgement.verdict == JSON_BROKEN) {
        reader->status = fail_judged(reader, &judgement);
        reader->over = true;
        return false;
    }
    if (!reader->walk.wanted) {
        return false;
    }
    *row = (struct mpt_row){.line = span->line};
    reader->found = true;
    if (*span->start == '{') {
        give_object(reader, &judgement, row);
        return true;
    }
    const char *kind = json_kind(*span->start);
    if (!reader->others++) {
        reader->other = kind;
        reader->other_line = span->line;
    }
    row->problem = mpt_arena_print(reader->batch, "is %s, not an object {...}", kind);
    return reader->walk.in_list;
}

/* Keeps the names of a few lists. */
static void note_list(struct json_reader *reader)
{
    const char *path = mpt_text_get(&reader->walk.path);
    const char *quoted = mpt_arena_print(reader->batch, "\"%s\"", path);
    reader->found = reader->found || reader->walk.wanted;
    if (reader->places.len < 200 && !strstr(mpt_text_get(&reader->places), quoted)) {
        mpt_text_print(&reader->places, "%s%s", reader->places.len ? ", " : "", quoted);
    }
}

static bool next(void *state, struct mpt_row *row)
{
    struct json_reader *reader = state;
    while (!reader->over) {
        release_record(reader);
        switch (json_walk_next(&reader->walk, reader->batch)) {
        case JSON_VALUE:
            if (take_value(reader, row)) {
                return true;
            }
            break;
        case JSON_LIST:
            note_list(reader);
            break;
        case JSON_LIST_END:
        case JSON_ANOTHER:
            break;
        case JSON_FINISH:
            reader->over = true;
            reader->status = finish(reader);
            break;
        case JSON_WRONG:
            reader->over = true;
            reader->status = fail_wrong(reader);
            break;
        }
    }
    return false;
}

/* Where the text ended because the input failed, that is what is to be said, not what was missing in the text. */
static enum mpt_status close_json(void *state, struct mpt_error *error)
{
    struct json_reader *reader = state;
    bool ended = reader->text.ended && reader->text.pos == reader->text.end;
    enum mpt_status status = input_close(reader->input, error);
    if (reader->status && !(status && ended)) {
        *error = reader->error;
        status = reader->status;
    }
    mpt_arena_close(reader->batch);
    return status;
}

const struct reader_format reader_json = {
    .format = MPT_FORMAT_JSON, .is = is_json, .open = open_json, .header = header, .next = next, .close = close_json};
