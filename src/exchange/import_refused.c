/* The file of refused records: what came in with the reason in front, ready to be corrected and imported again. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mpt/export.h"
#include "mpt/import.h"
#include "mpt/json.h"

struct mpt_refused {
    struct mpt_arena *arena, *row;
    const char *path, *new_path;
    FILE *file; /* NULL until something is refused; a file without a name, which nothing leaves behind */
    bool begun; /* the header is there */
    bool failed;
};

struct mpt_refused *mpt_refused_open(const char *path)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_refused *refused = mpt_arena_alloc(arena, sizeof *refused);
    *refused = (struct mpt_refused){.arena = arena,
                                    .row = mpt_arena_open(),
                                    .path = mpt_arena_copy(arena, path),
                                    .new_path = mpt_arena_print(arena, "%s.new", path)};
    return refused;
}

static enum mpt_status fail(const struct mpt_refused *refused, struct mpt_error *error)
{
    return mpt_fail(error, MPT_DATABASE, "%s, where refused records go, cannot be written: %s", refused->path,
                    strerror(errno));
}

static const char *const extra[] = {"mpt_line", "mpt_field", "mpt_value", "mpt_reason"};
enum { EXTRA = sizeof extra / sizeof *extra };

/* Cells as every table of ours has them: what a spreadsheet would take for a formula is guarded, and the guard goes
 * when the file is imported. Earlier reasons, when a file of refused ones is imported, go. */
static void write_csv(struct mpt_refused *refused, const char *const given[EXTRA], const struct mpt_row *row)
{
    for (bool header = !refused->begun;; header = false) {
        for (size_t i = 0; i < EXTRA; i++) {
            fputs(i ? "," : "", refused->file);
            mpt_csv_cell(refused->file, header ? extra[i] : given[i]);
        }
        for (size_t i = 0; i < row->count; i++) {
            if (strncmp(row->names[i], "mpt_", 4) != 0) {
                fputc(',', refused->file);
                mpt_csv_cell(refused->file, header ? row->names[i] : row->values[i]);
            }
        }
        fputc('\n', refused->file);
        if (!header) {
            break;
        }
    }
    refused->begun = true;
}

/* The record's own object with the reasons as its first members. */
static void write_json(struct mpt_refused *refused, const char *const given[EXTRA], const char *json)
{
    struct mpt_text text = mpt_text_init(refused->row), *out = &text;
    for (size_t i = 0; i < EXTRA; i++) {
        mpt_text_print(out, "%s\"%s\":", i ? "," : "{", extra[i]);
        mpt_json_string(out, given[i]);
    }
    const char *inside = strchr(json, '{') + 1;
    inside += strspn(inside, " \t\r\n");
    mpt_text_add(out, *inside == '}' ? "" : ",");
    for (; *inside; inside++) { /* one line: line ends between members are blanks */
        mpt_text_add_len(out, *inside == '\n' || *inside == '\r' ? " " : inside, 1);
    }
    fprintf(refused->file, "%s\n", mpt_text_get(out));
}

enum mpt_status mpt_refused_add(void *context, const struct mpt_import_refusal *refusal, struct mpt_error *error)
{
    struct mpt_refused *refused = context;
    mpt_arena_reset(refused->row);
    const char *const given[EXTRA] = {mpt_arena_print(refused->row, "%zu", refusal->line), refusal->field,
                                      refusal->value, refusal->reason};
    if (!refused->file) {
        refused->file = tmpfile();
    }
    if (refused->file && refusal->row->json) {
        write_json(refused, given, refusal->row->json);
    } else if (refused->file) {
        write_csv(refused, given, refusal->row);
    }
    refused->failed = !refused->file || ferror(refused->file);
    return refused->failed ? fail(refused, error) : MPT_OK;
}

/* Copies what was kept to beside its place; false when it cannot be written. */
static bool copy_out(struct mpt_refused *refused)
{
    char block[65536];
    size_t len;
    FILE *out = fopen(refused->new_path, "w");
    bool good = out && fflush(refused->file) == 0;
    rewind(refused->file);
    while (good && (len = fread(block, 1, sizeof block, refused->file)) > 0) {
        good = fwrite(block, 1, len, out) == len;
    }
    good = good && !ferror(refused->file);
    if (out) {
        good = (fclose(out) == 0) & good;
    }
    return good;
}

enum mpt_status mpt_refused_write(struct mpt_refused *refused, struct mpt_error *error)
{
    if (!refused->file || (!refused->failed && copy_out(refused))) {
        return MPT_OK;
    }
    return fail(refused, error);
}

enum mpt_status mpt_refused_close(struct mpt_refused *refused, bool keep, const char **path, struct mpt_arena *arena,
                                  struct mpt_error *error)
{
    enum mpt_status status = MPT_OK;
    *path = NULL;
    if (refused->file && keep) {
        status = rename(refused->new_path, refused->path) == 0 ? MPT_OK : fail(refused, error);
        *path = status ? NULL : mpt_arena_copy(arena, refused->path);
    }
    if (refused->file) {
        if (!*path) {
            unlink(refused->new_path);
        }
        fclose(refused->file);
    }
    mpt_arena_close(refused->row);
    mpt_arena_close(refused->arena);
    return status;
}
