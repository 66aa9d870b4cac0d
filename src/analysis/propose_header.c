/* Headers and phrases made comparable, and how well one says a role. */
#include <ctype.h>
#include <string.h>

#include "mpt/money.h"
#include "propose_internal.h"

/* Words that say nothing of what a column holds: articles, prepositions, "(s)", languages. */
static const char fillers[] =
    " de del la el los las le les du des der die das dem of the l d et och og und y and i en au "
    "aux s sv nb nn eng swe nor engelsk english swedish ";

/* Words that make another thing of what stands before them: "programme code", "organisation type". */
static const char turning[] =
    " code kode codigo kod number nummer numero nr no num id type typ tipo date dato datum fecha "
    "level niva panel sequence sekvens city directorate instrument share rate percent ";

/* Currencies that headers name without capitals: "funding_sek". */
static const char common_currencies[] = " eur euro usd nok sek dkk gbp chf aud clp ";

static const char scales[] =
    " thousand thousands tusen tusind tusinde tausend tsd miles milliers 1000 teur tnok tkr tsek "
    "tdkk million millions millionen millioner mio mill mnok meur msek mdkk mkr millones k m ";

static bool in_words(const char *list, const char *word, size_t len)
{
    char padded[32];
    if (!len || len + 3 > sizeof padded) {
        return false;
    }
    padded[0] = ' ';
    memcpy(padded + 1, word, len);
    memcpy(padded + 1 + len, " ", 2);
    return strstr(list, padded) != NULL;
}

const char *plain_words(const char *text, size_t len, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    bool gap = false;
    for (const char *c = mpt_text_fold(mpt_arena_copy_len(arena, text, len), arena); *c; c++) {
        bool kept = isalnum((unsigned char)*c) || (unsigned char)*c >= 0x80;
        if (kept && gap && out.len) {
            mpt_text_add(&out, " ");
        }
        gap = !kept;
        mpt_text_add_len(&out, c, kept);
    }
    return mpt_text_get(&out);
}

/* "AwardNumber" as "Award Number", "UtlysningsID" as "Utlysnings ID", "NSFOrganization" as "NSF Organization". */
static const char *part_camels(const char *text, struct mpt_arena *arena)
{
    struct mpt_text out = mpt_text_init(arena);
    for (const char *c = text; *c; c++) {
        bool begins = c > text && isupper((unsigned char)*c) &&
                      (islower((unsigned char)c[-1]) ||
                       (isupper((unsigned char)c[-1]) && islower((unsigned char)c[1]) && c[1] != 's'));
        mpt_text_add(&out, begins ? " " : "");
        mpt_text_add_len(&out, c, 1);
    }
    return mpt_text_get(&out);
}

/* The words but for those in `left_out`; all of them if nothing else is there. */
static void set_words(struct phrase *phrase, const char *plain, const char *left_out, struct mpt_arena *arena)
{
    struct mpt_text words = mpt_text_init(arena), squeezed = mpt_text_init(arena);
    mpt_text_add(&words, " ");
    for (const char *at = plain; *at;) {
        size_t len = strcspn(at, " ");
        if (!in_words(left_out, at, len)) {
            mpt_text_add_len(&words, at, len);
            mpt_text_add(&words, " ");
            mpt_text_add_len(&squeezed, at, len);
        }
        at += len + (at[len] == ' ');
    }
    if (!squeezed.len && *plain && *left_out) {
        set_words(phrase, plain, "", arena);
        return;
    }
    phrase->words = mpt_text_get(&words);
    phrase->squeezed = mpt_text_get(&squeezed);
}

void phrase_read(const char *text, size_t len, struct phrase *phrase, struct mpt_arena *arena)
{
    while (len && *text == ' ') {
        text++;
        len--;
    }
    phrase->text = mpt_arena_copy_len(arena, text, len);
    set_words(phrase, plain_words(text, len, arena), fillers, arena);
}

const char *scale_word(const char *plain, struct mpt_arena *arena)
{
    for (const char *at = plain; *at;) {
        size_t len = strcspn(at, " ");
        if (in_words(scales, at, len)) {
            return mpt_arena_copy_len(arena, at, len);
        }
        at += len + (at[len] == ' ');
    }
    return NULL;
}

/* The currency a header names: "(EUR)", "€", "funding_sek"; capitals alone count where the rest has small letters. */
static const char *named_currency(const char *text, const char *plain, struct mpt_arena *arena)
{
    bool small = strpbrk(text, "abcdefghijklmnopqrstuvwxyz") != NULL;
    for (const char *at = text; small && *at;) {
        size_t len = 0;
        while (isalnum((unsigned char)at[len]) || (unsigned char)at[len] >= 0x80) {
            len++;
        }
        const char *word = mpt_arena_copy_len(arena, at, len);
        if (len == 3 && !strpbrk(word, "abcdefghijklmnopqrstuvwxyz") && mpt_currency_code(word)) {
            return mpt_currency_code(word);
        }
        at += len ? len : 1;
    }
    const char *last = strrchr(plain, ' ');
    last = last ? last + 1 : plain;
    if (in_words(common_currencies, last, strlen(last))) {
        return mpt_currency_read(last);
    }
    return strstr(text, "€") ? "EUR" : strstr(text, "£") ? "GBP" : NULL;
}

