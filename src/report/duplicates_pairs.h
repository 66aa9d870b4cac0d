/* Pairs of projects as they are kept, as they are told, and what people said of them. */
#ifndef MPT_REPORT_DUPLICATES_PAIRS_H
#define MPT_REPORT_DUPLICATES_PAIRS_H

#include "duplicates_records.h"
#include "mpt/duplicates.h"
#include "mpt/pairs.h"

/* --- duplicates_pair.c ---- */
/* A pair with its reasons as texts, a.number < b.number or as they stand in `pair`; `a` and `b` are its records. */
struct mpt_kept_pair pair_describe(struct mpt_matching *matching, const struct mpt_match_pair *pair,
                                   const struct compared *a, const struct compared *b, struct mpt_arena *arena);
/* The same as it is told, without its two sides and what people said. Texts are copied. */
struct mpt_duplicate pair_tell(const struct mpt_kept_pair *kept, struct mpt_arena *arena);
/* Among few projects, two of which one has no text, or whose texts agree as their names do, are judged by their names
 * (gap-rules.md, rule 17: the same from 0.80 on), whatever the words weigh. Returns whether the pair then has a score
 * of at least `least`. */
bool pair_judge(struct mpt_match_pair *pair, const struct compared *a, const struct compared *b, size_t projects,
                double least);
/* Texts are copied, so that what was loaded to compare it can go. */
struct mpt_duplicate_side pair_side(const struct compared *item, struct mpt_arena *arena);

/* --- duplicates_fields.c ---- */
/* Adds the fields of two projects of the portfolio side by side as a section, and as "fields" of the JSON. */
enum mpt_status two_add_fields(struct mpt_document *document, struct mpt_store *store, const struct compared *a,
                               const struct compared *b, struct mpt_error *error);

/* --- duplicates_verdict.c ---- */
/* The links between projects. */
struct links {
    struct link *items; /* by the lower number, the higher, and when they were made */
    size_t count;
};
enum mpt_status links_load(struct mpt_store *store, struct mpt_arena *arena, struct links *links,
                           struct mpt_error *error);
/* Says in `pair` what people said of the two projects, given the fingerprint of their texts as they are. */
void links_answer(const struct links *links, const char *texts, struct mpt_duplicate *pair);
/* Puts what they said, where it stands, above what was found: kind, score, why, and what of the money counts twice
 * then. `a` and `b` are the two records. */
void pair_believe(struct mpt_duplicate *pair, const struct compared *a, const struct compared *b,
                  struct mpt_arena *arena);

/* Adds the pairs (of the project of that number; 0: all) that people said a kind of and that are not among those found:
 * what they hold alone may be little, and the answer stands all the same, or is asked again. They have no reasons. */
enum mpt_status links_add_said(struct mpt_store *store, const struct links *links, int64_t number,
                               struct mpt_arena *arena, struct mpt_duplicates *found, struct mpt_error *error);

/* --- duplicates_arrange.c ---- */
/* The projects of the query's mission and portfolio. */
struct scope {
    int64_t *numbers; /* ascending; NULL: all */
    size_t count;
};
enum mpt_status scope_load(struct mpt_store *store, const struct mpt_duplicates_query *query, struct mpt_arena *arena,
                           struct scope *scope, struct mpt_error *error);
/* Keeps what the query asks for, puts pairs together to groups and in order. */
enum mpt_status pairs_arrange(struct mpt_store *store, const struct mpt_duplicates_query *query,
                              struct mpt_arena *arena, struct mpt_duplicates *found, struct mpt_error *error);

/* --- duplicates_all.c ---- */
/* Whether a project is among those that changed. */
bool stale_has(const struct mpt_stale_pairs *stale, int64_t number);
/* So few projects are no measure of how rare a word is: what there is is taken as part of so many. */
enum { BATCH = 4000, FEW_PROJECTS = 200 };
/* In fewer projects than these all are compared whenever one changed, which takes hardly longer: what is known of each
 * pair then never depends on what was compared when. */
