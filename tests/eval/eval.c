/* How well records are matched, on real tables with known answers: prints the table of the README.
 *   eval DATA [SET [DUMP]]   DUMP: a file that gets what was wrong, for looking at. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "table.h"

struct truth {
    size_t a, b;
};

struct truths {
    struct truth *pairs;
    size_t count, room;
};

static FILE *dump;

static void add_truth(struct truths *truths, size_t a, size_t b)
{
    if (truths->count == truths->room) {
        truths->room = truths->room ? truths->room * 2 : 1024;
        truths->pairs = realloc(truths->pairs, truths->room * sizeof *truths->pairs);
        if (!truths->pairs) {
            abort();
        }
    }
    truths->pairs[truths->count++] = (struct truth){a < b ? a : b, a < b ? b : a};
}

static int order_truths(const void *a, const void *b)
{
    const struct truth *x = a, *y = b;
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return (x->b > y->b) - (x->b < y->b);
}

static bool is_true(const struct truths *truths, size_t a, size_t b)
{
    struct truth asked = {a < b ? a : b, a < b ? b : a};
    return truths->count && bsearch(&asked, truths->pairs, truths->count, sizeof asked, order_truths) != NULL;
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

static bool is_one_work(const struct mpt_match_pair *pair)
{
    return pair->kind == MPT_MATCH_SAME || pair->kind == MPT_MATCH_COFUNDED || pair->kind == MPT_MATCH_RENEWAL;
}

struct quality {
    double precision, recall, f1, at;
};

static struct quality quality_of(size_t right, size_t found, size_t all, double at)
{
    struct quality quality = {.at = at};
    quality.precision = found ? (double)right / (double)found : 0;
    quality.recall = all ? (double)right / (double)all : 0;
    double sum = quality.precision + quality.recall;
    quality.f1 = sum > 0 ? 2 * quality.precision * quality.recall / sum : 0;
    return quality;
}

static int order_alike(const void *a, const void *b)
{
    const struct mpt_match_pair *x = a, *y = b;
    return (x->alike < y->alike) - (x->alike > y->alike);
}

/* Best of all thresholds on how likely it is one work, whatever the kind. */
static struct quality measure_best(const struct mpt_match_pair *pairs, size_t count, const struct truths *truths)
{
    struct quality best = {0};
    struct mpt_match_pair *sorted = malloc((count + 1) * sizeof *sorted);
    size_t right = 0;
    if (!sorted) {
        abort();
    }
    memcpy(sorted, pairs, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, order_alike);
    for (size_t i = 0; i < count; i++) {
        right += is_true(truths, sorted[i].a, sorted[i].b);
        struct quality now = quality_of(right, i + 1, truths->count, (double)sorted[i].alike);
        best = now.f1 > best.f1 ? now : best;
    }
    free(sorted);
    return best;
}

/* Of `same` at the threshold, and the best of all thresholds; pairs come by falling score. */
static struct quality measure(const struct mpt_match_pair *pairs, size_t count, const struct truths *truths,
                              double threshold, struct quality *best)
{
    size_t right = 0, found = 0;
    *best = measure_best(pairs, count, truths);
    for (size_t i = 0; i < count && (double)pairs[i].score >= threshold; i++) {
        if (pairs[i].kind == MPT_MATCH_SAME) {
            found++;
            right += is_true(truths, pairs[i].a, pairs[i].b);
        }
    }
    return quality_of(right, found, truths->count, threshold);
}

static void show_record(const struct mpt_match_record *record)
{
    fprintf(dump, "   %.100s |", record->name_count ? record->names[0] : "-");
    for (size_t i = 0; i < record->person_count && i < 6; i++) {
        fprintf(dump, " %s;", record->people[i].name);
    }
    for (size_t i = 0; i < record->organisation_count; i++) {
        fprintf(dump, " | %s", record->organisations[i].name);
    }
    fprintf(dump, " | %.50s | %ld-%ld", record->programme ? record->programme : "", record->first_day / 365 + 1970,
            record->last_day / 365 + 1970);
    for (size_t i = 0; i < record->amount_count; i++) {
        fprintf(dump, " | %ld", (long)record->amounts[i].minor / 100);
    }
    for (size_t i = 0; i < record->detail_count; i++) {
        fprintf(dump, " | %s", record->details[i].value);
    }
    fprintf(dump, " | %.150s\n", record->text_count ? record->texts[0] : "");
}

