/* Stakeholders of projects as IATI organisations: those with a role that IATI has too, and those who give money. */
#include <string.h>

#include "exchange/export_iati.h"

const char *iati_organisation_type(const char *group, const char *level, const char *form)
{
    static const char *const types[][2] = {{"government-sti", "10"},   {"ministry-sector", "10"}, {"regulator", "10"},
                                           {"local-government", "11"}, {"research", "80"},        {"industry", "70"},
                                           {"international", "40"}};
    bool society = group && strcmp(group, "civil-society") == 0 && level; /* 21 to 23: by how far it reaches */
    if (!group || (form && strcmp(form, "person") == 0)) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(group, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    return !society ? NULL : strcmp(level, "international") == 0 ? "21" : strcmp(level, "national") == 0 ? "22" : "23";
}

void iati_write_partner(struct iati *iati, const char *name, const char *role, const struct iati_partner *partner)
{
    if (partner->code) {
        xml_open(&iati->xml, name, XML_ATTRIBUTES("role", role, "ref", partner->id, "type", partner->type));
        xml_text(&iati->xml, "narrative", partner->title, NULL);
        xml_close(&iati->xml, name);
    }
}

/* Once for each role somebody has. */
static void add(struct iati *iati, const char *role, struct iati_partner who, size_t *capacity)
{
    for (size_t i = 0; i < iati->people_count; i++) {
        if (strcmp(iati->people[i].role, role) == 0 && strcmp(iati->people[i].who.code, who.code) == 0) {
            return;
        }
    }
    iati->people = mpt_arena_grow(iati->arena, iati->people, iati->people_count, capacity, sizeof *iati->people);
    iati->people[iati->people_count++] = (struct iati_participant){role, who};
}

void iati_read_people(struct iati *iati)
{
    size_t capacity = 0;
    iati->people = NULL;
    iati->people_count = 0;
    for (struct export_along *at = &iati->participants; export_along_at(at, iati->code); export_along_next(at)) {
        struct mpt_cursor *row = at->cursor;
        const struct iati_partner who = {export_copy(row, "code", iati->arena), export_copy(row, "title", iati->arena),
                                         export_iati_id(mpt_cursor_text(row, "outside_id"), iati->arena),
                                         iati_organisation_type(mpt_cursor_text(row, "actor_group"),
                                                                mpt_cursor_text(row, "level"),
                                                                mpt_cursor_text(row, "form"))};
        add(iati, export_copy(row, "role", iati->arena), who, &capacity);
    }
    for (size_t i = 0; i < iati->money_count; i++) {
        const struct iati_funding *funding = &iati->money[i];
        bool given = strcmp(funding->stage, "planned") != 0 && strcmp(funding->stage, "applied") != 0;
        if (given && funding->giver.code) {
            add(iati, "1", funding->giver, &capacity);
        }
    }
}
