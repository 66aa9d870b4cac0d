/* Reads the header of comments of a rule's or a map's file. */
#include "mpt/header.h"

#include <string.h>

bool mpt_header_next(const char **at, int *number, struct mpt_arena *arena, struct mpt_header_line *line)
{
    while (**at == '\n') {
        ++*at;
        ++*number;
    }
    if (strncmp(*at, "-- ", 3) != 0) {
        return false;
    }
    size_t len = strcspn(*at, "\n");
    const char *start = *at + 3;
    line->number = *number;
    char *whole = mpt_arena_copy_len(arena, start, len - 3);
    *at += len + ((*at)[len] == '\n');
    ++*number;
    while (strncmp(*at, "--  ", 4) == 0) {
        len = strcspn(*at, "\n");
        const char *more = *at + 4;
        size_t blanks = strspn(more, " ");
        whole = mpt_arena_print(arena, "%s %.*s", whole, (int)(len - 4 - blanks), more + blanks);
        *at += len + ((*at)[len] == '\n');
        ++*number;
    }
    char *colon = strchr(whole, ':');
    line->key = whole;
    line->value = colon ? colon + 1 + strspn(colon + 1, " ") : NULL;
    if (colon) {
        *colon = '\0';
    }
    return true;
}

bool mpt_header_words(char *text, const char *separators, const char **words, size_t most, size_t *count)
{
    char *rest;
    for (char *word = strtok_r(text, separators, &rest); word; word = strtok_r(NULL, separators, &rest)) {
        word += strspn(word, " ");
        size_t len = strlen(word);
        while (len && word[len - 1] == ' ') {
            word[--len] = '\0';
        }
        if (!len) {
            continue;
        }
        if (*count == most) {
            return false;
        }
        words[(*count)++] = word;
    }
    return true;
}
