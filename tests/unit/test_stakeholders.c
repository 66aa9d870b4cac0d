/* Organisations by whatever they are called: what a name means, and which are there twice. */
#include "records.h"

#include "mpt/stakeholders.h"

static void add_some(struct fixture *f)
{
    add(f, "stakeholder", "code", "uio", "title", "University of Oslo", "alias", "Universitetet i Oslo", "alias", "UiO",
        "country", "NO", "place", "Oslo", NULL);
    add(f, "stakeholder", "code", "oslomet", "title", "Oslo Metropolitan University", "country", "NO", NULL);
    add(f, "stakeholder", "code", "sintef", "title", "SINTEF", "country", "NO", NULL);
    add(f, "stakeholder", "code", "uw", "title", "University of Washington", "country", "US", NULL);
    add(f, "stakeholder", "code", "siemens", "title", "Siemens (Germany)", "country", "DE", NULL);
    add(f, "stakeholder", "code", "imr", "title", "Institute of Marine Research", "alias", "Havforskningsinstituttet",
        "country", "NO", NULL);
    add(f, "stakeholder", "code", "michigan", "title", "University of Michigan", "alias", "MI", "country", "US", NULL);
    add(f, "stakeholder", "code", "anna", "title", "Anna Berg", "form", "person", NULL);
    add(f, "stakeholder", "code", "health-no", "title", "Ministry of Health", "country", "NO", NULL);
    add(f, "stakeholder", "code", "health-ke", "title", "Ministry of Health", "country", "KE", NULL);
}

static void test_what_names_mean(void **state)
{
    static const struct {
        const char *name, *country, *code;
        bool unit;
    } names[] = {
        {"SINTEF A/S", NULL, "sintef", false},
        {"Sintef AS", "NO", "sintef", false},
        {"SINTEF", "SE", NULL, false}, /* not there */
        {"SINTEF Energy", NULL, NULL, false},
        {"Universitetet i Oslo (UiO)", NULL, "uio", false},
        {"University of Oslo, Oslo, Norway", NULL, "uio", false},
        {"Universität Oslo", NULL, "uio", false},
        {"Dept. of Physics, University of Oslo", NULL, "uio", true},
        {"Universitetet i Oslo, Institutt for informatikk", NULL, "uio", true},
        {"Department of Physics University of Oslo", NULL, "uio", true},
        {"Faculty of Law; University of Oslo; NO", NULL, "uio", true},
        {"Institute of Marine Research, Bergen", NULL, NULL, false}, /* or the part of something called Bergen */
        {"Havforskningsinstituttet", NULL, "imr", false},
        {"Washington University", NULL, NULL, false},
        {"Oslo University Hospital", NULL, NULL, false},
        {"Oslo Metropolitan University", NULL, "oslomet", false},
        {"Siemens AG", NULL, "siemens", false},
        {"Siemens Energy AG", NULL, NULL, false},
        {"Department of Chemistry, Ann Arbor, MI", NULL, NULL, false},
        {"SINTEF / University of Oslo", NULL, NULL, false}, /* two */
        {"Anna Berg", NULL, NULL, false},
        {"Ministry of Health", NULL, NULL, false}, /* which? */
        {"Ministry of Health", "KE", "health-ke", false},
        {"", NULL, NULL, false},
        {",;/ - (", NULL, NULL, false},
    };
    struct fixture *f = *state;
    struct mpt_organisations *all;
    add_some(f);
    assert_ok(f, mpt_organisations_open(f->store, &all, &f->error));
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct mpt_organisation_meaning meaning =
            mpt_organisations_mean(all, names[i].name, NULL, names[i].country);
        const char *code = meaning.code ? meaning.code : "none";
        if (strcmp(code, names[i].code ? names[i].code : "none") != 0 || meaning.unit != names[i].unit) {
            WRONG("%s means %s%s", names[i].name, code, meaning.unit ? ", a part of it" : "");
        }
        assert_true(!meaning.code || !meaning.near);
    }
    assert_text(mpt_organisations_mean(all, "SINTEF Energy", NULL, NULL).near, "sintef");
    mpt_organisations_close(all);
}

static void test_what_comes_in_is_meant(void **state)
{
    struct fixture *f = *state;
    struct mpt_organisations *all;
    struct mpt_record made = record(f, "stakeholder", "code", "ntnu", "title", "NTNU Samfunnsforskning", NULL);
    struct mpt_record person = record(f, "stakeholder", "code", "bo", "title", "Bo Dahl", "form", "person", NULL);
    assert_ok(f, mpt_organisations_open(f->store, &all, &f->error));
    assert_text(mpt_organisations_mean(all, "NTNU Samfunnsforskning AS", NULL, NULL).code, NULL);
    mpt_organisations_add(all, &made);
    mpt_organisations_add(all, &person);
    assert_text(mpt_organisations_mean(all, "NTNU Samfunnsforskning AS", NULL, NULL).code, "ntnu");
    assert_text(mpt_organisations_mean(all, "Bo Dahl", NULL, NULL).code, NULL);
    mpt_organisations_close(all);
}

