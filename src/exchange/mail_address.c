/* Reads addresses as people write them. */
#include <string.h>

#include "mpt/mail.h"

/* RFC 5321, 4.5.3.1; a name is as long as anybody's. */
enum { LONGEST_LOCAL = 64, LONGEST_DOMAIN = 255, LONGEST_LABEL = 63, LONGEST_NAME = 200 };

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* RFC 5322, 3.2.3: atoms parted by single dots. */
static bool is_local_part(const char *text, size_t len)
{
    if (!len || len > LONGEST_LOCAL || text[0] == '.' || text[len - 1] == '.') {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (!is_letter_or_digit(text[i]) && !strchr("!#$%&'*+-/=?^_`{|}~.", text[i])) {
            return false;
        }
        if (i && text[i] == '.' && text[i - 1] == '.') {
            return false;
        }
    }
    return true;
}

/* RFC 1123, 2.1: labels of letters, digits and inner hyphens. */
static bool is_host(const char *text)
{
    if (strlen(text) > LONGEST_DOMAIN) {
        return false;
    }
    for (;;) {
        size_t len = strcspn(text, ".");
        if (!len || len > LONGEST_LABEL || text[0] == '-' || text[len - 1] == '-') {
            return false;
        }
        for (size_t i = 0; i < len; i++) {
            if (!is_letter_or_digit(text[i]) && text[i] != '-') {
                return false;
            }
        }
        text += len;
        if (!*text) {
            return true;
        }
        text++;
    }
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80) {
        text++;
    }
    return !*text;
}

static const char *wrong_mailbox(const char *mailbox)
{
    const char *at = strrchr(mailbox, '@');
    if (!*mailbox) {
        return "it is empty";
    }
    if (!is_ascii(mailbox)) {
        return "servers take ASCII only; write the part behind the @ in its xn-- form";
    }
    if (!at) {
        return "it has no @";
    }
    if (strpbrk(mailbox, ",;")) {
        return "give each address with a flag of its own";
    }
    if (strpbrk(mailbox, " \t<>\"")) {
        return "it takes the form anna@csiro.au or Anna Berg <anna@csiro.au>";
    }
    return !is_local_part(mailbox, (size_t)(at - mailbox)) ? "what stands before the @ is no mailbox"
           : !is_host(at + 1)                              ? "what stands behind the @ is no host name"
                                                           : NULL;
}

/* The text between, without blanks around it. */
static const char *trimmed(const char *from, const char *to, struct mpt_arena *arena)
{
    while (from < to && *from == ' ') {
        from++;
    }
    while (to > from && to[-1] == ' ') {
        to--;
    }
    return mpt_arena_copy_len(arena, from, (size_t)(to - from));
}

/* "Ås, Bjørn" with its quotes; NULL when they do not close where the name ends. */
static const char *without_quotes(const char *name, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    for (const char *c = name + 1; *c; c++) {
        if (*c == '"') {
            return c[1] ? NULL : mpt_text_get(&out);
        }
        c += *c == '\\' && c[1];
        mpt_text_add_len(&out, c, 1);
    }
    return NULL;
}

static enum mpt_status refuse(struct mpt_error *error, const char *text, const char *reason)
{
    return mpt_fail(error, MPT_BAD_INPUT, "'%s' is no mail address: %s", text, reason);
}

enum mpt_status mpt_address_parse(const char *text, struct mpt_arena *arena, struct mpt_address *address,
                                  struct mpt_error *error)
{
    size_t len = strlen(text), bad;
    if (!mpt_utf8_valid(text, len, &bad) || !mpt_text_printable(text) || strpbrk(text, "\n\t")) {
        return refuse(error, text, "it has characters that cannot be printed");
    }
    const char *all = trimmed(text, text + len, arena), *open = strrchr(all, '<');
    len = strlen(all);
    *address = (struct mpt_address){"", all};
    if (open && all[len - 1] == '>') {
        address->name = trimmed(all, open, arena);
        address->mailbox = trimmed(open + 1, all + len - 1, arena);
    }
    if (*address->name == '"') {
        address->name = without_quotes(address->name, arena);
    } else if (strpbrk(address->name, "<>\"@,;")) {
        return refuse(error, text, "one address each; a name with , ; @ or quotes in it stands in \"...\"");
    }
    if (!address->name) {
        return refuse(error, text, "its quotes do not close");
    }
    if (strlen(address->name) > LONGEST_NAME) {
        return refuse(error, text, "the name is too long");
    }
    const char *wrong = wrong_mailbox(address->mailbox);
    return wrong ? refuse(error, text, wrong) : MPT_OK;
}
