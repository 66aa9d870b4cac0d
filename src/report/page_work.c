/* The mission page's work: decisions asked for, the roadmap, and the projects by stage, side and solution. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/money.h"
#include "mpt/progress.h"
#include "mpt/text.h"
#include "page.h"

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* --- Decisions ---------------------------------------------------------------------------------------------------- */

static const char *money_text(struct page *page, struct mpt_cursor *cursor, const char *column, const char *currency)
{
    const char *code = mpt_cursor_text(cursor, currency);
    struct mpt_money money = {.minor = mpt_cursor_integer(cursor, column)};
    if (mpt_cursor_is_null(cursor, column) || !code || mpt_currency_decimals(code) < 0) {
        return NULL;
    }
    memcpy(money.currency, code, sizeof money.currency);
    return mpt_money_show(money, page->arena);
}

static void add_decision(struct page *page, struct mpt_cursor *cursor)
{
    struct mpt_arena *arena = page->arena;
    const char *due = page_text(page, cursor, "due_on"), *asked = page_text(page, cursor, "asked_on");
    const char *level = mpt_cursor_text(cursor, "level"), *proposal = mpt_cursor_text(cursor, "proposal");
    const char *step = mpt_cursor_text(cursor, "step"), *holds = money_text(page, cursor, "holds", "holds_currency");
    struct mpt_text text = mpt_text_init(arena);
    bool late = page_passed(page, due);
    mpt_text_print(&text, "%s%s.", page_text(page, cursor, "title"),
                   page_mark(page, mpt_cursor_integer(cursor, "example")));
    if (late) {
        mpt_text_print(&text, " %ld days late (due %s)", page_days_since(page, due), page_date(page, due));
    } else if (due) {
        mpt_text_print(&text, " Due %s", page_date(page, due));
    } else if (asked) {
        mpt_text_print(&text, " Asked %s, no due date", page_date(page, asked));
    } else {
        mpt_text_add(&text, " No due date");
    }
    mpt_text_print(&text, "%s%s.", level ? ", " : "", level ? level : "");
    if (holds || step) {
        mpt_text_print(&text, " Holds %s%s%s%s%s.", holds ? holds : "", holds && step ? " and " : "", step ? "\"" : "",
                       step ? step : "", step ? "\"" : "");
    }
    if (proposal) {
        mpt_text_print(&text, " Proposal: %s", proposal);
    }
    mpt_document_item(page->document, late ? "late" : "open", late ? MPT_BAD : MPT_CAUTION, mpt_text_get(&text),
                      page_text(page, cursor, "code"));
    page_source(page, "decision", mpt_arena_print(arena, "decision %s", mpt_cursor_text(cursor, "code")),
                page_text(page, cursor, "source"));
}

