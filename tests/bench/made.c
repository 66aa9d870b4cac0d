/* Made records: how they are drawn, and a bundle of them. */
#include "made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/date.h"
#include "mpt/json.h"
#include "mpt/text.h"

enum { FIRST_DAY = 11000, YEARS = 20, DAYS = 1095, PER_ORGANISATION = 50 };

/* Marsaglia's xorshift. */
static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)((*seed >> 32) * below >> 32);
}

static uint64_t seed_of(size_t number)
{
    uint64_t seed = (number + 1) * UINT64_C(0x9e3779b97f4a7c15);
    draw(&seed, 2);
    return seed;
}

struct made_source made_read(struct mpt_arena *arena, const char *data)
{
    struct made_source source = {.table = table_read(arena, data, "nsf_dms/awards.csv", ',')};
    size_t room = 0, count = 0;
    for (size_t i = 0; i < source.table.count; i++) {
        const char *abstract = table_get(&source.table, i, "Abstract");
        char *text = mpt_arena_copy(arena, mpt_text_plain(abstract, arena)), *rest = NULL;
        for (char *word = strtok_r(text, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest)) {
            source.words = mpt_arena_grow(arena, (void *)source.words, count, &room, sizeof *source.words);
            source.words[count++] = word;
        }
    }
    source.count = (uint32_t)count;
    return source;
}

static size_t organisations(size_t count)
{
    return count / PER_ORGANISATION + 1;
}

void made_draw(const struct made_source *source, size_t number, size_t count, struct made *made)
{
    size_t originals = count - count / 10;
    uint64_t seed = seed_of(number);
    if (number >= originals) {
        size_t original = number - originals;
        made_draw(source, original, count, made);
        made->degree = (int)(number % MADE_DEGREES);
        made->original = original;
        for (size_t i = 0; i < MADE_WORDS; i++) {
            if (draw(&seed, 10) < (uint32_t)(1 + 2 * made->degree)) {
                made->words[i] = draw(&seed, source->count);
            }
        }
        if (number / MADE_DEGREES % 2) { /* by somebody else at another time: only the words are left to find it by */
            made->organisation = draw(&seed, (uint32_t)organisations(count));
            made->year = draw(&seed, YEARS);
        }
        return;
    }
    made->degree = -1;
    for (size_t i = 0; i < MADE_WORDS; i++) {
        made->words[i] = draw(&seed, source->count);
    }
    made->organisation = draw(&seed, (uint32_t)organisations(count));
    made->year = draw(&seed, YEARS);
}

static const char *join(struct mpt_arena *arena, const struct made_source *source, const uint32_t *words, size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += strlen(source->words[words[i]]) + 1;
    }
    char *text = mpt_arena_alloc(arena, len + 1), *at = text;
    for (size_t i = 0; i < count; i++) {
        at = stpcpy(at, source->words[words[i]]);
        *at++ = i + 1 < count ? ' ' : '\0';
    }
    return text;
}

const char *made_title(struct mpt_arena *arena, const struct made_source *source, const struct made *made)
{
    return join(arena, source, made->words, MADE_TITLE);
}

const char *made_text(struct mpt_arena *arena, const struct made_source *source, const struct made *made)
{
    return join(arena, source, made->words + MADE_TITLE, MADE_TEXT);
}

const char *made_organisation(struct mpt_arena *arena, const struct made *made)
{
    return mpt_arena_print(arena, "Organisation %u", made->organisation);
}

long made_first_day(const struct made *made)
{
    return FIRST_DAY + 365 * (long)made->year;
}

long made_last_day(const struct made *made)
{
    return made_first_day(made) + DAYS;
}

/* --- A bundle ----------------------------------------------------------------------------------------------------- */

static const char *day(struct mpt_arena *arena, long days)
{
    return mpt_date_format(mpt_date_from_days(days), arena);
}

static void print_project(struct mpt_arena *arena, const struct made_source *source, size_t number, size_t count)
{
    struct made made;
    struct mpt_text line = mpt_text_init(arena);
    made_draw(source, number, count, &made);
    mpt_text_print(&line, "%s{\"code\": \"p%zu\", \"title\": ", number ? ",\n" : "", number);
    mpt_json_string(&line, made_title(arena, source, &made));
    mpt_text_add(&line, ", \"summary\": ");
    mpt_json_string(&line, made_text(arena, source, &made));
    mpt_text_print(&line, ", \"starts\": \"%s\", \"ends\": \"%s\"}", day(arena, made_first_day(&made)),
                   day(arena, made_last_day(&made)));
    fputs(mpt_text_get(&line), stdout);
}

void made_print_bundle(const struct made_source *source, size_t count)
{
    struct mpt_arena *arena = mpt_arena_open();
    fputs("{\"schema\": \"mpt.bundle/1\", \"about\": \"For measuring, made\", \"records\": {\"stakeholder\": [\n",
          stdout);
    for (size_t i = 0; i < organisations(count); i++) {
        printf("%s{\"code\": \"o%zu\", \"title\": \"Organisation %zu\", \"form\": \"organisation\"}", i ? ",\n" : "", i,
               i);
    }
    fputs("],\n\"project\": [\n", stdout);
    for (size_t i = 0; i < count; i++) {
        print_project(arena, source, i, count);
        mpt_arena_reset(arena);
    }
    fputs("],\n\"participation\": [\n", stdout);
    for (size_t i = 0; i < count; i++) {
        struct made made;
        made_draw(source, i, count, &made);
        printf("%s{\"stakeholder\": \"o%u\", \"project\": \"p%zu\", \"role\": \"deliver\"}", i ? ",\n" : "",
               made.organisation, i);
    }
    puts("]}}");
    mpt_arena_close(arena);
    if (ferror(stdout) || fflush(stdout)) {
        perror("match");
        exit(1);
    }
}
