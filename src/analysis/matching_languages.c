/* Which language a text is written in, by its function words. */
#include <string.h>

#include "matching_words.h"

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

/* How many of the first words are function words of each. */
struct hits {
    size_t of[LANGUAGES], seen;
};

enum { ENOUGH = 60, LONGEST_FUNCTION_WORD = 8 };

static void count_hits(struct hits *hits, const struct lexis *lexis, uint64_t hash, size_t len)
{
    unsigned found = len <= LONGEST_FUNCTION_WORD ? lexis_find(lexis, hash) : 0;
    for (; found; found &= found - 1) {
        hits->of[__builtin_ctz(found)]++;
    }
    hits->seen++;
}

static int judge_hits(const struct hits *hits, unsigned *tongues)
{
    const size_t *of = hits->of;
    int best = 0;
    for (int language = 1; language < LANGUAGES; language++) {
        if (of[language] > of[best]) {
            best = language;
        }
    }
    for (int language = 1; tongues && language < LANGUAGES; language++) {
        *tongues |= of[best] > 1 && 2 * of[language] >= of[best] ? 1U << language : 0;
    }
    return of[best] * 8 >= hits->seen && of[best] > 0 ? best : 0;
}

int language_of(const struct lexis *lexis, const char *const *texts, size_t count, unsigned *tongues)
{
    struct hits hits = {.seen = 0};
    for (size_t i = 0; i < count && hits.seen < ENOUGH; i++) {
        struct walk walk = walk_begin(texts[i] ? texts[i] : "");
        while (hits.seen < ENOUGH && walk_next(&walk)) {
            count_hits(&hits, lexis, hash_word(&walk), walk.len);
        }
    }
    return judge_hits(&hits, tongues);
}

int language_of_tokens(const struct lexis *lexis, const struct tokens *tokens, unsigned *tongues)
{
    struct hits hits = {.seen = 0};
    for (size_t i = 0; i < tokens->count && i < ENOUGH; i++) {
        count_hits(&hits, lexis, tokens->tokens[i].hash, tokens->tokens[i].len);
    }
    return judge_hits(&hits, tongues);
}
