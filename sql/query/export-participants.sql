-- Who takes part in projects in a role that IATI has too (code list OrganisationRole): 1 funding, 2 accountable,
-- 3 extending (it manages the activity for those who pay: our orchestrator), 4 implementing. Who pledged, committed or
-- spent money funds. Advisers and those only informed have no role there.
WITH
part AS (
    SELECT
        t.project,
        CASE t.role
            WHEN 'co-fund' THEN '1'
            WHEN 'decide' THEN '2'
            WHEN 'orchestrate' THEN '3'
            WHEN 'deliver' THEN '4'
        END AS role,
        t.stakeholder
    FROM participation t
    WHERE t.project IS NOT NULL AND (t.example = 0 OR $examples = 1)
    UNION
    SELECT f.project, '1', f.giver
    FROM funding f
    WHERE
        f.project IS NOT NULL
        AND f.giver IS NOT NULL
        AND f.stage IN ('pledged', 'committed', 'spent')
        AND (f.example = 0 OR $examples = 1)
)
SELECT
    p.project AS owner,
    p.role,
    s.code,
    s.title,
    s.form,
    s.actor_group,
    s.level,
    s.outside_id
FROM part p
JOIN stakeholder s ON s.code = p.stakeholder
WHERE p.role IS NOT NULL AND (s.example = 0 OR $examples = 1)
ORDER BY p.project, p.role, s.code
