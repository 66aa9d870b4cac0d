/* Mail: addresses, files to attach, and a message put together so that every server passes it on and every reader shows
 * it as it was meant.
 *
 * The message is 7-bit throughout with CRLF line ends (RFC 5322), so it needs no extension of the server's. Headers in
 * other letters than ASCII are encoded words (RFC 2047), names of files parameters after RFC 2231, texts
 * quoted-printable, files base64 (RFC 2045); no line is longer than 78 characters but one that holds a single very long
 * address, and none begins with a dot. */
#ifndef MPT_MAIL_H
#define MPT_MAIL_H

#include <stdint.h>

#include "mpt/arena.h"
#include "mpt/status.h"
#include "mpt/text.h"

struct mpt_address {
    const char *name;    /* "Bjørn Ås"; "" when there is none */
    const char *mailbox; /* "bjorn@rcn.no": ASCII, without blanks */
};

/* Reads one address: `anna@csiro.au`, `Bjørn Ås <bjorn@rcn.no>` or `"Ås, Bjørn" <bjorn@rcn.no>`. The mailbox is a
 * dot-atom at a host name (RFC 5321, 4.1.2, without its quoted strings and address literals). Errors: MPT_BAD_INPUT
 * saying what is wrong with it; line breaks and other control characters are always refused. */
enum mpt_status mpt_address_parse(const char *text, struct mpt_arena *arena, struct mpt_address *address,
                                  struct mpt_error *error);

struct mpt_attachment {
    const char *name; /* without folders */
    const char *data;
    size_t len;
};

/* What the files of one message may have together, in bytes: what they grow to in base64 is the least that public
 * servers take. */
enum { MPT_ATTACHMENTS_MOST = 25 * 1024 * 1024 };

/* Reads a regular file. Errors: MPT_BAD_INPUT: it cannot be read, is larger than MPT_ATTACHMENTS_MOST, or its name is
 * not printable UTF-8. */
enum mpt_status mpt_attachment_read(const char *path, struct mpt_arena *arena, struct mpt_attachment *attachment,
                                    struct mpt_error *error);

struct mpt_mail {
    struct mpt_address from;
    const struct mpt_address *to, *cc;
    size_t to_count, cc_count;
    const char *subject;
    const char *text, *html; /* UTF-8, the same said twice */
    const struct mpt_attachment *attachments;
    size_t attachment_count;
    int64_t sent_at; /* seconds since 1970-01-01T00:00:00Z */
    uint64_t salt;   /* makes the Message-ID differ where all else is alike */
};

/* Puts the message together, from its headers to the last line. The same mail gives the same bytes. Errors:
 * MPT_BAD_INPUT when the subject, a name or a file's name holds what no header may (line breaks, control characters,
 * broken UTF-8), or the files are too large together. */
enum mpt_status mpt_mail_compose(const struct mpt_mail *mail, struct mpt_arena *arena, struct mpt_text *message,
                                 struct mpt_error *error);

#endif
