/* Kind: a learning, what was learnt and what it changed. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what was learnt"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "how it is known"},
    {"portfolio", MPT_REF, 0, "in this portfolio", .refers_to = "portfolio"},
    {"mission", MPT_REF, MPT_LISTED, "in this mission", .refers_to = "mission"},
    {"project", MPT_REF, MPT_LISTED, "in this project", .refers_to = "project"},
    {"stakeholder", MPT_REF, MPT_LISTED, "by whom", .refers_to = "stakeholder"},
    {"learnt_on", MPT_DATE, MPT_LISTED, "when"},
    {"needs_change", MPT_FLAG, 0, "something has to change because of it"},
    {"changed", MPT_TEXT, MPT_SEARCHED, "what it changed"},
    {"decision", MPT_REF, 0, "the decision it led to", .refers_to = "decision"},
    {"used_by", MPT_REF, MPT_MANY, "a project that used it", .refers_to = "project"},
    {"adaptation", MPT_FLAG, 0, "about adapting something taken over from elsewhere"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_learning =
    MPT_KIND("learning", "learnings", "learning", "What was learnt, and what it changed.", .code_from = "title");
