/* What the exports share: the fields a record holds, and queries read beside one another. */
#include <string.h>

#include "exchange/export_internal.h"
#include "mpt/money.h"

struct export_fields export_fields_of(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    struct export_fields fields = {.list = mpt_arena_array(arena, kind->field_count, sizeof *fields.list)};
    for (size_t i = 0; i < kind->field_count; i++) {
        if (!(kind->fields[i].flags & (MPT_DERIVED | MPT_THROUGH))) {
            fields.list[fields.count++] = &kind->fields[i];
        }
    }
    return fields;
}

enum mpt_status export_read(struct mpt_store *store, const struct mpt_kind *kind, const struct export_fields *fields,
                            mpt_list_row *row, void *context, struct mpt_error *error)
{
    const struct mpt_list_query query = {
        .kind = kind, .limit = -1, .fields = fields->list, .field_count = fields->count};
    return mpt_store_list(store, &query, row, context, error);
}

enum mpt_status export_along_open(struct mpt_store *store, const char *query, const struct mpt_param *params,
                                  size_t param_count, struct export_along *along, struct mpt_error *error)
{
    enum mpt_status status = mpt_cursor_open(store, query, NULL, params, param_count, &along->cursor, error);
    along->there = !status && mpt_cursor_next(along->cursor);
    return status;
}

bool export_along_at(struct export_along *along, const char *owner)
{
    int order = -1;
    while (along->there && (order = strcmp(mpt_cursor_text(along->cursor, "owner"), owner)) < 0) {
        export_along_next(along);
    }
    return along->there && order == 0;
}

void export_along_next(struct export_along *along)
{
    along->there = mpt_cursor_next(along->cursor);
}

enum mpt_status export_along_close(struct export_along *along, enum mpt_status status, struct mpt_error *error)
{
    struct mpt_error unsaid;
    enum mpt_status closed = mpt_cursor_close(along->cursor, status ? &unsaid : error);
    along->cursor = NULL;
    return status ? status : closed;
}

void export_params(struct mpt_store *store, struct mpt_date today, struct mpt_arena *arena,
                   struct mpt_param params[EXPORT_PARAMS])
{
    const char *demo = mpt_store_setting(store, "demo", arena);
    params[0] = (struct mpt_param){.name = "today", .text = mpt_date_format(today, arena)};
    params[1] = (struct mpt_param){.name = "examples", .number = demo && strcmp(demo, "1") == 0, .is_number = true};
}

void export_remark(const struct mpt_export *how, const char *kind, const char *code, const char *what, bool left_out)
{
    if (how->remark) {
        how->remark(how->context, mpt_kind_find(kind), code, what, left_out);
    }
}

const char *export_copy(struct mpt_cursor *cursor, const char *column, struct mpt_arena *arena)
{
    const char *text = mpt_cursor_text(cursor, column);
    return mpt_arena_copy(arena, text);
}

const char *export_amount(struct mpt_cursor *cursor, struct mpt_arena *arena)
{
    const char *currency = mpt_cursor_text(cursor, "amount_currency");
    struct mpt_money money = {.minor = mpt_cursor_integer(cursor, "amount")};
    if (!currency || strlen(currency) != 3) {
        return NULL;
    }
    memcpy(money.currency, currency, sizeof money.currency);
    return mpt_money_format(money, arena) + strlen("AUD ");
}

const char *export_iati_id(const char *outside_id, struct mpt_arena *arena)
{
    static const char *const schemes[] = {"iati:", "org-id:"};
    for (const char *id; (id = mpt_value_next(&outside_id, false, arena, NULL));) {
        for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
            size_t len = strlen(schemes[i]);
            if (strncmp(id, schemes[i], len) == 0 && id[len]) {
                return id + len;
            }
        }
    }
    return NULL;
}
