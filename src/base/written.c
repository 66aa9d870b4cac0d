/* Blanks of all kinds and bounded folding, for the readers of written values. */
#include <string.h>

#include "mpt/arena.h"
#include "mpt/text.h"
#include "written_internal.h"

size_t blank_len(const char *text)
{
    static const char *const wide[] = {"\xc2\xa0",     "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
                                       "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86",
                                       "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a",
                                       "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80", "\xef\xbb\xbf"};
    if ((unsigned char)*text < 0x80) {
        return *text && strchr(" \t\n\v\f\r", *text) ? 1 : 0;
    }
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        size_t len = strlen(wide[i]);
        if (strncmp(text, wide[i], len) == 0) {
            return len;
        }
    }
    return 0;
}

void skip_blanks(const char **text)
{
    for (size_t len; (len = blank_len(*text)) > 0;) {
        *text += len;
    }
}

bool fold_into(const char *text, char *out, size_t size)
{
    skip_blanks(&text);
    size_t len = strnlen(text, size);
    if (len == size) {
        return false;
    }
    bool ascii = true;
    for (size_t i = 0; i <= len; i++) {
        char c = text[i];
        ascii = ascii && (unsigned char)c < 0x80;
        out[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    if (ascii) {
        return true;
    }
    struct mpt_arena *arena = mpt_arena_open();
    const char *folded = mpt_text_fold(text, arena);
    size_t folded_len = strlen(folded);
    bool fits = folded_len < size;
    if (fits) {
        memcpy(out, folded, folded_len + 1);
    }
    mpt_arena_close(arena);
    return fits;
}
