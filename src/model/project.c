/* Kind: a project or other activity that serves missions. */
#include "kinds.h"

static const struct mpt_choice statuses[] = {{"idea", NULL},
                                             {"applied", "applied for, not decided"},
                                             {"approved", "money granted, not begun; active"},
                                             {"running", "active"},
                                             {"paused", NULL},
                                             {"finished", NULL},
                                             {"stopped", "ended before its time"},
                                             {"rejected", "applied for and refused"},
                                             {NULL, NULL}};
static const struct mpt_choice stages[] = {{"research", NULL},   {"development", NULL}, {"demonstration", NULL},
                                           {"deployment", NULL}, {"diffusion", NULL},   {NULL, NULL}};
static const struct mpt_choice activity_types[] = {{"technology", NULL},
                                                   {"behaviour", "behaviour or social"},
                                                   {"institutional", "institutions or rules"},
                                                   {"finance", NULL},
                                                   {NULL, NULL}};
static const struct mpt_choice alignments[] = {{"mission-aligned", NULL},
                                               {"other", "ordinary work outside missions"},
                                               {"spin-out", "a discovery on its way out"},
                                               {NULL, NULL}};
static const struct mpt_choice outcomes[] = {{"positive", "worked"}, {"promising", "worth a next stage"},
                                             {"mixed", NULL},        {"negative", "did not work"},
                                             {"inconclusive", NULL}, {NULL, NULL}};
static const struct mpt_choice risks[] = {{"low", NULL}, {"medium", NULL}, {"high", NULL}, {NULL, NULL}};

static const struct mpt_choice genders[] = {{"female", NULL}, {"male", NULL}, {"other", NULL}, {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what the project is called"},
    {"alias", MPT_TEXT, MPT_MANY | MPT_SEARCHED, "another name it goes by"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what it does, for whom"},
    {"mission", MPT_REF, MPT_MANY | MPT_SHARED | MPT_LISTED, "a mission it serves, with its share: hydrogen:60%",
     .refers_to = "mission"},
    {"portfolio", MPT_REF, MPT_MANY | MPT_SHARED, "a portfolio it is in beside its missions', with its share",
     .refers_to = "portfolio"},
    {"programme", MPT_REF, 0, "the programme it is paid from", .refers_to = "programme"},
    {"call", MPT_REF, 0, "the call it won", .refers_to = "call"},
    {"manager", MPT_TEXT, MPT_MANY, "a person who leads it: project manager, principal investigator"},
    {"manager_gender", MPT_CHOICE, 0, "gender of who leads it", .choices = genders},
    {"status", MPT_CHOICE, MPT_LISTED, "where it stands; approved and running are active", .choices = statuses},
    {"stage", MPT_CHOICE, MPT_LISTED, "stage of the innovation cycle", .choices = stages},
    {"instrument", MPT_CHOICE, 0, "policy instrument (OECD STIP Compass); its side follows from it",
     .choices = mpt_instruments},
    {"activity_type", MPT_CHOICE, 0, "what the work changes", .choices = activity_types},
    {"alignment", MPT_CHOICE, 0, "mission work or other work", .choices = alignments},
    {"trl", MPT_INTEGER, 0, "technology readiness level now", .min = 1, .max = 9},
    {"trl_at_start", MPT_INTEGER, 0, "technology readiness level at the start", .min = 1, .max = 9},
    {"starts", MPT_DATE, MPT_LISTED, "start"},
    {"ends", MPT_DATE, MPT_LISTED, "end, as planned or as it was"},
    {"first_ends", MPT_DATE, 0, "end as first planned"},
    {"place", MPT_TEXT, 0, "where the work is done"},
    {"country", MPT_COUNTRY, MPT_MANY, "a country of its partners"},
    {"cross_border", MPT_FLAG, 0, "partners of two or more countries, cities or jurisdictions"},
    {"pilot", MPT_FLAG, 0, "a pilot: to be scaled if it works"},
    {"pays_across_borders", MPT_FLAG, 0, "pays awards across a border"},
    {"shares_data", MPT_FLAG, 0, "shares data across jurisdictions"},
    {"stop_criterion", MPT_TEXT, 0, "the condition, agreed beforehand, on which it stops"},
    {"stop_criterion_met_on", MPT_DATE, 0, "when that condition was met"},
    {"go_no_go_on", MPT_DATE, 0, "next go/no-go date"},
    {"time_box", MPT_INTEGER, 0, "length it is limited to", .unit = "days", .max = 100000},
    {"scale_plan", MPT_TEXT, 0, "how it is scaled if it works"},
    {"scale_owner", MPT_TEXT, 0, "who answers for scaling"},
    {"scale_adopter", MPT_TEXT, 0, "who takes it over"},
    {"scale_cost", MPT_MONEY, 0, "what scaling costs"},
    {"sustainability_team", MPT_TEXT, 0, "who carries it on after the time box"},
    {"engagement_owner", MPT_TEXT, 0, "who looks after its users, for open data and communities"},
    {"users_known", MPT_FLAG, 0, "its users are known, for open data and communities"},
    {"adopted_from", MPT_TEXT, 0, "where it was adopted or replicated from"},
    {"reported_on", MPT_DATE, 0, "last report or update"},
    {"risk", MPT_CHOICE, 0, "risk", .choices = risks},
    {"outcome", MPT_CHOICE, 0, "what came of it so far", .choices = outcomes},
    {"ended_on", MPT_DATE, 0, "when it finished or was stopped"},
    {"ended_because", MPT_TEXT, 0, "why it was stopped"},
    {"outside_id", MPT_TEXT, MPT_MANY | MPT_SEARCHED, "its id in another system, scheme:id"},
    {"committed", MPT_MONEY, MPT_LISTED | MPT_DERIVED, "committed money, the sum of its funding in one currency"},
    {"tag", MPT_REF, MPT_MANY | MPT_THROUGH, "a tag, facet:tag", .refers_to = "tag", .through = "tagging"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_project =
    MPT_KIND("project", "projects", "project", "A project or other activity that serves missions.",
             .code_from = "title", .ordered = "starts ends");
