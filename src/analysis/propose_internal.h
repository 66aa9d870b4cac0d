/* What the parts of a proposal share: the roles with their words, a column's header and values as they were read. */
#ifndef MPT_ANALYSIS_PROPOSE_INTERNAL_H
#define MPT_ANALYSIS_PROPOSE_INTERNAL_H

#include "mpt/propose.h"
#include "mpt/text.h"

enum role {
    ROLE_ID,
    ROLE_TITLE,
    ROLE_ALIAS,
    ROLE_SUMMARY,
    ROLE_STATUS,
    ROLE_STARTS,
    ROLE_ENDS,
    ROLE_UPDATED,
    ROLE_ORGANISATION,
    ROLE_ORGANISATION_ID,
    ROLE_PARTNER,
    ROLE_TASK, /* of the organisation in the project */
    ROLE_FUNDER,
    ROLE_AMOUNT,
    ROLE_SOUGHT,
    ROLE_COST,
    ROLE_OWN_SHARE,
    ROLE_RATE,
    ROLE_CURRENCY,
    ROLE_YEAR,
    ROLE_PROGRAMME,
    ROLE_CALL,
    ROLE_MISSION,
    ROLE_MANAGER,
    ROLE_GENDER,
    ROLE_COUNTRY,
    ROLE_PLACE,
    ROLE_TAG,
    ROLE_URL,
    ROLE_DURATION,
    ROLES,
    ROLE_NONE = ROLES
};

/* What the values of a column must be to fit a role. */
enum evidence {
    AS_TEXT,
    AS_NAME,
    AS_TITLE,
    AS_LONG,
    AS_ID,
    AS_DATE,
    AS_NUMBER,
    AS_YEAR,
    AS_COUNTRY,
    AS_CURRENCY,
    AS_STATUS,
    AS_GENDER,
    AS_URL
};

struct role_words {
    const char *name, *meaning;
    enum evidence values;
    bool many;         /* several columns may have it */
    const char *words; /* phrases, ';' between, in any spelling that folding makes one */
};

extern const struct role_words propose_roles[ROLES];

/* Words in values and what they mean: states of projects, genders, roles in a project; ended by a NULL meaning. */
struct value_word {
    const char *meaning;
    const char *words;
};
extern const struct value_word propose_statuses[], propose_genders[], propose_tasks[], propose_nothings[];

/* A phrase of the tables: folded, a blank between the words and at both ends (" start date "), and squeezed
 * ("startdate"). */
struct phrase {
    const char *words, *squeezed;
    const char *text;    /* as the table has it */
    const char *meaning; /* of a value */
    enum role role;      /* of a header */
};

struct phrases {
    struct phrase *items;
    size_t count, capacity;
};

/* All of them, made ready once. */
struct lexicon {
    struct phrases headers, statuses, genders, tasks, nothings;
};

const struct lexicon *lexicon_read(struct mpt_arena *arena);

/* Folded words with a blank between: "Til behandling." is "til behandling". */
const char *plain_words(const char *text, size_t len, struct mpt_arena *arena);

/* The meaning of a value, NULL when none of the phrases is it. Of `nothings`: whether it says in words that there is
 * none ("NA", "-", "sin informacion"). */
const char *value_meaning(const struct phrases *phrases, const char *value, struct mpt_arena *arena);

/* A header, taken apart; what says nothing (articles, languages, currencies, scales) is not among its words. */
struct header {
    struct phrase phrase;
    const char *currency; /* of "Amount (EUR)"; NULL */
    const char *scale;    /* a word that may mean thousands or millions, as it stands there; NULL */
};

void phrase_read(const char *text, size_t len, struct phrase *phrase, struct mpt_arena *arena);
struct header header_read(const char *text, struct mpt_arena *arena);

/* The word in a text that says that numbers are thousands or millions: "Miles de pesos", "TEUR"; NULL. */
const char *scale_word(const char *plain, struct mpt_arena *arena);

/* How well a header says a role, 0 to 1, with in *phrase the words of the table that do. */
double header_score(const struct lexicon *lexicon, const struct header *header, enum role role, const char **phrase);

/* What the values of a column are; counts of the filled ones. */
struct column {
    const char *name;
    size_t index;
    struct header header;
    size_t filled, distinct;
    size_t longest, letters;                  /* bytes: of the longest value, of all */
    size_t dates, only_dmy, only_mdy, either; /* dates in any order; those of numbers that one order alone takes */
    size_t years, numbers, only_point, only_comma, unclear; /* numbers whose sign is plain, and those it is not */
    size_t countries, currencies, statuses, genders, urls, blanks; /* blanks: values of several words */
    const char *currency;   /* the one that values name; "" when they name several */
    const char *either_one; /* an example of a date that may be read in two ways */
    const char *unclear_one;
    const char *nothings[4]; /* what stands where nothing is known: "NA", "-" */
    size_t nothing_count;
    const char *scale; /* a value's word for thousands or millions, NULL */
    char separator;    /* between several things in one value: ';', '|' or ','; 0: none */
    enum role role;
    double certainty;
    const char *phrase;
    bool given; /* its role was said */
};

void column_read(const struct mpt_sample *sample, const struct lexicon *lexicon, size_t index, struct column *column,
                 struct mpt_arena *arena);

/* How well the values fit, 0 to 1; -1 when there are none. */
double column_fit(const struct column *column, enum evidence evidence);

/* The share in words: "198 of 200 values are dates"; NULL where the kind of values says nothing. */
const char *column_evidence(const struct column *column, enum evidence evidence, struct mpt_arena *arena);

/* A growing list of sentences. */
struct sentences {
    const char **items;
    size_t count, capacity;
};

__attribute__((format(printf, 3, 4))) void sentences_add(struct sentences *list, struct mpt_arena *arena,
                                                         const char *format, ...);

/* All that is found out, before it is put in words. */
struct guess {
    const struct mpt_sample *sample;
    struct mpt_arena *arena;
    const struct lexicon *lexicon;
    struct column *columns;
    struct column *by_role[ROLES + 1]; /* the column of a role, the first of several; NULL, as for ROLE_NONE */
    char decimal;
    enum mpt_date_order dates;
    const char *currency;
    bool money;             /* amounts can be taken: their currency, scale and decimal sign are known */
    struct sentences signs; /* decimal sign, order of dates and currency, with what speaks for them */
    struct sentences problems;
};

/* Finds decimal sign, order of dates and currency, and whether amounts can be taken. */
void guess_settings(struct guess *guess);

/* The currency of a column of amounts as SQL ('NOK', or the column that has it); NULL when it is not known. */
const char *guess_currency_sql(const struct guess *guess, const struct column *column);

/* The proposal in words, in lines of 80 columns. */
struct sentences guess_say(const struct guess *guess, const struct mpt_proposed_column *columns);

/* Takes the role from columns whose name would break the map: one that goes on in a line that begins like a comment. */
void guess_drop_unwritable(struct guess *guess);

/* The map file's text; adds to the problems what it cannot map. */
const char *guess_sql(struct guess *guess);

/* A column's name as an SQL identifier, and a text as an SQL literal. */
const char *sql_name(const char *name, struct mpt_arena *arena);
const char *sql_text(const char *text, struct mpt_arena *arena);

/* A name as it can stand in a comment: one line, nothing that a terminal would act on; and whether it can stand in the
 * lists of a map's header, which part names by "; ". */
const char *name_in_comment(const char *name, struct mpt_arena *arena);
bool name_can_be_listed(const char *name);

/* A column's value as SQL, NULL where it says in words that nothing is known. */
const char *sql_value(const struct column *column, struct mpt_arena *arena);

#endif
