/* What goes over the network. mpt's helper program mpt-net does it; it is looked for beside mpt itself, where the build
 * puts it, and then in ../libexec/mpt/ from there, where an installation has it. No variable of the environment leads
 * elsewhere: what is started here is handed passwords. */
#ifndef MPT_NET_H
#define MPT_NET_H

#include <stdbool.h>
#include <stddef.h>

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

#endif
