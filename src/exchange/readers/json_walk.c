/* Walks over JSON, value by value, and finds out where the records are. */
#include "exchange/readers/json_walk.h"

#include <string.h>

enum state { AT_TEXT, AT_FIRST_MEMBER, AT_MEMBER, AFTER_VALUE, AT_FIRST_ELEMENT, AFTER_ELEMENT };

enum {
    MOST_NAME = 256,                 /* bytes of a name in a path; longer ones are cut */
    FIRST_LOOK = 1024 * 1024,        /* how far records are looked for at first, */
    LONGEST_LOOK = 16 * 1024 * 1024, /* and at most */
};

struct json_walk json_walk_open(struct json_text *text, const char *records, struct mpt_arena *arena)
{
    struct json_walk walk = {.text = text, .records = records, .path = mpt_text_init(arena), .state = AT_TEXT};
    mpt_text_add(&walk.path, "");
    return walk;
}

static enum json_event wrong(struct json_walk *walk, const char *expected)
{
    walk->expected = expected;
    return JSON_WRONG;
}

static enum json_event take_whole(struct json_walk *walk, bool wanted, int then)
{
    walk->found = json_text_value(walk->text, &walk->span);
    walk->wanted = wanted;
    walk->state = then;
    return walk->found == JSON_WHOLE ? JSON_VALUE : JSON_WRONG;
}

static void set_path(struct json_walk *walk, size_t len)
{
    walk->path.len = len;
    walk->path.data[len] = '\0';
}

/* Whether no value begins with this byte, whatever jansson may say of the rest. */
static bool begins_nothing(int c)
{
    return c == JSON_END || c == '\0' || strchr(",:]}", c);
}

/* True when there is something to tell; an object that is gone into is nothing yet. */
static bool begin_value(struct json_walk *walk, enum json_event *event)
{
    int c = json_text_peek(walk->text);
    bool target = walk->records && strcmp(walk->records, mpt_text_get(&walk->path)) == 0;
    if (!walk->levels) {
        walk->objects = c == '{';
    }
    if (begins_nothing(c)) {
        *event = wrong(walk, "a value");
    } else if (c == '[') {
        json_text_take(walk->text);
        walk->in_list = true;
        walk->wanted = target;
        walk->state = AT_FIRST_ELEMENT;
        *event = JSON_LIST;
    } else if (c == '{' && !target && walk->levels < JSON_MOST_LEVELS) {
        json_text_take(walk->text);
        walk->outer[walk->levels++] = walk->path.len;
        walk->state = AT_FIRST_MEMBER;
        return false;
    } else {
        *event = take_whole(walk, target, AFTER_VALUE);
    }
    return true;
}

static bool name_is_json(const struct json_span *name)
{
    return json_judge(name).verdict != JSON_BROKEN;
}

/* A member's name and colon. */
static bool begin_member(struct json_walk *walk, struct mpt_arena *batch, enum json_event *event)
{
    struct json_span name;
    size_t outer = walk->outer[walk->levels - 1];
    if (json_text_peek(walk->text) != '"') {
        *event = wrong(walk, walk->state == AT_MEMBER ? "a name in double quotes" : "a name in double quotes or '}'");
        return false;
    }
    walk->found = json_text_value(walk->text, &name);
    if (walk->found != JSON_WHOLE || !name_is_json(&name)) {
        walk->span = name;
        *event = walk->found != JSON_WHOLE ? JSON_WRONG : JSON_VALUE; /* which will be judged as any other */
        walk->wanted = false;
        walk->state = AT_MEMBER;
        return false;
    }
    const char *decoded = json_decode(name.start, name.len, batch);
    decoded = decoded ? decoded : mpt_arena_copy_len(batch, name.start + 1, name.len - 2);
    size_t len = strlen(decoded) <= MOST_NAME ? strlen(decoded) : MOST_NAME;
    while (((unsigned char)decoded[len] & 0xc0) == 0x80) { /* not within a character */
        len--;
    }
    set_path(walk, outer);
    mpt_text_add(&walk->path, outer ? "." : "");
    mpt_text_add_len(&walk->path, decoded, len);
    if (json_text_peek(walk->text) != ':') {
        *event = wrong(walk, "':'");
        return false;
    }
    json_text_take(walk->text);
    return true;
}

/* Behind a member's value: true when there is something to tell. */
static bool after_member(struct json_walk *walk, int c, enum json_event *event)
{
    if (c != ',' && c != '}') {
        *event = wrong(walk, "',' or '}'");
        return true;
    }
    json_text_take(walk->text);
    if (c == ',') {
        walk->state = AT_MEMBER;
    } else {
        set_path(walk, walk->outer[--walk->levels]);
        walk->state = AFTER_VALUE;
    }
    return false;
}

