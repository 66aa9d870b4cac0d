/* Bundles in and out. Reading JSON is jansson's. */
#include "mpt/bundle.h"

#include <jansson.h>
#include <string.h>

#include "bundle_rates.h"
#include "exchange/export_internal.h"
#include "mpt/json.h"
#include "mpt/json_read.h"
#include "mpt/merge.h"
#include "mpt/text.h"

static const char schema_name[] = "mpt.bundle/1";

/* One import under way. */
struct import {
    struct mpt_store *store;
    struct mpt_arena *arena;
    struct mpt_error *error;
    struct mpt_bundle_counts *counts;
    const char *name; /* of the bundle at hand */
};

/* --- Records ------------------------------------------------------------------------------------------------------ */

/* Whether all of `wanted` is in `list`, in whatever order. */
static bool has_all(const char *list, const char *wanted, struct mpt_arena *arena)
{
    for (const char *element; (element = mpt_value_next(&wanted, false, arena, NULL));) {
        bool found = false;
        const char *rest = list;
        for (const char *other; !found && (other = mpt_value_next(&rest, false, arena, NULL));) {
            found = strcmp(element, other) == 0;
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

static bool same_values(const struct mpt_record *a, const struct mpt_record *b, struct mpt_arena *arena)
{
    for (size_t i = 0; i < a->kind->field_count; i++) {
        const char *left = a->values[i], *right = b->values[i];
        if (a->kind->fields[i].flags & MPT_THROUGH && !has_all(left, right, arena)) {
            return false;
        }
        bool stored = !(a->kind->fields[i].flags & (MPT_DERIVED | MPT_THROUGH));
        if (stored && left != right && (!left || !right || strcmp(left, right) != 0)) {
            return false;
        }
    }
    return true;
}

static enum mpt_status add_record(struct import *import, struct mpt_record *record)
{
    const char *code = record->values[0];
    struct mpt_record there;
    if (!code || !mpt_store_exists(import->store, record->kind, code)) {
        import->counts->added++;
        return mpt_store_add(import->store, record, true, import->arena, import->error);
    }
    enum mpt_status status = mpt_store_get(import->store, record->kind, code, import->arena, &there, import->error);
    if (!status && !same_values(&there, record, import->arena)) {
        return mpt_fail(
            import->error, MPT_BAD_INPUT,
            "there is one with this code already, with other values; change it with `mpt edit-%s`, or put it "
            "under \"edits\"",
            record->kind->name);
    }
    import->counts->unchanged++;
    return status;
}

static enum mpt_status edit_record(struct import *import, struct mpt_record *record, const json_t *object)
{
    const char *code = json_string_value(json_object_get(object, "code")), *key;
    json_t *value;
    size_t changed = 0;
    if (!code) {
        return mpt_fail(import->error, MPT_BAD_INPUT, "an edit needs the code of the record it changes");
    }
    enum mpt_status status = mpt_store_get(import->store, record->kind, code, import->arena, record, import->error);
    json_object_foreach((json_t *)object, key, value)
    {
        status = status ? status : mpt_json_read_member(record, key, value, true, import->arena, import->error);
    }
    status =
        status ? status : mpt_store_edit(import->store, code, record, true, import->arena, &changed, import->error);
    import->counts->changed += changed > 0;
    import->counts->unchanged += changed == 0;
    return status;
}

static enum mpt_status take_record(struct import *import, const struct mpt_kind *kind, const json_t *object, bool edit)
{
    struct mpt_record record = mpt_record_init(kind, import->arena);
    const char *key;
    json_t *value;
    if (!json_is_object(object)) {
        return mpt_fail(import->error, MPT_BAD_INPUT, "%s stands where a record {...} must stand",
                        mpt_json_type_name(object));
    }
    if (edit) {
        return edit_record(import, &record, object);
    }
    enum mpt_status status = MPT_OK;
    json_object_foreach((json_t *)object, key, value)
    {
        status = status ? status : mpt_json_read_member(&record, key, value, false, import->arena, import->error);
    }
    return status ? status : add_record(import, &record);
}

/* All records of one kind in one bundle's "records" or "edits". */
static enum mpt_status take_kind(struct import *import, const struct mpt_kind *kind, const json_t *root, bool edit)
{
    const char *part = edit ? "edits" : "records";
    const json_t *list = json_object_get(json_object_get(root, part), kind->name);
    if (list && !json_is_array(list)) {
        return mpt_fail(import->error, MPT_BAD_INPUT, "%s: %s.%s must be an array", import->name, part, kind->name);
    }
    enum mpt_status status = MPT_OK;
    for (size_t i = 0; !status && i < json_array_size(list); i++) {
        const json_t *object = json_array_get(list, i);
        status = take_record(import, kind, object, edit);
        if (status == MPT_BAD_INPUT) {
            const char *code = json_string_value(json_object_get(object, "code"));
            const char *title = json_string_value(json_object_get(object, "title"));
            const char *which = code ? code : title ? title : "without a code";
            mpt_error_prefix(import->error, "%s: %s.%s number %zu (%s)", import->name, part, kind->name, i + 1,
                             mpt_text_shorten(which, 60, import->arena));
        }
    }
    return status;
}

/* --- Bundles ------------------------------------------------------------------------------------------------------ */

static enum mpt_status check_parts(struct import *import, const json_t *root)
{
    static const char *const parts[] = {"schema", "about", "settings", "withheld", "records", "edits", "rates"};
    const char *schema = json_string_value(json_object_get(root, "schema")), *key;
    json_t *value;
    if (!schema || strcmp(schema, schema_name) != 0) {
        return mpt_fail(import->error, MPT_BAD_INPUT, "%s: is no bundle: \"schema\" is %s%s, expected \"%s\"",
                        import->name, schema ? schema : "missing", "", schema_name);
    }
    json_object_foreach((json_t *)root, key, value)
    {
        bool known = false;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            known |= strcmp(key, parts[i]) == 0;
        }
        if (!known) {
            return mpt_fail(
                import->error, MPT_BAD_INPUT,
                "%s: a bundle has no part \"%s\"; it has schema, about, settings, withheld, records, edits, rates",
                import->name, key);
        }
        if ((strcmp(key, "records") == 0 || strcmp(key, "edits") == 0 || strcmp(key, "settings") == 0) &&
            !json_is_object(value)) {
            return mpt_fail(import->error, MPT_BAD_INPUT, "%s: \"%s\" must be an object {...}", import->name, key);
        }
    }
    return MPT_OK;
}

static enum mpt_status check_kinds(struct import *import, const json_t *part)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)part, key, value)
    {
        (void)value;
        const struct mpt_kind *kind = mpt_kind_find(key);
        if (!kind || strcmp(kind->name, key) != 0) {
            return mpt_fail(import->error, MPT_BAD_INPUT,
                            "%s: there is no kind \"%s\"%s%s%s; `mpt help kinds` lists them", import->name, key,
                            kind ? "; did you mean " : "", kind ? kind->name : "", kind ? "?" : "");
        }
    }
    return MPT_OK;
}

