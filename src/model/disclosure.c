/* Reads a table of disclosure: profiles, rules, and what of each kind leaves under which of them. */
#include "mpt/disclosure.h"

#include <stdio.h>
#include <string.h>

#include "mpt/asset.h"
#include "mpt/text.h"

enum { MOST_WORDS = 200 };

/* A table being read, line by line. */
struct reading {
    const char *name;
    struct mpt_arena *arena;
    struct mpt_error *error;
    struct mpt_disclosure *into;
    size_t line;
    const char *words[MOST_WORDS];
    size_t word_count;
    bool wanted, found;               /* inside the profile asked for; and it was there */
    bool in_profile;                  /* inside any */
    struct mpt_disclosure_kind *kind; /* whose indented lines these are */
    struct mpt_text profiles;         /* all there are */
};

__attribute__((format(printf, 2, 3))) static enum mpt_status wrong(struct reading *reading, const char *format, ...)
{
    va_list arguments;
    char message[400];
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return mpt_fail(reading->error, MPT_BAD_INPUT, "%s, line %zu: %s", reading->name, reading->line,
                    mpt_text_clean(message, reading->arena));
}

const char *mpt_disclosure_condition(const char *name, const struct mpt_kind **kind)
{
    static const char mark[] = "-- of: ";
    char path[200];
    int len = snprintf(path, sizeof path, "sql/disclosure/%s.sql", name);
    const struct mpt_asset *asset = len > 0 && (size_t)len < sizeof path ? mpt_asset_find(path) : NULL;
    char word[40] = "";
    if (!asset || strncmp(asset->text, mark, sizeof mark - 1) != 0) {
        return NULL;
    }
    const char *at = asset->text + sizeof mark - 1;
    size_t size = strcspn(at, "\n");
    memcpy(word, at, size < sizeof word ? size : 0);
    *kind = mpt_kind_find(word);
    return *kind ? asset->text : NULL;
}

const struct mpt_field *mpt_disclosure_tie(const struct mpt_kind *kind, const struct mpt_kind *of)
{
    for (size_t i = 0; i < kind->field_count && kind != of; i++) {
        const struct mpt_field *field = &kind->fields[i];
        if (field->type == MPT_REF && !(field->flags & MPT_MANY) && mpt_kind_find(field->refers_to) == of) {
            return field;
        }
    }
    return kind == of ? &kind->fields[0] : NULL;
}

static const struct mpt_disclosure_rule *find_rule(const struct mpt_disclosure *disclosure, const char *name)
{
    for (size_t i = 0; i < disclosure->rule_count; i++) {
        if (strcmp(disclosure->rules[i].name, name) == 0) {
            return &disclosure->rules[i];
        }
    }
    return NULL;
}

/* Takes "[if C | unless C] under RULE" off the end of the line. */
static enum mpt_status take_end(struct reading *reading, struct mpt_disclosure_grant *grant)
{
    size_t count = reading->word_count;
    if (count < 3 || strcmp(reading->words[count - 2], "under") != 0) {
        return wrong(reading, "a line ends with `under RULE`");
    }
    grant->rule = find_rule(reading->into, reading->words[count - 1]);
    if (!grant->rule) {
        return wrong(reading, "there is no rule '%s' above", reading->words[count - 1]);
    }
    count -= 2;
    const char *word = count >= 3 ? reading->words[count - 2] : "";
    if (strcmp(word, "if") == 0 || strcmp(word, "unless") == 0) {
        const struct mpt_kind *of;
        grant->condition = reading->words[count - 1];
        grant->unless = *word == 'u';
        if (!mpt_disclosure_condition(grant->condition, &of)) {
            return wrong(reading, "there is no condition '%s' (sql/disclosure/%s.sql)", grant->condition,
                         grant->condition);
        }
        if (reading->kind && !mpt_disclosure_tie(reading->kind->kind, of)) {
            return wrong(reading, "'%s' is about %s, to which no %s refers", grant->condition, of->plural,
                         reading->kind->kind->name);
        }
        count -= 2;
    }
    reading->word_count = count;
    return MPT_OK;
}

static enum mpt_status read_rule(struct reading *reading, const char *line)
{
    struct mpt_disclosure *into = reading->into;
    const char *text = reading->word_count > 2 ? strstr(line, reading->words[1]) : NULL;
    if (!text || reading->in_profile || find_rule(into, reading->words[1])) {
        return wrong(reading, "expected `rule NAME what it says`, each name once and before the profiles");
    }
    text += strlen(reading->words[1]);
    if (into->rule_count == into->rule_capacity) {
        return wrong(reading, "more than %zu rules", into->rule_capacity);
    }
    into->rules[into->rule_count++] =
        (struct mpt_disclosure_rule){reading->words[1], mpt_arena_copy(reading->arena, text + strspn(text, " "))};
    return MPT_OK;
}

