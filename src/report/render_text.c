/* Documents as text for a terminal. */
#include <math.h>
#include <string.h>

#include "mpt/document.h"
#include "mpt/text.h"

enum { BAR_CELLS = 20 };

/* Where the text goes and how. */
struct page {
    FILE *out;
    size_t width;
    bool colour;
};

static void put(const struct page *page, const char *style, const char *text, size_t len)
{
    if (page->colour && *style) {
        fprintf(page->out, "\033[%sm%.*s\033[0m", style, (int)len, text);
    } else {
        fprintf(page->out, "%.*s", (int)len, text);
    }
}

static const char *tone_style(enum mpt_tone tone)
{
    static const char *const styles[] = {"", "32", "33", "31;1", "2"};
    return styles[tone];
}

/* Codes and addresses stay whole, to be copied; what is written without blanks (Chinese, Thai) may break anywhere. */
static bool may_break(const char *word)
{
    while (*word && (unsigned char)*word < 0x80) {
        word++;
    }
    return *word != '\0';
}

/* Prints `text` wrapped behind `indent` columns; the first line begins at column `used`. Returns the column of the
 * end of the last line. */
static size_t wrap(const struct page *page, const char *text, size_t used, size_t indent)
{
    bool first = true; /* of its line */
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, " \n");
        char word[512];
        size_t copied = len < sizeof word ? len : sizeof word - 1;
        memcpy(word, at, copied);
        word[copied] = '\0';
        size_t columns = mpt_text_width(word);
        if (!first && used + 1 + columns > page->width) {
            fprintf(page->out, "\n%*s", (int)indent, "");
            used = indent;
            first = true;
        }
        if (used + columns > page->width && first && may_break(word)) {
            word[mpt_text_fit(word, page->width > used ? page->width - used : 1)] = '\0';
            len = *word ? strlen(word) : len;
            columns = mpt_text_width(word);
        }
        fprintf(page->out, "%s%.*s", first ? "" : " ", (int)len, at);
        used += columns + (first ? 0 : 1);
        first = false;
        at += len;
        if (*at == '\n') {
            fprintf(page->out, "\n%*s", (int)indent, "");
            used = indent;
            first = true;
        }
        at += *at != '\0';
        at += strspn(at, " ");
    }
    return used;
}

/* An id in brackets: at the right of the line when it fits, else on a line of its own. */
static void put_tail(const struct page *page, const char *tail, size_t used)
{
    size_t columns = mpt_text_width(tail) + 2;
    if (used + 2 + columns > page->width) {
        fputc('\n', page->out);
        used = 0;
    }
    size_t room = page->width > used + columns ? page->width - used - columns : 1;
    fprintf(page->out, "%*s", (int)room, "");
    put(page, tone_style(MPT_MUTED), "[", 1);
    put(page, tone_style(MPT_MUTED), tail, strlen(tail));
    put(page, tone_style(MPT_MUTED), "]", 1);
}

/* Labels of one section stand in one column. */
static size_t label_width(const struct mpt_section *section)
{
    size_t width = 0;
    for (size_t i = 0; i < section->block_count; i++) {
        const struct mpt_block *block = &section->blocks[i];
        if (block->label && block->type == MPT_BLOCK_ITEM) {
            size_t columns = mpt_text_width(block->label);
            width = columns > width ? columns : width;
        }
    }
    return width;
}

static void render_item(const struct page *page, const struct mpt_block *block, size_t labels)
{
    size_t indent = labels ? labels + 4 : 2;
    fputs("  ", page->out);
    if (block->label) {
        put(page, tone_style(block->tone), block->label, strlen(block->label));
    }
    size_t used = block->label ? mpt_text_width(block->label) : 0;
    fprintf(page->out, "%*s", (int)(indent - 2 - used), "");
    used = wrap(page, block->text, indent, indent);
    if (block->tail) {
        put_tail(page, block->tail, used);
    }
    fputc('\n', page->out);
}

static void render_bar(const struct page *page, const struct mpt_block *block)
{
    char cells[BAR_CELLS + 3] = "";
    double shown = block->fraction < 0 ? 0 : block->fraction > 1 ? 1 : block->fraction;
    fprintf(page->out, "  %-6s", block->label);
    if (!isnan(block->fraction)) {
        size_t full = (size_t)lround(shown * BAR_CELLS);
        cells[0] = '[';
        memset(cells + 1, '#', full);
        memset(cells + 1 + full, '.', BAR_CELLS - full);
        cells[BAR_CELLS + 1] = ']';
        fprintf(page->out, "%s ", cells);
    }
    fprintf(page->out, "%s\n", block->text);
}

