/* What the files of the import share. */
#ifndef MPT_EXCHANGE_IMPORT_H
#define MPT_EXCHANGE_IMPORT_H

#include "mpt/import.h"

/* --- import_names.c: records found by what they are called ---- */

struct names;
struct names *names_open(struct mpt_store *store);
void names_close(struct names *names);
/* The code of the record of that kind whose title or alias it is, case and accents aside; NULL when there is none.
 * Errors: MPT_DATABASE. */
enum mpt_status names_find(struct names *names, const struct mpt_kind *kind, const char *name, const char **code,
                           struct mpt_error *error);
/* What names_find did not find was asked about, as mpt_import_query.mean answers; false: not yet. The answer is kept
 * with names_keep. */
bool names_asked(const struct names *names, const char *name, const char *country, struct mpt_import_meaning *meaning);
void names_keep(struct names *names, const char *name, const char *country, const struct mpt_import_meaning *meaning);
/* A record was stored: it is found from now on, unless names_forget is called before names_settle. */
void names_add(struct names *names, const struct mpt_record *record);
void names_settle(struct names *names);
void names_forget(struct names *names);

/* --- import.c ---- */

/* A record that was added. */
struct import_added {
    const struct mpt_kind *kind;
    const char *code;
    const struct mpt_record *record; /* valid until the next item */
    struct import_added *next;
};

/* Records of one kind that were left out of the item at hand. */
struct import_left {
    const struct mpt_kind *kind;
    const char *why; /* of the first of them; NULL: they refer to what was left out itself */
    size_t count;
    struct import_left *next;
};

/* A record of the file to be tried once more when all of the file is in. */
struct import_later {
    const char *code; /* of its source record */
    size_t line;
    bool is_new, differed;
    struct import_later *next;
};

/* One import under way. */
struct import {
    struct mpt_store *store;
    struct mpt_intake *intake;
    const struct mpt_import_query *query;
    struct mpt_import_counts *counts;
    struct names *names;
    struct mpt_arena *whole; /* of the import */
    struct mpt_arena *arena; /* of the record of the file at hand */
    struct mpt_error *error;
    const struct mpt_intake_item *item;
    int64_t source_number;                 /* of the item's source record; 0: it is new */
    bool differs;                          /* something of the item is not as it is here */
    const struct mpt_intake_record *about; /* the item's project; NULL: it is about something else */
    struct import_added *added;            /* by the item at hand */
    struct import_left *left;              /* of it */
    bool again;                            /* what it lacks may come further down in the file */
    struct import_later *later, **later_end;
};

/* Why the record of the file is refused; MPT_BAD_INPUT, which ends its being stored and nothing else. */
struct refusal {
    const char *field, *value;
};

void import_tell(struct import *import, const struct mpt_import_change *change);

/* Whether the record is the item's source record's own: that stands first in its `source`. */
bool import_owns(const struct import *import, const char *source);

/* Whether it stands anywhere in its `source`. */
bool import_says(const struct import *import, const char *source);

/* The record with its source record at the end of `source`. */
const char *import_source(const struct import *import, const char *source);

/* --- import_record.c: records that are found by their ids or names ---- */

/* Turns references into codes. Errors: MPT_BAD_INPUT when one leads nowhere; `refusal` gets field and value. */
enum mpt_status import_resolve(struct import *import, struct mpt_intake_record *made, struct refusal *refusal);

/* The code of the record that it is already, NULL when it is new. */
enum mpt_status import_find(struct import *import, const struct mpt_intake_record *made, const char **code);

/* Stores it when it is new, compares it when it is there. `before`: what the same source said last time (NULL:
 * nothing). The record has its code then. Errors: MPT_BAD_INPUT with `refusal`. */
enum mpt_status import_record(struct import *import, struct mpt_intake_record *made,
                              const struct mpt_intake_record *before, struct refusal *refusal);

/* Adds it, with its source. */
enum mpt_status import_add(struct import *import, struct mpt_intake_record *made, struct refusal *refusal);

/* Compares what came in with the record `code`; stores what may be changed. */
enum mpt_status import_compare(struct import *import, const struct mpt_intake_record *made, const char *code,
                               const struct mpt_intake_record *before, struct refusal *refusal);

/* --- import_loose.c: what may be left out ---- */

/* Whether it is left out, since the map allows it and its references led nowhere (`status` and `refusal` are what
 * import_resolve said) or it belongs to nothing. */
bool import_leaves_out(struct import *import, const struct mpt_intake_record *made, enum mpt_status status,
                       const struct refusal *refusal);

/* "left out: 2 links (no project 'iati:X' is here ...)"; NULL: nothing was. */
const char *import_left_said(const struct import *import);

/* The item at hand is to be tried once more at the end. */
void import_put_off(struct import *import);

/* The item's fingerprint as it is kept: marked while something is left out, so that it is not passed over when it comes
 * again. */
const char *import_fingerprint(const struct import *import);

/* Whether `known` (may be NULL) is the item's, and with *whole, nothing was left out. */
bool import_is_same(const struct import *import, const char *known, bool *whole);

/* Without the mark. */
const char *import_closed(const struct import *import, const char *known);

/* --- import_detail.c: records that are parts of another and have no id of their own ---- */

/* Whether it is such a one: neither a code nor a title by which it is known. */
bool import_is_detail(const struct mpt_intake_record *made);

/* Makes the details of one kind and one record agree with `count` that came in. */
enum mpt_status import_details(struct import *import, struct mpt_intake_record *made, size_t count,
                               struct refusal *refusal);

#endif
