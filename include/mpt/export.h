/* The portfolio as others read it. Every function writes all of it to `out` (or into a folder) and changes nothing; to
 * have all of one moment while others write, hold the store (mpt_store_hold).
 *
 * Amounts are those that came in, in their own currency and with all their decimals; nothing is converted. Nothing is
 * made up either: what a standard asks for and the portfolio does not know is reported as a remark. In what is
 * published (IATI, 360Giving) invented records stand only where the portfolio is a demonstration, marked (e). */
#ifndef MPT_EXPORT_H
#define MPT_EXPORT_H

#include <stdio.h>

#include "mpt/date.h"
#include "mpt/store.h"

/* Called with what an export does not say of a record of `kind`, in words that follow the record's name ("has no
 * summary"). `left_out`: the record is not in the export; else it is, and that is missing from it. The texts are valid
 * during the call. */
typedef void mpt_export_remark(void *context, const struct mpt_kind *kind, const char *code, const char *what,
                               bool left_out);

struct mpt_export {
    struct mpt_date today;
    const char *reporting_org; /* IATI: code of the stakeholder that reports; else unused */
    const char *language;      /* IATI: ISO 639-1 code of the language the texts are in; NULL: not known */
    mpt_export_remark *remark; /* NULL: nobody asks */
    void *context;
};

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

/* Writes one cell as RFC 4180 has it; NULL is an empty one. A text that a spreadsheet would take for a formula, because
 * it begins with = + - @, a tab or a return, gets an apostrophe in front, unless it is a plain number ("-12.5"). A text
 * that begins with apostrophes before such a sign gets one more, so that mpt_csv_unguard gives back every text. */
void mpt_csv_cell(FILE *out, const char *text);

/* A line of such cells, NULL for an empty one. */
void mpt_csv_row(FILE *out, const char *const *cells, size_t count);

/* The text that mpt_csv_cell made the cell from (quotes resolved): without the apostrophe, if it has one. */
const char *mpt_csv_unguard(const char *cell);

/* The records of a kind as a table, in the order of their codes: a column a field, named as the field, many values one
 * a line. What is computed and what is kept as records of another kind (tags: taggings) is not repeated. */
enum mpt_status mpt_export_csv_kind(struct mpt_store *store, const struct mpt_kind *kind, FILE *out,
                                    struct mpt_error *error);

/* All kinds that have records, each as the file PLURAL.csv in `folder`, which is there with all of them or, when this
 * fails, as it was before. Errors: MPT_DATABASE when it cannot be written, or is there and holds anything but tables
 * such as these. */
enum mpt_status mpt_export_csv(struct mpt_store *store, const char *folder, struct mpt_error *error);

/* --- Standards ---------------------------------------------------------------------------------------------------- */

/* The projects as IATI activities, version 2.03 (https://iatistandard.org/en/iati-standard/203/), in the order and with
 * what iati-activities-schema.xsd of 2018-02-19 requires. How our fields are read stands in export_iati.c and beside.
 * A project that lacks what an activity must have is left out. Errors: MPT_BAD_INPUT when the reporting organisation
 * has no identifier or no type, or when no project can be an activity, since the standard knows no empty file. */
enum mpt_status mpt_export_iati(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                                struct mpt_error *error);

/* The committed fundings of projects as grants, 360Giving 1.1 (https://standard.threesixtygiving.org/). One that lacks
 * what a grant must have is left out. */
enum mpt_status mpt_export_360giving(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                                     struct mpt_error *error);

/* --- Maps --------------------------------------------------------------------------------------------------------- */

/* Who takes part in what, who pays and what belongs to what, as a Kumu blueprint: elements and connections
 * (https://docs.kumu.io/guides/import/blueprints). */
enum mpt_status mpt_export_kumu(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                                struct mpt_error *error);

/* The same for Graphviz: missions and projects in clusters by portfolio. */
enum mpt_status mpt_export_dot(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                               struct mpt_error *error);

/* --- Tables ------------------------------------------------------------------------------------------------------- */

/* A script that makes the tables and fills them, for PostgreSQL and SQLite alike. An amount is three columns: the
 * decimal NAME, its currency NAME_currency, and NAME_minor, exact everywhere, in the currency's minor unit. */
enum mpt_status mpt_export_sql(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                               struct mpt_error *error);

/* A workbook (XLSX) of one sheet a kind that has records, a column a field: full days are dates, amounts numbers beside
 * their currency, flags TRUE and FALSE, texts always texts, never formulas. The fields as in mpt_export_csv_kind, but
 * for what the program keeps for itself. What a spreadsheet cannot hold exactly is a remark: amounts and integers of
 * more than 15 digits are texts; texts of more than 32,767 characters are cut. Errors: MPT_USAGE when `out` is a
 * terminal, MPT_BAD_INPUT when there are more records of a kind than rows in a sheet, or mpt-sheet is not there. */
enum mpt_status mpt_export_xlsx(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                                struct mpt_error *error);

#endif
