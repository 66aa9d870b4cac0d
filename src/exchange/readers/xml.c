/* The reader of XML: expat reads, one record at a time is in memory, nothing is ever fetched. */
#include <expat.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "exchange/readers/xml_find.h"
#include "exchange/readers/xml_tree.h"

/* The fuzzer takes a small one, so that everything comes to lie across its end. */
#ifndef XML_BLOCK
#define XML_BLOCK (64 * 1024)
#endif

enum {
    MOST_DEPTH = 256,
    MOST_BYTES = 64 * 1024 * 1024, /* of one record */
    MOST_PARTS = 1000 * 1000,      /* elements and attributes in one record */
    LONGEST_TAG = 16 * 1024 * 1024,
    BLOCK = XML_BLOCK,
    LOOK = 16 * BLOCK, /* how far records are looked for */
    MOST_SEEN = 6,     /* names below the root that a message lists */
};

struct xml_reader {
    struct input *input;
    const struct mpt_read_facts *facts;
    struct mpt_arena *arena, *batch; /* batch: of one record */
    XML_Parser parser;
    char *look; /* what was looked at to find the records, and how much of it went to expat */
    size_t look_at, look_len;

    size_t depth;
    const char *root;
    struct xml_attribute *root_attributes;
    size_t root_count;
    const char *seen[MOST_SEEN]; /* names below the root */
    size_t seen_count;
    bool doctype;

    struct xml_node *record, *node; /* NULL: outside a record */
    long long start;                /* its first byte, and line */
    size_t line, parts;
    const char *problem;

    long long fed, parsed; /* bytes given to expat; that it has done with, as far as is known */

    bool complete; /* the record was read to its end: expat waits */
    bool ended;    /* the input has no more */
    bool over, any;
    enum mpt_status status;
    struct mpt_error error;
};

/* --- What is wrong ------------------------------------------------------------------------------------------------ */

/* Stops for good, with a message about the place where expat is. */
__attribute__((format(printf, 2, 3))) static void refuse(struct xml_reader *reader, const char *format, ...)
{
    char words[1024];
    va_list arguments;
    if (reader->over) {
        return;
    }
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    reader->over = true;
    reader->status = mpt_fail(&reader->error, MPT_BAD_INPUT, "%s, line %lu, column %lu: %s", input_name(reader->input),
                              (unsigned long)XML_GetCurrentLineNumber(reader->parser),
                              (unsigned long)XML_GetCurrentColumnNumber(reader->parser) + 1, words);
    XML_StopParser(reader->parser, XML_FALSE);
}

static void refuse_syntax(struct xml_reader *reader)
{
    enum XML_Error code = XML_GetErrorCode(reader->parser);
    if (!reader->ended || !reader->depth) {
        refuse(reader, "is not XML: %s", XML_ErrorString(code));
    } else if (reader->node) {
        refuse(reader, "is not complete: it ends here, within <%s> in the record <%s> that begins in line %zu",
               reader->node->name, reader->record->name, reader->line);
    } else {
        refuse(reader, "is not complete: it ends here, and <%s> is not closed", reader->root);
    }
}

static void check_size(struct xml_reader *reader)
{
    if (reader->parts > MOST_PARTS) {
        refuse(reader, "the record <%s> that begins in line %zu has more than %d elements and attributes",
               reader->record->name, reader->line, MOST_PARTS);
    } else if (XML_GetCurrentByteIndex(reader->parser) - reader->start > MOST_BYTES) {
        refuse(reader, "the record <%s> that begins in line %zu is longer than %d MB", reader->record->name,
               reader->line, MOST_BYTES / 1024 / 1024);
    }
}

/* --- What expat tells --------------------------------------------------------------------------------------------- */

/* Whether it is named so by its root or, since few pages are XML as far as that, by its type. */
static bool refuse_web_page(struct xml_reader *reader, const char *name)
{
    bool page = strcasecmp(name, "html") == 0;
    if (page) {
        refuse(reader, "is a web page (HTML), not data; expected XML with records");
    }
    return page;
}

