/* Kind: a contribution, the claim that a project or mission moves a target or step, and how well it is shown. */
#include "kinds.h"

static const struct mpt_choice answers[] = {{"yes", NULL}, {"partly", NULL}, {"no", NULL}, {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"project", MPT_REF, MPT_LISTED, "the project that contributes", .refers_to = "project"},
    {"mission", MPT_REF, MPT_LISTED, "or the mission as a whole", .refers_to = "mission"},
    {"target", MPT_REF, MPT_LISTED, "to this target", .refers_to = "target"},
    {"step", MPT_REF, MPT_LISTED, "to this roadmap step", .refers_to = "step"},
    {"claim", MPT_TEXT, MPT_LISTED, "the claim in one or two sentences"},
    {"theory", MPT_CHOICE, 0, "a reasoned theory of change (Mayne 1)", .choices = answers},
    {"implemented", MPT_CHOICE, 0, "the activities were carried out (Mayne 2)", .choices = answers},
    {"evidenced", MPT_CHOICE, 0, "the chain of results is evidenced (Mayne 3)", .choices = answers},
    {"others_assessed", MPT_CHOICE, 0, "other factors were assessed (Mayne 4)", .choices = answers},
    {"evidence_level", MPT_INTEGER, 0, "Nesta standard of evidence", .min = 1, .max = 5},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_contribution = MPT_KIND(
    "contribution", "contributions", "contribution", "The claim that work moves a target or step, and its evidence.",
    .code_from = "project mission target step", .one_of = "project mission; target step");
