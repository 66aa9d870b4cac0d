-- Projects that are part of others, from both ends: '1' the other is the whole, '2' the other is a part (IATI's code
-- list RelatedActivityType). Only others that can be activities: what makes a project one is checked in export_iati.c,
-- and here again, since the other may stand anywhere in the file.
WITH
pair AS (
    SELECT l.project AS owner, '1' AS type, l.to_project AS other
    FROM link l
    WHERE l.relation = 'part-of' AND (l.example = 0 OR $examples = 1)
    UNION
    SELECT l.to_project, '2', l.project
    FROM link l
    WHERE l.relation = 'part-of' AND (l.example = 0 OR $examples = 1)
)
SELECT p.owner, p.type, o.code, o.outside_id
FROM pair p
JOIN project o ON o.code = p.other
WHERE
    p.owner IS NOT NULL
    AND (o.example = 0 OR $examples = 1)
    AND o.summary IS NOT NULL
    AND o.starts IS NOT NULL
    AND o.status IS NOT NULL
    AND o.status <> 'rejected'
    AND (
        EXISTS (
            SELECT 1
            FROM participation t
            JOIN stakeholder s ON s.code = t.stakeholder
            WHERE
                t.project = o.code
                AND t.role IN ('co-fund', 'decide', 'orchestrate', 'deliver')
                AND (t.example = 0 OR $examples = 1)
                AND (s.example = 0 OR $examples = 1)
        )
        OR EXISTS (
            SELECT 1
            FROM funding f
            JOIN stakeholder s ON s.code = f.giver
            WHERE
                f.project = o.code
                AND f.stage IN ('pledged', 'committed', 'spent')
                AND (f.example = 0 OR $examples = 1)
                AND (s.example = 0 OR $examples = 1)
        )
    )
ORDER BY p.owner, p.type, o.code
