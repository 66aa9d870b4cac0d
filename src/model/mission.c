/* Kind: a mission, a bold and measurable goal with a date, reached by many projects. */
#include "kinds.h"

static const struct mpt_choice statuses[] = {{"candidate", "considered, not launched"},
                                             {"launched", "launched; live"},
                                             {"scaling", "past its launch phase, growing; live"},
                                             {"paused", NULL},
                                             {"closed", NULL},
                                             {NULL, NULL}};
static const struct mpt_choice problem_types[] = {{"complicated", "hard, but the way is known"},
                                                  {"complex", "needs changes of behaviour and institutions too"},
                                                  {NULL, NULL}};
static const struct mpt_choice scales[] = {
    {"global", NULL}, {"national", NULL}, {"regional", NULL}, {"place-based", "a city or place"}, {NULL, NULL}};
static const struct mpt_choice origins[] = {
    {"national", "from within the country"}, {"external", "brought from outside"}, {NULL, NULL}};

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what the mission is called"},
    {"alias", MPT_TEXT, MPT_MANY | MPT_SEARCHED, "another name it goes by"},
    {"statement", MPT_TEXT, MPT_SEARCHED, "the mission in one sentence, as agreed"},
    {"stated_on", MPT_DATE, 0, "when the statement was agreed"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what else a reader should know"},
    {"portfolio", MPT_REF, MPT_LISTED, "the portfolio it belongs to", .refers_to = "portfolio"},
    {"challenge", MPT_REF, MPT_MANY, "a challenge it answers", .refers_to = "challenge"},
    {"status", MPT_CHOICE, MPT_LISTED, "where it stands; launched and scaling are live", .choices = statuses},
    {"problem_type", MPT_CHOICE, 0, "kind of problem", .choices = problem_types},
    {"scale", MPT_CHOICE, 0, "how far it reaches", .choices = scales},
    {"place", MPT_TEXT, 0, "the place it is about"},
    {"country", MPT_COUNTRY, 0, "country"},
    {"level", MPT_CHOICE, MPT_MANY, "a level of government its scope names", .choices = mpt_levels},
    {"origin", MPT_CHOICE, 0, "where it came from", .choices = origins},
    {"organisation", MPT_REF, MPT_LISTED, "the agency that runs it", .refers_to = "stakeholder"},
    {"owner", MPT_TEXT, MPT_LISTED, "the person who answers for it, by name"},
    {"owner_until", MPT_DATE, 0, "when the last owner left, while there is none"},
    {"deputy", MPT_TEXT, 0, "who stands in for the owner"},
    {"governing_body", MPT_TEXT, 0, "the board or group that decides"},
    {"governing_body_met_on", MPT_DATE, 0, "its last meeting"},
    {"governing_body_meets_on", MPT_DATE, 0, "its next meeting"},
    {"launched", MPT_DATE, MPT_LISTED, "launch"},
    {"ends", MPT_DATE, MPT_LISTED, "end of its horizon"},
    {"planned", MPT_MONEY, 0, "money the mission needs in all, as planned"},
    {"own_share", MPT_NUMBER, 0, "share of the money its agency wants to carry itself", .unit = "%", .max = 100},
    {"outside_ratio", MPT_NUMBER, 0, "outside money planned per own unit of money", .max = 1e6},
    {"framing_reviewed_on", MPT_DATE, 0, "when the framing of the challenge was last reviewed"},
    {"roadmap_reviewed_on", MPT_DATE, 0, "when the roadmap was last reviewed"},
    {"needs_behaviour_change", MPT_FLAG, 0, "people must act differently for it to succeed"},
    {"grants_decline", MPT_FLAG, 0, "grants to its country are declining"},
    {"counterpart_ruled_out", MPT_TEXT, 0, "why no mission abroad is a counterpart, if that was looked at"},
    {"intervene_when", MPT_TEXT, 0, "the condition on which its board steps in"},
    {"tag", MPT_REF, MPT_MANY | MPT_THROUGH, "a tag, facet:tag", .refers_to = "tag", .through = "tagging"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_mission =
    MPT_KIND("mission", "missions", "mission", "A bold, measurable goal with a date, reached by many projects.",
             .code_from = "title", .ordered = "launched ends");
