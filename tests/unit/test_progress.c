/* Progress, pace, bands and spread: a hydrogen cost target worked out by hand, and every edge of the contract. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mpt/progress.h"

/* Days since 1970-01-01. */
enum { BASELINE = 18808 /* 2021-06-30 */, DUE = BASELINE + 3471 /* 2030-12-31 */, IN_2024 = BASELINE + 1096 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int open_arena(void **state)
{
    *state = mpt_arena_open();
    return 0;
}

static int close_arena(void **state)
{
    mpt_arena_close(*state);
    return 0;
}

static void assert_near(double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance)) {
        fail_msg("%.6f is not within %g of %.6f", actual, tolerance, expected);
    }
}

static void assert_nan(double actual)
{
    if (!isnan(actual)) {
        fail_msg("%g should be no number", actual);
    }
}

static void assert_note(const struct mpt_progress *progress, const char *note)
{
    for (size_t i = 0; i < progress->note_count; i++) {
        if (!strcmp(progress->notes[i], note)) {
            return;
        }
    }
    fail_msg("no note \"%s\"", note);
}

static void assert_judged(const struct mpt_progress *progress, enum mpt_band band, const char *why)
{
    assert_string_equal(mpt_band_name(progress->band), mpt_band_name(band));
    assert_string_equal(progress->why, why);
    assert_int_equal(isnan(progress->pace) != 0, *why != '\0');
}

/* Cost of hydrogen: from 5.00 on 2021-06-30 down to 2.00 by 2030-12-31; measured 4.75 after two years, 4.60 after
 * three. */
static const struct mpt_point hydrogen_costs[] = {{IN_2024, 4.60, 0}, {BASELINE + 730, 4.75, 0}};

static struct mpt_target_data hydrogen(enum mpt_path path)
{
    return (struct mpt_target_data){.direction = MPT_DOWN,
                                    .path = path,
                                    .baseline = 5.00,
                                    .baseline_day = BASELINE,
                                    .has_baseline_day = true,
                                    .value = 2.00,
                                    .value_high = NAN,
                                    .due_day = DUE,
                                    .has_due_day = true,
                                    .measurements = hydrogen_costs,
                                    .measurement_count = COUNT(hydrogen_costs)};
}

/* From 0 on day 0 up to 100 on day 1000, measured as given: p and e are easy to see. */
static struct mpt_target_data climb(const struct mpt_point *measurements, size_t count)
{
    return (struct mpt_target_data){.direction = MPT_UP,
                                    .path = MPT_LINEAR,
                                    .baseline = 0,
                                    .has_baseline_day = true,
                                    .value = 100,
                                    .value_high = NAN,
                                    .due_day = 1000,
                                    .has_due_day = true,
                                    .measurements = measurements,
                                    .measurement_count = count};
}

/* The climb with one measurement, seen on its day. */
static struct mpt_progress climb_to(double value, long day, struct mpt_arena *arena)
{
    struct mpt_point measured = {day, value, 0};
    struct mpt_target_data target = climb(&measured, 1);
    return mpt_progress_compute(&target, day, arena);
}

static void test_hydrogen_linear(void **state)
{
    struct mpt_target_data target = hydrogen(MPT_LINEAR);
    struct mpt_progress progress = mpt_progress_compute(&target, IN_2024 + 40, *state);
    assert_judged(&progress, MPT_BAND_LIMITED, "");
    assert_int_equal(progress.path, MPT_LINEAR);
    assert_int_equal(progress.note_count, 0);
    assert_int_equal(progress.latest_day, IN_2024);
    assert_near(progress.latest, 4.60, 0);
    assert_near(progress.elapsed, 0.3158, 0.00005);
    assert_near(progress.elapsed_today, 1136.0 / 3471, 1e-12);
    assert_near(progress.progress, 0.1333, 0.00005);
    assert_near(progress.pace, 0.422, 0.0005);
    assert_near(progress.previous_pace, 0.396, 0.0005);
    assert_near(progress.path_value, 5 - 3 * 1096.0 / 3471, 1e-12);
    assert_true(progress.has_forecast);
    assert_near((double)(progress.forecast_day - BASELINE) / 365.25, 22.5, 0.05);
    assert_near(progress.needed_rate, -2.60 / (2375 / 365.25), 1e-12);
    assert_near(progress.achieved_rate, -0.40 / (1096 / 365.25), 1e-12);
    assert_near(progress.best_rate, -0.15 / (366 / 365.25), 1e-12);
    assert_nan(progress.margin);
}

