/* The rooms of the house: who may know whom. Read from the #include lines of src/ and include/, run in the root. */
#include "support.h"

enum room { BASE, MODEL, STORE, EXCHANGE, ANALYSIS, REPORT, CLI, ROOMS };

static const char *const names[ROOMS] = {"base", "model", "store", "exchange", "analysis", "report", "cli"};

/* Left the room that includes, right those it may include beside itself. Nobody includes what stands below it. */
static const unsigned may_include[ROOMS] = {
    [BASE] = 0,
    [MODEL] = 1U << BASE,
    [STORE] = 1U << BASE | 1U << MODEL,
    [EXCHANGE] = 1U << BASE | 1U << MODEL | 1U << STORE,
    [ANALYSIS] = 1U << BASE, /* computes from what it is given: no records, no file */
    [REPORT] = 1U << BASE | 1U << MODEL | 1U << STORE | 1U << ANALYSIS,
    [CLI] = 1U << BASE | 1U << MODEL | 1U << STORE | 1U << EXCHANGE | 1U << ANALYSIS | 1U << REPORT,
};

/* Whose contract a public header is. */
static const struct {
    const char *header;
    enum room room;
} owners[] = {
    {"arena.h", BASE},      {"asset.h", BASE},        {"config.h", BASE},      {"date.h", BASE},
    {"money.h", BASE},      {"status.h", BASE},       {"text.h", BASE},        {"json.h", MODEL},
    {"json_read.h", MODEL}, {"pairs.h", STORE},       {"model.h", MODEL},      {"store.h", STORE},
    {"bundle.h", EXCHANGE}, {"calendar.h", EXCHANGE}, {"mail.h", EXCHANGE},    {"net.h", EXCHANGE},
    {"gaps.h", ANALYSIS},   {"progress.h", ANALYSIS}, {"rule.h", ANALYSIS},    {"duplicates.h", REPORT},
    {"header.h", BASE},     {"map.h", STORE},         {"intake.h", EXCHANGE},  {"import.h", EXCHANGE},
    {"written.h", BASE},    {"reader.h", EXCHANGE},   {"export.h", EXCHANGE},  {"document.h", REPORT},
    {"report.h", REPORT},   {"review.h", REPORT},     {"rate.h", BASE},        {"rates_file.h", EXCHANGE},
    {"rates.h", STORE},     {"fetch.h", EXCHANGE},    {"disclosure.h", MODEL}, {"propose.h", ANALYSIS},
    {"digest.h", BASE},     {"matching.h", ANALYSIS}, {"merge.h", STORE},      {"stakeholders.h", REPORT},
};

/* Libraries and the rooms that alone may know them, or only a folder in such a room: mpt itself is not to be linked
 * with what takes as long to load as the rest of it, or as libcurl does five times as long. */
static const struct {
    const char *header;
    unsigned rooms;
    const char *folder;
} libraries[] = {
    {"sqlite3.h", 1U << STORE, "src/store/"},
    {"jansson.h", 1U << MODEL | 1U << EXCHANGE | 1U << REPORT, "src/"},
    {"curl/curl.h", 1U << EXCHANGE, "src/exchange/net/"},
    {"zip.h", 1U << EXCHANGE, "src/exchange/sheet/"},
    {"xlsxwriter.h", 1U << EXCHANGE, "src/exchange/sheet/"},
    {"expat.h", 1U << EXCHANGE, "src/exchange/"},
    {"zlib.h", 1U << EXCHANGE, "src/exchange/"},
    {"utf8proc.h", 1U << BASE | 1U << ANALYSIS, "src/"},
    {"libstemmer.h", 1U << ANALYSIS, "src/analysis/"},
};

static enum room owner_of(const char *header)
{
    for (size_t i = 0; i < COUNT(owners); i++) {
        if (strcmp(owners[i].header, header) == 0) {
            return owners[i].room;
        }
    }
    WRONG("include/mpt/%s belongs to no room; say in test_layers.c to which", header);
    return ROOMS;
}

static enum room room_called(const char *name, size_t len)
{
    for (enum room room = BASE; room < ROOMS; room++) {
        if (strlen(names[room]) == len && strncmp(names[room], name, len) == 0) {
            return room;
        }
    }
    WRONG("there is no room %.*s; say in test_layers.c what it may include", (int)len, name);
    return ROOMS;
}

