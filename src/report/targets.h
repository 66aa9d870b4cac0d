/* Targets with where they stand: loaded from the store, computed by analysis/progress. */
#ifndef MPT_REPORT_TARGETS_H
#define MPT_REPORT_TARGETS_H

#include "mpt/date.h"
#include "mpt/progress.h"
#include "mpt/store.h"

struct report_target {
    const char *code, *title, *mission, *status, *direction, *path, *unit, *currency, *due, *baseline_on, *source;
    const char *metric;
    bool headline, example;
    long interval_months;
    struct mpt_target_data data;
    struct mpt_progress progress;
    /* of the latest measurement; NULL when there is none */
    const char *latest_on, *latest_basis, *latest_confidence, *latest_source;
    bool latest_example;
    const char *last_on;         /* of the latest value at all, the baseline included; NULL: none */
    const char *stale_from;      /* when the latest is too old; NULL: nothing to grow old */
    const char *off_track_since; /* date of the first measurement of those that are off track till now; NULL: is not */
    bool stale;
};

/* The targets of `mission` (NULL: all), by code, computed as of `today`. Invented ones and invented measurements are
 * left out unless `examples`. */
enum mpt_status report_targets_load(struct mpt_store *store, const char *mission, struct mpt_date today, bool examples,
                                    struct mpt_arena *arena, struct report_target **targets, size_t *count,
                                    struct mpt_error *error);

/* A value as people read it: "AUD 4.60 per kg", "30 %". */
const char *report_target_value(const struct report_target *target, double value, struct mpt_arena *arena);

/* Fills the facts rules join: target_progress. */
enum mpt_status report_targets_facts(struct mpt_store *store, const struct report_target *targets, size_t count,
                                     struct mpt_arena *arena, struct mpt_error *error);

#endif
