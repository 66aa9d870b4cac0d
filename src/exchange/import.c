/* Takes in a file record by record: known again by its source record, compared, stored, or refused. */
#include "import.h"

#include <assert.h>
#include <string.h>

#include "mpt/text.h"

void import_tell(struct import *import, const struct mpt_import_change *change)
{
    struct mpt_import_change whole = *change;
    whole.line = import->item->line;
    import->differs |= change->action != MPT_IMPORT_OTHER;
    import->counts->differing++;
    import->counts->kept += change->action == MPT_IMPORT_KEPT || change->action == MPT_IMPORT_OTHER;
    if (import->query->change) {
        import->query->change(import->query->context, &whole);
    }
}

bool import_owns(const struct import *import, const char *source)
{
    size_t len = strlen(import->item->code);
    return source && strncmp(source, import->item->code, len) == 0 && (source[len] == '\n' || !source[len]);
}

bool import_says(const struct import *import, const char *source)
{
    for (const char *line; (line = mpt_value_next(&source, false, import->arena, NULL));) {
        if (strcmp(line, import->item->code) == 0) {
            return true;
        }
    }
    return false;
}

const char *import_source(const struct import *import, const char *source)
{
    return mpt_value_add(source, import->item->code, false, import->arena);
}

/* --- The source record -------------------------------------------------------------------------------------------- */

static const struct mpt_kind *source_kind(void)
{
    return mpt_kind_find("source_record");
}

static void put(struct mpt_record *record, const char *field, const char *value)
{
    record->values[mpt_field_index(record->kind, field)] = value;
}

static void fill_source(const struct import *import, const struct mpt_intake_record *about, struct mpt_record *source)
{
    const struct mpt_intake_item *item = import->item;
    put(source, "about_kind", about->record.kind->name);
    put(source, "about_code", about->record.values[0]);
    put(source, "origin", mpt_text_clean(import->query->origin, import->arena));
    put(source, "position", mpt_arena_print(import->arena, "line %zu", item->line));
    put(source, "outside_id", item->outside_id);
    put(source, "received_on", import->query->today);
    put(source, "map", mpt_intake_map(import->intake)->name);
    put(source, "fingerprint", import_fingerprint(import));
    put(source, "content", item->content);
}

static enum mpt_status add_source(struct import *import, const struct mpt_intake_record *about)
{
    struct mpt_record source = mpt_record_init(source_kind(), import->arena);
    source.values[0] = import->item->code;
    fill_source(import, about, &source);
    return mpt_store_add(import->store, &source, false, import->arena, import->error);
}

static enum mpt_status edit_source(struct import *import, const struct mpt_intake_record *about,
                                   struct mpt_record *source)
{
    fill_source(import, about, source);
    return mpt_store_edit(import->store, import->item->code, source, false, import->arena, NULL, import->error);
}

/* --- One record of the file ----------------------------------------------------------------------------------------
 */

/* The record of last time that belongs to the `position`-th of its kind now. */
static const struct mpt_intake_record *counterpart(const struct mpt_intake_record *now, size_t position,
                                                   const struct mpt_intake_record *before, size_t before_count)
{
    const struct mpt_kind *kind = now[position].record.kind;
    size_t nth = 0;
    for (size_t i = 0; i < position; i++) {
        nth += now[i].record.kind == kind;
    }
    for (size_t i = 0; i < before_count; i++) {
        if (before[i].record.kind == kind && nth-- == 0) {
            return &before[i];
        }
    }
    return NULL;
}

/* What an import's command line says of every project and target. */
static void put_given(struct mpt_intake_record *made, const char *field, const char *value, struct mpt_arena *arena)
{
    size_t position = mpt_field_index(made->record.kind, field);
    const struct mpt_field *type = &made->record.kind->fields[position];
    if (value) {
        const char **place = &made->record.values[position];
        *place = type->flags & MPT_MANY ? mpt_value_add(*place, value, type->flags & MPT_SHARED, arena) : value;
        ((bool *)made->given)[position] = true;
    }
}

static void put_query(const struct import *import, struct mpt_intake_record *made)
{
    const struct mpt_import_query *query = import->query;
    if (strcmp(made->record.kind->name, "project") == 0) {
        put_given(made, "mission", query->mission, import->arena);
        put_given(made, "portfolio", query->portfolio, import->arena);
        put_given(made, "programme", query->programme, import->arena);
    } else if (strcmp(made->record.kind->name, "target") == 0) {
        put_given(made, "mission", query->mission, import->arena);
        put_given(made, "portfolio", query->mission ? NULL : query->portfolio, import->arena);
    }
}

