/* Kind: a barrier, what stands in the way. */
#include "kinds.h"

static const struct mpt_choice barrier_kinds[] = {
    {"legal", NULL},    {"data", NULL},     {"procurement", NULL}, {"it", NULL},    {"communications", NULL},
    {"cultural", NULL}, {"prestige", NULL}, {"conflict", NULL},    {"other", NULL}, {NULL, NULL}};
static const struct mpt_choice dimensions[] = {{"strategic-orientation", NULL},
                                               {"policy-coordination", NULL},
                                               {"policy-implementation", NULL},
                                               {"cross-border", NULL},
                                               {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what stands in the way"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what a reader should know"},
    {"barrier_kind", MPT_CHOICE, MPT_LISTED, "kind of barrier", .choices = barrier_kinds},
    {"dimension", MPT_CHOICE, MPT_LISTED, "dimension of mission policy (OECD) it belongs to", .choices = dimensions},
    {"portfolio", MPT_REF, 0, "the portfolio it was met in", .refers_to = "portfolio"},
    {"mission", MPT_REF, MPT_LISTED, "the mission it was met in", .refers_to = "mission"},
    {"project", MPT_REF, 0, "the project it was met in", .refers_to = "project"},
    {"blocks", MPT_REF, MPT_MANY, "a project it blocks", .refers_to = "project"},
    {"stakeholder", MPT_REF, MPT_LISTED, "who met it", .refers_to = "stakeholder"},
    {"keyword", MPT_TEXT, MPT_MANY, "a word by which the same barrier is found again"},
    {"opened_on", MPT_DATE, MPT_LISTED, "since when"},
    {"closed_on", MPT_DATE, MPT_LISTED, "until when"},
    {"owner", MPT_TEXT, 0, "who clears it, by name"},
    {"resolution", MPT_TEXT, MPT_SEARCHED, "how it was cleared"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_barrier = MPT_KIND("barrier", "barriers", "barrier", "What stands in the way.",
                                                  .code_from = "title", .ordered = "opened_on closed_on");
