/* Why two records make a pair: the rarest terms they share, the longest passages, people and organisations, in words.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"
#include "mpt/date.h"

enum { MOST_TERMS = 12, MOST_PASSAGES = 5, SHORTEST = 6, MOST_SHARED = 64 };

/* --- Terms -------------------------------------------------------------------------------------------------------- */

struct used_term {
    uint64_t stem;
    const char *start;
    size_t len;
    uint32_t rank;
};

struct used_terms {
    struct mpt_arena *arena;
    struct used_term *terms;
    size_t count, room;
};

static void use_text(struct mpt_matching *matching, struct used_terms *used, const char *text, int language)
{
    struct walk walk = walk_begin(text);
    while (walk_next(&walk)) {
        uint64_t hash = hash_word(&walk);
        uint64_t stem =
            walk.len > 1 || walk.digits ? worker_stem(&matching->workers[0], walk.word, walk.len, hash, language) : 0;
        uint32_t number = stem ? vocabulary_find(&matching->terms, stem) : UINT32_MAX;
        if (number != UINT32_MAX) {
            used->terms = mpt_arena_grow(used->arena, used->terms, used->count, &used->room, sizeof *used->terms);
            used->terms[used->count++] = (struct used_term){
                stem, (const char *)walk.start, (size_t)(walk.stop - walk.start), matching->term_rank[number]};
        }
    }
}

static int order_stems(const void *a, const void *b)
{
    const struct used_term *x = a, *y = b;
    if (x->rank != y->rank) {
        return x->rank < y->rank ? -1 : 1;
    }
    return (x->start > y->start) - (x->start < y->start);
}

static struct used_terms use_record(struct mpt_matching *matching, const struct mpt_match_record *record,
                                    struct mpt_arena *arena)
{
    struct used_terms used = {.arena = arena};
    const struct lexis *lexis = &matching->workers[0].lexis;
    int of_texts = language_of(lexis, record->texts, record->text_count, NULL);
    int of_names = language_of(lexis, record->names, record->name_count, NULL), whole = of_texts ? of_texts : of_names;
    for (size_t i = 0; i < record->name_count; i++) {
        int own = record->names[i] ? language_of(lexis, &record->names[i], 1, NULL) : 0;
        use_text(matching, &used, record->names[i] ? record->names[i] : "", own ? own : whole);
    }
    for (size_t i = 0; i < record->text_count; i++) {
        int own = record->text_count > 1 ? language_of(lexis, &record->texts[i], 1, NULL) : whole;
        use_text(matching, &used, record->texts[i] ? record->texts[i] : "", own);
    }
    if (used.count) {
        qsort(used.terms, used.count, sizeof *used.terms, order_stems);
    }
    return used;
}

static void find_terms(struct mpt_matching *matching, const struct mpt_match_record *a,
                       const struct mpt_match_record *b, struct mpt_match_evidence *evidence, struct mpt_arena *arena)
{
    struct used_terms x = use_record(matching, a, arena), y = use_record(matching, b, arena);
    const char **terms = mpt_arena_array(arena, MOST_TERMS, sizeof *terms);
    for (size_t i = 0, j = 0; i < x.count && j < y.count && evidence->term_count < MOST_TERMS;) {
        if (x.terms[i].rank == y.terms[j].rank) {
            terms[evidence->term_count++] = mpt_arena_copy_len(arena, x.terms[i].start, x.terms[i].len);
            uint32_t rank = x.terms[i].rank;
            while (i < x.count && x.terms[i].rank == rank) {
                i++;
            }
        } else if (x.terms[i].rank < y.terms[j].rank) {
            i++;
        } else {
            j++;
        }
    }
    evidence->terms = terms;
}

/* --- Passages ----------------------------------------------------------------------------------------------------- */

struct placed {
    uint64_t hash;
    uint32_t start, text;
};

struct placed_words {
    struct placed *tokens;
    size_t count, room;
};

