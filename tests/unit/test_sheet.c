/* What mpt-sheet makes of a workbook's XML: values of cells, formats, sheets, rows as CSV. No archive is involved. */
#include "exchange/sheet/book.h"
#include "exchange/sheet/cells.h"
#include "support.h"

#define MAIN "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"

/* A part in memory, handed over in small pieces. */
struct memory {
    const char *at;
    size_t left;
};

static long read_memory(void *context, char *buffer, size_t size, struct mpt_error *error)
{
    enum { PIECE = 7 };
    struct memory *memory = context;
    size_t len = memory->left < PIECE ? memory->left : PIECE;
    (void)error, (void)size;
    memcpy(buffer, memory->at, len);
    memory->at += len;
    memory->left -= len;
    return (long)len;
}

static enum mpt_status read_part(struct fixture *f, struct xml handlers, const char *xml)
{
    struct memory memory = {xml, strlen(xml)};
    const struct part part = {"part.xml", &memory, read_memory};
    return xml_read(&handlers, &part, &f->error);
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

static void test_formats_say_what_is_a_date(void **state)
{
    static const struct {
        const char *code;
        enum number_kind kind;
    } codes[] = {
        {"General", NUMBER_PLAIN},
        {"0.00E+00", NUMBER_PLAIN},
        {"#,##0.00;[Red]-#,##0.00", NUMBER_PLAIN},
        {"0.00\" days\"", NUMBER_PLAIN},
        {"[$-409]#,##0\\d", NUMBER_PLAIN},
        {"_-* #,##0_y", NUMBER_PLAIN},
        {"@", NUMBER_PLAIN},
        {"\"never closed dd", NUMBER_PLAIN},
        {"dd/mm/yyyy", NUMBER_DATE},
        {"[$-407]d. mmmm yyyy;@", NUMBER_DATE},
        {"mmm", NUMBER_DATE},
        {"yyyy\"m\"", NUMBER_DATE},
        {"d.m. h:mm", NUMBER_DATE},
        {"h:mm AM/PM", NUMBER_CLOCK},
        {"mm:ss.0", NUMBER_CLOCK},
        {"[h]:mm:ss", NUMBER_DURATION},
        {"[mm]:ss", NUMBER_DURATION},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(codes); i++) {
        if (number_kind_of(codes[i].code) != codes[i].kind) {
            WRONG("%s is %d, not %d", codes[i].code, number_kind_of(codes[i].code), codes[i].kind);
        }
    }
    assert_int_equal(number_kind_builtin(0), NUMBER_PLAIN);
    assert_int_equal(number_kind_builtin(10), NUMBER_PLAIN);
    assert_int_equal(number_kind_builtin(14), NUMBER_DATE);
    assert_int_equal(number_kind_builtin(20), NUMBER_CLOCK);
    assert_int_equal(number_kind_builtin(46), NUMBER_DURATION);
    assert_int_equal(number_kind_builtin(49), NUMBER_PLAIN);
    assert_int_equal(number_kind_builtin(57), NUMBER_DATE);
}

static void test_numbers_and_dates(void **state)
{
    static const struct {
        const char *raw, *shown;
        enum number_kind kind;
        bool date1904;
    } numbers[] = {
        {"1234567.1", "1234567.1"},
        {"7", "7"},
        {"7.0", "7"},
        {"-0", "0"},
        {"007", "7"},
        {"0.45", "0.45"},
        {"1.2500000000000001E-3", "0.00125"},
        {"0.10000000000000001", "0.1"},
        {"1E+3", "1000"},
        {"123456789012345678", "123456789012345680"},
        {"9007199254740993", "9007199254740992"},
        {"1e300", "1e+300"},
        {" 5 ", "5"},
        {"45473", "2024-06-30", NUMBER_DATE},
        {"45473.604166666664", "2024-06-30T14:30:00", NUMBER_DATE},
        {"45473.99999999", "2024-07-01", NUMBER_DATE},
        {"1", "1900-01-01", NUMBER_DATE},
        {"59", "1900-02-28", NUMBER_DATE},
        {"61", "1900-03-01", NUMBER_DATE},
        {"2958465", "9999-12-31", NUMBER_DATE},
        {"2958466", "2958466", NUMBER_DATE},
        {"-1", "-1", NUMBER_DATE},
        {"0", "1904-01-01", NUMBER_DATE, true},
        {"44011", "2024-06-30", NUMBER_DATE, true},
        {"0.5", "12:00:00", NUMBER_CLOCK},
        {"0.5", "12:00:00", NUMBER_CLOCK, true},
        {"45473.5", "2024-06-30T12:00:00", NUMBER_CLOCK},
        {"1.5", "36:00:00", NUMBER_DURATION},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        struct mpt_text text = mpt_text_init(f->arena);
        assert_true(value_add_number(&text, numbers[i].raw, numbers[i].kind, numbers[i].date1904));
        assert_text(mpt_text_get(&text), numbers[i].shown);
    }
    static const char *const wrong[] = {"", "seven", "7x", "nan", "inf", "0x10", "1e999", "--1"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct mpt_text text = mpt_text_init(f->arena);
        if (value_add_number(&text, wrong[i], NUMBER_PLAIN, false)) {
            WRONG("'%s' is a number", wrong[i]);
        }
    }
}

static void test_escapes(void **state)
{
    static const char *const texts[][2] = {
        {"a_x000D_\nb", "a\nb"},        {"a_x000d_b", "a\nb"},
        {"_x005F_x0041_", "_x0041_"},   {"_x0041__x00e6__x20AC_", "Aæ€"},
        {"_x0000_a_x0007_b\x7f", "ab"}, {"_x00G0_ _x0041", "_x00G0_ _x0041"},
        {"_xD83D_", "\xEF\xBF\xBD"},    {"__x0041_", "_A"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct mpt_text text = mpt_text_init(f->arena);
        mpt_text_add(&text, "kept_x0041_");
        size_t from = text.len;
        mpt_text_add(&text, texts[i][0]);
        value_unescape(&text, from);
        assert_text(mpt_text_get(&text) + from, texts[i][1]);
        assert_int_equal(text.len, strlen(text.data));
    }
}

static void test_references(void **state)
{
    size_t row, column;
    const char *end;
    char letters[4];
    (void)state;
    assert_true(cell_reference("XFD1048576", &row, &column, &end));
    assert_int_equal(row, SHEET_ROWS);
    assert_int_equal(column, SHEET_COLUMNS);
    assert_true(cell_reference("$AB$12:C3", &row, &column, &end));
    assert_int_equal(column, 28);
    assert_text(end, ":C3");
    assert_text(column_letters(28, letters), "AB");
    assert_text(column_letters(SHEET_COLUMNS, letters), "XFD");
    assert_text(column_letters(26, letters), "Z");
    static const char *const wrong[] = {
        "", "A", "1", "A0", "XFE1", "A1048577", "AAAAAAAAAAAAAAAAAAAA1", "A99999999999999999999"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        if (cell_reference(wrong[i], &row, &column, &end) && !*end) {
            WRONG("'%s' is a cell", wrong[i]);
        }
    }
}

/* --- Parts -------------------------------------------------------------------------------------------------------- */

static void test_styles(void **state)
{
    struct fixture *f = *state;
    struct styles styles = {.arena = f->arena};
    assert_ok(f, read_part(f, styles_handlers(&styles),
                           "<styleSheet " MAIN "><numFmts><numFmt numFmtId='164' formatCode='dd.mm.yyyy'/>"
                           "<numFmt numFmtId='999999' formatCode='dd'/></numFmts><cellStyleXfs><xf numFmtId='14'/>"
                           "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='999999'/><xf/>"
                           "</cellXfs><cellStyles><xf numFmtId='14'/></cellStyles></styleSheet>"));
    assert_int_equal(styles.count, 4);
    assert_int_equal(styles_kind(&styles, 0), NUMBER_PLAIN);
    assert_int_equal(styles_kind(&styles, 1), NUMBER_DATE);
    assert_int_equal(styles_kind(&styles, 2), NUMBER_PLAIN);
    assert_int_equal(styles_kind(&styles, 7), NUMBER_PLAIN);
}

static void test_strings(void **state)
{
    struct fixture *f = *state;
    struct strings strings = {.arena = f->arena};
    assert_ok(f,
              read_part(f, strings_handlers(&strings),
                        "<sst " MAIN " xmlns:o='urn:other'><si><t> a </t></si><si><r><t xml:space='preserve'>b </t>"
                        "</r><r><t>c</t></r><rPh><t>no</t></rPh><phoneticPr/></si><si/><si><o:t>no</o:t><t>d</t></si>"
                        "</sst>"));
    assert_int_equal(strings.count, 4);
    assert_text(strings.texts[0], "a");
    assert_text(strings.texts[1], "b c");
    assert_text(strings.texts[2], "");
    assert_text(strings.texts[3], "d");
}

static void test_markup_that_is_refused(void **state)
{
    static const struct {
        const char *xml, *why;
    } parts[] = {
        {"<!DOCTYPE sst [<!ENTITY a 'b'>]><sst " MAIN ">&a;</sst>", "document type"},
        {"<sst " MAIN "><si></sst>", "mismatched tag"},
        {"<sst " MAIN ">&unknown;</sst>", "undefined entity"},
        {"", "no element found"},
        {"<sst " MAIN "/>\n<more/>", "part.xml, line 2: junk after document element"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct strings strings = {.arena = f->arena};
        assert_refused_about(f, read_part(f, strings_handlers(&strings), parts[i].xml), MPT_BAD_INPUT, parts[i].why,
                             parts[i].xml);
    }
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

/* Reads a sheet and gives its CSV. */
static const char *csv_of(struct fixture *f, const char *data, const char *merges)
{
    static const char *const texts[] = {"shared"};
    const struct strings strings = {.texts = (const char **)texts, .count = 1};
    const struct styles styles = {.count = 0};
    struct cells *cells = mpt_arena_alloc(f->arena, sizeof *cells);
    const char *path = mpt_arena_print(f->arena, "%s/csv", f->folder);
    struct rows rows;
    long start;
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fseek(out, SHEET_HEAD_ROOM, SEEK_SET);
    rows_begin(&rows, f->arena, out, 1 << 30);
    *cells = (struct cells){.strings = &strings, .styles = &styles, .rows = &rows};
    assert_ok(f, read_part(f, cells_handlers(cells, f->arena),
                           mpt_arena_print(f->arena,
                                           "<worksheet " MAIN "><sheetData>%s</sheetData><mergeCells>%s</mergeCells>"
                                           "</worksheet>",
                                           data, merges)));
    assert_ok(f, rows_end(&rows, &start, &f->error));
    assert_int_equal(fclose(out), 0);
    return read_whole(f, path, NULL) + start; /* behind a hole */
}

/* A row of texts, '|' between them. */
static const char *row_of(struct fixture *f, int number, const char *texts)
{
    struct mpt_text row = mpt_text_init(f->arena);
    char letter = 'A';
    mpt_text_print(&row, "<row r='%d'>", number);
    for (const char *at = texts;; letter++) {
        size_t len = strcspn(at, "|");
        if (len) {
            mpt_text_print(&row, "<c r='%c%d' t='inlineStr'><is><t>%.*s</t></is></c>", letter, number, (int)len, at);
        }
        if (!at[len]) {
            break;
        }
        at += len + 1;
    }
    mpt_text_add(&row, "</row>");
    return mpt_text_get(&row);
}

static const char *table(struct fixture *f, const char *const *rows, size_t count, const char *merges)
{
    struct mpt_text data = mpt_text_init(f->arena);
    for (size_t i = 0; i < count; i++) {
        mpt_text_add(&data, row_of(f, (int)i + 1, rows[i]));
    }
    return csv_of(f, mpt_text_get(&data), merges);
}
#define TABLE(f, merges, ...) table(f, (const char *[]){__VA_ARGS__}, COUNT(((const char *[]){__VA_ARGS__})), merges)

/* Also where rows no longer wait for what is merged, from row 401 on. */
static void test_rows_keep_their_numbers(void **state)
{
    struct fixture *f = *state;
    struct mpt_text data = mpt_text_init(f->arena), expected = mpt_text_init(f->arena);
    mpt_text_add(&data, row_of(f, 2, "a|b|c"));
    mpt_text_add(&data, "<row r='4'><c r='C4' t='s'><v>0</v></c><c r='A4'><v>1</v></c></row>");
    mpt_text_add(&data, "<row><c t='b'><v>1</v></c><c t='e'><v>#REF!</v></c></row>");
    mpt_text_add(&data, row_of(f, 900, "x, \"y\"|two&#10;lines"));
    mpt_text_add(&expected, "\na,b,c\n\n1,,shared\ntrue,,\n");
    for (int i = 6; i < 900; i++) {
        mpt_text_add(&expected, "\n");
    }
    mpt_text_add(&expected, "\"x, \"\"y\"\"\",two\xE2\x80\xA8lines,\n");
    assert_text(csv_of(f, mpt_text_get(&data), ""), mpt_text_get(&expected));
}

static void test_headers_in_two_rows_are_joined(void **state)
{
    struct fixture *f = *state;
    assert_text(TABLE(f, "<mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/><mergeCell ref='D1:E1'/>",
                      "Code|Budget||Spent|", "|2024|2025|2024|2025", "a|1|2|3|4"),
                "\nCode,Budget 2024,Budget 2025,Spent 2024,Spent 2025\na,1,2,3,4\n");
    /* a group alone in its row, but not where the table begins */
    assert_text(TABLE(f, "<mergeCell ref='B1:C1'/>", "|Budget|", "Code|2024|2025", "a|1|2"),
                "\nCode,Budget 2024,Budget 2025\na,1,2\n");
    /* three rows */
    assert_text(TABLE(f, "<mergeCell ref='B1:E1'/><mergeCell ref='B2:C2'/><mergeCell ref='D2:E2'/>", "|Money|||",
                      "|Plan||Real|", "Code|1|2|1|2", "a|1|2|3|4"),
                "\n\nCode,Money Plan 1,Money Plan 2,Money Real 1,Money Real 2\na,1,2,3,4\n");
}

static void test_titles_and_groups_of_rows_stay(void **state)
{
    struct fixture *f = *state;
    assert_text(TABLE(f, "<mergeCell ref='A1:C1'/>", "All projects", "Code|Title|Start", "a|b|c"),
                "All projects,,\nCode,Title,Start\na,b,c\n");
    assert_text(TABLE(f, "<mergeCell ref='A1:B1'/>", "All projects", "Code|Title|Start", "a|b|c"),
                "All projects,,\nCode,Title,Start\na,b,c\n");
    /* merged in the table itself */
    assert_text(TABLE(f, "<mergeCell ref='A2:B2'/><mergeCell ref='A3:A4'/><mergeCell ref='B5:C5'/>", "Code|Title|Start",
                      "Phase one", "a|b|c", "|d|e", "f|g|", "h|i|j"),
                "Code,Title,Start\nPhase one,,\na,b,c\n,d,e\nf,g,\nh,i,j\n");
}

static void test_cells_that_are_refused(void **state)
{
    static const struct {
        const char *data, *why;
    } sheets[] = {
        {"<row r='2'/><row r='2'/>", "row 2 comes behind row 2"},
        {"<row r='0'/>", "row '0' is not one"},
        {"<row r='-1'/>", "row '-1' is not one"},
        {"<row r='1'><c r='A2'/></row>", "row 1: 'A2' is no cell of it"},
        {"<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>", "cell A1 is there twice"},
        {"<row r='1'><c r='AB1' t='s'><v>4</v></c></row>",
         "cell AB1 refers to a text that the workbook does not have: 4"},
        {"<row r='1'><c r='A1' t='s'><v>-1</v></c></row>", "does not have: -1"},
        {"<row r='1'><c r='A1'><v>one</v></c></row>", "cell A1 should be a number and is one"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(sheets); i++) {
        const struct strings strings = {.count = 0};
        const struct styles styles = {.count = 0};
        struct cells *cells = mpt_arena_alloc(f->arena, sizeof *cells);
        struct rows rows;
        rows_begin(&rows, f->arena, NULL, 1 << 30);
        *cells = (struct cells){.strings = &strings, .styles = &styles, .rows = &rows};
        const char *xml =
            mpt_arena_print(f->arena, "<worksheet " MAIN "><sheetData>%s</sheetData></worksheet>", sheets[i].data);
        assert_refused_about(f, read_part(f, cells_handlers(cells, f->arena), xml), MPT_BAD_INPUT, sheets[i].why,
                             sheets[i].data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_formats_say_what_is_a_date),
        WITH_FOLDER(test_numbers_and_dates),
        WITH_FOLDER(test_escapes),
        WITH_FOLDER(test_references),
        WITH_FOLDER(test_styles),
        WITH_FOLDER(test_strings),
        WITH_FOLDER(test_markup_that_is_refused),
        WITH_FOLDER(test_rows_keep_their_numbers),
        WITH_FOLDER(test_headers_in_two_rows_are_joined),
        WITH_FOLDER(test_titles_and_groups_of_rows_stay),
        WITH_FOLDER(test_cells_that_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
