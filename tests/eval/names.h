/* How well names are matched. */
#ifndef EVAL_NAMES_H
#define EVAL_NAMES_H

#include "measure.h"

/* Prints their line; what was wrong in the first half goes to `dump` unless it is NULL. */
void eval_ror(const char *data, struct bins *bins, FILE *dump);
void eval_seeds(FILE *dump);

#endif
