/* The full-text index: what goes in, what comes out again, and what people type as FTS5 understands it. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "mpt/text.h"
#include "store.h"

/* The words of a record that can be searched, folded; "" when its kind has none. */
static const char *searched_text(const struct mpt_record *record, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    for (size_t i = 0; i < record->kind->field_count; i++) {
        if (record->kind->fields[i].flags & MPT_SEARCHED && record->values[i]) {
            mpt_text_print(&text, "%s%s", text.len ? "\n" : "", record->values[i]);
        }
    }
    return mpt_text_fold(mpt_text_get(&text), arena);
}

/* A kind is searched for its title; a code alone (a funding's, a measurement's) is no text to find. */
bool search_covers(const struct mpt_kind *kind)
{
    const struct mpt_field *title = mpt_field_find(kind, "title");
    return title && title->flags & MPT_SEARCHED;
}

static enum mpt_status change_index(struct mpt_store *store, const char *sql, sqlite3_stmt **slot,
                                    const struct mpt_record *record, int64_t id, struct mpt_arena *arena,
                                    struct mpt_error *error)
{
    if (!search_covers(record->kind)) {
        return MPT_OK;
    }
    enum mpt_status status = *slot ? MPT_OK : store_prepare(store, sql, slot, error);
    if (!status) {
        sqlite3_bind_int64(*slot, 1, id);
        store_bind(*slot, 2, searched_text(record, arena));
        status = store_step(store, *slot, "keeping the search index", error);
    }
    return status;
}

enum mpt_status search_add(struct mpt_store *store, const struct mpt_record *record, int64_t id,
                           struct mpt_arena *arena, struct mpt_error *error)
{
    return change_index(store, "INSERT INTO search (rowid, text) VALUES ($id, $text)", &store->search_add, record, id,
                        arena, error);
}

/* The index keeps no texts, so it must be told what it held to forget it. */
enum mpt_status search_remove(struct mpt_store *store, const struct mpt_record *record, int64_t id,
                              struct mpt_arena *arena, struct mpt_error *error)
{
    return change_index(store, "INSERT INTO search (search, rowid, text) VALUES ('delete', $id, $text)",
                        &store->search_delete, record, id, arena, error);
}

static bool is_operator(const char *word, size_t len)
{
    return (len == 3 && (strncmp(word, "AND", 3) == 0 || strncmp(word, "NOT", 3) == 0)) ||
           (len == 2 && strncmp(word, "OR", 2) == 0);
}

/* One word in quotes, so that a hyphen or colon in it is no syntax; a '*' at its end stays outside. */
static void add_word(struct mpt_text *out, const char *word, size_t len, struct mpt_arena *arena)
{
    bool prefix = len > 1 && word[len - 1] == '*';
    const char *folded = mpt_text_fold(mpt_arena_copy_len(arena, word, len - prefix), arena);
    mpt_text_add(out, "\"");
    for (const char *c = folded; *c; c++) {
        mpt_text_add_len(out, *c == '"' ? " " : c, 1);
    }
    mpt_text_add(out, prefix ? "\"*" : "\"");
}

const char *search_expression(const char *typed, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    for (const char *at = typed; *at;) {
        if (isspace((unsigned char)*at)) {
            mpt_text_add(&out, " ");
            at++;
        } else if (*at == '(' || *at == ')') {
            mpt_text_add_len(&out, at++, 1);
        } else if (*at == '"') {
            size_t len = strcspn(at + 1, "\"");
            add_word(&out, at + 1, len, arena);
            at += len + 1 + (at[len + 1] == '"');
        } else {
            size_t len = strcspn(at, " \t\n()\"");
            if (is_operator(at, len)) {
                mpt_text_add_len(&out, at, len);
            } else {
                add_word(&out, at, len, arena);
            }
            at += len;
        }
    }
    return mpt_text_get(&out);
}

