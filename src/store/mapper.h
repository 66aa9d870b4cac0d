/* What the files of the mapper share. */
#ifndef MPT_STORE_MAPPER_H
#define MPT_STORE_MAPPER_H

#include <sqlite3.h>

#include "mpt/map.h"

/* map_functions.c: money(), day() ... on the connection; the map's decimal sign, order of dates and currency. */
int map_functions_add(sqlite3 *db, const struct mpt_map *map);

#endif
