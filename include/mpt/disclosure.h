/* Disclosure profiles: which fields of which kinds leave the house, as a table in one text file
 * (sql/disclosure/rcn.txt, whose head says how it is read). What the table does not list stays; so a field added to a
 * kind later does not leave before somebody has listed it. The store applies a profile: mpt_store_disclose(). */
#ifndef MPT_DISCLOSURE_H
#define MPT_DISCLOSURE_H

#include "mpt/model.h"

/* A rule the table stands on. */
struct mpt_disclosure_rule {
    const char *name, *text;
};

/* Under which rule something leaves, always or only when a condition holds (or, `unless`, does not hold). */
struct mpt_disclosure_grant {
    bool listed; /* false: the table does not say; it stays */
    bool leaves;
    const char *condition; /* the statement sql/disclosure/CONDITION.sql; NULL: always */
    bool unless;
    const struct mpt_disclosure_rule *rule; /* never NULL */
};

struct mpt_disclosure_kind {
    const struct mpt_kind *kind;
    bool listed, stays;                   /* stays: no record of it leaves */
    struct mpt_disclosure_grant *records; /* a record leaves when all of these say so */
    size_t record_count, record_capacity;
    const struct mpt_disclosure_rule *rule; /* of `stays` */
    struct mpt_disclosure_grant *fields;    /* by field position */
    bool *names;                            /* by field position: a withheld value is blanked in texts that leave */
};

struct mpt_disclosure {
    const char *profile;
    struct mpt_disclosure_kind *kinds; /* by position in mpt_kinds */
    struct mpt_disclosure_rule *rules;
    size_t rule_count, rule_capacity;
};

/* The conditions a table may name are statements of the program: gives the statement, and the kind whose codes it
 * selects; NULL when there is no such condition. */
const char *mpt_disclosure_condition(const char *name, const struct mpt_kind **kind);

/* The field by which a record of `kind` is tied to what a condition of kind `of` speaks of: its code when the kinds are
 * the same, else its first reference to one; NULL when there is none. */
const struct mpt_field *mpt_disclosure_tie(const struct mpt_kind *kind, const struct mpt_kind *of);

/* Reads the table `text`, which messages call `name`, for one of its profiles. Errors: MPT_BAD_INPUT naming the line
 * and what is wrong with it; MPT_USAGE when the table has no such profile, naming those it has. */
enum mpt_status mpt_disclosure_read(const char *text, const char *name, const char *profile, struct mpt_arena *arena,
                                    struct mpt_disclosure **disclosure, struct mpt_error *error);

#endif
