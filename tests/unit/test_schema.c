/* The tables of fields against the SQL schema, and every statement against the file it is meant for. */
#include "support.h"

#include "model/kinds.h"
#include "mpt/asset.h"
#include "mpt/rule.h"
#include "store/store.h"

/* --- Columns ------------------------------------------------------------------------------------------------------ */

static const char *column_type(const struct mpt_field *field)
{
    bool whole = field->type == MPT_MONEY || field->type == MPT_INTEGER || field->type == MPT_FLAG;
    return whole ? "INTEGER" : field->type == MPT_NUMBER ? "REAL" : "TEXT";
}

/* What PRAGMA table_info shall say of a kind's table: name, type, NOT NULL, default, place in the primary key. */
static const char *expected_columns(struct fixture *f, const struct mpt_kind *kind)
{
    struct mpt_text text = mpt_text_init(f->arena);
    mpt_text_add(&text, "id|INTEGER|0|-|1");
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        bool needed = field->flags & MPT_REQUIRED || field->type == MPT_CODE || field->type == MPT_FLAG;
        if (!mpt_field_is_column(field)) {
            continue;
        }
        mpt_text_print(&text, "\n%s|%s|%d|%s|0", field->name, column_type(field), needed,
                       field->type == MPT_FLAG ? "0" : "-");
        if (field->type == MPT_MONEY) {
            mpt_text_print(&text, "\n%s_currency|TEXT|%d|-|0", field->name, needed);
        }
    }
    return mpt_text_get(&text);
}

static const char *table_info(struct fixture *f, const char *table)
{
    return rows(f, mpt_arena_print(
                       f->arena, "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('%s')", table));
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The lines in alphabetical order: a column that a later migration added stands last in its table, wherever its field
 * stands. */
static const char *sorted(struct fixture *f, const char *text)
{
    const char **lines = NULL;
    size_t count = 0, capacity = 0;
    for (const char *line; (line = mpt_value_next(&text, false, f->arena, NULL));) {
        lines = mpt_arena_grow(f->arena, lines, count, &capacity, sizeof *lines);
        lines[count++] = line;
    }
    struct mpt_text out = mpt_text_init(f->arena);
    if (count) {
        qsort(lines, count, sizeof *lines, by_text);
    }
    for (size_t i = 0; i < count; i++) {
        mpt_text_print(&out, "%s%s", i ? "\n" : "", lines[i]);
    }
    return mpt_text_get(&out);
}

static void test_columns_are_the_fields(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < mpt_kind_count; i++) {
        assert_text(sorted(f, table_info(f, mpt_kinds[i]->table)), sorted(f, expected_columns(f, mpt_kinds[i])));
    }
}

/* --- References --------------------------------------------------------------------------------------------------- */

/* What a table's foreign keys are: column, table, column there, what follows. */
static const char *foreign_keys(struct fixture *f, const char *table)
{
    return rows(f, mpt_arena_print(f->arena,
                                   "SELECT \"from\", \"table\", \"to\", on_update, on_delete "
                                   "FROM pragma_foreign_key_list('%s') ORDER BY id DESC",
                                   table));
}

static void test_references_are_foreign_keys(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < mpt_kind_count; i++) {
        struct mpt_text expected = mpt_text_init(f->arena);
        for (size_t j = 0; j < mpt_kinds[i]->field_count; j++) {
            const struct mpt_field *field = &mpt_kinds[i]->fields[j];
            const char *line_end = expected.len ? "\n" : "";
            if (field->choices == mpt_instruments) { /* the one code list that is a table */
                mpt_text_print(&expected, "%s%s|instrument|code|NO ACTION|NO ACTION", line_end, field->name);
            } else if (field->type == MPT_REF && mpt_field_is_column(field)) {
                mpt_text_print(&expected, "%s%s|%s|code|CASCADE|NO ACTION", line_end, field->name,
                               kind_of(field->refers_to)->table);
            }
        }
        assert_text(sorted(f, foreign_keys(f, mpt_kinds[i]->table)), sorted(f, mpt_text_get(&expected)));
    }
}

