/* What the values of a column are: dates, numbers, countries, states ..., counted over the sample. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "propose_internal.h"

static void count_date(struct column *column, const char *value)
{
    struct mpt_date dmy, mdy;
    bool as_dmy = mpt_date_read(value, MPT_DATE_DMY, &dmy), as_mdy = mpt_date_read(value, MPT_DATE_MDY, &mdy);
    column->dates += as_dmy || as_mdy;
    column->only_dmy += as_dmy && !as_mdy;
    column->only_mdy += as_mdy && !as_dmy;
    if (as_dmy && as_mdy && (dmy.month != mdy.month || dmy.day != mdy.day)) {
        column->either++;
        column->either_one = value;
    }
    column->years += as_dmy && !dmy.month && dmy.year >= 1900 && dmy.year <= 2200;
}

static void count_number(struct column *column, const char *value, struct mpt_arena *arena)
{
    const char *point = mpt_number_read(value, '.', arena), *comma = mpt_number_read(value, ',', arena);
    column->numbers += point || comma;
    column->only_point += point && !comma;
    column->only_comma += comma && !point;
    if (point && comma && strcmp(point, comma) != 0) {
        column->unclear++;
        column->unclear_one = value;
    }
}

static void count_currency(struct column *column, const char *value)
{
    const char *code = mpt_currency_read(value);
    column->currencies += code != NULL;
    if (code) {
        column->currency = !column->currency || column->currency == code ? code : "";
    }
}

static void count_words(struct column *column, const struct lexicon *lexicon, const char *value,
                        struct mpt_arena *arena)
{
    enum { LONGEST_WORDS = 60 };
    size_t len = strnlen(value, LONGEST_WORDS + 1);
    if (len > LONGEST_WORDS) {
        return;
    }
    column->statuses += value_meaning(&lexicon->statuses, value, arena) != NULL;
    column->genders += value_meaning(&lexicon->genders, value, arena) != NULL;
    column->countries += mpt_country_read(value) != NULL;
    if (!column->scale && !isdigit((unsigned char)*value)) {
        column->scale = scale_word(plain_words(value, len, arena), arena);
    }
}

static bool is_url(const char *value)
{
    return strncmp(value, "http://", 7) == 0 || strncmp(value, "https://", 8) == 0 || strncmp(value, "www.", 4) == 0;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t count_distinct(const char **values, size_t count)
{
    qsort(values, count, sizeof *values, by_text);
    size_t distinct = 0;
    for (size_t i = 0; i < count; i++) {
        distinct += i == 0 || strcmp(values[i], values[i - 1]) != 0;
    }
    return distinct;
}

/* What several things in one value are parted by: ';' or '|' in some values; ',' in half of them, with a word or two
 * between, for longer names have commas of their own. */
static char find_separator(const struct column *column, const char **values)
{
    size_t semicolons = 0, bars = 0, commas = 0, pieces = 0, blanks = 0;
    for (size_t i = 0; i < column->filled; i++) {
        semicolons += strchr(values[i], ';') != NULL;
        bars += strchr(values[i], '|') != NULL;
        commas += strchr(values[i], ',') != NULL;
        for (const char *c = values[i]; *c; c++) {
            pieces += *c == ',';
            blanks += *c == ' ' && c > values[i] && c[-1] != ',';
        }
    }
    bool short_pieces = blanks <= pieces + commas;
    return (char)(semicolons * 10 > column->filled              ? ';'
                  : bars * 10 > column->filled                  ? '|'
                  : commas * 2 > column->filled && short_pieces ? ','
                                                                : '\0');
}

/* Signs alone, or words that say that nothing is known; 0 as a number of an organisation. */
static bool is_nothing(const struct column *column, const struct lexicon *lexicon, const char *value,
                       struct mpt_arena *arena)
{
    const char *phrase;
    bool zeros = value[strspn(value, "0")] == '\0';
    return !*plain_words(value, strnlen(value, 30), arena) || value_meaning(&lexicon->nothings, value, arena) ||
           (zeros && header_score(lexicon, &column->header, ROLE_ORGANISATION_ID, &phrase) > 0.8);
}

