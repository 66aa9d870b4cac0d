/* --profile: takes out of the portfolio what does not leave for the public or for partners, and says what that was. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "mpt/asset.h"
#include "mpt/text.h"

static const char shipped[] = "sql/disclosure/rcn.txt";

enum mpt_status cli_read_profile(struct cli *cli)
{
    const char *profile = cli_option(cli, "profile");
    if (!profile || strcmp(profile, "internal") == 0) {
        return MPT_OK;
    }
    if (cli_writes(cli) || cli->command->of_file) {
        return mpt_fail(&cli->error, MPT_USAGE, "%s%s %s; --profile is for reading records", cli->command->name,
                        cli->kind ? cli->kind->name : "",
                        cli->command->of_file ? "is about the file as it is" : "changes the portfolio");
    }
    cli->profile = profile;
    return MPT_OK;
}

/* The table: the one shipped, or the user's. */
static enum mpt_status read_table(struct cli *cli, struct mpt_disclosure **table)
{
    const char *path = getenv("MPT_DISCLOSURE");
    if (path && *path) {
        struct mpt_asset file;
        enum mpt_status status = mpt_asset_read(path, cli->arena, &file, &cli->error);
        return status ? status : mpt_disclosure_read(file.text, path, cli->profile, cli->arena, table, &cli->error);
    }
    return mpt_disclosure_read(mpt_asset_find(shipped)->text, shipped, cli->profile, cli->arena, table, &cli->error);
}

/* --- What was withheld, in words ---------------------------------------------------------------------------------- */

/* What was withheld under one rule of a kind that otherwise leaves: "of projects 34 values (summary, manager)". */
static void add_values(struct cli *cli, const struct mpt_disclosure_rule *rule, const struct mpt_kind *kind,
                       struct mpt_text *text)
{
    enum { NAMED = 6 };
    const struct mpt_disclosed *disclosed = mpt_store_disclosed(cli->store);
    struct mpt_text names = mpt_text_init(cli->arena);
    size_t values = 0, fields = 0;
    for (size_t i = 0; i < disclosed->count; i++) {
        const struct mpt_withheld *withheld = &disclosed->withheld[i];
        if (withheld->rule == rule && withheld->kind == kind && withheld->field) {
            values += withheld->count;
            if (fields++ < NAMED) {
                mpt_text_print(&names, "%s%s", names.len ? ", " : "", withheld->field->name);
            }
        }
    }
    if (fields > NAMED) {
        mpt_text_print(&names, " and %zu more fields", fields - NAMED);
    }
    if (values) {
        mpt_text_print(text, "%sof %s %zu value%s (%s)", text->len ? ", " : "", kind->plural, values,
                       values == 1 ? "" : "s", mpt_text_get(&names));
    }
}

/* All that was withheld under one rule: "12 stakeholders, of projects 34 values (summary, manager)"; "": nothing. */
static const char *withheld_under(struct cli *cli, const struct mpt_disclosure_rule *rule)
{
    const struct mpt_disclosed *disclosed = mpt_store_disclosed(cli->store);
    struct mpt_text text = mpt_text_init(cli->arena);
    for (size_t i = 0; i < disclosed->count; i++) {
        const struct mpt_withheld *withheld = &disclosed->withheld[i];
        if (withheld->rule == rule && !withheld->field) {
            mpt_text_print(&text, "%s%zu %s", text.len ? ", " : "", withheld->count,
                           withheld->count == 1 ? withheld->kind->name : withheld->kind->plural);
        }
    }
    for (size_t k = 0; k < mpt_kind_count; k++) {
        add_values(cli, rule, mpt_kinds[k], &text);
    }
    return mpt_text_get(&text);
}

static size_t count_under(struct cli *cli, const struct mpt_disclosure_rule *rule, bool records)
{
    size_t count = 0;
    for (size_t i = 0; i < mpt_store_disclosed(cli->store)->count; i++) {
        const struct mpt_withheld *withheld = &mpt_store_disclosed(cli->store)->withheld[i];
        count += withheld->rule == rule && !withheld->field == records ? withheld->count : 0;
    }
    return count;
}

