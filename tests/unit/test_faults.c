/* A disk that fails or is full: whatever writing command meets it, and at whatever moment, the file opens afterwards,
 * the doctor finds nothing, and the command's work is there whole when it said so and not at all when it did not. */
#include "support.h"

#include "../fault/vfs.h"
#include "mpt/asset.h"
#include "mpt/bundle.h"

/* --- Commands ----------------------------------------------------------------------------------------------------- */

/* A command as the command line runs it, from opening to closing. */
typedef enum mpt_status command(struct fixture *f);

static enum mpt_status open_to_write(struct fixture *f, const char *name)
{
    enum mpt_status status = mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_WRITE, &f->store, &f->error);
    return status ? status : mpt_store_begin(f->store, "test", name, &f->error);
}

static enum mpt_status finish(struct fixture *f, enum mpt_status status)
{
    status = status || !f->store ? status : mpt_store_commit(f->store, &f->error);
    mpt_store_close(f->store);
    f->store = NULL;
    return status;
}

static enum mpt_status run_add(struct fixture *f)
{
    enum mpt_status status = open_to_write(f, "add-project");
    struct mpt_record made = record(f, "project", "code", "new", "title", "A new project", "mission", "h2:40%", "tag",
                                    "solution:alkaline", "tag", "facet:fresh", NULL);
    status = status ? status : mpt_store_add(f->store, &made, false, f->arena, &f->error);
    return finish(f, status);
}

static enum mpt_status run_edit(struct fixture *f)
{
    struct mpt_record found;
    enum mpt_status status = open_to_write(f, "edit-mission");
    status = status ? status : mpt_store_get(f->store, kind_of("mission"), "h2", f->arena, &found, &f->error);
    if (!status) { /* a new code goes through every reference */
        set(f, &found, "code", "hydrogen");
        set(f, &found, "title", "Hydrogen industry");
        set(f, &found, "summary", "");
        status = mpt_store_edit(f->store, "h2", &found, false, f->arena, NULL, &f->error);
    }
    return finish(f, status);
}

static enum mpt_status run_remove(struct fixture *f)
{
    enum mpt_status status = open_to_write(f, "remove-mission --cascade");
    status = status ? status : mpt_store_remove(f->store, kind_of("mission"), "h2", true, f->arena, &f->error);
    return finish(f, status);
}

static enum mpt_status run_import(struct fixture *f)
{
    struct mpt_text text = mpt_text_init(f->arena);
    struct mpt_bundle_counts counts;
    mpt_text_add(&text, "{\"schema\": \"mpt.bundle/1\", \"settings\": {\"demo\": \"1\"}, \"records\": {\"project\": [");
    for (int i = 0; i < 60; i++) {
        mpt_text_print(&text, "%s{\"code\": \"b-%d\", \"title\": \"Project %d of the bundle\", \"mission\": [\"h2\"]}",
                       i ? "," : "", i, i);
    }
    mpt_text_add(&text, "]}, \"edits\": {\"mission\": [{\"code\": \"h2\", \"owner\": \"Somebody\"}]}}");
    const struct mpt_bundle bundle = {"bundle", mpt_text_get(&text), text.len};
    enum mpt_status status = open_to_write(f, "import");
    status = status ? status : mpt_bundle_import(f->store, &bundle, 1, &counts, f->arena, &f->error);
    return finish(f, status);
}

/* Takes back the last entry of make_portfolio, which added a funding. */
static enum mpt_status run_undo(struct fixture *f)
{
    enum mpt_status status = open_to_write(f, "undo");
    status = status ? status : mpt_store_undo(f->store, mpt_store_revision(f->store), f->arena, &f->error);
    return finish(f, status);
}

/* Opening a portfolio of an older version upgrades it. */
static enum mpt_status run_upgrade(struct fixture *f)
{
    enum mpt_status status = mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_WRITE, &f->store, &f->error);
    mpt_store_close(f->store);
    f->store = NULL;
    return status;
}

static enum mpt_status run_backup(struct fixture *f)
{
    struct mpt_copy copy;
    enum mpt_status status = mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_READ, &f->store, &f->error);
    status = status ? status : mpt_store_backup(f->store, path_of(f, "c.mpt"), false, f->arena, &copy, &f->error);
    mpt_store_close(f->store);
    f->store = NULL;
    return status;
}

