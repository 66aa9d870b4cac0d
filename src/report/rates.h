/* What pages that convert money share. */
#ifndef MPT_REPORT_RATES_H
#define MPT_REPORT_RATES_H

#include "mpt/document.h"
#include "mpt/rates.h"

/* A rate for the JSON of a report: currency, rate (a text, the digits as published), day, source, received. */
struct mpt_data *rates_data(const struct mpt_published_rate *rate, struct mpt_arena *arena);

#endif
