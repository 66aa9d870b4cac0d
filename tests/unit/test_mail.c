/* Mail: addresses, what a message is made of, and what mpt and mpt-net say to each other. Everything encoded is decoded
 * again here, by the RFCs and without the code under test. */
#include "support.h"

#include "exchange/net_protocol.h"
#include "mpt/mail.h"
#include "mpt/net.h"

static const char *const hard_texts[] = {
    "Plain words",
    "Kretsløpsøkonomi på ære og samvittighet",
    "Đà Nẵng: nền kinh tế tuần hoàn",
    "Đà Nẵng, Huế, Hội An, Thành phố Hồ Chí Minh, Hà Nội, Hải Phòng, Cần Thơ, Biên Hòa, Nha Trang, Buôn Ma Thuột, Vinh",
    "De\xcc\x81"
    "compose\xcc\x81 and \xf0\x9f\x9a\xa2 ferries \xe6\xb0\xb4\xe7\xb4\xa0",
    "=?utf-8?B?ZmFsc2U=?= is no encoded word",
    "two  blanks and a = and a _ and a ? stay",
    " blanks around ",
    "a question?= and =?",
    "A subject in plain ASCII that is so long that it has to be folded, more than once even, between its words, and "
    "back",
    "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaftsversammlung",
    "ø",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "ø",
};

static struct mpt_mail mail_of(const char *subject, const char *text)
{
    static const struct mpt_address to = {"", "anna@csiro.au"};
    return (struct mpt_mail){.from = {"Bjørn Ås", "bjorn@rcn.no"},
                             .to = &to,
                             .to_count = 1,
                             .subject = subject,
                             .text = text,
                             .html = "<p>x</p>\n",
                             .sent_at = 1720353600};
}

static const char *composed(struct fixture *f, const struct mpt_mail *mail)
{
    struct mpt_text message;
    assert_ok(f, mpt_mail_compose(mail, f->arena, &message, &f->error));
    return mpt_text_get(&message);
}

/* --- Decoders ----------------------------------------------------------------------------------------------------- */

static int digit64(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = strchr(digits, c);
    return c && at ? (int)(at - digits) : -1;
}

static void decode64(struct mpt_text *out, const char *text, size_t len)
{
    unsigned bits = 0;
    int count = 0;
    for (size_t i = 0; i < len; i++) {
        int digit = digit64(text[i]);
        if (digit < 0) {
            continue;
        }
        bits = bits << 6 | (unsigned)digit;
        count += 6;
        if (count >= 8) {
            count -= 8;
            char byte = (char)(bits >> count & 0xffU);
            mpt_text_add_len(out, &byte, 1);
        }
    }
}

static const char *decode_quoted(struct fixture *f, const char *text)
{
    struct mpt_text out = mpt_text_init(f->arena);
    for (; *text; text++) {
        char byte = *text;
        if (strncmp(text, "=\r\n", 3) == 0) {
            text += 2;
            continue;
        }
        if (*text == '=') {
            byte = (char)strtol(mpt_arena_copy_len(f->arena, text + 1, 2), NULL, 16);
            text += 2;
        }
        if (strncmp(text, "\r\n", 2) != 0) {
            mpt_text_add_len(&out, &byte, 1);
        }
    }
    return mpt_text_get(&out);
}

/* A header's value, unfolded; NULL when there is none. */
static const char *header(struct fixture *f, const char *message, const char *name)
{
    const char *start = strstr(message, mpt_arena_print(f->arena, "%s: ", name));
    struct mpt_text value = mpt_text_init(f->arena);
    if (!start) {
        return NULL;
    }
    for (const char *at = start + strlen(name) + 2; *at; at++) {
        if (strncmp(at, "\r\n", 2) != 0) {
            mpt_text_add_len(&value, at, 1);
        } else if (at[2] != ' ') {
            break;
        } else {
            at++;
        }
    }
    return mpt_text_get(&value);
}

