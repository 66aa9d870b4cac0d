/* Pairs of projects that look alike: kept up to date change by change they are those that are found anew; as of an
 * earlier entry, and where the file cannot be written, too. */
#include "operations.h"

#include <math.h>
#include <sys/wait.h>
#include <time.h>

#include "mpt/duplicates.h"

static const char all_pairs[] = "SELECT a, b, round(score, 3), kind, why, reasons, terms, passages, twice, texts "
                                "FROM duplicate_pair ORDER BY a, b";

/* The pairs as this store sees them, in memory or in the file. */
static const char *seen(struct fixture *f, struct mpt_store *store)
{
    struct mpt_text text = mpt_text_init(f->arena);
    struct mpt_cursor *cursor;
    assert_ok(f, mpt_cursor_open(store, "pairs", all_pairs, NULL, 0, &cursor, &f->error));
    while (mpt_cursor_next(cursor)) {
        for (int i = 0; i < mpt_cursor_column_count(cursor); i++) {
            const char *value = mpt_cursor_column_text(cursor, i);
            mpt_text_print(&text, "%s%s", i ? "|" : "\n", value ? value : "-");
        }
    }
    assert_ok(f, mpt_cursor_close(cursor, &f->error));
    return mpt_text_get(&text);
}

static const char *updated(struct fixture *f, struct mpt_store *store)
{
    assert_ok(f, mpt_duplicates_update(store, NULL, NULL, &f->error));
    return seen(f, store);
}

static void forget(struct fixture *f)
{
    sqlite3 *db = raw_open(path_of(f, "p.mpt"));
    raw_run(db, "UPDATE duplicate_state SET known_change = -1");
    sqlite3_close(db);
}

/* --- Operations that bear on likeness ----------------------------------------------------------------------------- */

static const char *pick(uint32_t *seed, const char *const *list, size_t count)
{
    return list[below(seed, count)];
}
#define PICK(seed, list) pick(seed, list, COUNT(list))

static const char *const titles[] = {"Hydrogen ferry for Sognefjord",  "Hydrogen ferry, Sognefjord",
                                     "Electric ferry for Sognefjord",  "Wastewater electrolyser",
                                     "Waste-water electrolyser",       "Electrolyser for wastewater",
                                     "Green steel with hydrogen heat", "Hydrogen heat for green steel",
                                     "Shore power for harbours",       "Shore power in harbours"};
static const char *const tags[] = {"topic:ferry", "topic:steel", "topic:water", "place:north"};
static const char *const places[] = {"Bergen", "Gladstone"};
static const char *const dates[] = {"2020", "2021-03", "2024-01-15"};
static const char *const outside[] = {"rcn:1", "rcn:2", "nsf:3"};
static const char *const fields[] = {"title", "alias", "tag", "place", "starts", "outside_id", "summary", "stage"};

static const char *typed(uint32_t *seed, const char *field)
{
    return strcmp(field, "title") == 0 || strcmp(field, "alias") == 0 ? PICK(seed, titles)
           : strcmp(field, "tag") == 0                                ? PICK(seed, tags)
           : strcmp(field, "place") == 0                              ? PICK(seed, places)
           : strcmp(field, "starts") == 0                             ? PICK(seed, dates)
           : strcmp(field, "outside_id") == 0                         ? PICK(seed, outside)
           : strcmp(field, "stage") == 0                              ? "research"
                                                                      : "Words";
}

static enum mpt_status edit_any(struct fixture *f, const char *kind, const char *field, const char *value,
                                uint32_t *seed)
{
    const char *code = any_code(f, kind, seed, f->arena);
    if (!code) {
        return MPT_BAD_INPUT;
    }
    struct mpt_record found = get(f, kind, code);
    const struct mpt_field *of = mpt_field_find(found.kind, field);
    bool more = of->flags & MPT_MANY && below(seed, 2) && value;
    if (!more) {
        found.values[of - found.kind->fields] = NULL;
    }
    if (value) {
        set(f, &found, field, value);
    }
    return mpt_store_edit(f->store, code, &found, false, f->arena, NULL, &f->error);
}

static enum mpt_status remove_any(struct fixture *f, const char *kind, uint32_t *seed)
{
    const char *code = any_code(f, kind, seed, f->arena);
    return code ? mpt_store_remove(f->store, kind_of(kind), code, true, f->arena, &f->error) : MPT_BAD_INPUT;
}

