/* Files of the source tree that are part of the program: migrations, queries, rules, seeds. The build puts them into
 * the binary as they are, so that one file is all an installation needs. */
#ifndef MPT_ASSET_H
#define MPT_ASSET_H

#include <stddef.h>

#include "mpt/arena.h"
#include "mpt/status.h"

struct mpt_asset {
    const char *path; /* as in the source tree: "sql/gaps/orphan-project.sql" */
    const char *text; /* NUL behind the last byte */
    size_t len;
};

/* All of them, by path. */
extern const struct mpt_asset mpt_assets[];
extern const size_t mpt_asset_count;

/* The one at `path`; NULL when there is none. */
const struct mpt_asset *mpt_asset_find(const char *path);

/* Walks those whose path begins with `prefix`, by path: the first when `previous` is NULL, else the next; NULL at
 * the end. */
const struct mpt_asset *mpt_asset_next(const char *prefix, const struct mpt_asset *previous);

/* A file of the user's own, whole, in `arena`. Errors: MPT_BAD_INPUT when it cannot be read or is not UTF-8. */
enum mpt_status mpt_asset_read(const char *path, struct mpt_arena *arena, struct mpt_asset *asset,
                               struct mpt_error *error);

/* Those whose path begins with `prefix`, and behind them, by name, the *.sql files of `folder` (NULL: none), in
 * `arena`. Errors: MPT_BAD_INPUT as mpt_asset_read. */
enum mpt_status mpt_assets_load(const char *prefix, const char *folder, struct mpt_arena *arena,
                                struct mpt_asset **assets, size_t *count, struct mpt_error *error);

#endif