static void test_lists_of_references_are_tables(void **state)
{
    struct fixture *f = *state;
    size_t seen = 0;
    for (struct walk at = {0}; next_field(&at);) {
        if (!mpt_field_is_table(at.field)) {
            continue;
        }
        const char *table = mpt_arena_print(f->arena, "%s_%s", at.kind->table, at.field->name);
        assert_text(table_info(f, table),
                    mpt_arena_print(f->arena, "owner|TEXT|1|-|1\n%s|TEXT|1|-|2\nposition|INTEGER|1|-|0%s",
                                    at.field->name, at.field->flags & MPT_SHARED ? "\nshare|REAL|0|-|0" : ""));
        assert_text(foreign_keys(f, table),
                    mpt_arena_print(f->arena, "owner|%s|code|CASCADE|CASCADE\n%s|%s|code|CASCADE|NO ACTION",
                                    at.kind->table, at.field->name, kind_of(at.field->refers_to)->table));
        seen++;
    }
    assert_true(seen > 5);
}

/* --- Checks ------------------------------------------------------------------------------------------------------- */

/* The statement that made the table, with every run of blanks and line ends as one blank and none within brackets. */
static const char *definition(struct fixture *f, const char *table)
{
    const char *sql = rows(f, mpt_arena_print(f->arena, "SELECT sql FROM sqlite_schema WHERE name = '%s'", table));
    struct mpt_text flat = mpt_text_init(f->arena);
    for (const char *c = sql; *c;) {
        size_t blanks = strspn(c, " \n\t");
        if (blanks) {
            mpt_text_add(&flat, " ");
            c += blanks;
        } else {
            mpt_text_add_len(&flat, c++, 1);
        }
    }
    return mpt_text_get(&flat);
}

static size_t occurrences(const char *text, const char *piece)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, piece)); at += strlen(piece)) {
        count++;
    }
    return count;
}

/* The check a field asks for; NULL when it asks for none. */
static const char *expected_check(struct fixture *f, const struct mpt_field *field)
{
    if (field->type == MPT_FLAG) {
        return mpt_arena_print(f->arena, "CHECK (%s IN (0, 1))", field->name);
    }
    if (field->min < field->max && field->type != MPT_TEXT) {
        return mpt_arena_print(f->arena, "CHECK (%s BETWEEN %.15g AND %.15g)", field->name, field->min, field->max);
    }
    if (field->type == MPT_MONEY && !(field->flags & MPT_REQUIRED)) {
        return mpt_arena_print(f->arena, "CHECK ((%s IS NULL) = (%s_currency IS NULL))", field->name, field->name);
    }
    if (field->type != MPT_CHOICE || field->flags & MPT_MANY || field->choices == mpt_instruments) {
        return NULL;
    }
    struct mpt_text list = mpt_text_init(f->arena);
    for (const struct mpt_choice *choice = field->choices; choice->value; choice++) {
        mpt_text_print(&list, "%s'%s'", list.len ? ", " : "", choice->value);
    }
    return mpt_arena_print(f->arena, "CHECK (%s IN (%s))", field->name, mpt_text_get(&list));
}

static void test_checks_are_the_choices_and_bounds(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < mpt_kind_count; i++) {
        const char *sql = definition(f, mpt_kinds[i]->table);
        size_t expected = 0;
        for (size_t j = 0; j < mpt_kinds[i]->field_count; j++) {
            const struct mpt_field *field = &mpt_kinds[i]->fields[j];
            const char *check = mpt_field_is_column(field) ? expected_check(f, field) : NULL;
            if (check) {
                assert_contains(sql, check);
                expected++;
            }
        }
        assert_int_equal(occurrences(sql, "CHECK"), expected);
        assert_contains(sql, ") STRICT");
    }
    for (struct walk at = {0}; next_field(&at);) {
        if (mpt_field_is_table(at.field)) {
            const char *sql = definition(f, mpt_arena_print(f->arena, "%s_%s", at.kind->table, at.field->name));
            assert_int_equal(occurrences(sql, "CHECK (share BETWEEN 0 AND 100)"), at.field->flags & MPT_SHARED ? 1 : 0);
            assert_contains(sql, ") STRICT, WITHOUT ROWID");
        }
    }
}

