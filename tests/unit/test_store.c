/* The store: files, records, their history, lists, full text, and whether doctor sees what is wrong. */
#include "operations.h"

#include <math.h>

#include "mpt/asset.h"

static const char schema_folder[] = "sql/schema/";

/* --- Files -------------------------------------------------------------------------------------------------------- */

static int newest_version(void)
{
    int newest = 0;
    for (const struct mpt_asset *asset = NULL; (asset = mpt_asset_next(schema_folder, asset));) {
        newest = (int)strtol(asset->path + strlen(schema_folder), NULL, 10);
    }
    return newest;
}

static void test_a_new_file(void **state)
{
    struct fixture *f = *state;
    assert_text(mpt_store_path(f->store), path_of(f, "p.mpt"));
    assert_text(rows(f, "PRAGMA application_id"), "1836086381"); /* "mptm" */
    assert_int_equal(number(f, "PRAGMA user_version"), newest_version());
    assert_text(rows(f, "PRAGMA journal_mode"), "wal");
    assert_int_equal(mpt_store_revision(f->store), 0);
    struct mpt_store *second;
    assert_refused(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_CREATE, &second, &f->error), MPT_DATABASE,
                   "exists already");
    assert_null(second);
    assert_refused(f, mpt_store_open(path_of(f, "none/p.mpt"), MPT_STORE_CREATE, &second, &f->error), MPT_DATABASE,
                   "cannot be opened");
}

static void test_a_reader_writes_nothing(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "Hydrogen", NULL);
    reopen(f, MPT_STORE_READ);
    struct mpt_record made = record(f, "mission", "title", "Energy", NULL);
    enum mpt_status status = mpt_store_begin(f->store, "test", "test", &f->error);
    status = status ? status : mpt_store_add(f->store, &made, false, f->arena, &f->error);
    assert_refused(f, status, MPT_DATABASE, "cannot be written");
    mpt_store_rollback(f->store);
    assert_refused(f, mpt_store_set(f->store, "demo", "1", &f->error), MPT_DATABASE, "cannot be written");
    assert_text(value_of(f, "mission", "hydrogen", "title"), "Hydrogen");
    assert_text(rows(f, "SELECT code FROM mission"), "hydrogen");
    reopen(f, MPT_STORE_WRITE);
    assert_text(add(f, "mission", "title", "Energy", NULL), "energy");
}

/* Refused in both modes, with the file as it was. */
static void assert_not_opened(struct fixture *f, const char *name, const char *reason)
{
    const char *path = path_of(f, name), *before = NULL;
    struct stat info;
    size_t len = 0, len_after;
    bool file = stat(path, &info) == 0 && S_ISREG(info.st_mode);
    if (file) {
        before = read_whole(f, path, &len);
    }
    for (enum mpt_store_mode mode = MPT_STORE_READ; mode <= MPT_STORE_WRITE; mode++) {
        struct mpt_store *store = NULL;
        assert_refused_about(f, mpt_store_open(path, mode, &store, &f->error), MPT_DATABASE, reason, name);
        assert_contains(f->error.message, path);
        assert_null(store);
    }
    if (file) {
        const char *after = read_whole(f, path, &len_after);
        assert_int_equal(len, len_after);
        assert_memory_equal(before, after, len);
    }
}

static void test_what_is_no_portfolio(void **state)
{
    struct fixture *f = *state;
    char text[5000];
    memset(text, 'x', sizeof text);
    write_whole(path_of(f, "text"), text, sizeof text);
    write_whole(path_of(f, "short"), "hello\n", 6);
    write_whole(path_of(f, "empty"), "", 0);
    assert_int_equal(mkdir(path_of(f, "folder"), 0700), 0);
    sqlite3 *db = raw_open(path_of(f, "foreign"));
    raw_run(db, "CREATE TABLE mission (code TEXT)");
    sqlite3_close(db);
    assert_not_opened(f, "text", "is not an SQLite file");
    assert_not_opened(f, "short", "is not an SQLite file");
    assert_not_opened(f, "empty", "is empty, not a portfolio");
    assert_not_opened(f, "folder", "is a folder");
    assert_not_opened(f, "foreign", "not a portfolio of mpt");
    assert_not_opened(f, "missing", "there is no portfolio at");
    assert_not_opened(f, "text/below", "cannot be opened");
}

static void test_a_newer_version(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = raw_open(path_of(f, "newer"));
    raw_run(db, mpt_asset_find("sql/schema/0001_records.sql")->text);
    raw_run(db, "PRAGMA user_version = 999");
    sqlite3_close(db);
    assert_not_opened(f, "newer", "written by a newer mpt (version 999 of the file, this program knows up to");
}

/* A file of the first version with a mission and a project in it, as the first program would have left it. */
static void make_version_one(struct fixture *f)
{
    sqlite3 *db = raw_open(path_of(f, "p.mpt"));
    raw_run(db, mpt_asset_find("sql/schema/0001_records.sql")->text);
    raw_run(db, "PRAGMA user_version = 1; INSERT INTO entry VALUES (1, '2024-01-01T00:00:00Z', 'a', 'b');"
                "INSERT INTO change VALUES (1, 1, 'added', 'mission', 'old', NULL, NULL),"
                "                          (2, 1, 'added', 'project', 'older', NULL, NULL);"
                "INSERT INTO mission (id, code, title) VALUES (1, 'old', 'Old mission');"
                "INSERT INTO project (id, code, title) VALUES (2, 'older', 'Older project')");
    sqlite3_close(db);
}

/* Everything in a file: its version, its tables and their rows. */
static const char *dump(struct fixture *f, const char *path)
{
    sqlite3 *db = raw_open(path);
    struct mpt_text text = mpt_text_init(f->arena);
    mpt_text_print(&text, "%s\n%s\n", raw_rows(f, db, "PRAGMA user_version"),
                   raw_rows(f, db, "SELECT name, sql FROM sqlite_schema ORDER BY name"));
    const char *tables = raw_rows(f, db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    for (const char *name; (name = mpt_value_next(&tables, false, f->arena, NULL));) {
        mpt_text_print(&text, "%s:\n%s\n", name, raw_rows(f, db, mpt_arena_print(f->arena, "SELECT * FROM %s", name)));
    }
    sqlite3_close(db);
    return mpt_text_get(&text);
}

static void test_an_older_version_is_upgraded(void **state)
{
    struct fixture *f = *state;
    make_version_one(f);
    const char *before = dump(f, path_of(f, "p.mpt"));
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_WRITE, &f->store, &f->error));
    assert_int_equal(number(f, "PRAGMA user_version"), newest_version());
    assert_text(value_of(f, "mission", "old", "title"), "Old mission");
    assert_text(dump(f, path_of(f, "p.mpt.version1")), before);
    add(f, "mission", "title", "New mission", NULL);
    assert_text(dump(f, path_of(f, "p.mpt.version1")), before);
    /* Once is enough. */
    remove(path_of(f, "p.mpt.version1"));
    reopen(f, MPT_STORE_WRITE);
    assert_int_equal(access(path_of(f, "p.mpt.version1"), F_OK), -1);
}

static void test_an_older_version_is_not_upgraded_over_its_copy(void **state)
{
    struct fixture *f = *state;
    struct mpt_store *store;
    make_version_one(f);
    write_whole(path_of(f, "p.mpt.version1"), "mine", 4);
    assert_refused(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_WRITE, &store, &f->error), MPT_DATABASE,
                   "exists already; move it away");
    assert_text(read_whole(f, path_of(f, "p.mpt.version1"), NULL), "mine");
    sqlite3 *db = raw_open(path_of(f, "p.mpt"));
    assert_text(raw_rows(f, db, "PRAGMA user_version"), "1");
    sqlite3_close(db);
}

/* A reader upgrades too, and keeps the same copy; then it writes nothing more. */
static void test_an_older_version_is_upgraded_by_a_reader(void **state)
{
    struct fixture *f = *state;
    make_version_one(f);
    const char *before = dump(f, path_of(f, "p.mpt"));
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &f->store, &f->error));
    assert_int_equal(number(f, "PRAGMA user_version"), newest_version());
    assert_text(dump(f, path_of(f, "p.mpt.version1")), before);
    assert_refused(f, mpt_store_set(f->store, "demo", "1", &f->error), MPT_DATABASE, "cannot be written");
}

static size_t doctor(struct fixture *f, struct mpt_text *findings);

static void test_an_upgraded_file_is_healthy(void **state)
{
    struct fixture *f = *state;
    struct mpt_text findings = mpt_text_init(f->arena);
    make_version_one(f);
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_WRITE, &f->store, &f->error));
    doctor(f, &findings);
    assert_text(mpt_text_get(&findings), "");
}

/* --- Adding, editing, removing ------------------------------------------------------------------------------------ */

static const char changes[] = "SELECT action, kind, code, field, before FROM change ORDER BY id";

