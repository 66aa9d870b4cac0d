/* The words of texts, one by one or all at once, and which languages they are of. */
#ifndef MATCHING_WORDS_H
#define MATCHING_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

uint64_t hash_bytes(const void *bytes, size_t len);

static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
    uint64_t mixed = (a ^ b >> 29) * UINT64_C(0x9e3779b97f4a7c15) ^ (b + UINT64_C(0x632be59bd9b4e019));
    mixed = (mixed ^ mixed >> 32) * UINT64_C(0xd6e8feb86659fd93);
    return mixed ^ mixed >> 32;
}

enum { LONGEST_WORD = 64 };

/* Walks over the words of a text, folded; a longer one is cut. Bytes that are not UTF-8 part words. */
struct walk {
    const unsigned char *at, *end;
    const unsigned char *start; /* of the word in the text */
    const unsigned char *stop;
    size_t len;
    bool digits;                 /* it has some */
    bool glued;                  /* only '-', '/', '.' or '_' stands between it and the word before */
    bool coded;                  /* glued or with digits */
    char word[LONGEST_WORD + 8]; /* zeros follow it, one at least, to a multiple of eight */
};

struct walk walk_begin(const char *text);
bool walk_next(struct walk *walk);

#define HASH_OF_LENGTH UINT64_C(0x9e3779b97f4a7c15)

/* hash_bytes of the word. Most words have fewer than 16 letters, of which nothing is asked but which of two to take. */
static inline uint64_t hash_word(const struct walk *walk)
{
    uint64_t eight, hash = walk->len * HASH_OF_LENGTH;
    memcpy(&eight, walk->word, sizeof eight);
    hash = hash_mix(hash, eight);
    memcpy(&eight, walk->word + sizeof eight, sizeof eight);
    uint64_t longer = hash_mix(hash, eight);
    hash = walk->len < sizeof eight ? hash : longer;
    for (size_t i = 2 * sizeof eight; i <= walk->len; i += sizeof eight) {
        memcpy(&eight, walk->word + i, sizeof eight);
        hash = hash_mix(hash, eight);
    }
    return hash;
}

/* A word of a text that was walked over. */
struct token {
    uint64_t hash;
    const unsigned char *start, *stop; /* of the word in the text */
    uint8_t len;
    bool digits, glued, coded; /* as in the walk */
};

struct tokens {
    struct token *tokens;
    size_t count, room;
};

/* All words of a text, instead of those that are there; fast where it is plain. The memory is the caller's to free. */
void tokens_read(struct tokens *tokens, const char *text);
struct token token_of(const struct walk *walk);

/* Over the token's word alone, which then is the next one. */
static inline struct walk walk_again(const struct token *token)
{
    return (struct walk){.at = token->start, .end = token->stop, .stop = token->start};
}

/* --- Languages ---------------------------------------------------------------------------------------------------- */

/* 0 is: not known. */
enum { ENGLISH = 1, LANGUAGES = 12 };

/* Which languages a word is a function word of, by its hash. */
enum { LEXIS = 4096 };
struct lexis {
    uint64_t keys[LEXIS];
    uint16_t languages[LEXIS];
};

void lexis_fill(struct lexis *lexis);
unsigned lexis_find(const struct lexis *lexis, uint64_t hash); /* bits 1 << language */

/* The language of which most words are function words, among the first some dozen words; 0: not known. Into `tongues`
 * come those that it surely is one of, as they have half as many of them or more, and more than one (bits
 * 1 << language; NULL: nobody wants to know). */
int language_of(const struct lexis *lexis, const char *const *texts, size_t count, unsigned *tongues);
int language_of_tokens(const struct lexis *lexis, const struct tokens *tokens, unsigned *tongues);
const char *language_name(int language);

#endif
