/* What mpt and its helper mpt-net say to each other. The network's library is large and slow to load, so that mpt
 * itself is not linked with it; it starts `mpt-net VERB` when something is to go over the network, writes one request
 * to its standard input, closes it, and reads one answer from its standard output. Nothing of a request is ever on a
 * command line or in the environment, where others could see it.
 *
 * Requests and answers are frames:
 *
 *   mpt-net/1        the version of what stands here
 *   NAME VALUE       fields, a line each: names of a-z and '-', values without line feeds; some come several times
 *   body LEN         ends the fields
 *   LEN bytes        and nothing behind them
 *
 * An answer has the field
 *   status N         enum mpt_status: 0 done, 3 the request cannot be right, 5 the network or the server refused
 * and, when N is not 0, the message for the person as its body. A frame that ends too soon means that mpt-net broke
 * off.
 *
 * mpt-net send: hands a mail to a server. Nothing is handed over when one recipient is refused.
 *   server URL       smtp://HOST:PORT (encryption after STARTTLS) or smtps://HOST:PORT (encryption from the start)
 *   from MAILBOX     as in struct mpt_address
 *   to MAILBOX       one or more, each once
 *   user NAME        to log in as; left out: nobody logs in
 *   password TEXT    with user
 *   ca-file PATH     certificates to trust instead of the system's; left out: the system's
 *   timeout SECONDS  how long the server may be silent
 *   plain yes        a server without encryption will do, too; never together with user at smtp://
 *   body             the message, lines ended with CRLF */
#ifndef MPT_NET_PROTOCOL_H
#define MPT_NET_PROTOCOL_H

#include <stdbool.h>

#include "mpt/arena.h"

struct net_field {
    const char *name, *value;
};

struct net_frame {
    struct net_field *fields;
    size_t count, capacity;
    const char *body; /* NUL behind the last byte when it was read */
    size_t len;
};

/* Adds a field; the value must have no line feed and is not copied. */
void net_frame_add(struct net_frame *frame, struct mpt_arena *arena, const char *name, const char *value);

/* The first value of that name; NULL when there is none. */
const char *net_frame_get(const struct net_frame *frame, const char *name);

/* Writes the whole frame; false with errno when it cannot. */
bool net_frame_write(const struct net_frame *frame, int file, struct mpt_arena *arena);

/* Reads to the end of the stream; texts live in `arena`. False when what comes is no whole frame of this version. */
bool net_frame_read(struct net_frame *frame, int file, struct mpt_arena *arena);

#endif
