/* Two records made one: what holds, what moves, what is there once, that nothing is lost, and that it can be undone. */
#include "operations.h"
#include "records.h"

#include "mpt/merge.h"

static struct mpt_merge merged_at(struct fixture *f, const char *kind, const char *stays, const char *goes,
                                  const struct mpt_merge_keep *keep, size_t count, const char *file, int line)
{
    struct mpt_merge merge;
    begin(f);
    ok_at(f, mpt_store_merge(f->store, kind_of(kind), stays, goes, keep, count, f->arena, &merge, &f->error), file,
          line);
    ok_at(f, mpt_store_commit(f->store, &f->error), file, line);
    return merge;
}
#define merge(f, kind, stays, goes) merged_at(f, kind, stays, goes, NULL, 0, __FILE__, __LINE__)

static void merge_refused_at(struct fixture *f, const char *kind, const char *stays, const char *goes,
                             const char *piece, const char *file, int line)
{
    struct mpt_merge merge;
    int64_t entries = mpt_store_revision(f->store);
    begin(f);
    enum mpt_status status =
        mpt_store_merge(f->store, kind_of(kind), stays, goes, NULL, 0, f->arena, &merge, &f->error);
    refused_at(f, status, MPT_BAD_INPUT, piece, goes, file, line);
    mpt_store_rollback(f->store);
    assert_int_equal(mpt_store_revision(f->store), entries);
}
#define merge_refused(f, kind, stays, goes, piece) merge_refused_at(f, kind, stays, goes, piece, __FILE__, __LINE__)

/* The action told of a field of the record that stays: "stayed"; NULL when nothing is told. */
static const struct mpt_merge_value *told(const struct mpt_merge *merge, const char *field)
{
    for (size_t i = 0; i < merge->value_count; i++) {
        if (strcmp(merge->values[i].field->name, field) == 0) {
            return &merge->values[i];
        }
    }
    return NULL;
}

static size_t fate_count(const struct mpt_merge *merge, const char *kind, enum mpt_merge_fate fate)
{
    size_t count = 0;
    for (size_t i = 0; i < merge->referrer_count; i++) {
        count += strcmp(merge->referrers[i].kind->name, kind) == 0 && merge->referrers[i].fate == fate;
    }
    return count;
}

static const char *one_value(struct fixture *f, const char *sql)
{
    struct mpt_cursor *cursor;
    struct mpt_text text = mpt_text_init(f->arena);
    assert_ok(f, mpt_cursor_open(f->store, "rows", sql, NULL, 0, &cursor, &f->error));
    while (mpt_cursor_next(cursor)) {
        const char *value = mpt_cursor_column_text(cursor, 0);
        mpt_text_print(&text, "%s%s", text.len ? " " : "", value ? value : "-");
    }
    assert_ok(f, mpt_cursor_close(cursor, &f->error));
    return mpt_text_get(&text);
}

/* --- Fields ------------------------------------------------------------------------------------------------------- */

static void add_ferries(struct fixture *f)
{
    add(f, "mission", "code", "sea", "title", "Sea", NULL);
    add(f, "mission", "code", "air", "title", "Air", NULL);
    add(f, "mission", "code", "land", "title", "Land", NULL);
    add(f, "project", "code", "a", "title", "Electric ferry", "alias", "EF", "summary", "Runs on batteries.", "starts",
        "2019", "mission", "sea:60%", "outside_id", "nsf:1", "source", "nsf:1", NULL);
    add(f, "project", "code", "b", "title", "Battery ferry", "alias", "EF", "alias", "BF", "summary", "For fjords.",
        "starts", "2020", "ends", "2022", "mission", "sea:20%", "mission", "air:50%", "mission", "land:30%",
        "outside_id", "rcn:9", "source", "rcn:9", "pilot", "yes", NULL);
}

