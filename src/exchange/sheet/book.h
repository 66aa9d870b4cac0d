/* What a workbook is made of: the relations between its parts, its list of sheets, its number formats (ISO/IEC
 * 29500-1, 12.3, 18.2 and 18.8). */
#ifndef MPT_SHEET_BOOK_H
#define MPT_SHEET_BOOK_H

#include "exchange/sheet/value.h"
#include "exchange/sheet/xml.h"

/* More than any program makes. */
enum { SHEET_MOST_PARTS = 10000, SHEET_MOST_STYLES = 65536 };

struct relation {
    const char *id, *type; /* the last word of the type's address: "worksheet" */
    const char *target;
};

struct relations {
    struct mpt_arena *arena;
    struct relation *list;
    size_t count, capacity;
};

/* Handlers that fill in the list, whose arena is set; relations that lead out of the file are left out. */
struct xml relations_handlers(struct relations *relations);
/* The first of that id or type (NULL: any); NULL when there is none. */
const struct relation *relations_find(const struct relations *relations, const char *id, const char *type);

struct sheet {
    const char *name, *id; /* the id of its relation */
    bool hidden;
};

struct book {
    struct mpt_arena *arena;
    struct sheet *sheets;
    size_t count, capacity;
    bool date1904;
};

struct xml book_handlers(struct book *book);

struct styles {
    struct mpt_arena *arena;
    unsigned char *kinds; /* enum number_kind of each style of cells */
    size_t count, capacity;
    unsigned char formats[4096]; /* enum number_kind of each format by its number */
    bool inside;
};

struct xml styles_handlers(struct styles *styles);
/* How numbers of that style are shown; plain for a style that is not there. */
enum number_kind styles_kind(const struct styles *styles, size_t style);

#endif
