/* The kinds: what a portfolio is made of, each described once in a table of fields.
 *
 * From these tables come the command line (add-KIND --FIELD ...), validation and its messages, CSV columns, JSON
 * keys, `show`, the reference page, the statements that read and write a record, and the test that the SQL schema
 * agrees. A new field is one line in its kind's file in src/model/ and one in a migration in sql/schema/.
 *
 * Names: a kind is called `source-record` on the command line and `source_record` in SQL; a field `due_on` is the
 * column and the JSON key `due_on` and the flag `--due-on`. Both spellings are read everywhere.
 *
 * Values: whatever its type, a value has exactly one text form, the canonical one, and a record holds those texts.
 * The same form stands in JSON strings, CSV cells, change records and on the command line:
 *
 *   text      UTF-8 without control characters (line feed and tab allowed)
 *   date      2030, 2030-06 or 2030-06-30: as exact as it is known
 *   money     "AUD 6200000.00": ISO 4217 code, blank, amount with the currency's decimals
 *   number    shortest decimal form that reads back as the same double
 *   many      the elements' forms, one a line; a share stands behind the element: "hydrogen:60%" */
#ifndef MPT_MODEL_H
#define MPT_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "mpt/arena.h"
#include "mpt/status.h"

enum mpt_type {
    MPT_CODE,     /* the record's own short name; lower-case letters, digits, '-', '.' and ':' */
    MPT_TEXT,     /* free text */
    MPT_CHOICE,   /* one of `choices` */
    MPT_REF,      /* the code of a record of kind `refers_to` */
    MPT_DATE,     /* year, month or day */
    MPT_MONEY,    /* int64 minor units and a currency: columns NAME and NAME_currency */
    MPT_NUMBER,   /* a finite double, within min..max when those are set */
    MPT_INTEGER,  /* an int64, within min..max when those are set */
    MPT_CURRENCY, /* an ISO 4217 code */
    MPT_COUNTRY,  /* an ISO 3166 code of two letters */
    MPT_FLAG,     /* yes or no; 0 and 1 in SQL, false and true in JSON */
};

enum mpt_field_flags {
    MPT_REQUIRED = 1 << 0, /* add-KIND refuses a record without it */
    MPT_MANY = 1 << 1,     /* several values: text and choice in one column, references in the table KIND_FIELD */
    MPT_SHARED = 1 << 2,   /* with MANY references: each may carry a share in percent; together at most 100 */
    MPT_LISTED = 1 << 3,   /* a column of `list` unless --fields says otherwise */
    MPT_SEARCHED = 1 << 4, /* in the full-text index */
    MPT_DERIVED = 1 << 5,  /* computed by sql/query/KIND-FIELD.sql, never stored or given */
    MPT_THROUGH = 1 << 6,  /* MANY references kept as records of kind `through` (tags through tagging) */
    MPT_KEPT = 1 << 7,     /* the program's own: no flag sets it and no page prints it; JSON has it */
};

/* One allowed value of a choice. */
struct mpt_choice {
    const char *value;
    const char *help; /* what it means; NULL where the word says it */
};

struct mpt_field {
    const char *name;
    enum mpt_type type;
    unsigned flags;
    const char *help; /* one line, no full stop */
    const char *refers_to;
    const char *through;
    const struct mpt_choice *choices; /* ends with a NULL value */
    const char *unit;                 /* shown behind the type: "days", "%"; NULL when the type says it */
    double min, max;                  /* inclusive; both 0: no bounds; of a text, max is the most bytes it may have */
};

struct mpt_kind {
    const char *name;   /* "mission" */
    const char *plural; /* "missions", as in `mpt list missions` */
    const char *table;  /* "mission" */
    const char *help;   /* one sentence */
    const struct mpt_field *fields;
    size_t field_count;
    const char *code_from; /* the fields a code is made from, blank between */
    const char *one_of;    /* of each group at least one field must be set: "a b; c d"; NULL: no such rule */
    const char *ordered;   /* dates of which the first may not come after the second: "starts ends"; NULL: none */
    long at_most_days;     /* so many days after the first of `ordered`, which is then needed; 0: any number */
    bool once;             /* the fields of code_from say all: a second record with the same ones is refused */
};

/* Every kind's table begins with its code and ends with where the record comes from and whether it is invented. */
#define MPT_FIELD_CODE                                                                                                 \
    {                                                                                                                  \
        "code", MPT_CODE, MPT_LISTED | MPT_SEARCHED, "short name people type; made from the title when not given"      \
    }