static void test_fields_of_both(void **state)
{
    struct fixture *f = *state;
    add_ferries(f);
    const struct mpt_merge merge = merge(f, "project", "a", "b");
    const struct mpt_record a = get(f, "project", "a");
    assert_text(mpt_record_get(&a, "title"), "Electric ferry");
    assert_text(mpt_record_get(&a, "alias"), "EF\nBF\nBattery ferry");
    assert_text(mpt_record_get(&a, "summary"), "Runs on batteries.\n\nFor fjords.");
    assert_text(mpt_record_get(&a, "starts"), "2019");
    assert_text(mpt_record_get(&a, "ends"), "2022");
    assert_text(mpt_record_get(&a, "pilot"), "1");
    assert_text(mpt_record_get(&a, "outside_id"), "nsf:1\nrcn:9");
    assert_text(mpt_record_get(&a, "source"), "nsf:1\nrcn:9");
    /* What is left of the whole, and nothing when nothing is left. */
    assert_text(mpt_record_get(&a, "mission"), "sea:60%\nair:40%\nland:0%");
    assert_int_equal(told(&merge, "starts")->action, MPT_MERGE_STAYED);
    assert_text(told(&merge, "starts")->there, "2020");
    assert_int_equal(told(&merge, "ends")->action, MPT_MERGE_FILLED);
    assert_text(told(&merge, "mission")->there, "sea:20%\nair:50%\nland:30%");
    assert_false(mpt_store_exists(f->store, kind_of("project"), "b"));
}

static void test_what_is_asked_to_be_kept(void **state)
{
    struct fixture *f = *state;
    const struct mpt_kind *kind = kind_of("project");
    add_ferries(f);
    const struct mpt_merge_keep keep[] = {{mpt_field_find(kind, "starts"), true},
                                          {mpt_field_find(kind, "title"), true},
                                          {mpt_field_find(kind, "ends"), false},
                                          {mpt_field_find(kind, "mission"), true}};
    const struct mpt_merge merge = merged_at(f, "project", "a", "b", keep, COUNT(keep), __FILE__, __LINE__);
    const struct mpt_record a = get(f, "project", "a");
    assert_text(mpt_record_get(&a, "title"), "Battery ferry");
    assert_text(mpt_record_get(&a, "alias"), "EF\nBF\nElectric ferry");
    assert_text(mpt_record_get(&a, "starts"), "2020");
    assert_text(mpt_record_get(&a, "ends"), NULL);
    assert_text(mpt_record_get(&a, "mission"), "sea:20%\nair:50%\nland:30%");
    assert_int_equal(told(&merge, "starts")->action, MPT_MERGE_TAKEN);
    assert_text(told(&merge, "starts")->here, "2019");
    assert_int_equal(told(&merge, "ends")->action, MPT_MERGE_STAYED);
}

/* An end before the start is not taken over, and said. */
static void test_a_filled_field_leaves_the_record_right(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "code", "a", "title", "A", "starts", "2025", NULL);
    add(f, "project", "code", "b", "title", "B", "starts", "2010", "ends", "2012", NULL);
    const struct mpt_merge merge = merge(f, "project", "a", "b");
    assert_text(value_of(f, "project", "a", "ends"), NULL);
    assert_int_equal(told(&merge, "ends")->action, MPT_MERGE_STAYED);
    assert_text(told(&merge, "ends")->there, "2012");
}

static void test_a_text_within_the_other_stands_once(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "code", "a", "title", "A", "summary", "Short.", NULL);
    add(f, "project", "code", "b", "title", "B", "summary", "Short. And more.", NULL);
    merge(f, "project", "a", "b");
    assert_text(value_of(f, "project", "a", "summary"), "Short. And more.");
    add(f, "project", "code", "c", "title", "C", "summary", "And", NULL);
    merge(f, "project", "a", "c");
    assert_text(value_of(f, "project", "a", "summary"), "Short. And more.");
}

static void test_shares_of_the_one_mission_add_up(void **state)
{
    struct fixture *f = *state;
    add(f, "mission", "code", "sea", "title", "Sea", NULL);
    add(f, "mission", "code", "oceans", "title", "Oceans", NULL);
    add(f, "project", "code", "p", "title", "P", "mission", "sea:30%", "mission", "oceans:40%", NULL);
    add(f, "project", "code", "q", "title", "Q", "mission", "sea", "mission", "oceans:40%", NULL);
    add(f, "project", "code", "r", "title", "R", "mission", "oceans:40%", NULL);
    merge(f, "mission", "sea", "oceans");
    assert_text(value_of(f, "project", "p", "mission"), "sea:70%");
    assert_text(value_of(f, "project", "q", "mission"), "sea"); /* not known how much */
    assert_text(value_of(f, "project", "r", "mission"), "sea:40%");
}

