/* Starts mpt-net, hands it what is to be done, and takes its answer. */
#include "mpt/net.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/helper.h"
#include "exchange/net_protocol.h"
#include "mpt/text.h"

/* --- The helper --------------------------------------------------------------------------------------------------- */

static const struct helper_program mpt_net = {"mpt-net", "the work on the network", MPT_NETWORK};

/* One request and its answer. That a request could not be written shows in the answer: none, or one that says why. */
static enum mpt_status ask(const char *verb, const struct net_frame *request, net_note *note, void *context,
                           struct net_frame *answer, struct mpt_arena *arena, struct mpt_error *error)
{
    struct helper helper;
    const char *words[] = {verb, NULL};
    *answer = (struct net_frame){.body = ""};
    enum mpt_status status = helper_start(&mpt_net, words, NULL, &helper, arena, error);
    if (status) {
        return status;
    }
    net_frame_write(request, helper.request, arena);
    helper_end_request(&helper);
    bool answered = net_frame_read(answer, helper.answer, note, context, arena);
    helper_wait(&helper);
    const char *code = answered ? net_frame_get(answer, "status") : NULL;
    if (!code || strlen(code) != 1 || !strchr("0345", *code)) {
        return mpt_fail(error, MPT_NETWORK,
                        "%s broke off without an answer, or is not of this version of mpt; whether it did what it was "
                        "to do is not known",
                        helper.path);
    }
    return *code == '0' ? MPT_OK : mpt_fail(error, (enum mpt_status)(*code - '0'), "%s", answer->body);
}

/* --- Mail --------------------------------------------------------------------------------------------------------- */

/* Letters, digits, '-' and '.'; in brackets what IPv6 takes. */
static size_t host_len(const char *text)
{
    bool six = *text == '[';
    size_t len = strspn(text + six, six ? "0123456789abcdefABCDEF:."
                                        : "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");
    return !len || *text == '-' || (six && text[1 + len] != ']') ? 0 : six ? len + 2 : len;
}

enum mpt_status mpt_net_mail_server(const char *text, struct mpt_arena *arena, const char **server,
                                    struct mpt_error *error)
{
    bool tls = strncmp(text, "smtps://", 8) == 0;
    const char *host = tls ? text + 8 : strncmp(text, "smtp://", 7) == 0 ? text + 7 : NULL;
    size_t len = host ? host_len(host) : 0;
    const char *port = host ? host + len : "";
    char *end = (char *)port;
    long number = tls ? 465 : 587;
    if (*port == ':' && port[1] >= '0' && port[1] <= '9') {
        number = strtol(port + 1, &end, 10);
    }
    if (strchr(text, '@')) { /* not to be shown again */
        return mpt_fail(error, MPT_BAD_INPUT,
                        "a mail server's address holds no user and no password; those are mail.user and "
                        "mail.password-file or MPT_MAIL_PASSWORD");
    }
    if (!len || *end || number < 1 || number > 65535) {
        return mpt_fail(
            error, MPT_BAD_INPUT,
            "'%s' is no mail server; it takes the form smtp://HOST:587 (STARTTLS) or smtps://HOST:465 (TLS)", text);
    }
    *server = mpt_arena_print(arena, "%s%.*s:%ld", tls ? "smtps://" : "smtp://", (int)len, host, number);
    return MPT_OK;
}

enum mpt_status mpt_net_send(const struct mpt_net_mail *mail, struct mpt_arena *arena, struct mpt_error *error)
{
    struct net_frame request = {.body = mail->message, .len = mail->len}, answer;
    assert(!mail->user || mail->password);
    if (mail->user && (strchr(mail->user, '\n') || strchr(mail->password, '\n'))) {
        return mpt_fail(error, MPT_BAD_INPUT, "a user or password with a line break in it cannot be right");
    }
    net_frame_add(&request, arena, "server", mail->server);
    net_frame_add(&request, arena, "from", mail->from);
    for (size_t i = 0; i < mail->to_count; i++) {
        net_frame_add(&request, arena, "to", mail->to[i]);
    }
    if (mail->user) {
        net_frame_add(&request, arena, "user", mail->user);
        net_frame_add(&request, arena, "password", mail->password);
    }
    if (mail->ca_file) {
        net_frame_add(&request, arena, "ca-file", mail->ca_file);
    }
    net_frame_add(&request, arena, "timeout", mpt_arena_print(arena, "%ld", mail->timeout_s));
    if (mail->plain) {
        net_frame_add(&request, arena, "plain", "yes");
    }
    return ask("send", &request, NULL, NULL, &answer, arena, error);
}

/* --- Fetching ----------------------------------------------------------------------------------------------------- */

static void add_text(struct net_frame *frame, struct mpt_arena *arena, const char *name, const char *value)
{
    if (value) {
        net_frame_add(frame, arena, name, value);
    }
}

static void add_number(struct net_frame *frame, struct mpt_arena *arena, const char *name, uint64_t value)
{
    net_frame_add(frame, arena, name, mpt_arena_print(arena, "%" PRIu64, value));
}

static void take_note(void *context, const char *name, const char *value)
{
    const struct mpt_net_request *request = context;
    char *end = NULL;
    if (strcmp(name, "validator") == 0) {
        request->began(request->listener, *value ? value : NULL);
    } else if (strcmp(name, "progress") == 0 && request->progress) {
        uint64_t done = strtoull(value, &end, 10);
        request->progress(request->listener, done, strtoull(end, NULL, 10));
    }
}

enum mpt_status mpt_net_fetch(const struct mpt_net_request *request, struct mpt_arena *arena,
                              struct mpt_net_answer *answer, struct mpt_error *error)
{
    struct net_frame frame = {.body = request->body ? request->body : "", .len = request->body_len}, got;
    add_text(&frame, arena, "url", request->url);
    add_text(&frame, arena, "agent", request->agent);
    for (size_t i = 0; i < request->header_count; i++) {
        add_text(&frame, arena, "header", request->headers[i]);
    }
    add_text(&frame, arena, "part", request->part);
    add_number(&frame, arena, "from", request->from);
    add_text(&frame, arena, "validator", request->validator);
    add_text(&frame, arena, "etag", request->etag);
    add_text(&frame, arena, "modified", request->modified);
    add_text(&frame, arena, "ca-file", request->ca_file);
    add_number(&frame, arena, "largest", request->largest);
    add_number(&frame, arena, "silent", (uint64_t)request->silent_s);
    add_number(&frame, arena, "connect", (uint64_t)request->connect_s);
    enum mpt_status status = ask("fetch", &frame, take_note, (void *)request, &got, arena, error);
    const char *code = net_frame_get(&got, "code");
    *answer = (struct mpt_net_answer){.code = code ? (int)strtol(code, NULL, 10) : 0,
                                      .url = net_frame_get(&got, "url"),
                                      .type = net_frame_get(&got, "type"),
                                      .etag = net_frame_get(&got, "etag"),
                                      .modified = net_frame_get(&got, "modified"),
                                      .retry_after = net_frame_get(&got, "retry-after"),
                                      .link = net_frame_get(&got, "link"),
                                      .again = net_frame_get(&got, "again"),
                                      .restart = net_frame_get(&got, "restart")};
    return status;
}
