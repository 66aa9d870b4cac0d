/* `mpt duplicates` as a document: a block a pair, worst first, and what was answered behind them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "duplicates_page.h"
#include "mpt/money.h"
#include "mpt/text.h"

/* --- Data --------------------------------------------------------------------------------------------------------- */

static struct mpt_data *side_data(const struct mpt_duplicate_side *side, struct mpt_arena *arena)
{
    struct mpt_data *data = mpt_data_object(arena);
    mpt_data_text(data, "code", side->code);
    mpt_data_text(data, "title", side->title);
    mpt_data_text(data, "outside_id", side->outside_id);
    if (side->position) {
        mpt_data_text(data, "position", side->position);
    }
    return data;
}

static struct mpt_data *texts_data(const char *const *texts, size_t count, struct mpt_arena *arena)
{
    struct mpt_data *array = mpt_data_array(arena);
    for (size_t i = 0; i < count; i++) {
        mpt_data_push_text(array, texts[i]);
    }
    return array;
}

static struct mpt_data *reasons_data(const struct mpt_duplicate *pair, struct mpt_arena *arena)
{
    struct mpt_data *array = mpt_data_array(arena);
    for (size_t i = 0; i < pair->reason_count; i++) {
        const struct mpt_duplicate_reason *reason = &pair->reasons[i];
        struct mpt_data *data = mpt_data_object(arena);
        mpt_data_text(data, "signal", reason->signal);
        mpt_data_number(data, "value", reason->value);
        mpt_data_number(data, "weight", reason->weight);
        mpt_data_text(data, "says", reason->says);
        if (strcmp(reason->signal, mpt_match_signal_name(MPT_SIGNAL_TERMS)) == 0) {
            mpt_data_set(data, "shared", texts_data(pair->terms, pair->term_count, arena));
        } else if (strcmp(reason->signal, mpt_match_signal_name(MPT_SIGNAL_PASSAGES)) == 0) {
            mpt_data_set(data, "shared", texts_data(pair->passages, pair->passage_count, arena));
        }
        mpt_data_push(array, data);
    }
    return array;
}

static struct mpt_data *amount_data(const char *amount, const char *name, struct mpt_arena *arena)
{
    struct mpt_data *data = mpt_data_object(arena);
    mpt_data_number(data, name, strtod(amount + 4, NULL));
    mpt_data_text(data, "currency", mpt_arena_copy_len(arena, amount, 3));
    return data;
}

/* An array with an object each. */
static struct mpt_data *amounts_data(const char *twice, struct mpt_arena *arena)
{
    struct mpt_data *array = mpt_data_array(arena);
    for (const char *amount; (amount = mpt_value_next(&twice, false, arena, NULL));) {
        mpt_data_push(array, amount_data(amount, "amount", arena));
    }
    return array;
}

/* The amounts, the first as the object, others in "more". */
static struct mpt_data *money_data(const char *twice, struct mpt_arena *arena)
{
    struct mpt_data *first = NULL, *more = NULL;
    for (const char *amount; (amount = mpt_value_next(&twice, false, arena, NULL));) {
        struct mpt_data *data = amount_data(amount, "counted_twice", arena);
        if (!first) {
            first = data;
        } else {
            more = more ? more : mpt_data_array(arena);
            mpt_data_push(more, data);
        }
    }
    if (more) {
        mpt_data_set(first, "more", more);
    }
    return first;
}

static struct mpt_data *verdict_data(const struct mpt_duplicate_verdict *verdict, struct mpt_arena *arena)
{
    struct mpt_data *data = mpt_data_object(arena);
    mpt_data_text(data, "says", verdict->says);
    mpt_data_text(data, "who", verdict->who);
    mpt_data_text(data, "on", verdict->on);
    mpt_data_text(data, "reason", verdict->reason);
    mpt_data_text(data, "link", verdict->link);
    mpt_data_flag(data, "outdated", verdict->outdated);
    return data;
}

