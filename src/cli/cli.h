/* What the command files share: a command and its options, the command line taken apart, and where results go. */
#ifndef MPT_CLI_CLI_H
#define MPT_CLI_CLI_H

#include <stdio.h>

#include "mpt/date.h"
#include "mpt/document.h"
#include "mpt/model.h"
#include "mpt/store.h"

#define MPT_VERSION "0.1.0"

enum cli_format {
    CLI_TEXT,
    CLI_JSON,
    CLI_CSV,
    CLI_MD,
    CLI_HTML,
    CLI_IATI,
    CLI_360GIVING,
    CLI_KUMU,
    CLI_DOT,
    CLI_SQL,
    CLI_XLSX,
};

/* How a command uses the portfolio. */
enum cli_needs { CLI_NO_STORE, CLI_READ, CLI_WRITE };

/* A flag a command takes. */
struct cli_option {
    const char *name;
    const char *argument; /* what its value is called; NULL: takes none; "[X]": --name or --name=X */
    const char *help;
    bool many; /* NAME+ adds and NAME- takes away, for fields of many values */
};

/* The flags that say how to read a file. */
#define CLI_READER_OPTIONS                                                                                             \
    {"encoding", "NAME", "utf-8, utf-16, windows-1252 ... (else found out, like all that follows)", false},            \
        {"delimiter", "C", "what parts the cells: , ; | or tab", false},                                               \
        {"quote", "C", "what cells are quoted with; none: nothing", false},                                            \
        {"header-line", "N", "the line or row with the names of the columns", false},                                  \
        {"sheet", "NAME", "which sheet of a workbook", false},                                                         \
        {"records", "PATH", "where the records are: of JSON a.b, of XML the element's name", false},                   \
        {"transposed", NULL, "a column is a record, a row a field", false},                                            \
        {"decimal", "SIGN", "how decimals are parted: . or ,", false},                                                 \
        {"dates", "ORDER", "how dates are written: iso, dmy, mdy or ymd", false},                                      \
    {                                                                                                                  \
        "currency", "CODE", "of amounts that say none", false                                                          \
    }

struct cli;

struct cli_command {
    const char *name;      /* "list"; for kinds' commands the verb with its hyphen: "add-" */
    const char *arguments; /* "KINDS [FIELD=VALUE ...]" */
    const char *summary;   /* one line for `mpt help` */
    const char *details;   /* further lines for --help; NULL: none */
    const struct cli_option *options;
    size_t option_count;
    enum cli_needs needs;
    const char *writes_with; /* options with which a command that reads changes the portfolio, between blanks */
    const char *writes_as;   /* first argument with which it does, likewise */
    size_t arguments_least, arguments_most;
    /* One of the two: what it does, or the document that is its answer (MPT_FOUND comes with a document too;
     * MPT_OK without one when all was said). */
    enum mpt_status (*run)(struct cli *cli);
    enum mpt_status (*document)(struct cli *cli, struct mpt_document **document);
    unsigned formats;     /* bits of enum cli_format it can answer in; 0: only CLI_TEXT, or all a document can be */
    bool of_file;         /* it is about the file itself, not about what of it may leave: no --profile */
    unsigned own_output;  /* bits of formats in which, without arguments, it makes what -o names itself: a folder */
    bool rest_is_command; /* the arguments are a command line of their own: from the first on, flags belong to it */
};

/* All commands, in the order of `mpt help`. */
extern const struct cli_command *const cli_commands[];

/* An option that was given; `change` is '+' or '-' for NAME+ and NAME-, else 0. */
struct cli_given {
    const char *name;
    char change;
    const char *value;
};

/* One call of the program. */
struct cli {
    struct mpt_arena *arena;
    struct mpt_error error;
    const struct cli_command *command;
    const struct mpt_kind *kind; /* of add-KIND, edit-KIND, remove-KIND */
    const struct cli_option *options;
    size_t option_count;
    const char **arguments;
    size_t argument_count;
    struct cli_given *given;
    size_t given_count;
    const char *command_line; /* as typed, for the history */
    const char *db, *who, *as_of, *output;
    const char *profile; /* NULL: internal, all of it */
    enum cli_format format;
    bool as_of_entry; /* `as_of` is the number of an entry, not a day */
    bool quiet, help;
    struct mpt_date today;
    struct mpt_store *store;
    FILE *out;            /* where results go: stdout, or the temporary file of -o */
    const char *out_path; /* of that temporary file */
};

