/* Kind: a participation, one stakeholder's role in a mission, project or programme. */
#include "kinds.h"

static const struct mpt_choice roles[] = {{"decide", NULL},   {"co-fund", NULL},
                                          {"deliver", NULL},  {"advise", NULL},
                                          {"informed", NULL}, {"orchestrate", "holds a collaboration together"},
                                          {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"stakeholder", MPT_REF, MPT_REQUIRED | MPT_LISTED, "who takes part", .refers_to = "stakeholder"},
    {"mission", MPT_REF, MPT_LISTED, "in this mission", .refers_to = "mission"},
    {"project", MPT_REF, MPT_LISTED, "in this project", .refers_to = "project"},
    {"programme", MPT_REF, MPT_LISTED, "in this programme", .refers_to = "programme"},
    {"role", MPT_CHOICE, MPT_LISTED, "role", .choices = roles},
    {"responsibility", MPT_TEXT, 0, "its task in one line"},
    {"gives", MPT_TEXT, 0, "what it contributes"},
    {"gives_amount", MPT_MONEY, 0, "what it contributes in money or kind"},
    {"gets", MPT_TEXT, 0, "what it gains"},
    {"role_paid", MPT_FLAG, 0, "there is time or money for the role"},
    {"joined_on", MPT_DATE, MPT_LISTED, "when it joined"},
    {"left_on", MPT_DATE, MPT_LISTED, "when it left"},
    {"last_contact_on", MPT_DATE, 0, "last contact or joint activity"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_participation = MPT_KIND(
    "participation", "participations", "participation", "One stakeholder's role in a mission, project or programme.",
    .code_from = "stakeholder mission project programme role", .one_of = "mission project programme",
    .ordered = "joined_on left_on");