/* RFC 2047: words decoded, blanks between two of them left out; each must be whole UTF-8 and at most 75 long. */
static const char *decode_words(struct fixture *f, const char *value)
{
    struct mpt_text out = mpt_text_init(f->arena);
    while (*value) {
        const char *end = strncmp(value, "=?utf-8?B?", 10) == 0 ? strstr(value, "?=") : NULL;
        if (!end) {
            mpt_text_add_len(&out, value++, 1);
            continue;
        }
        struct mpt_text word = mpt_text_init(f->arena);
        size_t bad;
        decode64(&word, value + 10, (size_t)(end - value) - 10);
        assert_true(end + 2 - value <= 75);
        assert_true(mpt_utf8_valid(word.data, word.len, &bad));
        mpt_text_add(&out, word.data);
        value = end + 2;
        if (strncmp(value, " =?utf-8?B?", 11) == 0) {
            value++;
        }
    }
    return mpt_text_get(&out);
}

/* The first part of that type, without the line end that belongs to the boundary. */
static const char *part(struct fixture *f, const char *message, const char *type)
{
    const char *start = strstr(message, mpt_arena_print(f->arena, "Content-Type: %s", type));
    assert_non_null(start);
    start = strstr(start, "\r\n\r\n");
    assert_non_null(start);
    const char *end = strstr(start + 4, "\r\n--=_");
    assert_non_null(end);
    return mpt_arena_copy_len(f->arena, start + 4, (size_t)(end - start) - 4);
}

/* What holds of every message: 7 bits, CRLF at every line's end, short lines, no dot in front. */
static void check_lines(const char *message)
{
    for (const char *line = message; *line;) {
        const char *end = strstr(line, "\r\n");
        if (!end) {
            WRONG("the last line has no end: %s", line);
        }
        if (end - line > 76 || *line == '.') {
            WRONG("%s: %.*s", *line == '.' ? "a dot in front" : "too long", (int)(end - line), line);
        }
        for (const char *c = line; c < end; c++) {
            assert_true((unsigned char)*c < 0x7f && *c != '\r' && *c != '\n');
        }
        line = end + 2;
    }
}

/* --- Headers ------------------------------------------------------------------------------------------------------ */

static void test_subjects_arrive(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(hard_texts); i++) {
        struct mpt_mail mail = mail_of(hard_texts[i], "x\n");
        const char *message = composed(f, &mail);
        check_lines(message);
        assert_text(decode_words(f, header(f, message, "Subject")), hard_texts[i]);
    }
    struct mpt_mail mail = mail_of("Plain words", "x\n");
    assert_contains(composed(f, &mail), "\r\nSubject: Plain words\r\n");
}

static void test_names_arrive(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(hard_texts); i++) {
        const struct mpt_address people[] = {{hard_texts[i], "anna@csiro.au"}, {"", "b@c.no"}, {"Lê Đà", "c@d.vn"}};
        struct mpt_mail mail = mail_of("x", "x\n");
        mail.to = mail.cc = people;
        mail.to_count = mail.cc_count = COUNT(people);
        const char *message = composed(f, &mail), *to = decode_words(f, header(f, message, "To"));
        check_lines(message);
        assert_contains(to, "<anna@csiro.au>, b@c.no, Lê Đà <c@d.vn>");
        assert_contains(to, hard_texts[i]);
        assert_text(decode_words(f, header(f, message, "Cc")), to);
    }
    const struct mpt_address quoted = {"J. \"Jo\" Smith, Jr", "j@a.org"};
    struct mpt_mail mail = mail_of("x", "x\n");
    mail.to = &quoted;
    assert_contains(composed(f, &mail), "\r\nTo: \"J. \\\"Jo\\\" Smith, Jr\" <j@a.org>\r\n");
    assert_contains(composed(f, &mail), "From: =?utf-8?B?QmrDuHJuIMOFcw==?= <bjorn@rcn.no>\r\n");
}

