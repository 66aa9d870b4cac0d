/* What refers to a record that goes: led to the one that stays. Details that say the same of the same become one, so
 * that no money, role or tag is there twice. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "merge.h"
#include "mpt/money.h"

enum { ALL = 100000000 };

/* A record that refers to one of the two. */
struct referrer {
    struct mpt_record record; /* leads to the one that stays already */
    const char *key;          /* two of one key are about the same; NULL: no detail */
    bool united;
};

struct referrers {
    const struct mpt_kind *kind;
    struct referrer *ours, *theirs; /* of the one that stays, of the one that goes */
    size_t our_count, our_capacity, their_count, their_capacity;
};

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* --- When two are one --------------------------------------------------------------------------------------------- */

/* What becomes one in spite of other values that differ, and by which fields two are about the same; all others by
 * those their codes are made of, and only when nothing differs. */
static const struct {
    const char *kind, *key;
    const char *apart; /* fields that tell two apart when both have a value; NULL: none */
} rules[] = {
    {"participation", "stakeholder mission project programme role", NULL},
    {"tagging", "project mission stakeholder tag", NULL},
    {"link", "project mission stakeholder relation to_project to_mission to_stakeholder", NULL},
    {"funding", "project mission programme portfolio giver receiver stage year amount", "form purpose"},
};

static const char *key_fields(const struct mpt_kind *kind, const char **apart, bool *differing)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (strcmp(rules[i].kind, kind->name) == 0) {
            *apart = rules[i].apart;
            *differing = true;
            return rules[i].key;
        }
    }
    *apart = NULL;
    *differing = false;
    return kind->code_from;
}

/* Whether records of the kind are parts of others and have no name of their own. */
static bool is_detail(const struct mpt_kind *kind)
{
    const struct mpt_field *title = mpt_field_find(kind, "title");
    return !title || (!(title->flags & MPT_REQUIRED) && mpt_field_find(kind, "amount"));
}

/* The values of fields named in `names`, blank between, each behind a tab. */
static const char *values_of(const struct mpt_record *record, const char *names, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    while (*names) {
        size_t len = strcspn(names, " ");
        const char *value = mpt_record_get(record, mpt_arena_copy_len(arena, names, len));
        mpt_text_print(&text, "\t%s", value ? value : "");
        names += len + (names[len] == ' ');
    }
    return mpt_text_get(&text);
}

static const char *key_of(const struct mpt_record *record, struct mpt_arena *arena)
{
    const char *apart;
    bool differing;
    return is_detail(record->kind) ? values_of(record, key_fields(record->kind, &apart, &differing), arena) : NULL;
}

static bool named_in(const char *names, const char *name)
{
    const char *place = names ? strstr(names, name) : NULL;
    char behind = place ? place[strlen(name)] : 'x';
    return place && (place == names || place[-1] == ' ') && (behind == ' ' || !behind);
}

/* Whether two of one key may become one. */
static bool agree(const struct mpt_record *a, const struct mpt_record *b)
{
    const char *apart;
    bool differing;
    key_fields(a->kind, &apart, &differing);
    for (size_t i = 1; i < a->kind->field_count; i++) {
        const struct mpt_field *field = &a->kind->fields[i];
        bool counts = differing ? named_in(apart, field->name) : strcmp(field->name, "source") != 0;
        if (counts && a->values[i] && b->values[i] && strcmp(a->values[i], b->values[i]) != 0) {
            return false;
        }
    }
    return true;
}

/* --- Gathering ---------------------------------------------------------------------------------------------------- */

static struct referrers *of_kind(struct referrers *all, size_t *count, const struct mpt_kind *kind)
{
    for (size_t i = 0; i < *count; i++) {
        if (all[i].kind == kind) {
            return &all[i];
        }
    }
    all[*count] = (struct referrers){.kind = kind};
    return &all[(*count)++];
}

static int by_code(const void *a, const void *b)
{
    const struct referrer *left = a, *right = b;
    return strcmp(left->record.values[0], right->record.values[0]);
}

static int by_key(const void *a, const void *b)
{
    const struct referrer *left = a, *right = b;
    int order = strcmp(left->key ? left->key : "", right->key ? right->key : "");
    return order ? order : by_code(a, b);
}

