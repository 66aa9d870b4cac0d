-- Pairs of projects that look alike, as analysis/duplicates.c finds them; `why` is in words.
CREATE TEMP TABLE duplicate_pair (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    score REAL NOT NULL,
    title REAL,
    why TEXT NOT NULL
)