/* --- parse.c ---- */
/* Takes the command line apart into `cli`: command, kind, options, arguments. Errors: MPT_USAGE. */
enum mpt_status cli_parse(struct cli *cli, int count, char **words);
/* The last value given for an option; NULL when it was not given ("" when given without a value). */
const char *cli_option(const struct cli *cli, const char *name);
/* An option's value as a whole number of at least `least`; `otherwise` when not given. Errors: MPT_USAGE. */
enum mpt_status cli_option_number(struct cli *cli, const char *name, long least, long otherwise, long *value);
/* The options of a kind's command: its fields. */
void cli_kind_options(struct cli *cli);

/* --- open.c ---- */
/* Whether this call of the command changes the portfolio. */
bool cli_writes(const struct cli *cli);
/* Reads --as-of, and sets the day everything is computed for: --as-of's, else MPT_TODAY, else the clock's (for an entry
 * the day is known when the portfolio is open). Errors: MPT_USAGE. */
enum mpt_status cli_read_as_of(struct cli *cli);
/* Opens the portfolio as the command needs it, as it stood at --as-of, and of it what --profile lets leave. */
enum mpt_status cli_open_store(struct cli *cli);

/* --- disclosure.c ---- */
/* Reads --profile. Errors: MPT_USAGE for a command that changes the portfolio or is about the file itself. */
enum mpt_status cli_read_profile(struct cli *cli);
/* Takes out of the opened portfolio what does not leave in the profile, and says so. Errors: as mpt_disclosure_read. */
enum mpt_status cli_disclose(struct cli *cli);
/* Says at the end of a document what was withheld. */
void cli_add_withheld(struct cli *cli, struct mpt_document *document);

/* --- output.c ---- */
enum mpt_status cli_output_open(struct cli *cli);
/* Whether what lies at `path` is the portfolio or a part of it, which nothing else is ever written over. */
bool cli_is_portfolio(const struct cli *cli, const char *path);
/* Writes out what is left; an error that was held back (a full disk) shows here. Keeps or drops the file of -o. */
enum mpt_status cli_output_close(struct cli *cli, enum mpt_status status);
/* Columns of the terminal that `cli->out` is, 0 when it is none. */
size_t cli_output_width(const struct cli *cli);
bool cli_output_colour(const struct cli *cli);
/* A remark to the person, on stderr, unless --quiet. */
__attribute__((format(printf, 2, 3))) void cli_say(const struct cli *cli, const char *format, ...);

/* --- render.c ---- */
/* The formats of documents, as bits. */
enum { CLI_DOCUMENT_FORMATS = 1U << CLI_TEXT | 1U << CLI_JSON | 1U << CLI_MD | 1U << CLI_HTML };
/* Writes a document to `cli->out` in the format asked for. */
void cli_render(struct cli *cli, const struct mpt_document *document);

/* --- ask.c ---- */
/* On a terminal, asks for what `record` lacks until it is complete or the person gives up. Errors: MPT_BAD_INPUT as
 * mpt_record_check when nobody can be asked. */
enum mpt_status cli_ask_missing(struct cli *cli, struct mpt_record *record);

/* --- record.c ---- */
/* Sets a record's field from what was typed: parsed, and references resolved from their beginnings. `change` as in
 * struct cli_given. Errors: MPT_BAD_INPUT. */
enum mpt_status cli_set_field(struct cli *cli, struct mpt_record *record, const struct mpt_field *field, char change,
                              const char *typed);
/* Sets the fields for which a flag was given; `fields` pairs flags with fields: {"on", "measured_on"}. */
enum mpt_status cli_set_options(struct cli *cli, struct mpt_record *record, const char *const (*fields)[2],
                                size_t count);
/* Adds the record in an entry of its own and says so. */
enum mpt_status cli_add_record(struct cli *cli, struct mpt_record *record);

