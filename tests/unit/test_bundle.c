/* Bundles: in and out again byte for byte, and what is wrong with one said without a trace left behind. */
#include "support.h"

#include "mpt/asset.h"
#include "mpt/bundle.h"

/* --- Helpers ------------------------------------------------------------------------------------------------------ */

/* Imports the texts as one entry, as bundles "one.json", "two.json"; rolls back what fails. */
static enum mpt_status import_bundles(struct fixture *f, const struct mpt_bundle *bundles, size_t count,
                                      struct mpt_bundle_counts *counts)
{
    begin(f);
    enum mpt_status status = mpt_bundle_import(f->store, bundles, count, counts, f->arena, &f->error);
    status = status ? status : mpt_store_commit(f->store, &f->error);
    if (status) {
        mpt_store_rollback(f->store);
    }
    return status;
}

static enum mpt_status import_len(struct fixture *f, const char *text, size_t len, struct mpt_bundle_counts *counts)
{
    const struct mpt_bundle bundle = {"one.json", text, len};
    return import_bundles(f, &bundle, 1, counts);
}

static enum mpt_status import(struct fixture *f, const char *text)
{
    struct mpt_bundle_counts counts;
    return import_len(f, text, strlen(text), &counts);
}

/* A bundle with these records (or edits), which the tests write with ' for ". */
static const char *bundle(struct fixture *f, const char *part, const char *content)
{
    char *text = mpt_arena_print(f->arena, "{'schema': 'mpt.bundle/1', '%s': {%s}}", part, content);
    for (char *c = text; *c; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    return text;
}

static const char *export_text(struct fixture *f)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out) {
        WRONG("no memory for an export");
    }
    enum mpt_status status = mpt_bundle_export(f->store, out, &f->error);
    fclose(out);
    const char *copy = mpt_arena_copy_len(f->arena, text, len);
    free(text);
    assert_ok(f, status);
    return copy;
}

/* Changes over to a new, empty portfolio. */
static void start_anew(struct fixture *f, const char *name)
{
    mpt_store_close(f->store);
    f->store = NULL;
    assert_ok(f, mpt_store_open(path_of(f, name), MPT_STORE_CREATE, &f->store, &f->error));
}

/* --- In ----------------------------------------------------------------------------------------------------------- */

static void test_records_of_every_type(void **state)
{
    struct fixture *f = *state;
    struct mpt_bundle_counts counts;
    const char *text =
        bundle(f, "records",
               "'project': [{'code': 'p', 'title': 'Brødrene', 'mission': [{'code': 'm', 'share': 60}, {'code': 'n'}],"
               " 'alias': ['one', 'two'], 'trl': 4, 'pilot': true, 'cross_border': false, 'scale_cost': 'AUD 6.2m',"
               " 'starts': '2024-05', 'summary': null, 'tag': ['solution:x'], 'country': []}],"
               "'target': [{'title': 'Two dollars', 'mission': 'm', 'value': 2.5, 'baseline': 5}],"
               "'mission': [{'code': 'm', 'title': 'M', 'level': 'national'}, {'code': 'n', 'title': 'N'}]");
    assert_ok(f, import_len(f, text, strlen(text), &counts));
    assert_int_equal(counts.added, 4);
    assert_int_equal(counts.changed + counts.unchanged, 0);
    struct mpt_record project = get(f, "project", "p");
    assert_text(mpt_record_get(&project, "title"), "Brødrene");
    assert_text(mpt_record_get(&project, "mission"), "m:60%\nn");
    assert_text(mpt_record_get(&project, "alias"), "one\ntwo");
    assert_text(mpt_record_get(&project, "trl"), "4");
    assert_text(mpt_record_get(&project, "pilot"), "1");
    assert_text(mpt_record_get(&project, "cross_border"), NULL);
    assert_text(mpt_record_get(&project, "scale_cost"), "AUD 6200000.00");
    assert_text(mpt_record_get(&project, "tag"), "solution:x");
    assert_text(mpt_record_get(&project, "country"), NULL);
    assert_text(value_of(f, "target", "two-dollars", "value"), "2.5");
    assert_text(value_of(f, "target", "two-dollars", "baseline"), "5");
    assert_text(value_of(f, "mission", "m", "level"), "national");
    assert_int_equal(mpt_store_revision(f->store), 1);
}

