/* Takes a command line apart. Flags come from the command's table or from a kind's fields, so a new field is a new
 * flag without a line here. */
#include <ctype.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "mpt/text.h"

static const struct cli_option shared_options[] = {
    {"db", "FILE", "the portfolio (else MPT_DB, else ./portfolio.mpt)", false},
    {"as-of", "DATE|ENTRY", "the records as they stood on that day, or after that entry of the history", false},
    {"profile", "PROFILE", "only what may leave: internal (everything, the default), partners or public", false},
    {"format", "FORMAT", "text, json, csv, md or html", false},
    {"output", "FILE", "write the result there; -o for short", false},
    {"as", "NAME", "who is at work, for the history (else MPT_USER, else the system's user)", false},
    {"quiet", NULL, "only results, no remarks; -q for short", false},
    {"help", NULL, "what the command does and takes; -h for short", false},
};
enum { SHARED = sizeof shared_options / sizeof *shared_options };

/* Fields are given with hyphens or underscores. */
static bool same_flag(const char *flag, size_t len, const char *name)
{
    for (size_t i = 0; i < len; i++) {
        char c = flag[i] == '_' ? '-' : flag[i], d = name[i] == '_' ? '-' : name[i];
        if (c != d) {
            return false;
        }
    }
    return name[len] == '\0';
}

static const struct cli_option *find_option(const struct cli *cli, const char *flag, size_t len)
{
    for (size_t i = 0; i < cli->option_count; i++) {
        if (same_flag(flag, len, cli->options[i].name)) {
            return &cli->options[i];
        }
    }
    for (size_t i = 0; i < SHARED; i++) {
        if (same_flag(flag, len, shared_options[i].name)) {
            return &shared_options[i];
        }
    }
    return NULL;
}

static enum mpt_status unknown_flag(struct cli *cli, const char *flag, size_t len)
{
    const char **names = mpt_arena_array(cli->arena, cli->option_count + SHARED, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < cli->option_count + SHARED; i++) {
        char *name = mpt_arena_copy(cli->arena, i < cli->option_count ? cli->options[i].name
                                                                      : shared_options[i - cli->option_count].name);
        for (char *c = name; *c; c++) {
            *c = *c == '_' ? '-' : *c;
        }
        names[count++] = name;
    }
    const char *near = mpt_text_nearest(mpt_arena_copy_len(cli->arena, flag, len), names, count, 3, cli->arena);
    const char *on = cli->kind ? cli->kind->name : "";
    return mpt_fail(&cli->error, MPT_USAGE, "%s%s has no flag --%.*s%s%s%s; `mpt %s%s --help` lists them",
                    cli->command->name, on, (int)len, flag, *near ? "; did you mean --" : "", near, *near ? "?" : "",
                    cli->command->name, on);
}

static void keep(struct cli *cli, const char *name, char change, const char *value)
{
    cli->given[cli->given_count++] = (struct cli_given){name, change, value};
}

/* One "--name", "--name value", "--name=value", "--name+ value" or "--name- value". */
static enum mpt_status parse_long(struct cli *cli, int count, char **words, int *at)
{
    const char *flag = words[*at] + 2, *equals = strchr(flag, '=');
    size_t len = equals ? (size_t)(equals - flag) : strlen(flag);
    char change = '\0';
    const struct cli_option *option = find_option(cli, flag, len);
    if (!option && len > 1 && (flag[len - 1] == '+' || flag[len - 1] == '-')) {
        change = flag[len - 1];
        option = find_option(cli, flag, len - 1);
        option = option && option->many ? option : NULL;
    }
    if (!option) {
        return unknown_flag(cli, flag, len);
    }
    if (!option->argument) {
        if (equals) {
            return mpt_fail(&cli->error, MPT_USAGE, "--%s takes no value", option->name);
        }
        keep(cli, option->name, change, "");
        return MPT_OK;
    }
    if (*option->argument == '[' || equals) {
        keep(cli, option->name, change, equals ? equals + 1 : "");
        return MPT_OK;
    }
    if (*at + 1 >= count) {
        return mpt_fail(&cli->error, MPT_USAGE, "--%s needs a value: %s", option->name, option->argument);
    }
    keep(cli, option->name, change, words[++*at]);
    return MPT_OK;
}

static enum mpt_status parse_short(struct cli *cli, int count, char **words, int *at)
{
    static const char *const names[][2] = {{"-o", "output"}, {"-q", "quiet"}, {"-h", "help"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(words[*at], names[i][0]) != 0) {
            continue;
        }
        if (i > 0) {
            keep(cli, names[i][1], '\0', "");
        } else if (*at + 1 < count) {
            keep(cli, names[i][1], '\0', words[++*at]);
        } else {
            return mpt_fail(&cli->error, MPT_USAGE, "-o needs a value: FILE");
        }
        return MPT_OK;
    }
    return mpt_fail(&cli->error, MPT_USAGE, "there is no flag %s; flags are written --name", words[*at]);
}

