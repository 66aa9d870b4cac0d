/* Reading JSON: every arrangement of records that is published, every value as it was written, and what is no JSON. */
#include "exchange/readers/readers.h"
#include "records.h"

/* --- Where records are -------------------------------------------------------------------------------------------- */

static void records_stand_one_after_another(void **state)
{
    struct fixture *f = *state;
    static const char expected[] = "1: a=1\n2: a=2\n4: a=3";
    assert_text(rows_of(f, "{\"a\":1}\n{\"a\":2}\r\n\n {\"a\":3}", NULL), expected);
    assert_text(rows_of(f, "{\"a\":1}\n{\"a\":2}\r\n\n {\"a\":3}", ""), expected);
    assert_text(rows_of(f, "\xef\xbb\xbf{\"a\":\"}{\"}{\"a\":{}}{\"a\":[\"{\"]}", NULL),
                "1: a=}{\n1: a={}\n1: a=[\"{\"]");
    assert_text(rows_of(f, "{\"a\":1}", NULL), "1: a=1");
    assert_text(rows_of(f, "{}", NULL), "1:");
    /* Lists in the records are theirs, when there are several objects. */
    assert_text(rows_of(f, "{\"a\":[{\"b\":1},{\"b\":2}]}\n{\"a\":[{\"b\":3},{\"b\":4}]}", NULL),
                "1: a=[{\"b\":1},{\"b\":2}]\n2: a=[{\"b\":3},{\"b\":4}]");
}

static void records_stand_in_an_array(void **state)
{
    struct fixture *f = *state;
    assert_text(rows_of(f, "[{\"a\":1},\n{\"a\":2}]\n", NULL), "1: a=1\n2: a=2");
    assert_text(rows_of(f, " [ ] ", NULL), "");
    assert_text(rows_of(f, "[{\"a\":1}, 2, [{}], {\"a\":3}]", NULL),
                "1: a=1\n1: !is a number, not an object {...}\n1: !is an array, not an object {...}\n1: a=3");
}

static void records_stand_in_a_list_that_is_named(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "{\"count\":2,\"meta\":{\"by\":[{\"x\":9}]},\n\"data\":{\"rows\":[{\"a\":1},{\"a\":2}]},"
                               "\"empty\":[],\"one\":{\"a\":5}}";
    assert_text(rows_of(f, text, "data.rows"), "2: a=1\n2: a=2");
    assert_text(rows_of(f, text, "meta.by"), "1: x=9");
    assert_text(rows_of(f, text, "empty"), "");
    assert_text(rows_of(f, text, "one"), "2: a=5");
    assert_text(rows_of(f, "{\"r\":[{\"a\":1}]}\n{\"r\":[{\"a\":2}]}", "r"), "1: a=1\n2: a=2");
    assert_text(rows_of(f, "{\"\\u0072\":[{\"a\":1}]}", "r"), "1: a=1");
    assert_text(rows_of(f, text, ""),
                "1: count=2, meta={\"by\":[{\"x\":9}]}, data={\"rows\":[{\"a\":1},{\"a\":2}]}, empty=[], "
                "one={\"a\":5}");
    assert_text(rows_of(f, "{\"\\ud800\":[],\"r\":[{\"a\":1}]}", "r"), "1: a=1");
    struct outcome outcome = read_text(f, text, "rows");
    assert_refused(f, outcome.status, MPT_BAD_INPUT,
                   "t: is JSON, but holds no records: there is nothing at \"rows\"; there are lists at \"meta.by\", "
                   "\"data.rows\", \"empty\"");
    outcome = read_text(f, text, "count");
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "expected objects {...}, found a number");
}

static void the_largest_list_is_found(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome =
        read_text(f,
                  "{\"ok\":true,\"by\":[{\"n\":1}],\"result\":{\"total\":2,\"list\":[{\"a\":1},{\"a\":2},{\"a\":\"and "
                  "a text that is longer than all that stands around\"}]},\"x\":[1,2,3]}",
                  NULL);
    assert_ok(f, outcome.status);
    assert_text(outcome.records, "result.list");
    assert_text(outcome.text, "1: a=1\n1: a=2\n1: a=and a text that is longer than all that stands around");
    assert_contains(outcome.said, "JSON, records in \"result.list\", UTF-8");

    outcome = read_text(
        f, "{\"title\":\"A project with a long title, which is more than half of it\",\"by\":[{\"n\":1}]}", NULL);
    assert_ok(f, outcome.status);
    assert_text(outcome.records, "");
    assert_int_equal(outcome.rows, 1);
}

