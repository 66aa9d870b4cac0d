/* Maps and the import: what comes in, comes in again, changed, contradicted, broken. */
#include "support.h"

#include "mpt/import.h"
#include "mpt/merge.h"

static const char map_text[] = "-- map: test\n"
                               "-- title: A table for the tests\n"
                               "-- header: id; title\n"
                               "-- optional: status; who; alias; ends; amount\n"
                               "-- scheme: test\n"
                               "-- key: id\n"
                               "-- decimal: ,\n"
                               "-- dates: dmy\n"
                               "-- kind: stakeholder\n"
                               "SELECT who AS title FROM source WHERE who IS NOT NULL;\n"
                               "-- kind: project\n"
                               "SELECT 'test:' || id AS outside_id, clean(title) AS title, status, lines(alias) AS "
                               "alias, day(ends) AS ends FROM source;\n"
                               "-- kind: participation\n"
                               "SELECT who AS stakeholder, 'test:' || id AS project, 'deliver' AS role FROM source "
                               "WHERE who IS NOT NULL;\n"
                               "-- kind: funding\n"
                               "SELECT 'test:' || id AS project, 'committed' AS stage, money(amount, 'NOK') AS amount "
                               "FROM source WHERE amount IS NOT NULL;\n";

/* What an import said, a line each. */
struct told {
    struct fixture *f;
    struct mpt_text text;
};

static void tell_change(void *context, const struct mpt_import_change *change)
{
    static const char *const actions[] = {"differs", "updated", "kept", "other", "gone", "removed", "absent"};
    struct told *told = context;
    mpt_text_print(&told->text, "%zu %s %s %s %s %s>%s\n", change->line, actions[change->action], change->kind->name,
                   change->code ? change->code : "-", change->field ? change->field->name : "-",
                   change->before ? change->before : "", change->after ? change->after : "");
}

static enum mpt_status tell_refusal(void *context, const struct mpt_import_refusal *refusal, struct mpt_error *error)
{
    struct told *told = context;
    (void)error;
    mpt_text_print(&told->text, "%zu refused %s '%s': %s\n", refusal->line, refusal->field ? refusal->field : "-",
                   refusal->value ? refusal->value : "", refusal->reason);
    return MPT_OK;
}

struct outcome {
    struct mpt_import_counts counts;
    const char *told;
};

/* What the names of organisations mean, for the tests: some are SINTEF, others its units, one resembles it. Each asking
 * is told. */
static struct mpt_import_meaning mean(void *context, const char *name, const char *place, const char *country)
{
    struct told *told = context;
    mpt_text_print(&told->text, "asked %s %s %s\n", name, place ? place : "-", country ? country : "-");
    bool unit = strstr(name, ", SINTEF");
    return (struct mpt_import_meaning){.code = unit || strncmp(name, "SINTEF ", 7) == 0 ? "sintef" : NULL,
                                       .unit = unit,
                                       .near = strcmp(name, "Sinter") == 0 ? "sintef" : NULL};
}

static void met(void *context, const struct mpt_record *stakeholder)
{
    struct told *told = context;
    mpt_text_print(&told->text, "met %s\n", stakeholder->values[0]);
}

/* Imports a table through a map in an entry of its own; `meanings`: asking what names mean. */
static struct outcome import_asking(struct fixture *f, const char *map_is, const char *table, bool update,
                                    bool meanings)
{
    struct told told = {f, mpt_text_init(f->arena)};
    struct mpt_map map;
    struct mpt_intake *intake;
    struct outcome outcome = {{.kinds = mpt_arena_array(f->arena, mpt_kind_count, sizeof(size_t))}, NULL};
    const struct mpt_import_query query = {.origin = "table.csv",
                                           .today = "2024-07-07",
                                           .update = update,
                                           .context = &told,
                                           .change = tell_change,
                                           .refuse = tell_refusal,
                                           .mean = meanings ? mean : NULL,
                                           .met = meanings ? met : NULL};
    write_whole(path_of(f, "table.csv"), table, strlen(table));
    begin(f);
    assert_ok(f, mpt_map_parse("test.sql", map_is, f->arena, &map, &f->error));
    assert_ok(f, mpt_intake_open(path_of(f, "table.csv"), &map, NULL, &intake, &f->error));
    assert_ok(f, mpt_import_run(f->store, intake, &query, &outcome.counts, &f->error));
    assert_ok(f, mpt_intake_close(intake, NULL, NULL, &f->error));
    commit(f);
    outcome.told = mpt_text_get(&told.text);
    return outcome;
}

static struct outcome import_by(struct fixture *f, const char *map_is, const char *table, bool update)
{
    return import_asking(f, map_is, table, update, false);
}

static struct outcome import(struct fixture *f, const char *table)
{
    return import_by(f, map_text, table, false);
}

static struct outcome update(struct fixture *f, const char *table)
{
    return import_by(f, map_text, table, true);
}

static void assert_counts(struct outcome outcome, size_t added, size_t changed, size_t unchanged, size_t refused)
{
    const struct mpt_import_counts *counts = &outcome.counts;
    if (counts->added != added || counts->changed != changed || counts->unchanged != unchanged ||
        counts->refused != refused || counts->read != added + changed + unchanged + refused) {
        WRONG("%zu read: %zu new, %zu changed, %zu unchanged, %zu refused\n%s", counts->read, counts->added,
              counts->changed, counts->unchanged, counts->refused, outcome.told);
    }
}

static const char first_table[] = "id,title,status,who,amount,ends\n"
                                  "1,Green steel,running,SINTEF,\"1.250,50\",31.12.2025\n"
                                  "2,Tidal power,applied,,,\n";

