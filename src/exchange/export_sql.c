/* Writes the portfolio as a script of SQL that PostgreSQL and SQLite both load.
 *
 * Only what both know is used: quoted names, standard literals (a quote doubled, a backslash as it is), types whose
 * names both take, references checked at COMMIT. Tables come in the order of mpt_kinds, in which what is referred to
 * stands before what refers to it; many references follow in tables KIND_FIELD of their own. */
#include <string.h>

#include "exchange/export_internal.h"
#include "mpt/money.h"
#include "mpt/text.h"

/* Rows of one table under way; so many of them make one INSERT. */
enum { ROWS_AN_INSERT = 200 };
struct rows {
    FILE *out;
    const struct mpt_kind *kind;
    const struct export_fields *fields;
    const struct mpt_field *many; /* the field of many references whose table it is; NULL: the kind's own */
    struct mpt_arena *arena;      /* renewed with each INSERT */
    size_t count;
};

/* --- Tables ------------------------------------------------------------------------------------------------------- */

static const char *column_type(const struct mpt_field *field)
{
    switch (field->type) {
    case MPT_MONEY:
        return "NUMERIC";
    case MPT_INTEGER:
        return "BIGINT";
    case MPT_NUMBER:
        return "DOUBLE PRECISION";
    case MPT_FLAG:
        return "SMALLINT";
    default:
        return "TEXT";
    }
}

static void write_choices(FILE *out, const struct mpt_field *field)
{
    fprintf(out, " CHECK (\"%s\" IN (", field->name);
    for (size_t i = 0; field->choices[i].value; i++) {
        fprintf(out, "%s'%s'", i ? ", " : "", field->choices[i].value);
    }
    fputs("))", out);
}

static void write_reference(FILE *out, const struct mpt_field *field)
{
    fprintf(out, " REFERENCES \"%s\" (\"code\") DEFERRABLE INITIALLY DEFERRED", mpt_kind_find(field->refers_to)->table);
}

static void write_column(FILE *out, const struct mpt_field *field)
{
    const char *needed = field->flags & MPT_REQUIRED || field->type == MPT_FLAG ? " NOT NULL" : "";
    fprintf(out, "%s\n    \"%s\" %s%s", field->type == MPT_CODE ? "" : ",", field->name, column_type(field),
            field->type == MPT_CODE ? " PRIMARY KEY" : needed);
    if (field->type == MPT_MONEY) {
        fprintf(out, ",\n    \"%s_currency\" TEXT%s,\n    \"%s_minor\" BIGINT%s", field->name, needed, field->name,
                needed);
    } else if (field->type == MPT_FLAG) {
        fprintf(out, " CHECK (\"%s\" IN (0, 1))", field->name);
    } else if (field->type == MPT_CHOICE && !(field->flags & MPT_MANY)) {
        write_choices(out, field);
    } else if (field->type == MPT_REF) {
        write_reference(out, field);
    }
}

static void write_tables(FILE *out, const struct mpt_kind *kind, const struct export_fields *fields)
{
    fprintf(out, "\nCREATE TABLE \"%s\" (", kind->table);
    for (size_t i = 0; i < fields->count; i++) {
        if (!mpt_field_is_table(fields->list[i])) {
            write_column(out, fields->list[i]);
        }
    }
    fputs("\n);\n", out);
}

static void write_many_table(FILE *out, const struct mpt_kind *kind, const struct mpt_field *field)
{
    fprintf(out,
            "\nCREATE TABLE \"%s_%s\" (\n"
            "    \"owner\" TEXT NOT NULL REFERENCES \"%s\" (\"code\") DEFERRABLE INITIALLY DEFERRED,\n"
            "    \"%s\" TEXT NOT NULL",
            kind->table, field->name, kind->table, field->name);
    write_reference(out, field);
    fputs(",\n    \"position\" INTEGER NOT NULL", out);
    fputs(field->flags & MPT_SHARED ? ",\n    \"share\" DOUBLE PRECISION" : "", out);
    fprintf(out, ",\n    PRIMARY KEY (\"owner\", \"%s\")\n);\n", field->name);
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

static void write_text(FILE *out, const char *text)
{
    fputc('\'', out);
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, "'");
        fwrite(at, 1, len, out);
        at += len;
        if (*at) {
            fputs("''", out);
            at++;
        }
    }
    fputc('\'', out);
}

static enum mpt_status write_money(struct rows *rows, const char *value, struct mpt_error *error)
{
    struct mpt_money money;
    if (!value) {
        fputs("NULL, NULL, NULL", rows->out);
        return MPT_OK;
    }
    enum mpt_status status = mpt_money_parse(value, &money, error);
    if (!status) { /* the canonical form is the currency, a blank and the decimal */
        fprintf(rows->out, "%s, '%s', %lld", value + sizeof money.currency, money.currency, (long long)money.minor);
    }
    return status;
}

