/* A weekly review in the making: what its parts share. Each part is a file of its own. */
#ifndef MPT_REPORT_REVIEW_H
#define MPT_REPORT_REVIEW_H

#include "mpt/review.h"
#include "targets.h"

/* What a review shows of a target, a mission and a finding: kept when it is closed, compared by the next one. */
struct review_target {
    const char *code, *latest, *latest_on, *band; /* latest: the value as people read it; NULL: none */
    double pace;                                  /* NaN: none */
};

struct review_mission {
    const char *code, *computed, *judged; /* judged: green, amber, red; NULL: not judged */
    double pace;                          /* of its worst target; NaN: none */
};

struct review_finding {
    const char *id;
    enum mpt_severity severity;
};

struct review_values {
    int64_t entry; /* the last entry of the history it knew */
    const char *as_of;
    struct review_target *targets; /* each list by code or id */
    struct review_mission *missions;
    struct review_finding *findings; /* those listed: neither hidden nor accepted */
    size_t target_count, mission_count, finding_count;
};

/* A mission the review is about. */
struct review_scope {
    const char *code, *title;
    bool live;
};

/* What the parts work on. */
struct review {
    struct mpt_store *store;
    const struct mpt_review_query *query;
    struct mpt_report_query report; /* the same scope and day, for the findings */
    struct mpt_arena *arena;
    struct mpt_error *error;
    struct mpt_document *document;
    bool examples;
    struct review_scope *scope; /* by code */
    size_t scope_count;
    const struct mpt_closed_review *last; /* NULL: this is the first */
    struct review_values then, now;
    struct mpt_difference *differences; /* since the last; none for the first */
    size_t difference_count;
    struct report_target *targets; /* of live missions in scope */
    size_t target_count;
    struct mpt_findings findings;
    size_t overdue, waiting; /* decisions */
    long longest_wait;
    const char *held; /* money on hold, in words; NULL: none */
};

/* Values there and back: review_values.c. */
void review_values_write(const struct review_values *values, struct mpt_text *out);
enum mpt_status review_values_read(const char *json, struct mpt_arena *arena, struct review_values *values,
                                   struct mpt_error *error);
const struct review_target *review_values_target(const struct review_values *values, const char *code);
const struct review_mission *review_values_mission(const struct review_values *values, const char *code);
const struct review_finding *review_values_finding(const struct review_values *values, const char *id);

/* Ids of what was found at the last closed review of each scope, ascending: review_closed.c. */
enum mpt_status review_known_findings(struct mpt_store *store, struct mpt_date today, struct mpt_arena *arena,
                                      const char ***ids, size_t *count, struct mpt_error *error);
/* The values, with the entry that closed it, and, when `page` is not NULL, the page that a closed review kept. */
enum mpt_status review_load(struct mpt_store *store, const struct mpt_closed_review *closed, struct mpt_arena *arena,
                            struct review_values *values, const char **page, struct mpt_error *error);

/* The mission of that code, if the review is about it; NULL: it is not. */
const struct review_scope *review_in_scope(const struct review *review, const char *mission);
/* Whether the record is of what the review is about: by its missions, its portfolio, or those of what it belongs to. */
bool review_concerns(struct review *review, const struct mpt_record *record);

/* Opens a query with $mission, $portfolio, $today, $examples and one more parameter (NULL: none). */
enum mpt_status review_query(struct review *review, const char *name, const char *more, const char *text,
                             struct mpt_cursor **cursor);
const char *review_text(struct review *review, struct mpt_cursor *cursor, const char *column);
/* "7 Jul 2024"; "" for NULL. */
const char *review_date(struct review *review, const char *date);
/* "7 Jul" in this year, else "7 Jul 2025". */
const char *review_day(struct review *review, const char *date);
/* Days from the last day a date may mean to today; negative ahead. The date must be one. */
long review_days(const struct review *review, const char *date);
/* " (e)" behind what is invented. */
const char *review_mark(const char *source, bool example);
/* "AUD 6.2m"; several currencies side by side. */
const char *review_money(struct review *review, int64_t minor, const char *currency);

/* The parts, in the order of the page. */
enum mpt_status review_decisions(struct review *review);
enum mpt_status review_changes(struct review *review);
enum mpt_status review_missions(struct review *review);
enum mpt_status review_findings(struct review *review);
enum mpt_status review_dates(struct review *review);
enum mpt_status review_learnings(struct review *review);
enum mpt_status review_actions(struct review *review);
enum mpt_status review_tidy(struct review *review);

#endif
