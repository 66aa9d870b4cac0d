/* The guided review: its agenda, what can be done with each item, and what became of it. */
#ifndef MPT_CLI_REVIEW_RUN_H
#define MPT_CLI_REVIEW_RUN_H

#include "mpt/report.h"
#include "terminal.h"

/* The weekly agenda, in its order. */
enum review_part {
    REVIEW_ACTIONS,
    REVIEW_DECISIONS,
    REVIEW_CHANGES,
    REVIEW_EXCEPTIONS,
    REVIEW_DATES,
    REVIEW_LEARNINGS,
    REVIEW_PARTS
};

/* What can come of an item, for the count at the end. */
enum review_effect {
    REVIEW_FINISHED,
    REVIEW_MOVED,
    REVIEW_TAKEN,
    REVIEW_DELEGATED,
    REVIEW_REDATED,
    REVIEW_ACCEPTED,
    REVIEW_AGREED,
    REVIEW_LEARNT,
    REVIEW_NOTED,
    REVIEW_EFFECTS
};

enum review_state { REVIEW_OPEN, REVIEW_PASSED, REVIEW_DONE };

struct review_item {
    const char *key;  /* "decision:d-31", by which it is known again on the same day */
    const char *code; /* to name it in a command; NULL: a page */
    const char *label, *text;
    enum mpt_tone tone;
    const char *mission;  /* its mission's code; NULL: none */
    const char *severity; /* of a line with several findings; NULL: a single one */
    enum review_state state;
    enum review_effect effect; /* when done: what, the entry that says so, and what was said of it */
    int64_t entry;
    const char *said;
};

struct review_list {
    struct review_item *items;
    size_t count, capacity;
    bool loaded;
};

struct review_run {
    struct cli *cli;
    const struct mpt_report_query *query; /* day and scope */
    const struct mpt_document *page; /* the review as it is printed; its sections are shown where nothing is asked */
    struct cli_terminal terminal;
    struct review_list parts[REVIEW_PARTS];
    const char *setting, *seen; /* the setting that keeps what was passed over today, and its value; NULL: none */
    size_t counts[REVIEW_EFFECTS];
};

/* --- review_items.c ---- */
/* Makes the part's list when that was not done yet. */
enum mpt_status review_load_part(struct review_run *run, enum review_part part);
/* What was passed over today, read and written. It is kept in the portfolio, so that whoever goes on, from whatever
 * machine, is not asked the same again; writing is an entry of its own, and only when there is something to keep. */
void review_read_seen(struct review_run *run);
enum mpt_status review_write_seen(struct review_run *run, bool nothing);

/* --- review_keys.c ---- */
/* A key, its word, what it does, and the function. True: the item is dealt with. */
struct review_key {
    char key;
    const char *word, *help;
    bool (*press)(struct review_run *run, struct review_item *item);
};

/* The keys of a part; the last has key 0. */
const struct review_key *review_keys(enum review_part part);
/* Runs a command line (of `count` words after "mpt") in this portfolio as if it had been typed, shows what it says,
 * and gives that back with its entry. Errors are shown; then nothing was stored. */
enum mpt_status review_command(struct review_run *run, const char *const *words, size_t count, const char **said,
                               int64_t *entry);

#endif
