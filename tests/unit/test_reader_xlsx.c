/* The reader of workbooks: from the file through mpt-sheet and the CSV reader to rows. The archives and XML that are
 * out to harm are in tests/cli/xlsx.sh, the meaning of cells in test_sheet.c. */
#include "mpt/reader.h"
#include "workbook.h"

static const struct mpt_read_options no_options;

static struct mpt_reader *open_book(struct fixture *f, const char *path, const struct mpt_read_options *options)
{
    struct mpt_reader *reader = NULL;
    assert_ok(f, mpt_reader_open(path, options, &reader, &f->error));
    return reader;
}

static void assert_row(struct mpt_reader *reader, size_t line, const char *const *values, size_t count)
{
    struct mpt_row row;
    assert_true(mpt_reader_next(reader, &row));
    assert_int_equal(row.line, line);
    assert_int_equal(row.count, count);
    assert_null(row.json);
    for (size_t i = 0; i < count; i++) {
        assert_text(row.values[i], values[i]);
    }
}

static void close_book(struct fixture *f, struct mpt_reader *reader)
{
    struct mpt_row row;
    assert_false(mpt_reader_next(reader, &row));
    assert_ok(f, mpt_reader_close(reader, &f->error));
}

#define HEADER                                                                                                         \
    "<row r='4'>" BOOK_TEXT("A4", "code") BOOK_TEXT("B4", "full&#10;title") BOOK_TEXT("C4", "starts") "</row>"
#define TABLE                                                                                                          \
    "<row r='1'>" BOOK_TEXT("A1", "All our ferries") "</row>" HEADER "<row r='5'>" BOOK_TEXT("A5", "kiel") BOOK_TEXT(  \
        "B5", "Ferry, &quot;Kiel&quot;&#10;second line") "<c r='C5' s='1'><v>45473</v></c></row>"                      \
                                                         "<row r='7'>" BOOK_TEXT(                                      \
                                                             "A7",                                                     \
                                                             "oslo") "<c r='C7' t='e'><v>#N/A</v></c></row>"           \
                                                                     "<row r='8'>" BOOK_TEXT(                          \
                                                                         "A8",                                         \
                                                                         "bergen") "<c r='D8'><v>7</v></c></row>"

static void test_reads_the_first_sheet_that_is_shown(void **state)
{
    struct fixture *f = *state;
    struct mpt_reader *reader = open_book(f, write_book(f, BOOK_SHEET(TABLE)), &no_options);
    const struct mpt_read_facts *facts = mpt_reader_facts(reader);
    size_t count;
    const char *const *header = mpt_reader_header(reader, &count);
    assert_int_equal(facts->format, MPT_FORMAT_XLSX);
    assert_text(facts->sheet, "Projects");
    assert_int_equal(facts->header_line, 4);
    assert_text(facts->said,
                "XLSX, sheet 'Projects' of 2, header in row 4, 1 cell that is an error (#N/A ...) taken as empty");
    assert_int_equal(count, 3);
    assert_text(header[0], "code");
    assert_text(header[1], "full title");
    assert_text(header[2], "starts");
    assert_row(reader, 5, (const char *[]){"kiel", "Ferry, \"Kiel\"\nsecond line", "2024-06-30"}, 3);
    assert_row(reader, 7, (const char *[]){"oslo", "", ""}, 3);
    struct mpt_row row;
    assert_true(mpt_reader_next(reader, &row));
    assert_int_equal(row.line, 8);
    assert_contains(row.problem, "has 4 fields");
    assert_text(row.names[1], "full title");
    assert_text(row.names[3], "extra_1");
    assert_text(row.values[3], "7");
    uint64_t done, total;
    mpt_reader_progress(reader, &done, &total);
    assert_true(total > 0 && done == total);
    close_book(f, reader);
}

static void test_short_rows_are_whole(void **state)
{
    struct fixture *f = *state;
    struct mpt_reader *reader = open_book(f, write_book(f, BOOK_SHEET(TABLE)), &no_options);
    struct mpt_row row;
    assert_true(mpt_reader_next(reader, &row));
    assert_true(mpt_reader_next(reader, &row));
    assert_text(row.values[0], "oslo");
    assert_text(row.problem, NULL);
    assert_ok(f, mpt_reader_close(reader, &f->error));
}

static void test_sheets_go_by_name(void **state)
{
    struct fixture *f = *state;
    const char *path = write_book(f, BOOK_SHEET(TABLE));
    struct mpt_reader *reader = open_book(f, path, &(struct mpt_read_options){.sheet = "NOTES"});
    assert_text(mpt_reader_facts(reader)->said, "XLSX, sheet 'Notes' of 2, header in row 1");
    assert_row(reader, 2, (const char *[]){"x"}, 1);
    close_book(f, reader);
    assert_refused(f, mpt_reader_open(path, &(struct mpt_read_options){.sheet = "Budget"}, &reader, &f->error),
                   MPT_BAD_INPUT, "there is no sheet 'Budget'; there are 'Notes' (hidden), 'Projects'");
    assert_contains(f->error.message, path);
}