/* A line for people at a terminal; documents have the whole of it. */
static void say_withheld(struct cli *cli)
{
    const struct mpt_disclosed *disclosed = mpt_store_disclosed(cli->store);
    struct mpt_text text = mpt_text_init(cli->arena);
    for (size_t i = 0; i < disclosed->table->rule_count; i++) {
        const struct mpt_disclosure_rule *rule = &disclosed->table->rules[i];
        size_t records = count_under(cli, rule, true), values = count_under(cli, rule, false);
        if (records || values) {
            mpt_text_print(&text, "%s\n  %s: ", text.len ? ";" : "", rule->name);
            mpt_text_print(&text, records ? "%zu record%s%s" : "", records, records == 1 ? "" : "s",
                           values ? ", " : "");
            mpt_text_print(&text, values ? "%zu value%s" : "", values, values == 1 ? "" : "s");
        }
    }
    if (disclosed->blanked) {
        mpt_text_print(&text, "%s\n  %zu name%s blanked in texts", text.len ? ";" : "", disclosed->blanked,
                       disclosed->blanked == 1 ? "" : "s");
    }
    cli_say(cli, "Withheld from %s, by rule:%s", disclosed->table->profile,
            text.len ? mpt_text_get(&text) : " nothing");
}

enum mpt_status cli_disclose(struct cli *cli)
{
    struct mpt_disclosure *table;
    if (!cli->profile) {
        return MPT_OK;
    }
    enum mpt_status status = read_table(cli, &table);
    status = status ? status : mpt_store_disclose(cli->store, table, &cli->error);
    if (!status) {
        say_withheld(cli);
    }
    return status;
}

/* {"rule", "says", "what": [{"kind", "field", "count"}]} */
static struct mpt_data *rule_data(struct cli *cli, const struct mpt_disclosure_rule *rule)
{
    struct mpt_data *data = mpt_data_object(cli->arena), *what = mpt_data_array(cli->arena);
    mpt_data_text(data, "rule", rule->name);
    mpt_data_text(data, "says", rule->text);
    for (size_t i = 0; i < mpt_store_disclosed(cli->store)->count; i++) {
        const struct mpt_withheld *withheld = &mpt_store_disclosed(cli->store)->withheld[i];
        if (withheld->rule == rule) {
            struct mpt_data *item = mpt_data_object(cli->arena);
            mpt_data_text(item, "kind", withheld->kind->name);
            mpt_data_text(item, "field", withheld->field ? withheld->field->name : NULL);
            mpt_data_number(item, "count", (double)withheld->count);
            mpt_data_push(what, item);
        }
    }
    mpt_data_set(data, "what", what);
    return data;
}

static struct mpt_data *all_data(struct cli *cli)
{
    struct mpt_data *data = mpt_data_object(cli->arena), *rules = mpt_data_array(cli->arena);
    const struct mpt_disclosure *table = mpt_store_disclosed(cli->store)->table;
    mpt_data_text(data, "profile", table->profile);
    for (size_t i = 0; i < table->rule_count; i++) {
        if (*withheld_under(cli, &table->rules[i])) {
            mpt_data_push(rules, rule_data(cli, &table->rules[i]));
        }
    }
    mpt_data_set(data, "rules", rules);
    mpt_data_number(data, "blanked", (double)mpt_store_disclosed(cli->store)->blanked);
    return data;
}

void cli_add_withheld(struct cli *cli, struct mpt_document *document)
{
    if (!cli->store || !mpt_store_disclosed(cli->store)) {
        return;
    }
    const struct mpt_disclosure *table = mpt_store_disclosed(cli->store)->table;
    mpt_document_section(document, "WITHHELD");
    mpt_document_paragraph(
        document,
        mpt_arena_print(cli->arena, "From the portfolio this page is made of, under the profile %s:", table->profile));
    for (size_t i = 0; i < table->rule_count; i++) {
        const char *what = withheld_under(cli, &table->rules[i]);
        if (*what) {
            mpt_document_item(document, table->rules[i].name, MPT_MUTED,
                              mpt_arena_print(cli->arena, "%s %s.", table->rules[i].text, what), NULL);
        }
    }
    if (mpt_store_disclosed(cli->store)->blanked) {
        mpt_document_paragraph(document, mpt_arena_print(cli->arena, "Names blanked in texts: %zu.",
                                                         mpt_store_disclosed(cli->store)->blanked));
    }
    mpt_data_set(document->data, "withheld", all_data(cli));
}
