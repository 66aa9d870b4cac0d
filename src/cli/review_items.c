/* The agenda of a guided review: the items of each part, and which of them were passed over today. */
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"
#include "review_run.h"

static struct review_item *add_item(struct review_run *run, enum review_part part, const char *key)
{
    struct review_list *list = &run->parts[part];
    list->items = mpt_arena_grow(run->cli->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    struct review_item *item = &list->items[list->count++];
    *item = (struct review_item){.key = key};
    return item;
}

/* --- Actions and decisions ---------------------------------------------------------------------------------------- */

static enum mpt_status open_query(struct review_run *run, const char *name, struct mpt_cursor **cursor)
{
    const char *demo = mpt_store_setting(run->cli->store, "demo", run->cli->arena);
    const struct mpt_param params[] = {
        {.name = "mission", .text = run->query->mission},
        {.name = "portfolio", .text = run->query->portfolio},
        {.name = "today", .text = mpt_date_format(run->query->today, run->cli->arena)},
        {.name = "examples", .number = demo && strcmp(demo, "1") == 0, .is_number = true},
    };
    return mpt_cursor_open(run->cli->store, name, NULL, params, sizeof params / sizeof *params, cursor,
                           &run->cli->error);
}

static const char *copy(struct review_run *run, struct mpt_cursor *cursor, const char *column)
{
    const char *text = mpt_cursor_text(cursor, column);
    return mpt_arena_copy(run->cli->arena, text);
}

/* Days since the date's last day; negative ahead. */
static long days_since(const struct review_run *run, const char *date)
{
    struct mpt_date day;
    return date && mpt_date_parse(date, &day) ? mpt_date_first_day(run->query->today) - mpt_date_last_day(day) : 0;
}

static const char *mark(struct mpt_cursor *cursor)
{
    bool example = mpt_cursor_integer(cursor, "example") || mpt_source_is_example(mpt_cursor_text(cursor, "source"));
    return example ? " (e)" : "";
}

/* "due 27 May 2024, 41 days ago"; without a due date when it was asked. */
static const char *due_text(struct review_run *run, const char *due, const char *asked)
{
    const char *text = due ? due : asked;
    long days = days_since(run, text), apart = days < 0 ? -days : days;
    struct mpt_date date;
    if (!text || !mpt_date_parse(text, &date)) {
        return "without a date";
    }
    return mpt_arena_print(run->cli->arena, "%s %s, %s%ld day%s%s", due ? "due" : "without a date; asked",
                           mpt_date_show_short(date, run->cli->arena), days < 0 ? "in " : "", apart,
                           apart == 1 ? "" : "s", days < 0 ? "" : " ago");
}

/* Actions agreed before today; those of today are being agreed. */
static enum mpt_status load_actions(struct review_run *run)
{
    struct mpt_cursor *cursor;
    struct mpt_arena *arena = run->cli->arena;
    const char *today = mpt_date_format(run->query->today, arena);
    enum mpt_status status = open_query(run, "review-actions", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        const char *asked = mpt_cursor_text(cursor, "asked_on"), *owner = mpt_cursor_text(cursor, "owner");
        const char *mission = mpt_cursor_text(cursor, "mission_title"), *due = copy(run, cursor, "due_on");
        if (!mpt_cursor_is_null(cursor, "done_on") || (asked && strcmp(asked, today) >= 0)) {
            continue;
        }
        const char *code = copy(run, cursor, "code");
        struct review_item *item = add_item(run, REVIEW_ACTIONS, mpt_arena_print(arena, "action:%s", code));
        item->code = code;
        item->label = days_since(run, due) > 0 ? "!" : "";
        item->tone = MPT_BAD;
        item->text = mpt_arena_print(arena, "%s%s (%s%s%s); %s", mpt_cursor_text(cursor, "title"), mark(cursor),
                                     owner ? owner : "nobody's", mission ? ", " : "", mission ? mission : "",
                                     due_text(run, due, asked));
    }
    enum mpt_status closed = mpt_cursor_close(cursor, &run->cli->error);
    return status ? status : closed;
}

static const char *held_text(struct review_run *run, struct mpt_cursor *cursor)
{
    struct mpt_arena *arena = run->cli->arena;
    const char *currency = mpt_cursor_text(cursor, "holds_currency"), *step = mpt_cursor_text(cursor, "step");
    struct mpt_money money = {.minor = mpt_cursor_integer(cursor, "holds")};
    const char *amount = NULL;
    if (currency && mpt_currency_decimals(currency) >= 0) {
        memcpy(money.currency, currency, sizeof money.currency);
        amount = mpt_money_show(money, arena);
    }
    return !amount && !step
               ? ""
               : mpt_arena_print(arena, "; holds %s%s%s%s%s", amount ? amount : "", amount && step ? " and " : "",
                                 step ? "the step \"" : "", step ? step : "", step ? "\"" : "");
}

static enum mpt_status load_decisions(struct review_run *run)
{
    struct mpt_cursor *cursor;
    struct mpt_arena *arena = run->cli->arena;
    enum mpt_status status = open_query(run, "review-decisions", &cursor);
    while (!status && mpt_cursor_next(cursor)) {
        const char *mission = mpt_cursor_text(cursor, "mission_title"), *due = copy(run, cursor, "due_on");
        const char *level = mpt_cursor_text(cursor, "level"), *proposal = mpt_cursor_text(cursor, "proposal");
        const char *asked = mpt_cursor_text(cursor, "asked_on");
        const char *code = copy(run, cursor, "code"), *to = mpt_cursor_text(cursor, "delegated_to");
        struct review_item *item = add_item(run, REVIEW_DECISIONS, mpt_arena_print(arena, "decision:%s", code));
        item->code = code;
        item->mission = copy(run, cursor, "mission");
        item->label = days_since(run, due) > 0 ? "!" : "";
        item->tone = MPT_BAD;
        item->text =
            mpt_arena_print(arena, "%s%s%s%s%s; %s%s%s%s%s%s%s%s", mpt_cursor_text(cursor, "title"), mark(cursor),
                            mission ? " (" : "", mission ? mission : "", mission ? ")" : "", due_text(run, due, asked),
                            level ? ", level " : "", level ? level : "", to ? ", with " : "", to ? to : "",
                            held_text(run, cursor), proposal ? "; proposal: " : "", proposal ? proposal : "");
    }
    enum mpt_status closed = mpt_cursor_close(cursor, &run->cli->error);
    return status ? status : closed;
}

/* --- Exceptions --------------------------------------------------------------------------------------------------- */

/* Decisions that wait have had their turn. */
static bool was_asked(const struct review_run *run, const struct mpt_gap_line *line)
{
    const struct review_list *decisions = &run->parts[REVIEW_DECISIONS];
    size_t asked = 0;
    for (size_t i = 0; i < line->count; i++) {
        for (size_t j = 0; strcmp(line->gaps[i]->kind, "decision") == 0 && j < decisions->count; j++) {
            asked += strcmp(decisions->items[j].code, line->gaps[i]->code) == 0;
        }
    }
    return asked == line->count;
}

static void add_line(struct review_run *run, const struct mpt_gap_line *line)
{
    static const enum mpt_tone tones[] = {MPT_BAD, MPT_CAUTION, MPT_MUTED};
    struct mpt_arena *arena = run->cli->arena;
    const char *severity = mpt_severity_name(line->severity);
    const struct mpt_gap *first = line->gaps[0];
    /* One that has become worse since is another one. */
    const char *key = mpt_arena_print(arena, "finding:%s/%s", line->id, severity);
    struct review_item *item = add_item(run, REVIEW_EXCEPTIONS, key);
    item->code = line->id;
    item->label = severity;
    item->tone = tones[line->severity];
    item->text = mpt_arena_print(arena, "%s%s Do: %s.", line->message, first->example ? " (e)" : "", first->action);
    item->mission = line->count > 1 && strcmp(first->kind, "mission") == 0 ? NULL : first->mission;
    item->severity = line->count > 1 ? severity : NULL;
}

/* Findings that need somebody: critical ones and warnings. What is only not filled in yet is no matter for a meeting.
 */
static enum mpt_status load_exceptions(struct review_run *run)
{
    enum { SINGLE = 3 };
    struct mpt_findings findings;
    size_t count;
    enum mpt_status status =
        mpt_findings_collect(run->cli->store, run->query, run->cli->arena, &findings, &run->cli->error);
    if (status) {
        return status;
    }
    const struct mpt_gap_line *lines =
        mpt_gaps_roll_up(findings.gaps, findings.count, SINGLE, run->query->today, run->cli->arena, &count);
    for (size_t i = 0; i < count; i++) {
        bool setup = strcmp(lines[i].gaps[0]->rule->class, "setup") == 0 && lines[i].severity != MPT_CRITICAL;
        if (lines[i].severity <= MPT_WARNING && !setup && !was_asked(run, &lines[i])) {
            add_line(run, &lines[i]);
        }
    }
    return MPT_OK;
}

/* --- What was passed over today ----------------------------------------------------------------------------------- */

static bool has_word(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list; at && *at;) {
        size_t next = strcspn(at, " ");
        if (next == len && strncmp(at, word, len) == 0) {
            return true;
        }
        at += next + (at[next] == ' ');
    }
    return false;
}

