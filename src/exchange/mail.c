/* Puts a mail together: headers, the text twice, and files. */
#include "mpt/mail.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "exchange/mail_internal.h"
#include "mpt/digest.h"

/* --- Files -------------------------------------------------------------------------------------------------------- */

/* Types of files that readers open by themselves (IANA media types); texts are said to be UTF-8 when they are. */
static const struct {
    const char *ending, *type;
} types[] = {
    {".csv", "text/csv"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".html", "text/html"},
    {".jpg", "image/jpeg"},
    {".json", "application/json"},
    {".md", "text/markdown"},
    {".ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {".odt", "application/vnd.oasis.opendocument.text"},
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {".xml", "application/xml"},
    {".zip", "application/zip"},
};

static const char *type_of(const struct mpt_attachment *file, struct mpt_arena *arena)
{
    const char *dot = strrchr(file->name, '.'), *ending = mpt_text_fold(dot ? dot : "", arena);
    size_t bad;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].ending, ending) != 0) {
            continue;
        }
        if (strncmp(types[i].type, "text/", 5) != 0) {
            return types[i].type;
        }
        return mpt_utf8_valid(file->data, file->len, &bad) ? mpt_arena_print(arena, "%s; charset=utf-8", types[i].type)
                                                           : "application/octet-stream";
    }
    return "application/octet-stream";
}

/* What stands in a header is one line of text. */
static enum mpt_status check_line(const char *what, const char *text, struct mpt_error *error)
{
    size_t bad;
    if (mpt_utf8_valid(text, strlen(text), &bad) && mpt_text_printable(text) && !strpbrk(text, "\n\t")) {
        return MPT_OK;
    }
    return mpt_fail(error, MPT_BAD_INPUT, "%s '%s' has line breaks or other characters that cannot be printed", what,
                    text);
}

enum mpt_status mpt_attachment_read(const char *path, struct mpt_arena *arena, struct mpt_attachment *attachment,
                                    struct mpt_error *error)
{
    const char *slash = strrchr(path, '/');
    struct stat info;
    *attachment = (struct mpt_attachment){.name = slash ? slash + 1 : path, .data = ""};
    enum mpt_status status = check_line("the file name", attachment->name, error);
    if (status) {
        return status;
    }
    if (stat(path, &info) != 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s cannot be attached: %s", path, strerror(errno));
    }
    if (!S_ISREG(info.st_mode)) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s cannot be attached: it is no regular file", path);
    }
    if (info.st_size > MPT_ATTACHMENTS_MOST) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s is too large for a mail; %d MB go into one", path,
                        MPT_ATTACHMENTS_MOST / 1024 / 1024);
    }
    FILE *file = fopen(path, "rb");
    if (!file) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s cannot be attached: %s", path, strerror(errno));
    }
    char *data = mpt_arena_alloc(arena, (size_t)info.st_size + 1);
    attachment->data = data;
    attachment->len = fread(data, 1, (size_t)info.st_size, file);
    bool failed = ferror(file);
    fclose(file);
    return failed ? mpt_fail(error, MPT_BAD_INPUT, "%s cannot be read", path) : MPT_OK;
}

/* --- Headers ------------------------------------------------------------------------------------------------------ */

static void put_addresses(struct mpt_text *out, const char *name, const struct mpt_address *addresses, size_t count)
{
    struct mail_header header = mail_header_begin(out, name);
    for (size_t i = 0; i < count; i++) {
        const char *comma = i + 1 < count ? "," : "";
        bool named = *addresses[i].name;
        if (i) { /* each on a line of its own */
            mail_header_end(&header);
            mpt_text_add(out, " ");
            header.column = 1;
        }
        if (named) {
            mail_header_phrase(&header, addresses[i].name);
        }
        mail_header_word(
            &header,
            mpt_arena_print(out->arena, "%s%s%s%s", named ? "<" : "", addresses[i].mailbox, named ? ">" : "", comma),
            named);
    }
    mail_header_end(&header);
}

static uint64_t hash_of(const struct mpt_mail *mail, const struct mpt_text *headers)
{
    uint64_t sum = mpt_digest(MPT_DIGEST_SEED ^ mail->salt, headers->data, headers->len);
    sum = mpt_digest(sum, mail->text, strlen(mail->text) + 1);
    sum = mpt_digest(sum, mail->html, strlen(mail->html) + 1);
    for (size_t i = 0; i < mail->attachment_count; i++) {
        const struct mpt_attachment *file = &mail->attachments[i];
        sum = mpt_digest(sum, file->name, strlen(file->name) + 1);
        sum = mpt_digest(sum, file->data, file->len);
    }
    return sum;
}