/* A negative number is a value, not a flag. */
static bool is_flag(const char *word)
{
    return word[0] == '-' && word[1] && !isdigit((unsigned char)word[1]) && word[1] != '.';
}

static const char *command_names(struct cli *cli, const char *typed)
{
    size_t count = 0, capacity = 0;
    const char **names = NULL;
    for (size_t i = 0; cli_commands[i]; i++) {
        bool kinds = cli_commands[i]->name[strlen(cli_commands[i]->name) - 1] == '-';
        for (size_t k = 0; k < (kinds ? mpt_kind_count : 1); k++) {
            names = mpt_arena_grow(cli->arena, names, count, &capacity, sizeof *names);
            names[count++] = kinds ? mpt_arena_print(cli->arena, "%s%s", cli_commands[i]->name, mpt_kinds[k]->name)
                                   : cli_commands[i]->name;
        }
    }
    return mpt_text_nearest(typed, names, count, 3, cli->arena);
}

static enum mpt_status find_command(struct cli *cli, const char *name)
{
    for (size_t i = 0; cli_commands[i]; i++) {
        const struct cli_command *command = cli_commands[i];
        size_t len = strlen(command->name);
        bool kinds = command->name[len - 1] == '-';
        if (!kinds && strcmp(name, command->name) == 0) {
            cli->command = command;
            cli->options = command->options;
            cli->option_count = command->option_count;
            return MPT_OK;
        }
        if (kinds && strncmp(name, command->name, len) == 0 && mpt_kind_find(name + len)) {
            cli->command = command;
            cli->kind = mpt_kind_find(name + len);
            cli_kind_options(cli);
            return MPT_OK;
        }
    }
    const char *near = command_names(cli, name);
    return mpt_fail(&cli->error, MPT_USAGE, "there is no command '%s'%s%s%s; `mpt help` lists them", name,
                    *near ? "; did you mean " : "", near, *near ? "?" : "");
}

/* The command is the first word that is no flag; flags before it are the shared ones. */
static const char *command_word(int count, char **words, int *position)
{
    for (int i = 1; i < count; i++) {
        if (!is_flag(words[i])) {
            *position = i;
            return words[i];
        }
        bool takes_value = strcmp(words[i], "-o") == 0;
        for (size_t j = 0; j < SHARED && strncmp(words[i], "--", 2) == 0; j++) {
            takes_value |= shared_options[j].argument && strcmp(words[i] + 2, shared_options[j].name) == 0;
        }
        i += takes_value;
    }
    *position = count;
    return NULL;
}

/* As it was typed, words with blanks in quotes as a shell takes them: what the history shows. */
static const char *join_words(struct cli *cli, int count, char **words)
{
    struct mpt_text line = mpt_text_init(cli->arena);
    for (int i = 1; i < count; i++) {
        const char *quote = *words[i] && !strpbrk(words[i], " \t\n'\"") ? "" : "'";
        mpt_text_print(&line, "%s%s", i > 1 ? " " : "", quote);
        for (const char *at = words[i]; *at; at += *at == '\'') {
            size_t len = strcspn(at, "'");
            mpt_text_add_len(&line, at, len);
            at += len;
            mpt_text_add(&line, *at ? "'\\''" : "");
        }
        mpt_text_add(&line, quote);
    }
    return mpt_text_clean(mpt_text_get(&line), cli->arena);
}

static enum mpt_status read_format(struct cli *cli)
{
    static const char *const names[] = {
        [CLI_TEXT] = "text", [CLI_JSON] = "json",           [CLI_CSV] = "csv",   [CLI_MD] = "md",   [CLI_HTML] = "html",
        [CLI_IATI] = "iati", [CLI_360GIVING] = "360giving", [CLI_KUMU] = "kumu", [CLI_DOT] = "dot", [CLI_SQL] = "sql",
        [CLI_XLSX] = "xlsx"};
    const char *wanted = cli_option(cli, "format");
    struct mpt_text possible = mpt_text_init(cli->arena);
    unsigned formats = cli->command->formats    ? cli->command->formats
                       : cli->command->document ? CLI_DOCUMENT_FORMATS
                                                : 1U << CLI_TEXT;
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(formats & 1U << i)) {
            continue;
        }
        if (wanted && strcmp(wanted, names[i]) == 0) {
            cli->format = (enum cli_format)i;
            return MPT_OK;
        }
        mpt_text_print(&possible, "%s%s", possible.len ? ", " : "", names[i]);
    }
    return wanted ? mpt_fail(&cli->error, MPT_USAGE, "--format '%s' is not possible here; %s gives %s", wanted,
                             cli->command->name, mpt_text_get(&possible))
                  : MPT_OK;
}

