/* Records that are not in the portfolio: a list held against it, or one project about to be added. */
#include <stdlib.h>
#include <string.h>

#include "duplicates_pairs.h"
#include "mpt/money.h"

struct mpt_duplicates_list {
    struct mpt_arena *arena;
    struct compared *items;
    size_t count, capacity;
};

struct mpt_duplicates_list *mpt_duplicates_list_open(void)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_duplicates_list *list = mpt_arena_alloc(arena, sizeof *list);
    *list = (struct mpt_duplicates_list){.arena = arena};
    return list;
}

void mpt_duplicates_list_close(struct mpt_duplicates_list *list)
{
    if (list) {
        mpt_arena_close(list->arena);
    }
}

/* --- From what a map makes of a record ---------------------------------------------------------------------------- */

/* The records that one item of a file became. */
struct made {
    const struct mpt_record *records;
    size_t count;
};

static const char *value_of(const struct mpt_record *record, const char *field)
{
    return record ? mpt_record_get(record, field) : NULL;
}

/* Whether a map's reference (a code, an outside id or a title) means this record. */
static bool is_meant(const struct mpt_record *record, const char *reference)
{
    static const char *const fields[] = {"title", "code", "outside_id"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct mpt_field *field = mpt_field_find(record->kind, fields[i]);
        const char *value = field ? record->values[field - record->kind->fields] : NULL;
        size_t len = value ? strcspn(value, "\n") : 0;
        if (value && strlen(reference) == len && strncmp(value, reference, len) == 0) {
            return true;
        }
    }
    return false;
}

/* The record of a kind that the reference means, among those of the item; NULL when it is somewhere else. */
static const struct mpt_record *find_meant(const struct made *made, const char *kind, const char *reference)
{
    for (size_t i = 0; reference && i < made->count; i++) {
        const struct mpt_record *record = &made->records[i];
        if (strcmp(record->kind->name, kind) == 0 && is_meant(record, reference)) {
            return record;
        }
    }
    return NULL;
}

/* What is called so: the record's title, else the reference, which then is a name or as good as one. */
static const char *name_of(const struct made *made, const char *kind, const char *reference)
{
    const struct mpt_record *record = find_meant(made, kind, reference);
    const char *title = value_of(record, "title");
    return title ? title : reference;
}

static void add_party(struct compared *item, const struct made *made, const char *reference, int role,
                      struct mpt_arena *arena)
{
    const struct mpt_record *record = find_meant(made, "stakeholder", reference);
    const char *form = value_of(record, "form"), *title = value_of(record, "title");
    if (reference) {
        compared_add_party(item, title ? title : reference, value_of(record, "outside_id"), role,
                           form && strcmp(form, "person") == 0, arena);
    }
}

static void add_funding(struct compared *item, const struct made *made, const struct mpt_record *funding,
                        struct mpt_arena *arena)
{
    const char *giver = value_of(funding, "giver"), *receiver = value_of(funding, "receiver");
    const char *amount = value_of(funding, "amount"), *stage = value_of(funding, "stage");
    struct mpt_money money;
    struct mpt_error unused; /* a canonical amount always reads */
    add_party(item, made, receiver, ROLE_RECEIVES, arena);
    if (amount && stage && mpt_money_parse(amount, &money, &unused) == MPT_OK) {
        compared_add_flow(item,
                          (struct flow){money.minor, money.currency, stage, value_of(funding, "year"),
                                        name_of(made, "stakeholder", giver), name_of(made, "stakeholder", receiver)},
                          arena);
    }
}

static void set_project(struct compared *item, const struct made *made, const struct mpt_record *project,
                        const char *programme, const char *call, struct mpt_arena *arena)
{
    const struct project_texts texts = {.title = value_of(project, "title"),
                                        .alias = value_of(project, "alias"),
                                        .summary = value_of(project, "summary"),
                                        .outside_id = value_of(project, "outside_id"),
                                        .manager = value_of(project, "manager"),
                                        .starts = value_of(project, "starts"),
                                        .ends = value_of(project, "ends"),
                                        .place = value_of(project, "place"),
                                        .country = value_of(project, "country"),
                                        .programme = name_of(made, "programme", programme),
                                        .call = name_of(made, "call", call)};
    *item = (struct compared){0};
    compared_set(item, &texts, arena);
}

