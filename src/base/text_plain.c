/* Text out of markup: what publishers leave in titles and summaries (tags, entities, carriage returns) is no text. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mpt/text.h"

/* Adds a character's UTF-8; nothing for what is no character or steers a terminal. */
static void add_character(struct mpt_text *out, unsigned long code)
{
    char bytes[4];
    size_t len = 0;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
        mpt_text_add(out, " ");
        return;
    }
    if (code < 0x80) {
        bytes[len++] = (char)code;
    } else if (code < 0x800) {
        bytes[len++] = (char)(0xc0 | code >> 6);
    } else if (code < 0x10000) {
        bytes[len++] = (char)(0xe0 | code >> 12);
        bytes[len++] = (char)(0x80 | (code >> 6 & 0x3f));
    } else {
        bytes[len++] = (char)(0xf0 | code >> 18);
        bytes[len++] = (char)(0x80 | (code >> 12 & 0x3f));
        bytes[len++] = (char)(0x80 | (code >> 6 & 0x3f));
    }
    if (code >= 0x80) {
        bytes[len++] = (char)(0x80 | (code & 0x3f));
    }
    mpt_text_add_len(out, bytes, len);
}

/* The length of the entity at `at` ("&amp;"), which is added; 0 when it is none that we know. */
static size_t entity(struct mpt_text *out, const char *at)
{
    static const struct {
        const char *name;
        unsigned code;
    } named[] = {{"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},     {"apos", '\''},
                 {"nbsp", ' '},     {"ndash", 0x2013}, {"mdash", 0x2014},  {"lsquo", 0x2018}, {"rsquo", 0x2019},
                 {"ldquo", 0x201c}, {"rdquo", 0x201d}, {"hellip", 0x2026}, {"bull", 0x2022},  {"middot", 0xb7},
                 {"deg", 0xb0},     {"eacute", 0xe9},  {"egrave", 0xe8},   {"aacute", 0xe1},  {"oacute", 0xf3},
                 {"iacute", 0xed},  {"uacute", 0xfa},  {"ntilde", 0xf1},   {"ccedil", 0xe7},  {"agrave", 0xe0},
                 {"auml", 0xe4},    {"ouml", 0xf6},    {"uuml", 0xfc},     {"Auml", 0xc4},    {"Ouml", 0xd6},
                 {"Uuml", 0xdc},    {"szlig", 0xdf},   {"aring", 0xe5},    {"Aring", 0xc5},   {"oslash", 0xf8},
                 {"Oslash", 0xd8},  {"aelig", 0xe6},   {"AElig", 0xc6},    {"Eacute", 0xc9},  {"euro", 0x20ac}};
    size_t len = strcspn(at, "; \n");
    if (at[len] != ';' || len < 2 || len > 10) {
        return 0;
    }
    if (at[1] == '#') {
        bool hex = at[2] == 'x' || at[2] == 'X';
        char *end;
        unsigned long code = strtoul(at + 2 + hex, &end, hex ? 16 : 10);
        if (end != at + len || !isxdigit((unsigned char)at[2 + hex])) {
            return 0;
        }
        add_character(out, code);
        return len + 1;
    }
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (strlen(named[i].name) == len - 1 && strncmp(at + 1, named[i].name, len - 1) == 0) {
            add_character(out, named[i].code);
            return len + 1;
        }
    }
    return 0;
}

/* The length of the tag at `at` ("<br/>"), 0 when it is none; those that end a line leave a line feed. */
static size_t tag(struct mpt_text *out, const char *at)
{
    static const char *const breaks[] = {"br", "p", "li", "div", "tr", "ul", "ol", "h1", "h2", "h3", "h4"};
    const char *name = at + 1 + (at[1] == '/');
    size_t word = 0;
    if (!isalpha((unsigned char)*name) && strncmp(at, "<!--", 4) != 0) {
        return 0;
    }
    size_t len = strcspn(at + 1, "<>") + 1;
    if (at[len] != '>') {
        return 0;
    }
    while (isalnum((unsigned char)name[word])) {
        word++;
    }
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
        if (strlen(breaks[i]) == word && strncasecmp(name, breaks[i], word) == 0) {
            mpt_text_add(out, "\n");
        }
    }
    return len + 1;
}

/* Blanks single, none at the ends of a line, at most one empty line. */
static const char *settle(const char *text, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    size_t feeds = 0;
    bool blank = false;
    for (const char *c = text; *c; c++) {
        if (*c == '\n') {
            feeds++;
        } else if (*c == ' ' || *c == '\t') {
            blank = true;
        } else {
            if (out.len) {
                mpt_text_add(&out, feeds > 1 ? "\n\n" : feeds ? "\n" : blank ? " " : "");
            }
            mpt_text_add_len(&out, c, 1);
            feeds = 0;
            blank = false;
        }
    }
    return mpt_text_get(&out);
}

const char *mpt_text_plain(const char *text, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    for (const char *at = text; *at;) {
        size_t taken = *at == '<' ? tag(&out, at) : *at == '&' ? entity(&out, at) : 0;
        if (!taken && strncmp(at, "_x000D_", 7) == 0) { /* a carriage return as spreadsheets write it */
            mpt_text_add(&out, "\n");
            taken = 7;
        }
        if (!taken && (unsigned char)*at == 0xc2 && (unsigned char)at[1] >= 0x80 && (unsigned char)at[1] <= 0xa0) {
            mpt_text_add(&out, " "); /* controls of the upper half, and the no-break blank */
            taken = 2;
        }
        if (!taken) {
            bool control = ((unsigned char)*at < 0x20 && *at != '\n') || *at == 0x7f;
            mpt_text_add_len(&out, control ? " " : at, 1);
            taken = 1;
        }
        at += taken;
    }
    return settle(mpt_text_get(&out), arena);
}
