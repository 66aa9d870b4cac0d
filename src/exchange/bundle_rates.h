/* The part of a bundle that holds exchange rates. */
#ifndef MPT_EXCHANGE_BUNDLE_RATES_H
#define MPT_EXCHANGE_BUNDLE_RATES_H

#include <jansson.h>

#include "mpt/bundle.h"

/* Writes the member "rates" of an export, with the comma in front of it; nothing when no rates are kept. */
enum mpt_status bundle_rates_write(struct mpt_store *store, FILE *out, struct mpt_error *error);

/* Takes in the member "rates" (NULL: it has none) of the bundle `name`; *added is how many rates are new. Errors:
 * MPT_BAD_INPUT naming bundle, source, day and value, also when another rate is in force. */
enum mpt_status bundle_rates_take(struct mpt_store *store, const char *name, const json_t *rates, size_t *added,
                                  struct mpt_arena *arena, struct mpt_error *error);

#endif
