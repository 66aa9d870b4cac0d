-- Pairs of projects that look alike, computed by analysis/duplicates.c and kept so that only what changed since is
-- compared again. Nothing that cannot be computed anew from the projects: no part of the history or of an export.
CREATE TABLE duplicate_pair (
    a INTEGER NOT NULL, -- project.id
    b INTEGER NOT NULL,
    score REAL NOT NULL,
    title REAL NOT NULL,
    tags REAL, -- parts that do not apply are empty
    partners REAL,
    place_time REAL,
    same_id INTEGER NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

CREATE INDEX duplicate_pair_b ON duplicate_pair (b);

-- The last change that the pairs know of; one row.
CREATE TABLE duplicate_state (
    known_change INTEGER NOT NULL
) STRICT;

INSERT INTO duplicate_state (known_change) VALUES (-1);
