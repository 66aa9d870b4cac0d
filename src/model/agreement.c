/* Kind: an agreement, what is signed between whom until when. */
#include "kinds.h"

static const struct mpt_choice agreement_kinds[] = {{"charter", NULL},
                                                    {"mou", "memorandum of understanding"},
                                                    {"sandbox", NULL},
                                                    {"testbed", NULL},
                                                    {"data-agreement", NULL},
                                                    {"joint-call", NULL},
                                                    {"parallel-call", NULL},
                                                    {"framework", "a standing agreement"},
                                                    {"shared-platform", NULL},
                                                    {"fund", NULL},
                                                    {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what the agreement is called"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what is agreed"},
    {"agreement_kind", MPT_CHOICE, MPT_LISTED, "kind of agreement", .choices = agreement_kinds},
    {"party", MPT_REF, MPT_MANY | MPT_LISTED, "who signed", .refers_to = "stakeholder"},
    {"mission", MPT_REF, MPT_LISTED, "for this mission", .refers_to = "mission"},
    {"programme", MPT_REF, 0, "for this programme", .refers_to = "programme"},
    {"project", MPT_REF, MPT_MANY, "for this project", .refers_to = "project"},
    {"signed_on", MPT_DATE, MPT_LISTED, "since when"},
    {"expires_on", MPT_DATE, MPT_LISTED, "until when"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_agreement =
    MPT_KIND("agreement", "agreements", "agreement", "What is signed between whom, until when.", .code_from = "title",
             .ordered = "signed_on expires_on");
