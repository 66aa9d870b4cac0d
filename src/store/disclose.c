/* The portfolio as somebody else may see it: a new one in memory, into which only that is put which a disclosure
 * profile lets leave. What is not put in cannot come out, whatever command reads it. */
#include "disclose.h"

#include <assert.h>
#include <string.h>

/* One kind on its way: what is selected of it, and what has become of its records. */
struct passage {
    struct disclosing *disclosing;
    const struct mpt_disclosure_kind *kind;
    sqlite3_stmt *from, *into;
    int *columns;    /* by field: where its value stands in `from`; -1: it is kept elsewhere */
    int *grants;     /* by field: where it stands whether it leaves */
    int records;     /* where the first of the conditions on records stands */
    int secrets;     /* where the names stand that are secret in this record's texts; -1: none */
    bool *coded;     /* by field: codes of the kind are made from it */
    size_t *values;  /* by field: values withheld */
    size_t *refused; /* by condition on records: records withheld; behind them, those of a kind that stays */
    struct code_set *secret;
    bool code_told; /* codes of other kinds are made from this one's */
};

void disclosing_count(struct disclosing *disclosing, const struct mpt_disclosure_rule *rule,
                      const struct mpt_kind *kind, const struct mpt_field *field, size_t count)
{
    if (!count) {
        return;
    }
    for (size_t i = 0; i < disclosing->withheld_count; i++) {
        struct mpt_withheld *there = &disclosing->withheld[i];
        if (there->rule == rule && there->kind == kind && there->field == field) {
            there->count += count;
            return;
        }
    }
    disclosing->withheld = mpt_arena_grow(disclosing->store->arena, disclosing->withheld, disclosing->withheld_count,
                                          &disclosing->withheld_capacity, sizeof *disclosing->withheld);
    disclosing->withheld[disclosing->withheld_count++] = (struct mpt_withheld){rule, kind, field, count};
}

/* --- Codes -------------------------------------------------------------------------------------------------------- */

static struct code_set *codes_of(const struct disclosing *disclosing, const struct mpt_kind *kind)
{
    size_t k = 0;
    while (mpt_kinds[k] != kind) {
        k++;
    }
    return &disclosing->secret_codes[k];
}

/* Codes of the form that numbered records get are numbered too, so that two never meet. */
static bool looks_numbered(const struct mpt_kind *kind, const char *code)
{
    size_t len = strlen(kind->name);
    return strncmp(code, kind->name, len) == 0 && code[len] == '-' &&
           strspn(code + len + 1, "0123456789") == strlen(code + len + 1);
}

/* Whether a word of the kind's code_from is this field. */
static bool makes_code(const struct mpt_kind *kind, const struct mpt_field *field)
{
    size_t len = strlen(field->name);
    for (const char *at = kind->code_from; (at = strstr(at, field->name)); at += len) {
        if ((at == kind->code_from || at[-1] == ' ') && (at[len] == ' ' || !at[len])) {
            return true;
        }
    }
    return false;
}

/* Whether codes of other kinds are made from codes of this one. */
static bool is_code_told(const struct mpt_kind *kind)
{
    struct reference reference;
    for (size_t at = 0; reference_next(kind, &at, &reference);) {
        if (makes_code(reference.kind, reference.field)) {
            return true;
        }
    }
    return false;
}

/* --- A record ----------------------------------------------------------------------------------------------------- */

static bool is_granted(const struct passage *passage, size_t field)
{
    return sqlite3_column_int(passage->from, passage->grants[field]);
}

static bool has_value(const struct passage *passage, size_t field)
{
    int column = passage->columns[field];
    return sqlite3_column_type(passage->from, column) != SQLITE_NULL &&
           (passage->kind->kind->fields[field].type != MPT_FLAG || sqlite3_column_int(passage->from, column));
}

/* The names that are secret in this record's texts: its own that stay, and its project's. */
static struct blanks *own_names(const struct passage *passage, struct mpt_arena *arena)
{
    struct blanks *own = NULL;
    for (size_t i = 0; i < passage->kind->kind->field_count; i++) {
        if (passage->kind->names[i] && has_value(passage, i) && !is_granted(passage, i)) {
            own = own ? own : blanks_open(arena, 8);
            blanks_add(own, (const char *)sqlite3_column_text(passage->from, passage->columns[i]), false);
        }
    }
    if (passage->secrets >= 0 && sqlite3_column_type(passage->from, passage->secrets) != SQLITE_NULL) {
        own = own ? own : blanks_open(arena, 8);
        blanks_add(own, (const char *)sqlite3_column_text(passage->from, passage->secrets), false);
    }
    return own;
}

