/* Pairs whose kind nobody has said beforehand: the highest of each kind, read by a person. */
#include "judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HIGHEST = 50 };

/* What was judged of a pair; the awards in either order. NULL: nobody has. */
static const char *judgement_of(const struct table *judgements, const char *a, const char *b)
{
    for (size_t i = 0; i < judgements->count; i++) {
        const char *x = table_get(judgements, i, "a"), *y = table_get(judgements, i, "b");
        if ((strcmp(x, a) == 0 && strcmp(y, b) == 0) || (strcmp(x, b) == 0 && strcmp(y, a) == 0)) {
            return table_get(judgements, i, "kind");
        }
    }
    return NULL;
}

/* A judgement that names no kind is a slip of the pen, which would count as a wrong pair for ever. */
static struct table read_judgements(struct mpt_arena *arena, const char *path)
{
    struct table judgements = table_read(arena, ".", path, '\t');
    for (size_t i = 0; i < judgements.count; i++) {
        const char *kind = table_get(&judgements, i, "kind");
        bool known = strcmp(kind, "none") == 0;
        for (int j = 0; j < MPT_MATCH_KINDS && !known; j++) {
            known = strcmp(kind, mpt_match_kind_name((enum mpt_match_kind)j)) == 0;
        }
        if (!known) {
            fprintf(stderr, "eval: %s: row %zu: no kind \"%s\"\n", path, i + 2, kind);
            exit(2);
        }
    }
    return judgements;
}

/* The next pair of the kind from *at on; NULL: there are no more. */
static const struct mpt_match_pair *next_of(const struct judged *judged, enum mpt_match_kind kind, size_t *at)
{
    while (*at < judged->count) {
        const struct mpt_match_pair *pair = &judged->pairs[(*at)++];
        if (pair->kind == kind && !truths_have(judged->known, pair->a, pair->b)) {
            return pair;
        }
    }
    return NULL;
}

static const char *award_of(const struct judged *judged, size_t row)
{
    return table_get(judged->awards, row, "AwardNumber");
}

static void print_pair(const struct judged *judged, const struct mpt_match_pair *pair, const char *judgement)
{
    static const char *const columns[] = {"Title",   "Organization",        "Program(s)", "StartDate",
                                          "EndDate", "AwardedAmountToDate", "Abstract"};
    printf("%s %.3f, judged %s\n ", mpt_match_kind_name(pair->kind), (double)pair->score, judgement ? judgement : "-");
    for (enum mpt_match_signal i = 0; i < MPT_SIGNALS; i++) {
        if (!isnan(pair->values[i])) {
            printf(" %s %.2f (%+.1f)", mpt_match_signal_name(i), (double)pair->values[i], (double)pair->weights[i]);
        }
    }
    for (int side = 0; side < 2; side++) {
        size_t row = side ? pair->b : pair->a;
        printf("\n  %s", award_of(judged, row));
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
            printf(" | %s", table_get(judged->awards, row, columns[i]));
        }
    }
    printf("\n\n");
}

void judge_list(const struct judged *judged, const char *path)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct table judgements = read_judgements(arena, path);
    for (int kind = 0; kind < MPT_MATCH_KINDS; kind++) {
        const struct mpt_match_pair *pair;
        for (size_t at = 0, n = 0; n < HIGHEST && (pair = next_of(judged, (enum mpt_match_kind)kind, &at)); n++) {
            print_pair(judged, pair, judgement_of(&judgements, award_of(judged, pair->a), award_of(judged, pair->b)));
        }
    }
    mpt_arena_close(arena);
}

void judge_show(const struct judged *judged, const char *path)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct table judgements = read_judgements(arena, path);
    printf("| nsf_dms | the 50 highest other pairs of each kind: of the kind that a reader gave them |");
    for (int kind = 0; kind < MPT_MATCH_KINDS; kind++) {
        const char *name = mpt_match_kind_name((enum mpt_match_kind)kind);
        const struct mpt_match_pair *pair;
        size_t right = 0, unread = 0, n = 0;
        for (size_t at = 0; n < HIGHEST && (pair = next_of(judged, (enum mpt_match_kind)kind, &at)); n++) {
            const char *judgement = judgement_of(&judgements, award_of(judged, pair->a), award_of(judged, pair->b));
            right += judgement && strcmp(judgement, name) == 0;
            unread += !judgement;
        }
        if (n) {
            printf(" %s %zu of %zu", name, right, n);
        } else if (kind <= MPT_MATCH_BOILERPLATE) { /* the others only where the records say so */
            printf(" %s none", name);
        }
        if (unread) {
            printf(" (%zu not judged)", unread);
        }
    }
    printf(" | 90 %% |\n");
    mpt_arena_close(arena);
}
