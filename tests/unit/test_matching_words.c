/* What matching reads and sorts fast, against the plain way to do it: any bytes for words, any numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "analysis/matching_numbers.h"
#include "analysis/matching_words.h"

/* Marsaglia's xorshift. */
static uint64_t draw_bits(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed * UINT64_C(2685821657736338717);
}

static uint32_t draw(uint64_t *seed, uint32_t below)
{
    return (uint32_t)(draw_bits(seed) >> 32) % below;
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

enum { LONGEST_TEXT = 1024, LONGEST_PIECE = 256 };

/* A page behind which nothing may be read. */
struct page {
    unsigned char *memory, *end;
    size_t size;
};

static struct page page_open(void)
{
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    int zeros = open("/dev/zero", O_RDWR);
    assert_true(zeros >= 0);
    unsigned char *memory = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE, zeros, 0);
    assert_true(memory != MAP_FAILED);
    close(zeros);
    assert_int_equal(mprotect(memory + size, size, PROT_NONE), 0);
    return (struct page){memory, memory + size, 2 * size};
}

static void page_close(struct page *page)
{
    munmap(page->memory, page->size);
}

/* The text with its end at the page's. */
static const char *put_last(const struct page *page, const unsigned char *text, size_t len)
{
    unsigned char *at = page->end - len - 1;
    memcpy(at, text, len);
    page->end[-1] = '\0';
    return (const char *)at;
}

/* UTF-8 of any number: half of a pair too, or what stands for no sign. */
static size_t put_sign(unsigned char *to, uint32_t point)
{
    size_t len = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = len; i-- > 1; point >>= 6) {
        to[i] = (unsigned char)(0x80 | (point & 0x3f));
    }
    to[0] = (unsigned char)(first[len] | point);
    return len;
}

static size_t put_word(unsigned char *to, uint64_t *seed)
{
    size_t len = draw(seed, 8) ? 1 + draw(seed, 18) : 1 + draw(seed, 200);
    for (size_t i = 0; i < len; i++) {
        to[i] = (unsigned char)"abcdefghijklmnopqrstuvwxyzABMNYZ0189"[draw(seed, 36)];
    }
    return len;
}

/* At most LONGEST_PIECE bytes. */
static size_t put_piece(unsigned char *to, uint64_t *seed)
{
    /* Marks and hyphens that are not seen, signs that stand alone, letters that become several, digits of all sorts. */
    static const uint32_t odd[] = {0x301, 0xad,   0x200d, 0x4e2d, 0x30ab, 0x3099,  0x2f800, 0xdf,
                                   0x130, 0xfb03, 0xfdfa, 0xbd,   0x2163, 0x661,   0x1d7d8, 0x1f600,
                                   0xa0,  0x2011, 0xac00, 0xfffd, 0x345,  0x10ffff};
    switch (draw(seed, 8)) {
    case 0:
        to[0] = (unsigned char)(1 + draw(seed, UINT8_MAX));
        return 1;
    case 1:
        return put_sign(to, 0x80 + draw(seed, draw(seed, 2) ? 0x780 : 0x10ff80));
    case 2: { /* not the whole of it */
        size_t len = put_sign(to, 0x80 + draw(seed, 0x10ff80));
        return 1 + draw(seed, (uint32_t)len);
    }
    case 3:
        return put_sign(to, odd[draw(seed, sizeof odd / sizeof *odd)]);
    case 4:
        to[0] = (unsigned char)" -/._,\n@[`{\x7f"[draw(seed, 12)];
        return 1;
    default:
        return put_word(to, seed);
    }
}

static bool are_same(const struct token *a, const struct token *b)
{
    return a->hash == b->hash && a->start == b->start && a->stop == b->stop && a->len == b->len &&
           a->digits == b->digits && a->glued == b->glued && a->coded == b->coded;
}

/* The token's word is read again from its place alone. */
static void assert_read_again(const struct token *token, const struct walk *walk)
{
    struct walk again = walk_again(token);
    assert_true(walk_next(&again));
    assert_true(again.start == walk->start && again.stop == walk->stop && again.len == walk->len);
    assert_memory_equal(again.word, walk->word, walk->len);
    assert_false(walk_next(&again));
}