/* Texts are bound where they are: the row they are of stays until the one it becomes is stored. */
static void pass_value(struct passage *passage, int column, int to)
{
    if (sqlite3_column_type(passage->from, column) == SQLITE_TEXT) {
        const char *text = (const char *)sqlite3_column_text(passage->from, column);
        sqlite3_bind_text(passage->into, to, text, sqlite3_column_bytes(passage->from, column), SQLITE_STATIC);
    } else {
        sqlite3_bind_value(passage->into, to, sqlite3_column_value(passage->from, column));
    }
}

/* Binds a field's columns as they leave. *tells: the code was made from something that does not leave so. */
static void pass_field(struct passage *passage, size_t i, int to, const struct blanks *own, struct mpt_arena *arena,
                       bool *tells)
{
    const struct mpt_field *field = &passage->kind->kind->fields[i];
    struct disclosing *disclosing = passage->disclosing;
    size_t blanked = disclosing->blanked;
    bool there = has_value(passage, i), coded = passage->coded[i];
    if (!there || !is_granted(passage, i)) {
        passage->values[i] += there;
        *tells |= there && coded;
        for (int c = 0; c < kind_sql_width(field); c++) {
            if (field->type == MPT_FLAG) {
                sqlite3_bind_int(passage->into, to + c, 0);
            } else {
                sqlite3_bind_null(passage->into, to + c);
            }
        }
        return;
    }
    if (field->type == MPT_TEXT) {
        const char *text = (const char *)sqlite3_column_text(passage->from, passage->columns[i]);
        bool name = passage->kind->names[i];
        store_bind(passage->into, to,
                   name ? text : blanks_apply(disclosing->names, own, text, arena, &disclosing->blanked));
        *tells |= coded && disclosing->blanked > blanked;
        return;
    }
    for (int c = 0; c < kind_sql_width(field); c++) {
        pass_value(passage, passage->columns[i] + c, to + c);
    }
    if (coded && field->type == MPT_REF) {
        const char *code = (const char *)sqlite3_column_text(passage->from, passage->columns[i]);
        *tells |= code_set_has(codes_of(disclosing, mpt_kind_find(field->refers_to)), code);
    }
}

/* Invented records stay marked when the source that says so stays. */
static void mark_example(const struct passage *passage, int to)
{
    size_t source = mpt_field_index(passage->kind->kind, "source");
    if (has_value(passage, source) &&
        mpt_source_is_example((const char *)sqlite3_column_text(passage->from, passage->columns[source]))) {
        sqlite3_bind_int(passage->into, to, 1);
    }
}

/* Remembers a code that must not be read in others. */
static void keep_code(const struct passage *passage, const char *code)
{
    if (passage->code_told) {
        code_set_add(passage->secret, code);
    }
}

static enum mpt_status pass_record(struct passage *passage, struct mpt_arena *arena)
{
    const struct mpt_kind *kind = passage->kind->kind;
    const char *code = (const char *)sqlite3_column_text(passage->from, passage->columns[0]);
    int64_t id = sqlite3_column_int64(passage->from, 0);
    size_t refusal = 0, unseen = 0;
    bool tells = false;
    int to = 1;
    while (refusal < passage->kind->record_count &&
           sqlite3_column_int(passage->from, passage->records + (int)refusal)) {
        refusal++;
    }
    if (refusal < passage->kind->record_count || passage->kind->stays) {
        passage->refused[passage->kind->stays ? passage->kind->record_count : refusal]++;
        keep_code(passage, code);
        return MPT_OK;
    }
    const struct blanks *own = own_names(passage, arena);
    sqlite3_bind_int64(passage->into, to++, id);
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct mpt_field *field = &kind->fields[i];
        if (mpt_field_is_column(field)) {
            pass_field(passage, i, to, own, arena, &tells);
            to += kind_sql_width(field);
        }
    }
    mark_example(passage, to - 1);
    blanks_apply(passage->disclosing->names, own, code, arena, &unseen);
    enum mpt_status status = store_step(passage->disclosing->to, passage->into, "filling", passage->disclosing->error);
    if (!status && (tells || unseen || !is_granted(passage, 0) || looks_numbered(kind, code))) {
        keep_code(passage, code);
        sqlite3_bind_int64(passage->disclosing->keep_id, 1, id);
        status = store_step(passage->disclosing->to, passage->disclosing->keep_id, "noting a code",
                            passage->disclosing->error);
    }
    return status;
}

