/* How well records are matched, on real tables with known answers: prints the table of the README.
 *   eval DATA [SET [DUMP]]   DUMP: a file that gets what was wrong, for looking at.
 *   eval DATA judge          the highest pairs of each kind without a known answer, to be read and judged. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "judge.h"
#include "measure.h"
#include "names.h"
#include "remade.h"
#include "table.h"

/* The sets' calibration, shown at the end. */
static struct {
    const char *set;
    struct bins bins;
} calibrations[16];
static size_t calibration_count;
static FILE *dump;

static struct bins *calibrate(const char *set)
{
    calibrations[calibration_count].set = set;
    return &calibrations[calibration_count++].bins;
}

static size_t row_of(const struct table *table, const char *column, const char *value)
{
    for (size_t i = 0; i < table->count; i++) {
        if (strcmp(table_get(table, i, column), value) == 0) {
            return i;
        }
    }
    fprintf(stderr, "eval: no row with %s %s\n", column, value);
    exit(2);
}

struct run {
    struct mpt_matching *matching;
    struct mpt_match_pair *pairs;
    size_t count;
    double seconds;
};

static struct run match(const struct mpt_match_record *records, size_t count, size_t list, double least,
                        struct mpt_arena *arena)
{
    struct run run = {.matching = mpt_matching_open(NULL)};
    struct timespec begin, end;
    struct mpt_match_query query = {.least = least};
    clock_gettime(CLOCK_MONOTONIC, &begin);
    mpt_matching_add(run.matching, records, list);
    if (list < count) {
        mpt_matching_list(run.matching);
        mpt_matching_add(run.matching, records + list, count - list);
    }
    run.pairs = mpt_matching_find(run.matching, &query, arena, &run.count);
    clock_gettime(CLOCK_MONOTONIC, &end);
    run.seconds = (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec);
    return run;
}

/* A row of the table: the figure for all, and in brackets for each half. */
static void show_f1(const char *set, const char *goal, const struct run *run, const struct truths *truths,
                    const struct mpt_match_record *records)
{
    struct quality at[3], best[3];
    for (enum half half = BOTH; half <= SECOND; half++) {
        at[half] = measure(run->pairs, run->count, truths, MPT_MATCH_LEAST, half);
        best[half] = measure_best(run->pairs, run->count, truths, half);
    }
    printf("| %s | F1 of `same` at the default threshold; best of all, whatever the kind | %.3f (%.3f, %.3f); %.3f "
           "(%.3f, %.3f) | %s |\n",
           set, at[BOTH].f1, at[FIRST].f1, at[SECOND].f1, best[BOTH].f1, best[FIRST].f1, best[SECOND].f1, goal);
    bins_add_pairs(calibrate(set), run->pairs, run->count, truths);
    show_wrong(dump, run->matching, run->pairs, run->count, truths, records, true);
}

/* --- nsf_dms ------------------------------------------------------------------------------------------------------ */

static const char judgements[] = "tests/eval/judgements.tsv";

/* As the import's map for these tables makes them. */
static void award(struct mpt_arena *arena, struct mpt_match_record *record, const struct table *table, size_t row)
{
    const char *city = table_get(table, row, "OrganizationCity"), *state = table_get(table, row, "State");
    add_name(arena, record, table_get(table, row, "Title"));
    add_text(arena, record, table_get(table, row, "Abstract"));
    add_id(arena, record, mpt_arena_print(arena, "nsf:%s", table_get(table, row, "AwardNumber")));
    add_organisation(arena, record, table_get(table, row, "Organization"));
    if (*city && *state) {
        add_place(arena, record, mpt_arena_print(arena, "%s, %s", city, state));
    }
    set_dates(record, table_get(table, row, "StartDate"), table_get(table, row, "EndDate"));
    add_amount(arena, record, table_get(table, row, "AwardedAmountToDate"), "USD");
    record->country = "US";
    record->programme = table_get(table, row, "Program(s)");
    record->source = "NSF";
}

