/* The command maps: the import maps at hand, and one of them as it is written. */
#include "cli.h"
#include "mpt/intake.h"
#include "mpt/text.h"

static enum mpt_status show_map(struct cli *cli, const char *name)
{
    struct mpt_map map;
    enum mpt_status status = mpt_maps_find(name, cli->arena, &map, &cli->error);
    if (!status) {
        fputs(map.text, cli->out);
    }
    return status;
}

static enum mpt_status list_maps(struct cli *cli)
{
    struct mpt_map *maps;
    size_t count, width = 0;
    enum mpt_status status = mpt_maps_load(cli->arena, &maps, &count, &cli->error);
    for (size_t i = 0; !status && i < count; i++) {
        size_t len = mpt_text_width(maps[i].name);
        width = len > width ? len : width;
    }
    size_t columns = cli_output_width(cli);
    for (size_t i = 0; !status && i < count; i++) {
        const char *title = mpt_text_clean(maps[i].title, cli->arena);
        size_t room = columns > width + 20 ? columns - width - 8 : 0;
        fprintf(cli->out, "%-*s  %-4s  %s\n", (int)width, maps[i].name, maps[i].format,
                room ? mpt_text_shorten(title, room, cli->arena) : title);
    }
    return status;
}

static enum mpt_status run_maps(struct cli *cli)
{
    return cli->argument_count ? show_map(cli, cli->arguments[0]) : list_maps(cli);
}

const struct cli_command cli_maps = {
    .name = "maps",
    .arguments = "[NAME]",
    .summary = "how other people's files are read; one as it is written, to be copied and changed",
    .details = "Maps of your own, *.sql files in the folder that MPT_MAPS names, take the place of those of the same\n"
               "name; `mpt import --map FILE.sql` takes one from anywhere.",
    .needs = CLI_NO_STORE,
    .arguments_most = 1,
    .run = run_maps};
