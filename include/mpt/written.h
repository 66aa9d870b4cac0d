/* Numbers, dates and countries as they are written in the world, brought to the one form they have here. */
#ifndef MPT_WRITTEN_H
#define MPT_WRITTEN_H

#include <stdbool.h>

#include "mpt/arena.h"
#include "mpt/date.h"

/* "1 234 567,50", "1.234.567,50", "$149,754.00", "(12.5)", "1'234", "6,2e6": the digits as they are, grouping dropped,
 * '.' as decimal sign, in `arena` ("1234567.50": no digit is added or lost, nothing is rounded; an exponent of at most
 * 30 moves the point: "6200000"). `decimal` is the sign that parts the decimals, '.' or ','; 0 finds out, and NULL
 * where it could be either ("1.234"). A currency's sign or code before or behind, percent signs, ",-" for no decimals
 * and blanks of all kinds are passed over; anything else gives NULL. */
const char *mpt_number_read(const char *text, char decimal, struct mpt_arena *arena);

/* The currency that is written in such a text, or alone: its ISO 4217 code ("$" is not known: NULL; "kr" neither). */
const char *mpt_currency_read(const char *text);

enum mpt_date_order { MPT_DATE_ISO, MPT_DATE_DMY, MPT_DATE_MDY, MPT_DATE_YMD };

/* "2020-05-25T00:00:00Z", "25.05.2020 00:00", "05/25/2020", "25 May 2020", "25. mai 2020", "Mai 2020", "20200525",
 * "2020": the day, month or year; a time behind is passed over. Numbers alone are taken in `order`; a four-digit
 * year first is always year, month, day. Months by name in English, Norwegian, Danish, Swedish, German, Spanish and
 * French, whole or short. False where it is no date that exists; a year has four digits ("25.05.20" is none). With
 * MPT_DATE_ISO and MPT_DATE_YMD numbers alone are a date only with the year first. */
bool mpt_date_read(const char *text, enum mpt_date_order order, struct mpt_date *date);

/* The ISO 3166 code of two letters of a country's code (two or three letters, "UK" and "EL" too) or name in those
 * languages, with its title too ("Kingdom of Norway", "Iran, Islamic Rep."); XK for Kosovo; NULL when it is none. */
const char *mpt_country_read(const char *text);

#endif
