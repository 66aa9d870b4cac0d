/* Code lists that more than one kind uses. */
#include "kinds.h"

const struct mpt_choice mpt_levels[] = {
    {"international", NULL}, {"national", NULL}, {"regional", NULL}, {"municipal", NULL}, {NULL, NULL}};

const struct mpt_choice mpt_actor_groups[] = {{"government-sti", "ministries and agencies of science and innovation"},
                                              {"ministry-sector", "sector ministries and their agencies"},
                                              {"regulator", NULL},
                                              {"local-government", NULL},
                                              {"research", NULL},
                                              {"industry", NULL},
                                              {"finance", NULL},
                                              {"civil-society", NULL},
                                              {"citizen-user", NULL},
                                              {"international", NULL},
                                              {NULL, NULL}};

const struct mpt_choice mpt_confidences[] = {{"low", NULL}, {"medium", NULL}, {"high", NULL}, {NULL, NULL}};

const struct mpt_choice mpt_severities[] = {{"critical", NULL}, {"warning", NULL}, {"info", NULL}, {NULL, NULL}};

/* Instrument types of the EC-OECD STIP Compass (stip.oecd.org) with their codes, and four demand measures and one
 * enabling one it has no code for. The side of each stands in the table `instrument` of the schema. */
const struct mpt_choice mpt_instruments[] = {
    {"institutional-funding", "PI006, supply"},
    {"project-grant", "PI007, supply"},
    {"business-grant", "PI008, supply"},
    {"centre-of-excellence", "PI009, supply"},
    {"procurement", "PI010, demand"},
    {"fellowship", "PI011, supply"},
    {"loan", "PI012, supply"},
    {"equity", "PI013, supply"},
    {"voucher", "PI014, supply"},
    {"tax-relief-firms", "PI015, supply"},
    {"tax-relief-people", "PI016, supply"},
    {"advisory", "PI017, enabling"},
    {"labour-mobility", "PI018, enabling"},
    {"intellectual-property", "PI019, enabling"},
    {"prize", "PI020, supply"},
    {"networking", "PI021, enabling"},
    {"infrastructure", "PI022, supply"},
    {"information-services", "PI023, enabling"},
    {"strategy", "PI024, enabling"},
    {"consultation", "PI025, enabling"},
    {"coordination-body", "PI026, enabling"},
    {"standards", "PI027, demand"},
    {"awareness", "PI028, demand"},
    {"risk-sharing", "PI029, supply"},
    {"governance-reform", "PI030, enabling"},
    {"policy-intelligence", "PI031, enabling"},
    {"regulation", "PI032, demand"},
    {"oversight", "PI033, demand"},
    {"price-or-tax", "own code, demand"},
    {"consumer-behaviour", "own code, demand"},
    {"skills", "own code, enabling"},
    {NULL, NULL},
};
