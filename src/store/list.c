/* Lists of one kind's records: filters, full text, order and limit, one row at a time. */
#include <stdlib.h>
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "store.h"

/* A statement in the making: its text and the texts to bind. */
struct builder {
    struct mpt_store *store;
    const struct mpt_list_query *query;
    struct mpt_arena *arena;
    struct mpt_text sql;
    const char *binds[64];
    double numbers[64];
    bool is_number[64];
    size_t bind_count;
};

enum { MOST_BINDS = 64 };

/* Of money's expression "AMOUNT, CURRENCY" the length of AMOUNT; of any other the whole. Computed amounts are queries
 * in brackets, which hold commas of their own. */
static size_t money_amount_len(const struct mpt_field *field, const char *expression)
{
    const char *computed = strstr(expression, "), (");
    return field->type != MPT_MONEY ? strlen(expression)
           : computed               ? (size_t)(computed - expression) + 1
                                    : strcspn(expression, ",");
}

/* "field OPERATOR value" taken apart. */
struct filter {
    const struct mpt_field *field;
    const char *operator; /* as in SQL; "~" for contains */
    const char *value;
};

static enum mpt_status no_field(const struct mpt_kind *kind, const char *name, struct mpt_arena *arena,
                                struct mpt_error *error)
{
    const char **names = mpt_arena_array(arena, kind->field_count, sizeof *names);
    for (size_t i = 0; i < kind->field_count; i++) {
        names[i] = kind->fields[i].name;
    }
    const char *near = mpt_text_nearest(name, names, kind->field_count, 3, arena);
    return mpt_fail(error, MPT_USAGE, "%s have no field '%s'%s%s%s; `mpt help %s` lists them", kind->plural, name,
                    *near ? "; did you mean " : "", near, *near ? "?" : "", kind->name);
}

static enum mpt_status split_filter(const struct mpt_kind *kind, const char *text, struct mpt_arena *arena,
                                    struct filter *filter, struct mpt_error *error)
{
    static const char *const operators[][2] = {{"!=", "<>"}, {"<=", "<="}, {">=", ">="}, {"=", "="},
                                               {"<", "<"},   {">", ">"},   {"~", "~"}};
    size_t len = strcspn(text, "!<>=~");
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const char *sign = operators[i][0];
        if (len && strncmp(text + len, sign, strlen(sign)) == 0) {
            const char *name = mpt_arena_copy_len(arena, text, len);
            filter->field = mpt_field_find(kind, name);
            filter->operator= operators[i][1];
            filter->value = text + len + strlen(sign);
            return filter->field ? MPT_OK : no_field(kind, name, arena, error);
        }
    }
    return mpt_fail(
        error, MPT_BAD_INPUT,
        "'%s' is no filter; write field=value, or with != < <= > >= or ~ (contains), like 'ends<2025-01-01'", text);
}

/* $1, $2 ... by number, since a list may have any number of them. */
static enum mpt_status bind(struct builder *builder, const char *text, struct mpt_error *error)
{
    if (builder->bind_count == MOST_BINDS) {
        return mpt_fail(error, MPT_BAD_INPUT, "at most %d conditions can be given at once", MOST_BINDS);
    }
    builder->is_number[builder->bind_count] = false;
    builder->binds[builder->bind_count++] = text;
    mpt_text_print(&builder->sql, "?%zu", builder->bind_count);
    return MPT_OK;
}

static enum mpt_status bind_number(struct builder *builder, double number, struct mpt_error *error)
{
    enum mpt_status status = bind(builder, NULL, error);
    if (!status) {
        builder->is_number[builder->bind_count - 1] = true;
        builder->numbers[builder->bind_count - 1] = number;
    }
    return status;
}

/* "field=" asks for records where it is empty, "field!=" where it is not. */
static enum mpt_status add_empty(struct builder *builder, const struct filter *filter, struct mpt_error *error)
{
    const struct mpt_kind *kind = builder->query->kind;
    bool want_empty = strcmp(filter->operator, "=") == 0;
    if (!want_empty && strcmp(filter->operator, "<>") != 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: a value is missing", filter->field->name);
    }
    if (mpt_field_is_table(filter->field)) {
        mpt_text_print(&builder->sql, "%s EXISTS (SELECT 1 FROM %s_%s l WHERE l.owner = %s.code)",
                       want_empty ? "NOT" : "", kind->table, filter->field->name, kind->table);
    } else if (filter->field->flags & MPT_THROUGH) {
        mpt_text_print(&builder->sql, "%s EXISTS (SELECT 1 FROM %s l WHERE l.%s = %s.code)", want_empty ? "NOT" : "",
                       mpt_kind_find(filter->field->through)->table, kind->table, kind->table);
    } else {
        const char *expression = kind_sql_expression(kind, filter->field, builder->arena);
        size_t comma = filter->field->type == MPT_MONEY && !(filter->field->flags & MPT_DERIVED)
                           ? strcspn(expression, ",")
                           : strlen(expression);
        if (filter->field->flags & MPT_DERIVED) {
            return mpt_fail(error, MPT_BAD_INPUT, "%s is computed; compare it with an amount", filter->field->name);
        }
        mpt_text_print(&builder->sql, "%.*s IS %sNULL", (int)comma, expression, want_empty ? "" : "NOT ");
    }
    return MPT_OK;
}

