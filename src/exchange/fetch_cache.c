/* The cache of what was fetched: where a request's files are, what is known of them, and how a whole body takes its
 * place. What is known is written as the frames are that mpt and mpt-net exchange. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/fetch_internal.h"
#include "exchange/net_protocol.h"
#include "mpt/digest.h"

/* --- Names -------------------------------------------------------------------------------------------------------- */

const char *fetch_key(const struct mpt_fetch_query *query, const struct fetch_page *page, struct mpt_arena *arena)
{
    uint64_t sum = mpt_digest(MPT_DIGEST_SEED, page->url, strlen(page->url) + 1);
    for (size_t i = 0; i < query->header_count; i++) {
        sum = mpt_digest(sum, query->headers[i], strlen(query->headers[i]) + 1);
    }
    sum = page->body ? mpt_digest(mpt_digest(sum, "", 1), page->body, strlen(page->body)) : sum;
    return mpt_arena_print(arena, "%016" PRIx64, sum);
}

const char *fetch_fingerprint(const struct mpt_fetched *fetched, struct mpt_arena *arena)
{
    uint64_t sum = MPT_DIGEST_SEED;
    for (size_t i = 0; i < fetched->count; i++) {
        char text[24];
        int len = snprintf(text, sizeof text, "%016" PRIx64, fetched->files[i].digest);
        sum = mpt_digest(sum, text, (size_t)len);
    }
    return mpt_arena_print(arena, "%016" PRIx64, sum);
}

struct fetch_entry fetch_entry_of(const struct mpt_fetch_query *query, const struct fetch_page *page,
                                  struct mpt_arena *arena)
{
    const char *key = fetch_key(query, page, arena), *folder = query->cache;
    return (struct fetch_entry){.key = key,
                                .url = page->url,
                                .body = mpt_arena_print(arena, "%s/%s.body", folder, key),
                                .facts = mpt_arena_print(arena, "%s/%s.facts", folder, key),
                                .part = mpt_arena_print(arena, "%s/%s.body.part", folder, key),
                                .part_facts = mpt_arena_print(arena, "%s/%s.part-facts", folder, key)};
}

enum mpt_status fetch_cache_lock(const char *folder, struct mpt_arena *arena, int *lock, struct mpt_error *error)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    const char *path = mpt_arena_print(arena, "%s/lock", folder);
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        return mpt_fail(error, MPT_DATABASE, "the folder %s, which keeps what is fetched, cannot be made: %s", folder,
                        strerror(errno));
    }
    *lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (*lock < 0) {
        return mpt_fail(error, MPT_DATABASE, "%s cannot be opened: %s", path, strerror(errno));
    }
    if (fcntl(*lock, F_SETLK, &whole) != 0) { /* ends with us, however we end */
        int reason = errno;
        close(*lock);
        return reason == EACCES || reason == EAGAIN
                   ? mpt_fail(error, MPT_DATABASE,
                              "another mpt is fetching into %s; let it come to its end, then try again", folder)
                   : mpt_fail(error, MPT_DATABASE, "%s cannot be locked: %s", path, strerror(reason));
    }
    return MPT_OK;
}

/* --- What is known ------------------------------------------------------------------------------------------------ */

static bool read_facts(const char *path, const char *url, struct mpt_arena *arena, struct net_frame *frame)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) {
        return false;
    }
    bool whole = net_frame_read(frame, file, NULL, NULL, arena);
    close(file);
    const char *of = whole ? net_frame_get(frame, "url") : NULL;
    return of && strcmp(of, url) == 0; /* two addresses may have one digest */
}

