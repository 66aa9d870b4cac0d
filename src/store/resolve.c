/* Codes as people type them: any unique beginning, and the nearest names when there is none. */
#include <assert.h>
#include <string.h>

#include "mpt/text.h"
#include "store.h"

enum { SHOWN = 5 };

/* The first codes that begin with `typed`, at most SHOWN + 1. Codes are ASCII, so '~' sorts behind all of them. */
static enum mpt_status beginning_with(struct mpt_store *store, const struct mpt_kind *kind, const char *typed,
                                      struct mpt_arena *arena, const char *codes[SHOWN + 1], size_t *count,
                                      struct mpt_error *error)
{
    sqlite3_stmt *statement;
    const char *sql =
        mpt_arena_print(arena, "SELECT code FROM %s WHERE code >= $first AND code < $last ORDER BY code LIMIT %d",
                        kind->table, SHOWN + 1);
    enum mpt_status status = store_prepare(store, sql, &statement, error);
    *count = 0;
    if (status) {
        return status;
    }
    store_bind(statement, 1, typed);
    store_bind(statement, 2, mpt_arena_print(arena, "%s~", typed));
    while (sqlite3_step(statement) == SQLITE_ROW) {
        codes[(*count)++] = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return MPT_OK;
}

static const char *nearest(struct mpt_store *store, const struct mpt_kind *kind, const char *typed,
                           struct mpt_arena *arena)
{
    struct mpt_error unused;
    sqlite3_stmt *statement;
    const char **codes = NULL;
    size_t count = 0, capacity = 0;
    if (store_prepare(store, mpt_arena_print(arena, "SELECT code FROM %s", kind->table), &statement, &unused)) {
        return "";
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
        codes = mpt_arena_grow(arena, codes, count, &capacity, sizeof *codes);
        codes[count++] = mpt_arena_copy(arena, (const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return mpt_text_nearest(typed, codes, count, 3, arena);
}

static enum mpt_status ambiguous(const struct mpt_kind *kind, const char *typed, const char *const *codes, size_t count,
                                 struct mpt_arena *arena, struct mpt_error *error)
{
    struct mpt_text list = mpt_text_init(arena);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        mpt_text_print(&list, "%s%s", i ? ", " : "", codes[i]);
    }
    return mpt_fail(error, MPT_BAD_INPUT, "more than one %s begins with '%s': %s%s", kind->name, typed,
                    mpt_text_get(&list), count > SHOWN ? " ..." : "");
}

/* Said before another record is taken for it whose code happens to begin likewise. */
static enum mpt_status was_merged(const struct mpt_kind *kind, const char *code, const char *into,
                                  struct mpt_error *error)
{
    return mpt_fail(error, MPT_BAD_INPUT, "%s '%s' was merged into '%s'", kind->name, code, into);
}

enum mpt_status mpt_store_resolve(struct mpt_store *store, const struct mpt_kind *kind, const char *typed,
                                  struct mpt_arena *arena, const char **code, struct mpt_error *error)
{
    const char *codes[SHOWN + 1];
    size_t count = 0;
    const char *lower = mpt_text_fold(typed, arena);
    if (*lower && mpt_store_exists(store, kind, lower)) {
        *code = lower;
        return MPT_OK;
    }
    const struct mpt_kind *of = kind;
    const char *into = mpt_store_merged(store, &of, lower, arena);
    if (into) {
        return was_merged(kind, lower, into, error);
    }
    enum mpt_status status = *lower ? beginning_with(store, kind, lower, arena, codes, &count, error) : MPT_OK;
    if (status) {
        return status;
    }
    if (count == 1) {
        *code = codes[0];
        return MPT_OK;
    }
    if (count > 1) {
        return ambiguous(kind, typed, codes, count, arena, error);
    }
    const char *near = nearest(store, kind, typed, arena);
    return *near ? mpt_fail(error, MPT_BAD_INPUT, "there is no %s '%s'; did you mean %s?", kind->name, typed, near)
                 : mpt_fail(error, MPT_BAD_INPUT, "there is no %s '%s'; `mpt list %s` shows all", kind->name, typed,
                            kind->plural);
}

/* Of the kinds that have the code itself, the first; the others go to *others. */
static const struct mpt_kind *exact_kind(struct mpt_store *store, const struct mpt_kind *const *kinds, size_t count,
                                         const char *code, struct mpt_arena *arena, const char **others)
{
    const struct mpt_kind *found = NULL;
    struct mpt_text list = mpt_text_init(arena);
    for (size_t i = 0; i < count; i++) {
        assert(kinds[i]);
        if (!mpt_store_exists(store, kinds[i], code)) {
            continue;
        }
        if (!found) {
            found = kinds[i];
        } else {
            mpt_text_print(&list, "%s%s:%s", list.len ? ", " : "", kinds[i]->name, code);
        }
    }
    *others = list.len ? list.data : NULL;
    return found;
}

/* The records that begin so, of the kinds whose codes are made from titles, or of those whose codes are composed. */
static enum mpt_status beginning_in(struct mpt_store *store, const struct mpt_kind *const *kinds, size_t count,
                                    const char *begun_with, bool composed, struct mpt_arena *arena,
                                    const struct mpt_kind **kind, const char **code, struct mpt_text *found,
                                    size_t *hits, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && *begun_with && i < count; i++) {
        assert(kinds[i]);
        const char *codes[SHOWN + 1];
        size_t begun = 0;
        if ((strcmp(kinds[i]->code_from, "title") != 0) == composed) {
            status = beginning_with(store, kinds[i], begun_with, arena, codes, &begun, error);
        }
        for (size_t j = 0; j < begun; j++) {
            *kind = kinds[i];
            *code = codes[j];
            if ((*hits)++ < SHOWN) {
                mpt_text_print(found, "%s%s:%s", found->len ? ", " : "", kinds[i]->name, codes[j]);
            }
        }
    }
    return status;
}

enum mpt_status mpt_store_resolve_any(struct mpt_store *store, const struct mpt_kind *const *kinds, size_t count,
                                      const char *typed, struct mpt_arena *arena, const struct mpt_kind **kind,
                                      const char **code, const char **others, struct mpt_error *error)
{
    if (!kinds) {
        kinds = mpt_kinds;
        count = mpt_kind_count;
    }
    const char *colon = strchr(typed, ':'), *lower = mpt_text_fold(typed, arena);
    const struct mpt_kind *named =
        colon ? mpt_kind_find(mpt_arena_copy_len(arena, typed, (size_t)(colon - typed))) : NULL;
    *others = NULL;
    bool asked_for = false;
    for (size_t i = 0; i < count; i++) {
        asked_for |= kinds[i] == named;
    }
    if (named && !asked_for) {
        return mpt_fail(error, MPT_BAD_INPUT, "'%s' is %s, which does not go here", typed,
                        mpt_kind_article(named, arena));
    }
    if (named) {
        *kind = named;
        return mpt_store_resolve(store, named, colon + 1, arena, code, error);
    }
    *code = lower;
    *kind = *lower ? exact_kind(store, kinds, count, lower, arena, others) : NULL;
    if (*kind) {
        return MPT_OK;
    }
    for (size_t i = 0; *lower && i < count; i++) {
        const struct mpt_kind *of = kinds[i];
        const char *into = mpt_store_merged(store, &of, lower, arena);
        if (into) {
            return was_merged(of, lower, into, error);
        }
    }
    struct mpt_text found = mpt_text_init(arena), near = mpt_text_init(arena);
    size_t hits = 0;
    /* First the kinds people name; a tagging or link, whose code begins like its project's, only when none of them. */
    for (int composed = 0; composed <= 1 && !hits; composed++) {
        enum mpt_status status =
            beginning_in(store, kinds, count, lower, composed, arena, kind, code, &found, &hits, error);
        if (status) {
            return status;
        }
    }
    if (hits == 1) {
        return MPT_OK;
    }
    if (hits > 1) {
        return mpt_fail(error, MPT_BAD_INPUT, "more than one record begins with '%s': %s%s", typed,
                        mpt_text_get(&found), hits > SHOWN ? " ..." : "");
    }
    for (size_t i = 0; i < count && near.len < 200; i++) {
        const char *names = nearest(store, kinds[i], typed, arena);
        if (*names) {
            mpt_text_print(&near, "%s%s (%s)", near.len ? ", " : "", names, kinds[i]->name);
        }
    }
    return near.len
               ? mpt_fail(error, MPT_BAD_INPUT, "there is no record '%s'; did you mean %s?", typed, mpt_text_get(&near))
               : mpt_fail(error, MPT_BAD_INPUT, "there is no record '%s'; `mpt list KINDS` shows what there is", typed);
}
