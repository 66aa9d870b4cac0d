/* Names of organisations as they are compared: whether two are one name, written in two ways. */
#include <string.h>

#include "mpt/text.h"
#include "organisations.h"

enum { LONGEST_ACRONYM = 10, LONGEST_COMMON = 13 };

/* Letters without a small one among them, and no blank: "CSIRO", "NTNU", "5G-PPP". */
bool name_is_acronym(const char *name)
{
    size_t capitals = 0, len = strlen(name);
    for (const char *c = name; *c; c++) {
        if (*c == ' ' || (*c >= 'a' && *c <= 'z') || (unsigned char)*c >= 0x80) {
            return false;
        }
        capitals += *c >= 'A' && *c <= 'Z';
    }
    return capitals >= 2 && len <= LONGEST_ACRONYM;
}

const char *name_trimmed(const char *text, size_t len, struct mpt_arena *arena)
{
    while (len && (text[len - 1] == ' ' || text[len - 1] == '.')) {
        len--;
    }
    size_t start = strspn(text, " ");
    return start < len ? mpt_arena_copy_len(arena, text + start, len - start) : "";
}

/* Legal forms and small words say nothing of who it is. */
static bool is_idle(const char *word, struct mpt_arena *arena)
{
    static const char idle[] =
        " a ab ag an and aps as asa at bv co company corp corporation da das de del den der des di "
        "die do du e en et for gmbh i in inc incorporated kft kg la le limited llc ltd nv oder of "
        "og och oy oyj plc s sa sarl sas spa srl sro the til und van y ";
    return strstr(idle, mpt_arena_print(arena, " %s ", word)) != NULL;
}

/* What many organisations are called, in the languages of the sources, by how the words begin; longer ones are
 * compounds ("Universitätsmedizin"). */
static const char *in_common(const char *word)
{
    static const char *const meanings[][2] = {
        {"universi", "university"}, {"univerzi", "university"}, {"uniwersy", "university"}, {"hogskol", "hogskole"},
        {"hogeschool", "hogskole"}, {"hoyskol", "hogskole"},    {"hochschul", "hogskole"},  {"institu", "institute"},
        {"istitut", "institute"},   {"hospita", "hospital"},    {"hopita", "hospital"},     {"sykehus", "hospital"},
        {"sjukhus", "hospital"},    {"centre", "center"},       {"centro", "center"},       {"senter", "center"},
        {"zentrum", "center"},      {"akadem", "academy"},      {"academ", "academy"},      {"nasjonal", "national"},
        {"nacional", "national"},   {"nazional", "national"},
    };
    for (size_t i = 0; strlen(word) <= LONGEST_COMMON && i < sizeof meanings / sizeof *meanings; i++) {
        if (strncmp(word, meanings[i][0], strlen(meanings[i][0])) == 0) {
            return meanings[i][1];
        }
    }
    return word;
}

/* The words of a folded name that say who it is, blank before each. */
static const char *telling_words(const char *folded, struct mpt_arena *arena)
{
    struct mpt_text words = mpt_text_init(arena);
    while (*folded) {
        size_t len = 0;
        while ((unsigned char)folded[len] >= 0x80 ||
               (folded[len] && strchr("abcdefghijklmnopqrstuvwxyz0123456789", folded[len]))) {
            len++;
        }
        const char *word = mpt_arena_copy_len(arena, folded, len);
        if (len && !is_idle(word, arena)) {
            mpt_text_print(&words, " %s", in_common(word));
        }
        folded += len + (folded[len] != '\0');
    }
    return mpt_text_get(&words);
}

struct written name_written(const char *name, struct mpt_arena *arena)
{
    struct written written = {.folded = mpt_text_fold(name, arena)};
    written.telling = telling_words(written.folded, arena);
    return written;
}

/* That they are alike is not enough where somebody's money is at stake: Washington University is not the University of
 * Washington, nor Duke University Medical Center Duke Medical Center. */
bool written_is_one(const struct written *a, const struct written *b)
{
    return strcmp(a->folded, b->folded) == 0 || (*a->telling && strcmp(a->telling, b->telling) == 0);
}

/* "Equinor (Norway)" is called "Equinor" too. */
const char *name_without_bracket(const char *name, struct mpt_arena *arena)
{
    const char *open = strrchr(name, '(');
    bool ends = open && open > name && name[strlen(name) - 1] == ')';
    return ends ? name_trimmed(name, (size_t)(open - name), arena) : name;
}
