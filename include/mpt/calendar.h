/* Calendars: what of a portfolio is due, ends or takes place, as iCalendar (RFC 5545), for the calendar programs of
 * those who must not miss it.
 *
 * One all-day event (VEVENT, section 3.6.1) a date. Its UID is made of the record's kind and code, what happens and a
 * key of the portfolio, "decision-d-31-due@1f3a....mpt": the same in every export of the portfolio and of its copies,
 * also when the date has moved, so that a calendar moves its event; a record that is given another code is another
 * event. Everything in the file comes from the portfolio: two exports of the same state on the same day are the same,
 * byte for byte. */
#ifndef MPT_CALENDAR_H
#define MPT_CALENDAR_H

#include <stdio.h>

#include "mpt/date.h"
#include "mpt/store.h"

struct mpt_event {
    const char *uid;
    const char *summary;
    const char *description; /* lines; NULL: none */
    const char *category;    /* "Decision" */
    struct mpt_date day;     /* full */
    const char *changed;     /* 2024-07-07T12:34:56Z: when what it shows was last changed (DTSTAMP, LAST-MODIFIED) */
    long changes;            /* how often that was (SEQUENCE, section 3.8.7.4) */
};

struct mpt_calendar {
    const char *name;
    struct mpt_event *events; /* by day, kind and code */
    size_t count;
    const char **left_out; /* "step:some-step": dates known to the year only */
    size_t left_out_count;
};

/* Of a mission, a portfolio (codes that exist), or everything where they are NULL. */
struct mpt_calendar_query {
    struct mpt_date today; /* what ended before is left out; what is open though its date has passed is not */
    const char *mission, *portfolio;
};

/* Collects the open dates (sql/query/dates.sql). A date known to the month stands on its last day and says so; one
 * known to the year is left out: a day would be invented. Invented records only in a demonstration, marked (e).
 * Errors: MPT_DATABASE. */
enum mpt_status mpt_calendar_collect(struct mpt_store *store, const struct mpt_calendar_query *query,
                                     struct mpt_arena *arena, struct mpt_calendar *calendar, struct mpt_error *error);

/* Writes the calendar: UTF-8, CRLF, lines folded at 75 octets between characters (section 3.1), texts escaped (3.3.11)
 * and without control characters. Whether it could be written is seen at `out`. */
void mpt_calendar_write(const struct mpt_calendar *calendar, FILE *out);

#endif
