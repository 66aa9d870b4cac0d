/* `mpt fetch`: fetches what the sources give and takes it in, each in an entry of its own. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "mpt/config.h"
#include "mpt/digest.h"
#include "mpt/fetch.h"
#include "mpt/import.h"
#include "mpt/text.h"
#include "progress.h"

/* The sources being brought up to date. */
struct round {
    struct cli *cli;
    struct mpt_fetch_query query; /* what is the same for all of them */
    struct mpt_pages pages;
    const char **codes;
    size_t count, capacity, failed;
    const char *code;     /* of the one under way */
    const char *map_text; /* of its map; NULL: it has none */
    struct cli_progress progress;
    uint64_t from, last; /* bytes of the file under way: there when the bar was begun, and now */
};

/* --- What is shown on the way ------------------------------------------------------------------------------------- */

static void end_progress(struct round *round)
{
    cli_progress_end(&round->progress);
    round->progress.what = NULL;
}

static void on_progress(void *context, uint64_t done, uint64_t total)
{
    struct round *round = context;
    if (!round->progress.what || done < round->last) { /* another file, or this one from its beginning */
        end_progress(round);
        round->progress = cli_progress_begin(round->cli, round->code, NULL);
        round->from = done;
    }
    round->last = done;
    cli_progress_show(&round->progress, done - round->from, done, total);
}

static void on_remark(void *context, const char *remark)
{
    struct round *round = context;
    end_progress(round);
    cli_say(round->cli, "%s: %s", round->code, mpt_text_clean(remark, round->cli->arena));
}

/* --- What to fetch ------------------------------------------------------------------------------------------------ */

static enum mpt_status read_headers(struct round *round)
{
    struct cli *cli = round->cli;
    const char **headers = mpt_arena_array(cli->arena, cli->given_count, sizeof *headers);
    for (size_t i = 0; i < cli->given_count; i++) {
        const char *header = cli->given[i].value;
        size_t bad;
        if (strcmp(cli->given[i].name, "header") != 0) {
            continue;
        }
        if (!mpt_utf8_valid(header, strlen(header), &bad) || !mpt_text_printable(header) || strchr(header, '\n') ||
            strcspn(header, ": ") == 0 || header[strcspn(header, ": ")] != ':') {
            return mpt_fail(&cli->error, MPT_USAGE, "--header '%s' is no header; it takes the form 'Accept: text/csv'",
                            header);
        }
        headers[round->query.header_count++] = header;
    }
    round->query.headers = headers;
    return MPT_OK;
}

static enum mpt_status read_wait(struct round *round)
{
    enum { LONGEST = 120 };
    const char *text = cli_option(round->cli, "wait");
    char *end = NULL;
    round->query.wait_s = text ? strtod(text, &end) : 0;
    if (text &&
        (!isdigit((unsigned char)*text) || *end || !(round->query.wait_s > 0) || round->query.wait_s > LONGEST)) {
        return mpt_fail(&round->cli->error, MPT_USAGE, "--wait '%s' is no number of seconds, more than 0 and up to %d",
                        text, LONGEST);
    }
    return MPT_OK;
}

static enum mpt_status read_flags(struct round *round)
{
    struct cli *cli = round->cli;
    const char *pages = cli_option(cli, "pages");
    long largest = 0;
    enum mpt_status status = cli_option_number(cli, "timeout", 1, 0, &round->query.silent_s);
    status = status ? status : cli_option_number(cli, "largest", 1, 0, &largest);
    status = status ? status : read_wait(round);
    status = status ? status : read_headers(round);
    round->query.largest = (uint64_t)largest;
    round->query.connect_s = round->query.silent_s && round->query.silent_s < 30 ? round->query.silent_s : 0;
    round->query.body = cli_option(cli, "body");
    if (!status && (pages || round->query.body || round->query.header_count) && cli->argument_count != 1) {
        return mpt_fail(&cli->error, MPT_USAGE, "--pages, --body and --header say how one source is asked; name it");
    }
    if (!status && pages) {
        status = mpt_pages_parse(pages, cli->arena, &round->pages, &cli->error);
        round->query.pages = &round->pages;
    }
    return status;
}

