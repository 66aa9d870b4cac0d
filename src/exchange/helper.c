/* Finds and starts helper programs, and waits for them. */
#include "exchange/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { EXTRA_FILE = 3 };

static enum mpt_status find(const struct helper_program *program, struct mpt_arena *arena, const char **path,
                            struct mpt_error *error)
{
    static const char *const folders[] = {"", "../libexec/mpt/"};
    char self[4096];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self);
    while (len > 0 && self[len - 1] != '/') {
        len--;
    }
    for (size_t i = 0; len > 0 && i < sizeof folders / sizeof *folders; i++) {
        *path = mpt_arena_print(arena, "%.*s%s%s", (int)len, self, folders[i], program->name);
        if (access(*path, X_OK) == 0) {
            return MPT_OK;
        }
    }
    return mpt_fail(error, program->failure,
                    "%s, which does %s, is neither beside mpt nor in ../libexec/mpt/ from there; `make` and "
                    "`make install` put it there",
                    program->name, program->task);
}

/* Our environment without the password, which reaches a helper on another way, if at all, and without what would change
 * whom it trusts or write down its keys. */
static char **environment(struct mpt_arena *arena)
{
    static const char *const dropped[] = {
        "MPT_MAIL_PASSWORD=", "SSL_CERT_", "SSLKEYLOGFILE=", "OPENSSL_", "GNUTLS_", "CURL_"};
    size_t count = 0, kept = 0;
    while (environ[count]) {
        count++;
    }
    char **copy = mpt_arena_array(arena, count + 1, sizeof *copy);
    for (size_t i = 0; i < count; i++) {
        bool drop = false;
        for (size_t j = 0; j < sizeof dropped / sizeof *dropped; j++) {
            drop |= strncmp(environ[i], dropped[j], strlen(dropped[j])) == 0;
        }
        if (!drop) {
            copy[kept++] = environ[i];
        }
    }
    return copy;
}

static char **arguments(const char *name, const char *const *words, struct mpt_arena *arena)
{
    size_t count = 0;
    while (words[count]) {
        count++;
    }
    char **all = mpt_arena_array(arena, count + 2, sizeof *all);
    all[0] = (char *)name;
    for (size_t i = 0; i < count; i++) {
        all[i + 1] = (char *)words[i];
    }
    return all;
}

static void close_file(int *file)
{
    if (*file >= 0) {
        close(*file);
    }
    *file = -1;
}

/* A copy that no other program inherits, numbered above all those that a helper is handed, so that none of them is in
 * the way of another. False with errno. */
static bool copy_file(int file, int *copy)
{
    *copy = fcntl(file, F_DUPFD_CLOEXEC, EXTRA_FILE + 1);
    return *copy >= 0;
}

/* A pipe: `ours` for us, `theirs` for the helper. False with errno. */
static bool open_pipe(int *ours, int *theirs, bool we_write)
{
    int pair[2];
    if (pipe(pair) != 0) {
        return false;
    }
    bool good = copy_file(pair[we_write], ours) && copy_file(pair[!we_write], theirs);
    close(pair[0]);
    close(pair[1]);
    return good;
}

enum mpt_status helper_start(const struct helper_program *program, const char *const *words,
                             const struct helper_files *files, struct helper *helper, struct mpt_arena *arena,
                             struct mpt_error *error)
{
    int handed[] = {-1, -1, -1}; /* its files 0, 1 and EXTRA_FILE */
    *helper = (struct helper){.request = -1, .answer = -1};
    enum mpt_status status = find(program, arena, &helper->path, error);
    if (status) {
        return status;
    }
    bool input = files && files->input >= 0, extra = files && files->extra >= 0;
    bool open = (input ? copy_file(files->input, &handed[0]) : open_pipe(&helper->request, &handed[0], true)) &&
                (!extra || copy_file(files->extra, &handed[2])) && open_pipe(&helper->answer, &handed[1], false);
    int reason = open ? 0 : errno;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (size_t i = 0; i < sizeof handed / sizeof *handed && !reason; i++) {
        reason = handed[i] < 0 ? 0 : posix_spawn_file_actions_adddup2(&actions, handed[i], i < 2 ? (int)i : EXTRA_FILE);
    }
    reason = reason ? reason
                    : posix_spawn(&helper->pid, helper->path, &actions, NULL, arguments(program->name, words, arena),
                                  environment(arena));
    posix_spawn_file_actions_destroy(&actions);
    for (size_t i = 0; i < sizeof handed / sizeof *handed; i++) {
        close_file(&handed[i]);
    }
    if (reason) {
        close_file(&helper->request);
        close_file(&helper->answer);
        return mpt_fail(error, program->failure, "%s cannot be started: %s", helper->path, strerror(reason));
    }
    return MPT_OK;
}

void helper_end_request(struct helper *helper)
{
    close_file(&helper->request);
}

void helper_wait(struct helper *helper)
{
    close_file(&helper->request);
    close_file(&helper->answer);
    while (waitpid(helper->pid, NULL, 0) < 0 && errno == EINTR) {
    }
}
