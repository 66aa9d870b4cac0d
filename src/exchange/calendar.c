/* Writes calendars as RFC 5545 wants them. */
#include "mpt/calendar.h"

#include <string.h>

enum { LONGEST_LINE = 75 }; /* octets without the line break: section 3.1 */

/* A content line in the making. */
struct line {
    FILE *out;
    size_t used;
};

/* Bytes of the UTF-8 character that stands there; 0 for a byte that is part of none, as another program may have left.
 */
static size_t character_len(const char *at)
{
    unsigned char first = (unsigned char)*at;
    size_t len = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : first >= 0x80 ? 0 : 1;
    for (size_t i = 1; i < len; i++) {
        if (((unsigned char)at[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return len;
}

/* Adds what must stay together: a character, or a backslash with what it escapes. */
static void put(struct line *line, const char *piece, size_t len)
{
    if (line->used + len > LONGEST_LINE) {
        fputs("\r\n ", line->out);
        line->used = 1;
    }
    fwrite(piece, 1, len, line->out);
    line->used += len;
}

static void put_plain(struct line *line, const char *text)
{
    for (const char *at = text; *at; at++) {
        put(line, at, 1);
    }
}

static bool is_control(const char *at, size_t len)
{
    unsigned char first = (unsigned char)at[0];
    return (first < 0x20 && first != '\t') || first == 0x7f ||
           (len == 2 && first == 0xc2 && (unsigned char)at[1] < 0xa0); /* C1: U+0080 to U+009F */
}

/* TEXT, section 3.3.11: backslash, semicolon, comma and line ends are escaped; other control characters may not be
 * there, and are left out. */
static void put_text(struct line *line, const char *text)
{
    for (const char *at = text; *at;) {
        size_t len = character_len(at);
        if (strchr("\\;,", *at)) {
            put(line, (const char[]){'\\', *at}, 2);
        } else if (*at == '\n') {
            put(line, "\\n", 2);
        } else if (len && !is_control(at, len)) {
            put(line, at, len);
        }
        at += len ? len : 1;
    }
}

static void write_plain(FILE *out, const char *name, const char *value)
{
    struct line line = {.out = out};
    put_plain(&line, name);
    put_plain(&line, value);
    fputs("\r\n", out);
}

static void write_text(FILE *out, const char *name, const char *text)
{
    struct line line = {.out = out};
    put_plain(&line, name);
    put_text(&line, text);
    fputs("\r\n", out);
}

static void write_day(FILE *out, const char *name, struct mpt_date day)
{
    fprintf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, day.year, day.month, day.day);
}

/* 2024-07-07T12:34:56Z as 20240707T123456Z (section 3.3.5, form 2). */
static void write_time(FILE *out, const char *name, const char *time)
{
    struct line line = {.out = out};
    put_plain(&line, name);
    for (const char *at = time; *at; at++) {
        if (*at != '-' && *at != ':') {
            put(&line, at, 1);
        }
    }
    fputs("\r\n", out);
}

static void write_event(FILE *out, const struct mpt_event *event)
{
    struct mpt_date after = mpt_date_from_days(mpt_date_first_day(event->day) + 1);
    write_plain(out, "BEGIN:", "VEVENT");
    write_text(out, "UID:", event->uid);
    write_time(out, "DTSTAMP:", event->changed);
    write_time(out, "LAST-MODIFIED:", event->changed);
    fprintf(out, "SEQUENCE:%ld\r\n", event->changes);
    write_day(out, "DTSTART", event->day);
    if (after.year <= 9999) { /* the end is exclusive; without it an event on a day is that day (section 3.6.1) */
        write_day(out, "DTEND", after);
    }
    write_text(out, "SUMMARY:", event->summary);
    if (event->description) {
        write_text(out, "DESCRIPTION:", event->description);
    }
    write_text(out, "CATEGORIES:", event->category);
    write_plain(out, "TRANSP:", "TRANSPARENT"); /* nobody is busy all day because of it */
    write_plain(out, "END:", "VEVENT");
}

void mpt_calendar_write(const struct mpt_calendar *calendar, FILE *out)
{
    write_plain(out, "BEGIN:", "VCALENDAR");
    write_plain(out, "VERSION:", "2.0");
    write_plain(out, "PRODID:", "-//mpt//Mission portfolio//EN");
    write_plain(out, "CALSCALE:", "GREGORIAN");
    write_text(out, "X-WR-CALNAME:", calendar->name);
    for (size_t i = 0; i < calendar->count; i++) {
        write_event(out, &calendar->events[i]);
    }
    write_plain(out, "END:", "VCALENDAR");
}
