/* Kind: a recommendation of an evaluation or report, and what was answered. */
#include "kinds.h"

static const struct mpt_choice responses[] = {
    {"accepted", NULL}, {"rejected", NULL}, {"postponed", NULL}, {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what is recommended"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "why, and to whom"},
    {"evaluation", MPT_REF, MPT_LISTED, "the evaluation it comes from", .refers_to = "evaluation"},
    {"programme", MPT_REF, MPT_LISTED, "the report or programme it comes from", .refers_to = "programme"},
    {"made_on", MPT_DATE, 0, "when it was made"},
    {"needs_response", MPT_FLAG, 0, "somebody here has to answer it"},
    {"response", MPT_CHOICE, MPT_LISTED, "the answer", .choices = responses},
    {"responded_on", MPT_DATE, 0, "when it was answered"},
    {"reason", MPT_TEXT, 0, "why so"},
    {"postponed_to", MPT_DATE, 0, "until when it is postponed"},
    {"decision", MPT_REF, 0, "the decision it led to", .refers_to = "decision"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_recommendation =
    MPT_KIND("recommendation", "recommendations", "recommendation", "What an evaluation or report recommends.",
             .code_from = "title");
