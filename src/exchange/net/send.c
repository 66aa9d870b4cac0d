/* Hands a mail to an SMTP server (RFC 5321) with libcurl, and says what went wrong in the server's own words. */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/net/net.h"
#include "mpt/text.h"

/* How far the talk with the server has come. */
enum phase { CONNECTING, GREETING, ENCRYPTING, LOGGING_IN, NAMING_SENDER, NAMING_RECIPIENTS, SENDING, PHASES };

static const char *const doing[PHASES] = {"connecting",           "greeting it",       "beginning encryption",
                                          "logging in",           "naming the sender", "naming the recipients",
                                          "handing the mail over"};

struct talk {
    const struct net_frame *request;
    struct mpt_arena *arena;
    const char *server;
    enum phase phase;
    const char **recipients;
    size_t recipient_count, answered, refused_count;
    struct mpt_text refused; /* a line for each recipient refused */
    int code;                /* of the server's last reply */
    struct mpt_text reply;   /* its text, lines joined */
    bool reply_ended;
    const char *refusal; /* the first reply that was one, but to a recipient; NULL: none */
    size_t handed_over;  /* of the message, bytes */
    char reason[CURL_ERROR_SIZE];
};

/* --- What curl tells on the way ----------------------------------------------------------------------------------- */

/* A command on its way to the server. Only its verb is looked at: what follows AUTH is the password. */
static int on_command(CURL *curl, curl_infotype type, char *data, size_t len, void *context)
{
    static const struct {
        const char *verb;
        enum phase phase;
    } verbs[] = {{"EHLO ", GREETING},   {"HELO ", GREETING},           {"STARTTLS\r", ENCRYPTING},
                 {"AUTH ", LOGGING_IN}, {"MAIL FROM:", NAMING_SENDER}, {"RCPT TO:", NAMING_RECIPIENTS},
                 {"DATA\r", SENDING}};
    struct talk *talk = context;
    (void)curl;
    for (size_t i = 0; type == CURLINFO_HEADER_OUT && i < sizeof verbs / sizeof *verbs; i++) {
        size_t verb_len = strlen(verbs[i].verb);
        if (len >= verb_len && memcmp(data, verbs[i].verb, verb_len) == 0) {
            talk->phase = verbs[i].phase;
        }
    }
    return 0;
}

/* One recipient was answered. Once all are, and one was refused, the talk ends here: nothing goes to the others. */
static bool note_recipient(struct talk *talk)
{
    const char *recipient = talk->answered < talk->recipient_count ? talk->recipients[talk->answered] : "";
    talk->answered++;
    if (talk->code >= 400) {
        talk->refused_count++;
        mpt_text_print(&talk->refused, "\n  %s: %d %s", recipient, talk->code, mpt_text_get(&talk->reply));
    }
    return talk->answered < talk->recipient_count || !talk->refused_count;
}

/* One line of a reply: "250-SIZE 1000" with more to come, "250 Ok" as the last (RFC 5321, 4.2.1). */
static size_t on_reply(char *data, size_t size, size_t count, void *context)
{
    enum { LONGEST = 500 };
    struct talk *talk = context;
    size_t len = size * count, text = len > 4 ? 4 : len;
    if (talk->reply_ended) {
        talk->reply = mpt_text_init(talk->arena);
    }
    const char *line = mpt_arena_copy_len(talk->arena, data, len);
    if (talk->reply.len < LONGEST) {
        mpt_text_print(&talk->reply, "%s%.*s", talk->reply.len ? " " : "", (int)strcspn(line + text, "\r\n"),
                       line + text);
    }
    talk->code = (int)strtol(line, NULL, 10);
    talk->reply_ended = len < 4 || line[3] != '-';
    if (talk->reply_ended && talk->phase == NAMING_RECIPIENTS) {
        return note_recipient(talk) ? len : 0;
    }
    if (talk->reply_ended && talk->code >= 400 && !talk->refusal) { /* curl goes on to QUIT, and is answered there */
        talk->refusal = mpt_arena_print(talk->arena, "%d %s", talk->code, mpt_text_get(&talk->reply));
    }
    return len;
}

static size_t on_message(char *buffer, size_t size, size_t count, void *context)
{
    struct talk *talk = context;
    size_t left = talk->request->len - talk->handed_over, room = size * count;
    size_t len = left < room ? left : room;
    memcpy(buffer, talk->request->body + talk->handed_over, len);
    talk->handed_over += len;
    return len;
}

/* --- How it ended ------------------------------------------------------------------------------------------------- */

/* When all was handed over and no answer came, the server may have taken it (RFC 5321, 4.5.3.2.6). */
static const char *outcome(const struct talk *talk)
{
    return talk->phase == SENDING && talk->handed_over == talk->request->len
               ? "all of it was handed over; whether it was taken is not known"
               : "nothing was sent";
}

static enum mpt_status lost(const struct talk *talk, CURLcode code, struct mpt_error *error)
{
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return mpt_fail(error, MPT_NETWORK, "%s was silent for too long while %s (mail.timeout is %s seconds); %s",
                        talk->server, doing[talk->phase], net_frame_get(talk->request, "timeout"), outcome(talk));
    }
    if (talk->refusal) {
        return mpt_fail(error, MPT_NETWORK, "%s refused while %s: %s; nothing was sent", talk->server,
                        doing[talk->phase], talk->refusal);
    }
    return mpt_fail(error, MPT_NETWORK, "the connection to %s was lost while %s (%s); %s", talk->server,
                    doing[talk->phase], talk->reason, outcome(talk));
}