/* A record being changed: as it is, and as it will be. */
struct cli_edit {
    const char *code;
    struct mpt_record before, after;
    size_t changed; /* fields that differ, once committed */
};
/* Begins an entry and reads the record that `typed` means. Errors: MPT_BAD_INPUT when there is none. */
enum mpt_status cli_edit_begin(struct cli *cli, const struct mpt_kind *kind, const char *typed, struct cli_edit *edit);
/* Stores `after` and commits. */
enum mpt_status cli_edit_commit(struct cli *cli, struct cli_edit *edit);

/* --- files.c ---- */
struct cli_part;
/* What one word of the command line names: a file, standard input ("-"), or an address whose answer may come in pages.
 */
struct cli_named {
    const char *name;
    struct cli_part *parts;
    size_t part_count;
    bool bundle; /* one of ours */
};
/* Finds it; what is at an address is fetched. Errors: as mpt_fetch. */
enum mpt_status cli_named_find(struct cli *cli, const char *word, struct cli_named *named);
/* Whether the file says at its beginning that it is a bundle of ours. */
bool cli_is_bundle(const char *path);

/* --- refusals.c ---- */
/* Where the refused records of an entry go. */
struct mpt_refused;
struct cli_refusals;
struct cli_refusals *cli_refusals_open(struct cli *cli);
/* The file for those of what is called `name`; `table`: they are rows, else objects. */
struct mpt_refused *cli_refusals_of(struct cli_refusals *refusals, const char *name, bool table);
/* Before the entry is committed. Errors: MPT_DATABASE when one cannot be written. */
enum mpt_status cli_refusals_write(struct cli_refusals *refusals);
/* Behind it: puts them in place and says where, or without `keep` leaves none. Errors: MPT_DATABASE. */
enum mpt_status cli_refusals_close(struct cli_refusals *refusals, bool keep);

/* --- import_file.c ---- */
struct mpt_import_counts;
/* A file on the disk, and what it is called in messages. */
struct cli_part {
    const char *path, *name;
};
/* One of other people's files, or what an address gave, a part each page. */
struct cli_intake {
    const char *name; /* where its records are from: the file or the address */
    const struct cli_part *parts;
    size_t part_count;
    const char *source;                          /* code of the source it is from, for which nobody is asked; NULL */
    const char *map;                             /* name or file; NULL: the one that fits, else one that is proposed */
    const char *mission, *portfolio, *programme; /* codes, for every project; NULL: as the map says */
    bool update;
    struct cli_refusals *refusals;
    struct mpt_text *said; /* gets what is to be said of it when it is stored for good, in lines */
};
/* Takes it in, inside the open entry, and shows what changed; `counts` is filled in. Of the command line it follows the
 * flags that say how to read. Errors: as mpt_import_run. */
enum mpt_status cli_import_file(struct cli *cli, const struct cli_intake *what, struct mpt_import_counts *counts);
struct mpt_intake;
struct mpt_map;
struct mpt_read_options;
/* How it is read: its map, and what those flags say. */
enum mpt_status cli_intake_map(struct cli *cli, const struct cli_intake *what, struct mpt_read_options *options,
                               struct mpt_map *map);
/* Opens one part of it, and says of the first by which map it is read and how. */
enum mpt_status cli_intake_open(struct cli *cli, const struct cli_intake *what, const struct cli_part *part,
                                const struct mpt_map *map, struct mpt_read_options *options,
                                struct mpt_intake **intake);

/* --- likely.c ---- */
/* Reads --fail-on, which takes "duplicate" alone. Errors: MPT_USAGE. */
enum mpt_status cli_fails_on_duplicate(struct cli *cli, bool *fails);
/* Names projects that the one about to be added may be. With --fail-on duplicate MPT_FOUND when there are any. */
enum mpt_status cli_name_likely(struct cli *cli, const struct mpt_record *project);
/* Names the pairs that projects added since the change of that number are in, likewise. */
enum mpt_status cli_name_likely_since(struct cli *cli, int64_t change);

/* --- propose.c ---- */
struct mpt_map;
struct mpt_read_options;
/* Proposes a map for the table at `path`, asks whoever sits at the terminal, keeps it as a file and reads that;
 * `written` has what the command line says of numbers, dates and currency. Errors: MPT_USAGE when nobody can be asked
 * or it was given up; MPT_BAD_INPUT for what is no table. */
enum mpt_status cli_propose_map(struct cli *cli, const char *path, const struct mpt_read_options *options,
                                const struct mpt_map *written, struct mpt_map *map);

