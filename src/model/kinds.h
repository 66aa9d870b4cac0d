/* What the kinds' own files share: the code lists used by more than one of them. */
#ifndef MPT_MODEL_KINDS_H
#define MPT_MODEL_KINDS_H

#include "mpt/model.h"

extern const struct mpt_choice mpt_levels[];       /* levels of government and of actors */
extern const struct mpt_choice mpt_actor_groups[]; /* the ten groups of stakeholders */
extern const struct mpt_choice mpt_instruments[];  /* policy instruments, after OECD's STIP Compass */
extern const struct mpt_choice mpt_confidences[];
extern const struct mpt_choice mpt_severities[]; /* of findings, worst first */

#endif
