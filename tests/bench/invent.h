/* What the invented portfolios are made of: chance, words, and the projects as they stand. */
#ifndef MPT_BENCH_INVENT_H
#define MPT_BENCH_INVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WORDS = 6000,
    TITLE_WORDS = 9,
    MISSIONS = 20,
    STAKEHOLDERS = 3000,
    SOLUTIONS = 40,
    THEMES = 120,
    FIRST_TAG = 100, /* the words that are tags: the solutions, then the themes */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Begins the one sequence of chance that everything is drawn from, and makes the words. */
void invent(uint64_t seed);

/* From 0 to n - 1. */
unsigned below(unsigned n);
bool in_hundred(unsigned percent);
const char *one_of(const char *const *list, size_t count);

extern char words[WORDS][24];

/* A word's number: a few often, most rarely. */
unsigned draw_word(void);

struct title {
    uint16_t words[TITLE_WORDS];
    uint16_t count;
};

struct title draw_title(unsigned least, unsigned most);

/* The same title as somebody else would write it: a word other, gone, or two in the other order. */
struct title vary_title(struct title title);
void print_title(struct title title);

struct day {
    unsigned year, month, day;
};

struct day draw_day(unsigned from_year, unsigned years);
void print_day(const char *field, struct day day);

/* A project as it stands, so that a change of it is one. Its code is made of two words and its place in the list. */
struct project {
    uint16_t code_words[2], solution, theme;
    struct title title;
    const char *status, *stage, *instrument;
    struct day starts, ends;
};

extern struct project *projects;
extern unsigned project_count;
extern unsigned participations[STAKEHOLDERS + 1]; /* of each stakeholder, which are numbered from 1 */

/* A project without its records: fields that each project has, and tags and missions are printed behind them. */
struct project draw_project(unsigned number);
void print_project_code(unsigned number);
void print_project_fields(unsigned number);
void print_project_tags(unsigned number);
const char *draw_status(void);
const char *draw_stage(void);

/* Bundles: begin_kind ends the kind before; end_kinds ends the last. */
void begin_bundle(const char *about);
void begin_part(const char *part);
void begin_kind(const char *kind);
void begin_record(void);
void end_bundle(void);

/* changes.c: what happens to the portfolio, entry by entry, into files of `folder`: NNN.json to be imported, or
 * NNN.remove with the code of a stakeholder to be removed. All entries but the last make `changes` changes in all; the
 * last makes those of one of them. */
void print_changes(const char *folder, unsigned entries, unsigned changes);

/* Standard output goes to that file from here on. */
void print_to(const char *folder, const char *name);

#endif
