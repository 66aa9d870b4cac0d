/* The map file of a proposal: its header and a SELECT for each kind of record. Names of columns come from strangers:
 * they are quoted in SQL, and in comments they are kept to one line. */
#include <string.h>

#include "propose_internal.h"

/* A map that is being written. */
struct map {
    struct guess *guess;
    struct mpt_arena *arena;
    struct mpt_text out;
    const char *project; /* how records refer to the project */
    const char *there;   /* the condition on which there is one: a title, an id; lines of sums have none */
    size_t fields;       /* of the SELECT that is being written */
};

static const char *value(const struct map *map, const struct column *column)
{
    return sql_value(column, map->arena);
}

static const char *cleaned(const struct map *map, const struct column *column)
{
    return mpt_arena_print(map->arena, "clean(%s)", value(map, column));
}

static struct column *of(const struct map *map, enum role role)
{
    return map->guess->by_role[role];
}

static void begin(struct map *map, const char *kind, const char *word)
{
    mpt_text_print(&map->out, "-- kind: %s\n%s", kind, word);
    map->fields = 0;
}

static void field(struct map *map, const char *expression, const char *name)
{
    mpt_text_print(&map->out, "%s\n    %s AS %s", map->fields++ ? "," : "", expression, name);
}

/* The condition on which there is a project and the column has something. */
static const char *with(const struct map *map, const struct column *column)
{
    return mpt_arena_print(map->arena, "%s IS NOT NULL AND %s", value(map, column), map->there);
}

static void end(struct map *map, const char *condition)
{
    mpt_text_print(&map->out, "\nFROM source%s%s;\n", condition ? "\nWHERE " : "", condition ? condition : "");
}

/* A field with the cleaned text of the column of a role, where there is one. */
static void text_field(struct map *map, enum role role, const char *name)
{
    if (of(map, role)) {
        field(map, cleaned(map, of(map, role)), name);
    }
}

static void date_field(struct map *map, enum role role, const char *name)
{
    if (of(map, role)) {
        field(map, mpt_arena_print(map->arena, "day(%s)", value(map, of(map, role))), name);
    }
}

/* The several things in a value, as rows of json_each; NULL when it is one thing. Commas part only topics. */
static const char *split(const struct map *map, const struct column *column)
{
    if (!column->separator || (column->separator == ',' && column->role != ROLE_TAG)) {
        return NULL;
    }
    return mpt_arena_print(map->arena, "json_each('[' || replace(json_quote(%s), '%c', '\",\"') || ']')",
                           value(map, column), column->separator);
}

/* The end of a SELECT that gives a record for each thing in a value. */
static void end_of_parts(struct map *map, const struct column *column, const char *parts)
{
    if (!parts) {
        end(map, with(map, column));
        return;
    }
    mpt_text_print(&map->out, "\nFROM source, %s\nWHERE clean(value) <> '' AND %s;\n", parts, with(map, column));
}

/* The column's different values, in the order they come; at most `most`. */
static size_t list_values(const struct map *map, const struct column *column, const char **values, size_t most)
{
    const struct mpt_sample *sample = map->guess->sample;
    size_t count = 0;
    for (size_t i = 0; i < sample->row_count && count < most; i++) {
        const char *now = sample->rows[i][column->index];
        bool known = !now || !*now;
        for (size_t j = 0; !known && j < column->nothing_count; j++) {
            known = strcmp(column->nothings[j], now) == 0;
        }
        for (size_t j = 0; !known && j < count; j++) {
            known = strcmp(values[j], now) == 0;
        }
        if (!known) {
            values[count++] = now;
        }
    }
    return count;
}

/* CASE over the values that are known words; those that are not are said. NULL when none is. */
static const char *by_words(struct map *map, const struct column *column, const struct phrases *phrases,
                            const char *otherwise)
{
    enum { MOST = 40 };
    const char *values[MOST];
    size_t count = list_values(map, column, values, MOST), known = 0;
    struct mpt_text text = mpt_text_init(map->arena), unknown = mpt_text_init(map->arena);
    mpt_text_print(&text, "CASE %s", sql_name(column->name, map->arena));
    for (size_t i = 0; i < count; i++) {
        const char *meaning = value_meaning(phrases, values[i], map->arena);
        known += meaning != NULL;
        if (meaning) {
            mpt_text_print(&text, "\n        WHEN %s THEN '%s'", sql_text(values[i], map->arena), meaning);
        } else {
            mpt_text_print(&unknown, "%s'%s'", unknown.len ? ", " : "", mpt_text_shorten(values[i], 30, map->arena));
        }
    }
    if (unknown.len) {
        sentences_add(&map->guess->problems, map->arena, "What %s in '%s' means is not known; %s.",
                      mpt_text_get(&unknown), column->name,
                      otherwise ? "it is taken for the usual role" : "it is left empty");
    }
    mpt_text_print(&text, "%s%s\n    END", otherwise ? "\n        ELSE " : "", otherwise ? otherwise : "");
    return known ? mpt_text_get(&text) : NULL;
}

