/* How near two names are, word by word: equal words, words joined or parted, misspelt and inflected ones. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "matching_internal.h"

enum { MOST_WORDS = 64 };

static bool has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

bool word_is_among(const char *words, const char *word)
{
    enum { LONGEST = 16 };
    char spaced[LONGEST + 3];
    return strlen(word) <= LONGEST && snprintf(spaced, sizeof spaced, " %s ", word) > 0 && strstr(words, spaced);
}

/* "2nd", "XVII", "fourth", "thirtieth": what tells the parts of a series apart. */
static bool is_number(const char *text)
{
    static const char *const words =
        " first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx ";
    size_t len = strlen(text);
    if (has_digit(text)) {
        return true;
    }
    if (len > 6 && (strcmp(text + len - 6, "teenth") == 0 || strcmp(text + len - 4, "ieth") == 0)) {
        return true;
    }
    return word_is_among(words, text);
}

bool is_code(const char *text, size_t len)
{
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < len; i++) {
        digits += text[i] >= '0' && text[i] <= '9';
        letters += text[i] >= 'a' && text[i] <= 'z';
    }
    return (digits >= 2 && letters >= 1 && digits + letters >= 4) || digits >= 5;
}

/* Edits that turn one into the other (insert, delete, replace, swap of neighbours); words are at most LONGEST_WORD. */
static size_t edits(const char *a, size_t a_len, const char *b, size_t b_len)
{
    uint8_t rows[3][LONGEST_WORD + 9];
    for (size_t j = 0; j <= b_len; j++) {
        rows[0][j] = (uint8_t)j;
    }
    for (size_t i = 1; i <= a_len; i++) {
        uint8_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = (uint8_t)i;
        for (size_t j = 1; j <= b_len; j++) {
            unsigned best = before[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            best = before[j] + 1U < best ? before[j] + 1U : best;
            best = now[j - 1] + 1U < best ? now[j - 1] + 1U : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && earlier[j - 2] + 1U < best) {
                best = earlier[j - 2] + 1U;
            }
            now[j] = (uint8_t)best;
        }
    }
    return rows[a_len % 3][b_len];
}

struct spelling spelling_of(const char *text, size_t len)
{
    struct spelling spelling = {.text = text, .len = (uint8_t)(len < UINT8_MAX ? len : UINT8_MAX)};
    for (size_t i = 0; i < len; i++) {
        spelling.letters |= UINT32_C(1) << (text[i] & 31);
    }
    memcpy(spelling.start, text, len < sizeof spelling.start ? len : sizeof spelling.start);
    spelling.digits = has_digit(text);
    spelling.number = is_number(text);
    spelling.code = is_code(text, len);
    return spelling;
}

static unsigned count_bits(uint32_t bits)
{
    bits -= bits >> 1 & 0x55555555U;
    bits = (bits & 0x33333333U) + (bits >> 2 & 0x33333333U);
    return ((bits + (bits >> 4)) & 0x0f0f0f0fU) * 0x01010101U >> 24;
}

/* 1 equal, 0 different words; numbers and codes are not misspelt, but may be cut or extended at their ends. Most words
 * are told apart without being read: each edit changes at most two letters of those that occur. */
double word_likeness(const struct spelling *a, const struct spelling *b)
{
    size_t shorter = a->len < b->len ? a->len : b->len, longer = a->len + b->len - shorter, same = 0;
    size_t most_edits = longer / 4;
    if (longer > LONGEST_WORD) {
        return 0;
    }
    bool starts_equal = memcmp(a->start, b->start, sizeof a->start) == 0;
    bool can_be_edited = longer - shorter <= most_edits && count_bits(a->letters ^ b->letters) <= 2 * most_edits;
    if (!starts_equal &&
        (shorter < 4 || !can_be_edited || (a->start[0] != b->start[0] && a->start[1] != b->start[1]))) {
        return 0;
    }
    while (same < shorter && a->text[same] == b->text[same]) {
        same++;
    }
    if (same == longer) {
        return 1;
    }
    if (a->digits || b->digits) {
        bool code = same == shorter && shorter >= 5 && (shorter == a->len ? a : b)->digits;
        return code && (double)shorter / (double)longer >= 0.6 ? 0.85 : 0;
    }
    if (shorter < 4) {
        return 0;
    }
    if (same == shorter && longer - shorter <= 3) {
        return 0.95; /* inflected */
    }
    if (same >= 5 && same + 3 >= shorter && same + 4 >= longer) {
        return 0.9; /* another ending of one stem */
    }
    double alike = can_be_edited ? 1 - (double)edits(a->text, a->len, b->text, b->len) / (double)longer : 0;
    return alike >= 0.75 ? alike : 0;
}

