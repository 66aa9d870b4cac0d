/* Reads the user's configuration and the files that keep secrets. */
#include "mpt/config.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mpt/text.h"

/* All that can be configured. */
static const char *const names[] = {
    "mail.server",        /* smtp://HOST[:PORT] or smtps://HOST[:PORT] */
    "mail.user",          /* to log in as; without it nobody logs in */
    "mail.from",          /* the sender: anna@csiro.au or Anna <anna@csiro.au> */
    "mail.password-file", /* unless MPT_MAIL_PASSWORD is set */
    "mail.ca-file",       /* the certificates to trust instead of the system's, PEM */
    "mail.timeout",       /* seconds a server may be silent */
    "fetch.contact",      /* told to servers that are fetched from: an address to write to */
    "fetch.ca-file",      /* the certificates to trust instead of the system's, PEM */
};
enum { NAMES = sizeof names / sizeof *names };

/* Larger than any configuration: a wrong file given by mistake is not read to its end. */
enum { LARGEST_FILE = 256 * 1024, LONGEST_SECRET = 1000 };

/* --- Files -------------------------------------------------------------------------------------------------------- */

static const char *home_folder(void)
{
    const char *home = getenv("HOME");
    if (home && *home) {
        return home;
    }
    const struct passwd *user = getpwuid(getuid());
    return user && user->pw_dir ? user->pw_dir : "/";
}

static const char *find_path(struct mpt_arena *arena, bool *named)
{
    const char *path = getenv("MPT_CONFIG"), *folder = getenv("XDG_CONFIG_HOME");
    *named = path && *path;
    if (*named) {
        return mpt_arena_copy(arena, path);
    }
    return folder && *folder == '/' ? mpt_arena_print(arena, "%s/mpt/config", folder)
                                    : mpt_arena_print(arena, "%s/.config/mpt/config", home_folder());
}

/* The bytes of an open file, at most `most`; closes it. False: it could not be read, and errno says why. */
static bool read_all(int file, size_t most, struct mpt_text *text)
{
    char block[4096];
    ssize_t got = 0;
    while (text->len <= most && (got = read(file, block, sizeof block)) > 0) {
        mpt_text_add_len(text, block, (size_t)got);
    }
    int reason = errno;
    close(file);
    errno = reason;
    return got >= 0;
}

/* --- Lines -------------------------------------------------------------------------------------------------------- */

static size_t index_of(const char *name)
{
    for (size_t i = 0; i < NAMES; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return NAMES;
}

static const char *trimmed(struct mpt_arena *arena, const char *text, size_t len)
{
    while (len && strchr(" \t\r", text[len - 1])) {
        len--;
    }
    size_t blanks = strspn(text, " \t");
    blanks = blanks < len ? blanks : len;
    return mpt_arena_copy_len(arena, text + blanks, len - blanks);
}

static enum mpt_status read_line(struct mpt_config *config, const char *line, size_t len, int number,
                                 struct mpt_error *error)
{
    const char *text = trimmed(config->arena, line, len), *equals = strchr(text, '=');
    if (!*text || *text == '#') {
        return MPT_OK;
    }
    if (!equals) { /* the line itself is not shown: it may hold a password that somebody put in the wrong place */
        return mpt_fail(error, MPT_BAD_INPUT, "%s, line %d is no `name = value`", config->path, number);
    }
    const char *name = trimmed(config->arena, text, (size_t)(equals - text));
    const char *value = trimmed(config->arena, equals + 1, strlen(equals + 1));
    size_t at = index_of(name);
    if (at == NAMES) {
        const char *near = mpt_text_nearest(name, names, NAMES, 3, config->arena);
        return mpt_fail(error, MPT_BAD_INPUT, "%s, line %d: nothing is called '%s'%s%s%s", config->path, number, name,
                        *near ? "; did you mean " : "", near, *near ? "?" : "");
    }
    if (!*value) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s, line %d: %s has no value; leave the line out instead", config->path,
                        number, name);
    }
    if (config->values[at].text) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s, line %d: %s is there already, in line %d", config->path, number,
                        name, config->values[at].line);
    }
    config->values[at] = (struct mpt_config_value){value, number};
    return MPT_OK;
}

static enum mpt_status check_text(const struct mpt_config *config, const char *line, size_t len, int number,
                                  struct mpt_error *error)
{
    size_t bad;
    if (mpt_utf8_valid(line, len, &bad) && mpt_text_printable(trimmed(config->arena, line, len))) {
        return MPT_OK;
    }
    return mpt_fail(error, MPT_BAD_INPUT, "%s, line %d is not printable UTF-8", config->path, number);
}

