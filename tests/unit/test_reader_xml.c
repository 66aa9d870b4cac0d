/* Reading XML: the mapping to JSON, finding the records, encodings, and everything with which XML can do harm. */
#include <sqlite3.h>

#include "records.h"

/* --- The mapping -------------------------------------------------------------------------------------------------- */

static const char activities[] =
    "<?xml version=\"1.0\"?>\n"
    "<iati-activities version=\"2.03\" xmlns:x=\"http://example.org/x\">\n"
    "<iati-activity xml:lang=\"en\" default-currency='NOK'>\n"
    "  <iati-identifier> NO-1 </iati-identifier>\n"
    "  <title><narrative>Wind &amp; \"waves\" &#xf8;</narrative>"
    "<narrative xml:lang=\"no\"><![CDATA[Vind < b\xc3\xb8lger]]></narrative></title>\n"
    "  <sector code=\"1\"/><x:note on=\"\">seen</x:note><sector code=\"2\">b<b>!</b> c</sector>\n"
    "</iati-activity>\n"
    "<iati-activity/>\n"
    "</iati-activities>\n";

static void elements_become_objects(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome = read_text(f, activities, "iati-activity");
    assert_ok(f, outcome.status);
    assert_text(outcome.text,
                "3: @@version=2.03, @@xmlns:x=http://example.org/x, @xml:lang=en, @default-currency=NOK, "
                "iati-identifier=[{\"#text\":\"NO-1\"}], "
                "title=[{\"narrative\":[{\"#text\":\"Wind & \\\"waves\\\" \xc3\xb8\"},"
                "{\"@xml:lang\":\"no\",\"#text\":\"Vind < b\xc3\xb8lger\"}]}], "
                "sector=[{\"@code\":\"1\"},{\"@code\":\"2\",\"b\":[{\"#text\":\"!\"}],\"#text\":\"b c\"}], "
                "x:note=[{\"@on\":\"\",\"#text\":\"seen\"}]\n"
                "8: @@version=2.03, @@xmlns:x=http://example.org/x");
    assert_text(outcome.json,
                "{\"@@version\":\"2.03\",\"@@xmlns:x\":\"http://example.org/x\",\"@xml:lang\":\"en\","
                "\"@default-currency\":\"NOK\",\"iati-identifier\":[{\"#text\":\"NO-1\"}],"
                "\"title\":[{\"narrative\":[{\"#text\":\"Wind & \\\"waves\\\" \xc3\xb8\"},"
                "{\"@xml:lang\":\"no\",\"#text\":\"Vind < b\xc3\xb8lger\"}]}],"
                "\"sector\":[{\"@code\":\"1\"},{\"@code\":\"2\",\"b\":[{\"#text\":\"!\"}],\"#text\":\"b c\"}],"
                "\"x:note\":[{\"@on\":\"\",\"#text\":\"seen\"}]}\n"
                "{\"@@version\":\"2.03\",\"@@xmlns:x\":\"http://example.org/x\"}");
}

