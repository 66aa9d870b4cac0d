/* Finds the command, opens what it needs, runs it, and turns its status into the exit code. */
#include <signal.h>

#include "cli/cli.h"

static enum mpt_status run_command(struct cli *cli)
{
    struct mpt_document *document = NULL;
    if (cli->command->run) {
        return cli->command->run(cli);
    }
    enum mpt_status status = cli->command->document(cli, &document);
    if (document && (status == MPT_OK || status == MPT_FOUND)) {
        cli_add_withheld(cli, document);
        cli_render(cli, document);
    }
    return status;
}

static enum mpt_status run(struct cli *cli)
{
    enum mpt_status status = cli_output_open(cli);
    if (status) {
        return status;
    }
    if (cli->help) {
        cli_help_command(cli);
    } else {
        status = cli_open_store(cli);
        status = status ? status : run_command(cli);
    }
    return cli_output_close(cli, status);
}

int main(int argc, char **argv)
{
    mpt_memory_open();
    struct cli cli = {.arena = mpt_arena_open(), .out = stdout};
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of write(), not the end in the middle of a transaction */
    enum mpt_status status = cli_parse(&cli, argc, argv);
    status = status ? status : run(&cli);
    if (status && *cli.error.message) {
        fprintf(stderr, "mpt: %s\n", cli.error.message);
    }
    mpt_store_close(cli.store);
    mpt_arena_close(cli.arena);
    return (int)status;
}
