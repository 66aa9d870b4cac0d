/* Values: from what somebody typed to the one canonical text, and back to what people read. */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/date.h"
#include "mpt/model.h"
#include "mpt/money.h"
#include "mpt/text.h"

enum { LONGEST_TEXT = 1 << 20, LONGEST_TITLE = 500 };

static bool is_title(const struct mpt_field *field)
{
    return strcmp(field->name, "title") == 0;
}

/* "AUD or NOK" lists for messages: the values of a choice. */
static const char *choice_list(const struct mpt_choice *choices, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    for (const struct mpt_choice *choice = choices; choice->value; choice++) {
        mpt_text_print(&text, "%s%s", text.len ? ", " : "", choice->value);
    }
    return mpt_text_get(&text);
}

const char *mpt_type_describe(const struct mpt_field *field, struct mpt_arena *arena)
{
    switch (field->type) {
    case MPT_CODE:
        return "code (a-z, 0-9, '-', '.', ':')";
    case MPT_TEXT:
        return "text";
    case MPT_CHOICE:
        return mpt_arena_print(arena, "one of: %s", choice_list(field->choices, arena));
    case MPT_REF:
        return mpt_arena_print(arena, "code of %s%s", mpt_kind_article(mpt_kind_find(field->refers_to), arena),
                               field->flags & MPT_SHARED ? ", with its share if it has one (CODE:60%)" : "");
    case MPT_DATE:
        return "date (2030, 2030-06 or 2030-06-30)";
    case MPT_MONEY:
        return "money (AUD 6.2m, DKK 700 000 000, 12 500 NOK)";
    case MPT_NUMBER:
    case MPT_INTEGER: {
        const char *word = field->type == MPT_NUMBER ? "number" : "whole number";
        const char *unit = field->unit ? mpt_arena_print(arena, " of %s", field->unit) : "";
        return field->min != 0 || field->max != 0
                   ? mpt_arena_print(arena, "%s%s from %g to %g", word, unit, field->min, field->max)
                   : mpt_arena_print(arena, "%s%s", word, unit);
    }
    case MPT_CURRENCY:
        return "currency (ISO 4217: AUD, DKK, NOK ...)";
    case MPT_COUNTRY:
        return "country (ISO 3166, two letters: AU, DK, NO ...)";
    case MPT_FLAG:
        return "yes or no";
    }
    return "text";
}

static enum mpt_status refuse(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                              struct mpt_error *error)
{
    return mpt_fail(error, MPT_BAD_INPUT, "%s: '%s' is not allowed; expected %s", field->name,
                    mpt_text_shorten(typed, 60, arena), mpt_type_describe(field, arena));
}

static enum mpt_status parse_text(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                                  const char **canonical, struct mpt_error *error)
{
    size_t longest = is_title(field) ? LONGEST_TITLE : field->max > 0 ? (size_t)field->max : LONGEST_TEXT;
    if (strlen(typed) > longest) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: the text has %zu bytes; at most %zu are allowed", field->name,
                        strlen(typed), longest);
    }
    if (!mpt_text_printable(typed)) {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "%s: the text holds control characters; only line breaks and tabs are allowed beside letters",
                        field->name);
    }
    if ((is_title(field) || field->flags & MPT_MANY) && strpbrk(typed, "\n\t")) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: '%s' has a line break or tab; it must be one line", field->name,
                        mpt_text_shorten(typed, 60, arena));
    }
    *canonical = mpt_arena_copy(arena, typed);
    return MPT_OK;
}

static enum mpt_status parse_choice(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                                    const char **canonical, struct mpt_error *error)
{
    const char *folded = mpt_text_fold(typed, arena);
    const struct mpt_choice *found = NULL;
    size_t begun = 0;
    for (const struct mpt_choice *choice = field->choices; choice->value; choice++) {
        if (strcmp(choice->value, folded) == 0) {
            *canonical = choice->value;
            return MPT_OK;
        }
        if (strncmp(choice->value, folded, strlen(folded)) == 0) {
            found = choice;
            begun++;
        }
    }
    if (begun != 1) {
        return refuse(field, typed, arena, error);
    }
    *canonical = found->value;
    return MPT_OK;
}

const char *mpt_number_format(double value, struct mpt_arena *arena)
{
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    return mpt_arena_copy(arena, strcmp(text, "-0") == 0 ? "0" : text);
}

