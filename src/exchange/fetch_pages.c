/* Sources that answer in pages: how that is written in one line, and how one page leads to the next. */
#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "exchange/fetch_internal.h"
#include "mpt/text.h"

/* --- The line ----------------------------------------------------------------------------------------------------- */

/* The words of one part, between blanks. */
enum { MOST_WORDS = 5 };
struct part {
    const char *text;
    const char *words[MOST_WORDS];
    size_t count;
};

static struct part read_part(const char **at, struct mpt_arena *arena)
{
    size_t len = strcspn(*at, ",");
    struct part part = {.text = mpt_arena_copy_len(arena, *at, len)};
    *at += len + ((*at)[len] == ',');
    for (const char *word = part.text + strspn(part.text, " \t"); *word; word += strspn(word, " \t")) {
        size_t word_len = strcspn(word, " \t");
        if (part.count < MOST_WORDS) {
            part.words[part.count] = mpt_arena_copy_len(arena, word, word_len);
        }
        part.count++;
        word += word_len;
    }
    return part;
}

/* Whether the part has these words, '*' standing for any. */
static bool is(const struct part *part, const char *pattern)
{
    size_t i = 0;
    for (const char *at = pattern; *at; i++) {
        size_t len = strcspn(at, " ");
        bool any = len == 1 && *at == '*';
        if (i >= part->count || i >= MOST_WORDS ||
            (!any && (strlen(part->words[i]) != len || strncmp(part->words[i], at, len) != 0))) {
            return false;
        }
        at += len + (at[len] == ' ');
    }
    return i == part->count;
}

static bool whole_number(const char *word, long least, long *value)
{
    char *end;
    errno = 0;
    *value = strtol(word, &end, 10);
    return isdigit((unsigned char)*word) && !*end && !errno && *value >= least;
}

static bool rate(const char *word, double *a_second)
{
    char *end;
    *a_second = strtod(word, &end);
    return isdigit((unsigned char)*word) && !*end && *a_second > 0 && *a_second <= 1000;
}

static bool read_kind(const struct part *part, struct mpt_pages *pages)
{
    if (is(part, "parameter * of *")) {
        pages->kind = MPT_PAGES_PARAMETER;
        pages->name = part->words[1];
        pages->total = part->words[3];
    } else if (is(part, "* in body")) {
        pages->kind = MPT_PAGES_OFFSET;
        pages->name = part->words[0];
    } else if (is(part, "next") || is(part, "next *")) {
        pages->kind = MPT_PAGES_NEXT;
        pages->name = part->count == 2 ? part->words[1] : NULL;
    } else {
        return false;
    }
    return true;
}

static bool read_clause(const struct part *part, struct mpt_pages *pages)
{
    bool offset = pages->kind == MPT_PAGES_OFFSET;
    if (offset && is(part, "limit *")) {
        return whole_number(part->words[1], 1, &pages->limit);
    }
    if (offset && is(part, "total *")) {
        pages->total = part->words[1];
        return true;
    }
    if (offset && is(part, "at most *")) {
        return whole_number(part->words[2], 0, &pages->most);
    }
    return is(part, "* a second") && rate(part->words[0], &pages->a_second);
}

enum mpt_status mpt_pages_parse(const char *line, struct mpt_arena *arena, struct mpt_pages *pages,
                                struct mpt_error *error)
{
    const char *at = line;
    *pages = (struct mpt_pages){.most = -1};
    struct part part = read_part(&at, arena);
    if (!read_kind(&part, pages)) {
        return mpt_fail(
            error, MPT_BAD_INPUT,
            "pages: '%s' is not understood; it is 'parameter NAME of MEMBER', 'NAME in body, limit N, total "
            "MEMBER', 'next' or 'next MEMBER'",
            part.text);
    }
    while (*at) {
        part = read_part(&at, arena);
        if (!read_clause(&part, pages)) {
            return mpt_fail(error, MPT_BAD_INPUT, "pages: '%s' is not understood behind '%s'; it can be %s'N a second'",
                            part.text + strspn(part.text, " \t"), pages->kind == MPT_PAGES_NEXT ? "next" : pages->name,
                            pages->kind == MPT_PAGES_OFFSET ? "'limit N', 'total MEMBER', 'at most N' or " : "");
        }
    }
    if (pages->kind == MPT_PAGES_OFFSET && (!pages->limit || !pages->total)) {
        return mpt_fail(error, MPT_BAD_INPUT, "pages: '%s in body' needs %s", pages->name,
                        pages->limit ? "'total MEMBER', the answer's number of records"
                                     : "'limit N', the number of records a page");
    }
    return MPT_OK;
}

/* --- Addresses ---------------------------------------------------------------------------------------------------- */

