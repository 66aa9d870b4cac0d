/* Reading CSV: what is published under that name, whole or damaged, large and wide. */
#include <jansson.h>

#include "reading.h"

/* --- How cells are written ---------------------------------------------------------------------------------------- */

static void test_what_the_standard_says(void **state)
{
    struct fixture *f = *state;
    assert_text(read_text(f, "a,b\r\n1,2\r\n3,4\r\n"), "a|b\n2: 1|2\n3: 3|4");
    assert_text(read_text(f, "a,b\n1,2\n3,4"), "a|b\n2: 1|2\n3: 3|4");
    assert_text(read_text(f, "a,b\r1,2\r3,4\r"), "a|b\n2: 1|2\n3: 3|4");
    assert_text(read_text(f, "a,b\n\"1,\"\"x\"\"\",\"\"\n\"\"\"\",\n"), "a|b\n2: 1,\"x\"|\n3: \"|");
    assert_text(read_text(f, "a,b\n\"1\r\n2\n\n3\",x\n4,5\n"), "a|b\n2: 1\r\n2\n\n3|x\n6: 4|5");
    assert_text(read_text(f, "a,b\n1,\"2\""), "a|b\n2: 1|2");
}

/* Old tables end rows with a carriage return and have line feeds inside of cells. */
static void test_returns_end_rows(void **state)
{
    struct fixture *f = *state;
    assert_text(read_text(f, "a,b\r\"1\n2\",x\r4,5\r"), "a|b\n2: 1\n2|x\n3: 4|5");
}

static void test_what_is_published(void **state)
{
    struct fixture *f = *state;
    assert_text(read_text(f, "\n\n a , b\t\n , \n 1 ,  \"2 \" \n\n,,\n3,4\n\n"), "a|b\n5: 1|2 \n8: 3|4");
    assert_text(read_text(f, "a,b\n5\" pipe,it's \"so\"\n3,4\n"), "a|b\n2: 5\" pipe|it's \"so\"\n3: 3|4");
    assert_text(read_text(f, "id,name\n1,'s-Hertogenbosch\n2,'s-Gravenhage\n"),
                "id|name\n2: 1|'s-Hertogenbosch\n3: 2|'s-Gravenhage");
    assert_text(read_text(f, "sep=;\r\na;b\r\n1,5;2\r\n"), "a|b\n3: 1,5|2");
    assert_text(read_text(f, "a\n1\n\"2\"\n"), "a\n2: 1\n3: 2");
    assert_text(read_text(f, "ids\n\"1;2\"\n\"3;4\"\n"), "ids\n2: 1;2\n3: 3;4");
    assert_text(read_text(f, "a,b"), "a|b");
}

static void test_delimiters_are_found(void **state)
{
    struct fixture *f = *state;
    assert_text(said_of(f, "a;b;c\n1,5;2,5;x\n3,5;4,5;y\n"), "CSV with ';', quoted with \", header in line 1, UTF-8");
    assert_contains(said_of(f, "a\tb\n1, and 2\t3\n4, and 5\t6\n"), "CSV with tabs");
    assert_contains(said_of(f, "a|b\n\"1|2\"|3\n4|\"5\"\n"), "CSV with '|'");
    assert_contains(said_of(f, "\"a,b\",\"c;d\"\n\"1;2;3\",4\n"), "CSV with ','");
    assert_text(read_text(f, "a;b\n\"1;2\";\"3,4\"\n"), "a|b\n2: 1;2|3,4");
    assert_contains(said_of(f, "'a','b'\n'1,2','it''s'\n"), "quoted with '");
    assert_text(read_text(f, "'a','b'\n'1,2','it''s'\n"), "a|b\n2: 1,2|it's");
}

