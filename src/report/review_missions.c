/* Review, parts 1 and 3: decisions that wait, and where each mission stands, computed and judged side by side. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "review.h"
#include "withheld.h"

/* --- 1 Decisions needed ------------------------------------------------------------------------------------------- */

struct waiting {
    const char *code, *line, *due;
    long overdue; /* days past its date; 0: not past */
    int64_t held;
    const char *currency;
    struct mpt_data *data;
};

/* Overdue ones first, by the money they hold; then the others by date. */
static int more_urgent(const void *a, const void *b)
{
    const struct waiting *left = a, *right = b;
    if ((left->overdue > 0) != (right->overdue > 0)) {
        return left->overdue > 0 ? -1 : 1;
    }
    if (left->overdue && left->held != right->held) {
        return left->held > right->held ? -1 : 1;
    }
    if (!left->overdue) {
        int order = strcmp(left->due ? left->due : "9999", right->due ? right->due : "9999");
        return order ? order : strcmp(left->code, right->code);
    }
    return left->overdue != right->overdue ? (left->overdue > right->overdue ? -1 : 1)
                                           : strcmp(left->code, right->code);
}

static struct waiting read_waiting(struct review *review, struct mpt_cursor *cursor)
{
    struct mpt_arena *arena = review->arena;
    struct waiting waiting = {.code = review_text(review, cursor, "code"),
                              .held = mpt_cursor_integer(cursor, "holds"),
                              .currency = review_text(review, cursor, "holds_currency"),
                              .data = mpt_data_object(arena)};
    const char *due = review_text(review, cursor, "due_on"), *asked = review_text(review, cursor, "asked_on");
    const char *level = review_text(review, cursor, "level"), *step = review_text(review, cursor, "step");
    const char *proposal = review_bound(review, review_text(review, cursor, "proposal"));
    const char *title = review_text(review, cursor, "title");
    const char *mission = review_text(review, cursor, "mission_title");
    const char *delegated = review_text(review, cursor, "delegated_to");
    const char *held = waiting.currency ? review_money(review, waiting.held, waiting.currency) : NULL;
    struct mpt_text text = mpt_text_init(arena);
    waiting.due = due;
    waiting.overdue = due && review_days(review, due) > 0 ? review_days(review, due) : 0;
    mpt_text_print(&text, "%s%s", title,
                   review_mark(mpt_cursor_text(cursor, "source"), mpt_cursor_integer(cursor, "example")));
    bool asks = !mission && *title && strchr("?!.", title[strlen(title) - 1]);
    mpt_text_print(&text, "%s%s%s%s ", mission ? " (" : "", mission ? mission : "", mission ? ")" : "",
                   asks ? "" : ".");
    if (waiting.overdue) {
        mpt_text_print(&text, "Waits %ld day%s (due %s)", waiting.overdue, waiting.overdue == 1 ? "" : "s",
                       review_date(review, due));
    } else if (due) {
        mpt_text_print(&text, "Due %s", review_date(review, due));
    } else {
        mpt_text_print(&text, "No date%s",
                       asked ? mpt_arena_print(arena, ", asked %ld days ago", review_days(review, asked)) : "");
    }
    mpt_text_print(&text, "%s%s%s%s", level ? " at " : "", level ? level : "", level ? " level" : "",
                   delegated ? mpt_arena_print(arena, ", delegated to %s", delegated) : "");
    if (held || step) {
        mpt_text_print(&text, "; holds %s%s%s%s%s", held ? held : "", held && step ? " and " : "",
                       step ? "the step \"" : "", step ? step : "", step ? "\"" : "");
    }
    mpt_text_print(&text, ".%s%s", proposal ? " Proposal: " : "", proposal ? proposal : "");
    waiting.line = mpt_text_get(&text);
    mpt_data_text(waiting.data, "code", waiting.code);
    mpt_data_text(waiting.data, "title", title);
    mpt_data_text(waiting.data, "mission", review_text(review, cursor, "mission"));
    mpt_data_text(waiting.data, "due_on", due);
    mpt_data_number(waiting.data, "overdue_days", (double)waiting.overdue);
    mpt_data_text(waiting.data, "level", level);
    mpt_data_text(waiting.data, "holds", held);
    mpt_data_text(waiting.data, "proposal", proposal);
    return waiting;
}

