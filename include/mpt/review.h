/* The weekly review: what waits, what changed since the last closed one, where the missions stand, what is next. */
#ifndef MPT_REVIEW_H
#define MPT_REVIEW_H

#include "mpt/report.h"

struct mpt_review_query {
    struct mpt_date today;
    const char *mission, *portfolio; /* codes; NULL: all */
    const char *rules_folder;        /* as in struct mpt_report_query */
    const char *version;             /* of the program, for the last line */
};

/* A review that was closed. */
struct mpt_closed_review {
    const char *code, *title, *portfolio, *mission, *held_on, *closed_by;
    bool example;
};

/* The closed reviews, the last closed first, up to `today`. Of one scope when `scoped`: the same portfolio and mission
 * as in the query, NULL meaning all. */
enum mpt_status mpt_reviews_list(struct mpt_store *store, const struct mpt_review_query *query, bool scoped,
                                 struct mpt_arena *arena, struct mpt_closed_review **list, size_t *count,
                                 struct mpt_error *error);

/* The entry that closed the review of that code (NULL: the last one closed, of whatever scope). Errors: MPT_BAD_INPUT
 * when there is none. */
enum mpt_status mpt_review_entry(struct mpt_store *store, const char *code, struct mpt_date today,
                                 struct mpt_arena *arena, int64_t *entry, struct mpt_error *error);

/* Reads every closed review and reports those that cannot be; adds to *count. */
enum mpt_status mpt_reviews_check(struct mpt_store *store, mpt_doctor_finding *finding, void *context, size_t *count,
                                  struct mpt_error *error);

/* `mpt review`: eight parts in fixed order, each one line when empty; compared with the last closed review of the same
 * scope. JSON mpt.review/1. With `record` (else NULL) that gets what a closed review keeps, all but its code. */
enum mpt_status mpt_report_review(struct mpt_store *store, const struct mpt_review_query *query,
                                  struct mpt_arena *arena, struct mpt_document **document, struct mpt_record *record,
                                  struct mpt_error *error);

/* `mpt review DATE`: a closed review as it was shown, and what was entered or changed since with an earlier date. */
enum mpt_status mpt_report_closed_review(struct mpt_store *store, const struct mpt_closed_review *review,
                                         struct mpt_arena *arena, struct mpt_document **document,
                                         struct mpt_error *error);

/* `mpt review --list`. JSON mpt.reviews/1. */
struct mpt_document *mpt_report_reviews(const struct mpt_closed_review *list, size_t count, struct mpt_date today,
                                        struct mpt_arena *arena);

#endif
