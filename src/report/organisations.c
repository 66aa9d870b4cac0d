/* The organisations of the portfolio, ready to be found by what somebody else calls them. */
#include "organisations.h"

#include <string.h>

#include "mpt/text.h"
#include "mpt/written.h"

/* From where on a name may mean an organisation, and from where on it is worth asking whether it does. */
static const double likely = 0.5, worth_asking = 0.3;

enum { CANDIDATES = 4 };

/* --- What is kept ------------------------------------------------------------------------------------------------- */

static void keep_name(struct organisation *item, const char *name, struct mpt_arena *arena)
{
    const char *shorter = name_without_bracket(name, arena);
    item->written[item->name_count] = name_written(name, arena);
    item->shorter[item->name_count] = shorter == name ? (struct written){NULL, NULL} : name_written(shorter, arena);
    item->names[item->name_count++] = name;
    if (name_is_acronym(name)) {
        item->acronyms[item->acronym_count++] = name;
    }
}

/* Title and aliases; each element of a list of aliases ends with a line feed or the text. */
static void keep_names(struct organisation *item, const char *title, const char *aliases, struct mpt_arena *arena)
{
    size_t most = 2;
    for (const char *c = aliases; c && *c; c++) {
        most += *c == '\n';
    }
    item->names = mpt_arena_array(arena, most, sizeof *item->names);
    item->written = mpt_arena_array(arena, most, sizeof *item->written);
    item->shorter = mpt_arena_array(arena, most, sizeof *item->shorter);
    item->acronyms = mpt_arena_array(arena, most, sizeof *item->acronyms);
    keep_name(item, mpt_arena_copy(arena, title), arena);
    for (const char *alias; (alias = mpt_value_next(&aliases, false, arena, NULL));) {
        keep_name(item, alias, arena);
    }
}

static struct organisation *add_item(struct mpt_organisations *all)
{
    all->items = mpt_arena_grow(all->arena, all->items, all->count, &all->capacity, sizeof *all->items);
    all->items[all->count] = (struct organisation){.number = 0};
    return &all->items[all->count++];
}

enum mpt_status mpt_organisations_open(struct mpt_store *store, struct mpt_organisations **organisations,
                                       struct mpt_error *error)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_organisations *all = mpt_arena_alloc(arena, sizeof *all);
    struct mpt_cursor *cursor;
    *all = (struct mpt_organisations){.arena = arena};
    enum mpt_status status = mpt_cursor_open(store, "organisations", NULL, NULL, 0, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        struct organisation *item = add_item(all);
        item->number = mpt_cursor_integer(cursor, "id");
        item->code = mpt_arena_copy(arena, mpt_cursor_text(cursor, "code"));
        item->form = mpt_arena_copy(arena, mpt_cursor_text(cursor, "form"));
        item->country = mpt_arena_copy(arena, mpt_cursor_text(cursor, "country"));
        item->place = mpt_arena_copy(arena, mpt_cursor_text(cursor, "place"));
        item->part_of = mpt_arena_copy(arena, mpt_cursor_text(cursor, "part_of"));
        item->ids = mpt_arena_copy(arena, mpt_cursor_text(cursor, "outside_id"));
        keep_names(item, mpt_cursor_text(cursor, "title"), mpt_cursor_text(cursor, "alias"), arena);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    status = status ? status : closed;
    if (status) {
        mpt_organisations_close(all);
    }
    *organisations = status ? NULL : all;
    return status;
}

void mpt_organisations_close(struct mpt_organisations *organisations)
{
    if (organisations) {
        mpt_names_close(organisations->index);
        mpt_arena_close(organisations->arena);
    }
}

bool mpt_organisation_is(const struct mpt_record *stakeholder)
{
    const char *form = mpt_record_get(stakeholder, "form");
    return !form || (strcmp(form, "person") != 0 && strcmp(form, "group") != 0);
}

void mpt_organisations_add(struct mpt_organisations *organisations, const struct mpt_record *stakeholder)
{
    struct mpt_arena *arena = organisations->arena;
    if (!mpt_organisation_is(stakeholder)) {
        return;
    }
    struct organisation *item = add_item(organisations);
    item->code = mpt_arena_copy(arena, stakeholder->values[0]);
    item->form = mpt_arena_copy(arena, mpt_record_get(stakeholder, "form"));
    item->country = mpt_arena_copy(arena, mpt_record_get(stakeholder, "country"));
    item->place = mpt_arena_copy(arena, mpt_record_get(stakeholder, "place"));
    item->part_of = mpt_arena_copy(arena, mpt_record_get(stakeholder, "part_of"));
    item->ids = mpt_arena_copy(arena, mpt_record_get(stakeholder, "outside_id"));
    keep_names(item, mpt_record_get(stakeholder, "title"), mpt_record_get(stakeholder, "alias"), arena);
}

/* --- Finding ------------------------------------------------------------------------------------------------------ */