/* The list lies behind more than is looked at first, and its records are longer than a block. */
static void a_list_far_down_is_found(void **state)
{
    struct fixture *f = *state;
    struct mpt_text text = mpt_text_init(f->arena);
    mpt_text_add(&text, "{\"about\":\"");
    for (size_t i = 0; i < 300000; i++) {
        mpt_text_add(&text, "about ");
    }
    mpt_text_add(&text, "\",\"projects\":[");
    for (size_t i = 0; i < 20; i++) {
        mpt_text_add(&text, i ? ",\n{\"t\":\"" : "{\"t\":\"");
        for (size_t k = 0; k < 60000; k++) {
            mpt_text_add(&text, "\\\"\xc3\xb8");
        }
        mpt_text_print(&text, "\",\"n\":%zu}", i);
    }
    mpt_text_add(&text, "],\"end\":true}");
    struct outcome outcome = read_bytes(f, text.data, text.len, NULL);
    assert_ok(f, outcome.status);
    assert_text(outcome.records, "projects");
    assert_int_equal(outcome.rows, 20);
    assert_contains(outcome.text, ", n=19");
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

static void values_are_as_they_were_written(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome =
        read_text(f,
                  "{\"money\":1234567.10,\"big\":12345678901234567890,\"small\":-0.0e-1,\"yes\":true,\"no\":false,"
                  "\"none\":null,\"empty\":\"\",\"text\":\"a\\n\\u00f8\\ud83d\\ude00\\\"\","
                  "\"in\":{ \"x\" : 1.50 },\"\":[1, 2.0],\"na\\tme\":0}",
                  NULL);
    assert_ok(f, outcome.status);
    assert_text(outcome.text, "1: money=1234567.10, big=12345678901234567890, small=-0.0e-1, yes=true, no=false, "
                              "none=(null), empty=, text=a\n\xc3\xb8\xf0\x9f\x98\x80\", in={ \"x\" : 1.50 }, "
                              "=[1, 2.0], na\tme=0");
    assert_text(outcome.json, "{\"money\":1234567.10,\"big\":12345678901234567890,\"small\":-0.0e-1,\"yes\":true,"
                              "\"no\":false,\"none\":null,\"empty\":\"\",\"text\":\"a\\n\\u00f8\\ud83d\\ude00\\\"\","
                              "\"in\":{ \"x\" : 1.50 },\"\":[1, 2.0],\"na\\tme\":0}");
}

static void a_record_that_cannot_be_taken_says_why(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome = read_text(f, "{\"a\":1}\n{\"a\":1, \"b\":2,\n \"a\":3}\n{\"a\":4}", NULL);
    assert_ok(f, outcome.status);
    assert_text(outcome.text, "1: a=1\n"
                              "2: a=1, b=2, a=3 !line 3, column 4: a name stands twice in one object near '\"a\"'\n"
                              "4: a=4");
    outcome = read_text(f, "{\"a\":\"x\\u0000y\",\"b\":2}", NULL);
    assert_ok(f, outcome.status);
    assert_contains(outcome.text, "1: a=(null), b=2 !line 1, column 15: \\u0000");
    outcome = read_text(f, "{\"a\":\"\\ud800\",\"b\":\"\\ud83d\\ude00\"}", NULL);
    assert_ok(f, outcome.status);
    assert_contains(outcome.text, "1: a=(null), b=\xf0\x9f\x98\x80 !line 1, column 13: half a surrogate pair");
    outcome = read_text(f, "{\"\\udfaa\":0}", NULL);
    assert_ok(f, outcome.status);
    assert_contains(outcome.text, "1: \\udfaa=0 !line 1, column 9: half a surrogate pair");
    /* What is not JSON behind it is no JSON all the same. */
    assert_stops(f, "{\"a\":\"\\ud800\",\"a\":01}", 0, "line 1, column 19: is not JSON");
    assert_stops(f, "{\"a\":\"\\u0000\\\",\"a\":x}", 0, "is not JSON");
}

static void what_was_encoded_twice_is_set_right(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome = read_text(f,
                                       "{\"a\":\"f\xc3\x83\xc2\xb8lge\",\"b\":\"it\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s\"}"
                                       "{\"a\":\"\xc3\x83\xc2\xa6 \xc3\x83\xc2\xb8 \xc3\x83\xc2\xa5\"}",
                                       NULL);
    assert_ok(f, outcome.status);
    assert_text(outcome.text, "1: a=f\xc3\xb8lge, b=it\xe2\x80\x99s\n1: a=\xc3\xa6 \xc3\xb8 \xc3\xa5");
    assert_text(outcome.json,
                "{\"a\":\"f\xc3\xb8lge\",\"b\":\"it\xe2\x80\x99s\"}\n{\"a\":\"\xc3\xa6 \xc3\xb8 \xc3\xa5\"}");
    assert_contains(outcome.said, "encoded twice and set right");
}

static void other_encodings_are_read(void **state)
{
    struct fixture *f = *state;
    static const char wide[] = "\xff\xfe{\0\"\0a\0\"\0:\0\"\0\xf8\0\"\0}\0";
    struct outcome outcome = read_bytes(f, wide, sizeof wide - 1, NULL);
    assert_ok(f, outcome.status);
    assert_text(outcome.text, "1: a=\xc3\xb8");
    assert_text(outcome.encoding, "utf-16le");
    outcome = read_text(f, "{\"a\":\"\xf8\"}", NULL);
    assert_ok(f, outcome.status);
    assert_text(outcome.text, "1: a=\xc3\xb8");
}

/* --- What is refused ---------------------------------------------------------------------------------------------- */

static void what_is_not_json_is_refused_where_it_is(void **state)
{
    struct fixture *f = *state;
    assert_stops(f, "{\"a\":1}\n{\"a\":2,}\n", 1, "t, line 2, column 8: is not JSON: string or '}' expected near '}'");
    assert_stops(f, "[{\"a\":1}\n {\"a\":2}]", 1,
                 "t, line 2, column 2: is not JSON: '{' stands here, expected ',' or ']'");
    assert_stops(f, "[{\"a\":1},]", 1, "t, line 1, column 10: is not JSON: ']' stands here, expected a value");
    assert_stops(f, "{\"a\":1}\nx", 1, "line 2, column 1: is not JSON: 'x' stands here, expected another object");
    assert_stops(f, "[{\"a\":1}] {\"a\":2}", 1, "line 1, column 11: is not JSON: '{' stands here, expected the end");
    assert_stops(f, "{\"\xc3\xb8\xc3\xb8\":[{\"a\":[1}]}", 0, "line 1, column 15: is not JSON: ']' expected near '}'");
    assert_stops(f, "{\"a\":\"b\n\"}\n{}", 0, "is not JSON: unexpected newline");
    assert_stops(f, "{\"a\":1e999}", 0, "line 1, column 10: a number too large to compute with near '1e999'");
    assert_stops(f, "{a:1}", 0, "line 1, column 2: is not JSON: string or '}' expected near 'a'");
    assert_stops(f, "{\"a\":\"\\x\"}", 0, "invalid escape");

    struct outcome outcome = read_text(f, "{\"x\":nul,\"r\":[{\"a\":1}]}", "r");
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "line 1, column 8: is not JSON: invalid token near 'nul'");
    outcome = read_text(f, "{\"r\":[{\"a\":1}],\"x\":{\"y\" 1}}", "r");
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "line 1, column 25: is not JSON: '1' stands here, expected ':'");
    assert_int_equal(outcome.rows, 1);
    outcome = read_text(f, "{\"r\":[{\"a\":1}];\"x\":2}", "r");
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "expected ',' or '}'");
    outcome = read_text(f, "{\"r\":[{\"a\":1}],x}", "r");
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "expected a name in double quotes");
    outcome = read_text(f, "{\"\\x\":1}", "r");
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "invalid escape");
}