/* Reads what refers to one of the two, each record once; the two themselves are none. */
static enum mpt_status gather(struct merging *merging, bool theirs, struct referrers *all, size_t *kind_count)
{
    struct mpt_referrers *list;
    size_t count;
    enum mpt_status status = mpt_store_referrers(merging->store, merging->kind, theirs ? merging->goes : merging->stays,
                                                 ALL, merging->arena, &list, &count, merging->error);
    for (size_t i = 0; !status && i < count; i++) {
        struct referrers *of = of_kind(all, kind_count, list[i].kind);
        struct referrer **items = theirs ? &of->theirs : &of->ours;
        size_t *item_count = theirs ? &of->their_count : &of->our_count;
        size_t *capacity = theirs ? &of->their_capacity : &of->our_capacity;
        for (size_t j = 0; !status && j < list[i].count; j++) {
            const char *code = list[i].codes[j];
            if (list[i].kind == merging->kind &&
                (strcmp(code, merging->stays) == 0 || strcmp(code, merging->goes) == 0)) {
                continue;
            }
            *items = mpt_arena_grow(merging->arena, *items, *item_count, capacity, sizeof **items);
            struct referrer *item = &(*items)[(*item_count)++];
            *item = (struct referrer){.united = false};
            status = mpt_store_get(merging->store, list[i].kind, code, merging->arena, &item->record, merging->error);
        }
    }
    return status;
}

/* By code, each once: a record may refer by several fields. */
static size_t settle(struct referrer *items, size_t count)
{
    size_t kept = 0;
    if (count) {
        qsort(items, count, sizeof *items, by_code);
    }
    for (size_t i = 0; i < count; i++) {
        if (!kept || by_code(&items[kept - 1], &items[i]) != 0) {
            items[kept++] = items[i];
        }
    }
    return kept;
}

/* Those of the one that stays which refer to both are the other's: they are changed. */
static size_t without_shared(struct referrers *of)
{
    size_t kept = 0;
    for (size_t i = 0; i < of->our_count; i++) {
        assert(of->ours);
        if (!of->theirs || !bsearch(&of->ours[i], of->theirs, of->their_count, sizeof *of->theirs, by_code)) {
            of->ours[kept++] = of->ours[i];
        }
    }
    return kept;
}

/* --- What becomes of each ----------------------------------------------------------------------------------------- */

static void say(struct merging *merging, enum mpt_merge_fate fate, const struct mpt_record *record, const char *code,
                const char *now)
{
    struct mpt_merge *merge = merging->merge;
    bool link = fate == MPT_MERGE_GONE && mpt_field_find(record->kind, "relation");
    merge->referrers = mpt_arena_grow(merging->arena, merge->referrers, merge->referrer_count,
                                      &merge->referrer_capacity, sizeof *merge->referrers);
    merge->referrers[merge->referrer_count++] =
        (struct mpt_merge_referrer){.fate = fate,
                                    .kind = record->kind,
                                    .code = code,
                                    .now = now,
                                    .says = link ? mpt_record_get(record, "relation") : NULL};
}

/* Whether the record says how two others are related, and these are one now: project and to_project. */
static bool relates_itself(const struct mpt_record *record, struct mpt_arena *arena)
{
    for (size_t i = 0; i < record->kind->field_count; i++) {
        const struct mpt_field *to =
            mpt_field_find(record->kind, mpt_arena_print(arena, "to_%s", record->kind->fields[i].name));
        if (to && record->values[i] && same(record->values[i], record->values[to - record->kind->fields])) {
            return true;
        }
    }
    return false;
}

/* The first of the one that stays which is about the same as `item` and may become one with it. `ours` are by key. */
static struct referrer *counterpart(const struct referrers *of, const struct referrer *item)
{
    size_t low = 0, high = item->key ? of->our_count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(of->ours[middle].key, item->key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; item->key && low < of->our_count && strcmp(of->ours[low].key, item->key) == 0; low++) {
        if (!of->ours[low].united && agree(&of->ours[low].record, &item->record)) {
            return &of->ours[low];
        }
    }
    return NULL;
}