/* "merged-project:old-code" and the code of a record. */
static bool is_merged(const char *key, const json_t *value)
{
    size_t len = strlen(MPT_MERGED), kind = strcspn(key, ":");
    struct mpt_arena *arena = mpt_arena_open();
    bool is = strncmp(key, MPT_MERGED, len) == 0 && kind > len && key[kind] && key[kind + 1] &&
              mpt_kind_find(mpt_arena_copy_len(arena, key + len, kind - len)) && json_is_string(value) &&
              *json_string_value(value);
    mpt_arena_close(arena);
    return is;
}

static enum mpt_status take_settings(struct import *import, const json_t *root)
{
    enum mpt_status status = MPT_OK;
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(root, "settings"), key, value)
    {
        bool demo = strcmp(key, "demo") == 0 && json_is_string(value) && strcmp(json_string_value(value), "1") == 0;
        if (!status && !demo && !is_merged(key, value)) {
            status = mpt_fail(import->error, MPT_BAD_INPUT,
                              "%s: settings.%s: a setting is \"demo\": \"1\", or \"" MPT_MERGED
                              "KIND:CODE\" with the code it was merged into",
                              import->name, key);
        }
        import->counts->demo |= demo;
        status = status ? status : mpt_store_set(import->store, key, json_string_value(value), import->error);
    }
    return status;
}