static void test_what_is_new_comes_in(void **state)
{
    struct fixture *f = *state;
    assert_counts(import(f, first_table), 2, 0, 0, 0);
    assert_text(value_of(f, "project", "green-steel", "outside_id"), "test:1");
    assert_text(value_of(f, "project", "green-steel", "ends"), "2025-12-31");
    assert_text(value_of(f, "project", "green-steel", "committed"), "NOK 1250.50");
    assert_text(value_of(f, "project", "green-steel", "source"), "test:1");
    assert_text(rows(f, "SELECT stakeholder, project, role FROM participation"), "sintef|green-steel|deliver");
    assert_text(rows(f, "SELECT code, about_kind, about_code, origin, position, outside_id, received_on, map, content "
                        "FROM source_record ORDER BY code"),
                "test:1|project|green-steel|table.csv|line 2|test:1|2024-07-07|test|"
                "{\"id\":\"1\",\"title\":\"Green steel\",\"status\":\"running\",\"who\":\"SINTEF\","
                "\"amount\":\"1.250,50\",\"ends\":\"31.12.2025\"}\n"
                "test:2|project|tidal-power|table.csv|line 3|test:2|2024-07-07|test|"
                "{\"id\":\"2\",\"title\":\"Tidal power\",\"status\":\"applied\"}");
}

static void test_applications_are_no_projects(void **state)
{
    struct fixture *f = *state;
    const struct outcome outcome = import(f, first_table);
    assert_int_equal(outcome.counts.applications, 1);
    for (size_t i = 0; i < mpt_kind_count; i++) {
        if (strcmp(mpt_kinds[i]->name, "project") == 0) {
            assert_int_equal(outcome.counts.kinds[i], 1);
        }
    }
}

static void test_the_same_again_changes_nothing(void **state)
{
    struct fixture *f = *state;
    import(f, first_table);
    const char *before = rows(f, "SELECT count(*), (SELECT count(*) FROM entry) FROM change");
    assert_counts(update(f, first_table), 0, 0, 2, 0);
    assert_text(rows(f, "SELECT count(*), (SELECT count(*) FROM entry) FROM change"), before);
}

static void test_a_change_is_shown_and_then_taken(void **state)
{
    struct fixture *f = *state;
    static const char table[] = "id,title,status,who,amount,ends\n"
                                "1,Green steel,finished,SINTEF,\"1.250,50\",30.06.2026\n";
    import(f, first_table);
    struct outcome outcome = import(f, table);
    assert_counts(outcome, 0, 1, 0, 0);
    assert_text(outcome.told, "2 differs project green-steel status running>finished\n"
                              "2 differs project green-steel ends 2025-12-31>2026-06-30\n");
    assert_text(value_of(f, "project", "green-steel", "status"), "running");
    assert_counts(import(f, table), 0, 1, 0, 0); /* still: nothing was taken */
    assert_counts(update(f, table), 0, 1, 0, 0);
    assert_text(value_of(f, "project", "green-steel", "status"), "finished");
    assert_text(rows(f, "SELECT field, before FROM change WHERE kind = 'project' AND action = 'changed' ORDER BY id"),
                "status|running\nends|2025-12-31");
    assert_counts(update(f, table), 0, 0, 1, 0);
}

static void test_what_was_changed_here_stays_and_is_said(void **state)
{
    struct fixture *f = *state;
    import(f, first_table);
    edit(f, "project", "green-steel", "ends", "2027", NULL);
    /* The source changes another field: that one is taken, ours is left without a word, for it did not change there. */
    struct outcome outcome = update(f, "id,title,status,who,amount,ends\n"
                                       "1,Green steel,paused,SINTEF,\"1.250,50\",31.12.2025\n");
    assert_text(outcome.told, "2 updated project green-steel status running>paused\n");
    assert_text(value_of(f, "project", "green-steel", "ends"), "2027");
    /* Now it changes the same field. */
    outcome = update(f, "id,title,status,who,amount,ends\n1,Green steel,paused,SINTEF,\"1.250,50\",01.01.2028\n");
    assert_text(outcome.told, "2 kept project green-steel ends 2027>2028-01-01\n");
    assert_text(value_of(f, "project", "green-steel", "ends"), "2027");
    /* And again, after it was kept: it is still ours. */
    outcome = update(f, "id,title,status,who,amount,ends\n1,Green steel,paused,SINTEF,\"1.250,50\",01.01.2029\n");
    assert_text(outcome.told, "2 kept project green-steel ends 2027>2029-01-01\n");
}

static void test_what_was_removed_here_stays_away(void **state)
{
    struct fixture *f = *state;
    import(f, first_table);
    take_away(f, "project", "tidal-power", true);
    assert_counts(update(f, first_table), 0, 0, 2, 0);
    const struct outcome outcome = update(f, "id,title,status\n2,Tidal power,rejected\n");
    assert_counts(outcome, 0, 0, 1, 0);
    assert_int_equal(outcome.counts.removed_here, 1);
    assert_contains(outcome.told, "2 absent project tidal-power");
    assert_int_equal(number(f, "SELECT count(*) FROM project"), 1);
}

static void test_a_refused_record_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    const struct outcome outcome = import(f, "id,title,status,who,amount,ends\n"
                                             "1,Green steel,running,Nobody yet,twelve,31.12.2025\n"
                                             "2,Blue steel,running,Somebody,5,31.02.2025\n"
                                             "3,Red steel,running,Nobody yet,5,\n");
    assert_counts(outcome, 1, 0, 0, 2);
    assert_contains(outcome.told, "2 refused funding.amount 'NOK twelve'");
    assert_contains(outcome.told, "3 refused project.ends '31.02.2025'");
    assert_text(rows(f, "SELECT code FROM project"), "red-steel");
    assert_text(rows(f, "SELECT code FROM stakeholder"), "nobody-yet");
    assert_text(rows(f, "SELECT code FROM source_record"), "test:3");
}

