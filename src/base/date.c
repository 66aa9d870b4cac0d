/* Dates known to the year, month or day; day counts by Howard Hinnant's civil-calendar arithmetic. */
#include "mpt/date.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const month_names[] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool digits(const char *text, size_t count, int *value)
{
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isdigit((unsigned char)text[i])) {
            return false;
        }
        *value = *value * 10 + (text[i] - '0');
    }
    return true;
}

bool mpt_date_parse(const char *text, struct mpt_date *date)
{
    size_t len = strlen(text);
    *date = (struct mpt_date){0};
    if ((len != 4 && len != 7 && len != 10) || !digits(text, 4, &date->year) || date->year < 1000) {
        return false;
    }
    if (len >= 7 && (text[4] != '-' || !digits(text + 5, 2, &date->month) || date->month < 1 || date->month > 12)) {
        return false;
    }
    return len < 10 || (text[7] == '-' && digits(text + 8, 2, &date->day) && date->day >= 1 &&
                        date->day <= days_in_month(date->year, date->month));
}

const char *mpt_date_format(struct mpt_date date, struct mpt_arena *arena)
{
    if (!date.month) {
        return mpt_arena_print(arena, "%04d", date.year);
    }
    if (!date.day) {
        return mpt_arena_print(arena, "%04d-%02d", date.year, date.month);
    }
    return mpt_arena_print(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil: the year is taken to begin in
 * March, so that the leap day is its last. */
static long days_from_civil(long year, int month, int day)
{
    year -= month <= 2;
    long era = (year >= 0 ? year : year - 399) / 400;
    long year_of_era = year - era * 400;
    long day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

long mpt_date_first_day(struct mpt_date date)
{
    return days_from_civil(date.year, date.month ? date.month : 1, date.day ? date.day : 1);
}

long mpt_date_last_day(struct mpt_date date)
{
    int month = date.month ? date.month : 12;
    return days_from_civil(date.year, month, date.day ? date.day : days_in_month(date.year, month));
}

/* civil_from_days of the same source. */
struct mpt_date mpt_date_from_days(long days)
{
    days += 719468;
    long era = (days >= 0 ? days : days - 146096) / 146097;
    long day_of_era = days - era * 146097;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long march_month = (5 * day_of_year + 2) / 153;
    int day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
    int month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
    return (struct mpt_date){(int)(year_of_era + era * 400 + (month <= 2)), month, day};
}

struct mpt_date mpt_date_add_months(struct mpt_date date, int months)
{
    int count = date.year * 12 + date.month - 1 + months;
    struct mpt_date moved = {count / 12, count % 12 + 1, date.day};
    int last = days_in_month(moved.year, moved.month);
    if (moved.day > last) {
        moved.day = last;
    }
    return moved;
}

static const char *show(struct mpt_date date, int month_len, struct mpt_arena *arena)
{
    if (!date.month) {
        return mpt_arena_print(arena, "%d", date.year);
    }
    const char *month = month_names[date.month - 1];
    if (!date.day) {
        return mpt_arena_print(arena, "%.*s %d", month_len, month, date.year);
    }
    return mpt_arena_print(arena, "%d %.*s %d", date.day, month_len, month, date.year);
}

void mpt_date_iso_week(struct mpt_date date, int *year, int *week)
{
    long day = mpt_date_first_day(date);
    long thursday = day - ((day + 3) % 7 + 7) % 7 + 3; /* the week is of the year its Thursday is in */
    *year = mpt_date_from_days(thursday).year;
    *week = (int)((thursday - mpt_date_first_day((struct mpt_date){*year, 1, 1})) / 7) + 1;
}

const char *mpt_date_show(struct mpt_date date, struct mpt_arena *arena)
{
    return show(date, 9, arena);
}

const char *mpt_date_show_short(struct mpt_date date, struct mpt_arena *arena)
{
    return show(date, 3, arena);
}

enum mpt_status mpt_date_today(const char *as_of, struct mpt_date *today, struct mpt_error *error)
{
    const char *text = as_of, *from = "--as-of";
    if (!text) {
        text = getenv("MPT_TODAY");
        from = "MPT_TODAY";
    }
    if (!text || (!as_of && !*text)) {
        time_t now = time(NULL);
        struct tm utc;
        gmtime_r(&now, &utc);
        *today = (struct mpt_date){utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday};
        return MPT_OK;
    }
    if (!mpt_date_parse(text, today) || !today->day) {
        return mpt_fail(error, MPT_USAGE, "%s: '%s' is not a day; it takes a date like 2024-07-07", from, text);
    }
    return MPT_OK;
}

enum mpt_status mpt_time_stamp(int64_t *seconds, bool *clock, struct mpt_error *error)
{
    const char *day = getenv("MPT_TODAY");
    struct mpt_date today;
    *clock = !day || !*day;
    *seconds = time(NULL);
    enum mpt_status status = *clock ? MPT_OK : mpt_date_today(NULL, &today, error);
    if (!*clock && !status) {
        *seconds = (int64_t)mpt_date_first_day(today) * 86400 + 43200;
    }
    return status;
}

const char *mpt_time_now(struct mpt_arena *arena)
{
    struct mpt_date today;
    struct mpt_error unused;
    time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    if (mpt_date_today(NULL, &today, &unused) != MPT_OK) {
        today = (struct mpt_date){utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday};
    }
    return mpt_arena_print(arena, "%sT%02d:%02d:%02dZ", mpt_date_format(today, arena), utc.tm_hour, utc.tm_min,
                           utc.tm_sec);
}
