/* `mpt duplicates A B`: two projects side by side: what is thought of them, their fields, and the texts they share. */
#include <stdlib.h>
#include <string.h>

#include "duplicates_page.h"
#include "duplicates_pairs.h"
#include "mpt/text.h"

/* --- Texts -------------------------------------------------------------------------------------------------------- */

static bool is_in_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Where so many words that begin at `at` end. */
static size_t end_of_words(const char *text, size_t at, size_t words)
{
    size_t end = at;
    for (; words && text[at]; words--) {
        while (text[at] && !is_in_word((unsigned char)text[at])) {
            at++;
        }
        while (is_in_word((unsigned char)text[at])) {
            at++;
        }
        end = at;
    }
    return end;
}

static int by_place(const void *a, const void *b)
{
    const size_t *left = a, *right = b;
    return (left[0] > right[0]) - (left[0] < right[0]);
}

/* The text with every shared passage between >> and <<. */
static const char *marked(const char *text, size_t which, bool is_a, const struct mpt_match_evidence *evidence,
                          struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    size_t(*spans)[2] = mpt_arena_array(arena, evidence->passage_count + 1, sizeof *spans);
    size_t count = 0, done = 0, len = strlen(text);
    for (size_t i = 0; i < evidence->passage_count; i++) {
        const struct mpt_match_passage *passage = &evidence->passages[i];
        size_t at = is_a ? passage->at_a : passage->at_b;
        if ((is_a ? passage->in_a : passage->in_b) == which && at < len) {
            spans[count][0] = at;
            spans[count++][1] = end_of_words(text, at, passage->words);
        }
    }
    qsort(spans, count, sizeof *spans, by_place);
    for (size_t i = 0; i < count; i++) {
        if (spans[i][0] >= done) {
            mpt_text_add_len(&out, text + done, spans[i][0] - done);
            mpt_text_add(&out, ">>");
            mpt_text_add_len(&out, text + spans[i][0], spans[i][1] - spans[i][0]);
            mpt_text_add(&out, "<<");
            done = spans[i][1];
        }
    }
    mpt_text_add(&out, text + done);
    return mpt_text_get(&out);
}

static void add_texts(struct mpt_document *document, const struct compared *a, const struct compared *b,
                      const struct mpt_match_evidence *evidence)
{
    if (!a->match.text_count && !b->match.text_count) {
        return;
    }
    mpt_document_section(document, evidence->passage_count ? "TEXTS  >>what both have word for word<<" : "TEXTS");
    for (size_t i = 0; i < a->match.text_count; i++) {
        mpt_document_item(document, "A", MPT_MUTED, marked(a->match.texts[i], i, true, evidence, document->arena),
                          NULL);
    }
    for (size_t i = 0; i < b->match.text_count; i++) {
        mpt_document_item(document, "B", MPT_MUTED, marked(b->match.texts[i], i, false, evidence, document->arena),
                          NULL);
    }
}

