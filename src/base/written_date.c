/* Dates as they are written in the world: in numbers of three orders, or with the month's name in seven languages. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/written.h"
#include "written_internal.h"

/* Folded; any beginning of three letters or more that is one month's alone will do ("sept.", "fevr", "des"). */
static const char *const months[12][8] = {
    {"january", "januar", "januari", "janner", "enero", "janvier"},
    {"february", "februar", "februari", "feber", "febrero", "fevrier"},
    {"march", "mars", "marts", "marz", "mrz", "maerz", "marzo"},
    {"april", "abril", "avril"},
    {"may", "mai", "maj", "mayo"},
    {"june", "juni", "junio", "juin"},
    {"july", "juli", "julio", "juillet"},
    {"august", "augusti", "agosto", "aout"},
    {"september", "septiembre", "setiembre", "septembre"},
    {"october", "oktober", "octubre", "octobre"},
    {"november", "noviembre", "novembre"},
    {"december", "desember", "dezember", "diciembre", "decembre"},
};

/* What stands between day, month and year and says nothing: "den 25. maj", "25 de mayo de 2020", "May 25th". */
static const char *const fillers[] = {"de", "del", "den", "of", "the", "st", "nd", "rd", "th", "er", "o", "a"};

enum { PARTS = 3 };

/* A number with the count of its digits, or a month by its name. */
struct part {
    int value;
    size_t digits; /* 0: a name */
};

/* The month whose name begins so; 0 when there is none or two. */
static int month_named(const char *word, size_t len)
{
    int found = 0;
    for (int month = 0; len >= 3 && month < 12; month++) {
        bool same = false, whole = false;
        for (size_t i = 0; i < 8 && months[month][i]; i++) {
            if (strncmp(months[month][i], word, len) == 0) {
                same = true;
                whole = whole || months[month][i][len] == '\0';
            }
        }
        if (whole) {
            return month + 1;
        }
        if (same && found) {
            return 0;
        }
        found = same ? month + 1 : found;
    }
    return found;
}

static bool is_filler(const char *word, size_t len)
{
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++) {
        if (strlen(fillers[i]) == len && strncmp(fillers[i], word, len) == 0) {
            return true;
        }
    }
    return false;
}

static void skip_between(const char **text)
{
    for (size_t len = 1; len;) {
        len = blank_len(*text);
        len = len ? len : strchr(".,/-", **text) && **text ? 1 : 0;
        *text += len;
    }
}

/* "T00:00:00.000+02:00", "12:30 PM UTC", nothing: what may stand behind a date. */
static bool is_time(const char *text)
{
    text += *text == 't' && isdigit((unsigned char)text[1]);
    skip_between(&text);
    if (!*text) {
        return true;
    }
    size_t digits = strspn(text, "0123456789");
    return digits >= 1 && digits <= 2 && text[digits] == ':' && isdigit((unsigned char)text[digits + 1]) &&
           strspn(text + digits, "0123456789:.,+-apmzutcg ") == strlen(text + digits);
}

/* Whether the digits at `text` begin a time: it is not part of the date then. */
static bool begins_time(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits >= 1 && digits <= 2 && text[digits] == ':';
}

/* One part at *text. */
static bool take_part(const char **text, struct part *part)
{
    size_t len = strspn(*text, "0123456789");
    *part = (struct part){0};
    if (len) {
        part->digits = len;
        for (size_t i = 0; len <= 8 && i < len; i++) {
            part->value = part->value * 10 + ((*text)[i] - '0');
        }
    } else {
        while (isalpha((unsigned char)(*text)[len])) {
            len++;
        }
        part->value = month_named(*text, len);
        if (!part->value) {
            return false;
        }
    }
    *text += len;
    return true;
}

/* Up to three parts, fillers passed over, then a time or nothing; their number, 0 when there is something else. *comma
 * tells whether one stood between. */
static size_t take_parts(const char *text, struct part *parts, bool *comma)
{
    const char *start = text;
    size_t count = 0;
    while (*text && count < PARTS && !begins_time(text) && !(*text == 't' && isdigit((unsigned char)text[1]))) {
        size_t len = 0;
        while (isalpha((unsigned char)text[len])) {
            len++;
        }
        if (is_filler(text, len)) {
            text += len;
        } else if (!take_part(&text, &parts[count++])) {
            return 0;
        }
        *comma = *comma || (*text == ',' && count < PARTS);
        skip_between(&text);
    }
    bool open = !*text && text > start && strchr(",/-", text[-1]);
    return !open && is_time(text) ? count : 0;
}

static bool make(int year, int month, int day, struct mpt_date *date)
{
    struct mpt_date made = {year, month, day};
    struct mpt_arena *arena = mpt_arena_open();
    bool exists = month >= 0 && day >= 0 && mpt_date_parse(mpt_date_format(made, arena), date);
    mpt_arena_close(arena);
    return exists;
}

static bool is_year(const struct part *part)
{
    return part->digits == 4;
}

/* The day of a month, or the month's number. */
static bool is_short(const struct part *part)
{
    return (part->digits == 1 || part->digits == 2) && part->value > 0;
}

static bool is_month(const struct part *part)
{
    return part->digits == 0 || is_short(part);
}

/* Year, month and day in the places that `order` gives them, or where the month's name shows them. */
static bool place(const struct part *parts, enum mpt_date_order order, struct mpt_date *date)
{
    bool named = !parts[0].digits || !parts[1].digits;
    if (is_year(&parts[0])) {
        return is_month(&parts[1]) && is_short(&parts[2]) && make(parts[0].value, parts[1].value, parts[2].value, date);
    }
    if (!is_year(&parts[2]) || (!named && order != MPT_DATE_DMY && order != MPT_DATE_MDY)) {
        return false;
    }
    bool month_first = named ? !parts[0].digits : order == MPT_DATE_MDY;
    const struct part *month = &parts[!month_first], *day = &parts[month_first];
    return is_month(month) && is_short(day) && make(parts[2].value, month->value, day->value, date);
}

bool mpt_date_read(const char *text, enum mpt_date_order order, struct mpt_date *date)
{
    char folded[80];
    struct part parts[PARTS];
    bool comma = false;
    *date = (struct mpt_date){0};
    size_t count = fold_into(text, folded, sizeof folded) ? take_parts(folded, parts, &comma) : 0;
    if (count == 1 && parts[0].digits == 8) {
        int value = parts[0].value; /* 20200525 */
        return value / 100 % 100 && value % 100 && make(value / 10000, value / 100 % 100, value % 100, date);
    }
    if (count == 1) {
        return is_year(&parts[0]) && make(parts[0].value, 0, 0, date);
    }
    bool named = count > 1 && (!parts[0].digits || !parts[1].digits);
    if (count == 0 || (comma && !named)) {
        return false; /* 1,2345 is a number */
    }
    if (count == PARTS) {
        return place(parts, order, date);
    }
    bool year_first = is_year(&parts[0]);
    const struct part *year = &parts[!year_first], *month = &parts[year_first];
    return is_year(year) && is_month(month) && make(year->value, month->value, 0, date);
}
