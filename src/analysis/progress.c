/* Progress of a target on its own path; the formulas and their sources stand in the header. */
#include "mpt/progress.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

static const double days_per_year = 365.25;
static const double judged_from = 0.15; /* of the time: before it the quotient p / e swings with every measurement */
static const double rounding = 1e-9;    /* from 50 to 20, 38.6 at e = 0.4 is R = 0.95, in doubles a little less */
static const double last_forecast = 2932896; /* 9999-12-31, the last day there is a date for */

/* Points in the order of their days, one for a day. */
struct series {
    struct mpt_point *points;
    size_t count;
    bool revised; /* a day had several values */
};

struct bounds {
    double low, high;
};

/* The way from the baseline to the value to be reached. */
struct path {
    enum mpt_path kind;
    struct mpt_point from, to;
    struct series milestones; /* between the two; none for the other kinds */
};

/* Four remarks are possible, each at most once, and `notes` has room for four. */
static void note_if(bool condition, const char *note, struct mpt_progress *progress)
{
    if (condition) {
        progress->notes[progress->note_count++] = note;
    }
}

/* By day, then by publication; by value last, so that the outcome never depends on the order of the input. */
static int compare_points(const void *left, const void *right)
{
    const struct mpt_point *a = left, *b = right;
    int order = (a->day > b->day) - (a->day < b->day);
    if (!order) {
        order = (a->published > b->published) - (a->published < b->published);
    }
    return order ? order : (a->value > b->value) - (a->value < b->value);
}

/* The points from day `first` to day `last`; of several for one day the one published last. */
static struct series series_between(const struct mpt_point *points, size_t count, long first, long last,
                                    struct mpt_arena *arena)
{
    struct series series = {.points = mpt_arena_array(arena, count, sizeof *points)};
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (points[i].day >= first && points[i].day <= last && isfinite(points[i].value)) {
            series.points[found++] = points[i];
        }
    }
    qsort(series.points, found, sizeof *points, compare_points);
    for (size_t i = 0; i < found; i++) {
        bool again = series.count && series.points[series.count - 1].day == series.points[i].day;
        series.revised = series.revised || again;
        series.count += !again;
        series.points[series.count - 1] = series.points[i];
    }
    return series;
}

static bool has_path(enum mpt_direction direction)
{
    return direction == MPT_UP || direction == MPT_DOWN;
}

/* Nothing after the due date counts: a target is judged at it. On a path the baseline stands for its own day. */
static struct series measurements_of(const struct mpt_target_data *target, long today, struct mpt_arena *arena)
{
    long first = target->has_baseline_day ? target->baseline_day + has_path(target->direction) : LONG_MIN;
    long last = target->has_due_day && target->due_day < today ? target->due_day : today;
    return series_between(target->measurements, target->measurement_count, first, last, arena);
}

/* The values a target takes for reached or kept; NaN where it does not say. */
static struct bounds accepted(const struct mpt_target_data *target)
{
    switch (target->direction) {
    case MPT_UP:
    case MPT_KEEP_ABOVE:
        return (struct bounds){target->value, INFINITY};
    case MPT_DOWN:
    case MPT_KEEP_BELOW:
        return (struct bounds){-INFINITY, target->value};
    case MPT_KEEP_WITHIN:
        return (struct bounds){target->value, target->value_high};
    case MPT_ACHIEVE:
        return (struct bounds){1, INFINITY};
    case MPT_NO_DIRECTION:
        break;
    }
    return (struct bounds){NAN, NAN};
}

/* Distance to the nearer bound, 0 and above inside. NaN when a bound is missing: fmin would pass over it. */
static double margin_at(const struct mpt_target_data *target, double value)
{
    struct bounds bounds = accepted(target);
    double below = value - bounds.low, above = bounds.high - value;
    return isnan(above) || above < below ? above : below;
}

/* The piecewise linear way through the milestones; with none it is the straight line. */
static double interpolate(const struct path *path, long day)
{
    struct mpt_point left = path->from, right = path->to;
    for (size_t i = 0; i < path->milestones.count; i++) {
        struct mpt_point milestone = path->milestones.points[i];
        if (milestone.day > day) {
            right = milestone;
            break;
        }
        left = milestone;
    }
    return left.value + (right.value - left.value) * (double)(day - left.day) / (double)(right.day - left.day);
}

static double elapsed_at(const struct path *path, long day)
{
    return (double)(day - path->from.day) / (double)(path->to.day - path->from.day);
}

static double path_value_at(const struct path *path, long day)
{
    if (path->kind == MPT_CONSTANT_RATE) {
        return path->from.value * pow(path->to.value / path->from.value, elapsed_at(path, day));
    }
    return interpolate(path, day);
}

static double progress_at(const struct path *path, double value)
{
    if (path->kind == MPT_CONSTANT_RATE) {
        return log(value / path->from.value) / log(path->to.value / path->from.value);
    }
    return (value - path->from.value) / (path->to.value - path->from.value);
}

/* p over the p the path asks for. On a straight or constant-rate path that is the share of the time by construction,
 * and taken as such, for the exact quotient. */
