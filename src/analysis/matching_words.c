/* Words of texts, folded: one by one without copying the text, or all at once. */
#include <string.h>
#include <utf8proc.h>

#include "matching_numbers.h"
#include "matching_words.h"

uint64_t hash_bytes(const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    uint64_t hash = len * HASH_OF_LENGTH, eight;
    for (; len >= sizeof eight; len -= sizeof eight, at += sizeof eight) {
        memcpy(&eight, at, sizeof eight);
        hash = hash_mix(hash, eight);
    }
    eight = 0;
    memcpy(&eight, at, len);
    return hash_mix(hash, eight);
}

/* --- Walking ------------------------------------------------------------------------------------------------------ */

/* Latin letters that Unicode does not decompose and that people type as plain ones. */
static const char *plain_letters(utf8proc_int32_t point)
{
    static const struct {
        utf8proc_int32_t point;
        const char *plain;
    } letters[] = {{0xf8, "o"},  {0xd8, "o"},  {0xe6, "ae"}, {0xc6, "ae"}, {0x153, "oe"}, {0x152, "oe"},
                   {0x111, "d"}, {0x110, "d"}, {0xf0, "d"},  {0xd0, "d"},  {0x142, "l"},  {0x141, "l"},
                   {0xfe, "th"}, {0xde, "th"}, {0xdf, "ss"}, {0x131, "i"}, {0x130, "i"}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].point == point) {
            return letters[i].plain;
        }
    }
    return NULL;
}

/* Scripts that write no blanks between words: each sign is a word. */
static bool stands_alone(utf8proc_int32_t point)
{
    return (point >= 0x3040 && point <= 0x30ff) || (point >= 0x3400 && point <= 0x9fff) ||
           (point >= 0xf900 && point <= 0xfaff) || (point >= 0x20000 && point <= 0x3ffff);
}

static void add_bytes(struct walk *walk, const void *bytes, size_t len)
{
    if (walk->len + len <= LONGEST_WORD) {
        memcpy(walk->word + walk->len, bytes, len);
        walk->len += len;
    }
}

/* Adds what a letter is folded to; false when it is none. Marks are dropped but do not part words. */
static bool add_point(struct walk *walk, utf8proc_int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);
    if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) {
        return walk->len > 0;
    }
    if (point == 0xad || point == 0x200d || point == 0x200c) { /* hyphens and joiners that are not seen */
        return walk->len > 0;
    }
    if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_NO) {
        return false;
    }
    const char *plain = plain_letters(point);
    if (plain) {
        add_bytes(walk, plain, strlen(plain));
        return true;
    }
    utf8proc_int32_t points[16];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        point, points, sizeof points / sizeof *points,
        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 16; i++) {
        utf8proc_uint8_t bytes[4];
        utf8proc_category_t kind = utf8proc_category(points[i]);
        if (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_NO) {
            utf8proc_ssize_t len = utf8proc_encode_char(points[i], bytes);
            add_bytes(walk, bytes, len > 0 ? (size_t)len : 0);
            walk->digits |= kind >= UTF8PROC_CATEGORY_ND;
        }
    }
    return true;
}

struct walk walk_begin(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    return (struct walk){.at = at, .end = at + strlen(text), .stop = at};
}

static inline bool is_glue(unsigned char byte)
{
    return byte == '-' || byte == '/' || byte == '.' || byte == '_';
}

static bool glues(const unsigned char *from, const unsigned char *to)
{
    while (from < to && is_glue(*from)) {
        from++;
    }
    return from == to;
}

/* One sign of several bytes; false: the word ends before it. */
static bool step_over(struct walk *walk)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t len = utf8proc_iterate(walk->at, walk->end - walk->at, &point);
    if (len <= 0) {
        len = 1;
        point = ' ';
    }
    bool alone = stands_alone(point);
    if (alone && walk->len > 0) {
        return false;
    }
    bool had = walk->len > 0;
    if (!add_point(walk, point)) {
        if (had) {
            return false;
        }
        walk->at += len;
        return true;
    }
    if (!had) {
        walk->start = walk->at;
    }
    walk->at += len;
    return !alone;
}

/* What eight bytes are, each in its highest bit. */
struct eight {
    uint64_t bytes, letters, digits;
};

/* No byte carries into the next: each has its highest bit cleared before anything is added (as in Hacker's Delight,
 * section 6-1). */
static inline struct eight tell_eight(uint64_t bytes)
{
    const uint64_t each = UINT64_C(0x0101010101010101), low = 0x7f * each, high = 0x80 * each;
    uint64_t plain = bytes & low, small = plain | 0x20 * each, ascii = ~bytes & high;
    return (struct eight){
        .bytes = bytes,
        .letters = (small + (0x80 - 'a') * each) & ~(small + (0x7f - 'z') * each) & ascii,
        .digits = (plain + (0x80 - '0') * each) & ~(plain + (0x7f - '9') * each) & ascii,
    };
}

