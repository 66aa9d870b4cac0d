/* What goes over the network. mpt's helper program mpt-net does it; it is looked for beside mpt itself, where the build
 * puts it, and then in ../libexec/mpt/ from there, where an installation has it. No variable of the environment leads
 * elsewhere: what is started here is handed passwords. */
#ifndef MPT_NET_H
#define MPT_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mpt/arena.h"
#include "mpt/status.h"

/* Checks a mail server's address and completes it, in `arena`: smtp://HOST[:PORT] or smtps://HOST[:PORT], where HOST is
 * a name, an IPv4 address or an IPv6 address in brackets; without a port 587 and 465 (RFC 8314, 3.3). Errors:
 * MPT_BAD_INPUT. */
enum mpt_status mpt_net_mail_server(const char *text, struct mpt_arena *arena, const char **server,
                                    struct mpt_error *error);

struct mpt_net_mail {
    const char *server;    /* as mpt_net_mail_server gives it */
    const char *user;      /* to log in as; NULL: nobody logs in */
    const char *password;  /* of that user */
    const char *ca_file;   /* certificates to trust instead of the system's; NULL: the system's */
    long timeout_s;        /* how long the server may be silent */
    bool plain;            /* a server without encryption will do; then nobody logs in at smtp:// */
    const char *from;      /* mailboxes, as in struct mpt_address */
    const char *const *to; /* every recipient once */
    size_t to_count;
    const char *message; /* as mpt_mail_compose makes it */
    size_t len;
};

/* Hands the message to the server, to all recipients or to none. Errors: MPT_NETWORK saying who refused what, and
 * whether the message may have been sent all the same; MPT_BAD_INPUT when a user or password cannot be right. */
enum mpt_status mpt_net_send(const struct mpt_net_mail *mail, struct mpt_arena *arena, struct mpt_error *error);

/* One request over HTTP; mpt_fetch (mpt/fetch.h) makes whole fetches of them. No text may have a line feed. */
struct mpt_net_request {
    const char *url;            /* http:// or https://, without user and password */
    const char *agent;          /* who asks */
    const char *const *headers; /* "Accept: text/csv" */
    size_t header_count;
    const char *body; /* is sent with POST; NULL: GET */
    size_t body_len;
    const char *part;      /* the file that gets the answer's body; a part of one stays when it breaks off */
    uint64_t from;         /* so many bytes of it are kept and only the rest is asked for ... */
    const char *validator; /* ... if it is still the same by this */
    const char *etag;      /* of the copy there is; NULL: not known, or it is asked for anew */
    const char *modified;
    const char *ca_file; /* certificates to trust instead of the system's; NULL: the system's */
    uint64_t largest;    /* bytes, after unpacking */
    long silent_s;       /* most seconds without a byte */
    long connect_s;      /* most seconds for the connection */
    void *listener;
    /* The file is a part of what `validator` names from now on; NULL: it cannot be gone on with. */
    void (*began)(void *listener, const char *validator);
    void (*progress)(void *listener, uint64_t done, uint64_t total); /* total 0: not known; may be NULL */
};

/* What the server said; texts are NULL where it said nothing. */
struct mpt_net_answer {
    int code;        /* of HTTP: 200, 206, 304, 404 ...; 0 when it failed before */
    const char *url; /* after redirects */
    const char *type, *etag, *modified, *retry_after, *link;
    bool again;   /* when it failed: it may go well another time */
    bool restart; /* when it failed: what is in the file is of no use */
};

/* Makes the request, follows at most 5 redirects and writes the body of an answer 200 or 206 to the file. Whatever code
 * an answer has, having it is MPT_OK. Errors: MPT_NETWORK saying what went wrong where, MPT_DATABASE when the file
 * cannot be written. */
enum mpt_status mpt_net_fetch(const struct mpt_net_request *request, struct mpt_arena *arena,
                              struct mpt_net_answer *answer, struct mpt_error *error);

#endif
