/* Opens the portfolio as a command needs it, and takes it back to an earlier day or entry for
 * --as-of. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "mpt/text.h"

static bool is_entry(const char *as_of)
{
    return *as_of && strspn(as_of, "0123456789") == strlen(as_of) && strlen(as_of) < 18;
}

bool cli_writes(const struct cli *cli)
{
    const char *first = cli->argument_count ? cli->arguments[0] : "", *word = cli->command->writes_as;
    bool writes = cli->command->needs == CLI_WRITE || (word && strcmp(word, first) == 0);
    for (const char *at = cli->command->writes_with; at && *at && !writes;) {
        size_t len = strcspn(at, " ");
        writes = cli_option(cli, mpt_arena_copy_len(cli->arena, at, len));
        at += len + (at[len] == ' ');
    }
    return writes;
}

/* The options with which a command that reads writes: " with --close or --run". */
static const char *writing_options(struct cli *cli)
{
    struct mpt_text text = mpt_text_init(cli->arena);
    mpt_text_print(&text, "%s%s", cli->command->writes_as ? " " : "",
                   cli->command->writes_as ? cli->command->writes_as : "");
    for (const char *at = cli->command->writes_with; at && *at;) {
        size_t len = strcspn(at, " ");
        mpt_text_print(&text, "%s--%.*s", text.len ? " or " : " with ", (int)len, at);
        at += len + (at[len] == ' ');
    }
    return mpt_text_get(&text);
}

enum mpt_status cli_read_as_of(struct cli *cli)
{
    cli->as_of = cli_option(cli, "as-of");
    if (cli->as_of && cli_writes(cli)) {
        return mpt_fail(&cli->error, MPT_USAGE, "%s%s%s changes the portfolio as it is now; --as-of is for reading",
                        cli->command->name, cli->kind ? cli->kind->name : "", writing_options(cli));
    }
    cli->as_of_entry = cli->as_of && is_entry(cli->as_of);
    return mpt_date_today(cli->as_of_entry ? NULL : cli->as_of, &cli->today, &cli->error);
}

/* The records as they stood at the end of that day; for a day before the first entry that is none. */
static enum mpt_status go_to_day(struct cli *cli)
{
    int64_t entry;
    enum mpt_status status = mpt_entry_on(cli->store, cli->as_of, &entry, &cli->error);
    if (!status && !entry && mpt_store_revision(cli->store)) {
        struct mpt_entry first;
        status = mpt_entry_get(cli->store, 1, cli->arena, &first, &cli->error);
        if (!status) {
            cli_say(cli,
                    "mpt: on %s this portfolio held nothing: its first entry is of %.10s. (MPT_TODAY=%s computes with "
                    "that day on the records as they are.)",
                    cli->as_of, first.at, cli->as_of);
        }
    }
    return status ? status : mpt_store_as_of(cli->store, entry, &cli->error);
}

/* The records as they stood after the entry, seen on its day. */
static enum mpt_status go_to_entry(struct cli *cli)
{
    struct mpt_entry entry;
    enum mpt_status status = mpt_entry_get(cli->store, strtoll(cli->as_of, NULL, 10), cli->arena, &entry, &cli->error);
    if (!status && !mpt_date_parse(mpt_arena_copy_len(cli->arena, entry.at, 10), &cli->today)) {
        status = mpt_fail(&cli->error, MPT_DATABASE, "entry %s has no date", cli->as_of);
    }
    return status ? status : mpt_store_as_of(cli->store, entry.id, &cli->error);
}

enum mpt_status cli_open_store(struct cli *cli)
{
    if (cli->command->needs == CLI_NO_STORE) {
        return MPT_OK;
    }
    enum mpt_store_mode mode = cli_writes(cli) ? MPT_STORE_WRITE : MPT_STORE_READ;
    enum mpt_status status = mpt_store_open(cli->db, mode, &cli->store, &cli->error);
    if (!status && cli->as_of) {
        status = cli->as_of_entry ? go_to_entry(cli) : go_to_day(cli);
    }
    return status ? status : cli_disclose(cli);
}