static void test_adding_leaves_one_change(void **state)
{
    struct fixture *f = *state;
    assert_text(add(f, "mission", "title", "Hydrogen Industry", "status", "launched", "planned", "AUD 5m", NULL),
                "hydrogen-industry");
    assert_text(rows(f, changes), "added|mission|hydrogen-industry|-|-");
    assert_text(rows(f, "SELECT id, who, command FROM entry"), "1|test|test command");
    assert_int_equal(number(f, "SELECT c.id = m.id FROM change c, mission m"), 1);
    assert_int_equal(mpt_store_revision(f->store), 1);
    assert_text(value_of(f, "mission", "hydrogen-industry", "planned"), "AUD 5000000.00");
}

static void test_editing_leaves_one_change_a_field(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "code", "h", "title", "Hydrogen", "planned", "AUD 5m", "alias", "H2", NULL);
    assert_int_equal(edit(f, "mission", "h", "title", "Hydrogen Industry", "planned", "NOK 7", "status", "launched",
                          "alias", "H2", NULL),
                     3);
    assert_text(rows(f, changes), "added|mission|h|-|-\n"
                                  "changed|mission|h|title|Hydrogen\n"
                                  "changed|mission|h|status|-\n"
                                  "changed|mission|h|planned|AUD 5000000.00");
    assert_text(rows(f, "SELECT count(DISTINCT entry) FROM change"), "2");
    assert_int_equal(edit(f, "mission", "h", "status", "", "alias", "", NULL), 2);
    assert_text(value_of(f, "mission", "h", "alias"), NULL);
    assert_text(value_of(f, "mission", "h", "planned"), "NOK 7.00");
}

static void test_editing_nothing_leaves_no_entry(void **state)
{
    struct fixture *f = *state;
    add(f, "portfolio", "code", "b", "title", "Board", NULL);
    add(f, "mission", "code", "h", "title", "Hydrogen", "planned", "AUD 5m", "own_share", "33.3", "portfolio", "b",
        "alias", "one", "alias", "two", "grants_decline", "yes", "tag", "solution:x", NULL);
    const char *before = rows(f, changes);
    assert_int_equal(edit(f, "mission", "h", "title", "Hydrogen", "planned", "AUD 5000000", "own_share", "33.30",
                          "grants_decline", "true", NULL),
                     0);
    begin(f);
    commit(f);
    assert_text(rows(f, changes), before);
    assert_text(rows(f, "SELECT max(id) FROM entry"), "2");
    assert_int_equal(mpt_store_revision(f->store), 2);
}

/* A value that was stored and read is the text it was, however many digits it takes. */
static void test_numbers_come_back_as_they_were_typed(void **state)
{
    struct fixture *f = *state;
    static const char *const numbers[] = {"0.1",
                                          "-2.5",
                                          "1e+300",
                                          "0.30000000000000004",
                                          "1234567.123456789",
                                          "123456789012345",
                                          "5e-05",
                                          "0.1234567890123456"};
    add(f, "mission", "code", "m", "title", "M", NULL);
    add(f, "target", "code", "t", "title", "T", "mission", "m", NULL);
    for (size_t i = 0; i < COUNT(numbers); i++) {
        edit(f, "target", "t", "value", numbers[i], NULL);
        assert_text(value_of(f, "target", "t", "value"), numbers[i]);
        assert_int_equal(edit(f, "target", "t", "value", numbers[i], NULL), 0);
    }
}

static void test_removing_leaves_the_whole_record(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "code", "m", "title", "M", NULL);
    add(f, "project", "code", "p", "title", "Café \"X\"", "summary", "two\nlines", "mission", "m:60%", "alias", "one",
        "alias", "two", "trl", "4", "scale_cost", "AUD 5.5", "pilot", "yes", "starts", "2024-05", NULL);
    take_away(f, "project", "p", false);
    assert_text(rows(f, "SELECT before FROM change WHERE action = 'removed'"),
                "{\"code\": \"p\", \"title\": \"Café \\\"X\\\"\", \"alias\": [\"one\", \"two\"], "
                "\"summary\": \"two\\nlines\", \"mission\": [{\"code\": \"m\", \"share\": 60}], \"trl\": 4, "
                "\"starts\": \"2024-05\", \"pilot\": true, \"scale_cost\": \"AUD 5.50\"}");
    assert_text(rows(f, "SELECT count(*) FROM project_mission"), "0");
    struct mpt_record gone;
    assert_refused(f, mpt_store_get(f->store, kind_of("project"), "p", f->arena, &gone, &f->error), MPT_BAD_INPUT,
                   "there is no project 'p'");
    begin(f);
    assert_refused(f, mpt_store_remove(f->store, kind_of("project"), "p", true, f->arena, &f->error), MPT_BAD_INPUT,
                   "there is no project 'p'");
    mpt_store_rollback(f->store);
}

static void test_rolling_back_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "code", "m", "title", "M", NULL);
    const char *before = dump(f, mpt_store_path(f->store));
    struct mpt_record made = record(f, "project", "title", "Electrolyser", "mission", "m", "tag", "solution:x", NULL);
    struct mpt_record mission = get(f, "mission", "m");
    set(f, &mission, "title", "Other");
    begin(f);
    assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
    assert_ok(f, mpt_store_edit(f->store, "m", &mission, false, f->arena, NULL, &f->error));
    assert_ok(f, mpt_store_remove(f->store, kind_of("project"), "electrolyser", true, f->arena, &f->error));
    assert_ok(f, mpt_store_set(f->store, "demo", "1", &f->error));
    mpt_store_rollback(f->store);
    assert_text(dump(f, mpt_store_path(f->store)), before);
    /* And what comes then counts on from there. */
    add(f, "mission", "title", "Next", NULL);
    assert_text(rows(f, "SELECT id, entry, code FROM change"), "1|1|m\n2|2|next");
}

static void test_codes_are_made_unique(void **state)
{
    struct fixture *f = *state;
    assert_text(add(f, "note", "title", "Untitled", NULL), "untitled");
    for (int i = 2; i <= 50; i++) {
        assert_text(add(f, "note", "title", "Untitled", NULL), mpt_arena_print(f->arena, "untitled-%d", i));
    }
    assert_int_equal(number(f, "SELECT count(DISTINCT code) FROM note"), 50);
    assert_text(add(f, "note", "title", "€€€", NULL), "x");
    assert_text(add(f, "note", "title", "水素", NULL), "x-2");
    /* A code of one kind is free in another. */
    assert_text(add(f, "mission", "title", "Untitled", NULL), "untitled");
    /* Joined codes stay whole. */
    add(f, "target", "code", "a-long-target-name-that-takes-forty-bytes-and-more", "title", "T", "mission", "untitled",
        NULL);
    assert_text(add(f, "measurement", "target", "a-long-target-name-that-takes-forty-bytes-and-more", "value", "1",
                    "measured_on", "2024-06", NULL),
                "a-long-target-name-that-takes-forty-bytes-and-more.2024-06");
}

/* Whatever a code is made of, it is one that an import takes again. */
static void test_long_codes_stay_codes(void **state)
{
    struct fixture *f = *state;
    const char *target = mpt_arena_print(f->arena, "%092d", 1);
    add(f, "mission", "code", "m", "title", "M", NULL);
    add(f, "target", "code", target, "title", "T", "mission", "m", NULL);
    for (int i = 0; i < 3; i++) { /* the code and the month are a hundred bytes, all that a code may have */
        const char *code = add(f, "measurement", "target", target, "value", "1", "measured_on", "2024-06", NULL);
        if (!mpt_code_valid(code)) {
            WRONG("%s has %zu bytes", code, strlen(code));
        }
    }
}

/* A long code of a project does not keep a second tag off it. */
static void test_many_tags_on_a_long_code(void **state)
{
    struct fixture *f = *state;
    const char *project = mpt_arena_print(f->arena, "%095d", 1);
    add(f, "project", "code", project, "title", "P", "tag", "solution:one", NULL);
    edit(f, "project", project, "tag", "solution:one", "tag", "solution:two", NULL);
    assert_text(value_of(f, "project", project, "tag"), "solution:one\nsolution:two");
}

/* Once a pair is linked in one way, that says all; the second time it is refused. */
static void test_said_once(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "code", "a", "title", "A", NULL);
    add(f, "mission", "code", "b", "title", "B", NULL);
    assert_text(add(f, "link", "mission", "a", "relation", "aligned-with", "to_mission", "b", NULL),
                "a.aligned-with.b");
    struct mpt_record again =
        record(f, "link", "mission", "a", "relation", "aligned-with", "to_mission", "b", "reason", "why", NULL);
    begin(f);
    assert_refused(f, mpt_store_add(f->store, &again, false, f->arena, &f->error), MPT_BAD_INPUT,
                   "there is a link 'a.aligned-with.b' already");
    mpt_store_rollback(f->store);
    assert_text(add(f, "link", "mission", "b", "relation", "aligned-with", "to_mission", "a", NULL),
                "b.aligned-with.a");
}

