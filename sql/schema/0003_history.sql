-- The history knows records by their numbers, so that what belongs to one record stays together when it is renamed,
-- removed and brought back; and it knows which entry took back which.

ALTER TABLE entry ADD COLUMN undoes INTEGER REFERENCES entry (id);

-- The number of the record; empty where the change is what first added it, as its own number is the record's, and for
-- changed settings.
ALTER TABLE change ADD COLUMN record INTEGER;

-- What was written before this version: each change follows the last one of the same kind under the same code, or
-- under the code from which it renames.
CREATE TEMP TABLE preceding AS
SELECT
    c.id,
    (
        SELECT max(p.id)
        FROM change p
        WHERE p.kind = c.kind AND p.id < c.id AND p.code = CASE WHEN c.field = 'code' THEN c.before ELSE c.code END
    ) AS previous
FROM change c
WHERE c.action <> 'added';

CREATE INDEX temp.preceding_previous ON preceding (previous);

CREATE TEMP TABLE chain AS
WITH RECURSIVE walk (id, record) AS (
    SELECT id, id FROM change WHERE action = 'added'
    UNION ALL
    SELECT p.id, w.record FROM walk w JOIN preceding p ON p.previous = w.id
)
SELECT id, record FROM walk WHERE id <> record;

CREATE UNIQUE INDEX temp.chain_id ON chain (id);
UPDATE change SET record = (SELECT w.record FROM chain w WHERE w.id = change.id) WHERE action <> 'added';
DROP TABLE chain;
DROP TABLE preceding;

-- A record's history is found by its number; a code that no record has any more, by what removed or renamed it.
DROP INDEX change_code;
CREATE INDEX change_record ON change (record) WHERE record IS NOT NULL;
CREATE INDEX change_removed ON change (code) WHERE action = 'removed';
CREATE INDEX change_renamed ON change (before) WHERE field = 'code';
CREATE INDEX entry_undoes ON entry (undoes) WHERE undoes IS NOT NULL;

-- A closed review keeps the page it showed.
ALTER TABLE review ADD COLUMN page TEXT;
