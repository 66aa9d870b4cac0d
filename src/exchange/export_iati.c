/* Projects as IATI activities, in the order of elements of iati-activities-schema.xsd 2.03: who, what and when. Money,
 * tags and results are in files beside.
 *
 * How our fields are read where the two worlds differ:
 *
 *   identifier   the project's own outside id iati:... where it begins with the reporter's, else REPORTER-CODE; of two
 *                projects with the same one only the first is an activity
 *   status       code list ActivityStatus: idea, applied and approved are 1 (pipeline), running 2, finished 4 (closed),
 *                stopped 5, paused 6; a refused application is no activity
 *   dates        a start is actual (2) once it has come and the project is past its approval, else planned (1); an end
 *                is actual (4) of what is over, else planned (3). A month or year means its first day where something
 *                begins, its last where it ends; the narrative says what is really known
 *   country      countries of partners: the recipient where there is one, since several would need shares
 *   description  the summary; without one there is no activity, since the title is not a description */
#include "exchange/export_iati.h"

#include <string.h>

/* --- Small parts -------------------------------------------------------------------------------------------------- */

void iati_narrative(struct iati *iati, const char *name, const char *text)
{
    if (text) {
        xml_open(&iati->xml, name, NULL);
        xml_text(&iati->xml, "narrative", text, NULL);
        xml_close(&iati->xml, name);
    }
}

const char *iati_date(struct iati *iati, long day)
{
    return mpt_date_format(mpt_date_from_days(day), iati->arena);
}

void iati_day(struct iati *iati, const char *name, long day)
{
    xml_empty(&iati->xml, name, XML_ATTRIBUTES("iso-date", iati_date(iati, day)));
}

static const char *identifier(struct iati *iati, const char *code, const char *outside_id)
{
    const char *own = export_iati_id(outside_id, iati->arena);
    size_t len = strlen(iati->reporter.id);
    bool ours = own && strncmp(own, iati->reporter.id, len) == 0 && own[len] == '-' && own[len + 1];
    return ours ? own : mpt_arena_print(iati->arena, "%s-%s", iati->reporter.id, code);
}

/* Where the identifier stands among those of the activities written, or where it belongs; *there says which. */
static size_t place_of(const struct iati *iati, const char *id, bool *there)
{
    size_t low = 0, high = iati->count;
    *there = false;
    while (low < high && !*there) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(iati->identifiers[middle], id);
        *there = order == 0;
        low = order < 0 ? middle + 1 : order == 0 ? middle : low;
        high = order > 0 ? middle : high;
    }
    return low;
}

static void keep_identifier(struct iati *iati, const char *id)
{
    bool there;
    size_t at = place_of(iati, id, &there);
    iati->identifiers =
        mpt_arena_grow(iati->whole, iati->identifiers, iati->count, &iati->capacity, sizeof *iati->identifiers);
    memmove(iati->identifiers + at + 1, iati->identifiers + at, (iati->count - at) * sizeof *iati->identifiers);
    iati->identifiers[at] = mpt_arena_copy(iati->whole, id);
    iati->count++;
}

static const char *marked(struct iati *iati, struct mpt_cursor *row, const char *column)
{
    const char *text = mpt_cursor_text(row, column);
    return mpt_cursor_integer(row, "example") ? mpt_arena_print(iati->arena, "%s (e)", text) : text;
}

/* --- Dates -------------------------------------------------------------------------------------------------------- */