static enum mpt_status one(struct fixture *f, size_t number, uint32_t *seed)
{
    const char *field = PICK(seed, fields), *project = any_code(f, "project", seed, f->arena);
    const char *who = any_code(f, "stakeholder", seed, f->arena);
    const char *new_code = mpt_arena_print(f->arena, "code-%zu", number);
    switch (below(seed, 20)) {
    case 0:
    case 1: {
        struct mpt_record made = record(f, "project", "title", PICK(seed, titles), "tag", PICK(seed, tags), "place",
                                        PICK(seed, places), NULL);
        return mpt_store_add(f->store, &made, false, f->arena, &f->error);
    }
    case 2:
        return remove_any(f, "project", seed);
    case 3:
        return edit_any(f, "project", "code", new_code, seed);
    case 4: {
        struct mpt_record made = record(f, "stakeholder", "title", new_code, NULL);
        return mpt_store_add(f->store, &made, false, f->arena, &f->error);
    }
    case 5:
    case 6: {
        if (!who || !project) {
            return MPT_BAD_INPUT;
        }
        struct mpt_record made = record(f, "participation", "stakeholder", who, "project", project, NULL);
        return mpt_store_add(f->store, &made, false, f->arena, &f->error);
    }
    case 7:
        return !project ? MPT_BAD_INPUT : edit_any(f, "participation", "project", project, seed);
    case 8:
        return remove_any(f, below(seed, 2) ? "participation" : "tagging", seed);
    case 9:
        return below(seed, 2) ? edit_any(f, "stakeholder", "code", new_code, seed) : remove_any(f, "stakeholder", seed);
    case 10:
        return !project ? MPT_BAD_INPUT : edit_any(f, "tagging", "project", project, seed);
    case 11: {
        int64_t last = mpt_store_revision(f->store);
        return last < 2 ? MPT_BAD_INPUT
                        : mpt_store_undo(f->store, last - (int64_t)below(seed, last < 6 ? (size_t)last : 6), f->arena,
                                         &f->error);
    }
    case 12:
        return remove_any(f, "tag", seed);
    default:
        return edit_any(f, "project", field,
                        below(seed, 4)           ? typed(seed, field)
                        : strcmp(field, "title") ? NULL
                                                 : "X",
                        seed);
    }
}

/* One of them as an entry of its own; what is refused is rolled back. */
static void operate(struct fixture *f, size_t number, uint32_t *seed)
{
    begin(f);
    enum mpt_status status = one(f, number, seed);
    if (status && status != MPT_BAD_INPUT) {
        WRONG("operation %zu: %s", number, f->error.message);
    }
    if (status) {
        mpt_store_rollback(f->store);
    } else {
        commit(f);
    }
}

/* --- Tests -------------------------------------------------------------------------------------------------------- */

enum { SEEDS = 20, OPERATIONS = 50 };

static void start_over(struct fixture *f)
{
    mpt_store_close(f->store);
    f->store = NULL;
    assert_int_equal(unlink(path_of(f, "p.mpt")), 0);
    reopen(f, MPT_STORE_CREATE);
}

static void add_thirty(struct fixture *f)
{
    begin(f);
    for (size_t i = 0; i < 3 * COUNT(titles); i++) { /* enough for one change to be but a part of it */
        struct mpt_record made =
            record(f, "project", "title", titles[i % COUNT(titles)], "place", places[i % COUNT(places)], NULL);
        assert_ok(f, mpt_store_add(f->store, &made, false, f->arena, &f->error));
    }
    commit(f);
}

/* How far into the two the first line is that they do not have in common. */
static size_t first_difference(const char *a, const char *b)
{
    size_t line = 0;
    for (size_t i = 0; a[i] && a[i] == b[i]; i++) {
        line = a[i] == '\n' ? i + 1 : line;
    }
    return line;
}

static void check_same(const char *when, uint32_t seed, int64_t entry, const char *kept, const char *anew)
{
    if (strcmp(kept, anew) != 0) {
        size_t line = first_difference(kept, anew);
        WRONG("seed %u, %s entry %d there is\n%.300s\nbut there is\n%.300s", (unsigned)seed, when, (int)entry,
              kept + line, anew + line);
    }
}

/* Operations of one seed; at[] are the pairs at the entries that were looked at. Returns how often they were others
 * than before. */
static size_t run_operations(struct fixture *f, uint32_t seed, const char **at, size_t most)
{
    uint32_t drawn = seed * 2654435761U + 1905;
    size_t moved = 0;
    const char *former = "";
    start_over(f);
    add_thirty(f);
    for (size_t i = 0; i < OPERATIONS;) {
        for (size_t n = 1 + below(&drawn, 4); n > 0; n--, i++) { /* several changes at once meet one another */
            operate(f, i, &drawn);
        }
        const char *kept = updated(f, f->store);
        forget(f);
        const char *anew = updated(f, f->store);
        int64_t entry = mpt_store_revision(f->store);
        check_same("after", seed, entry, kept, anew);
        assert_true(entry > 0 && (size_t)entry < most);
        at[entry] = anew;
        moved += strcmp(former, anew) != 0;
        former = anew;
    }
    return moved;
}

