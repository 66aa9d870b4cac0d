-- of: participation
-- uses: award
-- Who answers for a project, and is no mere partner in it: who orchestrates it; where nobody does, the only one who
-- receives its money and delivers; where nobody is known to receive any, the only one who delivers. Where several could be
-- meant, none leaves. Persons only where the money was granted.
WITH orchestrated (project) AS (
    SELECT DISTINCT project FROM participation WHERE role = 'orchestrate' AND project IS NOT NULL
),
received (project, stakeholder) AS (
    SELECT DISTINCT project, receiver FROM funding WHERE project IS NOT NULL AND receiver IS NOT NULL
),
paid (project, stakeholders) AS (
    SELECT p.project, count(DISTINCT p.stakeholder)
    FROM participation p
    JOIN received r ON r.project = p.project AND r.stakeholder = p.stakeholder
    WHERE p.role = 'deliver'
    GROUP BY p.project
),
delivering (project, stakeholders) AS (
    SELECT project, count(DISTINCT stakeholder)
    FROM participation
    WHERE role = 'deliver' AND project IS NOT NULL
    GROUP BY project
)
SELECT p.code
FROM participation p
JOIN stakeholder s ON s.code = p.stakeholder
LEFT JOIN orchestrated o ON o.project = p.project
LEFT JOIN delivering d ON d.project = p.project
LEFT JOIN paid ON paid.project = p.project
WHERE p.project IS NOT NULL
    AND (
        p.role = 'orchestrate'
        OR (
            p.role = 'deliver' AND o.project IS NULL
            AND (
                (paid.stakeholders = 1 AND (p.project, p.stakeholder) IN (SELECT project, stakeholder FROM received))
                OR (d.stakeholders = 1 AND p.project NOT IN (SELECT project FROM received))
            )
        )
    )
    AND (coalesce(s.form, '') <> 'person' OR when_award(p.project))
UNION ALL
-- Organisations that govern or run a mission or programme; who advises or is informed is a partner there.
SELECT p.code
FROM participation p
JOIN stakeholder s ON s.code = p.stakeholder
WHERE p.project IS NULL AND p.role IN ('decide', 'orchestrate') AND coalesce(s.form, '') <> 'person'