static void test_no_other_tables(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = raw_open(mpt_store_path(f->store));
    raw_run(db, "CREATE TEMP TABLE known (name TEXT PRIMARY KEY)");
    raw_run(db, "INSERT INTO known VALUES ('entry'), ('change'), ('setting'), ('instrument'), ('search'), "
                "('duplicate_pair'), ('duplicate_state'), ('duplicate_count'), ('rate_source'), ('rate'), "
                "('rate_in_force'), ('funding_counted')");
    for (struct walk at = {0}; next_field(&at);) {
        raw_run(db, mpt_arena_print(f->arena, "INSERT OR IGNORE INTO known VALUES ('%s')", at.kind->table));
        if (mpt_field_is_table(at.field)) {
            raw_run(db,
                    mpt_arena_print(f->arena, "INSERT INTO known VALUES ('%s_%s')", at.kind->table, at.field->name));
        }
    }
    const char *others =
        raw_rows(f, db,
                 "SELECT name FROM main.sqlite_schema WHERE type IN ('table', 'view', 'trigger') "
                 "AND name NOT LIKE 'search\\_%' ESCAPE '\\' AND name NOT IN (SELECT name FROM known)");
    sqlite3_close(db);
    assert_text(others, "");
}

static void test_instruments_have_their_sides(void **state)
{
    struct fixture *f = *state;
    size_t count = 0;
    for (const struct mpt_choice *choice = mpt_instruments; choice->value; choice++, count++) {
        const char *side =
            rows(f, mpt_arena_print(f->arena, "SELECT side FROM instrument WHERE code = '%s'", choice->value));
        const char *said = strstr(choice->help, ", ");
        assert_non_null(said);
        assert_text(side, said + 2);
    }
    assert_int_equal(number(f, "SELECT count(*) FROM instrument"), count);
}

/* --- Records of every kind ---------------------------------------------------------------------------------------- */

/* A value that goes with the field; references lead to the record "x". */
static const char *some_value(struct fixture *f, const struct mpt_field *field)
{
    switch (field->type) {
    case MPT_CODE:
    case MPT_REF:
        return "x";
    case MPT_TEXT:
        return "Some text";
    case MPT_CHOICE:
        return field->choices[0].value;
    case MPT_DATE:
        return "2024-07";
    case MPT_MONEY:
        return "AUD 5.25";
    case MPT_NUMBER:
        return field->max > 0 ? mpt_arena_print(f->arena, "%.15g", field->max) : "1.5";
    case MPT_INTEGER:
        return field->max > 0 ? mpt_arena_print(f->arena, "%.15g", field->max) : "-7";
    case MPT_CURRENCY:
        return "AUD";
    case MPT_COUNTRY:
        return "NO";
    case MPT_FLAG:
        return "yes";
    }
    return "";
}

/* Whether the name comes first in one of the groups of "project mission; target step". */
static bool is_first_of(const char *groups, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = groups; at && *at; at += *at == ';') {
        at += strspn(at, " ");
        if (strncmp(at, name, len) == 0 && strchr(" ;", at[len])) {
            return true;
        }
        at += strcspn(at, ";");
    }
    return false;
}

/* The record "x" of that kind with no more than it must have; what it must refer to is made first. */
static void ensure(struct fixture *f, const struct mpt_kind *kind)
{
    if (mpt_store_exists(f->store, kind, "x")) {
        return;
    }
    struct mpt_record made = mpt_record_init(kind, f->arena);
    set(f, &made, "code", "x");
    for (size_t i = 1; i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        bool counted_from = kind->at_most_days && is_first_of(kind->ordered, field->name);
        if (!(field->flags & MPT_REQUIRED) && !is_first_of(kind->one_of, field->name) && !counted_from) {
            continue;
        }
        if (field->type == MPT_REF) {
            ensure(f, kind_of(field->refers_to));
        }
        set(f, &made, field->name, some_value(f, field));
    }
    begin(f);
    assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
    commit(f);
}

