/* Text: growing buffers, UTF-8, terminal columns, codes and near names. */
#include "mpt/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

struct mpt_text mpt_text_init(struct mpt_arena *arena)
{
    return (struct mpt_text){.arena = arena};
}

void mpt_text_add_len(struct mpt_text *text, const char *piece, size_t len)
{
    if (text->len + len + 1 > text->capacity) {
        size_t wanted = (text->len + len + 1) * 2;
        char *moved = mpt_arena_alloc(text->arena, wanted);
        if (text->len) {
            memcpy(moved, text->data, text->len);
        }
        text->data = moved;
        text->capacity = wanted;
    }
    memcpy(text->data + text->len, piece, len);
    text->len += len;
    text->data[text->len] = '\0';
}

void mpt_text_add(struct mpt_text *text, const char *piece)
{
    mpt_text_add_len(text, piece, strlen(piece));
}

void mpt_text_print(struct mpt_text *text, const char *format, ...)
{
    va_list arguments, again;
    char near[256], *piece = near; /* nearly every piece fits, and is then formatted once only */
    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(near, sizeof near, format, arguments);
    va_end(arguments);
    if ((size_t)len >= sizeof near) {
        piece = mpt_arena_alloc(text->arena, (size_t)len + 1);
        vsnprintf(piece, (size_t)len + 1, format, again);
    }
    va_end(again);
    mpt_text_add_len(text, piece, (size_t)len);
}

const char *mpt_text_get(const struct mpt_text *text)
{
    return text->data ? text->data : "";
}

bool mpt_text_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool mpt_text_is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The next code point of valid UTF-8, and the text behind it. */
static utf8proc_int32_t next_point(const char **text)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)*text, -1, &point);
    if (len <= 0) { /* callers hand valid text only; a stray byte must not stop the walk all the same */
        point = 0xfffd;
        len = 1;
    }
    *text += len;
    return point;
}

/* How many bytes are certainly ASCII without NUL, eight at a time: for texts of hundreds of megabytes. */
static size_t skip_ascii(const char *data, size_t len)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t eight;
    size_t at = 0;
    for (; at + sizeof eight <= len; at += sizeof eight) {
        memcpy(&eight, data + at, sizeof eight);
        if (((eight - ones) | eight) & ones << 7) { /* a byte above 127, or one that is 0 */
            break;
        }
    }
    return at;
}

bool mpt_utf8_valid(const char *data, size_t len, size_t *bad)
{
    size_t at = 0;
    while (at < len) {
        utf8proc_int32_t point;
        at += skip_ascii(data + at, len - at);
        if (at == len) {
            break;
        }
        if ((unsigned char)data[at] < 0x80 && data[at]) {
            at++;
            continue;
        }
        utf8proc_ssize_t step =
            utf8proc_iterate((const utf8proc_uint8_t *)data + at, (utf8proc_ssize_t)(len - at), &point);
        if (step <= 0 || point == 0) {
            *bad = at;
            return false;
        }
        at += (size_t)step;
    }
    return true;
}

bool mpt_text_printable(const char *text)
{
    while (*text) {
        unsigned char c = (unsigned char)*text;
        if (c >= 0x20 && c < 0x7f) {
            text++;
            continue;
        }
        utf8proc_int32_t point = next_point(&text);
        if ((point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7f && point < 0xa0) ||
            (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069)) {
            return false;
        }
    }
    return true;
}

const char *mpt_text_clean(const char *text, struct mpt_arena *arena)
{
    size_t bad, len = 0;
    while (text[len] >= 0x20 && text[len] < 0x7f) { /* nearly every text is plain ASCII */
        len++;
    }
    if (!text[len]) {
        return text;
    }
    len += strlen(text + len);
    if (mpt_utf8_valid(text, len, &bad) && mpt_text_printable(text)) {
        return text;
    }
    struct mpt_text out = mpt_text_init(arena);
    while (*text) {
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &point);
        char piece[8] = "?";
        if (step > 0) {
            memcpy(piece, text, (size_t)step);
            piece[step] = '\0';
        }
        mpt_text_add(&out, step > 0 && mpt_text_printable(piece) ? piece : "?");
        text += step > 0 ? step : 1;
    }
    return mpt_text_get(&out);
}

size_t mpt_text_width(const char *text)
{
    size_t width = 0;
    while (*text >= 0x20 && *text < 0x7f) {
        text++;
        width++;
    }
    while (*text) {
        if ((unsigned char)*text < 0x80) {
            width += (unsigned char)*text >= 0x20;
            text++;
            continue;
        }
        int columns = utf8proc_charwidth(next_point(&text));
        width += columns > 0 ? (size_t)columns : 0;
    }
    return width;
}

size_t mpt_text_fit(const char *text, size_t width)
{
    const char *at = text;
    size_t used = 0;
    while (*at) {
        const char *next = at;
        int columns = utf8proc_charwidth(next_point(&next));
        used += columns > 0 ? (size_t)columns : 0;
        if (used > width) {
            break;
        }
        at = next;
    }
    return (size_t)(at - text);
}

const char *mpt_text_shorten(const char *text, size_t width, struct mpt_arena *arena)
{
    if (mpt_text_width(text) <= width) {
        return text;
    }
    if (!width) {
        return "";
    }
    size_t len = mpt_text_fit(text, width - 1);
    return mpt_arena_print(arena, "%.*s…", (int)len, text);
}

/* Latin letters that Unicode does not decompose and that people type as plain ones. */
static const char *plain_letters(utf8proc_int32_t point)
{
    switch (point) {
    case 0xf8:
        return "o"; /* ø */
    case 0xe6:
        return "ae"; /* æ */
    case 0x153:
        return "oe"; /* œ */
    case 0x111:
    case 0xf0:
        return "d"; /* đ ð */
    case 0x142:
        return "l"; /* ł */
    case 0xfe:
        return "th"; /* þ */
    case 0xdf:
        return "ss"; /* ß */
    case 0x131:
        return "i"; /* ı */
    default:
        return NULL;
    }
}

