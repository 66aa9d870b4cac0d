/* The inside of struct mpt_data, for the JSON renderer. */
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

#endif