/* Which letters the words have first, or second: a bit for each, some of several. */
static uint32_t letters_at(const struct word *words, size_t count, size_t place)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < count; i++) {
        letters |= UINT32_C(1) << (words[i].spelling->start[place] & 31);
    }
    return letters;
}

static bool is_letter_of(uint32_t letters, char letter)
{
    return letters >> (letter & 31) & 1;
}

struct alignment {
    const struct word *a, *b;
    size_t a_count, b_count;
    bool a_taken[MOST_WORDS], b_taken[MOST_WORDS];
    struct nearness nearness;
};

static void take(struct alignment *alignment, size_t i, size_t j, double alike)
{
    double a = alignment->a[i].idf, b = alignment->b[j].idf, least = a < b ? a : b;
    alignment->a_taken[i] = alignment->b_taken[j] = true;
    alignment->nearness.shared += alike * least;
    alignment->nearness.a_only += (1 - alike) * least;
    alignment->nearness.b_only += (1 - alike) * least;
    alignment->nearness.shared_words++;
    alignment->nearness.codes += alignment->a[i].spelling->code ? alike * least : 0;
}

static void take_equal(struct alignment *alignment)
{
    for (size_t i = 0; i < alignment->a_count; i++) {
        for (size_t j = 0; j < alignment->b_count; j++) {
            if (!alignment->b_taken[j] && alignment->a[i].number == alignment->b[j].number) {
                take(alignment, i, j, 1);
                break;
            }
        }
    }
}

/* Near words have the first or the second letter in common. */
static void take_near(struct alignment *alignment)
{
    uint32_t first = letters_at(alignment->b, alignment->b_count, 0);
    uint32_t second = letters_at(alignment->b, alignment->b_count, 1);
    for (size_t i = 0; i < alignment->a_count; i++) {
        const char *start = alignment->a[i].spelling->start;
        bool open = !alignment->a_taken[i] && (is_letter_of(first, start[0]) || is_letter_of(second, start[1]));
        double best = 0;
        size_t at = 0;
        for (size_t j = 0; open && j < alignment->b_count; j++) {
            double alike =
                alignment->b_taken[j] ? 0 : word_likeness(alignment->a[i].spelling, alignment->b[j].spelling);
            if (alike > best) {
                best = alike;
                at = j;
            }
        }
        if (best > 0) {
            take(alignment, i, at, best);
        }
    }
}

/* Whether two words in one can be near a third: by the letters they have and by their lengths. */
static bool can_be_joined(const struct spelling *first, const struct spelling *second, const struct spelling *whole)
{
    enum { LONGEST_ENDING = 7 };
    size_t joined = (size_t)first->len + second->len;
    return first->start[0] == whole->start[0] && joined <= LONGEST_WORD && joined * 3 <= whole->len * (size_t)5 &&
           whole->len * (size_t)3 <= joined * 5 &&
           count_bits((first->letters | second->letters) ^ whole->letters) <= LONGEST_ENDING;
}

static double joined_likeness(const struct spelling *first, const struct spelling *second, const struct spelling *whole)
{
    char joined[2 * LONGEST_WORD + 24];
    if (!can_be_joined(first, second, whole)) {
        return 0;
    }
    memcpy(joined, first->text, first->len);
    memcpy(joined + first->len, second->text, second->len);
    joined[first->len + second->len] = '\0';
    struct spelling both = spelling_of(joined, (size_t)first->len + second->len);
    return word_likeness(&both, whole);
}

