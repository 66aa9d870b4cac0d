/* Organisations of the portfolio, by whatever they are called: what a name means that somebody else writes, and which
 * of them are there twice. Names are compared by mpt/matching.h; persons and groups are left out.
 *
 * Scores are likelihoods, as there. Two organisations whose ids elsewhere differ within one scheme (two ROR ids) are
 * two, and what is in another country is hardly the same; a unit ("Department of Physics, University of Oslo") is not
 * the organisation it belongs to. */
#ifndef MPT_STAKEHOLDERS_H
#define MPT_STAKEHOLDERS_H

#include <signal.h>

#include "mpt/date.h"
#include "mpt/document.h"
#include "mpt/store.h"

/* --- What a name means -------------------------------------------------------------------------------------------- */

/* Whether the stakeholder is one that is compared: no person, and no group that is not named one by one. */
bool mpt_organisation_is(const struct mpt_record *stakeholder);

struct mpt_organisations;

/* All organisations of the portfolio as it is. Close it when done. */
enum mpt_status mpt_organisations_open(struct mpt_store *store, struct mpt_organisations **organisations,
                                       struct mpt_error *error);
void mpt_organisations_close(struct mpt_organisations *organisations);

/* One more; the record is not needed afterwards. A person or group is passed over. Among few it can be meant at once,
 * among many from when an eighth more have come. */
void mpt_organisations_add(struct mpt_organisations *organisations, const struct mpt_record *stakeholder);

struct mpt_organisation_meaning {
    const char *code; /* of the organisation that the name means for certain, valid until closed; NULL: none */
    bool unit;        /* the name is that of a part of it */
    const char *near; /* not certain: the likeliest; NULL: none is near */
};

/* `place` and `country` (of ISO 3166) are NULL where they are not known. */
struct mpt_organisation_meaning mpt_organisations_mean(struct mpt_organisations *organisations, const char *name,
                                                       const char *place, const char *country);

/* --- Which are there twice ---------------------------------------------------------------------------------------- */

struct mpt_twins_query {
    struct mpt_date today;
    double least;      /* the least score; 0: 0.5 */
    const char *code;  /* pairs of this one; NULL: all */
    const char *other; /* with `code`: these two, whatever their score */
    size_t most;       /* pairs on a page; 0: all */
    void (*progress)(void *context, const char *step, double share);
    void *context;
};

struct mpt_twin_side {
    int64_t number;
    const char *code, *title, *outside_id; /* outside_id: the first; NULL: none */
};

struct mpt_twin_reason {
    const char *signal; /* "ids", "name", "country", "place", "unit" */
    double value;       /* 0 to 1 */
    bool against;
    const char *says;
};

struct mpt_twins {
    struct mpt_twin {
        struct mpt_twin_side a, b; /* a is the one that has been here longer */
        double score;
        const char *kind; /* "same", "unit" (b is a part of a, or the other way round) */
        bool a_is_unit;
        struct mpt_twin_reason reasons[5];
        size_t reason_count;
        /* What people said; NULL: nothing. */
        const char *verdict, *who, *on, *reason;
    } * pairs; /* by falling score */
    size_t count, compared;
};

enum mpt_status mpt_twins_find(struct mpt_store *store, const struct mpt_twins_query *query, struct mpt_arena *arena,
                               struct mpt_twins *twins, struct mpt_error *error);

/* Keeps what two organisations (codes) are to one another inside the open entry, in place of such a word said before.
 * `link` (of kind link) has relation (that of a verdict, mpt/duplicates.h), reason, linked_by and linked_on. */
enum mpt_status mpt_twins_keep(struct mpt_store *store, struct mpt_record *link, const char *a, const char *b,
                               struct mpt_arena *arena, struct mpt_error *error);

/* `title` as "DUPLICATES  stakeholders". JSON mpt.duplicates/1 with `of` "stakeholders". */
struct mpt_document *mpt_report_twins(const struct mpt_twins *twins, const struct mpt_twins_query *query,
                                      const char *title, struct mpt_arena *arena);

#endif
