/* Proposals: tables in seven languages and of the EU's funds, signs that may be read in two ways, hostile names, and
 * the maps they give, run by SQLite over their own table. */
#include "support.h"

#include "mpt/map.h"
#include "mpt/propose.h"
#include "mpt/reader.h"

enum { MOST_ROWS = 2000 };

/* --- Reading a table and proposing -------------------------------------------------------------------------------- */

/* What a reader gives, kept as a sample. */
static struct mpt_sample read_sample(struct fixture *f, const char *path, const char *name)
{
    struct mpt_read_options options = {0};
    struct mpt_reader *reader;
    struct mpt_row row;
    struct mpt_sample sample = {.name = name, .file = strrchr(path, '/') + 1, .format = "csv", .today = "2026-11-22"};
    assert_ok(f, mpt_reader_open(path, &options, &reader, &f->error));
    const char *const *header = mpt_reader_header(reader, &sample.count);
    const char **names = mpt_arena_array(f->arena, sample.count, sizeof *names);
    const char *const **rows = mpt_arena_array(f->arena, MOST_ROWS, sizeof *rows);
    for (size_t i = 0; i < sample.count; i++) {
        names[i] = mpt_arena_copy(f->arena, header[i]);
    }
    while (sample.row_count < MOST_ROWS && mpt_reader_next(reader, &row)) {
        const char **values = mpt_arena_array(f->arena, sample.count, sizeof *values);
        for (size_t i = 0; i < sample.count && i < row.count; i++) {
            values[i] = row.values[i] ? mpt_arena_copy(f->arena, row.values[i]) : NULL;
        }
        rows[sample.row_count++] = values;
    }
    assert_ok(f, mpt_reader_close(reader, &f->error));
    sample.header = names;
    sample.rows = rows;
    return sample;
}

