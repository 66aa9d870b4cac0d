/* One request over HTTP under way: what fetch.c does, and what fetch_failure.c says of it. */
#ifndef MPT_NET_VISIT_H
#define MPT_NET_VISIT_H

#include <curl/curl.h>
#include <stdint.h>
#include <stdlib.h>

#include "exchange/net/net.h"

enum {
    MOST_REDIRECTS = 5,
    LARGEST_HEADERS = 64 * 1024, /* bytes of one answer's headers */
    MOST_UNPACKED = 250,         /* times its size that an answer may unpack to; large tables reach 50 */
};

/* Why we broke a transfer off ourselves. */
enum trouble { NONE, TOO_LARGE, BOMB, LONG_HEADERS, SILENT, DISK, MISFIT, ALONE };

/* What is read of an answer's headers. */
enum header { ETAG, MODIFIED, TYPE, RETRY_AFTER, LINK, ENCODING, RANGE, DATE, HEADERS };

struct visit {
    const struct net_frame *request;
    struct mpt_arena *arena;
    CURL *curl;
    const char *visited[MOST_REDIRECTS + 1]; /* the last one is where we are */
    size_t redirects;
    uint64_t from, largest, written; /* bytes; `written` counts all that is in the file */
    int file;                        /* -1: nothing of the body was taken yet */
    long code;
    const char *headers[HEADERS];
    size_t header_len, remark_len;
    enum trouble trouble;
    int problem; /* errno, with DISK */
    int64_t last_note_ms;
    curl_off_t heard; /* bytes that had come or gone ... */
    int64_t heard_ms; /* ... when that changed last */
    char reason[CURL_ERROR_SIZE];
};

/* Where we are, after redirects. */
static inline const char *visit_here(const struct visit *visit)
{
    return visit->visited[visit->redirects];
}

/* A number of the request; 0: not there. */
static inline uint64_t visit_number_of(const struct visit *visit, const char *name)
{
    const char *text = net_frame_get(visit->request, name);
    return text ? strtoull(text, NULL, 10) : 0;
}

/* What we broke off ourselves, and what curl did; both go on from there into `answer`: "again", "restart". */
enum mpt_status visit_say_trouble(const struct visit *visit, struct net_frame *answer, struct mpt_error *error);
enum mpt_status visit_say_failure(const struct visit *visit, CURLcode code, struct net_frame *answer,
                                  struct mpt_error *error);

#endif
