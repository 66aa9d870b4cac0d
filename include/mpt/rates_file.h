/* Exchange rates from the files the European Central Bank publishes
 * (https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/). */
#ifndef MPT_RATES_FILE_H
#define MPT_RATES_FILE_H

#include "mpt/rates.h"

/* Takes the rates of a file, called `name` in messages, into the update that was begun:
 *
 * - the history, a table: "Date" and a currency a column; a day a line; "N/A" or nothing where there is no rate; a last
 *   column without name is empty;
 * - the days, XML: elements Cube with a `time`, in them elements Cube with `currency` and `rate`.
 *
 * Errors: MPT_BAD_INPUT naming file, line, value and what was expected: it cannot be read, is none of the two, holds no
 * rate, a day twice, a day that is none or before the euro, a number that is no rate, a line of another length. */
enum mpt_status mpt_rates_read(const char *path, const char *name, struct mpt_rates_update *update,
                               struct mpt_error *error);

#endif
