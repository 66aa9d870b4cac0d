/* The user's configuration: lines of `name = value`, and comments on lines of their own that begin with `#`.
 *
 * It is read from the file MPT_CONFIG names, else from $XDG_CONFIG_HOME/mpt/config, else from ~/.config/mpt/config
 * (XDG Base Directory Specification 0.8). A value is everything between the '=' and the end of the line, without the
 * blanks around it. The names there are stand in src/base/config.c. */
#ifndef MPT_CONFIG_H
#define MPT_CONFIG_H

#include "mpt/arena.h"
#include "mpt/status.h"

struct mpt_config_value {
    const char *text; /* NULL: not in the file */
    int line;
};

struct mpt_config {
    struct mpt_arena *arena;
    const char *path;                /* of the file; the one that would be read when there is none */
    struct mpt_config_value *values; /* in the order of the names */
};

/* Reads the configuration; texts live in `arena`. That there is no file is no error, unless MPT_CONFIG names it.
 * Errors: MPT_BAD_INPUT naming file and line: what is no `name = value`, an unknown name, a name said twice, text that
 * is not printable UTF-8, a file that cannot be read. */
enum mpt_status mpt_config_load(struct mpt_arena *arena, struct mpt_config *config, struct mpt_error *error);

/* The value; NULL when the file does not say it. `name` must be one there is. */
const char *mpt_config_get(const struct mpt_config *config, const char *name);

/* Where a value stands, for messages: "/home/anna/.config/mpt/config, line 3"; without the line when it is not there.
 */
const char *mpt_config_place(const struct mpt_config *config, const char *name);

/* A value that is a path: "~/" is the home folder, and what is relative is meant from the configuration's folder. NULL
 * when the file does not say it. */
const char *mpt_config_path(const struct mpt_config *config, const char *name);

/* Reads a secret: the first line of the file at `path`, at most 1,000 bytes, in `arena`. The file must be a regular
 * one, belong to the user and be closed to group and others. Errors: MPT_BAD_INPUT, saying what to do about it; the
 * message never holds anything of the file. */
enum mpt_status mpt_secret_read(const char *path, struct mpt_arena *arena, const char **secret,
                                struct mpt_error *error);

#endif
