/* The import maps at hand: the built-in ones, those of a folder of the user's own, and single files. */
#include <stdlib.h>
#include <string.h>

#include "intake.h"
#include "mpt/asset.h"
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

/* --- Which fits ----------------------------------------------------------------------------------------------------
 */

/* "NAME*" is a column that begins so. */
static bool has_column(const char *name, const char *const *names, size_t count)
{
    size_t len = strlen(name);
    if (len == 0 || name[len - 1] != '*') {
        return mpt_text_is_among(name, names, count);
    }
    for (size_t i = 0; i < count; i++) {
        if (strncmp(names[i], name, len - 1) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_all(const struct mpt_map *map, const char *const *names, size_t count)
{
    for (size_t i = 0; i < map->header_count; i++) {
        if (!has_column(map->header[i], names, count)) {
            return false;
        }
    }
    return map->header_count > 0;
}

/* The names by which a map is chosen: the header, or the first record's members. */
static enum mpt_status first_names(const char *path, const struct mpt_read_options *options, struct mpt_arena *arena,
                                   const char *const **names, size_t *count, enum mpt_format *format,
                                   struct mpt_error *error)
{
    struct mpt_reader *reader;
    struct mpt_row row;
    enum mpt_status status = mpt_reader_open(path, options, &reader, error);
    if (status) {
        return status;
    }
    *format = mpt_reader_facts(reader)->format;
    const char *const *header = mpt_reader_header(reader, count);
    if (*format == MPT_FORMAT_JSON || *format == MPT_FORMAT_XML) {
        if (!mpt_reader_next(reader, &row)) {
            *count = 0;
            return mpt_reader_close(reader, error);
        }
        *count = row.count;
        header = row.names;
    }
    const char **copies = mpt_arena_array(arena, *count, sizeof *copies);
    for (size_t i = 0; i < *count; i++) {
        copies[i] = mpt_arena_copy(arena, header[i]);
    }
    *names = copies;
    struct mpt_error unused; /* a file broken further on is said when it is read */
    mpt_reader_close(reader, &unused);
    return MPT_OK;
}

/* Of the maps for tables that lie on their side, or for files that do not, the one that fits and asks for most. */
static enum mpt_status choose(const char *path, const struct mpt_read_options *options, bool transposed,
                              const struct mpt_map *maps, size_t count, struct mpt_arena *arena,
                              const struct mpt_map **best, struct mpt_error *error)
{
    struct mpt_read_options all = options ? *options : (struct mpt_read_options){0};
    const char *const *names = NULL;
    size_t name_count = 0;
    enum mpt_format format = MPT_FORMAT_UNKNOWN;
    all.transposed |= transposed;
    enum mpt_status status = first_names(path, &all, arena, &names, &name_count, &format, error);
    for (size_t i = 0; !status && i < count; i++) {
        if (maps[i].transposed == all.transposed && map_is_for(&maps[i], format) &&
            has_all(&maps[i], names, name_count) && (!*best || maps[i].header_count > (*best)->header_count)) {
            *best = &maps[i];
        }
    }
    return status;
}

enum mpt_status mpt_maps_choose(const char *path, const struct mpt_read_options *options, struct mpt_arena *arena,
                                struct mpt_map *map, bool *unknown, struct mpt_error *error)
{
    struct mpt_map *maps;
    const struct mpt_map *best = NULL;
    struct mpt_error unused; /* a table that cannot be read on its side is none */
    size_t count;
    enum mpt_status status = mpt_maps_load(arena, &maps, &count, error);
    status = status ? status : choose(path, options, false, maps, count, arena, &best, error);
    if (!status && !best) {
        choose(path, options, true, maps, count, arena, &best, &unused);
    }
    *unknown = !status && !best;
    if (*unknown) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s has the columns of no map that is known; name one with --map",
                        options && options->name ? options->name : path);
    }
    if (!status) {
        *map = *best;
    }
    return status;
}