/* --- References --------------------------------------------------------------------------------------------------- */

/* Two tags that are one were two parts of what they are on. */
static void test_shares_of_the_one_tag_add_up(void **state)
{
    struct fixture *f = *state;
    add(f, "vocabulary", "code", "topic", "title", "Topic", "adds_up", "split-100", NULL);
    add(f, "tag", "code", "topic:sea", "title", "Sea", "vocabulary", "topic", NULL);
    add(f, "tag", "code", "topic:ocean", "title", "Ocean", "vocabulary", "topic", NULL);
    add(f, "project", "code", "a", "title", "A", NULL);
    add(f, "project", "code", "b", "title", "B", NULL);
    add(f, "tagging", "project", "a", "tag", "topic:sea", "share", "40", NULL);
    add(f, "tagging", "project", "a", "tag", "topic:ocean", "share", "37.5", NULL);
    add(f, "tagging", "project", "b", "tag", "topic:sea", "share", "60", NULL);
    add(f, "tagging", "project", "b", "tag", "topic:ocean", "share", "50", NULL); /* more than there is */
    const struct mpt_merge merge = merge(f, "tag", "topic:sea", "topic:ocean");
    assert_text(one_value(f, "SELECT share FROM tagging ORDER BY project"), "77.5 60.0");
    assert_int_equal(told(&merge, "share")->action, MPT_MERGE_JOINED);
    assert_text(told(&merge, "share")->now, "77.5");
}

static void test_details_are_there_once(void **state)
{
    struct fixture *f = *state;
    add(f, "stakeholder", "code", "org", "title", "Org", NULL);
    add(f, "vocabulary", "code", "topic", "title", "topic", NULL);
    add(f, "tag", "code", "topic:sea", "title", "sea", "vocabulary", "topic", NULL);
    add(f, "target", "code", "t", "title", "T", "mission", add(f, "mission", "title", "M", NULL), NULL);
    static const char *const codes[] = {"a", "b"};
    for (size_t i = 0; i < 2; i++) {
        add(f, "project", "code", codes[i], "title", codes[i], "tag", "topic:sea", NULL);
        add(f, "participation", "stakeholder", "org", "project", codes[i], "role", "deliver", "responsibility",
            i ? "hull" : "", "source", codes[i], NULL);
        add(f, "participation", "stakeholder", "org", "project", codes[i], "role", i ? "advise" : "decide", NULL);
        add(f, "contribution", "project", codes[i], "target", "t", "claim", "the same", NULL);
        add(f, "rating", "project", codes[i], "rated_on", "2024-01-01", "colour", i ? "red" : "green", "reason", "so",
            NULL);
    }
    const struct mpt_merge merge = merge(f, "project", "a", "b");
    assert_text(one_value(f, "SELECT role FROM participation WHERE project = 'a' ORDER BY role"),
                "advise decide deliver");
    assert_text(one_value(f, "SELECT responsibility FROM participation WHERE role = 'deliver'"), "hull");
    assert_text(one_value(f, "SELECT source FROM participation WHERE role = 'deliver'"), "a\nb");
    assert_text(one_value(f, "SELECT count(*) FROM contribution"), "1");
    assert_text(one_value(f, "SELECT count(*) FROM tagging"), "1");
    assert_text(one_value(f, "SELECT colour FROM rating WHERE project = 'a' ORDER BY colour"), "green red");
    assert_int_equal(fate_count(&merge, "participation", MPT_MERGE_UNITED), 1);
    assert_int_equal(fate_count(&merge, "participation", MPT_MERGE_MOVED), 1);
}

