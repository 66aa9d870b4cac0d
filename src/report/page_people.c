/* The rest of the mission page: partners, findings, what was learnt, and what happened outside. */
#include <string.h>

#include "mpt/text.h"
#include "page.h"
#include "withheld.h"

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* --- Partners ----------------------------------------------------------------------------------------------------- */

static const char *const groups[] = {"industry",     "research",         "ministry-sector", "government-sti",
                                     "regulator",    "local-government", "finance",         "civil-society",
                                     "citizen-user", "international",    "no group stated"};
enum { GROUPS = sizeof groups / sizeof *groups };

struct partners {
    size_t total, by_group[GROUPS], advising[GROUPS], joined, left;
    const char *last_contact;
    bool example;
};

static void count_partner(struct page *page, struct mpt_cursor *cursor, const char *since, struct partners *partners)
{
    const char *group = mpt_cursor_text(cursor, "actor_group"), *left = mpt_cursor_text(cursor, "left_on");
    const char *joined = mpt_cursor_text(cursor, "joined_on"), *contact = mpt_cursor_text(cursor, "last_contact_on");
    size_t i = 0;
    partners->example |= mpt_cursor_integer(cursor, "example");
    partners->joined += joined && strcmp(joined, since) >= 0;
    if (page_passed(page, left)) {
        partners->left += strcmp(left, since) >= 0;
        return;
    }
    while (i < GROUPS - 1 && !same(groups[i], group)) {
        i++;
    }
    partners->total++;
    partners->by_group[i]++;
    partners->advising[i] += same(mpt_cursor_text(cursor, "role"), "advise");
    if (contact && (!partners->last_contact || strcmp(contact, partners->last_contact) > 0)) {
        partners->last_contact = mpt_arena_copy(page->arena, contact);
    }
}

static void add_partners(struct page *page, const struct partners *partners, const char *since)
{
    struct mpt_text text = mpt_text_init(page->arena), missing = mpt_text_init(page->arena);
    struct mpt_data *data = mpt_data_object(page->arena);
    for (size_t i = 0; i < GROUPS; i++) {
        if (partners->by_group[i]) {
            mpt_text_print(&text, "%s%s %zu%s", text.len ? ", " : "", groups[i], partners->by_group[i],
                           partners->advising[i] == partners->by_group[i] ? " (advise only)" : "");
        } else if (i < GROUPS - 1) {
            mpt_text_print(&missing, "%s%s", missing.len ? ", " : "", groups[i]);
        }
        mpt_data_number(data, groups[i], (double)partners->by_group[i]);
    }
    mpt_document_item(page->document, "now", MPT_PLAIN,
                      mpt_arena_print(page->arena, "%zu: %s", partners->total, mpt_text_get(&text)), NULL);
    mpt_document_item(page->document, "change", MPT_MUTED,
                      mpt_arena_print(page->arena, "since %s: joined %zu, left %zu%s%s", page_date(page, since),
                                      partners->joined, partners->left, partners->last_contact ? "; last contact " : "",
                                      page_date(page, partners->last_contact)),
                      NULL);
    if (missing.len) {
        mpt_document_item(page->document, "missing", MPT_MUTED, mpt_text_get(&missing), NULL);
    }
    mpt_data_set(page->document->data, "partners", data);
}

