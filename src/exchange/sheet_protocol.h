/* What mpt and its helper mpt-sheet say to each other. The libraries that pack, unpack and write workbooks would double
 * the time that mpt itself takes to start; it starts `mpt-sheet VERB WORD ...` when one is read or written.
 *
 * Both verbs answer on standard output with a frame as in net_protocol.h (version line included): "status N" is enum
 * mpt_status, and when it is not 0 the body is the message, which does not name the file. No answer, or one that ends
 * too soon, means that mpt-sheet broke off.
 *
 * mpt-sheet read LARGEST [SHEET]: a sheet as CSV.
 *   standard input   the workbook, a file that can be sought in
 *   file 3           an empty file to write the CSV to, as src/exchange/sheet/rows.h describes it
 *   LARGEST          most bytes to unpack
 *   SHEET            the sheet's name, in any case; left out: the first that is not hidden
 * Fields of the answer:
 *   sheet NAME       the sheet that was read
 *   sheets N         how many there are
 *   start OFFSET     where in file 3 the CSV begins; it goes to the end of the file
 *   errors N         cells that are errors (#N/A), left empty
 *   formulas N       formulas whose value the workbook does not have, left empty
 *
 * mpt-sheet write: a workbook of one sheet a table.
 *   standard input   the tables, in pieces: a letter, the length of what follows in decimal, ':' and so many bytes
 *     s NAME           a sheet, at most 31 characters; its columns follow, then its rows
 *     c NAME           a column
 *     h TEXT           what the last column means; a comment on its head
 *     r                a row
 *     t TEXT           its next cell: a text, whatever it looks like, at most 32,767 UTF-16 units
 *     n NUMBER         ... a number
 *     m AMOUNT         ... an amount, shown with as many decimals as it is given with, at most 15 digits
 *     d DATE           ... 2030-06-30, from 1900-03-01 on
 *     b 0|1            ... FALSE or TRUE
 *     -                ... nothing
 *     e                the end; without it nothing is written
 *   file 3           where the workbook goes, from where that file stands; need not be one that can be sought in */
#ifndef MPT_SHEET_PROTOCOL_H
#define MPT_SHEET_PROTOCOL_H

#include "exchange/helper.h"
#include "exchange/net_protocol.h"

enum { SHEET_FILE = 3 };

extern const struct helper_program sheet_program;

/* Takes the answer and waits for the end of mpt-sheet. Errors: what the answer says, MPT_BAD_INPUT when there is none.
 */
enum mpt_status sheet_answer(struct helper *helper, struct net_frame *answer, struct mpt_arena *arena,
                             struct mpt_error *error);

#endif
