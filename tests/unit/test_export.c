/* Exports: cells that are no formulas and read back, amounts that keep every decimal in every format, texts of all
 * kinds that survive, and one moment for all of it. */
#include "support.h"

#include <expat.h>
#include <inttypes.h>

#include "exchange/xml_write.h"
#include "mpt/bundle.h"
#include "mpt/export.h"
#include "mpt/money.h"

/* --- Helpers ------------------------------------------------------------------------------------------------------ */

/* The same numbers every time (xorshift64*). */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

/* What is written by `write(context, out)`, in the fixture's arena. */
static const char *written(struct fixture *f, void (*write)(void *context, FILE *out), void *context)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out) {
        WRONG("no memory for an export");
    }
    write(context, out);
    fclose(out);
    const char *copy = mpt_arena_copy_len(f->arena, text, len);
    assert_int_equal(strlen(copy), len);
    free(text);
    return copy;
}

/* A text of pieces that formats trip over, up to `most` of them. */
static const char *nasty_text(struct fixture *f, uint64_t *state, size_t most)
{
    static const char *const pieces[] = {
        "=",   "+",    "-", "@", "\t", "'",  "\"", "''", ",", ";",  "\n", "\\", "\\n", "&",    "&lt;",  "<b",
        "]]>", "12.5", "%", "{", "}",  "--", "/*", "$$", "é", "漢", "😀",  " ",  "0",   "null", ".quit", "\xef\xbf\xbe"};
    struct mpt_text text = mpt_text_init(f->arena);
    for (size_t count = 1 + next_random(state) % most; count > 0; count--) {
        mpt_text_add(&text, pieces[next_random(state) % COUNT(pieces)]);
    }
    return mpt_text_get(&text);
}

/* --- Cells -------------------------------------------------------------------------------------------------------- */

static void write_cell(void *context, FILE *out)
{
    mpt_csv_cell(out, context);
}

/* The text of a cell as a reader of RFC 4180 sees it. */
static const char *cell_text(struct fixture *f, const char *cell)
{
    struct mpt_text text = mpt_text_init(f->arena);
    if (*cell != '"') {
        assert_null(strpbrk(cell, ",\"\r\n"));
        return cell;
    }
    for (cell++; *cell != '"' || cell[1] == '"'; cell++) {
        assert_true(*cell);
        cell += *cell == '"';
        mpt_text_add_len(&text, cell, 1);
    }
    assert_text(cell, "\"");
    return mpt_text_get(&text);
}

static void test_cells(void **state)
{
    struct fixture *f = *state;
    static const char *const cases[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"a,b", "\"a,b\""},
        {"a\"b", "\"a\"\"b\""},
        {"=1", "\"'=1\""},
        {"+47", "\"'+47\""},
        {"-x", "\"'-x\""},
        {"@a", "\"'@a\""},
        {"-12.5", "-12.5"},
        {"-12", "-12"},
        {"-12.", "\"'-12.\""},
        {"-1-1", "\"'-1-1\""},
        {"-", "\"'-\""},
        {"\ta", "\"'\ta\""},
        {"\ra", "\"'\ra\""},
        {"'=1", "\"''=1\""},
        {"'quoted", "'quoted"},
        {"''-5", "\"'''-5\""},
        {"a=1", "a=1"},
        {"-1e5", "\"'-1e5\""},
    };
    assert_text(written(f, write_cell, NULL), "");
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *cell = written(f, write_cell, (void *)cases[i][0]);
        assert_text(cell, cases[i][1]);
        assert_text(mpt_csv_unguard(cell_text(f, cell)), cases[i][0]);
    }
}

static void test_any_text_comes_back_from_its_cell(void **state)
{
    struct fixture *f = *state;
    uint64_t random = 42;
    for (int i = 0; i < 5000; i++) {
        const char *text = nasty_text(f, &random, 6), *seen = cell_text(f, written(f, write_cell, (void *)text));
        assert_text(mpt_csv_unguard(seen), text);
        bool number = *seen == '-' && strspn(seen + 1, "0123456789.") == strlen(seen + 1);
        assert_true(!*seen || !strchr("=+-@\t\r", *seen) || number);
    }
}

/* --- XML ---------------------------------------------------------------------------------------------------------- */

static void write_xml(void *context, FILE *out)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct xml xml = {.out = out, .arena = arena};
    xml_open(&xml, "all", XML_ATTRIBUTES("a", context, "none", NULL));
    xml_text(&xml, "text", context, NULL);
    xml_empty(&xml, "empty", NULL);
    xml_close(&xml, "all");
    mpt_arena_close(arena);
}

