/* A proposal in words for a terminal of 80 columns. */
#include <string.h>

#include "propose_internal.h"

enum { WIDTH = 80 };

/* A text in lines that begin with so many blanks, the first with what stands there already. */
static void add_wrapped(struct sentences *lines, struct mpt_arena *arena, const char *text, size_t indent)
{
    struct mpt_text line = mpt_text_init(arena);
    size_t width = indent;
    mpt_text_print(&line, "%*s", (int)indent, "");
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, " \n\t");
        const char *word = mpt_text_shorten(mpt_arena_copy_len(arena, at, len), WIDTH - indent - 4, arena);
        size_t word_width = mpt_text_width(word);
        if (width > indent && width + 1 + word_width > WIDTH) {
            sentences_add(lines, arena, "%s", mpt_text_get(&line));
            line = mpt_text_init(arena);
            mpt_text_print(&line, "%*s", (int)indent + 2, "");
            width = indent + 2;
        } else if (width > indent) {
            mpt_text_add(&line, " ");
            width++;
        }
        mpt_text_add(&line, word);
        width += word_width;
        at += len;
        at += strspn(at, " \n\t");
    }
    sentences_add(lines, arena, "%s", mpt_text_get(&line));
}

/* The text in a column of the table, cut or filled up with blanks. */
static const char *cell(const char *text, size_t width, struct mpt_arena *arena)
{
    char *clean = mpt_arena_copy(arena, mpt_text_clean(text, arena));
    for (char *c = clean; *c; c++) {
        *c = (char)(*c == '\n' || *c == '\t' ? ' ' : *c);
    }
    const char *shown = mpt_text_shorten(clean, width, arena);
    return mpt_arena_print(arena, "%s%*s", shown, (int)(width - mpt_text_width(shown)), "");
}

struct sentences guess_say(const struct guess *guess, const struct mpt_proposed_column *columns)
{
    struct mpt_arena *arena = guess->arena;
    struct sentences lines = {0};
    struct mpt_text unused = mpt_text_init(arena);
    size_t used = 0, count = guess->sample->count;
    for (size_t i = 0; i < count; i++) {
        used += columns[i].role != NULL;
        if (!columns[i].role) {
            mpt_text_print(&unused, "%s%s", unused.len ? ", " : "", columns[i].header);
        }
    }
    add_wrapped(
        &lines, arena,
        mpt_text_clean(
            mpt_arena_print(arena, "%s: %zu of %zu columns are understood.", guess->sample->file, used, count), arena),
        0);
    for (enum role role = 0; role < ROLES; role++) {
        for (size_t i = 0; i < count; i++) {
            if (guess->columns[i].role == role) {
                sentences_add(&lines, arena, "  %s  %s  %s", cell(columns[i].role, 16, arena),
                              cell(columns[i].header, 44, arena), columns[i].sure);
                if (*columns[i].why) {
                    add_wrapped(&lines, arena, columns[i].why, 6);
                }
            }
        }
    }
    for (size_t i = 0; i < guess->signs.count; i++) {
        add_wrapped(&lines, arena, mpt_text_clean(guess->signs.items[i], arena), 2);
    }
    if (unused.len) {
        add_wrapped(&lines, arena,
                    mpt_text_clean(mpt_arena_print(arena, "Not used: %s.", mpt_text_get(&unused)), arena), 2);
    }
    return lines;
}
