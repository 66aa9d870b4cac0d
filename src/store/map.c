/* Reads the file of an import map: its header, and one SELECT for each kind. */
#include "mpt/map.h"

#include <string.h>

#include "mpt/header.h"
#include "mpt/money.h"
#include "mpt/text.h"

static bool read_dates(const char *value, enum mpt_date_order *order)
{
    static const char *const names[] = {"iso", "dmy", "mdy", "ymd"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(value, names[i]) == 0) {
            *order = (enum mpt_date_order)i;
            return true;
        }
    }
    return false;
}

static bool read_list(struct mpt_map *map, const struct mpt_header_line *line, bool *known)
{
    if (strcmp(line->key, "header") == 0) {
        return mpt_header_words(line->value, ";", map->header, MPT_MAP_COLUMNS, &map->header_count);
    }
    if (strcmp(line->key, "optional") == 0) {
        return mpt_header_words(line->value, ";", map->optional, MPT_MAP_COLUMNS, &map->optional_count);
    }
    if (strcmp(line->key, "loose") == 0) {
        bool kinds = mpt_header_words(line->value, ";", map->loose, MPT_MAP_SELECTS, &map->loose_count);
        for (size_t i = 0; kinds && i < map->loose_count; i++) {
            kinds = mpt_kind_find(map->loose[i]) != NULL;
        }
        return kinds;
    }
    *known = strcmp(line->key, "key") == 0;
    return *known && mpt_header_words(line->value, ";", map->key, MPT_MAP_COLUMNS, &map->key_count);
}

static bool is_format(const char *value)
{
    return strcmp(value, "csv") == 0 || strcmp(value, "json") == 0 || strcmp(value, "xml") == 0;
}

/* False when the line is not as it must be. */
static bool read_line(struct mpt_map *map, const struct mpt_header_line *line)
{
    const struct {
        const char *key;
        const char **slot;
    } texts[] = {{"map", &map->name},          {"title", &map->title},       {"publisher", &map->publisher},
                 {"format", &map->format},     {"scheme", &map->scheme},     {"records", &map->records},
                 {"encoding", &map->encoding}, {"currency", &map->currency}, {"note", &map->note},
                 {"pages", &map->pages},       {"accept", &map->accept}};
    if (!line->value || !*line->value) {
        return false;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(line->key, texts[i].key) == 0) {
            *texts[i].slot = line->value;
            return (texts[i].slot != &map->format || is_format(line->value)) &&
                   (texts[i].slot != &map->currency || mpt_currency_decimals(line->value) >= 0) &&
                   (texts[i].slot != &map->scheme || mpt_code_valid(line->value));
        }
    }
    if (strcmp(line->key, "decimal") == 0) {
        map->decimal = line->value[0];
        return (map->decimal == '.' || map->decimal == ',') && !line->value[1];
    }
    if (strcmp(line->key, "dates") == 0) {
        return read_dates(line->value, &map->dates);
    }
    if (strcmp(line->key, "transposed") == 0) {
        return map->transposed = strcmp(line->value, "yes") == 0;
    }
    bool known = true;
    return read_list(map, line, &known) && known;
}

static int line_of(const char *text, const char *at)
{
    int line = 1;
    for (; text < at; text++) {
        line += *text == '\n';
    }
    return line;
}

/* Takes in one SELECT, or the tables (WITH) that all behind it share: they are put in front of each. */
static enum mpt_status add_select(struct mpt_map *map, const struct mpt_kind *kind, const char *sql, size_t len,
                                  const char **shared, struct mpt_arena *arena, struct mpt_error *error)
{
    size_t blanks = strspn(sql, " \t\r\n;");
    if (len <= blanks) {
        return MPT_OK;
    }
    const char *own = mpt_arena_copy_len(arena, sql + blanks, len - blanks);
    if (!kind) {
        *shared = own;
        return MPT_OK;
    }
    if (map->select_count == MPT_MAP_SELECTS) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: more than %d SELECTs", map->path, MPT_MAP_SELECTS);
    }
    map->selects[map->select_count++] = (struct mpt_map_select){
        kind, **shared ? mpt_arena_print(arena, "%s\n%s", *shared, own) : own, line_of(map->text, sql + blanks)};
    return MPT_OK;
}

/* The SELECTs behind the header, parted by lines "-- kind: K". */
static enum mpt_status read_selects(struct mpt_map *map, const char *text, struct mpt_arena *arena,
                                    struct mpt_error *error)
{
    static const char mark[] = "-- kind: ";
    const struct mpt_kind *kind = mpt_kind_find("project");
    const char *shared = "";
    enum mpt_status status = MPT_OK;
    for (const char *at = text; !status && at;) {
        if (strncmp(at, mark, sizeof mark - 1) == 0) {
            const char *name = at + sizeof mark - 1;
            size_t len = strcspn(name, " \t\r\n");
            bool with = len == 4 && strncmp(name, "with", len) == 0;
            kind = with ? NULL : mpt_kind_find(mpt_arena_copy_len(arena, name, len));
            if (!kind && !with) {
                return mpt_fail(error, MPT_BAD_INPUT,
                                "%s, line %d: there is no kind '%.*s'; `mpt help kinds` lists them", map->path,
                                line_of(map->text, at), (int)len, name);
            }
            at = name + strcspn(name, "\n");
        }
        const char *next = strstr(at, "\n-- kind: ");
        status = add_select(map, kind, at, next ? (size_t)(next - at) : strlen(at), &shared, arena, error);
        at = next ? next + 1 : NULL;
    }
    return status;
}

bool mpt_map_leaves_out(const struct mpt_map *map, const struct mpt_kind *kind)
{
    for (size_t i = 0; i < map->loose_count; i++) {
        if (mpt_kind_find(map->loose[i]) == kind) {
            return true;
        }
    }
    return false;
}

enum mpt_status mpt_map_parse(const char *path, const char *text, struct mpt_arena *arena, struct mpt_map *map,
                              struct mpt_error *error)
{
    struct mpt_header_line line;
    const char *at = text;
    int number = 1;
    *map = (struct mpt_map){.path = path, .text = text, .format = "csv"};
    while (strncmp(at, "-- kind: ", 9) != 0 && mpt_header_next(&at, &number, arena, &line)) {
        if (!read_line(map, &line)) {
            return mpt_fail(error, MPT_BAD_INPUT,
                            "%s, line %d: '%s: %s' is not understood; expected map, title, publisher, format csv, json "
                            "or xml, header, optional, scheme, key, records, decimal . or ,, dates iso, dmy, mdy or "
                            "ymd, currency, encoding, transposed yes, loose (kinds), pages, accept, note or kind",
                            path, line.number, line.key, line.value ? line.value : "");
        }
    }
    enum mpt_status status = read_selects(map, at, arena, error);
    if (!status && (!map->name || !map->scheme || !map->key_count || !map->select_count)) {
        status = mpt_fail(error, MPT_BAD_INPUT, "%s: a map needs the lines map, scheme and key, and a SELECT", path);
    }
    map->title = map->title ? map->title : map->name;
    return status;
}
