/* Kind: a score, what an evaluation says on one criterion. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"evaluation", MPT_REF, MPT_REQUIRED | MPT_LISTED, "the evaluation", .refers_to = "evaluation"},
    {"criterion", MPT_REF, MPT_REQUIRED | MPT_LISTED, "the criterion", .refers_to = "criterion"},
    {"value", MPT_NUMBER, MPT_LISTED, "score on the framework's own scale"},
    {"reason", MPT_TEXT, MPT_LISTED, "why"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_score = MPT_KIND("score", "scores", "score", "What an evaluation says on one criterion.",
                                                .code_from = "evaluation criterion");