static void write_date(struct iati *iati, const char *type, const char *text, long day)
{
    struct mpt_date date;
    const char *known = mpt_date_parse(text, &date) && !date.day ? text : NULL;
    if (known) {
        xml_open(&iati->xml, "activity-date", XML_ATTRIBUTES("type", type, "iso-date", iati_date(iati, day)));
        xml_text(&iati->xml, "narrative", known, NULL);
        xml_close(&iati->xml, "activity-date");
    } else {
        xml_empty(&iati->xml, "activity-date", XML_ATTRIBUTES("type", type, "iso-date", iati_date(iati, day)));
    }
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

/* The first or last day that a date may mean; false when there is none. */
static bool day_of(const char *text, bool last, long *day)
{
    struct mpt_date date;
    if (!text || !mpt_date_parse(text, &date)) {
        return false;
    }
    *day = last ? mpt_date_last_day(date) : mpt_date_first_day(date);
    return true;
}

static void write_dates(struct iati *iati, struct mpt_cursor *row)
{
    const char *status = mpt_cursor_text(row, "status"), *starts = mpt_cursor_text(row, "starts");
    const char *ends = mpt_cursor_text(row, "ends"), *ended = mpt_cursor_text(row, "ended_on");
    const char *first = mpt_cursor_text(row, "first_ends");
    bool over = is_one_of(status, "finished", "stopped");
    bool begun = over || is_one_of(status, "running", "paused");
    const char *planned = over ? first ? first : ended ? ends : NULL : ends, *actual = ended ? ended : ends;
    long start = 0, end;
    day_of(starts, false, &start);
    write_date(iati, begun && start <= iati->today ? "2" : "1", starts, start);
    if (day_of(planned, true, &end) && end >= start) {
        write_date(iati, "3", planned, end);
    }
    if (over && day_of(actual, true, &end) && end >= start && end <= iati->today) {
        write_date(iati, "4", actual, end);
    } else if (over) {
        export_remark(iati->how, "project", iati->code, "is over, but on what day is not known", false);
    }
}

/* --- Identifiers ------------------------------------------------------------------------------------------------- */

/* Whatever other ids there are: A9, "other activity identifier" of the code list OtherIdentifierType. */
static void write_other_identifiers(struct iati *iati, const char *ids, const char *own)
{
    for (const char *id; (id = mpt_value_next(&ids, false, iati->arena, NULL));) {
        size_t len = strlen(id), own_len = strlen(own);
        bool same = len > own_len && strcmp(id + len - own_len, own) == 0 && id[len - own_len - 1] == ':';
        if (!same) {
            xml_empty(&iati->xml, "other-identifier", XML_ATTRIBUTES("ref", id, "type", "A9"));
        }
    }
}

static void write_related(struct iati *iati, const char *own)
{
    for (struct export_along *at = &iati->related; export_along_at(at, iati->code); export_along_next(at)) {
        const char *other =
            identifier(iati, mpt_cursor_text(at->cursor, "code"), mpt_cursor_text(at->cursor, "outside_id"));
        if (strcmp(other, own) != 0) {
            xml_empty(&iati->xml, "related-activity",
                      XML_ATTRIBUTES("ref", other, "type", mpt_cursor_text(at->cursor, "type")));
        }
    }
}

/* --- Where -------------------------------------------------------------------------------------------------------- */

static void write_place(struct iati *iati, struct mpt_cursor *row)
{
    const char *countries = mpt_cursor_text(row, "country"), *place = mpt_cursor_text(row, "place");
    if (countries && !strchr(countries, '\n')) {
        xml_empty(&iati->xml, "recipient-country", XML_ATTRIBUTES("code", countries));
    } else {
        export_remark(iati->how, "project", iati->code,
                      countries ? "countries, since the shares of several are not known" : "no country is known",
                      false);
    }
    if (place) {
        xml_open(&iati->xml, "location", NULL);
        iati_narrative(iati, "name", place);
        xml_close(&iati->xml, "location");
    }
}

/* --- Activities --------------------------------------------------------------------------------------------------- */

static const char *status_code(const char *status)
{
    static const char *const codes[][2] = {{"idea", "1"},     {"applied", "1"}, {"approved", "1"}, {"running", "2"},
                                           {"finished", "4"}, {"stopped", "5"}, {"paused", "6"}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (strcmp(status, codes[i][0]) == 0) {
            return codes[i][1];
        }
    }
    return NULL;
}

/* Why the project can be no activity; NULL: it can. sql/query/export-related.sql asks the same of others. */
static const char *why_not(struct iati *iati, struct mpt_cursor *row, bool examples)
{
    const char *status = mpt_cursor_text(row, "status");
    if (mpt_cursor_integer(row, "example") && !examples) {
        return "is invented";
    }
    if (!status) {
        return "has no status";
    }
    if (!status_code(status)) {
        return "was applied for and refused";
    }
    if (mpt_cursor_is_null(row, "summary")) {
        return "has no summary, which is the description";
    }
    if (mpt_cursor_is_null(row, "starts")) {
        return "has no start";
    }
    if (!iati->people_count) {
        return "has nobody who pays, decides, delivers or holds it together";
    }
    bool there;
    place_of(iati, identifier(iati, iati->code, mpt_cursor_text(row, "outside_id")), &there);
    return there ? "has the identifier of another activity" : NULL;
}

static void write_activity(struct iati *iati, struct mpt_cursor *row)
{
    struct xml *xml = &iati->xml;
    const char *ids = export_copy(row, "outside_id", iati->arena), *own = identifier(iati, iati->code, ids);
    xml_open(xml, "iati-activity", XML_ATTRIBUTES("xml:lang", iati->how->language));
    xml_text(xml, "iati-identifier", own, NULL);
    iati_write_partner(iati, "reporting-org", NULL, &iati->reporter);
    iati_narrative(iati, "title", marked(iati, row, "title"));
    iati_narrative(iati, "description", mpt_cursor_text(row, "summary"));
    for (size_t i = 0; i < iati->people_count; i++) {
        iati_write_partner(iati, "participating-org", iati->people[i].role, &iati->people[i].who);
    }
    write_other_identifiers(iati, ids, own);
    xml_empty(xml, "activity-status", XML_ATTRIBUTES("code", status_code(mpt_cursor_text(row, "status"))));
    write_dates(iati, row);
    write_place(iati, row);
    iati_write_tags(iati);
    iati_write_money(iati);
    write_related(iati, own);
    iati_write_results(iati);
    xml_close(xml, "iati-activity");
    keep_identifier(iati, own);
}

static enum mpt_status write_activities(struct iati *iati, struct mpt_store *store, bool examples,
                                        struct mpt_error *error)
{
    struct mpt_cursor *row;
    enum mpt_status status = mpt_cursor_open(store, "export-projects", NULL, NULL, 0, &row, error);
    if (status) {
        return status;
    }
    while (mpt_cursor_next(row)) {
        iati->arena = iati->xml.arena = mpt_arena_open();
        iati->code = export_copy(row, "code", iati->arena);
        iati_read_money(iati);
        iati_read_people(iati);
        const char *why = why_not(iati, row, examples);
        if (why) {
            export_remark(iati->how, "project", iati->code, why, true);
        } else {
            write_activity(iati, row);
        }
        mpt_arena_close(iati->arena);
    }
    return mpt_cursor_close(row, error);
}

/* --- The file ----------------------------------------------------------------------------------------------------- */

static enum mpt_status read_reporter(struct iati *iati, struct mpt_store *store, struct mpt_arena *arena,
                                     struct mpt_error *error)
{
    struct mpt_record record;
    const char *code = iati->how->reporting_org;
    enum mpt_status status = mpt_store_get(store, mpt_kind_find("stakeholder"), code, arena, &record, error);
    if (status) {
        return status;
    }
    iati->reporter = (struct iati_partner){
        code, mpt_record_get(&record, "title"), export_iati_id(mpt_record_get(&record, "outside_id"), arena),
        iati_organisation_type(mpt_record_get(&record, "actor_group"), mpt_record_get(&record, "level"),
                               mpt_record_get(&record, "form"))};
    if (!iati->reporter.id) {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "%s has no identifier of organisations, which IATI needs of who reports: mpt edit-stakeholder "
                        "%s --outside-id+ org-id:COUNTRY-REGISTER-NUMBER (https://org-id.guide)",
                        code, code);
    }
    if (!iati->reporter.type) {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "of %s it is not known what type of organisation it is, which IATI needs of who reports: mpt "
                        "edit-stakeholder %s --actor-group GROUP",
                        code, code);
    }
    return MPT_OK;
}

