/* Gathers names: those that stay, to be blanked in texts, and those that leave by right, which may be read. */
#include "disclose.h"

/* Rows of the kind: a name, and whether it leaves with its record. */
static enum mpt_status gather(struct disclosing *disclosing, const struct mpt_disclosure_kind *kind,
                              const struct mpt_field *field)
{
    const struct mpt_disclosure_grant *grant = &kind->fields[field - kind->kind->fields];
    sqlite3_stmt *statement;
    const char *sql =
        mpt_arena_print(disclosing->arena, "SELECT k.%s, %s AND %s FROM %s k WHERE k.%s IS NOT NULL", field->name,
                        disclose_sql_records(kind, disclosing->arena),
                        disclose_sql_grant(grant, kind->kind, disclosing->arena), kind->kind->table, field->name);
    enum mpt_status status = store_prepare(disclosing->store, sql, &statement, disclosing->error);
    int step = SQLITE_DONE;
    while (!status && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        blanks_add(disclosing->names, (const char *)sqlite3_column_text(statement, 0),
                   sqlite3_column_int(statement, 1));
    }
    if (!status && step != SQLITE_DONE) {
        status = store_fail(disclosing->store, "gathering names", disclosing->error);
    }
    sqlite3_finalize(statement);
    return status;
}

enum mpt_status disclose_names(struct disclosing *disclosing)
{
    enum mpt_status status = MPT_OK;
    disclosing->names = blanks_open(disclosing->arena, 1 << 16);
    for (size_t k = 0; k < mpt_kind_count; k++) {
        const struct mpt_disclosure_kind *kind = &disclosing->table->kinds[k];
        for (size_t i = 0; !status && i < kind->kind->field_count; i++) {
            status = kind->names[i] ? gather(disclosing, kind, &kind->kind->fields[i]) : MPT_OK;
        }
    }
    return status;
}
