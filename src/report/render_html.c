/* Documents as a whole HTML page, to be read on a screen or a phone, printed, or sent as a mail. */
#include <math.h>
#include <string.h>

#include "mpt/document.h"
#include "mpt/text.h"

/* Where the page goes, and room for what has to be cleaned. */
struct page {
    FILE *out;
    struct mpt_arena *arena;
};

/* Mail readers drop what is newer than plain classes (variables, flex, grid), and some drop the whole style. So labels
 * stand beside their texts by being row heads, a bar is two cells, and the words alone say everything. Colours keep a
 * contrast of at least 4.5 to 1 on white. */
static const char style[] =
    "body{margin:0;background:#fff;color:#1d2329;font:16px/1.5 \"Segoe UI\",Helvetica,Arial,sans-serif}\n"
    ".page{max-width:50em;margin:0 auto;padding:1.5em 1em 3em}\n"
    "h1{margin:0;font-size:1.6em;line-height:1.25}\n"
    "h2{margin:2em 0 .5em;padding-bottom:.2em;border-bottom:1px solid #c9d0d6;font-size:1.1em;line-height:1.35}\n"
    ".kind,.aside,.muted{color:#56616c;font-weight:normal}\n"
    "h1 .kind{display:block;font-size:.55em;letter-spacing:.08em}\n"
    "p{margin:.5em 0}\n"
    ".aside{margin:.2em 0 1em}\n"
    "table{border-collapse:collapse}\n"
    "th,td{padding:.25em 1em .25em 0;text-align:left;vertical-align:top}\n"
    ".list{width:100%}\n"
    ".list th{width:6.5em;white-space:nowrap}\n"
    ".list .text{padding-right:0;overflow-wrap:break-word;word-break:break-word}\n"
    ".more{color:#39424b}\n"
    ".id{color:#56616c;font:.8em Consolas,Menlo,monospace}\n"
    ".good{color:#1b6b35}\n"
    ".caution{color:#8a5300}\n"
    ".bad{color:#b01f1f}\n"
    ".bar{display:inline-table;width:12em;margin-right:.5em;vertical-align:middle}\n"
    ".bar td{height:10px;padding:0;background:#dde2e6;font-size:1px;line-height:10px}\n"
    ".bar .full{background:#2f5d8a}\n"
    ".wide{overflow-x:auto}\n"
    ".data{margin:.5em 0}\n"
    ".data th,.data td{border-bottom:1px solid #dde2e6}\n"
    ".data thead th{border-bottom:1px solid #8b96a0;color:#56616c}\n"
    ".data tbody th{font-weight:normal}\n"
    ".data .number{text-align:right;white-space:nowrap}\n"
    "@media (max-width:32em){\n"
    ".list th{width:5em;padding-right:.6em;white-space:normal}\n"
    ".bar{display:table}\n"
    "}\n"
    "@media print{\n"
    "body{font-size:10pt}\n"
    ".page{max-width:none;padding:0}\n"
    "h1,h2{page-break-after:avoid;break-after:avoid}\n"
    "tr{page-break-inside:avoid;break-inside:avoid}\n"
    ".wide{overflow:visible}\n"
    ".bar td{-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
    "}\n";

/* --- Texts, by where they stand ----------------------------------------------------------------------------------- */

/* A text with `line_break` for its line breaks. A document keeps control characters out of most texts already; here
 * they are replaced in all. */
static void put_escaped(const struct page *page, const char *text, const char *line_break, bool quoted)
{
    for (const char *c = mpt_text_clean(text, page->arena); *c; c++) {
        switch (*c) {
        case '&':
            fputs("&amp;", page->out);
            break;
        case '<':
            fputs("&lt;", page->out);
            break;
        case '>':
            fputs("&gt;", page->out);
            break;
        case '"':
            fputs(quoted ? "&quot;" : "\"", page->out);
            break;
        case '\n':
            fputs(line_break, page->out);
            break;
        default:
            fputc(*c, page->out);
            break;
        }
    }
}

/* In an element, on one line: headings, labels, ids, cells. */
static void put_text(const struct page *page, const char *text)
{
    put_escaped(page, text, " ", false);
}

/* In an element whose lines are kept. */
static void put_lines(const struct page *page, const char *text)
{
    put_escaped(page, text, "<br>\n", false);
}

/* Between the double quotes of an attribute. */
static void put_attribute(const struct page *page, const char *text)
{
    put_escaped(page, text, " ", true);
}

/* A title; what is before two blanks ("MISSION  Hydrogen") says of what kind it is. */
static void put_title(const struct page *page, const char *title)
{
    const char *parted = strstr(title, "  ");
    if (parted) {
        fputs("<span class=\"kind\">", page->out);
        put_text(page, mpt_arena_copy_len(page->arena, title, (size_t)(parted - title)));
        fputs("</span> ", page->out);
        title = parted + 2;
    }
    put_text(page, title);
}

/* --- Blocks ------------------------------------------------------------------------------------------------------- */

static bool has_label(const struct mpt_block *block)
{
    return block->label && *block->label;
}

static bool is_listed(const struct mpt_block *block)
{
    return block->type == MPT_BLOCK_ITEM || block->type == MPT_BLOCK_BAR;
}

