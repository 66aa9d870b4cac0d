/* The rules at hand: the built-in ones, and those of a folder of the user's own. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/asset.h"
#include "mpt/report.h"
#include "mpt/text.h"

static const char built_in[] = "sql/gaps/";

static int by_number(const void *a, const void *b)
{
    const struct mpt_rule *left = a, *right = b;
    if (left->number != right->number) {
        return left->number < right->number ? -1 : 1;
    }
    return strcmp(left->name, right->name);
}

static enum mpt_status read_text(const char *path, struct mpt_arena *arena, const char **text, struct mpt_error *error)
{
    FILE *file = fopen(path, "rb");
    struct mpt_text whole = mpt_text_init(arena);
    char block[8192];
    size_t len, bad;
    if (!file) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s cannot be read: %s", path, strerror(errno));
    }
    while ((len = fread(block, 1, sizeof block, file)) > 0) {
        mpt_text_add_len(&whole, block, len);
    }
    fclose(file);
    *text = mpt_text_get(&whole);
    return mpt_utf8_valid(*text, whole.len, &bad)
               ? MPT_OK
               : mpt_fail(error, MPT_BAD_INPUT, "%s is not UTF-8 (byte %zu)", path, bad + 1);
}

static enum mpt_status add_rule(const char *path, const char *text, struct mpt_arena *arena, struct mpt_rule **rules,
                                size_t *count, size_t *capacity, struct mpt_error *error)
{
    struct mpt_rule rule;
    enum mpt_status status = mpt_rule_parse(path, text, arena, &rule, error);
    for (size_t i = 0; !status && i < *count; i++) {
        if (strcmp((*rules)[i].name, rule.name) == 0) {
            (*rules)[i] = rule; /* a rule of the user's own takes the place of ours of the same name */
            return MPT_OK;
        }
    }
    if (!status) {
        *rules = mpt_arena_grow(arena, *rules, *count, capacity, sizeof **rules);
        (*rules)[(*count)++] = rule;
    }
    return status;
}

static enum mpt_status load_folder(const char *folder, struct mpt_arena *arena, struct mpt_rule **rules, size_t *count,
                                   size_t *capacity, struct mpt_error *error)
{
    struct dirent **names;
    enum mpt_status status = MPT_OK;
    int found = scandir(folder, &names, NULL, alphasort);
    if (found < 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "the folder of rules %s cannot be read: %s", folder, strerror(errno));
    }
    for (int i = 0; i < found; i++) {
        size_t len = strlen(names[i]->d_name);
        if (!status && len > 4 && strcmp(names[i]->d_name + len - 4, ".sql") == 0) {
            const char *path = mpt_arena_print(arena, "%s/%s", folder, names[i]->d_name), *text = "";
            status = read_text(path, arena, &text, error);
            status = status ? status : add_rule(path, text, arena, rules, count, capacity, error);
        }
        free(names[i]);
    }
    free(names);
    return status;
}

enum mpt_status mpt_rules_load(const char *folder, struct mpt_arena *arena, struct mpt_rule **rules, size_t *count,
                               struct mpt_error *error)
{
    size_t capacity = 0;
    enum mpt_status status = MPT_OK;
    *rules = NULL;
    *count = 0;
    for (const struct mpt_asset *asset = NULL; !status && (asset = mpt_asset_next(built_in, asset));) {
        status = add_rule(asset->path, asset->text, arena, rules, count, &capacity, error);
    }
    if (!status && folder) {
        status = load_folder(folder, arena, rules, count, &capacity, error);
    }
    if (!status && *count) {
        qsort(*rules, *count, sizeof **rules, by_number);
    }
    return status;
}
