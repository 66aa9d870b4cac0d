/* Which records may be the same: the name rule (trigrams of the titles), tags, partners, place and time.
 *
 *   title   trigram Jaccard of the folded names, words padded by two blanks before and one after (as PostgreSQL's
 *           pg_trgm: anything but letters and digits parts words); 0.90 at least where every word of a shorter name is
 *           in the longer and two or more of them have two letters or more. A trailing country or owner in brackets
 *           is removed: as nothing tells it from a by-name, a name is compared with and without a trailing bracket
 *           that has no digit. Aliases are compared like the name; the best pair of names counts.
 *   score   0.5 title + 0.2 Jaccard of tags + 0.2 Jaccard of partners + 0.1 same place and overlapping dates; a part
 *           that is empty on either side gives its weight to the rest in proportion.
 *   duplicate when score >= 0.65, or title >= 0.80, or an equal outside id. */
#ifndef MPT_SIMILARITY_H
#define MPT_SIMILARITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mpt/arena.h"

/* Similarity of two names, 0 to 1, by the rule above. */
double mpt_title_similarity(const char *a, const char *b);

/* One record to compare; ids stand for codes: the caller numbers tags and partners as it likes. */
struct mpt_likeness {
    const char *const *names; /* the title and the aliases */
    size_t name_count;
    const char *const *outside_ids;
    size_t outside_id_count;
    const uint32_t *tags; /* sorted, each once */
    size_t tag_count;
    const uint32_t *partners; /* sorted, each once */
    size_t partner_count;
    const char *place;        /* NULL: not known */
    long first_day, last_day; /* of its dates; both 0: not known */
};

struct mpt_pair {
    size_t a, b;                                     /* positions, a < b */
    double score, title, tags, partners, place_time; /* parts that do not apply are NaN */
    bool same_id;
};

/* Titles that differ in numbers only are no duplicates when there are more than 200 of them ("Travel grant 2019-17"):
 * then only equal ones are; and what more than 200 records have in common, an outside id or rare tags and partners,
 * makes no pair either.
 *
 * All pairs of `items` that are duplicates by the rule, by (a, b); with `fresh`, a flag an item, only those of which
 * one or both are fresh, in the time that these take rather than all (NULL: all are). Exact for score and title alike:
 * candidates come from an inverted index over the folded names' trigrams, rarest first (prefix filter), and over tags
 * with partners, either with the place, and outside ids. Pairs at or above `title_at_least` count too when it is above
 * 0 (0.50 asks "is it one of these?"). Every answer is in `arena`. */
struct mpt_pair *mpt_duplicates_find(const struct mpt_likeness *items, size_t count, const bool *fresh,
                                     double title_at_least, struct mpt_arena *arena, size_t *pair_count);

#endif
