/* The values a closed review keeps: where each target and mission stood and what was found, as JSON there and back. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/json.h"
#include "mpt/text.h"
#include "review.h"

static const char schema_name[] = "mpt.review-values/1";

/* --- Out ---------------------------------------------------------------------------------------------------------- */

static void member(struct mpt_text *out, const char *name, const char *text)
{
    mpt_text_print(out, ",\"%s\":", name);
    mpt_json_string(out, text);
}

/* "rule" and "subject" of "rule:subject". */
static size_t rule_len(const char *id)
{
    return strcspn(id, ":");
}

/* Findings by rule and severity, as there may be tens of thousands: {"rule":{"warning":["subject",...]}}. They come by
 * id, so those of a rule stand together. */
static void write_findings(const struct review_values *values, struct mpt_text *out)
{
    const struct review_finding *findings = values->findings;
    for (size_t i = 0; i < values->finding_count;) {
        size_t len = rule_len(findings[i].id), end = i;
        while (end < values->finding_count && rule_len(findings[end].id) == len &&
               strncmp(findings[end].id, findings[i].id, len) == 0) {
            end++;
        }
        mpt_text_print(out, "%s\"%.*s\":{", i ? "," : "", (int)len, findings[i].id);
        bool any_severity = false;
        for (enum mpt_severity severity = MPT_CRITICAL; severity <= MPT_INFO; severity++) {
            bool any = false;
            for (size_t j = i; j < end; j++) {
                if (findings[j].severity == severity) {
                    if (!any) {
                        mpt_text_print(out, "%s\"%s\":[", any_severity ? "," : "", mpt_severity_name(severity));
                    }
                    mpt_text_add(out, any ? "," : "");
                    mpt_json_string(out, findings[j].id + len + (findings[j].id[len] == ':'));
                    any = any_severity = true;
                }
            }
            mpt_text_add(out, any ? "]" : "");
        }
        mpt_text_add(out, "}");
        i = end;
    }
}

void review_values_write(const struct review_values *values, struct mpt_text *out)
{
    mpt_text_print(out, "{\"schema\":\"%s\",\"entry\":%lld", schema_name, (long long)values->entry);
    member(out, "key", values->key);
    member(out, "as_of", values->as_of);
    mpt_text_add(out, ",\"targets\":[");
    for (size_t i = 0; i < values->target_count; i++) {
        const struct review_target *target = &values->targets[i];
        mpt_text_add(out, i ? ",{\"code\":" : "{\"code\":");
        mpt_json_string(out, target->code);
        member(out, "latest", target->latest);
        member(out, "latest_on", target->latest_on);
        member(out, "band", target->band);
        mpt_text_add(out, ",\"pace\":");
        mpt_json_number(out, target->pace);
        mpt_text_add(out, "}");
    }
    mpt_text_add(out, "],\"missions\":[");
    for (size_t i = 0; i < values->mission_count; i++) {
        const struct review_mission *mission = &values->missions[i];
        mpt_text_add(out, i ? ",{\"code\":" : "{\"code\":");
        mpt_json_string(out, mission->code);
        member(out, "computed", mission->computed);
        member(out, "judged", mission->judged);
        mpt_text_add(out, ",\"pace\":");
        mpt_json_number(out, mission->pace);
        mpt_text_add(out, "}");
    }
    mpt_text_add(out, "],\"findings\":{");
    write_findings(values, out);
    mpt_text_add(out, "}}");
}

/* --- In ----------------------------------------------------------------------------------------------------------- */

static const char *text_of(const json_t *object, const char *name, struct mpt_arena *arena)
{
    const char *text = json_string_value(json_object_get(object, name));
    return mpt_arena_copy(arena, text);
}

static double number_of(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static void read_targets(const json_t *array, struct mpt_arena *arena, struct review_values *values)
{
    values->targets = mpt_arena_array(arena, json_array_size(array), sizeof *values->targets);
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *object = json_array_get(array, i);
        const char *code = text_of(object, "code", arena);
        if (code) {
            values->targets[values->target_count++] =
                (struct review_target){.code = code,
                                       .latest = text_of(object, "latest", arena),
                                       .latest_on = text_of(object, "latest_on", arena),
                                       .band = text_of(object, "band", arena),
                                       .pace = number_of(object, "pace")};
        }
    }
}

