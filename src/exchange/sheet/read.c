/* `mpt-sheet read`: finds a workbook's sheet and writes it as CSV. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange/sheet/cells.h"
#include "exchange/sheet/package.h"
#include "exchange/sheet/sheet.h"
#include "exchange/sheet_protocol.h"

/* A workbook as far as it is known before its cells are read. */
struct workbook {
    struct package *package;
    uint64_t largest;
    struct mpt_arena *arena;
    const char *part; /* the one that lists the sheets */
    struct relations relations;
    struct book book;
    struct styles styles;
    struct strings strings;
};

/* What the archive is when it is no workbook we read. */
static enum mpt_status refuse(const struct package *package, struct mpt_error *error)
{
    if (package_has(package, "content.xml")) {
        return mpt_fail(error, MPT_BAD_INPUT, "this is an OpenDocument file (.ods); save it as .xlsx");
    }
    return package_has(package, "xl/workbook.bin")
               ? mpt_fail(error, MPT_BAD_INPUT, "this is a binary workbook (.xlsb); save it as .xlsx")
               : mpt_fail(error, MPT_BAD_INPUT, "this is a ZIP archive, but no workbook (.xlsx)");
}

static enum mpt_status read_relations(struct workbook *workbook, const char *part, struct relations *relations,
                                      bool *there, struct mpt_error *error)
{
    const char *slash = strrchr(part, '/'), *name = slash ? slash + 1 : part;
    const char *path = mpt_arena_print(workbook->arena, "%.*s_rels/%s.rels", (int)(name - part), part, name);
    *relations = (struct relations){.arena = workbook->arena};
    struct xml handlers = relations_handlers(relations);
    return package_read(workbook->package, path, &handlers, there, error);
}

static enum mpt_status read_book(struct workbook *workbook, struct mpt_error *error)
{
    struct relations root;
    bool there = false;
    enum mpt_status status = read_relations(workbook, "", &root, &there, error);
    const struct relation *relation = status ? NULL : relations_find(&root, NULL, "officeDocument");
    if (status) {
        return status;
    }
    workbook->part = relation ? package_resolve("", relation->target, workbook->arena) : "";
    size_t len = strlen(workbook->part);
    if (!relation || (len > 4 && strcmp(workbook->part + len - 4, ".bin") == 0)) {
        return refuse(workbook->package, error);
    }
    workbook->book = (struct book){.arena = workbook->arena};
    struct xml handlers = book_handlers(&workbook->book);
    status = package_read(workbook->package, workbook->part, &handlers, NULL, error);
    return status ? status : read_relations(workbook, workbook->part, &workbook->relations, NULL, error);
}

/* The sheet's relation; NULL when it has no cells (a chart) or is not in the file. */
static const struct relation *cells_of(const struct workbook *workbook, const struct sheet *sheet)
{
    return relations_find(&workbook->relations, sheet->id, "worksheet");
}

static enum mpt_status find_sheet(const struct workbook *workbook, const char *name, const struct sheet **found,
                                  size_t *count, struct mpt_error *error)
{
    enum { MOST_LISTED = 50 };
    struct mpt_arena *arena = workbook->arena;
    struct mpt_text names = mpt_text_init(arena);
    const char *wanted = name ? mpt_text_fold(name, arena) : NULL;
    *found = NULL;
    *count = 0;
    for (size_t i = 0; i < workbook->book.count; i++) {
        const struct sheet *sheet = &workbook->book.sheets[i];
        if (!cells_of(workbook, sheet)) {
            continue;
        }
        if (!*found && (wanted ? strcmp(mpt_text_fold(sheet->name, arena), wanted) == 0 : !sheet->hidden)) {
            *found = sheet;
        }
        if ((*count)++ < MOST_LISTED) {
            mpt_text_print(&names, "%s'%s'%s", names.len ? ", " : "", sheet->name, sheet->hidden ? " (hidden)" : "");
        }
    }
    if (*found) {
        return MPT_OK;
    }
    return !*count ? mpt_fail(error, MPT_BAD_INPUT, "the workbook has no sheet with cells")
           : name  ? mpt_fail(error, MPT_BAD_INPUT, "there is no sheet '%s'; there are %s%s", name, names.data,
                             *count > MOST_LISTED ? " ..." : "")
                   : mpt_fail(error, MPT_BAD_INPUT, "all sheets are hidden; name one of %s", names.data);
}