static void show_pair(const struct mpt_match_pair *pair, const struct mpt_match_record *records, const char *what)
{
    if (!dump) {
        return;
    }
    fprintf(dump, "%s %zu %zu %s %.3f alike %.3f:", what, pair->a, pair->b, mpt_match_kind_name(pair->kind),
            (double)pair->score, (double)pair->alike);
    for (enum mpt_match_signal i = 0; i < MPT_SIGNALS; i++) {
        if (!isnan(pair->values[i])) {
            fprintf(dump, " %s %.2f(%+.1f)", mpt_match_signal_name(i), (double)pair->values[i],
                    (double)pair->weights[i]);
        }
    }
    fprintf(dump, "\n");
    show_record(&records[pair->a]);
    show_record(&records[pair->b]);
}

static void show_wrong(struct mpt_matching *matching, const struct mpt_match_pair *pairs, size_t count,
                       const struct truths *truths, const struct mpt_match_record *records, bool only_same)
{
    for (size_t i = 0; dump && i < count && pairs[i].score >= (float)MPT_MATCH_LEAST; i++) {
        if ((only_same ? pairs[i].kind == MPT_MATCH_SAME : is_one_work(&pairs[i])) &&
            !is_true(truths, pairs[i].a, pairs[i].b)) {
            show_pair(&pairs[i], records, "WRONG");
        }
    }
    for (size_t i = 0; dump && i < truths->count; i++) {
        size_t j = 0;
        while (j < count && !(pairs[j].a == truths->pairs[i].a && pairs[j].b == truths->pairs[i].b)) {
            j++;
        }
        bool kind = j < count && (only_same ? pairs[j].kind == MPT_MATCH_SAME : is_one_work(&pairs[j]));
        if (j == count || !kind || pairs[j].score < (float)MPT_MATCH_LEAST) {
            struct mpt_match_pair pair = mpt_matching_compare(matching, truths->pairs[i].a, truths->pairs[i].b, NULL);
            show_pair(j < count ? &pairs[j] : &pair, records, j < count ? "MISSED" : "MISSED (not found)");
        }
    }
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

static void sort_truths(struct truths *truths)
{
    qsort(truths->pairs, truths->count, sizeof *truths->pairs, order_truths);
}

/* --- nsf_dms ------------------------------------------------------------------------------------------------------ */

static void list_others(const struct run *run, const struct truths *gold, const struct table *table)
{
    for (int kind = 0; dump && kind < MPT_MATCH_KINDS; kind++) {
        size_t shown = 0;
        for (size_t i = 0; i < run->count && shown < 50; i++) {
            const struct mpt_match_pair *pair = &run->pairs[i];
            if ((int)pair->kind == kind && !is_true(gold, pair->a, pair->b)) {
                fprintf(dump, "OTHER %s %.3f", mpt_match_kind_name(pair->kind), (double)pair->score);
                for (enum mpt_match_signal j = 0; j < MPT_SIGNALS; j++) {
                    if (!isnan(pair->values[j])) {
                        fprintf(dump, " %s %.2f", mpt_match_signal_name(j), (double)pair->values[j]);
                    }
                }
                fprintf(dump, "\n");
                for (int k = 0; k < 2; k++) {
                    size_t row = k ? pair->b : pair->a;
                    fprintf(dump, "  %s | %s | %s | %s-%s | %s | %.700s\n", table_get(table, row, "AwardNumber"),
                            table_get(table, row, "Title"), table_get(table, row, "Organization"),
                            table_get(table, row, "StartDate"), table_get(table, row, "EndDate"),
                            table_get(table, row, "AwardedAmountToDate"), table_get(table, row, "Abstract"));
                }
                shown++;
            }
        }
    }
}

static void eval_nsf(const char *data)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct table awards = table_read(arena, data, "nsf_dms/awards.csv", ',');
    struct table clusters = table_read(arena, data, "nsf_dms/collaborative_clusters.csv", ',');
    struct table others = table_read(arena, data, "nsf_dms/same_title_different_project.csv", ',');
    struct mpt_match_record *records = mpt_arena_array(arena, awards.count, sizeof *records);
    struct truths gold = {0};
    for (size_t i = 0; i < awards.count; i++) {
        add_name(arena, &records[i], table_get(&awards, i, "Title"));
        add_text(arena, &records[i], table_get(&awards, i, "Abstract"));
        add_organisation(arena, &records[i], table_get(&awards, i, "Organization"));
        records[i].programme = table_get(&awards, i, "Program(s)");
        set_dates(&records[i], table_get(&awards, i, "StartDate"), table_get(&awards, i, "EndDate"));
        add_amount(arena, &records[i], table_get(&awards, i, "AwardedAmountToDate"), "USD");
        records[i].source = "NSF";
    }
    size_t *rows = mpt_arena_array(arena, clusters.count, sizeof *rows);
    for (size_t i = 0; i < clusters.count; i++) {
        rows[i] = row_of(&awards, "AwardNumber", table_get(&clusters, i, "AwardNumber"));
        for (size_t j = i;
             j-- > 0 && strcmp(table_get(&clusters, i, "cluster"), table_get(&clusters, j, "cluster")) == 0;) {
            add_truth(&gold, rows[i], rows[j]);
        }
    }
    sort_truths(&gold);
    struct run run = match(records, awards.count, awards.count, 0, arena);
    size_t found = 0, cofunded = 0, false_found = 0, kinds[MPT_MATCH_KINDS] = {0};
    struct truths different = {0};
    for (size_t i = 0; i < others.count; i++) {
        add_truth(&different, row_of(&awards, "AwardNumber", table_get(&others, i, "a")),
                  row_of(&awards, "AwardNumber", table_get(&others, i, "b")));
    }
    sort_truths(&different);
    for (size_t i = 0; i < run.count; i++) {
        const struct mpt_match_pair *pair = &run.pairs[i];
        kinds[pair->kind]++;
        if (is_true(&gold, pair->a, pair->b)) {
            found++;
            cofunded += pair->kind == MPT_MATCH_COFUNDED;
            if (pair->kind != MPT_MATCH_COFUNDED) {
                show_pair(pair, records, "KIND");
            }
        }
        if (is_true(&different, pair->a, pair->b) && is_one_work(pair)) {
            false_found++;
            show_pair(pair, records, "DIFFERENT");
        }
    }
    show_wrong(run.matching, run.pairs, 0, &gold, records, false);
    list_others(&run, &gold, &awards);
    printf("| nsf_dms | %zu collaborative pairs found / kind co-funded | %.1f %% / %.1f %% |\n", gold.count,
           100.0 * (double)found / (double)gold.count, 100.0 * (double)cofunded / (double)found);
    printf("| nsf_dms | %zu same-title pairs of different projects flagged | %zu |\n", different.count, false_found);
    printf("| nsf_dms | pairs by kind:");
    for (int kind = 0; kind < MPT_MATCH_KINDS; kind++) {
        printf(" %s %zu", mpt_match_kind_name((enum mpt_match_kind)kind), kinds[kind]);
    }
    printf(" | %.2f s |\n", run.seconds);
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
        size_t row = i % n;
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
                add_truth(&truths, i, n + j);
            }
        }
    }
    sort_truths(&truths);
    struct run run = match(records, total, n, 0.02, arena);
    size_t found = 0, right = 0, own = 0;
    struct quality at95 = {0}, at50 = {0};
    char *seen = mpt_arena_alloc(arena, n);
    for (size_t i = 0; i < run.count; i++) {
        const struct mpt_match_pair *pair = &run.pairs[i];
        if (!is_one_work(pair)) {
            continue;
        }
        bool is_right = is_true(&truths, pair->a, pair->b);
        found++;
        right += is_right;
        if (pair->b - n == pair->a && !seen[pair->a]) {
            seen[pair->a] = 1;
            own++;
        }
        struct quality now = {(double)right / (double)found, (double)own / (double)n, 0, (double)pair->score};
        at95 = now.precision >= 0.95 ? now : at95;
        at50 = pair->score >= (float)MPT_MATCH_LEAST ? now : at50;
    }
    show_wrong(run.matching, run.pairs, run.count, &truths, records, false);
    printf("| swecris | found at 95 %% precision | %.1f %% (score %.2f); at the default threshold %.1f %% at %.1f %% | "
           "%.2f s\n",
           100 * at95.recall, at95.at, 100 * at50.recall, 100 * at50.precision, run.seconds);
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
                       char delimiter, maker *make)
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
        add_truth(&truths, row_of(&a, "id", table_get(&gold, i, "D1")),
                  a.count + row_of(&b, "id", table_get(&gold, i, "D2")));
    }
    sort_truths(&truths);
    struct run run = match(records, total, a.count, 0.01, arena);
    struct quality best, at = measure(run.pairs, run.count, &truths, MPT_MATCH_LEAST, &best);
    show_wrong(run.matching, run.pairs, run.count, &truths, records, true);
    printf(
        "| %s | F1 of same at the default threshold %.3f (precision %.3f, recall %.3f); best %.3f at %.2f | %.2f s |\n",
        set, at.f1, at.precision, at.recall, best.f1, best.at, run.seconds);
    mpt_matching_close(run.matching);
    free(truths.pairs);
    mpt_arena_close(arena);
}

