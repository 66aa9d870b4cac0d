/* What a record says beside its names and texts, as values that are the same or not: people, organisations, money, ids,
 * places, details. */
#include <string.h>

#include "matching_internal.h"

/* The hash of a text's words in their order, whatever stands between. */
uint64_t hash_words(const char *text)
{
    uint64_t hash = 0;
    struct walk walk = walk_begin(text);
    while (walk_next(&walk)) {
        hash = hash_mix(hash, hash_word(&walk));
    }
    return hash;
}

uint32_t worker_text_value(struct worker *worker, enum value_kind kind, const char *text, uint32_t mark)
{
    return text && *text ? worker_value(worker, kind, hash_words(text), mark) : SEPARATOR;
}

/* "Surname, Given", "Given Surname" or "Surname GM": the last word before a comma, else the last of more than two
 * letters, is the surname; where that is the first word, its own first letter is no given name's. */
struct person person_read(const char *name)
{
    struct person person = {0};
    const char *comma = strchr(name ? name : "", ',');
    struct walk walk = walk_begin(name ? name : "");
    char first = 0, initial = 0;
    for (size_t words = 0; walk_next(&walk); words++) {
        bool before = comma && walk.start < (const unsigned char *)comma;
        if (comma ? before : walk.len > 2 || person.len == 0) {
            memcpy(person.surname, walk.word, walk.len + 1); /* a zero follows it */
            person.len = walk.len;
            initial = 0;
            first = words == 0 ? walk.word[0] : first;
            person.given = words == 0 || comma ? 0 : first;
        } else if (!initial) {
            initial = walk.word[0];
        }
    }
    person.given = person.given ? person.given : initial;
    return person;
}

static void add_person(struct worker *worker, const struct mpt_match_party *party, uint32_t mark)
{
    struct person person = person_read(party->name);
    for (size_t i = 0; i < party->id_count; i++) {
        worker_put(worker, PART_PEOPLE_IDS,
                   worker_value(worker, OF_ID, hash_bytes(party->ids[i], strlen(party->ids[i])), mark));
    }
    if (person.len) {
        uint64_t hash = hash_bytes(person.surname, person.len);
        worker_put(worker, PART_PEOPLE, worker_word(worker, person.surname, person.len, hash));
        worker_put(worker, PART_PEOPLE, (uint32_t)(unsigned char)person.given);
        worker_put(worker, PART_PEOPLE, worker_value(worker, OF_PERSON, hash, mark));
    }
}

static void add_party(struct worker *worker, const struct mpt_match_party *party, uint32_t mark)
{
    if (party->name && *party->name) {
        struct walk walk = walk_begin(party->name);
        while (walk_next(&walk)) {
            worker_put(worker, PART_PARTIES, worker_word(worker, walk.word, walk.len, hash_word(&walk)));
        }
        worker_put(worker, PART_PARTIES, SEPARATOR);
        worker_put(worker, PART_KEYS, worker_value(worker, OF_PARTY, hash_words(party->name), mark));
    }
    for (size_t i = 0; i < party->id_count; i++) {
        worker_put(worker, PART_KEYS,
                   worker_value(worker, OF_ID, hash_bytes(party->ids[i], strlen(party->ids[i])), mark));
    }
}

static void add_amount(struct worker *worker, const struct mpt_match_money *amount, uint32_t mark)
{
    uint64_t minor = (uint64_t)amount->minor;
    if (amount->minor <= 0) { /* nothing was said, or it was taken back */
        return;
    }
    const char *currency = amount->currency ? amount->currency : "";
    uint64_t of_currency = hash_bytes(currency, strlen(currency));
    worker_put(worker, PART_AMOUNTS, (uint32_t)minor);
    worker_put(worker, PART_AMOUNTS, (uint32_t)(minor >> 32));
    worker_put(worker, PART_AMOUNTS, *currency ? (uint32_t)of_currency : 0);
    worker_put(worker, PART_AMOUNTS, worker_value(worker, OF_AMOUNT, hash_mix(minor, of_currency), mark));
}

/* A value that has numbers is its first number: "37-42" is "c37-c42" is "37", "16, Suppl. 1" is "16". */
static uint64_t hash_detail(const char *value)
{
    size_t start = strcspn(value, "0123456789"), len = strspn(value + start, "0123456789");
    return len ? hash_bytes(value + start, len) : hash_words(value);
}

void worker_add_values(struct worker *worker, const struct mpt_match_record *record, uint32_t mark)
{
    for (size_t i = 0; i < record->person_count; i++) {
        add_person(worker, &record->people[i], mark);
    }
    for (size_t i = 0; i < record->organisation_count; i++) {
        add_party(worker, &record->organisations[i], mark);
    }
    for (size_t i = 0; i < record->amount_count; i++) {
        add_amount(worker, &record->amounts[i], mark);
    }
    for (size_t i = 0; i < record->id_count; i++) {
        const char *id = record->ids[i], *colon = strchr(id, ':');
        worker_put(worker, PART_IDS, (uint32_t)hash_bytes(id, colon ? (size_t)(colon - id) : 0));
        worker_put(worker, PART_IDS, worker_value(worker, OF_ID, hash_bytes(id, strlen(id)), mark));
    }
    for (size_t i = 0; i < record->place_count; i++) {
        worker_put(worker, PART_PLACES, worker_text_value(worker, OF_PLACE, record->places[i], mark));
    }
    for (size_t i = 0; i < record->detail_count; i++) {
        const struct mpt_match_detail *detail = &record->details[i];
        uint64_t name = hash_words(detail->name);
        if (detail->value && *detail->value) {
            worker_put(worker, PART_DETAILS, (uint32_t)name);
            worker_put(worker, PART_DETAILS,
                       worker_value(worker, OF_DETAIL, hash_mix(name, hash_detail(detail->value)), mark));
        }
    }
    if (record->programme && *record->programme) {
        worker_put(worker, PART_PROGRAMME, worker_text_value(worker, OF_PROGRAMME, record->programme, mark));
        struct walk walk = walk_begin(record->programme);
        while (walk_next(&walk)) {
            worker_put(worker, PART_PROGRAMME, worker_word(worker, walk.word, walk.len, hash_word(&walk)));
        }
    }
}
