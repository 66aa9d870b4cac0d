/* Workbooks for the tests of the XLSX reader, made by hand: a ZIP archive whose parts are not packed. */
#ifndef MPT_TEST_WORKBOOK_H
#define MPT_TEST_WORKBOOK_H

#include <zlib.h>

#include "support.h"

#define BOOK_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define BOOK_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define BOOK_PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

struct book_part {
    const char *name, *data;
};

static inline void put_little(FILE *file, unsigned long value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        fputc((int)(value >> 8 * i & 0xFF), file);
    }
}

/* The fields that a part has both before its data and in the directory. */
static inline void put_part_facts(FILE *file, const struct book_part *part)
{
    size_t len = strlen(part->data);
    put_little(file, 20, 2); /* version; then flags, method, time and date */
    put_little(file, 0, 4);
    put_little(file, 0, 4);
    put_little(file, crc32(0, (const unsigned char *)part->data, (unsigned)len), 4);
    put_little(file, len, 4);
    put_little(file, len, 4);
    put_little(file, strlen(part->name), 2);
    put_little(file, 0, 2);
}

static inline void write_archive(const char *path, const struct book_part *parts, size_t count)
{
    FILE *file = fopen(path, "wb");
    long offsets[16], directory;
    assert_non_null(file);
    assert_true(count <= COUNT(offsets));
    for (size_t i = 0; i < count; i++) {
        offsets[i] = ftell(file);
        fputs("PK\3\4", file);
        put_part_facts(file, &parts[i]);
        fprintf(file, "%s%s", parts[i].name, parts[i].data);
    }
    directory = ftell(file);
    for (size_t i = 0; i < count; i++) {
        fputs("PK\1\2", file);
        put_little(file, 20, 2);
        put_part_facts(file, &parts[i]);
        put_little(file, 0, 4); /* no comment, first disk */
        put_little(file, 0, 4);
        put_little(file, 0, 2);
        put_little(file, (unsigned long)offsets[i], 4);
        fputs(parts[i].name, file);
    }
    long end = ftell(file);
    fputs("PK\5\6", file);
    put_little(file, 0, 4);
    put_little(file, count, 2);
    put_little(file, count, 2);
    put_little(file, (unsigned long)(end - directory), 4);
    put_little(file, (unsigned long)directory, 4);
    put_little(file, 0, 2);
    assert_int_equal(fclose(file), 0);
}

#define BOOK_RELATION(ID, TYPE, TARGET)                                                                                \
    "<Relationship Id='" ID "' Type='" BOOK_OFFICE "/" TYPE "' Target='" TARGET "'/>"
#define BOOK_SHEET(CELLS) "<worksheet xmlns='" BOOK_MAIN "'><sheetData>" CELLS "</sheetData></worksheet>"
#define BOOK_TEXT(CELL, TEXT) "<c r='" CELL "' t='inlineStr'><is><t>" TEXT "</t></is></c>"

/* A workbook of two sheets, 'Notes' (hidden) and 'Projects', which is `sheet`. */
static inline const char *write_book(struct fixture *f, const char *sheet)
{
    const char *path = mpt_arena_print(f->arena, "%s/book.xlsx", f->folder);
    const struct book_part parts[] = {
        {"_rels/.rels", "<Relationships xmlns='" BOOK_PACKAGE
                        "'>" BOOK_RELATION("a", "officeDocument", "xl/workbook.xml") "</Relationships>"},
        {"xl/workbook.xml", "<workbook xmlns='" BOOK_MAIN "' xmlns:r='" BOOK_OFFICE
                            "'><sheets><sheet name='Notes' state='hidden' r:id='n'/><sheet name='Projects' "
                            "r:id='p'/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships xmlns='" BOOK_PACKAGE "'>" BOOK_RELATION("n", "worksheet", "notes.xml") BOOK_RELATION(
             "p", "worksheet", "/xl/projects.xml") BOOK_RELATION("s", "styles", "styles.xml") "</Relationships>"},
        {"xl/styles.xml",
         "<styleSheet xmlns='" BOOK_MAIN "'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"},
        {"xl/notes.xml",
         BOOK_SHEET("<row r='1'>" BOOK_TEXT("A1", "secret") "</row><row r='2'>" BOOK_TEXT("A2", "x") "</row>")},
        {"xl/projects.xml", sheet},
    };
    write_archive(path, parts, COUNT(parts));
    return path;
}

#endif