/* What fails only while it is stored, when others of the record are in already. */
static void test_a_late_refusal_takes_back_what_was_stored(void **state)
{
    struct fixture *f = *state;
    static const char map[] = "-- map: late\n-- header: id\n-- scheme: late\n-- key: id\n"
                              "SELECT 'late:' || id AS outside_id, title FROM source;\n"
                              "-- kind: participation\n"
                              "SELECT 'late:' || id AS project, who AS stakeholder FROM source;\n";
    import(f, first_table);
    const char *before = rows(f, "SELECT count(*), max(id) FROM change");
    const struct outcome outcome = import_by(f, map, "id,title,who\n1,White steel,Unheard of\n", false);
    assert_counts(outcome, 0, 0, 0, 1);
    assert_contains(outcome.told, "2 refused participation.stakeholder 'Unheard of': there is no stakeholder");
    assert_text(rows(f, "SELECT count(*), max(id) FROM change"), before);
    assert_int_equal(number(f, "SELECT count(*) FROM entry"), 1);
    assert_text(rows(f, "SELECT rowid FROM search WHERE search MATCH 'white'"), "");
    assert_int_equal(number(f, "SELECT count(*) FROM project WHERE title = 'White steel'"), 0);
}

static void test_one_key_twice_is_refused(void **state)
{
    struct fixture *f = *state;
    const struct outcome outcome = import(f, "id,title\n1,Green steel\n1,Grey steel\n1,Green steel\n");
    assert_counts(outcome, 1, 0, 1, 1); /* a repeated line is no contradiction */
    assert_contains(outcome.told, "3 refused id '1': stands in line 2 of the same import too");
}

static void test_rows_of_one_project_make_one(void **state)
{
    struct fixture *f = *state;
    static const char map[] = "-- map: parts\n-- header: id\n-- scheme: parts\n-- key: id; who\n"
                              "-- kind: stakeholder\nSELECT who AS title FROM source;\n"
                              "-- kind: project\nSELECT 'parts:' || id AS outside_id, title FROM source;\n"
                              "-- kind: participation\n"
                              "SELECT 'parts:' || id AS project, who AS stakeholder FROM source;\n"
                              "-- kind: funding\nSELECT 'parts:' || id AS project, 'committed' AS stage, "
                              "money(amount, 'EUR') AS amount FROM source;\n";
    const struct outcome outcome = import_by(f, map,
                                             "id,title,who,amount\n"
                                             "1,Green steel,A,100\n1,Green steel,B,100\n1,Green Steel 2,C,50\n",
                                             false);
    assert_counts(outcome, 3, 0, 0, 0);
    assert_text(outcome.told, "4 other project green-steel title Green steel>Green Steel 2\n");
    assert_text(value_of(f, "project", "green-steel", "committed"), "EUR 250.00");
    assert_int_equal(number(f, "SELECT count(*) FROM participation"), 3);
}

/* Two sources of one project and one flow of money. */
static void test_what_another_source_says_too_is_not_counted_twice(void **state)
{
    struct fixture *f = *state;
    static const char map[] = "-- map: beside\n-- header: number\n-- scheme: beside\n-- key: number\n"
                              "-- kind: stakeholder\nSELECT 'SINTEF' AS title, 'Trondheim' AS place FROM source;\n"
                              "-- kind: project\nSELECT 'test:' || number AS outside_id, title, summary FROM source;\n"
                              "-- kind: participation\nSELECT 'test:' || number AS project, 'SINTEF' AS stakeholder, "
                              "'deliver' AS role FROM source;\n"
                              "-- kind: funding\nSELECT 'test:' || number AS project, 'committed' AS stage, "
                              "money(amount, 'NOK') AS amount FROM source;\n";
    import(f, first_table);
    const struct outcome outcome =
        import_by(f, map, "number,title,summary,amount\n1,Greener steel,With hydrogen,1250.50\n", true);
    assert_counts(outcome, 1, 0, 0, 0);
    assert_text(outcome.told, "2 other project green-steel title Green steel>Greener steel\n");
    assert_text(value_of(f, "project", "green-steel", "summary"), "With hydrogen"); /* it was empty */
    assert_text(value_of(f, "project", "green-steel", "source"), "test:1\nbeside:1");
    assert_text(value_of(f, "stakeholder", "sintef", "place"), "Trondheim");
    assert_text(value_of(f, "project", "green-steel", "committed"), "NOK 1250.50");
    assert_int_equal(number(f, "SELECT count(*) FROM participation"), 1);
    /* Each goes on speaking for what is its own. */
    assert_contains(update(f, "id,title,status,who,amount,ends\n1,Green steel II,running,SINTEF,\"1.250,50\",\n").told,
                    "updated project green-steel title Green steel>Green steel II");
}