/* As a map would take it out again, with SQLite. */
static void maps_find_what_is_nested(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome = read_text(f, activities, "iati-activity");
    sqlite3 *db = raw_open(path_of(f, "j.db"));
    sqlite3_stmt *statement;
    const char *sql =
        "SELECT json_extract($1, '$.title[0].narrative[1].\"#text\"'), json_extract($1, '$.\"@@version\"')";
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    sqlite3_bind_text(statement, 1, outcome.json, (int)strcspn(outcome.json, "\n"), SQLITE_STATIC);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_text((const char *)sqlite3_column_text(statement, 0), "Vind < b\xc3\xb8lger");
    assert_text((const char *)sqlite3_column_text(statement, 1), "2.03");
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static void records_keep_records_inside(void **state)
{
    struct fixture *f = *state;
    assert_text(rows_of(f, "<r><p n='1'><p n='2'/></p><q><p n='3'/></q></r>", "p"),
                "1: @n=1, p=[{\"@n\":\"2\"}]\n1: @n=3");
    assert_text(rows_of(f, "<r a='1'>t<b/></r>", "r"), "1: @a=1, b=[{}], #text=t"); /* no "@@": its own */
    assert_text(rows_of(f, "<r>\n<p>\n\n</p><p>a</p>\n</r>", "p"), "2:\n4: #text=a");
}

/* --- Which element is a record ------------------------------------------------------------------------------------ */

static void records_are_found(void **state)
{
    struct fixture *f = *state;
    static const char *const cases[][2] = {
        {"<r><p><a/></p><p><a/></p></r>", "p"},
        {"<r><reg a='1'/><act><t/><s c='1'/><s c='2'/></act></r>", "act"}, /* one activity alone */
        {"<r><reg a='1'/><act><t/></act><act/><act/></r>", "act"},
        {"<r><head><x/><y/></head><list><p a='1'/><p a='2'/></list></r>", "p"},
        {"<r><total>2</total><list><p a='1'/><p a='2'/></list></r>", "p"},
        {"<r><list><p><t/></p></list></r>", "p"},
        {"<r><list><p>1</p></list></r>", "list"},
        {"<project><title>t</title><word>a</word><word>b</word></project>", "project"},
        {"<project><title>t</title><budget><sum>1</sum></budget></project>", "project"},
        {"<list><name>a</name><name>b</name></list>", "name"},
        {"<a><a/><a/></a>", "a"},
        {"<one/>", "one"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct outcome outcome = read_text(f, cases[i][0], NULL);
        assert_ok(f, outcome.status);
        assert_text(outcome.records, cases[i][1]);
        assert_true(outcome.rows > 0);
    }
    assert_text(read_text(f, activities, NULL).said, "XML, records <iati-activity>, UTF-8");
    struct outcome outcome = read_text(f, activities, "activity");
    assert_refused(f, outcome.status, MPT_BAD_INPUT,
                   "t: is XML, but holds no records <activity>; below the root <iati-activities> there are "
                   "<iati-activity>");
    outcome = read_text(f, "<r/>", "p");
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "below the root <r> there is nothing");
}

/* --- Encodings ---------------------------------------------------------------------------------------------------- */

static void encodings_are_as_declared(void **state)
{
    struct fixture *f = *state;
    static const char latin[] = "<?xml version='1.0' encoding='ISO-8859-1'?><r><p a='\xe9'>\x80\xd8</p><p>\xe5</p></r>";
    static const char cyrillic[] = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><r><p>\xec\xe8\xf0</p></r>";
    static const char wide[] =
        "\xff\xfe<\0?\0x\0m\0l\0 \0v\0e\0r\0s\0i\0o\0n\0=\0'\0001\0.\0000\0'\0 \0e\0n\0c\0o\0d\0i\0n"
        "\0g\0=\0'\0U\0T\0F\0-\0001\0006\0'\0?\0>\0<\0r\0>\0\xe5\0<\0/\0r\0>\0";
    static const char wrong[] = "\xef\xbb\xbf<?xml version='1.0' encoding='utf-16'?><r>\xc3\xa5</r>";
    assert_contains(rows_of(f, latin, "p"), "@a=\xc3\xa9");
    assert_contains(rows_of(f, latin, "p"), "#text=\xc3\xa5");
    assert_text(rows_of(f, cyrillic, "p"), "1: #text=\xd0\xbc\xd0\xb8\xd1\x80");
    struct outcome outcome = read_bytes(f, wide, sizeof wide - 1, "r");
    assert_ok(f, outcome.status);
    assert_text(outcome.text, "1: #text=\xc3\xa5");
    assert_text(rows_of(f, wrong, "r"), "1: #text=\xc3\xa5");
    outcome = read_text(f, "<?xml version='1.0' encoding='klingon'?><r/>", NULL);
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "t, line 1: declares the encoding \"klingon\"");
    outcome = read_text(f, "<r><p>\xc3\x83\xc2\xb8 \xc3\x83\xc2\xa5 \xc3\x83\xc2\xa6</p></r>", "p");
    assert_ok(f, outcome.status);
    assert_text(outcome.text, "1: #text=\xc3\xb8 \xc3\xa5 \xc3\xa6");
}

/* --- What is refused ---------------------------------------------------------------------------------------------- */

static void what_is_not_xml_is_refused_where_it_is(void **state)
{
    struct fixture *f = *state;
    assert_stops(f, "<r><p a='1'/><p a='2'/>\n<p></q></r>", 2, "t, line 2, column 6: is not XML: mismatched tag");
    assert_stops(f, "<r><p a='1'/><p a='2'/><p a=3/></r>", 2, "line 1, column 29: is not XML: not well-formed");
    assert_stops(f, "<r><p a='1'/></r><r/>", 1, "is not XML: junk after document element");
    assert_stops(f, "<r><p a='1' a='2'/></r>", 0, "duplicate attribute");
    assert_stops(f, "<r>&nbsp;</r>", 0, "is not XML: undefined entity");
    assert_stops(f, "<!DOCTYPE html>\n<html><body><p>Not found</p></body></html>", 0,
                 "t, line 1, column 15: is a web page (HTML), not data");
}