struct header header_read(const char *text, struct mpt_arena *arena)
{
    struct header header = {0};
    const char *parted = part_camels(text, arena);
    const char *plain = plain_words(parted, strlen(parted), arena);
    header.currency = named_currency(text, plain, arena);
    header.scale = scale_word(plain, arena);
    const char *own = header.currency ? mpt_text_fold(header.currency, arena) : "-";
    const char *left_out = mpt_arena_print(arena, "%s%s euro %s ", fillers, own, header.scale ? header.scale : "");
    header.phrase.text = text;
    set_words(&header.phrase, plain, left_out, arena);
    return header;
}

/* Whether the header has a turning word that is none of the phrase's, alone or behind it ("Kommunenummer"). */
static bool is_turned(const struct phrase *header, const struct phrase *phrase)
{
    size_t len = strlen(phrase->squeezed);
    const char *behind = strncmp(header->squeezed, phrase->squeezed, len) == 0 ? header->squeezed + len : "";
    if (in_words(turning, behind, strlen(behind)) ||
        (*behind == 's' && in_words(turning, behind + 1, strlen(behind + 1)))) {
        return true;
    }
    for (const char *at = header->words + 1; *at;) {
        size_t word_len = strcspn(at, " ");
        if (in_words(turning, at, word_len) && !in_words(phrase->words, at, word_len)) {
            return true;
        }
        at += word_len + (at[word_len] == ' ');
    }
    return false;
}

/* How near a header is to a phrase: equal 1; equal but for typing errors 0.88; with all its words 0.60 and more, by how
 * much of the header they are; beginning or ending with it, as in compounds, 0.50 and more likewise. */
static double nearness(const struct phrase *header, const struct phrase *phrase)
{
    size_t len = strlen(header->squeezed), phrase_len = strlen(phrase->squeezed);
    if (!len || !phrase_len) {
        return 0;
    }
    if (strcmp(header->squeezed, phrase->squeezed) == 0) {
        return 1;
    }
    size_t apart = len > phrase_len ? len - phrase_len : phrase_len - len;
    size_t allowed = phrase_len >= 12 ? 2 : phrase_len >= 6 ? 1 : 0;
    if (apart <= allowed && mpt_text_distance(header->squeezed, phrase->squeezed) <= allowed) {
        return 0.88;
    }
    double covered = (double)phrase_len / (double)len, near = 0;
    if (strstr(header->words, phrase->words)) {
        near = 0.60 + 0.35 * covered;
    } else if (phrase_len >= 5 && len > phrase_len &&
               (strncmp(header->squeezed, phrase->squeezed, phrase_len) == 0 ||
                strcmp(header->squeezed + len - phrase_len, phrase->squeezed) == 0)) {
        near = 0.50 + 0.35 * covered;
    }
    return near > 0 && is_turned(header, phrase) ? near - 0.25 : near;
}

double header_score(const struct lexicon *lexicon, const struct header *header, enum role role, const char **phrase)
{
    double best = 0;
    for (size_t i = 0; i < lexicon->headers.count; i++) {
        const struct phrase *candidate = &lexicon->headers.items[i];
        double near = candidate->role == role ? nearness(&header->phrase, candidate) : 0;
        if (near > best) {
            best = near;
            *phrase = candidate->text;
        }
    }
    return best;
}

/* Adds the phrases of a table's line, ';' between. */
static void add_phrases(struct phrases *list, const char *words, enum role role, const char *meaning,
                        struct mpt_arena *arena)
{
    for (const char *at = words; *at;) {
        size_t len = strcspn(at, ";");
        list->items = mpt_arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
        struct phrase *phrase = &list->items[list->count++];
        *phrase = (struct phrase){.role = role, .meaning = meaning};
        phrase_read(at, len, phrase, arena);
        if (meaning) { /* a value is compared as it is, fillers and all */
            set_words(phrase, plain_words(phrase->text, strlen(phrase->text), arena), "", arena);
        }
        at += len + (at[len] == ';');
    }
}

static void add_values(struct phrases *list, const struct value_word *table, struct mpt_arena *arena)
{
    for (; table->meaning; table++) {
        add_phrases(list, table->words, ROLE_NONE, table->meaning, arena);
    }
}

const struct lexicon *lexicon_read(struct mpt_arena *arena)
{
    struct lexicon *lexicon = mpt_arena_alloc(arena, sizeof *lexicon);
    for (enum role role = 0; role < ROLES; role++) {
        add_phrases(&lexicon->headers, propose_roles[role].words, role, NULL, arena);
    }
    add_values(&lexicon->statuses, propose_statuses, arena);
    add_values(&lexicon->genders, propose_genders, arena);
    add_values(&lexicon->tasks, propose_tasks, arena);
    add_values(&lexicon->nothings, propose_nothings, arena);
    return lexicon;
}

const char *value_meaning(const struct phrases *phrases, const char *value, struct mpt_arena *arena)
{
    enum { LONGEST = 60 };
    size_t len = strnlen(value, LONGEST + 1);
    if (len > LONGEST) {
        return NULL;
    }
    struct phrase plain = {0};
    set_words(&plain, plain_words(value, len, arena), "", arena);
    for (size_t i = 0; i < phrases->count; i++) {
        if (strcmp(phrases->items[i].squeezed, plain.squeezed) == 0) {
            return phrases->items[i].meaning;
        }
    }
    return NULL;
}