/* Two records of one source, merged here: each file's record leads to the one that is left, and brings nothing back. */
static void test_what_was_merged_here_stays_one(void **state)
{
    struct fixture *f = *state;
    static const char table[] = "id,title,status,who,amount\n1,Green steel,running,SINTEF,10\n"
                                "2,Steel without coal,running,SINTEF,10\n3,Tidal power,running,NTNU,5\n";
    static const char changed[] = "id,title,status,who,amount,alias\n1,Green steel,running,SINTEF,10,GS\n"
                                  "2,Steel without coal,finished,SINTEF,10,SWC\n3,Tidal power,running,NTNU,5,\n";
    static const char dearer[] = "id,title,status,who,amount\n2,Steel without coal,running,SINTEF,12\n";
    struct mpt_merge merge;
    import(f, table);
    begin(f);
    assert_ok(f, mpt_store_merge(f->store, kind_of("project"), "green-steel", "steel-without-coal", NULL, 0, f->arena,
                                 &merge, &f->error));
    commit(f);
    assert_counts(import(f, table), 0, 0, 3, 0);
    assert_text(value_of(f, "project", "green-steel", "committed"), "NOK 10.00");
    assert_text(rows(f, "SELECT about_code FROM source_record WHERE code = 'test:2'"), "green-steel");
    /* Changed, and taken over: what both say is there once all the same. */
    const struct outcome outcome = update(f, changed);
    assert_counts(outcome, 0, 1, 2, 0);
    assert_contains(outcome.told, "other project green-steel status running>finished");
    /* The merge changed the names here; what a source says anew of them is named, as after any change by hand. */
    assert_contains(outcome.told, "kept project green-steel alias Steel without coal");
    assert_text(value_of(f, "project", "green-steel", "alias"), "Steel without coal\nSWC");
    assert_text(value_of(f, "project", "green-steel", "committed"), "NOK 10.00");
    assert_text(rows(f, "SELECT stakeholder, source FROM participation WHERE project = 'green-steel'"),
                "sintef|test:1\ntest:2");
    update(f, dearer);
    assert_int_equal(number(f, "SELECT count(*) FROM funding"), 2);
    assert_int_equal(number(f, "SELECT count(*) FROM project"), 2);
}

/* Lines that are about details, of two organisations that became one: one became one with its like, one moved. */
static void test_lines_about_details_lead_on_when_merged(void **state)
{
    struct fixture *f = *state;
    static const char map[] = "-- map: parts\n-- header: id; project; body\n-- scheme: parts\n-- key: id\n"
                              "-- kind: participation\nSELECT project, body AS stakeholder, 'deliver' AS role "
                              "FROM source;\n";
    static const char table[] = "id,project,body\n1,tides,NTNU\n2,tides,N.T.N.U.\n3,steel,N.T.N.U.\n";
    static const char dangling[] =
        "SELECT count(*) FROM source_record s WHERE NOT EXISTS (SELECT 1 FROM participation p "
        "WHERE p.code = s.about_code)";
    struct mpt_merge merge;
    add(f, "project", "code", "tides", "title", "Tidal power", NULL);
    add(f, "project", "code", "steel", "title", "Green steel", NULL);
    add(f, "stakeholder", "code", "ntnu", "title", "NTNU", NULL);
    add(f, "stakeholder", "code", "other", "title", "N.T.N.U.", NULL);
    assert_counts(import_by(f, map, table, false), 3, 0, 0, 0);
    assert_int_equal(number(f, "SELECT count(*) FROM participation"), 3);
    assert_int_equal(number(f, "SELECT count(*) FROM source_record WHERE about_kind = 'participation'"), 3);
    begin(f);
    assert_ok(f,
              mpt_store_merge(f->store, kind_of("stakeholder"), "ntnu", "other", NULL, 0, f->arena, &merge, &f->error));
    commit(f);
    assert_int_equal(number(f, "SELECT count(*) FROM participation"), 2);
    assert_int_equal(number(f, dangling), 0);
    assert_int_equal(number(f, "SELECT count(DISTINCT about_code) FROM source_record"), 2);
    assert_counts(import_by(f, map, table, false), 0, 0, 3, 0);
}

/* A file that calls a record by the code it had, and a reference by the code of one that is gone. */
static void test_codes_that_are_gone_lead_on(void **state)
{
    struct fixture *f = *state;
    static const char map[] = "-- map: coded\n-- header: code; title; body\n-- scheme: coded\n-- key: code\n"
                              "-- kind: project\nSELECT code, title FROM source;\n"
                              "-- kind: participation\nSELECT code AS project, body AS stakeholder, 'deliver' AS role "
                              "FROM source;\n";
    struct mpt_merge merge;
    add(f, "stakeholder", "code", "csiro", "title", "CSIRO", NULL);
    add(f, "stakeholder", "code", "csiro-2", "title", "CSIRO Australia", NULL);
    import_by(f, map, "code,title,body\none,First,csiro\ntwo,Second,csiro-2\n", false);
    begin(f);
    assert_ok(f, mpt_store_merge(f->store, kind_of("project"), "one", "two", NULL, 0, f->arena, &merge, &f->error));
    assert_ok(
        f, mpt_store_merge(f->store, kind_of("stakeholder"), "csiro", "csiro-2", NULL, 0, f->arena, &merge, &f->error));
    commit(f);
    assert_counts(import_by(f, map, "code,title,body\none,First,csiro\ntwo,Second again,csiro-2\n", true), 0, 0, 2, 0);
    assert_int_equal(number(f, "SELECT count(*) FROM project"), 1);
    assert_text(rows(f, "SELECT stakeholder, project, role FROM participation"), "csiro|one|deliver");
}

static void test_details_follow_the_source(void **state)
{
    struct fixture *f = *state;
    static const char map[] =
        "-- map: list\n-- header: id\n-- scheme: list\n-- key: id\n-- decimal: .\n"
        "-- kind: project\nSELECT 'list:' || source.id AS outside_id, title FROM source;\n"
        "-- kind: funding\nSELECT 'list:' || source.id AS project, 'committed' AS stage, "
        "2000 + a.key AS year, money(a.value, 'EUR') AS amount FROM source, json_each('[' || amounts || ']') a;\n";
    import_by(f, map, "id,title,amounts\n1,Green steel,\"10,20,20\"\n", false);
    assert_text(rows(f, "SELECT year, amount FROM funding ORDER BY year"), "2000|1000\n2001|2000\n2002|2000");
    struct outcome outcome = import_by(f, map, "id,title,amounts\n1,Green steel,\"10,25\"\n", false);
    assert_counts(outcome, 0, 1, 0, 0);
    assert_text(rows(f, "SELECT year, amount FROM funding ORDER BY year"), "2000|1000\n2001|2000\n2002|2000");
    outcome = import_by(f, map, "id,title,amounts\n1,Green steel,\"10,25\"\n", true);
    assert_contains(outcome.told, "updated funding");
    assert_contains(outcome.told, "removed funding");
    assert_text(rows(f, "SELECT year, amount FROM funding ORDER BY year"), "2000|1000\n2001|2500");
    import_by(f, map, "id,title,amounts\n1,Green steel,\"10,25,30\"\n", true);
    assert_text(rows(f, "SELECT year, amount FROM funding ORDER BY year"), "2000|1000\n2001|2500\n2002|3000");
}

