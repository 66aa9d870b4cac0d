/* Checks a portfolio's health: pages, references, change record, full-text index, shares. */
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "store.h"

struct examination {
    struct mpt_store *store;
    mpt_doctor_finding *finding;
    void *context;
    size_t count;
};

static void report(struct examination *examination, const char *message)
{
    examination->count++;
    examination->finding(examination->context, message);
}

/* Runs a check whose rows are findings: the columns of a row are put into one line behind `what`. */
static enum mpt_status check(struct examination *examination, const char *what, const char *sql, const char *healthy,
                             struct mpt_error *error)
{
    struct mpt_store *store = examination->store;
    struct mpt_arena *arena = mpt_arena_open();
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(store, sql, &statement, error);
    int step = SQLITE_DONE;
    while (!status && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        struct mpt_text line = mpt_text_init(arena);
        mpt_text_print(&line, "%s:", what);
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            mpt_text_print(&line, " %s", text ? text : "-");
        }
        if (!healthy || strcmp((const char *)sqlite3_column_text(statement, 0), healthy) != 0) {
            report(examination, mpt_text_get(&line));
        }
    }
    if (!status && step != SQLITE_DONE) {
        report(examination, mpt_arena_print(arena, "%s: %s", what, sqlite3_errmsg(store->db)));
    }
    if (!status) {
        sqlite3_finalize(statement);
    }
    mpt_arena_close(arena);
    return status;
}

/* Amounts in a currency that does not exist would vanish from every page. */
static enum mpt_status check_money(struct examination *examination, const struct mpt_kind *kind,
                                   const struct mpt_field *field, struct mpt_arena *arena, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status =
        store_prepare(examination->store,
                      mpt_arena_print(arena,
                                      "SELECT %s_currency, min(code), %s IS NULL FROM %s "
                                      "WHERE %s IS NOT NULL OR %s_currency IS NOT NULL GROUP BY 1, 3",
                                      field->name, field->name, kind->table, field->name, field->name),
                      &statement, error);
    while (!status && sqlite3_step(statement) == SQLITE_ROW) {
        const char *currency = (const char *)sqlite3_column_text(statement, 0);
        if (!currency || mpt_currency_decimals(currency) < 0 || sqlite3_column_int(statement, 2)) {
            report(examination, mpt_arena_print(arena, "%s without a currency that exists: %s %s", field->name,
                                                kind->name, (const char *)sqlite3_column_text(statement, 1)));
        }
    }
    if (!status) {
        sqlite3_finalize(statement);
    }
    return status;
}

/* Every record was added by the change record whose number is its id, under its code or one it was renamed from. */
static enum mpt_status check_records(struct examination *examination, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < mpt_kind_count; i++) {
        const struct mpt_kind *kind = mpt_kinds[i];
        struct mpt_arena *arena = mpt_arena_open();
        status = check(examination, mpt_arena_print(arena, "%s without the change record that added it", kind->name),
                       mpt_arena_print(arena,
                                       "SELECT r.code FROM %s r LEFT JOIN change c ON c.id = r.id "
                                       "WHERE c.action IS DISTINCT FROM 'added' OR c.kind <> '%s'",
                                       kind->table, kind->name),
                       NULL, error);
        for (size_t j = 0; !status && j < kind->field_count; j++) {
            const struct mpt_field *field = &kind->fields[j];
            if (field->type == MPT_MONEY && mpt_field_is_column(field)) {
                status = check_money(examination, kind, field, arena, error);
            }
            if (!status && field->flags & MPT_SHARED) {
                status = check(examination, mpt_arena_print(arena, "shares of %s over 100 %% together", field->name),
                               mpt_arena_print(arena,
                                               "SELECT owner, sum(share) FROM %s_%s GROUP BY owner "
                                               "HAVING sum(share) > 100.0000001",
                                               kind->table, field->name),
                               NULL, error);
            }
        }
        mpt_arena_close(arena);
    }
    return status;
}

/* Every searched record is in the full-text index, and nothing else is. */
static enum mpt_status check_search(struct examination *examination, struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_text ids = mpt_text_init(arena);
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < mpt_kind_count; i++) {
        const struct mpt_kind *kind = mpt_kinds[i];
        if (search_covers(kind)) {
            mpt_text_print(&ids, "%sSELECT id FROM %s", ids.len ? " UNION ALL " : "", kind->table);
            status = check(examination, mpt_arena_print(arena, "%s not in the search index", kind->name),
                           mpt_arena_print(arena,
                                           "SELECT r.code FROM %s r WHERE NOT EXISTS "
                                           "(SELECT 1 FROM search_docsize d WHERE d.id = r.id)",
                                           kind->table),
                           NULL, error);
        }
    }
    if (!status) {
        status = check(
            examination, "no record behind an entry of the search index",
            mpt_arena_print(arena, "SELECT d.id FROM search_docsize d WHERE d.id NOT IN (%s)", mpt_text_get(&ids)),
            NULL, error);
    }
    mpt_arena_close(arena);
    return status;
}

enum mpt_status mpt_store_doctor(struct mpt_store *store, mpt_doctor_finding *finding, void *context, size_t *count,
                                 struct mpt_error *error)
{
    struct examination examination = {store, finding, context, 0};
    enum mpt_status status = check(&examination, "damaged page", "PRAGMA integrity_check", "ok", error);
    if (!status && !examination.count) { /* behind damaged pages nothing else can be trusted */
        status = check(&examination, "reference that leads nowhere (table, row, to)", "PRAGMA foreign_key_check", NULL,
                       error);
        status = status ? status : check_records(&examination, error);
        status = status ? status
                        : check(&examination, "change record without its entry",
                                "SELECT c.id FROM change c LEFT JOIN entry e ON e.id = c.entry WHERE e.id IS NULL",
                                NULL, error);
        status = status
                     ? status
                     : check(&examination, "entry without a change record",
                             "SELECT e.id FROM entry e WHERE NOT EXISTS (SELECT 1 FROM change c WHERE c.entry = e.id)",
                             NULL, error);
        status = status ? status : check_search(&examination, error);
    }
    *count = examination.count;
    return status;
}
