/* Which records may be one piece of work, and what kind of twice it is.
 *
 * A matching is a corpus of records: open it, add the records in batches (they may be released afterwards: only what
 * is needed to compare is kept, about 1.7 kB a record of 100 words), then ask for the pairs. Terms are case-folded,
 * without accents, stemmed in the language that is found from the text itself; what they weigh comes from the corpus
 * (rare ones count). Nothing is known of any source of records: settings and rules are the same for all.
 *
 * Scores are probabilities: of the pairs at 0.9 about nine in ten are what `kind` says. They are the sum of what each
 * field says in log-odds, each against what chance does in this corpus (Fellegi and Sunter 1969, with the frequencies
 * of the values as in Winkler 2000): to share a rare person or an odd amount says more than to share the largest
 * university. A field that one side lacks says nothing; short texts can say little. Names are compared by words and by
 * runs of three letters, whichever says more. Between two lists, where a record has one partner at most (copies apart),
 * the pairs settle among themselves which it is. */
#ifndef MPT_MATCHING_H
#define MPT_MATCHING_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mpt/arena.h"

/* --- What is compared --------------------------------------------------------------------------------------------- */

/* A person or an organisation of a record. */
struct mpt_match_party {
    const char *name;
    const char *const *ids; /* "orcid:0000-...", "ror:...", "no-orgnr:..."; compared as they are */
    size_t id_count;
    int role;      /* the caller's; is only handed back */
    size_t number; /* the caller's; is only handed back */
};

struct mpt_match_money {
    int64_t minor;        /* in the currency's smallest unit */
    const char *currency; /* "SEK"; NULL: not known */
};

/* A short value with a name that fits no other field: "pages" "23-35", "call" "H2020-MG-2016", "model" "AM53BK". Only
 * values of the same name are compared. */
struct mpt_match_detail {
    const char *name, *value;
};

/* What is not known is NULL or has a count of 0. Text is UTF-8; bytes that are not part words as a blank does. */
struct mpt_match_record {
    const char *const *names; /* the title and the aliases */
    size_t name_count;
    const char *const *texts; /* summaries, each in one language */
    size_t text_count;
    const char *const *ids; /* outside ids "scheme:id"; two records with an equal one are the same record */
    size_t id_count;
    const struct mpt_match_party *people, *organisations;
    size_t person_count, organisation_count;
    const char *programme;    /* programme, scheme or series it belongs to */
    long first_day, last_day; /* days as in mpt/date.h, a year from its first to its last; both 0: not known */
    const struct mpt_match_money *amounts;
    size_t amount_count;
    const char *const *places;
    size_t place_count;
    const char *country; /* a code or a name */
    const char *source;  /* who reports it: the funder or the system it was read from */
    const struct mpt_match_detail *details;
    size_t detail_count;
};

/* What the records say of a pair themselves; a and b are positions in the order of adding. */
enum mpt_match_relation { MPT_MATCH_COMPETES, MPT_MATCH_FOLLOWS, MPT_MATCH_DISTINCT };

struct mpt_match_fact {
    size_t a, b;
    enum mpt_match_relation relation;
};

/* --- What is found ------------------------------------------------------------------------------------------------ */

enum mpt_match_kind {
    MPT_MATCH_SAME,        /* one piece of work recorded twice */
    MPT_MATCH_COFUNDED,    /* one work, several awards: partners or funders pay parts of it */
    MPT_MATCH_RENEWAL,     /* the same work later */
    MPT_MATCH_OVERLAP,     /* similar aims, methods or beneficiaries */
    MPT_MATCH_BOILERPLATE, /* what they share is a template, a series or a standard clause */
    MPT_MATCH_COMPETING,   /* on purpose: the records say so */
    MPT_MATCH_FOLLOWON,    /* the records say that one follows the other */
    MPT_MATCH_KINDS
};

/* "same", "co-funded", "renewal", "overlap", "boilerplate", "competing", "follow-on". */
const char *mpt_match_kind_name(enum mpt_match_kind kind);

