/* What the files of fetching share: one request, its place in the cache, and how the next page is found. */
#ifndef MPT_FETCH_INTERNAL_H
#define MPT_FETCH_INTERNAL_H

#include "mpt/fetch.h"
#include "mpt/net.h"

/* One request of a fetch. */
struct fetch_page {
    const char *url;
    const char *body; /* NULL: GET */
};

/* --- fetch_cache.c ---- */

/* The files of one request in the cache. */
struct fetch_entry {
    const char *key; /* DIGEST: 16 hexadecimal digits */
    const char *body, *facts, *part, *part_facts;
    const char *url;
};

/* What is known of a body; texts are NULL where the server said nothing. */
struct fetch_facts {
    const char *final_url, *type, *etag, *modified, *link, *fetched_at;
    uint64_t len, digest;
};

/* A digest of all that is asked: FNV-1a, 64 bits, of the address, the headers and the body. */
const char *fetch_key(const struct mpt_fetch_query *query, const struct fetch_page *page, struct mpt_arena *arena);
/* A digest of the digests of all files. */
const char *fetch_fingerprint(const struct mpt_fetched *fetched, struct mpt_arena *arena);
struct fetch_entry fetch_entry_of(const struct mpt_fetch_query *query, const struct fetch_page *page,
                                  struct mpt_arena *arena);

/* Makes the folder and takes its lock, which ends when *lock is closed. Errors: MPT_DATABASE. */
enum mpt_status fetch_cache_lock(const char *folder, struct mpt_arena *arena, int *lock, struct mpt_error *error);

/* What is known of the body there is; false when there is none, or it is not the one that was written down. */
bool fetch_cache_find(const struct fetch_entry *entry, struct mpt_arena *arena, struct fetch_facts *facts);

/* The bytes of a part that can be gone on with, and by which validator; a part of no use is removed and gives 0. */
uint64_t fetch_part_find(const struct fetch_entry *entry, struct mpt_arena *arena, const char **validator);
/* Writes down by what the part is known again; NULL: by nothing. */
void fetch_part_note(const struct fetch_entry *entry, const char *validator, struct mpt_arena *arena);
void fetch_part_drop(const struct fetch_entry *entry);

/* The part is whole: measures it (into `facts`) and puts it and what is known of it in place, on the disk. Errors:
 * MPT_DATABASE. */
enum mpt_status fetch_cache_keep(const struct fetch_entry *entry, struct fetch_facts *facts, struct mpt_arena *arena,
                                 struct mpt_error *error);

/* --- fetch_pages.c ---- */

/* The first request of a query. Errors: MPT_BAD_INPUT when its body cannot hold an offset. */
enum mpt_status fetch_pages_first(const struct mpt_fetch_query *query, struct mpt_arena *arena, struct fetch_page *page,
                                  struct mpt_error *error);

/* From the answer to request number `number` (from 0) to the next one; page->url is NULL when that was the last.
 * Errors: MPT_BAD_INPUT when the answer does not say how it goes on. */
enum mpt_status fetch_pages_next(const struct mpt_fetch_query *query, size_t number,
                                 const struct mpt_fetched_file *file, const char *link, struct fetch_page *page,
                                 uint64_t *missing, struct mpt_arena *arena, struct mpt_error *error);

/* The address with the parameter set to a number, in place of the value it had. */
const char *fetch_url_set(const char *url, const char *name, long value, struct mpt_arena *arena);
/* What `reference` means when it stands in what came from `base` (RFC 3986, 5.2, dots in paths left to the server). */
const char *fetch_url_join(const char *base, const char *reference, struct mpt_arena *arena);
/* The address that a header Link calls rel="next"; NULL when none does. */
const char *fetch_link_next(const char *link, struct mpt_arena *arena);

#endif
