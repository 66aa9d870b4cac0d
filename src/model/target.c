/* Kind: a target, what a mission or portfolio wants to reach, measurably. */
#include "kinds.h"

static const struct mpt_choice statuses[] = {
    {"proposed", NULL}, {"agreed", NULL}, {"reached", NULL}, {"dropped", NULL}, {NULL, NULL}};
static const struct mpt_choice directions[] = {{"up", "more is better"},
                                               {"down", "less is better"},
                                               {"keep-below", "a limit: in or out, no pace"},
                                               {"keep-above", "a limit: in or out, no pace"},
                                               {"keep-within", "a band from value to value_high: in or out"},
                                               {"achieve", "reached or not (1 or 0)"},
                                               {NULL, NULL}};
static const struct mpt_choice paths[] = {{"linear", "the same amount every year"},
                                          {"constant-rate", "the same percentage every year, for costs and growth"},
                                          {"milestones", "interpolated between the agreed milestones"},
                                          {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "the target in words"},
    {"mission", MPT_REF, MPT_LISTED, "the mission it belongs to", .refers_to = "mission"},
    {"portfolio", MPT_REF, 0, "the portfolio it belongs to, when to no one mission", .refers_to = "portfolio"},
    {"status", MPT_CHOICE, MPT_LISTED, "whether it is agreed", .choices = statuses},
    {"headline", MPT_FLAG, 0, "a headline target, shown first"},
    {"metric", MPT_TEXT, 0, "what is measured"},
    {"unit", MPT_TEXT, 0, "unit of the values, without the currency: per kg, billion, %"},
    {"in_money", MPT_FLAG, 0, "the values are amounts of money"},
    {"currency", MPT_CURRENCY, 0, "ISO 4217 code, when the values are amounts of money"},
    {"direction", MPT_CHOICE, 0, "which way is better", .choices = directions},
    {"baseline", MPT_NUMBER, MPT_LISTED, "value at the start"},
    {"baseline_on", MPT_DATE, 0, "date of the baseline"},
    {"baseline_due_on", MPT_DATE, 0, "by when the baseline will be measured, while there is none"},
    {"value", MPT_NUMBER, MPT_LISTED, "value to be reached"},
    {"value_high", MPT_NUMBER, 0, "upper end, for keep-within"},
    {"due", MPT_DATE, MPT_LISTED, "by when"},
    {"path", MPT_CHOICE, 0, "how the way there is drawn", .choices = paths},
    {"milestone", MPT_TEXT, MPT_MANY, "a point of the path: DATE VALUE"},
    {"interval", MPT_INTEGER, 0, "how often it is measured", .unit = "months", .min = 1, .max = 1200},
    {"data_source", MPT_TEXT, 0, "where its measurements come from"},
    {"family", MPT_TEXT, 0, "indicator family: ghg, competitiveness, resilience ..."},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_target =
    MPT_KIND("target", "targets", "target", "What a mission or portfolio wants to reach, measurably.",
             .code_from = "title", .one_of = "mission portfolio", .ordered = "baseline_on due");