static void test_edits(void **state)
{
    struct fixture *f = *state;
    struct mpt_bundle_counts counts;
    assert_ok(f, import(f, bundle(f, "records",
                                  "'mission': [{'code': 'm', 'title': 'M', 'alias': ['a', 'b'], 'owner': 'Ada'},"
                                  " {'code': 'n', 'title': 'N'}]")));
    const char *text = bundle(f, "edits",
                              "'mission': [{'code': 'm', 'title': 'New', 'owner': null, 'alias+': ['c', 'a'],"
                              " 'alias-': ['b', 'z'], 'source+': 'V site'}, {'code': 'n', 'title': 'N'}]");
    assert_ok(f, import_len(f, text, strlen(text), &counts));
    assert_int_equal(counts.added, 0);
    assert_int_equal(counts.changed, 1);
    assert_int_equal(counts.unchanged, 1);
    struct mpt_record mission = get(f, "mission", "m");
    assert_text(mpt_record_get(&mission, "title"), "New");
    assert_text(mpt_record_get(&mission, "owner"), NULL);
    assert_text(mpt_record_get(&mission, "alias"), "a\nc");
    assert_text(mpt_record_get(&mission, "source"), "V site");
    assert_ok(f, import(f, bundle(f, "edits", "'mission': [{'code': 'm', 'alias': ['only']}]")));
    assert_text(value_of(f, "mission", "m", "alias"), "only");
}

/* Records of all bundles come first, then edits; references lead from any to any. */
static void test_several_bundles_are_one(void **state)
{
    struct fixture *f = *state;
    struct mpt_bundle_counts counts;
    struct mpt_bundle bundles[] = {
        {"one.json", bundle(f, "edits", "'mission': [{'code': 'm', 'portfolio': 'b'}]"), 0},
        {"two.json",
         bundle(f, "records",
                "'mission': [{'code': 'm', 'title': 'M'}], 'link': [{'mission': 'm',"
                " 'relation': 'aligned-with', 'to_mission': 'n'}]"),
         0},
        {"three.json",
         bundle(f, "records",
                "'portfolio': [{'code': 'b', 'title': 'B'}],"
                "'mission': [{'code': 'n', 'title': 'N'}]"),
         0},
    };
    for (size_t i = 0; i < COUNT(bundles); i++) {
        bundles[i].len = strlen(bundles[i].text);
    }
    assert_ok(f, import_bundles(f, bundles, COUNT(bundles), &counts));
    assert_int_equal(counts.added, 4);
    assert_int_equal(counts.changed, 1);
    assert_text(value_of(f, "mission", "m", "portfolio"), "b");
    assert_true(mpt_store_exists(f->store, kind_of("link"), "m.aligned-with.n"));
    assert_int_equal(mpt_store_revision(f->store), 1);
}

static void test_what_is_there_already_is_unchanged(void **state)
{
    struct fixture *f = *state;
    struct mpt_bundle_counts counts;
    const char *text = bundle(f, "records",
                              "'mission': [{'code': 'm', 'title': 'M', 'planned': 'AUD 5m'}],"
                              "'target': [{'code': 't', 'title': 'T', 'mission': 'm', 'value': 0.1}]");
    assert_ok(f, import(f, text));
    assert_ok(f, import_len(f, text, strlen(text), &counts));
    assert_int_equal(counts.unchanged, 2);
    assert_int_equal(counts.added + counts.changed, 0);
    assert_int_equal(mpt_store_revision(f->store), 1);
    assert_refused(f, import(f, bundle(f, "records", "'mission': [{'code': 'm', 'title': 'Other'}]")), MPT_BAD_INPUT,
                   "one.json: records.mission number 1 (m): there is one with this code already, with other values");
}