static enum mpt_status count_row(void *context, const char *const *values, struct mpt_error *error)
{
    (void)error;
    assert_text(values[0], "x");
    ++*(int *)context;
    return MPT_OK;
}

static void assert_listed(struct fixture *f, const struct mpt_kind *kind)
{
    static const char *const filters[] = {"code=x"};
    const struct mpt_field **fields = mpt_arena_array(f->arena, kind->field_count, sizeof(const struct mpt_field *));
    int count = 0;
    for (size_t i = 0; i < kind->field_count; i++) {
        fields[i] = &kind->fields[i];
    }
    const struct mpt_list_query query = {.kind = kind,
                                         .filters = filters,
                                         .filter_count = 1,
                                         .limit = -1,
                                         .fields = fields,
                                         .field_count = kind->field_count};
    assert_ok(f, mpt_store_list(f->store, &query, count_row, &count, &f->error));
    assert_int_equal(count, 1);
}

/* With every field set that can be: what goes in comes out, and can be listed, emptied and removed again. */
static void test_every_kind_is_stored_whole(void **state)
{
    struct fixture *f = *state;
    for (size_t k = 0; k < mpt_kind_count; k++) {
        const struct mpt_kind *kind = mpt_kinds[k];
        size_t changed;
        ensure(f, kind);
        struct mpt_record least = get(f, kind->name, "x"), full = get(f, kind->name, "x");
        for (size_t i = 1; i < kind->field_count; i++) {
            const struct mpt_field *field = &kind->fields[i];
            if (field->type == MPT_REF) {
                ensure(f, kind_of(field->refers_to));
            }
            if (!(field->flags & MPT_DERIVED)) {
                set(f, &full, field->name, some_value(f, field));
            }
        }
        begin(f);
        assert_ok(f, mpt_store_edit(f->store, "x", &full, false, f->arena, NULL, &f->error));
        commit(f);
        struct mpt_record found = get(f, kind->name, "x");
        for (size_t i = 0; i < kind->field_count; i++) {
            if (!(kind->fields[i].flags & MPT_DERIVED)) {
                assert_text(found.values[i], full.values[i]);
            }
        }
        assert_listed(f, kind);
        begin(f);
        assert_ok(f, mpt_store_edit(f->store, "x", &least, false, f->arena, &changed, &f->error));
        assert_ok(f, mpt_store_edit(f->store, "x", &least, false, f->arena, &changed, &f->error));
        assert_int_equal(changed, 0);
        commit(f);
    }
    for (size_t k = mpt_kind_count; k-- > 0;) {
        if (mpt_store_exists(f->store, mpt_kinds[k], "x")) {
            take_away(f, mpt_kinds[k]->name, "x", true);
        }
        assert_text(rows(f, mpt_arena_print(f->arena, "SELECT code FROM %s", mpt_kinds[k]->table)), "");
    }
}

/* --- Queries and rules -------------------------------------------------------------------------------------------- */

/* The name between a folder and ".sql". */
static const char *asset_name(struct fixture *f, const struct mpt_asset *asset, const char *folder)
{
    size_t len = strlen(asset->path), before = strlen(folder);
    return mpt_arena_copy_len(f->arena, asset->path + before, len - before - strlen(".sql"));
}

