/* Digests by which the same is known again. They keep no secret: FNV-1a, 64 bits (Fowler, Noll, Vo;
 * draft-eastlake-fnv), which stays the same from version to version and on every machine. */
#ifndef MPT_DIGEST_H
#define MPT_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define MPT_DIGEST_SEED UINT64_C(0xcbf29ce484222325)

/* The digest so far (at first MPT_DIGEST_SEED) with `len` bytes more. */
static inline uint64_t mpt_digest(uint64_t digest, const void *data, size_t len)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < len; i++) {
        digest = (digest ^ bytes[i]) * UINT64_C(0x100000001b3);
    }
    return digest;
}

/* The same with a text, without its NUL. */
static inline uint64_t mpt_digest_text(uint64_t digest, const char *text)
{
    for (; *text; text++) {
        digest = (digest ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    }
    return digest;
}

#endif
