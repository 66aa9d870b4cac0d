/* Records of somebody else's file as records of ours: a reader and a map put together. Nothing is stored here. */
#ifndef MPT_INTAKE_H
#define MPT_INTAKE_H

#include "mpt/map.h"
#include "mpt/reader.h"

/* --- Maps at hand ------------------------------------------------------------------------------------------------- */

/* All maps: the built-in ones (sql/maps/), and those of the folder that the environment's MPT_MAPS names, which take
 * the place of ours of the same name; by name, in `arena`. Errors: MPT_BAD_INPUT for a map that cannot be read. */
enum mpt_status mpt_maps_load(struct mpt_arena *arena, struct mpt_map **maps, size_t *count, struct mpt_error *error);

/* The map called `name`, or in the file of that path. Errors: MPT_BAD_INPUT, with the nearest names. */
enum mpt_status mpt_maps_find(const char *name, struct mpt_arena *arena, struct mpt_map *map, struct mpt_error *error);

/* The map whose header fits the file best: of those whose columns it all has, the one that asks for most. Errors: as
 * mpt_reader_open; MPT_BAD_INPUT when none fits (then *unknown is true). */
enum mpt_status mpt_maps_choose(const char *path, const struct mpt_read_options *options, struct mpt_arena *arena,
                                struct mpt_map *map, bool *unknown, struct mpt_error *error);

/* --- One file through one map --------------------------------------------------------------------------------------
 */

/* One record that came of it. Values are canonical, except that a reference is as the map gave it (a code, an outside
 * id or a title; of many, a line each). */
struct mpt_intake_record {
    struct mpt_record record;
    const bool *given; /* by field: the map speaks of it, whether or not there is a value */
};

/* One record of the file. What it points to is valid until the next one is read. */
struct mpt_intake_item {
    size_t line;
    struct mpt_row row;
    const char *key;                     /* "101006828" */
    const char *outside_id;              /* scheme:key */
    const char *code;                    /* of its source record: the outside id in the form of a code */
    const char *content;                 /* as it came in, a JSON object */
    const char *fingerprint;             /* of content and map, 16 hexadecimal digits */
    const char *warning;                 /* what the map remarks on it; NULL: nothing */
    const char *problem, *field, *value; /* why it cannot be taken in, where that is known; NULL: it can */
};

struct mpt_intake;

/* Opens the file at `path` for the map, which is copied. Errors: as mpt_reader_open; MPT_BAD_INPUT when the two do not
 * fit. */
enum mpt_status mpt_intake_open(const char *path, const struct mpt_map *map, const struct mpt_read_options *options,
                                struct mpt_intake **intake, struct mpt_error *error);

const struct mpt_map *mpt_intake_map(const struct mpt_intake *intake);
const struct mpt_reader *mpt_intake_reader(const struct mpt_intake *intake);

/* The next record of the file; false at the end, or when the file is broken: mpt_intake_close tells. */
bool mpt_intake_next(struct mpt_intake *intake, struct mpt_intake_item *item);

/* What the item becomes, in the order of the map's SELECTs, in `arena`; a value that its field does not take, and a
 * statement that fails on it, become the item's problem. */
void mpt_intake_records(struct mpt_intake *intake, struct mpt_intake_item *item, struct mpt_arena *arena,
                        struct mpt_intake_record **records, size_t *count);

/* What a content that came in earlier becomes by the same map; what is no longer taken is left out. */
void mpt_intake_again(struct mpt_intake *intake, const char *content, struct mpt_arena *arena,
                      struct mpt_intake_record **records, size_t *count);

/* Ends it (NULL is fine) and says how it went; `missed` (may be NULL) gets what mpt_mapper_missed says, in `arena`. */
enum mpt_status mpt_intake_close(struct mpt_intake *intake, const char **missed, struct mpt_arena *arena,
                                 struct mpt_error *error);

#endif