static void test_what_an_entry_has_done(void **state)
{
    struct fixture *f = *state;
    struct mpt_record made = record(f, "project", "title", "P", "tag", "solution:x", NULL);
    begin(f);
    assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
    struct mpt_record found = get(f, "project", "p");
    set(f, &found, "title", "Q");
    set(f, &found, "trl", "4");
    assert_ok(f, mpt_store_edit(f->store, "p", &found, false, f->arena, NULL, &f->error));
    assert_ok(f, mpt_store_remove(f->store, kind_of("project"), "p", false, f->arena, &f->error));
    struct mpt_entry_counts counts = mpt_store_counts(f->store);
    assert_int_equal(counts.added, 4); /* the project, its tagging, the tag and its facet */
    assert_int_equal(counts.changed, 2);
    assert_int_equal(counts.removed, 2);
    commit(f);
    begin(f);
    counts = mpt_store_counts(f->store);
    assert_int_equal(counts.added + counts.changed + counts.removed, 0);
    mpt_store_rollback(f->store);
}

/* The file alone, without its log, is the whole portfolio. */
static void test_settled(void **state)
{
    struct fixture *f = *state;
    size_t len;
    add(f, "mission", "code", "m", "title", "M", NULL);
    assert_ok(f, mpt_store_settle(f->store, &f->error));
    const char *bytes = read_whole(f, mpt_store_path(f->store), &len);
    write_whole(path_of(f, "copy.mpt"), bytes, len);
    sqlite3 *db = raw_open(path_of(f, "copy.mpt"));
    assert_text(raw_rows(f, db, "SELECT code FROM mission"), "m");
    sqlite3_close(db);
}

static void test_what_cannot_be_added(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "code", "m", "title", "M", NULL);
    const char *before = dump(f, mpt_store_path(f->store));
    struct mpt_record taken = record(f, "mission", "code", "m", "title", "Other", NULL);
    struct mpt_record empty = record(f, "mission", NULL);
    struct mpt_record lost = record(f, "mission", "code", "n", "title", "N", "portfolio", "nowhere", NULL);
    struct mpt_record lost_in_list =
        record(f, "project", "code", "p", "title", "P", "mission", "m", "mission", "n", NULL);
    struct mpt_record no_facet = record(f, "project", "title", "P", "tag", "electrolysis", NULL);
    begin(f);
    assert_refused(f, mpt_store_add(f->store, &taken, false, f->arena, &f->error), MPT_BAD_INPUT,
                   "there is a mission 'm' already");
    assert_refused(f, mpt_store_add(f->store, &empty, false, f->arena, &f->error), MPT_BAD_INPUT,
                   "a mission needs title");
    assert_refused(f, mpt_store_add(f->store, &lost, false, f->arena, &f->error), MPT_BAD_INPUT,
                   "mission n: portfolio: there is no portfolio 'nowhere'");
    assert_refused(f, mpt_store_add(f->store, &lost_in_list, false, f->arena, &f->error), MPT_BAD_INPUT,
                   "project p: mission: there is no mission 'n'");
    assert_refused(f, mpt_store_add(f->store, &no_facet, false, f->arena, &f->error), MPT_BAD_INPUT,
                   "a new one is written facet:tag");
    mpt_store_rollback(f->store);
    assert_text(dump(f, mpt_store_path(f->store)), before);
}

static void test_references_that_are_checked_later(void **state)
{
    struct fixture *f = *state;
    struct mpt_record project = record(f, "project", "code", "p", "title", "P", "mission", "m:60%", NULL);
    struct mpt_record mission = record(f, "mission", "code", "m", "title", "M", "portfolio", "b", NULL);
    struct mpt_record portfolio = record(f, "portfolio", "code", "b", "title", "B", NULL);
    const char *before = dump(f, mpt_store_path(f->store));
    begin(f);
    assert_ok(f, mpt_store_add(f->store, &project, true, f->arena, &f->error));
    assert_refused(f, mpt_store_commit(f->store, &f->error), MPT_BAD_INPUT,
                   "project p: mission: there is no mission 'm'; nothing was changed");
    begin(f);
    assert_ok(f, mpt_store_add(f->store, &mission, true, f->arena, &f->error));
    assert_refused(f, mpt_store_commit(f->store, &f->error), MPT_BAD_INPUT,
                   "mission m: portfolio: there is no portfolio 'b'");
    assert_text(dump(f, mpt_store_path(f->store)), before);
    begin(f);
    assert_ok(f, mpt_store_add(f->store, &project, true, f->arena, &f->error));
    assert_ok(f, mpt_store_add(f->store, &mission, true, f->arena, &f->error));
    assert_ok(f, mpt_store_add(f->store, &portfolio, true, f->arena, &f->error));
    commit(f);
    assert_text(value_of(f, "project", "p", "mission"), "m:60%");
}

static enum mpt_status try_edit(struct fixture *f, const char *kind, const char *code, const char *field,
                                const char *typed)
{
    struct mpt_record found = get(f, kind, code);
    found.values[mpt_field_index(found.kind, field)] = NULL;
    set(f, &found, field, typed);
    begin(f);
    enum mpt_status status = mpt_store_edit(f->store, code, &found, false, f->arena, NULL, &f->error);
    mpt_store_rollback(f->store);
    return status;
}

static void test_a_new_code(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "code", "m", "title", "M", NULL);
    add(f, "mission", "code", "n", "title", "N", NULL);
    add(f, "project", "code", "p", "title", "P", "mission", "m:60%", "tag", "solution:x", NULL);
    add(f, "target", "code", "t", "title", "T", "mission", "m", NULL);
    assert_int_equal(edit(f, "mission", "m", "code", "hydrogen", NULL), 1);
    assert_text(value_of(f, "project", "p", "mission"), "hydrogen:60%");
    assert_text(value_of(f, "target", "t", "mission"), "hydrogen");
    assert_text(rows(f, "SELECT code, before FROM change WHERE field = 'code'"), "hydrogen|m");
    assert_int_equal(edit(f, "project", "p", "code", "project-one", "mission", "n", NULL), 2);
    assert_text(value_of(f, "project", "project-one", "mission"), "n");
    assert_text(value_of(f, "project", "project-one", "tag"), "solution:x");
    assert_false(mpt_store_exists(f->store, kind_of("project"), "p"));
    assert_refused(f, try_edit(f, "mission", "n", "code", "hydrogen"), MPT_BAD_INPUT,
                   "there is a mission 'hydrogen' already");
    assert_refused(f, try_edit(f, "mission", "n", "portfolio", "nowhere"), MPT_BAD_INPUT,
                   "there is no portfolio 'nowhere'");
    assert_refused(f, try_edit(f, "mission", "n", "title", ""), MPT_BAD_INPUT, "a mission needs title");
    struct mpt_record found = get(f, "mission", "n");
    begin(f);
    assert_refused(f, mpt_store_edit(f->store, "nowhere", &found, false, f->arena, NULL, &f->error), MPT_BAD_INPUT,
                   "there is no mission 'nowhere'");
    mpt_store_rollback(f->store);
}

/* A record cannot be without a code; that is the caller's mistake, not the database's. */
static void test_the_code_cannot_be_emptied(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "code", "m", "title", "M", NULL);
    assert_int_equal(try_edit(f, "mission", "m", "code", ""), MPT_BAD_INPUT);
}

static void test_where_it_comes_from(void **state)
{
    struct fixture *f = *state;
    const char *source;
    bool example;
    add(f, "mission", "code", "m", "title", "M", "source", "001@00:01:00", "source", "V site", NULL);
    add(f, "mission", "code", "n", "title", "N", "example", "yes", NULL);
    add(f, "mission", "code", "p", "title", "P", "source", "V site", "source", "example: the money", NULL);
    assert_true(mpt_store_origin(f->store, kind_of("mission"), "m", f->arena, &source, &example));
    assert_text(source, "001@00:01:00\nV site");
    assert_false(example);
    assert_true(mpt_store_origin(f->store, kind_of("mission"), "n", f->arena, &source, &example));
    assert_text(source, NULL);
    assert_true(example);
    assert_true(mpt_store_origin(f->store, kind_of("mission"), "p", f->arena, &source, &example));
    assert_true(example); /* in part */
    assert_false(mpt_store_origin(f->store, kind_of("mission"), "o", f->arena, &source, &example));
}

static void test_settings(void **state)
{
    struct fixture *f = *state;
    assert_text(mpt_store_setting(f->store, "demo", f->arena), NULL);
    begin(f);
    assert_ok(f, mpt_store_set(f->store, "demo", "1", &f->error));
    assert_ok(f, mpt_store_set(f->store, "demo", "two", &f->error));
    assert_ok(f, mpt_store_set(f->store, "demo", "two", &f->error));
    commit(f);
    assert_text(mpt_store_setting(f->store, "demo", f->arena), "two");
    assert_text(rows(f, "SELECT action, kind, code, field, before FROM change"),
                "changed|setting|demo|value|-\nchanged|setting|demo|value|1");
}

