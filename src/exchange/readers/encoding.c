/* How text is encoded: found out from its beginning, then checked or made UTF-8 by iconv as it is read. */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "input.h"
#include "mpt/text.h"

enum { RAW = 32768, LONGEST_NAME = 40 };

struct decoder {
    char name[LONGEST_NAME + 1];
    bool given;    /* by the caller, not found out */
    bool converts; /* by iconv; else it is UTF-8 and only checked */
    iconv_t iconv;
    char line_end; /* what ends lines: '\n', or '\r' where the beginning has no '\n' */
    size_t line;   /* where reading is */
    char held[4];  /* the beginning of a character whose rest was not there yet */
    size_t held_len;
    char raw[RAW]; /* not decoded yet */
    size_t raw_at, raw_len;
};

/* --- Finding out -------------------------------------------------------------------------------------------------- */

static const struct {
    const char *bytes;
    size_t len;
    const char *encoding;
} marks[] = {{"\xef\xbb\xbf", 3, "utf-8"}, {"\xff\xfe", 2, "utf-16le"}, {"\xfe\xff", 2, "utf-16be"}};

/* The byte order mark that the text begins with: its length, and the encoding it stands for. */
static size_t mark_of(const unsigned char *start, size_t len, const char **encoding)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (len >= marks[i].len && memcmp(start, marks[i].bytes, marks[i].len) == 0) {
            *encoding = marks[i].encoding;
            return marks[i].len;
        }
    }
    return 0;
}

/* In UTF-16 what is ASCII (of any table a quarter at least) has a zero byte, always on the same side. */
static const char *wide_encoding(const unsigned char *start, size_t len)
{
    size_t zeros[2] = {0, 0}, pairs = len / 2;
    for (size_t i = 0; i < len; i++) {
        zeros[i & 1] += !start[i];
    }
    if (zeros[1] * 4 > pairs && zeros[0] * 10 < zeros[1]) {
        return "utf-16le";
    }
    return zeros[0] * 4 > pairs && zeros[1] * 10 < zeros[0] ? "utf-16be" : NULL;
}

bool text_is_wide(const unsigned char *start, size_t len)
{
    const char *encoding = "";
    return (mark_of(start, len, &encoding) == 2) || wide_encoding(start, len);
}

/* UTF-8 when there is nothing else in it; also when a few bytes are wrong among many right letters: then it is damaged
 * UTF-8, which the reading says with its line, and no other encoding. */
static bool is_mostly_utf8(const char *start, size_t len, bool whole)
{
    size_t wrong = 0, letters = 0;
    for (size_t at = 0, bad; at < len; at = bad + 1) {
        bool good = mpt_utf8_valid(start + at, len - at, &bad);
        bad = good ? len : at + bad;
        for (size_t i = at; i < bad; i++) {
            letters += (unsigned char)start[i] >= 0xc0;
        }
        if (good || (!whole && len - bad < 4)) { /* a character cut in two by the end of the sample */
            break;
        }
        wrong += start[bad] != '\0';
    }
    return wrong * 4 <= letters;
}

static const char *narrow_encoding(const unsigned char *start, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (start[i] && strchr("\x81\x8d\x8f\x90\x9d", start[i])) {
            return "iso-8859-1"; /* Windows-1252 has nothing there */
        }
    }
    return "windows-1252";
}

