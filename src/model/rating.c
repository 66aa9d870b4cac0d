/* Kind: a rating, delivery confidence as its owner judges it. */
#include "kinds.h"

static const struct mpt_choice colours[] = {{"green", "delivery highly likely, no major open issue"},
                                            {"amber", "feasible; significant issues, resolvable if addressed promptly"},
                                            {"red", "appears unachievable; issues not manageable at this stage"},
                                            {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"mission", MPT_REF, MPT_LISTED, "the mission judged", .refers_to = "mission"},
    {"project", MPT_REF, MPT_LISTED, "the project judged", .refers_to = "project"},
    {"rated_on", MPT_DATE, MPT_REQUIRED | MPT_LISTED, "when"},
    {"colour", MPT_CHOICE, MPT_REQUIRED | MPT_LISTED, "delivery confidence", .choices = colours},
    {"rated_by", MPT_TEXT, MPT_LISTED, "who judged, by name"},
    {"reason", MPT_TEXT, MPT_REQUIRED | MPT_LISTED, "why, in one sentence"},
    {"to_green", MPT_TEXT, 0, "what would make it green"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_rating =
    MPT_KIND("rating", "ratings", "rating", "Delivery confidence, as the owner judges it.",
             .code_from = "mission project rated_on", .one_of = "mission project");