/* --- A kind ------------------------------------------------------------------------------------------------------- */

static bool is_same_grant(const struct mpt_disclosure_grant *a, const struct mpt_disclosure_grant *b)
{
    bool same_condition =
        a->condition == b->condition || (a->condition && b->condition && strcmp(a->condition, b->condition) == 0);
    return a->leaves == b->leaves && a->unless == b->unless && same_condition;
}

/* What is selected of a kind: id, each field's columns and whether it leaves, the conditions on records, and the names
 * that are secrets of the project the record is tied to. */
static const char *selection(struct passage *passage, struct mpt_arena *arena)
{
    const struct mpt_disclosure_kind *kind = passage->kind;
    const struct mpt_field *tie = mpt_disclosure_tie(kind->kind, mpt_kind_find("project"));
    struct mpt_text sql = mpt_text_init(arena);
    int column = 1;
    mpt_text_add(&sql, "SELECT k.id");
    for (size_t i = 0; i < kind->kind->field_count; i++) {
        const struct mpt_field *field = &kind->kind->fields[i];
        passage->columns[i] = -1;
        if (!mpt_field_is_column(field)) {
            continue;
        }
        passage->columns[i] = column;
        mpt_text_print(&sql, ", k.%s", field->name);
        if (field->type == MPT_MONEY) {
            mpt_text_print(&sql, ", k.%s_currency", field->name);
        }
        column += kind_sql_width(field);
        size_t same = 0; /* a condition is asked once a record */
        while (same < i && (passage->columns[same] < 0 || !is_same_grant(&kind->fields[same], &kind->fields[i]))) {
            same++;
        }
        passage->grants[i] = same < i ? passage->grants[same] : column++;
        if (same == i) {
            mpt_text_print(&sql, ", %s", disclose_sql_grant(&kind->fields[i], kind->kind, arena));
        }
    }
    passage->records = column;
    for (size_t i = 0; i < kind->record_count; i++, column++) {
        mpt_text_print(&sql, ", %s", disclose_sql_grant(&kind->records[i], kind->kind, arena));
    }
    passage->secrets = tie ? column : -1;
    if (tie) {
        mpt_text_print(&sql, ", (SELECT group_concat(name, char(10)) FROM temp.secret_name WHERE project = k.%s)",
                       tie->name);
    }
    mpt_text_print(&sql, " FROM %s k ORDER BY k.id", kind->kind->table);
    return mpt_text_get(&sql);
}

static enum mpt_status pass_records(struct passage *passage)
{
    enum { BATCH = 1000 };
    enum mpt_status status = MPT_OK;
    int step = SQLITE_ROW;
    while (!status && step == SQLITE_ROW) {
        struct mpt_arena *batch = mpt_arena_open();
        for (int i = 0; !status && i < BATCH && (step = sqlite3_step(passage->from)) == SQLITE_ROW; i++) {
            status = pass_record(passage, batch);
        }
        mpt_arena_close(batch);
    }
    return status || step == SQLITE_DONE
               ? status
               : store_fail(passage->disclosing->store, "reading what may leave", passage->disclosing->error);
}

static void count_kind(const struct passage *passage)
{
    const struct mpt_disclosure_kind *kind = passage->kind;
    for (size_t i = 0; i < kind->kind->field_count; i++) {
        disclosing_count(passage->disclosing, kind->fields[i].rule, kind->kind, &kind->kind->fields[i],
                         passage->values[i]);
    }
    for (size_t i = 0; i <= kind->record_count; i++) {
        disclosing_count(passage->disclosing, i < kind->record_count ? kind->records[i].rule : kind->rule, kind->kind,
                         NULL, passage->refused[i]);
    }
}

