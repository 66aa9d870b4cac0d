/* Chance, words and titles: the same for the same seed, anywhere. Titles draw their words as texts do, a few often and
 * most rarely (Zipf). */
#include "invent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Chance ------------------------------------------------------------------------------------------------------- */

static uint64_t state;

/* splitmix64. */
static uint64_t next(void)
{
    uint64_t z = state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

unsigned below(unsigned n)
{
    return (unsigned)((next() >> 32) * n >> 32);
}

bool in_hundred(unsigned percent)
{
    return below(100) < percent;
}

const char *one_of(const char *const *list, size_t count)
{
    return list[below((unsigned)count)];
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

enum { SMALL_WORDS = 7 };

char words[WORDS][24] = {"for", "and", "of", "in", "the", "with", "from"};
static double up_to_word[WORDS]; /* weights summed up: 1 / (rank + 2.7) */

static void make_word(char *word, size_t syllables)
{
    static const char *const starts[] = {"b",  "d",  "f",  "g",  "h",  "k",  "l",  "m",  "n",  "p",  "r",
                                         "s",  "t",  "v",  "br", "dr", "fl", "gr", "kl", "pl", "pr", "sk",
                                         "sl", "sp", "st", "tr", "sh", "ch", "th", "qu", "w",  "j"};
    static const char *const vowels[] = {"a", "e", "i", "o", "u", "a", "e", "i", "o", "ea", "io", "ou"};
    static const char *const ends[] = {"", "", "", "", "n", "r", "l", "s", "t", "m", "nd", "st"};
    word[0] = '\0';
    for (size_t i = 0; i < syllables; i++) {
        strcat(word, one_of(starts, COUNT(starts)));
        strcat(word, one_of(vowels, COUNT(vowels)));
        strcat(word, i + 1 == syllables ? one_of(ends, COUNT(ends)) : "");
    }
}

static bool is_new(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], words[count]) == 0) {
            return false;
        }
    }
    return true;
}

/* Frequent words are short, as in any language. */
static void make_words(void)
{
    double sum = 0;
    for (size_t i = SMALL_WORDS; i < WORDS; i++) {
        do {
            make_word(words[i], i < 300 ? 2 : 2 + below(3));
        } while (!is_new(i));
    }
    for (size_t i = 0; i < WORDS; i++) {
        up_to_word[i] = sum += 1 / ((double)i + 2.7);
    }
}

unsigned draw_word(void)
{
    double at = (double)(next() >> 11) / 9007199254740992.0 * up_to_word[WORDS - 1];
    size_t low = 0, high = WORDS - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (up_to_word[middle] <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (unsigned)low;
}

static unsigned draw_long_word(void)
{
    unsigned word;
    do {
        word = draw_word();
    } while (word < SMALL_WORDS);
    return word;
}

struct title draw_title(unsigned least, unsigned most)
{
    struct title title = {.count = (uint16_t)(least + below(most - least + 1))};
    for (size_t i = 0; i < title.count; i++) {
        bool edge = i == 0 || i + 1U == title.count || title.words[i - 1] < SMALL_WORDS;
        title.words[i] = (uint16_t)(edge ? draw_long_word() : draw_word());
    }
    return title;
}

struct title vary_title(struct title title)
{
    size_t at = below(title.count - 1U);
    switch (below(3)) {
    case 0:
        title.words[at] = (uint16_t)draw_long_word();
        break;
    case 1:
        title.count--;
        break;
    default: {
        uint16_t kept = title.words[at];
        title.words[at] = title.words[at + 1];
        title.words[at + 1] = kept;
    }
    }
    return title;
}

void print_title(struct title title)
{
    fputs("\"title\": \"", stdout);
    for (size_t i = 0; i < title.count; i++) {
        const char *word = words[title.words[i]];
        printf("%s%c%s", i ? " " : "", i ? word[0] : word[0] - 'a' + 'A', word + 1);
    }
    fputs("\"", stdout);
}

struct day draw_day(unsigned from_year, unsigned years)
{
    unsigned year = from_year + below(years), month = 1 + below(12);
    return (struct day){year, month, 1 + below(28)};
}

void print_day(const char *field, struct day day)
{
    printf(", \"%s\": \"%u-%02u-%02u\"", field, day.year, day.month, day.day);
}

void invent(uint64_t seed)
{
    state = seed;
    make_words();
}

/* --- Bundles ------------------------------------------------------------------------------------------------------ */

static bool first_part, first_kind, first_record;

void print_to(const char *folder, const char *name)
{
    char path[1000];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!freopen(path, "w", stdout)) {
        perror(path);
        exit(1);
    }
}

void begin_bundle(const char *about)
{
    printf("{\"schema\": \"mpt.bundle/1\", \"about\": \"For measuring, invented: %s\"", about);
    first_part = true;
}

void begin_part(const char *part)
{
    printf("%s, \"%s\": {", first_part ? "" : "]\n}", part);
    first_part = false;
    first_kind = true;
}

void begin_kind(const char *kind)
{
    printf("%s\n  \"%s\": [", first_kind ? "" : "],", kind);
    first_kind = false;
    first_record = true;
}

void begin_record(void)
{
    fputs(first_record ? "\n    {" : ",\n    {", stdout);
    first_record = false;
}

void end_bundle(void)
{
    puts("]\n}}");
    if (ferror(stdout) || fflush(stdout)) {
        perror("generate");
        exit(1);
    }
}
