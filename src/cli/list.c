/* `mpt list KINDS`: records as a table for people, or as JSON, CSV or Markdown for what comes next. */
#include <ctype.h>
#include <string.h>

#include "cli.h"
#include "mpt/export.h"
#include "mpt/json.h"
#include "mpt/text.h"

/* A list under way. Text is laid out when all rows are known; the other formats go out row by row. */
struct listing {
    struct cli *cli;
    const struct mpt_kind *kind;
    const struct mpt_field **fields; /* the ones shown; `example` behind them, to mark invented records */
    size_t count;
    size_t rows;
    const char **cells; /* of all rows, for text */
    size_t cell_count, cell_capacity;
    size_t *widths;
    bool any_example;
    struct mpt_text line;      /* of JSON, reused */
    struct mpt_arena *scratch; /* where it is */
};

static const char *const marker = " (e)";

/* --- Formats ------------------------------------------------------------------------------------------------------ */

static void json_row(struct listing *listing, const char *const *values)
{
    enum { ROWS_A_TEXT = 256 };
    struct mpt_text *text = &listing->line;
    if (listing->rows % ROWS_A_TEXT == 0) { /* the text keeps its room from row to row, but not for ever */
        mpt_arena_close(listing->scratch);
        listing->scratch = mpt_arena_open();
        *text = mpt_text_init(listing->scratch);
    }
    text->len = 0;
    mpt_text_add(text, listing->rows ? ",\n  {" : "\n  {");
    for (size_t i = 0; i < listing->count; i++) {
        mpt_text_add(text, i ? ", \"" : "\"");
        mpt_text_add(text, listing->fields[i]->name);
        mpt_text_add(text, "\": ");
        mpt_json_value(text, listing->fields[i], values[i], listing->scratch);
    }
    mpt_text_add(text, values[listing->count] ? ", \"example\": true}" : ", \"example\": false}");
    fwrite(text->data, 1, text->len, listing->cli->out);
}

static void csv_row(struct listing *listing, const char *const *values)
{
    for (size_t i = 0; i < listing->count; i++) {
        fputs(i ? "," : "", listing->cli->out);
        mpt_csv_cell(listing->cli->out, values[i]);
    }
    fprintf(listing->cli->out, ",%s\r\n", values[listing->count] ? "1" : "0");
}

static void md_cell(FILE *out, const char *value)
{
    fputs(" ", out);
    for (const char *c = value; *c; c++) {
        if (strchr("|\\`*_<>[]", *c)) {
            fputc('\\', out);
        }
        fputc(*c == '\n' ? ' ' : *c, out);
    }
    fputs(" |", out);
}

static void md_row(struct listing *listing, const char *const *values)
{
    fputs("|", listing->cli->out);
    for (size_t i = 0; i < listing->count; i++) {
        struct mpt_arena *arena = mpt_arena_open();
        const char *text = mpt_text_clean(mpt_value_show(listing->fields[i], values[i], arena), arena);
        bool marked = i == 0 && values[listing->count];
        md_cell(listing->cli->out, marked ? mpt_arena_print(arena, "%s%s", text, marker) : text);
        mpt_arena_close(arena);
    }
    fputs("\n", listing->cli->out);
}

static void keep_row(struct listing *listing, const char *const *values)
{
    struct mpt_arena *arena = listing->cli->arena;
    while (listing->cell_count + listing->count > listing->cell_capacity) {
        listing->cells = mpt_arena_grow(arena, listing->cells, listing->cell_capacity, &listing->cell_capacity,
                                        sizeof *listing->cells);
    }
    for (size_t i = 0; i < listing->count; i++) {
        const char *shown = mpt_text_clean(mpt_value_show(listing->fields[i], values[i], arena), arena);
        /* A flag not set is nothing to look at in a table. */
        char *text = mpt_arena_copy(arena, listing->fields[i]->type == MPT_FLAG && !values[i] ? "" : shown);
        for (char *c = text; *c; c++) {
            *c = *c == '\n' || *c == '\t' ? ' ' : *c; /* a row is a line */
        }
        if (i == 0 && values[listing->count]) {
            text = mpt_arena_print(arena, "%s%s", text, marker);
            listing->any_example = true;
        }
        size_t width = mpt_text_width(text);
        listing->widths[i] = width > listing->widths[i] ? width : listing->widths[i];
        listing->cells[listing->cell_count++] = text;
    }
}

