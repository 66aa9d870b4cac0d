/* Documents as HTML pages: well formed, whatever the texts hold, and nothing said by colour or shape alone. */
#include "documents.h"

static bool is_void(const char *name, size_t len)
{
    return (len == 4 && strncmp(name, "meta", 4) == 0) || (len == 2 && strncmp(name, "br", 2) == 0);
}

/* Every element that is opened is closed, in order; no attribute is without quotes. Gives how many there were. */
static size_t check_tags(struct fixture *f, const char *html)
{
    const char *open[64];
    size_t lens[COUNT(open)], depth = 0, count = 0;
    assert_true(strncmp(html, "<!DOCTYPE html>\n", 16) == 0);
    for (const char *at = html + 16; (at = strchr(at, '<')); count++) {
        bool closes = at[1] == '/';
        const char *name = at + 1 + closes, *end = at;
        size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789");
        assert_true(len > 0);
        for (bool quoted = false; *++end != '>' || quoted;) {
            quoted ^= *end == '"';
            if (!*end || *end == '<' || (*end == '=' && !quoted && end[1] != '"')) {
                WRONG("a tag is broken: %.60s", at);
            }
        }
        if (closes) {
            if (!depth || lens[depth - 1] != len || strncmp(open[depth - 1], name, len) != 0) {
                WRONG("not what was opened last: %.60s", at);
            }
            depth--;
        } else if (!is_void(name, len)) {
            assert_true(depth < COUNT(open));
            open[depth] = name;
            lens[depth++] = len;
        }
        at = end;
    }
    assert_int_equal(depth, 0);
    (void)f;
    return count;
}

static void test_a_page_is_well_formed(void **state)
{
    struct fixture *f = *state;
    const char *html = rendered(f, full_document(f), HTML);
    assert_true(check_tags(f, html) > 100);
    assert_contains(html, "<html lang=\"en\">");
    assert_contains(html, "<meta charset=\"utf-8\">");
    assert_contains(html, "@media print{");
    assert_int_equal(strlen(strstr(html, "<h1>")) > strlen(strstr(html, "<h2>")), true);
    assert_null(strstr(strstr(html, "<h1>") + 1, "<h1>"));
    const char *never[] = {"<script", "http:", "https:", "<link", "<img", "url(", "@import"};
    for (size_t i = 0; i < COUNT(never); i++) {
        assert_not_contains(html, never[i]);
    }
}

static void test_an_empty_document(void **state)
{
    struct fixture *f = *state;
    struct mpt_document *document = mpt_document_open(f->arena, "mpt.test/1", "2024-07-07");
    document->title = "NOTHING";
    const char *html = rendered(f, document, HTML);
    check_tags(f, html);
    assert_contains(html, "<title>NOTHING</title>");
    assert_contains(html, "<h1>NOTHING</h1>\n</main>");
}

static void test_texts_stay_texts(void **state)
{
    struct fixture *f = *state;
    const char *html = rendered(f, full_document(f), HTML);
    assert_contains(html, "<title>KIND  &lt;script&gt;alert(\"1\")&lt;/script&gt; &amp; more</title>");
    assert_contains(html,
                    "<h1><span class=\"kind\">KIND</span> &lt;script&gt;alert(\"1\")&lt;/script&gt; &amp; more</h1>");
    assert_contains(html, "<p class=\"aside\">as of \"7 July\" &lt;2024&gt;</p>");
    assert_contains(html, "<p>before any section,<br>\non two lines &amp; &lt;b&gt;not bold&lt;/b&gt;</p>");
    assert_contains(html, "<h2><span class=\"kind\">TARGET</span> Br\xc3\xb8"
                          "drene ?[31m&amp; Co</h2>");
    assert_contains(html, "text ? with &lt;i&gt;markup&lt;/i&gt; <code class=\"id\">rule:code&lt;\"'&amp;&gt;</code>");
    assert_contains(html, "aria-label=\"&quot;time&quot;?: 100 %\"");
    assert_contains(html, "<th scope=\"col\" class=\"number\">&lt;Money&gt;</th>");
    assert_contains(html, "<th scope=\"row\">Pilot-E | &lt;Norway&gt;</th><td class=\"number\">NOK 1 000</td>");
    assert_contains(html, "<td></td><td class=\"number\"></td>");
    assert_contains(html, "<th scope=\"row\">line break</th><td class=\"number\">?]0;x?</td>");
    assert_contains(html, "<td class=\"number\">1</td><td class=\"number\">2</td>");
}

/* One character after another at every place a text can stand at: no control character comes out, and no markup. */
static void test_every_character_everywhere(void **state)
{
    struct fixture *f = *state;
    for (int c = 1; c < 0x120; c++) {
        char text[8] = {'a', (char)c, 'b', '\0'};
        if (c >= 0x80) { /* as UTF-8, and from 0x100 as a byte that is none */
            snprintf(text, sizeof text, c < 0x100 ? "a%c%cb" : "a%cb", c < 0x100 ? 0xc0 | c >> 6 : c - 0x20,
                     0x80 | (c & 0x3f));
        }
        struct mpt_document *document = mpt_document_open(f->arena, "mpt.test/1", "2024-07-07");
        document->title = document->aside = text;
        mpt_document_section(document, text);
        mpt_document_paragraph(document, text);
        mpt_document_item(document, text, MPT_GOOD, text, text);
        mpt_document_bar(document, text, 0.5, text);
        const char *heads[] = {text};
        struct mpt_table *table = mpt_document_table(document, heads, (const bool[]){false}, 1);
        mpt_table_row(document, table, heads);
        const char *html = rendered(f, document, HTML);
        size_t bad;
        check_tags(f, html);
        assert_true(mpt_utf8_valid(html, strlen(html), &bad));
        assert_true(mpt_text_printable(html));
        assert_not_contains(html, c == '<' || c == '>' ? text : "<>");
    }
}

