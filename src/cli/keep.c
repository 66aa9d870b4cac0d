/* `mpt backup` and `mpt restore`: copies of the portfolio, and one of them back in its place. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "mpt/text.h"

/* --- Dated names -------------------------------------------------------------------------------------------------- */

static const char stamp_form[] = "0000-00-00T000000Z"; /* a form that sorts by time; 0 stands for any digit */

/* PREFIX and the time by the clock, and `suffix`, as a name that is still free: two in one second take turns. */
static const char *free_name(struct cli *cli, const char *prefix, const char *suffix)
{
    for (int tries = 0;; tries++) {
        const char *now = mpt_time_now(cli->arena); /* 2024-07-07T09:30:00Z */
        const char *name = mpt_arena_print(cli->arena, "%s%.13s%.2s%s%s", prefix, now, now + 14, now + 17, suffix);
        if (access(name, F_OK) != 0 || tries == 3) {
            return name;
        }
        nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
    }
}

/* The folder of the portfolio with its '/' ("" for this one), and its name without ".mpt". */
static const char *folder_of(struct cli *cli, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? mpt_arena_copy_len(cli->arena, path, (size_t)(slash - path) + 1) : "";
}

static const char *stem_of(struct cli *cli, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t len = strlen(name);
    bool ending = len > 4 && strcmp(name + len - 4, ".mpt") == 0;
    return mpt_arena_copy_len(cli->arena, name, ending ? len - 4 : len);
}

/* Whether the name is STEM-2024-07-07T093000Z.mpt. */
static bool is_dated(const char *name, const char *stem)
{
    size_t len = strlen(stem);
    if (strncmp(name, stem, len) != 0 || name[len] != '-') {
        return false;
    }
    name += len + 1;
    for (const char *form = stamp_form; *form; form++, name++) {
        if (*form == '0' ? *name < '0' || *name > '9' : *name != *form) {
            return false;
        }
    }
    return strcmp(name, ".mpt") == 0;
}

/* --- Keeping the last --------------------------------------------------------------------------------------------- */

static int newest_first(const void *a, const void *b)
{
    return strcmp(*(const char *const *)b, *(const char *const *)a);
}

/* A copy that somebody has opened, or left in the middle, is left to them. */
static bool in_use(struct cli *cli, const char *path)
{
    return access(mpt_arena_print(cli->arena, "%s-wal", path), F_OK) == 0 ||
           access(mpt_arena_print(cli->arena, "%s-journal", path), F_OK) == 0;
}

/* Removes dated copies of this portfolio in the folder but for the newest `most`; the one just made stays. */
static enum mpt_status remove_older(struct cli *cli, const char *folder, const char *stem, const char *made, long most)
{
    DIR *entries = opendir(*folder ? folder : ".");
    const char **names = NULL;
    size_t count = 0, capacity = 0;
    struct stat info;
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        const char *path = mpt_arena_print(cli->arena, "%s%s", folder, entry->d_name);
        if (is_dated(entry->d_name, stem) && lstat(path, &info) == 0 && S_ISREG(info.st_mode)) {
            names = mpt_arena_grow(cli->arena, names, count, &capacity, sizeof *names);
            names[count++] = path;
        }
    }
    if (!entries) {
        return mpt_fail(&cli->error, MPT_DATABASE, "%s was made, but older copies cannot be looked for: %s", made,
                        strerror(errno));
    }
    closedir(entries);
    if (count) {
        qsort(names, count, sizeof *names, newest_first);
    }
    for (size_t i = (size_t)most; i < count; i++) {
        if (strcmp(names[i], made) == 0) {
            continue;
        }
        if (in_use(cli, names[i])) {
            cli_say(cli, "%s is in use and was left", mpt_text_clean(names[i], cli->arena));
        } else if (unlink(names[i]) != 0) {
            return mpt_fail(&cli->error, MPT_DATABASE, "%s was made, but %s cannot be removed: %s", made, names[i],
                            strerror(errno));
        } else if (!cli->quiet) {
            fprintf(cli->out, "Removed %s.\n", mpt_text_clean(names[i], cli->arena));
        }
    }
    return MPT_OK;
}

/* --- backup ------------------------------------------------------------------------------------------------------- */

/* "1.2 MB, 1234 records, 57 entries of history, checked" */
static const char *describe(struct cli *cli, const struct mpt_copy *copy)
{
    double size = (double)copy->size_bytes;
    return mpt_arena_print(cli->arena, "%.1f %s, %lld record%s, %lld entr%s of history%s",
                           size < 1e6 ? size / 1e3 : size / 1e6, size < 1e6 ? "kB" : "MB", (long long)copy->records,
                           copy->records == 1 ? "" : "s", (long long)copy->entries, copy->entries == 1 ? "y" : "ies",
                           copy->findings ? "" : ", checked");
}