enum mpt_match_signal {
    MPT_SIGNAL_TERMS,         /* weighted cosine of all terms */
    MPT_SIGNAL_TITLE,         /* similarity of the nearest two names, by their words */
    MPT_SIGNAL_PASSAGES,      /* share of the shorter text that stands word for word in the other */
    MPT_SIGNAL_PEOPLE,        /* share of the smaller set that is in the other */
    MPT_SIGNAL_ORGANISATIONS, /* likewise */
    MPT_SIGNAL_DATES,         /* days in common as a share of all days; below 0: minus the years between them */
    MPT_SIGNAL_PLACES,        /* likewise as people; country alone counts half */
    MPT_SIGNAL_PROGRAMME,     /* similarity of the names */
    MPT_SIGNAL_AMOUNTS,       /* 1 equal, else the smaller as a share of the larger; of one currency */
    MPT_SIGNAL_IDS,           /* 1 an equal outside id, 0 two ids of one scheme that differ */
    MPT_SIGNAL_DETAILS,       /* share of the details with the same name that are equal */
    MPT_SIGNALS
};

/* "terms", "title", "passages", "people", "organisations", "dates", "places", "programme", "amounts", "ids", "details".
 */
const char *mpt_match_signal_name(enum mpt_match_signal signal);

struct mpt_match_pair {
    size_t a, b;    /* positions in the order of adding, a < b */
    float score;    /* 0 to 1: how likely `kind` is right */
    float alike;    /* 0 to 1: how likely it is one work (same, co-funded or renewal), whatever `kind` says */
    uint32_t group; /* pairs of one group hang together, from 1; 0: in none (overlap and boilerplate are not) */
    enum mpt_match_kind kind;
    float values[MPT_SIGNALS];  /* NaN: one side has nothing there */
    float weights[MPT_SIGNALS]; /* what the signal says for (above 0) or against one work, in nats of log-odds */
};

/* --- Finding ------------------------------------------------------------------------------------------------------ */

struct mpt_match_settings {
    unsigned threads; /* 0: as many as there are cores; 16 at most */

    /* For a few records out of many (the candidates of a full-text index): how many records there are in all, and in
     * how many of them a word is (case-folded, not stemmed; 0: not known). NULL: the corpus is what is added. */
    size_t corpus_size;
    size_t (*frequency)(void *context, const char *word);
    /* And what mpt_matching_counts told of that corpus for a key (0: it did not); where it tells nothing of a word,
     * `frequency` is asked. NULL: nothing is known. */
    size_t (*count)(void *context, uint64_t key);

    /* Above so many records rare terms must meet before anything is weighed, so that the time grows little faster than
     * their number; 0: 50,000. */
    size_t large;

    /* Is told now and then how far a step is, from one thread at a time; NULL: nobody wants to know. */
    void (*progress)(void *context, const char *step, double share);
    void *context;
    const volatile sig_atomic_t *cancel; /* ends adding and finding at once when it is not 0; NULL: nothing does */
};

/* The score at and above which pairs are shown unless somebody asks otherwise. */
#define MPT_MATCH_LEAST 0.5

struct mpt_match_query {
    double least;    /* pairs with a score below are left out; 0: MPT_MATCH_LEAST */
    unsigned kinds;  /* bits 1 << kind of those wanted; 0: all */
    bool exhaustive; /* compare all with all instead of candidates from the index */
    bool within;     /* with a list: pairs within the list too */
    bool one_corpus; /* with a list: it is a part of the corpus, so that a record may have several partners */
    const struct mpt_match_fact *facts;
    size_t fact_count;
};

struct mpt_matching;

/* Free with mpt_matching_close; out of memory ends the program, as in mpt/arena.h. */
struct mpt_matching *mpt_matching_open(const struct mpt_match_settings *settings);
void mpt_matching_close(struct mpt_matching *matching);

/* Adds records; each gets the next position, from 0. The records are not needed any more afterwards. Batches of some
 * thousand keep all cores busy. False: cancelled. Not after a question was asked. */
bool mpt_matching_add(struct mpt_matching *matching, const struct mpt_match_record *records, size_t count);

/* What is added from now on is a list (new applications, the one record asked about) that is held against what was
 * added before (the portfolio): only pairs of one of each are looked for, and rivals for one partner share its
 * certainty. */
void mpt_matching_list(struct mpt_matching *matching);

