/* Tidies the portfolio that leaves: references to what stayed behind are taken out, with the records that cannot be
 * without them, and records whose codes tell too much are numbered. */
#include <string.h>

#include "disclose.h"

/* Runs a statement; *changed grows by the rows it touched. */
static enum mpt_status run(struct disclosing *disclosing, const char *sql, size_t *changed)
{
    sqlite3_int64 before = sqlite3_total_changes64(disclosing->to->db);
    enum mpt_status status = store_run(disclosing->to, sql, disclosing->error);
    *changed += (size_t)(sqlite3_total_changes64(disclosing->to->db) - before);
    return status;
}

/* A reference that leads nowhere goes; when it is required, its record does. */
static enum mpt_status tidy_reference(struct disclosing *disclosing, const struct mpt_kind *kind,
                                      const struct mpt_field *field, size_t *changed)
{
    const char *parent = mpt_kind_find(field->refers_to)->table, *name = field->name, *table = kind->table;
    struct mpt_arena *arena = disclosing->arena;
    const char *sql;
    if (mpt_field_is_table(field)) {
        sql = mpt_arena_print(arena,
                              "DELETE FROM %s_%s WHERE NOT EXISTS (SELECT 1 FROM %s p WHERE p.code = %s_%s.%s) OR NOT "
                              "EXISTS (SELECT 1 FROM %s o WHERE o.code = owner)",
                              table, name, parent, table, name, name, table);
    } else {
        const char *what = field->flags & MPT_REQUIRED ? mpt_arena_print(arena, "DELETE FROM %s", table)
                                                       : mpt_arena_print(arena, "UPDATE %s SET %s = NULL", table, name);
        sql = mpt_arena_print(arena, "%s WHERE %s IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s p WHERE p.code = %s.%s)",
                              what, name, parent, table, name);
    }
    return run(disclosing, sql, changed);
}

/* Records that have none of a group of fields any more: "a b; c d". */
static enum mpt_status tidy_groups(struct disclosing *disclosing, const struct mpt_kind *kind, size_t *changed)
{
    enum mpt_status status = MPT_OK;
    for (const char *at = kind->one_of ? kind->one_of : ""; !status && *at;) {
        struct mpt_text sql = mpt_text_init(disclosing->arena);
        mpt_text_print(&sql, "DELETE FROM %s WHERE 1", kind->table);
        while (*at && *at != ';') {
            size_t len = strcspn(at, " ;");
            mpt_text_print(&sql, " AND %.*s IS NULL", (int)len, at);
            at += len + strspn(at + len, " ");
        }
        at += strspn(at, "; ");
        status = run(disclosing, mpt_text_get(&sql), changed);
    }
    return status;
}

static enum mpt_status tidy_kind(struct disclosing *disclosing, const struct mpt_kind *kind, size_t *changed)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        bool refers = field->type == MPT_REF && !(field->flags & MPT_THROUGH);
        status = refers ? tidy_reference(disclosing, kind, field, changed) : MPT_OK;
    }
    return status ? status : tidy_groups(disclosing, kind, changed);
}

/* With foreign keys on, a new code goes wherever the old one stood. */
static enum mpt_status number_records(struct disclosing *disclosing, const struct mpt_kind *kind)
{
    const char *sql = mpt_arena_print(disclosing->arena,
                                      "UPDATE %s SET code = '%s-' || id WHERE id IN (SELECT id FROM temp.numbered)",
                                      kind->table, kind->name);
    return store_run(disclosing->to, sql, disclosing->error);
}

/* Records in the kind's table now. */
static size_t count_records(struct disclosing *disclosing, const struct mpt_kind *kind)
{
    sqlite3_stmt *statement;
    size_t count = 0;
    const char *sql = mpt_arena_print(disclosing->arena, "SELECT count(*) FROM %s", kind->table);
    if (store_prepare(disclosing->to, sql, &statement, disclosing->error) == MPT_OK) {
        count = sqlite3_step(statement) == SQLITE_ROW ? (size_t)sqlite3_column_int64(statement, 0) : 0;
        sqlite3_finalize(statement);
    }
    return count;
}

/* Once more as long as a record went, for others may refer to it. */
static enum mpt_status tidy_all(struct disclosing *disclosing)
{
    enum mpt_status status = MPT_OK;
    for (size_t changed = 1; !status && changed;) {
        changed = 0;
        for (size_t k = 0; !status && k < mpt_kind_count; k++) {
            status = tidy_kind(disclosing, mpt_kinds[k], &changed);
        }
    }
    return status;
}

enum mpt_status disclose_tidy(struct disclosing *disclosing)
{
    size_t *before = mpt_arena_array(disclosing->arena, mpt_kind_count, sizeof *before);
    for (size_t k = 0; k < mpt_kind_count; k++) {
        before[k] = count_records(disclosing, mpt_kinds[k]);
    }
    enum mpt_status status = store_run(disclosing->to, "BEGIN", disclosing->error);
    status = status ? status : tidy_all(disclosing);
    /* No pairs: likeness is judged from fields that stay. */
    status = status ? status
                    : store_run(disclosing->to,
                                "UPDATE duplicate_state SET known_change = 0; COMMIT; PRAGMA "
                                "foreign_keys = ON; BEGIN",
                                disclosing->error);
    for (size_t k = 0; !status && k < mpt_kind_count; k++) {
        const struct mpt_disclosure_rule *follows = &disclosing->table->rules[0];
        disclosing_count(disclosing, follows, mpt_kinds[k], NULL, before[k] - count_records(disclosing, mpt_kinds[k]));
        status = number_records(disclosing, mpt_kinds[k]);
    }
    return status ? status : store_run(disclosing->to, "COMMIT; DROP TABLE temp.numbered", disclosing->error);
}
