/* The history put to use: taking entries back, the portfolio as it was, what differs since, days and upgraded files. */
#include "operations.h"

#include "mpt/asset.h"
#include "mpt/json.h"

/* --- Seeing whether two portfolios are the same ------------------------------------------------------------------- */

static void add_rows(struct mpt_store *store, struct mpt_text *text, const char *sql, struct fixture *f)
{
    struct mpt_cursor *cursor;
    assert_ok(f, mpt_cursor_open(store, "state", sql, NULL, 0, &cursor, &f->error));
    while (mpt_cursor_next(cursor)) {
        for (int i = 0; i < mpt_cursor_column_count(cursor); i++) {
            const char *value = mpt_cursor_column_text(cursor, i);
            mpt_text_print(text, "%s%s", i ? "|" : "", value ? value : "-");
        }
        mpt_text_add(text, "\n");
    }
    assert_ok(f, mpt_cursor_close(cursor, &f->error));
}

/* All records, with their numbers, and the settings: every table but those of the history and what is computed. */
static const char *state_of(struct fixture *f, struct mpt_store *store)
{
    struct mpt_text names = mpt_text_init(f->arena), text = mpt_text_init(f->arena);
    add_rows(store, &names,
             "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT IN ('change', 'entry') "
             "AND name NOT LIKE 'search%' AND name NOT LIKE 'duplicate%' AND name NOT LIKE 'sqlite%' ORDER BY name",
             f);
    const char *list = mpt_text_get(&names);
    for (const char *name; (name = mpt_value_next(&list, false, f->arena, NULL));) {
        mpt_text_print(&text, "%s:\n", name);
        add_rows(store, &text, mpt_arena_print(f->arena, "SELECT * FROM %s ORDER BY 1, 2", name), f);
    }
    return mpt_text_get(&text);
}

static const char *now(struct fixture *f)
{
    return state_of(f, f->store);
}

/* The same of a private copy taken back to an entry. */
static struct mpt_store *open_as_of(struct fixture *f, int64_t entry)
{
    struct mpt_store *past;
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &past, &f->error));
    assert_ok(f, mpt_store_as_of(past, entry, &f->error));
    return past;
}

static const char *as_of(struct fixture *f, int64_t entry)
{
    struct mpt_store *past = open_as_of(f, entry);
    const char *state = state_of(f, past);
    mpt_store_close(past);
    return state;
}

static int64_t last(struct fixture *f)
{
    return mpt_store_revision(f->store);
}

/* --- Taking back -------------------------------------------------------------------------------------------------- */

static void undo_at(struct fixture *f, int64_t entry, const char *file, int line)
{
    begin(f);
    ok_at(f, mpt_store_undo(f->store, entry, f->arena, &f->error), file, line);
    ok_at(f, mpt_store_commit(f->store, &f->error), file, line);
}
#define undo(f, entry) undo_at(f, entry, __FILE__, __LINE__)

/* Refused with that piece in the message, and nothing was changed. */
static void undo_refused_at(struct fixture *f, int64_t entry, const char *piece, const char *file, int line)
{
    const char *before = now(f);
    int64_t entries = last(f);
    begin(f);
    enum mpt_status status = mpt_store_undo(f->store, entry, f->arena, &f->error);
    refused_at(f, status, MPT_BAD_INPUT, piece, "undo", file, line);
    mpt_store_rollback(f->store);
    text_at(now(f), before, file, line);
    assert_int_equal(last(f), entries);
}
#define undo_refused(f, entry, piece) undo_refused_at(f, entry, piece, __FILE__, __LINE__)

/* The message of the last refusal. */
#define assert_said(f, piece) assert_contains((f)->error.message, piece)
#define assert_not_said(f, piece) assert_not_contains((f)->error.message, piece)

/* Takes the last entry back and brings it again: both ways the portfolio is as it was. */
static void assert_there_and_back(struct fixture *f, const char *before, const char *about)
{
    int64_t entry = last(f);
    const char *after = now(f);
    if (strcmp(before, after) == 0) {
        WRONG("%s: changed nothing", about);
    }
    undo(f, entry);
    if (strcmp(now(f), before) != 0) {
        WRONG("%s: taken back, it is\n%s\nnot\n%s", about, now(f), before);
    }
    undo(f, entry + 1);
    if (strcmp(now(f), after) != 0) {
        WRONG("%s: brought back, it is\n%s\nnot\n%s", about, now(f), after);
    }
}

/* A record of every kind, by random additions; those refused are tried again. */
static void add_one_of_each(struct fixture *f, uint32_t *seed)
{
    for (size_t i = 0; i < 2 * mpt_kind_count; i++) { /* the second time, all that they refer to is there */
        const struct mpt_kind *kind = mpt_kinds[i % mpt_kind_count];
        enum mpt_status status = MPT_BAD_INPUT;
        for (int tries = 0; status && tries < 500; tries++) {
            begin(f);
            status = any_addition(f, kind, seed, f->arena);
            if (status) {
                mpt_store_rollback(f->store);
            } else {
                commit(f);
            }
        }
        if (status && i >= mpt_kind_count) {
            WRONG("no %s could be added: %s", kind->name, f->error.message);
        }
    }
}

/* Sets one field of some record of the kind anew, in the open entry; false when no value that differs is allowed. */
static bool change_field(struct fixture *f, const struct mpt_kind *kind, const struct mpt_field *field, uint32_t *seed)
{
    for (int tries = 0; tries < 300; tries++) {
        struct mpt_record found;
        size_t changed = 0;
        const char *code = any_code(f, kind->name, seed, f->arena);
        assert_ok(f, mpt_store_get(f->store, kind, code, f->arena, &found, &f->error));
        set_any(f, &found, field, seed, f->arena);
        if (mpt_store_edit(f->store, code, &found, false, f->arena, &changed, &f->error) == MPT_OK && changed) {
            return true;
        }
    }
    return false;
}

