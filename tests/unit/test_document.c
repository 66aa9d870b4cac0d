/* Documents kept and read back: every format prints the same bytes of both, and what is no document is refused. */
#include "documents.h"

#include "mpt/asset.h"
#include "mpt/bundle.h"
#include "mpt/report.h"

static const char *saved(struct fixture *f, const struct mpt_document *document)
{
    struct mpt_text text = mpt_text_init(f->arena);
    mpt_document_save(document, &text);
    return mpt_text_get(&text);
}

static struct mpt_document *loaded(struct fixture *f, const char *json)
{
    struct mpt_document *document = NULL;
    assert_ok(f, mpt_document_load(json, f->arena, &document, &f->error));
    assert_non_null(document);
    return document;
}

/* Saves, reads back and compares; gives the stored form. */
static const char *check_kept(struct fixture *f, const struct mpt_document *document)
{
    char *json = mpt_arena_copy(f->arena, saved(f, document));
    const char *kept = mpt_arena_copy(f->arena, json);
    struct mpt_document *back = loaded(f, json);
    memset(json, 'x', strlen(json)); /* what was read back stands on its own */
    for (enum format format = TEXT; format < FORMATS; format++) {
        assert_text(rendered(f, back, format), rendered(f, document, format));
    }
    assert_text(saved(f, back), kept);
    assert_null(strpbrk(kept, "\n\t\x1b\x7f"));
    return kept;
}

/* --- There and back ----------------------------------------------------------------------------------------------- */

static void test_everything_comes_back(void **state)
{
    struct fixture *f = *state;
    struct mpt_document *document = full_document(f);
    const char *kept = check_kept(f, document);
    assert_contains(kept,
                    "{\"schema\":\"mpt.document/1\",\"of\":\"mpt.test/1\",\"name\":\"full\",\"as_of\":\"2024-07-07\",");
    assert_contains(kept, "{\"type\":\"bar\",\"label\":\"never\",\"text\":\"unknown\",\"fraction\":null}");
    assert_contains(kept, "{\"type\":\"item\",\"label\":\"critical\",\"tone\":\"bad\",");
    assert_contains(kept, "{\"type\":\"table\",\"columns\":\"rr\",\"rows\":[[\"1\",\"2\"]]}");
    assert_contains(kept, "{\"title\":\"EMPTY\"}]}");
    assert_contains(kept, "\"number 1\":-0,");
    document->sections_in_json = false;
    assert_not_contains(check_kept(f, document), "sections_in_json");
}

/* Each tone in its colour, and the order in which members were set. */
static void test_what_other_formats_do_not_show(void **state)
{
    struct fixture *f = *state;
    struct mpt_document *back = loaded(f, saved(f, full_document(f)));
    const struct mpt_section *section = &back->sections[1];
    assert_int_equal(back->section_count, 4);
    assert_int_equal(section->blocks[0].tone, MPT_BAD);
    assert_int_equal(section->blocks[1].tone, MPT_PLAIN);
    assert_text(section->blocks[1].label, "");
    assert_null(section->blocks[1].tail);
    assert_int_equal(section->blocks[2].tone, MPT_GOOD);
    assert_int_equal(section->blocks[3].tone, MPT_CAUTION);
    assert_text(section->blocks[3].tail, "");
    assert_int_equal(section->blocks[4].tone, MPT_MUTED);
    assert_true(section->blocks[7].fraction == 1.7);
    assert_true(isnan(section->blocks[9].fraction));
    assert_null(back->sections[2].title);
    assert_null(back->sections[2].blocks[0].label);
    assert_null(back->sections[2].blocks[3].table.heads);
}

static void test_an_empty_document_is_small(void **state)
{
    struct fixture *f = *state;
    struct mpt_document *document = mpt_document_open(f->arena, "mpt.test/1", "2024-07-07");
    document->title = "T";
    assert_text(check_kept(f, document),
                "{\"schema\":\"mpt.document/1\",\"of\":\"mpt.test/1\",\"as_of\":\"2024-07-07\",\"title\":\"T\"}");
}

