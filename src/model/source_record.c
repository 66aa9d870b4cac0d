/* Kind: a source record, what came in, as it came in. */
#include "kinds.h"

static const struct mpt_field fields[] = {
    MPT_FIELD_CODE,
    {"about_kind", MPT_TEXT, MPT_REQUIRED | MPT_LISTED, "kind of the record it became"},
    {"about_code", MPT_TEXT, MPT_REQUIRED | MPT_LISTED, "code of the record it became"},
    {"origin", MPT_TEXT, MPT_REQUIRED | MPT_LISTED, "file or address it came from"},
    {"position", MPT_TEXT, MPT_LISTED, "where in it: line, row or id"},
    {"outside_id", MPT_TEXT, MPT_LISTED, "its id there"},
    {"received_on", MPT_DATE, MPT_LISTED, "when it came in"},
    {"map", MPT_TEXT, MPT_LISTED, "the map that made records of it"},
    {"fingerprint", MPT_TEXT, MPT_KEPT, "by which the same content, mapped the same way, is known again"},
    {"content", MPT_TEXT, 0, "what came in, as it came in"},
    MPT_FIELDS_ORIGIN,
};

const struct mpt_kind mpt_kind_source_record =
    MPT_KIND("source-record", "source-records", "source_record", "What came in, as it came in.",
             .code_from = "about_kind about_code position");
