/* Merging two records into one: the fields, all that refers to them, where they are known from, and the way from the
 * code that is gone to the one that stays. */
#include "merge.h"

#include <stdlib.h>
#include <string.h>

/* --- Which records ------------------------------------------------------------------------------------------------ */

/* Kinds with a title of which two are never one record. */
static const struct {
    const char *kind, *why;
} refused[] = {
    {"review", "it keeps what a meeting saw, and two meetings were two"},
    {"source", "each is an address of its own; remove the one that is not needed"},
    {"vocabulary", "the codes of its tags begin with its own; merge the tags one by one"},
};

enum mpt_status mpt_merge_check(const struct mpt_kind *kind, struct mpt_error *error)
{
    const struct mpt_field *title = mpt_field_find(kind, "title");
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (strcmp(refused[i].kind, kind->name) == 0) {
            return mpt_fail(error, MPT_BAD_INPUT, "a %s cannot be merged with another: %s", kind->name, refused[i].why);
        }
    }
    if (!title || mpt_field_find(kind, "amount")) {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "a %s is no more than a part of other records and cannot be merged with another; merge the "
                        "records it is a part of, or remove the one that is there twice (mpt remove-%s)",
                        kind->name, kind->name);
    }
    return MPT_OK;
}

/* Values measured in different units cannot stand in one series. */
static enum mpt_status check_units(const struct merging *merging)
{
    static const char *const names[] = {"unit", "currency", "in_money", "direction"};
    const struct mpt_record *stays = &merging->merge->stays, *goes = &merging->merge->goes;
    for (size_t i = 0; strcmp(merging->kind->name, "target") == 0 && i < sizeof names / sizeof *names; i++) {
        const char *a = mpt_record_get(stays, names[i]), *b = mpt_record_get(goes, names[i]);
        bool flag = strcmp(names[i], "in_money") == 0; /* a flag that is not set says no */
        if ((flag && !a != !b) || (a && b && strcmp(a, b) != 0)) {
            return mpt_fail(merging->error, MPT_BAD_INPUT,
                            "the targets differ in %s (%s: %s, %s: %s), so their measurements cannot stand in one "
                            "series; nothing was changed",
                            names[i], merging->stays, a ? a : "none", merging->goes, b ? b : "none");
        }
    }
    return MPT_OK;
}

static enum mpt_status read_both(struct merging *merging)
{
    struct mpt_merge *merge = merging->merge;
    enum mpt_status status = mpt_merge_check(merging->kind, merging->error);
    if (!status && strcmp(merging->stays, merging->goes) == 0) {
        status = mpt_fail(merging->error, MPT_BAD_INPUT, "%s %s cannot be merged with itself", merging->kind->name,
                          merging->stays);
    }
    status = status ? status
                    : mpt_store_get(merging->store, merging->kind, merging->stays, merging->arena, &merge->stays,
                                    merging->error);
    status = status ? status
                    : mpt_store_get(merging->store, merging->kind, merging->goes, merging->arena, &merge->goes,
                                    merging->error);
    return status ? status : check_units(merging);
}

static enum mpt_status check_keep(const struct merging *merging)
{
    for (size_t i = 0; i < merging->keep_count; i++) {
        const struct mpt_field *field = merging->keep[i].field;
        if (field->type == MPT_CODE) {
            return mpt_fail(merging->error, MPT_BAD_INPUT,
                            "the code that stays is that of the first; merge %s with %s to keep the other",
                            merging->goes, merging->stays);
        }
        if (field->flags & (MPT_DERIVED | MPT_THROUGH)) {
            return mpt_fail(merging->error, MPT_BAD_INPUT, "%s is kept as records of its own, which all stay",
                            field->name);
        }
    }
    return MPT_OK;
}

/* --- What only names the record ----------------------------------------------------------------------------------- */

struct listing {
    struct mpt_arena *arena;
    const char **codes, **texts;
    size_t count, capacity, text_capacity;
};

static enum mpt_status keep_row(void *context, const char *const *values, struct mpt_error *error)
{
    struct listing *listing = context;
    (void)error;
    listing->codes =
        mpt_arena_grow(listing->arena, listing->codes, listing->count, &listing->capacity, sizeof *listing->codes);
    listing->texts =
        mpt_arena_grow(listing->arena, listing->texts, listing->count, &listing->text_capacity, sizeof *listing->texts);
    listing->codes[listing->count] = mpt_arena_copy(listing->arena, values[0]);
    listing->texts[listing->count++] = values[1] ? mpt_arena_copy(listing->arena, values[1]) : "";
    return MPT_OK;
}

