/* What the tests of readers share: text read to its end, as one text. */
#ifndef MPT_TEST_READING_H
#define MPT_TEST_READING_H

#include <sys/resource.h>

#include "mpt/reader.h"
#include "support.h"

#define MEGABYTE ((size_t)1 << 20)

static const struct mpt_read_options as_found = {0};

/* Everything read: cells parted by '|', rows by line ends, each row as "LINE: cells" and " !problem" behind it. */
static inline const char *drain(struct fixture *f, struct mpt_reader *reader)
{
    struct mpt_text text = mpt_text_init(f->arena);
    struct mpt_row row;
    size_t count;
    const char *const *names = mpt_reader_header(reader, &count);
    for (size_t i = 0; i < count; i++) {
        mpt_text_print(&text, "%s%s", i ? "|" : "", names[i]);
    }
    while (mpt_reader_next(reader, &row)) {
        mpt_text_print(&text, "\n%zu: ", row.line);
        for (size_t i = 0; i < row.count; i++) {
            if (i >= count) {
                mpt_text_print(&text, "|%s=", row.names[i]);
            } else {
                assert_text(row.names[i], names[i]);
                mpt_text_add(&text, i ? "|" : "");
            }
            mpt_text_add(&text, row.values[i] ? row.values[i] : "(null)");
        }
        assert_null(row.json);
        if (row.problem) {
            mpt_text_print(&text, " !%s", row.problem);
        }
    }
    return mpt_text_get(&text);
}

static inline const char *read_with(struct fixture *f, const char *text, size_t len,
                                    const struct mpt_read_options *options)
{
    struct mpt_reader *reader;
    assert_ok(f, mpt_reader_open_text("t.csv", text, len, options, &reader, &f->error));
    const char *all = drain(f, reader);
    assert_ok(f, mpt_reader_close(reader, &f->error));
    return all;
}

static inline const char *read_text(struct fixture *f, const char *text)
{
    return read_with(f, text, strlen(text), &as_found);
}

/* Reads all of it; gives how it ended, at the opening or later, and the number of records before. */
static inline enum mpt_status finish(struct fixture *f, const char *text, size_t len,
                                     const struct mpt_read_options *options, size_t *rows)
{
    struct mpt_reader *reader;
    struct mpt_row row;
    *rows = 0;
    enum mpt_status status = mpt_reader_open_text("t.csv", text, len, options, &reader, &f->error);
    if (status) {
        return status;
    }
    while (mpt_reader_next(reader, &row)) {
        (*rows)++;
    }
    return mpt_reader_close(reader, &f->error);
}

static inline void refuses(struct fixture *f, const char *text, size_t len, const char *piece)
{
    size_t rows;
    assert_refused_about(f, finish(f, text, len, &as_found, &rows), MPT_BAD_INPUT, piece, text);
}

/* What was found out, in words. */
static inline const char *said_with(struct fixture *f, const char *text, size_t len,
                                    const struct mpt_read_options *options)
{
    struct mpt_reader *reader;
    assert_ok(f, mpt_reader_open_text("t.csv", text, len, options, &reader, &f->error));
    const char *said = mpt_arena_copy(f->arena, mpt_reader_facts(reader)->said);
    assert_ok(f, mpt_reader_close(reader, &f->error));
    return said;
}

static inline const char *said_of(struct fixture *f, const char *text)
{
    return said_with(f, text, strlen(text), &as_found);
}

#if defined(__has_feature) /* clang's way to say it */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

/* The most memory that was there so far. The address sanitizer keeps what is freed: then it says nothing. */
static inline long kilobytes_used(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return 0;
#else
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
#endif
}

#endif