static void test_dates_and_ids(void **state)
{
    struct fixture *f = *state;
    struct mpt_mail mail = mail_of("x", "x\n"), other = mail;
    const char *message = composed(f, &mail);
    assert_contains(message, "\r\nDate: Sun, 07 Jul 2024 12:00:00 +0000\r\n");
    assert_contains(header(f, message, "Message-ID"), ".1720353600@rcn.no>");
    assert_text(composed(f, &mail), message);
    other.salt = 1;
    assert_string_not_equal(header(f, composed(f, &other), "Message-ID"), header(f, message, "Message-ID"));
    other = mail;
    other.text = "y\n";
    assert_string_not_equal(header(f, composed(f, &other), "Message-ID"), header(f, message, "Message-ID"));
}

/* A line break in a header would begin another header. */
static void test_injection_is_refused(void **state)
{
    struct fixture *f = *state;
    static const char *const bad[] = {"x\nBcc: all@a.org",
                                      "x\r\nBcc: all@a.org",
                                      "x\rBcc: all@a.org",
                                      "x\n\nbody",
                                      "tab\there",
                                      "\033[31mred",
                                      "half \xc3",
                                      "\xff",
                                      "\xe2\x80\xaereturn",
                                      "c1 \xc2\x9b",
                                      "\x7f"};
    struct mpt_text message;
    for (size_t i = 0; i < COUNT(bad); i++) {
        const struct mpt_address person = {bad[i], "anna@csiro.au"};
        const struct mpt_attachment file = {bad[i], "x", 1};
        struct mpt_address address;
        struct mpt_mail mails[] = {mail_of(bad[i], "x\n"), mail_of("x", "x\n"), mail_of("x", "x\n"),
                                   mail_of("x", "x\n"), mail_of("x", "x\n")};
        mails[1].from = person;
        mails[2].to = &person;
        mails[3].cc = &person;
        mails[3].cc_count = 1;
        mails[4].attachments = &file;
        mails[4].attachment_count = 1;
        for (size_t j = 0; j < COUNT(mails); j++) {
            assert_refused_about(f, mpt_mail_compose(&mails[j], f->arena, &message, &f->error), MPT_BAD_INPUT,
                                 "cannot be printed", bad[i]);
        }
        const char *typed = mpt_arena_print(f->arena, "%s <anna@csiro.au>", bad[i]);
        assert_refused_about(f, mpt_address_parse(typed, f->arena, &address, &f->error), MPT_BAD_INPUT,
                             "cannot be printed", bad[i]);
        typed = mpt_arena_print(f->arena, "anna@csiro.au%s", bad[i]);
        assert_refused_about(f, mpt_address_parse(typed, f->arena, &address, &f->error), MPT_BAD_INPUT,
                             "cannot be printed", bad[i]);
    }
}

/* --- Bodies ------------------------------------------------------------------------------------------------------- */

static void test_texts_arrive(void **state)
{
    struct fixture *f = *state;
    struct mpt_text long_line = mpt_text_init(f->arena);
    for (int i = 0; i < 5000; i++) {
        mpt_text_add(&long_line, i % 7 ? "ø" : i % 3 ? "." : " ");
    }
    const char *const texts[] = {
        "",
        "\n",
        ".\n",
        "..\n.\n\n.x\n",
        "From here\nFrom there\n>From\n",
        "blank at the end \ntab at the end\t\n \n",
        "= =3D =\n==20\n",
        "no line end",
        "a\rb\r\nc\n",
        "Đà Nẵng — æøå ÆØÅ\n",
        mpt_text_get(&long_line),
        "--=_text_0000000000000000\n--=_mail\nContent-Type: text/plain\n\n--\n-- \n",
        "....................................................................................................\n",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct mpt_mail mail = mail_of("x", texts[i]);
        mail.html = texts[i];
        const char *message = composed(f, &mail);
        check_lines(message);
        assert_text(decode_quoted(f, part(f, message, "text/plain")), texts[i]);
        assert_text(decode_quoted(f, part(f, message, "text/html")), texts[i]);
        assert_null(strstr(message, "\r\nFrom "));
    }
}