/* --- There and back ----------------------------------------------------------------------------------------------- */

static const char *const layers[] = {"seeds/texts/", "seeds/public/", "seeds/demo/"};

static void load_layer(struct fixture *f, const char *folder)
{
    struct mpt_bundle *bundles = NULL;
    struct mpt_bundle_counts counts;
    size_t count = 0, capacity = 0;
    for (const struct mpt_asset *asset = NULL; (asset = mpt_asset_next(folder, asset));) {
        bundles = mpt_arena_grow(f->arena, bundles, count, &capacity, sizeof *bundles);
        bundles[count++] = (struct mpt_bundle){asset->path, asset->text, asset->len};
    }
    assert_true(count > 0);
    assert_ok(f, import_bundles(f, bundles, count, &counts));
    assert_true(counts.added > 0);
}

/* Like assert_text, but says only where two long texts begin to differ. */
static void assert_same_text(const char *actual, const char *expected)
{
    size_t at = 0;
    while (actual[at] && actual[at] == expected[at]) {
        at++;
    }
    if (actual[at] || expected[at]) {
        size_t from = at > 100 ? at - 100 : 0;
        WRONG("differs at byte %zu:\n%.200s\n--- expected ---\n%.200s", at, actual + from, expected + from);
    }
}

static void fail_finding(void *context, const char *message)
{
    (void)context;
    WRONG("%s", message);
}

/* After one layer, two and all three: export, import into an empty file, export again. */
static void test_the_seeds_there_and_back(void **state)
{
    struct fixture *f = *state;
    for (size_t most = 1; most <= COUNT(layers); most++) {
        struct mpt_bundle_counts counts;
        size_t findings;
        start_anew(f, mpt_arena_print(f->arena, "seed-%zu", most));
        for (size_t i = 0; i < most; i++) {
            load_layer(f, layers[i]);
        }
        const char *first = export_text(f);
        assert_int_equal(mpt_store_revision(f->store), most);
        assert_ok(f, mpt_store_doctor(f->store, fail_finding, NULL, &findings, &f->error));
        start_anew(f, mpt_arena_print(f->arena, "again-%zu", most));
        assert_ok(f, import_len(f, first, strlen(first), &counts));
        assert_int_equal(counts.changed + counts.unchanged, 0);
        assert_same_text(export_text(f), first);
        assert_ok(f, mpt_store_doctor(f->store, fail_finding, NULL, &findings, &f->error));
        /* What an export holds is there already. */
        size_t added = counts.added;
        assert_ok(f, import_len(f, first, strlen(first), &counts));
        assert_int_equal(counts.unchanged, added);
        assert_int_equal(counts.added + counts.changed, 0);
    }
}

static void test_an_export(void **state)
{
    struct fixture *f = *state;
    assert_same_text(export_text(f), "{\n  \"schema\": \"mpt.bundle/1\",\n  \"records\": {}\n}\n");
    begin(f);
    assert_ok(f, mpt_store_set(f->store, "demo", "1", &f->error));
    commit(f);
    add(f, "mission", "code", "n", "title", "N", NULL);
    add(f, "mission", "code", "m", "title", "M \"x\"", "alias", "one", NULL);
    add(f, "challenge", "code", "c", "title", "C", "transnational", "yes", NULL);
    assert_same_text(export_text(f), "{\n"
                                     "  \"schema\": \"mpt.bundle/1\",\n"
                                     "  \"settings\": {\n    \"demo\": \"1\"\n  },\n"
                                     "  \"records\": {\n"
                                     "    \"challenge\": [\n"
                                     "      {\n        \"code\": \"c\",\n        \"title\": \"C\",\n"
                                     "        \"transnational\": true\n      }\n"
                                     "    ],\n"
                                     "    \"mission\": [\n"
                                     "      {\n        \"code\": \"m\",\n        \"title\": \"M \\\"x\\\"\",\n"
                                     "        \"alias\": [\"one\"]\n      },\n"
                                     "      {\n        \"code\": \"n\",\n        \"title\": \"N\"\n      }\n"
                                     "    ]\n"
                                     "  }\n"
                                     "}\n");
    const char *first = export_text(f);
    start_anew(f, "again");
    assert_ok(f, import(f, first));
    assert_same_text(export_text(f), first);
}