static struct truths collaborations(struct mpt_arena *arena, const char *data, const struct table *awards)
{
    struct table clusters = table_read(arena, data, "nsf_dms/collaborative_clusters.csv", ',');
    struct truths truths = {0};
    size_t *rows = mpt_arena_array(arena, clusters.count, sizeof *rows);
    for (size_t i = 0; i < clusters.count; i++) {
        rows[i] = row_of(awards, "AwardNumber", table_get(&clusters, i, "AwardNumber"));
        for (size_t j = i;
             j-- > 0 && strcmp(table_get(&clusters, i, "cluster"), table_get(&clusters, j, "cluster")) == 0;) {
            truths_add(&truths, rows[i], rows[j]);
        }
    }
    truths_sort(&truths);
    return truths;
}

static struct truths namesakes(struct mpt_arena *arena, const char *data, const struct table *awards)
{
    struct table pairs = table_read(arena, data, "nsf_dms/same_title_different_project.csv", ',');
    struct truths truths = {0};
    for (size_t i = 0; i < pairs.count; i++) {
        truths_add(&truths, row_of(awards, "AwardNumber", table_get(&pairs, i, "a")),
                   row_of(awards, "AwardNumber", table_get(&pairs, i, "b")));
    }
    truths_sort(&truths);
    return truths;
}

static void show_nsf(const struct run *run, const struct truths *gold, const struct truths *different,
                     const struct mpt_match_record *records)
{
    size_t found = 0, cofunded = 0, false_found = 0, kinds[MPT_MATCH_KINDS] = {0};
    for (size_t i = 0; i < run->count; i++) {
        const struct mpt_match_pair *pair = &run->pairs[i];
        kinds[pair->kind]++;
        if (truths_have(gold, pair->a, pair->b)) {
            found++;
            cofunded += pair->kind == MPT_MATCH_COFUNDED;
            if (pair->kind != MPT_MATCH_COFUNDED) {
                show_pair(dump, pair, records, "KIND");
            }
        }
        if (truths_have(different, pair->a, pair->b) && is_one_work(pair)) {
            false_found++;
            show_pair(dump, pair, records, "DIFFERENT");
        }
    }
    show_wrong(dump, run->matching, run->pairs, 0, gold, records, false);
    printf("| nsf_dms | %zu collaborative pairs: found; kind co-funded | %.1f %%; %.1f %% | 99 %%; 95 %% |\n",
           gold->count, 100.0 * (double)found / (double)gold->count,
           100.0 * (double)cofunded / (double)(found ? found : 1));
    printf("| nsf_dms | %zu same-title pairs of different projects: flagged as one work | %zu | at most 1 |\n",
           different->count, false_found);
    printf("| nsf_dms | pairs at or above the threshold, by kind |");
    for (int kind = 0; kind < MPT_MATCH_KINDS; kind++) {
        if (kinds[kind]) {
            printf(" %s %zu", mpt_match_kind_name((enum mpt_match_kind)kind), kinds[kind]);
        }
    }
    printf(" | |\n");
}

/* `list`: the pairs to be judged instead of the rows. */
static void eval_nsf(const char *data, bool list)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct table awards = table_read(arena, data, "nsf_dms/awards.csv", ',');
    struct mpt_match_record *records = mpt_arena_array(arena, awards.count, sizeof *records);
    for (size_t i = 0; i < awards.count; i++) {
        award(arena, &records[i], &awards, i);
    }
    struct truths gold = collaborations(arena, data, &awards), different = namesakes(arena, data, &awards);
    struct run run = match(records, awards.count, awards.count, 0, arena);
    struct judged judged = {run.pairs, run.count, &gold, &awards};
    if (list) {
        judge_list(&judged, judgements);
    } else {
        show_nsf(&run, &gold, &different, records);
        judge_show(&judged, judgements);
    }
    mpt_matching_close(run.matching);
    free(gold.pairs);
    free(different.pairs);
    mpt_arena_close(arena);
}

/* --- swecris ------------------------------------------------------------------------------------------------------ */

