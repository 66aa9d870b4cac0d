/* Targets with where they stand. */
#include "targets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mpt/model.h"
#include "mpt/money.h"

/* A measurement's words, beside its point. */
struct measurement {
    const char *target, *measured_on, *basis, *confidence, *source;
    bool example;
};

struct measurements {
    struct mpt_point *points;
    struct measurement *words;
    size_t count;
};

static const char *copy(struct mpt_cursor *cursor, const char *column, struct mpt_arena *arena)
{
    const char *text = mpt_cursor_text(cursor, column);
    return mpt_arena_copy(arena, text);
}

static double number(struct mpt_cursor *cursor, const char *column)
{
    return mpt_cursor_is_null(cursor, column) ? NAN : mpt_cursor_number(cursor, column);
}

/* The last day of a partial date; false when there is none. */
static bool last_day(const char *text, long *day)
{
    struct mpt_date date;
    bool known = text && mpt_date_parse(text, &date);
    *day = known ? mpt_date_last_day(date) : 0;
    return known;
}

static enum mpt_status load_measurements(struct mpt_store *store, const struct mpt_param *params, size_t param_count,
                                         struct mpt_arena *arena, struct measurements *all, struct mpt_error *error)
{
    struct mpt_cursor *cursor;
    size_t points = 0, words = 0;
    *all = (struct measurements){0};
    enum mpt_status status = mpt_cursor_open(store, "measurements", NULL, params, param_count, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        all->points = mpt_arena_grow(arena, all->points, all->count, &points, sizeof *all->points);
        all->words = mpt_arena_grow(arena, all->words, all->count, &words, sizeof *all->words);
        struct mpt_point *point = &all->points[all->count];
        struct measurement *word = &all->words[all->count++];
        *word = (struct measurement){copy(cursor, "target", arena), copy(cursor, "measured_on", arena),
                                     copy(cursor, "basis", arena),  copy(cursor, "confidence", arena),
                                     copy(cursor, "source", arena), mpt_cursor_integer(cursor, "example")};
        point->value = mpt_cursor_number(cursor, "value");
        last_day(word->measured_on, &point->day);
        last_day(mpt_cursor_text(cursor, "published_on"), &point->published);
    }
    return mpt_cursor_close(cursor, error) ? MPT_DATABASE : status;
}

static enum mpt_direction direction_of(const char *name)
{
    static const char *const names[] = {"up", "down", "keep-below", "keep-above", "keep-within", "achieve"};
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0) {
            return (enum mpt_direction)i;
        }
    }
    return MPT_NO_DIRECTION;
}

/* "2025-12-31 4.0", one a line. What is no such point is left out. */
static void read_milestones(struct report_target *target, const char *list, struct mpt_arena *arena)
{
    struct mpt_point *points = NULL;
    size_t count = 0, capacity = 0;
    for (const char *element; (element = mpt_value_next(&list, false, arena, NULL));) {
        char *blank = strchr(element, ' '), *end;
        long day;
        if (!blank) {
            continue;
        }
        *blank = '\0';
        double value = strtod(blank + 1, &end);
        if (last_day(element, &day) && end != blank + 1) {
            points = mpt_arena_grow(arena, points, count, &capacity, sizeof *points);
            points[count++] = (struct mpt_point){.day = day, .value = value};
        }
    }
    target->data.milestones = points;
    target->data.milestone_count = count;
}

