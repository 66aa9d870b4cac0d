/* Kind: a link between two projects, missions or stakeholders. */
#include "kinds.h"

static const struct mpt_choice relations[] = {{"duplicate-of", "the same work recorded twice"},
                                              {"co-funded-with", "one work, several awards"},
                                              {"renews", "is the same work later"},
                                              {"overlaps", "similar aims, methods or users"},
                                              {"shares-wording", "a template or series, no more"},
                                              {"complements", NULL},
                                              {"competes-with", "on purpose"},
                                              {"follows", "is the next stage of"},
                                              {"parallel-to", NULL},
                                              {"part-of", NULL},
                                              {"aligned-with", "answers the same challenge elsewhere"},
                                              {"distinct-from", "looked alike, is not the same"},
                                              {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"project", MPT_REF, MPT_LISTED, "from this project", .refers_to = "project"},
    {"mission", MPT_REF, MPT_LISTED, "from this mission", .refers_to = "mission"},
    {"stakeholder", MPT_REF, 0, "from this stakeholder", .refers_to = "stakeholder"},
    {"relation", MPT_CHOICE, MPT_REQUIRED | MPT_LISTED, "how they are related", .choices = relations},
    {"to_project", MPT_REF, MPT_LISTED, "to this project", .refers_to = "project"},
    {"to_mission", MPT_REF, MPT_LISTED, "to this mission", .refers_to = "mission"},
    {"to_stakeholder", MPT_REF, 0, "to this stakeholder", .refers_to = "stakeholder"},
    {"reason", MPT_TEXT, 0, "why, or how it is known"},
    {"linked_by", MPT_TEXT, 0, "who said so"},
    {"linked_on", MPT_DATE, 0, "when"},
    {"fingerprint", MPT_TEXT, MPT_KEPT, "by which it is known whether the texts it was judged by have changed"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_link =
    MPT_KIND("link", "links", "link", "How two projects, missions or stakeholders are related.",
             .code_from = "project mission stakeholder relation to_project to_mission to_stakeholder",
             .one_of = "project mission stakeholder; to_project to_mission to_stakeholder", .once = true);
