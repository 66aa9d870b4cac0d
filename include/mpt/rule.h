/* Gap rules: a rule is a file, a header of comments and one SELECT. No C is written to add one.
 *
 *   -- rule: target-off-track            the id people type; also the file's name
 *   -- number: 21
 *   -- severity: warning                 critical, warning or info; the column `severity` of a row overrides it
 *   -- class: drift                      setup, structure, drift or flow
 *   -- threshold stuck = 180 days: ...   $stuck: the day 180 days ago, $stuck_ahead: in 180 days; months likewise;
 *                                        other units (%, or none): $stuck is the number
 *   -- uses: target_progress             tables of computed facts it joins (sql/temp/)
 *   -- hides mission: other-rule ...     these are silent for the same mission; `hides subject`: the same record
 *   -- message: ...                      see mpt_template_fill
 *   -- together: ...                     for more than three findings: {n}, {names}, {worst} (the first's message),
 *                                        and the values of the first
 *   -- action: ...   condition: ...   clears: ...   needs: ...   source: 002@01:06:05
 *   SELECT kind, code, title, mission, ...
 *
 * A header line continues on lines that begin with "--  ". Rows give kind, code and title of the subject, and may
 * give mission, severity, since (a date, for the order by age), amount and amount_currency (money touched), score
 * (for the order too), note_id (a second code, for pairs), and whatever the message names. Further parameters: $today,
 * $examples (1: invented records speak too), $closing (0; a rule that names it is asked once more with 1, for the
 * looser threshold at which a finding known at the last closed review closes, so that it does not come and go from week
 * to week). */
#ifndef MPT_RULE_H
#define MPT_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "mpt/arena.h"
#include "mpt/date.h"
#include "mpt/status.h"

enum mpt_severity { MPT_CRITICAL, MPT_WARNING, MPT_INFO };

enum { MPT_RULE_LISTS = 12 };

struct mpt_threshold {
    const char *name;
    double value;
    const char *unit; /* "days", "months", "%" or "" */
    const char *help;
};

struct mpt_rule {
    const char *name;
    int number;
    enum mpt_severity severity;
    const char *class;
    struct mpt_threshold thresholds[MPT_RULE_LISTS];
    size_t threshold_count;
    const char *uses[MPT_RULE_LISTS];
    size_t use_count;
    const char *hides_mission[MPT_RULE_LISTS], *hides_subject[MPT_RULE_LISTS];
    size_t hides_mission_count, hides_subject_count;
    const char *message, *together, *action, *condition, *clears, *needs, *source;
    const char *sql;
};

/* Reads a rule from the text of its file, which must outlive it. Errors: MPT_BAD_INPUT naming file, line and what was
 * expected. */
enum mpt_status mpt_rule_parse(const char *path, const char *text, struct mpt_arena *arena, struct mpt_rule *rule,
                               struct mpt_error *error);

const char *mpt_severity_name(enum mpt_severity severity);
/* False when `name` is none. */
bool mpt_severity_find(const char *name, enum mpt_severity *severity);

/* A named value for a template. */
struct mpt_slot {
    const char *name;
    const char *value; /* NULL: not known */
};

/* Fills a message: {name} is the value; {name:date} "7 July 2024", {name:days} "41 days" since or until that date,
 * {name:months} "20 months", {name:money} "AUD 6.2m" from minor units and the slot name_currency, {name:percent} "46 %"
 * from 0.46, {name:times} "twice", "3 times", {name:list} "a, b or c" from "a, b, c". What stands in [square brackets]
 * is left out when a value in it is not known or 0. A slot that does not exist shows as {name}. */
const char *mpt_template_fill(const char *template, const struct mpt_slot *slots, size_t count, struct mpt_date today,
                              struct mpt_arena *arena);

#endif