static void test_a_demonstration(void **state)
{
    struct fixture *f = *state;
    struct mpt_bundle_counts counts;
    const char *plain = bundle(f, "settings", ""), *demo = bundle(f, "settings", "'demo': '1'");
    assert_ok(f, import_len(f, plain, strlen(plain), &counts));
    assert_false(counts.demo);
    assert_ok(f, import_len(f, demo, strlen(demo), &counts));
    assert_true(counts.demo);
    assert_text(mpt_store_setting(f->store, "demo", f->arena), "1");
}

/* Some editors put a byte order mark in front. */
static void test_a_byte_order_mark(void **state)
{
    struct fixture *f = *state;
    assert_ok(f, import(f, mpt_arena_print(f->arena, "\xef\xbb\xbf%s",
                                           bundle(f, "records", "'mission': [{'code': 'm', 'title': 'M'}]"))));
    assert_text(value_of(f, "mission", "m", "title"), "M");
}

/* Numbers of sixteen digits are unchanged when they come again. */
static void test_long_numbers_there_and_back(void **state)
{
    struct fixture *f = *state;
    const char *text = bundle(f, "records",
                              "'mission': [{'code': 'm', 'title': 'M'}], 'target': [{'code': 't',"
                              " 'title': 'T', 'mission': 'm', 'value': 1234567.123456789}]");
    assert_ok(f, import(f, text));
    assert_contains(export_text(f), "\"value\": 1234567.123456789\n");
    assert_ok(f, import(f, text));
}

/* Sources may end in "%" as any text may; only references carry shares. */
static void test_texts_that_look_like_shares(void **state)
{
    struct fixture *f = *state;
    assert_ok(f, import(f, bundle(f, "records",
                                  "'mission': [{'code': 'm', 'title': 'M',"
                                  " 'source': ['report: 5%', 'report: 7%']}]")));
    assert_text(value_of(f, "mission", "m", "source"), "report: 5%\nreport: 7%");
}

/* A stakeholder's tag is there when its bundle says it is, as a project's is. */
static void test_a_tag_in_the_bundle_of_its_bearer(void **state)
{
    struct fixture *f = *state;
    static const char *const bearers[] = {"project", "mission", "stakeholder"};
    for (size_t i = 0; i < COUNT(bearers); i++) {
        start_anew(f, bearers[i]);
        const char *content = mpt_arena_print(f->arena,
                                              "'%s': [{'code': 'a', 'title': 'A', 'tag': ['sector:energy']}],"
                                              "'tag': [{'code': 'sector:energy', 'title': 'Energy, all of it',"
                                              " 'vocabulary': 'sector'}],"
                                              "'vocabulary': [{'code': 'sector', 'title': 'Sector'}]",
                                              bearers[i]);
        assert_ok(f, import(f, bundle(f, "records", content)));
        assert_text(value_of(f, "tag", "sector:energy", "title"), "Energy, all of it");
        assert_text(value_of(f, bearers[i], "a", "tag"), "sector:energy");
    }
}

/* Other tags than the record has are other values; they are not passed over as "unchanged". */
static void test_other_tags_are_not_passed_over(void **state)
{
    struct fixture *f = *state;
    assert_ok(f, import(f, bundle(f, "records", "'project': [{'code': 'p', 'title': 'P'}]")));
    enum mpt_status status =
        import(f, bundle(f, "records", "'project': [{'code': 'p', 'title': 'P', 'tag': ['solution:x']}]"));
    assert_true(status == MPT_BAD_INPUT || value_of(f, "project", "p", "tag"));
}

