/* Kind: a roadmap somebody wrote for a mission. */
#include "kinds.h"

static const struct mpt_choice statuses[] = {
    {"received", NULL}, {"selected", NULL}, {"combined", "merged into another"}, {"set-aside", NULL}, {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what the roadmap is called"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what it says"},
    {"mission", MPT_REF, MPT_LISTED, "the mission it is for", .refers_to = "mission"},
    {"author", MPT_REF, MPT_MANY, "who wrote it", .refers_to = "stakeholder"},
    {"status", MPT_CHOICE, MPT_LISTED, "what became of it", .choices = statuses},
    {"combined_into", MPT_REF, 0, "the roadmap it was merged into", .refers_to = "roadmap"},
    {"received_on", MPT_DATE, MPT_LISTED, "when it came in"},
    {"reviewed_on", MPT_DATE, 0, "when it was last reviewed"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_roadmap = MPT_KIND(
    "roadmap", "roadmaps", "roadmap", "A way to the mission's goal, as its author sees it.", .code_from = "title");