/* Pairs as lines: "same a b" or "unit part whole", with a verdict behind. */
static const char *twins_of(struct fixture *f, const char *code, const char *other)
{
    const struct mpt_twins_query query = {.code = code, .other = other};
    struct mpt_text text = mpt_text_init(f->arena);
    struct mpt_twins twins;
    assert_ok(f, mpt_twins_find(f->store, &query, f->arena, &twins, &f->error));
    for (size_t i = 0; i < twins.count; i++) {
        const struct mpt_twin *twin = &twins.pairs[i];
        bool turned = strcmp(twin->kind, "unit") == 0 && !twin->a_is_unit;
        assert_true(twin->reason_count > 0 && twin->score >= 0 && twin->score <= 1);
        assert_true(i == 0 || twins.pairs[i - 1].score >= twin->score);
        mpt_text_print(&text, "%s%s %s %s%s%s", i ? "\n" : "", twin->kind, turned ? twin->b.code : twin->a.code,
                       turned ? twin->a.code : twin->b.code, twin->verdict ? " " : "",
                       twin->verdict ? twin->verdict : "");
    }
    return mpt_text_get(&text);
}

static void test_which_are_there_twice(void **state)
{
    struct fixture *f = *state;
    add_some(f);
    assert_text(twins_of(f, NULL, NULL), ""); /* two ministries of two countries are two */
    add(f, "stakeholder", "code", "sintef-as", "title", "SINTEF AS", NULL);
    add(f, "stakeholder", "code", "physics", "title", "Department of Physics, University of Oslo", NULL);
    assert_text(twins_of(f, "sintef", NULL), "same sintef sintef-as");
    assert_text(twins_of(f, "physics", NULL), "unit physics uio");
    edit(f, "stakeholder", "physics", "part_of", "uio", NULL); /* then it is known */
    assert_text(twins_of(f, "physics", NULL), "");
    /* Ids decide, whatever the names. */
    edit(f, "stakeholder", "sintef", "outside_id", "ror:1", NULL);
    edit(f, "stakeholder", "sintef-as", "outside_id", "ror:2", NULL);
    assert_text(twins_of(f, NULL, NULL), "");
    edit(f, "stakeholder", "sintef-as", "outside_id", "no-orgnr:7", NULL);
    edit(f, "stakeholder", "uw", "outside_id", "no-orgnr:7", NULL);
    assert_text(twins_of(f, NULL, NULL), "same uw sintef-as\nsame sintef sintef-as");
    /* What people say stands beside it. */
    add(f, "link", "stakeholder", "sintef-as", "relation", "distinct-from", "to_stakeholder", "uw", NULL);
    assert_text(twins_of(f, "uw", NULL), "same uw sintef-as distinct");
    add(f, "stakeholder", "code", "typo", "title", "Univeristy of Michigan", NULL);
    assert_text(twins_of(f, "typo", NULL), "same michigan typo");
    /* Two are judged whatever they are. */
    assert_text(twins_of(f, "health-no", "health-ke"), "same health-no health-ke");
    assert_text(twins_of(f, "imr", "sintef"), "same sintef imr");
}

/* Many whose names are alike: most candidates are dropped, with what was thought of them; and one alone gets the
 * answers that it has among all, at least. */
static void test_many_of_like_names(void **state)
{
    static const char *const words[] = {"Polar",  "Marine", "Applied", "Rural", "Urban",   "Forest",  "Energy",
                                        "Health", "Water",  "Food",    "Wood",  "Textile", "Ceramic", "Rail",
                                        "Road",   "Space",  "Soil",    "Wind",  "Solar",   "Tidal"};
    enum { MARGIN = 24 };
    struct fixture *f = *state;
    begin(f);
    for (size_t i = 0; i < COUNT(words) * COUNT(words); i++) {
        const char *title = mpt_arena_print(f->arena, "National Institute for %s and %s Research",
                                            words[i / COUNT(words)], words[i % COUNT(words)]);
        struct mpt_record made = record(f, "stakeholder", "code", mpt_arena_print(f->arena, "o%zu", i), "title", title,
                                        "alias", mpt_arena_print(f->arena, "%s Institute", title), "alias",
                                        mpt_arena_print(f->arena, "%s AS", title), NULL);
        assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
    }
    commit(f);
    long before = most_memory();
    const char *all = twins_of(f, NULL, NULL);
    assert_true(most_memory() - before < MARGIN + MEMORY_MARGIN);
    for (size_t i = 0; i < COUNT(words) * COUNT(words); i += 37) {
        const char *code = mpt_arena_print(f->arena, "o%zu", i), *alone = twins_of(f, code, NULL), *rest = all;
        for (const char *line; (line = mpt_value_next(&rest, false, f->arena, NULL));) {
            const char *spaced = mpt_arena_print(f->arena, "%s ", line);
            if (strstr(spaced, mpt_arena_print(f->arena, " %s ", code))) {
                assert_contains(alone, line);
            }
        }
    }
}

