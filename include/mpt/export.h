/* The portfolio as others read it. Every function writes all of it to `out` (or into a folder) and changes nothing.
 * Amounts are those that came in, in their own currency; nothing is converted. */
#ifndef MPT_EXPORT_H
#define MPT_EXPORT_H

#include <stdio.h>

#include "mpt/date.h"
#include "mpt/store.h"

/* One file a kind that has records, named by its plural (projects.csv), a column a field; cells that a spreadsheet
 * would take for a formula begin with an apostrophe. Errors: MPT_DATABASE when the folder cannot be written. */
enum mpt_status mpt_export_csv(struct mpt_store *store, const char *folder, struct mpt_error *error);

/* The projects as IATI activities, version 2.03 (https://iatistandard.org/en/iati-standard/203/). `today` and what the
 * standard needs and a portfolio may not know are said in comments of export_iati.c. */
enum mpt_status mpt_export_iati(struct mpt_store *store, struct mpt_date today, FILE *out, struct mpt_error *error);

/* The fundings of projects as grants, 360Giving 1.1 (https://standard.threesixtygiving.org/). */
enum mpt_status mpt_export_360giving(struct mpt_store *store, FILE *out, struct mpt_error *error);

/* Who takes part in what, as a Kumu blueprint: elements and connections
 * (https://docs.kumu.io/guides/import/blueprints). */
enum mpt_status mpt_export_kumu(struct mpt_store *store, FILE *out, struct mpt_error *error);

/* Missions, projects, stakeholders and how they are linked, for Graphviz. */
enum mpt_status mpt_export_dot(struct mpt_store *store, FILE *out, struct mpt_error *error);

/* A script that makes the tables and fills them, for PostgreSQL and SQLite alike. */
enum mpt_status mpt_export_sql(struct mpt_store *store, FILE *out, struct mpt_error *error);

/* One sheet a kind that has records: dates and numbers as such, a frozen header, filters. */
enum mpt_status mpt_export_xlsx(struct mpt_store *store, const char *path, struct mpt_error *error);

#endif
