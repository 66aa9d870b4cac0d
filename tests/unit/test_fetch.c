/* Fetching without a network: how pages are described and found, what Retry-After means, names and facts in the cache.
 */
#include "support.h"

#include "exchange/fetch_internal.h"
#include "exchange/net_protocol.h"

/* --- Pages -------------------------------------------------------------------------------------------------------- */

static struct mpt_pages parsed(struct fixture *f, const char *line)
{
    struct mpt_pages pages;
    assert_ok(f, mpt_pages_parse(line, f->arena, &pages, &f->error));
    return pages;
}

static void test_pages_are_read(void **state)
{
    struct fixture *f = *state;
    struct mpt_pages pages = parsed(f, "parameter p of totalPages");
    assert_int_equal(pages.kind, MPT_PAGES_PARAMETER);
    assert_text(pages.name, "p");
    assert_text(pages.total, "totalPages");
    assert_true(pages.a_second == 0);
    pages = parsed(f, "offset in body, limit 500, total meta.total, at most 14999, 1 a second");
    assert_int_equal(pages.kind, MPT_PAGES_OFFSET);
    assert_text(pages.name, "offset");
    assert_text(pages.total, "meta.total");
    assert_int_equal(pages.limit, 500);
    assert_int_equal(pages.most, 14999);
    assert_true(pages.a_second == 1);
    pages = parsed(f, "  start in  body ,total n,limit 1 ");
    assert_text(pages.name, "start");
    assert_text(pages.total, "n");
    assert_int_equal(pages.most, -1);
    pages = parsed(f, "next");
    assert_int_equal(pages.kind, MPT_PAGES_NEXT);
    assert_null(pages.name);
    pages = parsed(f, "next links.next, 0.5 a second");
    assert_text(pages.name, "links.next");
    assert_true(pages.a_second == 0.5);
}

