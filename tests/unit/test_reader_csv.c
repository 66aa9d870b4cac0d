/* Reading CSV: what is published under that name, in whatever encoding, whole or damaged; packed, and packed to harm.
 */
#include <iconv.h>
#include <sys/resource.h>
#include <zlib.h>

#include <jansson.h>

#include "exchange/readers/readers.h"
#include "mpt/reader.h"
#include "support.h"

#define MEGABYTE ((size_t)1 << 20)

static const struct mpt_read_options as_found = {0};

/* Everything read: cells parted by '|', rows by line ends, each row as "LINE: cells" and " !problem" behind it. */
static const char *drain(struct fixture *f, struct mpt_reader *reader)
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

static const char *read_with(struct fixture *f, const char *text, size_t len, const struct mpt_read_options *options)
{
    struct mpt_reader *reader;
    assert_ok(f, mpt_reader_open_text("t.csv", text, len, options, &reader, &f->error));
    const char *all = drain(f, reader);
    assert_ok(f, mpt_reader_close(reader, &f->error));
    return all;
}

static const char *read_text(struct fixture *f, const char *text)
{
    return read_with(f, text, strlen(text), &as_found);
}

/* Reads all of it; gives how it ended, at the opening or later, and the number of records before. */
static enum mpt_status finish(struct fixture *f, const char *text, size_t len, const struct mpt_read_options *options,
                              size_t *rows)
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

static void refuses(struct fixture *f, const char *text, size_t len, const char *piece)
{
    size_t rows;
    assert_refused_about(f, finish(f, text, len, &as_found, &rows), MPT_BAD_INPUT, piece, text);
}

/* What was found out, in words. */
static const char *said_with(struct fixture *f, const char *text, size_t len, const struct mpt_read_options *options)
{
    struct mpt_reader *reader;
    assert_ok(f, mpt_reader_open_text("t.csv", text, len, options, &reader, &f->error));
    const char *said = mpt_arena_copy(f->arena, mpt_reader_facts(reader)->said);
    assert_ok(f, mpt_reader_close(reader, &f->error));
    return said;
}

static const char *said_of(struct fixture *f, const char *text)
{
    return said_with(f, text, strlen(text), &as_found);
}

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
        /* NOLINTNEXTLINE(clang-diagnostic-format-nonliteral): from the table above */
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

static long kilobytes_used(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

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
    assert_true(kilobytes_used() - before < 48 * 1024);
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

/* --- Encodings ---------------------------------------------------------------------------------------------------- */

static const char *encode(struct fixture *f, const char *text, const char *encoding, size_t *len)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    size_t left = strlen(text), size = left * 4 + 4, room = size;
    char *out = mpt_arena_alloc(f->arena, size), *to = out, *from = mpt_arena_copy(f->arena, text);
    assert_int_equal(iconv(converter, &from, &left, &to, &room), 0);
    iconv_close(converter);
    *len = size - room;
    return out;
}

static void reads_as(struct fixture *f, const char *text, size_t len, const char *all, const char *said)
{
    assert_text(read_with(f, text, len, &as_found), all);
    assert_contains(said_with(f, text, len, &as_found), said);
}

static void test_encodings_are_found(void **state)
{
    struct fixture *f = *state;
    const char *text = "navn;sted\nBjørg;Ærøskøbing – “by”\nÅse;Tromsø\n";
    const char *all = "navn|sted\n2: Bjørg|Ærøskøbing – “by”\n3: Åse|Tromsø";
    static const struct {
        const char *encoding, *mark;
        size_t mark_len;
        const char *said;
    } cases[] = {
        {"UTF-8", "", 0, ", UTF-8"},
        {"UTF-8", "\xef\xbb\xbf", 3, ", UTF-8 with a byte order mark"},
        {"UTF-16LE", "\xff\xfe", 2, ", UTF-16 with a byte order mark"},
        {"UTF-16BE", "\xfe\xff", 2, ", UTF-16 with a byte order mark"},
        {"UTF-16LE", "", 0, ", UTF-16"},
        {"UTF-16BE", "", 0, ", UTF-16"},
        {"WINDOWS-1252", "", 0, ", Windows-1252"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t len;
        const char *encoded = encode(f, text, cases[i].encoding, &len);
        struct mpt_text marked = mpt_text_init(f->arena);
        mpt_text_add_len(&marked, cases[i].mark, cases[i].mark_len);
        mpt_text_add_len(&marked, encoded, len);
        reads_as(f, marked.data, marked.len, all, cases[i].said);
    }
    reads_as(f, "a,b\nk\xf8,\x81\n", 9, "a|b\n2: kø|\xc2\x81", "ISO-8859-1");
}

static void test_encodings_are_given(void **state)
{
    struct fixture *f = *state;
    struct mpt_read_options options = {.encoding = "ISO-8859-2"};
    assert_text(read_with(f,
                          "a,b\n\xb3\xf3"
                          "d\xbc,2\n",
                          11, &options),
                "a|b\n2: łódź|2");
    options.encoding = "UTF8";
    assert_text(read_with(f,
                          "\xef\xbb\xbf"
                          "a,b\nø,2\n",
                          12, &options),
                "a|b\n2: ø|2");
    options.encoding = "utf-16";
    assert_text(read_with(f, "\0a\0,\0b\0\n\0\x31\0,\0\x32", 14, &options), "a|b\n2: 1|2");
    static const char *const wrong[] = {"klingon", "utf-8//IGNORE", "", "utf 8"};
    size_t rows;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        options.encoding = wrong[i];
        assert_refused_about(f, finish(f, "a,b\n", 4, &options, &rows), MPT_USAGE, "nobody knows the encoding",
                             wrong[i]);
    }
}