static enum mpt_status write_value(struct rows *rows, const struct mpt_field *field, const char *value,
                                   struct mpt_error *error)
{
    if (field->type == MPT_MONEY) {
        return write_money(rows, value, error);
    }
    if (field->type == MPT_FLAG) {
        fputs(value ? "1" : "0", rows->out);
    } else if (!value) {
        fputs("NULL", rows->out);
    } else if (field->type == MPT_NUMBER || field->type == MPT_INTEGER) {
        fputs(value, rows->out);
    } else {
        write_text(rows->out, value);
    }
    return MPT_OK;
}

static void write_columns(struct rows *rows)
{
    FILE *out = rows->out;
    if (rows->many) {
        fprintf(out, "_%s\" (\"owner\", \"%s\", \"position\"%s", rows->many->name, rows->many->name,
                rows->many->flags & MPT_SHARED ? ", \"share\"" : "");
        return;
    }
    fputs("\" (", out);
    for (size_t i = 0; i < rows->fields->count; i++) {
        const struct mpt_field *field = rows->fields->list[i];
        if (!mpt_field_is_table(field)) {
            fprintf(out, "%s\"%s\"", field->type == MPT_CODE ? "" : ", ", field->name);
        }
        if (field->type == MPT_MONEY) {
            fprintf(out, ", \"%s_currency\", \"%s_minor\"", field->name, field->name);
        }
    }
}

/* What stands before a row: the beginning of an INSERT, or a comma. */
static void begin_row(struct rows *rows)
{
    if (rows->count++ % ROWS_AN_INSERT != 0) {
        fputs(",\n(", rows->out);
        return;
    }
    mpt_arena_close(rows->arena);
    rows->arena = mpt_arena_open();
    fprintf(rows->out, "%s\nINSERT INTO \"%s", rows->count > 1 ? ";" : "", rows->kind->table);
    write_columns(rows);
    fputs(") VALUES\n(", rows->out);
}

static enum mpt_status write_row(void *context, const char *const *values, struct mpt_error *error)
{
    struct rows *rows = context;
    enum mpt_status status = MPT_OK;
    begin_row(rows);
    for (size_t i = 0; !status && i < rows->fields->count; i++) {
        if (!mpt_field_is_table(rows->fields->list[i])) {
            fputs(i ? ", " : "", rows->out);
            status = write_value(rows, rows->fields->list[i], values[i], error);
        }
    }
    fputc(')', rows->out);
    return status;
}

/* A row a reference of the record: its code is the first of the two values, the references are the second. */
static enum mpt_status write_references(void *context, const char *const *values, struct mpt_error *error)
{
    struct rows *rows = context;
    const char *list = values[1];
    double share;
    (void)error;
    for (long position = 1; list && *list; position++) {
        begin_row(rows);
        const char *code = mpt_value_next(&list, rows->many->flags & MPT_SHARED, rows->arena, &share);
        write_text(rows->out, values[0]);
        fputs(", ", rows->out);
        write_text(rows->out, code);
        fprintf(rows->out, ", %ld", position);
        if (rows->many->flags & MPT_SHARED) {
            fprintf(rows->out, ", %s", share < 0 ? "NULL" : mpt_number_format(share, rows->arena));
        }
        fputc(')', rows->out);
    }
    return MPT_OK;
}

static enum mpt_status write_kind(struct mpt_store *store, const struct mpt_kind *kind,
                                  const struct export_fields *fields, const struct mpt_field *many, FILE *out,
                                  struct mpt_error *error)
{
    struct rows rows = {.out = out, .kind = kind, .fields = fields, .many = many, .arena = mpt_arena_open()};
    enum mpt_status status = export_read(store, kind, fields, many ? write_references : write_row, &rows, error);
    fputs(rows.count ? ";\n" : "", out);
    mpt_arena_close(rows.arena);
    return status;
}

/* The tables of many references and their rows. */
static enum mpt_status write_many(struct mpt_store *store, const struct mpt_kind *kind, FILE *out,
                                  struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < kind->field_count; i++) {
        const struct mpt_field *pair[] = {&kind->fields[0], &kind->fields[i]};
        if (mpt_field_is_table(pair[1])) {
            const struct export_fields fields = {.list = pair, .count = 2};
            write_many_table(out, kind, pair[1]);
            status = write_kind(store, kind, &fields, pair[1], out, error);
        }
    }
    return status;
}

enum mpt_status mpt_export_sql(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                               struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    enum mpt_status status = MPT_OK;
    fprintf(out,
            "-- A portfolio of mpt on %s. Load it into an empty database, in UTF-8:\n"
            "--   sqlite3 new.db < FILE      psql -v ON_ERROR_STOP=1 -f FILE\n"
            "BEGIN;\n",
            mpt_date_format(how->today, arena));
    for (size_t i = 0; !status && i < mpt_kind_count; i++) {
        struct export_fields fields = export_fields_of(mpt_kinds[i], arena);
        write_tables(out, mpt_kinds[i], &fields);
        status = write_kind(store, mpt_kinds[i], &fields, NULL, out, error);
    }
    for (size_t i = 0; !status && i < mpt_kind_count; i++) {
        status = write_many(store, mpt_kinds[i], out, error);
    }
    fputs("\nCOMMIT;\n", out);
    mpt_arena_close(arena);
    return status;
}