static void test_options_decide(void **state)
{
    struct fixture *f = *state;
    struct mpt_read_options options = {.delimiter = '%'};
    assert_text(read_with(f, "a,b%c\n1,2%3\n", 12, &options), "a,b|c\n2: 1,2|3");
    options = (struct mpt_read_options){.quote = 'n'};
    assert_text(read_with(f, "a,b\n\"1,2\"\n", 10, &options), "a|b\n2: \"1|2\"");
    options = (struct mpt_read_options){.header_line = 3};
    assert_text(read_with(f, "x,y\n1,2\na,b\n3,4\n", 16, &options), "a|b\n4: 3|4");
    size_t rows;
    options.header_line = 9;
    assert_refused(f, finish(f, "a,b\n1,2\n", 8, &options, &rows), MPT_BAD_INPUT, "t.csv has no header in line 9");
    options.header_line = 2; /* inside of a cell */
    assert_refused(f, finish(f, "a,\"b\nb\"\n1,2\n", 12, &options, &rows), MPT_BAD_INPUT, "no header in line 2");
    options = (struct mpt_read_options){.delimiter = '\n'};
    assert_refused(f, finish(f, "a\n", 2, &options, &rows), MPT_USAGE, "0x0a");
    options = (struct mpt_read_options){.quote = 'x'};
    assert_refused(f, finish(f, "a\n", 2, &options, &rows), MPT_USAGE, "quoted with x");
    options = (struct mpt_read_options){.transposed = true, .header_line = 2};
    assert_refused(f, finish(f, "a\n", 2, &options, &rows), MPT_USAGE, "first column");
}

/* --- Headers ------------------------------------------------------------------------------------------------------ */

static void test_titles_above_the_header(void **state)
{
    struct fixture *f = *state;
    const char *text = "Projects of the agency\n\nAs of;2024-05-01\ncode;title;budget;year\nA;B;1;2020\nC;D;;2021\n";
    assert_text(read_text(f, text), "code|title|budget|year\n5: A|B|1|2020\n6: C|D||2021");
    assert_text(said_of(f, text), "CSV with ';', quoted with \", header in line 4 below 2 other rows, UTF-8");
    assert_text(read_text(f, "Title;;;\na;b;c;d\n1;2;3;4\n5;6;7;8\n"), "a|b|c|d\n3: 1|2|3|4\n4: 5|6|7|8");
    /* A header is no title because a name is missing, nor because the rows below are sparse. */
    assert_text(read_text(f, ",a,b\n0,1,2\n1,3,4\n"), "column_1|a|b\n2: 0|1|2\n3: 1|3|4");
    assert_text(read_text(f, "a,b,c,d\n1,,,\n2,,,\n"), "a|b|c|d\n2: 1|||\n3: 2|||");
    assert_text(read_text(f, "a,b,\n1,2,\n3,4,\n"), "a|b|column_3\n2: 1|2|\n3: 3|4|");
    assert_text(read_text(f, "a,b\n1,2,\n3,4,\n"), "a|b|column_3\n2: 1|2|\n3: 3|4|");
}

static void test_names(void **state)
{
    struct fixture *f = *state;
    assert_text(read_text(f, " a ,\" b\n\",c,\n1,2,3,4\n"), "a|b|c|column_4\n3: 1|2|3|4");
    refuses(f, "a,b,a \n1,2,3\n", 13, "t.csv, line 1: two fields are called 'a' (columns 1 and 3)");
    refuses(f, "column_2,,x\n1,2,3\n", 18, "'column_2' (columns 1 and 2)");
    refuses(f, "\n \n,,\n", 6, "t.csv has nothing but empty lines");
    refuses(f, "", 0, "t.csv is empty");
    refuses(f, "\x89PNG\r\n\x1a\n\1\2\3\4\5\6\7", 15, "of no format that is read here");
}

/* --- Rows that are not as they must be ---------------------------------------------------------------------------- */

static void test_problems_are_said_with_numbers(void **state)
{
    struct fixture *f = *state;
    assert_text(read_text(f, "a,b,c\n1,2\n1,2,3\n1,2,3,4,5\n1\na,b,c\n\"1\"x,2,3\n4,5,6\n"),
                "a|b|c\n2: 1|2 !has 2 fields, the header has 3\n3: 1|2|3\n"
                "4: 1|2|3|extra_1=4|extra_2=5 !has 5 fields, the header has 3\n"
                "5: 1 !has 1 field, the header has 3\n6: a|b|c !is the header of line 1 again\n"
                "7: \"1\"x|2|3 !field 1 has text behind its closing quote\n8: 4|5|6");
}

