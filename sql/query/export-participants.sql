-- Who takes part in projects in a role that IATI has too (code list OrganisationRole): 1 funding, 2 accountable,
-- 3 extending (it manages the activity for those who pay: our orchestrator), 4 implementing. Advisers and those only
-- informed have no role there.
SELECT
    t.project AS owner,
    CASE t.role
        WHEN 'co-fund' THEN '1'
        WHEN 'decide' THEN '2'
        WHEN 'orchestrate' THEN '3'
        ELSE '4'
    END AS role,
    s.code,
    s.title,
    s.form,
    s.actor_group,
    s.level,
    s.outside_id
FROM participation t
JOIN stakeholder s ON s.code = t.stakeholder
WHERE
    t.project IS NOT NULL
    AND t.role IN ('co-fund', 'decide', 'orchestrate', 'deliver')
    AND (t.example = 0 OR $examples = 1)
    AND (s.example = 0 OR $examples = 1)
ORDER BY t.project, 2, s.code