static void header_lines(struct map *map)
{
    enum { MOST_LISTED = 60 }; /* a map has room for 64 */
    const struct mpt_sample *sample = map->guess->sample;
    size_t listed_count = 0;
    struct mpt_text listed = mpt_text_init(map->arena), keys = mpt_text_init(map->arena);
    const struct column *id = of(map, ROLE_ID) ? of(map, ROLE_ID) : of(map, ROLE_TITLE);
    const struct column *who =
        of(map, ROLE_ORGANISATION_ID) ? of(map, ROLE_ORGANISATION_ID) : of(map, ROLE_ORGANISATION);
    for (size_t i = 0; i < sample->count; i++) {
        const struct column *column = &map->guess->columns[i];
        bool key = column == id || (column == who && id->distinct < id->filled);
        if (column->role != ROLE_NONE && name_can_be_listed(column->name) && listed_count++ < MOST_LISTED) {
            mpt_text_print(&listed, "%s%s", listed.len ? "; " : "", column->name);
            mpt_text_print(&keys, "%s%s", key && keys.len ? "; " : "", key ? column->name : "");
        } else if (key) {
            sentences_add(&map->guess->problems, map->arena,
                          "The name of column '%s' cannot stand in the line \"-- key:\"; rename it in the file.",
                          column->name);
        }
    }
    mpt_text_print(&map->out, "-- map: %s\n-- title: Projects of %s, as proposed on %s\n", sample->name,
                   name_in_comment(sample->file, map->arena), sample->today);
    if (sample->format) {
        mpt_text_print(&map->out, "-- format: %s\n", sample->format);
    }
    mpt_text_print(&map->out, "-- header: %s\n-- scheme: %s\n-- key: %s\n", mpt_text_get(&listed), sample->name,
                   mpt_text_get(&keys));
    if (map->guess->currency) {
        mpt_text_print(&map->out, "-- currency: %s\n", map->guess->currency);
    }
    if (map->guess->decimal) {
        mpt_text_print(&map->out, "-- decimal: %c\n", map->guess->decimal);
    }
    if (map->guess->dates == MPT_DATE_DMY || map->guess->dates == MPT_DATE_MDY) {
        mpt_text_print(&map->out, "-- dates: %s\n", map->guess->dates == MPT_DATE_DMY ? "dmy" : "mdy");
    }
}

/* Columns that no record gets: those not understood, and those that records have no field for; in a note, a line for
 * each. */
static void say_left_out(struct map *map)
{
    size_t count = 0;
    for (size_t i = 0; i < map->guess->sample->count; i++) {
        const struct column *column = &map->guess->columns[i];
        bool no_field = column->role == ROLE_URL || column->role == ROLE_RATE || column->role == ROLE_DURATION;
        if (column->role == ROLE_NONE || no_field) {
            mpt_text_print(&map->out, "%s'%s'", count++ ? ",\n--   " : "-- note: not used are\n--   ",
                           name_in_comment(column->name, map->arena));
        }
    }
    mpt_text_add(&map->out, count ? "\n" : "");
}

/* Records that only have a title, which others refer to. */
static void titles(struct map *map, enum role role, const char *kind)
{
    const struct column *column = of(map, role);
    if (column) {
        begin(map, kind, "SELECT");
        field(map, cleaned(map, column), "title");
        end(map, with(map, column));
    }
}

/* The topics of a record with its project, from all the columns that have some. */
static const char *list_topics(const struct map *map)
{
    struct mpt_text all = mpt_text_init(map->arena);
    for (size_t i = 0; i < map->guess->sample->count; i++) {
        const struct column *column = &map->guess->columns[i];
        const char *parts = column->role == ROLE_TAG ? split(map, column) : NULL;
        if (column->role == ROLE_TAG) {
            mpt_text_print(&all, "%s\n    SELECT %s AS topic, %s AS project FROM source%s%s WHERE %s",
                           all.len ? "\n    UNION" : "", parts ? "clean(value)" : cleaned(map, column), map->project,
                           parts ? ", " : "", parts ? parts : "", map->there);
        }
    }
    return mpt_text_get(&all);
}

static void write_tags(struct map *map)
{
    const char *topics = list_topics(map);
    if (*topics) {
        begin(map, "vocabulary", "SELECT");
        field(map, "'keyword'", "code");
        field(map, "'Keywords'", "title");
        end(map, NULL);
        begin(map, "tag", "SELECT DISTINCT");
        field(map, "'keyword'", "vocabulary");
        field(map, "'keyword:' || slug(topic)", "code");
        field(map, "topic", "title");
        mpt_text_print(&map->out, "\nFROM (%s\n)\nWHERE topic <> '';\n", topics);
    }
}

