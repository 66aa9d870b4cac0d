/* Where the refused records of an entry go: a file for each of other people's, put in its place when what was taken in
 * is stored for good, so that an import which comes to nothing leaves none. */
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "mpt/import.h"
#include "mpt/text.h"

/* One file, for all that came in under one name: an address that answers in pages is one. */
struct refusal_file {
    const char *name, *path;
    struct mpt_refused *file;
    struct refusal_file *next;
};

struct cli_refusals {
    struct cli *cli;
    struct refusal_file *first, **end;
};

struct cli_refusals *cli_refusals_open(struct cli *cli)
{
    struct cli_refusals *refusals = mpt_arena_alloc(cli->arena, sizeof *refusals);
    *refusals = (struct cli_refusals){.cli = cli};
    refusals->end = &refusals->first;
    return refusals;
}

static bool is_folder(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

/* The name without its ending, and without the ".refused" of an earlier time: "folder/projects". */
static const char *stem_of(struct cli *cli, const char *name)
{
    size_t len = strlen(name);
    const char *dot = strrchr(name, '.'), *slash = strrchr(name, '/');
    if (dot && (!slash || dot > slash)) {
        len = (size_t)(dot - name);
    }
    if (len > 8 && strncmp(name + len - 8, ".refused", 8) == 0) {
        len -= 8;
    }
    return mpt_arena_copy_len(cli->arena, name, len);
}

/* The last name in an address's path: "projects.csv" of https://a.no/projects.csv?year=2024. */
static const char *address_name(struct cli *cli, const char *address)
{
    const char *host = strstr(address, "://") + 3;
    size_t end = strcspn(host, "?#"), begin = end;
    while (begin && host[begin - 1] != '/') {
        begin--;
    }
    return begin && begin < end ? mpt_arena_copy_len(cli->arena, host + begin, end - begin) : "import";
}

/* By another file of this import, or by whatever is there already: somebody may have corrected it by hand. */
static bool is_taken(const struct cli_refusals *refusals, const char *path)
{
    struct stat facts;
    if (lstat(path, &facts) == 0) {
        return true;
    }
    for (const struct refusal_file *file = refusals->first; file; file = file->next) {
        if (strcmp(file->path, path) == 0) {
            return true;
        }
    }
    return false;
}

/* What --refused says, else beside the file: projects.refused.csv or .jsonl; where that is taken,
 * projects-2.refused.csv. */
static const char *choose_path(const struct cli_refusals *refusals, const char *name, bool table)
{
    struct mpt_arena *arena = refusals->cli->arena;
    const char *given = cli_option(refusals->cli, "refused");
    const char *base = strcmp(name, "standard input") == 0 ? "import"
                       : strstr(name, "://")               ? address_name(refusals->cli, name)
                                                           : name;
    const char *ending = table ? ".refused.csv" : ".refused.jsonl", *stem = stem_of(refusals->cli, base);
    if (given && is_folder(given)) {
        const char *slash = strrchr(stem, '/');
        stem = mpt_arena_print(arena, "%s/%s", given, slash ? slash + 1 : stem);
    } else if (given) {
        stem = stem_of(refusals->cli, given);
        ending = given + strlen(stem);
    }
    const char *path = mpt_arena_print(arena, "%s%s", stem, ending);
    for (size_t i = 2; is_taken(refusals, path); i++) {
        path = mpt_arena_print(arena, "%s-%zu%s", stem, i, ending);
    }
    return path;
}

struct mpt_refused *cli_refusals_of(struct cli_refusals *refusals, const char *name, bool table)
{
    for (const struct refusal_file *file = refusals->first; file; file = file->next) {
        if (strcmp(file->name, name) == 0) {
            return file->file;
        }
    }
    struct refusal_file *made = mpt_arena_alloc(refusals->cli->arena, sizeof *made);
    *made = (struct refusal_file){.name = name, .path = choose_path(refusals, name, table)};
    made->file = mpt_refused_open(made->path);
    *refusals->end = made;
    refusals->end = &made->next;
    return made->file;
}

enum mpt_status cli_refusals_write(struct cli_refusals *refusals)
{
    enum mpt_status status = MPT_OK;
    for (const struct refusal_file *file = refusals->first; !status && file; file = file->next) {
        status = mpt_refused_write(file->file, &refusals->cli->error);
    }
    return status;
}

enum mpt_status cli_refusals_close(struct cli_refusals *refusals, bool keep)
{
    struct cli *cli = refusals->cli;
    struct mpt_error unused; /* what went wrong first is what is said */
    enum mpt_status status = MPT_OK;
    for (const struct refusal_file *file = refusals->first; file; file = file->next) {
        const char *path;
        bool failed = !keep || status;
        enum mpt_status closed = mpt_refused_close(file->file, keep, &path, cli->arena, failed ? &unused : &cli->error);
        status = status ? status : closed;
        if (path && !cli->quiet) {
            fprintf(cli->out, "Refused records, with reasons: %s; correct them there and import that file.\n",
                    mpt_text_clean(path, cli->arena));
        }
    }
    return status;
}