/* An entry a kind, in which each field of it was changed. */
static void test_every_field_of_every_kind(void **state)
{
    struct fixture *f = *state;
    uint32_t seed = 4711;
    size_t fields = 0;
    add_one_of_each(f, &seed);
    const char *start = now(f);
    int64_t first = last(f);
    for (size_t k = 0; k < mpt_kind_count; k++) {
        begin(f);
        for (size_t i = 0; i < mpt_kinds[k]->field_count; i++) {
            const struct mpt_field *field = &mpt_kinds[k]->fields[i];
            if (!(field->flags & MPT_DERIVED) && !change_field(f, mpt_kinds[k], field, &seed)) {
                WRONG("%s.%s cannot be changed: %s", mpt_kinds[k]->name, field->name, f->error.message);
            }
            fields += !(field->flags & (MPT_DERIVED | MPT_THROUGH));
        }
        commit(f);
    }
    const char *end = now(f);
    int64_t entries = last(f) - first;
    assert_int_equal(entries, mpt_kind_count);
    assert_int_equal(number(f, mpt_arena_print(f->arena,
                                               "SELECT count(DISTINCT kind || '.' || field) FROM change "
                                               "WHERE action = 'changed' AND entry > %lld",
                                               (long long)first)),
                     fields);
    /* Backwards, one by one; again; and as of before the first of them. */
    assert_text(as_of(f, first), start);
    for (int64_t entry = first + entries; entry > first; entry--) {
        undo(f, entry);
        assert_text(now(f), as_of(f, entry - 1));
    }
    assert_text(now(f), start);
    for (int64_t entry = first + 2 * entries; entry > first + entries; entry--) {
        undo(f, entry);
    }
    assert_text(now(f), end);
}

/* One entry renames a record, then takes away a reference that bore the new name. */
static void test_a_reference_taken_away_after_a_rename(void **state)
{
    struct fixture *f = *state;
    add(f, "portfolio", "code", "coast", "title", "Coast", NULL);
    add(f, "mission", "code", "port", "title", "Port", "portfolio", "coast", NULL);
    const char *start = now(f);
    begin(f);
    struct mpt_record portfolio = get(f, "portfolio", "coast");
    portfolio.values[0] = "shore";
    assert_ok(f, mpt_store_edit(f->store, "coast", &portfolio, false, f->arena, NULL, &f->error));
    struct mpt_record mission = get(f, "mission", "port");
    mission.values[mpt_field_index(mission.kind, "portfolio")] = NULL;
    assert_ok(f, mpt_store_edit(f->store, "port", &mission, false, f->arena, NULL, &f->error));
    commit(f);
    assert_there_and_back(f, start, "a rename and a reference");
}

static void test_references_with_shares(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "Hydrogen", NULL);
    add(f, "mission", "title", "Drought", NULL);
    add(f, "mission", "title", "Protein", NULL);
    add(f, "project", "title", "P", "mission", "protein:12.5%", "mission", "hydrogen", "mission", "drought:60%", NULL);
    const char *before = now(f);
    edit(f, "project", "p", "mission", "drought:60%", "mission", "protein:12.5%", NULL); /* one less, another order */
    assert_there_and_back(f, before, "shares");
    undo(f, last(f));
    assert_text(value_of(f, "project", "p", "mission"), "protein:12.5%\nhydrogen\ndrought:60%");
    edit(f, "project", "p", "mission", "", NULL);
    assert_text(value_of(f, "project", "p", "mission"), NULL);
    undo(f, last(f));
    assert_text(now(f), before);
}

static void test_tags_and_who_put_them_there(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "title", "P", "tag", "topic:water", NULL);
    const char *bare = now(f);
    edit(f, "tagging", "p.topic:water", "tagged_by", "anna", "confidence", "high", NULL);
    const char *before = now(f);
    edit(f, "project", "p", "tag", "topic:fire", "tag", "topic:air", "title", "Q", NULL);
    assert_there_and_back(f, before, "tags");
    undo(f, last(f));
    assert_text(value_of(f, "tagging", "p.topic:water", "tagged_by"), "anna");
    assert_text(value_of(f, "project", "p", "title"), "P");
    assert_text(now(f), before);
    undo(f, 2);
    assert_text(now(f), bare);
    undo(f, 1); /* the project goes with the tag, the facet and the tagging that came with it */
    assert_text(now(f), as_of(f, 0));
}

static void test_tags_are_taken_back_from_a_renamed_project(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "title", "P", NULL);
    edit(f, "project", "p", "tag", "topic:water", NULL);
    edit(f, "project", "p", "code", "q", NULL);
    undo(f, 2);
    assert_text(value_of(f, "project", "q", "tag"), NULL);
    undo(f, 1 + last(f) - 1); /* the undo */
    assert_text(value_of(f, "project", "q", "tag"), "topic:water");
}

static void test_settings(void **state)
{
    struct fixture *f = *state;
    const char *const values[] = {"1", "0", NULL, "1"};
    for (size_t i = 0; i < COUNT(values); i++) {
        begin(f);
        assert_ok(f, mpt_store_set(f->store, "demo", values[i], &f->error));
        commit(f);
    }
    for (int64_t entry = 4; entry > 0; entry--) {
        assert_text(mpt_store_setting(f->store, "demo", f->arena), values[entry - 1]);
        undo(f, entry);
    }
    assert_text(mpt_store_setting(f->store, "demo", f->arena), NULL);
    assert_text(as_of(f, 2), as_of(f, 6)); /* as of the second entry, and two taken back */
}