static void note_nothing(struct column *column, const char *value)
{
    size_t room = sizeof column->nothings / sizeof *column->nothings;
    bool known = strlen(value) >= 30;
    for (size_t i = 0; !known && i < column->nothing_count; i++) {
        known = strcmp(column->nothings[i], value) == 0;
    }
    if (!known && column->nothing_count < room) {
        column->nothings[column->nothing_count++] = value;
    }
}

void column_read(const struct mpt_sample *sample, const struct lexicon *lexicon, size_t index, struct column *column,
                 struct mpt_arena *arena)
{
    *column = (struct column){.name = sample->header[index], .index = index, .role = ROLE_NONE};
    column->header = header_read(column->name, arena);
    const char **values = mpt_arena_array(arena, sample->row_count, sizeof *values);
    for (size_t i = 0; i < sample->row_count; i++) {
        const char *value = sample->rows[i][index];
        if (!value || !*value) {
            continue;
        }
        if (is_nothing(column, lexicon, value, arena)) {
            note_nothing(column, value);
            continue;
        }
        size_t len = strlen(value);
        values[column->filled++] = value;
        column->letters += len;
        column->longest = len > column->longest ? len : column->longest;
        column->blanks += strchr(value, ' ') != NULL;
        column->urls += is_url(value);
        count_date(column, value);
        count_number(column, value, arena);
        count_currency(column, value);
        count_words(column, lexicon, value, arena);
    }
    column->separator = find_separator(column, values);
    column->distinct = count_distinct(values, column->filled);
}

static double share(size_t part, size_t all)
{
    return (double)part / (double)all;
}

double column_fit(const struct column *column, enum evidence evidence)
{
    size_t all = column->filled;
    if (!all) {
        return -1;
    }
    double plain = 1 - share(column->numbers + column->urls, all); /* neither numbers nor addresses */
    double average = share(column->letters, all);
    plain = plain < 0 ? 0 : plain;
    switch (evidence) {
    case AS_TEXT:
        return 0.5 + 0.5 * plain;
    case AS_NAME:
        return plain;
    case AS_TITLE:
        return plain * (column->distinct * 5 < all ? 0.5 : 1);
    case AS_LONG:
        return average >= 80 ? 1 : average >= 30 ? 0.7 : 0.3 * plain;
    case AS_ID:
        return 1 - 0.8 * share(column->blanks, all);
    case AS_DATE:
        return share(column->dates, all);
    case AS_NUMBER:
        return share(column->numbers, all);
    case AS_YEAR:
        return share(column->years, all);
    case AS_COUNTRY:
        return share(column->countries, all);
    case AS_CURRENCY:
        return share(column->currencies, all);
    case AS_STATUS:
        return column->distinct > 30 ? 0.2 : (0.5 + 0.5 * share(column->statuses, all)) * plain;
    case AS_GENDER:
        return share(column->genders, all);
    case AS_URL:
        return share(column->urls, all);
    }
    return 0;
}

const char *column_evidence(const struct column *column, enum evidence evidence, struct mpt_arena *arena)
{
    const struct {
        size_t count;
        const char *what;
    } parts[] = {
        [AS_TEXT] = {0, NULL},
        [AS_NAME] = {column->distinct, "different"},
        [AS_TITLE] = {column->distinct, "different"},
        [AS_LONG] = {0, NULL},
        [AS_ID] = {column->distinct, "different"},
        [AS_DATE] = {column->dates, "dates"},
        [AS_NUMBER] = {column->numbers, "numbers"},
        [AS_YEAR] = {column->years, "years"},
        [AS_COUNTRY] = {column->countries, "countries"},
        [AS_CURRENCY] = {column->currencies, "currencies"},
        [AS_STATUS] = {column->statuses, "known states"},
        [AS_GENDER] = {column->genders, "known words"},
        [AS_URL] = {column->urls, "addresses"},
    };
    if (!column->filled) {
        return "the sample has no value";
    }
    if (evidence == AS_LONG) {
        return mpt_arena_print(arena, "values have %zu letters on average", column->letters / column->filled);
    }
    if (!parts[evidence].what) {
        return NULL;
    }
    return mpt_arena_print(arena, "%zu of %zu values are %s", parts[evidence].count, column->filled,
                           parts[evidence].what);
}