static bool is_right_aligned(const struct mpt_field *field)
{
    return field->type == MPT_NUMBER || field->type == MPT_INTEGER || field->type == MPT_MONEY;
}

static void begin(struct listing *listing)
{
    FILE *out = listing->cli->out;
    struct mpt_arena *arena = listing->cli->arena;
    if (listing->cli->format == CLI_JSON) {
        fprintf(out, "{\"schema\": \"mpt.list/1\", \"kind\": \"%s\", \"as_of\": \"%s\", \"items\": [",
                listing->kind->name, mpt_date_format(listing->cli->today, arena));
    }
    if (listing->cli->format == CLI_CSV) {
        for (size_t i = 0; i < listing->count; i++) {
            fprintf(out, "%s,", listing->fields[i]->name);
        }
        fputs("example\r\n", out);
    }
    if (listing->cli->format == CLI_MD) {
        fputs("|", out);
        for (size_t i = 0; i < listing->count; i++) {
            fprintf(out, " %s |", listing->fields[i]->name);
        }
        fputs("\n|", out);
        for (size_t i = 0; i < listing->count; i++) {
            fputs(is_right_aligned(listing->fields[i]) ? "---:|" : "---|", out);
        }
        fputs("\n", out);
    }
}

static enum mpt_status take_row(void *context, const char *const *values, struct mpt_error *error)
{
    struct listing *listing = context;
    (void)error;
    if (!listing->rows) {
        begin(listing); /* not before: a filter may turn out to be wrong */
    }
    switch (listing->cli->format) {
    case CLI_JSON:
        json_row(listing, values);
        break;
    case CLI_CSV:
        csv_row(listing, values);
        break;
    case CLI_MD:
        md_row(listing, values);
        break;
    default:
        keep_row(listing, values);
        break;
    }
    listing->rows++;
    return MPT_OK;
}

/* --- Text --------------------------------------------------------------------------------------------------------- */

static size_t table_width(const struct listing *listing)
{
    size_t total = 0;
    for (size_t i = 0; i < listing->count; i++) {
        total += listing->widths[i] ? listing->widths[i] + (total ? 2 : 0) : 0;
    }
    return total;
}

/* Whether a shortened value still says something: a title does; a code, date or amount does not. */
static bool can_shorten(const struct mpt_field *field)
{
    return field->type == MPT_TEXT || (field->type == MPT_REF && field->flags & MPT_MANY);
}

/* Whether the list is in the order of that field. */
static bool is_wanted(const struct listing *listing, const struct mpt_field *field)
{
    const char *sort = cli_option(listing->cli, "sort");
    return sort && mpt_field_find(listing->kind, sort + (*sort == '-')) == field;
}

/* Makes the table fit: first texts are shortened, the widest first; then columns are left out from the right, and
 * named, since a table of fragments helps nobody. */
