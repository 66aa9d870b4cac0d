/* The reports: each is built as a document from the store and what analysis says of it. */
#ifndef MPT_REPORT_H
#define MPT_REPORT_H

#include "mpt/document.h"
#include "mpt/gaps.h"
#include "mpt/money.h"
#include "mpt/store.h"

/* What a report is about and how. */
struct mpt_report_query {
    struct mpt_date today;
    const char *mission, *portfolio; /* codes; NULL: all */
    const char *rule, *class;        /* only findings of these; NULL: all */
    bool has_severity;
    enum mpt_severity severity; /* only findings at least so severe, when has_severity */
    const char *rules_folder;   /* rules of the user's own, *.sql; NULL: none */
    bool all;                   /* every finding on a line of its own */
    bool details;               /* describe every finding, not only those that a page shows, for JSON and `explain` */
    bool sources;               /* say where each number comes from */
    const char *currency;       /* of ISO 4217: the mission's money as one total in it too; NULL: no total */
    struct mpt_date rate_date;  /* the day of whose rates that total is */
};

/* The rules and what they found. */
struct mpt_findings {
    struct mpt_rule *rules;
    size_t rule_count;
    struct mpt_gap *gaps; /* ranked; with hidden and accepted ones */
    size_t count;
    size_t hidden, accepted;
    const char **unasked; /* rules that look at something that was withheld from the store */
    size_t unasked_count;
};

/* Reads the built-in rules (sql/gaps/) and those of the folder. Errors: MPT_BAD_INPUT naming file and line. */
enum mpt_status mpt_rules_load(const char *folder, struct mpt_arena *arena, struct mpt_rule **rules, size_t *count,
                               struct mpt_error *error);

/* Runs all rules and keeps what the query asks for. Invented records speak in a demonstration only. Errors:
 * MPT_BAD_INPUT when a rule's statement is wrong. */
enum mpt_status mpt_findings_collect(struct mpt_store *store, const struct mpt_report_query *query,
                                     struct mpt_arena *arena, struct mpt_findings *findings, struct mpt_error *error);

/* Which part of the history is wanted. */
struct mpt_history_query {
    struct mpt_date today;
    const struct mpt_kind *of_kind; /* of one record, by kind, number and what it is called; NULL: of all */
    int64_t record;
    const char *code;
    int64_t entry;               /* this entry whole; 0: entries by the following */
    int64_t since;               /* only entries after this one */
    const char *who;             /* only of this person; NULL: all */
    const struct mpt_kind *kind; /* only changes of this kind; NULL: all */
    long limit;                  /* entries at most; -1: all */
    bool details;                /* up to 1000 changes an entry rather than 8 */
};

/* `mpt history`: what changed, from what to what, when, by whom, by which command. JSON mpt.history/1. */
enum mpt_status mpt_report_history(struct mpt_store *store, const struct mpt_history_query *query,
                                   struct mpt_arena *arena, struct mpt_document **document, struct mpt_error *error);

/* `mpt gaps`: JSON mpt.gaps/1. */
struct mpt_document *mpt_report_gaps(const struct mpt_findings *findings, const struct mpt_report_query *query,
                                     struct mpt_arena *arena);

/* `mpt rules`: what is checked. JSON mpt.rules/1. */
struct mpt_document *mpt_report_rules(const struct mpt_rule *rules, size_t count, const struct mpt_report_query *query,
                                      struct mpt_arena *arena);

/* `mpt explain ID`: a rule or a finding. JSON mpt.explain/1. Errors: MPT_USAGE when there is no such rule. */
enum mpt_status mpt_report_explain(const struct mpt_findings *findings, const char *id,
                                   const struct mpt_report_query *query, struct mpt_arena *arena,
                                   struct mpt_document **document, struct mpt_error *error);

/* `mpt rates`: which rates are kept and where they are from. JSON mpt.rates/1. */
enum mpt_status mpt_report_rates(struct mpt_store *store, struct mpt_date today, struct mpt_arena *arena,
                                 struct mpt_document **document, struct mpt_error *error);

/* `mpt rates convert`: an amount in another currency at the rates of `date`. JSON mpt.conversion/1. Errors: as
 * mpt_rates_convert. */
enum mpt_status mpt_report_conversion(struct mpt_store *store, struct mpt_money amount, const char *to,
                                      struct mpt_date date, struct mpt_arena *arena, struct mpt_document **document,
                                      struct mpt_error *error);

/* `mpt merge`: what became of two records that are one now, or would become of them (`entry` 0). JSON mpt.merge/1. */
struct mpt_merge;
struct mpt_document *mpt_report_merge(const struct mpt_merge *merge, int64_t entry, struct mpt_date today,
                                      struct mpt_arena *arena);

/* `mpt report --mission M`: the mission on a page. JSON mpt.report/1. */
enum mpt_status mpt_report_mission(struct mpt_store *store, const struct mpt_report_query *query,
                                   struct mpt_arena *arena, struct mpt_document **document, struct mpt_error *error);

#endif