/* The sum of what overdue decisions hold, by currency. */
static const char *sum_held(struct review *review, const struct waiting *list, size_t count)
{
    struct mpt_text text = mpt_text_init(review->arena);
    for (size_t i = 0; i < count; i++) {
        int64_t sum = 0;
        bool first = true;
        for (size_t j = 0; j < count; j++) {
            bool alike = list[i].currency && list[j].currency && strcmp(list[i].currency, list[j].currency) == 0;
            first &= !(alike && j < i && list[j].overdue);
            sum += alike && list[j].overdue ? list[j].held : 0;
        }
        if (first && list[i].overdue && sum) {
            mpt_text_print(&text, "%s%s", text.len ? " and " : "", review_money(review, sum, list[i].currency));
        }
    }
    return text.len ? mpt_text_get(&text) : NULL;
}

enum mpt_status review_decisions(struct review *review)
{
    enum { SHOWN = 5 };
    struct mpt_cursor *cursor;
    struct waiting *list = NULL;
    struct mpt_data *data = mpt_data_array(review->arena);
    size_t count = 0, capacity = 0;
    enum mpt_status status = review_query(review, "review-decisions", NULL, NULL, &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        list = mpt_arena_grow(review->arena, list, count, &capacity, sizeof *list);
        list[count] = read_waiting(review, cursor);
        review->overdue += list[count].overdue > 0;
        review->longest_wait = list[count].overdue > review->longest_wait ? list[count].overdue : review->longest_wait;
        count++;
    }
    enum mpt_status closed = mpt_cursor_close(cursor, review->error);
    if (count) {
        qsort(list, count, sizeof *list, more_urgent);
    }
    review->waiting = count;
    review->held = sum_held(review, list, count);
    mpt_document_section(review->document, mpt_arena_print(review->arena, "1 Decisions needed (%zu)", count));
    mpt_data_set(review->document->data, "decisions", data);
    for (size_t i = 0; i < count; i++) {
        mpt_data_push(data, list[i].data);
        if (i < SHOWN) {
            mpt_document_item(review->document, list[i].overdue ? "!" : " ", MPT_BAD, list[i].line, list[i].code);
        }
    }
    if (!count) {
        mpt_document_paragraph(review->document, "No decisions are waiting.");
    } else if (count > SHOWN) {
        mpt_document_paragraph(
            review->document,
            mpt_arena_print(review->arena, "%zu more: mpt list decisions status=needed", count - SHOWN));
    }
    return status ? status : closed;
}

/* --- 3 Missions --------------------------------------------------------------------------------------------------- */

/* Worst first. A value that is too old is never a good one. */
static const char *const states[] = {"off track", "stale data", "no data", "behind", "on track"};
enum { STALE = 1, NO_DATA = 2 };

static int rank_of(const char *computed)
{
    int rank = 0;
    while (strcmp(states[rank], computed) != 0) {
        rank++;
    }
    return rank;
}

static const char *state_of(const struct report_target *target)
{
    switch (target->progress.band) {
    case MPT_BAND_LIMITED:
    case MPT_BAND_DETERIORATION:
    case MPT_BAND_MISSED:
        return target->stale ? "stale data" : "off track";
    case MPT_BAND_ACCELERATE:
        return target->stale ? "stale data" : "behind";
    case MPT_BAND_ON_TRACK:
    case MPT_BAND_ACHIEVED:
        return target->stale ? "stale data" : "on track";
    default:
        return target->last_on && target->stale ? "stale data" : "no data";
    }
}

/* The mission's state is that of its worst agreed headline target (of its worst agreed one, where none is headline). */
static void compute_state(const struct review *review, struct review_mission *mission)
{
    bool headline = false;
    for (size_t i = 0; i < review->target_count; i++) {
        const struct report_target *target = &review->targets[i];
        headline |= target->mission && strcmp(target->mission, mission->code) == 0 && target->headline &&
                    target->status && strcmp(target->status, "agreed") == 0;
    }
    mission->computed = NULL;
    for (size_t i = 0; i < review->target_count; i++) {
        const struct report_target *target = &review->targets[i];
        if (!target->mission || strcmp(target->mission, mission->code) != 0 || !target->status ||
            strcmp(target->status, "agreed") != 0 || (headline && !target->headline)) {
            continue;
        }
        const char *state = state_of(target);
        if (!mission->computed || rank_of(state) < rank_of(mission->computed)) {
            mission->computed = state;
            mission->pace = target->progress.pace;
        }
    }
    mission->computed = mission->computed ? mission->computed : "no data";
}