enum mpt_status mpt_config_load(struct mpt_arena *arena, struct mpt_config *config, struct mpt_error *error)
{
    bool named;
    struct mpt_text text = mpt_text_init(arena);
    *config = (struct mpt_config){.arena = arena, .values = mpt_arena_array(arena, NAMES, sizeof *config->values)};
    config->path = find_path(arena, &named);
    int file = open(config->path, O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT && !named) {
        return MPT_OK;
    }
    if (file < 0 || !read_all(file, LARGEST_FILE, &text)) {
        return mpt_fail(error, MPT_BAD_INPUT, "the configuration %s cannot be read: %s", config->path, strerror(errno));
    }
    if (text.len > LARGEST_FILE) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s is too large to be a configuration", config->path);
    }
    enum mpt_status status = MPT_OK;
    const char *at = mpt_text_get(&text), *end = at + text.len;
    for (int number = 1; !status && at < end; number++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t len = stop ? (size_t)(stop - at) : (size_t)(end - at);
        status = check_text(config, at, len, number, error);
        status = status ? status : read_line(config, at, len, number, error);
        at += len + 1;
    }
    return status;
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

const char *mpt_config_get(const struct mpt_config *config, const char *name)
{
    size_t at = index_of(name);
    assert(at < NAMES);
    return config->values[at].text;
}

const char *mpt_config_place(const struct mpt_config *config, const char *name)
{
    size_t at = index_of(name);
    assert(at < NAMES);
    return config->values[at].text
               ? mpt_arena_print(config->arena, "%s, line %d", config->path, config->values[at].line)
               : config->path;
}

const char *mpt_config_path(const struct mpt_config *config, const char *name)
{
    const char *value = mpt_config_get(config, name), *slash = strrchr(config->path, '/');
    if (!value || *value == '/') {
        return value;
    }
    if (strncmp(value, "~/", 2) == 0) {
        return mpt_arena_print(config->arena, "%s%s", home_folder(), value + 1);
    }
    return slash ? mpt_arena_print(config->arena, "%.*s/%s", (int)(slash - config->path), config->path, value) : value;
}

/* --- Secrets ------------------------------------------------------------------------------------------------------ */

static enum mpt_status check_secrecy(const char *path, const struct stat *info, struct mpt_error *error)
{
    if (!S_ISREG(info->st_mode)) {
        return mpt_fail(error, MPT_BAD_INPUT, "the password file %s is no regular file", path);
    }
    if (info->st_uid != geteuid()) {
        return mpt_fail(error, MPT_BAD_INPUT, "the password file %s belongs to somebody else; make one of your own",
                        path);
    }
    if (info->st_mode & (S_IRWXG | S_IRWXO)) {
        return mpt_fail(error, MPT_BAD_INPUT, "the password file %s is open to others than you; run: chmod 600 %s",
                        path, path);
    }
    return MPT_OK;
}

enum mpt_status mpt_secret_read(const char *path, struct mpt_arena *arena, const char **secret, struct mpt_error *error)
{
    struct stat info;
    struct mpt_text text = mpt_text_init(arena);
    /* A pipe must not hold us up; what was opened is looked at, so that nobody can put another file in between. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0) {
        return mpt_fail(error, MPT_BAD_INPUT, "the password file %s cannot be read: %s", path, strerror(errno));
    }
    enum mpt_status status = fstat(file, &info) == 0 ? check_secrecy(path, &info, error) : MPT_BAD_INPUT;
    if (status) {
        close(file);
        return status;
    }
    if (!read_all(file, LONGEST_SECRET, &text)) {
        return mpt_fail(error, MPT_BAD_INPUT, "the password file %s cannot be read: %s", path, strerror(errno));
    }
    const char *line = mpt_text_get(&text);
    size_t len = strcspn(line, "\r\n");
    const char *wrong = strlen(line) != text.len ? "not text"
                        : !len                   ? "empty"
                        : len > LONGEST_SECRET   ? "too long"
                                                 : NULL;
    if (wrong) {
        return mpt_fail(error, MPT_BAD_INPUT, "the first line of %s is no password: it is %s", path, wrong);
    }
    *secret = mpt_arena_copy_len(arena, line, len);
    return MPT_OK;
}