/* A table written down here: a line a row, '|' between the cells, the header first; "" is empty. */
static struct mpt_sample table(struct fixture *f, const char *const *lines, size_t count)
{
    struct mpt_sample sample = {.name = "t", .file = "t.csv", .today = "2026-11-22", .row_count = count - 1};
    const char *const **rows = mpt_arena_array(f->arena, count, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const char **cells = mpt_arena_array(f->arena, 20, sizeof *cells);
        size_t cell = 0;
        for (const char *at = lines[i]; at; at = *at ? at + 1 : NULL) {
            size_t len = strcspn(at, "|");
            cells[cell++] = mpt_arena_copy_len(f->arena, at, len);
            at += len;
            if (!*at) {
                break;
            }
        }
        sample.count = i == 0 ? cell : sample.count;
        rows[i] = cells;
    }
    sample.header = rows[0];
    sample.rows = rows + 1;
    return sample;
}
#define TABLE(f, ...)                                                                                                  \
    table(f, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static const char *role_of(const struct mpt_proposal *proposal, const char *header)
{
    for (size_t i = 0; i < proposal->count; i++) {
        if (strcmp(proposal->columns[i].header, header) == 0) {
            return proposal->columns[i].role;
        }
    }
    WRONG("there is no column '%s'", header);
    return NULL;
}

/* All problems in one text. */
static const char *problems(struct fixture *f, const struct mpt_proposal *proposal)
{
    struct mpt_text text = mpt_text_init(f->arena);
    for (size_t i = 0; i < proposal->problem_count; i++) {
        mpt_text_print(&text, "%s\n", proposal->problems[i]);
    }
    return mpt_text_get(&text);
}

static const char *said(struct fixture *f, const struct mpt_proposal *proposal)
{
    struct mpt_text text = mpt_text_init(f->arena);
    for (size_t i = 0; i < proposal->said_count; i++) {
        assert_true(mpt_text_printable(proposal->said[i]));
        assert_null(strchr(proposal->said[i], '\n'));
        assert_true(mpt_text_width(proposal->said[i]) <= 80);
        mpt_text_print(&text, "%s\n", proposal->said[i]);
    }
    return mpt_text_get(&text);
}

/* --- Running the map ---------------------------------------------------------------------------------------------- */

/* What the map makes of one row: a line a record, "field=value, ...". */
static const char *run_map(struct fixture *f, const struct mpt_sample *sample, const struct mpt_proposal *proposal,
                           size_t row)
{
    struct mpt_text text = mpt_text_init(f->arena);
    struct mpt_map map;
    struct mpt_mapper *mapper;
    struct mpt_mapped mapped;
    if (mpt_map_parse("proposed.sql", proposal->sql, f->arena, &map, &f->error) ||
        mpt_mapper_open(&map, sample->header, sample->count, &mapper, &f->error)) {
        WRONG("%s in\n%s", f->error.message, proposal->sql);
    }
    mpt_mapper_set(mapper, row + 2, sample->header, sample->rows[row], sample->count, NULL);
    f->error.message[0] = '\0';
    while (mpt_mapper_next(mapper, &mapped, &f->error)) {
        mpt_text_print(&text, "%s: ", mapped.select->kind->name);
        for (size_t i = 0; i < mapped.count; i++) {
            if (mapped.fields[i]) {
                mpt_text_print(&text, "%s=%s, ", mapped.fields[i]->name,
                               mapped.values[i] ? mapped.values[i] : "(null)");
            }
        }
        mpt_text_print(&text, "%s", mapped.warning ? mapped.warning : "");
        mpt_text_add(&text, "\n");
    }
    mpt_mapper_close(mapper);
    assert_text(f->error.message, "");
    return mpt_text_get(&text);
}

/* --- Seven languages and the EU's lists --------------------------------------------------------------------------- */

static const struct {
    const char *name;
    const char *roles[15]; /* by column, "" for none */
    char decimal;
    enum mpt_date_order dates;
    const char *currency;
} languages[] = {
    {"en",
     {"id", "title", "alias", "summary", "status", "starts", "ends", "organisation", "country", "amount", "manager",
      "tag", "updated", ""},
     '.',
     MPT_DATE_DMY,
     "GBP"},
    {"no",
     {"id", "title", "summary", "status", "starts", "ends", "organisation", "organisation-id", "sought", "amount",
      "manager", "gender", "place", "tag"},
     ',',
     MPT_DATE_DMY,
     NULL},
    {"da",
     {"id", "title", "summary", "status", "starts", "ends", "organisation", "organisation-id", "amount", "partner",
      "programme", "tag"},
     ',',
     MPT_DATE_DMY,
     "DKK"},
    {"sv",
     {"id", "title", "summary", "starts", "ends", "organisation", "organisation-id", "amount", "currency", "funder",
      "manager", "place"},
     '.',
     MPT_DATE_ISO,
     NULL},
    {"de",
     {"id", "title", "organisation", "country", "starts", "ends", "amount", "programme", "status", "url"},
     ',',
     MPT_DATE_DMY,
     "EUR"},
    {"es",
     {"id", "title", "summary", "starts", "ends", "organisation", "amount", "call", "manager", "gender", "place", "tag",
      "status"},
     ',',
     MPT_DATE_ISO,
     "CLP"},
    {"fr",
     {"id", "title", "summary", "starts", "ends", "organisation", "country", "cost", "amount", "own-share", "tag",
      "status"},
     ',',
     MPT_DATE_ISO,
     "EUR"},
    {"eu-fund",
     {"organisation", "title", "summary", "starts", "ends", "cost", "rate", "place", "country", "tag", "updated"},
     '.',
     MPT_DATE_ISO,
     NULL},
};

static void test_languages(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(languages); i++) {
        const char *path = mpt_arena_print(f->arena, "tests/data/propose/%s.csv", languages[i].name);
        struct mpt_sample sample = read_sample(f, path, languages[i].name);
        const struct mpt_proposal *proposal = mpt_propose(&sample, f->arena);
        assert_int_equal(proposal->count, sample.count);
        for (size_t j = 0; j < sample.count; j++) {
            const char *role = proposal->columns[j].role ? proposal->columns[j].role : "";
            if (!languages[i].roles[j] || strcmp(role, languages[i].roles[j]) != 0) {
                WRONG("%s: '%s' is taken for \"%s\"", path, sample.header[j], role);
            }
        }
        assert_true(proposal->usable);
        assert_int_equal(proposal->decimal, languages[i].decimal);
        assert_int_equal(proposal->dates, languages[i].dates);
        assert_text(proposal->currency, languages[i].currency);
        assert_contains(said(f, proposal), sample.header[0]);
        for (size_t row = 0; row < sample.row_count; row++) {
            assert_contains(run_map(f, &sample, proposal, row), "title=");
        }
    }
}

