/* Commands on one record of any kind: add-KIND, edit-KIND, remove-KIND and show. */
#include <string.h>

#include "cli.h"
#include "mpt/json.h"
#include "mpt/text.h"

/* A typed reference becomes the whole code; a tag that is not there yet stays as it is and will be made. */
static enum mpt_status resolve_reference(struct cli *cli, const struct mpt_field *field, const char **value)
{
    const struct mpt_kind *kind = mpt_kind_find(field->refers_to);
    const char *list = *value, *code;
    double share;
    mpt_value_next(&list, field->flags & MPT_SHARED, cli->arena, &share);
    list = *value;
    const char *typed = mpt_value_next(&list, field->flags & MPT_SHARED, cli->arena, NULL);
    if (field->flags & MPT_THROUGH && strchr(typed, ':')) {
        if (!mpt_store_exists(cli->store, kind, typed)) {
            cli_say(cli, "%s is a new %s", typed, kind->name);
        }
        return MPT_OK;
    }
    enum mpt_status status = mpt_store_resolve(cli->store, kind, typed, cli->arena, &code, &cli->error);
    if (status) {
        mpt_error_prefix(&cli->error, "%s", field->name);
        return status;
    }
    *value = share >= 0 ? mpt_arena_print(cli->arena, "%s:%.15g%%", code, share) : code;
    return MPT_OK;
}

enum mpt_status cli_set_field(struct cli *cli, struct mpt_record *record, const struct mpt_field *field, char change,
                              const char *typed)
{
    const char **slot = &record->values[field - record->kind->fields], *value;
    if (field->type == MPT_FLAG && !*typed) {
        typed = "yes"; /* --pilot says it is one */
    }
    enum mpt_status status = mpt_value_parse(field, typed, cli->arena, &value, &cli->error);
    if (!status && value && field->type == MPT_REF) {
        status = resolve_reference(cli, field, &value);
    }
    if (status) {
        return status;
    }
    if (!value || !(field->flags & MPT_MANY)) {
        *slot = value;
    } else if (change == '-') {
        *slot = mpt_value_take(*slot, value, field->flags & MPT_SHARED, cli->arena);
    } else {
        *slot = mpt_value_add(*slot, value, field->flags & MPT_SHARED, cli->arena);
    }
    return MPT_OK;
}

enum mpt_status cli_set_options(struct cli *cli, struct mpt_record *record, const char *const (*fields)[2],
                                size_t count)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < count; i++) {
        const char *value = cli_option(cli, fields[i][0]);
        if (value) {
            status = cli_set_field(cli, record, mpt_field_find(record->kind, fields[i][1]), '\0', value);
        }
    }
    return status;
}

/* Sets every field given on the command line. A field of many values given anew (without + or -) starts empty. */
static enum mpt_status set_given(struct cli *cli, struct mpt_record *record)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < cli->given_count; i++) {
        const struct cli_given *given = &cli->given[i];
        const struct mpt_field *field = mpt_field_find(record->kind, given->name);
        bool first = true;
        for (size_t j = 0; j < i; j++) {
            first &= strcmp(cli->given[j].name, given->name) != 0;
        }
        if (field && first && !given->change) {
            record->values[field - record->kind->fields] = NULL;
        }
        if (field) {
            status = cli_set_field(cli, record, field, given->change, given->value);
        }
    }
    return status;
}

/* Inside the open entry. */
static enum mpt_status add_record(struct cli *cli, struct mpt_record *record)
{
    enum mpt_status status = mpt_store_add(cli->store, record, false, cli->arena, &cli->error);
    status = status ? status : mpt_store_commit(cli->store, &cli->error);
    if (!status && cli->quiet) {
        fprintf(cli->out, "%s\n", record->values[0]);
    } else if (!status) {
        fprintf(cli->out, "Added %s %s.\n", record->kind->name, record->values[0]);
    }
    return status;
}

enum mpt_status cli_add_record(struct cli *cli, struct mpt_record *record)
{
    enum mpt_status status = cli_ask_missing(cli, record);
    status = status ? status : mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    return status ? status : add_record(cli, record);
}

