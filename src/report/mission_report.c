/* `mpt report --mission M`: one mission on a page, block by block. */
#include <string.h>

#include "mpt/text.h"
#include "page.h"
#include "withheld.h"

enum mpt_status page_query(struct page *page, const char *name, struct mpt_cursor **cursor)
{
    const struct mpt_param params[] = {{.name = "mission", .text = page->code},
                                       {.name = "today", .text = mpt_date_format(page->query->today, page->arena)}};
    return mpt_cursor_open(page->store, name, NULL, params, 2, cursor, page->error);
}

const char *page_mark(struct page *page, bool example)
{
    page->any_example |= example;
    return example ? " (e)" : "";
}

void page_source(struct page *page, const char *what, const char *records, const char *sources)
{
    page->sources =
        mpt_arena_grow(page->arena, page->sources, page->source_count, &page->source_capacity, sizeof *page->sources);
    page->sources[page->source_count++] = (struct page_source){what, records, sources};
}

const char *page_text(struct page *page, struct mpt_cursor *cursor, const char *column)
{
    const char *text = mpt_cursor_text(cursor, column);
    return mpt_arena_copy(page->arena, text);
}

const char *page_date(struct page *page, const char *text)
{
    struct mpt_date date;
    return !text ? "" : mpt_date_parse(text, &date) ? mpt_date_show_short(date, page->arena) : text;
}

bool page_passed(const struct page *page, const char *text)
{
    struct mpt_date date;
    return text && mpt_date_parse(text, &date) && mpt_date_last_day(date) < mpt_date_first_day(page->query->today);
}

long page_days_since(const struct page *page, const char *text)
{
    struct mpt_date date;
    if (!text || !mpt_date_parse(text, &date)) {
        return 0;
    }
    long days = mpt_date_first_day(page->query->today) - mpt_date_last_day(date);
    return days > 0 ? days : 0;
}

/* --- Head --------------------------------------------------------------------------------------------------------- */

/* Share of the horizon gone today, as " (32 % gone)"; "" when its ends are not known. */
static const char *horizon_gone(struct page *page, const char *launched, const char *ends)
{
    struct mpt_date first, last;
    if (!launched || !ends || !mpt_date_parse(launched, &first) || !mpt_date_parse(ends, &last)) {
        return "";
    }
    double whole = (double)(mpt_date_last_day(last) - mpt_date_first_day(first));
    double gone = (double)(mpt_date_first_day(page->query->today) - mpt_date_first_day(first));
    if (whole <= 0 || gone < 0) {
        return "";
    }
    return mpt_arena_print(page->arena, " (%.0f %% gone)", gone > whole ? 100 : 100 * gone / whole);
}

static const char *horizon(struct page *page, const char *launched, const char *ends)
{
    if (!launched && !ends) {
        return "not known";
    }
    return mpt_arena_print(page->arena, "%s to %s%s", launched ? page_date(page, launched) : "start not known",
                           ends ? page_date(page, ends) : "end not known", horizon_gone(page, launched, ends));
}

/* The titles behind a field of references. */
static const char *titles(struct page *page, const char *kind_name, const char *list)
{
    const struct mpt_kind *kind = mpt_kind_find(kind_name);
    struct mpt_text text = mpt_text_init(page->arena);
    struct mpt_record record;
    struct mpt_error unused;
    for (const char *code; (code = mpt_value_next(&list, false, page->arena, NULL));) {
        bool found = mpt_store_get(page->store, kind, code, page->arena, &record, &unused) == MPT_OK;
        const char *title = found ? mpt_record_get(&record, "title") : NULL;
        mpt_text_print(&text, "%s%s", text.len ? "; " : "", title ? title : code);
    }
    return mpt_text_get(&text);
}

static const char *or_unknown(const char *text, const char *otherwise)
{
    return text && *text ? text : otherwise;
}