/* "agri foods" and "agrifood": two words of one are a word of the other. */
static void take_joined(struct alignment *alignment, bool swapped)
{
    const struct word *parted = swapped ? alignment->b : alignment->a, *whole = swapped ? alignment->a : alignment->b;
    bool *parted_taken = swapped ? alignment->b_taken : alignment->a_taken;
    bool *whole_taken = swapped ? alignment->a_taken : alignment->b_taken;
    size_t parted_count = swapped ? alignment->b_count : alignment->a_count;
    size_t whole_count = swapped ? alignment->a_count : alignment->b_count;
    uint32_t first = letters_at(whole, whole_count, 0);
    for (size_t i = 0; i + 1 < parted_count; i++) {
        if (!is_letter_of(first, parted[i].spelling->start[0])) {
            continue;
        }
        for (size_t j = 0; j < whole_count && !parted_taken[i] && !parted_taken[i + 1]; j++) {
            double alike = joined_likeness(parted[i].spelling, parted[i + 1].spelling, whole[j].spelling);
            if (alike < 0.85) {
                continue;
            }
            parted_taken[i] = parted_taken[i + 1] = true;
            if (whole_taken[j]) { /* the same is said twice: nothing more is shared, but nothing is missing either */
                continue;
            }
            double parts = parted[i].idf + parted[i + 1].idf;
            double both = alike * (parts < whole[j].idf ? parts : whole[j].idf);
            whole_taken[j] = true;
            alignment->nearness.shared += both;
            alignment->nearness.shared_words++;
            alignment->nearness.codes += whole[j].spelling->code ? both : 0;
        }
    }
}

struct nearness names_compare(const struct word *a, size_t a_count, const struct word *b, size_t b_count)
{
    struct alignment alignment = {.a = a,
                                  .b = b,
                                  .a_count = a_count < MOST_WORDS ? a_count : MOST_WORDS,
                                  .b_count = b_count < MOST_WORDS ? b_count : MOST_WORDS};
    struct nearness *nearness = &alignment.nearness;
    bool a_number = false, b_number = false;
    take_equal(&alignment);
    /* Codes are written with and without hyphens. */
    take_joined(&alignment, false);
    take_joined(&alignment, true);
    take_near(&alignment);
    for (size_t i = 0; i < alignment.a_count; i++) {
        if (!alignment.a_taken[i]) {
            nearness->a_words++;
            nearness->a_only += a[i].idf;
            a_number |= a[i].spelling->number;
        }
    }
    for (size_t j = 0; j < alignment.b_count; j++) {
        if (!alignment.b_taken[j]) {
            nearness->b_words++;
            nearness->b_only += b[j].idf;
            b_number |= b[j].spelling->number;
        }
    }
    nearness->numbers_differ = a_number && b_number;
    return *nearness;
}

/* Letters left from `text` are the first letters of the words; those of up to three letters may be left out. */
static bool are_initials(const char *text, const struct word *words, size_t count)
{
    if (!*text) {
        for (size_t i = 0; i < count; i++) {
            if (strlen(words[i].spelling->text) > 3) {
                return false;
            }
        }
        return true;
    }
    if (count == 0) {
        return false;
    }
    return (words[0].spelling->text[0] == *text && are_initials(text + 1, words + 1, count - 1)) ||
           (strlen(words[0].spelling->text) <= 3 && are_initials(text, words + 1, count - 1));
}

bool is_acronym(const struct word *acronym, size_t acronym_count, const struct word *words, size_t count)
{
    enum { LEAST = 3, MOST = 8 };
    size_t len = acronym_count == 1 ? strlen(acronym[0].spelling->text) : 0;
    if (len < LEAST || len > MOST || count < 2 || count > (size_t)2 * MOST) {
        return false;
    }
    /* "KTH, Kungliga tekniska högskolan" says its own, in front or behind. */
    return words[0].number == acronym[0].number || words[count - 1].number == acronym[0].number ||
           are_initials(acronym[0].spelling->text, words, count);
}

double nearness_value(const struct nearness *nearness)
{
    double shared = nearness->shared, smaller = fmin(nearness->a_only, nearness->b_only);
    double larger = fmax(nearness->a_only, nearness->b_only);
    return shared > 0 ? shared / (shared + smaller + 0.5 * (larger - smaller)) : 0;
}
