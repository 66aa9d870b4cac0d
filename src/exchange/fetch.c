/* Fetches what an address gives, page by page, and tries again where that may help; mpt-net makes each request. */
#include "mpt/fetch.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "exchange/fetch_internal.h"
#include "mpt/date.h"
#include "mpt/text.h"

enum { MOST_TRIES = 5, LONGEST_WAIT_S = 120, LONGEST_URL = 8000, MOST_PAGES = 20000 };

/* --- Addresses ---------------------------------------------------------------------------------------------------- */

enum mpt_status mpt_fetch_check_url(const char *url, struct mpt_error *error)
{
    size_t scheme = strncasecmp(url, "https://", 8) == 0 ? 8 : strncasecmp(url, "http://", 7) == 0 ? 7 : 0;
    const char *host = url + scheme;
    size_t host_len = strcspn(host, "/?#");
    const char *colon = strstr(url, "://"), *named = colon ? colon + 3 : url;
    if (memchr(named, '@', strcspn(named, "/?#"))) { /* not to be shown again */
        return mpt_fail(error, MPT_BAD_INPUT,
                        "an address to fetch from holds no user and no password; give it without them");
    }
    for (const char *c = url; *c; c++) {
        if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7f) {
            return mpt_fail(error, MPT_BAD_INPUT,
                            "'%.200s' has a character that no address has; a blank is written %%20, other letters are "
                            "the bytes of UTF-8 as %%C3%%B8",
                            url);
        }
    }
    if (!scheme || !host_len || *host == ':') {
        return mpt_fail(error, MPT_BAD_INPUT, "'%.200s' cannot be fetched; an address begins with https:// or http://",
                        url);
    }
    if (strlen(url) > LONGEST_URL) {
        return mpt_fail(error, MPT_BAD_INPUT, "an address of more than %d bytes cannot be fetched", LONGEST_URL);
    }
    return MPT_OK;
}

/* --- Waiting ------------------------------------------------------------------------------------------------------ */

/* "Sun, 06 Nov 1994 08:49:37 GMT" as seconds since 1970; false when it is not of that form. */
static bool http_date(const char *text, int64_t *seconds)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int day, year, hour, minute, second, end = 0;
    char name[4];
    struct mpt_date date;
    char iso[32];
    if (sscanf(text, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n", &day, name, &year, &hour, &minute, &second,
               &end) != 6 ||
        !end || text[end] || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
        return false;
    }
    const char *month = strlen(name) == 3 ? strstr(months, name) : NULL;
    if (!month || (month - months) % 3) {
        return false;
    }
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, (int)(month - months) / 3 + 1, day);
    if (!mpt_date_parse(iso, &date)) {
        return false;
    }
    *seconds = (int64_t)mpt_date_first_day(date) * 86400 + hour * 3600L + minute * 60L + second;
    return true;
}

bool mpt_retry_after(const char *value, int64_t now_s, long *seconds)
{
    enum { VERY_LONG = 1000000000 };
    int64_t at;
    if (*value && strspn(value, "0123456789") == strlen(value)) {
        *seconds = strlen(value) > 9 ? VERY_LONG : strtol(value, NULL, 10);
        return true;
    }
    if (!http_date(value, &at)) {
        return false;
    }
    int64_t left = at - now_s;
    *seconds = left < 0 ? 0 : left > VERY_LONG ? VERY_LONG : (long)left;
    return true;
}

static double clock_s(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void sleep_s(double seconds)
{
    struct timespec left = {.tv_sec = (time_t)seconds};
    left.tv_nsec = (long)((seconds - (double)left.tv_sec) * 1e9);
    while (nanosleep(&left, &left) != 0) { /* a signal that does not end us does not shorten it */
    }
}

/* Twice as long each time, give or take a quarter, so that those who were refused together do not come back together.
 */
static double growing_wait(const struct mpt_fetch_query *query, int tries)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double jitter = 0.75 + 0.5 * (double)(now.tv_nsec / 1000 % 1000) / 1000;
    return query->wait_s * (double)(1 << (tries - 1)) * jitter;
}

/* --- What the server says ----------------------------------------------------------------------------------------- */

