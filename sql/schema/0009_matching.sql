-- Work that is done twice: what is thought of two projects that look alike, and what people say of them.

-- More ways in which two projects are one work or not, and by what it is known that the texts they were judged by have
-- not changed since.
CREATE TABLE link_new (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    relation TEXT NOT NULL
        CHECK (relation IN ('duplicate-of', 'co-funded-with', 'renews', 'overlaps', 'shares-wording', 'complements',
            'competes-with', 'follows', 'parallel-to', 'part-of', 'aligned-with', 'distinct-from')),
    to_project TEXT REFERENCES project (code) ON UPDATE CASCADE,
    to_mission TEXT REFERENCES mission (code) ON UPDATE CASCADE,
    reason TEXT,
    linked_by TEXT,
    linked_on TEXT,
    fingerprint TEXT,
    source TEXT,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

INSERT INTO link_new (
    id, code, project, mission, relation, to_project, to_mission, reason, linked_by, linked_on, source, example
)
SELECT id, code, project, mission, relation, to_project, to_mission, reason, linked_by, linked_on, source, example
FROM link;

DROP TABLE link;
ALTER TABLE link_new RENAME TO link;
CREATE INDEX link_project ON link (project) WHERE project IS NOT NULL;
CREATE INDEX link_mission ON link (mission) WHERE mission IS NOT NULL;
CREATE INDEX link_to_project ON link (to_project) WHERE to_project IS NOT NULL;
CREATE INDEX link_to_mission ON link (to_mission) WHERE to_mission IS NOT NULL;

-- Pairs of projects at or above the least score, computed by analysis/matching.c and kept so that only what changed
-- since is compared again. Nothing that cannot be computed anew: no part of the history or of an export.
DROP TABLE duplicate_pair;
CREATE TABLE duplicate_pair (
    a INTEGER NOT NULL, -- project.id
    b INTEGER NOT NULL,
    score REAL NOT NULL,
    kind TEXT NOT NULL,
    why TEXT NOT NULL, -- the kind in a sentence
    strongest TEXT NOT NULL, -- the strongest reasons in a line
    reasons TEXT NOT NULL, -- one a line: signal, value, weight and sentence, a tab between
    terms TEXT, -- shared, the rarest first, one a line
    passages TEXT, -- shared word for word, the longest first, one a line
    twice TEXT, -- what would be counted twice, an amount a line
    texts TEXT NOT NULL, -- fingerprint of both texts, as in link
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

CREATE INDEX duplicate_pair_b ON duplicate_pair (b);

-- The last change that the pairs know of; how many projects there were when all were compared (0: never), and how many
-- were compared by themselves since; one row.
DROP TABLE duplicate_state;
CREATE TABLE duplicate_state (
    known_change INTEGER NOT NULL,
    projects INTEGER NOT NULL,
    drifted INTEGER NOT NULL
) STRICT;

INSERT INTO duplicate_state (known_change, projects, drifted) VALUES (-1, 0, 0);

-- In how many projects each thing was that is compared, by its key (mpt_matching_counts in mpt/matching.h), when all were
-- compared; what hardly any has is not here.
CREATE TABLE duplicate_count (
    key INTEGER PRIMARY KEY,
    projects INTEGER NOT NULL
) STRICT;

-- In how many records each word is, from the full-text index itself.
CREATE VIRTUAL TABLE search_word USING fts5vocab (search, row);

-- In how many records each common word was when they were last counted: the full-text index would read all of a word's
-- list to tell. Words that few records have are not here, and are asked of the index.
CREATE TABLE search_common (
    word TEXT PRIMARY KEY,
    records INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
