/* The statements on a kind's tables, written from its table of fields. Only names of those tables go into the text;
 * what users give is always bound. */
#include <string.h>

#include "mpt/asset.h"
#include "mpt/text.h"
#include "store.h"

int kind_sql_width(const struct mpt_field *field)
{
    return field->type == MPT_MONEY ? 2 : 1;
}

/* Adds every column of the kind's table with `before` and `after` around its name: "$code, ". */
static void add_columns(struct mpt_text *sql, const struct mpt_kind *kind, const char *before, bool assign)
{
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        if (!mpt_field_is_column(field)) {
            continue;
        }
        for (int column = 0; column < kind_sql_width(field); column++) {
            const char *suffix = column ? "_currency" : "";
            mpt_text_add(sql, ", ");
            if (assign) {
                mpt_text_print(sql, "%s%s = ", field->name, suffix);
            }
            mpt_text_print(sql, "%s%s%s", before, field->name, suffix);
        }
    }
}

const char *kind_sql_get(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    struct mpt_text sql = mpt_text_init(arena);
    mpt_text_add(&sql, "SELECT id");
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        if (mpt_field_is_column(field) || field->flags & MPT_DERIVED) {
            mpt_text_print(&sql, ", %s", kind_sql_expression(kind, field, arena));
        }
    }
    mpt_text_print(&sql, " FROM %s WHERE code = $code", kind->table);
    return mpt_text_get(&sql);
}

const char *kind_sql_insert(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    struct mpt_text sql = mpt_text_init(arena);
    mpt_text_print(&sql, "INSERT INTO %s (id", kind->table);
    add_columns(&sql, kind, "", false);
    mpt_text_add(&sql, ") VALUES ($id");
    add_columns(&sql, kind, "$", false);
    mpt_text_add(&sql, ")");
    return mpt_text_get(&sql);
}

const char *kind_sql_update(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    struct mpt_text sql = mpt_text_init(arena);
    mpt_text_print(&sql, "UPDATE %s SET id = $id", kind->table);
    add_columns(&sql, kind, "$", true);
    mpt_text_add(&sql, " WHERE id = $id");
    return mpt_text_get(&sql);
}

const char *kind_sql_put(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena)
{
    bool money = field->type == MPT_MONEY;
    return mpt_arena_print(arena, "UPDATE %s SET %s = $value%s%s%s WHERE id = $id", kind->table, field->name,
                           money ? ", " : "", money ? field->name : "", money ? "_currency = $currency" : "");
}

const char *kind_sql_delete(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "DELETE FROM %s WHERE code = $code", kind->table);
}

const char *kind_sql_exists(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "SELECT id FROM %s WHERE code = $code", kind->table);
}

const char *kind_sql_code(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "SELECT code FROM %s WHERE id = $id", kind->table);
}

/* Most have one id, which an index finds; those with several are few and have an index of their own, whose condition
 * stands here again. */
const char *kind_sql_outside(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    return mpt_arena_print(arena,
                           "SELECT code FROM %s WHERE outside_id = $id UNION ALL SELECT code FROM %s "
                           "WHERE instr(outside_id, char(10)) > 0 AND "
                           "instr(char(10) || outside_id || char(10), char(10) || $id || char(10)) > 0 LIMIT 1",
                           kind->table, kind->table);
}

const char *kind_sql_origin(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "SELECT source, example FROM %s WHERE code = $code", kind->table);
}

const char *kind_sql_list_get(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena)
{
    if (field->flags & MPT_THROUGH) {
        return mpt_arena_print(arena, "SELECT %s, NULL FROM %s WHERE %s = $code ORDER BY %s", field->name,
                               mpt_kind_find(field->through)->table, kind->table, field->name);
    }
    return mpt_arena_print(arena, "SELECT %s, %s FROM %s_%s WHERE owner = $code ORDER BY position", field->name,
                           field->flags & MPT_SHARED ? "share" : "NULL", kind->table, field->name);
}

const char *kind_sql_list_add(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena)
{
    bool shared = field->flags & MPT_SHARED;
    return mpt_arena_print(arena, "INSERT INTO %s_%s (owner, %s, position%s) VALUES ($owner, $value, $position%s)",
                           kind->table, field->name, field->name, shared ? ", share" : "", shared ? ", $share" : "");
}

const char *kind_sql_list_clear(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "DELETE FROM %s_%s WHERE owner = $code", kind->table, field->name);
}

/* A computed field is a query of its own, in brackets. */
static const char *derived(const struct mpt_kind *kind, const char *name, struct mpt_arena *arena)
{
    const struct mpt_asset *asset = mpt_asset_find(mpt_arena_print(arena, "sql/query/%s-%s.sql", kind->table, name));
    return mpt_arena_print(arena, "(%s)", asset ? asset->text : "NULL");
}

const char *kind_sql_expression(const struct mpt_kind *kind, const struct mpt_field *field, struct mpt_arena *arena)
{
    bool computed = field->flags & MPT_DERIVED;
    const char *value =
        computed ? derived(kind, field->name, arena) : mpt_arena_print(arena, "%s.%s", kind->table, field->name);
    if (field->type != MPT_MONEY) {
        return value;
    }
    const char *column = mpt_arena_print(arena, "%s_currency", field->name);
    const char *currency =
        computed ? derived(kind, column, arena) : mpt_arena_print(arena, "%s.%s", kind->table, column);
    return mpt_arena_print(arena, "%s, %s", value, currency);
}
