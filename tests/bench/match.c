/* Speed and completeness of matching.
 *   match DATA nsf TEXTS PAIRS     the real awards; their texts, one a line, and the pairs found go to files
 *   match DATA COUNT [TEXTS PAIRS] made records: words drawn from the real texts, so that frequencies are true to life;
 *                                  one in ten is a reworded copy of another: 10, 30 or 50 % of its words drawn anew */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "../eval/table.h"
#include "mpt/text.h"

enum { TITLE = 8, WORDS = 90, BATCH = 4096, DEGREES = 3 };

static uint64_t seed = 20240707;

/* Marsaglia's xorshift. */
static uint32_t draw(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)((seed >> 32) * below >> 32);
}

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

struct source {
    struct table table;
    const char **words;
    uint32_t count;
};

static struct source read_source(struct mpt_arena *arena, const char *data)
{
    struct source source = {.table = table_read(arena, data, "nsf_dms/awards.csv", ',')};
    size_t room = 0, count = 0;
    for (size_t i = 0; i < source.table.count; i++) {
        char *text = mpt_arena_copy(arena, mpt_text_plain(table_get(&source.table, i, "Abstract"), arena)),
             *rest = NULL;
        for (char *word = strtok_r(text, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest)) {
            source.words = mpt_arena_grow(arena, (void *)source.words, count, &room, sizeof *source.words);
            source.words[count++] = word;
        }
    }
    source.count = (uint32_t)count;
    return source;
}

/* Which words a made record has: by number of the record alone, so that a copy can be made of any. */
struct made {
    uint32_t words[TITLE + WORDS];
    uint32_t organisation, year;
    int degree; /* of a copy; -1: it is none */
    size_t original;
};

static void make_record(const struct source *source, size_t i, size_t count, struct made *made)
{
    seed = (i + 1) * UINT64_C(0x9e3779b97f4a7c15);
    draw(2);
    bool copy = i >= count / 10 * 9;
    if (copy) {
        size_t original = i - count / 10 * 9;
        make_record(source, original, count, made);
        seed = (i + 1) * UINT64_C(0x9e3779b97f4a7c15);
        draw(2);
        made->degree = (int)(i % DEGREES);
        made->original = original;
        for (size_t j = 0; j < TITLE + WORDS; j++) {
            if (draw(10) < (uint32_t)(1 + 2 * made->degree)) {
                made->words[j] = draw(source->count);
            }
        }
        return;
    }
    made->degree = -1;
    for (size_t j = 0; j < TITLE + WORDS; j++) {
        made->words[j] = draw(source->count);
    }
    made->organisation = draw((uint32_t)(count / 50 + 1));
    made->year = draw(20);
}

static const char *join(struct mpt_arena *arena, const struct source *source, const uint32_t *words, size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += strlen(source->words[words[i]]) + 1;
    }
    char *text = mpt_arena_alloc(arena, len + 1), *at = text;
    for (size_t i = 0; i < count; i++) {
        at = stpcpy(at, source->words[words[i]]);
        *at++ = ' ';
    }
    return text;
}

static void write_line(FILE *file, const char *title, const char *text)
{
    for (const char *pieces[] = {title, " ", text, NULL}, **piece = pieces; *piece; piece++) {
        for (const char *c = *piece; *c; c++) {
            fputc(*c == '\n' || *c == '\r' ? ' ' : *c, file);
        }
    }
    fputc('\n', file);
}

static void add_made(struct mpt_matching *matching, const struct source *source, size_t count, FILE *texts)
{
    struct made made;
    for (size_t first = 0; first < count; first += BATCH) {
        size_t here = count - first < BATCH ? count - first : BATCH;
        struct mpt_arena *arena = mpt_arena_open();
        struct mpt_match_record *records = mpt_arena_array(arena, here, sizeof *records);
        for (size_t i = 0; i < here; i++) {
            make_record(source, first + i, count, &made);
            add_name(arena, &records[i], join(arena, source, made.words, TITLE));
            const char **text = mpt_arena_array(arena, 1, sizeof *text);
            text[0] = join(arena, source, made.words + TITLE, WORDS);
            records[i].texts = text;
            records[i].text_count = 1;
            add_organisation(arena, &records[i], mpt_arena_print(arena, "Organisation %u", made.organisation));
            records[i].first_day = 11000 + 365 * (long)made.year;
            records[i].last_day = records[i].first_day + 1095;
            if (texts) {
                write_line(texts, records[i].names[0], text[0]);
            }
        }
        mpt_matching_add(matching, records, here);
        mpt_arena_close(arena);
    }
}

