-- Where records are fetched from, and when each of these addresses was last right.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    map TEXT,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    portfolio TEXT REFERENCES portfolio (code) ON UPDATE CASCADE,
    programme TEXT REFERENCES programme (code) ON UPDATE CASCADE,
    updates INTEGER NOT NULL DEFAULT 0 CHECK (updates IN (0, 1)),
    checked_on TEXT,
    right_on TEXT,
    right_as TEXT,
    trouble TEXT,
    fingerprint TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;