/* The bar is for the eye; a reader that cannot show it says the label and the share, and its text follows. */
static void render_bar(const struct page *page, const struct mpt_block *block)
{
    if (!isnan(block->fraction)) {
        double shown = block->fraction < 0 ? 0 : block->fraction > 1 ? 1 : block->fraction;
        int full = (int)lround(shown * 100);
        fputs("<table class=\"bar\" role=\"img\" aria-label=\"", page->out);
        put_attribute(page, block->label);
        fprintf(page->out, ": %d %%\"><tr>", full);
        if (full > 0) {
            fprintf(page->out, "<td class=\"full\" style=\"width:%d%%\"></td>", full);
        }
        fputs(full < 100 ? "<td></td></tr></table> " : "</tr></table> ", page->out);
    }
    put_lines(page, block->text);
}

static void render_item(const struct page *page, const struct mpt_block *block)
{
    put_lines(page, block->text);
    if (block->tail) {
        fputs(" <code class=\"id\">", page->out);
        put_text(page, block->tail);
        fputs("</code>", page->out);
    }
}

static void begin_row(const struct page *page, const struct mpt_block *block)
{
    if (!has_label(block)) {
        fputs("<tr><td></td><td class=\"text\">", page->out);
        return;
    }
    fputs("<tr><th scope=\"row\"", page->out);
    if (block->tone != MPT_PLAIN) {
        fprintf(page->out, " class=\"%s\"", mpt_tone_name(block->tone));
    }
    fputc('>', page->out);
    put_text(page, block->label);
    fputs("</th><td class=\"text\">", page->out);
}

/* Items and bars that follow one another are one table with the labels as its row heads; an item without a label goes
 * on with the row before it. Returns how many blocks they were. */
static size_t render_list(const struct page *page, const struct mpt_block *blocks, size_t count)
{
    size_t i = 0;
    bool labelled = false; /* the row at hand */
    fputs("<table class=\"list\">\n", page->out);
    for (; i < count && is_listed(&blocks[i]); i++) {
        bool goes_on = labelled && !has_label(&blocks[i]);
        if (goes_on) {
            fputs("\n<div class=\"more\">", page->out);
        } else {
            fputs(i ? "</td></tr>\n" : "", page->out);
            begin_row(page, &blocks[i]);
            labelled = has_label(&blocks[i]);
        }
        if (blocks[i].type == MPT_BLOCK_BAR) {
            render_bar(page, &blocks[i]);
        } else {
            render_item(page, &blocks[i]);
        }
        fputs(goes_on ? "</div>" : "", page->out);
    }
    fputs("</td></tr>\n</table>\n", page->out);
    return i;
}

/* A row of `element`s (th or td); a text in the first column names its row. */
static void render_row(const struct page *page, const struct mpt_table *table, const char *const *cells, bool head)
{
    fputs("<tr>", page->out);
    for (size_t i = 0; i < table->column_count; i++) {
        const char *text = cells[i] ? cells[i] : "";
        bool names_row = i == 0 && !table->numeric[i] && *text;
        const char *element = head || names_row ? "th" : "td";
        fprintf(page->out, "<%s%s%s>", element,
                head        ? " scope=\"col\""
                : names_row ? " scope=\"row\""
                            : "",
                table->numeric[i] ? " class=\"number\"" : "");
        put_text(page, text);
        fprintf(page->out, "</%s>", element);
    }
    fputs("</tr>\n", page->out);
}

static void render_table(const struct page *page, const struct mpt_table *table)
{
    fputs("<div class=\"wide\"><table class=\"data\">\n", page->out);
    if (table->heads) {
        fputs("<thead>\n", page->out);
        render_row(page, table, table->heads, true);
        fputs("</thead>\n", page->out);
    }
    fputs("<tbody>\n", page->out);
    for (size_t row = 0; row < table->row_count; row++) {
        render_row(page, table, table->cells + row * table->column_count, false);
    }
    fputs("</tbody>\n</table></div>\n", page->out);
}

static void render_section(const struct page *page, const struct mpt_section *section)
{
    if (section->title) {
        fputs("<h2>", page->out);
        put_title(page, section->title);
        fputs("</h2>\n", page->out);
    }
    for (size_t i = 0; i < section->block_count;) {
        const struct mpt_block *block = &section->blocks[i];
        if (is_listed(block)) {
            i += render_list(page, block, section->block_count - i);
            continue;
        }
        if (block->type == MPT_BLOCK_TABLE) {
            render_table(page, &block->table);
        } else {
            fputs("<p>", page->out);
            put_lines(page, block->text);
            fputs("</p>\n", page->out);
        }
        i++;
    }
}

void mpt_render_html(const struct mpt_document *document, FILE *out)
{
    const struct page page = {out, mpt_arena_open()};
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
          out);
    put_text(&page, document->title);
    fprintf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main class=\"page\">\n<h1>", style);
    put_title(&page, document->title);
    fputs("</h1>\n", out);
    if (document->aside) {
        fputs("<p class=\"aside\">", out);
        put_text(&page, document->aside);
        fputs("</p>\n", out);
    }
    for (size_t i = 0; i < document->section_count; i++) {
        render_section(&page, &document->sections[i]);
    }
    fputs("</main>\n</body>\n</html>\n", out);
    mpt_arena_close(page.arena);
}
