/* Proposals: how a table that nobody described could be read, from its header and a sample of its rows.
 *
 * Each column's header is compared with the words that funders use for a title, an amount, a start ... in the seven
 * languages of the portfolios and in the lists of the EU's funds (src/analysis/propose_words.c), and its values with
 * what such a column holds. Both together give a certainty. What comes out are words for a person, who may correct
 * them, and the text of a map (sql/maps/NAME.sql) that reads the file so. */
#ifndef MPT_PROPOSE_H
#define MPT_PROPOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "mpt/arena.h"
#include "mpt/written.h"

/* What is known of the table, and what somebody has said about it already. */
struct mpt_sample {
    const char *name;   /* of the map, a code; also the scheme of the outside ids */
    const char *file;   /* as it is called in words: "projects.csv" */
    const char *format; /* for the map's "-- format:" line: "csv"; NULL: none is written */
    const char *today;  /* 2026-11-22 */
    const char *const *header;
    size_t count;                   /* columns */
    const char *const *const *rows; /* rows[r][c], UTF-8; NULL or "": empty */
    size_t row_count;               /* hundreds tell the roles, thousands the rarer values too: states, "NA" */
    char decimal;                   /* '.' or ','; 0: found out */
    enum mpt_date_order dates;      /* MPT_DATE_DMY or MPT_DATE_MDY; MPT_DATE_ISO: found out */
    const char *currency;           /* ISO 4217; NULL: found out */
    const char *const *roles;       /* a column each: a role of mpt_role_at, "" for none, NULL: found out; or NULL */
};

struct mpt_proposed_column {
    const char *header;
    const char *role;    /* "title", "amount" ...; NULL: not used */
    const char *meaning; /* the role in words: "the project's title"; NULL likewise */
    double certainty;    /* 0 to 1 */
    const char *sure;    /* in words: "certain" (from 0.85), "likely" (from 0.60), "a guess", "as you said" */
    const char *why;     /* "the header says 'start', 198 of 200 values are dates" */
};

struct mpt_proposal {
    const struct mpt_proposed_column *columns; /* as many as the sample's, in their order */
    size_t count;
    char decimal;              /* 0: it could be either, see `problems` */
    enum mpt_date_order dates; /* MPT_DATE_ISO: every date has its year first or its month by name */
    const char *currency;      /* of amounts that do not name their own; NULL: not known or not needed */
    const char *const *said;   /* the proposal in words, lines of at most 80 columns, free of control characters */
    size_t said_count;
    const char *const
        *problems; /* what a person should look at, a sentence each; likewise clean, not broken to lines */
    size_t problem_count;
    bool usable;     /* there is a title: the map makes projects */
    const char *sql; /* the map file's text; says in comments what it leaves out. NULL when not usable */
};

/* Everything in `arena`. */
const struct mpt_proposal *mpt_propose(const struct mpt_sample *sample, struct mpt_arena *arena);

/* The roles a column can have: "id", "title" ... and in *meaning what each means; NULL past the last. */
const char *mpt_role_at(size_t index, const char **meaning);

#endif