/* '^' better, 'v' worse, '-' the same, "" when there is nothing to compare with. */
static const char *arrow(const struct review_mission *now, const struct review_mission *then)
{
    if (!then || !then->computed) {
        return "";
    }
    int moved = 0;
    bool known = false;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        known |= strcmp(states[i], then->computed) == 0;
    }
    if (!isnan(now->pace) && !isnan(then->pace)) {
        moved = (now->pace > then->pace + 0.005) - (now->pace < then->pace - 0.005);
    }
    /* What has no current data is neither better nor worse than it was, only less known; worse than on track it is. */
    bool blind = rank_of(now->computed) == STALE || rank_of(now->computed) == NO_DATA;
    if (known && blind) {
        moved = strcmp(then->computed, "on track") == 0 ? -1 : 0;
    } else if (!moved && known) {
        moved = rank_of(now->computed) - rank_of(then->computed);
    }
    return moved > 0 ? "^" : moved < 0 ? "v" : "-";
}

struct mission_row {
    struct review_mission mission;
    const char *title, *next, *step, *money, *planned_currency; /* next: the day; step: what */
    int64_t planned;
    size_t findings;
    const char *rated_on, *reason, *next_due;
};

static int worst_first(const void *a, const void *b)
{
    const struct mission_row *left = a, *right = b;
    int order = rank_of(left->mission.computed) - rank_of(right->mission.computed);
    return order ? order : strcmp(left->mission.code, right->mission.code);
}

static int by_code(const void *a, const void *b)
{
    const struct review_mission *left = a, *right = b;
    return strcmp(left->code, right->code);
}

/* Committed money of each mission, beside what is planned in the same currency. */
static enum mpt_status load_money(struct review *review, struct mission_row *rows, size_t count)
{
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(review->store, "missions-scope", NULL, NULL, 0, &cursor, review->error);
    while (!status && mpt_cursor_next(cursor)) {
        const char *code = mpt_cursor_text(cursor, "code"), *currency = mpt_cursor_text(cursor, "currency");
        for (size_t i = 0; currency && i < count; i++) {
            if (strcmp(rows[i].mission.code, code) != 0) {
                continue;
            }
            const char *committed = review_money(review, llround(mpt_cursor_number(cursor, "committed")), currency);
            bool same = rows[i].planned_currency && strcmp(rows[i].planned_currency, currency) == 0;
            const char *planned = same ? review_money(review, rows[i].planned, currency) : NULL;
            const char *amount = planned && strncmp(planned, currency, 3) == 0 ? planned + 4 : planned;
            rows[i].money =
                mpt_arena_print(review->arena, "%s%s%s%s%s", rows[i].money ? rows[i].money : "",
                                rows[i].money ? "; " : "", committed, amount ? " / " : "", amount ? amount : "");
        }
    }
    enum mpt_status closed = mpt_cursor_close(cursor, review->error);
    return status ? status : closed;
}

/* In a table of missions the word at the end says nothing. */
static const char *short_name(const char *title, struct mpt_arena *arena)
{
    static const char word[] = " Mission";
    size_t len = strlen(title), tail = sizeof word - 1;
    return len > tail && strcmp(title + len - tail, word) == 0 ? mpt_arena_copy_len(arena, title, len - tail) : title;
}

static struct mission_row read_mission(struct review *review, struct mpt_cursor *cursor)
{
    struct mission_row row = {.mission = {.code = review_text(review, cursor, "code"),
                                          .judged = review_text(review, cursor, "colour"),
                                          .pace = NAN},
                              .rated_on = review_text(review, cursor, "rated_on"),
                              .reason = review_bound(review, review_text(review, cursor, "reason")),
                              .planned = mpt_cursor_integer(cursor, "planned"),
                              .planned_currency = review_text(review, cursor, "planned_currency")};
    const char *due = review_text(review, cursor, "next_due"), *step = review_text(review, cursor, "next_step");
    const char *title = mpt_text_clean(mpt_cursor_text(cursor, "title"), review->arena);
    row.next_due = due;
    row.title = mpt_arena_print(review->arena, "%s%s", short_name(title, review->arena),
                                review_mark(mpt_cursor_text(cursor, "source"), mpt_cursor_integer(cursor, "example")));
    row.next = due ? review_day(review, due) : "none";
    row.step = step;
    compute_state(review, &row.mission);
    for (size_t i = 0; i < review->findings.count; i++) {
        const struct mpt_gap *gap = &review->findings.gaps[i];
        row.findings += !gap->hidden && !gap->accepted && gap->mission && strcmp(gap->mission, row.mission.code) == 0 &&
                        gap->severity != MPT_INFO;
    }
    return row;
}

