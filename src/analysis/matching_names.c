/* Names of organisations: an index of all their names, and which of them a string of an affiliation means. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matching_internal.h"

enum { MOST_WORDS = 96, MOST_CANDIDATES = 4000 };

struct name {
    uint32_t organisation, first, count; /* its words, in `words` */
    float mass;
    bool acronym, alias, university, part; /* part: a school or faculty, of something else that is there too */
};

struct mpt_names {
    struct vocabulary vocabulary; /* of words */
    struct name *names;
    size_t name_count, name_room;
    uint32_t *words;
    size_t word_count, word_room;
    float *idf;
    uint32_t *begins, *postings;  /* names by word */
    uint32_t *places, *countries; /* of organisations: hashes of one word each, 0: not known */
    size_t count;
};

/* Legal forms say nothing of who it is. */
static bool is_legal_form(const char *word)
{
    static const char *const forms =
        " as asa ab a s gmbh ag kg ltd limited inc incorporated corp corporation llc plc sa sas "
        "sarl spa srl bv nv oy oyj aktiebolag aktiebolaget aps pty co company kft zrt sro the ";
    return word_is_among(forms, word);
}

/* What organisations are called in many languages, as one word each. */
static const char *common_word(const char *word)
{
    static const struct {
        const char *start, *meaning;
    } meanings[] = {
        {"universi", "university"}, {"uniwersy", "university"}, {"univerzi", "university"}, {"univerc", "university"},
        {"yliopist", "university"}, {"egyetem", "university"},  {"hogskol", "hogskola"},    {"hoegskol", "hogskola"},
        {"hoyskol", "hogskola"},    {"hospita", "hospital"},    {"hopita", "hospital"},     {"ospedal", "hospital"},
        {"sykehus", "hospital"},    {"sjukhus", "hospital"},    {"institu", "institute"},   {"istitut", "institute"},
        {"techni", "technical"},    {"technol", "technical"},   {"tecnol", "technical"},    {"teknisk", "technical"},
        {"tecnic", "technical"},    {"tekniska", "technical"},  {"centre", "center"},       {"centro", "center"},
        {"zentrum", "center"},      {"akadem", "academy"},      {"academ", "academy"},      {"national", "national"},
        {"nacional", "national"},   {"nationa", "national"},    {"nazional", "national"},   {"ministr", "ministry"},
        {"ministe", "ministry"},    {"colleg", "college"},      {"researc", "research"},    {"recherch", "research"}};
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (strncmp(word, meanings[i].start, strlen(meanings[i].start)) == 0) {
            return meanings[i].meaning;
        }
    }
    return word;
}

static bool is_small_word(const char *word)
{
    return word_is_among(
        " of and de la le du des der die das fur the for och og y e di da do del den et in at an a u und "
        "dos el los las zu i av ved til d l o ",
        word);
}

