/* Tables as CSV: one kind to a stream, or every kind as a file of a folder. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/export_internal.h"

/* --- Cells -------------------------------------------------------------------------------------------------------- */

static bool begins_formula(const char *text)
{
    return *text && strchr("=+-@\t\r", *text);
}

/* An optional minus, digits, perhaps decimals: nothing a spreadsheet could compute. */
static bool is_plain_number(const char *text)
{
    static const char digits[] = "0123456789";
    text += *text == '-';
    size_t whole = strspn(text, digits), decimals = text[whole] == '.' ? strspn(text + whole + 1, digits) : 0;
    return whole && (text[whole] == '.' ? decimals && !text[whole + 1 + decimals] : !text[whole]);
}

static bool needs_guard(const char *text)
{
    const char *at = text + strspn(text, "'");
    return begins_formula(at) && !(at == text && is_plain_number(text));
}

void mpt_csv_cell(FILE *out, const char *text)
{
    bool guard = text && needs_guard(text);
    if (!text || (!guard && !strpbrk(text, ",\"\n\r"))) {
        fputs(text ? text : "", out);
        return;
    }
    fputs(guard ? "\"'" : "\"", out);
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, "\"");
        fwrite(at, 1, len, out);
        at += len;
        if (*at) {
            fputs("\"\"", out);
            at++;
        }
    }
    fputc('"', out);
}

void mpt_csv_row(FILE *out, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fputs(i ? "," : "", out);
        mpt_csv_cell(out, cells[i]);
    }
    fputs("\r\n", out);
}

const char *mpt_csv_unguard(const char *cell)
{
    return *cell == '\'' && begins_formula(cell + strspn(cell, "'")) ? cell + 1 : cell;
}

/* --- Tables ------------------------------------------------------------------------------------------------------- */

/* A table under way; its header is written before the first row. */
struct table {
    FILE *out;
    const struct export_fields *fields;
    bool begun;
};

static void write_header(struct table *table)
{
    for (size_t i = 0; i < table->fields->count; i++) {
        fprintf(table->out, "%s%s", i ? "," : "", table->fields->list[i]->name);
    }
    fputs("\r\n", table->out);
    table->begun = true;
}

static enum mpt_status write_row(void *context, const char *const *values, struct mpt_error *error)
{
    struct table *table = context;
    (void)error;
    if (!table->begun) {
        write_header(table);
    }
    for (size_t i = 0; i < table->fields->count; i++) {
        if (i) {
            fputc(',', table->out);
        }
        bool flag = table->fields->list[i]->type == MPT_FLAG; /* not set is 0, as in the file */
        mpt_csv_cell(table->out, flag && !values[i] ? "0" : values[i]);
    }
    fputs("\r\n", table->out);
    return MPT_OK;
}

enum mpt_status mpt_export_csv_kind(struct mpt_store *store, const struct mpt_kind *kind, FILE *out,
                                    struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct export_fields fields = export_fields_of(kind, arena);
    struct table table = {.out = out, .fields = &fields};
    enum mpt_status status = export_read(store, kind, &fields, write_row, &table, error);
    if (!status && !table.begun) {
        write_header(&table);
    }
    mpt_arena_close(arena);
    return status;
}

/* --- Folders ------------------------------------------------------------------------------------------------------ */

/* The kind whose table a file of that name is; NULL when it is none. */
static const struct mpt_kind *kind_of_file(const char *name)
{
    for (size_t i = 0; i < mpt_kind_count; i++) {
        size_t len = strlen(mpt_kinds[i]->plural);
        if (strncmp(name, mpt_kinds[i]->plural, len) == 0 && strcmp(name + len, ".csv") == 0) {
            return mpt_kinds[i];
        }
    }
    return NULL;
}

/* Whether the file begins as our tables do, so that it may be replaced. */
static bool is_our_table(const char *path)
{
    char start[6] = "";
    FILE *file = fopen(path, "rb");
    size_t len = file ? fread(start, 1, 5, file) : 0;
    if (file) {
        fclose(file);
    }
    return len == 5 && strcmp(start, "code,") == 0;
}