static void test_pages_that_make_no_sense(void **state)
{
    struct fixture *f = *state;
    static const char *const bad[][2] = {
        {"", "'' is not understood; it is 'parameter NAME of MEMBER'"},
        {"pages", "'pages' is not understood"},
        {"parameter p", "'parameter p' is not understood"},
        {"parameter p of totalPages now", "is not understood"},
        {"next a b c d e f", "is not understood"},
        {"parameter p of totalPages, limit 5", "'limit 5' is not understood behind 'p'; it can be 'N a second'"},
        {"next, at most 3", "behind 'next'; it can be 'N a second'"},
        {"offset in body", "'offset in body' needs 'limit N'"},
        {"offset in body, limit 5", "needs 'total MEMBER'"},
        {"offset in body, limit 0, total n", "'limit 0' is not understood"},
        {"offset in body, limit -5, total n", "'limit -5' is not understood"},
        {"offset in body, limit 99999999999999999999, total n", "is not understood"},
        {"offset in body, limit 5, total n, at most all", "'at most all' is not understood"},
        {"next, 0 a second", "'0 a second' is not understood"},
        {"next, nan a second", "'nan a second' is not understood"},
        {"next,, 1 a second", "'' is not understood"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct mpt_pages pages;
        assert_refused_about(f, mpt_pages_parse(bad[i][0], f->arena, &pages, &f->error), MPT_BAD_INPUT, bad[i][1],
                             bad[i][0]);
    }
}

static void test_parameters_are_set(void **state)
{
    struct fixture *f = *state;
    static const char *const urls[][2] = {
        {"http://a/b", "http://a/b?p=12"},
        {"http://a/b?q=x", "http://a/b?q=x&p=12"},
        {"http://a/b?p=1&q=p", "http://a/b?p=12&q=p"},
        {"http://a/b?q=x&p=3#end", "http://a/b?q=x&p=12"},
        {"http://a/b?pp=1&ap=2", "http://a/b?pp=1&ap=2&p=12"},
        {"http://a/b?p&q", "http://a/b?p=12&q"},
        {"http://a/b#p?p=1", "http://a/b?p=12"},
    };
    for (size_t i = 0; i < COUNT(urls); i++) {
        assert_text(fetch_url_set(urls[i][0], "p", 12, f->arena), urls[i][1]);
    }
}

static void test_references_are_joined(void **state)
{
    struct fixture *f = *state;
    static const char *const joins[][3] = {
        {"https://a.no:8/b/c?d#e", "https://x/y", "https://x/y"},
        {"https://a.no:8/b/c?d#e", "//x/y", "https://x/y"},
        {"https://a.no:8/b/c?d#e", "/y?z", "https://a.no:8/y?z"},
        {"https://a.no:8/b/c?d/f", "?p=2", "https://a.no:8/b/c?p=2"},
        {"https://a.no:8/b/c?d/f", "g", "https://a.no:8/b/g"},
        {"https://a.no", "g", "https://a.no/g"},
        {"https://a.no?b/c", "g", "https://a.no/g"},
    };
    for (size_t i = 0; i < COUNT(joins); i++) {
        assert_text(fetch_url_join(joins[i][0], joins[i][1], f->arena), joins[i][2]);
    }
}

static void test_links_are_read(void **state)
{
    struct fixture *f = *state;
    static const char *const links[][2] = {
        {"<http://a/2>; rel=\"next\"", "http://a/2"},
        {"<http://a/2>;rel=next", "http://a/2"},
        {"<1>; rel=\"first\", <2>; title=\"x, <y>; rel=next\"; rel=\"prev next\"", "2"},
        {"<1>; REL=\"Next\"; x", "1"},
        {"<1>; rel=\"nextish\"", NULL},
        {"<1>; rel=prev, <2>", NULL},
        {"<1; rel=next", NULL},
        {"", NULL},
    };
    assert_null(fetch_link_next(NULL, f->arena));
    for (size_t i = 0; i < COUNT(links); i++) {
        assert_text(fetch_link_next(links[i][0], f->arena), links[i][1]);
    }
}

/* --- Addresses and waits ------------------------------------------------------------------------------------------ */

static void test_addresses_are_checked(void **state)
{
    struct fixture *f = *state;
    static const char *const good[] = {"https://a.no", "HTTP://a.no:80/b?c=d@e#f", "http://[::1]:8/", "http://a/@b"};
    static const char *const bad[][2] = {
        {"", "begins with https://"},           {"a.no", "begins with https://"},
        {"ftp://a.no", "begins with https://"}, {"file:///etc/passwd", "begins with https://"},
        {"http:///b", "begins with https://"},  {"http://:80", "begins with https://"},
        {"http://a b", "a character"},          {"http://a/\xc3\xb8", "a character"},
        {"http://a/\nb", "a character"},        {"http://anna:secret@a.no/", "no user and no password"},
        {"ftp://anna:secret@a.no/", "no user"}, {"anna:secret@a.no", "no user"},
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_ok(f, mpt_fetch_check_url(good[i], &f->error));
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_refused_about(f, mpt_fetch_check_url(bad[i][0], &f->error), MPT_BAD_INPUT, bad[i][1], bad[i][0]);
        assert_not_contains(f->error.message, "secret");
    }
}

static void test_retry_after(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        long seconds; /* -1: is none */
    } values[] = {
        {"0", 0},
        {"120", 120},
        {"99999999999999999999", 1000000000},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 0}, /* the very second: 784111777 */
        {"Sun, 06 Nov 1994 08:50:37 GMT", 60},
        {"Mon, 07 Nov 1994 08:49:37 GMT", 86400},
        {"Sun, 06 Nov 1994 08:49:36 GMT", 0}, /* has passed */
        {"", -1},
        {"-1", -1},
        {"1.5", -1},
        {"12 ", -1},
        {"soon", -1},
        {"Sun, 06 Nov 1994 08:49:37", -1},
        {"Sun, 06 Nov 1994 08:49:37 GMT+1", -1},
        {"Sun, 31 Feb 1994 08:49:37 GMT", -1},
        {"Sun, 06 Now 1994 08:49:37 GMT", -1},
        {"Sun, 06 anF 1994 08:49:37 GMT", -1},
        {"Sun, 06 Nov 1994 28:49:37 GMT", -1},
        {"Sunday, 06-Nov-94 08:49:37 GMT", -1},
    };
    for (size_t i = 0; i < COUNT(values); i++) {
        long seconds = -1;
        bool is = mpt_retry_after(values[i].value, 784111777, &seconds);
        if (is != (values[i].seconds >= 0) || (is && seconds != values[i].seconds)) {
            WRONG("'%s' is %ld", values[i].value, seconds);
        }
    }
}

