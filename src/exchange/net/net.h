/* What the files of mpt-net share: its verbs. */
#ifndef MPT_NET_NET_H
#define MPT_NET_NET_H

#include "exchange/net_protocol.h"
#include "mpt/status.h"

/* Each does what src/exchange/net_protocol.h says of it, and adds its fields to the answer. Errors: MPT_BAD_INPUT,
 * MPT_DATABASE, MPT_NETWORK, the message complete. */
enum mpt_status net_send(const struct net_frame *request, struct net_frame *answer, struct mpt_arena *arena,
                         struct mpt_error *error);
enum mpt_status net_fetch(const struct net_frame *request, struct net_frame *answer, struct mpt_arena *arena,
                          struct mpt_error *error);

#endif
