/* A table that no map is known for: what its columns seem to be, in words, corrected by whoever sits there, and kept as
 * a map file to be edited. */
#include "mpt/propose.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "mpt/import.h"
#include "mpt/text.h"

enum { SAMPLE_ROWS = 3000 };

/* "projects-2024" of "/data/Projects 2024.csv"; the scheme of the outside ids too. */
static const char *map_name(struct cli *cli, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *base = slash && slash[1] ? slash + 1 : file, *dot = strrchr(base, '.');
    return mpt_text_code(dot && dot > base ? mpt_arena_copy_len(cli->arena, base, (size_t)(dot - base)) : base,
                         cli->arena);
}

/* Reads header and first rows. */
static enum mpt_status read_sample(struct cli *cli, const char *path, const struct mpt_read_options *options,
                                   struct mpt_sample *sample)
{
    struct mpt_reader *reader;
    struct mpt_row row;
    enum mpt_status status = mpt_reader_open(path, options, &reader, &cli->error);
    if (status) {
        return status;
    }
    enum mpt_format format = mpt_reader_facts(reader)->format;
    const char *const *header = mpt_reader_header(reader, &sample->count);
    if (format == MPT_FORMAT_JSON || format == MPT_FORMAT_XML) {
        struct mpt_error unused;
        mpt_reader_close(reader, &unused);
        return mpt_fail(&cli->error, MPT_BAD_INPUT,
                        "%s is %s of a kind that no map is known for%s; a map is proposed for tables only. `mpt maps "
                        "NAME` shows one to start from",
                        options->name, mpt_format_name(format),
                        format == MPT_FORMAT_JSON ? ", nor a bundle, which begins {\"schema\": \"mpt.bundle/1\"" : "");
    }
    const char **names = mpt_arena_array(cli->arena, sample->count, sizeof *names);
    const char *const **rows = mpt_arena_array(cli->arena, SAMPLE_ROWS, sizeof *rows);
    for (size_t i = 0; i < sample->count; i++) {
        names[i] = mpt_arena_copy(cli->arena, header[i]);
    }
    while (sample->row_count < SAMPLE_ROWS && mpt_reader_next(reader, &row)) {
        if (!row.problem) {
            const char **values = mpt_arena_array(cli->arena, sample->count, sizeof *values);
            for (size_t i = 0; i < sample->count && i < row.count; i++) {
                values[i] = mpt_arena_copy(cli->arena, row.values[i]);
            }
            rows[sample->row_count++] = values;
        }
    }
    sample->header = names;
    sample->rows = rows;
    size_t header_line = mpt_reader_facts(reader)->header_line;
    struct mpt_error unused; /* what is broken further on is said when it is read */
    if (sample->row_count) {
        mpt_reader_close(reader, &unused);
        return MPT_OK;
    }
    status = mpt_reader_close(reader, &cli->error);
    return status ? status
                  : mpt_fail(&cli->error, MPT_BAD_INPUT,
                             "%s, line %zu: is the header of a table without records; a map is proposed from records",
                             options->name, header_line);
}

static void show(const struct mpt_proposal *proposal)
{
    for (size_t i = 0; i < proposal->said_count; i++) {
        fprintf(stderr, "%s\n", proposal->said[i]);
    }
    for (size_t i = 0; i < proposal->problem_count; i++) {
        fprintf(stderr, "! %s\n", proposal->problems[i]);
    }
}

static size_t column_called(const struct mpt_sample *sample, const char *name, size_t len)
{
    size_t i = 0;
    while (i < sample->count && (strlen(sample->header[i]) != len || strncmp(sample->header[i], name, len) != 0)) {
        i++;
    }
    return i;
}

static const char *known_role(const char *role)
{
    const char *meaning, *name;
    for (size_t i = 0; (name = mpt_role_at(i, &meaning)); i++) {
        if (strcmp(name, role) == 0) {
            return name;
        }
    }
    return *role ? NULL : "";
}

static void list_roles(void)
{
    const char *meaning, *name;
    for (size_t i = 0; (name = mpt_role_at(i, &meaning)); i++) {
        fprintf(stderr, "  %-22s %s\n", name, meaning);
    }
}