/* What is said of a code, and what can be done about it; `passing`: it may go well another time. */
static const struct code {
    int code;
    bool passing;
    const char *phrase, *advice;
} codes[] = {
    {204, false, "No Content", "there is nothing to take in"},
    {400, false, "Bad Request", "the server does not understand the address or what was asked"},
    {401, false, "Unauthorized", "it is not open to everybody"},
    {403, false, "Forbidden", "it is not open to everybody, or not to programs"},
    {404, false, "Not Found", "nothing is at that address; set the right one"},
    {406, false, "Not Acceptable", "it does not come in the form that was asked for"},
    {408, false, "Request Timeout", "try again later"},
    {410, false, "Gone", "what was at that address is no more; set the right one"},
    {429, true, "Too Many Requests", "try again later"},
    {500, true, "Internal Server Error", "the server is in trouble; try again later"},
    {502, true, "Bad Gateway", "the server is in trouble; try again later"},
    {503, true, "Service Unavailable", "the server is busy or being worked on; try again later"},
    {504, true, "Gateway Timeout", "the server is in trouble; try again later"},
};

static struct code code_of(int code)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (codes[i].code == code) {
            return codes[i];
        }
    }
    return (struct code){code, false, "", code < 400 ? "that is no answer to take in" : "the server refuses it"};
}

static enum mpt_status say_code(const char *url, int number, struct mpt_error *error)
{
    struct code code = code_of(number);
    return mpt_fail(error, MPT_NETWORK, "%s: %d%s%s; %s", url, number, *code.phrase ? " " : "", code.phrase,
                    code.advice);
}

/* --- One request, tried until it goes well ------------------------------------------------------------------------ */

/* One request under way. */
struct attempt {
    const struct mpt_fetch_query *query;
    const struct fetch_page *page;
    struct fetch_entry entry;
    struct fetch_facts facts; /* of the copy there is, then of the one that has come */
    bool had;                 /* there is one */
    struct mpt_arena *arena;
    struct mpt_net_answer answer;
};

static void on_began(void *listener, const char *validator)
{
    const struct attempt *attempt = listener;
    fetch_part_note(&attempt->entry, validator, attempt->arena);
}

static void on_progress(void *listener, uint64_t done, uint64_t total)
{
    const struct mpt_fetch_listener *to = &((const struct attempt *)listener)->query->listener;
    if (to->progress) {
        to->progress(to->context, done, total);
    }
}

static enum mpt_status request(struct attempt *attempt, struct mpt_error *error)
{
    const struct mpt_fetch_query *query = attempt->query;
    const char *validator;
    uint64_t from = fetch_part_find(&attempt->entry, attempt->arena, &validator);
    bool conditional = attempt->had && !from;
    const struct mpt_net_request net = {.url = attempt->page->url,
                                        .agent = query->agent,
                                        .headers = query->headers,
                                        .header_count = query->header_count,
                                        .body = attempt->page->body,
                                        .body_len = attempt->page->body ? strlen(attempt->page->body) : 0,
                                        .part = attempt->entry.part,
                                        .from = from,
                                        .validator = validator,
                                        .etag = conditional ? attempt->facts.etag : NULL,
                                        .modified = conditional ? attempt->facts.modified : NULL,
                                        .ca_file = query->ca_file,
                                        .largest = query->largest > from ? query->largest : from,
                                        .silent_s = query->silent_s,
                                        .connect_s = query->connect_s,
                                        .listener = attempt,
                                        .began = on_began,
                                        .progress = on_progress};
    return mpt_net_fetch(&net, attempt->arena, &attempt->answer, error);
}

static enum mpt_status keep(struct attempt *attempt, struct mpt_error *error)
{
    const struct mpt_net_answer *answer = &attempt->answer;
    attempt->facts = (struct fetch_facts){.final_url = answer->url,
                                          .type = answer->type,
                                          .etag = answer->etag,
                                          .modified = answer->modified,
                                          .link = answer->link,
                                          .fetched_at = mpt_time_now(attempt->arena)};
    return fetch_cache_keep(&attempt->entry, &attempt->facts, attempt->arena, error);
}

/* How long to wait before the next try: what the server asks for, else longer each time. Errors: MPT_NETWORK when it
 * asks for more than anybody waits. */