static double pace_at(const struct path *path, struct mpt_point point)
{
    double elapsed = elapsed_at(path, point.day), expected = elapsed;
    if (path->kind == MPT_MILESTONES) {
        expected = progress_at(path, path_value_at(path, point.day));
    }
    return elapsed >= judged_from && expected > 0 ? progress_at(path, point.value) / expected : NAN;
}

/* Change in a year; NaN when there is no time between the two. */
static double rate_between(enum mpt_path kind, struct mpt_point from, struct mpt_point to)
{
    double years = (double)(to.day - from.day) / days_per_year;
    if (years <= 0) {
        return NAN;
    }
    return kind == MPT_CONSTANT_RATE ? pow(to.value / from.value, 1 / years) - 1 : (to.value - from.value) / years;
}

static double best_rate(const struct path *path, struct series series, enum mpt_direction direction)
{
    double best = NAN; /* which fmin and fmax pass over */
    struct mpt_point before = path->from;
    for (size_t i = 0; i < series.count; i++) {
        double rate = rate_between(path->kind, before, series.points[i]);
        best = direction == MPT_DOWN ? fmin(best, rate) : fmax(best, rate);
        before = series.points[i];
    }
    return best;
}

/* Every value counts, not the latest only: the rates between them have to exist too. */
static bool all_positive(const struct path *path, struct series series)
{
    bool positive = path->from.value > 0 && path->to.value > 0;
    for (size_t i = 0; i < series.count; i++) {
        positive = positive && series.points[i].value > 0;
    }
    return positive;
}

/* The path asked for, or a straight one, with a note, where that does not exist. */
static struct path path_of(const struct mpt_target_data *target, struct series series, struct mpt_arena *arena,
                           struct mpt_progress *progress)
{
    struct path path = {.kind = target->path,
                        .from = {.day = target->baseline_day, .value = target->baseline},
                        .to = {.day = target->due_day, .value = target->value}};
    if (path.kind == MPT_MILESTONES) {
        path.milestones = series_between(target->milestones, target->milestone_count, target->baseline_day + 1,
                                         target->due_day - 1, arena);
    }
    bool undefined = path.kind == MPT_CONSTANT_RATE && !all_positive(&path, series);
    bool empty = path.kind == MPT_MILESTONES && !path.milestones.count;
    note_if(undefined, "constant rate undefined, linear used", progress);
    note_if(empty, "no milestones before the due date, linear used", progress);
    if (undefined || empty) {
        path.kind = MPT_LINEAR;
    }
    return path;
}

static enum mpt_band band_of_pace(double pace)
{
    if (isnan(pace)) {
        return MPT_BAND_NONE;
    }
    if (pace < 0.60 - rounding) {
        return pace < 0 ? MPT_BAND_DETERIORATION : MPT_BAND_LIMITED;
    }
    return pace < 0.95 - rounding ? MPT_BAND_ACCELERATE : MPT_BAND_ON_TRACK;
}

/* Why the numbers so far give no pace; the milestones may ask for nothing yet, or for a step back first. */
static const char *why_no_pace(double elapsed, enum mpt_band band)
{
    if (elapsed >= judged_from) {
        return "the milestones ask for no progress yet";
    }
    if (band == MPT_BAND_ACHIEVED) {
        return "reached before a pace could be judged";
    }
    return band == MPT_BAND_MISSED ? "last measured too long before the due date" : "too early to judge";
}

static void forecast(const struct path *path, struct mpt_progress *progress)
{
    double day = (double)path->from.day + (double)(progress->latest_day - path->from.day) / progress->progress;
    progress->has_forecast = progress->progress > 0 && day <= last_forecast;
    progress->forecast_day = progress->has_forecast ? lround(day) : 0;
}

static void judge_pace(const struct path *path, struct series series, struct mpt_progress *progress)
{
    struct mpt_point latest = series.points[series.count - 1];
    progress->progress = progress_at(path, latest.value);
    progress->path_value = path_value_at(path, latest.day);
    progress->pace = pace_at(path, latest);
    if (isnan(progress->pace)) {
        progress->why = why_no_pace(progress->elapsed, progress->band);
    }
    if (series.count > 1) {
        progress->previous_pace = pace_at(path, series.points[series.count - 2]);
    }
    if (progress->band == MPT_BAND_NONE) {
        progress->band = band_of_pace(progress->pace);
        forecast(path, progress);
    }
}

/* What a pace takes and the target lacks, "" when it has it all. */
static const char *missing_for_pace(const struct mpt_target_data *target, struct series series)
{
    const struct {
        bool there;
        const char *why;
    } wanted[] = {
        {isfinite(target->baseline), series.count ? "no baseline" : "no baseline and no measurement"},
        {target->has_baseline_day, "no baseline date"},
        {isfinite(target->value), "no value to reach"},
        {target->has_due_day, "no due date"},
        {target->due_day > target->baseline_day, "the due date is not after the baseline date"},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (!wanted[i].there) {
            return wanted[i].why;
        }
    }
    return "";
}