/* --- Codes that change -------------------------------------------------------------------------------------------- */

static void test_renamed_before_and_after(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "Hydrogen", NULL);                     /* 1 */
    add(f, "project", "title", "P", "mission", "hydrogen:60%", NULL); /* 2 */
    edit(f, "mission", "hydrogen", "code", "h2", NULL);               /* 3 */
    edit(f, "mission", "h2", "owner", "Anna", NULL);                  /* 4 */
    edit(f, "project", "p", "code", "q", NULL);                       /* 5 */
    add(f, "project", "title", "Later", "mission", "h2", NULL);       /* 6 */
    undo(f, 4);                                                       /* a record renamed before its change */
    assert_text(value_of(f, "mission", "h2", "owner"), NULL);
    undo(f, 3); /* a rename; what referred to the new code, also since, goes along */
    assert_text(value_of(f, "project", "q", "mission"), "hydrogen:60%");
    assert_text(value_of(f, "project", "later", "mission"), "hydrogen");
    undo_refused(f, 2, "project q, code");
    undo(f, 5);
    undo(f, 2);
    assert_false(mpt_store_exists(f->store, kind_of("project"), "p"));
    assert_int_equal(mpt_store_number(f->store, kind_of("mission"), "hydrogen"), 1);
}

/* A rename in between: the value to be put back names a record by the code it had. */
static void test_a_reference_to_what_was_renamed_since(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "Hydrogen", NULL);
    add(f, "mission", "title", "Drought", NULL);
    add(f, "project", "title", "P", "mission", "hydrogen", NULL);
    edit(f, "project", "p", "mission", "drought", NULL);
    edit(f, "mission", "hydrogen", "code", "h2", NULL);
    undo_refused(f, 4, "mission");
    assert_said(f, "entry 5");
    assert_not_said(f, "entry 4 (");
    undo(f, 5);
    undo(f, 4);
    assert_text(value_of(f, "project", "p", "mission"), "hydrogen");
}

/* The code went to another record meanwhile; that one must not be taken for it. */
static void test_a_reference_to_another_under_the_old_code(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "Hydrogen", NULL);
    add(f, "project", "title", "P", "mission", "hydrogen", NULL);
    edit(f, "project", "p", "mission", "", NULL);
    edit(f, "mission", "hydrogen", "code", "h2", NULL);
    add(f, "mission", "title", "Hydrogen", NULL);
    undo_refused(f, 3, "entry 4");
}

static void test_added_again_under_the_same_code(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "Hydrogen", "code", "h", NULL);
    take_away(f, "mission", "h", false);
    add(f, "mission", "title", "Helium", "code", "h", NULL);
    undo_refused(f, 2, "there is another mission 'h' by now");
    edit(f, "mission", "h", "code", "he", NULL);
    undo(f, 2); /* now there is room */
    assert_text(value_of(f, "mission", "h", "title"), "Hydrogen");
    assert_text(value_of(f, "mission", "he", "title"), "Helium");
    assert_int_equal(mpt_store_number(f->store, kind_of("mission"), "h"), 1);
    assert_int_equal(mpt_store_number(f->store, kind_of("mission"), "he"), 3);
    undo_refused(f, 4, "there is a mission 'h' already");
}

static void test_renamed_to_a_code_that_is_taken(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "A", NULL);
    edit(f, "mission", "a", "code", "b", NULL);
    add(f, "mission", "title", "A", NULL);
    undo_refused(f, 2, "there is a mission 'a' already");
}

/* --- Removal ------------------------------------------------------------------------------------------------------ */

static void test_a_deep_tree(void **state)
{
    struct fixture *f = *state;
    add(f, "portfolio", "title", "All", NULL);
    add(f, "stakeholder", "title", "Org", NULL);
    add(f, "mission", "title", "M", "portfolio", "all", NULL);
    add(f, "mission", "title", "N", NULL);
    add(f, "target", "title", "T", "mission", "m", NULL);
    add(f, "measurement", "target", "t", "value", "4.5", "measured_on", "2024-01", NULL);
    add(f, "step", "title", "S", "mission", "m", NULL);
    add(f, "step", "title", "S2", "mission", "m", "depends_on", "s", NULL);
    add(f, "project", "title", "P", "mission", "m:50%", "mission", "n:50%", "tag", "topic:x", NULL);
    add(f, "participation", "stakeholder", "org", "mission", "m", "role", "deliver", NULL);
    add(f, "decision", "title", "D", "mission", "m", "status", "needed", "decision_kind", "continue", "holds_step", "s",
        NULL);
    add(f, "rating", "mission", "m", "colour", "green", "rated_on", "2024-01-01", "reason", "well", NULL);
    const char *before = now(f);
    int64_t entry = last(f) + 1;
    take_away(f, "mission", "m", true);
    assert_true(number(f, mpt_arena_print(f->arena,
                                          "SELECT count(*) FROM change WHERE entry = %lld AND "
                                          "action = 'removed'",
                                          (long long)entry)) >= 5);
    assert_there_and_back(f, before, "a tree");
    undo(f, last(f));
    assert_text(now(f), before);
    assert_text(value_of(f, "project", "p", "mission"), "m:50%\nn:50%");
    /* Of the tree that came back, a part can be removed and brought back again. */
    take_away(f, "target", "t", true);
    assert_there_and_back(f, before, "a branch");
}