static void a_file_that_breaks_off_is_refused_after_its_records(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome = read_text(f, "<r>\n<p a='1'/>\n<p>\n<t>x", "p");
    assert_refused(f, outcome.status, MPT_BAD_INPUT,
                   "t, line 4, column 5: is not complete: it ends here, within <t> in the record <p> that begins in "
                   "line 3");
    assert_text(outcome.text, "2: @a=1");
    outcome = read_text(f, "<r>\n<p a='1'/>\n", "p");
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "is not complete: it ends here, and <r> is not closed");
    size_t whole = strlen(activities) - 1; /* the line feed behind it may be missing */
    for (size_t len = 2; len < whole; len++) {
        outcome = read_bytes(f, activities, len, "iati-activity");
        assert_int_equal(outcome.status, MPT_BAD_INPUT);
        assert_true(outcome.rows <= 2);
    }
}

/* What is wrong with the bytes is said, not that they ended. */
static void a_file_that_cannot_be_decoded_is_refused(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome = read_text(f, repeated(f, "<r>", "<p a='\xc3\xb8'/>\n", 9999, "<p a='\xff'/></r>"), NULL);
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "t, line 10000: the byte 0xff");
    assert_int_equal(outcome.rows, 9999);
}

static void entities_are_refused_at_once(void **state)
{
    struct fixture *f = *state;
    static const char *const declared[] = {
        "<!DOCTYPE r [<!ENTITY a \"b\">]><r>&a;</r>",
        "<!DOCTYPE r [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><r>&a;</r>",
        "<!DOCTYPE r [<!ENTITY a PUBLIC \"x\" \"http://127.0.0.1:1/\">]><r>&a;</r>",
        "<!DOCTYPE r [<!ENTITY % a SYSTEM \"file:///etc/passwd\"> %a;]><r/>",
        "<!DOCTYPE r [<!ENTITY % a \"b\"> ]><r/>",
        "<!DOCTYPE r [<!NOTATION n SYSTEM 'n'><!ENTITY a SYSTEM \"p.gif\" NDATA n>]><r/>",
    };
    for (size_t i = 0; i < COUNT(declared); i++) {
        assert_stops(f, declared[i], 0, "declares the entity \"a\"");
    }
    /* What a DOCTYPE may say otherwise. Attributes that it would add to each element are not added. */
    assert_text(rows_of(f, "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/r.dtd'><r>a</r>", NULL), "1: #text=a");
    assert_text(rows_of(f, "<!DOCTYPE r [<!ELEMENT r ANY><!ATTLIST r b CDATA 'c'>]><r a='1'>a</r>", NULL),
                "1: @a=1, #text=a");
    /* With a DTD elsewhere expat passes over entities it does not know. */
    assert_text(rows_of(f, "<!DOCTYPE r SYSTEM 'r.dtd'><r>a&nbsp;b&amp;</r>", NULL),
                "1: #text=a&nbsp;b& !holds &nbsp;, which is declared nowhere");
    assert_text(rows_of(f, "<!DOCTYPE r SYSTEM 'r.dtd'><r a='1&amp;&#x20;2&euro;3'>a</r>", NULL),
                "1: @a=1& 23, #text=a !holds &euro;, which is declared nowhere");
}

static void what_would_take_the_memory_is_refused(void **state)
{
    struct fixture *f = *state;
    const size_t megabyte = 1048576;
    assert_ok(f, read_text(f, repeated(f, "", "<a>", 256, repeated(f, "", "</a>", 256, "")), "a").status);
    assert_stops(f, repeated(f, "", "<a>", 100000, ""), 0, "nested deeper than 256 levels");
    assert_stops(f, repeated(f, "<r><p a='1'/><p>", "<a/>", 1000001, "</p></r>"), 1,
                 "the record <p> that begins in line 1 has more than 1000000 elements and attributes");
    assert_stops(f, repeated(f, "<r><p a='1'/>\n<p>", "12345678", 9 * megabyte, "</p></r>"), 1,
                 "the record <p> that begins in line 2 is longer than 64 MB");
    assert_stops(f, repeated(f, "<r><p a='1'/><p a='2'/>\n<!--", "12345678", 3 * megabyte, "--></r>"), 2,
                 "a tag or a comment longer than 16 MB begins here");
}

/* Grouping by name must not take the square of the names. */
static void many_names_are_grouped(void **state)
{
    struct fixture *f = *state;
    struct mpt_text text = mpt_text_init(f->arena);
    enum { NAMES = 100000 };
    mpt_text_add(&text, "<r>");
    for (size_t i = 0; i < NAMES; i++) {
        mpt_text_print(&text, "<n%zu/>", (i * 7919) % NAMES);
    }
    mpt_text_add(&text, "<n0/></r>");
    const struct mpt_read_options options = {.records = "r"};
    struct mpt_reader *reader;
    struct mpt_row row;
    assert_ok(f, mpt_reader_open_text("t", text.data, text.len, &options, &reader, &f->error));
    assert_true(mpt_reader_next(reader, &row));
    assert_int_equal(row.count, NAMES);
    assert_text(row.names[1], "n7919");
    assert_text(row.values[0], "[{},{}]");
    assert_false(mpt_reader_next(reader, &row));
    assert_ok(f, mpt_reader_close(reader, &f->error));
}