static struct placed_words read_tokens(const struct mpt_match_record *record, struct mpt_arena *arena)
{
    struct placed_words tokens = {0};
    for (size_t i = 0; i < record->text_count; i++) {
        struct walk walk = walk_begin(record->texts[i] ? record->texts[i] : "");
        const unsigned char *base = walk.at;
        while (walk_next(&walk)) {
            tokens.tokens = mpt_arena_grow(arena, tokens.tokens, tokens.count, &tokens.room, sizeof *tokens.tokens);
            tokens.tokens[tokens.count++] =
                (struct placed){hash_word(&walk), (uint32_t)(walk.start - base), (uint32_t)i};
        }
    }
    return tokens;
}

struct run {
    uint64_t hash;
    uint32_t at;
};

static uint64_t hash_run(const struct placed_words *tokens, size_t at)
{
    uint64_t hash = 0;
    if (at + SHORTEST > tokens->count || tokens->tokens[at].text != tokens->tokens[at + SHORTEST - 1].text) {
        return 0;
    }
    for (size_t i = 0; i < SHORTEST; i++) {
        hash = hash_mix(hash, tokens->tokens[at + i].hash);
    }
    return hash;
}

static int order_runs(const void *a, const void *b)
{
    const struct run *x = a, *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    return (x->at > y->at) - (x->at < y->at);
}

static const struct run *first_run(const struct run *runs, size_t count, uint64_t hash)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (runs[middle].hash < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && runs[low].hash == hash ? &runs[low] : NULL;
}

static size_t common_length(const struct placed_words *x, size_t i, const struct placed_words *y, size_t j)
{
    size_t len = 0;
    while (i + len < x->count && j + len < y->count && x->tokens[i + len].hash == y->tokens[j + len].hash &&
           x->tokens[i + len].text == x->tokens[i].text && y->tokens[j + len].text == y->tokens[j].text) {
        len++;
    }
    return len;
}

/* As written, with what is not seen and what parts lines as one blank. */
static const char *written(const char *text, size_t len, struct mpt_arena *arena)
{
    char *copy = mpt_arena_alloc(arena, len + 1);
    size_t used = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte > ' ' && byte != 0x7f) {
            copy[used++] = text[i];
        } else if (used && copy[used - 1] != ' ') {
            copy[used++] = ' ';
        }
    }
    return copy;
}

static void keep_passage(struct mpt_match_passage *passages, size_t *count, struct mpt_match_passage passage)
{
    size_t at = *count;
    while (at > 0 && passages[at - 1].words < passage.words) {
        at--;
    }
    if (at < MOST_PASSAGES) {
        size_t kept = *count < MOST_PASSAGES ? *count : MOST_PASSAGES - 1;
        memmove(&passages[at + 1], &passages[at], (kept - at) * sizeof *passages);
        passages[at] = passage;
        *count = kept + 1;
    }
}

static void find_passages(const struct mpt_match_record *a, const struct mpt_match_record *b,
                          struct mpt_match_evidence *evidence, struct mpt_arena *arena)
{
    enum { TRIED = 32 };
    struct placed_words x = read_tokens(a, arena), y = read_tokens(b, arena);
    struct mpt_match_passage *passages = mpt_arena_array(arena, MOST_PASSAGES, sizeof *passages);
    struct run *runs = mpt_arena_array(arena, y.count + 1, sizeof *runs);
    size_t run_count = 0;
    for (size_t j = 0; j < y.count; j++) {
        uint64_t hash = hash_run(&y, j);
        runs[run_count] = (struct run){hash, (uint32_t)j};
        run_count += hash != 0;
    }
    qsort(runs, run_count, sizeof *runs, order_runs);
    for (size_t i = 0, next; i < x.count; i = next) {
        uint64_t hash = hash_run(&x, i);
        const struct run *run = hash ? first_run(runs, run_count, hash) : NULL;
        size_t best = 0, at = 0;
        for (size_t tried = 0; run && tried < TRIED && run < runs + run_count && run->hash == hash; run++, tried++) {
            size_t len = common_length(&x, i, &y, run->at);
            at = len > best ? run->at : at;
            best = len > best ? len : best;
        }
        next = i + (best ? best : 1);
        if (best >= SHORTEST) {
            const struct placed *first = &x.tokens[i];
            keep_passage(passages, &evidence->passage_count,
                         (struct mpt_match_passage){.words = best,
                                                    .at_a = first->start,
                                                    .text = (const char *)a->texts[first->text] + first->start,
                                                    .at_b = y.tokens[at].start,
                                                    .in_a = first->text,
                                                    .in_b = y.tokens[at].text});
        }
    }
    for (size_t i = 0; i < evidence->passage_count; i++) {
        struct walk walk = walk_begin(passages[i].text);
        const char *start = passages[i].text;
        for (size_t j = 0; j < passages[i].words && walk_next(&walk); j++) {
        }
        passages[i].text = written(start, (size_t)((const char *)walk.stop - start), arena);
    }
    evidence->passages = passages;
}