/* What was saved can always be read, also when another program wrote bytes into the portfolio that are no text. */
static void test_stray_bytes(void **state)
{
    struct fixture *f = *state;
    struct mpt_document *document = mpt_document_open(f->arena, "mpt.test/1", "2024-07-07");
    document->title = "T";
    mpt_data_text(document->data, "bytes",
                  "a\xff"
                  "b\xc3");
    assert_contains(saved(f, document), "\"data\":{\"bytes\":\"a?b?\"}");
    loaded(f, saved(f, document));
}

static void load_demo(struct fixture *f)
{
    static const char *const folders[] = {"seeds/texts/", "seeds/public/", "seeds/demo/"};
    for (size_t i = 0; i < COUNT(folders); i++) {
        struct mpt_bundle bundles[100];
        struct mpt_bundle_counts counts;
        size_t count = 0;
        for (const struct mpt_asset *asset = NULL; (asset = mpt_asset_next(folders[i], asset));) {
            assert_true(count < COUNT(bundles));
            bundles[count++] = (struct mpt_bundle){asset->path, asset->text, asset->len};
        }
        begin(f);
        assert_ok(f, mpt_bundle_import(f->store, bundles, count, &counts, f->arena, &f->error));
        commit(f);
    }
}

static void test_the_reports_of_the_demo(void **state)
{
    struct fixture *f = *state;
    struct mpt_report_query query = {.today = {2024, 7, 7}, .details = true};
    struct mpt_findings findings;
    struct mpt_document *document;
    load_demo(f);
    assert_ok(f, mpt_findings_collect(f->store, &query, f->arena, &findings, &f->error));
    const char *kept = check_kept(f, mpt_report_gaps(&findings, &query, f->arena));
    /* The stored form is not much more than the promised data and the words of the page. */
    assert_true(strlen(kept) < strlen(rendered(f, loaded(f, kept), JSON)) * 5 / 4);
    check_kept(f, mpt_report_rules(findings.rules, findings.rule_count, &query, f->arena));
    for (size_t i = 0; i < findings.rule_count; i++) {
        assert_ok(f, mpt_report_explain(&findings, findings.rules[i].name, &query, f->arena, &document, &f->error));
        check_kept(f, document);
    }
    query.all = true;
    check_kept(f, mpt_report_gaps(&findings, &query, f->arena));
    static const char *const missions[] = {"hydrogen", "drought", "pilot-e", "da-nang"};
    for (size_t i = 0; i < COUNT(missions); i++) {
        query = (struct mpt_report_query){.today = {2024, 7, 7}, .mission = missions[i], .sources = i % 2 == 0};
        assert_ok(f, mpt_report_mission(f->store, &query, f->arena, &document, &f->error));
        assert_contains(check_kept(f, document), "\"sections_in_json\":true");
    }
}

/* --- Refused ------------------------------------------------------------------------------------------------------ */

