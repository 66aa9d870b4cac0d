/* `mpt review`: puts the weekly page together, and keeps what it showed when it is closed. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "review.h"
#include "withheld.h"

enum mpt_status review_query(struct review *review, const char *name, const char *more, const char *text,
                             struct mpt_cursor **cursor)
{
    const struct mpt_param params[] = {
        {.name = "mission", .text = review->query->mission},
        {.name = "portfolio", .text = review->query->portfolio},
        {.name = "today", .text = mpt_date_format(review->query->today, review->arena)},
        {.name = "examples", .number = review->examples, .is_number = true},
        {.name = more ? more : "-", .text = text},
    };
    return mpt_cursor_open(review->store, name, NULL, params, sizeof params / sizeof *params, cursor, review->error);
}

const char *review_text(struct review *review, struct mpt_cursor *cursor, const char *column)
{
    const char *text = mpt_cursor_text(cursor, column);
    return mpt_arena_copy(review->arena, text);
}

const char *review_date(struct review *review, const char *text)
{
    struct mpt_date date;
    return !text ? "" : mpt_date_parse(text, &date) ? mpt_date_show_short(date, review->arena) : text;
}

const char *review_day(struct review *review, const char *text)
{
    const char *shown = review_date(review, text);
    const char *year = mpt_arena_print(review->arena, " %d", review->query->today.year);
    size_t len = strlen(shown), tail = strlen(year);
    return len > tail && strcmp(shown + len - tail, year) == 0 ? mpt_arena_copy_len(review->arena, shown, len - tail)
                                                               : shown;
}

long review_days(const struct review *review, const char *text)
{
    struct mpt_date date;
    bool known = text && mpt_date_parse(text, &date);
    return known ? mpt_date_first_day(review->query->today) - mpt_date_last_day(date) : 0;
}

const char *review_bound(struct review *review, const char *text)
{
    enum { COLUMNS = 240 };
    return text ? mpt_text_shorten(text, COLUMNS, review->arena) : NULL;
}

const char *review_mark(const char *source, bool example)
{
    return example || mpt_source_is_example(source) ? " (e)" : "";
}

const char *review_money(struct review *review, int64_t minor, const char *currency)
{
    struct mpt_money money = {.minor = minor};
    if (!currency || mpt_currency_decimals(currency) < 0) {
        return NULL;
    }
    memcpy(money.currency, currency, sizeof money.currency);
    return mpt_money_show(money, review->arena);
}

/* --- Head --------------------------------------------------------------------------------------------------------- */

static const char *title_of(struct review *review, const char *kind_name, const char *code)
{
    struct mpt_record record;
    struct mpt_error unused;
    const struct mpt_kind *kind = mpt_kind_find(kind_name);
    return mpt_store_get(review->store, kind, code, review->arena, &record, &unused) == MPT_OK
               ? mpt_text_clean(mpt_record_get(&record, "title"), review->arena)
               : code;
}

static const char *scope_title(struct review *review)
{
    return review->query->mission     ? title_of(review, "mission", review->query->mission)
           : review->query->portfolio ? title_of(review, "portfolio", review->query->portfolio)
                                      : "all portfolios";
}

/* "week 2024-W27 (1 to 7 July 2024)": ISO 8601, Monday to Sunday. */
static const char *week(struct review *review)
{
    struct mpt_arena *arena = review->arena;
    long today = mpt_date_first_day(review->query->today);
    long monday = today - ((today + 3) % 7 + 7) % 7; /* day 0 was a Thursday */
    struct mpt_date first = mpt_date_from_days(monday), last = mpt_date_from_days(monday + 6);
    const char *begins = mpt_date_show(first, arena), *space = strchr(begins, ' ');
    int year, number;
    mpt_date_iso_week(review->query->today, &year, &number);
    if (first.month == last.month) { /* what both have in common is said once */
        begins = mpt_arena_copy_len(arena, begins, (size_t)(space - begins));
    } else if (first.year == last.year) {
        begins = mpt_arena_copy_len(arena, begins, strlen(begins) - 5);
    }
    return mpt_arena_print(arena, "week %d-W%02d (%s to %s)", year, number, begins, mpt_date_show(last, arena));
}

