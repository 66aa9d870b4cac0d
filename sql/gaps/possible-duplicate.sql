-- rule: possible-duplicate
-- number: 17
-- severity: warning
-- class: structure
-- needs: titles, aliases, outside ids, tags, partners, place and dates of all projects, closed ones too, rejected ones not
-- uses: duplicate_pair
-- condition: two projects score at least 0.65 (0.5 title, 0.2 tags, 0.2 partners, 0.1 place and time; parts that are
--    empty give their weight to the rest), or their titles at least 0.80, or they share an outside id; and no link
--    between them says what they are to one another
-- message: {title} looks like {other}[ in {other_mission}]: {why}. If they are one, its money counts twice in every total.
-- together: {n} pairs of projects look alike: {names}. The worst: {worst}
-- action: link them (`mpt link A duplicate-of B`, competes-with, distinct-from ...); the answer is kept
-- clears: any link between the two
-- source: 002@01:19:50
SELECT
    'project' AS kind,
    a.code,
    a.title,
    b.code AS note_id,
    b.title AS other,
    CASE WHEN d.same_id = 1 THEN 'the same outside id, ' ELSE '' END
    || CASE
        WHEN d.title >= 0.995 THEN 'the same title'
        ELSE 'titles ' || CAST(round(d.title * 100) AS INTEGER) || ' % alike'
    END
    || CASE
        WHEN d.tags >= 0.995 THEN ', the same tags'
        WHEN d.tags > 0 THEN ', ' || CAST(round(d.tags * 100) AS INTEGER) || ' % of tags in common'
        ELSE ''
    END
    || CASE
        WHEN d.partners >= 0.995 THEN ', the same partners'
        WHEN d.partners > 0 THEN ', ' || CAST(round(d.partners * 100) AS INTEGER) || ' % of partners in common'
        ELSE ''
    END
    || CASE WHEN d.place_time > 0 THEN ', same place and time' ELSE '' END AS why,
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
JOIN project a ON a.id = d.a
JOIN project b ON b.id = d.b
WHERE
    ((a.example = 0 AND b.example = 0) OR $examples = 1)
    AND (a.status IS NULL OR a.status <> 'rejected')
    AND (b.status IS NULL OR b.status <> 'rejected')
    AND NOT EXISTS (SELECT 1 FROM link l WHERE l.project = a.code AND l.to_project = b.code)
    AND NOT EXISTS (SELECT 1 FROM link l WHERE l.project = b.code AND l.to_project = a.code)
ORDER BY d.score DESC, a.code, b.code