/* Turns its references into codes; false when it goes no further, being left out or (*status) refused. */
static bool is_ready(struct import *import, struct mpt_intake_record *made, struct refusal *refusal,
                     enum mpt_status *status)
{
    put_query(import, made);
    *status = import_resolve(import, made, refusal);
    if (import_leaves_out(import, made, *status, refusal)) {
        *status = MPT_OK;
        return false;
    }
    return *status == MPT_OK;
}

/* Details of one kind, without those that are left out. */
static enum mpt_status take_details(struct import *import, struct mpt_intake_record *made, size_t count,
                                    struct refusal *refusal)
{
    enum mpt_status status = MPT_OK;
    size_t ready = 0;
    for (size_t i = 0; !status && i < count; i++) {
        if (is_ready(import, &made[i], refusal, &status)) {
            made[ready++] = made[i];
        }
    }
    return status ? status : import_details(import, made, ready, refusal);
}

/* Stores the records in their order; details of one kind that follow one another go together. */
static enum mpt_status take_records(struct import *import, struct mpt_intake_record *made, size_t count,
                                    const struct mpt_intake_record *before, size_t before_count,
                                    struct refusal *refusal)
{
    enum mpt_status status = MPT_OK;
    for (size_t i = 0, next; !status && i < count; i = next) {
        next = i + 1;
        if (!import_is_detail(&made[i])) {
            status = is_ready(import, &made[i], refusal, &status)
                         ? import_record(import, &made[i], counterpart(made, i, before, before_count), refusal)
                         : status;
            continue;
        }
        while (next < count && made[next].record.kind == made[i].record.kind && import_is_detail(&made[next])) {
            next++;
        }
        status = take_details(import, &made[i], next - i, refusal);
    }
    return status;
}

/* A second record of the file by the same key would change what the first just brought. */
static bool came_already(const struct import *import)
{
    int64_t entry = mpt_entry_open(import->store);
    return import->source_number && entry && mpt_entry_has(import->store, entry, import->source_number);
}

static enum mpt_status refuse(struct import *import, const char *field, const char *value, const char *reason)
{
    const struct mpt_import_refusal refusal = {import->item->line, field, value, reason, &import->item->row};
    import->counts->refused++;
    import->counts->refused_here += import->source_number && !came_already(import);
    return import->query->refuse ? import->query->refuse(import->query->context, &refusal, import->error) : MPT_OK;
}

/* What the record of the file is about: its project, else what comes first. */
static struct mpt_intake_record *main_of(struct mpt_intake_record *made, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(made[i].record.kind->name, "project") == 0) {
            return &made[i];
        }
    }
    return &made[0];
}

/* The organisations that the item brought. */
static void tell_met(const struct import *import)
{
    for (const struct import_added *added = import->added; import->query->met && added; added = added->next) {
        if (strcmp(added->kind->name, "stakeholder") == 0) {
            import->query->met(import->query->context, added->record);
        }
    }
}

/* From here on take_back undoes. */
static enum mpt_status mark(struct import *import, struct mpt_import_counts *counts)
{
    size_t size = mpt_kind_count * sizeof *counts->kinds;
    *counts = *import->counts;
    counts->kinds = memcpy(mpt_arena_alloc(import->arena, size), counts->kinds, size);
    return mpt_store_mark(import->store, import->error);
}

/* What a refused record had stored; *reason keeps why. */
static enum mpt_status take_back(struct import *import, struct mpt_import_counts *counts, const char **reason)
{
    *reason = mpt_arena_copy(import->arena, import->error->message);
    names_forget(import->names);
    counts->kinds = memcpy(import->counts->kinds, counts->kinds, mpt_kind_count * sizeof *counts->kinds);
    *import->counts = *counts;
    return mpt_store_return(import->store, import->error);
}

static void warn(struct import *import, const char *text)
{
    import->counts->warned++;
    if (import->query->warn) {
        import->query->warn(import->query->context, import->item->line, text);
    }
}

/* One that has been here already is written only when something of it is new. */
static enum mpt_status keep_source(struct import *import, const struct mpt_intake_record *about,
                                   struct mpt_record *source)
{
    if (!import->source_number) {
        return add_source(import, about);
    }
    const char *known = mpt_record_get(source, "fingerprint");
    const bool anything = import->differs || !known || strcmp(known, import_fingerprint(import)) != 0;
    return import->query->update && anything ? edit_source(import, about, source) : MPT_OK;
}

