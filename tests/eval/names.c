/* How well names of organisations are matched, on affiliations of papers and on names of missions. */
#include "names.h"

#include <string.h>
#include <time.h>

#include "table.h"

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

void eval_ror(const char *data, struct bins *bins, FILE *dump)
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
    size_t known[3] = {0}, right[3] = {0};
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
            if (is_known && dump && is_in(FIRST, i)) {
                fprintf(dump, "WRONG %s\n   is    %s | %s\n", table_get(&asked, i, "affiliation"),
                        table_get(&table, j, "name"), table_get(&table, j, "other_names"));
                for (size_t k = 0; k < count; k++) {
                    fprintf(dump, "   %.3f %s\n", found[k].score, table_get(&table, found[k].organisation, "name"));
                }
            }
        }
        for (enum half half = BOTH; half <= SECOND; half++) {
            known[half] += (is_right || is_known) && is_in(half, i);
            right[half] += is_right && is_in(half, i);
        }
        if (count) {
            bins_add(bins, found[0].score, is_right);
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    double share[3];
    for (enum half half = BOTH; half <= SECOND; half++) {
        share[half] = 100.0 * (double)right[half] / (double)known[half];
    }
    printf("| ror | %zu affiliations whose organisation is in the table: right one first | %.1f %% (%.1f, %.1f) | 85 "
           "%% |\n",
           known[BOTH], share[BOTH], share[FIRST], share[SECOND]);
    mpt_names_close(names);
    mpt_arena_close(arena);
}

void eval_seeds(FILE *dump)
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
    printf("| seeds | name pairs | %zu of %zu right | all |\n", right, count);
}
