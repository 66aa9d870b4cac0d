/* The portfolio as a workbook: hands the records to mpt-sheet, which writes it.
 *
 * A text stays a text, whatever it begins with. A date is a date of the spreadsheet when it is a full day from March
 * 1900 on; "2030-06" is a text. An amount is two columns, a number and its currency. What a spreadsheet cannot hold as
 * it is, is reported: amounts and integers of more than 15 digits, which a spreadsheet would round, are texts; texts
 * longer than a cell are cut. */
#include <string.h>
#include <unistd.h>

#include "exchange/export_internal.h"
#include "exchange/sheet_protocol.h"
#include "mpt/text.h"

enum { CELL_UNITS = 32767, /* of UTF-16 that a cell holds */ EXACT_DIGITS = 15, LONGEST_NAME = 31 };

/* The sheet being handed over. */
struct sheet {
    FILE *to;
    const struct mpt_export *how;
    const struct mpt_kind *kind;
    struct export_fields fields;
    struct mpt_arena *arena;
    bool begun;
};

static void put_len(FILE *to, char tag, const char *text, size_t len)
{
    fprintf(to, "%c%zu:", tag, len);
    fwrite(text, 1, len, to);
}

static void put(FILE *to, char tag, const char *text)
{
    put_len(to, tag, text, strlen(text));
}

/* --- Heads -------------------------------------------------------------------------------------------------------- */

static void put_column(struct sheet *sheet, const char *name, const char *help)
{
    put(sheet->to, 'c', name);
    if (help) {
        put(sheet->to, 'h', help);
    }
}

static void begin_sheet(struct sheet *sheet)
{
    size_t len = strlen(sheet->kind->plural);
    put_len(sheet->to, 's', sheet->kind->plural, len < LONGEST_NAME ? len : LONGEST_NAME);
    for (size_t i = 0; i < sheet->fields.count; i++) {
        const struct mpt_field *field = sheet->fields.list[i];
        put_column(sheet, field->name, field->help);
        if (field->type == MPT_MONEY) {
            put_column(sheet, mpt_arena_print(sheet->arena, "%s_currency", field->name), NULL);
        }
    }
    sheet->begun = true;
}

/* --- Cells -------------------------------------------------------------------------------------------------------- */

static void remark(const struct sheet *sheet, const char *code, const struct mpt_field *field, const char *what)
{
    if (sheet->how->remark) {
        const char *words = mpt_arena_print(sheet->arena, "%s %s", field->name, what);
        sheet->how->remark(sheet->how->context, sheet->kind, code, words, false);
    }
}

/* The length of the longest beginning of at most `most` units of UTF-16, in bytes. */
static size_t fitting(const char *text, size_t most)
{
    size_t units = 0, len = 0;
    while (text[len]) {
        size_t end = len + 1;
        while (((unsigned char)text[end] & 0xC0) == 0x80) {
            end++;
        }
        units += end - len == 4 ? 2 : 1;
        if (units > most) {
            break;
        }
        len = end;
    }
    return len;
}

static void put_text(const struct sheet *sheet, const char *code, const struct mpt_field *field, const char *text)
{
    static const char cut[] = " ... (cut here: a cell holds 32,767 characters)";
    if (!text[fitting(text, CELL_UNITS)]) {
        put(sheet->to, 't', text);
        return;
    }
    size_t len = fitting(text, CELL_UNITS - (sizeof cut - 1));
    put(sheet->to, 't', mpt_arena_print(sheet->arena, "%.*s%s", (int)len, text, cut));
    remark(sheet, code, field, "is longer than the 32,767 characters of a cell and is cut");
}

static size_t count_digits(const char *number)
{
    size_t count = 0;
    for (; *number; number++) {
        count += *number >= '0' && *number <= '9';
    }
    return count;
}

/* A number that must stay exact. */
static void put_exact(const struct sheet *sheet, const char *code, const struct mpt_field *field, char tag,
                      const char *number)
{
    bool exact = count_digits(number) <= EXACT_DIGITS;
    put(sheet->to, exact ? tag : 't', number);
    if (!exact) {
        remark(sheet, code, field, "has more digits than the 15 of a spreadsheet's numbers and is a text");
    }
}