static inline uint64_t load_eight(const unsigned char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/* Bytes beyond `end` are read as zeros, which part words. */
static uint64_t load_last(const unsigned char *at, const unsigned char *end)
{
    uint64_t bytes = 0;
    memcpy(&bytes, at, end - at < (ptrdiff_t)sizeof bytes ? (size_t)(end - at) : sizeof bytes);
    return bytes;
}

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define FIRST_BYTES(bits) ((unsigned)__builtin_clzll(bits) / 8)
#define KEEP_BYTES(count) (~(UINT64_MAX >> 8 * (count)))
#else
#define FIRST_BYTES(bits) ((unsigned)__builtin_ctzll(bits) / 8) /* before the first that has its highest bit set */
#define KEEP_BYTES(count) (~(UINT64_MAX << 8 * (count)))        /* as many, fewer than eight */
#endif

static bool is_plain(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

#define HIGH UINT64_C(0x8080808080808080)

/* 0x20 makes a letter small. */
static inline uint64_t fold_eight(struct eight eight)
{
    return eight.bytes | eight.letters >> 2;
}

/* Takes ASCII letters and digits as far as they go, eight at once; what most words consist of. */
static void take_plain(struct walk *walk)
{
    uint64_t digits = 0;
    unsigned taken;
    do {
        bool last = walk->end - walk->at < (ptrdiff_t)sizeof(uint64_t);
        struct eight eight = tell_eight(last ? load_last(walk->at, walk->end) : load_eight(walk->at));
        uint64_t others = ~(eight.letters | eight.digits) & HIGH;
        taken = others ? FIRST_BYTES(others) : 8;
        uint64_t keep = others ? KEEP_BYTES(taken) : UINT64_MAX;
        uint64_t folded = fold_eight(eight) & keep;
        memcpy(walk->word + walk->len, &folded, sizeof folded);
        digits |= eight.digits & keep;
        walk->at += taken;
        walk->len = walk->len + taken < LONGEST_WORD ? walk->len + taken : LONGEST_WORD;
    } while (taken == 8);
    walk->digits |= digits != 0;
}

bool walk_next(struct walk *walk)
{
    const unsigned char *before = walk->stop;
    bool mixed = false;
    walk->len = 0;
    walk->digits = false;
    while (walk->at < walk->end) {
        unsigned char byte = *walk->at;
        if (is_plain(byte)) {
            if (walk->len == 0) {
                walk->start = walk->at;
            }
            take_plain(walk);
        } else if (byte >= 0x80) {
            mixed = true;
            if (!step_over(walk)) {
                break;
            }
        } else if (walk->len > 0) {
            break;
        } else {
            walk->at++;
        }
    }
    if (walk->len == 0) {
        return false;
    }
    if (mixed || walk->len % sizeof(uint64_t) == 0) { /* else they were written with the last letters */
        memset(walk->word + walk->len, 0, sizeof(uint64_t));
    }
    bool glued = walk->start > before && glues(before, walk->start);
    walk->glued = glued;
    walk->coded = glued || walk->digits;
    walk->stop = walk->at;
    return true;
}

/* --- All at once -------------------------------------------------------------------------------------------------- */

struct token token_of(const struct walk *walk)
{
    return (struct token){.hash = hash_word(walk),
                          .start = walk->start,
                          .stop = walk->stop,
                          .len = (uint8_t)walk->len,
                          .digits = walk->digits,
                          .glued = walk->glued,
                          .coded = walk->coded};
}

/* As walk_next, where the next word is plain and has fewer than 16 letters, with something plain behind it: nothing is
 * asked but whether it is so. */
static bool next_plain(struct walk *walk, struct token *token)
{
    enum { ROOM = 2 * sizeof(uint64_t) };
    const unsigned char *start = walk->at;
    bool glued = true;
    while (walk->end - start >= ROOM && !is_plain(*start)) {
        glued &= is_glue(*start);
        if (*start++ >= 0x80) {
            return false;
        }
    }
    if (walk->end - start < ROOM) {
        return false;
    }
    struct eight one = tell_eight(load_eight(start)), two = tell_eight(load_eight(start + sizeof(uint64_t)));
    uint64_t ends = ~(one.letters | one.digits) & HIGH, later = ~(two.letters | two.digits) & HIGH;
    bool is_long = ends == 0;
    if (is_long && later == 0) {
        return false;
    }
    unsigned first = is_long ? 8 : FIRST_BYTES(ends), rest = is_long ? FIRST_BYTES(later) : 0;
    uint64_t keep = is_long ? UINT64_MAX : KEEP_BYTES(first), keep_later = is_long ? KEEP_BYTES(rest) : 0;
    size_t len = first + rest;
    if (start[len] >= 0x80) {
        return false;
    }
    bool digits = ((one.digits & keep) | (two.digits & keep_later)) != 0;
    uint64_t hash = hash_mix(len * HASH_OF_LENGTH, fold_eight(one) & keep);
    uint64_t longer = hash_mix(hash, fold_eight(two) & keep_later);
    glued = glued && start > walk->stop;
    *token = (struct token){.hash = is_long ? longer : hash,
                            .start = start,
                            .stop = start + len,
                            .len = (uint8_t)len,
                            .digits = digits,
                            .glued = glued,
                            .coded = glued || digits};
    walk->at = walk->stop = start + len;
    return true;
}

void tokens_read(struct tokens *tokens, const char *text)
{
    struct walk walk = walk_begin(text);
    for (tokens->count = 0;; tokens->count++) {
        if (tokens->count == tokens->room) {
            tokens->room = tokens->room ? tokens->room * 2 : 512;
            tokens->tokens = room_for(tokens->tokens, tokens->room, sizeof *tokens->tokens);
        }
        struct token *token = &tokens->tokens[tokens->count];
        if (!next_plain(&walk, token)) {
            if (!walk_next(&walk)) {
                return;
            }
            *token = token_of(&walk);
        }
    }
}