static enum mpt_status list_where(struct merging *merging, const char *kind_name, const char *field,
                                  const char *const *filters, size_t filter_count, struct listing *listing)
{
    const struct mpt_kind *kind = mpt_kind_find(kind_name);
    const struct mpt_field *fields[] = {&kind->fields[0], mpt_field_find(kind, field)};
    const struct mpt_list_query query = {.kind = kind,
                                         .filters = filters,
                                         .filter_count = filter_count,
                                         .limit = -1,
                                         .fields = fields,
                                         .field_count = 2};
    *listing = (struct listing){.arena = merging->arena};
    return mpt_store_list(merging->store, &query, keep_row, listing, merging->error);
}

/* A code that a record had, and that of the record it is now, or is a part of. */
struct lead {
    const struct mpt_kind *kind;
    const char *from, *to;
};

struct leads {
    struct lead *items; /* by kind and code */
    size_t count, capacity;
    struct mpt_arena *arena;
    struct found_lead { /* source records that are about one of them */
        const char *code;
        const struct lead *lead;
    } * found;
    size_t found_count, found_capacity;
};

static int by_kind_and_code(const void *a, const void *b)
{
    const struct lead *left = a, *right = b;
    int order = strcmp(left->kind->name, right->kind->name);
    return order ? order : strcmp(left->from, right->from);
}

static void add_lead(struct leads *leads, const struct mpt_kind *kind, const char *from, const char *to)
{
    leads->items = mpt_arena_grow(leads->arena, leads->items, leads->count, &leads->capacity, sizeof *leads->items);
    leads->items[leads->count++] = (struct lead){kind, from, to};
}

/* Of code, about_kind and about_code. */
static enum mpt_status keep_led(void *context, const char *const *values, struct mpt_error *error)
{
    struct leads *leads = context;
    const struct lead wanted = {.kind = mpt_kind_find(values[1]), .from = values[2]};
    const struct lead *lead =
        wanted.kind ? bsearch(&wanted, leads->items, leads->count, sizeof wanted, by_kind_and_code) : NULL;
    (void)error;
    if (lead) {
        leads->found = mpt_arena_grow(leads->arena, leads->found, leads->found_count, &leads->found_capacity,
                                      sizeof *leads->found);
        leads->found[leads->found_count++] = (struct found_lead){mpt_arena_copy(leads->arena, values[0]), lead};
    }
    return MPT_OK;
}

/* What came in as the one that goes became the one that stays, what came in as a detail of it what that is now: one
 * look through all of them, for who takes part in a thousand projects has thousands. */
static enum mpt_status move_source_records(struct merging *merging)
{
    const struct mpt_kind *kind = mpt_kind_find("source_record");
    const struct mpt_field *fields[] = {&kind->fields[0], mpt_field_find(kind, "about_kind"),
                                        mpt_field_find(kind, "about_code")};
    const struct mpt_list_query query = {.kind = kind, .limit = -1, .fields = fields, .field_count = 3};
    struct leads leads = {.arena = merging->arena};
    add_lead(&leads, merging->kind, merging->goes, merging->stays);
    for (size_t i = 0; i < merging->merge->referrer_count; i++) {
        const struct mpt_merge_referrer *detail = &merging->merge->referrers[i];
        if (detail->now && strcmp(detail->now, detail->code) != 0) {
            add_lead(&leads, detail->kind, detail->code, detail->now);
        }
    }
    qsort(leads.items, leads.count, sizeof *leads.items, by_kind_and_code);
    enum mpt_status status = mpt_store_list(merging->store, &query, keep_led, &leads, merging->error);
    for (size_t i = 0; !status && i < leads.found_count; i++) {
        const char *code = leads.found[i].code;
        struct mpt_record record;
        status = mpt_store_get(merging->store, kind, code, merging->arena, &record, merging->error);
        if (!status) {
            record.values[mpt_field_index(kind, "about_code")] = leads.found[i].lead->to;
            status = mpt_store_edit(merging->store, code, &record, false, merging->arena, NULL, merging->error);
        }
    }
    return status;
}

/* Whether the code stands in the id of a finding, RULE:CODE or with more behind, as a whole. */
static bool speaks_of(const char *finding, const char *code)
{
    size_t len = strlen(code);
    for (const char *at = finding; (at = strstr(at, code)); at++) {
        bool begins = at > finding && (at[-1] == ':' || at[-1] == ' ' || at[-1] == '\n');
        if (begins && (!at[len] || at[len] == ':' || at[len] == ' ' || at[len] == '\n')) {
            return true;
        }
    }
    return false;
}

