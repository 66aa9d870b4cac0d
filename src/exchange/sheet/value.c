/* Numbers, dates and strings of cells, as text. */
#include "exchange/sheet/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/date.h"
#include "mpt/model.h"

enum { SECONDS_A_DAY = 86400 };

/* --- Formats ------------------------------------------------------------------------------------------------------ */

enum number_kind number_kind_builtin(unsigned long id)
{
    bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    bool clock = (id >= 18 && id <= 21) || id == 45 || id == 47;
    return id == 46 ? NUMBER_DURATION : clock ? NUMBER_CLOCK : date ? NUMBER_DATE : NUMBER_PLAIN;
}

/* Behind what begins at `code` and says nothing of dates: quoted text, a bracket, an escaped character. */
static const char *skip_literal(const char *code)
{
    if (*code == '"' || *code == '[') {
        const char *end = strchr(code + 1, *code == '"' ? '"' : ']');
        return end ? end + 1 : code + strlen(code);
    }
    if (strchr("\\_*", *code)) { /* as it is, as wide as, filled with */
        return code + 1 + (code[1] != '\0');
    }
    return code;
}

enum number_kind number_kind_of(const char *code)
{
    bool day = false, month = false, clock = false;
    while (*code) {
        const char *behind = skip_literal(code);
        if (*code == '[' && strspn(code + 1, "hHmMsS") > 0 && code[1 + strspn(code + 1, "hHmMsS")] == ']') {
            return NUMBER_DURATION;
        }
        if (behind == code) {
            day = day || strchr("dDyY", *code);
            month = month || strchr("mM", *code); /* or minute */
            clock = clock || strchr("hHsS", *code);
            behind++;
        }
        code = behind;
    }
    return day || (month && !clock) ? NUMBER_DATE : clock ? NUMBER_CLOCK : NUMBER_PLAIN;
}

/* --- Numbers ------------------------------------------------------------------------------------------------------ */

/* Whether the text is a double's shortest already: up to 15 digits, without blanks, signs or zeros that say nothing. */
static bool is_shortest(const char *raw)
{
    const char *digits = raw + (*raw == '-');
    size_t whole = strspn(digits, "0123456789"), part = 0;
    const char *end = digits + whole;
    if (*end == '.') {
        part = strspn(end + 1, "0123456789");
        end += 1 + part;
        if (!part || end[-1] == '0') {
            return false;
        }
    }
    return !*end && whole && whole + part <= 15 && (whole == 1 ? *digits != '0' || part : *digits != '0');
}

static void add_plain(struct mpt_text *text, const char *raw, double value)
{
    if (is_shortest(raw)) {
        mpt_text_add(text, raw);
    } else if (value == floor(value) && fabs(value) < 1e18) {
        mpt_text_print(text, "%.0f", value + 0.0);
    } else {
        struct mpt_arena *arena = mpt_arena_open();
        mpt_text_add(text, mpt_number_format(value, arena));
        mpt_arena_close(arena);
    }
}

static void add_clock(struct mpt_text *text, long long seconds)
{
    mpt_text_print(text, "%02lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* Seconds since the calendar's day 0; false where it has none. */
static bool to_seconds(double value, long long *seconds)
{
    enum { LAST_DAY = 2958465 }; /* 9999-12-31 */
    if (!(value >= 0 && value < LAST_DAY + 1.0)) {
        return false;
    }
    *seconds = llround(value * SECONDS_A_DAY);
    return *seconds < (LAST_DAY + 1LL) * SECONDS_A_DAY;
}

/* Day 60 of the calendar that begins in 1900 is 29 February, a day that never was; the days before it are one off. */
static long days_since_1970(long day, bool date1904)
{
    enum { EPOCH_1904 = 24107, EPOCH_1900 = 25569 };
    return date1904 ? day - EPOCH_1904 : day - EPOCH_1900 + (day < 60);
}

static void add_date(struct mpt_text *text, long long seconds, enum number_kind kind, bool date1904)
{
    if (seconds >= SECONDS_A_DAY || (date1904 && kind == NUMBER_DATE)) {
        struct mpt_date date = mpt_date_from_days(days_since_1970((long)(seconds / SECONDS_A_DAY), date1904));
        mpt_text_print(text, "%04d-%02d-%02d", date.year, date.month, date.day);
        if (seconds % SECONDS_A_DAY == 0) {
            return;
        }
        mpt_text_add(text, "T");
    }
    add_clock(text, seconds % SECONDS_A_DAY);
}

bool value_add_number(struct mpt_text *text, const char *raw, enum number_kind kind, bool date1904)
{
    char *end;
    long long seconds;
    double value = strtod(raw, &end);
    if (end == raw || end[strspn(end, " \t\n")] || !isfinite(value) || strpbrk(raw, "xXpP")) {
        return false;
    }
    if (kind == NUMBER_PLAIN || !to_seconds(value, &seconds)) {
        add_plain(text, raw, value);
    } else if (kind == NUMBER_DURATION) {
        add_clock(text, seconds);
    } else {
        add_date(text, seconds, kind, date1904);
    }
    return true;
}

void value_add_time(struct mpt_text *text, const char *raw)
{
    const char *clock = strchr(raw, 'T');
    bool midnight = clock && strncmp(clock, "T00:00:00", 9) == 0 && !clock[9 + strspn(clock + 9, ".0Z")];
    mpt_text_add_len(text, raw, midnight ? (size_t)(clock - raw) : strlen(raw));
}

/* --- Strings ------------------------------------------------------------------------------------------------------ */

/* The character that _xHHHH_ stands for; -1 when it is none. Halves of pairs never stand alone in a file's UTF-8. */
static long escaped(const char *text, size_t len)
{
    if (len < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') {
        return -1;
    }
    char digits[5] = {text[2], text[3], text[4], text[5]};
    return strspn(digits, "0123456789abcdefABCDEF") == 4 ? strtol(digits, NULL, 16) : -1;
}

/* The UTF-8 of a character below U+10000, nothing of a control character; a line's end is a line feed. */
static size_t encode(long code, char *to)
{
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) {
        *to = (char)code;
        return code == '\t' || code == '\n' || code == '\r';
    }
    if (code >= 0xD800 && code < 0xE000) {
        code = 0xFFFD;
    }
    if (code < 0x80) {
        *to = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xC0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    to[0] = (char)(0xE0 | code >> 12);
    to[1] = (char)(0x80 | (code >> 6 & 0x3F));
    to[2] = (char)(0x80 | (code & 0x3F));
    return 3;
}

/* CR LF and CR become LF. */
static size_t join_line_ends(char *text, size_t len)
{
    size_t kept = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] != '\r') {
            text[kept++] = text[i];
        } else if (i + 1 == len || text[i + 1] != '\n') {
            text[kept++] = '\n';
        }
    }
    return kept;
}

void value_unescape(struct mpt_text *text, size_t from)
{
    if (text->len == from) {
        return;
    }
    char *data = text->data + from;
    size_t len = text->len - from, kept = 0;
    for (size_t i = 0; i < len;) {
        long code = data[i] == '_' ? escaped(data + i, len - i) : -1;
        unsigned char byte = (unsigned char)data[i];
        if (code >= 0) {
            kept += encode(code, data + kept);
            i += 7;
        } else if (byte < 0x20 || byte == 0x7F) {
            kept += encode(byte, data + kept);
            i++;
        } else {
            data[kept++] = data[i++];
        }
    }
    text->len = from + join_line_ends(data, kept);
    text->data[text->len] = '\0';
}