static enum mpt_status run_restore(struct fixture *f)
{
    struct mpt_copy copy;
    return mpt_store_restore(path_of(f, "p.mpt"), path_of(f, "other.mpt"), path_of(f, "kept.mpt"), f->arena, &copy,
                             &f->error);
}

/* --- What it leaves ----------------------------------------------------------------------------------------------- */

/* A portfolio as bytes, to begin anew from. */
struct image {
    const char *data;
    size_t len;
};

static struct image image_of(struct fixture *f, const char *name)
{
    struct image image;
    image.data = read_whole(f, path_of(f, name), &image.len);
    return image;
}

static void put_image(struct fixture *f, const char *name, struct image image)
{
    write_whole(path_of(f, name), image.data, image.len);
}

/* Removes everything from the folder. */
static void clear(struct fixture *f)
{
    DIR *entries = opendir(f->folder);
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (*entry->d_name != '.') {
            unlink(path_of(f, entry->d_name));
        }
    }
    closedir(entries);
}

static void found_wrong(void *context, const char *message)
{
    WRONG("%s: %s", (const char *)context, message);
}

/* What the portfolio holds, as text; it must open and be healthy. */
static char *contents(struct fixture *f, const char *name, const char *about)
{
    struct mpt_store *store;
    char *text = NULL;
    size_t len, count;
    if (mpt_store_open(path_of(f, name), MPT_STORE_READ, &store, &f->error)) {
        WRONG("%s: %s", about, f->error.message);
    }
    if (mpt_store_doctor(store, found_wrong, (void *)about, &count, &f->error)) {
        WRONG("%s: %s", about, f->error.message);
    }
    FILE *out = open_memstream(&text, &len);
    assert_non_null(out);
    assert_ok(f, mpt_bundle_export(store, out, &f->error));
    fclose(out);
    char *copy = mpt_arena_print(f->arena, "%lld entries\n%s", (long long)mpt_store_revision(store), text);
    free(text);
    mpt_store_close(store);
    return copy;
}

static bool there(struct fixture *f, const char *name)
{
    return access(path_of(f, name), F_OK) == 0;
}

/* Nothing half made, nothing forgotten. */
static void check_folder(struct fixture *f, bool done, const char *about)
{
    DIR *entries = opendir(f->folder);
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));) {
        const char *name = entry->d_name;
        bool portfolio = strcmp(name, "p.mpt") == 0 || strcmp(name, "other.mpt") == 0;
        bool made = strcmp(name, "c.mpt") == 0 || strcmp(name, "kept.mpt") == 0 || strstr(name, ".version");
        if (*name != '.' && !portfolio && !(made && done)) {
            WRONG("%s: left %s", about, name);
        }
    }
    closedir(entries);
}

/* Runs the command with a disk that fails at its first operation, its second and so on, until it comes through without
 * having met the failure; `step` leaves some out. */
static void try_all(struct fixture *f, const char *name, command *run, struct image image, struct image other,
                    long step)
{
    static const char *const kinds[] = {"fails once", "is full", "is broken"};
    struct mpt_arena *own = f->arena;
    put_image(f, "p.mpt", image);
    put_image(f, "other.mpt", other);
    assert_ok(f, run(f));
    const char *after = contents(f, "p.mpt", name);
    clear(f);
    put_image(f, "p.mpt", image);
    const char *before = run == run_upgrade ? after : contents(f, "p.mpt", name);
    for (enum fault_kind kind = FAULT_ONCE; kind <= FAULT_BROKEN; kind++) {
        bool met = true;
        long failures = 0;
        for (long n = 1; met; n += step) {
            f->arena = mpt_arena_open();
            const char *about = mpt_arena_print(f->arena, "%s, the disk %s at operation %ld", name, kinds[kind], n);
            clear(f);
            put_image(f, "p.mpt", image);
            put_image(f, "other.mpt", other);
            fault_arm(kind, n);
            enum mpt_status status = run(f);
            met = fault_disarm();
            failures += status != MPT_OK;
            if (status && (status != MPT_DATABASE || !strstr(f->error.message, f->folder))) {
                WRONG("%s: status %d: %s", about, status, f->error.message);
            }
            if (!status && there(f, "c.mpt")) {
                assert_text(contents(f, "c.mpt", about), before);
            }
            if (strcmp(contents(f, "p.mpt", about), status ? before : after) != 0) {
                WRONG("%s: it said %s, and left %s", about, status ? f->error.message : "done",
                      status ? "something of it" : "not all of it");
            }
            check_folder(f, !status || there(f, "p.mpt.version1"), about);
            mpt_arena_close(f->arena);
            f->arena = own;
        }
        print_message("%s, the disk %s: %ld failures\n", name, kinds[kind], failures);
        assert_true(failures > 0);
    }
}

