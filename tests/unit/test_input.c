/* The bytes that readers read: in whatever encoding, packed, packed to harm, broken off. */
#include <iconv.h>
#include <zlib.h>

#include "exchange/readers/readers.h"
#include "reading.h"

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
    assert_int_equal(finish(f, "a,b\n\xc3\xb8,2\n\xff", 11, &as_found, &rows), MPT_BAD_INPUT);
    assert_int_equal(rows, 1); /* it ended with its line */
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
    for (size_t i = 0; i < MEGABYTE; i++) {
        piece[i] = "100,200\n"[i % 8];
    }
    pack(&packed, piece, MEGABYTE, 256);
    assert_true(packed.len < 4 * MEGABYTE);
    long before = kilobytes_used();
    assert_refused(f, finish(f, packed.data, packed.len, &as_found, &rows), MPT_BAD_INPUT,
                   "more than 200 times as large as packed");
    assert_true(rows >= 64 * MEGABYTE / 8 - 1 && rows < 80 * MEGABYTE / 8);
    assert_true(kilobytes_used() - before < 16L * 1024);
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
    assert_true(kilobytes_used() - before < 96L * 1024);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_gzip_bombs),
        WITH_FOLDER(test_encodings_are_found),
        WITH_FOLDER(test_encodings_are_given),
        WITH_FOLDER(test_a_wrong_byte_far_down),
        WITH_FOLDER(test_characters_between_blocks),
        WITH_FOLDER(test_undouble),
        WITH_FOLDER(test_files_encoded_twice),
        WITH_FOLDER(test_gzip),
        WITH_FOLDER(test_gzip_that_breaks_off),
        WITH_FOLDER(test_files_and_standard_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