/* `names KIND.FIELD ...` */
static enum mpt_status read_names(struct reading *reading)
{
    for (size_t i = 1; i < reading->word_count; i++) {
        const char *word = reading->words[i], *dot = strchr(word, '.');
        const struct mpt_kind *kind =
            dot ? mpt_kind_find(mpt_arena_copy_len(reading->arena, word, (size_t)(dot - word))) : NULL;
        const struct mpt_field *field = kind ? mpt_field_find(kind, dot + 1) : NULL;
        if (!field || field->type != MPT_TEXT) {
            return wrong(reading, "'%s' is no KIND.FIELD that holds text", word);
        }
        for (size_t k = 0; k < mpt_kind_count; k++) {
            if (mpt_kinds[k] == kind) {
                reading->into->kinds[k].names[field - kind->fields] = true;
            }
        }
    }
    return MPT_OK;
}

static struct mpt_disclosure_kind *kind_called(struct reading *reading, const char *name)
{
    const struct mpt_kind *kind = mpt_kind_find(name);
    for (size_t k = 0; k < mpt_kind_count; k++) {
        if (mpt_kinds[k] == kind) {
            return &reading->into->kinds[k];
        }
    }
    return NULL;
}

/* A line that is not indented and names a kind, or `stay KIND ... under RULE`. */
static enum mpt_status read_kinds(struct reading *reading)
{
    bool stay = strcmp(reading->words[0], "stay") == 0;
    struct mpt_disclosure_grant grant = {0};
    reading->kind = NULL;
    enum mpt_status status = stay ? take_end(reading, &grant) : MPT_OK;
    if (status) {
        return status;
    }
    if (!reading->in_profile || grant.condition || (!stay && reading->word_count > 1)) {
        return wrong(reading, "expected a kind on a line of its own, or `stay KIND ... under RULE`, in a profile");
    }
    for (size_t i = stay; i < reading->word_count; i++) {
        struct mpt_disclosure_kind *kind = kind_called(reading, reading->words[i]);
        if (!kind) {
            return wrong(reading, "there is no kind '%s'", reading->words[i]);
        }
        reading->kind = stay ? NULL : kind;
        if (!reading->wanted) {
            continue;
        }
        if (kind->listed) {
            return wrong(reading, "%s was listed in this profile before", kind->kind->name);
        }
        kind->listed = true;
        kind->stays = stay;
        kind->rule = stay ? grant.rule : kind->rule;
    }
    return MPT_OK;
}

/* `records if CONDITION under RULE` of the kind above. */
static enum mpt_status read_records(struct reading *reading, const struct mpt_disclosure_grant *grant)
{
    struct mpt_disclosure_kind *kind = reading->kind;
    if (!grant->condition || reading->word_count > 1) {
        return wrong(reading, "expected `records if CONDITION under RULE`, or `unless`");
    }
    if (reading->wanted) {
        kind->records = mpt_arena_grow(reading->arena, kind->records, kind->record_count, &kind->record_capacity,
                                       sizeof *kind->records);
        kind->records[kind->record_count++] = *grant;
    }
    return MPT_OK;
}

/* An indented line: `leaves FIELD ...`, `stays FIELD ...` or `records ...`. */
static enum mpt_status read_fields(struct reading *reading)
{
    struct mpt_disclosure_grant grant = {.listed = true};
    const char *verb = reading->words[0];
    bool records = strcmp(verb, "records") == 0;
    grant.leaves = records || strcmp(verb, "leaves") == 0;
    if (!reading->kind || (!grant.leaves && strcmp(verb, "stays") != 0)) {
        return wrong(reading, "expected `leaves`, `stays` or `records` below a kind, not '%s'", verb);
    }
    enum mpt_status status = take_end(reading, &grant);
    if (status || records) {
        return status ? status : read_records(reading, &grant);
    }
    if (!grant.leaves && grant.condition) {
        return wrong(reading, "`stays` has no condition; say when it leaves");
    }
    for (size_t i = 1; !status && i < reading->word_count; i++) {
        const struct mpt_kind *kind = reading->kind->kind;
        const struct mpt_field *field = mpt_field_find(kind, reading->words[i]);
        struct mpt_disclosure_grant *slot = field ? &reading->kind->fields[field - kind->fields] : NULL;
        if (!field) {
            status = wrong(reading, "%s has no field '%s'", kind->name, reading->words[i]);
        } else if (field->flags & MPT_KEPT && grant.leaves) {
            status = wrong(reading, "%s.%s never leaves: it repeats values of other records", kind->name, field->name);
        } else if (field->flags & MPT_REQUIRED && (!grant.leaves || grant.condition)) {
            status = wrong(reading, "a %s cannot be without %s; say with `records` which of them leave", kind->name,
                           field->name);
        } else if (reading->wanted && slot->listed) {
            status = wrong(reading, "%s.%s was listed in this profile before", kind->name, field->name);
        } else if (reading->wanted) {
            *slot = grant;
        }
    }
    return status;
}