/* From, To, Cc, Subject and Date; then, made from all of it, the Message-ID. Gives the hash it was made from. */
static uint64_t put_headers(struct mpt_text *out, const struct mpt_mail *mail)
{
    char date[64];
    time_t at = (time_t)mail->sent_at;
    struct tm utc;
    put_addresses(out, "From", &mail->from, 1);
    put_addresses(out, "To", mail->to, mail->to_count);
    if (mail->cc_count) {
        put_addresses(out, "Cc", mail->cc, mail->cc_count);
    }
    struct mail_header header = mail_header_begin(out, "Subject");
    mail_header_text(&header, mail->subject);
    mail_header_end(&header);
    gmtime_r(&at, &utc);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &utc); /* English: nobody sets a locale */
    mpt_text_print(out, "Date: %s\r\n", date);
    uint64_t sum = hash_of(mail, out);
    mpt_text_print(out, "Message-ID: <%016" PRIx64 ".%" PRId64 "%s>\r\n", sum, mail->sent_at,
                   strrchr(mail->from.mailbox, '@'));
    mpt_text_add(out, "MIME-Version: 1.0\r\n");
    return sum;
}

/* --- Body --------------------------------------------------------------------------------------------------------- */

/* "=_" stands in no line of quoted-printable or base64 (RFC 2045, 6.7, note 2), so no boundary is ever in a part. */
static const char *boundary(const char *what, uint64_t sum, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "=_%s_%016" PRIx64, what, sum);
}

static void put_text(struct mpt_text *out, const char *line, const char *subtype, const char *text)
{
    mpt_text_print(out, "--%s\r\nContent-Type: text/%s; charset=utf-8\r\n", line, subtype);
    mpt_text_add(out, "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
    mail_quoted_printable(out, text);
    mpt_text_add(out, "\r\n"); /* belongs to the boundary behind it (RFC 2046, 5.1.1) */
}

/* Both forms of the text; a reader shows the last one it can (RFC 2046, 5.1.4). */
static void put_texts(struct mpt_text *out, const struct mpt_mail *mail, uint64_t sum)
{
    const char *line = boundary("text", sum, out->arena);
    mpt_text_print(out, "Content-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n", line);
    put_text(out, line, "plain", mail->text);
    put_text(out, line, "html", mail->html);
    mpt_text_print(out, "--%s--\r\n", line);
}

static void put_file(struct mpt_text *out, const char *line, const struct mpt_attachment *file)
{
    mpt_text_print(out, "--%s\r\nContent-Transfer-Encoding: base64\r\nContent-Type:", line);
    struct mail_header header = {out, sizeof "Content-Type:" - 1};
    mail_header_word(&header, type_of(file, out->arena), true); /* some are so long that they need a line */
    mail_header_end(&header);
    header = mail_header_begin(out, "Content-Disposition");
    mail_header_word(&header, "attachment", false);
    mail_header_parameter(&header, "filename", file->name);
    mail_header_end(&header);
    mpt_text_add(out, "\r\n");
    mail_base64(out, file->data, file->len);
}

static enum mpt_status check_mail(const struct mpt_mail *mail, struct mpt_error *error)
{
    size_t len = 0;
    enum mpt_status status = check_line("the subject", mail->subject, error);
    status = status ? status : check_line("the name", mail->from.name, error);
    for (size_t i = 0; !status && i < mail->to_count; i++) {
        status = check_line("the name", mail->to[i].name, error);
    }
    for (size_t i = 0; !status && i < mail->cc_count; i++) {
        status = check_line("the name", mail->cc[i].name, error);
    }
    for (size_t i = 0; !status && i < mail->attachment_count; i++) {
        status = check_line("the file name", mail->attachments[i].name, error);
        len += mail->attachments[i].len;
    }
    return status || len <= MPT_ATTACHMENTS_MOST
               ? status
               : mpt_fail(error, MPT_BAD_INPUT, "the files are too large for one mail; %d MB go into one",
                          MPT_ATTACHMENTS_MOST / 1024 / 1024);
}

enum mpt_status mpt_mail_compose(const struct mpt_mail *mail, struct mpt_arena *arena, struct mpt_text *message,
                                 struct mpt_error *error)
{
    enum mpt_status status = check_mail(mail, error);
    if (status) {
        return status;
    }
    *message = mpt_text_init(arena);
    uint64_t sum = put_headers(message, mail);
    if (!mail->attachment_count) {
        put_texts(message, mail, sum);
        return MPT_OK;
    }
    const char *line = boundary("mail", sum, arena);
    mpt_text_print(message, "Content-Type: multipart/mixed; boundary=\"%s\"\r\n\r\n--%s\r\n", line, line);
    put_texts(message, mail, sum);
    for (size_t i = 0; i < mail->attachment_count; i++) {
        put_file(message, line, &mail->attachments[i]);
    }
    mpt_text_print(message, "--%s--\r\n", line);
    return MPT_OK;
}
