/* What mpt and its helper mpt-net say to each other. The network's library is large and slow to load, so that mpt
 * itself is not linked with it; it starts `mpt-net VERB` when something is to go over the network, writes one request
 * to its standard input, closes it, and reads one answer from its standard output. Nothing of a request is ever on a
 * command line or in the environment, where others could see it.
 *
 * Requests and answers are frames:
 *
 *   mpt-net/2        the version of what stands here
 *   NAME VALUE       fields, a line each: names of a-z and '-', values without line feeds; some come several times
 *   body LEN         ends the fields
 *   LEN bytes        and nothing behind them
 *
 * An answer has the field
 *   status N         enum mpt_status: 0 done, 3 the request cannot be right, 4 a file cannot be written, 5 the network
 * or the server refused and, when N is not 0, the message for the person as its body. A frame that ends too soon means
 * that mpt-net broke off. In front of an answer may come notes on how far it is, a line each: note NAME VALUE That
 * nobody reads them any more ends mpt-net, so that it never outlives the mpt that started it.
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
 *   body             the message, lines ended with CRLF
 *
 * mpt-net fetch: makes one request over HTTP, follows redirects, and writes the body of an answer 200 or 206 to a file.
 *   url URL          http:// or https://, without user and password
 *   agent TEXT       User-Agent
 *   header LINE      further headers, "Accept: text/csv"
 *   part PATH        the file; what is written stays there when it breaks off
 *   from N           so many bytes of it are kept, and the rest is asked for (Range)
 *   validator TEXT   ... if it is still the same (If-Range)
 *   etag TEXT        and
 *   modified TEXT    of the copy there is (If-None-Match, If-Modified-Since)
 *   ca-file PATH     as above
 *   largest BYTES    that are written at most
 *   silent SECONDS   without a byte, at most
 *   connect SECONDS  for the connection, at most
 *   body             is sent with POST; empty: GET
 * Notes:
 *   validator TEXT   what the file is now a part of: to be given with `from` later; empty where it cannot go on
 *   progress N M     bytes in the file, of how many (0: not known)
 * Answer, those of the last redirect; fields that the server did not send are left out:
 *   code N           of HTTP, with status 0, whatever it is
 *   url, type, etag, modified, retry-after, link
 *   again yes        with status 5: it may go well another time
 *   restart yes      with status 5: it does not go on where it broke off; the file is to be dropped first */
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

/* Called with each note, while the other side is at work. */
typedef void net_note(void *context, const char *name, const char *value);

/* Reads to the end of the stream; texts live in `arena`. `note` (NULL: nobody listens) gets what comes in front. False
 * when what comes is no whole frame of this version. */
bool net_frame_read(struct net_frame *frame, int file, net_note *note, void *context, struct mpt_arena *arena);

#endif
