/* Pairs of projects that look alike, kept in the portfolio: analysis/duplicates finds them, and only what changed since
 * is compared again. They can always be computed anew, so they are no part of the history or of an export.
 *
 * Bringing them up to date is no change of the portfolio; a reader does it too. Where the file cannot be written (a
 * read-only medium, another program at work in it), the pairs brought up to date live for this call only. */
#ifndef MPT_PAIRS_H
#define MPT_PAIRS_H

#include "mpt/store.h"

struct mpt_kept_pair {
    int64_t a, b;                                    /* numbers of projects */
    double score, title, tags, partners, place_time; /* as in struct mpt_pair: NaN where a part does not apply */
    bool same_id;
};

/* The projects (by number, ascending) whose title, alias, outside id, tags, partners, place or dates changed since the
 * pairs were found, those that are gone included; *all when the pairs were never found, or too much has changed to say
 * what. With *count 0 and not *all, the pairs are up to date. Otherwise it begins a transaction, which mpt_pairs_end
 * ends: what is read until then is of one moment. */
enum mpt_status mpt_pairs_begin(struct mpt_store *store, struct mpt_arena *arena, int64_t **projects, size_t *count,
                                bool *all, struct mpt_error *error);

/* Keeps `pairs` in place of all pairs that one of `projects` is in (`all`: of every pair), and ends the transaction. */
enum mpt_status mpt_pairs_end(struct mpt_store *store, const int64_t *projects, size_t project_count, bool all,
                              const struct mpt_kept_pair *pairs, size_t pair_count, struct mpt_error *error);

#endif
