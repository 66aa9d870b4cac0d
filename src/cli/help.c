/* `mpt help`, `COMMAND --help` and `mpt version`: all of it from the tables of commands, kinds and fields. */
#include <string.h>

#include "cli.h"
#include "mpt/text.h"

/* Wraps `text` behind `indent` blanks to 80 columns. */
static void wrap(FILE *out, const char *text, size_t indent)
{
    enum { WIDTH = 80 };
    size_t used = 0;
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, " ");
        if (used && indent + used + 1 + len > WIDTH) {
            fprintf(out, "\n%*s", (int)indent, "");
            used = 0;
        }
        fprintf(out, "%s%.*s", used ? " " : "", (int)len, at);
        used += len + (used ? 1 : 0);
        at += len + (at[len] == ' ');
    }
    fputc('\n', out);
}

static void print_option(struct cli *cli, const struct cli_option *option)
{
    char *name = mpt_arena_copy(cli->arena, option->name);
    for (char *c = name; *c; c++) {
        *c = *c == '_' ? '-' : *c;
    }
    bool inner = option->argument && *option->argument == '[';
    bool is_word = option->argument && !strpbrk(option->argument, " (,");
    const char *value = !option->argument ? ""
                        : inner           ? mpt_arena_print(cli->arena, "[=%s", option->argument + 1)
                        : is_word         ? mpt_arena_print(cli->arena, " %s", option->argument)
                                          : " VALUE";
    const char *flag = mpt_arena_print(cli->arena, "--%s%s", name, value);
    fprintf(cli->out, "  %-26s ", flag);
    wrap(cli->out,
         is_word || !option->argument ? option->help
                                      : mpt_arena_print(cli->arena, "%s; %s", option->help, option->argument),
         29);
}

void cli_help_command(const struct cli *called)
{
    struct cli cli = *called;
    const char *kind = cli.kind ? cli.kind->name : "";
    fprintf(cli.out, "mpt %s%s %s\n", cli.command->name, kind, cli.command->arguments);
    fprintf(cli.out, "%s\n", cli.command->summary);
    if (cli.kind) {
        fprintf(cli.out, "%s: %s\n", cli.kind->name, cli.kind->help);
    }
    if (cli.command->details) {
        fprintf(cli.out, "%s\n", cli.command->details);
    }
    if (cli.option_count) {
        fputs("\n", cli.out);
    }
    for (size_t i = 0; i < cli.option_count; i++) {
        print_option(&cli, &cli.options[i]);
    }
    fputs("\nShared flags: --db FILE, --as-of DATE|ENTRY, --profile PROFILE, --format FORMAT,\n"
          "-o FILE, --as NAME, --quiet\n",
          cli.out);
}

static void help_overview(struct cli *cli)
{
    fputs("mpt keeps an agency's missions and everything done for them in one file.\n\n"
          "  mpt COMMAND [FLAGS]       mpt COMMAND --help says what it takes\n\n",
          cli->out);
    for (size_t i = 0; cli_commands[i]; i++) {
        const struct cli_command *command = cli_commands[i];
        bool kinds = command->name[strlen(command->name) - 1] == '-';
        fprintf(cli->out, "  %-18s ", mpt_arena_print(cli->arena, "%s%s", command->name, kinds ? "KIND" : ""));
        wrap(cli->out, command->summary, 21);
    }
    fputs("\nKINDS: ", cli->out);
    struct mpt_text names = mpt_text_init(cli->arena);
    for (size_t i = 0; i < mpt_kind_count; i++) {
        mpt_text_print(&names, "%s%s", i ? ", " : "", mpt_kinds[i]->plural);
    }
    wrap(cli->out, mpt_text_get(&names), 7);
    fputs("`mpt help kinds` lists their fields.\n\n"
          "Shared flags: --db FILE (else MPT_DB, else ./portfolio.mpt), --as-of DATE|ENTRY,\n"
          "--profile public|partners, --format text|json|csv|md|html, -o FILE, --as NAME, --quiet.\n"
          "Exit codes: 0 done, 1 found at or above --fail-on, 2 usage, 3 bad input,\n"
          "4 database or disk, 5 network.\n",
          cli->out);
}