static void say_findings(struct cli *cli, const struct mpt_copy *copy)
{
    if (copy->findings) {
        cli_say(cli, "`mpt doctor` finds %zu thing%s wrong in it, as in what it was copied from: %s", copy->findings,
                copy->findings == 1 ? "" : "s", mpt_text_clean(copy->finding, cli->arena));
    }
}

static enum mpt_status run_backup(struct cli *cli)
{
    const char *wanted = cli->argument_count ? cli->arguments[0] : NULL;
    const char *folder = folder_of(cli, cli->db), *stem = stem_of(cli, cli->db);
    struct mpt_copy copy;
    struct stat info;
    long most;
    enum mpt_status status = cli_option_number(cli, "keep", 1, 0, &most);
    if (status) {
        return status;
    }
    if (wanted && !*wanted) {
        return mpt_fail(&cli->error, MPT_USAGE, "the name of the copy is empty");
    }
    if (wanted && ((stat(wanted, &info) == 0 && S_ISDIR(info.st_mode)) || wanted[strlen(wanted) - 1] == '/')) {
        folder = mpt_arena_print(cli->arena, "%s%s", wanted, wanted[strlen(wanted) - 1] == '/' ? "" : "/");
        wanted = NULL;
    }
    if (wanted && most) {
        return mpt_fail(&cli->error, MPT_USAGE,
                        "--keep goes with dated copies: name a folder instead of %s, or nothing at all", wanted);
    }
    const char *prefix = mpt_arena_print(cli->arena, "%s%s-", folder, stem);
    const char *path = wanted ? wanted : free_name(cli, prefix, ".mpt");
    status = mpt_store_backup(cli->store, path, cli_option(cli, "force"), cli->arena, &copy, &cli->error);
    if (status) {
        return status;
    }
    const char *shown = mpt_text_clean(path, cli->arena);
    if (cli->quiet) {
        fprintf(cli->out, "%s\n", shown);
    } else {
        fprintf(cli->out, "Copied %s to %s: %s.\n", mpt_text_clean(cli->db, cli->arena), shown, describe(cli, &copy));
    }
    say_findings(cli, &copy);
    return most ? remove_older(cli, folder, stem, path, most) : MPT_OK;
}

/* --- restore ------------------------------------------------------------------------------------------------------ */

static enum mpt_status run_restore(struct cli *cli)
{
    const char *from = cli->arguments[0];
    const char *kept = free_name(cli, mpt_arena_print(cli->arena, "%s.replaced-", cli->db), "");
    struct mpt_copy copy;
    enum mpt_status status = mpt_store_restore(cli->db, from, kept, cli->arena, &copy, &cli->error);
    if (status) {
        return status;
    }
    const char *shown = mpt_text_clean(kept, cli->arena);
    if (!cli->quiet) {
        fprintf(cli->out, "%s is as in %s: %s.\n", mpt_text_clean(cli->db, cli->arena),
                mpt_text_clean(from, cli->arena), describe(cli, &copy));
    }
    if (copy.replaced) {
        fprintf(cli->out, cli->quiet ? "%s\n" : "What was there before is kept as %s.\n", shown);
    }
    say_findings(cli, &copy);
    return MPT_OK;
}

static const struct cli_option backup_options[] = {
    {"keep", "N", "afterwards keep the newest N dated copies of this portfolio there and remove older ones", false},
    {"force", NULL, "replace FILE when it exists", false},
};

const struct cli_command cli_backup = {
    .name = "backup",
    .arguments = "[FILE | FOLDER]",
    .summary = "copy the portfolio, also while others write, and check the copy",
    .details = "Without FILE the copy goes beside the portfolio, with FOLDER into it, as\n"
               "NAME-2024-07-07T093000Z.mpt (the time in UTC). It is one file and a portfolio like any\n"
               "other: look into it with --db. A FILE that exists is replaced only with --force. --keep\n"
               "never removes anything but copies of that form of name. With --quiet only the name of\n"
               "the copy is printed.",
    .options = backup_options,
    .option_count = sizeof backup_options / sizeof *backup_options,
    .needs = CLI_READ,
    .of_file = true,
    .arguments_most = 1,
    .run = run_backup};

const struct cli_command cli_restore = {
    .name = "restore",
    .arguments = "FILE",
    .summary = "put a copy back in the portfolio's place, keeping what it replaces",
    .details = "FILE is checked first and never changed; a copy of an older version is upgraded on the\n"
               "way. What was in the portfolio is kept as PORTFOLIO.replaced-2024-07-07T093000Z, which\n"
               "can be restored likewise; with --quiet only that name is printed. Others may go on working:\n"
               "they see the one or the other. Where there is no portfolio yet, it is made.",
    .needs = CLI_NO_STORE,
    .of_file = true,
    .arguments_least = 1,
    .arguments_most = 1,
    .run = run_restore};