/* Judged green and computed otherwise, or judged red and computed on track: the two have to talk. */
static bool disagree(const struct review_mission *mission)
{
    if (!mission->judged) {
        return false;
    }
    bool good = strcmp(mission->computed, "on track") == 0, weak = strcmp(mission->computed, "behind") != 0 && !good;
    return (strcmp(mission->judged, "green") == 0 && weak) || (strcmp(mission->judged, "red") == 0 && good);
}

static void add_row(struct review *review, struct mpt_table *table, const struct mission_row *row,
                    struct mpt_data *data)
{
    const struct review_mission *mission = &row->mission;
    const char *moved = arrow(mission, review_values_mission(&review->then, mission->code));
    const char *computed =
        rank_of(mission->computed) < 2 ? (rank_of(mission->computed) ? "STALE DATA" : "OFF TRACK") : mission->computed;
    const char *judged = !mission->judged    ? withheld_or(review->store, "rating", NULL, "nobody")
                         : disagree(mission) ? mpt_arena_print(review->arena, "%s !", mission->judged)
                                             : mission->judged;
    const char *const cells[] = {row->title,
                                 computed,
                                 moved,
                                 judged,
                                 row->next,
                                 row->money ? row->money : "none",
                                 mpt_arena_print(review->arena, "%zu", row->findings)};
    mpt_table_row(review->document, table, cells);
    struct mpt_data *object = mpt_data_object(review->arena);
    mpt_data_text(object, "code", mission->code);
    mpt_data_text(object, "title", row->title);
    mpt_data_text(object, "computed", mission->computed);
    mpt_data_number(object, "pace", mission->pace);
    mpt_data_text(object, "moved", *moved == '^' ? "better" : *moved == 'v' ? "worse" : *moved ? "same" : NULL);
    mpt_data_text(object, "judged", mission->judged);
    mpt_data_text(object, "judged_on", row->rated_on);
    mpt_data_flag(object, "disagree", disagree(mission));
    mpt_data_text(object, "next_step", row->step);
    mpt_data_text(object, "next_due", row->next_due);
    mpt_data_text(object, "money", row->money);
    mpt_data_number(object, "findings", (double)row->findings);
    mpt_data_push(data, object);
}

static void add_table(struct review *review, const struct mission_row *rows, size_t count)
{
    static const char *heads[] = {"mission", "computed", "", "judged", "next step", "committed / plan", "found"};
    static const bool numeric[] = {false, false, false, false, false, false, true};
    struct mpt_data *data = mpt_data_array(review->arena);
    mpt_document_section(review->document, "3 Missions");
    mpt_data_set(review->document->data, "missions", data);
    if (!count) {
        mpt_document_paragraph(review->document, "No mission is live.");
        return;
    }
    struct mpt_table *table = mpt_document_table(review->document, heads, numeric, 7);
    for (size_t i = 0; i < count; i++) {
        add_row(review, table, &rows[i], data);
    }
    for (size_t i = 0; i < count; i++) {
        if (disagree(&rows[i].mission)) {
            mpt_document_item(review->document, "!", MPT_CAUTION,
                              mpt_arena_print(review->arena, "%s: judged %s (%s, \"%s\"), computed %s.", rows[i].title,
                                              rows[i].mission.judged, review_date(review, rows[i].rated_on),
                                              rows[i].reason, rows[i].mission.computed),
                              rows[i].mission.code);
        }
    }
    if (review->findings.unasked_count || withheld_in_part(review->store, "funding")) {
        mpt_document_paragraph(review->document,
                               "Money and findings are without what is withheld: those that are counted, not all.");
    }
    mpt_document_paragraph(review->document,
                           "^ better, v worse, - the same as at the last review; ! computed and judged "
                           "disagree; found: critical and warning");
}

enum mpt_status review_missions(struct review *review)
{
    struct mpt_cursor *cursor;
    struct mission_row *rows = NULL;
    size_t count = 0, capacity = 0;
    enum mpt_status status = review_query(review, "review-missions", NULL, NULL, &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        rows = mpt_arena_grow(review->arena, rows, count, &capacity, sizeof *rows);
        rows[count++] = read_mission(review, cursor);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, review->error);
    status = status ? status : closed;
    status = status ? status : load_money(review, rows, count);
    if (status) {
        return status;
    }
    review->now.missions = mpt_arena_array(review->arena, count, sizeof *review->now.missions);
    for (size_t i = 0; i < count; i++) {
        review->now.missions[review->now.mission_count++] = rows[i].mission;
    }
    if (count) {
        qsort(review->now.missions, count, sizeof *review->now.missions, by_code);
        qsort(rows, count, sizeof *rows, worst_first);
    }
    add_table(review, rows, count);
    return MPT_OK;
}