static void test_quotes_left_open(void **state)
{
    struct fixture *f = *state;
    size_t rows;
    const char *text = "a,b\n1,2\n3,\"4\n5,6\n7,8\n";
    assert_refused(f, finish(f, text, strlen(text), &as_found, &rows), MPT_BAD_INPUT,
                   "t.csv, line 3: the quote \" that opens here is not closed before the end");
    assert_int_equal(rows, 1);
    text = "a,b\n\"1\n1\",\"2\n"; /* it opens in the second line of its record */
    refuses(f, text, strlen(text), "t.csv, line 3: the quote");
}

static void test_nul_bytes(void **state)
{
    struct fixture *f = *state;
    refuses(f, "a,b\n1,2\n3,\0\n", 12, "t.csv, line 3: a NUL byte");
    refuses(f,
            "\xff\xfe"
            "a\0\n\0\0\0",
            8, "t.csv, line 2: a NUL byte");
    struct mpt_text text = mpt_text_init(f->arena); /* far behind what is looked at first */
    mpt_text_add(&text, "a,b\n");
    for (size_t i = 0; i < 100000; i++) {
        mpt_text_add(&text, "11,22\n");
    }
    mpt_text_add_len(&text, "1,\0\n", 4);
    size_t rows;
    assert_refused(f, finish(f, text.data, text.len, &as_found, &rows), MPT_BAD_INPUT, "t.csv, line 100002: a NUL");
    assert_int_equal(rows, 100000);
}

/* One row in a hundred is broken in one of four ways: each is named, and all others arrive as they are. */
static void test_one_percent_broken(void **state)
{
    struct fixture *f = *state;
    enum { ROWS = 200000 };
    static const char *const broken[] = {"%zu,x\n", "%zu,x,y,z\n", "%zu,\"x\"y,z\n", "id,text,year\n"};
    static const char *const problems[] = {"has 2 fields", "has 4 fields", "field 2 has text", "is the header"};
    const char *path = path_of(f, "broken.csv");
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs("id,text,year\n", out);
    for (size_t i = 0; i < ROWS; i++) {
        fprintf(out, i % 100 == 50 ? broken[i / 100 % 4] : "%zu,\"text, \"\"quoted\"\"\",2024\n", i);
    }
    fclose(out);
    struct mpt_reader *reader;
    struct mpt_row row;
    size_t count = 0;
    assert_ok(f, mpt_reader_open(path, &as_found, &reader, &f->error));
    for (; mpt_reader_next(reader, &row); count++) {
        assert_int_equal(row.line, count + 2);
        if (count % 100 == 50) {
            assert_non_null(row.problem);
            assert_contains(row.problem, problems[count / 100 % 4]);
        } else {
            assert_null(row.problem);
            assert_int_equal(strtoul(row.values[0], NULL, 10), count);
            assert_text(row.values[1], "text, \"quoted\"");
            assert_text(row.values[2], "2024");
        }
    }
    assert_int_equal(count, ROWS);
    uint64_t done, total;
    mpt_reader_progress(reader, &done, &total);
    assert_true(done == total && total > 0);
    assert_ok(f, mpt_reader_close(reader, &f->error));
}

/* --- Large things ------------------------------------------------------------------------------------------------- */

/* Writes a file whose one field has so many megabytes, and reads it. */
static enum mpt_status read_field_of(struct fixture *f, size_t megabytes, bool quoted)
{
    const char *path = path_of(f, "large.csv");
    char *piece = mpt_arena_alloc(f->arena, MEGABYTE);
    memset(piece, 'x', MEGABYTE);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs(quoted ? "a,b\n1,2\n1,\"" : "a,b\n1,2\n1,", out);
    for (size_t i = 0; i < megabytes; i++) {
        fwrite(piece, 1, MEGABYTE, out);
    }
    fputs(quoted ? "\"\n3,4\n" : "\n3,4\n", out);
    fclose(out);
    struct mpt_reader *reader;
    struct mpt_row row;
    assert_ok(f, mpt_reader_open(path, &as_found, &reader, &f->error));
    while (mpt_reader_next(reader, &row)) {
        if (row.line == 3) {
            assert_int_equal(strlen(row.values[1]), megabytes * MEGABYTE);
        }
    }
    enum mpt_status status = mpt_reader_close(reader, &f->error);
    remove(path);
    return status;
}

