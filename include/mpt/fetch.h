/* Fetching: what an address on the web gives, as files in a cache.
 *
 * A fetch is one request, or one a page. Each is kept in the cache folder under a digest of what was asked:
 *
 *   DIGEST.body         what came, whole, unpacked; never a part of it
 *   DIGEST.facts        where from, when, by what the server knows it again, its length and digest
 *   DIGEST.body.part    what came of a body until it broke off; the next fetch goes on from there where the server lets
 * it DIGEST.part-facts   by what the server knows that it is still the same lock                held by the mpt that
 * fetches
 *
 * What is there already is asked for with If-None-Match and If-Modified-Since. Only a body that came without
 * Content-Encoding, with a strong validator (RFC 9110, 13.1.5), can be gone on with; another one starts over.
 *
 * A try that may go well another time (429, 500, 502, 503, 504, a line that breaks, silence) is made at most 5 times,
 * after 1, 2, 4 and 8 seconds, give or take a quarter, or after what Retry-After asks for, at most 120 seconds.
 * Redirects, certificates and sizes: mpt/net.h. */
#ifndef MPT_FETCH_H
#define MPT_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mpt/arena.h"
#include "mpt/status.h"

/* --- Pages -------------------------------------------------------------------------------------------------------- */

enum mpt_pages_kind {
    MPT_PAGES_PARAMETER, /* a parameter of the address counts pages from 1; the answer says how many there are */
    MPT_PAGES_OFFSET,    /* a member of the request's body counts records from 0; the answer says how many there are */
    MPT_PAGES_NEXT,      /* each answer names the address of the next one */
};

/* How the pages of a source are asked for. Members of JSON answers are named by their path: "meta.total". */
struct mpt_pages {
    enum mpt_pages_kind kind;
    const char *name;  /* the parameter; the member of the body; the answer's member with the next address, NULL: the
                          header Link (RFC 8288), and where there is none the member "next" */
    const char *total; /* the answer's member that says how many pages or records there are */
    long limit;        /* OFFSET: records a page */
    long most;         /* OFFSET: the largest that is allowed; -1: any */
    double a_second;   /* requests, at most; 0: no such rule */
};

/* Reads the one line that says so, in parts between commas:
 *
 *   parameter p of totalPages
 *   offset in body, limit 500, total meta.total, at most 14999, 1 a second
 *   next, 2 a second            next links.next
 *
 * The first part says the kind; "N a second" goes with each. Texts are in `arena`. Errors: MPT_BAD_INPUT saying which
 * part is not understood or missing, and how it is written. */
enum mpt_status mpt_pages_parse(const char *line, struct mpt_arena *arena, struct mpt_pages *pages,
                                struct mpt_error *error);

/* --- A fetch ------------------------------------------------------------------------------------------------------ */

/* Who hears of it; either may be NULL. */
struct mpt_fetch_listener {
    void *context;
    void (*say)(void *context, const char *remark); /* a wait and its reason, in one line */
    void (*progress)(void *context, uint64_t done_bytes,
                     uint64_t total); /* of the file under way; total 0: not known */
};

/* What to fetch; what is 0 or NULL is as usual. */
struct mpt_fetch_query {
    const char *url;            /* http:// or https://, without user and password */
    const char *cache;          /* the folder; made when it is not there */
    const char *agent;          /* who asks: "mpt/0.1.0 (+portfolio tool; anna@csiro.au)" */
    const char *const *headers; /* "Accept: text/csv" */
    size_t header_count;
    const char *body;              /* JSON, sent with POST; NULL: GET */
    const struct mpt_pages *pages; /* NULL: there is one */
    const char *ca_file;           /* certificates to trust instead of the system's */
    uint64_t largest;              /* bytes of one answer, unpacked; usually 16 GiB */
    long silent_s;                 /* seconds without a byte; usually 60 */
    long connect_s;                /* seconds for a connection; usually 30 */
    double wait_s;                 /* the first wait before another try; usually 1 */
    struct mpt_fetch_listener listener;
};

struct mpt_fetched_file {
    const char *path;
    bool unchanged;         /* since it was fetched last: the server says so, or it has sent the same again */
    const char *fetched_at; /* when this content first came: 2024-07-07T12:34:56Z */
    const char *url;        /* after redirects */
    const char *type;       /* Content-Type; NULL: not said */
    uint64_t len;           /* bytes */
    uint64_t digest;        /* of them: FNV-1a, 64 bits */
};

struct mpt_fetched {
    struct mpt_fetched_file *files; /* in the order of the pages */
    size_t count;
    bool unchanged;          /* all of them are */
    const char *at;          /* when the newest of them came */
    const char *fingerprint; /* by which the same content is known again, wherever it was cached */
    uint64_t len;            /* bytes of all */
    uint64_t missing;        /* records that there are and that the server gives to nobody (struct mpt_pages, most) */
};

/* Whether an address can be fetched from. Errors: MPT_BAD_INPUT: it is neither http nor https, has a user or password
 * in it (which the message does not repeat), a blank, a control character or no host. */
enum mpt_status mpt_fetch_check_url(const char *url, struct mpt_error *error);

/* Fetches all pages or none: when one fails, the files of the others stay in the cache, and the next fetch asks for
 * them again under conditions. Results are in `arena`. Errors: MPT_BAD_INPUT for an address, body or page that is not
 * as it must be; MPT_NETWORK naming the address, what the server said and what can be done; MPT_DATABASE when the cache
 * cannot be written, or another mpt is fetching into it. */
enum mpt_status mpt_fetch(const struct mpt_fetch_query *query, struct mpt_arena *arena, struct mpt_fetched *fetched,
                          struct mpt_error *error);

/* The value of a header Retry-After (RFC 9110, 10.2.3), seconds or a date, as seconds from `now_s` (since 1970) on; a
 * date that has passed is 0. False when it is neither (the two forms of dates that are obsolete are not read). */
bool mpt_retry_after(const char *value, int64_t now_s, long *seconds);

#endif