static void render_cells(const struct page *page, const struct mpt_table *table, const char *const *cells,
                         const size_t *widths, bool head, struct mpt_arena *arena)
{
    size_t pending = 2;
    for (size_t i = 0; i < table->column_count; i++) {
        const char *text = mpt_text_shorten(cells[i] ? cells[i] : "", widths[i], arena);
        size_t fill = widths[i] - mpt_text_width(text);
        pending += table->numeric[i] ? fill : 0;
        if (*text) {
            fprintf(page->out, "%*s", (int)pending, "");
            put(page, head ? "2" : "", text, strlen(text));
            pending = 0;
        }
        pending += (table->numeric[i] ? 0 : fill) + 2;
    }
    fputc('\n', page->out);
}

static void render_table(const struct page *page, const struct mpt_table *table)
{
    struct mpt_arena *arena = mpt_arena_open();
    size_t *widths = mpt_arena_array(arena, table->column_count, sizeof *widths), total = 2;
    for (size_t i = 0; i < table->column_count; i++) {
        widths[i] = table->heads ? mpt_text_width(table->heads[i]) : 0;
        for (size_t row = 0; row < table->row_count; row++) {
            const char *cell = table->cells[row * table->column_count + i];
            size_t columns = cell ? mpt_text_width(cell) : 0;
            widths[i] = columns > widths[i] ? columns : widths[i];
        }
        widths[i] = widths[i] < page->width ? widths[i] : page->width; /* no column ends up wider, so begin there */
        total += widths[i] + (i ? 2 : 0);
    }
    while (total > page->width) { /* the widest column gives way */
        size_t widest = 0;
        for (size_t i = 1; i < table->column_count; i++) {
            widest = widths[i] > widths[widest] ? i : widest;
        }
        if (widths[widest] <= 8) {
            break;
        }
        widths[widest]--;
        total--;
    }
    if (table->heads) {
        render_cells(page, table, table->heads, widths, true, arena);
    }
    for (size_t row = 0; row < table->row_count; row++) {
        render_cells(page, table, table->cells + row * table->column_count, widths, false, arena);
    }
    mpt_arena_close(arena);
}

static void render_block(const struct page *page, const struct mpt_block *block, size_t labels)
{
    switch (block->type) {
    case MPT_BLOCK_PARAGRAPH:
        fputs("  ", page->out);
        wrap(page, block->text, 2, 2);
        fputc('\n', page->out);
        break;
    case MPT_BLOCK_ITEM:
        render_item(page, block, labels);
        break;
    case MPT_BLOCK_BAR:
        render_bar(page, block);
        break;
    case MPT_BLOCK_TABLE:
        render_table(page, &block->table);
        break;
    }
}

/* A heading too long for the page goes on, set in. */
static void put_heading(const struct page *page, const char *title)
{
    if (mpt_text_width(title) <= page->width) {
        put(page, "1", title, strlen(title));
    } else {
        wrap(page, title, 0, 4);
    }
    fputc('\n', page->out);
}

void mpt_render_text(const struct mpt_document *document, size_t width, bool colour, FILE *out)
{
    const struct page page = {out, width < 40 ? 40 : width > 100 ? 100 : width, colour};
    size_t aside = document->aside ? mpt_text_width(document->aside) : 0, title = mpt_text_width(document->title);
    put(&page, "1", document->title, strlen(document->title));
    if (aside && title + 2 + aside <= page.width) {
        fprintf(out, "%*s%s", (int)(page.width - title - aside), "", document->aside);
    } else if (aside) {
        fprintf(out, "\n%s", document->aside);
    }
    fputc('\n', out);
    for (size_t i = 0; i < document->section_count; i++) {
        const struct mpt_section *section = &document->sections[i];
        fputs(i ? "\n" : "", out);
        if (section->title) {
            put_heading(&page, section->title);
        }
        size_t labels = label_width(section);
        for (size_t j = 0; j < section->block_count; j++) {
            render_block(&page, &section->blocks[j], labels);
        }
    }
}