/* Under its name only when it is on the disk. */
static bool write_facts(const char *path, const struct net_frame *frame, struct mpt_arena *arena)
{
    const char *making = mpt_arena_print(arena, "%s.new", path);
    int file = open(making, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    bool good = file >= 0 && net_frame_write(frame, file, arena) && fsync(file) == 0;
    good = file >= 0 && close(file) == 0 && good;
    return good && rename(making, path) == 0;
}

/* Bytes of a regular file; false when there is none. */
static bool measure(const char *path, uint64_t *len)
{
    struct stat info;
    bool there = lstat(path, &info) == 0 && S_ISREG(info.st_mode);
    *len = there ? (uint64_t)info.st_size : 0;
    return there;
}

bool fetch_cache_find(const struct fetch_entry *entry, struct mpt_arena *arena, struct fetch_facts *facts)
{
    struct net_frame frame;
    uint64_t len;
    if (!read_facts(entry->facts, entry->url, arena, &frame)) {
        return false;
    }
    const char *length = net_frame_get(&frame, "length"), *sum = net_frame_get(&frame, "digest");
    *facts = (struct fetch_facts){.final_url = net_frame_get(&frame, "final-url"),
                                  .type = net_frame_get(&frame, "type"),
                                  .etag = net_frame_get(&frame, "etag"),
                                  .modified = net_frame_get(&frame, "modified"),
                                  .link = net_frame_get(&frame, "link"),
                                  .fetched_at = net_frame_get(&frame, "fetched-at"),
                                  .len = length ? strtoull(length, NULL, 10) : 0,
                                  .digest = sum ? strtoull(sum, NULL, 16) : 0};
    return length && sum && facts->final_url && facts->fetched_at && measure(entry->body, &len) && len == facts->len;
}

/* --- Parts -------------------------------------------------------------------------------------------------------- */

uint64_t fetch_part_find(const struct fetch_entry *entry, struct mpt_arena *arena, const char **validator)
{
    struct net_frame frame;
    uint64_t len;
    *validator = read_facts(entry->part_facts, entry->url, arena, &frame) ? net_frame_get(&frame, "validator") : NULL;
    if (measure(entry->part, &len) && len && *validator) {
        return len;
    }
    *validator = NULL;
    fetch_part_drop(entry);
    return 0;
}

void fetch_part_note(const struct fetch_entry *entry, const char *validator, struct mpt_arena *arena)
{
    struct net_frame frame = {.body = ""};
    net_frame_add(&frame, arena, "url", entry->url);
    net_frame_add(&frame, arena, "validator", validator ? validator : "");
    if (!validator || !write_facts(entry->part_facts, &frame, arena)) {
        unlink(entry->part_facts); /* without it a part starts over, which costs no more than time */
    }
}

void fetch_part_drop(const struct fetch_entry *entry)
{
    unlink(entry->part_facts);
    unlink(entry->part);
}

/* --- Whole bodies ------------------------------------------------------------------------------------------------- */

/* Reads the part for its length and digest, and makes sure it is on the disk. */
static bool examine(const struct fetch_entry *entry, struct fetch_facts *facts)
{
    char block[65536];
    ssize_t got = -1;
    int file = open(entry->part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    facts->len = 0;
    facts->digest = MPT_DIGEST_SEED;
    while (file >= 0 && ((got = read(file, block, sizeof block)) > 0 || (got < 0 && errno == EINTR))) {
        facts->digest = mpt_digest(facts->digest, block, got > 0 ? (size_t)got : 0);
        facts->len += got > 0 ? (uint64_t)got : 0;
    }
    bool good = got == 0 && fsync(file) == 0;
    int reason = errno;
    if (file >= 0) {
        close(file);
    }
    errno = reason;
    return good;
}

static void add(struct net_frame *frame, struct mpt_arena *arena, const char *name, const char *value)
{
    if (value) {
        net_frame_add(frame, arena, name, value);
    }
}

/* Some disks cannot sync a folder; they keep what they can. */
static void sync_folder(const struct fetch_entry *entry, struct mpt_arena *arena)
{
    size_t len = (size_t)(strrchr(entry->body, '/') - entry->body);
    int folder = open(mpt_arena_copy_len(arena, entry->body, len), O_RDONLY | O_CLOEXEC);
    if (folder >= 0) {
        (void)fsync(folder);
        close(folder);
    }
}

enum mpt_status fetch_cache_keep(const struct fetch_entry *entry, struct fetch_facts *facts, struct mpt_arena *arena,
                                 struct mpt_error *error)
{
    struct fetch_facts before;
    bool had = fetch_cache_find(entry, arena, &before);
    if (!examine(entry, facts)) {
        return mpt_fail(error, MPT_DATABASE, "%s cannot be kept: %s", entry->part, strerror(errno));
    }
    if (had && before.len == facts->len && before.digest == facts->digest) {
        facts->fetched_at = before.fetched_at;
    }
    struct net_frame frame = {.body = ""};
    add(&frame, arena, "url", entry->url);
    add(&frame, arena, "final-url", facts->final_url);
    add(&frame, arena, "type", facts->type);
    add(&frame, arena, "etag", facts->etag);
    add(&frame, arena, "modified", facts->modified);
    add(&frame, arena, "link", facts->link);
    add(&frame, arena, "fetched-at", facts->fetched_at);
    add(&frame, arena, "length", mpt_arena_print(arena, "%" PRIu64, facts->len));
    add(&frame, arena, "digest", mpt_arena_print(arena, "%016" PRIx64, facts->digest));
    /* In this order: a body is never taken for what is known of another one. */
    if ((unlink(entry->facts) != 0 && errno != ENOENT) || rename(entry->part, entry->body) != 0 ||
        !write_facts(entry->facts, &frame, arena)) {
        return mpt_fail(error, MPT_DATABASE, "%s cannot be kept: %s", entry->body, strerror(errno));
    }
    unlink(entry->part_facts);
    sync_folder(entry, arena);
    return MPT_OK;
}