enum mpt_status cli_fetch_config(struct cli *cli, struct mpt_fetch_query *query)
{
    struct mpt_config config;
    enum mpt_status status = mpt_config_load(cli->arena, &config, &cli->error);
    if (status) {
        return status;
    }
    const char *contact = mpt_config_get(&config, "fetch.contact");
    for (const char *c = contact; c && *c; c++) {
        if ((unsigned char)*c >= 0x7f || strchr("()\\", *c)) {
            return mpt_fail(&cli->error, MPT_BAD_INPUT,
                            "%s: fetch.contact goes to servers as it is; it takes letters a-z, digits and signs other "
                            "than brackets: a mail address or a web address",
                            mpt_config_place(&config, "fetch.contact"));
        }
    }
    query->agent = mpt_arena_print(cli->arena, "mpt/%s (+portfolio tool%s%s)", MPT_VERSION, contact ? "; " : "",
                                   contact ? contact : "");
    query->ca_file = mpt_config_path(&config, "fetch.ca-file");
    if (query->ca_file && access(query->ca_file, R_OK) != 0) {
        return mpt_fail(&cli->error, MPT_BAD_INPUT, "%s: the certificates %s cannot be read",
                        mpt_config_place(&config, "fetch.ca-file"), query->ca_file);
    }
    return MPT_OK;
}

static enum mpt_status keep_code(void *context, const char *const *values, struct mpt_error *error)
{
    struct round *round = context;
    (void)error;
    round->codes =
        mpt_arena_grow(round->cli->arena, round->codes, round->count, &round->capacity, sizeof *round->codes);
    round->codes[round->count++] = mpt_arena_copy(round->cli->arena, values[0]);
    return MPT_OK;
}

/* The sources that were named, or all. */
static enum mpt_status choose_sources(struct round *round)
{
    struct cli *cli = round->cli;
    const struct mpt_kind *kind = mpt_kind_find("source");
    const struct mpt_field *code = mpt_field_find(kind, "code");
    const struct mpt_list_query all = {.kind = kind, .limit = -1, .fields = &code, .field_count = 1};
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < cli->argument_count; i++) {
        const char *found;
        status = mpt_store_resolve(cli->store, kind, cli->arguments[i], cli->arena, &found, &cli->error);
        status = status ? status : keep_code(round, &found, &cli->error);
    }
    return status || cli->argument_count ? status : mpt_store_list(cli->store, &all, keep_code, round, &cli->error);
}

/* --- Taking in ---------------------------------------------------------------------------------------------------- */

/* Makes records of what came, page by page, inside the open entry; *right_as says what it was. */
static enum mpt_status take_in(struct cli *cli, const char *code, const struct mpt_record *source,
                               const struct mpt_fetched *fetched, struct cli_refusals *refusals, struct mpt_text *said,
                               const char **right_as)
{
    const struct cli_intake what = {.name = mpt_record_get(source, "url"),
                                    .parts = cli_fetched_parts(cli, fetched),
                                    .part_count = fetched->count,
                                    .source = code,
                                    .map = mpt_record_get(source, "map"),
                                    .mission = mpt_record_get(source, "mission"),
                                    .portfolio = mpt_record_get(source, "portfolio"),
                                    .programme = mpt_record_get(source, "programme"),
                                    .update = mpt_record_get(source, "updates") != NULL,
                                    .refusals = refusals,
                                    .said = said};
    struct mpt_import_counts counts;
    enum mpt_status status = cli_import_file(cli, &what, &counts);
    *right_as = mpt_arena_print(cli->arena, "%zu record%s: %zu new, %zu changed, %zu refused", counts.read,
                                counts.read == 1 ? "" : "s", counts.added, counts.changed, counts.refused);
    return status;
}

/* By which it is known that all is as it was: what came, and what is to be made of it. */
static const char *fingerprint_of(const struct round *round, const struct mpt_record *source,
                                  const struct mpt_fetched *fetched)
{
    static const char *const fields[] = {"url", "map", "mission", "portfolio", "programme", "updates"};
    uint64_t digest = mpt_digest_text(MPT_DIGEST_SEED, fetched->fingerprint);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *value = mpt_record_get(source, fields[i]);
        digest = mpt_digest(digest, value ? value : "", value ? strlen(value) + 1 : 0);
        digest = mpt_digest(digest, "", 1);
    }
    digest = round->map_text ? mpt_digest_text(digest, round->map_text) : digest;
    return mpt_arena_print(round->cli->arena, "%016" PRIx64, digest);
}