/* The records that maps make of the first row. */
static void test_records(void **state)
{
    struct fixture *f = *state;
    struct mpt_sample sample = read_sample(f, "tests/data/propose/da.csv", "innomissions");
    const struct mpt_proposal *proposal = mpt_propose(&sample, f->arena);
    const char *records = run_map(f, &sample, proposal, 0);
    assert_contains(records, "outside_id=innomissions:2023-7, title=Grøn brint i Esbjerg, ");
    assert_contains(records, "status=approved, starts=2023-05-01, ends=2026-04-30, programme=Innomission 1, \n");
    assert_contains(records, "title=Brintværket, outside_id=innomissions-organisation:11223344, \n");
    assert_contains(records, "stakeholder=Brintværket, project=innomissions:2023-7, role=deliver, \n");
    assert_contains(records, "tag: vocabulary=keyword, code=keyword:brint, title=brint, \n");
    assert_contains(records, "tagging: tag=keyword:brint, project=innomissions:2023-7, tagged_by=innomissions, \n");
    assert_contains(records, "stakeholder=Havnen, project=innomissions:2023-7, role=deliver, \n");
    assert_contains(records, "stakeholder=Vestkysten Universitet, ");
    assert_contains(records,
                    "project=innomissions:2023-7, amount=DKK 25000000.00, stage=committed, receiver=Brintværket");
    assert_contains(proposal->sql, "-- map: innomissions\n-- title: Projects of da.csv, as proposed on 2026-11-22\n");
    assert_contains(proposal->sql, "-- header: Journalnummer; Projekttitel; Resumé; ");
    assert_contains(proposal->sql, "-- key: Journalnummer\n-- currency: DKK\n-- decimal: ,\n-- dates: dmy\n");

    sample = read_sample(f, "tests/data/propose/sv.csv", "sv");
    records = run_map(f, &sample, mpt_propose(&sample, f->arena), 2);
    assert_contains(records, "amount=EUR 1200000, stage=committed, giver=Vinnova, receiver=Renhållarna, ");

    sample = read_sample(f, "tests/data/propose/fr.csv", "fr");
    records = run_map(f, &sample, mpt_propose(&sample, f->arena), 0);
    assert_contains(records, "starts=2021-09-01, ends=2024-08-31, country=FR, ");
    assert_contains(records,
                    "title=Own share, project=fr:P-01, amount=EUR 80000.00, stage=pledged, giver=Commune de V");

    sample = read_sample(f, "tests/data/propose/es.csv", "es");
    records = run_map(f, &sample, mpt_propose(&sample, f->arena), 1);
    assert_contains(records, "status=running, starts=2022-04-15, ");
    assert_contains(records, "manager_gender=male, ");
    assert_contains(records, "amount=CLP 350500000, ");

    sample = read_sample(f, "tests/data/propose/eu-fund.csv", "eu");
    sample.currency = "EUR";
    proposal = mpt_propose(&sample, f->arena);
    records = run_map(f, &sample, proposal, 2);
    assert_contains(records,
                    "title=Total cost, project=New pipes for the old town, amount=EUR 9876543.21, stage=planned");
    assert_contains(problems(f, proposal), "counts as planned money");
}

/* --- What could be read in two ways ------------------------------------------------------------------------------- */

