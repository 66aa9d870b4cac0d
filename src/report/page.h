/* The mission page in the making: what its blocks share. Each block is a function in a file of its own subject. */
#ifndef MPT_REPORT_PAGE_H
#define MPT_REPORT_PAGE_H

#include "mpt/report.h"
#include "targets.h"

/* Where a number or sentence on the page comes from. */
struct page_source {
    const char *what;    /* "committed, own" */
    const char *records; /* "target hydrogen-cost", "38 fundings: mpt list fundings mission=hydrogen" */
    const char *sources; /* one a line */
};

struct page {
    struct mpt_store *store;
    const struct mpt_report_query *query;
    struct mpt_arena *arena;
    struct mpt_error *error;
    struct mpt_document *document;
    struct mpt_record mission;
    const char *code;
    bool examples; /* invented records take part: this is a demonstration */
    bool any_example;
    struct page_source *sources;
    size_t source_count, source_capacity;
};

/* Opens a query with $mission and $today. */
enum mpt_status page_query(struct page *page, const char *name, struct mpt_cursor **cursor);

/* " (e)" behind what is invented, "" behind what is not; remembers that the page holds invented things. */
const char *page_mark(struct page *page, bool example);

void page_source(struct page *page, const char *what, const char *records, const char *sources);

/* Column texts that outlive the cursor's row; NULL for NULL. */
const char *page_text(struct page *page, struct mpt_cursor *cursor, const char *column);

/* "7 Jul 2024" from 2024-07-07; what is no date as it is; "" for NULL. */
const char *page_date(struct page *page, const char *date);

/* Whether that date, as exact as it is known, has passed. */
bool page_passed(const struct page *page, const char *date);

/* Days from a date to today; 0 when it is ahead. */
long page_days_since(const struct page *page, const char *date);

/* The blocks, in the order of the page. */
enum mpt_status page_head(struct page *page);
enum mpt_status page_targets(struct page *page);
enum mpt_status page_judgement(struct page *page);
enum mpt_status page_decisions(struct page *page);
enum mpt_status page_roadmap(struct page *page);
enum mpt_status page_projects(struct page *page);
enum mpt_status page_money(struct page *page);
enum mpt_status page_partners(struct page *page);
enum mpt_status page_findings(struct page *page);
enum mpt_status page_learning(struct page *page);

#endif
