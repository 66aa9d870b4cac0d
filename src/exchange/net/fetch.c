/* Makes one request over HTTP (RFC 9110) with libcurl, follows redirects, and streams the answer's body into a file. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "exchange/net/visit.h"
#include "mpt/text.h"

enum {
    LARGEST_REMARK = 64 * 1024, /* bytes of the body of an answer that is none: an error page, a redirect's */
    FREE_UNPACKED = 16 << 20,   /* bytes that may come out of anything before MOST_UNPACKED is asked for */
    NOTE_EVERY_MS = 250,
    LONGEST_VALIDATOR = 1000, /* bytes */
};

static const char *const header_names[HEADERS] = {"ETag", "Last-Modified",    "Content-Type",  "Retry-After",
                                                  "Link", "Content-Encoding", "Content-Range", "Date"};

/* --- Notes to mpt ------------------------------------------------------------------------------------------------- */

static void note(struct visit *visit, const char *line)
{
    size_t len = strlen(line);
    ssize_t done = write(STDOUT_FILENO, line, len); /* shorter than PIPE_BUF, so whole or not at all */
    visit->trouble = done == (ssize_t)len ? visit->trouble : ALONE;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whether nothing has come or gone for too long. (curl's own limit is on an average over seconds.) */
static bool is_silent(struct visit *visit, curl_off_t bytes)
{
    curl_off_t connected_us = 0;
    curl_easy_getinfo(visit->curl, CURLINFO_PRETRANSFER_TIME_T, &connected_us);
    if (!connected_us || bytes != visit->heard) { /* connecting has a limit of its own */
        visit->heard = bytes;
        visit->heard_ms = now_ms();
    }
    return now_ms() - visit->heard_ms > (int64_t)visit_number_of(visit, "silent") * 1000;
}

/* curl calls it all the time, also while nothing comes. */
static int on_progress(void *context, curl_off_t total, curl_off_t done, curl_off_t up_total, curl_off_t up_done)
{
    struct visit *visit = context;
    struct pollfd reader = {.fd = STDOUT_FILENO};
    char line[80];
    (void)up_total;
    if (poll(&reader, 1, 0) > 0 && reader.revents & (POLLERR | POLLHUP)) {
        visit->trouble = ALONE;
    } else if (is_silent(visit, done + up_done + (curl_off_t)visit->header_len)) {
        visit->trouble = SILENT;
    } else if (visit->file >= 0 && now_ms() - visit->last_note_ms >= NOTE_EVERY_MS) {
        bool known = total > 0 && !visit->headers[ENCODING];
        visit->last_note_ms = now_ms();
        snprintf(line, sizeof line, "note progress %" PRIu64 " %" PRIu64 "\n", visit->written,
                 known ? visit->from + (uint64_t)total : 0);
        note(visit, line);
    }
    return visit->trouble != NONE;
}

/* --- Headers ------------------------------------------------------------------------------------------------------ */

static void keep_header(struct visit *visit, enum header header, const char *value, size_t len)
{
    size_t bad;
    while (len && strchr(" \t\r\n", value[len - 1])) {
        len--;
    }
    const char *text = mpt_arena_copy_len(visit->arena, value, len), *before = visit->headers[header];
    if (!len || !mpt_utf8_valid(text, len, &bad) || !mpt_text_printable(text) || strchr(text, '\n')) {
        return; /* as if it were not there */
    }
    bool listed = before && header == LINK;
    visit->headers[header] = listed ? mpt_arena_print(visit->arena, "%s, %s", before, text) : text;
}

static size_t on_header(char *data, size_t size, size_t count, void *context)
{
    struct visit *visit = context;
    size_t len = size * count;
    if (len > 5 && strncmp(data, "HTTP/", 5) == 0) { /* of the answer proper, behind a "100 Continue" */
        memset(visit->headers, 0, sizeof visit->headers);
    }
    visit->header_len += len;
    if (visit->header_len > LARGEST_HEADERS) {
        visit->trouble = LONG_HEADERS;
        return 0;
    }
    for (size_t i = 0; i < HEADERS; i++) {
        size_t name = strlen(header_names[i]);
        if (len > name && data[name] == ':' && strncasecmp(data, header_names[i], name) == 0) {
            size_t blanks = name + 1;
            while (blanks < len && (data[blanks] == ' ' || data[blanks] == '\t')) {
                blanks++;
            }
            keep_header(visit, (enum header)i, data + blanks, len - blanks);
        }
    }
    return len;
}

/* By what a later request can go on behind a part of this body (RFC 9110, 13.1.5): a strong ETag, or a time of change
 * that lies clearly before the answer. Nothing where the body was packed, since a range counts packed bytes. */
static const char *validator_of(const struct visit *visit)
{
    const char *const *headers = visit->headers;
    if (headers[ENCODING] && strcasecmp(headers[ENCODING], "identity") != 0) {
        return "";
    }
    if (headers[ETAG]) {
        return headers[ETAG][0] == '"' ? headers[ETAG] : "";
    }
    time_t changed = headers[MODIFIED] ? curl_getdate(headers[MODIFIED], NULL) : -1;
    time_t sent = headers[DATE] ? curl_getdate(headers[DATE], NULL) : -1;
    return changed >= 0 && sent - changed >= 60 ? headers[MODIFIED] : "";
}

/* --- The body ----------------------------------------------------------------------------------------------------- */

/* Whether a 206 is the rest of the very thing that we have the beginning of. */
static bool continues(const struct visit *visit)
{
    const char *range = visit->headers[RANGE], *had = net_frame_get(visit->request, "validator");
    if (!visit->from || !had || !range || visit->headers[ENCODING] || strncasecmp(range, "bytes ", 6) != 0) {
        return false;
    }
    const char *now = visit->headers[*had == '"' ? ETAG : MODIFIED];
    return strtoull(range + 6, NULL, 10) == visit->from && (!now || strcmp(now, had) == 0);
}

/* Opens the file for what comes: behind what is there, or from the beginning. */
static bool begin(struct visit *visit)
{
    const char *path = net_frame_get(visit->request, "part");
    if (visit->code == 206 && !continues(visit)) {
        visit->trouble = MISFIT;
        return false;
    }
    if (visit->code == 200) {
        visit->from = 0;
    }
    visit->written = visit->from;
    visit->file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (visit->file < 0 || ftruncate(visit->file, (off_t)visit->from) || lseek(visit->file, 0, SEEK_END) < 0) {
        visit->trouble = DISK;
        visit->problem = errno;
        return false;
    }
    const char *validator = validator_of(visit);
    if (visit->code == 200) {
        validator = strlen(validator) > LONGEST_VALIDATOR ? "" : validator;
        note(visit, mpt_arena_print(visit->arena, "note validator %s\n", validator));
    }
    return visit->trouble == NONE;
}

/* Counts what would come out before it is written. */
static bool fits(struct visit *visit, size_t len)
{
    curl_off_t packed = 0;
    if (len > visit->largest || visit->written > visit->largest - len) {
        visit->trouble = TOO_LARGE;
        return false;
    }
    uint64_t unpacked = visit->written + len - visit->from;
    curl_easy_getinfo(visit->curl, CURLINFO_SIZE_DOWNLOAD_T, &packed);
    if (visit->headers[ENCODING] && unpacked > FREE_UNPACKED && unpacked / MOST_UNPACKED > (uint64_t)packed) {
        visit->trouble = BOMB;
        return false;
    }
    return true;
}

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
    struct visit *visit = context;
    size_t len = size * count;
    curl_easy_getinfo(visit->curl, CURLINFO_RESPONSE_CODE, &visit->code);
    if (visit->code != 200 && visit->code != 206) {
        visit->remark_len += len; /* nobody reads it; more than a page of it ends the transfer */
        return visit->remark_len > LARGEST_REMARK ? 0 : len;
    }
    if ((visit->file < 0 && !begin(visit)) || !fits(visit, len)) {
        return 0;
    }
    for (size_t done = 0; done < len;) {
        ssize_t got = write(visit->file, data + done, len - done);
        if (got < 0 && errno != EINTR) {
            visit->trouble = DISK;
            visit->problem = errno;
            return 0;
        }
        done += got > 0 ? (size_t)got : 0;
        visit->written += got > 0 ? (uint64_t)got : 0;
    }
    return len;
}

/* --- Redirects ---------------------------------------------------------------------------------------------------- */

static bool is_redirect(long code)
{
    return code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
}

static enum mpt_status check_target(const struct visit *visit, const char *target, struct mpt_error *error)
{
    const char *from = visit_here(visit);
    bool safe = strncasecmp(target, "https://", 8) == 0;
    if (!safe && strncasecmp(target, "http://", 7) != 0) {
        return mpt_fail(error, MPT_NETWORK, "%s leads to %.500s, which is neither http nor https; refused", from,
                        target);
    }
    const char *host = target + (safe ? 8 : 7);
    if (memchr(host, '@', strcspn(host, "/?#"))) {
        return mpt_fail(error, MPT_NETWORK, "%s leads to an address with a user or password in it; refused", from);
    }
    if (!safe && strncasecmp(from, "https://", 8) == 0) {
        return mpt_fail(error, MPT_NETWORK, "%s leads from https to %s, which is without encryption; refused", from,
                        target);
    }
    for (size_t i = 0; i <= visit->redirects; i++) {
        if (strcmp(visit->visited[i], target) == 0) {
            return mpt_fail(error, MPT_NETWORK, "%s leads back to %s: a circle of redirects", from, target);
        }
    }
    if (visit->redirects == MOST_REDIRECTS) {
        return mpt_fail(error, MPT_NETWORK, "%s leads on through more than %d redirects, at last to %s",
                        visit->visited[0], MOST_REDIRECTS, target);
    }
    return MPT_OK;
}

static enum mpt_status follow(struct visit *visit, struct mpt_error *error)
{
    char *target = NULL;
    curl_easy_getinfo(visit->curl, CURLINFO_REDIRECT_URL, &target);
    if (!target) {
        return mpt_fail(error, MPT_NETWORK, "%s answers with a redirect (%ld) that leads nowhere", visit_here(visit),
                        visit->code);
    }
    if (visit->request->len && visit->code < 307) {
        return mpt_fail(error, MPT_NETWORK,
                        "%s answers a search with a redirect (%ld) to %.500s that would drop what was asked; set that "
                        "address if it is right",
                        visit_here(visit), visit->code, target);
    }
    enum mpt_status status = check_target(visit, target, error);
    if (!status) {
        visit->visited[++visit->redirects] = mpt_arena_copy(visit->arena, target);
    }
    return status;
}

/* --- The request -------------------------------------------------------------------------------------------------- */

static struct curl_slist *request_headers(const struct visit *visit)
{
    const struct net_frame *request = visit->request;
    struct curl_slist *list = NULL;
    bool typed = !request->len;
    for (size_t i = 0; i < request->count; i++) {
        if (strcmp(request->fields[i].name, "header") == 0) {
            list = curl_slist_append(list, request->fields[i].value);
            typed |= strncasecmp(request->fields[i].value, "Content-Type:", 13) == 0;
        }
    }
    static const char *const conditions[][2] = {
        {"validator", "If-Range"}, {"etag", "If-None-Match"}, {"modified", "If-Modified-Since"}};
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        const char *value = net_frame_get(request, conditions[i][0]);
        if (value) {
            list = curl_slist_append(list, mpt_arena_print(visit->arena, "%s: %s", conditions[i][1], value));
        }
    }
    list = visit->from ? curl_slist_append(list, "Accept-Encoding: identity") : list;
    list = typed ? list : curl_slist_append(list, "Content-Type: application/json");
    return curl_slist_append(list, "Expect:"); /* no second of waiting before a body is sent */
}

