/* What the parts of the IATI export share: the activity under way. */
#ifndef MPT_EXCHANGE_EXPORT_IATI_H
#define MPT_EXCHANGE_EXPORT_IATI_H

#include "exchange/export_internal.h"
#include "exchange/xml_write.h"

/* Somebody in the file: code, name, identifier and type (NULL: not known). */
struct iati_partner {
    const char *code, *title, *id, *type;
};

/* A funding of the project at hand. */
struct iati_funding {
    const char *code, *title, *amount, *currency, *stage;
    bool in_kind, has_first, has_last;
    long first, last; /* the days from when and until when the money is */
    struct iati_partner giver, receiver;
    const char *transaction; /* code of its type; NULL: a budget */
    long date;
    const char *budget; /* its status; NULL: a transaction */
};

/* Who takes part in the project at hand, in which role (code list OrganisationRole). */
struct iati_participant {
    const char *role;
    struct iati_partner who;
};

struct iati {
    const struct mpt_export *how;
    struct xml xml;
    struct mpt_arena *arena; /* of the activity at hand */
    long today;              /* as days since 1970-01-01 */
    struct iati_partner reporter;
    struct export_along participants, fundings, tags, results, related;
    const char *code; /* of the project at hand, with its money and people */
    struct iati_funding *money;
    size_t money_count;
    struct iati_participant *people;
    size_t people_count;
    struct mpt_arena *whole;  /* of all activities */
    const char **identifiers; /* of the activities written, sorted */
    size_t count, capacity;
};

/* <name><narrative>text</narrative></name>; nothing where the text is NULL. */
void iati_narrative(struct iati *iati, const char *name, const char *text);
/* <name iso-date="2024-07-07"/> of a day since 1970-01-01. */
void iati_day(struct iati *iati, const char *name, long day);
/* "2024-07-07" of such a day, in the activity's arena. */
const char *iati_date(struct iati *iati, long day);

/* --- export_iati_people.c ---- */
/* Organisations' types (code list OrganisationType) by group of stakeholders; NULL where the group does not say. */
const char *iati_organisation_type(const char *group, const char *level, const char *form);
/* <name ref="" type=""> with the name; nothing where nobody is meant. `role` may be NULL. */
void iati_write_partner(struct iati *iati, const char *name, const char *role, const struct iati_partner *partner);
/* Those who take part in the project at hand and those who give its money. */
void iati_read_people(struct iati *iati);

/* --- export_iati_money.c ---- */
/* Reads the money of the project at hand, and writes it as budgets and transactions. */
void iati_read_money(struct iati *iati);
void iati_write_money(struct iati *iati);

/* --- export_iati_tags.c ---- */
/* Sectors, tags and policy markers of the project at hand. */
void iati_write_tags(struct iati *iati);

/* --- export_iati_results.c ---- */
void iati_write_results(struct iati *iati);

#endif
