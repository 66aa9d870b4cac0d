/* Writes error messages, cleaned of what a terminal would obey. */
#include "mpt/status.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

/* Messages quote names and files; an escape sequence in one must not reach the terminal, nor a stray byte, which some
 * terminals take for one. */
static void clean(char *message)
{
    utf8proc_int32_t point;
    for (utf8proc_uint8_t *c = (utf8proc_uint8_t *)message; *c;) {
        utf8proc_ssize_t len = utf8proc_iterate(c, -1, &point);
        bool control = len > 0 && ((point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7f && point < 0xa0));
        size_t step = len > 0 ? (size_t)len : 1;
        if (len <= 0 || control) {
            memset(c, '?', step);
        }
        c += step;
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