/* How many of the headline targets (of all, where none is marked so) have a measurement that is not too old. */
static const char *measured(struct review *review)
{
    size_t headline = 0, current = 0, all = 0, all_current = 0;
    for (size_t i = 0; i < review->target_count; i++) {
        const struct report_target *target = &review->targets[i];
        bool fresh = target->last_on && !target->stale;
        all++;
        all_current += fresh;
        headline += target->headline;
        current += target->headline && fresh;
    }
    return headline
               ? mpt_arena_print(review->arena, "%zu of %zu headline targets measured within their interval", current,
                                 headline)
               : mpt_arena_print(review->arena, "%zu of %zu targets measured within their interval", all_current, all);
}

static const char *review_long_date(struct review *review, const char *text)
{
    struct mpt_date date;
    return mpt_date_parse(text, &date) ? mpt_date_show(date, review->arena) : text;
}

static void add_head(struct review *review)
{
    struct mpt_arena *arena = review->arena;
    const char *as_of = mpt_date_show(review->query->today, arena);
    review->document->title =
        mpt_arena_print(arena, "%s REVIEW  %s", review->query->mission ? "MISSION" : "PORTFOLIO", scope_title(review));
    review->document->aside = week(review);
    mpt_document_paragraph(
        review->document,
        review->last ? mpt_arena_print(arena, "Compared with the review of %s; data as of %s; %s.",
                                       review_long_date(review, review->last->held_on), as_of, measured(review))
                     : mpt_arena_print(arena, "The first review: nothing to compare with; data as of %s; %s.", as_of,
                                       measured(review)));
    if (review->unreadable) {
        mpt_document_item(review->document, "!", MPT_BAD,
                          mpt_arena_print(arena, "A later review is passed over: %s", review->unreadable), NULL);
    }
}

/* --- In short ----------------------------------------------------------------------------------------------------- */

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static const char *decisions_in_short(struct review *review)
{
    struct mpt_arena *arena = review->arena;
    if (mpt_store_stays(review->store, "decision", NULL)) {
        return "Decisions are withheld.";
    }
    if (!review->waiting) {
        return "No decision waits.";
    }
    if (!review->overdue) {
        return mpt_arena_print(arena, "%zu decision%s wait%s, none past its date.", review->waiting,
                               plural(review->waiting), review->waiting == 1 ? "s" : "");
    }
    return mpt_arena_print(arena, "%zu decision%s wait%s, %zu past %s date, the longest by %ld days%s%s.",
                           review->waiting, plural(review->waiting), review->waiting == 1 ? "s" : "", review->overdue,
                           review->overdue == 1 ? "its" : "their", review->longest_wait,
                           review->held ? "; on hold: " : "", review->held ? review->held : "");
}

static const char *missions_in_short(struct review *review)
{
    static const char *const words[] = {"off track", "behind", "on track", "without current data"};
    size_t counts[4] = {0};
    struct mpt_text text = mpt_text_init(review->arena);
    for (size_t i = 0; i < review->now.mission_count; i++) {
        const char *computed = review->now.missions[i].computed;
        counts[strcmp(computed, "off track") == 0  ? 0
               : strcmp(computed, "behind") == 0   ? 1
               : strcmp(computed, "on track") == 0 ? 2
                                                   : 3]++;
    }
    for (size_t i = 0; i < 4; i++) {
        if (counts[i]) {
            mpt_text_print(&text, "%s%zu mission%s %s %s", text.len ? ", " : "", counts[i], plural(counts[i]),
                           counts[i] == 1 ? "is" : "are", words[i]);
        }
    }
    return text.len ? mpt_arena_print(review->arena, "%s.", mpt_text_get(&text)) : "No mission is live.";
}

/* The target whose pace moved most since the last review. */
static const char *largest_change(struct review *review)
{
    const struct review_target *largest = NULL, *before = NULL;
    double most = 0;
    for (size_t i = 0; i < review->now.target_count; i++) {
        const struct review_target *now = &review->now.targets[i];
        const struct review_target *then = review_values_target(&review->then, now->code);
        double moved = then ? fabs(now->pace - then->pace) : NAN;
        if (!isnan(moved) && moved > most) {
            most = moved;
            largest = now;
            before = then;
        }
    }
    return !largest || !before
               ? ""
               : mpt_arena_print(review->arena, " The largest change: %s, %s -> %s; pace %.2f -> %.2f.",
                                 title_of(review, "target", largest->code),
                                 before->latest ? before->latest : "not measured",
                                 largest->latest ? largest->latest : "not measured", before->pace, largest->pace);
}