const char *fetch_url_set(const char *url, const char *name, long value, struct mpt_arena *arena)
{
    size_t name_len = strlen(name), end = strcspn(url, "#"), query = strcspn(url, "?#");
    struct mpt_text made = mpt_text_init(arena);
    bool set = false;
    mpt_text_add_len(&made, url, query);
    for (size_t at = query; at < end;) {
        size_t len = 1 + strcspn(url + at + 1, "&#"); /* with the '?' or '&' in front */
        if (strncmp(url + at + 1, name, name_len) == 0 && strchr("=&#", url[at + 1 + name_len])) {
            mpt_text_print(&made, "%c%s=%ld", url[at], name, value);
            set = true;
        } else {
            mpt_text_add_len(&made, url + at, len);
        }
        at += len;
    }
    if (!set) {
        mpt_text_print(&made, "%c%s=%ld", query < end ? '&' : '?', name, value);
    }
    return mpt_text_get(&made);
}

const char *fetch_url_join(const char *base, const char *reference, struct mpt_arena *arena)
{
    const char *colon = strstr(base, "://");
    size_t scheme = strcspn(base, ":"), host = colon ? (size_t)(colon - base) + 3 : 0;
    size_t origin = host + strcspn(base + host, "/?#"), path = strcspn(base, "?#");
    if (strstr(reference, "://")) {
        return mpt_arena_copy(arena, reference);
    }
    if (strncmp(reference, "//", 2) == 0) {
        return mpt_arena_print(arena, "%.*s:%s", (int)scheme, base, reference);
    }
    if (*reference == '/') {
        return mpt_arena_print(arena, "%.*s%s", (int)origin, base, reference);
    }
    if (*reference == '?') {
        return mpt_arena_print(arena, "%.*s%s", (int)path, base, reference);
    }
    while (path > origin && base[path - 1] != '/') {
        path--;
    }
    return mpt_arena_print(arena, "%.*s%s%s", (int)path, base, path == origin ? "/" : "", reference);
}

/* Whether the parameters of a link, up to its end, say rel=next. */
static bool says_next(const char *at, size_t len, struct mpt_arena *arena)
{
    const char *text = mpt_arena_copy_len(arena, at, len);
    for (const char *rel = text; (rel = strchr(rel, ';'));) {
        rel += 1 + strspn(rel + 1, " \t");
        if (strncasecmp(rel, "rel=", 4) != 0) {
            continue;
        }
        rel += 4 + (rel[4] == '"');
        for (const char *word = rel; *word && *word != '"' && *word != ';'; word += strspn(word, " ")) {
            size_t word_len = strcspn(word, " \";");
            if (word_len == 4 && strncasecmp(word, "next", 4) == 0) {
                return true;
            }
            word += word_len;
        }
    }
    return false;
}

const char *fetch_link_next(const char *link, struct mpt_arena *arena)
{
    for (const char *open = link; open && (open = strchr(open, '<'));) {
        const char *close = strchr(open, '>');
        if (!close) {
            return NULL;
        }
        size_t len = 1;
        for (bool quoted = false; close[len] && (quoted || close[len] != ','); len++) {
            quoted ^= close[len] == '"';
        }
        if (says_next(close + 1, len - 1, arena)) {
            return mpt_arena_copy_len(arena, open + 1, (size_t)(close - open) - 1);
        }
        open = close + len;
    }
    return NULL;
}

/* --- What an answer says ------------------------------------------------------------------------------------------ */

enum { LARGEST_PAGE = 64 << 20 };

/* Reads the page as JSON, which the caller gives back; NULL when that fails. */
static enum mpt_status load(const struct mpt_fetched_file *file, json_t **page, struct mpt_error *error)
{
    json_error_t problem;
    *page = NULL;
    if (file->len > LARGEST_PAGE) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: a page of more than %d MiB cannot be searched for the next one",
                        file->url, LARGEST_PAGE >> 20);
    }
    *page = json_load_file(file->path, 0, &problem);
    return *page ? MPT_OK
                 : mpt_fail(error, MPT_BAD_INPUT, "%s: this page is not JSON (line %d: %s)", file->url, problem.line,
                            problem.text);
}

/* The member at "a.b" of an object; NULL when there is none. */
static const json_t *member(const json_t *object, const char *path)
{
    char name[200];
    while (*path) {
        size_t len = strcspn(path, ".");
        if (len >= sizeof name) {
            return NULL;
        }
        memcpy(name, path, len);
        name[len] = '\0';
        object = json_object_get(object, name);
        path += len + (path[len] == '.');
    }
    return object;
}

static enum mpt_status read_total(const struct mpt_pages *pages, const struct mpt_fetched_file *file, json_int_t *total,
                                  struct mpt_error *error)
{
    json_t *page;
    enum mpt_status status = load(file, &page, error);
    if (status) {
        return status;
    }
    const json_t *number = member(page, pages->total);
    *total = json_integer_value(number);
    if (!json_is_integer(number) || *total < 0) {
        status = mpt_fail(error, MPT_BAD_INPUT, "%s: this page does not say as a whole number '%s' how many there are",
                          file->url, pages->total);
    }
    json_decref(page);
    return status;
}