static void test_signs(void **state)
{
    struct fixture *f = *state;
    struct mpt_sample sample =
        TABLE(f, "Title|Start date|Amount (EUR)", "A first thing|2/3/2020|1.234", "B thing|4/5/2021|2.500");
    const struct mpt_proposal *proposal = mpt_propose(&sample, f->arena);
    assert_int_equal(proposal->decimal, 0);
    assert_int_equal(proposal->dates, MPT_DATE_DMY);
    assert_contains(problems(f, proposal), "'2.500' may be thousands or decimals");
    assert_contains(problems(f, proposal), "Nothing shows whether '4/5/2021' begins with the day or the month");
    assert_not_contains(proposal->sql, "money(");

    sample.decimal = ',';
    sample.dates = MPT_DATE_MDY;
    proposal = mpt_propose(&sample, f->arena);
    assert_text(problems(f, proposal), "");
    assert_contains(proposal->sql, "-- dates: mdy\n");
    assert_contains(run_map(f, &sample, proposal, 0), "amount=EUR 1234, ");
    assert_contains(run_map(f, &sample, proposal, 0), "starts=2020-02-03, ");

    sample = TABLE(f, "Title|Start date|Amount", "A|13/1/2020|$5", "B|1/13/2020|$6.50", "C|14/1/2020|$6,5");
    proposal = mpt_propose(&sample, f->arena);
    assert_contains(problems(f, proposal),
                    "only with the day first (2), others only with the month first (1); the day is taken");
    assert_contains(problems(f, proposal), "only with '.' before the decimals (1), others only with ',' (1)");
    assert_contains(problems(f, proposal), "Nothing says the currency of 'Amount'");
    assert_null(proposal->currency);
    sample.currency = "AUD";
    assert_contains(mpt_propose(&sample, f->arena)->sql, "money(\"Amount\", 'AUD')");

    sample = TABLE(f, "Title|Amount (TEUR)", "A thing|100", "B thing|200");
    proposal = mpt_propose(&sample, f->arena);
    assert_contains(problems(f, proposal), "'teur' in 'Amount (TEUR)' says that amounts may be in thousands");
    assert_not_contains(proposal->sql, "money(");

    sample = TABLE(f, "Title|Amount|Moneda", "A thing|100|Miles de pesos (M$)", "B thing|200|Miles de pesos (M$)");
    assert_contains(problems(f, mpt_propose(&sample, f->arena)), "'miles' in 'Moneda'");

    sample = TABLE(f, "Title|Amount", "A thing|EUR 100", "B thing|NOK 200");
    assert_contains(problems(f, mpt_propose(&sample, f->arena)), "Nothing says the currency");
}

static void test_rivals(void **state)
{
    struct fixture *f = *state;
    struct mpt_sample sample = TABLE(f, "project_id|title_sv|title_en|abstract_sv|abstract_en|N",
                                     "1|En bro|A bridge|x|y|1", "2|En båt|A boat|x|y|2", "2|En bil|A car|x|y|3");
    const struct mpt_proposal *proposal = mpt_propose(&sample, f->arena);
    assert_text(role_of(proposal, "title_sv"), "title");
    assert_text(role_of(proposal, "title_en"), "alias");
    assert_text(role_of(proposal, "N"), NULL);
    assert_contains(problems(f, proposal),
                    "'title_sv' is taken for the project's title; 'title_en' may be it as well and is");
    assert_contains(problems(f, proposal), "'project_id' has 2 different values in 3 records");
    size_t summaries = 0;
    for (size_t i = 0; i < proposal->count; i++) {
        summaries += proposal->columns[i].role && strcmp(proposal->columns[i].role, "summary") == 0;
    }
    assert_int_equal(summaries, 1);
}

/* Somebody corrects what was proposed. */
static void test_said_roles(void **state)
{
    struct fixture *f = *state;
    struct mpt_sample sample = TABLE(f, "Title|Nickname|Colour", "A long name|Al|red", "B long name|Bo|blue");
    struct mpt_sample beside = TABLE(f, "id|Title|Partners", "7|A name|P; Q", "8|B name|R");
    assert_contains(run_map(f, &beside, mpt_propose(&beside, f->arena), 0),
                    "stakeholder=Q, project=t:7, role=deliver, ");
    const char *roles[] = {"alias", "title", ""};
    sample.roles = roles;
    const struct mpt_proposal *proposal = mpt_propose(&sample, f->arena);
    assert_text(role_of(proposal, "Title"), "alias");
    assert_text(role_of(proposal, "Nickname"), "title");
    assert_text(role_of(proposal, "Colour"), NULL);
    assert_text(proposal->columns[1].sure, "as you said");
    roles[0] = "title";
    roles[2] = "nonsense";
    proposal = mpt_propose(&sample, f->arena);
    assert_contains(problems(f, proposal), "Only one column can be the project's title; 'Nickname' is left out.");
    assert_contains(problems(f, proposal), "There is no role 'nonsense' for a column.");
    roles[0] = roles[1] = roles[2] = "";
    proposal = mpt_propose(&sample, f->arena);
    assert_false(proposal->usable);
    assert_null(proposal->sql);
}

