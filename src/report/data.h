/* What the JSON forms of a document share: the inside of struct mpt_data, and names. */
#ifndef MPT_REPORT_DATA_H
#define MPT_REPORT_DATA_H

#include "mpt/document.h"

enum data_type { DATA_OBJECT, DATA_ARRAY, DATA_TEXT, DATA_NUMBER, DATA_FLAG };

struct data_member {
    const char *name; /* NULL in arrays */
    struct mpt_data *value;
};

struct mpt_data {
    enum data_type type;
    struct mpt_arena *arena;
    const char *text;
    double number;
    bool flag;
    struct data_member *members;
    size_t count, capacity;
};

struct mpt_data *data_make(struct mpt_arena *arena, enum data_type type);

/* "paragraph", "item", "table", "bar". */
const char *block_type_name(enum mpt_block_type type);

/* Of the stored form (document_save.c, document_load.c). */
#define STORED_SCHEMA "mpt.document/1"

#endif