static void fit_widths(struct listing *listing, size_t width)
{
    enum { LEAST_TEXT = 20 };
    struct mpt_text left_out = mpt_text_init(listing->cli->arena);
    size_t *natural = mpt_arena_array(listing->cli->arena, listing->count, sizeof *natural);
    memcpy(natural, listing->widths, listing->count * sizeof *natural);
    while (table_width(listing) > width) {
        size_t widest = 0, last = listing->count - 1;
        for (size_t i = 1; i < listing->count; i++) {
            bool wider = listing->widths[i] > LEAST_TEXT && can_shorten(listing->fields[i]) &&
                         (!widest || listing->widths[i] > listing->widths[widest]);
            widest = wider ? i : widest;
        }
        while (last > 0 && (!listing->widths[last] || last == 1 || is_wanted(listing, listing->fields[last]))) {
            last--;
        }
        if (widest) {
            listing->widths[widest]--;
        } else if (last > 0) {
            mpt_text_print(&left_out, "%s%s", left_out.len ? ", " : "", listing->fields[last]->name);
            listing->widths[last] = 0;
        } else {
            break;
        }
    }
    /* What the columns left out have freed goes back to the texts. */
    for (size_t i = 1; i < listing->count; i++) {
        while (listing->widths[i] && listing->widths[i] < natural[i] && table_width(listing) < width) {
            listing->widths[i]++;
        }
    }
    if (left_out.len) {
        cli_say(listing->cli, "Left out: %s (--fields chooses columns)", mpt_text_get(&left_out));
    }
}

static void print_blanks(FILE *out, size_t count)
{
    static const char blanks[] = "                                                                ";
    for (; count > sizeof blanks - 1; count -= sizeof blanks - 1) {
        fwrite(blanks, 1, sizeof blanks - 1, out);
    }
    fwrite(blanks, 1, count, out);
}

static void print_cells(struct listing *listing, const char *const *cells)
{
    FILE *out = listing->cli->out;
    size_t pending = 0; /* blanks owed before the next cell, so that no line ends in blanks */
    for (size_t i = 0; i < listing->count; i++) {
        if (!listing->widths[i]) {
            continue; /* a column without a single value, or left out */
        }
        const char *text = mpt_text_shorten(cells[i], listing->widths[i], listing->cli->arena);
        size_t fill = listing->widths[i] - mpt_text_width(text);
        bool right = is_right_aligned(listing->fields[i]);
        pending += right ? fill : 0;
        if (*text) {
            print_blanks(out, pending);
            fputs(text, out);
            pending = 0;
        }
        pending += (right ? 0 : fill) + 2;
    }
    fputc('\n', out);
}

static void print_text(struct listing *listing)
{
    struct cli *cli = listing->cli;
    size_t width = cli_output_width(cli);
    const char **heads = mpt_arena_array(cli->arena, listing->count, sizeof *heads);
    if (!listing->rows) {
        cli_say(cli, "No %s match.", listing->kind->plural);
        return;
    }
    for (size_t i = 0; i < listing->count; i++) {
        heads[i] = listing->fields[i]->name;
        size_t head = mpt_text_width(heads[i]);
        listing->widths[i] = listing->widths[i] && head > listing->widths[i] ? head : listing->widths[i];
    }
    if (width) {
        fit_widths(listing, width);
    }
    fputs(cli_output_colour(cli) ? "\033[1m" : "", cli->out);
    print_cells(listing, heads);
    fputs(cli_output_colour(cli) ? "\033[0m" : "", cli->out);
    for (size_t row = 0; row < listing->rows; row++) {
        print_cells(listing, listing->cells + row * listing->count);
    }
    if (listing->any_example) {
        cli_say(cli, "(e) marks an invented example record.");
    }
}

/* --- The command -------------------------------------------------------------------------------------------------- */