/* --- From page to page -------------------------------------------------------------------------------------------- */

/* The query's body with the offset and the limit set. */
static enum mpt_status set_offset(const struct mpt_fetch_query *query, long offset, struct mpt_arena *arena,
                                  const char **body, struct mpt_error *error)
{
    json_t *object = json_loads(query->body ? query->body : "", 0, NULL);
    if (!json_is_object(object)) {
        json_decref(object);
        return mpt_fail(error, MPT_BAD_INPUT, "%s: '%s in body' needs a body that is a JSON object", query->url,
                        query->pages->name);
    }
    json_object_set_new(object, query->pages->name, json_integer(offset));
    json_object_set_new(object, "limit", json_integer(query->pages->limit));
    char *text = json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER);
    json_decref(object);
    if (!text) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: the body cannot be written as JSON", query->url);
    }
    *body = mpt_arena_copy(arena, text);
    free(text);
    return MPT_OK;
}

enum mpt_status fetch_pages_first(const struct mpt_fetch_query *query, struct mpt_arena *arena, struct fetch_page *page,
                                  struct mpt_error *error)
{
    *page = (struct fetch_page){query->url, query->body};
    if (query->pages && query->pages->kind == MPT_PAGES_PARAMETER) {
        page->url = fetch_url_set(query->url, query->pages->name, 1, arena);
    }
    return query->pages && query->pages->kind == MPT_PAGES_OFFSET ? set_offset(query, 0, arena, &page->body, error)
                                                                  : MPT_OK;
}

static enum mpt_status next_parameter(const struct mpt_fetch_query *query, size_t number,
                                      const struct mpt_fetched_file *file, struct fetch_page *page,
                                      struct mpt_arena *arena, struct mpt_error *error)
{
    json_int_t total = 0;
    enum mpt_status status = read_total(query->pages, file, &total, error);
    long next = (long)number + 2; /* counted from 1 */
    page->url = !status && next <= total ? fetch_url_set(query->url, query->pages->name, next, arena) : NULL;
    return status;
}

static enum mpt_status next_offset(const struct mpt_fetch_query *query, size_t number,
                                   const struct mpt_fetched_file *file, struct fetch_page *page, uint64_t *missing,
                                   struct mpt_arena *arena, struct mpt_error *error)
{
    const struct mpt_pages *pages = query->pages;
    json_int_t total = 0, offset = ((json_int_t)number + 1) * pages->limit;
    enum mpt_status status = read_total(pages, file, &total, error);
    bool allowed = pages->most < 0 || offset <= pages->most;
    page->url = NULL;
    if (!status && offset < total && !allowed) {
        *missing = (uint64_t)(total - offset);
    } else if (!status && offset < total) {
        page->url = query->url;
        status = set_offset(query, (long)offset, arena, &page->body, error);
    }
    return status;
}

/* Whether a file begins as JSON's objects do: what is none has no members to look for. */
static bool is_object(const char *path)
{
    FILE *file = fopen(path, "rb");
    int c = ' ';
    while (file && (isspace(c) || c == 0xef || c == 0xbb || c == 0xbf)) {
        c = fgetc(file);
    }
    if (file) {
        fclose(file);
    }
    return c == '{';
}

static enum mpt_status next_named(const struct mpt_fetch_query *query, const struct mpt_fetched_file *file,
                                  const char *link, struct fetch_page *page, struct mpt_arena *arena,
                                  struct mpt_error *error)
{
    const char *path = query->pages->name, *next = path ? NULL : fetch_link_next(link, arena);
    json_t *json = NULL;
    enum mpt_status status = next || (!path && !is_object(file->path)) ? MPT_OK : load(file, &json, error);
    const json_t *value = json ? member(json, path ? path : "next") : NULL;
    if (value && !json_is_string(value) && !json_is_null(value)) {
        status = mpt_fail(error, MPT_BAD_INPUT, "%s: '%s' of this page is no address", file->url, path ? path : "next");
    }
    next = json_is_string(value) ? json_string_value(value) : next;
    page->url = !status && next && *next ? fetch_url_join(file->url, next, arena) : NULL;
    json_decref(json);
    return status;
}

enum mpt_status fetch_pages_next(const struct mpt_fetch_query *query, size_t number,
                                 const struct mpt_fetched_file *file, const char *link, struct fetch_page *page,
                                 uint64_t *missing, struct mpt_arena *arena, struct mpt_error *error)
{
    if (!query->pages) {
        page->url = NULL;
        return MPT_OK;
    }
    switch (query->pages->kind) {
    case MPT_PAGES_PARAMETER:
        return next_parameter(query, number, file, page, arena, error);
    case MPT_PAGES_OFFSET:
        return next_offset(query, number, file, page, missing, arena, error);
    default:
        return next_named(query, file, link, page, arena, error);
    }
}