/* The computed field whose value (or its currency) the query KIND-FIELD gives; such a query stands inside another. */
static const struct mpt_kind *kind_computed(const char *name)
{
    for (struct walk at = {0}; next_field(&at);) {
        size_t kind = strlen(at.kind->table), field = strlen(at.field->name);
        if (at.field->flags & MPT_DERIVED && strncmp(name, at.kind->table, kind) == 0 && name[kind] == '-' &&
            strncmp(name + kind + 1, at.field->name, field) == 0 &&
            (!name[kind + 1 + field] || strcmp(name + kind + 1 + field, "_currency") == 0)) {
            return at.kind;
        }
    }
    return NULL;
}

/* Opens the statement and runs it to its end, without any parameter but the word a full-text query must have. */
static void assert_runs(struct fixture *f, const char *name, const char *sql)
{
    const struct mpt_param word = {.name = "word", .text = "\"word\""};
    struct mpt_cursor *cursor;
    assert_ok(f, mpt_cursor_open(f->store, name, sql, &word, 1, &cursor, &f->error));
    while (mpt_cursor_next(cursor)) {
    }
    assert_ok(f, mpt_cursor_close(cursor, &f->error));
}

static void test_every_query_runs(void **state)
{
    struct fixture *f = *state;
    static const char folder[] = "sql/query/";
    size_t count = 0;
    for (const struct mpt_asset *asset = NULL; (asset = mpt_asset_next(folder, asset)); count++) {
        const char *name = asset_name(f, asset, folder);
        const struct mpt_kind *computed = kind_computed(name);
        assert_runs(f, name,
                    computed ? mpt_arena_print(f->arena, "SELECT (%s) FROM %s", asset->text, computed->table) : NULL);
    }
    assert_true(count > 10);
    for (struct walk at = {0}; next_field(&at);) { /* and every computed field has its query */
        if (at.field->flags & MPT_DERIVED) {
            const char *name = mpt_arena_print(f->arena, "%s%s-%s", folder, at.kind->table, at.field->name);
            assert_non_null(mpt_asset_find(mpt_arena_print(f->arena, "%s.sql", name)));
            assert_true(at.field->type != MPT_MONEY ||
                        mpt_asset_find(mpt_arena_print(f->arena, "%s_currency.sql", name)));
        }
    }
}

