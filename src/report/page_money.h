/* What the two blocks of money on the mission page share: sums by currency, stage and source. */
#ifndef MPT_REPORT_PAGE_MONEY_H
#define MPT_REPORT_PAGE_MONEY_H

#include "mpt/money.h"
#include "page.h"

enum {
    MONEY_KINDS = 7,
    MONEY_STAGES = 5,
    MONEY_PLANNED = 0,
    MONEY_APPLIED,
    MONEY_PLEDGED,
    MONEY_COMMITTED,
    MONEY_SPENT,
};

extern const char *const money_stages[MONEY_STAGES];

/* Sums in one currency, in minor units; money for a stated year is kept out of the plan by source, since the plan of a
 * year is need, not more money. */
struct money_sums {
    char currency[4];
    double by[MONEY_STAGES][MONEY_KINDS];
    double in_kind, yearly_need;
    size_t count[MONEY_STAGES][MONEY_KINDS];
    size_t records, dated; /* commitments, and those that say until when */
    const char *ends;
    const char *sources; /* distinct sources of the records, one a line */
    bool example;
};

struct money {
    struct money_sums *sums; /* by currency */
    size_t count, capacity;
    size_t left_out; /* records in no currency that there is */
};

/* Whether anything of a stage is recorded, and be it nothing. */
bool money_recorded(const struct money_sums *sums, size_t stage);

/* All of a stage, in minor units. */
struct mpt_money money_total(const struct money_sums *sums, size_t stage);

/* page_total.c: one total in the currency that was asked for, beside those in the currencies of the records. */
enum mpt_status page_total(struct page *page, const struct money *money);

#endif
