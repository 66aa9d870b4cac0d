/* Finds records by what they are called: an organisation is mostly a name in somebody else's table. The names of a kind
 * are read once an import, when the first is asked for. */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "mpt/digest.h"
#include "mpt/text.h"

/* A name, folded, and whose it is: of several records the first, so that no further one of that name is made. */
struct name {
    const char *folded, *code; /* code: of what was asked about NULL when it means none */
    bool unit;                 /* of what was asked about */
    struct name *next;
};

struct kind_names {
    const struct mpt_kind *kind;
    struct name **slots; /* a hash table, chains; NULL: not read yet */
    size_t slot_count, count;
    struct kind_names *next;
};

struct names {
    struct mpt_store *store;
    struct mpt_arena *arena;
    struct kind_names *kinds;
    struct kind_names asked; /* what no record is called, with what it means all the same */
    struct name **pending;   /* put in since names_settle, with the table they are in */
    struct kind_names **pending_in;
    size_t pending_count, pending_capacity, pending_in_capacity;
};

struct names *names_open(struct mpt_store *store)
{
    struct mpt_arena *arena = mpt_arena_open();
    struct names *names = mpt_arena_alloc(arena, sizeof *names);
    *names = (struct names){.store = store, .arena = arena};
    return names;
}

void names_close(struct names *names)
{
    if (names) {
        mpt_arena_close(names->arena);
    }
}

static size_t digest(const char *text)
{
    uint64_t digest = mpt_digest_text(MPT_DIGEST_SEED, text);
    return (size_t)(digest ^ digest >> 29);
}

static void widen(struct names *names, struct kind_names *table)
{
    size_t count = table->slot_count ? table->slot_count * 4 : 1024;
    struct name **slots = mpt_arena_array(names->arena, count, sizeof *slots);
    for (size_t i = 0; table->slots && i < table->slot_count; i++) {
        for (struct name *name = table->slots[i], *next; name; name = next) {
            size_t slot = digest(name->folded) & (count - 1);
            next = name->next;
            name->next = slots[slot];
            slots[slot] = name;
        }
    }
    table->slots = slots;
    table->slot_count = count;
}

static struct name *look_up(const struct kind_names *table, const char *folded)
{
    struct name *name = table->slots[digest(folded) & (table->slot_count - 1)];
    while (name && strcmp(name->folded, folded) != 0) {
        name = name->next;
    }
    return name;
}

static void put(struct names *names, struct kind_names *table, const char *text, const char *code)
{
    const char *folded = mpt_text_fold(text, names->arena);
    if (look_up(table, folded)) {
        return;
    }
    if (table->count++ > table->slot_count) {
        widen(names, table);
    }
    struct name **slot = &table->slots[digest(folded) & (table->slot_count - 1)];
    struct name *made = mpt_arena_alloc(names->arena, sizeof *made);
    *made = (struct name){.folded = folded, .code = mpt_arena_copy(names->arena, code), .next = *slot};
    *slot = made;
    size_t count = names->pending_count;
    names->pending = mpt_arena_grow(names->arena, names->pending, count, &names->pending_capacity, sizeof made);
    names->pending_in =
        mpt_arena_grow(names->arena, names->pending_in, count, &names->pending_in_capacity, sizeof table);
    names->pending[count] = made;
    names->pending_in[count] = table;
    names->pending_count++;
}

/* Title and aliases, one a line. */
static void put_all(struct names *names, struct kind_names *table, const char *list, const char *code)
{
    for (const char *text; (text = mpt_value_next(&list, false, names->arena, NULL));) {
        put(names, table, text, code);
    }
}

struct reading {
    struct names *names;
    struct kind_names *table;
    size_t count;
};

static enum mpt_status read_row(void *context, const char *const *values, struct mpt_error *error)
{
    struct reading *reading = context;
    (void)error;
    for (size_t i = 1; i < reading->count; i++) {
        put_all(reading->names, reading->table, values[i], values[0]);
    }
    return MPT_OK;
}

