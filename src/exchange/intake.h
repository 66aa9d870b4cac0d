/* What the files of the intake share. */
#ifndef MPT_EXCHANGE_INTAKE_H
#define MPT_EXCHANGE_INTAKE_H

#include "mpt/intake.h"

/* Whether the map is for files of that format. */
bool map_is_for(const struct mpt_map *map, enum mpt_format format);

#endif