static void read_missions(const json_t *array, struct mpt_arena *arena, struct review_values *values)
{
    values->missions = mpt_arena_array(arena, json_array_size(array), sizeof *values->missions);
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *object = json_array_get(array, i);
        const char *code = text_of(object, "code", arena);
        if (code) {
            values->missions[values->mission_count++] =
                (struct review_mission){.code = code,
                                        .computed = text_of(object, "computed", arena),
                                        .judged = text_of(object, "judged", arena),
                                        .pace = number_of(object, "pace")};
        }
    }
}

static int by_id(const void *a, const void *b)
{
    const struct review_finding *left = a, *right = b;
    return strcmp(left->id, right->id);
}

static void read_findings(const json_t *rules, struct mpt_arena *arena, struct review_values *values)
{
    const char *rule, *name;
    json_t *severities, *subjects;
    size_t capacity = 0;
    json_object_foreach((json_t *)rules, rule, severities)
    {
        json_object_foreach(severities, name, subjects)
        {
            enum mpt_severity severity;
            bool known = mpt_severity_find(name, &severity);
            for (size_t i = 0; known && i < json_array_size(subjects); i++) {
                const char *subject = json_string_value(json_array_get(subjects, i));
                values->findings =
                    mpt_arena_grow(arena, values->findings, values->finding_count, &capacity, sizeof *values->findings);
                values->findings[values->finding_count++] = (struct review_finding){
                    mpt_arena_print(arena, "%s%s%s", rule, subject && *subject ? ":" : "", subject ? subject : ""),
                    severity};
            }
        }
    }
    if (values->finding_count) {
        qsort(values->findings, values->finding_count, sizeof *values->findings, by_id);
    }
}

enum mpt_status review_values_read(const char *json, struct mpt_arena *arena, struct review_values *values,
                                   struct mpt_error *error)
{
    json_error_t problem;
    json_t *root = json_loads(json, 0, &problem);
    const char *schema = json_string_value(json_object_get(root, "schema"));
    *values = (struct review_values){0};
    if (!schema || strcmp(schema, schema_name) != 0) {
        json_decref(root);
        return mpt_fail(error, MPT_DATABASE, "its values cannot be read (%s); expected \"schema\": \"%s\"",
                        root ? "another schema" : problem.text, schema_name);
    }
    if (!json_is_integer(json_object_get(root, "entry")) || !json_is_array(json_object_get(root, "targets")) ||
        !json_is_array(json_object_get(root, "missions")) || !json_is_object(json_object_get(root, "findings"))) {
        json_decref(root);
        return mpt_fail(error, MPT_DATABASE, "its values are damaged: expected entry, targets, missions and findings");
    }
    values->entry = json_integer_value(json_object_get(root, "entry"));
    values->key = text_of(root, "key", arena);
    values->as_of = text_of(root, "as_of", arena);
    read_targets(json_object_get(root, "targets"), arena, values);
    read_missions(json_object_get(root, "missions"), arena, values);
    read_findings(json_object_get(root, "findings"), arena, values);
    json_decref(root);
    return MPT_OK;
}

/* --- Look-up: lists are by code and by id ------------------------------------------------------------------------- */

static int compare_target(const void *key, const void *item)
{
    return strcmp(key, ((const struct review_target *)item)->code);
}

static int compare_mission(const void *key, const void *item)
{
    return strcmp(key, ((const struct review_mission *)item)->code);
}

static int compare_finding(const void *key, const void *item)
{
    return strcmp(key, ((const struct review_finding *)item)->id);
}

const struct review_target *review_values_target(const struct review_values *values, const char *code)
{
    return !values->target_count
               ? NULL
               : bsearch(code, values->targets, values->target_count, sizeof *values->targets, compare_target);
}

const struct review_mission *review_values_mission(const struct review_values *values, const char *code)
{
    return !values->mission_count
               ? NULL
               : bsearch(code, values->missions, values->mission_count, sizeof *values->missions, compare_mission);
}

const struct review_finding *review_values_finding(const struct review_values *values, const char *id)
{
    return !values->finding_count
               ? NULL
               : bsearch(id, values->findings, values->finding_count, sizeof *values->findings, compare_finding);
}
