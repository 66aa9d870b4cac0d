-- Changes since the pairs were found that bear on what projects are compared by: the project they are of now, by number,
-- and what was before where they took something away from a project. Of its status it matters whether it is rejected; of
-- those who take part, give and receive, and of its programme and call, what they are called. (CROSS JOIN: from the
-- few changes to what they touch, never the other way round.)
WITH
-- Who is called otherwise now, or has another id: by its code as it is.
renamed AS (
    SELECT c.kind, c.field, coalesce(s.code, g.code, a.code) AS code
    FROM change c
    LEFT JOIN stakeholder s ON c.kind = 'stakeholder' AND s.id = coalesce(c.record, c.id)
    LEFT JOIN programme g ON c.kind = 'programme' AND g.id = coalesce(c.record, c.id)
    LEFT JOIN call a ON c.kind = 'call' AND a.id = coalesce(c.record, c.id)
    WHERE
        c.id > $known
        AND (
            (c.kind = 'stakeholder' AND c.field IN ('title', 'outside_id', 'form'))
            OR (c.kind IN ('programme', 'call') AND c.field = 'title')
        )
)
SELECT coalesce(c.record, c.id) AS project, c.kind, c.field, NULL AS before
FROM change c
WHERE
    c.id > $known
    AND c.kind = 'project'
    AND (
        c.field IS NULL
        OR c.field IN (
            'title', 'alias', 'summary', 'outside_id', 'programme', 'call', 'manager', 'place', 'country', 'starts',
            'ends'
        )
        OR (
            c.field = 'status'
            AND (
                c.before = 'rejected'
                OR EXISTS (SELECT 1 FROM project p WHERE p.id = coalesce(c.record, c.id) AND p.status = 'rejected')
            )
        )
    )
UNION ALL
SELECT
    p.id AS project,
    c.kind,
    c.field,
    CASE WHEN c.action = 'removed' OR c.field = 'project' THEN c.before END AS before
FROM change c
LEFT JOIN funding t ON t.id = coalesce(c.record, c.id)
LEFT JOIN project p ON p.code = t.project
WHERE c.id > $known AND c.kind = 'funding'
UNION ALL
SELECT
    p.id AS project,
    c.kind,
    c.field,
    CASE WHEN c.action = 'removed' OR c.field = 'project' THEN c.before END AS before
FROM change c
LEFT JOIN participation t ON t.id = coalesce(c.record, c.id)
LEFT JOIN project p ON p.code = t.project
WHERE c.id > $known AND c.kind = 'participation'
UNION ALL
SELECT p.id AS project, r.kind, r.field, NULL AS before
FROM renamed r
CROSS JOIN participation t
CROSS JOIN project p
WHERE r.kind = 'stakeholder' AND t.stakeholder = r.code AND p.code = t.project
UNION ALL
SELECT p.id AS project, r.kind, r.field, NULL AS before
FROM renamed r
CROSS JOIN funding t
CROSS JOIN project p
WHERE r.kind = 'stakeholder' AND t.receiver = r.code AND p.code = t.project
UNION ALL
SELECT p.id AS project, r.kind, r.field, NULL AS before
FROM renamed r
CROSS JOIN funding t
CROSS JOIN project p
WHERE r.kind = 'stakeholder' AND r.field = 'title' AND t.giver = r.code AND p.code = t.project
UNION ALL
SELECT p.id AS project, r.kind, r.field, NULL AS before
FROM renamed r
CROSS JOIN project p
WHERE r.kind = 'programme' AND p.programme = r.code
UNION ALL
SELECT p.id AS project, r.kind, r.field, NULL AS before
FROM renamed r
CROSS JOIN project p
WHERE r.kind = 'call' AND p.call = r.code
ORDER BY project
