/* Which projects look alike: loaded from the store, compared by analysis/duplicates. */
#ifndef MPT_REPORT_LIKENESS_H
#define MPT_REPORT_LIKENESS_H

#include "mpt/store.h"

/* Fills the facts rules join: duplicate_pair. Invented projects take part only when `examples`. */
enum mpt_status report_likeness_facts(struct mpt_store *store, bool examples, struct mpt_arena *arena,
                                      struct mpt_error *error);

#endif
