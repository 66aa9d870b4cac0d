/* What pages say of what was withheld from them. */
#include "withheld.h"

#include <string.h>

bool withheld_section(struct mpt_document *document, const struct mpt_store *store, const char *kind, const char *title)
{
    if (!mpt_store_stays(store, kind, NULL)) {
        return false;
    }
    mpt_document_section(document, title);
    mpt_document_paragraph(document, mpt_arena_print(document->arena, "Withheld in the profile %s.",
                                                     mpt_store_disclosed(store)->table->profile));
    return true;
}

bool withheld_in_part(const struct mpt_store *store, const char *kind)
{
    const struct mpt_disclosed *disclosed = mpt_store_disclosed(store);
    bool some = false;
    for (size_t i = 0; disclosed && i < disclosed->count; i++) {
        some |= !disclosed->withheld[i].field && strcmp(disclosed->withheld[i].kind->name, kind) == 0;
    }
    return some;
}

const char *withheld_or(const struct mpt_store *store, const char *kind, const char *field, const char *otherwise)
{
    return mpt_store_stays(store, kind, field) ? "withheld" : otherwise;
}

void withheld_rules(struct mpt_document *document, const struct mpt_findings *findings)
{
    struct mpt_text text = mpt_text_init(document->arena);
    struct mpt_data *names = mpt_data_array(document->arena);
    for (size_t i = 0; i < findings->unasked_count; i++) {
        mpt_text_print(&text, "%s%s", i ? ", " : "", findings->unasked[i]);
        mpt_data_push_text(names, findings->unasked[i]);
    }
    if (findings->unasked_count) {
        mpt_document_paragraph(document, mpt_arena_print(document->arena,
                                                         "Not asked, since something of what they look at was "
                                                         "withheld: %s.",
                                                         mpt_text_get(&text)));
        mpt_data_set(document->data, "not_asked", names);
    }
}
