/* Migrations: sql/schema/NNNN_*.sql, one transaction each, counted in the file's user_version. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mpt/asset.h"
#include "store.h"

static const char folder[] = "sql/schema/";

static int number_of(const struct mpt_asset *asset)
{
    return atoi(asset->path + sizeof folder - 1);
}

int store_version_newest(void)
{
    int newest = 0;
    for (const struct mpt_asset *asset = NULL; (asset = mpt_asset_next(folder, asset));) {
        newest = number_of(asset);
    }
    return newest;
}

static const char *copy_name(struct mpt_store *store, int version)
{
    return mpt_arena_print(store->arena, "%s.version%d", store->path, version);
}

/* Copies the file as it is to FILE.versionN before it is changed, whole even while others write. */
static enum mpt_status keep_copy(struct mpt_store *store, int version, struct mpt_error *error)
{
    const char *name = copy_name(store, version);
    if (access(name, F_OK) == 0) {
        return mpt_fail(error, MPT_DATABASE,
                        "%s must be upgraded, but %s, where its copy would go, exists already; move it away",
                        store->path, name);
    }
    return store_copy(store, name, error);
}

static int current_version(struct mpt_store *store)
{
    sqlite3_stmt *statement;
    struct mpt_error unused;
    int version = 0;
    if (store_prepare(store, "PRAGMA user_version", &statement, &unused) == MPT_OK) {
        version = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
        sqlite3_finalize(statement);
    }
    return version;
}

enum mpt_status store_migrate(struct mpt_store *store, int version, struct mpt_error *error)
{
    enum mpt_status status = version ? keep_copy(store, version, error) : MPT_OK;
    if (status) {
        return status;
    }
    status = store_upgrade(store, version, error);
    bool unchanged = status && version && current_version(store) == version;
    if (unchanged) { /* it needs no copy, which would stand in the way of the next try */
        unlink(copy_name(store, version));
    } else if (!status && version) {
        fprintf(stderr, "mpt: %s is upgraded; the file as it was is kept as %s\n", store->path,
                copy_name(store, version));
    }
    return status;
}

/* The migrations after `version`. The full-text index that version 2 brings begins empty while the records were there
 * before; they are read when every column that the program knows is there. */
static enum mpt_status apply(struct mpt_store *store, int version, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    for (const struct mpt_asset *asset = NULL; !status && (asset = mpt_asset_next(folder, asset));) {
        if (number_of(asset) > version && sqlite3_exec(store->db, asset->text, NULL, NULL, NULL) != SQLITE_OK) {
            status = store_fail(store, asset->path, error);
        }
    }
    if (!status && version < 2) {
        status = search_rebuild(store, error);
    }
    const char *newest = mpt_arena_print(store->arena, "PRAGMA user_version = %d", store_version_newest());
    return status ? status : store_run(store, newest, error);
}

/* All in one transaction, so that nobody ever sees a file half-way; nothing when another program has done it
 * meanwhile. */
enum mpt_status store_upgrade(struct mpt_store *store, int version, struct mpt_error *error)
{
    if (version >= store_version_newest()) {
        return MPT_OK;
    }
    enum mpt_status status = store_run(store, "BEGIN IMMEDIATE", error);
    int now = status ? 0 : current_version(store);
    if (!status && now < store_version_newest()) {
        status = apply(store, now, error);
    }
    status = status ? status : store_run(store, "COMMIT", error);
    if (status && !sqlite3_get_autocommit(store->db)) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return status;
}