/* --- People and organisations ------------------------------------------------------------------------------------- */

static bool shares_id(const struct mpt_match_party *a, const struct mpt_match_party *b)
{
    for (size_t i = 0; i < a->id_count; i++) {
        for (size_t j = 0; j < b->id_count; j++) {
            if (strcmp(a->ids[i], b->ids[j]) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* As the score takes them for one. */
static bool is_same_person(const struct mpt_match_party *a, const struct mpt_match_party *b)
{
    struct person x = person_read(a->name), y = person_read(b->name);
    x.surname[x.len] = y.surname[y.len] = '\0'; /* a longer word may have stood there */
    struct spelling of_x = spelling_of(x.surname, x.len), of_y = spelling_of(y.surname, y.len);
    bool given = !x.given || !y.given || x.given == y.given;
    return shares_id(a, b) || (x.len && y.len && given && word_likeness(&of_x, &of_y) > 0);
}

static bool is_same_organisation(const struct mpt_match_party *a, const struct mpt_match_party *b)
{
    return shares_id(a, b) || (a->name && b->name && *a->name && mpt_names_alike(a->name, b->name) >= 0.8);
}

static const struct mpt_match_shared *
find_shared(const struct mpt_match_party *a, size_t a_count, const struct mpt_match_party *b, size_t b_count,
            bool (*same)(const struct mpt_match_party *, const struct mpt_match_party *), struct mpt_arena *arena,
            size_t *count)
{
    struct mpt_match_shared *shared = mpt_arena_array(arena, MOST_SHARED, sizeof *shared);
    for (size_t i = 0; i < a_count && *count < MOST_SHARED; i++) {
        for (size_t j = 0; j < b_count; j++) {
            if (same(&a[i], &b[j])) {
                shared[(*count)++] = (struct mpt_match_shared){i, j};
                break;
            }
        }
    }
    return shared;
}

/* --- In words ----------------------------------------------------------------------------------------------------- */

static const char *dates_of(const struct mpt_match_record *record, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "%s to %s", mpt_date_format(mpt_date_from_days(record->first_day), arena),
                           mpt_date_format(mpt_date_from_days(record->last_day), arena));
}

static const char *say_dates(const struct mpt_match_record *a, const struct mpt_match_record *b, double value,
                             struct mpt_arena *arena)
{
    if (value == 1) {
        return mpt_arena_print(arena, "both %s", dates_of(a, arena));
    }
    return mpt_arena_print(arena, "%s and %s%s", dates_of(a, arena), dates_of(b, arena),
                           value > 0 ? ", overlapping" : ", one after the other");
}

/* What is not found by its name, the score may know by an acronym or by other names in the corpus. */
static const char *say_shared(size_t shared, const char *one, const char *several, double value,
                              struct mpt_arena *arena)
{
    if (shared) {
        return mpt_arena_print(arena, "%zu shared %s", shared, shared == 1 ? one : several);
    }
    return mpt_arena_print(arena, value > 0 ? "%s of similar names" : "different %s", several);
}

static const char *say(const struct mpt_match_evidence *evidence, enum mpt_match_signal signal, double value,
                       const struct mpt_match_record *a, const struct mpt_match_record *b, struct mpt_arena *arena)
{
    switch (signal) {
    case MPT_SIGNAL_TERMS:
        return mpt_arena_print(arena, "the texts agree to %.0f %% by weighted terms", 100 * value);
    case MPT_SIGNAL_TITLE:
        return value >= 0.999 ? "the same title" : mpt_arena_print(arena, "titles agree to %.0f %%", 100 * value);
    case MPT_SIGNAL_PASSAGES:
        return mpt_arena_print(arena, "%.0f %% of the shorter text stands word for word in the other%s", 100 * value,
                               evidence->passage_count ? "" : ", in short runs");
    case MPT_SIGNAL_PEOPLE:
        return say_shared(evidence->person_count, "person", "people", value, arena);
    case MPT_SIGNAL_ORGANISATIONS:
        return say_shared(evidence->organisation_count, "organisation", "organisations", value, arena);
    case MPT_SIGNAL_DATES:
        return say_dates(a, b, value, arena);
    case MPT_SIGNAL_PLACES:
        return value > 0 ? "the same place" : "different places";
    case MPT_SIGNAL_PROGRAMME:
        return value >= 0.999 ? "the same programme" : value > 0.6 ? "a similar programme" : "different programmes";
    case MPT_SIGNAL_AMOUNTS:
        return value == 1 ? "an equal amount"
                          : mpt_arena_print(arena, "the smaller amount is %.0f %% of the larger", 100 * value);
    case MPT_SIGNAL_IDS:
        return value == 1 ? "an equal outside id" : "different outside ids";
    default:
        return mpt_arena_print(arena, "%.0f %% of the other details are equal", 100 * value);
    }
}

static int order_reasons(const void *a, const void *b)
{
    double x = fabs(((const struct mpt_match_reason *)a)->weight),
           y = fabs(((const struct mpt_match_reason *)b)->weight);
    return (x < y) - (x > y);
}

static const char *const verdicts[MPT_MATCH_KINDS] = {
    [MPT_MATCH_SAME] = "One piece of work recorded twice: what belongs to one work alone agrees.",
    [MPT_MATCH_COFUNDED] = "One work under several awards: the same content at the same time, paid in parts.",
    [MPT_MATCH_RENEWAL] = "The same work later: the content agrees, the time does not.",
    [MPT_MATCH_OVERLAP] = "Similar aims or methods, but not one work.",
    [MPT_MATCH_BOILERPLATE] = "What they share is a template or a series.",
    [MPT_MATCH_COMPETING] = "The records say that they compete on purpose.",
    [MPT_MATCH_FOLLOWON] = "The records say that one follows the other."};

struct mpt_match_evidence mpt_matching_explain(struct mpt_matching *matching, const struct mpt_match_pair *pair,
                                               const struct mpt_match_record *a, const struct mpt_match_record *b,
                                               struct mpt_arena *arena)
{
    struct mpt_match_evidence evidence = {.verdict = verdicts[pair->kind]};
    struct mpt_match_reason *reasons = mpt_arena_array(arena, MPT_SIGNALS, sizeof *reasons);
    matching_freeze(matching);
    find_terms(matching, a, b, &evidence, arena);
    find_passages(a, b, &evidence, arena);
    evidence.people = find_shared(a->people, a->person_count, b->people, b->person_count, is_same_person, arena,
                                  &evidence.person_count);
    evidence.organisations =
        find_shared(a->organisations, a->organisation_count, b->organisations, b->organisation_count,
                    is_same_organisation, arena, &evidence.organisation_count);
    for (enum mpt_match_signal i = 0; i < MPT_SIGNALS; i++) {
        double value = (double)pair->values[i];
        if (!isnan(value)) {
            reasons[evidence.reason_count++] =
                (struct mpt_match_reason){i, value, (double)pair->weights[i], say(&evidence, i, value, a, b, arena)};
        }
    }
    qsort(reasons, evidence.reason_count, sizeof *reasons, order_reasons);
    evidence.reasons = reasons;
    return evidence;
}
