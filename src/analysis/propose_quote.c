/* Names of columns and values in a map: they come from strangers, and must stay what they are. */
#include <string.h>
#include <strings.h>

#include "propose_internal.h"

static const char *quoted(const char *text, char quote, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    mpt_text_add_len(&out, &quote, 1);
    for (; *text; text++) {
        mpt_text_add_len(&out, text, 1);
        if (*text == quote) {
            mpt_text_add_len(&out, &quote, 1);
        }
    }
    mpt_text_add_len(&out, &quote, 1);
    return mpt_text_get(&out);
}

const char *sql_name(const char *name, struct mpt_arena *arena)
{
    static const char *const of_json_each[] = {"key",    "value",   "type", "atom", "id",
                                               "parent", "fullkey", "path", "json", "root"};
    bool shared = false; /* with the columns of json_each, beside which it must say whose it is */
    for (size_t i = 0; i < sizeof of_json_each / sizeof *of_json_each; i++) {
        shared = shared || strcasecmp(name, of_json_each[i]) == 0;
    }
    return mpt_arena_print(arena, "%s%s", shared ? "source." : "", quoted(name, '"', arena));
}

const char *sql_text(const char *text, struct mpt_arena *arena)
{
    return quoted(text, '\'', arena);
}

const char *name_in_comment(const char *name, struct mpt_arena *arena)
{
    char *line = mpt_arena_copy(arena, mpt_text_clean(name, arena));
    for (char *c = line; *c; c++) {
        *c = (char)(*c == '\n' || *c == '\t' ? ' ' : *c);
    }
    return line;
}

bool name_can_be_listed(const char *name)
{
    return mpt_text_printable(name) && !strpbrk(name, ";\n\t") && *name && *name != ' ' &&
           name[strlen(name) - 1] != ' ';
}

/* A name whose second line is a comment could be taken for a line of the map. */
static bool can_be_written(const char *name)
{
    bool comment = false;
    for (const char *line = strpbrk(name, "\n\r"); line; line = strpbrk(line, "\n\r")) {
        line += strspn(line, " \t\n\r");
        comment = comment || strncmp(line, "--", 2) == 0;
    }
    return *name && !comment;
}

const char *sql_value(const struct column *column, struct mpt_arena *arena)
{
    const char *sql = sql_name(column->name, arena);
    for (size_t i = 0; i < column->nothing_count; i++) {
        sql = mpt_arena_print(arena, "nullif(%s, %s)", sql, sql_text(column->nothings[i], arena));
    }
    return sql;
}

void guess_drop_unwritable(struct guess *guess)
{
    for (size_t i = 0; i < guess->sample->count; i++) {
        struct column *column = &guess->columns[i];
        if (column->role != ROLE_NONE && !can_be_written(column->name)) {
            guess->by_role[column->role] = NULL;
            column->role = ROLE_NONE;
            sentences_add(&guess->problems, guess->arena,
                          "Column %zu cannot be used for its name; rename it in the file.", i + 1);
        }
    }
}
