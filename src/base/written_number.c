/* Numbers as they are written in the world, with their currency, their groups and either decimal sign. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "mpt/written.h"
#include "written_internal.h"

/* Signs and words of currencies; without a code those that several have. A longer one stands before its beginning. */
static const struct {
    const char *sign;
    char code[4];
} signs[] = {
    {"US$", "USD"}, {"AU$", "AUD"}, {"A$", "AUD"},    {"NZ$", "NZD"},  {"CA$", "CAD"}, {"C$", "CAD"},
    {"HK$", "HKD"}, {"S$", "SGD"},  {"NT$", "TWD"},   {"R$", "BRL"},   {"MX$", "MXN"}, {"CLP$", "CLP"},
    {"$", ""},      {"€", "EUR"},   {"euros", "EUR"}, {"euro", "EUR"}, {"£", "GBP"},   {"¥", ""},
    {"₫", "VND"},   {"₹", "INR"},   {"₩", "KRW"},     {"₺", "TRY"},    {"₴", "UAH"},   {"₪", "ILS"},
    {"₱", "PHP"},   {"฿", "THB"},   {"₦", "NGN"},     {"Rp", "IDR"},   {"RM", "MYR"},  {"zł", "PLN"},
    {"Kč", "CZK"},  {"Ft", "HUF"},  {"Rs.", ""},      {"Rs", ""},      {"kr.", ""},    {"kr", ""},
};

/* The parts of a number, as they stand in the text. */
struct number {
    bool negative;
    const char *start, *end; /* digits and what parts them */
    int exponent;
    bool scientific;
    const char *currency; /* NULL: none that is known */
};

/* A currency at `*text`, passed over: its sign, or three letters of its code; *code is left when it is not known. Two
 * different ones are no amount: false then. */
static bool take_currency(const char **text, const char **code)
{
    const char *found = NULL;
    size_t len = 0;
    char letters[4] = "";
    for (size_t i = 0; !len && i < sizeof signs / sizeof *signs; i++) {
        size_t sign_len = strlen(signs[i].sign);
        bool word = isalpha((unsigned char)signs[i].sign[sign_len - 1]) != 0;
        if (strncasecmp(*text, signs[i].sign, sign_len) == 0 && !(word && isalpha((unsigned char)(*text)[sign_len]))) {
            found = *signs[i].code ? signs[i].code : NULL;
            len = sign_len;
        }
    }
    for (size_t i = 0; !len && i < 3 && isalpha((unsigned char)(*text)[i]); i++) {
        letters[i] = (*text)[i];
    }
    if (!len && !isalpha((unsigned char)(*text)[strlen(letters)]) && (found = mpt_currency_code(letters))) {
        len = 3;
    }
    if (found && *code && strcmp(found, *code) != 0) {
        return false;
    }
    *code = found ? found : *code;
    *text += len;
    skip_blanks(text);
    return true;
}

static bool take_sign(const char **text, bool *negative)
{
    size_t len = strncmp(*text, "\xe2\x88\x92", 3) == 0 ? 3 : **text == '-' || **text == '+' ? 1 : 0;
    if (len && *negative) {
        return false;
    }
    *negative = *negative || (len && **text != '+');
    *text += len;
    skip_blanks(text);
    return true;
}

/* What parts digits at `text`: its length and, in *kind, the blank, the apostrophe, the point or the comma it is. */
static size_t separator(const char *text, char *kind)
{
    size_t blank = blank_len(text), quote = strncmp(text, "\xe2\x80\x99", 3) == 0 ? 3 : *text == '\'';
    *kind = (char)(blank ? ' ' : quote ? '\'' : *text == '.' || *text == ',' ? *text : '\0');
    return blank ? blank : quote ? quote : *kind ? 1 : 0;
}

/* Digits, each part behind one separator; before the decimals there may be none. */
static bool take_digits(const char **text, struct number *number)
{
    char kind;
    const char *at = number->start = *text;
    at += (*at == '.' || *at == ',') && isdigit((unsigned char)at[1]);
    while (isdigit((unsigned char)*at)) {
        at++;
        size_t skip = separator(at, &kind);
        if (skip && isdigit((unsigned char)at[skip])) {
            at += skip;
        }
    }
    number->end = *text = at;
    return number->end > number->start;
}