/* --- Who refers to whom ------------------------------------------------------------------------------------------- */

static void make_referred(struct fixture *f)
{
    add(f, "mission", "code", "m", "title", "M", NULL);
    add(f, "mission", "code", "n", "title", "N", NULL);
    add(f, "project", "code", "p", "title", "P", "mission", "m:60%", "mission", "n:40%", "tag", "solution:x", NULL);
    add(f, "target", "code", "t", "title", "T", "mission", "m", NULL);
    add(f, "measurement", "code", "t1", "target", "t", "value", "1", "measured_on", "2024", NULL);
    add(f, "funding", "code", "f1", "amount", "AUD 5", "stage", "committed", "mission", "m", NULL);
    add(f, "funding", "code", "f2", "amount", "AUD 6", "stage", "committed", "mission", "m", "project", "p", NULL);
    add(f, "step", "code", "s", "title", "S", "mission", "m", NULL);
}

static void test_removing_what_is_referred_to(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    begin(f);
    assert_refused(f, mpt_store_remove(f->store, kind_of("mission"), "m", false, f->arena, &f->error), MPT_BAD_INPUT,
                   "mission m is referred to by others and was not removed:");
    mpt_store_rollback(f->store);
    assert_contains(f->error.message, "project, by mission: p");
    assert_contains(f->error.message, "target, by mission: t");
    assert_contains(f->error.message, "fundings, by mission: f1, f2");
    assert_contains(f->error.message, "step, by mission: s");
    assert_contains(f->error.message, "--cascade");
    struct mpt_referrers *list;
    size_t count;
    assert_ok(f, mpt_store_referrers(f->store, kind_of("mission"), "m", 1, f->arena, &list, &count, &f->error));
    assert_int_equal(count, 4);
    assert_text(list[0].kind->name, "step");
    assert_text(list[2].kind->name, "funding");
    assert_int_equal(list[2].count, 1);
    assert_text(list[2].codes[0], "f1");
}

static void test_removing_with_all_that_depends_on_it(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    take_away(f, "mission", "m", true);
    assert_text(rows(f, "SELECT code FROM mission"), "n");
    assert_text(value_of(f, "project", "p", "mission"), "n:40%"); /* can be without it */
    assert_text(value_of(f, "step", "s", "mission"), NULL);
    assert_text(value_of(f, "funding", "f2", "mission"), NULL);
    assert_text(value_of(f, "funding", "f2", "project"), "p");
    assert_text(rows(f, "SELECT code FROM funding"), "f2"); /* f1 was for nothing else */
    assert_text(rows(f, "SELECT count(*) FROM target"), "0");
    assert_text(rows(f, "SELECT count(*) FROM measurement"), "0");
    assert_text(rows(f, "SELECT kind, code FROM change WHERE action = 'removed' ORDER BY kind"),
                "funding|f1\nmeasurement|t1\nmission|m\ntarget|t");
    assert_text(rows(f, "SELECT code, before FROM change WHERE action = 'changed' ORDER BY code"),
                "f2|m\np|m:60%\nn:40%\ns|m");
    assert_text(rows(f, "SELECT count(DISTINCT entry) FROM change WHERE action <> 'added'"), "1");
}

/* Taggings are a part of what they are on: they go with it and hold nobody up. */
static void test_tags_do_not_hold_a_record(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "code", "p", "title", "P", "tag", "solution:x", "tag", "solution:y", NULL);
    take_away(f, "project", "p", false);
    assert_text(rows(f, "SELECT count(*) FROM tagging"), "0");
    assert_text(rows(f, "SELECT code FROM tag ORDER BY code"), "solution:x\nsolution:y");
    assert_text(rows(f, "SELECT count(*) FROM change WHERE action = 'removed'"), "3");
}

/* Nobody else refers to it. */
static void test_removing_what_refers_to_itself(void **state)
{
    struct fixture *f = *state;
    add(f, "stakeholder", "code", "s", "title", "S", NULL);
    edit(f, "stakeholder", "s", "part_of", "s", NULL);
    add(f, "step", "code", "a", "title", "A", NULL);
    edit(f, "step", "a", "depends_on", "a", NULL);
    begin(f);
    assert_ok(f, mpt_store_remove(f->store, kind_of("step"), "a", true, f->arena, &f->error));
    assert_ok(f, mpt_store_remove(f->store, kind_of("stakeholder"), "s", false, f->arena, &f->error));
    commit(f);
}

static void test_tags(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "code", "p", "title", "P", "tag", "solution:x", "source", "here", "example", "yes", NULL);
    assert_text(rows(f, "SELECT code, tag, project, source, example FROM tagging"), "p.solution:x|solution:x|p|here|1");
    assert_text(rows(f, "SELECT code, title, vocabulary, example FROM tag"), "solution:x|x|solution|1");
    assert_text(rows(f, "SELECT code, title FROM vocabulary"), "solution|solution");
    assert_text(value_of(f, "project", "p", "tag"), "solution:x");
    assert_int_equal(edit(f, "project", "p", "tag", "solution:x", "tag", "sector:energy", NULL), 1);
    assert_text(value_of(f, "project", "p", "tag"), "sector:energy\nsolution:x");
    assert_int_equal(edit(f, "project", "p", "tag", "sector:energy", NULL), 1);
    assert_text(value_of(f, "project", "p", "tag"), "sector:energy");
    assert_text(rows(f, "SELECT code FROM change WHERE action = 'removed'"), "p.solution:x");
    assert_text(rows(f, "SELECT count(*) FROM change WHERE field = 'tag'"), "0"); /* the taggings' changes say it */
    add(f, "mission", "code", "m", "title", "M", "tag", "solution:x", NULL);
    assert_text(value_of(f, "mission", "m", "tag"), "solution:x");
}

/* --- Codes as people type them ------------------------------------------------------------------------------------ */

static void make_missions(struct fixture *f)
{
    static const char *const titles[] = {"Hydrogen Industry", "Hydropower", "Ocean", "Oceans beyond", "Zero waste"};
    for (size_t i = 0; i < COUNT(titles); i++) {
        add(f, "mission", "title", titles[i], NULL);
    }
}

static void assert_means(struct fixture *f, const char *typed, const char *expected)
{
    const char *code = NULL;
    assert_ok(f, mpt_store_resolve(f->store, kind_of("mission"), typed, f->arena, &code, &f->error));
    assert_text(code, expected);
}

static void assert_means_nothing(struct fixture *f, const char *typed, const char *message)
{
    const char *code;
    assert_refused_about(f, mpt_store_resolve(f->store, kind_of("mission"), typed, f->arena, &code, &f->error),
                         MPT_BAD_INPUT, message, typed);
}

static void test_codes_typed_in_part(void **state)
{
    struct fixture *f = *state;
    make_missions(f);
    assert_means(f, "hydrogen-industry", "hydrogen-industry");
    assert_means(f, "hydrog", "hydrogen-industry");
    assert_means(f, "Hydrogen", "hydrogen-industry");
    assert_means(f, "ocean", "ocean"); /* the code itself wins over being a beginning */
    assert_means(f, "oceans", "oceans-beyond");
    assert_means_nothing(f, "hydro", "more than one mission begins with 'hydro': hydrogen-industry, hydropower");
    assert_means_nothing(f, "hidropower", "there is no mission 'hidropower'; did you mean hydropower?");
    assert_means_nothing(f, "qqqq", "there is no mission 'qqqq'; `mpt list missions` shows all");
    assert_means_nothing(f, "", "there is no mission ''");
    assert_means_nothing(f, "%", "there is no mission '%'");
    for (int i = 0; i < 7; i++) {
        add(f, "mission", "title", "Many", NULL);
    }
    assert_means_nothing(f, "man", "many, many-2, many-3, many-4, many-5 ...");
}

static enum mpt_status find_any(struct fixture *f, const struct mpt_kind *const *kinds, size_t count, const char *typed,
                                const char **found, const char **others)
{
    const struct mpt_kind *kind = NULL;
    const char *code = NULL;
    enum mpt_status status =
        mpt_store_resolve_any(f->store, kinds, count, typed, f->arena, &kind, &code, others, &f->error);
    *found = status ? NULL : mpt_arena_print(f->arena, "%s:%s", kind->name, code);
    return status;
}