/* --- bibdedupe ---------------------------------------------------------------------------------------------------- */

static void eval_bib(const char *data, const char *set)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct table table =
        table_read(arena, data, mpt_arena_print(arena, "bibdedupe/%s/records_pre_merged.csv", set), ',');
    struct table groups =
        table_read(arena, data, mpt_arena_print(arena, "bibdedupe/%s/merged_record_ids.csv", set), ',');
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
                add_truth(&truths, members[j], members[count - 1]);
            }
        }
    }
    sort_truths(&truths);
    struct run run = match(records, table.count, table.count, 0.01, arena);
    struct quality best, at = measure(run.pairs, run.count, &truths, MPT_MATCH_LEAST, &best);
    show_wrong(run.matching, run.pairs, run.count, &truths, records, true);
    printf(
        "| bibdedupe %s | F1 of same at the default threshold %.3f (precision %.3f, recall %.3f); best %.3f at %.2f | "
        "%.2f s |\n",
        set, at.f1, at.precision, at.recall, best.f1, best.at, run.seconds);
    mpt_matching_close(run.matching);
    free(truths.pairs);
    mpt_arena_close(arena);
}

/* --- Names -------------------------------------------------------------------------------------------------------- */

/* The parts of a text between bars. */
static size_t split(struct mpt_arena *arena, const char *text, const char **parts, size_t most)
{
    size_t count = 0;
    char *copy = mpt_arena_copy(arena, text), *rest = NULL;
    for (char *part = strtok_r(copy, "|", &rest); part && count < most; part = strtok_r(NULL, "|", &rest)) {
        parts[count++] = part;
    }
    return count;
}