/* "e6", "E+06": a power of ten within reason. */
static bool take_exponent(const char **text, struct number *number)
{
    if (**text != 'e' && **text != 'E') {
        return true;
    }
    char *end;
    const char *digits = *text + 1 + ((*text)[1] == '+' || (*text)[1] == '-');
    if (!isdigit((unsigned char)*digits)) {
        return true; /* "5 EUR" */
    }
    long exponent = strtol(*text + 1, &end, 10);
    number->exponent = (int)exponent;
    number->scientific = true;
    *text = end;
    return exponent >= -30 && exponent <= 30;
}

/* The whole text: brackets or a sign, a currency before or behind, ",-" for no decimals, a percent sign. */
static bool parse(const char *text, struct number *number)
{
    *number = (struct number){0};
    skip_blanks(&text);
    bool brackets = *text == '(';
    text += brackets;
    skip_blanks(&text);
    if (!take_sign(&text, &number->negative) || !take_currency(&text, &number->currency) ||
        !take_sign(&text, &number->negative) || !take_digits(&text, number) || !take_exponent(&text, number)) {
        return false;
    }
    text += strncmp(text, ",-", 2) == 0 || strncmp(text, ".-", 2) == 0 ? 2 : 0;
    skip_blanks(&text);
    text += *text == '%';
    skip_blanks(&text);
    if (!take_currency(&text, &number->currency) || (brackets && (number->negative || *text != ')'))) {
        return false;
    }
    text += brackets;
    number->negative = number->negative || brackets;
    skip_blanks(&text);
    return *text == '\0';
}

/* Where the decimals begin, as a number of separators before them: all separators but that one part groups of three.
 * `count` when there are no decimals, -1 when the digits are grouped as nobody does, or it may be read in two ways. */
static int find_decimals(const struct number *number, char decimal)
{
    char first = '\0', last = '\0', kind;
    int count = 0;
    size_t run = 0, first_run = 0;
    bool groups = true; /* those between the first and the last separator have three digits */
    for (const char *at = number->start; at < number->end;) {
        size_t skip = separator(at, &kind);
        run += !skip;
        if (skip) {
            groups = groups && (count == 0 || (run == 3 && last == first));
            first_run = count == 0 ? run : first_run;
            first = count == 0 ? kind : first;
            last = kind;
            count++;
            run = 0;
        }
        at += skip ? skip : 1;
    }
    if (count == 0) {
        return 0;
    }
    bool may_part = last == '.' || last == ',';
    bool begins = first_run >= 1 && first_run <= 3 && *number->start != '0';
    bool all_groups = groups && begins && last == first && run == 3 && last != decimal;
    bool decimals = may_part && groups && (count == 1 || (begins && last != first)) && (!decimal || last == decimal);
    if (all_groups && decimals && !number->scientific) {
        return -1;
    }
    return decimals ? count - 1 : all_groups ? count : -1;
}

/* The digits without what parts them, the point moved by the exponent. */
static const char *write_plain(const struct number *number, int decimals_at, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena), digits = mpt_text_init(arena);
    char kind;
    int separators = 0;
    long behind = 0; /* digits behind the point */
    for (const char *at = number->start; at < number->end;) {
        size_t skip = separator(at, &kind);
        if (skip) {
            separators++;
        } else {
            mpt_text_add_len(&digits, at, 1);
            behind += separators > decimals_at;
        }
        at += skip ? skip : 1;
    }
    behind -= number->exponent;
    for (; behind < 0; behind++) {
        mpt_text_add(&digits, "0");
    }
    mpt_text_add(&out, number->negative ? "-" : "");
    long whole = (long)digits.len - behind;
    for (long i = whole; i <= 0; i++) {
        mpt_text_add(&out, i == whole ? "0." : "0");
    }
    if (whole > 0) {
        mpt_text_add_len(&out, digits.data, (size_t)whole);
        mpt_text_add(&out, behind ? "." : "");
    }
    mpt_text_add(&out, digits.data + (whole > 0 ? whole : 0));
    return mpt_text_get(&out);
}

const char *mpt_number_read(const char *text, char decimal, struct mpt_arena *arena)
{
    struct number number;
    if (!parse(text, &number)) {
        return NULL;
    }
    int decimals_at = find_decimals(&number, decimal);
    return decimals_at < 0 ? NULL : write_plain(&number, decimals_at, arena);
}

const char *mpt_currency_read(const char *text)
{
    struct number number;
    const char *alone = NULL;
    if (parse(text, &number)) {
        return number.currency;
    }
    skip_blanks(&text);
    return take_currency(&text, &alone) && *text == '\0' ? alone : NULL;
}
