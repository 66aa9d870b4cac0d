/* Kind: a review that was held, with what was computed then. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED, "what the review is called"},
    {"portfolio", MPT_REF, MPT_LISTED, "of this portfolio", .refers_to = "portfolio"},
    {"mission", MPT_REF, MPT_LISTED, "of this mission", .refers_to = "mission"},
    {"held_on", MPT_DATE, MPT_REQUIRED | MPT_LISTED, "when"},
    {"closed_by", MPT_TEXT, MPT_LISTED, "who closed it, by name"},
    {"computed", MPT_TEXT, MPT_KEPT, "the values it showed, as JSON, for the next one to compare with",
     .max = 64 << 20},
    {"page", MPT_TEXT, MPT_KEPT, "the page it showed, as JSON, to be printed again", .max = 64 << 20},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_review = MPT_KIND(
    "review", "reviews", "review", "A review that was held, with what was computed then.", .code_from = "title");