/* All that is read beside the projects, each in the order of their codes. */
static enum mpt_status open_all(struct iati *iati, struct mpt_store *store, const struct mpt_param *params,
                                struct mpt_error *error)
{
    const struct {
        const char *query;
        struct export_along *along;
    } all[] = {{"export-participants", &iati->participants},
               {"export-fundings", &iati->fundings},
               {"export-tags", &iati->tags},
               {"export-results", &iati->results},
               {"export-related", &iati->related}};
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < sizeof all / sizeof *all; i++) {
        status = export_along_open(store, all[i].query, params, EXPORT_PARAMS, all[i].along, error);
    }
    return status;
}

static enum mpt_status close_all(struct iati *iati, enum mpt_status status, struct mpt_error *error)
{
    struct export_along *const all[] = {&iati->participants, &iati->fundings, &iati->tags, &iati->results,
                                        &iati->related};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        status = export_along_close(all[i], status, error);
    }
    return status;
}

enum mpt_status mpt_export_iati(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                                struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct iati iati = {.how = how,
                        .xml = {.out = out, .arena = arena},
                        .arena = arena,
                        .whole = arena,
                        .today = mpt_date_first_day(how->today)};
    struct mpt_param params[EXPORT_PARAMS];
    export_params(store, how->today, arena, params);
    enum mpt_status status = read_reporter(&iati, store, arena, error);
    status = status ? status : open_all(&iati, store, params, error);
    if (!status) {
        fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", out);
        xml_open(&iati.xml, "iati-activities",
                 XML_ATTRIBUTES("version", "2.03", "generated-datetime",
                                mpt_arena_print(arena, "%sT00:00:00Z", mpt_date_format(how->today, arena))));
        status = write_activities(&iati, store, params[1].number != 0, error);
        xml_close(&iati.xml, "iati-activities");
    }
    status = close_all(&iati, status, error);
    if (!status && !iati.count) {
        status = mpt_fail(error, MPT_BAD_INPUT, "no project is complete enough for an IATI activity");
    }
    mpt_arena_close(arena);
    return status;
}
