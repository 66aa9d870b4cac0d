/* Kind: a programme, scheme or network, where money or methods come from. */
#include "kinds.h"

static const struct mpt_choice forms[] = {{"programme", "a funding programme"},
                                          {"scheme", "a funding or support scheme within or across programmes"},
                                          {"prize", "a prize or challenge"},
                                          {"network", "a network or platform of organisations"},
                                          {"lab", "a lab or support unit"},
                                          {"method", "a way of working that others can take over"},
                                          {"system", "an information or management system"},
                                          {"publication", "a report or playbook"},
                                          {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what it is called"},
    {"alias", MPT_TEXT, MPT_MANY | MPT_SEARCHED, "another name it goes by"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what it does"},
    {"form", MPT_CHOICE, MPT_LISTED, "what it is", .choices = forms},
    {"organisation", MPT_REF, MPT_MANY | MPT_LISTED, "who runs it", .refers_to = "stakeholder"},
    {"portfolio", MPT_REF, MPT_LISTED, "the portfolio it belongs to", .refers_to = "portfolio"},
    {"part_of", MPT_REF, 0, "the programme it is part of", .refers_to = "programme"},
    {"country", MPT_COUNTRY, 0, "country"},
    {"starts", MPT_DATE, MPT_LISTED, "since when it runs"},
    {"ends", MPT_DATE, 0, "until when it runs"},
    {"budget", MPT_MONEY, MPT_LISTED, "money it has in all"},
    {"ceiling", MPT_MONEY, 0, "most it gives to one project"},
    {"time_box", MPT_INTEGER, 0, "length its projects are limited to", .unit = "days", .max = 100000},
    {"outside_id", MPT_TEXT, MPT_MANY, "its id in another system, scheme:id"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_programme =
    MPT_KIND("programme", "programmes", "programme", "Where money or methods come from.", .code_from = "title",
             .ordered = "starts ends");