static void keep_root(struct xml_reader *reader, const char *name, const char **attributes)
{
    if (refuse_web_page(reader, name)) {
        return;
    }
    int count = XML_GetSpecifiedAttributeCount(reader->parser) / 2;
    const struct xml_node *root = xml_node_add(NULL, name, attributes, (size_t)count, reader->arena);
    reader->root = root->name;
    reader->root_attributes = root->attributes;
    reader->root_count = root->attribute_count;
}

static void note_name(struct xml_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->seen_count; i++) {
        if (strcmp(reader->seen[i], name) == 0) {
            return;
        }
    }
    if (reader->seen_count < MOST_SEEN) {
        reader->seen[reader->seen_count++] = mpt_arena_copy(reader->arena, name);
    }
}

/* An entity that nobody declared, which expat drops from attributes without a word where there is a DOCTYPE. */
static void check_entities(struct xml_reader *reader)
{
    int offset, len;
    const char *context = XML_GetInputContext(reader->parser, &offset, &len);
    const char *at = context ? context + offset : NULL;
    const char *end = at ? at + XML_GetCurrentByteCount(reader->parser) : NULL;
    while (at && at < end && (at = memchr(at, '&', (size_t)(end - at)))) {
        static const char *const known[] = {"&#", "&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
        bool good = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
            good |= (size_t)(end - at) > strlen(known[i]) && strncmp(at, known[i], strlen(known[i])) == 0;
        }
        const char *stop = memchr(at, ';', (size_t)(end - at));
        if (!good && !reader->problem) {
            reader->problem = mpt_arena_print(reader->batch, "holds %.*s, which is declared nowhere",
                                              stop && stop - at < 50 ? (int)(stop - at) + 1 : 1, at);
        }
        at++;
    }
}

static void XMLCALL on_start(void *state, const char *name, const char **attributes)
{
    struct xml_reader *reader = state;
    if (reader->over) {
        return;
    }
    if (++reader->depth > MOST_DEPTH) {
        refuse(reader, "elements are nested deeper than %d levels; it is not read", MOST_DEPTH);
        return;
    }
    if (reader->depth == 1) {
        keep_root(reader, name, attributes);
    } else if (reader->depth == 2) {
        note_name(reader, name);
    }
    if (!reader->record && strcmp(name, reader->facts->records) != 0) {
        return;
    }
    size_t count = (size_t)XML_GetSpecifiedAttributeCount(reader->parser) / 2;
    reader->node = xml_node_add(reader->node, name, attributes, count, reader->batch);
    if (!reader->record) {
        reader->record = reader->node;
        reader->start = XML_GetCurrentByteIndex(reader->parser);
        reader->line = XML_GetCurrentLineNumber(reader->parser);
    }
    reader->parts += 1 + count;
    check_size(reader);
    if (reader->doctype) {
        check_entities(reader);
    }
}

static void XMLCALL on_end(void *state, const char *name)
{
    struct xml_reader *reader = state;
    (void)name;
    if (reader->over) {
        return;
    }
    reader->depth--;
    if (reader->node) {
        reader->node = reader->node->parent;
        reader->complete = !reader->node;
    }
    if (reader->complete) {
        XML_StopParser(reader->parser, XML_TRUE);
    }
}

static void XMLCALL on_text(void *state, const char *text, int len)
{
    struct xml_reader *reader = state;
    if (reader->node && !reader->over) {
        mpt_text_add_len(&reader->node->text, text, (size_t)len);
        check_size(reader);
    }
}

static void XMLCALL on_doctype(void *state, const char *name, const char *system, const char *public, int subset)
{
    (void)system, (void)public, (void)subset;
    ((struct xml_reader *)state)->doctype = true;
    refuse_web_page(state, name);
}

/* Entities make small files large and reach for other files and for the network. Published data needs none. */
static void XMLCALL on_entity(void *state, const char *name, int parameter, const char *value, int len,
                              const char *base, const char *system, const char *public, const char *notation)
{
    (void)parameter, (void)value, (void)len, (void)base, (void)system, (void)public, (void)notation;
    refuse(state, "declares the entity \"%.50s\"; files with entities of their own are not read", name);
}