static struct mpt_duplicates from_little(struct fixture *f, const char *project)
{
    const struct mpt_duplicates_query query = {
        .today = {2024, 7, 7}, .project = project, .least = 0.2, .kind = MPT_DUPLICATES_ALL};
    struct mpt_duplicates found;
    assert_ok(f, mpt_duplicates_find(f->store, &query, f->arena, &found, &f->error));
    return found;
}

static bool has_pair(const struct mpt_duplicates *found, const struct mpt_duplicate *pair)
{
    bool has = false;
    for (size_t i = 0; i < found->count; i++) {
        const struct mpt_duplicate *other = &found->pairs[i];
        has |= other->a.number == pair->a.number && other->b.number == pair->b.number && other->score == pair->score &&
               strcmp(other->kind, pair->kind) == 0;
    }
    return has;
}

/* Of one project the same is said when it alone is asked about, also below what is kept. */
static void test_one_from_little_as_among_all(void **state)
{
    struct fixture *f = *state;
    uint32_t drawn = 2;
    size_t pairs = 0;
    add_thirty(f);
    for (size_t i = 0; i < (size_t)3 * OPERATIONS; i++) {
        operate(f, i, &drawn);
    }
    const struct mpt_duplicates all = from_little(f, NULL);
    for (size_t i = 0; i < all.count; i++) {
        const struct mpt_duplicates of_a = from_little(f, all.pairs[i].a.code);
        if (!has_pair(&of_a, &all.pairs[i])) {
            WRONG("%s and %s are %s with %.3f, otherwise alone", all.pairs[i].a.code, all.pairs[i].b.code,
                  all.pairs[i].kind, all.pairs[i].score);
        }
        pairs += of_a.count;
    }
    assert_true(pairs >= all.count && all.count > 30);
}

static void test_by_change_as_found_anew(void **state)
{
    struct fixture *f = *state;
    size_t moved = 0;
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        const char *at[OPERATIONS + 10] = {NULL};
        moved += run_operations(f, seed, at, COUNT(at));
        /* As of each of these entries the same pairs. */
        for (int64_t entry = 0; entry <= mpt_store_revision(f->store); entry++) {
            struct mpt_store *past;
            if (!at[entry] || entry % 5) {
                continue;
            }
            assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &past, &f->error));
            assert_ok(f, mpt_store_as_of(past, entry, &f->error));
            check_same("as of", seed, entry, updated(f, past), at[entry]);
            mpt_store_close(past);
        }
    }
    assert_true(moved > (size_t)10 * SEEDS); /* or it would test little */
}

/* --- In a portfolio that is not small ----------------------------------------------------------------------------- */

/* A few words that many have, and many that few have. */
static const char *some_words(struct fixture *f, uint32_t *seed, size_t count)
{
    struct mpt_text text = mpt_text_init(f->arena);
    for (size_t i = 0; i < count; i++) {
        size_t drawn = below(seed, 1000), word = drawn * drawn / 250 * 7919;
        mpt_text_print(&text, "%s%c%c%c%c", i ? " " : "", (char)('a' + word % 26), (char)('a' + word / 26 % 26),
                       (char)('a' + word / 676 % 26), (char)('a' + word / 17576 % 26));
    }
    return mpt_text_get(&text);
}

/* The first words of a text, others behind them. */
static const char *reworded(struct fixture *f, uint32_t *seed, const char *text, size_t words)
{
    enum { WORD = 5 }; /* bytes, with its blank */
    size_t kept = below(seed, words);
    return mpt_arena_print(f->arena, "%.*s%s", (int)kept * WORD, text, some_words(f, seed, words - kept));
}

struct drawn_texts {
    const char *title, *summary;
};

enum { LARGE = 1100, TITLE_WORDS = 6, SUMMARY_WORDS = 40 };