static void test_money_is_there_once(void **state)
{
    struct fixture *f = *state;
    add(f, "stakeholder", "code", "giver", "title", "Giver", NULL);
    add(f, "project", "code", "a", "title", "A", NULL);
    add(f, "project", "code", "b", "title", "B", NULL);
    /* Two equal flows here, three there: two of them are the same, the third is one more. */
    for (int i = 0; i < 5; i++) {
        add(f, "funding", "project", i < 2 ? "a" : "b", "giver", "giver", "stage", "committed", "year", "2020",
            "amount", "NOK 100", NULL);
    }
    add(f, "funding", "project", "a", "giver", "giver", "stage", "spent", "amount", "NOK 40", NULL);
    add(f, "funding", "project", "b", "giver", "giver", "stage", "spent", "amount", "NOK 41", NULL);
    /* Cash is not in kind, whatever the amount. */
    add(f, "funding", "project", "a", "stage", "pledged", "amount", "EUR 7", "form", "cash", NULL);
    add(f, "funding", "project", "b", "stage", "pledged", "amount", "EUR 7", "form", "in-kind", NULL);
    const struct mpt_merge merge = merge(f, "project", "a", "b");
    assert_int_equal(fate_count(&merge, "funding", MPT_MERGE_UNITED), 2);
    assert_int_equal(fate_count(&merge, "funding", MPT_MERGE_MOVED), 3);
    assert_text(one_value(f, "SELECT sum(amount) FROM funding WHERE project = 'a' AND stage = 'committed'"), "30000");
    assert_int_equal(merge.sum_count, 3);
    for (size_t i = 0; i < merge.sum_count; i++) {
        bool committed = strcmp(merge.sums[i].stage, "committed") == 0;
        assert_int_equal(merge.sums[i].united, committed ? 2 : 0);
        assert_int_equal(merge.sums[i].before_minor - merge.sums[i].after_minor, committed ? 20000 : 0);
    }
    assert_int_equal(merge.beside_count, 2);
}

/* Who gives to a thousand projects has a thousand flows that are none of the other's thousand. */
static void test_many_flows_take_little_memory(void **state)
{
    enum { FLOWS = 1000, MARGIN = 64 };
    struct fixture *f = *state;
    add(f, "stakeholder", "code", "a", "title", "A", NULL);
    add(f, "stakeholder", "code", "b", "title", "B", NULL);
    add(f, "project", "code", "river", "title", "River", NULL);
    begin(f);
    for (int i = 0; i < 2 * FLOWS; i++) {
        struct mpt_record flow =
            record(f, "funding", "project", "river", "giver", i % 2 ? "b" : "a", "stage", "committed", "amount",
                   mpt_arena_print(f->arena, "%s %d", i % 2 ? "EUR" : "NOK", i + 1), NULL);
        assert_ok(f, mpt_store_add(f->store, &flow, false, f->arena, &f->error));
    }
    assert_ok(f, mpt_store_commit(f->store, &f->error));
    long before = most_memory();
    const struct mpt_merge merge = merge(f, "stakeholder", "a", "b");
    assert_int_equal(fate_count(&merge, "funding", MPT_MERGE_MOVED), FLOWS);
    assert_int_equal(merge.beside_count, 0);
    assert_true(most_memory() - before < MARGIN + MEMORY_MARGIN);
}

static void test_links_between_the_two_go(void **state)
{
    struct fixture *f = *state;
    static const char *const links[][3] = {{"a", "duplicate-of", "b"},
                                           {"b", "distinct-from", "a"},
                                           {"a", "complements", "c"},
                                           {"b", "complements", "c"},
                                           {"c", "follows", "b"}};
    add(f, "project", "code", "a", "title", "A", NULL);
    add(f, "project", "code", "b", "title", "B", NULL);
    add(f, "project", "code", "c", "title", "C", NULL);
    for (size_t i = 0; i < COUNT(links); i++) {
        add(f, "link", "project", links[i][0], "relation", links[i][1], "to_project", links[i][2], NULL);
    }
    const struct mpt_merge merge = merge(f, "project", "a", "b");
    assert_text(one_value(f, "SELECT code FROM link ORDER BY code"), "a.complements.c c.follows.a");
    assert_int_equal(fate_count(&merge, "link", MPT_MERGE_GONE), 2);
    /* The codes are those of what they say now, so that the old ones are free for another b. */
    add(f, "project", "code", "b", "title", "B again", NULL);
    add(f, "link", "project", "b", "relation", "complements", "to_project", "c", NULL);
}

