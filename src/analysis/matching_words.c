/* Words of texts: folded one by one without copying the text, and the language they are written in. */
#include <string.h>
#include <utf8proc.h>

#include "matching_internal.h"

uint64_t hash_bytes(const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    uint64_t hash = len * UINT64_C(0x9e3779b97f4a7c15), eight;
    for (; len >= sizeof eight; len -= sizeof eight, at += sizeof eight) {
        memcpy(&eight, at, sizeof eight);
        hash = hash_mix(hash, eight);
    }
    eight = 0;
    memcpy(&eight, at, len);
    return hash_mix(hash, eight);
}

/* --- Walking ------------------------------------------------------------------------------------------------------ */

/* What an ASCII byte is folded to; 0: it parts words. */
static const char folded_bytes[128] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8',
    ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h',
    ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q',
    ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z',
    ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i',
    ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r',
    ['s'] = 's', ['t'] = 't', ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
};

/* Latin letters that Unicode does not decompose and that people type as plain ones. */
static const char *plain_letters(utf8proc_int32_t point)
{
    static const struct {
        utf8proc_int32_t point;
        const char *plain;
    } letters[] = {{0xf8, "o"},  {0xd8, "o"},  {0xe6, "ae"}, {0xc6, "ae"}, {0x153, "oe"}, {0x152, "oe"},
                   {0x111, "d"}, {0x110, "d"}, {0xf0, "d"},  {0xd0, "d"},  {0x142, "l"},  {0x141, "l"},
                   {0xfe, "th"}, {0xde, "th"}, {0xdf, "ss"}, {0x131, "i"}, {0x130, "i"}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].point == point) {
            return letters[i].plain;
        }
    }
    return NULL;
}

/* Scripts that write no blanks between words: each sign is a word. */
static bool stands_alone(utf8proc_int32_t point)
{
    return (point >= 0x3040 && point <= 0x30ff) || (point >= 0x3400 && point <= 0x9fff) ||
           (point >= 0xf900 && point <= 0xfaff) || (point >= 0x20000 && point <= 0x3ffff);
}

static void add_bytes(struct walk *walk, const void *bytes, size_t len)
{
    if (walk->len + len <= LONGEST_WORD) {
        memcpy(walk->word + walk->len, bytes, len);
        walk->len += len;
    }
}

/* Adds what a letter is folded to; false when it is none. Marks are dropped but do not part words. */
static bool add_point(struct walk *walk, utf8proc_int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);
    if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) {
        return walk->len > 0;
    }
    if (point == 0xad || point == 0x200d || point == 0x200c) { /* hyphens and joiners that are not seen */
        return walk->len > 0;
    }
    if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_NO) {
        return false;
    }
    const char *plain = plain_letters(point);
    if (plain) {
        add_bytes(walk, plain, strlen(plain));
        walk->letters = true;
        return true;
    }
    utf8proc_int32_t points[16];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        point, points, sizeof points / sizeof *points,
        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 16; i++) {
        utf8proc_uint8_t bytes[4];
        utf8proc_category_t kind = utf8proc_category(points[i]);
        if (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_NO) {
            utf8proc_ssize_t len = utf8proc_encode_char(points[i], bytes);
            add_bytes(walk, bytes, len > 0 ? (size_t)len : 0);
            walk->digits |= kind >= UTF8PROC_CATEGORY_ND;
            walk->letters |= kind < UTF8PROC_CATEGORY_ND;
        }
    }
    return true;
}

struct walk walk_begin(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    return (struct walk){.at = at, .end = at + strlen(text), .stop = at};
}

static bool glues(const unsigned char *from, const unsigned char *to)
{
    for (; from < to; from++) {
        if (*from != '-' && *from != '/' && *from != '.' && *from != '_') {
            return false;
        }
    }
    return true;
}

/* One sign of several bytes; false: the word ends before it. */
static bool step_over(struct walk *walk)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t len = utf8proc_iterate(walk->at, walk->end - walk->at, &point);
    if (len <= 0) {
        len = 1;
        point = ' ';
    }
    bool alone = stands_alone(point);
    if (alone && walk->len > 0) {
        return false;
    }
    bool had = walk->len > 0;
    if (!add_point(walk, point)) {
        if (had) {
            return false;
        }
        walk->at += len;
        return true;
    }
    if (!had) {
        walk->start = walk->at;
    }
    walk->at += len;
    return !alone;
}

/* Takes ASCII letters and digits as far as they go; what most words consist of. */
static void take_plain(struct walk *walk)
{
    const unsigned char *at = walk->at, *end = walk->end;
    size_t len = walk->len;
    bool digits = false, letters = false;
    for (char folded; at < end && *at < 0x80 && (folded = folded_bytes[*at]) != 0; at++) {
        if (len < LONGEST_WORD) {
            walk->word[len++] = folded;
        }
        digits |= folded <= '9';
        letters |= folded > '9';
    }
    walk->len = len;
    walk->digits |= digits;
    walk->letters |= letters;
    walk->at = at;
}