static struct mpt_names *make_index(const struct mpt_organisations *all)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_match_organisation *list = mpt_arena_array(arena, all->count, sizeof *list);
    for (size_t i = 0; i < all->count; i++) {
        const struct organisation *item = &all->items[i];
        list[i] = (struct mpt_match_organisation){.names = item->names,
                                                  .name_count = item->name_count,
                                                  .acronyms = item->acronyms,
                                                  .acronym_count = item->acronym_count,
                                                  .place = item->place,
                                                  .country = item->country};
    }
    struct mpt_names *index = mpt_names_open(list, all->count);
    mpt_arena_close(arena);
    return index;
}

const struct mpt_names *organisations_index(struct mpt_organisations *organisations)
{
    enum { FEW = 256 };
    size_t lacking = organisations->count - organisations->indexed;
    if (!organisations->index || lacking > organisations->indexed / 8 || (lacking && organisations->indexed < FEW)) {
        mpt_names_close(organisations->index);
        organisations->index = make_index(organisations);
        organisations->indexed = organisations->count;
    }
    return organisations->index;
}

/* Words for parts of organisations, folded, in the languages of the sources; with a star whatever they end in. */
static const char *const unit_words[] = {
    "abteilung*", "avdeling*", "avdelning*",   "center",    "centre",   "centro",  "chair",       "clinic*",
    "depart*",    "dept",      "dipartimento", "division*", "escola",   "escuela", "fachbereich", "fachgebiet",
    "faculdade",  "facult*",   "fakult*",      "institut*", "istituto", "klinik*", "lab",         "labor*",
    "lehrstuhl",  "school",    "section",      "sektion*",  "unit",     "unite",   "zentrum",
};

static bool ends_word(char c)
{
    return !c || strchr(" ,.;:()/-&", c);
}

/* Whether the folded text begins with the word. */
static bool begins_with(const char *folded, const char *word)
{
    size_t len = strlen(word);
    bool any_end = word[len - 1] == '*';
    len -= any_end;
    return strncmp(folded, word, len) == 0 && (any_end || ends_word(folded[len]));
}

static bool has_word(const char *folded, const char *word)
{
    for (const char *at = folded; *at; at++) {
        if ((at == folded || ends_word(at[-1])) && begins_with(at, word)) {
            return true;
        }
    }
    return false;
}

/* --- What a name means -------------------------------------------------------------------------------------------- */

/* What stands in a name: its parts between commas and the like, and what stands in brackets behind one. */
struct parts {
    const char *texts[16], *brackets[16];
    size_t count;
};

static void add_part(struct parts *parts, const char *text, size_t len, struct mpt_arena *arena)
{
    enum { MOST = sizeof parts->texts / sizeof *parts->texts };
    const char *open = memchr(text, '(', len), *close = open ? memchr(open, ')', len - (size_t)(open - text)) : NULL;
    const char *part = name_trimmed(text, close ? (size_t)(open - text) : len, arena);
    if (*part && parts->count < MOST) {
        parts->brackets[parts->count] = close ? name_trimmed(open + 1, (size_t)(close - open) - 1, arena) : NULL;
        parts->texts[parts->count++] = part;
    }
}

static struct parts take_apart(const char *name, struct mpt_arena *arena)
{
    struct parts parts = {.count = 0};
    const char *start = name, *at = name;
    for (; *at; at++) {
        bool dash = at > name && at[-1] == ' ' && *at == '-' && at[1] == ' ';
        bool form = *at == '/' && at > name && at[1] && at[2] == '\0'; /* A/S is no two parts */
        if (dash || *at == ',' || *at == ';' || *at == '|' || (*at == '/' && !form)) {
            add_part(&parts, start, (size_t)(at - start), arena);
            start = at + 1;
        }
    }
    add_part(&parts, start, (size_t)(at - start), arena);
    return parts;
}

static bool is_called(const struct organisation *item, const char *text, struct mpt_arena *arena)
{
    const struct written wanted = name_written(text, arena);
    for (size_t i = 0; i < item->name_count; i++) {
        if (written_is_one(&item->written[i], &wanted) ||
            (item->shorter[i].folded && written_is_one(&item->shorter[i], &wanted))) {
            return true;
        }
    }
    return false;
}

/* Whether the text says where something is: the organisation's place or country, or a number. */
static bool is_place(const struct organisation *item, const char *text, struct mpt_arena *arena)
{
    const char *country = mpt_country_read(text);
    return strspn(text, "0123456789 -") == strlen(text) ||
           (country && (!item->country || strcmp(country, item->country) == 0)) ||
           (item->place && strcmp(mpt_text_fold(item->place, arena), mpt_text_fold(text, arena)) == 0);
}

/* Whether a text may be the name of any organisation but this one; `strictly`: is one. */
static bool names_other(struct mpt_organisations *all, size_t but, const char *text, bool strictly,
                        struct mpt_arena *arena)
{
    struct mpt_match_found found[CANDIDATES];
    size_t count = mpt_names_find(organisations_index(all), text, NULL, NULL, found, CANDIDATES);
    for (size_t i = 0; i < count; i++) {
        if (found[i].organisation != but && found[i].score >= likely &&
            (!strictly || is_called(&all->items[found[i].organisation], text, arena))) {
            return true;
        }
    }
    return false;
}

