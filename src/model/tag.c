/* Kind: a tag of a vocabulary; its code is facet:tag. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_LISTED | MPT_SEARCHED, "the tag in words"},
    {"alias", MPT_TEXT, MPT_MANY | MPT_SEARCHED, "another word for it"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what belongs under it and what does not"},
    {"vocabulary", MPT_REF, MPT_REQUIRED | MPT_LISTED, "its facet", .refers_to = "vocabulary"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_tag =
    MPT_KIND("tag", "tags", "tag", "A tag of a vocabulary, facet:tag.", .code_from = "vocabulary title");