static void test_codes_of_any_kind(void **state)
{
    struct fixture *f = *state;
    const char *found, *others;
    make_missions(f);
    add(f, "stakeholder", "title", "CSIRO", NULL);
    add(f, "project", "title", "CSIRO", NULL);
    add(f, "project", "title", "Hydropower stack", "tag", "solution:x", NULL);
    assert_ok(f, find_any(f, NULL, 0, "csiro", &found, &others));
    assert_text(found, "stakeholder:csiro");
    assert_text(others, "project:csiro");
    assert_ok(f, find_any(f, NULL, 0, "project:csi", &found, &others));
    assert_text(found, "project:csiro");
    assert_text(others, NULL);
    assert_ok(f, find_any(f, NULL, 0, "missions:hydrog", &found, &others));
    assert_text(found, "mission:hydrogen-industry");
    assert_ok(f, find_any(f, NULL, 0, "hydrog", &found, &others));
    assert_text(found, "mission:hydrogen-industry");
    assert_ok(f, find_any(f, NULL, 0, "hydropower-s", &found, &others)); /* and not its tagging, that begins so too */
    assert_text(found, "project:hydropower-stack");
    assert_ok(f, find_any(f, NULL, 0, "hydropower-stack.sol", &found, &others));
    assert_text(found, "tagging:hydropower-stack.solution:x");
    assert_ok(f, find_any(f, NULL, 0, "solution:x", &found, &others));
    assert_text(found, "tag:solution:x");
    assert_refused(f, find_any(f, NULL, 0, "hydro", &found, &others), MPT_BAD_INPUT,
                   "more than one record begins with 'hydro': mission:hydrogen-industry");
    assert_refused(f, find_any(f, NULL, 0, "hidropower", &found, &others), MPT_BAD_INPUT,
                   "did you mean hydropower (mission)");
    assert_refused(f, find_any(f, NULL, 0, "qqqqqqq", &found, &others), MPT_BAD_INPUT, "there is no record 'qqqqqqq'");
    const struct mpt_kind *const some[] = {kind_of("mission"), kind_of("project")};
    assert_ok(f, find_any(f, some, 2, "csiro", &found, &others));
    assert_text(found, "project:csiro");
    assert_text(others, NULL);
}

/* Asked for a mission or a project, a stakeholder is no answer. */
static void test_only_the_kinds_asked_for(void **state)
{
    struct fixture *f = *state;
    const char *found, *others;
    const struct mpt_kind *const some[] = {kind_of("mission"), kind_of("project")};
    add(f, "stakeholder", "title", "CSIRO", NULL);
    assert_int_equal(find_any(f, some, 2, "stakeholder:csiro", &found, &others), MPT_BAD_INPUT);
}

/* --- Full text ---------------------------------------------------------------------------------------------------- */

struct listing {
    const char *kind, *sort, *search, *fields; /* fields: names, blank between; NULL: the code only */
    const char *filters[4];
    long limit; /* 0: all */
};

static enum mpt_status add_row(void *context, const char *const *values, struct mpt_error *error)
{
    struct mpt_text *text = context;
    (void)error;
    mpt_text_print(text, "%s%s", text->len ? " " : "", values[0]);
    return MPT_OK;
}

/* The codes a list gives, blank between. */
static enum mpt_status list(struct fixture *f, const struct listing *listing, const char **codes)
{
    struct mpt_text text = mpt_text_init(f->arena);
    const struct mpt_kind *kind = kind_of(listing->kind);
    const struct mpt_field *fields[8] = {kind->fields};
    struct mpt_list_query query = {.kind = kind,
                                   .filters = listing->filters,
                                   .search = listing->search,
                                   .sort = listing->sort,
                                   .limit = listing->limit ? listing->limit : -1,
                                   .fields = fields,
                                   .field_count = 1};
    while (query.filter_count < COUNT(listing->filters) && listing->filters[query.filter_count]) {
        query.filter_count++;
    }
    for (const char *at = listing->fields; at && *at; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        fields[query.field_count++] = mpt_field_find(kind, mpt_arena_copy_len(f->arena, at, len));
        at += len;
    }
    enum mpt_status status = mpt_store_list(f->store, &query, add_row, &text, &f->error);
    *codes = mpt_text_get(&text);
    return status;
}

/* Fails where the test stands, with the listing's filters or search. */
static void listed_at(struct fixture *f, const struct listing *listing, const char *expected, int line)
{
    const char *codes, *about = listing->search ? listing->search : listing->filters[0];
    enum mpt_status status = list(f, listing, &codes);
    if (status || strcmp(codes, expected) != 0) {
        stop_at(__FILE__, line, "%s: \"%s\" is not \"%s\"", about ? about : listing->sort,
                status ? f->error.message : codes, expected);
    }
}
#define assert_listed(f, expected, ...) listed_at(f, &(struct listing){__VA_ARGS__}, expected, __LINE__)

static void not_listed_at(struct fixture *f, const struct listing *listing, enum mpt_status status, const char *message,
                          int line)
{
    const char *codes, *about = listing->search ? listing->search : listing->filters[0];
    refused_at(f, list(f, listing, &codes), status, message, about ? about : listing->sort, __FILE__, line);
}
#define assert_not_listed(f, message, ...)                                                                             \
    not_listed_at(f, &(struct listing){__VA_ARGS__}, MPT_BAD_INPUT, message, __LINE__)
#define assert_no_field(f, message, ...) not_listed_at(f, &(struct listing){__VA_ARGS__}, MPT_USAGE, message, __LINE__)

static void test_full_text(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "code", "a", "title", "Alkaline electrolysis stack", NULL);
    add(f, "project", "code", "b", "title", "PEM electrolyser", "summary", "Quiet.\nSecond line", NULL);
    add(f, "project", "code", "c", "title", "Brødrene Aa", "alias", "Ferry H-2", "outside_id", "cordis:12345", NULL);
    add(f, "project", "code", "d", "title", "Đà Nẵng hydrogen", NULL);
    assert_listed(f, "b", "project", .search = "electrolys* NOT alkaline");
    assert_listed(f, "a b", "project", .search = "electrolys*", .sort = "code");
    assert_listed(f, "", "project", .search = "electrolys");
    assert_listed(f, "c", "project", .search = "brodrene");
    assert_listed(f, "c", "project", .search = "BRØDRENE aa");
    assert_listed(f, "d", "project", .search = "da nang");
    assert_listed(f, "c", "project", .search = "\"brodrene aa\"");
    assert_listed(f, "", "project", .search = "\"aa brodrene\"");
    assert_listed(f, "b", "project", .search = "second");
    assert_listed(f, "c", "project", .search = "h-2");
    assert_listed(f, "c", "project", .search = "cordis:12345");
    assert_listed(f, "c d", "project", .search = "ferry OR nang", .sort = "code");
    assert_listed(f, "a", "project", .search = "(stack AND alkaline) NOT pem");
    assert_listed(f, "b", "project", .search = "electrolys*", .filters = {"code!=a"});
    assert_listed(f, "", "mission", .search = "electrolys*");
    assert_listed(f, "c", "project", .search = "\"brodrene");
    assert_not_listed(f, "cannot be understood", "project", .search = "AND");
    assert_not_listed(f, "cannot be understood", "project", .search = "(stack");
    assert_not_listed(f, "cannot be understood", "project", .search = "stack NOT");
}

static void test_full_text_follows(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "code", "a", "title", "Alkaline stack", "alias", "Old", NULL);
    edit(f, "project", "a", "title", "Membrane stack", "alias", "New", NULL);
    assert_listed(f, "", "project", .search = "alkaline");
    assert_listed(f, "", "project", .search = "old");
    assert_listed(f, "a", "project", .search = "membrane new");
    edit(f, "project", "a", "code", "renamed", NULL);
    assert_listed(f, "renamed", "project", .search = "membrane");
    assert_listed(f, "renamed", "project", .search = "renamed");
    take_away(f, "project", "renamed", false);
    add(f, "project", "code", "b", "title", "Other", NULL); /* takes no word over from the one before */
    assert_listed(f, "", "project", .search = "membrane");
    assert_listed(f, "b", "project", .search = "other");
    assert_text(rows(f, "SELECT count(*) FROM search_docsize"), "1");
}

/* --- Lists -------------------------------------------------------------------------------------------------------- */

static void make_projects(struct fixture *f)
{
    add(f, "mission", "code", "hydrogen", "title", "Hydrogen", NULL);
    add(f, "mission", "code", "ocean", "title", "Ocean", NULL);
    add(f, "programme", "code", "horizon", "title", "Horizon", NULL);
    add(f, "project", "code", "a", "title", "Alpha stack", "status", "running", "starts", "2023-05", "ends",
        "2025-06-30", "trl", "4", "scale_cost", "AUD 5m", "pilot", "yes", "mission", "hydrogen:60%", "tag",
        "solution:electrolysis", "alias", "One", "alias", "Two", "programme", "horizon", NULL);
    add(f, "project", "code", "b", "title", "Beta", "status", "finished", "starts", "2021", "trl", "6", "scale_cost",
        "NOK 9m", "alias", "Two hundred", NULL);
    add(f, "project", "code", "c", "title", "Gamma", "trl", "9", "scale_cost", "AUD 7m", NULL);
    add(f, "project", "code", "d", "title", "Delta", NULL);
    add(f, "funding", "code", "f1", "amount", "AUD 2m", "stage", "committed", "project", "a", NULL);
    add(f, "funding", "code", "f2", "amount", "AUD 3m", "stage", "committed", "project", "a", NULL);
    add(f, "funding", "code", "f3", "amount", "NOK 4m", "stage", "committed", "project", "b", NULL);
    add(f, "funding", "code", "f4", "amount", "NOK 9m", "stage", "planned", "project", "c", NULL);
    add(f, "funding", "code", "f5", "amount", "AUD 1m", "stage", "committed", "project", "d", NULL);
}

