/* A proposal: which column is what, by its header and its values together, and the signs the file is written with. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "propose_internal.h"

static const double certain = 0.85, likely = 0.60, worth_saying = 0.35, as_good = 0.08, beside_whole = 0.6;

void sentences_add(struct sentences *list, struct mpt_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = mpt_arena_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    list->items = mpt_arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = text;
}

const char *mpt_role_at(size_t index, const char **meaning)
{
    if (index >= ROLES) {
        return NULL;
    }
    *meaning = propose_roles[index].meaning;
    return propose_roles[index].name;
}

static enum role role_called(const char *name)
{
    enum role role = 0;
    while (role < ROLES && strcmp(propose_roles[role].name, name) != 0) {
        role++;
    }
    return role;
}

/* Values of these kinds are it or are not; texts may always be something else too. */
static bool is_strict(enum evidence evidence)
{
    return evidence == AS_DATE || evidence == AS_NUMBER || evidence == AS_YEAR || evidence == AS_COUNTRY ||
           evidence == AS_CURRENCY || evidence == AS_GENDER || evidence == AS_URL;
}

/* Header and values together: what the header says, discounted by the values that do not fit. */
static double combine(double said, double fit, enum evidence evidence)
{
    if (fit < 0) {
        return said * 0.6;
    }
    double both = said * (0.45 + 0.55 * fit);
    return is_strict(evidence) && fit < 0.5 ? both * 0.5 : both;
}

/* The certainties of all columns for all roles, and the phrases that speak for them. */
struct claims {
    double (*certainty)[ROLES];
    const char *(*phrase)[ROLES];
};

static struct claims read_claims(const struct guess *guess)
{
    size_t count = guess->sample->count;
    struct claims claims = {mpt_arena_array(guess->arena, count, sizeof *claims.certainty),
                            mpt_arena_array(guess->arena, count, sizeof *claims.phrase)};
    for (size_t i = 0; i < count; i++) {
        const struct column *column = &guess->columns[i];
        double said[ROLES], most = 0;
        for (enum role role = 0; role < ROLES; role++) {
            said[role] = header_score(guess->lexicon, &column->header, role, &claims.phrase[i][role]);
            most = said[role] > most ? said[role] : most;
        }
        for (enum role role = 0; role < ROLES; role++) {
            enum evidence evidence = propose_roles[role].values;
            double weight = most >= 1 && said[role] < 1 ? beside_whole : 1; /* "Country" is no misspelt "County" */
            claims.certainty[i][role] = combine(said[role] * weight, column_fit(column, evidence), evidence);
        }
    }
    return claims;
}

static void give(struct guess *guess, struct column *column, enum role role, double certainty, const char *phrase)
{
    column->role = role;
    column->certainty = certainty;
    column->phrase = phrase;
    if (!guess->by_role[role] || column->index < guess->by_role[role]->index) {
        guess->by_role[role] = column;
    }
}

static bool is_free(const struct guess *guess, enum role role)
{
    return !guess->by_role[role] || propose_roles[role].many;
}

/* What somebody has said comes first. */
static void give_as_said(struct guess *guess)
{
    for (size_t i = 0; guess->sample->roles && i < guess->sample->count; i++) {
        const char *said = guess->sample->roles[i];
        enum role role = said ? role_called(said) : ROLE_NONE;
        guess->columns[i].given = said != NULL;
        if (role == ROLE_NONE && said && *said) {
            sentences_add(&guess->problems, guess->arena, "There is no role '%s' for a column.", said);
        } else if (role != ROLE_NONE && !is_free(guess, role)) {
            sentences_add(&guess->problems, guess->arena, "Only one column can be %s; '%s' is left out.",
                          propose_roles[role].meaning, guess->columns[i].name);
        } else if (role != ROLE_NONE) {
            give(guess, &guess->columns[i], role, 1, NULL);
        }
    }
}

/* The best claim first, then the best of those that are left. */
static void give_by_claims(struct guess *guess, const struct claims *claims)
{
    for (;;) {
        double best = worth_saying;
        struct column *winner = NULL;
        enum role won = ROLE_NONE;
        for (size_t i = 0; i < guess->sample->count; i++) {
            struct column *column = &guess->columns[i];
            for (enum role role = 0; role < ROLES && column->role == ROLE_NONE && !column->given; role++) {
                if (is_free(guess, role) && claims->certainty[i][role] > best) {
                    best = claims->certainty[i][role];
                    winner = column;
                    won = role;
                }
            }
        }
        if (!winner) {
            return;
        }
        give(guess, winner, won, best, claims->phrase[winner->index][won]);
    }
}

/* Without a word in the header, values alone make a guess. */
static double values_alone(const struct guess *guess, const struct column *column, enum role role)
{
    size_t filled = column->filled;
    double average = filled ? (double)column->letters / (double)filled : 0;
    bool whole = filled >= 3 && filled == guess->sample->row_count;
    switch (role) {
    case ROLE_TITLE:
        return whole && average >= 12 && average <= 250 && column->blanks * 10 >= filled * 8 &&
                       column->distinct * 10 >= filled * 8 && !column->dates
                   ? 0.45
                   : 0;
    case ROLE_ID:
        return whole && column->distinct == filled && !column->blanks && average <= 30 && !column->urls ? 0.4 : 0;
    case ROLE_COUNTRY:
        return filled >= 3 && column->countries == filled && average > 3 ? 0.5 : 0;
    case ROLE_CURRENCY:
        return filled >= 3 && column->currencies == filled && !column->numbers ? 0.5 : 0;
    default:
        return 0;
    }
}