static enum json_event after_text(struct json_walk *walk, int c)
{
    if (c == JSON_END) {
        return JSON_FINISH;
    }
    if (c == '{' && walk->objects) {
        walk->state = AT_TEXT;
        return JSON_ANOTHER;
    }
    return wrong(walk, walk->objects ? "another object {...} or the end" : "the end");
}

static enum json_event next_element(struct json_walk *walk)
{
    int c = json_text_peek(walk->text);
    bool first = walk->state == AT_FIRST_ELEMENT;
    if (c == ']') {
        json_text_take(walk->text);
        walk->in_list = false;
        walk->state = AFTER_VALUE;
        return JSON_LIST_END;
    }
    if (!first) {
        if (c != ',') {
            return wrong(walk, "',' or ']'");
        }
        json_text_take(walk->text);
        c = json_text_peek(walk->text);
    }
    return begins_nothing(c) ? wrong(walk, first ? "a value or ']'" : "a value")
                             : take_whole(walk, walk->wanted, AFTER_ELEMENT);
}

enum json_event json_walk_next(struct json_walk *walk, struct mpt_arena *batch)
{
    enum json_event event = JSON_FINISH;
    walk->found = JSON_WHOLE;
    for (;;) {
        switch ((enum state)walk->state) {
        case AT_FIRST_MEMBER:
            if (json_text_peek(walk->text) == '}') {
                walk->state = AFTER_VALUE;
                break;
            }
            /* fall through */
        case AT_MEMBER:
            if (!begin_member(walk, batch, &event)) {
                return event;
            }
            /* fall through */
        case AT_TEXT:
            if (begin_value(walk, &event)) {
                return event;
            }
            break;
        case AFTER_VALUE: {
            int c = json_text_peek(walk->text);
            if (!walk->levels) {
                return after_text(walk, c);
            }
            if (after_member(walk, c, &event)) {
                return event;
            }
            break;
        }
        case AT_FIRST_ELEMENT:
        case AFTER_ELEMENT:
            return next_element(walk);
        }
    }
}

/* --- Where the records are ---------------------------------------------------------------------------------------- */

/* What lies ahead in memory: the largest array of objects, and how much is known of the whole. */
struct survey {
    const char *path;
    size_t size; /* of that array, as far as it can be seen; 0: there is none */
    size_t seen; /* bytes of the first text, as far as it can be seen */
    bool done;   /* more would not change it */
};

static struct survey look_ahead(const struct json_text *text, struct mpt_arena *arena)
{
    struct json_text ahead = json_text_ahead(text);
    struct json_walk walk = json_walk_open(&ahead, NULL, arena);
    struct survey survey = {.path = ""};
    const char *path = "";
    size_t start = 0;
    bool objects = false;
    enum json_event event;
    do {
        event = json_walk_next(&walk, arena);
        if (event == JSON_LIST) {
            path = mpt_arena_copy(arena, mpt_text_get(&walk.path));
            start = ahead.pos;
            objects = false;
        }
        objects = objects || (event == JSON_VALUE && *walk.span.start == '{');
        if ((walk.in_list || event == JSON_LIST_END) && objects && ahead.pos - start > survey.size) {
            survey.size = ahead.pos - start;
            survey.path = path;
        }
    } while (event == JSON_VALUE || event == JSON_LIST || event == JSON_LIST_END);
    survey.seen = ahead.pos;
    survey.done = event == JSON_ANOTHER || text->ended;
    if (event == JSON_ANOTHER || (event == JSON_FINISH && !text->ended)) {
        survey.size =
            0; /* objects one after another are the records; so it may be where all that is seen is one object */
    }
    return survey;
}

const char *json_find_records(struct json_text *text, struct mpt_arena *arena)
{
    if (json_text_peek(text) != '{') {
        return "";
    }
    for (size_t look = FIRST_LOOK;; look *= 2) {
        json_text_fill(text, look);
        struct mpt_arena *batch = mpt_arena_open();
        struct survey survey = look_ahead(text, batch);
        bool enough = survey.size && survey.size >= survey.seen / 2;
        const char *path = enough ? mpt_arena_copy(arena, survey.path) : "";
        bool end = survey.done || look >= LONGEST_LOOK;
        mpt_arena_close(batch);
        if (enough || end) {
            return path;
        }
    }
}