static bool is_parameter_of(const struct mpt_rule *rule, const char *name, size_t len)
{
    static const char *const always[] = {"today", "examples", "closing"};
    for (size_t i = 0; i < COUNT(always); i++) {
        if (strlen(always[i]) == len && strncmp(always[i], name, len) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < rule->threshold_count; i++) {
        const struct mpt_threshold *threshold = &rule->thresholds[i];
        size_t own = strlen(threshold->name);
        bool span = strcmp(threshold->unit, "days") == 0 || strcmp(threshold->unit, "months") == 0;
        bool ahead = span && len == own + 6 && strncmp(name + own, "_ahead", 6) == 0;
        if (strncmp(name, threshold->name, own) == 0 && (len == own || ahead)) {
            return true;
        }
    }
    return false;
}

/* A parameter that nobody sets would be NULL without a word. */
static void check_parameters(const struct mpt_rule *rule)
{
    for (const char *at = rule->sql; (at = strchr(at, '$'));) {
        size_t len = strspn(++at, "abcdefghijklmnopqrstuvwxyz_");
        if (!is_parameter_of(rule, at, len)) {
            WRONG("%s: nobody sets $%.*s", rule->name, (int)len, at);
        }
    }
}

/* Every value that the message names is a column of the statement. */
static void check_slots(struct fixture *f, const struct mpt_rule *rule, struct mpt_cursor *cursor)
{
    for (const char *at = rule->message; (at = strchr(at, '{'));) {
        size_t len = strcspn(++at, "}"), name_len = strcspn(at, ":}");
        const char *name = mpt_arena_copy_len(f->arena, at, name_len);
        if (mpt_cursor_column(cursor, name) < 0) {
            WRONG("%s: the message names {%s}, the statement has no such column", rule->name, name);
        }
        if (strncmp(at + name_len, ":money", len - name_len) == 0 && len > name_len) {
            assert_true(mpt_cursor_column(cursor, mpt_arena_print(f->arena, "%s_currency", name)) >= 0);
        }
    }
}

static void test_every_rule_runs(void **state)
{
    struct fixture *f = *state;
    static const char folder[] = "sql/gaps/";
    static const char *const columns[] = {"kind", "code", "title"};
    size_t count = 0;
    for (const struct mpt_asset *asset = NULL; (asset = mpt_asset_next(folder, asset)); count++) {
        struct mpt_rule rule;
        struct mpt_cursor *cursor;
        assert_ok(f, mpt_rule_parse(asset->path, asset->text, f->arena, &rule, &f->error));
        assert_string_equal(rule.name, asset_name(f, asset, folder));
        assert_true(rule.number > 0 && rule.condition && rule.clears && rule.source && rule.together && rule.needs);
        for (size_t i = 0; i < rule.use_count; i++) {
            if (strcmp(rule.uses[i], "duplicate_pair") != 0) { /* kept in the file */
                assert_ok(f, mpt_facts_begin(f->store, rule.uses[i], &f->error));
                assert_ok(f, mpt_facts_end(f->store, &f->error));
            }
        }
        check_parameters(&rule);
        assert_ok(f, mpt_cursor_open(f->store, asset->path, rule.sql, NULL, 0, &cursor, &f->error));
        for (size_t i = 0; i < COUNT(columns); i++) {
            assert_true(mpt_cursor_column(cursor, columns[i]) >= 0);
        }
        check_slots(f, &rule, cursor);
        assert_false(mpt_cursor_next(cursor));
        assert_ok(f, mpt_cursor_close(cursor, &f->error));
    }
    assert_true(count > 5);
}

/* Rules hide rules that exist. */
static void test_rules_hide_rules(void **state)
{
    struct fixture *f = *state;
    for (const struct mpt_asset *asset = NULL; (asset = mpt_asset_next("sql/gaps/", asset));) {
        struct mpt_rule rule;
        assert_ok(f, mpt_rule_parse(asset->path, asset->text, f->arena, &rule, &f->error));
        for (size_t i = 0; i < rule.hides_mission_count + rule.hides_subject_count; i++) {
            const char *name =
                i < rule.hides_mission_count ? rule.hides_mission[i] : rule.hides_subject[i - rule.hides_mission_count];
            if (!mpt_asset_find(mpt_arena_print(f->arena, "sql/gaps/%s.sql", name))) {
                WRONG("%s hides %s, which is no rule", rule.name, name);
            }
        }
    }
}

/* --- Plans -------------------------------------------------------------------------------------------------------- */

/* The tables that grow with a portfolio; frequent statements look things up in them and never walk them. */
static const char *const large[] = {"project", "funding",     "participation", "contribution",
                                    "tagging", "measurement", "link",          "change"};

/* Whether `word`, as a plan names it, is that table or stands for it in the statement ("project p"). */
static bool stands_for(struct fixture *f, const char *sql, const char *word, const char *table)
{
    if (strcmp(word, table) == 0) {
        return true;
    }
    const char *named = mpt_arena_print(f->arena, " %s %s", table, word);
    for (const char *at = sql; (at = strstr(at, named)); at++) {
        if (!strchr("abcdefghijklmnopqrstuvwxyz_", at[strlen(named)])) {
            return true;
        }
    }
    return false;
}

static void assert_no_scan(struct fixture *f, const char *sql)
{
    const char *plan = rows(f, mpt_arena_print(f->arena, "EXPLAIN QUERY PLAN %s", sql));
    for (const char *at = plan; (at = strstr(at, "|SCAN "));) {
        at += strlen("|SCAN ");
        const char *word = mpt_arena_copy_len(f->arena, at, strcspn(at, " \n"));
        for (size_t i = 0; i < COUNT(large); i++) {
            if (stands_for(f, sql, word, large[i])) {
                WRONG("walks all of %s:\n%s\n%s", large[i], plan, sql);
            }
        }
    }
}

static bool is_large(const char *table)
{
    for (size_t i = 0; i < COUNT(large); i++) {
        if (strcmp(large[i], table) == 0) {
            return true;
        }
    }
    return false;
}

static void test_records_are_looked_up(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < mpt_kind_count; i++) {
        const struct mpt_kind *kind = mpt_kinds[i];
        assert_no_scan(f, kind_sql_get(kind, f->arena));
        assert_no_scan(f, kind_sql_exists(kind, f->arena));
        assert_no_scan(f, kind_sql_origin(kind, f->arena));
        assert_no_scan(f, kind_sql_update(kind, f->arena));
        assert_no_scan(f, kind_sql_delete(kind, f->arena));
        assert_no_scan(f, mpt_arena_print(f->arena,
                                          "SELECT code FROM %s WHERE code >= $a AND code < $b ORDER BY code LIMIT 6",
                                          kind->table));
    }
    for (struct walk at = {0}; next_field(&at);) {
        if (at.field->flags & MPT_THROUGH) {
            assert_no_scan(f, kind_sql_list_get(at.kind, at.field, f->arena));
        } else if (mpt_field_is_table(at.field)) { /* these are small by record; none may be walked whole either */
            const char *plan = rows(
                f, mpt_arena_print(f->arena, "EXPLAIN QUERY PLAN %s", kind_sql_list_get(at.kind, at.field, f->arena)));
            assert_not_contains(plan, "SCAN");
        }
    }
}

