/* Kind: a tagging, a tag on a record: who or what put it there, how sure. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"tag", MPT_REF, MPT_REQUIRED | MPT_LISTED, "the tag", .refers_to = "tag"},
    {"project", MPT_REF, MPT_LISTED, "on this project", .refers_to = "project"},
    {"mission", MPT_REF, MPT_LISTED, "on this mission", .refers_to = "mission"},
    {"stakeholder", MPT_REF, MPT_LISTED, "on this stakeholder", .refers_to = "stakeholder"},
    {"share", MPT_NUMBER, 0, "share, in vocabularies that split", .unit = "%", .max = 100},
    {"significance", MPT_INTEGER, 0, "significance, in marker vocabularies", .max = 4},
    {"tagged_by", MPT_TEXT, MPT_LISTED, "who or what put it there"},
    {"confidence", MPT_CHOICE, MPT_LISTED, "how sure", .choices = mpt_confidences},
    {"tagged_on", MPT_DATE, 0, "when"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_tagging =
    MPT_KIND("tagging", "taggings", "tagging", "A tag on a record: who or what put it there, how sure.",
             .code_from = "project mission stakeholder tag", .one_of = "project mission stakeholder", .once = true);