static enum mpt_status read_shared(struct cli *cli)
{
    static const char *const users[] = {"MPT_USER", "LOGNAME", "USER"};
    cli->db = cli_option(cli, "db");
    cli->db = cli->db ? cli->db : getenv("MPT_DB");
    cli->db = cli->db && *cli->db ? cli->db : "portfolio.mpt";
    cli->who = cli_option(cli, "as");
    for (size_t i = 0; i < sizeof users / sizeof *users && (!cli->who || !*cli->who); i++) {
        cli->who = getenv(users[i]);
    }
    if (!cli->who || !*cli->who) {
        const struct passwd *user = getpwuid(getuid());
        cli->who = user ? mpt_arena_copy(cli->arena, user->pw_name) : "unknown";
    }
    size_t bad;
    if (!mpt_utf8_valid(cli->who, strlen(cli->who), &bad) || !mpt_text_printable(cli->who)) {
        return mpt_fail(&cli->error, MPT_USAGE, "the name of who is at work (--as, MPT_USER) is not printable UTF-8");
    }
    cli->output = cli_option(cli, "output");
    cli->quiet = cli_option(cli, "quiet");
    enum mpt_status status = cli_read_as_of(cli);
    status = status ? status : cli_read_profile(cli);
    return status ? status : read_format(cli);
}

static enum mpt_status check_arguments(struct cli *cli)
{
    const struct cli_command *command = cli->command;
    const char *on = cli->kind ? cli->kind->name : "";
    if (cli->argument_count < command->arguments_least || cli->argument_count > command->arguments_most) {
        return mpt_fail(&cli->error, MPT_USAGE, "%s: mpt %s%s %s\n`mpt %s%s --help` says more",
                        cli->argument_count < command->arguments_least ? "something is missing" : "that is too much",
                        command->name, on, command->arguments, command->name, on);
    }
    return MPT_OK;
}

enum mpt_status cli_parse(struct cli *cli, int count, char **words)
{
    int command_at;
    const char *name = command_word(count, words, &command_at);
    bool version = false, help = !name;
    for (int i = 1; i < command_at; i++) {
        version |= strcmp(words[i], "--version") == 0;
    }
    if (version) {
        words[1] = (char *)"version"; /* as a command; nothing else matters then */
        count = 2;
        command_at = 1;
        name = words[1];
        help = false;
    }
    cli->given = mpt_arena_array(cli->arena, (size_t)count + 1, sizeof *cli->given);
    cli->arguments = mpt_arena_array(cli->arena, (size_t)count + 1, sizeof *cli->arguments);
    enum mpt_status status = find_command(cli, help ? "help" : name);
    if (status) {
        return status;
    }
    cli->command_line = join_words(cli, count, words);
    bool only_arguments = false;
    for (int i = 1; !status && i < count; i++) {
        if (i == command_at) {
            continue;
        }
        if (!only_arguments && strcmp(words[i], "--") == 0) {
            only_arguments = true;
        } else if (!only_arguments && strncmp(words[i], "--", 2) == 0) {
            status = parse_long(cli, count, words, &i);
        } else if (!only_arguments && is_flag(words[i])) {
            status = parse_short(cli, count, words, &i);
        } else {
            cli->arguments[cli->argument_count++] = words[i];
            only_arguments |= cli->command->rest_is_command; /* whose flags are not ours to read */
        }
    }
    if (status) {
        return status;
    }
    cli->help = cli_option(cli, "help");
    status = read_shared(cli);
    return status || cli->help ? status : check_arguments(cli);
}

const char *cli_option(const struct cli *cli, const char *name)
{
    for (size_t i = cli->given_count; i-- > 0;) {
        if (strcmp(cli->given[i].name, name) == 0) {
            return cli->given[i].value;
        }
    }
    return NULL;
}

enum mpt_status cli_option_number(struct cli *cli, const char *name, long least, long otherwise, long *value)
{
    const char *text = cli_option(cli, name);
    char *end;
    *value = otherwise;
    if (!text) {
        return MPT_OK;
    }
    *value = strtol(text, &end, 10);
    if (end == text || *end || *value < least || *value > 1000000000) {
        return mpt_fail(&cli->error, MPT_USAGE, "--%s '%s' is not a whole number of at least %ld", name, text, least);
    }
    return MPT_OK;
}

void cli_kind_options(struct cli *cli)
{
    const struct mpt_kind *kind = cli->kind;
    const struct cli_command *command = cli->command;
    struct cli_option *options =
        mpt_arena_array(cli->arena, kind->field_count + command->option_count, sizeof *options);
    size_t count = 0;
    for (size_t i = 0; i < kind->field_count && command->arguments_most <= 1 && command != &cli_remove; i++) {
        const struct mpt_field *field = &kind->fields[i];
        if (!(field->flags & (MPT_DERIVED | MPT_KEPT))) {
            options[count++] = (struct cli_option){
                field->name, field->type == MPT_FLAG ? "[yes|no]" : mpt_type_describe(field, cli->arena), field->help,
                field->flags & MPT_MANY};
        }
    }
    for (size_t i = 0; i < command->option_count; i++) {
        options[count++] = command->options[i];
    }
    cli->options = options;
    cli->option_count = count;
}