/* Whom we talk to, and how we make sure of it. A proxy is the environment's, as curl reads it. */
static void set_connection(const struct visit *visit)
{
    CURL *curl = visit->curl;
    const char *ca_file = net_frame_get(visit->request, "ca-file");
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L); /* follow() looks at each first */
    curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (ca_file) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
        curl_easy_setopt(curl, CURLOPT_CAPATH, NULL); /* else the system's would be trusted beside it */
    }
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)visit_number_of(visit, "connect"));
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)(visit->largest - visit->from));
}

static void set_request(struct visit *visit, const struct curl_slist *headers)
{
    CURL *curl = visit->curl;
    curl_easy_setopt(curl, CURLOPT_USERAGENT, net_frame_get(visit->request, "agent"));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    if (visit->from) {
        curl_easy_setopt(curl, CURLOPT_RANGE, mpt_arena_print(visit->arena, "%" PRIu64 "-", visit->from));
    } else {
        curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    }
    if (visit->request->len) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)visit->request->len);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, visit->request->body);
    }
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, visit->reason);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, visit);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, visit);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, visit);
}

/* One answer, from wherever we are now. */
static enum mpt_status ask(struct visit *visit, struct net_frame *answer, struct mpt_error *error)
{
    visit->header_len = visit->remark_len = 0;
    visit->heard_ms = now_ms();
    memset(visit->headers, 0, sizeof visit->headers);
    curl_easy_setopt(visit->curl, CURLOPT_URL, visit_here(visit));
    CURLcode code = curl_easy_perform(visit->curl);
    curl_easy_getinfo(visit->curl, CURLINFO_RESPONSE_CODE, &visit->code);
    bool page_cut = visit->remark_len > LARGEST_REMARK; /* by ourselves; the code is known */
    if (code && !page_cut) {
        return visit_say_failure(visit, code, answer, error);
    }
    bool empty = (visit->code == 200 || visit->code == 206) && visit->file < 0;
    return empty && !begin(visit) ? visit_say_trouble(visit, answer, error) : MPT_OK;
}

