/* What the parts of the IATI export share: the activity under way. */
#ifndef MPT_EXCHANGE_EXPORT_IATI_H
#define MPT_EXCHANGE_EXPORT_IATI_H

#include "exchange/export_internal.h"
#include "exchange/xml_write.h"

struct iati {
    const struct mpt_export *how;
    struct xml xml;
    struct mpt_arena *arena; /* of the activity at hand */
    long today;              /* as days since 1970-01-01 */
    const char *reporter;    /* identifier of the reporting organisation, its title and type */
    const char *reporter_title, *reporter_type;
    struct export_along participants, fundings, tags, results, related;
    const char *code; /* of the project at hand */
    size_t count;     /* of activities written */
};

/* Organisations' types (code list OrganisationType) by group of stakeholders; NULL where the group does not say. */
const char *iati_organisation_type(const char *group, const char *level, const char *form);

/* <name><narrative>text</narrative></name>; nothing where the text is NULL. */
void iati_narrative(struct iati *iati, const char *name, const char *text);
/* <name iso-date="2024-07-07"/> of a day since 1970-01-01. */
void iati_day(struct iati *iati, const char *name, long day);
/* "2024-07-07" of such a day, in the activity's arena. */
const char *iati_date(struct iati *iati, long day);

/* --- export_iati_money.c ---- */
/* Budgets and transactions of the project at hand. */
void iati_write_money(struct iati *iati);

/* --- export_iati_tags.c ---- */
/* Sectors, tags and policy markers of the project at hand. */
void iati_write_tags(struct iati *iati);

/* --- export_iati_results.c ---- */
void iati_write_results(struct iati *iati);

#endif