static enum mpt_status parse_number(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                                    const char **canonical, struct mpt_error *error)
{
    char *end;
    errno = 0;
    bool decimal = strspn(typed, "+-0123456789.eE") == strlen(typed); /* no hex, no "inf" */
    double value = strtod(typed, &end);
    bool bounded = field->min != 0 || field->max != 0;
    if (!decimal || end == typed || *end || errno == ERANGE || !isfinite(value) ||
        (bounded && (value < field->min || value > field->max))) {
        return refuse(field, typed, arena, error);
    }
    if (field->type == MPT_INTEGER) {
        if (value != floor(value) || fabs(value) > 9e15) {
            return refuse(field, typed, arena, error);
        }
        *canonical = mpt_arena_print(arena, "%.0f", value == 0 ? 0 : value); /* no "-0" */
        return MPT_OK;
    }
    *canonical = mpt_number_format(value, arena);
    return MPT_OK;
}

static enum mpt_status parse_flag(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                                  const char **canonical, struct mpt_error *error)
{
    static const char *const words[][2] = {{"yes", "1"}, {"true", "1"},   {"1", "1"},
                                           {"no", NULL}, {"false", NULL}, {"0", NULL}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(typed, words[i][0]) == 0) {
            *canonical = words[i][1]; /* "no" is what an unset flag says */
            return MPT_OK;
        }
    }
    return refuse(field, typed, arena, error);
}

static enum mpt_status parse_money(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                                   const char **canonical, struct mpt_error *error)
{
    struct mpt_money money;
    enum mpt_status status = mpt_money_parse(typed, &money, error);
    if (status) {
        mpt_error_prefix(error, "%s", field->name);
        return status;
    }
    *canonical = mpt_money_format(money, arena);
    return MPT_OK;
}

/* A reference's code, and its share behind the last ':' where the field carries one ("hydrogen:60%"). */
static enum mpt_status parse_ref(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                                 const char **canonical, struct mpt_error *error)
{
    const char *colon = strrchr(typed, ':');
    size_t len = strlen(typed);
    if (!(field->flags & MPT_SHARED) || !colon || typed[len - 1] != '%') {
        if (!mpt_code_valid(typed)) {
            return refuse(field, typed, arena, error);
        }
        *canonical = mpt_arena_copy(arena, typed);
        return MPT_OK;
    }
    const char *code = mpt_arena_copy_len(arena, typed, (size_t)(colon - typed));
    const char *number = mpt_arena_copy_len(arena, colon + 1, len - (size_t)(colon - typed) - 2);
    static const struct mpt_field share = {.name = "share", .type = MPT_NUMBER, .unit = "%", .max = 100};
    const char *share_text = NULL;
    if (!mpt_code_valid(code)) {
        return refuse(field, typed, arena, error);
    }
    if (parse_number(&share, number, arena, &share_text, error)) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: '%s' is not allowed; a share is a number from 0 to 100 %%",
                        field->name, mpt_text_shorten(typed, 60, arena));
    }
    *canonical = mpt_arena_print(arena, "%s:%s%%", code, share_text);
    return MPT_OK;
}

/* Codes of currencies and countries, in capitals. */
static enum mpt_status parse_letters(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                                     const char **canonical, struct mpt_error *error)
{
    char *code = mpt_arena_copy(arena, typed);
    size_t len = 0;
    for (; code[len] && isalpha((unsigned char)code[len]); len++) {
        code[len] = (char)toupper((unsigned char)code[len]);
    }
    bool known = field->type == MPT_COUNTRY ? len == 2 : mpt_currency_decimals(code) >= 0;
    if (code[len] || !known) {
        return refuse(field, typed, arena, error);
    }
    *canonical = code;
    return MPT_OK;
}

static enum mpt_status parse_one(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                                 const char **canonical, struct mpt_error *error)
{
    struct mpt_date date;
    switch (field->type) {
    case MPT_TEXT:
        return parse_text(field, typed, arena, canonical, error);
    case MPT_CHOICE:
        return parse_choice(field, typed, arena, canonical, error);
    case MPT_MONEY:
        return parse_money(field, typed, arena, canonical, error);
    case MPT_NUMBER:
    case MPT_INTEGER:
        return parse_number(field, typed, arena, canonical, error);
    case MPT_CURRENCY:
    case MPT_COUNTRY:
        return parse_letters(field, typed, arena, canonical, error);
    case MPT_FLAG:
        return parse_flag(field, typed, arena, canonical, error);
    case MPT_REF:
        return parse_ref(field, typed, arena, canonical, error);
    case MPT_CODE:
        if (!mpt_code_valid(typed)) {
            return refuse(field, typed, arena, error);
        }
        *canonical = mpt_arena_copy(arena, typed);
        return MPT_OK;
    case MPT_DATE:
        if (!mpt_date_parse(typed, &date)) {
            return strspn(typed, "0123456789-") == 10 && strlen(typed) == 10
                       ? mpt_fail(error, MPT_BAD_INPUT, "%s: there is no day %s; expected %s", field->name, typed,
                                  mpt_type_describe(field, arena))
                       : refuse(field, typed, arena, error);
        }
        *canonical = mpt_date_format(date, arena);
        return MPT_OK;
    }
    return refuse(field, typed, arena, error);
}