/* --- Headers and values ------------------------------------------------------------------------------------------- */

static void test_certainty(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *header, *value, *role, *sure;
    } cases[] = {
        {"Start date", "2020-01-01", "starts", "certain"},
        {"start_date", "2020-01-01", "starts", "certain"},
        {"StartDate", "2020-01-01", "starts", "certain"},
        {"STARTDATE", "2020-01-01", "starts", "certain"},
        {"Strat date", "2020-01-01", "starts", "certain"}, /* two letters changed places */
        {"Start date", "soon", NULL, NULL},                /* no date at all */
        {"Start date", "", "starts", "likely"},
        {"Planned start date of works", "2020-01-01", "starts", "likely"},
        {"Project status code", "Active", "status", "likely"}, /* a code of it, not it */
        {"Kommunenummer", "0301", NULL, NULL},
        {"Name der Begünstigten", "Werk GmbH", "organisation", "certain"},
        {"Nombre del beneficiario", "Obras SA", "organisation", "certain"},
        {"Nom du bénéficiaire", "Ville de V", "organisation", "certain"},
        {"Støttemodtager", "Brobyg", "organisation", "certain"},
        {"Bezeichnung des Vorhabens", "x", "alias", NULL}, /* there is a title already, and it is the first */
        {"Gender", "F", "gender", "certain"},
        {"Gender", "Oslo", NULL, NULL},
        {"Country", "Norge", "country", "certain"},
        {"Currency", "NOK", "currency", "certain"},
        {"Whatever", "xyz", NULL, NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *header = mpt_arena_print(f->arena, "Project title|%s", cases[i].header);
        const char *row = mpt_arena_print(f->arena, "A thing|%s", cases[i].value);
        struct mpt_sample sample = TABLE(f, header, row, row, row, row);
        const struct mpt_proposal *proposal = mpt_propose(&sample, f->arena);
        const struct mpt_proposed_column *column = &proposal->columns[1];
        const char *role = column->role ? column->role : "nothing", *wanted = cases[i].role ? cases[i].role : "nothing";
        if (strcmp(role, wanted) != 0 || (cases[i].sure && strcmp(column->sure, cases[i].sure) != 0)) {
            WRONG("'%s' with '%s' is %s (%s, %.2f), not %s (%s)", cases[i].header, cases[i].value, role,
                  column->sure ? column->sure : "", column->certainty, wanted, cases[i].sure ? cases[i].sure : "");
        }
    }
}

/* No header says anything: values alone make a guess. */
static void test_values_alone(void **state)
{
    struct fixture *f = *state;
    struct mpt_sample sample = TABLE(f, "a|b|c", "X1|A bridge over the fjord|Norway",
                                     "X2|A boat without an engine|Denmark", "X3|A car for three villages|Chile");
    const struct mpt_proposal *proposal = mpt_propose(&sample, f->arena);
    assert_text(role_of(proposal, "a"), "id");
    assert_text(role_of(proposal, "b"), "title");
    assert_text(role_of(proposal, "c"), "country");
    assert_text(proposal->columns[1].sure, "a guess");
    assert_contains(proposal->columns[1].why, "by its values alone");
}

