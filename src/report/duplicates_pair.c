/* What is said of one pair: its reasons as texts that can be kept, and the money that would be counted twice. */
#include "duplicates_pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/money.h"
#include "mpt/text.h"

/* --- Money -------------------------------------------------------------------------------------------------------- */

static bool is_committed(const struct flow *flow)
{
    return strcmp(flow->stage, "committed") == 0;
}

static bool is_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* Flows that a sum is made of: of a currency, and where they are given from one giver to one receiver. */
struct stream {
    const char *currency;
    const char *giver, *receiver; /* both NULL: any */
};

static bool is_in(const struct flow *flow, const struct stream *stream)
{
    bool any = !stream->giver && !stream->receiver;
    return is_committed(flow) && strcmp(flow->currency, stream->currency) == 0 &&
           (any || (is_same(flow->giver, stream->giver) && is_same(flow->receiver, stream->receiver)));
}

/* What one side commits in it; 0 when it does not fit. */
static int64_t committed(const struct compared *item, const struct stream *stream)
{
    int64_t sum = 0;
    for (size_t i = 0; i < item->flow_count; i++) {
        if (is_in(&item->flows[i], stream) && __builtin_add_overflow(sum, item->flows[i].minor, &sum)) {
            return 0;
        }
    }
    return sum;
}

static int64_t smaller_sum(const struct compared *a, const struct compared *b, const struct stream *stream)
{
    int64_t one = committed(a, stream), other = committed(b, stream);
    return one < other ? one : other;
}

/* Whether two ids of one scheme that differ say that they are two awards. */
static bool are_told_apart(const struct compared *a, const struct compared *b)
{
    return a->match.source && is_same(a->match.source, b->match.source) && !is_same(a->outside_id, b->outside_id);
}

/* What each giver commits to each receiver on both sides, the smaller sum of each two. */
static int64_t streams_repeated(const struct compared *a, const struct compared *b, const char *currency)
{
    int64_t sum = 0;
    for (size_t i = 0; i < a->flow_count; i++) {
        const struct stream stream = {currency, a->flows[i].giver, a->flows[i].receiver};
        bool first = stream.giver && stream.receiver && is_in(&a->flows[i], &stream);
        for (size_t j = 0; j < i; j++) {
            first &= !is_in(&a->flows[j], &stream);
        }
        if (first && __builtin_add_overflow(sum, smaller_sum(a, b, &stream), &sum)) {
            return 0;
        }
    }
    return sum;
}

/* What of a currency is the same flow on both sides: giver, receiver and amount are equal, and the year where both have
 * one; of work that goes on both must, for the same sum is often given again. Two reporters of one award may each name
 * themselves as the giver. A flow of b counts once. */
static int64_t repeated(const struct compared *a, const struct compared *b, const char *currency,
                        enum mpt_match_kind kind, struct mpt_arena *arena)
{
    bool *taken = mpt_arena_array(arena, b->flow_count + 1, sizeof *taken);
    int64_t sum = 0;
    for (size_t i = 0; i < a->flow_count; i++) {
        const struct flow *one = &a->flows[i];
        for (size_t j = 0; j < b->flow_count && is_committed(one) && strcmp(one->currency, currency) == 0; j++) {
            const struct flow *other = &b->flows[j];
            bool years = one->year && other->year ? strcmp(one->year, other->year) == 0 : kind != MPT_MATCH_RENEWAL;
            bool givers = kind == MPT_MATCH_SAME || is_same(one->giver, other->giver);
            if (!taken[j] && is_committed(other) && strcmp(other->currency, currency) == 0 &&
                one->minor == other->minor && givers && is_same(one->receiver, other->receiver) && years) {
                taken[j] = true;
                sum = __builtin_add_overflow(sum, one->minor, &sum) ? 0 : sum;
                break;
            }
        }
    }
    return sum;
}

const char *counted_twice(const struct compared *a, const struct compared *b, enum mpt_match_kind kind, bool said,
                          struct mpt_arena *arena)
{
    bool apart = are_told_apart(a, b) && !(said && kind == MPT_MATCH_SAME);
    const char *list = NULL;
    if (kind != MPT_MATCH_SAME && kind != MPT_MATCH_COFUNDED && kind != MPT_MATCH_RENEWAL) {
        return NULL;
    }
    for (size_t i = 0; i < a->flow_count; i++) {
        struct mpt_money money = {.minor = 0};
        const char *currency = a->flows[i].currency;
        bool first = true;
        for (size_t j = 0; j < i; j++) {
            first &= strcmp(a->flows[j].currency, currency) != 0;
        }
        if (first && kind == MPT_MATCH_SAME && !apart) {
            const struct stream all = {.currency = currency};
            money.minor = smaller_sum(a, b, &all);
        } else if (first && kind == MPT_MATCH_COFUNDED && !apart) {
            money.minor = streams_repeated(a, b, currency);
        } else if (first) {
            money.minor = repeated(a, b, currency, kind, arena);
        }
        if (money.minor > 0 && strlen(currency) == 3) {
            memcpy(money.currency, currency, 4);
            list = mpt_value_add(list, mpt_money_format(money, arena), false, arena);
        }
    }
    return list;
}

