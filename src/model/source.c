/* Kind: a source, an address from which records are brought up to date. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_SEARCHED, "what it is called"},
    {"url", MPT_TEXT, MPT_REQUIRED | MPT_LISTED, "the address it is fetched from, http:// or https://"},
    {"map", MPT_TEXT, MPT_LISTED, "the map that makes records of what comes"},
    {"mission", MPT_REF, 0, "the mission its records belong to", .refers_to = "mission"},
    {"portfolio", MPT_REF, 0, "the portfolio its records belong to", .refers_to = "portfolio"},
    {"programme", MPT_REF, 0, "the programme its records belong to", .refers_to = "programme"},
    {"updates", MPT_FLAG, 0, "records that changed there are changed here without asking"},
    {"checked_on", MPT_DATE, 0, "when it was last tried"},
    {"right_on", MPT_DATE, MPT_LISTED, "when it last came in whole"},
    {"right_as", MPT_TEXT, MPT_LISTED, "what came in then"},
    {"trouble", MPT_TEXT, MPT_LISTED, "why the last try failed; empty when it was right"},
    {"fingerprint", MPT_TEXT, MPT_KEPT, "by which what came in then is known again"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_source = MPT_KIND(
    "source", "sources", "source", "An address from which records are brought up to date.", .code_from = "title");
