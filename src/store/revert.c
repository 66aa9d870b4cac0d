/* Takes changes back, newest first: what was added is removed, what was removed stored again under its number, and
 * each field gets the value it had. Undo does so in a new entry, as-of in a private copy. */
#include "revert.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/json_read.h"

/* Field values of one record that are put back together; changes of one edit stand beside one another. */
struct pending_edit {
    int64_t record; /* 0: none */
    const char *code;
    struct mpt_record values;
};

struct revert {
    struct mpt_store *store;
    struct pending_edit pending;
    struct mpt_arena *arena; /* of what is done since the last edit */
    struct mpt_error *error;
};

static enum mpt_status flush(struct revert *revert)
{
    enum mpt_status status = MPT_OK;
    if (revert->pending.record) {
        status = mpt_store_edit(revert->store, revert->pending.code, &revert->pending.values, true, revert->arena, NULL,
                                revert->error);
        revert->pending.record = 0;
    }
    return status;
}

static enum mpt_status vanished(struct revert *revert, const struct reverted *change)
{
    return mpt_fail(revert->error, MPT_BAD_INPUT, "%s %s is not there any more", change->kind, change->code);
}

static enum mpt_status put_back_field(struct revert *revert, const struct mpt_kind *kind, const struct reverted *change)
{
    const struct mpt_field *field = mpt_field_find(kind, change->field);
    struct pending_edit *pending = &revert->pending;
    enum mpt_status status = MPT_OK;
    if (revert->store->going_back) {
        return record_put(revert->store, kind, (size_t)(field - kind->fields), change->record, change->before,
                          revert->arena, revert->error);
    }
    if (pending->record != change->record) {
        status = flush(revert);
        status = status
                     ? status
                     : record_code(revert->store, kind, change->record, revert->arena, &pending->code, revert->error);
        if (!status && !pending->code) {
            return vanished(revert, change);
        }
        status =
            status ? status
                   : mpt_store_get(revert->store, kind, pending->code, revert->arena, &pending->values, revert->error);
        pending->record = status ? 0 : change->record;
    }
    if (!status) {
        assert(pending->values.values);
        pending->values.values[field - kind->fields] = mpt_arena_copy(revert->arena, change->before);
    }
    return status;
}

static enum mpt_status take_back(struct revert *revert, const struct reverted *change)
{
    struct mpt_store *store = revert->store;
    if (strcmp(change->kind, "setting") == 0) {
        if (store->going_back && strncmp(change->code, "rates-", 6) == 0) {
            return MPT_OK; /* exchange rates are no part of how a portfolio stood (mpt/rates.h) */
        }
        return mpt_store_set(store, change->code, change->before, revert->error);
    }
    const struct mpt_kind *kind = mpt_kind_find(change->kind);
    if (strcmp(change->action, "changed") == 0) {
        return put_back_field(revert, kind, change);
    }
    enum mpt_status status = flush(revert);
    if (!status && strcmp(change->action, "added") == 0) {
        const char *code;
        status = record_code(store, kind, change->record, revert->arena, &code, revert->error);
        if (!status && !code) {
            return vanished(revert, change);
        }
        return status ? status : record_delete(store, kind, code, revert->arena, revert->error);
    }
    struct mpt_record record = mpt_record_init(kind, revert->arena);
    status = status ? status : mpt_json_read_record(&record, change->before, revert->arena, revert->error);
    return status ? status : record_restore(store, &record, change->record, revert->arena, revert->error);
}

enum mpt_status revert_check(const struct reverted *change, struct mpt_error *error)
{
    const struct mpt_kind *kind = mpt_kind_find(change->kind);
    bool setting = strcmp(change->kind, "setting") == 0, changed = strcmp(change->action, "changed") == 0;
    const char *wrong = !kind && !setting                                           ? "is of a kind"
                        : kind && changed && !mpt_field_find(kind, change->field)   ? "is of a field"
                        : strcmp(change->action, "removed") == 0 && !change->before ? "lacks the record"
                                                                                    : NULL;
    return !wrong
               ? MPT_OK
               : mpt_fail(error, MPT_DATABASE,
                          "change %lld of the history (%s %s%s%s) %s that this program does not know; it is damaged, "
                          "or of another version. `mpt doctor` says more",
                          (long long)change->id, change->kind, change->code, change->field ? ", " : "",
                          change->field ? change->field : "", wrong);
}

enum mpt_status revert_open(struct mpt_store *store, int64_t first, int64_t last, sqlite3_stmt **statement,
                            struct mpt_error *error)
{
    enum mpt_status status = store_prepare(store,
                                           "SELECT id, action, kind, code, coalesce(record, id), field, before FROM "
                                           "change WHERE id BETWEEN $first AND $last ORDER BY id DESC",
                                           statement, error);
    if (!status) {
        sqlite3_bind_int64(*statement, 1, first);
        sqlite3_bind_int64(*statement, 2, last);
    }
    return status;
}

bool revert_next(sqlite3_stmt *statement, struct reverted *change)
{
    if (sqlite3_step(statement) != SQLITE_ROW) {
        return false;
    }
    *change = (struct reverted){.id = sqlite3_column_int64(statement, 0),
                                .action = (const char *)sqlite3_column_text(statement, 1),
                                .kind = (const char *)sqlite3_column_text(statement, 2),
                                .code = (const char *)sqlite3_column_text(statement, 3),
                                .record = sqlite3_column_int64(statement, 4),
                                .field = (const char *)sqlite3_column_text(statement, 5),
                                .before = (const char *)sqlite3_column_text(statement, 6)};
    return true;
}

enum mpt_status revert_changes(struct mpt_store *store, int64_t first, int64_t last, struct mpt_error *error)
{
    enum { KEPT = 1000 }; /* changes whose memory is kept until it is given back */
    struct revert revert = {.store = store, .arena = mpt_arena_open(), .error = error};
    sqlite3_stmt *statement;
    struct reverted change;
    enum mpt_status status = revert_open(store, first, last, &statement, error);
    for (size_t i = 1; !status && revert_next(statement, &change); i++) {
        status = revert_check(&change, error);
        status = status ? status : take_back(&revert, &change);
        if (status) {
            mpt_error_prefix(error, "taking back change %lld (%s %s)", (long long)change.id, change.kind, change.code);
        }
        if (!status && i % KEPT == 0 && !(status = flush(&revert))) {
            mpt_arena_close(revert.arena);
            revert.arena = mpt_arena_open();
        }
    }
    if (sqlite3_finalize(statement) != SQLITE_OK && !status) {
        status = store_fail(store, "reading the history", error);
    }
    status = status ? status : flush(&revert);
    mpt_arena_close(revert.arena);
    return status;
}
