/* Kind: one criterion of an evaluation framework (an element, a success factor). */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "the criterion in a few words"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what it asks"},
    {"framework", MPT_REF, MPT_REQUIRED | MPT_LISTED, "the framework it belongs to", .refers_to = "framework"},
    {"position", MPT_INTEGER, MPT_LISTED, "its place in the framework", .min = 1, .max = 10000},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_criterion =
    MPT_KIND("criterion", "criteria", "criterion", "One criterion of an evaluation framework.", .code_from = "title");