static void test_hydrogen_constant_rate(void **state)
{
    struct mpt_target_data target = hydrogen(MPT_CONSTANT_RATE);
    struct mpt_progress progress = mpt_progress_compute(&target, IN_2024, *state);
    assert_judged(&progress, MPT_BAND_LIMITED, "");
    assert_int_equal(progress.path, MPT_CONSTANT_RATE);
    assert_int_equal(progress.note_count, 0);
    assert_near(progress.elapsed, 0.3158, 0.00005);
    assert_near(progress.progress, 0.0910, 0.00005);
    assert_near(progress.pace, 0.288, 0.0005);
    assert_near(progress.previous_pace, 0.266, 0.0005);
    assert_near(progress.path_value, 3.74, 0.005);
    assert_true(progress.has_forecast);
    assert_near((double)(progress.forecast_day - BASELINE) / 365.25, 33.0, 0.05);
    assert_near(progress.needed_rate, -0.120, 0.0005);
    assert_near(progress.achieved_rate, -0.027, 0.0005);
    assert_near(progress.best_rate, pow(4.60 / 4.75, 365.25 / 366) - 1, 1e-12);
}

static void test_measurements_after_today_are_left_out(void **state)
{
    struct mpt_target_data target = hydrogen(MPT_LINEAR);
    struct mpt_progress linear = mpt_progress_compute(&target, IN_2024 - 1, *state);
    target.path = MPT_CONSTANT_RATE;
    struct mpt_progress constant = mpt_progress_compute(&target, IN_2024 - 1, *state);
    assert_int_equal(linear.latest_day, BASELINE + 730);
    assert_near(linear.elapsed, 0.2103, 0.00005);
    assert_near(linear.progress, 0.0833, 0.00005);
    assert_near(linear.pace, 0.396, 0.0005);
    assert_nan(linear.previous_pace);
    assert_near(constant.progress, 0.0560, 0.00005);
    assert_near(constant.pace, 0.266, 0.0005);
    assert_near(constant.path_value, 4.12, 0.005);
}

