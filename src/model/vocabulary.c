/* Kind: a vocabulary, a facet of tags, and how its tags add up. */
#include "kinds.h"

static const struct mpt_choice sums[] = {{"split-100", "shares of one project sum to 100 %"},
                                         {"multi", "several tags each; totals overlap"},
                                         {"marker", "a tag with a degree of significance"},
                                         {"single", "one tag each"},
                                         {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what the facet is called"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what it tells apart"},
    {"adds_up", MPT_CHOICE, MPT_LISTED, "how its tags add up", .choices = sums},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_vocabulary = MPT_KIND("vocabulary", "vocabularies", "vocabulary",
                                                     "A facet of tags, and how its tags add up.", .code_from = "title");