static void test_nothing_leads_to_itself(void **state)
{
    struct fixture *f = *state;
    add(f, "stakeholder", "code", "top", "title", "Top", NULL);
    add(f, "stakeholder", "code", "a", "title", "A", "part_of", "top", NULL);
    add(f, "stakeholder", "code", "b", "title", "B", "part_of", "a", NULL);
    add(f, "stakeholder", "code", "c", "title", "C", "part_of", "b", NULL);
    merge(f, "stakeholder", "a", "b");
    assert_text(value_of(f, "stakeholder", "a", "part_of"), "top");
    assert_text(value_of(f, "stakeholder", "c", "part_of"), "a");
    /* By way of another: top would be a part of c, which is a part of a, which is a part of top. */
    const struct mpt_merge merge = merge(f, "stakeholder", "c", "top");
    assert_text(value_of(f, "stakeholder", "c", "part_of"), NULL);
    assert_text(value_of(f, "stakeholder", "a", "part_of"), "c");
    assert_int_equal(told(&merge, "part_of")->action, MPT_MERGE_CLEARED);
    /* Of lists too. */
    add(f, "step", "code", "s", "title", "S", NULL);
    add(f, "step", "code", "t", "title", "T", "depends_on", "s", NULL);
    merge(f, "step", "s", "t");
    assert_text(value_of(f, "step", "s", "depends_on"), NULL);
}

static void test_what_speaks_of_both_speaks_of_one(void **state)
{
    struct fixture *f = *state;
    add(f, "project", "code", "a", "title", "A", NULL);
    add(f, "project", "code", "b", "title", "B", NULL);
    add(f, "decision", "code", "d", "title", "D", "project", "b", "project", "a", "blocks", "b", NULL);
    merge(f, "project", "a", "b");
    assert_text(value_of(f, "decision", "d", "project"), "a");
    assert_text(value_of(f, "decision", "d", "blocks"), "a");
}

/* --- The code that is gone ---------------------------------------------------------------------------------------- */

static const char *leads(struct fixture *f, const char *typed)
{
    const struct mpt_kind *kind = NULL;
    return mpt_store_merged(f->store, &kind, typed, f->arena);
}

static void test_the_code_leads_on(void **state)
{
    struct fixture *f = *state;
    const char *code;
    for (const char *name = "abcd"; *name; name++) {
        const char *one = mpt_arena_copy_len(f->arena, name, 1);
        add(f, "project", "code", one, "title", one, NULL);
    }
    assert_text(leads(f, "a"), NULL);
    merge(f, "project", "b", "a");
    assert_text(leads(f, "a"), "b");
    assert_text(leads(f, "project:A"), "b");
    assert_text(leads(f, "mission:a"), NULL);
    merge(f, "project", "c", "b");
    assert_text(leads(f, "a"), "c");
    edit(f, "project", "c", "code", "e", NULL);
    assert_text(leads(f, "a"), "e");
    assert_refused(f, mpt_store_resolve(f->store, kind_of("project"), "a", f->arena, &code, &f->error), MPT_BAD_INPUT,
                   "project 'a' was merged into 'e'");
    /* Not one whose code begins so. */
    add(f, "project", "code", "ab", "title", "ab", NULL);
    assert_refused(f, mpt_store_resolve(f->store, kind_of("project"), "a", f->arena, &code, &f->error), MPT_BAD_INPUT,
                   "merged into");
    add(f, "project", "code", "a", "title", "another a", NULL);
    assert_text(leads(f, "a"), NULL);
    take_away(f, "project", "a", false);
    take_away(f, "project", "e", false);
    assert_text(leads(f, "a"), NULL);
}

/* --- What is refused ---------------------------------------------------------------------------------------------- */

