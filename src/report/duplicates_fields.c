/* The fields of two projects side by side: what both have, and what one has. */
#include <string.h>

#include "duplicates_page.h"
#include "duplicates_pairs.h"
#include "mpt/money.h"

/* One field of both: what it is, and its values as people read them. */
struct row {
    const char *name;
    const char *const *a, *const *b;
    size_t a_count, b_count;
    bool one_a_line;
};

static bool has(const char *const *list, size_t count, const char *value)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i], value) == 0) {
            return true;
        }
    }
    return false;
}

static const char *joined(const char *const *list, size_t count, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    for (size_t i = 0; i < count; i++) {
        mpt_text_print(&text, "%s%s", i ? "; " : "", list[i]);
    }
    return mpt_text_get(&text);
}

/* Of `list` those that `other` has, or has not. */
static const char *const *sift(const char *const *list, size_t count, const char *const *other, size_t other_count,
                               bool shared, struct mpt_arena *arena, size_t *kept)
{
    const char **found = mpt_arena_array(arena, count + 1, sizeof *found);
    *kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (has(other, other_count, list[i]) == shared) {
            found[(*kept)++] = list[i];
        }
    }
    return found;
}

/* "same", "differs", "only A", "only B", "in part". */
static const char *state_of(const struct row *row, size_t both)
{
    return !row->a_count                                  ? "only B"
           : !row->b_count                                ? "only A"
           : both == row->a_count && both == row->b_count ? "same"
           : both                                         ? "in part"
                                                          : "differs";
}

/* Whose they are and what they are, in a line, or one a line; the first line of a row has its name. */
static void add_values(struct mpt_document *document, const struct row *row, const char **label, enum mpt_tone tone,
                       const char *whose, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i += row->one_a_line ? 1 : count) {
        const char *text = row->one_a_line ? list[i] : joined(list, count, document->arena);
        mpt_document_item(document, *label, tone, mpt_arena_print(document->arena, "%-4s  %s", whose, text), NULL);
        *label = "";
    }
}

static void add_row(struct mpt_document *document, struct mpt_data *fields, const struct row *row)
{
    struct mpt_arena *arena = document->arena;
    size_t both, only_a, only_b;
    const char *const *shared = sift(row->a, row->a_count, row->b, row->b_count, true, arena, &both);
    const char *const *a = sift(row->a, row->a_count, row->b, row->b_count, false, arena, &only_a);
    const char *const *b = sift(row->b, row->b_count, row->a, row->a_count, false, arena, &only_b);
    if (!row->a_count && !row->b_count) {
        return;
    }
    enum mpt_tone tone = both ? MPT_GOOD : only_a && only_b ? MPT_CAUTION : MPT_MUTED;
    const char *label = row->name;
    add_values(document, row, &label, tone, "both", shared, both);
    add_values(document, row, &label, tone, "A", a, only_a);
    add_values(document, row, &label, tone, "B", b, only_b);
    struct mpt_data *data = mpt_data_object(arena);
    mpt_data_text(data, "field", row->name);
    mpt_data_text(data, "state", state_of(row, both));
    mpt_data_text(data, "a", row->a_count ? joined(row->a, row->a_count, arena) : NULL);
    mpt_data_text(data, "b", row->b_count ? joined(row->b, row->b_count, arena) : NULL);
    mpt_data_push(fields, data);
}

static const char *const *parties(const struct mpt_match_party *list, size_t count, struct mpt_arena *arena)
{
    const char **texts = mpt_arena_array(arena, count + 1, sizeof *texts);
    for (size_t i = 0; i < count; i++) {
        const char *role = party_role_name(list[i].role);
        texts[i] = *role ? mpt_arena_print(arena, "%s (%s)", list[i].name, role) : list[i].name;
    }
    return texts;
}

static bool is_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Money of one stage, and of one giver to one receiver where they are known. */
static bool is_one_stream(const struct flow *a, const struct flow *b)
{
    return strcmp(a->currency, b->currency) == 0 && strcmp(a->stage, b->stage) == 0 && is_equal(a->giver, b->giver) &&
           is_equal(a->receiver, b->receiver);
}