static enum mpt_status read_kind(struct names *names, const struct mpt_kind *kind, struct kind_names **table,
                                 struct mpt_error *error)
{
    const struct mpt_field *alias = mpt_field_find(kind, "alias");
    const struct mpt_field *fields[3] = {&kind->fields[0], mpt_field_find(kind, "title"), alias};
    struct kind_names *made = mpt_arena_alloc(names->arena, sizeof *made);
    *made = (struct kind_names){.kind = kind, .next = names->kinds};
    names->kinds = *table = made;
    widen(names, made);
    struct reading reading = {names, made, alias ? 3 : 2};
    const struct mpt_list_query query = {.kind = kind, .limit = -1, .fields = fields, .field_count = reading.count};
    enum mpt_status status = fields[1] ? mpt_store_list(names->store, &query, read_row, &reading, error) : MPT_OK;
    names_settle(names);
    return status;
}

static struct kind_names *table_of(const struct names *names, const struct mpt_kind *kind)
{
    struct kind_names *table = names->kinds;
    while (table && table->kind != kind) {
        table = table->next;
    }
    return table;
}

enum mpt_status names_find(struct names *names, const struct mpt_kind *kind, const char *name, const char **code,
                           struct mpt_error *error)
{
    struct kind_names *table = table_of(names, kind);
    enum mpt_status status = table ? MPT_OK : read_kind(names, kind, &table, error);
    *code = NULL;
    if (!status) {
        struct mpt_arena *arena = mpt_arena_open();
        const struct name *found = look_up(table, mpt_text_fold(name, arena));
        *code = found ? found->code : NULL;
        mpt_arena_close(arena);
    }
    return status;
}

void names_add(struct names *names, const struct mpt_record *record)
{
    struct kind_names *table = table_of(names, record->kind);
    if (table) { /* else it is read with all others when the first is asked for */
        const struct mpt_field *alias = mpt_field_find(record->kind, "alias");
        put_all(names, table, mpt_record_get(record, "title"), record->values[0]);
        put_all(names, table, alias ? mpt_record_get(record, "alias") : NULL, record->values[0]);
    }
}

/* A name may mean another organisation in another country. */
static const char *asked_key(const char *name, const char *country, struct mpt_arena *arena)
{
    return mpt_arena_print(arena, "%s\t%s", mpt_text_fold(name, arena), country ? country : "");
}

bool names_asked(const struct names *names, const char *name, const char *country, struct mpt_import_meaning *meaning)
{
    struct mpt_arena *arena = mpt_arena_open();
    const struct name *found = names->asked.slots ? look_up(&names->asked, asked_key(name, country, arena)) : NULL;
    mpt_arena_close(arena);
    *meaning = found ? (struct mpt_import_meaning){.code = found->code, .unit = found->unit}
                     : (struct mpt_import_meaning){.code = NULL};
    return found != NULL;
}

void names_keep(struct names *names, const char *name, const char *country, const struct mpt_import_meaning *meaning)
{
    struct kind_names *table = &names->asked;
    if (!table->slots || table->count++ > table->slot_count) {
        widen(names, table);
    }
    struct name *made = mpt_arena_alloc(names->arena, sizeof *made);
    *made = (struct name){.folded = asked_key(name, country, names->arena),
                          .code = mpt_arena_copy(names->arena, meaning->code),
                          .unit = meaning->unit};
    struct name **slot = &table->slots[digest(made->folded) & (table->slot_count - 1)];
    made->next = *slot;
    *slot = made;
}

void names_settle(struct names *names)
{
    names->pending_count = 0;
}

void names_forget(struct names *names)
{
    while (names->pending_count > 0) {
        const struct name *name = names->pending[--names->pending_count];
        struct kind_names *table = names->pending_in[names->pending_count];
        struct name **slot = &table->slots[digest(name->folded) & (table->slot_count - 1)];
        while (*slot != name) {
            slot = &(*slot)->next;
        }
        *slot = name->next;
        table->count--;
    }
}
