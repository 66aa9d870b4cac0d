/* Codes of new records, made from their fields and unique in their kind. */
#include <string.h>

#include "mpt/text.h"
#include "store.h"

/* `base` or the first of base-2, base-3 ... that is free. Numbers are tried in doubling steps and then halved between,
 * so that the ten-thousandth "Untitled" is not ten thousand look-ups; a gap further down may be passed over. */
static const char *free_code(struct mpt_store *store, const struct mpt_kind *kind, const char *base,
                             struct mpt_arena *arena)
{
    if (!mpt_store_exists(store, kind, base)) {
        return base;
    }
    long taken = 1, open = 2;
    while (mpt_store_exists(store, kind, mpt_arena_print(arena, "%s-%ld", base, open))) {
        taken = open;
        open *= 2;
    }
    while (open - taken > 1) {
        long middle = taken + (open - taken) / 2;
        if (mpt_store_exists(store, kind, mpt_arena_print(arena, "%s-%ld", base, middle))) {
            taken = middle;
        } else {
            open = middle;
        }
    }
    return mpt_arena_print(arena, "%s-%ld", base, open);
}

/* Codes joined from codes stay whole as far as a code may be long, and a number still goes behind; longer ones end in a
 * digest of what was cut, since there they differ. FNV-1a: this is no secret, it is only to be the same every time. */
static const char *short_enough(const char *joined, struct mpt_arena *arena)
{
    enum { LONGEST = 90, KEPT = 80 };
    if (strlen(joined) <= LONGEST) {
        return joined;
    }
    uint32_t digest = 2166136261U;
    for (const char *c = joined; *c; c++) {
        digest = (digest ^ (unsigned char)*c) * 16777619U;
    }
    return mpt_arena_print(arena, "%.*s.%08x", KEPT, joined, (unsigned)digest);
}

/* A code from the fields the kind names for it. */
const char *code_make(struct mpt_store *store, const struct mpt_record *record, struct mpt_arena *arena)
{
    struct mpt_text words = mpt_text_init(arena);
    bool composed = strcmp(record->kind->code_from, "title") != 0;
    for (const char *at = record->kind->code_from; *at;) {
        size_t len = strcspn(at, " ");
        const char *value = mpt_record_get(record, mpt_arena_copy_len(arena, at, len));
        if (value) {
            /* A code in it stays whole, a text becomes one; a tag is facet:tag. */
            const char *part = mpt_code_valid(value) ? value : mpt_text_code(value, arena);
            mpt_text_print(&words, "%s%s",
                           !words.len                               ? ""
                           : strcmp(record->kind->name, "tag") == 0 ? ":"
                                                                    : ".",
                           composed ? part : value);
        }
        at += len + (at[len] == ' ');
    }
    const char *base =
        composed ? short_enough(mpt_text_get(&words), arena) : mpt_text_code(mpt_text_get(&words), arena);
    return record->kind->once ? base : free_code(store, record->kind, base, arena);
}
