/* Speed and completeness of matching, in lines of "name value" for match.sh.
 *
 *   match DATA nsf LEAST [TEXTS PAIRS]     the real awards
 *   match DATA COUNT LEAST [TEXTS PAIRS]   so many made records (made.h)
 *   match DATA COUNT bundle                prints the made records as a bundle
 *
 * LEAST is the score from which pairs are asked for, 0 the usual one. The texts, one a line, and the pairs found go to
 * files for match_sklearn.py. The time is that of adding and finding; that of making and reading records is not in it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "made.h"

enum { BATCH = 4096 };

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* What is measured: switched on and off around what counts. */
struct watch {
    double wall, cpu;
};

static void watch_start(struct watch *watch)
{
    watch->wall -= seconds(CLOCK_MONOTONIC);
    watch->cpu -= seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static void watch_stop(struct watch *watch)
{
    watch->wall += seconds(CLOCK_MONOTONIC);
    watch->cpu += seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static void add(struct mpt_matching *matching, const struct mpt_match_record *records, size_t count,
                struct watch *watch)
{
    watch_start(watch);
    mpt_matching_add(matching, records, count);
    watch_stop(watch);
}

static void write_line(FILE *file, const struct mpt_match_record *record)
{
    const char *const pieces[] = {record->names[0], " ", record->text_count ? record->texts[0] : ""};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        for (const char *c = pieces[i]; *c; c++) {
            fputc(*c == '\n' || *c == '\r' ? ' ' : *c, file);
        }
    }
    fputc('\n', file);
}

static void add_made(struct mpt_matching *matching, const struct made_source *source, size_t count, FILE *texts,
                     struct watch *watch)
{
    struct made made;
    for (size_t first = 0; first < count; first += BATCH) {
        size_t here = count - first < BATCH ? count - first : BATCH;
        struct mpt_arena *arena = mpt_arena_open();
        struct mpt_match_record *records = mpt_arena_array(arena, here, sizeof *records);
        for (size_t i = 0; i < here; i++) {
            made_draw(source, first + i, count, &made);
            add_name(arena, &records[i], made_title(arena, source, &made));
            const char **text = mpt_arena_array(arena, 1, sizeof *text);
            text[0] = made_text(arena, source, &made);
            records[i].texts = text;
            records[i].text_count = 1;
            add_organisation(arena, &records[i], made_organisation(arena, &made));
            records[i].first_day = made_first_day(&made);
            records[i].last_day = made_last_day(&made);
            if (texts) {
                write_line(texts, &records[i]);
            }
        }
        add(matching, records, here, watch);
        mpt_arena_close(arena);
    }
}

static void add_real(struct mpt_arena *arena, struct mpt_matching *matching, const struct made_source *source,
                     FILE *texts, struct watch *watch)
{
    const struct table *table = &source->table;
    struct mpt_match_record *records = mpt_arena_array(arena, table->count, sizeof *records);
    for (size_t i = 0; i < table->count; i++) {
        add_name(arena, &records[i], table_get(table, i, "Title"));
        add_text(arena, &records[i], table_get(table, i, "Abstract"));
        add_organisation(arena, &records[i], table_get(table, i, "Organization"));
        set_dates(&records[i], table_get(table, i, "StartDate"), table_get(table, i, "EndDate"));
        if (texts) {
            write_line(texts, &records[i]);
        }
    }
    add(matching, records, table->count, watch);
}

static int order_keys(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Of the planted pairs, those that score above the usual threshold, and of these those found. */
static void count_planted(struct mpt_matching *matching, const struct made_source *source, size_t count,
                          const struct mpt_match_pair *pairs, size_t pair_count)
{
    size_t planted[MADE_DEGREES] = {0}, above[MADE_DEGREES] = {0}, found[MADE_DEGREES] = {0};
    uint64_t *keys = malloc((pair_count + 1) * sizeof *keys);
    if (!keys) {
        perror("match");
        exit(1);
    }
    for (size_t i = 0; i < pair_count; i++) {
        keys[i] = (uint64_t)pairs[i].a << 32 | pairs[i].b;
    }
    qsort(keys, pair_count, sizeof *keys, order_keys);
    for (size_t i = count - count / 10; i < count; i++) {
        struct made made;
        made_draw(source, i, count, &made);
        uint64_t key = (uint64_t)made.original << 32 | i;
        struct mpt_match_pair pair = mpt_matching_compare(matching, made.original, i, NULL);
        bool is_above = (double)pair.score >= MPT_MATCH_LEAST;
        planted[made.degree]++;
        above[made.degree] += is_above;
        found[made.degree] += is_above && bsearch(&key, keys, pair_count, sizeof *keys, order_keys);
    }
    free(keys);
    for (int i = 0; i < MADE_DEGREES; i++) {
        int percent = 10 + 20 * i;
        printf("planted_%d %zu\nabove_%d %zu\nfound_%d %zu\n", percent, planted[i], percent, above[i], percent,
               found[i]);
    }
}

static void write_pairs(FILE *file, const struct mpt_match_pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fprintf(file, "%zu %zu %.4f\n", pairs[i].a, pairs[i].b, (double)pairs[i].score);
    }
}

static FILE *open_for(const char *name)
{
    FILE *file = name ? fopen(name, "w") : NULL;
    if (name && !file) {
        perror(name);
        exit(1);
    }
    return file;
}

static void close_file(FILE *file)
{
    if (file && fclose(file) != 0) {
        perror("match");
        exit(1);
    }
}

/* Memory of the process at its largest so far, in kB. */
static long peak(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

int main(int argc, char **argv)
{
    if (argc != 4 && argc != 6) {
        fputs("usage: match DATA nsf|COUNT LEAST|bundle [TEXTS PAIRS]\n", stderr);
        return 2;
    }
    mpt_memory_open();
    struct mpt_arena *arena = mpt_arena_open();
    struct made_source source = made_read(arena, argv[1]);
    bool real = strcmp(argv[2], "nsf") == 0;
    size_t count = real ? source.table.count : strtoul(argv[2], NULL, 10), pair_count;
    if (strcmp(argv[3], "bundle") == 0) {
        made_print_bundle(&source, count);
        mpt_arena_close(arena);
        return 0;
    }
    FILE *texts = open_for(argv[4]), *out = open_for(argc == 6 ? argv[5] : NULL);
    const struct mpt_match_query query = {.least = strtod(argv[3], NULL)};
    struct watch adding = {0, 0}, finding = {0, 0};
    struct mpt_matching *matching = mpt_matching_open(NULL);
    if (real) {
        add_real(arena, matching, &source, texts, &adding);
    } else {
        add_made(matching, &source, count, texts, &adding);
    }
    watch_start(&finding);
    struct mpt_match_pair *pairs = mpt_matching_find(matching, &query, arena, &pair_count);
    watch_stop(&finding);
    printf("records %zu\nseconds %.3f\nadding %.3f\nprocessor %.3f\npeak_kb %ld\npairs %zu\n", count,
           adding.wall + finding.wall, adding.wall, adding.cpu + finding.cpu, peak(), pair_count);
    if (out) {
        write_pairs(out, pairs, pair_count);
    }
    if (!real) {
        count_planted(matching, &source, count, pairs, pair_count);
    }
    close_file(texts);
    close_file(out);
    mpt_matching_close(matching);
    mpt_arena_close(arena);
    return 0;
}