/* It looked like UTF-8 for ten megabytes. */
static void test_a_wrong_byte_far_down(void **state)
{
    struct fixture *f = *state;
    struct mpt_text text = mpt_text_init(f->arena);
    size_t lines = 1, rows;
    mpt_text_add(&text, "a,b\n");
    for (; text.len < 10 * MEGABYTE; lines++) {
        mpt_text_add(&text, "some text with an ø or two,123456\n");
    }
    mpt_text_add(&text, "bl\xe5,1\n");
    assert_refused(f, finish(f, text.data, text.len, &as_found, &rows), MPT_BAD_INPUT,
                   mpt_arena_print(f->arena, "t.csv, line %zu: the byte 0xe5 is not utf-8 there", lines + 1));
    assert_contains(f->error.message, "--encoding windows-1252");
    assert_int_equal(rows, lines - 1); /* all above it, and no half of a row */
    struct mpt_read_options options = {.encoding = "windows-1252"};
    assert_int_equal(finish(f, "a,b\n1,\x81\n", 8, &options, &rows), MPT_BAD_INPUT);
    assert_contains(f->error.message, "t.csv, line 2: the byte 0x81 is not windows-1252 there, as which it was to be");
    refuses(f, "a,b\nøæåø,\xf8\n", 14, "t.csv, line 2: the byte 0xf8 is not utf-8");
    refuses(f,
            "\xff\xfe"
            "a\0\n\0b",
            7, "t.csv, line 2: the byte 0x62 is not utf-16le");
}

/* Characters of two to four bytes at every place where one block ends and the next begins. */
static void test_characters_between_blocks(void **state)
{
    struct fixture *f = *state;
    for (size_t shift = 0; shift < 9; shift++) {
        struct mpt_text text = mpt_text_init(f->arena);
        struct mpt_row row;
        struct mpt_reader *reader;
        mpt_text_print(&text, "%.*s,b\n", (int)shift + 1, "aaaaaaaaaaaa");
        while (text.len < 3 * MEGABYTE) {
            mpt_text_add(&text, "ø€𐍈,ø€𐍈\n");
        }
        assert_ok(f, mpt_reader_open_text("t.csv", text.data, text.len, &as_found, &reader, &f->error));
        while (mpt_reader_next(reader, &row)) {
            assert_null(row.problem);
            assert_text(row.values[0], "ø€𐍈");
        }
        assert_ok(f, mpt_reader_close(reader, &f->error));
    }
}

/* --- Text encoded twice ------------------------------------------------------------------------------------------- */

static void test_undouble(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *is, *becomes;
    } cases[] = {
        {"Ã¸", "ø"},
        {"BlÃ¥bÃ¦r, trÃ¸nder", "Blåbær, trønder"},
        {"â€œQuotesâ€\xc2\x9d â€“ and dashes", "“Quotes” – and dashes"},
        {"ðŸ˜€", "😀"},
        {"100 â‚¬", "100 €"},
        {"Å‚Ã³dÅº", "łódź"},
        {"ÃƒÂ¸", "ø"},       /* encoded three times */
        {"Ã¸ → ø", "ø → ø"}, /* beside right ones only what is certain */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_text(text_undouble(cases[i].is, f->arena), cases[i].becomes);
    }
    static const char *const right[] = {
        "",       "plain",  "Ærøskøbing", "Łódź", "naïve café", "São Tomé", "“Ünë” – à € 5",
        "日本語", "Привет", "😀",          "Ã",    "â€",         "voilà»",   "MÄRZ–APRIL"};
    for (size_t i = 0; i < COUNT(right); i++) {
        assert_ptr_equal(text_undouble(right[i], f->arena), right[i]);
    }
}