/* Said before the parts, though it is known only behind them. */
static void add_in_short(struct review *review, size_t section)
{
    const char *text = mpt_arena_print(review->arena, "%s %s%s", decisions_in_short(review), missions_in_short(review),
                                       largest_change(review));
    review->document->sections[section].blocks[0].text = text;
    mpt_data_text(review->document->data, "in_short", text);
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static int by_scope_code(const void *a, const void *b)
{
    const struct review_scope *left = a, *right = b;
    return strcmp(left->code, right->code);
}

static int compare_scope(const void *key, const void *item)
{
    return strcmp(key, ((const struct review_scope *)item)->code);
}

const struct review_scope *review_in_scope(const struct review *review, const char *mission)
{
    return !mission || !review->scope_count
               ? NULL
               : bsearch(mission, review->scope, review->scope_count, sizeof *review->scope, compare_scope);
}

static enum mpt_status load_scope(struct review *review)
{
    struct mpt_cursor *cursor;
    enum mpt_status status = review_query(review, "review-scope", NULL, NULL, &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        review->scope = mpt_arena_grow(review->arena, review->scope, review->scope_count, &review->scope_capacity,
                                       sizeof *review->scope);
        review->scope[review->scope_count++] = (struct review_scope){.code = review_text(review, cursor, "code"),
                                                                     .title = review_text(review, cursor, "title"),
                                                                     .live = mpt_cursor_integer(cursor, "live")};
    }
    enum mpt_status closed = mpt_cursor_close(cursor, review->error);
    return status ? status : closed;
}

/* Adds the missions that were of this scope at the last review and are not now: moved away, or removed. */
static void add_former(struct review *review)
{
    size_t known = review->scope_count;
    for (size_t i = 0; i < review->difference_count; i++) {
        const struct mpt_difference *difference = &review->differences[i];
        if (strcmp(difference->kind->name, "mission") != 0 || !difference->before) {
            continue;
        }
        const char *code = difference->after ? difference->after->values[0] : difference->before->values[0];
        const char *portfolio = mpt_record_get(difference->before, "portfolio");
        bool was = review->query->mission     ? strcmp(difference->before->values[0], review->query->mission) == 0
                   : review->query->portfolio ? portfolio && strcmp(portfolio, review->query->portfolio) == 0
                                              : true;
        bool is = false;
        for (size_t k = 0; k < known; k++) {
            is |= strcmp(review->scope[k].code, code) == 0;
        }
        if (was && !is) {
            review->scope = mpt_arena_grow(review->arena, review->scope, review->scope_count, &review->scope_capacity,
                                           sizeof *review->scope);
            review->scope[review->scope_count++] =
                (struct review_scope){.code = code, .title = mpt_record_get(difference->before, "title"), .left = true};
        }
    }
    if (review->scope_count > known) {
        qsort(review->scope, review->scope_count, sizeof *review->scope, by_scope_code);
    }
}

/* The last closed review of this scope that can be read. */
static enum mpt_status load_last(struct review *review)
{
    struct mpt_closed_review *list;
    size_t count;
    enum mpt_status status =
        mpt_reviews_list(review->store, review->query, true, review->arena, &list, &count, review->error);
    for (size_t i = 0; !status && i < count && !review->last; i++) {
        struct mpt_error wrong;
        if (review_load(review->store, &list[i], review->arena, &review->then, NULL, &wrong) == MPT_OK) {
            review->last = &list[i];
        } else if (!review->unreadable) {
            review->unreadable = mpt_arena_copy(review->arena, wrong.message);
        }
    }
    if (status || !review->last) {
        return status;
    }
    review->foreign = !review_is_ours(review->store, &review->then, review->arena);
    status = mpt_store_differences(review->store, review->then.entry, review->arena, &review->differences,
                                   &review->difference_count, review->error);
    if (!status) {
        add_former(review);
    }
    return status;
}

/* Targets of the live missions in scope, and the values of each that the next review compares with. */
static enum mpt_status load_targets(struct review *review)
{
    size_t kept = 0;
    enum mpt_status status =
        report_targets_load(review->store, review->query->mission, review->query->today, review->examples,
                            review->arena, &review->targets, &review->target_count, review->error);
    for (size_t i = 0; !status && i < review->target_count; i++) {
        const struct review_scope *scope = review_in_scope(review, review->targets[i].mission);
        if (scope && scope->live) {
            review->targets[kept++] = review->targets[i];
        }
    }
    review->target_count = kept;
    review->now.targets = mpt_arena_array(review->arena, kept, sizeof *review->now.targets);
    for (size_t i = 0; i < kept; i++) {
        const struct report_target *target = &review->targets[i];
        double latest = target->progress.latest;
        review->now.targets[review->now.target_count++] = (struct review_target){
            .code = target->code,
            .latest = isnan(latest) ? NULL : report_target_value(target, latest, review->arena),
            .latest_on = target->latest_on,
            .band = mpt_band_name(target->progress.band),
            .pace = target->progress.pace,
        };
    }
    return status;
}

static enum mpt_status load(struct review *review)
{
    const char *demo = mpt_store_setting(review->store, "demo", review->arena);
    review->examples = demo && strcmp(demo, "1") == 0;
    review->report = (struct mpt_report_query){.today = review->query->today,
                                               .mission = review->query->mission,
                                               .portfolio = review->query->portfolio,
                                               .rules_folder = review->query->rules_folder};
    review->now.entry = mpt_store_revision(review->store);
    review->now.key = review->now.entry ? mpt_store_key(review->store, review->arena) : NULL;
    review->now.as_of = mpt_date_format(review->query->today, review->arena);
    enum mpt_status status = load_scope(review);
    status = status ? status : load_last(review);
    status = status ? status : load_targets(review);
    return status
               ? status
               : mpt_findings_collect(review->store, &review->report, review->arena, &review->findings, review->error);
}

static void add_foot(struct review *review)
{
    mpt_document_section(review->document, NULL);
    mpt_document_paragraph(
        review->document,
        mpt_arena_print(review->arena,
                        "mpt %s, entry %lld, as of %s. More of a line: mpt explain ID of a finding, mpt show CODE, mpt "
                        "history CODE. (e) marks an invented example record.",
                        review->query->version, (long long)review->now.entry, review->now.as_of));
    mpt_data_text(review->document->data, "mission", review->query->mission);
    mpt_data_text(review->document->data, "portfolio", review->query->portfolio);
    mpt_data_text(review->document->data, "compared_with", review->last ? review->last->held_on : NULL);
    mpt_data_number(review->document->data, "entry", (double)review->now.entry);
}

/* What a closed review keeps. */
static void fill_record(struct review *review, struct mpt_record *record)
{
    struct mpt_text computed = mpt_text_init(review->arena), page = mpt_text_init(review->arena);
    review_values_write(&review->now, &computed);
    mpt_document_save(review->document, &page);
    *record = mpt_record_init(mpt_kind_find("review"), review->arena);
    record->values[mpt_field_index(record->kind, "title")] = mpt_arena_print(
        review->arena, "Review of %s, %s", scope_title(review), mpt_date_show(review->query->today, review->arena));
    record->values[mpt_field_index(record->kind, "portfolio")] = review->query->portfolio;
    record->values[mpt_field_index(record->kind, "mission")] = review->query->mission;
    record->values[mpt_field_index(record->kind, "held_on")] = review->now.as_of;
    record->values[mpt_field_index(record->kind, "computed")] = mpt_text_get(&computed);
    record->values[mpt_field_index(record->kind, "page")] = mpt_text_get(&page);
}

enum mpt_status mpt_report_review(struct mpt_store *store, const struct mpt_review_query *query,
                                  struct mpt_arena *arena, struct mpt_document **document, struct mpt_record *record,
                                  struct mpt_error *error)
{
    /* A part and, where it is of one kind only, that kind and the title it has. */
    static const struct {
        enum mpt_status (*add)(struct review *);
        const char *kind, *title;
    } parts[] = {{review_decisions, "decision", "1 Decisions needed"},
                 {review_changes, "history", "2 Changed since the last review"},
                 {review_missions, "mission", "3 Missions"},
                 {review_findings, NULL, NULL},
                 {review_dates, NULL, NULL},
                 {review_learnings, "learning", "6 Learnings"},
                 {review_actions, "action", "7 Actions"},
                 {review_tidy, NULL, NULL}};
    struct review review = {.store = store, .query = query, .arena = arena, .error = error};
    enum mpt_status status = load(&review);
    if (status) {
        return status;
    }
    *document = review.document = mpt_document_open(arena, "mpt.review/1", review.now.as_of);
    review.document->sections_in_json = true;
    add_head(&review);
    mpt_document_section(review.document, "In short");
    size_t in_short = review.document->section_count - 1;
    mpt_document_paragraph(review.document, "");
    for (size_t i = 0; !status && i < sizeof parts / sizeof *parts; i++) {
        const char *kind = parts[i].kind;
        if (!kind || !withheld_section(review.document, store, kind, parts[i].title)) {
            status = parts[i].add(&review);
        }
    }
    if (!status) {
        add_in_short(&review, in_short);
        add_foot(&review);
    }
    if (!status && record) {
        fill_record(&review, record);
    }
    return status;
}
