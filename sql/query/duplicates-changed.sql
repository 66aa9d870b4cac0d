-- Changes since the pairs were found that bear on what projects are compared by: the project they are of now, by number,
-- and what was before where they took something away from a project. Of its status it matters whether it is rejected.
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
ORDER BY project