static void write_taggings(struct map *map)
{
    const char *topics = list_topics(map);
    if (*topics) {
        begin(map, "tagging", "SELECT DISTINCT");
        field(map, "'keyword:' || slug(topic)", "tag");
        field(map, "project", "project");
        field(map, sql_text(map->guess->sample->name, map->arena), "tagged_by");
        mpt_text_print(&map->out, "\nFROM (%s\n)\nWHERE topic <> '';\n", topics);
    }
}

/* What several columns say of one field of many values, joined by line feeds. */
static void many_field(struct map *map, enum role role, const char *name)
{
    struct mpt_text all = mpt_text_init(map->arena);
    size_t count = 0;
    for (size_t i = 0; i < map->guess->sample->count; i++) {
        const struct column *column = &map->guess->columns[i];
        if (column->role == role) {
            const char *parts = split(map, column);
            const char *one = parts ? mpt_arena_print(map->arena,
                                                      "(SELECT group_concat(clean(value), char(10))\n        FROM %s\n"
                                                      "        WHERE clean(value) <> '')",
                                                      parts)
                                    : cleaned(map, column);
            mpt_text_print(&all, "%s%s", count++ ? ", " : "", one);
        }
    }
    if (count) {
        field(map, count > 1 ? mpt_arena_print(map->arena, "lines(%s)", mpt_text_get(&all)) : mpt_text_get(&all), name);
    }
}

static void words_field(struct map *map, enum role role, const struct phrases *phrases, const char *name)
{
    const char *expression = of(map, role) ? by_words(map, of(map, role), phrases, NULL) : NULL;
    if (expression) {
        field(map, expression, name);
    }
}

/* Regions that stand among the countries ("World") are said and left out, so that the project itself is taken. */
static void country_field(struct map *map)
{
    const struct column *column = of(map, ROLE_COUNTRY);
    if (!column) {
        return;
    }
    const char *country = mpt_arena_print(map->arena, "country(%s)", value(map, column));
    if (column->countries == column->filled) {
        field(map, country, "country");
        return;
    }
    field(map, mpt_arena_print(map->arena, "CASE WHEN length(%s) = 2 THEN %s END", country, country), "country");
    field(map,
          mpt_arena_print(map->arena, "CASE WHEN length(%s) > 2 THEN %s || ' is no country' END", country,
                          sql_name(column->name, map->arena)),
          "_warning");
    sentences_add(&map->guess->problems, map->arena, "%zu of %zu values of '%s' are no countries; they are left out.",
                  column->filled - column->countries, column->filled, column->name);
}

static void write_project(struct map *map)
{
    begin(map, "project", "SELECT");
    if (of(map, ROLE_ID)) {
        field(map, map->project, "outside_id");
    }
    text_field(map, ROLE_TITLE, "title");
    many_field(map, ROLE_ALIAS, "alias");
    text_field(map, ROLE_SUMMARY, "summary");
    words_field(map, ROLE_STATUS, &map->guess->lexicon->statuses, "status");
    date_field(map, ROLE_STARTS, "starts");
    date_field(map, ROLE_ENDS, "ends");
    date_field(map, ROLE_UPDATED, "reported_on");
    text_field(map, ROLE_PROGRAMME, "programme");
    text_field(map, ROLE_CALL, "call");
    text_field(map, ROLE_MISSION, "mission");
    text_field(map, ROLE_MANAGER, "manager");
    words_field(map, ROLE_GENDER, &map->guess->lexicon->genders, "manager_gender");
    text_field(map, ROLE_PLACE, "place");
    country_field(map);
    end(map, map->there);
}

static void write_organisation(struct map *map)
{
    const struct column *who = of(map, ROLE_ORGANISATION), *id = of(map, ROLE_ORGANISATION_ID),
                        *task = of(map, ROLE_TASK);
    if (!who) {
        return;
    }
    const char *condition = with(map, who);
    const char *role = task ? by_words(map, task, &map->guess->lexicon->tasks, "'deliver'") : NULL;
    begin(map, "stakeholder", "SELECT");
    field(map, cleaned(map, who), "title");
    if (id) {
        field(map,
              mpt_arena_print(
                  map->arena, "%s || %s",
                  sql_text(mpt_arena_print(map->arena, "%s-organisation:", map->guess->sample->name), map->arena),
                  value(map, id)),
              "outside_id");
    }
    end(map, condition);
    begin(map, "participation", "SELECT");
    field(map, cleaned(map, who), "stakeholder");
    field(map, map->project, "project");
    field(map, role ? role : "'deliver'", "role");
    end(map, condition);
}