/* --- The cache ---------------------------------------------------------------------------------------------------- */

static void test_names_in_the_cache(void **state)
{
    struct fixture *f = *state;
    static const char *const accept[] = {"Accept: text/csv"};
    const struct mpt_fetch_query plain = {.cache = "x.cache"};
    const struct mpt_fetch_query wanting = {.cache = "x.cache", .headers = accept, .header_count = 1};
    const struct fetch_page pages[] = {
        {"http://a/", NULL}, {"http://a/b", NULL}, {"http://a/", ""}, {"http://a/", "b"}};
    const char *keys[COUNT(pages) + 1];
    for (size_t i = 0; i < COUNT(pages); i++) {
        keys[i] = fetch_key(&plain, &pages[i], f->arena);
        assert_text(fetch_key(&plain, &pages[i], f->arena), keys[i]);
    }
    keys[COUNT(pages)] = fetch_key(&wanting, &pages[0], f->arena);
    for (size_t i = 0; i < COUNT(keys); i++) {
        assert_int_equal(strlen(keys[i]), 16);
        assert_int_equal(strspn(keys[i], "0123456789abcdef"), 16);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(keys[i], keys[j]);
        }
    }
    /* The name stays the same from version to version: FNV-1a of "http://a/" and its final NUL. */
    assert_text(keys[0], "84e1cee7887aeb79");
    struct fetch_entry entry = fetch_entry_of(&plain, &pages[0], f->arena);
    assert_text(entry.body, mpt_arena_print(f->arena, "x.cache/%s.body", keys[0]));
    assert_text(entry.part, mpt_arena_print(f->arena, "x.cache/%s.body.part", keys[0]));
}

static void test_a_body_is_kept_whole(void **state)
{
    struct fixture *f = *state;
    const struct mpt_fetch_query query = {.cache = f->folder};
    const struct fetch_page page = {"http://a/", NULL};
    struct fetch_entry entry = fetch_entry_of(&query, &page, f->arena);
    struct fetch_facts facts = {.final_url = "http://b/", .etag = "\"1\"", .fetched_at = "2024-07-07T12:00:00Z"}, found;
    assert_false(fetch_cache_find(&entry, f->arena, &found));
    assert_refused(f, fetch_cache_keep(&entry, &facts, f->arena, &f->error), MPT_DATABASE, "No such file");
    write_whole(entry.part, "id\n1\n", 5);
    assert_ok(f, fetch_cache_keep(&entry, &facts, f->arena, &f->error));
    assert_int_equal(access(entry.part, F_OK), -1);
    assert_text(read_whole(f, entry.body, NULL), "id\n1\n");
    assert_true(fetch_cache_find(&entry, f->arena, &found));
    assert_text(found.final_url, "http://b/");
    assert_text(found.etag, "\"1\"");
    assert_null(found.type);
    assert_int_equal(found.len, 5);
    assert_true(found.digest == facts.digest);
    /* The same once more is still that of the first time; another one is not. */
    facts = (struct fetch_facts){.final_url = "http://b/", .fetched_at = "2024-07-08T12:00:00Z"};
    write_whole(entry.part, "id\n1\n", 5);
    assert_ok(f, fetch_cache_keep(&entry, &facts, f->arena, &f->error));
    assert_text(facts.fetched_at, "2024-07-07T12:00:00Z");
    facts.fetched_at = "2024-07-08T12:00:00Z";
    write_whole(entry.part, "id\n2\n", 5);
    assert_ok(f, fetch_cache_keep(&entry, &facts, f->arena, &f->error));
    assert_text(facts.fetched_at, "2024-07-08T12:00:00Z");
    /* Facts of another address, or of a file that somebody changed, are none. */
    struct fetch_entry other = entry;
    other.url = "http://c/";
    assert_false(fetch_cache_find(&other, f->arena, &found));
    write_whole(entry.body, "id\n22\n", 6);
    assert_false(fetch_cache_find(&entry, f->arena, &found));
    write_whole(entry.facts, "mpt-net/2\nurl http://a/\nbody 9\n", 31);
    assert_false(fetch_cache_find(&entry, f->arena, &found));
}

