/* What the exports share: the fields a record holds, and queries read beside one another. */
#ifndef MPT_EXCHANGE_EXPORT_INTERNAL_H
#define MPT_EXCHANGE_EXPORT_INTERNAL_H

#include "mpt/export.h"

/* The fields that a kind's records hold themselves: not those computed or kept as records of another kind. */
struct export_fields {
    const struct mpt_field **list;
    size_t count;
};
struct export_fields export_fields_of(const struct mpt_kind *kind, struct mpt_arena *arena);

/* All records of the kind with those fields, in the order of their codes. */
enum mpt_status export_read(struct mpt_store *store, const struct mpt_kind *kind, const struct export_fields *fields,
                            mpt_list_row *row, void *context, struct mpt_error *error);

/* A named query read in step with another one: both in the order of the same codes, this one's in its column `owner`.
 */
struct export_along {
    struct mpt_cursor *cursor;
    bool there; /* the row at hand is not used up */
};
enum mpt_status export_along_open(struct mpt_store *store, const char *query, const struct mpt_param *params,
                                  size_t param_count, struct export_along *along, struct mpt_error *error);
/* Whether the row at hand is one of `owner`; rows of those before it are passed over. */
bool export_along_at(struct export_along *along, const char *owner);
void export_along_next(struct export_along *along);
/* Ends it; the first of several failures stays in `error`. */
enum mpt_status export_along_close(struct export_along *along, enum mpt_status status, struct mpt_error *error);

/* The parameters of these queries: $today and $examples, which is 1 where invented records speak. */
enum { EXPORT_PARAMS = 2 };
void export_params(struct mpt_store *store, struct mpt_date today, struct mpt_arena *arena,
                   struct mpt_param params[EXPORT_PARAMS]);

void export_remark(const struct mpt_export *how, const char *kind, const char *code, const char *what, bool left_out);

/* The row's text in `arena`; NULL where there is none. */
const char *export_copy(struct mpt_cursor *cursor, const char *column, struct mpt_arena *arena);

/* The row's money as a decimal, "1234.50", from the columns "amount" and "amount_currency"; NULL where there is none.
 */
const char *export_amount(struct mpt_cursor *cursor, struct mpt_arena *arena);

/* Of "scheme:id" lines the id under the scheme iati or org-id, which are identifiers of organisations as org-id.guide
 * has them ("GB-COH-12345678"), of activities where `outside_id` is a project's; NULL where there is none. */
const char *export_iati_id(const char *outside_id, struct mpt_arena *arena);

#endif