static void read_target(struct mpt_cursor *cursor, struct report_target *target, struct mpt_arena *arena)
{
    const char *launched = mpt_cursor_text(cursor, "launched");
    struct mpt_date date;
    *target = (struct report_target){.code = copy(cursor, "code", arena),
                                     .title = copy(cursor, "title", arena),
                                     .mission = copy(cursor, "mission", arena),
                                     .status = copy(cursor, "status", arena),
                                     .metric = copy(cursor, "metric", arena),
                                     .direction = copy(cursor, "direction", arena),
                                     .path = copy(cursor, "path", arena),
                                     .unit = copy(cursor, "unit", arena),
                                     .currency = copy(cursor, "currency", arena),
                                     .due = copy(cursor, "due", arena),
                                     .baseline_on = copy(cursor, "baseline_on", arena),
                                     .source = copy(cursor, "source", arena),
                                     .headline = mpt_cursor_integer(cursor, "headline"),
                                     .example = mpt_cursor_integer(cursor, "example")};
    target->interval_months =
        mpt_cursor_is_null(cursor, "interval") ? 12 : (long)mpt_cursor_integer(cursor, "interval");
    struct mpt_target_data *data = &target->data;
    data->direction = direction_of(target->direction);
    data->path = !target->path                                ? MPT_LINEAR
                 : strcmp(target->path, "constant-rate") == 0 ? MPT_CONSTANT_RATE
                 : strcmp(target->path, "milestones") == 0    ? MPT_MILESTONES
                                                              : MPT_LINEAR;
    data->baseline = number(cursor, "baseline");
    data->value = number(cursor, "value");
    data->value_high = number(cursor, "value_high");
    data->has_baseline_day = last_day(target->baseline_on, &data->baseline_day);
    data->has_due_day = last_day(target->due, &data->due_day);
    data->has_mission_start_day = launched && mpt_date_parse(launched, &date);
    data->mission_start_day = data->has_mission_start_day ? mpt_date_first_day(date) : 0;
    read_milestones(target, mpt_cursor_text(cursor, "milestone"), arena);
}

static const char *day_text(long day, struct mpt_arena *arena)
{
    return mpt_date_format(mpt_date_from_days(day), arena);
}

static bool is_off_track(const struct mpt_progress *progress)
{
    return progress->band == MPT_BAND_LIMITED || progress->band == MPT_BAND_DETERIORATION;
}

/* Since when it is off track: the measurements are gone back over, each judged as of its own day. */
static void find_off_track(struct report_target *target, struct mpt_arena *arena)
{
    const struct mpt_target_data *data = &target->data;
    if (!is_off_track(&target->progress)) {
        return;
    }
    target->off_track_since = day_text(target->progress.latest_day, arena);
    for (size_t i = data->measurement_count; i-- > 0;) {
        long day = data->measurements[i].day;
        if (day >= target->progress.latest_day) {
            continue;
        }
        struct mpt_progress then = mpt_progress_compute(data, day, arena);
        if (!is_off_track(&then)) {
            return;
        }
        target->off_track_since = day_text(then.latest_day, arena);
    }
}

/* Older than one and a half intervals is stale. The baseline counts while there is no measurement. */
static void find_stale(struct report_target *target, long today, struct mpt_arena *arena)
{
    static const double days_a_month = 365.25 / 12;
    long last = target->data.baseline_day;
    bool known = target->data.has_baseline_day && !isnan(target->data.baseline);
    if (!isnan(target->progress.latest)) {
        last = target->progress.latest_day;
        known = true;
    }
    if (!known || last > today) {
        return;
    }
    long from = last + lround(1.5 * (double)target->interval_months * days_a_month);
    target->last_on = day_text(last, arena);
    target->stale_from = day_text(from, arena);
    target->stale = from < today;
}

static void compute(struct report_target *target, const struct measurements *all, size_t first, size_t count,
                    long today, struct mpt_arena *arena)
{
    target->data.measurements = all->points + first;
    target->data.measurement_count = count;
    target->progress = mpt_progress_compute(&target->data, today, arena);
    for (size_t i = first; i < first + count && !isnan(target->progress.latest); i++) {
        if (all->points[i].day == target->progress.latest_day && all->points[i].value == target->progress.latest) {
            target->latest_on = all->words[i].measured_on;
            target->latest_basis = all->words[i].basis;
            target->latest_confidence = all->words[i].confidence;
            target->latest_source = all->words[i].source;
            target->latest_example = all->words[i].example;
        }
    }
    find_off_track(target, arena);
    find_stale(target, today, arena);
}