/* What a parser finds in the attribute and in the text. */
struct found {
    struct mpt_text attribute, text;
    bool inside;
};

static void XMLCALL start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct found *found = context;
    found->inside = strcmp(name, "text") == 0;
    mpt_text_add(&found->attribute, *attributes ? attributes[1] : "");
}

static void XMLCALL end(void *context, const XML_Char *name)
{
    (void)name;
    ((struct found *)context)->inside = false;
}

static void XMLCALL text(void *context, const XML_Char *piece, int len)
{
    struct found *found = context;
    if (found->inside) {
        mpt_text_add_len(&found->text, piece, (size_t)len);
    }
}

static void test_any_text_comes_back_from_xml(void **state)
{
    struct fixture *f = *state;
    uint64_t random = 7;
    for (int i = 0; i < 2000; i++) {
        const char *wanted = nasty_text(f, &random, 6), *xml = written(f, write_xml, (void *)wanted);
        struct found found = {mpt_text_init(f->arena), mpt_text_init(f->arena), false};
        XML_Parser parser = XML_ParserCreate("UTF-8");
        XML_SetUserData(parser, &found);
        XML_SetElementHandler(parser, start, end);
        XML_SetCharacterDataHandler(parser, text);
        if (XML_Parse(parser, xml, (int)strlen(xml), 1) != XML_STATUS_OK) {
            WRONG("%s in %s", XML_ErrorString(XML_GetErrorCode(parser)), xml);
        }
        XML_ParserFree(parser);
        /* What XML has no character for is a question mark. */
        struct mpt_text expected = mpt_text_init(f->arena);
        for (const char *at = wanted; *at;) {
            bool none = strncmp(at, "\xef\xbf\xbe", 3) == 0;
            mpt_text_add_len(&expected, none ? "?" : at, 1);
            at += none ? 3 : 1;
        }
        assert_text(mpt_text_get(&found.text), mpt_text_get(&expected));
        assert_text(mpt_text_get(&found.attribute), mpt_text_get(&expected));
    }
}

/* --- Amounts ------------------------------------------------------------------------------------------------------ */

enum { FUNDINGS = 300 };

static void add_money(struct fixture *f, const char **amounts)
{
    static const char *const currencies[] = {"NOK", "JPY", "KWD", "AUD", "VND", "TND"};
    uint64_t random = 2024;
    add(f, "stakeholder", "code", "us", "title", "Us", "actor_group", "research", "outside_id", "org-id:XM-DAC-1",
        NULL);
    add(f, "stakeholder", "code", "them", "title", "Them", NULL);
    add(f, "project", "code", "p", "title", "P", "summary", "S", "status", "running", "starts", "2024", NULL);
    begin(f);
    for (size_t i = 0; i < FUNDINGS; i++) {
        struct mpt_money money = {.minor = (int64_t)(next_random(&random) >> (1 + next_random(&random) % 60))};
        memcpy(money.currency, currencies[next_random(&random) % COUNT(currencies)], sizeof money.currency);
        amounts[i] = mpt_money_format(money, f->arena);
        struct mpt_record funding =
            record(f, "funding", "code", mpt_arena_print(f->arena, "f%zu", i), "amount", amounts[i], "stage",
                   "committed", "giver", "us", "receiver", "them", "project", "p", "year", "2024", NULL);
        assert_ok(f, mpt_store_add(f->store, &funding, false, f->arena, &f->error));
    }
    commit(f);
}

/* One export under way, and how it ended. */
struct run {
    struct fixture *f;
    enum mpt_status (*export)(struct mpt_store *, const struct mpt_export *, FILE *, struct mpt_error *);
    const struct mpt_export *how;
    enum mpt_status status;
};

static void run_export(void *context, FILE *out)
{
    struct run *run = context;
    run->status = run->export ? run->export(run->f->store, run->how, out, &run->f->error)
                              : mpt_export_csv_kind(run->f->store, kind_of("funding"), out, &run->f->error);
}

typedef enum mpt_status exporter(struct mpt_store *, const struct mpt_export *, FILE *, struct mpt_error *);

