/* `mpt review --run`: walks through the agenda of a weekly review at a terminal, one item at a time, a key each. */
#include "review_run.h"

#include <string.h>

#include "mpt/text.h"

/* A part of the agenda: its name, what is said when it has nothing, and the section of the page that it shows. */
struct part {
    const char *title, *none;
    char section; /* the number its title begins with; 0: none */
};

static const struct part parts[REVIEW_PARTS] = {
    {"Actions from the last review", "none is open.", 0},
    {"Decisions needed", "none waits.", 0},
    {"Changed since the last review", "", '2'},
    {"Exceptions", "none.", 0},
    {"Next 14 days", "", '5'},
    {"Learnings", "", '6'},
};

/* Where the walk stands; part REVIEW_PARTS is its end. */
struct place {
    enum review_part part;
    size_t item;
};

/* What a key led to. */
enum step { STAY, NEXT, BACK, QUIT };

static struct review_item *item_at(struct review_run *run, struct place place)
{
    return &run->parts[place.part].items[place.item];
}

/* --- The screen --------------------------------------------------------------------------------------------------- */

static void add_page(const struct review_run *run, enum review_part part, struct mpt_document *document)
{
    for (size_t i = 0; run->page && i < run->page->section_count; i++) {
        const struct mpt_section *section = &run->page->sections[i];
        if (section->title && section->title[0] == parts[part].section && section->title[1] == ' ') {
            mpt_document_section(document, NULL);
            document->sections[document->section_count - 1] = *section;
            document->sections[document->section_count - 1].title = NULL; /* the part's says it */
            return;
        }
    }
}

/* "t take  g delegate  s skip  b back  q quit  ? help". */
static const char *keys_line(struct review_run *run, const struct review_item *item, enum review_part part)
{
    struct mpt_text text = mpt_text_init(run->cli->arena);
    if (item->state == REVIEW_DONE) {
        mpt_text_add(&text, item->entry ? "Enter next, u undo it, " : "Enter next, ");
    }
    for (const struct review_key *key = review_keys(part); item->state != REVIEW_DONE && key->key; key++) {
        bool enter = key->key == '\n';
        mpt_text_print(&text, "%c%s%s, ", enter ? 'E' : key->key, enter ? "" : " ", key->word + (enter ? 1 : 0));
    }
    mpt_text_add(&text, "b back, q quit, ? help");
    return mpt_text_get(&text);
}

static void show_item(struct review_run *run, struct place place)
{
    struct mpt_arena *arena = run->cli->arena;
    const struct review_item *item = item_at(run, place);
    struct mpt_document *document = mpt_document_open(arena, "", "");
    document->title = mpt_arena_print(arena, "AGENDA %d  %s", (int)place.part + 1, parts[place.part].title);
    if (item->code) {
        document->aside = mpt_arena_print(arena, "%zu of %zu", place.item + 1, run->parts[place.part].count);
        mpt_document_item(document, item->label, item->tone, item->text, item->code);
    } else {
        add_page(run, place.part, document);
    }
    if (item->state == REVIEW_DONE) {
        mpt_document_paragraph(document, item->said);
    } else if (item->state == REVIEW_PASSED && item->code) {
        mpt_document_paragraph(document, "(skipped before)");
    }
    fputc('\n', run->cli->out);
    cli_terminal_show(&run->terminal, document);
}

static void show_help(struct review_run *run, enum review_part part)
{
    static const char *const shared[][2] = {{"b", "back to the item before"},
                                            {"q", "quit; what was done stays, and the review goes on from here today"},
                                            {"u", "on an item that is done: take that back"},
                                            {"Ctrl-D", "while something is asked: leave the item as it is"}};
    struct mpt_document *document = mpt_document_open(run->cli->arena, "", "");
    document->title = "KEYS";
    for (const struct review_key *key = review_keys(part); key->key; key++) {
        const char *name = key->key == '\n' ? "Enter" : mpt_arena_print(run->cli->arena, "%c", key->key);
        mpt_document_item(document, name, MPT_PLAIN, key->help, NULL);
    }
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        mpt_document_item(document, shared[i][0], MPT_PLAIN, shared[i][1], NULL);
    }
    mpt_document_section(document, NULL);
    mpt_document_paragraph(document,
                           "Each key that changes something runs an ordinary command: `mpt history` shows it, "
                           "`mpt undo` takes it back.");
    cli_terminal_show(&run->terminal, document);
}

