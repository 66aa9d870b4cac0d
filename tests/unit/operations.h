/* Operations at random on a portfolio, the same ones on every machine: what additions, edits and removals have in
 * common is tested on many of them. */
#ifndef MPT_TEST_OPERATIONS_H
#define MPT_TEST_OPERATIONS_H

#include "support.h"

/* The same numbers on every machine (xorshift). */
static inline uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static inline size_t below(uint32_t *seed, size_t limit)
{
    return limit ? next_random(seed) % limit : 0;
}

static const char *const random_kinds[] = {"stakeholder", "mission", "project",  "funding",  "participation", "target",
                                           "measurement", "step",    "decision", "learning", "tag",           "link"};

/* A code of a record of that kind; NULL when there is none. */
static inline const char *any_code(struct fixture *f, const char *kind, uint32_t *seed, struct mpt_arena *arena)
{
    struct mpt_cursor *cursor;
    const char *table = kind_of(kind)->table, *code = NULL;
    const struct mpt_param params[] = {
        {.name = "n", .number = (double)(next_random(seed) % 100000), .is_number = true}};
    const char *sql =
        mpt_arena_print(arena,
                        "SELECT code FROM (SELECT code, row_number() OVER (ORDER BY id) - 1 AS at FROM %s) "
                        "WHERE at = CAST($n AS INTEGER) %% (SELECT count(*) FROM %s)",
                        table, table);
    assert_ok(f, mpt_cursor_open(f->store, "any", sql, params, 1, &cursor, &f->error));
    if (mpt_cursor_next(cursor)) {
        code = mpt_arena_copy(arena, mpt_cursor_text(cursor, "code"));
    }
    assert_ok(f, mpt_cursor_close(cursor, &f->error));
    return code;
}

/* A value that goes with the field, or "" where it would need a record that is not there. */
static inline const char *any_value(struct fixture *f, const struct mpt_field *field, uint32_t *seed,
                                    struct mpt_arena *arena)
{
    static const char *const words[] = {"hydrogen", "Brødrene", "stack", "Đà Nẵng", "alkaline", "水素", "50% \"x\""};
    static const char *const currencies[] = {"AUD", "NOK", "JPY", "KWD"}, *const countries[] = {"AU", "DK", "NO"};
    size_t choices = 0;
    switch (field->type) {
    case MPT_REF: {
        const char *code = any_code(f, field->refers_to, seed, arena);
        bool share = field->flags & MPT_SHARED && below(seed, 2);
        return !code ? "" : share ? mpt_arena_print(arena, "%s:%zu%%", code, below(seed, 40)) : code;
    }
    case MPT_TEXT:
        return mpt_arena_print(arena, "%s %s %zu", words[below(seed, COUNT(words))], words[below(seed, COUNT(words))],
                               below(seed, 1000));
    case MPT_CHOICE:
        while (field->choices[choices].value) {
            choices++;
        }
        return field->choices[below(seed, choices)].value;
    case MPT_DATE:
        return mpt_arena_print(arena, "20%02zu-%02zu", below(seed, 60) + 10, below(seed, 12) + 1);
    case MPT_MONEY:
        return mpt_arena_print(arena, "%s %zu", currencies[below(seed, COUNT(currencies))], below(seed, 1000000000));
    case MPT_NUMBER:
        return mpt_arena_print(arena, "%g", field->max > 0 ? (double)below(seed, 100) : (double)below(seed, 1000) / 8);
    case MPT_INTEGER:
        return mpt_arena_print(arena, "%.0f", field->min + (double)below(seed, (size_t)(field->max - field->min) + 1));
    case MPT_FLAG:
        return below(seed, 2) ? "yes" : "no";
    case MPT_CURRENCY:
        return currencies[below(seed, COUNT(currencies))];
    case MPT_COUNTRY:
        return countries[below(seed, COUNT(countries))];
    case MPT_CODE:
        return mpt_arena_print(arena, "code-%zu", below(seed, 100000));
    }
    return "";
}

static inline void set_any(struct fixture *f, struct mpt_record *record, const struct mpt_field *field, uint32_t *seed,
                           struct mpt_arena *arena)
{
    const char **slot = &record->values[field - record->kind->fields], *value;
    *slot = NULL;
    for (size_t n = field->flags & MPT_MANY ? below(seed, 4) : 1; n > 0; n--) {
        const char *typed = any_value(f, field, seed, arena);
        assert_ok(f, mpt_value_parse(field, typed, arena, &value, &f->error));
        *slot = !value                    ? *slot
                : field->flags & MPT_MANY ? mpt_value_add(*slot, value, field->flags & MPT_SHARED, arena)
                                          : value;
    }
}

static inline enum mpt_status any_addition(struct fixture *f, const struct mpt_kind *kind, uint32_t *seed,
                                           struct mpt_arena *arena)
{
    struct mpt_record made = mpt_record_init(kind, arena);
    for (size_t i = 1; i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        bool wanted = field->flags & MPT_REQUIRED || (field->type == MPT_REF && below(seed, 2)) || below(seed, 5) == 0;
        if (wanted && !(field->flags & MPT_DERIVED)) {
            set_any(f, &made, field, seed, arena);
        }
    }
    if (kind->at_most_days) { /* two days that random ones would hardly ever bring so near to one another */
        const char *blank = strchr(kind->ordered, ' ');
        const char *first = mpt_arena_copy_len(arena, kind->ordered, (size_t)(blank - kind->ordered));
        made.values[mpt_field_index(kind, first)] = mpt_record_get(&made, blank + 1);
    }
    return mpt_store_add(f->store, &made, false, arena, &f->error);
}

static inline enum mpt_status any_edit(struct fixture *f, const struct mpt_kind *kind, const char *code, uint32_t *seed,
                                       struct mpt_arena *arena)
{
    struct mpt_record found;
    enum mpt_status status = mpt_store_get(f->store, kind, code, arena, &found, &f->error);
    for (size_t n = below(seed, 4); !status && n > 0; n--) {
        const struct mpt_field *field = &kind->fields[below(seed, kind->field_count)];
        if (!(field->flags & MPT_DERIVED)) {
            set_any(f, &found, field, seed, arena);
        }
    }
    return status ? status : mpt_store_edit(f->store, code, &found, false, arena, NULL, &f->error);
}

/* One operation as an entry of its own. What makes no sense is refused and rolled back, as a command would be. */
static inline bool any_operation(struct fixture *f, uint32_t *seed)
{
    struct mpt_arena *arena = mpt_arena_open();
    const struct mpt_kind *kind = kind_of(random_kinds[below(seed, COUNT(random_kinds))]);
    size_t what = below(seed, 100);
    const char *code = any_code(f, kind->name, seed, arena);
    begin(f);
    enum mpt_status status = what < 50 || !code ? any_addition(f, kind, seed, arena)
                             : what < 85        ? any_edit(f, kind, code, seed, arena)
                                                : mpt_store_remove(f->store, kind, code, what >= 92, arena, &f->error);
    if (status && status != MPT_BAD_INPUT) {
        WRONG("%s %s: %s", kind->name, code ? code : "", f->error.message);
    }
    if (status || below(seed, 20) == 0) {
        mpt_store_rollback(f->store);
    } else {
        commit(f);
    }
    mpt_arena_close(arena);
    return status == MPT_OK;
}

#endif
