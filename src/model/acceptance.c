/* Kind: an acceptance, a finding looked at and accepted for a time. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"finding", MPT_TEXT, MPT_REQUIRED | MPT_LISTED, "id of the finding, as `mpt gaps` prints it"},
    {"reason", MPT_TEXT, MPT_REQUIRED | MPT_LISTED, "why it is accepted"},
    {"accepted_by", MPT_TEXT, MPT_REQUIRED | MPT_LISTED, "who, by name"},
    {"accepted_on", MPT_DATE, MPT_LISTED, "when"},
    {"until", MPT_DATE, MPT_REQUIRED | MPT_LISTED, "when it comes back: at most 365 days after accepted_on"},
    {"severity", MPT_CHOICE, MPT_LISTED, "how severe it was; it comes back when it is worse",
     .choices = mpt_severities},
    {"decision", MPT_REF, 0, "the decision that records it", .refers_to = "decision"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_acceptance =
    MPT_KIND("acceptance", "acceptances", "acceptance", "A finding looked at and accepted for a time.",
             .code_from = "finding", .ordered = "accepted_on until", .at_most_days = 365);