/* A field of many references: the rows of the records that leave, where the field does. */
static enum mpt_status pass_list(struct disclosing *disclosing, const struct mpt_disclosure_kind *kind, size_t field)
{
    struct mpt_arena *arena = disclosing->arena;
    const struct mpt_disclosure_grant *grant = &kind->fields[field];
    const char *name = kind->kind->fields[field].name, *table = kind->kind->table;
    sqlite3_stmt *from = NULL, *into = NULL;
    size_t withheld = 0;
    int step = SQLITE_DONE;
    enum mpt_status status =
        store_prepare(disclosing->store,
                      mpt_arena_print(arena, "SELECT t.*, %s FROM %s k JOIN %s_%s t ON t.owner = k.code WHERE %s",
                                      disclose_sql_grant(grant, kind->kind, arena), table, table, name,
                                      disclose_sql_records(kind, arena)),
                      &from, disclosing->error);
    int columns = status ? 0 : sqlite3_column_count(from) - 1;
    struct mpt_text sql = mpt_text_init(arena);
    mpt_text_print(&sql, "INSERT INTO %s_%s VALUES (", table, name);
    for (int i = 1; i <= columns; i++) {
        mpt_text_print(&sql, "%s$%d", i > 1 ? ", " : "", i);
    }
    mpt_text_add(&sql, ")");
    status = status ? status : store_prepare(disclosing->to, mpt_text_get(&sql), &into, disclosing->error);
    while (!status && (step = sqlite3_step(from)) == SQLITE_ROW) {
        if (!sqlite3_column_int(from, columns)) {
            withheld++;
            continue;
        }
        for (int i = 0; i < columns; i++) {
            sqlite3_bind_value(into, i + 1, sqlite3_column_value(from, i));
        }
        status = store_step(disclosing->to, into, "filling", disclosing->error);
    }
    if (!status && step != SQLITE_DONE) {
        status = store_fail(disclosing->store, "reading what may leave", disclosing->error);
    }
    sqlite3_finalize(from);
    sqlite3_finalize(into);
    disclosing_count(disclosing, grant->rule, kind->kind, &kind->kind->fields[field], withheld);
    return status;
}

