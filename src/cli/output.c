/* Where results go: stdout, or a file that appears only when it is whole. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "mpt/text.h"

bool cli_is_portfolio(const struct cli *cli, const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    struct stat there, ours;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (stat(path, &there) == 0 && stat(mpt_arena_print(cli->arena, "%s%s", cli->db, endings[i]), &ours) == 0 &&
            there.st_dev == ours.st_dev && there.st_ino == ours.st_ino) {
            return true;
        }
    }
    return false;
}

enum mpt_status cli_output_open(struct cli *cli)
{
    cli->out = stdout;
    setvbuf(stdout, NULL, isatty(STDOUT_FILENO) ? _IOLBF : _IOFBF, 1 << 16);
    bool own = cli->command->own_output & 1U << cli->format && !cli->argument_count && !cli->help;
    if (!cli->output || own) {
        return MPT_OK;
    }
    if (cli_is_portfolio(cli, cli->output)) {
        return mpt_fail(&cli->error, MPT_USAGE, "-o %s is the portfolio itself; nothing was written", cli->output);
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
    va_list arguments, again;
    fflush(cli->out); /* so that remarks and results keep their order where both go to one place */
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t size = (size_t)vsnprintf(NULL, 0, format, again) + 1;
    va_end(again);
    char *text = mpt_arena_alloc(cli->arena, size);
    vsnprintf(text, size, format, arguments);
    va_end(arguments);
    /* Remarks quote what files and servers gave. */
    fprintf(stderr, "%s\n", mpt_text_clean(text, cli->arena));
}
