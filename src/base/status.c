/* Writes error messages, cleaned of what a terminal would obey. */
#include "mpt/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Messages quote names and files; an escape sequence in one must not reach the terminal. C1 controls are the two-byte
 * sequences C2 80 to C2 9F in UTF-8. */
static void clean(char *message)
{
    for (unsigned char *c = (unsigned char *)message; *c; c++) {
        if ((*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7f) {
            *c = '?';
        } else if (c[0] == 0xc2 && c[1] >= 0x80 && c[1] <= 0x9f) {
            c[0] = c[1] = '?';
        }
    }
}

/* Ends a message that was cut with "...", without half a character. */
static void mark_cut(struct mpt_error *error)
{
    char *end = error->message + sizeof error->message - 4;
    while (end > error->message && ((unsigned char)*end & 0xc0) == 0x80) {
        end--;
    }
    memcpy(end, "...", 4);
}

enum mpt_status mpt_fail(struct mpt_error *error, enum mpt_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (len >= (int)sizeof error->message) {
        mark_cut(error);
    }
    clean(error->message);
    return status;
}

void mpt_error_prefix(struct mpt_error *error, const char *format, ...)
{
    char old[sizeof error->message];
    memcpy(old, error->message, sizeof old);
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (len >= 0 && (size_t)len < sizeof error->message) {
        size_t room = sizeof error->message - (size_t)len;
        if (snprintf(error->message + len, room, ": %s", old) >= (int)room) {
            mark_cut(error);
        }
    }
    clean(error->message);
}