enum mpt_status report_targets_load(struct mpt_store *store, const char *mission, struct mpt_date today, bool examples,
                                    struct mpt_arena *arena, struct report_target **targets, size_t *count,
                                    struct mpt_error *error)
{
    const struct mpt_param params[] = {{.name = "mission", .text = mission},
                                       {.name = "today", .text = mpt_date_format(today, arena)},
                                       {.name = "examples", .number = examples, .is_number = true}};
    struct measurements all;
    struct mpt_cursor *cursor = NULL;
    size_t capacity = 0, at = 0;
    *targets = NULL;
    *count = 0;
    enum mpt_status status = load_measurements(store, params, 3, arena, &all, error);
    status = status ? status : mpt_cursor_open(store, "targets", NULL, params, 3, &cursor, error);
    while (!status && mpt_cursor_next(cursor)) {
        *targets = mpt_arena_grow(arena, *targets, *count, &capacity, sizeof **targets);
        struct report_target *target = &(*targets)[(*count)++];
        read_target(cursor, target, arena);
        size_t first = at; /* both come in the order of the targets' codes */
        while (at < all.count && strcmp(all.words[at].target, target->code) == 0) {
            at++;
        }
        compute(target, &all, first, at - first, mpt_date_first_day(today), arena);
    }
    enum mpt_status closed = mpt_cursor_close(cursor, error);
    return status ? status : closed;
}

const char *report_target_value(const struct report_target *target, double value, struct mpt_arena *arena)
{
    const char *unit = target->unit ? target->unit : "";
    const char *gap = *unit ? " " : "";
    if (isnan(value)) {
        return "unknown";
    }
    if (target->currency) {
        bool whole = value == floor(value);
        return mpt_arena_print(arena, "%s %.*f%s%s", target->currency,
                               whole ? 0 : mpt_currency_decimals(target->currency), value, gap, unit);
    }
    return mpt_arena_print(arena, "%.6g%s%s", value, gap, unit);
}

/* A text, or SQL's NULL where there is none. */
static struct mpt_fact text_fact(const char *text)
{
    return (struct mpt_fact){text, NAN};
}

enum mpt_status report_targets_facts(struct mpt_store *store, const struct report_target *targets, size_t count,
                                     struct mpt_arena *arena, struct mpt_error *error)
{
    enum mpt_status status = mpt_facts_begin(store, "target_progress", error);
    for (size_t i = 0; !status && i < count; i++) {
        const struct report_target *target = &targets[i];
        const struct mpt_progress *progress = &target->progress;
        const char *latest = isnan(progress->latest) ? NULL : report_target_value(target, progress->latest, arena);
        const char *path =
            isnan(progress->path_value) ? NULL : report_target_value(target, progress->path_value, arena);
        const char *forecast = progress->has_forecast
                                   ? mpt_arena_print(arena, "%d", mpt_date_from_days(progress->forecast_day).year)
                                   : NULL;
        const char *baseline = target->baseline_on ? mpt_arena_copy_len(arena, target->baseline_on, 4) : NULL;
        const struct mpt_fact values[] = {{.text = target->code},
                                          {.text = mpt_band_name(progress->band)},
                                          {NULL, progress->pace},
                                          text_fact(target->latest_on),
                                          text_fact(latest),
                                          text_fact(path),
                                          text_fact(target->latest_confidence),
                                          text_fact(forecast),
                                          text_fact(baseline),
                                          text_fact(target->off_track_since),
                                          text_fact(target->last_on),
                                          text_fact(target->stale_from)};
        status = mpt_facts_add(store, values, sizeof values / sizeof *values, error);
    }
    enum mpt_status ended = mpt_facts_end(store, error);
    return status ? status : ended;
}