/* An acceptance was given for what was known of the record that goes; it is not carried over to the other. */
static enum mpt_status count_acceptances(struct merging *merging)
{
    const char *const filter = mpt_arena_print(merging->arena, "finding~%s", merging->goes);
    struct listing listing;
    enum mpt_status status = list_where(merging, "acceptance", "finding", &filter, 1, &listing);
    for (size_t i = 0; !status && i < listing.count; i++) {
        merging->merge->acceptances += speaks_of(listing.texts[i], merging->goes);
    }
    return status;
}

/* --- Where a merged record is ------------------------------------------------------------------------------------- */

static const char *setting_name(const struct mpt_kind *kind, const char *code, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, MPT_MERGED "%s:%s", kind->name, code);
}

/* The code that the record has now which had this one; NULL when it is not there. */
static const char *renamed(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                           struct mpt_arena *arena)
{
    const struct mpt_param params[] = {{.name = "code", .text = code}, {.name = "kind", .text = kind->name}};
    struct mpt_cursor *cursor = NULL;
    struct mpt_error unused;
    const char *now = NULL;
    if (mpt_cursor_open(store, "history-gone", NULL, params, 2, &cursor, &unused) == MPT_OK &&
        mpt_cursor_next(cursor)) {
        now = mpt_store_code(store, kind, mpt_cursor_integer(cursor, "record"), arena);
    }
    mpt_cursor_close(cursor, &unused);
    return now;
}

/* The one it was merged into may have been renamed, or merged into a third. */
static const char *follow(struct mpt_store *store, const struct mpt_kind *kind, const char *code,
                          struct mpt_arena *arena)
{
    enum { FARTHEST = 100 };
    bool merged = false;
    for (int steps = 0; code && steps < FARTHEST; steps++) {
        if (mpt_store_exists(store, kind, code)) {
            return merged ? code : NULL;
        }
        const char *into = mpt_store_setting(store, setting_name(kind, code, arena), arena);
        merged |= into != NULL;
        code = into ? into : merged ? renamed(store, kind, code, arena) : NULL;
    }
    return NULL;
}

const char *mpt_store_merged(struct mpt_store *store, const struct mpt_kind **kind, const char *typed,
                             struct mpt_arena *arena)
{
    const char *colon = strchr(typed, ':'), *into = NULL;
    const struct mpt_kind *named =
        colon ? mpt_kind_find(mpt_arena_copy_len(arena, typed, (size_t)(colon - typed))) : NULL;
    const char *code = mpt_text_fold(named ? colon + 1 : typed, arena);
    const struct mpt_kind *only = *kind ? *kind : named;
    for (size_t i = 0; !into && i < mpt_kind_count; i++) {
        if ((!only || mpt_kinds[i] == only) && (!named || mpt_kinds[i] == named)) {
            into = follow(store, mpt_kinds[i], code, arena);
            *kind = into ? mpt_kinds[i] : *kind;
        }
    }
    return into;
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static enum mpt_status merge_main(struct merging *merging)
{
    struct mpt_record record = mpt_record_init(merging->kind, merging->arena);
    memcpy(record.values, merging->merge->stays.values, merging->kind->field_count * sizeof *record.values);
    merge_fields(merging, &record, &merging->merge->goes, true);
    return mpt_store_edit(merging->store, merging->stays, &record, false, merging->arena, NULL, merging->error);
}

enum mpt_status mpt_store_merge(struct mpt_store *store, const struct mpt_kind *kind, const char *stays,
                                const char *goes, const struct mpt_merge_keep *keep, size_t keep_count,
                                struct mpt_arena *arena, struct mpt_merge *merge, struct mpt_error *error)
{
    struct merging merging = {store, kind, stays, goes, keep, keep_count, arena, merge, error};
    *merge = (struct mpt_merge){.kind = kind};
    enum mpt_status status = read_both(&merging);
    status = status ? status : check_keep(&merging);
    status = status ? status : count_acceptances(&merging);
    status = status ? status : mpt_store_set(store, setting_name(kind, goes, arena), stays, error);
    status = status ? status : merge_main(&merging);
    status = status ? status : merge_referrers(&merging);
    status = status ? status : move_source_records(&merging);
    return status ? status : record_delete(store, kind, goes, arena, error);
}
