/* The answers of mpt-sheet, as mpt takes them. */
#include "exchange/sheet_protocol.h"

#include <string.h>

const struct helper_program sheet_program = {"mpt-sheet", "the reading and writing of workbooks", MPT_BAD_INPUT};

enum mpt_status sheet_answer(struct helper *helper, struct net_frame *answer, struct mpt_arena *arena,
                             struct mpt_error *error)
{
    bool answered = net_frame_read(answer, helper->answer, NULL, NULL, arena);
    helper_wait(helper);
    const char *code = answered ? net_frame_get(answer, "status") : NULL;
    if (!code || strlen(code) != 1 || *code < '0' || *code > '5') {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "%s broke off without an answer: it took more memory than it may, or is not of this version of "
                        "mpt",
                        helper->path);
    }
    return *code == '0' ? MPT_OK : mpt_fail(error, (enum mpt_status)(*code - '0'), "%s", answer->body);
}