struct mpt_data *pair_data(const struct mpt_duplicate *pair, struct mpt_arena *arena)
{
    struct mpt_data *data = mpt_data_object(arena), *money = money_data(pair->twice, arena);
    mpt_data_set(data, "a", side_data(&pair->a, arena));
    mpt_data_set(data, "b", side_data(&pair->b, arena));
    mpt_data_number(data, "score", pair->score);
    mpt_data_text(data, "kind", pair->kind);
    mpt_data_number(data, "group", pair->group ? (double)pair->group : NAN);
    mpt_data_text(data, "why", pair->why);
    mpt_data_set(data, "reasons", reasons_data(pair, arena));
    if (money) {
        mpt_data_set(data, "money", money);
    } else {
        mpt_data_text(data, "money", NULL);
    }
    if (pair->verdict.says) {
        mpt_data_set(data, "verdict", verdict_data(&pair->verdict, arena));
    } else {
        mpt_data_text(data, "verdict", NULL);
    }
    return data;
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

enum mpt_tone pair_tone(const struct mpt_duplicate *pair)
{
    return !mpt_duplicate_is_open(pair) ? MPT_MUTED : strcmp(pair->kind, "same") == 0 ? MPT_BAD : MPT_CAUTION;
}

static const char *date_text(const char *date, struct mpt_arena *arena)
{
    struct mpt_date parsed;
    return date && mpt_date_parse(date, &parsed) ? mpt_date_show(parsed, arena) : date;
}

const char *verdict_text(const struct mpt_duplicate_verdict *verdict, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    mpt_text_print(&text, "%s, said by %s", verdict->says, verdict->who ? verdict->who : "nobody named");
    if (verdict->on) {
        mpt_text_print(&text, " on %s", date_text(verdict->on, arena));
    }
    if (verdict->reason) {
        mpt_text_print(&text, ": %s", verdict->reason);
    }
    if (verdict->outdated) {
        mpt_text_add(&text, " (a text has changed since, so it is asked again)");
    }
    return mpt_text_get(&text);
}

static const char *side_name(const struct mpt_duplicate_side *side)
{
    return side->code ? side->code : side->position ? side->position : "the new one";
}

static const char *side_text(const struct mpt_duplicate_side *side, struct mpt_arena *arena)
{
    const char *title = *side->title ? side->title : "(no title)";
    return mpt_arena_print(arena, "%s: %s", side_name(side), title);
}

static const char *list_text(const char *const *items, size_t count, size_t most, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    for (size_t i = 0; i < count && i < most; i++) {
        mpt_text_print(&text, "%s%s", i ? ", " : "", items[i]);
    }
    return mpt_text_get(&text);
}

static const char *money_text(const char *twice, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    struct mpt_error unused;
    for (const char *amount; (amount = mpt_value_next(&twice, false, arena, NULL));) {
        struct mpt_money money;
        bool read = mpt_money_parse(amount, &money, &unused) == MPT_OK;
        mpt_text_print(&text, "%s%s", text.len ? " and " : "", read ? mpt_money_show(money, arena) : amount);
    }
    return mpt_text_get(&text);
}

/* A reason with what is shared: words and passages show themselves. */
static const char *reason_text(const struct mpt_duplicate *pair, const struct mpt_duplicate_reason *reason,
                               struct mpt_arena *arena)
{
    enum { TERMS = 6, PASSAGE = 100 };
    if (strcmp(reason->signal, "terms") == 0 && pair->term_count) {
        return mpt_arena_print(arena, "%s: %s", reason->says, list_text(pair->terms, pair->term_count, TERMS, arena));
    }
    if (strcmp(reason->signal, "passages") == 0 && pair->passage_count) {
        return mpt_arena_print(arena, "%s: \"%s\"", reason->says, mpt_text_shorten(pair->passages[0], PASSAGE, arena));
    }
    return reason->says;
}

/* The few runs of words that any two texts share are no reason to tell. */
static bool is_told(const struct mpt_duplicate_reason *reason)
{
    return strcmp(reason->signal, "passages") != 0 || reason->value >= 0.01;
}

/* What weighs nothing speaks by what it is: ids that differ are no reason for it. */
static bool speaks_for(const struct mpt_duplicate_reason *reason)
{
    return reason->weight > 0 || (reason->weight == 0 && reason->value > 0);
}

void pair_add_reasons(struct mpt_document *document, const struct mpt_duplicate *pair, size_t most)
{
    size_t for_it = 0, against = 0;
    for (size_t i = 0; i < pair->reason_count; i++) {
        const struct mpt_duplicate_reason *reason = &pair->reasons[i];
        if (speaks_for(reason) && is_told(reason) && for_it++ < most) {
            mpt_document_item(document, for_it == 1 ? "for" : "", MPT_PLAIN, reason_text(pair, reason, document->arena),
                              NULL);
        }
    }
    for (size_t i = 0; i < pair->reason_count; i++) {
        const struct mpt_duplicate_reason *reason = &pair->reasons[i];
        if (!speaks_for(reason) && is_told(reason) && against++ < most) {
            mpt_document_item(document, against == 1 ? "against" : "", MPT_PLAIN, reason->says, NULL);
        }
    }
    if (pair->twice) {
        mpt_document_item(
            document, "money", MPT_PLAIN,
            mpt_arena_print(document->arena, "%s would be counted twice", money_text(pair->twice, document->arena)),
            NULL);
    }
}

/* --- The list ----------------------------------------------------------------------------------------------------- */

static bool is_answered(const struct mpt_duplicate *pair)
{
    return pair->verdict.says && !pair->verdict.outdated;
}

static void add_pair(struct mpt_document *document, const struct mpt_duplicate *pair, size_t in_group)
{
    enum { REASONS = 3 };
    struct mpt_arena *arena = document->arena;
    const char *group = "";
    if (pair->group) {
        group = in_group > 1 ? mpt_arena_print(arena, "  (group %u, of %zu pairs)", (unsigned)pair->group, in_group)
                             : mpt_arena_print(arena, "  (group %u)", (unsigned)pair->group);
    }
    mpt_document_section(document, mpt_arena_print(arena, "%.2f  %s%s", mpt_duplicate_shown(pair), pair->kind, group));
    mpt_document_item(document, "A", pair_tone(pair), side_text(&pair->a, arena), NULL);
    mpt_document_item(document, "B", pair_tone(pair), side_text(&pair->b, arena), NULL);
    pair_add_reasons(document, pair, REASONS);
    if (pair->verdict.says) {
        mpt_document_item(document, "said", MPT_PLAIN, verdict_text(&pair->verdict, arena), NULL);
    }
}

/* A pair of a group whose worst one was shown in full. */
static const char *also_text(const struct mpt_duplicate *pair, struct mpt_arena *arena)
{
    const char *money =
        pair->twice ? mpt_arena_print(arena, "; %s would be counted twice", money_text(pair->twice, arena)) : "";
    return mpt_arena_print(arena, "%.2f %s: %s and %s%s%s", mpt_duplicate_shown(pair), pair->kind, side_name(&pair->a),
                           side_name(&pair->b), money,
                           pair->verdict.says ? " (asked again, since a text has changed)" : "");
}

/* The open pairs on a page: what hangs together stands together, where the worst of it stands. */
struct block {
    const struct mpt_duplicate *worst;
    const struct mpt_duplicate **others;
    size_t count, capacity; /* of the others */
};

static struct block *make_blocks(const struct mpt_duplicates *found, size_t *count, struct mpt_arena *arena)
{
    struct block *blocks = mpt_arena_array(arena, found->count + 1, sizeof *blocks);
    struct block **of_group = mpt_arena_array(arena, found->count + 1, sizeof *of_group); /* groups count from 1 */
    *count = 0;
    for (size_t i = 0; i < found->count; i++) {
        const struct mpt_duplicate *pair = &found->pairs[i];
        if (is_answered(pair)) {
            continue;
        }
        struct block *block = pair->group ? of_group[pair->group] : NULL;
        if (block) {
            block->others = mpt_arena_grow(arena, block->others, block->count, &block->capacity, sizeof(void *));
            block->others[block->count++] = pair;
        } else {
            blocks[*count] = (struct block){.worst = pair};
            of_group[pair->group] = &blocks[*count];
            ++*count;
        }
    }
    return blocks;
}

static void add_block(struct mpt_document *document, const struct block *block, bool all)
{
    enum { OTHERS = 4 };
    add_pair(document, block->worst, block->count + 1);
    for (size_t i = 0; i < block->count && (all || i < OTHERS); i++) {
        mpt_document_item(document, i ? "" : "also", pair_tone(block->others[i]),
                          also_text(block->others[i], document->arena), NULL);
    }
    if (!all && block->count > OTHERS) {
        mpt_document_item(document, "", MPT_MUTED,
                          mpt_arena_print(document->arena, "and %zu more of the group: --all", block->count - OTHERS),
                          NULL);
    }
}

/* "3 same, 1 renewal" of those that nobody answered. */
static const char *kinds_text(const struct mpt_duplicates *found, size_t *open, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    *open = 0;
    for (int kind = 0; kind < MPT_MATCH_KINDS; kind++) {
        const char *name = mpt_match_kind_name((enum mpt_match_kind)kind);
        size_t count = 0;
        for (size_t i = 0; i < found->count; i++) {
            count += !is_answered(&found->pairs[i]) && strcmp(found->pairs[i].kind, name) == 0;
        }
        if (count) {
            mpt_text_print(&text, "%s%zu %s", text.len ? ", " : "", count, name);
        }
        *open += count;
    }
    return mpt_text_get(&text);
}

static bool has_answered_money(const struct mpt_duplicates *found)
{
    bool has = false;
    for (size_t i = 0; i < found->count; i++) {
        has |= is_answered(&found->pairs[i]) && found->pairs[i].twice;
    }
    return has;
}

/* "4 records", of a list "4 records and 19 projects". */
static const char *compared_text(const struct mpt_duplicates *found, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    mpt_text_print(&text, "%zu record%s", found->compared, found->compared == 1 ? "" : "s");
    if (found->beside) {
        mpt_text_print(&text, " and %zu project%s", found->beside, found->beside == 1 ? "" : "s");
    }
    return mpt_text_get(&text);
}

static void add_summary(struct mpt_document *document, const struct mpt_duplicates *found, size_t blocks, size_t shown)
{
    struct mpt_arena *arena = document->arena;
    size_t open;
    const char *kinds = kinds_text(found, &open, arena);
    struct mpt_text text = mpt_text_init(arena);
    if (!open) {
        mpt_text_print(&text, "No pair among %s is likely and not answered.", compared_text(found, arena));
    } else {
        mpt_text_print(&text, "%zu pair%s among %s: %s.", open, open == 1 ? "" : "s", compared_text(found, arena),
                       kinds);
    }
    if (found->twice) {
        mpt_text_print(&text, " %s would be counted twice in all%s.", money_text(found->twice, arena),
                       has_answered_money(found) ? ", answered pairs included" : "");
    }
    if (shown < blocks) {
        const char *worst = shown == 1 ? "worst is" : mpt_arena_print(arena, "%zu worst are", shown);
        mpt_text_print(&text, " The %s shown%s", worst, blocks < open ? ", a group as one" : "");
        mpt_text_add(&text, "; --all shows the rest, --limit N so many.");
    }
    mpt_document_paragraph(document, mpt_text_get(&text));
}

/* An answer does not take money out of the totals: only a merge does. */
static const char *answered_text(const struct mpt_duplicate *pair, struct mpt_arena *arena)
{
    const char *said =
        mpt_arena_print(arena, "%s and %s: %s", pair->a.code, pair->b.code, verdict_text(&pair->verdict, arena));
    bool same = strcmp(pair->kind, mpt_match_kind_name(MPT_MATCH_SAME)) == 0;
    if (!pair->twice) {
        return said;
    }
    return mpt_arena_print(arena, "%s; %s is still counted twice%s%s%s%s", said, money_text(pair->twice, arena),
                           same ? ": mpt merge " : "", same ? pair->a.code : "", same ? " " : "",
                           same ? pair->b.code : "");
}

static void add_answered(struct mpt_document *document, const struct mpt_duplicates *found, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < found->count; i++) {
        const struct mpt_duplicate *pair = &found->pairs[i];
        if (!is_answered(pair)) {
            continue;
        }
        if (!count++) {
            mpt_document_section(document, "ANSWERED");
        }
        if (!most || count <= most) {
            mpt_document_item(document, pair->verdict.says, MPT_MUTED, answered_text(pair, document->arena), NULL);
        }
    }
    if (most && count > most) {
        mpt_document_paragraph(document, mpt_arena_print(document->arena, "... and %zu more.", count - most));
    }
}