/* What the server has, and gives to nobody. */
static const char *with_missing(struct cli *cli, const char *right_as, const struct mpt_fetched *fetched)
{
    return fetched->missing
               ? mpt_arena_print(cli->arena, "%s; %" PRIu64 " more that the server does not give, ask for less at once",
                                 right_as, fetched->missing)
               : right_as;
}

/* In one entry: what came in, and that it did. */
static enum mpt_status record_right(struct round *round, const struct mpt_fetched *fetched)
{
    struct cli *cli = round->cli;
    struct cli_edit edit;
    struct cli_refusals *refusals = cli_refusals_open(cli);
    struct mpt_text said = mpt_text_init(cli->arena);
    const char *today = mpt_date_format(cli->today, cli->arena), *right_as = NULL;
    enum mpt_status status = cli_edit_begin(cli, mpt_kind_find("source"), round->code, &edit);
    if (status) {
        return status;
    }
    const char *fingerprint = fingerprint_of(round, &edit.before, fetched);
    bool unchanged = mpt_text_same(mpt_record_get(&edit.before, "fingerprint"), fingerprint);
    if (!unchanged) {
        status = take_in(cli, round->code, &edit.before, fetched, refusals, &said, &right_as);
        status = status ? status : cli_refusals_write(refusals);
    }
    if (status) {
        cli_refusals_close(refusals, false);
        return status;
    }
    if (!unchanged) {
        right_as = with_missing(cli, right_as, fetched);
        cli_put(&edit.after, "right_as", right_as);
        cli_put(&edit.after, "fingerprint", fingerprint);
    }
    cli_put(&edit.after, "checked_on", today);
    cli_put(&edit.after, "right_on", today);
    cli_put(&edit.after, "trouble", NULL);
    status = cli_edit_commit(cli, &edit);
    if (!status && !cli->quiet) {
        fputs(mpt_text_get(&said), cli->out);
    }
    enum mpt_status closed = cli_refusals_close(refusals, !status);
    status = status ? status : closed;
    if (!status && !cli->quiet) {
        const char *since = mpt_arena_copy_len(cli->arena, fetched->at, 10);
        fprintf(cli->out, "%s: %s%s.\n", round->code, unchanged ? "unchanged since " : "",
                unchanged ? cli_date(cli, since) : right_as);
    }
    return status;
}

/* Says why it failed, to the person and in the record; the message is not kept for the end. */
static enum mpt_status record_trouble(struct round *round)
{
    struct cli *cli = round->cli;
    struct cli_edit edit;
    const char *trouble = mpt_arena_copy(cli->arena, cli->error.message);
    round->failed++;
    fflush(cli->out);
    fprintf(stderr, "mpt: %s: %s\n", round->code, trouble);
    mpt_store_rollback(cli->store); /* what had come in by then */
    enum mpt_status status = cli_edit_begin(cli, mpt_kind_find("source"), round->code, &edit);
    if (!status) {
        cli_put(&edit.after, "checked_on", mpt_date_format(cli->today, cli->arena));
        cli_put(&edit.after, "trouble", trouble);
        status = cli_edit_commit(cli, &edit);
    }
    return status;
}

/* What the map says of how its source is asked; a flag says it better. */
static enum mpt_status ask_as_map_says(struct cli *cli, const char *name, struct mpt_fetch_query *query,
                                       struct mpt_pages *pages, const char **text)
{
    struct mpt_map map;
    enum mpt_status status = mpt_maps_find(name, cli->arena, &map, &cli->error);
    *text = status ? NULL : map.text;
    if (!status && map.accept && !query->header_count) {
        const char **header = mpt_arena_array(cli->arena, 1, sizeof *header);
        *header = mpt_arena_print(cli->arena, "Accept: %s", map.accept);
        query->headers = header;
        query->header_count = 1;
    }
    if (!status && map.pages && !query->pages) {
        query->pages = pages;
        status = mpt_pages_parse(map.pages, cli->arena, pages, &cli->error);
        if (status) {
            mpt_error_prefix(&cli->error, "%s", map.path);
        }
    }
    return status;
}

