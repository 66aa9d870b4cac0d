/* The user's configuration, and files that keep secrets. */
#include "support.h"

#include "mpt/config.h"

static enum mpt_status load(struct fixture *f, const char *text, struct mpt_config *config)
{
    write_whole(path_of(f, "config"), text, strlen(text));
    setenv("MPT_CONFIG", path_of(f, "config"), 1);
    return mpt_config_load(f->arena, config, &f->error);
}

static void test_values(void **state)
{
    struct fixture *f = *state;
    struct mpt_config config;
    assert_ok(f, load(f,
                      "# mail\n\n  mail.server=smtp://a.no\nmail.from =  Bjørn Ås <b@a.no> # not a comment \t\r\n"
                      "\t# mail.user = x\nmail.user = a = b",
                      &config));
    assert_text(mpt_config_get(&config, "mail.server"), "smtp://a.no");
    assert_text(mpt_config_get(&config, "mail.from"), "Bjørn Ås <b@a.no> # not a comment");
    assert_text(mpt_config_get(&config, "mail.user"), "a = b");
    assert_null(mpt_config_get(&config, "mail.password-file"));
    assert_text(mpt_config_place(&config, "mail.from"), mpt_arena_print(f->arena, "%s, line 4", path_of(f, "config")));
    assert_text(mpt_config_place(&config, "mail.ca-file"), path_of(f, "config"));
    assert_ok(f, load(f, "", &config));
}

static void test_bad_lines_are_named(void **state)
{
    struct fixture *f = *state;
    static const char *const bad[][2] = {
        {"mail.user = x\nmail.sever = y\n", "config, line 2: nothing is called 'mail.sever'; did you mean mail.server"},
        {"\n\nsecret words\n", "config, line 3 is no `name = value`"},
        {"mail.user =\n", "config, line 1: mail.user has no value"},
        {"mail.user = x\n#\nmail.user = y\n", "config, line 3: mail.user is there already, in line 1"},
        {"mail.user = \xff\n", "config, line 1 is not printable UTF-8"},
        {"mail.user = x\033[31m\n", "config, line 1 is not printable UTF-8"},
        {"= x\n", "config, line 1: nothing is called ''"},
        {"[mail]\n", "config, line 1"},
    };
    struct mpt_config config;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_refused_about(f, load(f, bad[i][0], &config), MPT_BAD_INPUT, bad[i][1], bad[i][0]);
        assert_not_contains(f->error.message, "secret");
    }
    char *large = mpt_arena_alloc(f->arena, 300001);
    memset(large, '#', 300000);
    assert_refused(f, load(f, large, &config), MPT_BAD_INPUT, "too large");
}

static void test_which_file(void **state)
{
    struct fixture *f = *state;
    struct mpt_config config;
    setenv("MPT_CONFIG", path_of(f, "none"), 1);
    assert_refused(f, mpt_config_load(f->arena, &config, &f->error), MPT_BAD_INPUT, "none cannot be read");
    setenv("MPT_CONFIG", "", 1);
    setenv("HOME", "/home/anna", 1);
    setenv("XDG_CONFIG_HOME", "relative", 1); /* is to be ignored, by its specification */
    assert_ok(f, mpt_config_load(f->arena, &config, &f->error));
    assert_text(config.path, "/home/anna/.config/mpt/config");
    setenv("XDG_CONFIG_HOME", f->folder, 1);
    assert_ok(f, mpt_config_load(f->arena, &config, &f->error));
    assert_text(config.path, path_of(f, "mpt/config"));
    setenv("MPT_CONFIG", f->folder, 1);
    assert_refused(f, mpt_config_load(f->arena, &config, &f->error), MPT_BAD_INPUT, "cannot be read");
}

static void test_paths(void **state)
{
    struct fixture *f = *state;
    struct mpt_config config;
    setenv("HOME", "/home/anna", 1);
    assert_ok(f, load(f, "mail.password-file = ~/p\nmail.ca-file = /etc/ca.pem\n", &config));
    assert_text(mpt_config_path(&config, "mail.password-file"), "/home/anna/p");
    assert_text(mpt_config_path(&config, "mail.ca-file"), "/etc/ca.pem");
    assert_ok(f, load(f, "mail.password-file = p\n", &config));
    assert_text(mpt_config_path(&config, "mail.password-file"), path_of(f, "p"));
    assert_null(mpt_config_path(&config, "mail.ca-file"));
}

static void secret_file(struct fixture *f, const char *text, size_t len, mode_t mode)
{
    remove(path_of(f, "secret"));
    write_whole(path_of(f, "secret"), text, len);
    assert_int_equal(chmod(path_of(f, "secret"), mode), 0);
}

static void test_secrets(void **state)
{
    struct fixture *f = *state;
    const char *path = path_of(f, "secret"), *secret;
    static const mode_t open_modes[] = {0644, 0640, 0604, 0620, 0602, 0610, 0601, 0777};
    assert_refused(f, mpt_secret_read(path, f->arena, &secret, &f->error), MPT_BAD_INPUT, "cannot be read");
    secret_file(f, "pass word \xc2\xa3\r\nsecond\n", 21, 0600);
    assert_ok(f, mpt_secret_read(path, f->arena, &secret, &f->error));
    assert_text(secret, "pass word \xc2\xa3");
    secret_file(f, "hunter2", 7, 0400);
    assert_ok(f, mpt_secret_read(path, f->arena, &secret, &f->error));
    assert_text(secret, "hunter2");
    for (size_t i = 0; i < COUNT(open_modes); i++) {
        secret_file(f, "hunter2", 7, open_modes[i]);
        assert_refused(f, mpt_secret_read(path, f->arena, &secret, &f->error), MPT_BAD_INPUT, "chmod 600 ");
        assert_not_contains(f->error.message, "hunter2");
    }
    secret_file(f, "\nhunter2", 8, 0600);
    assert_refused(f, mpt_secret_read(path, f->arena, &secret, &f->error), MPT_BAD_INPUT, "empty");
    secret_file(f, "hun\0ter2", 8, 0600);
    assert_refused(f, mpt_secret_read(path, f->arena, &secret, &f->error), MPT_BAD_INPUT, "not text");
    char *large = mpt_arena_alloc(f->arena, 2001);
    memset(large, 'x', 2000);
    secret_file(f, large, 2000, 0600);
    assert_refused(f, mpt_secret_read(path, f->arena, &secret, &f->error), MPT_BAD_INPUT, "too long");
    assert_refused(f, mpt_secret_read(f->folder, f->arena, &secret, &f->error), MPT_BAD_INPUT, "no regular file");
    assert_int_equal(mkfifo(path_of(f, "pipe"), 0600), 0);
    assert_refused(f, mpt_secret_read(path_of(f, "pipe"), f->arena, &secret, &f->error), MPT_BAD_INPUT,
                   "no regular file");
    if (geteuid() == 0) {
        secret_file(f, "hunter2", 7, 0600);
        assert_int_equal(chown(path, 1, 1), 0);
        assert_refused(f, mpt_secret_read(path, f->arena, &secret, &f->error), MPT_BAD_INPUT, "somebody else");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_values),     WITH_FOLDER(test_bad_lines_are_named),
        WITH_FOLDER(test_which_file), WITH_FOLDER(test_paths),
        WITH_FOLDER(test_secrets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