static size_t count_of(const char *text, const char *piece)
{
    size_t count = 0;
    for (; (text = strstr(text, piece)); text += strlen(piece)) {
        count++;
    }
    return count;
}

/* A message that holds another one's boundaries, even its own: they are encoded wherever they stand. */
static void test_boundaries_stand_between_parts_only(void **state)
{
    struct fixture *f = *state;
    struct mpt_mail mail = mail_of("x", "x\n");
    const struct mpt_attachment file = {"a.bin", "--=_mail_0\r\n--=_text_0--\r\n", 26};
    mail.attachments = &file;
    mail.attachment_count = 1;
    mail.text = composed(f, &mail);
    mail.html = mail.text;
    const char *message = composed(f, &mail);
    assert_int_equal(count_of(message, "\r\n--=_text_"), 3);
    assert_int_equal(count_of(message, "\r\n--=_mail_"), 3);
    assert_int_equal(count_of(message, "=_"), 8);
}

static void test_files_arrive(void **state)
{
    struct fixture *f = *state;
    char bytes[1000];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)(i * 7);
    }
    for (size_t len = 0; len < sizeof bytes; len = len < 160 ? len + 1 : len + 97) {
        const struct mpt_attachment file = {"b.bin", bytes, len};
        struct mpt_mail mail = mail_of("x", "x\n");
        mail.attachments = &file;
        mail.attachment_count = 1;
        const char *message = composed(f, &mail);
        struct mpt_text decoded = mpt_text_init(f->arena);
        check_lines(message);
        const char *body = len ? part(f, message, "application/octet-stream") : "";
        decode64(&decoded, body, strlen(body));
        assert_int_equal(decoded.len, len);
        assert_memory_equal(mpt_text_get(&decoded), bytes, len);
    }
}

/* RFC 2231: NAME*0*=UTF-8''..., NAME*1*=... put together and the percent signs decoded. */
static const char *decode_file_name(struct fixture *f, const char *message)
{
    const char *value = header(f, message, "Content-Disposition");
    struct mpt_text name = mpt_text_init(f->arena);
    assert_non_null(value);
    const char *plain = strstr(value, "filename=\"");
    if (plain) {
        return mpt_arena_copy_len(f->arena, plain + 10, strcspn(plain + 10, "\""));
    }
    for (int i = 0;; i++) {
        const char *start = mpt_arena_print(f->arena, "filename*%d*=%s", i, i ? "" : "UTF-8''");
        const char *at = strstr(value, start);
        if (!at) {
            return mpt_text_get(&name);
        }
        for (at += strlen(start); *at && *at != ';'; at++) {
            char byte = *at;
            if (*at == '%') {
                byte = (char)strtol(mpt_arena_copy_len(f->arena, at + 1, 2), NULL, 16);
                at += 2;
            }
            mpt_text_add_len(&name, &byte, 1);
        }
    }
}

static void test_file_names_arrive(void **state)
{
    struct fixture *f = *state;
    static const char *const more[] = {"plan.pdf",        "a.docx",  "a.PPTX",        "budget 2024.xlsx", "quote\".txt",
                                       "back\\slash.csv", "100%.md", "semi;colon.md", "it's.md",          "a*b.json"};
    for (size_t i = 0; i < COUNT(hard_texts) + COUNT(more); i++) {
        const char *name = i < COUNT(more) ? more[i] : hard_texts[i - COUNT(more)];
        const struct mpt_attachment file = {name, "x", 1};
        struct mpt_mail mail = mail_of("x", "x\n");
        mail.attachments = &file;
        mail.attachment_count = 1;
        const char *message = composed(f, &mail);
        check_lines(message);
        assert_text(decode_file_name(f, message), name);
    }
}

