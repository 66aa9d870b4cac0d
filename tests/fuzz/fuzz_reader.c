/* A reader fed with what a fuzzer invents: compiled with -DFORMAT=csv (json ...) for one format, without it for what
 * all have in common - unpacking, encodings, telling formats apart. What a reader promises is checked, not only that it
 * lives. */
#include <stdlib.h>
#include <string.h>

#include "exchange/readers/readers.h"
#include "mpt/text.h"

#define JOIN_NAMES(a, b) a##b
#define JOIN(a, b) JOIN_NAMES(a, b)

static void promise(bool kept)
{
    if (!kept) {
        abort();
    }
}

static void check_text(const char *text)
{
    size_t bad;
    promise(mpt_utf8_valid(text, strlen(text), &bad));
}

static void check_row(const struct mpt_row *row, size_t columns)
{
    promise(row->line > 0);
    promise(row->problem || !columns || row->count == columns);
    for (size_t i = 0; i < row->count; i++) {
        check_text(row->names[i]);
        check_text(row->values[i] ? row->values[i] : "");
    }
    check_text(row->problem ? row->problem : "");
    check_text(row->json ? row->json : "");
}

static void check_failure(enum mpt_status status, const struct mpt_error *error)
{
    promise(status == MPT_BAD_INPUT || status == MPT_USAGE);
    promise(*error->message != '\0');
    check_text(error->message);
}

/* Every way to be asked comes up, told by the length of what is read. */
static struct mpt_read_options options_for(size_t len)
{
    static const struct mpt_read_options ways[] = {
        {0}, {0}, {.transposed = true},     {.header_line = 2},        {.quote = 'n', .delimiter = ';'},
        {0}, {0}, {.encoding = "utf-16le"}, {.encoding = "shift_jis"}, {.quote = '\'', .largest = 100000},
    };
    return ways[len % (sizeof ways / sizeof *ways)];
}

#ifdef FORMAT

static void read_all(const char *text, size_t len, const struct mpt_read_options *options)
{
    const struct reader_format *format = &JOIN(reader_, FORMAT);
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_read_facts facts = {.format = format->format};
    struct mpt_error error = {""};
    struct mpt_row row;
    struct input *input;
    void *state;
    size_t columns;
    enum mpt_status status = input_open_text("fuzz", text, len, options->largest, &input, &error);
    status = status ? status : format->open(input, options, &facts, arena, &state, &error);
    if (!status) {
        check_text(facts.said);
        format->header(state, &columns);
        while (format->next(state, &row)) {
            check_row(&row, columns);
        }
        status = format->close(state, &error);
    }
    if (status) {
        check_failure(status, &error);
    }
    mpt_arena_close(arena);
}

#else

static void read_all(const char *text, size_t len, const struct mpt_read_options *options)
{
    struct mpt_error error = {""};
    struct mpt_reader *reader;
    struct mpt_row row;
    size_t columns;
    enum mpt_status status = mpt_reader_open_text("fuzz", text, len, options, &reader, &error);
    if (!status) {
        check_text(mpt_reader_facts(reader)->said);
        mpt_reader_header(reader, &columns);
        while (mpt_reader_next(reader, &row)) {
            check_row(&row, columns);
        }
        status = mpt_reader_close(reader, &error);
    }
    if (status) {
        check_failure(status, &error);
    }
}

#endif

/* The fuzzer's own name. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t len);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t len)
{
    struct mpt_read_options options = options_for(len);
    read_all((const char *)data, len, &options);
    return 0;
}
