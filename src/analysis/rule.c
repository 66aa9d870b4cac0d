/* Reads the header of a gap rule's file. */
#include "mpt/rule.h"

#include <stdlib.h>
#include <string.h>

#include "mpt/header.h"

static const char *const severity_names[] = {"critical", "warning", "info"};

const char *mpt_severity_name(enum mpt_severity severity)
{
    return severity_names[severity];
}

bool mpt_severity_find(const char *name, enum mpt_severity *severity)
{
    for (size_t i = 0; i < sizeof severity_names / sizeof *severity_names; i++) {
        if (strcmp(severity_names[i], name) == 0) {
            *severity = (enum mpt_severity)i;
            return true;
        }
    }
    return false;
}

/* "threshold NAME = VALUE UNIT" */
static bool read_threshold(struct mpt_rule *rule, const struct mpt_header_line *line)
{
    char *name = line->key + strlen("threshold "), *equals = strstr(name, " = "), *end;
    if (!equals || rule->threshold_count == MPT_RULE_LISTS) {
        return false;
    }
    *equals = '\0';
    struct mpt_threshold *threshold = &rule->thresholds[rule->threshold_count++];
    threshold->name = name;
    threshold->value = strtod(equals + 3, &end);
    threshold->unit = end + strspn(end, " ");
    threshold->help = line->value;
    return end != equals + 3;
}

static bool read_line(struct mpt_rule *rule, const struct mpt_header_line *line)
{
    const struct {
        const char *key;
        const char **slot;
    } texts[] = {{"rule", &rule->name},         {"class", &rule->class},   {"message", &rule->message},
                 {"together", &rule->together}, {"action", &rule->action}, {"condition", &rule->condition},
                 {"clears", &rule->clears},     {"needs", &rule->needs},   {"source", &rule->source}};
    if (!line->value) {
        return false;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(line->key, texts[i].key) == 0) {
            *texts[i].slot = line->value;
            return *line->value;
        }
    }
    if (strcmp(line->key, "number") == 0) {
        rule->number = atoi(line->value);
        return rule->number > 0;
    }
    if (strcmp(line->key, "severity") == 0) {
        return mpt_severity_find(line->value, &rule->severity);
    }
    if (strcmp(line->key, "uses") == 0) {
        return mpt_header_words(line->value, " ,", rule->uses, MPT_RULE_LISTS, &rule->use_count);
    }
    if (strcmp(line->key, "hides mission") == 0) {
        return mpt_header_words(line->value, " ,", rule->hides_mission, MPT_RULE_LISTS, &rule->hides_mission_count);
    }
    if (strcmp(line->key, "hides subject") == 0) {
        return mpt_header_words(line->value, " ,", rule->hides_subject, MPT_RULE_LISTS, &rule->hides_subject_count);
    }
    return strncmp(line->key, "threshold ", 10) == 0 && read_threshold(rule, line);
}

static bool is_class(const char *name)
{
    static const char *const classes[] = {"setup", "structure", "drift", "flow"};
    for (size_t i = 0; name && i < sizeof classes / sizeof *classes; i++) {
        if (strcmp(classes[i], name) == 0) {
            return true;
        }
    }
    return false;
}

enum mpt_status mpt_rule_parse(const char *path, const char *text, struct mpt_arena *arena, struct mpt_rule *rule,
                               struct mpt_error *error)
{
    struct mpt_header_line line;
    int number = 1;
    *rule = (struct mpt_rule){.severity = MPT_WARNING};
    while (mpt_header_next(&text, &number, arena, &line)) {
        if (!read_line(rule, &line)) {
            return mpt_fail(
                error, MPT_BAD_INPUT,
                "%s, line %d: '%s: %s' is not understood; expected rule, number, severity, class, threshold "
                "NAME = VALUE UNIT, uses, hides mission, hides subject, message, together, action, condition, "
                "clears, needs or source",
                path, line.number, line.key, line.value ? line.value : "");
        }
    }
    rule->sql = text;
    if (!rule->name || !rule->message || !rule->action || !is_class(rule->class)) {
        return mpt_fail(error, MPT_BAD_INPUT,
                        "%s: the header needs rule, message, action, and class setup, structure, drift or flow", path);
    }
    if (!*text) {
        return mpt_fail(error, MPT_BAD_INPUT, "%s: there is no SELECT behind the header", path);
    }
    return MPT_OK;
}