/* A reference filter accepts what a reference accepts anywhere: a unique beginning. */
static enum mpt_status add_reference(struct builder *builder, const struct filter *filter, struct mpt_error *error)
{
    const struct mpt_kind *kind = builder->query->kind;
    const struct mpt_field *field = filter->field;
    const char *code;
    enum mpt_status status =
        mpt_store_resolve(builder->store, mpt_kind_find(field->refers_to), filter->value, builder->arena, &code, error);
    if (status) {
        return status;
    }
    bool equal = strcmp(filter->operator, "=") == 0;
    if (!equal && strcmp(filter->operator, "<>") != 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: only = and != go with a code", field->name);
    }
    if (!(field->flags & MPT_MANY)) {
        mpt_text_print(&builder->sql, "%s.%s %s ", kind->table, field->name, equal ? "=" : "IS DISTINCT FROM");
        return bind(builder, code, error);
    }
    if (field->flags & MPT_THROUGH) {
        mpt_text_print(
            &builder->sql, "%s.code %sIN (SELECT l.%s FROM %s l WHERE l.%s IS NOT NULL AND l.%s = ", kind->table,
            equal ? "" : "NOT ", kind->table, mpt_kind_find(field->through)->table, kind->table, field->name);
    } else {
        mpt_text_print(&builder->sql, "%s.code %sIN (SELECT l.owner FROM %s_%s l WHERE l.%s = ", kind->table,
                       equal ? "" : "NOT ", kind->table, field->name, field->name);
    }
    status = bind(builder, code, error);
    mpt_text_add(&builder->sql, ")");
    return status;
}

static enum mpt_status add_money(struct builder *builder, const struct filter *filter, struct mpt_error *error)
{
    struct mpt_money money;
    enum mpt_status status = mpt_money_parse(filter->value, &money, error);
    if (status) {
        mpt_error_prefix(error, "%s", filter->field->name);
        return status;
    }
    /* Amounts compare within one currency only. */
    const char *expression = kind_sql_expression(builder->query->kind, filter->field, builder->arena);
    size_t len = money_amount_len(filter->field, expression);
    mpt_text_print(&builder->sql, "(%s = ", expression + len + 2);
    status = bind(builder, mpt_arena_copy(builder->arena, money.currency), error);
    mpt_text_print(&builder->sql, " AND %.*s %s ", (int)len, expression, filter->operator);
    status = status ? status : bind_number(builder, (double)money.minor, error);
    mpt_text_add(&builder->sql, ")");
    return status;
}

/* The text as it is in a LIKE pattern, where % and _ mean more. */
static const char *literal(const char *text, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    for (const char *c = text; *c; c++) {
        mpt_text_print(&out, strchr("%_\\", *c) ? "\\%c" : "%c", *c);
    }
    return mpt_text_get(&out);
}

/* Many values stand one a line in their column; one of them equals when it stands between two line ends. */
static enum mpt_status add_many(struct builder *builder, const struct filter *filter, const char *value,
                                struct mpt_error *error)
{
    if (strcmp(filter->operator, "=") != 0 && strcmp(filter->operator, "<>") != 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s has many values: use =, != or ~", filter->field->name);
    }
    mpt_text_print(&builder->sql, "('\n' || coalesce(%s.%s, '') || '\n') %sLIKE ('%%\n' || ",
                   builder->query->kind->table, filter->field->name, *filter->operator== '=' ? "" : "NOT ");
    enum mpt_status status = bind(builder, literal(value, builder->arena), error);
    mpt_text_add(&builder->sql, " || '\n%') ESCAPE '\\'");
    return status;
}

/* Dates compare as exactly as both are known: ends<2025-01-01 leaves out 2025, ends=2025 finds 2025-06-30. */
static enum mpt_status add_date(struct builder *builder, const struct filter *filter, const char *value,
                                struct mpt_error *error)
{
    const char *column = kind_sql_expression(builder->query->kind, filter->field, builder->arena);
    bool differs = strcmp(filter->operator, "<>") == 0;
    mpt_text_print(&builder->sql, "substr(%s, 1, %zu) %s substr(", column, strlen(value),
                   differs ? "IS DISTINCT FROM" : filter->operator);
    enum mpt_status status = bind(builder, value, error);
    mpt_text_print(&builder->sql, ", 1, length(%s))", column);
    return status;
}