/* Partners, several in a value or one. */
static void write_partners(struct map *map)
{
    const struct column *who = of(map, ROLE_PARTNER);
    if (!who) {
        return;
    }
    const char *parts = split(map, who), *name = parts ? "clean(value)" : cleaned(map, who);
    begin(map, "stakeholder", "SELECT");
    field(map, name, "title");
    end_of_parts(map, who, parts);
    begin(map, "participation", "SELECT");
    field(map, name, "stakeholder");
    field(map, map->project, "project");
    field(map, "'deliver'", "role");
    end_of_parts(map, who, parts);
}

static void write_funder(struct map *map)
{
    const struct column *funder = of(map, ROLE_FUNDER);
    if (funder) {
        begin(map, "stakeholder", "SELECT");
        field(map, cleaned(map, funder), "title");
        end(map, with(map, funder));
    }
}

/* One flow of money; nothing for 0, which lists write where there is none. What cannot be read is left to money() to
 * complain of. */
static void write_funding(struct map *map, enum role role, const char *stage, enum role giver, const char *title)
{
    const struct column *column = of(map, role);
    const char *currency = column && map->guess->money ? guess_currency_sql(map->guess, column) : NULL;
    if (!currency) {
        return;
    }
    begin(map, "funding", "SELECT");
    if (title) {
        field(map, sql_text(title, map->arena), "title");
    }
    field(map, map->project, "project");
    field(map, mpt_arena_print(map->arena, "money(%s, %s)", value(map, column), currency), "amount");
    field(map, sql_text(stage, map->arena), "stage");
    text_field(map, giver, "giver");
    if (giver != ROLE_ORGANISATION) {
        text_field(map, ROLE_ORGANISATION, "receiver");
    }
    if (of(map, ROLE_YEAR)) {
        field(map, mpt_arena_print(map->arena, "number(%s)", value(map, of(map, ROLE_YEAR))), "year");
    }
    end(map, mpt_arena_print(map->arena, "trim(number(%s), '0.') <> '' AND %s", value(map, column), with(map, column)));
}

static void write_money(struct map *map)
{
    write_funding(map, ROLE_AMOUNT, "committed", ROLE_FUNDER, NULL);
    write_funding(map, ROLE_SOUGHT, "applied", ROLE_FUNDER, "Applied for");
    write_funding(map, ROLE_OWN_SHARE, "pledged", ROLE_ORGANISATION, "Own share");
    const struct column *cost = of(map, ROLE_COST);
    if (cost && map->guess->money && !of(map, ROLE_AMOUNT)) {
        write_funding(map, ROLE_COST, "planned", ROLE_NONE, "Total cost");
        sentences_add(&map->guess->problems, map->arena,
                      "'%s' is what projects cost, not what somebody grants: it counts as planned money.", cost->name);
    } else if (cost && map->guess->money) {
        sentences_add(&map->guess->problems, map->arena,
                      "'%s' is what projects cost, not what somebody grants: it is left out.", cost->name);
    }
}

/* How the project is referred to, and when there is one. */
static void set_project(struct map *map, const struct column *title, const struct column *id)
{
    struct guess *guess = map->guess;
    map->there = mpt_arena_print(map->arena, "%s IS NOT NULL", value(map, title));
    map->project = cleaned(map, title);
    if (!id) {
        return;
    }
    map->there = mpt_arena_print(map->arena, "%s AND %s IS NOT NULL", map->there, value(map, id));
    map->project = mpt_arena_print(map->arena, "%s || %s",
                                   sql_text(mpt_arena_print(map->arena, "%s:", guess->sample->name), map->arena),
                                   sql_name(id->name, map->arena));
    if (id->distinct < id->filled) {
        sentences_add(&guess->problems, map->arena,
                      "'%s' has %zu different values in %zu records: a project has several records, its money is that "
                      "of all of them.",
                      id->name, id->distinct, id->filled);
    }
    if (id->filled < guess->sample->row_count) {
        sentences_add(&guess->problems, map->arena, "Records without '%s' (%zu in the sample) are left out.", id->name,
                      guess->sample->row_count - id->filled);
    }
}

const char *guess_sql(struct guess *guess)
{
    struct map map = {.guess = guess, .arena = guess->arena, .out = mpt_text_init(guess->arena)};
    if (!of(&map, ROLE_TITLE)) {
        return NULL;
    }
    set_project(&map, of(&map, ROLE_TITLE), of(&map, ROLE_ID));
    header_lines(&map);
    say_left_out(&map);
    titles(&map, ROLE_PROGRAMME, "programme");
    titles(&map, ROLE_CALL, "call");
    write_tags(&map);
    write_project(&map);
    write_taggings(&map);
    write_organisation(&map);
    write_partners(&map);
    write_funder(&map);
    write_money(&map);
    return mpt_text_get(&map.out);
}