static void test_what_is_refused(void **state)
{
    struct fixture *f = *state;
    const char *m = add(f, "mission", "title", "M", NULL);
    add(f, "target", "code", "t", "title", "T", "mission", m, "unit", "per kg", NULL);
    add(f, "target", "code", "u", "title", "U", "mission", m, "unit", "%", NULL);
    add(f, "project", "code", "p", "title", "P", NULL);
    add(f, "funding", "code", "x", "project", "p", "stage", "planned", "amount", "NOK 1", NULL);
    add(f, "funding", "code", "y", "project", "p", "stage", "planned", "amount", "NOK 1", NULL);
    merge_refused(f, "project", "p", "p", "with itself");
    merge_refused(f, "project", "p", "q", "there is no project 'q'");
    merge_refused(f, "funding", "x", "y", "a funding is no more than a part");
    merge_refused(f, "vocabulary", "x", "y", "merge the tags one by one");
    merge_refused(f, "target", "t", "u", "differ in unit (t: per kg, u: %)");
    /* What was asked for makes no right record. */
    add(f, "project", "code", "q", "title", "Q", "starts", "2030", NULL);
    edit(f, "project", "p", "ends", "2020", NULL);
    const struct mpt_merge_keep keep = {mpt_field_find(kind_of("project"), "starts"), true};
    struct mpt_merge merge;
    begin(f);
    assert_refused(f, mpt_store_merge(f->store, kind_of("project"), "p", "q", &keep, 1, f->arena, &merge, &f->error),
                   MPT_BAD_INPUT, "starts");
    mpt_store_rollback(f->store);
}

/* --- Any portfolio ------------------------------------------------------------------------------------------------ */

/* Every value of every record, one a line: KIND CODE NUMBER FIELD=VALUE; of many values each. `renamed` is called `to`,
 * and codes and numbers are left out, when values are looked for and not records. */
static const char *values(struct fixture *f, bool whole, const char *from, const char *to, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    mpt_text_add(&text, "\n");
    for (size_t k = 0; k < mpt_kind_count; k++) {
        const struct mpt_kind *kind = mpt_kinds[k];
        struct mpt_cursor *cursor;
        const char *sql = mpt_arena_print(arena, "SELECT code FROM %s ORDER BY code", kind->table);
        assert_ok(f, mpt_cursor_open(f->store, "all", sql, NULL, 0, &cursor, &f->error));
        while (mpt_cursor_next(cursor)) {
            struct mpt_record found;
            const char *code = mpt_arena_copy(arena, mpt_cursor_text(cursor, "code"));
            assert_ok(f, mpt_store_get(f->store, kind, code, arena, &found, &f->error));
            for (size_t i = whole ? 0 : 1; i < kind->field_count; i++) {
                const struct mpt_field *field = &kind->fields[i];
                const char *list = found.values[i];
                if (whole && list) {
                    mpt_text_print(&text, "%s %s %lld %s=%s\n", kind->name, code,
                                   (long long)mpt_store_number(f->store, kind, code), field->name, list);
                }
                bool shared = field->flags & MPT_SHARED;
                for (const char *one;
                     !whole && !(field->flags & MPT_DERIVED) && (one = mpt_value_next(&list, shared, arena, NULL));) {
                    bool named = field->type == MPT_REF && strcmp(one, from) == 0;
                    mpt_text_print(&text, "%s %s=%s\n", kind->name, field->name, named ? to : one);
                }
            }
        }
        assert_ok(f, mpt_cursor_close(cursor, &f->error));
    }
    return mpt_text_get(&text);
}

/* Whether a value that is no more in its field is named in what was said, or is a name or within a text. */
static bool is_accounted(const struct mpt_merge *merge, const char *line, const char *after, struct mpt_arena *arena)
{
    const char *value = strchr(line, '=') + 1, *space = strchr(line, ' ');
    const char *field = mpt_arena_copy_len(arena, space + 1, (size_t)(value - space - 2));
    for (size_t i = 0; i < merge->value_count; i++) {
        const struct mpt_merge_value *said = &merge->values[i];
        bool itself = said->action == MPT_MERGE_CLEARED && strcmp(value, merge->stays.values[0]) == 0;
        if (strcmp(said->field->name, field) == 0 &&
            (itself || (said->there && strstr(said->there, value)) || (said->here && strstr(said->here, value)))) {
            return true;
        }
    }
    for (size_t i = 0; i < merge->referrer_count; i++) { /* a link that is gone, and what stood on it */
        const struct mpt_merge_referrer *of = &merge->referrers[i];
        if (of->fate == MPT_MERGE_GONE && strncmp(line, of->kind->name, strlen(of->kind->name)) == 0) {
            return true;
        }
    }
    const char *kind = mpt_arena_copy_len(arena, line, (size_t)(space - line));
    return (strcmp(field, "title") == 0 && strstr(after, mpt_arena_print(arena, "\n%s alias=%s\n", kind, value))) ||
           (strcmp(field, "alias") == 0 && strstr(after, mpt_arena_print(arena, "\n%s title=%s\n", kind, value))) ||
           (strcmp(field, "summary") == 0 && strstr(after, value));
}