static enum mpt_status choose_wait(const struct attempt *attempt, int tries, double *wait, struct mpt_error *error)
{
    const char *asked = attempt->answer.retry_after;
    long seconds;
    *wait = growing_wait(attempt->query, tries);
    if (!asked || !mpt_retry_after(asked, (int64_t)clock_s(CLOCK_REALTIME), &seconds)) {
        return MPT_OK;
    }
    *wait = (double)seconds;
    return seconds <= LONGEST_WAIT_S
               ? MPT_OK
               : mpt_fail(error, MPT_NETWORK, "%s: %d %s; the server asks to come back in %ld seconds; try again then",
                          attempt->page->url, attempt->answer.code, code_of(attempt->answer.code).phrase, seconds);
}

/* After a try that may go well another time, `error` saying why it did not. */
static enum mpt_status wait_for_next(const struct attempt *attempt, int tries, struct mpt_error *error)
{
    const struct mpt_fetch_listener *to = &attempt->query->listener;
    double wait;
    enum mpt_status status = choose_wait(attempt, tries, &wait, error);
    if (status) {
        return status;
    }
    if (to->say) {
        to->say(to->context, mpt_arena_print(attempt->arena, "%s; waiting %.3g s, then try %d of %d", error->message,
                                             wait, tries + 1, MOST_TRIES));
    }
    sleep_s(wait);
    return MPT_OK;
}

/* Whether the answer is the end of it: `status` says which. If not, `error` says why, and it can be tried again, at
 * once where the part that was there turned out to be of no use. */
static bool is_final(struct attempt *attempt, int tries, bool *at_once, enum mpt_status *status,
                     struct mpt_error *error)
{
    const struct mpt_net_answer *answer = &attempt->answer;
    bool misfit = answer->restart || answer->code == 416;
    *at_once = false;
    if (!*status && (answer->code == 200 || answer->code == 206)) {
        *status = keep(attempt, error);
        return true;
    }
    if (!*status && answer->code == 304 && attempt->had) {
        return true;
    }
    if (misfit && access(attempt->entry.part, F_OK) == 0) {
        fetch_part_drop(&attempt->entry);
        *at_once = true;
        return false;
    }
    bool passing = *status ? answer->again : code_of(answer->code).passing;
    if (!*status) {
        *status = say_code(attempt->page->url, answer->code, error);
    }
    bool last = tries >= MOST_TRIES; /* a part of no use may have cost one more */
    if (passing && last) {
        mpt_error_prefix(error, "tried %d times", tries);
    }
    return !passing || last;
}

static enum mpt_status try_until(struct attempt *attempt, struct mpt_error *error)
{
    for (int tries = 1;; tries++) {
        bool at_once;
        enum mpt_status status = request(attempt, error);
        if (is_final(attempt, tries, &at_once, &status, error)) {
            return status;
        }
        status = at_once ? MPT_OK : wait_for_next(attempt, tries, error);
        if (status) {
            return status;
        }
    }
}

/* Fetches one page into the cache; `link` is what it says of others. */
static enum mpt_status fetch_one(const struct mpt_fetch_query *query, const struct fetch_page *page,
                                 struct mpt_arena *arena, struct mpt_fetched_file *file, const char **link,
                                 struct mpt_error *error)
{
    struct attempt attempt = {.query = query, .page = page, .arena = mpt_arena_open()};
    attempt.entry = fetch_entry_of(query, page, attempt.arena);
    attempt.had = fetch_cache_find(&attempt.entry, attempt.arena, &attempt.facts);
    struct fetch_facts before = attempt.facts;
    bool known = attempt.had;
    enum mpt_status status = try_until(&attempt, error);
    const struct fetch_facts *facts = &attempt.facts;
    if (!status) {
        *file =
            (struct mpt_fetched_file){.path = mpt_arena_copy(arena, attempt.entry.body),
                                      .unchanged = known && before.len == facts->len && before.digest == facts->digest,
                                      .fetched_at = mpt_arena_copy(arena, facts->fetched_at),
                                      .url = mpt_arena_copy(arena, facts->final_url),
                                      .type = mpt_arena_copy(arena, facts->type),
                                      .len = facts->len,
                                      .digest = facts->digest};
        *link = mpt_arena_copy(arena, facts->link);
    }
    mpt_arena_close(attempt.arena);
    return status;
}