static void XMLCALL on_skipped(void *state, const char *name, int parameter)
{
    struct xml_reader *reader = state;
    if (reader->node && !parameter && !reader->over) {
        mpt_text_print(&reader->node->text, "&%s;", name);
        if (!reader->problem) {
            reader->problem = mpt_arena_print(reader->batch, "holds &%s;, which is declared nowhere",
                                              mpt_text_shorten(name, 50, reader->batch));
        }
    }
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

static bool is_xml(const unsigned char *start, size_t len)
{
    const unsigned char *end = start + len;
    while (start < end && (!*start || strchr(" \n\r\t\xef\xbb\xbf\xff\xfe", *start))) { /* NUL: UTF-16 */
        start++;
    }
    if (start == end || *start++ != '<') {
        return false;
    }
    start += start < end && !*start;
    bool letter = start < end && ((*start | 0x20) >= 'a' && (*start | 0x20) <= 'z');
    return start < end && (letter || *start >= 0x80 || strchr("?!_:", *start));
}

static void look_ahead(struct xml_reader *reader)
{
    size_t got;
    reader->look = mpt_arena_alloc(reader->arena, LOOK);
    while (LOOK - reader->look_len >= BLOCK &&
           (got = input_read(reader->input, reader->look + reader->look_len, LOOK - reader->look_len)) > 0) {
        reader->look_len += got;
    }
}

static void set_parser(struct xml_reader *reader)
{
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reader->parser, on_text);
    XML_SetStartDoctypeDeclHandler(reader->parser, on_doctype);
    XML_SetEntityDeclHandler(reader->parser, on_entity);
    XML_SetSkippedEntityHandler(reader->parser, on_skipped);
}

/* By what the options say, else the file's own declaration, else what its bytes look like. */
static enum mpt_status decode(struct input *input, const struct mpt_read_options *options, struct mpt_read_facts *facts,
                              struct mpt_arena *arena, struct mpt_error *error)
{
    size_t len;
    const unsigned char *start = input_peek(input, &len);
    const char *declared = options->encoding ? NULL : xml_declared_encoding(start, len, arena);
    enum mpt_status status = input_decode(input, options->encoding ? options->encoding : declared, facts, error);
    if (status == MPT_USAGE && declared) {
        status = mpt_fail(error, MPT_BAD_INPUT,
                          "%s, line 1: declares the encoding \"%s\", which is not known here; expected UTF-8, "
                          "ISO-8859-1, Windows-1252 ...",
                          input_name(input), declared);
    }
    return status;
}

static enum mpt_status open_xml(struct input *input, const struct mpt_read_options *options,
                                struct mpt_read_facts *facts, struct mpt_arena *arena, void **state,
                                struct mpt_error *error)
{
    struct xml_reader *reader = mpt_arena_alloc(arena, sizeof *reader);
    enum mpt_status status = decode(input, options, facts, arena, error);
    reader->parser = status ? NULL : XML_ParserCreate("UTF-8");
    if (!status && !reader->parser) {
        status = mpt_fail(error, MPT_BAD_INPUT, "%s cannot be read: out of memory", input_name(input));
    }
    if (status) {
        struct mpt_error ignored; /* the first message is the one that helps */
        input_close(input, &ignored);
        return status;
    }
    reader->input = input;
    reader->facts = facts;
    reader->arena = arena;
    reader->batch = mpt_arena_open();
    set_parser(reader);
    look_ahead(reader);
    facts->format = MPT_FORMAT_XML;
    facts->records = options->records ? mpt_arena_copy(arena, options->records)
                                      : xml_find_records(reader->look, reader->look_len, arena);
    facts->said = mpt_arena_print(arena, "XML, records <%s>", facts->records);
    *state = reader;
    return MPT_OK;
}

