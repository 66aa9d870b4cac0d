/* Kind: a decision, needed or taken. */
#include "kinds.h"

static const struct mpt_choice decision_kinds[] = {
    {"start", NULL}, {"continue", NULL},      {"pivot", NULL},          {"scale", NULL}, {"pause", NULL},
    {"stop", NULL},  {"change-target", NULL}, {"accept-finding", NULL}, {"other", NULL}, {NULL, NULL}};
static const struct mpt_choice statuses[] = {
    {"needed", "waits"}, {"taken", NULL}, {"withdrawn", "no longer needed"}, {NULL, NULL}};
static const struct mpt_choice levels[] = {
    {"team", NULL}, {"board", NULL}, {"ministry", NULL}, {"minister", NULL}, {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what is to be decided"},
    {"decision_kind", MPT_CHOICE, 0, "kind of decision", .choices = decision_kinds},
    {"status", MPT_CHOICE, MPT_LISTED, "needed or taken", .choices = statuses},
    {"mission", MPT_REF, MPT_LISTED, "the mission it is about", .refers_to = "mission"},
    {"portfolio", MPT_REF, 0, "the portfolio it is about", .refers_to = "portfolio"},
    {"programme", MPT_REF, 0, "the programme it is about", .refers_to = "programme"},
    {"target", MPT_REF, 0, "the target it refers to", .refers_to = "target"},
    {"project", MPT_REF, MPT_MANY, "a project it is about", .refers_to = "project"},
    {"blocks", MPT_REF, MPT_MANY, "a project that cannot go on without it", .refers_to = "project"},
    {"holds_step", MPT_REF, MPT_MANY, "a roadmap step it holds up", .refers_to = "step"},
    {"holds", MPT_MONEY, MPT_LISTED, "money that waits for it"},
    {"asked_on", MPT_DATE, 0, "when it was asked for"},
    {"due_on", MPT_DATE, MPT_LISTED, "by when it is needed"},
    {"taken_on", MPT_DATE, MPT_LISTED, "when it was taken"},
    {"level", MPT_CHOICE, MPT_LISTED, "who decides", .choices = levels},
    {"delegated_to", MPT_TEXT, 0, "who was asked to decide instead"},
    {"proposal", MPT_TEXT, MPT_SEARCHED, "what is proposed"},
    {"outcome", MPT_TEXT, MPT_SEARCHED, "what was decided"},
    {"reason", MPT_TEXT, MPT_SEARCHED, "why"},
    {"legal_ground", MPT_TEXT, 0, "the rule it stands on"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_decision =
    MPT_KIND("decision", "decisions", "decision", "A decision that is needed or was taken.", .code_from = "title");