/* Whether the record of a participation or funding is of this project, one of those in the item. */
static bool is_of(const struct mpt_record *record, const struct mpt_record *project)
{
    const char *reference = value_of(record, "project");
    return reference && is_meant(project, reference);
}

static void add_project(struct mpt_duplicates_list *list, const struct made *made, const struct mpt_record *project,
                        const char *position)
{
    struct mpt_arena *arena = list->arena;
    list->items = mpt_arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
    struct compared *item = &list->items[list->count++];
    set_project(item, made, project, value_of(project, "programme"), value_of(project, "call"), arena);
    item->position = mpt_arena_copy(arena, position);
    for (size_t i = 0; i < made->count; i++) {
        const struct mpt_record *record = &made->records[i];
        if (strcmp(record->kind->name, "participation") == 0 && is_of(record, project)) {
            add_party(item, made, value_of(record, "stakeholder"), party_role(value_of(record, "role")), arena);
        } else if (strcmp(record->kind->name, "funding") == 0 && is_of(record, project)) {
            add_funding(item, made, record, arena);
        }
    }
    compared_finish(item, arena);
}

void mpt_duplicates_list_add(struct mpt_duplicates_list *list, const struct mpt_record *records, size_t count,
                             const char *position)
{
    const struct made made = {records, count};
    for (size_t i = 0; i < count; i++) {
        if (strcmp(records[i].kind->name, "project") == 0) {
            add_project(list, &made, &records[i], position);
        }
    }
}

/* --- Held against the portfolio ----------------------------------------------------------------------------------- */

static void add_list(struct mpt_matching *matching, const struct mpt_duplicates_list *list)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_match_record *records = mpt_arena_array(arena, BATCH, sizeof *records);
    mpt_matching_list(matching);
    for (size_t first = 0; first < list->count; first += BATCH) {
        size_t count = list->count - first < BATCH ? list->count - first : BATCH;
        for (size_t i = 0; i < count; i++) {
            records[i] = list->items[first + i].match;
        }
        mpt_matching_add(matching, records, count);
    }
    mpt_arena_close(arena);
}

/* What a pair's position means: one of the portfolio, or of the list. */
static enum mpt_status side_at(struct mpt_store *store, const struct mpt_duplicates_list *list,
                               const struct numbers *numbers, size_t position, struct mpt_arena *arena,
                               struct compared **side, struct mpt_error *error)
{
    if (position < numbers->count) {
        return compared_load_one(store, numbers->items[position], arena, side, error);
    }
    *side = &list->items[position - numbers->count];
    return MPT_OK;
}

/* The pairs that are likely enough, with their reasons; `list` comes behind the projects of these numbers. */
static enum mpt_status tell_pairs(struct mpt_store *store, const struct mpt_duplicates_list *list,
                                  struct mpt_matching *matching, const struct numbers *numbers,
                                  struct mpt_match_pair *pairs, size_t count, double least, struct mpt_arena *arena,
                                  struct mpt_duplicates *found, struct mpt_error *error)
{
    struct mpt_arena *scratch = mpt_arena_open();
    enum mpt_status status = MPT_OK;
    found->pairs = mpt_arena_array(arena, count + 1, sizeof *found->pairs);
    for (size_t i = 0; !status && i < count; i++) {
        struct compared *a, *b;
        mpt_arena_reset(scratch);
        status = side_at(store, list, numbers, pairs[i].a, scratch, &a, error);
        status = status ? status : side_at(store, list, numbers, pairs[i].b, scratch, &b, error);
        if (!status && pair_judge(&pairs[i], a, b, numbers->count + list->count, least)) {
            const struct mpt_kept_pair kept = pair_describe(matching, &pairs[i], a, b, scratch);
            struct mpt_duplicate *pair = &found->pairs[found->count++];
            *pair = pair_tell(&kept, arena);
            pair->a = pair_side(a, arena);
            pair->b = pair_side(b, arena);
        }
    }
    mpt_arena_close(scratch);
    return status;
}

