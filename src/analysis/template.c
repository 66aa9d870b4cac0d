/* Fills the sentences of findings. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/money.h"
#include "mpt/rule.h"
#include "mpt/text.h"

struct filling {
    const struct mpt_slot *slots;
    size_t count;
    struct mpt_date today;
    struct mpt_arena *arena;
};

static const struct mpt_slot *find_slot(const struct filling *filling, const char *name)
{
    for (size_t i = 0; i < filling->count; i++) {
        if (strcmp(filling->slots[i].name, name) == 0) {
            return &filling->slots[i];
        }
    }
    return NULL;
}

/* Days between a date and today; a partial date counts from its last day when past, its first when ahead. */
static long days_apart(struct mpt_date date, struct mpt_date today)
{
    long now = mpt_date_first_day(today), first = mpt_date_first_day(date), last = mpt_date_last_day(date);
    return now > last ? now - last : first > now ? first - now : 0;
}

static const char *count_of(long count, const char *what, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "%ld %s%s", count, what, count == 1 ? "" : "s");
}

static const char *show_date(const struct filling *filling, const char *value, const char *form)
{
    struct mpt_date date;
    if (!mpt_date_parse(value, &date)) {
        return value;
    }
    if (strcmp(form, "date") == 0) {
        return mpt_date_show(date, filling->arena);
    }
    long days = days_apart(date, filling->today);
    if (strcmp(form, "days") == 0) {
        return count_of(days, "day", filling->arena);
    }
    return strcmp(form, "months") == 0 ? count_of(lround((double)days / 30.4375), "month", filling->arena) : value;
}

static const char *show_money(const struct filling *filling, const char *name, const char *value)
{
    const struct mpt_slot *currency = find_slot(filling, mpt_arena_print(filling->arena, "%s_currency", name));
    struct mpt_money money = {.minor = llround(strtod(value, NULL))};
    if (!currency || !currency->value || mpt_currency_decimals(currency->value) < 0) {
        return value;
    }
    memcpy(money.currency, currency->value, sizeof money.currency);
    return mpt_money_show(money, filling->arena);
}

static const char *show_times(const struct filling *filling, const char *value)
{
    long times = strtol(value, NULL, 10);
    return times == 1 ? "once" : times == 2 ? "twice" : count_of(times, "time", filling->arena);
}

/* "a, b, c" as "a, b or c". */
static const char *show_list(const struct filling *filling, const char *value)
{
    const char *last = NULL;
    for (const char *comma = value; (comma = strstr(comma, ", ")); comma++) {
        last = comma;
    }
    return last ? mpt_arena_print(filling->arena, "%.*s or %s", (int)(last - value), value, last + 2) : value;
}

static const char *show(const struct filling *filling, const char *name, const char *form, const char *value)
{
    if (!*form) {
        return value;
    }
    if (strcmp(form, "money") == 0) {
        return show_money(filling, name, value);
    }
    if (strcmp(form, "percent") == 0) {
        return mpt_arena_print(filling->arena, "%.0f %%", strtod(value, NULL) * 100);
    }
    if (strcmp(form, "list") == 0) {
        return show_list(filling, value);
    }
    if (strcmp(form, "times") == 0) {
        return show_times(filling, value);
    }
    return show_date(filling, value, form);
}

/* The ']' that closes the '[' at the start; parts may stand in parts. NULL when it is missing. */
static const char *part_end(const char *text, size_t len)
{
    int depth = 0;
    for (size_t i = 0; i < len; i++) {
        depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
        if (depth == 0) {
            return text + i;
        }
    }
    return NULL;
}

/* Fills up to `len` bytes; *empty says that a value was not known, or 0. */
static void fill(const struct filling *filling, const char *template, size_t len, struct mpt_text *out, bool *empty)
{
    for (size_t at = 0; at < len;) {
        size_t plain = strcspn(template + at, "{[");
        plain = plain > len - at ? len - at : plain;
        mpt_text_add_len(out, template + at, plain);
        at += plain;
        if (at >= len) {
            return;
        }
        char close = template[at] == '{' ? '}' : ']';
        const char *end = close == '}' ? memchr(template + at, '}', len - at) : part_end(template + at, len - at);
        if (!end) {
            mpt_text_add_len(out, template + at, len - at);
            return;
        }
        size_t inner = (size_t)(end - template) - at - 1;
        if (close == ']') {
            struct mpt_text part = mpt_text_init(filling->arena);
            bool part_empty = false;
            fill(filling, template + at + 1, inner, &part, &part_empty);
            mpt_text_add(out, part_empty ? "" : mpt_text_get(&part));
        } else {
            char *name = mpt_arena_copy_len(filling->arena, template + at + 1, inner), *form = strchr(name, ':');
            if (form) {
                *form++ = '\0';
            }
            const struct mpt_slot *slot = find_slot(filling, name);
            bool known = slot && slot->value && *slot->value && strspn(slot->value, "0.") != strlen(slot->value);
            *empty |= !known;
            if (slot) {
                mpt_text_add(out, slot->value ? show(filling, name, form ? form : "", slot->value) : "");
            } else {
                mpt_text_print(out, "{%s}", name);
            }
        }
        at += inner + 2;
    }
}

const char *mpt_template_fill(const char *template, const struct mpt_slot *slots, size_t count, struct mpt_date today,
                              struct mpt_arena *arena)
{
    const struct filling filling = {slots, count, today, arena};
    struct mpt_text out = mpt_text_init(arena);
    bool empty = false;
    fill(&filling, template, strlen(template), &out, &empty);
    return mpt_text_get(&out);
}