static void test_an_import_is_undone_as_one(void **state)
{
    struct fixture *f = *state;
    import(f, first_table);
    begin(f);
    assert_ok(f, mpt_store_undo(f->store, 1, f->arena, &f->error));
    commit(f);
    assert_text(rows(f, "SELECT (SELECT count(*) FROM project), (SELECT count(*) FROM source_record), "
                        "(SELECT count(*) FROM funding), (SELECT count(*) FROM stakeholder)"),
                "0|0|0|0");
    assert_counts(import(f, first_table), 2, 0, 0, 0);
}

/* What came in is kept as a text of ours, which a bundle brings back. */
static void test_what_came_in_is_kept_printable(void **state)
{
    struct fixture *f = *state;
    import(f, "id,title,note\n1,A,next\xc2\x85line \xe2\x80\xae\x1b[31m\n");
    const char *content = value_of(f, "source_record", "test:1", "content");
    assert_text(content, "{\"id\":\"1\",\"title\":\"A\",\"note\":\"next\\u0085line \\u202e\\u001b[31m\"}");
    const struct outcome outcome = import(f, "id,title\n\"2\x1b[2J\",B\n");
    assert_counts(outcome, 0, 0, 0, 1);
    assert_contains(outcome.told, "holds control characters");
}

static void test_names_lead_to_one_organisation(void **state)
{
    struct fixture *f = *state;
    import(f, "id,title,who\n1,A,Brødrene Aa\n2,B,BRODRENE AA\n3,C,brødrene aa \n");
    assert_text(rows(f, "SELECT title FROM stakeholder"), "Brødrene Aa");
    assert_int_equal(number(f, "SELECT count(*) FROM participation"), 3);
}

/* --- Maps --------------------------------------------------------------------------------------------------------- */

static void assert_map_refused(struct fixture *f, const char *text, const char *piece)
{
    struct mpt_map map;
    struct mpt_intake *intake;
    static const char table[] = "id,title\n1,A\n";
    write_whole(path_of(f, "table.csv"), table, strlen(table));
    enum mpt_status status = mpt_map_parse("test.sql", text, f->arena, &map, &f->error);
    status = status ? status : mpt_intake_open(path_of(f, "table.csv"), &map, NULL, &intake, &f->error);
    assert_refused_about(f, status, MPT_BAD_INPUT, piece, text);
}

static void test_names_written_otherwise(void **state)
{
    struct fixture *f = *state;
    static const char map[] =
        "-- map: orgs\n-- header: id; title; who\n-- optional: land; pic\n-- scheme: orgs\n-- key: id\n"
        "-- kind: stakeholder\nSELECT who AS title, land AS country, pic AS outside_id FROM source;\n"
        "-- kind: project\nSELECT 'orgs:' || id AS outside_id, title FROM source;\n"
        "-- kind: participation\nSELECT who AS stakeholder, 'orgs:' || id AS project, 'deliver' AS role FROM source;\n";
    add(f, "stakeholder", "code", "sintef", "title", "SINTEF", "outside_id", "pic:1", NULL);
    const struct outcome outcome = import_asking(f, map,
                                                 "id,title,who,land,pic\n"
                                                 "1,One,SINTEF A/S,NO,\n"
                                                 "2,Two,SINTEF A/S,NO,\n"
                                                 "3,Three,\"Dept. of Energy, SINTEF\",SE,\n"
                                                 "4,Four,Sinter,NO,\n"
                                                 "5,Five,SINTEF Inc,US,pic:2\n"
                                                 "6,Six,Sintef,,\n"
                                                 "7,Seven,\"Unit, SINTEF\",NO,pic:3\n",
                                                 false, true);
    /* Each name is asked about once, those that are here as they are written never. */
    assert_text(outcome.told, "asked SINTEF A/S - NO\nasked Dept. of Energy, SINTEF - SE\nasked Sinter - NO\n"
                              "met sinter\nasked SINTEF Inc - US\nmet sintef-inc\nasked Unit, SINTEF - NO\n"
                              "met unit-sintef\n");
    assert_int_equal(outcome.counts.meant, 2);
    assert_int_equal(outcome.counts.resembling, 1);
    assert_text(rows(f, "SELECT code, title, alias, country FROM stakeholder ORDER BY id"),
                "sintef|SINTEF|SINTEF A/S|NO\nsinter|Sinter|-|NO\nsintef-inc|SINTEF Inc|-|US\n"
                "unit-sintef|Unit, SINTEF|-|NO");
    assert_text(rows(f, "SELECT stakeholder, project, responsibility FROM participation ORDER BY id"),
                "sintef|one|-\nsintef|two|-\nsintef|three|Dept. of Energy, SINTEF\nsinter|four|-\n"
                "sintef-inc|five|-\nsintef|six|-\nunit-sintef|seven|-");
}