/* Who refers to a record, as asked before every removal: to a project from everywhere, to others from what is large. */
static void test_referrers_are_looked_up(void **state)
{
    struct fixture *f = *state;
    for (struct walk at = {0}; next_field(&at);) {
        if (at.field->type != MPT_REF || at.field->flags & MPT_THROUGH) {
            continue;
        }
        bool list = mpt_field_is_table(at.field), to_project = strcmp(at.field->refers_to, "project") == 0;
        const char *table = list ? mpt_arena_print(f->arena, "%s_%s", at.kind->table, at.field->name) : at.kind->table;
        const char *owner = list ? "owner" : "code";
        const char *sql = mpt_arena_print(f->arena, "SELECT %s FROM %s WHERE %s = $code ORDER BY %s", owner, table,
                                          at.field->name, owner);
        if (to_project || is_large(at.kind->table)) {
            const char *plan = rows(f, mpt_arena_print(f->arena, "EXPLAIN QUERY PLAN %s", sql));
            if (strstr(plan, "SCAN")) {
                WRONG("%s\n%s", plan, sql);
            }
        }
    }
}

static void test_reports_look_things_up(void **state)
{
    struct fixture *f = *state;
    static const char *const queries[] = {"mission-projects", "mission-fundings", "mission-steps", "history-record"};
    for (size_t i = 0; i < COUNT(queries); i++) {
        const struct mpt_asset *asset = mpt_asset_find(mpt_arena_print(f->arena, "sql/query/%s.sql", queries[i]));
        assert_non_null(asset);
        assert_no_scan(f, asset->text);
    }
}

static void test_measurements_of_a_mission_are_looked_up(void **state)
{
    assert_no_scan(*state, mpt_asset_find("sql/query/measurements.sql")->text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_columns_are_the_fields),
        WITH_STORE(test_references_are_foreign_keys),
        WITH_STORE(test_lists_of_references_are_tables),
        WITH_STORE(test_checks_are_the_choices_and_bounds),
        WITH_STORE(test_no_other_tables),
        WITH_STORE(test_instruments_have_their_sides),
        WITH_STORE(test_every_kind_is_stored_whole),
        WITH_STORE(test_every_query_runs),
        WITH_STORE(test_every_rule_runs),
        WITH_STORE(test_rules_hide_rules),
        WITH_STORE(test_records_are_looked_up),
        WITH_STORE(test_referrers_are_looked_up),
        WITH_STORE(test_reports_look_things_up),
        WITH_STORE(test_measurements_of_a_mission_are_looked_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
