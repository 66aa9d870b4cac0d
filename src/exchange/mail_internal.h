/* Encodings of mail, between mail.c and mail_encode.c. */
#ifndef MPT_MAIL_INTERNAL_H
#define MPT_MAIL_INTERNAL_H

#include "mpt/text.h"

/* A header field being written: what is put into it goes to the next line where it does not fit. */
struct mail_header {
    struct mpt_text *out;
    size_t column;
};

struct mail_header mail_header_begin(struct mpt_text *out, const char *name);
/* A word that stays whole, on the next line when this one has no room; `blank` puts a blank in front. */
void mail_header_word(struct mail_header *header, const char *word, bool blank);
/* Free text, as in a subject: ASCII as it is, all else as encoded words (RFC 2047). */
void mail_header_text(struct mail_header *header, const char *text);
/* A name in front of an address: words, a quoted string, or encoded words. */
void mail_header_phrase(struct mail_header *header, const char *name);
/* A parameter "; NAME=VALUE", after RFC 2231 when it is long or not ASCII. */
void mail_header_parameter(struct mail_header *header, const char *name, const char *value);
void mail_header_end(struct mail_header *header);

/* Lines of 76 characters (RFC 2045, 6.8). */
void mail_base64(struct mpt_text *out, const char *data, size_t len);
/* RFC 2045, 6.7; line feeds become CRLF. */
void mail_quoted_printable(struct mpt_text *out, const char *text);

#endif