static void test_a_large_field_is_refused_in_flat_memory(void **state)
{
    struct fixture *f = *state;
    assert_ok(f, read_field_of(f, 60, true));
    long before = kilobytes_used(); /* a buffer of 64 MB was there */
    assert_refused(f, read_field_of(f, 100, false), MPT_BAD_INPUT,
                   "line 3: the record that begins here is longer than 64 MB");
    assert_refused(f, read_field_of(f, 100, true), MPT_BAD_INPUT,
                   "line 3: the quote \" that opens here is not closed within 64 MB");
    assert_refused(f, read_field_of(f, 200, true), MPT_BAD_INPUT, "64 MB");
    assert_true(kilobytes_used() - before < 48L * 1024);
}

static const char *wide_table(struct fixture *f, size_t columns)
{
    struct mpt_text text = mpt_text_init(f->arena);
    for (size_t i = 1; i <= columns; i++) {
        mpt_text_print(&text, "c%zu%c", i, i < columns ? ';' : '\n');
    }
    for (size_t row = 0; row < 5; row++) {
        for (size_t i = 1; i <= columns; i++) {
            mpt_text_print(&text, "%zu%c", i * row, i < columns ? ';' : '\n');
        }
    }
    return mpt_text_get(&text);
}

static void test_many_columns(void **state)
{
    struct fixture *f = *state;
    static const size_t widths[] = {10000, 32767};
    for (size_t i = 0; i < COUNT(widths); i++) {
        const char *text = wide_table(f, widths[i]);
        struct mpt_reader *reader;
        struct mpt_row row = {0};
        size_t rows = 0;
        assert_ok(f, mpt_reader_open_text("t.csv", text, strlen(text), &as_found, &reader, &f->error));
        while (mpt_reader_next(reader, &row)) {
            rows++;
            assert_null(row.problem);
            assert_int_equal(row.count, widths[i]);
            assert_int_equal(strtoul(row.values[row.count - 1], NULL, 10), (rows - 1) * widths[i]);
        }
        assert_int_equal(rows, 5);
        assert_ok(f, mpt_reader_close(reader, &f->error));
    }
    const char *text = wide_table(f, 32768);
    refuses(f, text, strlen(text), "t.csv, line 1 has more than 32767 columns");
}

/* Records of every sort at every place where one block ends and the next begins. */
static void test_records_between_blocks(void **state)
{
    struct fixture *f = *state;
    static const char *const rows[] = {"1,2\r\n", "\"1\",\"2\"\r\n", "\"1\"\"\r\n\"\"\" , 2 \r\n", "\"\",\"\"\"\"\r\n"};
    static const char *const expected[][2] = {{"1", "2"}, {"1", "2"}, {"1\"\r\n\"", "2"}, {"", "\""}};
    for (size_t shift = 0; shift < 48; shift++) {
        struct mpt_text text = mpt_text_init(f->arena);
        struct mpt_reader *reader;
        struct mpt_row row;
        mpt_text_print(&text, "a,%0*d\n", (int)(MEGABYTE - 60 + shift), 7);
        for (size_t i = 0; i < 40; i++) {
            mpt_text_add(&text, rows[i % COUNT(rows)]);
        }
        assert_ok(f, mpt_reader_open_text("t.csv", text.data, text.len, &as_found, &reader, &f->error));
        for (size_t i = 0; i < 40; i++) {
            assert_true(mpt_reader_next(reader, &row));
            assert_null(row.problem);
            assert_text(row.values[0], expected[i % COUNT(rows)][0]);
            assert_text(row.values[1], expected[i % COUNT(rows)][1]);
        }
        assert_false(mpt_reader_next(reader, &row));
        assert_ok(f, mpt_reader_close(reader, &f->error));
    }
}

/* --- Tables on their side ----------------------------------------------------------------------------------------- */

