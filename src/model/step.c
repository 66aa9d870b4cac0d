/* Kind: a dated step of a mission's roadmap (milestone, signpost). */
#include "kinds.h"

static const struct mpt_choice statuses[] = {
    {"planned", NULL}, {"active", NULL}, {"done", NULL}, {"dropped", NULL}, {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what will be true when it is done"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what belongs to it"},
    {"mission", MPT_REF, MPT_LISTED, "the mission it serves", .refers_to = "mission"},
    {"roadmap", MPT_REF, 0, "the roadmap it stands in", .refers_to = "roadmap"},
    {"programme", MPT_REF, 0, "the programme it is a milestone of", .refers_to = "programme"},
    {"solution", MPT_REF, 0, "the solution path it is part of, as a tag", .refers_to = "tag"},
    {"status", MPT_CHOICE, MPT_LISTED, "where it stands", .choices = statuses},
    {"starts", MPT_DATE, 0, "when work on it begins"},
    {"due", MPT_DATE, MPT_LISTED, "when it shall be done"},
    {"first_due", MPT_DATE, 0, "when it was first to be done"},
    {"moved", MPT_INTEGER, 0, "how often its date was moved", .unit = "times", .max = 1000},
    {"done_on", MPT_DATE, MPT_LISTED, "when it was done"},
    {"needed_from", MPT_DATE, 0, "from when others build on it"},
    {"depends_on", MPT_REF, MPT_MANY, "a step that must be done before", .refers_to = "step"},
    {"left_to", MPT_TEXT, 0, "who does it, when it is left to others"},
    {"owner", MPT_TEXT, 0, "who answers for it, by name"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_step =
    MPT_KIND("step", "steps", "step", "A dated step of a roadmap: what must be true by when.", .code_from = "title");