static enum mpt_status pass_kind(struct disclosing *disclosing, const struct mpt_disclosure_kind *kind)
{
    struct mpt_arena *arena = disclosing->arena;
    size_t count = kind->kind->field_count;
    struct passage passage = {.disclosing = disclosing,
                              .kind = kind,
                              .code_told = is_code_told(kind->kind),
                              .secret = codes_of(disclosing, kind->kind)};
    passage.columns = mpt_arena_array(arena, count, sizeof *passage.columns);
    passage.grants = mpt_arena_array(arena, count, sizeof *passage.grants);
    passage.coded = mpt_arena_array(arena, count, sizeof *passage.coded);
    for (size_t i = 0; i < count; i++) {
        passage.coded[i] = makes_code(kind->kind, &kind->kind->fields[i]);
    }
    passage.values = mpt_arena_array(arena, count, sizeof *passage.values);
    passage.refused = mpt_arena_array(arena, kind->record_count + 1, sizeof *passage.refused);
    enum mpt_status status =
        store_prepare(disclosing->store, selection(&passage, arena), &passage.from, disclosing->error);
    status = status
                 ? status
                 : store_prepare(disclosing->to, kind_sql_insert(kind->kind, arena), &passage.into, disclosing->error);
    status = status ? status : pass_records(&passage);
    sqlite3_finalize(passage.from);
    sqlite3_finalize(passage.into);
    count_kind(&passage);
    for (size_t i = 0; !status && i < count && !kind->stays; i++) {
        status = mpt_field_is_table(&kind->kind->fields[i]) ? pass_list(disclosing, kind, i) : MPT_OK;
    }
    return status;
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

/* That it is a demonstration is all the settings say to others. */
static enum mpt_status pass_settings(struct disclosing *disclosing)
{
    const char *demo = mpt_store_setting(disclosing->store, "demo", disclosing->arena);
    sqlite3_stmt *statement;
    enum mpt_status status = store_prepare(disclosing->to, "INSERT INTO setting (name, value) VALUES ('demo', $value)",
                                           &statement, disclosing->error);
    if (!status && demo) {
        store_bind(statement, 1, demo);
        status = store_step(disclosing->to, statement, "filling", disclosing->error);
    }
    sqlite3_finalize(statement);
    return status;
}

/* Takes the indexes away while it is filled, which is faster; *again makes them. */
static enum mpt_status drop_indexes(struct disclosing *disclosing, const char **again)
{
    struct mpt_text drop = mpt_text_init(disclosing->arena), make = mpt_text_init(disclosing->arena);
    sqlite3_stmt *statement;
    enum mpt_status status =
        store_prepare(disclosing->to, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
                      &statement, disclosing->error);
    while (!status && sqlite3_step(statement) == SQLITE_ROW) {
        mpt_text_print(&drop, "DROP INDEX %s;", (const char *)sqlite3_column_text(statement, 0));
        mpt_text_print(&make, "%s;", (const char *)sqlite3_column_text(statement, 1));
    }
    sqlite3_finalize(statement);
    *again = mpt_text_get(&make);
    return status ? status : store_run(disclosing->to, mpt_text_get(&drop), disclosing->error);
}

/* An empty portfolio in memory. What is deleted from it is overwritten. */
static enum mpt_status open_target(struct disclosing *disclosing)
{
    struct mpt_store *to = mpt_arena_alloc(disclosing->arena, sizeof *to);
    int code = sqlite3_open_v2(":memory:", &to->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    to->arena = disclosing->arena;
    to->path = disclosing->store->path;
    to->kinds = mpt_arena_array(disclosing->arena, mpt_kind_count, sizeof *to->kinds);
    disclosing->to = to;
    if (code != SQLITE_OK) {
        return store_fail_code(to->path, code, sqlite3_errstr(code), "disclosing it", disclosing->error);
    }
    enum mpt_status status = store_upgrade(to, 0, disclosing->error);
    status = status ? status
                    : store_run(to,
                                "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA secure_delete "
                                "= ON; PRAGMA temp_store = MEMORY; "
                                "PRAGMA journal_mode = OFF; CREATE TEMP TABLE numbered (id INTEGER PRIMARY KEY); BEGIN",
                                disclosing->error);
    return status ? status
                  : store_prepare(to, "INSERT INTO temp.numbered (id) VALUES ($id)", &disclosing->keep_id,
                                  disclosing->error);
}

static enum mpt_status fill(struct disclosing *disclosing)
{
    const char *indexes = "";
    /* Temporary tables are in memory and no part of the portfolio, so a reader may make them too. The connection is
     * given up afterwards, and with it the room for what is looked up by code. */
    enum mpt_status status =
        store_run(disclosing->store, "PRAGMA query_only = OFF; PRAGMA cache_size = -262144; BEGIN", disclosing->error);
    disclosing->secret_codes = mpt_arena_array(disclosing->arena, mpt_kind_count, sizeof *disclosing->secret_codes);
    for (size_t k = 0; k < mpt_kind_count; k++) {
        disclosing->secret_codes[k].arena = disclosing->arena;
    }
    status = status ? status : disclose_sql_conditions(disclosing);
    status = status ? status : disclose_sql_secrets(disclosing);
    status = status ? status : disclose_names(disclosing);
    status = status ? status : drop_indexes(disclosing, &indexes);
    for (size_t k = 0; !status && k < mpt_kind_count; k++) {
        status = pass_kind(disclosing, &disclosing->table->kinds[k]);
    }
    status = status ? status : pass_settings(disclosing);
    status = status ? status : store_run(disclosing->to, indexes, disclosing->error);
    return status ? status : store_run(disclosing->to, "COMMIT", disclosing->error);
}

enum mpt_status mpt_store_disclose(struct mpt_store *store, const struct mpt_disclosure *table, struct mpt_error *error)
{
    struct disclosing disclosing = {.store = store, .table = table, .arena = mpt_arena_open(), .error = error};
    const char *key = mpt_store_key(store, store->arena);
    enum mpt_status status = open_target(&disclosing);
    status = status ? status : fill(&disclosing);
    status = status ? status : disclose_tidy(&disclosing);
    sqlite3_finalize(disclosing.keep_id);
    if (status) {
        sqlite3_close(disclosing.to->db);
    } else {
        store_disconnect(store); /* with its temporary tables */
        store->db = disclosing.to->db;
        store->key = key;
        store->search_late = true;
        struct mpt_disclosed *made = mpt_arena_alloc(store->arena, sizeof *made);
        *made = (struct mpt_disclosed){table, disclosing.withheld, disclosing.withheld_count, disclosing.blanked};
        store->disclosed = made;
        status = store_run(store, "PRAGMA query_only = ON", error);
    }
    mpt_arena_close(disclosing.arena);
    return status;
}

const struct mpt_disclosed *mpt_store_disclosed(const struct mpt_store *store)
{
    return store->disclosed;
}

bool mpt_store_stays(const struct mpt_store *store, const char *kind_name, const char *field_name)
{
    const struct mpt_kind *kind = mpt_kind_find(kind_name);
    for (size_t k = 0; store->disclosed && k < mpt_kind_count; k++) {
        const struct mpt_disclosure_kind *listed = &store->disclosed->table->kinds[k];
        if (mpt_kinds[k] == kind) {
            return listed->stays || (field_name && !listed->fields[mpt_field_index(kind, field_name)].leaves);
        }
    }
    return store->disclosed && !kind;
}