/* --- What is wrong ------------------------------------------------------------------------------------------------ */

/* Refused with these words, and everything as before. */
static void assert_import_refused(struct fixture *f, const char *text, size_t len, const char *message)
{
    struct mpt_bundle_counts counts;
    const char *before = export_text(f);
    int64_t revision = mpt_store_revision(f->store);
    assert_refused_about(f, import_len(f, text, len, &counts), MPT_BAD_INPUT, message, text);
    assert_same_text(export_text(f), before);
    assert_int_equal(mpt_store_revision(f->store), revision);
}

static void test_what_is_no_bundle(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"", "one.json, line 1, column 0: is not JSON"},
        {"hello", "one.json, line 1, column 5: is not JSON"},
        {"{\n  \"schema\": \"mpt.bundle/1\",\n  \"records\": {,}\n}", "one.json, line 3"},
        {"{\"schema\": \"mpt.bundle/1\"", "is not JSON"},
        {"{\"schema\": \"mpt.bundle/1\"} more", "is not JSON"},
        {"[]", "one.json: is no bundle: expected {\"schema\": \"mpt.bundle/1\", ...}"},
        {"{}", "one.json: is no bundle: \"schema\" is missing, expected \"mpt.bundle/1\""},
        {"{\"schema\": 1}", "\"schema\" is missing"},
        {"{\"schema\": \"mpt.bundle/2\"}", "\"schema\" is mpt.bundle/2, expected \"mpt.bundle/1\""},
        {"{\"schema\": \"mpt.bundle/1\", \"record\": {}}", "a bundle has no part \"record\"; it has schema, about"},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": []}", "\"records\" must be an object"},
        {"{\"schema\": \"mpt.bundle/1\", \"edits\": 5}", "\"edits\" must be an object"},
        {"{\"schema\": \"mpt.bundle/1\", \"settings\": \"x\"}", "\"settings\" must be an object"},
        {"{\"schema\": \"mpt.bundle/1\", \"settings\": {\"demo\": true}}", "settings.demo: a setting is"},
        {"{\"schema\": \"mpt.bundle/1\", \"settings\": {\"region\": \"north\"}}",
         "settings.region: a setting is \"demo\": \"1\", or"},
        {"{\"schema\": \"mpt.bundle/1\", \"settings\": {\"merged-starship:a\": \"b\"}}",
         "settings.merged-starship:a: a"},
        {"{\"schema\": \"mpt.bundle/1\", \"settings\": {\"merged-project:\": \"b\"}}", "settings.merged-project:: a"},
        {"{\"schema\": \"mpt.bundle/1\", \"settings\": {\"merged-project:a\": 1}}", "settings.merged-project:a: a"},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": {\"mission\": {}}}", "records.mission must be an array"},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": {\"mission\": [5]}}",
         "records.mission number 1 (without a code): a number stands where a record {...} must stand"},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": {\"starship\": []}}", "there is no kind \"starship\""},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": {\"missions\": []}}",
         "there is no kind \"missions\"; did you mean mission"},
        {"{\"schema\": \"mpt.bundle/1\", \"edits\": {\"source_record\": []}}", "did you mean source-record"},
        {"{\"schema\": \"mpt.bundle/1\", \"schema\": \"mpt.bundle/1\"}", "is not JSON: duplicate object key"},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": {\"mission\": [{\"code\": \"m\", \"code\": \"m\"}]}}",
         "duplicate object key"},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": {\"mission\": [{\"title\": \"a\\u0000b\"}]}}", "is not JSON"},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": {\"mission\": [{\"title\": \"a\x1b\"}]}}", "is not JSON"},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": {\"mission\": [{\"title\": \"caf\xe9\"}]}}", "is not JSON"},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": {\"mission\": [{\"title\": \"\xed\xa0\x80\"}]}}", "is not JSON"},
        {"{\"schema\": \"mpt.bundle/1\", \"records\": {\"mission\": [{\"title\": \"\\ud800\"}]}}", "is not JSON"},
    };
    add(f, "mission", "title", "There before", NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_import_refused(f, cases[i].text, strlen(cases[i].text), cases[i].message);
    }
    static const char nul[] = "{\"schema\": \"mpt.bundle/1\",\n \"about\": \"a\0b\"}";
    assert_import_refused(f, nul, sizeof nul - 1, "one.json, line 2");
    static const char behind[] = "{\"schema\": \"mpt.bundle/1\"}\0";
    assert_import_refused(f, behind, sizeof behind - 1, "is not JSON");
}

