/* Pairs whose kind nobody has said beforehand: the highest of each kind, read by a person. */
#ifndef EVAL_JUDGE_H
#define EVAL_JUDGE_H

#include "measure.h"
#include "table.h"

/* What is read: of each kind the highest pairs that are not among the known. Awards stand in the table's rows. */
struct judged {
    const struct mpt_match_pair *pairs;
    size_t count;
    const struct truths *known;
    const struct table *awards;
};

/* Prints them with everything that one needs to judge them; `path`: the judgements there are. */
void judge_list(const struct judged *judged, const char *path);

/* A row: how many of them are of the kind that the judgements say, and how many nobody has judged. */
void judge_show(const struct judged *judged, const char *path);

#endif