static void test_nothing_known(void **state)
{
    struct fixture *f = *state;
    struct mpt_sample sample = TABLE(f, "Project id|Title|Organisation|Orgnr|Status", "1|A thing|NA|0|Active",
                                     "2|B thing|Sintef|914|Lost", "3|C thing|-|0|-");
    const struct mpt_proposal *proposal = mpt_propose(&sample, f->arena);
    assert_not_contains(run_map(f, &sample, proposal, 0), "stakeholder=");
    assert_contains(run_map(f, &sample, proposal, 1), "title=Sintef, outside_id=t-organisation:914, ");
    assert_not_contains(run_map(f, &sample, proposal, 2), "stakeholder=");
    assert_contains(run_map(f, &sample, proposal, 1), "status=(null), ");
    assert_contains(problems(f, proposal), "What 'Lost' in 'Status' means is not known; it is left empty.");

    sample = TABLE(f, "Project id|Title|Organisation|Amount (NOK)|Partners", "1|A thing|Werk|5|P; Q", "|Sum||5|",
                   "2||Bro|7|R");
    proposal = mpt_propose(&sample, f->arena); /* lines of sums, and projects that are not named, give nothing */
    assert_contains(run_map(f, &sample, proposal, 0), "stakeholder=Werk, project=t:1, ");
    assert_text(run_map(f, &sample, proposal, 1), "");
    assert_text(run_map(f, &sample, proposal, 2), "");
    assert_contains(problems(f, proposal), "Records without 'Project id' (1 in the sample) are left out.");

    sample = TABLE(f, "Title|Country", "A thing|Norway", "B thing|World", "C thing|Chile");
    proposal = mpt_propose(&sample, f->arena);
    assert_contains(run_map(f, &sample, proposal, 0), "title=A thing, country=NO, \n");
    assert_contains(run_map(f, &sample, proposal, 1), "title=B thing, country=(null), World is no country\n");
    assert_contains(problems(f, proposal), "1 of 3 values of 'Country' are no countries; they are left out.");

    sample = TABLE(f, "Title|Amount|Currency", "A thing|5|NOK", "B thing|6|NA", "C thing|7|SEK");
    proposal = mpt_propose(&sample, f->arena);
    assert_contains(run_map(f, &sample, proposal, 0), "amount=NOK 5, ");
    assert_contains(run_map(f, &sample, proposal, 1), "amount=(null), ");

    sample = TABLE(f, "Title|key|Amount (NOK)|Keywords", "A thing|a|0|x; y", "B thing|b|0.00|", "C thing|c|5|y",
                   "D thing|d|1,5 Mio|z");
    proposal = mpt_propose(&sample, f->arena);
    assert_not_contains(run_map(f, &sample, proposal, 0), "amount=");
    assert_contains(run_map(f, &sample, proposal, 0), "code=keyword:y, ");
    assert_not_contains(run_map(f, &sample, proposal, 1), "amount=");
    assert_contains(run_map(f, &sample, proposal, 2), "amount=NOK 5, stage=committed");
    assert_contains(run_map(f, &sample, proposal, 3),
                    "amount=NOK 1,5 Mio, "); /* not passed over: it is refused by name */
}

/* --- Hostile names ------------------------------------------------------------------------------------------------ */

static void test_hostile(void **state)
{
    struct fixture *f = *state;
    struct mpt_sample sample = TABLE(
        f,
        "Title\"; DROP TABLE source; --|id'x\" OR 1|Status\x1b[31m|Country\n-- kind: stakeholder|Start\ndate|key: x; y",
        "It's|a'1|O'pen|Norway|2020-01-01|z", "\"Two\"|b\"2|Active|Chile|2021-01-01|z");
    const char *roles[] = {"title", "id", "status", "country", "starts", "place"};
    sample.roles = roles;
    sample.file = "a\n-- kind: call\x1b.csv";
    const struct mpt_proposal *proposal = mpt_propose(&sample, f->arena);
    assert_contains(run_map(f, &sample, proposal, 0), "outside_id=t:a'1, title=It's, ");
    assert_contains(run_map(f, &sample, proposal, 1),
                    "outside_id=t:b\"2, title=\"Two\", status=running, starts=2021-01-01, place=z, ");
    assert_contains(problems(f, proposal), "Column 4 cannot be used for its name; rename it in the file.");
    assert_not_contains(proposal->sql, "\n-- kind: stakeholder");
    assert_not_contains(proposal->sql, "\n-- kind: call");
    assert_null(proposal->columns[3].role);
    said(f, proposal);
    for (size_t i = 0; i < proposal->problem_count; i++) {
        assert_true(mpt_text_printable(proposal->problems[i]));
    }

    sample = TABLE(f, "Title", "");
    sample.row_count = 0;
    proposal = mpt_propose(&sample, f->arena);
    assert_text(role_of(proposal, "Title"), "title");
    sample.count = 0;
    assert_false(mpt_propose(&sample, f->arena)->usable);
}