static void test_records_that_are_wrong(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *content, *message;
    } cases[] = {
        {"'mission': [{'titel': 'M'}]", "a mission has no field 'titel'; did you mean title"},
        {"'mission': [{'qqqqqqq': 'M'}]", "a mission has no field 'qqqqqqq'"},
        {"'mission': [{'title': 'Good'}, {'title': 5}]",
         "one.json: records.mission number 2 (without a code): title: a number is not allowed here; expected text"},
        {"'mission': [{'title': true}]", "title: true is not allowed here"},
        {"'mission': [{'title': {}}]", "title: an object is not allowed here"},
        {"'mission': [{'title': ['a']}]", "title: takes one value, not an array"},
        {"'mission': [{'title': 'M', 'alias': [['a']]}]", "alias: an array is not allowed here"},
        {"'mission': [{'title': 'M', 'own_share': '5'}]", "records.mission number 1 (M): own_share: a text is not"},
        {"'mission': [{'title': 'M', 'own_share': 101}]", "own_share: '101' is not allowed; expected number of %"},
        {"'mission': [{'title': 'M', 'grants_decline': 1}]",
         "grants_decline: a number is not allowed here; expected yes"},
        {"'mission': [{'title': 'M', 'grants_decline': 'yes'}]", "grants_decline: a text is not allowed here"},
        {"'mission': [{'title': 'M', 'status': 'begun'}]", "'begun' is not allowed; expected one of: candidate"},
        {"'mission': [{'title': 'M', 'launched': '2023-02-29'}]", "launched: there is no day 2023-02-29"},
        {"'mission': [{'title': 'M', 'launched': 2023}]", "launched: a number is not allowed here; expected date"},
        {"'mission': [{'title': 'M', 'planned': 'AUD 1,5'}]", "planned: 'AUD 1,5' is not an amount"},
        {"'mission': [{'code': 'Big', 'title': 'M'}]", "(Big): code: 'Big' is not allowed"},
        {"'mission': [{'code': 'm'}]", "(m): a mission needs title (text)"},
        {"'project': [{'title': 'P', 'trl': 2.5}]", "trl: '2.5' is not allowed"},
        {"'project': [{'title': 'P', 'committed': 'AUD 5'}]", "committed is computed and cannot be given"},
        {"'project': [{'title': 'P', 'mission': [{'code': 5}]}]", "mission: an object is not allowed here"},
        {"'project': [{'title': 'P', 'mission': [{'code': 'm', 'share': '60'}]}]", "mission: an object is not allowed"},
        {"'project': [{'title': 'P', 'mission': [{'code': 'm', 'share': 160}]}]", "a share is a number from 0 to 100"},
        {"'project': [{'title': 'P', 'mission': ['there:60%', 'm:50%']}]", "mission: the shares sum to 110 %"},
        {"'project': [{'title': 'P', 'tag': ['electrolysis']}]", "a new one is written facet:tag"},
        {"'mission': [{'title': 'M', 'title+': 'x'}]", "a mission has no field 'title+'"},
        {"'mission': [{'code': 'm', 'title': 'M', 'portfolio': 'nowhere'}]",
         "mission m: portfolio: there is no portfolio 'nowhere'; nothing was changed"},
        {"'project': [{'code': 'p', 'title': 'P', 'mission': ['nowhere']}]",
         "project p: mission: there is no mission 'nowhere'; nothing was changed"},
        {"'mission': [{'code': 'm', 'title': 'M'}, {'code': 'm', 'title': 'N'}]",
         "records.mission number 2 (m): there is one with this code already, with other values"},
        {"'mission': [{'code': 'a', 'title': 'A'}], 'project': [{'code': 'b', 'title': 'B'}], 'note': [{}]",
         "records.note number 1 (without a code): a note needs title"},
    };
    add(f, "mission", "code", "there", "title", "There before", NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *text = bundle(f, "records", cases[i].content);
        assert_import_refused(f, text, strlen(text), cases[i].message);
    }
}