static void test_header_can_be_named(void **state)
{
    struct fixture *f = *state;
    const char *path = write_book(f, BOOK_SHEET(TABLE));
    struct mpt_reader *reader = open_book(f, path, &(struct mpt_read_options){.header_line = 5});
    size_t count;
    assert_text(mpt_reader_header(reader, &count)[0], "kiel");
    assert_int_equal(count, 3);
    assert_ok(f, mpt_reader_close(reader, &f->error));
    assert_refused(f, mpt_reader_open(path, &(struct mpt_read_options){.header_line = 6}, &reader, &f->error),
                   MPT_BAD_INPUT, "sheet 'Projects'");
}

static void test_lying_on_its_side(void **state)
{
    struct fixture *f = *state;
    static const char sheet[] = BOOK_SHEET(
        "<row r='1'>" BOOK_TEXT("A1", "code") BOOK_TEXT("B1", "a") BOOK_TEXT("C1", "b") "</row><row r='2'>" BOOK_TEXT(
            "A2", "budget") "<c r='B2'><v>1.50</v></c><c r='C2'><v>2</v></c></row>");
    struct mpt_reader *reader = open_book(f, write_book(f, sheet), &(struct mpt_read_options){.transposed = true});
    assert_text(mpt_reader_facts(reader)->said, "XLSX, sheet 'Projects' of 2, a record a column");
    assert_row(reader, 2, (const char *[]){"a", "1.5"}, 2);
    assert_row(reader, 3, (const char *[]){"b", "2"}, 2);
    close_book(f, reader);
}

static void test_from_memory_and_pipes(void **state)
{
    struct fixture *f = *state;
    size_t len;
    const char *book = read_whole(f, write_book(f, BOOK_SHEET(TABLE)), &len);
    struct mpt_reader *reader = NULL;
    assert_ok(f, mpt_reader_open_text("upload", book, len, &no_options, &reader, &f->error));
    assert_row(reader, 5, (const char *[]){"kiel", "Ferry, \"Kiel\"\nsecond line", "2024-06-30"}, 3);
    assert_ok(f, mpt_reader_close(reader, &f->error));
    assert_refused(f, mpt_reader_open_text("upload", book, len / 2, &no_options, &reader, &f->error), MPT_BAD_INPUT,
                   "upload: this is no whole XLSX file");
}

static void test_refuses_what_it_cannot_read(void **state)
{
    struct fixture *f = *state;
    struct mpt_reader *reader;
    assert_refused(f, mpt_reader_open(write_book(f, BOOK_SHEET("")), &no_options, &reader, &f->error), MPT_BAD_INPUT,
                   "sheet 'Projects' has nothing but empty lines");
    assert_refused(f,
                   mpt_reader_open(write_book(f, BOOK_SHEET(TABLE)), &(struct mpt_read_options){.delimiter = ';'},
                                   &reader, &f->error),
                   MPT_USAGE, "a workbook has sheets");
    static const char old[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on";
    assert_refused(f, mpt_reader_open_text("old.xls", old, sizeof old, &no_options, &reader, &f->error), MPT_BAD_INPUT,
                   "old.xls: this is an old workbook (.xls)");
    static const char twins[] = BOOK_SHEET("<row r='3'>" BOOK_TEXT("A3", "code") BOOK_TEXT(
        "B3", "code") "</row><row r='4'>" BOOK_TEXT("A4", "a") BOOK_TEXT("B4", "b") "</row>");
    assert_refused(f, mpt_reader_open(write_book(f, twins), &no_options, &reader, &f->error), MPT_BAD_INPUT,
                   "sheet 'Projects', line 3: two fields are called 'code'");
}

/* Nothing of ours stays open: neither files nor processes. */
static void test_leaves_nothing_open(void **state)
{
    struct fixture *f = *state;
    const char *path = write_book(f, BOOK_SHEET(TABLE));
    int before = dup(0);
    close(before);
    for (int i = 0; i < 3; i++) {
        struct mpt_reader *reader = open_book(f, path, &no_options);
        assert_ok(f, mpt_reader_close(reader, &f->error));
        mpt_reader_open(path, &(struct mpt_read_options){.sheet = "none"}, &reader, &f->error);
    }
    int after = dup(0);
    close(after);
    assert_int_equal(after, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_reads_the_first_sheet_that_is_shown),
        WITH_FOLDER(test_short_rows_are_whole),
        WITH_FOLDER(test_sheets_go_by_name),
        WITH_FOLDER(test_header_can_be_named),
        WITH_FOLDER(test_lying_on_its_side),
        WITH_FOLDER(test_from_memory_and_pipes),
        WITH_FOLDER(test_refuses_what_it_cannot_read),
        WITH_FOLDER(test_leaves_nothing_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