static void test_files_are_read(void **state)
{
    struct fixture *f = *state;
    struct mpt_attachment file;
    write_whole(path_of(f, "a.txt"), "x\0y", 3);
    assert_ok(f, mpt_attachment_read(path_of(f, "a.txt"), f->arena, &file, &f->error));
    assert_text(file.name, "a.txt");
    assert_int_equal(file.len, 3);
    assert_memory_equal(file.data, "x\0y", 3);
    assert_refused(f, mpt_attachment_read(path_of(f, "b.txt"), f->arena, &file, &f->error), MPT_BAD_INPUT, "b.txt");
    assert_refused(f, mpt_attachment_read(f->folder, f->arena, &file, &f->error), MPT_BAD_INPUT, "no regular file");
    const struct mpt_attachment halves[] = {{"a", "", MPT_ATTACHMENTS_MOST / 2 + 1},
                                            {"b", "", MPT_ATTACHMENTS_MOST / 2}};
    struct mpt_mail mail = mail_of("x", "x\n");
    struct mpt_text message;
    mail.attachments = halves;
    mail.attachment_count = 2;
    assert_refused(f, mpt_mail_compose(&mail, f->arena, &message, &f->error), MPT_BAD_INPUT, "too large");
}

/* --- Addresses and servers ---------------------------------------------------------------------------------------- */

static void test_addresses(void **state)
{
    struct fixture *f = *state;
    static const char *const good[][3] = {
        {"anna@csiro.au", "", "anna@csiro.au"},
        {"  anna@csiro.au ", "", "anna@csiro.au"},
        {"<anna@csiro.au>", "", "anna@csiro.au"},
        {"Bjørn Ås <bjorn@rcn.no>", "Bjørn Ås", "bjorn@rcn.no"},
        {"Nguyễn Văn Đà<da@undp.vn>", "Nguyễn Văn Đà", "da@undp.vn"},
        {"\"Ås, Bjørn\" <bjorn@rcn.no>", "Ås, Bjørn", "bjorn@rcn.no"},
        {"\"J. \\\"Jo\\\" S\" <j@a.org>", "J. \"Jo\" S", "j@a.org"},
        {"o'neil+missions=x@a-b.example.org", "", "o'neil+missions=x@a-b.example.org"},
        {"root@localhost", "", "root@localhost"},
        {"a@xn--b-0ga.no", "", "a@xn--b-0ga.no"},
    };
    static const char *const bad[] = {
        "",
        "anna",
        "anna@",
        "@csiro.au",
        "a@b, c@d",
        "A <a@b>, B <c@d>",
        "a b@c.no",
        "a@b c",
        "Ås, B <a@b.no>",
        "\"Open <a@b.no>",
        "A <a@b.no> x",
        "A <a@b.no",
        "å@b.no",
        "a@bø.no",
        "a..b@c.no",
        ".a@b.no",
        "a.@b.no",
        "a@b..no",
        "a@-b.no",
        "a@b-.no",
        "a@b.no.",
        "<>",
        "A <>",
        "\"a b\"@c.no",
        "a@[1.2.3]",
        "a@b@c.no",
        "<a@b.no>>",
        "<<a@b.no>",
        "a;b@c.no",
        "\"A\" B <a@b.no>",
    };
    struct mpt_address address;
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_ok(f, mpt_address_parse(good[i][0], f->arena, &address, &f->error));
        assert_text(address.name, good[i][1]);
        assert_text(address.mailbox, good[i][2]);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_refused_about(f, mpt_address_parse(bad[i], f->arena, &address, &f->error), MPT_BAD_INPUT,
                             "is no mail address", bad[i]);
    }
    char *text = mpt_arena_alloc(f->arena, 400);
    memset(text, 'a', 300);
    memcpy(text + 65, "@b.no", 6);
    assert_refused(f, mpt_address_parse(text, f->arena, &address, &f->error), MPT_BAD_INPUT, "no mailbox");
}