/* A target that is no way off: to fall back behind it is to move away, which no p could say, its sign being turned. */
static void judge_without_path(const struct mpt_target_data *target, struct mpt_progress *progress)
{
    progress->why = target->value == target->baseline ? "no path: the value is the baseline"
                                                      : "no path: the baseline already meets the target";
    if (progress->band == MPT_BAND_NONE) {
        progress->band = MPT_BAND_DETERIORATION;
    }
}

/* The rates, and the pace where there is a path; `met` says that the baseline meets the target. */
static void judge_series(const struct mpt_target_data *target, const struct path *path, struct series series, bool met,
                         struct mpt_progress *progress)
{
    struct mpt_point latest = series.points[series.count - 1];
    progress->elapsed = elapsed_at(path, latest.day);
    progress->achieved_rate = rate_between(path->kind, path->from, latest);
    progress->best_rate = best_rate(path, series, target->direction);
    if (progress->band == MPT_BAND_NONE) {
        progress->needed_rate = rate_between(path->kind, latest, path->to);
    }
    if (met) {
        judge_without_path(target, progress);
    } else {
        judge_pace(path, series, progress);
    }
}

static void follow_path(const struct mpt_target_data *target, struct series series, long today, struct mpt_arena *arena,
                        struct mpt_progress *progress)
{
    bool met = margin_at(target, target->baseline) >= 0;
    bool late = target->has_baseline_day && target->has_mission_start_day;
    late = late && target->baseline_day > target->mission_start_day;
    note_if(met, "the baseline already meets the target", progress);
    note_if(late, "baseline after the mission's start", progress);
    progress->why = missing_for_pace(target, series);
    if (*progress->why) {
        return;
    }
    struct path path = path_of(target, series, arena, progress);
    progress->path = path.kind;
    progress->elapsed_today = fmax(0, fmin(1, elapsed_at(&path, today)));
    if (series.count) {
        judge_series(target, &path, series, met, progress);
    } else if (today > target->due_day) {
        progress->why = "no measurement at the due date";
    } else {
        progress->why = "only one data point, no trend";
        progress->band = met ? MPT_BAND_ACHIEVED : MPT_BAND_NONE;
    }
}

/* Limits are kept or not, and some things are done or not: there is no way to go, hence no pace. */
static void judge_state(const struct mpt_target_data *target, bool due_passed, struct mpt_progress *progress)
{
    if (isnan(margin_at(target, 0))) {
        progress->why = "no limit";
    } else if (isnan(progress->latest)) {
        progress->why = due_passed ? "no measurement at the due date" : "no measurement";
    } else if (target->direction == MPT_ACHIEVE) {
        progress->why = "achieved or not: no pace";
        progress->progress = progress->band == MPT_BAND_ACHIEVED;
    } else {
        progress->why = "a limit: inside or outside, no pace";
        progress->margin = margin_at(target, progress->latest);
        if (progress->band == MPT_BAND_NONE) {
            progress->band = MPT_BAND_DETERIORATION;
        }
    }
}

static enum mpt_band band_of_margin(double margin, bool due_passed)
{
    if (margin >= 0) {
        return MPT_BAND_ACHIEVED;
    }
    return due_passed && !isnan(margin) ? MPT_BAND_MISSED : MPT_BAND_NONE;
}

static struct mpt_progress nothing_known(enum mpt_path path)
{
    struct mpt_progress none = {.why = "", .path = path};
    none.latest = none.progress = none.elapsed = none.elapsed_today = NAN;
    none.pace = none.previous_pace = none.path_value = none.margin = NAN;
    none.needed_rate = none.achieved_rate = none.best_rate = NAN;
    return none;
}

struct mpt_progress mpt_progress_compute(const struct mpt_target_data *target, long today, struct mpt_arena *arena)
{
    struct mpt_progress progress = nothing_known(target->path);
    if (target->direction == MPT_NO_DIRECTION) {
        progress.why = "no direction";
        return progress;
    }
    bool due_passed = target->has_due_day && today > target->due_day;
    struct series series = measurements_of(target, today, arena);
    note_if(series.revised, "two values for one day, the later published used", &progress);
    if (series.count) {
        progress.latest_day = series.points[series.count - 1].day;
        progress.latest = series.points[series.count - 1].value;
    }
    progress.band = band_of_margin(margin_at(target, progress.latest), due_passed);
    if (has_path(target->direction)) {
        follow_path(target, series, today, arena, &progress);
    } else {
        judge_state(target, due_passed, &progress);
    }
    return progress;
}

const char *mpt_band_name(enum mpt_band band)
{
    static const char *const names[] = {
        [MPT_BAND_NONE] = "no data",
        [MPT_BAND_ACHIEVED] = "achieved",
        [MPT_BAND_ON_TRACK] = "on track",
        [MPT_BAND_ACCELERATE] = "acceleration needed",
        [MPT_BAND_LIMITED] = "limited progress",
        [MPT_BAND_DETERIORATION] = "deterioration",
        [MPT_BAND_MISSED] = "missed",
    };
    return names[band];
}