static void test_edits_that_are_wrong(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *content, *message;
    } cases[] = {
        {"'mission': [{'code': 'nowhere', 'title': 'M'}]",
         "one.json: edits.mission number 1 (nowhere): there is no mission 'nowhere'"},
        {"'mission': [{'title': 'M'}]", "an edit needs the code of the record it changes"},
        {"'mission': [{'code': 'there', 'title': null}]", "a mission needs title"},
        {"'mission': [{'code': 'there', 'title+': 'x'}]", "a mission has no field 'title+'"},
        {"'mission': [{'code': 'there', 'titel': 'x'}]", "did you mean title"},
        {"'mission': [{'code': 'there', 'owner': 'Ada'}, {'code': 'there', 'status': 'begun'}]",
         "edits.mission number 2 (there): status: 'begun'"},
        {"'mission': [{'code': 'there', 'portfolio': 'nowhere'}]", "there is no portfolio 'nowhere'"},
    };
    add(f, "mission", "code", "there", "title", "There before", NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *text = bundle(f, "edits", cases[i].content);
        assert_import_refused(f, text, strlen(text), cases[i].message);
    }
}

/* The one that is wrong is named; of the others nothing stays. */
static void test_the_second_bundle_is_wrong(void **state)
{
    struct fixture *f = *state;
    struct mpt_bundle_counts counts;
    const char *good = bundle(f, "records", "'mission': [{'code': 'm', 'title': 'M'}]"), *before = export_text(f);
    const char *bad = bundle(f, "records", "'mission': [{'code': 'n', 'title': 'N', 'status': 'begun'}]");
    const struct mpt_bundle bundles[] = {{"one.json", good, strlen(good)}, {"two.json", bad, strlen(bad)}};
    assert_refused(f, import_bundles(f, bundles, 2, &counts), MPT_BAD_INPUT,
                   "two.json: records.mission number 1 (n): status: 'begun'");
    assert_same_text(export_text(f), before);
    const struct mpt_bundle broken[] = {{"one.json", good, strlen(good)}, {"two.json", "{", 1}};
    assert_refused(f, import_bundles(f, broken, 2, &counts), MPT_BAD_INPUT, "two.json, line 1");
    assert_same_text(export_text(f), before);
    assert_int_equal(mpt_store_revision(f->store), 0);
    assert_ok(f, import(f, good)); /* and the store goes on */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_records_of_every_type),
        WITH_STORE(test_edits),
        WITH_STORE(test_several_bundles_are_one),
        WITH_STORE(test_what_is_there_already_is_unchanged),
        WITH_FOLDER(test_the_seeds_there_and_back),
        WITH_STORE(test_an_export),
        WITH_STORE(test_a_demonstration),
        WITH_STORE(test_a_byte_order_mark),
        WITH_STORE(test_long_numbers_there_and_back),
        WITH_STORE(test_texts_that_look_like_shares),
        WITH_FOLDER(test_a_tag_in_the_bundle_of_its_bearer),
        WITH_STORE(test_other_tags_are_not_passed_over),
        WITH_STORE(test_what_is_no_bundle),
        WITH_STORE(test_records_that_are_wrong),
        WITH_STORE(test_edits_that_are_wrong),
        WITH_STORE(test_the_second_bundle_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
