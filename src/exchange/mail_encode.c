/* Encodings of mail: base64, quoted-printable, encoded words, parameters, folded headers. */
#include <string.h>

#include "exchange/mail_internal.h"

/* Lines of headers and bodies (RFC 2045, 6.7 and 6.8; RFC 2047, 2), and the longest word left unencoded in a header. */
enum { LINE = 76, LONGEST_WORD = 60 };

/* --- Bytes -------------------------------------------------------------------------------------------------------- */

/* Up to three bytes as four characters. */
static void base64_group(const char *data, size_t len, char group[4])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = 0;
    for (size_t i = 0; i < 3; i++) {
        bits = bits << 8 | (i < len ? (unsigned char)data[i] : 0U);
    }
    for (size_t i = 0; i < 4; i++) {
        group[i] = i <= len ? digits[bits >> (18 - 6 * i) & 63U] : '=';
    }
}

static void base64_add(struct mpt_text *out, const char *data, size_t len)
{
    char line[LINE];
    size_t used = 0;
    for (size_t at = 0; at < len; at += 3) {
        base64_group(data + at, len - at < 3 ? len - at : 3, line + used);
        used += 4;
        if (used == LINE || at + 3 >= len) {
            mpt_text_add_len(out, line, used);
            used = 0;
        }
    }
}

void mail_base64(struct mpt_text *out, const char *data, size_t len)
{
    enum { BYTES = LINE / 4 * 3 };
    for (size_t at = 0; at < len; at += BYTES) {
        base64_add(out, data + at, len - at < BYTES ? len - at : BYTES);
        mpt_text_add(out, "\r\n");
    }
}

/* Bytes of the UTF-8 character at `text`. */
static size_t character_len(const char *text)
{
    size_t len = 1;
    while (((unsigned char)text[len] & 0xc0) == 0x80) {
        len++;
    }
    return len;
}

/* Whether the character can stand in a line of quoted-printable as it is. A dot at the beginning of a line could end
 * the message on its way, "From " could be taken for a new one in a mailbox. */
static bool stands_for_itself(const char *text, size_t column)
{
    unsigned char c = (unsigned char)*text;
    if (c == ' ' || c == '\t') {
        return text[1] && text[1] != '\n'; /* blanks at the end of a line get lost */
    }
    if (column == 0 && (c == '.' || strncmp(text, "From ", 5) == 0)) {
        return false;
    }
    return c > ' ' && c < 0x7f && c != '=';
}

void mail_quoted_printable(struct mpt_text *out, const char *text)
{
    size_t column = 0;
    while (*text) {
        if (*text == '\n') {
            mpt_text_add(out, "\r\n");
            column = 0;
            text++;
            continue;
        }
        size_t len = character_len(text);
        size_t room = len > 1 || !stands_for_itself(text, column) ? 3 * len : 1;
        if (column + room > LINE - 1) { /* the '=' that joins the lines needs a place too */
            mpt_text_add(out, "=\r\n");
            column = 0;
        }
        if (stands_for_itself(text, column)) {
            mpt_text_add_len(out, text, 1);
            column++;
        } else {
            for (size_t i = 0; i < len; i++) {
                mpt_text_print(out, "=%02X", (unsigned)(unsigned char)text[i]);
            }
            column += 3 * len;
        }
        text += len;
    }
}

/* --- Headers ------------------------------------------------------------------------------------------------------ */

static void put(struct mail_header *header, const char *text)
{
    mpt_text_add(header->out, text);
    header->column += strlen(text);
}

static void fold(struct mail_header *header)
{
    mpt_text_add(header->out, "\r\n ");
    header->column = 1;
}

struct mail_header mail_header_begin(struct mpt_text *out, const char *name)
{
    struct mail_header header = {.out = out};
    put(&header, name);
    put(&header, ": ");
    return header;
}

void mail_header_end(struct mail_header *header)
{
    mpt_text_add(header->out, "\r\n");
}

void mail_header_word(struct mail_header *header, const char *word, bool blank)
{
    if (blank && header->column + 1 + strlen(word) > LINE && header->column > 1) {
        fold(header);
    } else if (blank) {
        put(header, " ");
    }
    put(header, word);
}