/* What an export must hold of funding number `i`; NULL for the exporter is CSV. */
static const char *expected_of(struct fixture *f, exporter *export, size_t i, const char *amount)
{
    const char *currency = mpt_arena_copy_len(f->arena, amount, 3), *number = amount + 4;
    struct mpt_money money;
    if (!export) {
        return mpt_arena_print(f->arena, "\r\nf%zu,,%s %s,committed,", i, currency, number);
    }
    if (export == mpt_export_iati) {
        return mpt_arena_print(f->arena,
                               "<transaction ref=\"f%zu\">\n"
                               "      <transaction-type code=\"2\"/>\n"
                               "      <transaction-date iso-date=\"2024-01-01\"/>\n"
                               "      <value currency=\"%s\" value-date=\"2024-01-01\">%s</value>",
                               i, currency, number);
    }
    if (export == mpt_export_360giving) {
        return mpt_arena_print(
            f->arena,
            "-f%zu\", \"title\": \"P\", \"description\": \"S\", \"currency\": \"%s\", \"amountAwarded\": %s, ", i,
            currency, number);
    }
    if (export == mpt_export_kumu) {
        return mpt_arena_print(f->arena,
                               "\"id\": \"funding:f%zu\", \"from\": \"stakeholder:us\", \"to\": \"project:p\", "
                               "\"direction\": \"directed\", \"type\": \"funds, committed\", \"amount\": %s, "
                               "\"currency\": \"%s\"",
                               i, number, currency);
    }
    assert_ok(f, mpt_money_parse(amount, &money, &f->error));
    return mpt_arena_print(f->arena, "('f%zu', NULL, %s, '%s', %" PRId64 ", 'committed'", i, number, currency,
                           money.minor);
}

static void test_amounts_keep_their_decimals_everywhere(void **state)
{
    struct fixture *f = *state;
    const char *amounts[FUNDINGS];
    const struct mpt_export how = {.today = {2024, 7, 7}, .reporting_org = "us"};
    exporter *const exporters[] = {NULL, mpt_export_iati, mpt_export_360giving, mpt_export_kumu, mpt_export_sql};
    add_money(f, amounts);
    for (size_t i = 0; i < COUNT(exporters); i++) {
        struct run run = {f, exporters[i], &how, MPT_OK};
        const char *text = written(f, run_export, &run);
        assert_ok(f, run.status);
        for (size_t j = 0; j < FUNDINGS; j++) {
            assert_contains(text, expected_of(f, exporters[i], j, amounts[j]));
        }
    }
}

/* --- Everything --------------------------------------------------------------------------------------------------- */

static void write_bundle(void *context, FILE *out)
{
    struct run *run = context;
    run->status = mpt_bundle_export(run->f->store, out, &run->f->error);
}

static const char *bundle_text(struct fixture *f)
{
    struct run run = {.f = f};
    const char *text = written(f, write_bundle, &run);
    assert_ok(f, run.status);
    return text;
}

/* Texts of all kinds in every text field of a project and in its funding's title. */
static void add_nasty(struct fixture *f, size_t number, uint64_t *random)
{
    struct mpt_record made = record(f, "project", "code", mpt_arena_print(f->arena, "p%zu", number), NULL);
    for (size_t i = 0; i < made.kind->field_count; i++) {
        const struct mpt_field *field = &made.kind->fields[i];
        for (int times = 0; field->type == MPT_TEXT && times < (field->flags & MPT_MANY ? 3 : 1); times++) {
            const char *value, *typed = nasty_text(f, random, 9);
            if (mpt_value_parse(field, typed, f->arena, &value, &f->error) == MPT_OK && value) {
                made.values[i] =
                    field->flags & MPT_MANY ? mpt_value_add(made.values[i], value, false, f->arena) : value;
            }
        }
    }
    size_t title = mpt_field_index(made.kind, "title");
    made.values[title] = made.values[title] ? made.values[title] : "x";
    assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
}

static void test_bundles_of_any_text_come_back_byte_for_byte(void **state)
{
    struct fixture *f = *state;
    uint64_t random = 99;
    struct mpt_bundle_counts counts;
    begin(f);
    for (size_t i = 0; i < 200; i++) {
        add_nasty(f, i, &random);
    }
    commit(f);
    const char *first = bundle_text(f);
    assert_contains(first, "\xef\xbf\xbe");
    mpt_store_close(f->store);
    f->store = NULL;
    assert_ok(f, mpt_store_open(path_of(f, "q.mpt"), MPT_STORE_CREATE, &f->store, &f->error));
    const struct mpt_bundle bundle = {"one.json", first, strlen(first)};
    begin(f);
    assert_ok(f, mpt_bundle_import(f->store, &bundle, 1, &counts, f->arena, &f->error));
    commit(f);
    assert_int_equal(counts.added, 200);
    assert_true(strcmp(first, bundle_text(f)) == 0);
}