/* Some have a title alone, and some are taken from another one. */
static enum mpt_status add_drawn(struct fixture *f, uint32_t *seed, struct drawn_texts *texts, size_t count)
{
    bool copy = count && below(seed, 5) == 0;
    struct drawn_texts *made = &texts[count], *other = copy ? &texts[below(seed, count)] : NULL;
    made->title = copy ? reworded(f, seed, other->title, TITLE_WORDS) : some_words(f, seed, TITLE_WORDS);
    made->summary = copy ? reworded(f, seed, other->summary, SUMMARY_WORDS) : some_words(f, seed, SUMMARY_WORDS);
    struct mpt_record project =
        record(f, "project", "title", made->title, "starts", PICK(seed, dates), "place", PICK(seed, places), NULL);
    if (below(seed, 4)) {
        set(f, &project, "summary", made->summary);
    }
    return mpt_store_add(f->store, &project, false, f->arena, &f->error);
}

/* Adds, rewords or removes some projects, as one entry. */
static void change_some(struct fixture *f, uint32_t *seed, struct drawn_texts *texts, size_t *count, size_t changes)
{
    begin(f);
    for (size_t i = 0; i < changes; i++) {
        size_t what = below(seed, 4);
        assert_ok(f, what == 0   ? remove_any(f, "project", seed)
                     : what == 1 ? edit_any(f, "project", "summary", texts[below(seed, *count)].summary, seed)
                                 : add_drawn(f, seed, texts, (*count)++));
    }
    commit(f);
}

struct scored {
    int64_t a, b;
    double score;
};

static struct scored *scored(struct fixture *f, size_t *count)
{
    static const char sql[] = "SELECT a, b, score FROM duplicate_pair ORDER BY a, b";
    struct scored *list = NULL;
    size_t capacity = 0;
    struct mpt_cursor *cursor;
    *count = 0;
    assert_ok(f, mpt_duplicates_update(f->store, NULL, NULL, &f->error));
    assert_ok(f, mpt_cursor_open(f->store, "pairs", sql, NULL, 0, &cursor, &f->error));
    while (mpt_cursor_next(cursor)) {
        list = mpt_arena_grow(f->arena, list, *count, &capacity, sizeof *list);
        list[(*count)++] = (struct scored){mpt_cursor_integer(cursor, "a"), mpt_cursor_integer(cursor, "b"),
                                           mpt_cursor_number(cursor, "score")};
    }
    assert_ok(f, mpt_cursor_close(cursor, &f->error));
    return list;
}

static int by_numbers(const struct scored *a, const struct scored *b)
{
    return a->a != b->a ? (a->a > b->a) - (a->a < b->a) : (a->b > b->b) - (a->b < b->b);
}

/* That every pair of the one list is in the other, or near the least score; and with nearly the same score. Returns how
 * many have another one. */
static size_t check_among(uint32_t seed, const char *what, const struct scored *list, size_t count,
                          const struct scored *others, size_t other_count)
{
    static const double band = 0.2, drift = 0.25; /* as mpt/duplicates.h promises */
    size_t at = 0, moved = 0;
    for (size_t i = 0; i < count; i++) {
        while (at < other_count && by_numbers(&others[at], &list[i]) < 0) {
            at++;
        }
        bool there = at < other_count && by_numbers(&others[at], &list[i]) == 0;
        double other = there ? others[at].score : MPT_MATCH_LEAST;
        if (fabs(list[i].score - other) > (there ? drift : band)) {
            WRONG("seed %u: %d and %d are %s with %.3f, %s %.3f", (unsigned)seed, (int)list[i].a, (int)list[i].b, what,
                  list[i].score, there ? "otherwise with" : "otherwise below", other);
        }
        moved += fabs(list[i].score - other) > 0.001;
    }
    return moved;
}

/* Where all are no longer compared for each change: what changed is looked up in the index, or held against all. */
static void test_by_change_in_a_larger_portfolio(void **state)
{
    enum { LARGE_SEEDS = 4, CHANGES = 50 };
    struct fixture *f = *state;
    size_t moved = 0, pairs = 0;
    for (uint32_t seed = 1; seed <= LARGE_SEEDS; seed++) {
        uint32_t drawn = seed * 2654435761U + 1905;
        struct drawn_texts *texts = mpt_arena_array(f->arena, LARGE + CHANGES, sizeof *texts);
        size_t count = 0, kept_count, anew_count, together = seed % 2 ? 2 : 10;
        start_over(f);
        begin(f);
        while (count < LARGE) {
            assert_ok(f, add_drawn(f, &drawn, texts, count++));
        }
        commit(f);
        for (size_t i = 0; i < CHANGES; i += together) {
            assert_ok(f, mpt_duplicates_update(f->store, NULL, NULL, &f->error));
            change_some(f, &drawn, texts, &count, together);
        }
        const struct scored *kept = scored(f, &kept_count);
        forget(f);
        const struct scored *anew = scored(f, &anew_count);
        moved += check_among(seed, "kept", kept, kept_count, anew, anew_count);
        check_among(seed, "found anew", anew, anew_count, kept, kept_count);
        pairs += anew_count;
    }
    assert_true(moved > LARGE_SEEDS && pairs > (size_t)50 * LARGE_SEEDS); /* or it would test little */
}

