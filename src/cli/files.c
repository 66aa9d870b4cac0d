/* Files that a command line names: on the disk, on standard input, or at an address. */
#include <errno.h>
#include <string.h>

#include "cli.h"
#include "mpt/fetch.h"

/* It may begin with a byte order mark. */
bool cli_is_bundle(const char *path)
{
    enum { LOOK_INTO = 4096 };
    char start[LOOK_INTO + 1];
    FILE *file = fopen(path, "rb");
    size_t len = file ? fread(start, 1, LOOK_INTO, file) : 0;
    if (file) {
        fclose(file);
    }
    start[len] = '\0';
    const char *schema = strstr(start, "\"schema\"");
    return start[strspn(start, "\xEF\xBB\xBF \t\r\n")] == '{' && schema && strstr(schema, "\"mpt.bundle/");
}

/* Standard input goes into a file first, since it is looked at twice. */
static enum mpt_status spool(struct cli *cli, const char **path)
{
    char block[65536];
    size_t len;
    FILE *file = tmpfile();
    bool failed = !file;
    while (!failed && (len = fread(block, 1, sizeof block, stdin)) > 0) {
        failed = fwrite(block, 1, len, file) != len;
    }
    if (failed || ferror(stdin) || fflush(file) != 0) {
        return mpt_fail(&cli->error, MPT_DATABASE, "standard input cannot be kept while it is read: %s",
                        strerror(errno));
    }
    *path = mpt_arena_print(cli->arena, "/proc/self/fd/%d", fileno(file));
    return MPT_OK;
}

static enum mpt_status find_file(struct cli *cli, const char *word, struct cli_named *file)
{
    enum mpt_status status = MPT_OK;
    struct cli_part *part = mpt_arena_array(cli->arena, 1, sizeof *part);
    *part = (struct cli_part){word, word};
    if (strcmp(word, "-") == 0) {
        part->name = "standard input";
        status = spool(cli, &part->path);
    }
    *file = (struct cli_named){part->name, part, 1, !status && cli_is_bundle(part->path)};
    return status;
}

static enum mpt_status find_fetched(struct cli *cli, const char *url, struct cli_named *file)
{
    struct mpt_fetched fetched;
    enum mpt_status status = cli_fetch_url(cli, url, cli_option(cli, "map"), &fetched);
    if (!status) {
        *file = (struct cli_named){url, cli_fetched_parts(cli, &fetched), fetched.count,
                                   cli_is_bundle(fetched.files[0].path)};
    }
    return status;
}

enum mpt_status cli_named_find(struct cli *cli, const char *word, struct cli_named *file)
{
    bool address = strncmp(word, "http://", 7) == 0 || strncmp(word, "https://", 8) == 0;
    return address ? find_fetched(cli, word, file) : find_file(cli, word, file);
}