enum mpt_status mpt_value_parse(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                                const char **canonical, struct mpt_error *error)
{
    size_t bad;
    *canonical = NULL;
    if (field->flags & MPT_DERIVED) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s is computed and cannot be given", field->name);
    }
    if (!mpt_utf8_valid(typed, strlen(typed), &bad)) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: the text is not UTF-8 (byte 0x%02x at position %zu)", field->name,
                        (unsigned char)typed[bad], bad + 1);
    }
    /* Blanks around a value are typing, not content. */
    while (*typed == ' ' || *typed == '\t' || *typed == '\n') {
        typed++;
    }
    size_t len = strlen(typed);
    while (len && strchr(" \t\n", typed[len - 1])) {
        len--;
    }
    if (!len) {
        return MPT_OK;
    }
    return parse_one(field, mpt_arena_copy_len(arena, typed, len), arena, canonical, error);
}

const char *mpt_value_next(const char **list, bool shared, struct mpt_arena *arena, double *share_pct)
{
    if (share_pct) {
        *share_pct = -1;
    }
    if (!*list || !**list) {
        return NULL;
    }
    size_t len = strcspn(*list, "\n");
    char *element = mpt_arena_copy_len(arena, *list, len);
    *list += len + ((*list)[len] == '\n');
    char *colon = shared ? strrchr(element, ':') : NULL;
    if (colon && len && element[len - 1] == '%') {
        *colon = '\0';
        if (share_pct) {
            *share_pct = strtod(colon + 1, NULL);
        }
    }
    return element;
}

/* The part of an element that says which one it is: the code without its share ("hydrogen:60%"). */
static size_t key_len(const char *element, size_t len, bool shared)
{
    size_t colon = shared ? len : 0;
    while (colon > 0 && element[colon - 1] != ':') {
        colon--;
    }
    return colon > 0 && element[len - 1] == '%' ? colon - 1 : len;
}

const char *mpt_value_take(const char *list, const char *element, bool shared, struct mpt_arena *arena)
{
    struct mpt_text kept = mpt_text_init(arena);
    size_t wanted = key_len(element, strlen(element), shared);
    for (const char *at = list; at && *at;) {
        size_t len = strcspn(at, "\n"), key = key_len(at, len, shared);
        if (key != wanted || memcmp(at, element, key) != 0) {
            if (kept.len) {
                mpt_text_add(&kept, "\n");
            }
            mpt_text_add_len(&kept, at, len);
        }
        at += len + (at[len] == '\n');
    }
    return kept.len ? kept.data : NULL;
}

const char *mpt_value_add(const char *list, const char *element, bool shared, struct mpt_arena *arena)
{
    size_t wanted = key_len(element, strlen(element), shared);
    for (const char *at = list; at && *at;) {
        size_t len = strcspn(at, "\n"), key = key_len(at, len, shared);
        if (key == wanted && memcmp(at, element, key) == 0) { /* there already: put the new share in its place */
            return mpt_arena_print(arena, "%.*s%s%s", (int)(at - list), list, element, at + len);
        }
        at += len + (at[len] == '\n');
    }
    return list && *list ? mpt_arena_print(arena, "%s\n%s", list, element) : mpt_arena_copy(arena, element);
}

const char *mpt_value_show(const struct mpt_field *field, const char *canonical, struct mpt_arena *arena)
{
    struct mpt_money money;
    struct mpt_error unused;
    if (!canonical) {
        return field->type == MPT_FLAG ? "no" : "";
    }
    if (field->type == MPT_FLAG) {
        return strcmp(canonical, "1") == 0 ? "yes" : "no";
    }
    if (field->type == MPT_MONEY && mpt_money_parse(canonical, &money, &unused) == MPT_OK) {
        return mpt_money_show(money, arena);
    }
    if (!(field->flags & MPT_MANY) || !strchr(canonical, '\n')) {
        return canonical;
    }
    struct mpt_text text = mpt_text_init(arena);
    const char *list = canonical;
    for (const char *element; (element = mpt_value_next(&list, false, arena, NULL));) {
        mpt_text_print(&text, "%s%s", text.len ? "; " : "", element);
    }
    return mpt_text_get(&text);
}