/* --- meeting.c ---- */
/* The value of an option; NULL when it was not given or has nothing but blanks. */
const char *cli_option_text(const struct cli *cli, const char *name);
/* The canonical date as people read it: "7 July 2024". */
const char *cli_date(const struct cli *cli, const char *date);
/* Refuses a date (canonical; NULL: fine) that has passed, or one that is still to come. Errors: MPT_BAD_INPUT. */
enum mpt_status cli_date_ahead(struct cli *cli, const char *flag, const char *date);
enum mpt_status cli_date_past(struct cli *cli, const char *flag, const char *date);
/* Sets a field of the record to a canonical value. */
void cli_put(struct mpt_record *record, const char *field, const char *value);

/* --- accept.c ---- */
/* Whoever accepts signs for it, today, and accepts the finding as severe as it is now: fills in what of that was not
 * given. */
enum mpt_status cli_complete_acceptance(struct cli *cli, struct mpt_record *record);

/* --- gaps.c ---- */
struct mpt_report_query;
/* What of the command line narrows findings: --mission, --portfolio, --rule, --class, --severity, --all. Errors: as
 * mpt_store_resolve, MPT_USAGE. */
enum mpt_status cli_report_query(struct cli *cli, struct mpt_report_query *query);

/* --- fetch.c ---- */
struct mpt_fetch_query;
/* What the configuration says of fetching: who asks, and whom we trust. Errors: MPT_BAD_INPUT naming file and line. */
enum mpt_status cli_fetch_config(struct cli *cli, struct mpt_fetch_query *query);
struct mpt_fetched;
/* The folder for what is fetched, beside the portfolio. */
const char *cli_fetch_cache(const struct cli *cli);
/* What was fetched as parts to be taken in; each is called by its own address. */
struct cli_part *cli_fetched_parts(struct cli *cli, const struct mpt_fetched *fetched);
/* Fetches an address into the cache beside the portfolio, asked as the map (NULL: none) says. Errors: as mpt_fetch. */
enum mpt_status cli_fetch_url(struct cli *cli, const char *url, const char *map, struct mpt_fetched *fetched);

/* --- duplicates_stakeholders.c ---- */
/* `mpt duplicates --of stakeholders`. */
enum mpt_status cli_duplicates_stakeholders(struct cli *cli, struct mpt_document **document);

/* --- rates.c ---- */
/* The value of an option as a code of ISO 4217, in capitals; NULL: not given. Errors: MPT_USAGE. */
enum mpt_status cli_currency(struct cli *cli, const char *flag, const char **code);
/* The value of an option as a full date; today's when it was not given. Errors: MPT_USAGE. */
enum mpt_status cli_rate_date(struct cli *cli, const char *flag, struct mpt_date *date);

/* --- review.c ---- */
struct mpt_review_query;
/* Adds the record of a closed review, inside the open entry, under a code from its scope and day. */
enum mpt_status cli_review_keep(struct cli *cli, const struct mpt_review_query *query, struct mpt_record *record);
/* Closes the review: keeps what it shows, in an entry of its own. */
enum mpt_status cli_review_close(struct cli *cli, const struct mpt_review_query *query, struct mpt_document **document);

/* --- review_run.c ---- */
/* Walks through the weekly agenda at a terminal; of `page`, the review as it is printed, it shows the sections in which
 * nothing waits to be answered. Errors: MPT_USAGE when there is no terminal. */
enum mpt_status cli_review_run(struct cli *cli, const struct mpt_report_query *query, const struct mpt_document *page);

/* --- help.c ---- */
void cli_help_command(const struct cli *cli);

extern const struct cli_command cli_init, cli_add, cli_edit, cli_remove, cli_list, cli_show, cli_measure, cli_tag,
    cli_untag, cli_link, cli_decide, cli_accept, cli_action, cli_learn, cli_rate, cli_gaps, cli_rules, cli_explain,
    cli_duplicates, cli_review, cli_report, cli_calendar, cli_mail, cli_source, cli_fetch, cli_import, cli_maps,
    cli_export, cli_history, cli_undo, cli_backup, cli_restore, cli_doctor, cli_rates, cli_merge, cli_help, cli_version;

#endif