static void eval_swecris(const char *data)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct table table = table_read(arena, data, "swecris/projects.csv", ',');
    size_t n = table.count, total = 2 * n;
    struct mpt_match_record *records = mpt_arena_array(arena, total, sizeof *records);
    struct truths truths = {0};
    for (size_t i = 0; i < total; i++) {
        size_t row = i < n ? i : i - n;
        bool english = i >= n;
        add_name(arena, &records[i], table_get(&table, row, english ? "title_en" : "title_sv"));
        add_text(arena, &records[i], table_get(&table, row, english ? "abstract_en" : "abstract_sv"));
        add_organisation(arena, &records[i], table_get(&table, row, "organisation_sv"));
        set_dates(&records[i], table_get(&table, row, "start_date"), table_get(&table, row, "end_date"));
        add_amount(arena, &records[i], table_get(&table, row, "funding_sek"), "SEK");
    }
    /* The register holds some projects twice, under two funders' marks: each half of one is a half of the other. */
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            const char *a = table_get(&table, i, "project_id"), *b = table_get(&table, j, "project_id");
            size_t len = strcspn(a, "_");
            if (strcspn(b, "_") == len && memcmp(a, b, len) == 0) {
                truths_add(&truths, i, n + j);
            }
        }
    }
    truths_sort(&truths);
    struct run run = match(records, total, n, 0.02, arena);
    size_t found[3] = {0}, right[3] = {0}, own[3] = {0}, all[3] = {0};
    struct quality at95[3] = {0}, at50[3] = {0};
    char *seen = mpt_arena_alloc(arena, n);
    memset(seen, 0, n);
    for (size_t i = 0; i < 3 * n; i++) {
        all[i % 3] += is_in((enum half)(i % 3), i / 3);
    }
    for (size_t i = 0; i < run.count; i++) {
        const struct mpt_match_pair *pair = &run.pairs[i];
        bool is_own = pair->b - n == pair->a && is_one_work(pair) && !seen[pair->a];
        seen[pair->a] |= is_own;
        for (enum half half = BOTH; half <= SECOND && is_one_work(pair); half++) {
            if (!is_in(half, pair->a)) {
                continue;
            }
            found[half]++;
            right[half] += truths_have(&truths, pair->a, pair->b);
            own[half] += is_own;
            struct quality now = {(double)right[half] / (double)found[half], (double)own[half] / (double)all[half], 0,
                                  (double)pair->score};
            at95[half] = now.precision >= 0.95 ? now : at95[half];
            at50[half] = pair->score >= (float)MPT_MATCH_LEAST ? now : at50[half];
        }
    }
    show_wrong(dump, run.matching, run.pairs, run.count, &truths, records, false);
    bins_add_pairs(calibrate("swecris"), run.pairs, run.count, &truths);
    printf("| swecris | one half in Swedish, one in English: found at 95 %% precision; at the default threshold, with "
           "what precision | %.1f %% (%.1f, %.1f); %.1f %% at %.1f %% | 90 %% |\n",
           100 * at95[BOTH].recall, 100 * at95[FIRST].recall, 100 * at95[SECOND].recall, 100 * at50[BOTH].recall,
           100 * at50[BOTH].precision);
    mpt_matching_close(run.matching);
    free(truths.pairs);
    mpt_arena_close(arena);
}

/* --- Two lists with a gold file ----------------------------------------------------------------------------------- */

static void product(struct mpt_arena *arena, struct mpt_match_record *record, const struct table *table, size_t row)
{
    add_name(arena, record, table_get(table, row, "name"));
    add_text(arena, record, table_get(table, row, "description"));
    add_amount(arena, record, table_get(table, row, "price"), "USD");
}

static void paper(struct mpt_arena *arena, struct mpt_match_record *record, const struct table *table, size_t row)
{
    add_name(arena, record, table_get(table, row, "title"));
    add_people(arena, record, table_get(table, row, "authors"), ", ");
    record->programme = table_get(table, row, "venue");
    set_dates(record, table_get(table, row, "year"), table_get(table, row, "year"));
}

typedef void maker(struct mpt_arena *arena, struct mpt_match_record *record, const struct table *table, size_t row);

