/* Opens what comes in with the reader of its format, told from the content. */
#include "mpt/reader.h"

#include <string.h>

#include "mpt/text.h"
#include "readers.h"

/* In the order they are asked; CSV takes any text and is the last. */
static const struct reader_format *const formats[] = {
    &reader_json,
    &reader_xml,
    &reader_xlsx,
    &reader_csv,
};

struct mpt_reader {
    const struct reader_format *format;
    struct mpt_arena *arena;
    struct input *input; /* the state's, to ask how far it is */
    void *state;
    struct mpt_read_facts facts;
};

const char *mpt_format_name(enum mpt_format format)
{
    static const char *const names[] = {"unknown", "CSV", "JSON", "XML", "XLSX"};
    return names[format];
}

/* An encoding as people write it. */
static const char *encoding_name(const char *encoding)
{
    static const char *const names[][2] = {{"utf-8", "UTF-8"},
                                           {"utf-16le", "UTF-16"},
                                           {"utf-16be", "UTF-16"},
                                           {"windows-1252", "Windows-1252"},
                                           {"iso-8859-1", "ISO-8859-1"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i][0], encoding) == 0) {
            return names[i][1];
        }
    }
    return encoding;
}

/* What the format has found out, and what is the same for all of them. */
static void say(struct mpt_reader *reader)
{
    struct mpt_read_facts *facts = &reader->facts;
    struct mpt_text said = mpt_text_init(reader->arena);
    mpt_text_add(&said, facts->said ? facts->said : mpt_format_name(facts->format));
    if (facts->encoding) {
        mpt_text_print(&said, ", %s", encoding_name(facts->encoding));
    }
    mpt_text_add(&said, facts->bom ? " with a byte order mark" : "");
    mpt_text_add(&said, facts->double_encoded ? ", encoded twice and set right" : "");
    mpt_text_add(&said, facts->gzip ? ", packed with gzip" : "");
    facts->said = mpt_text_get(&said);
}

static enum mpt_status open_as(struct input *input, const struct reader_format *format,
                               const struct mpt_read_options *options, struct mpt_reader **out, struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_reader *reader = mpt_arena_alloc(arena, sizeof *reader);
    *reader = (struct mpt_reader){.format = format, .arena = arena, .input = input};
    reader->facts.format = format->format;
    reader->facts.gzip = input_is_gzip(input);
    enum mpt_status status = format->open(input, options, &reader->facts, arena, &reader->state, error);
    if (status) {
        mpt_arena_close(arena);
        return status;
    }
    say(reader);
    *out = reader;
    return MPT_OK;
}

static enum mpt_status open_input(struct input *input, const struct mpt_read_options *options,
                                  struct mpt_reader **reader, struct mpt_error *error)
{
    size_t len;
    const unsigned char *start = input_peek(input, &len);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (len && formats[i]->is(start, len)) {
            return open_as(input, formats[i], options, reader, error);
        }
    }
    mpt_fail(error, MPT_BAD_INPUT, "%s is %s; expected CSV, JSON, XML or XLSX, packed with gzip or not",
             input_name(input), len ? "of no format that is read here" : "empty");
    input_close(input, error); /* whose own message comes first: nothing may be there because it could not be read */
    return MPT_BAD_INPUT;
}

enum mpt_status mpt_reader_open(const char *path, const struct mpt_read_options *options, struct mpt_reader **reader,
                                struct mpt_error *error)
{
    struct input *input;
    enum mpt_status status = input_open(path, options->name, options->largest, &input, error);
    return status ? status : open_input(input, options, reader, error);
}

enum mpt_status mpt_reader_open_text(const char *name, const char *text, size_t len,
                                     const struct mpt_read_options *options, struct mpt_reader **reader,
                                     struct mpt_error *error)
{
    struct input *input;
    enum mpt_status status = input_open_text(name, text, len, options->largest, &input, error);
    return status ? status : open_input(input, options, reader, error);
}

const struct mpt_read_facts *mpt_reader_facts(const struct mpt_reader *reader)
{
    return &reader->facts;
}

const char *const *mpt_reader_header(const struct mpt_reader *reader, size_t *count)
{
    return reader->format->header(reader->state, count);
}

bool mpt_reader_next(struct mpt_reader *reader, struct mpt_row *row)
{
    return reader->format->next(reader->state, row);
}

void mpt_reader_progress(const struct mpt_reader *reader, uint64_t *done, uint64_t *total)
{
    if (reader->format->progress) {
        reader->format->progress(reader->state, done, total);
    } else {
        input_progress(reader->input, done, total);
    }
}

enum mpt_status mpt_reader_close(struct mpt_reader *reader, struct mpt_error *error)
{
    if (!reader) {
        return MPT_OK;
    }
    enum mpt_status status = reader->format->close(reader->state, error);
    mpt_arena_close(reader->arena);
    return status;
}