static void test_numbers_stay(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "M", NULL);
    add(f, "project", "title", "P", "mission", "m", NULL);
    for (int i = 0; i < 3; i++) {
        int64_t entry = last(f) + 1;
        take_away(f, "mission", "m", true);
        assert_int_equal(mpt_store_number(f->store, kind_of("mission"), "m"), 0);
        assert_null(mpt_store_code(f->store, kind_of("mission"), 1, f->arena));
        undo(f, entry);
        assert_int_equal(mpt_store_number(f->store, kind_of("mission"), "m"), 1);
        edit(f, "mission", "m", "title", i % 2 ? "M" : "MM", NULL);
    }
    edit(f, "mission", "m", "code", "renamed", NULL);
    assert_text(mpt_store_code(f->store, kind_of("mission"), 1, f->arena), "renamed");
    /* All that was written of it bears its number. */
    assert_text(rows(f, "SELECT DISTINCT coalesce(record, id) FROM change WHERE kind = 'mission'"), "1");
}

/* --- Undo of undo ------------------------------------------------------------------------------------------------- */

static void test_an_undo_is_taken_back(void **state)
{
    struct fixture *f = *state;
    struct mpt_entry entry;
    int64_t standing;
    add(f, "mission", "title", "M", NULL);          /* 1 */
    edit(f, "mission", "m", "owner", "Anna", NULL); /* 2 */
    for (int64_t i = 2; i < 8; i++) {               /* 3 takes back 2, 4 takes back 3, ... */
        undo(f, i);
        assert_text(value_of(f, "mission", "m", "owner"), i % 2 ? "Anna" : NULL);
        assert_ok(f, mpt_entry_get(f->store, 2, f->arena, &entry, &f->error));
        assert_int_equal(entry.undone_by, i % 2 ? 0 : 3);
        assert_ok(f, mpt_entry_get(f->store, i + 1, f->arena, &entry, &f->error));
        assert_int_equal(entry.undoes, i);
        assert_int_equal(entry.undone_by, 0);
        assert_ok(f, mpt_entry_last_standing(f->store, &standing, &f->error));
        assert_int_equal(standing, i % 2 ? 2 : 1);
    }
    undo_refused(f, 7, "entry 7 was taken back already, by entry 8; `mpt undo 8` brings it back");
}

static void test_twice_is_refused(void **state)
{
    struct fixture *f = *state;
    int64_t standing;
    add(f, "mission", "title", "M", NULL);
    undo(f, 1);
    undo_refused(f, 1, "entry 1 was taken back already, by entry 2; `mpt undo 2` brings it back");
    assert_ok(f, mpt_entry_last_standing(f->store, &standing, &f->error));
    assert_int_equal(standing, 0);
    undo(f, 2);
    undo(f, 1); /* it stood again */
    undo_refused(f, 1, "by entry 4");
}

static void test_no_such_entry(void **state)
{
    struct fixture *f = *state;
    struct mpt_entry entry;
    undo_refused(f, 1, "there is no entry 1; the history ends with 0");
    add(f, "mission", "title", "M", NULL);
    undo_refused(f, 2, "there is no entry 2; the history ends with 1");
    undo_refused(f, 0, "there is no entry 0");
    undo_refused(f, -1, "there is no entry -1");
    undo_refused(f, INT64_MAX, "there is no entry 9223372036854775807");
    assert_refused(f, mpt_entry_get(f->store, 7, f->arena, &entry, &f->error), MPT_BAD_INPUT, "there is no entry 7");
}

/* --- Conflicts ---------------------------------------------------------------------------------------------------- */

static size_t count_of(const char *text, const char *piece)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, piece)); at++) {
        count++;
    }
    return count;
}

static void test_what_builds_on_it_is_named(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "M", NULL);
    edit(f, "mission", "m", "owner", "Anna", "statement", "One", "place", "So", NULL); /* 2 */
    edit(f, "mission", "m", "title", "N", NULL);                                       /* 3: nothing to do with 2 */
    edit(f, "mission", "m", "owner", "Bo", "statement", "Two", "place", "Thus", NULL); /* 4 */
    edit(f, "mission", "m", "owner", "Cy", NULL);                                      /* 5 */
    undo_refused(f, 2, "entry 2 cannot be taken back");
    assert_said(f, "entry 4 (");
    assert_said(f, "test: test command): mission m, ");
    assert_said(f, ", and 2 more");
    assert_int_equal(count_of(f->error.message, "entry 4 ("), 1);
    assert_not_said(f, "entry 3 (");
    assert_not_said(f, "and more entries");
    /* Newest first, as it says. */
    undo(f, 5);
    undo(f, 4);
    undo(f, 2);
    assert_text(value_of(f, "mission", "m", "owner"), NULL);
    assert_text(value_of(f, "mission", "m", "title"), "N");
}

static void test_changed_and_changed_back_is_no_conflict(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "M", NULL);
    edit(f, "mission", "m", "owner", "Anna", NULL); /* 2 */
    edit(f, "mission", "m", "owner", "Bo", NULL);
    edit(f, "mission", "m", "owner", "Anna", NULL);
    undo(f, 2);
    assert_text(value_of(f, "mission", "m", "owner"), NULL);
}

static void test_removed_since(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "M", NULL);
    edit(f, "mission", "m", "owner", "Anna", NULL);
    take_away(f, "mission", "m", false);
    undo_refused(f, 2, "entry 3 (");
    assert_said(f, "removed mission m");
    undo_refused(f, 1, "removed mission m");
    undo(f, 3);
    undo(f, 2);
}

