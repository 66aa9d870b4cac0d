/* The parts of a workbook's file, a ZIP archive (ISO/IEC 29500-2), unpacked piece by piece with libzip. Names of parts
 * are looked up in the archive and nowhere else. */
#ifndef MPT_SHEET_PACKAGE_H
#define MPT_SHEET_PACKAGE_H

#include <stdint.h>

#include "exchange/sheet/xml.h"
#include "mpt/arena.h"

struct package;

/* Opens the archive that is in `file`, which is closed with it; at most `largest` bytes are unpacked from it. Errors:
 * MPT_BAD_INPUT: it is none, of another kind of spreadsheet, or cut off. */
enum mpt_status package_open(int file, uint64_t largest, struct mpt_arena *arena, struct package **package,
                             struct mpt_error *error);

/* Hands the part of that name to `xml`; *there says whether there is one (NULL: there must be). Errors: MPT_BAD_INPUT:
 * encrypted, packed in a way no workbook is, its checksum is wrong, it unpacks to more than is allowed or to hundreds
 * of times its size; and those of xml_read. */
enum mpt_status package_read(struct package *package, const char *name, struct xml *xml, bool *there,
                             struct mpt_error *error);

bool package_has(const struct package *package, const char *name);

/* The part that `target` (of a relationship) means, seen from the part `from`. In `arena`. */
const char *package_resolve(const char *from, const char *target, struct mpt_arena *arena);

void package_close(struct package *package);

#endif
