/* Kind: an evaluation, planned or done. */
#include "kinds.h"

static const struct mpt_choice statuses[] = {{"planned", NULL}, {"done", NULL}, {"dropped", NULL}, {NULL, NULL}};
static const struct mpt_choice independences[] = {{"internal", NULL}, {"external", NULL}, {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what the evaluation is called"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "question asked, or what came out"},
    {"mission", MPT_REF, MPT_LISTED, "the mission evaluated", .refers_to = "mission"},
    {"project", MPT_REF, 0, "the project evaluated", .refers_to = "project"},
    {"programme", MPT_REF, MPT_LISTED, "the programme evaluated", .refers_to = "programme"},
    {"framework", MPT_REF, 0, "the framework judged by", .refers_to = "framework"},
    {"status", MPT_CHOICE, MPT_LISTED, "planned or done", .choices = statuses},
    {"independence", MPT_CHOICE, MPT_LISTED, "by the agency itself or by others", .choices = independences},
    {"evaluator", MPT_REF, 0, "who evaluates", .refers_to = "stakeholder"},
    {"planned_on", MPT_DATE, MPT_LISTED, "when it is to be done"},
    {"done_on", MPT_DATE, MPT_LISTED, "when it was done"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_evaluation =
    MPT_KIND("evaluation", "evaluations", "evaluation", "An evaluation, planned or done.", .code_from = "title");
