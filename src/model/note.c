/* Kind: a note, what happened outside or how a thing is framed. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"title", MPT_TEXT, MPT_REQUIRED | MPT_LISTED | MPT_SEARCHED, "the note in one sentence"},
    {"summary", MPT_TEXT, MPT_SEARCHED, "more of it"},
    {"noted_on", MPT_DATE, MPT_LISTED, "the date it speaks of"},
    {"portfolio", MPT_REF, MPT_LISTED, "about this portfolio", .refers_to = "portfolio"},
    {"mission", MPT_REF, MPT_LISTED, "about this mission", .refers_to = "mission"},
    {"project", MPT_REF, 0, "about this project", .refers_to = "project"},
    {"programme", MPT_REF, 0, "about this programme", .refers_to = "programme"},
    {"stakeholder", MPT_REF, MPT_LISTED, "who said it", .refers_to = "stakeholder"},
    {"outside", MPT_FLAG, 0, "happened outside the mission and bears on it"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_note =
    MPT_KIND("note", "notes", "note", "What happened outside, or how a thing is framed.", .code_from = "title");
