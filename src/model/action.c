/* Kind: an action, who does what by when. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what is to be done"},
    {"owner", MPT_TEXT, MPT_LISTED, "who does it, by name"},
    {"asked_on", MPT_DATE, 0, "when it was agreed"},
    {"due_on", MPT_DATE, MPT_LISTED, "by when"},
    {"done_on", MPT_DATE, MPT_LISTED, "when it was done"},
    {"mission", MPT_REF, MPT_LISTED, "for this mission", .refers_to = "mission"},
    {"project", MPT_REF, 0, "for this project", .refers_to = "project"},
    {"review", MPT_REF, 0, "the review it was agreed in", .refers_to = "review"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_action =
    MPT_KIND("action", "actions", "action", "Who does what by when.", .code_from = "title");