/* What somebody may do now. */
static void add_next(struct mpt_document *document, const struct mpt_duplicate *pair)
{
    struct mpt_arena *arena = document->arena;
    const char *a = pair->a.code, *b = pair->b.code;
    bool answered = pair->verdict.says && !pair->verdict.outdated;
    mpt_document_section(document, NULL);
    mpt_document_paragraph(
        document, mpt_arena_print(arena, "%s: mpt duplicates %s %s --verdict V --reason TEXT, where V is one of %s.",
                                  answered ? "To answer anew" : "To answer", a, b, mpt_verdict_names));
    if (strcmp(pair->kind, "same") == 0 && pair->score >= MPT_MATCH_LEAST) {
        mpt_document_paragraph(document,
                               mpt_arena_print(arena, "To make one record of the two: mpt merge %s %s", a, b));
    }
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

/* What the kept pair of the two says, where there is one: it knows what all of the portfolio weighs. */
static enum mpt_status find_kept(struct mpt_store *store, const struct mpt_duplicates_query *query,
                                 const struct compared *a, const struct compared *b, struct mpt_arena *arena,
                                 struct mpt_duplicate *pair, struct mpt_error *error)
{
    struct mpt_duplicates_query of_a = *query;
    struct mpt_duplicates found;
    of_a.project = a->code;
    of_a.least = 0;
    of_a.kind = MPT_DUPLICATES_ALL;
    enum mpt_status status = mpt_duplicates_find(store, &of_a, arena, &found, error);
    for (size_t i = 0; !status && i < found.count; i++) {
        bool both = found.pairs[i].a.number == b->number || found.pairs[i].b.number == b->number;
        if (both && found.pairs[i].reason_count) { /* else it is only said */
            pair->score = found.pairs[i].score;
            pair->kind = found.pairs[i].kind;
            pair->group = found.pairs[i].group;
            pair->why = found.pairs[i].why;
            pair->reasons = found.pairs[i].reasons;
            pair->reason_count = found.pairs[i].reason_count;
            pair->twice = found.pairs[i].twice;
        }
    }
    return status;
}

static enum mpt_status compare(struct mpt_store *store, const struct compared *a, const struct compared *b,
                               struct mpt_arena *arena, struct mpt_duplicate *pair, struct mpt_match_evidence *evidence,
                               struct mpt_error *error)
{
    const struct mpt_match_query all = {0};
    struct links links;
    size_t projects;
    enum mpt_status status = projects_about(store, &projects, error);
    status = status ? status : links_load(store, arena, &links, error);
    if (status) {
        return status;
    }
    struct mpt_matching *matching = matching_of_few(store, projects);
    const struct mpt_match_record records[] = {a->match, b->match};
    mpt_matching_add(matching, records, 2);
    const struct mpt_match_pair match = mpt_matching_compare(matching, 0, 1, &all);
    const struct mpt_kept_pair kept = pair_describe(matching, &match, a, b, arena);
    *evidence = mpt_matching_explain(matching, &match, &a->match, &b->match, arena);
    *pair = pair_tell(&kept, arena);
    pair->a = pair_side(a, arena);
    pair->b = pair_side(b, arena);
    links_answer(&links, kept.texts, pair);
    pair_believe(pair, a, b, arena);
    mpt_matching_close(matching);
    return MPT_OK;
}

/* Of two that are hardly alike the likeliest kind would say what they are not. */
static void add_verdict(struct mpt_document *document, const struct mpt_duplicate *pair)
{
    bool alike = pair->score >= MPT_MATCH_LEAST;
    const char *why =
        alike ? pair->why
              : mpt_arena_print(document->arena, "Too little agrees to list them (below %.2f).", MPT_MATCH_LEAST);
    mpt_document_section(document, mpt_arena_print(document->arena, "%.2f  %s", mpt_duplicate_shown(pair),
                                                   alike ? pair->kind : "hardly alike"));
    mpt_document_item(document, "verdict", alike ? pair_tone(pair) : MPT_MUTED, why, NULL);
}

enum mpt_status mpt_report_two(struct mpt_store *store, const struct mpt_duplicates_query *query, const char *a_code,
                               const char *b_code, struct mpt_arena *arena, struct mpt_document **document,
                               struct mpt_error *error)
{
    enum { REASONS = 20 };
    const struct mpt_kind *project = mpt_kind_find("project");
    struct mpt_match_evidence evidence;
    struct mpt_duplicate pair;
    struct compared *a, *b;
    enum mpt_status status = compared_load_one(store, mpt_store_number(store, project, a_code), arena, &a, error);
    status = status ? status : compared_load_one(store, mpt_store_number(store, project, b_code), arena, &b, error);
    status = status ? status : compare(store, a, b, arena, &pair, &evidence, error);
    status = status ? status : find_kept(store, query, a, b, arena, &pair, error);
    if (status) {
        return status;
    }
    struct mpt_document *made = mpt_document_open(arena, "mpt.duplicates/1", mpt_date_format(query->today, arena));
    struct mpt_data *pairs = mpt_data_array(arena);
    made->title = "DUPLICATES  side by side";
    made->aside = mpt_arena_print(arena, "as of %s", mpt_date_show(query->today, arena));
    mpt_document_section(made, NULL);
    mpt_document_item(made, "A", MPT_PLAIN, mpt_arena_print(arena, "%s: %s", a->code, a->title), NULL);
    mpt_document_item(made, "B", MPT_PLAIN, mpt_arena_print(arena, "%s: %s", b->code, b->title), NULL);
    add_verdict(made, &pair);
    pair_add_reasons(made, &pair, REASONS);
    if (pair.twice) {
        mpt_document_item(made, "", MPT_PLAIN,
                          counted_how(a, b, pair.kind, pair.verdict.says && !pair.verdict.outdated), NULL);
    }
    if (pair.verdict.says) {
        mpt_document_item(made, "said", MPT_PLAIN, verdict_text(&pair.verdict, arena), NULL);
    }
    mpt_data_push(pairs, pair_data(&pair, arena));
    mpt_data_number(made->data, "compared", 2);
    mpt_data_set(made->data, "pairs", pairs);
    status = two_add_fields(made, store, a, b, error);
    add_texts(made, a, b, &evidence);
    add_next(made, &pair);
    *document = made;
    return status;
}