/* "COLUMN = ROLE", "COLUMN =", "decimal = ,", "dates = dmy", "currency = NOK". */
static void correct(struct cli *cli, struct mpt_sample *sample, const char **roles, const char *line)
{
    const char *equals = strrchr(line, '=');
    size_t len = equals ? (size_t)(equals - line) : 0;
    while (len && line[len - 1] == ' ') {
        len--;
    }
    const char *value = equals ? equals + 1 + strspn(equals + 1, " ") : "";
    const char *name = mpt_arena_copy_len(cli->arena, line, len), *role = known_role(value);
    size_t column = column_called(sample, line, len);
    if (equals && column < sample->count && role) {
        roles[column] = role;
    } else if (strcmp(name, "decimal") == 0 && (*value == ',' || *value == '.') && !value[1]) {
        sample->decimal = *value;
    } else if (strcmp(name, "dates") == 0 && (strcmp(value, "dmy") == 0 || strcmp(value, "mdy") == 0)) {
        sample->dates = *value == 'd' ? MPT_DATE_DMY : MPT_DATE_MDY;
    } else if (strcmp(name, "currency") == 0 && strlen(value) == 3) {
        sample->currency = mpt_arena_copy(cli->arena, value);
    } else {
        fprintf(stderr, "Write COLUMN = ROLE (or COLUMN = to leave it out), decimal = , dates = dmy, currency = NOK.\n"
                        "The roles:\n");
        list_roles();
    }
}

/* Asks until it is right; NULL when it is given up. */
static const struct mpt_proposal *converse(struct cli *cli, struct mpt_sample *sample)
{
    const char **roles = mpt_arena_array(cli->arena, sample->count, sizeof *roles);
    const struct mpt_proposal *proposal = mpt_propose(sample, cli->arena);
    char *line = NULL;
    size_t size = 0;
    sample->roles = roles;
    show(proposal);
    for (;;) {
        fputs("Import it so? y: yes, n: no, COLUMN = ROLE: correct it, ?: the roles  ", stderr);
        if (getline(&line, &size, stdin) < 0 || strcmp(line, "n\n") == 0) {
            proposal = NULL;
            break;
        }
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, "y") == 0 && proposal->usable) {
            break;
        }
        if (strcmp(line, "?") == 0) {
            list_roles();
        } else if (strcmp(line, "y") == 0) {
            fputs("There is no title yet; without one there are no projects.\n", stderr);
        } else {
            correct(cli, sample, roles, mpt_arena_copy(cli->arena, line));
            proposal = mpt_propose(sample, cli->arena);
            show(proposal);
        }
    }
    free(line);
    return proposal;
}

/* Writes the map where it can be found and edited; one that is there already stays. */
static enum mpt_status save(struct cli *cli, const struct mpt_sample *sample, const char *sql, const char **path)
{
    const char *given = cli_option(cli, "save-map");
    *path = given ? given : mpt_arena_print(cli->arena, "%s.sql", sample->name);
    FILE *file = fopen(*path, "wx");
    if (!file) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT,
                        errno == EEXIST
                            ? "the map would be kept as %s, which is there already: use it with --map %s, or "
                              "name another with --save-map"
                            : "the map cannot be kept as %s: %s",
                        *path, errno == EEXIST ? *path : strerror(errno));
    }
    bool failed = fputs(sql, file) < 0;
    failed |= fclose(file) != 0;
    return failed ? mpt_fail(&cli->error, MPT_DATABASE, "the map cannot be kept as %s: %s", *path, strerror(errno))
                  : MPT_OK;
}

enum mpt_status cli_propose_map(struct cli *cli, const char *path, const struct mpt_read_options *options,
                                const struct mpt_map *written, struct mpt_map *map)
{
    struct mpt_sample sample = {.name = map_name(cli, options->name),
                                .file = options->name,
                                .format = "csv",
                                .today = mpt_date_format(cli->today, cli->arena),
                                .decimal = written->decimal,
                                .dates = written->dates,
                                .currency = written->currency};
    enum mpt_status status = read_sample(cli, path, options, &sample);
    if (status) {
        return status;
    }
    bool yes = cli_option(cli, "yes") != NULL, asks = isatty(STDIN_FILENO) && isatty(STDERR_FILENO) && !yes;
    const struct mpt_proposal *proposal = asks ? converse(cli, &sample) : mpt_propose(&sample, cli->arena);
    if (!proposal) {
        return mpt_fail(&cli->error, MPT_USAGE, "nothing was imported");
    }
    if (!asks && (!cli->quiet || !yes)) {
        show(proposal);
    }
    if (!proposal->usable) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT,
                        "%s: no column seems to be a title; write a map (`mpt maps NAME` shows "
                        "one to start from) and name it with --map",
                        options->name);
    }
    if (!asks && !yes) {
        return mpt_fail(&cli->error, MPT_USAGE, "no map is known for %s; --yes takes it as proposed above",
                        options->name);
    }
    const char *kept;
    status = save(cli, &sample, proposal->sql, &kept);
    if (!status) {
        cli_say(cli, "The map is kept as %s: edit it, and import with --map %s.", kept, kept);
        status = mpt_maps_find(strchr(kept, '/') ? kept : mpt_arena_print(cli->arena, "./%s", kept), cli->arena, map,
                               &cli->error);
    }
    return status;
}