static void a_file_that_breaks_off_is_refused_after_its_records(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "{\"n\":1,\n\"r\":[{\"a\":\"1\"},\n{\"a\":\"2\"}]}";
    assert_stops(f, "{\"a\":1}\n{\"a\":2", 1,
                 "t, line 2, column 7: is not JSON: it ends here, within an object that begins in line 2, column 1");
    assert_stops(f, "[{\"a\":1},\n", 1, "t, line 2, column 1: is not JSON: it ends here, expected a value");
    for (size_t len = 0; len + 1 < sizeof text; len++) { /* wherever */
        struct outcome outcome = read_bytes(f, text, len, "r");
        assert_int_equal(outcome.status, MPT_BAD_INPUT);
        assert_int_equal(outcome.rows, len < 22 ? 0 : len < 33 ? 1 : 2);
        if (len) {
            assert_contains(f->error.message, "is not JSON");
        }
    }
}

/* What is wrong with the bytes is said, not that they ended. */
static void a_file_that_cannot_be_decoded_is_refused(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome = read_text(
        f, repeated(f, "[{\"a\":\"\xc3\xb8\"}", ",\n{\"a\":\"\xc3\xb8\"}", 9999, ",\n{\"a\":\"\xff\"}]"), NULL);
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "t, line 10001: the byte 0xff");
    assert_not_contains(f->error.message, "it ends here");
    assert_int_equal(outcome.rows, 10000);
}