static int order_planted(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Of the planted pairs that score above the threshold, those found. */
static void count_planted(struct mpt_matching *matching, const struct source *source, size_t count,
                          const struct mpt_match_pair *pairs, size_t pair_count)
{
    size_t planted[DEGREES] = {0}, above[DEGREES] = {0}, found[DEGREES] = {0};
    uint64_t *keys = malloc((pair_count + 1) * sizeof *keys);
    for (size_t i = 0; keys && i < pair_count; i++) {
        keys[i] = (uint64_t)pairs[i].a << 32 | pairs[i].b;
    }
    qsort(keys, pair_count, sizeof *keys, order_planted);
    for (size_t i = count / 10 * 9; i < count; i++) {
        struct made made;
        make_record(source, i, count, &made);
        uint64_t key = (uint64_t)made.original << 32 | i;
        struct mpt_match_pair pair = mpt_matching_compare(matching, made.original, i, NULL);
        bool is_above = (double)pair.score >= MPT_MATCH_LEAST;
        planted[made.degree]++;
        above[made.degree] += is_above;
        found[made.degree] += is_above && bsearch(&key, keys, pair_count, sizeof *keys, order_planted);
    }
    for (int i = 0; i < DEGREES; i++) {
        printf("  %d %% reworded: %zu planted, %zu above the threshold, %zu of these found (%.2f %%)\n", 10 + 20 * i,
               planted[i], above[i], found[i], above[i] ? 100.0 * (double)found[i] / (double)above[i] : 100.0);
    }
    free(keys);
}

static void add_real(struct mpt_arena *arena, struct mpt_matching *matching, const struct source *source, FILE *texts,
                     double *wall, double *cpu)
{
    const struct table *table = &source->table;
    struct mpt_match_record *records = mpt_arena_array(arena, table->count, sizeof *records);
    for (size_t i = 0; i < table->count; i++) {
        add_name(arena, &records[i], table_get(table, i, "Title"));
        add_text(arena, &records[i], table_get(table, i, "Abstract"));
        add_organisation(arena, &records[i], table_get(table, i, "Organization"));
        set_dates(&records[i], table_get(table, i, "StartDate"), table_get(table, i, "EndDate"));
        if (texts) {
            write_line(texts, table_get(table, i, "Title"), records[i].text_count ? records[i].texts[0] : "");
        }
    }
    *wall = seconds(CLOCK_MONOTONIC);
    *cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    mpt_matching_add(matching, records, table->count);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "match DATA nsf|COUNT [TEXTS PAIRS]\n");
        return 2;
    }
    struct mpt_arena *arena = mpt_arena_open();
    struct source source = read_source(arena, argv[1]);
    struct mpt_matching *matching = mpt_matching_open(NULL);
    FILE *texts = argc > 3 ? fopen(argv[3], "w") : NULL, *out = argc > 4 ? fopen(argv[4], "w") : NULL;
    bool real = strcmp(argv[2], "nsf") == 0;
    size_t count = real ? source.table.count : strtoul(argv[2], NULL, 10), pair_count;
    double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (real) {
        add_real(arena, matching, &source, texts, &wall, &cpu);
    } else {
        add_made(matching, &source, count, texts);
    }
    double added = seconds(CLOCK_MONOTONIC) - wall;
    struct mpt_match_pair *pairs = mpt_matching_find(matching, NULL, arena, &pair_count);
    wall = seconds(CLOCK_MONOTONIC) - wall;
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%zu records: %.2f s (adding %.2f s), processor %.2f s, %.2f GB at most, %zu pairs\n", count, wall, added,
           cpu, (double)usage.ru_maxrss / 1048576, pair_count);
    for (size_t i = 0; out && i < pair_count; i++) {
        fprintf(out, "%zu %zu %.4f\n", pairs[i].a, pairs[i].b, (double)pairs[i].score);
    }
    if (!real) {
        count_planted(matching, &source, count, pairs, pair_count);
    }
    if (texts) {
        fclose(texts);
    }
    if (out) {
        fclose(out);
    }
    mpt_matching_close(matching);
    mpt_arena_close(arena);
    return 0;
}