/* Eight entries are named, and that there are more. */
static void test_many_conflicts(void **state)
{
    struct fixture *f = *state;
    struct mpt_record made[12];
    begin(f);
    for (int i = 0; i < 12; i++) {
        made[i] = record(f, "mission", "title", mpt_arena_print(f->arena, "M%02d", i), NULL);
        assert_ok(f, mpt_store_add(f->store, &made[i], false, f->arena, &f->error));
    }
    commit(f);
    for (int i = 0; i < 8; i++) {
        edit(f, "mission", mpt_arena_print(f->arena, "m%02d", i), "owner", "Anna", NULL);
    }
    undo_refused(f, 1, "entry 1 cannot be taken back");
    assert_int_equal(count_of(f->error.message, "\n  entry "), 8);
    assert_not_said(f, "and more entries");
    for (int i = 8; i < 12; i++) {
        edit(f, "mission", mpt_arena_print(f->arena, "m%02d", i), "owner", "Anna", NULL);
    }
    undo_refused(f, 1, "and more entries");
    assert_int_equal(count_of(f->error.message, "\n  entry "), 8);
}

static void test_what_refers_to_it_is_named(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "M", NULL);                     /* 1 */
    add(f, "project", "title", "P", "mission", "m:60%", NULL); /* 2 */
    add(f, "target", "title", "T", "mission", "m", NULL);      /* 3 */
    add(f, "project", "title", "Q", NULL);                     /* 4 */
    edit(f, "project", "q", "mission", "m", NULL);             /* 5 */
    undo_refused(f, 1, "project p refers to mission m by mission");
    assert_said(f, "entry 2 (");
    assert_said(f, "target t refers to mission m by mission");
    assert_said(f, "entry 3 (");
    assert_not_said(f, "entry 1 (");
    undo(f, 5);
    undo(f, 3);
    undo_refused(f, 1, "project p refers to mission m by mission");
    assert_not_said(f, "project q");
    undo(f, 2);
    undo(f, 1);
}

/* What the entry removed referred to something that is gone by now. */
static void test_what_it_removed_referred_to_is_gone(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "M", NULL);
    add(f, "target", "title", "T", "mission", "m", NULL);
    take_away(f, "target", "t", false);  /* 3 */
    take_away(f, "mission", "m", false); /* 4 */
    undo_refused(f, 3, "entry 4 (");
    undo(f, 4);
    undo(f, 3);
    assert_text(value_of(f, "target", "t", "mission"), "m");
}

/* --- As it was ---------------------------------------------------------------------------------------------------- */

static void test_as_of_every_entry(void **state)
{
    enum { ENTRIES = 90 };
    struct fixture *f = *state;
    const char *states[ENTRIES + 1] = {NULL};
    uint32_t seed = 1848;
    states[0] = now(f);
    while (last(f) < ENTRIES) {
        int64_t before = last(f);
        any_operation(f, &seed);
        states[last(f)] = now(f);
        assert_true(last(f) - before <= 1);
    }
    for (int64_t entry = 0; entry <= ENTRIES; entry++) {
        if (!states[entry] || strcmp(as_of(f, entry), states[entry]) != 0) {
            WRONG("as of entry %d it is not as it was:\n%s", (int)entry, as_of(f, entry));
        }
    }
    assert_text(as_of(f, ENTRIES + 1000), states[ENTRIES]);
    assert_text(as_of(f, INT64_MAX), states[ENTRIES]);
    /* The same by taking back, newest first; and again what was taken back. */
    for (int64_t entry = ENTRIES; entry > 0; entry--) {
        undo(f, entry);
        assert_text(now(f), states[entry - 1]);
    }
    for (int64_t entry = 2L * ENTRIES; entry > ENTRIES; entry--) {
        undo(f, entry);
        assert_text(now(f), states[2L * ENTRIES - entry + 1]);
    }
    assert_text(as_of(f, ENTRIES), states[ENTRIES]);
    assert_text(as_of(f, 2L * ENTRIES), states[0]);
}

static void test_the_past_has_its_own_history(void **state)
{
    struct fixture *f = *state;
    struct mpt_entry entry;
    add(f, "mission", "title", "M", NULL);
    edit(f, "mission", "m", "owner", "Anna", NULL);
    undo(f, 2);
    struct mpt_store *past = open_as_of(f, 2);
    assert_int_equal(mpt_store_revision(past), 2);
    assert_ok(f, mpt_entry_get(past, 2, f->arena, &entry, &f->error));
    assert_int_equal(entry.undone_by, 0); /* not yet */
    assert_refused(f, mpt_entry_get(past, 3, f->arena, &entry, &f->error), MPT_BAD_INPUT, "the history ends with 2");
    assert_refused(f, mpt_store_set(past, "demo", "1", &f->error), MPT_DATABASE, "");
    mpt_store_close(past);
    past = open_as_of(f, 0);
    assert_int_equal(mpt_store_revision(past), 0);
    mpt_store_close(past);
}

