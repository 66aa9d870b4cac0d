/* Looks at the beginning of an XML document: which element repeats, which encoding it declares. */
#include "exchange/readers/xml_find.h"

#include <ctype.h>
#include <expat.h>
#include <string.h>

/* Names further down say nothing about records; of more than a few names below one element none does either. */
enum { MOST_DEPTH = 4, MOST_NAMES = 200, NOBODY = MOST_NAMES };

/* All elements of one name below the elements of another. */
struct kind {
    const char *name;
    size_t parent, depth, count;
    size_t kinds, only; /* how many names are below it; the first of them */
    bool attributes, text;
};

struct survey {
    XML_Parser parser;
    struct mpt_arena *arena;
    struct kind kinds[MOST_NAMES];
    size_t count;
    size_t path[MOST_DEPTH + 1]; /* the kinds that are open; path[1] is the root's */
    size_t depth;
};

static size_t kind_of(struct survey *survey, size_t parent, const char *name)
{
    for (size_t i = 0; i < survey->count; i++) {
        if (survey->kinds[i].parent == parent && strcmp(survey->kinds[i].name, name) == 0) {
            return i;
        }
    }
    if (survey->count == MOST_NAMES || (parent == NOBODY && survey->depth > 1)) {
        return NOBODY;
    }
    survey->kinds[survey->count] = (struct kind){
        .name = mpt_arena_copy(survey->arena, name), .parent = parent, .depth = survey->depth, .only = NOBODY};
    if (survey->depth > 1 && survey->kinds[parent].kinds++ == 0) {
        survey->kinds[parent].only = survey->count;
    }
    return survey->count++;
}

static void XMLCALL on_start(void *state, const char *name, const char **attributes)
{
    struct survey *survey = state;
    if (++survey->depth > MOST_DEPTH) {
        return;
    }
    size_t kind = kind_of(survey, survey->path[survey->depth - 1], name);
    survey->path[survey->depth] = kind;
    if (kind != NOBODY) {
        survey->kinds[kind].count++;
        survey->kinds[kind].attributes |= *attributes != NULL;
    }
}

static void XMLCALL on_end(void *state, const char *name)
{
    (void)name;
    ((struct survey *)state)->depth--;
}

static void XMLCALL on_text(void *state, const char *text, int len)
{
    struct survey *survey = state;
    bool blank = true;
    for (int i = 0; blank && i < len; i++) {
        blank = strchr(" \t\r\n", text[i]) != NULL;
    }
    if (!blank && survey->depth && survey->depth <= MOST_DEPTH && survey->path[survey->depth] != NOBODY) {
        survey->kinds[survey->path[survey->depth]].text = true;
    }
}

/* The reader proper will refuse this. */
static void XMLCALL on_entity(void *state, const char *name, int parameter, const char *value, int len,
                              const char *base, const char *system, const char *public, const char *notation)
{
    (void)name, (void)parameter, (void)value, (void)len, (void)base, (void)system, (void)public, (void)notation;
    XML_StopParser(((struct survey *)state)->parser, XML_FALSE);
}

/* --- Choosing ----------------------------------------------------------------------------------------------------- */

static bool has_parts(const struct kind *kind)
{
    return kind->kinds > 0 || kind->attributes;
}

/* Below the root: what repeats, most often first; an element without parts only where nothing else stands there. */
static size_t repeated(const struct survey *survey)
{
    size_t best = NOBODY;
    for (size_t i = 1; i < survey->count; i++) {
        const struct kind *kind = &survey->kinds[i];
        bool may = kind->depth == 2 && kind->count > 1 && (has_parts(kind) || survey->kinds[0].kinds == 1);
        if (may && (best == NOBODY || kind->count > survey->kinds[best].count)) {
            best = i;
        }
    }
    return best;
}

/* What repeats in an element below the root that holds nothing else. */
static size_t repeated_inside(const struct survey *survey)
{
    size_t best = NOBODY;
    for (size_t i = 1; i < survey->count; i++) {
        const struct kind *kind = &survey->kinds[i];
        size_t only = kind->depth == 2 && kind->count == 1 && kind->kinds == 1 ? kind->only : NOBODY;
        if (only != NOBODY && survey->kinds[only].count > 1 && has_parts(&survey->kinds[only]) &&
            (best == NOBODY || survey->kinds[only].count > survey->kinds[best].count)) {
            best = only;
        }
    }
    return best;
}

/* The only element below the root that has children, when nothing beside it has text; or the only kind in that. */
static size_t only_one(const struct survey *survey)
{
    size_t found = NOBODY, containers = 0;
    for (size_t i = 1; i < survey->count; i++) {
        const struct kind *kind = &survey->kinds[i];
        if (kind->depth == 2 && kind->kinds) {
            found = i;
            containers++;
        } else if (kind->depth == 2 && kind->text) {
            return NOBODY;
        }
    }
    if (containers != 1) {
        return NOBODY;
    }
    const struct kind *kind = &survey->kinds[found];
    return kind->kinds == 1 && has_parts(&survey->kinds[kind->only]) ? kind->only : found;
}

const char *xml_find_records(const char *start, size_t len, struct mpt_arena *arena)
{
    struct survey *survey = mpt_arena_alloc(arena, sizeof *survey);
    survey->arena = arena;
    survey->path[0] = NOBODY;
    survey->parser = XML_ParserCreate("UTF-8");
    if (!survey->parser) {
        return "";
    }
    XML_SetUserData(survey->parser, survey);
    XML_SetElementHandler(survey->parser, on_start, on_end);
    XML_SetCharacterDataHandler(survey->parser, on_text);
    XML_SetEntityDeclHandler(survey->parser, on_entity);
    XML_Parse(survey->parser, start, (int)len, XML_FALSE); /* what is wrong there, the reader proper says */
    XML_ParserFree(survey->parser);
    if (!survey->count) {
        return "";
    }
    size_t found = repeated(survey);
    found = found == NOBODY ? repeated_inside(survey) : found;
    found = found == NOBODY ? only_one(survey) : found;
    return survey->kinds[found == NOBODY ? 0 : found].name;
}

/* --- The declaration ---------------------------------------------------------------------------------------------- */

const char *xml_declared_encoding(const unsigned char *start, size_t len, struct mpt_arena *arena)
{
    enum { LONGEST = 200 };
    char *text = mpt_arena_copy_len(arena, (const char *)start, len < LONGEST ? len : LONGEST);
    char *end = strstr(text, "?>"), *name = strstr(text, "encoding");
    if (strncmp(text, "<?xml", 5) != 0 || !end || !name || name > end) {
        return NULL;
    }
    name += strcspn(name, "\"'");
    size_t size = *name ? strcspn(name + 1, "\"'?") : 0;
    char *encoding = mpt_arena_copy_len(arena, name + (*name != '\0'), size);
    for (char *c = encoding; *c; c++) {
        *c = (char)tolower((unsigned char)*c);
    }
    bool plain = strncmp(encoding, "utf", 3) == 0 || strncmp(encoding, "ucs", 3) == 0 || !*encoding;
    return plain ? NULL : encoding;
}
