-- Changes since the pairs were found that bear on what projects are compared by: the project they are of now, by number,
-- and what was before where they took something away from a project. Of its status it matters whether it is rejected; of
-- those who take part, give and receive, and of its programme and call, what they are called. (CROSS JOIN: from the
-- few changes to what they touch, never the other way round.)
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
SELECT p.id AS project, c.kind, c.field, NULL AS before
FROM change c
CROSS JOIN stakeholder s
CROSS JOIN participation t
CROSS JOIN project p
WHERE
    c.id > $known
    AND c.kind = 'stakeholder'
    AND c.field IN ('title', 'outside_id', 'form')
    AND s.id = coalesce(c.record, c.id)
    AND t.stakeholder = s.code
    AND p.code = t.project
UNION ALL
SELECT p.id AS project, c.kind, c.field, NULL AS before
FROM change c
CROSS JOIN stakeholder s
CROSS JOIN funding t
CROSS JOIN project p
WHERE
    c.id > $known
    AND c.kind = 'stakeholder'
    AND c.field IN ('title', 'outside_id', 'form')
    AND s.id = coalesce(c.record, c.id)
    AND t.receiver = s.code
    AND p.code = t.project
UNION ALL
SELECT p.id AS project, c.kind, c.field, NULL AS before
FROM change c
CROSS JOIN stakeholder s
CROSS JOIN funding t
CROSS JOIN project p
WHERE
    c.id > $known
    AND c.kind = 'stakeholder'
    AND c.field = 'title'
    AND s.id = coalesce(c.record, c.id)
    AND t.giver = s.code
    AND p.code = t.project
UNION ALL
SELECT p.id AS project, c.kind, c.field, NULL AS before
FROM change c
CROSS JOIN programme g
CROSS JOIN project p
WHERE
    c.id > $known
    AND c.kind = 'programme'
    AND c.field = 'title'
    AND g.id = coalesce(c.record, c.id)
    AND p.programme = g.code
UNION ALL
SELECT p.id AS project, c.kind, c.field, NULL AS before
FROM change c
CROSS JOIN call g
CROSS JOIN project p
WHERE
    c.id > $known
    AND c.kind = 'call'
    AND c.field = 'title'
    AND g.id = coalesce(c.record, c.id)
    AND p.call = g.code
ORDER BY project