static void test_going_back_writes_nothing(void **state)
{
    struct fixture *f = *state;
    struct stat before, after;
    size_t len, len_after;
    add(f, "mission", "title", "M", NULL);
    add(f, "project", "title", "P", "mission", "m", NULL);
    take_away(f, "mission", "m", true);
    mpt_store_close(f->store);
    f->store = NULL;
    const char *path = path_of(f, "p.mpt"), *bytes = read_whole(f, path, &len);
    assert_int_equal(stat(path, &before), 0);
    for (int64_t entry = 0; entry < 5; entry++) {
        as_of(f, entry);
    }
    assert_int_equal(stat(path, &after), 0);
    const char *bytes_after = read_whole(f, path, &len_after);
    assert_int_equal(len, len_after);
    assert_memory_equal(bytes, bytes_after, len);
    assert_true(before.st_mtim.tv_sec == after.st_mtim.tv_sec && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
    /* Also in a folder and a file that cannot be written. */
    assert_int_equal(chmod(path, 0400), 0);
    assert_contains(as_of(f, 2), "p|P");
    assert_int_equal(chmod(path, 0600), 0);
}

static enum mpt_status keep_code(void *context, const char *const *values, struct mpt_error *error)
{
    (void)error;
    mpt_text_print(context, "%s ", values[0]);
    return MPT_OK;
}

static const char *search(struct fixture *f, struct mpt_store *store, const char *words)
{
    const struct mpt_kind *kind = kind_of("project");
    const struct mpt_field *const fields[] = {&kind->fields[0]};
    const struct mpt_list_query query = {
        .kind = kind, .search = words, .limit = -1, .fields = fields, .field_count = 1, .sort = "code"};
    struct mpt_text text = mpt_text_init(f->arena);
    assert_ok(f, mpt_store_list(store, &query, keep_code, &text, &f->error));
    return mpt_text_get(&text);
}

static void test_words_are_found_as_they_were(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "title", "Electrolyser bench", "code", "a", NULL);    /* 1 */
    add(f, "project", "title", "Tidal power", "code", "b", NULL);           /* 2 */
    edit(f, "project", "a", "title", "Wind farm", "alias", "Breeze", NULL); /* 3 */
    take_away(f, "project", "b", false);                                    /* 4 */
    edit(f, "project", "a", "code", "c", NULL);                             /* 5 */
    add(f, "project", "title", "Tidal mill", "code", "d", NULL);            /* 6 */
    static const struct {
        int64_t entry;
        const char *words, *found;
    } expected[] = {{0, "electrolyser OR wind OR tidal", ""},
                    {1, "electrolyser", "a "},
                    {1, "tidal", ""},
                    {2, "tidal", "b "},
                    {2, "breeze OR wind", ""},
                    {3, "breeze", "a "},
                    {3, "bench", ""},
                    {3, "tidal", "b "},
                    {4, "tidal", ""},
                    {5, "breeze", "c "},
                    {6, "tidal", "d "}};
    for (size_t i = 0; i < COUNT(expected); i++) {
        struct mpt_store *past = open_as_of(f, expected[i].entry);
        const char *found = search(f, past, expected[i].words);
        if (strcmp(found, expected[i].found) != 0) {
            WRONG("as of %d, %s: \"%s\"", (int)expected[i].entry, expected[i].words, found);
        }
        mpt_store_close(past);
    }
    undo(f, 4); /* and after taking back */
    assert_text(search(f, f->store, "tidal"), "b d ");
}

/* --- What differs ------------------------------------------------------------------------------------------------- */

static const struct mpt_difference *differences(struct fixture *f, int64_t entry, size_t *count)
{
    struct mpt_difference *list;
    assert_ok(f, mpt_store_differences(f->store, entry, f->arena, &list, count, &f->error));
    return list;
}

/* The records that differ since an entry, as lines "kind before -> after: field before -> after". */
static const char *differing(struct fixture *f, int64_t entry)
{
    struct mpt_text text = mpt_text_init(f->arena);
    size_t count;
    const struct mpt_difference *list = differences(f, entry, &count);
    for (size_t i = 0; i < count; i++) {
        const struct mpt_record *before = list[i].before, *after = list[i].after;
        mpt_text_print(&text, "%s%s#%d %s -> %s", i ? "\n" : "", list[i].kind->name, (int)list[i].number,
                       before ? before->values[0] : "none", after ? after->values[0] : "none");
        for (size_t j = 1; before && after && j < list[i].kind->field_count; j++) {
            const char *a = before->values[j], *b = after->values[j];
            if (a != b && (!a || !b || strcmp(a, b) != 0)) {
                mpt_text_print(&text, ", %s %s -> %s", list[i].kind->fields[j].name, a ? a : "-", b ? b : "-");
            }
        }
    }
    return mpt_text_get(&text);
}

static void test_what_differs(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "title", "M", "owner", "Anna", NULL);    /* 1 */
    add(f, "project", "title", "P", "mission", "m:60%", NULL); /* 2 */
    assert_text(differing(f, 2), "");
    edit(f, "mission", "m", "owner", "Bo", "ends", "2030", NULL); /* 3 */
    assert_text(differing(f, 2), "mission#1 m -> m, owner Anna -> Bo, ends - -> 2030");
    edit(f, "mission", "m", "owner", "Anna", "ends", "", NULL); /* 4: changed back is none */
    assert_text(differing(f, 2), "");
    assert_text(differing(f, 3), "mission#1 m -> m, owner Bo -> Anna, ends 2030 -> -");
    add(f, "project", "title", "Q", NULL); /* 5 */
    assert_text(differing(f, 4), "project#7 none -> q");
    take_away(f, "project", "q", false); /* 6: added and removed since is none */
    assert_text(differing(f, 4), "");
    edit(f, "mission", "m", "code", "n", NULL); /* 7: renamed is one; what refers to it is none */
    assert_text(differing(f, 6), "mission#1 m -> n");
    assert_text(differing(f, 1), "mission#1 m -> n\nproject#2 none -> p");
    take_away(f, "project", "p", false); /* 8 */
    assert_text(differing(f, 7), "project#2 p -> none");
    undo(f, 8);
    assert_text(differing(f, 7), ""); /* removed and brought back is none */
    add(f, "project", "title", "Another", "code", "p2", NULL);
    take_away(f, "project", "p", false);
    edit(f, "project", "p2", "code", "p", NULL); /* another record under the same code */
    assert_text(differing(f, 9), "project#2 p -> none\nproject#12 none -> p");
    /* The values of what is gone are those it had. */
    size_t count;
    const struct mpt_difference *list = differences(f, 9, &count);
    assert_text(mpt_record_get(list[0].before, "title"), "P");
    assert_text(mpt_record_get(list[0].before, "mission"), "n:60%");
    /* Before the first entry there was nothing; beyond the last nothing differs. */
    assert_text(differing(f, 0), "mission#1 none -> n\nproject#12 none -> p");
    assert_text(differing(f, 1000), "");
}

