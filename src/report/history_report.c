/* The history as people read it: entries newest first, each with what it changed, from what to what. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "mpt/json_read.h"
#include "mpt/merge.h"
#include "mpt/report.h"
#include "mpt/text.h"
#include "withheld.h"

enum { FEW = 8, MANY = 1000, LONGEST_VALUE = 60 };

struct history {
    struct mpt_store *store;
    const struct mpt_history_query *query;
    struct mpt_arena *arena;
    struct mpt_error *error;
    struct mpt_document *document;
    struct mpt_data *entries, *entry; /* JSON; the entry at hand */
    /* The record whose values were last asked for: changes of one record stand together. */
    int64_t known;
    struct mpt_record now;
};

/* One change, as a query gives it; texts in the arena. */
struct shown_change {
    int64_t id, record;
    const char *action, *code, *field, *before, *after;
    const char *kind_name;
    const struct mpt_kind *kind; /* NULL: a setting */
};

static const char *copy(struct history *history, const char *text)
{
    return mpt_arena_copy(history->arena, text);
}

/* The record as it is now; NULL when it is not there. */
static const struct mpt_record *record_now(struct history *history, const struct shown_change *change)
{
    if (history->known != change->record) {
        const char *code = mpt_store_code(history->store, change->kind, change->record, history->arena);
        history->known = change->record;
        history->now.kind = NULL;
        if (code && mpt_store_get(history->store, change->kind, code, history->arena, &history->now, history->error)) {
            history->now.kind = NULL;
        }
    }
    return history->now.kind ? &history->now : NULL;
}

/* The value that a removed record had in a field, from its JSON. */
static const char *removed_value(struct history *history, const struct shown_change *change, const char *json,
                                 const char *field)
{
    struct mpt_record record = mpt_record_init(change->kind, history->arena);
    struct mpt_error unused;
    return mpt_json_read_record(&record, json, history->arena, &unused) ? NULL : mpt_record_get(&record, field);
}

/* The value after a change: what the next one found, or what the record has now. */
static enum mpt_status find_after(struct history *history, struct shown_change *change)
{
    const struct mpt_param params[] = {{.name = "record", .number = (double)change->record, .is_number = true},
                                       {.name = "id", .number = (double)change->id, .is_number = true},
                                       {.name = "field", .text = change->field}};
    struct mpt_cursor *cursor;
    enum mpt_status status = mpt_cursor_open(history->store, "history-next", NULL, params, 3, &cursor, history->error);
    if (status) {
        return status;
    }
    if (mpt_cursor_next(cursor)) {
        const char *before = copy(history, mpt_cursor_text(cursor, "before"));
        bool removed = strcmp(mpt_cursor_text(cursor, "action"), "removed") == 0;
        change->after = removed ? removed_value(history, change, before, change->field) : before;
    } else {
        const struct mpt_record *now = record_now(history, change);
        change->after = now ? mpt_record_get(now, change->field) : NULL;
    }
    return mpt_cursor_close(cursor, history->error);
}

/* The same of a setting, which is no record and is known by its name. */
static enum mpt_status find_setting_after(struct history *history, struct shown_change *change)
{
    const struct mpt_param params[] = {{.name = "code", .text = change->code},
                                       {.name = "id", .number = (double)change->id, .is_number = true}};
    struct mpt_cursor *cursor;
    enum mpt_status status =
        mpt_cursor_open(history->store, "history-next-setting", NULL, params, 2, &cursor, history->error);
    if (status) {
        return status;
    }
    change->after = mpt_cursor_next(cursor) ? copy(history, mpt_cursor_text(cursor, "before"))
                                            : mpt_store_setting(history->store, change->code, history->arena);
    return mpt_cursor_close(cursor, history->error);
}

static const char *show(struct history *history, const struct mpt_field *field, const char *value)
{
    return value ? mpt_text_shorten(mpt_text_clean(mpt_value_show(field, value, history->arena), history->arena),
                                    LONGEST_VALUE, history->arena)
                 : "(empty)";
}

/* The title a record was added with, or had when it was removed; "" without one. */
static const char *title_of(struct history *history, const struct shown_change *change)
{
    struct shown_change titled = *change;
    if (!mpt_field_find(change->kind, "title")) {
        return "";
    }
    titled.field = "title";
    if (strcmp(change->action, "removed") == 0) {
        titled.after = removed_value(history, change, change->before, "title");
    } else if (find_after(history, &titled)) {
        return "";
    }
    return titled.after ? mpt_arena_print(history->arena, " \"%s\"",
                                          mpt_text_shorten(mpt_text_clean(titled.after, history->arena), LONGEST_VALUE,
                                                           history->arena))
                        : "";
}