static enum mpt_status say_failure(const struct talk *talk, CURLcode code, struct mpt_error *error)
{
    const char *server = talk->server, *user = net_frame_get(talk->request, "user");
    if (talk->refused_count) {
        return mpt_fail(error, MPT_NETWORK, "%s refused %zu of %zu recipients; nothing was sent:%s", server,
                        talk->refused_count, talk->recipient_count, mpt_text_get(&talk->refused));
    }
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return mpt_fail(error, MPT_NETWORK, "%s: there is no host of that name; nothing was sent", server);
    case CURLE_COULDNT_CONNECT:
        return mpt_fail(error, MPT_NETWORK, "%s cannot be reached (%s); nothing was sent", server, talk->reason);
    case CURLE_USE_SSL_FAILED:
        return mpt_fail(error, MPT_NETWORK,
                        "%s offers no encryption, so nothing was sent; --insecure-plain sends without, and without "
                        "logging in",
                        server);
    case CURLE_PEER_FAILED_VERIFICATION:
        return mpt_fail(
            error, MPT_NETWORK,
            "the certificate of %s is not to be trusted (%s); nothing was sent. An agency's own authority is "
            "named in mail.ca-file",
            server, talk->reason);
    case CURLE_SSL_CACERT_BADFILE:
        return mpt_fail(error, MPT_NETWORK,
                        "certificates to trust cannot be read (%s); nothing was sent. They come with the package "
                        "ca-certificates, or from mail.ca-file",
                        talk->reason);
    case CURLE_SSL_CONNECT_ERROR:
        return mpt_fail(error, MPT_NETWORK, "no encryption could be agreed on with %s (%s); nothing was sent", server,
                        talk->reason);
    case CURLE_LOGIN_DENIED:
        return mpt_fail(error, MPT_NETWORK, "%s does not let %s log in: %s; nothing was sent", server,
                        user ? user : "us", talk->refusal ? talk->refusal : talk->reason);
    default:
        return lost(talk, code, error);
    }
}

/* --- The talk ----------------------------------------------------------------------------------------------------- */

/* Who is on the other side, and how we make sure of it. */
static void set_connection(CURL *curl, const struct talk *talk)
{
    const struct net_frame *request = talk->request;
    const char *ca_file = net_frame_get(request, "ca-file"), *timeout = net_frame_get(request, "timeout");
    long seconds = timeout ? strtol(timeout, NULL, 10) : 0;
    curl_easy_setopt(curl, CURLOPT_URL, talk->server);
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
#else
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_SMTP | CURLPROTO_SMTPS));
#endif
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* mail goes straight to its server */
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(net_frame_get(request, "plain") ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (ca_file) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
        curl_easy_setopt(curl, CURLOPT_CAPATH, NULL); /* else the system's would be trusted beside it */
    }
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, seconds);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, seconds);
}

static void set_mail(CURL *curl, const struct talk *talk, const struct curl_slist *recipients)
{
    const struct net_frame *request = talk->request;
    const char *user = net_frame_get(request, "user");
    if (user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, net_frame_get(request, "password"));
        /* What a password is for; curl would rather try Kerberos where a server offers it, and fail without a ticket.
         */
        curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN;AUTH=CRAM-MD5");
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, net_frame_get(request, "from"));
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L); /* ask about all of them; on_reply() ends the talk */
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)request->len);
}

static void set_listeners(CURL *curl, struct talk *talk)
{
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, talk->reason);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); /* to on_command() only, never to stderr */
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, on_command);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, talk);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_reply);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, talk);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_message);
    curl_easy_setopt(curl, CURLOPT_READDATA, talk);
}

static enum mpt_status check(const struct talk *talk, struct mpt_error *error)
{
    const struct net_frame *request = talk->request;
    bool tls = talk->server && strncmp(talk->server, "smtps://", 8) == 0;
    if (!talk->server || !net_frame_get(request, "from") || !talk->recipient_count || !request->len ||
        (net_frame_get(request, "user") && !net_frame_get(request, "password"))) {
        return mpt_fail(error, MPT_BAD_INPUT, "the request to mpt-net is not whole");
    }
    if (net_frame_get(request, "user") && net_frame_get(request, "plain") && !tls) {
        return mpt_fail(error, MPT_BAD_INPUT, "no password goes over a connection that may be without encryption");
    }
    return MPT_OK;
}

enum mpt_status net_send(const struct net_frame *request, struct net_frame *answer, struct mpt_arena *arena,
                         struct mpt_error *error)
{
    (void)answer; /* that it went is all there is to say */
    struct talk talk = {.request = request, .arena = arena, .server = net_frame_get(request, "server")};
    struct curl_slist *recipients = NULL;
    talk.reply = talk.refused = mpt_text_init(arena);
    talk.recipients = mpt_arena_array(arena, request->count, sizeof *talk.recipients);
    for (size_t i = 0; i < request->count; i++) {
        if (strcmp(request->fields[i].name, "to") == 0) {
            talk.recipients[talk.recipient_count++] = request->fields[i].value;
            recipients = curl_slist_append(recipients, request->fields[i].value);
        }
    }
    enum mpt_status status = check(&talk, error);
    CURL *curl = status || curl_global_init(CURL_GLOBAL_DEFAULT) ? NULL : curl_easy_init();
    if (curl) {
        set_connection(curl, &talk);
        set_mail(curl, &talk, recipients);
        set_listeners(curl, &talk);
        CURLcode code = curl_easy_perform(curl);
        if (code && !*talk.reason) {
            strncat(talk.reason, curl_easy_strerror(code), sizeof talk.reason - 1);
        }
        status = code ? say_failure(&talk, code, error) : MPT_OK;
        curl_easy_cleanup(curl);
    } else if (!status) {
        status = mpt_fail(error, MPT_NETWORK, "libcurl cannot be used");
    }
    curl_slist_free_all(recipients);
    curl_global_cleanup();
    return status;
}