/* Adds all records of a kind. */
static enum mpt_status add_kind(struct mpt_store *store, const struct mpt_kind *kind, struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    sqlite3_stmt *statement;
    enum mpt_status status =
        store_prepare(store, mpt_arena_print(arena, "SELECT code FROM %s", kind->table), &statement, error);
    while (!status && sqlite3_step(statement) == SQLITE_ROW) {
        struct mpt_record record;
        int64_t id;
        bool found;
        char *code = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 0));
        status = record_read(store, kind, code, arena, &record, &id, &found, error);
        status = status || !found ? status : search_add(store, &record, id, arena, error);
    }
    sqlite3_finalize(statement);
    mpt_arena_close(arena);
    return status;
}

enum mpt_status search_rebuild(struct mpt_store *store, struct mpt_error *error)
{
    enum mpt_status status = store_run(store, "INSERT INTO search (search) VALUES ('delete-all')", error);
    for (size_t i = 0; !status && i < mpt_kind_count; i++) {
        status = search_covers(mpt_kinds[i]) ? add_kind(store, mpt_kinds[i], error) : MPT_OK;
    }
    return status;
}

enum mpt_status search_ready(struct mpt_store *store, struct mpt_error *error)
{
    if (!store->search_late) {
        return MPT_OK;
    }
    enum mpt_status status = store_run(store, "PRAGMA query_only = OFF; BEGIN", error);
    status = status ? status : search_rebuild(store, error);
    store->search_late = false;
    return status ? status : store_run(store, "COMMIT; PRAGMA query_only = ON", error);
}

bool mpt_search_is_ready(struct mpt_store *store)
{
    static const char count[] = "SELECT doc FROM search_word WHERE term = $word";
    static const char common[] = "SELECT records FROM search_common WHERE word = $word";
    static const char numbers[] = "SELECT rowid FROM search WHERE search MATCH $word ORDER BY rowid";
    struct mpt_error unused;
    enum mpt_status status = MPT_OK;
    if (!store->search_late && !store->search_numbers) { /* the last of them */
        status = store_prepare(store, count, &store->search_count, &unused);
        status = status ? status : store_prepare(store, common, &store->search_common, &unused);
        status = status ? status : store_prepare(store, numbers, &store->search_numbers, &unused);
    }
    return !store->search_late && !status;
}

/* 0: it says nothing of the word. */
static size_t ask_count(sqlite3_stmt *statement, const char *word)
{
    sqlite3_bind_text(statement, 1, word, -1, SQLITE_STATIC);
    size_t count = sqlite3_step(statement) == SQLITE_ROW ? (size_t)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return count;
}

size_t mpt_search_count(struct mpt_store *store, const char *word)
{
    size_t count = ask_count(store->search_common, word);
    return count ? count : ask_count(store->search_count, word);
}

enum mpt_status mpt_search_recount(struct mpt_store *store, struct mpt_error *error)
{
    enum { COMMON = 10 };
    const char *sql = mpt_arena_print(store->arena,
                                      "DELETE FROM search_common; INSERT INTO search_common (word, records) "
                                      "SELECT term, doc FROM search_word WHERE doc >= %d",
                                      COMMON);
    return store_run(store, sql, error);
}

size_t mpt_search_numbers(struct mpt_store *store, const char *word, int64_t *numbers, size_t most)
{
    sqlite3_stmt *statement = store->search_numbers;
    char quoted[256];
    size_t count = 0;
    if (strchr(word, '"') || strlen(word) + 3 > sizeof quoted) {
        return 0;
    }
    snprintf(quoted, sizeof quoted, "\"%s\"", word);
    sqlite3_bind_text(statement, 1, quoted, -1, SQLITE_TRANSIENT);
    while (count < most && sqlite3_step(statement) == SQLITE_ROW) {
        numbers[count++] = sqlite3_column_int64(statement, 0);
    }
    sqlite3_reset(statement);
    return count;
}