/* What came to a list and what went: "+ NO, - DK". */
static const char *list_change(struct history *history, const struct mpt_field *field, const char *before,
                               const char *after)
{
    struct mpt_text text = mpt_text_init(history->arena);
    const char *const sides[2][2] = {{after, before}, {before, after}};
    for (size_t side = 0; side < 2; side++) {
        const char *list = sides[side][0];
        for (const char *element; (element = mpt_value_next(&list, false, history->arena, NULL));) {
            const char *rest = mpt_value_take(sides[side][1], element, false, history->arena);
            bool there = sides[side][1] && (!rest || strcmp(rest, sides[side][1]) != 0);
            if (!there) {
                mpt_text_print(&text, "%s%s %s", text.len ? ", " : "", side ? "-" : "+", show(history, field, element));
            }
        }
    }
    return text.len ? mpt_text_get(&text) : "in another order";
}

/* The texts from where they begin to differ, when both are too long to show it. */
static void show_difference(struct history *history, const char **before, const char **after)
{
    enum { LEAD = 12 };
    size_t same = 0;
    while ((*before)[same] && (*before)[same] == (*after)[same]) {
        same++;
    }
    size_t start = same > LEAD ? same - LEAD : 0;
    while (start > 0 && ((*before)[start] & 0xc0) == 0x80) { /* not inside a character */
        start--;
    }
    if (start > 0) {
        *before = mpt_arena_print(history->arena, "...%s", *before + start);
        *after = mpt_arena_print(history->arena, "...%s", *after + start);
    }
}

/* "project ferry merged into electric-ferry", of the setting that leads from the one to the other. */
static const char *merge_in_words(struct history *history, const struct shown_change *change)
{
    const char *name = mpt_text_clean(change->code + strlen(MPT_MERGED), history->arena), *colon = strchr(name, ':');
    return mpt_arena_print(history->arena, "%.*s %s %s %s", colon ? (int)(colon - name) : 0, name,
                           colon ? colon + 1 : name, change->after ? "merged into" : "no longer merged into",
                           mpt_text_clean(change->after ? change->after : change->before, history->arena));
}

/* "target hydrogen-cost: due 2025 -> 2030". */
static const char *in_words(struct history *history, const struct shown_change *change)
{
    const char *code = mpt_text_clean(change->code, history->arena);
    if (!change->kind && strncmp(code, MPT_MERGED, strlen(MPT_MERGED)) == 0 && (change->before || change->after)) {
        return merge_in_words(history, change);
    }
    if (!change->kind) {
        return mpt_arena_print(history->arena, "%s %s: %s -> %s", change->kind_name, code,
                               change->before ? mpt_text_clean(change->before, history->arena) : "(empty)",
                               change->after ? mpt_text_clean(change->after, history->arena) : "(empty)");
    }
    if (strcmp(change->action, "changed") != 0) {
        return mpt_arena_print(history->arena, "%s %s%s %s", change->kind->name, code, title_of(history, change),
                               change->action);
    }
    const struct mpt_field *field = mpt_field_find(change->kind, change->field);
    assert(field);
    const char *before = change->before, *after = change->after;
    if (field->flags & MPT_KEPT) {
        return mpt_arena_print(history->arena, "%s %s: %s changed", change->kind->name, code, field->name);
    }
    if (field->flags & MPT_MANY && before && after) {
        return mpt_arena_print(history->arena, "%s %s: %s %s", change->kind->name, code, field->name,
                               list_change(history, field, before, after));
    }
    if (before && after && mpt_text_width(before) > LONGEST_VALUE && mpt_text_width(after) > LONGEST_VALUE) {
        show_difference(history, &before, &after);
    }
    return mpt_arena_print(history->arena, "%s %s: %s %s -> %s", change->kind->name, code, field->name,
                           show(history, field, before), show(history, field, after));
}

static void add_json(struct history *history, struct mpt_data *changes, const struct shown_change *change)
{
    struct mpt_data *object = mpt_data_object(history->arena);
    mpt_data_text(object, "action", change->action);
    mpt_data_text(object, "kind", change->kind_name);
    mpt_data_text(object, "code", change->code);
    mpt_data_text(object, "field", change->field);
    mpt_data_text(object, "before", change->before);
    mpt_data_text(object, "after", change->after);
    mpt_data_push(changes, object);
}