/* The next word of a list with blanks between, up to a ';' or the end; NULL there. */
static const char *next_word(const char **list, struct mpt_arena *arena)
{
    *list += strspn(*list, " ");
    size_t len = strcspn(*list, " ;");
    const char *word = len ? mpt_arena_copy_len(arena, *list, len) : NULL;
    *list += len;
    return word;
}

/* Adds "one of mission, project or programme" for each group of `one_of` in which nothing is set. */
static void check_one_of(const struct mpt_record *record, struct mpt_text *missing, struct mpt_arena *arena)
{
    for (const char *at = record->kind->one_of; at && *at; at += *at == ';') {
        struct mpt_text names = mpt_text_init(arena);
        bool any = false;
        for (const char *word = next_word(&at, arena), *next; word; word = next) {
            next = next_word(&at, arena);
            any |= mpt_record_get(record, word) != NULL;
            mpt_text_print(&names, "%s%s", !names.len ? "" : next ? ", " : " or ", word);
        }
        if (!any) {
            mpt_text_print(missing, "%sone of %s", missing->len ? "; " : "", mpt_text_get(&names));
        }
    }
}

bool mpt_record_belongs(const struct mpt_record *record)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_text missing = mpt_text_init(arena);
    check_one_of(record, &missing, arena);
    const bool belongs = missing.len == 0;
    mpt_arena_close(arena);
    return belongs;
}

/* The last day of the second date is not before the first day of the first, nor too long after it. */
static enum mpt_status check_order(const struct mpt_record *record, struct mpt_arena *arena, struct mpt_error *error)
{
    const char *at = record->kind->ordered;
    if (!at) {
        return MPT_OK;
    }
    const char *first = next_word(&at, arena), *second = next_word(&at, arena);
    const char *from = mpt_record_get(record, first), *to = mpt_record_get(record, second);
    struct mpt_date begins, ends;
    if (from && to && mpt_date_parse(from, &begins) && mpt_date_parse(to, &ends) &&
        mpt_date_last_day(ends) < mpt_date_first_day(begins)) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s %s is before %s %s; expected the other way round", second, to, first,
                        from);
    }
    long most = record->kind->at_most_days;
    if (most && to && !from) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s needs %s: it can be at most %ld days later", second, first, most);
    }
    if (most && from && to && mpt_date_parse(from, &begins) && mpt_date_parse(to, &ends) &&
        mpt_date_last_day(ends) > mpt_date_first_day(begins) + most) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s %s is more than %ld days after %s (%s); the last day allowed is %s",
                        second, to, most, first, from,
                        mpt_date_format(mpt_date_from_days(mpt_date_first_day(begins) + most), arena));
    }
    return MPT_OK;
}

static enum mpt_status check_shares(const struct mpt_record *record, struct mpt_arena *arena, struct mpt_error *error)
{
    for (size_t i = 0; i < record->kind->field_count; i++) {
        const struct mpt_field *field = &record->kind->fields[i];
        double sum = 0, share;
        const char *list = record->values[i];
        while (field->flags & MPT_SHARED && mpt_value_next(&list, true, arena, &share)) {
            sum += share > 0 ? share : 0;
        }
        if (sum > 100.0000001) {
            return mpt_fail(error, MPT_BAD_INPUT, "%s: the shares sum to %g %%; they may not exceed 100 %%",
                            field->name, sum);
        }
    }
    return MPT_OK;
}

enum mpt_status mpt_record_check(const struct mpt_record *record, struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_text missing = mpt_text_init(arena);
    const struct mpt_kind *kind = record->kind;
    for (size_t i = 0; i < kind->field_count; i++) {
        if (kind->fields[i].flags & MPT_REQUIRED && !record->values[i]) {
            mpt_text_print(&missing, "%s%s (%s)", missing.len ? "; " : "", kind->fields[i].name,
                           mpt_type_describe(&kind->fields[i], arena));
        }
    }
    check_one_of(record, &missing, arena);
    enum mpt_status status = missing.len ? mpt_fail(error, MPT_BAD_INPUT, "%s needs %s", mpt_kind_article(kind, arena),
                                                    mpt_text_get(&missing))
                                         : check_order(record, arena, error);
    status = status ? status : check_shares(record, arena, error);
    mpt_arena_close(arena);
    return status;
}