/* --- All pages ---------------------------------------------------------------------------------------------------- */

static enum mpt_status check_next(const struct mpt_fetched *fetched, const struct fetch_page *page,
                                  const char *const *urls, struct mpt_error *error)
{
    const struct mpt_fetched_file *file = &fetched->files[fetched->count - 1];
    enum mpt_status status = mpt_fetch_check_url(page->url, error);
    if (status) {
        mpt_error_prefix(error, "%s names the next page", file->url);
        return status;
    }
    if (strncasecmp(file->url, "https://", 8) == 0 && strncasecmp(page->url, "https://", 8) != 0) {
        return mpt_fail(error, MPT_NETWORK, "%s leads from https to %s, which is without encryption; refused",
                        file->url, page->url);
    }
    if (fetched->count >= MOST_PAGES) {
        return mpt_fail(error, MPT_NETWORK, "%s has more than %d pages; ask for less, or for larger pages", urls[0],
                        MOST_PAGES);
    }
    for (size_t i = 0; !page->body && i < fetched->count; i++) {
        if (strcmp(urls[i], page->url) == 0) {
            return mpt_fail(error, MPT_NETWORK, "%s leads back to %s: a circle of pages", file->url, page->url);
        }
    }
    return MPT_OK;
}

/* Keeps to so many requests a second; `last` is when the last one began. */
static void keep_pace(const struct mpt_fetch_query *query, double *last)
{
    double now = clock_s(CLOCK_MONOTONIC), a_second = query->pages ? query->pages->a_second : 0;
    if (a_second > 0 && *last > 0 && now - *last < 1 / a_second) {
        sleep_s(1 / a_second - (now - *last));
    }
    *last = clock_s(CLOCK_MONOTONIC);
}

static enum mpt_status fetch_all(const struct mpt_fetch_query *query, struct mpt_arena *arena,
                                 struct mpt_fetched *fetched, struct mpt_error *error)
{
    struct fetch_page page;
    size_t capacity = 0, url_capacity = 0;
    const char **urls = NULL;
    double last = 0;
    enum mpt_status status = fetch_pages_first(query, arena, &page, error);
    while (!status && page.url) {
        const char *link = NULL;
        fetched->files = mpt_arena_grow(arena, fetched->files, fetched->count, &capacity, sizeof *fetched->files);
        urls = mpt_arena_grow(arena, urls, fetched->count, &url_capacity, sizeof *urls);
        urls[fetched->count] = page.url;
        struct mpt_fetched_file *file = &fetched->files[fetched->count];
        keep_pace(query, &last);
        status = fetch_one(query, &page, arena, file, &link, error);
        if (!status) {
            fetched->count++;
            status = fetch_pages_next(query, fetched->count - 1, file, link, &page, &fetched->missing, arena, error);
        }
        if (!status && page.url) {
            status = check_next(fetched, &page, urls, error);
        }
    }
    return status;
}

enum mpt_status mpt_fetch(const struct mpt_fetch_query *query, struct mpt_arena *arena, struct mpt_fetched *fetched,
                          struct mpt_error *error)
{
    struct mpt_fetch_query whole = *query;
    int lock;
    whole.largest = query->largest ? query->largest : UINT64_C(16) << 30;
    whole.silent_s = query->silent_s ? query->silent_s : 60;
    whole.connect_s = query->connect_s ? query->connect_s : 30;
    whole.wait_s = query->wait_s > 0 ? query->wait_s : 1;
    *fetched = (struct mpt_fetched){.unchanged = true, .at = ""};
    enum mpt_status status = mpt_fetch_check_url(query->url, error);
    status = status ? status : fetch_cache_lock(query->cache, arena, &lock, error);
    if (status) {
        return status;
    }
    status = fetch_all(&whole, arena, fetched, error);
    close(lock);
    for (size_t i = 0; i < fetched->count; i++) {
        const struct mpt_fetched_file *file = &fetched->files[i];
        fetched->unchanged &= file->unchanged;
        fetched->at = strcmp(file->fetched_at, fetched->at) > 0 ? file->fetched_at : fetched->at;
        fetched->len += file->len;
    }
    fetched->fingerprint = fetch_fingerprint(fetched, arena);
    return status;
}