void review_read_seen(struct review_run *run)
{
    const char *scope = run->query->mission ? run->query->mission : run->query->portfolio;
    run->setting = mpt_arena_print(run->cli->arena, "review-run%s%s", scope ? ":" : "", scope ? scope : "");
    const char *value = mpt_store_setting(run->cli->store, run->setting, run->cli->arena);
    const char *today = mpt_date_format(run->query->today, run->cli->arena);
    run->seen = value && strncmp(value, today, strlen(today)) == 0 ? value : NULL; /* another day, another review */
}

/* Whether an item of this key stands open now, as one does whose command was undone. */
static bool stands_open(const struct review_run *run, const char *key)
{
    for (size_t part = 0; part < REVIEW_PARTS; part++) {
        for (size_t i = 0; i < run->parts[part].count; i++) {
            const struct review_item *item = &run->parts[part].items[i];
            if (item->state == REVIEW_OPEN && strcmp(item->key, key) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* The day, and the keys of everything that was passed over or dealt with; NULL when that is nothing. */
static const char *seen_now(const struct review_run *run)
{
    struct mpt_arena *arena = run->cli->arena;
    struct mpt_text text = mpt_text_init(arena);
    for (const char *at = run->seen ? run->seen : ""; *at;) {
        size_t len = strcspn(at, " ");
        const char *word = mpt_arena_copy_len(arena, at, len);
        if (at != run->seen && !stands_open(run, word)) {
            mpt_text_print(&text, " %s", word);
        }
        at += len + (at[len] == ' ');
    }
    for (size_t part = 0; part < REVIEW_PARTS; part++) {
        for (size_t i = 0; i < run->parts[part].count; i++) {
            const struct review_item *item = &run->parts[part].items[i];
            if (item->state != REVIEW_OPEN && !has_word(mpt_text_get(&text), item->key)) {
                mpt_text_print(&text, " %s", item->key);
            }
        }
    }
    return text.len ? mpt_arena_print(arena, "%s%s", mpt_date_format(run->query->today, arena), text.data) : NULL;
}

enum mpt_status review_write_seen(struct review_run *run, bool nothing)
{
    struct cli *cli = run->cli;
    const char *value = nothing ? NULL : seen_now(run);
    enum mpt_status status = mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : mpt_store_set(cli->store, run->setting, value, &cli->error);
    status = status ? status : mpt_store_commit(cli->store, &cli->error);
    if (status) {
        mpt_store_rollback(cli->store);
    } else {
        run->seen = value;
    }
    return status;
}

/* --- The parts ---------------------------------------------------------------------------------------------------- */

static enum mpt_status load_page(struct review_run *run, enum review_part part, const char *key)
{
    add_item(run, part, key);
    return MPT_OK;
}

enum mpt_status review_load_part(struct review_run *run, enum review_part part)
{
    struct review_list *list = &run->parts[part];
    if (list->loaded) {
        return MPT_OK;
    }
    enum mpt_status status = part == REVIEW_ACTIONS      ? load_actions(run)
                             : part == REVIEW_DECISIONS  ? load_decisions(run)
                             : part == REVIEW_CHANGES    ? load_page(run, part, "page:changes")
                             : part == REVIEW_EXCEPTIONS ? load_exceptions(run)
                             : part == REVIEW_DATES      ? load_page(run, part, "page:dates")
                                                         : load_page(run, part, "page:learnings");
    list->loaded = !status;
    for (size_t i = 0; i < list->count; i++) {
        list->items[i].state = has_word(run->seen, list->items[i].key) ? REVIEW_PASSED : REVIEW_OPEN;
    }
    return status;
}