/* What parts of organisations are called: that it stands beside a name says nothing against the name. */
static bool is_unit(const char *word)
{
    static const char *const units[] = {"depart",  "school",  "facult",  "fakult",    "divisi", "medicin", "medical",
                                        "college", "program", "laborat", "institute", "center", "section", "unit"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strncmp(word, units[i], strlen(units[i])) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_country(const char *word)
{
    return strcmp(word, "usa") == 0 || strcmp(word, "uk") == 0 || strcmp(word, "us") == 0;
}

/* The word a walk stands at, in its common form; NULL: it does not count. */
static const char *walk_word(struct walk *walk)
{
    walk->word[walk->len] = '\0';
    return is_legal_form(walk->word) || is_small_word(walk->word) ? NULL : common_word(walk->word);
}

static void add_word(struct mpt_names *names, const char *word)
{
    if (names->word_count == names->word_room) {
        names->word_room = names->word_room ? names->word_room * 2 : 4096;
        names->words = room_for(names->words, names->word_room, sizeof *names->words);
    }
    names->words[names->word_count++] = vocabulary_number(&names->vocabulary, hash_bytes(word, strlen(word)), NULL, 0);
}

static void add_name(struct mpt_names *names, const char *text, size_t organisation, bool acronym, bool alias)
{
    struct name name = {.organisation = (uint32_t)organisation,
                        .first = (uint32_t)names->word_count,
                        .acronym = acronym,
                        .alias = alias};
    for (int all = 0; all < 2 && names->word_count == name.first; all++) {
        struct walk walk = walk_begin(text);
        while (walk_next(&walk) && names->word_count < name.first + MOST_WORDS / 2) {
            const char *word = walk_word(&walk);
            name.university |= word && strcmp(word, "university") == 0;
            name.part |= word && (strcmp(word, "school") == 0 || strncmp(word, "facult", 6) == 0 ||
                                  strncmp(word, "depart", 6) == 0);
            if (word || all) {
                add_word(names, word ? word : walk.word);
            }
        }
    }
    name.count = (uint32_t)names->word_count - name.first;
    if (name.count == 0) {
        return;
    }
    if (names->name_count == names->name_room) {
        names->name_room = names->name_room ? names->name_room * 2 : 1024;
        names->names = room_for(names->names, names->name_room, sizeof *names->names);
    }
    names->names[names->name_count++] = name;
}

static void index_words(struct mpt_names *names)
{
    struct tally tally = {0};
    vocabulary_freeze(&names->vocabulary);
    size_t bound = names->vocabulary.bound;
    names->begins = room_for(NULL, bound + 2, sizeof *names->begins);
    memset(names->begins, 0, (bound + 2) * sizeof *names->begins);
    for (size_t i = 0; i < names->name_count; i++) {
        for (uint32_t j = 0; j < names->names[i].count; j++) {
            uint32_t word = names->words[names->names[i].first + j];
            names->begins[word + 2]++;
            tally_count(&tally, word, names->names[i].organisation);
        }
    }
    for (size_t i = 2; i < bound + 2; i++) {
        names->begins[i] += names->begins[i - 1];
    }
    names->postings = room_for(NULL, names->word_count, sizeof *names->postings);
    for (size_t i = 0; i < names->name_count; i++) {
        for (uint32_t j = 0; j < names->names[i].count; j++) {
            uint32_t word = names->words[names->names[i].first + j];
            names->postings[names->begins[word + 1]++] = (uint32_t)i;
        }
    }
    names->idf = room_for(NULL, bound, sizeof *names->idf);
    for (size_t i = 0; i < bound; i++) {
        uint32_t df = i < tally.size ? tally.numbers[i].count : 0;
        names->idf[i] = (float)log(1 + ((double)names->count + 500) / (df + 0.5));
    }
    tally_close(&tally);
    for (size_t i = 0; i < names->name_count; i++) {
        struct name *name = &names->names[i];
        name->mass = 0;
        for (uint32_t j = 0; j < name->count; j++) {
            name->mass += names->idf[names->words[name->first + j]];
        }
    }
}

static uint32_t first_word_hash(const char *text)
{
    struct walk walk = walk_begin(text ? text : "");
    return walk_next(&walk) ? (uint32_t)hash_word(&walk) : 0;
}

/* "Eli Lilly (United States)" is called "Eli Lilly" too. */
static void add_without_bracket(struct mpt_names *names, const char *text, size_t organisation)
{
    const char *bracket = strchr(text, '(');
    char shorter[256];
    if (bracket && bracket > text && text[strlen(text) - 1] == ')' && (size_t)(bracket - text) < sizeof shorter) {
        memcpy(shorter, text, (size_t)(bracket - text));
        shorter[bracket - text] = '\0';
        add_name(names, shorter, organisation, false, true);
    }
}

struct mpt_names *mpt_names_open(const struct mpt_match_organisation *organisations, size_t count)
{
    struct mpt_names *names = room_zeroed(1, sizeof *names);
    vocabulary_open(&names->vocabulary, false);
    names->count = count;
    names->places = room_for(NULL, count, sizeof *names->places);
    names->countries = room_for(NULL, count, sizeof *names->countries);
    for (size_t i = 0; i < count; i++) {
        const struct mpt_match_organisation *organisation = &organisations[i];
        for (size_t j = 0; j < organisation->name_count; j++) {
            add_name(names, organisation->names[j], i, false, j > 0);
            add_without_bracket(names, organisation->names[j], i);
        }
        for (size_t j = 0; j < organisation->acronym_count; j++) {
            add_name(names, organisation->acronyms[j], i, true, true);
        }
        names->places[i] = first_word_hash(organisation->place);
        names->countries[i] = first_word_hash(organisation->country);
    }
    index_words(names);
    return names;
}

void mpt_names_close(struct mpt_names *names)
{
    if (!names) {
        return;
    }
    vocabulary_close(&names->vocabulary);
    free(names->names);
    free(names->words);
    free(names->idf);
    free(names->begins);
    free(names->postings);
    free(names->places);
    free(names->countries);
    free(names);
}

/* --- Finding ------------------------------------------------------------------------------------------------------ */

struct asked {
    uint32_t numbers[MOST_WORDS]; /* UINT32_MAX: a word no name has */
    uint32_t hashes[MOST_WORDS];  /* of the words as written, for places */
    bool unit[MOST_WORDS];        /* a word of a part of an organisation */
    size_t segments[MOST_WORDS];  /* which part between commas it is in */
    bool upper[MOST_WORDS], country_word[MOST_WORDS];
    size_t count, segment_count;
    uint32_t place, country;
};

static uint32_t find_number(const struct mpt_names *names, const char *word)
{
    uint64_t hash = hash_bytes(word, strlen(word));
    return vocabulary_find(&names->vocabulary, hash);
}

static bool parts_segments(const unsigned char *from, const unsigned char *to)
{
    for (; from < to; from++) {
        if (strchr(",;()|/[]:0123456789", *from) || (*from == '-' && from[-1] == ' ')) { /* a word stands before */
            return true;
        }
    }
    return false;
}

static void read_asked(const struct mpt_names *names, const char *text, struct asked *asked)
{
    struct walk walk = walk_begin(text);
    const unsigned char *before = NULL;
    size_t segment = 0;
    while (asked->count < MOST_WORDS && walk_next(&walk)) {
        if (before && parts_segments(before, walk.start)) {
            segment++;
        }
        before = walk.stop;
        size_t len = walk.len;
        const char *word = walk_word(&walk);
        if (!word) {
            continue;
        }
        size_t at = asked->count++;
        asked->unit[at] = is_unit(word);
        asked->numbers[at] = find_number(names, word);
        asked->country_word[at] = is_country(word);
        asked->hashes[at] = (uint32_t)hash_bytes(walk.word, len);
        asked->segments[at] = segment;
        asked->upper[at] =
            walk.start[0] >= 'A' && walk.start[0] <= 'Z' && walk.start[len > 1] >= 'A' && walk.start[len > 1] <= 'Z';
    }
    asked->segment_count = segment + 1;
}

/* What of a name stands in a run of segments. */
struct hits {
    size_t count, first, last, rising; /* words; positions of the first and the last; pairs in the name's order */
    double inside, mass;               /* of the words hit, of all there */
    bool opens;                        /* they are how the name begins */
};

static struct hits hit_name(const struct mpt_names *names, const struct name *name, const struct asked *asked,
                            size_t first_segment, size_t last_segment)
{
    struct hits hits = {0};
    uint32_t matched = 0, before = 0;
    for (size_t i = 0; i < asked->count; i++) {
        if (asked->segments[i] < first_segment || asked->segments[i] > last_segment) {
            continue;
        }
        double idf = asked->numbers[i] == UINT32_MAX ? 5 : (double)names->idf[asked->numbers[i]];
        hits.mass += asked->unit[i] ? 0.4 * idf : idf;
        for (uint32_t j = 0; j < name->count && asked->numbers[i] != UINT32_MAX; j++) {
            if (names->words[name->first + j] == asked->numbers[i] && !(matched >> (j & 31) & 1)) {
                matched |= 1U << (j & 31);
                hits.first = hits.count ? hits.first : i;
                hits.last = i;
                hits.rising += hits.count && j > before;
                hits.inside += idf;
                hits.count++;
                before = j;
                break;
            }
        }
    }
    hits.opens = hits.count > 1 && hits.count < name->count && (matched & (matched + 1)) == 0;
    return hits;
}

/* How much of the name is there counts most; then whether its words stand together, in their order, and are all that
 * is said there, and whether that is late in the text: what follows is what the former is part of. */
static double value_of(const struct hits *hits, const struct name *name, double later)
{
    if (hits->count == 0) {
        return 0;
    }
    double of_name = hits->inside / (double)name->mass, of_segment = fmin(hits->inside / hits->mass, 1);
    double ordered = hits->count > 1 ? (double)hits->rising / (double)(hits->count - 1) : 1;
    double together = (double)hits->count / (double)(hits->last - hits->first + 1);
    /* "University of Oregon" may be short for one of its places. */
    double power = hits->opens && of_segment > 0.999 ? 1.5 : 3;
    return pow(of_name, power) * (0.20 + 0.25 * together + 0.25 * of_segment + 0.05 * ordered + 0.20 * later +
                                  0.05 * fmin(hits->inside / 25, 1));
}

/* First in each segment, then in each with the next ("University of California, San Diego"), then in all together. */
static double judge_name(const struct mpt_names *names, const struct name *name, const struct asked *asked)
{
    double best = 0, end = (double)asked->segment_count + 1;
    for (size_t segment = 0; segment < asked->segment_count; segment++) {
        struct hits one = hit_name(names, name, asked, segment, segment);
        best = fmax(best, value_of(&one, name, (double)(segment + 1) / end));
        if (segment + 1 < asked->segment_count) {
            struct hits two = hit_name(names, name, asked, segment, segment + 1);
            two.opens = false;
            best = fmax(best, 0.98 * value_of(&two, name, (double)(segment + 2) / end));
        }
    }
    struct hits all = hit_name(names, name, asked, 0, asked->segment_count);
    all.opens = false;
    return fmax(best, 0.75 * value_of(&all, name, 1));
}

static double judge(const struct mpt_names *names, const struct name *name, const struct asked *asked)
{
    double value = judge_name(names, name, asked);
    uint32_t place = names->places[name->organisation], country = names->countries[name->organisation];
    if (name->acronym || (name->count == 1 && name->mass < 12)) { /* short names mean many things */
        bool upper = false;
        for (size_t i = 0; i < asked->count; i++) {
            upper |= asked->numbers[i] == names->words[name->first] && asked->upper[i] && !asked->country_word[i];
        }
        value *= asked->count == 1 ? 0.9 : name->acronym ? (upper ? 0.7 : 0.3) : 0.75;
    }
    bool here = asked->place && asked->place == place;
    for (size_t i = 0; i < asked->count && place; i++) {
        here |= asked->hashes[i] == place;
    }
    value *= name->university ? 1.05 : 1; /* who works in several places names the university last of all */
    value += (here ? 0.06 : 0) - (name->alias ? 0.01 : 0) - (name->part ? 0.15 : 0);
    if (asked->country && country) {
        value += asked->country == country ? 0.04 : -0.15;
    }
    return fmax(value, 0);
}

static size_t keep_found(struct mpt_match_found *found, size_t count, size_t most, size_t organisation, double score)
{
    for (size_t i = 0; i < count; i++) {
        if (found[i].organisation == organisation) {
            if (found[i].score >= score) {
                return count;
            }
            memmove(&found[i], &found[i + 1], (count - i - 1) * sizeof *found);
            count--;
            break;
        }
    }
    size_t at = count;
    while (at > 0 && found[at - 1].score < score) {
        at--;
    }
    if (at >= most) {
        return count;
    }
    size_t kept = count < most ? count : most - 1;
    memmove(&found[at + 1], &found[at], (kept - at) * sizeof *found);
    found[at] = (struct mpt_match_found){organisation, score};
    return kept + 1;
}

static int order_words(const void *a, const void *b)
{
    const uint32_t *x = *(const uint32_t *const *)a, *y = *(const uint32_t *const *)b;
    return (x[1] - x[0] > y[1] - y[0]) - (x[1] - x[0] < y[1] - y[0]);
}

size_t mpt_names_find(const struct mpt_names *names, const char *text, const char *place, const char *country,
                      struct mpt_match_found *found, size_t most)
{
    struct asked asked = {.place = first_word_hash(place), .country = first_word_hash(country)};
    const uint32_t *lists[MOST_WORDS]; /* begins of the words' postings, the rarest word first */
    size_t count = 0, list_count = 0, visited = 0;
    read_asked(names, text, &asked);
    for (size_t i = 0; i < asked.count; i++) {
        if (asked.numbers[i] != UINT32_MAX) {
            lists[list_count++] = &names->begins[asked.numbers[i]];
        }
    }
    qsort((void *)lists, list_count, sizeof *lists, order_words);
    for (size_t i = 0; i < list_count && most > 0; i++) {
        size_t size = lists[i][1] - lists[i][0];
        if (visited > 0 && visited + size > MOST_CANDIDATES) {
            break;
        }
        visited += size;
        for (uint32_t j = lists[i][0]; j < lists[i][1]; j++) {
            const struct name *name = &names->names[names->postings[j]];
            double score = judge(names, name, &asked);
            if (score > 0.05) {
                count = keep_found(found, count, most, name->organisation, score);
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        /* As measured on affiliations of which nine in ten name an organisation that is there. */
        found[i].score = pow(fmin(found[i].score, 1), 1.6);
    }
    return count;
}

/* --- Two names ---------------------------------------------------------------------------------------------------- */

/* What a word says where no corpus tells: those that only join others hardly anything, single letters little. */
static double plain_idf(const char *word)
{
    return strlen(word) == 1 ? 4.5 : is_small_word(word) ? 0.5 : 6;
}

/* The words of a name and the room they lie in. */
struct spelled {
    struct word words[32];
    struct spelling spellings[32];
    char texts[32][LONGEST_WORD + 8];
    size_t count;
};

static void read_words(const char *text, struct spelled *spelled)
{
    struct walk walk = walk_begin(text);
    spelled->count = 0;
    while (spelled->count < 32 && walk_next(&walk)) {
        size_t i = spelled->count++;
        memcpy(spelled->texts[i], walk.word, walk.len);
        spelled->texts[i][walk.len] = '\0';
        spelled->spellings[i] = spelling_of(spelled->texts[i], walk.len);
        spelled->words[i] =
            (struct word){&spelled->spellings[i], plain_idf(spelled->texts[i]), (uint32_t)hash_word(&walk)};
    }
}

double mpt_names_alike(const char *a, const char *b)
{
    struct spelled of_a, of_b;
    read_words(a, &of_a);
    read_words(b, &of_b);
    struct nearness nearness = names_compare(of_a.words, of_a.count, of_b.words, of_b.count);
    double smaller = fmin(nearness.a_only, nearness.b_only), larger = fmax(nearness.a_only, nearness.b_only);
    double shared = nearness.shared;
    if (shared <= 0) {
        return 0;
    }
    double value = shared / (shared + 1.4 * smaller + 0.4 * (larger - smaller)) - (nearness.numbers_differ ? 0.25 : 0);
    /* All of one in the other, two words or more of it: a longer form of the name. */
    bool contained = nearness.shared_words >= 2 && smaller < 0.1 * shared && shared >= 8;
    return fmax(contained ? fmax(value, 0.85) : value, 0);
}