static void count_item(const struct import *import)
{
    if (!import->source_number) {
        import->counts->added++;
    } else if (import->differs) {
        import->counts->changed++;
    } else {
        import->counts->unchanged++;
    }
}

/* All of it or nothing. */
static enum mpt_status store_item(struct import *import, struct mpt_intake_record *made, size_t count,
                                  struct mpt_record *source, const struct mpt_intake_record *before,
                                  size_t before_count)
{
    struct refusal refusal = {NULL, NULL};
    struct mpt_import_counts counts;
    const char *reason;
    enum mpt_status status = mark(import, &counts);
    status = status ? status : take_records(import, made, count, before, before_count, &refusal);
    status = status ? status : keep_source(import, main_of(made, count), source);
    if (status == MPT_BAD_INPUT) {
        status = take_back(import, &counts, &reason);
        return status ? status : refuse(import, refusal.field, refusal.value, reason);
    }
    names_settle(import->names);
    if (status) {
        return status;
    }
    tell_met(import);
    count_item(import);
    if (import->again && (!import->source_number || import->query->update)) {
        import_put_off(import);
    } else if (import->left) {
        warn(import, import_left_said(import));
    }
    return MPT_OK;
}

/* A project has no other name that is its own: two of one title are two. Where the map knows no id elsewhere, the
 * record of the file it is from is what it is known by. */
static void identify(struct import *import, struct mpt_intake_record *about)
{
    if (strcmp(about->record.kind->name, "project") == 0) {
        size_t position = mpt_field_index(about->record.kind, "outside_id");
        if (!about->record.values[position] && !about->record.values[0]) {
            about->record.values[position] = import->item->outside_id;
            ((bool *)about->given)[position] = true;
        }
        import->about = about;
    }
}

/* Whether the record that the source record brought was removed here since. */
static bool is_absent(struct import *import, const struct mpt_intake_record *made)
{
    const char *code = NULL;
    struct mpt_error unused;
    return import->source_number && !import_is_detail(made) && import_find(import, made, &code) == MPT_OK && !code &&
           mpt_record_check(&made->record, &unused) == MPT_OK;
}

static enum mpt_status take_changed(struct import *import, struct mpt_intake_item *item, struct mpt_record *source)
{
    struct mpt_intake_record *made, *before = NULL;
    size_t count, before_count = 0;
    mpt_intake_records(import->intake, item, import->arena, &made, &count);
    if (item->problem) {
        return refuse(import, item->field, item->value, item->problem);
    }
    if (item->warning) {
        warn(import, item->warning);
    }
    if (!count) {
        return refuse(import, NULL, NULL, "the map makes no record of it");
    }
    identify(import, main_of(made, count));
    if (is_absent(import, main_of(made, count))) {
        import_tell(import, &(struct mpt_import_change){.action = MPT_IMPORT_ABSENT,
                                                        .kind = main_of(made, count)->record.kind,
                                                        .code = mpt_record_get(source, "about_code")});
        import->counts->unchanged++;
        import->counts->removed_here++;
        return MPT_OK;
    }
    const char *content = import->source_number ? mpt_record_get(source, "content") : NULL;
    if (content) {
        mpt_intake_again(import->intake, content, import->arena, &before, &before_count);
    }
    return store_item(import, made, count, source, before, before_count);
}

static void begin(struct import *import, const struct mpt_intake_item *item)
{
    import->item = item;
    import->source_number = 0;
    import->differs = false;
    import->added = NULL;
    import->about = NULL;
    import->left = NULL;
    import->again = false;
}

static enum mpt_status take_item(struct import *import, struct mpt_intake_item *item)
{
    struct mpt_record source = mpt_record_init(source_kind(), import->arena);
    enum mpt_status status = MPT_OK;
    begin(import, item);
    import->counts->read++;
    if (item->problem) {
        return refuse(import, item->field, item->value, item->problem);
    }
    import->source_number = mpt_store_number(import->store, source_kind(), item->code);
    if (import->source_number) {
        status = mpt_store_get(import->store, source_kind(), item->code, import->arena, &source, import->error);
        bool whole, same = !status && import_is_same(import, mpt_record_get(&source, "fingerprint"), &whole);
        if (same && (whole || came_already(import))) {
            import->counts->unchanged++;
            return MPT_OK;
        }
    }
    if (!status && came_already(import)) {
        return refuse(import, mpt_intake_map(import->intake)->key[0], item->key,
                      mpt_arena_print(import->arena,
                                      "stands in %s of the same import too, with other values; the map's key does not "
                                      "tell them apart",
                                      mpt_record_get(&source, "position")));
    }
    return status ? status : take_changed(import, item, &source);
}