/* The room that "mpt/x.h", "room/x.h" or "x.h" (of the same room) is in. */
static enum room room_of(const char *included, enum room own)
{
    const char *slash = strchr(included, '/');
    if (strncmp(included, "mpt/", 4) == 0) {
        return owner_of(included + 4);
    }
    return slash ? room_called(included, (size_t)(slash - included)) : own;
}

static void check_line(const char *path, enum room room, const char *included, bool system)
{
    for (size_t i = 0; i < COUNT(libraries); i++) {
        if (strcmp(libraries[i].header, included) == 0 &&
            (!(libraries[i].rooms & 1U << room) ||
             strncmp(path, libraries[i].folder, strlen(libraries[i].folder)) != 0)) {
            WRONG("%s includes %s, which is not for %s", path, included, names[room]);
        }
    }
    enum room other = system ? room : room_of(included, room);
    if (other != room && !(may_include[room] & 1U << other)) {
        WRONG("%s includes \"%s\": %s may not know %s", path, included, names[room], names[other]);
    }
}

/* Checks every #include of the file; gives how many there were. */
static size_t check_file(struct fixture *f, const char *path, enum room room)
{
    const char *lines = read_whole(f, path, NULL), *line;
    size_t count = 0;
    while (*lines) {
        size_t len = strcspn(lines, "\n");
        line = mpt_arena_copy_len(f->arena, lines, len);
        lines += len + (lines[len] == '\n');
        line += strspn(line, " \t");
        if (*line != '#' || strncmp(line + 1 + strspn(line + 1, " \t"), "include", 7) != 0) {
            continue;
        }
        const char *open = strpbrk(line, "<\"");
        assert_non_null(open);
        check_line(path, room, mpt_arena_copy_len(f->arena, open + 1, strcspn(open + 1, ">\"")), *open == '<');
        count++;
    }
    return count;
}

static bool is_source(const char *name)
{
    size_t len = strlen(name);
    return len > 2 && name[len - 2] == '.' && (name[len - 1] == 'c' || name[len - 1] == 'h');
}

/* All files of a folder and of those in it. */
static size_t check_folder(struct fixture *f, const char *path, enum room room)
{
    DIR *files = opendir(path);
    size_t includes = 0;
    for (struct dirent *file; files && (file = readdir(files));) {
        const char *inner = mpt_arena_print(f->arena, "%s/%s", path, file->d_name);
        if (*file->d_name != '.') {
            includes += is_source(file->d_name) ? check_file(f, inner, room) : check_folder(f, inner, room);
        }
    }
    if (files) {
        closedir(files);
    }
    return includes;
}

static void test_every_room_knows_only_what_it_may(void **state)
{
    struct fixture *f = *state;
    DIR *rooms = opendir("src");
    size_t seen = 0, includes = 0;
    assert_non_null(rooms);
    for (struct dirent *folder; (folder = readdir(rooms));) {
        if (*folder->d_name == '.' || is_source(folder->d_name)) {
            continue;
        }
        enum room room = room_called(folder->d_name, strlen(folder->d_name));
        includes += check_folder(f, mpt_arena_print(f->arena, "src/%s", folder->d_name), room);
        seen++;
    }
    closedir(rooms);
    assert_int_equal(seen, ROOMS);
    assert_true(includes > 200);
}

static void test_contracts_too(void **state)
{
    struct fixture *f = *state;
    DIR *headers = opendir("include/mpt");
    size_t seen = 0;
    assert_non_null(headers);
    for (struct dirent *file; (file = readdir(headers));) {
        if (is_source(file->d_name)) {
            check_file(f, mpt_arena_print(f->arena, "include/mpt/%s", file->d_name), owner_of(file->d_name));
            seen++;
            for (size_t i = 0; i < COUNT(libraries); i++) { /* no contract speaks a library's language */
                assert_not_contains(read_whole(f, mpt_arena_print(f->arena, "include/mpt/%s", file->d_name), NULL),
                                    mpt_arena_print(f->arena, "<%s>", libraries[i].header));
            }
        }
    }
    closedir(headers);
    assert_int_equal(seen, COUNT(owners));
}

/* main.c only hands over to the command line. */
static void test_main_knows_the_command_line_only(void **state)
{
    struct fixture *f = *state;
    const char *text = read_whole(f, "src/main.c", NULL);
    assert_true(check_file(f, "src/main.c", CLI) > 0);
    assert_contains(text, "\"cli/cli.h\"");
    assert_not_contains(text, "\"mpt/store.h\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_every_room_knows_only_what_it_may),
        WITH_FOLDER(test_contracts_too),
        WITH_FOLDER(test_main_knows_the_command_line_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