static const char *path_in(struct fixture *f, const char *folder, const char *name)
{
    return mpt_arena_print(f->arena, "%s/%s", folder, name);
}

static const char *without_empty(struct fixture *f, const char *list)
{
    const char *made = NULL;
    for (const char *one; (one = mpt_value_next(&list, false, f->arena, NULL));) {
        made = *one ? mpt_value_add(made, one, false, f->arena) : made;
    }
    return made;
}

/* --- Names of real ones ------------------------------------------------------------------------------------------- */

/* The value of a column in a row of a table; "" when it has none. */
static const char *cell(struct mpt_reader *reader, const struct mpt_row *row, const char *name)
{
    size_t count;
    const char *const *columns = mpt_reader_header(reader, &count);
    for (size_t i = 0; i < count && i < row->count; i++) {
        if (strcmp(columns[i], name) == 0) {
            return row->values[i] ? row->values[i] : "";
        }
    }
    return "";
}

/* Organisations with their names in many languages; the code is the id's end. */
static size_t read_organisations(struct fixture *f, const char *folder, struct mpt_organisations *all)
{
    const struct mpt_read_options options = {0};
    struct mpt_reader *reader;
    struct mpt_row row;
    size_t count = 0;
    assert_ok(f, mpt_reader_open(path_in(f, folder, "ror_organisations.csv"), &options, &reader, &f->error));
    while (mpt_reader_next(reader, &row)) {
        struct mpt_record made = mpt_record_init(kind_of("stakeholder"), f->arena);
        struct mpt_text names = mpt_text_init(f->arena);
        mpt_text_print(&names, "%s|%s", cell(reader, &row, "other_names"), cell(reader, &row, "acronyms"));
        for (size_t i = 0; i < names.len; i++) {
            names.data[i] = (char)(names.data[i] == '|' ? '\n' : names.data[i]);
        }
        const char *country = cell(reader, &row, "country_code"), *city = cell(reader, &row, "city");
        made.values[0] = mpt_arena_copy(f->arena, strrchr(cell(reader, &row, "ror_id"), '/') + 1);
        made.values[mpt_field_index(made.kind, "title")] = mpt_arena_copy(f->arena, cell(reader, &row, "name"));
        made.values[mpt_field_index(made.kind, "alias")] = without_empty(f, mpt_text_get(&names));
        made.values[mpt_field_index(made.kind, "country")] = *country ? mpt_arena_copy(f->arena, country) : NULL;
        made.values[mpt_field_index(made.kind, "place")] = *city ? mpt_arena_copy(f->arena, city) : NULL;
        mpt_organisations_add(all, &made);
        count++;
    }
    assert_ok(f, mpt_reader_close(reader, &f->error));
    return count;
}

/* What authors write, and the organisation that curators found. Most of what counts as wrong is a school that is an
 * organisation of its own where the curators said the university. */
static void test_affiliations_of_papers(void **state)
{
    struct fixture *f = *state;
    const char *folder = data_folder(f, "ror");
    const struct mpt_read_options options = {0};
    struct mpt_organisations *all;
    struct mpt_reader *reader;
    struct mpt_row row;
    size_t asked = 0, certain = 0, right = 0;
    assert_ok(f, mpt_organisations_open(f->store, &all, &f->error));
    assert_true(read_organisations(f, folder, all) > 18000);
    assert_ok(f, mpt_reader_open(path_in(f, folder, "affiliations_train.csv"), &options, &reader, &f->error));
    while (mpt_reader_next(reader, &row)) {
        const struct mpt_organisation_meaning meaning =
            mpt_organisations_mean(all, cell(reader, &row, "affiliation"), NULL, NULL);
        const char *id = strrchr(cell(reader, &row, "ror_id"), '/');
        asked++;
        certain += meaning.code != NULL;
        right += meaning.code && id && strcmp(meaning.code, id + 1) == 0;
    }
    assert_ok(f, mpt_reader_close(reader, &f->error));
    mpt_organisations_close(all);
    print_message("%zu affiliations: %zu decided, %.1f %% of them as the curators\n", asked, certain,
                  100.0 * (double)right / (double)certain);
    assert_true(certain * 2 > asked && right * 100 > certain * 93);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_what_names_mean),        WITH_STORE(test_what_comes_in_is_meant),
        WITH_STORE(test_which_are_there_twice),  WITH_STORE(test_many_of_like_names),
        WITH_STORE(test_affiliations_of_papers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