size_t mpt_matching_count(const struct mpt_matching *matching);

/* Of each record the pairs of kind boilerplate with records before it are so many, the likeliest, and no more. */
enum { MPT_MATCH_TEMPLATES = 100 };

/* All pairs at or above the least score, by falling score, then (a, b), in `arena`; an empty answer has *count 0.
 * NULL: cancelled. What is found does not depend on the number of threads. */
struct mpt_match_pair *mpt_matching_find(struct mpt_matching *matching, const struct mpt_match_query *query,
                                         struct mpt_arena *arena, size_t *count);

/* These two, whatever their score. `facts` as in the query; group is 0. */
struct mpt_match_pair mpt_matching_compare(struct mpt_matching *matching, size_t a, size_t b,
                                           const struct mpt_match_query *query);

/* Tells in how many records each thing is that is in `least` at least (a word, an organisation, a date, a run of words
 * ...), by a key that is the same in every corpus. False: cancelled. */
bool mpt_matching_counts(struct mpt_matching *matching, size_t least,
                         void (*tell)(void *context, uint64_t key, size_t records), void *context);

/* --- Why ---------------------------------------------------------------------------------------------------------- */

struct mpt_match_passage {
    const char *text; /* as written in a, blanks single */
    size_t words;
    size_t at_a, at_b; /* where it begins: offset in bytes of texts[in_a], texts[in_b] */
    size_t in_a, in_b;
};

struct mpt_match_shared {
    size_t a, b; /* positions in the people or organisations of the two records */
};

struct mpt_match_reason {
    enum mpt_match_signal signal;
    double value, weight; /* as in the pair */
    const char *says;     /* "both run 2019-01-01 to 2021-12-31"; against when weight is below 0 */
};

struct mpt_match_evidence {
    const char *const *terms; /* the shared terms that are rarest in the corpus, as written in a, rarest first */
    size_t term_count;        /* at most 12 */
    const struct mpt_match_passage *passages; /* the longest shared runs of words, longest first; at least 6 words */
    size_t passage_count;                     /* at most 5 */
    const struct mpt_match_shared *people, *organisations;
    size_t person_count, organisation_count;
    const struct mpt_match_reason *reasons; /* one a signal that says something, the strongest first */
    size_t reason_count;
    const char *verdict; /* a sentence: why this kind */
};

/* The evidence of a pair; `a` and `b` are its two records as they were added. All in `arena`. */
struct mpt_match_evidence mpt_matching_explain(struct mpt_matching *matching, const struct mpt_match_pair *pair,
                                               const struct mpt_match_record *a, const struct mpt_match_record *b,
                                               struct mpt_arena *arena);

/* --- Names of organisations --------------------------------------------------------------------------------------- */

/* One organisation to match against. */
struct mpt_match_organisation {
    const char *const *names; /* the name first, then aliases, translations and acronyms */
    size_t name_count;
    const char *const *acronyms; /* those known to be acronyms; are names too */
    size_t acronym_count;
    const char *place;   /* city; NULL: not known */
    const char *country; /* two-letter code; NULL: not known */
};

struct mpt_match_found {
    size_t organisation; /* position */
    double score;        /* 0 to 1: how likely it is the right one */
};

struct mpt_names;

/* An index of the organisations, which are not needed any more afterwards. */
struct mpt_names *mpt_names_open(const struct mpt_match_organisation *organisations, size_t count);
void mpt_names_close(struct mpt_names *names);

/* The organisations that a name or an affiliation string ("Department of X, University of Y, City, Country") may
 * mean, best first, at most `most`; returns how many. Legal forms (AS, GmbH, Ltd ...) do not count; place and country
 * in the string, or given (NULL: not known), decide between namesakes. Of several that are named, those whose words
 * stand together and come later stand first. The score does not say how many namesakes there are. Safe from several
 * threads at once. */
size_t mpt_names_find(const struct mpt_names *names, const char *text, const char *place, const char *country,
                      struct mpt_match_found *found, size_t most);

/* How likely two names mean the same thing, 0 to 1, with nothing else known: names of missions, programmes, networks.
 */
double mpt_names_alike(const char *a, const char *b);

#endif