static void test_servers(void **state)
{
    struct fixture *f = *state;
    static const char *const good[][2] = {
        {"smtp://mail.csiro.au", "smtp://mail.csiro.au:587"},
        {"smtps://mail.csiro.au", "smtps://mail.csiro.au:465"},
        {"smtp://127.0.0.1:25", "smtp://127.0.0.1:25"},
        {"smtps://[::1]:2465", "smtps://[::1]:2465"},
        {"smtp://[::1]", "smtp://[::1]:587"},
    };
    static const char *const bad[] = {"",
                                      "mail.csiro.au",
                                      "http://a.no",
                                      "smtp:a.no",
                                      "smtp://",
                                      "smtp://a.no/",
                                      "smtp://a.no:",
                                      "smtp://:25",
                                      "smtp://a.no:0",
                                      "smtp://a.no:-1",
                                      "smtp://a.no:2x",
                                      "smtp://a.no:65536",
                                      "smtp://a.no?x=1",
                                      "smtp://a no",
                                      "smtp://[1",
                                      "smtp://å.no",
                                      "SMTP://a.no",
                                      "smtp://-a.no",
                                      "smtp://a.no:+25",
                                      "smtp://a.no\r\nX"};
    const char *server;
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_ok(f, mpt_net_mail_server(good[i][0], f->arena, &server, &f->error));
        assert_text(server, good[i][1]);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_refused_about(f, mpt_net_mail_server(bad[i], f->arena, &server, &f->error), MPT_BAD_INPUT,
                             "no mail server", bad[i]);
    }
    assert_refused(f, mpt_net_mail_server("smtp://bjorn:secret@a.no", f->arena, &server, &f->error), MPT_BAD_INPUT,
                   "no user and no password");
    assert_not_contains(f->error.message, "secret");
}

/* --- Frames ------------------------------------------------------------------------------------------------------- */

static bool read_frame(struct fixture *f, const char *text, size_t len, struct net_frame *frame)
{
    write_whole(path_of(f, "frame"), text, len);
    FILE *file = fopen(path_of(f, "frame"), "rb");
    assert_non_null(file);
    bool whole = net_frame_read(frame, fileno(file), NULL, NULL, f->arena);
    fclose(file);
    return whole;
}

static void test_frames(void **state)
{
    struct fixture *f = *state;
    struct net_frame frame = {.body = "a\0b\nbody 3\n", .len = 11}, back;
    net_frame_add(&frame, f->arena, "to", "x y  z ");
    net_frame_add(&frame, f->arena, "to", "");
    FILE *file = fopen(path_of(f, "written"), "wb");
    assert_non_null(file);
    assert_true(net_frame_write(&frame, fileno(file), f->arena));
    fclose(file);
    size_t len;
    const char *text = read_whole(f, path_of(f, "written"), &len);
    assert_true(read_frame(f, text, len, &back));
    assert_int_equal(back.count, 2);
    assert_text(net_frame_get(&back, "to"), "x y  z ");
    assert_text(back.fields[1].value, "");
    assert_null(net_frame_get(&back, "body"));
    assert_int_equal(back.len, 11);
    assert_memory_equal(back.body, frame.body, 11);
    /* Every beginning of it is known for a part; so is what goes on behind the end. */
    for (size_t i = 0; i < len; i++) {
        assert_false(read_frame(f, text, i, &back));
    }
    assert_false(read_frame(f, mpt_arena_print(f->arena, "%s", "mpt-net/2\nbody 1\nxy"), 19, &back));
    assert_false(read_frame(f, "mpt-net/1\nbody 0\n", 17, &back));
    assert_true(read_frame(f, "mpt-net/2\nbody 0\n", 17, &back));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_subjects_arrive), WITH_FOLDER(test_names_arrive),
        WITH_FOLDER(test_dates_and_ids),   WITH_FOLDER(test_injection_is_refused),
        WITH_FOLDER(test_texts_arrive),    WITH_FOLDER(test_boundaries_stand_between_parts_only),
        WITH_FOLDER(test_files_arrive),    WITH_FOLDER(test_file_names_arrive),
        WITH_FOLDER(test_files_are_read),  WITH_FOLDER(test_addresses),
        WITH_FOLDER(test_servers),         WITH_FOLDER(test_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