static enum mpt_status add_filter(struct builder *builder, const char *text, struct mpt_error *error)
{
    struct filter filter = {0};
    const struct mpt_kind *kind = builder->query->kind;
    enum mpt_status status = split_filter(kind, text, builder->arena, &filter, error);
    if (status) {
        return status;
    }
    const struct mpt_field *field = filter.field;
    if (!*filter.value && field->type == MPT_FLAG) {
        filter.value = "no"; /* a flag that is not set says no */
    }
    if (!*filter.value) {
        return add_empty(builder, &filter, error);
    }
    if (*filter.operator== '~') {
        if (field->type != MPT_TEXT && field->type != MPT_CODE && field->type != MPT_CHOICE) {
            return mpt_fail(error, MPT_BAD_INPUT, "%s is no text; ~ (contains) does not go with it", field->name);
        }
        mpt_text_print(&builder->sql, "lower(%s.%s) LIKE '%%' || lower(", kind->table, field->name);
        status = bind(builder, literal(filter.value, builder->arena), error);
        mpt_text_add(&builder->sql, ") || '%' ESCAPE '\\'");
        return status;
    }
    if (field->type == MPT_REF) {
        return add_reference(builder, &filter, error);
    }
    if (field->type == MPT_MONEY) {
        return add_money(builder, &filter, error);
    }
    const char *value;
    status = mpt_value_parse(field, filter.value, builder->arena, &value, error);
    if (status) {
        return status;
    }
    if (field->flags & MPT_MANY) {
        return add_many(builder, &filter, value, error);
    }
    if (field->type == MPT_DATE) {
        return add_date(builder, &filter, value, error);
    }
    /* What is not known is not that value either. */
    bool differs = strcmp(filter.operator, "<>") == 0;
    mpt_text_print(&builder->sql, "%s.%s %s ", kind->table, field->name,
                   differs ? "IS DISTINCT FROM" : filter.operator);
    if (field->type == MPT_FLAG) {
        return bind_number(builder, value ? 1 : 0, error);
    }
    if (field->type == MPT_NUMBER || field->type == MPT_INTEGER) {
        return bind_number(builder, strtod(value, NULL), error);
    }
    return bind(builder, value, error);
}

static enum mpt_status add_order(struct builder *builder, struct mpt_error *error)
{
    const struct mpt_kind *kind = builder->query->kind;
    const char *sort = builder->query->sort;
    if (!sort) {
        mpt_text_print(&builder->sql, " ORDER BY %s%s.code", builder->query->search ? "search.rank, " : "",
                       kind->table);
        return MPT_OK;
    }
    bool down = *sort == '-';
    const struct mpt_field *field = mpt_field_find(kind, sort + down);
    if (!field) {
        return no_field(kind, sort + down, builder->arena, error);
    }
    if (field->type == MPT_REF && field->flags & MPT_MANY) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s has many values and gives no order", field->name);
    }
    const char *order = down ? "DESC" : "ASC";
    /* The position among the selected columns: a computed field is not computed twice. */
    int column = 2;
    mpt_text_add(&builder->sql, " ORDER BY ");
    for (size_t i = 0; i < builder->query->field_count; i++) {
        const struct mpt_field *selected = builder->query->fields[i];
        if (selected == field && field->type == MPT_MONEY) { /* amounts of one currency together, never across */
            mpt_text_print(&builder->sql, "%d NULLS LAST, %d %s, %s.code", column + 1, column, order, kind->table);
            return MPT_OK;
        }
        if (selected == field) {
            mpt_text_print(&builder->sql, "%d %s NULLS LAST, %s.code", column, order, kind->table);
            return MPT_OK;
        }
        column += selected->type == MPT_REF && selected->flags & MPT_MANY ? 0 : kind_sql_width(selected);
    }
    /* Not shown: by its own expression, money by currency first as above. */
    const char *expression = kind_sql_expression(kind, field, builder->arena);
    size_t amount = money_amount_len(field, expression);
    if (field->type == MPT_MONEY) {
        mpt_text_print(&builder->sql, "%s NULLS LAST, ", expression + amount + 2);
    }
    mpt_text_print(&builder->sql, "%.*s %s NULLS LAST, %s.code", (int)amount, expression, order, kind->table);
    return MPT_OK;
}

