/* Text that was UTF-8, taken for Windows-1252 and encoded once more ("Ã¸" for "ø"), set right. */
#include <stdint.h>
#include <string.h>

#include "input.h"
#include "mpt/text.h"

/* The characters of Windows-1252's bytes 0x80 to 0x9f; the five it leaves out are taken as they are, as ISO-8859-1. */
static const uint16_t high[32] = {0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                  0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static bool is_inner(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* The bytes of the character there, which is UTF-8. */
static size_t width_of(const char *at, const char *end)
{
    size_t width = 1;
    while (at + width < end && is_inner(at[width])) {
        width++;
    }
    return width;
}

/* The byte that the character is in Windows-1252; -1: none. */
static int byte_of(const char *at, size_t width)
{
    const unsigned char *c = (const unsigned char *)at;
    unsigned point = width == 2   ? (c[0] & 0x1fU) << 6 | (c[1] & 0x3fU)
                     : width == 3 ? (c[0] & 0x0fU) << 12 | (c[1] & 0x3fU) << 6 | (c[2] & 0x3fU)
                                  : 0;
    if (point >= 0x80 && point < 0x100) {
        return (int)point;
    }
    for (unsigned i = 0; point && i < 32; i++) {
        if (high[i] == point) {
            return (int)(0x80 + i);
        }
    }
    return -1;
}

/* The character that the characters at `at` are the bytes of, in `out` (ended with NUL), and how long they are; 0 when
 * they are those of none. */
static size_t inner_character(const char *at, const char *end, char out[5])
{
    size_t taken = 0, needed = 1, len = 0, bad;
    while (len < needed) {
        size_t width = at + taken < end ? width_of(at + taken, end) : 0;
        int byte = width ? byte_of(at + taken, width) : -1;
        if (byte < 0) {
            return 0;
        }
        if (!len) {
            needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
        }
        if (!needed) {
            return 0;
        }
        out[len++] = (char)byte;
        taken += width;
    }
    out[len] = '\0';
    return mpt_utf8_valid(out, len, &bad) ? taken : 0;
}

/* What hardly ever is anything else: letters of ISO-8859-1 ("Ã¸", "Â°"), and dashes and quotation marks ("â€“"). */
static bool is_certain(const char *inner)
{
    return strncmp(inner, "\xc2", 1) == 0 || strncmp(inner, "\xc3", 1) == 0 || strncmp(inner, "\xe2\x80", 2) == 0;
}

struct letters {
    size_t inner; /* sequences that are one character encoded twice */
    size_t plain; /* characters outside ASCII that are a part of no such sequence */
};

static struct letters count_letters(const char *text, const char *end)
{
    struct letters count = {0, 0};
    char inner[5];
    while (text < end) {
        if ((unsigned char)*text < 0x80) {
            text++;
            continue;
        }
        size_t taken = inner_character(text, end, inner);
        size_t width = width_of(text, end);
        bool mark = width == 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
        count.inner += taken > 0;
        count.plain += !taken && !mark;
        text += taken ? taken : width;
    }
    return count;
}

bool text_is_double(const char *text, size_t len)
{
    enum { FEWEST = 3, RATIO = 9 };
    while (len && is_inner(text[len - 1])) { /* the sample may end in the middle of a character */
        len--;
    }
    len -= len && (unsigned char)text[len - 1] >= 0xc0;
    struct letters count = count_letters(text, text + len);
    return count.inner >= FEWEST && count.plain * RATIO <= count.inner;
}

/* Once set right; the text itself when there is nothing to. Where something in it cannot have been encoded twice, only
 * what is certain is changed. */
static const char *undouble_once(const char *text, struct mpt_arena *arena)
{
    const char *end = text + strlen(text);
    struct letters count = count_letters(text, end);
    if (!count.inner) {
        return text;
    }
    char *out = mpt_arena_alloc(arena, (size_t)(end - text) + 1), *to = out;
    while (text < end) {
        char inner[5];
        size_t taken = (unsigned char)*text < 0x80 ? 0 : inner_character(text, end, inner);
        if (taken && (!count.plain || is_certain(inner))) {
            size_t len = strlen(inner);
            memcpy(to, inner, len);
            to += len;
            text += taken;
        } else {
            *to++ = *text++;
        }
    }
    *to = '\0';
    return out;
}

const char *text_undouble(const char *text, struct mpt_arena *arena)
{
    const char *c = text;
    while (*c && (unsigned char)*c < 0x80) { /* nearly every text is plain ASCII */
        c++;
    }
    return *c ? undouble_once(undouble_once(text, arena), arena) : text;
}