static void put_money(const struct sheet *sheet, const char *code, const struct mpt_field *field, const char *value)
{
    const char *blank = value ? strchr(value, ' ') : NULL;
    if (!blank) {
        put(sheet->to, '-', "");
        put(sheet->to, '-', "");
        return;
    }
    put_exact(sheet, code, field, 'm', blank + 1);
    put_len(sheet->to, 't', value, (size_t)(blank - value));
}

static bool is_spreadsheet_day(const char *date)
{
    return strlen(date) == strlen("2030-06-30") && strcmp(date, "1900-03-01") >= 0;
}

static void put_value(const struct sheet *sheet, const char *code, const struct mpt_field *field, const char *value)
{
    enum mpt_type type = field->flags & MPT_MANY ? MPT_TEXT : field->type;
    if (type == MPT_FLAG) {
        put(sheet->to, 'b', value ? "1" : "0");
    } else if (type == MPT_MONEY) {
        put_money(sheet, code, field, value);
    } else if (!value) {
        put(sheet->to, '-', "");
    } else if (type == MPT_INTEGER) {
        put_exact(sheet, code, field, 'n', value);
    } else if (type == MPT_NUMBER) {
        put(sheet->to, 'n', value);
    } else {
        bool day = type == MPT_DATE && is_spreadsheet_day(value);
        day ? put(sheet->to, 'd', value) : put_text(sheet, code, field, value);
    }
}

static enum mpt_status take_record(void *context, const char *const *values, struct mpt_error *error)
{
    struct sheet *sheet = context;
    struct mpt_arena *outer = sheet->arena;
    (void)error;
    sheet->arena = mpt_arena_open(); /* empty until something is to be said */
    if (!sheet->begun) {
        begin_sheet(sheet);
    }
    put(sheet->to, 'r', "");
    for (size_t i = 0; i < sheet->fields.count; i++) {
        put_value(sheet, values[0], sheet->fields.list[i], values[i]);
    }
    mpt_arena_close(sheet->arena);
    sheet->arena = outer;
    return MPT_OK;
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

/* What the program keeps for itself is no reading matter. */
static struct export_fields readable_fields(const struct mpt_kind *kind, struct mpt_arena *arena)
{
    struct export_fields fields = export_fields_of(kind, arena);
    size_t kept = 0;
    for (size_t i = 0; i < fields.count; i++) {
        if (!(fields.list[i]->flags & MPT_KEPT)) {
            fields.list[kept++] = fields.list[i];
        }
    }
    fields.count = kept;
    return fields;
}

/* When mpt-sheet goes away in between, its answer says why, so that what could not be written to it is no matter. */
static enum mpt_status put_kinds(struct mpt_store *store, const struct mpt_export *how, FILE *to,
                                 struct mpt_arena *arena, struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; i < mpt_kind_count && !status && !ferror(to); i++) {
        struct sheet sheet = {.to = to, .how = how, .kind = mpt_kinds[i], .arena = arena};
        sheet.fields = readable_fields(mpt_kinds[i], arena);
        status = export_read(store, mpt_kinds[i], &sheet.fields, take_record, &sheet, error);
    }
    if (!status) {
        put(to, 'e', "");
    }
    return status;
}

enum mpt_status mpt_export_xlsx(struct mpt_store *store, const struct mpt_export *how, FILE *out,
                                struct mpt_error *error)
{
    if (isatty(fileno(out))) {
        return mpt_fail(error, MPT_USAGE, "a workbook is nothing to look at on a terminal; name a file: -o FILE.xlsx");
    }
    struct mpt_arena *arena = mpt_arena_open();
    const struct helper_files files = {.input = -1, .extra = fileno(out)};
    static const char *const words[] = {"write", NULL};
    struct helper helper;
    struct net_frame answer;
    struct mpt_error unsaid;
    enum mpt_status status = helper_start(&sheet_program, words, &files, &helper, arena, error);
    if (!status) {
        FILE *to = fdopen(helper.request, "w");
        status = to ? put_kinds(store, how, to, arena, error)
                    : mpt_fail(error, MPT_DATABASE, "nothing can be handed to mpt-sheet: out of memory");
        if (to) {
            fclose(to); /* the end of the request */
            helper.request = -1;
        }
        /* Whatever ended this first is what is said. */
        enum mpt_status written = sheet_answer(&helper, &answer, arena, status ? &unsaid : error);
        status = status ? status : written;
    }
    mpt_arena_close(arena);
    return status;
}