static void test_filters_by_type(void **state)
{
    struct fixture *f = *state;
    make_projects(f);
    static const struct {
        const char *filter, *codes;
    } cases[] = {
        {"status=running", "a"},
        {"status=run", "a"},
        {"status=", "c d"},
        {"status!=", "a b"},
        {"trl=6", "b"},
        {"trl>=6", "b c"},
        {"trl>6", "c"},
        {"trl<6", "a"},
        {"trl<=6", "a b"},
        {"trl=", "d"},
        {"starts<2022", "b"},
        {"starts>=2023", "a"},
        {"starts=2021", "b"},
        {"starts!=", "a b"},
        {"ends<2026-01-01", "a"},
        {"scale_cost>AUD 6m", "c"},
        {"scale_cost<=AUD 5m", "a"},
        {"scale_cost=NOK 9m", "b"},
        {"scale_cost!=AUD 5m", "c"},
        {"scale-cost>=AUD 0", "a c"},
        {"scale_cost=", "d"},
        {"scale_cost!=", "a b c"},
        {"committed=AUD 5m", "a"},
        {"committed>AUD 1m", "a"},
        {"committed>=AUD 1m", "a d"},
        {"committed<NOK 5m", "b"},
        {"pilot=yes", "a"},
        {"pilot=no", "b c d"},
        {"pilot!=yes", "b c d"},
        {"title~stack", "a"},
        {"title~STACK", "a"},
        {"title~ta", "a b d"},
        {"title=Beta", "b"},
        {"title!=Beta", "a c d"},
        {"code=a", "a"},
        {"code>b", "c d"},
        {"code~a", "a"},
        {"alias=Two", "a"},
        {"alias!=Two", "b c d"},
        {"alias~Two", "a b"},
        {"alias=", "c d"},
        {"mission=hydrogen", "a"},
        {"mission=hyd", "a"},
        {"mission!=hydrogen", "b c d"},
        {"mission=ocean", ""},
        {"mission=", "b c d"},
        {"mission!=", "a"},
        {"programme=horizon", "a"},
        {"programme!=horizon", "b c d"},
        {"programme=", "b c d"},
        {"tag=solution:electrolysis", "a"},
        {"tag!=solution:elec", "b c d"},
        {"tag=", "b c d"},
        {"tag!=", "a"},
        {"status~fin", "b"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_listed(f, cases[i].codes, "project", .filters = {cases[i].filter});
    }
    assert_listed(f, "b", "project", .filters = {"trl>=5", "trl<9", "status=finished"});
    assert_listed(f, "", "project", .filters = {"trl>=5", "trl<5"});
    assert_listed(f, "a b", "project", .limit = 2);
    assert_listed(f, "f4", "funding", .filters = {"stage=planned"});
}

static void test_filters_that_make_no_sense(void **state)
{
    struct fixture *f = *state;
    make_projects(f);
    static const struct {
        const char *filter, *message;
    } cases[] = {
        {"status", "'status' is no filter; write field=value"},
        {"=x", "'=x' is no filter"},
        {"", "'' is no filter"},
        {"trl=high", "trl: 'high' is not allowed; expected whole number from 1 to 9"},
        {"status=begun", "'begun' is not allowed; expected one of: idea, applied"},
        {"starts>soon", "'soon' is not allowed; expected date"},
        {"pilot=maybe", "expected yes or no"},
        {"mission=nowhere", "there is no mission 'nowhere'"},
        {"mission<hydrogen", "mission: only = and != go with a code"},
        {"tag>solution:electrolysis", "tag: only = and != go with a code"},
        {"scale_cost=5", "scale_cost: '5' has no currency"},
        {"scale_cost~5", "scale_cost is no text; ~ (contains) does not go with it"},
        {"trl~5", "trl is no text"},
        {"alias<x", "alias has many values: use =, != or ~"},
        {"trl<", "trl: a value is missing"},
        {"committed=", "committed is computed; compare it with an amount"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_not_listed(f, cases[i].message, "project", .filters = {cases[i].filter});
    }
    assert_no_field(f, "projects have no field 'titel'; did you mean title?", "project", .filters = {"titel=x"});
    assert_no_field(f, "projects have no field 'size'", "project", .sort = "size");
    assert_no_field(f, "projects have no field 'size'", "project", .sort = "-size");
    assert_not_listed(f, "mission has many values and gives no order", "project", .sort = "mission");
    const char *many[100];
    for (size_t i = 0; i < COUNT(many); i++) {
        many[i] = "trl>1";
    }
    const struct mpt_list_query query = {.kind = kind_of("project"), .filters = many, .filter_count = 100, .limit = -1};
    assert_refused(f, mpt_store_list(f->store, &query, add_row, NULL, &f->error), MPT_BAD_INPUT,
                   "at most 64 conditions");
}

/* '%' and '_' are letters like others: what is typed is what is looked for. */
static void test_filters_take_letters_as_they_are(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "code", "a", "title", "Grow 50% now", "alias", "A_B", NULL);
    add(f, "project", "code", "b", "title", "Grow 500 now", "alias", "AXB", NULL);
    assert_listed(f, "a", "project", .filters = {"title~50%"});
    assert_listed(f, "a", "project", .filters = {"alias~A_B"});
    assert_listed(f, "a", "project", .filters = {"alias=A_B"});
    assert_listed(f, "", "project", .filters = {"alias=%"});
}

/* What is not known is not equal either, as it is for references and lists. */
static void test_unequal_takes_in_what_is_unset(void **state)
{
    struct fixture *f = *state;
    make_projects(f);
    assert_listed(f, "b c d", "project", .filters = {"programme!=horizon"});
    assert_listed(f, "b c d", "project", .filters = {"status!=running"});
    assert_listed(f, "a c d", "project", .filters = {"trl!=6"});
}

static void test_order(void **state)
{
    struct fixture *f = *state;
    make_projects(f);
    assert_listed(f, "a b c d", "project", .sort = NULL);
    assert_listed(f, "a b c d", "project", .sort = "trl");
    assert_listed(f, "c b a d", "project", .sort = "-trl"); /* what is not known comes last both ways */
    assert_listed(f, "c b a d", "project", .sort = "-trl", .fields = "trl title");
    assert_listed(f, "b a c d", "project", .sort = "starts");
    assert_listed(f, "a b d c", "project", .sort = "title");
    assert_listed(f, "c d b a", "project", .sort = "-title");
    assert_listed(f, "c d", "project", .sort = "-title", .limit = 2);
    assert_listed(f, "a c b d", "project", .sort = "scale_cost", .fields = "mission scale_cost");
    assert_listed(f, "c a b d", "project", .sort = "-scale_cost", .fields = "tag title scale_cost");
    assert_listed(f, "d a b c", "project", .sort = "committed", .fields = "committed");
    assert_listed(f, "a d b c", "project", .sort = "-committed", .fields = "trl committed mission");
}

/* Amounts of different currencies are not compared, whether they are shown or not. */
static void test_order_of_money_that_is_not_shown(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "code", "a", "title", "A", "scale_cost", "AUD 5", NULL);
    add(f, "project", "code", "b", "title", "B", "scale_cost", "NOK 6", NULL);
    add(f, "project", "code", "c", "title", "C", "scale_cost", "AUD 7", NULL);
    assert_listed(f, "a c b", "project", .sort = "scale_cost", .fields = "scale_cost");
    assert_listed(f, "a c b", "project", .sort = "scale_cost");
}

static void test_order_by_what_is_computed_and_not_shown(void **state)
{
    struct fixture *f = *state;
    make_projects(f);
    assert_listed(f, "d a b c", "project", .sort = "committed");
}

static enum mpt_status stop_at_second(void *context, const char *const *values, struct mpt_error *error)
{
    (void)values;
    return ++*(int *)context == 2 ? mpt_fail(error, MPT_NETWORK, "enough") : MPT_OK;
}

static enum mpt_status keep_values(void *context, const char *const *values, struct mpt_error *error)
{
    struct mpt_text *text = context;
    (void)error;
    for (size_t i = 0; i < 7; i++) {
        mpt_text_print(text, "%s|", values[i] ? values[i] : "-");
    }
    return MPT_OK;
}

