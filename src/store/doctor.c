/* Checks a portfolio's health: pages, references, change record, full-text index, shares. */
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "revert.h"

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
            status =
                check(examination,
                      mpt_arena_print(arena, "%s not in the search index (mpt doctor --repair search)", kind->name),
                      mpt_arena_print(arena,
                                      "SELECT r.code FROM %s r WHERE NOT EXISTS "
                                      "(SELECT 1 FROM search_docsize d WHERE d.id = r.id)",
                                      kind->table),
                      NULL, error);
        }
    }
    if (!status) {
        status = check(
            examination, "no record behind an entry of the search index (mpt doctor --repair search)",
            mpt_arena_print(arena, "SELECT d.id FROM search_docsize d WHERE d.id NOT IN (%s)", mpt_text_get(&ids)),
            NULL, error);
    }
    mpt_arena_close(arena);
    return status;
}

/* The chain of the history: entries and changes numbered without a gap, each change in an entry, each entry with
 * changes that come after those of the entry before, and each change of a record behind the one that added it. */
static enum mpt_status check_history(struct examination *examination, struct mpt_error *error)
{
    static const struct {
        const char *what, *sql;
    } checks[] = {
        {"change record without its entry",
         "SELECT c.id FROM change c LEFT JOIN entry e ON e.id = c.entry WHERE e.id IS NULL"},
        {"entry without a change record",
         "SELECT e.id FROM entry e WHERE NOT EXISTS (SELECT 1 FROM change c WHERE c.entry = e.id)"},
        {"change records are missing between numbers (first, last, there)",
         "SELECT min(id), max(id), count(*) FROM change HAVING count(*) > 0 AND count(*) <> max(id)"},
        {"entries are missing between numbers (first, last, there)",
         "SELECT min(id), max(id), count(*) FROM entry HAVING count(*) > 0 AND count(*) <> max(id)"},
        {"change record of an entry before that of the change ahead of it",
         "SELECT c.id FROM change c JOIN change p ON p.id = c.id - 1 WHERE p.entry > c.entry"},
        {"change of a record that no change record added",
         "SELECT c.id, c.kind, c.code FROM change c LEFT JOIN change a ON a.id = c.record WHERE "
         "(c.action <> 'added' AND c.record IS NULL AND c.kind <> 'setting') OR (c.record IS NOT NULL AND "
         "(a.action IS DISTINCT FROM 'added' OR a.kind IS DISTINCT FROM c.kind OR a.id >= c.id))"},
        {"entry that takes back a later one", "SELECT id, undoes FROM entry WHERE undoes >= id"},
    };
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < sizeof checks / sizeof *checks; i++) {
        status = check(examination, checks[i].what, checks[i].sql, NULL, error);
    }
    return status;
}

/* A rate that is no number would make every conversion by it fail. */
static enum mpt_status check_rates(struct examination *examination, struct mpt_error *error)
{
    enum mpt_status status =
        check(examination, "exchange rate that is no number",
              "SELECT currency, day, rate FROM rate WHERE rate GLOB '*[^0-9.]*' OR rate GLOB '*.*.*' OR rate NOT GLOB "
              "'[0-9]*' OR rate GLOB '*.' OR length(rate) > 16",
              NULL, error);
    return status ? status
                  : check(examination, "setting of exchange rates that are not there",
                          "SELECT s.name FROM setting s WHERE s.name LIKE 'rates-%' AND NOT EXISTS (SELECT 1 FROM "
                          "rate_source r WHERE s.name = 'rates-' || CAST(r.id AS TEXT))",
                          NULL, error);
}

/* Every change is of a kind and a field that there are. */
static enum mpt_status check_names(struct examination *examination, struct mpt_error *error)
{
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(
        examination->store,
        "SELECT min(id), action, kind, min(code), 0, field, CASE WHEN action = 'removed' THEN min(before) END "
        "FROM change GROUP BY action, kind, field",
        &statement, error);
    struct reverted change;
    while (!status && revert_next(statement, &change)) {
        struct mpt_error wrong;
        if (revert_check(&change, &wrong)) {
            report(examination, wrong.message);
        }
    }
    sqlite3_finalize(statement);
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
        status = status ? status : check_history(&examination, error);
        status = status ? status : check_names(&examination, error);
        status = status ? status : check_search(&examination, error);
        status = status ? status
                        : check(&examination, "pair of a project that is not there (mpt doctor --repair pairs)",
                                "SELECT d.a, d.b FROM duplicate_pair d WHERE (SELECT known_change FROM "
                                "duplicate_state) = (SELECT max(id) FROM change) AND (NOT EXISTS (SELECT 1 FROM "
                                "project p WHERE p.id = d.a) OR NOT EXISTS (SELECT 1 FROM project p WHERE p.id = d.b))",
                                NULL, error);
        status = status ? status : check_rates(&examination, error);
    }
    *count = examination.count;
    return status;
}

/* --- Going back to the beginning ---------------------------------------------------------------------------------- */

enum mpt_status mpt_store_doctor_history(struct mpt_store *store, mpt_doctor_finding *finding, void *context,
                                         size_t *count, struct mpt_error *error)
{
    struct mpt_store *copy;
    struct mpt_error problem;
    struct examination examination = {NULL, finding, context, 0};
    enum mpt_status status = mpt_store_open(store->path, MPT_STORE_READ, &copy, error);
    if (status) {
        return status;
    }
    examination.store = copy;
    if (mpt_store_as_of(copy, 0, &problem)) {
        report(&examination,
               mpt_arena_print(copy->arena, "the history does not lead back to the beginning: %s", problem.message));
    }
    for (size_t i = 0; !status && !examination.count && i < mpt_kind_count; i++) {
        status = check(&examination,
                       mpt_arena_print(copy->arena, "%s that the history does not account for", mpt_kinds[i]->name),
                       mpt_arena_print(copy->arena, "SELECT code FROM %s", mpt_kinds[i]->table), NULL, error);
    }
    if (!status && !examination.count) {
        status = check(&examination, "setting that the history does not account for",
                       "SELECT name FROM setting WHERE name NOT LIKE 'rates-%'", NULL, error);
    }
    *count += examination.count;
    mpt_store_close(copy);
    return status;
}

enum mpt_status mpt_store_repair(struct mpt_store *store, enum mpt_repair what, struct mpt_error *error)
{
    enum mpt_status status = store_run(store, "BEGIN IMMEDIATE", error);
    if (!status && what == MPT_REPAIR_SEARCH) {
        status = search_rebuild(store, error);
    } else if (!status) { /* found anew when somebody asks for them */
        status = store_run(store, "DELETE FROM duplicate_pair; UPDATE duplicate_state SET known_change = -1", error);
    }
    status = status ? status : store_run(store, "COMMIT", error);
    if (status && !sqlite3_get_autocommit(store->db)) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return status;
}
