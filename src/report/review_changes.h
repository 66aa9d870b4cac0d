/* Review, part 2, from the inside: what it takes to name what changed. */
#ifndef MPT_REPORT_REVIEW_CHANGES_H
#define MPT_REPORT_REVIEW_CHANGES_H

#include "mpt/text.h"
#include "review.h"

/* A line in the making: at most a few things by name, then how many more. */
struct naming {
    struct mpt_text text;
    size_t count;
    struct mpt_data *codes;
};
struct naming naming_init(struct review *review);
void name_one(struct naming *naming, const char *one);
/* The same with the record's code behind it, by which it is looked up. */
void name_record(struct naming *naming, const char *one, const struct mpt_record *record);
/* The line, when there is anything in it: "done: a; b and 3 more". */
void add_line(struct review *review, struct mpt_data *data, const char *label, const char *what, struct naming *naming);

/* A field's value; NULL without a record. */
const char *field_of(const struct mpt_record *record, const char *field);
bool same_text(const char *a, const char *b);
bool is_of_kind(const struct mpt_difference *difference, const char *kind);
/* Whether the difference is of what the review is about, or was. */
bool difference_counts(struct review *review, const struct mpt_difference *difference);
/* The record's title, marked when it is invented. */
const char *titled(struct review *review, const struct mpt_record *record);
/* The title of the record of that code, and the same without the mark. */
const char *title_behind(struct review *review, const char *kind, const char *code);
const char *plain_title(struct review *review, const char *kind, const char *code);

/* Steps, money, people, decisions and confidence: review_events.c. */
void add_events(struct review *review, struct mpt_data *data);

#endif