/* The script gives SQLite the same texts back. */
static void test_sql_of_any_text_loads(void **state)
{
    struct fixture *f = *state;
    uint64_t random = 5;
    const struct mpt_export how = {.today = {2024, 7, 7}};
    struct run run = {f, mpt_export_sql, &how, MPT_OK};
    begin(f);
    for (size_t i = 0; i < 450; i++) { /* more than one INSERT takes */
        add_nasty(f, i, &random);
    }
    commit(f);
    const char *script = written(f, run_export, &run);
    assert_ok(f, run.status);
    sqlite3 *db = raw_open(path_of(f, "loaded.db"));
    raw_run(db, "PRAGMA foreign_keys = ON");
    raw_run(db, script);
    static const char query[] = "SELECT code, title, alias, summary, manager, place, stop_criterion, source, pilot "
                                "FROM project ORDER BY code";
    assert_text(raw_rows(f, db, query), rows(f, query));
    assert_text(raw_rows(f, db, "SELECT count(*) FROM project"), "450");
    sqlite3_close(db);
}

/* --- One moment --------------------------------------------------------------------------------------------------- */

static void test_a_held_store_does_not_see_what_others_write(void **state)
{
    struct fixture *f = *state;
    struct fixture other = *f;
    add(f, "project", "code", "before", "title", "Before", NULL);
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &other.store, &other.error));
    assert_ok(f, mpt_store_hold(other.store, &other.error));
    assert_true(mpt_store_exists(other.store, kind_of("project"), "before"));
    add(f, "project", "code", "later", "title", "Later", NULL);
    assert_false(mpt_store_exists(other.store, kind_of("project"), "later"));
    mpt_store_release(other.store);
    assert_true(mpt_store_exists(other.store, kind_of("project"), "later"));
    mpt_store_close(other.store);
}

/* --- What cannot be said ------------------------------------------------------------------------------------------ */

struct remarks {
    struct mpt_text text;
};

static void take_remark(void *context, const struct mpt_kind *kind, const char *code, const char *what, bool left_out)
{
    struct remarks *remarks = context;
    mpt_text_print(&remarks->text, "%s %s %s%s\n", kind->name, code, what, left_out ? "" : " (kept)");
}

static void test_iati_names_what_is_missing(void **state)
{
    struct fixture *f = *state;
    struct remarks remarks = {mpt_text_init(f->arena)};
    const struct mpt_export how = {
        .today = {2024, 7, 7}, .reporting_org = "us", .remark = take_remark, .context = &remarks};
    struct run run = {f, mpt_export_iati, &how, MPT_OK};
    add(f, "stakeholder", "code", "us", "title", "Us", "actor_group", "research", "outside_id", "iati:XM-DAC-1", NULL);
    add(f, "project", "code", "a", "title", "A", NULL);
    add(f, "project", "code", "b", "title", "B", "status", "rejected", NULL);
    add(f, "project", "code", "c", "title", "C", "status", "running", NULL);
    add(f, "project", "code", "d", "title", "D", "status", "running", "summary", "s", NULL);
    add(f, "project", "code", "e", "title", "E", "status", "running", "summary", "s", "starts", "2024", NULL);
    add(f, "project", "code", "g", "title", "G", "status", "running", "summary", "s", "starts", "2024", "example",
        "yes", NULL);
    written(f, run_export, &run);
    assert_refused(f, run.status, MPT_BAD_INPUT, "no project is complete enough");
    assert_text(mpt_text_get(&remarks.text), "project a has no status\n"
                                             "project b was applied for and refused\n"
                                             "project c has no summary, which is the description\n"
                                             "project d has no start\n"
                                             "project e has nobody who pays, decides, delivers or holds it together\n"
                                             "project g is invented\n");
    add(f, "participation", "stakeholder", "us", "project", "e", "role", "advise", NULL);
    written(f, run_export, &run);
    assert_refused(f, run.status, MPT_BAD_INPUT, "no project is complete enough");
    add(f, "participation", "stakeholder", "us", "project", "e", "role", "deliver", NULL);
    remarks.text = mpt_text_init(f->arena);
    const char *xml = written(f, run_export, &run);
    assert_ok(f, run.status);
    assert_contains(xml, "<iati-identifier>XM-DAC-1-e</iati-identifier>");
    assert_contains(mpt_text_get(&remarks.text), "project e no sector is known (kept)\n");
    assert_contains(mpt_text_get(&remarks.text), "project e no country is known (kept)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_cells),
        WITH_FOLDER(test_any_text_comes_back_from_its_cell),
        WITH_FOLDER(test_any_text_comes_back_from_xml),
        WITH_STORE(test_amounts_keep_their_decimals_everywhere),
        WITH_STORE(test_bundles_of_any_text_come_back_byte_for_byte),
        WITH_STORE(test_sql_of_any_text_loads),
        WITH_STORE(test_a_held_store_does_not_see_what_others_write),
        WITH_STORE(test_iati_names_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
