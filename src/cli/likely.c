/* Names likely duplicates of what is being added or has just come in. */
#include "mpt/duplicates.h"

#include <string.h>

#include "cli.h"
#include "mpt/text.h"

enum { SHOWN = 3, TITLE_WIDTH = 60 };

enum mpt_status cli_fails_on_duplicate(struct cli *cli, bool *fails)
{
    const char *what = cli_option(cli, "fail-on");
    *fails = what != NULL;
    return !what || strcmp(what, "duplicate") == 0
               ? MPT_OK
               : mpt_fail(&cli->error, MPT_USAGE, "--fail-on '%s': takes duplicate", what);
}

/* The strongest reason for it. */
static const char *main_reason(const struct mpt_duplicate *pair)
{
    for (size_t i = 0; i < pair->reason_count; i++) {
        if (pair->reasons[i].weight > 0) {
            return pair->reasons[i].says;
        }
    }
    return pair->why;
}

static const char *title_of(struct cli *cli, const struct mpt_duplicate_side *side)
{
    return mpt_text_shorten(mpt_text_clean(side->title, cli->arena), TITLE_WIDTH, cli->arena);
}

/* "Is it one of these?" The record is added all the same: a verdict says later what the two are to one another. */
enum mpt_status cli_name_likely(struct cli *cli, const struct mpt_record *project)
{
    const struct mpt_duplicates_query query = {.today = cli->today};
    struct mpt_duplicates found;
    bool fails, open = false;
    enum mpt_status status = cli_fails_on_duplicate(cli, &fails);
    status = status ? status : mpt_store_hold(cli->store, &cli->error);
    status = status ? status : mpt_duplicates_like(cli->store, project, &query, cli->arena, &found, &cli->error);
    mpt_store_release(cli->store);
    for (size_t i = 0; !status && i < found.count; i++) {
        const struct mpt_duplicate *pair = &found.pairs[i];
        open |= pair->score >= MPT_MATCH_LEAST && !pair->a.rejected && mpt_duplicate_is_open(pair);
        if (i < SHOWN) {
            cli_say(cli, "%s %s, \"%s\" (%s%s)", i ? "                    " : "Is it one of these? ", pair->a.code,
                    title_of(cli, &pair->a),
                    pair->score < MPT_MATCH_LEAST
                        ? ""
                        : mpt_arena_print(cli->arena, "%.2f %s: ", mpt_duplicate_shown(pair), pair->kind),
                    mpt_text_clean(main_reason(pair), cli->arena));
        }
    }
    return status ? status : fails && open ? MPT_FOUND : MPT_OK;
}

enum mpt_status cli_name_likely_since(struct cli *cli, int64_t change)
{
    const struct mpt_duplicates_query query = {.today = cli->today};
    struct mpt_duplicates found;
    bool fails;
    size_t count = 0;
    enum mpt_status status = cli_fails_on_duplicate(cli, &fails);
    status = status ? status : mpt_duplicates_find(cli->store, &query, cli->arena, &found, &cli->error);
    for (size_t i = 0; !status && i < found.count; i++) {
        const struct mpt_duplicate *pair = &found.pairs[i];
        bool fresh = pair->a.number >= change || pair->b.number >= change;
        if (fresh && mpt_duplicate_is_open(pair) && count++ < SHOWN) {
            cli_say(cli, "%.2f %-9s %s, \"%s\"\n               %s, \"%s\"", mpt_duplicate_shown(pair), pair->kind,
                    pair->a.code, title_of(cli, &pair->a), pair->b.code, title_of(cli, &pair->b));
        }
    }
    if (!status && count) {
        cli_say(cli, "%zu likely duplicate%s%s: mpt duplicates", count, count == 1 ? "" : "s",
                count > SHOWN ? ", the worst of which are these" : "");
    }
    return status ? status : fails && count ? MPT_FOUND : MPT_OK;
}