/* All of a stream, from its first flow on: what it sums up to, from when to when. */
static const char *stream_text(const struct compared *item, size_t first, struct mpt_arena *arena)
{
    const struct flow *one = &item->flows[first];
    struct mpt_money money = {.minor = 0};
    const char *from = one->year, *to = one->year;
    bool more = false, undated = false;
    for (size_t i = first; i < item->flow_count; i++) {
        const struct flow *flow = &item->flows[i];
        if (is_one_stream(one, flow)) {
            more |= __builtin_add_overflow(money.minor, flow->minor, &money.minor);
            undated |= !flow->year;
            from = undated || strcmp(flow->year, from) > 0 ? from : flow->year;
            to = undated || strcmp(flow->year, to) < 0 ? to : flow->year;
        }
    }
    memcpy(money.currency, one->currency, strlen(one->currency) < 4 ? strlen(one->currency) : 3);
    const char *sum = more ? "more than can be counted," : mpt_money_show(money, arena);
    const char *years = undated                 ? ""
                        : strcmp(from, to) == 0 ? mpt_arena_print(arena, ", %s", from)
                                                : mpt_arena_print(arena, ", %s to %s", from, to);
    return mpt_arena_print(arena, "%s %s%s%s%s%s%s", sum, one->stage, one->giver ? " from " : "",
                           one->giver ? one->giver : "", one->receiver ? " to " : "",
                           one->receiver ? one->receiver : "", years);
}

static const char *const *streams(const struct compared *item, struct mpt_arena *arena, size_t *count)
{
    const char **texts = mpt_arena_array(arena, item->flow_count + 1, sizeof *texts);
    *count = 0;
    for (size_t i = 0; i < item->flow_count; i++) {
        bool first = true;
        for (size_t j = 0; j < i; j++) {
            first &= !is_one_stream(&item->flows[j], &item->flows[i]);
        }
        if (first) {
            texts[(*count)++] = stream_text(item, i, arena);
        }
    }
    return texts;
}

static struct row single(const char *name, const char *const *a, const char *const *b)
{
    return (struct row){name, a, b, *a != NULL, *b != NULL, false};
}

/* What is of their records and not compared: whose they are and where they stand. */
static struct row of_records(const char *name, const char *field, const struct mpt_record *a,
                             const struct mpt_record *b, struct mpt_arena *arena)
{
    struct row row = {.name = name};
    row.a = text_lines(NULL, mpt_record_get(a, field), arena, &row.a_count);
    row.b = text_lines(NULL, mpt_record_get(b, field), arena, &row.b_count);
    return row;
}

enum mpt_status two_add_fields(struct mpt_document *document, struct mpt_store *store, const struct compared *a,
                               const struct compared *b, struct mpt_error *error)
{
    struct mpt_arena *arena = document->arena;
    const struct mpt_kind *project = mpt_kind_find("project");
    const struct mpt_match_record *x = &a->match, *y = &b->match;
    struct mpt_data *fields = mpt_data_array(arena);
    struct mpt_record one, other;
    enum mpt_status status = mpt_store_get(store, project, a->code, arena, &one, error);
    status = status ? status : mpt_store_get(store, project, b->code, arena, &other, error);
    if (status) {
        return status;
    }
    struct row money = {.name = "money", .one_a_line = true};
    money.a = streams(a, arena, &money.a_count);
    money.b = streams(b, arena, &money.b_count);
    const struct row rows[] = {
        {"names", x->names, y->names, x->name_count, y->name_count, false},
        {"outside ids", x->ids, y->ids, x->id_count, y->id_count, false},
        of_records("missions", "mission", &one, &other, arena),
        of_records("portfolios", "portfolio", &one, &other, arena),
        of_records("status", "status", &one, &other, arena),
        of_records("stage", "stage", &one, &other, arena),
        single("programme", &x->programme, &y->programme),
        single("call", &a->call, &b->call),
        single("starts", &a->starts, &b->starts),
        single("ends", &a->ends, &b->ends),
        {"places", x->places, y->places, x->place_count, y->place_count, false},
        single("country", &x->country, &y->country),
        {"people", parties(x->people, x->person_count, arena), parties(y->people, y->person_count, arena),
         x->person_count, y->person_count, false},
        {"organisations", parties(x->organisations, x->organisation_count, arena),
         parties(y->organisations, y->organisation_count, arena), x->organisation_count, y->organisation_count, false},
        money,
    };
    mpt_document_section(document, "FIELDS");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        add_row(document, fields, &rows[i]);
    }
    mpt_data_set(document->data, "fields", fields);
    return MPT_OK;
}
