-- Where each target stands on its path, as analysis/progress.c computes it; texts are ready to be read.
CREATE TEMP TABLE target_progress (
    target TEXT PRIMARY KEY,
    band TEXT NOT NULL,
    pace REAL,
    latest_on TEXT,
    latest_text TEXT,
    path_text TEXT,
    confidence TEXT,
    forecast TEXT,
    baseline_year TEXT,
    off_track_since TEXT,
    last_on TEXT,
    stale_from TEXT
)
