/* Kind: a stakeholder, an organisation, person or group that takes part. */
#include "kinds.h"

static const struct mpt_choice forms[] = {{"organisation", NULL},
                                          {"unit", "part of an organisation"},
                                          {"person", NULL},
                                          {"group", "several, not named one by one"},
                                          {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "name"},
    {"alias", MPT_TEXT, MPT_MANY | MPT_SEARCHED, "another name, acronym or spelling"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "who it is"},
    {"form", MPT_CHOICE, MPT_LISTED, "what it is", .choices = forms},
    {"actor_group", MPT_CHOICE, MPT_LISTED, "group of stakeholders", .choices = mpt_actor_groups},
    {"level", MPT_CHOICE, MPT_LISTED, "level it acts on", .choices = mpt_levels},
    {"country", MPT_COUNTRY, MPT_LISTED, "country"},
    {"place", MPT_TEXT, 0, "city or place"},
    {"part_of", MPT_REF, 0, "the organisation it belongs to", .refers_to = "stakeholder"},
    {"outside_id", MPT_TEXT, MPT_MANY | MPT_SEARCHED, "its id in another system, scheme:id (ROR, organisation number)"},
    {"tag", MPT_REF, MPT_MANY | MPT_THROUGH, "a tag, facet:tag", .refers_to = "tag", .through = "tagging"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_stakeholder =
    MPT_KIND("stakeholder", "stakeholders", "stakeholder", "An organisation, person or group that takes part.",
             .code_from = "title");