const char *counted_how(const struct compared *a, const struct compared *b, const char *kind, bool said)
{
    bool same = strcmp(kind, mpt_match_kind_name(MPT_MATCH_SAME)) == 0;
    bool cofunded = strcmp(kind, mpt_match_kind_name(MPT_MATCH_COFUNDED)) == 0;
    bool apart = are_told_apart(a, b) && !(said && same);
    return same && !apart       ? "(the smaller of the two sums committed)"
           : same               ? "(equal amounts committed to one receiver in both)"
           : cofunded && !apart ? "(what one giver commits to one receiver in both, of each two sums the smaller)"
                                : "(equal amounts that one giver commits to one receiver in both)";
}

/* --- By their names ----------------------------------------------------------------------------------------------- */

bool pair_judge(struct mpt_match_pair *pair, const struct compared *a, const struct compared *b, size_t projects,
                double least)
{
    static const double same_from = 0.80, asked_from = 0.50, at_least = 0.65;
    double names = (double)pair->values[MPT_SIGNAL_TITLE];
    bool short_one = !a->match.text_count || !b->match.text_count;
    /* What both say in few and common words must not make them less alike than if they said nothing. */
    bool agree = names >= same_from && (double)pair->values[MPT_SIGNAL_TERMS] >= same_from &&
                 pair->kind != MPT_MATCH_BOILERPLATE;
    if (projects >= FEW_PROJECTS || !(short_one || agree) || pair->values[MPT_SIGNAL_IDS] == 1) {
        return (double)pair->score >= least;
    }
    if (names >= same_from) {
        float score = (float)(at_least + (names - same_from));
        bool one_work =
            pair->kind == MPT_MATCH_SAME || pair->kind == MPT_MATCH_COFUNDED || pair->kind == MPT_MATCH_RENEWAL;
        pair->score = pair->score > score && one_work ? pair->score : score;
        pair->kind = one_work ? pair->kind : MPT_MATCH_SAME;
    } else if ((double)pair->score > names) {
        pair->score = (float)names;
    }
    return names >= asked_from && (double)pair->score >= least;
}

/* --- As it is kept ------------------------------------------------------------------------------------------------ */

/* On one line: what texts of strangers hold must not look like the end of it. */
static void add_line(struct mpt_text *text, const char *line)
{
    for (const char *c = line; *c; c++) {
        mpt_text_add_len(text, *c == '\n' || *c == '\t' || *c == '\r' ? " " : c, 1);
    }
    mpt_text_add(text, "\n");
}

/* One a line, once each but for case and accents. */
static const char *lines_of(const char *const *items, size_t count, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    for (size_t i = 0; i < count; i++) {
        bool first = true;
        for (size_t j = 0; j < i; j++) {
            first &= strcmp(mpt_text_fold(items[i], arena), mpt_text_fold(items[j], arena)) != 0;
        }
        if (first) {
            add_line(&text, items[i]);
        }
    }
    return count ? mpt_text_get(&text) : NULL;
}

/* "2 shared organisations" with who they are, and what they do in a. Of details projects have but their call. */
static const char *says_of(const struct mpt_match_evidence *evidence, const struct mpt_match_reason *reason,
                           const struct mpt_match_record *a, struct mpt_arena *arena)
{
    enum { NAMED = 4 };
    bool people = reason->signal == MPT_SIGNAL_PEOPLE;
    if (reason->signal == MPT_SIGNAL_DETAILS) {
        return reason->value > 0 ? "the same call" : "different calls";
    }
    if ((!people && reason->signal != MPT_SIGNAL_ORGANISATIONS) || reason->weight < 0) {
        return reason->says;
    }
    const struct mpt_match_shared *shared = people ? evidence->people : evidence->organisations;
    const struct mpt_match_party *parties = people ? a->people : a->organisations;
    size_t count = people ? evidence->person_count : evidence->organisation_count;
    struct mpt_text text = mpt_text_init(arena);
    mpt_text_add(&text, reason->says);
    for (size_t i = 0; i < count && i < NAMED; i++) {
        const struct mpt_match_party *party = &parties[shared[i].a];
        const char *role = party_role_name(party->role);
        mpt_text_print(&text, "%s %s%s%s%s", i ? "," : ":", party->name, *role ? " (" : "", role, *role ? ")" : "");
    }
    mpt_text_add(&text, count > NAMED ? " ..." : "");
    return mpt_text_get(&text);
}