/* Names what the project may be, once all of it is known. Where that decides whether it is added, nobody else may add
 * it meanwhile. */
static enum mpt_status add_project(struct cli *cli, struct mpt_record *record)
{
    bool fails = cli_option(cli, "fail-on");
    enum mpt_status status = cli_ask_missing(cli, record);
    if (!status && fails) {
        status = mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    }
    if (!status && (!cli->quiet || fails)) {
        status = cli_name_likely(cli, record);
    }
    if (status == MPT_FOUND) {
        mpt_store_rollback(cli->store);
        cli_say(cli, "Not added.");
    }
    return status ? status : fails ? add_record(cli, record) : cli_add_record(cli, record);
}

static enum mpt_status run_add(struct cli *cli)
{
    struct mpt_record record = mpt_record_init(cli->kind, cli->arena);
    const struct mpt_field *title = mpt_field_find(cli->kind, "title");
    enum mpt_status status = MPT_OK;
    if (cli->argument_count && !title) {
        return mpt_fail(&cli->error, MPT_USAGE, "a %s has no title; `mpt add-%s --help` lists what it has",
                        cli->kind->name, cli->kind->name);
    }
    if (cli->argument_count) {
        status = cli_set_field(cli, &record, title, '\0', cli->arguments[0]);
    }
    status = status ? status : set_given(cli, &record);
    bool project = cli->kind == mpt_kind_find("project");
    if (!status && cli_option(cli, "fail-on") && !project) {
        return mpt_fail(&cli->error, MPT_USAGE, "--fail-on duplicate is for projects");
    }
    if (!status && cli->kind == mpt_kind_find("acceptance")) {
        status = cli_complete_acceptance(cli, &record);
    }
    return status ? status : project ? add_project(cli, &record) : cli_add_record(cli, &record);
}

static const char *shown(struct cli *cli, const struct mpt_field *field, const char *value)
{
    return value ? mpt_text_shorten(mpt_value_show(field, value, cli->arena), 60, cli->arena) : "(empty)";
}

static void say_changes(struct cli *cli, const struct mpt_record *before, const struct mpt_record *after)
{
    if (cli->quiet) {
        return;
    }
    fprintf(cli->out, "Changed %s %s.\n", after->kind->name, after->values[0]);
    for (size_t i = 0; i < after->kind->field_count; i++) {
        const char *old = before->values[i], *new = after->values[i];
        if (old != new && (!old || !new || strcmp(old, new) != 0)) {
            const struct mpt_field *field = &after->kind->fields[i];
            fprintf(cli->out, "  %s: %s -> %s\n", field->name, shown(cli, field, old), shown(cli, field, new));
        }
    }
}

enum mpt_status cli_edit_begin(struct cli *cli, const struct mpt_kind *kind, const char *typed, struct cli_edit *edit)
{
    *edit = (struct cli_edit){.after = mpt_record_init(kind, cli->arena)};
    enum mpt_status status = mpt_store_resolve(cli->store, kind, typed, cli->arena, &edit->code, &cli->error);
    /* Read inside the transaction: what another process changes meanwhile is not written back. */
    status = status ? status : mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : mpt_store_get(cli->store, kind, edit->code, cli->arena, &edit->before, &cli->error);
    if (!status) {
        memcpy(edit->after.values, edit->before.values, kind->field_count * sizeof *edit->after.values);
    }
    return status;
}

enum mpt_status cli_edit_commit(struct cli *cli, struct cli_edit *edit)
{
    enum mpt_status status =
        mpt_store_edit(cli->store, edit->code, &edit->after, false, cli->arena, &edit->changed, &cli->error);
    return status ? status : mpt_store_commit(cli->store, &cli->error);
}

static enum mpt_status run_edit(struct cli *cli)
{
    struct cli_edit edit;
    enum mpt_status status = cli_edit_begin(cli, cli->kind, cli->arguments[0], &edit);
    status = status ? status : set_given(cli, &edit.after);
    status = status ? status : cli_edit_commit(cli, &edit);
    if (!status && edit.changed) {
        say_changes(cli, &edit.before, &edit.after);
    } else if (!status) {
        cli_say(cli, "Nothing to change on %s %s.", cli->kind->name, edit.code);
    }
    return status;
}

