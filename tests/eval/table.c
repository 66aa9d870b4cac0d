/* Tables of real data as records to match. */
#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/date.h"
#include "mpt/reader.h"
#include "mpt/text.h"

static void stop(const char *what)
{
    fprintf(stderr, "eval: %s\n", what);
    exit(2);
}

struct table table_read(struct mpt_arena *arena, const char *folder, const char *path, char delimiter)
{
    struct mpt_error error;
    struct mpt_reader *reader;
    struct mpt_row row;
    struct table table = {.arena = arena};
    size_t room = 0, columns;
    const char *name = mpt_arena_print(arena, "%s/%s", folder, path);
    struct mpt_read_options options = {.delimiter = delimiter, .encoding = "utf-8", .header_line = 1};
    if (mpt_reader_open(name, &options, &reader, &error)) {
        stop(error.message);
    }
    const char *const *header = mpt_reader_header(reader, &columns);
    const char **kept = mpt_arena_array(arena, columns, sizeof *kept);
    for (size_t i = 0; i < columns; i++) {
        kept[i] = mpt_arena_copy(arena, header[i]);
    }
    table.header = kept;
    table.columns = columns;
    while (mpt_reader_next(reader, &row)) {
        table.rows = mpt_arena_grow(arena, (void *)table.rows, table.count, &room, sizeof *table.rows);
        const char **cells = mpt_arena_array(arena, columns, sizeof *cells);
        for (size_t i = 0; i < columns; i++) {
            const char *value = i < row.count ? row.values[i] : NULL;
            cells[i] = mpt_arena_copy(arena, value ? value : "");
        }
        table.rows[table.count++] = cells;
    }
    if (mpt_reader_close(reader, &error)) {
        stop(error.message);
    }
    return table;
}

const char *table_get(const struct table *table, size_t row, const char *column)
{
    for (size_t i = 0; i < table->columns; i++) {
        if (strcmp(table->header[i], column) == 0) {
            return table->rows[row][i];
        }
    }
    fprintf(stderr, "eval: no column %s\n", column);
    exit(2);
}

/* A list of one more; lists are short. */
static void *longer(struct mpt_arena *arena, const void *items, size_t count, size_t size, const void *item)
{
    char *made = mpt_arena_array(arena, count + 1, size);
    if (count) {
        memcpy(made, items, count * size);
    }
    memcpy(made + count * size, item, size);
    return made;
}

void add_name(struct mpt_arena *arena, struct mpt_match_record *record, const char *name)
{
    if (*name) {
        record->names = longer(arena, record->names, record->name_count++, sizeof name, &name);
    }
}

void add_text(struct mpt_arena *arena, struct mpt_match_record *record, const char *text)
{
    if (*text) {
        const char *plain = mpt_text_plain(text, arena);
        record->texts = longer(arena, record->texts, record->text_count++, sizeof plain, &plain);
    }
}

void add_id(struct mpt_arena *arena, struct mpt_match_record *record, const char *id)
{
    if (*id) {
        record->ids = longer(arena, record->ids, record->id_count++, sizeof id, &id);
    }
}

void add_place(struct mpt_arena *arena, struct mpt_match_record *record, const char *place)
{
    if (*place) {
        record->places = longer(arena, record->places, record->place_count++, sizeof place, &place);
    }
}

void add_organisation(struct mpt_arena *arena, struct mpt_match_record *record, const char *name)
{
    struct mpt_match_party party = {.name = name};
    if (*name) {
        record->organisations =
            longer(arena, record->organisations, record->organisation_count++, sizeof party, &party);
    }
}

void add_people(struct mpt_arena *arena, struct mpt_match_record *record, const char *names, const char *separator)
{
    while (*names) {
        const char *end = strstr(names, separator);
        size_t len = end ? (size_t)(end - names) : strlen(names);
        if (len) {
            struct mpt_match_party party = {.name = mpt_arena_copy_len(arena, names, len)};
            record->people = longer(arena, record->people, record->person_count++, sizeof party, &party);
        }
        names = end ? end + strlen(separator) : names + len;
    }
}

void add_detail(struct mpt_arena *arena, struct mpt_match_record *record, const char *name, const char *value)
{
    struct mpt_match_detail detail = {name, value};
    if (*value) {
        record->details = longer(arena, record->details, record->detail_count++, sizeof detail, &detail);
    }
}

void add_amount(struct mpt_arena *arena, struct mpt_match_record *record, const char *amount, const char *currency)
{
    char digits[64];
    size_t len = 0;
    for (; *amount && len + 1 < sizeof digits; amount++) {
        if ((*amount >= '0' && *amount <= '9') || *amount == '.') {
            digits[len++] = *amount;
        }
    }
    digits[len] = '\0';
    if (len) {
        struct mpt_match_money money = {(int64_t)(strtod(digits, NULL) * 100 + 0.5), currency};
        record->amounts = longer(arena, record->amounts, record->amount_count++, sizeof money, &money);
    }
}

static bool read_date(const char *text, struct mpt_date *date)
{
    int a, b, c;
    if (sscanf(text, "%2d/%2d/%4d", &a, &b, &c) == 3) {
        *date = (struct mpt_date){c, a, b};
    } else if (sscanf(text, "%4d-%2d-%2d", &a, &b, &c) == 3) {
        *date = (struct mpt_date){a, b, c};
    } else if (sscanf(text, "%4d", &a) == 1) {
        *date = (struct mpt_date){a, 0, 0};
    } else {
        return false;
    }
    return true;
}

void set_dates(struct mpt_match_record *record, const char *first, const char *last)
{
    struct mpt_date begin, end;
    if (read_date(first, &begin) && read_date(last, &end)) {
        record->first_day = mpt_date_first_day(begin);
        record->last_day = mpt_date_last_day(end);
    }
}
