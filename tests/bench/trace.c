/* Writes the statements a program runs, values filled in, to the file MPT_TRACE: LD_PRELOAD it. And leaves out those
 * that begin with the words in MPT_WITHOUT, as if they had done their work.
 *
 * A SELECT is written the first time it runs, as it stands for a query and not for the thousandth look-up of a row;
 * anything else (settings, the temporary tables of facts) every time. The sqlite3 shell can read the file. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int open_function(const char *path, sqlite3 **db, int flags, const char *vfs);
typedef int step_function(sqlite3_stmt *statement);

enum { MOST_STATEMENTS = 1000 };

static FILE *out;

static bool is_known(const char *sql)
{
    static char *known[MOST_STATEMENTS];
    static size_t count;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(known[i], sql) == 0) {
            return true;
        }
    }
    if (count < MOST_STATEMENTS) {
        known[count++] = strdup(sql);
    }
    return false;
}

static int write_statement(unsigned event, void *context, void *statement, void *text)
{
    const char *sql = sqlite3_sql(statement);
    (void)event, (void)context, (void)text;
    bool once = sql && sqlite3_stmt_readonly(statement) && sqlite3_strnicmp(sql, "PRAGMA", 6) != 0;
    if (sql && out && !(once && is_known(sql))) {
        char *filled = sqlite3_expanded_sql(statement);
        fprintf(out, "%s\n;\n", filled ? filled : sql);
        sqlite3_free(filled);
    }
    return 0;
}

int sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs)
{
    open_function *original;
    *(void **)&original = dlsym(RTLD_NEXT, "sqlite3_open_v2");
    int code = original(path, db, flags, vfs);
    const char *name = getenv("MPT_TRACE");
    if (code == SQLITE_OK && name && (out = fopen(name, "w"))) {
        sqlite3_trace_v2(*db, SQLITE_TRACE_STMT, write_statement, NULL);
    }
    return code;
}

int sqlite3_step(sqlite3_stmt *statement)
{
    static step_function *original;
    static const char *without;
    static size_t len;
    if (!original) {
        *(void **)&original = dlsym(RTLD_NEXT, "sqlite3_step");
        without = getenv("MPT_WITHOUT");
        len = without ? strlen(without) : 0;
    }
    const char *sql = len ? sqlite3_sql(statement) : NULL;
    return sql && strncmp(sql, without, len) == 0 ? SQLITE_DONE : original(statement);
}