/* A document around some members, written with ' for ". */
static const char *document_with(struct fixture *f, const char *members)
{
    char *json = mpt_arena_print(f->arena, "{'schema':'mpt.document/1','of':'x/1','title':'T'%s}", members);
    for (char *c = json; *c; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    return json;
}

static void refuse(struct fixture *f, const char *json, const char *message)
{
    struct mpt_document *document = NULL;
    enum mpt_status status = mpt_document_load(json, f->arena, &document, &f->error);
    assert_refused_about(f, status, MPT_BAD_INPUT, message, mpt_text_shorten(json, 200, f->arena));
    assert_null(document);
    assert_true(mpt_text_printable(f->error.message));
}

static void test_no_document(void **state)
{
    struct fixture *f = *state;
    refuse(f, "", "stored document, line 1, column 0: is not JSON");
    refuse(f, "{\"schema\":\"mpt.document/1\"", "is not JSON");
    refuse(f, "[]", "stored document: \"schema\" is missing, expected \"mpt.document/1\"");
    refuse(f, "{}", "\"schema\" is missing");
    refuse(f, "{\"schema\":1}", "\"schema\" is missing");
    refuse(f, "{\"schema\":\"mpt.document/2\"}", "\"schema\" is mpt.document/2, expected \"mpt.document/1\"");
    refuse(f, "{\"schema\":\"\\u001b[31m\"}", "\"schema\" is ?[31m");
    refuse(f, "{\"schema\":\"mpt.document/1\",\"title\":\"T\"}", "\"of\" is missing");
    refuse(f, "{\"schema\":\"mpt.document/1\",\"of\":\"x/1\"}", "\"title\" is missing");
    refuse(f, "{\"schema\":\"mpt.document/1\",\"schema\":\"mpt.document/1\"}", "duplicate");
    refuse(f, "{\"schema\":\"mpt.document/1\",\"of\":\"a\xff\"}", "is not JSON");
    refuse(f, "{\"schema\":\"mpt.document/1\",\"of\":\"a\\u0000\"}", "is not JSON");
}

static void test_members_of_a_wrong_type(void **state)
{
    static const struct {
        const char *members, *message;
    } cases[] = {
        {",'footer':'x'", "there is no member \"footer\" here"},
        {",'as_of':20240707", "\"as_of\" must be a text"},
        {",'aside':null", "\"aside\" must be a text"},
        {",'name':{}", "\"name\" must be a text"},
        {",'data':[]", "\"data\" must be an object"},
        {",'sections_in_json':1", "\"sections_in_json\" true or false"},
        {",'data':{'x':1e999}", "is not JSON"},
        {",'sections':{}", "\"sections\" must be an array [...]"},
        {",'sections':[{},'x']", "section 2: must be an object {...}"},
        {",'sections':[{'text':'x'}]", "section 1: there is no member \"text\" here"},
        {",'sections':[{'title':1}]", "section 1: \"title\" must be a text"},
        {",'sections':[{'blocks':'x'}]", "section 1: \"blocks\" must be an array"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        refuse(f, document_with(f, cases[i].members), cases[i].message);
    }
}

static void test_blocks_that_are_none(void **state)
{
    static const struct {
        const char *block, *message;
    } cases[] = {
        {"7", "section 1: block 2: \"type\" is missing"},
        {"{}", "block 2: \"type\" is missing"},
        {"{'type':1}", "\"type\" must be a text"},
        {"{'type':'image'}", "there is no block of type 'image'; expected paragraph, item, table or bar"},
        {"{'type':'paragraph'}", "\"text\" is missing"},
        {"{'type':'paragraph','text':'x','tone':'bad'}", "there is no member \"tone\" here"},
        {"{'type':'item','label':'x'}", "\"text\" is missing"},
        {"{'type':'item','text':'x','label':null}", "\"label\" must be a text"},
        {"{'type':'item','text':'x','tone':'loud'}", "\"tone\" is 'loud'; expected plain, good"},
        {"{'type':'item','text':'x','tone':4}", "\"tone\" must be a text"},
        {"{'type':'item','text':'x','tail':['y']}", "\"tail\" must be a text"},
        {"{'type':'bar','text':'x','fraction':1}", "\"label\" is missing"},
        {"{'type':'bar','text':'x','label':'y'}", "\"fraction\" must be a number, or null"},
        {"{'type':'bar','text':'x','label':'y','fraction':'1'}", "\"fraction\" must be a number, or null"},
        {"{'type':'bar','label':'y','fraction':1}", "\"text\" is missing"},
        {"{'type':'table'}", "\"columns\" is missing"},
        {"{'type':'table','columns':''}", "\"columns\" must be 1 to 256 letters"},
        {"{'type':'table','columns':'lrx'}", "\"columns\" must be 1 to 256 letters"},
        {"{'type':'table','columns':'lr','heads':['a']}", "heads: must be an array of 2 texts"},
        {"{'type':'table','columns':'lr','heads':'ab'}", "heads: must be an array of 2 texts"},
        {"{'type':'table','columns':'lr','heads':['a',2]}", "heads: column 2 must be a text"},
        {"{'type':'table','columns':'lr','rows':{}}", "\"rows\" must be an array"},
        {"{'type':'table','columns':'lr','rows':[['a','b'],['c']]}", "row 2: must be an array of 2 texts"},
        {"{'type':'table','columns':'lr','rows':['ab']}", "row 1: must be an array of 2 texts"},
        {"{'type':'table','columns':'lr','rows':[['a',null]]}", "row 1: column 2 must be a text"},
        {"{'type':'table','columns':'lr','rows':[['a','b','c']]}", "row 1: must be an array of 2 texts"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *members =
            mpt_arena_print(f->arena, ",'sections':[{'blocks':[{'type':'paragraph','text':'x'},%s]}]", cases[i].block);
        refuse(f, document_with(f, members), cases[i].message);
    }
}

static const char *repeated(struct fixture *f, const char *piece, size_t times)
{
    struct mpt_text text = mpt_text_init(f->arena);
    for (size_t i = 0; i < times; i++) {
        mpt_text_add(&text, piece);
    }
    return mpt_text_get(&text);
}

/* Just within what is allowed, and just beyond. */
static void test_absurd_sizes(void **state)
{
    struct fixture *f = *state;
    for (size_t beyond = 0; beyond < 2; beyond++) {
        struct mpt_text members = mpt_text_init(f->arena);
        for (size_t i = 0; i < 10000 + beyond; i++) {
            mpt_text_print(&members, "%s'm%zu':1", i ? "," : "", i);
        }
        const struct {
            const char *json, *message;
        } cases[] = {
            {mpt_arena_print(f->arena, ",'data':{'x':%s%s}", repeated(f, "[", 63 + beyond),
                             repeated(f, "]", 63 + beyond)),
             "nested deeper than 64"},
            {mpt_arena_print(f->arena, ",'data':{%s}", mpt_text_get(&members)), "more than 10000 members"},
            {mpt_arena_print(f->arena, ",'sections':[{'blocks':[{'type':'table','columns':'%s'}]}]",
                             repeated(f, "l", 256 + beyond)),
             "1 to 256 letters"},
            {mpt_arena_print(f->arena, ",'sections':[{'blocks':[{'type':'item','text':'x','label':'%s'}]}]",
                             repeated(f, "l", 1000 + beyond)),
             "longer than 1000 bytes"},
        };
        for (size_t i = 0; i < COUNT(cases); i++) {
            const char *json = document_with(f, cases[i].json);
            if (beyond) {
                refuse(f, json, cases[i].message);
            } else {
                check_kept(f, loaded(f, json));
            }
        }
    }
    refuse(f, document_with(f, mpt_arena_print(f->arena, ",'data':{'x':%s", repeated(f, "[", 100000))), "is not JSON");
    enum { MOST = 64 << 20 };
    char *blanks = mpt_arena_alloc(f->arena, MOST + 2);
    memset(blanks, ' ', MOST + 1);
    refuse(f, blanks, "has 67108865 bytes, more than the 67108864 allowed");
}

/* Whoever wrote the file: nothing a terminal obeys comes out. */
static void test_hostile_texts(void **state)
{
    struct fixture *f = *state;
    static const char block[] =
        ",'aside':'~','sections_in_json':true,'sections':[{'title':'~','blocks':[{'type':'paragraph','text':'~'},"
        "{'type':'item','label':'~','text':'~','tail':'~'},{'type':'bar','label':'~','text':'~','fraction':1e300},"
        "{'type':'table','columns':'l','heads':['~'],'rows':[['~']]}]}]";
    struct mpt_text members = mpt_text_init(f->arena);
    for (const char *c = block; *c; c++) {
        mpt_text_add_len(&members, *c == '~' ? "\\u001b]\\u009b\\u202e" : c, *c == '~' ? 19 : 1);
    }
    struct mpt_document *document = loaded(f, document_with(f, mpt_text_get(&members)));
    for (enum format format = TEXT; format < FORMATS; format++) {
        const char *text = rendered(f, document, format);
        assert_true(format == COLOUR || mpt_text_printable(text));
        assert_not_contains(text, "\x1b]");
        assert_contains(text, "?]??");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_everything_comes_back),
        WITH_FOLDER(test_what_other_formats_do_not_show),
        WITH_FOLDER(test_an_empty_document_is_small),
        WITH_FOLDER(test_stray_bytes),
        WITH_STORE(test_the_reports_of_the_demo),
        WITH_FOLDER(test_no_document),
        WITH_FOLDER(test_members_of_a_wrong_type),
        WITH_FOLDER(test_blocks_that_are_none),
        WITH_FOLDER(test_absurd_sizes),
        WITH_FOLDER(test_hostile_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
