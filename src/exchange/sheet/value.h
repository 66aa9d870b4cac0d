/* What a cell of a workbook says, as text: numbers, dates, and strings with Excel's escapes resolved
 * (ISO/IEC 29500-1, 18.17.4 dates, 18.18.94 ST_Xstring). */
#ifndef MPT_SHEET_VALUE_H
#define MPT_SHEET_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "mpt/text.h"

/* How a number format shows a number. */
enum number_kind { NUMBER_PLAIN, NUMBER_DATE, NUMBER_CLOCK, NUMBER_DURATION };

/* What the formats that have a number and no code of their own show (18.8.30). */
enum number_kind number_kind_builtin(unsigned long id);

/* What a format code shows: a date when d, m or y stand in it outside quotes, brackets and escapes, the time of a day
 * when h or s do without d and y, a duration when a bracket holds hours, minutes or seconds: "[h]:mm". */
enum number_kind number_kind_of(const char *code);

/* Adds the number that `raw` is, as a workbook has it: plain ones in their shortest form, percentages as the number
 * they are (0.45); dates as 2024-06-30, 2024-06-30T14:30:00 or 14:30:00; durations as 36:00:00. Of a date the day is
 * counted from 1904-01-01 where `date1904`, else from 1900-01-01 as Excel does it, for whom 1900 was a leap year; a
 * value below 1 that is shown as a time, or that is no day of the calendar of 1900, is a time alone. What is out of a
 * calendar's range stays the number it is. False when `raw` is no number. */
bool value_add_number(struct mpt_text *text, const char *raw, enum number_kind kind, bool date1904);

/* Adds the time that `raw` (of a cell of type "d", ISO 8601) is, without midnight. */
void value_add_time(struct mpt_text *text, const char *raw);

/* Resolves _x000D_ and the like from `from` on, drops control characters and makes line ends line feeds, in place. */
void value_unescape(struct mpt_text *text, size_t from);

#endif
