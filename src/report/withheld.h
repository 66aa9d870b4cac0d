/* What pages say where the store does not hold what they would tell of, because it was disclosed in a profile: that
 * there is none of it would be wrong. */
#ifndef MPT_REPORT_WITHHELD_H
#define MPT_REPORT_WITHHELD_H

#include "mpt/report.h"

/* Where no record of `kind` leaves: adds a section that says so and gives true. */
bool withheld_section(struct mpt_document *document, const struct mpt_store *store, const char *kind,
                      const char *title);

/* Whether records of the kind were withheld, some or all, so that sums and counts of them are not the whole. */
bool withheld_in_part(const struct mpt_store *store, const char *kind);

/* "withheld" where the field does not leave, else `otherwise`. */
const char *withheld_or(const struct mpt_store *store, const char *kind, const char *field, const char *otherwise);

/* Names the rules that were not asked. */
void withheld_rules(struct mpt_document *document, const struct mpt_findings *findings);

#endif