enum mpt_status mpt_duplicates_against(struct mpt_store *store, const struct mpt_duplicates_list *list,
                                       const struct mpt_duplicates_query *query, struct mpt_arena *arena,
                                       struct mpt_duplicates *found, struct mpt_error *error)
{
    const struct mpt_match_settings settings = matching_settings(query);
    const double least = query->least > 0 ? query->least : MPT_MATCH_LEAST;
    struct mpt_match_query wanted = {.least = least, .exhaustive = query->exhaustive, .within = true};
    struct added all = {.matching = mpt_matching_open(&settings)};
    *found = (struct mpt_duplicates){.compared = list->count};
    enum mpt_status status = matching_add_all(store, &all, 1, arena, error);
    if (!status) {
        size_t count;
        add_list(all.matching, list);
        among_few(&wanted, all.numbers.count + list->count);
        found->beside = all.numbers.count;
        struct mpt_match_pair *pairs = mpt_matching_find(all.matching, &wanted, arena, &count);
        count = drop_hopeless(pairs, count, least);
        status = tell_pairs(store, list, all.matching, &all.numbers, pairs, count, least, arena, found, error);
    }
    mpt_matching_close(all.matching);
    return status ? status : pairs_arrange(store, query, arena, found, error);
}

/* --- One that is about to be added -------------------------------------------------------------------------------- */

/* A record that is being entered has little more than its title: what is alike by that is asked about too
 * (gap-rules.md, rule 17). */
static const double asked_from = 0.50;

/* The title of what a code means; NULL without a code. */
static enum mpt_status title_of(struct mpt_store *store, const char *kind, const char *code, struct mpt_arena *arena,
                                const char **title, struct mpt_error *error)
{
    struct mpt_record record;
    *title = NULL;
    enum mpt_status status = code ? mpt_store_get(store, mpt_kind_find(kind), code, arena, &record, error) : MPT_OK;
    *title = code && !status ? mpt_record_get(&record, "title") : NULL;
    return status;
}

enum mpt_status mpt_duplicates_like(struct mpt_store *store, const struct mpt_record *project,
                                    const struct mpt_duplicates_query *query, struct mpt_arena *arena,
                                    struct mpt_duplicates *found, struct mpt_error *error)
{
    const struct made none = {NULL, 0};
    struct compared item;
    struct described near;
    const char *programme, *call;
    *found = (struct mpt_duplicates){.compared = 1};
    enum mpt_status status = title_of(store, "programme", value_of(project, "programme"), arena, &programme, error);
    status = status ? status : title_of(store, "call", value_of(project, "call"), arena, &call, error);
    if (status || !mpt_search_is_ready(store)) {
        return status;
    }
    set_project(&item, &none, project, programme, call, arena);
    compared_finish(&item, arena);
    status =
        pairs_like(store, &item, query->least > 0 ? query->least : MPT_MATCH_LEAST, asked_from, arena, &near, error);
    found->pairs = mpt_arena_array(arena, near.count + 1, sizeof *found->pairs);
    for (size_t i = 0; !status && i < near.count; i++) {
        struct compared *a;
        status = compared_load_one(store, near.pairs[i].a, arena, &a, error);
        if (!status) {
            found->pairs[found->count] = pair_tell(&near.pairs[i], arena);
            found->pairs[found->count].a = pair_side(a, arena);
            found->pairs[found->count++].b = pair_side(&item, arena);
        }
    }
    return status ? status : pairs_arrange(store, query, arena, found, error);
}