static void test_parts_are_gone_on_with_when_they_are_known(void **state)
{
    struct fixture *f = *state;
    const struct mpt_fetch_query query = {.cache = f->folder};
    const struct fetch_page page = {"http://a/", NULL};
    struct fetch_entry entry = fetch_entry_of(&query, &page, f->arena);
    const char *validator;
    fetch_part_note(&entry, "\"1\"", f->arena);
    write_whole(entry.part, "id\n", 3);
    assert_int_equal(fetch_part_find(&entry, f->arena, &validator), 3);
    assert_text(validator, "\"1\"");
    fetch_part_note(&entry, NULL, f->arena);
    assert_int_equal(fetch_part_find(&entry, f->arena, &validator), 0);
    assert_null(validator);
    assert_int_equal(access(entry.part, F_OK), -1);
    fetch_part_note(&entry, "\"1\"", f->arena);
    write_whole(entry.part, "", 0);
    assert_int_equal(fetch_part_find(&entry, f->arena, &validator), 0);
}

static void test_one_at_a_time(void **state)
{
    struct fixture *f = *state;
    const char *folder = path_of(f, "cache");
    int lock;
    assert_ok(f, fetch_cache_lock(folder, f->arena, &lock, &f->error));
    close(lock);
    assert_ok(f, fetch_cache_lock(folder, f->arena, &lock, &f->error));
    close(lock);
    remove(mpt_arena_print(f->arena, "%s/lock", folder));
    assert_refused(f, fetch_cache_lock(path_of(f, "no/where"), f->arena, &lock, &f->error), MPT_DATABASE,
                   "cannot be made");
}

/* --- Notes in front of an answer ---------------------------------------------------------------------------------- */

static void keep_note(void *context, const char *name, const char *value)
{
    mpt_text_print(context, "%s=%s;", name, value);
}

static void test_notes(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "note validator \nnote progress 1 2\nnote x\nmpt-net/2\nstatus 0\nbody 5\nnote \n";
    struct mpt_text heard = mpt_text_init(f->arena);
    struct net_frame frame;
    write_whole(path_of(f, "frame"), text, sizeof text - 2);
    FILE *file = fopen(path_of(f, "frame"), "rb");
    assert_non_null(file);
    assert_true(net_frame_read(&frame, fileno(file), keep_note, &heard, f->arena));
    fclose(file);
    assert_text(mpt_text_get(&heard), "validator=;progress=1 2;");
    assert_text(net_frame_get(&frame, "status"), "0");
    assert_text(frame.body, "note ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_pages_are_read),       WITH_FOLDER(test_pages_that_make_no_sense),
        WITH_FOLDER(test_parameters_are_set),   WITH_FOLDER(test_references_are_joined),
        WITH_FOLDER(test_links_are_read),       WITH_FOLDER(test_addresses_are_checked),
        WITH_FOLDER(test_retry_after),          WITH_FOLDER(test_names_in_the_cache),
        WITH_FOLDER(test_a_body_is_kept_whole), WITH_FOLDER(test_parts_are_gone_on_with_when_they_are_known),
        WITH_FOLDER(test_one_at_a_time),        WITH_FOLDER(test_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
