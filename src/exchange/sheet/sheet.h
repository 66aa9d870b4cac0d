/* What mpt-sheet does; src/exchange/sheet_protocol.h says it in full. */
#ifndef MPT_SHEET_SHEET_H
#define MPT_SHEET_SHEET_H

#include "exchange/net_protocol.h"
#include "mpt/status.h"

/* Words behind the verb, fields of the answer, a message in `error`. */
enum mpt_status sheet_read(char **words, struct net_frame *answer, struct mpt_arena *arena, struct mpt_error *error);
enum mpt_status sheet_write(char **words, struct net_frame *answer, struct mpt_arena *arena, struct mpt_error *error);

#endif
