/* Puts a project together as a record to compare, wherever it comes from. */
#include "duplicates_records.h"

#include <inttypes.h>
#include <string.h>

#include "mpt/date.h"

static const char *const roles[] = {"decide",      "co-fund",        "deliver", "advise", "informed",
                                    "orchestrate", "receives money", "leads",   ""};

const char *party_role_name(int role)
{
    return roles[role];
}

int party_role(const char *choice)
{
    for (int i = 0; choice && i < ROLE_RECEIVES; i++) {
        if (strcmp(choice, roles[i]) == 0) {
            return i;
        }
    }
    return ROLE_UNKNOWN;
}

const char *const *text_lines(const char *first, const char *list, struct mpt_arena *arena, size_t *count)
{
    const char **array = NULL;
    size_t capacity = 0;
    *count = 0;
    if (first) {
        array = mpt_arena_grow(arena, array, *count, &capacity, sizeof *array);
        array[(*count)++] = mpt_arena_copy(arena, first);
    }
    for (const char *line; (line = mpt_value_next(&list, false, arena, NULL));) {
        array = mpt_arena_grow(arena, array, *count, &capacity, sizeof *array);
        array[(*count)++] = line;
    }
    return array;
}

/* Days of the dates; one date alone stands for both. */
static void set_days(struct mpt_match_record *match, const char *starts, const char *ends)
{
    struct mpt_date first, last;
    bool has_first = starts && mpt_date_parse(starts, &first), has_last = ends && mpt_date_parse(ends, &last);
    if (has_first || has_last) {
        match->first_day = mpt_date_first_day(has_first ? first : last);
        match->last_day = mpt_date_last_day(has_last ? last : first);
    }
}

/* FNV-1a: this is no secret, it is only to be the same every time. */
static uint64_t digest_add(uint64_t digest, const char *text)
{
    for (; text && *text; text++) {
        digest = (digest ^ (unsigned char)*text) * 1099511628211U;
    }
    return (digest ^ '\n') * 1099511628211U;
}

void compared_set(struct compared *item, const struct project_texts *texts, struct mpt_arena *arena)
{
    struct mpt_match_record *match = &item->match;
    item->title = mpt_arena_copy(arena, texts->title ? texts->title : "");
    item->starts = mpt_arena_copy(arena, texts->starts);
    item->ends = mpt_arena_copy(arena, texts->ends);
    item->call = mpt_arena_copy(arena, texts->call);
    match->names = text_lines(texts->title, texts->alias, arena, &match->name_count);
    if (texts->summary) {
        const char **summaries = mpt_arena_array(arena, 1, sizeof *summaries);
        summaries[0] = mpt_arena_copy(arena, texts->summary);
        match->texts = summaries;
        match->text_count = 1;
    }
    match->ids = text_lines(NULL, texts->outside_id, arena, &match->id_count);
    item->outside_id = match->id_count ? match->ids[0] : NULL;
    const char *colon = item->outside_id ? strchr(item->outside_id, ':') : NULL;
    match->source = colon ? mpt_arena_copy_len(arena, item->outside_id, (size_t)(colon - item->outside_id)) : NULL;
    const char *managers = texts->manager;
    for (const char *name; (name = mpt_value_next(&managers, false, arena, NULL));) {
        compared_add_party(item, name, NULL, ROLE_LEADS, true, arena);
    }
    match->places = text_lines(texts->place, NULL, arena, &match->place_count);
    const char *countries = texts->country;
    match->country = mpt_value_next(&countries, false, arena, NULL);
    match->programme = mpt_arena_copy(arena, texts->programme);
    if (item->call) {
        struct mpt_match_detail *details = mpt_arena_array(arena, 1, sizeof *details);
        details[0] = (struct mpt_match_detail){"call", item->call};
        match->details = details;
        match->detail_count = 1;
    }
    set_days(match, item->starts, item->ends);
    item->texts = digest_add(digest_add(digest_add(14695981039346656037U, texts->title), texts->alias), texts->summary);
}

void compared_add_party(struct compared *item, const char *name, const char *outside_ids, int role, bool person,
                        struct mpt_arena *arena)
{
    struct mpt_match_record *match = &item->match;
    size_t *count = person ? &match->person_count : &match->organisation_count;
    size_t *capacity = person ? &item->person_capacity : &item->organisation_capacity;
    const struct mpt_match_party **slot = person ? &match->people : &match->organisations;
    for (size_t i = 0; i < *count; i++) {
        if (strcmp((*slot)[i].name, name) == 0) {
            return;
        }
    }
    struct mpt_match_party *list = mpt_arena_grow(arena, (void *)*slot, *count, capacity, sizeof *list);
    struct mpt_match_party *party = &list[(*count)++];
    *party = (struct mpt_match_party){.name = mpt_arena_copy(arena, name), .role = role};
    party->ids = text_lines(NULL, outside_ids, arena, &party->id_count);
    *slot = list;
}

void compared_add_flow(struct compared *item, struct flow flow, struct mpt_arena *arena)
{
    item->flows = mpt_arena_grow(arena, item->flows, item->flow_count, &item->flow_capacity, sizeof *item->flows);
    item->flows[item->flow_count++] = (struct flow){flow.minor,
                                                    mpt_arena_copy(arena, flow.currency),
                                                    mpt_arena_copy(arena, flow.stage),
                                                    mpt_arena_copy(arena, flow.year),
                                                    mpt_arena_copy(arena, flow.giver),
                                                    mpt_arena_copy(arena, flow.receiver)};
}

/* An amount is compared once, however many flows have it. */
static void add_amount(struct compared *item, int64_t minor, const char *currency, struct mpt_arena *arena)
{
    struct mpt_match_record *match = &item->match;
    for (size_t i = 0; i < match->amount_count; i++) {
        if (match->amounts[i].minor == minor && strcmp(match->amounts[i].currency, currency) == 0) {
            return;
        }
    }
    struct mpt_match_money *list =
        mpt_arena_grow(arena, (void *)match->amounts, match->amount_count, &item->amount_capacity, sizeof *list);
    list[match->amount_count++] = (struct mpt_match_money){minor, currency};
    match->amounts = list;
}

/* Each flow, and what they are together: one system tells years apart that another adds up. What was spent is part of
 * what was committed. */
void compared_finish(struct compared *item, struct mpt_arena *arena)
{
    for (size_t i = 0; i < item->flow_count; i++) {
        const struct flow *flow = &item->flows[i];
        int64_t sum = 0;
        if (strcmp(flow->stage, "spent") == 0) {
            continue;
        }
        add_amount(item, flow->minor, flow->currency, arena);
        for (size_t j = 0; j < item->flow_count; j++) {
            const struct flow *other = &item->flows[j];
            bool alike = strcmp(flow->stage, other->stage) == 0 && strcmp(flow->currency, other->currency) == 0;
            if (alike && __builtin_add_overflow(sum, other->minor, &sum)) {
                sum = flow->minor;
                break;
            }
        }
        add_amount(item, sum, flow->currency, arena);
    }
}

const char *texts_fingerprint(const struct compared *a, const struct compared *b, struct mpt_arena *arena)
{
    uint64_t low = a->texts < b->texts ? a->texts : b->texts, high = a->texts < b->texts ? b->texts : a->texts;
    return mpt_arena_print(arena, "%016" PRIx64, (low * 1099511628211U) ^ high);
}
