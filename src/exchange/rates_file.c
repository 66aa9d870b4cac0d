/* Exchange rates from the files of the European Central Bank: the history as a table, the days as XML. */
#include "mpt/rates_file.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "mpt/reader.h"
#include "mpt/text.h"

enum {
    FIRST_YEAR = 1999, /* of the euro */
    YEARS = 201,
    DAYS = YEARS * 366,
    DEEPEST = 4, /* elements Cube in one another */
};

/* A file being read. */
struct file {
    const char *path, *name; /* where it lies, what it is called in messages */
    struct mpt_rates_update *update;
    struct mpt_error *error;
    struct mpt_reader *reader;
    unsigned char seen[DAYS / 8 + 1]; /* a bit a day of those that were there */
    size_t rates;
};

/* --- Days --------------------------------------------------------------------------------------------------------- */

/* A day is one that the euro has seen, once a file. */
static enum mpt_status check_day(struct file *file, const char *text)
{
    struct mpt_date date;
    if (!text || !mpt_date_parse(text, &date) || !date.day || date.year < FIRST_YEAR ||
        date.year >= FIRST_YEAR + YEARS) {
        return mpt_fail(file->error, MPT_BAD_INPUT,
                        "'%.40s' is no day since 1999, when the euro began, like 2024-07-05", text ? text : "");
    }
    size_t day = (size_t)(mpt_date_first_day(date) - mpt_date_first_day((struct mpt_date){FIRST_YEAR, 1, 1}));
    unsigned char bit = (unsigned char)(1U << day % 8);
    if (file->seen[day / 8] & bit) {
        return mpt_fail(file->error, MPT_BAD_INPUT, "the day %s is there twice", text);
    }
    file->seen[day / 8] |= bit;
    return MPT_OK;
}

static enum mpt_status add_rate(struct file *file, const char *currency, const char *day, const char *rate)
{
    file->rates++;
    return mpt_rates_add(file->update, currency, day, rate, file->error);
}

/* --- The history -------------------------------------------------------------------------------------------------- */

static bool is_empty(const char *cell)
{
    return !cell || !*cell || strcmp(cell, "N/A") == 0;
}

