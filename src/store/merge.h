/* What the files of merging share: one merge under way. */
#ifndef MPT_STORE_MERGE_H
#define MPT_STORE_MERGE_H

#include "mpt/merge.h"
#include "store.h"

struct merging {
    struct mpt_store *store;
    const struct mpt_kind *kind;
    const char *stays, *goes; /* codes of the two */
    const struct mpt_merge_keep *keep;
    size_t keep_count;
    struct mpt_arena *arena;
    struct mpt_merge *merge; /* what is said of it */
    struct mpt_error *error;
};

/* --- merge_fields.c ---- */

/* Puts what `there` says into `here`, as mpt/merge.h has it, and says what became of it; the caller stores it. `main`:
 * they are the two records, not details of theirs. Fields kept through other kinds are left alone. */
void merge_fields(struct merging *merging, struct mpt_record *here, const struct mpt_record *there, bool main);

void merge_say_value(struct merging *merging, const struct mpt_merge_value *value);

/* The references of a record to the one that goes lead to the one that stays; whether there were any. */
bool merge_redirect(struct merging *merging, struct mpt_record *record);

/* --- merge_details.c ---- */

/* Leads all that refers to the one that goes to the one that stays; details that say the same become one. */
enum mpt_status merge_referrers(struct merging *merging);

#endif