/* --- Keys --------------------------------------------------------------------------------------------------------- */

static void undo_item(struct review_run *run, struct review_item *item)
{
    const char *const words[] = {"undo", mpt_arena_print(run->cli->arena, "%lld", (long long)item->entry)};
    const char *said;
    int64_t entry;
    if (review_command(run, words, 2, &said, &entry) == MPT_OK) {
        run->counts[item->effect]--;
        item->state = REVIEW_OPEN;
    }
}

/* Waits for a key that means something here. */
static enum step press_key(struct review_run *run, struct place place)
{
    struct review_item *item = item_at(run, place);
    for (const char *keys = keys_line(run, item, place.part);; keys = NULL) {
        int pressed = cli_terminal_key(&run->terminal, keys);
        switch (pressed) {
        case CLI_KEY_END:
        case 'q':
            return QUIT;
        case 'b':
            return BACK;
        case '?':
            show_help(run, place.part);
            return STAY;
        default:
            break;
        }
        if (item->state == REVIEW_DONE) {
            if (pressed == 'u' && item->entry) {
                undo_item(run, item);
                return STAY;
            }
            if (pressed == '\n') {
                return NEXT;
            }
            continue;
        }
        for (const struct review_key *key = review_keys(place.part); key->key; key++) {
            if (key->key == pressed) {
                return key->press(run, item) ? NEXT : STAY;
            }
        }
    }
}

/* --- The walk ----------------------------------------------------------------------------------------------------- */

static void say_part_over(struct review_run *run, enum review_part part)
{
    const struct review_list *list = &run->parts[part];
    const char *what = !list->count ? parts[part].none : "all of it was dealt with earlier today.";
    fputc('\n', run->cli->out);
    cli_terminal_say(&run->terminal,
                     mpt_arena_print(run->cli->arena, "AGENDA %d  %s: %s", (int)part + 1, parts[part].title, what));
}

/* The first open item from `place` on; lists are made when they are come to, since what is decided before changes
 * them. */
static enum mpt_status find_open(struct review_run *run, struct place *place)
{
    for (; place->part < REVIEW_PARTS; *place = (struct place){place->part + 1, 0}) {
        struct review_list *list = &run->parts[place->part];
        bool fresh = !list->loaded;
        enum mpt_status status = review_load_part(run, place->part);
        if (status) {
            return status;
        }
        for (; place->item < list->count; place->item++) {
            if (list->items[place->item].state == REVIEW_OPEN) {
                return MPT_OK;
            }
        }
        if (fresh) {
            say_part_over(run, place->part);
        }
    }
    return MPT_OK;
}

/* The item before, whatever became of it; false when there is none. */
static bool go_back(const struct review_run *run, struct place *place)
{
    if (place->part < REVIEW_PARTS && place->item > 0) {
        place->item--;
        return true;
    }
    for (size_t part = place->part; part-- > 0;) {
        if (run->parts[part].count) {
            *place = (struct place){(enum review_part)part, run->parts[part].count - 1};
            return true;
        }
    }
    return false;
}