/* Whatever is coloured or drawn is said in words too. */
static void test_tones_and_bars_in_words(void **state)
{
    struct fixture *f = *state;
    const char *html = rendered(f, full_document(f), HTML);
    assert_contains(html, "<th scope=\"row\" class=\"bad\">critical</th>");
    assert_contains(html, "<th scope=\"row\" class=\"good\">on \"track\"</th>");
    assert_contains(html, "<th scope=\"row\" class=\"caution\">amber</th>");
    assert_contains(html,
                    "<th scope=\"row\" class=\"muted\">note</th><td class=\"text\">first line<br>\nsecond line</td>");
    assert_contains(html, "<th scope=\"row\">plain</th>");
    assert_contains(html, "<th scope=\"row\">made</th><td class=\"text\"><table class=\"bar\" role=\"img\" "
                          "aria-label=\"made: 9 %\"><tr><td class=\"full\" style=\"width:9%\"></td><td></td></tr>"
                          "</table> 9 %</td>");
    assert_contains(html, "<tr><td class=\"full\" style=\"width:100%\"></td></tr></table> 170 % &amp; more ?</td>");
    assert_contains(html, "aria-label=\"none: 0 %\"><tr><td></td></tr></table> less than nothing</td>");
    assert_contains(html, "<th scope=\"row\">never</th><td class=\"text\">unknown</td>");
}

/* What has no label goes on with the row before it, which must be one with a label. */
static void test_items_without_labels(void **state)
{
    struct fixture *f = *state;
    const char *html = rendered(f, full_document(f), HTML);
    assert_contains(html, "</code>\n<div class=\"more\">Do: go on.</div></td></tr>\n<tr><th");
    assert_contains(html,
                    "<table class=\"list\">\n<tr><td></td><td class=\"text\">an item without a label</td></tr>\n"
                    "<tr><td></td><td class=\"text\">and another <code class=\"id\">id</code></td></tr>\n</table>");
}

/* A table without a head in Markdown has an empty one, however many columns there are. */
static void test_a_wide_table_without_a_head(void **state)
{
    struct fixture *f = *state;
    enum { COLUMNS = 40 };
    static const bool numeric[COLUMNS];
    const char *cells[COLUMNS] = {"first"};
    struct mpt_document *document = mpt_document_open(f->arena, "mpt.test/1", "2024-07-07");
    document->title = "WIDE";
    mpt_table_row(document, mpt_document_table(document, NULL, numeric, COLUMNS), cells);
    const char *markdown = rendered(f, document, MARKDOWN);
    assert_contains(markdown, "\n|  |  |  |");
    assert_contains(markdown, "| --- |\n| first |  |");
    check_tags(f, rendered(f, document, HTML));
}

/* The widest columns give way to the width of the page, evenly. */
static void test_a_table_wider_than_the_page(void **state)
{
    struct fixture *f = *state;
    enum { LONG = 1 << 20, COLUMNS = 3 };
    char *megabyte = mpt_arena_alloc(f->arena, LONG + 1);
    memset(megabyte, 'x', LONG);
    const char *cells[COLUMNS] = {"short", megabyte, megabyte + LONG - 40};
    struct mpt_document *document = mpt_document_open(f->arena, "mpt.test/1", "2024-07-07");
    document->title = "LONG";
    mpt_table_row(document, mpt_document_table(document, NULL, (const bool[COLUMNS]){0}, COLUMNS), cells);
    assert_text(rendered(f, document, TEXT),
                "LONG\n  short  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\n");
}

/* A line of what is written without blanks ends where the page does; an address is not broken. */
static void test_no_blank_to_break_at(void **state)
{
    struct fixture *f = *state;
    char wide[3 * 100 + 1] = "", address[121] = "";
    for (size_t i = 0; i < 100; i++) {
        strcpy(wide + 3 * i, "\xe5\xad\x97");
    }
    memset(address, 'x', sizeof address - 1);
    struct mpt_document *document = mpt_document_open(f->arena, "mpt.test/1", "2024-07-07");
    document->title = "WIDE";
    mpt_document_paragraph(document, wide);
    mpt_document_paragraph(document, address);
    size_t longest = 0, lines = 0;
    for (const char *at = rendered(f, document, TEXT); *at; at += strcspn(at, "\n") + 1, lines++) {
        const char *line = mpt_arena_copy_len(f->arena, at, strcspn(at, "\n"));
        bool whole = strstr(line, address) != NULL;
        longest = !whole && mpt_text_width(line) > longest ? mpt_text_width(line) : longest;
        assert_true(whole || !strchr(line, 'x'));
    }
    assert_int_equal(longest, 80);
    assert_true(lines >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_a_page_is_well_formed),
        WITH_FOLDER(test_an_empty_document),
        WITH_FOLDER(test_texts_stay_texts),
        WITH_FOLDER(test_every_character_everywhere),
        WITH_FOLDER(test_tones_and_bars_in_words),
        WITH_FOLDER(test_items_without_labels),
        WITH_FOLDER(test_a_wide_table_without_a_head),
        WITH_FOLDER(test_a_table_wider_than_the_page),
        WITH_FOLDER(test_no_blank_to_break_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