static void give_by_values(struct guess *guess)
{
    static const enum role roles[] = {ROLE_TITLE, ROLE_ID, ROLE_COUNTRY, ROLE_CURRENCY};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        for (size_t j = 0; j < guess->sample->count && !guess->by_role[roles[i]]; j++) {
            struct column *column = &guess->columns[j];
            double certainty = column->role == ROLE_NONE && !column->given ? values_alone(guess, column, roles[i]) : 0;
            if (certainty > 0) {
                give(guess, column, roles[i], certainty, NULL);
            }
        }
    }
}

/* Columns left over that claimed a role almost as well as the one that has it. */
static const char *list_rivals(struct guess *guess, const struct claims *claims, const struct column *winner)
{
    struct mpt_text rivals = mpt_text_init(guess->arena);
    enum role role = winner->role;
    for (size_t i = 0; i < guess->sample->count; i++) {
        struct column *column = &guess->columns[i];
        if (column->role == ROLE_NONE && !column->given && claims->certainty[i][role] >= winner->certainty - as_good) {
            mpt_text_print(&rivals, "%s'%s'", rivals.len ? ", " : "", column->name);
            if (role == ROLE_TITLE) { /* a second title is another name */
                give(guess, column, ROLE_ALIAS, claims->certainty[i][role], claims->phrase[i][role]);
            }
        }
    }
    return mpt_text_get(&rivals);
}

static void say_rivals(struct guess *guess, const struct claims *claims)
{
    for (enum role role = 0; role < ROLES; role++) {
        const struct column *winner = guess->by_role[role];
        if (!winner || winner->given || propose_roles[role].many) {
            continue;
        }
        const char *rivals = list_rivals(guess, claims, winner);
        if (*rivals) {
            sentences_add(&guess->problems, guess->arena, "'%s' is taken for %s; %s may be it as well%s.", winner->name,
                          propose_roles[role].meaning, rivals,
                          role == ROLE_TITLE ? " and is taken as another name" : "");
        }
    }
}

static const char *sureness(const struct column *column)
{
    return column->given                  ? "as you said"
           : column->certainty >= certain ? "certain"
           : column->certainty >= likely  ? "likely"
                                          : "a guess";
}

static const char *reason(const struct column *column, struct mpt_arena *arena)
{
    const char *values = column_evidence(column, propose_roles[column->role].values, arena);
    if (column->given) {
        return values ? values : "";
    }
    if (!column->phrase) {
        return mpt_arena_print(arena, "by its values alone%s%s", values ? ": " : "", values ? values : "");
    }
    return mpt_arena_print(arena, "the header says '%s'%s%s", column->phrase, values ? ", " : "", values ? values : "");
}

static struct mpt_proposed_column *describe(const struct guess *guess)
{
    struct mpt_proposed_column *columns = mpt_arena_array(guess->arena, guess->sample->count, sizeof *columns);
    for (size_t i = 0; i < guess->sample->count; i++) {
        const struct column *column = &guess->columns[i];
        columns[i].header = column->name;
        if (column->role != ROLE_NONE) {
            columns[i].role = propose_roles[column->role].name;
            columns[i].meaning = propose_roles[column->role].meaning;
            columns[i].certainty = column->certainty;
            columns[i].sure = sureness(column);
            columns[i].why = mpt_text_clean(reason(column, guess->arena), guess->arena);
        }
    }
    return columns;
}

const struct mpt_proposal *mpt_propose(const struct mpt_sample *sample, struct mpt_arena *arena)
{
    struct guess guess = {.sample = sample, .arena = arena, .lexicon = lexicon_read(arena)};
    struct mpt_proposal *proposal = mpt_arena_alloc(arena, sizeof *proposal);
    guess.columns = mpt_arena_array(arena, sample->count, sizeof *guess.columns);
    for (size_t i = 0; i < sample->count; i++) {
        column_read(sample, guess.lexicon, i, &guess.columns[i], arena);
    }
    struct claims claims = read_claims(&guess);
    give_as_said(&guess);
    give_by_claims(&guess, &claims);
    give_by_values(&guess);
    say_rivals(&guess, &claims);
    guess_drop_unwritable(&guess);
    guess_settings(&guess);
    proposal->columns = describe(&guess);
    proposal->count = sample->count;
    proposal->decimal = guess.decimal;
    proposal->dates = guess.dates;
    proposal->currency = guess.currency;
    proposal->usable = guess.by_role[ROLE_TITLE] != NULL;
    proposal->sql = proposal->usable ? guess_sql(&guess) : NULL;
    struct sentences said = guess_say(&guess, proposal->columns);
    proposal->said = said.items;
    proposal->said_count = said.count;
    for (size_t i = 0; i < guess.problems.count; i++) {
        guess.problems.items[i] = mpt_text_clean(guess.problems.items[i], arena);
    }
    proposal->problems = guess.problems.items;
    proposal->problem_count = guess.problems.count;
    return proposal;
}
