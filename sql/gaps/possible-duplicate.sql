-- rule: possible-duplicate
-- number: 17
-- severity: warning
-- class: structure
-- needs: names, texts, outside ids, people, organisations, amounts, dates, places and programmes of all projects, closed
--    ones too, rejected ones not
-- uses: duplicate_pair
-- condition: two projects are with a score of at least 0.65 one piece of work recorded twice, or one work whose money is
--    the same in both records; and no link between them says what they are to one another, or a text of theirs has
--    changed since
-- message: {title} looks like {other}[ in {other_mission}]: {strongest}[; {asked}]. If they are one, its money counts twice in every total.
-- together: {n} pairs of projects look alike: {names}. The worst: {worst}
-- action: say what they are (`mpt duplicates A B --verdict same|distinct|competing|...`); the answer is kept
-- clears: any link between the two
-- source: 002@01:19:50
SELECT
    'project' AS kind,
    a.code,
    a.title,
    b.code AS note_id,
    b.title AS other,
    d.strongest,
    (
        SELECT 'said to be ' || l.relation || ' before a text changed'
        FROM link l
        WHERE
            (l.project = a.code AND l.to_project = b.code)
            OR (l.project = b.code AND l.to_project = a.code)
        ORDER BY l.id DESC
        LIMIT 1
    ) AS asked,
    d.score,
    (SELECT pm.mission FROM project_mission pm WHERE pm.owner = a.code ORDER BY pm.position LIMIT 1) AS mission,
    (
        SELECT m.title
        FROM project_mission pm
        JOIN mission m ON m.code = pm.mission
        WHERE
            pm.owner = b.code
            AND NOT EXISTS (SELECT 1 FROM project_mission pa WHERE pa.owner = a.code AND pa.mission = pm.mission)
        ORDER BY pm.position
        LIMIT 1
    ) AS other_mission
FROM duplicate_pair d
JOIN project x ON x.id = d.a
JOIN project y ON y.id = d.b
JOIN project a ON a.code = min(x.code, y.code)
JOIN project b ON b.code = max(x.code, y.code)
WHERE
    d.score >= 0.65
    AND (d.kind = 'same' OR d.twice IS NOT NULL)
    AND (a.status IS NULL OR a.status <> 'rejected')
    AND (b.status IS NULL OR b.status <> 'rejected')
    AND ((a.example = 0 AND b.example = 0) OR $examples = 1)
    AND NOT EXISTS (
        SELECT 1
        FROM link l
        WHERE
            l.project = a.code
            AND l.to_project = b.code
            AND (l.fingerprint IS NULL OR l.fingerprint = d.texts)
    )
    AND NOT EXISTS (
        SELECT 1
        FROM link l
        WHERE
            l.project = b.code
            AND l.to_project = a.code
            AND (l.fingerprint IS NULL OR l.fingerprint = d.texts)
    )
ORDER BY d.score DESC, a.code, b.code
