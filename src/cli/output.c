/* Where results go: stdout, or a file that appears only when it is whole. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

enum mpt_status cli_output_open(struct cli *cli)
{
    cli->out = stdout;
    setvbuf(stdout, NULL, isatty(STDOUT_FILENO) ? _IOLBF : _IOFBF, 1 << 16);
    bool own = cli->command->own_output & 1U << cli->format && !cli->argument_count && !cli->help;
    if (!cli->output || own) {
        return MPT_OK;
    }
    struct stat info; /* a device or a pipe is written to, never replaced */
    bool special = stat(cli->output, &info) == 0 && !S_ISREG(info.st_mode);
    cli->out_path = special ? NULL : mpt_arena_print(cli->arena, "%s.new", cli->output);
    cli->out = fopen(special ? cli->output : cli->out_path, "w");
    return cli->out ? MPT_OK
                    : mpt_fail(&cli->error, MPT_DATABASE, "%s cannot be written: %s", cli->output, strerror(errno));
}

enum mpt_status cli_output_close(struct cli *cli, enum mpt_status status)
{
    bool failed = fflush(cli->out) != 0 || ferror(cli->out);
    if (cli->out != stdout) {
        failed |= fclose(cli->out) != 0;
        bool keep = !failed && (status == MPT_OK || status == MPT_FOUND);
        failed |= !cli->out_path ? false : keep ? rename(cli->out_path, cli->output) != 0 : unlink(cli->out_path) != 0;
    }
    /* A reader that has seen enough (`mpt list projects | head`) is no failure of ours. */
    if (failed && errno != EPIPE && status == MPT_OK) {
        return mpt_fail(&cli->error, MPT_DATABASE, "the result could not be written to %s: %s",
                        cli->output ? cli->output : "standard output", strerror(errno));
    }
    return status;
}

size_t cli_output_width(const struct cli *cli)
{
    struct winsize size;
    if (!isatty(fileno(cli->out))) {
        return 0;
    }
    return ioctl(fileno(cli->out), TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col : 80;
}

bool cli_output_colour(const struct cli *cli)
{
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(fileno(cli->out)) && !(no_colour && *no_colour) && terminal && strcmp(terminal, "dumb") != 0;
}

void cli_say(const struct cli *cli, const char *format, ...)
{
    if (cli->quiet) {
        return;
    }
    va_list arguments;
    fflush(cli->out); /* so that remarks and results keep their order where both go to one place */
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}
