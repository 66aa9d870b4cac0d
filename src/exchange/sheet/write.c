/* `mpt-sheet write`: makes a workbook of the tables that come in. */
#include "exchange/sheet/sheet.h"
enum mpt_status sheet_write(char **words, struct net_frame *answer, struct mpt_arena *arena, struct mpt_error *error)
{
    (void)words, (void)answer, (void)arena;
    return mpt_fail(error, MPT_BAD_INPUT, "not yet");
}
