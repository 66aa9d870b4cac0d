/* Test sets made from real projects: 20 % of the words drawn anew, organisations shortened, fields dropped. */
#include "remade.h"

#include <string.h>

#include "table.h"

enum { REWORDED = 20, DROPPED = 30, SHORTENED = 50 }; /* of a hundred */

struct maker {
    struct mpt_arena *arena;
    const struct table *table;
    uint64_t seed;
};

/* Marsaglia's xorshift. */
static uint32_t draw(struct maker *maker, uint32_t below)
{
    maker->seed ^= maker->seed << 13;
    maker->seed ^= maker->seed >> 7;
    maker->seed ^= maker->seed << 17;
    return (uint32_t)((maker->seed >> 32) * below >> 32);
}

static bool chance(struct maker *maker, uint32_t of_hundred)
{
    return draw(maker, 100) < of_hundred;
}

/* A word of the same column of any row. */
static const char *draw_word(struct maker *maker, const char *column)
{
    const char *text = table_get(maker->table, draw(maker, (uint32_t)maker->table->count), column);
    size_t len = strlen(text), at = len ? draw(maker, (uint32_t)len) : 0;
    while (at > 0 && text[at - 1] != ' ') {
        at--;
    }
    return mpt_arena_copy_len(maker->arena, text + at, strcspn(text + at, " "));
}

static const char *reword(struct maker *maker, const char *text, const char *column)
{
    const char *made = "";
    while (*text) {
        size_t len = strcspn(text, " ");
        const char *word = mpt_arena_copy_len(maker->arena, text, len);
        if (len > 0) {
            word = chance(maker, REWORDED) ? draw_word(maker, column) : word;
            made = *made ? mpt_arena_print(maker->arena, "%s %s", made, word) : word;
        }
        text += len + (text[len] == ' ');
    }
    return made;
}

/* "Ministry of Water Resources" as "MWR", or without its last word. */
static const char *shorten(struct maker *maker, const char *name)
{
    char initials[64];
    size_t count = 0;
    const char *last = strrchr(name, ' ');
    if (!last || chance(maker, 50)) {
        return last ? mpt_arena_copy_len(maker->arena, name, (size_t)(last - name)) : name;
    }
    for (const char *at = name; *at && count + 1 < sizeof initials; at++) {
        if (*at >= 'A' && *at <= 'Z' && (at == name || at[-1] == ' ' || at[-1] == '(')) {
            initials[count++] = *at;
        }
    }
    return count > 1 ? mpt_arena_copy_len(maker->arena, initials, count) : name;
}

/* The columns of a table that go into a record; NULL: it has none. */
struct columns {
    const char *name, *text, *organisation, *country, *first, *last, *amount, *currency;
    const char *held_twice; /* equal in what the table itself holds twice: up to its first '_' */
};

static bool is_held(const struct maker *maker, const struct columns *columns, const size_t *rows, size_t count,
                    size_t row)
{
    if (!columns->held_twice) {
        return false;
    }
    const char *id = table_get(maker->table, row, columns->held_twice);
    size_t len = strcspn(id, "_") + 1;
    for (size_t i = 0; i < count; i++) {
        if (strncmp(table_get(maker->table, rows[i], columns->held_twice), id, len) == 0) {
            return true;
        }
    }
    return false;
}

static void make(struct maker *maker, const struct columns *columns, size_t row, bool again,
                 struct mpt_match_record *record)
{
    const struct table *table = maker->table;
    const char *name = table_get(table, row, columns->name);
    add_name(maker->arena, record, again ? reword(maker, name, columns->name) : name);
    if (columns->text && !(again && chance(maker, DROPPED))) {
        const char *text = table_get(table, row, columns->text);
        add_text(maker->arena, record, again ? reword(maker, text, columns->text) : text);
    }
    if (!(again && chance(maker, DROPPED))) {
        const char *party = table_get(table, row, columns->organisation);
        add_organisation(maker->arena, record, again && chance(maker, SHORTENED) ? shorten(maker, party) : party);
    }
    if (columns->country) {
        record->country = table_get(table, row, columns->country);
    }
    if (!(again && chance(maker, DROPPED))) {
        set_dates(record, table_get(table, row, columns->first), table_get(table, row, columns->last));
    }
    if (!(again && chance(maker, DROPPED))) {
        add_amount(maker->arena, record, table_get(table, row, columns->amount), columns->currency);
    }
}

static struct remade make_all(struct maker *maker, const struct columns *columns, size_t most)
{
    struct mpt_match_record *records = mpt_arena_array(maker->arena, 2 * most, sizeof *records);
    size_t *rows = mpt_arena_array(maker->arena, most, sizeof *rows), count = 0;
    for (size_t i = 0; i < maker->table->count && count < most; i++) {
        if (*table_get(maker->table, i, columns->name) &&
            (!columns->text || *table_get(maker->table, i, columns->text)) &&
            !is_held(maker, columns, rows, count, i)) {
            rows[count++] = i;
        }
    }
    for (size_t i = 0; i < count; i++) {
        make(maker, columns, rows[i], false, &records[i]);
        make(maker, columns, rows[i], true, &records[count + i]);
    }
    return (struct remade){records, count};
}

struct remade remade_worldbank(struct mpt_arena *arena, const char *data, size_t most)
{
    static const struct columns columns = {
        "project_name",          "pdo", "impagency", "countryname", "boardapprovaldate", "closingdate",
        "curr_total_commitment", "USD"};
    struct table table = table_read(arena, data, "worldbank/wb_2024.csv", ',');
    struct maker maker = {arena, &table, 20250113};
    return make_all(&maker, &columns, most);
}

struct remade remade_swecris(struct mpt_arena *arena, const char *data, size_t most)
{
    static const struct columns columns = {"title_en",    "abstract_en", "organisation_sv",
                                           NULL,          "start_date",  "end_date",
                                           "funding_sek", "SEK",         "project_id"};
    struct table table = table_read(arena, data, "swecris/projects.csv", ',');
    struct maker maker = {arena, &table, 20250115};
    return make_all(&maker, &columns, most);
}

struct remade remade_anid(struct mpt_arena *arena, const char *data, size_t most)
{
    static const struct columns columns = {
        "NOMBRE_PROYECTO",  NULL, "INSTITUCION_PRINCIPAL", NULL, "AGNO_CONCURSO", "AGNO_CONCURSO",
        "MONTO_ADJUDICADO", "CLP"};
    struct table table = table_read(arena, data, "anid_chile/projects_1982_2002.csv", ',');
    struct maker maker = {arena, &table, 20250114};
    return make_all(&maker, &columns, most);
}

void remade_truths(const struct remade *remade, struct truths *truths)
{
    for (size_t i = 0; i < remade->originals; i++) {
        truths_add(truths, i, remade->originals + i);
    }
    truths_sort(truths);
}