/* Two tags that become one had a part each of what they are on: the parts add up. */
static void add_shares(struct merging *merging, struct mpt_record *ours, struct mpt_record *theirs)
{
    const struct mpt_field *share = mpt_field_find(ours->kind, "share");
    const char *here = share ? mpt_record_get(ours, "share") : NULL,
               *there = share ? mpt_record_get(theirs, "share") : NULL;
    double sum = here && there ? strtod(here, NULL) + strtod(there, NULL) : 0;
    if (strcmp(merging->kind->name, "tag") != 0 || !here || !there || sum > share->max) {
        return;
    }
    size_t position = (size_t)(share - ours->kind->fields);
    ours->values[position] = theirs->values[position] = mpt_number_format(sum, merging->arena);
    merge_say_value(merging, &(struct mpt_merge_value){.action = MPT_MERGE_JOINED,
                                                       .kind = ours->kind,
                                                       .code = ours->values[0],
                                                       .from = theirs->values[0],
                                                       .field = share,
                                                       .here = here,
                                                       .there = there,
                                                       .now = ours->values[position]});
}

static enum mpt_status unite(struct merging *merging, struct referrer *ours, struct referrer *theirs)
{
    const char *code = ours->record.values[0];
    ours->united = theirs->united = true;
    add_shares(merging, &ours->record, &theirs->record);
    merge_fields(merging, &ours->record, &theirs->record, false);
    say(merging, MPT_MERGE_UNITED, &theirs->record, theirs->record.values[0], code);
    enum mpt_status status =
        mpt_store_edit(merging->store, code, &ours->record, false, merging->arena, NULL, merging->error);
    return status ? status
                  : record_delete(merging->store, theirs->record.kind, theirs->record.values[0], merging->arena,
                                  merging->error);
}

/* Its code says of what it is a part, where that is all there is of it: else one that is added to a record with the old
 * code would be refused for being there. */
static const char *code_after(struct merging *merging, const struct mpt_record *record)
{
    const char *made = record->kind->once ? code_make(merging->store, record, merging->arena) : record->values[0];
    return mpt_store_exists(merging->store, record->kind, made) ? record->values[0] : made;
}

static enum mpt_status move(struct merging *merging, struct referrer *item)
{
    const char *code = item->record.values[0];
    item->record.values[0] = code_after(merging, &item->record);
    say(merging, MPT_MERGE_MOVED, &item->record, code, item->record.values[0]);
    enum mpt_status status =
        mpt_store_edit(merging->store, code, &item->record, false, merging->arena, NULL, merging->error);
    if (status) {
        mpt_error_prefix(merging->error, "%s %s", item->record.kind->name, code);
    }
    return status;
}

static enum mpt_status settle_one(struct merging *merging, const struct referrers *of, struct referrer *item)
{
    if (relates_itself(&item->record, merging->arena)) {
        item->united = true;
        say(merging, MPT_MERGE_GONE, &item->record, item->record.values[0], NULL);
        return record_delete(merging->store, of->kind, item->record.values[0], merging->arena, merging->error);
    }
    struct referrer *ours = counterpart(of, item);
    return ours ? unite(merging, ours, item) : move(merging, item);
}

/* --- Money -------------------------------------------------------------------------------------------------------- */

static struct mpt_merge_sum *sum_of(struct merging *merging, const char *stage, const char *currency)
{
    struct mpt_merge *merge = merging->merge;
    for (size_t i = 0; i < merge->sum_count; i++) {
        if (strcmp(merge->sums[i].stage, stage) == 0 && strcmp(merge->sums[i].currency, currency) == 0) {
            return &merge->sums[i];
        }
    }
    merge->sums =
        mpt_arena_grow(merging->arena, merge->sums, merge->sum_count, &merge->sum_capacity, sizeof *merge->sums);
    struct mpt_merge_sum *sum = &merge->sums[merge->sum_count++];
    *sum = (struct mpt_merge_sum){.stage = stage, .currency = mpt_arena_copy(merging->arena, currency)};
    return sum;
}

static enum mpt_status add_money(struct merging *merging, const struct referrer *item, bool theirs)
{
    struct mpt_money money;
    enum mpt_status status = mpt_money_parse(mpt_record_get(&item->record, "amount"), &money, merging->error);
    if (status) {
        return status;
    }
    struct mpt_merge_sum *sum = sum_of(merging, mpt_record_get(&item->record, "stage"), money.currency);
    bool twice = theirs && item->united;
    sum->united += twice;
    if (__builtin_add_overflow(sum->before_minor, money.minor, &sum->before_minor) ||
        (!twice && __builtin_add_overflow(sum->after_minor, money.minor, &sum->after_minor))) {
        return mpt_fail(merging->error, MPT_BAD_INPUT, "the %s money of the two in %s is too large to be added",
                        sum->stage, sum->currency);
    }
    return MPT_OK;
}

