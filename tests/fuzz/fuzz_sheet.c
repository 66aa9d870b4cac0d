/* The XML of a workbook fed with what a fuzzer invents: the first byte says which part it is, the rest is the part.
 * That a sheet's CSV is text a line a row is checked, not only that the reader lives. */
#include <stdlib.h>
#include <string.h>

#include "exchange/sheet/book.h"
#include "exchange/sheet/cells.h"

static void promise(bool kept)
{
    if (!kept) {
        abort();
    }
}

/* A part in memory; small pieces, so that everything lies across their ends. */
struct memory {
    const char *at;
    size_t left;
};

static long read_memory(void *context, char *buffer, size_t size, struct mpt_error *error)
{
    enum { PIECE = 61 };
    struct memory *memory = context;
    size_t len = memory->left < PIECE ? memory->left : PIECE;
    (void)error, (void)size;
    memcpy(buffer, memory->at, len);
    memory->at += len;
    memory->left -= len;
    return (long)len;
}

static enum mpt_status read_part(struct xml handlers, const char *text, size_t len)
{
    struct mpt_error error = {0};
    struct memory memory = {text, len};
    const struct part part = {"part.xml", &memory, read_memory};
    enum mpt_status status = xml_read(&handlers, &part, &error);
    promise(!status || (status == MPT_BAD_INPUT && *error.message));
    return status;
}

/* The CSV is UTF-8 without control characters, and no more lines than a sheet has rows. */
static void check_csv(FILE *csv, long start, struct mpt_arena *arena)
{
    fseek(csv, 0, SEEK_END);
    long len = ftell(csv) - start;
    len = len < 0 ? 0 : len; /* of a sheet without cells nothing is written */
    char *text = mpt_arena_alloc(arena, (size_t)len + 1);
    size_t bad, lines = 0;
    fseek(csv, start, SEEK_SET);
    promise(fread(text, 1, (size_t)len, csv) == (size_t)len);
    promise(mpt_utf8_valid(text, (size_t)len, &bad));
    for (long i = 0; i < len; i++) {
        promise((unsigned char)text[i] >= ' ' || text[i] == '\n' || text[i] == '\t');
        lines += text[i] == '\n';
    }
    promise(lines <= SHEET_ROWS);
}

static void read_cells(const char *text, size_t len, struct mpt_arena *arena)
{
    enum { MOST = 1 << 24 };
    static const char *const shared[] = {"one", "two, \"three\"\nfour", ""};
    static unsigned char kinds[] = {NUMBER_PLAIN, NUMBER_DATE, NUMBER_CLOCK, NUMBER_DURATION};
    const struct strings strings = {.texts = (const char **)shared, .count = sizeof shared / sizeof *shared};
    const struct styles styles = {.kinds = kinds, .count = sizeof kinds};
    struct cells *cells = mpt_arena_alloc(arena, sizeof *cells);
    struct rows rows;
    struct mpt_error error;
    long start = 0;
    FILE *csv = tmpfile();
    promise(csv && fseek(csv, SHEET_HEAD_ROOM, SEEK_SET) == 0);
    rows_begin(&rows, arena, csv, MOST);
    *cells = (struct cells){.strings = &strings, .styles = &styles, .rows = &rows, .date1904 = len % 2 == 1};
    if (!read_part(cells_handlers(cells, arena), text, len) && !rows_end(&rows, &start, &error)) {
        check_csv(csv, start, arena);
    }
    fclose(csv);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const char *text = (const char *)data + 1;
    struct mpt_arena *arena = mpt_arena_open();
    struct relations relations = {.arena = arena};
    struct book book = {.arena = arena};
    struct styles *styles = mpt_arena_alloc(arena, sizeof *styles);
    struct strings strings = {.arena = arena};
    styles->arena = arena;
    switch (size ? data[0] : 0) {
    case 'r':
        read_part(relations_handlers(&relations), text, size - 1);
        break;
    case 'b':
        read_part(book_handlers(&book), text, size - 1);
        break;
    case 'f':
        read_part(styles_handlers(styles), text, size - 1);
        break;
    case 's':
        read_part(strings_handlers(&strings), text, size - 1);
        break;
    case 'c':
        read_cells(text, size - 1, arena);
        break;
    default:
        break;
    }
    mpt_arena_close(arena);
    return 0;
}
