/* Kind: a societal challenge that missions answer. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what the challenge is called"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what is at stake, for whom"},
    {"transnational", MPT_FLAG, MPT_LISTED, "cannot be met within one country"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_challenge = MPT_KIND("challenge", "challenges", "challenge",
                                                    "A societal challenge that missions answer.", .code_from = "title");