static bool is_currency(const char *name)
{
    return strlen(name) == 3 && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* "Date", then currencies; the last column may have no name, as every line ends with a comma. */
static enum mpt_status check_header(struct file *file)
{
    size_t count;
    const char *const *names = mpt_reader_header(file->reader, &count);
    enum mpt_format format = mpt_reader_facts(file->reader)->format;
    if (format == MPT_FORMAT_JSON) {
        return mpt_fail(file->error, MPT_BAD_INPUT, "%s: is JSON; expected the European Central Bank's CSV or XML",
                        file->name);
    }
    if (count < 2 || strcmp(names[0], "Date") != 0) {
        return mpt_fail(file->error, MPT_BAD_INPUT,
                        "%s: is no history of euro rates: the header begins with '%.40s', expected 'Date' and "
                        "currencies, as in eurofxref-hist.csv of the European Central Bank",
                        file->name, count ? names[0] : "");
    }
    for (size_t i = 1; i < count; i++) {
        if (!is_currency(names[i]) && i + 1 < count) {
            return mpt_fail(file->error, MPT_BAD_INPUT,
                            "%s, header, column %zu: '%.40s' is no currency; expected three capitals such as USD",
                            file->name, i + 1, names[i]);
        }
    }
    return MPT_OK;
}

static enum mpt_status take_row(struct file *file, const struct mpt_row *row)
{
    if (row->problem) {
        return mpt_fail(file->error, MPT_BAD_INPUT, "%s", row->problem);
    }
    enum mpt_status status = check_day(file, row->count ? row->values[0] : NULL);
    for (size_t i = 1; !status && i < row->count; i++) {
        bool named = is_currency(row->names[i]);
        if (!named && row->values[i] && *row->values[i]) {
            return mpt_fail(file->error, MPT_BAD_INPUT, "column %zu has no currency above it, but '%.40s' in it", i + 1,
                            row->values[i]);
        }
        if (named && !is_empty(row->values[i])) {
            status = add_rate(file, row->names[i], row->values[0], row->values[i]);
        }
    }
    return status;
}

/* --- The days ----------------------------------------------------------------------------------------------------- */

/* The elements Cube of one element; of one without a time those inside may have one. */
static enum mpt_status take_cube(struct file *file, const json_t *cube, const char *day, int depth)
{
    const char *time = json_string_value(json_object_get(cube, "@time"));
    const char *currency = json_string_value(json_object_get(cube, "@currency"));
    const char *rate = json_string_value(json_object_get(cube, "@rate"));
    const json_t *inner = json_object_get(cube, "Cube");
    enum mpt_status status = time ? check_day(file, time) : MPT_OK;
    day = time ? time : day;
    if (!status && (currency || rate)) {
        status = !day ? mpt_fail(file->error, MPT_BAD_INPUT, "a rate stands in no <Cube time=\"...\">")
                 : !currency || !rate
                     ? mpt_fail(file->error, MPT_BAD_INPUT, "a <Cube> has a currency or a rate, but not both")
                     : add_rate(file, currency, day, rate);
        if (status && day) {
            mpt_error_prefix(file->error, "%.20s", day);
        }
    }
    for (size_t i = 0; !status && depth < DEEPEST && i < json_array_size(inner); i++) {
        status = take_cube(file, json_array_get(inner, i), day, depth + 1);
    }
    return status;
}

static enum mpt_status take_element(struct file *file, const struct mpt_row *row)
{
    json_error_t problem;
    if (row->problem || !row->json) {
        return mpt_fail(file->error, MPT_BAD_INPUT, "%s", row->problem ? row->problem : "is no element");
    }
    json_t *cube = json_loads(row->json, 0, &problem);
    if (!cube) {
        return mpt_fail(file->error, MPT_BAD_INPUT, "%s", problem.text);
    }
    enum mpt_status status = take_cube(file, cube, NULL, 0);
    json_decref(cube);
    return status;
}

/* --- Both --------------------------------------------------------------------------------------------------------- */

/* Whether the file begins as XML does, behind a mark and blanks. */
static enum mpt_status begins_as_xml(const struct file *file, bool *xml)
{
    FILE *start = fopen(file->path, "rb");
    int c = EOF;
    if (!start) {
        return mpt_fail(file->error, MPT_BAD_INPUT, "%s cannot be read: %s", file->name, strerror(errno));
    }
    for (size_t i = 0; i < 64 && (c = getc(start)) != EOF && strchr("\xef\xbb\xbf \t\r\n", c); i++) {
    }
    *xml = c == '<';
    fclose(start);
    return MPT_OK;
}

static enum mpt_status open_file(struct file *file, bool *xml)
{
    struct mpt_read_options options = {.name = file->name};
    enum mpt_status status = begins_as_xml(file, xml);
    if (!status) {
        options.records = *xml ? "Cube" : NULL;
        options.header_line = *xml ? 0 : 1;
        status = mpt_reader_open(file->path, &options, &file->reader, file->error);
    }
    return status || *xml ? status : check_header(file);
}

enum mpt_status mpt_rates_read(const char *path, const char *name, struct mpt_rates_update *update,
                               struct mpt_error *error)
{
    struct file file = {.path = path, .name = name, .update = update, .error = error};
    struct mpt_error unused;
    struct mpt_row row;
    bool xml = false;
    enum mpt_status status = open_file(&file, &xml);
    while (!status && mpt_reader_next(file.reader, &row)) {
        status = xml ? take_element(&file, &row) : take_row(&file, &row);
        if (status == MPT_BAD_INPUT) {
            mpt_error_prefix(error, "%s, line %zu", name, row.line);
        }
    }
    enum mpt_status closed = mpt_reader_close(file.reader, status ? &unused : error);
    status = status ? status : closed;
    if (!status && !file.rates) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: holds no rate; expected %s", name,
                        xml ? "<Cube time=\"2024-07-05\"><Cube currency=\"USD\" rate=\"1.0824\"/></Cube>"
                            : "lines like 2024-07-05,1.0824,174.01");
    }
    return status;
}