/* What a field takes, as a Markdown cell. */
static const char *field_type(struct cli *cli, const struct mpt_field *field)
{
    const char *type = mpt_type_describe(field, cli->arena);
    return field->flags & MPT_MANY ? mpt_arena_print(cli->arena, "many: %s", type) : type;
}

static const char *field_notes(const struct mpt_field *field)
{
    if (field->flags & MPT_DERIVED) {
        return "computed";
    }
    if (field->flags & MPT_KEPT) {
        return "kept by the program";
    }
    return field->flags & MPT_REQUIRED ? "required" : "";
}

/* The reference page of all kinds; the Markdown form is kept in reports/kinds.md. */
static void help_kinds(struct cli *cli, const struct mpt_kind *only)
{
    bool md = cli->format == CLI_MD;
    if (md) {
        fputs("# Kinds and fields\n\nMade by `mpt help kinds --format md`; a test fails when it is out of date.\n",
              cli->out);
    }
    for (size_t i = 0; i < mpt_kind_count; i++) {
        const struct mpt_kind *kind = mpt_kinds[i];
        if (only && only != kind) {
            continue;
        }
        fprintf(cli->out, md ? "\n## %s\n\n%s\n" : "%s: %s\n", kind->name, kind->help);
        if (kind->one_of) {
            fprintf(cli->out, "%sNeeds at least one of: %s\n", md ? "" : "  ", kind->one_of);
        }
        fputs(md ? "\n| field | value | meaning | |\n| --- | --- | --- | --- |\n" : "", cli->out);
        for (size_t j = 0; j < kind->field_count; j++) {
            const struct mpt_field *field = &kind->fields[j];
            if (md) {
                fprintf(cli->out, "| `%s` | %s | %s | %s |\n", field->name, field_type(cli, field), field->help,
                        field_notes(field));
            } else {
                fprintf(cli->out, "  %-22s ", field->name);
                wrap(cli->out,
                     mpt_arena_print(cli->arena, "%s; %s%s%s", field->help, field_type(cli, field),
                                     *field_notes(field) ? "; " : "", field_notes(field)),
                     25);
            }
        }
        fputs(md ? "" : "\n", cli->out);
    }
}

static enum mpt_status run_help(struct cli *cli)
{
    const char *topic = cli->argument_count ? cli->arguments[0] : NULL;
    if (!topic) {
        help_overview(cli);
    } else if (strcmp(topic, "kinds") == 0) {
        help_kinds(cli, NULL);
    } else if (mpt_kind_find(topic)) {
        help_kinds(cli, mpt_kind_find(topic));
    } else {
        size_t len = strlen(topic);
        bool any_kind = len > 4 && strcmp(topic + len - 4, "KIND") == 0; /* add-KIND: with a kind for example */
        const char *command = any_kind ? mpt_arena_print(cli->arena, "%.*sproject", (int)len - 4, topic) : topic;
        char *words[] = {(char *)"mpt", (char *)command, (char *)"--help", NULL};
        struct cli other = {.arena = cli->arena, .out = cli->out};
        enum mpt_status status = cli_parse(&other, 3, words);
        if (status) {
            return mpt_fail(&cli->error, MPT_USAGE,
                            "there is no help on '%s'; `mpt help` lists the commands, `mpt help kinds` the kinds",
                            topic);
        }
        cli_help_command(&other);
    }
    return MPT_OK;
}

static enum mpt_status run_version(struct cli *cli)
{
    fprintf(cli->out, "mpt %s\n", MPT_VERSION);
    return MPT_OK;
}

const struct cli_command cli_help = {.name = "help",
                                     .arguments = "[COMMAND | KIND | kinds]",
                                     .summary = "this overview, one command, or all kinds and fields",
                                     .needs = CLI_NO_STORE,
                                     .arguments_most = 1,
                                     .run = run_help,
                                     .formats = 1U << CLI_TEXT | 1U << CLI_MD};

const struct cli_command cli_version = {
    .name = "version", .arguments = "", .summary = "the program's version", .needs = CLI_NO_STORE, .run = run_version};
