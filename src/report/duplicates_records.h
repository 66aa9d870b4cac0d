/* Projects as records to compare: what the files about duplicates share. */
#ifndef MPT_REPORT_DUPLICATES_RECORDS_H
#define MPT_REPORT_DUPLICATES_RECORDS_H

#include "mpt/matching.h"
#include "mpt/model.h"
#include "mpt/store.h"

/* What a person or organisation does in a project: the roles of a participation first, in the order of that kind. Who
 * only gives money is none of them: a council's thousand projects are not alike by that. */
enum party_role { ROLE_RECEIVES = 6, ROLE_LEADS, ROLE_UNKNOWN };

/* "deliver", "leads"; "" for ROLE_UNKNOWN. */
const char *party_role_name(int role);

/* One flow of money. Who is not known is NULL. */
struct flow {
    int64_t minor;
    const char *currency, *stage, *year;
    const char *giver, *receiver; /* names */
};

/* A project as it is compared, and what is said of it. Everything is in the arena it was made in. */
struct compared {
    struct mpt_match_record match;
    size_t person_capacity, organisation_capacity, amount_capacity, flow_capacity;
    int64_t number;            /* of the portfolio's project; 0: of a list */
    const char *code;          /* NULL: of a list */
    const char *title;         /* "" when it has none */
    const char *outside_id;    /* the first; NULL: none */
    const char *position;      /* in a list: "line 12"; else NULL */
    const char *starts, *ends; /* as given */
    const char *call;          /* its title */
    struct flow *flows;
    size_t flow_count;
    bool rejected;
    uint64_t texts; /* fingerprint of title, aliases and summary */
};

/* Sets what stands with the project itself: canonical texts as in its record, programme and call by their titles; NULL
 * where nothing is known. All are copied. */
struct project_texts {
    const char *title, *alias, *summary, *outside_id, *manager, *starts, *ends, *place, *country, *programme, *call;
};
void compared_set(struct compared *item, const struct project_texts *texts, struct mpt_arena *arena);

/* Adds who takes part (a person or an organisation), once by name: the first role stays. */
void compared_add_party(struct compared *item, const char *name, const char *outside_ids, int role, bool person,
                        struct mpt_arena *arena);

/* The role of a participation; ROLE_UNKNOWN for NULL. */
int party_role(const char *choice);

void compared_add_flow(struct compared *item, struct flow flow, struct mpt_arena *arena);

/* Ends it: what of the money is compared. */
void compared_finish(struct compared *item, struct mpt_arena *arena);

/* The lines of a many-valued text, behind `first` when that is not NULL. */
const char *const *text_lines(const char *first, const char *list, struct mpt_arena *arena, size_t *count);

/* One fingerprint of both texts, whichever comes first: 16 hexadecimal digits. */
const char *texts_fingerprint(const struct compared *a, const struct compared *b, struct mpt_arena *arena);

/* Loads the projects numbered from `first` to `last`, at most `limit` of them, by number; those that were rejected only
 * with `rejected`, for to apply again is no work done twice. */
enum mpt_status compared_load(struct mpt_store *store, int64_t first, int64_t last, size_t limit, bool rejected,
                              struct mpt_arena *arena, struct compared **list, size_t *count, struct mpt_error *error);

/* Loads one project, which must be there, rejected or not. */
enum mpt_status compared_load_one(struct mpt_store *store, int64_t number, struct mpt_arena *arena,
                                  struct compared **item, struct mpt_error *error);

/* What would be counted twice if these two are of that kind, which somebody said or which was only found, an amount a
 * line; NULL: nothing. See mpt/duplicates.h. */
const char *counted_twice(const struct compared *a, const struct compared *b, enum mpt_match_kind kind, bool said,
                          struct mpt_arena *arena);
/* By which of these rules, in words. */
const char *counted_how(const struct compared *a, const struct compared *b, const char *kind, bool said);

#endif
