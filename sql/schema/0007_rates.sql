-- Exchange rates as they were published: facts of the world, no records. Each update is a source of its own and is never
-- changed afterwards: where a later one says otherwise, its word is kept beside the older one and is the one in force.
--
-- A source stands as long as its setting does ("rates-1" for number 1), which the history knows: so undoing an update
-- takes its rates out of force, and undoing that puts them back.
CREATE TABLE rate_source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL, -- the file or the address
    received TEXT NOT NULL
) STRICT;

-- One euro is `rate` of the currency; digits as published, never a binary fraction.
CREATE TABLE rate (
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    day TEXT NOT NULL CHECK (length(day) = 10),
    source INTEGER NOT NULL REFERENCES rate_source (id),
    rate TEXT NOT NULL CHECK (CAST(rate AS REAL) > 0),
    PRIMARY KEY (currency, day, source)
) STRICT, WITHOUT ROWID;

CREATE VIEW rate_in_force AS
SELECT r.currency, r.day, r.source, r.rate
FROM rate r
WHERE EXISTS (SELECT 1 FROM setting s WHERE s.name = 'rates-' || CAST(r.source AS TEXT))
    AND NOT EXISTS (
        SELECT 1
        FROM rate n
        JOIN setting s ON s.name = 'rates-' || CAST(n.source AS TEXT)
        WHERE n.currency = r.currency AND n.day = r.day AND n.source > r.source
    );
