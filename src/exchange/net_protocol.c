/* Frames between mpt and mpt-net: written by the one, read by the other. */
#include "exchange/net_protocol.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mpt/text.h"

static const char version[] = "mpt-net/2\n";

void net_frame_add(struct net_frame *frame, struct mpt_arena *arena, const char *name, const char *value)
{
    assert(!strchr(value, '\n'));
    frame->fields = mpt_arena_grow(arena, frame->fields, frame->count, &frame->capacity, sizeof *frame->fields);
    frame->fields[frame->count++] = (struct net_field){name, value};
}

const char *net_frame_get(const struct net_frame *frame, const char *name)
{
    for (size_t i = 0; i < frame->count; i++) {
        if (strcmp(frame->fields[i].name, name) == 0) {
            return frame->fields[i].value;
        }
    }
    return NULL;
}

static bool write_all(int file, const char *data, size_t len)
{
    while (len) {
        ssize_t done = write(file, data, len);
        if (done < 0 && errno != EINTR) {
            return false;
        }
        data += done > 0 ? done : 0;
        len -= done > 0 ? (size_t)done : 0;
    }
    return true;
}

bool net_frame_write(const struct net_frame *frame, int file, struct mpt_arena *arena)
{
    struct mpt_text head = mpt_text_init(arena);
    mpt_text_add(&head, version);
    for (size_t i = 0; i < frame->count; i++) {
        mpt_text_print(&head, "%s %s\n", frame->fields[i].name, frame->fields[i].value);
    }
    mpt_text_print(&head, "body %zu\n", frame->len);
    return write_all(file, head.data, head.len) && write_all(file, frame->body, frame->len);
}

/* Takes the whole lines of notes off the front. */
static void take_notes(struct mpt_text *text, net_note *note, void *context)
{
    static const char word[] = "note ";
    char *stop;
    while (text->len >= sizeof word && strncmp(text->data, word, sizeof word - 1) == 0 &&
           (stop = memchr(text->data, '\n', text->len))) {
        char *name = text->data + sizeof word - 1, *blank = memchr(name, ' ', (size_t)(stop - name));
        *stop = '\0';
        if (blank && note) {
            *blank = '\0';
            note(context, name, blank + 1);
        }
        text->len -= (size_t)(stop + 1 - text->data);
        memmove(text->data, stop + 1, text->len + 1);
    }
}

static bool read_all(int file, struct mpt_text *text, net_note *note, void *context)
{
    char block[16384];
    for (;;) {
        ssize_t got = read(file, block, sizeof block);
        if (got > 0) {
            mpt_text_add_len(text, block, (size_t)got);
            take_notes(text, note, context);
        } else if (got == 0 || errno != EINTR) {
            return got == 0;
        }
    }
}

/* The next line, its end taken off; NULL when there is no whole one. */
static char *next_line(char **at, const char *end)
{
    char *line = *at, *stop = memchr(line, '\n', (size_t)(end - line));
    if (!stop) {
        return NULL;
    }
    *stop = '\0';
    *at = stop + 1;
    return line;
}

bool net_frame_read(struct net_frame *frame, int file, net_note *note, void *context, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    *frame = (struct net_frame){.body = ""};
    if (!read_all(file, &text, note, context) || strncmp(mpt_text_get(&text), version, sizeof version - 1) != 0) {
        return false;
    }
    char *at = text.data + sizeof version - 1, *end = text.data + text.len;
    for (char *line; (line = next_line(&at, end));) {
        char *blank = strchr(line, ' ');
        if (!blank) {
            return false;
        }
        *blank = '\0';
        if (strcmp(line, "body") == 0) {
            frame->body = at;
            frame->len = (size_t)(end - at);
            return strtoull(blank + 1, NULL, 10) == frame->len;
        }
        net_frame_add(frame, arena, line, blank + 1);
    }
    return false;
}