static bool has_unit_word(const char *text, struct mpt_arena *arena)
{
    const char *folded = mpt_text_fold(text, arena);
    for (size_t i = 0; i < sizeof unit_words / sizeof *unit_words; i++) {
        if (has_word(folded, unit_words[i])) {
            return true;
        }
    }
    return false;
}

/* The part that is the organisation's name, as a position; parts.count when none is. What stands in brackets behind it
 * must be another name of it, letters for it, or its place. */
static size_t find_called(const struct organisation *item, const struct parts *parts, struct mpt_arena *arena)
{
    for (size_t i = 0; i < parts->count; i++) {
        const char *text = parts->texts[i], *bracket = parts->brackets[i];
        bool letters = parts->count > 1 && name_is_acronym(text); /* "MI" is Michigan, and much else */
        if (!letters && is_called(item, text, arena) &&
            (!bracket || name_is_acronym(bracket) || is_called(item, bracket, arena) ||
             is_place(item, bracket, arena))) {
            return i;
        }
    }
    return parts->count;
}

/* "Department of Physics University of Oslo": a word for a part first, and last a name of two words or more. */
static bool ends_in_name(const struct organisation *item, const char *text, struct mpt_arena *arena)
{
    const struct written whole = name_written(text, arena);
    const char *words = whole.telling;
    bool part = false;
    for (size_t i = 0; !part && i < sizeof unit_words / sizeof *unit_words; i++) {
        part = begins_with(whole.folded, unit_words[i]);
    }
    for (size_t i = 0; part && i < item->name_count; i++) {
        const char *name = item->written[i].telling;
        size_t len = strlen(name), all = strlen(words);
        if (len < all && strrchr(name, ' ') > name && strcmp(words + all - len, name) == 0) {
            return true;
        }
    }
    return false;
}

bool organisation_has_part(const struct organisation *item, const char *name, struct mpt_arena *arena)
{
    const struct parts parts = take_apart(name, arena);
    size_t called = find_called(item, &parts, arena);
    bool beside = false;
    for (size_t i = 0; called < parts.count && i < parts.count; i++) {
        beside |= i != called && !is_called(item, parts.texts[i], arena) && !is_place(item, parts.texts[i], arena);
    }
    return !is_called(item, name, arena) && (beside || (parts.count == 1 && ends_in_name(item, name, arena)));
}

bool organisation_is_called(const struct organisation *item, const char *name, struct mpt_arena *arena)
{
    const struct parts parts = take_apart(name, arena);
    return is_called(item, name, arena) || (parts.count == 1 && find_called(item, &parts, arena) == 0);
}

/* Whether the name can mean nothing but the organisation: one part is its name, the others say where it is or which
 * part of it is meant; *unit: one does. */
static bool means(struct mpt_organisations *all, size_t position, const char *name, bool *unit, struct mpt_arena *arena)
{
    const struct organisation *item = &all->items[position];
    const struct parts parts = take_apart(name, arena);
    size_t called = find_called(item, &parts, arena);
    *unit = false;
    if (is_called(item, name, arena)) {
        return true;
    }
    if (parts.count == 1 && ends_in_name(item, name, arena)) {
        return *unit = true;
    }
    for (size_t i = 0; called < parts.count && i < parts.count; i++) {
        const char *text = parts.texts[i];
        if (i == called || is_called(item, text, arena) || is_place(item, text, arena)) {
            continue;
        }
        *unit = true;
        /* An "Institute of Physics" with something behind it is a part of that. */
        if ((i > called && has_unit_word(parts.texts[called], arena)) ||
            names_other(all, position, text, has_unit_word(text, arena), arena)) {
            return false;
        }
    }
    return called < parts.count;
}

struct mpt_organisation_meaning mpt_organisations_mean(struct mpt_organisations *organisations, const char *name,
                                                       const char *place, const char *country)
{
    struct mpt_match_found found[CANDIDATES];
    struct mpt_organisation_meaning meaning = {.code = NULL};
    const char *near = NULL;
    if (!organisations->count) {
        return meaning;
    }
    size_t count = mpt_names_find(organisations_index(organisations), name, place, country, found, CANDIDATES),
           hits = 0;
    struct mpt_arena *arena = mpt_arena_open();
    for (size_t i = 0; i < count; i++) {
        const struct organisation *item = &organisations->items[found[i].organisation];
        bool unit, elsewhere = country && item->country && strcmp(country, item->country) != 0;
        if (elsewhere) {
            continue;
        }
        near = near || found[i].score < worth_asking ? near : item->code;
        if (means(organisations, found[i].organisation, name, &unit, arena) && !hits++) {
            meaning = (struct mpt_organisation_meaning){.code = item->code, .unit = unit};
        }
    }
    mpt_arena_close(arena);
    if (hits != 1) { /* of namesakes none is certain */
        meaning = (struct mpt_organisation_meaning){.near = near};
    }
    return meaning;
}
