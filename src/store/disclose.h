/* What the two halves of disclosing share: the filling of the portfolio that leaves, and what it has to be tidied of.
 */
#ifndef MPT_STORE_DISCLOSE_H
#define MPT_STORE_DISCLOSE_H

#include "blanks.h"
#include "code_set.h"
#include "mpt/disclosure.h"
#include "store.h"

/* A condition that a statement may ask: when_NAME(code). */
struct disclose_condition {
    const char *name;
    struct code_set codes;
};

/* A disclosure under way: from the portfolio of `store` into `to`. */
struct disclosing {
    struct mpt_store *store;
    struct mpt_store *to; /* in memory; with nothing in it that may not leave */
    const struct mpt_disclosure *table;
    struct mpt_arena *arena;
    struct mpt_error *error;
    struct blanks *names;
    struct code_set *secret_codes; /* by position in mpt_kinds */
    sqlite3_stmt *keep_id;         /* ids of records to be numbered, in the temporary table numbered of `to` */
    struct disclose_condition **conditions;
    size_t condition_count, condition_capacity;
    struct mpt_withheld *withheld;
    size_t withheld_count, withheld_capacity;
    size_t blanked;
};

/* Adds `count` (0: nothing) to what was withheld of that field (NULL: of records) under that rule. */
void disclosing_count(struct disclosing *disclosing, const struct mpt_disclosure_rule *rule,
                      const struct mpt_kind *kind, const struct mpt_field *field, size_t count);

/* disclose_sql.c: "(condition)" for the record `k` of the kind: whether the grant lets it leave. */
const char *disclose_sql_grant(const struct mpt_disclosure_grant *grant, const struct mpt_kind *kind,
                               struct mpt_arena *arena);
/* Whether all of the kind's conditions on its records hold. */
const char *disclose_sql_records(const struct mpt_disclosure_kind *kind, struct mpt_arena *arena);
/* Runs the conditions and makes the functions that these expressions ask. */
enum mpt_status disclose_sql_conditions(struct disclosing *disclosing);
/* Makes the temporary table of names that are secret in the texts of one project: of partners that do not leave. */
enum mpt_status disclose_sql_secrets(struct disclosing *disclosing);

/* disclose_names.c: gathers the names that are to be blanked. */
enum mpt_status disclose_names(struct disclosing *disclosing);

/* disclose_tidy.c: takes out what refers to what stayed behind, and gives records whose codes tell too much numbers. */
enum mpt_status disclose_tidy(struct disclosing *disclosing);

#endif
