/* Commands that relate records in one short line: tag, untag, link and measure. */
#include <string.h>

#include "cli.h"
#include "mpt/text.h"

/* Kinds that carry tags: those with a field kept through tagging. */
static size_t tagged_kinds(struct cli *cli, const struct mpt_kind ***kinds)
{
    size_t count = 0;
    *kinds = mpt_arena_array(cli->arena, mpt_kind_count, sizeof **kinds);
    for (size_t i = 0; i < mpt_kind_count; i++) {
        const struct mpt_field *tag = mpt_field_find(mpt_kinds[i], "tag");
        if (tag && tag->flags & MPT_THROUGH) {
            (*kinds)[count++] = mpt_kinds[i];
        }
    }
    return count;
}

static enum mpt_status change_tags(struct cli *cli, char change)
{
    const struct mpt_kind **kinds, *kind;
    const char *code, *others;
    struct mpt_record record;
    size_t count = tagged_kinds(cli, &kinds), changed = 0;
    enum mpt_status status = mpt_store_resolve_any(cli->store, kinds, count, cli->arguments[0], cli->arena, &kind,
                                                   &code, &others, &cli->error);
    if (!status && others) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "'%s' is more than one record: say %s:%s or %s", code, kind->name,
                        code, others);
    }
    status = status ? status : mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : mpt_store_get(cli->store, kind, code, cli->arena, &record, &cli->error);
    for (size_t i = 1; !status && i < cli->argument_count; i++) {
        status = cli_set_field(cli, &record, mpt_field_find(kind, "tag"), change, cli->arguments[i]);
    }
    status = status ? status : mpt_store_edit(cli->store, code, &record, false, cli->arena, &changed, &cli->error);
    status = status ? status : mpt_store_commit(cli->store, &cli->error);
    if (!status && !cli->quiet) {
        const char *tags = mpt_record_get(&record, "tag");
        fprintf(cli->out, "%s %s %s%s%s.\n", kind->name, code,
                changed ? "now has " : "is unchanged: ", tags ? "tags " : "no tags",
                tags ? mpt_value_show(mpt_field_find(kind, "tag"), tags, cli->arena) : "");
    }
    return status;
}

static enum mpt_status run_tag(struct cli *cli)
{
    return change_tags(cli, '+');
}

static enum mpt_status run_untag(struct cli *cli)
{
    return change_tags(cli, '-');
}

/* A RELATION B between two projects, missions or stakeholders. */
static enum mpt_status run_link(struct cli *cli)
{
    const struct mpt_kind *linked[] = {mpt_kind_find("project"), mpt_kind_find("mission"),
                                       mpt_kind_find("stakeholder")},
                          *from, *to;
    const char *from_code, *to_code, *others;
    const struct mpt_kind *kind = mpt_kind_find("link");
    struct mpt_record record = mpt_record_init(kind, cli->arena);
    enum mpt_status status = mpt_store_resolve_any(cli->store, linked, 3, cli->arguments[0], cli->arena, &from,
                                                   &from_code, &others, &cli->error);
    status = status ? status
                    : mpt_store_resolve_any(cli->store, &from, 1, cli->arguments[2], cli->arena, &to, &to_code, &others,
                                            &cli->error);
    if (!status && from != to) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s is a %s and %s a %s; a link joins two of one kind", from_code,
                        from->name, to_code, to->name);
    }
    if (!status && strcmp(from_code, to_code) == 0) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s cannot be linked with itself", from_code);
    }
    status = status ? status : cli_set_field(cli, &record, mpt_field_find(kind, "relation"), '\0', cli->arguments[1]);
    if (status) {
        return status;
    }
    record.values[mpt_field_index(kind, from->name)] = from_code;
    record.values[mpt_field_index(kind, mpt_arena_print(cli->arena, "to_%s", from->name))] = to_code;
    const char *reason = cli_option(cli, "reason");
    if (reason) {
        status = cli_set_field(cli, &record, mpt_field_find(kind, "reason"), '\0', reason);
    }
    record.values[mpt_field_index(kind, "linked_by")] = cli->who;
    record.values[mpt_field_index(kind, "linked_on")] = mpt_date_format(cli->today, cli->arena);
    return status ? status : cli_add_record(cli, &record);
}

/* TARGET VALUE: a measurement of a target, today unless --on says otherwise. */
static enum mpt_status run_measure(struct cli *cli)
{
    static const char *const fields[][2] = {{"on", "measured_on"},
                                            {"basis", "basis"},
                                            {"confidence", "confidence"},
                                            {"summary", "summary"},
                                            {"source", "source"}};
    const struct mpt_kind *kind = mpt_kind_find("measurement");
    struct mpt_record record = mpt_record_init(kind, cli->arena);
    enum mpt_status status = cli_set_field(cli, &record, mpt_field_find(kind, "target"), '\0', cli->arguments[0]);
    status = status ? status : cli_set_field(cli, &record, mpt_field_find(kind, "value"), '\0', cli->arguments[1]);
    status = status ? status : cli_set_options(cli, &record, fields, sizeof fields / sizeof *fields);
    const char **on = &record.values[mpt_field_index(kind, "measured_on")];
    *on = *on ? *on : mpt_date_format(cli->today, cli->arena);
    return status ? status : cli_add_record(cli, &record);
}

static const struct cli_option link_options[] = {{"reason", "TEXT", "why, or how it is known", false}};

static const struct cli_option measure_options[] = {
    {"on", "DATE", "the date the value holds for (else today)", false},
    {"basis", "BASIS", "measured, estimated, modelled or self-reported", false},
    {"confidence", "LEVEL", "low, medium or high", false},
    {"summary", "TEXT", "what a reader should know about it", false},
    {"source", "TEXT", "where it is known from", false},
};

const struct cli_command cli_tag = {.name = "tag",
                                    .arguments = "CODE FACET:TAG ...",
                                    .summary = "put tags on a project, mission or stakeholder",
                                    .needs = CLI_WRITE,
                                    .arguments_least = 2,
                                    .arguments_most = 50,
                                    .run = run_tag};

const struct cli_command cli_untag = {.name = "untag",
                                      .arguments = "CODE FACET:TAG ...",
                                      .summary = "take tags off",
                                      .needs = CLI_WRITE,
                                      .arguments_least = 2,
                                      .arguments_most = 50,
                                      .run = run_untag};

const struct cli_command cli_link = {
    .name = "link",
    .arguments = "A RELATION B",
    .summary = "say how two projects, missions or stakeholders are related",
    .details =
        "Relations: duplicate-of, co-funded-with, renews, overlaps, shares-wording, complements, competes-with,\n"
        "follows, parallel-to, part-of, aligned-with, distinct-from.",
    .options = link_options,
    .option_count = 1,
    .needs = CLI_WRITE,
    .arguments_least = 3,
    .arguments_most = 3,
    .run = run_link};

const struct cli_command cli_measure = {.name = "measure",
                                        .arguments = "TARGET VALUE",
                                        .summary = "enter a measurement of a target",
                                        .options = measure_options,
                                        .option_count = sizeof measure_options / sizeof *measure_options,
                                        .needs = CLI_WRITE,
                                        .arguments_least = 2,
                                        .arguments_most = 2,
                                        .run = run_measure};
