/* Tags of projects as IATI sectors, tags and policy markers.
 *
 * IATI parts money by sectors, whose shares must make 100 % within a vocabulary, and knows tags without shares and
 * policy markers with a significance; our vocabularies say of themselves which of these they are. By their codes are
 * known:
 *
 *   dac          OECD purpose codes of five digits (sector vocabulary 1) or three (2): tags such as dac:23230
 *   sdg          goals (tag vocabulary 2) and targets (3): sdg:13, sdg:13.2
 *   dac-marker   OECD policy markers (policy-marker vocabulary 1): dac-marker:6
 *
 * Every other vocabulary is the reporter's own, 99: its tags are sectors where shares are kept and make 100 % (of a
 * second such vocabulary 98, of further ones tags), policy markers where it is one of markers, else tags. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/export_iati.h"

enum element { SECTOR, TAG, MARKER };

struct tag {
    enum element element;
    const char *facet, *tag, *title, *adds_up; /* as we have them */
    bool has_share;
    double share;
    const char *vocabulary, *code, *percentage, *significance; /* as IATI has them */
    const char *narrative; /* of our own vocabularies, whose codes nobody else knows */
};

/* The tags of the project at hand. */
struct tags {
    struct tag *list;
    size_t count;
    const char *own[2]; /* the facets that are the sector vocabularies 99 and 98 */
};

/* What stands behind the vocabulary's name in the tag's code; NULL where it is another vocabulary's. */
static const char *code_in(const char *code, const char *vocabulary)
{
    size_t len = strlen(vocabulary);
    return strncmp(code, vocabulary, len) == 0 && code[len] == ':' ? code + len + 1 : NULL;
}

/* How many digits the code is, 0 when it is anything else. */
static size_t digits(const char *code)
{
    size_t len = strspn(code, "0123456789");
    return code[len] ? 0 : len;
}

/* The shares of the facet make 100 %, or it has one tag alone, which is all of it. Of OECD's codes those of the same
 * number of digits count, `len` bytes with the facet; 0: all. */
static bool makes_whole(const struct tags *tags, const char *facet, size_t len)
{
    size_t count = 0, shares = 0;
    double sum = 0;
    for (size_t i = 0; i < tags->count; i++) {
        bool same = strcmp(tags->list[i].facet, facet) == 0 && (!len || strlen(tags->list[i].tag) == len);
        count += same;
        shares += same && tags->list[i].has_share;
        sum += same && tags->list[i].has_share ? tags->list[i].share : 0;
    }
    return (count == 1 && shares == 0) || (count == shares && fabs(sum - 100) < 0.005);
}

/* Goals are 1 to 17, their targets a number or letter behind a point: 13, 13.2, 13.a. What only begins so is no code of
 * theirs. */
static bool is_goal_or_target(const char *code)
{
    size_t len = strspn(code, "0123456789");
    if (!len || *code == '0' || strtol(code, NULL, 10) > 17) {
        return false;
    }
    if (code[len] != '.') {
        return !code[len];
    }
    const char *target = code + len + 1;
    return strlen(target) == 1 ? strspn(target, "abcd0123456789") : digits(target) == 2;
}

/* Says the tag in a vocabulary that IATI knows; false when it is of none of these. *why: it is, but cannot be said. */
static bool say_known(const struct tags *tags, struct tag *tag, const char **why)
{
    const char *dac = code_in(tag->tag, "dac"), *sdg = code_in(tag->tag, "sdg");
    const char *marker = code_in(tag->tag, "dac-marker");
    *why = NULL;
    if (dac && (digits(dac) == 5 || digits(dac) == 3)) {
        tag->element = SECTOR;
        tag->vocabulary = digits(dac) == 5 ? "1" : "2";
        tag->code = dac;
        *why = makes_whole(tags, tag->facet, strlen(tag->tag)) ? NULL : "sectors, whose shares do not make 100 %";
    } else if (sdg && is_goal_or_target(sdg)) {
        tag->element = TAG;
        tag->vocabulary = digits(sdg) ? "2" : "3";
        tag->code = sdg;
    } else if (marker && digits(marker)) {
        tag->element = MARKER;
        tag->vocabulary = "1";
        tag->code = marker;
        *why = tag->significance ? NULL : "policy markers without a significance";
    }
    return tag->code;
}

/* Which of the own sector vocabularies the facet is, 99 or 98; NULL: neither, since two others are. */
static const char *own_sector(struct tags *tags, const char *facet)
{
    static const char *const numbers[] = {"99", "98"};
    for (size_t i = 0; i < 2; i++) {
        tags->own[i] = tags->own[i] ? tags->own[i] : facet;
        if (strcmp(tags->own[i], facet) == 0) {
            return numbers[i];
        }
    }
    return NULL;
}