static void json_without_records_is_told_from_no_json(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome = read_text(f, "[1, \"a\"]", NULL);
    assert_refused(f, outcome.status, MPT_BAD_INPUT,
                   "t, line 1: is JSON, but holds no records: expected objects {...}, found a number");
    assert_int_equal(outcome.problems, 2);
    outcome = read_text(f, "[1, a]", NULL);
    assert_refused(f, outcome.status, MPT_BAD_INPUT, "t, line 1, column 5: is not JSON");
    outcome = read_text(f, "{\"a\":1}", "r");
    assert_refused(f, outcome.status, MPT_BAD_INPUT,
                   "t: is JSON, but holds no records: there is nothing at \"r\", and no list elsewhere");
}

static void what_would_take_the_memory_is_refused(void **state)
{
    struct fixture *f = *state;
    const size_t megabyte = 1048576;
    assert_ok(f, read_text(f, repeated(f, "{\"a\":", "[", 511, repeated(f, "", "]", 511, "}")), NULL).status);
    assert_stops(f, repeated(f, "{\"a\":", "[", 512, repeated(f, "", "]", 512, "}")), 0,
                 "t, line 1, column 518: nested deeper than 512 levels in what begins in line 1");
    assert_stops(f, repeated(f, "", "{\"a\":", 1000000, ""), 0, "nested deeper than 512 levels");
    assert_stops(f, repeated(f, "{}\n{\"a\":[", "[],", 1000001, "1]}"), 1,
                 "line 2, column 1: what begins here holds more than 2000000 values");
    assert_stops(f, repeated(f, "{}\n {\"a\":\"", "12345678", 8 * megabyte, "\"}"), 1,
                 "line 2, column 2: what begins here is longer than 64 MB");
}

/* A gigabyte's worth of records would not take more memory than these. */
static void memory_does_not_grow_with_the_file(void **state)
{
    struct fixture *f = *state;
    const char *path = path_of(f, "large.json");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("{\"skipped\":[", file);
    for (size_t i = 0; i < 400000; i++) {
        fprintf(file, "%s\n{\"n\":%zu,\"x\":[1,2,3],\"t\":\"what is not asked for\"}", i ? "," : "", i);
    }
    fputs("],\"records\":[", file);
    for (size_t i = 0; i < 400000; i++) {
        fprintf(file, "%s\n{\"n\":%zu,\"x\":[1,2,3],\"t\":\"hydrogen and drought\"}", i ? "," : "", i);
    }
    fputs("]}", file);
    fclose(file);
    const struct mpt_read_options options = {.records = "records"};
    struct mpt_reader *reader;
    struct mpt_row row;
    size_t count = 0, wrong = 0;
    long before = most_memory();
    assert_ok(f, mpt_reader_open(path, &options, &reader, &f->error));
    while (mpt_reader_next(reader, &row)) {
        wrong += row.count != 3 || row.line != 400002 + count || strtoul(row.values[0], NULL, 10) != count;
        count++;
    }
    assert_ok(f, mpt_reader_close(reader, &f->error));
    assert_int_equal(count, 400000);
    assert_int_equal(wrong, 0);
    assert_true(most_memory() - before < MEMORY_MARGIN);
}

/* --- Rows from text ----------------------------------------------------------------------------------------------- */

static void a_row_is_made_of_a_text(void **state)
{
    struct fixture *f = *state;
    struct mpt_row row;
    assert_true(mpt_row_from_json(" {\"a\": 1.10, \"b\": \"x\", \"c\": null} ", f->arena, &row));
    assert_int_equal(row.count, 3);
    assert_text(row.names[0], "a");
    assert_text(row.values[0], "1.10");
    assert_text(row.values[1], "x");
    assert_null(row.values[2]);
    assert_null(row.problem);
    assert_text(row.json, " {\"a\": 1.10, \"b\": \"x\", \"c\": null} ");
    assert_true(mpt_row_from_json("{\"a\":1,\"a\":2}", f->arena, &row));
    assert_contains(row.problem, "a name stands twice");
    static const char *const none[] = {"", " ", "[]", "1", "\"{}\"", "{", "{}x", "{\"a\":01}", "[{}]"};
    for (size_t i = 0; i < COUNT(none); i++) {
        assert_false(mpt_row_from_json(none[i], f->arena, &row));
    }
}