static void eval_ror(const char *data)
{
    enum { MOST = 64 };
    struct mpt_arena *arena = mpt_arena_open();
    struct table table = table_read(arena, data, "ror/ror_organisations.csv", ',');
    struct table asked = table_read(arena, data, "ror/affiliations_train.csv", ',');
    struct mpt_match_organisation *organisations = mpt_arena_array(arena, table.count, sizeof *organisations);
    const char *parts[MOST];
    for (size_t i = 0; i < table.count; i++) {
        parts[0] = table_get(&table, i, "name");
        size_t count = 1 + split(arena, table_get(&table, i, "other_names"), parts + 1, MOST - 1);
        const char **names = mpt_arena_array(arena, count, sizeof *names);
        memcpy(names, parts, count * sizeof *names);
        size_t acronyms = split(arena, table_get(&table, i, "acronyms"), parts, MOST);
        const char **short_names = mpt_arena_array(arena, acronyms + 1, sizeof *short_names);
        memcpy(short_names, parts, acronyms * sizeof *short_names);
        organisations[i] = (struct mpt_match_organisation){
            names, count, short_names, acronyms, table_get(&table, i, "city"), table_get(&table, i, "country_code")};
    }
    struct mpt_names *names = mpt_names_open(organisations, table.count);
    size_t known = 0, right = 0;
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (size_t i = 0; i < asked.count; i++) {
        struct mpt_match_found found[3];
        const char *answer = table_get(&asked, i, "ror_id");
        bool is_known = false;
        size_t count = mpt_names_find(names, table_get(&asked, i, "affiliation"), NULL, NULL, found, 3);
        bool is_right = count > 0 && strcmp(table_get(&table, found[0].organisation, "ror_id"), answer) == 0;
        for (size_t j = 0; !is_right && !is_known && j < table.count; j++) {
            is_known = strcmp(table.rows[j][0], answer) == 0;
            if (is_known && dump) {
                fprintf(dump, "WRONG %s\n   is    %s | %s\n", table_get(&asked, i, "affiliation"),
                        table_get(&table, j, "name"), table_get(&table, j, "other_names"));
                for (size_t k = 0; k < count; k++) {
                    fprintf(dump, "   %.3f %s\n", found[k].score, table_get(&table, found[k].organisation, "name"));
                }
            }
        }
        known += is_right || is_known;
        right += is_right;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("| ror | %zu affiliations whose organisation is in the table, right one first | %.1f %% | %.2f s |\n", known,
           100.0 * (double)right / (double)known, (double)(end.tv_sec - begin.tv_sec));
    mpt_names_close(names);
    mpt_arena_close(arena);
}

static void eval_seeds(void)
{
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        {"Agile Nations", "Agile Nations Network", true},
        {"Mission Actions Lab", "OECD Mission Action Lab", true},
        {"Trusted Agri-foods", "Trusted Agrifood Exports", true},
        {"pilot-e scheme", "PILOT-E", true},
        {"5G-MOBIX", "5G Corridors (5G MOBIX) Case Studies", true},
        {"PILOT-E", "Pilot Helse", false},
        {"carbon capture", "Capture and storage or use of CO2", false},
    };
    size_t right = 0, count = sizeof pairs / sizeof *pairs;
    for (size_t i = 0; i < count; i++) {
        double alike = mpt_names_alike(pairs[i].a, pairs[i].b);
        right += (alike >= MPT_MATCH_LEAST) == pairs[i].same;
        if (dump) {
            fprintf(dump, "%.3f %s | %s\n", alike, pairs[i].a, pairs[i].b);
        }
    }
    printf("| seeds | name pairs right | %zu of %zu |\n", right, count);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "eval DATA [SET [DUMP]]\n");
        return 2;
    }
    const char *data = argv[1], *only = argc > 2 ? argv[2] : "";
    dump = argc > 3 ? fopen(argv[3], "w") : NULL;
    printf("| set | measured |\n| --- | --- |\n");
    if (!*only || strcmp(only, "nsf") == 0) {
        eval_nsf(data);
    }
    if (!*only || strcmp(only, "swecris") == 0) {
        eval_swecris(data);
    }
    if (!*only || strcmp(only, "D4") == 0) {
        eval_lists(data, "er/D4", "er/D4/dblp.csv", "er/D4/acm.csv", "er/D4/gt.csv", '%', paper);
    }
    if (!*only || strcmp(only, "D2") == 0) {
        eval_lists(data, "er/D2", "er/D2/abt.csv", "er/D2/buy.csv", "er/D2/gt.csv", '|', product);
    }
    if (!*only || strcmp(only, "haematology") == 0) {
        eval_bib(data, "haematology");
    }
    if (!*only || strcmp(only, "stroke") == 0) {
        eval_bib(data, "stroke");
    }
    if (!*only || strcmp(only, "ror") == 0) {
        eval_ror(data);
    }
    if (!*only || strcmp(only, "seeds") == 0) {
        eval_seeds();
    }
    if (dump) {
        fclose(dump);
    }
    return 0;
}
