/* Prints a large invented portfolio as a bundle (include/mpt/bundle.h): the same bytes for the same seed, anywhere.
 *
 *   generate SEED PROJECTS > bundle.json
 *
 * Sizes as a national agency has them after decades: 20 missions, 12 of them in 5 portfolios, 3,000 stakeholders, and
 * projects whose titles draw their words as texts do, a few often and most rarely (Zipf). One title in 200 is a
 * variant of an earlier one, so that there are duplicates to be found. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORDS = 6000,
    MISSIONS = 20,
    LIVING = 12,
    PORTFOLIOS = 5,
    TARGETS = 40,
    MEASUREMENTS = 6,
    STAKEHOLDERS = 3000,
    STEPS = 600,
    DECISIONS = 300,
    LINKS = 400,
    SOLUTIONS = 40,
    THEMES = 120,
    TITLE_WORDS = 9,
    VARIANT_ONE_IN = 200,
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

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

/* From 0 to n - 1. */
static unsigned below(unsigned n)
{
    return (unsigned)((next() >> 32) * n >> 32);
}

static bool in_hundred(unsigned percent)
{
    return below(100) < percent;
}

static const char *one_of(const char *const *list, size_t count)
{
    return list[below((unsigned)count)];
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

enum { SMALL_WORDS = 7 };

static char words[WORDS][24] = {"for", "and", "of", "in", "the", "with", "from"};
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

static unsigned draw_word(void)
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

struct title {
    uint16_t words[TITLE_WORDS];
    uint16_t count;
};

static struct title draw_title(unsigned least, unsigned most)
{
    struct title title = {.count = (uint16_t)(least + below(most - least + 1))};
    for (size_t i = 0; i < title.count; i++) {
        bool edge = i == 0 || i + 1U == title.count || title.words[i - 1] < SMALL_WORDS;
        title.words[i] = (uint16_t)(edge ? draw_long_word() : draw_word());
    }
    return title;
}

/* The same title as somebody else would write it: a word other, gone, or two in the other order. */
static struct title vary_title(struct title title)
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

static void print_title(struct title title)
{
    fputs("\"title\": \"", stdout);
    for (size_t i = 0; i < title.count; i++) {
        const char *word = words[title.words[i]];
        printf("%s%c%s", i ? " " : "", i ? word[0] : word[0] - 'a' + 'A', word + 1);
    }
    fputs("\"", stdout);
}

/* --- Records ------------------------------------------------------------------------------------------------------ */

static struct title *titles; /* of the projects; their codes begin with the first two words */
static unsigned project_count;
static bool first_record, first_kind = true;

static void begin_kind(const char *kind)
{
    printf("%s\n  \"%s\": [", first_kind ? "" : "],", kind);
    first_kind = false;
    first_record = true;
}

static void begin_record(void)
{
    fputs(first_record ? "\n    {" : ",\n    {", stdout);
    first_record = false;
}

static void print_project_code(unsigned project)
{
    const struct title *title = &titles[project];
    printf("\"%s-%s-%u\"", words[title->words[0]], words[title->words[1]], project + 1);
}

static void print_date(const char *field, unsigned from_year, unsigned years)
{
    unsigned year = from_year + below(years), month = 1 + below(12), day = 1 + below(28);
    printf(", \"%s\": \"%u-%02u-%02u\"", field, year, month, day);
}

/* One of few large missions, mostly. */
static unsigned draw_mission(void)
{
    unsigned a = below(MISSIONS), b = below(MISSIONS);
    return 1 + (a < b ? a : b);
}

static void print_portfolios(void)
{
    begin_kind("portfolio");
    for (unsigned i = 1; i <= PORTFOLIOS; i++) {
        begin_record();
        printf("\"code\": \"f%03u\", ", i);
        print_title(draw_title(2, 4));
        printf(", \"board\": \"Board %u\"}", i);
    }
}

static void print_missions(void)
{
    begin_kind("mission");
    for (unsigned i = 1; i <= MISSIONS; i++) {
        begin_record();
        printf("\"code\": \"m%03u\", ", i);
        print_title(draw_title(3, 6));
        if (i <= LIVING) {
            printf(", \"portfolio\": \"f%03u\", \"status\": \"%s\"", 1 + (i - 1) % PORTFOLIOS,
                   i % 3 ? "launched" : "scaling");
            print_date("launched", 2016, 7);
        } else {
            printf(", \"status\": \"%s\"", i % 2 ? "candidate" : "closed");
        }
        if (i % 6) {
            printf(", \"owner\": \"Owner %u\", \"governing_body\": \"Board %u\"", i, i);
            print_date("governing_body_met_on", 2023, 2);
        }
        printf(", \"ends\": \"%u\"}", 2030 + i % 10);
    }
}

static void print_stakeholders(void)
{
    static const char *const groups[] = {"government-sti", "ministry-sector", "research", "research",
                                         "industry",       "industry",        "finance",  "civil-society"};
    static const char *const countries[] = {"AU", "NO", "NL", "VN", "DE", "SE", "DK"};
    begin_kind("stakeholder");
    for (unsigned i = 1; i <= STAKEHOLDERS; i++) {
        begin_record();
        printf("\"code\": \"s%04u\", ", i);
        print_title(draw_title(2, 4));
        printf(", \"form\": \"organisation\", \"actor_group\": \"%s\"", one_of(groups, COUNT(groups)));
        printf(", \"country\": \"%s\"}", one_of(countries, COUNT(countries)));
    }
}

static void print_tags(void)
{
    begin_kind("vocabulary");
    begin_record();
    fputs("\"code\": \"solution\", \"title\": \"Solution\", \"adds_up\": \"split-100\"}", stdout);
    begin_record();
    fputs("\"code\": \"theme\", \"title\": \"Theme\", \"adds_up\": \"multi\"}", stdout);
    begin_kind("tag");
    for (unsigned i = 0; i < SOLUTIONS + THEMES; i++) {
        bool solution = i < SOLUTIONS;
        begin_record();
        printf("\"code\": \"%s:%s\", \"title\": \"%s\", \"vocabulary\": \"%s\"}", solution ? "solution" : "theme",
               words[100 + i], words[100 + i], solution ? "solution" : "theme");
    }
}

static void print_targets(void)
{
    static const char *const directions[] = {"up", "up", "down", "keep-below"};
    begin_kind("target");
    for (unsigned i = 1; i <= TARGETS; i++) {
        begin_record();
        printf("\"code\": \"t%03u\", ", i);
        print_title(draw_title(4, 8));
        printf(
            ", \"mission\": \"m%03u\", \"status\": \"agreed\", \"headline\": %s, \"metric\": \"%s\", \"unit\": \"%%\"",
            1 + (i - 1) % MISSIONS, i <= MISSIONS ? "true" : "false", words[1000 + i]);
        printf(", \"direction\": \"%s\", \"baseline\": 40, \"baseline_on\": \"2018\"",
               one_of(directions, COUNT(directions)));
        printf(", \"value\": %u, \"due\": \"2030\", \"interval\": 12, \"data_source\": \"%s\"}", 10 + below(80),
               words[2000 + i]);
    }
    begin_kind("measurement");
    for (unsigned i = 1; i <= TARGETS; i++) {
        for (unsigned j = 0; j < MEASUREMENTS; j++) {
            begin_record();
            printf("\"target\": \"t%03u\", \"measured_on\": \"%u-06-30\", \"value\": %.1f, \"basis\": \"measured\"}", i,
                   2019 + j, 30 + below(400) / 10.0);
        }
    }
}

static void print_steps(void)
{
    static const char *const statuses[] = {"planned", "active", "done", "done"};
    begin_kind("step");
    for (unsigned i = 1; i <= STEPS; i++) {
        const char *status = one_of(statuses, COUNT(statuses));
        begin_record();
        printf("\"code\": \"r%03u\", ", i);
        print_title(draw_title(4, 8));
        printf(", \"mission\": \"m%03u\", \"status\": \"%s\"", draw_mission(), status);
        if (i > 20 && in_hundred(50)) {
            printf(", \"depends_on\": [\"r%03u\"]", i - 1 - below(20));
        }
        print_date("due", strcmp(status, "done") == 0 ? 2018 : 2023, 6);
        fputs("}", stdout);
    }
}

static void print_project(unsigned i)
{
    static const char *const statuses[] = {"finished", "finished", "finished", "finished", "finished", "running",
                                           "running",  "running",  "approved", "applied",  "rejected", "stopped"};
    static const char *const stages[] = {"research",      "research",   "development",
                                         "demonstration", "deployment", "diffusion"};
    static const char *const instruments[] = {"project-grant", "project-grant", "business-grant", "procurement",
                                              "voucher",       "networking",    "fellowship",     "regulation"};
    unsigned starts = 2005 + below(20), mission = draw_mission(), second = draw_mission(), solution = draw_word();
    bool variant = i > 100 && below(VARIANT_ONE_IN) == 0;
    titles[i] = variant ? vary_title(titles[below(i)]) : draw_title(4, TITLE_WORDS);
    begin_record();
    fputs("\"code\": ", stdout);
    print_project_code(i);
    fputs(", ", stdout);
    print_title(titles[i]);
    if (second != mission && in_hundred(20)) {
        printf(", \"mission\": [{\"code\": \"m%03u\", \"share\": 60}, {\"code\": \"m%03u\", \"share\": 40}]", mission,
               second);
    } else {
        printf(", \"mission\": [\"m%03u\"]", mission);
    }
    printf(", \"status\": \"%s\"", one_of(statuses, COUNT(statuses)));
    printf(", \"stage\": \"%s\"", one_of(stages, COUNT(stages)));
    printf(", \"instrument\": \"%s\"", one_of(instruments, COUNT(instruments)));
    print_date("starts", starts, 1);
    print_date("ends", starts + 2, 3);
    printf(", \"tag\": [\"solution:%s\", \"theme:%s\"]}", words[100 + solution % SOLUTIONS],
           words[100 + SOLUTIONS + below(THEMES)]);
}

static void print_participations(void)
{
    static const char *const roles[] = {"deliver", "advise", "co-fund"};
    begin_kind("participation");
    for (unsigned i = 0; i < 2 * project_count; i++) {
        begin_record();
        printf("\"stakeholder\": \"s%04u\", \"project\": ", 1 + below(STAKEHOLDERS));
        print_project_code(i / 2);
        printf(", \"role\": \"%s\"}", i % 2 ? one_of(roles, COUNT(roles)) : "deliver");
    }
}

static void print_funding(unsigned project, const char *currency, unsigned amount, const char *stage, unsigned year)
{
    begin_record();
    fputs("\"project\": ", stdout);
    print_project_code(project);
    printf(", \"amount\": \"%s %u.00\", \"stage\": \"%s\", \"source_kind\": \"own\", \"year\": %u, \"ends\": "
           "\"%u-12-31\"}",
           currency, amount, stage, year, year);
}

static void print_fundings(void)
{
    begin_kind("funding");
    for (unsigned i = 1; i <= MISSIONS; i++) {
        for (unsigned year = 2022; year < 2030; year++) {
            begin_record();
            printf(
                "\"mission\": \"m%03u\", \"amount\": \"AUD %u000000.00\", \"stage\": \"%s\", \"year\": %u, \"ends\": "
                "\"%u-12-31\"}",
                i, 100 + below(900), year % 2 ? "planned" : "committed", year, year);
        }
    }
    for (unsigned i = 0; i < project_count; i++) {
        const char *currency = in_hundred(90) ? "AUD" : in_hundred(50) ? "EUR" : "NOK";
        unsigned amount = 20000 + below(3000) * below(3000), year = 2006 + below(22);
        print_funding(i, currency, amount, "committed", year);
        if (in_hundred(50)) {
            print_funding(i, currency, amount / 100 * below(100), "spent", year);
        }
    }
}

static void print_contributions(void)
{
    begin_kind("contribution");
    for (unsigned i = 0; i < project_count; i++) {
        if (in_hundred(90)) {
            bool target = in_hundred(60);
            begin_record();
            fputs("\"project\": ", stdout);
            print_project_code(i);
            printf(", \"%s\": \"%c%03u\"}", target ? "target" : "step", target ? 't' : 'r',
                   1 + below(target ? TARGETS : STEPS));
        }
    }
}

static void print_decisions(void)
{
    static const char *const kinds[] = {"start", "continue", "pivot", "scale", "stop", "other"};
    begin_kind("decision");
    for (unsigned i = 1; i <= DECISIONS; i++) {
        bool taken = in_hundred(70);
        begin_record();
        printf("\"code\": \"d%03u\", ", i);
        print_title(draw_title(4, 8));
        printf(", \"mission\": \"m%03u\", \"status\": \"%s\"", draw_mission(), taken ? "taken" : "needed");
        printf(", \"decision_kind\": \"%s\"", one_of(kinds, COUNT(kinds)));
        print_date("asked_on", taken ? 2015 : 2023, 2);
        print_date(taken ? "taken_on" : "due_on", taken ? 2017 : 2024, taken ? 7 : 2);
        printf(", \"level\": \"board\", \"holds\": \"AUD %u000.00\"}", 1 + below(9000));
    }
}

static void print_links(void)
{
    static const char *const relations[] = {"complements", "follows", "competes-with", "distinct-from"};
    begin_kind("link");
    for (unsigned i = 0; i < LINKS; i++) {
        unsigned project = below(project_count - 1);
        begin_record();
        fputs("\"project\": ", stdout);
        print_project_code(project);
        printf(", \"relation\": \"%s\", \"to_project\": ", one_of(relations, COUNT(relations)));
        print_project_code(project + 1);
        fputs("}", stdout);
    }
}

int main(int argc, char **argv)
{
    long wanted = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
    if (wanted < 2 || wanted > 10000000) {
        fputs("usage: generate SEED PROJECTS > bundle.json\n", stderr);
        return 2;
    }
    state = strtoull(argv[1], NULL, 10);
    project_count = (unsigned)wanted;
    titles = calloc(project_count, sizeof *titles);
    if (!titles) {
        fputs("generate: no memory\n", stderr);
        return 1;
    }
    make_words();
    printf("{\"schema\": \"mpt.bundle/1\", \"about\": \"For measuring, invented from the seed %s.\", \"records\": {",
           argv[1]);
    print_portfolios();
    print_missions();
    print_stakeholders();
    print_tags();
    print_targets();
    print_steps();
    begin_kind("project");
    for (unsigned i = 0; i < project_count; i++) {
        print_project(i);
    }
    print_participations();
    print_fundings();
    print_contributions();
    print_decisions();
    print_links();
    puts("]\n}}");
    free(titles);
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
