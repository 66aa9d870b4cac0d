/* Starts mpt-net, hands it what is to be done, and takes its answer. */
#include "mpt/net.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/helper.h"
#include "exchange/net_protocol.h"
#include "mpt/text.h"

/* --- The helper --------------------------------------------------------------------------------------------------- */

static const struct helper_program mpt_net = {"mpt-net", "the sending", MPT_NETWORK};

/* One request and its answer. That a request could not be written shows in the answer: none, or one that says why. */
static enum mpt_status ask(const char *verb, const struct net_frame *request, struct mpt_arena *arena,
                           struct mpt_error *error)
{
    struct helper helper;
    struct net_frame answer;
    const char *words[] = {verb, NULL};
    enum mpt_status status = helper_start(&mpt_net, words, NULL, &helper, arena, error);
    if (status) {
        return status;
    }
    net_frame_write(request, helper.request, arena);
    helper_end_request(&helper);
    bool answered = net_frame_read(&answer, helper.answer, arena);
    helper_wait(&helper);
    const char *code = answered ? net_frame_get(&answer, "status") : NULL;
    if (!code || strlen(code) != 1 || !strchr("035", *code)) {
        return mpt_fail(
            error, MPT_NETWORK,
            "%s broke off without an answer, or is not of this version of mpt; whether anything was sent is "
            "not known",
            helper.path);
    }
    return *code == '0' ? MPT_OK : mpt_fail(error, (enum mpt_status)(*code - '0'), "%s", answer.body);
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
    struct net_frame request = {.body = mail->message, .len = mail->len};
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
    return ask("send", &request, arena, error);
}
