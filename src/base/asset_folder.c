/* Files of the program's own together with those of a folder of the user's own: rules, maps. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/asset.h"
#include "mpt/text.h"

enum mpt_status mpt_asset_read(const char *path, struct mpt_arena *arena, struct mpt_asset *asset,
                               struct mpt_error *error)
{
    FILE *file = fopen(path, "rb");
    struct mpt_text whole = mpt_text_init(arena);
    char block[8192];
    size_t len, bad;
    if (!file) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s cannot be read: %s", path, strerror(errno));
    }
    while ((len = fread(block, 1, sizeof block, file)) > 0) {
        mpt_text_add_len(&whole, block, len);
    }
    bool failed = ferror(file);
    fclose(file);
    *asset = (struct mpt_asset){mpt_arena_copy(arena, path), mpt_text_get(&whole), whole.len};
    if (failed) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s cannot be read: %s", path, strerror(EIO));
    }
    return mpt_utf8_valid(asset->text, asset->len, &bad)
               ? MPT_OK
               : mpt_fail(error, MPT_BAD_INPUT, "%s is not UTF-8 (byte %zu)", path, bad + 1);
}

struct list {
    struct mpt_asset *assets;
    size_t count, capacity;
};

static struct mpt_asset *add(struct list *list, struct mpt_arena *arena)
{
    list->assets = mpt_arena_grow(arena, list->assets, list->count, &list->capacity, sizeof *list->assets);
    return &list->assets[list->count++];
}

static enum mpt_status add_folder(const char *folder, struct list *list, struct mpt_arena *arena,
                                  struct mpt_error *error)
{
    struct dirent **names;
    enum mpt_status status = MPT_OK;
    int found = scandir(folder, &names, NULL, alphasort);
    if (found < 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "the folder %s cannot be read: %s", folder, strerror(errno));
    }
    for (int i = 0; i < found; i++) {
        size_t len = strlen(names[i]->d_name);
        if (!status && len > 4 && strcmp(names[i]->d_name + len - 4, ".sql") == 0) {
            status = mpt_asset_read(mpt_arena_print(arena, "%s/%s", folder, names[i]->d_name), arena, add(list, arena),
                                    error);
        }
        free(names[i]);
    }
    free(names);
    return status;
}

enum mpt_status mpt_assets_load(const char *prefix, const char *folder, struct mpt_arena *arena,
                                struct mpt_asset **assets, size_t *count, struct mpt_error *error)
{
    struct list list = {NULL, 0, 0};
    for (const struct mpt_asset *asset = NULL; (asset = mpt_asset_next(prefix, asset));) {
        *add(&list, arena) = *asset;
    }
    enum mpt_status status = folder ? add_folder(folder, &list, arena, error) : MPT_OK;
    *assets = list.assets;
    *count = list.count;
    return status;
}