/* Refuses a folder in which there is anything that an export did not put there. *there: the folder exists. */
static enum mpt_status check_folder(const char *folder, bool *there, struct mpt_arena *arena, struct mpt_error *error)
{
    DIR *entries = opendir(folder);
    enum mpt_status status = MPT_OK;
    *there = entries;
    if (!entries) {
        return errno == ENOENT
                   ? MPT_OK
                   : mpt_fail(error, MPT_DATABASE, "%s cannot be written as a folder: %s", folder, strerror(errno));
    }
    for (struct dirent *entry; !status && (entry = readdir(entries));) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
            !(kind_of_file(name) && is_our_table(mpt_arena_print(arena, "%s/%s", folder, name)))) {
            status =
                mpt_fail(error, MPT_DATABASE,
                         "%s holds %s, which is no table of an earlier export; choose another folder", folder, name);
        }
    }
    closedir(entries);
    return status;
}

/* Removes the tables in the folder and the folder. */
static void remove_folder(const char *folder, struct mpt_arena *arena)
{
    for (size_t i = 0; i < mpt_kind_count; i++) {
        unlink(mpt_arena_print(arena, "%s/%s.csv", folder, mpt_kinds[i]->plural));
    }
    rmdir(folder);
}

static enum mpt_status write_file(struct mpt_store *store, const struct mpt_kind *kind, const char *folder,
                                  struct mpt_arena *arena, struct mpt_error *error)
{
    const char *path = mpt_arena_print(arena, "%s/%s.csv", folder, kind->plural);
    struct export_fields fields = export_fields_of(kind, arena);
    struct table table = {.out = fopen(path, "w"), .fields = &fields};
    if (!table.out) {
        return mpt_fail(error, MPT_DATABASE, "%s cannot be written: %s", path, strerror(errno));
    }
    enum mpt_status status = export_read(store, kind, &fields, write_row, &table, error);
    bool failed = fflush(table.out) != 0 || ferror(table.out);
    int problem = errno;
    failed |= fclose(table.out) != 0;
    if (!status && failed) {
        return mpt_fail(error, MPT_DATABASE, "%s could not be written: %s", path, strerror(problem));
    }
    if (!status && !table.begun) {
        unlink(path); /* there are none of this kind */
    }
    return status;
}

/* Puts the new folder in the place of the old one, which goes away. */
static enum mpt_status put_in_place(const char *made, const char *folder, bool there, struct mpt_arena *arena,
                                    struct mpt_error *error)
{
    const char *old = mpt_arena_print(arena, "%s.old-%ld", folder, (long)getpid());
    if (there && rename(folder, old) != 0) {
        return mpt_fail(error, MPT_DATABASE, "%s cannot be replaced: %s", folder, strerror(errno));
    }
    if (rename(made, folder) != 0) {
        int problem = errno;
        if (there && rename(old, folder) != 0) {
            return mpt_fail(error, MPT_DATABASE, "%s cannot be put in place (%s); what was there is now %s", folder,
                            strerror(problem), old);
        }
        return mpt_fail(error, MPT_DATABASE, "%s cannot be put in place: %s", folder, strerror(problem));
    }
    if (there) {
        remove_folder(old, arena);
    }
    return MPT_OK;
}

enum mpt_status mpt_export_csv(struct mpt_store *store, const char *given, struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    size_t len = strlen(given);
    while (len > 1 && given[len - 1] == '/') {
        len--;
    }
    const char *folder = mpt_arena_copy_len(arena, given, len);
    const char *made = mpt_arena_print(arena, "%s.new-%ld", folder, (long)getpid());
    bool there;
    enum mpt_status status = check_folder(folder, &there, arena, error);
    if (!status && mkdir(made, 0777) != 0) {
        status = mpt_fail(error, MPT_DATABASE, "%s cannot be made: %s", made, strerror(errno));
    } else if (!status) {
        for (size_t i = 0; !status && i < mpt_kind_count; i++) {
            status = write_file(store, mpt_kinds[i], made, arena, error);
        }
        status = status ? status : put_in_place(made, folder, there, arena, error);
        if (status) {
            remove_folder(made, arena);
        }
    }
    mpt_arena_close(arena);
    return status;
}
