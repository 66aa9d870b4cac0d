/* Kind: a portfolio, the missions and projects that one board looks after. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "what the portfolio is called"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "what it holds and why together"},
    {"organisation", MPT_REF, MPT_LISTED, "who runs it", .refers_to = "stakeholder"},
    {"board", MPT_TEXT, MPT_LISTED, "the body that decides over it"},
    {"compared", MPT_FLAG, 0, "its missions are to be compared with one another"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_portfolio =
    MPT_KIND("portfolio", "portfolios", "portfolio", "Missions and projects under one board.", .code_from = "title");