static const char *const *header(const void *state, size_t *count)
{
    (void)state;
    *count = 0;
    return NULL;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

static size_t more_bytes(struct xml_reader *reader, char *block)
{
    size_t left = reader->look_len - reader->look_at;
    if (!left) {
        return input_read(reader->input, block, BLOCK);
    }
    left = left < BLOCK ? left : BLOCK;
    memcpy(block, reader->look + reader->look_at, left);
    reader->look_at += left;
    return left;
}

/* Lets expat go on, with more bytes or with those it has. */
static enum XML_Status go_on(struct xml_reader *reader)
{
    XML_ParsingStatus now;
    XML_GetParsingStatus(reader->parser, &now);
    if (now.parsing == XML_SUSPENDED) {
        return XML_ResumeParser(reader->parser);
    }
    char *block = XML_GetBuffer(reader->parser, BLOCK);
    if (!block) {
        return XML_STATUS_ERROR;
    }
    size_t got = more_bytes(reader, block);
    reader->ended = got == 0;
    reader->fed += (long long)got;
    return XML_ParseBuffer(reader->parser, (int)got, reader->ended);
}

/* Comments and tags are kept by expat until they end. It does not tell at each block where it is. */
static void check_tag(struct xml_reader *reader)
{
    long long at = XML_GetCurrentByteIndex(reader->parser);
    reader->parsed = at > reader->parsed ? at : reader->parsed;
    if (reader->fed - reader->parsed > LONGEST_TAG) {
        refuse(reader, "a tag or a comment longer than %d MB begins here", LONGEST_TAG / 1024 / 1024);
    }
}

static void finish(struct xml_reader *reader)
{
    char list[300] = "";
    reader->over = true;
    if (reader->any) {
        return;
    }
    for (size_t i = 0, len = 0; i < reader->seen_count && len < sizeof list; i++) {
        len += (size_t)snprintf(list + len, sizeof list - len, "%s<%s>", i ? ", " : "", reader->seen[i]);
    }
    reader->status =
        mpt_fail(&reader->error, MPT_BAD_INPUT, "%s: is XML, but holds no records <%s>; below the root <%s> %s%s",
                 input_name(reader->input), reader->facts->records, reader->root,
                 *list ? "there are " : "there is nothing", list);
}

static void give(struct xml_reader *reader, struct mpt_row *row)
{
    bool root = reader->depth == 0; /* its attributes are the record's own then */
    *row = (struct mpt_row){.line = reader->line, .problem = reader->problem};
    xml_row_set(reader->record, reader->root_attributes, root ? 0 : reader->root_count, reader->facts->double_encoded,
                reader->batch, row);
    reader->any = true;
}

static void release_record(struct xml_reader *reader)
{
    mpt_arena_close(reader->batch);
    reader->batch = mpt_arena_open();
    reader->record = reader->node = NULL;
    reader->problem = NULL;
    reader->parts = 0;
    reader->complete = false;
}

static bool next(void *state, struct mpt_row *row)
{
    struct xml_reader *reader = state;
    if (reader->over) {
        return false;
    }
    release_record(reader);
    while (!reader->over) {
        enum XML_Status status = go_on(reader);
        if (reader->complete) {
            give(reader, row);
            return true;
        }
        if (status == XML_STATUS_ERROR) {
            refuse_syntax(reader); /* nothing where a handler refused */
        } else if (status == XML_STATUS_OK && reader->ended) {
            finish(reader);
        }
        check_tag(reader);
    }
    return false;
}

/* Where the bytes ended because the input failed, that is what is to be said, not what was missing in them. */
static enum mpt_status close_xml(void *state, struct mpt_error *error)
{
    struct xml_reader *reader = state;
    bool ended = reader->ended;
    enum mpt_status status = input_close(reader->input, error);
    if (reader->status && !(status && ended)) {
        *error = reader->error;
        status = reader->status;
    }
    XML_ParserFree(reader->parser);
    mpt_arena_close(reader->batch);
    return status;
}

const struct reader_format reader_xml = {
    .format = MPT_FORMAT_XML, .is = is_xml, .open = open_xml, .header = header, .next = next, .close = close_xml};
