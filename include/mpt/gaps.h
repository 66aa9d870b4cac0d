/* Findings: what gap rules say about a portfolio; hidden by one another, accepted for a time, ranked and rolled up. */
#ifndef MPT_GAPS_H
#define MPT_GAPS_H

#include "mpt/rule.h"

/* Compared with the last closed review. */
enum mpt_gap_state { MPT_GAP_UNCOMPARED, MPT_GAP_NEW, MPT_GAP_WORSE, MPT_GAP_BETTER, MPT_GAP_KNOWN };

struct mpt_gap {
    const char *id; /* "target-off-track:hydrogen-cost", to explain or to accept */
    const struct mpt_rule *rule;
    enum mpt_severity severity;
    const char *kind, *code, *title; /* of the subject */
    const char *mission;             /* code; NULL when it belongs to none */
    const char *portfolio;           /* of that mission; NULL when in none */
    const char *message;             /* NULL: not described, as nothing shows it (mpt_findings_collect) */
    const char *action;
    const char *since;   /* date the finding holds from, for the order by age; NULL: not known */
    double money_share;  /* of the mission's committed money that it touches, 0 to 1 */
    double score;        /* how sure the rule is, where it says so; 0 */
    const char *sources; /* where the subject is known from, one a line; NULL: nowhere */
    bool example;        /* the subject is invented */
    enum mpt_gap_state state;
    bool hidden, accepted;
    const char *accepted_until;  /* NULL when it is not accepted */
    const struct mpt_slot *data; /* the row the rule gave, for `explain` */
    size_t data_count;
};

/* An acceptance in force: the finding's id, how severe it was, and until when. */
struct mpt_accepted {
    const char *id;
    enum mpt_severity severity;
    const char *until;
};

/* Marks those that others hide: by the rules' `hides mission` and `hides subject`. */
void mpt_gaps_hide(struct mpt_gap *gaps, size_t count);

/* The finding that hides `gap`; NULL when none of these does. */
const struct mpt_gap *mpt_gaps_hider(const struct mpt_gap *gaps, size_t count, const struct mpt_gap *gap);

/* Marks those that are accepted; one that is more severe than when it was accepted is not. */
void mpt_gaps_accept(struct mpt_gap *gaps, size_t count, const struct mpt_accepted *accepted, size_t accepted_count);

/* Orders by severity, then new and worse before known and better, then share of the mission's money touched, then age,
 * then id; of one rule, by score before id. */
void mpt_gaps_rank(struct mpt_gap *gaps, size_t count);

/* A line of the list: one finding, or several of one rule in one mission (or on missions) that were rolled up. */
struct mpt_gap_line {
    enum mpt_severity severity; /* the worst of them */
    const char *id;             /* the finding's, or the rule's name and the mission */
    const char *message;
    const struct mpt_gap **gaps;
    size_t count;
};

/* The lines of ranked findings that are neither hidden nor accepted: more than three of one rule and severity in one
 * mission become one line, where the first of them stands. `at_most` findings stay single; 3 is the usual, (size_t)-1
 * rolls none. */
struct mpt_gap_line *mpt_gaps_roll_up(const struct mpt_gap *gaps, size_t count, size_t at_most, struct mpt_date today,
                                      struct mpt_arena *arena, size_t *line_count);

#endif
