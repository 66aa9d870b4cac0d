/* Kind: a link between two projects or two missions. */
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
    {"relation", MPT_CHOICE, MPT_REQUIRED | MPT_LISTED, "how they are related", .choices = relations},
    {"to_project", MPT_REF, MPT_LISTED, "to this project", .refers_to = "project"},
    {"to_mission", MPT_REF, MPT_LISTED, "to this mission", .refers_to = "mission"},
    {"reason", MPT_TEXT, 0, "why, or how it is known"},
    {"linked_by", MPT_TEXT, 0, "who said so"},
    {"linked_on", MPT_DATE, 0, "when"},
    {"fingerprint", MPT_TEXT, MPT_KEPT, "by which it is known whether the texts it was judged by have changed"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_link = MPT_KIND("link", "links", "link", "How two projects or two missions are related.",
                                               .code_from = "project mission relation to_project to_mission",
                                               .one_of = "project mission; to_project to_mission", .once = true);