static void eval_lists(const char *data, const char *set, const char *first, const char *second, const char *answers,
                       char delimiter, maker *make, const char *goal)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct table a = table_read(arena, data, first, delimiter), b = table_read(arena, data, second, delimiter);
    struct table gold = table_read(arena, data, answers, delimiter);
    size_t total = a.count + b.count;
    struct mpt_match_record *records = mpt_arena_array(arena, total, sizeof *records);
    struct truths truths = {0};
    for (size_t i = 0; i < total; i++) {
        make(arena, &records[i], i < a.count ? &a : &b, i < a.count ? i : i - a.count);
    }
    for (size_t i = 0; i < gold.count; i++) {
        truths_add(&truths, row_of(&a, "id", table_get(&gold, i, "D1")),
                   a.count + row_of(&b, "id", table_get(&gold, i, "D2")));
    }
    truths_sort(&truths);
    struct run run = match(records, total, a.count, 0.01, arena);
    show_f1(set, goal, &run, &truths, records);
    mpt_matching_close(run.matching);
    free(truths.pairs);
    mpt_arena_close(arena);
}

/* --- bibdedupe ---------------------------------------------------------------------------------------------------- */

static void eval_bib(const char *data, const char *set, const char *folder, const char *goal)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct table table =
        table_read(arena, data, mpt_arena_print(arena, "bibdedupe/%s/records_pre_merged.csv", folder), ',');
    struct table groups =
        table_read(arena, data, mpt_arena_print(arena, "bibdedupe/%s/merged_record_ids.csv", folder), ',');
    struct mpt_match_record *records = mpt_arena_array(arena, table.count, sizeof *records);
    struct truths truths = {0};
    for (size_t i = 0; i < table.count; i++) {
        add_name(arena, &records[i], table_get(&table, i, "title"));
        add_people(arena, &records[i], table_get(&table, i, "author"), " and ");
        records[i].programme = table_get(&table, i, "journal");
        set_dates(&records[i], table_get(&table, i, "year"), table_get(&table, i, "year"));
        add_detail(arena, &records[i], "pages", table_get(&table, i, "pages"));
        add_detail(arena, &records[i], "volume", table_get(&table, i, "volume"));
        add_detail(arena, &records[i], "number", table_get(&table, i, "number"));
    }
    for (size_t i = 0; i < groups.count; i++) {
        size_t members[64], count = 0;
        char *ids = mpt_arena_copy(arena, table_get(&groups, i, "merged_ids")), *rest = NULL;
        for (char *id = strtok_r(ids, ";", &rest); id && count < 64; id = strtok_r(NULL, ";", &rest)) {
            members[count++] = row_of(&table, "ID", id);
            for (size_t j = 0; j + 1 < count; j++) {
                truths_add(&truths, members[j], members[count - 1]);
            }
        }
    }
    truths_sort(&truths);
    struct run run = match(records, table.count, table.count, 0.01, arena);
    show_f1(set, goal, &run, &truths, records);
    mpt_matching_close(run.matching);
    free(truths.pairs);
    mpt_arena_close(arena);
}

/* --- Remade ------------------------------------------------------------------------------------------------------- */

/* As a list against the originals, or all in one heap. */
static void eval_remade(const char *set, const struct remade *remade, bool list, struct mpt_arena *arena)
{
    struct truths truths = {0};
    size_t total = 2 * remade->originals;
    remade_truths(remade, &truths);
    struct run run = match(remade->records, total, list ? remade->originals : total, 0.1, arena);
    size_t kept = 0; /* of two originals nobody knows whether they are one work */
    for (size_t i = 0; i < run.count; i++) {
        if (run.pairs[i].a < remade->originals && run.pairs[i].b >= remade->originals && is_one_work(&run.pairs[i])) {
            run.pairs[kept++] = run.pairs[i];
        }
    }
    run.count = kept;
    printf("| %s | %zu remade projects: precision, recall of one work at 0.5; at 0.9 |", set, remade->originals);
    for (int i = 0; i < 2; i++) {
        double threshold = i ? 0.9 : MPT_MATCH_LEAST;
        size_t right = 0, found = 0;
        for (; found < run.count && (double)run.pairs[found].score >= threshold; found++) {
            right += truths_have(&truths, run.pairs[found].a, run.pairs[found].b);
        }
        struct quality quality = quality_of(right, found, truths.count, threshold);
        printf(" %.3f, %.3f%s", quality.precision, quality.recall, i ? "" : ";");
    }
    printf(" | |\n");
    bins_add_pairs(calibrate(set), run.pairs, run.count, &truths);
    show_wrong(dump, run.matching, run.pairs, run.count, &truths, remade->records, false);
    mpt_matching_close(run.matching);
    free(truths.pairs);
}