/* --- Published files ---------------------------------------------------------------------------------------------- */

static const struct {
    const char *path;
    const char *columns[14]; /* header, role, ... */
    enum mpt_date_order dates;
    const char *currency, *problem;
} published[] = {
    {"worldbank/wb_2024.csv",
     {"id", "id", "project_name", "title", "pdo", "summary", "closingdate", "ends", "countryname", "country",
      "curr_total_commitment", "amount", "curr_project_cost", "cost"},
     MPT_DATE_MDY,
     NULL,
     "Nothing says the currency"},
    {"swecris/projects.csv",
     {"project_id", "id", "title_sv", "title", "title_en", "alias", "start_date", "starts", "org_reg_no",
      "organisation-id", "funding_sek", "amount", "funding_year", "year"},
     MPT_DATE_ISO,
     "SEK",
     "'title_en' may be it as well"},
    {"anid_chile/projects_1982_2002.csv",
     {"CODIGO_PROYECTO", "id", "NOMBRE_PROYECTO", "title", "INSTITUCION_PRINCIPAL", "organisation", "MONTO_ADJUDICADO",
      "amount", "AGNO_FALLO", "year", "NOMBRE_CONCURSO", "call", "DURACION_MESES", "duration"},
     MPT_DATE_ISO,
     NULL,
     "'miles' in 'MONEDA'"},
    {"rcn_norway/soknader2/sample.csv",
     {"prosjekttittel", "title", "prosjektfase", "status", "prosjektstart", "starts", "prosjektleder_kjonn", "gender",
      "sokt_belop", "sought", "tildelt_belop", "amount", "prosjektansvarlig_navn", "organisation"},
     MPT_DATE_ISO,
     NULL,
     "'kommune' is taken for where the work is done"},
    {"nsf_dms/awards.csv",
     {"AwardNumber", "id", "Title", "title", "StartDate", "starts", "EndDate", "ends", "Organization", "organisation",
      "AwardedAmountToDate", "amount", "Abstract", "summary"},
     MPT_DATE_MDY,
     NULL,
     "Nothing says the currency of 'AwardedAmountToDate'"},
};

static void test_published(void **state)
{
    struct fixture *f = *state;
    const char *folder = getenv("DATA");
    struct stat found;
    if (!folder || stat(folder, &found)) {
        print_message("not run: there is no folder $DATA with published files\n");
        skip();
    }
    for (size_t i = 0; i < COUNT(published); i++) {
        struct mpt_sample sample =
            read_sample(f, mpt_arena_print(f->arena, "%s/%s", folder, published[i].path), "published");
        const struct mpt_proposal *proposal = mpt_propose(&sample, f->arena);
        for (size_t j = 0; j < COUNT(published[i].columns); j += 2) {
            const char *role = role_of(proposal, published[i].columns[j]);
            if (!role || strcmp(role, published[i].columns[j + 1]) != 0) {
                WRONG("%s: '%s' is taken for %s", published[i].path, published[i].columns[j], role ? role : "nothing");
            }
        }
        assert_int_equal(proposal->dates, published[i].dates);
        assert_text(proposal->currency, published[i].currency);
        assert_contains(problems(f, proposal), published[i].problem);
        assert_contains(run_map(f, &sample, proposal, 0), "title=");
        said(f, proposal);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_languages),    WITH_FOLDER(test_records),       WITH_FOLDER(test_signs),
        WITH_FOLDER(test_rivals),       WITH_FOLDER(test_said_roles),    WITH_FOLDER(test_certainty),
        WITH_FOLDER(test_values_alone), WITH_FOLDER(test_nothing_known), WITH_FOLDER(test_hostile),
        WITH_FOLDER(test_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