static void test_rows(void **state)
{
    struct fixture *f = *state;
    make_projects(f);
    const struct mpt_kind *kind = kind_of("project");
    const struct mpt_field *const fields[] = {mpt_field_find(kind, "committed"),  mpt_field_find(kind, "mission"),
                                              mpt_field_find(kind, "scale_cost"), mpt_field_find(kind, "tag"),
                                              mpt_field_find(kind, "pilot"),      mpt_field_find(kind, "alias"),
                                              mpt_field_find(kind, "trl")};
    static const char *const first[] = {"code=a"}, *const last[] = {"code=d"};
    struct mpt_list_query query = {.kind = kind, .limit = -1, .fields = fields, .field_count = COUNT(fields)};
    int count = 0;
    assert_int_equal(mpt_store_list(f->store, &query, stop_at_second, &count, &f->error), MPT_NETWORK);
    assert_text(f->error.message, "enough");
    assert_int_equal(count, 2);
    struct mpt_text text = mpt_text_init(f->arena);
    query.filters = first;
    query.filter_count = 1;
    assert_ok(f, mpt_store_list(f->store, &query, keep_values, &text, &f->error));
    query.filters = last;
    assert_ok(f, mpt_store_list(f->store, &query, keep_values, &text, &f->error));
    assert_text(mpt_text_get(&text), "AUD 5000000.00|hydrogen:60%|AUD 5000000.00|solution:electrolysis|1|One\nTwo|4|"
                                     "AUD 1000000.00|-|-|-|-|-|-|");
}

/* --- Queries and facts -------------------------------------------------------------------------------------------- */

static void test_a_cursor(void **state)
{
    struct fixture *f = *state;
    struct mpt_cursor *cursor;
    const struct mpt_param params[] = {{.name = "text", .text = "hello"},
                                       {.name = "number", .number = 1.5, .is_number = true},
                                       {.name = "nothing", .text = NULL},
                                       {.name = "unasked", .text = "x"}};
    assert_ok(f, mpt_cursor_open(f->store, "mine",
                                 "SELECT $text AS a, $number AS b, $nothing AS c, $unset AS d, 7 AS e;\n", params,
                                 COUNT(params), &cursor, &f->error));
    assert_true(mpt_cursor_next(cursor));
    assert_text(mpt_cursor_text(cursor, "a"), "hello");
    assert_true(mpt_cursor_number(cursor, "b") == 1.5);
    assert_true(mpt_cursor_is_null(cursor, "c") && mpt_cursor_is_null(cursor, "d"));
    assert_null(mpt_cursor_text(cursor, "c"));
    assert_int_equal(mpt_cursor_integer(cursor, "e"), 7);
    assert_int_equal(mpt_cursor_column_count(cursor), 5);
    assert_text(mpt_cursor_column_name(cursor, 4), "e");
    assert_text(mpt_cursor_column_text(cursor, 4), "7");
    assert_int_equal(mpt_cursor_column(cursor, "e"), 4);
    assert_int_equal(mpt_cursor_column(cursor, "z"), -1);
    assert_false(mpt_cursor_next(cursor));
    assert_ok(f, mpt_cursor_close(cursor, &f->error));
    assert_ok(f, mpt_cursor_close(NULL, &f->error));
    assert_ok(f,
              mpt_cursor_open(f->store, "mine", "SELECT abs(-9223372036854775808) AS a", NULL, 0, &cursor, &f->error));
    assert_false(mpt_cursor_next(cursor));
    assert_refused(f, mpt_cursor_close(cursor, &f->error), MPT_DATABASE, "mine failed (integer overflow)");
}

static void assert_no_query(struct fixture *f, const char *sql, const char *message)
{
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(f->store, "rule", sql, NULL, 0, &cursor, &f->error);
    if (!status) {
        mpt_cursor_close(cursor, &f->error);
    }
    assert_refused_about(f, status, MPT_BAD_INPUT, message, sql);
    assert_null(cursor);
}

static void test_a_query_only_reads(void **state)
{
    struct fixture *f = *state;
    static const char *const writing[] = {"DELETE FROM mission",
                                          "INSERT INTO setting VALUES ('a', 'b')",
                                          "SELECT 1; DELETE FROM mission",
                                          "SELECT 1; SELECT 2",
                                          "WITH a AS (SELECT 1) UPDATE mission SET title = 'x'",
                                          "CREATE TABLE a (b)",
                                          "DROP TABLE mission",
                                          "PRAGMA user_version = 3",
                                          "VACUUM INTO '/tmp/h6-never'",
                                          "",
                                          "-- nothing"};
    for (size_t i = 0; i < COUNT(writing); i++) {
        assert_no_query(f, writing[i], "rule: must be one SELECT that only reads");
    }
    assert_no_query(f, "SELECT absent FROM mission", "rule: no such column: absent");
    assert_no_query(f, "SELEC 1", "syntax error");
}

/* Neither a transaction's end nor another file nor a switch of the connection is a SELECT. */
static void test_a_query_is_a_select(void **state)
{
    struct fixture *f = *state;
    static const char *const others[] = {"ROLLBACK", "BEGIN", "PRAGMA query_only = OFF", "PRAGMA foreign_keys = OFF",
                                         "ATTACH ':memory:' AS other"};
    for (size_t i = 0; i < COUNT(others); i++) {
        assert_no_query(f, others[i], "rule: must be one SELECT that only reads");
    }
}

static void make_facts(struct fixture *f, double score)
{
    struct mpt_fact facts[12] = {{.text = "a"}, {.text = "b"}, {.number = score}, {.number = NAN}};
    assert_ok(f, mpt_facts_begin(f->store, "target_progress", &f->error));
    assert_ok(f, mpt_facts_add(f->store, facts, COUNT(facts), &f->error));
    facts[0].text = "c";
    assert_ok(f, mpt_facts_add(f->store, facts, COUNT(facts), &f->error));
    assert_ok(f, mpt_facts_end(f->store, &f->error));
}

static void test_facts(void **state)
{
    struct fixture *f = *state;
    struct mpt_cursor *cursor;
    add(f, "mission", "title", "M", NULL);
    reopen(f, MPT_STORE_READ);
    make_facts(f, 0.25);
    make_facts(f, 0.5); /* anew, not beside the first */
    assert_ok(
        f, mpt_cursor_open(f->store, "f",
                           "SELECT count(*) AS n, min(pace) AS least, max(latest_on) AS none FROM temp.target_progress",
                           NULL, 0, &cursor, &f->error));
    assert_true(mpt_cursor_next(cursor));
    assert_int_equal(mpt_cursor_integer(cursor, "n"), 2);
    assert_true(mpt_cursor_number(cursor, "least") == 0.5);
    assert_true(mpt_cursor_is_null(cursor, "none"));
    assert_ok(f, mpt_cursor_close(cursor, &f->error));
    assert_refused(f, mpt_store_set(f->store, "demo", "1", &f->error), MPT_DATABASE, "cannot be written");
}

/* Computing facts does not turn a writer into a reader. */
static void test_facts_and_then_writing(void **state)
{
    struct fixture *f = *state;
    make_facts(f, 0.5);
    assert_text(add(f, "mission", "title", "M", NULL), "m");
}

/* --- Health ------------------------------------------------------------------------------------------------------- */

static void keep_finding(void *context, const char *message)
{
    struct mpt_text *text = context;
    mpt_text_print(text, "%s%s", text->len ? "\n" : "", message);
}

static size_t doctor(struct fixture *f, struct mpt_text *findings)
{
    size_t count;
    assert_ok(f, mpt_store_doctor(f->store, keep_finding, findings, &count, &f->error));
    assert_int_equal(count > 0, findings->len > 0);
    return count;
}

/* Breaks the healthy file by `sql`, with SQLite's own checks off, and looks for the finding. */
static void assert_found_broken(struct fixture *f, const char *sql, const char *finding)
{
    struct mpt_text findings = mpt_text_init(f->arena);
    doctor(f, &findings);
    assert_text(mpt_text_get(&findings), "");
    mpt_store_close(f->store);
    f->store = NULL;
    sqlite3 *db = raw_open(path_of(f, "p.mpt"));
    raw_run(db, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
    raw_run(db, sql);
    sqlite3_close(db);
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &f->store, &f->error));
    doctor(f, &findings);
    assert_contains(mpt_text_get(&findings), finding);
}

static void test_a_broken_reference(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    assert_found_broken(f, "UPDATE funding SET project = 'nowhere' WHERE code = 'f2'",
                        "reference that leads nowhere (table, row, to): funding");
}

static void test_a_lost_change(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    assert_found_broken(f, "DELETE FROM change WHERE kind = 'target'",
                        "target without the change record that added it: t");
}

static void test_a_lost_entry(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    assert_found_broken(f, "DELETE FROM entry WHERE id = 1", "change record without its entry: 1");
}