bool walk_next(struct walk *walk)
{
    const unsigned char *before = walk->stop;
    walk->len = 0;
    walk->digits = walk->letters = false;
    while (walk->at < walk->end) {
        unsigned char byte = *walk->at;
        if (byte >= 0x80) {
            if (!step_over(walk)) {
                break;
            }
        } else if (folded_bytes[byte]) {
            if (walk->len == 0) {
                walk->start = walk->at;
            }
            take_plain(walk);
        } else if (walk->len > 0) {
            break;
        } else {
            walk->at++;
        }
    }
    if (walk->len == 0) {
        return false;
    }
    memset(walk->word + walk->len, 0, sizeof(uint64_t));
    walk->glued = before > (const unsigned char *)0 && walk->start > before && glues(before, walk->start);
    walk->stop = walk->at;
    return true;
}

/* --- Languages ---------------------------------------------------------------------------------------------------- */

/* The words without a meaning of their own that are most frequent, folded. */
static const struct language {
    const char *name; /* as the stemmer calls it */
    const char *words;
} languages[LANGUAGES] = {
    {"", ""},
    {"english", " the of and to in a is that for it as was with be by on not this are or from at which an have has had "
                "were will their its these than been they we our can also such between into other both how may "},
    {"swedish", " och att det i en som pa ar av for med den till har de inte om ett men var vi fran eller nar kan ska "
                "sa vid under hur dessa detta genom mellan kommer samt ocksa ut denna dar vara blir "},
    {"norwegian",
     " og i det pa som er en til a han av for at med var de ikke den har jeg om et men fra vi eller nar kan "
     "skal sa ved under hvordan disse dette gjennom mellom blir hvor vaere vil etter "},
    {"danish", " og i at det er en til pa de som med for den af ikke der var har et men om fra vi eller nar kan skal "
               "ved under hvordan disse dette gennem mellem bliver hvor vaere vil efter blev ogsa "},
    {"german",
     " der die und in den von zu das mit sich des auf fur ist im dem nicht ein eine als auch es an werden aus "
     "er hat dass sie nach wird bei einer um am sind noch wie einem uber einen so zum zur durch "},
    {"french",
     " de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son "
     "aux d l cette ont ses mais comme ou nous sa ces leur entre "},
    {"spanish",
     " de la que el en y a los se del las un por con no una su para es al lo como mas o pero sus le ha me si "
     "sin sobre este entre cuando esta son tambien fue desde "},
    {"portuguese", " de a o que e do da em um para com nao uma os no se na por mais as dos como mas foi ao das tem "
                   "seu sua ou ser quando muito nos esta tambem pelo pela entre sao "},
    {"italian",
     " di e il la che in un a per e una del con non sono le da si dei della i gli al nel come anche alla piu "
     "delle questo ha lo o su dal ma questa tra "},
    {"dutch", " de en van het een in is dat op te voor met zijn die niet aan er ook als door naar bij om tot uit dan "
              "maar over worden wordt deze deze kan zich of heeft nog "},
    {"finnish", " ja on ei se etta oli joka myos ovat kuin tai han mutta sen niin kun jos ne olla voi hanke hankkeen "
                "seka jotka tama kanssa sita joita vuoden "},
};

const char *language_name(int language)
{
    return languages[language].name;
}

void lexis_fill(struct lexis *lexis)
{
    memset(lexis, 0, sizeof *lexis);
    for (int language = 1; language < LANGUAGES; language++) {
        struct walk walk = walk_begin(languages[language].words);
        while (walk_next(&walk)) {
            uint64_t hash = hash_word(&walk);
            size_t at = hash % LEXIS;
            while (lexis->languages[at] && lexis->keys[at] != hash) {
                at = (at + 1) % LEXIS;
            }
            lexis->keys[at] = hash;
            lexis->languages[at] |= (uint16_t)(1U << language);
        }
    }
}

unsigned lexis_find(const struct lexis *lexis, uint64_t hash)
{
    for (size_t at = hash % LEXIS; lexis->languages[at]; at = (at + 1) % LEXIS) {
        if (lexis->keys[at] == hash) {
            return lexis->languages[at];
        }
    }
    return 0;
}

int language_of(const struct lexis *lexis, const char *const *texts, size_t count, unsigned *tongues)
{
    enum { ENOUGH = 60 };
    size_t hits[LANGUAGES] = {0}, seen = 0;
    for (size_t i = 0; i < count && seen < ENOUGH; i++) {
        struct walk walk = walk_begin(texts[i] ? texts[i] : "");
        for (; seen < ENOUGH && walk_next(&walk); seen++) {
            unsigned found = walk.len <= 8 ? lexis_find(lexis, hash_word(&walk)) : 0;
            for (int language = 1; found && language < LANGUAGES; language++) {
                hits[language] += found >> language & 1;
            }
        }
    }
    int best = 0;
    for (int language = 1; language < LANGUAGES; language++) {
        if (hits[language] > hits[best]) {
            best = language;
        }
    }
    for (int language = 1; tongues && language < LANGUAGES; language++) {
        *tongues |= hits[best] > 1 && 2 * hits[language] >= hits[best] ? 1U << language : 0;
    }
    return hits[best] * 8 >= seen && hits[best] > 0 ? best : 0;
}
