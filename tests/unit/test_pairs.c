/* Pairs of projects that look alike: kept up to date change by change they are those that are found anew; as of an
 * earlier entry, and where the file cannot be written, too. */
#include "operations.h"

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

enum { OPERATIONS = 400 };

static void test_by_change_as_found_anew(void **state)
{
    struct fixture *f = *state;
    const char *at[OPERATIONS + 2];
    bool known[OPERATIONS + 2] = {false};
    uint32_t seed = 1905;
    size_t with_pairs = 0, moved = 0;
    const char *former = "";
    for (size_t i = 0; i < OPERATIONS;) {
        for (size_t n = 1 + below(&seed, 4); n > 0; n--, i++) { /* several changes at once meet one another */
            operate(f, i, &seed);
        }
        const char *kept = updated(f, f->store);
        forget(f);
        const char *anew = updated(f, f->store);
        if (strcmp(kept, anew) != 0) {
            WRONG("after operation %zu (entry %d) there are kept%s\nbut there are%s", i,
                  (int)mpt_store_revision(f->store), kept, anew);
        }
        at[mpt_store_revision(f->store)] = anew;
        known[mpt_store_revision(f->store)] = true;
        with_pairs += *anew != '\0';
        moved += strcmp(former, anew) != 0;
        former = anew;
    }
    assert_true(with_pairs > 60 && moved > 40); /* or it would test little */
    /* As of each of these entries the same pairs. */
    for (int64_t entry = 0; entry <= mpt_store_revision(f->store); entry++) {
        struct mpt_store *past;
        if (!known[entry] || entry % 3) {
            continue;
        }
        assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &past, &f->error));
        assert_ok(f, mpt_store_as_of(past, entry, &f->error));
        const char *then = updated(f, past);
        if (strcmp(then, at[entry]) != 0) {
            WRONG("as of entry %d there are%s\nbut there were%s", (int)entry, then, at[entry]);
        }
        mpt_store_close(past);
    }
}

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
        WITH_STORE(test_by_change_as_found_anew),
        WITH_STORE(test_another_program_writes),
        WITH_STORE(test_a_file_that_cannot_be_written),
        WITH_STORE(test_at_the_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