/* For what and in which stage and currency a flow is. */
static const char *purpose_of(const struct mpt_record *record, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "%s\t%.3s", values_of(record, "project mission programme portfolio stage", arena),
                           mpt_record_get(record, "amount"));
}

struct purpose {
    const char *text;
    const struct referrer *of;
};

static int by_purpose(const void *a, const void *b)
{
    const struct purpose *left = a, *right = b;
    int order = strcmp(left->text, right->text);
    return order ? order : by_key(left->of, right->of);
}

/* The purposes of those that stay as they are; who gives to a thousand projects has thousands. */
static struct purpose *list_purposes(const struct referrers *of, size_t *count, struct mpt_arena *arena)
{
    struct purpose *list = mpt_arena_array(arena, of->our_count + 1, sizeof *list);
    *count = 0;
    for (size_t i = 0; i < of->our_count; i++) {
        if (!of->ours[i].united) {
            list[(*count)++] = (struct purpose){purpose_of(&of->ours[i].record, arena), &of->ours[i]};
        }
    }
    qsort(list, *count, sizeof *list, by_purpose);
    return list;
}

/* The first of that purpose; NULL when there is none. */
static const struct referrer *find_purpose(const struct purpose *list, size_t count, const char *text)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(list[middle].text, text) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && strcmp(list[low].text, text) == 0 ? list[low].of : NULL;
}

/* Flows of both that may be the same in other words. */
static void find_beside(struct merging *merging, const struct referrers *of)
{
    enum { MOST = 20 };
    struct mpt_merge *merge = merging->merge;
    size_t count;
    const struct purpose *ours = list_purposes(of, &count, merging->arena);
    for (size_t i = 0; i < of->their_count && merge->beside_count < MOST; i++) {
        const struct referrer *item = &of->theirs[i];
        const struct referrer *other =
            item->united ? NULL : find_purpose(ours, count, purpose_of(&item->record, merging->arena));
        if (other) {
            merge->besides = mpt_arena_grow(merging->arena, merge->besides, merge->beside_count,
                                            &merge->beside_capacity, sizeof *merge->besides);
            merge->besides[merge->beside_count++] =
                (struct mpt_merge_beside){other->record.values[0], item->record.values[0]};
        }
    }
}

static enum mpt_status add_up(struct merging *merging, const struct referrers *of)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < of->our_count; i++) {
        status = add_money(merging, &of->ours[i], false);
    }
    for (size_t i = 0; !status && i < of->their_count; i++) {
        status = add_money(merging, &of->theirs[i], true);
    }
    if (!status) {
        find_beside(merging, of);
    }
    return status;
}

/* --- All of them -------------------------------------------------------------------------------------------------- */

static enum mpt_status merge_kind(struct merging *merging, struct referrers *of)
{
    enum mpt_status status = MPT_OK;
    of->our_count = settle(of->ours, of->our_count);
    of->their_count = settle(of->theirs, of->their_count);
    of->our_count = without_shared(of);
    for (size_t i = 0; i < of->our_count; i++) {
        assert(of->ours);
        of->ours[i].key = key_of(&of->ours[i].record, merging->arena);
    }
    for (size_t i = 0; i < of->their_count; i++) {
        assert(of->theirs);
        merge_redirect(merging, &of->theirs[i].record);
        of->theirs[i].key = key_of(&of->theirs[i].record, merging->arena);
    }
    if (of->our_count) {
        qsort(of->ours, of->our_count, sizeof *of->ours, by_key);
    }
    for (size_t i = 0; !status && i < of->their_count; i++) {
        status = settle_one(merging, of, &of->theirs[i]);
    }
    bool money = strcmp(of->kind->name, "funding") == 0;
    return status || !money ? status : add_up(merging, of);
}

enum mpt_status merge_referrers(struct merging *merging)
{
    struct referrers *all = mpt_arena_array(merging->arena, mpt_kind_count, sizeof *all);
    size_t count = 0;
    enum mpt_status status = gather(merging, false, all, &count);
    status = status ? status : gather(merging, true, all, &count);
    for (size_t i = 0; !status && i < count; i++) {
        status = merge_kind(merging, &all[i]);
    }
    return status;
}
