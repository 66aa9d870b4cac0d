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
#include <stdlib.h>
#include <string.h>

#include "exchange/export_iati.h"

enum element { SECTOR, TAG, MARKER };

struct tag {
    enum element element;
    const char *vocabulary, *code, *percentage, *significance;
    const char *narrative; /* of our own vocabularies, whose codes nobody else knows */
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

/* The shares of the row's vocabulary make 100 %, or it has one tag alone, which is all of it. */
static bool makes_whole(struct mpt_cursor *row)
{
    long tags = (long)mpt_cursor_integer(row, "tags"), shares = (long)mpt_cursor_integer(row, "shares");
    return (tags == 1 && shares == 0) || (tags == shares && fabs(mpt_cursor_number(row, "share_sum") - 100) < 0.005);
}

/* The tag as one of a vocabulary that IATI knows; false when it is none of these. *why: it is one, but cannot be said.
 */
static bool read_known(struct iati *iati, const char *code, struct mpt_cursor *row, struct tag *tag, const char **why)
{
    const char *dac = code_in(code, "dac"), *sdg = code_in(code, "sdg"), *marker = code_in(code, "dac-marker");
    if (dac && (digits(dac) == 5 || digits(dac) == 3)) {
        *tag = (struct tag){.element = SECTOR, .vocabulary = digits(dac) == 5 ? "1" : "2", .code = dac};
        *why = makes_whole(row) ? NULL : "sectors, whose shares do not make 100 %";
        return true;
    }
    if (sdg && strtol(sdg, NULL, 10) >= 1 && strtol(sdg, NULL, 10) <= 17) {
        *tag = (struct tag){.element = TAG, .vocabulary = digits(sdg) ? "2" : "3", .code = sdg};
        return true;
    }
    if (marker && digits(marker)) {
        *tag = (struct tag){.element = MARKER, .vocabulary = "1", .code = marker};
        *why = mpt_cursor_is_null(row, "significance") ? "policy markers without a significance" : NULL;
        return true;
    }
    (void)iati;
    return false;
}

/* Which of the own sector vocabularies this is, 99 or 98; NULL: neither. `own` keeps the two. */
static const char *own_sector(const char *vocabulary, const char *own[2])
{
    static const char *const numbers[] = {"99", "98"};
    for (size_t i = 0; i < 2; i++) {
        own[i] = own[i] ? own[i] : vocabulary;
        if (strcmp(own[i], vocabulary) == 0) {
            return numbers[i];
        }
    }
    return NULL;
}

static struct tag read_tag(struct iati *iati, const char *own[2], const char **why)
{
    struct mpt_cursor *row = iati->tags.cursor;
    const char *code = export_copy(row, "code", iati->arena), *adds_up = mpt_cursor_text(row, "adds_up");
    const char *vocabulary = export_copy(row, "vocabulary", iati->arena);
    struct tag tag;
    *why = NULL;
    if (!read_known(iati, code, row, &tag, why)) {
        const char *title = export_copy(row, "title", iati->arena);
        bool split = adds_up && strcmp(adds_up, "split-100") == 0 && makes_whole(row);
        const char *sector = split ? own_sector(vocabulary, own) : NULL;
        bool marker = adds_up && strcmp(adds_up, "marker") == 0;
        tag = (struct tag){.element = sector   ? SECTOR
                                      : marker ? MARKER
                                               : TAG,
                           .vocabulary = sector ? sector : "99",
                           .code = code,
                           .narrative = title ? title : code};
    }
    if (tag.element == SECTOR && !mpt_cursor_is_null(row, "share")) {
        tag.percentage = mpt_number_format(mpt_cursor_number(row, "share"), iati->arena);
    }
    if (tag.element == MARKER && !mpt_cursor_is_null(row, "significance")) {
        tag.significance = mpt_arena_print(iati->arena, "%d", (int)mpt_cursor_integer(row, "significance"));
    }
    return tag;
}

static void write_tags(struct iati *iati, const struct tag *tags, size_t count, enum element element)
{
    static const char *const names[] = {"sector", "tag", "policy-marker"};
    for (size_t i = 0; i < count; i++) {
        const struct tag *tag = &tags[i];
        if (tag->element != element) {
            continue;
        }
        if (!tag->narrative) {
            xml_empty(&iati->xml, names[element], "vocabulary", tag->vocabulary, "code", tag->code, "percentage",
                      tag->percentage, "significance", tag->significance, NULL);
            continue;
        }
        xml_open(&iati->xml, names[element], "vocabulary", tag->vocabulary, "code", tag->code, "percentage",
                 tag->percentage, "significance", tag->significance, NULL);
        xml_text(&iati->xml, "narrative", tag->narrative, NULL);
        xml_close(&iati->xml, names[element]);
    }
}

void iati_write_tags(struct iati *iati)
{
    struct tag *tags = NULL;
    size_t count = 0, capacity = 0, sectors = 0;
    const char *own[2] = {NULL, NULL}, *why;
    for (struct export_along *at = &iati->tags; export_along_at(at, iati->code); export_along_next(at)) {
        struct tag tag = read_tag(iati, own, &why);
        if (why) {
            export_remark(iati->how, "project", iati->code, why, false);
            continue;
        }
        tags = mpt_arena_grow(iati->arena, tags, count, &capacity, sizeof *tags);
        tags[count++] = tag;
        sectors += tag.element == SECTOR;
    }
    if (!sectors) {
        export_remark(iati->how, "project", iati->code, "no sector is known", false);
    }
    write_tags(iati, tags, count, SECTOR);
    write_tags(iati, tags, count, TAG);
    write_tags(iati, tags, count, MARKER);
}
