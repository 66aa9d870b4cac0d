/* The statements of a disclosure: its conditions as sets of codes, and the expressions that ask them. */
#include <assert.h>
#include <string.h>

#include "disclose.h"

/* "when_public_body" of public-body. */
static const char *function_of(const char *condition, struct mpt_arena *arena)
{
    char *name = mpt_arena_print(arena, "when_%s", condition);
    for (char *c = name; *c; c++) {
        *c = *c == '-' ? '_' : *c;
    }
    return name;
}

const char *disclose_sql_grant(const struct mpt_disclosure_grant *grant, const struct mpt_kind *kind,
                               struct mpt_arena *arena)
{
    const struct mpt_kind *of = NULL;
    if (!grant->leaves || !grant->condition) {
        return grant->leaves ? "1" : "0";
    }
    mpt_disclosure_condition(grant->condition, &of);
    const char *tie = mpt_disclosure_tie(kind, of)->name;
    return mpt_arena_print(arena, "(k.%s IS NULL OR %s%s(k.%s))", tie, grant->unless ? "NOT " : "",
                           function_of(grant->condition, arena), tie);
}

const char *disclose_sql_records(const struct mpt_disclosure_kind *kind, struct mpt_arena *arena)
{
    struct mpt_text sql = mpt_text_init(arena);
    mpt_text_add(&sql, kind->stays ? "(0" : "(1");
    for (size_t i = 0; i < kind->record_count; i++) {
        mpt_text_print(&sql, " AND %s", disclose_sql_grant(&kind->records[i], kind->kind, arena));
    }
    mpt_text_add(&sql, ")");
    return mpt_text_get(&sql);
}

static void answer(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct code_set *codes = sqlite3_user_data(context);
    const char *code = count == 1 ? (const char *)sqlite3_value_text(values[0]) : NULL;
    sqlite3_result_int(context, code && code_set_has(codes, code));
}

static enum mpt_status run_condition(struct disclosing *disclosing, const char *sql, struct code_set *codes)
{
    sqlite3_stmt *statement;
    int step = SQLITE_DONE;
    enum mpt_status status = store_prepare(disclosing->store, sql, &statement, disclosing->error);
    while (!status && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *code = (const char *)sqlite3_column_text(statement, 0);
        if (code) {
            code_set_add(codes, code);
        }
    }
    if (!status && step != SQLITE_DONE) {
        status = store_fail(disclosing->store, "asking a condition", disclosing->error);
    }
    sqlite3_finalize(statement);
    return status;
}

/* One condition, after those it uses ("-- uses: NAME ..." on its second line). */
static enum mpt_status make_condition(struct disclosing *disclosing, const char *name)
{
    static const char mark[] = "\n-- uses: ";
    const struct mpt_kind *of;
    struct mpt_arena *arena = disclosing->arena;
    const char *sql = mpt_disclosure_condition(name, &of), *uses = strstr(sql, mark);
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; i < disclosing->condition_count; i++) {
        if (strcmp(disclosing->conditions[i]->name, name) == 0) {
            return MPT_OK;
        }
    }
    for (uses = uses ? uses + sizeof mark - 1 : "\n"; !status && *uses != '\n'; uses += *uses == ' ') {
        size_t len = strcspn(uses, " \n");
        status = make_condition(disclosing, mpt_arena_copy_len(arena, uses, len));
        uses += len;
    }
    struct disclose_condition *made = mpt_arena_alloc(arena, sizeof *made);
    *made = (struct disclose_condition){name, {.arena = arena}};
    status = status ? status : run_condition(disclosing, sql, &made->codes);
    disclosing->conditions = mpt_arena_grow(arena, disclosing->conditions, disclosing->condition_count,
                                            &disclosing->condition_capacity, sizeof(struct disclose_condition *));
    disclosing->conditions[disclosing->condition_count++] = made;
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    if (!status && sqlite3_create_function_v2(disclosing->store->db, function_of(name, arena), 1, flags, &made->codes,
                                              answer, NULL, NULL, NULL) != SQLITE_OK) {
        status = store_fail(disclosing->store, "preparing a condition", disclosing->error);
    }
    return status;
}

enum mpt_status disclose_sql_conditions(struct disclosing *disclosing)
{
    enum mpt_status status = MPT_OK;
    for (size_t k = 0; !status && k < mpt_kind_count; k++) {
        const struct mpt_disclosure_kind *kind = &disclosing->table->kinds[k];
        for (size_t i = 0; !status && i < kind->record_count; i++) {
            status = make_condition(disclosing, kind->records[i].condition);
        }
        for (size_t i = 0; !status && i < kind->kind->field_count; i++) {
            const char *condition = kind->fields[i].condition;
            status = condition ? make_condition(disclosing, condition) : MPT_OK;
        }
    }
    return status;
}

/* Whoever takes part in a project without leaving with it is a secret of that project, though others may tell of it. */
enum mpt_status disclose_sql_secrets(struct disclosing *disclosing)
{
    const struct mpt_disclosure_kind *participation = NULL;
    for (size_t k = 0; k < mpt_kind_count; k++) {
        if (strcmp(mpt_kinds[k]->name, "participation") == 0) {
            participation = &disclosing->table->kinds[k];
        }
    }
    assert(participation);
    const char *leaves = disclose_sql_records(participation, disclosing->arena);
    const char *sql = mpt_arena_print(
        disclosing->arena,
        "CREATE TEMP TABLE secret_name (project TEXT NOT NULL, name TEXT NOT NULL);"
        "INSERT INTO temp.secret_name (project, name) SELECT DISTINCT k.project, s.title || char(10) || "
        "coalesce(s.alias, '') FROM participation k JOIN stakeholder s ON s.code = k.stakeholder "
        "WHERE k.project IS NOT NULL AND NOT %s AND NOT EXISTS (SELECT 1 FROM participation o WHERE o.project = "
        "k.project AND o.stakeholder = k.stakeholder AND o.code <> k.code AND (SELECT %s FROM participation k WHERE "
        "k.code = o.code));"
        "CREATE INDEX temp.secret_name_project ON secret_name (project)",
        leaves, leaves);
    return store_run(disclosing->store, sql, disclosing->error);
}
