/* Dates known to the year, the month or the day, ISO 8601, proleptic Gregorian.
 *
 * A partial date means its first day where something begins and its last day where something ends or is due; in SQL,
 * `starts <= $today` and `due < substr($today, 1, length(due))` say just that on the text forms. */
#ifndef MPT_DATE_H
#define MPT_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "mpt/arena.h"
#include "mpt/status.h"

/* month is 0 when only the year is known, day is 0 when only the month is. */
struct mpt_date {
    int year, month, day;
};

/* Reads 2030, 2030-06 or 2030-06-30 and nothing else; years 1000 to 9999. False when it is not a date that exists. */
bool mpt_date_parse(const char *text, struct mpt_date *date);

/* The canonical form, in `arena`. */
const char *mpt_date_format(struct mpt_date date, struct mpt_arena *arena);

/* Days since 1970-01-01 of the first and of the last day the date may mean. */
long mpt_date_first_day(struct mpt_date date);
long mpt_date_last_day(struct mpt_date date);

/* The full date of a day counted from 1970-01-01. */
struct mpt_date mpt_date_from_days(long days);

/* The same day `months` later (or earlier), cut to the month's last day; the date must be full. */
struct mpt_date mpt_date_add_months(struct mpt_date date, int months);

/* The ISO 8601 week of a full date: its number and the year it is counted in (1 January may be of the year before). */
void mpt_date_iso_week(struct mpt_date date, int *year, int *week);

/* For reading: "7 July 2024", "July 2024", "2024"; short: "7 Jul 2024", "Jul 2024", "2024". */
const char *mpt_date_show(struct mpt_date date, struct mpt_arena *arena);
const char *mpt_date_show_short(struct mpt_date date, struct mpt_arena *arena);

/* The day everything is computed for: `as_of` if given, else the environment's MPT_TODAY, else the clock (UTC). The
 * one place that asks. Errors: MPT_USAGE when the text given is no full date. */
enum mpt_status mpt_date_today(const char *as_of, struct mpt_date *today, struct mpt_error *error);

/* Seconds since 1970-01-01T00:00:00Z for what is stamped with a time and leaves the house: the clock's, or noon of the
 * day MPT_TODAY says, so that a test gets the same message twice; *clock tells which. Errors: MPT_USAGE as above. */
enum mpt_status mpt_time_stamp(int64_t *seconds, bool *clock, struct mpt_error *error);

/* The time as 2024-07-07T12:34:56Z, for the change record; in `arena`. The day is MPT_TODAY's where that is set, so
 * that what is tried out or shown with it keeps its own order of days; the time of the day is the clock's (UTC). */
const char *mpt_time_now(struct mpt_arena *arena);

#endif