static enum mpt_status add_change(struct history *history, struct mpt_cursor *cursor, struct mpt_data *changes,
                                  bool in_text)
{
    struct shown_change change = {.id = mpt_cursor_integer(cursor, "id"),
                                  .record = mpt_cursor_integer(cursor, "record"),
                                  .action = copy(history, mpt_cursor_text(cursor, "action")),
                                  .code = copy(history, mpt_cursor_text(cursor, "code")),
                                  .kind_name = copy(history, mpt_cursor_text(cursor, "kind")),
                                  .field = copy(history, mpt_cursor_text(cursor, "field")),
                                  .before = copy(history, mpt_cursor_text(cursor, "before"))};
    assert(change.action && change.kind_name); /* the columns that are never empty */
    change.kind = mpt_kind_find(change.kind_name);
    enum mpt_status status = MPT_OK;
    if (change.kind && strcmp(change.action, "changed") == 0 && !mpt_field_find(change.kind, change.field)) {
        return mpt_fail(history->error, MPT_DATABASE,
                        "change %lld of the history (%s %s) is of a field that this program does not know; it is "
                        "damaged, or of another version. `mpt doctor` says more",
                        (long long)change.id, change.kind_name, change.code);
    }
    if (change.field) {
        status = change.kind ? find_after(history, &change) : find_setting_after(history, &change);
    }
    if (!status) {
        add_json(history, changes, &change);
        if (in_text) {
            mpt_document_paragraph(history->document, in_words(history, &change));
        }
    }
    return status;
}

/* --- Entries ------------------------------------------------------------------------------------------------------ */

/* The section of an entry and its object; what it changed comes next. */
static enum mpt_status begin_entry(struct history *history, int64_t id, struct mpt_data **changes)
{
    struct mpt_entry entry;
    enum mpt_status status = mpt_entry_get(history->store, id, history->arena, &entry, history->error);
    if (status) {
        return status;
    }
    struct mpt_data *object = mpt_data_object(history->arena);
    const char *note = entry.undone_by
                           ? mpt_arena_print(history->arena, " (taken back by %lld)", (long long)entry.undone_by)
                       : entry.undoes ? mpt_arena_print(history->arena, " (takes back %lld)", (long long)entry.undoes)
                                      : "";
    enum { LINE = 78 }; /* the command whole is in JSON, and on the page of the entry alone */
    const char *command = mpt_text_clean(entry.command, history->arena);
    const char *title = mpt_arena_print(history->arena, "%lld  %.10s %.5s  %s%s: %s", (long long)id, entry.at,
                                        entry.at + 11, mpt_text_clean(entry.who, history->arena), note, command);
    bool cut = mpt_text_width(title) > LINE;
    mpt_document_section(history->document, mpt_text_shorten(title, LINE, history->arena));
    if (cut && history->query->entry) {
        mpt_document_paragraph(history->document, mpt_arena_print(history->arena, "Command: mpt %s", command));
    }
    mpt_data_number(object, "entry", (double)id);
    mpt_data_text(object, "at", entry.at);
    mpt_data_text(object, "who", entry.who);
    mpt_data_text(object, "command", entry.command);
    mpt_data_number(object, "undoes", entry.undoes ? (double)entry.undoes : NAN);
    mpt_data_number(object, "undone_by", entry.undone_by ? (double)entry.undone_by : NAN);
    *changes = mpt_data_array(history->arena);
    mpt_data_set(object, "changes", *changes);
    mpt_data_push(history->entries, object);
    history->entry = object;
    return MPT_OK;
}

/* "12 projects and 3 tags added": records an entry added and removed, fields it changed. */
static enum mpt_status count_changes(struct history *history, int64_t entry, size_t *count, const char **in_words)
{
    const struct mpt_param params[] = {
        {.name = "entry", .number = (double)entry, .is_number = true},
        {.name = "kind", .text = history->query->kind ? history->query->kind->name : NULL}};
    struct mpt_text text = mpt_text_init(history->arena);
    struct mpt_cursor *cursor;
    enum mpt_status status =
        mpt_cursor_open(history->store, "history-counts", NULL, params, 2, &cursor, history->error);
    *count = 0;
    while (!status && mpt_cursor_next(cursor)) {
        const char *action = mpt_cursor_text(cursor, "action");
        bool changed = strcmp(action, "changed") == 0;
        const struct mpt_kind *kind = mpt_kind_find(mpt_cursor_text(cursor, "kind"));
        long long number = mpt_cursor_integer(cursor, changed && kind ? "records" : "number");
        *count += (size_t)mpt_cursor_integer(cursor, "number");
        mpt_text_print(&text, "%s%lld %s %s", text.len ? ", " : "", number,
                       !kind         ? (number == 1 ? "setting" : "settings")
                       : number == 1 ? kind->name
                                     : kind->plural,
                       action);
    }
    *in_words = mpt_text_get(&text);
    enum mpt_status closed = mpt_cursor_close(cursor, history->error);
    return status ? status : closed;
}

