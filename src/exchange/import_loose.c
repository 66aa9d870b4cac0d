/* What a map lets be left out (see `loose` in mpt/map.h): links to projects that are not here, targets without a
 * mission. It is noted for the record of the file, which then counts as not wholly taken in, and tried once more at the
 * end of the import, when what comes further down in the file is here. */
#include <string.h>

#include "import.h"
#include "mpt/text.h"

/* Why it is left out; NULL: it refers to something that is left out itself. */
static void note(struct import *import, const struct mpt_kind *kind, const char *why)
{
    struct import_left **place = &import->left;
    while (*place && (*place)->kind != kind) {
        place = &(*place)->next;
    }
    if (!*place) {
        *place = mpt_arena_alloc(import->arena, sizeof **place);
        **place = (struct import_left){.kind = kind};
    }
    (*place)->count++;
    (*place)->why = (*place)->why ? (*place)->why : why;
}

/* A reference that leads nowhere. */
static void note_reference(struct import *import, const struct mpt_kind *kind, const struct refusal *refusal)
{
    const struct mpt_field *field = mpt_field_find(kind, strchr(refusal->field, '.') + 1);
    const struct mpt_kind *other = mpt_kind_find(field->refers_to);
    const bool outside = !mpt_map_leaves_out(mpt_intake_map(import->intake), other);
    import->again |= outside;
    note(import, kind,
         outside ? mpt_arena_print(import->arena, "no %s '%s' is here", other->name, refusal->value) : NULL);
}

bool import_leaves_out(struct import *import, const struct mpt_intake_record *made, enum mpt_status status,
                       const struct refusal *refusal)
{
    const struct mpt_kind *kind = made->record.kind;
    const char *code = NULL;
    if (!mpt_map_leaves_out(mpt_intake_map(import->intake), kind) || (status && status != MPT_BAD_INPUT)) {
        return false;
    }
    if (status) {
        note_reference(import, kind, refusal);
        return true;
    }
    if (mpt_record_belongs(&made->record) || import_find(import, made, &code) || code) {
        return false; /* one that is here already belongs to something */
    }
    struct mpt_error reason;
    mpt_record_check(&made->record, &reason);
    note(import, kind, mpt_arena_copy(import->arena, reason.message));
    return true;
}

const char *import_left_said(const struct import *import)
{
    struct mpt_text text = mpt_text_init(import->arena);
    for (const struct import_left *left = import->left; left; left = left->next) {
        mpt_text_print(&text, "%s%zu %s",
                       text.len ? ", " : mpt_arena_print(import->arena, "%s: left out: ", import->item->outside_id),
                       left->count, left->count == 1 ? left->kind->name : left->kind->plural);
        if (left->why) {
            mpt_text_print(&text, " (%s%s)", left->why, left->count > 1 ? " ..." : "");
        }
    }
    return text.len ? mpt_text_get(&text) : NULL;
}

void import_put_off(struct import *import)
{
    struct import_later *later = mpt_arena_alloc(import->whole, sizeof *later);
    *later = (struct import_later){.code = mpt_arena_copy(import->whole, import->item->code),
                                   .line = import->item->line,
                                   .is_new = import->source_number == 0,
                                   .differed = import->differs};
    *import->later_end = later;
    import->later_end = &later->next;
}

/* --- The fingerprint of what was not wholly taken in ---------------------------------------------------------------
 */

static const char open_mark[] = "+";

const char *import_fingerprint(const struct import *import)
{
    const char *fingerprint = import->item->fingerprint;
    return import->left ? mpt_arena_print(import->arena, "%s%s", fingerprint, open_mark) : fingerprint;
}

bool import_is_same(const struct import *import, const char *known, bool *whole)
{
    const size_t len = strlen(import->item->fingerprint);
    const bool same = known && strncmp(known, import->item->fingerprint, len) == 0 &&
                      (!known[len] || strcmp(known + len, open_mark) == 0);
    *whole = same && !known[len];
    return same;
}

const char *import_closed(const struct import *import, const char *known)
{
    const size_t len = known ? strcspn(known, open_mark) : 0;
    return known ? mpt_arena_copy_len(import->arena, known, len) : NULL;
}