/* --- Where it cannot be kept -------------------------------------------------------------------------------------- */

/* Two projects alike that the file does not know as a pair yet. */
static void make_unknown_pair(struct fixture *f)
{
    add(f, "project", "title", "Hydrogen ferry for Sognefjord", NULL);
    assert_ok(f, mpt_duplicates_update(f->store, NULL, NULL, &f->error));
    add(f, "project", "title", "Hydrogen ferry, Sognefjord", NULL);
    assert_text(seen(f, f->store), "");
    mpt_store_close(f->store);
    f->store = NULL;
}

static void test_another_program_writes(void **state)
{
    struct fixture *f = *state;
    struct timespec before, after;
    make_unknown_pair(f);
    sqlite3 *writer = raw_open(path_of(f, "p.mpt"));
    raw_run(writer, "BEGIN IMMEDIATE; UPDATE setting SET value = value");
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &f->store, &f->error));
    clock_gettime(CLOCK_MONOTONIC, &before);
    const char *pairs = updated(f, f->store);
    clock_gettime(CLOCK_MONOTONIC, &after);
    assert_true(after.tv_sec - before.tv_sec < 5); /* a writer is waited for ten seconds, here for none */
    assert_contains(pairs, "\n1|2|");
    assert_text(raw_rows(f, writer, "SELECT count(*) FROM duplicate_pair"), "0");
    assert_text(updated(f, f->store), pairs); /* once more in the same call */
    raw_run(writer, "COMMIT");
    reopen(f, MPT_STORE_READ);
    assert_text(updated(f, f->store), pairs);
    assert_text(raw_rows(f, writer, "SELECT count(*) FROM duplicate_pair"), "1"); /* now it is kept */
    sqlite3_close(writer);
}

/* In a process of its own that may not write the file: root becomes nobody. 0 when the pair is seen. */
static int look_as_nobody(struct fixture *f)
{
    struct mpt_store *store;
    if (geteuid() == 0 && (setgid(65534) || setuid(65534))) {
        return 1;
    }
    if (mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &store, &f->error) ||
        mpt_duplicates_update(store, NULL, NULL, &f->error)) {
        fprintf(stderr, "%s\n", f->error.message);
        return 2;
    }
    int code = strstr(seen(f, store), "\n1|2|") ? 0 : 3;
    mpt_store_close(store);
    return code;
}

static void test_a_file_that_cannot_be_written(void **state)
{
    struct fixture *f = *state;
    int code = -1;
    size_t len, len_after;
    make_unknown_pair(f);
    const char *path = path_of(f, "p.mpt"), *bytes = read_whole(f, path, &len);
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(f->folder, 0555), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(look_as_nobody(f));
    }
    assert_int_equal(waitpid(child, &code, 0), child);
    assert_int_equal(chmod(f->folder, 0755), 0);
    assert_true(WIFEXITED(code));
    assert_int_equal(WEXITSTATUS(code), 0);
    const char *bytes_after = read_whole(f, path, &len_after);
    assert_int_equal(len, len_after);
    assert_memory_equal(bytes, bytes_after, len);
}

/* Before the pairs were ever found, in a transaction of somebody's own, and with nothing to compare. */
static void test_at_the_beginning(void **state)
{
    struct fixture *f = *state;
    size_t found = 7;
    assert_ok(f, mpt_duplicates_update(f->store, NULL, &found, &f->error));
    assert_int_equal(found, 0);
    begin(f);
    struct mpt_record a = record(f, "project", "title", "Hydrogen ferry for Sognefjord", NULL);
    struct mpt_record b = record(f, "project", "title", "Hydrogen ferry, Sognefjord", NULL);
    assert_ok(f, mpt_store_add(f->store, &a, false, f->arena, &f->error));
    assert_ok(f, mpt_store_add(f->store, &b, false, f->arena, &f->error));
    assert_ok(f, mpt_duplicates_update(f->store, NULL, &found, &f->error));
    assert_int_equal(found, 1);
    mpt_store_rollback(f->store);
    assert_text(updated(f, f->store), ""); /* they went with the entry */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_by_change_as_found_anew),         WITH_STORE(test_one_from_little_as_among_all),
        WITH_STORE(test_by_change_in_a_larger_portfolio), WITH_STORE(test_another_program_writes),
        WITH_STORE(test_a_file_that_cannot_be_written),   WITH_STORE(test_at_the_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