static void test_tags_and_settings_differ_where_they_are_kept(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "title", "P", "tag", "topic:x", NULL);
    begin(f);
    assert_ok(f, mpt_store_set(f->store, "demo", "1", &f->error));
    commit(f);
    assert_text(differing(f, 1), "");
    edit(f, "project", "p", "tag", "", NULL);
    assert_text(differing(f, 2), "tagging#4 p.topic:x -> none");
}

/* --- Days --------------------------------------------------------------------------------------------------------- */

static void add_on(struct fixture *f, const char *day, const char *title)
{
    setenv("MPT_TODAY", day, 1);
    add(f, "mission", "title", title, NULL);
    unsetenv("MPT_TODAY");
}

static int64_t on(struct fixture *f, const char *day)
{
    int64_t entry = -1;
    assert_ok(f, mpt_entry_on(f->store, day, &entry, &f->error));
    return entry;
}

static void test_entries_are_dated_by_the_day_that_is_set(void **state)
{
    struct fixture *f = *state;
    struct mpt_entry entry;
    add_on(f, "2024-07-01", "A");
    assert_ok(f, mpt_entry_get(f->store, 1, f->arena, &entry, &f->error));
    assert_int_equal(strncmp(entry.at, "2024-07-01T", 11), 0);
    assert_int_equal(strlen(entry.at), strlen("2024-07-01T12:34:56Z"));
    add(f, "mission", "title", "B", NULL); /* else by the clock */
    assert_ok(f, mpt_entry_get(f->store, 2, f->arena, &entry, &f->error));
    assert_true(strcmp(entry.at, "2025") > 0);
}

static void test_the_last_entry_of_a_day(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(on(f, "2024-07-01"), 0);
    add_on(f, "2024-07-01", "A"); /* 1 */
    add_on(f, "2024-07-01", "B"); /* 2 */
    add_on(f, "2024-07-08", "C"); /* 3 */
    assert_int_equal(on(f, "2024-06-30"), 0);
    assert_int_equal(on(f, "2024-07-01"), 2);
    assert_int_equal(on(f, "2024-07-07"), 2);
    assert_int_equal(on(f, "2024-07-08"), 3);
    assert_int_equal(on(f, "2030-01-01"), 3);
    /* The clock was set back: what was written after goes with what was written before. */
    add_on(f, "2024-07-03", "D"); /* 4 */
    assert_int_equal(on(f, "2024-07-02"), 2);
    assert_int_equal(on(f, "2024-07-03"), 4);
    assert_int_equal(on(f, "2024-07-05"), 4);
    assert_int_equal(on(f, "2024-07-08"), 4);
    /* And forward, and right again. */
    add_on(f, "2031-01-01", "E"); /* 5 */
    add_on(f, "2024-07-09", "F"); /* 6 */
    assert_int_equal(on(f, "2024-07-08"), 4);
    assert_int_equal(on(f, "2024-07-09"), 6);
    assert_int_equal(on(f, "2031-01-01"), 6);
    /* The order is that of the writing: taking back goes by it, too. */
    undo(f, 6);
    undo(f, 5);
    assert_text(rows(f, "SELECT code FROM mission ORDER BY id"), "a\nb\nc\nd");
    assert_text(as_of(f, 4), now(f));
    assert_not_contains(as_of(f, 3), "|d|");
    assert_contains(as_of(f, 6), "|f|");
}

/* --- Files of version 2 ------------------------------------------------------------------------------------------- */

/* A file as the program left it that knew versions 1 and 2, with the changes written by hand. */
static void make_version_two(struct fixture *f, const char *sql)
{
    sqlite3 *db = raw_open(path_of(f, "p.mpt"));
    raw_run(db, mpt_asset_find("sql/schema/0001_records.sql")->text);
    raw_run(db, mpt_asset_find("sql/schema/0002_search.sql")->text);
    raw_run(db, "PRAGMA user_version = 2");
    raw_run(db, sql);
    sqlite3_close(db);
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_WRITE, &f->store, &f->error));
}

