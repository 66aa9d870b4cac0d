/* Work that is done twice: projects of the portfolio, and lists that are not in it, held against each other.
 *
 * What is alike and what kind of twice it is says mpt/matching.h; here are where the records come from, which pairs
 * were answered by people, and the money. The pairs of the portfolio at or above MPT_MATCH_LEAST are kept in it
 * (mpt/pairs.h), of the boilerplate each project's strongest.
 *
 * In a portfolio of fewer than 1,000 projects all are compared anew whenever one changed: what is told depends on the
 * records alone. In a larger one those of the projects that changed are found anew, and all when one in twenty changed.
 * Until then the others keep the scores that they had when words, people and places were as common as they were then.
 * Few scores move by that, and those by little, but where a rule tips (the same, or its renewal?) one may move by more:
 * when 50 of 1,100 made projects had changed by twos or tens, scores were within 0.25 of those found anew in each of
 * 20 portfolios, and pairs in one list only within 0.2 of the least score.
 *
 * Applications that were rejected are not compared: to apply again is no work done twice.
 *
 * Counted twice: of two records of one work (same) everything that the smaller of the two sums of committed money adds
 * to a total, in each currency that both have; but where two ids of one scheme say that there are two awards, and
 * nobody has said that they are one, only equal amounts that are committed to one receiver. Awards for parts of one
 * work (co-funded) and for different times of it (renewal) are different money: there only equal amounts that one giver
 * commits to one receiver are counted twice, of a renewal those for the same year. Where no two ids of one scheme tell
 * co-funded awards apart, what one giver commits to one receiver in both is taken for the same money, whatever the
 * amounts: the smaller sum of the two. For every other kind nothing is.
 *
 * Answers are links between the two projects. Those given here bear the fingerprint of both texts (title, aliases,
 * summary): when a text changes, the pair is asked again, of a kind that was said also when nothing is found of it any
 * more; it has the score 0 then. Who were called distinct are asked about again only where they are found to be alike.
 */
#ifndef MPT_DUPLICATES_H
#define MPT_DUPLICATES_H

#include "mpt/date.h"
#include "mpt/document.h"
#include "mpt/matching.h"
#include "mpt/model.h"
#include "mpt/store.h"

struct mpt_duplicate_side {
    int64_t number;         /* 0: not in the portfolio */
    const char *code;       /* NULL: likewise */
    const char *title;      /* "" when it has none */
    const char *outside_id; /* the first; NULL: none */
    const char *position;   /* in a list, "line 12"; else NULL */
    bool rejected;          /* an application that was refused */
};

struct mpt_duplicate_reason {
    const char *signal; /* as mpt_match_signal_name */
    double value;
    double weight; /* in nats; below 0 it speaks against */
    const char *says;
};

/* What people said of a pair. */
struct mpt_duplicate_verdict {
    const char *says;              /* a verdict's name, or the relation where it is none ("part-of"); NULL: nothing */
    const char *link;              /* code of the link */
    const char *who, *on, *reason; /* may be NULL */
    bool outdated;                 /* a text has changed since: it is asked again */
};

struct mpt_duplicate {
    struct mpt_duplicate_side a, b;
    double score;
    const char *kind; /* what people said where that is a kind, else what was found */
    uint32_t group;   /* pairs of one work hang together, from 1; 0: in none */
    const char *why;
    const struct mpt_duplicate_reason *reasons; /* the strongest first */
    size_t reason_count;
    const char *const *terms, *const *passages;
    size_t term_count, passage_count;
    const char *twice; /* canonical amounts, one a line; NULL: nothing */
    struct mpt_duplicate_verdict verdict;
};

/* Its score with the two decimals that it is ordered by and shown with; printf itself rounds 0.995 down. */
double mpt_duplicate_shown(const struct mpt_duplicate *pair);

/* Whether it is likely one work and nobody has said what it is. */
bool mpt_duplicate_is_open(const struct mpt_duplicate *pair);

struct mpt_duplicates {
    struct mpt_duplicate *pairs; /* by falling score (two decimals), then by money counted twice, then by kind */
    size_t count, compared;
    size_t beside;      /* of a list: projects of the portfolio that its records are held against; else 0 */
    size_t boilerplate; /* pairs that share no more than a template, whether they are among `pairs` or not */
    const char *twice;  /* what all `pairs` count twice, canonical amounts, one a line; NULL: nothing */
    bool later; /* the kept pairs are not up to date, and these are of one project: the full-text index found them */
};

