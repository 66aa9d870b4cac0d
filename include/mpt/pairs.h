/* Pairs of projects that look alike, kept in the portfolio: analysis/matching finds them, and in a portfolio that is
 * not small only what changed since is compared again (mpt/duplicates.h). They can always be computed anew, so they are
 * no part of the history or of an export.
 *
 * Bringing them up to date is no change of the portfolio; a reader does it too. Where the file cannot be written (a
 * read-only medium, another program at work in it), the pairs brought up to date live for this call only. */
#ifndef MPT_PAIRS_H
#define MPT_PAIRS_H

#include "mpt/store.h"

struct mpt_kept_pair {
    int64_t a, b; /* numbers of projects, a < b */
    double score;
    const char *kind;      /* as mpt_match_kind_name */
    const char *why;       /* the kind in a sentence */
    const char *strongest; /* the strongest reasons in a line: "the same title, 2 shared organisations" */
    const char *reasons;   /* one a line, the strongest first: signal, value, weight and sentence, a tab between */
    const char *terms;     /* one a line; NULL: none */
    const char *passages;  /* one a line; NULL: none */
    const char *twice;     /* canonical amounts, one a line; NULL: none */
    const char *texts;     /* fingerprint of both texts */
};

/* In how many of the projects something is, as mpt_matching_counts tells. */
struct mpt_pair_count {
    uint64_t key;
    size_t projects;
};

/* What of the pairs is out of date. */
struct mpt_stale_pairs {
    int64_t *projects; /* by number, ascending: those that changed since the pairs were found, or are gone */
    size_t count;
    size_t drifted; /* projects compared by themselves since all were compared */
    bool all;       /* the pairs were never found, or too much has changed to say what */
    bool past;      /* the portfolio is one as of an earlier entry, which is read once */

    /* For the caller to set when it compared all: what it counted, to be kept with the pairs. */
    const struct mpt_pair_count *counts;
    size_t count_count;
};

/* Tells which projects changed in what they are compared by (title, alias, summary, outside id, programme, call,
 * manager, place, country, dates, whether rejected, participations, funding; names and ids of who takes part). With
 * count 0 and not all, the pairs are up to date. Otherwise it begins a transaction, which mpt_pairs_end ends: what is
 * read until then is of one moment. */
enum mpt_status mpt_pairs_begin(struct mpt_store *store, struct mpt_arena *arena, struct mpt_stale_pairs *stale,
                                struct mpt_error *error);

/* Keeps `pairs` in place of all pairs that one of the stale projects is in (`all`: of every pair), and ends the
 * transaction. With `pairs` NULL nothing is kept and the pairs stay out of date. */
enum mpt_status mpt_pairs_end(struct mpt_store *store, const struct mpt_stale_pairs *stale,
                              const struct mpt_kept_pair *pairs, size_t count, struct mpt_error *error);

/* In how many projects something was when all were compared; 0: not known. */
size_t mpt_pairs_counted(struct mpt_store *store, uint64_t key);

#endif