static void assert_nothing_lost(const struct mpt_merge *merge, const char *before, const char *after,
                                struct mpt_arena *arena)
{
    for (const char *line; (line = mpt_value_next(&before, false, arena, NULL));) {
        if (*line && !strstr(after, mpt_arena_print(arena, "\n%s\n", line)) &&
            !is_accounted(merge, line, after, arena)) {
            WRONG("%s, %s into %s: lost %s", merge->kind->name, merge->goes.values[0], merge->stays.values[0], line);
        }
    }
}

static void count_finding(void *context, const char *message)
{
    (void)context;
    WRONG("the doctor finds: %s", message);
}

/* Merges two of a kind if it can be done, sees what became of them, and takes it back. */
static bool merge_and_back(struct fixture *f, const char *kind_name, const char *stays, const char *goes)
{
    struct mpt_arena *arena = mpt_arena_open();
    const struct mpt_kind *kind = kind_of(kind_name);
    struct mpt_merge merge;
    const char *whole = values(f, true, "", "", arena), *parts = values(f, false, goes, stays, arena);
    size_t findings;
    begin(f);
    enum mpt_status status = mpt_store_merge(f->store, kind, stays, goes, NULL, 0, arena, &merge, &f->error);
    if (status) {
        mpt_store_rollback(f->store);
        if (status != MPT_BAD_INPUT || !strstr(f->error.message, "differ in")) {
            WRONG("%s, %s into %s: %s", kind->name, goes, stays, f->error.message);
        }
        mpt_arena_close(arena);
        return false;
    }
    commit(f);
    assert_nothing_lost(&merge, parts, values(f, false, "", "", arena), arena);
    struct mpt_referrers *list;
    size_t count;
    assert_ok(f, mpt_store_referrers(f->store, kind, goes, 10, arena, &list, &count, &f->error));
    assert_int_equal(count, 0);
    assert_ok(f, mpt_store_doctor(f->store, count_finding, NULL, &findings, &f->error));
    begin(f);
    assert_ok(f, mpt_store_undo(f->store, mpt_store_revision(f->store), arena, &f->error));
    commit(f);
    assert_text(values(f, true, "", "", arena), whole);
    assert_text(leads(f, goes), NULL);
    mpt_arena_close(arena);
    return true;
}

static void test_any_two_become_one_and_two_again(void **state)
{
    static const char *const kinds[] = {"project", "stakeholder", "mission",  "decision",
                                        "step",    "target",      "learning", "tag"};
    struct fixture *f = *state;
    uint32_t seed = 2024;
    size_t done = 0;
    for (int i = 0; i < 150; i++) {
        any_operation(f, &seed);
    }
    for (int i = 0; i < 160; i++) {
        const char *kind = kinds[(size_t)i % COUNT(kinds)];
        const char *stays = any_code(f, kind, &seed, f->arena), *goes = any_code(f, kind, &seed, f->arena);
        any_operation(f, &seed);
        bool there = stays && goes && strcmp(stays, goes) != 0 && mpt_store_exists(f->store, kind_of(kind), stays) &&
                     mpt_store_exists(f->store, kind_of(kind), goes);
        done += there && merge_and_back(f, kind, stays, goes);
    }
    assert_true(done > 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_fields_of_both),
        WITH_STORE(test_what_is_asked_to_be_kept),
        WITH_STORE(test_a_filled_field_leaves_the_record_right),
        WITH_STORE(test_a_text_within_the_other_stands_once),
        WITH_STORE(test_shares_of_the_one_mission_add_up),
        WITH_STORE(test_shares_of_the_one_tag_add_up),
        WITH_STORE(test_details_are_there_once),
        WITH_STORE(test_money_is_there_once),
        WITH_STORE(test_many_flows_take_little_memory),
        WITH_STORE(test_links_between_the_two_go),
        WITH_STORE(test_nothing_leads_to_itself),
        WITH_STORE(test_what_speaks_of_both_speaks_of_one),
        WITH_STORE(test_the_code_leads_on),
        WITH_STORE(test_what_is_refused),
        WITH_STORE(test_any_two_become_one_and_two_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
