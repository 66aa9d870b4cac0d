/* Asks a person at a terminal for what a record lacks. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* One question, until the answer fits or the input ends. */
static enum mpt_status ask(struct cli *cli, struct mpt_record *record, const struct mpt_field *field)
{
    char *line = NULL;
    size_t size = 0;
    enum mpt_status status = MPT_BAD_INPUT;
    for (;;) {
        fprintf(stderr, "%s (%s; %s): ", field->name, field->help, mpt_type_describe(field, cli->arena));
        if (getline(&line, &size, stdin) < 0) {
            fputc('\n', stderr);
            break;
        }
        line[strcspn(line, "\n")] = '\0';
        status = cli_set_field(cli, record, field, '\0', line);
        if (!status && (record->values[field - record->kind->fields] || !(field->flags & MPT_REQUIRED))) {
            break;
        }
        fprintf(stderr, "%s\n", status ? cli->error.message : "It cannot be left empty; Ctrl-C gives up.");
    }
    free(line);
    return status;
}

enum mpt_status cli_ask_missing(struct cli *cli, struct mpt_record *record)
{
    enum mpt_status status = mpt_record_check(record, &cli->error);
    if (!status || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
        return status;
    }
    const struct mpt_kind *kind = record->kind;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        if (field->flags & MPT_REQUIRED && !record->values[i] && ask(cli, record, field)) {
            return mpt_record_check(record, &cli->error);
        }
    }
    /* Of fields of which one is enough, they are asked for in turn until one has an answer. */
    for (const char *at = kind->one_of ? kind->one_of : ""; *at && mpt_record_check(record, &cli->error);) {
        size_t len = strcspn(at, " ");
        if (ask(cli, record, mpt_field_find(kind, mpt_arena_copy_len(cli->arena, at, len)))) {
            break;
        }
        at += len + (at[len] == ' ');
    }
    return mpt_record_check(record, &cli->error);
}
