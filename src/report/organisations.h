/* What the files on organisations share: what is kept of each. */
#ifndef MPT_REPORT_ORGANISATIONS_H
#define MPT_REPORT_ORGANISATIONS_H

#include "mpt/matching.h"
#include "mpt/stakeholders.h"

/* A name as two of them are compared. */
struct written {
    const char *folded;
    const char *telling; /* the words that say who it is, blank before each */
};

struct organisation {
    int64_t number;
    const char *code, *form, *country, *place, *part_of;
    const char *ids; /* one a line; NULL: none */
    const char **names;
    struct written *written, *shorter; /* of each name; and without what stands in brackets behind it, or NULLs */
    size_t name_count;
    const char **acronyms;
    size_t acronym_count;
};

struct mpt_organisations {
    struct mpt_arena *arena;
    struct organisation *items;
    size_t count, capacity;
    struct mpt_names *index; /* of the first `indexed` */
    size_t indexed;
};

/* The index of all there are; made anew when it lacks too many. */
const struct mpt_names *organisations_index(struct mpt_organisations *organisations);

/* Whether the name is that of a part of the organisation: it holds the organisation's own name, and more. */
bool organisation_has_part(const struct organisation *organisation, const char *name, struct mpt_arena *arena);

/* Whether one of the organisation's names is this one, with letters for it or its place behind in brackets or not. */
bool organisation_is_called(const struct organisation *organisation, const char *name, struct mpt_arena *arena);

/* --- organisations_names.c ---- */

struct written name_written(const char *name, struct mpt_arena *arena);

/* Whether two names are one, written in two ways: the same words in the same order but for legal forms. */
bool written_is_one(const struct written *a, const struct written *b);

/* Whether the name is letters that may stand for many things: "CSIRO", "MI". */
bool name_is_acronym(const char *name);

/* The name without what stands in brackets at its end; the name itself when there is nothing. */
const char *name_without_bracket(const char *name, struct mpt_arena *arena);

/* So many bytes of a text without blanks around them and points behind. */
const char *name_trimmed(const char *text, size_t len, struct mpt_arena *arena);

#endif
