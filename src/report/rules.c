/* The rules at hand: the built-in ones, and those of a folder of the user's own. */
#include <stdlib.h>
#include <string.h>

#include "mpt/asset.h"
#include "mpt/report.h"

static int by_number(const void *a, const void *b)
{
    const struct mpt_rule *left = a, *right = b;
    if (left->number != right->number) {
        return left->number < right->number ? -1 : 1;
    }
    return strcmp(left->name, right->name);
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

enum mpt_status mpt_rules_load(const char *folder, struct mpt_arena *arena, struct mpt_rule **rules, size_t *count,
                               struct mpt_error *error)
{
    size_t capacity = 0;
    *rules = NULL;
    *count = 0;
    struct mpt_asset *assets;
    size_t asset_count;
    enum mpt_status status = mpt_assets_load("sql/gaps/", folder, arena, &assets, &asset_count, error);
    for (size_t i = 0; !status && i < asset_count; i++) {
        status = add_rule(assets[i].path, assets[i].text, arena, rules, count, &capacity, error);
    }
    if (!status && *count) {
        qsort(*rules, *count, sizeof **rules, by_number);
    }
    return status;
}