static void test_transposed(void **state)
{
    struct fixture *f = *state;
    struct mpt_read_options options = {.transposed = true};
    const char *text = "name,Oslo,Bergen\ncode,1,2\n\nland,NO,NO\n";
    assert_text(read_with(f, text, strlen(text), &options), "name|code|land\n2: Oslo|1|NO\n3: Bergen|2|NO");
    assert_contains(said_with(f, text, strlen(text), &options), "a record a column");
    assert_contains(said_of(f, text), "perhaps lying on its side");
    assert_not_contains(said_of(f, "name,code,year\nOslo,1,2020\nBergen,2,2021\n"), "side");
    text = "name,Oslo,Bergen\ncode,1\n";
    assert_text(read_with(f, text, strlen(text), &options),
                "name|code\n2: Oslo|1\n3: Bergen|(null) !line 2 ends after 2 columns, others go on to 3");
    size_t rows;
    text = "a,1\na,2\n";
    assert_refused(f, finish(f, text, strlen(text), &options, &rows), MPT_BAD_INPUT, "'a' (lines 1 and 2)");
}

/* A checkout may have changed the ends of lines. */
static const char *without_returns(struct fixture *f, const char *text)
{
    char *out = mpt_arena_copy(f->arena, text), *to = out;
    for (; *text; text++) {
        *to = *text;
        to += *text != '\r';
    }
    *to = '\0';
    return out;
}

/* csv-spectrum (https://github.com/maxogden/csv-spectrum): each table and what it is as JSON. */
static void test_spectrum(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"comma_in_quotes", "empty",         "empty_crlf",
                                        "escaped_quotes",  "json",          "location_coordinates",
                                        "newlines",        "newlines_crlf", "quotes_and_newlines",
                                        "simple",          "simple_crlf",   "utf8"};
    const char *data = getenv("DATA");
    const char *folder = data ? mpt_arena_print(f->arena, "%s/bad_inputs/csv-spectrum", data) : NULL;
    if (!folder || access(folder, R_OK) != 0) {
        print_message("csv-spectrum was not run: DATA names no folder that has it\n");
        skip();
    }
    for (size_t i = 0; i < COUNT(names); i++) {
        struct mpt_reader *reader;
        struct mpt_row row;
        json_error_t problem;
        size_t rows = 0;
        json_t *expected = json_load_file(mpt_arena_print(f->arena, "%s/json/%s.json", folder, names[i]), 0, &problem);
        assert_non_null(expected);
        if (json_is_object(expected)) { /* one has its only record without an array */
            expected = json_pack("[o]", expected);
        }
        assert_ok(f, mpt_reader_open(mpt_arena_print(f->arena, "%s/csvs/%s.csv", folder, names[i]), &as_found, &reader,
                                     &f->error));
        for (; mpt_reader_next(reader, &row); rows++) {
            json_t *record = json_array_get(expected, rows);
            assert_null(row.problem);
            assert_int_equal(row.count, json_object_size(record));
            for (size_t c = 0; c < row.count; c++) {
                if (strcmp(row.names[c], "Contact Phone Number") != 0) { /* which the two have differently */
                    const char *value = json_string_value(json_object_get(record, row.names[c]));
                    assert_text(without_returns(f, row.values[c]), without_returns(f, value));
                }
            }
        }
        assert_int_equal(rows, json_array_size(expected));
        assert_ok(f, mpt_reader_close(reader, &f->error));
        json_decref(expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_what_the_standard_says),
        WITH_FOLDER(test_returns_end_rows),
        WITH_FOLDER(test_what_is_published),
        WITH_FOLDER(test_delimiters_are_found),
        WITH_FOLDER(test_options_decide),
        WITH_FOLDER(test_titles_above_the_header),
        WITH_FOLDER(test_names),
        WITH_FOLDER(test_problems_are_said_with_numbers),
        WITH_FOLDER(test_quotes_left_open),
        WITH_FOLDER(test_nul_bytes),
        WITH_FOLDER(test_one_percent_broken),
        WITH_FOLDER(test_a_large_field_is_refused_in_flat_memory),
        WITH_FOLDER(test_many_columns),
        WITH_FOLDER(test_records_between_blocks),
        WITH_FOLDER(test_transposed),
        WITH_FOLDER(test_spectrum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