static void test_files_encoded_twice(void **state)
{
    struct fixture *f = *state;
    const char *text = "navn,år\nBjÃ¸rg,1\nÃ…se,2\nKjÃ¦r,3\nSÃ¸r,4\nVÃ¥r,5\nplain,6\nSÃ¸s,7\nFÃ¸r,8\nTÃ¸r,9\nRÃ¸r,10\n";
    assert_contains(read_text(f, text), "år\n2: Bjørg|1\n3: Åse|2\n4: Kjær|3");
    assert_contains(said_of(f, text), "encoded twice and set right");
    /* Not convincing: one alone, or as many right letters. */
    text = "navn,b\nBjÃ¸rg,1\n";
    assert_text(read_text(f, text), "navn|b\n2: BjÃ¸rg|1");
    text = "navn,b\nBjÃ¸rg Ã¦ Ã¥ Ã¸,1\nBjørg og Åse,2\n";
    assert_contains(read_text(f, text), "BjÃ¸rg");
    assert_not_contains(said_of(f, text), "twice");
}

/* --- Packed ------------------------------------------------------------------------------------------------------- */

/* A gzip member of `times` times the text. */
static void pack(struct mpt_text *out, const char *text, size_t len, size_t times)
{
    z_stream stream = {0};
    unsigned char block[65536];
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    for (size_t i = 0; i <= times; i++) {
        stream.next_in = (unsigned char *)(uintptr_t)text;
        stream.avail_in = i < times ? (uInt)len : 0;
        do {
            stream.next_out = block;
            stream.avail_out = sizeof block;
            deflate(&stream, i < times ? Z_NO_FLUSH : Z_FINISH);
            mpt_text_add_len(out, (char *)block, sizeof block - stream.avail_out);
        } while (!stream.avail_out);
    }
    deflateEnd(&stream);
}

static void test_gzip(void **state)
{
    struct fixture *f = *state;
    struct mpt_text packed = mpt_text_init(f->arena);
    size_t rows;
    pack(&packed, "a,b\n1,2\n", 8, 1);
    size_t first = packed.len;
    pack(&packed, "3,4\n", 4, 1);
    assert_text(read_with(f, packed.data, packed.len, &as_found), "a|b\n2: 1|2\n3: 3|4");
    assert_contains(said_with(f, packed.data, packed.len, &as_found), "packed with gzip");
    for (size_t len = 3; len < packed.len; len++) { /* cut anywhere it is not complete, but between members */
        if (len == first) {
            assert_ok(f, finish(f, packed.data, len, &as_found, &rows));
        } else {
            assert_refused(f, finish(f, packed.data, len, &as_found, &rows), MPT_BAD_INPUT, "the gzip data breaks off");
        }
    }
    mpt_text_add_len(&packed, "\0\0\0\0\0", 5);
    assert_ok(f, finish(f, packed.data, packed.len, &as_found, &rows));
    assert_int_equal(rows, 2);
    mpt_text_add(&packed, "something else");
    assert_refused(f, finish(f, packed.data, packed.len, &as_found, &rows), MPT_BAD_INPUT, "the gzip data is broken");
    packed.data[first / 2] ^= 0x55;
    assert_refused(f, finish(f, packed.data, packed.len, &as_found, &rows), MPT_BAD_INPUT, "the gzip data is broken");
}

/* Rows arrive until a large file breaks off; no half of one does. */
static void test_gzip_that_breaks_off(void **state)
{
    struct fixture *f = *state;
    struct mpt_text text = mpt_text_init(f->arena), packed = mpt_text_init(f->arena);
    size_t rows;
    mpt_text_add(&text, "a,b\n");
    for (unsigned i = 0, noise = 1; i < 200000; i++) {
        noise = noise * 1103515245U + 12345U;
        mpt_text_print(&text, "%u,%u\n", noise, i);
    }
    pack(&packed, text.data, text.len, 1);
    assert_ok(f, finish(f, packed.data, packed.len, &as_found, &rows));
    assert_int_equal(rows, 200000);
    write_whole(path_of(f, "cut.csv.gz"), packed.data, packed.len / 2);
    struct mpt_reader *reader;
    struct mpt_row row;
    assert_ok(f, mpt_reader_open(path_of(f, "cut.csv.gz"), &as_found, &reader, &f->error));
    for (rows = 0; mpt_reader_next(reader, &row); rows++) {
        assert_null(row.problem);
        assert_int_equal(strtoul(row.values[1], NULL, 10), rows);
    }
    assert_true(rows > 50000 && rows < 150000);
    assert_refused(f, mpt_reader_close(reader, &f->error), MPT_BAD_INPUT, "cut.csv.gz: the gzip data breaks off");
}

