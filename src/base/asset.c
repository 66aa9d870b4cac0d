/* Finds a file among those built into the program. */
#include "mpt/asset.h"

#include <string.h>

const struct mpt_asset *mpt_asset_find(const char *path)
{
    size_t low = 0, high = mpt_asset_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(path, mpt_assets[middle].path);
        if (order == 0) {
            return &mpt_assets[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

const struct mpt_asset *mpt_asset_next(const char *prefix, const struct mpt_asset *previous)
{
    for (size_t i = previous ? (size_t)(previous - mpt_assets) + 1 : 0; i < mpt_asset_count; i++) {
        if (strncmp(mpt_assets[i].path, prefix, strlen(prefix)) == 0) {
            return &mpt_assets[i];
        }
    }
    return NULL;
}
