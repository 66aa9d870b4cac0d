/* Progress of a target on its own path: what was reached, how much of the time is gone, and whether that agrees.
 *
 * Notation: y0 baseline at t0, yT value to be reached at tT, yi latest measurement at ti; all days count from
 * 1970-01-01. Formulas:
 *   progress p  linear         (yi - y0) / (yT - y0)       (UN ESCAP, Current Status Index)
 *               constant-rate  ln(yi / y0) / ln(yT / y0)   (costs fall exponentially: Nagy et al. 2013, PLoS ONE 8(2))
 *               milestones     as linear
 *   elapsed e   (ti - t0) / (tT - t0), at the measurement, not today
 *   pace R      p / e, from e = 0.15 on; milestones: p / (the p of the path at ti), where they ask for progress
 *   path value  what the path asks for at ti: y0 + (yT - y0) e; y0 (yT / y0)^e; or straight lines from the baseline
 *               through the milestones to the value
 *   bands       Eurostat's and Statistics Canada's: R >= 0.95 on track, 0.60 to 0.95 acceleration needed, 0 to 0.60
 *               limited progress, below 0 deterioration
 *   forecast    t0 + (ti - t0) / p, when p > 0 and there are two dates; the baseline is one of them
 *   needed      rate from ti on that reaches yT at tT: (yT / yi)^(1 / years) - 1 a year, or (yT - yi) / years
 * A year has 365.25 days. Numbers that do not exist are NaN; `why` says in words why there is no pace. */
#ifndef MPT_PROGRESS_H
#define MPT_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "mpt/arena.h"

enum mpt_direction { MPT_UP, MPT_DOWN, MPT_KEEP_BELOW, MPT_KEEP_ABOVE, MPT_KEEP_WITHIN, MPT_ACHIEVE, MPT_NO_DIRECTION };
enum mpt_path { MPT_LINEAR, MPT_CONSTANT_RATE, MPT_MILESTONES };

enum mpt_band {
    MPT_BAND_NONE,          /* nothing to say: see `why` */
    MPT_BAND_ACHIEVED,      /* the value is reached; for limits: inside */
    MPT_BAND_ON_TRACK,      /* R >= 0.95 */
    MPT_BAND_ACCELERATE,    /* 0.60 <= R < 0.95: acceleration needed */
    MPT_BAND_LIMITED,       /* 0 <= R < 0.60: limited progress */
    MPT_BAND_DETERIORATION, /* R < 0: moving away; for limits: outside */
    MPT_BAND_MISSED,        /* the due date passed and the value was not reached, or the limit not kept, at it */
};

/* A value on a day: a measurement, or a milestone. `published` orders two values of one day (the later holds). */
struct mpt_point {
    long day;
    double value;
    long published;
};

struct mpt_target_data {
    enum mpt_direction direction;
    enum mpt_path path;
    double baseline; /* NaN: none */
    long baseline_day;
    bool has_baseline_day;
    double value;      /* to be reached, or the limit (the lower one); NaN: none; MPT_ACHIEVE takes none */
    double value_high; /* upper end of MPT_KEEP_WITHIN; NaN: none */
    long due_day;
    bool has_due_day;
    long mission_start_day; /* launch, to say when the baseline is later than that */
    bool has_mission_start_day;
    const struct mpt_point *measurements; /* any order; which are left out: see below */
    size_t measurement_count;
    const struct mpt_point *milestones; /* any order; for MPT_MILESTONES, between baseline and due date */
    size_t milestone_count;
};

struct mpt_progress {
    enum mpt_band band;
    const char *why;      /* why there is no pace, "" when there is one; e.g. "no baseline", "only one data point" */
    const char *notes[4]; /* further remarks, such as "constant rate undefined, linear used" */
    size_t note_count;
    enum mpt_path path;   /* the one used */
    long latest_day;      /* of the measurement used; valid when latest is not NaN */
    double latest;        /* yi */
    double progress;      /* p, raw: may be below 0 and above 1 */
    double elapsed;       /* e at the measurement */
    double elapsed_today; /* the same today, at most 1 */
    double pace;          /* R */
    double previous_pace; /* R at the measurement before, NaN when there is none */
    double path_value;    /* what the path asks for at the measurement's date */
    double margin;        /* for limits: distance to the limit, positive inside */
    long forecast_day;    /* when the value is reached at the rate so far; valid when has_forecast */
    bool has_forecast;    /* false: not on course before the year 10000, or nothing left to forecast */
    double needed_rate;   /* constant-rate: share a year; else units a year; NaN once achieved or missed */
    double achieved_rate; /* the same, from the baseline to the latest */
    double best_rate;     /* the best between two successive points so far, in the direction of the target */
};

/* Computes all of it as of the day `today`. `arena` holds the work space; the texts are constants. Left out are
 * measurements after `today` or the due date and before the baseline's day; on a path (up, down) those of that day too,
 * for the baseline stands for it. Every edge has its answer:
 *   something missing                the first of: direction, baseline, its date, value, due date; achieved or missed
 *                                    is said all the same when there is a value and a measurement
 *   due date not after the baseline  no pace
 *   no measurement                   "only one data point, no trend", the baseline being that point
 *   no path (yT = y0)                no pace; deterioration when the latest falls short
 *   baseline already past the value  the same, with the note "the baseline already meets the target"
 *   constant rate, zero or below     linear instead, with a note; the same for a path of no milestones
 *   limits                           in (achieved) or out (deterioration) with the margin, no pace
 *   achieve                          p is 1 (a measurement of 1 or more) or 0, no pace
 *   baseline after mission's start   note
 *   two values for one day           the later published, with a note
 *   due date passed                  judged by the last value at or before it, then no forecast and no needed rate
 *   e below 0.15                     "too early to judge", unless achieved */
struct mpt_progress mpt_progress_compute(const struct mpt_target_data *target, long today, struct mpt_arena *arena);

/* "on track", "acceleration needed", "limited progress", "deterioration", "achieved", "missed", "no data". */
const char *mpt_band_name(enum mpt_band band);

/* Spread of shares (any non-negative amounts): Herfindahl-Hirschman index (sum of squared shares), Shannon entropy H
 * (natural logarithm), the effective number of kinds e^H, and evenness H / ln n over the n kinds with an amount, NaN
 * for one kind. All NaN when the sum is 0. */
struct mpt_spread {
    double hhi, entropy, effective_number, evenness;
};
struct mpt_spread mpt_spread_compute(const double *amounts, size_t count);

#endif
