/* Text: a growing buffer, UTF-8 (checked, folded, measured in terminal columns), codes made from titles, and the
 * nearest of several names. Folding and widths are utf8proc's. */
#ifndef MPT_TEXT_H
#define MPT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "mpt/arena.h"

/* A text that grows in an arena; `data` ends with NUL once anything was added. */
struct mpt_text {
    struct mpt_arena *arena;
    char *data;
    size_t len, capacity;
};

struct mpt_text mpt_text_init(struct mpt_arena *arena);
void mpt_text_add(struct mpt_text *text, const char *piece);
void mpt_text_add_len(struct mpt_text *text, const char *piece, size_t len);
__attribute__((format(printf, 2, 3))) void mpt_text_print(struct mpt_text *text, const char *format, ...);

/* The text so far, "" when nothing was added. */
const char *mpt_text_get(const struct mpt_text *text);

/* Whether two texts are the same, NULL (nothing there) being the same as NULL only. */
bool mpt_text_same(const char *a, const char *b);

/* Whether one of `names` is exactly `name`. */
bool mpt_text_is_among(const char *name, const char *const *names, size_t count);

/* Whether the `len` bytes are UTF-8 without NUL; if not, *bad is the offset of the first wrong byte. */
bool mpt_utf8_valid(const char *data, size_t len, size_t *bad);

/* Whether the text is free of control characters (C0 but for line feed and tab, DEL, C1) and of the invisible
 * characters that reorder a line (U+202A-U+202E, U+2066-U+2069). The text must be valid UTF-8. */
bool mpt_text_printable(const char *text);

/* The text itself when it is printable UTF-8, else a copy with '?' for what is not: for what comes from outside our own
 * checks (file names, the command line, a portfolio that another program wrote) and goes to a terminal. */
const char *mpt_text_clean(const char *text, struct mpt_arena *arena);

/* Columns the text takes on a terminal; combining marks take none, wide East Asian characters two. */
size_t mpt_text_width(const char *text);

/* The longest beginning that takes at most `width` columns, as a length in bytes. */
size_t mpt_text_fit(const char *text, size_t width);

/* The text cut to `width` columns, the last one "…" when something was cut off. */
const char *mpt_text_shorten(const char *text, size_t width, struct mpt_arena *arena);

/* Case-folded, without accents, compatibility forms unified: "Brødrene Aa" gives "brodrene aa". Letters without a
 * decomposition that Latin readers type as others are mapped too (ø o, đ d, ł l, æ ae, œ oe, ß ss, þ th, ð d). */
const char *mpt_text_fold(const char *text, struct mpt_arena *arena);

/* Text out of markup, in `arena`: tags and comments out (those that end a line leave a line feed), character references
 * and the common entities as what they stand for, control characters as blanks; blanks single, none at the ends of a
 * line, at most one empty line. The text must be valid UTF-8. */
const char *mpt_text_plain(const char *text, struct mpt_arena *arena);

/* A code from a title: folded, every other run of characters one '-', cut at a word to at most 40 bytes; "x" when
 * nothing is left. */
const char *mpt_text_code(const char *title, struct mpt_arena *arena);

/* The same, whole up to 60 bytes; of a longer one the beginning with a digest, so that two texts never become one. */
const char *mpt_text_slug(const char *text, struct mpt_arena *arena);

/* Whether the text has the form of a code: a-z 0-9 at both ends, '-', '.', '_' and ':' between, at most 100 bytes. */
bool mpt_code_valid(const char *code);

/* Damerau-Levenshtein distance (restricted, insert/delete/replace/swap of neighbours) of the bytes of two names. */
size_t mpt_text_distance(const char *a, const char *b);

/* Of `names`, up to `most` nearest to `name`, nearest first, as "a, b or c" in `arena`; "" when none is near: at
 * most a third of the longer name away, or with `name` as a part of it. */
const char *mpt_text_nearest(const char *name, const char *const *names, size_t count, size_t most,
                             struct mpt_arena *arena);

#endif