/* All kinds, as a query's kind. */
#define MPT_DUPLICATES_ALL "all"

/* What somebody wants to know. */
struct mpt_duplicates_query {
    struct mpt_date today;
    const char *mission, *portfolio; /* codes: pairs of which one or both are in it; NULL: all */
    const char *project;             /* code: pairs of this one; NULL: all */
    double least;                    /* 0: MPT_MATCH_LEAST */
    const char *kind;                /* only of this kind, or MPT_DUPLICATES_ALL; NULL: all but boilerplate, which is no
                                        work done twice */
    bool exhaustive;                 /* compare all with all */
    size_t most;                     /* pairs a page shows, those of a group as one; 0: all */
    void (*progress)(void *context, const char *step, double share);
    void *context;
};

/* Brings the kept pairs up to date; *found (may be NULL) is how many there are of the projects that had changed. Of
 * `query` (may be NULL) it follows progress, and for a portfolio as of an earlier entry the mission: only pairs of
 * which one is in it are brought up to date then. */
enum mpt_status mpt_duplicates_update(struct mpt_store *store, const struct mpt_duplicates_query *query, size_t *found,
                                      struct mpt_error *error);

/* The pairs of the portfolio that the query asks for, and among them those that people said a kind of, however little
 * the two have in common. Those of one project take the time of a search, also where the kept pairs would have to be
 * found anew first. */
enum mpt_status mpt_duplicates_find(struct mpt_store *store, const struct mpt_duplicates_query *query,
                                    struct mpt_arena *arena, struct mpt_duplicates *found, struct mpt_error *error);

/* Projects that a record of kind project that is not stored yet may be, and those whose names are at least half alike,
 * since a record that is being entered has little more than its title; rejected ones too. Candidates come from the
 * full-text index. */
enum mpt_status mpt_duplicates_like(struct mpt_store *store, const struct mpt_record *project,
                                    const struct mpt_duplicates_query *query, struct mpt_arena *arena,
                                    struct mpt_duplicates *found, struct mpt_error *error);

/* A list that is held against the portfolio, and within itself. It is kept in memory. */
struct mpt_duplicates_list;

struct mpt_duplicates_list *mpt_duplicates_list_open(void);
void mpt_duplicates_list_close(struct mpt_duplicates_list *list);

/* Adds the projects among the records that one item of a list became (mpt/intake.h), with those of the others that
 * belong to them; references are codes, outside ids or titles. `position` says where in the list, "line 12". */
void mpt_duplicates_list_add(struct mpt_duplicates_list *list, const struct mpt_record *records, size_t count,
                             const char *position);

enum mpt_status mpt_duplicates_against(struct mpt_store *store, const struct mpt_duplicates_list *list,
                                       const struct mpt_duplicates_query *query, struct mpt_arena *arena,
                                       struct mpt_duplicates *found, struct mpt_error *error);

/* --- Answers ------------------------------------------------------------------------------------------------------ */

/* The relation of a link that stands for a verdict ("same": "duplicate-of"); NULL when there is no such verdict. And
 * the verdicts' names as "distinct, same, ...", for messages. */
const char *mpt_verdict_relation(const char *verdict);
/* The other way round; the relation itself when it is no verdict ("part-of"). */
const char *mpt_verdict_name(const char *relation);
extern const char mpt_verdict_names[];

/* Keeps a verdict on two projects inside the open entry, in place of what was said of them before. `link` (of kind
 * link) has relation, reason, linked_by and linked_on; which project comes first follows from the relation: what renews
 * or follows is the later one. */
enum mpt_status mpt_verdict_keep(struct mpt_store *store, struct mpt_record *link, const char *a, const char *b,
                                 struct mpt_arena *arena, struct mpt_error *error);

/* --- Reports ------------------------------------------------------------------------------------------------------ */

/* `title` as "DUPLICATES  all projects". JSON mpt.duplicates/1. */
struct mpt_document *mpt_report_duplicates(const struct mpt_duplicates *found, const struct mpt_duplicates_query *query,
                                           const char *title, struct mpt_arena *arena);

/* Two projects of the portfolio (codes) side by side. JSON mpt.duplicates/1 with the fields. */
enum mpt_status mpt_report_two(struct mpt_store *store, const struct mpt_duplicates_query *query, const char *a,
                               const char *b, struct mpt_arena *arena, struct mpt_document **document,
                               struct mpt_error *error);

#endif