static const char *fold_ascii(const char *text, struct mpt_arena *arena)
{
    char *folded = mpt_arena_copy(arena, text);
    for (char *c = folded; *c; c++) {
        if (*c >= 'A' && *c <= 'Z') {
            *c = (char)(*c + ('a' - 'A'));
        }
    }
    return folded;
}

const char *mpt_text_fold(const char *text, struct mpt_arena *arena)
{
    bool ascii = true;
    for (const char *c = text; ascii && *c; c++) {
        ascii = (unsigned char)*c < 0x80;
    }
    if (ascii) {
        return fold_ascii(text, arena);
    }
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)text, 0, &mapped,
                                        UTF8PROC_NULLTERM | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                            UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
    if (len < 0) {
        free(mapped);
        return fold_ascii(text, arena);
    }
    struct mpt_text out = mpt_text_init(arena);
    for (const char *at = (const char *)mapped; *at;) {
        const char *start = at;
        const char *plain = plain_letters(next_point(&at));
        if (plain) {
            mpt_text_add(&out, plain);
        } else {
            mpt_text_add_len(&out, start, (size_t)(at - start));
        }
    }
    free(mapped);
    return mpt_text_get(&out);
}

static const char *code_of(const char *title, size_t longest, struct mpt_arena *arena)
{
    struct mpt_text code = mpt_text_init(arena);
    bool gap = false;
    size_t word = 0; /* where the last word begins, so that a long title is cut before it */
    for (const char *c = mpt_text_fold(title, arena); *c; c++) {
        bool kept = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
        if (!kept) {
            gap = gap || ((unsigned char)*c & 0xc0) != 0x80;
            continue;
        }
        if (gap && code.len) {
            word = code.len;
            mpt_text_add(&code, "-");
        }
        gap = false;
        if (code.len >= longest) {
            code.len = word ? word : longest;
            code.data[code.len] = '\0';
            break;
        }
        mpt_text_add_len(&code, c, 1);
    }
    while (code.len && code.data[code.len - 1] == '-') {
        code.data[--code.len] = '\0';
    }
    return code.len ? code.data : "x";
}

const char *mpt_text_code(const char *title, struct mpt_arena *arena)
{
    enum { LONGEST = 40 };
    return code_of(title, LONGEST, arena);
}

const char *mpt_text_slug(const char *text, struct mpt_arena *arena)
{
    enum { LONGEST = 60, KEPT = 50 };
    const char *slug = code_of(text, SIZE_MAX, arena);
    if (strlen(slug) <= LONGEST) {
        return slug;
    }
    uint32_t digest = 2166136261U; /* FNV-1a: this is no secret, it is only to be the same every time */
    for (const char *c = slug; *c; c++) {
        digest = (digest ^ (unsigned char)*c) * 16777619U;
    }
    int kept = slug[KEPT - 1] == '-' ? KEPT - 1 : KEPT;
    return mpt_arena_print(arena, "%.*s-%08x", kept, slug, (unsigned)digest);
}

static bool alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool mpt_code_valid(const char *code)
{
    size_t len = strlen(code);
    if (len == 0 || len > 100 || !alphanumeric(code[0]) || !alphanumeric(code[len - 1])) {
        return false;
    }
    for (const char *c = code; *c; c++) {
        if (!alphanumeric(*c) && !strchr("-._:", *c)) {
            return false;
        }
    }
    return true;
}

size_t mpt_text_distance(const char *a, const char *b)
{
    enum { MOST = 128 };
    size_t rows = strnlen(a, MOST), columns = strnlen(b, MOST);
    size_t cost[3][MOST + 1];
    for (size_t j = 0; j <= columns; j++) {
        cost[0][j] = j;
    }
    for (size_t i = 1; i <= rows; i++) {
        size_t *now = cost[i % 3], *before = cost[(i + 2) % 3], *two_before = cost[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t best = before[j - 1] + (a[i - 1] != b[j - 1]);
            best = before[j] + 1 < best ? before[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two_before[j - 2] + 1 < best) {
                best = two_before[j - 2] + 1;
            }
            now[j] = best;
        }
    }
    return cost[rows % 3][columns];
}

struct near_name {
    const char *name;
    size_t distance;
};

static int by_distance(const void *a, const void *b)
{
    const struct near_name *left = a, *right = b;
    if (left->distance != right->distance) {
        return left->distance < right->distance ? -1 : 1;
    }
    return strcmp(left->name, right->name);
}

const char *mpt_text_nearest(const char *name, const char *const *names, size_t count, size_t most,
                             struct mpt_arena *arena)
{
    const char *wanted = mpt_text_fold(name, arena);
    struct near_name *near = mpt_arena_array(arena, count, sizeof *near);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        size_t longer = strlen(names[i]) > strlen(wanted) ? strlen(names[i]) : strlen(wanted);
        size_t distance = mpt_text_distance(wanted, names[i]);
        if (*wanted && strstr(names[i], wanted)) {
            distance = 1;
        }
        if (distance * 3 <= longer) {
            near[found++] = (struct near_name){names[i], distance};
        }
    }
    qsort(near, found, sizeof *near, by_distance);
    struct mpt_text text = mpt_text_init(arena);
    size_t shown = found < most ? found : most;
    for (size_t i = 0; i < shown; i++) {
        mpt_text_print(&text, "%s%s", i == 0 ? "" : i + 1 == shown ? " or " : ", ", near[i].name);
    }
    return mpt_text_get(&text);
}