static bool is_plain(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* By what can be told byte by byte: ASCII letters and digits alone are in words, all of them, and as they are but for
 * case; no sign begins with what only goes on. `before`: a byte stands before the word. */
static void assert_plainly_read(const struct walk *walk, bool before)
{
    bool plain = true, digits = false;
    for (const unsigned char *at = walk->start; at < walk->stop; at++) {
        bool ascii = *at < 0x80;
        assert_true(!ascii || (is_plain(*at) && (at + 1 == walk->stop || (at[1] & 0xc0) != 0x80)));
        plain = plain && ascii;
        digits = digits || (*at >= '0' && *at <= '9');
    }
    assert_false(is_plain(*walk->stop) && plain);
    assert_false(before && is_plain(walk->start[-1]) && plain);
    if (plain) {
        size_t len = (size_t)(walk->stop - walk->start);
        assert_int_equal(walk->len, len < LONGEST_WORD ? len : LONGEST_WORD);
        assert_int_equal(walk->digits, digits);
        for (size_t i = 0; i < walk->len; i++) {
            bool large = walk->start[i] >= 'A' && walk->start[i] <= 'Z';
            assert_int_equal(walk->word[i], walk->start[i] + (large ? 'a' - 'A' : 0));
        }
    }
}

/* Returns how many words it has. */
static size_t check_text(struct tokens *tokens, const char *text)
{
    struct walk walk = walk_begin(text);
    size_t count = 0;
    tokens_read(tokens, text);
    for (; walk_next(&walk); count++) {
        struct token token = token_of(&walk);
        assert_true(count < tokens->count && are_same(&token, &tokens->tokens[count]));
        assert_true(walk.len > 0 && walk.len <= LONGEST_WORD && walk.word[walk.len] == '\0');
        assert_true(token.hash == hash_bytes(walk.word, walk.len));
        assert_read_again(&token, &walk);
        assert_plainly_read(&walk, walk.start > (const unsigned char *)text);
    }
    assert_int_equal(count, tokens->count);
    assert_true(walk.at == walk.end);
    return count;
}

static void reads_all_words_as_one_by_one(void **state)
{
    (void)state;
    enum { TEXTS = 60000 };
    struct page page = page_open();
    struct tokens tokens = {0};
    uint64_t seed = 88172645463325252;
    size_t words = 0;
    for (size_t i = 0; i < TEXTS; i++) {
        unsigned char text[LONGEST_TEXT];
        size_t len = 0, wanted = draw(&seed, 8) ? draw(&seed, 41) : draw(&seed, LONGEST_TEXT - LONGEST_PIECE);
        while (len < wanted) {
            len += put_piece(text + len, &seed);
        }
        len = draw(&seed, 2) ? wanted : len; /* wherever that is */
        words += check_text(&tokens, put_last(&page, text, len));
    }
    assert_true(words > TEXTS);
    free(tokens.tokens);
    page_close(&page);
}

/* Whatever sign stands between, the words around it are read, and all of each. */
static void reads_on_behind_every_sign(void **state)
{
    (void)state;
    struct page page = page_open();
    struct tokens tokens = {0};
    for (uint32_t point = 1; point < 0x110000; point += point < 0x30000 ? 1 : 0x101) {
        unsigned char text[32] = "harbour ";
        size_t len = 8 + put_sign(text + 8, point);
        memcpy(text + len, "s quay", sizeof "s quay");
        const char *last = put_last(&page, text, len + 6);
        size_t count = check_text(&tokens, last);
        assert_true(count == 3 || count == 4); /* one that stands alone is another */
        assert_ptr_equal(tokens.tokens[count - 1].start, last + len + 2);
        assert_int_equal(tokens.tokens[count - 1].len, 4);
    }
    free(tokens.tokens);
    page_close(&page);
}

/* --- Numbers ------------------------------------------------------------------------------------------------------ */

enum { LISTS = 800, LONGEST_LIST = 5000 };

static int order_numbers(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* All lengths up to some, then any; of all sorts or of few, many of them equal. */
static size_t draw_length(uint64_t *seed, size_t list)
{
    return list < 200 ? list : draw(seed, draw(seed, 8) ? 300 : LONGEST_LIST + 1);
}

static uint64_t draw_mask(uint64_t *seed)
{
    static const uint64_t masks[] = {UINT64_MAX, UINT32_MAX, UINT64_C(0xffffffff00000000), UINT64_C(0x700000007), 0};
    return masks[draw(seed, sizeof masks / sizeof *masks)];
}

static void sorts_lists_as_qsort_does(void **state)
{
    (void)state;
    struct sorter sorter = {0};
    uint64_t expected[LONGEST_LIST + 1] = {0}, seed = 4713;
    for (size_t list = 0; list < LISTS; list++) {
        size_t count = draw_length(&seed, list);
        uint64_t mask = draw_mask(&seed), *numbers = sorter_room(&sorter, count);
        for (size_t i = 0; i < count; i++) {
            numbers[i] = expected[i] = draw_bits(&seed) & mask;
        }
        qsort(expected, count, sizeof *expected, order_numbers);
        numbers = sorter_sort(&sorter, count);
        for (size_t i = 0; i < count; i++) {
            assert_true(numbers[i] == expected[i]);
        }
    }
    sorter_close(&sorter);
}

/* Their items rise as they are added, so that among equal hashes the order of adding is that of the whole numbers. */
static void sorts_keys_by_hash_as_they_came(void **state)
{
    (void)state;
    struct sorter sorter = {0};
    uint64_t expected[LONGEST_LIST + 1] = {0}, seed = 4714;
    for (size_t list = 0; list < LISTS / 2; list++) {
        size_t count = draw_length(&seed, list);
        uint64_t mask = draw_mask(&seed);
        struct keys keys = {0};
        for (size_t i = 0; i < count; i++) {
            uint32_t hash = (uint32_t)((draw_bits(&seed) & mask) >> 32);
            keys_add(&keys, hash, i);
            expected[i] = (uint64_t)hash << 32 | i;
        }
        qsort(expected, count, sizeof *expected, order_numbers);
        const uint64_t *sorted = keys_sort(&sorter, &keys);
        assert_true(keys.count == count && !keys.keys);
        for (size_t i = 0; i < count; i++) {
            assert_true(sorted[i] == expected[i]);
        }
    }
    sorter_close(&sorter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_all_words_as_one_by_one), cmocka_unit_test(reads_on_behind_every_sign),
        cmocka_unit_test(sorts_lists_as_qsort_does), cmocka_unit_test(sorts_keys_by_hash_as_they_came)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