static void memory_does_not_grow_with_the_file(void **state)
{
    struct fixture *f = *state;
    const char *path = path_of(f, "large.xml");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("<projects>\n", file);
    for (size_t i = 0; i < 400000; i++) {
        fprintf(file, "<project n='%zu'><title>Hydrogen and drought</title><sector>1</sector></project>\n", i);
    }
    fputs("</projects>", file);
    fclose(file);
    const struct mpt_read_options options = {0};
    struct mpt_reader *reader;
    struct mpt_row row;
    size_t count = 0, wrong = 0;
    long before = most_memory();
    assert_ok(f, mpt_reader_open(path, &options, &reader, &f->error));
    while (mpt_reader_next(reader, &row)) {
        wrong += row.count != 3 || row.line != 2 + count || strtoul(row.values[0], NULL, 10) != count;
        count++;
    }
    assert_ok(f, mpt_reader_close(reader, &f->error));
    assert_int_equal(count, 400000);
    assert_int_equal(wrong, 0);
    assert_true(most_memory() - before < MEMORY_MARGIN);
}

/* --- Published files ---------------------------------------------------------------------------------------------- */

/* How often an activity begins in the text. */
static size_t count_activities(const char *text)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, "<iati-activity")); at++) {
        count += strchr(" >", at[14]) != NULL;
    }
    return count;
}

static void iati_files_are_read(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"AF.xml", "LE.xml"};
    const char *folder = data_folder(f, "iati");
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *path = mpt_arena_print(f->arena, "%s/%s", folder, names[i]);
        struct outcome outcome = read_file(f, path);
        assert_ok(f, outcome.status);
        assert_text(outcome.records, "iati-activity");
        assert_int_equal(outcome.rows, count_activities(read_whole(f, path, NULL)));
        assert_int_equal(outcome.problems, 0);
        assert_contains(outcome.text, "1: @@version=1.01, ");
    }
}

/* The names of the files go on to a text that would be in the record if it had been read. */
static void bombs_do_no_harm(void **state)
{
    struct fixture *f = *state;
    const char *folder = data_folder(f, "bad_inputs/xml_bombs_defusedxml/xmltestdata");
    static const char *const refused[] = {"cyclic.xml",    "external.xml", "external_file.xml",
                                          "quadratic.xml", "xmlbomb.xml",  "xmlbomb2.xml"};
    static const char *const harmless[] = {"dtd_element.xml", "schema-include.xsd", "simple-ns.xml",
                                           "simple.xml",      "xalan_exec.xsl",     "xalan_write.xsl"};
    long before = most_memory();
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct outcome outcome = read_file(f, mpt_arena_print(f->arena, "%s/%s", folder, refused[i]));
        assert_refused_about(f, outcome.status, MPT_BAD_INPUT, "declares the entity", refused[i]);
        assert_int_equal(outcome.rows, 0);
    }
    for (size_t i = 0; i < COUNT(harmless); i++) {
        struct outcome outcome = read_file(f, mpt_arena_print(f->arena, "%s/%s", folder, harmless[i]));
        assert_ok(f, outcome.status);
        assert_true(outcome.rows > 0);
    }
    assert_refused(f, read_file(f, mpt_arena_print(f->arena, "%s/dtd.xml", folder)).status, MPT_BAD_INPUT, "web page");
    assert_true(most_memory() - before < MEMORY_MARGIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(elements_become_objects),
        WITH_FOLDER(maps_find_what_is_nested),
        WITH_FOLDER(records_keep_records_inside),
        WITH_FOLDER(records_are_found),
        WITH_FOLDER(encodings_are_as_declared),
        WITH_FOLDER(what_is_not_xml_is_refused_where_it_is),
        WITH_FOLDER(a_file_that_breaks_off_is_refused_after_its_records),
        WITH_FOLDER(a_file_that_cannot_be_decoded_is_refused),
        WITH_FOLDER(entities_are_refused_at_once),
        WITH_FOLDER(memory_does_not_grow_with_the_file),
        WITH_FOLDER(bombs_do_no_harm),
        WITH_FOLDER(many_names_are_grouped),
        WITH_FOLDER(what_would_take_the_memory_is_refused),
        WITH_FOLDER(iati_files_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