static enum mpt_status read_profile(struct reading *reading, const char *profile)
{
    if (reading->word_count != 2) {
        return wrong(reading, "expected `profile NAME`");
    }
    reading->in_profile = true;
    reading->kind = NULL;
    reading->wanted = strcmp(reading->words[1], profile) == 0;
    if (reading->wanted && reading->found) {
        return wrong(reading, "there are two profiles '%s'", profile);
    }
    reading->found |= reading->wanted;
    mpt_text_print(&reading->profiles, ", %s", reading->words[1]);
    return MPT_OK;
}

static enum mpt_status read_line(struct reading *reading, const char *line, const char *profile)
{
    reading->word_count = 0;
    for (const char *at = line + strspn(line, " "); *at && *at != '#'; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        if (reading->word_count == MOST_WORDS) {
            return wrong(reading, "more than %d words", MOST_WORDS);
        }
        reading->words[reading->word_count++] = mpt_arena_copy_len(reading->arena, at, len);
        at += len;
    }
    if (!reading->word_count) {
        return MPT_OK;
    }
    if (*line == ' ') {
        return read_fields(reading);
    }
    if (strcmp(reading->words[0], "rule") == 0) {
        return read_rule(reading, line);
    }
    if (strcmp(reading->words[0], "names") == 0) {
        return read_names(reading);
    }
    return strcmp(reading->words[0], "profile") == 0 ? read_profile(reading, profile) : read_kinds(reading);
}

static struct mpt_disclosure *make_empty(const char *profile, struct mpt_arena *arena)
{
    enum { MOST_RULES = 100 }; /* they do not move, since grants point to them */
    struct mpt_disclosure *made = mpt_arena_alloc(arena, sizeof *made);
    made->profile = profile;
    made->rule_capacity = MOST_RULES;
    made->rules = mpt_arena_array(arena, MOST_RULES, sizeof *made->rules);
    made->rules[made->rule_count++] = (struct mpt_disclosure_rule){
        "unlisted", "What the table does not list, and records that speak of nothing that leaves."};
    made->kinds = mpt_arena_array(arena, mpt_kind_count, sizeof *made->kinds);
    for (size_t k = 0; k < mpt_kind_count; k++) {
        size_t count = mpt_kinds[k]->field_count;
        made->kinds[k] = (struct mpt_disclosure_kind){.kind = mpt_kinds[k], .rule = &made->rules[0]};
        made->kinds[k].fields = mpt_arena_array(arena, count, sizeof *made->kinds[k].fields);
        made->kinds[k].names = mpt_arena_array(arena, count, sizeof *made->kinds[k].names);
        for (size_t i = 0; i < count; i++) {
            made->kinds[k].fields[i].rule = &made->rules[0];
        }
    }
    return made;
}

/* A kind that is not listed stays whole, and so does one whose records cannot be without a field that is not. */
static void close_gaps(struct mpt_disclosure *disclosure)
{
    for (size_t k = 0; k < mpt_kind_count; k++) {
        struct mpt_disclosure_kind *kind = &disclosure->kinds[k];
        kind->stays |= !kind->listed;
        for (size_t i = 0; i < kind->kind->field_count; i++) {
            kind->stays |= kind->kind->fields[i].flags & MPT_REQUIRED && !kind->fields[i].leaves;
        }
    }
}

enum mpt_status mpt_disclosure_read(const char *text, const char *name, const char *profile, struct mpt_arena *arena,
                                    struct mpt_disclosure **disclosure, struct mpt_error *error)
{
    struct reading reading = {.name = name, .arena = arena, .error = error, .profiles = mpt_text_init(arena)};
    enum mpt_status status = MPT_OK;
    reading.into = make_empty(profile, arena);
    while (!status && *text) {
        size_t len = strcspn(text, "\n");
        reading.line++;
        status = read_line(&reading, mpt_arena_copy_len(arena, text, len), profile);
        text += len + (text[len] == '\n');
    }
    if (!status && !reading.found) {
        return mpt_fail(error, MPT_USAGE, "--profile '%s' is none of internal%s", profile,
                        mpt_text_get(&reading.profiles));
    }
    close_gaps(reading.into);
    *disclosure = reading.into;
    return status;
}