static void say_own(struct tags *tags, struct tag *tag)
{
    bool split = tag->adds_up && strcmp(tag->adds_up, "split-100") == 0 && makes_whole(tags, tag->facet, 0);
    bool marker = tag->adds_up && strcmp(tag->adds_up, "marker") == 0;
    const char *sector = split ? own_sector(tags, tag->facet) : NULL;
    tag->element = sector ? SECTOR : marker ? MARKER : TAG;
    tag->vocabulary = sector ? sector : "99";
    tag->code = tag->tag;
    tag->narrative = tag->title ? tag->title : tag->tag;
}

/* The row at hand, not yet said in IATI's words. */
static struct tag read_tag(struct iati *iati)
{
    struct mpt_cursor *row = iati->tags.cursor;
    bool significant = !mpt_cursor_is_null(row, "significance");
    return (struct tag){
        .facet = export_copy(row, "vocabulary", iati->arena),
        .tag = export_copy(row, "code", iati->arena),
        .title = export_copy(row, "title", iati->arena),
        .adds_up = export_copy(row, "adds_up", iati->arena),
        .has_share = !mpt_cursor_is_null(row, "share"),
        .share = mpt_cursor_number(row, "share"),
        .significance =
            significant ? mpt_arena_print(iati->arena, "%d", (int)mpt_cursor_integer(row, "significance")) : NULL};
}

/* The share as xsd:decimal, which knows no exponent: 0.00001, not 1e-05. */
static const char *percentage(struct iati *iati, double share)
{
    const char *shortest = mpt_number_format(share, iati->arena);
    if (!strchr(shortest, 'e')) {
        return shortest;
    }
    char text[40];
    for (int places = 5; places <= 17; places++) { /* a reader need not know more than 18 digits in all */
        snprintf(text, sizeof text, "%.*f", places, share);
        if (strtod(text, NULL) == share) {
            break;
        }
    }
    return mpt_arena_copy(iati->arena, text);
}

/* Reads all, since shares are those of all, then finds each one's words; what cannot be said is remarked and dropped.
 */
static struct tags read_tags(struct iati *iati)
{
    struct tags read = {0}, said = {0};
    size_t capacity = 0;
    for (struct export_along *at = &iati->tags; export_along_at(at, iati->code); export_along_next(at)) {
        read.list = mpt_arena_grow(iati->arena, read.list, read.count, &capacity, sizeof *read.list);
        read.list[read.count++] = read_tag(iati);
    }
    said.list = mpt_arena_array(iati->arena, read.count, sizeof *said.list);
    for (size_t i = 0; i < read.count; i++) {
        struct tag tag = read.list[i];
        const char *why;
        if (!say_known(&read, &tag, &why)) {
            say_own(&read, &tag);
        }
        if (why) {
            export_remark(iati->how, "project", iati->code, why, false);
            continue;
        }
        tag.percentage = tag.element == SECTOR && tag.has_share ? percentage(iati, tag.share) : NULL;
        tag.significance = tag.element == MARKER ? tag.significance : NULL;
        said.list[said.count++] = tag;
    }
    return said;
}

static size_t write_element(struct iati *iati, const struct tags *tags, enum element element)
{
    static const char *const names[] = {"sector", "tag", "policy-marker"};
    size_t count = 0;
    for (size_t i = 0; i < tags->count; i++) {
        const struct tag *tag = &tags->list[i];
        if (tag->element != element) {
            continue;
        }
        count++;
        if (!tag->narrative) {
            xml_empty(&iati->xml, names[element],
                      XML_ATTRIBUTES("vocabulary", tag->vocabulary, "code", tag->code, "percentage", tag->percentage,
                                     "significance", tag->significance));
            continue;
        }
        xml_open(&iati->xml, names[element],
                 XML_ATTRIBUTES("vocabulary", tag->vocabulary, "code", tag->code, "percentage", tag->percentage,
                                "significance", tag->significance));
        xml_text(&iati->xml, "narrative", tag->narrative, NULL);
        xml_close(&iati->xml, names[element]);
    }
    return count;
}

void iati_write_tags(struct iati *iati)
{
    struct tags tags = read_tags(iati);
    if (!write_element(iati, &tags, SECTOR)) {
        export_remark(iati->how, "project", iati->code, "no sector is known", false);
    }
    write_element(iati, &tags, TAG);
    write_element(iati, &tags, MARKER);
}
