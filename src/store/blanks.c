/* Blanks names in texts: the words of a text are folded one by one and looked up among the first words of the names. */
#include "blanks.h"

#include <stdint.h>
#include <string.h>

#include "mpt/digest.h"
#include "mpt/text.h"

enum { SHORTEST_NAME = 4, LONGEST_ENDING = 2 };

/* A name as folded words. */
struct name {
    struct name *next; /* with the same hash of the first word */
    const char **words;
    size_t count;
    bool known;
};

struct blanks {
    struct mpt_arena *arena;
    struct name **heads;
    size_t size; /* a power of two */
};

/* A word of a text: where it stands, and folded. */
struct word {
    size_t begin, end;
    const char *folded;
    size_t len;
};

struct blanks *blanks_open(struct mpt_arena *arena, size_t expected)
{
    struct blanks *blanks = mpt_arena_alloc(arena, sizeof *blanks);
    blanks->arena = arena;
    blanks->size = 8;
    while (blanks->size < expected) {
        blanks->size *= 2;
    }
    blanks->heads = mpt_arena_array(arena, blanks->size, sizeof(struct name *));
    return blanks;
}

static bool is_ascii_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the letter or digit at `at`; 0 when it is something between words. Beyond ASCII all but blanks, signs and
 * punctuation (U+0080-U+00BF, U+2000-U+206F, U+3000-U+303F), of which all bytes are passed over, counts as a letter. */
static size_t letter(const char *at)
{
    unsigned char c = (unsigned char)at[0], d = c ? (unsigned char)at[1] : 0;
    if (c < 0x80) {
        return is_ascii_word(c);
    }
    bool between = c <= 0xc2 || (c == 0xe2 && (d == 0x80 || d == 0x81)) || (c == 0xe3 && d == 0x80);
    size_t len = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    return between ? 0 : strnlen(at, len);
}

/* The next word of `text` from `at`; false at the end. The folded form is in `arena`. */
static bool next_word(const char *text, size_t at, struct word *word, struct mpt_arena *arena)
{
    bool ascii = true;
    size_t len;
    while (text[at] && !letter(text + at)) {
        at++;
    }
    word->begin = at;
    while ((len = letter(text + at))) {
        ascii &= len == 1 && (unsigned char)text[at] < 0x80;
        at += len;
    }
    word->end = at;
    char *copy = mpt_arena_copy_len(arena, text + word->begin, at - word->begin);
    for (char *c = copy; ascii && *c; c++) {
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    }
    word->folded = ascii ? copy : mpt_text_fold(copy, arena);
    word->len = strlen(word->folded);
    return word->end > word->begin;
}

/* Only whether there may be a name at all is asked of most words, so they are hashed where they stand. */
static size_t bucket(const struct blanks *blanks, const char *word, size_t len)
{
    uint64_t hash = mpt_digest(MPT_DIGEST_SEED, word, len);
    return (size_t)(hash ^ hash >> 29) & (blanks->size - 1);
}

static struct name *find_same(const struct blanks *blanks, const struct name *wanted)
{
    struct name *name = blanks->heads[bucket(blanks, wanted->words[0], strlen(wanted->words[0]))];
    for (; name; name = name->next) {
        bool same = name->count == wanted->count;
        for (size_t i = 0; same && i < name->count; i++) {
            same = strcmp(name->words[i], wanted->words[i]) == 0;
        }
        if (same) {
            return name;
        }
    }
    return NULL;
}

static void add_one(struct blanks *blanks, const char *text, bool known)
{
    struct name *name = mpt_arena_alloc(blanks->arena, sizeof *name), *there;
    struct word word = {0};
    size_t capacity = 0;
    if (strlen(text) < SHORTEST_NAME) {
        return;
    }
    while (next_word(text, word.end, &word, blanks->arena)) {
        name->words = mpt_arena_grow(blanks->arena, name->words, name->count, &capacity, sizeof *name->words);
        name->words[name->count++] = word.folded;
    }
    name->known = known;
    if (!name->count) {
        return;
    }
    if ((there = find_same(blanks, name))) {
        there->known |= known;
        return;
    }
    struct name **head = &blanks->heads[bucket(blanks, name->words[0], strlen(name->words[0]))];
    name->next = *head;
    *head = name;
}

void blanks_add(struct blanks *blanks, const char *names, bool known)
{
    while (names && *names) {
        size_t len = strcspn(names, "\n");
        const char *line = mpt_arena_copy_len(blanks->arena, names, len), *colon = strchr(line, ':');
        add_one(blanks, line, known);
        if (colon && !strchr(line, ' ')) {
            add_one(blanks, colon + 1, known);
        }
        names += len + (names[len] == '\n');
    }
}

/* Whether the word of the text is that of the name, with an ending if it is the last. */
static bool same_word(const char *name, const struct word *word, bool last)
{
    size_t len = strlen(name);
    bool longer = last && len >= SHORTEST_NAME && word->len > len && word->len <= len + LONGEST_ENDING;
    return (word->len == len || longer) && memcmp(name, word->folded, len) == 0;
}

/* Where the name that begins with `first` ends in the text; 0 when it does not stand there. */
static size_t match(const struct name *name, const char *text, const struct word *first, struct mpt_arena *arena)
{
    struct word word = *first;
    for (size_t i = 0; i < name->count; i++) {
        if ((i && !next_word(text, word.end, &word, arena)) ||
            !same_word(name->words[i], &word, i + 1 == name->count)) {
            return 0;
        }
    }
    return word.end;
}

/* The longest name that begins with the word: where it ends, and whether it is known; 0 when there is none. */
static size_t longest(const struct blanks *blanks, const char *text, const struct word *word, struct mpt_arena *arena,
                      bool *known)
{
    size_t best = 0;
    for (size_t ending = 0; blanks && ending <= LONGEST_ENDING && ending < word->len; ending++) {
        const struct name *name = blanks->heads[bucket(blanks, word->folded, word->len - ending)];
        for (; name; name = name->next) {
            size_t end = ending && name->count > 1 ? 0 : match(name, text, word, arena);
            if (end > best) {
                best = end;
                *known = name->known;
            }
        }
    }
    return best;
}

const char *blanks_apply(const struct blanks *blanks, const struct blanks *own, const char *text,
                         struct mpt_arena *arena, size_t *count)
{
    struct mpt_text out = mpt_text_init(arena);
    struct word word = {0};
    size_t done = 0;
    while (next_word(text, word.end, &word, arena)) {
        bool known = false;
        size_t end = longest(own, text, &word, arena, &known);
        if (!end) {
            end = longest(blanks, text, &word, arena, &known);
        }
        if (end && !known) {
            mpt_text_add_len(&out, text + done, word.begin - done);
            mpt_text_add(&out, "[withheld]");
            done = end;
            ++*count;
        }
        word.end = end > word.end ? end : word.end;
    }
    if (done) {
        mpt_text_add(&out, text + done);
    }
    return done ? mpt_text_get(&out) : text;
}