/* --- Tests -------------------------------------------------------------------------------------------------------- */

/* A small portfolio with something of most things that refer to one another. */
static struct image make_portfolio(struct fixture *f)
{
    assert_ok(f, mpt_store_open(path_of(f, "p.mpt"), MPT_STORE_CREATE, &f->store, &f->error));
    add(f, "mission", "code", "h2", "title", "Hydrogen", "summary", "Under two dollars a kilo", "status", "launched",
        NULL);
    add(f, "mission", "code", "other", "title", "Other", NULL);
    add(f, "project", "code", "plant", "title", "Plant", "mission", "h2:60%", "mission", "other:40%", "tag",
        "solution:alkaline", NULL);
    add(f, "target", "code", "cost", "title", "Cost", "mission", "h2", "value", "2", NULL);
    add(f, "measurement", "target", "cost", "value", "4.6", "measured_on", "2024-06-30", NULL);
    add(f, "step", "code", "permit", "title", "Permit", "mission", "h2", NULL);
    add(f, "decision", "code", "d-31", "title", "Choose", "mission", "h2", "blocks", "plant", "holds_step", "permit",
        NULL);
    add(f, "funding", "amount", "AUD 3m", "stage", "committed", "project", "plant", NULL);
    assert_ok(f, mpt_store_settle(f->store, &f->error));
    mpt_store_close(f->store);
    f->store = NULL;
    struct image image = image_of(f, "p.mpt");
    clear(f);
    return image;
}

static void try_command(void **state, const char *name, command *run, long step)
{
    struct fixture *f = *state;
    struct image image = make_portfolio(f), other = image;
    if (run == run_restore) {
        put_image(f, "p.mpt", image);
        assert_ok(f, run_import(f));
        other = image_of(f, "p.mpt");
        clear(f);
    }
    try_all(f, name, run, image, other, step);
}

/* The same of the first version, made by hand. */
static struct image make_older(struct fixture *f)
{
    sqlite3 *db = raw_open(path_of(f, "p.mpt"));
    raw_run(db, mpt_asset_find("sql/schema/0001_records.sql")->text);
    raw_run(db, "PRAGMA user_version = 1; PRAGMA journal_mode = WAL;"
                "INSERT INTO entry VALUES (1, '2024-07-07T12:00:00Z', 'test', 'add-mission');"
                "INSERT INTO change (id, entry, action, kind, code) VALUES (1, 1, 'added', 'mission', 'h2');"
                "INSERT INTO mission (id, code, title) VALUES (1, 'h2', 'Hydrogen');");
    sqlite3_close(db);
    struct image image = image_of(f, "p.mpt");
    clear(f);
    return image;
}

static void test_upgrade(void **state)
{
    struct fixture *f = *state;
    struct image image = make_older(f);
    try_all(f, "upgrade", run_upgrade, image, image, 13);
}

static void test_add(void **state)
{
    try_command(state, "add", run_add, 1);
}

static void test_edit(void **state)
{
    try_command(state, "edit", run_edit, 1);
}

static void test_remove(void **state)
{
    try_command(state, "remove", run_remove, 1);
}

static void test_import(void **state)
{
    try_command(state, "import", run_import, 2);
}

static void test_undo(void **state)
{
    try_command(state, "undo", run_undo, 2);
}

static void test_backup(void **state)
{
    try_command(state, "backup", run_backup, 23);
}

static void test_restore(void **state)
{
    try_command(state, "restore", run_restore, 41);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_add),  WITH_FOLDER(test_edit),   WITH_FOLDER(test_remove),  WITH_FOLDER(test_import),
        WITH_FOLDER(test_undo), WITH_FOLDER(test_backup), WITH_FOLDER(test_restore), WITH_FOLDER(test_upgrade),
    };
    fault_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
