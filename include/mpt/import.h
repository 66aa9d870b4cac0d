/* Takes other people's records into the portfolio.
 *
 * Each record of a file has a source record here, which keeps what came in, from where, when and by which map. By it
 * the same record is known again: the same content by the same map changes nothing; a changed one is compared field by
 * field and stored only when updating. What was changed here by hand is never overwritten silently.
 *
 * What the map lets be left out (see `loose` in mpt/map.h) is tried again when the file is at its end, for what it
 * refers to may come later; what leads nowhere even then is said, and its source record is compared anew each time it
 * comes, so that it is completed once the other is here.
 *
 * A record of ours belongs to the source record that brought it, the first in its field `source`. What another source
 * says of it fills what is empty and adds to fields of many values, and where the two differ it is said.
 * Participations, fundings, taggings, links, contributions and measurements that are there already, whoever brought
 * them, do not come a second time. */
#ifndef MPT_IMPORT_H
#define MPT_IMPORT_H

#include "mpt/intake.h"
#include "mpt/store.h"

struct mpt_import_counts {
    size_t read, added, changed, unchanged, refused; /* records of the files: each is one of the last four */
    size_t warned;                                   /* of all read: those on which the map remarks something */
    size_t removed_here;                             /* of those unchanged: removed here by hand, and left so */
    size_t refused_here;                             /* of those refused: came in before, and left as they were then */
    size_t meant, resembling;                        /* names of organisations: taken for one that is called otherwise
                                                      * here; alike to one and yet taken for a new one */
    size_t differing, kept; /* fields that differ; of those not overwritten for being of here */
    size_t *kinds;          /* records of ours that were added, by position in mpt_kinds ... */
    size_t applications;    /* ... but projects applied for or refused, which are none yet */
};

enum mpt_import_action {
    MPT_IMPORT_DIFFERS, /* would be changed */
    MPT_IMPORT_UPDATED,
    MPT_IMPORT_KEPT,    /* was changed here by hand */
    MPT_IMPORT_OTHER,   /* another source says otherwise and stays */
    MPT_IMPORT_GONE,    /* a record no longer in the source */
    MPT_IMPORT_REMOVED, /* and therefore removed */
    MPT_IMPORT_ABSENT,  /* it was removed here by hand */
};

/* One thing that is not as it was. */
struct mpt_import_change {
    enum mpt_import_action action;
    size_t line;
    const struct mpt_kind *kind;
    const char *code;
    const struct mpt_field *field; /* NULL: the whole record */
    const char *before, *after;    /* canonical: what is here, what came in */
    int64_t entry;                 /* of MPT_IMPORT_KEPT: that which made it so */
    const char *owner;             /* of MPT_IMPORT_OTHER: the source it is from */
};

/* What the name of an organisation means that is written otherwise here. */
struct mpt_import_meaning {
    const char *code; /* of the stakeholder it means for certain, valid until the import ends; NULL: none */
    bool unit;        /* the name is that of a part of it: "Department of Physics, University of Oslo" */
    const char *near; /* nothing is certain: the likeliest, valid as `code`; NULL: none is near */
};

/* A record of the file that was not taken in. */
struct mpt_import_refusal {
    size_t line;
    const char *field, *value; /* NULL where there is no one field */
    const char *reason;
    const struct mpt_row *row;
};

struct mpt_import_query {
    const char *origin;                          /* the file or URL it came from, as it is kept */
    const char *mission, *portfolio, *programme; /* that every project is put into, and every target into the mission,
                                                    else the portfolio; NULL: as the map says */
    const char *today;                           /* when it came in */
    bool update;
    void *context;
    /* Each may be NULL. Progress is told every thousand records or so; a refusal that cannot be kept ends the import.
     */
    void (*progress)(void *context, const struct mpt_import_counts *counts, uint64_t done, uint64_t total);
    void (*change)(void *context, const struct mpt_import_change *change);
    void (*warn)(void *context, size_t line, const char *text);
    enum mpt_status (*refuse)(void *context, const struct mpt_import_refusal *refusal, struct mpt_error *error);

    /* Asked once about each name of an organisation that no stakeholder has as title or alias. `place` and `country`
     * are NULL where the source does not say. What it means for certain gets the name as an alias, or where the name is
     * a unit's, the participation gets it as its task. */
    struct mpt_import_meaning (*mean)(void *context, const char *name, const char *place, const char *country);
    /* Told of each stakeholder that came in, so that it can be meant from then on. */
    void (*met)(void *context, const struct mpt_record *stakeholder);
};

/* Takes in all that the intake gives, inside the open entry, and adds to `counts`. Errors: those of the intake;
 * MPT_DATABASE; the caller rolls back. */
enum mpt_status mpt_import_run(struct mpt_store *store, struct mpt_intake *intake, const struct mpt_import_query *query,
                               struct mpt_import_counts *counts, struct mpt_error *error);

/* --- Refused records, to be corrected and imported again -----------------------------------------------------------
 */

struct mpt_refused;

/* Opens the file for them at `path`, which is made with the first. Tables become CSV, other formats a JSON object a
 * line, each with mpt_line, mpt_field, mpt_value and mpt_reason in front, which no map asks for. */
struct mpt_refused *mpt_refused_open(const char *path);
/* As mpt_import_query.refuse, with the file as context. Errors: MPT_DATABASE when it cannot be written. */
enum mpt_status mpt_refused_add(void *refused, const struct mpt_import_refusal *refusal, struct mpt_error *error);
/* Writes the file beside its place, as PATH.new, so that what cannot be written is known before what was taken in is
 * stored for good. Errors: MPT_DATABASE. */
enum mpt_status mpt_refused_write(struct mpt_refused *refused, struct mpt_error *error);
/* Puts what was written in its place, or without `keep` leaves nothing; *path is its name, NULL when there is none.
 * Errors: MPT_DATABASE. */
enum mpt_status mpt_refused_close(struct mpt_refused *refused, bool keep, const char **path, struct mpt_arena *arena,
                                  struct mpt_error *error);

#endif