static enum mpt_status parse(struct import *import, const struct mpt_bundle *bundle, json_t **root)
{
    json_error_t problem;
    size_t mark = bundle->len >= 3 && memcmp(bundle->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* a byte order mark */
    *root = json_loadb(bundle->text + mark, bundle->len - mark, JSON_REJECT_DUPLICATES, &problem);
    if (!*root) {
        return mpt_fail(import->error, MPT_BAD_INPUT, "%s, line %d, column %d: is not JSON: %s", bundle->name,
                        problem.line, problem.column, problem.text);
    }
    if (!json_is_object(*root)) {
        return mpt_fail(import->error, MPT_BAD_INPUT, "%s: is no bundle: expected {\"schema\": \"%s\", ...}",
                        bundle->name, schema_name);
    }
    enum mpt_status status = check_parts(import, *root);
    status = status ? status : check_kinds(import, json_object_get(*root, "records"));
    return status ? status : check_kinds(import, json_object_get(*root, "edits"));
}

/* Kinds in their order, so that a tag is there before the project that carries it; in each kind bundle by bundle. */
static enum mpt_status take_all(struct import *import, const struct mpt_bundle *bundles, json_t *const *roots,
                                size_t count, bool edit)
{
    enum mpt_status status = MPT_OK;
    for (size_t k = 0; !status && k < mpt_kind_count; k++) {
        for (size_t i = 0; !status && i < count; i++) {
            import->name = bundles[i].name;
            status = take_kind(import, mpt_kinds[k], roots[i], edit);
        }
    }
    return status;
}

enum mpt_status mpt_bundle_import(struct mpt_store *store, const struct mpt_bundle *bundles, size_t count,
                                  struct mpt_bundle_counts *counts, struct mpt_arena *arena, struct mpt_error *error)
{
    struct import import = {store, arena, error, counts, ""};
    json_t **roots = mpt_arena_array(arena, count, sizeof(json_t *));
    enum mpt_status status = MPT_OK;
    *counts = (struct mpt_bundle_counts){0};
    for (size_t i = 0; !status && i < count; i++) {
        import.name = bundles[i].name;
        status = parse(&import, &bundles[i], &roots[i]);
        status = status ? status : take_settings(&import, roots[i]);
    }
    status = status ? status : take_all(&import, bundles, roots, count, false);
    status = status ? status : take_all(&import, bundles, roots, count, true);
    for (size_t i = 0; !status && i < count; i++) {
        const json_t *rates = json_object_get(roots[i], "rates");
        status = bundle_rates_take(store, bundles[i].name, rates, &counts->rates, arena, error);
    }
    for (size_t i = 0; i < count; i++) {
        json_decref(roots[i]);
    }
    return status;
}

/* --- Out ---------------------------------------------------------------------------------------------------------- */

struct export
{
    FILE *out;
    const struct mpt_kind *kind;
    struct export_fields fields;
    bool first_kind, first_record;
};

static enum mpt_status write_record(void *context, const char *const *values, struct mpt_error *error)
{
    struct export *export = context;
    (void)error;
    struct mpt_arena *arena = mpt_arena_open();
    struct mpt_record record = mpt_record_init(export->kind, arena);
    struct mpt_text text = mpt_text_init(arena);
    for (size_t i = 0; i < export->fields.count; i++) {
        record.values[export->fields.list[i] - export->kind->fields] = values[i];
    }
    if (export->first_record) {
        fprintf(export->out, "%s\n    \"%s\": [", export->first_kind ? "" : ",", export->kind->name);
    }
    mpt_json_record(&text, &record, false, 6, arena);
    fprintf(export->out, "%s\n      %s", export->first_record ? "" : ",", mpt_text_get(&text));
    export->first_record = export->first_kind = false;
    mpt_arena_close(arena);
    return MPT_OK;
}

static enum mpt_status write_kind(struct mpt_store *store, struct export *export, const struct mpt_kind *kind,
                                  struct mpt_arena *arena, struct mpt_error *error)
{
    export->kind = kind;
    export->first_record = true;
    export->fields = export_fields_of(kind, arena);
    enum mpt_status status = export_read(store, kind, &export->fields, write_record, export, error);
    if (!status && !export->first_record) {
        fputs("\n    ]", export->out);
    }
    return status;
}

/* What did not leave, for those who get the rest. */
static void write_withheld(const struct mpt_disclosed *disclosed, FILE *out, struct mpt_arena *arena)
{
    struct mpt_text text = mpt_text_init(arena);
    mpt_text_add(&text, "  \"withheld\": {\n    \"profile\": ");
    mpt_json_string(&text, disclosed->table->profile);
    mpt_text_print(&text, ",\n    \"blanked\": %zu,\n    \"what\": [", disclosed->blanked);
    for (size_t i = 0; i < disclosed->count; i++) {
        const struct mpt_withheld *withheld = &disclosed->withheld[i];
        mpt_text_print(&text, "%s\n      {\"rule\": ", i ? "," : "");
        mpt_json_string(&text, withheld->rule->name);
        mpt_text_print(&text, ", \"kind\": \"%s\", \"field\": ", withheld->kind->name);
        mpt_text_print(&text, withheld->field ? "\"%s\"" : "null", withheld->field ? withheld->field->name : "");
        mpt_text_print(&text, ", \"count\": %zu}", withheld->count);
    }
    mpt_text_add(&text, disclosed->count ? "\n    ]\n  },\n" : "]\n  },\n");
    fputs(mpt_text_get(&text), out);
}

static void add_setting(struct mpt_text *text, const char *name, const char *value)
{
    mpt_text_add(text, text->len ? ",\n    " : "  \"settings\": {\n    ");
    mpt_json_string(text, name);
    mpt_text_add(text, ": ");
    mpt_json_string(text, value);
}

/* Whether it is a demo, and where merged records are: what others know them by still leads there. Codes of records that
 * a profile may withhold stay at home. */
static enum mpt_status write_settings(struct mpt_store *store, FILE *out, struct mpt_arena *arena,
                                      struct mpt_error *error)
{
    struct mpt_text text = mpt_text_init(arena);
    const char *demo = mpt_store_setting(store, "demo", arena);
    struct mpt_cursor *cursor;
    if (demo) {
        add_setting(&text, "demo", demo);
    }
    if (!mpt_store_disclosed(store)) {
        enum mpt_status status = mpt_cursor_open(store, "settings-merged", NULL, NULL, 0, &cursor, error);
        while (!status && mpt_cursor_next(cursor)) {
            add_setting(&text, mpt_cursor_text(cursor, "name"), mpt_cursor_text(cursor, "value"));
        }
        enum mpt_status closed = mpt_cursor_close(cursor, error);
        if (status || closed) {
            return status ? status : closed;
        }
    }
    if (text.len) {
        fprintf(out, "%s\n  },\n", mpt_text_get(&text));
    }
    return MPT_OK;
}

enum mpt_status mpt_bundle_export(struct mpt_store *store, FILE *out, struct mpt_error *error)
{
    struct export export = {.out = out, .first_kind = true};
    struct mpt_arena *arena = mpt_arena_open();
    enum mpt_status status = MPT_OK;
    fprintf(out, "{\n  \"schema\": \"%s\",\n", schema_name);
    status = write_settings(store, out, arena, error);
    if (mpt_store_disclosed(store)) {
        write_withheld(mpt_store_disclosed(store), out, arena);
    }
    fputs("  \"records\": {", out);
    for (size_t i = 0; !status && i < mpt_kind_count; i++) {
        status = write_kind(store, &export, mpt_kinds[i], arena, error);
    }
    fputs(export.first_kind ? "}" : "\n  }", out);
    status = status ? status : bundle_rates_write(store, out, error);
    fputs("\n}\n", out);
    mpt_arena_close(arena);
    return status;
}