static enum mpt_status choose_fields(struct listing *listing, const char *wanted)
{
    const struct mpt_kind *kind = listing->kind;
    struct mpt_arena *arena = listing->cli->arena;
    listing->fields =
        mpt_arena_array(arena, kind->field_count + strlen(wanted ? wanted : "") + 1, sizeof *listing->fields);
    /* People see the fields that tell records apart; what goes on to another program has all of them. */
    bool all = listing->cli->format == CLI_JSON || listing->cli->format == CLI_CSV;
    for (size_t i = 0; !wanted && i < kind->field_count; i++) {
        if ((all && strcmp(kind->fields[i].name, "example") != 0) || kind->fields[i].flags & MPT_LISTED) {
            listing->fields[listing->count++] = &kind->fields[i];
        }
    }
    for (const char *at = wanted; at && *at;) {
        size_t len = strcspn(at, ",");
        const char *name = mpt_arena_copy_len(arena, at, len);
        const struct mpt_field *field = mpt_field_find(kind, name);
        if (!field) {
            return mpt_fail(&listing->cli->error, MPT_USAGE,
                            "--fields: %s have no field '%s'; `mpt help kinds` lists them", kind->plural, name);
        }
        listing->fields[listing->count++] = field;
        at += len + (at[len] == ',');
    }
    if (!listing->count) {
        return mpt_fail(&listing->cli->error, MPT_USAGE, "--fields names no field");
    }
    listing->fields[listing->count] = mpt_field_find(kind, "example");
    listing->widths = mpt_arena_array(arena, listing->count, sizeof *listing->widths);
    return MPT_OK;
}

static enum mpt_status run_list(struct cli *cli)
{
    struct listing listing = {.cli = cli, .kind = mpt_kind_find(cli->arguments[0])};
    long limit;
    if (!listing.kind) {
        const char **names = mpt_arena_array(cli->arena, mpt_kind_count, sizeof *names);
        for (size_t i = 0; i < mpt_kind_count; i++) {
            names[i] = mpt_kinds[i]->plural;
        }
        const char *near = mpt_text_nearest(cli->arguments[0], names, mpt_kind_count, 3, cli->arena);
        return mpt_fail(&cli->error, MPT_USAGE, "there is no kind '%s'%s%s%s; `mpt help kinds` lists them",
                        cli->arguments[0], *near ? "; did you mean " : "", near, *near ? "?" : "");
    }
    enum mpt_status status = choose_fields(&listing, cli_option(cli, "fields"));
    status = status ? status : cli_option_number(cli, "limit", 0, -1, &limit);
    if (status) {
        return status;
    }
    const struct mpt_list_query query = {.kind = listing.kind,
                                         .filters = cli->arguments + 1,
                                         .filter_count = cli->argument_count - 1,
                                         .search = cli_option(cli, "search"),
                                         .sort = cli_option(cli, "sort"),
                                         .limit = limit,
                                         .fields = listing.fields,
                                         .field_count = listing.count + 1};
    status = mpt_store_list(cli->store, &query, take_row, &listing, &cli->error);
    if (!status && !listing.rows) {
        begin(&listing);
    }
    if (!status && cli->format == CLI_JSON) {
        fputs(listing.rows ? "\n]}\n" : "]}\n", cli->out);
    }
    if (!status && cli->format == CLI_TEXT) {
        print_text(&listing);
    }
    mpt_arena_close(listing.scratch);
    return status;
}

static const struct cli_option options[] = {
    {"search", "WORDS", "full text over titles, summaries, aliases: words, begin*, \"a phrase\", AND, OR, NOT", false},
    {"sort", "FIELD", "order; -FIELD from the largest; empty ones last", false},
    {"limit", "N", "at most so many", false},
    {"fields", "A,B,C", "the columns to show", false},
};

const struct cli_command cli_list = {
    .name = "list",
    .arguments = "KINDS [FIELD=VALUE ...]",
    .summary = "records of one kind, filtered, searched and sorted",
    .details =
        "Filters: field=value, also != < <= > >= and ~ (contains); 'field=' finds empty ones. All must hold:\n"
        "  mpt list projects mission=hydrogen stage=demonstration 'ends<2025-01-01' --sort -committed --limit 20\n"
        "  mpt list projects --search 'electrolys* NOT alkaline'",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .needs = CLI_READ,
    .arguments_least = 1,
    .arguments_most = 60,
    .run = run_list,
    .formats = 1U << CLI_TEXT | 1U << CLI_JSON | 1U << CLI_CSV | 1U << CLI_MD};