static enum mpt_status run_remove(struct cli *cli)
{
    const char *code;
    bool cascade = cli_option(cli, "cascade");
    enum mpt_status status =
        mpt_store_resolve(cli->store, cli->kind, cli->arguments[0], cli->arena, &code, &cli->error);
    status = status ? status : mpt_store_begin(cli->store, cli->who, cli->command_line, &cli->error);
    status = status ? status : mpt_store_remove(cli->store, cli->kind, code, cascade, cli->arena, &cli->error);
    status = status ? status : mpt_store_commit(cli->store, &cli->error);
    if (!status && !cli->quiet) {
        struct mpt_entry_counts counts = mpt_store_counts(cli->store);
        fprintf(cli->out, "Removed %s %s.", cli->kind->name, code);
        if (counts.removed > 1 || counts.changed) {
            fprintf(cli->out, " With it %zu other record%s went and %zu reference%s to it %s emptied.",
                    counts.removed - 1, counts.removed == 2 ? "" : "s", counts.changed, counts.changed == 1 ? "" : "s",
                    counts.changed == 1 ? "was" : "were");
        }
        fputc('\n', cli->out);
    }
    return status;
}

/* --- show --------------------------------------------------------------------------------------------------------- */

enum { NAMES = 22 }; /* columns of the fields' names */

/* A text behind `indent` columns, wrapped to the terminal. */
static void show_wrapped(struct cli *cli, const char *text, size_t width)
{
    text = mpt_text_clean(text, cli->arena);
    size_t room = width > NAMES + 20 ? width - NAMES - 3 : 0;
    for (bool first = true; first || *text; first = false) {
        size_t len = room ? mpt_text_fit(text, room) : strlen(text);
        size_t blank = text[len] ? len : 0;
        while (blank > 0 && text[blank] != ' ') {
            blank--;
        }
        len = blank > len / 3 ? blank : len; /* a long address is cut rather than left a line of its own */
        fprintf(cli->out, "%*s%.*s\n", first ? 0 : NAMES + 3, "", (int)len, text);
        text += len + (text[len] == ' ');
    }
}

/* A field's value behind its name; of many texts, each on a line of its own. */
static void show_field(struct cli *cli, const struct mpt_field *field, const char *value, size_t width)
{
    const char *list = value, *name = field->name;
    if (field->flags & MPT_KEPT) {
        fprintf(cli->out, "  %-*s (%zu bytes; --format json shows them)\n", NAMES, name, strlen(value));
        return;
    }
    if (!(field->flags & MPT_MANY) || field->type != MPT_TEXT) {
        fprintf(cli->out, "  %-*s ", NAMES, name);
        show_wrapped(cli, mpt_value_show(field, value, cli->arena), width);
        return;
    }
    for (const char *element; (element = mpt_value_next(&list, false, cli->arena, NULL)); name = "") {
        fprintf(cli->out, "  %-*s ", NAMES, name);
        show_wrapped(cli, element, width);
    }
}

static void show_referrers(struct cli *cli, const struct mpt_referrers *list, size_t count, size_t width)
{
    enum { SHOWN = 6 };
    for (size_t i = 0; i < count; i++) {
        if (list[i].detail) {
            continue;
        }
        struct mpt_text codes = mpt_text_init(cli->arena);
        mpt_text_print(&codes, "%zu:", list[i].count);
        for (size_t j = 0; j < list[i].count && j < SHOWN; j++) {
            mpt_text_print(&codes, " %s", list[i].codes[j]);
        }
        mpt_text_add(&codes, list[i].count > SHOWN ? " ..." : "");
        fprintf(cli->out, "%s  %-*s ", i ? "" : "\nReferred to by\n", NAMES,
                list[i].count == 1 ? list[i].kind->name : list[i].kind->plural);
        show_wrapped(cli, mpt_text_get(&codes), width);
    }
}