static void test_measurements_up_to_the_baseline_are_left_out(void **state)
{
    const struct mpt_point measured[] = {{-1, 30, 0}, {0, 5, 0}, {500, 50, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    struct mpt_progress progress = mpt_progress_compute(&target, 500, *state);
    assert_nan(progress.previous_pace);
    assert_near(progress.best_rate, 50 / (500 / 365.25), 1e-12);
    progress = mpt_progress_compute(&target, 499, *state);
    assert_judged(&progress, MPT_BAND_NONE, "only one data point, no trend");
    assert_nan(progress.latest);
}

static void test_measurement_without_a_number_is_left_out(void **state)
{
    const struct mpt_point measured[] = {{500, 50, 0}, {600, NAN, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    struct mpt_progress progress = mpt_progress_compute(&target, 700, *state);
    assert_judged(&progress, MPT_BAND_ON_TRACK, "");
    assert_int_equal(progress.latest_day, 500);
}

static void test_bands_at_their_edges(void **state)
{
    static const struct {
        double value;
        long day;
        enum mpt_band band;
    } cases[] = {
        {57, 600, MPT_BAND_ON_TRACK},   {56.9, 600, MPT_BAND_ACCELERATE}, {36, 600, MPT_BAND_ACCELERATE},
        {35.9, 600, MPT_BAND_LIMITED},  {0, 600, MPT_BAND_LIMITED},       {-0.1, 600, MPT_BAND_DETERIORATION},
        {99.9, 600, MPT_BAND_ON_TRACK}, {100, 600, MPT_BAND_ACHIEVED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mpt_progress progress = climb_to(cases[i].value, cases[i].day, *state);
        assert_judged(&progress, cases[i].band, "");
        assert_near(progress.pace, cases[i].value / 60, 1e-12);
    }
}

/* In doubles both quotients fall a little short. */
static void test_bands_forgive_rounding(void **state)
{
    const struct mpt_point measured[] = {{400, 38.6, 0}, {600, 39.2, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    target.direction = MPT_DOWN;
    target.baseline = 50;
    target.value = 20;
    struct mpt_progress progress = mpt_progress_compute(&target, 400, *state);
    assert_true(progress.pace < 0.95);
    assert_judged(&progress, MPT_BAND_ON_TRACK, "");
    progress = mpt_progress_compute(&target, 600, *state);
    assert_true(progress.pace < 0.60);
    assert_judged(&progress, MPT_BAND_ACCELERATE, "");
}

static void test_best_rate_goes_with_the_direction(void **state)
{
    const struct mpt_point measured[] = {{100, 5, 0}, {200, 25, 0}, {300, 20, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    struct mpt_progress up = mpt_progress_compute(&target, 300, *state);
    assert_near(up.best_rate, 20 / (100 / 365.25), 1e-12);
    assert_near(up.achieved_rate, 20 / (300 / 365.25), 1e-12);
    assert_near(up.previous_pace, 1.25, 1e-12);
    struct mpt_progress falling = climb_to(-10, 600, *state);
    assert_near(falling.best_rate, -10 / (600 / 365.25), 1e-12);
    target.direction = MPT_DOWN;
    target.value = -100;
    struct mpt_progress down = mpt_progress_compute(&target, 300, *state);
    assert_near(down.best_rate, -5 / (100 / 365.25), 1e-12);
}

static void test_no_forecast_off_course(void **state)
{
    struct mpt_progress progress = climb_to(0, 600, *state);
    assert_false(progress.has_forecast);
    progress = climb_to(-10, 600, *state);
    assert_false(progress.has_forecast);
    progress = climb_to(1e-12, 600, *state); /* a date no calendar holds */
    assert_false(progress.has_forecast);
    progress = climb_to(30, 600, *state);
    assert_true(progress.has_forecast);
    assert_int_equal(progress.forecast_day, 2000);
}

static void test_milestones(void **state)
{
    const struct mpt_point measured[] = {{300, 12, 0}, {700, 45, 0}};
    const struct mpt_point milestones[] = {{800, 60, 0}, {400, 20, 0}, {1000, 7, 0}, {0, 7, 0}, {2000, 7, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    target.path = MPT_MILESTONES;
    target.milestones = milestones;
    target.milestone_count = COUNT(milestones);
    struct mpt_progress progress = mpt_progress_compute(&target, 700, *state);
    assert_judged(&progress, MPT_BAND_ACCELERATE, "");
    assert_int_equal(progress.path, MPT_MILESTONES);
    assert_int_equal(progress.note_count, 0);
    assert_near(progress.path_value, 50, 1e-12);
    assert_near(progress.progress, 0.45, 1e-12);
    assert_near(progress.pace, 0.9, 1e-12);
    assert_near(progress.previous_pace, 0.8, 1e-12);
    assert_near(progress.needed_rate, 55 / (300 / 365.25), 1e-12);

    const struct mpt_point late = {900, 72, 0};
    target.measurements = &late;
    target.measurement_count = 1;
    progress = mpt_progress_compute(&target, 900, *state);
    assert_near(progress.path_value, 80, 1e-12);
    assert_near(progress.pace, 0.9, 1e-12);
}

static void test_milestone_on_the_day_of_the_measurement(void **state)
{
    const struct mpt_point measured = {400, 10, 0};
    const struct mpt_point milestones[] = {{400, 30, 1}, {400, 20, 2}};
    struct mpt_target_data target = climb(&measured, 1);
    target.path = MPT_MILESTONES;
    target.milestones = milestones;
    target.milestone_count = COUNT(milestones);
    struct mpt_progress progress = mpt_progress_compute(&target, 400, *state);
    assert_near(progress.path_value, 20, 1e-12);
    assert_near(progress.pace, 0.5, 1e-12);
}

static void test_milestones_that_ask_for_nothing_yet(void **state)
{
    const struct mpt_point measured = {150, 10, 0}, milestone = {400, 0, 0};
    struct mpt_target_data target = climb(&measured, 1);
    target.path = MPT_MILESTONES;
    target.milestones = &milestone;
    target.milestone_count = 1;
    struct mpt_progress progress = mpt_progress_compute(&target, 150, *state);
    assert_judged(&progress, MPT_BAND_NONE, "the milestones ask for no progress yet");
    assert_near(progress.progress, 0.1, 1e-12);
    assert_near(progress.path_value, 0, 1e-12);
}

static void test_no_milestones_means_linear(void **state)
{
    const struct mpt_point measured = {500, 50, 0};
    struct mpt_target_data target = climb(&measured, 1);
    target.path = MPT_MILESTONES;
    struct mpt_progress progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_ON_TRACK, "");
    assert_int_equal(progress.path, MPT_LINEAR);
    assert_note(&progress, "no milestones before the due date, linear used");
    assert_near(progress.path_value, 50, 1e-12);
}

static void test_constant_rate_takes_values_above_zero(void **state)
{
    static const struct {
        double baseline, first, latest, value;
    } cases[] = {{0, 10, 20, 100}, {10, 20, 30, 0}, {10, 20, -5, 100}, {10, 0, 30, 100}, {-10, -8, -6, -2}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct mpt_point measured[] = {{300, cases[i].first, 0}, {500, cases[i].latest, 0}};
        struct mpt_target_data target = climb(measured, COUNT(measured));
        target.path = MPT_CONSTANT_RATE;
        target.direction = cases[i].value < cases[i].baseline ? MPT_DOWN : MPT_UP;
        target.baseline = cases[i].baseline;
        target.value = cases[i].value;
        struct mpt_progress progress = mpt_progress_compute(&target, 500, *state);
        assert_int_equal(progress.path, MPT_LINEAR);
        assert_note(&progress, "constant rate undefined, linear used");
        assert_near(progress.progress, (cases[i].latest - cases[i].baseline) / (cases[i].value - cases[i].baseline),
                    1e-12);
        assert_near(progress.achieved_rate, (cases[i].latest - cases[i].baseline) / (500 / 365.25), 1e-12);
    }
}

static void test_value_equal_to_the_baseline_is_no_path(void **state)
{
    const struct mpt_point measured[] = {{400, 100, 0}, {500, 90, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    target.baseline = 100;
    struct mpt_progress progress = mpt_progress_compute(&target, 400, *state);
    assert_judged(&progress, MPT_BAND_ACHIEVED, "no path: the value is the baseline");
    assert_note(&progress, "the baseline already meets the target");
    assert_nan(progress.progress);
    assert_nan(progress.path_value);
    assert_near(progress.elapsed, 0.4, 1e-12);
    progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_DETERIORATION, "no path: the value is the baseline");
    assert_false(progress.has_forecast);
}

static void test_baseline_already_past_the_value(void **state)
{
    const struct mpt_point measured[] = {{400, 130, 0}, {500, 90, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    target.baseline = 120;
    struct mpt_progress progress = mpt_progress_compute(&target, 300, *state);
    assert_judged(&progress, MPT_BAND_ACHIEVED, "only one data point, no trend");
    assert_note(&progress, "the baseline already meets the target");
    progress = mpt_progress_compute(&target, 400, *state);
    assert_judged(&progress, MPT_BAND_ACHIEVED, "no path: the baseline already meets the target");
    assert_note(&progress, "the baseline already meets the target");
    assert_nan(progress.progress);
    progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_DETERIORATION, "no path: the baseline already meets the target");
    assert_nan(progress.progress);
    assert_near(progress.needed_rate, 10 / (500 / 365.25), 1e-12);
    target.direction = MPT_DOWN;
    target.baseline = 95;
    progress = mpt_progress_compute(&target, 400, *state);
    assert_judged(&progress, MPT_BAND_DETERIORATION, "no path: the baseline already meets the target");
}

static void test_limits(void **state)
{
    static const struct {
        enum mpt_direction direction;
        double value, high, latest, margin;
        enum mpt_band band;
    } cases[] = {
        {MPT_KEEP_BELOW, 10, NAN, 7, 3, MPT_BAND_ACHIEVED},
        {MPT_KEEP_BELOW, 10, NAN, 10, 0, MPT_BAND_ACHIEVED},
        {MPT_KEEP_BELOW, 10, NAN, 12, -2, MPT_BAND_DETERIORATION},
        {MPT_KEEP_ABOVE, 10, NAN, 12, 2, MPT_BAND_ACHIEVED},
        {MPT_KEEP_ABOVE, 10, NAN, 7, -3, MPT_BAND_DETERIORATION},
        {MPT_KEEP_WITHIN, 10, 20, 13, 3, MPT_BAND_ACHIEVED},
        {MPT_KEEP_WITHIN, 10, 20, 19, 1, MPT_BAND_ACHIEVED},
        {MPT_KEEP_WITHIN, 10, 20, 9, -1, MPT_BAND_DETERIORATION},
        {MPT_KEEP_WITHIN, 10, 20, 24, -4, MPT_BAND_DETERIORATION},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct mpt_point measured = {-500, cases[i].latest, 0}; /* before 1970 */
        struct mpt_target_data target = {.direction = cases[i].direction,
                                         .baseline = NAN,
                                         .value = cases[i].value,
                                         .value_high = cases[i].high,
                                         .measurements = &measured,
                                         .measurement_count = 1};
        struct mpt_progress progress = mpt_progress_compute(&target, 600, *state);
        assert_judged(&progress, cases[i].band, "a limit: inside or outside, no pace");
        assert_near(progress.margin, cases[i].margin, 1e-12);
        assert_nan(progress.progress);
        assert_false(progress.has_forecast);
    }
}

static void test_limit_with_something_missing(void **state)
{
    const struct mpt_point measured = {500, 12, 0};
    struct mpt_target_data target = climb(&measured, 1);
    target.direction = MPT_KEEP_WITHIN;
    struct mpt_progress progress = mpt_progress_compute(&target, 600, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no limit");
    target.direction = MPT_KEEP_BELOW;
    target.value = NAN;
    progress = mpt_progress_compute(&target, 600, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no limit");
    target.value = 10;
    progress = mpt_progress_compute(&target, 499, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no measurement");
}

static void test_limit_after_the_due_date(void **state)
{
    const struct mpt_point measured[] = {{500, 12, 0}, {1100, 8, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    target.direction = MPT_KEEP_BELOW;
    target.value = 10;
    struct mpt_progress progress = mpt_progress_compute(&target, 1200, *state);
    assert_judged(&progress, MPT_BAND_MISSED, "a limit: inside or outside, no pace");
    assert_near(progress.margin, -2, 1e-12);
    target.due_day = 400;
    progress = mpt_progress_compute(&target, 1200, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no measurement at the due date");
}

static void test_limit_counts_a_measurement_of_the_baseline_day(void **state)
{
    const struct mpt_point measured[] = {{-5, 20, 0}, {0, 8, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    target.direction = MPT_KEEP_BELOW;
    target.value = 10;
    struct mpt_progress progress = mpt_progress_compute(&target, 100, *state);
    assert_judged(&progress, MPT_BAND_ACHIEVED, "a limit: inside or outside, no pace");
    target.measurement_count = 1;
    progress = mpt_progress_compute(&target, 100, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no measurement");
}

static void test_achieve(void **state)
{
    const struct mpt_point measured[] = {{300, 0, 0}, {500, 1, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    target.direction = MPT_ACHIEVE;
    target.baseline = target.value = NAN;
    struct mpt_progress progress = mpt_progress_compute(&target, 200, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no measurement");
    assert_nan(progress.progress);
    progress = mpt_progress_compute(&target, 400, *state);
    assert_judged(&progress, MPT_BAND_NONE, "achieved or not: no pace");
    assert_near(progress.progress, 0, 0);
    progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_ACHIEVED, "achieved or not: no pace");
    assert_near(progress.progress, 1, 0);
    target.due_day = 400;
    progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_MISSED, "achieved or not: no pace");
    assert_near(progress.progress, 0, 0);
    assert_nan(progress.margin);
}

static void test_baseline_after_the_missions_start(void **state)
{
    struct mpt_target_data target = hydrogen(MPT_LINEAR);
    target.has_mission_start_day = true;
    target.mission_start_day = BASELINE - 1;
    struct mpt_progress progress = mpt_progress_compute(&target, IN_2024, *state);
    assert_judged(&progress, MPT_BAND_LIMITED, "");
    assert_int_equal(progress.note_count, 1);
    assert_note(&progress, "baseline after the mission's start");
    target.mission_start_day = BASELINE;
    progress = mpt_progress_compute(&target, IN_2024, *state);
    assert_int_equal(progress.note_count, 0);
}

static void test_two_values_for_one_day(void **state)
{
    const struct mpt_point measured[] = {{500, 30, 21}, {500, 45, 22}, {500, 60, 20}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    struct mpt_progress progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_ACCELERATE, "");
    assert_near(progress.latest, 45, 0);
    assert_nan(progress.previous_pace);
    assert_int_equal(progress.note_count, 1);
    assert_note(&progress, "two values for one day, the later published used");
}

static void test_the_order_of_the_input_does_not_matter(void **state)
{
    const struct mpt_point measured[] = {{500, 30, 0}, {500, 45, 0}}, turned[] = {{500, 45, 0}, {500, 30, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    struct mpt_progress one = mpt_progress_compute(&target, 500, *state);
    target.measurements = turned;
    struct mpt_progress other = mpt_progress_compute(&target, 500, *state);
    assert_near(one.latest, 45, 0);
    assert_near(other.latest, 45, 0);
}

static void test_all_four_notes(void **state)
{
    const struct mpt_point measured[] = {{500, 30, 1}, {500, 45, 2}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    target.path = MPT_CONSTANT_RATE;
    target.value = 0;
    target.has_mission_start_day = true;
    target.mission_start_day = -1;
    struct mpt_progress progress = mpt_progress_compute(&target, 500, *state);
    assert_int_equal(progress.note_count, COUNT(progress.notes));
    assert_note(&progress, "two values for one day, the later published used");
    assert_note(&progress, "the baseline already meets the target");
    assert_note(&progress, "baseline after the mission's start");
    assert_note(&progress, "constant rate undefined, linear used");
}

static void test_due_date_passed(void **state)
{
    const struct mpt_point measured[] = {{500, 30, 0}, {1000, 98, 0}, {1001, 120, 0}};
    struct mpt_target_data target = climb(measured, COUNT(measured));
    struct mpt_progress progress = mpt_progress_compute(&target, 1000, *state); /* on the day it is not over */
    assert_judged(&progress, MPT_BAND_ON_TRACK, "");
    assert_nan(progress.needed_rate); /* no time left to need it in */
    progress = mpt_progress_compute(&target, 1100, *state);
    assert_judged(&progress, MPT_BAND_MISSED, "");
    assert_int_equal(progress.latest_day, 1000);
    assert_near(progress.pace, 0.98, 1e-12);
    assert_near(progress.elapsed_today, 1, 0);
    assert_false(progress.has_forecast);
    target.measurement_count = 1;
    progress = mpt_progress_compute(&target, 1100, *state);
    assert_judged(&progress, MPT_BAND_MISSED, "");
    assert_false(progress.has_forecast);
    assert_nan(progress.needed_rate);
    target.value = 25;
    progress = mpt_progress_compute(&target, 1100, *state);
    assert_judged(&progress, MPT_BAND_ACHIEVED, "");
    assert_false(progress.has_forecast);
    assert_nan(progress.needed_rate);
}

static void test_due_date_passed_without_a_measurement(void **state)
{
    const struct mpt_point measured = {1001, 120, 0};
    struct mpt_target_data target = climb(&measured, 1);
    struct mpt_progress progress = mpt_progress_compute(&target, 1000, *state);
    assert_judged(&progress, MPT_BAND_NONE, "only one data point, no trend");
    progress = mpt_progress_compute(&target, 1100, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no measurement at the due date");
    assert_nan(progress.latest);
    assert_near(progress.elapsed_today, 1, 0);
    target.baseline = 200;
    progress = mpt_progress_compute(&target, 1100, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no measurement at the due date");
}

static void test_too_early_to_judge(void **state)
{
    struct mpt_progress progress = climb_to(10, 149, *state);
    assert_judged(&progress, MPT_BAND_NONE, "too early to judge");
    assert_near(progress.progress, 0.1, 1e-12);
    assert_near(progress.elapsed, 0.149, 1e-12);
    assert_true(progress.has_forecast);
    progress = climb_to(15, 150, *state);
    assert_judged(&progress, MPT_BAND_ON_TRACK, "");
    progress = climb_to(100, 149, *state);
    assert_judged(&progress, MPT_BAND_ACHIEVED, "reached before a pace could be judged");
    assert_false(progress.has_forecast);
}

static void test_measured_early_and_never_again(void **state)
{
    const struct mpt_point measured[] = {{100, 10, 0}, {500, 50, 0}};
    struct mpt_target_data target = climb(measured, 1);
    struct mpt_progress progress = mpt_progress_compute(&target, 1100, *state);
    assert_judged(&progress, MPT_BAND_MISSED, "last measured too long before the due date");
    target.measurement_count = 2;
    progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_ON_TRACK, "");
    assert_nan(progress.previous_pace);
}

static void test_one_data_point(void **state)
{
    struct mpt_target_data target = climb(NULL, 0);
    struct mpt_progress progress = mpt_progress_compute(&target, 250, *state);
    assert_judged(&progress, MPT_BAND_NONE, "only one data point, no trend");
    assert_near(progress.elapsed_today, 0.25, 1e-12);
    assert_nan(progress.elapsed);
    assert_nan(progress.latest);
    progress = mpt_progress_compute(&target, -250, *state);
    assert_near(progress.elapsed_today, 0, 0);
}

/* Taken away one after the other, from the last asked for to the first. */
static void test_missing_things_in_their_order(void **state)
{
    const struct mpt_point measured = {500, 50, 0};
    struct mpt_target_data target = climb(&measured, 1);
    target.due_day = 0;
    struct mpt_progress progress = mpt_progress_compute(&target, 0, *state);
    assert_judged(&progress, MPT_BAND_NONE, "the due date is not after the baseline date");
    target.has_due_day = false;
    progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no due date");
    assert_near(progress.latest, 50, 0);
    target.value = NAN;
    progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no value to reach");
    target.has_baseline_day = false;
    progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no baseline date");
    target.baseline = NAN;
    progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no baseline");
    progress = mpt_progress_compute(&target, 499, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no baseline and no measurement");
    target.direction = MPT_NO_DIRECTION;
    progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no direction");
}

static void test_due_date_passed_without_a_value(void **state)
{
    const struct mpt_point measured = {500, 50, 0};
    struct mpt_target_data target = climb(&measured, 1);
    target.value = NAN;
    struct mpt_progress progress = mpt_progress_compute(&target, 1100, *state);
    assert_judged(&progress, MPT_BAND_NONE, "no value to reach");
}

static void test_reached_is_said_without_a_baseline(void **state)
{
    const struct mpt_point measured = {500, 100, 0};
    struct mpt_target_data target = climb(&measured, 1);
    target.baseline = NAN;
    struct mpt_progress progress = mpt_progress_compute(&target, 500, *state);
    assert_judged(&progress, MPT_BAND_ACHIEVED, "no baseline");
    target.value = 101;
    progress = mpt_progress_compute(&target, 1001, *state);
    assert_judged(&progress, MPT_BAND_MISSED, "no baseline");
}

static void test_band_names(void **state)
{
    (void)state;
    assert_string_equal(mpt_band_name(MPT_BAND_NONE), "no data");
    assert_string_equal(mpt_band_name(MPT_BAND_ACHIEVED), "achieved");
    assert_string_equal(mpt_band_name(MPT_BAND_ON_TRACK), "on track");
    assert_string_equal(mpt_band_name(MPT_BAND_ACCELERATE), "acceleration needed");
    assert_string_equal(mpt_band_name(MPT_BAND_LIMITED), "limited progress");
    assert_string_equal(mpt_band_name(MPT_BAND_DETERIORATION), "deterioration");
    assert_string_equal(mpt_band_name(MPT_BAND_MISSED), "missed");
}

static void test_spread(void **state)
{
    (void)state;
    const double shares[] = {0.31, 0.24, 0.16, 0.12, 0.09, 0.08}, amounts[] = {0, 31, 24, 16, 0, 12, 9, 8};
    struct mpt_spread spread = mpt_spread_compute(shares, COUNT(shares));
    assert_near(spread.entropy, 1.672, 0.0005);
    assert_near(spread.effective_number, 5.32, 0.005);
    assert_near(spread.evenness, 0.933, 0.0005);
    assert_near(spread.hhi, 0.2082, 0.00005);
    assert_near(1 / spread.hhi, 4.80, 0.005);
    struct mpt_spread scaled = mpt_spread_compute(amounts, COUNT(amounts));
    assert_near(scaled.entropy, spread.entropy, 1e-12);
    assert_near(scaled.evenness, spread.evenness, 1e-12);
    assert_near(scaled.hhi, spread.hhi, 1e-12);
}

static void test_spread_of_one_and_of_none(void **state)
{
    (void)state;
    const double one[] = {7, 0}, none[] = {0, 0};
    struct mpt_spread spread = mpt_spread_compute(one, COUNT(one));
    assert_near(spread.hhi, 1, 0);
    assert_near(spread.entropy, 0, 0);
    assert_false(signbit(spread.entropy)); /* "-0.00" would be printed */
    assert_near(spread.effective_number, 1, 0);
    assert_nan(spread.evenness);
    for (size_t count = 0; count <= COUNT(none); count++) {
        spread = mpt_spread_compute(none, count);
        assert_nan(spread.hhi);
        assert_nan(spread.entropy);
        assert_nan(spread.effective_number);
        assert_nan(spread.evenness);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hydrogen_linear),
        cmocka_unit_test(test_hydrogen_constant_rate),
        cmocka_unit_test(test_measurements_after_today_are_left_out),
        cmocka_unit_test(test_measurements_up_to_the_baseline_are_left_out),
        cmocka_unit_test(test_measurement_without_a_number_is_left_out),
        cmocka_unit_test(test_bands_at_their_edges),
        cmocka_unit_test(test_bands_forgive_rounding),
        cmocka_unit_test(test_best_rate_goes_with_the_direction),
        cmocka_unit_test(test_no_forecast_off_course),
        cmocka_unit_test(test_milestones),
        cmocka_unit_test(test_milestone_on_the_day_of_the_measurement),
        cmocka_unit_test(test_milestones_that_ask_for_nothing_yet),
        cmocka_unit_test(test_no_milestones_means_linear),
        cmocka_unit_test(test_constant_rate_takes_values_above_zero),
        cmocka_unit_test(test_value_equal_to_the_baseline_is_no_path),
        cmocka_unit_test(test_baseline_already_past_the_value),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_limit_with_something_missing),
        cmocka_unit_test(test_limit_after_the_due_date),
        cmocka_unit_test(test_limit_counts_a_measurement_of_the_baseline_day),
        cmocka_unit_test(test_achieve),
        cmocka_unit_test(test_baseline_after_the_missions_start),
        cmocka_unit_test(test_two_values_for_one_day),
        cmocka_unit_test(test_the_order_of_the_input_does_not_matter),
        cmocka_unit_test(test_all_four_notes),
        cmocka_unit_test(test_due_date_passed),
        cmocka_unit_test(test_due_date_passed_without_a_measurement),
        cmocka_unit_test(test_too_early_to_judge),
        cmocka_unit_test(test_measured_early_and_never_again),
        cmocka_unit_test(test_one_data_point),
        cmocka_unit_test(test_missing_things_in_their_order),
        cmocka_unit_test(test_due_date_passed_without_a_value),
        cmocka_unit_test(test_reached_is_said_without_a_baseline),
        cmocka_unit_test(test_band_names),
        cmocka_unit_test(test_spread),
        cmocka_unit_test(test_spread_of_one_and_of_none),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
