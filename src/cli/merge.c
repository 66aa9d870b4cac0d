/* The command merge: two records that are one become one. */
#include "mpt/merge.h"

#include <string.h>

#include "cli.h"
#include "mpt/report.h"

/* Whether somebody means a record of another kind than the first. */
static enum mpt_status refuse_kind(struct cli *cli, const struct mpt_kind *kind)
{
    const struct mpt_kind *other;
    const char *code, *others;
    struct mpt_error unused, first = cli->error;
    if (mpt_store_resolve_any(cli->store, NULL, 0, cli->arguments[1], cli->arena, &other, &code, &others, &unused) ||
        other == kind) {
        cli->error = first;
        return MPT_BAD_INPUT;
    }
    return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s is %s and %s %s; only records of one kind can become one",
                    cli->arguments[0], mpt_kind_article(kind, cli->arena), code, mpt_kind_article(other, cli->arena));
}

/* The two, of one kind. */
static enum mpt_status find_both(struct cli *cli, const struct mpt_kind **kind, const char **stays, const char **goes)
{
    const char *others, *more;
    enum mpt_status status =
        mpt_store_resolve_any(cli->store, NULL, 0, cli->arguments[0], cli->arena, kind, stays, &others, &cli->error);
    if (!status && others) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "'%s' is more than one record: say %s:%s or %s", *stays,
                        (*kind)->name, *stays, others);
    }
    if (status) {
        return status;
    }
    const struct mpt_kind *const wanted = *kind;
    status =
        mpt_store_resolve_any(cli->store, &wanted, 1, cli->arguments[1], cli->arena, kind, goes, &more, &cli->error);
    *kind = wanted;
    return status == MPT_BAD_INPUT ? refuse_kind(cli, *kind) : status;
}

/* --keep FIELD=A|B ... */
static enum mpt_status read_keep(struct cli *cli, const struct mpt_kind *kind, struct mpt_merge_keep **keep,
                                 size_t *count)
{
    *keep = mpt_arena_array(cli->arena, cli->given_count + 1, sizeof **keep);
    *count = 0;
    for (size_t i = 0; i < cli->given_count; i++) {
        if (strcmp(cli->given[i].name, "keep") != 0) {
            continue;
        }
        const char *typed = cli->given[i].value, *equals = strchr(typed, '=');
        const char *name = mpt_arena_copy_len(cli->arena, typed, equals ? (size_t)(equals - typed) : strlen(typed));
        const struct mpt_field *field = mpt_field_find(kind, name);
        const char *side = equals ? equals + 1 : "";
        bool first = strcmp(side, "A") == 0 || strcmp(side, "a") == 0;
        bool second = strcmp(side, "B") == 0 || strcmp(side, "b") == 0;
        if (!field) {
            return mpt_fail(&cli->error, MPT_USAGE, "--keep: %s has no field '%s'; `mpt help %s` lists what it has",
                            mpt_kind_article(kind, cli->arena), name, kind->name);
        }
        if (!first && !second) {
            return mpt_fail(&cli->error, MPT_USAGE,
                            "--keep '%s': expected %s=A for the value of the first record, or %s=B for that of the "
                            "second",
                            typed, name, name);
        }
        (*keep)[(*count)++] = (struct mpt_merge_keep){field, second};
    }
    return MPT_OK;
}

static enum mpt_status run_merge(struct cli *cli, struct mpt_document **document)
{
    const struct mpt_kind *kind;
    const char *stays = NULL, *goes = NULL;
    struct mpt_merge_keep *keep;
    size_t keep_count;
    struct mpt_merge merge = {0};
    bool trial = cli_option(cli, "dry-run");
    enum mpt_status status = mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : find_both(cli, &kind, &stays, &goes);
    status = status ? status : read_keep(cli, kind, &keep, &keep_count);
    status = status ? status
                    : mpt_store_merge(cli->store, kind, stays, goes, keep, keep_count, cli->arena, &merge, &cli->error);
    int64_t entry = trial ? 0 : mpt_entry_open(cli->store);
    if (status || trial) {
        mpt_store_rollback(cli->store);
    } else {
        status = mpt_store_commit(cli->store, &cli->error);
    }
    if (!status && !cli->quiet) {
        *document = mpt_report_merge(&merge, entry, cli->today, cli->arena);
    }
    return status;
}

static const struct cli_option merge_options[] = {
    {"keep", "FIELD=A|B", "whose value of a field holds (again for further fields)", false},
    {"dry-run", NULL, "say what would become of the two, and store nothing", false},
};

const struct cli_command cli_merge = {
    .name = "merge",
    .arguments = "A B",
    .summary = "make one record of two: A stays, B goes into it",
    .details = "A keeps its values; empty ones are filled from B, many values, aliases, summaries, ids elsewhere and\n"
               "sources are put together, and what differs is said. All that refers to B refers to A. Fundings,\n"
               "participations and tags that were there twice become one. One entry of the history, taken back by\n"
               "mpt undo. KIND:CODE says which, where several kinds have a code.",
    .options = merge_options,
    .option_count = sizeof merge_options / sizeof *merge_options,
    .needs = CLI_WRITE,
    .arguments_least = 2,
    .arguments_most = 2,
    .document = run_merge};