static enum mpt_status run(struct visit *visit, struct net_frame *answer, struct mpt_error *error)
{
    enum mpt_status status = ask(visit, answer, error);
    while (!status && is_redirect(visit->code)) {
        status = follow(visit, error);
        status = status ? status : ask(visit, answer, error);
    }
    if (visit->file >= 0 && close(visit->file) != 0 && !status) {
        visit->trouble = DISK;
        visit->problem = errno;
        status = visit_say_trouble(visit, answer, error);
    }
    return status;
}

static void tell(const struct visit *visit, struct net_frame *answer)
{
    static const struct {
        const char *name;
        enum header header;
    } told[] = {{"type", TYPE}, {"etag", ETAG}, {"modified", MODIFIED}, {"retry-after", RETRY_AFTER}, {"link", LINK}};
    net_frame_add(answer, visit->arena, "code", mpt_arena_print(visit->arena, "%ld", visit->code));
    net_frame_add(answer, visit->arena, "url", visit_here(visit));
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if (visit->headers[told[i].header]) {
            net_frame_add(answer, visit->arena, told[i].name, visit->headers[told[i].header]);
        }
    }
}

enum mpt_status net_fetch(const struct net_frame *request, struct net_frame *answer, struct mpt_arena *arena,
                          struct mpt_error *error)
{
    struct visit visit = {.request = request, .arena = arena, .file = -1};
    visit.visited[0] = net_frame_get(request, "url");
    visit.from = visit_number_of(&visit, "from");
    visit.largest = visit_number_of(&visit, "largest");
    if (!visit.visited[0] || !net_frame_get(request, "agent") || !net_frame_get(request, "part") ||
        visit.largest < visit.from || (visit.from && !net_frame_get(request, "validator"))) {
        return mpt_fail(error, MPT_BAD_INPUT, "the request to mpt-net is not whole");
    }
    visit.curl = curl_global_init(CURL_GLOBAL_DEFAULT) ? NULL : curl_easy_init();
    if (!visit.curl) {
        return mpt_fail(error, MPT_NETWORK, "libcurl cannot be used");
    }
    struct curl_slist *headers = request_headers(&visit);
    set_connection(&visit);
    set_request(&visit, headers);
    enum mpt_status status = run(&visit, answer, error);
    if (!status) {
        tell(&visit, answer);
    }
    curl_easy_cleanup(visit.curl);
    curl_slist_free_all(headers);
    curl_global_cleanup();
    return status;
}