enum { SMALL_PORTFOLIO = 1000 };
/* Numbers of projects, as those in the order in which they were added to a matching. */
struct numbers {
    int64_t *items;
    size_t count, capacity;
};
void numbers_add(struct numbers *numbers, int64_t number, struct mpt_arena *arena);
/* What of the projects goes into a matching: those among the stale ones, or (not `wanted`) all that are not; with
 * `among` NULL all are not. */
struct added {
    struct mpt_matching *matching;
    const struct mpt_stale_pairs *among;
    bool wanted;
    struct numbers numbers;
};
/* Adds to each of them what is its; all projects are read once. */
enum mpt_status matching_add_all(struct mpt_store *store, struct added *added, size_t count, struct mpt_arena *arena,
                                 struct mpt_error *error);
/* Leaves out pairs that nothing can bring to the least score; returns how many stay. */
size_t drop_hopeless(struct mpt_match_pair *pairs, size_t count, double least);
/* Among few projects names alone may decide: then every pair is wanted, for pair_judge. */
void among_few(struct mpt_match_query *wanted, size_t projects);
struct mpt_match_settings matching_settings(const struct mpt_duplicates_query *query);
/* Pairs that are looked for together: of a list with the corpus, or of the corpus alone. */
struct part {
    const struct mpt_stale_pairs *list;   /* NULL: none */
    const struct mpt_stale_pairs *corpus; /* NULL: all that are not of the list, and the list's with one another too */
};
/* Pairs on their way to be kept. */
struct described {
    struct mpt_kept_pair *pairs; /* not NULL, which mpt_pairs_end would take for nothing found out */
    size_t count, capacity;
    struct mpt_pair_count *counts; /* of all projects */
    size_t count_count, count_capacity;
    struct mpt_arena *arena;
};
struct described described_init(struct mpt_arena *arena);
void described_add(struct described *described, struct mpt_kept_pair pair, struct mpt_arena *arena);
/* The pairs of all parts, whose records are read together. */
enum mpt_status pairs_find_parts(struct mpt_store *store, const struct mpt_duplicates_query *query, double least,
                                 const struct part *parts, size_t count, struct mpt_arena *arena,
                                 struct described *described, struct mpt_error *error);
/* All pairs; with `stale` those of which one or both are among them. */
enum mpt_status pairs_find_all(struct mpt_store *store, const struct mpt_duplicates_query *query, double least,
                               const struct mpt_stale_pairs *stale, struct mpt_arena *arena,
                               struct described *described, struct mpt_error *error);

/* --- duplicates_search.c ---- */
/* What shares rare words or an outside id with a project, or was kept in a pair with it: numbers of records of any
 * kind, the likeliest first. mpt_search_is_ready must have said yes. */
enum mpt_status search_alike(struct mpt_store *store, const struct compared *item, size_t projects,
                             struct mpt_arena *arena, struct numbers *found, struct mpt_error *error);

/* --- duplicates_near.c ---- */
/* Pairs of some projects with those that the full-text index finds for each, each pair once: those with a score of at
 * least `least`. What is gone has none. mpt_search_is_ready must have said yes. */
enum mpt_status pairs_near(struct mpt_store *store, const struct mpt_stale_pairs *stale, double least,
                           struct mpt_arena *arena, struct described *described, struct mpt_error *error);
/* The same of a record that is about to come in (its number is 0), the rejected ones too: those with a score of at
 * least `least`, or with names at least so alike. Its side of each pair is b. */
enum mpt_status pairs_like(struct mpt_store *store, struct compared *item, double least, double title_least,
                           struct mpt_arena *arena, struct described *described, struct mpt_error *error);
/* Opens a matching for a few records of the portfolio, whose words weigh what they weigh in all of it. */
struct mpt_matching *matching_of_few(struct mpt_store *store, size_t projects);
/* How many projects there are; about how many, in no time. */
enum mpt_status projects_about(struct mpt_store *store, size_t *projects, struct mpt_error *error);
enum mpt_status projects_count(struct mpt_store *store, size_t *projects, struct mpt_error *error);
#endif