enum mpt_status page_partners(struct page *page)
{
    struct partners partners = {0};
    struct mpt_cursor *cursor;
    const char *since = mpt_date_format(mpt_date_add_months(page->query->today, -3), page->arena);
    enum mpt_status status = page_query(page, "mission-partners", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        if (page->examples || !mpt_cursor_integer(cursor, "example")) {
            count_partner(page, cursor, since, &partners);
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    mpt_document_section(page->document, mpt_arena_print(page->arena, "PARTNERS%s", page_mark(page, partners.example)));
    if (withheld_in_part(page->store, "participation")) {
        mpt_document_paragraph(page->document, "Withheld: not every partner may be named, nor told by group.");
    } else if (partners.total) {
        add_partners(page, &partners, since);
    } else {
        mpt_document_paragraph(page->document, "No partner is recorded.");
    }
    page_source(page, "partners", mpt_arena_print(page->arena, "mpt list participations mission=%s", page->code), NULL);
    return status ? status : closed;
}

/* --- Findings ----------------------------------------------------------------------------------------------------- */

enum mpt_status page_findings(struct page *page)
{
    enum { SHOWN = 5 };
    struct mpt_report_query query = {
        .today = page->query->today, .mission = page->code, .rules_folder = page->query->rules_folder};
    struct mpt_findings findings;
    size_t count;
    enum mpt_status status = mpt_findings_collect(page->store, &query, page->arena, &findings, page->error);
    if (status) {
        return status;
    }
    const struct mpt_gap_line *lines =
        mpt_gaps_roll_up(findings.gaps, findings.count, 3, page->query->today, page->arena, &count);
    mpt_document_section(page->document, "FINDINGS");
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        enum mpt_severity severity = lines[i].severity;
        mpt_document_item(page->document, mpt_severity_name(severity),
                          severity == MPT_CRITICAL  ? MPT_BAD
                          : severity == MPT_WARNING ? MPT_CAUTION
                                                    : MPT_MUTED,
                          mpt_arena_print(page->arena, "%s%s", lines[i].message,
                                          page_mark(page, lines[i].count == 1 && lines[i].gaps[0]->example)),
                          lines[i].id);
    }
    if (count > SHOWN || findings.accepted) {
        mpt_document_paragraph(page->document,
                               mpt_arena_print(page->arena, "%zu more, %zu accepted: mpt gaps --mission %s",
                                               count > SHOWN ? count - SHOWN : 0, findings.accepted, page->code));
    }
    if (!count) {
        mpt_document_paragraph(page->document, "None.");
    }
    withheld_rules(page->document, &findings);
    page_source(page, "findings", "mpt explain RULE:CODE for each", NULL);
    return MPT_OK;
}

/* --- Learning and what happened outside --------------------------------------------------------------------------- */

static enum mpt_status add_learnings(struct page *page)
{
    enum { SHOWN = 3 };
    struct mpt_cursor *cursor;
    size_t shown = 0, more = 0, waiting = 0;
    enum mpt_status status = page_query(page, "mission-learnings", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        const char *changed = page_text(page, cursor, "changed"), *decision = page_text(page, cursor, "decision");
        bool example = mpt_cursor_integer(cursor, "example");
        if (example && !page->examples) {
            continue;
        }
        waiting += mpt_cursor_integer(cursor, "needs_change") && !decision;
        if (shown == SHOWN) {
            more++;
            continue;
        }
        shown++;
        mpt_document_item(page->document, "learnt", MPT_MUTED,
                          mpt_arena_print(page->arena, "\"%s\"%s%s%s", page_text(page, cursor, "title"),
                                          page_mark(page, example), changed ? " -> " : "", changed ? changed : ""),
                          decision);
        page_source(page, "learning", mpt_arena_print(page->arena, "learning %s", mpt_cursor_text(cursor, "code")),
                    page_text(page, cursor, "source"));
    }
    if (more || waiting) {
        mpt_document_item(page->document, "", MPT_MUTED,
                          mpt_arena_print(page->arena, "%zu more; %zu wait for a decision", more, waiting), NULL);
    }
    if (!shown) {
        mpt_document_item(page->document, "learnt", MPT_MUTED,
                          withheld_or(page->store, "learning", NULL, "nothing recorded"), NULL);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    return status ? status : closed;
}

static enum mpt_status add_evaluations(struct page *page)
{
    struct mpt_cursor *cursor;
    size_t shown = 0;
    enum mpt_status status = page_query(page, "mission-evaluations", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        bool example = mpt_cursor_integer(cursor, "example"), done = !mpt_cursor_is_null(cursor, "done_on");
        const char *by = mpt_cursor_text(cursor, "independence");
        if (example && !page->examples) {
            continue;
        }
        const char *on = mpt_cursor_text(cursor, done ? "done_on" : "planned_on");
        mpt_document_item(page->document, "evaluation", MPT_MUTED,
                          mpt_arena_print(page->arena, "%s, %s%s%s%s%s%s", mpt_cursor_text(cursor, "title"),
                                          done ? "done" : "planned", on ? " " : "", page_date(page, on), by ? ", " : "",
                                          by ? by : "", page_mark(page, example)),
                          NULL);
        shown++;
    }
    if (!shown) {
        mpt_document_item(page->document, "evaluation", MPT_MUTED, "none done, none planned", NULL);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    return status ? status : closed;
}

static enum mpt_status add_outside(struct page *page)
{
    enum { SHOWN = 2 };
    struct mpt_cursor *cursor;
    size_t shown = 0;
    enum mpt_status status = page_query(page, "mission-notes", &cursor);
    while (!status && mpt_cursor_next(cursor) && shown < SHOWN) {
        bool example = mpt_cursor_integer(cursor, "example");
        const char *on = mpt_cursor_text(cursor, "noted_on");
        if (example && !page->examples) {
            continue;
        }
        mpt_document_item(page->document, "outside", MPT_MUTED,
                          mpt_arena_print(page->arena, "%s%s%s%s", on ? page_date(page, on) : "", on ? ": " : "",
                                          mpt_cursor_text(cursor, "title"), page_mark(page, example)),
                          NULL);
        page_source(page, "outside", mpt_arena_print(page->arena, "note %s", mpt_cursor_text(cursor, "code")),
                    page_text(page, cursor, "source"));
        shown++;
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    return status ? status : closed;
}

enum mpt_status page_learning(struct page *page)
{
    mpt_document_section(page->document, "LEARNING");
    enum mpt_status status = add_learnings(page);
    status = status ? status : add_evaluations(page);
    return status ? status : add_outside(page);
}
