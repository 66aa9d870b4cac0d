/* What the tests of the readers of JSON and XML share: everything that is read as one text. */
#ifndef MPT_TEST_RECORDS_H
#define MPT_TEST_RECORDS_H

#include <sys/resource.h>

#include "mpt/reader.h"
#include "support.h"

/* How it went: the rows before it went wrong, or to the end. */
struct outcome {
    enum mpt_status status;
    const char *text; /* a line for each row: "LINE: name=value, ..." and " !problem"; "(null)" for NULL */
    const char *json; /* of the rows, each on a line; "(null)" where there is none */
    const char *records, *said, *encoding;
    size_t rows, problems;
};

static inline struct outcome drain(struct fixture *f, enum mpt_status opened, struct mpt_reader *reader)
{
    struct outcome outcome = {.status = opened, .text = "", .json = ""};
    struct mpt_text text = mpt_text_init(f->arena), json = mpt_text_init(f->arena);
    struct mpt_row row;
    size_t columns;
    if (opened) {
        return outcome;
    }
    mpt_reader_header(reader, &columns);
    assert_int_equal(columns, 0);
    while (mpt_reader_next(reader, &row)) {
        mpt_text_print(&text, "%s%zu:", outcome.rows++ ? "\n" : "", row.line);
        mpt_text_print(&json, "%s%s", outcome.rows > 1 ? "\n" : "", row.json ? row.json : "(null)");
        for (size_t i = 0; i < row.count; i++) {
            mpt_text_print(&text, "%s %s=%s", i ? "," : "", row.names[i], row.values[i] ? row.values[i] : "(null)");
        }
        if (row.problem) {
            outcome.problems++;
            mpt_text_print(&text, " !%s", row.problem);
        }
    }
    assert_false(mpt_reader_next(reader, &row)); /* over is over */
    const struct mpt_read_facts *facts = mpt_reader_facts(reader);
    outcome.records = mpt_arena_copy(f->arena, facts->records);
    outcome.said = mpt_arena_copy(f->arena, facts->said);
    outcome.encoding = mpt_arena_copy(f->arena, facts->encoding);
    outcome.text = mpt_text_get(&text);
    outcome.json = mpt_text_get(&json);
    outcome.status = mpt_reader_close(reader, &f->error);
    return outcome;
}

static inline struct outcome read_bytes(struct fixture *f, const char *text, size_t len, const char *records)
{
    const struct mpt_read_options options = {.records = records};
    struct mpt_reader *reader = NULL;
    /* A copy of just that size: a sanitizer sees when it is read beyond its end. */
    char *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    memcpy(copy, text, len);
    enum mpt_status opened = mpt_reader_open_text("t", copy, len, &options, &reader, &f->error);
    struct outcome outcome = drain(f, opened, reader);
    free(copy);
    return outcome;
}

static inline struct outcome read_text(struct fixture *f, const char *text, const char *records)
{
    return read_bytes(f, text, strlen(text), records);
}

static inline struct outcome read_file(struct fixture *f, const char *path)
{
    const struct mpt_read_options options = {0};
    struct mpt_reader *reader = NULL;
    enum mpt_status opened = mpt_reader_open(path, &options, &reader, &f->error);
    return drain(f, opened, reader);
}

/* The rows of a text that is read to its end. */
static inline const char *rows_at(struct fixture *f, const char *text, const char *records, const char *file, int line)
{
    struct outcome outcome = read_text(f, text, records);
    ok_at(f, outcome.status, file, line);
    return outcome.text;
}
#define rows_of(f, text, records) rows_at(f, text, records, __FILE__, __LINE__)

/* A text that ends in a refusal which says `piece`, after `expected` rows. */
static inline void stops_at(struct fixture *f, const char *text, size_t expected, const char *piece, const char *file,
                            int line)
{
    struct outcome outcome = read_text(f, text, NULL);
    refused_at(f, outcome.status, MPT_BAD_INPUT, piece, text, file, line);
    if (outcome.rows != expected) {
        stop_at(file, line, "%s: %zu rows before the refusal instead of %zu", text, outcome.rows, expected);
    }
}
#define assert_stops(f, text, expected, piece) stops_at(f, text, expected, piece, __FILE__, __LINE__)

/* `count` times `piece`, between `start` and `end`. */
static inline const char *repeated(struct fixture *f, const char *start, const char *piece, size_t count,
                                   const char *end)
{
    struct mpt_text text = mpt_text_init(f->arena);
    mpt_text_add(&text, start);
    for (size_t i = 0; i < count; i++) {
        mpt_text_add(&text, piece);
    }
    mpt_text_add(&text, end);
    return mpt_text_get(&text);
}

/* A folder of the real data, or the test is not run. */
static inline const char *data_folder(struct fixture *f, const char *name)
{
    const char *data = getenv("DATA");
    const char *folder = data ? mpt_arena_print(f->arena, "%s/%s", data, name) : NULL;
    if (!folder || access(folder, R_OK) != 0) {
        print_message("%s was not run: DATA names no folder that has it\n", name);
        skip();
    }
    return folder;
}

/* How much more memory a file of many megabytes may take; the address sanitizer keeps what was freed for a while. */
#ifdef __SANITIZE_ADDRESS__
enum { MEMORY_MARGIN = 600 };
#else
enum { MEMORY_MARGIN = 8 };
#endif

/* Megabytes of memory this process had at most. */
static inline long most_memory(void)
{
    struct rusage usage;
    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss / 1024;
}

#endif
