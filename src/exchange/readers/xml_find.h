/* Which element of an XML document is a record, and how its text is encoded, found out from how it begins. */
#ifndef MPT_EXCHANGE_XML_FIND_H
#define MPT_EXCHANGE_XML_FIND_H

#include "exchange/readers/readers.h"

/* The name of the element that is a record, in `arena`; "" when not even the root can be seen.
 *
 * It is what repeats below the root; else what repeats in an element below the root that holds nothing else; else the
 * only element below the root that has children (or, where that holds but one kind of element with children or
 * attributes, that); else the root itself. */
const char *xml_find_records(const char *start, size_t len, struct mpt_arena *arena);

/* The encoding that the XML declaration names, lower case, in `arena`; NULL when there is none, or it says UTF-8 or
 * UTF-16, which the bytes themselves tell better. */
const char *xml_declared_encoding(const unsigned char *start, size_t len, struct mpt_arena *arena);

#endif