static enum mpt_status build(struct builder *builder, struct mpt_error *error)
{
    const struct mpt_list_query *query = builder->query;
    const char *glue = " WHERE ";
    enum mpt_status status = MPT_OK;
    mpt_text_print(&builder->sql, "SELECT %s.code", query->kind->table);
    for (size_t i = 0; i < query->field_count; i++) {
        if (query->fields[i]->type != MPT_REF || !(query->fields[i]->flags & MPT_MANY)) {
            mpt_text_print(&builder->sql, ", %s", kind_sql_expression(query->kind, query->fields[i], builder->arena));
        }
    }
    mpt_text_print(&builder->sql, " FROM %s", query->kind->table);
    if (query->search) {
        mpt_text_print(&builder->sql, " JOIN search ON search.rowid = %s.id WHERE search MATCH ", query->kind->table);
        status = search_ready(builder->store, error);
        status = status ? status : bind(builder, search_expression(query->search, builder->arena), error);
        glue = " AND ";
    }
    for (size_t i = 0; !status && i < query->filter_count; i++) {
        mpt_text_add(&builder->sql, glue);
        status = add_filter(builder, query->filters[i], error);
        glue = " AND ";
    }
    status = status ? status : add_order(builder, error);
    if (!status && query->limit >= 0) {
        mpt_text_add(&builder->sql, " LIMIT ");
        status = bind_number(builder, (double)query->limit, error);
    }
    return status;
}

/* Hands out the rows; each row's texts live in an arena of their own that is emptied by starting anew now and then. */
static enum mpt_status hand_out(struct builder *builder, sqlite3_stmt *statement, mpt_list_row *row, void *context,
                                struct mpt_error *error)
{
    enum { ROWS_AN_ARENA = 256 };
    const struct mpt_list_query *query = builder->query;
    const char **values = mpt_arena_array(builder->arena, query->field_count, sizeof *values);
    struct mpt_arena *arena = mpt_arena_open();
    enum mpt_status status = MPT_OK;
    int step = SQLITE_DONE;
    /* All records in the order of their codes: their lists can be read along. */
    bool along = !query->filter_count && !query->search && !query->sort && query->limit < 0;
    struct list_reader **readers = mpt_arena_array(builder->arena, query->field_count, sizeof(struct list_reader *));
    for (size_t i = 0; !status && i < query->field_count; i++) {
        if (query->fields[i]->type == MPT_REF && query->fields[i]->flags & MPT_MANY) {
            status = list_reader_open(builder->store, query->kind, (size_t)(query->fields[i] - query->kind->fields),
                                      along, builder->arena, &readers[i], error);
        }
    }
    for (size_t rows = 0; !status && (step = sqlite3_step(statement)) == SQLITE_ROW; rows++) {
        if (rows % ROWS_AN_ARENA == ROWS_AN_ARENA - 1) {
            mpt_arena_close(arena);
            arena = mpt_arena_open();
        }
        int column = 1;
        for (size_t i = 0; !status && i < query->field_count; i++) {
            const struct mpt_field *field = query->fields[i];
            if (readers[i]) {
                status = list_reader_get(readers[i], (const char *)sqlite3_column_text(statement, 0), arena, &values[i],
                                         error);
            } else {
                values[i] = record_column(statement, field, column, arena);
                column += kind_sql_width(field);
            }
        }
        status = status ? status : row(context, values, error);
    }
    if (!status && step != SQLITE_DONE) {
        status = query->search && strstr(sqlite3_errmsg(builder->store->db), "fts5")
                     ? mpt_fail(error, MPT_BAD_INPUT,
                                "--search '%s' cannot be understood; write words, begin* , \"a phrase\", AND, OR, NOT",
                                query->search)
                     : store_fail(builder->store, "listing", error);
    }
    for (size_t i = 0; i < query->field_count; i++) {
        list_reader_close(readers[i]);
    }
    mpt_arena_close(arena);
    return status;
}

enum mpt_status mpt_store_list(struct mpt_store *store, const struct mpt_list_query *query, mpt_list_row *row,
                               void *context, struct mpt_error *error)
{
    struct builder builder = {.store = store, .query = query, .arena = mpt_arena_open()};
    builder.sql = mpt_text_init(builder.arena);
    sqlite3_stmt *statement = NULL;
    enum mpt_status status = build(&builder, error);
    status = status ? status : store_prepare(store, mpt_text_get(&builder.sql), &statement, error);
    for (size_t i = 0; !status && i < builder.bind_count; i++) {
        if (builder.is_number[i]) {
            sqlite3_bind_double(statement, (int)i + 1, builder.numbers[i]);
        } else {
            store_bind(statement, (int)i + 1, builder.binds[i]);
        }
    }
    status = status ? status : hand_out(&builder, statement, row, context, error);
    sqlite3_finalize(statement);
    mpt_arena_close(builder.arena);
    return status;
}