static const char *counts_text(const struct review_run *run)
{
    static const char *const words[REVIEW_EFFECTS][2] = {{"action done", "actions done"},
                                                         {"action moved", "actions moved"},
                                                         {"decision taken", "decisions taken"},
                                                         {"decision delegated", "decisions delegated"},
                                                         {"decision re-dated", "decisions re-dated"},
                                                         {"finding accepted", "findings accepted"},
                                                         {"action agreed", "actions agreed"},
                                                         {"learning added", "learnings added"},
                                                         {"note added", "notes added"}};
    struct mpt_text text = mpt_text_init(run->cli->arena);
    for (size_t i = 0; i < REVIEW_EFFECTS; i++) {
        if (run->counts[i]) {
            mpt_text_print(&text, "%s%zu %s", text.len ? ", " : "", run->counts[i], words[i][run->counts[i] != 1]);
        }
    }
    return text.len ? text.data : "nothing was changed";
}

/* `mpt review --close` of the same scope. What was kept of this review goes first, so that a following `mpt undo` takes
 * back the closing. */
static bool close_review(struct review_run *run)
{
    const char *words[] = {"review", "--close", NULL, NULL};
    const char *said, *scope = run->query->mission ? run->query->mission : run->query->portfolio;
    int64_t entry;
    words[2] = run->query->mission ? "--mission" : "--portfolio";
    words[3] = scope;
    const char *seen = run->seen;
    if (review_write_seen(run, true)) {
        cli_terminal_say(&run->terminal, run->cli->error.message);
        return false;
    }
    bool closed = review_command(run, words, scope ? 4 : 2, &said, &entry) == MPT_OK;
    run->seen = closed ? NULL : seen;
    return closed;
}

/* The end of the agenda. NEXT: closed. */
static enum step end_of_agenda(struct review_run *run)
{
    fputc('\n', run->cli->out);
    cli_terminal_say(&run->terminal, mpt_arena_print(run->cli->arena, "The end of the agenda: %s.", counts_text(run)));
    for (;;) {
        switch (cli_terminal_key(&run->terminal, "Close the review? y yes, n not yet, b back")) {
        case 'y':
            if (close_review(run)) {
                return NEXT;
            }
            break;
        case 'n':
        case 'q':
        case CLI_KEY_END:
            return QUIT;
        case 'b':
            return BACK;
        default:
            break;
        }
    }
}

static enum mpt_status walk(struct review_run *run, enum step *ended)
{
    struct place place = {0};
    enum mpt_status status = find_open(run, &place);
    while (!status) {
        bool at_end = place.part == REVIEW_PARTS;
        if (!at_end) {
            show_item(run, place);
        }
        enum step step = at_end ? end_of_agenda(run) : press_key(run, place);
        if (step == QUIT || (at_end && step == NEXT)) {
            *ended = step;
            return MPT_OK;
        }
        if (step == NEXT) {
            place.item++;
            status = find_open(run, &place);
        } else if (step == BACK && !go_back(run, &place)) {
            cli_terminal_say(&run->terminal, "This is the first item.");
        }
    }
    return status;
}

/* What was passed over is kept, so that going on today does not ask it again. */
static enum mpt_status leave(struct review_run *run)
{
    enum mpt_status status = review_write_seen(run, false);
    fputc('\n', run->cli->out);
    cli_terminal_say(&run->terminal,
                     mpt_arena_print(run->cli->arena,
                                     "So far: %s. The review is not closed; `mpt %s` goes on from here, today.",
                                     counts_text(run), run->cli->command_line));
    return status;
}

enum mpt_status cli_review_run(struct cli *cli, const struct mpt_report_query *query, const struct mpt_document *page)
{
    struct review_run run = {.cli = cli, .query = query, .page = page};
    enum step ended = QUIT;
    enum mpt_status status = cli_terminal_open(
        &run.terminal, cli,
        "the guided review asks at a terminal; elsewhere `mpt action CODE --done`, `mpt decide`, `mpt accept`, `mpt "
        "action`, `mpt learn`, `mpt add-note` and `mpt review --close` do the same one at a time");
    if (status) {
        return status;
    }
    review_read_seen(&run);
    status = walk(&run, &ended);
    if (ended == QUIT) {
        enum mpt_status left = leave(&run);
        status = status ? status : left;
    }
    cli_terminal_close(&run.terminal);
    return status;
}