static void show_json(struct cli *cli, const struct mpt_record *record)
{
    struct mpt_text out = mpt_text_init(cli->arena);
    mpt_text_print(&out, "{\"schema\": \"mpt.show/1\", \"kind\": \"%s\", \"record\": ", record->kind->name);
    mpt_json_record(&out, record, true, 0, cli->arena);
    fprintf(cli->out, "%s}\n", mpt_text_get(&out));
}

/* The record that is meant; of one that was merged into another, that one. */
static enum mpt_status find_shown(struct cli *cli, const struct mpt_kind **kind, const char **code, const char **others)
{
    const char *typed = cli->arguments[0];
    enum mpt_status status =
        mpt_store_resolve_any(cli->store, NULL, 0, typed, cli->arena, kind, code, others, &cli->error);
    const struct mpt_kind *of = NULL;
    const char *into = status == MPT_BAD_INPUT ? mpt_store_merged(cli->store, &of, typed, cli->arena) : NULL;
    if (!into) {
        return status;
    }
    cli_say(cli, "%s was merged into %s (mpt history %s)", typed, into, typed);
    *kind = of;
    *code = into;
    *others = NULL;
    return MPT_OK;
}

static enum mpt_status run_show(struct cli *cli)
{
    const struct mpt_kind *kind;
    const char *code, *others;
    struct mpt_record record;
    struct mpt_referrers *list;
    size_t count;
    enum mpt_status status = find_shown(cli, &kind, &code, &others);
    status = status ? status : mpt_store_get(cli->store, kind, code, cli->arena, &record, &cli->error);
    status =
        status ? status : mpt_store_referrers(cli->store, kind, code, 100000, cli->arena, &list, &count, &cli->error);
    if (status) {
        return status;
    }
    if (others) {
        cli_say(cli, "There is also %s.", others);
    }
    if (cli->format == CLI_JSON) {
        show_json(cli, &record);
        return MPT_OK;
    }
    size_t width = cli_output_width(cli);
    bool example = mpt_record_get(&record, "example");
    fprintf(cli->out, "%s %s%s\n", kind->name, code, example ? " (example: invented, not a fact)" : "");
    for (size_t i = 1; i < kind->field_count; i++) {
        if (record.values[i] && strcmp(kind->fields[i].name, "example") != 0) {
            show_field(cli, &kind->fields[i], record.values[i], width);
        }
    }
    show_referrers(cli, list, count, width);
    return MPT_OK;
}

static const struct cli_option add_options[] = {
    {"fail-on", "duplicate", "of a project: exit with 1, and add nothing, when it is likely work that is there", false},
};

static const struct cli_option remove_options[] = {
    {"cascade", NULL, "take along what cannot be without it, and empty other references to it", false},
};

const struct cli_command cli_add = {.name = "add-",
                                    .arguments = "[TITLE] [--FIELD VALUE ...]",
                                    .summary = "add a record: add-project, add-mission, add-target ...",
                                    .options = add_options,
                                    .option_count = 1,
                                    .needs = CLI_WRITE,
                                    .arguments_most = 1,
                                    .run = run_add};

const struct cli_command cli_edit = {
    .name = "edit-",
    .arguments = "CODE [--FIELD VALUE ...]",
    .summary = "change a record",
    .details = "An empty value ('') empties a field. For fields of many values --FIELD+ VALUE adds one and\n"
               "--FIELD- VALUE takes one away.",
    .needs = CLI_WRITE,
    .arguments_least = 1,
    .arguments_most = 1,
    .run = run_edit};

const struct cli_command cli_remove = {.name = "remove-",
                                       .arguments = "CODE [--cascade]",
                                       .summary = "remove a record that nothing refers to",
                                       .options = remove_options,
                                       .option_count = 1,
                                       .needs = CLI_WRITE,
                                       .arguments_least = 1,
                                       .arguments_most = 1,
                                       .run = run_remove};

const struct cli_command cli_show = {.name = "show",
                                     .arguments = "CODE",
                                     .summary = "one record with all its fields, and what refers to it",
                                     .details = "KIND:CODE says which, where several kinds have the code.",
                                     .needs = CLI_READ,
                                     .arguments_least = 1,
                                     .arguments_most = 1,
                                     .run = run_show,
                                     .formats = 1U << CLI_TEXT | 1U << CLI_JSON};