enum mpt_status page_decisions(struct page *page)
{
    struct mpt_cursor *cursor;
    size_t shown = 0;
    mpt_document_section(page->document, "DECISIONS NEEDED");
    enum mpt_status status = page_query(page, "mission-decisions", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        if (page->examples || !mpt_cursor_integer(cursor, "example")) {
            add_decision(page, cursor);
            shown++;
        }
    }
    if (!shown) {
        mpt_document_paragraph(page->document, "None.");
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    return status ? status : closed;
}

/* --- Roadmap ------------------------------------------------------------------------------------------------------ */

struct step {
    const char *code, *title, *due, *done_on, *next_step, *needed_from, *left_to, *source;
    long moved;
    bool done, covered, example;
};

static enum mpt_status load_steps(struct page *page, struct step **steps, size_t *count)
{
    struct mpt_cursor *cursor;
    size_t capacity = 0;
    *steps = NULL;
    *count = 0;
    enum mpt_status status = page_query(page, "mission-steps", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        bool example = mpt_cursor_integer(cursor, "example");
        if (same(mpt_cursor_text(cursor, "status"), "dropped") || (example && !page->examples)) {
            continue;
        }
        *steps = mpt_arena_grow(page->arena, *steps, *count, &capacity, sizeof **steps);
        (*steps)[(*count)++] = (struct step){.code = page_text(page, cursor, "code"),
                                             .title = page_text(page, cursor, "title"),
                                             .due = page_text(page, cursor, "due"),
                                             .done_on = page_text(page, cursor, "done_on"),
                                             .next_step = page_text(page, cursor, "next_step"),
                                             .needed_from = page_text(page, cursor, "needed_from"),
                                             .left_to = page_text(page, cursor, "left_to"),
                                             .source = page_text(page, cursor, "source"),
                                             .moved = (long)mpt_cursor_integer(cursor, "moved"),
                                             .done = same(mpt_cursor_text(cursor, "status"), "done") ||
                                                     !mpt_cursor_is_null(cursor, "done_on"),
                                             .covered = mpt_cursor_integer(cursor, "covered"),
                                             .example = example};
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    return status ? status : closed;
}

static void add_step(struct page *page, const struct step *step, const char *label, enum mpt_tone tone,
                     const char *text)
{
    mpt_document_item(page->document, label, tone,
                      mpt_arena_print(page->arena, "%s%s%s", step->title, page_mark(page, step->example), text),
                      step->code);
    page_source(page, "roadmap step", mpt_arena_print(page->arena, "step %s", step->code), step->source);
}

static void add_late(struct page *page, const struct step *step)
{
    struct mpt_text text = mpt_text_init(page->arena);
    mpt_text_print(&text, ": %ld days late", page_days_since(page, step->due));
    if (step->moved) {
        mpt_text_print(&text, ", moved %ld time%s", step->moved, step->moved == 1 ? "" : "s");
    }
    if (step->next_step) {
        mpt_text_print(&text, "; before \"%s\"", step->next_step);
    }
    add_step(page, step, "late", MPT_BAD, mpt_text_get(&text));
}

enum mpt_status page_roadmap(struct page *page)
{
    enum { DONE_SHOWN = 2, NEXT_SHOWN = 3 };
    struct step *steps;
    size_t count, done = 0, next = 0, late = 0;
    enum mpt_status status = load_steps(page, &steps, &count);
    mpt_document_section(page->document, "ROADMAP");
    for (size_t i = count; !status && i-- > 0 && done < DONE_SHOWN;) { /* by date: the last done come last */
        if (steps[i].done) {
            add_step(page, &steps[i], "done", MPT_GOOD,
                     steps[i].done_on ? mpt_arena_print(page->arena, ", %s", page_date(page, steps[i].done_on)) : "");
            done++;
        }
    }
    for (size_t i = 0; !status && i < count; i++) {
        if (!steps[i].done && page_passed(page, steps[i].due)) {
            add_late(page, &steps[i]);
            late++;
        }
    }
    for (size_t i = 0; !status && i < count && next < NEXT_SHOWN; i++) {
        if (!steps[i].done && steps[i].due && !page_passed(page, steps[i].due)) {
            add_step(page, &steps[i], "next", MPT_PLAIN,
                     mpt_arena_print(page->arena, ", %s", page_date(page, steps[i].due)));
            next++;
        }
    }
    if (!status && !done && !next && !late) {
        mpt_document_paragraph(page->document, count ? "No step has a date." : "No roadmap step is recorded.");
    }
    return status;
}

/* Steps that others build on soon and that no project works on. */
static enum mpt_status add_uncovered(struct page *page)
{
    struct step *steps;
    size_t count;
    enum mpt_status status = load_steps(page, &steps, &count);
    const char *soon = mpt_date_format(mpt_date_add_months(page->query->today, 6), page->arena);
    for (size_t i = 0; !status && i < count; i++) {
        const struct step *step = &steps[i];
        if (!step->done && !step->covered && !step->left_to && step->needed_from &&
            strcmp(step->needed_from, soon) <= 0) {
            mpt_document_item(page->document, "uncovered", MPT_CAUTION,
                              mpt_arena_print(page->arena, "\"%s\"%s is needed from %s; no project works on it",
                                              step->title, page_mark(page, step->example),
                                              page_date(page, step->needed_from)),
                              step->code);
        }
    }
    return status;
}

/* --- Projects ----------------------------------------------------------------------------------------------------- */

/* Numbers by name, in the order in which names first came or were set up. */
struct tally {
    const char *names[64];
    double amounts[64];
    size_t counts[64];
    size_t size;
};

static void count_in(struct tally *tally, const char *name, double amount)
{
    size_t i = 0;
    while (i < tally->size && strcmp(tally->names[i], name) != 0) {
        i++;
    }
    if (i == sizeof tally->names / sizeof *tally->names) {
        return;
    }
    tally->size += i == tally->size;
    tally->names[i] = name;
    tally->counts[i]++;
    tally->amounts[i] += amount;
}

static const char *tally_text(const struct tally *tally, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    for (size_t i = 0; i < tally->size; i++) {
        if (tally->counts[i]) {
            mpt_text_print(&text, "%s%s %zu", text.len ? ", " : "", tally->names[i], tally->counts[i]);
        }
    }
    return mpt_text_get(&text);
}

static struct mpt_data *tally_data(const struct tally *tally, struct mpt_arena *arena)
{
    struct mpt_data *data = mpt_data_object(arena);
    for (size_t i = 0; i < tally->size; i++) {
        mpt_data_number(data, tally->names[i], (double)tally->counts[i]);
    }
    return data;
}

struct projects {
    struct tally states, applications, stages, sides, solutions;
    size_t active, untagged, several;
    bool example;
};

static const char *state_of(const char *status)
{
    return !status ? "without status" : same(status, "approved") || same(status, "running") ? "active" : status;
}

/* Who has applied, or was refused, has no project yet. */
static bool is_application(const char *state)
{
    return same(state, "applied") || same(state, "rejected");
}

static void count_project(struct page *page, struct mpt_cursor *cursor, struct projects *projects)
{
    const char *state = state_of(page_text(page, cursor, "status")), *solution = page_text(page, cursor, "solution");
    const char *stage = page_text(page, cursor, "stage"), *side = page_text(page, cursor, "side");
    count_in(is_application(state) ? &projects->applications : &projects->states, state, 0);
    projects->example |= mpt_cursor_integer(cursor, "example");
    if (!same(state, "active")) {
        return;
    }
    projects->active++;
    count_in(&projects->stages, stage ? stage : "not stated", 0);
    count_in(&projects->sides, side ? side : "not stated", 0);
    projects->untagged += !solution;
    projects->several += mpt_cursor_integer(cursor, "solution_count") > 1;
    if (solution) {
        count_in(&projects->solutions, solution + strlen("solution:"), 0);
    }
}

/* Committed money of active projects by solution, in the currency that has most of it. */
static enum mpt_status solution_money(struct page *page, struct tally *solutions, const char **currency)
{
    struct mpt_cursor *cursor;
    *currency = NULL;
    enum mpt_status status = page_query(page, "mission-solutions", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        const char *code = mpt_cursor_text(cursor, "currency");
        *currency = *currency ? *currency : mpt_arena_copy(page->arena, code); /* rows of the largest come first */
        if (same(*currency, code)) {
            count_in(solutions, page_text(page, cursor, "solution") + strlen("solution:"),
                     mpt_cursor_number(cursor, "amount"));
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    return status ? status : closed;
}

static enum mpt_status add_solutions(struct page *page, const struct projects *projects)
{
    struct tally money = {0};
    const char *currency;
    struct mpt_arena *arena = page->arena;
    enum mpt_status status = solution_money(page, &money, &currency);
    double total = 0;
    for (size_t i = 0; i < money.size; i++) {
        total += money.amounts[i];
    }
    if (status || !projects->solutions.size) {
        return status;
    }
    struct mpt_text text = mpt_text_init(arena);
    if (total > 0 && projects->active >= 4) { /* shares of fewer than four are better read as a list */
        struct mpt_spread spread = mpt_spread_compute(money.amounts, money.size);
        for (size_t i = 0; i < money.size; i++) {
            mpt_text_print(&text, "%s%s %.0f %%", i ? ", " : "", money.names[i], 100 * money.amounts[i] / total);
        }
        mpt_text_print(&text, " of committed %s; effective number %.1f of %zu", currency, spread.effective_number,
                       money.size);
        mpt_data_number(page->document->data, "effective_solutions", spread.effective_number);
    } else {
        mpt_text_add(&text, tally_text(&projects->solutions, arena));
    }
    if (projects->untagged) {
        mpt_text_print(&text, "; %zu active without a solution tag", projects->untagged);
    }
    if (projects->several) {
        mpt_text_print(&text, "; %zu with several, counted at the first", projects->several);
    }
    mpt_document_item(page->document, "solution", MPT_MUTED, mpt_text_get(&text), NULL);
    return MPT_OK;
}

enum mpt_status page_projects(struct page *page)
{
    /* The order of the innovation cycle and of the policy mix, whatever comes first in the data. */
    struct projects projects = {
        .states = {.names = {"active", "finished", "stopped"}, .size = 3},
        .stages = {.names = {"research", "development", "demonstration", "deployment", "diffusion"}, .size = 5},
        .sides = {.names = {"supply", "demand", "enabling"}, .size = 3}};
    struct mpt_cursor *cursor;
    struct mpt_document *document = page->document;
    enum mpt_status status = page_query(page, "mission-projects", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        if (page->examples || !mpt_cursor_integer(cursor, "example")) {
            count_project(page, cursor, &projects);
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, page->error);
    mpt_document_section(document, mpt_arena_print(page->arena, "PORTFOLIO%s", page_mark(page, projects.example)));
    const char *states = tally_text(&projects.states, page->arena);
    mpt_document_item(document, "projects", MPT_MUTED, *states ? states : "none recorded", NULL);
    if (projects.applications.size) {
        mpt_document_item(document, "applications", MPT_MUTED, tally_text(&projects.applications, page->arena), NULL);
    }
    if (projects.active) {
        mpt_document_item(document, "stage", MPT_MUTED, tally_text(&projects.stages, page->arena), NULL);
        mpt_document_item(document, "instrument", MPT_MUTED, tally_text(&projects.sides, page->arena), NULL);
    }
    struct mpt_data *data = mpt_data_object(page->arena);
    mpt_data_set(data, "status", tally_data(&projects.states, page->arena));
    mpt_data_set(data, "applications", tally_data(&projects.applications, page->arena));
    mpt_data_set(data, "stage", tally_data(&projects.stages, page->arena));
    mpt_data_set(data, "instrument", tally_data(&projects.sides, page->arena));
    mpt_data_set(document->data, "projects", data);
    status = status ? status : closed;
    status = status ? status : add_solutions(page, &projects);
    page_source(page, "projects, stage, instrument, solution",
                mpt_arena_print(page->arena, "mpt list projects mission=%s; each names its own sources", page->code),
                NULL);
    return status ? status : add_uncovered(page);
}
