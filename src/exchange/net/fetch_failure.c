/* Says why a request over HTTP failed, in words for whoever waits for it, and whether it may go well another time. */
#include <inttypes.h>
#include <string.h>

#include "exchange/net/visit.h"

enum mpt_status visit_say_trouble(const struct visit *visit, struct net_frame *answer, struct mpt_error *error)
{
    const char *url = visit_here(visit);
    switch (visit->trouble) {
    case TOO_LARGE:
        return mpt_fail(error, MPT_NETWORK, "%s is larger than %" PRIu64 " bytes; --largest allows more", url,
                        visit->largest);
    case BOMB:
        return mpt_fail(error, MPT_NETWORK,
                        "%s unpacks to more than %d times its size, which no honest file does; broken off", url,
                        MOST_UNPACKED);
    case LONG_HEADERS:
        return mpt_fail(error, MPT_NETWORK, "%s answers with more than %d bytes of headers; broken off", url,
                        LARGEST_HEADERS);
    case SILENT:
        net_frame_add(answer, visit->arena, "again", "yes");
        return mpt_fail(error, MPT_NETWORK, "%s sent nothing for %" PRIu64 " seconds", url,
                        visit_number_of(visit, "silent"));
    case DISK:
        return mpt_fail(error, MPT_DATABASE, "%s cannot be written: %s", net_frame_get(visit->request, "part"),
                        strerror(visit->problem));
    case MISFIT:
        net_frame_add(answer, visit->arena, "restart", "yes");
        return mpt_fail(error, MPT_NETWORK, "%s sends another part than the one that was asked for", url);
    default:
        return mpt_fail(error, MPT_NETWORK, "mpt is gone");
    }
}

/* What can go well another time: the line broke. */
static bool is_passing(CURLcode code)
{
    static const CURLcode passing[] = {CURLE_OPERATION_TIMEDOUT, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR,
                                       CURLE_SEND_ERROR,         CURLE_GOT_NOTHING,  CURLE_HTTP2,
                                       CURLE_HTTP2_STREAM};
    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++) {
        if (code == passing[i]) {
            return true;
        }
    }
    return false;
}

enum mpt_status visit_say_failure(const struct visit *visit, CURLcode code, struct net_frame *answer,
                                  struct mpt_error *error)
{
    const char *url = visit_here(visit), *reason = *visit->reason ? visit->reason : curl_easy_strerror(code);
    if (visit->trouble) {
        return visit_say_trouble(visit, answer, error);
    }
    if (is_passing(code)) {
        net_frame_add(answer, visit->arena, "again", "yes");
    }
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return mpt_fail(error, MPT_NETWORK, "%s cannot be reached within %" PRIu64 " seconds", url,
                        visit_number_of(visit, "connect"));
    case CURLE_COULDNT_RESOLVE_HOST:
        return mpt_fail(error, MPT_NETWORK, "%s: there is no host of that name, or no way to ask; check the address",
                        url);
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
        return mpt_fail(error, MPT_NETWORK, "%s: the proxy that the environment names cannot be used (%s)", url,
                        reason);
    case CURLE_COULDNT_CONNECT:
        return mpt_fail(error, MPT_NETWORK, "%s cannot be reached (%s)", url, reason);
    case CURLE_PEER_FAILED_VERIFICATION:
        return mpt_fail(error, MPT_NETWORK,
                        "%s: the server's certificate is not to be trusted (%s), so nothing was fetched. An agency's "
                        "own authority is named in fetch.ca-file",
                        url, reason);
    case CURLE_SSL_CACERT_BADFILE:
        return mpt_fail(error, MPT_NETWORK,
                        "%s: certificates to trust cannot be read (%s). They come with the package ca-certificates, "
                        "or from fetch.ca-file",
                        url, reason);
    case CURLE_SSL_CONNECT_ERROR:
        return mpt_fail(error, MPT_NETWORK, "%s: no encryption could be agreed on (%s)", url, reason);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        return mpt_fail(error, MPT_NETWORK, "%s: what answers there does not speak HTTP (%s)", url, reason);
    case CURLE_FILESIZE_EXCEEDED:
        return mpt_fail(error, MPT_NETWORK, "%s is larger than %" PRIu64 " bytes; --largest allows more", url,
                        visit->largest);
    case CURLE_BAD_CONTENT_ENCODING:
        return mpt_fail(error, MPT_NETWORK, "%s is not packed as it says (%s)", url, reason);
    case CURLE_OUT_OF_MEMORY: /* what older versions of curl say of a header without end */
#if LIBCURL_VERSION_NUM >= 0x080600
    case CURLE_TOO_LARGE:
#endif
        return mpt_fail(error, MPT_NETWORK, "%s answers with a header that is too long; broken off", url);
    default:
        return mpt_fail(error, MPT_NETWORK, "%s: the transfer broke off (%s)", url, reason);
    }
}
