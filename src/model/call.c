/* Kind: a call, how a programme's money is given out. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what the call is called"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what it asks for"},
    {"programme", MPT_REF, MPT_LISTED, "the programme that calls", .refers_to = "programme"},
    {"mission", MPT_REF, MPT_MANY | MPT_LISTED, "a mission it serves", .refers_to = "mission"},
    {"opens", MPT_DATE, MPT_LISTED, "when it opens"},
    {"closes", MPT_DATE, MPT_LISTED, "when it closes"},
    {"budget", MPT_MONEY, MPT_LISTED, "money it gives out in all, its purse"},
    {"ceiling", MPT_MONEY, 0, "most it gives to one project"},
    {"eligible", MPT_TEXT, 0, "who may win money"},
    {"parallel_to", MPT_REF, MPT_MANY, "a call run in parallel under its own rules", .refers_to = "call"},
    {"next_common_date", MPT_DATE, 0, "next date the parallel calls share"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_call =
    MPT_KIND("call", "calls", "call", "One round in which a programme gives out money.", .code_from = "title",
             .ordered = "opens closes");