static void eval_reworded(const char *data)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct remade remade = remade_swecris(arena, data, 3000);
    eval_remade("swecris in English, one heap", &remade, false, arena);
    mpt_arena_close(arena);
}

static void eval_worldbank(const char *data)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct remade remade = remade_worldbank(arena, data, 3000);
    eval_remade("World Bank, one heap", &remade, false, arena);
    eval_remade("World Bank, two lists", &remade, true, arena);
    mpt_arena_close(arena);
}

static void eval_anid(const char *data)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct remade remade = remade_anid(arena, data, 4000);
    eval_remade("ANID, two lists", &remade, true, arena);
    mpt_arena_close(arena);
}

/* Of what is said with a score, the share that is right: of one work (kinds same, co-funded and renewal) and, for ror,
 * of the organisation found first, also where the right one is not in the table. */
static void show_calibration(void)
{
    struct bins all = {0};
    printf(
        "\n| share right at score | 0.1- | 0.2- | 0.3- | 0.4- | 0.5- | 0.6- | 0.7- | 0.8- | 0.9- | error from 0.5 |\n");
    printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < calibration_count; i++) {
        bins_show(calibrations[i].set, &calibrations[i].bins);
        bins_join(&all, &calibrations[i].bins);
    }
    bins_show("all", &all);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "eval DATA [SET [DUMP]]\neval DATA judge\n");
        return 2;
    }
    const char *data = argv[1], *only = argc > 2 ? argv[2] : "";
    dump = argc > 3 ? fopen(argv[3], "w") : NULL;
    if (strcmp(only, "judge") == 0) {
        eval_nsf(data, true);
        return 0;
    }
    printf("| set | task | measured (in brackets each half) | at least |\n| --- | --- | --- | --- |\n");
    if (!*only || strcmp(only, "nsf") == 0) {
        eval_nsf(data, false);
    }
    if (!*only || strcmp(only, "swecris") == 0) {
        eval_swecris(data);
    }
    if (!*only || strcmp(only, "D4") == 0) {
        eval_lists(data, "er/D4", "er/D4/dblp.csv", "er/D4/acm.csv", "er/D4/gt.csv", '%', paper, "0.985");
    }
    if (!*only || strcmp(only, "D2") == 0) {
        eval_lists(data, "er/D2", "er/D2/abt.csv", "er/D2/buy.csv", "er/D2/gt.csv", '|', product, "best 0.87");
    }
    if (!*only || strcmp(only, "haematology") == 0) {
        eval_bib(data, "bibdedupe haematology", "haematology", "0.85");
    }
    if (!*only || strcmp(only, "stroke") == 0) {
        eval_bib(data, "bibdedupe stroke", "stroke", "0.94");
    }
    if (!*only || strcmp(only, "reworded") == 0) {
        eval_reworded(data);
    }
    if (!*only || strcmp(only, "worldbank") == 0) {
        eval_worldbank(data);
    }
    if (!*only || strcmp(only, "anid") == 0) {
        eval_anid(data);
    }
    if (!*only || strcmp(only, "ror") == 0) {
        eval_ror(data, calibrate("ror"), dump);
    }
    if (!*only || strcmp(only, "seeds") == 0) {
        eval_seeds(dump);
    }
    show_calibration();
    if (dump) {
        fclose(dump);
    }
    return 0;
}