/* What is not in the list, and how to see it. */
static void add_left_out(struct mpt_document *document, const struct mpt_duplicates *found,
                         const struct mpt_duplicates_query *query)
{
    if (!query->kind && found->boilerplate) {
        bool one = found->boilerplate == 1;
        mpt_document_section(document, NULL);
        mpt_document_paragraph(document, mpt_arena_print(document->arena,
                                                         "%zu pair%s of a template or series %s not listed: --kind "
                                                         "boilerplate",
                                                         found->boilerplate, one ? "" : "s", one ? "is" : "are"));
    }
}

struct mpt_document *mpt_report_duplicates(const struct mpt_duplicates *found, const struct mpt_duplicates_query *query,
                                           const char *title, struct mpt_arena *arena)
{
    struct mpt_document *document = mpt_document_open(arena, "mpt.duplicates/1", mpt_date_format(query->today, arena));
    struct mpt_data *pairs = mpt_data_array(arena);
    size_t count;
    const struct block *blocks = make_blocks(found, &count, arena);
    size_t shown = query->most && query->most < count ? query->most : count;
    document->title = title;
    document->aside = mpt_arena_print(arena, "as of %s", mpt_date_show(query->today, arena));
    mpt_document_section(document, NULL);
    add_summary(document, found, count, shown);
    for (size_t i = 0; i < shown; i++) {
        add_block(document, &blocks[i], !query->most);
    }
    for (size_t i = 0; i < found->count; i++) {
        mpt_data_push(pairs, pair_data(&found->pairs[i], arena));
    }
    add_answered(document, found, query->most);
    if (shown) {
        mpt_document_section(document, NULL);
        mpt_document_paragraph(document, "Side by side: mpt duplicates A B. To answer: mpt duplicates A B --verdict "
                                         "distinct|same|co-funded|renewal|... --reason TEXT");
    }
    add_left_out(document, found, query);
    mpt_data_number(document->data, "compared", (double)found->compared);
    mpt_data_number(document->data, "boilerplate", (double)found->boilerplate);
    mpt_data_set(document->data, "counted_twice", amounts_data(found->twice, arena));
    mpt_data_set(document->data, "pairs", pairs);
    return document;
}