/* --- Once more, at the end ---------------------------------------------------------------------------------------- */

/* Those of the records that may be left out, in front. */
static size_t only_loose(const struct import *import, struct mpt_intake_record *made, size_t count)
{
    size_t loose = 0;
    for (size_t i = 0; i < count; i++) {
        if (mpt_map_leaves_out(mpt_intake_map(import->intake), made[i].record.kind)) {
            made[loose++] = made[i];
        }
    }
    return loose;
}

/* Nothing is left out any more. */
static enum mpt_status close_source(struct import *import, struct mpt_record *source)
{
    put(source, "fingerprint", import_closed(import, mpt_record_get(source, "fingerprint")));
    return mpt_store_edit(import->store, import->item->code, source, false, import->arena, NULL, import->error);
}

static enum mpt_status take_later(struct import *import, const struct import_later *later)
{
    struct mpt_intake_item *item = mpt_arena_alloc(import->arena, sizeof *item);
    struct refusal refusal = {NULL, NULL};
    struct mpt_intake_record *made = NULL;
    struct mpt_import_counts counts;
    struct mpt_record source;
    const char *reason;
    size_t count = 0;
    *item = (struct mpt_intake_item){.line = later->line, .code = later->code};
    begin(import, item);
    import->source_number = later->is_new ? 0 : mpt_store_number(import->store, source_kind(), item->code);
    enum mpt_status status =
        mpt_store_get(import->store, source_kind(), item->code, import->arena, &source, import->error);
    if (status) {
        return status;
    }
    mpt_intake_again(import->intake, mpt_record_get(&source, "content"), import->arena, &made, &count);
    item->outside_id = mpt_record_get(&source, "outside_id");
    count = only_loose(import, made, count);
    status = mark(import, &counts);
    status = status ? status : take_records(import, made, count, NULL, 0, &refusal);
    if (!status && !import->left && (later->is_new || import->query->update)) {
        status = close_source(import, &source);
    }
    if (status == MPT_BAD_INPUT) {
        status = take_back(import, &counts, &reason);
        warn(import, reason);
        return status;
    }
    names_settle(import->names);
    if (!status) {
        tell_met(import);
    }
    if (!status && !later->is_new && import->differs && !later->differed) {
        import->counts->changed++;
        import->counts->unchanged--;
    }
    if (!status && import->left) {
        warn(import, import_left_said(import));
    }
    return status;
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static void tell_progress(const struct import *import)
{
    uint64_t done, total;
    if (import->query->progress) {
        mpt_reader_progress(mpt_intake_reader(import->intake), &done, &total);
        import->query->progress(import->query->context, import->counts, done, total);
    }
}

enum mpt_status mpt_import_run(struct mpt_store *store, struct mpt_intake *intake, const struct mpt_import_query *query,
                               struct mpt_import_counts *counts, struct mpt_error *error)
{
    struct import import = {.store = store,
                            .intake = intake,
                            .query = query,
                            .counts = counts,
                            .names = names_open(store),
                            .whole = mpt_arena_open(),
                            .arena = mpt_arena_open(),
                            .error = error};
    import.later_end = &import.later;
    struct mpt_intake_item item;
    struct mpt_error unused; /* what went wrong first is what is said */
    enum mpt_status status = mpt_store_bulk(store, true, error);
    while (!status && mpt_intake_next(intake, &item)) {
        status = take_item(&import, &item);
        mpt_arena_reset(import.arena);
        if (counts->read % 500 == 0) {
            tell_progress(&import);
        }
    }
    for (const struct import_later *later = import.later; !status && later; later = later->next) {
        status = take_later(&import, later);
        mpt_arena_reset(import.arena);
    }
    tell_progress(&import);
    enum mpt_status end = mpt_store_bulk(store, false, status ? &unused : error);
    names_close(import.names);
    mpt_arena_close(import.arena);
    mpt_arena_close(import.whole);
    return status ? status : end;
}
