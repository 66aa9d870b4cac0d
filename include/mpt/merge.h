/* Two records of one kind that are one thing become one record. One stays, the other goes; whatever referred to the one
 * that goes refers to the one that stays, and nothing that either said is lost without being named.
 *
 * What of the two holds:
 *   title         that of the one that stays; the other becomes an alias where the kind has aliases
 *   many values   both, each once
 *   shares        those of the one that stays; what only the other has comes with its share, or with what is left of
 *                 100 %
 *   summary       both, one behind the other, unless one holds the other
 *   other fields  the value of the one that stays; its empty ones are filled from the other, as far as the record stays
 *                 right (no end before the start)
 * Details (participations, fundings, taggings, links, contributions, ratings ...) move. Those that say the same of the
 * same become one by the same rules: participations of one stakeholder and role, taggings of one tag (where it was
 * two, their shares add up), links of one relation, fundings of one giver, receiver, stage, year and amount (form and
 * purpose not being different), other details when none of their values differ. A link between the two goes, a
 * reference of the record to itself too. Source records lead to what the record they were about is now, details too.
 *
 * What is in no record any more is in the history: in the change that removed the other record, or changed the field.
 */
#ifndef MPT_MERGE_H
#define MPT_MERGE_H

#include "mpt/store.h"

/* How the name of the setting begins that leads from a record that was merged to the other: merged-KIND:CODE. */
#define MPT_MERGED "merged-"

/* Whose value of a field is to hold, against the rules above. */
struct mpt_merge_keep {
    const struct mpt_field *field;
    bool other; /* that of the record that goes */
};

enum mpt_merge_action {
    MPT_MERGE_FILLED, /* was empty */
    MPT_MERGE_JOINED, /* values of both */
    MPT_MERGE_STAYED, /* they differ: that of the one that goes is in no record any more */
    MPT_MERGE_TAKEN,  /* that of the one that goes replaced it, as was asked for */
    MPT_MERGE_CLEARED /* led to the record itself, or to the other */
};

/* What became of a field of the two records, or of two details that became one. */
struct mpt_merge_value {
    enum mpt_merge_action action;
    const struct mpt_kind *kind;
    const char *code, *from; /* of the record that stays, and of the one that goes */
    const struct mpt_field *field;
    const char *here, *there, *now; /* canonical: before in the one and in the other, and after */
};

enum mpt_merge_fate {
    MPT_MERGE_MOVED,  /* refers to the one that stays now */
    MPT_MERGE_UNITED, /* became one with `into` */
    MPT_MERGE_GONE    /* was about the two being two, or between them */
};

/* What became of a record that referred to the one that goes. */
struct mpt_merge_referrer {
    enum mpt_merge_fate fate;
    const struct mpt_kind *kind;
    const char *code, *now; /* before and after; `now` is NULL when it is gone, or of the record it became one with */
    const char *says;       /* of a link that is gone: its relation; else NULL */
};

/* Money of the two records, or that the two give and receive, of one stage and currency. */
struct mpt_merge_sum {
    const char *stage, *currency;
    int64_t before_minor, after_minor;
    size_t united; /* flows that were there twice */
};

/* Two flows of one stage and currency for the same thing, one of each record, that differ and therefore both stay. */
struct mpt_merge_beside {
    const char *code, *other; /* codes of fundings: of the one that stays, and of the one that went */
};

struct mpt_merge {
    const struct mpt_kind *kind;
    struct mpt_record stays, goes; /* as they were */
    struct mpt_merge_value *values;
    size_t value_count, value_capacity;
    struct mpt_merge_referrer *referrers;
    size_t referrer_count, referrer_capacity;
    struct mpt_merge_sum *sums;
    size_t sum_count, sum_capacity;
    struct mpt_merge_beside *besides;
    size_t beside_count, beside_capacity;
    size_t acceptances; /* of findings about the one that goes: they stay as they are, and hold for nothing any more */
};

/* Whether records of the kind can be merged. Errors: MPT_BAD_INPUT saying why not. */
enum mpt_status mpt_merge_check(const struct mpt_kind *kind, struct mpt_error *error);

/* Merges the record `goes` into `stays`, inside the open entry; *merge, in `arena`, says what became of everything.
 * From now on mpt_store_merged leads from the one to the other. Errors: MPT_BAD_INPUT when the two are one record or
 * none, of a kind that is not merged, targets of different units, or when what was asked to be kept makes no right
 * record; then the caller rolls back. */
enum mpt_status mpt_store_merge(struct mpt_store *store, const struct mpt_kind *kind, const char *stays,
                                const char *goes, const struct mpt_merge_keep *keep, size_t keep_count,
                                struct mpt_arena *arena, struct mpt_merge *merge, struct mpt_error *error);

#endif