static void test_gzip_bombs(void **state)
{
    struct fixture *f = *state;
    struct mpt_text packed = mpt_text_init(f->arena);
    char *piece = mpt_arena_alloc(f->arena, MEGABYTE);
    size_t rows;
    pack(&packed, "a,b\n", 4, 1);
    for (size_t i = 0; i < MEGABYTE; i += 8) {
        memcpy(piece + i, "100,200\n", 8);
    }
    pack(&packed, piece, MEGABYTE, 256);
    assert_true(packed.len < 4 * MEGABYTE);
    long before = kilobytes_used();
    assert_refused(f, finish(f, packed.data, packed.len, &as_found, &rows), MPT_BAD_INPUT,
                   "more than 200 times as large as packed");
    assert_true(rows >= 64 * MEGABYTE / 8 - 1 && rows < 80 * MEGABYTE / 8);
    assert_true(kilobytes_used() - before < 16 * 1024);
    /* Who gives a limit knows of the size: then it is that alone. */
    struct mpt_read_options options = {.largest = 100 * MEGABYTE};
    assert_refused(f, finish(f, packed.data, packed.len, &options, &rows), MPT_BAD_INPUT, "larger than 100 MB");
    options.largest = 2000 * MEGABYTE;
    assert_ok(f, finish(f, packed.data, packed.len, &options, &rows));
    assert_int_equal(rows, 256 * MEGABYTE / 8);
    packed.len = 0; /* and one that is a single line */
    memset(piece, 'a', MEGABYTE);
    pack(&packed, piece, MEGABYTE, 256);
    assert_int_equal(finish(f, packed.data, packed.len, &as_found, &rows), MPT_BAD_INPUT);
    assert_true(kilobytes_used() - before < 96 * 1024);
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

static void test_files_and_standard_input(void **state)
{
    struct fixture *f = *state;
    struct mpt_reader *reader = NULL;
    assert_refused(f, mpt_reader_open(path_of(f, "none.csv"), &as_found, &reader, &f->error), MPT_BAD_INPUT,
                   "none.csv cannot be read: No such file");
    assert_refused(f, mpt_reader_open(f->folder, &as_found, &reader, &f->error), MPT_BAD_INPUT, "cannot be read: Is a");
    const char *path = path_of(f, "t.csv");
    write_whole(path, "a,b\n1,2\n", 8);
    int kept = dup(STDIN_FILENO);
    assert_non_null(freopen(path, "rb", stdin));
    assert_ok(f, mpt_reader_open("-", &as_found, &reader, &f->error));
    assert_text(drain(f, reader), "a|b\n2: 1|2");
    assert_ok(f, mpt_reader_close(reader, &f->error));
    assert_true(dup2(kept, STDIN_FILENO) >= 0);
    close(kept);
    assert_ok(f, mpt_reader_close(NULL, &f->error));
    assert_text(mpt_format_name(MPT_FORMAT_CSV), "CSV");
    assert_text(mpt_format_name(MPT_FORMAT_XLSX), "XLSX");
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
        WITH_FOLDER(test_gzip_bombs),
        WITH_FOLDER(test_a_large_field_is_refused_in_flat_memory),
        WITH_FOLDER(test_many_columns),
        WITH_FOLDER(test_records_between_blocks),
        WITH_FOLDER(test_transposed),
        WITH_FOLDER(test_encodings_are_found),
        WITH_FOLDER(test_encodings_are_given),
        WITH_FOLDER(test_a_wrong_byte_far_down),
        WITH_FOLDER(test_characters_between_blocks),
        WITH_FOLDER(test_undouble),
        WITH_FOLDER(test_files_encoded_twice),
        WITH_FOLDER(test_gzip),
        WITH_FOLDER(test_gzip_that_breaks_off),
        WITH_FOLDER(test_files_and_standard_input),
        WITH_FOLDER(test_spectrum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
