/* The import maps at hand: the built-in ones, those of a folder of the user's own, and single files. */
#include <stdlib.h>
#include <string.h>

#include "mpt/asset.h"
#include "mpt/intake.h"
#include "mpt/text.h"

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct mpt_map *)a)->name, ((const struct mpt_map *)b)->name);
}

enum mpt_status mpt_maps_load(struct mpt_arena *arena, struct mpt_map **maps, size_t *count, struct mpt_error *error)
{
    struct mpt_asset *assets;
    size_t asset_count;
    const char *folder = getenv("MPT_MAPS");
    enum mpt_status status =
        mpt_assets_load("sql/maps/", folder && *folder ? folder : NULL, arena, &assets, &asset_count, error);
    *maps = mpt_arena_array(arena, status ? 0 : asset_count, sizeof **maps);
    *count = 0;
    for (size_t i = 0; !status && i < asset_count; i++) {
        struct mpt_map map;
        size_t place = 0;
        status = mpt_map_parse(assets[i].path, assets[i].text, arena, &map, error);
        while (!status && place < *count && strcmp((*maps)[place].name, map.name) != 0) {
            place++; /* one of the user's own takes the place of ours of the same name */
        }
        if (!status) {
            (*maps)[place] = map;
            *count += place == *count;
        }
    }
    if (!status && *count) {
        qsort(*maps, *count, sizeof **maps, by_name);
    }
    return status;
}

enum mpt_status mpt_maps_find(const char *name, struct mpt_arena *arena, struct mpt_map *map, struct mpt_error *error)
{
    struct mpt_map *maps;
    struct mpt_asset file;
    size_t count, len = strlen(name);
    if (strchr(name, '/') || (len > 4 && strcmp(name + len - 4, ".sql") == 0)) {
        enum mpt_status read = mpt_asset_read(name, arena, &file, error);
        return read ? read : mpt_map_parse(file.path, file.text, arena, map, error);
    }
    enum mpt_status status = mpt_maps_load(arena, &maps, &count, error);
    const char **names = mpt_arena_array(arena, status ? 0 : count, sizeof *names);
    for (size_t i = 0; !status && i < count; i++) {
        names[i] = maps[i].name;
        if (strcmp(names[i], name) == 0) {
            *map = maps[i];
            return MPT_OK;
        }
    }
    if (status) {
        return status;
    }
    const char *nearest = mpt_text_nearest(name, names, count, 3, arena);
    return mpt_fail(error, MPT_BAD_INPUT,
                    "there is no map '%s'%s%s; `mpt maps` lists them, and a file's name ends in .sql", name,
                    *nearest ? "; did you mean " : "", nearest);
}