/* --- Published files ---------------------------------------------------------------------------------------------- */

/* Reads it as JSON even where nobody would take it for that, such as a word alone. */
static enum mpt_status read_as_json(struct fixture *f, const char *text, size_t len)
{
    const struct mpt_read_options options = {0};
    struct mpt_read_facts facts = {0};
    struct input *input;
    struct mpt_row row;
    void *reader;
    assert_ok(f, input_open_text("t", text, len, 0, &input, &f->error));
    enum mpt_status status = reader_json.open(input, &options, &facts, f->arena, &reader, &f->error);
    while (!status && reader_json.next(reader, &row)) {
    }
    return status ? status : reader_json.close(reader, &f->error);
}

static void the_suite_of_texts_is_judged_right(void **state)
{
    struct fixture *f = *state;
    const char *folder = data_folder(f, "bad_inputs/JSONTestSuite/test_parsing");
    DIR *entries = opendir(folder);
    size_t good = 0, bad = 0, either = 0, len;
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));) {
        const char *name = entry->d_name;
        if (!strstr(name, ".json")) {
            continue;
        }
        const char *text = read_whole(f, mpt_arena_print(f->arena, "%s/%s", folder, name), &len);
        f->error.message[0] = '\0';
        bool is_json = !read_as_json(f, text, len) || strstr(f->error.message, "is JSON, but holds no records");
        if ((*name == 'y' && !is_json) || (*name == 'n' && (is_json || !strstr(f->error.message, "t, line ")))) {
            WRONG("%s: %s", name, f->error.message);
        }
        good += *name == 'y';
        bad += *name == 'n';
        either += *name == 'i';
        const char *first = text + strspn(text, " \n\r\t");
        if (*first == '{') { /* as everybody would open it, the same */
            bool same = !read_bytes(f, text, len, NULL).status || strstr(f->error.message, "is JSON, but");
            assert_int_equal(same, is_json);
        }
    }
    closedir(entries);
    assert_int_equal(good, 95);
    assert_int_equal(bad, 188);
    assert_int_equal(either, 35);
}

static void open_calls_of_the_eu_are_read(void **state)
{
    struct fixture *f = *state;
    struct outcome outcome =
        read_file(f, mpt_arena_print(f->arena, "%s/open.jsonl.gz", data_folder(f, "eu_open_calls")));
    assert_ok(f, outcome.status);
    assert_int_equal(outcome.rows, 629);
    assert_int_equal(outcome.problems, 0);
    assert_contains(outcome.text, "the beneficiaries\xe2\x80\x99 personnel costs");
    assert_not_contains(outcome.text, "\xc3\xa2\xe2\x82\xac\xe2\x84\xa2");
    assert_contains(outcome.said,
                    "JSON, records at the top, UTF-8 with a byte order mark, encoded twice and set right, "
                    "packed with gzip");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(records_stand_one_after_another),
        WITH_FOLDER(records_stand_in_an_array),
        WITH_FOLDER(records_stand_in_a_list_that_is_named),
        WITH_FOLDER(the_largest_list_is_found),
        WITH_FOLDER(a_list_far_down_is_found),
        WITH_FOLDER(values_are_as_they_were_written),
        WITH_FOLDER(a_record_that_cannot_be_taken_says_why),
        WITH_FOLDER(what_was_encoded_twice_is_set_right),
        WITH_FOLDER(other_encodings_are_read),
        WITH_FOLDER(what_is_not_json_is_refused_where_it_is),
        WITH_FOLDER(a_file_that_breaks_off_is_refused_after_its_records),
        WITH_FOLDER(a_file_that_cannot_be_decoded_is_refused),
        WITH_FOLDER(json_without_records_is_told_from_no_json),
        WITH_FOLDER(memory_does_not_grow_with_the_file),
        WITH_FOLDER(what_would_take_the_memory_is_refused),
        WITH_FOLDER(a_row_is_made_of_a_text),
        WITH_FOLDER(the_suite_of_texts_is_judged_right),
        WITH_FOLDER(open_calls_of_the_eu_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