/* Encoded words of whole characters, each with as many as its line takes; a reader leaves out what parts them. */
static void put_encoded(struct mail_header *header, const char *text)
{
    enum { FRAME = 12, LEAST = 8 }; /* what stands around a word, and two characters of UTF-8 in base64 */
    while (*text) {
        if (header->column + FRAME + LEAST > LINE) {
            fold(header);
        }
        size_t room = (LINE - header->column - FRAME) / 4 * 3, len = 0;
        while (text[len] && len + character_len(text + len) <= room) {
            len += character_len(text + len);
        }
        struct mpt_text word = mpt_text_init(header->out->arena);
        mpt_text_add(&word, "=?utf-8?B?");
        base64_add(&word, text, len);
        mpt_text_add(&word, "?=");
        put(header, mpt_text_get(&word));
        text += len;
        if (*text) {
            fold(header);
        }
    }
}

/* ASCII in words that a line can hold, single blanks between them, and nothing that reads as an encoded word. */
static bool is_plain(const char *text)
{
    size_t word = 0;
    for (const char *c = text; *c; c++) {
        if ((unsigned char)*c < ' ' || (unsigned char)*c >= 0x7f || (*c == ' ' && !word) || word == LONGEST_WORD) {
            return false;
        }
        word = *c == ' ' ? 0 : word + 1;
    }
    return word && !strstr(text, "=?");
}

static void put_words(struct mail_header *header, const char *text)
{
    for (bool blank = false; *text; blank = true) {
        size_t len = strcspn(text, " ");
        mail_header_word(header, mpt_arena_copy_len(header->out->arena, text, len), blank);
        text += len + (text[len] == ' ');
    }
}

void mail_header_text(struct mail_header *header, const char *text)
{
    if (is_plain(text)) {
        put_words(header, text);
    } else {
        put_encoded(header, text);
    }
}

/* "NAME" with its quotes and backslashes escaped. */
static const char *quoted(const char *text, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    mpt_text_add(&out, "\"");
    for (const char *c = text; *c; c++) {
        mpt_text_print(&out, "%s%c", *c == '"' || *c == '\\' ? "\\" : "", *c);
    }
    mpt_text_add(&out, "\"");
    return mpt_text_get(&out);
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool consists_of(const char *text, const char *others)
{
    for (; *text; text++) {
        if (!is_letter_or_digit(*text) && !strchr(others, *text)) {
            return false;
        }
    }
    return true;
}

void mail_header_phrase(struct mail_header *header, const char *name)
{
    bool plain = is_plain(name);
    if (plain && consists_of(name, " !#$%&'*+-/=?^_`{|}~")) { /* RFC 5322, 3.2.3: atext */
        put_words(header, name);
    } else if (plain && strlen(name) <= LONGEST_WORD) {
        put(header, quoted(name, header->out->arena));
    } else {
        put_encoded(header, name);
    }
}

/* A character of a parameter's value: as it is or as %XX (RFC 2231, 7: attribute-char). */
static const char *percent(const char *text, size_t len, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    for (size_t i = 0; i < len; i++) {
        if (is_letter_or_digit(text[i]) || strchr("!#$&+-.^_`{|}~", text[i])) {
            mpt_text_add_len(&out, text + i, 1);
        } else {
            mpt_text_print(&out, "%%%02X", (unsigned)(unsigned char)text[i]);
        }
    }
    return mpt_text_get(&out);
}

void mail_header_parameter(struct mail_header *header, const char *name, const char *value)
{
    struct mpt_arena *arena = header->out->arena;
    put(header, ";");
    if (consists_of(value, " !#$&'()*+,-./:;<=>?@[]^_`{|}~") && strlen(value) <= LONGEST_WORD && *value) {
        mail_header_word(header, mpt_arena_print(arena, "%s=\"%s\"", name, value), true);
        return;
    }
    /* Parts NAME*0*, NAME*1* ... of whole characters, a line each. */
    const char *part = mpt_arena_print(arena, "%s*0*=UTF-8''", name);
    fold(header);
    put(header, part);
    for (int number = 1; *value;) {
        size_t len = character_len(value);
        const char *piece = percent(value, len, arena);
        if (header->column + strlen(piece) + 1 > LINE) {
            put(header, ";");
            fold(header);
            put(header, mpt_arena_print(arena, "%s*%d*=", name, number++));
        }
        put(header, piece);
        value += len;
    }
}