/* Styles and shared strings, as far as the workbook has them. */
static enum mpt_status read_tables(struct workbook *workbook, struct mpt_error *error)
{
    bool there;
    const struct relation *styles = relations_find(&workbook->relations, NULL, "styles");
    const struct relation *strings = relations_find(&workbook->relations, NULL, "sharedStrings");
    workbook->styles.arena = workbook->strings.arena = workbook->arena;
    struct xml style_handlers = styles_handlers(&workbook->styles),
               string_handlers = strings_handlers(&workbook->strings);
    enum mpt_status status = MPT_OK;
    if (styles) {
        status = package_read(workbook->package, package_resolve(workbook->part, styles->target, workbook->arena),
                              &style_handlers, &there, error);
    }
    if (strings && !status) {
        status = package_read(workbook->package, package_resolve(workbook->part, strings->target, workbook->arena),
                              &string_handlers, &there, error);
    }
    return status;
}

static enum mpt_status read_cells(struct workbook *workbook, const struct sheet *sheet, FILE *out,
                                  struct net_frame *answer, struct mpt_error *error)
{
    struct mpt_arena *arena = workbook->arena;
    struct cells *cells = mpt_arena_alloc(arena, sizeof *cells);
    struct rows rows;
    long start = 0;
    rows_begin(&rows, arena, out, workbook->largest);
    cells->strings = &workbook->strings;
    cells->styles = &workbook->styles;
    cells->date1904 = workbook->book.date1904;
    cells->rows = &rows;
    struct xml handlers = cells_handlers(cells, arena);
    enum mpt_status status =
        package_read(workbook->package, package_resolve(workbook->part, cells_of(workbook, sheet)->target, arena),
                     &handlers, NULL, error);
    status = status ? status : rows_end(&rows, &start, error);
    net_frame_add(answer, arena, "start", mpt_arena_print(arena, "%ld", start));
    net_frame_add(answer, arena, "errors", mpt_arena_print(arena, "%zu", cells->errors));
    net_frame_add(answer, arena, "formulas", mpt_arena_print(arena, "%zu", cells->formulas));
    return status;
}

/* The name on one line. */
static const char *line_of(const char *name, struct mpt_arena *arena)
{
    char *line = mpt_arena_copy(arena, mpt_text_clean(name, arena));
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static enum mpt_status read_workbook(struct workbook *workbook, const char *name, FILE *out, struct net_frame *answer,
                                     struct mpt_error *error)
{
    const struct sheet *sheet = NULL;
    size_t count = 0;
    enum mpt_status status = read_book(workbook, error);
    status = status ? status : find_sheet(workbook, name, &sheet, &count, error);
    status = status ? status : read_tables(workbook, error);
    if (status || !sheet) {
        return status;
    }
    net_frame_add(answer, workbook->arena, "sheet", line_of(sheet->name, workbook->arena));
    net_frame_add(answer, workbook->arena, "sheets", mpt_arena_print(workbook->arena, "%zu", count));
    return read_cells(workbook, sheet, out, answer, error);
}

enum mpt_status sheet_read(char **words, struct net_frame *answer, struct mpt_arena *arena, struct mpt_error *error)
{
    struct workbook workbook = {.arena = arena, .largest = words[0] ? strtoull(words[0], NULL, 10) : 0};
    FILE *out = fdopen(SHEET_FILE, "w");
    if (!workbook.largest || !out || fseek(out, SHEET_HEAD_ROOM, SEEK_SET) != 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "mpt-sheet is not of this version of mpt");
    }
    enum mpt_status status = package_open(dup(STDIN_FILENO), workbook.largest, arena, &workbook.package, error);
    status = status ? status : read_workbook(&workbook, words[1], out, answer, error);
    package_close(workbook.package);
    if (fclose(out) != 0 && !status) {
        status = mpt_fail(error, MPT_DATABASE, "the temporary file cannot be written: %s", strerror(errno));
    }
    return status;
}