static void test_an_empty_entry(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    assert_found_broken(f, "INSERT INTO entry VALUES (77, 'a', 'b', 'c', NULL)", "entry without a change record: 77");
}

static void test_shares_over_a_hundred(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    assert_found_broken(f, "UPDATE project_mission SET share = 70", "shares of mission over 100 % together: p");
}

static void test_a_project_missing_from_the_index(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    assert_found_broken(f, "DELETE FROM search_docsize WHERE id = (SELECT id FROM project)",
                        "not in the search index (mpt doctor --repair search): p");
}

static void test_a_mission_missing_from_the_index(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    assert_found_broken(f, "DELETE FROM search_docsize WHERE id = (SELECT id FROM mission WHERE code = 'm')",
                        "not in the search index (mpt doctor --repair search): m");
}

/* The index finds a word in a record that does not exist. */
static void test_a_record_too_many_in_the_index(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    assert_found_broken(f, "INSERT INTO search (rowid, text) VALUES (9999, 'ghost')", "search index");
}

/* A currency nobody knows makes an amount vanish from every page. */
static void test_an_amount_without_a_currency(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    assert_found_broken(f, "UPDATE funding SET amount_currency = 'ZZZ' WHERE code = 'f1'", "f1");
}

static void test_damaged_pages(void **state)
{
    struct fixture *f = *state;
    make_referred(f);
    mpt_store_close(f->store);
    f->store = NULL;
    size_t len, count = 0;
    const char *whole = read_whole(f, path_of(f, "p.mpt"), &len);
    char *bytes = mpt_arena_copy_len(f->arena, whole, len);
    assert_true(len > 40960);
    memset(bytes + 8192, 0x5a, 20000); /* the first page, with the header, stays */
    write_whole(path_of(f, "p.mpt"), bytes, len);
    struct mpt_text findings = mpt_text_init(f->arena);
    enum mpt_status status = mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &f->store, &f->error);
    status = status ? status : mpt_store_doctor(f->store, keep_finding, &findings, &count, &f->error);
    assert_true(status == MPT_DATABASE || (status == MPT_OK && count > 0));
}

/* --- Many operations ---------------------------------------------------------------------------------------------- */

/* The full-text index has every record of a searched kind and no other. */
static void assert_index_complete(struct fixture *f)
{
    struct mpt_text ids = mpt_text_init(f->arena);
    for (size_t i = 0; i < mpt_kind_count; i++) {
        const struct mpt_field *title = mpt_field_find(mpt_kinds[i], "title");
        if (title && title->flags & MPT_SEARCHED) {
            mpt_text_print(&ids, "%sSELECT id FROM %s", ids.len ? " UNION ALL " : "", mpt_kinds[i]->table);
        }
    }
    const char *sql = mpt_text_get(&ids);
    assert_text(rows(f, mpt_arena_print(f->arena, "SELECT id FROM search_docsize EXCEPT SELECT id FROM (%s)", sql)),
                "");
    assert_text(rows(f, mpt_arena_print(f->arena, "SELECT id FROM (%s) EXCEPT SELECT id FROM search_docsize", sql)),
                "");
    sqlite3 *db = raw_open(mpt_store_path(f->store));
    raw_run(db, "INSERT INTO search (search) VALUES ('integrity-check')");
    sqlite3_close(db);
}

static void test_two_thousand_operations(void **state)
{
    struct fixture *f = *state;
    struct mpt_text findings = mpt_text_init(f->arena);
    uint32_t seed = 20240707;
    size_t done = 0;
    for (size_t i = 0; i < 2000; i++) {
        done += any_operation(f, &seed);
    }
    assert_true(done > 1000); /* most of them were carried out, or this would test nothing */
    assert_true(number(f, "SELECT count(*) FROM change WHERE action = 'removed'") > 50);
    assert_true(number(f, "SELECT count(*) FROM change WHERE action = 'changed'") > 300);
    doctor(f, &findings);
    assert_text(mpt_text_get(&findings), "");
    assert_index_complete(f);
    /* No change is without effect: a field's value before is never the one after it. */
    assert_text(rows(f, "SELECT a.id FROM change a JOIN change b ON b.id = (SELECT min(n.id) FROM change n "
                        "WHERE n.kind = a.kind AND n.code = a.code AND n.field = a.field AND n.id > a.id) "
                        "WHERE a.action = 'changed' AND a.before IS b.before AND a.field <> 'code'"),
                "");
}

/* A common word is counted when words are, a rare one whenever it is asked. */
static void test_words_are_counted(void **state)
{
    enum { PROJECTS = 12 };
    struct fixture *f = *state;
    begin(f);
    for (int i = 0; i < PROJECTS; i++) {
        struct mpt_record made = record(f, "project", "title", i ? "Kelp" : "Kelp and eels", NULL);
        assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
    }
    assert_ok(f, mpt_search_recount(f->store, &f->error));
    commit(f);
    add(f, "project", "title", "Kelp and eels", NULL);
    assert_true(mpt_search_is_ready(f->store));
    assert_int_equal(mpt_search_count(f->store, "kelp"), PROJECTS);
    assert_int_equal(mpt_search_count(f->store, "eels"), 2);
    assert_int_equal(mpt_search_count(f->store, "weirs"), 0);
    begin(f);
    assert_ok(f, mpt_search_recount(f->store, &f->error));
    commit(f);
    assert_int_equal(mpt_search_count(f->store, "kelp"), PROJECTS + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_a_new_file),
        WITH_STORE(test_a_reader_writes_nothing),
        WITH_FOLDER(test_what_is_no_portfolio),
        WITH_FOLDER(test_a_newer_version),
        WITH_FOLDER(test_an_older_version_is_upgraded),
        WITH_FOLDER(test_an_older_version_is_not_upgraded_over_its_copy),
        WITH_FOLDER(test_an_older_version_is_upgraded_by_a_reader),
        WITH_FOLDER(test_an_upgraded_file_is_healthy),
        WITH_STORE(test_adding_leaves_one_change),
        WITH_STORE(test_editing_leaves_one_change_a_field),
        WITH_STORE(test_editing_nothing_leaves_no_entry),
        WITH_STORE(test_numbers_come_back_as_they_were_typed),
        WITH_STORE(test_removing_leaves_the_whole_record),
        WITH_STORE(test_rolling_back_leaves_nothing),
        WITH_STORE(test_codes_are_made_unique),
        WITH_STORE(test_long_codes_stay_codes),
        WITH_STORE(test_many_tags_on_a_long_code),
        WITH_STORE(test_said_once),
        WITH_STORE(test_what_an_entry_has_done),
        WITH_STORE(test_settled),
        WITH_STORE(test_what_cannot_be_added),
        WITH_STORE(test_references_that_are_checked_later),
        WITH_STORE(test_a_new_code),
        WITH_STORE(test_the_code_cannot_be_emptied),
        WITH_STORE(test_where_it_comes_from),
        WITH_STORE(test_settings),
        WITH_STORE(test_removing_what_is_referred_to),
        WITH_STORE(test_removing_with_all_that_depends_on_it),
        WITH_STORE(test_tags_do_not_hold_a_record),
        WITH_STORE(test_removing_what_refers_to_itself),
        WITH_STORE(test_tags),
        WITH_STORE(test_codes_typed_in_part),
        WITH_STORE(test_codes_of_any_kind),
        WITH_STORE(test_only_the_kinds_asked_for),
        WITH_STORE(test_full_text),
        WITH_STORE(test_full_text_follows),
        WITH_STORE(test_filters_by_type),
        WITH_STORE(test_filters_that_make_no_sense),
        WITH_STORE(test_filters_take_letters_as_they_are),
        WITH_STORE(test_unequal_takes_in_what_is_unset),
        WITH_STORE(test_order),
        WITH_STORE(test_order_of_money_that_is_not_shown),
        WITH_STORE(test_order_by_what_is_computed_and_not_shown),
        WITH_STORE(test_rows),
        WITH_STORE(test_a_cursor),
        WITH_STORE(test_a_query_only_reads),
        WITH_STORE(test_a_query_is_a_select),
        WITH_STORE(test_facts),
        WITH_STORE(test_facts_and_then_writing),
        WITH_STORE(test_a_broken_reference),
        WITH_STORE(test_a_lost_change),
        WITH_STORE(test_a_lost_entry),
        WITH_STORE(test_an_empty_entry),
        WITH_STORE(test_shares_over_a_hundred),
        WITH_STORE(test_a_project_missing_from_the_index),
        WITH_STORE(test_a_mission_missing_from_the_index),
        WITH_STORE(test_a_record_too_many_in_the_index),
        WITH_STORE(test_an_amount_without_a_currency),
        WITH_STORE(test_damaged_pages),
        WITH_STORE(test_two_thousand_operations),
        WITH_STORE(test_words_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