/* One source. Errors: of the portfolio, which end the round; what fails on the way is recorded. */
static enum mpt_status bring_up_to_date(struct round *round)
{
    struct cli *cli = round->cli;
    struct mpt_record source;
    struct mpt_fetched fetched;
    struct mpt_fetch_query query = round->query;
    struct mpt_pages pages;
    enum mpt_status status =
        mpt_store_get(cli->store, mpt_kind_find("source"), round->code, cli->arena, &source, &cli->error);
    if (status) {
        return status;
    }
    const char *map = mpt_record_get(&source, "map");
    query.url = mpt_record_get(&source, "url");
    round->map_text = NULL;
    status = map ? ask_as_map_says(cli, map, &query, &pages, &round->map_text) : MPT_OK;
    status = status ? status : mpt_fetch(&query, cli->arena, &fetched, &cli->error);
    end_progress(round);
    status = status ? status : record_right(round, &fetched);
    return status ? record_trouble(round) : MPT_OK;
}

const char *cli_fetch_cache(const struct cli *cli)
{
    return mpt_arena_print(cli->arena, "%s.cache", mpt_store_path(cli->store));
}

struct cli_part *cli_fetched_parts(struct cli *cli, const struct mpt_fetched *fetched)
{
    struct cli_part *parts = mpt_arena_array(cli->arena, fetched->count, sizeof *parts);
    for (size_t i = 0; i < fetched->count; i++) {
        parts[i] = (struct cli_part){fetched->files[i].path, fetched->files[i].url};
    }
    return parts;
}

enum mpt_status cli_fetch_url(struct cli *cli, const char *url, const char *map, struct mpt_fetched *fetched)
{
    struct round round = {.cli = cli, .code = url};
    struct mpt_pages pages;
    round.query.listener = (struct mpt_fetch_listener){&round, on_remark, on_progress};
    round.query.cache = cli_fetch_cache(cli);
    round.query.url = url;
    enum mpt_status status = cli_fetch_config(cli, &round.query);
    status = status || !map ? status : ask_as_map_says(cli, map, &round.query, &pages, &round.map_text);
    status = status ? status : mpt_fetch(&round.query, cli->arena, fetched, &cli->error);
    end_progress(&round);
    return status;
}

static enum mpt_status run_fetch(struct cli *cli)
{
    struct round round = {.cli = cli};
    round.query.listener = (struct mpt_fetch_listener){&round, on_remark, on_progress};
    round.query.cache = cli_fetch_cache(cli);
    enum mpt_status status = read_flags(&round);
    status = status ? status : cli_fetch_config(cli, &round.query);
    status = status ? status : choose_sources(&round);
    if (!status && !round.count) {
        cli_say(cli, "There are no sources; `mpt source add NAME URL` makes one.");
    }
    for (size_t i = 0; !status && i < round.count; i++) {
        round.code = round.codes[i];
        status = bring_up_to_date(&round);
    }
    if (!status && round.failed) {
        status = mpt_fail(&cli->error, MPT_NETWORK, "%zu of %zu source%s could not be brought up to date", round.failed,
                          round.count, round.count == 1 ? "" : "s");
    }
    return status;
}

static const struct cli_option options[] = {
    {"pages", "LINE", "how pages are asked for: 'parameter p of totalPages', 'next' ... (else as the map says)", false},
    {"body", "JSON", "is sent with POST", false},
    {"header", "LINE", "goes with the request: 'Accept: text/csv'; may be given many times", false},
    {"largest", "BYTES", "of one answer, unpacked (else 16 GiB)", false},
    {"timeout", "SECONDS", "without a byte (else 60)", false},
    {"wait", "SECONDS", "before the second try; twice that before the third ... (else 1)", false},
};

const struct cli_command cli_fetch = {
    .name = "fetch",
    .arguments = "[NAME ...]",
    .summary = "bring all sources, or these, up to date",
    .details = "What comes is kept in PORTFOLIO.cache/ and asked for again only when it has changed; what\n"
               "breaks off goes on where it was. A server that is busy is tried 5 times. One source that fails\n"
               "does not stop the others; `mpt source list` says what is wrong with it. Ctrl-C is safe.\n"
               "The configuration ($MPT_CONFIG, else ~/.config/mpt/config) may hold\n"
               "  fetch.contact = anna@csiro.au     who asks, told to servers\n"
               "  fetch.ca-file = agency.pem        certificates to trust instead of the system's",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .needs = CLI_WRITE,
    .arguments_most = 1000,
    .run = run_fetch};