static const char *guess(const unsigned char *start, size_t len, bool whole)
{
    const char *wide = wide_encoding(start, len);
    if (wide) {
        return wide;
    }
    return is_mostly_utf8((const char *)start, len, whole) ? "utf-8" : narrow_encoding(start, len);
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

/* The name in lower case; false when it cannot be one. What iconv takes behind "//" would let it drop what is wrong. */
static bool take_name(struct decoder *decoder, const char *encoding)
{
    size_t len = strlen(encoding);
    if (!len || len > LONGEST_NAME ||
        strspn(encoding, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789_.:()+-") != len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        char c = encoding[i];
        decoder->name[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    if (strcmp(decoder->name, "utf8") == 0) {
        memcpy(decoder->name, "utf-8", sizeof "utf-8");
    }
    return true;
}

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static enum mpt_status choose(struct decoder *decoder, const char *encoding, const char *marked,
                              const unsigned char *start, size_t len, struct mpt_error *error)
{
    bool known = !encoding || take_name(decoder, encoding);
    decoder->given = encoding != NULL;
    if (!encoding || strcmp(decoder->name, "utf-16") == 0) { /* without its byte order it is to be found out */
        const char *wide = marked ? marked : wide_encoding(start, len);
        take_name(decoder, encoding ? (wide && begins_with(wide, "utf-16") ? wide : "utf-16le")
                                    : (marked ? marked : guess(start, len, len < 65536)));
    }
    if (known && strcmp(decoder->name, "utf-8") != 0) {
        decoder->iconv = iconv_open("UTF-8", decoder->name);
        known = decoder->converts = decoder->iconv != (iconv_t)-1;
    }
    return known ? MPT_OK
                 : mpt_fail(error, MPT_USAGE,
                            "nobody knows the encoding '%s'; expected utf-8, utf-16le, utf-16be, windows-1252, "
                            "iso-8859-1 or another that `iconv -l` lists",
                            encoding);
}

enum mpt_status decoder_open(struct input *input, const char *encoding, struct mpt_arena *arena,
                             struct mpt_read_facts *facts, struct decoder **out, struct mpt_error *error)
{
    size_t len, mark;
    const unsigned char *start = input_peek(input, &len);
    const char *marked = NULL;
    struct decoder *decoder = mpt_arena_alloc(arena, sizeof *decoder);
    decoder->line = 1;
    mark = mark_of(start, len, &marked);
    enum mpt_status status = choose(decoder, encoding, marked, start, len, error);
    if (status) {
        return status;
    }
    decoder->line_end = memchr(start, '\n', len) || !memchr(start, '\r', len) ? '\n' : '\r';
    facts->bom = mark && strcmp(marked, decoder->name) == 0;
    facts->double_encoded = strcmp(decoder->name, "utf-8") == 0 && text_is_double((const char *)start, len);
    facts->encoding = decoder->name;
    if (facts->bom) {
        char skipped[4];
        input_take(input, skipped, mark);
    }
    *out = decoder;
    return MPT_OK;
}

void decoder_close(struct decoder *decoder)
{
    if (decoder && decoder->converts) {
        iconv_close(decoder->iconv);
    }
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

static void count_lines(struct decoder *decoder, const char *text, size_t len)
{
    for (const char *end = text + len; (text = memchr(text, decoder->line_end, (size_t)(end - text))); text++) {
        decoder->line++;
    }
}

static void refuse_byte(const struct decoder *decoder, struct input *input, char byte)
{
    mpt_fail(input_refuse(input), MPT_BAD_INPUT,
             decoder->given ? "%s, line %zu: the byte 0x%02x is not %s there, as which it was to be read; give its "
                              "encoding (--encoding windows-1252)"
                            : "%s, line %zu: the byte 0x%02x is not %s there, as the beginning of the file is; if all "
                              "of it is in another encoding, give that (--encoding windows-1252)",
             input_name(input), decoder->line, (unsigned char)byte, decoder->name);
}

static void refuse_nul(const struct decoder *decoder, struct input *input)
{
    mpt_fail(input_refuse(input), MPT_BAD_INPUT, "%s, line %zu: a NUL byte, which no text has; expected a text file",
             input_name(input), decoder->line);
}

/* Whether these bytes, wrong as they are, may be the beginning of a character whose rest is still to come. */
static bool may_go_on(const char *bytes, size_t len)
{
    unsigned char first = (unsigned char)bytes[0];
    size_t needed = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || len >= needed) {
        return false;
    }
    for (size_t i = 1; i < len; i++) {
        if (((unsigned char)bytes[i] & 0xc0) != 0x80) {
            return false;
        }
    }
    return true;
}

static size_t read_utf8(struct decoder *decoder, struct input *input, char *buffer, size_t size)
{
    size_t len, got, good;
    do {
        len = decoder->held_len;
        memcpy(buffer, decoder->held, len);
        decoder->held_len = 0;
        got = input_take(input, buffer + len, size - len);
        len += got;
        if (input_failed(input)) {
            return 0;
        }
        if (mpt_utf8_valid(buffer, len, &good)) {
            good = len;
        } else if (got && may_go_on(buffer + good, len - good)) {
            decoder->held_len = len - good;
            memcpy(decoder->held, buffer + good, len - good);
            len = good;
        }
    } while (got && !len);
    count_lines(decoder, buffer, good);
    if (good < len && buffer[good]) {
        refuse_byte(decoder, input, buffer[good]);
    } else if (good < len) {
        refuse_nul(decoder, input);
    }
    return good; /* what is right is right; the reader learns of the rest when it asks for more */
}

static bool refill(struct decoder *decoder, struct input *input)
{
    decoder->raw_len -= decoder->raw_at;
    memmove(decoder->raw, decoder->raw + decoder->raw_at, decoder->raw_len);
    decoder->raw_at = 0;
    size_t got = input_take(input, decoder->raw + decoder->raw_len, sizeof decoder->raw - decoder->raw_len);
    decoder->raw_len += got;
    return got > 0;
}

static size_t read_other(struct decoder *decoder, struct input *input, char *buffer, size_t size)
{
    char *out = buffer;
    size_t room = size;
    while (out == buffer) {
        char *in = decoder->raw + decoder->raw_at;
        size_t left = decoder->raw_len - decoder->raw_at;
        size_t result = left ? iconv(decoder->iconv, &in, &left, &out, &room) : 0;
        int problem = result == (size_t)-1 ? errno : 0;
        decoder->raw_at = decoder->raw_len - left;
        if (out > buffer) {
            break;
        }
        if (problem == EILSEQ) {
            refuse_byte(decoder, input, *in);
            return 0;
        }
        if (!refill(decoder, input)) {
            if (left && !input_failed(input)) { /* half a character at the very end */
                refuse_byte(decoder, input, decoder->raw[0]);
            }
            return 0;
        }
    }
    size_t len = (size_t)(out - buffer);
    const char *nul = memchr(buffer, '\0', len);
    count_lines(decoder, buffer, nul ? (size_t)(nul - buffer) : len);
    if (nul) {
        refuse_nul(decoder, input);
        return (size_t)(nul - buffer);
    }
    return len;
}

size_t decoder_read(struct decoder *decoder, struct input *input, char *buffer, size_t size)
{
    if (input_failed(input)) {
        return 0;
    }
    return decoder->converts ? read_other(decoder, input, buffer, size) : read_utf8(decoder, input, buffer, size);
}
