/* Bundles: a whole portfolio, or a part of one, as one JSON text. The seeds are bundles too.
 *
 *   { "schema": "mpt.bundle/1",
 *     "about": "...",                                       what the file holds; for people
 *     "settings": { "demo": "1" },
 *     "withheld": { ... },                                  of a portfolio that was disclosed; for people
 *     "records": { "mission": [ { "code": "hydrogen", "title": "..." } ] },
 *     "edits":   { "target": [ { "code": "t", "due": "2030", "source+": ["..."] } ] },
 *     "rates":   [ { "source": "eurofxref-hist.csv", "received": "2024-07-07",
 *                    "days": { "2024-07-05": { "USD": "1.0824" } } } ] }
 *
 * `records` are added, `edits` change records: a field gets the value given, null empties it, "FIELD+" and "FIELD-"
 * add to and take from a field of many values; `rates` are exchange rates of the euro (mpt/rates.h), by source those in
 * force. An export has records sorted by kind and code, and importing it into
 * an empty portfolio gives, byte for byte, the same export again. */
#ifndef MPT_BUNDLE_H
#define MPT_BUNDLE_H

#include <stdio.h>

#include "mpt/store.h"

/* A bundle's text and the name it goes by in messages. */
struct mpt_bundle {
    const char *name;
    const char *text;
    size_t len;
};

struct mpt_bundle_counts {
    size_t added, changed, unchanged; /* records */
    size_t rates;                     /* exchange rates that are new */
    bool demo;                        /* the portfolio was made a demonstration, in which invented records speak */
};

/* Takes the bundles in as one: records of all of them first, then edits; references may lead from any to any. A
 * record that is there already, with the same values, is unchanged. Runs inside the caller's entry, which is to be
 * rolled back when this fails. Errors: MPT_BAD_INPUT naming bundle, line or record, field, value and what was
 * expected. */
enum mpt_status mpt_bundle_import(struct mpt_store *store, const struct mpt_bundle *bundles, size_t count,
                                  struct mpt_bundle_counts *counts, struct mpt_arena *arena, struct mpt_error *error);

/* Writes everything there is, and of a portfolio that was disclosed how much of what was withheld under which rule
 * ("withheld": {"profile", "blanked", "what": [{"rule", "kind", "field", "count"}]}). The history stays behind. */
enum mpt_status mpt_bundle_export(struct mpt_store *store, FILE *out, struct mpt_error *error);

#endif