static const char old_history[] =
    "INSERT INTO entry (id, at, who, command) VALUES (1, '2024-01-01T00:00:00Z', 'a', 'one'),"
    " (2, '2024-01-02T00:00:00Z', 'a', 'two'), (3, '2024-01-03T00:00:00Z', 'a', 'three'),"
    " (4, '2024-01-04T00:00:00Z', 'a', 'four'), (5, '2024-01-05T00:00:00Z', 'a', 'five');"
    "INSERT INTO change (id, entry, action, kind, code, field, before) VALUES"
    /* A mission renamed twice, changed under each name. */
    " (1, 1, 'added', 'mission', 'h', NULL, NULL),"
    " (2, 1, 'added', 'project', 'p', NULL, NULL),"
    " (3, 1, 'added', 'project', 'h', NULL, NULL)," /* another kind with the same code */
    " (4, 2, 'changed', 'mission', 'h', 'owner', NULL),"
    " (5, 2, 'changed', 'mission', 'h2', 'code', 'h'),"
    " (6, 2, 'changed', 'mission', 'h2', 'title', 'Old'),"
    " (7, 2, 'changed', 'project', 'h', 'status', NULL),"
    " (8, 3, 'changed', 'mission', 'h3', 'code', 'h2'),"
    /* Its first code goes to another mission, which is changed and renamed to the second. */
    " (9, 3, 'added', 'mission', 'h', NULL, NULL),"
    " (10, 3, 'changed', 'mission', 'h', 'owner', NULL),"
    " (11, 3, 'changed', 'mission', 'h2', 'code', 'h'),"
    /* A project removed and added again as a new record, twice. */
    " (12, 4, 'removed', 'project', 'p', NULL, '{\"code\":\"p\",\"title\":\"First\",\"status\":\"idea\"}'),"
    " (13, 4, 'added', 'project', 'p', NULL, NULL),"
    " (14, 4, 'changed', 'project', 'p', 'title', 'Second'),"
    " (15, 4, 'removed', 'project', 'p', NULL, '{\"code\":\"p\",\"title\":\"Second b\"}'),"
    " (16, 4, 'added', 'project', 'p', NULL, NULL),"
    " (17, 5, 'changed', 'project', 'p', 'status', NULL),"
    " (18, 5, 'changed', 'setting', 'demo', 'value', NULL),"
    " (19, 5, 'changed', 'mission', 'h3', 'owner', 'Anna');"
    "INSERT INTO mission (id, code, title, owner) VALUES (1, 'h3', 'New', 'Bo'), (9, 'h2', 'Other', 'Cy');"
    "INSERT INTO project (id, code, title, status) VALUES (3, 'h', 'Bench', 'idea'), (16, 'p', 'Third', 'running');"
    "INSERT INTO search (rowid, text) VALUES (1, 'New'), (9, 'Other'), (3, 'Bench'), (16, 'Third');"
    "INSERT INTO setting (name, value) VALUES ('demo', '1')";

static void test_version_two_with_a_history(void **state)
{
    struct fixture *f = *state;
    make_version_two(f, old_history);
    assert_text(
        rows(f, "SELECT id, record FROM change ORDER BY id"),
        "1|-\n2|-\n3|-\n4|1\n5|1\n6|1\n7|3\n8|1\n9|-\n10|9\n11|9\n12|2\n13|-\n14|13\n15|13\n16|-\n17|16\n18|-\n19|1");
    assert_text(rows(f, "SELECT count(*) FROM entry WHERE undoes IS NOT NULL"), "0");
    /* With that, the past and taking back work on what was written before. */
    struct mpt_store *past = open_as_of(f, 1);
    assert_text(mpt_store_code(past, kind_of("mission"), 1, f->arena), "h");
    assert_text(mpt_store_code(past, kind_of("project"), 2, f->arena), "p");
    assert_int_equal(mpt_store_number(past, kind_of("project"), "p"), 2);
    assert_null(mpt_store_code(past, kind_of("project"), 16, f->arena));
    assert_null(mpt_store_setting(past, "demo", f->arena));
    mpt_store_close(past);
    past = open_as_of(f, 3);
    assert_int_equal(mpt_store_number(past, kind_of("mission"), "h2"), 9);
    assert_int_equal(mpt_store_number(past, kind_of("mission"), "h3"), 1);
    mpt_store_close(past);
    assert_text(differing(f, 3), "mission#1 h3 -> h3, owner Anna -> Bo\nproject#2 p -> none\nproject#16 none -> p");
    undo(f, 5);
    undo(f, 4);
    assert_text(value_of(f, "project", "p", "title"), "First");
    assert_int_equal(mpt_store_number(f->store, kind_of("project"), "p"), 2);
    assert_text(value_of(f, "mission", "h3", "owner"), "Anna");
    undo(f, 3);
    undo(f, 2);
    assert_text(value_of(f, "mission", "h", "title"), "Old");
    assert_text(as_of(f, 1), now(f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_every_field_of_every_kind),
        WITH_STORE(test_a_reference_taken_away_after_a_rename),
        WITH_STORE(test_references_with_shares),
        WITH_STORE(test_tags_and_who_put_them_there),
        WITH_STORE(test_tags_are_taken_back_from_a_renamed_project),
        WITH_STORE(test_settings),
        WITH_STORE(test_renamed_before_and_after),
        WITH_STORE(test_a_reference_to_what_was_renamed_since),
        WITH_STORE(test_a_reference_to_another_under_the_old_code),
        WITH_STORE(test_added_again_under_the_same_code),
        WITH_STORE(test_renamed_to_a_code_that_is_taken),
        WITH_STORE(test_a_deep_tree),
        WITH_STORE(test_numbers_stay),
        WITH_STORE(test_an_undo_is_taken_back),
        WITH_STORE(test_twice_is_refused),
        WITH_STORE(test_no_such_entry),
        WITH_STORE(test_what_builds_on_it_is_named),
        WITH_STORE(test_changed_and_changed_back_is_no_conflict),
        WITH_STORE(test_removed_since),
        WITH_STORE(test_many_conflicts),
        WITH_STORE(test_what_refers_to_it_is_named),
        WITH_STORE(test_what_it_removed_referred_to_is_gone),
        WITH_STORE(test_as_of_every_entry),
        WITH_STORE(test_the_past_has_its_own_history),
        WITH_STORE(test_going_back_writes_nothing),
        WITH_STORE(test_words_are_found_as_they_were),
        WITH_STORE(test_what_differs),
        WITH_STORE(test_tags_and_settings_differ_where_they_are_kept),
        WITH_STORE(test_entries_are_dated_by_the_day_that_is_set),
        WITH_STORE(test_the_last_entry_of_a_day),
        WITH_FOLDER(test_version_two_with_a_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