enum mpt_status page_head(struct page *page)
{
    const struct mpt_record *mission = &page->mission;
    struct mpt_arena *arena = page->arena;
    const char *launched = mpt_record_get(mission, "launched"), *ends = mpt_record_get(mission, "ends");
    const char *body = mpt_record_get(mission, "governing_body"),
               *meets = mpt_record_get(mission, "governing_body_meets_on");
    const char *stated = mpt_record_get(mission, "stated_on"), *statement = mpt_record_get(mission, "statement");
    bool example = mpt_record_get(mission, "example") || mpt_source_is_example(mpt_record_get(mission, "source"));
    struct mpt_document *document = page->document;
    const char *title = mpt_text_clean(mpt_record_get(mission, "title"), arena);
    document->title = mpt_arena_print(arena, "MISSION  %s%s", title, page_mark(page, example));
    document->aside = mpt_arena_print(arena, "as of %s", mpt_date_show(page->query->today, arena));
    mpt_document_item(
        document, "Owner", MPT_MUTED,
        or_unknown(mpt_record_get(mission, "owner"), withheld_or(page->store, "mission", "owner", "nobody named")),
        NULL);
    mpt_document_item(document, "Board", MPT_MUTED,
                      !body
                          ? withheld_or(page->store, "mission", "governing_body", "none named")
                          : mpt_arena_print(arena, "%s%s%s", body, meets && !page_passed(page, meets) ? ", next " : "",
                                            meets && !page_passed(page, meets) ? page_date(page, meets) : ""),
                      NULL);
    mpt_document_item(document, "Status", MPT_MUTED, or_unknown(mpt_record_get(mission, "status"), "not stated"), NULL);
    mpt_document_item(document, "Challenge", MPT_MUTED,
                      or_unknown(titles(page, "challenge", mpt_record_get(mission, "challenge")), "none linked"), NULL);
    mpt_document_item(document, "Horizon", MPT_MUTED, horizon(page, launched, ends), NULL);
    mpt_document_section(document, NULL);
    mpt_document_paragraph(document, !statement ? "No statement of the mission is recorded."
                                     : stated
                                         ? mpt_arena_print(arena, "%s (agreed %s)", statement, page_date(page, stated))
                                         : statement);
    page_source(page, "head and statement", mpt_arena_print(arena, "mission %s", page->code),
                mpt_record_get(mission, "source"));
    struct mpt_data *data = mpt_data_object(arena);
    for (size_t i = 0; i < mission->kind->field_count; i++) {
        const struct mpt_field *field = &mission->kind->fields[i];
        if (field->type == MPT_FLAG) {
            mpt_data_flag(data, field->name, mission->values[i]);
        } else if (field->flags & MPT_MANY) {
            struct mpt_data *many = mpt_data_array(arena);
            const char *list = mission->values[i];
            for (const char *element; (element = mpt_value_next(&list, false, arena, NULL));) {
                mpt_data_push_text(many, element);
            }
            mpt_data_set(data, field->name, many);
        } else {
            mpt_data_text(data, field->name, mission->values[i]);
        }
    }
    mpt_data_set(document->data, "mission", data);
    return MPT_OK;
}

/* --- Foot --------------------------------------------------------------------------------------------------------- */

/* Where every number comes from: what, which records, and what those records name as their sources. */
static void add_sources(struct page *page)
{
    mpt_document_section(page->document, "SOURCES");
    for (size_t i = 0; i < page->source_count; i++) {
        const struct page_source *source = &page->sources[i];
        struct mpt_text text = mpt_text_init(page->arena);
        mpt_text_add(&text, source->records);
        const char *list = source->sources;
        for (const char *line; (line = mpt_value_next(&list, false, page->arena, NULL));) {
            mpt_text_print(&text, "; %s", line);
        }
        mpt_document_item(page->document, source->what, MPT_MUTED, mpt_text_get(&text), NULL);
    }
}

static void add_foot(struct page *page)
{
    if (page->any_example || !page->query->sources) {
        mpt_document_section(page->document, NULL);
    }
    if (page->any_example) {
        mpt_document_paragraph(page->document, "(e) is invented, whole or in part; everything else has a source.");
    }
    if (page->query->sources) {
        return;
    }
    mpt_document_paragraph(
        page->document,
        mpt_arena_print(page->arena, "Where each number comes from: mpt report --mission %s --sources", page->code));
}

enum mpt_status mpt_report_mission(struct mpt_store *store, const struct mpt_report_query *query,
                                   struct mpt_arena *arena, struct mpt_document **document, struct mpt_error *error)
{
    /* A block and, where it is of one kind only, that kind and the title it has. */
    static const struct {
        enum mpt_status (*add)(struct page *);
        const char *kind, *title;
    } blocks[] = {{page_head, NULL, NULL},
                  {page_targets, "target", "TARGET"},
                  {page_judgement, "rating", "JUDGED"},
                  {page_decisions, "decision", "DECISIONS NEEDED"},
                  {page_roadmap, "step", "ROADMAP"},
                  {page_projects, "project", "PORTFOLIO"},
                  {page_money, "funding", "MONEY"},
                  {page_partners, "participation", "PARTNERS"},
                  {page_findings, NULL, NULL},
                  {page_learning, NULL, NULL}};
    const char *demo = mpt_store_setting(store, "demo", arena);
    struct page page = {.store = store,
                        .query = query,
                        .arena = arena,
                        .error = error,
                        .code = query->mission,
                        .examples = demo && strcmp(demo, "1") == 0};
    page.document = mpt_document_open(arena, "mpt.report/1", mpt_date_format(query->today, arena));
    page.document->name = "mission";
    page.document->sections_in_json = true;
    enum mpt_status status =
        mpt_store_get(store, mpt_kind_find("mission"), query->mission, arena, &page.mission, error);
    for (size_t i = 0; !status && i < sizeof blocks / sizeof *blocks; i++) {
        const char *kind = blocks[i].kind;
        if (!kind || !withheld_section(page.document, store, kind, blocks[i].title)) {
            status = blocks[i].add(&page);
        }
    }
    if (!status && query->sources) {
        add_sources(&page);
    }
    if (!status) {
        add_foot(&page);
    }
    *document = page.document;
    return status;
}
