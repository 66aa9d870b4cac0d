/* `mpt source`: short ways to add, list and remove the addresses that `mpt fetch` brings up to date. */
#include <string.h>

#include "cli.h"
#include "mpt/fetch.h"

/* A command line of the kind's own commands. */
struct words {
    char **list;
    int count;
};

static void say_word(struct words *words, const char *word)
{
    words->list[words->count++] = (char *)word;
}

/* What stands behind the verb: names at first, then flags, which are the kind's. */
static void say_rest(struct cli *cli, struct words *words, size_t from)
{
    for (size_t i = from; i < cli->argument_count; i++) {
        bool update = strcmp(cli->arguments[i], "--update") == 0;
        say_word(words, update ? "--updates" : cli->arguments[i]);
    }
}

static enum mpt_status wrong_verb(struct cli *cli)
{
    return mpt_fail(&cli->error, MPT_USAGE,
                    "mpt source %s: it is `mpt source add NAME URL`, `mpt source list` or `mpt source remove NAME`",
                    cli->arguments[0]);
}

/* The same, said to the kind: "source add NAME URL" is "add-source NAME --url URL". */
static enum mpt_status translate(struct cli *cli, struct words *words)
{
    const char *const *arguments = cli->arguments;
    if (strcmp(arguments[0], "list") == 0) {
        say_word(words, "list");
        say_word(words, "sources");
        say_rest(cli, words, 1);
    } else if (strcmp(arguments[0], "remove") == 0) {
        say_word(words, "remove-source");
        say_rest(cli, words, 1);
    } else if (strcmp(arguments[0], "add") == 0 && cli->argument_count >= 3 && *arguments[2] != '-') {
        enum mpt_status status = mpt_fetch_check_url(arguments[2], &cli->error);
        if (status) {
            return status;
        }
        say_word(words, "add-source");
        say_word(words, arguments[1]);
        say_word(words, "--url");
        say_word(words, arguments[2]);
        say_rest(cli, words, 3);
    } else if (strcmp(arguments[0], "add") == 0 && strcmp(arguments[cli->argument_count - 1], "--help") == 0) {
        say_word(words, "add-source");
        say_word(words, "--help");
    } else {
        return wrong_verb(cli);
    }
    return MPT_OK;
}

static enum mpt_status run_inner(struct cli *inner)
{
    enum mpt_status status = cli_output_open(inner);
    if (status) {
        return status;
    }
    if (inner->help) {
        cli_help_command(inner);
    } else {
        status = cli_open_store(inner);
        status = status ? status : inner->command->run(inner);
    }
    return cli_output_close(inner, status);
}

static enum mpt_status run_source(struct cli *cli)
{
    static const char *const shared[] = {"db", "as-of", "profile", "as", "format", "output"};
    struct words words = {mpt_arena_array(cli->arena, cli->argument_count + 20, sizeof *words.list), 0};
    struct cli inner = {.arena = cli->arena, .out = cli->out};
    say_word(&words, "mpt");
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        const char *value = cli_option(cli, shared[i]);
        if (value) {
            say_word(&words, mpt_arena_print(cli->arena, "--%s=%s", shared[i], value));
        }
    }
    if (cli->quiet) {
        say_word(&words, "--quiet");
    }
    enum mpt_status status = translate(cli, &words);
    if (status) {
        return status;
    }
    status = cli_parse(&inner, words.count, words.list);
    if (!status) {
        inner.command_line = cli->command_line; /* as it was typed */
        status = run_inner(&inner);
    }
    cli->error = inner.error;
    cli->store = inner.store; /* closed with ours */
    return status;
}

const struct cli_command cli_source = {
    .name = "source",
    .arguments = "add NAME URL | list | remove NAME",
    .summary = "the addresses that `mpt fetch` brings up to date",
    .details = "  mpt source add 'Gateway to Research' https://gtr.ukri.org/... --map gtr --mission hydrogen\n"
               "  mpt source list [FIELD=VALUE ...]    address, map, when it was last right, what is wrong since\n"
               "  mpt source remove NAME\n"
               "Flags stand behind: those of add-source (--update: records that changed there are changed here\n"
               "without asking), of list, of remove-source. Change one with edit-source.",
    .needs = CLI_NO_STORE, /* the kind's own command opens it */
    .arguments_least = 1,
    .arguments_most = 100,
    .run = run_source,
    .formats = 1U << CLI_TEXT | 1U << CLI_JSON | 1U << CLI_CSV | 1U << CLI_MD,
    .rest_is_command = true};
