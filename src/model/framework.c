/* Kind: an evaluation framework, a list of criteria to judge by. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what the framework is called"},
    {"summary", MPT_TEXT, MPT_LISTED | MPT_SEARCHED, "what it is for"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_framework =
    MPT_KIND("framework", "frameworks", "framework", "A list of criteria to evaluate by.", .code_from = "title");