static enum mpt_status add_entry(struct history *history, int64_t id)
{
    const struct mpt_history_query *query = history->query;
    const struct mpt_param params[] = {{.name = "entry", .number = (double)id, .is_number = true},
                                       {.name = "kind", .text = query->kind ? query->kind->name : NULL}};
    struct mpt_cursor *cursor = NULL;
    struct mpt_data *changes;
    size_t count, shown = 0, most = query->entry ? SIZE_MAX : query->details ? MANY : FEW;
    const char *counts;
    enum mpt_status status = begin_entry(history, id, &changes);
    status = status ? status : count_changes(history, id, &count, &counts);
    if (!status && count > most) { /* an import: how much of what, then the first of it */
        mpt_document_paragraph(history->document, mpt_arena_print(history->arena, "%s:", counts));
    }
    status =
        status ? status : mpt_cursor_open(history->store, "history-changes", NULL, params, 2, &cursor, history->error);
    for (; !status && shown < most && mpt_cursor_next(cursor); shown++) {
        status = add_change(history, cursor, changes, shown < (query->entry ? SIZE_MAX : FEW));
    }
    enum mpt_status closed = mpt_cursor_close(cursor, history->error);
    if (!status && count > shown) {
        mpt_data_number(history->entry, "changes_left_out", (double)(count - shown));
        mpt_document_paragraph(history->document, mpt_arena_print(history->arena, "and %zu more: mpt history %lld",
                                                                  count - shown, (long long)id));
    }
    return status ? status : closed;
}

static void add_more(struct history *history)
{
    mpt_document_section(history->document, NULL);
    mpt_document_paragraph(history->document, "Older entries: --all, or --limit N.");
    mpt_data_flag(history->document->data, "more", true);
}

static void add_nothing(struct history *history)
{
    mpt_document_section(history->document, NULL);
    mpt_document_paragraph(history->document, withheld_or(history->store, "history", NULL, "Nothing was changed."));
}

static enum mpt_status add_entries(struct history *history)
{
    const struct mpt_history_query *query = history->query;
    const struct mpt_param params[] = {
        {.name = "number", .number = query->entry ? (double)query->entry : NAN, .is_number = true},
        {.name = "since", .number = query->since ? (double)query->since : NAN, .is_number = true},
        {.name = "who", .text = query->who},
        {.name = "kind", .text = query->kind ? query->kind->name : NULL}};
    struct mpt_cursor *cursor;
    long count = 0;
    enum mpt_status status =
        mpt_cursor_open(history->store, "history-entries", NULL, params, 4, &cursor, history->error);
    for (; !status && mpt_cursor_next(cursor); count++) {
        if (query->limit >= 0 && count == query->limit) {
            add_more(history);
            return mpt_cursor_close(cursor, history->error);
        }
        status = add_entry(history, mpt_cursor_integer(cursor, "id"));
    }
    if (!status && !count) {
        add_nothing(history);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, history->error);
    return status ? status : closed;
}

/* The entries that touched one record, with what they did to it. */
static enum mpt_status add_record(struct history *history)
{
    const struct mpt_history_query *query = history->query;
    const struct mpt_param params[] = {{.name = "record", .number = (double)query->record, .is_number = true},
                                       {.name = "since", .number = (double)query->since, .is_number = true},
                                       {.name = "who", .text = query->who}};
    struct mpt_cursor *cursor;
    struct mpt_data *changes = NULL;
    int64_t entry = 0;
    long count = 0;
    enum mpt_status status =
        mpt_cursor_open(history->store, "history-record", NULL, params, 3, &cursor, history->error);
    while (!status && mpt_cursor_next(cursor)) {
        int64_t id = mpt_cursor_integer(cursor, "entry");
        if (id != entry && query->limit >= 0 && count == query->limit) {
            add_more(history);
            return mpt_cursor_close(cursor, history->error);
        }
        if (id != entry) {
            status = begin_entry(history, id, &changes);
            count++;
        }
        entry = id;
        status = status ? status : add_change(history, cursor, changes, true);
    }
    if (!status && !count) {
        add_nothing(history);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, history->error);
    if (!status && !changes) {
        add_nothing(history);
    }
    return status ? status : closed;
}

enum mpt_status mpt_report_history(struct mpt_store *store, const struct mpt_history_query *query,
                                   struct mpt_arena *arena, struct mpt_document **document, struct mpt_error *error)
{
    struct history history = {.store = store, .query = query, .arena = arena, .error = error};
    const char *as_of = mpt_date_format(query->today, arena);
    *document = history.document = mpt_document_open(arena, "mpt.history/1", as_of);
    history.entries = mpt_data_array(arena);
    mpt_data_set(history.document->data, "entries", history.entries);
    history.document->title =
        query->of_kind ? mpt_arena_print(arena, "HISTORY  %s %s", query->of_kind->name, query->code) : "HISTORY";
    return query->of_kind ? add_record(&history) : add_entries(&history);
}