#define MPT_FIELDS_ORIGIN                                                                                              \
    {"source", MPT_TEXT, MPT_MANY, "where this is known from: file@time, or a mark (V R D U) and the public source"},  \
    {                                                                                                                  \
        "example", MPT_FLAG, 0, "invented for demonstration, not a fact"                                               \
    }

/* A kind from its static `fields` table. */
#define MPT_KIND(NAME, PLURAL, TABLE, HELP, ...)                                                                       \
    {                                                                                                                  \
        .name = NAME, .plural = PLURAL, .table = TABLE, .help = HELP, .fields = fields,                                \
        .field_count = sizeof fields / sizeof *fields, __VA_ARGS__                                                     \
    }

/* All kinds, a referred-to kind before those that refer to it (as far as there is no circle). */
extern const struct mpt_kind *const mpt_kinds[];
extern const size_t mpt_kind_count;

/* The kind called `name` (singular, plural or table name); NULL when there is none. */
const struct mpt_kind *mpt_kind_find(const char *name);

/* The field of `kind` called `name`, '-' and '_' being the same; NULL when there is none, or no name. */
const struct mpt_field *mpt_field_find(const struct mpt_kind *kind, const char *name);

/* Position of the field of that name in the table; the field must exist. */
size_t mpt_field_index(const struct mpt_kind *kind, const char *name);

/* Whether the field's values are kept in columns of the kind's own table (not in a list table, not computed). */
bool mpt_field_is_column(const struct mpt_field *field);

/* Whether the field's values are kept in a table of their own, KIND_FIELD: many references that carry no record. */
bool mpt_field_is_table(const struct mpt_field *field);

/* One record: canonical texts by field position, NULL where nothing is known. Lives in the arena it was made in. */
struct mpt_record {
    const struct mpt_kind *kind;
    const char **values;
};

/* An empty record of that kind, in `arena`. */
struct mpt_record mpt_record_init(const struct mpt_kind *kind, struct mpt_arena *arena);

/* The value of the field `name`, NULL when unset. The field must exist. */
const char *mpt_record_get(const struct mpt_record *record, const char *name);

/* Turns what somebody typed for `field` into its canonical text, in `arena`; an empty text stands for "unset" and
 * gives NULL. References are checked for their form only: whether the record exists is the store's to say.
 * Errors: MPT_BAD_INPUT, with a message that names the field, the value and the forms or values that are allowed. */
enum mpt_status mpt_value_parse(const struct mpt_field *field, const char *typed, struct mpt_arena *arena,
                                const char **canonical, struct mpt_error *error);

/* The canonical text as people read it, in `arena`: many values separated by "; ", flags as yes and no. */
const char *mpt_value_show(const struct mpt_field *field, const char *canonical, struct mpt_arena *arena);

/* Adds `element` (canonical) to or takes it from the many-valued text `list`; both give the new list, in `arena`,
 * NULL when it is empty. Where elements are `shared`, adding what is there changes its share only. */
const char *mpt_value_add(const char *list, const char *element, bool shared, struct mpt_arena *arena);
const char *mpt_value_take(const char *list, const char *element, bool shared, struct mpt_arena *arena);

/* The shortest decimal form that reads back as the same double; 0 has no sign. */
const char *mpt_number_format(double value, struct mpt_arena *arena);

/* Walks a many-valued text: copies the next element into `arena`, without its share, which goes to *share_pct (-1
 * when there is none; only split off where `shared`). Returns NULL at the end. */
const char *mpt_value_next(const char **list, bool shared, struct mpt_arena *arena, double *share_pct);

/* Checks a whole record before it is stored: required fields, one_of, the order of its dates, shares of a field over
 * 100 % together. All that is missing is named at once. Errors: MPT_BAD_INPUT. */
enum mpt_status mpt_record_check(const struct mpt_record *record, struct mpt_error *error);

/* Whether something is given of each group of which the kind needs one (one_of): that it is a part of something. */
bool mpt_record_belongs(const struct mpt_record *record);

/* "a mission", "an action": the kind's name behind its article, in `arena`. */
const char *mpt_kind_article(const struct mpt_kind *kind, struct mpt_arena *arena);

/* What the type is called in help and messages: "date (2030, 2030-06 or 2030-06-30)". */
const char *mpt_type_describe(const struct mpt_field *field, struct mpt_arena *arena);

#endif
