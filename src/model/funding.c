/* Kind: a funding, one flow of money. */
#include "kinds.h"

static const struct mpt_choice source_kinds[] = {{"own", "the mission agency's own money"},
                                                 {"public-grant", NULL},
                                                 {"public-other", "other public money"},
                                                 {"private", NULL},
                                                 {"philanthropic", NULL},
                                                 {"multilateral", NULL},
                                                 {NULL, NULL}};
static const struct mpt_choice forms[] = {{"cash", NULL}, {"in-kind", NULL}, {NULL, NULL}};
static const struct mpt_choice stages[] = {{"planned", "needed, nobody asked yet"},
                                           {"applied", "applied for"},
                                           {"pledged", "promised, not binding"},
                                           {"committed", "binding"},
                                           {"spent", "part of what was committed, not beside it"},
                                           {NULL, NULL}};
static const struct mpt_choice purposes[] = {
    {"work", NULL}, {"scaling", "reserved for scaling"}, {"orchestration", NULL}, {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_LISTED, "what the money is for"},
    {"amount", MPT_MONEY, MPT_REQUIRED | MPT_LISTED, "how much, as it was given"},
    {"stage", MPT_CHOICE, MPT_REQUIRED | MPT_LISTED, "how sure it is", .choices = stages},
    {"source_kind", MPT_CHOICE, MPT_LISTED, "whose kind of money", .choices = source_kinds},
    {"form", MPT_CHOICE, 0, "cash or in kind", .choices = forms},
    {"giver", MPT_REF, MPT_LISTED, "who gives", .refers_to = "stakeholder"},
    {"receiver", MPT_REF, 0, "who receives", .refers_to = "stakeholder"},
    {"project", MPT_REF, MPT_LISTED, "for this project", .refers_to = "project"},
    {"mission", MPT_REF, MPT_LISTED, "for this mission as a whole, not for one project", .refers_to = "mission"},
    {"programme", MPT_REF, MPT_LISTED, "for this programme as a whole", .refers_to = "programme"},
    {"portfolio", MPT_REF, 0, "for this portfolio as a whole", .refers_to = "portfolio"},
    {"whole", MPT_FLAG, 0, "all that its giver gives the project: the giver's other flows to it are parts of this one"},
    {"year", MPT_INTEGER, MPT_LISTED, "the year the money is for", .min = 1900, .max = 2200},
    {"starts", MPT_DATE, 0, "from when the money lasts"},
    {"ends", MPT_DATE, MPT_LISTED, "until when the money lasts"},
    {"purpose", MPT_CHOICE, 0, "what for", .choices = purposes},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_funding =
    MPT_KIND("funding", "fundings", "funding", "One flow of money, in the currency it was given in.",
             .code_from = "project mission programme portfolio giver stage year",
             .one_of = "project mission programme portfolio", .ordered = "starts ends");
