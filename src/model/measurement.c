/* Kind: a measurement, one value of a target's metric at one date. */
#include "kinds.h"

static const struct mpt_choice bases[] = {
    {"measured", NULL}, {"estimated", NULL}, {"modelled", NULL}, {"self-reported", NULL}, {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"target", MPT_REF, MPT_REQUIRED | MPT_LISTED, "the target it measures", .refers_to = "target"},
    {"value", MPT_NUMBER, MPT_REQUIRED | MPT_LISTED, "value, in the target's unit"},
    {"measured_on", MPT_DATE, MPT_REQUIRED | MPT_LISTED, "the date the value holds for"},
    {"published_on", MPT_DATE, 0, "when this value became known; of two for one date the later holds"},
    {"basis", MPT_CHOICE, MPT_LISTED, "how the value was come by", .choices = bases},
    {"confidence", MPT_CHOICE, MPT_LISTED, "how sure, from evidence and agreement (IPCC)", .choices = mpt_confidences},
    {"summary", MPT_TEXT, 0, "what a reader should know about it"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_measurement =
    MPT_KIND("measurement", "measurements", "measurement", "One value of a target's metric at one date.",
             .code_from = "target measured_on");