static void test_maps_that_are_none(void **state)
{
    struct fixture *f = *state;
    static const char head[] = "-- map: test\n-- scheme: test\n-- key: id\n";
    const struct {
        const char *text, *piece;
    } cases[] = {{"SELECT 1", "a map needs the lines map, scheme and key"},
                 {"-- map: x\n-- colour: red\n", "test.sql, line 2: 'colour: red' is not understood"},
                 {"-- map: x\n-- decimal: ;\n", "'decimal: ;' is not understood"},
                 {"-- kind: ship\nSELECT 1 AS title FROM source", "line 4: there is no kind 'ship'"},
                 {"SELECT 1 AS colour FROM source", "the column 'colour' is no field of a project"},
                 {"SELECT id AS title, title AS title FROM source", "the column 'title' comes twice"},
                 {"SELECT name AS title FROM source",
                  "asks for the column 'name', which is not in the file; it has id, "
                  "title"},
                 {"SELECT \"name\" AS title FROM source", "asks for the column 'name'"},
                 {"SELECT title FROM elsewhere", "no such table: elsewhere"},
                 {"SELECT name AS title FROM sqlite_schema", "is prohibited"},
                 {"CREATE TABLE a (b)", "not authorized"},
                 {"ATTACH 'x' AS y", "not authorized"},
                 {"SELECT title FROM source; SELECT id FROM source", "one SELECT is expected"},
                 {"-- loose: ship\n", "'loose: ship' is not understood"},
                 {"SELECT title committed FROM source", "is no field of a project"},
                 {"SELECT load_extension(title) AS title FROM source", "not authorized"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *text = i < 3 ? cases[i].text : mpt_arena_print(f->arena, "%s%s", head, cases[i].text);
        assert_map_refused(f, text, cases[i].piece);
    }
}

/* What a map makes of one cell. */
static const char *made_of(struct fixture *f, const char *expression, const char *cell)
{
    const char *text = mpt_arena_print(f->arena,
                                       "-- map: t\n-- scheme: t\n-- key: id\n-- decimal: ,\n-- dates: dmy\n"
                                       "SELECT %s AS summary FROM source",
                                       expression);
    const char *const names[] = {"id", "x"}, *const values[] = {"1", cell};
    struct mpt_map map;
    struct mpt_mapper *mapper;
    struct mpt_mapped mapped;
    assert_ok(f, mpt_map_parse("t.sql", text, f->arena, &map, &f->error));
    assert_ok(f, mpt_mapper_open(&map, names, 2, &mapper, &f->error));
    mpt_mapper_set(mapper, 1, names, values, 2, NULL);
    assert_true(mpt_mapper_next(mapper, &mapped, &f->error));
    const char *made = mapped.values[0] ? mpt_arena_copy(f->arena, mapped.values[0]) : NULL;
    assert_false(mpt_mapper_next(mapper, &mapped, &f->error));
    assert_text(f->error.message, "");
    mpt_mapper_close(mapper);
    return made;
}

static void test_functions_of_maps(void **state)
{
    struct fixture *f = *state;
    const struct {
        const char *expression, *cell, *made;
    } cases[] = {{"x", "  a b\t", "a b"},
                 {"x", " ", NULL},
                 {"money(x, 'NOK')", "8.000.000,50", "NOK 8000000.50"},
                 {"money(x, 'EUR')", "626199,99999984", "EUR 626200.00"},
                 {"money(x, 'EUR')", "-0,005", "EUR -0.01"},
                 {"money(x, 'JPY')", "99,5", "JPY 100"},
                 {"money(x, 'KWD')", "1,2345", "KWD 1.235"},
                 {"money(x, 'EUR')", "9,994", "EUR 9.99"},
                 {"money(x, 'EUR')", "a lot", "EUR a lot"},
                 {"money(x, 'EUR')", "", NULL},
                 {"money(x, NULL)", "5", NULL},
                 {"number(x)", "1.234,5", "1234.5"},
                 {"number(x)", "many", "many"},
                 {"day(x)", "25.05.2020 00:00", "2020-05-25"},
                 {"day(x)", "soon", "soon"},
                 {"epoch(x)", "1590364800000", "2020-05-25"},
                 {"epoch(x)", "-1", "1969-12-31"},
                 {"epoch(x)", "x", "x"},
                 {"country(x)", "Norway", "NO"},
                 {"country(x)", "Atlantis", "Atlantis"},
                 {"slug(x)", "Green hydrogen!", "green-hydrogen"},
                 {"clean(x)", "A &amp; B<br/>C&nbsp;<b>D</b> &#216;", "A & B\nC D Ø"},
                 {"clean(x)", "1 < 2 & 3 > 2", "1 < 2 & 3 > 2"},
                 {"slug(x)", "/engineering and technology/environmental engineering/energy and fuels/fuel cells",
                  "engineering-and-technology-environmental-engineeri-af8656f8"},
                 {"slug(x)", "/engineering and technology/environmental engineering/energy and fuels/hydrogen",
                  "engineering-and-technology-environmental-engineeri-6a39c490"},
                 {"parts(x, ';')", "a; \"b\" ;;c\\", "[\"a\",\"\\\"b\\\"\",\"\",\"c\\\\\"]"},
                 {"parts(x, ' | ')", "a | b|c", "[\"a\",\"b|c\"]"},
                 {"parts(x, ';')", "", NULL},
                 {"parts(x, '')", "a", NULL},
                 {"lines(x, NULL, 'b', x)", "a", "a\nb"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_text(made_of(f, cases[i].expression, cases[i].cell), cases[i].made);
    }
}

static void test_a_map_may_refuse_and_remark(void **state)
{
    struct fixture *f = *state;
    static const char map[] =
        "-- map: strict\n-- header: id\n-- scheme: strict\n-- key: id\n"
        "SELECT 'strict:' || id AS outside_id, title, "
        "CASE WHEN share <> '100' THEN 'the shares sum to ' || share END AS _problem FROM source;\n";
    const struct outcome outcome = import_by(f, map, "id,title,share\n1,A,100\n2,B,90\n", false);
    assert_counts(outcome, 1, 0, 0, 1);
    assert_contains(outcome.told, "3 refused - '': the shares sum to 90");
}

/* A SELECT that only judges brings no record; what the map says goes before what a field says. */
static void test_a_judgement_is_no_record(void **state)
{
    struct fixture *f = *state;
    static const char map[] = "-- map: strict\n-- header: id\n-- scheme: strict\n-- key: id\n"
                              "SELECT 'strict:' || id AS outside_id, title, share AS trl FROM source;\n"
                              "-- kind: project\n"
                              "SELECT CASE WHEN share > '9' THEN 'too ready' END AS _problem, NULL AS _warning FROM "
                              "source;\n";
    const struct outcome outcome = import_by(f, map, "id,title,share\n1,A,5\n2,B,x\n", false);
    assert_counts(outcome, 1, 0, 0, 1);
    assert_contains(outcome.told, "3 refused - '': too ready");
    assert_int_equal(number(f, "SELECT count(*) FROM project"), 1);
}

static void test_selects_share_tables(void **state)
{
    struct fixture *f = *state;
    static const char map[] =
        "-- map: shared\n-- header: id\n-- scheme: shared\n-- key: id\n"
        "-- kind: with\nWITH big AS (SELECT upper(title) AS name FROM source)\n"
        "-- kind: stakeholder\nSELECT name AS title FROM big;\n"
        "-- kind: project\nSELECT 'shared:' || id AS outside_id, name AS title FROM source, big;\n";
    assert_counts(import_by(f, map, "id,title\n1,a\n", false), 1, 0, 0, 0);
    assert_text(rows(f, "SELECT p.title, s.title FROM project p, stakeholder s"), "A|A");
}

static const char loose_map[] =
    "-- map: loose\n-- header: id\n-- optional: goal\n-- scheme: loose\n-- key: id\n"
    "-- loose: link; target; measurement\n"
    "-- kind: project\nSELECT 'loose:' || id AS outside_id, title FROM source;\n"
    "-- kind: link\nSELECT 'loose:' || source.id AS project, 'part-of' AS relation, 'loose:' || o.value AS to_project "
    "FROM source, json_each('[\"' || replace(other, ' ', '\",\"') || '\"]') o WHERE other IS NOT NULL;\n"
    "-- kind: target\nSELECT 'goal-' || id AS code, goal AS title FROM source WHERE goal IS NOT NULL;\n"
    "-- kind: measurement\nSELECT 'goal-' || id AS target, 5 AS value, '2024' AS measured_on FROM source "
    "WHERE goal IS NOT NULL;\n";

static void test_what_comes_later_in_the_file_is_found(void **state)
{
    struct fixture *f = *state;
    static const char table[] = "id,title,other\n1,A,3\n2,B,9 3\n3,C,\n";
    const struct outcome outcome = import_by(f, loose_map, table, false);
    assert_counts(outcome, 3, 0, 0, 0);
    assert_int_equal(outcome.counts.warned, 1);
    assert_text(rows(f, "SELECT project, to_project FROM link ORDER BY code"), "a|c\nb|c");
    assert_text(rows(f, "SELECT code, length(fingerprint) FROM source_record ORDER BY code"),
                "loose:1|16\nloose:2|17\nloose:3|16");
    /* The same again changes nothing, though one of them is looked at again. */
    const char *before = rows(f, "SELECT count(*), (SELECT count(*) FROM entry) FROM change");
    assert_counts(import_by(f, loose_map, table, true), 0, 0, 3, 0);
    assert_text(rows(f, "SELECT count(*), (SELECT count(*) FROM entry) FROM change"), before);
    /* What it lacked comes with another file. */
    import_by(f, loose_map, "id,title,other\n9,I,\n", false);
    assert_counts(import_by(f, loose_map, table, true), 0, 1, 2, 0);
    assert_text(rows(f, "SELECT project, to_project FROM link ORDER BY code"), "a|c\nb|c\nb|i");
    assert_counts(import_by(f, loose_map, table, true), 0, 0, 3, 0);
}

static void test_a_repeated_line_that_lacks_something_is_no_contradiction(void **state)
{
    struct fixture *f = *state;
    assert_counts(import_by(f, loose_map, "id,title,other\n1,A,9\n1,A,9\n", false), 1, 0, 1, 0);
}

/* A target needs a mission, which the file cannot know. */
static void test_what_belongs_to_nothing_is_left_out(void **state)
{
    struct fixture *f = *state;
    const struct outcome outcome = import_by(f, loose_map, "id,title,other,goal\n1,A,,Cheaper\n", false);
    assert_counts(outcome, 1, 0, 0, 0);
    assert_int_equal(outcome.counts.warned, 1);
    assert_text(rows(f, "SELECT (SELECT count(*) FROM target), (SELECT count(*) FROM measurement)"), "0|0");
}

/* What is not loose refuses as ever. */
static void test_only_loose_kinds_are_left_out(void **state)
{
    struct fixture *f = *state;
    const char *strict = strstr(loose_map, "-- kind: project");
    const char *map = mpt_arena_print(
        f->arena, "-- map: loose\n-- header: id\n-- optional: goal\n-- scheme: loose\n-- key: id\n%s", strict);
    const struct outcome outcome = import_by(f, map, "id,title,other,goal\n1,A,9,\n", false);
    assert_counts(outcome, 0, 0, 0, 1);
    assert_contains(outcome.told, "refused link.to_project 'loose:9'");
}

/* Beside json_each, a column called as one of its own must say whose it is. */
static void test_columns_of_json_functions_are_not_taken_for_the_files(void **state)
{
    struct fixture *f = *state;
    assert_map_refused(f, "-- map: t\n-- scheme: t\n-- key: id\nSELECT id AS title FROM source, json_each('[1]')",
                       "ambiguous column name: id");
}

/* What giver, receiver and amounts say, and what of it counts. */
static void test_a_part_of_a_whole_is_not_counted_beside_it(void **state)
{
    struct fixture *f = *state;
    static const char map[] =
        "-- map: w\n-- header: id; whole\n-- scheme: w\n-- key: id\n"
        "-- kind: stakeholder\nSELECT giver AS title FROM source;\n"
        "-- kind: stakeholder\nSELECT receiver AS title FROM source WHERE receiver IS NOT NULL;\n"
        "-- kind: project\nSELECT 'p:' || project AS outside_id, project AS title, status FROM source;\n"
        "-- kind: funding\nSELECT 'p:' || project AS project, giver, receiver, whole, stage, amount FROM source;\n";
    static const char head[] = "id,project,status,giver,receiver,whole,stage,amount\n";
    static const struct {
        const char *rows;
        const char *counted; /* stage and amount, a line each */
    } cases[] = {
        {"1,A,running,EC,X,no,committed,EUR 3\n2,A,running,EC,Y,no,committed,EUR 4\n", "committed|300\ncommitted|400"},
        {"1,A,running,EC,X,no,committed,EUR 3\n2,A,running,EC,,yes,committed,EUR 9\n", "committed|900"},
        {"1,A,running,EC,,yes,committed,EUR 9\n2,A,running,EC,X,no,committed,EUR 3\n", "committed|900"},
        {"1,A,running,EC,,no,committed,EUR 3\n2,A,running,EC,,yes,committed,EUR 9\n", "committed|900"},
        /* Of equal amount they are two all the same, of which one counts. */
        {"1,A,running,EC,X,no,committed,EUR 9\n2,A,running,EC,,yes,committed,EUR 9\n", "committed|900"},
        /* Another giver, stage, currency or project: beside it. */
        {"1,A,running,EC,,yes,committed,EUR 9\n2,A,running,RCN,X,no,committed,EUR 3\n3,A,running,EC,X,no,pledged,EUR "
         "2\n"
         "4,A,running,EC,X,no,committed,NOK 1\n5,B,running,EC,X,no,committed,EUR 5\n",
         "committed|100\ncommitted|300\ncommitted|500\ncommitted|900\npledged|200"},
        /* What was applied for counts until it is decided. */
        {"1,A,running,EC,,no,applied,EUR 9\n2,B,running,EC,,no,applied,EUR 8\n3,B,running,EC,,no,committed,EUR 7\n"
         "4,C,rejected,EC,,no,applied,EUR 6\n5,D,finished,EC,,no,applied,EUR 5\n6,E,applied,EC,,no,applied,EUR 4\n"
         "7,F,running,EC,,no,applied,EUR 3\n8,F,running,RCN,,no,committed,EUR 2\n",
         "applied|300\napplied|400\napplied|900\ncommitted|200\ncommitted|700"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char csv[1024];
        snprintf(csv, sizeof csv, "%s%s", head, cases[i].rows);
        const struct outcome outcome = import_by(f, map, csv, false);
        assert_int_equal(outcome.counts.refused, 0);
        assert_text(rows(f, "SELECT stage, amount FROM funding_counted ORDER BY stage, amount"), cases[i].counted);
        begin(f);
        assert_ok(f, mpt_store_undo(f->store, 2 * (int64_t)i + 1, f->arena, &f->error));
        commit(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_what_is_new_comes_in),
        WITH_STORE(test_applications_are_no_projects),
        WITH_STORE(test_the_same_again_changes_nothing),
        WITH_STORE(test_a_change_is_shown_and_then_taken),
        WITH_STORE(test_what_was_changed_here_stays_and_is_said),
        WITH_STORE(test_what_was_removed_here_stays_away),
        WITH_STORE(test_a_refused_record_leaves_nothing),
        WITH_STORE(test_a_late_refusal_takes_back_what_was_stored),
        WITH_STORE(test_one_key_twice_is_refused),
        WITH_STORE(test_rows_of_one_project_make_one),
        WITH_STORE(test_what_another_source_says_too_is_not_counted_twice),
        WITH_STORE(test_what_was_merged_here_stays_one),
        WITH_STORE(test_lines_about_details_lead_on_when_merged),
        WITH_STORE(test_codes_that_are_gone_lead_on),
        WITH_STORE(test_details_follow_the_source),
        WITH_STORE(test_an_import_is_undone_as_one),
        WITH_STORE(test_what_came_in_is_kept_printable),
        WITH_STORE(test_names_lead_to_one_organisation),
        WITH_STORE(test_names_written_otherwise),
        WITH_FOLDER(test_maps_that_are_none),
        WITH_FOLDER(test_functions_of_maps),
        WITH_STORE(test_a_map_may_refuse_and_remark),
        WITH_STORE(test_a_judgement_is_no_record),
        WITH_STORE(test_selects_share_tables),
        WITH_STORE(test_what_comes_later_in_the_file_is_found),
        WITH_STORE(test_a_repeated_line_that_lacks_something_is_no_contradiction),
        WITH_STORE(test_what_belongs_to_nothing_is_left_out),
        WITH_STORE(test_only_loose_kinds_are_left_out),
        WITH_STORE(test_a_part_of_a_whole_is_not_counted_beside_it),
        WITH_FOLDER(test_columns_of_json_functions_are_not_taken_for_the_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