struct mpt_kept_pair pair_describe(struct mpt_matching *matching, const struct mpt_match_pair *pair,
                                   const struct compared *a, const struct compared *b, struct mpt_arena *arena)
{
    enum { STRONGEST = 3 };
    struct mpt_match_evidence evidence = mpt_matching_explain(matching, pair, &a->match, &b->match, arena);
    struct mpt_text reasons = mpt_text_init(arena), strongest = mpt_text_init(arena);
    const char **passages = mpt_arena_array(arena, evidence.passage_count + 1, sizeof *passages);
    size_t for_it = 0;
    for (size_t i = 0; i < evidence.reason_count; i++) {
        const struct mpt_match_reason *reason = &evidence.reasons[i];
        mpt_text_print(&reasons, "%s\t%.3f\t%.2f\t", mpt_match_signal_name(reason->signal), reason->value,
                       reason->weight);
        add_line(&reasons, says_of(&evidence, reason, &a->match, arena));
        if (reason->weight > 0 && for_it < STRONGEST) {
            mpt_text_print(&strongest, "%s%s", for_it++ ? ", " : "", reason->says);
        }
    }
    for (size_t i = 0; i < evidence.passage_count; i++) {
        passages[i] = evidence.passages[i].text;
    }
    bool turned = a->number && b->number && a->number > b->number;
    return (struct mpt_kept_pair){.a = turned ? b->number : a->number,
                                  .b = turned ? a->number : b->number,
                                  .score = round((double)pair->score * 1000) / 1000,
                                  .kind = mpt_match_kind_name(pair->kind),
                                  .why = evidence.verdict,
                                  .strongest = mpt_text_get(&strongest),
                                  .reasons = mpt_text_get(&reasons),
                                  .terms = lines_of(evidence.terms, evidence.term_count, arena),
                                  .passages = lines_of(passages, evidence.passage_count, arena),
                                  .twice = counted_twice(a, b, pair->kind, false, arena),
                                  .texts = texts_fingerprint(a, b, arena)};
}

/* --- As it is told ------------------------------------------------------------------------------------------------ */

/* The part up to the tab; *at goes behind it. */
static char *part(const char **at, struct mpt_arena *arena)
{
    size_t len = strcspn(*at, "\t");
    char *text = mpt_arena_copy_len(arena, *at, len);
    *at += len + ((*at)[len] == '\t');
    return text;
}

static const struct mpt_duplicate_reason *reasons_of(const char *list, struct mpt_arena *arena, size_t *count)
{
    struct mpt_duplicate_reason *reasons = NULL;
    size_t capacity = 0;
    *count = 0;
    for (const char *line; (line = mpt_value_next(&list, false, arena, NULL));) {
        reasons = mpt_arena_grow(arena, reasons, *count, &capacity, sizeof *reasons);
        struct mpt_duplicate_reason *reason = &reasons[(*count)++];
        reason->signal = part(&line, arena);
        reason->value = strtod(part(&line, arena), NULL);
        reason->weight = strtod(part(&line, arena), NULL);
        reason->says = line;
    }
    return reasons;
}

struct mpt_duplicate pair_tell(const struct mpt_kept_pair *kept, struct mpt_arena *arena)
{
    struct mpt_duplicate told = {.score = kept->score,
                                 .kind = mpt_arena_copy(arena, kept->kind),
                                 .why = mpt_arena_copy(arena, kept->why),
                                 .twice = mpt_arena_copy(arena, kept->twice)};
    told.reasons = reasons_of(kept->reasons, arena, &told.reason_count);
    told.terms = text_lines(NULL, kept->terms, arena, &told.term_count);
    told.passages = text_lines(NULL, kept->passages, arena, &told.passage_count);
    return told;
}

struct mpt_duplicate_side pair_side(const struct compared *item, struct mpt_arena *arena)
{
    return (struct mpt_duplicate_side){.number = item->number,
                                       .code = mpt_arena_copy(arena, item->code),
                                       .title = mpt_arena_copy(arena, item->title),
                                       .outside_id = mpt_arena_copy(arena, item->outside_id),
                                       .position = mpt_arena_copy(arena, item->position),
                                       .rejected = item->rejected};
}
